"""How a contact ended, from what Connect says of its end and what is remembered of the call.

Knows the five dispositions; refuses to know Connect's events, storage and metrics.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .session import Session
from .turn import Outcome, Reason, Step


class Disposition(StrEnum):
    CONTAINED = "contained"
    HANDED_OFF = "handed_off"
    CALLBACK = "callback"
    ABANDONED = "abandoned"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Ending:
    """The end of a call's first contact."""

    session_id: str
    at: datetime
    """Aware."""
    queued: bool
    """It was put into a queue."""
    callback: bool | None
    """A callback was placed; False: it could not be; None: not told."""
    hung_up: bool | None
    """The caller ended it; None: not told."""
    connected: bool = False
    """An agent spoke with the caller."""


def disposition(ending: Ending, session: Session | None) -> Disposition:
    """Classify a call. No session: the caller was gone before the bot heard anything, or the bot never answered.

    Who leaves the queue for a callback has one; without the flow's word, an agreed one counts as placed.
    """
    outcome = session.outcome if session else None
    if ending.callback and not ending.connected:
        return Disposition.CALLBACK
    if ending.queued:
        return Disposition.HANDED_OFF
    if ending.callback is None and outcome is Outcome.CALLBACK:
        return Disposition.CALLBACK
    if _broke_off(ending, session):
        return Disposition.FAILED
    if session is None or _in_danger_alone(session) or _offer_unanswered(session):
        return Disposition.ABANDONED
    if _hung_up(ending, outcome) and _left_open(session):
        return Disposition.ABANDONED
    return Disposition.CONTAINED


def _broke_off(ending: Ending, session: Session | None) -> bool:
    """The flow ended the call without a person or a callback, after an error of ours."""
    if ending.hung_up:
        return False
    if ending.callback is False and session is not None and session.outcome in (Outcome.CALLBACK, Outcome.AGENT):
        return True
    if ending.hung_up is None:
        return session is not None and session.reason is Reason.SYSTEM_FAILURE
    return session is None or session.outcome is None or session.reason is Reason.SYSTEM_FAILURE


def _in_danger_alone(session: Session) -> bool:
    """Danger that reached nobody, whoever hung up: being told whom to call instead contains nothing."""
    return session.reason is Reason.EMERGENCY


def _offer_unanswered(session: Session) -> bool:
    """A person was needed, and the offer of a callback led to neither a yes nor a no that the bot heard."""
    return session.callback_offered and session.outcome is Outcome.AGENT


def _hung_up(ending: Ending, outcome: Outcome | None) -> bool:
    """Where it is not told: who was not said goodbye to has hung up."""
    return outcome is not Outcome.DONE if ending.hung_up is None else ending.hung_up


def _left_open(session: Session) -> bool:
    """A task unfinished, a question of ours open other than whether there is anything else, or nothing done yet."""
    waits = session.outcome is Outcome.AGENT or (session.outcome is None and session.step is not Step.ANYTHING_ELSE)
    return waits or session.task is not None or not (session.finished or session.documents)
