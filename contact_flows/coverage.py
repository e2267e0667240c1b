"""The branches of a flow, and which of them calls have taken.

Knows every way out of an action, what it is called and why no contact can take it; refuses to know how a call is held
and where its blocks come from.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from contact_flows.flow import Action, Flow

NEXT_REPEATS = frozenset(
    {
        "CheckHoursOfOperation",
        "CheckMetricData",
        "Compare",
        "DequeueContactAndTransferToQueue",
        "DistributeByPercentage",
        "Loop",
        "MessageParticipantIteratively",
        "TransferContactToQueue",
        "TransferToFlow",
        "Wait",
    }
)
"""Action types whose NextAction only repeats another branch: the contact leaves the flow, or meets a condition or an
error. Source: https://docs.aws.amazon.com/connect/latest/APIReference/flow-language-actions.html, the pages of these
actions, and exports of the designer, which repeat a branch there."""
LEAVING: Mapping[str, str] = MappingProxyType(
    {
        "DequeueContactAndTransferToQueue": "queued",
        "TransferContactToQueue": "queued",
        "TransferToFlow": "transferred",
    }
)
"""Action type -> its way out of the flow, where the contact goes on elsewhere."""


class WayKind(StrEnum):
    NEXT = "next"
    CONDITION = "condition"
    ERROR = "error"
    END = "end"
    """Out of this flow: it is over, or the contact is in a queue or in another flow."""


class OutOfReach(StrEnum):
    """Why no contact can take a branch, in words."""

    REPEATS = "NextAction only repeats another branch of this block"
    SHADOWED = "the same condition stands before it"
    UNVISITED = "no contact comes to this block"


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
    out_of_reach: OutOfReach | None = None

    @property
    def possible(self) -> bool:
        """Whether a contact in this action can take it."""
        return self.out_of_reach is None


def ways(action: Action) -> list[Way]:
    """Every way out of an action: conditions as they are tried, then NextAction, out of the flow, errors."""
    transitions = action.transitions
    found: list[Way] = []
    for branch in transitions.conditions:
        name = f"{branch.condition.operator} {branch.condition.operand}"
        again = any(name == each.branch for each in found)
        found.append(Way(name, branch.next_action, WayKind.CONDITION, OutOfReach.SHADOWED if again else None))
    if transitions.next_action is not None:
        repeats = OutOfReach.REPEATS if _next_repeats(action) else None
        found.append(Way("next", transitions.next_action, WayKind.NEXT, repeats))
    if action.type in LEAVING:
        found.append(Way(LEAVING[action.type], None, WayKind.END))
    elif not found and not transitions.errors:
        found.append(Way("end", None, WayKind.END))
    return found + [Way(error.error_type, error.next_action, WayKind.ERROR) for error in transitions.errors]


def _next_repeats(action: Action) -> bool:
    """By the action's type, or because what meets no condition has a branch of its own."""
    missed = action.transitions.conditions and action.transitions.error("NoMatchingCondition")
    return action.type in NEXT_REPEATS or bool(missed)


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch of a flow, and how often calls took it."""

    flow: str
    action: str
    """Its identifier."""
    label: str
    """The action's name as an admin sees it."""
    way: Way
    leads_to: str
    """The label of the action there; empty out of the flow."""
    times: int
    out_of_reach: str
    """Why no call can take it; empty: one can."""

    @property
    def missing(self) -> bool:
        """Whether it can be taken, and no call did."""
        return not self.times and not self.out_of_reach


@dataclass(frozen=True, slots=True)
class FlowCoverage:
    """What calls reached of one flow."""

    flow: str
    branches: tuple[Branch, ...]
    """In the order of the file."""
    reached: frozenset[str]
    """Actions that a contact came to."""
    reachable: frozenset[str]
    """Actions that one can come to."""

    @property
    def missing(self) -> tuple[Branch, ...]:
        """Branches that can be taken, and no call did."""
        return tuple(branch for branch in self.branches if branch.missing)

    @property
    def within_reach(self) -> tuple[Branch, ...]:
        """Branches that can be taken, and any that was all the same."""
        return tuple(branch for branch in self.branches if branch.times or not branch.out_of_reach)

    @property
    def out_of_reach(self) -> tuple[Branch, ...]:
        """Branches that nobody took and nobody can take."""
        return tuple(branch for branch in self.branches if branch.out_of_reach and not branch.times)

    @property
    def disproved(self) -> tuple[Branch, ...]:
        """Branches that were taken, though a reason is given why nobody can."""
        return tuple(branch for branch in self.branches if branch.out_of_reach and branch.times)

    @property
    def complete(self) -> bool:
        """Whether every branch that can be taken was."""
        return not self.missing


def cover(
    flow: Flow, passed: Mapping[Passed, int], *, excused: Mapping[Passed, str] = MappingProxyType({})
) -> FlowCoverage:
    """What calls reached of a flow.

    Args:
        flow: The flow.
        passed: How often each branch was taken, of this flow and any other.
        excused: Branches that the language lets a contact take and no call can, with the reason.
    """
    mine = Counter({each: times for each, times in passed.items() if each.flow == flow.name})
    reachable = frozenset(_comes_to(flow, excused))
    branches = tuple(_branches(flow, mine, reachable, excused=excused))
    return FlowCoverage(flow.name, branches, frozenset(_reached(flow, mine, branches)), reachable)


def _comes_to(flow: Flow, excused: Mapping[Passed, str]) -> Iterator[str]:
    """The actions that a contact can come to."""
    waiting, found = [flow.start_action], set[str]()
    while waiting:
        identifier = waiting.pop()
        if identifier in found or not flow.has(identifier):
            continue
        found.add(identifier)
        yield identifier
        able = [way for way in ways(flow.action(identifier)) if way.possible]
        open_ways = [way for way in able if Passed(flow.name, identifier, way.branch) not in excused]
        waiting += [way.target for way in open_ways if way.target is not None]


def _branches(
    flow: Flow, passed: Mapping[Passed, int], reachable: frozenset[str], *, excused: Mapping[Passed, str]
) -> Iterator[Branch]:
    for action in flow.actions:
        for way in ways(action):
            name = Passed(flow.name, action.identifier, way.branch)
            times = passed.get(name, 0) if way.possible else 0
            unvisited = "" if action.identifier in reachable else OutOfReach.UNVISITED
            out_of_reach = str(unvisited or way.out_of_reach or excused.get(name, ""))
            yield Branch(
                flow=flow.name,
                action=action.identifier,
                label=flow.label(action.identifier),
                way=way,
                leads_to="" if way.target is None else flow.label(way.target),
                times=times,
                out_of_reach=out_of_reach,
            )


def _reached(flow: Flow, passed: Iterable[Passed], branches: Iterable[Branch]) -> Iterator[str]:
    """The actions that contacts came to: those they left by a branch, and those that a branch led them to."""
    yield from (each.action for each in passed if flow.has(each.action))
    yield from (branch.way.target for branch in branches if branch.times and branch.way.target is not None)
