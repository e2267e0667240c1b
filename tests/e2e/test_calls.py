"""Every call script, played through the real flows, bot, function and adapters."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import clinic
from simulator.call import Options, Switchboard
from simulator.expectations import judge
from simulator.report import conversation
from simulator.script import load

SCRIPTS = sorted((Path(__file__).parent / "calls").glob("*.toml"))


@pytest.fixture(scope="module")
def switchboard() -> Iterator[Switchboard]:
    with Switchboard(clinic.load()) as board:
        yield board


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_the_call_goes_as_its_script_expects(switchboard: Switchboard, path: Path) -> None:
    script = load(path)
    outcome = switchboard.hold(script)
    failures = judge(script, outcome)
    if failures:
        pytest.fail(f"{script.name}\n{conversation(outcome, failures)}", pytrace=False)
