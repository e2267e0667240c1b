"""A flow as a value: the envelope, its actions and their branches.

Knows how a flow is written down; refuses to know which actions exist (`language`) and what is wrong with one (`check`).
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, ValidationError, field_validator

from contact_flows import language
from contact_flows.language import FlowType

_SHOWN = 60
"""Characters of a value that a message shows."""


class FlowError(ValueError):
    """A flow is not usable; one sentence: file, action, what is wrong, what to do."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Condition(_Part):
    operator: str = Field(alias="Operator")
    operands: tuple[str, ...] = Field(alias="Operands", min_length=1, max_length=1)


class ConditionBranch(_Part):
    next_action: str = Field(alias="NextAction")
    condition: Condition = Field(alias="Condition")


class ErrorBranch(_Part):
    next_action: str = Field(alias="NextAction")
    error_type: str = Field(alias="ErrorType")


class Transitions(_Part):
    next_action: str | None = Field(default=None, alias="NextAction")
    errors: tuple[ErrorBranch, ...] = Field(default=(), alias="Errors")
    conditions: tuple[ConditionBranch, ...] = Field(default=(), alias="Conditions")

    def targets(self) -> Iterator[tuple[str, str]]:
        """Every branch as (what leads there, identifier)."""
        if self.next_action is not None:
            yield "NextAction", self.next_action
        for branch in self.conditions:
            yield f"condition {branch.condition.operator} {branch.condition.operands[0]!r}", branch.next_action
        for error in self.errors:
            yield error.error_type, error.next_action

    def error(self, error_type: str) -> str | None:
        """The identifier an error of this type leads to; None without such a branch."""
        return next((error.next_action for error in self.errors if error.error_type == error_type), None)


class Action(_Part):
    identifier: str = Field(alias="Identifier")
    type: str = Field(alias="Type")
    parameters: Mapping[str, Any] = Field(default_factory=dict, alias="Parameters")
    transitions: Transitions = Field(default_factory=Transitions, alias="Transitions")


class Flow(BaseModel):
    """One flow. `type` comes from `Metadata.type`, the designer's name of the flow type.

    Whatever else stands beside these parts in a file is kept, so that nothing is lost on the way.
    """

    model_config = ConfigDict(frozen=True, populate_by_name=True, extra="allow")

    name: str
    version: str = Field(alias="Version")
    start_action: str = Field(alias="StartAction")
    metadata: Mapping[str, Any] = Field(default_factory=dict, alias="Metadata")
    actions: tuple[Action, ...] = Field(alias="Actions", min_length=1)
    settings: Mapping[str, Any] | None = Field(default=None, alias="Settings")
    """A module's InputParameters, OutputParameters and Transitions; None where the file has none."""
    _index: dict[str, Action] = PrivateAttr(default_factory=dict)

    @field_validator("version")
    @classmethod
    def _known_version(cls, value: str) -> str:
        if value != language.VERSION:
            raise ValueError(f"Connect knows one version of the language; write {language.VERSION!r}")
        return value

    @property
    def type(self) -> FlowType | None:
        return language.DESIGNER_TYPES.get(str(self.metadata.get("type", "")))

    def label(self, identifier: str) -> str:
        """The action's name as an admin sees it: the designer's, where the export has one; else the identifier."""
        every = self.metadata.get("ActionMetadata")
        one = every.get(identifier) if isinstance(every, Mapping) else None
        friendly = one.get("friendlyName") if isinstance(one, Mapping) else None
        return friendly if isinstance(friendly, str) and friendly.strip() else identifier

    def model_post_init(self, _context: Any) -> None:
        self._index.update({action.identifier: action for action in self.actions})

    def action(self, identifier: str) -> Action:
        """The action with this identifier. Raises: KeyError: there is none."""
        return self._index[identifier]

    def has(self, identifier: str) -> bool:
        return identifier in self._index


def read(data: Any, *, name: str) -> Flow:
    """A flow from decoded JSON, its envelope checked and no more.

    Raises:
        FlowError: the envelope is not that of a flow.
    """
    if not isinstance(data, Mapping):
        raise FlowError(f"{name}: is no JSON object; a flow starts with Version, StartAction, Metadata, Actions")
    try:
        return Flow.model_validate({**data, "name": name})
    except ValidationError as error:
        raise FlowError(_first_sentence(error, data, name)) from error


def parse(text: str, *, name: str) -> Flow:
    """A flow from JSON text, its envelope checked and no more.

    Raises:
        FlowError: the text is not JSON, longer than Connect takes, says a key twice, or its envelope is not that of
            a flow.
    """
    if len(text) > language.MAX_CONTENT:
        raise FlowError(f"{name}: has {len(text):,} characters; Connect takes {language.MAX_CONTENT:,}, so split it")
    try:
        data = json.loads(text, object_pairs_hook=lambda pairs: _each_once(pairs, name))
    except json.JSONDecodeError as error:
        raise FlowError(f"{name}: is not valid JSON at line {error.lineno}: {error.msg}; correct that line") from error
    return read(data, name=name)


def _each_once(pairs: list[tuple[str, Any]], name: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            first, second = (_shortened(json.dumps(each, ensure_ascii=False)) for each in (found[key], value))
            raise FlowError(f"{name}: the key {key!r} stands twice in one object, as {first} and {second}; keep one")
        found[key] = value
    return found


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."


def _first_sentence(error: ValidationError, data: Mapping[str, Any], name: str) -> str:
    first = error.errors()[0]
    path = [part for part in first["loc"] if part != "type"]
    where = name
    if len(path) > 1 and path[0] == "Actions" and isinstance(path[1], int):
        action = data["Actions"][path[1]]
        identifier = action.get("Identifier") if isinstance(action, Mapping) else None
        where = f"{name}: action {identifier!r}" if identifier else f"{name}: action number {path[1] + 1}"
        path = path[2:]
    what = ".".join(str(part) for part in path) or "the flow"
    if first["type"] == "missing":
        return f"{where}: {what} is missing; add it"
    if first["type"] == "extra_forbidden":
        return f"{where}: {what} is not part of the Flow language; remove it"
    return f"{where}: {what}: {first['msg'].removeprefix('Value error, ')}"
