"""Every call script, played through the real flows, bot, function and adapters; together they reach every branch."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TypeGuard

import pytest

import clinic
from contact_flows.coverage import Passed
from simulator.call import Options
from simulator.connect.instance import Instance
from simulator.expectations import judge
from simulator.report import conversation
from simulator.script import load
from simulator.switchboard import Switchboard
from workbench.coverage import coverage

CALLS = Path(__file__).parent / "calls"
SCRIPTS = sorted(CALLS.glob("*.toml"))
BLOCKS = sorted((CALLS / "blocks").glob("*.toml"))
"""Calls in which blocks of the flows fail, or lead where no other call comes."""
TWO_BLOCKS = [path for path in SCRIPTS if path.stem.startswith(("nobody_available", "closed", "the_queue_is_full"))]
"""Calls in which the caller comes to a second Lex block."""
FLOWS = Instance.local().flows
Reached = dict[Path, Counter[Passed]]
ZONES = ["UTC", "America/New_York", "Asia/Tokyo"]
"""Where Lex may resolve relative dates: the clinic's own zone is in none of them."""


@pytest.fixture(scope="module")
def switchboard() -> Iterator[Switchboard]:
    with Switchboard(clinic.load()) as board:
        yield board


@pytest.fixture(scope="module")
def reached() -> Reached:
    """What each script reached that was played so far."""
    return {}


@pytest.mark.parametrize("path", [*SCRIPTS, *BLOCKS], ids=lambda path: path.stem)
def test_the_call_goes_as_its_script_expects(switchboard: Switchboard, reached: Reached, path: Path) -> None:
    reached[path] = play(switchboard, path)


@pytest.fixture(scope="module")
def reached_by_all(request: pytest.FixtureRequest, reached: Reached) -> Reached:
    """What every script reached, without playing any of them again."""
    held = {Path(str(item.callspec.params["path"])) for item in request.session.items if _plays_a_script(item)}
    if held != {*SCRIPTS, *BLOCKS}:
        pytest.skip("only some of the calls were asked for")
    if unheard := sorted(path.stem for path in held - set(reached)):
        pytest.fail(f"these calls failed or were not played in this process: {', '.join(unheard)}", pytrace=False)
    return reached


def _plays_a_script(item: pytest.Item) -> TypeGuard[pytest.Function]:
    return isinstance(item, pytest.Function) and item.originalname == "test_the_call_goes_as_its_script_expects"


def test_every_branch_of_the_flows_that_can_be_reached_is(reached_by_all: Reached) -> None:
    assert missing(reached_by_all) == []


def test_no_branch_is_taken_that_is_said_to_be_out_of_reach(reached_by_all: Reached) -> None:
    found = coverage(FLOWS, sum(reached_by_all.values(), Counter()))
    assert [branch for covered in found for branch in covered.disproved] == []


@pytest.mark.parametrize("path", BLOCKS, ids=lambda path: path.stem)
def test_without_this_script_a_branch_would_be_missing(reached_by_all: Reached, path: Path) -> None:
    others = {name for each, passed in reached_by_all.items() if each != path for name in passed}
    assert set(reached_by_all[path]) - others


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
    play(elsewhere, CALLS / f"{name}.toml")


def play(switchboard: Switchboard, path: Path) -> Counter[Passed]:
    """Hold a script's call against what it expects; the branches it took."""
    script = load(path)
    outcome = switchboard.hold(script)
    failures = judge(script, outcome)
    if failures:
        pytest.fail(f"{script.name}\n{conversation(outcome, failures)}", pytrace=False)
    return outcome.passed()


def missing(reached: Reached) -> list[str]:
    """The branches that can be reached and were not, as an admin sees them."""
    found = coverage(FLOWS, sum(reached.values(), Counter()))
    return [
        f"{branch.flow}/{branch.label}: {branch.way.branch} -> {branch.leads_to}"
        for covered in found
        for branch in covered.missing
    ]
