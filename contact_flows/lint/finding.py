"""What a rule says of an action, and what is known of the world around a set of flows.

Knows the values that rules take and give; refuses to know any rule.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from contact_flows.check import Severity
from contact_flows.flow import Flow
from contact_flows.lint.graph import Graph

_NAME = r"[A-Za-z_][\w-]*"
REFERENCE = re.compile(rf"\$(?:\.{_NAME}|\['[^'\]]+'\])(?:\.{_NAME}|\.\d+|\.?\['[^'\]]+'\]|\[\d+\])*")
"""A reference to an attribute anywhere in a text, as `$.Attributes.name` or `$.Attributes['name']`."""
_STEP = re.compile(rf"\.({_NAME}|\d+)|\['([^'\]]+)'\]|\[(\d+)\]")

Values = frozenset[str] | None
"""What something can be; None: anything."""
_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Found:
    """One finding; `action` is an identifier, empty for the flow as a whole."""

    action: str
    rule: str
    message: str
    fix: str
    note: bool = False
    """It is less certain here than the rule's severity says."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """One thing that a function may be asked for."""

    gives: Mapping[str, Values]
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a set of flows, and of bot, function and placeholders beside it.

    References are values as they stand in the flows, such as `${BotAlias}`.
    """

    whole: bool = True
    """Whether these are all flows there are, so that no other sets an attribute or comes before them."""
    first: frozenset[str] = frozenset()
    """Names of flows at which a call begins, with nothing before them."""
    bots: Mapping[str, frozenset[str]] = field(default_factory=lambda: _NOTHING)
    """Reference of a bot -> its intents."""
    session_attributes: Mapping[str, Values] = field(default_factory=lambda: _NOTHING)
    """What the bot leaves behind -> what it can be."""
    session_needs: frozenset[str] = frozenset()
    """Session attributes that the bot's function needs from a flow."""
    functions: Mapping[str, Mapping[str, Purpose]] = field(default_factory=lambda: _NOTHING)
    """Reference of a function -> what it may be asked for, by the parameter `purpose`."""
    attributes: Mapping[str, Values] = field(default_factory=lambda: _NOTHING)
    """Contact attributes that are read outside of the flows -> what their readers know."""
    placeholders: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Case:
    """One flow of a set, as rules look at it."""

    graph: Graph
    every: Mapping[str, Flow]
    """All flows of the set, by name."""
    known: Known | None
    name: str

    @property
    def flow(self) -> Flow:
        return self.graph.flow

    @property
    def whole(self) -> bool:
        """Whether the set has all flows that a contact meets."""
        return self.known is not None and self.known.whole

    @property
    def begins(self) -> bool:
        """Whether it is certain that nothing comes before this flow in a call."""
        return self.known is not None and self.name in self.known.first


def strings(value: Any) -> Iterator[str]:
    """Every text in a parameter, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield str(key)
            yield from strings(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from strings(item)


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


__all__ = [
    "Case",
    "Found",
    "Known",
    "Purpose",
    "Severity",
    "Values",
    "is_fixed",
    "references",
    "shown",
    "strings",
    "table",
]
