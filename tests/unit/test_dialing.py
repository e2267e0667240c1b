"""Which numbers a callback is placed to: none that costs extra or is abroad, the caller's own like any other."""

import pytest

from fulfillment.dialing import country, is_called, read_number, takes_other_numbers

HERE, LONDON = "+12065550100", "+442079460000"
ISLANDS = (
    "242", "246", "264", "268", "284", "345", "441", "473", "649", "658", "664", "721", "758", "767", "784", "809",
    "829", "849", "868", "869", "876",
)  # fmt: skip
TERRITORIES = ("340", "670", "671", "684", "787", "939")
CANADA = ("204", "416", "514", "604", "867", "902")


@pytest.mark.parametrize("area", ["206", "907", "808", "800", *TERRITORIES, *CANADA])
def test_the_states_their_territories_and_canada_are_called(area: str) -> None:
    assert is_called(f"+1{area}5550123", line=HERE)


@pytest.mark.parametrize("area", [*ISLANDS, "900", "700", "500", "521", "533", "588", "911", "111"])
def test_islands_premium_and_personal_numbers_are_not(area: str) -> None:
    assert not is_called(f"+1{area}5550123", line=HERE)


@pytest.mark.parametrize(
    "number", [None, "", "anonymous", "+12069765555", LONDON, "+88213912345", "2065550123", "+1206"]
)
def test_nothing_else_is_called_either(number: str | None) -> None:
    assert not is_called(number, line=HERE)
    assert not is_called(number, line=None)


def test_a_line_elsewhere_calls_its_own_country() -> None:
    assert is_called("+447700900123", line=LONDON)
    assert not is_called("+12065550123", line=LONDON)
    assert not is_called("+353871234567", line=LONDON)


@pytest.mark.parametrize(
    ("number", "code"),
    [("+12065550100", "+1"), (LONDON, "+44"), ("+353871234567", "+353"), ("+4930123456", "+49"), ("+77011234567", "+7"),
     ("anonymous", None), (None, None)],
)  # fmt: skip
def test_a_number_tells_its_country(number: str | None, code: str | None) -> None:
    assert country(number) == code


def test_other_numbers_are_taken_in_north_america_alone() -> None:
    assert [takes_other_numbers(line) for line in (HERE, None, LONDON)] == [True, True, False]


@pytest.mark.parametrize("keyed", ["2065550177", "12065550177", "+12065550177"])
def test_a_keyed_number_is_read_in_any_of_its_forms(keyed: str) -> None:
    assert read_number(keyed, line=HERE) == "+12065550177"
    assert read_number(keyed, line=LONDON) is None


@pytest.mark.parametrize(
    "keyed", ["", "Timeout", "555", "9005550123", "+18765550123", "+442079460000", HERE, "02079460018"]
)
def test_what_is_not_called_is_not_read(keyed: str) -> None:
    assert read_number(keyed, line=HERE) is None
