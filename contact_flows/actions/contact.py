"""Action types that set something of the contact: attributes, queue, voice, recording, what happens on events.

Sources: the pages `contact-actions-*` of
https://docs.aws.amazon.com/connect/latest/APIReference/contact-actions.html, the block pages of the administrator
guide, and what exports of the designer write. Two names have another spelling in documents than in the service:
see `action_types.DOCUMENTED_NAMES`.
"""

from collections.abc import Mapping

from contact_flows.actions.parameters import (
    CALLER_ID,
    NO_ERRORS,
    ONE_QUEUE,
    OPTIONAL_ERROR,
    QUEUE_OR_AGENT,
    TARGET,
    THREE_DAYS_S,
    choice,
    flag,
    number,
    path,
    record,
    reference,
    rows,
    table,
    text,
)
from contact_flows.language import (
    EVENT_HOOKS,
    EVERYWHERE,
    FLOWS,
    FLOWS_AND_QUEUE,
    HOLDS,
    OUTBOUND,
    QUEUE,
    REQUIRED_ERROR,
    TRANSFERS,
    WHISPERS,
    ActionType,
    Alternatives,
    Kind,
    Parameter,
    Variant,
)

_UNLIMITED = 2**63 - 1
"""The page of CreateCallbackContact has attempts as larger than zero, and no upper limit."""
_CAPACITY = {"QueueAtCapacity": True, "NoMatchingError": True}
_SPEAKERS = choice("Agent", "Customer")
_ROUTING = ("QueuePriority", "QueueTimeAdjustmentSeconds", "RoutingProficiencies")
_UNTAG = ActionType(
    {"TagKeys": rows(required=True, at_least=1, each=text())}, errors={"NoMatchingError": True, "Success": False}
)
"""`Success` is an error in APIReference/contact-actions-untagcontact.html, and no longer one in the same page of the
developer guide."""
_CRITERIA = ActionType(
    {"RoutingCriteria": record({"Steps": rows()}, required=True, open=True)}, flow_types=FLOWS | QUEUE | TRANSFERS
)
_RECORDING = record(
    {
        "RecordedParticipants": rows(each=_SPEAKERS),
        "ScreenRecordedParticipants": rows(each=choice("Agent")),
        "IVRRecordingBehavior": choice("Enabled", "Disabled"),
    },
    required=True,
)
_HOOKS = Parameter(Kind.MAP, required=True, at_least=1, at_most=1, fields={hook: reference() for hook in EVENT_HOOKS})
_BEHAVIORS = ("VoiceBehavior", "ChatBehavior", "ScreenRecordingBehavior")
_CHANNEL = {"NoMatchingError": True, "ChannelMismatch": True, "InFlightRedactionConfigurationFailed": False}

TYPES: Mapping[str, ActionType] = {
    "UpdateContactAttributes": ActionType(
        {"Attributes": table(required=True, at_least=1, each=text()), "TargetContact": TARGET}
    ),
    "UpdateContactData": ActionType(
        {
            "Name": text(),
            "Description": text(),
            "LanguageCode": text(),
            "CustomerId": text(),
            "References": table(),
            "WisdomSessionArn": text(),
            "SegmentAttributes": table(),
            "IsVoiceIdStreamingEnabled": flag(),
            "IsVoiceAuthenticationEnabled": flag(),
            "IsFraudDetectionEnabled": flag(),
            "VoiceAuthenticationThreshold": number(0, 100, required=False, dynamic=True),
            "VoiceAuthenticationResponseTime": number(5, 10, required=False, dynamic=True),
            "FraudDetectionThreshold": number(0, 100, required=False, dynamic=True),
            "WatchlistId": text(),
            "TargetContact": TARGET,
        },
        open=True,
    ),
    "UpdateContactEventHooks": ActionType(
        {
            "EventHooks": _HOOKS,
            "EventHooksConfiguration": record(
                {hook: record({"DisableExecution": flag()}, open=True) for hook in EVENT_HOOKS}
            ),
        }
    ),
    "UpdateContactRecordingBehavior": ActionType(
        {"RecordingBehavior": _RECORDING, "AnalyticsBehavior": table()},
        errors=NO_ERRORS,
        flow_types=FLOWS_AND_QUEUE | WHISPERS,
    ),
    "UpdateContactRecordingAndAnalyticsBehavior": ActionType(
        {name: table() for name in _BEHAVIORS},
        (Alternatives(_BEHAVIORS, exactly_one=True),),
        errors=_CHANNEL,
        variants=(Variant("ChatBehavior", (), None, {**_CHANNEL, "InFlightRedactionConfigurationFailed": True}),),
        flow_types=EVERYWHERE,
    ),
    "UpdateContactMediaStreamingBehavior": ActionType(
        {
            "MediaStreamingState": choice("Enabled", "Disabled", required=True),
            "Participants": rows(
                each=record(
                    {
                        "ParticipantType": choice("Customer", required=True),
                        "MediaDirections": rows(each=choice("To", "From")),
                    },
                    open=True,
                )
            ),
            "MediaStreamType": choice("Audio"),
        },
        flow_types=EVERYWHERE - HOLDS,
    ),
    "UpdateContactMediaProcessing": ActionType(
        {
            "ChatProcessor": record(
                {
                    "ProcessingEnabled": flag(required=True),
                    "LambdaProcessorARN": reference(),
                    "ChatProcessorSettings": record({"DeliverUnprocessedMessages": flag()}, open=True),
                },
                open=True,
            )
        },
        errors={"NoMatchingError": True, "ChannelMismatch": True},
        open=True,
    ),
    "UpdateContactTextToSpeechVoice": ActionType(
        {
            "TextToSpeechVoice": text(required=True),
            "TextToSpeechEngine": text(),
            "TextToSpeechStyle": text(),
            "ExternalCredentialSecretARN": reference(),
        },
        errors=OPTIONAL_ERROR,
        open=True,
    ),
    "UpdateContactRoutingBehavior": ActionType(
        {
            "QueuePriority": number(1, 2**63 - 1, required=False),
            "QueueTimeAdjustmentSeconds": number(-(2**31), 2**31, required=False),
            "RoutingProficiencies": table(),
        },
        (Alternatives(_ROUTING, exactly_one=True),),
        errors=NO_ERRORS,
        variants=(Variant("RoutingProficiencies", (), None, REQUIRED_ERROR),),
        flow_types=FLOWS_AND_QUEUE,
    ),
    "UpdateContactRoutingCriteria": _CRITERIA,
    "UpdateRoutingCriteria": _CRITERIA,
    "UpdateContactTargetQueue": ActionType(
        QUEUE_OR_AGENT, (Alternatives(tuple(QUEUE_OR_AGENT), exactly_one=True),), flow_types=FLOWS | TRANSFERS
    ),
    "UpdateContactCallbackNumber": ActionType(
        {"CallbackNumber": path(required=True)},
        errors={"InvalidCallbackNumber": True, "CallbackNumberNotDialable": True},
        flow_types=FLOWS_AND_QUEUE,
    ),
    "UpdatePreviousContactParticipantState": ActionType(
        {"PreviousContactParticipantState": choice("AgentOnHold", "CustomerOnHold", "OffHold", required=True)},
        flow_types=FLOWS | TRANSFERS | OUTBOUND,
    ),
    "TransferContactToQueue": ActionType(errors=_CAPACITY, flow_types=FLOWS | TRANSFERS),
    "TransferContactToAgent": ActionType(errors=NO_ERRORS, ends=True, flow_types=TRANSFERS),
    "DequeueContactAndTransferToQueue": ActionType(QUEUE_OR_AGENT, (ONE_QUEUE,), errors=_CAPACITY, flow_types=QUEUE),
    "RouteContactToAgent": ActionType(flow_types=QUEUE, open=True),
    "CreateCallbackContact": ActionType(
        {
            **QUEUE_OR_AGENT,
            "InitialCallDelaySeconds": number(1, THREE_DAYS_S),
            "RetryDelaySeconds": number(1, THREE_DAYS_S),
            "MaximumConnectionAttempts": number(1, _UNLIMITED),
            "ContactFlowId": reference(),
            "CallerId": reference(),
            "CallbackMode": text(),
        },
        (ONE_QUEUE,),
        flow_types=FLOWS_AND_QUEUE,
    ),
    "CompleteOutboundCall": ActionType(
        {
            "CallerId": CALLER_ID,
            "VoiceConnector": table(),
            "ConnectionTimeLimitSeconds": number(1, 600, required=False, dynamic=True),
        },
        errors=OPTIONAL_ERROR,
        flow_types=OUTBOUND,
        open=True,
    ),
    "ResumeContact": ActionType(),
    "StartVoiceIdStream": ActionType(),
    "TagContact": ActionType({"Tags": table(required=True, at_least=1, at_most=6, each=text())}),
    "UntagContact": _UNTAG,
    "UnTagContact": _UNTAG,
}
