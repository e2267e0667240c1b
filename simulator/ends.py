"""What a call script expects once the call is over: its `[ends]`.

Knows what may be expected, and which expectations contradict themselves; refuses to know how a call is judged.
"""

from collections.abc import Mapping
from functools import partial
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from clinic import E164, Text
from declared import Table, meant, one_of, pattern, problem
from fulfillment.turn import Intent, Queue, Reason
from simulator.people import FeedbackCode, QueueName, among
from simulator.world import Moment

PACKET_KEYS = frozenset(
    [
        "reason",
        "summary",
        "queue",
        "verified",
        "verified_how",
        "patient",
        "intent",
        "slots",
        "tried",
        "last_words",
        "confidence",
        "weakest",
        "documents",
        "language",
        "next_step",
        "turns",
        "started_at",
        "ended_at",
    ]
)
PACKET_NAMES: Mapping[str, type[Intent | Reason | Queue]] = {"intent": Intent, "reason": Reason, "queue": Queue}
"""Keys of the packet whose values are among known names."""


Words = Annotated[str, StringConstraints(pattern=pattern(r"[^\W_]|[$%]", "at least one word"))]
"""At least one word as `hears` understands it."""
IntentName = Annotated[str, AfterValidator(partial(among, Intent))]
ReasonName = Annotated[str, AfterValidator(partial(among, Reason))]
Disposition = Literal["contained", "handed_off", "callback", "abandoned", "failed"]


class Booked(Table):
    """An appointment expected at the end. Without `at` at any time; the patient alone: none is expected."""

    patient: str
    at: Moment | None = None
    service: str | None = None
    provider: str | None = None

    @property
    def none(self) -> bool:
        """Whether the patient is expected to have no appointment."""
        return self.at is None and self.service is None and self.provider is None


class AgentEnds(Table):
    """What is expected of whoever takes the call, or calls back."""

    name: Text | None = None
    whisper: list[Words] = Field(default_factory=list)
    whisper_not: list[Words] = Field(default_factory=list)
    view: Text | None = None
    screen: dict[str, Words] = Field(default_factory=dict)
    """Words in what the view is given, by the names in `ViewData`."""
    screen_not: dict[str, Words] = Field(default_factory=dict)


class CallbackEnds(Table):
    """What is expected of the callback: to which number, when, and what is heard."""

    number: E164 | None = None
    queue: QueueName | None = None
    not_before: Moment | None = None
    not_after: Moment | None = None
    hears: list[Words] = Field(default_factory=list)
    hears_not: list[Words] = Field(default_factory=list)

    @model_validator(mode="after")
    def _has_time(self) -> Self:
        if self.not_before and self.not_after and self.not_after < self.not_before:
            raise problem("is before not_before; swap them", "not_after")
        return self


class FeedbackEnds(Table):
    """What is expected to be kept of what the agent reported."""

    wrong: FeedbackCode | None = None
    because: Words | None = None


class Ends(Table):
    """What is expected once the call is over; None: unchecked."""

    disposition: Disposition | None = None
    queue: QueueName | None = None
    """Counts with `handed_off` or `callback`; with anything else there is none."""
    reason: ReasonName | None = None
    handoff: dict[str, Any] | None = None
    appointments: list[Booked] = Field(default_factory=list)
    password_resets: list[str] | None = None
    wait_s: Annotated[float, Field(ge=0)] | None = None
    """At most so long in the queue, until an agent took the call."""
    agent: AgentEnds | None = None
    callback: CallbackEnds | None = None
    feedback: FeedbackEnds | None = None
    assist: list[Words] = Field(default_factory=list)
    """Words that agent assist was told."""

    @model_validator(mode="after")
    def _packet_is_possible(self) -> Self:
        for key, value in (self.handoff or {}).items():
            if key not in PACKET_KEYS:
                known = ", ".join(sorted(PACKET_KEYS))
                raise problem(f"the packet has no {key}{meant(key, PACKET_KEYS)}; its keys are {known}", "handoff", key)
            if key in PACKET_NAMES and value not in list(PACKET_NAMES[key]):
                raise problem(one_of(str(value), PACKET_NAMES[key]), "handoff", key)
        return self

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        nothing = {booked.patient for booked in self.appointments if booked.none}
        for position, booked in enumerate(self.appointments):
            if booked.patient in nothing and not booked.none:
                message = f"{booked.patient} is expected to have none in another entry; drop one"
                raise problem(message, "appointments", position)
        return self
