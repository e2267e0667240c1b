"""Dates of birth, spoken and keyed, on December 1, 2026."""

from datetime import date

import pytest

from fulfillment.hearing import hear_birth_date

EN = "en_US"
TODAY = date(2026, 12, 1)

HEARD = (
    ("seven eight ninety two", "1992-07-08"),
    ("oh one oh five nineteen fifty", "1950-01-05"),
    ("ten ten two thousand ten", "2010-10-10"),
    ("one five fifty", "1950-01-05"),
    ("it's 0312 1984", "1984-03-12"),
    ("march twelfth nineteen eighty four", "1984-03-12"),
    ("march 12 1984", "1984-03-12"),
    ("March 12th, 1984", "1984-03-12"),
    ("march 12 84", "1984-03-12"),
    ("twelve march 1984", "1984-03-12"),
    ("the twelfth of march nineteen eighty four", "1984-03-12"),
    ("the 12th of march '84", "1984-03-12"),
    ("the twelfth day of march in the year 1984", "1984-03-12"),
    ("1984 march 12", "1984-03-12"),
    ("oh three twelve eighty four", "1984-03-12"),
    ("three twelve nineteen eighty four", "1984-03-12"),
    ("zero three one two one nine eight four", "1984-03-12"),
    ("three slash twelve slash eighty four", "1984-03-12"),
    ("0 3 1 2 1 9 8 4", "1984-03-12"),
    ("03 12 1984", "1984-03-12"),
    ("3/12/84", "1984-03-12"),
    ("03/12/1984", "1984-03-12"),
    ("3-12-1984", "1984-03-12"),
    ("3.12.1984", "1984-03-12"),
    ("1984-03-12", "1984-03-12"),
    ("03121984", "1984-03-12"),
    ("03121984#", "1984-03-12"),
    ("031284", "1984-03-12"),
    ("3121984", "1984-03-12"),
    ("19840312", "1984-03-12"),
    ("25 12 1984", "1984-12-25"),
    ("august fourth two thousand and one", "2001-08-04"),
    ("august fourth two thousand one", "2001-08-04"),
    ("march twenty two thousand one", "2001-03-20"),
    ("march twenty second two thousand", "2000-03-22"),
    ("august fourth twenty twelve", "2012-08-04"),
    ("january five nineteen fifty", "1950-01-05"),
    ("january fifth nineteen oh seven", "1907-01-05"),
    ("may fifth oh four", "2004-05-05"),
    ("november thirtieth seventy one", "1971-11-30"),
    ("july eighth nineteen ninety two", "1992-07-08"),
    ("february 29 1984", "1984-02-29"),
    ("december 1 26", "2026-12-01"),
    ("december 2 26", "1926-12-02"),
    ("hi this is Ana Rivera born March 12 1984 I want to move my appointment", "1984-03-12"),
    ("my date of birth is oh three twelve eighty four", "1984-03-12"),
    ("it's the twelfth of March, nineteen eighty-four, thanks", "1984-03-12"),
    ("march 13 1984 no sorry march 12 1984", "1984-03-12"),
    ("I was here on june 2 2020 and I was born march 12 1984", "1984-03-12"),
)

NOT_HEARD = (
    "",
    "march 12",
    "december 3",
    "12/3",
    "next thursday",
    "1984",
    "12/3/2026",
    "december 3 2026",
    "march 12 1884",
    "february 30 1984",
    "february 29 1983",
    "1121984",
    "121984",
    "99999999",
    "2065550101",
    "206 555 0101",
    "my order is 004217",
    "order number 031284",
    "call me at three twelve",
    "may I ask why",
    "I don't know",
    "two thirty on thursday",
)


@pytest.mark.parametrize(("said", "born"), HEARD)
def test_a_date_of_birth_is_heard(said: str, born: str) -> None:
    heard = hear_birth_date(said, today=TODAY, locale=EN)
    assert heard is not None
    assert heard.isoformat() == born


@pytest.mark.parametrize("said", NOT_HEARD)
def test_what_nobody_alive_can_be_born_on_or_is_ambiguous_is_not_heard(said: str) -> None:
    assert hear_birth_date(said, today=TODAY, locale=EN) is None
