"""A call that was, written as a call script to be corrected by hand.

Knows a call script's keys and what each is made of; refuses to know where the call is stored and what is personal.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from fulfillment.callbacks import ASKED, WAITING
from fulfillment.feedback import SLOTS_COPIED, one_line
from fulfillment.session import Exchange, Session
from fulfillment.turn import SLOT_STEPS, Outcome, Step
from skeleton.people import People
from skeleton.recorded import Recorded
from skeleton.replacing import Replacing

REPLACED = (
    "# The names, dates of birth, telephone and order numbers of this call are replaced by the sample world's.",
    "# Read the rest before you share it: callers say more of themselves than that.",
)
OFFERED = ASKED.keys() - {WAITING}
"""What a flow asks when nobody can take the call."""
BUSY = (
    "[[world.agents]]",
    'name = "Dana"',
    'state = "busy"',
    "free_after_s = 9000",
)
STAND_IN = ("[earlier]", "", "[[earlier.turns]]", 'says = "I need to move my appointment"')
_KEYS = re.compile(r"[0-9*#]+")


def draft(recorded: Recorded, people: People, replacing: Replacing, *, zone: ZoneInfo, world: bool = True) -> str:
    """The call script, as TOML.

    Args:
        recorded: The call.
        people: Who stands in for whom in it.
        replacing: Writes each text without what identifies people.
        zone: The clinic's.
        world: Whether what the patient had is told; without it the sample's have what they have.
    """
    session = recorded.session
    lines = [
        *REPLACED,
        *_reports(recorded, replacing),
        *_not_kept(session),
        "",
        f"name = {_text(_name(recorded))}",
        f"caller = {_text(people.caller)}",
        f"at = {_time(session.started_at.replace(second=0), zone)}",
        f"locale = {_text(session.locale)}",
        *(_world(session, people, zone) if world else ()),
        *_earlier(session, replacing),
        *_turns([each for each in session.history if not each.earlier], replacing),
        *_ends(recorded),
    ]
    return "\n".join(lines) + "\n"


def _name(recorded: Recorded) -> str:
    codes = dict.fromkeys(str(each.wrong) for each in recorded.reports)
    return f"reported: {', '.join(codes)}" if codes else "a call nobody has reported"


def _reports(recorded: Recorded, replacing: Replacing) -> Iterator[str]:
    for each in recorded.reports:
        because = f": {one_line(replacing.told(each.because))}" if each.because else ""
        yield f"# Reported {each.at:%Y-%m-%d}, {each.wrong}{because}"


def _not_kept(session: Session) -> Iterator[str]:
    gone = session.turns - sum(not each.earlier for each in session.history)
    if gone > 0:
        yield f"# The first {gone} of {session.turns} turns are not kept: the call begins in the middle."


def _world(session: Session, people: People, zone: ZoneInfo) -> Iterator[str]:
    """What was different from the sample world, as far as the session knows it."""
    nobody = any(each.asked in OFFERED for each in session.history) and not _waited(session)
    none = [name for name in ("appointments", "orders") if getattr(session, name) == []]
    if nobody or none:
        yield from ("", "[world]", *(["agents_available = 0"] if nobody else []), *(f"{name} = []" for name in none))
    if _waited(session):
        yield from ("", *BUSY)
    for each in session.appointments or ():
        yield from (
            "",
            "[[world.appointments]]",
            f"patient = {_text(people.patient.name)}",
            f"at = {_time(each.at, zone)}",
        )
        yield from (f"service = {_text(each.service)}", f"provider = {_text(each.provider)}")
    for order in session.orders or ():
        yield from ("", "[[world.orders]]", f"patient = {_text(people.patient.name)}")
        yield from (f"number = {_text(people.orders[order.number])}", f"status = {_text(order.status)}")
        if order.due:
            yield f"due = {order.due.isoformat()}"


def _waited(session: Session) -> bool:
    return any(each.asked == WAITING for each in session.history)


def _earlier(session: Session, replacing: Replacing) -> Iterator[str]:
    """The call before this one, where it was gone on with; else one that stands in for it, where that was asked."""
    told = [each for each in session.history if each.earlier]
    own = [each for each in session.history if not each.earlier]
    if told:
        yield from ("", "[earlier]", *_turns(told, replacing, "earlier.turns"))
    elif own and own[0].asked == Step.RESUME:
        yield from (
            "",
            "# The call before, which was not gone on with, is not kept; another stands in for it.",
            *STAND_IN,
        )


def _turns(history: Sequence[Exchange], replacing: Replacing, table: str = "turns") -> Iterator[str]:
    pending = Step.OPEN
    for each in history:
        pending = ASKED.get(each.asked or "", pending)
        action = _action(each, pending, replacing)
        yield from ("", f"[[{table}]]")
        if doubtful := replacing.names.doubtful(action):
            yield f"# Is this a name? {', '.join(doubtful)}"
        yield action
        if each.heard is not None and each.caller.strip() and not each.keys:
            yield f"transcription_confidence = {each.heard}"
        if each.intent:
            yield f"intent = {_text(each.intent)}"
        if each.spoken.strip():
            yield f"# hears = [{_text(replacing.told(each.spoken))}]"
        elif each.step in SLOT_STEPS:
            yield f"# The bot asked for {each.step} in its own words."
        pending = pending if each.step is Step.CHECK_HEARD else each.step


def _action(exchange: Exchange, pending: Step, replacing: Replacing) -> str:
    said = (exchange.confirmed or exchange.caller).strip()
    keyed = (exchange.keys or exchange.confirmed is not None) and _KEYS.fullmatch(said)
    if keyed and said.strip("#*"):
        return f"keys = {_text(replacing.keyed(said, pending))}"
    if not any(letter.isalnum() for letter in said):
        return "silent = true"
    return f"says = {_text(replacing.said(said, pending))}"


def _ends(recorded: Recorded) -> Iterator[str]:
    session, packet = recorded.session, recorded.packet
    if not packet:
        return
    yield from ("", "[ends]")
    if packet.get("reason"):
        yield f"reason = {_text(packet['reason'])}"
    offered = any(each.asked in OFFERED for each in session.history)
    if packet.get("queue") and (not offered or session.outcome is Outcome.CALLBACK):
        yield f"queue = {_text(packet['queue'])}"
    handoff = {name: packet[name] for name in ("intent", "verified") if packet.get(name) is not None}
    slots = {name: value for name, value in (packet.get("slots") or {}).items() if name in SLOTS_COPIED}
    yield f"handoff = {_table(handoff | ({'slots': slots} if slots else {}))}"


def _time(at: datetime, zone: ZoneInfo) -> str:
    return at.astimezone(zone).isoformat(timespec="seconds")


def _table(values: Mapping[str, Any]) -> str:
    inner = [f"{name} = {_value(value)}" for name, value in values.items()]
    return "{ " + ", ".join(inner) + " }" if inner else "{}"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return _table(value) if isinstance(value, Mapping) else _text(value)


def _text(value: object) -> str:
    """A TOML string on one line: JSON's, less what TOML takes only escaped."""
    return json.dumps(one_line(str(value)), ensure_ascii=False)
