"""Days, times, money, telephone numbers and lists, as they are said."""

from datetime import date, time
from decimal import Decimal

import pytest

from fulfillment.speech import say_date, say_list, say_money, say_phone, say_time

EN, ES = "en_US", "es_US"
TODAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("day", "locale", "said"),
    [
        (date(2026, 12, 3), EN, "Thursday, December 3"),
        (date(2027, 10, 1), EN, "Friday, October 1"),
        (date(2027, 12, 1), EN, "Wednesday, December 1, 2027"),
        (date(1984, 3, 12), EN, "Monday, March 12, 1984"),
        (date(2026, 12, 3), ES, "jueves 3 de diciembre"),
        (date(2027, 12, 4), ES, "sábado 4 de diciembre de 2027"),
    ],
)
def test_a_day_is_said_with_its_year_when_far(day: date, locale: str, said: str) -> None:
    assert say_date(day, today=TODAY, locale=locale) == said


@pytest.mark.parametrize(
    ("at", "said"),
    [(time(14, 30), "2:30 PM"), (time(12), "12:00 PM"), (time(10), "10:00 AM"), (time(0, 5), "12:05 AM")],
)
def test_a_time_is_said_on_twelve_hours(at: time, said: str) -> None:
    assert say_time(at, locale=EN) == said


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (time(0, 5), "las 12:05 de la madrugada"),
        (time(9), "las 9:00 de la mañana"),
        (time(12), "las 12:00 del mediodía"),
        (time(12, 30), "las 12:30 de la tarde"),
        (time(13), "la 1:00 de la tarde"),
        (time(18, 59), "las 6:59 de la tarde"),
        (time(19), "las 7:00 de la noche"),
    ],
)
def test_a_time_is_said_with_its_article_and_part_of_the_day_in_spanish(at: time, said: str) -> None:
    assert say_time(at, locale=ES) == said


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (40, "$40"),
        (5.99, "$5.99"),
        (Decimal("5.990"), "$5.99"),
        (0, "$0"),
        (1200, "$1,200"),
        (40.0, "$40"),
        (0.5, "$0.50"),
        (1.005, "$1.01"),
        (-5, "-$5"),
    ],
)
def test_money_is_said_without_empty_cents(amount: Decimal | float, said: str) -> None:
    assert say_money(amount) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("+12065550101", "206-555-0101"),
        ("2065550101", "206-555-0101"),
        ("+442079460958", "44-207-946-0958"),
        ("+4930123456", "49-301-234-56"),
        ("+353871234567", "353-871-234-567"),
        ("+442079460000", "44-207-946-0000"),
        ("", ""),
        ("anonymous", ""),
    ],
)
def test_a_telephone_number_is_said_in_groups(number: str, said: str) -> None:
    assert say_phone(number) == said


@pytest.mark.parametrize(
    ("items", "conjunction", "locale", "said"),
    [
        ([], "and", EN, ""),
        (["A"], "and", EN, "A"),
        (["A", "B"], "and", EN, "A and B"),
        (["A", "B", "C"], "or", EN, "A, B, or C"),
        (["A", "B", "C"], "and", ES, "A, B y C"),
        (["agua", "hielo"], "and", ES, "agua y hielo"),
        (["padre", "hijo"], "and", ES, "padre e hijo"),
        (["uno", "otro"], "or", ES, "uno u otro"),
    ],
)
def test_a_list_ends_with_its_conjunction(items: list[str], conjunction: str, locale: str, said: str) -> None:
    assert say_list(items, conjunction=conjunction, locale=locale) == said
