"""The call's clock: virtual between invocations, real inside one.

Knows how long the call has lasted so far; refuses to know what took the time.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta


class CallClock:
    """Starts at the moment the call is answered. Nothing sleeps: speech and silence advance it at once.

    Inside `invocation()` the real time that passes is added as it passes, so that a deadline measured on this
    clock holds for real latencies too. Safe from any thread.
    """

    def __init__(self, answered_at: datetime) -> None:
        if answered_at.tzinfo is None:
            raise ValueError("a call is answered at a time with an offset, such as 2026-12-01T09:30:00-08:00")
        self._answered_at = answered_at.astimezone(UTC)
        self._lock = threading.Lock()
        self._passed_s = 0.0
        self._entered: float | None = None

    def now(self) -> datetime:
        """Aware, UTC."""
        return self._answered_at + timedelta(seconds=self.monotonic())

    def monotonic(self) -> float:
        """Seconds since the call was answered."""
        with self._lock:
            return self._passed_s + (time.perf_counter() - self._entered if self._entered is not None else 0.0)

    def sleep(self, seconds: float) -> None:
        """Wait, really: only what runs inside an invocation does."""
        time.sleep(seconds)

    def advance(self, by: timedelta) -> None:
        """Let virtual time pass. Raises: ValueError, for a step back."""
        if by < timedelta(0):
            raise ValueError(f"time does not go back by {-by}")
        with self._lock:
            self._passed_s += by.total_seconds()

    @contextmanager
    def invocation(self) -> Iterator[None]:
        """Real time counts while the block runs; an inner one changes nothing."""
        with self._lock:
            entered = self._entered is None
            self._entered = time.perf_counter() if self._entered is None else self._entered
        try:
            yield
        finally:
            if entered:
                self._leave()

    def _leave(self) -> None:
        with self._lock:
            if self._entered is not None:
                self._passed_s += time.perf_counter() - self._entered
            self._entered = None
