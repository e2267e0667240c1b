"""A clock of our own over calls that may stall: botocore's timeouts count silence, not time.

Knows a worker thread and a deadline; refuses to know what is read.
"""

import queue
import threading
import time
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass
from typing import Generic, Self, TypeVar

T = TypeVar("T")


class Expired(Exception):
    """The deadline passed before the next item came."""


BATCH = 8
"""Items that are read before one who takes them has taken them all, so that what nobody wants any more is not read and
parsed in vain."""


@dataclass(frozen=True, slots=True)
class _End:
    error: BaseException | None


class Reading(Generic[T]):
    """What a thread of its own reads, as it comes; an iterator that ends at its deadline."""

    def __init__(self, read: Callable[[], Generator[T, None, None]], deadline: float) -> None:
        self._items: queue.SimpleQueue[T | _End] = queue.SimpleQueue()
        self._closed = threading.Event()
        self._deadline = deadline
        self.over = False
        """All has been read."""
        self._taken_of_batch = 0
        self._batches: queue.SimpleQueue[None] = queue.SimpleQueue()
        """One for each batch that may be read beyond the first."""
        pumped = (read, self._items, self._unwanted, self._batches)
        threading.Thread(target=_pump, args=pumped, name="within", daemon=True).start()

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> T:
        """The next item. Raises: Expired, or whatever reading raised."""
        return self._taken(self._deadline)

    def soon(self, seconds: float) -> T | None:
        """The next item, if it comes within so many seconds; None: not yet, or there is no more.

        Raises: whatever reading raised.
        """
        try:
            return self._taken(min(self._deadline, time.monotonic() + seconds))
        except (Expired, StopIteration):
            return None

    def close(self) -> None:
        """Read no further: the thread ends as soon as its pending read returns."""
        self._closed.set()
        self._batches.put(None)

    def _unwanted(self) -> bool:
        """Nobody will take what is still to come."""
        return self._closed.is_set() or time.monotonic() >= self._deadline

    def _taken(self, until: float) -> T:
        try:
            item = self._items.get(timeout=max(0.0, until - time.monotonic()))
        except queue.Empty:
            if until >= self._deadline:
                self.close()
            raise Expired from None
        if not isinstance(item, _End):
            self._taken_of_batch += 1
            if self._taken_of_batch == BATCH:
                self._taken_of_batch = 0
                self._batches.put(None)
            return item
        self.over = True
        self._items.put(item)  # whoever asks again is told the same
        if item.error is not None:
            raise item.error
        raise StopIteration


def within(timeout_s: float, read: Callable[[], Generator[T, None, None]]) -> Reading[T]:
    """Read in a thread that starts at once, until `timeout_s` seconds from this call.

    When the reader closes early, or time is up, `read` is closed in its thread as soon as its pending read returns: at
    the latest at the client's own read timeout.
    """
    return Reading(read, time.monotonic() + timeout_s)


def _pump(
    read: Callable[[], Generator[T, None, None]],
    items: "queue.SimpleQueue[T | _End]",
    unwanted: Callable[[], bool],
    batches: "queue.SimpleQueue[None]",
) -> None:
    error: BaseException | None = None
    try:
        with closing(read()) as source:
            for number, value in enumerate(source, start=1):
                items.put(value)
                if number % BATCH == 0:
                    batches.get()
                if unwanted():
                    raise Expired
    except BaseException as raised:  # carried over to the thread that waits
        error = raised
    items.put(_End(error))
