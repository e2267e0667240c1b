"""The people of a call script: where each agent is, what waits in each queue, and who takes what when.

Knows how contacts that wait are handed out to agents as time goes by; refuses to know flows, and what is said to whom.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from clinic import Clinic
from simulator.connect.queues import NORMAL_PRIORITY, Accepted, Queues, Staffing
from simulator.line import Clock
from simulator.people import AgentEntry, QueueEntry

NAMES = ("Dana", "Robin", "Kim", "Jo")
"""Of agents that a script only counts."""
MISSED_AFTER_S = 20.0
"""How long an agent is called who does not answer; then Connect calls the next one."""
_NEVER = float("inf")


def counted(agents: int) -> list[AgentEntry]:
    """So many agents who are free, for every queue."""
    names = [*NAMES, *(f"Agent {number}" for number in range(len(NAMES) + 1, agents + 1))]
    return [AgentEntry(name=name) for name in names[:agents]]


@dataclass(slots=True)
class _Agent:
    """One agent's day, in seconds since the call first needed a person."""

    entry: AgentEntry
    contacts: list[tuple[float, float]] = field(default_factory=list)
    """From when to when they are busy with others who waited."""
    missed_at: float = _NEVER
    """Did not answer: not called again."""

    @property
    def available_from(self) -> float:
        if self.entry.state == "available":
            return 0.0
        return _NEVER if self.entry.free_after_s is None else self.entry.free_after_s

    @property
    def leaves(self) -> float:
        return min(_NEVER if self.entry.leaves_after_s is None else self.entry.leaves_after_s, self.missed_at)

    def serves(self, queue: str) -> bool:
        return self.entry.queues is None or queue in self.entry.queues

    def free_from(self, now: float, *, only_begun: bool) -> float:
        """When they can take one more. `only_begun`: before those whom they have not begun with at `now`."""
        taken = [ends for begins, ends in self.contacts if begins <= now or not only_begun]
        return max([now, self.available_from, *taken])

    def state(self, now: float) -> str:
        if now >= self.leaves:
            return "offline" if self.missed_at > now else "missed"
        if any(begins <= now < ends for begins, ends in self.contacts):
            return "busy"
        return "available" if now >= self.available_from else self.entry.state


class Floor(Queues):
    """What a flow may ask about the people of a script. Its time begins with the first question."""

    def __init__(
        self,
        clinic: Clinic,
        clock: Clock,
        *,
        agents: Sequence[AgentEntry],
        queues: Sequence[QueueEntry] = (),
        queue_full: bool = False,
    ) -> None:
        super().__init__(clinic, agents_available=len(agents), queue_full=queue_full)
        self._clock = clock
        self._agents = [_Agent(entry) for entry in agents]
        self._queues: Mapping[str, QueueEntry] = {entry.name: entry for entry in queues}
        self._began: datetime | None = None
        self._waiting: dict[str, list[float]] = {}
        """Queue -> when each of those ahead is taken."""
        self._entered: dict[str, float] = {}

    def is_open(self, at: datetime) -> bool:
        self._now()
        return Queues.is_open(self, at)

    def staffing(self, queue: str) -> Staffing:
        now = self._now()
        states = [agent.state(now) for agent in self._agents if agent.serves(queue)]
        return Staffing(
            online=len([state for state in states if state != "offline"]),
            staffed=len([state for state in states if state in ("available", "busy", "after_call_work")]),
            available=states.count("available"),
        )

    def contacts_waiting(self, queue: str) -> int:
        return len(self._ahead(queue)) + (queue in self._entered)

    def oldest_wait(self, queue: str) -> timedelta:
        now = self._now()
        return timedelta(seconds=now if self._ahead(queue) else now - self._entered.get(queue, now))

    def is_full(self, queue: str) -> bool:
        self._now()
        entry = self._queues.get(queue)
        return self.queue_full or (entry is not None and entry.full)

    def enter(self, queue: str, *, priority: int) -> Accepted | None:
        now = self._now()
        self._entered = {queue: now}
        first = priority < NORMAL_PRIORITY
        taken = self._take(queue, now, only_begun=first)
        if taken is None:
            return None
        agent, at = taken
        return Accepted(timedelta(seconds=at - now), agent.entry.name)

    def position(self, queue: str, *, priority: int) -> int | None:
        entry = self._queues.get(queue)
        if entry is not None and entry.place is not None:
            return None if entry.place == "unknown" else entry.place
        return 1 if priority < NORMAL_PRIORITY else 1 + len(self._ahead(queue))

    def estimated_wait(self, queue: str) -> timedelta | None:
        entry = self._queues.get(queue)
        if entry is None or entry.estimated_wait_s is None:
            return None
        now = self._now()
        return timedelta(seconds=max(0.0, entry.estimated_wait_s - (now - self._entered.get(queue, now))))

    def first_in(self, queue: str) -> str:
        serving = [agent.entry.name for agent in self._agents if agent.serves(queue)]
        return serving[0] if serving else NAMES[0]

    def _now(self) -> float:
        """Seconds since the first question."""
        if self._began is None:
            self._began = self._clock.now()
            for entry in self._queues.values():
                self._waiting[entry.name] = list(self._hand_out(entry))
        return (self._clock.now() - self._began).total_seconds()

    def _hand_out(self, entry: QueueEntry) -> Iterator[float]:
        """Give those who wait in a queue to its agents, one after the other; when each is taken."""
        for _ in range(entry.ahead):
            taken = self._take(entry.name, 0.0, only_begun=False)
            if taken is None:
                yield _NEVER
                continue
            agent, at = taken
            agent.contacts.append((at, at + entry.handle_s))
            yield at

    def _take(self, queue: str, now: float, *, only_begun: bool) -> tuple[_Agent, float] | None:
        """Who takes the next contact of a queue, and when; those who do not answer are called first, and once."""
        lost_s = 0.0
        able = [agent for agent in self._agents if agent.serves(queue)]
        for agent in sorted(able, key=lambda agent: agent.free_from(now, only_begun=only_begun)):
            free = agent.free_from(now + lost_s, only_begun=only_begun)
            if free == _NEVER or free >= agent.leaves:
                continue
            if not agent.entry.misses:
                return agent, free + self.ring_s
            agent.missed_at = free + MISSED_AFTER_S
            lost_s = max(lost_s, agent.missed_at - now)
        return None

    def _ahead(self, queue: str) -> list[float]:
        now = self._now()
        return [at for at in self._waiting.get(queue, ()) if at > now]
