"""Contact flows call this: what the whisper says, what the agent's screen shows, which number is called back.

Knows Connect's Lambda event and its flat answer; refuses to know how a packet comes about. Runs with flow logging off
around it.
"""

import os
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from .aws.clients import make_clients
from .aws.sessions import DynamoSessions
from .handoff import screen, whisper
from .ports import Sessions, SessionsError
from .settings import Settings, StoreSettings
from .speech import say_phone

FlowHandler = Callable[[Mapping[str, Any], Any], dict[str, str]]


def build(settings: Settings | StoreSettings) -> FlowHandler:
    """The flows' function over the production adapters."""
    return answering(DynamoSessions(make_clients(settings.region).dynamodb, settings.session_table))


def answering(sessions: Sessions) -> FlowHandler:
    """The flows' function over any session store."""

    def handle(event: Mapping[str, Any], context: Any) -> dict[str, str]:  # noqa: ARG001
        """Answer by the parameter `purpose`: `whisper`, `screen` or `callback`.

        Raises:
            ValueError: another purpose, or no `session_id`; the flow takes its error branch.
        """
        details = event.get("Details") or {}
        contact = details.get("ContactData") or {}
        attributes = contact.get("Attributes") or {}
        parameters = details.get("Parameters") or {}
        purpose = parameters.get("purpose")
        if purpose == "callback":
            number = (contact.get("CustomerEndpoint") or {}).get("Address") or ""
            return {"callback_number": say_phone(number) if number.startswith("+") else ""}
        session_id = parameters.get("session_id") or attributes.get("session_id")
        if not session_id:
            raise ValueError("the contact has no session_id; the inbound flow sets it")
        packet = _packet(sessions, session_id)
        locale = attributes.get("locale") or "en_US"
        if purpose == "whisper":
            return {"whisper": whisper(packet, locale)}
        if purpose == "screen":
            return screen(packet)
        raise ValueError("purpose must be one of whisper, screen, callback")

    return handle


def _packet(sessions: Sessions, session_id: str) -> Mapping[str, Any] | None:
    """The packet, or None while the store is away: the agent is told that no details came over."""
    try:
        return sessions.load_packet(session_id)
    except SessionsError:
        return None


@cache
def _deployed() -> FlowHandler:
    return build(StoreSettings.from_env(os.environ))


def lambda_handler(event: Mapping[str, Any], context: Any) -> dict[str, str]:
    """The deployed function of the flows."""
    return _deployed()(event, context)


if "AWS_LAMBDA_FUNCTION_NAME" in os.environ:
    _deployed()
