"""Findings as lines in a terminal, or as JSON.

Knows colours, widths and keys; refuses to know what is checked.
"""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import TextIO

from rich.console import Console
from rich.text import Text

from infra.doctor.findings import Finding, State, unasked_account, would_fail

_STYLES: Mapping[State, str] = {
    State.OK: "green",
    State.WARNING: "yellow",
    State.PROBLEM: "bold red",
    State.SKIPPED: "dim",
}
_STATE_WIDTH = max(map(len, State)) + 2


def as_json(groups: Mapping[str, Iterable[Finding]]) -> str:
    """A list, one object a finding: group, check, state, message, fix."""
    return json.dumps(
        [{"group": group, **asdict(finding)} for group, findings in groups.items() for finding in findings],
        ensure_ascii=False,
        indent=2,
    )


class Report:
    """Lines as they come: group by group."""

    def __init__(self, out: TextIO) -> None:
        no_colour = bool(os.environ.get("NO_COLOR"))
        self._console = Console(file=out, highlight=False, color_system=None if no_colour else "auto", soft_wrap=True)

    def group(self, name: str, findings: Iterable[Finding]) -> None:
        """A heading, and a line for each finding; below a problem or a warning, what to do."""
        shown = list(findings)
        width = max((len(finding.check) for finding in shown), default=0) + 2
        self._console.print(Text(name, style="bold"))
        for finding in shown:
            line = Text("  ").append(f"{finding.state:<{_STATE_WIDTH}}", style=_STYLES[finding.state])
            self._console.print(line.append(f"{finding.check:<{width}}").append(finding.message))
            if finding.fix:
                self._console.print(Text(" " * (2 + _STATE_WIDTH + width) + f"-> {finding.fix}"))

    def ending(self, findings: Iterable[Finding]) -> None:
        """Whether the deployment would fail."""
        shown = list(findings)
        problems = [finding for finding in shown if finding.state is State.PROBLEM]
        if would_fail(problems):
            count = f"{len(problems)} problem{'s' if len(problems) > 1 else ''}"
            self._console.print(Text(f"The deployment would fail: {count}.", style="bold red"))
        elif unasked_account(shown):
            self._console.print(Text("Nothing found offline; the account was not asked.", style="bold yellow"))
        else:
            self._console.print(Text("Nothing found that would make the deployment fail.", style="bold green"))
