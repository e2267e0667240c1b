"""What the agent's screen shows: the packet and the conversation as flat text, each field in words.

Knows the fields and how many bytes they may have together; refuses to know the view that lays them out. All of it is
for somebody who works here, so it is in English, but for what the caller and the line said.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from fulfillment import tried
from fulfillment.confidence import UNDECIDED
from fulfillment.prompts import FALLBACK, has, say
from fulfillment.speech import say_time
from fulfillment.turn import SPANISH, Queue, Reason

from . import values
from .conversation import conversation
from .fitting import harmless, shortened, size
from .values import Packet
from .whisper import wish

SCREEN_BYTES = 12_000
"""All fields as JSON in ASCII, at most. The view's inputs and the contact's attributes may be 16 KB together
(https://docs.aws.amazon.com/connect/latest/devguide/participant-actions-showview.html); the rest is for the attributes
and for what the flow itself tells the agent."""
UNSURE = frozenset({Reason.LOW_CONFIDENCE, Reason.REPEATED_FAILURE, Reason.GUARDRAIL})
"""Reasons that what was uncertain in the last judged turn may explain."""
CAPS: Mapping[str, int] = {
    "patient": 400, "verified": 300, "language": 60, "queue": 60, "call": 160, "reason": 300, "next_step": 500,
    "summary": 400, "slots": 1400, "last_words": 1400, "tried": 1200, "confidence": 300, "documents": 500,
}  # fmt: skip
"""Bytes of each field's text as JSON in ASCII; the conversation gets what is left."""
_TASK = re.compile(r"\b[A-Z][a-z]+[A-Z][a-z]+\b")
"""What may be a task's name."""
_SPANISH = frozenset({tried.Code.WANTS_SPANISH, tried.Code.SPEAKS_SPANISH})
"""What tells that the caller speaks Spanish."""
KNOWN = "yes"
"""What a flow compares to tell a screen from none."""


def screen(packet: Packet | None, history: Sequence[Mapping[str, Any]] | None = ()) -> dict[str, str]:
    """Every field of the view as text, none of them empty; nothing at all without a packet.

    Args:
        packet: As stored; None: there is none, or it could not be loaded.
        history: The stored session's exchanges, oldest first; None: they could not be loaded.
    """
    if not packet:
        return {}
    told = {
        "patient": _patient(packet),
        "verified": _verified(packet),
        "language": _language(packet),
        "queue": values.text(packet.get("queue")),
        "call": _call(packet),
        "reason": _reason(packet),
        "next_step": _next_step(packet),
        "summary": _summary(packet),
        "slots": _slots(packet),
        "last_words": values.text(packet.get("last_words")),
        "tried": _tried(packet),
        "confidence": _confidence(packet),
        "documents": "; ".join(values.texts(packet.get("documents"))),
    }
    fields = {name: shortened(harmless(told[name]) or say("agent.none", FALLBACK), CAPS[name]) for name in told}
    fields["known"] = KNOWN
    left = SCREEN_BYTES - size(fields | {"conversation": ""})
    fields["conversation"] = conversation(history, turns=packet.get("turns"), most=left)
    return fields


def _patient(packet: Packet) -> str:
    name = values.text(packet.get("patient")) if packet.get("verified") is True else ""
    return name or say("agent.no_name", FALLBACK)


def _verified(packet: Packet) -> str:
    if packet.get("verified") is not True:
        return say("agent.not_verified", FALLBACK)
    return say("agent.verified", FALLBACK, how=values.text(packet.get("verified_how")) or say("agent.none", FALLBACK))


def _language(packet: Packet) -> str:
    """What the caller speaks, which may be another than the call's."""
    codes = {tried.read(each).code for each in values.texts(packet.get("tried"))}
    spanish = packet.get("queue") == Queue.SPANISH or not codes.isdisjoint(_SPANISH)
    language = SPANISH if spanish else values.text(packet.get("language"))
    return say(f"agent.language.{language}", FALLBACK) if has(f"agent.language.{language}", FALLBACK) else language


def _call(packet: Packet) -> str:
    """ "9:30 AM to 9:34 AM, 7 turns": on the clock by which the packet was made, named where it is nobody's."""
    turns = packet.get("turns")
    counted = turns if isinstance(turns, int) else 0
    told = say("agent.one_turn" if counted == 1 else "agent.turns", FALLBACK, count=counted)
    began, ended = values.moment(packet.get("started_at")), values.moment(packet.get("ended_at"))
    if began is None or ended is None:
        return told
    begin, end = (say_time(at.time(), locale=FALLBACK) for at in (began, ended))
    universal = " UTC" if not ended.utcoffset() else ""
    return say("agent.call", FALLBACK, begin=begin, end=f"{end}{universal}", turns=told)


def _reason(packet: Packet) -> str:
    why = say(f"why.{_why(packet)}", FALLBACK)
    weakest, confidence = _weakest(packet), packet.get("confidence")
    unsure = _why(packet) in UNSURE and isinstance(confidence, int | float) and confidence < UNDECIDED
    return _capital(f"{why}; {weakest}" if unsure and weakest else why)


def _why(packet: Packet) -> Reason:
    return next((each for each in Reason if each == packet.get("reason")), Reason.ASKED)


def _weakest(packet: Packet) -> str:
    key = f"doubt.{values.text(packet.get('weakest'))}"
    return say(key, FALLBACK) if has(key, FALLBACK) else ""


def _next_step(packet: Packet) -> str:
    """As the packet has it, in the desk's language."""
    return values.text(packet.get("next_step")) or say(f"next_step.{_why(packet)}", FALLBACK)


def _summary(packet: Packet) -> str:
    """The task with its details; without one, the packet's own words, but for the reason, which stands beside them."""
    own = values.text(packet.get("summary")).rpartition(";")[0]
    if values.is_for_billing(packet):
        return say("summary.desk.Billing", FALLBACK)
    return own if own and values.intent(packet) is None else _capital(wish(packet, FALLBACK))


def _capital(told: str) -> str:
    return f"{told[:1].upper()}{told[1:]}"


def _slots(packet: Packet) -> str:
    return "; ".join(
        f"{_label(name)}: {values.slot(name, value, packet)}" for name, value in values.slots(packet).items()
    )


def _label(name: str) -> str:
    return say(f"agent.slot.{name}", FALLBACK) if has(f"agent.slot.{name}", FALLBACK) else name


def _tried(packet: Packet) -> str:
    return "; ".join(_entry(tried.read(each), packet) for each in values.texts(packet.get("tried")))


def _entry(entry: tried.Entry, packet: Packet) -> str:
    told = _TASK.sub(lambda found: _task(found[0]), entry.code)
    if entry.values:
        told += f" ({values.dated(entry.values, packet)})"
    return f"{told}, " + say("agent.times", FALLBACK, count=entry.times) if entry.times > 1 else told


def _task(name: str) -> str:
    return say(f"agent.task.{name}", FALLBACK) if has(f"agent.task.{name}", FALLBACK) else name


def _confidence(packet: Packet) -> str:
    confidence = packet.get("confidence")
    if isinstance(confidence, bool) or not isinstance(confidence, int | float) or not 0 <= confidence <= 1:
        return say("agent.unmeasured", FALLBACK)
    percent, why = round(confidence * 100), _weakest(packet)
    if confidence >= UNDECIDED:
        return say("agent.sure", FALLBACK, percent=percent)
    return say("agent.unsure" if why else "agent.unsure_alone", FALLBACK, percent=percent, why=why)
