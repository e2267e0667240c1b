"""One delivery from Lex: session loaded, turn answered, session saved, once.

Knows what happens when the same turn comes twice, when two come at once and when the store is away; refuses to know
what is said and how anything is stored.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from .confidence import confidence
from .dialogue import Overtaken, Ports, Talk, in_danger, respond
from .handoff import packet
from .inquiries import look_ahead
from .lex import parse, render
from .ports import SessionsError, VersionConflict
from .session import Session
from .settings import Settings
from .speech import plain
from .turn import AskConfirmation, AskSlot, End, Hook, Outcome, Reason, Reply, Turn, TurnRecord

STORE_SHARE_S = 0.5
"""Of the deadline, kept for saving."""
LOOK_AGAIN_S = 0.1
"""How often it is looked whether the other delivery of a turn has been answered."""


def deliver(event: Mapping[str, Any], ports: Ports, record: TurnRecord) -> dict[str, Any]:
    """Answer a code-hook event; the record is filled in on the way.

    Raises:
        Exception: only for a bug; whatever a port may do becomes a reply.
    """
    record.began = ports.clock.monotonic()
    turn = parse(event)
    settings = ports.settings
    allowed = settings.fulfillment_deadline_s if turn.hook is Hook.FULFILLMENT else settings.dialog_deadline_s
    deadline = record.began + allowed - STORE_SHARE_S
    record.session_id, record.hook, record.intent = turn.session_id, turn.hook, turn.intent
    ahead = look_ahead(turn, ports, deadline=deadline)
    session = _load(turn, ports, record)
    if session is None:
        return _without_store(turn, ports, record)
    stored = session.reply_to(turn.delivery_key())
    if stored is not None:
        record.delivered_before, record.turn = True, session.turns
        return stored
    record.mark("loaded", ports.clock.monotonic())
    session.last_turn_at = ports.clock.now()
    talk = Talk(turn, session, ports, record, deadline, key=turn.delivery_key(), ahead=ahead)
    try:
        reply = respond(talk)
    except Overtaken:
        return _answer_of_the_other(talk, record)
    record.mark("decided", ports.clock.monotonic())
    response = _respond(reply, talk, record)
    if isinstance(reply, End) and reply.outcome is Outcome.AGENT and reply.reason is not None:
        kept = _store_packet(reply.reason, session, ports, record)
        if reply.reason is Reason.EMERGENCY and not kept:
            return response
    saved = _save(response, talk, record)
    record.mark("saved", ports.clock.monotonic())
    return saved


def _answer_of_the_other(talk: Talk, record: TurnRecord) -> dict[str, Any]:
    """Wait for the reply to this turn's other delivery, which may take its whole deadline; then a person."""
    turn, ports = talk.turn, talk.ports
    while ports.clock.monotonic() < talk.deadline + STORE_SHARE_S - LOOK_AGAIN_S:
        ports.clock.sleep(LOOK_AGAIN_S)
        other = _load(turn, ports, record)
        answered = other.reply_to(talk.key) if other else None
        if answered is not None:
            record.delivered_before = True
            return answered
    return _give_up(talk, record)


def _give_up(talk: Talk, record: TurnRecord) -> dict[str, Any]:
    """To a person, with what is known of the call, for want of a reply of ours that holds."""
    response = _respond(talk.hand_over(Reason.SYSTEM_FAILURE), talk, record)
    _store_packet(Reason.SYSTEM_FAILURE, talk.session, talk.ports, record)
    return response


def _load(turn: Turn, ports: Ports, record: TurnRecord) -> Session | None:
    """What is remembered, or a new session; None while the store is away."""
    try:
        stored = ports.sessions.load(turn.session_id)
        if stored is None:
            return _new(turn, ports)
        session = Session.from_document(stored.document, version=stored.version)
    except (SessionsError, ValueError) as error:
        record.errors.append(type(error).__name__)
        return None
    return session


def _new(turn: Turn, ports: Ports) -> Session:
    return Session(
        session_id=turn.session_id,
        locale=turn.locale,
        started_at=ports.clock.now(),
        caller_number=turn.caller_number,
    )


def _without_store(turn: Turn, ports: Ports, record: TurnRecord) -> dict[str, Any]:
    """Nothing can be remembered, nor a packet kept: danger is answered all the same, all else goes to a person."""
    session = _new(turn, ports)
    talk = Talk(turn, session, ports, record, 0.0)
    reply = talk.hand_over(Reason.EMERGENCY if in_danger(talk) else Reason.SYSTEM_FAILURE)
    return _respond(reply, talk, record)


def _respond(reply: Reply, talk: Talk, record: TurnRecord) -> dict[str, Any]:
    """Render the reply and bring the books up to date: count, history, record."""
    turn, session = talk.turn, talk.session
    session.turns += 1
    response = render(reply, turn, number=session.turns, slow=session.slow)
    record.turn, record.step, record.reply = session.turns, session.step, type(reply).__name__
    _judge(session, record, talk.ports.settings)
    if isinstance(reply, AskSlot | AskConfirmation):
        record.intent = reply.intent
    session.remember_exchange(
        turn.transcript,
        plain(spoken(response)),
        keys=turn.keys is not None,
        heard=turn.transcription_confidence,
        intent=record.intent,
    )
    session.outcome = session.reason = None
    if isinstance(reply, End):
        session.outcome, session.reason = reply.outcome, reply.reason
        record.outcome, record.reason = reply.outcome, reply.reason or ""
    return response


def _judge(session: Session, record: TurnRecord, settings: Settings) -> None:
    found = confidence(record.parts, record.unknown, settings)
    if found is not None:
        record.confidence, record.weakest = session.confidence, session.weakest = found


def spoken(response: Mapping[str, Any]) -> str:
    """What a response says, SSML or text."""
    return " ".join(message["content"] for message in response.get("messages", ()))


def _store_packet(reason: Reason, session: Session, ports: Ports, record: TurnRecord) -> bool:
    """Whether it was stored. A caller in danger waits for no second thing that a failing store is asked to keep."""
    now = ports.clock.now()
    content = packet(session, reason=reason, now=now)
    expires_at = now + timedelta(hours=ports.settings.session_hours)
    try:
        ports.sessions.save_packet(session.session_id, content, expires_at=expires_at)
    except SessionsError as error:
        record.errors.append(type(error).__name__)
        return False
    return True


def _save(response: dict[str, Any], talk: Talk, record: TurnRecord) -> dict[str, Any]:
    """Save before answering: what was not saved did not happen, unless it was done, and then the caller is told so."""
    session, ports, turn = talk.session, talk.ports, talk.turn
    key = turn.delivery_key()
    session.remember_delivery(key, response)
    expires_at = ports.clock.now() + timedelta(hours=ports.settings.session_hours)
    try:
        ports.sessions.save(session.session_id, session.to_document(), version=session.version, expires_at=expires_at)
    except VersionConflict as error:
        record.errors.append(type(error).__name__)
        other = _load(turn, ports, record)
        answered = other.reply_to(key) if other else None
        if answered is not None:
            record.delivered_before = True
            return answered
        return response if record.outcome else _give_up(talk, record)
    except SessionsError as error:
        record.errors.append(type(error).__name__)
        return response if record.outcome else _respond(talk.hand_over(Reason.SYSTEM_FAILURE), talk, record)
    return response
