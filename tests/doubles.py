"""Doubles of the function's ports, given by constructor; asserts are made on their state."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import clinic
from fulfillment.callers import CallerDay, CallerUsage
from fulfillment.dialogue import Ports
from fulfillment.ports import (
    Caching,
    CallEnd,
    KnowledgeError,
    ModelError,
    ModelEvent,
    ModelRequest,
    OpenCall,
    Passage,
    PortError,
    Retrieval,
    SlotTaken,
    Stopped,
    StopReason,
    StoredSession,
    TextDelta,
    VersionConflict,
)
from fulfillment.records import Appointment, Order, Patient, Practice, Provider, Service
from fulfillment.settings import Settings

WEEKDAYS = [day.value for day in clinic.Weekday]


def a_practice() -> Practice:
    tenant = clinic.load()
    return Practice(
        name=tenant.name,
        zone=tenant.zone,
        phone=tenant.phone,
        emergency_number=tenant.emergency_number,
        open_days=tuple(WEEKDAYS.index(day) for day in tenant.hours.days),
        opens=tenant.hours.opens,
        closes=tenant.hours.closes,
        holidays={holiday.date: holiday.name for holiday in tenant.holidays},
        slot_minutes=tenant.appointments.slot_minutes,
        morning_ends=tenant.appointments.morning_ends,
        book_ahead_days=tenant.appointments.book_ahead_days,
        offers=tenant.appointments.offers,
        services=tuple(Service(s.name, s.synonyms, s.providers) for s in tenant.services),
        providers=tuple(
            Provider(p.name, tuple(WEEKDAYS.index(day) for day in p.days), p.starts, p.ends) for p in tenant.providers
        ),
    )


PRACTICE = a_practice()
ZONE = PRACTICE.zone
ANA = Patient("ana", "Ana", "Rivera", date(1984, 3, 12), "+12065550101", "ana.rivera")
MARCUS = Patient("marcus", "Marcus", "Webb", date(1971, 11, 30), "+12065550102", "marcus.webb")
PRIYA = Patient("priya", "Priya", "Nair", date(1992, 7, 8), "+12065550103", "priya.nair")
TOM = Patient("tom", "Tom", "Baker", date(1950, 1, 5), "+12065550104", "tom.baker")
PATIENTS = (ANA, MARCUS, PRIYA, TOM)


def at(day: str, hour: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(hour), ZONE)


def sample_appointments() -> list[Appointment]:
    return [
        Appointment("ana", at("2026-12-03", "14:30"), "physical", "Dr. Chen"),
        Appointment("priya", at("2026-12-02", "09:00"), "flu shot", "Nurse Lee"),
        Appointment("priya", at("2026-12-10", "11:00"), "follow-up", "Dr. Okafor"),
    ]


def sample_orders() -> dict[str, list[Order]]:
    return {
        "marcus": [Order("004217", "shipped", date(2026, 12, 2))],
        "priya": [Order("000981", "ready for pickup", None)],
    }


@dataclass
class FixedClock:
    at: datetime = datetime(2026, 12, 1, 17, 30, tzinfo=UTC)
    seconds: float = 0.0
    on_sleep: Callable[[float], None] | None = None

    def now(self) -> datetime:
        return self.at + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        if self.on_sleep is not None:
            self.on_sleep(seconds)
        else:
            self.seconds += seconds


@dataclass
class MemoryAssist:
    told: dict[str, Mapping[str, str]] = field(default_factory=dict)
    fails: PortError | None = None

    def tell(self, session: str, known: Mapping[str, str]) -> None:
        if self.fails:
            raise self.fails
        self.told[session] = known


@dataclass
class MemorySessions:
    stored: dict[str, StoredSession] = field(default_factory=dict)
    claims: set[str] = field(default_factory=set)
    packets: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    closed: dict[str, str] = field(default_factory=dict)
    connected: set[str] = field(default_factory=set)
    """Of those closed, the ones that an agent spoke in."""
    open: dict[str, OpenCall] = field(default_factory=dict)
    """By caller."""
    usage: dict[CallerDay, CallerUsage] = field(default_factory=dict)
    feedback: dict[str, StoredSession] = field(default_factory=dict)
    fails_on: dict[str, PortError] = field(default_factory=dict)

    def _strike(self, operation: str) -> None:
        if operation in self.fails_on:
            raise self.fails_on[operation]

    def load(self, session_id: str) -> StoredSession | None:
        self._strike("load")
        return self.stored.get(session_id)

    def save(self, session_id: str, document: Mapping[str, Any], *, version: int, expires_at: datetime) -> None:
        self._strike("save")
        assert expires_at.tzinfo is not None
        current = self.stored.get(session_id)
        if (current.version if current else 0) != version:
            raise VersionConflict("saved by another since it was loaded")
        self.stored[session_id] = StoredSession(version + 1, document)

    def claim(self, action_id: str, *, expires_at: datetime) -> bool:
        assert expires_at.tzinfo is not None
        self._strike("claim")
        new = action_id not in self.claims
        self.claims.add(action_id)
        return new

    def release(self, action_id: str) -> None:
        self.claims.discard(action_id)

    def save_packet(self, session_id: str, packet: Mapping[str, Any], *, expires_at: datetime) -> None:
        assert expires_at.tzinfo is not None
        self._strike("save_packet")
        self.packets[session_id] = packet

    def load_packet(self, session_id: str) -> Mapping[str, Any] | None:
        self._strike("load_packet")
        return self.packets.get(session_id)

    def load_feedback(self, session_id: str) -> StoredSession | None:
        self._strike("load_feedback")
        return self.feedback.get(session_id)

    def save_feedback(
        self, session_id: str, document: Mapping[str, Any], *, version: int, expires_at: datetime
    ) -> None:  # fmt: skip
        self._strike("save_feedback")
        current = self.feedback.get(session_id)
        if (current.version if current else 0) != version:
            raise VersionConflict("saved by another since it was loaded")
        self.feedback[session_id] = StoredSession(version + 1, document, expires_at)

    def caller_usage(self, caller: CallerDay) -> CallerUsage:
        self._strike("caller_usage")
        return self.usage.get(caller, CallerUsage())

    def open_call(self, caller: str) -> OpenCall | None:
        self._strike("open_call")
        return self.open.get(caller)

    def keep_open(self, caller: str, session_id: str, *, expires_at: datetime) -> None:
        assert expires_at.tzinfo is not None
        self._strike("keep_open")
        self.open[caller] = OpenCall(session_id)

    def end_open(self, caller: str, session_id: str, end: CallEnd, *, expires_at: datetime) -> None:
        assert expires_at > end.at
        self._strike("end_open")
        if caller in self.open and self.open[caller].session_id == session_id:
            self.open[caller] = OpenCall(session_id, end)

    def close(
        self, session_id: str, disposition: str, *, ended_at: datetime, expires_at: datetime, connected: bool = False,
        caller: CallerDay | None = None, used: CallerUsage | None = None,
    ) -> bool:  # fmt: skip
        assert expires_at > ended_at
        self._strike("close")
        new = session_id not in self.closed
        self.closed.setdefault(session_id, disposition)
        if new and connected:
            self.connected.add(session_id)
        if new and caller and used:
            before = asdict(self.usage.get(caller, CallerUsage()))
            self.usage[caller] = CallerUsage(**{name: before[name] + more for name, more in asdict(used).items()})
        return new


@dataclass
class MemoryOffice:
    people: Sequence[Patient] = PATIENTS
    booked: list[Appointment] = field(default_factory=sample_appointments)
    all_orders: dict[str, list[Order]] = field(default_factory=sample_orders)
    done: set[str] = field(default_factory=set)
    fails_on: dict[str, PortError] = field(default_factory=dict)
    tenant: Practice = PRACTICE

    def _strike(self, operation: str) -> None:
        if operation in self.fails_on:
            raise self.fails_on[operation]

    def practice(self) -> Practice:
        return self.tenant

    def patients_by_phone(self, phone: str) -> Sequence[Patient]:
        self._strike("patients")
        return [p for p in self.people if p.phone == phone]

    def patients_by_last_name(self, last_name: str) -> Sequence[Patient]:
        return [p for p in self.people if p.last_name.casefold() == last_name.casefold()]

    def appointments(self, patient_id: str, *, after: datetime) -> Sequence[Appointment]:
        self._strike("appointments")
        mine = [a for a in self.booked if a.patient_id == patient_id and a.at > after]
        return sorted(mine, key=lambda a: a.at)

    def taken(self, provider: str, day: date) -> frozenset[time]:
        local = [a.at.astimezone(ZONE) for a in self.booked if a.provider == provider]
        return frozenset(moment.time() for moment in local if moment.date() == day)

    def _once(self, action_id: str) -> bool:
        self._strike("change")
        new = action_id not in self.done
        self.done.add(action_id)
        return new

    def book(self, action_id: str, appointment: Appointment) -> None:
        if any((a.provider, a.at) == (appointment.provider, appointment.at) for a in self.booked):
            if action_id in self.done:
                return
            raise SlotTaken("taken")
        if self._once(action_id):
            self.booked.append(appointment)

    def move(self, action_id: str, appointment: Appointment, to: Appointment) -> None:
        if action_id not in self.done:
            self.book(action_id, to)
            self.booked.remove(appointment)

    def cancel(self, action_id: str, appointment: Appointment) -> None:
        if self._once(action_id):
            self.booked.remove(appointment)

    def orders(self, patient_id: str) -> Sequence[Order]:
        return self.all_orders.get(patient_id, [])


@dataclass
class RecordingPortal:
    sent: list[str] = field(default_factory=list)
    fails: PortError | None = None

    def reset_password(self, username: str) -> None:
        if self.fails:
            raise self.fails
        self.sent.append(username)


PARKING = Passage("parking", "Parking", "Parking in the clinic garage costs $3 an hour.", 0.9)
BILLING = Passage("billing", "Billing", "A bill can be paid by phone or online.", 0.9, queue="Billing")


@dataclass
class ShelfKnowledge:
    """Answers with the passages whose document's name the question mentions."""

    passages: Sequence[Passage] = (PARKING, BILLING)
    fails: KnowledgeError | None = None
    asked: list[str] = field(default_factory=list)
    timeouts: list[float] = field(default_factory=list)

    def retrieve(self, question: str, *, limit: int, timeout_s: float) -> Retrieval:
        assert timeout_s > 0
        self.asked.append(question)
        self.timeouts.append(timeout_s)
        return lambda: self._found(question, limit)

    def _found(self, question: str, limit: int) -> Sequence[Passage]:
        if self.fails:
            raise self.fails
        words = question.lower().split()
        named = [p for p in self.passages if any(word.startswith(p.document[:4]) for word in words)]
        others = [replace(p, score=0.1) for p in self.passages if p not in named]
        return [*named, *others][:limit]


@dataclass(frozen=True)
class Pause:
    """So many seconds go by before the next event."""

    seconds: float


@dataclass
class ScriptedStream:
    """Plays events; a pause takes its time on the clock, and an exception is raised."""

    events: Iterable[ModelEvent | Pause | ModelError]
    timeout_s: float = 60.0
    clock: FixedClock = field(default_factory=FixedClock)
    closed: bool = False
    cache: Caching = Caching.UNSUPPORTED

    def __post_init__(self) -> None:
        self._left = list(self.events)
        self._until = self.clock.seconds + self.timeout_s

    def __iter__(self) -> "ScriptedStream":
        return self

    def __next__(self) -> ModelEvent:
        event = self._next(self._until)
        if event is None and self._left:
            raise ModelError("out of time", retryable=True)
        if event is None:
            raise StopIteration
        return event

    def soon(self, seconds: float) -> ModelEvent | None:
        return self._next(min(self._until, self.clock.seconds + seconds))

    def close(self) -> None:
        self.closed = True
        self._left = []

    def _next(self, until: float) -> ModelEvent | None:
        while self._left:
            match self._left[0]:
                case Pause(seconds) if self.clock.seconds + seconds > until:
                    self._left[0] = Pause(seconds - (until - self.clock.seconds))
                    self.clock.seconds = until
                    return None
                case Pause(seconds):
                    self.clock.seconds += seconds
                    self._left.pop(0)
                case ModelError() as error:
                    raise error
                case event:
                    self._left.pop(0)
                    return event
        return None


@dataclass
class EchoModel:
    """Says the first passage, word by word; or plays events, which may be other ones at each call."""

    fails: ModelError | None = None
    events: Sequence[ModelEvent | Pause | ModelError] | None = None
    requests: list[ModelRequest] = field(default_factory=list)
    clock: FixedClock = field(default_factory=FixedClock)
    streams: list[ScriptedStream] = field(default_factory=list)

    def converse(self, request: ModelRequest, *, timeout_s: float) -> ScriptedStream:
        assert timeout_s > 0
        self.requests.append(request)
        events: Sequence[ModelEvent | Pause | ModelError] = self.events or ()
        if self.fails:
            events = (self.fails,)
        elif self.events is None:
            words = request.passages[0].text.split(" ")
            events = (*(TextDelta(word + " ") for word in words), Stopped(StopReason.END_TURN))
        self.streams.append(ScriptedStream(events, timeout_s, self.clock))
        return self.streams[-1]


@dataclass
class ScriptedModel:
    """Plays other events at each call, the last ones again and again."""

    clock: FixedClock
    scripts: Sequence[Sequence[ModelEvent | Pause | ModelError]]
    requests: list[ModelRequest] = field(default_factory=list)
    streams: list[ScriptedStream] = field(default_factory=list)

    @property
    def asked(self) -> list[str]:
        """Ids of the models, in order."""
        return [request.model_id for request in self.requests]

    def converse(self, request: ModelRequest, *, timeout_s: float) -> ScriptedStream:
        events = self.scripts[min(len(self.requests), len(self.scripts) - 1)]
        self.requests.append(request)
        self.streams.append(ScriptedStream(events, timeout_s, self.clock))
        return self.streams[-1]


def the_settings(**changes: Any) -> Settings:
    names = ("AWS_REGION", "SESSION_TABLE", "CLINIC_TABLE", "USER_POOL_ID", "KNOWLEDGE_BASE_ID")
    env = dict.fromkeys((*names, "SMALL_MODEL_ID", "LARGE_MODEL_ID"), "x")
    return replace(Settings.from_env({**env, "CLINIC_NAME": "Cedar Clinic"}), **changes)


def some_ports(**changes: Any) -> Ports:
    defaults: dict[str, Any] = {
        "sessions": MemorySessions(),
        "office": MemoryOffice(),
        "portal": RecordingPortal(),
        "knowledge": ShelfKnowledge(),
        "model": EchoModel(),
        "clock": FixedClock(),
        "settings": the_settings(),
    }
    return Ports(**{**defaults, **changes})
