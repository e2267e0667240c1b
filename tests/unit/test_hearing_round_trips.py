"""What is spoken is heard again."""

from datetime import date, time, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from fulfillment.hearing import hear_birth_date, hear_choice, hear_days, hear_digits, hear_time
from fulfillment.speech import say_date, say_list, say_phone, say_time

TODAY = date(2026, 12, 1)
LOCALES = st.sampled_from(("en_US", "es_US"))
TO_COME = st.integers(0, 800).map(lambda days: TODAY + timedelta(days=days))
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
BORN = st.dates(date(1910, 1, 1), TODAY)

SPELLED = {
    "ones": "zero one two three four five six seven eight nine",
    "teens": "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
    "tens": "twenty thirty forty fifty sixty seventy eighty ninety",
    "ordinals": "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth",
    "months": "January February March April May June July August September October November December",
    "unos": "cero uno dos tres cuatro cinco seis siete ocho nueve",
    "meses": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}
ONES, TEENS, TENS, ORDINALS, MONTHS, UNOS, MESES = (text.split() for text in SPELLED.values())


def in_words(number: int) -> str:
    if number < 10:
        return ONES[number]
    if number < 20:
        return TEENS[number - 10]
    tens = TENS[number // 10 - 2]
    return f"{tens} {ONES[number % 10]}" if number % 10 else tens


def ordinal(number: int) -> str:
    if number <= 20:
        return ORDINALS[number - 1]
    return "thirtieth" if number == 30 else f"{TENS[number // 10 - 2]} {ORDINALS[number % 10 - 1]}"


def year_in_words(year: int, *, thousands: bool) -> str:
    century, rest = divmod(year, 100)
    if year >= 2000 and (thousands or rest < 10):
        return f"two thousand {in_words(rest)}" if rest else "two thousand"
    if rest == 0:
        return f"{in_words(century)} hundred"
    return f"{in_words(century)} oh {in_words(rest)}" if rest < 10 else f"{in_words(century)} {in_words(rest)}"


@given(day=TO_COME, locale=LOCALES)
@example(day=date(2028, 2, 29), locale="es_US")
def test_a_day_said_is_the_day_heard(day: date, locale: str) -> None:
    (heard,) = hear_days(say_date(day, today=TODAY, locale=locale), today=TODAY, locale=locale)
    assert (heard.earliest, heard.latest) == (day, day)


@given(at=TIMES, locale=LOCALES, expected=st.booleans())
def test_a_time_said_is_the_time_heard(at: time, locale: str, expected: bool) -> None:
    hour = hear_time(say_time(at, locale=locale), locale=locale, expected=expected)
    assert hour is not None
    assert hour.times == (at,)


@given(day=TO_COME, at=TIMES, locale=LOCALES)
def test_a_day_and_a_time_said_together_are_both_heard(day: date, at: time, locale: str) -> None:
    joined = " a " if locale == "es_US" else " at "
    text = say_date(day, today=TODAY, locale=locale) + joined + say_time(at, locale=locale)
    hour = hear_time(text, locale=locale)
    assert [heard.earliest for heard in hear_days(text, today=TODAY, locale=locale)] == [day]
    assert hour is not None
    assert hour.times == (at,)


@given(digits=st.text("0123456789", min_size=1, max_size=12), locale=LOCALES)
def test_digits_read_out_are_the_digits_heard(digits: str, locale: str) -> None:
    words = UNOS if locale == "es_US" else ONES
    assert hear_digits(" ".join(words[int(digit)] for digit in digits), locale=locale) == digits
    assert hear_digits(" ".join(digits), locale=locale) == digits
    assert hear_digits(f"number {digits}", locale=locale) == digits


@given(digits=st.text("123456789", min_size=10, max_size=10))
def test_a_telephone_number_said_is_heard(digits: str) -> None:
    assert hear_digits(say_phone(f"+1{digits}"), locale="en_US") == digits


@given(born=BORN, thousands=st.booleans())
def test_a_date_of_birth_is_heard_in_every_way_it_is_spoken(born: date, thousands: bool) -> None:
    month, day, year = MONTHS[born.month - 1], born.day, year_in_words(born.year, thousands=thousands)
    for text in (
        f"{month} {ordinal(day)} {year}",
        f"{month.lower()} {day}, {born.year}",
        f"the {ordinal(day)} of {month}, {year}",
        f"{day} {month} {born.year}",
        f"my date of birth is {month} the {ordinal(day)} {year} thanks",
        f"hi, I was born on {month} {ordinal(day)}, {born.year} and I need to move my appointment",
        f"{born.month}/{day}/{born.year}",
        f"{in_words(born.month)} {in_words(day)} {year}",
        " ".join(ONES[int(digit)] for digit in f"{born:%m%d%Y}"),
        f"{born:%m%d%Y}",
        f"{born:%m %d %Y}",
        born.isoformat(),
        say_date(born, today=date(1800, 1, 1), locale="en_US"),
    ):
        assert hear_birth_date(text, today=TODAY, locale="en_US") == born, text


@given(born=BORN)
def test_a_date_of_birth_is_heard_in_every_way_it_is_spoken_in_spanish(born: date) -> None:
    mes, year = MESES[born.month - 1], born.year
    for text in (
        f"{born.day} de {mes} de {year}",
        f"el {born.day} de {mes} del {year}",
        f"nací el {born.day} de {mes} de {year} y quiero cambiar mi cita",
        f"{born:%m%d%Y}",
        born.isoformat(),
        say_date(born, today=date(1800, 1, 1), locale="es_US"),
    ):
        assert hear_birth_date(text, today=TODAY, locale="es_US") == born, text


@given(times=st.lists(TIMES, min_size=3, max_size=3, unique=True), place=st.integers(0, 2), locale=LOCALES)
def test_an_offer_repeated_is_the_offer_picked(times: list[time], place: int, locale: str) -> None:
    options = [say_time(at, locale=locale) for at in times]
    assert hear_choice(options[place], options=options, locale=locale) == place
    said = "a" if locale == "es_US" else "the"
    assert hear_choice(f"{said} {options[place]}", options=options, locale=locale) == place


@given(days=st.lists(TO_COME, min_size=2, max_size=3, unique=True))
def test_every_day_of_a_spoken_list_is_heard(days: list[date]) -> None:
    text = say_list([say_date(day, today=TODAY, locale="en_US") for day in days], conjunction="or", locale="en_US")
    assert [day.earliest for day in hear_days(text, today=TODAY, locale="en_US")] == days
