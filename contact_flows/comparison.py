"""Whether two versions of a contact flow do the same, and where they differ.

Knows how a difference is found and said; refuses to know what has meaning (`meaning`), which block is which
(`pairing`), and where the versions come from. Not compared: whatever has no meaning, and a block's name.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from contact_flows.block_names import block_name
from contact_flows.meaning import UNKNOWN, Block, Label, blocks, equal, meaning, scalar
from contact_flows.pairing import Pairs, paired

_SHOWN = 48
"""Characters of a value that a sentence shows."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not the same."""

    block: str
    """As the admin sees it in the newer version, or in the older where it is gone; empty: the flow as a whole."""
    title: str
    """What the designer calls such a block."""
    part: str
    """What of the block: a parameter's path, a branch, `presence`, `type`, `order`; of the flow `start`, `settings`."""
    what: str


def differences(older: Mapping[str, Any], newer: Mapping[str, Any]) -> list[Difference]:
    """What the newer version does otherwise, block by block in the older's order, then the new blocks.

    Args:
        older: A flow in the Flow language, decoded.
        newer: Another version of the flow.
    """
    before, after = blocks(older), blocks(newer)
    start, new_start = str(older.get("StartAction")), str(newer.get("StartAction"))
    pairs = paired(before, after, (start, new_start))
    found = (
        [] if pairs.same(start, new_start) else [Difference("", "", "start", f"starts at {new_start}, not at {start}")]
    )
    if meaning(older.get("Settings") or {}) != meaning(newer.get("Settings") or {}):
        found.append(Difference("", "", "settings", "takes or gives other values as a module"))
    for block in before.values():
        found += of_block(block, after, pairs)
    known = set(pairs.newer.values())
    new = [block for block in after.values() if block.name not in known]
    found += [Difference(block.name, _title(block), "presence", "is new") for block in new]
    return found


def of_block(block: Block, after: Mapping[str, Block], pairs: Pairs) -> Iterator[Difference]:
    """What the newer version does otherwise in one block of the older. `after`: the newer's blocks by name."""
    if block.name not in pairs.newer:
        yield Difference(block.name, _title(block), "presence", "is gone")
        return
    other = after[pairs.newer[block.name]]
    if block.type != other.type:
        yield Difference(other.name, _title(other), "type", f"is {other.type}, not {block.type}")
        return
    for path, what in _of_values(block.parameters, other.parameters, ""):
        yield Difference(other.name, _title(other), path, what)
    for label in dict.fromkeys((*block.branches, *other.branches)):
        was, now = block.branches.get(label), other.branches.get(label)
        if was is None or now is None:
            what = f"has {'no' if now is None else 'a'} branch for {_said(label)}" + (f", to {now}" if now else "")
            yield Difference(other.name, _title(other), " ".join(label), what)
        elif not pairs.same(was, now):
            how = "goes on" if label == ("next",) else f"{_said(label)} leads"
            yield Difference(other.name, _title(other), " ".join(label), f"{how} to {now}, not to {was}")
    if set(block.order) == set(other.order) and block.order != other.order:
        yield Difference(other.name, _title(other), "order", "checks its conditions in another order")


def _title(block: Block) -> str:
    return block_name(block.type, block.parameters)


def _said(label: Label) -> str:
    match label:
        case ("next",):
            return "the next block"
        case ("error", kind):
            return f"the error {kind}"
        case _:
            return f"the condition {label[1]} {label[2]!r}"


def display_names(flow: Mapping[str, Any]) -> dict[str, str]:
    """Id of a queue, flow or other resource -> its name, as the designer noted it beside the block."""
    notes = _object(_object(flow.get("Metadata")).get("ActionMetadata"))
    names: dict[str, str] = {}
    for action in flow.get("Actions") or ():
        beside = _object(_object(notes.get(str(action.get("Identifier")))).get("parameters"))
        for parameter, value in _object(action.get("Parameters")).items():
            noted = _object(beside.get(parameter)).get("displayName")
            if isinstance(value, str) and isinstance(noted, str) and noted:
                names[scalar(value)] = noted
    return names


def _object(value: Any) -> Mapping[str, Any]:
    """An object of JSON; of anything else, none: notes are not checked by Connect."""
    return value if isinstance(value, Mapping) else {}


def _of_values(was: Any, now: Any, path: str) -> Iterator[tuple[str, str]]:
    """Path of a parameter and what differs in it."""
    if isinstance(was, dict) and isinstance(now, dict):
        for name in dict.fromkeys((*was, *now)):
            yield from _of_values(was.get(name), now.get(name), f"{path}.{name}" if path else name)
    elif not equal(was, now):
        yield path, _changed(path, was, now)


def _changed(path: str, was: Any, now: Any) -> str:
    if now is None:
        return f"{path} is not set; it was {_excerpt(was, '')}"
    if was is None:
        return f"{path} is {_excerpt(now, '')}; it was not set"
    return f"{path} is {_excerpt(now, was)}, not {_excerpt(was, now)}"


def _excerpt(value: Any, other: Any) -> str:
    """What stands around the first character that differs, in quotes."""
    text, against = str(value).replace(UNKNOWN, "..."), str(other)
    same = next((at for at, (a, b) in enumerate(zip(text, against, strict=False)) if a != b), 0)
    start = 0 if len(text) <= _SHOWN else max(0, min(same - _SHOWN // 3, len(text) - _SHOWN))
    cut = text[start : start + _SHOWN]
    return f"'{'...' if start else ''}{cut}{'...' if start + _SHOWN < len(text) else ''}'"
