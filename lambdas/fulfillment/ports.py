"""What the core needs from outside, as Protocols, and the one exception each may raise.

Knows the questions asked of the outside world; refuses to know who answers them.

    PortError
     +-- SessionsError      VersionConflict
     +-- BackOfficeError    SlotTaken, RecordGone
     +-- PortalError
     +-- AssistError
     +-- KnowledgeError
     +-- ModelError
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, Protocol

from .callers import CallerDay, CallerUsage
from .records import Appointment, Order, Patient, Practice


class PortError(Exception):
    """Something outside failed. `retryable`: the same call may succeed if made again."""

    def __init__(self, message: str, *, retryable: bool = False) -> None:
        super().__init__(message)
        self.retryable = retryable


class SessionsError(PortError):
    """The session store failed."""


class VersionConflict(SessionsError):
    """Somebody else saved this session since it was loaded."""


class BackOfficeError(PortError):
    """The back office failed."""


class SlotTaken(BackOfficeError):
    """The time asked for is no longer free."""


class RecordGone(BackOfficeError):
    """The appointment to change is not there any more."""


class PortalError(PortError):
    """The patient portal failed."""


class AssistError(PortError):
    """Agent assist was not told."""


class KnowledgeError(PortError):
    """Passages could not be retrieved."""


class ModelError(PortError):
    """The model could not be reached, or its answer broke off."""


@dataclass(frozen=True, slots=True)
class StoredSession:
    version: int
    """1 after the first save."""
    document: Mapping[str, Any]
    expires_at: datetime | None = None
    """Aware, UTC; the store may keep it for days longer. None: not told."""


@dataclass(frozen=True, slots=True)
class CallEnd:
    disposition: str
    at: datetime
    """Aware."""
    connected: bool
    """An agent spoke with the caller."""


@dataclass(frozen=True, slots=True)
class OpenCall:
    """The call of a caller's that the next one may go on with."""

    session_id: str
    end: CallEnd | None = None
    """None: it has not ended, or that has not been told yet."""


class Sessions(Protocol):
    def load(self, session_id: str) -> StoredSession | None:
        """What is remembered of a call. Raises: SessionsError."""

    def save(self, session_id: str, document: Mapping[str, Any], *, version: int, expires_at: datetime) -> None:
        """Store as version + 1, if `version` is still the stored one (0: nothing stored). Raises: SessionsError."""

    def claim(self, action_id: str, *, expires_at: datetime) -> bool:
        """True for the first caller with this id, False ever after. Raises: SessionsError."""

    def release(self, action_id: str) -> None:
        """Take a claim back: what it stood for did not happen. Raises: SessionsError."""

    def save_packet(self, session_id: str, packet: Mapping[str, Any], *, expires_at: datetime) -> None:
        """Store the handoff packet. Raises: SessionsError."""

    def load_packet(self, session_id: str) -> Mapping[str, Any] | None:
        """The handoff packet of a call. Raises: SessionsError."""

    def load_feedback(self, session_id: str) -> StoredSession | None:
        """What agents have reported of a call. Raises: SessionsError."""

    def save_feedback(
        self, session_id: str, document: Mapping[str, Any], *, version: int, expires_at: datetime
    ) -> None:  # fmt: skip
        """Store as version + 1, if `version` is still the stored one (0: nothing stored). Raises: SessionsError."""

    def caller_usage(self, caller: CallerDay) -> CallerUsage:
        """What a caller's ended calls have used of the day. Raises: SessionsError."""

    def open_call(self, caller: str) -> OpenCall | None:
        """The call that this caller (`callers.caller_name`) may go on with. Raises: SessionsError."""

    def keep_open(self, caller: str, session_id: str, *, expires_at: datetime) -> None:
        """Note that it is this one, whichever it was. Raises: SessionsError."""

    def end_open(self, caller: str, session_id: str, end: CallEnd, *, expires_at: datetime) -> None:
        """Note how it ended, if it is still this one. Raises: SessionsError."""

    def close(
        self, session_id: str, disposition: str, *, ended_at: datetime, expires_at: datetime, connected: bool = False,
        caller: CallerDay | None = None, used: CallerUsage | None = None,
    ) -> bool:  # fmt: skip
        """Note how a call ended, and whether with an agent: True the first time, False ever after.

        The first time, and only then, what the call `used` is added to the day of its `caller`, if there is one.

        Raises:
            SessionsError: neither happened.
        """


class BackOffice(Protocol):
    """Every change carries an `action_id`: the same id a second time changes nothing and reports the same result."""

    def practice(self) -> Practice:
        """The tenant. Raises: BackOfficeError."""

    def patients_by_phone(self, phone: str) -> Sequence[Patient]:
        """Who has this number (E.164). Raises: BackOfficeError."""

    def patients_by_last_name(self, last_name: str) -> Sequence[Patient]:
        """Who has this last name, whatever its case. Raises: BackOfficeError."""

    def appointments(self, patient_id: str, *, after: datetime) -> Sequence[Appointment]:
        """Those starting after, earliest first. Raises: BackOfficeError."""

    def taken(self, provider: str, day: date) -> frozenset[time]:
        """Local start times already booked. Raises: BackOfficeError."""

    def book(self, action_id: str, appointment: Appointment) -> None:
        """Raises: SlotTaken, BackOfficeError."""

    def move(self, action_id: str, appointment: Appointment, to: Appointment) -> None:
        """Raises: SlotTaken, RecordGone, BackOfficeError."""

    def cancel(self, action_id: str, appointment: Appointment) -> None:
        """Raises: RecordGone, BackOfficeError."""

    def orders(self, patient_id: str) -> Sequence[Order]:
        """Raises: BackOfficeError."""


class Portal(Protocol):
    def reset_password(self, username: str) -> None:
        """Have a reset sent to the patient. Raises: PortalError."""


class Assist(Protocol):
    def tell(self, session: str, known: Mapping[str, str]) -> None:
        """Give agent assist, by its session's ARN, what it starts from: name -> value. Raises: AssistError."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One retrieved piece of a document."""

    document: str
    """The document's name: its file name without the suffix, `parking`."""
    title: str
    text: str
    score: float
    queue: str | None = None
    """The front matter's queue, if it names one."""


Retrieval = Callable[[], Sequence[Passage]]
"""Waits for the passages nearest in meaning, best first. To be called once. Raises: KnowledgeError."""


class Knowledge(Protocol):
    def retrieve(self, question: str, *, limit: int, timeout_s: float) -> Retrieval:
        """Ask for passages at once; what is returned waits for them, until `timeout_s` seconds from this call."""


class StopReason(StrEnum):
    END_TURN = "end_turn"
    TOOL_USE = "tool_use"
    MAX_TOKENS = "max_tokens"
    GUARDRAIL = "guardrail_intervened"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class TextDelta:
    text: str


@dataclass(frozen=True, slots=True)
class ToolBegun:
    """A tool is being called; its arguments are on their way."""


@dataclass(frozen=True, slots=True)
class ToolUse:
    name: str
    arguments: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Stopped:
    reason: StopReason


@dataclass(frozen=True, slots=True)
class Usage:
    """From the stream's last event. Scores 0-1; None: not reported."""

    input_tokens: int
    output_tokens: int
    cache_read_tokens: int = 0
    cache_write_tokens: int = 0
    grounding: float | None = None
    relevance: float | None = None


ModelEvent = TextDelta | ToolBegun | ToolUse | Stopped | Usage


@dataclass(frozen=True, slots=True)
class Tool:
    name: str
    description: str
    schema: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ModelRequest:
    model_id: str
    system: str
    history: Sequence[tuple[str, str]]
    """Earlier turns as (role, text), role `user` or `assistant`, starting with `user`, alternating."""
    passages: Sequence[Passage]
    question: str
    tools: Sequence[Tool]
    max_tokens: int


class Caching(StrEnum):
    """What becomes of a prompt's stable beginning: told in the turn's log line."""

    SENT = "sent"
    """A cache point follows it."""
    BELOW_MINIMUM = "below_minimum"
    """It is shorter than what the model caches."""
    UNSUPPORTED = "unsupported"
    """The model is not known to cache."""


class ModelStream(Protocol):
    """An answer on its way. Ends after `Usage`; a failure after `Stopped` ends it without."""

    @property
    def cache(self) -> Caching:
        """Known at once."""

    def __iter__(self) -> "ModelStream": ...

    def __next__(self) -> ModelEvent:
        """Raises: ModelError: stalled past its time, cut, refused, or ended without a stop."""

    def soon(self, seconds: float) -> ModelEvent | None:
        """The next event, if it comes within so many seconds; None: not yet, or no more after a stop.

        Raises: ModelError, as `__next__`.
        """

    def close(self) -> None:
        """Read no further."""


class Model(Protocol):
    def converse(self, request: ModelRequest, *, timeout_s: float) -> ModelStream:
        """Ask at once; the whole answer must have come `timeout_s` seconds from this call."""


class Clock(Protocol):
    def now(self) -> datetime:
        """Aware, UTC."""

    def monotonic(self) -> float:
        """Seconds, for durations."""

    def sleep(self, seconds: float) -> None:
        """Wait."""
