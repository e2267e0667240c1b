"""The handoff: which queue, and the packet that tells the person who picks up everything known so far.

Knows what an agent needs at a glance; refuses to know how the packet is stored or shown. Built from the session
alone, without a model, so that it is always there.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from .confidence import UNDECIDED
from .prompts import FALLBACK, has, say
from .session import Session, Task
from .tasks import TASKS
from .turn import Queue, Reason

LAST_WORDS_CHARS = 300
TRIED = 12
UNSURE = frozenset({Reason.LOW_CONFIDENCE, Reason.REPEATED_FAILURE, Reason.GUARDRAIL})
"""Reasons that what was uncertain in the last judged turn may explain."""


def queue_for(session: Session, reason: Reason) -> Queue:
    """The desk this caller needs: danger first, then language, then what it is about."""
    if reason is Reason.EMERGENCY:
        return Queue.GENERAL
    if session.locale.startswith("es") or session.topic_queue is Queue.SPANISH:
        return Queue.SPANISH
    if session.task:
        return TASKS[session.task.intent].queue
    return session.topic_queue or Queue.GENERAL


def packet(session: Session, *, reason: Reason, now: datetime) -> dict[str, Any]:
    """All that is known of the call, JSON-ready."""
    task, identity, locale = session.task, session.identity, session.locale
    what = _what(session)
    return {
        "reason": str(reason),
        "summary": say("summary.after", locale, what=what, why=say(f"why.{reason}", locale)),
        "queue": str(queue_for(session, reason)),
        "verified": identity.verified,
        "verified_how": identity.how,
        "patient": identity.patient.name if identity.patient else None,
        "intent": str(task.intent) if task else None,
        "slots": _slots(session, task),
        "tried": session.tried[-TRIED:],
        "last_words": _last_words(session)[:LAST_WORDS_CHARS],
        "confidence": session.confidence,
        "weakest": session.weakest,
        "documents": session.documents[-6:],
        "language": locale,
        "next_step": _next_step(session, reason),
        "turns": session.turns,
        "started_at": session.started_at.isoformat(),
        "ended_at": now.isoformat(),
    }


def _what(session: Session) -> str:
    if session.task:
        return say(f"summary.{session.task.intent}", session.locale)
    if session.offer_reason or (session.documents and not session.finished):
        return say("summary.question", session.locale)
    return say("summary.finished" if session.finished else "summary.nothing", session.locale)


def _last_words(session: Session) -> str:
    """What the caller said last; keys are no words."""
    said = (exchange.caller.strip() for exchange in reversed(session.history))
    return next((words for words in said if words.strip("0123456789*# ")), "")


def _next_step(session: Session, reason: Reason) -> str:
    if reason is not Reason.ASKED:
        return say(f"next_step.{reason}", session.locale)
    if session.task is None and not session.documents and not session.finished and not session.offer_reason:
        return say("next_step.unknown", session.locale)
    if session.task is not None and not session.identity.verified:
        return say("next_step.verify", session.locale)
    return say("next_step.asked", session.locale)


def _slots(session: Session, task: Task | None) -> dict[str, str]:
    """Everything the caller gave, by the bot's slot names; days as ISO dates, times as HH:MM."""
    identity, collected = session.identity, {}
    if identity.last_name and not identity.verified:
        collected["LastName"] = identity.last_name
    if identity.birth_date and not identity.verified:
        collected["BirthDate"] = identity.birth_date.isoformat()
    if task is None:
        return collected
    wanted = task.wanted
    values = {
        "Service": wanted.service or wanted.existing_service,
        "Provider": wanted.provider,
        "Day": _range(wanted.day_from, wanted.day_to),
        "Time": " or ".join(at.strftime("%H:%M") for at in wanted.times) or wanted.part,
        "Appointment": task.appointment.at.isoformat()
        if task.appointment
        else _range(wanted.existing_from, wanted.existing_to),
        "OrderNumber": wanted.order_number,
    }
    return collected | {name: value for name, value in values.items() if value}


def _range(first: Any, last: Any) -> str | None:
    if first is None:
        return None
    return str(first.isoformat()) if last is None or first == last else f"{first.isoformat()}/{last.isoformat()}"


def whisper(packet_: Mapping[str, Any] | None, locale: str) -> str:
    """What the agent hears before the caller: who, verified or not, what about."""
    if not packet_:
        return say("whisper.nothing", locale)
    summary = packet_.get("summary") or ""
    if packet_.get("verified") and packet_.get("patient"):
        return say("whisper.verified", locale, name=packet_["patient"], summary=summary)
    return say("whisper.unverified", locale, summary=summary)


def screen(packet_: Mapping[str, Any] | None) -> dict[str, str]:
    """What the agent's screen shows: the packet as flat text fields, the reason in words with what made us unsure."""
    if not packet_:
        return {}
    shown: dict[str, str] = {}
    for name, value in packet_.items():
        if isinstance(value, Mapping):
            shown[name] = "; ".join(f"{key}: {item}" for key, item in value.items())
        elif isinstance(value, list):
            shown[name] = "; ".join(str(item) for item in value)
        elif value is not None:
            shown[name] = str(value)
    return shown | {"reason": _reason(packet_)}


def _reason(packet_: Mapping[str, Any]) -> str:
    locale = FALLBACK  # whoever reads it works here, whatever the caller speaks
    why = say(f"why.{packet_.get('reason') or Reason.ASKED}", locale)
    confidence, weakest = packet_.get("confidence"), packet_.get("weakest")
    told = packet_.get("reason") in UNSURE and has(f"doubt.{weakest}", locale)
    unsure = told and confidence is not None and confidence < UNDECIDED
    return f"{why}; {say(f'doubt.{weakest}', locale)}" if unsure else why
