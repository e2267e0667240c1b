"""Rules that are silenced in a flow: notes of the designer that name a rule and a reason.

Knows how such a note is written and what it silences; refuses to know why a rule finds anything.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from contact_flows.check import Problem
from contact_flows.flow import Flow
from contact_flows.lint.rules import RULES
from contact_flows.lint.texts import table

KNOWING = frozenset(
    {
        "account-arn",
        "agent-attribute",
        "contact-attribute",
        "function-call",
        "lex-attribute",
        "never-met",
        "no-queue",
        "placeholder",
        "replaced-external",
        "session-attribute",
        "silent-end",
        "too-early",
        "unanswered-key",
        "unguarded",
        "unknown-intent",
        "unknown-value",
        "unread-value",
        "wordless",
    }
)
"""Rules that find more where all flows and the world around them are known: elsewhere their notes may well be right."""
_LINE = re.compile(r"^[ \t]*lint[ \t]*:[ \t]*([^:\r\n]*)(?::[ \t]*(.*))?$", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Silence:
    """A rule of one line `lint: rule: reason`, `lint: rule word: reason` or `lint: rule, rule: reason` of a note."""

    rule: str
    about: str
    """Words that the finding must have in its message; empty: any finding of the rule."""
    reason: str
    action: str
    """The identifier the note is attached to; empty: the whole flow."""


def silences(flow: Flow) -> list[Silence]:
    """What a flow silences.

    Notes are kept in `Metadata.Annotations` by the designer, which writes them into its exports; `actionId` names the
    block that a note is attached to.
    """
    notes = flow.metadata.get("Annotations")
    found = []
    for note in notes if isinstance(notes, Sequence) and not isinstance(notes, str) else ():
        data: Mapping[str, object] = table(note)
        for named, reason in _LINE.findall(str(data.get("content") or "")):
            for each in named.split(","):
                rule, _, about = each.strip().partition(" ")
                found.append(Silence(rule, about.strip(), reason.strip(), str(data.get("actionId") or "")))
    return found


def apply(flow: Flow, problems: Sequence[Problem], *, whole: bool) -> Iterator[Problem]:
    """The problems that no note silences, then what is wrong with the notes.

    Args:
        flow: As read.
        problems: Everything that is found in it.
        whole: Whether the set has all flows that a contact meets, so that every rule was held against it.
    """
    every = silences(flow)
    sound = [silence for silence in every if not _unsound(silence, flow)]
    for problem in problems:
        if not any(_covers(silence, problem, flow) for silence in sound):
            yield problem
    for silence in every:
        wrong = _unsound(silence, flow)
        judged = whole or silence.rule not in KNOWING
        if not wrong and judged and not any(_covers(silence, problem, flow) for problem in problems):
            wrong = f"a note silences {silence.rule}, which finds nothing there", "remove the line"
        if wrong:
            label = flow.label(silence.action) if silence.action else ""
            yield Problem(flow.name, label, "silence", *wrong, RULES["silence"].severity)


def _covers(silence: Silence, problem: Problem, flow: Flow) -> bool:
    here = not silence.action or problem.action == flow.label(silence.action)
    return silence.rule == problem.rule and silence.about in problem.message and here


def _unsound(silence: Silence, flow: Flow) -> tuple[str, str] | None:
    if silence.rule == "*":
        return "a note silences every rule at once", "write a line for each rule that is meant, with its reason"
    if not silence.rule:
        return "a note silences a rule and names none", "write `lint: rule: why`, as in docs/flow-rules.md"
    if silence.rule not in RULES or silence.rule == "silence":
        return f"a note silences {silence.rule!r}, which is no rule", "name a rule of docs/flow-rules.md"
    if not silence.reason:
        return f"a note silences {silence.rule} and gives no reason", f"write `lint: {silence.rule}: why`"
    if silence.action and not flow.has(silence.action):
        return f"a note on {silence.action!r} silences a rule, and there is no such action", "attach it to another"
    return None
