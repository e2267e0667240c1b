"""What is wrong with contact flows: what Connect would refuse, and what it takes and would hurt a caller.

Knows how a set of flows is held against the rules; refuses to know where flows come from and how findings are shown.
"""

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from contact_flows.check import Problem, Severity, problems
from contact_flows.flow import Flow
from contact_flows.language import MAX_ACTIONS
from contact_flows.lint import brought, conditions, members, paths, speech, values, world
from contact_flows.lint.finding import Case, Found, Known, Purpose
from contact_flows.lint.graph import Graph
from contact_flows.lint.rules import RULES
from contact_flows.lint.silence import apply

__all__ = ["RULES", "Known", "Purpose", "lint"]


def lint(flows: Sequence[Flow], *, known: Known | None = None, beside: Sequence[Flow] = ()) -> list[Problem]:
    """Everything that is found in a set of flows, flow by flow, in the order of each file.

    Of a flow with more actions than Connect takes, only what Connect would refuse: its ways may be too many to follow.

    Args:
        flows: As read, each named for its file.
        known: What is known of the world around them; None: flows from somewhere, which others may name and whose
            attributes others may set.
        beside: Further flows of the set, which are not linted themselves.
    """
    every = {PurePath(flow.name).stem: Graph(flow) for flow in (*beside, *flows)}
    found: list[Problem] = []
    for flow in flows:
        if len(flow.actions) > MAX_ACTIONS:
            found += problems(flow)
            continue
        name = PurePath(flow.name).stem
        graph = every[name] if every[name].flow is flow else Graph(flow)
        case = Case(graph, every, known, name)
        found += apply(flow, [*problems(flow), *_in_order(case)], whole=case.whole)
    return found


def _in_order(case: Case) -> Iterator[Problem]:
    place = {action.identifier: number for number, action in enumerate(case.flow.actions)}
    found = [each for part in (paths, brought, conditions, values, members, speech, world) for each in part.rules(case)]
    for each in sorted(dict.fromkeys(found), key=lambda each: place.get(each.action, -1)):
        yield _problem(case.flow, each)


def _problem(flow: Flow, found: Found) -> Problem:
    severity = Severity.NOTE if found.note else RULES[found.rule].severity
    label = flow.label(found.action) if found.action else ""
    return Problem(flow.name, label, found.rule, found.message, found.fix, severity)
