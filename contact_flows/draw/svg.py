"""One flow as an SVG.

Knows how blocks, branches and what calls passed of them are shown; refuses to know where they stand (`places`) and what
is written on them (`blocks`).
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from contact_flows.coverage import Passed
from contact_flows.draw import places, writing
from contact_flows.draw.blocks import Block, blocks
from contact_flows.draw.cards import Signpost, card, error_or_plain
from contact_flows.draw.graphviz import SLICE, Point
from contact_flows.draw.legend import legend
from contact_flows.draw.markup import anchor, attribute, text
from contact_flows.draw.places import Arrangement, Box
from contact_flows.draw.trace import PASSED, Trace
from contact_flows.flow import Flow

MADE_BY = "drawn by ivr flows draw"
"""Stands in every picture, so that a later one may take its place."""
_ABOVE = 64.0
"""Units over the legend for the flow's name."""
_ABOVE_WITHOUT_NAME = 20.0


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
        alone: Whether it is a file of its own; else name, letters and colours are the page's.
    """
    every = blocks(flow, links or {})
    arrangement = places.arrange(flow, every)
    trace = Trace(flow.name, passed=passed, path=path)
    return "\n".join(_document(flow, every, arrangement, trace, alone=alone)) + "\n"


@lru_cache(maxsize=1)
def style() -> str:
    """The letters and colours of pictures."""
    return (Path(__file__).parent / "picture.css").read_text(encoding="utf-8")


def _document(
    flow: Flow, every: Sequence[Block], arrangement: Arrangement, trace: Trace, *, alone: bool
) -> Iterator[str]:
    name = anchor(flow.name)
    key, key_height = legend(every, trace, across=max(arrangement.width, 720.0))
    above = _ABOVE if alone else _ABOVE_WITHOUT_NAME
    across, top = max(arrangement.width, 720.0), above + key_height
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
    if alone:
        yield f'<text class="name" x="34" y="42">{text(_shortened(flow.name, across))}</text>'
    yield f'<g transform="translate(34 {above:.0f})">{key}</g>'
    yield f'<g class="drawing" transform="translate(0 {top:.0f})">'
    yield from _drawing(flow, every, arrangement, trace)
    yield "</g></svg>"


def _drawing(flow: Flow, every: Sequence[Block], arrangement: Arrangement, trace: Trace) -> Iterator[str]:
    """What stands below the name and the legend: lines, headings, blocks."""
    yield from _ways(every, arrangement, trace)
    for heading in arrangement.headings:
        yield f'<text class="group" x="{heading.x:.1f}" y="{heading.y:.1f}">{text(heading.text)}</text>'
    by_key = {block.key: block for block in every}
    yield _entry(arrangement.entry)
    for block in _in_order(flow, every):
        yield from _block(anchor(flow.name), block, by_key, arrangement, trace)


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
    if arrangement.start:
        yield f'<g class="way {trace.entry}">{_line(arrangement.start)}</g>'
    by_key = {block.key: block for block in every}
    found = list[tuple[bool, str]]()
    for block in every:
        for number, port in enumerate(block.ports):
            if port.target is not None:
                mark, target = trace.mark(block, port), by_key[port.target]
                told = f"{block.title}: {port.label} → {target.title}"
                attributes = (
                    f"data-from={attribute(block.identifier)} data-branch={attribute(port.way.branch)} "
                    f"data-to={attribute(target.identifier)}"
                )
                line = f"<title>{text(told)}</title>{_line(arrangement.curves[block.key, number])}"
                drawn = f'<g class="way {error_or_plain(port)} {mark}" {attributes}>{line}</g>'
                found.append((mark == PASSED, drawn))
    yield from (line for _, line in sorted(found, key=lambda each: each[0]))


def _line(curve: Sequence[Point]) -> str:
    """A line with its arrow; nothing where a signpost stands instead."""
    if not curve:
        return ""
    start, rest = curve[0], curve[1:]
    steps = " ".join(f"{x:.1f},{y:.1f}" for x, y in rest)
    way = f"M{start[0]:.1f},{start[1]:.1f}C{steps}"
    x, y = curve[-1]
    head = f"M{x:.1f},{y:.1f}l-9,-4.5v9z"
    return f'<path class="run" d="{way}"/><path class="head" d="{head}"/>'


def _entry(box: Box) -> str:
    middle = SLICE / 2
    return (
        f'<g class="entry" transform="translate({box.x:.1f} {box.y:.1f})"><title>The contact comes in here</title>'
        f'<rect x="0" y="{middle - 13}" width="{box.width:.0f}" height="26" rx="13"/>'
        f'<text x="{box.width / 2:.0f}" y="{middle + 4.5}" text-anchor="middle">Entry</text></g>'
    )


def _block(
    name: str, block: Block, every: Mapping[str, Block], arrangement: Arrangement, trace: Trace
) -> Iterator[str]:
    box = arrangement.boxes[block.key]
    classes = ["block", trace.of(block)]
    classes += ["missing"] if block.missing else []
    classes += [] if block.reachable else ["apart"]
    yield (
        f'<g class="{" ".join(filter(None, classes))}" id="{name}-{block.key}" role="graphics-object group" '
        f'aria-label={attribute(f"{block.name}: {block.full}")} transform="translate({box.x:.1f} {box.y:.1f})" '
        f"data-action={attribute(block.identifier)} data-type={attribute(block.type)}>"
    )
    signposts = {
        number: Signpost(every[port.target].title, f"#{name}-{port.target}")
        for number, port in enumerate(block.ports)
        if port.target is not None and not arrangement.curves[block.key, number]
    }
    yield from card(block, trace, signposts)
    yield "</g>"
