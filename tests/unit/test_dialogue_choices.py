"""Choosing among what was offered, and what is understood though it answers something else."""

import pytest

from fulfillment import hearing
from tests.doubles import PRIYA, TOM
from tests.speaking import Call


def which_one(*, locale: str = "en_US") -> Call:
    call = Call(caller=PRIYA.phone, locale=locale)
    call.says("cancel my appointment", "CancelAppointment")
    call.keys("07081992")
    assert call.slot == "Appointment"
    return call


def offered() -> Call:
    call = Call(caller=TOM.phone)
    call.says("book a physical on Friday, born January 5 1950", "BookAppointment")
    assert call.slot == "Time"
    return call


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("the first", "flu shot"),
        ("the first please", "flu shot"),
        ("the second", "follow-up"),
        ("2nd", "follow-up"),
        ("the 2nd one", "follow-up"),
        ("the second of December", "flu shot"),
        ("on the second", "flu shot"),
        ("Wednesday the second", "flu shot"),
        ("the tenth", "follow-up"),
    ],
)
def test_an_ordinal_within_the_choices_is_a_position(words: str, meant: str) -> None:
    assert f"cancel your {meant}" in which_one().says(words)


@pytest.mark.parametrize(
    ("words", "day"), [("el segundo", "10 de diciembre"), ("el primero", "2 de"), ("el dos de diciembre", "2 de")]
)
def test_an_ordinal_in_spanish_is_a_position_too(words: str, day: str) -> None:
    assert day in which_one(locale="es_US").says(words)


@pytest.mark.parametrize(
    ("words", "read_back"),
    [
        ("the first", "Friday, December 4 at 9:00 AM. Shall I book it?"),
        ("the second", "Friday, December 4 at 9:30 AM. Shall I book it?"),
        ("the tenth", "On Thursday, December 10, I have"),
        ("the second of December", "On Wednesday, December 2, I have"),
    ],
)
def test_an_ordinal_within_the_offers_is_a_position(words: str, read_back: str) -> None:
    assert read_back in offered().says(words)


@pytest.mark.parametrize(
    ("words", "locale", "position"),
    [
        ("the second", "en_US", 1),
        ("the third", "en_US", None),
        ("the second at nine", "en_US", None),
        ("May second", "en_US", None),
        ("two", "en_US", None),
        ("the first or the second", "en_US", None),
        ("first of all", "en_US", None),
        ("la segunda", "es_US", 1),
        ("el día segundo", "es_US", None),
    ],
)
def test_positions_of_two(words: str, locale: str, position: int | None) -> None:
    assert hearing.hear_position(words, count=2, locale=locale) == position


def test_other_days_one_after_the_other_are_no_misses() -> None:
    call = offered()
    for words, day in (("Monday", "December 7"), ("Tuesday", "December 8"), ("Wednesday", "December 9")):
        assert day in call.says(words)
    assert not call.ended


def test_the_same_day_again_and_again_is() -> None:
    call = offered()
    for _ in range(4):
        call.says("Monday")
    assert call.ended["handoff_reason"] == "repeated_failure"


@pytest.mark.parametrize(
    "words", ["what does parking cost for the flu shot", "is there parking if I cancel the flu shot"]
)
def test_a_question_that_names_a_choice_chooses_nothing(words: str) -> None:
    text = which_one().says(words)
    assert "$3 an hour" in text
    assert "Which one do you mean?" in text


def test_a_question_on_a_choice_that_has_no_answer_is_told_so() -> None:
    text = which_one().says("what happens if I cancel the flu shot")
    assert "don't have an answer" in text
    assert "Which one do you mean?" in text


def test_a_request_that_names_a_choice_chooses_it() -> None:
    assert "cancel your flu shot" in which_one().says("can you cancel the flu shot?")


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("I told you yesterday", "2026-11-30"),
        ("I called about this yesterday", "2026-11-30"),
        ("I said so last month", "2026-11-01"),
    ],
)
def test_words_without_a_date_of_birth_cost_no_attempt(words: str, date: str) -> None:
    call = Call()
    call.says("cancel my appointment", "CancelAppointment")
    event = call.event(words, None)
    slot = {"value": {"originalValue": words, "interpretedValue": date, "resolvedValues": [date]}}
    event["sessionState"]["intent"]["slots"] = {"BirthDate": slot}
    assert "could not find a match" not in call.deliver(event)
    assert call.slot == "BirthDate"
