"""What comes over from a call that broke off into the one after it, and what is dropped again.

Knows that a number proves nobody: what was wanted, said and tried comes over, never who was verified; refuses to know
which call it is and what is said of it. What was said before is marked, so that no model is told it; what was tried
then ends with the entry `RESUMED`.
"""

from dataclasses import replace

from .handoff import packet
from .session import Resumed, Session, Task, Wanted
from .speech.values import is_spanish
from .tried import Code, entry, read
from .turn import Queue, Reason

EXCHANGES = 30
"""Turns of the earlier conversation, for the agent: half of what a session keeps."""


def carry(session: Session, earlier: Session) -> None:
    """What the caller wanted, said and was told; and for the agent who it was then."""
    session.task = _suspended(earlier.task, earlier) if earlier.task is not None else None
    session.mentioned, session.slow = earlier.mentioned, earlier.slow
    history = [replace(each, earlier=True) for each in earlier.history[-EXCHANGES:]]
    session.history = [*history, *session.history]
    patient, how = earlier.identity.patient, earlier.identity.how
    told = packet(earlier, reason=earlier.reason or Reason.ASKED, now=earlier.last_turn_at or earlier.started_at)
    went_on = entry(Code.RESUMED, f"verified then: {patient.name}, by {how}" if patient else "")
    session.tried = [*told["tried"], went_on, *session.tried]


def carry_to_person(session: Session, earlier: Session) -> None:
    """All else that a packet tells: a person asks from here on who calls, and is not told what would prove it."""
    identity, before = session.identity, earlier.identity
    patient, task = before.patient, session.task
    if task and task.resumed and task.resumed.to:
        task.wanted.take(task.resumed.to.at)
        task.wanted.provider = task.resumed.to.provider
    identity.claimed_last_name = patient.last_name if patient else before.last_name or before.claimed_last_name
    identity.claimed_birth_date = None if patient else before.birth_date or before.claimed_birth_date
    identity.how = f"not in this call; in the call before by {before.how}" if patient else before.how
    session.documents, session.finished = list(earlier.documents), list(earlier.finished)
    spoke_spanish = is_spanish(earlier.locale) and not is_spanish(session.locale)
    session.topic_queue = Queue.SPANISH if spoke_spanish else earlier.topic_queue
    session.asked_desk = earlier.asked_desk
    session.offer_reason, session.unanswered = earlier.offer_reason, earlier.unanswered
    session.confidence, session.weakest = earlier.confidence, earlier.weakest


def forget(session: Session) -> None:
    """Nothing of the earlier call stays: it was another patient's."""
    session.task, session.mentioned, session.topic_queue = None, Wanted(), None
    session.history = [each for each in session.history if not each.earlier]
    codes = [read(each).code for each in session.tried]
    if Code.RESUMED in codes:
        session.tried = session.tried[codes.index(Code.RESUMED) + 1 :]


def _suspended(task: Task, earlier: Session) -> Task:
    """The task as it waits for its caller to be verified: what was wanted, and nothing that was agreed or listed."""
    identity = earlier.identity
    resumed = task.resumed or Resumed(
        patient_id=identity.patient.patient_id if identity.patient else None,
        wanted=replace(task.wanted),
        for_another=identity.for_another,
        to=task.pending.to if task.pending else None,
    )
    return replace(task, choices=[], orders=[], order_words=[], pending=None, resumed=resumed)
