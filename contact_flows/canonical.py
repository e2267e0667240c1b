"""One form of a flow file: which parts stand on a line of their own, so that a change of one thing changes few lines.

Knows how a flow is laid out as text; refuses to know what stands in it, and in which order.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

WIDTH = 120
"""Columns of a line; only a single value that is longer goes beyond it."""
_STEP = "  "
_OPEN = frozenset({"Metadata", "ActionMetadata", "Actions", "Parameters", "Transitions", "Errors", "Conditions"})
"""What is always opened, one entry a line."""
_ENTRIES = frozenset({"entryPointPosition", "ActionMetadata", "Errors", "Conditions"})
"""What has entries that stand on one line where they fit."""


def text(flow: Mapping[str, Any]) -> str:
    """The flow as JSON text, the same for the same values: its file in the repository, byte for byte.

    Args:
        flow: A flow in the Flow language, decoded; its keys and items are written in the order they have.
    """
    return "".join(_lines(flow, "", "", whole=False)) + "\n"


def _lines(value: Any, indent: str, key: str, *, whole: bool) -> Iterator[str]:
    """The value in pieces, what follows its key on the same line first.

    Args:
        value: Of JSON.
        indent: Of the line on which the value starts.
        key: Under which it stands; for an item of a list empty.
        whole: Whether the value belongs to those that stand on one line where they fit, whatever they hold.
    """
    if not isinstance(value, Mapping | list | tuple) or not value:
        yield _line(value)
        return
    if key not in _OPEN and (whole or _is_short(value)) and _fits(line := _line(value), indent, key):
        yield line
        return
    inner, below = indent + _STEP, whole or key in _ENTRIES
    opening, closing = ("{", "}") if isinstance(value, Mapping) else ("[", "]")
    yield opening
    for index, (name, item) in enumerate(_items(value)):
        yield (",\n" if index else "\n") + inner
        if isinstance(value, Mapping):
            yield f"{_plain(name)}: "
        yield from _lines(item, inner, name, whole=below or name in _ENTRIES)
    yield f"\n{indent}{closing}"


def _fits(line: str, indent: str, key: str) -> bool:
    """Whether there is room for it behind its key, and for a comma."""
    return len(indent) + (len(_plain(key)) + 2 if key else 0) + len(line) < WIDTH


def _items(value: Mapping[str, Any] | Sequence[Any]) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        yield from value.items()
    else:
        yield from (("", item) for item in value)


def _line(value: Any) -> str:
    if isinstance(value, Mapping) and value:
        inner = ", ".join(f"{_plain(name)}: {_line(item)}" for name, item in value.items())
        return f"{{ {inner} }}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_line, value))}]"
    return _plain(value)


def _plain(value: Any) -> str:
    """As JSON; a half of a character, which no file in UTF-8 can hold, stays escaped."""
    written = json.dumps(value, ensure_ascii=False)
    try:
        written.encode()
    except UnicodeEncodeError:
        return json.dumps(value)
    return written


def _is_short(value: Any) -> bool:
    """Whether nothing in it stands beside another key: an object of one entry, a list of plain values."""
    if isinstance(value, Mapping):
        return len(value) < 2 and all(_is_short(item) for item in value.values())
    if isinstance(value, list | tuple):
        return not any(isinstance(item, Mapping | list | tuple) for item in value)
    return True
