"""Lex calls this: the composition root of the function, and the one broad except.

Knows which adapter stands behind which port; refuses to know what a turn means. Whatever goes wrong below ends in a
sentence and a way to a person.
"""

import gc
import os
import traceback
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from time import monotonic, sleep
from typing import Any

if "AWS_LAMBDA_FUNCTION_NAME" in os.environ:
    gc.disable()  # what a start makes stays; looking through it for garbage, again and again, is a tenth of its time

from . import hearing, prompts
from .aws.back_office import DynamoBackOffice
from .aws.clients import Timeouts, make_clients
from .aws.knowledge import BedrockKnowledge
from .aws.model import BedrockModel
from .aws.portal import CognitoPortal
from .aws.sessions import DynamoSessions
from .delivery import deliver
from .dialogue import Ports
from .lex import parse, render
from .ports import Clock
from .prompts import PromptError, say
from .settings import Settings
from .telemetry import publish
from .turn import End, Outcome, Queue, Reason, TurnRecord

KEEP_WARM = "keep_warm"
"""The one key of an event that no Lex event has: the answer to it is empty, and counts nothing."""

YOUNG_OBJECTS = 10_000
"""Made and still held, before garbage is looked for among them: few turns make as many, and most are gone with the
turn. Python's own 700 has it looked for in every turn."""

Handler = Callable[[Mapping[str, Any], Any], dict[str, Any]]


class SystemClock:
    """The real time."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return monotonic()

    def sleep(self, seconds: float) -> None:
        sleep(seconds)


def connect(settings: Settings, *, clock: Clock) -> Ports:
    """The production adapters behind every port."""
    deadlines = Timeouts.within(dialog_s=settings.dialog_deadline_s, fulfillment_s=settings.fulfillment_deadline_s)
    clients = make_clients(settings.region, deadlines)
    return Ports(
        sessions=DynamoSessions(clients.dynamodb, settings.session_table),
        office=DynamoBackOffice(clients.dynamodb, settings.clinic_table),
        portal=CognitoPortal(clients.cognito_idp, settings.user_pool_id),
        knowledge=BedrockKnowledge(clients.bedrock_agent_runtime, settings.knowledge_base_id),
        model=BedrockModel(clients.bedrock_runtime, settings.guardrail_id, settings.guardrail_version),
        clock=clock,
        settings=settings,
    )


def build(settings: Settings, *, clock: Clock, record: Callable[[TurnRecord], None]) -> Handler:
    """The code hook as a function of event and context; `record` is told of each turn."""
    return answering(connect(settings, clock=clock), record)


def answering(ports: Ports, record: Callable[[TurnRecord], None]) -> Handler:
    """The code hook over any ports."""

    def handle(event: Mapping[str, Any], context: Any) -> dict[str, Any]:  # noqa: ARG001
        entry = TurnRecord(session_id="", turn=0, hook="", intent="", began=ports.clock.monotonic())
        try:
            response = deliver(event, ports, entry)
        except Exception as error:
            entry.errors.append(where(error))
            response = apologise(event, entry)
        entry.mark("answered", ports.clock.monotonic())
        record(entry)
        return response

    return handle


def where(error: Exception) -> str:
    """A failure's type and place. Its message may hold what a caller said; only one about our own words is told."""
    if isinstance(error, PromptError):
        return f"PromptError: {error}"
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1] if frames else None
    return f"{type(error).__name__} at {last.name}:{last.lineno}" if last else type(error).__name__


def apologise(event: Mapping[str, Any], entry: TurnRecord) -> dict[str, Any]:
    """The spoken handoff that needs nothing but the event."""
    turn = parse(event if isinstance(event, Mapping) else {})
    entry.outcome, entry.reason = Outcome.AGENT, Reason.SYSTEM_FAILURE
    text = say(f"handoff.{Reason.SYSTEM_FAILURE}", turn.locale)
    reply = End(text, Outcome.AGENT, Reason.SYSTEM_FAILURE, Queue.GENERAL)
    return render(reply, turn, number=(turn.received or 0) + 1)


@cache
def _deployed() -> Handler:
    prompts.check(prompts.FALLBACK)
    hearing.prepare(prompts.FALLBACK)
    return build(Settings.from_env(os.environ), clock=SystemClock(), record=publish)


def lambda_handler(event: Mapping[str, Any], context: Any) -> dict[str, Any]:
    """The deployed code hook. What a schedule sends to keep the function's snapshot is no turn."""
    if isinstance(event, Mapping) and event.get(KEEP_WARM):
        return {}
    return _deployed()(event, context)


if "AWS_LAMBDA_FUNCTION_NAME" in os.environ:
    _deployed()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS)
    gc.enable()
