"""One thing the caller did and our one reply, as values; and the names that bot, flow and function share.

Knows the vocabulary of a call; refuses to know Lex's JSON, storage and sentences.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Hook(StrEnum):
    DIALOG = "DialogCodeHook"
    FULFILLMENT = "FulfillmentCodeHook"


class Mode(StrEnum):
    SPEECH = "Speech"
    KEYS = "DTMF"
    TEXT = "Text"


class Confirmation(StrEnum):
    NONE = "None"
    CONFIRMED = "Confirmed"
    DENIED = "Denied"


class Intent(StrEnum):
    BOOK = "BookAppointment"
    RESCHEDULE = "RescheduleAppointment"
    CANCEL = "CancelAppointment"
    CHECK = "CheckAppointment"
    ORDER = "OrderStatus"
    RESET = "ResetPassword"
    AGENT = "SpeakToAgent"
    GOODBYE = "Goodbye"
    HELP = "HelpIntent"
    REPEAT = "RepeatIntent"
    FALLBACK = "FallbackIntent"


class Step(StrEnum):
    """What our last reply asked for. The values of the slot steps are the bot's slot names."""

    OPEN = "open"
    ANYTHING_ELSE = "anything_else"
    OFFER_PERSON = "offer_person"
    CLARIFY = "clarify"
    CHECK_HEARD = "check_heard"
    CONFIRM = "confirm"
    CALLBACK = "callback"
    CALLBACK_NUMBER = "callback_number"
    CALLBACK_CHECK = "callback_check"
    """Another number is read back."""
    RESUME = "resume"
    LAST_NAME = "LastName"
    BIRTH_DATE = "BirthDate"
    SERVICE = "Service"
    DAY = "Day"
    TIME = "Time"
    APPOINTMENT = "Appointment"
    ORDER_NUMBER = "OrderNumber"


SLOT_STEPS = frozenset(
    {Step.LAST_NAME, Step.BIRTH_DATE, Step.SERVICE, Step.DAY, Step.TIME, Step.APPOINTMENT, Step.ORDER_NUMBER}
)
CALLBACK_STEPS = frozenset({Step.CALLBACK, Step.CALLBACK_NUMBER, Step.CALLBACK_CHECK})
IDENTITY_STEPS = frozenset({Step.LAST_NAME, Step.BIRTH_DATE})


class Outcome(StrEnum):
    DONE = "done"
    AGENT = "agent"
    CALLBACK = "callback"


class CallbackTo(StrEnum):
    """Which number a callback is placed to; the number itself is in no attribute."""

    OWN = "own"
    """The one that calls."""
    OTHER = "other"
    """The session's `callback_number`."""


class CallbackOffer(StrEnum):
    """What becomes of the offer that callers in a queue have declined."""

    LATER = "later"
    """It is made once more."""
    NEVER = "never"


class Reason(StrEnum):
    """Why a person is needed."""

    ASKED = "asked"
    LOW_CONFIDENCE = "low_confidence"
    GUARDRAIL = "guardrail"
    REPEATED_FAILURE = "repeated_failure"
    UNVERIFIED = "unverified"
    EMERGENCY = "emergency"
    OUT_OF_SCOPE = "out_of_scope"
    LIMIT = "limit"
    SYSTEM_FAILURE = "system_failure"


class Wrong(StrEnum):
    """What the bot did, as an agent reports it."""

    MISHEARD = "misheard"
    MISUNDERSTOOD = "misunderstood"
    WRONG_ANSWER = "wrong_answer"
    WRONG_ACTION = "wrong_action"
    TOO_LATE = "too_late"
    """It should have handed over earlier."""
    OTHER = "other"


class Miss(StrEnum):
    """Why a turn brought nothing usable."""

    NO_INPUT = "no_input"
    NO_MATCH = "no_match"


SPANISH = "es_US"
"""The locale that may be spoken on another's line."""


class Queue(StrEnum):
    GENERAL = "General"
    SCHEDULING = "Scheduling"
    BILLING = "Billing"
    SPANISH = "Spanish"


@dataclass(frozen=True, slots=True)
class SlotValue:
    original: str
    interpreted: str | None
    resolved: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    session_id: str
    received: int | None
    """The session attribute `turn` as it came; None: never a repetition."""
    hook: Hook
    mode: Mode
    transcript: str
    """At most `lex.TRANSCRIPT_CHARS` characters; with keys, the digits."""
    transcription_confidence: float | None
    intent: str
    intent_confidence: float | None
    confirmation: Confirmation
    slots: Mapping[str, SlotValue]
    """Filled ones only."""
    slot_asked: str | None
    """The slot Lex is about to elicit, by `proposedNextState`."""
    locale: str
    caller_number: str | None
    """E.164; None when withheld or unusable."""
    asked: str | None
    """What the flow itself has asked before this turn: `callback`, `callback_waiting`, `callback_number`, `resume`."""
    attributes: Mapping[str, str]
    """Session attributes as they came: untrusted, passed on."""

    @property
    def keys(self) -> str | None:
        """The digits pressed, without `#`; None for speech."""
        return self.transcript.strip().strip("#").strip() if self.mode is Mode.KEYS else None

    @property
    def silent(self) -> bool:
        return not self.transcript.strip()

    def delivery_key(self) -> str | None:
        """Identifies this delivery: the same turn delivered again has the same key. None: cannot be told."""
        if self.received is None:
            return None
        parts = (self.session_id, str(self.received), self.hook, self.intent, self.slot_asked or "", self.confirmation)
        return hashlib.sha256("\x1f".join((*parts, self.mode, self.transcript)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class AskIntent:
    message: str
    step: Step | None = None
    """What is asked for, where more than one key may answer it."""


@dataclass(frozen=True, slots=True)
class AskSlot:
    intent: Intent
    slot: Step
    message: str | None
    """None: Lex speaks the slot's own prompt."""


@dataclass(frozen=True, slots=True)
class AskConfirmation:
    intent: Intent
    message: str


@dataclass(frozen=True, slots=True)
class End:
    """The conversation with the bot is over."""

    message: str | None
    outcome: Outcome
    reason: Reason | None = None
    queue: Queue | None = None
    callback_to: CallbackTo | None = None
    """With the outcome `callback`."""
    callback_offer: CallbackOffer | None = None
    """With the outcome `done`, of the offer to who waits; None: it was not declined."""


Reply = AskIntent | AskSlot | AskConfirmation | End


@dataclass(slots=True)
class TurnRecord:
    """What is told of a turn, outside the call: nothing the caller said, no value, no name."""

    session_id: str
    turn: int
    hook: str
    intent: str
    step: str = ""
    reply: str = ""
    outcome: str = ""
    reason: str = ""
    confidence: float | None = None
    parts: dict[str, float] = field(default_factory=dict)
    """What the confidence is made of, each 0-1 as it was told."""
    unknown: list[str] = field(default_factory=list)
    """Parts that should have been told, and were not."""
    weakest: str | None = None
    """The part that lowers the confidence most."""
    difficulty: str = ""
    """Why the model was chosen."""
    model: str | None = None
    """Whose words the answer is; None when a passage was read out."""
    billed: dict[str, dict[str, int]] = field(default_factory=dict)
    """Each model's tokens, whatever became of its words."""
    read_out: bool = False
    """The best passage stood in for a model's answer."""
    held_back: bool = False
    """The guardrail intervened."""
    missed: str = ""
    began: float = 0.0
    """When the invocation began, on the clock's monotonic scale, in seconds."""
    timeline: dict[str, float] = field(default_factory=dict)
    """Milliseconds since then."""
    usage: dict[str, int] = field(default_factory=dict)
    """Model calls, and tokens of all models."""
    cache: str = ""
    """What became of the last prompt's stable beginning, a value of `ports.Caching`; empty: no model was asked."""
    usage_estimated: bool = False
    """The stream's last event had not come when the answer was given."""
    documents: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    delivered_before: bool = False

    def mark(self, moment: str, at: float) -> None:
        """Note when something was reached; `at` is on the clock's monotonic scale, in seconds."""
        self.timeline[moment] = round((at - self.began) * 1000, 1)
