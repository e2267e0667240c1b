"""What says no more than no, thanks, goodbye or "wait"; what is said besides; questions about the line and tasks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulfillment.hearing import (
    Closing,
    asks_about_task,
    asks_the_time,
    asks_what_became,
    hear_closing,
    hear_farewell,
    hear_keep,
    hear_matter,
    hear_no_english,
    hear_persona,
    hear_reopening,
    hear_repeat,
)

CLOSINGS: dict[str, dict[Closing, tuple[str, ...]]] = {
    "en_US": {
        Closing.DECLINES: (
            "no",
            "nope that's all",
            "no you've been great",
            "I'm all set",
            "I'm good, I just wanted to know that",
            "not that I can think of",
            "I can't think of anything",
            "I don't want to hear more",
            "no more about that",
            "never mind",
            "that was everything I wanted",
            "nothing, forget it",
        ),
        Closing.THANKS: ("thank you so much", "I really appreciate your help", "thanks for your time"),
        Closing.BIDS: (
            "bye",
            "adios",
            "later",
            "I'm hanging up now",
            "have a nice day",
            "I have to go now",
            "see you later",
        ),
        Closing.ACKNOWLEDGES: ("got it", "I see", "cool", "alright", "okay great", "that makes sense", "sounds good"),
        Closing.AGREES: ("yes", "yes there is", "sure"),
        Closing.CONTINUES: ("sure tell me", "yes please tell me"),
        Closing.WAITS: (
            "don't hang up",
            "I'm not done",
            "not yet",
            "no wait",
            "no, one more thing",
            "I do have something else",
            "hold on",
            "ok let me write that down",
        ),
        Closing.ANNOUNCES: (
            "I have a question",
            "can I ask you something",
            "quick question",
            "can you answer a question",
            "may I ask something else",
            "I have another question",
            "hi my name is Ana",
        ),
    },
    "es_US": {
        Closing.DECLINES: ("no gracias", "eso es todo", "no necesito nada más", "nada más por ahora"),
        Closing.THANKS: ("muchas gracias", "gracias por su ayuda"),
        Closing.BIDS: ("adiós", "hasta luego", "que tenga buen día"),
        Closing.ACKNOWLEDGES: ("entiendo", "muy bien", "de acuerdo"),
        Closing.WAITS: ("no cuelgue", "todavía no", "espere un momento", "una cosa más"),
        Closing.ANNOUNCES: ("tengo una pregunta", "puedo hacerle una pregunta", "me llamo Ana"),
    },
}

MATTERS = {
    "en_US": {
        "no, the pharmacy hours": "the pharmacy hours",
        "no I mean on Saturday": "on Saturday",
        "no I said parking": "parking",
        "no person please, just tell me the hours": "tell me the hours",
        "no just tell me where you are": "tell me where you are",
        "no more questions but I want to book": "I want to book",
        "bye, oh and is parking free": "is parking free",
        "no thank you, goodbye, oh wait what about parking": "what about parking",
        "nothing works on your website": "nothing works on your website",
        "stop sending me texts": "stop sending me texts",
        "that wasn't helpful": "that wasn't helpful",
        "I have a question about my bill": "about my bill",
        "what are your hours": "what are your hours",
        "can you help me": "can you help me",
    },
    "es_US": {
        "no, el horario": "el horario",
        "gracias, y cuánto cuesta": "cuánto cuesta",
        "no puedo entrar al portal": "puedo entrar al portal",
    },
}

PERSONA = {
    "en_US": (
        "Am I talking to a real person?",
        "are you human",
        "is this a machine",
        "are you a robot",
        "are you an AI",
        "what is your name",
        "who is this",
        "you're a stupid machine",
        "who am I speaking with",
    ),
    "es_US": ("es usted un robot", "hablo con una persona", "cómo se llama usted", "quién es usted"),
}
NO_PERSONA = (
    "is there a real person I can talk to",
    "are you open on Monday",
    "who is my doctor",
    "is this free",
    "what is the name of the doctor",
    "are you accepting patients",
    "are you recording this call",
)
SPANISH = ("hablas español?", "en español por favor", "Spanish please", "no hablo inglés", "habla español")
NO_SPANISH = (
    "do you speak Spanish",
    "does anyone there speak Spanish",
    "do you have Spanish forms",
    "my dad does not speak English",
)

ABOUT_TASKS = (
    "what would it cost me to cancel my appointment tomorrow",
    "if I move my appointment do I lose my spot",
    "what do I need to reset my password",
    "is it possible to book online",
    "you cancelled my appointment last week, why",
    "is there a fee if I cancel late",
    "do I need to cancel my appointment if I'm sick",
)
BECAME = ("has my appointment been moved?", "did someone cancel my appointment?", "was my visit cancelled")
TASKS = (
    "can you cancel my appointment?",
    "could I book an appointment",
    "when is my appointment",
    "cancel my appointment",
    "is it possible to move my appointment to Friday",
    "how do I cancel my appointment",
    "what do you have on Friday for a physical",
    "do I have an appointment",
)
AGAIN = ("I can't hear you", "I didn't get it", "I don't understand", "no I don't understand", "sorry what")
NOT_AGAIN = ("I didn't get a bill", "I didn't get my results", "I don't understand my bill", "no, one more thing")


def cases(table: dict[str, dict[Closing, tuple[str, ...]]]) -> list[tuple[str, Closing, str]]:
    return [(locale, kind, text) for locale, kinds in table.items() for kind, texts in kinds.items() for text in texts]


@pytest.mark.parametrize(("locale", "kind", "text"), cases(CLOSINGS))
def test_what_closes_or_opens_says_nothing_else(locale: str, kind: Closing, text: str) -> None:
    assert kind in hear_closing(text, locale=locale)
    assert hear_matter(text, locale=locale) is None


@pytest.mark.parametrize(
    ("locale", "text", "matter"), [(locale, *pair) for locale, pairs in MATTERS.items() for pair in pairs.items()]
)
def test_what_is_said_besides_is_told_apart(locale: str, text: str, matter: str) -> None:
    assert hear_matter(text, locale=locale) == matter
    assert hear_closing(text, locale=locale) == frozenset()


def test_no_more_questions_announces_none() -> None:
    assert hear_closing("no more questions thank you", locale="en_US") == {Closing.DECLINES, Closing.THANKS}


@pytest.mark.parametrize(
    ("text", "expected"), [("no I have to pick up my kids, bye", True), ("no I need parking", False)]
)
def test_a_goodbye_is_heard_among_other_words(text: str, expected: bool) -> None:
    assert hear_farewell(text, locale="en_US") is expected


@pytest.mark.parametrize(("text", "expected"), [("bye but I also need my order", True), ("bye my ride is here", False)])
def test_a_goodbye_may_be_taken_back(text: str, expected: bool) -> None:
    assert hear_reopening(text, locale="en_US") is expected


@pytest.mark.parametrize(("locale", "text"), [(locale, text) for locale, texts in PERSONA.items() for text in texts])
def test_who_or_what_speaks_is_asked(locale: str, text: str) -> None:
    assert hear_persona(text, locale=locale)


@pytest.mark.parametrize("text", NO_PERSONA)
def test_other_questions_do_not_ask_who_speaks(text: str) -> None:
    assert not hear_persona(text, locale="en_US")


@pytest.mark.parametrize(("text", "expected"), [*((t, True) for t in SPANISH), *((t, False) for t in NO_SPANISH)])
def test_spanish_is_asked_for_on_the_english_line(text: str, expected: bool) -> None:
    assert hear_no_english(text, locale="en_US") is expected


@pytest.mark.parametrize("text", ABOUT_TASKS)
def test_a_question_about_a_task_is_no_request_for_it(text: str) -> None:
    assert asks_about_task(text, locale="en_US")


@pytest.mark.parametrize("text", BECAME)
def test_what_became_of_an_appointment_is_looked_up(text: str) -> None:
    assert asks_what_became(text, locale="en_US")


@pytest.mark.parametrize("text", TASKS)
def test_a_request_for_a_task_is_no_question_about_it(text: str) -> None:
    assert not asks_about_task(text, locale="en_US")
    assert not asks_what_became(text, locale="en_US")


@pytest.mark.parametrize(("text", "expected"), [*((t, True) for t in AGAIN), *((t, False) for t in NOT_AGAIN)])
def test_not_having_heard_or_understood_asks_to_hear_it_again(text: str, expected: bool) -> None:
    assert hear_repeat(text, locale="en_US") is expected


@pytest.mark.parametrize(("text", "expected"), [("what time is it?", True), ("what time is it on Friday", False)])
def test_the_time_of_day_is_asked(text: str, expected: bool) -> None:
    assert asks_the_time(text, locale="en_US") is expected


def test_whoever_will_not_cancel_keeps_it() -> None:
    assert hear_keep("ok I won't cancel", locale="en_US")


@given(text=st.text(max_size=60), locale=st.sampled_from(["en_US", "es_US"]))
def test_anything_at_all_is_told_apart_without_an_error(text: str, locale: str) -> None:
    said = hear_closing(text, locale=locale)
    matter = hear_matter(text, locale=locale)
    assert not (said and matter)
    assert matter is None or matter in text
