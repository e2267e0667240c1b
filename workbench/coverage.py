"""What `ivr flows coverage` does: call scripts are played, and every branch of our flows that they took is counted.

Knows which scripts are played, where results go and how they look; refuses to know how a call is held and which
branches a flow has.
"""

import json
import os
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import clinic as tenant
from contact_flows import Flow, out_of_reach
from contact_flows.coverage import Branch, FlowCoverage, OutOfReach, Passed, cover
from declared import Refused
from simulator.command import Unusable
from simulator.script import Script, ScriptError, load, load_world

if TYPE_CHECKING:
    from rich.table import Table

__all__ = ["Asked", "Played", "Unusable", "coverage", "run", "scripts"]

COMPLETE, INCOMPLETE = 0, 1
CALLS = Path(__file__).parent.parent / "tests" / "e2e" / "calls"
WIDTH = 120
"""Columns where nobody says how wide a line may be."""
_ARN = re.compile(r"arn:[^\s/]*/(?:[^\s/]*/)?")


@dataclass(frozen=True, slots=True)
class Asked:
    """The command line of `ivr flows coverage`; None: not given."""

    scripts: Sequence[Path] = ()
    json: str | None = None
    """A file, or `-` for standard output."""
    output: Path | None = None
    """A file for the page with every flow and what was reached of it."""


@dataclass(frozen=True, slots=True)
class Played:
    """A script that was played."""

    script: str
    passed: bool
    """Whether the call went as the script expects."""


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
        world = load_world(clinic=(clinic := tenant.load()))
        planned = [(str(path), load(path, world=world, clinic=clinic)) for path in scripts(asked.scripts)]
        flows, played, passed = _play(planned, clinic, aside)
        found = coverage(flows, passed)
    except (tenant.ClinicError, ScriptError, Refused) as error:
        raise Unusable(str(error)) from error
    _tell(found, played, aside if asked.json == "-" else out)
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


def _play(
    planned: Sequence[tuple[str, Script]], clinic: tenant.Clinic, aside: TextIO
) -> tuple[Mapping[str, Flow], list[Played], Counter[Passed]]:
    from rich.console import Console
    from rich.progress import track

    from simulator.connect.instance import Instance
    from simulator.expectations import judge
    from simulator.switchboard import SetupError, Switchboard

    played: list[Played] = []
    passed: Counter[Passed] = Counter()
    shown = Console(file=aside)
    try:
        with Switchboard(clinic) as switchboard:
            switchboard.expect(script for _, script in planned)
            for name, script in track(planned, "calls", console=shown, transient=True, disable=not aside.isatty()):
                outcome = switchboard.hold(script)
                played.append(Played(name, not judge(script, outcome)))
                passed += outcome.passed()
    except SetupError as error:
        raise Unusable(str(error)) from error
    return Instance.local(clinic).flows, played, passed


def as_json(found: Sequence[FlowCoverage], played: Sequence[Played]) -> dict[str, Any]:
    """What `--json` writes."""
    return {
        "complete": all(each.complete for each in found),
        "scripts": [{"script": each.script, "passed": each.passed} for each in played],
        "flows": [_flow_json(each) for each in found],
    }


def _flow_json(covered: FlowCoverage) -> dict[str, Any]:
    return {
        "flow": covered.flow,
        "complete": covered.complete,
        "actions": {"reached": len(covered.reached), "reachable": len(covered.reachable)},
        "branches": {"reached": _reached(covered), "reachable": len(covered.within_reach)},
        "missing": [_branch_json(branch) for branch in covered.missing],
        "out_of_reach": [_branch_json(branch) | {"reason": branch.out_of_reach} for branch in covered.out_of_reach],
        "passed": [_branch_json(branch) | {"times": branch.times} for branch in covered.branches if branch.times],
    }


def _branch_json(branch: Branch) -> dict[str, Any]:
    return {
        "action": branch.action,
        "label": branch.label,
        "branch": branch.way.branch,
        "leads_to": branch.way.target,
    }


def _reached(covered: FlowCoverage) -> int:
    return sum(branch.times > 0 for branch in covered.branches)


def _tell(found: Sequence[FlowCoverage], played: Sequence[Played], out: TextIO) -> None:
    """Print the tables; on no terminal at a width of its own."""
    from rich.console import Console

    console = Console(
        file=out,
        highlight=False,
        width=None if out.isatty() else WIDTH,
        color_system=None if os.environ.get("NO_COLOR") else "auto",
    )
    console.print(_table(found))
    for covered in found:
        if covered.missing:
            console.print(_missing(covered))
    if excused := [branch for covered in found for branch in covered.out_of_reach if not _goes_without_saying(branch)]:
        console.print(_out_of_reach(excused))
    for each in played:
        if not each.passed:
            console.print(f"FAILED {each.script}: see `ivr call {each.script}`; what it reached counts", markup=False)
    told = "every branch that can be reached was" if all(each.complete for each in found) else "branches are missing"
    console.print(f"{len(played)} call{'s' if len(played) != 1 else ''}: {told}")


def _table(found: Sequence[FlowCoverage]) -> "Table":
    from rich.table import Table

    table = Table(title="What the calls reached", title_justify="left")
    table.add_column("flow")
    for name in ("actions", "branches", "missing", "out of reach"):
        table.add_column(name, justify="right")
    for covered in found:
        table.add_row(
            covered.flow,
            f"{len(covered.reached)} of {len(covered.reachable)}",
            f"{_reached(covered)} of {len(covered.within_reach)}",
            str(len(covered.missing) or "-"),
            str(len(covered.out_of_reach) or "-"),
        )
    return table


def _missing(covered: FlowCoverage) -> "Table":
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(f"Missing of {covered.flow}"), title_justify="left")
    for name in ("block", "branch", "leads to"):
        table.add_column(name)
    for branch in covered.missing:
        shown = (branch.label, _ARN.sub("", branch.way.branch), branch.leads_to or "out of the flow")
        table.add_row(*(Text(text) for text in shown))
    return table


def _goes_without_saying(branch: Branch) -> bool:
    """That Connect wants a NextAction to repeat another branch is so in every flow."""
    return branch.out_of_reach == OutOfReach.REPEATS


def _out_of_reach(branches: Sequence[Branch]) -> "Table":
    from rich.table import Table
    from rich.text import Text

    table = Table(title="Out of reach", title_justify="left")
    for name in ("flow", "block", "branch", "because"):
        table.add_column(name)
    for branch in branches:
        shown = (branch.flow, branch.label, _ARN.sub("", branch.way.branch), branch.out_of_reach)
        table.add_row(*(Text(text) for text in shown))
    return table


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
