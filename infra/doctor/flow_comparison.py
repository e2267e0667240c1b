"""Whether two versions of a contact flow do the same, and where they differ.

Knows what in a flow has meaning, what the designer adds and rewrites, and how blocks of two versions are matched;
refuses to know where the versions come from. Not compared: the designer's metadata, the order of blocks, numbers and
booleans written as text, defaults written out, and a block's name where everything leads to it as before.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from contact_flows.action_types import ACTION_TYPES

UNKNOWN = "\ue000"
"""Stands in a text for a part that is not known: it equals anything."""

_SHOWN = 48
"""Characters of a value that a sentence shows."""
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
class Difference:
    """One thing that is not the same."""

    block: str
    """As the admin sees it in the newer version, or in the older where it is gone; empty: the flow as a whole."""
    type: str
    part: str
    """What of the block: a parameter's path, a branch, `presence`, `type`, `order`, or `start`."""
    what: str


@dataclass(frozen=True, slots=True)
class _Block:
    name: str
    type: str
    parameters: Mapping[str, Any]
    branches: Mapping[Label, str]
    order: tuple[Label, ...]
    """Of the conditions, where the first that fits is taken and several may fit."""


@dataclass(slots=True)
class _Pairs:
    """Which block of the newer version is which of the older."""

    newer: dict[str, str]
    """Name in the older version -> name in the newer."""

    def same(self, older: str, newer: str) -> bool:
        """Whether both names mean one block. One that is not there, as in a draft, is the same under its name."""
        return self.newer.get(older, older) == newer


def differences(older: Mapping[str, Any], newer: Mapping[str, Any]) -> list[Difference]:
    """What the newer version does otherwise, block by block in the older's order, then the new blocks.

    Args:
        older: A flow in the Flow language, decoded.
        newer: Another version of the flow.
    """
    before, after = _blocks(older), _blocks(newer)
    start, new_start = str(older.get("StartAction")), str(newer.get("StartAction"))
    pairs = _paired(before, after, (start, new_start))
    found = (
        [] if pairs.same(start, new_start) else [Difference("", "", "start", f"starts at {new_start}, not at {start}")]
    )
    for block in before.values():
        found += _of_block(block, after, pairs)
    known = set(pairs.newer.values())
    new = [block for block in after.values() if block.name not in known]
    found += [Difference(block.name, block.type, "presence", "is new") for block in new]
    return found


def _of_block(block: _Block, after: Mapping[str, _Block], pairs: _Pairs) -> Iterator[Difference]:
    if block.name not in pairs.newer:
        yield Difference(block.name, block.type, "presence", "is gone")
        return
    other = after[pairs.newer[block.name]]
    if block.type != other.type:
        yield Difference(other.name, other.type, "type", f"is {other.type}, not {block.type}")
        return
    for path, what in _of_values(block.parameters, other.parameters, ""):
        yield Difference(other.name, other.type, path, what)
    for label in dict.fromkeys((*block.branches, *other.branches)):
        was, now = block.branches.get(label), other.branches.get(label)
        if was is None or now is None:
            what = f"has {'no' if now is None else 'a'} branch for {_said(label)}" + (f", to {now}" if now else "")
            yield Difference(other.name, other.type, " ".join(label), what)
        elif not pairs.same(was, now):
            how = "goes on" if label == ("next",) else f"{_said(label)} leads"
            yield Difference(other.name, other.type, " ".join(label), f"{how} to {now}, not to {was}")
    if set(block.order) == set(other.order) and block.order != other.order:
        yield Difference(other.name, other.type, "order", "checks its conditions in another order")


def _said(label: Label) -> str:
    match label:
        case ("next",):
            return "the next block"
        case ("error", kind):
            return f"the error {kind}"
        case _:
            return f"the condition {label[1]} {label[2]!r}"


def _paired(before: Mapping[str, _Block], after: Mapping[str, _Block], starts: tuple[str, str]) -> _Pairs:
    """Blocks of one name are one block; a renamed one is found by what leads to it from the start."""
    pairs = _Pairs({name: name for name in before if name in after})
    taken = set(pairs.newer.values())
    waiting, seen = [starts], {starts}
    while waiting:
        was, now = waiting.pop(0)
        if was not in before or now not in after:
            continue
        if was not in pairs.newer and now not in taken and before[was].type == after[now].type:
            pairs.newer[was] = now
            taken.add(now)
        if not pairs.same(was, now):
            continue
        for label, target in before[was].branches.items():
            step = (target, after[now].branches.get(label, ""))
            if step not in seen:
                seen.add(step)
                waiting.append(step)
    return pairs


def display_names(flow: Mapping[str, Any]) -> dict[str, str]:
    """Id of a queue, flow or other resource -> its name, as the designer noted it beside the block."""
    notes = (flow.get("Metadata") or {}).get("ActionMetadata") or {}
    names: dict[str, str] = {}
    for action in flow.get("Actions") or ():
        beside = (notes.get(action.get("Identifier")) or {}).get("parameters") or {}
        for parameter, value in (action.get("Parameters") or {}).items():
            noted = beside.get(parameter)
            if isinstance(noted, Mapping) and isinstance(value, str) and noted.get("displayName"):
                names[_scalar(value)] = str(noted["displayName"])
    return names


def _blocks(flow: Mapping[str, Any]) -> dict[str, _Block]:
    blocks = (_block(action) for action in flow.get("Actions") or ())
    return {block.name: block for block in blocks}


def _block(action: Mapping[str, Any]) -> _Block:
    kind = str(action.get("Type"))
    parameters = _meaning(action.get("Parameters") or {})
    for name, default in _DEFAULTS.get(kind, {}).items():
        if parameters.get(name) == _meaning(default):
            del parameters[name]
    if isinstance(hooks := parameters.get("EventHooksConfiguration"), dict):
        _drop_what_is_off(parameters, hooks)
    branches, order = _branches(kind, action.get("Transitions") or {})
    return _Block(str(action.get("Identifier")), kind, parameters, branches, order)


def _drop_what_is_off(parameters: dict[str, Any], hooks: Mapping[str, Any]) -> None:
    left = {name: value for name, value in hooks.items() if value != {"DisableExecution": "false"}}
    parameters["EventHooksConfiguration"] = left
    if not left:
        del parameters["EventHooksConfiguration"]


def _branches(kind: str, transitions: Mapping[str, Any]) -> tuple[dict[Label, str], tuple[Label, ...]]:
    branches: dict[Label, str] = {}
    order: list[Label] = []
    for branch in transitions.get("Conditions") or ():
        condition = branch["Condition"]
        label = ("condition", str(condition["Operator"]), *(_scalar(each) for each in condition["Operands"]))
        branches.setdefault(label, str(branch["NextAction"]))
        order.append(label)
    for branch in transitions.get("Errors") or ():
        branches[("error", str(branch["ErrorType"]))] = str(branch["NextAction"])
    following = transitions.get("NextAction")
    if following is None and kind == "Compare":
        following = branches.get(("error", "NoMatchingCondition"))
    if following is not None:
        branches[("next",)] = str(following)
        for error in _optional_errors(kind):
            if branches.get(("error", error)) == str(following):
                del branches[("error", error)]
    only_equals = all(label[1] == "Equals" for label in order)
    return branches, () if only_equals else tuple(order)


def _optional_errors(kind: str) -> list[str]:
    """Errors whose branch may be absent: the contact then goes on with the next block."""
    spec = ACTION_TYPES.get(kind)
    return [error for error, required in spec.errors.items() if not required] if spec else []


def _meaning(value: Any, key: str = "") -> Any:
    """The value as it counts: scalars as text, no empty objects, resources by their id."""
    if isinstance(value, Mapping):
        inner = {name: _meaning(each, name) for name, each in value.items()}
        return {name: each for name, each in inner.items() if each != {} and each is not None}
    if isinstance(value, Sequence) and not isinstance(value, str):
        items = [_meaning(each) for each in value]
        return sorted(items, key=str) if key in _UNORDERED else items
    return None if value is None else _scalar(value)


def _scalar(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value)
    if text.lower() in ("true", "false"):
        return text.lower()
    found = _CONNECT_ID.match(text)
    return found["id"] if found else text


def _of_values(was: Any, now: Any, path: str) -> Iterator[tuple[str, str]]:
    """Path of a parameter and what differs in it."""
    if isinstance(was, dict) and isinstance(now, dict):
        for name in dict.fromkeys((*was, *now)):
            yield from _of_values(was.get(name), now.get(name), f"{path}.{name}" if path else name)
    elif not _equal(was, now):
        yield path, _changed(path, was, now)


def _changed(path: str, was: Any, now: Any) -> str:
    if now is None:
        return f"{path} is not set; it was {_excerpt(was, '')}"
    if was is None:
        return f"{path} is {_excerpt(now, '')}; it was not set"
    return f"{path} is {_excerpt(now, was)}, not {_excerpt(was, now)}"


def _equal(was: Any, now: Any) -> bool:
    if isinstance(was, list) and isinstance(now, list):
        return len(was) == len(now) and all(_equal(*each) for each in zip(was, now, strict=True))
    if isinstance(was, dict) and isinstance(now, dict):
        return was.keys() == now.keys() and all(_equal(was[name], now[name]) for name in was)
    if isinstance(was, str) and isinstance(now, str) and UNKNOWN in was + now:
        pattern, text = (was, now) if UNKNOWN in was else (now, was)
        return bool(re.fullmatch(".*".join(map(re.escape, pattern.split(UNKNOWN))), text, re.DOTALL))
    return bool(was == now)


def _excerpt(value: Any, other: Any) -> str:
    """What stands around the first character that differs, in quotes."""
    text, against = str(value).replace(UNKNOWN, "..."), str(other)
    same = next((at for at, (a, b) in enumerate(zip(text, against, strict=False)) if a != b), 0)
    start = 0 if len(text) <= _SHOWN else max(0, min(same - _SHOWN // 3, len(text) - _SHOWN))
    cut = text[start : start + _SHOWN]
    return f"'{'...' if start else ''}{cut}{'...' if start + _SHOWN < len(text) else ''}'"
