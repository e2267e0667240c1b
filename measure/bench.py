"""What `ivr bench` does: measures become figures, and figures are held against their marks.

Knows what may be asked for, which figure has a mark, and how a report looks; refuses to know how anything is measured.
A busy machine spoils times and not the program: a mark that is missed is told, and no failure.
"""

import json
import os
import platform
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, TextIO

from rich.console import Console
from rich.table import Table

from declared.ending import Unusable
from infra.bundle import BundleError

from . import flow_times, processor, replies, start
from .turns import NotAnswered
from .upstreams import Upstreams, UpstreamsError, upstreams

OVER_MS = 30.0
"""A reply may come so much later than what must happen one after the other."""
BELOW = 0.3
"""So much sooner than the whole answer a reply must come, as a share of it."""
OWN_MS = 5.0
"""Processor time of ours that a warm turn may take."""
CALL_MS = 0.6
"""Of a warm boto3 call, on the machine for which that mark was set."""
OWN_CALLS = round(OWN_MS / CALL_MS, 1)
"""The same mark on any machine, in warm boto3 calls of the same run."""
FLOW_MS = 1_000.0
"""To load, to lint or to draw a flow of as many actions as Connect takes."""
CPU_TURNS_EACH = 20
"""Turns of own time for each turn with simulated times: they take a hundredth of the time."""
MOST_TURNS = 500
LEAST_WIDTH = 120
"""Characters of a line of the report: one of its rows."""


class Part(StrEnum):
    """What is measured."""

    REPLY = "reply"
    OWN = "own"
    START = "start"
    FLOWS = "flows"


@dataclass(frozen=True, slots=True)
class Asked:
    """The command line of `ivr bench`."""

    turns: int = 5
    """Of each kind, with simulated times."""
    repetitions: int = 10
    """Of each start, and of each thing done with a flow."""
    parts: Sequence[str] = tuple(Part)
    pythons: Sequence[str] = ()
    """Interpreters whose start is measured; none: this one."""
    json: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing that was measured."""

    part: Part
    of: str
    """A kind of turn, or of start."""
    what: str
    value: float
    unit: str
    mark: float | None = None
    """What it is held against; None: it is told alone."""
    least: bool = False
    """Whether the mark is the least it may be, and not the most."""
    detail: str = ""
    steps: Sequence[replies.Step] = ()
    """What the mark is made of, where it is made of steps."""

    @property
    def holds(self) -> bool:
        if self.mark is None:
            return True
        return self.value >= self.mark if self.least else self.value <= self.mark


def run(asked: Asked, *, out: TextIO, aside: TextIO) -> int:
    """Measure what is asked for and report it; the exit code, always 0.

    Args:
        asked: What the command line says.
        out: The table, or JSON alone.
        aside: What is being measured, while it is.

    Raises:
        Unusable: something given cannot be used, or what is to be measured does not run.
    """
    parts = _checked(asked)
    figures: list[Figure] = []
    try:
        if parts & {Part.REPLY, Part.OWN}:
            with upstreams() as services:
                figures += _with_services(services, asked, parts, aside)
        if Part.START in parts:
            figures += _starts(asked, aside)
        if Part.FLOWS in parts:
            print("measuring load, lint and drawing of a large flow ...", file=aside, flush=True)
            figures += [of_a_flow(found) for found in flow_times.measure(repetitions=asked.repetitions)]
    except (NotAnswered, UpstreamsError, BundleError, start.StartError) as error:
        raise Unusable(str(error)) from error
    if asked.json:
        print(json.dumps(as_json(figures), indent=2, ensure_ascii=False), file=out)
    else:
        report(figures, out)
    return 0


def _checked(asked: Asked) -> set[Part]:
    for name, value in (("--turns", asked.turns), ("--repetitions", asked.repetitions)):
        if not 1 <= value <= MOST_TURNS:
            raise Unusable(f"{name} {value}: must be from 1 to {MOST_TURNS}")
    for part in asked.parts:
        if part not in set(Part):
            raise Unusable(f"--only {part}: there is {', '.join(Part)}")
    return {Part(part) for part in asked.parts}


def _with_services(services: Upstreams, asked: Asked, parts: set[Part], aside: TextIO) -> list[Figure]:
    figures: list[Figure] = []
    if Part.OWN in parts:
        print("measuring our own processor time ...", file=aside, flush=True)
        for own in processor.measure(services, turns=asked.turns * CPU_TURNS_EACH):
            figures += of_own_time(own)
    if Part.REPLY in parts:
        print("measuring the time to the reply, with simulated services ...", file=aside, flush=True)
        for found in replies.measure(services, turns=asked.turns):
            figures += of_replies(found)
    return figures


def _starts(asked: Asked, aside: TextIO) -> list[Figure]:
    print("measuring import and start ...", file=aside, flush=True)
    pythons = asked.pythons or (start.this_python(),)
    return [of_starts(found) for found in start.measure(pythons, repetitions=asked.repetitions)]


def of_own_time(own: processor.OwnTime) -> list[Figure]:
    """The figures of one kind of turn: in time, and in plain calls."""
    answering, call = statistics.median(own.answering_ms), statistics.median(own.call_ms)
    detail = f"{answering:.1f} ms in the thread that answers; median of {len(own.every_ms)}"
    against = f"{call:.2f} ms a call; the mark is {OWN_MS:g} ms where a call takes {CALL_MS:g}"
    return [
        Figure(Part.OWN, own.turn, "own processor time", own.ms, "ms", OWN_MS, detail=detail),
        Figure(Part.OWN, own.turn, "in warm boto3 calls", own.calls, "x", OWN_CALLS, detail=against),
    ]


def of_replies(found: replies.Replies) -> list[Figure]:
    """The figures of one kind of turn: to the reply, over what must be, below the whole answer."""
    chars = found.latencies.guardrail_chunk_chars
    turn = f"{found.place}, guardrail {f'at {chars}' if chars else 'off'}"
    median, whole = statistics.median(found.reply_ms), statistics.median(found.whole_ms)
    slowest = f"95% within {replies.percentile_95(found.reply_ms):.0f} ms, of {len(found.reply_ms)}"
    return [
        Figure(Part.REPLY, turn, "time to the reply", median, "ms", detail=slowest),
        Figure(Part.REPLY, turn, "over what must be", found.over_ms, "ms", OVER_MS,
               detail=f"{found.serial_ms:g} ms must be", steps=found.steps),
        Figure(Part.REPLY, turn, "sooner than whole", found.below * 100, "%", BELOW * 100, least=True,
               detail=f"the whole answer takes {whole:.0f} ms"),
    ]  # fmt: skip


def of_starts(found: start.Starts) -> Figure:
    """The figure of one interpreter at one share of a processor."""
    boto3, function = start.elapsed_s(found.boto3) * 1000, start.elapsed_s(found.function) * 1000
    share = "one processor" if found.share >= 1 else f"{found.share:g} of a processor"
    held = "" if found.share >= 1 else f", by {found.means}"
    return Figure(
        Part.START,
        f"Python {found.version}, {share}",
        "start to import boto3",
        found.ratio,
        "x",
        start.limit_of(found.version),
        detail=f"{function:.0f} to {boto3:.0f} ms; processor time {found.processor_ratio:.2f} x{held}",
    )


def of_a_flow(found: flow_times.Times) -> Figure:
    """The figure of one thing done with a large flow."""
    own = statistics.median(found.processor_ms)
    detail = f"{min(found.every_ms):.0f} to {max(found.every_ms):.0f} ms; processor time {own:.0f} ms"
    actions = f"a flow of {found.actions} actions"
    return Figure(Part.FLOWS, actions, found.what, statistics.median(found.every_ms), "ms", FLOW_MS, detail=detail)


def as_json(figures: Sequence[Figure]) -> dict[str, Any]:
    """What `ivr bench --json` writes."""
    told = [{**asdict(figure), "holds": figure.holds} for figure in figures]
    return {"machine": machine(), "figures": told, "missed": [named(figure) for figure in figures if not figure.holds]}


def machine() -> dict[str, Any]:
    """On what was measured."""
    return {"python": platform.python_version(), "system": platform.system(), "processors": os.cpu_count()}


def named(figure: Figure) -> str:
    """What it is and of what."""
    return f"{figure.what}: {figure.of}"


def report(figures: Sequence[Figure], out: TextIO) -> None:
    """Write figures, marks, the steps behind them, and what missed."""
    console = Console(file=out, highlight=False)
    console.width = max(console.width, LEAST_WIDTH)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("Of", "Measured", "Figure", "Mark", "", "Besides"):
        table.add_column(name, justify="right" if name == "Figure" else "left")
    last = ""
    for figure in figures:
        of, last = ("" if figure.of == last else figure.of), figure.of
        table.add_row(of, figure.what, shown(figure.value, figure.unit), _mark(figure), _verdict(figure), figure.detail)
    console.print(table)
    for steps in dict.fromkeys(tuple(figure.steps) for figure in figures if figure.steps):
        console.print(f"\nWhat must happen one after the other, {sum(step.ms for step in steps):g} ms:")
        for step in steps:
            console.print(f"{step.ms:>8g} ms  {step.what}")
    missed = [named(figure) for figure in figures if not figure.holds]
    if missed:
        told = "\n".join(f"  {each}" for each in missed)
        console.print(f"\nMissed:\n{told}\nA busy machine spoils times: measure again when it is quiet.")


def shown(value: float, unit: str) -> str:
    """A figure as it is read."""
    digits = 2 if unit.startswith("x") else 1
    return f"{value:.{digits}f} {unit}"


def _mark(figure: Figure) -> str:
    if figure.mark is None:
        return ""
    return f"{'at least' if figure.least else 'at most'} {figure.mark:g}"


def _verdict(figure: Figure) -> str:
    if figure.mark is None:
        return ""
    return "holds" if figure.holds else "MISSED"
