"""Every call script, played through the real flows, bot, function and adapters."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import clinic
from simulator.call import Options
from simulator.expectations import judge
from simulator.report import conversation
from simulator.script import load
from simulator.switchboard import Switchboard

SCRIPTS = sorted((Path(__file__).parent / "calls").glob("*.toml"))
TWO_BLOCKS = [path for path in SCRIPTS if path.stem.startswith(("nobody_available", "closed", "the_queue_is_full"))]
"""Calls in which the caller comes to a second Lex block."""
ZONES = ["UTC", "America/New_York", "Asia/Tokyo"]
"""Where Lex may resolve relative dates: the clinic's own zone is in none of them."""


@pytest.fixture(scope="module")
def switchboard() -> Iterator[Switchboard]:
    with Switchboard(clinic.load()) as board:
        yield board


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_the_call_goes_as_its_script_expects(switchboard: Switchboard, path: Path) -> None:
    play(switchboard, path)


@pytest.fixture(scope="module")
def surviving() -> Iterator[Switchboard]:
    with Switchboard(clinic.load(), Options(attributes_survive=True)) as board:
        yield board


@pytest.mark.parametrize("path", TWO_BLOCKS, ids=lambda path: path.stem)
def test_it_does_not_matter_whether_the_bots_attributes_survive_a_block(surviving: Switchboard, path: Path) -> None:
    play(surviving, path)


@pytest.fixture(scope="module", params=ZONES)
def elsewhere(request: pytest.FixtureRequest) -> Iterator[Switchboard]:
    with Switchboard(clinic.load(), Options(zone_of_lex=request.param)) as board:
        yield board


@pytest.mark.parametrize("name", ["tomorrow_is_the_clinics_tomorrow_late_at_night", "books_a_flu_shot_for_friday"])
def test_it_does_not_matter_in_which_zone_lex_resolves_dates(elsewhere: Switchboard, name: str) -> None:
    play(elsewhere, Path(__file__).parent / "calls" / f"{name}.toml")


def play(switchboard: Switchboard, path: Path) -> None:
    script = load(path)
    outcome = switchboard.hold(script)
    failures = judge(script, outcome)
    if failures:
        pytest.fail(f"{script.name}\n{conversation(outcome, failures)}", pytrace=False)
