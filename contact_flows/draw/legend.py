"""What the colours and lines of a picture mean.

Knows the marks that a picture uses; refuses to know the flow.
"""

from collections.abc import Iterator, Sequence

from contact_flows.draw import writing
from contact_flows.draw.blocks import Block
from contact_flows.draw.designer import MEANINGS
from contact_flows.draw.trace import Trace

ROW, _SIZE, _BETWEEN = 26.0, 13.0, 22.0
_ERROR = '<path class="run" d="M0,10H30"/><path class="head" d="M34,10l-9,-4.5v9z"/>'


def legend(blocks: Sequence[Block], trace: Trace, *, across: float) -> tuple[str, float]:
    """The key to a picture and its height, wrapped to a width."""
    entries, x, y = list[str](), 0.0, 0.0
    for mark, mark_width, told in _entries(blocks, trace):
        wide = mark_width + 8 + writing.width(told, _SIZE)
        if x and x + wide > across - 68:
            x, y = 0.0, y + ROW
        words = f'<text class="key" x="{mark_width + 8:.0f}" y="14.5">{told}</text>'
        entries.append(f'<g transform="translate({x:.0f} {y:.0f})">{mark}{words}</g>')
        x += wide + _BETWEEN
    return "".join(entries), y + ROW + 10


def _entries(blocks: Sequence[Block], trace: Trace) -> Iterator[tuple[str, float, str]]:
    """Mark, its width, what it means; only what the picture has."""
    present = {block.kind for block in blocks}
    for kind, meaning in MEANINGS.items():
        if kind in present:
            yield f'<rect class="band-{kind}" y="2" width="22" height="16" rx="4"/>', 22, meaning
    if any(port.is_error for block in blocks for port in block.ports):
        yield f'<g class="way error">{_ERROR}</g>', 36, "error branch"
    if any(not block.reachable for block in blocks):
        box = '<g class="apart"><rect class="card" y="2" width="26" height="16" rx="4"/></g>'
        yield box, 26, "no contact comes here"
    if trace.is_path:
        line = '<g class="way passed"><path class="run" d="M0,10H34"/></g>'
        yield line, 36, "the call's way; numbers tell the order"
    if trace.is_counted:
        yield '<g class="way unreached"><path class="run" d="M0,10H34"/></g>', 36, "no call took it"
        yield '<text class="count" y="14.5">3×</text>', 20, "how often calls came by"
