"""What an agent reports of a call that the bot got wrong, and the copy of the call that is kept with it.

Knows which reports there are, what of a call is kept with them and how long; refuses to know how they are stored and
what is made of them later. An agent's words are as untrusted as a caller's.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from .ports import Sessions, VersionConflict
from .session import Session
from .turn import Wrong

KEPT = timedelta(days=30)
"""From the last report: a monthly review still finds it; no longer, for callers' words and dates of birth are in it."""
BECAUSE_CHARS = 500
"""Of the agent's words; a form is filled in beside a call."""
CONTACT_CHARS = 256
"""Of a contact's id: https://docs.aws.amazon.com/connect/latest/APIReference/API_Contact.html"""
REPORTS = 8
"""Of one call; the oldest go."""
ATTEMPTS = 3
"""At storing one while others are being stored."""


@dataclass(frozen=True, slots=True)
class Report:
    wrong: Wrong
    because: str
    """In the agent's words, on one line; may be empty."""
    contact_id: str
    """Of the agent's guide, which is a contact of its own: one agent's report."""
    at: datetime


def report(wrong: str, because: str, *, contact_id: str, at: datetime) -> Report:
    """A report of what a form sent; a code that is none is `other`."""
    code = Wrong(wrong) if wrong in set(Wrong) else Wrong.OTHER
    return Report(code, one_line(because)[:BECAUSE_CHARS].strip(), one_line(contact_id)[:CONTACT_CHARS], at)


def one_line(text: str) -> str:
    """A text without what controls a terminal, a line or the direction of writing."""
    shown = "".join(" " if unicodedata.category(letter)[0] in "CZ" else letter for letter in text)
    return " ".join(shown.split())


def add(document: Mapping[str, Any] | None, new: Report, *, call: Mapping[str, Any] | None) -> dict[str, Any]:
    """The stored document with a report more.

    A guide's later report stands in place of its earlier one: an agent corrects themselves, or Connect asks twice.

    Args:
        document: As stored; None: nothing is.
        new: The report.
        call: What `copy_of` gave; None: the call is not remembered any more, and an earlier copy stays.
    """
    earlier = reports_of(document or {})
    kept = [*(each for each in earlier if each.contact_id != new.contact_id), new][-REPORTS:]
    written = [
        {"wrong": str(each.wrong), "because": each.because, "contact_id": each.contact_id, "at": each.at.isoformat()}
        for each in kept
    ]
    return {"reports": written, "call": call or (document or {}).get("call")}


def is_new(document: Mapping[str, Any] | None, new: Report) -> bool:
    """Whether no report of this guide is there yet."""
    return all(each.contact_id != new.contact_id for each in reports_of(document or {}))


def reports_of(document: Mapping[str, Any]) -> Sequence[Report]:
    """The reports of a stored document, oldest first; what is none is left out."""
    found = []
    for each in document.get("reports") or ():
        try:
            at = datetime.fromisoformat(each["at"])
            found.append(report(each["wrong"], each["because"], contact_id=each["contact_id"], at=at))
        except (KeyError, TypeError, ValueError):
            continue
    return found


def keep(new: Report, session_id: str, sessions: Sessions) -> bool:
    """Store a report beside a copy of its call: True the first time that this guide reports, False ever after.

    Raises:
        SessionsError: it was not stored.
    """
    for attempt in range(1, ATTEMPTS + 1):
        stored = sessions.load_feedback(session_id)
        document, version = (stored.document, stored.version) if stored else (None, 0)
        kept = add(document, new, call=_call(session_id, sessions))
        try:
            sessions.save_feedback(session_id, kept, version=version, expires_at=new.at + KEPT)
        except VersionConflict:
            if attempt == ATTEMPTS:
                raise
        else:
            return is_new(document, new)
    return False


def _call(session_id: str, sessions: Sessions) -> Mapping[str, Any] | None:
    """A copy of the call; None where it is not remembered, or what is stored is no session."""
    session = Session.recall(sessions.load(session_id))
    return None if session is None else copy_of(session, sessions.load_packet(session_id))


COPIED = (
    "session_id",
    "locale",
    "started_at",
    "caller_number",
    "callback_number",
    "callback_heard",
    "identity",
    "turns",
    "task",
    "appointments",
    "orders",
    "history",
    "outcome",
)
"""Members of a session's document that a call script is made of, in the session's own form."""
PACKET_COPIED = ("reason", "queue", "verified", "intent")
SLOTS_COPIED = ("Service", "Provider", "Day", "Time")
"""Of the packet's, those that name nobody."""


def copy_of(session: Session, packet: Mapping[str, Any] | None) -> dict[str, Any]:
    """What is kept of a call with a report: the session, that ends a day later, as far as a call script needs it."""
    document = session.to_document()
    copied = {name: document[name] for name in COPIED if name in document}
    return {"session": copied, "packet": _packet(packet) if packet else None}


def _packet(packet: Mapping[str, Any]) -> dict[str, Any]:
    given = packet.get("slots") or {}
    slots = {name: given[name] for name in SLOTS_COPIED if name in given}
    return {**{name: packet[name] for name in PACKET_COPIED if name in packet}, "slots": slots}
