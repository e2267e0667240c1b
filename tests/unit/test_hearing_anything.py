"""Whatever is said: never an exception, never slow, never a day that cannot be."""

import time
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fulfillment import hearing

TODAY = date(2026, 12, 1)
NEAR = (date(2026, 12, 28), date(2027, 1, 8))
LOCALES = ("en_US", "es_US")
OPTIONS = ("9:00 AM", "Thursday, December 3 at 2:30 PM with Dr. Chen", "")

LISTENERS: dict[str, Callable[[str, str], object]] = {
    "days": lambda text, locale: hearing.hear_days(text, today=TODAY, locale=locale),
    "birth date": lambda text, locale: hearing.hear_birth_date(text, today=TODAY, locale=locale),
    "time": lambda text, locale: hearing.hear_time(text, locale=locale),
    "expected time": lambda text, locale: hearing.hear_time(text, locale=locale, expected=True),
    "choice": lambda text, locale: hearing.hear_choice(text, options=OPTIONS, locale=locale),
    "shift": lambda text, locale: hearing.hear_shift(text, locale=locale),
    "yes or no": lambda text, locale: hearing.hear_yes_no(text, locale=locale),
    "digits": lambda text, locale: hearing.hear_digits(text, locale=locale),
    "last name": lambda text, locale: hearing.hear_last_name(text, locale=locale),
    "service": lambda text, locale: hearing.hear_service(text, names={"flu shot": ("flu vaccine", "")}, locale=locale),
    "provider": lambda text, locale: hearing.hear_provider(text, providers=("Dr. Chen", ""), locale=locale),
    "question": lambda text, locale: hearing.is_question(text, locale=locale),
    "emergency": lambda text, locale: hearing.hear_emergency(text, locale=locale),
    "person": lambda text, locale: hearing.wants_person(text, locale=locale),
    "days near others": lambda text, locale: hearing.hear_days(text, today=TODAY, locale=locale, near=NEAR),
    "birth day": lambda text, locale: hearing.hear_birth_day_without_year(text, today=TODAY, locale=locale),
    "birth year": lambda text, locale: hearing.hear_birth_year(text, today=TODAY, locale=locale),
    "any": lambda text, locale: hearing.hear_any(text, locale=locale),
    "keep": lambda text, locale: hearing.hear_keep(text, locale=locale),
    "action": lambda text, locale: hearing.hear_action(text, locale=locale),
    "somebody else": lambda text, locale: hearing.hear_somebody_else(text, locale=locale),
    "give up": lambda text, locale: hearing.hear_give_up(text, locale=locale),
    "more": lambda text, locale: hearing.hear_more(text, locale=locale),
    "slower": lambda text, locale: hearing.hear_slower(text, locale=locale),
    "questions": lambda text, locale: hearing.count_questions(text, locale=locale),
    "greeting": lambda text, locale: hearing.hear_greeting(text, locale=locale),
}

WORDS = [
    "the",
    "of",
    "december",
    "march",
    "may",
    "third",
    "twenty",
    "two",
    "thousand",
    "and",
    "nineteen",
    "oh",
    "zero",
    "one",
    "half",
    "past",
    "quarter",
    "to",
    "at",
    "ten",
    "thirty",
    "am",
    "pm",
    "next",
    "week",
    "in",
    "a",
    "from",
    "thursday",
    "friday",
    "my",
    "appointment",
    "not",
    "no",
    "yes",
    "wait",
    "after",
    "before",
    "between",
    "12/3",
    "2026-12-03",
    "10:30",
    "3rd",
    "el",
    "de",
    "la",
    "a",
    "las",
    "dos",
    "mil",
    "y",
    "media",
    "menos",
    "jueves",
    "que",
    "viene",
    "mañana",
    "no",
    "sí",
    "quiero",
    "cita",
    "doctor",
    "chen",
    "'s",
    "double",
    ",",
    ".",
    "?",
    "$",
    "-",
]
SPOKEN = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)

LONG = {
    "numbers": "one two three " * 200,
    "dates": "the third of december " * 120,
    "appointments": "my appointment the " * 140,
    "years": "twenty " * 400,
    "digits": "9" * 2000,
    "spaced digits": "9 " * 1000,
    "slashes": "1/1/" * 500,
    "letters": "a " * 1000,
    "one word": "a" * 2000,
    "apostrophes": "a'" * 1000,
    "accents": "a\u0301" * 1000,
    "not": "not " * 500,
    "bleeding": "bleeding can not " * 120,
    "or": "thursday or " * 180,
    "times": "between two and four " * 100,
    "corrections": "march no wait the twelfth " * 80,
    "keeping": "not keep it but cancel " * 80,
    "falls": "fell down and can not " * 90,
    "relatives": "my little old " * 140,
    "spanish": "el tres de diciembre a las dos y media " * 55,
    "markup": "<b>&amp;</b>" * 180,
}


@pytest.mark.parametrize("name", LISTENERS)
@given(text=st.one_of(st.text(max_size=200), SPOKEN), locale=st.sampled_from(LOCALES))
@settings(max_examples=120, deadline=None)
def test_nothing_that_is_said_raises(name: str, text: str, locale: str) -> None:
    LISTENERS[name](text, locale)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", LISTENERS)
def test_two_thousand_characters_are_heard_in_milliseconds(name: str, locale: str) -> None:
    listen = LISTENERS[name]
    listen("ready", locale)
    for text in LONG.values():
        assert any(seconds(listen, f"{text}{more}", locale) < 0.25 for more in ("", " a", " b")), text[:20]


def seconds(listen: Callable[[str, str], object], text: str, locale: str) -> float:
    """Of this thread. A neighbour on the same core slows that, too: the quickest of three texts counts."""
    began = time.thread_time()
    listen(text, locale)
    return time.thread_time() - began


@given(text=st.one_of(st.text(max_size=200), SPOKEN), locale=st.sampled_from(LOCALES))
@settings(max_examples=300, deadline=None)
def test_a_day_heard_is_to_come_or_one_lately_past_and_ends_after_it_begins(text: str, locale: str) -> None:
    for day in hearing.hear_days(text, today=TODAY, locale=locale):
        assert TODAY <= day.earliest <= day.latest or TODAY - date.resolution * 60 <= day.earliest == day.latest
        assert 0 <= day.start < day.end <= len(text)


@given(text=st.one_of(st.text(max_size=200), SPOKEN), locale=st.sampled_from(LOCALES))
@settings(max_examples=300, deadline=None)
def test_nobody_is_born_tomorrow_or_before_1906(text: str, locale: str) -> None:
    born = hearing.hear_birth_date(text, today=TODAY, locale=locale)
    assert born is None or date(1906, 1, 1) <= born <= TODAY


@given(text=st.one_of(st.text(max_size=200), SPOKEN), locale=st.sampled_from(LOCALES))
@settings(max_examples=300, deadline=None)
def test_digits_are_digits(text: str, locale: str) -> None:
    heard = hearing.hear_digits(text, locale=locale)
    assert heard == "".join(letter for letter in heard if letter in "0123456789")
