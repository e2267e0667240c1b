"""A call that a file describes: a call script, or a test case of Connect's own test runner.

Knows which of the two a file is, and how each is loaded, played and judged; refuses to know where verdicts go.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from clinic import Clinic
from contact_flows.test_cases import Case
from simulator.script import Script, World, load

if TYPE_CHECKING:
    from simulator.expectations import Failure
    from simulator.outcome import Outcome
    from simulator.switchboard import Switchboard


@dataclass(frozen=True, slots=True)
class Planned:
    """A call that is to be held."""

    file: str
    script: Script
    case: Case | None = None
    """The test case that the call is made of; None: it is a call script's."""


def plan(path: Path, *, world: World, clinic: Clinic, changes: Mapping[str, Any] = MappingProxyType({})) -> Planned:
    """The call that a file describes.

    Args:
        path: A test case where it ends in .json.
        world: As of `script.load`.
        clinic: Where the call is held.
        changes: Checked values that stand in place of its own, such as `at`.

    Raises:
        ScriptError: it is no call script that can be played.
        CaseError: it is no test case that can be played.
    """
    if path.suffix != ".json":
        return Planned(str(path), load(path, world=world, clinic=clinic, changes=changes))
    from simulator.test_runner import playing

    return Planned(str(path), *playing.load(path, changes=changes, clinic=clinic))


def play(switchboard: "Switchboard", planned: Planned, clinic: Clinic) -> "tuple[Outcome, list[Failure]]":
    """Hold the call, and what did not go as its file has it.

    Raises:
        SetupError: as of `Switchboard.hold`.
    """
    from simulator.expectations import judge
    from simulator.test_runner import playing

    if planned.case is not None:
        return playing.play(switchboard, planned.script, planned.case, clinic)
    outcome = switchboard.hold(planned.script)
    return outcome, judge(planned.script, outcome)
