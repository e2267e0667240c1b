"""Every action type of the Flow language that a voice contact can meet: one entry each.

Knows parameters, conditions, errors and flow types of each action; refuses to know flows, and what an action does.
Sources: the pages `contact-actions-*`, `flow-control-actions-*`, `interactions-*` and `participant-actions-*` of
https://docs.aws.amazon.com/connect/latest/APIReference/flow-language.html, and what exports of the designer write.
"""

from collections.abc import Mapping
from types import MappingProxyType

from contact_flows.language import (
    EQUALS,
    EVENT_HOOKS,
    FLOWS,
    FLOWS_AND_QUEUE,
    HOLDS,
    NUMBER_OPERATORS,
    OPERATORS,
    QUEUE,
    TRANSFERS,
    WHISPERS,
    ActionType,
    Alternatives,
    Conditions,
    FlowType,
    Kind,
    Parameter,
    Variant,
)

OPTIONAL_ERROR: Mapping[str, bool] = MappingProxyType({"NoMatchingError": False})
NO_MATCHING_CONDITION: Mapping[str, bool] = MappingProxyType({"NoMatchingCondition": True})
NO_ERRORS: Mapping[str, bool] = MappingProxyType({})


def _text(*, required: bool = False) -> Parameter:
    return Parameter(required=required, dynamic=True)


def _number(low: int, high: int, *, required: bool = True, dynamic: bool = False) -> Parameter:
    return Parameter(Kind.NUMBER, required=required, low=low, high=high, dynamic=dynamic)


def _choice(*options: str, required: bool = False, dynamic: bool = False) -> Parameter:
    return Parameter(Kind.CHOICE, required=required, options=options, dynamic=dynamic)


def _reference(*, required: bool = False) -> Parameter:
    return Parameter(Kind.REFERENCE, required=required, dynamic=True)


def _map(*keys: str, required: bool = False, at_most: int = 0) -> Parameter:
    return Parameter(Kind.MAP, required=required, options=keys, at_most=at_most)


def _list(*options: str, required: bool = False, at_most: int = 0) -> Parameter:
    return Parameter(Kind.LIST, required=required, options=options, at_most=at_most)


_PROMPT = {"Text": _text(), "SSML": _text(), "PromptId": _reference(), "Media": _map("Uri", "SourceType", "MediaType")}
_ONE_PROMPT = Alternatives(("Text", "SSML", "PromptId", "Media"), exactly_one=True)
_ANY_PROMPT = Alternatives(("Text", "SSML", "PromptId", "Media"))
_QUEUE_OR_AGENT = {"QueueId": _reference(), "AgentId": _reference()}
_ONE_QUEUE = Alternatives(("QueueId", "AgentId"))
_THREE_DAYS_S = 259_200
_KEYS = tuple("0123456789*#")
_CAPACITY: Mapping[str, bool] = MappingProxyType({"QueueAtCapacity": True, "NoMatchingError": True})
_UNTAG = ActionType({"TagKeys": _list(required=True)})

_TYPES: dict[str, ActionType] = {
    "MessageParticipant": ActionType(
        _PROMPT, (_ONE_PROMPT,), errors=OPTIONAL_ERROR, flow_types=FLOWS_AND_QUEUE | WHISPERS
    ),
    "MessageParticipantIteratively": ActionType(
        {
            "Messages": _list(required=True),
            "InterruptFrequencySeconds": _number(1, 604_800, required=False, dynamic=True),
            "ContinueMessagingDuringInterrupt": _choice("true", "false", "True", "False"),
        },
        conditions=Conditions(EQUALS, ("MessagesInterrupted",)),
        errors=OPTIONAL_ERROR,
        next_required=False,
        flow_types=QUEUE | HOLDS,
    ),
    "GetParticipantInput": ActionType(
        {
            **_PROMPT,
            "InputTimeLimitSeconds": _number(1, 180),
            "StoreInput": _choice("True", "False"),
            "InputValidation": _map("PhoneNumberValidation", "CustomValidation"),
            "InputEncryption": _map("EncryptionKeyId", "Key"),
            "DTMFConfiguration": _map("InputTerminationSequence", "DisableCancelKey", "InterdigitTimeLimitSeconds"),
        },
        (_ANY_PROMPT,),
        conditions=Conditions(EQUALS, _KEYS),
        errors={"NoMatchingError": True, "NoMatchingCondition": True, "InputTimeLimitExceeded": True},
        variants=(Variant("StoreInput", ("True",), None, {"NoMatchingError": True, "InvalidPhoneNumber": False}),),
        flow_types=FLOWS_AND_QUEUE,
    ),
    "ConnectParticipantWithLexBot": ActionType(
        {
            **_PROMPT,
            "LexV2Bot": _map("AliasArn"),
            "LexBot": _map("Name", "Region", "Alias"),
            "LexSessionAttributes": _map(),
            "LexInitializationData": _map("InitialMessage"),
            "LexTimeoutSeconds": _map("Text"),
        },
        (_ANY_PROMPT, Alternatives(("LexV2Bot", "LexBot"), exactly_one=True)),
        conditions=Conditions(EQUALS),
        errors={"NoMatchingCondition": True, "NoMatchingError": True, "InputTimeLimitExceeded": False},
        flow_types=FLOWS_AND_QUEUE,
    ),
    "DisconnectParticipant": ActionType(errors=NO_ERRORS, ends=True, flow_types=FLOWS_AND_QUEUE),
    "ShowView": ActionType(
        {
            "ViewResource": _map("Id", "Version", required=True),
            "InvocationTimeLimitSeconds": _number(1, 604_800),
            "ViewData": _map(),
            "SensitiveDataConfiguration": _map("HideResponseOn"),
        },
        conditions=Conditions(EQUALS),
        errors={"NoMatchingError": True, "NoMatchingCondition": True, "TimeLimitExceeded": True},
        flow_types=FLOWS | QUEUE,
    ),
    "InvokeLambdaFunction": ActionType(
        {
            "LambdaFunctionARN": _reference(required=True),
            "InvocationTimeLimitSeconds": _number(1, 8),
            "InvocationType": _choice("SYNCHRONOUS", "ASYNCHRONOUS"),
            "LambdaInvocationAttributes": _map(),
            "ResponseValidation": _map("ResponseType"),
        }
    ),
    "Compare": ActionType(
        {"ComparisonValue": Parameter(Kind.PATH, required=True, dynamic=True)},
        conditions=Conditions(OPERATORS),
        errors=NO_MATCHING_CONDITION,
    ),
    "CheckHoursOfOperation": ActionType(
        {"HoursOfOperationId": _reference()},
        conditions=Conditions(EQUALS, ("True", "False"), all_required=True),
        flow_types=FLOWS_AND_QUEUE,
    ),
    "CheckMetricData": ActionType(
        {
            "MetricType": _choice(
                "NumberOfAgentsAvailable",
                "NumberOfAgentsStaffed",
                "NumberOfAgentsOnline",
                "NumberOfContactsInQueue",
                "OldestContactInQueueAgeSeconds",
                required=True,
            ),
            **_QUEUE_OR_AGENT,
        },
        (_ONE_QUEUE,),
        conditions=Conditions(NUMBER_OPERATORS | EQUALS),
        errors={"NoMatchingError": True, "NoMatchingCondition": True},
        variants=(
            Variant(
                "MetricType",
                ("NumberOfAgentsAvailable", "NumberOfAgentsStaffed", "NumberOfAgentsOnline"),
                Conditions(frozenset({"NumberGreaterThan"}), ("0",), all_required=True),
                {"NoMatchingError": True, "NoMatchingCondition": True},
            ),
        ),
        flow_types=FLOWS_AND_QUEUE,
    ),
    "GetMetricData": ActionType(
        {**_QUEUE_OR_AGENT, "QueueChannel": _choice("Voice", "Chat", "Task", "Email", dynamic=True)}, (_ONE_QUEUE,)
    ),
    "DistributeByPercentage": ActionType(
        conditions=Conditions(frozenset({"NumberLessThan"})), errors=NO_MATCHING_CONDITION, flow_types=FLOWS_AND_QUEUE
    ),
    "Loop": ActionType(
        {"LoopCount": _number(0, 100, dynamic=True)},
        conditions=Conditions(EQUALS, ("ContinueLooping", "DoneLooping"), all_required=True),
        errors=NO_ERRORS,
    ),
    "Wait": ActionType(
        {"TimeLimitSeconds": _number(1, 604_800, dynamic=True), "Events": _list()},
        conditions=Conditions(EQUALS, ("WaitCompleted", "CustomerReturned", "BotParticipantDisconnected")),
        errors={"NoMatchingError": True, "ParticipantNotFound": False},
    ),
    "EndFlowExecution": ActionType(errors=NO_ERRORS, ends=True, flow_types=WHISPERS | QUEUE),
    "EndFlowModuleExecution": ActionType(errors=NO_ERRORS, ends=True, flow_types=frozenset({FlowType.MODULE})),
    "TransferToFlow": ActionType({"ContactFlowId": _reference(required=True)}, flow_types=FLOWS | TRANSFERS),
    "InvokeFlowModule": ActionType({"FlowModuleId": _reference(required=True)}, flow_types=FLOWS_AND_QUEUE | WHISPERS),
    "UpdateFlowLoggingBehavior": ActionType(
        {"FlowLoggingBehavior": _choice("Enabled", "Disabled", required=True)}, errors=NO_ERRORS
    ),
    "UpdateFlowAttributes": ActionType({"FlowAttributes": _map(required=True)}, errors=OPTIONAL_ERROR),
    "UpdateContactAttributes": ActionType(
        {"Attributes": _map(required=True), "TargetContact": _choice("Current", "Related")}
    ),
    "UpdateContactData": ActionType(
        {
            "Name": _text(),
            "Description": _text(),
            "LanguageCode": _text(),
            "CustomerId": _text(),
            "References": _map(),
            "WisdomSessionArn": _text(),
            "TargetContact": _choice("Current", "Related"),
        }
    ),
    "UpdateContactEventHooks": ActionType(
        {
            "EventHooks": _map(*EVENT_HOOKS, required=True, at_most=1),
            "EventHooksConfiguration": _map(*EVENT_HOOKS),
        }
    ),
    "UpdateContactRecordingBehavior": ActionType(
        {
            "RecordingBehavior": _map(
                "RecordedParticipants", "ScreenRecordedParticipants", "IVRRecordingBehavior", required=True
            ),
            "AnalyticsBehavior": _map(),
        },
        errors=NO_ERRORS,
        flow_types=FLOWS_AND_QUEUE | {FlowType.OUTBOUND_WHISPER},
    ),
    "UpdateContactRoutingBehavior": ActionType(
        {
            "QueuePriority": _number(1, 2**63 - 1, required=False),
            "QueueTimeAdjustmentSeconds": _number(-(2**31), 2**31, required=False),
        },
        (Alternatives(("QueuePriority", "QueueTimeAdjustmentSeconds"), exactly_one=True),),
        errors=NO_ERRORS,
        flow_types=FLOWS,
    ),
    "UpdateContactTargetQueue": ActionType(
        _QUEUE_OR_AGENT,
        (Alternatives(("QueueId", "AgentId"), exactly_one=True),),
        flow_types=FLOWS | TRANSFERS,
    ),
    "TransferContactToQueue": ActionType(errors=_CAPACITY, flow_types=FLOWS | TRANSFERS),
    "TransferContactToAgent": ActionType(errors=NO_ERRORS, ends=True, flow_types=TRANSFERS),
    "DequeueContactAndTransferToQueue": ActionType(_QUEUE_OR_AGENT, (_ONE_QUEUE,), errors=_CAPACITY, flow_types=QUEUE),
    "UpdateContactCallbackNumber": ActionType(
        {"CallbackNumber": Parameter(Kind.PATH, required=True, dynamic=True)},
        errors={"InvalidCallbackNumber": True, "CallbackNumberNotDialable": True},
        flow_types=FLOWS_AND_QUEUE,
    ),
    "CreateCallbackContact": ActionType(
        {
            **_QUEUE_OR_AGENT,
            "InitialCallDelaySeconds": _number(1, _THREE_DAYS_S),
            "RetryDelaySeconds": _number(1, _THREE_DAYS_S),
            "MaximumConnectionAttempts": _number(1, 1_000_000),
            "ContactFlowId": _reference(),
            "CallerId": _reference(),
        },
        (_ONE_QUEUE,),
        flow_types=FLOWS_AND_QUEUE,
    ),
    "UpdateContactTextToSpeechVoice": ActionType(
        {
            "TextToSpeechVoice": _text(required=True),
            "TextToSpeechEngine": _text(),
            "TextToSpeechStyle": _choice("None", "Conversational", "Newscaster", dynamic=True),
        },
        errors=OPTIONAL_ERROR,
    ),
    "CreateWisdomSession": ActionType({"WisdomAssistantArn": _reference(required=True)}),
    "TagContact": ActionType({"Tags": _map(required=True, at_most=6)}, errors=OPTIONAL_ERROR),
    "UnTagContact": _UNTAG,
    "UntagContact": _UNTAG,
}

ACTION_TYPES: Mapping[str, ActionType] = MappingProxyType(_TYPES)
"""Every action type a voice contact can meet. Two spellings of one are in use: UnTagContact, UntagContact."""

CONSOLE_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "PlayPrompt": "MessageParticipant",
        "LoopPrompts": "MessageParticipantIteratively",
        "GetDigits": "GetParticipantInput",
        "StoreCustomerInput": "GetParticipantInput",
        "GetCustomerInput": "ConnectParticipantWithLexBot",
        "SetQueue": "UpdateContactTargetQueue",
        "SetWorkingQueue": "UpdateContactTargetQueue",
        "TransferToQueue": "TransferContactToQueue",
        "CheckStaffing": "CheckMetricData",
        "CheckQueueStatus": "CheckMetricData",
        "GetQueueMetrics": "GetMetricData",
        "SetCallbackNumber": "UpdateContactCallbackNumber",
        "CheckAttribute": "Compare",
        "CheckContactAttributes": "Compare",
        "SetContactAttributes": "UpdateContactAttributes",
        "SetLoggingBehavior": "UpdateFlowLoggingBehavior",
        "SetRecordingBehavior": "UpdateContactRecordingBehavior",
        "SetVoice": "UpdateContactTextToSpeechVoice",
        "SetWhisperFlow": "UpdateContactEventHooks",
        "InvokeLambda": "InvokeLambdaFunction",
        "InvokeModule": "InvokeFlowModule",
        "Disconnect": "DisconnectParticipant",
        "EndFlow": "EndFlowExecution",
    }
)
"""Block names of the console, and inventions seen in published flows, that are no action types."""

OTHER_TYPES = frozenset(
    {
        "AssociateContactToCustomerProfile",
        "CheckOutboundCallStatus",
        "CheckVoiceId",
        "CompleteOutboundCall",
        "CreateCase",
        "CreateCustomerProfile",
        "CreateTask",
        "GetCalculatedAttributesForCustomerProfile",
        "GetCase",
        "GetCustomerProfile",
        "GetCustomerProfileObject",
        "ResumeContact",
        "StartOutboundChatContact",
        "StartVoiceIdStream",
        "TransferParticipantToThirdParty",
        "UpdateCase",
        "UpdateContactMediaProcessing",
        "UpdateContactMediaStreamingBehavior",
        "UpdateContactRecordingAndAnalyticsBehavior",
        "UpdateContactRoutingCriteria",
        "UpdateCustomerProfile",
        "UpdatePreviousContactParticipantState",
        "UpdateRoutingCriteria",
    }
)
"""Action types that Connect has and this project does not know yet."""
