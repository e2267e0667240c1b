"""The tenant as the flows say it: days, hours, voice."""

from datetime import time

import pytest

import clinic
from clinic import Hours, Locale, Weekday
from contact_flows import FlowError, tenant_bindings
from contact_flows.tenant import ENGINES, LOCALE, say_clock, say_days, say_hours
from fulfillment.speech import say_list, say_time

CLINIC = clinic.load()
WEEK = tuple(Weekday)


def with_locales(*locales: Locale) -> clinic.Clinic:
    return CLINIC.model_copy(update={"locales": locales})


def test_the_sample_clinic_is_told_as_it_is() -> None:
    assert tenant_bindings(CLINIC) == {
        "ClinicName": "Cedar Clinic",
        "OpeningHours": "Monday to Friday, 8:00 AM to 6:00 PM, except on holidays",
        "EmergencyNumber": "911",
        "CrisisLine": (
            "If you are thinking of harming yourself, you can call or text "
            '<say-as interpret-as="digits">988</say-as> at any hour.'
        ),
        "Voice": "Joanna",
        "VoiceEngine": "Neural",
    }


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ("monday tuesday wednesday thursday friday", "Monday to Friday"),
        ("monday tuesday wednesday thursday friday saturday", "Monday to Saturday"),
        ("friday monday tuesday thursday wednesday", "Monday to Friday"),
        ("tuesday wednesday thursday", "Tuesday to Thursday"),
        ("sunday monday tuesday wednesday thursday", "Sunday to Thursday"),
        ("friday saturday sunday monday", "Friday to Monday"),
        ("monday tuesday wednesday friday saturday sunday", "Friday to Wednesday"),
        ("monday tuesday", "Monday and Tuesday"),
        ("sunday monday", "Monday and Sunday"),
        ("wednesday", "Wednesday"),
        ("monday wednesday friday", "Monday, Wednesday, and Friday"),
        ("monday tuesday wednesday friday", "Monday, Tuesday, Wednesday, and Friday"),
        ("tuesday saturday", "Tuesday and Saturday"),
        (" ".join(WEEK), "every day"),
    ],
)
def test_days_are_a_range_or_a_list(days: str, said: str) -> None:
    assert say_days([Weekday(day) for day in days.split()]) == said


@pytest.mark.parametrize("number", range(1, 128))
def test_a_list_of_days_is_told_as_the_function_tells_lists(number: int) -> None:
    days = [day for place, day in enumerate(WEEK) if number >> place & 1]
    said = say_days(days)
    if said != "every day" and " to " not in said:
        assert said == say_list([day.title() for day in days], conjunction="and", locale=LOCALE)


@pytest.mark.parametrize("at", [time(hour, minute) for hour in range(24) for minute in (0, 5, 30, 59)], ids=str)
def test_times_are_told_as_the_function_tells_them(at: time) -> None:
    assert say_clock(at) == say_time(at, locale=LOCALE)


def test_other_hours_are_told() -> None:
    early = Hours(days=WEEK[:6], opens=time(7, 30), closes=time(19))
    assert say_hours(early, holidays=True) == "Monday to Saturday, 7:30 AM to 7:00 PM, except on holidays"


def test_a_clinic_without_holidays_does_not_speak_of_them() -> None:
    open_always = CLINIC.model_copy(update={"holidays": ()})
    assert tenant_bindings(open_always)["OpeningHours"] == "Monday to Friday, 8:00 AM to 6:00 PM"


def test_a_clinic_without_a_crisis_number_names_none() -> None:
    assert tenant_bindings(CLINIC.model_copy(update={"crisis_number": None}))["CrisisLine"] == ""


def test_the_voice_is_that_of_the_language_the_flows_are_written_in() -> None:
    spanish = Locale(id="es_US", voice="Lupe", engine="neural")
    english = Locale(id="en_US", voice="Ruth", engine="generative")
    bound = tenant_bindings(with_locales(spanish, english))
    assert (bound["Voice"], bound["VoiceEngine"]) == ("Ruth", "Generative")
    with pytest.raises(FlowError, match="locales has no en_US"):
        tenant_bindings(with_locales(spanish))


def test_an_engine_is_written_as_connect_writes_it() -> None:
    assert set(ENGINES) == set(Locale.model_json_schema()["properties"]["engine"]["enum"])
    assert all(connects == ours.title() for ours, connects in ENGINES.items())
