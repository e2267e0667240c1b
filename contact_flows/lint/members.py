"""Rules about attributes of Connect's own that do not exist: a slip in a name, or in how it is written.

Knows what is below each namespace that Connect fills; refuses to know what a flow or a function sets.
"""

import difflib
import re
from collections.abc import Iterator, Mapping
from typing import Any

from contact_flows.language import ATTRIBUTE_ROOTS, NAMESPACES
from contact_flows.lint.finding import Case, Found
from contact_flows.lint.texts import references, shown, strings

_ANY: Mapping[str, Any] = {}
"""A value, or something below which are names of others' choosing."""
_COUNT = {"Count": _ANY}
_ENDPOINT = dict.fromkeys(("Address", "Type", "DisplayName"), _ANY)
_SHARES = dict.fromkeys(("ScreenShare", "Video"), _ANY)
MEMBERS: Mapping[str, Mapping[str, Any]] = {
    "AdditionalEmailRecipients": dict.fromkeys(("CcList", "ToList"), _ANY),
    "Agent": dict.fromkeys(("UserName", "FirstName", "LastName", "ARN"), _ANY),
    "Capabilities": {"Agent": _SHARES, "Customer": _SHARES},
    "CustomerEndpoint": _ENDPOINT,
    "Lex": {
        **dict.fromkeys(("IntentName", "Slots", "SessionAttributes", "DialogState", "AlternativeIntents"), _ANY),
        "IntentConfidence": {"Score": _ANY},
        "SentimentResponse": {
            "Label": _ANY,
            "Scores": dict.fromkeys(("Positive", "Negative", "Mixed", "Neutral"), _ANY),
        },
    },
    "Metrics": {
        "Queue": dict.fromkeys(("Name", "ARN", "Size", "OldestContactAge", "EstimatedWaitTime"), _ANY),
        "Agents": dict.fromkeys(
            ("Online", "Available", "Staffed", "AfterContactWork", "Busy", "Missed", "NonProductive"), _COUNT
        ),
        "Contact": dict.fromkeys(("EstimatedWaitTime", "PositionInQueue"), _ANY),
    },
    "Queue": {"Name": _ANY, "ARN": _ANY, "OutboundCallerId": dict.fromkeys(("Address", "Type"), _ANY)},
    "SystemEndpoint": _ENDPOINT,
    "Views": dict.fromkeys(("Action", "ViewResultData"), _ANY),
}
"""Namespace -> what is below it, and below that; Connect adds to it. Source: adminguide/connect-attrib-list.html."""
_DOTLESS = re.compile(rf"\$({'|'.join(sorted(NAMESPACES | set(MEMBERS)))})\.(?=[A-Za-z_])")
_NEAR = 0.8


def rules(case: Case) -> Iterator[Found]:
    for action in case.graph.actions:
        for steps in dict.fromkeys(references(action.parameters)):
            near = meant(steps)
            if near:
                message = f"Connect has no attribute {shown(steps)}"
                yield Found(action.identifier, "unknown-attribute", message, f"did you mean {shown(near)}?")
            if case.known is not None and steps[0] in case.known.placeholders - ATTRIBUTE_ROOTS:
                message = f"Connect has no attribute {shown(steps)}"
                yield Found(action.identifier, "unknown-attribute", message, f"did you mean ${{{steps[0]}}}?")
        for text in strings(action.parameters):
            if found := _DOTLESS.search(text):
                message = f"{found[0]} is no reference: Connect takes it for words"
                yield Found(action.identifier, "unknown-attribute", message, f"write $.{found[1]}.")


def meant(steps: tuple[str, ...]) -> tuple[str, ...]:
    """The attribute that a reference misses by a letter or two; empty: it exists, or nobody can tell.

    A name in other case is left alone: flows in use have such.
    """
    there: Mapping[str, Any] = MEMBERS
    for place, step in enumerate(steps):
        if step not in there:
            low = {name.lower(): name for name in there}
            near = difflib.get_close_matches(step.lower(), low, n=1, cutoff=_NEAR) if place else []
            slip = near and near[0] != step.lower()
            return (*steps[:place], low[near[0]], *steps[place + 1 :]) if slip else ()
        there = there[step]
        if not there:
            return ()
    return ()
