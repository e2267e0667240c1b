"""The Spanish bot beside the English one: the same bot, in words that callers and the clinic use."""

import re
import tomllib
from typing import Any

import pytest

import clinic
import lex_bot
from fulfillment import prompts
from lex_bot.definition import BotDefinition, Ending, Prompt, fold
from tests.unit.languages import ENGLISH_ONLY, words

SPANISH = clinic.Locale(id="es_US", voice="Lupe", engine="neural")
CLINIC = clinic.load().model_copy(update={"locales": (*clinic.load().locales, SPANISH)})
ENGLISH_BOT, BOT = (lex_bot.load(locale, CLINIC) for locale in ("en_US", "es_US"))
TASKS = [intent.name for intent in BOT.intents if intent.is_task]


def skeleton(bot: BotDefinition) -> dict[str, Any]:
    """The bot without its words."""
    spoken = {"text", "variations", "utterances", "description", "locale", "voice_id", "voice_engine", "synonyms"}

    def bare(node: Any) -> Any:
        if isinstance(node, dict):
            return {key: bare(value) for key, value in node.items() if key not in spoken and key != "values"}
        return [bare(value) for value in node] if isinstance(node, (list, tuple)) else node

    return dict(bare(bot.model_dump(mode="json")))


def asked() -> list[Prompt]:
    slots = [slot.prompt for intent in BOT.intents for slot in intent.slots]
    return slots + [intent.confirmation.prompt for intent in BOT.intents if intent.confirmation]


def endings() -> list[Ending]:
    hooks = [hook for intent in BOT.intents for hook in (intent.fulfillment, intent.dialog) if hook]
    return [ending for hook in hooks for ending in (hook.on_failure, hook.on_timeout)]


def spoken() -> list[str]:
    progress = [intent.fulfillment.progress for intent in BOT.intents if intent.fulfillment.progress]
    messages = [prompt.message for prompt in asked()] + [ending.message for ending in endings()]
    messages += [message for each in progress for message in (each.start, each.update)]
    return [text for message in messages for text in message.texts]


def test_both_locales_have_the_same_intents_slots_hooks_timing_and_session_attributes() -> None:
    assert skeleton(BOT) == skeleton(ENGLISH_BOT)


def test_the_voice_is_the_tenants() -> None:
    assert (BOT.locale, BOT.voice_id, BOT.voice_engine) == ("es_US", "Lupe", "neural")


@pytest.mark.parametrize("name", [intent.name for intent in BOT.intents])
def test_an_intent_has_as_many_utterances_as_in_english_over_the_same_slots(name: str) -> None:
    ours, theirs = (bot.intent(name).utterances for bot in (BOT, ENGLISH_BOT))
    assert abs(len(ours) - len(theirs)) <= 2
    named = [{slot for text in each for slot in re.findall(r"\{(\w+)\}", text)} for each in (ours, theirs)]
    assert named[0] == named[1]


@pytest.mark.parametrize("name", TASKS)
def test_a_task_has_at_least_twelve_utterances_of_different_words(name: str) -> None:
    assert len({fold(text) for text in BOT.intent(name).utterances}) >= 12


def test_the_key_for_a_person_reaches_a_person() -> None:
    assert "0" in BOT.intent("SpeakToAgent").utterances


def test_identity_is_asked_for_by_name_and_by_date_of_birth_and_may_be_keyed() -> None:
    for name in TASKS:
        assert all("apellido" in text for text in BOT.intent(name).slot("LastName").prompt.message.texts)
        for text in BOT.intent(name).slot("BirthDate").prompt.message.texts:
            assert "fecha de nacimiento" in text
            assert re.search(r"\bmarque|\bmarcarla", text)


def test_nothing_of_it_is_english() -> None:
    utterances = [text for intent in BOT.intents for text in intent.utterances]
    utterances += [text for intent in BOT.intents for slot in intent.slots for text in slot.utterances]
    for text in [*utterances, *spoken()]:
        assert not words(re.sub(r"\{\w+\}", "", text)) & ENGLISH_ONLY, text


def test_callers_are_addressed_as_usted() -> None:
    assert not any(words(text) & {"tu", "tus", "tú", "te", "ti", "puedes", "dime", "di"} for text in spoken())


def test_what_is_spoken_is_short_enough_to_listen_to() -> None:
    assert all(len(text.split()) <= 30 for text in spoken())


@pytest.mark.parametrize("kind", ["ClinicService", "AppointmentChoice"])
def test_the_services_are_the_clinics_with_spanish_words_for_each(kind: str) -> None:
    values = {value.value: value.synonyms for value in BOT.slot_type(kind).values}
    for service in CLINIC.services:
        assert set(service.synonyms) < set(values[service.name])
        assert prompts.called("service", service.name, "es_US") in values[service.name]


def test_the_bot_and_the_function_know_the_same_words_for_a_service() -> None:
    written = tomllib.loads((lex_bot.FOLDER / "es_US.toml").read_text(encoding="utf-8"))["service_names"]
    known = prompts.other_names("service", {service.name: () for service in CLINIC.services}, "es_US")
    assert {name: tuple(each) for name, each in written.items()} == known


def test_examples_in_the_service_prompt_are_services_of_the_clinic() -> None:
    offered = {prompts.called("service", service.name, "es_US") for service in CLINIC.services}
    for text in BOT.intent("BookAppointment").slot("Service").prompt.message.texts:
        assert sum(service in text for service in offered) >= 3
