"""One contact: everything Connect remembers of it, and how a flow reads it.

Knows the attributes of a contact and their JSONPath; refuses to know blocks, queues and the line.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from contact_flows.language import ATTRIBUTE_KEY, MAX_ATTRIBUTE_BYTES
from simulator.connect.instance import ACCOUNT, INSTANCE_ARN, REGION
from simulator.connect.queues import NORMAL_PRIORITY
from simulator.local_aws import ASSISTANT_ID

_PATH = re.compile(r"\$\.[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*|\.\d+|\['[^'\]]+'\]|\[\d+\])*")
_STEP = re.compile(r"\.?([A-Za-z_][\w-]*)|\['([^'\]]+)'\]|(?:\[|\.)(\d+)\]?")


@dataclass(frozen=True, slots=True)
class Endpoint:
    address: str
    """E.164, or `anonymous` when the number is withheld."""

    def event(self) -> dict[str, str]:
        return {"Address": self.address, "Type": "TELEPHONE_NUMBER"}


@dataclass(frozen=True, slots=True)
class Callback:
    """A callback that was arranged."""

    queue: str
    number: str
    """E.164."""
    delay_s: int
    retry_delay_s: int
    attempts: int
    attributes: Mapping[str, str]
    """The contact attributes it carries."""
    flow: str = ""
    """What runs when it is created, and queues it; empty: it is queued when its delay is over."""
    placed_by: "Contact | None" = field(default=None, repr=False, compare=False)


@dataclass(slots=True)
class Contact:
    """A voice contact on its way through the flows."""

    contact_id: str
    customer: Endpoint
    system: Endpoint
    initial_contact_id: str = ""
    """Empty: this is the first contact of its chain."""
    initiation_method: str = "INBOUND"
    language_code: str = "en-US"
    attributes: dict[str, str] = field(default_factory=dict)
    flow_attributes: dict[str, str] = field(default_factory=dict)
    external: dict[str, Any] = field(default_factory=dict)
    lex: dict[str, Any] = field(default_factory=dict)
    metrics: dict[str, Any] = field(default_factory=dict)
    queue: tuple[str, str] | None = None
    """(ARN, name) of the target queue."""
    stored_input: str = ""
    callback_number: str | None = None
    data: dict[str, str] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    hooks: dict[str, str] = field(default_factory=dict)
    """Event -> flow."""
    recording: dict[str, Any] = field(default_factory=dict)
    voice: dict[str, str] = field(default_factory=lambda: {"TextToSpeechVoice": "Joanna"})
    flow_logging: bool = False
    queue_priority: int = NORMAL_PRIORITY
    wisdom_session: str = ""
    channel: str = "VOICE"
    """Or `CHAT`: an agent's guide is one."""
    previous_contact_id: str = ""
    related_contact_id: str = ""
    """The contact that a guide belongs to."""
    agent: str = ""
    """Who has it, or is being connected with it."""
    views: dict[str, Any] = field(default_factory=dict)
    """What came back from the view shown last."""
    enqueued_at: datetime | None = None
    """When it last entered a queue."""
    connected_at: datetime | None = None
    """When an agent accepted it."""

    def __post_init__(self) -> None:
        self.initial_contact_id = self.initial_contact_id or self.contact_id

    def document(self) -> dict[str, Any]:
        """What a flow can refer to; everything else is silently empty, as in Connect."""
        arn, name = self.queue or ("", "")
        return {
            "Attributes": self.attributes,
            "FlowAttributes": self.flow_attributes,
            "External": self.external,
            "Lex": self.lex,
            "Metrics": self.metrics,
            "Queue": {"ARN": arn, "Name": name},
            "CustomerEndpoint": self.customer.event(),
            "SystemEndpoint": self.system.event(),
            "ContactId": self.contact_id,
            "InitialContactId": self.initial_contact_id,
            "InstanceARN": INSTANCE_ARN,
            "AwsRegion": REGION,
            "Channel": self.channel,
            "LanguageCode": self.language_code,
            "InitiationMethod": self.initiation_method,
            "Agent": {"UserName": self.agent, "FirstName": self.agent} if self.agent else {},
            "Views": self.views,
            "StoredCustomerInput": self.stored_input,
            "TextToSpeechVoiceId": self.voice["TextToSpeechVoice"],
            "Name": self.data.get("Name", ""),
            "Description": self.data.get("Description", ""),
            "CustomerId": self.data.get("CustomerId", ""),
            "Wisdom": {"SessionArn": self.wisdom_session},
            "Tags": self.tags,
            "SegmentAttributes": {"connect:Subtype": self.subtype},
        }

    @property
    def subtype(self) -> str:
        return "connect:Guide" if self.channel == "CHAT" else "connect:Telephony"

    def next(self, contact_id: str, initiation_method: str) -> "Contact":
        """The next contact of the chain with the same caller: it has the attributes, the queue and the event hooks."""
        return replace(
            self,
            contact_id=contact_id,
            initiation_method=initiation_method,
            previous_contact_id=self.contact_id,
            attributes=dict(self.attributes),
            hooks=dict(self.hooks),
            tags={},
            data=dict(self.data),
            flow_attributes={},
            external={},
            lex={},
            metrics={},
            enqueued_at=None,
            connected_at=None,
            agent="",
        )

    def resolve(self, value: Any) -> Any:
        """A parameter with every attribute reference in it replaced by its value, "" where there is none."""
        if isinstance(value, str):
            document = self.document()
            return _PATH.sub(lambda match: _look_up(document, match[0]), value)
        if isinstance(value, Mapping):
            return {str(self.resolve(key)): self.resolve(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self.resolve(item) for item in value]
        return value

    def set_attributes(self, values: Mapping[str, str]) -> bool:
        """Set contact attributes, all or none; False if a key is not allowed or they grow over 32,768 bytes."""
        merged = self.attributes | dict(values)
        if not fits(merged):
            return False
        self.attributes = merged
        return True

    def event(self, parameters: Mapping[str, str]) -> dict[str, Any]:
        """What Connect sends to a Lambda function for this contact.

        Source: https://docs.aws.amazon.com/connect/latest/adminguide/connect-lambda-functions.html
        """
        queue = {"ARN": self.queue[0], "Name": self.queue[1]} if self.queue else None
        return {
            "Name": "ContactFlowEvent",
            "Details": {
                "ContactData": {
                    "Attributes": dict(self.attributes),
                    "AwsRegion": REGION,
                    "Channel": self.channel,
                    "ContactId": self.contact_id,
                    "CustomerEndpoint": self.customer.event(),
                    "CustomerId": self.data.get("CustomerId"),
                    "Description": self.data.get("Description"),
                    "InitialContactId": self.initial_contact_id,
                    "InitiationMethod": self.initiation_method,
                    "InstanceARN": INSTANCE_ARN,
                    "LanguageCode": self.language_code,
                    "MediaStreams": {"Customer": {"Audio": None}},
                    "Name": self.data.get("Name"),
                    "PreviousContactId": self.previous_contact_id or self.contact_id,
                    "Queue": queue,
                    "References": {},
                    "RelatedContactId": self.related_contact_id or None,
                    "SegmentAttributes": {"connect:Subtype": {"ValueString": self.subtype}},
                    "SystemEndpoint": self.system.event(),
                    "Tags": {"aws:connect:instanceId": INSTANCE_ARN.rpartition("/")[2], **self.tags},
                },
                "Parameters": dict(parameters),
            },
        }

    def start_wisdom_session(self) -> None:
        self.wisdom_session = f"arn:aws:wisdom:{REGION}:{ACCOUNT}:session/{ASSISTANT_ID}/{self.contact_id}"


def fits(attributes: Mapping[str, str]) -> bool:
    """Whether Connect takes these attributes: their keys' characters, and their size in all."""
    size = sum(len(key.encode()) + len(value.encode()) for key, value in attributes.items())
    return size <= MAX_ATTRIBUTE_BYTES and all(ATTRIBUTE_KEY.match(key) for key in attributes)


def _look_up(document: Mapping[str, Any], path: str) -> str:
    found: Any = document
    for match in _STEP.finditer(path[1:]):
        name, quoted, index = match.groups()
        if index is not None:
            found = found[int(index)] if isinstance(found, list) and int(index) < len(found) else None
        else:
            found = found.get(name or quoted) if isinstance(found, Mapping) else None
    if found is None or isinstance(found, Mapping | list):
        return ""
    return str(found)
