"""A flow's actions as blocks that can be drawn: what stands on each, line by line, and where its branches lead.

Knows what of an action an admin wants to read; refuses to know places, colours and SVG.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from contact_flows.block_names import block_name
from contact_flows.check import unreachable
from contact_flows.coverage import Way, WayKind, ways
from contact_flows.draw import writing
from contact_flows.draw.designer import BlockKind, block_kind, in_words, way_name
from contact_flows.draw.graphviz import SLICE
from contact_flows.flow import Action, Flow

WIDTH = 252
PADDING = 10
SPOKEN_LINES, DETAIL_LINES, LINES_OF_A_DETAIL = 14, 6, 2
"""What is longer stands whole in the block's tooltip."""
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_MESSAGE = ("Text", "SSML", "PromptId", "Media")
_ROUTINE = frozenset(
    {"Invocation time limit seconds", "Invocation type", "Response type", "Store input", "Target contact"}
)
"""Parameters that nearly every block of their type has alike; they stand in the tooltip alone."""
_NAMED_BY_ADMINS = frozenset(
    {"Attributes", "FlowAttributes", "LambdaInvocationAttributes", "LexSessionAttributes", "Tags", "ViewData"}
)
"""Parameters whose keys are no words of Connect; they are shown as they stand."""
_LEADING_ELSEWHERE = frozenset(
    {"CreateCallbackContact", "InvokeFlowModule", "TransferToFlow", "UpdateContactEventHooks"}
)
"""Action types with a parameter that names a flow or a module."""


class Style(StrEnum):
    """What a line on a block is."""

    TITLE = "title"
    SPOKEN = "spoken"
    DETAIL = "detail"


SIZES: Mapping[Style, float] = {Style.TITLE: 13.5, Style.SPOKEN: 12.5, Style.DETAIL: 11.5}


@dataclass(frozen=True, slots=True)
class TextLine:
    style: Style
    text: str
    link: str | None = None
    """A page that the line leads to."""


@dataclass(frozen=True, slots=True)
class Port:
    """Where a branch leaves its block."""

    way: Way
    label: str
    target: str | None
    """The key of the block that it leads to; None out of the flow."""
    is_error: bool
    """Whether something has gone wrong; that a comparison meets no condition is no more than its else."""


@dataclass(frozen=True, slots=True)
class Block:
    key: str
    """Unlike any other of the picture, and made of letters and digits alone."""
    identifier: str
    type: str
    name: str
    """As in the console."""
    kind: BlockKind
    lines: tuple[TextLine, ...]
    ports: tuple[Port, ...]
    full: str
    """All that the block says and sets, uncut."""
    reachable: bool = True
    missing: bool = False
    """Branches lead to it, and the flow has no such action."""

    @property
    def title(self) -> str:
        """What to call it in a sentence."""
        found = " ".join(line.text for line in self.lines if line.style is Style.TITLE)
        return f"{found} ({self.name})" if found else self.name

    @property
    def head_slices(self) -> int:
        """Slices above the first branch."""
        text = sum(SIZES[line.style] * 1.32 for line in self.lines)
        return 2 + math.ceil((text + 2) / SLICE) if self.lines else 2

    @property
    def slices(self) -> int:
        return self.head_slices + len(self.ports)


def blocks(flow: Flow, links: Mapping[str, str]) -> list[Block]:
    """Every action as a block, in the order of the file; then one for each identifier that nothing bears.

    Args:
        flow: As read; it need not be one that Connect takes.
        links: What a parameter names (a placeholder, an ARN, a name that the designer shows) -> the page to link to.
    """
    links = {writing.value(name): page for name, page in links.items()}
    keys = {action.identifier: f"b{number}" for number, action in enumerate(flow.actions)}
    lost = dict.fromkeys(
        target
        for target in (flow.start_action, *(way.target for action in flow.actions for way in ways(action)))
        if target is not None and target not in keys
    )
    keys |= {identifier: f"m{number}" for number, identifier in enumerate(lost)}
    apart = frozenset(unreachable(flow))
    found = [
        _block(f"b{number}", action, flow, keys, links, reachable=action.identifier not in apart)
        for number, action in enumerate(flow.actions)
    ]
    return found + [_missing(keys[identifier], identifier) for identifier in lost]


def _block(
    key: str, action: Action, flow: Flow, keys: Mapping[str, str], links: Mapping[str, str], *, reachable: bool
) -> Block:
    label = flow.label(action.identifier)
    names = _shown_names(flow, action.identifier)
    said, details = list(_said(action, names)), list(_details(action.parameters, names))
    full = "\n".join([label, *said, *(f"{name}: {text}" for name, text in details)])
    lines = [
        *_wrapped(Style.TITLE, "" if _UUID.fullmatch(label) else writing.shown(label), lines=3),
        *(line for text in said for line in _wrapped(Style.SPOKEN, text, lines=SPOKEN_LINES)),
        *_detail_lines(action, details, links),
    ]
    return Block(
        key=key,
        identifier=action.identifier,
        type=action.type,
        name=writing.shown(block_name(action.type, action.parameters)),
        kind=block_kind(action),
        lines=tuple(lines),
        ports=tuple(_ports(action, keys)),
        full=full,
        reachable=reachable,
    )


def _missing(key: str, identifier: str) -> Block:
    lines = [
        *_wrapped(Style.TITLE, writing.shown(identifier) or "(no name)", lines=3),
        *_wrapped(Style.DETAIL, "The flow has no action of this name.", lines=2),
    ]
    return Block(key, identifier, "", "Missing", BlockKind.UNKNOWN, tuple(lines), (), identifier, missing=True)


def _ports(action: Action, keys: Mapping[str, str]) -> Iterator[Port]:
    """A branch that no contact takes has none where another leads to the same block."""
    every = ways(action)
    for way in every:
        repeated = any(other is not way and other.target == way.target and other.possible for other in every)
        if (not way.possible and repeated) or (way.kind is WayKind.END and way.branch == "end"):
            continue
        label, target = writing.shown(way_name(action, way)), keys.get(way.target) if way.target is not None else None
        otherwise = way.branch == "NoMatchingCondition" and block_kind(action) is BlockKind.DECIDE
        yield Port(way, label, target, way.kind is WayKind.ERROR and not otherwise)


def _shown_names(flow: Flow, identifier: str) -> dict[str, str]:
    """What the designer shows in place of an id -> by the parameter's name, however deep it lies."""
    every = flow.metadata.get("ActionMetadata")
    one = every.get(identifier) if isinstance(every, Mapping) else None
    found = dict[str, str]()
    _collect(one.get("parameters") if isinstance(one, Mapping) else None, "", found)
    return found


def _collect(part: Any, name: str, found: dict[str, str]) -> None:
    if isinstance(part, list):
        for number, each in enumerate(part):
            _collect(each, f"{name}.{number}", found)
    if isinstance(part, Mapping):
        shown = part.get("displayName")
        if isinstance(shown, str) and shown.strip():
            found[name] = shown
        for key, each in part.items():
            if isinstance(each, Mapping | list):
                _collect(each, f"{name}.{key}" if name else str(key), found)


def _said(action: Action, names: Mapping[str, str]) -> Iterator[str]:
    """What the caller hears of a block; a recording by its name."""
    messages = action.parameters.get("Messages")
    sources: list[tuple[str, Any]] = [("", action.parameters)]
    if isinstance(messages, list):
        sources += [(f"Messages.{number}.", each) for number, each in enumerate(messages)]
    for prefix, source in sources:
        if not isinstance(source, Mapping):
            continue
        for name in _MESSAGE:
            if name not in source:
                continue
            if name in ("Text", "SSML") and isinstance(source[name], str):
                said = writing.shown(writing.spoken(source[name]) if name == "SSML" else source[name])
                yield f"“{said}”"
            else:
                yield f"♪ {writing.shown(names.get(prefix + name, '')) or writing.value(source[name])}"


def _details(parameters: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Every parameter that is not spoken, as its name and what it is."""
    for name, given in parameters.items():
        if name in _MESSAGE or (name == "Messages" and isinstance(given, list)):
            continue
        yield from _flat(name, name, given, names)


def _flat(path: str, name: str, given: Any, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if isinstance(given, Mapping) and given and set(given) != {"Value"}:
        for key, each in given.items():
            yield from _flat(f"{path}.{key}", str(key), each, names)
    else:
        own = path.split(".")[0] in _NAMED_BY_ADMINS and "." in path
        shown = writing.shown(names.get(path, "")) or writing.value(given)
        yield writing.shown(name) if own else in_words(writing.shown(name)), shown


def _detail_lines(action: Action, details: Sequence[tuple[str, str]], links: Mapping[str, str]) -> Iterator[TextLine]:
    wanted = [each for each in details if each[0] not in _ROUTINE]
    for name, text in wanted[:DETAIL_LINES]:
        caption = f"{text} ?" if action.type == "Compare" else f"{name}: {text}"
        link = links.get(text) if action.type in _LEADING_ELSEWHERE else None
        yield from _wrapped(Style.DETAIL, caption, lines=LINES_OF_A_DETAIL, link=link)
    if len(wanted) > DETAIL_LINES:
        yield TextLine(Style.DETAIL, f"and {len(wanted) - DETAIL_LINES} more")


def _wrapped(style: Style, text: str, *, lines: int, link: str | None = None) -> Iterator[TextLine]:
    for each in writing.wrap(text, SIZES[style], across=WIDTH - 2 * PADDING, lines=lines):
        yield TextLine(style, each, link)
