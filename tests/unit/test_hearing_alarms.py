"""Danger and idioms, wishes for a person, giving up; and all of the evaluation's sentences listened to for each."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fulfillment.hearing import hear_emergency, hear_give_up, hear_greeting, wants_person

EVALUATION = Path(__file__).resolve().parents[1] / "evaluation"
EN = "en_US"

DANGER: dict[str, tuple[str, ...]] = {
    "en_US": (
        "I feel like dying",
        "I've been raped",
        "my husband hit me",
        "he hit me and I'm scared",
        "someone broke into my house",
        "my pulse stopped",
        "my sugar is 40 and I feel shaky",
        "he fell down the stairs and can't move",
        "I think I broke my arm",
        "my baby has a fever of 105",
        "I already called 911",
        "911",
        "uh 911",
        "nine one one",
        "9 1 1",
        "there's no pulse",
        "I can't find a pulse",
        "I was shot",
        "he got shot in the leg",
        "I was stabbed",
        "my daughter fell and can't walk",
        "he was hit by a car",
        "I was sexually assaulted",
        "my blood sugar is 500",
        "his temperature is 105",
        "my boyfriend is hitting me",
        "someone is breaking in",
        "my sugar dropped to 45",
        "he's drowning",
        "if I don't get help I'll die I can't breathe",
        "I don't know if I'm having a heart attack",
        "my mom fell and she can't get up",
        "she fell and broke her hip",
        "my mom can't stand",
        "he fell and hit his head",
        "he fell off a ladder and can't get up",
    ),
    "es_US": (
        "mi esposo me pegó",
        "me violaron",
        "mi bebé tiene fiebre de 105",
        "911",
        "se cayó de las escaleras y no puede moverse",
        "creo que me rompí el brazo",
        "alguien entró a mi casa",
        "ya llamé al 911",
        "me siento morir",
    ),
}

NO_DANGER: dict[str, tuple[str, ...]] = {
    "en_US": (
        "book a flu shot in January",
        "is the flu shot in stock",
        "can I get a shot in March",
        "can I get my flu shot in May",
        "can my son get his flu shot in the same visit",
        "my son was shot with a vaccine",
        "do you have a stroke clinic",
        "I have trouble breathing through my nose",
        "I'm drowning in paperwork",
        "I'm dying of thirst",
        "I got stabbed in the back by my boss",
        "where do I go if it's an emergency on a Sunday",
        "will you waive the fee if I had an emergency",
        "if I have an emergency after hours who do I call",
        "don't worry it isn't chest pain",
        "don't worry it isn't chest pain, just a question about parking",
        "I can't move my appointment",
        "she broke my heart",
        "he hit me up on the phone",
        "you hit me with a late fee",
        "someone broke into my car last year",
        "I broke my arm last month",
        "I need a follow up, I broke my wrist six weeks ago",
        "my sugar was 110 this week",
        "I got the wrong number",
        "the number is 911 Alder Street",
        "my A1C is 6",
        "I fell behind and can't pay",
        "he can't move it",
        "I broke my glasses",
        "my cast comes off, I broke my leg",
        "he had a fever of 101",
        "can I come in with a temperature",
        "room 911",
        "order 911",
        "I can't move Thursday",
        "the doctor beat me to it",
        "what is a normal sugar level",
        "in case of emergency who do you call",
        "my neighbor's pulse oximeter",
        "there was an accident on I-5 so I can't get there",
        "I crashed my computer and can't get in the portal",
        "I'm having a stroke of luck",
        "it's 105 degrees outside",
        "my wife beat me to the phone",
        "we had an accident on the way and can't make it",
        "they hit me with a late fee",
    ),
    "es_US": (
        "no se preocupe, no es dolor de pecho",
        "me muero de hambre",
        "me rompí el brazo el año pasado",
    ),
}

PERSON: dict[str, tuple[str, ...]] = {
    "en_US": (
        "billing department please",
        "connect me to scheduling",
        "transfer me to billing",
        "can i get the front desk please",
        "is there a human being there i can speak with",
        "could somebody just pick up the phone",
        "i'd rather explain it to one of your staff",
        "someone who speaks Spanish please",
        "let me speak to someone who speaks spanish",
        "the billing department",
        "can somebody please answer the phone",
        "I'd prefer to explain this to a person",
        "I want to talk to a nurse please",
        "is anybody there I can talk to",
        "can I speak with your manager",
        "have someone call me",
    ),
    "es_US": (
        "Quiero hablar con alguien en español",
        "alguien que hable español por favor",
        "páseme con facturación",
        "recepción por favor",
    ),
}

NO_PERSON: dict[str, tuple[str, ...]] = {
    "en_US": (
        "I do not want to speak to an agent, just tell me the hours",
        "is this a real person",
        "are you a robot?",
        "hello is anyone there",
        "will a person call me back?",
        "is somebody there at five thirty in the afternoon",
        "can I talk to a doctor on video",
        "is there someone who speaks Mandarin",
        "does someone speak Spanish there",
        "will someone call me back",
        "do you have someone who speaks Spanish",
        "is the billing department open",
        "what's the billing department's number",
        "transfer my records",
        "can I transfer my prescription",
        "the front desk told me",
        "connect my account to the app",
        "is a human reading this",
    ),
    "es_US": (
        "¿es una persona real?",
        "quiero una cita",
    ),
}

GIVEN_UP: dict[str, tuple[str, ...]] = {
    "en_US": (
        "wrong number",
        "sorry wrong number",
        "cancel that",
        "cancel it",
        "never mind",
        "oh just cancel that",
    ),
}

NO_GIVEN_UP: dict[str, tuple[str, ...]] = {
    "en_US": (
        "don't worry it isn't chest pain, just a question about parking",
        "I need to cancel it",
        "you have the wrong number on file",
        "I have an appointment at two thirty today and I need to cancel it",
    ),
}

GREETING: dict[str, tuple[str, ...]] = {
    "en_US": (
        "hi",
        "um, hi",
        "well hello",
    ),
    "es_US": (
        "hola",
        "eh hola",
    ),
}

NO_GREETING: dict[str, tuple[str, ...]] = {
    "en_US": (
        "uh",
        "um",
        "so",
        "well",
        "um so",
    ),
    "es_US": (
        "eh",
        "pues",
    ),
}

EMERGENCIES_ASKED_ABOUT = {"is it normal to have chest tightness": "in doubt about danger it is yes"}
GIVING_UP = {
    "nah i changed my mind about the consultation just forget the whole thing": "whatever is under way is unwanted",
    "Never mind, I'll call back later, bye": "the call itself is given up",
}


def sentences() -> Iterator[tuple[str, str]]:
    """(sentence, its intent or nothing)."""
    for row in tomllib.loads((EVALUATION / "questions.toml").read_text())["questions"]:
        yield row["ask"], ""
    for path in sorted(EVALUATION.glob("paraphrases_*.toml")):
        rows: list[dict[str, Any]] = tomllib.loads(path.read_text())["paraphrases"]
        yield from ((row["says"], row.get("intent", "")) for row in rows)


def each(table: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(locale, said) for locale, texts in table.items() for said in texts]


def test_no_sentence_of_the_evaluation_is_an_emergency_but_those_named() -> None:
    assert {said for said, _ in sentences() if hear_emergency(said, locale=EN)} == set(EMERGENCIES_ASKED_ABOUT)


def test_no_sentence_of_the_evaluation_gives_up_but_those_named() -> None:
    assert {said for said, _ in sentences() if hear_give_up(said, locale=EN)} == set(GIVING_UP)


def test_no_sentence_of_the_evaluation_is_only_a_greeting() -> None:
    assert [said for said, _ in sentences() if hear_greeting(said, locale=EN)] == []


def test_only_sentences_that_ask_for_a_person_want_one() -> None:
    assert [said for said, intent in sentences() if wants_person(said, locale=EN) and intent != "SpeakToAgent"] == []


@pytest.mark.parametrize(("locale", "said"), each(DANGER))
def test_danger_is_heard(locale: str, said: str) -> None:
    assert hear_emergency(said, locale=locale)


@pytest.mark.parametrize(("locale", "said"), each(NO_DANGER))
def test_shots_idioms_and_what_might_be_are_no_danger(locale: str, said: str) -> None:
    assert not hear_emergency(said, locale=locale)


@pytest.mark.parametrize(("locale", "said"), each(PERSON))
def test_a_person_or_a_department_is_asked_for(locale: str, said: str) -> None:
    assert wants_person(said, locale=locale)


@pytest.mark.parametrize(("locale", "said"), each(NO_PERSON))
def test_a_question_about_people_asks_for_none(locale: str, said: str) -> None:
    assert not wants_person(said, locale=locale)


@pytest.mark.parametrize(("locale", "said"), each(GIVEN_UP))
def test_what_is_under_way_is_given_up(locale: str, said: str) -> None:
    assert hear_give_up(said, locale=locale)


@pytest.mark.parametrize(("locale", "said"), each(NO_GIVEN_UP))
def test_what_only_sounds_like_giving_up_is_not(locale: str, said: str) -> None:
    assert not hear_give_up(said, locale=locale)


@pytest.mark.parametrize(("locale", "said"), each(GREETING))
def test_a_greeting_needs_a_word_of_greeting(locale: str, said: str) -> None:
    assert hear_greeting(said, locale=locale)


@pytest.mark.parametrize(("locale", "said"), each(NO_GREETING))
def test_fillers_are_no_greeting(locale: str, said: str) -> None:
    assert not hear_greeting(said, locale=locale)
