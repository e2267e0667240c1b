"""What a task is to the dialogue: the desk it works at and the moves it may answer with.

Knows the shape all tasks share; refuses to know any task and any sentence.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from fulfillment.hearing import Shift
from fulfillment.ports import BackOffice, Portal, Sessions
from fulfillment.prompts import called, say
from fulfillment.records import Appointment, Patient, Practice
from fulfillment.session import PendingAction, Session, Task
from fulfillment.settings import Settings
from fulfillment.speech import say_date, say_time
from fulfillment.turn import Intent, Queue, Reason, Step

ACTION_TTL = timedelta(minutes=5)
"""A read-back is good for as long as somebody remembers it."""


@dataclass(frozen=True, slots=True)
class Ask:
    step: Step
    text: str | None = None
    """None: the bot's own prompt for the slot."""
    lead: str = ""
    """Said once, before the question; not said again when the question is."""


@dataclass(frozen=True, slots=True)
class ReadBack:
    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Finished:
    text: str
    tried: str
    acted: bool = False
    """Something was changed."""


@dataclass(frozen=True, slots=True)
class GiveUp:
    reason: Reason
    tried: str


Move = Ask | ReadBack | Finished | GiveUp


@dataclass(frozen=True, slots=True)
class Desk:
    """What a task works with during one turn."""

    session: Session
    practice: Practice
    office: BackOffice
    portal: Portal
    sessions: Sessions
    settings: Settings
    now: datetime
    """Aware, in the practice's zone."""
    shift: Shift | None = None
    """The caller refused what was offered, in this turn, and said in which direction to look."""

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def locale(self) -> str:
        return self.session.locale

    @property
    def task(self) -> Task:
        if self.session.task is None:
            raise RuntimeError("no task is on")
        return self.session.task

    @property
    def patient(self) -> Patient:
        if self.session.identity.patient is None:
            raise RuntimeError("a task was advanced before its caller was verified")
        return self.session.identity.patient

    def say(self, key: str, *, wording: int = 0, **data: object) -> str:
        return say(key, self.locale, wording=wording, **data)

    def date_words(self, day: date) -> str:
        return say_date(day, today=self.today, locale=self.locale)

    def time_words(self, at: datetime) -> str:
        return say_time(at.astimezone(self.practice.zone).time(), locale=self.locale)

    def service_words(self, appointment: Appointment) -> str:
        return called("service", appointment.service, self.locale)

    def provider_words(self, name: str) -> str:
        return called("provider", name, self.locale)

    def appointment_words(self, appointment: Appointment) -> str:
        local = appointment.at.astimezone(self.practice.zone)
        return self.say(
            "appointment.one",
            service=self.service_words(appointment),
            provider=self.provider_words(appointment.provider),
            date=self.date_words(local.date()),
            time=self.time_words(local),
        )

    def propose(self, *, appointment: Appointment | None = None, to: Appointment | None = None) -> None:
        """Keep what a yes would do, to be done once. The same proposal while it is good keeps its id."""
        pending = self.task.pending
        if pending and (pending.appointment, pending.to) == (appointment, to) and pending.expires_at > self.now:
            return
        seed = f"{self.session.session_id}:{self.session.turns}:{self.task.intent}"
        action_id = hashlib.sha256(seed.encode()).hexdigest()[:32]
        self.task.pending = PendingAction(action_id, self.now + ACTION_TTL, appointment, to)


class TaskPolicy(Protocol):
    @property
    def queue(self) -> Queue: ...

    @property
    def steps(self) -> Sequence[Step]:
        """The slots it may ask for, its own, in this order."""

    def advance(self, desk: Desk) -> Move:
        """What to ask, read back or report next, with all that is known. Raises: PortError."""

    def act(self, desk: Desk, pending: PendingAction) -> Move:
        """Do what was confirmed, once. Raises: PortError."""


def no_action(intent: Intent) -> RuntimeError:
    return RuntimeError(f"{intent} has nothing to confirm")
