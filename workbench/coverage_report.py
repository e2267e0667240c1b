"""What calls reached of the flows, as tables and as JSON.

Knows columns, titles and keys; refuses to know where the figures come from.
"""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TextIO

from contact_flows.coverage import Branch, FlowCoverage, OutOfReach

if TYPE_CHECKING:
    from rich.table import Table

WIDTH = 120
"""Columns where nobody says how wide a line may be."""
_ARN = re.compile(r"arn:[^\s/]*/(?:[^\s/]*/)?")


@dataclass(frozen=True, slots=True)
class Played:
    """A script that was played."""

    script: str
    passed: bool
    """Whether the call went as the script expects."""


def as_json(found: Sequence[FlowCoverage], played: Sequence[Played]) -> dict[str, Any]:
    """What `--json` writes."""
    return {
        "complete": all(each.complete for each in found),
        "consistent": not any(each.disproved for each in found),
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
        "disproved": [
            _branch_json(branch) | {"reason": branch.out_of_reach, "times": branch.times}
            for branch in covered.disproved
        ],
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


def show(found: Sequence[FlowCoverage], played: Sequence[Played], out: TextIO) -> None:
    """Print the tables; where that is no terminal, at a width of their own."""
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
    for covered in found:
        for branch in covered.disproved:
            console.print(_disproof(branch), markup=False)
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


def _disproof(branch: Branch) -> str:
    """That a branch was taken, and what is to be done about the reason why nobody could."""
    whose = "the one that bars the way to it" if branch.out_of_reach == OutOfReach.UNVISITED else "its entry"
    where = f"{branch.flow}, {branch.label}, {branch.way.branch}"
    return (
        f"DISPROVED {where}: a call took it, though it is said to be out of reach ({branch.out_of_reach}); "
        f"remove {whose} from contact_flows/out_of_reach.toml"
    )


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
