"""Times of day."""

import pytest

from fulfillment.hearing import Hour, hear_time

EN = "en_US"

ALWAYS = (
    ("not in the morning", "afternoon at"),
    ("anytime but the morning", "afternoon at"),
    ("my appointment at two thirty thursday to friday at ten", "10:00 22:00 - at"),
    ("december fourth ten o'clock", "10:00 22:00 - at"),
    ("at ten", "10:00 22:00 - at"),
    ("ten o'clock", "10:00 22:00 - at"),
    ("2:30", "02:30 14:30 - at"),
    ("14:30", "14:30 - at"),
    ("09:30", "09:30 - at"),
    ("two pm", "14:00 afternoon at"),
    ("10am", "10:00 morning at"),
    ("10 a.m. please", "10:00 morning at"),
    ("2 30 p m", "14:30 afternoon at"),
    ("12 am", "00:00 morning at"),
    ("12 pm", "12:00 afternoon at"),
    ("230 pm", "14:30 afternoon at"),
    ("ten in the morning", "10:00 morning at"),
    ("2:30 in the afternoon", "14:30 afternoon at"),
    ("tomorrow morning at ten", "10:00 morning at"),
    ("half past two", "02:30 14:30 - at"),
    ("a quarter past two", "02:15 14:15 - at"),
    ("quarter to three", "02:45 14:45 - at"),
    ("a quarter of three", "02:45 14:45 - at"),
    ("ten past two", "02:10 14:10 - at"),
    ("twenty to three pm", "14:40 afternoon at"),
    ("five after ten", "10:05 22:05 - at"),
    ("noon", "12:00 - at"),
    ("midday", "12:00 - at"),
    ("noonish", "12:00 - at"),
    ("around noon", "12:00 - at"),
    ("tenish", "10:00 22:00 - at"),
    ("midnight", "00:00 - at"),
    ("in the morning", "morning at"),
    ("first thing", "morning at"),
    ("friday afternoon", "afternoon at"),
    ("after lunch", "afternoon at"),
    ("in the evening", "evening at"),
    ("after two", "02:00 14:00 - after"),
    ("any time after two thirty", "02:30 14:30 - after"),
    ("not before ten", "10:00 22:00 - after"),
    ("before noon", "12:00 morning before"),
    ("before ten", "10:00 22:00 - before"),
    ("no later than three", "03:00 15:00 - before"),
    ("2 pm or earlier", "14:00 afternoon before"),
    ("december 10 at 10", "10:00 22:00 - at"),
    ("thursday ten thirty", "10:30 22:30 - at"),
    ("at 1030", "10:30 22:30 - at"),
    ("move my 2:30 appointment to ten", "10:00 22:00 - at"),
    ("not at ten at eleven", "11:00 23:00 - at"),
    ("at ten no wait at eleven", "11:00 23:00 - at"),
    ("move it from ten to eleven", "11:00 23:00 - at"),
    ("my appointment on thursday at 2:30 to friday at 10", "10:00 22:00 - at"),
    ("good morning can I come at three", "03:00 15:00 - at"),
)

WINDOWS = (
    ("late morning", "10:30 morning after"),
    ("early afternoon", "12:00 afternoon after"),
    ("late afternoon", "15:00 afternoon after"),
    ("after work", "17:00 evening after"),
    ("I can't do mornings", "afternoon at"),
    ("mornings don't work", "afternoon at"),
    ("I can't do afternoons", "morning at"),
    ("before 2", "02:00 14:00 - before"),
    ("noonish", "12:00 - at"),
    ("late morning around eleven", "11:00 morning at"),
    ("after work at five thirty", "17:30 evening at"),
)

EXPECTED = (
    ("ten", "10:00 22:00 - at"),
    ("ten thirty", "10:30 22:30 - at"),
    ("two thirty please", "02:30 14:30 - at"),
    ("twelve thirty", "00:30 12:30 - at"),
    ("ten oh five", "10:05 22:05 - at"),
    ("the ten thirty one", "10:31 22:31 - at"),
    ("let's do eleven", "11:00 23:00 - at"),
    ("one", "01:00 13:00 - at"),
    ("one thirty", "01:30 13:30 - at"),
    ("two or later", "02:00 14:00 - after"),
    ("1030", "10:30 22:30 - at"),
)

NEVER = (
    "",
    "december 10",
    "the tenth",
    "the one on thursday",
    "that one",
    "the second one",
    "number two",
    "option two",
    "two appointments",
    "in two weeks",
    "good morning",
    "my 2:30 appointment",
    "at 418 alder street",
    "december third twenty twenty six",
    "call 206 555 0101",
    "$10",
    "25:61",
    "march twelfth nineteen eighty four",
    "three days",
    "ten dollars",
    "one moment",
)


def told(hour: Hour | None) -> str:
    if hour is None:
        return "nothing"
    times = [at.strftime("%H:%M") for at in hour.times]
    part = [hour.part.value] if hour.part else ["-"]
    return " ".join([*times, *part, hour.relation.value])


@pytest.mark.parametrize(("said", "meant"), ALWAYS)
def test_a_time_is_heard_whatever_was_asked(said: str, meant: str) -> None:
    assert told(hear_time(said, locale=EN)) == meant
    assert told(hear_time(said, locale=EN, expected=True)) == meant


@pytest.mark.parametrize(("said", "meant"), WINDOWS)
def test_a_part_of_a_part_of_the_day_begins_at_a_time(said: str, meant: str) -> None:
    assert told(hear_time(said, locale=EN)) == meant


@pytest.mark.parametrize(("said", "meant"), EXPECTED)
def test_a_bare_number_is_a_time_only_when_one_was_asked_for(said: str, meant: str) -> None:
    assert hear_time(said, locale=EN) is None
    assert told(hear_time(said, locale=EN, expected=True)) == meant


@pytest.mark.parametrize("said", NEVER)
def test_other_numbers_are_no_times(said: str) -> None:
    assert hear_time(said, locale=EN, expected=True) is None


def test_a_window_has_an_end() -> None:
    hour = hear_time("between two and four pm", locale=EN)
    assert hour is not None
    assert told(hour) == "14:00 afternoon after"
    assert [at.strftime("%H:%M") for at in hour.until] == ["16:00"]
