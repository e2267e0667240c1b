"""What `clinic.toml` may not say: one sentence that names file, line, key and what is allowed."""

from pathlib import Path

import pytest
from pydantic import BaseModel

import clinic
from clinic import CallerLimits, ClinicError, Limits, Thresholds
from fulfillment.settings import Settings, SettingsError

SAMPLE = clinic.CLINIC_FILE.read_text(encoding="utf-8")


def refusal(folder: Path, content: str | bytes) -> str:
    path = folder / "clinic.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(ClinicError) as refused:
        clinic.load(path)
    assert "\n" not in str(refused.value)
    assert str(refused.value).startswith("clinic.toml:")
    return str(refused.value)


def changed(old: str, new: str) -> str:
    assert old in SAMPLE
    return SAMPLE.replace(old, new, 1)


def line(text: str, part: str) -> int:
    """Where a part stands; it must be there."""
    return text[: text.index(part)].count("\n") + 1


def test_the_sample_clinic_is_read_with_and_without_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "clinic.toml"
    path.write_bytes(b"\xef\xbb\xbf" + SAMPLE.encode())
    assert clinic.load(path) == clinic.load()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xff\xfe\x00\x01", "clinic.toml:1: not UTF-8 text"),
        (b'name = "x"\naddress = "\xe9"\n', "clinic.toml:2: not UTF-8 text"),
        (b"\x00\x01\x02", "clinic.toml:1: not valid TOML"),
        (b'name = "a"\nname = "b"\n', "clinic.toml:2: not valid TOML: a key is there twice"),
        (b"name = " + b"[" * 5000, "clinic.toml: not valid TOML: lists or tables are nested too deeply"),
        (b"", "clinic.toml:1: name: is missing; add it"),
    ],
)
def test_what_is_no_text_or_no_toml_gets_one_sentence(tmp_path: Path, content: bytes, told: str) -> None:
    assert refusal(tmp_path, content).startswith(told)


def test_a_missing_file_and_a_directory_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(ClinicError, match=r"clinic\.toml: cannot be read: No such file"):
        clinic.load(tmp_path / "clinic.toml")
    with pytest.raises(ClinicError, match="a directory"):
        clinic.load(tmp_path)


MISTAKES = {
    "a zone that is a continent": ('"America/Los_Angeles"', '"America"', "time_zone: 'America' is no IANA time zone"),
    "a misspelt zone": ('"America/Los_Angeles"', '"America/Los_Angles"', "(did you mean America/Los_Angeles?)"),
    "an empty zone": ('"America/Los_Angeles"', '""', "time_zone: '' is no IANA time zone"),
    "a time with an offset": ("opens = 08:00:00", 'opens = "08:00:00+02:00"', "hours.opens: must be a time of day"),
    "a time in quotes": ("opens = 08:00:00", 'opens = "08:00"', "without quotes and offset, such as 08:00:00"),
    "a misspelt key": ("emergency_number", "emergency_numer", "unknown key (did you mean emergency_number?); allowed"),
    "closing before opening": ("closes = 18:00:00", "closes = 08:00:00", "hours.closes: must be after opens, 08:00"),
    "no open day": (
        'days = ["monday", "tuesday", "wednesday", "thursday", "friday"]\nopens',
        "days = []\nopens",
        "hours.days: must not be empty",
    ),
    "a day twice": ('"wednesday", "thursday", "friday"]\nopens', '"monday"]\nopens', "monday is there twice"),
    "no such day": ('["monday",', '["monady",', "got 'monady' (did you mean monday?)"),
    "a provider who goes home first": ("ends = 17:00:00", "ends = 09:00:00", "providers[0].ends: must be after starts"),
    "two services of one name": ('name = "checkup"', 'name = "Physical"', "services[1].name: Physical is there twice"),
    "two providers of one name": ('name = "Dr. Okafor"', 'name = "dr. chen"', "providers[1].name: dr. chen is there"),
    "a synonym of two services": ('"vaccine", "shot"', '"flu jab"', "'flu jab' is a synonym of flu shot already"),
    "a synonym that is a service": ('"vaccine", "shot"', '"Flu Shot"', "'Flu Shot' is the name of another service"),
    "a synonym twice": ('"flu jab"', '"flu vaccine"', "services[3].synonyms[1]: 'flu vaccine' is a synonym of flu"),
    "no name": (
        'name = "Cedar Clinic"',
        'name = " "',
        "name: must be text that is not blank, on one line and without ",
    ),
    "a name of two lines": (
        'name = "Cedar Clinic"',
        'name = "Cedar\\nClinic"',
        "name: must be text that is not blank, on one",
    ),
    "a bell": ('name = "Cedar Clinic"', 'name = "Cedar \\u0007"', "name: must be text that is not blank, on one line"),
    "a long name": ('name = "Cedar Clinic"', f'name = "{"x" * 219}"', "name: must have at most 218 characters"),
    "a long holiday": ('name = "Christmas Day"', f'name = "{"x" * 117}"', "holidays[1].name: must have at most 116"),
    "a long queue": ('Billing = "bills', f'Billing = "{"x" * 250}', "queues.Billing: must have at most 250 characters"),
    "no emergency number": ('"911"', '""', "emergency_number: must be the digits to dial, such as 911; got ''"),
    "a number without a country": ('"+12065550100"', '"2065550100"', "phone: must be an international number such as"),
    "a fee without end": ("no_show = 40", "no_show = inf", "fees.no_show: must be an ordinary number, not inf or nan"),
    "a fee that is no number": ("no_show = 40", "no_show = nan", "fees.no_show: must be an ordinary number"),
    "a fee below nothing": ("no_show = 40", "no_show = -1", "fees.no_show: must be at least 0; got -1"),
    "no queue for bills": ('Billing = "bills', 'Biling = "bills', "queues.Biling: unknown key (did you mean Billing?)"),
    "a queue missing": ('Billing = "bills, insurance, payments"\n', "", "queues: Billing is missing; all of General, "),
    "a holiday twice": ("2026-12-25", "2026-11-26", "holidays[1].date: 2026-11-26 is there twice"),
    "a holiday in quotes": ("2026-12-25", '"2026-12-25"', "holidays[1].date: must be a date without quotes"),
    "an unknown provider": ('providers = ["Dr. Chen"]', 'providers = ["Dr. Chan"]', "(did you mean Dr. Chen?)"),
    "slot minutes in quotes": ("slot_minutes = 30", 'slot_minutes = "30"', "slot_minutes: must be a whole number, "),
    "an unknown engine": ('"neural"', '"neurl"', "locales[0].engine: must be one of neural, generative, standard; "),
    "more turns than the function takes": (
        "turns = 60",
        "turns = 2000",
        "limits.turns: must be at most 1000; got 2000",
    ),
    "more calls than the function takes": (
        "calls = 20",
        "calls = 2000",
        "limits.caller.calls: must be at most 1000; got 2000",
    ),
    "no digits in a crisis": ('"988"', '"help"', "crisis_number: must be the digits to dial, such as 911; got 'help'"),
    "hours in a list": ("[hours]", "[[hours]]", "hours: must be a table, [hours], written once"),
    "one service as a table": ("[[holidays]]\ndate = 2026-11-26", "[holidays]\ndate = 2026-11-26", "not valid TOML"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_nonsense_is_refused_in_a_sentence(tmp_path: Path, mistake: str) -> None:
    old, new, told = MISTAKES[mistake]
    assert told in refusal(tmp_path, changed(old, new))


def test_a_provider_whom_no_service_names_is_refused(tmp_path: Path) -> None:
    idle = '[[providers]]\nname = "Dr. Idle"\ndays = ["monday"]\nstarts = 09:00:00\nends = 17:00:00\n\n[queues]'
    text = changed("[queues]", idle)
    told = f"clinic.toml:{line(text, 'Dr. Idle')}: providers[3].name: no service names 'Dr. Idle'"
    assert told in refusal(tmp_path, text)


def test_a_locale_twice_is_refused_with_its_own_line(tmp_path: Path) -> None:
    text = SAMPLE + '\n[[locales]]\nid = "en_US"\nvoice = "Ruth"\nengine = "neural"\n'
    last = text.rstrip("\n").count("\n") - 1
    assert refusal(tmp_path, text).startswith(f"clinic.toml:{last}: locales[")


def test_a_value_inside_a_list_has_the_line_on_which_it_is_written(tmp_path: Path) -> None:
    old = '["flu vaccine", "flu jab", "influenza shot"]'
    text = changed(old, '[\n    "flu vaccine",\n    "flu jab",\n    12,\n]')
    told = f"clinic.toml:{line(text, '    12,')}: services[3].synonyms[2]: must be text, in quotes; got 12"
    assert refusal(tmp_path, text) == told


def limits_of(model: type[BaseModel], field: str) -> tuple[float, float]:
    schema = model.model_json_schema()["properties"][field]
    return schema["minimum"], schema["maximum"]


def settings(**changes: str) -> Settings:
    required = ("AWS_REGION", "SESSION_TABLE", "CLINIC_TABLE", "USER_POOL_ID", "KNOWLEDGE_BASE_ID")
    models = {"SMALL_MODEL_ID": "a", "LARGE_MODEL_ID": "b"}
    return Settings.from_env(dict.fromkeys(required, "x") | models | changes)


@pytest.mark.parametrize(
    ("model", "field", "variable"),
    [
        (Limits, "turns", "MAX_TURNS"),
        (Limits, "minutes", "MAX_MINUTES"),
        (Limits, "model_calls", "MAX_MODEL_CALLS"),
        (Limits, "misses_in_a_row", "MISSES_IN_A_ROW"),
        (Limits, "identity_attempts", "IDENTITY_ATTEMPTS"),
        (Thresholds, "transcription", "TRANSCRIPTION_THRESHOLD"),
        (Thresholds, "retrieval", "RETRIEVAL_THRESHOLD"),
        (Thresholds, "sure_retrieval", "SURE_RETRIEVAL"),
        (Thresholds, "passage_gap", "PASSAGE_GAP"),
        (Thresholds, "grounding", "GROUNDING_THRESHOLD"),
        (Thresholds, "relevance", "RELEVANCE_THRESHOLD"),
        (Limits, "input_chars", "MAX_INPUT_CHARS"),
        (CallerLimits, "calls", "MAX_CALLER_CALLS"),
        (CallerLimits, "turns", "MAX_CALLER_TURNS"),
        (CallerLimits, "minutes", "MAX_CALLER_MINUTES"),
        (CallerLimits, "model_calls", "MAX_CALLER_MODEL_CALLS"),
    ],
)
def test_a_range_is_that_of_the_functions_settings(model: type[BaseModel], field: str, variable: str) -> None:
    least, most = limits_of(model, field)
    for allowed in (least, most):
        settings(**{variable: str(allowed)})
    for refused in (least - 1, most + 1):
        with pytest.raises(SettingsError, match=variable):
            settings(**{variable: str(refused)})


DEFAULTED = ["crisis_number", "sure_retrieval", "passage_gap", "relevance", "input_chars"]


def test_a_file_without_the_newer_keys_gets_what_the_functions_settings_default_to(tmp_path: Path) -> None:
    before, _, _ = SAMPLE.partition("[limits.caller]")
    kept = [row for row in before.splitlines() if row.split(" ")[0] not in DEFAULTED]
    path = tmp_path / "clinic.toml"
    path.write_text("\n".join(kept))
    told = clinic.environment(clinic.load(path))
    assert settings(**told) == settings(CLINIC_NAME="Cedar Clinic", TIME_ZONE="America/Los_Angeles")


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../etc"])
def test_the_function_refuses_what_is_no_time_zone(name: str) -> None:
    with pytest.raises(SettingsError, match="TIME_ZONE"):
        settings(TIME_ZONE=name)


OTHER_WORDS = {
    "CLINIC_NAME": "elsewhere",
    "TIME_ZONE": "America/New_York",
    "EMERGENCY_NUMBER": "912",
    "CRISIS_NUMBER": "912",
}


def test_every_value_of_the_tenant_is_one_that_the_function_reads() -> None:
    plain = settings()
    for name, value in clinic.environment(clinic.load()).items():
        other = OTHER_WORDS.get(name) or _another(value)
        assert settings(**{name: other}) != plain, name


def _another(value: str) -> str:
    """A number within the same range."""
    return str(float(value) / 2) if "." in value else str(int(value) - 1)
