"""Texts of parameters and the references in them.

Knows how a reference to an attribute is written; refuses to know what any of them means.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

_NAME = r"[A-Za-z_][\w-]*"
REFERENCE = re.compile(rf"\$(?:\.{_NAME}|\['[^'\]]+'\])(?:\.{_NAME}|\.\d+|\.?\['[^'\]]+'\]|\[\d+\])*")
"""A reference to an attribute anywhere in a text, as `$.Attributes.name` or `$.Attributes['name']`."""
_STEP = re.compile(rf"\.({_NAME}|\d+)|\['([^'\]]+)'\]|\[(\d+)\]")
_NOTHING: Mapping[str, Any] = MappingProxyType({})


def strings(value: Any) -> Iterator[str]:
    """Every text in a parameter, keys included."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            yield each
        elif isinstance(each, Mapping):
            waiting += [part for key in reversed(list(each)) for part in (each[key], str(key))]
        elif isinstance(each, list | tuple):
            waiting += reversed(each)


def references(value: Any) -> Iterator[tuple[str, ...]]:
    """Every reference in a parameter, as its steps: `$.Lex.Slots.day` is ("Lex", "Slots", "day")."""
    for text in strings(value):
        for match in REFERENCE.finditer(text):
            yield tuple(next(part for part in step if part) for step in _STEP.findall(match[0]))


def shown(steps: tuple[str, ...]) -> str:
    return "$." + ".".join(steps)


def is_fixed(text: str) -> bool:
    """Whether a text is the same in every call and every deployment."""
    return "$." not in text and "${" not in text and "$[" not in text


def table(value: Any) -> Mapping[str, Any]:
    """A parameter that should be an object, and nothing where a stranger's file has something else."""
    return value if isinstance(value, Mapping) else _NOTHING
