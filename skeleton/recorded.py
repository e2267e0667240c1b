"""A call as it is stored: the session, what the agent was given, and what agents reported.

Knows which stored documents there are; refuses to know where they come from and what is made of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fulfillment.feedback import Report, reports_of
from fulfillment.session import Session


class NotThere(Exception):
    """A call cannot be read; the message is one sentence: what is wrong, and what to do."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A call that was."""

    session: Session
    packet: Mapping[str, Any] | None = None
    """None: it was not handed over."""
    reports: Sequence[Report] = ()


def from_feedback(document: Mapping[str, Any]) -> Recorded | None:
    """The call that stands with agents' reports; None: its session was gone when they reported.

    Raises:
        ValueError: the document is not one that `fulfillment.feedback` wrote.
    """
    call = document.get("call")
    if call is None:
        return None
    if not isinstance(call, Mapping):
        raise ValueError("not a document of feedback")
    return from_session(call.get("session") or {}, call.get("packet"), reports_of(document))


def from_session(
    document: Mapping[str, Any], packet: Mapping[str, Any] | None, reports: Sequence[Report] = ()
) -> Recorded:  # fmt: skip
    """A call by its stored session and packet.

    Raises:
        ValueError: the document is not a session's.
    """
    return Recorded(Session.from_document(document, version=0), packet, reports)
