"""The processor time that a warm turn takes of ours, while every service answers at once from another process.

Knows how turns are told from what surrounds them; refuses to know what a turn does.
"""

import io
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass

from fulfillment.handler import SystemClock, build
from fulfillment.telemetry import publish
from fulfillment.turn import TurnRecord
from simulator.local_aws.extractive import tokens
from simulator.local_aws.latencies import Latencies

from .replies import OPENING, TEXT
from .turns import Call, ask, asked_for_a_slot, fill_the_slot, greeted, settle
from .upstreams import Upstreams

WARM_UP = 10
"""Turns before those that count: connections, tables, caches."""


@dataclass(frozen=True, slots=True)
class OwnTime:
    """Of one kind of turn, in the mean."""

    turn: str
    turns: int
    ms: float
    """Processor time of every thread, a turn."""
    answering_ms: float
    """Of it, in the thread that answers; the rest reads what the services stream."""
    elapsed_ms: float
    """From the event to the reply, with services that take no time but their own."""


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
    words = "".join(tokens(text)[:OPENING])
    with redirect_stdout(_Nowhere()):
        question = _of(f"open question, {len(tokens(text))} tokens streamed", turns, lambda: greeted(handler),
                       lambda call: ask(call, words=words))  # fmt: skip
        slot = _of("answer to a task's question", turns, lambda: asked_for_a_slot(handler), fill_the_slot)
    yield question
    yield slot


class _Nowhere(io.TextIOBase):
    """Takes the log lines and keeps none; never closed, since a logger holds on to it."""

    def write(self, text: str) -> int:
        return len(text)


def _of(turn: str, turns: int, begin: Callable[[], Call], act: Callable[[Call], float]) -> OwnTime:
    every = answering = elapsed = 0.0
    for number in range(-WARM_UP, turns):
        call = begin()
        threads = threading.active_count()
        all_before, own_before = time.process_time(), time.thread_time()
        took_ms = act(call)
        own = time.thread_time() - own_before
        settle(threads, at_most_s=0.2)
        if number >= 0:
            every += time.process_time() - all_before
            answering += own
            elapsed += took_ms
    return OwnTime(turn, turns, every / turns * 1000, answering / turns * 1000, elapsed / turns)
