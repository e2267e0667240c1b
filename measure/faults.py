"""What `ivr faults` does: every fault at every place where it can strike, and what the caller heard.

Knows how the cases are spread over processes and how they are told; refuses to know where faults can strike
(`fault_cases`), how a call with one is held (`fault_runs`) and whether it went well (`fault_verdicts`).
"""

import json
import multiprocessing
import os
import random
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from functools import cache
from multiprocessing.util import Finalize
from typing import Any, TextIO

import clinic as tenant
from declared import meant
from declared.ending import Unusable
from simulator.expectations import judge as expected
from simulator.local_aws import DYNAMODB_ENDPOINT
from simulator.local_aws.faults import KINDS, OPERATIONS, place_of
from simulator.script import ScriptError
from simulator.switchboard import SetupError

from .fault_cases import cases
from .fault_runs import CALLS, Case, Held, Line, calls
from .fault_verdicts import hurried, judge
from .progress import counting

__all__ = ["Asked", "Row", "Unusable", "row_of", "run", "show", "undisturbed"]

ALL_WELL, SOMETHING_WRONG = 0, 1
PROCESSES = min(8, 2 * (os.cpu_count() or 1) + 2)
"""A third of the time is waited, not worked."""
WORTH_A_PROCESS = 20
"""Cases that take longer than a process takes to start."""
WIDTH = 200
"""Columns of the table where nobody says how wide a line may be."""


@dataclass(frozen=True, slots=True)
class Row:
    """One fault at one place, as the JSON has it."""

    at: str
    kind: str
    place: str
    """What was being done; then the call and the turn."""
    times: str
    """`once` or `always`, within the turn."""
    heard: str
    ms: int
    attempts: int
    disposition: str
    ok: bool
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """The command line of `ivr faults`."""

    json: bool = False
    at: Sequence[str] = ()
    """Only these places; none: all."""


def run(asked: Asked, *, out: TextIO, aside: TextIO) -> int:
    """Hold the calls and tell what was heard; the exit code.

    Args:
        asked: what the command line says.
        out: the table, or the JSON alone.
        aside: how far it is, where that is a terminal.

    Raises:
        Unusable: something given cannot be used; no call has been held then.
    """
    wanted = _wanted(asked.at)
    if os.environ.get(DYNAMODB_ENDPOINT, "").strip():
        raise Unusable(f"only the built-in DynamoDB has faults; unset {DYNAMODB_ENDPOINT}")
    try:
        planned, rows = _hold(wanted, aside)
    except (tenant.ClinicError, ScriptError, SetupError) as error:
        raise Unusable(str(error)) from error
    if asked.json:
        print(json.dumps([asdict(row) for row in rows], indent=2, ensure_ascii=False), file=out)
    else:
        show(planned, rows, out)
    return ALL_WELL if all(row.ok for row in rows) else SOMETHING_WRONG


def _wanted(places: Sequence[str]) -> frozenset[str]:
    known = sorted({*KINDS, *(each for operations in OPERATIONS.values() for each in operations)})
    for place in places:
        if place_of(place) not in known:
            raise Unusable(f"--at {place}: there is no such place{meant(place, known)}; there are {', '.join(known)}")
    return frozenset(each for place in places for each in (place_of(place), *OPERATIONS.get(place, ())))


def _hold(wanted: frozenset[str], aside: TextIO) -> tuple[list[Case], list[Row]]:
    """The cases at these places, or all of them if none is named, and what they came to."""
    with Line() as line:
        normal = undisturbed(line)
    planned = [case for case in cases(normal) if not wanted or case.fault.at in wanted]
    processes = min(PROCESSES, 1 + len(planned) // WORTH_A_PROCESS)
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn")) as pool:
        try:
            return planned, _run(pool, planned, normal, aside)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def undisturbed(line: Line) -> dict[str, Held]:
    """Every call as it goes when nothing fails, by name.

    Raises:
        Unusable: one does not go as it is written; what faults do to it would mean nothing.
    """
    normal = {name: line.hold(name) for name in calls()}
    for name, held in normal.items():
        if expected(held.script, held.outcome):
            path = f"{CALLS.parent.name}/{CALLS.name}/{name}.toml"
            raise Unusable(f"{path} does not go as it is written when nothing fails; ivr call {path} shows where")
    return normal


@cache
def _line() -> Line:
    """This process's own servers, until it ends."""
    line = Line()
    line.__enter__()
    Finalize(line, line.close, exitpriority=1)
    return line


def _try(case: Case, normal: Held) -> Row:
    return row_of(case, _line().run(case), normal)


def row_of(case: Case, held: Held, normal: Held) -> Row:
    """What a case came to."""
    verdict = judge(case, held, normal)
    return Row(
        at=case.fault.at,
        kind=case.fault.kind,
        place=f"{case.doing}, turn {case.turn} of {case.call}",
        times="always" if case.fault.times is None else "once",
        heard=verdict.heard,
        ms=verdict.ms,
        attempts=verdict.attempts,
        disposition=str(held.outcome.disposition),
        ok=not verdict.why,
        why=verdict.why,
    )


def _run(pool: ProcessPoolExecutor, planned: Sequence[Case], normal: Mapping[str, Held], aside: TextIO) -> list[Row]:
    """A row for each case, in their order. What was late is tried once more, alone: neighbours make late."""
    order = list(range(len(planned)))
    random.Random(0).shuffle(order)  # so that those that wait do not all wait at once
    futures: dict[Future[Row], int] = {}
    for number in order:
        futures[pool.submit(_try, planned[number], normal[planned[number].call])] = number
    done = counting(len(planned), "calls", aside=aside)
    rows: dict[int, Row] = {}
    for future in as_completed(futures):
        rows[futures[future]] = future.result()
        done()
    for number, row in rows.items():
        if hurried(row.why):
            rows[number] = pool.submit(_try, planned[number], normal[planned[number].call]).result()
    return [rows[number] for number in range(len(planned))]


def show(planned: Sequence[Case], rows: Sequence[Row], out: TextIO) -> None:
    """A table in which places where the same came of it share a line; what failed has lines of its own."""
    from rich.console import Console
    from rich.table import Table

    table = Table("at", "kind", "while", "call and turn", "heard in answer", "after", "call", show_lines=False)
    table.columns[4].ratio = 1
    for column in (0, 1, 5, 6):
        table.columns[column].no_wrap = True
    for line in _lines(planned, rows):
        table.add_row(*line)
    console = Console(file=out, width=None if out.isatty() else WIDTH, highlight=False, markup=False)
    console.print(table)
    wrong = sum(not row.ok for row in rows)
    console.print(f"{len(rows)} calls with a fault in them, {f'{wrong} of them not' if wrong else 'all'} ok")


def _lines(planned: Sequence[Case], rows: Sequence[Row]) -> Iterator[tuple[str, ...]]:
    groups: dict[tuple[Any, ...], list[tuple[Case, Row]]] = {}
    for case, row in zip(planned, rows, strict=True):
        key = (row.at, row.kind, row.times, case.doing, row.disposition, row.why)
        groups.setdefault(key, []).append((case, row))
    for (at, kind, times, doing, disposition, why), members in sorted(groups.items(), key=lambda each: each[0]):
        first = members[0][1]
        told = f"{first.heard or '(nothing)'}" + "".join(f"\nNOT OK: {each}" for each in why)
        slowest = max(row.ms for _, row in members)
        where = ", ".join(case.where for case, _ in members)
        yield at, f"{kind} {times}", doing, where, told, f"{slowest / 1000:.1f} s", disposition.replace("_", " ")
