"""The Amazon Connect Flow language as data: one entry per action type, the operators, the flow types, the limits.

Knows what Connect accepts in a flow; refuses to know any particular flow and what an action does when it runs.
Source, unless an entry says otherwise: https://docs.aws.amazon.com/connect/latest/APIReference/flow-language.html and
the page of each action below it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

VERSION = "2019-10-30"
MAX_ACTIONS = 250
"""Actions in one flow. Source: flow-language.html."""
MAX_IDENTIFIER = 50
"""Characters of an identifier. Source: flow-language-actions.html."""
FORBIDDEN_IN_IDENTIFIER = "%:(\\/)=$,;[]{}"
RESERVED_IDENTIFIERS = frozenset(
    {"__proto__", "constructor", "__defineGetter__", "__defineSetter__", "toString", "hasOwnProperty"}
    | {"isPrototypeOf", "propertyIsEnumerable", "toLocaleString", "valueOf"}
)
MAX_CONTENT = 256_000
"""Characters of a flow, without white space between its parts. Source: `ContactFlowContent` of CreateContactFlow."""
MAX_FILE = 1_000_000
"""Characters of a file that the designer imports. Source: adminguide/contact-flow-import-export.html."""
MAX_BILLED_TEXT = 3_000
"""Characters of one prompt without its SSML tags. Source: adminguide/play.html."""
MAX_TOTAL_TEXT = 6_000
"""Characters of one prompt, tags included. Source: adminguide/play.html."""
MAX_ATTRIBUTE_BYTES = 32_768
"""UTF-8 bytes of all contact attributes, keys and values. Source: API StartOutboundVoiceContact, `Attributes`."""
MAX_FUNCTION_RESPONSE_BYTES = 32 * 1024
"""Bytes a Lambda function may return to a flow. Source: adminguide/connect-lambda-functions.html."""
ATTRIBUTE_KEY = re.compile(r"^[A-Za-z0-9_-]{1,32767}$")
_STEP = r"""(?:\.[^\s.\[\]'"`$]+|\.?\[(?:'[^']*'|"[^"]*"|\d+)\])"""
JSON_PATH = re.compile(rf"^\${_STEP}+$")
"""One whole reference to an attribute, such as `$.Attributes.session_id`; a list's first item is `.0`."""

PLACEHOLDER = re.compile(r"\$\{([^${}\"]*)\}")
"""What stands in the repository's flows for a value of a deployment, such as `${BotAlias}`."""
UNCLOSED = re.compile(r"\$\{(?![^${}\"]*\})\w*")
"""The start of a placeholder without its end."""
ACCOUNT_ARN = re.compile(r"arn:aws[\w-]*:[\w-]+:[\w-]*:(\d{12}):[\w:/$.-]+")
"""An ARN that exists in one AWS account alone, and the account."""

ATTRIBUTE_ROOT = re.compile(r"\$\.([A-Za-z_][\w-]*)")
ATTRIBUTE_ROOTS = frozenset(
    {"AdditionalEmailRecipients", "Agent", "Attributes", "AwsRegion", "Campaign", "Capabilities", "Case", "Channel"}
    | {"ContactId", "Customer", "CustomerEndpoint", "CustomerId", "DataTableList", "DataTables", "Description", "Email"}
    | {"External", "FlowAttributes", "InitialContactId", "InitiationMethod", "InstanceARN", "LanguageCode", "Lex"}
    | {"Loop", "Media", "MediaStreams", "Metrics", "Modules", "Name", "PreviousContactId", "Queue", "References"}
    | {"RelatedContactId", "SegmentAttributes", "StoredCustomerInput", "SystemEndpoint", "Tags", "Task"}
    | {"TextToSpeechVoiceId", "Views", "Wisdom"}
    | {"DeliveryReceipts", "OutboundCommunication"}
)
"""What an attribute reference may start with after `$.`; Connect adds to it.

Source: adminguide/connect-attrib-list.html, and how exports name customer profiles and campaigns.
"""
NAMESPACES = frozenset(
    {"Agent", "Attributes", "Customer", "External", "FlowAttributes", "Lex", "Media", "Metrics", "SegmentAttributes"}
)
"""Attributes that hold others and are no value themselves: `$.External` alone cannot be compared.

Source: answers of CreateContactFlow, as users report them.
"""


class FlowType(StrEnum):
    """As `Type` of CreateContactFlow; MODULE stands for a flow module, which is another resource."""

    CONTACT_FLOW = "CONTACT_FLOW"
    CUSTOMER_QUEUE = "CUSTOMER_QUEUE"
    CUSTOMER_HOLD = "CUSTOMER_HOLD"
    CUSTOMER_WHISPER = "CUSTOMER_WHISPER"
    AGENT_HOLD = "AGENT_HOLD"
    AGENT_WHISPER = "AGENT_WHISPER"
    OUTBOUND_WHISPER = "OUTBOUND_WHISPER"
    AGENT_TRANSFER = "AGENT_TRANSFER"
    QUEUE_TRANSFER = "QUEUE_TRANSFER"
    CAMPAIGN = "CAMPAIGN"
    MODULE = "MODULE"


DESIGNER_TYPES: Mapping[str, FlowType] = MappingProxyType(
    {
        "contactFlow": FlowType.CONTACT_FLOW,
        "customerQueue": FlowType.CUSTOMER_QUEUE,
        "customerHold": FlowType.CUSTOMER_HOLD,
        "customerWhisper": FlowType.CUSTOMER_WHISPER,
        "agentHold": FlowType.AGENT_HOLD,
        "agentWhisper": FlowType.AGENT_WHISPER,
        "outboundWhisper": FlowType.OUTBOUND_WHISPER,
        "agentTransfer": FlowType.AGENT_TRANSFER,
        "queueTransfer": FlowType.QUEUE_TRANSFER,
    }
)
"""The designer's names of flow types, in `Metadata.type` of an export."""

EVERYWHERE = frozenset(FlowType)
HOLDS = frozenset({FlowType.CUSTOMER_HOLD, FlowType.AGENT_HOLD})
WHISPERS = frozenset({FlowType.CUSTOMER_WHISPER, FlowType.AGENT_WHISPER, FlowType.OUTBOUND_WHISPER})
TRANSFERS = frozenset({FlowType.AGENT_TRANSFER, FlowType.QUEUE_TRANSFER})
FLOWS = frozenset({FlowType.CONTACT_FLOW, FlowType.CAMPAIGN, FlowType.MODULE})
QUEUE = frozenset({FlowType.CUSTOMER_QUEUE})
FLOWS_AND_QUEUE = FLOWS | TRANSFERS | QUEUE
OUTBOUND = frozenset({FlowType.OUTBOUND_WHISPER})
CAMPAIGNS = frozenset({FlowType.CAMPAIGN})

EQUALS = frozenset({"Equals"})
NUMBER_OPERATORS = frozenset({"NumberGreaterThan", "NumberGreaterOrEqualTo", "NumberLessThan", "NumberLessOrEqualTo"})
TEXT_OPERATORS = frozenset({"TextStartsWith", "TextEndsWith", "TextContains"})
EXISTENCE_OPERATORS = frozenset({"KeyExists", "Exists"})
"""Seen to be accepted and in campaign flows; not on the language's own page."""
OPERATORS = EQUALS | TEXT_OPERATORS | NUMBER_OPERATORS | EXISTENCE_OPERATORS

EVENT_HOOKS = (
    "AgentHold",
    "AgentWhisper",
    "CustomerHold",
    "CustomerQueue",
    "CustomerRemaining",
    "CustomerWhisper",
    "DefaultAgentUI",
    "DisconnectAgentUI",
    "PauseContact",
    "ResumeContact",
)


class Kind(StrEnum):
    TEXT = "text"
    NUMBER = "a whole number, written as a string"
    CHOICE = "one of a few words"
    PATH = "one attribute reference, such as $.CustomerEndpoint.Address"
    REFERENCE = "an ARN or id, or one attribute reference"
    MAP = "an object"
    LIST = "a list"
    ANY = "a value"


@dataclass(frozen=True, slots=True)
class Parameter:
    kind: Kind = Kind.TEXT
    required: bool = False
    options: tuple[str, ...] = ()
    """CHOICE: the words allowed."""
    low: int = 0
    high: int = 0
    """NUMBER: the range, both ends included."""
    seen: int = 0
    """NUMBER: the highest that a flow in use was seen to have, where documents name a lower one."""
    dynamic: bool = False
    """Whether an attribute reference may stand for the value."""
    at_most: int = 0
    """MAP and LIST: the most entries; 0 means no limit known."""
    at_least: int = 0
    """MAP and LIST: the fewest entries."""
    fields: Mapping[str, "Parameter"] = field(default_factory=dict)
    """MAP: the keys known; empty means any."""
    open: bool = False
    """MAP: whether there may be keys beside `fields`."""
    each: "Parameter | None" = None
    """MAP and LIST: what every entry must be; None means anything."""
    alternatives: tuple["Alternatives", ...] = ()
    """MAP: keys that exclude each other."""


@dataclass(frozen=True, slots=True)
class Alternatives:
    """Parameters of which at most one, or exactly one, may be given."""

    names: tuple[str, ...]
    exactly_one: bool = False


@dataclass(frozen=True, slots=True)
class Conditions:
    """What may stand in `Transitions.Conditions`."""

    operators: frozenset[str]
    operands: tuple[str, ...] = ()
    """The operands allowed; empty means any."""
    required: tuple[str, ...] = ()
    """The operands that each need a condition."""
    at_least: int = 0
    """The fewest conditions."""
    open: bool = False
    """Whether there are operands beside `operands`, of the author's naming."""


@dataclass(frozen=True, slots=True)
class Variant:
    """What one value of a parameter changes about an action."""

    parameter: str
    values: tuple[str, ...]
    """Empty: any value, so that the parameter's presence is enough."""
    conditions: Conditions | None
    errors: Mapping[str, bool]
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    """Parameters that are other than the type says."""

    def fits(self, parameters: Mapping[str, object]) -> bool:
        if self.parameter not in parameters:
            return False
        return not self.values or str(parameters[self.parameter]).lower() in {value.lower() for value in self.values}


REQUIRED_ERROR: Mapping[str, bool] = MappingProxyType({"NoMatchingError": True})


@dataclass(frozen=True, slots=True)
class ActionType:
    """What Connect accepts of one action type."""

    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    alternatives: tuple[Alternatives, ...] = ()
    conditions: Conditions | None = None
    errors: Mapping[str, bool] = field(default_factory=lambda: REQUIRED_ERROR)
    """Error type -> whether its branch must exist. What is not listed may not exist."""
    variants: tuple[Variant, ...] = ()
    """The first that fits holds."""
    ends: bool = False
    """Ends the flow: no transitions at all."""
    next_required: bool = True
    flow_types: frozenset[FlowType] = EVERYWHERE
    open: bool = False
    """Whether documents and exports leave room for parameters and branches beside those known here."""
    renamed: Mapping[str, str] = field(default_factory=dict)
    """Names that people or documents give a parameter, and that the service does not take -> its name."""

    def variant(self, parameters: Mapping[str, object]) -> Variant | None:
        """What an action with these parameters has different from its type."""
        return next((variant for variant in self.variants if variant.fits(parameters)), None)

    def branches(self, parameters: Mapping[str, object]) -> tuple[Conditions | None, Mapping[str, bool]]:
        """The conditions and errors of an action with these parameters."""
        variant = self.variant(parameters)
        return (variant.conditions, variant.errors) if variant else (self.conditions, self.errors)

    def expected(self, parameters: Mapping[str, object]) -> Mapping[str, Parameter]:
        """The parameters that an action with these parameters may have."""
        variant = self.variant(parameters)
        return {**self.parameters, **variant.parameters} if variant and variant.parameters else self.parameters
