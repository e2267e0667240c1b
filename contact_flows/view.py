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
from contact_flows.view_components import COMPONENTS, REFERENCE, faults

VIEWS = Path(__file__).parent / "views"
MAX_TEMPLATE_BYTES = 400_000
"""Bytes of a view. Source: API CreateView, `Content`."""
GRID = 12
"""Columns of a view's width. Source: adminguide/view-resources-custom-view.html."""
RESULT = "$.Views.ViewResultData"
"""Where a flow finds what came back from the view shown last. Source: adminguide/view-resources-custom-view.html."""
_ACTION = re.compile(r"[\w.:/=+\-@][\w .:/=+\-@]{0,254}")
_DESCRIPTION = re.compile(r"[\w.:/=+\-@,()'][\w .:/=+\-@,()']{0,4095}")
"""As the schema of AWS::Connect::View has them."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Layout(_Part):
    align: str | None = Field(default=None, alias="Align")
    columns: tuple[str, ...] = Field(default=(), alias="Columns")
    """Widths on the grid, one for each thing inside; in a component one width for all may stand alone."""


class Configuration(_Part):
    layout: Layout = Field(default=Layout(), alias="Layout")


class Component(_Part):
    """One thing on the screen."""

    id: str = Field(alias="_id", min_length=1)
    type: str = Field(alias="Type", min_length=1)
    props: Mapping[str, Any] = Field(alias="Props")
    configuration: Configuration | None = Field(default=None, alias="Configuration")
    content: tuple["Component | str", ...] = Field(default=(), alias="Content")

    def walk(self) -> Iterator["Component"]:
        """This component and all in it."""
        yield self
        for inner in self.content:
            if isinstance(inner, Component):
                yield from inner.walk()

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts and references that it shows as its content."""
        return tuple(inner for inner in self.content if isinstance(inner, str))

    @property
    def actions(self) -> Iterator[str]:
        """What pressing it, or one of its buttons, means to the flow."""
        items = self.props.get("Items")
        for each in (self.props, *(items if isinstance(items, list | tuple) else ())):
            if isinstance(each, Mapping) and each.get("Action"):
                yield str(each["Action"])


class Head(_Part):
    title: str = Field(alias="Title", min_length=1)
    configuration: Configuration = Field(alias="Configuration")


class Template(_Part):
    head: Head = Field(alias="Head")
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
        return frozenset(text[2:] for text in _texts(self.as_template()) if REFERENCE.fullmatch(text))

    @property
    def results(self) -> dict[str, str]:
        """Each field that the agent fills in -> where the flow finds it when the form was sent."""
        found = {}
        for each in self.components():
            known = COMPONENTS.get(each.type)
            if known is not None and known.field:
                name = str(each.props["Name"])
                found[name] = f"{RESULT}.{name}.0" if known.comes_as_list else f"{RESULT}.{name}"
        return found

    def as_template(self) -> dict[str, Any]:
        """The template as Connect takes it."""
        return self.template.model_dump(by_alias=True, mode="json", exclude_none=True)


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
    for problem in problems(view):
        raise FlowError(f"{where}: {problem}")
    return view


def problems(view: View) -> Iterator[str]:
    """What Connect would refuse in a view, or show otherwise than meant; each a sentence: what, and what to do."""
    if len(json.dumps(view.as_template()).encode()) > MAX_TEMPLATE_BYTES:
        yield f"the template is over {MAX_TEMPLATE_BYTES:,} bytes, which is all Connect takes; split the view"
    if not _DESCRIPTION.fullmatch(view.description):
        yield "Description has a character that Connect refuses; use letters, digits, spaces, commas and hyphens"
    for top in view.template.body:
        if top.type != "Container":
            yield f"{top.id!r} is a {top.type}, and Connect takes only a Container there; put it into one"
        yield from _misplaced(top)
    yield from _not_columns(view)
    for component in view.components():
        yield from _component_problems(component)
    yield from _twice("_id", [component.id for component in view.components()])
    yield from _twice("Name", [str(each.props["Name"]) for each in view.components() if "Name" in each.props])
    yield from _action_problems(view)


def _component_problems(component: Component) -> Iterator[str]:
    where, known = f"{component.id!r}, a {component.type},", COMPONENTS.get(component.type)
    if known is None:
        names = ", ".join(COMPONENTS)
        yield f"{component.id!r} is a {component.type}, which is no component we know; use one of {names}"
        return
    yield from (f"{where} {fault}" for fault in faults(component.props, known.props))
    if component.texts and not known.holds_text:
        yield f"{where} holds text, and Connect does not show it there; put it into a TextBox"
    if len(component.texts) < len(component.content) and not known.holds_components:
        yield f"{where} holds components, and Connect takes none in it; put them beside it"
    for text in (*component.texts, *_texts(dict(component.props))):
        if "$." in text and not REFERENCE.fullmatch(text):
            yield f"{where} has {text!r}, which is shown as it stands; let a reference be the whole of it, as $.Name"


def _misplaced(component: Component, *, in_form: bool = False) -> Iterator[str]:
    """Fields and what sends them must lie in a form, or nothing comes back of them."""
    known = COMPONENTS.get(component.type)
    if known is not None and (known.field or known.submits) and not in_form:
        yield f"{component.id!r} is a {component.type} outside any Form, so nothing comes back of it; move it into one"
    for inner in component.content:
        if isinstance(inner, Component):
            yield from _misplaced(inner, in_form=in_form or component.type == "Form")


def _not_columns(view: View) -> Iterator[str]:
    top = view.template.head.configuration.layout.columns
    if top and len(top) != len(view.template.body):
        yield f"Head lays out {len(top)} columns, and Body has {len(view.template.body)} containers; give each a width"
    inner = [each.configuration.layout.columns for each in view.components() if each.configuration]
    for width in (width for widths in (top, *inner) for width in widths):
        if not (width.isdecimal() and 1 <= int(width) <= GRID):
            yield f"a column is {width!r} wide, and a view has {GRID} columns; use a number from 1 to {GRID}"


def _action_problems(view: View) -> Iterator[str]:
    for action in view.actions:
        if not _ACTION.fullmatch(action):
            yield f"the action {action!r} has a character that Connect refuses; use letters, digits, spaces and hyphens"
    pressed = {action for component in view.components() for action in component.actions}
    if unlisted := sorted(pressed - set(view.actions)):
        yield f"a button's action is {unlisted[0]!r}, and Actions does not list it; add it"
    if idle := sorted(set(view.actions) - pressed):
        yield f"Actions lists {idle[0]!r}, and no button has it; remove it or add the button"


def _twice(what: str, names: list[str]) -> Iterator[str]:
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"two components are called {name!r}; give each {'an' if what == '_id' else 'a'} {what} of its own"


def _texts(value: Any) -> Iterator[str]:
    """Every text in a template, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
