"""The components that a Connect view is built of: one entry each.

Knows the properties of each component and which it cannot do without; refuses to know views, and how components look.
Sources: the View Dictionary, https://d3irlmavjxd3d8.cloudfront.net; adminguide/view-resources-custom-view.html; and the
view after-contact-work, which Connect itself ships, as DescribeView returns it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

REFERENCE = re.compile(r"\$\.[A-Z]\w*")
"""An input, as the whole of a value; inside a longer text it is shown as it stands. Connect begins the keys of
`ViewData` with a capital."""


class Kind(StrEnum):
    TEXT = "text"
    FLAG = "true or false"
    NUMBER = "a number"
    TEXTS = "a list of texts"
    ITEMS = "a list of objects"


@dataclass(frozen=True, slots=True)
class Prop:
    kind: Kind = Kind.TEXT
    required: bool = False
    options: tuple[str, ...] = ()
    items: Mapping[str, "Prop"] = field(default_factory=dict)
    """Of each object in the list."""


@dataclass(frozen=True, slots=True)
class ComponentType:
    props: Mapping[str, Prop]
    holds_components: bool = False
    holds_text: bool = False
    field: bool = False
    """The agent fills it in; it comes back by its `Name`."""
    comes_as_list: bool = False
    """What comes back is a list, also of one. Source: adminguide, the flow of the guide for after contact work."""
    submits: bool = False
    """It sends the form that it lies in."""


_TEXT, _NEEDED, _FLAG = Prop(), Prop(required=True), Prop(Kind.FLAG)
_ATTRIBUTE = {
    "Label": _NEEDED,
    "Value": _NEEDED,
    "LinkType": Prop(options=("external", "case", "third-party applications")),
    "ResourceId": _TEXT,
    "Copyable": _FLAG,
    "Url": _TEXT,
}
_FIELD = {"Name": _NEEDED, "Label": _TEXT, "Required": _FLAG, "Disabled": _FLAG, "HelperText": _TEXT}
_CHOICES = {"Options": Prop(Kind.ITEMS, required=True, items={"Label": _NEEDED, "Value": _NEEDED})}
_BUTTON = {
    "Action": _TEXT,
    "Variant": Prop(options=("primary", "normal", "link")),
    "Disabled": _FLAG,
    "Loading": _FLAG,
    "IconName": _TEXT,
    "IconAlign": Prop(options=("left", "right")),
    "Href": _TEXT,
}
_GROUPED = {**_BUTTON, "Label": _NEEDED, "FormAction": Prop(options=("submit", "none"))}

_COMPONENTS: dict[str, ComponentType] = {
    "Container": ComponentType({"HideBorder": _FLAG, "header": _TEXT, "footer": _TEXT}, holds_components=True),
    "Section": ComponentType({"Heading": _TEXT}, holds_components=True),
    "Form": ComponentType({"HideBorder": _FLAG}, holds_components=True),
    "Header": ComponentType(
        {"variant": Prop(options=("h1", "h2", "h3", "h4")), "description": _TEXT},
        holds_components=True,
        holds_text=True,
    ),
    "TextBox": ComponentType(
        {
            "Variant": Prop(options=("p", "h1", "h2", "h3", "h4", "h5", "div", "span")),
            "FontSize": Prop(
                options=(
                    "body-s",
                    "body-m",
                    "heading-xs",
                    "heading-s",
                    "heading-m",
                    "heading-l",
                    "heading-xl",
                    "display-l",
                )
            ),
            "FontWeight": Prop(options=("light", "normal", "bold", "heavy")),
            "TextAlign": Prop(options=("left", "center", "right")),
        },
        holds_text=True,
    ),
    "Alert": ComponentType(
        {
            "type": Prop(options=("info", "success", "warning", "error")),
            "level": Prop(options=("inline", "page", "global")),
            "heading": _TEXT,
            "dismissible": _FLAG,
        },
        holds_components=True,
        holds_text=True,
    ),
    "AttributeBar": ComponentType({"Attributes": Prop(Kind.ITEMS, required=True, items=_ATTRIBUTE)}),
    "AttributeSection": ComponentType(
        {
            "Heading": _TEXT,
            "Items": Prop(Kind.ITEMS, required=True, items=_ATTRIBUTE),
            "Columns": Prop(Kind.NUMBER),
            "NoItemMessage": _TEXT,
        }
    ),
    "FormInput": ComponentType(
        {
            **_FIELD,
            "DefaultValue": _TEXT,
            "InputType": Prop(options=("number", "text", "password", "email", "tel", "url")),
        },
        field=True,
    ),
    "TextArea": ComponentType({**_FIELD, "DefaultValue": _TEXT}, field=True),
    "Dropdown": ComponentType(
        {**_FIELD, **_CHOICES, "DefaultValue": Prop(Kind.TEXTS), "MultiSelect": _FLAG, "Clearable": _FLAG},
        field=True,
        comes_as_list=True,
    ),
    "Button": ComponentType(_BUTTON, holds_components=True, holds_text=True),
    "SubmitButton": ComponentType({**_BUTTON, "Label": _NEEDED, "Action": _NEEDED}, submits=True),
    "ButtonGroup": ComponentType(
        {
            "Items": Prop(Kind.ITEMS, required=True, items=_GROUPED),
            "ButtonsOrientation": Prop(options=("vertical", "horizontal")),
            "SpaceBetweenButtons": Prop(options=("xxxs", "xxs", "xs", "s", "m", "l", "xl", "xxl")),
        }
    ),
}

COMPONENTS: Mapping[str, ComponentType] = MappingProxyType(_COMPONENTS)
"""Every component that a view of ours may have, by its `Type`."""


def faults(props: Mapping[str, Any], known: Mapping[str, Prop]) -> Iterator[str]:
    """What Connect would refuse in these properties, each as the end of a sentence about what has them."""
    for name in props:
        if name not in known:
            yield f"has no property {name!r}; it has {', '.join(known)}"
    for name, prop in known.items():
        if name not in props and prop.required:
            yield f"needs the property {name!r}; add it"
        elif name in props:
            yield from _value_faults(name, props[name], prop)


def _value_faults(name: str, value: Any, prop: Prop) -> Iterator[str]:
    if isinstance(value, str) and REFERENCE.fullmatch(value):
        return
    if prop.kind is Kind.ITEMS and isinstance(value, list | tuple):
        for number, item in enumerate(value, 1):
            found = faults(item, prop.items) if isinstance(item, Mapping) else ("is no object; make it one",)
            yield from (f"{name}, item {number}: {fault}" for fault in found)
        return
    if not _fits(value, prop.kind):
        yield f"has {value!r} as {name!r}, which takes {prop.kind}"
    elif prop.options and value not in prop.options:
        yield f"has {value!r} as {name!r}, which takes {', '.join(prop.options)}"


def _fits(value: Any, kind: Kind) -> bool:
    match kind:
        case Kind.FLAG:
            return isinstance(value, bool) or value in ("true", "false")
        case Kind.NUMBER:
            return str(value).isdecimal()
        case Kind.TEXTS:
            return isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)
        case Kind.ITEMS:
            return False
        case Kind.TEXT:
            return isinstance(value, str)
