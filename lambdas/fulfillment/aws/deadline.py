"""A clock of our own over calls that may stall: botocore's timeouts count silence, not time.

Knows a worker thread and a deadline; refuses to know what is read.
"""

import queue
import threading
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


class Expired(Exception):
    """The deadline passed before the next item came."""


@dataclass(frozen=True, slots=True)
class _Item(Generic[T]):
    value: T


@dataclass(frozen=True, slots=True)
class _End:
    error: BaseException | None


def within(timeout_s: float, read: Callable[[], Generator[T, None, None]]) -> Iterator[T]:
    """Yield what `read` yields, until `timeout_s` seconds from this call.

    `read` starts at once, in a thread of its own. When the caller stops early, or time is up, it is closed there as
    soon as its pending read returns: at the latest at the client's own read timeout.

    Raises:
        Expired: time is up. Whatever `read` raises is raised here.
    """
    items: queue.SimpleQueue[_Item[T] | _End] = queue.SimpleQueue()
    abandoned = threading.Event()
    deadline = time.monotonic() + timeout_s
    threading.Thread(target=_pump, args=(read, items, abandoned), name="within", daemon=True).start()
    return _drain(items, abandoned, deadline)


def _pump(
    read: Callable[[], Generator[T, None, None]],
    items: "queue.SimpleQueue[_Item[T] | _End]",
    abandoned: threading.Event,
) -> None:
    source = read()
    error: BaseException | None = None
    try:
        for value in source:
            items.put(_Item(value))
            if abandoned.is_set():
                break
        source.close()
    except BaseException as raised:  # carried over to the thread that waits
        error = raised
    items.put(_End(error))


def _drain(
    items: "queue.SimpleQueue[_Item[T] | _End]", abandoned: threading.Event, deadline: float
) -> Generator[T, None, None]:
    try:
        while True:
            try:
                item = items.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                raise Expired from None
            if isinstance(item, _End):
                if item.error is not None:
                    raise item.error
                return
            yield item.value
    finally:
        abandoned.set()
