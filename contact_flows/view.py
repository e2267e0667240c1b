"""What an agent's screen shows: the views of `views/*.json`, read and held against what Connect takes.

Knows how a view is written down, what it shows of the data it is given and which buttons it has; refuses to know which
flow shows it and where the data come from.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from contact_flows.flow import FlowError

VIEWS = Path(__file__).parent / "views"
MAX_TEMPLATE_BYTES = 400_000
"""Bytes of a view. Source: API CreateView, `Content`."""
_INPUT = re.compile(r"\$\.([A-Za-z]\w*)")
_ACTION = re.compile(r"[\w.:/=+\-@][\w .:/=+\-@]{0,254}")
_DESCRIPTION = re.compile(r"[\w.:/=+\-@,()'][\w .:/=+\-@,()']{0,4095}")
"""As the schema of AWS::Connect::View has them."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Component(_Part):
    """One thing on the screen. The types: the View Dictionary, https://d3irlmavjxd3d8.cloudfront.net."""

    id: str = Field(alias="_id", min_length=1)
    type: str = Field(alias="Type", min_length=1)
    props: Mapping[str, Any] = Field(alias="Props")
    content: tuple["Component | str", ...] = Field(default=(), alias="Content")

    def walk(self) -> Iterator["Component"]:
        """This component and all in it."""
        yield self
        for inner in self.content:
            if isinstance(inner, Component):
                yield from inner.walk()


class Template(_Part):
    head: Mapping[str, Any] = Field(alias="Head")
    body: tuple[Component, ...] = Field(alias="Body", min_length=1)


class View(_Part):
    """A view as its file has it, by the keys of AWS::Connect::View."""

    description: str = Field(alias="Description")
    actions: tuple[str, ...] = Field(alias="Actions", min_length=1)
    template: Template = Field(alias="Template")

    def components(self) -> Iterator[Component]:
        for top in self.template.body:
            yield from top.walk()

    @property
    def inputs(self) -> frozenset[str]:
        """The keys of `ViewData` that it shows."""
        return frozenset(_INPUT.findall(json.dumps(self.as_template())))

    def as_template(self) -> dict[str, Any]:
        """The template as Connect takes it."""
        return self.template.model_dump(by_alias=True, mode="json", exclude_defaults=True)


def load_views(*, folder: Path = VIEWS) -> dict[str, View]:
    """Every view of the folder by its name (the file's, without the suffix).

    Raises:
        FlowError: a view cannot be read, or Connect would refuse it; one sentence: file, what is wrong, what to do.
    """
    return {path.stem: _load(path) for path in sorted(folder.glob("*.json"))}


def _load(path: Path) -> View:
    where = f"{path.parent.name}/{path.name}"
    try:
        view = View.model_validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        at = ".".join(str(part) for part in first["loc"] if part != "function-wrap")
        raise FlowError(f"{where}: {at or 'the file'}: {first['msg']}; correct it") from error
    for problem in _problems(view):
        raise FlowError(f"{where}: {problem}")
    return view


def _problems(view: View) -> Iterator[str]:
    if len(json.dumps(view.as_template()).encode()) > MAX_TEMPLATE_BYTES:
        yield f"the template is over {MAX_TEMPLATE_BYTES:,} bytes, which is all Connect takes; split the view"
    if not _DESCRIPTION.fullmatch(view.description):
        yield "Description has a character that Connect refuses; use letters, digits, spaces, commas and hyphens"
    for top in view.template.body:
        if top.type != "Container":
            yield f"{top.id!r} is a {top.type}, and Connect takes only a Container there; put it into one"
    seen = set[str]()
    for component in view.components():
        if component.id in seen:
            yield f"two components are called {component.id!r}; give each an _id of its own"
        seen.add(component.id)
    for action in view.actions:
        if not _ACTION.fullmatch(action):
            yield f"the action {action!r} has a character that Connect refuses; use letters, digits, spaces and hyphens"
    pressed = {component.props["Action"] for component in view.components() if "Action" in component.props}
    if unlisted := sorted(pressed - set(view.actions)):
        yield f"a button's action is {unlisted[0]!r}, and Actions does not list it; add it"
