"""One flow as an SVG.

Knows how blocks, branches and what calls passed of them are shown; refuses to know where they stand (`places`) and what
is written on them (`blocks`). All text comes from files of strangers: every letter of it is escaped here.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from xml.sax.saxutils import escape as _escape
from xml.sax.saxutils import quoteattr

from contact_flows.coverage import Passed, WayKind
from contact_flows.draw import places, writing
from contact_flows.draw.blocks import PADDING, SIZES, WIDTH, Block, Port, TextLine, blocks
from contact_flows.draw.graphviz import SLICE, Point
from contact_flows.draw.legend import legend
from contact_flows.draw.places import Arrangement, Box
from contact_flows.draw.trace import Trace
from contact_flows.flow import Flow

MADE_BY = "drawn by ivr flows draw"
"""Stands in every picture, so that a later one may take its place."""
_BAND, _CORNER = 24.0, 7
_ABOVE = 64.0
"""Units over the drawing for the flow's name."""
_WIDEST_BADGE = WIDTH - 20


def draw(
    flow: Flow,
    *,
    passed: Counter[Passed] | None = None,
    path: Sequence[Passed] | None = None,
    links: Mapping[str, str] | None = None,
    alone: bool = True,
) -> str:
    """A picture of a flow.

    Args:
        flow: As read; it need not be one that Connect takes.
        passed: How often calls took each branch; branches and blocks that none took are told apart.
        path: What one call passed, in order, other flows' blocks too: blocks are numbered, the rest is dimmed.
        links: What a parameter names (a placeholder, an ARN, a name that the designer shows) -> the page to link to.
        alone: Whether it is a file of its own; else its letters and colours are the page's.

    Raises:
        DrawingError: Graphviz gave up on the flow.
    """
    every = blocks(flow, links or {})
    arrangement = places.arrange(flow, every)
    trace = Trace(flow.name, passed=passed, path=path)
    return "\n".join(_document(flow, every, arrangement, trace, alone=alone)) + "\n"


def anchor(name: str) -> str:
    """What a flow is called in links: letters, digits and hyphens."""
    return "flow-" + "".join(each if each.isascii() and each.isalnum() else "-" for each in name)


@lru_cache(maxsize=1)
def style() -> str:
    """The letters and colours of pictures."""
    return (Path(__file__).parent / "picture.css").read_text(encoding="utf-8")


def text(given: str) -> str:
    """Escaped, and without characters that no XML document may hold."""
    return _escape("".join(each if each.isprintable() or each in "\n\t" else " " for each in given))


def attribute(given: str) -> str:
    """The same as an attribute's value, its quotes included."""
    return quoteattr("".join(each if each.isprintable() else " " for each in given))


def _document(
    flow: Flow, every: Sequence[Block], arrangement: Arrangement, trace: Trace, *, alone: bool
) -> Iterator[str]:
    name = anchor(flow.name)
    key, key_height = legend(every, trace, across=max(arrangement.width, 720.0))
    across, top = max(arrangement.width, 720.0), _ABOVE + key_height
    down = top + arrangement.height
    classes = " ".join(["flow", *trace.classes])
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{classes}" id="{name}-picture" '
        f'role="graphics-document document" '
        f'aria-labelledby="{name}-title" aria-describedby="{name}-about" data-flow={attribute(flow.name)} '
        f'width="{across:.0f}" height="{down:.0f}" viewBox="0 0 {across:.0f} {down:.0f}">'
    )
    yield f'<title id="{name}-title">{text(f"Flow {flow.name}")}</title>'
    yield f'<desc id="{name}-about">{text(_about(flow, every, trace))}</desc>'
    if alone:
        yield f"<!-- {MADE_BY} -->\n<style>{style()}</style>"
    yield f'<rect class="paper" width="{across:.0f}" height="{down:.0f}"/>'
    yield f'<text class="name" x="34" y="42">{text(_shortened(flow.name, across))}</text>'
    yield f'<g transform="translate(34 {_ABOVE})">{key}</g>'
    yield f'<g transform="translate(0 {top:.0f})">'
    for heading in arrangement.headings:
        yield f'<text class="group" x="{heading.x:.1f}" y="{heading.y:.1f}">{text(heading.text)}</text>'
    yield from _ways(every, arrangement, trace)
    yield _entry(arrangement.entry)
    for block in _in_order(flow, every):
        yield from _block(name, block, arrangement.boxes[block.key], trace)
    yield "</g></svg>"


def _shortened(name: str, across: float) -> str:
    return (writing.wrap(writing.shown(name), 22, across=across - 80, lines=1) or [""])[0]


def _about(flow: Flow, every: Sequence[Block], trace: Trace) -> str:
    actions = sum(not block.missing for block in every)
    kind = f" of type {flow.type}" if flow.type else ""
    return f"A flow{kind} with {actions} blocks, from left to right. {trace.about(every)}".strip()


def _in_order(flow: Flow, every: Sequence[Block]) -> list[Block]:
    """Blocks as a contact may come to them, then the others: the order in which they are read aloud."""
    by_key = {block.key: block for block in every}
    waiting = [block.key for block in every if block.identifier == flow.start_action][-1:]
    found = dict[str, Block]()
    while waiting:
        key = waiting.pop()
        if key not in found:
            found[key] = by_key[key]
            waiting += [port.target for port in reversed(by_key[key].ports) if port.target is not None]
    return [*found.values(), *(block for block in every if block.key not in found)]


def _ways(every: Sequence[Block], arrangement: Arrangement, trace: Trace) -> Iterator[str]:
    """All lines, those that calls took above the others."""
    yield f'<g class="way">{_line(arrangement.start)}</g>' if arrangement.start else ""
    by_key = {block.key: block for block in every}
    found = list[tuple[bool, str]]()
    for block in every:
        for number, port in enumerate(block.ports):
            if port.target is None:
                continue
            told = f"{block.title}: {port.label} → {by_key[port.target].title}"
            kind = "error" if port.way.kind is WayKind.ERROR else "plain"
            mark = trace.mark(block, port)
            attributes = (
                f"data-from={attribute(block.identifier)} data-branch={attribute(port.way.branch)} "
                f"data-to={attribute(by_key[port.target].identifier)}"
            )
            line = _line(arrangement.curves[block.key, number])
            found.append(
                (mark == "passed", f'<g class="way {kind} {mark}" {attributes}><title>{text(told)}</title>{line}</g>')
            )
    yield from (line for _, line in sorted(found, key=lambda each: each[0]))


def _line(curve: Sequence[Point]) -> str:
    start, rest = curve[0], curve[1:]
    steps = " ".join(f"{x:.1f},{y:.1f}" for x, y in rest)
    way = f"M{start[0]:.1f},{start[1]:.1f}C{steps}"
    x, y = curve[-1]
    head = f"M{x:.1f},{y:.1f}l-9,-4.5v9z"
    return f'<path class="casing" d="{way}"/><path class="run" d="{way}"/><path class="head" d="{head}"/>'


def _entry(box: Box) -> str:
    middle = SLICE / 2
    return (
        f'<g class="entry" transform="translate({box.x:.1f} {box.y:.1f})"><title>The contact comes in here</title>'
        f'<rect x="0" y="{middle - 13}" width="{box.width:.0f}" height="26" rx="13"/>'
        f'<text x="{box.width / 2:.0f}" y="{middle + 4.5}" text-anchor="middle">Entry</text></g>'
    )


def _block(name: str, block: Block, box: Box, trace: Trace) -> Iterator[str]:
    classes = ["block", trace.of(block), "" if block.reachable or block.missing else "apart"]
    classes += ["missing"] if block.missing else []
    yield (
        f'<g class="{" ".join(filter(None, classes))}" id="{name}-{block.key}" role="graphics-object group" '
        f'aria-label={attribute(f"{block.name}: {block.full}")} transform="translate({box.x:.1f} {box.y:.1f})" '
        f"data-action={attribute(block.identifier)} data-type={attribute(block.type)}>"
    )
    yield f"<title>{text(block.full)}</title>"
    yield f'<rect class="card" width="{box.width:.0f}" height="{box.height:.0f}" rx="{_CORNER}"/>'
    band = f"M0,{_BAND}V{_CORNER}Q0,0 {_CORNER},0H{WIDTH - _CORNER}Q{WIDTH},0 {WIDTH},{_CORNER}V{_BAND}Z"
    yield f'<path class="band-{block.kind}" d="{band}"/>'
    count = trace.count(block)
    room = WIDTH - 2 * PADDING - (48 if count else 0)
    title = (writing.wrap(block.name, 12, across=room, lines=1) or [""])[0]
    yield f'<text class="kind" x="{PADDING}" y="16.5">{text(title)}</text>'
    if count:
        yield f'<text class="kind count" x="{WIDTH - PADDING}" y="16.5" text-anchor="end">{count}</text>'
    yield from _lines(block.lines)
    for number, port in enumerate(block.ports):
        yield _port(block, port, (block.head_slices + number) * SLICE, trace)
    yield from _badge(trace.numbers(block))
    yield "</g>"


def _lines(lines: Sequence[TextLine]) -> Iterator[str]:
    y = _BAND + 3
    for line in lines:
        y += SIZES[line.style] * 1.32
        written = f'<text class="{line.style}" x="{PADDING}" y="{y - 2:.1f}">{text(line.text)}</text>'
        yield f"<a href={attribute(line.link)}>{written}</a>" if line.link else written


def _port(block: Block, port: Port, y: float, trace: Trace) -> str:
    """A branch's row: what it is called, at the point where its line leaves."""
    kind, mark, count = (
        "error" if port.way.kind is WayKind.ERROR else "plain",
        trace.mark(block, port),
        trace.taken(block, port),
    )
    told = port.label if port.target is not None else f"{port.label} ⏹"
    room = WIDTH - 2 * PADDING - 16 - (52 if count else 0)
    label = (writing.wrap(told, 11.5, across=room, lines=1) or [""])[0]
    shaded = (
        f'<rect class="unreached-mark" x="1" y="{y:.0f}" width="{WIDTH - 2}" height="{SLICE}"/>'
        if mark == "unreached"
        else ""
    )
    counted = f'<text class="count" x="{PADDING}" y="{y + 13:.0f}">{count}</text>' if count else ""
    dot = f'<circle class="dot" cx="{WIDTH}" cy="{y + SLICE / 2:.0f}" r="4"/>' if port.target is not None else ""
    return (
        f'<g class="port {kind} {mark}" data-of={attribute(block.identifier)} data-branch={attribute(port.way.branch)}>'
        f"<title>{text(told)}</title>{shaded}"
        f'<path class="rule" d="M0,{y:.0f}H{WIDTH}"/>{counted}'
        f'<text x="{WIDTH - PADDING - 2}" y="{y + 13:.0f}" text-anchor="end">{text(label)}</text>{dot}</g>'
    )


def _badge(numbers: Sequence[int]) -> Iterator[str]:
    """When a call passed the block, above its upper left corner."""
    if not numbers:
        return
    told = ", ".join(map(str, numbers))
    written = writing.wrap(told, 12, across=_WIDEST_BADGE, lines=1)[0]
    wide = writing.width(written, 12) + 14
    yield (
        f'<g class="badge"><title>{text(f"Passed as number {told}")}</title>'
        f'<rect x="-8" y="-20" width="{wide:.0f}" height="20" rx="10"/><text x="-1" y="-6">{text(written)}</text></g>'
    )
