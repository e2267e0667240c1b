"""EventBridge calls this when a contact has ended: it closes the session, counts the disposition and adds what was used
to the caller's day, once a call. Callbacks that nobody will make are counted too, once each.

Knows Connect's contact events and the metrics of whole calls; refuses to know what makes a disposition. Events come
late, twice and in any order, and AWS's own samples write a member's name both ways, `agentInfo` and `AgentInfo`:
https://docs.aws.amazon.com/connect/latest/adminguide/contact-events.html
"""

import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger

from . import telemetry
from .aws.clients import make_clients
from .aws.sessions import DynamoSessions
from .disposition import Disposition, Ending, disposition
from .ports import CallEnd, Sessions
from .session import Session
from .settings import Settings, StoreSettings

METRICS = {
    Disposition.CONTAINED: "Contained",
    Disposition.HANDED_OFF: "HandedOff",
    Disposition.CALLBACK: "Callbacks",
    Disposition.ABANDONED: "Abandoned",
    Disposition.FAILED: "Failed",
}
"""Each counted beside `Contacts`."""

LINE_TAG = "aws:connect:systemEndpoint"
"""The tag by which Connect tells which number was called."""

CALLBACK_TAG = "callback"
"""The tag that a flow puts on a contact when it has placed a callback, or could not place the one it had promised."""
CALLBACKS = {"placed": True, "failed": False}
"""Its values -> whether one was placed."""
LOST = "lost"
"""Its value on a callback itself, which no queue took: the caller was promised a call, and nobody is to make it."""
LOST_METRIC = "CallbacksLost"

KIND = ("eventType", "channel", "initiationMethod")

HUNG_UP = "CUSTOMER_DISCONNECT"
"""The reason of a disconnect by the caller, where the event tells one:
https://docs.aws.amazon.com/connect/latest/adminguide/ctr-data-model.html"""

EndedHandler = Callable[[Mapping[str, Any], Any], dict[str, str]]
Count = Callable[[Mapping[str, int]], None]


def build(settings: Settings | StoreSettings, *, line: str = "", count: Count = telemetry.count) -> EndedHandler:
    """The function over the production adapters; `line` and `count` as in `answering`."""
    sessions = DynamoSessions(make_clients(settings.region).dynamodb, settings.session_table)
    keep = timedelta(hours=settings.session_hours)
    return answering(sessions, keep=keep, count=count, line=line, caller_key=settings.caller_key)


def answering(
    sessions: Sessions, *, keep: timedelta, count: Count, line: str = "", caller_key: str = ""
) -> EndedHandler:
    """The function over any session store.

    Args:
        keep: How long is remembered that a call was counted.
        count: Adds to metrics.
        line: Our number, E.164: in an instance with other numbers their calls are none of ours. Empty: all are.
        caller_key: What telephone numbers are hashed with; empty: what a caller uses is not added up.
    """

    def handle(event: Mapping[str, Any], context: Any) -> dict[str, str]:  # noqa: ARG001
        """Close the session of a contact event, or count a callback that is lost.

        Raises:
            SessionsError: the store failed; Lambda delivers the event again.
            ValueError: the stored session is not one.
        """
        if line and called(event) not in (None, line):
            return {}
        if lost := lost_callback(event):
            if sessions.claim(f"{LOST}-{lost}", expires_at=_ended_at(event) + keep):
                count({LOST_METRIC: 1})
            return {"callback": LOST, "contact_id": lost}
        ending = parse(event)
        return close(ending) if ending else {}

    def close(ending: Ending) -> dict[str, str]:
        stored = sessions.load(ending.session_id)
        session = Session.from_document(stored.document, version=stored.version) if stored else None
        found = disposition(ending, session)
        day = session.day(key=caller_key) if session else None
        used = session.used() if session else None
        until = ending.at + keep
        if day and session and session.kept_open:
            end = CallEnd(found, ending.at, ending.connected)
            sessions.end_open(day.caller, ending.session_id, end, expires_at=until)
        closed = sessions.close(
            ending.session_id, found,
            ended_at=ending.at, expires_at=until, connected=ending.connected, caller=day, used=used,
        )  # fmt: skip
        if closed:
            count({"Contacts": 1, METRICS[found]: 1})
        return {"disposition": found}

    return handle


def parse(event: Mapping[str, Any]) -> Ending | None:
    """The end of a caller's own contact.

    None for everything else that Connect tells: other events, the chat contacts of agents' guides, transfers,
    callbacks and calls out, whose `initialContactId` is the call they belong to.
    """
    detail = event.get("detail") or {}
    contact = str(_member(detail, "contactId") or "")
    first = _member(detail, "initialContactId") or contact
    if _ended_voice(detail) != "INBOUND" or not contact or first != contact:
        return None
    queue = _member(detail, "queueInfo") or {}
    agent = _member(detail, "agentInfo") or {}
    reason = _member(detail, "disconnectReason")
    connected = _moment(_member(agent, "connectedToAgentTimestamp"))
    return Ending(
        session_id=contact,
        at=_ended_at(event),
        queued=bool(_moment(_member(queue, "enqueueTimestamp")) or connected),
        connected=connected is not None,
        callback=CALLBACKS.get(str(_tags(detail).get(CALLBACK_TAG))),
        hung_up=reason == HUNG_UP if reason else None,
    )


def lost_callback(event: Mapping[str, Any]) -> str:
    """The contact of a callback that no queue took; empty: the event tells of none."""
    detail = event.get("detail") or {}
    # Newer kinds, CALLBACK_CUSTOMER_FIRST_QUEUED and _DIALED, begin alike: API Contact, InitiationMethod.
    if not _ended_voice(detail).startswith("CALLBACK") or _tags(detail).get(CALLBACK_TAG) != LOST:
        return ""
    return str(_member(detail, "contactId") or "")


def called(event: Mapping[str, Any]) -> str | None:
    """The number that was called, E.164; None: not told."""
    detail = event.get("detail") or {}
    endpoint = _member(detail, "systemEndpoint") or {}
    return _member(endpoint, "address") or _tags(detail).get(LINE_TAG)


def _ended_voice(detail: Mapping[str, Any]) -> str:
    """How a voice contact that has ended began, as Connect's `initiationMethod`; empty for everything else."""
    kind, channel, method = (str(_member(detail, name) or "").upper() for name in KIND)
    return method if (kind, channel) == ("DISCONNECTED", "VOICE") else ""


def _ended_at(event: Mapping[str, Any]) -> datetime:
    told = _member(event.get("detail") or {}, "disconnectTimestamp")
    return _moment(told) or _moment(event.get("time")) or datetime.now(UTC)


def _tags(detail: Mapping[str, Any]) -> Mapping[str, Any]:
    return _member(detail, "tags") or {}


def _member(members: Mapping[str, Any], name: str) -> Any:
    """A member by its name in lower camel case, or as the same with a capital."""
    return members.get(name, members.get(name[0].upper() + name[1:]))


def _moment(text: Any) -> datetime | None:
    """A timestamp; None for none, and for 1970, which stands for none in some events."""
    try:
        moment = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment if moment.year > 1970 else None


@cache
def _deployed() -> EndedHandler:
    settings = StoreSettings.from_env(os.environ)
    return build(settings, line=settings.line)


@cache
def _logger() -> Logger:
    return Logger(service=telemetry.service())


def lambda_handler(event: Mapping[str, Any], context: Any) -> dict[str, str]:
    """The deployed function of ended contacts."""
    answer = _deployed()(event, context)
    if answer:
        _logger().info("contact ended", extra=answer)
    return answer


if "AWS_LAMBDA_FUNCTION_NAME" in os.environ:
    _deployed()
