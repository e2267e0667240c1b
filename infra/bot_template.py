"""A bot's definition as the properties of `AWS::Lex::Bot`.

Knows how CloudFormation spells a Lex V2 bot, and writes every step out: what a definition leaves to Lex may differ from
what its console sets. Refuses to know CDK, what the bot says, and what answers it.

Two settings of 2026 are left as Lex has them: assisted understanding would put a model between a question and the
function that answers it, and tolerance of noise cannot be judged without calls.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from lex_bot import BotDefinition, BotError
from lex_bot.definition import (
    FALLBACK,
    Confirmation,
    DialogHook,
    Ending,
    Fulfillment,
    Intent,
    Listening,
    Message,
    NextStep,
    Prompt,
    Slot,
    SlotType,
)

Properties = dict[str, Any]

TEXT_START_TIMEOUT_MS = 30_000
"""How long Lex waits for typed words: its own default. A call has none, but the specification of an attempt has it."""
STRATEGIES = {"OriginalValue": "ORIGINAL_VALUE", "TopResolution": "TOP_RESOLUTION"}
"""CloudFormation's words for the resolution strategies of the API."""


def bot(definitions: Mapping[str, BotDefinition]) -> Properties:
    """What a bot version is a snapshot of: everything of the bot but its name, role and tags.

    Args:
        definitions: Locale -> the bot in it, at least one.

    Raises:
        BotError: locales disagree about what a bot has once.
    """
    first, *others = definitions.values()
    for other in others:
        for key in ("name", "idle_session_ttl_s"):
            if getattr(other, key) != getattr(first, key):
                raise BotError(
                    f"lex_bot/{other.locale}.toml: {key}: must be {getattr(first, key)!r} as in {first.locale}.toml; "
                    "a bot has it once for every locale"
                )
    return {
        "AutoBuildBotLocales": True,
        "BotLocales": [_locale(definition) for definition in definitions.values()],
        "DataPrivacy": {"ChildDirected": False},
        "Description": first.description,
        "IdleSessionTTLInSeconds": first.idle_session_ttl_s,
    }


def fingerprint(properties: Properties) -> str:
    """The same for the same properties, another for any other."""
    return hashlib.sha256(json.dumps(properties, sort_keys=True).encode()).hexdigest()[:16]


def _locale(definition: BotDefinition) -> Properties:
    return {
        "LocaleId": definition.locale,
        "Description": definition.description,
        "NluConfidenceThreshold": definition.nlu_confidence_threshold,
        "VoiceSettings": {"VoiceId": definition.voice_id, "Engine": definition.voice_engine},
        "SlotTypes": [_slot_type(slot_type) for slot_type in definition.slot_types],
        "Intents": [_intent(intent) for intent in definition.intents],
    }


def _slot_type(slot_type: SlotType) -> Properties:
    selection: Properties = {"ResolutionStrategy": STRATEGIES[slot_type.strategy]}
    if slot_type.audio_vocabulary:
        selection["AdvancedRecognitionSetting"] = {"AudioRecognitionStrategy": "UseSlotValuesAsCustomVocabulary"}
    values: list[Properties] = []
    for value in slot_type.values:
        values.append({"SampleValue": {"Value": value.value}})
        if value.synonyms:
            values[-1]["Synonyms"] = [{"Value": synonym} for synonym in value.synonyms]
    return {
        "Name": slot_type.name,
        "Description": slot_type.description,
        "ValueSelectionSetting": selection,
        "SlotTypeValues": values,
    }


def _intent(intent: Intent) -> Properties:
    properties: Properties = {
        "Name": intent.name,
        "Description": intent.description,
        "DialogCodeHook": {"Enabled": intent.dialog is not None},
        "InitialResponseSetting": {"NextStep": _step(intent.initial_step)},
        "FulfillmentCodeHook": _fulfillment(intent.fulfillment),
    }
    if intent.parent_signature:
        properties["ParentIntentSignature"] = intent.parent_signature
    if intent.utterances:
        properties["SampleUtterances"] = _utterances(intent.utterances)
    if intent.dialog:
        hook = _dialog_hook(intent.dialog, _delegated(intent))
        properties["InitialResponseSetting"]["CodeHook"] = hook
        properties["Slots"] = [_slot(slot, hook) for slot in intent.slots]
        properties["SlotPriorities"] = [
            {"Priority": position, "SlotName": slot.name} for position, slot in enumerate(intent.slots, 1)
        ]
        if intent.confirmation:
            properties["IntentConfirmationSetting"] = _confirmation(intent.confirmation, hook)
    return properties


def _delegated(intent: Intent) -> Properties:
    """What Lex does by itself when the function delegates: the first required slot, the confirmation, the hook."""
    for slot in intent.slots:
        if slot.required:
            return {"DialogAction": {"Type": "ElicitSlot", "SlotToElicit": slot.name}}
    return {"DialogAction": {"Type": "ConfirmIntent"}} if intent.confirmation else _step(NextStep.FULFILL_INTENT)


def _utterances(utterances: tuple[str, ...]) -> list[Properties]:
    return [{"Utterance": utterance} for utterance in utterances]


def _slot(slot: Slot, hook: Properties) -> Properties:
    elicitation: Properties = {
        "SlotConstraint": "Required" if slot.required else "Optional",
        "PromptSpecification": _prompt(slot.prompt),
        "SlotCaptureSetting": {
            "CaptureNextStep": _step(slot.on_captured),
            "CodeHook": hook,
            "ElicitationCodeHook": {"EnableCodeHookInvocation": slot.elicitation_hook},
            "FailureNextStep": _fall_back(),
        },
    }
    if slot.utterances:
        elicitation["SampleUtterances"] = _utterances(slot.utterances)
    return {
        "Name": slot.name,
        "Description": slot.description,
        "SlotTypeName": slot.type,
        "ObfuscationSetting": {"ObfuscationSettingType": "DefaultObfuscation" if slot.obfuscate else "None"},
        "ValueElicitationSetting": elicitation,
    }


def _confirmation(confirmation: Confirmation, hook: Properties) -> Properties:
    return {
        "IsActive": True,
        "PromptSpecification": _prompt(confirmation.prompt),
        "ElicitationCodeHook": {"EnableCodeHookInvocation": confirmation.elicitation_hook},
        "CodeHook": hook,
        "ConfirmationNextStep": _step(confirmation.on_confirmed),
        "DeclinationNextStep": _step(confirmation.on_declined),
        "FailureNextStep": _fall_back(),
    }


def _prompt(prompt: Prompt) -> Properties:
    attempts = ("Initial", *(f"Retry{number}" for number in range(1, prompt.max_retries + 1)))
    return {
        "AllowInterrupt": prompt.allow_interrupt,
        "MaxRetries": prompt.max_retries,
        "MessageGroupsList": _message_groups(prompt.message),
        "MessageSelectionStrategy": "Random",
        "PromptAttemptsSpecification": {
            attempt: _attempt(prompt.listening, allow_interrupt=prompt.allow_interrupt) for attempt in attempts
        },
    }


def _attempt(listening: Listening, *, allow_interrupt: bool) -> Properties:
    return {
        "AllowInterrupt": allow_interrupt,
        "AllowedInputTypes": {"AllowAudioInput": True, "AllowDTMFInput": True},
        "AudioAndDTMFInputSpecification": {
            "StartTimeoutMs": listening.audio_start_timeout_ms,
            "AudioSpecification": {
                "EndTimeoutMs": listening.audio_end_timeout_ms,
                "MaxLengthMs": listening.audio_max_length_ms,
            },
            "DTMFSpecification": {
                "EndTimeoutMs": listening.dtmf_end_timeout_ms,
                "MaxLength": listening.dtmf_max_length,
                "EndCharacter": listening.dtmf_end_character,
                "DeletionCharacter": listening.dtmf_deletion_character,
            },
        },
        "TextInputSpecification": {"StartTimeoutMs": TEXT_START_TIMEOUT_MS},
    }


def _message_groups(message: Message) -> list[Properties]:
    """One group, so that one thing is said; Lex picks among its message and the variations."""
    group: Properties = {"Message": _plain(message.text)}
    if message.variations:
        group["Variations"] = [_plain(text) for text in message.variations]
    return [group]


def _plain(text: str) -> Properties:
    return {"PlainTextMessage": {"Value": text}}


def _dialog_hook(hook: DialogHook, delegated: Properties) -> Properties:
    return {
        "IsActive": True,
        "EnableCodeHookInvocation": True,
        "PostCodeHookSpecification": {
            "SuccessNextStep": delegated,
            **_ending("Failure", hook.on_failure),
            **_ending("Timeout", hook.on_timeout),
        },
    }


def _fulfillment(fulfillment: Fulfillment) -> Properties:
    return {
        "Enabled": True,
        "IsActive": True,
        "FulfillmentUpdatesSpecification": _updates(fulfillment),
        "PostFulfillmentStatusSpecification": {
            "SuccessNextStep": _step(NextStep.END_CONVERSATION),
            **_ending("Failure", fulfillment.on_failure),
            **_ending("Timeout", fulfillment.on_timeout),
        },
    }


def _updates(fulfillment: Fulfillment) -> Properties:
    progress = fulfillment.progress
    if progress is None:
        return {"Active": False}
    return {
        "Active": True,
        "TimeoutInSeconds": fulfillment.timeout_s,
        "StartResponse": {
            "AllowInterrupt": progress.allow_interrupt,
            "DelayInSeconds": progress.start_after_s,
            "MessageGroups": _message_groups(progress.start),
        },
        "UpdateResponse": {
            "AllowInterrupt": progress.allow_interrupt,
            "FrequencyInSeconds": progress.update_every_s,
            "MessageGroups": _message_groups(progress.update),
        },
    }


def _ending(how: str, ending: Ending) -> Properties:
    """Said to the end: the transfer that follows would cut it off."""
    attributes = [{"Key": key, "Value": value} for key, value in sorted(ending.attributes.items())]
    return {
        f"{how}Response": {"AllowInterrupt": False, "MessageGroupsList": _message_groups(ending.message)},
        f"{how}NextStep": {**_step(ending.next_step), "SessionAttributes": attributes},
    }


def _step(step: NextStep) -> Properties:
    return {"DialogAction": {"Type": step.value}}


def _fall_back() -> Properties:
    """After the last retry, as Lex does by itself."""
    return {"DialogAction": {"Type": "StartIntent"}, "Intent": {"Name": FALLBACK}}
