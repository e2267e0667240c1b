"""The clinic's people as Connect sees them: hours, staffing, queues.

Knows what a flow may ask about people, and the simplest answers: everybody is in every queue, and nobody waits; refuses
to know flows, callers and the people of a script (`floor`).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from clinic import Clinic, Weekday

_WEEKDAYS = tuple(Weekday)
_A_YEAR = 370
SOMEBODY = "Agent"
NORMAL_PRIORITY = 5
"""Of a contact that no flow has given another; a smaller number goes first.
https://docs.aws.amazon.com/connect/latest/adminguide/change-routing-priority.html"""


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
class Accepted:
    """Who takes a contact out of its queue, and when."""

    after: timedelta
    """From the moment it enters."""
    agent: str


@dataclass(slots=True)
class Queues:
    """What a flow may ask about queues. A test's own answers come from a subclass."""

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

    def opens_after(self, at: datetime) -> datetime:
        """The next opening after this moment (aware), in the clinic's zone. Raises: QueuesError: none in a year."""
        first = at.astimezone(self.clinic.zone).date()
        for days in range(_A_YEAR):
            opening = datetime.combine(first + timedelta(days=days), self.clinic.hours.opens, tzinfo=self.clinic.zone)
            if opening > at and self.is_open(opening):
                return opening
        raise QueuesError("the hours never open")

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

    def enter(self, queue: str, *, priority: int) -> Accepted | None:  # noqa: ARG002
        """Put the contact into a queue; who takes it, None: nobody does. Raises: QueuesError."""
        after = self.accepted_after(queue)
        return None if after is None else Accepted(after, SOMEBODY)

    def position(self, queue: str, *, priority: int) -> int | None:  # noqa: ARG002
        """The place of the contact that entered last, 1 for the next; None: Connect does not know.

        Raises: QueuesError.
        """
        return 1

    def estimated_wait(self, queue: str) -> timedelta | None:  # noqa: ARG002
        """What Connect expects a contact to wait; None: it does not know. Raises: QueuesError."""
        return None

    def calls_back(self, queue: str, *, priority: int, now: datetime, ready: datetime) -> tuple[datetime, str]:
        """When an agent takes a callback, and who.

        Args:
            queue: Its name.
            priority: Its queue priority.
            now: The moment from which it waits.
            ready: Before this it is not offered to anybody.

        Raises:
            QueuesError: the hours never open.
        """
        accepted = self.enter(queue, priority=priority)
        if accepted is not None:
            taken = max(now + accepted.after, ready)
            if self.is_open(taken):
                return taken, accepted.agent
        opening = self.opens_after(ready)
        return opening + timedelta(seconds=self.ring_s), self.first_in(queue)

    def first_in(self, queue: str) -> str:  # noqa: ARG002
        """Who is there for a queue when the hours open."""
        return SOMEBODY
