"""What Connect's designer calls the block of an action.

Knows names; refuses to know what Connect accepts (`action_types`), what a block does and how it looks (`draw`).
Source: adminguide/contact-block-definitions.html, the page of each block below it, and, of campaigns,
adminguide/journey-flow-block-definitions.html. No page has a block of CreateContact: it is called by its type.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from contact_flows.actions.deciding import AGENT_METRICS

BLOCK_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "AssociateContactToCustomerProfile": "Customer profiles",
        "AuthenticateParticipant": "Authenticate Customer",
        "CheckHoursOfOperation": "Check hours of operation",
        "CheckMetricData": "Check queue status",
        "CheckOutboundCallStatus": "Check call progress",
        "CheckSegmentMembership": "Customer profiles",
        "CheckVoiceId": "Check Voice ID",
        "Compare": "Check contact attributes",
        "CompleteOutboundCall": "Call phone number",
        "ConnectParticipantWithAgenticCX": "Agentic CX",
        "ConnectParticipantWithLexBot": "Get customer input",
        "CreateCallbackContact": "Transfer to queue: callback",
        "CreateCase": "Cases",
        "CreateContact": "CreateContact",
        "CreateCustomerProfile": "Customer profiles",
        "CreatePersistentContactAssociation": "Create persistent contact association",
        "CreateTask": "Create task",
        "CreateWisdomSession": "Amazon Q in Connect",
        "DequeueContactAndTransferToQueue": "Transfer to queue",
        "DisconnectParticipant": "Disconnect / hang up",
        "DistributeByPercentage": "Distribute by percentage",
        "EndFlowExecution": "End flow / Resume",
        "EndFlowModuleExecution": "Return",
        "EvaluateDataTableValues": "Data Table",
        "GetCalculatedAttributesForCustomerProfile": "Customer profiles",
        "GetCase": "Cases",
        "GetCustomerProfile": "Customer profiles",
        "GetCustomerProfileObject": "Customer profiles",
        "GetMetricData": "Get metrics",
        "GetOutboundCommunicationStatus": "Check communication status",
        "GetParticipantInput": "Get customer input",
        "InvokeFlowModule": "Invoke module",
        "InvokeLambdaFunction": "AWS Lambda function",
        "ListDataTableValues": "Data Table",
        "LoadContactContent": "Get stored content",
        "Loop": "Loop",
        "MessageParticipant": "Play prompt",
        "MessageParticipantIteratively": "Loop prompts",
        "PutDialRequest": "Send communication",
        "RenderMessageTemplate": "Send message",
        "ResumeContact": "Resume contact",
        "RouteContactToAgent": "Interrupt agent",
        "SendOutboundEmail": "Send communication",
        "SendSMS": "Send communication",
        "ShowView": "Show view",
        "StartOutboundChatContact": "Send message",
        "StartOutboundEmailContact": "Send message",
        "StartVoiceIdStream": "Set Voice ID",
        "TagContact": "Contact tags",
        "TransferContactToAgent": "Transfer to agent",
        "TransferContactToQueue": "Transfer to queue",
        "TransferParticipantToThirdParty": "Transfer to phone number",
        "TransferToFlow": "Transfer to flow",
        "UnTagContact": "Contact tags",
        "UntagContact": "Contact tags",
        "UpdateCase": "Cases",
        "UpdateContactAttributes": "Set contact attributes",
        "UpdateContactCallbackNumber": "Set callback number",
        "UpdateContactData": "Set contact attributes",
        "UpdateContactEventHooks": "Set event flow",
        "UpdateContactMediaProcessing": "Set recording and analytics behavior",
        "UpdateContactMediaStreamingBehavior": "Start media streaming",
        "UpdateContactRecordingAndAnalyticsBehavior": "Set recording and analytics behavior",
        "UpdateContactRecordingBehavior": "Set recording and analytics behavior",
        "UpdateContactRoutingBehavior": "Change routing priority / age",
        "UpdateContactRoutingCriteria": "Set routing criteria",
        "UpdateContactTargetQueue": "Set working queue",
        "UpdateContactTextToSpeechVoice": "Set voice",
        "UpdateCustomerProfile": "Customer profiles",
        "UpdateFlowAttributes": "Set contact attributes",
        "UpdateFlowLoggingBehavior": "Set logging behavior",
        "UpdatePreviousContactParticipantState": "Hold customer or agent",
        "UpdateRoutingCriteria": "Set routing criteria",
        "UpsertDataTableValues": "Data Table",
        "Wait": "Wait",
    }
)
"""Action type -> the block's name in the console."""

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


def block_name(kind: str, parameters: Mapping[str, Any]) -> str:
    """The block's name in the console; of an unknown type the type itself. `kind`: the action's type."""
    if kind == "UpdateContactEventHooks":
        hooks = parameters.get("EventHooks")
        first = next(iter(hooks), "") if isinstance(hooks, Mapping) else ""
        return _HOOKS.get(str(first), "Set event flow")
    if kind == "CheckMetricData" and str(parameters.get("MetricType")) in AGENT_METRICS:
        return "Check staffing"
    if kind == "GetParticipantInput" and str(parameters.get("StoreInput")).lower() == "true":
        return "Store customer input"
    return BLOCK_NAMES.get(kind, kind)
