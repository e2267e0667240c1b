"""A block as SVG: its card, what stands on it, and a row for each branch.

Knows how a block looks; refuses to know where it stands and where lines run.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from contact_flows.draw import writing
from contact_flows.draw.blocks import PADDING, SIZES, WIDTH, Block, Port, TextLine
from contact_flows.draw.graphviz import SLICE
from contact_flows.draw.markup import attribute, text
from contact_flows.draw.trace import UNREACHED, Trace

_BAND, _CORNER = 24.0, 7
_NAME_SIZE, _ROW_SIZE, _COUNT_WIDTH = 12.0, 11.5, 52


@dataclass(frozen=True, slots=True)
class Signpost:
    """Where a branch leads whose line would run too far."""

    title: str
    page: str


def card(block: Block, trace: Trace, signposts: dict[int, Signpost]) -> Iterator[str]:
    """What stands on a block, from its upper left corner on.

    Args:
        block: What is drawn.
        trace: What calls passed of it.
        signposts: Of ports without a line, by their number.
    """
    yield f"<title>{text(block.full)}</title>"
    yield f'<rect class="card" width="{WIDTH}" height="{block.slices * SLICE}" rx="{_CORNER}"/>'
    band = f"M0,{_BAND}V{_CORNER}Q0,0 {_CORNER},0H{WIDTH - _CORNER}Q{WIDTH},0 {WIDTH},{_CORNER}V{_BAND}Z"
    yield f'<path class="band-{block.kind}" d="{band}"/>'
    count = trace.count(block)
    name = _on_one_line(block.name, _NAME_SIZE, WIDTH - 2 * PADDING - (_COUNT_WIDTH if count else 0))
    yield f'<text class="kind" x="{PADDING}" y="16.5">{text(name)}</text>'
    if count:
        yield f'<text class="kind count" x="{WIDTH - PADDING}" y="16.5" text-anchor="end">{count}</text>'
    yield from _lines(block.lines)
    for number, port in enumerate(block.ports):
        yield from _row(block, port, (block.head_slices + number) * SLICE, trace, signposts.get(number))
    yield from _badge(trace.numbers(block))


def _on_one_line(given: str, size: float, across: float) -> str:
    return (writing.wrap(given, size, across=across, lines=1) or [""])[0]


def _lines(lines: Sequence[TextLine]) -> Iterator[str]:
    y = _BAND + 3
    for line in lines:
        y += SIZES[line.style] * 1.32
        written = f'<text class="{line.style}" x="{PADDING}" y="{y - 2:.1f}">{text(line.text)}</text>'
        yield f"<a href={attribute(line.link)}>{written}</a>" if line.link else written


def _row(block: Block, port: Port, y: float, trace: Trace, signpost: Signpost | None) -> Iterator[str]:
    """A branch: what it is called, at the point where its line leaves; without a line, where it leads."""
    kind, mark, count = error_or_plain(port), trace.mark(block, port), trace.taken(block, port)
    told = f"{port.label} → {signpost.title}" if signpost else port.label
    label = _on_one_line(told, _ROW_SIZE, WIDTH - 2 * PADDING - 16 - (_COUNT_WIDTH if count else 0))
    written = f'<text x="{WIDTH - PADDING - 2}" y="{y + 13:.0f}" text-anchor="end">{text(label)}</text>'
    of = f"data-of={attribute(block.identifier)} data-branch={attribute(port.way.branch)}"
    yield f'<g class="port {kind} {mark}" {of}><title>{text(told)}</title>'
    if mark == UNREACHED:
        yield f'<rect class="unreached-mark" x="1" y="{y:.0f}" width="{WIDTH - 2}" height="{SLICE - 1}"/>'
    yield f'<path class="rule" d="M0,{y:.0f}H{WIDTH}"/>'
    if count:
        yield f'<text class="count" x="{PADDING}" y="{y + 13:.0f}">{count}</text>'
    yield f"<a href={attribute(signpost.page)}>{written}</a>" if signpost else written
    yield f"{_end(port, y + SLICE / 2, signpost)}</g>"


def error_or_plain(port: Port) -> str:
    """The class of a branch's row and line."""
    return "error" if port.is_error else "plain"


def _end(port: Port, y: float, signpost: Signpost | None) -> str:
    """A dot where a line begins, an arrow where one would, a square where the contact leaves the flow."""
    if signpost:
        return f'<path class="dot" d="M{WIDTH},{y - 5:.0f}l9,5l-9,5z"/>'
    if port.target is None:
        return f'<rect class="dot" x="{WIDTH - 4}" y="{y - 4:.0f}" width="8" height="8"/>'
    return f'<circle class="dot" cx="{WIDTH}" cy="{y:.0f}" r="4"/>'


def _badge(numbers: Sequence[int]) -> Iterator[str]:
    """When a call passed the block, above its upper left corner."""
    if not numbers:
        return
    told = ", ".join(map(str, numbers))
    written = _on_one_line(told, _NAME_SIZE, WIDTH - 20)
    wide = writing.width(written, _NAME_SIZE) + 14
    yield (
        f'<g class="badge"><title>{text(f"Passed as number {told}")}</title>'
        f'<rect x="-8" y="-21" width="{wide:.0f}" height="20" rx="10"/><text x="-1" y="-7">{text(written)}</text></g>'
    )
