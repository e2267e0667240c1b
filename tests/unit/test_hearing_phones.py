"""Telephone numbers: heard as they are said, in pieces, put right; and which of them are not called."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import clinic
from fulfillment.dialing import NORTH_AMERICA, is_called
from fulfillment.hearing import Fault, hear_other_number, hear_own_number, hear_phone
from fulfillment.speech import say_digits, say_phone

ENGLISH = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
SPANISH = ["cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"]
NUMBERS = st.from_regex(re.compile(r"[2-9](?!11)[0-9]{2}[2-9](?!11)[0-9]{6}", re.ASCII), fullmatch=True).filter(
    lambda digits: is_called(f"{NORTH_AMERICA}{digits}", line=None)
)
LOCALES = st.sampled_from(("en_US", "es_US"))


def heard(text: str, begun: str = "", locale: str = "en_US") -> str | None:
    phone = hear_phone(text, locale=locale, begun=begun)
    return phone.number if phone else None


@given(NUMBERS, LOCALES)
def test_a_number_as_we_say_it_is_heard(digits: str, locale: str) -> None:
    said = say_phone(f"+1{digits}")
    assert heard(said, locale=locale) == heard(f"1-{said}", locale=locale) == f"+1{digits}"
    assert heard(say_digits(digits), locale=locale) == f"+1{digits}"


@given(NUMBERS)
def test_a_number_said_digit_by_digit_is_heard(digits: str) -> None:
    for names, locale in ((ENGLISH, "en_US"), (SPANISH, "es_US")):
        words = [names[int(digit)] for digit in digits]
        assert heard(" ".join(words), locale=locale) == f"+1{digits}"
        grouped = f"{' '.join(words[:3])}, {' '.join(words[3:6])}, {' '.join(words[6:])}"
        assert heard(grouped, locale=locale) == f"+1{digits}"
        assert heard(f"{grouped}. {grouped}", locale=locale) == f"+1{digits}"


@given(NUMBERS)
def test_a_keyed_number_is_heard(digits: str) -> None:
    assert heard(digits) == heard(f"{digits}#") == heard(f"1{digits}") == heard(f"206*{digits}") == f"+1{digits}"


@given(NUMBERS, st.integers(1, 9).filter(lambda cut: cut != 7))
def test_a_number_in_two_pieces_is_put_together(digits: str, cut: int) -> None:
    first = hear_phone(digits[:cut], locale="en_US")
    assert first is not None
    assert first.fault is Fault.INCOMPLETE
    assert heard(digits[cut:], begun=first.digits) == f"+1{digits}"


@given(st.text(max_size=80) | st.text("0123456789 +*#-()one two", max_size=60), LOCALES, NUMBERS | st.just(""))
def test_whatever_is_said_only_numbers_that_are_called_are_heard(text: str, locale: str, begun: str) -> None:
    number = heard(text, begun, locale)
    assert number is None or re.fullmatch(r"\+1(?!900)[2-9](?!11)\d\d(?!976)[2-9](?!11)\d\d\d{4}", number)


@pytest.mark.parametrize(
    "said",
    [
        "two oh six, five five five, oh one eight eight",
        "area code 206, five five five, oh one eight eight",
        "area code two oh six and the number is five five five oh one eight eight",
        "five five five oh one eight eight, area code two oh six",
        "it's 206-555-0188",
        "(206) 555-0188",
        "206.555.0188",
        "one two oh six triple five oh one double eight",
        "two oh six five fifty five oh one eighty eight",
        "um it's two oh six, uh, five five five dash oh one eight eight please",
        "206 555 0188 that's 206 555 0188",
        "call me in 5 minutes at 206 555 0188",
        "not 206-555-0101, use 206-555-0188",
        "it's 206 555 0188 and not 0101",
        "206 555 0189, no wait, 0188",
        "no call my cell, 206 555 0188",
        "206 no sorry 425 no I mean 206 555 0188",
    ],
)
def test_english_ways_to_say_a_number(said: str) -> None:
    assert heard(said) == "+12065550188"


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("two oh six five hundred oh one eight eight", "+12065000188"),
        ("eight hundred five five five oh one eight eight", "+18005550188"),
        ("four two five five five five eighteen hundred", "+14255551800"),
        ("two oh six five five five two thousand", "+12065552000"),
    ],
)
def test_hundreds_and_thousands(said: str, number: str) -> None:
    assert heard(said) == number


@pytest.mark.parametrize(
    "said",
    [
        "dos cero seis, cinco cinco cinco, cero uno ocho ocho",
        "dos cero seis quinientos cincuenta y cinco cero uno ochenta y ocho",
        "doscientos seis, cinco cincuenta y cinco, cero uno, ochenta y ocho",
        "código de área 206, cinco cinco cinco cero uno doble ocho",
        "no, a mi celular, el 206 555 0188",
    ],
)
def test_spanish_ways_to_say_a_number(said: str) -> None:
    assert heard(said, locale="es_US") == "+12065550188"


@pytest.mark.parametrize(
    ("begun", "said"),
    [
        ("206", "five five five, oh one eight eight"),
        ("206555", "0188"),
        ("206555", "555 0188"),
        ("5550188", "206"),
        ("5550188", "area code 206"),
        ("206", "206 555 0188"),
        ("425", "no, 206 555 0188"),
        ("20655501", "88"),
    ],
)
def test_what_was_begun_is_gone_on_with(begun: str, said: str) -> None:
    assert heard(said, begun) == "+12065550188"


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("no, eight nine at the end", "+12065550189"),
        ("it ends in 89", "+12065550189"),
        ("no, 0189", "+12065550189"),
        ("it's not 0188, it's 0189", "+12065550189"),
        ("no, 556 0188", "+12065560188"),
        ("no, area code 425", "+14255550188"),
        ("no, 206 555 0199", "+12065550199"),
    ],
)
def test_a_number_read_back_is_put_right(said: str, number: str) -> None:
    assert heard(said, "2065550188") == number


def test_a_number_read_back_is_put_right_in_spanish() -> None:
    assert heard("no, ocho nueve al final", "2065550188", "es_US") == "+12065550189"


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("206 555", Fault.INCOMPLETE),
        ("555-0188", Fault.INCOMPLETE),
        ("1-800-flowers", Fault.INCOMPLETE),
        ("+44 20 7946 0958", Fault.FOREIGN),
        ("plus four four two oh seven nine four six", Fault.FOREIGN),
        ("011 52 55 1234 5678", Fault.FOREIGN),
        ("0034 91 555 0188", Fault.FOREIGN),
        ("1" * 30, Fault.TOO_LONG),
        ("206 555 0188 99", Fault.TOO_LONG),
        ("911", Fault.NOT_CALLED),
        ("nine one one five five five oh one eight eight", Fault.NOT_CALLED),
        ("206 911 0188", Fault.NOT_CALLED),
        ("206 155 0188", Fault.NOT_CALLED),
        ("106 555 0188 1", Fault.NOT_CALLED),
        ("900 555 0188", Fault.NOT_CALLED),
        ("206 976 0188", Fault.NOT_CALLED),
    ],
)
def test_what_is_no_number_to_call(said: str, fault: Fault) -> None:
    phone = hear_phone(said, locale="en_US")
    assert phone is not None
    assert phone.fault is fault
    assert phone.number is None


def test_another_country_is_told_in_spanish_too() -> None:
    phone = hear_phone("más cinco dos cinco cinco uno dos tres cuatro", locale="es_US")
    assert phone is not None
    assert phone.fault is Fault.FOREIGN


@pytest.mark.parametrize("said", ["", "no", "yes please", "call me at five", "in 20 minutes", "next week", "call me"])
def test_what_names_no_number(said: str) -> None:
    assert hear_phone(said, locale="en_US") is None


def test_a_long_row_of_digits_takes_no_longer_than_its_words() -> None:
    assert heard("twenty five " * 160) is None
    assert heard("five hundred " * 150) is None


@pytest.mark.parametrize(
    "said",
    [
        "call my cell",
        "no, call me on my mobile",
        "at another number",
        "not this number",
        "don't call this number",
        "my wife's number",
        "can I give you my daughter's cell",
        "that number is wrong",
        "this number isn't good any more",
        "yes, on my cell",
    ],
)
def test_another_number_is_wanted(said: str) -> None:
    assert hear_other_number(said, locale="en_US")
    assert not hear_own_number(said, locale="en_US")


@pytest.mark.parametrize(
    "said", ["a otro número", "llámeme al celular", "no, a mi trabajo", "al de mi casa", "no llame a este número"]
)
def test_another_number_is_wanted_in_spanish(said: str) -> None:
    assert hear_other_number(said, locale="es_US")
    assert not hear_own_number(said, locale="es_US")


@pytest.mark.parametrize(
    "said",
    [
        "yes",
        "no",
        "yes, this is my cell number",
        "yes, that's my wife's number",
        "my number",
        "it is a good number",
    ],
)
def test_no_number_is_chosen(said: str) -> None:
    assert not hear_other_number(said, locale="en_US")
    assert not hear_own_number(said, locale="en_US")


@pytest.mark.parametrize(
    "said",
    ["this number is fine", "no, this number is fine", "call this one", "the one I'm calling from", "this one"],
)
def test_the_number_that_calls_is_wanted(said: str) -> None:
    assert hear_own_number(said, locale="en_US")


@pytest.mark.parametrize(
    "said", ["este número está bien", "a este número", "el número del que llamo", "el mismo número"]
)
def test_the_number_that_calls_is_wanted_in_spanish(said: str) -> None:
    assert hear_own_number(said, locale="es_US")


@pytest.mark.parametrize("said", ["este número está equivocado", "ese número no sirve"])
def test_fault_found_with_a_number_wants_another_in_spanish(said: str) -> None:
    assert hear_other_number(said, locale="es_US")
    assert not hear_own_number(said, locale="es_US")


def test_the_country_is_the_practices_own() -> None:
    assert clinic.load().phone.startswith(NORTH_AMERICA)
