"""The processor time that a warm turn takes of ours, while every service answers at once from another process.

Knows how turns are told from what surrounds them, and the plain call that they are held against; refuses to know what a
turn does.
"""

import gc
import io
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field

import boto3

from fulfillment.handler import YOUNG_OBJECTS, SystemClock, build
from fulfillment.telemetry import publish
from fulfillment.turn import TurnRecord
from simulator.local_aws.extractive import tokens
from simulator.local_aws.latencies import Latencies

from .replies import OPENING, TEXT
from .turns import Call, ask, asked_for_a_slot, fill_the_slot, greeted, settle
from .upstreams import Upstreams

WARM_UP = 10
"""Turns before those that count: connections, tables, caches."""


@dataclass(slots=True)
class OwnTime:
    """Of one kind of turn: milliseconds of processor time, turn by turn."""

    turn: str
    every_ms: list[float] = field(default_factory=list)
    """Of every thread."""
    answering_ms: list[float] = field(default_factory=list)
    """Of it, in the thread that answers; the rest reads what the services stream."""
    call_ms: list[float] = field(default_factory=list)
    """Of a plain call of a service by a client of boto3, one after each turn."""

    @property
    def ms(self) -> float:
        """Of every thread, in the median."""
        return statistics.median(self.every_ms)

    @property
    def calls(self) -> float:
        """The same in plain calls: what a slower or busier machine lengthens alike."""
        return self.ms / statistics.median(self.call_ms)


def measure(
    services: Upstreams, *, turns: int, record: Callable[[TurnRecord], None] = publish, text: str = TEXT
) -> Iterator[OwnTime]:
    """An open question, the second turn of its call, then the answer to what a task asked for.

    Args:
        services: Where the turns go.
        turns: How many of each count.
        record: Is told of each turn, as in production; its time is ours.
        text: What the model writes.

    Raises:
        NotAnswered: a turn did not go as it must.
        UpstreamsError: the services have ended.
    """
    services.pretend(Latencies(), text)
    handler = build(services.settings, clock=SystemClock(), record=record)
    plain = _plain_call(services)
    words = "".join(tokens(text)[:OPENING])
    with redirect_stdout(_Nowhere()), _started():
        question = _of(f"open question, {len(tokens(text))} tokens streamed", turns, lambda: greeted(handler),
                       lambda call: ask(call, words=words), plain)  # fmt: skip
        slot = _of("answer to a task's question", turns, lambda: asked_for_a_slot(handler), fill_the_slot, plain)
    yield question
    yield slot


def _plain_call(services: Upstreams) -> Callable[[], object]:
    """GetItem of what is not there, by a client with nothing set."""
    client, table = boto3.client("dynamodb", region_name=services.settings.region), services.settings.session_table
    return lambda: client.get_item(TableName=table, Key={"pk": {"S": "SESSION#none"}}, ConsistentRead=True)


@contextmanager
def _started() -> Iterator[None]:
    """Garbage is looked for where and when the deployed function looks for it: not among what the start has made."""
    before = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


class _Nowhere(io.TextIOBase):
    """Takes the log lines and keeps none; never closed, since a logger holds on to it."""

    def write(self, text: str) -> int:
        return len(text)


def _of(
    turn: str, turns: int, begin: Callable[[], Call], act: Callable[[Call], object], plain: Callable[[], object]
) -> OwnTime:
    found = OwnTime(turn)
    for number in range(-WARM_UP, turns):
        call = begin()
        threads = threading.active_count()
        every, answering = time.process_time(), time.thread_time()
        act(call)
        answering = time.thread_time() - answering
        settle(threads, at_most_s=0.2)
        every = time.process_time() - every
        before = time.process_time()
        plain()
        if number >= 0:
            found.call_ms.append((time.process_time() - before) * 1000)
            found.every_ms.append(every * 1000)
            found.answering_ms.append(answering * 1000)
    return found
