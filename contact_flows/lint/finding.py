"""What a rule says of an action, and what is known of the world around a set of flows.

Knows the values that rules take and give; refuses to know any rule.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

from contact_flows.flow import Flow
from contact_flows.lint.graph import Graph
from contact_flows.lint.sources import Brought

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
    later_needs: frozenset[str] = frozenset()
    """What it needs beside them where the call did not begin in the flow: what was asked."""
    session_values: Mapping[str, Values] = field(default_factory=lambda: _NOTHING)
    """Session attributes that a flow gives -> what the function knows of them."""
    functions: Mapping[str, Mapping[str, Purpose]] = field(default_factory=lambda: _NOTHING)
    """Reference of a function -> what it may be asked for, by the parameter `purpose`."""
    attributes: Mapping[str, Values] = field(default_factory=lambda: _NOTHING)
    """Contact attributes that are read outside of the flows -> what their readers know."""
    views: Mapping[str, frozenset[str]] = field(default_factory=lambda: _NOTHING)
    """Reference of a view -> its actions."""
    placeholders: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Case:
    """One flow of a set, as rules look at it."""

    graph: Graph
    every: Mapping[str, Graph]
    """All flows of the set, by name."""
    known: Known | None
    name: str

    @cached_property
    def brought(self) -> Brought:
        return Brought(self.graph)

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
