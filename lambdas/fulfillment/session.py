"""What is remembered of a call, and its form as a document.

Knows every value that must survive from one turn to the next; refuses to know where it is stored. A session is the unit
that a turn changes: loaded once, changed in place, saved once.
"""

import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, is_dataclass
from datetime import date, datetime, time
from enum import StrEnum
from functools import cache, partial
from typing import Any, Protocol, Union, get_args, get_origin, get_type_hints

from .callers import CallerDay, CallerUsage, caller_day, caller_name
from .records import Appointment, Order, Patient
from .turn import SPANISH, Intent, Outcome, Queue, Reason, Step

HISTORY_EXCHANGES = 60
"""Kept for the agent, the model and call scripts: as many turns as `Settings.max_turns` allows where nobody says."""
HISTORY_CHARS = 40_000
"""Of caller and replies together; over it the oldest go. At four bytes a character less than half of what a stored item
holds."""
UNSURE_HEARING = 0.8
"""A transcription confidence from here on is not worth keeping."""
DELIVERIES = 4
"""Replies kept for deliveries that come again; one caller turn can bring two invocations."""


@dataclass(slots=True)
class Identity:
    patient: Patient | None = None
    """Set once verified."""
    how: str | None = None
    attempts: int = 0
    last_name: str | None = None
    birth_date: date | None = None
    birth_month: int | None = None
    birth_day: int | None = None
    birth_year: int | None = None
    """Halves of a date of birth, until there is a whole one."""
    claimed_last_name: str | None = None
    claimed_birth_date: date | None = None
    """What was given last and matched nobody: never compared again, told to the agent alone."""
    for_another: bool = False
    """The caller speaks of somebody else's appointments or orders."""
    named: bool = False
    """Whose records are open has been said."""

    @property
    def verified(self) -> bool:
        return self.patient is not None


@dataclass(slots=True)
class Wanted:
    """What the caller has said they want, whenever they said it."""

    service: str | None = None
    provider: str | None = None
    existing_from: date | None = None
    """The day of the appointment meant, as a range."""
    existing_to: date | None = None
    existing_service: str | None = None
    day_from: date | None = None
    day_to: date | None = None
    asked_from: date | None = None
    asked_to: date | None = None
    """The days that were asked for, while others are offered because nothing is free then."""
    same_day: bool = False
    """The day of the existing appointment is to stay."""
    day_plain: bool = False
    """The day came without a word saying whether it is the old one or the new one."""
    times: list[time] = field(default_factory=list)
    part: str | None = None
    relation: str | None = None
    until: list[time] = field(default_factory=list)
    """The end of "between two and four"; like `times`, more than one while the half of the day is open."""
    order_number: str | None = None

    def take(self, at: datetime) -> None:
        """Want exactly this: a moment in the practice's zone."""
        self.day_from = self.day_to = at.date()
        self.asked_from = self.asked_to = None
        self.same_day = False
        self.times, self.until, self.relation, self.part = [at.time()], [], "at", None

    def forget_day(self) -> None:
        self.day_from = self.day_to = self.asked_from = self.asked_to = None

    def forget_time(self) -> None:
        self.times, self.until, self.relation = [], [], None


@dataclass(slots=True)
class PendingAction:
    """What a yes would do; used once, within its time."""

    action_id: str
    expires_at: datetime
    appointment: Appointment | None = None
    to: Appointment | None = None


class Left(StrEnum):
    """In the middle of what a call broke off."""

    TASK = "task"
    PERSON = "person"
    """Waiting for one."""


@dataclass(slots=True)
class EarlierCall:
    session_id: str
    left: Left


@dataclass(slots=True)
class Resumed:
    """What of a task from the call before waits until it is known that the same patient calls."""

    patient_id: str | None
    """Who was verified then; None: nobody."""
    wanted: Wanted
    """As it was then."""
    for_another: bool = False
    to: Appointment | None = None
    """The time that was read back."""


@dataclass(slots=True)
class Task:
    intent: Intent
    wanted: Wanted = field(default_factory=Wanted)
    appointment: Appointment | None = None
    """The existing one it is about."""
    choices: list[Appointment] = field(default_factory=list)
    """Existing appointments the caller was asked to choose from."""
    offers: list[Appointment] = field(default_factory=list)
    """Free times, in the order they were offered."""
    orders: list[str] = field(default_factory=list)
    """Numbers of the orders the caller was asked to choose from."""
    order_words: list[str] = field(default_factory=list)
    """How each of them was told."""
    pending: PendingAction | None = None
    resumed: Resumed | None = None
    """It was begun in the call before, and its caller is not verified yet in this one."""
    put_again: bool = False
    """The offers are those of the call before: put again are those that are still free."""


@dataclass(slots=True)
class Exchange:
    caller: str
    """What was said; with keys, the digits."""
    spoken: str
    step: Step
    """What our reply asked for."""
    keys: bool = False
    heard: float | None = None
    """The transcription's confidence, where it was under `UNSURE_HEARING`."""
    intent: str | None = None
    """Lex's after the turn: while a task is on, the task's."""
    confirmed: str | None = None
    """What was said or keyed, where it confirmed that `caller` had been heard right; else None."""
    asked: str | None = None
    """What the flow's own prompt had asked before this turn, as `Turn.asked`."""
    earlier: bool = False
    """It was in the call before this one."""


@dataclass(slots=True)
class Delivery:
    key: str
    response: dict[str, Any]


@dataclass(slots=True)
class Session:
    session_id: str
    locale: str
    started_at: datetime
    caller_number: str | None = None
    version: int = 0
    turns: int = 0
    model_calls: int = 0
    before: CallerUsage = field(default_factory=CallerUsage)
    """What the caller's earlier calls had used of the day when this one began."""
    last_turn_at: datetime | None = None
    identity: Identity = field(default_factory=Identity)
    task: Task | None = None
    mentioned: Wanted = field(default_factory=Wanted)
    """A service or provider named before any task was."""
    step: Step = Step.OPEN
    question: str | None = None
    """What our last reply asked, in our words; None where the bot's own prompt asked it."""
    misses: int = 0
    """Silences and misses in a row."""
    checked: str | None = None
    """An utterance that was heard badly, while the caller is asked whether it is what they said."""
    checked_step: Step | None = None
    checked_intent: str | None = None
    last_spoken: str | None = None
    callback_offered: bool = False
    """The flow has offered a callback; whatever is done after that ends with the offer."""
    callback_waiting: bool = False
    """It has offered it to one who waits in a queue."""
    callback_declined: bool = False
    """Who waits there has said no to it."""
    callback_heard: str = ""
    """Digits of another number as far as they were said: read back once there are ten of them."""
    callback_number: str | None = None
    """The other number, in E.164, once the caller has agreed to it."""
    waits: int = 0
    """Times the caller has asked for a moment."""
    slow: bool = False
    """The caller has asked to be spoken to slowly."""
    asked: str | None = None
    """The latest question that was answered."""
    told: list[str] = field(default_factory=list)
    """What was said in answer to it, one answer each time more was asked."""
    more: bool = False
    """There is more to tell about it, and that was said."""
    unanswered: str | None = None
    """The latest question that was not."""
    history: list[Exchange] = field(default_factory=list)
    tried: list[str] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    finished: list[str] = field(default_factory=list)
    declined: Task | None = None
    """A booking or move that was read back and refused, while another day or time may still follow."""
    appointments: list[Appointment] | None = None
    """The patient's, as they were when they were first looked at; None: they were not."""
    orders: list[Order] | None = None
    """Like `appointments`."""
    topic_queue: Queue | None = None
    """The desk of what came up last, where it has one."""
    asked_desk: Queue | None = None
    """The desk of what the caller wants a person for, said while a task for another was on."""
    escalated: Reason | None = None
    """Why a person was needed first; a callback is about that."""
    escalated_to: Queue | None = None
    """The desk chosen then."""
    offer_reason: Reason | None = None
    """Why a person was offered."""
    confidence: float | None = None
    weakest: str | None = None
    deliveries: list[Delivery] = field(default_factory=list)
    outcome: Outcome | None = None
    """How our last reply ended the conversation; None: it goes on."""
    reason: Reason | None = None
    """Why a person is needed, where that is the outcome."""
    earlier: EarlierCall | None = None
    """The call before this one, while the caller is asked whether to go on with it."""
    kept_open: bool = False
    """It was to be stored that this call may be gone on with in the next one."""

    def used(self) -> CallerUsage:
        """What this call has used of its caller's day, up to the last turn."""
        seconds = (self.last_turn_at - self.started_at).total_seconds() if self.last_turn_at else 0.0
        return CallerUsage(1, self.turns, max(int(seconds), 0), self.model_calls)

    def caller(self, *, key: str) -> str | None:
        """Who calls, as `callers.caller_name` has it."""
        return caller_name(self.caller_number, key=key)

    def day(self, *, key: str) -> CallerDay | None:
        """Whose usage this call is added to; `key` as in `callers.caller_day`."""
        return caller_day(self.caller_number, self.started_at, key=key)

    @classmethod
    def from_document(cls, document: Mapping[str, Any], *, version: int) -> "Session":
        """Read a stored session.

        Raises:
            ValueError: the document is not one that `to_document` wrote. Neither it nor a cause has a value of it.
        """
        try:
            session: Session = _build(cls, document)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise ValueError(f"not a session document ({type(error).__name__})") from None
        session.version = version
        return session

    @classmethod
    def recall(cls, stored: "Stored | None") -> "Session | None":
        """What was stored of a call; None: nothing was, or nothing that can be read."""
        try:
            return None if stored is None else cls.from_document(stored.document, version=stored.version)
        except ValueError:
            return None

    def to_document(self) -> dict[str, Any]:
        """JSON-ready; the version is stored beside it."""
        document: dict[str, Any] = _encode(self)
        return document

    @property
    def speaks(self) -> str:
        """The locale that the caller is known to speak: the line's, but for who is to speak Spanish with a person."""
        return SPANISH if self.topic_queue is Queue.SPANISH else self.locale

    def reply_to(self, key: str | None) -> dict[str, Any] | None:
        """The reply this delivery got when it came first."""
        return next((delivery.response for delivery in self.deliveries if key and delivery.key == key), None)

    def remember_delivery(self, key: str | None, response: dict[str, Any]) -> None:
        if key:
            self.deliveries = [*self.deliveries, Delivery(key, response)][-DELIVERIES:]

    def remember_exchange(
        self, caller: str, spoken: str, *, keys: bool = False, heard: float | None = None, intent: str | None = None,
        confirmed: str | None = None, asked: str | None = None,
    ) -> None:  # fmt: skip
        """Add a turn and our reply to the history, as in `Exchange`; `heard` whatever it is."""
        unsure = None if keys or heard is None or heard >= UNSURE_HEARING else round(heard, 2)
        latest = Exchange(caller, spoken, self.step, keys, unsure, intent, confirmed, asked)
        history = [*self.history, latest][-HISTORY_EXCHANGES:]
        while len(history) > 1 and sum(len(each.caller) + len(each.spoken) for each in history) > HISTORY_CHARS:
            history.pop(0)
        self.history = history


class Stored(Protocol):
    """A session as a store gives it."""

    @property
    def version(self) -> int: ...

    @property
    def document(self) -> Mapping[str, Any]: ...


_PLAIN = frozenset({str, int, float, bool, types.NoneType})


def _encode(value: Any) -> Any:
    if type(value) in _PLAIN:
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return {name: _encode(getattr(value, name)) for name in _members(type(value))}
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, list):
        return [_encode(item) for item in value]
    return value


@cache
def _members(cls: type) -> dict[str, Callable[[Any], Any]]:
    """Each field of a dataclass, with what reads it from a document."""
    return {name: _reader(kind) for name, kind in get_type_hints(cls).items()}


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """What makes a value of this kind of what a document has."""
    if get_origin(kind) in (Union, types.UnionType):
        inner = _reader(next(option for option in get_args(kind) if option is not types.NoneType))
        return lambda value: None if value is None else inner(value)
    if get_origin(kind) is list:
        each = _reader(get_args(kind)[0])
        return lambda value: [each(item) for item in value]
    if is_dataclass(kind) and isinstance(kind, type):
        return partial(_build, kind)
    if isinstance(kind, type) and issubclass(kind, date | time):
        return kind.fromisoformat
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind
    return _as_it_is


def _build(kind: type, value: Mapping[str, Any]) -> Any:
    members = _members(kind)
    return kind(**{name: members[name](item) for name, item in value.items() if name in members})


def _as_it_is(value: Any) -> Any:
    return value
