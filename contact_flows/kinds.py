"""What kind of thing each placeholder stands for, and what kind each parameter takes.

Knows both as data and where they do not agree; refuses to know values, and what a flow of any type does.
Sources of what a parameter takes: the page of each action below
https://docs.aws.amazon.com/connect/latest/APIReference/flow-language-actions.html; of the types of flows: the block
pages set-whisper-flow, set-customer-queue-flow, set-hold-flow, set-event-flow and transfer-to-flow of the
administrator guide.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from contact_flows.flow import Flow
from contact_flows.language import PLACEHOLDER, FlowType


class Thing(StrEnum):
    QUEUE = "a queue"
    HOURS = "hours"
    BOT = "a bot"
    FUNCTION = "a function"
    FLOW = "a flow"
    VIEW = "a view"
    PROMPT = "a prompt"
    ASSISTANT = "an assistant"
    WORDS = "words"


FLOW_TYPES: Mapping[str, FlowType] = MappingProxyType(
    {
        "inbound": FlowType.CONTACT_FLOW,
        "outbound_whisper": FlowType.OUTBOUND_WHISPER,
        "handoff": FlowType.CONTACT_FLOW,
        "customer_queue": FlowType.CUSTOMER_QUEUE,
        "agent_whisper": FlowType.AGENT_WHISPER,
        "customer_whisper": FlowType.CUSTOMER_WHISPER,
        "agent_screen": FlowType.CONTACT_FLOW,
        "callback": FlowType.CONTACT_FLOW,
    }
)
"""Our own flows, and of which type each must be where queues, numbers and other flows name it."""
NAMED_FLOWS: Mapping[str, str] = MappingProxyType(
    {
        "FlowHandoff": "handoff",
        "FlowCustomerQueue": "customer_queue",
        "FlowAgentWhisper": "agent_whisper",
        "FlowCustomerWhisper": "customer_whisper",
        "FlowAgentScreen": "agent_screen",
        "FlowCallback": "callback",
    }
)
"""Placeholder -> the flow whose ARN it is."""
THINGS: Mapping[str, Thing] = MappingProxyType(
    {
        "BotAlias": Thing.BOT,
        "FlowFunction": Thing.FUNCTION,
        "Hours": Thing.HOURS,
        "QueueGeneral": Thing.QUEUE,
        "QueueScheduling": Thing.QUEUE,
        "QueueBilling": Thing.QUEUE,
        "QueueSpanish": Thing.QUEUE,
        **dict.fromkeys(NAMED_FLOWS, Thing.FLOW),
        "ViewHandoff": Thing.VIEW,
        "HoldMusic": Thing.PROMPT,
        "Assistant": Thing.ASSISTANT,
        "ClinicName": Thing.WORDS,
        "OpeningHours": Thing.WORDS,
        "EmergencyNumber": Thing.WORDS,
        "CrisisLine": Thing.WORDS,
        "Voice": Thing.WORDS,
        "VoiceEngine": Thing.WORDS,
        "IvrRecording": Thing.WORDS,
        "ContactLens": Thing.WORDS,
        "AnalyticsMode": Thing.WORDS,
        "RecordingNotice": Thing.WORDS,
    }
)
"""Placeholder -> what it stands for."""


@dataclass(frozen=True, slots=True)
class Takes:
    """What a parameter takes."""

    thing: Thing
    flow_type: FlowType | None = None
    """Of which type a flow must be."""

    def fits(self, placeholder: str) -> bool:
        thing = THINGS.get(placeholder)
        return thing is None or (thing is self.thing and self.flow_type in (None, flow_type(placeholder)))

    def __str__(self) -> str:
        return f"{self.thing} of type {self.flow_type}" if self.flow_type else str(self.thing)


_INBOUND = Takes(Thing.FLOW, FlowType.CONTACT_FLOW)
PARAMETERS: Mapping[str, Takes] = MappingProxyType(
    {
        "QueueId": Takes(Thing.QUEUE),
        "HoursOfOperationId": Takes(Thing.HOURS),
        "AliasArn": Takes(Thing.BOT),
        "LambdaFunctionARN": Takes(Thing.FUNCTION),
        "LambdaProcessorARN": Takes(Thing.FUNCTION),
        "PromptId": Takes(Thing.PROMPT),
        "ViewResource.Id": Takes(Thing.VIEW),
        "WisdomAssistantArn": Takes(Thing.ASSISTANT),
        "ContactFlowId": _INBOUND,
        "EventHooks.AgentHold": Takes(Thing.FLOW, FlowType.AGENT_HOLD),
        "EventHooks.AgentWhisper": Takes(Thing.FLOW, FlowType.AGENT_WHISPER),
        "EventHooks.CustomerHold": Takes(Thing.FLOW, FlowType.CUSTOMER_HOLD),
        "EventHooks.CustomerQueue": Takes(Thing.FLOW, FlowType.CUSTOMER_QUEUE),
        "EventHooks.CustomerRemaining": _INBOUND,
        "EventHooks.CustomerWhisper": Takes(Thing.FLOW, FlowType.CUSTOMER_WHISPER),
        "EventHooks.DefaultAgentUI": _INBOUND,
        "EventHooks.DisconnectAgentUI": _INBOUND,
        "EventHooks.PauseContact": _INBOUND,
        "EventHooks.ResumeContact": _INBOUND,
        "Text": Takes(Thing.WORDS),
        "SSML": Takes(Thing.WORDS),
        "TextToSpeechVoice": Takes(Thing.WORDS),
        "TextToSpeechEngine": Takes(Thing.WORDS),
        "IVRRecordingBehavior": Takes(Thing.WORDS),
    }
)
"""A parameter, or with the one around it -> what it takes. Others take anything: a function may be given an ARN."""


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A placeholder where something else belongs."""

    action: str
    """The action's identifier."""
    parameter: str
    placeholder: str
    takes: Takes

    @property
    def message(self) -> str:
        what = flow_type(self.placeholder)
        stands = f"a flow of type {what}" if what else str(THINGS[self.placeholder])
        return f"{self.parameter} takes {self.takes}, and ${{{self.placeholder}}} stands for {stands}"

    @property
    def fix(self) -> str:
        fitting = [f"${{{name}}}" for name in THINGS if self.takes.fits(name)]
        return f"write {' or '.join(fitting)}" if fitting else "no placeholder stands for that; remove the parameter"


def flow_type(placeholder: str) -> FlowType | None:
    """The type of the flow that a placeholder stands for; None: it stands for none."""
    return FLOW_TYPES.get(NAMED_FLOWS.get(placeholder, ""))


def misplaced(flow: Flow) -> Iterator[Misplaced]:
    """Every known placeholder that stands where something of another kind belongs."""
    for action in flow.actions:
        for around, parameter, text in _texts(action.parameters):
            takes = PARAMETERS.get(f"{around}.{parameter}") or PARAMETERS.get(parameter)
            for name in dict.fromkeys(PLACEHOLDER.findall(text)) if takes else ():
                if takes and not takes.fits(name):
                    yield Misplaced(action.identifier, parameter, name, takes)


def _texts(value: Any) -> Iterator[tuple[str, str, str]]:
    """Every text of an action's parameters, with the parameter's name and that of the one around it."""
    waiting: list[tuple[str, str, Any]] = [("", "", value)]
    while waiting:
        around, name, each = waiting.pop()
        if isinstance(each, str):
            yield around, name, each
        elif isinstance(each, Mapping):
            waiting += [(name, str(key), each[key]) for key in reversed(list(each))]
        elif isinstance(each, list | tuple):
            waiting += [(around, name, item) for item in reversed(each)]
