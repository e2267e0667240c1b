"""Turns as Lex delivers them, one after the other, each timed.

Knows the events of an open question and of a task, and what their replies must look like to count; refuses to know
what is measured with them.
"""

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from fulfillment.delivery import spoken
from fulfillment.handler import Handler
from fulfillment.speech import plain
from simulator.function import Context
from simulator.lex.events import (
    FALLBACK,
    BotIds,
    Heard,
    Hook,
    InputMode,
    Intent,
    IntentState,
    Interpretation,
    Invocation,
)

QUESTION = "how much does parking cost"
GREETING = "hello"
WISH, TASK = "I'd like to book an appointment", "BookAppointment"
BORN = "March twelfth nineteen eighty four"
"""What the caller with the number `CALLER` answers when asked for the date of birth."""
CALLER = "+12065550101"
LOCALE = "en_US"
TRANSCRIPTION = 0.95
"""Confidence of every transcription."""


class NotAnswered(Exception):
    """A turn did not go as it must for its time to mean anything; says what came instead."""


@dataclass(slots=True)
class Call:
    """One call, from which turns come."""

    handler: Handler
    session_id: str = field(default_factory=lambda: f"bench-{uuid4()}")
    attributes: dict[str, str] = field(default_factory=dict)
    turns: int = 0

    def says(self, text: str, intent: str = FALLBACK) -> tuple[dict[str, Any], float]:
        """One turn: the reply, and milliseconds to it."""
        delivered = self._event(text, intent)
        context = Context(f"{self.session_id}-{self.turns}")
        began = time.perf_counter()
        reply = self.handler(delivered, context)
        took_ms = (time.perf_counter() - began) * 1000
        self.attributes = dict(reply["sessionState"]["sessionAttributes"])
        self.turns += 1
        return reply, took_ms

    def _event(self, text: str, intent: str) -> dict[str, Any]:
        base = {"session_id": self.session_id, "caller_number": CALLER, "locale": LOCALE, "turn": "0"}
        return event(text, {**base, **self.attributes}, intent=intent)


def event(text: str, attributes: Mapping[str, str], *, intent: str = FALLBACK) -> dict[str, Any]:
    """What Lex sends of a turn: what no intent matches to the fulfilment hook, a task's turn to the dialog hook.

    Args:
        text: What the caller said.
        attributes: Of the session; `session_id` among them.
        intent: What Lex understood.
    """
    open_question = intent == FALLBACK
    understood = Intent(intent, state=IntentState.READY if open_question else IntentState.IN_PROGRESS)
    return Invocation(
        hook=Hook.FULFILLMENT if open_question else Hook.DIALOG,
        session_id=attributes["session_id"],
        request_id=str(uuid4()),
        ids=BotIds(),
        locale=LOCALE,
        heard=Heard(InputMode.SPEECH, text, TRANSCRIPTION),
        intent=understood,
        interpretations=[Interpretation(understood, None if open_question else 0.9)],
        resolved_now={},
        attributes=dict(attributes),
    ).as_json()


def ask(call: Call, *, words: str) -> float:
    """Ask the open question; milliseconds to the reply. Raises: NotAnswered unless the reply begins with `words`."""
    reply, took_ms = call.says(QUESTION)
    said = plain(spoken(reply))
    if not said.startswith(words):
        raise NotAnswered(f"an open question was to be answered with {words!r}, and was with {said!r}")
    return took_ms


def greeted(handler: Handler) -> Call:
    """A call with one turn behind it, which took no model."""
    call = Call(handler)
    call.says(GREETING)
    return call


def asked_for_a_slot(handler: Handler) -> Call:
    """A call in which a task is on and asks for the date of birth. Raises: NotAnswered."""
    call = Call(handler)
    _hold(call.says(WISH, TASK)[0], "BirthDate")
    return call


def fill_the_slot(call: Call) -> float:
    """Answer what the task asked for; milliseconds to the reply. Raises: NotAnswered."""
    reply, took_ms = call.says(BORN, TASK)
    _hold(reply, "Service")
    return took_ms


def _hold(reply: Mapping[str, Any], slot: str) -> None:
    asked = reply["sessionState"]["dialogAction"].get("slotToElicit")
    if asked != slot:
        raise NotAnswered(f"the task was to ask for {slot}, and asked for {asked}: {plain(spoken(reply))!r}")


def settle(threads: int, *, at_most_s: float) -> None:
    """Wait until no more threads run than these: what a turn left behind is over."""
    until = time.monotonic() + at_most_s
    while threading.active_count() > threads and time.monotonic() < until:
        time.sleep(0.002)
