"""A flow as a value: the envelope, its actions and their branches.

Knows how a flow is written down; refuses to know which actions exist (`language`) and what is wrong with one (`check`).
"""

import json
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, ValidationError, field_validator

from contact_flows import language
from contact_flows.language import FlowType
from declared.json_files import DEEPEST, is_deeper

_SHOWN = 60
"""Characters of a value that a message shows."""
_NAME = "\0file"
"""Under this key a flow is told what its file is called: one that no file has, so that its own `name` is kept."""


class FlowError(ValueError):
    """A flow is not usable; one sentence: file, action, what is wrong, what to do."""

    def __init__(
        self, sentence: str, *, rule: str = "envelope", action: str = "", message: str = "", fix: str = ""
    ) -> None:
        super().__init__(sentence)
        self.rule = rule
        self.action = action
        """As the file calls it; empty: the file as a whole."""
        self.message = message or sentence
        self.fix = fix


def _refusal(name: str, message: str, fix: str, *, rule: str = "envelope", action: str = "") -> FlowError:
    where = f"{name}: action {action}" if action else name
    return FlowError(f"{where}: {message}; {fix}", rule=rule, action=action, message=message, fix=fix)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Condition(_Part):
    operator: str = Field(alias="Operator")
    operands: tuple[str, ...] = Field(default=(), alias="Operands", max_length=1)

    @field_validator("operands", mode="before")
    @classmethod
    def _numbers_as_text(cls, value: Any) -> Any:
        """Connect takes a number for the text that exports write."""
        if not isinstance(value, list | tuple):
            return value
        return tuple(
            str(each) if isinstance(each, int | float) and not isinstance(each, bool) else each for each in value
        )

    @property
    def operand(self) -> str:
        """What is compared with; empty for an operator that compares with nothing."""
        return self.operands[0] if self.operands else ""


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

    @field_validator("errors", "conditions", mode="before")
    @classmethod
    def _null_as_none(cls, value: Any) -> Any:
        return () if value is None else value

    def targets(self) -> Iterator[tuple[str, str]]:
        """Every branch as (what leads there, identifier)."""
        if self.next_action is not None:
            yield "NextAction", self.next_action
        for branch in self.conditions:
            yield f"condition {branch.condition.operator} {branch.condition.operand!r}", branch.next_action
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

    @field_validator("parameters", "transitions", mode="before")
    @classmethod
    def _null_as_none(cls, value: Any) -> Any:
        return {} if value is None else value


class Flow(BaseModel):
    """One flow. `type` comes from `Metadata.type`, the designer's name of the flow type.

    Whatever else stands beside these parts in a file is kept, so that nothing is lost on the way.
    """

    model_config = ConfigDict(frozen=True, populate_by_name=True, extra="allow")

    name: str = Field(alias="\0file")
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

    def written(self) -> dict[str, Any]:
        """As JSON data in the Flow language, with all that the file has."""
        data = self.model_dump(by_alias=True, exclude_none=True, mode="json")
        del data[_NAME]
        return data

    def model_post_init(self, _context: Any) -> None:
        self._index.update({action.identifier: action for action in self.actions})

    def action(self, identifier: str) -> Action:
        """The action with this identifier. Raises: KeyError: there is none."""
        return self._index[identifier]

    def has(self, identifier: str) -> bool:
        return identifier in self._index


def reachable(flow: Flow) -> frozenset[str]:
    """What a contact can come to; a NextAction that only repeats another branch counts as a way, too."""
    found: set[str] = set()
    waiting = [flow.start_action]
    while waiting:
        identifier = waiting.pop()
        if identifier not in found and flow.has(identifier):
            found.add(identifier)
            waiting += [target for _, target in flow.action(identifier).transitions.targets()]
    return frozenset(found)


def read(data: Any, *, name: str) -> Flow:
    """A flow from decoded JSON, its envelope checked and no more.

    Raises:
        FlowError: the envelope is not that of a flow.
    """
    if not isinstance(data, Mapping):
        start = "a flow starts with Version, StartAction, Metadata, Actions"
        raise _refusal(name, "is no JSON object", start)
    for kind, fix in _OTHER_FILES.items():
        if kind in data and "Actions" not in data:
            raise _refusal(name, f"is no flow in the Flow language: it has {kind!r} and no Actions", fix)
    try:
        return Flow.model_validate({**data, _NAME: name}, by_alias=True, by_name=False)
    except ValidationError as error:
        raise _first_refusal(error, data, name) from error


_OTHER_FILES: Mapping[str, str] = MappingProxyType(
    {
        "modules": "it is in the designer's old form: import it in the designer, save it, and export it again",
        "Content": "the flow is the text of Content alone: save that as a file of its own",
        "ContactFlow": "take the text of ContactFlow.Content out of it: that is the flow",
        "ContactFlowModule": "take the text of ContactFlowModule.Content out of it: that is the flow",
        "Resources": "it is a CloudFormation template: the flow is in the Content of an AWS::Connect::ContactFlow",
    }
)
"""A part that tells what a file is that is no flow -> what to do with it."""


def parse(text: str, *, name: str) -> Flow:
    """A flow from JSON text, its envelope checked and no more.

    Raises:
        FlowError: the text is not JSON, longer than Connect takes, says a key twice, or its envelope is not that of
            a flow.
    """
    data = decoded(text, name=name)
    flow = read(data, name=name)
    hold_to_length(data, name=name)
    return flow


def decoded(text: str, *, name: str) -> Any:
    """The value of JSON text that a stranger may have written: a flow's, or another's of Connect's languages.

    Raises:
        FlowError: it is not JSON, longer than any file that Connect takes, nested too deep, or says a key twice.
    """
    if len(text) > language.MAX_FILE:
        raise _too_long(name, len(text), language.MAX_FILE)
    return _decoded(text.removeprefix("\ufeff"), name)


def hold_to_length(data: Any, *, name: str) -> None:
    """Raises: FlowError: what would be sent is longer than Connect takes, or has half a character."""
    length = _length(data, name)
    if length > language.MAX_CONTENT:
        raise _too_long(name, length, language.MAX_CONTENT)


def _too_long(name: str, length: int, limit: int) -> FlowError:
    return _refusal(name, f"has {length:,} characters, and Connect takes {limit:,}", "split it", rule="too-long")


def _decoded(text: str, name: str) -> Any:
    def refuse(message: str, fix: str) -> FlowError:
        return _refusal(name, message, fix, rule="json")

    def constant(word: str) -> Any:
        raise refuse(f"says {word}, which is no JSON", "write a number")

    try:
        data = json.loads(text, object_pairs_hook=lambda pairs: _each_once(pairs, name), parse_constant=constant)
    except json.JSONDecodeError as error:
        raise refuse(f"is not valid JSON at line {error.lineno}: {error.msg}", "correct that line") from error
    except RecursionError as error:
        raise refuse("is nested too deep", f"{DEEPEST} levels are enough") from error
    except FlowError:
        raise
    except ValueError as error:
        raise refuse("has a number too long to be read", "write a shorter one") from error
    if is_deeper(data):
        raise refuse("is nested too deep", f"{DEEPEST} levels are enough")
    return data


def _length(data: Any, name: str) -> int:
    """Characters of the flow as it would be sent, with no white space between its parts."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    try:
        text.encode()
    except UnicodeEncodeError as error:
        half = f"has half a character, {text[error.start : error.end]!a}"
        raise _refusal(name, half, "write the whole character", rule="json") from error
    return len(text)


def _each_once(pairs: list[tuple[str, Any]], name: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            first, second = (_shortened(json.dumps(each, ensure_ascii=False)) for each in (found[key], value))
            twice = f"the key {key!r} stands twice in one object, as {first} and {second}"
            raise _refusal(name, twice, "keep one", rule="json")
        found[key] = value
    return found


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."


_KINDS: Mapping[str, str] = MappingProxyType(
    {"tuple_type": "a list", "dict_type": "an object", "model_type": "an object", "string_type": "text"}
)
"""What pydantic says of a value of the wrong kind -> what it should be."""


def _first_refusal(error: ValidationError, data: Mapping[str, Any], name: str) -> FlowError:
    first = error.errors()[0]
    place = [part for part in first["loc"] if part != "type"]
    action = ""
    if len(place) > 1 and place[0] == "Actions" and isinstance(place[1], int):
        written = data["Actions"][place[1]]
        identifier = written.get("Identifier") if isinstance(written, Mapping) else None
        action = _shortened(repr(identifier)) if identifier else f"number {place[1] + 1}"
        place = place[2:]
    what = ".".join(str(part) for part in place) or "the flow"
    if first["type"] == "missing":
        return _refusal(name, f"{what} is missing", "add it", action=action)
    if first["type"] == "extra_forbidden":
        return _refusal(name, f"{what} is not part of the Flow language", "remove it", action=action)
    if first["type"] == "too_short":
        return _refusal(name, f"{what} is empty", "add what belongs there", action=action)
    if kind := _KINDS.get(first["type"]):
        return _refusal(name, f"{what} is not {kind}", f"write {kind}", action=action)
    what, _, fix = f"{what}: {first['msg'].removeprefix('Value error, ')}".partition("; ")
    return _refusal(name, what, fix or "write what the Flow language has there", action=action)
