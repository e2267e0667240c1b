"""The lines between blocks: plain where nothing stands in the way, as the designer draws them, else around it.

Knows what a line may not cross; refuses to know what the line means. The way around is Graphviz's.
"""

from collections.abc import Sequence

from contact_flows.draw import graphviz
from contact_flows.draw.graphviz import SLICE, Link, Node, Point

_STUB = 14.0
"""Units that a line which goes around runs straight out of its block, and into the next."""
_CLEARANCE = 3
"""Units that a line keeps from blocks it passes."""
_SAMPLES = 24
"""Points at which a curve is looked at."""
_ROUNDS = 4
"""Attempts at a way around, each with what the one before ran into."""
_MOST = 14
"""Blocks that one way is led around; Graphviz's time grows with their cube."""


def ways(links: Sequence[Link], corners: Sequence[Point], nodes: Sequence[Node]) -> list[list[Point]]:
    """Of each link the control points of cubic Bézier curves that join: its start, then three for each curve.

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
    out, into = (start[0] + _STUB, start[1]), (end[0] - _STUB, end[1])
    around = dict.fromkeys([link.tail, link.head, *hit])
    for _ in range(_ROUNDS):
        if len(around) > _MOST:
            break
        found = graphviz.routed(out, into, [ground[number] for number in around])
        if not graphviz.is_usable(found):
            break
        hit = [number for number in _hit(found, ground) if number not in around]
        if not hit:
            return _with_stubs(start, found, end)
        around |= dict.fromkeys(hit)
    return plain


def _with_stubs(start: Point, way: Sequence[Point], end: Point) -> list[Point]:
    """A way with its straight ends, which are curves that do not bend."""
    return [start, start, *way[:1], *way, *way[-1:], end, end]


def _hit(way: Sequence[Point], ground: Sequence[tuple[Point, Node]]) -> list[int]:
    """The blocks that a way runs over; those it starts and ends at are only touched."""
    left, right = min(x for x, _ in way), max(x for x, _ in way)
    top, bottom = min(y for _, y in way), max(y for _, y in way)
    near = [
        (number, x, y - _CLEARANCE, x + node.width, y + node.height + _CLEARANCE)
        for number, ((x, y), node) in enumerate(ground)
        if x < right and x + node.width > left and y < bottom + _CLEARANCE and y + node.height > top - _CLEARANCE
    ]
    if not near:
        return []
    points = [_at(way[at : at + 4], step / _SAMPLES) for at in range(0, len(way) - 1, 3) for step in range(1, _SAMPLES)]
    return [number for number, x1, y1, x2, y2 in near if any(x1 + 1 < x < x2 - 1 and y1 < y < y2 for x, y in points)]


def _at(curve: Sequence[Point], share: float) -> Point:
    """The point of a cubic Bézier curve at a share of its parameter."""
    rest = 1 - share
    weights = (rest**3, 3 * share * rest**2, 3 * share**2 * rest, share**3)
    return (
        sum(weight * x for weight, (x, _) in zip(weights, curve, strict=True)),
        sum(weight * y for weight, (_, y) in zip(weights, curve, strict=True)),
    )
