"""The clinic's people as Connect sees them: hours, staffing, queues.

Knows when people answer, how many are there and whether a queue takes one more; refuses to know flows and callers.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from clinic import Clinic, Weekday

_WEEKDAYS = tuple(Weekday)


class QueuesError(Exception):
    """Connect could not tell; the flow takes the block's error branch."""


@dataclass(frozen=True, slots=True)
class Staffing:
    online: int
    """Logged in, whatever their status."""
    staffed: int
    """Working: available, on a contact, or in after-contact work."""
    available: int
    """Free to take a contact now."""


@dataclass(frozen=True, slots=True)
class Queues:
    """What a flow may ask about queues. A test's own answers come from a subclass.

    Every queue has the same agents: the clinic's world gives one number.
    """

    clinic: Clinic
    agents_available: int = 2
    queue_full: bool = False
    agents_busy: int = 0
    """Staffed, but on another contact when the caller arrives."""
    ring_s: float = 4.0
    """Seconds until a free agent accepts."""
    busy_s: float = 120.0
    """Seconds until a busy agent is free."""

    def is_open(self, at: datetime) -> bool:
        """Whether people answer at this moment (aware). Raises: QueuesError."""
        local = at.astimezone(self.clinic.zone)
        if any(holiday.date == local.date() for holiday in self.clinic.holidays):
            return False
        hours = self.clinic.hours
        return _WEEKDAYS[local.weekday()] in hours.days and hours.opens <= local.time() < hours.closes

    def staffing(self, queue: str) -> Staffing:  # noqa: ARG002
        """Who is there for a queue (by name). Raises: QueuesError."""
        working = self.agents_available + self.agents_busy
        return Staffing(online=working, staffed=working, available=self.agents_available)

    def contacts_waiting(self, queue: str) -> int:  # noqa: ARG002
        """Contacts in a queue. Raises: QueuesError."""
        return 0

    def oldest_wait(self, queue: str) -> timedelta:  # noqa: ARG002
        """How long the oldest contact of a queue has waited. Raises: QueuesError."""
        return timedelta(0)

    def is_full(self, queue: str) -> bool:  # noqa: ARG002
        """Whether a queue is at capacity. Raises: QueuesError."""
        return self.queue_full

    def accepted_after(self, queue: str) -> timedelta | None:
        """How long until an agent accepts a contact that enters the queue now; None: nobody does.

        Raises: QueuesError.
        """
        staffing = self.staffing(queue)
        if staffing.available:
            return timedelta(seconds=self.ring_s)
        return timedelta(seconds=self.busy_s + self.ring_s) if staffing.staffed else None
