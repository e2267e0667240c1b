"""The branches of a flow, and which of them calls have taken.

Knows every way out of an action, what it is called and whether a contact can take it; refuses to know how a call is
held and where its blocks come from.
"""

from dataclasses import dataclass
from enum import StrEnum

from contact_flows.flow import Action

NEXT_REPEATS = frozenset(
    {
        "Compare",
        "CheckHoursOfOperation",
        "CheckMetricData",
        "DequeueContactAndTransferToQueue",
        "DistributeByPercentage",
        "Loop",
        "TransferContactToQueue",
        "TransferToFlow",
        "Wait",
    }
)
"""Action types whose NextAction only repeats another branch: the contact leaves the flow, or a condition or an error is
met. Source: exports of the designer, which write it so in every case."""
LEAVING = {
    "DequeueContactAndTransferToQueue": "queued",
    "TransferContactToQueue": "queued",
    "TransferToFlow": "transferred",
}
"""Action type -> what its way out of the flow is called, where the contact goes on elsewhere."""


class WayKind(StrEnum):
    NEXT = "next"
    CONDITION = "condition"
    ERROR = "error"
    END = "end"
    """Out of this flow: it is over, or the contact is in a queue or in another flow."""


@dataclass(frozen=True, slots=True)
class Passed:
    """A branch that a contact took, named as in `blocks` of a call: see `Way`."""

    flow: str
    action: str
    """Its identifier."""
    branch: str


@dataclass(frozen=True, slots=True)
class Way:
    """A way out of an action."""

    branch: str
    """`next`, a condition such as `Equals done`, an error type; `queued`, `transferred` or `end` out of the flow."""
    target: str | None
    """The identifier it leads to; None out of the flow."""
    kind: WayKind
    possible: bool = True
    """False: no contact can take it; it only repeats another branch."""


def ways(action: Action) -> list[Way]:
    """Every way out of an action: conditions as they are tried, then NextAction, out of the flow, errors."""
    transitions = action.transitions
    found: list[Way] = []
    for branch in transitions.conditions:
        name = f"{branch.condition.operator} {branch.condition.operands[0]}"
        found.append(Way(name, branch.next_action, WayKind.CONDITION, all(name != each.branch for each in found)))
    if transitions.next_action is not None:
        found.append(Way("next", transitions.next_action, WayKind.NEXT, not _repeats(action)))
    if action.type in LEAVING:
        found.append(Way(LEAVING[action.type], None, WayKind.END))
    elif not found and not transitions.errors:
        found.append(Way("end", None, WayKind.END))
    errors = (Way(error.error_type, error.next_action, WayKind.ERROR) for error in transitions.errors)
    return found + list(errors)


def _repeats(action: Action) -> bool:
    """By the action's type, or because what meets no condition has a branch of its own."""
    missed = action.transitions.conditions and action.transitions.error("NoMatchingCondition")
    return action.type in NEXT_REPEATS or bool(missed)
