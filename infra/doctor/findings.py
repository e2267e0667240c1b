"""What a check finds.

Knows the states of a finding and what follows from them; refuses to know any check.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

CDK = ".venv/bin/python -m infra.node node_modules/.bin/cdk"
"""The CDK CLI as one types it in the repository's folder, whatever Node the machine has."""
CHECKS = (
    *("python", "node", "clinic.toml", "cdk.json", "bot", "voice", "flows", "prompts", "attributes", "prompt cache"),
    *("models", "git", "synthesis", "limits", "cfn-lint", "cdk cli"),
    *("account", "stacks", "bootstrap", "region", "names", "lex", "guardrail", "same instance", "same number"),
    *("instance", "instances", "number", "numbers"),
    *("room", "calls", "flow edits", "lambda", "model access", "flow logs", "storage", "contact lens"),
    "agent assist",
)
"""Every check, by the name in its findings: offline, then online."""
NEVER_ACCEPTED = ("same instance",)
"""Checks whose problems `--accept` does not take: what they warn of cannot be taken back."""


class State(StrEnum):
    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"
    """The deployment, or the line it gives, would fail."""
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report."""

    check: str
    """Which check; `--accept` takes it."""
    state: State
    message: str
    """What, and where."""
    fix: str = ""
    """What to do; every problem has one."""


def unasked_account(findings: Iterable[Finding]) -> Finding | None:
    """The finding that says why the account was not asked; None: it was."""
    return next((each for each in findings if each.check == "account" and each.state is State.SKIPPED), None)


def ok(check: str, message: str) -> Finding:
    return Finding(check, State.OK, message)


def warning(check: str, message: str, fix: str = "") -> Finding:
    return Finding(check, State.WARNING, message, fix)


def problem(check: str, message: str, fix: str) -> Finding:
    return Finding(check, State.PROBLEM, message, fix)


def skipped(check: str, message: str, fix: str = "") -> Finding:
    return Finding(check, State.SKIPPED, message, fix)


def accept(findings: Iterable[Finding], accepted: Collection[str]) -> list[Finding]:
    """The findings, with the problems of accepted checks as warnings."""
    return [
        replace(finding, state=State.WARNING, message=f"accepted: {finding.message}")
        if finding.state is State.PROBLEM and finding.check in accepted
        else finding
        for finding in findings
    ]


def would_fail(findings: Iterable[Finding]) -> bool:
    return any(finding.state is State.PROBLEM for finding in findings)


def listed(names: Sequence[str], *, most: int = 5) -> str:
    """ "a, b and 3 more": names for a sentence."""
    shown = ", ".join(names[:most])
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown
