"""The lines between blocks: plain where nothing stands in the way, as the designer draws them, else around it.

Knows what a line may not cross; refuses to know what the line means. The way around is Graphviz's.
"""

from collections.abc import Sequence

from contact_flows.draw import graphviz
from contact_flows.draw.graphviz import SLICE, Link, Node, Point

_STUB = 14.0
"""Units that a line which goes around runs straight out of its block, and into the next."""
_MARGINS = (2.0, 4.0, 6.0)
"""Units that a line which goes around keeps from blocks, by turns, so that lines of one block lie side by side."""
_CLEARANCE = 1
"""Units within which a line is too near a block."""
_SAMPLES = 24
"""Points at which a curve is looked at."""
_ROUNDS = 4
"""Attempts at a way around, each with what the one before ran into."""
_MOST = 10
"""Blocks that one way is led around; Graphviz's time grows with their cube."""
_FARTHEST = 8_000
"""Units from left to right beyond which no way around is looked for."""


def ways(links: Sequence[Link], corners: Sequence[Point], nodes: Sequence[Node]) -> list[list[Point]]:
    """Of each link the control points of cubic Bézier curves that join: its start, then three for each curve.

    None where a line could only be led over many blocks: nobody could follow it.

    Args:
        links: From a slice of one node to a slice of another.
        corners: The nodes' upper left corners; nodes are more than twice a stub apart.
        nodes: Their sizes.
    """
    ground = list(zip(corners, nodes, strict=True))
    return [_way(link, ground) for link in links]


def _way(link: Link, ground: Sequence[tuple[Point, Node]]) -> list[Point]:
    (x, y), tail = ground[link.tail]
    to_x, to_y = ground[link.head][0]
    start = (x + tail.width, y + (link.tail_slice + 0.5) * SLICE)
    end = (to_x, to_y + (link.head_slice + 0.5) * SLICE)
    reach = min(max(40.0, abs(end[0] - start[0]) / 2), 240.0)
    plain = [start, (start[0] + reach, start[1]), (end[0] - reach, end[1]), end]
    hit = _hit(plain, ground)
    if not hit and end[0] > start[0]:
        return plain
    if abs(end[0] - start[0]) > _FARTHEST:
        return []
    return _around(link, start, end, hit, ground)


def _around(
    link: Link, start: Point, end: Point, hit: Sequence[int], ground: Sequence[tuple[Point, Node]]
) -> list[Point]:
    """A way around the blocks that were hit, and those that each attempt runs into; none where that takes too many."""
    out, into = (start[0] + _STUB, start[1]), (end[0] - _STUB, end[1])
    around = dict.fromkeys([link.tail, link.head, *hit])
    for _ in range(_ROUNDS):
        if len(around) > _MOST:
            break
        margin = _MARGINS[link.tail_slice % len(_MARGINS)]
        found = graphviz.routed(out, into, [ground[number] for number in around], margin=margin)
        if not graphviz.is_usable(found):
            break
        hit = [number for number in _hit(found, ground) if number not in around]
        if not hit:
            return _with_stubs(start, found, end)
        around |= dict.fromkeys(hit)
    return []


def _with_stubs(start: Point, way: Sequence[Point], end: Point) -> list[Point]:
    """A way with its straight ends, which are curves that do not bend."""
    return [start, start, *way[:1], *way, *way[-1:], end, end]


def _hit(way: Sequence[Point], ground: Sequence[tuple[Point, Node]]) -> list[int]:
    """The blocks that a way runs over; those it starts and ends at are only touched."""
    found = dict[int, None]()
    samples = _SAMPLES if len(way) == 4 else _SAMPLES // 2
    for at in range(0, len(way) - 1, 3):
        piece = way[at : at + 4]
        left, right = min(x for x, _ in piece), max(x for x, _ in piece)
        top, bottom = min(y for _, y in piece) - _CLEARANCE, max(y for _, y in piece) + _CLEARANCE
        near = [
            (number, x, y, node)
            for number, ((x, y), node) in enumerate(ground)
            if x < right and x + node.width > left and y < bottom and y + node.height > top
        ]
        points = _points(piece, samples) if near else []
        for number, x, y, node in near:
            x1, x2, y1, y2 = x + 1, x + node.width - 1, y - _CLEARANCE, y + node.height + _CLEARANCE
            if any(x1 < px < x2 and y1 < py < y2 for px, py in points):
                found[number] = None
    return list(found)


def reached(way: Sequence[Point]) -> list[Point]:
    """Points of a way that are as far out as it goes, to a few units."""
    return [*way[::3], *(point for at in range(0, len(way) - 1, 3) for point in _points(way[at : at + 4], 8))]


def _points(curve: Sequence[Point], samples: int) -> list[Point]:
    """Points along a cubic Bézier curve, without its ends."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = curve
    found = []
    for step in range(1, samples):
        share = step / samples
        rest = 1 - share
        a, b, c, d = rest**3, 3 * share * rest**2, 3 * share**2 * rest, share**3
        found.append((a * ax + b * bx + c * cx + d * dx, a * ay + b * by + c * cy + d * dy))
    return found
