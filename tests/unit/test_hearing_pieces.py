"""Dates of birth in pieces: with hesitations, corrected, in halves; names beside them."""

from datetime import date

import pytest

from fulfillment.hearing import hear_birth_date, hear_birth_day_without_year, hear_birth_year, hear_last_name

TODAY = date(2026, 12, 1)
EN, ES = "en_US", "es_US"

PIECES: tuple[tuple[str, str, str], ...] = (
    ("en_US", "uh March uh 12 uh 1984", "1984-03-12"),
    ("en_US", "born in 84 on march 12", "1984-03-12"),
    ("en_US", "March 13th, I mean 12th, 1984", "1984-03-12"),
    ("en_US", "March thirteenth 1984, no sorry, twelfth", "1984-03-12"),
    ("en_US", "the 12th of the third, 84", "1984-03-12"),
    ("en_US", "um march twelfth um nineteen eighty four", "1984-03-12"),
    ("en_US", "march 12th born in 1984", "1984-03-12"),
    ("en_US", "84, march 12", "1984-03-12"),
    ("en_US", "it's March the um 12th 1984", "1984-03-12"),
    ("en_US", "march 13th 1984 no the 12th", "1984-03-12"),
    ("en_US", "04/12/1984, sorry, 03/12/1984", "1984-03-12"),
    ("en_US", "march 12 1985 no wait 1984", "1984-03-12"),
    ("en_US", "1984 march 12", "1984-03-12"),
    ("en_US", "march 12", ""),
    ("en_US", "1984", ""),
    ("en_US", "no", ""),
    ("es_US", "eh doce de eh marzo de 1984", "1984-03-12"),
    ("es_US", "nací en el 84 el 12 de marzo", "1984-03-12"),
    ("es_US", "13 de marzo, perdón, 12, de 1984", "1984-03-12"),
)

DAYS: tuple[tuple[str, str, tuple[int, int] | None], ...] = (
    ("en_US", "march 12", (3, 12)),
    ("en_US", "the 12th of march", (3, 12)),
    ("en_US", "3/12", (3, 12)),
    ("en_US", "three twelve", (3, 12)),
    ("en_US", "uh march uh 12", (3, 12)),
    ("en_US", "my birthday is March 12th", (3, 12)),
    ("en_US", "march twelfth", (3, 12)),
    ("en_US", "it's the twelfth of March", (3, 12)),
    ("en_US", "the 12th of the third", (3, 12)),
    ("en_US", "born march 12", (3, 12)),
    ("en_US", "march 12 1984", None),
    ("en_US", "rivera", None),
    ("en_US", "12", None),
    ("en_US", "yes", None),
    ("en_US", "thirty forty", None),
    ("en_US", "february thirtieth", None),
    ("en_US", "my appointment at two", None),
    ("es_US", "doce de marzo", (3, 12)),
    ("es_US", "12/3", (3, 12)),
    ("es_US", "el doce de marzo", (3, 12)),
    ("es_US", "1984", None),
    ("es_US", "no", None),
)

YEARS: tuple[tuple[str, str, int | None], ...] = (
    ("en_US", "1984", 1984),
    ("en_US", "84", 1984),
    ("en_US", "nineteen eighty four", 1984),
    ("en_US", "in 84", 1984),
    ("en_US", "it's 1984", 1984),
    ("en_US", "um nineteen eighty four", 1984),
    ("en_US", "eighty four", 1984),
    ("en_US", "'84", 1984),
    ("en_US", "born in 84", 1984),
    ("en_US", "of 1984", 1984),
    ("en_US", "the year 1984", 1984),
    ("en_US", "march 12", None),
    ("en_US", "rivera", None),
    ("en_US", "2031", None),
    ("en_US", "three", None),
    ("en_US", "yes", None),
    ("en_US", "2012", 2012),
    ("en_US", "twenty twelve", 2012),
    ("es_US", "1984", 1984),
    ("es_US", "mil novecientos ochenta y cuatro", 1984),
    ("es_US", "en el 84", 1984),
    ("es_US", "del 84", 1984),
    ("es_US", "ochenta y cuatro", 1984),
    ("es_US", "marzo", None),
)

NAMES: tuple[tuple[str, str | None], ...] = (
    ("Rivera March 12 1984", "Rivera"),
    ("Rivera, march twelfth 1984", "Rivera"),
    ("Ana Rivera 3/12/84", "Rivera"),
    ("Ana Rivera, March 12th 1984", "Rivera"),
    ("Rivera", "Rivera"),
    ("it's Rivera, born March 12", "Rivera"),
    ("rivera 3 12 84", "Rivera"),
    ("Smith Young", "Smith Young"),
    ("Smith-Young", "Smith-Young"),
    ("smith hyphen young", "Smith-Young"),
    ("March 12 1984", None),
    ("march twelfth", None),
    ("March", "March"),
    ("my last name is March", "March"),
    ("O'Brien 4/5/90", "O'Brien"),
    ("Mary Young", "Young"),
)


@pytest.mark.parametrize(("locale", "said", "born"), PIECES)
def test_a_date_of_birth_is_put_together_from_its_pieces(locale: str, said: str, born: str) -> None:
    heard = hear_birth_date(said, today=TODAY, locale=locale)
    assert (heard.isoformat() if heard else "") == born


@pytest.mark.parametrize(("locale", "said", "day"), DAYS)
def test_a_birthday_without_its_year_is_half_a_date(locale: str, said: str, day: tuple[int, int] | None) -> None:
    assert hear_birth_day_without_year(said, today=TODAY, locale=locale) == day


@pytest.mark.parametrize(("locale", "said", "year"), YEARS)
def test_a_year_alone_is_the_other_half(locale: str, said: str, year: int | None) -> None:
    assert hear_birth_year(said, today=TODAY, locale=locale) == year


@pytest.mark.parametrize(("said", "name"), NAMES)
def test_a_last_name_is_no_part_of_the_date_after_it_and_may_be_double(said: str, name: str | None) -> None:
    assert hear_last_name(said, locale=EN) == name
