"""Contact flows call this: what the agent hears and sees, which number is called back, and what else a flow must know.

Knows Connect's Lambda event and its flat answer; refuses to know how what it answers comes about. Runs with flow
logging off around it.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from types import MappingProxyType
from typing import Any

from . import assist as agent_assist
from . import dialing, feedback, interrupted, telemetry
from .agent import screen, whisper
from .aws.agent_assist import QConnectAssist
from .aws.clients import make_clients
from .aws.sessions import DynamoSessions
from .callers import caller_name
from .handoff import find_packet
from .ports import Assist, AssistError, Sessions, SessionsError
from .settings import Settings, StoreSettings
from .speech import say_phone
from .turn import Wrong

Answer = dict[str, str]
FlowHandler = Callable[[Mapping[str, Any], Any], Answer]
Now = Callable[[], datetime]
Count = Callable[[Mapping[str, int]], None]
REPORTED = {
    Wrong.MISHEARD: "ReportedMisheard",
    Wrong.MISUNDERSTOOD: "ReportedMisunderstood",
    Wrong.WRONG_ANSWER: "ReportedWrongAnswer",
    Wrong.WRONG_ACTION: "ReportedWrongAction",
    Wrong.TOO_LATE: "ReportedTooLate",
    Wrong.OTHER: "ReportedOther",
}
"""Metrics; each counted beside `Reports`."""


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Desk:
    """What the answers are made from."""

    sessions: Sessions
    assist: Assist | None = None
    now: Now = _now
    """Aware."""
    count: Count = telemetry.count
    """Adds to metrics."""
    caller_key: str = ""
    """What telephone numbers are hashed with; empty: no caller is known again."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What a flow asks: its purpose's parameters, and the contact."""

    parameters: Mapping[str, str]
    attributes: Mapping[str, str]
    caller_number: str | None
    """E.164; None when withheld."""
    line: str | None = None
    """The number that was called, E.164; None: not told."""
    contact_id: str = ""
    """Of the contact that asks: the caller's, or the agent's guide."""

    @property
    def session_id(self) -> str:
        """Raises: ValueError: there is none; the flow takes its error branch."""
        found = self.parameters.get("session_id") or self.attributes.get("session_id")
        if not found:
            raise ValueError("the contact has no session_id; the inbound flow sets it")
        return found

    @property
    def locale(self) -> str:
        return self.attributes.get("locale") or "en_US"


def build(settings: Settings | StoreSettings, *, now: Now = _now, count: Count = telemetry.count) -> FlowHandler:
    """The flows' function over the production adapters; `now` and `count` as in `Desk`."""
    clients = make_clients(settings.region)
    sessions = DynamoSessions(clients.dynamodb, settings.session_table)
    assist = QConnectAssist(clients.qconnect)
    return answering(sessions, assist=assist, now=now, count=count, caller_key=settings.caller_key)


def answering(
    sessions: Sessions, *, assist: Assist | None = None, now: Now = _now, count: Count = telemetry.count,
    caller_key: str = "",
) -> FlowHandler:  # fmt: skip
    """The flows' function over any session store, and any agent assist; all else as in `Desk`."""
    desk = Desk(sessions, assist, now, count, caller_key)

    def handle(event: Mapping[str, Any], context: Any) -> Answer:  # noqa: ARG001
        """Answer by the parameter `purpose`, one of `PURPOSES`.

        Raises:
            ValueError: another purpose, or no `session_id` where one is needed; the flow takes its error branch.
        """
        asking = _read(event)
        answer = PURPOSES.get(asking.parameters.get("purpose", ""))
        if answer is None:
            raise ValueError(f"purpose must be one of {', '.join(PURPOSES)}")
        return answer(asking, desk)

    return handle


def _read(event: Mapping[str, Any]) -> Asking:
    details = event.get("Details") or {}
    contact = details.get("ContactData") or {}
    number, line = (_address(contact, name) for name in ("CustomerEndpoint", "SystemEndpoint"))
    return Asking(
        parameters=details.get("Parameters") or {},
        attributes=contact.get("Attributes") or {},
        caller_number=number,
        line=line,
        contact_id=contact.get("ContactId") or "",
    )


def _address(contact: Mapping[str, Any], endpoint: str) -> str | None:
    """The telephone number of one end of a contact; None: withheld, or there is none."""
    address = (contact.get(endpoint) or {}).get("Address") or ""
    return address if address.startswith("+") else None


def _whisper(asking: Asking, desk: Desk) -> Answer:
    return {"whisper": whisper(_packet(asking, desk), asking.locale)}


def _screen(asking: Asking, desk: Desk) -> Answer:
    packet = _packet(asking, desk)
    return screen(packet, _history(asking, desk)) if packet else {}


def _callback(asking: Asking, desk: Desk) -> Answer:  # noqa: ARG001
    """The number that the offer of a callback names, as it is spoken, and whether another may be given; empty: the
    number that calls is withheld, or none that is called."""
    number = asking.caller_number if dialing.is_called(asking.caller_number, line=asking.line) else None
    others = "yes" if dialing.takes_other_numbers(asking.line) else "no"
    return {"callback_number": say_phone(number) if number else "", "other_numbers": others}


def _keyed_number(asking: Asking, desk: Desk) -> Answer:  # noqa: ARG001
    """The number that was keyed into the flow itself (`keyed`), in E.164; empty: it is not called."""
    return {"number": dialing.read_number(asking.parameters.get("keyed") or "", line=asking.line) or ""}


def _assist(asking: Asking, desk: Desk) -> Answer:
    """Whether agent assist was told what the call is about. It is never in the way: whatever fails is a "no"."""
    session = asking.parameters.get("assist_session") or ""
    if desk.assist is None or not session.startswith("arn:"):
        return {"assisted": "no"}
    try:
        known = agent_assist.known(_packet(asking, desk), _document(asking, desk))
        if known:
            desk.assist.tell(session, known)
    except (AssistError, ValueError):
        return {"assisted": "no"}
    return {"assisted": "yes" if known else "no"}


def _feedback(asking: Asking, desk: Desk) -> Answer:
    """Whether the agent's report was stored; counted once, however often it comes."""
    wrong, because = (asking.parameters.get(name) or "" for name in ("wrong", "because"))
    new = feedback.report(wrong, because, contact_id=asking.contact_id, at=desk.now())
    try:
        first = feedback.keep(new, asking.session_id, desk.sessions)
    except SessionsError:
        return {"stored": "no"}
    if first:
        desk.count({"Reports": 1, REPORTED[new.wrong]: 1})
    return {"stored": "yes"}


def _callback_number(asking: Asking, desk: Desk) -> Answer:
    """The number that the caller gave for the callback, in E.164; empty: none that is called, or the store is away."""
    number = (_document(asking, desk) or {}).get("callback_number")
    called = isinstance(number, str) and dialing.is_called(number, line=asking.line)
    return {"number": str(number) if called else ""}


def _resume(asking: Asking, desk: Desk) -> Answer:
    """In the middle of what an earlier call of this caller's broke off; empty: in none, or the store is away."""
    caller = caller_name(asking.caller_number, key=desk.caller_key)
    this = asking.attributes.get("session_id") or asking.contact_id
    try:
        found = interrupted.find(desk.sessions, caller, now=desk.now(), this=this)
    except SessionsError:
        return {"resume": ""}
    return {"resume": str(found.left) if found else ""}


PURPOSES: Mapping[str, Callable[[Asking, Desk], Answer]] = MappingProxyType(
    {
        "whisper": _whisper,
        "screen": _screen,
        "callback": _callback,
        "callback_number": _callback_number,
        "keyed_number": _keyed_number,
        "assist": _assist,
        "feedback": _feedback,
        "resume": _resume,
    }
)
"""What a flow may ask, by the parameter `purpose`."""


def _packet(asking: Asking, desk: Desk) -> Mapping[str, Any] | None:
    """What is known of the call, or None while the store is away: the agent is told that no details came over."""
    reason, queue = (asking.attributes.get(name) for name in ("handoff_reason", "handoff_queue"))
    session_id = asking.session_id
    try:
        return find_packet(desk.sessions, session_id, reason=reason, queue=queue)
    except SessionsError:
        return None


def _history(asking: Asking, desk: Desk) -> Sequence[Mapping[str, Any]] | None:
    """What was said, oldest first; None: it could not be loaded."""
    document = _document(asking, desk)
    return None if document is None else document.get("history") or ()


def _document(asking: Asking, desk: Desk) -> Mapping[str, Any] | None:
    """The stored session, or None where there is none, or the store is away."""
    try:
        stored = desk.sessions.load(asking.session_id)
    except SessionsError:
        return None
    return stored.document if stored else None


@cache
def _deployed() -> FlowHandler:
    return build(StoreSettings.from_env(os.environ))


def lambda_handler(event: Mapping[str, Any], context: Any) -> Answer:
    """The deployed function of the flows. What a schedule sends to keep it started is no flow's question."""
    if event.get("keep_warm"):
        return {}
    return _deployed()(event, context)


if "AWS_LAMBDA_FUNCTION_NAME" in os.environ:
    _deployed()
