"""Days, times, money, telephone numbers and lists, as they are said.

Knows the form that call scripts and voices expect; refuses to know sentences.
"""

from collections.abc import Sequence
from datetime import date, time
from decimal import ROUND_HALF_UP, Decimal

from fulfillment.dialing import NORTH_AMERICA, country

YEAR_AFTER_DAYS = 334
"""A day further away than eleven months is said with its year."""

ENGLISH_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
SPANISH_WEEKDAYS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
SPANISH_MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
    "diciembre",
)  # fmt: skip
SPANISH_PARTS = ((6, "de la madrugada"), (12, "de la mañana"), (19, "de la tarde"), (24, "de la noche"))
"""The hour before which a part of the day ends."""
SPANISH_CONJUNCTIONS = {"and": "y", "or": "o"}


def is_spanish(locale: str) -> bool:
    return locale[:2].lower() == "es"


def say_date(day: date, *, today: date, locale: str) -> str:
    """ "Thursday, December 3"; with its year when more than eleven months from `today`."""
    far = abs((day - today).days) > YEAR_AFTER_DAYS
    if is_spanish(locale):
        said = f"{SPANISH_WEEKDAYS[day.weekday()]} {day.day} de {SPANISH_MONTHS[day.month - 1]}"
        return f"{said} de {day.year}" if far else said
    said = f"{ENGLISH_WEEKDAYS[day.weekday()]}, {ENGLISH_MONTHS[day.month - 1]} {day.day}"
    return f"{said}, {day.year}" if far else said


def say_time(at: time, *, locale: str) -> str:
    """ "2:30 PM", to the minute; in Spanish "las 2:30 de la tarde", to stand after "a" or "de"."""
    face = f"{at.hour % 12 or 12}:{at.minute:02d}"
    if is_spanish(locale):
        return f"{'la' if at.hour % 12 == 1 else 'las'} {face} {spanish_part_of_day(at)}"
    return f"{face} {'PM' if at.hour >= 12 else 'AM'}"


def spanish_part_of_day(at: time) -> str:
    """What Spanish says after the hour, where English says AM or PM."""
    if (at.hour, at.minute) == (12, 0):
        return "del mediodía"
    return next(part for until, part in SPANISH_PARTS if at.hour < until)


def say_money(amount: Decimal | float) -> str:
    """ "$40", "$5.99": dollars, rounded to the cent."""
    exact = Decimal(str(amount)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    sign = "-" if exact < 0 else ""
    text = f"{abs(exact):,.2f}".removesuffix(".00")
    return f"{sign}${text}"


def say_phone(number: str) -> str:
    """ "206-555-0101" for a North American number; "44-207-946-0958" for any other, its country first."""
    code = (country(number.strip()) or "").removeprefix("+")
    digits = "".join(letter for letter in number if letter in "0123456789").removeprefix(code)
    if code and code != NORTH_AMERICA.removeprefix("+"):
        return f"{code}-{_in_groups(digits)}"
    return _in_groups(digits)


def _in_groups(digits: str) -> str:
    """Of three digits, the last of four rather than one."""
    cut = len(digits) - 4 if len(digits) % 3 == 1 and len(digits) > 3 else len(digits)
    groups = [digits[place : place + 3] for place in range(0, cut, 3)] + ([digits[cut:]] if digits[cut:] else [])
    return "-".join(groups)


def say_digits(digits: str) -> str:
    """ "2 0 6, 5 5": one by one, in groups of three, for a number that is not complete."""
    return ", ".join(" ".join(digits[place : place + 3]) for place in range(0, len(digits), 3))


def say_one(noun: str, *, locale: str) -> str:
    """A noun for one of its kind: "a physical", "an eye exam". Spanish nouns stay bare: their gender is not known."""
    if locale.startswith("es") or not noun:
        return noun
    return f"{'an' if noun[0].lower() in 'aeiou' else 'a'} {noun}"


def say_list(items: Sequence[str], *, conjunction: str, locale: str) -> str:
    """ "A", "A and B", "A, B, and C".

    Args:
        items: what to name, in order.
        conjunction: `and` or `or`; put into the locale's language, and into the form the next word wants.
        locale: `en_US` or `es_US`.
    """
    if len(items) < 2:
        return "".join(items)
    *first, last = items
    if not is_spanish(locale):
        comma = "," if len(first) > 1 else ""
        return f"{', '.join(first)}{comma} {conjunction} {last}"
    word = SPANISH_CONJUNCTIONS.get(conjunction, conjunction)
    sound = last.lower().lstrip("¿¡\"'(")
    if word == "y" and sound.startswith(("i", "hi", "í")) and not sound.startswith(("hie", "hia", "io", "ia")):
        word = "e"
    if word == "o" and sound.startswith(("o", "ho", "ó", "8", "11")):
        word = "u"
    return f"{', '.join(first)} {word} {last}"
