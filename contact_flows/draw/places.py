"""Where blocks stand and lines run: the designer's places where a flow has them, else layers from left to right.

Knows when the designer's places can be used and how room is made between them; refuses to know how blocks look. Layers
and lines are Graphviz's.
"""

import math
from collections import Counter, defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from contact_flows.draw import graphviz
from contact_flows.draw.blocks import WIDTH, Block
from contact_flows.draw.graphviz import Link, Node, Point
from contact_flows.draw.ways import reached, ways
from contact_flows.flow import Flow

SCALE = 1.4
"""Our units in one of the designer's: its blocks are narrower, since they show less of what they hold.

Source: the least distance between neighbours in exports is 212 to 255 of its units.
"""
GAP = 42
"""Units that stay free between two blocks."""
ENTRY_SIZE = 72.0
ENTRY_SLICES = 2
HEADING = 40
"""Units that a heading above blocks takes."""
_HEAP = 0.5
"""Of all blocks with a place, the share that may share theirs with another; of the room that they take, the share that
they must have. Else nobody has laid them out."""
_LOW = 90.0
"""Units of height that even a low block takes."""
_FARTHEST = 1e6
"""Units from the designer's origin at which nobody has put a block."""
_PASSES, _GROWTH = 60, 1.12
_LARGE, _TANGLED = 100, 2.5
"""Blocks, and branches for each, beyond which not every branch can shape the layers."""
_WIDEST = 12_000
"""Units beyond which layers are laid in rows."""
_SHAPE = 1.6
"""How much wider than high such a picture is to be."""
_MANY = 8
"""Branches into one block beyond which they no longer shape the layers."""


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Heading:
    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Arrangement:
    boxes: Mapping[str, Box]
    """By the blocks' keys."""
    entry: Box
    curves: Mapping[tuple[str, int], list[Point]]
    """The way of a branch, by block and number of the port: start, then three control points for each curve."""
    start: list[Point]
    """The way from the entry to the first block."""
    width: float
    height: float
    headings: tuple[Heading, ...] = ()


@dataclass(slots=True)
class _Ground:
    """What is placed: blocks by number, and the entry as the last."""

    blocks: Sequence[Block]
    nodes: list[Node] = field(default_factory=list)
    ends: list[tuple[str, int] | None] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)


def arrange(flow: Flow, blocks: Sequence[Block]) -> Arrangement:
    """A place for every block of the flow, none over another, and a way for every branch."""
    ground = _ground(flow, blocks)
    designed = _designed(flow, blocks)
    entry = len(blocks)
    if designed:
        wanted = {number: designed[block.key] for number, block in enumerate(blocks) if block.key in designed}
        wanted[entry] = _entry_place(flow, wanted, _first(flow, blocks))
        placed = _spread(wanted, ground.nodes)
        told = "Without a place in the designer"
    else:
        placed = _layers([*(number for number, block in enumerate(blocks) if block.reachable), entry], ground)
        told = "No contact comes here"
    headings = _beneath(placed, told, ground)
    places = [placed[number] for number in range(entry + 1)]
    return _finished(ground, places, headings)


def _ground(flow: Flow, blocks: Sequence[Block]) -> _Ground:
    ground = _Ground(blocks, [Node(WIDTH, block.slices) for block in blocks] + [Node(ENTRY_SIZE, ENTRY_SLICES)])
    numbers = {block.key: number for number, block in enumerate(blocks)}
    for number, block in enumerate(blocks):
        for row, port in enumerate(block.ports):
            if port.target is not None:
                ground.links.append(Link(number, block.head_slices + row, numbers[port.target], 0, row == 0))
                ground.ends.append((block.key, row))
    first = _first(flow, blocks)
    if first is not None:
        ground.links.append(Link(len(blocks), 0, first, 0, True))
        ground.ends.append(None)
    return ground


def _first(flow: Flow, blocks: Sequence[Block]) -> int | None:
    """Of several actions with the identifier the last, as `Flow.action` has it."""
    found = [number for number, block in enumerate(blocks) if block.identifier == flow.start_action]
    return found[-1] if found else None


def _designed(flow: Flow, blocks: Sequence[Block]) -> dict[str, Point]:
    """The designer's places in our units, by the blocks' keys; empty where nobody has laid the blocks out."""
    every = flow.metadata.get("ActionMetadata")
    found = dict[str, Point]()
    for block in blocks:
        one = every.get(block.identifier) if isinstance(every, Mapping) and not block.missing else None
        place = _place(one.get("position") if isinstance(one, Mapping) else None)
        if place is not None:
            found[block.key] = place
    shared = Counter(found.values())
    heaped = sum(1 for place in found.values() if shared[place] > 1)
    if not found or heaped > _HEAP * len(found) or _room(found) < _HEAP * len(found) * WIDTH * _LOW:
        return {}
    return found


def _room(places: Mapping[str, Point]) -> float:
    """The area over which blocks are spread."""
    across, down = [x for x, _ in places.values()], [y for _, y in places.values()]
    return (max(across) - min(across) + WIDTH) * (max(down) - min(down) + _LOW)


def _place(position: object) -> Point | None:
    if not isinstance(position, Mapping):
        return None
    x, y = _number(position.get("x")), _number(position.get("y"))
    return None if x is None or y is None else (x * SCALE, y * SCALE)


def _number(given: object) -> float | None:
    """A coordinate; None where no designer would have written it."""
    return float(given) if isinstance(given, int | float) and abs(given) < _FARTHEST else None


def _entry_place(flow: Flow, wanted: Mapping[int, Point], first: int | None) -> Point:
    given = _place(flow.metadata.get("entryPointPosition"))
    if given is not None:
        return given
    x, y = wanted.get(first, next(iter(wanted.values()))) if first is not None else next(iter(wanted.values()))
    return x - ENTRY_SIZE - 2 * GAP, y


def _spread(wanted: Mapping[int, Point], nodes: Sequence[Node]) -> dict[int, Point]:
    """Places as wanted, moved no farther than it takes that nothing lies over another."""
    grown = 1.0
    while True:
        places = {
            number: [x * grown + at * 0.01, y * grown + at * 0.02]
            for at, (number, (x, y)) in enumerate(sorted(wanted.items()))
        }
        if any(not _push(places, nodes) for _ in range(_PASSES)):
            return {number: (x, y) for number, (x, y) in places.items()}
        grown *= _GROWTH


def _push(places: Mapping[int, list[float]], nodes: Sequence[Node]) -> bool:
    """Move blocks that are too near each other apart, the shorter way; whether there were any."""
    moved = False
    order = sorted(places, key=lambda number: places[number][0])
    for at, left in enumerate(order):
        for right in order[at + 1 :]:
            across = places[left][0] + nodes[left].width + GAP - places[right][0]
            if across <= 0:
                if places[right][0] - places[left][0] > WIDTH + GAP:
                    break
                continue
            moved |= _push_pair(places, nodes, left, right, across)
    return moved


def _push_pair(places: Mapping[int, list[float]], nodes: Sequence[Node], left: int, right: int, across: float) -> bool:
    upper, lower = (left, right) if places[left][1] <= places[right][1] else (right, left)
    down = places[upper][1] + nodes[upper].height + GAP - places[lower][1]
    if down <= 0 or across <= 0:
        return False
    axis, near, far, by = (1, upper, lower, down) if down <= across * 1.5 else (0, left, right, across)
    places[near][axis] -= by / 2 + 0.01
    places[far][axis] += by / 2 + 0.01
    return True


def _layers(chosen: Sequence[int], ground: _Ground) -> dict[int, Point]:
    """Layers of some of the nodes alone."""
    numbers = {number: at for at, number in enumerate(chosen)}
    links = [
        replace(link, tail=numbers[link.tail], head=numbers[link.head])
        for link in _untangled(_shaping(ground.links), chosen)
        if link.tail in numbers and link.head in numbers
    ]
    nodes = [ground.nodes[number] for number in chosen]
    return dict(zip(chosen, _folded(graphviz.layered(nodes, links), nodes), strict=True))


def _folded(places: Sequence[Point], nodes: Sequence[Node]) -> list[Point]:
    """Layers that are too many for one row, in rows below each other, as lines of a text."""
    wide = max(x for x, _ in places) + WIDTH - min(x for x, _ in places)
    high = max(y + node.height for (_, y), node in zip(places, nodes, strict=True)) - min(y for _, y in places)
    if wide <= _WIDEST:
        return list(places)
    row_width = max(_WIDEST / 2, math.sqrt(wide * high * _SHAPE))
    rows: list[list[int]] = []
    began = -math.inf
    for number in sorted(range(len(places)), key=lambda number: places[number][0]):
        if places[number][0] > began + row_width:
            rows.append([])
            began = places[number][0]
        rows[-1].append(number)
    found, down = list(places), 0.0
    for row in rows:
        left, top = min(places[number][0] for number in row), min(places[number][1] for number in row)
        for number in row:
            found[number] = (places[number][0] - left, places[number][1] - top + down)
        down = max(found[number][1] + nodes[number].height for number in row) + 3 * GAP
    return found


def _shaping(links: Sequence[Link]) -> list[Link]:
    """The links that shape the layers: of the many to one block, such as its apology that all share, one alone.

    The others would pull the layers into knots, and take Graphviz minutes.
    """
    into = defaultdict[int, list[Link]](list)
    for link in links:
        into[link.head].append(link)
    crowded = {head: found[len(found) // 2] for head, found in into.items() if len(found) > _MANY}
    return [link for link in links if crowded.get(link.head, link) is link]


def _untangled(links: list[Link], chosen: Sequence[int]) -> list[Link]:
    """All links; where every block leads nearly everywhere, those alone that go one step on from the entry."""
    if len(chosen) <= _LARGE or len(links) <= _TANGLED * len(chosen):
        return links
    out = defaultdict[int, list[int]](list)
    for link in links:
        out[link.tail].append(link.head)
    steps, waiting = {chosen[-1]: 0}, deque([chosen[-1]])
    while waiting:
        tail = waiting.popleft()
        for head in out[tail]:
            if head not in steps:
                steps[head] = steps[tail] + 1
                waiting.append(head)
    return [link for link in links if link.tail in steps and steps[link.head] == steps[link.tail] + 1]


def _beneath(placed: dict[int, Point], told: str, ground: _Ground) -> list[Heading]:
    """Place what is left under what has its place, below a heading."""
    rest = [number for number in range(len(ground.nodes)) if number not in placed]
    if not rest:
        return []
    left = min(x for x, _ in placed.values())
    bottom = max(y + ground.nodes[number].height for number, (_, y) in placed.items())
    places = _layers(rest, ground)
    across, down = left - min(x for x, _ in places.values()), bottom - min(y for _, y in places.values())
    for number, (x, y) in places.items():
        placed[number] = (x + across, y + down + 2 * GAP + HEADING)
    return [Heading(left, bottom + 2 * GAP + HEADING / 2, told)]


def _finished(ground: _Ground, corners: Sequence[Point], headings: Sequence[Heading]) -> Arrangement:
    """Everything moved so that the picture starts at its margin."""
    curves = ways(ground.links, corners, ground.nodes)
    ink = [point for curve in curves for point in reached(curve)]
    ink += [*corners, *((each.x, each.y - HEADING) for each in headings)]
    across, down = GAP - min(x for x, _ in ink), GAP - min(y for _, y in ink)
    boxes = [
        Box(x + across, y + down, node.width, node.height) for (x, y), node in zip(corners, ground.nodes, strict=True)
    ]
    moved = [[(x + across, y + down) for x, y in curve] for curve in curves]
    ends = list(zip(ground.ends, moved, strict=True))
    right = max([box.x + box.width for box in boxes] + [x + across for x, _ in ink])
    bottom = max([box.y + box.height for box in boxes] + [y + down for _, y in ink])
    return Arrangement(
        boxes={block.key: box for block, box in zip(ground.blocks, boxes, strict=False)},
        entry=boxes[-1],
        curves={end: curve for end, curve in ends if end is not None},
        start=next((curve for end, curve in ends if end is None), []),
        width=right + GAP,
        height=bottom + GAP,
        headings=tuple(Heading(each.x + across, each.y + down, each.text) for each in headings),
    )
