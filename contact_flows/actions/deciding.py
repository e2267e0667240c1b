"""Action types that choose the way on, and those that end a flow or call another.

Sources: the pages `flow-control-actions-*` of
https://docs.aws.amazon.com/connect/latest/APIReference/flow-control-actions.html, `interactions-invokelambdafunction`,
`flow-language-actions-invoke-flow-module`, the block pages of the administrator guide (`end-flow-resume`, `loop`,
`wait`, `contact-flow-modules`), and what exports of the designer write. Where they disagree, each is accepted, except
for what the service was reported to refuse: Wait's `TimeoutSeconds`, Compare without a condition. A check of hours
can branch on the names of overrides, too (`check-hours-of-operation`).
"""

from collections.abc import Mapping

from contact_flows.actions.parameters import (
    ERROR_AND_CONDITION,
    NO_ERRORS,
    NO_MATCHING_CONDITION,
    ONE_QUEUE,
    OPTIONAL_ERROR,
    QUEUE_OR_AGENT,
    SEVEN_DAYS_S,
    anything,
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
    CAMPAIGNS,
    EQUALS,
    FLOWS,
    FLOWS_AND_QUEUE,
    NUMBER_OPERATORS,
    OPERATORS,
    OUTBOUND,
    REQUIRED_ERROR,
    TRANSFERS,
    ActionType,
    Conditions,
    FlowType,
    Variant,
)

AGENT_METRICS = ("NumberOfAgentsAvailable", "NumberOfAgentsStaffed", "NumberOfAgentsOnline")
_QUEUE_METRICS = ("NumberOfContactsInQueue", "OldestContactInQueueAgeSeconds")
_CHANNELS = ("Voice", "Chat", "Task", "Email", "VOICE", "CHAT", "TASK", "EMAIL")
_SOMEBODY = Conditions(frozenset({"NumberGreaterThan"}), ("0",), required=("0",))
_ANSWERED = ("CallAnswered", "VoicemailBeep", "VoicemailNoBeep", "NotDetected")
_CHECKED = (
    "Enrolled",
    "NotEnrolled",
    "OptedOut",
    "Authenticated",
    "NotAuthenticated",
    "Inconclusive",
    "HighRisk",
    "LowRisk",
)
_ASYNCHRONOUS_S = 60
"""Seconds. Source: https://docs.aws.amazon.com/connect/latest/adminguide/invoke-lambda-function-block.html."""

TYPES: Mapping[str, ActionType] = {
    "Compare": ActionType(
        {"ComparisonValue": path(required=True)},
        conditions=Conditions(OPERATORS, at_least=1),
        errors=NO_MATCHING_CONDITION,
    ),
    "CheckHoursOfOperation": ActionType(
        {"HoursOfOperationId": reference()},
        conditions=Conditions(EQUALS, ("True", "False"), required=("True", "False"), open=True),
        flow_types=FLOWS_AND_QUEUE,
    ),
    "CheckMetricData": ActionType(
        {"MetricType": choice(*AGENT_METRICS, *_QUEUE_METRICS, required=True), **QUEUE_OR_AGENT},
        (ONE_QUEUE,),
        conditions=Conditions(NUMBER_OPERATORS | EQUALS, at_least=1),
        errors=ERROR_AND_CONDITION,
        variants=(Variant("MetricType", AGENT_METRICS, _SOMEBODY, ERROR_AND_CONDITION),),
        flow_types=FLOWS_AND_QUEUE,
    ),
    "GetMetricData": ActionType(
        {**QUEUE_OR_AGENT, "QueueChannel": choice(*_CHANNELS, dynamic=True)},
        (ONE_QUEUE,),
        open=True,
    ),
    "CheckOutboundCallStatus": ActionType(conditions=Conditions(EQUALS, _ANSWERED)),
    "CheckVoiceId": ActionType(
        {
            "CheckVoiceIdOption": choice(
                "enrollmentStatus", "voiceAuthentication", "fraudDetection", required=True, dynamic=True
            )
        },
        conditions=Conditions(EQUALS, _CHECKED),
    ),
    "CheckSegmentMembership": ActionType(conditions=Conditions(EQUALS), open=True),
    "DistributeByPercentage": ActionType(
        conditions=Conditions(frozenset({"NumberLessThan"})),
        errors=NO_MATCHING_CONDITION,
        flow_types=FLOWS_AND_QUEUE | OUTBOUND,
    ),
    "Loop": ActionType(
        {"LoopCount": number(0, 100, dynamic=True)},
        conditions=Conditions(EQUALS, ("ContinueLooping", "DoneLooping"), required=("ContinueLooping", "DoneLooping")),
        errors=OPTIONAL_ERROR,
        open=True,
    ),
    "Wait": ActionType(
        {
            "TimeLimitSeconds": number(1, SEVEN_DAYS_S, dynamic=True),
            "Events": rows(each=text()),
            "ContinueExecution": flag(),
            "MinimumWaitTimeSeconds": number(0, SEVEN_DAYS_S, required=False, dynamic=True),
        },
        conditions=Conditions(
            EQUALS,
            ("WaitCompleted", "CustomerReturned", "BotParticipantDisconnected", "Continue"),
            required=("WaitCompleted",),
        ),
        errors={"NoMatchingError": True, "ParticipantNotFound": False},
        open=True,
        renamed={"TimeoutSeconds": "TimeLimitSeconds"},
    ),
    "InvokeLambdaFunction": ActionType(
        {
            "LambdaFunctionARN": reference(required=True),
            "InvocationTimeLimitSeconds": number(1, 8),
            "InvocationType": choice("SYNCHRONOUS", "ASYNCHRONOUS"),
            "LambdaInvocationAttributes": table(each=anything()),
            "ResponseValidation": record({"ResponseType": choice("STRING_MAP", "JSON", required=True)}),
        },
        variants=(
            Variant(
                "InvocationType",
                ("ASYNCHRONOUS",),
                None,
                REQUIRED_ERROR,
                {"InvocationTimeLimitSeconds": number(1, _ASYNCHRONOUS_S)},
            ),
        ),
        renamed={"RequestAttributes": "LambdaInvocationAttributes", "FunctionArn": "LambdaFunctionARN"},
    ),
    "InvokeFlowModule": ActionType(
        {"FlowModuleId": reference(required=True), "Input": table()},
        conditions=Conditions(EQUALS),
        errors={"NoMatchingError": True, "NoMatchingCondition": False},
    ),
    "TransferToFlow": ActionType({"ContactFlowId": reference(required=True)}, flow_types=FLOWS | TRANSFERS),
    "EndFlowExecution": ActionType(errors=NO_ERRORS, ends=True),
    "EndFlowModuleExecution": ActionType(
        {"Result": text(), "ResultData": table()}, errors=NO_ERRORS, ends=True, flow_types=frozenset({FlowType.MODULE})
    ),
    "UpdateFlowLoggingBehavior": ActionType(
        {"FlowLoggingBehavior": choice("Enabled", "Disabled", required=True)}, errors=NO_ERRORS
    ),
    "UpdateFlowAttributes": ActionType(
        {
            "FlowAttributes": table(
                required=True,
                at_least=1,
                each=record({"Value": anything(required=True), "Type": text()}, open=True),
            )
        }
    ),
    "GetOutboundCommunicationStatus": ActionType(
        {"OutboundCommunicationIds": rows(each=text())}, flow_types=CAMPAIGNS, open=True
    ),
}
