"""Lex V2's JSON, in and out: event -> Turn, Reply -> response.

Knows every name Lex uses and its limits; refuses to know what a turn means. Reading is tolerant, since AWS adds
fields and leaves some out; writing is strict.
"""

from collections.abc import Mapping
from typing import Any, assert_never

from .speech import fit, ssml
from .turn import (
    AskConfirmation,
    AskIntent,
    AskSlot,
    Confirmation,
    End,
    Hook,
    Intent,
    Mode,
    Reply,
    SlotValue,
    Step,
    Turn,
)

TRANSCRIPT_CHARS = 1024
"""Longer input is cut; RecognizeText takes 1,024 characters.
https://docs.aws.amazon.com/lexv2/latest/APIReference/API_runtime_RecognizeText.html"""

ATTRIBUTE_CHARS = 6000
"""Session attributes passed on; Lex takes 12 KB after base64, that is 9 KB of text.
https://docs.aws.amazon.com/lexv2/latest/dg/quotas.html"""

KEYPAD_PAUSE_MS = {
    Step.BIRTH_DATE: 2500, Step.ORDER_NUMBER: 2500, Step.TIME: 1000, Step.APPOINTMENT: 1000,
    Step.CALLBACK_NUMBER: 3000, Step.CALLBACK: 2000, Step.CALLBACK_CHECK: 2000,
}  # fmt: skip
"""How long Lex waits for one more key at a slot, as the bot says too, and where a telephone number may be keyed;
`SLOT_PAUSE_MS` at all other slots, and `KEY_PAUSE_MS` where one key is the answer.
https://docs.aws.amazon.com/lexv2/latest/dg/session-attribs-speech.html"""
SLOT_PAUSE_MS = 1500
KEY_PAUSE_MS = 1000

_OURS = ("outcome", "handoff_reason", "handoff_queue", "turn", "asked", "callback_to", "callback_offer")
"""Attributes written afresh in every reply, or not at all."""
_KEPT = ("session_id", "caller_number", "locale")
_PREFIX = "x-amz-lex:"
_KEYPAD = "x-amz-lex:dtmf:end-timeout-ms:"


def parse(event: Mapping[str, Any]) -> Turn:
    """Read a code-hook event. Anything missing gets a value that means "unknown"; nothing raises on odd content."""
    state = _mapping(event.get("sessionState"))
    attributes = {str(k): v for k, v in _mapping(state.get("sessionAttributes")).items() if isinstance(v, str)}
    intent = _mapping(state.get("intent")) or _first_intent(event)
    name = _text(intent.get("name")) or Intent.FALLBACK
    bot = _mapping(event.get("bot"))
    return Turn(
        session_id=attributes.get("session_id") or _text(event.get("sessionId")) or "unknown",
        received=_whole(attributes.get("turn")),
        hook=Hook.FULFILLMENT if event.get("invocationSource") == Hook.FULFILLMENT else Hook.DIALOG,
        mode=_mode(event.get("inputMode")),
        transcript=_text(event.get("inputTranscript"))[:TRANSCRIPT_CHARS],
        transcription_confidence=_transcription_confidence(event),
        intent=name,
        intent_confidence=_confidence_of(name, event),
        confirmation=_confirmation(intent.get("confirmationState")),
        slots=_slots(intent.get("slots")),
        slot_asked=_slot_asked(event, intent),
        locale=attributes.get("locale") or _text(bot.get("localeId")) or "en_US",
        caller_number=_number(attributes.get("caller_number")),
        asked=attributes.get("asked") or None,
        attributes=attributes,
    )


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _whole(value: str | None) -> int | None:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) <= 6 else None


def _share(value: Any) -> float | None:
    """A confidence, in any of the three encodings in use: number, text, or {"score": number}."""
    if isinstance(value, Mapping):
        value = value.get("score")
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except ValueError:
        return None
    return number if 0 <= number <= 1 else None


def _mode(value: Any) -> Mode:
    return Mode(value) if isinstance(value, str) and value in set(Mode) else Mode.SPEECH


def _confirmation(value: Any) -> Confirmation:
    return Confirmation(value) if isinstance(value, str) and value in set(Confirmation) else Confirmation.NONE


def _first_intent(event: Mapping[str, Any]) -> Mapping[str, Any]:
    return next((_mapping(_mapping(item).get("intent")) for item in _list(event.get("interpretations"))), {})


def _confidence_of(name: str, event: Mapping[str, Any]) -> float | None:
    for item in _list(event.get("interpretations")):
        if _mapping(_mapping(item).get("intent")).get("name") == name:
            return _share(_mapping(item).get("nluConfidence"))
    return None


def _transcription_confidence(event: Mapping[str, Any]) -> float | None:
    for item in _list(event.get("transcriptions")):
        return _share(_mapping(item).get("transcriptionConfidence"))
    return None


def _slots(value: Any) -> dict[str, SlotValue]:
    read = {name: _slot(slot) for name, slot in _mapping(value).items()}
    return {name: slot for name, slot in read.items() if slot is not None}


def _slot(value: Any) -> SlotValue | None:
    inner = _mapping(_mapping(value).get("value"))
    if not inner:
        return None
    resolved = tuple(item for item in _list(inner.get("resolvedValues")) if isinstance(item, str))
    return SlotValue(_text(inner.get("originalValue")), _text(inner.get("interpretedValue")) or None, resolved)


def _slot_asked(event: Mapping[str, Any], intent: Mapping[str, Any]) -> str | None:
    proposed = _mapping(event.get("proposedNextState"))
    if _mapping(proposed.get("intent")).get("name", intent.get("name")) != intent.get("name"):
        return None
    return _text(_mapping(proposed.get("dialogAction")).get("slotToElicit")) or None


def _number(value: str | None) -> str | None:
    """An E.164 number; None for `anonymous`, a SIP address, or anything else that is no number."""
    if value and value.startswith("+") and value[1:].isascii() and value[1:].isdigit() and 7 <= len(value) <= 16:
        return value
    return None


def render(reply: Reply, turn: Turn, *, number: int, slow: bool = False) -> dict[str, Any]:
    """Write a response that Lex accepts.

    Args:
        reply: what to say and ask.
        turn: what it answers.
        number: the count of replies, this one included.
        slow: have it spoken slowly.
    """
    attributes = _passed_on(turn) | {"turn": str(number)} | _keypad(reply)
    state: dict[str, Any] = {"sessionAttributes": attributes}
    match reply:
        case AskIntent(message, _):
            state["dialogAction"] = {"type": "ElicitIntent"}
        case AskSlot(intent, slot, message):
            state["dialogAction"] = {"type": "ElicitSlot", "slotToElicit": str(slot)}
            state["intent"] = {"name": str(intent), "state": "InProgress", "slots": {str(slot): None}}
        case AskConfirmation(intent, message):
            state["dialogAction"] = {"type": "ConfirmIntent"}
            state["intent"] = {"name": str(intent), "state": "InProgress", "slots": {}, "confirmationState": "None"}
        case End(message, outcome, reason, queue, callback_to, offer):
            state["dialogAction"] = {"type": "Close"}
            state["intent"] = {"name": turn.intent, "state": "Fulfilled"}
            ending = {"outcome": outcome, "handoff_reason": reason, "handoff_queue": queue}
            about_callback = {"callback_to": callback_to, "callback_offer": offer}
            attributes.update({k: str(value) for k, value in (ending | about_callback).items() if value is not None})
        case _:
            assert_never(reply)
    response: dict[str, Any] = {"sessionState": state}
    if message:
        response["messages"] = [_message(message, slow=slow)]
    return response


def _keypad(reply: Reply) -> dict[str, str]:
    """How long to wait for one more key, said at every reply: a flow's value would stand before the bot's own."""
    match reply:
        case AskSlot(intent, slot):
            return {f"{_KEYPAD}{intent}:{slot}": str(KEYPAD_PAUSE_MS.get(slot, SLOT_PAUSE_MS))}
        case AskIntent(_, step) if step is not None:
            return {f"{_KEYPAD}*:*": str(KEYPAD_PAUSE_MS.get(step, KEY_PAUSE_MS))}
        case AskIntent() | AskConfirmation():
            return {f"{_KEYPAD}*:*": str(KEY_PAUSE_MS)}
        case End():
            return {}


def _message(text: str, *, slow: bool) -> dict[str, str]:
    fitted = fit(text, slow=slow)
    marked = ssml(fitted, slow=slow)
    return {"contentType": "SSML", "content": marked} if marked else {"contentType": "PlainText", "content": fitted}


def _passed_on(turn: Turn) -> dict[str, str]:
    """What came, less what is ours to write; strangers' attributes only while all of it stays small."""
    theirs = {
        name: value for name, value in turn.attributes.items() if name not in _OURS and not name.startswith(_KEYPAD)
    }
    if sum(len((name + value).encode()) for name, value in theirs.items()) <= ATTRIBUTE_CHARS:
        return theirs
    kept = {name: value[:256] for name, value in theirs.items() if name in _KEPT}
    timing = {name: value[:64] for name, value in theirs.items() if name.startswith(_PREFIX)}
    return kept | dict(list(timing.items())[:30])
