"""What in a contact flow has meaning: its blocks without what the designer adds and rewrites.

Knows what counts of a parameter and a branch; refuses to know two versions of a flow. Without meaning are: the
designer's metadata, the order of blocks, whether a number is written as text, and a default that is written out.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from contact_flows.action_types import ACTION_TYPES

UNKNOWN = "\ue000"
"""Stands in a text for a part that is not known: it equals anything."""

_CONNECT_ID = re.compile(r"^arn:[\w-]+:connect:[\w-]*:\d*:instance/[^/]+/[\w-]+/(?P<id>[^/]+)$")
_UNORDERED = frozenset({"RecordedParticipants", "ScreenRecordedParticipants", "TagKeys"})
_DEFAULTS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "InvokeLambdaFunction": {"InvocationType": "SYNCHRONOUS", "ResponseValidation": {"ResponseType": "STRING_MAP"}},
        "UpdateContactAttributes": {"TargetContact": "Current"},
        "UpdateContactData": {"TargetContact": "Current"},
        "UpdateContactTextToSpeechVoice": {"TextToSpeechStyle": "None"},
    }
)
"""What a parameter means when it is absent, by action type. Source: the pages of the actions below
https://docs.aws.amazon.com/connect/latest/APIReference/flow-language.html, and exports that write them out."""

Label = tuple[str, ...]
"""What leads from a block to the next: ("next",), ("error", type), ("condition", operator, operand)."""


@dataclass(frozen=True, slots=True)
class Block:
    """One action, as it counts."""

    name: str
    type: str
    parameters: Mapping[str, Any]
    branches: Mapping[Label, str]
    order: tuple[Label, ...]
    """Of the conditions, where the first that fits is taken and several may fit."""


def blocks(flow: Mapping[str, Any]) -> dict[str, Block]:
    """Every block of a decoded flow, by its name."""
    return {str(action.get("Identifier")): block(action) for action in flow.get("Actions") or ()}


def block(action: Mapping[str, Any]) -> Block:
    """What counts of a decoded action."""
    kind = str(action.get("Type"))
    branches, order = _branches(kind, action.get("Transitions") or {})
    return Block(str(action.get("Identifier")), kind, _parameters(kind, action), branches, order)


def is_default(kind: str, name: str, value: Any) -> bool:
    """Whether a parameter with this value means as much as none. `kind`: the action's type."""
    return name not in _parameters(kind, {"Parameters": {name: value}})


def _parameters(kind: str, action: Mapping[str, Any]) -> dict[str, Any]:
    parameters: dict[str, Any] = meaning(action.get("Parameters") or {})
    for name, default in _DEFAULTS.get(kind, {}).items():
        if parameters.get(name) == meaning(default):
            del parameters[name]
    if isinstance(hooks := parameters.get("EventHooksConfiguration"), dict):
        _drop_what_is_off(parameters, hooks)
    return parameters


def _drop_what_is_off(parameters: dict[str, Any], hooks: Mapping[str, Any]) -> None:
    left = {name: value for name, value in hooks.items() if value != {"DisableExecution": "false"}}
    parameters["EventHooksConfiguration"] = left
    if not left:
        del parameters["EventHooksConfiguration"]


def _branches(kind: str, transitions: Mapping[str, Any]) -> tuple[dict[Label, str], tuple[Label, ...]]:
    branches: dict[Label, str] = {}
    order: list[Label] = []
    for branch in transitions.get("Conditions") or ():
        label = label_of(branch["Condition"])
        branches.setdefault(label, str(branch["NextAction"]))
        order.append(label)
    for branch in transitions.get("Errors") or ():
        branches[("error", str(branch["ErrorType"]))] = str(branch["NextAction"])
    following = transitions.get("NextAction")
    if following is None and kind == "Compare":
        following = branches.get(("error", "NoMatchingCondition"))
    if following is not None:
        branches[("next",)] = str(following)
        for error in optional_errors(kind):
            if branches.get(("error", error)) == str(following):
                del branches[("error", error)]
    only_equals = all(label[1] == "Equals" for label in order)
    return branches, () if only_equals else tuple(order)


def label_of(condition: Mapping[str, Any]) -> Label:
    """What leads on where the condition holds."""
    return ("condition", str(condition["Operator"]), *(scalar(each) for each in condition["Operands"]))


def optional_errors(kind: str) -> list[str]:
    """Errors whose branch may be absent: the contact then goes on with the next block."""
    spec = ACTION_TYPES.get(kind)
    return [error for error, required in spec.errors.items() if not required] if spec else []


def meaning(value: Any, key: str = "") -> Any:
    """The value as it counts: scalars as text, no empty objects, resources by their id."""
    if isinstance(value, Mapping):
        inner = {name: meaning(each, name) for name, each in value.items()}
        return {name: each for name, each in inner.items() if each != {} and each is not None}
    if isinstance(value, Sequence) and not isinstance(value, str):
        items = [meaning(each) for each in value]
        return sorted(items, key=str) if key in _UNORDERED else items
    return None if value is None else scalar(value)


def scalar(value: Any) -> str:
    """A value that is no list and no object, as text; of an ARN of the instance the id."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value)
    if text.lower() in ("true", "false"):
        return text.lower()
    found = _CONNECT_ID.match(text)
    return found["id"] if found else text


def equal(was: Any, now: Any) -> bool:
    """Whether two values as they count are the same; `UNKNOWN` equals anything."""
    if isinstance(was, list) and isinstance(now, list):
        return len(was) == len(now) and all(equal(*each) for each in zip(was, now, strict=True))
    if isinstance(was, dict) and isinstance(now, dict):
        return was.keys() == now.keys() and all(equal(was[name], now[name]) for name in was)
    if isinstance(was, str) and isinstance(now, str) and UNKNOWN in was + now:
        pattern, text = (was, now) if UNKNOWN in was else (now, was)
        return bool(re.fullmatch(".*".join(map(re.escape, pattern.split(UNKNOWN))), text, re.DOTALL))
    return bool(was == now)
