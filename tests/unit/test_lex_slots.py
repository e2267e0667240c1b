"""What the Lex double's slot types take, and what they must not."""

from datetime import date

import pytest

from simulator.lex.slots import CustomType, elicited, in_passing

TODAY = date(2026, 12, 1)
SERVICES = CustomType((("flu shot", ("flu vaccine", "flu jab")), ("physical", ("annual physical",))), True)


def value_of(slot_type, text, *, keyed=False):
    found = elicited(slot_type, text, keyed=keyed, today=TODAY)
    return None if found is None else (found.interpreted or found.resolved)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2026-12-04", "2026-12-04"),
        ("march twelfth nineteen eighty four", "1984-03-12"),
        ("the 12th of march '84", "1984-03-12"),
        ("March 12, 1984", "1984-03-12"),
        ("3/12/84", "1984-03-12"),
        ("december third", "2026-12-03"),
        ("november thirtieth", "2027-11-30"),
        ("december twenty first two thousand twenty seven", "2027-12-21"),
        ("july eighth nineteen oh nine", "1909-07-08"),
        ("tomorrow", "2026-12-02"),
        ("the day after tomorrow", "2026-12-03"),
        ("how about Thursday's", "2026-12-03"),
        ("tuesday", "2026-12-08"),
        ("in two weeks", "2026-12-15"),
    ],
)
def test_a_date_becomes_one_full_iso_date(said, day):
    assert value_of("AMAZON.Date", said) == day


def test_next_week_is_this_weeks_sunday_and_next_month_its_last_day():
    assert value_of("AMAZON.Date", "next week") == "2026-12-06"
    assert value_of("AMAZON.Date", "next month") == "2027-01-31"


@pytest.mark.parametrize(
    "said",
    [
        "the second one",
        "something later",
        "may I ask something",
        "oh three twelve eighty four",
        "03121984",
        "february thirtieth",
        "13/45",
        "what does parking cost",
        "$5.99",
    ],
)
def test_no_date_is_found_where_lex_would_find_none(said):
    assert value_of("AMAZON.Date", said) is None


def test_a_date_is_not_taken_from_keys():
    assert value_of("AMAZON.Date", "03121984", keyed=True) is None


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("10 a.m.", "10:00"),
        ("two thirty pm", "14:30"),
        ("ten thirty in the morning", "10:30"),
        ("noon", "12:00"),
        ("midnight", "00:00"),
        ("12 pm", "12:00"),
        ("12 am", "00:00"),
        ("14:00", "14:00"),
        ("in the afternoon", "AF"),
        ("morning", "MO"),
        ("ten o'clock", ("10:00", "22:00")),
        ("ten", ("10:00", "22:00")),
        ("at two thirty", ("02:30", "14:30")),
        ("half past two", ("02:30", "14:30")),
        ("quarter to three", ("02:45", "14:45")),
    ],
)
def test_a_time_is_exact_or_leaves_both_halves_of_the_day_open(said, value):
    assert value_of("AMAZON.Time", said) == value


def test_an_open_time_has_no_interpreted_value_in_json():
    found = elicited("AMAZON.Time", "ten", keyed=False, today=TODAY)
    assert found.as_json() == {
        "shape": "Scalar",
        "value": {"originalValue": "ten", "resolvedValues": ["10:00", "22:00"]},
    }


@pytest.mark.parametrize("said", ["the second one", "something later", "december 10", "none of those", "I am here"])
def test_no_time_is_found_where_lex_would_find_none(said):
    assert value_of("AMAZON.Time", said) is None


@pytest.mark.parametrize(
    ("said", "name"),
    [("Rivera", "Rivera"), ("it's Rivera", "Rivera"), ("my last name is O'Brien", "O'Brien"), ("van der Berg",) * 2],
)
def test_a_last_name_is_taken_without_what_carries_it(said, name):
    assert value_of("AMAZON.LastName", said) == name


@pytest.mark.parametrize("said", ["what does parking cost", "I don't know", "agent", "R I V E R A", "Rivera?", "42"])
def test_a_last_name_is_not_made_of_anything(said):
    assert value_of("AMAZON.LastName", said) is None


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("zero zero four two one seven", "004217"),
        ("oh oh four, two seventeen", "004217"),
        ("order number 004217", "004217"),
        ("A 1 2", "a12"),
        ("what about parking", None),
        ("double oh four", None),
    ],
)
def test_an_alphanumeric_code_keeps_its_zeros(said, code):
    assert value_of("AMAZON.AlphaNumeric", said) == code


def test_keys_fill_codes_and_numbers_as_pressed():
    assert value_of("AMAZON.AlphaNumeric", "004217", keyed=True) == "004217"
    assert value_of("AMAZON.Number", "0042", keyed=True) == "42"
    assert value_of("AMAZON.PhoneNumber", "2065550101", keyed=True) == "2065550101"
    assert value_of("AMAZON.PhoneNumber", "12", keyed=True) is None
    assert value_of("AMAZON.Confirmation", "1", keyed=True) is None


@pytest.mark.parametrize(
    ("said", "value"),
    [("forty two", "42"), ("one hundred and five", "105"), ("two thousand", "2000"), ("twenty twenty", None)],
)
def test_a_number_is_one_cardinal(said, value):
    assert value_of("AMAZON.Number", said) == value


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("yes please", "Yes"),
        ("Yeah, that's right.", "Yes"),
        ("no thanks", "No"),
        ("maybe", "Maybe"),
        ("I don't know", "Don't know"),
        ("yes but on friday", None),
        ("1", None),
    ],
)
def test_a_confirmation_is_plain_words_only(said, value):
    assert value_of("AMAZON.Confirmation", said) == value


def test_free_form_input_takes_everything():
    assert value_of("AMAZON.FreeFormInput", "what does parking cost?") == "what does parking cost?"


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("a flu shot please", "flu shot"),
        ("the flu vaccine", "flu shot"),
        ("my annual physical", "physical"),
        ("a flu shop", "flu shot"),
        ("a flow chart", None),
        ("something else", None),
    ],
)
def test_a_custom_type_forgives_a_slip_but_not_another_word(said, value):
    assert value_of(SERVICES, said) == value


def test_a_type_of_original_values_keeps_the_callers_words():
    own_words = CustomType(SERVICES.values, False)
    found = elicited(own_words, "the flu jab", keyed=False, today=TODAY)
    assert (found.interpreted, found.resolved) == ("flu jab", ("flu shot",))


def test_in_passing_no_words_are_used_twice():
    wanted = {"Service": SERVICES, "Day": "AMAZON.Date", "Time": "AMAZON.Time", "Other": "AMAZON.Date"}
    filled = in_passing(wanted, "a flu shot next friday at 10", today=TODAY)
    assert {name: value.original for name, value in filled.items()} == {
        "Service": "flu shot",
        "Day": "next friday",
        "Time": "at 10",
    }


def test_in_passing_bare_numbers_and_names_are_left_alone():
    wanted = {"LastName": "AMAZON.LastName", "Time": "AMAZON.Time", "Number": "AMAZON.AlphaNumeric"}
    assert in_passing(wanted, "Rivera wants two of them", today=TODAY) == {}


def test_in_passing_a_long_number_fills_a_code():
    filled = in_passing({"Order": "AMAZON.AlphaNumeric"}, "has order 004217 shipped", today=TODAY)
    assert filled["Order"].interpreted == "004217"


def test_a_type_that_is_not_imitated_is_refused_by_name():
    with pytest.raises(ValueError, match=r"AMAZON\.Country is not imitated"):
        elicited("AMAZON.Country", "France", keyed=False, today=TODAY)
