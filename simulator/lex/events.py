"""The JSON which Lex V2 hands to a code hook in a Connect voice call.

Knows every member of that event and its order; refuses to know why the hook is called.
Source: Lex V2 guide, `lambda-input-format.html`; a Connect voice turn as seen in public events.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

MAX_INTERPRETATIONS = 5
"""Interpretations in one event (Lex V2 guide, `lambda-input-format.html`)."""
FALLBACK = "FallbackIntent"
_DTMF_TRANSCRIPT_CHARS = 1024
"""Characters of `x-amz-lex:dtmf-transcript` (Connect administrator guide, `get-customer-input.html`)."""


class Hook(StrEnum):
    DIALOG = "DialogCodeHook"
    FULFILLMENT = "FulfillmentCodeHook"


class InputMode(StrEnum):
    SPEECH = "Speech"
    DTMF = "DTMF"


class Confirmation(StrEnum):
    NONE = "None"
    CONFIRMED = "Confirmed"
    DENIED = "Denied"


class IntentState(StrEnum):
    IN_PROGRESS = "InProgress"
    READY = "ReadyForFulfillment"
    FULFILLED = "Fulfilled"
    FAILED = "Failed"


@dataclass(frozen=True, slots=True)
class BotIds:
    """How the deployed bot is named in an event."""

    id: str = "FRONTDESK0"
    name: str = "frontdesk"
    alias_id: str = "LOCALALIAS"
    alias_name: str = "live"
    version: str = "1"


@dataclass(slots=True)
class Intent:
    """An intent in the session; slots as JSON (`None`: not filled)."""

    name: str
    slots: dict[str, Any] = field(default_factory=dict)
    state: IntentState = IntentState.IN_PROGRESS
    confirmation: Confirmation = Confirmation.NONE

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "slots": dict(self.slots),
            "state": str(self.state),
            "confirmationState": str(self.confirmation),
        }


@dataclass(frozen=True, slots=True)
class Heard:
    """What came in: `text` without the key that ended it; empty for silence."""

    mode: InputMode
    text: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Proposal:
    """What Lex will do unless the hook says otherwise. `attempt`: `Initial`, `Retry1` to `Retry5`."""

    action: str
    intent: Intent
    slot: str | None = None
    attempt: str | None = None

    def as_json(self) -> dict[str, Any]:
        action = {"type": str(self.action)} | ({"slotToElicit": self.slot} if self.slot else {})
        prompt = {"prompt": {"attempt": self.attempt}} if self.attempt else {}
        return {"intent": self.intent.as_json(), "dialogAction": action, **prompt}


@dataclass(frozen=True, slots=True)
class Interpretation:
    intent: Intent
    confidence: float | None
    """0 to 1; None for FallbackIntent."""

    def as_json(self) -> dict[str, Any]:
        score = {} if self.confidence is None else {"nluConfidence": round(self.confidence, 2)}
        return {"intent": self.intent.as_json(), "interpretationSource": "Lex", **score}


@dataclass(frozen=True, slots=True)
class Invocation:
    """One call of the code hook, as values."""

    hook: Hook
    session_id: str
    request_id: str
    ids: BotIds
    locale: str
    heard: Heard
    intent: Intent
    interpretations: Sequence[Interpretation]
    resolved_now: Mapping[str, Any]
    """Slots filled by this very input, as JSON."""
    attributes: Mapping[str, str]
    active_contexts: Sequence[Mapping[str, Any]] = ()
    label: str | None = None
    proposal: Proposal | None = None

    def as_json(self) -> dict[str, Any]:
        """The event, sharing nothing mutable with the session."""
        event: dict[str, Any] = {
            "messageVersion": "1.0",
            "invocationSource": str(self.hook),
            "inputMode": str(self.heard.mode),
            "responseContentType": "text/plain; charset=utf-8",
            "sessionId": self.session_id,
            "inputTranscript": self.heard.text,
            "bot": {
                "id": self.ids.id,
                "name": self.ids.name,
                "aliasId": self.ids.alias_id,
                "aliasName": self.ids.alias_name,
                "localeId": self.locale,
                "version": self.ids.version,
            },
            "interpretations": [each.as_json() for each in self.interpretations[:MAX_INTERPRETATIONS]],
            "requestAttributes": self._request_attributes(),
            "sessionState": {
                "activeContexts": [dict(context) for context in self.active_contexts],
                "sessionAttributes": dict(self.attributes),
                "intent": self.intent.as_json(),
                "originatingRequestId": self.request_id,
            },
            "transcriptions": self._transcriptions(),
        }
        if self.label:
            event["invocationLabel"] = self.label
        if self.proposal:
            event["proposedNextState"] = self.proposal.as_json()
        return event

    def _request_attributes(self) -> dict[str, str]:
        attributes = {
            "x-amz-lex:accept-content-types": "PlainText,SSML",
            "x-amz-lex:channels:platform": "Connect",
        }
        if self.heard.mode is InputMode.DTMF:
            attributes["x-amz-lex:dtmf-transcript"] = self.heard.text[:_DTMF_TRANSCRIPT_CHARS]
        return attributes

    def _transcriptions(self) -> list[dict[str, Any]]:
        if not self.heard.text:
            return []
        return [
            {
                "transcription": self.heard.text,
                "transcriptionConfidence": self.heard.confidence,
                "resolvedContext": {"intent": self.intent.name},
                "resolvedSlots": dict(self.resolved_now),
            }
        ]


def ranked(
    understood: Sequence[tuple[Intent, float]], *, fallback: Intent | None, threshold: float
) -> list[Interpretation]:
    """Interpretations, best first: FallbackIntent stands before the first one under the threshold.

    `understood` is sorted by confidence; at most five come back, FallbackIntent always among them.
    """
    ranking = [Interpretation(intent, score) for intent, score in understood if intent.name != FALLBACK]
    above = sum(1 for each in ranking if each.confidence is not None and each.confidence >= threshold)
    if fallback is None:
        return ranking[:MAX_INTERPRETATIONS]
    place = min(above, MAX_INTERPRETATIONS - 1)
    ranking.insert(place, Interpretation(fallback, None))
    return ranking[:MAX_INTERPRETATIONS]
