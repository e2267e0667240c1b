"""A code hook's answer, as strictly as Lex takes it in a voice call.

Knows types, members, sizes and which dialog action needs what; refuses to know what happens next.
Sources: Lex V2 guide, `lambda-response-format.html` and `quotas.html`; Polly guide, `supportedtags.html`.
"""

import base64
import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from lex_bot.definition import BotDefinition

from .events import Confirmation, Intent, IntentState

MESSAGE_CHARS = 1024
"""Characters of one message (botocore, lexv2-runtime `Message.content`)."""
MESSAGES = 5
"""Messages in one response (Lex V2 guide, `lambda-response-format.html`)."""
RESPONSE_BYTES = 25_000
"""Bytes of a response (Lex V2 guide, `quotas.html`, the smaller of two published figures)."""
ATTRIBUTES_BYTES = 12_288
"""Bytes of all session attributes as base64 of their JSON (Lex V2 guide, `quotas.html`)."""

_SLOT_MEMBERS = {"shape", "value", "values", "subSlots"}
_VALUE_MEMBERS = {"originalValue", "interpretedValue", "resolvedValues"}
_SHAPES = {"Scalar", "List", "Composite"}
_SSML_TAGS = {
    "speak", "break", "lang", "mark", "p", "phoneme", "prosody", "s", "say-as", "sub", "w", "emphasis",
    "{amazon}effect", "{amazon}auto-breaths", "{amazon}domain", "{amazon}breath",
}  # fmt: skip


class ResponseRefused(Exception):
    """Lex does not accept the response; the message names the member and what is allowed."""


class Action(StrEnum):
    CLOSE = "Close"
    CONFIRM_INTENT = "ConfirmIntent"
    DELEGATE = "Delegate"
    ELICIT_INTENT = "ElicitIntent"
    ELICIT_SLOT = "ElicitSlot"


@dataclass(frozen=True, slots=True)
class Message:
    text: str
    """As heard, without tags."""
    ssml: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """An accepted response. `intent` is None only with ElicitIntent; its `slots` are complete."""

    action: Action
    slot: str | None
    intent: Intent | None
    attributes: dict[str, str]
    messages: tuple[Message, ...]
    active_contexts: tuple[Mapping[str, Any], ...] | None
    """None: as they were."""


def parse(response: object, *, bot: BotDefinition, current: Intent | None) -> Answer:
    """Take a response apart; slots it does not mention keep the value they have in `current`, the same intent given.

    Raises:
        ResponseRefused: Lex would not accept it.
    """
    top = _members(response, "the response", {"sessionState", "messages", "requestAttributes"})
    _refuse_size(top)
    state = _members(
        top.get("sessionState"),
        "sessionState",
        {"activeContexts", "dialogAction", "intent", "originatingRequestId", "runtimeHints", "sessionAttributes"},
    )
    attributes = check_attributes(state.get("sessionAttributes"))
    _strings(top.get("requestAttributes") or {}, "requestAttributes")
    action, slot = _dialog_action(state.get("dialogAction"))
    intent = _intent(state.get("intent"), action, bot=bot, current=current)
    if slot is not None and (intent is None or slot not in intent.slots):
        known = sorted(intent.slots) if intent else []
        raise ResponseRefused(f"dialogAction.slotToElicit {slot!r} is no slot of the intent; it has {known}")
    messages = _messages(top.get("messages"))
    if not messages and action in (Action.ELICIT_INTENT, Action.CONFIRM_INTENT):
        raise ResponseRefused(f"messages: {action} needs at least one")
    return Answer(action, slot, intent, attributes, messages, _contexts(state))


def check_attributes(attributes: object) -> dict[str, str]:
    """A copy of valid session attributes.

    Raises:
        ResponseRefused: not strings, or too many bytes.
    """
    checked = _strings(attributes, "sessionState.sessionAttributes")
    size = len(base64.b64encode(json.dumps(checked).encode()))
    if size >= ATTRIBUTES_BYTES:
        raise ResponseRefused(
            f"sessionState.sessionAttributes take {size} bytes after base64; under {ATTRIBUTES_BYTES} are allowed"
        )
    return checked


def _refuse_size(response: Mapping[str, Any]) -> None:
    try:
        size = len(json.dumps(response).encode())
    except (TypeError, ValueError) as error:
        raise ResponseRefused(f"the response is not JSON: {error}") from error
    if size >= RESPONSE_BYTES:
        raise ResponseRefused(f"the response takes {size} bytes; under {RESPONSE_BYTES} are allowed")


def _members(value: object, where: str, allowed: set[str]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ResponseRefused(f"{where} must be an object, not {type(value).__name__}")
    if unknown := sorted(str(key) for key in value.keys() - allowed):
        raise ResponseRefused(f"{where} has unknown members {unknown}; allowed are {sorted(allowed)}")
    return value


def _strings(value: object, where: str) -> dict[str, str]:
    if not isinstance(value, dict):
        raise ResponseRefused(f"{where} must be an object of strings, not {type(value).__name__}")
    for key, entry in value.items():
        if not isinstance(key, str) or not isinstance(entry, str):
            raise ResponseRefused(f"{where}.{key} must be a string, not {type(entry).__name__}")
    return dict(value)


def _one_of(value: object, where: str, allowed: type[StrEnum]) -> str:
    names = [str(each) for each in allowed]
    if value not in names:
        raise ResponseRefused(f"{where} is {value!r}; allowed are {names}")
    return str(value)


def _dialog_action(value: object) -> tuple[Action, str | None]:
    where = "sessionState.dialogAction"
    found = _members(value, where, {"type", "slotToElicit", "slotElicitationStyle", "subSlotToElicit"})
    action = Action(_one_of(found.get("type"), f"{where}.type", Action))
    slot = found.get("slotToElicit")
    if action is Action.ELICIT_SLOT:
        if not isinstance(slot, str) or not slot:
            raise ResponseRefused(f"{where}.slotToElicit is needed with ElicitSlot")
        if found.get("slotElicitationStyle", "Default") not in ("Default", "SpellByLetter", "SpellByWord"):
            raise ResponseRefused(f"{where}.slotElicitationStyle: Default, SpellByLetter or SpellByWord")
        return action, slot
    if slot is not None:
        raise ResponseRefused(f"{where}.slotToElicit goes with ElicitSlot only, not with {action}")
    return action, None


def _intent(value: object, action: Action, *, bot: BotDefinition, current: Intent | None) -> Intent | None:
    where = "sessionState.intent"
    if value is None and action is Action.ELICIT_INTENT:
        return None
    found = _members(value, where, {"name", "slots", "state", "confirmationState"})
    names = [intent.name for intent in bot.intents]
    name = found.get("name")
    if name not in names:
        raise ResponseRefused(f"{where}.name is {name!r}; the bot has {names}")
    state = IntentState(_one_of(found.get("state", "InProgress"), f"{where}.state", IntentState))
    if action is Action.CLOSE and state not in (IntentState.FULFILLED, IntentState.FAILED):
        raise ResponseRefused(f"{where}.state is {state}; Close needs Fulfilled or Failed")
    confirmation = Confirmation(
        _one_of(found.get("confirmationState", "None"), f"{where}.confirmationState", Confirmation)
    )
    kept = current.slots if current is not None and current.name == name else {}
    known = [slot.name for slot in bot.intent(name).slots]
    given = found.get("slots", kept)
    if not isinstance(given, dict):
        raise ResponseRefused(f"{where}.slots must be an object, not {type(given).__name__}")
    if unknown := sorted(str(key) for key in given.keys() - set(known)):
        raise ResponseRefused(f"{where}.slots has unknown slots {unknown}; {name} has {known}")
    slots = {slot: _slot(given.get(slot), f"{where}.slots.{slot}") for slot in known}
    return Intent(name, slots, state, confirmation)


def _slot(value: object, where: str) -> dict[str, Any] | None:
    if value is None:
        return None
    found = _members(value, where, _SLOT_MEMBERS)
    if found.get("shape", "Scalar") not in _SHAPES:
        raise ResponseRefused(f"{where}.shape is {found['shape']!r}; allowed are {sorted(_SHAPES)}")
    inner = _members(found.get("value"), f"{where}.value", _VALUE_MEMBERS)
    for name in ("originalValue", "interpretedValue"):
        if not isinstance(inner.get(name, ""), str | None):
            raise ResponseRefused(f"{where}.value.{name} must be a string")
    resolved = inner.get("resolvedValues") or []
    if not isinstance(resolved, list) or not all(isinstance(each, str) for each in resolved):
        raise ResponseRefused(f"{where}.value.resolvedValues must be a list of strings")
    return found


def _contexts(state: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...] | None:
    contexts = state.get("activeContexts")
    if contexts is None:
        return None
    if not isinstance(contexts, list):
        raise ResponseRefused("sessionState.activeContexts must be a list")
    for at, context in enumerate(contexts):
        where = f"sessionState.activeContexts[{at}]"
        found = _members(context, where, {"name", "timeToLive", "contextAttributes"})
        live = _members(found.get("timeToLive"), f"{where}.timeToLive", {"timeToLiveInSeconds", "turnsToLive"})
        if live.keys() != {"timeToLiveInSeconds", "turnsToLive"}:
            raise ResponseRefused(f"{where}.timeToLive needs timeToLiveInSeconds and turnsToLive")
        _strings(found.get("contextAttributes") or {}, f"{where}.contextAttributes")
    return tuple(contexts)


def _messages(value: object) -> tuple[Message, ...]:
    if value is None:
        return ()
    if not isinstance(value, Sequence) or isinstance(value, str) or len(value) > MESSAGES:
        raise ResponseRefused(f"messages must be a list of at most {MESSAGES}")
    return tuple(_message(each, f"messages[{at}]") for at, each in enumerate(value))


def _message(value: object, where: str) -> Message:
    found = _members(value, where, {"contentType", "content", "imageResponseCard"})
    kind, content = found.get("contentType"), found.get("content")
    if kind not in ("PlainText", "SSML"):
        raise ResponseRefused(f"{where}.contentType is {kind!r}; a voice call takes PlainText or SSML")
    if not isinstance(content, str) or not 1 <= len(content) <= MESSAGE_CHARS:
        size = len(content) if isinstance(content, str) else 0
        raise ResponseRefused(f"{where}.content must be a string of 1 to {MESSAGE_CHARS} characters, not {size}")
    if kind == "PlainText":
        return Message(content, None)
    return Message(_spoken(content, where), content)


def _spoken(ssml: str, where: str) -> str:
    """The text of well-formed SSML, its tags left out."""
    declared = re.sub(r"^\s*<speak\b", '<speak xmlns:amazon="amazon"', ssml, count=1)
    try:
        root = ElementTree.fromstring(declared)
    except ElementTree.ParseError as error:
        raise ResponseRefused(f"{where}.content is not well-formed SSML: {error}") from error
    if root.tag != "speak":
        raise ResponseRefused(f"{where}.content: SSML is wrapped in <speak>, not in <{root.tag}>")
    for element in root.iter():
        if element.tag not in _SSML_TAGS:
            raise ResponseRefused(f"{where}.content: Polly does not know the tag <{element.tag}>")
        if element.tag in ("break", "p", "s"):
            element.tail = f" {element.tail or ''}"
    text = " ".join("".join(root.itertext()).split())
    if not text:
        raise ResponseRefused(f"{where}.content: the SSML says nothing")
    return text
