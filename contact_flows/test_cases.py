"""A test case of Connect's test runner as a value: read, written, bound.

Knows how a test case is written down, alone or as the API wraps it, and which observations lead to which; refuses to
know the words of the language (`testing_language`), what Connect refuses (`test_case_check`) and how a test is run.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from contact_flows import testing_language as language
from contact_flows.bind import PLACEHOLDERS
from contact_flows.flow import FlowError, decoded, hold_to_length
from contact_flows.language import PLACEHOLDER
from declared import meant

OURS = "frontdesk"
"""Under this key of the metadata stands what the exporter knows of a test case."""
OPEN, CLOSED = "HoursAlwaysOpen", "HoursNeverOpen"
SUBSTITUTES: Mapping[str, str] = {
    OPEN: "ARN of opening hours that never end, which a test puts in place of the clinic's",
    CLOSED: "ARN of opening hours that never begin, which a test puts in place of the clinic's",
}
"""Placeholders of test cases that no flow has."""


class CaseError(ValueError):
    """A test case is not usable; one sentence: file, observation, what is wrong, what to do."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Next(_Part):
    next_action: str | None = Field(default=None, alias="NextAction")

    @field_validator("next_action")
    @classmethod
    def _none_is_empty(cls, value: str | None) -> str | None:
        return value or None


class Action(_Part):
    """What the test does when its observation is made."""

    identifier: str = Field(alias="Identifier", min_length=1, max_length=language.MAX_IDENTIFIER)
    type: str = Field(alias="Type")
    actor: str | None = Field(default=None, alias="Actor")
    parameters: Mapping[str, Any] = Field(default_factory=dict, alias="Parameters")
    transitions: Next = Field(default=Next(), alias="Transitions")


class Event(_Part):
    """What is waited for."""

    identifier: str | None = Field(default=None, alias="Identifier")
    type: str = Field(alias="Type")
    actor: str = Field(default=language.SYSTEM, alias="Actor")
    properties: Mapping[str, Any] = Field(default_factory=dict, alias="Properties")
    matching_criteria: Any = Field(default=None, alias="MatchingCriteria")
    """Where an older page has it; now it is among the properties."""

    @property
    def criteria(self) -> str:
        """How a message is compared."""
        found = self.properties.get("MatchingCriteria", self.matching_criteria)
        found = found.get("Type") if isinstance(found, Mapping) else found
        return str(found or language.SIMILARITY)

    def in_words(self) -> str:
        """The event in a few words, such as `message with 'date of birth'`."""
        said = self.properties
        match self.type:
            case "MessageReceived":
                text = next((said[key] for key in ("Text", "SSML", "PromptId") if key in said), "media")
                return f"message {'like' if self.criteria == language.SIMILARITY else 'with'} {text!r}"
            case "FlowActionStarted" | "FlowActionCompleted":
                what = "start" if self.type == "FlowActionStarted" else "completion"
                return f"{what} of {said.get('ActionType')}"
            case _:
                return self.type


class Usage(_Part):
    type: str = Field(alias="Type")
    times: int | None = Field(default=None, alias="Times", ge=1)


class NextOnes(_Part):
    next_observations: tuple[str, ...] = Field(default=(), alias="NextObservations")


class Observation(_Part):
    """One event and what is done when it comes."""

    identifier: str = Field(alias="Identifier", min_length=1, max_length=language.MAX_IDENTIFIER)
    event: Event = Field(alias="Event")
    usage: Usage | None = Field(default=None, alias="Usage")
    actions: tuple[Action, ...] = Field(default=(), alias="Actions")
    transitions: NextOnes = Field(default=NextOnes(), alias="Transitions")

    def in_order(self) -> Iterator[Action]:
        """The actions as their transitions chain them, from the first that none leads to."""
        by_name = {action.identifier: action for action in self.actions}
        led_to = {action.transitions.next_action for action in self.actions}
        for first in (action for action in self.actions if action.identifier not in led_to):
            here: Action | None = first
            for _ in self.actions:
                if here is None:
                    break
                yield here
                here = by_name.get(here.transitions.next_action or "")


class Case(_Part):
    """One test case: the content of the API's CreateTestCase."""

    name: str
    version: str = Field(default=language.VERSION, alias="Version")
    metadata: Mapping[str, Any] = Field(default_factory=dict, alias="Metadata")
    observations: tuple[Observation, ...] = Field(alias="Observations", min_length=1)
    entry_point: Mapping[str, Any] = Field(default_factory=dict)
    """Of the API's wrapping, as far as the file has it."""

    @field_validator("version")
    @classmethod
    def _known_version(cls, value: str) -> str:
        if value not in language.VERSIONS:
            raise ValueError(f"there is no version {value!r}; write {language.VERSION!r}")
        return value

    @property
    def ours(self) -> Mapping[str, Any]:
        """What the exporter wrote of it; empty in a test case that somebody else made."""
        found = self.metadata.get(OURS)
        return found if isinstance(found, Mapping) else {}

    def starts(self) -> list[Observation]:
        """Those that wait from the beginning: no other leads to them."""
        led_to = {name for one in self.observations for name in one.transitions.next_observations}
        return [one for one in self.observations if one.identifier not in led_to]


def parse(text: str, *, name: str) -> Case:
    """A test case from JSON text: the language's own, or as DescribeTestCase and CreateTestCase wrap it.

    Raises:
        CaseError: it is not JSON, longer than Connect takes, or not written as the language has it; names observation
            and key.
    """
    data, entry = _unwrapped(_decoded(text, name), name)
    try:
        hold_to_length(data, name=name)
        return Case.model_validate({**data, "name": name, "entry_point": entry})
    except FlowError as error:
        raise CaseError(str(error)) from error
    except ValidationError as error:
        raise CaseError(_sentence(error, data, name)) from error


def content(case: Case) -> dict[str, Any]:
    """The test case as JSON data in the testing language, as CreateTestCase takes it."""
    data: dict[str, Any] = case.model_dump(
        by_alias=True, exclude={"name", "entry_point"}, exclude_none=True, mode="json"
    )
    for observation in data["Observations"]:
        observation["Transitions"] = {"NextObservations": observation["Transitions"]["NextObservations"]}
    return data


def render(case: Case) -> str:
    """The test case as the text of a file."""
    return json.dumps(content(case), ensure_ascii=False, indent=2) + "\n"


def bind(case: Case, bindings: Mapping[str, str]) -> Case:
    """The test case with every placeholder replaced.

    Raises:
        CaseError: a placeholder is unknown, or has no value.
    """
    data = content(case)
    data["Observations"] = _bound(data["Observations"], bindings, case.name)
    return Case.model_validate({**data, "name": case.name, "entry_point": case.entry_point})


def _decoded(text: str, name: str) -> Any:
    try:
        return decoded(text, name=name)
    except FlowError as error:
        raise CaseError(str(error)) from error


def _unwrapped(data: Any, name: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Content and entry point."""
    wrapped = data.get("TestCase", data) if isinstance(data, Mapping) else data
    if isinstance(wrapped, Mapping) and "Content" in wrapped:
        inside = wrapped["Content"]
        entry = wrapped.get("EntryPoint")
        data = _decoded(inside, f"{name}: Content") if isinstance(inside, str) else inside
        entry = entry if isinstance(entry, Mapping) else {}
    else:
        entry = {}
    if not isinstance(data, Mapping) or "Observations" not in data:
        raise CaseError(f"{name}: is no test case; it needs Version and Observations, in Connect's testing language")
    return data, entry


def _sentence(error: ValidationError, data: Mapping[str, Any], name: str) -> str:
    errors = error.errors()
    first = next((each for each in errors if each["type"] == "extra_forbidden"), errors[0])
    where: str = name
    here: Any = data
    shown: list[str] = []
    for part in first["loc"]:
        inner = here[part] if _holds(here, part) else None
        if isinstance(part, int):
            kind = {"Observations": "observation", "Actions": "action"}.get(shown.pop() if shown else "", "entry")
            label = inner.get("Identifier") if isinstance(inner, Mapping) else None
            where += f": {kind} {label!r}" if label else f": {kind} number {part + 1}"
        else:
            shown.append(str(part))
        here = inner if inner is not None else {}
    what = ".".join(shown) or "the test case"
    if first["type"] == "missing":
        return f"{where}: {what} is missing; add it"
    if first["type"] == "extra_forbidden":
        allowed = _KEYS_OF.get(tuple(part for part in first["loc"][:-1] if isinstance(part, str)), ())
        return f"{where}: there is no key {what}{meant(str(first['loc'][-1]), allowed)}; allowed: {', '.join(allowed)}"
    return f"{where}: {what}: {first['msg'].removeprefix('Value error, ')}"


def _aliases(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(each.alias for each in model.model_fields.values() if each.alias)


_KEYS_OF: Mapping[tuple[str, ...], tuple[str, ...]] = {
    (): _aliases(Case),
    ("Observations",): _aliases(Observation),
    ("Observations", "Event"): _aliases(Event),
    ("Observations", "Usage"): _aliases(Usage),
    ("Observations", "Transitions"): _aliases(NextOnes),
    ("Observations", "Actions"): _aliases(Action),
    ("Observations", "Actions", "Transitions"): _aliases(Next),
}


def _holds(value: Any, part: str | int) -> bool:
    if isinstance(value, Mapping):
        return part in value
    return isinstance(value, Sequence) and isinstance(part, int) and part < len(value)


def _bound(value: Any, bindings: Mapping[str, str], name: str) -> Any:
    if isinstance(value, Mapping):
        return {key: _bound(item, bindings, name) for key, item in value.items()}
    if isinstance(value, list):
        return [_bound(item, bindings, name) for item in value]
    if not isinstance(value, str):
        return value
    return PLACEHOLDER.sub(lambda match: _binding(match[1], bindings, name), value)


def _binding(placeholder: str, bindings: Mapping[str, str], name: str) -> str:
    known = [*PLACEHOLDERS, *SUBSTITUTES]
    if placeholder not in known:
        raise CaseError(f"{name}: ${{{placeholder}}} is no placeholder{meant(placeholder, known)}")
    if placeholder not in bindings:
        raise CaseError(f"{name}: the placeholder ${{{placeholder}}} has no value here")
    return bindings[placeholder]
