"""What Connect's designer calls things: blocks by their action types, branches by their conditions and errors.

Knows names and the kind of thing a block does; refuses to know what Connect accepts (`action_types`) and how it looks.
Source of the names: adminguide/contact-block-definitions.html and the page of each block below it.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from contact_flows.coverage import Way, WayKind
from contact_flows.flow import Action


class BlockKind(StrEnum):
    """What a block does for the caller; what the picture colours."""

    TALK = "talk"
    LISTEN = "listen"
    DECIDE = "decide"
    SET = "set"
    INTEGRATE = "integrate"
    TRANSFER = "transfer"
    END = "end"
    UNKNOWN = "unknown"


MEANINGS: Mapping[BlockKind, str] = MappingProxyType(
    {
        BlockKind.TALK: "says or plays something",
        BlockKind.LISTEN: "listens to the caller",
        BlockKind.DECIDE: "decides where to go on",
        BlockKind.SET: "sets something for later",
        BlockKind.INTEGRATE: "asks another system",
        BlockKind.TRANSFER: "hands the contact over",
        BlockKind.END: "ends the contact or the flow",
        BlockKind.UNKNOWN: "no block of Connect that is known here",
    }
)
_T, _L, _D, _S = BlockKind.TALK, BlockKind.LISTEN, BlockKind.DECIDE, BlockKind.SET
_I, _X, _E = BlockKind.INTEGRATE, BlockKind.TRANSFER, BlockKind.END

BLOCKS: Mapping[str, tuple[str, BlockKind]] = MappingProxyType(
    {
        "AssociateContactToCustomerProfile": ("Customer profiles", _I),
        "AuthenticateParticipant": ("Authenticate Customer", _L),
        "CheckHoursOfOperation": ("Check hours of operation", _D),
        "CheckMetricData": ("Check queue status", _D),
        "CheckOutboundCallStatus": ("Check call progress", _D),
        "CheckVoiceId": ("Check Voice ID", _D),
        "Compare": ("Check contact attributes", _D),
        "CompleteOutboundCall": ("Call phone number", _X),
        "ConnectParticipantWithLexBot": ("Get customer input", _L),
        "CreateCallbackContact": ("Transfer to queue: callback", _X),
        "CreateCase": ("Cases", _I),
        "CreateCustomerProfile": ("Customer profiles", _I),
        "CreatePersistentContactAssociation": ("Create persistent contact association", _S),
        "CreateTask": ("Create task", _I),
        "CreateWisdomSession": ("Amazon Q in Connect", _I),
        "DequeueContactAndTransferToQueue": ("Transfer to queue", _X),
        "DisconnectParticipant": ("Disconnect / hang up", _E),
        "DistributeByPercentage": ("Distribute by percentage", _D),
        "EndFlowExecution": ("End flow / Resume", _E),
        "EndFlowModuleExecution": ("Return", _E),
        "GetCalculatedAttributesForCustomerProfile": ("Customer profiles", _I),
        "GetCase": ("Cases", _I),
        "GetCustomerProfile": ("Customer profiles", _I),
        "GetCustomerProfileObject": ("Customer profiles", _I),
        "GetMetricData": ("Get queue metrics", _I),
        "GetParticipantInput": ("Get customer input", _L),
        "InvokeFlowModule": ("Invoke module", _X),
        "InvokeLambdaFunction": ("AWS Lambda function", _I),
        "Loop": ("Loop", _D),
        "MessageParticipant": ("Play prompt", _T),
        "MessageParticipantIteratively": ("Loop prompts", _T),
        "ResumeContact": ("Resume contact", _X),
        "ShowView": ("Show view", _L),
        "StartOutboundChatContact": ("Send message", _I),
        "StartOutboundEmailContact": ("Send message", _I),
        "StartVoiceIdStream": ("Set Voice ID", _S),
        "TagContact": ("Contact tags", _S),
        "TransferContactToAgent": ("Transfer to agent", _X),
        "TransferContactToQueue": ("Transfer to queue", _X),
        "TransferParticipantToThirdParty": ("Transfer to phone number", _X),
        "TransferToFlow": ("Transfer to flow", _X),
        "UnTagContact": ("Contact tags", _S),
        "UntagContact": ("Contact tags", _S),
        "UpdateCase": ("Cases", _I),
        "UpdateContactAttributes": ("Set contact attributes", _S),
        "UpdateContactCallbackNumber": ("Set callback number", _S),
        "UpdateContactData": ("Set contact attributes", _S),
        "UpdateContactEventHooks": ("Set event flow", _S),
        "UpdateContactMediaProcessing": ("Set recording and analytics behavior", _S),
        "UpdateContactMediaStreamingBehavior": ("Start media streaming", _S),
        "UpdateContactRecordingAndAnalyticsBehavior": ("Set recording and analytics behavior", _S),
        "UpdateContactRecordingBehavior": ("Set recording and analytics behavior", _S),
        "UpdateContactRoutingBehavior": ("Change routing priority / age", _S),
        "UpdateContactRoutingCriteria": ("Set routing criteria", _S),
        "UpdateContactTargetQueue": ("Set working queue", _S),
        "UpdateContactTextToSpeechVoice": ("Set voice", _S),
        "UpdateCustomerProfile": ("Customer profiles", _I),
        "UpdateFlowAttributes": ("Set contact attributes", _S),
        "UpdateFlowLoggingBehavior": ("Set logging behavior", _S),
        "UpdatePreviousContactParticipantState": ("Hold customer or agent", _S),
        "UpdateRoutingCriteria": ("Set routing criteria", _S),
        "Wait": ("Wait", _D),
    }
)
"""Action type -> the block's name in the console, and its kind."""

_HOOKS: Mapping[str, str] = MappingProxyType(
    {
        "AgentHold": "Set hold flow",
        "AgentWhisper": "Set whisper flow",
        "CustomerHold": "Set hold flow",
        "CustomerQueue": "Set customer queue flow",
        "CustomerRemaining": "Set disconnect flow",
        "CustomerWhisper": "Set whisper flow",
    }
)
"""The hook that an UpdateContactEventHooks sets -> the name its block has in the console; else Set event flow."""
_AGENT_METRICS = frozenset({"NumberOfAgentsAvailable", "NumberOfAgentsStaffed", "NumberOfAgentsOnline"})

ERRORS: Mapping[str, str] = MappingProxyType(
    {
        "CallbackNumberNotDialable": "Not dialable",
        "InputTimeLimitExceeded": "Timeout",
        "InvalidCallbackNumber": "Invalid number",
        "InvalidPhoneNumber": "Invalid number",
        "NoMatchingCondition": "No match",
        "NoMatchingError": "Error",
        "ParticipantNotFound": "Participant not found",
        "QueueAtCapacity": "At capacity",
        "TimeLimitExceeded": "Timeout",
    }
)
"""Error type -> what the designer writes at its branch."""
_OPERATORS: Mapping[str, str] = MappingProxyType(
    {
        "Equals": "=",
        "NumberGreaterOrEqualTo": "≥",
        "NumberGreaterThan": ">",
        "NumberLessOrEqualTo": "≤",
        "NumberLessThan": "<",
        "TextContains": "contains",
        "TextEndsWith": "ends with",
        "TextStartsWith": "starts with",
    }
)
_RESULTS: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("CheckHoursOfOperation", "True"): "In hours",
        ("CheckHoursOfOperation", "False"): "Out of hours",
        ("Loop", "ContinueLooping"): "Looping",
        ("Loop", "DoneLooping"): "Complete",
        ("MessageParticipantIteratively", "MessagesInterrupted"): "Timeout",
        ("Wait", "WaitCompleted"): "Time expired",
    }
)
"""What a condition's operand means, by the action type."""
_NAME = re.compile(r"[A-Z][A-Za-z0-9]*")
_BETWEEN_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_LEAVES: Mapping[str, str] = MappingProxyType(
    {"end": "ends here", "queued": "waits in the queue", "transferred": "goes on in that flow"}
)


def block_name(action: Action) -> str:
    """The block's name in the console; of an unknown type the type itself."""
    if action.type == "UpdateContactEventHooks":
        hooks = action.parameters.get("EventHooks")
        first = next(iter(hooks), "") if isinstance(hooks, Mapping) else ""
        return _HOOKS.get(str(first), "Set event flow")
    if action.type == "CheckMetricData" and str(action.parameters.get("MetricType")) in _AGENT_METRICS:
        return "Check staffing"
    if action.type == "GetParticipantInput" and str(action.parameters.get("StoreInput")).lower() == "true":
        return "Store customer input"
    return BLOCKS[action.type][0] if action.type in BLOCKS else action.type


def block_kind(action: Action) -> BlockKind:
    """What the block does for the caller; UNKNOWN for a type that is not Connect's."""
    return BLOCKS[action.type][1] if action.type in BLOCKS else BlockKind.UNKNOWN


def way_name(action: Action, way: Way) -> str:
    """What the designer writes at a branch, or what is nearest to it."""
    match way.kind:
        case WayKind.ERROR:
            return ERRORS.get(way.branch, in_words(way.branch))
        case WayKind.END:
            return _LEAVES.get(way.branch, way.branch)
        case WayKind.NEXT:
            return "Next"
        case WayKind.CONDITION:
            operator, _, operand = way.branch.partition(" ")
            if known := _RESULTS.get((action.type, operand)):
                return known
            if action.type == "GetParticipantInput":
                return f"Pressed {operand}"
            return f"{_OPERATORS.get(operator, operator)} {operand}"


def in_words(name: str) -> str:
    """A name of the Flow language as words: `LambdaFunctionARN` is `Lambda function`; others stay as they are."""
    if not _NAME.fullmatch(name):
        return name
    words = _BETWEEN_WORDS.sub(" ", name).split(" ")
    if len(words) > 1 and words[-1] in ("Id", "ARN", "Arn"):
        words.pop()
    return " ".join([words[0], *(word if word.isupper() else word.lower() for word in words[1:])])
