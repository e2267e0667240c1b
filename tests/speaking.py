"""A caller for tests: speaks to the function as Lex would, with the intent that Lex would find."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from fulfillment.delivery import deliver, spoken
from fulfillment.dialogue import Ports
from fulfillment.speech import plain
from fulfillment.turn import TurnRecord
from tests.doubles import MemoryOffice, MemorySessions, some_ports

Handler = Callable[[Mapping[str, Any], Any], dict[str, Any]]


@dataclass
class Call:
    """One call: what is said, and what came back."""

    ports: Ports = field(default_factory=some_ports)
    caller: str = "+12065550101"
    session_id: str = "call-1"
    handler: Handler | None = None
    """Instead of the ports: the whole function."""
    attributes: dict[str, str] = field(default_factory=lambda: {"turn": "0"})
    replies: list[dict[str, Any]] = field(default_factory=list)
    intent: str = "FallbackIntent"
    records: list[TurnRecord] = field(default_factory=list)
    locale: str = "en_US"

    def event(self, text: str, intent: str | None, *, keys: bool = False, confidence: float = 0.95) -> dict[str, Any]:
        intent = intent or self.intent
        base = {"session_id": self.session_id, "caller_number": self.caller, "locale": self.locale}
        return {
            "invocationSource": "FulfillmentCodeHook" if intent == "FallbackIntent" else "DialogCodeHook",
            "inputMode": "DTMF" if keys else "Speech",
            "sessionId": "lex-1",
            "inputTranscript": text,
            "bot": {"localeId": self.locale},
            "interpretations": [{"intent": {"name": intent, "slots": {}}, "nluConfidence": 0.9}],
            "transcriptions": [{"transcription": text, "transcriptionConfidence": confidence}],
            "sessionState": {
                "intent": {"name": intent, "state": "InProgress", "slots": {}},
                "sessionAttributes": {**base, **self.attributes},
            },
        }

    def says(self, text: str, intent: str | None = None, **more: Any) -> str:
        return self.deliver(self.event(text, intent, **more))

    def keys(self, digits: str) -> str:
        return self.says(digits, keys=True)

    def deliver(self, event: dict[str, Any]) -> str:
        reply = self._answer(event)
        self.replies.append(reply)
        state = reply["sessionState"]
        self.attributes = dict(state["sessionAttributes"])
        self.intent = state.get("intent", {}).get("name", "FallbackIntent")
        return plain(spoken(reply))

    def _answer(self, event: dict[str, Any]) -> dict[str, Any]:
        if self.handler is not None:
            return self.handler(event, None)
        self.records.append(TurnRecord("", 0, "", ""))
        return deliver(event, self.ports, self.records[-1])

    @property
    def ended(self) -> dict[str, str]:
        return {k: v for k, v in self.attributes.items() if k in ("outcome", "handoff_reason", "handoff_queue")}

    @property
    def slot(self) -> str | None:
        name: str | None = self.replies[-1]["sessionState"]["dialogAction"].get("slotToElicit")
        return name

    @property
    def packet(self) -> dict[str, Any]:
        assert isinstance(self.ports.sessions, MemorySessions)
        return dict(self.ports.sessions.packets[self.session_id])

    def booked(self, patient: str) -> list[str]:
        assert isinstance(self.ports.office, MemoryOffice)
        mine = [a for a in self.ports.office.booked if a.patient_id == patient]
        return sorted(f"{a.at:%Y-%m-%d %H:%M} {a.service} {a.provider}" for a in mine)
