"""What the bot's file may not say: one sentence that names file, key and fix."""

import re
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
    assert re.match(rf"{folder.name}/en_US\.toml:\d+: ", str(caught.value))
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
        ":5: idle_session_ttl: unknown key (did you mean idle_session_ttl_s?); allowed here: name, ",
    ),
    "an unknown key of an intent": (
        'description = "A new appointment"',
        'descripton = "A new appointment"',
        "intents[0].descripton: unknown key (did you mean description?); allowed here: name, ",
    ),
    "an unknown key of a prompt": (
        '{ text = "Which appointment is it?",',
        '{ text = "Which appointment is it?", barge_in = true,',
        "intents[1].slots[0].prompt.barge_in: unknown key; allowed here: text, variations, allow_interrupt, ",
    ),
    "an utterance of two intents": (
        BOOK_UTTERANCE,
        '"Where is my... ORDER?",',
        "'where is my order' is in two intents, BookAppointment and OrderStatus; remove it from one",
    ),
    "a message over the limit": (
        '"What day would you like to come in?"',
        f'"{"a" * 1001}"',
        "intents[0].slots[1].prompt.text: must have at most 1000 characters",
    ),
    "too many variations": (
        '"Just a moment.", "Let me check."',
        '"Just a moment.", "Let me check.", "One second."',
        "fulfillment.progress.start.variations: must have at most 2 entries",
    ),
    "a reference to no slot": (
        BOOK_UTTERANCE,
        '"I need an appointment on {Date}",',
        "refers to the slot {Date}, which the intent does not have (did you mean BirthDate?); its slots are LastName",
    ),
    "an unpaired brace": (BOOK_UTTERANCE, '"I need an appointment on {Day",', "unpaired brace"),
    "an unknown slot group": (
        'slot_groups = ["identity"]',
        'slot_groups = ["identiy"]',
        "intents[0].slot_groups[0]: slot group: there is no 'identiy' (did you mean identity?); there are identity",
    ),
    "an unknown slot type": (
        'type = "ClinicService"',
        'type = "ClinicServices"',
        "unknown slot type 'ClinicServices' (did you mean ClinicService?); the bot's own are AppointmentChoice, ",
    ),
    "an unknown built-in slot type": (
        'type = "AMAZON.Time"',
        'type = "AMAZON.TIME"',
        "unknown slot type 'AMAZON.TIME'",
    ),
    "an unknown source of values": (
        'values_from = "services"',
        'values_from = "service"',
        "slot_types[0].values_from: there is no 'service' (did you mean services?); there are services",
    ),
    "an unknown listening profile": (
        'listening = "name"',
        'listening = "nam"',
        "slot_groups.identity[0].prompt.listening: listening profile: there is no 'nam' (did you mean name?)",
    ),
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
        ":18: listening.choice.audio_max_length_ms: must be at most 15000; got 16000",
    ),
    "a key that comes from the tenant": (
        "idle_session_ttl_s = 900",
        'idle_session_ttl_s = 900\nvoice_id = "Amy"',
        "voice_id: comes from clinic.toml; remove it here",
    ),
    "an unknown voice key": (
        "idle_session_ttl_s = 900",
        'idle_session_ttl_s = 900\nvoice = "Amy"',
        ":6: voice: unknown key; allowed here: name",
    ),
    "a misspelt table": ("[listening.speech]", "[listning.speech]", "listning: unknown key (did you mean listening?)"),
    "a misspelt prompt": (
        'prompt = { text = "What is the visit for?',
        'promt = { text = "What is the visit for?',
        "intents[0].slots[0].promt: unknown key (did you mean prompt?)",
    ),
    "an utterance twice": (
        BOOK_UTTERANCE,
        '"I\'d like to... book an appointment",',
        'intents[0].utterances[1]: the utterance "I\'d like to... book an appointment" is there twice; remove one',
    ),
    "an utterance of a slot twice": (
        '"{LastName}", "it\'s {LastName}"',
        '"{LastName}", "{LastName}!"',
        "slot_groups.identity[0].utterances[1]: the utterance '{LastName}!' is there twice",
    ),
    "a synonym of two values": (
        '"number two", "the other one"',
        '"Number One", "the other one"',
        ":74: slot_types[1].values[1].synonyms[1]: 'Number One' is among the words of 'first' already",
    ),
    "a value twice": (
        'value = "second"',
        'value = "first"',
        "slot_types[1].values[1].value: there are two values first",
    ),
    "an outcome nobody knows": (
        'outcome = "agent"',
        'outcome = "agnt"',
        ":52: fulfillment.on_failure.attributes.outcome: there is no 'agnt' (did you mean agent?); there are done, ",
    ),
    "a reason nobody knows": (
        'handoff_reason = "system_failure"',
        'handoff_reason = "failure"',
        "fulfillment.on_failure.attributes.handoff_reason: there is no 'failure'",
    ),
    "a number in quotes": ("idle_session_ttl_s = 900", 'idle_session_ttl_s = "900"', "must be a whole number, without"),
    "no ending for failures": (
        "[fulfillment.on_failure]",
        "[fulfillment.on_fail]",
        ":50: fulfillment.on_fail: unknown key (did you mean on_failure?)",
    ),
    "a session that never ends": ("idle_session_ttl_s = 900", "idle_session_ttl_s = 90000", "idle_session_ttl_s"),
    "broken TOML": ("idle_session_ttl_s = 900", "idle_session_ttl_s = ", "not valid TOML"),
    "a name Lex does not take": (
        'name = "Goodbye"',
        'name = "Good bye"',
        "intents[7].name: must be letters and digits, with single _ or - between them",
    ),
    "intents that are no list": ("[[intents]]", "[intents]", "not valid TOML"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_refused_in_one_sentence_with_file_and_key(mistake: str, tmp_path: Path) -> None:
    old, new, expected = MISTAKES[mistake]
    assert expected in refusal(tmp_path, changed(old, new))


def test_a_slot_without_a_prompt_is_refused(tmp_path: Path) -> None:
    lines = [line for line in ENGLISH.splitlines() if not line.startswith('prompt = { text = "What is the visit for?')]
    message = refusal(tmp_path, "\n".join(lines))
    assert message.endswith(":120: intents[0].slots[0]: 'Service' has no prompt; add prompt = { text = ... }")


@pytest.mark.parametrize("text", ["", "intents = 3", "intents = [1]", "slot_groups = 1", "[[intents]]", "dialog = 1"])
def test_a_file_of_the_wrong_shape_is_refused_too(text: str, tmp_path: Path) -> None:
    refusal(tmp_path, text)


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
    refusal(tmp_path, text)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (
            '[service_names]\n"flu shoot" = ["gripe"]\n',
            "service_names.flu shoot: clinic.toml has the services: there is no 'flu shoot'",
        ),
        ('[service_names]\n"flu shot" = "gripe"\n', "service_names.flu shot: must be a list of other names, in [ ]"),
        ('[service_names]\n"flu shot" = [""]\n', "service_names.flu shot: must be a list of other names, in [ ]"),
        ('[[service_names]]\nname = "flu shot"\n', "service_names: must be a table; write [service_names]"),
        ('[service_names]\n"flu shot" = ["checkup"]\n', "'checkup' is among the words of"),
    ],
)
def test_names_of_services_that_cannot_be_are_refused(table: str, said: str, tmp_path: Path) -> None:
    assert said in refusal(tmp_path, changed("[[slot_types]]", f"{table}[[slot_types]]"))


def test_a_service_is_called_what_the_file_adds_to_the_clinics_own_words(tmp_path: Path) -> None:
    table = '[service_names]\n"flu shot" = ["gripe"]\n'
    (tmp_path / "en_US.toml").write_text(changed("[[slot_types]]", f"{table}[[slot_types]]"), encoding="utf-8")
    values = lex_bot.load("en_US", CLINIC, folder=tmp_path).slot_type("ClinicService").values
    flu = next(value for value in values if value.value == "flu shot")
    assert flu.synonyms[0] == "gripe"
    assert "flu vaccine" in flu.synonyms


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "en_US.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BotError, match=r"en_US\.toml:1: not UTF-8 text"):
        lex_bot.load("en_US", CLINIC, folder=tmp_path)


def test_a_byte_order_mark_is_no_part_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "en_US.toml").write_bytes(b"\xef\xbb\xbf" + ENGLISH.encode())
    assert lex_bot.load("en_US", CLINIC, folder=tmp_path) == lex_bot.load("en_US", CLINIC)


def test_the_bots_own_file_is_named_with_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "lex_bot"
    folder.mkdir()
    assert refusal(folder, "").startswith("lex_bot/en_US.toml:1: ")


def test_an_unknown_locale_is_refused_with_those_there_are() -> None:
    with pytest.raises(BotError, match=r"no bot for the locale 'fr_FR'; there are .*en_US"):
        lex_bot.load("fr_FR", CLINIC)


def test_a_locale_the_tenant_does_not_speak_is_refused(tmp_path: Path) -> None:
    (tmp_path / "es_US.toml").write_text(ENGLISH, encoding="utf-8")
    quiet = CLINIC.model_copy(update={"locales": tuple(each for each in CLINIC.locales if each.id != "es_US")})
    with pytest.raises(BotError, match=r"es_US.toml: clinic.toml has no \[\[locales\]\] with id 'es_US'"):
        lex_bot.load("es_US", quiet, folder=tmp_path)
