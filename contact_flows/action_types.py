"""Every action type of the Flow language: one entry each, gathered by subject.

Knows parameters, conditions, errors and flow types of each action, and by what names people call them who have no list;
refuses to know flows, and what an action does.
Sources: the pages below https://docs.aws.amazon.com/connect/latest/APIReference/flow-language-actions.html, what
exports of the designer write, and what users report of the answers of CreateContactFlow; the tables of
`contact_flows.actions` say which page for which type.
"""

from collections.abc import Mapping
from types import MappingProxyType

from contact_flows.actions import contact, deciding, records, talking
from contact_flows.language import ActionType

ACTION_TYPES: Mapping[str, ActionType] = MappingProxyType(
    {**talking.TYPES, **deciding.TYPES, **contact.TYPES, **records.TYPES}
)
"""Every action type that Connect documents or exports."""

PLAYED = frozenset(
    {
        "MessageParticipant",
        "MessageParticipantIteratively",
        "GetParticipantInput",
        "ConnectParticipantWithLexBot",
        "DisconnectParticipant",
        "ShowView",
        "InvokeLambdaFunction",
        "Compare",
        "CheckHoursOfOperation",
        "CheckMetricData",
        "GetMetricData",
        "DistributeByPercentage",
        "Loop",
        "Wait",
        "EndFlowExecution",
        "EndFlowModuleExecution",
        "TransferToFlow",
        "InvokeFlowModule",
        "UpdateFlowLoggingBehavior",
        "UpdateFlowAttributes",
        "UpdateContactAttributes",
        "UpdateContactData",
        "UpdateContactEventHooks",
        "UpdateContactRecordingBehavior",
        "UpdateContactRoutingBehavior",
        "UpdateContactTargetQueue",
        "TransferContactToQueue",
        "TransferContactToAgent",
        "DequeueContactAndTransferToQueue",
        "UpdateContactCallbackNumber",
        "CreateCallbackContact",
        "UpdateContactTextToSpeechVoice",
        "CreateWisdomSession",
        "TagContact",
        "UntagContact",
    }
)
"""Action types that a call can be held with on this machine; the clinic's own flows use no others."""

_VOICE_ID = (
    "IsVoiceIdStreamingEnabled",
    "IsVoiceAuthenticationEnabled",
    "IsFraudDetectionEnabled",
    "VoiceAuthenticationThreshold",
    "VoiceAuthenticationResponseTime",
    "FraudDetectionThreshold",
    "WatchlistId",
)
UNPLAYED: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "GetParticipantInput": frozenset({"EnableDTMFBuffer"}),
        "Wait": frozenset({"ContinueExecution", "MinimumWaitTimeSeconds"}),
        "InvokeFlowModule": frozenset({"Input"}),
        "EndFlowModuleExecution": frozenset({"Result", "ResultData"}),
        "UpdateContactData": frozenset({"SegmentAttributes", *_VOICE_ID}),
        "UpdateContactRoutingBehavior": frozenset({"RoutingProficiencies"}),
        "UpdateContactTextToSpeechVoice": frozenset({"ExternalCredentialSecretARN"}),
    }
)
"""Parameters of types that are played which are not played themselves."""

DOCUMENTED_NAMES: Mapping[str, str] = MappingProxyType(
    {"UnTagContact": "UntagContact", "UpdateRoutingCriteria": "UpdateContactRoutingCriteria"}
)
"""Names as pages of the Flow language spell them -> the only spelling that the service was seen to take."""

CONSOLE_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "PlayPrompt": "MessageParticipant",
        "PlayMessage": "MessageParticipant",
        "SendMessage": "MessageParticipant",
        "LoopPrompts": "MessageParticipantIteratively",
        "GetDigits": "GetParticipantInput",
        "GetUserInput": "GetParticipantInput",
        "GetCustomerInput": "GetParticipantInput",
        "StoreUserInput": "GetParticipantInput",
        "StoreCustomerInput": "GetParticipantInput",
        "InvokeLexBot": "ConnectParticipantWithLexBot",
        "InvokeBedrockAgent": "ConnectParticipantWithLexBot",
        "ConnectLexBot": "ConnectParticipantWithLexBot",
        "SetQueue": "UpdateContactTargetQueue",
        "SetWorkingQueue": "UpdateContactTargetQueue",
        "TransferToQueue": "TransferContactToQueue",
        "TransferToAgent": "TransferContactToAgent",
        "TransferToPhoneNumber": "TransferParticipantToThirdParty",
        "TransferToThirdParty": "TransferParticipantToThirdParty",
        "CheckStaffing": "CheckMetricData",
        "CheckQueueStatus": "CheckMetricData",
        "CheckHours": "CheckHoursOfOperation",
        "GetQueueMetrics": "GetMetricData",
        "SetCallbackNumber": "UpdateContactCallbackNumber",
        "TransferToCallbackQueue": "CreateCallbackContact",
        "CheckAttribute": "Compare",
        "CheckCondition": "Compare",
        "CheckContactAttributes": "Compare",
        "SetContactAttributes": "UpdateContactAttributes",
        "SetAttributes": "UpdateContactAttributes",
        "SetLoggingBehavior": "UpdateFlowLoggingBehavior",
        "SetRecordingBehavior": "UpdateContactRecordingBehavior",
        "SetRecordingAndAnalyticsBehavior": "UpdateContactRecordingAndAnalyticsBehavior",
        "StartMediaStreaming": "UpdateContactMediaStreamingBehavior",
        "StopMediaStreaming": "UpdateContactMediaStreamingBehavior",
        "SetVoice": "UpdateContactTextToSpeechVoice",
        "SetWhisperFlow": "UpdateContactEventHooks",
        "SetHoldFlow": "UpdateContactEventHooks",
        "SetCustomerQueueFlow": "UpdateContactEventHooks",
        "SetDisconnectFlow": "UpdateContactEventHooks",
        "SetEventFlow": "UpdateContactEventHooks",
        "ChangeRoutingPriority": "UpdateContactRoutingBehavior",
        "SetRoutingCriteria": "UpdateContactRoutingCriteria",
        "HoldCustomerOrAgent": "UpdatePreviousContactParticipantState",
        "CheckCallProgress": "CheckOutboundCallStatus",
        "CallPhoneNumber": "CompleteOutboundCall",
        "ConnectAssistant": "CreateWisdomSession",
        "AuthenticateCustomer": "AuthenticateParticipant",
        "GetStoredContent": "LoadContactContent",
        "InterruptAgent": "RouteContactToAgent",
        "InvokeLambda": "InvokeLambdaFunction",
        "InvokeExternalResource": "InvokeLambdaFunction",
        "InvokeModule": "InvokeFlowModule",
        "Return": "EndFlowModuleExecution",
        "ReturnFromFlowModule": "EndFlowModuleExecution",
        "Disconnect": "DisconnectParticipant",
        "EndFlow": "EndFlowExecution",
    }
)
"""Block names of the console, and inventions seen in published flows, that are no action types."""

BY_PARAMETER: Mapping[str, tuple[tuple[frozenset[str], str], ...]] = MappingProxyType(
    {
        "GetCustomerInput": (
            (frozenset({"LexV2Bot", "LexBot", "BotName", "BotAlias", "BotAliasArn"}), "ConnectParticipantWithLexBot"),
        )
    }
)
"""Names that stand for another type where the action has one of these parameters."""
