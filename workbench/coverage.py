"""What `ivr flows coverage` does: calls are played, and every branch of our flows that they took is counted.

Knows which scripts and test cases are played, and where results go; refuses to know how a call is held, which branches
a flow has and how a report looks (`coverage_report`).
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import clinic as tenant
from contact_flows import Flow, out_of_reach
from contact_flows.coverage import FlowCoverage, Passed, cover
from contact_flows.test_cases import CaseError
from declared import Refused
from declared.ending import Unusable
from declared.results import STANDARD_OUTPUT, refuse_unwritable, write
from simulator.planned import Planned, plan, play
from simulator.script import ScriptError, load_world
from workbench.coverage_report import Played, as_json, show

__all__ = ["Asked", "Unusable", "coverage", "exit_code", "run", "scripts"]

COMPLETE, INCOMPLETE = 0, 1
CALLS = Path(__file__).parent.parent / "tests" / "e2e" / "calls"


@dataclass(frozen=True, slots=True)
class Asked:
    """The command line of `ivr flows coverage`; None: not given."""

    scripts: Sequence[Path] = ()
    json: str | None = None
    """A file, or `-` for standard output."""
    output: Path | None = None
    """A file for the page with every flow and what was reached of it."""


def run(asked: Asked, *, out: TextIO, aside: TextIO) -> int:
    """Play the scripts and report; the exit code, 0 where every branch that can be reached was, and no other.

    Args:
        asked: What the command line says.
        out: The report; with JSON on it, JSON alone.
        aside: How far it is; the report, when `out` has the JSON.

    Raises:
        Unusable: something given cannot be used; nothing has been played then.
    """
    if asked.json not in (None, STANDARD_OUTPUT):
        refuse_unwritable(asked.json or "", "--json", such="coverage.json")
    if asked.output is not None:
        refuse_unwritable(asked.output, "-o", such="flows.html")
        if asked.output.suffix != ".html":
            raise Unusable(f"-o {asked.output}: a page ends in .html; give it this ending")
    try:
        clinic = tenant.load()
        world = load_world(clinic=clinic)
        planned = [plan(path, world=world, clinic=clinic) for path in scripts(asked.scripts)]
        flows, played, passed = _play(planned, clinic, aside)
        found = coverage(flows, passed)
    except (tenant.ClinicError, ScriptError, CaseError, Refused) as error:
        raise Unusable(str(error)) from error
    show(found, played, aside if asked.json == STANDARD_OUTPUT else out)
    if asked.json is not None:
        text = json.dumps(as_json(found, played), indent=2, ensure_ascii=False) + "\n"
        write(text, asked.json, "--json", out=out)
    if asked.output is not None:
        from contact_flows.draw import page

        write(page(flows, passed=passed), asked.output, "-o")
    return exit_code(found)


def exit_code(found: Sequence[FlowCoverage]) -> int:
    """0 where every branch that can be reached was, and none that is said to be out of reach."""
    return COMPLETE if all(each.complete and not each.disproved for each in found) else INCOMPLETE


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
            switchboard.expect(each.script for each in planned)
            for each in track(planned, "calls", console=shown, transient=True, disable=not aside.isatty()):
                outcome, failures = play(switchboard, each, clinic)
                played.append(Played(each.file, not failures))
                passed += outcome.passed()
    except SetupError as error:
        raise Unusable(str(error)) from error
    return Instance.local(clinic).flows, played, passed
