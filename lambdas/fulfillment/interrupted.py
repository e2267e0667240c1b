"""The call of a caller's that broke off and may be gone on with in the next one: whether there is one.

Knows what "in the middle" is, and for how long; refuses to know who asks, and what comes over (`resume`). Decided from
what was stored of the earlier call alone: nothing that a flow or a caller says now counts.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from .disposition import Disposition
from .ports import CallEnd, Sessions
from .session import EarlierCall, Left, Session
from .turn import Outcome

WINDOW = timedelta(minutes=15)
"""So long after it broke off. No setting: two functions and the attribute `cut_off` must mean the same by it."""
SETTLED = frozenset({Disposition.CONTAINED, Disposition.CALLBACK})
"""Endings that leave nothing to go on with, whatever the session says: a callback declined by key, or one to come. A
callback that was agreed on and of which no more is known (it failed, or the call's end was not told yet) is none: who
is asked once too often says no, and who is not asked has neither a person nor a callback."""


@dataclass(frozen=True, slots=True)
class Interrupted:
    session: Session
    left: Left

    @property
    def call(self) -> EarlierCall:
        return EarlierCall(self.session.session_id, self.left)


def find(
    sessions: Sessions, caller: str | None, *, now: datetime, this: str, window: timedelta = WINDOW
) -> Interrupted | None:
    """The call to go on with, in at most two reads.

    Args:
        sessions: Where calls are stored.
        caller: By `callers.caller_name`; None: nobody known.
        now: Aware.
        this: The session id of the call that asks.
        window: How long ago it may have broken off.

    Raises:
        SessionsError: the store failed.
    """
    call = sessions.open_call(caller) if caller else None
    if call is None or call.session_id == this:
        return None
    found = Session.recall(sessions.load(call.session_id))
    if found is None or now - _broke_off_at(found, call.end) > window:
        return None
    left = left_in(found, call.end)
    return Interrupted(found, left) if left else None


def left_in(session: Session, end: CallEnd | None) -> Left | None:
    """In the middle of what it broke off; None: of nothing, or its caller has been with a person."""
    if end is not None and (end.connected or end.disposition in SETTLED):
        return None
    if end is not None and end.disposition == Disposition.HANDED_OFF:
        return Left.PERSON
    promised = session.outcome in (Outcome.AGENT, Outcome.CALLBACK)
    if promised or (session.outcome is None and session.callback_offered):
        return Left.PERSON
    if session.outcome is Outcome.DONE and session.callback_waiting:  # declined a callback, and went on waiting
        return Left.PERSON
    return Left.TASK if session.outcome is None and session.task is not None else None


def _broke_off_at(session: Session, end: CallEnd | None) -> datetime:
    """Its last turn; of a caller who then waited in a queue, the end."""
    last = session.last_turn_at or session.started_at
    return max(last, end.at) if end is not None else last
