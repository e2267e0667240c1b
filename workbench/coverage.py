"""What `ivr flows coverage` does: calls are played, and every branch of our flows that they took is counted.

Knows which scripts and test cases are played, and where results go; refuses to know how a call is held, which branches
a flow has and how a report looks (`coverage_report`).
"""

import json
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import clinic as tenant
from contact_flows import Flow, out_of_reach
from contact_flows.coverage import FlowCoverage, Passed, cover
from contact_flows.test_cases import Case, CaseError
from declared import Refused
from simulator.command import Unusable
from simulator.script import Script, ScriptError, load, load_world
from workbench.coverage_report import Played, as_json, show

if TYPE_CHECKING:
    from simulator.outcome import Outcome
    from simulator.switchboard import Switchboard

__all__ = ["Asked", "Unusable", "coverage", "run", "scripts"]

COMPLETE, INCOMPLETE = 0, 1
CALLS = Path(__file__).parent.parent / "tests" / "e2e" / "calls"


Planned = tuple[str, Script, Case | None]
"""A file, its call, and the test case of Connect's that it comes from."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The command line of `ivr flows coverage`; None: not given."""

    scripts: Sequence[Path] = ()
    json: str | None = None
    """A file, or `-` for standard output."""
    output: Path | None = None
    """A file for the page with every flow and what was reached of it."""


def run(asked: Asked, *, out: TextIO, aside: TextIO) -> int:
    """Play the scripts and report; the exit code, 0 where every branch that can be reached was.

    Args:
        asked: What the command line says.
        out: The report; with JSON on it, JSON alone.
        aside: How far it is; the report, when `out` has the JSON.

    Raises:
        Unusable: something given cannot be used; nothing has been played then.
    """
    _refuse_unwritable(asked)
    try:
        clinic = tenant.load()
        flows, played, passed = _play(_planned(scripts(asked.scripts), clinic), clinic, aside)
        found = coverage(flows, passed)
    except (tenant.ClinicError, ScriptError, CaseError, Refused) as error:
        raise Unusable(str(error)) from error
    show(found, played, aside if asked.json == "-" else out)
    if asked.json is not None:
        _write(json.dumps(as_json(found, played), indent=2, ensure_ascii=False) + "\n", asked.json, out)
    if asked.output is not None:
        from contact_flows.draw import page

        _write(page(flows, passed=passed), str(asked.output), out)
    return COMPLETE if all(each.complete for each in found) else INCOMPLETE


def scripts(given: Sequence[Path]) -> list[Path]:
    """The call scripts meant: those given, all of a folder that is given; none given: the repository's.

    Raises:
        Unusable: there is none.
    """
    found = [path for each in given or [CALLS] for path in (sorted(each.rglob("*.toml")) if each.is_dir() else [each])]
    if not found:
        where = ", ".join(str(each) for each in given) or str(CALLS)
        raise Unusable(f"{where}: no call script is there; name one, such as call.toml")
    return found


def coverage(flows: Mapping[str, Flow], passed: Mapping[Passed, int]) -> list[FlowCoverage]:
    """What of each of our flows was reached, in the order of their names.

    Raises:
        Refused: `out_of_reach.toml` names a branch that there is not.
    """
    excused = out_of_reach.load(flows)
    return [cover(flows[name], passed, excused=excused) for name in sorted(flows)]


def _planned(paths: Sequence[Path], clinic: tenant.Clinic) -> list[Planned]:
    """The calls of these files.

    Raises:
        ScriptError: one is no call script that can be played.
        CaseError: the same of a test case.
    """
    from simulator.test_runner import playing

    world = load_world(clinic=clinic)
    planned: list[Planned] = []
    for path in paths:
        if path.suffix == ".json":
            planned.append((str(path), *playing.load(path, changes={}, clinic=clinic)))
        else:
            planned.append((str(path), load(path, world=world, clinic=clinic), None))
    return planned


def _play(
    planned: Sequence[Planned], clinic: tenant.Clinic, aside: TextIO
) -> tuple[Mapping[str, Flow], list[Played], Counter[Passed]]:
    """Hold every call. Raises: Unusable: one cannot be held with what it was given."""
    from rich.console import Console
    from rich.progress import track

    from simulator.connect.instance import Instance
    from simulator.switchboard import SetupError, Switchboard

    played: list[Played] = []
    passed: Counter[Passed] = Counter()
    shown = Console(file=aside)
    try:
        with Switchboard(clinic) as switchboard:
            switchboard.expect(script for _, script, _ in planned)
            for each in track(planned, "calls", console=shown, transient=True, disable=not aside.isatty()):
                outcome, as_expected = _hold(switchboard, each, clinic)
                played.append(Played(each[0], as_expected))
                passed += outcome.passed()
    except SetupError as error:
        raise Unusable(str(error)) from error
    return Instance.local(clinic).flows, played, passed


def _hold(switchboard: "Switchboard", planned: Planned, clinic: tenant.Clinic) -> "tuple[Outcome, bool]":
    """A call as it went, and whether as expected."""
    from simulator.expectations import judge
    from simulator.test_runner import playing

    _, script, case = planned
    if case is not None:
        outcome, failures = playing.play(switchboard, script, case, clinic)
        return outcome, not failures
    outcome = switchboard.hold(script)
    return outcome, not judge(script, outcome)


def _refuse_unwritable(asked: Asked) -> None:
    """Before a call is held, whose result would be lost."""
    wanted = {"--json": None if asked.json in (None, "-") else Path(asked.json or ""), "-o": asked.output}
    for option, path in wanted.items():
        if path is None:
            continue
        if not path.name or path.is_dir():
            raise Unusable(f"{option} {path}: a directory; name a file in it")
        if not path.parent.is_dir():
            raise Unusable(f"{option} {path}: there is no folder {path.parent}; make it first")
        if not os.access(path if path.exists() else path.parent, os.W_OK):
            raise Unusable(f"{option} {path}: cannot be written: permission denied")


def _write(text: str, where: str, out: TextIO) -> None:
    if where == "-":
        out.write(text)
        out.flush()
        return
    try:
        Path(where).write_text(text, encoding="utf-8")
    except OSError as error:
        raise Unusable(f"{where}: cannot be written: {error.strerror or error}") from error
