"""What in a live flow names something of an instance: its placeholder, or the sentence that there is none.

Knows the shapes of an ARN and an id; refuses to know where the map of an instance comes from, and flows as a whole.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from contact_flows.action_types import ACTION_TYPES
from contact_flows.bind import account_arns, placeholders_for
from contact_flows.language import Kind
from contact_flows.meaning import scalar

ID = re.compile(r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")
"""As Connect writes an id, with or without the rest of the ARN."""
_KINDS = {
    "QueueId": "/queue/",
    "ContactFlowId": "/contact-flow/",
    "HoursOfOperationId": "/operating-hours/",
    "PromptId": "/prompt/",
}
"""Parameter -> what its id is the id of, as an ARN says it."""
_VIEW_VERSION = re.compile(r"(?<=/view/)([^/:]+):[\w$]+$")
_INSTANCE = re.compile(r":(\d{12}):instance/([0-9a-f-]+)")


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something that a flow names and the map does not."""

    action: str
    """As an admin sees it; empty: the flow as a whole."""
    where: str
    """The parameter's path."""
    value: str
    name: str = ""
    """As the designer noted it; empty: it did not."""

    def __str__(self) -> str:
        place = f"action {self.action!r}: {self.where}" if self.action else self.where
        called = f" ({self.name})" if self.name else ""
        return f"{place} names {self.value}{called}, which the map does not have; {self._fix()}"

    def is_elsewhere(self, bindings: Mapping[str, str]) -> bool:
        """Whether it belongs to another instance than what these placeholders stand for."""
        ours = {found.groups() for value in bindings.values() if (found := _INSTANCE.search(value))}
        found = _INSTANCE.search(self.value)
        return bool(ours and found and found.groups() not in ours)

    def _fix(self) -> str:
        kind = _KINDS.get(self.where.rpartition(".")[2], "") if ID.match(self.value) else self.value
        fitting = placeholders_for(kind)
        if not fitting:
            return "declare a placeholder for it in contact_flows/bind.py, and add it to the map"
        names = " or ".join(fitting)
        return f'add to the map, under the name it stands for ({names}): {fitting[0]} = "{self.value}"'


class References:
    """The resources of one instance by their placeholders."""

    def __init__(self, bindings: Mapping[str, str]) -> None:
        """`bindings`: placeholder -> value. Values that are no ARN and no id are words, and not looked for here."""
        self.of: Mapping[str, str] = {name: value for name, value in bindings.items() if is_reference(value)}
        self._by_resource = {_resource(value): name for name, value in self.of.items()}
        self._by_id = {_resource(value)[-1]: name for name, value in self.of.items()}
        longest = sorted(self.of, key=lambda name: -len(self.of[name]))
        self._inside = re.compile("|".join(f"{re.escape(self.of[name])}(?![\\w/:-])" for name in longest) or r"(?!)")

    def named(self, value: Any) -> Any:
        """Decoded JSON with the placeholder for every resource that is known."""
        if isinstance(value, Mapping):
            return {key: self.named(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self.named(item) for item in value]
        if not isinstance(value, str):
            return value
        if name := self._name(value):
            return f"${{{name}}}"
        return self._inside.sub(lambda match: f"${{{self._by_resource[_resource(match[0])]}}}", value)

    def _name(self, value: str) -> str | None:
        """The placeholder for a value that is one resource and nothing else. An id may stand for an ARN, and be one."""
        if not is_reference(value):
            return None
        resource = _resource(value)
        by_id = self._by_id if len(resource) == 1 else {}
        return self._by_resource.get(resource) or self._by_resource.get(resource[-1:]) or by_id.get(resource[-1])

    def other_versions(self, value: Any) -> Iterator[tuple[str, str]]:
        """Placeholder and value of every view that is known in another version."""
        for _, text in texts(value):
            name = self._name(text)
            if name and _VIEW_VERSION.search(text) and scalar(text) != scalar(self.of[name]):
                yield name, text


def is_reference(value: str) -> bool:
    """Whether it is a whole ARN, or an id of something in an instance."""
    return (value.startswith("arn:") and not re.search(r"\s", value)) or bool(ID.match(value))


def unknown(kind: str, parameters: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Path and value of everything of an account that still stands in the parameters of an action of this type."""
    for path, text in texts(parameters):
        yield from ((path, arn) for arn in account_arns(text))
        if ID.match(text) and _names_something(kind, path):
            yield path, text


def texts(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text in decoded JSON, with its path."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from texts(item, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list | tuple):
        for place, item in enumerate(value):
            yield from texts(item, f"{path}[{place}]")
    elif isinstance(value, str):
        yield path, value


def _names_something(kind: str, path: str) -> bool:
    first, _, rest = path.partition(".")
    spec = ACTION_TYPES.get(kind)
    parameter = spec.parameters.get(first) if spec else None
    return first == "EventHooks" or rest == "PromptId" or (parameter is not None and parameter.kind is Kind.REFERENCE)


def _resource(value: str) -> tuple[str, ...]:
    """What names the resource however it is written: kind and id, a view's without the version; or the id alone."""
    whole = _VIEW_VERSION.sub(r"\1", value)
    id_ = scalar(whole)
    return (id_,) if id_ == whole else (whole.removesuffix(f"/{id_}").rpartition("/")[2], id_)
