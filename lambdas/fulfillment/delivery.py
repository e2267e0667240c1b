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
from .turn import AskConfirmation, AskSlot, End, Hook, Outcome, Reason, Reply, Step, Turn, TurnRecord

STORE_SHARE_S = 0.5
"""Of the deadline, kept for saving."""
PERSON_OFFERED = frozenset({Step.OFFER_PERSON, Step.CLARIFY})
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
    if isinstance(reply, End) and (reason := _needs_packet(reply, session)):
        kept = _store_packet(reason, session, ports, record)
        if reply.reason is Reason.EMERGENCY and not kept:
            return response
    saved = _save(response, talk, record)
    record.mark("saved", ports.clock.monotonic())
    return saved


def _needs_packet(end: End, session: Session) -> Reason | None:
    """Why a person is needed; who was offered a callback needs one for what led to it, and what has come up since."""
    if end.outcome is Outcome.AGENT and end.reason is not None:
        session.escalated, session.escalated_to = session.escalated or end.reason, session.escalated_to or end.queue
        return end.reason
    offered = end.outcome is not Outcome.DONE or session.callback_waiting
    return session.escalated if offered else None


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
        confirmed=talk.confirmed,
        asked=turn.asked,
    )
    session.outcome = session.reason = None
    if isinstance(reply, End):
        session.outcome, session.reason = reply.outcome, reply.reason
        record.outcome, record.reason = reply.outcome, reply.reason or ""
    return response


def _judge(session: Session, record: TurnRecord, settings: Settings) -> None:
    """How sure this turn is; a person who is offered for want of a sure answer still comes for that when accepted."""
    found = confidence(record.parts, record.unknown, settings)
    if found is not None:
        record.confidence, record.weakest = found
    if not _still_offered(session, record):
        session.confidence, session.weakest = found or (None, None)


def _still_offered(session: Session, record: TurnRecord) -> bool:
    """Whether the turn only answers what an unsure answer led to: an offer of a person, or of going on with a call."""
    looked_up = {*record.parts, *record.unknown} - {"understood", "heard"}
    if session.step is Step.RESUME and not looked_up:
        return True
    before = session.history[-1].step if session.history else Step.OPEN
    return not looked_up and before in PERSON_OFFERED and session.step in PERSON_OFFERED


def spoken(response: Mapping[str, Any]) -> str:
    """What a response says, SSML or text."""
    return " ".join(message["content"] for message in response.get("messages", ()))


def _store_packet(reason: Reason, session: Session, ports: Ports, record: TurnRecord) -> bool:
    """Whether it was stored. A caller in danger waits for no second thing that a failing store is asked to keep."""
    now = ports.clock.now()
    there = now.astimezone(ports.settings.zone)
    content = packet(session, reason=reason, now=there, queue=session.escalated_to)
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
    key, opens = turn.delivery_key(), _opens(talk)
    session.kept_open |= opens
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
    if opens:
        _keep_open(talk, record)
    return response


def _opens(talk: Talk) -> bool:
    """Whether from here on this call may be gone on with, or an earlier one no more: true once a call. Who is cut off
    before they have said whether to go on with that is asked again.
    """
    session = talk.session
    asked = any(each.asked == Step.RESUME and not each.earlier for each in session.history)
    unfinished = session.outcome is Outcome.AGENT or (session.outcome is None and session.task is not None)
    return not session.kept_open and (unfinished or (asked and talk.pending() is not Step.RESUME))


def _keep_open(talk: Talk, record: TurnRecord) -> None:
    """After the session is saved, so that of two deliveries none meets its own call in place of the earlier one. What
    fails here costs the next call a question, and this one nothing; a turn that is late does without.
    """
    ports, caller = talk.ports, talk.session.caller(key=talk.ports.settings.caller_key)
    if caller is None or ports.clock.monotonic() >= talk.deadline:
        return
    expires_at = ports.clock.now() + timedelta(hours=ports.settings.session_hours)
    try:
        ports.sessions.keep_open(caller, talk.session.session_id, expires_at=expires_at)
    except SessionsError as error:
        record.errors.append(type(error).__name__)
