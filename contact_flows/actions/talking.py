"""Action types by which a participant hears, says or sees something.

Sources: the pages `participant-actions-*` of
https://docs.aws.amazon.com/connect/latest/APIReference/participant-actions.html, the block pages of the administrator
guide (`set-touchtone-buffer-behavior`, `authenticate-customer`, `agentic-cx-block`), and what exports of the designer
write. Where a page and what the service was seen to take disagree, the service holds: input that is stored has no
InputTimeLimitExceeded, and MessageParticipant needs no error branch.
"""

from collections.abc import Mapping

from contact_flows.actions.parameters import (
    ANY_PROMPT,
    CALLER_ID,
    ERROR_AND_CONDITION,
    NO_ERRORS,
    ONE_PROMPT,
    OPTIONAL_ERROR,
    PROMPT,
    SEVEN_DAYS_S,
    choice,
    flag,
    number,
    record,
    reference,
    rows,
    table,
    text,
)
from contact_flows.language import (
    EQUALS,
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
    Conditions,
    Parameter,
    Variant,
)

_KEYS = tuple("0123456789*#")
_VALIDATION: Mapping[str, Parameter] = {
    "PhoneNumberValidation": record({"NumberFormat": choice("Local", "E164", required=True), "CountryCode": text()}),
    "CustomValidation": record({"MaximumLength": number(1, 1_000, required=True)}),
}
_ONE_VALIDATION = (Alternatives(tuple(_VALIDATION), exactly_one=True),)
_LIMIT = number(1, 180, seen=300)
"""Documents say 180; voicemail flows in use wait five minutes for the message."""
_THIRD_PARTY = number(0, 600, required=False, dynamic=True)
"""Exports call it a time limit; APIReference/participant-actions-transferparticipanttothirdparty.html a timeout."""
_STORED = {"InputValidation": record(_VALIDATION, required=True, alternatives=_ONE_VALIDATION)}
_BUFFER = {"InputTimeLimitSeconds": number(1, 180, required=False), "InputValidation": record(_VALIDATION)}
_BOT_ERRORS = {"NoMatchingCondition": True, "NoMatchingError": True, "InputTimeLimitExceeded": False}

TYPES: Mapping[str, ActionType] = {
    "MessageParticipant": ActionType(
        {**PROMPT, "SkipWhenDTMFBufferEnabled": flag()},
        (ONE_PROMPT,),
        errors=OPTIONAL_ERROR,
        flow_types=FLOWS_AND_QUEUE | WHISPERS,
    ),
    "MessageParticipantIteratively": ActionType(
        {
            "Messages": rows(required=True, at_least=1, each=record(PROMPT, alternatives=(ONE_PROMPT,))),
            "InterruptFrequencySeconds": number(1, SEVEN_DAYS_S, required=False, dynamic=True),
            "ContinueMessagingDuringInterrupt": flag(),
        },
        conditions=Conditions(EQUALS, ("MessagesInterrupted",)),
        errors=OPTIONAL_ERROR,
        next_required=False,
        flow_types=QUEUE | HOLDS,
    ),
    "GetParticipantInput": ActionType(
        {
            **PROMPT,
            "InputTimeLimitSeconds": _LIMIT,
            "StoreInput": flag(),
            "InputValidation": record(_VALIDATION, alternatives=_ONE_VALIDATION),
            "InputEncryption": record({"EncryptionKeyId": text(required=True), "Key": text(required=True)}),
            "DTMFConfiguration": record(
                {
                    "InputTerminationSequence": text(),
                    "DisableCancelKey": flag(),
                    "InterdigitTimeLimitSeconds": number(1, 20, required=False),
                }
            ),
        },
        (ANY_PROMPT,),
        conditions=Conditions(EQUALS, _KEYS),
        errors={"NoMatchingError": True, "NoMatchingCondition": True, "InputTimeLimitExceeded": True},
        variants=(
            Variant("EnableDTMFBuffer", (), None, REQUIRED_ERROR, {"EnableDTMFBuffer": flag(), **_BUFFER}),
            Variant("StoreInput", ("True",), None, {"NoMatchingError": True, "InvalidPhoneNumber": False}, _STORED),
        ),
        flow_types=FLOWS_AND_QUEUE | OUTBOUND,
    ),
    "ConnectParticipantWithLexBot": ActionType(
        {
            **PROMPT,
            "LexV2Bot": record({"AliasArn": reference(required=True)}),
            "LexBot": record({"Name": text(required=True), "Region": text(), "Alias": text()}),
            "LexSessionAttributes": table(each=text()),
            "LexInitializationData": record({"InitialMessage": text()}, open=True),
            "LexTimeoutSeconds": record({"Text": number(1, SEVEN_DAYS_S, required=False, dynamic=True)}, open=True),
        },
        (ANY_PROMPT, Alternatives(("LexV2Bot", "LexBot"), exactly_one=True)),
        conditions=Conditions(EQUALS),
        errors=_BOT_ERRORS,
        flow_types=FLOWS_AND_QUEUE | OUTBOUND,
    ),
    "ConnectParticipantWithAgenticCX": ActionType(
        {
            "AgentConfiguration": record(
                {
                    "WorkspaceId": text(required=True),
                    "ApplicationId": text(required=True),
                    "Alias": text(),
                    "ContextVariables": table(),
                },
                required=True,
                open=True,
            ),
            "SpeechRecognitionConfiguration": table(),
            "AudioFillerConfiguration": table(),
        },
        conditions=Conditions(EQUALS),
        errors=_BOT_ERRORS,
        open=True,
    ),
    "AuthenticateParticipant": ActionType(
        {
            "CognitoConfiguration": record({"UserPoolArn": reference(), "AppClientId": text()}, open=True),
            "CustomerProfilesConfiguration": record({"ObjectTypeName": text()}, open=True),
            "TimeLimitMinutes": number(3, 15, dynamic=True),
        },
        conditions=Conditions(EQUALS, ("OptedOut",)),
        errors={"NoMatchingError": True, "TimeLimitExceeded": True},
        flow_types=FLOWS,
    ),
    "ShowView": ActionType(
        {
            "ViewResource": record({"Id": reference(required=True), "Version": text()}, required=True),
            "InvocationTimeLimitSeconds": number(1, SEVEN_DAYS_S, dynamic=True),
            "ViewData": table(),
            "SensitiveDataConfiguration": record({"HideResponseOn": rows(each=choice("TRANSCRIPT"))}, open=True),
        },
        conditions=Conditions(EQUALS),
        errors={**ERROR_AND_CONDITION, "TimeLimitExceeded": True},
        flow_types=FLOWS | QUEUE,
    ),
    "TransferParticipantToThirdParty": ActionType(
        {
            "ThirdPartyPhoneNumber": text(),
            "ThirdPartyConnectionTimeLimitSeconds": _THIRD_PARTY,
            "ThirdPartyConnectionTimeoutSeconds": _THIRD_PARTY,
            "ContinueFlowExecution": flag(),
            "ThirdPartyDTMFDigits": text(),
            "CallerId": CALLER_ID,
            "VoiceConnector": table(),
        },
        (Alternatives(("ThirdPartyConnectionTimeLimitSeconds", "ThirdPartyConnectionTimeoutSeconds")),),
        errors={"NoMatchingError": True, "CallFailed": False, "ConnectionTimeLimitExceeded": False},
        flow_types=FLOWS | QUEUE | TRANSFERS,
        open=True,
    ),
    "DisconnectParticipant": ActionType(errors=NO_ERRORS, ends=True, flow_types=FLOWS_AND_QUEUE),
}
