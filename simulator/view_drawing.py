"""A Connect view, drawn with what it is given: on a terminal, as plain lines, or as a picture.

Knows how each component looks; refuses to know any particular view: what is drawn is read from the view's own file.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from contact_flows.view import GRID, Component, View
from contact_flows.view_components import COMPONENTS, REFERENCE

if TYPE_CHECKING:
    from rich.console import RenderableType

PICTURE_COLUMNS = 132
"""Letters in a line of the picture."""
_REMOTE_FONT = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)
"""A picture in a page fetches nothing; the reader's own letters serve."""
Data = Mapping[str, str]


def plain(view: View, data: Data) -> Iterator[str]:
    """The view from top to bottom, a line for each thing on it; what is empty is said to be none."""
    for component in view.components():
        yield from _lines(component, data)


def as_svg(view: View, data: Data) -> str:
    """A picture of the view: the same every time for the same view and data."""
    import io

    from rich.console import Console

    console = Console(
        record=True, width=PICTURE_COLUMNS, file=io.StringIO(), force_terminal=True, color_system="truecolor"
    )
    console.print(drawn(view, data, console.width))
    picture = console.export_svg(title=view.template.head.title, unique_id="view")
    return _REMOTE_FONT.sub("", picture)


def drawn(view: View, data: Data, width: int) -> "RenderableType":
    """The view for a terminal: its containers side by side, as its columns say.

    Args:
        view: What is drawn.
        data: What each input is given; one that is given nothing is empty.
        width: Letters in a line.
    """
    from rich.console import Group

    return Group(*(_row(row, data, width) for row in _rows(view)))


def filled(text: str, data: Data) -> str:
    """A text of the view as the agent reads it: an input is replaced by what it is given."""
    given = str(data.get(text[2:]) or "") if REFERENCE.fullmatch(text) else text
    return "".join(letter if letter.isprintable() or letter == "\n" else " " for letter in given)


def _rows(view: View) -> Iterator[list[tuple[Component, int]]]:
    """The containers that stand side by side, each with its width on the grid."""
    columns = view.template.head.configuration.layout.columns
    widths = [int(width) for width in columns] or [GRID] * len(view.template.body)
    row: list[tuple[Component, int]] = []
    for container, width in zip(view.template.body, widths, strict=True):
        if row and sum(taken for _, taken in row) + width > GRID:
            yield row
            row = []
        row.append((container, width))
    if row:
        yield row


def _row(row: Sequence[tuple[Component, int]], data: Data, width: int) -> "RenderableType":
    from rich.table import Table

    grid = Table.grid(expand=False)
    for _, share in row:
        grid.add_column(width=width * share // GRID)
    grid.add_row(*(_drawn(container, data) for container, _ in row))
    return grid


def _drawn(component: Component, data: Data) -> "RenderableType":
    from rich.console import Group
    from rich.panel import Panel
    from rich.text import Text

    props, inner = component.props, [_drawn(each, data) for each in component.content if isinstance(each, Component)]
    match component.type:
        case "Container":
            return Group(*inner) if props.get("HideBorder") else Panel(Group(*inner), border_style="grey50")
        case "AttributeBar":
            return _bar(props["Attributes"], data)
        case "AttributeSection":
            return Group(*_heading(props), *_attributes(props["Items"], data))
        case "Button" | "SubmitButton":
            return Text(f" {_caption(component, data)} ", style="reverse bold")
        case "ButtonGroup":
            return Text.assemble(*((f" {filled(each['Label'], data)} ", "reverse bold") for each in props["Items"]))
        case _ if COMPONENTS[component.type].field:
            return _field(component, data)
        case _:
            return Group(*_heading(props), *_words(component, data), *inner)


def _heading(props: Mapping[str, Any]) -> "Iterator[RenderableType]":
    from rich.text import Text

    if heading := props.get("Heading") or props.get("heading"):
        yield Text(str(heading), style="bold")


def _words(component: Component, data: Data) -> "Iterator[RenderableType]":
    from rich.text import Text

    if words := "".join(filled(text, data) for text in component.texts):
        title = str(component.props.get("Variant") or component.props.get("variant") or "").startswith("h")
        yield Text(words, style="bold" if title else "")


def _bar(attributes: Sequence[Mapping[str, Any]], data: Data) -> "RenderableType":
    from rich.table import Table
    from rich.text import Text

    bar = Table.grid(padding=(0, 3, 0, 1))
    bar.add_row(*(Text(filled(each["Label"], data), style="dim") for each in attributes))
    bar.add_row(*(Text(filled(each["Value"], data) or "-", style="bold") for each in attributes))
    return bar


def _attributes(items: Sequence[Mapping[str, Any]], data: Data) -> "Iterator[RenderableType]":
    from rich.padding import Padding
    from rich.text import Text

    for item in items:
        yield Text(filled(item["Label"], data), style="dim")
        yield Padding(Text(filled(item["Value"], data) or "-"), (0, 0, 0, 2))


def _field(component: Component, data: Data) -> "RenderableType":
    """A field with its label, and all it offers."""
    from rich.text import Text

    label = filled(str(component.props.get("Label") or component.props["Name"]), data)
    told = Text.assemble(
        (f"{label} ", "dim"), ("[ choose ]" if "Options" in component.props else "[          ]", "bold")
    )
    for option in component.props.get("Options", ()):
        told.append(f"\n  ( ) {filled(option['Label'], data)}")
    if helper := component.props.get("HelperText"):
        told.append(f"\n  {filled(helper, data)}", style="italic dim")
    return told


def _caption(component: Component, data: Data) -> str:
    inner = [text for each in component.walk() for text in each.texts]
    return filled(str(component.props.get("Label") or ""), data) or "".join(filled(text, data) for text in inner)


def _lines(component: Component, data: Data) -> Iterator[str]:
    items = component.props.get("Attributes") or component.props.get("Items") or ()
    for item in items if component.type.startswith("Attribute") else ():
        yield f"{filled(item['Label'], data)}: {filled(item['Value'], data) or 'none'}"
    known = COMPONENTS[component.type]
    if component.type in ("Button", "SubmitButton"):
        yield f"[{_caption(component, data)}]"
    elif known.field:
        yield f"{filled(str(component.props.get('Label') or component.props['Name']), data)}: ____"
    elif words := "".join(filled(text, data) for text in component.texts):
        yield from words.split("\n")
