"""What agent assist starts from: what a call was about, without whoever called.

Knows which parts of packet and session may leave for Amazon Q in Connect, and under which names its prompts read them;
refuses to know the service. Why these and no others: docs/decisions/0016.
"""

import re
from collections.abc import Mapping
from typing import Any

from . import tried
from .prompts import FALLBACK, has, say

KEYS = ("question", "summary", "reason", "intent", "language", "documents", "tried", "next_step")
"""All that is told. A prompt of Q in Connect reads each as `{{$.Custom.question}}`."""
VALUE_CHARS = 1000
"""Of each value: one sentence is a few hundred. Q in Connect takes 4,096 and 50 values: botocore's model of
UpdateSessionData."""
_NUMBER = re.compile(r"\d(?:[\s().,/-]*\d){3,}")
"""Four digits or more, however they are grouped: a date, a telephone or order number."""


def known(packet: Mapping[str, Any] | None, session: Mapping[str, Any] | None) -> dict[str, str]:
    """What agent assist is told; empty: nothing is known.

    Args:
        packet: The handoff packet.
        session: The session's document, which has the question in the caller's words.
    """
    if not packet:
        return {}
    names = _names(packet, session or {})
    values = {
        "question": _question(packet, session or {}),
        "summary": packet.get("summary"),
        "reason": _why(packet.get("reason")),
        "intent": packet.get("intent"),
        "language": packet.get("language"),
        "documents": _listed(packet.get("documents")),
        "tried": _listed([tried.read(str(each)).code for each in packet.get("tried") or ()]),
        "next_step": packet.get("next_step"),
    }
    told = {name: _without(str(values[name] or ""), names).strip()[:VALUE_CHARS] for name in KEYS}
    return {name: value for name, value in told.items() if value}


def _question(packet: Mapping[str, Any], session: Mapping[str, Any]) -> str:
    """The latest question, unanswered before answered; without one, what the call is about."""
    asked = session.get("unanswered") or session.get("asked")
    return str(asked if isinstance(asked, str) and asked.strip() else packet.get("summary") or "")


def _names(packet: Mapping[str, Any], session: Mapping[str, Any]) -> frozenset[str]:
    """What the caller is called, as far as the call has shown."""
    said = (session.get("identity") or {}).get("last_name")
    return frozenset(f"{packet.get('patient') or ''} {said or ''}".casefold().split())


def _without(text: str, names: frozenset[str]) -> str:
    """The text without numbers and these names."""
    return re.sub(r"[^\W\d_]+", lambda word: "…" if word[0].casefold() in names else word[0], _NUMBER.sub("…", text))


def _why(reason: Any) -> str:
    return say(f"why.{reason}", FALLBACK) if has(f"why.{reason}", FALLBACK) else ""


def _listed(values: Any) -> str:
    return "; ".join(str(value) for value in values) if isinstance(values, list | tuple) else ""
