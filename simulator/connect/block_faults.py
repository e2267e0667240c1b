"""Blocks of the flows that a call script makes fail.

Knows at which blocks of our flows something can fail, as what, and what is gone then; refuses to know how often a fault
strikes and how a contact walks.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from types import MappingProxyType

import contact_flows
from contact_flows import Action, Flow

PLACE = "flow."
"""How the place of such a fault begins: `flow.<flow>.<action>`."""
DECIDED = frozenset({"CheckMetricData", "Compare", "DistributeByPercentage"})
"""Action types whose NoMatchingCondition is no failure: the call's own values, or the people of its world, decide."""
REPLACED: Mapping[str, str] = MappingProxyType(
    {"ConnectParticipantWithLexBot": "lex", "InvokeLambdaFunction": "external"}
)
"""Action type -> what of the contact is empty when it fails: the result of the one before does not stay."""
Strike = Callable[[str], str | None]
"""Place -> what goes wrong there now, if anything; counted."""


class NoSuchBlock(ValueError):
    """Nothing can fail there, or not so; the message names what can.

    Attributes:
        wrong: Which part is wrong: `at` or `kind`.
        names: What may stand there.
    """

    def __init__(self, message: str, wrong: str, names: Iterable[str]) -> None:
        super().__init__(message)
        self.wrong, self.names = wrong, tuple(names)


def place(flow: str, action: str) -> str:
    """Where a fault at a block strikes."""
    return f"{PLACE}{flow}.{action}"


def kinds(action: Action) -> tuple[str, ...]:
    """What a block can fail with: the error types it has a branch for, as far as they are failures."""
    found = (error.error_type for error in action.transitions.errors)
    return tuple(kind for kind in found if not (kind == "NoMatchingCondition" and action.type in DECIDED))


def require(at: str, kind: str) -> None:
    """Raises: NoSuchBlock: there is no such block in our flows, or it cannot fail so."""
    flows = _ours()
    flow, _, action = at.removeprefix(PLACE).partition(".")
    if flow not in flows:
        named = (
            sorted(place(each, action) for each in flows) if action else sorted(place(each, "...") for each in flows)
        )
        raise NoSuchBlock(f"there is no flow {flow!r}; the flows are {', '.join(sorted(flows))}", "at", named)
    able = [each.identifier for each in flows[flow].actions if kinds(each)]
    if not flows[flow].has(action):
        told = f"the flow {flow} has no action {action!r}; those that can fail are {', '.join(able)}"
        raise NoSuchBlock(told, "at", (place(flow, each) for each in able))
    _require_kind(flows[flow].action(action), at, kind)


def _require_kind(action: Action, at: str, kind: str) -> None:
    able = kinds(action)
    if able:
        if kind not in able:
            raise NoSuchBlock(f"at {at} there is no {kind!r}; there can be {', '.join(able)}", "kind", able)
        return
    if action.type in DECIDED:
        told = f"{action.type} does not fail: let the call, its agents or its queues bring what the branch is for"
    else:
        told = f"{action.type} has no error branch, so nothing can fail there"
    raise NoSuchBlock(f"at {at}: {told}", "at", ())


@cache
def _ours() -> Mapping[str, Flow]:
    return {name.removesuffix(".json"): flow for name, flow in contact_flows.drafts().items()}
