"""What the bot's file may not say: one sentence that names file, key and fix."""

from pathlib import Path

import pytest

import clinic
import lex_bot
from lex_bot import BotError

CLINIC = clinic.load()
ENGLISH = (lex_bot.FOLDER / "en_US.toml").read_text(encoding="utf-8")


def refusal(folder: Path, text: str) -> str:
    (folder / "en_US.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BotError) as caught:
        lex_bot.load("en_US", CLINIC, folder=folder)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def changed(old: str, new: str) -> str:
    assert old in ENGLISH
    return ENGLISH.replace(old, new, 1)


BOOK_UTTERANCE = '"I need an appointment",'

MISTAKES = {
    "an unknown key at the top": (
        "idle_session_ttl_s = 900",
        "idle_session_ttl = 900",
        "idle_session_ttl: unknown key",
    ),
    "an unknown key of an intent": (
        'description = "A new appointment"',
        'descripton = "A new appointment"',
        "intents.BookAppointment.descripton: unknown key; remove it",
    ),
    "an unknown key of a prompt": (
        '{ text = "Which appointment is it?",',
        '{ text = "Which appointment is it?", barge_in = true,',
        "intents.RescheduleAppointment.slots.Appointment.prompt.barge_in: unknown key",
    ),
    "an utterance of two intents": (
        BOOK_UTTERANCE,
        '"Where is my... ORDER?",',
        "'where is my order' is in two intents, BookAppointment and OrderStatus; remove it from one",
    ),
    "a message over the limit": (
        '"What day would you like to come in?"',
        f'"{"a" * 1001}"',
        "intents.BookAppointment.slots.Day.prompt.message.text: String should have at most 1000 characters; shorten it",
    ),
    "too many variations": (
        '"Just a moment.", "Let me check."',
        '"Just a moment.", "Let me check.", "One second."',
        "fulfillment.progress.start.variations: Tuple should have at most 2 items after validation, not 3; remove some",
    ),
    "a reference to no slot": (
        BOOK_UTTERANCE,
        '"I need an appointment on {Date}",',
        "refers to the slot {Date}, which the intent does not have; its slots are LastName, BirthDate, Service, Day",
    ),
    "an unpaired brace": (BOOK_UTTERANCE, '"I need an appointment on {Day",', "unpaired brace"),
    "an unknown slot group": (
        'slot_groups = ["identity"]',
        'slot_groups = ["identiy"]',
        "BookAppointment: unknown slot group 'identiy'; there are identity",
    ),
    "an unknown slot type": (
        'type = "ClinicService"',
        'type = "ClinicServices"',
        "unknown slot type 'ClinicServices'; the bot's own are AppointmentChoice, ClinicService",
    ),
    "an unknown built-in slot type": (
        'type = "AMAZON.Time"',
        'type = "AMAZON.TIME"',
        "unknown slot type 'AMAZON.TIME'",
    ),
    "an unknown source of values": (
        'values_from = "services"',
        'values_from = "service"',
        "ClinicService: values_from: unknown source 'service'; there is services",
    ),
    "an unknown listening profile": ('listening = "name"', 'listening = "nam"', "unknown listening profile 'nam'"),
    "no FallbackIntent": ('name = "FallbackIntent"', 'name = "Otherwise"', "FallbackIntent is missing; add it"),
    "no parent signature": (
        'parent_signature = "AMAZON.HelpIntent"',
        "",
        'intent HelpIntent is built in; add parent_signature = "AMAZON.HelpIntent"',
    ),
    "utterances of a built-in intent": (
        'parent_signature = "AMAZON.HelpIntent"',
        'parent_signature = "AMAZON.HelpIntent"\nutterances = ["help"]',
        "HelpIntent is built in: Lex takes no utterances",
    ),
    "slots without a dialog hook": (
        "dialog_hook = true",
        "dialog_hook = false",
        "BookAppointment has slots or a confirmation but no dialog hook; set dialog_hook = true",
    ),
    "a slot twice": ('name = "Day"\n', 'name = "Time"\n', "BookAppointment has the slot Time twice"),
    "an intent twice": ('name = "OrderStatus"', 'name = "Goodbye"', "two intents named Goodbye"),
    "too many retries": ('listening = "name" }', 'listening = "name", max_retries = 6 }', "prompt.max_retries"),
    "speech longer than Lex takes": (
        "audio_max_length_ms = 12000",
        "audio_max_length_ms = 16000",
        "en_US.toml: listening.choice.audio_max_length_ms: Input should be less than or equal to 15000",
    ),
    "a key that comes from the tenant": (
        "idle_session_ttl_s = 900",
        'idle_session_ttl_s = 900\nvoice_id = "Amy"',
        "voice_id: comes from clinic.toml; remove it here",
    ),
    "an unknown voice key": (
        "idle_session_ttl_s = 900",
        'idle_session_ttl_s = 900\nvoice = "Amy"',
        "voice: unknown key",
    ),
    "no ending for failures": (
        "[fulfillment.on_failure]",
        "[fulfillment.on_fail]",
        "en_US.toml: fulfillment.on_fail: unknown",
    ),
    "a session that never ends": ("idle_session_ttl_s = 900", "idle_session_ttl_s = 90000", "idle_session_ttl_s"),
    "broken TOML": ("idle_session_ttl_s = 900", "idle_session_ttl_s = ", "not valid TOML"),
    "a name Lex does not take": ('name = "Goodbye"', 'name = "Good bye"', "intents.Good bye.name"),
    "intents that are no list": ("[[intents]]", "[intents]", "not valid TOML"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_refused_in_one_sentence_with_file_and_key(mistake: str, tmp_path: Path) -> None:
    old, new, expected = MISTAKES[mistake]
    message = refusal(tmp_path, changed(old, new))
    assert message.startswith("en_US.toml: ")
    assert expected in message


def test_a_slot_without_a_prompt_is_refused(tmp_path: Path) -> None:
    lines = [line for line in ENGLISH.splitlines() if not line.startswith('prompt = { text = "What is the visit for?')]
    message = refusal(tmp_path, "\n".join(lines))
    assert message == "en_US.toml: intent BookAppointment, slot Service: has no prompt; add prompt = { text = ... }"


@pytest.mark.parametrize("text", ["", "intents = 3", "intents = [1]", "slot_groups = 1", "[[intents]]", "dialog = 1"])
def test_a_file_of_the_wrong_shape_is_refused_too(text: str, tmp_path: Path) -> None:
    assert refusal(tmp_path, text).startswith("en_US.toml: ")


@pytest.mark.parametrize(
    "text",
    [
        '[[intents]]\nname = "A"\nutterances = ["a"]\ndialog_hook = 1',
        '[[intents]]\nname = "A"\nslot_groups = 3',
        '[[intents]]\nname = "A"\nslot_groups = [[]]',
        '[[intents]]\nname = "A"\nslots = [{ name = "S", prompt = "Well?" }]',
        '[[intents]]\nname = "A"\nslots = [{ name = "S", prompt = { text = "Well?", listening = [] } }]',
        '[[slot_types]]\nname = "T"\nvalues_from = []',
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_in_a_sentence(text: str, tmp_path: Path) -> None:
    assert refusal(tmp_path, text).startswith("en_US.toml: ")


def test_an_unknown_locale_is_refused_with_those_there_are() -> None:
    with pytest.raises(BotError, match=r"no bot for the locale 'fr_FR'; there are .*en_US"):
        lex_bot.load("fr_FR", CLINIC)


def test_a_locale_the_tenant_does_not_speak_is_refused(tmp_path: Path) -> None:
    (tmp_path / "es_US.toml").write_text(ENGLISH, encoding="utf-8")
    quiet = CLINIC.model_copy(update={"locales": tuple(each for each in CLINIC.locales if each.id != "es_US")})
    with pytest.raises(BotError, match=r"es_US.toml: clinic.toml has no \[\[locales\]\] with id 'es_US'"):
        lex_bot.load("es_US", quiet, folder=tmp_path)
