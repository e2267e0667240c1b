"""The handoff: which queue, and the packet that tells the person who picks up everything known so far.

Knows what an agent needs at a glance; refuses to know how the packet is stored or shown. Built from the session
alone, without a model, so that it is always there.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from .collected import matter, slots
from .hearing import (
    hear_action,
    hear_emergency,
    hear_matter,
    hear_other_number,
    hear_own_number,
    hear_phone,
    hear_somebody_else,
    hear_yes_no,
    is_question,
    tells_matter,
)
from .ports import Sessions
from .prompts import FALLBACK, has, say
from .session import Exchange, Session
from .speech.values import is_spanish
from .tasks import TASKS
from .tried import PENDING, Code, condensed, entry, proposal, quoted, read, times, visits
from .turn import CALLBACK_STEPS, IDENTITY_STEPS, Queue, Reason, Step

LAST_WORDS_CHARS = 300
ACCEPTING_WORDS = 3
MATTER_WORDS = 3
"""Fewer, beside a yes or a no, are mere manners."""
DOCUMENTS = 6


def queue_for(session: Session, reason: Reason) -> Queue:
    """The desk this caller needs: danger first, then language, then what they want a person for.

    Danger goes to the desk that most people answer, in whatever language: docs/decisions/0017.
    """
    if reason is Reason.EMERGENCY:
        return Queue.GENERAL
    if is_spanish(session.locale) or session.topic_queue is Queue.SPANISH:
        return Queue.SPANISH
    if session.asked_desk:
        return session.asked_desk
    if session.task and session.task.resumed and reason is Reason.UNVERIFIED:
        return Queue.GENERAL  # the desk's name would tell a stranger what the call before was about
    if session.task:
        return TASKS[session.task.intent].queue
    return session.topic_queue or Queue.GENERAL


def packet(session: Session, *, reason: Reason, now: datetime, queue: Queue | None = None) -> dict[str, Any]:
    """All that is known of the call, JSON-ready.

    Args:
        session: As it is after the last turn.
        reason: Why a person is needed.
        now: When that was found; aware, and where its times are told.
        queue: Where the call has gone already; default: where it should go.
    """
    identity, queue = session.identity, queue or queue_for(session, reason)
    task = matter(session)
    locale = session.locale if queue is Queue.SPANISH else FALLBACK
    what = _what(session, reason, locale)
    return {
        "reason": str(reason),
        "summary": say("summary.after", locale, what=what, why=say(f"why.{_why(session, reason)}", locale)),
        "queue": str(queue),
        "verified": identity.verified,
        "verified_how": identity.how,
        "patient": identity.patient.name if identity.patient else None,
        "intent": str(task.intent) if task else None,
        "slots": slots(session),
        "tried": condensed(_tried(session, reason)),
        "last_words": _last_words(session, reason)[:LAST_WORDS_CHARS],
        "confidence": session.confidence,
        "weakest": session.weakest,
        "documents": session.documents[-DOCUMENTS:],
        "language": session.locale,
        "next_step": _next_step(session, reason, locale),
        "turns": session.turns,
        "started_at": session.started_at.astimezone(now.tzinfo).isoformat(),
        "ended_at": now.isoformat(),
    }


def find_packet(
    sessions: Sessions, session_id: str, *, reason: str | None, queue: str | None
) -> Mapping[str, Any] | None:
    """The stored packet; where the function broke down before it could store one, what the session has.

    Args:
        sessions: Where both are.
        session_id: The call's.
        reason: Why the flow handed over; for want of one, a technical problem.
        queue: The desk it handed over to, by name; for want of one, the General one.

    Returns:
        None where nothing is known of the call.

    Raises:
        SessionsError: the store failed.
    """
    kept = sessions.load_packet(session_id)
    session = Session.recall(sessions.load(session_id)) if kept is None else None
    if session is None:
        return kept
    why = next((each for each in Reason if each == reason), Reason.SYSTEM_FAILURE)
    desk = next((each for each in Queue if each == queue), Queue.GENERAL)
    return packet(session, reason=why, now=session.last_turn_at or session.started_at, queue=desk)


def says_beside(words: str, *, locale: str) -> bool:
    """Whether an answer to the offer of a callback says what it is about, or when it suits, not only yes or no."""
    matter = hear_matter(words, locale=locale)
    if matter is None or len(matter.split()) < MATTER_WORDS or hear_yes_no(words, locale=locale) is not None:
        return False
    if hear_action(words, locale=locale) is not None:
        return True
    number = hear_phone(words, locale=locale) is not None
    named = number or hear_other_number(words, locale=locale) or hear_own_number(words, locale=locale)
    return not named and not is_question(words, locale=locale)


def _what(session: Session, reason: Reason, locale: str) -> str:
    """What the caller wants, as far as it came out."""
    task = matter(session)
    if session.asked_desk:
        return _about_desk(session, reason, locale)
    if task:
        return say(f"summary.{task.intent}", locale)
    if _said_wrong(session):
        return say("summary.wrong", locale)
    if session.unanswered or (session.documents and not session.finished):
        return say("summary.question", locale)
    if session.finished:
        return say("summary.finished", locale)
    if session.offer_reason:
        return say("summary.question", locale)
    return _about_desk(session, reason, locale)


def _about_desk(session: Session, reason: Reason, locale: str) -> str:
    """What the desk that was found tells; the General one is for anything."""
    desk = session.asked_desk or session.topic_queue
    if desk and desk is not Queue.GENERAL:
        return say(f"summary.desk.{desk}", locale)
    return say("summary.told" if _tells_more(session, reason) else "summary.nothing", locale)


def _tells_more(session: Session, reason: Reason) -> bool:
    """Whether the last words hold more than the wish for a person."""
    return tells_matter(_last_words(session, reason), locale=session.locale)


def _why(session: Session, reason: Reason) -> str:
    """The reason, told apart from silence: who said nothing was not misunderstood."""
    last = read(session.tried[-1]).code if session.tried else ""
    return "silence" if reason is Reason.REPEATED_FAILURE and last == Code.SILENCE else str(reason)


def _said_wrong(session: Session) -> bool:
    return session.tried[-1:] == [Code.SAID_WRONG]


def _tried(session: Session, reason: Reason) -> list[str]:
    """What to know before anything else, what came of the call, and what was pending when it stopped."""
    first = [Code.SOMEBODY_ELSE] if _calls_for_another(session) else []
    now = list(_under_way(session, reason))
    past = [each for each in session.tried if not now or read(each).code not in PENDING]
    return [*first, *past, *now]


def _calls_for_another(session: Session) -> bool:
    """Whether that was said with a task, or when the caller was asked who they are."""
    steps = [Step.OPEN, *(each.step for each in session.history)]
    told = [each.caller for each, before in zip(session.history, steps, strict=False) if before in IDENTITY_STEPS]
    return session.identity.for_another or any(hear_somebody_else(words, locale=session.locale) for words in told)


def _under_way(session: Session, reason: Reason) -> Iterator[str]:
    """What was pending when it stopped."""
    task, step = session.task, session.step
    if step is Step.CHECK_HEARD:
        yield entry(Code.HEARD_BADLY, quoted(session.checked or ""))
        step = session.checked_step or Step.OPEN
    if task is None:
        return
    if step is Step.CONFIRM and task.pending:
        unknown = reason is Reason.SYSTEM_FAILURE
        read_back = proposal(task.pending.appointment, task.pending.to)
        yield entry(Code.UNKNOWN_OUTCOME if unknown else Code.READ_BACK, read_back)
    elif step is Step.TIME and task.offers:
        yield entry(Code.OFFERED, times(task.offers))
    elif step is Step.APPOINTMENT and task.choices:
        yield entry(Code.WHICH_APPOINTMENT, visits(task.choices))
    elif step is Step.ORDER_NUMBER and task.orders:
        yield entry(Code.WHICH_ORDER, ", ".join(task.orders))


def _last_words(session: Session, reason: Reason) -> str:
    """What the caller said last; keys are no words, and a yes to an offer is not the matter, unlike words of danger."""
    history = session.history[: -1 if _accepts_a_person(session, reason) else None]
    said = (each.caller.strip() for each in reversed(history) if not _is_aside(each, session, reason))
    return next((words for words in said if words.strip("0123456789*# ")), "")


def _is_aside(exchange: Exchange, session: Session, reason: Reason) -> bool:
    if exchange.step not in CALLBACK_STEPS | {Step.RESUME}:
        return False
    if reason is Reason.EMERGENCY and hear_emergency(exchange.caller, locale=session.locale):
        return False
    return exchange.step is Step.RESUME or not says_beside(exchange.caller, locale=session.locale)


def _accepts_a_person(session: Session, reason: Reason) -> bool:
    """Whether the last words only take the person that was offered."""
    before = session.history[-2:-1]
    offered = reason is session.offer_reason and any(each.step in (Step.OFFER_PERSON, Step.CLARIFY) for each in before)
    return offered and len(session.history[-1].caller.split()) <= ACCEPTING_WORDS


def _next_step(session: Session, reason: Reason, locale: str) -> str:
    if reason is Reason.EMERGENCY and session.speaks != locale:
        return f"{say('next_step.emergency', locale)} {say(f'next_step.speaks.{session.speaks}', locale)}"
    task = matter(session)
    if reason is Reason.LOW_CONFIDENCE and _said_wrong(session):
        return say("next_step.wrong", locale)
    if reason is not Reason.ASKED:
        return say(f"next_step.{_why(session, reason)}", locale)
    if session.asked_desk:
        return say("next_step.told" if session.asked_desk is Queue.GENERAL else "next_step.asked", locale)
    if task is None and _said_wrong(session):
        return say("next_step.wrong", locale)
    if task is not None and not session.identity.verified:
        return say("next_step.verify", locale)
    pending = session.checked_step if session.step is Step.CHECK_HEARD else session.step
    if session.task is not None and has(f"next_step.pending.{pending}", locale):
        return f"{say('next_step.asked', locale)} {say(f'next_step.pending.{pending}', locale)}"
    if session.unanswered:
        return say("next_step.low_confidence", locale)
    known = session.documents or session.finished or session.offer_reason
    if task is None and not known and session.topic_queue in (None, Queue.GENERAL):
        return say("next_step.told" if _tells_more(session, reason) else "next_step.unknown", locale)
    return say("next_step.asked", locale)
