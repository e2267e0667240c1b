"""The English bot against the design: intents, slots, hooks, what is spoken, and how long it listens."""

import re

import pytest

import clinic
import lex_bot
from lex_bot.definition import NextStep, Prompt
from lex_bot.definition import fold as folded

CLINIC = clinic.load()
BOT = lex_bot.load("en_US", CLINIC)

IDENTITY = ["LastName", "BirthDate"]
TASKS = {
    "BookAppointment": [*IDENTITY, "Service", "Day", "Time"],
    "RescheduleAppointment": [*IDENTITY, "Appointment", "Day", "Time"],
    "CancelAppointment": [*IDENTITY, "Appointment"],
    "CheckAppointment": IDENTITY,
    "OrderStatus": [*IDENTITY, "OrderNumber"],
    "ResetPassword": IDENTITY,
}
OTHERS = ["SpeakToAgent", "Goodbye", "HelpIntent", "RepeatIntent", "FallbackIntent"]
CONFIRMED = {"BookAppointment", "RescheduleAppointment", "CancelAppointment", "ResetPassword"}


def prompts() -> list[Prompt]:
    slots = [slot.prompt for intent in BOT.intents for slot in intent.slots]
    return slots + [intent.confirmation.prompt for intent in BOT.intents if intent.confirmation]


def test_it_has_exactly_the_intents_of_the_design() -> None:
    assert [intent.name for intent in BOT.intents] == [*TASKS, *OTHERS]


@pytest.mark.parametrize("name", TASKS)
def test_a_task_has_its_slots_in_the_order_they_are_asked(name: str) -> None:
    assert [slot.name for slot in BOT.intent(name).slots] == TASKS[name]


@pytest.mark.parametrize("name", TASKS)
def test_a_task_begins_with_the_dialog_hook_and_confirms_what_changes_something(name: str) -> None:
    intent = BOT.intent(name)
    assert intent.initial_step is NextStep.INVOKE_DIALOG_CODE_HOOK
    assert (intent.confirmation is not None) == (name in CONFIRMED)
    if intent.confirmation:
        assert intent.confirmation.on_confirmed is NextStep.FULFILL_INTENT
        assert intent.confirmation.on_declined is NextStep.INVOKE_DIALOG_CODE_HOOK


@pytest.mark.parametrize("name", OTHERS)
def test_every_other_intent_goes_straight_to_fulfillment(name: str) -> None:
    intent = BOT.intent(name)
    assert intent.initial_step is NextStep.FULFILL_INTENT
    assert not intent.is_task


@pytest.mark.parametrize("name", TASKS)
def test_a_task_has_at_least_twelve_utterances_of_different_words(name: str) -> None:
    assert len({folded(text) for text in BOT.intent(name).utterances}) >= 12


def test_the_key_for_a_person_reaches_a_person() -> None:
    assert "0" in BOT.intent("SpeakToAgent").utterances


def test_every_miss_in_a_slot_or_confirmation_reaches_the_function() -> None:
    assert all(slot.elicitation_hook for intent in BOT.intents for slot in intent.slots)
    assert all(intent.confirmation.elicitation_hook for intent in BOT.intents if intent.confirmation)


def test_every_failed_hook_ends_with_a_person() -> None:
    for intent in BOT.intents:
        hooks = [intent.fulfillment, intent.dialog] if intent.dialog else [intent.fulfillment]
        for hook in hooks:
            for ending in (hook.on_failure, hook.on_timeout):
                assert ending.attributes == {"outcome": "agent", "handoff_reason": "system_failure"}
                assert ending.next_step is NextStep.END_CONVERSATION


def test_progress_is_spoken_after_two_seconds_and_repeated_only_after_the_functions_deadline() -> None:
    for intent in BOT.intents:
        progress = intent.fulfillment.progress
        assert progress is not None
        assert progress.start_after_s == 2
        assert not progress.allow_interrupt
        assert 6 <= progress.update_every_s <= intent.fulfillment.timeout_s


def test_identity_is_asked_in_the_words_of_the_contract() -> None:
    for name in TASKS:
        for text in BOT.intent(name).slot("LastName").prompt.message.texts:
            assert "last name" in text
        for text in BOT.intent(name).slot("BirthDate").prompt.message.texts:
            assert "date of birth" in text
            assert "key" in text


def test_identity_is_obfuscated_in_lex_logs() -> None:
    assert all(slot.obfuscate for intent in BOT.intents for slot in intent.slots if slot.name in IDENTITY)


def test_the_services_are_the_clinics() -> None:
    values = {value.value: value.synonyms for value in BOT.slot_type("ClinicService").values}
    assert values == {service.name: service.synonyms for service in CLINIC.services}


def test_examples_in_the_service_prompt_are_services_of_the_clinic() -> None:
    offered = {service.name for service in CLINIC.services}
    for text in BOT.intent("BookAppointment").slot("Service").prompt.message.texts:
        named = re.findall(r"\b(physical|checkup|follow-up|flu shot|vaccination)\b", text)
        assert named
        assert set(named) <= offered


def test_voice_and_threshold_are_the_tenants() -> None:
    voice = next(each for each in CLINIC.locales if each.id == "en_US")
    assert (BOT.voice_id, BOT.voice_engine) == (voice.voice, voice.engine)
    assert BOT.nlu_confidence_threshold == CLINIC.thresholds.understanding


def test_digits_read_out_and_names_spelled_get_a_longer_end_silence() -> None:
    ordinary = BOT.intent("BookAppointment").slot("Day").prompt.listening.audio_end_timeout_ms
    for intent, slot in [
        ("BookAppointment", "LastName"),
        ("BookAppointment", "BirthDate"),
        ("OrderStatus", "OrderNumber"),
    ]:
        assert BOT.intent(intent).slot(slot).prompt.listening.audio_end_timeout_ms >= ordinary + 400


def test_the_keypad_takes_as_many_digits_as_the_answer_has_and_does_not_wait_long() -> None:
    assert BOT.intent("BookAppointment").slot("BirthDate").prompt.listening.dtmf_max_length == 8
    assert BOT.intent("OrderStatus").slot("OrderNumber").prompt.listening.dtmf_max_length == 6
    assert all(prompt.listening.dtmf_end_timeout_ms <= 3000 for prompt in prompts())
    assert all(prompt.listening.dtmf_end_character == "#" for prompt in prompts())


def test_questions_may_be_interrupted_and_read_backs_may_not() -> None:
    assert all(slot.prompt.allow_interrupt for intent in BOT.intents for slot in intent.slots)
    assert not any(intent.confirmation.prompt.allow_interrupt for intent in BOT.intents if intent.confirmation)


def test_what_is_spoken_is_short_enough_to_listen_to() -> None:
    assert all(len(text.split()) <= 30 for prompt in prompts() for text in prompt.message.texts)
