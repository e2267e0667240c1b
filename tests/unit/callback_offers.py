"""Calls at the flow's offer of a callback, waiting for what is said to it."""

from typing import Any

from fulfillment.speech import plain
from tests.doubles import MemorySessions
from tests.speaking import Call

OWN, OTHER = "+12065550101", "+12065550188"


def offered(call: Call | None = None, *, asked: str = "callback") -> Call:
    """Nobody is there, and the flow has asked about a callback; it passes on the count of turns."""
    call = call or Call()
    call.says("agent", "SpeakToAgent")
    return asked_anew(call, asked)


def asked_anew(call: Call, asked: str) -> Call:
    """The flow's next block begins: it sends its own attributes alone."""
    call.attributes = {"turn": call.attributes["turn"], "asked": asked}
    call.intent = "FallbackIntent"
    return call


def withheld() -> Call:
    """The caller's number is withheld, and the flow has asked for one."""
    return offered(Call(caller="anonymous"), asked="callback_number")


def stored(call: Call) -> dict[str, Any]:
    """The session as it is kept."""
    assert isinstance(call.ports.sessions, MemorySessions)
    return dict(call.ports.sessions.stored[call.session_id].document)


def placed_to(call: Call) -> str | None:
    """The number that the flow calls back: as it reads the reply; None: no callback is placed."""
    attributes = call.replies[-1]["sessionState"]["sessionAttributes"]
    assert ("callback_to" in attributes) == (attributes.get("outcome") == "callback")
    assert not call.replies[-1].get("messages") or "callback_to" not in attributes
    match attributes.get("callback_to"):
        case "own":
            return call.caller
        case "other":
            return str(stored(call)["callback_number"])
        case _:
            return None


def heard_in(reply: dict[str, Any]) -> str:
    return " ".join(plain(message["content"]) for message in reply.get("messages", ()))
