"""Days, seen from Tuesday, December 1, 2026."""

from datetime import date

import pytest

from fulfillment.hearing import Role, hear_days

EN = "en_US"
TODAY = date(2026, 12, 1)

EXACT = (
    ("thursday", "2026-12-03"),
    ("tuesday", "2026-12-08"),
    ("this tuesday", "2026-12-01"),
    ("this friday", "2026-12-04"),
    ("next friday", "2026-12-11"),
    ("coming friday", "2026-12-04"),
    ("friday next week", "2026-12-11"),
    ("next week on wednesday", "2026-12-09"),
    ("the friday after next", "2026-12-18"),
    ("a week from tuesday", "2026-12-15"),
    ("thursday in two weeks", "2026-12-17"),
    ("in two weeks on thursday", "2026-12-17"),
    ("today", "2026-12-01"),
    ("tonight", "2026-12-01"),
    ("tomorrow", "2026-12-02"),
    ("tomorrow morning", "2026-12-02"),
    ("the day after tomorrow", "2026-12-03"),
    ("in two weeks", "2026-12-15"),
    ("two weeks from today", "2026-12-15"),
    ("in 3 days", "2026-12-04"),
    ("a month from now", "2027-01-01"),
    ("december third", "2026-12-03"),
    ("december 3", "2026-12-03"),
    ("Dec. 3rd", "2026-12-03"),
    ("december the third", "2026-12-03"),
    ("the third of december", "2026-12-03"),
    ("the 3rd of december", "2026-12-03"),
    ("3 december", "2026-12-03"),
    ("thursday december third", "2026-12-03"),
    ("Thursday, December 3rd, 2026", "2026-12-03"),
    ("thursday the third", "2026-12-03"),
    ("december twenty third", "2026-12-23"),
    ("december twenty-third", "2026-12-23"),
    ("december third twenty twenty six", "2026-12-03"),
    ("january fifth", "2027-01-05"),
    ("november thirtieth", "2027-11-30"),
    ("february twenty ninth", "2028-02-29"),
    ("may fifth", "2027-05-05"),
    ("may 5", "2027-05-05"),
    ("march second", "2027-03-02"),
    ("the third", "2026-12-03"),
    ("the first", "2026-12-01"),
    ("on the tenth", "2026-12-10"),
    ("the 10th", "2026-12-10"),
    ("the thirty first", "2026-12-31"),
    ("the tenth of next month", "2027-01-10"),
    ("the first monday in january", "2027-01-04"),
    ("12/3", "2026-12-03"),
    ("12/3/2026", "2026-12-03"),
    ("12-3-2026", "2026-12-03"),
    ("2026-12-03", "2026-12-03"),
    ("1/5", "2027-01-05"),
    ("13/12", "2026-12-13"),
    ("the day after christmas", "2026-12-26"),
    ("the day before thursday", "2026-12-02"),
    ("christmas eve", "2026-12-24"),
    ("a fortnight from today", "2026-12-15"),
    ("yesterday", "2026-11-30"),
    ("last friday", "2026-11-27"),
    ("last november 5", "2026-11-05"),
    ("november 5", "2027-11-05"),
    ("on second thought friday", "2026-12-04"),
    ("december third at ten", "2026-12-03"),
    ("tomorrow at 2:30", "2026-12-02"),
)

RANGES = (
    ("next week", "2026-12-07", "2026-12-13"),
    ("this week", "2026-12-01", "2026-12-06"),
    ("later this week", "2026-12-02", "2026-12-06"),
    ("end of next week", "2026-12-10", "2026-12-13"),
    ("early next week", "2026-12-07", "2026-12-09"),
    ("the week after next", "2026-12-14", "2026-12-20"),
    ("this weekend", "2026-12-05", "2026-12-06"),
    ("next month", "2027-01-01", "2027-01-31"),
    ("in january", "2027-01-01", "2027-01-31"),
    ("in december", "2026-12-01", "2026-12-31"),
    ("early january", "2027-01-01", "2027-01-10"),
    ("after the tenth", "2026-12-11", "2027-01-09"),
    ("any time after thursday", "2026-12-04", "2027-01-02"),
    ("before friday", "2026-12-01", "2026-12-03"),
    ("by friday", "2026-12-01", "2026-12-04"),
    ("no later than friday", "2026-12-01", "2026-12-04"),
    ("thursday or later", "2026-12-03", "2027-01-02"),
    ("between the tenth and the twelfth", "2026-12-10", "2026-12-12"),
    ("any day from monday to wednesday", "2026-12-07", "2026-12-09"),
    ("the week of december 14th", "2026-12-14", "2026-12-20"),
    ("in a few weeks", "2026-12-15", "2026-12-29"),
    ("the first available", "2026-12-01", "2026-12-31"),
    ("as soon as possible", "2026-12-01", "2026-12-31"),
    ("the end of the month", "2026-12-25", "2026-12-31"),
    ("any day but Monday next week", "2026-12-08", "2026-12-11"),
    ("any day next week except Monday", "2026-12-08", "2026-12-11"),
    ("anything next week other than friday", "2026-12-07", "2026-12-10"),
    ("any weekday but monday", "2026-12-08", "2026-12-11"),
)

NOTHING = (
    "",
    "may I",
    "may I ask something",
    "march on",
    "a second please",
    "just a second",
    "the third one",
    "the second appointment",
    "one",
    "number three",
    "I called yesterday",
    "I was there last thursday",
    "last year",
    "on second thought",
    "first I have a question",
    "two weeks ago",
    "march 12 1984",
    "born march 12",
    "date of birth march twelfth eighty four",
    "I sat in the sun",
    "december thirty second",
    "february 30",
    "13/13",
    "11/30/2025",
    "2026-02-30",
    "call 206-555-0101",
    "good morning",
    "two thirty",
)

ROLES = (
    ("I have to cancel my thursday appointment", [("2026-12-03", "from")]),
    ("push back my appointment with dr chen on thursday", [("2026-12-03", "from")]),
    ("I have to come on thursday", [("2026-12-03", "plain")]),
    ("next tuesday or wednesday", [("2026-12-08", "plain"), ("2026-12-09", "plain")]),
    ("no not thursday I said friday", [("2026-12-03", "from"), ("2026-12-04", "plain")]),
    ("can you reschedule my appointment to thursday", [("2026-12-03", "to")]),
    ("cancel my appointment and book a new one for friday", [("2026-12-04", "to")]),
    ("my Thursday appointment", [("2026-12-03", "from")]),
    ("I need to move my Thursday appointment", [("2026-12-03", "from")]),
    ("move it from Thursday to Friday", [("2026-12-03", "from"), ("2026-12-04", "to")]),
    ("move my appointment on thursday to friday", [("2026-12-03", "from"), ("2026-12-04", "to")]),
    ("move my Thursday 2:30 appointment to next Friday", [("2026-12-03", "from"), ("2026-12-11", "to")]),
    ("Thursday's appointment", [("2026-12-03", "from")]),
    ("the one on Thursday", [("2026-12-03", "from")]),
    ("cancel my flu shot on wednesday", [("2026-12-02", "from")]),
    ("cancel the appointment on thursday", [("2026-12-03", "from")]),
    ("reschedule thursday to friday", [("2026-12-03", "from"), ("2026-12-04", "to")]),
    ("I have an appointment on thursday", [("2026-12-03", "from")]),
    ("I can't make thursday can you do friday", [("2026-12-03", "from"), ("2026-12-04", "to")]),
    ("Thursday doesn't work", [("2026-12-03", "from")]),
    ("friday instead of thursday", [("2026-12-04", "to"), ("2026-12-03", "from")]),
    ("on friday instead", [("2026-12-04", "to")]),
    ("postpone it until friday", [("2026-12-04", "to")]),
    ("book me for friday", [("2026-12-04", "to")]),
    ("make it friday", [("2026-12-04", "to")]),
    ("move my appointment to the third", [("2026-12-03", "to")]),
    ("I need an appointment on thursday", [("2026-12-03", "plain")]),
    ("do you have anything on thursday", [("2026-12-03", "plain")]),
    ("can't we do thursday", [("2026-12-03", "plain")]),
    ("thursday or friday", [("2026-12-03", "plain"), ("2026-12-04", "plain")]),
    ("the tenth or eleventh", [("2026-12-10", "plain"), ("2026-12-11", "plain")]),
    ("hi this is Ana Rivera born March 12 1984 move my appointment to friday", [("2026-12-04", "to")]),
)


@pytest.mark.parametrize(("said", "day"), EXACT)
def test_a_day_is_heard(said: str, day: str) -> None:
    (heard,) = hear_days(said, today=TODAY, locale=EN)
    assert (heard.earliest.isoformat(), heard.latest.isoformat()) == (day, day)


@pytest.mark.parametrize(("said", "earliest", "latest"), RANGES)
def test_several_days_are_heard_as_a_range(said: str, earliest: str, latest: str) -> None:
    (heard,) = hear_days(said, today=TODAY, locale=EN)
    assert (heard.earliest.isoformat(), heard.latest.isoformat()) == (earliest, latest)


@pytest.mark.parametrize("said", NOTHING)
def test_what_is_no_day_to_come_is_not_heard_as_one(said: str) -> None:
    assert hear_days(said, today=TODAY, locale=EN) == ()


@pytest.mark.parametrize(("said", "days"), ROLES)
def test_what_a_day_is_to_the_caller_is_heard(said: str, days: list[tuple[str, str]]) -> None:
    heard = hear_days(said, today=TODAY, locale=EN)
    assert [(day.earliest.isoformat(), day.role.value) for day in heard] == days


def test_a_day_says_where_it_stands() -> None:
    text = "move it from Thursday to next Friday, please"
    first, second = hear_days(text, today=TODAY, locale=EN)
    assert (text[first.start : first.end], text[second.start : second.end]) == ("Thursday", "next Friday")
    assert (first.role, second.role) == (Role.FROM, Role.TO)


@pytest.mark.parametrize(
    ("said", "near", "day"),
    [
        ("Thursday", "2026-12-10", "2026-12-10"),
        ("Thursday", "2026-12-14 2026-12-20", "2026-12-17"),
        ("Friday", "2026-12-10", "2026-12-11"),
        ("Monday", "2026-12-10", "2026-12-07"),
        ("Monday", "2026-12-02", "2026-12-07"),
        ("Tuesday", "2026-12-03", "2026-12-08"),
        ("Tuesday", "2026-12-01 2026-12-04", "2026-12-01"),
        ("the 7th", "2026-12-29 2027-01-04", "2027-01-07"),
        ("the 7th", "2026-12-05", "2026-12-07"),
        ("the 3rd", "2027-01-10", "2027-01-03"),
        ("the 15th", "2026-12-31", "2027-01-15"),
        ("next Thursday", "2026-12-17", "2026-12-10"),
        ("this Friday", "2026-12-17", "2026-12-04"),
        ("December 3", "2026-12-17", "2026-12-03"),
        ("the following Monday", "2026-12-07 2026-12-13", "2026-12-14"),
        ("the following Monday", "2026-12-14", "2026-12-21"),
    ],
)
def test_a_bare_day_is_the_one_nearest_to_those_under_discussion(said: str, near: str, day: str) -> None:
    first, *last = (date.fromisoformat(edge) for edge in near.split())
    (heard,) = hear_days(said, today=TODAY, locale=EN, near=(first, (last or [first])[0]))
    assert (heard.exact, heard.earliest.isoformat()) == (True, day)


def test_all_days_but_one_in_the_middle_are_two_ranges() -> None:
    heard = hear_days("next week but not on Wednesday", today=TODAY, locale=EN)
    assert [(day.earliest.day, day.latest.day) for day in heard] == [(7, 8), (10, 11)]
