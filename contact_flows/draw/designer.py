"""What kind of thing a block does, and what Connect's designer calls branches by their conditions and errors.

Knows kinds and names; refuses to know what blocks are called (`block_names`), what Connect accepts (`action_types`) and
how it looks. Source of the names: the page of each block below adminguide/contact-block-definitions.html.
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

KINDS: Mapping[str, BlockKind] = MappingProxyType(
    {
        "AssociateContactToCustomerProfile": _I,
        "AuthenticateParticipant": _L,
        "CheckHoursOfOperation": _D,
        "CheckMetricData": _D,
        "CheckOutboundCallStatus": _D,
        "CheckSegmentMembership": _D,
        "CheckVoiceId": _D,
        "Compare": _D,
        "CompleteOutboundCall": _X,
        "ConnectParticipantWithAgenticCX": _L,
        "ConnectParticipantWithLexBot": _L,
        "CreateCallbackContact": _X,
        "CreateCase": _I,
        "CreateContact": _I,
        "CreateCustomerProfile": _I,
        "CreatePersistentContactAssociation": _S,
        "CreateTask": _I,
        "CreateWisdomSession": _I,
        "DequeueContactAndTransferToQueue": _X,
        "DisconnectParticipant": _E,
        "DistributeByPercentage": _D,
        "EndFlowExecution": _E,
        "EndFlowModuleExecution": _E,
        "EvaluateDataTableValues": _I,
        "GetCalculatedAttributesForCustomerProfile": _I,
        "GetCase": _I,
        "GetCustomerProfile": _I,
        "GetCustomerProfileObject": _I,
        "GetMetricData": _I,
        "GetOutboundCommunicationStatus": _I,
        "GetParticipantInput": _L,
        "InvokeFlowModule": _X,
        "InvokeLambdaFunction": _I,
        "ListDataTableValues": _I,
        "LoadContactContent": _I,
        "Loop": _D,
        "MessageParticipant": _T,
        "MessageParticipantIteratively": _T,
        "PutDialRequest": _I,
        "RenderMessageTemplate": _I,
        "ResumeContact": _X,
        "RouteContactToAgent": _X,
        "SendOutboundEmail": _I,
        "SendSMS": _I,
        "ShowView": _L,
        "StartOutboundChatContact": _I,
        "StartOutboundEmailContact": _I,
        "StartVoiceIdStream": _S,
        "TagContact": _S,
        "TransferContactToAgent": _X,
        "TransferContactToQueue": _X,
        "TransferParticipantToThirdParty": _X,
        "TransferToFlow": _X,
        "UnTagContact": _S,
        "UntagContact": _S,
        "UpdateCase": _I,
        "UpdateContactAttributes": _S,
        "UpdateContactCallbackNumber": _S,
        "UpdateContactData": _S,
        "UpdateContactEventHooks": _S,
        "UpdateContactMediaProcessing": _S,
        "UpdateContactMediaStreamingBehavior": _S,
        "UpdateContactRecordingAndAnalyticsBehavior": _S,
        "UpdateContactRecordingBehavior": _S,
        "UpdateContactRoutingBehavior": _S,
        "UpdateContactRoutingCriteria": _S,
        "UpdateContactTargetQueue": _S,
        "UpdateContactTextToSpeechVoice": _S,
        "UpdateCustomerProfile": _I,
        "UpdateFlowAttributes": _S,
        "UpdateFlowLoggingBehavior": _S,
        "UpdatePreviousContactParticipantState": _S,
        "UpdateRoutingCriteria": _S,
        "UpsertDataTableValues": _I,
        "Wait": _D,
    }
)
"""Action type -> what its block does."""

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


def block_kind(action: Action) -> BlockKind:
    """What the block does for the caller; UNKNOWN for a type that is not Connect's."""
    return KINDS.get(action.type, BlockKind.UNKNOWN)


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
