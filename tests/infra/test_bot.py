"""The bot's resources: accepted by Lex's own API model, every step explicit, a version for each definition."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import aws_cdk as cdk
import botocore.session
import pytest
from aws_cdk import aws_kms as kms
from botocore.model import ListShape, MapShape, Shape, StringShape, StructureShape
from botocore.validate import ParamValidator

import lex_bot
from infra import bot_template
from infra.bot import Bot
from lex_bot import BotDefinition, BotError
from lex_bot.definition import FALLBACK
from tests.infra.replacement import changes
from tests.infra.synthesis import a_clinic, a_deployment, resources, template_of, with_spanish

Template = dict[str, Any]
HOOK = "arn:aws:lambda:us-east-1:111122223333:function:hook:live"
LOCALES = ("en_US", "es_US")
ENDED = {"outcome": "agent", "handoff_reason": "system_failure"}
ID = "ABCDEFGHIJ"


@cache
def definitions() -> Mapping[str, BotDefinition]:
    tenant = with_spanish(a_clinic())
    return {locale: lex_bot.load(locale, tenant) for locale in LOCALES}


@cache
def rendered(locale: str) -> Template:
    """The locale as CloudFormation gets it."""
    [only] = bot_template.bot({locale: definitions()[locale]})["BotLocales"]
    return dict(only)


def built(bots: Mapping[str, BotDefinition] | None = None, **changed: Any) -> Template:
    def build(stack: cdk.Stack) -> None:
        Bot(
            stack,
            "Bot",
            deployment=a_deployment(**changed),
            definitions=bots or {"en_US": definitions()["en_US"]},
            code_hook_alias_arn=HOOK,
            key=kms.Key(stack, "Key", enable_key_rotation=True),
        )

    return template_of(build)


def the(template: Template, kind: str) -> Template:
    [only] = resources(template, kind).values()
    return dict(only)


def intents(locale: str = "en_US") -> dict[str, Template]:
    return {intent["Name"]: intent for intent in rendered(locale)["Intents"]}


def slots(locale: str = "en_US") -> list[Template]:
    return [slot for intent in intents(locale).values() for slot in intent.get("Slots", [])]


def found(node: Any, key: str) -> Iterator[Any]:
    """Every value under this key, however deep."""
    if isinstance(node, dict):
        for name, value in node.items():
            if name == key:
                yield value
            yield from found(value, key)
    elif isinstance(node, list):
        for value in node:
            yield from found(value, key)


# What CloudFormation spells otherwise than the API. Everything else differs in its first letter alone.
SPELLED = {
    "MessageGroupsList": "messageGroups",
    "IsActive": "active",
    "DTMFSpecification": "dtmfSpecification",
    "NluConfidenceThreshold": "nluIntentConfidenceThreshold",
    "SlotTypeName": "slotTypeId",
}


def as_api(node: Any) -> Any:
    """CloudFormation's properties with the API's members."""
    if isinstance(node, list):
        return [as_api(value) for value in node]
    if not isinstance(node, dict):
        return {v: k for k, v in bot_template.STRATEGIES.items()}.get(node, node)
    said: dict[str, Any] = {}
    for name, value in node.items():
        if name == "SessionAttributes":
            said["sessionAttributes"] = {each["Key"]: each["Value"] for each in value}
        elif name == "PromptAttemptsSpecification":
            said["promptAttemptsSpecification"] = {attempt: as_api(value[attempt]) for attempt in value}
        else:
            said[SPELLED.get(name, name[0].lower() + name[1:])] = as_api(value)
    return said


def requests(locale: Template) -> Iterator[tuple[str, dict[str, Any]]]:
    """The API calls that would make this locale: operation and its input."""
    draft = {"botId": ID, "botVersion": "DRAFT", "localeId": locale["LocaleId"]}
    yield "CreateBotLocale", draft | as_api({k: v for k, v in locale.items() if k not in ("Intents", "SlotTypes")})
    for kind in locale["SlotTypes"]:
        said = as_api(kind)
        yield "CreateSlotType", draft | {"slotTypeName": said.pop("name")} | said
    for intent in locale["Intents"]:
        said = as_api({k: v for k, v in intent.items() if k not in ("Slots", "SlotPriorities")})
        yield "CreateIntent", draft | {"intentName": said.pop("name")} | said
        for slot in intent.get("Slots", []):
            said = as_api(slot)
            kind = said["slotTypeId"] if said["slotTypeId"].startswith("AMAZON.") else ID
            yield "CreateSlot", draft | {"intentId": ID, "slotName": said.pop("name")} | said | {"slotTypeId": kind}


def refusals(operation: str, request: dict[str, Any]) -> list[str]:
    """What Lex's API model has against this input: botocore's validator, then the limits it leaves to the service."""
    shape = botocore.session.get_session().get_service_model("lexv2-models").operation_model(operation).input_shape
    assert shape is not None
    report = ParamValidator().validate(request, shape).generate_report()
    return ([report] if report else []) + list(beyond(shape, request, operation))


def beyond(shape: Shape, value: Any, at: str) -> Iterator[str]:
    limit = shape.metadata.get("max")
    size = value if isinstance(value, (int, float)) and not isinstance(value, bool) else None
    size = len(value) if isinstance(value, (str, list, dict)) else size
    if limit is not None and size is not None and size > limit:
        yield f"{at}: {size} is over {limit}"
    if isinstance(shape, StringShape) and shape.enum and value not in shape.enum:
        yield f"{at}: {value!r} is none of {shape.enum}"
    if isinstance(value, str) and not re.search(shape.metadata.get("pattern", ""), value):
        yield f"{at}: {value!r} does not match {shape.metadata['pattern']}"
    if isinstance(shape, StructureShape) and isinstance(value, dict):
        for name in value.keys() & shape.members.keys():
            yield from beyond(shape.members[name], value[name], f"{at}.{name}")
    elif isinstance(shape, MapShape) and isinstance(value, dict):
        for name, each in value.items():
            yield from beyond(shape.key, name, at)
            yield from beyond(shape.value, each, f"{at}.{name}")
    elif isinstance(shape, ListShape) and isinstance(value, list):
        for position, each in enumerate(value):
            yield from beyond(shape.member, each, f"{at}[{position}]")


@pytest.mark.parametrize("locale", LOCALES)
def test_lexs_own_api_model_takes_every_part_of_a_locale(locale: str) -> None:
    made = list(requests(rendered(locale)))
    assert {operation for operation, _ in made} == {"CreateBotLocale", "CreateSlotType", "CreateIntent", "CreateSlot"}
    assert [said for operation, request in made for said in refusals(operation, request)] == []


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("FulfillmentCodeHook", "PostFulfilmentStatusSpecification"), {}, "Unknown parameter"),
        (("InitialResponseSetting", "NextStep", "DialogAction", "Type"), "EndDialog", "is none of"),
        (("Description",), "x" * 2001, "is over 2000"),
        (("Name",), "Book it", "does not match"),
        (("FulfillmentCodeHook", "Enabled"), "true", "Invalid type"),
    ],
)
def test_what_the_api_model_does_not_know_is_told(path: tuple[str, ...], value: Any, said: str) -> None:
    locale = json.loads(json.dumps(rendered("en_US")))
    node = locale["Intents"][0]
    for name in path[:-1]:
        node = node[name]
    node[path[-1]] = value
    assert said in "".join(each for operation, request in requests(locale) for each in refusals(operation, request))


@pytest.mark.parametrize("locale", LOCALES)
def test_every_question_may_be_answered_by_voice_or_keypad_and_interrupted_at_every_attempt(locale: str) -> None:
    assert slots(locale)
    for slot in slots(locale):
        prompt = slot["ValueElicitationSetting"]["PromptSpecification"]
        attempts = prompt["PromptAttemptsSpecification"]
        assert list(attempts) == ["Initial", "Retry1", "Retry2"]
        assert len(attempts) == prompt["MaxRetries"] + 1
        for attempt in attempts.values():
            assert attempt["AllowInterrupt"]
            assert attempt["AllowedInputTypes"] == {"AllowAudioInput": True, "AllowDTMFInput": True}


def test_an_attempt_listens_as_its_definition_says() -> None:
    [birth, *_] = [slot for slot in slots() if slot["Name"] == "BirthDate"]
    attempt = birth["ValueElicitationSetting"]["PromptSpecification"]["PromptAttemptsSpecification"]["Retry2"]
    assert attempt["AudioAndDTMFInputSpecification"] == {
        "StartTimeoutMs": 6000,
        "AudioSpecification": {"EndTimeoutMs": 1300, "MaxLengthMs": 15000},
        "DTMFSpecification": {"EndTimeoutMs": 2500, "MaxLength": 8, "EndCharacter": "#", "DeletionCharacter": "*"},
    }


def test_a_read_back_may_not_be_interrupted() -> None:
    prompts = [each["PromptSpecification"] for each in found(rendered("en_US"), "IntentConfirmationSetting")]
    assert prompts
    for prompt in prompts:
        assert not any(attempt["AllowInterrupt"] for attempt in prompt["PromptAttemptsSpecification"].values())


@pytest.mark.parametrize("locale", LOCALES)
def test_every_miss_in_a_slot_or_confirmation_reaches_the_function_and_then_the_fallback(locale: str) -> None:
    settings = [*found(rendered(locale), "SlotCaptureSetting"), *found(rendered(locale), "IntentConfirmationSetting")]
    assert len(settings) == len(slots(locale)) + 4
    for setting in settings:
        assert setting["ElicitationCodeHook"] == {"EnableCodeHookInvocation": True}
        assert setting["CodeHook"]["IsActive"]
        assert setting["FailureNextStep"]["Intent"] == {"Name": FALLBACK}


@pytest.mark.parametrize("locale", LOCALES)
def test_a_hook_that_fails_or_is_late_says_so_and_ends_with_a_person(locale: str) -> None:
    after = [
        *found(rendered(locale), "PostCodeHookSpecification"),
        *found(rendered(locale), "PostFulfillmentStatusSpecification"),
    ]
    assert len(after) > len(intents(locale))
    for step in after:
        for how in ("Failure", "Timeout"):
            assert step[f"{how}Response"]["MessageGroupsList"]
            assert step[f"{how}NextStep"]["DialogAction"] == {"Type": "EndConversation"}
            said = {each["Key"]: each["Value"] for each in step[f"{how}NextStep"]["SessionAttributes"]}
            assert said == ENDED
        assert step["SuccessNextStep"]["DialogAction"]["Type"]


def test_a_declined_read_back_goes_back_to_the_function() -> None:
    for confirmation in found(rendered("en_US"), "IntentConfirmationSetting"):
        assert confirmation["DeclinationNextStep"] == {"DialogAction": {"Type": "InvokeDialogCodeHook"}}
        assert confirmation["ConfirmationNextStep"] == {"DialogAction": {"Type": "FulfillIntent"}}


def test_a_task_begins_in_the_function_and_what_it_delegates_has_a_step() -> None:
    first = intents()["BookAppointment"]["InitialResponseSetting"]
    assert first["NextStep"] == {"DialogAction": {"Type": "InvokeDialogCodeHook"}}
    after = first["CodeHook"]["PostCodeHookSpecification"]
    assert after["SuccessNextStep"] == {"DialogAction": {"Type": "ConfirmIntent"}}
    checked = intents()["CheckAppointment"]["InitialResponseSetting"]["CodeHook"]["PostCodeHookSpecification"]
    assert checked["SuccessNextStep"] == {"DialogAction": {"Type": "FulfillIntent"}}


def test_a_slot_that_is_required_is_what_a_delegated_task_asks_next() -> None:
    bot = definitions()["en_US"]
    booking = bot.intent("BookAppointment")
    wanted = booking.model_copy(
        update={"slots": tuple(each.model_copy(update={"required": each.name == "Day"}) for each in booking.slots)}
    )
    [locale] = bot_template.bot({"en_US": bot.model_copy(update={"intents": (wanted,)})})["BotLocales"]
    [step] = list(found(locale["Intents"][0]["InitialResponseSetting"], "SuccessNextStep"))
    assert step == {"DialogAction": {"Type": "ElicitSlot", "SlotToElicit": "Day"}}


def test_slots_are_asked_in_the_order_of_the_definition() -> None:
    priorities = intents()["RescheduleAppointment"]["SlotPriorities"]
    assert [each["SlotName"] for each in sorted(priorities, key=lambda each: each["Priority"])] == [
        slot.name for slot in definitions()["en_US"].intent("RescheduleAppointment").slots
    ]


def test_the_fallback_reaches_the_function_by_its_fulfillment_hook_alone() -> None:
    fallback = intents()[FALLBACK]
    assert fallback["ParentIntentSignature"] == f"AMAZON.{FALLBACK}"
    assert fallback["DialogCodeHook"] == {"Enabled": False}
    assert fallback["InitialResponseSetting"] == {"NextStep": {"DialogAction": {"Type": "FulfillIntent"}}}
    assert not {"Slots", "SampleUtterances", "IntentConfirmationSetting"} & fallback.keys()


@pytest.mark.parametrize("locale", LOCALES)
def test_built_in_intents_have_their_parents(locale: str) -> None:
    parents = {
        name: each["ParentIntentSignature"] for name, each in intents(locale).items() if "ParentIntentSignature" in each
    }
    assert parents == {name: f"AMAZON.{name}" for name in ("HelpIntent", "RepeatIntent", FALLBACK)}


def test_progress_is_spoken_while_the_fulfillment_hook_runs() -> None:
    for intent in intents().values():
        updates = intent["FulfillmentCodeHook"]["FulfillmentUpdatesSpecification"]
        assert (updates["Active"], updates["TimeoutInSeconds"]) == (True, 12)
        assert (updates["StartResponse"]["DelayInSeconds"], updates["UpdateResponse"]["FrequencyInSeconds"]) == (2, 7)
        assert not updates["StartResponse"]["AllowInterrupt"]


def test_a_hook_without_progress_says_so() -> None:
    bot = definitions()["en_US"]
    fallback = bot.intent(FALLBACK)
    quiet = fallback.model_copy(update={"fulfillment": fallback.fulfillment.model_copy(update={"progress": None})})
    [locale] = bot_template.bot({"en_US": bot.model_copy(update={"intents": (quiet,)})})["BotLocales"]
    [updates] = list(found(locale, "FulfillmentUpdatesSpecification"))
    assert updates == {"Active": False}


@pytest.mark.parametrize("locale", LOCALES)
def test_who_a_caller_is_does_not_reach_lexs_logs(locale: str) -> None:
    for slot in slots(locale):
        hidden = slot["ObfuscationSetting"]["ObfuscationSettingType"] == "DefaultObfuscation"
        assert hidden == (slot["Name"] in ("LastName", "BirthDate"))


def test_slot_types_keep_synonyms_and_how_a_value_is_chosen() -> None:
    kinds = {kind["Name"]: kind for kind in rendered("en_US")["SlotTypes"]}
    flu = next(v for v in kinds["ClinicService"]["SlotTypeValues"] if v["SampleValue"]["Value"] == "flu shot")
    assert {"Value": "flu vaccine"} in flu["Synonyms"]
    assert kinds["ClinicService"]["ValueSelectionSetting"] == {
        "ResolutionStrategy": "TOP_RESOLUTION",
        "AdvancedRecognitionSetting": {"AudioRecognitionStrategy": "UseSlotValuesAsCustomVocabulary"},
    }
    assert kinds["AppointmentChoice"]["ValueSelectionSetting"]["ResolutionStrategy"] == "ORIGINAL_VALUE"


def test_voice_and_threshold_are_the_tenants_per_locale() -> None:
    voices = {locale: rendered(locale)["VoiceSettings"] for locale in LOCALES}
    assert voices == {
        "en_US": {"VoiceId": "Joanna", "Engine": "neural"},
        "es_US": {"VoiceId": "Lupe", "Engine": "neural"},
    }
    assert rendered("es_US")["NluConfidenceThreshold"] == a_clinic().thresholds.understanding


def test_locales_that_disagree_about_the_one_bot_are_refused() -> None:
    spanish = definitions()["es_US"].model_copy(update={"idle_session_ttl_s": 300})
    with pytest.raises(BotError, match=r"lex_bot/es_US.toml: idle_session_ttl_s: must be 900 as in en_US.toml"):
        bot_template.bot({"en_US": definitions()["en_US"], "es_US": spanish})


def test_the_bot_is_named_by_its_environment_built_in_full_and_seen_by_the_flow_designer() -> None:
    properties = the(built(definitions()), "AWS::Lex::Bot")["Properties"]
    assert properties["Name"] == "Frontdesk-dev"
    assert properties["AutoBuildBotLocales"] is True
    assert [locale["LocaleId"] for locale in properties["BotLocales"]] == list(LOCALES)
    assert {"Key": "AmazonConnectEnabled", "Value": "True"} in properties["BotTags"]
    assert properties["DataPrivacy"] == {"ChildDirected": False}
    assert properties["IdleSessionTTLInSeconds"] == 900
    assert "TestBotAliasSettings" not in properties


@pytest.mark.parametrize("locales", [LOCALES[:1], LOCALES])
def test_version_and_alias_hold_every_locale_with_the_hook_on_the_functions_alias(locales: tuple[str, ...]) -> None:
    template = built({locale: definitions()[locale] for locale in locales})
    versioned = the(template, "AWS::Lex::BotVersion")["Properties"]["BotVersionLocaleSpecification"]
    assert [each["LocaleId"] for each in versioned] == list(locales)
    assert all(each["BotVersionLocaleDetails"] == {"SourceBotVersion": "DRAFT"} for each in versioned)
    alias = the(template, "AWS::Lex::BotAlias")["Properties"]
    assert [each["LocaleId"] for each in alias["BotAliasLocaleSettings"]] == list(locales)
    for each in alias["BotAliasLocaleSettings"]:
        assert each["BotAliasLocaleSetting"]["Enabled"]
        hook = each["BotAliasLocaleSetting"]["CodeHookSpecification"]["LambdaCodeHook"]
        assert hook == {"LambdaArn": HOOK, "CodeHookInterfaceVersion": "1.0"}
    assert alias["SentimentAnalysisSettings"] == {"DetectSentiment": False}


def test_the_alias_serves_the_version_and_the_version_is_made_of_the_bot() -> None:
    template = built()
    [version] = resources(template, "AWS::Lex::BotVersion")
    [bot] = resources(template, "AWS::Lex::Bot")
    alias = the(template, "AWS::Lex::BotAlias")["Properties"]
    assert alias["BotVersion"] == {"Fn::GetAtt": [version, "BotVersion"]}
    assert template["Resources"][version]["Properties"]["BotId"] == {"Fn::GetAtt": [bot, "Id"]}


def test_only_this_alias_may_call_the_functions_alias() -> None:
    template = built()
    [alias] = resources(template, "AWS::Lex::BotAlias")
    assert the(template, "AWS::Lambda::Permission")["Properties"] == {
        "Action": "lambda:InvokeFunction",
        "FunctionName": HOOK,
        "Principal": "lexv2.amazonaws.com",
        "SourceAccount": {"Ref": "AWS::AccountId"},
        "SourceArn": {"Fn::GetAtt": [alias, "Arn"]},
    }


def reworded(bot: BotDefinition) -> BotDefinition:
    """With another question for the day of a booking."""
    booking = bot.intent("BookAppointment")
    message = booking.slot("Day").prompt.message.model_copy(update={"text": "Which day suits you?"})
    asked = [
        each.model_copy(update={"prompt": each.prompt.model_copy(update={"message": message})})
        if each.name == "Day"
        else each
        for each in booking.slots
    ]
    other = booking.model_copy(update={"slots": tuple(asked)})
    return bot.model_copy(update={"intents": tuple(other if e.name == other.name else e for e in bot.intents)})


def test_a_changed_prompt_updates_the_bot_and_makes_a_version_beside_the_former_one() -> None:
    before, after = built(definitions()), built({**definitions(), "en_US": reworded(definitions()["en_US"])})
    change = changes(before, after)
    assert change.of(before, change.updated) == {"AWS::Lex::Bot", "AWS::Lex::BotAlias"}
    assert not change.replaced
    assert change.of(after, change.added) == change.of(before, change.removed) == {"AWS::Lex::BotVersion"}
    [alias] = resources(before, "AWS::Lex::BotAlias")
    was, becomes = (template["Resources"][alias]["Properties"] for template in (before, after))
    assert {key for key in was if was[key] != becomes[key]} == {"BotVersion"}


def test_the_same_definition_is_the_same_version() -> None:
    again = {locale: BotDefinition.model_validate(bot.model_dump()) for locale, bot in definitions().items()}
    assert built(definitions()) == built(again)


def test_a_second_locale_is_a_new_version() -> None:
    change = changes(built(), built(definitions()))
    assert len(change.added) == len(change.removed) == 1


def test_a_version_is_kept_when_the_next_one_takes_its_place() -> None:
    version = the(built(), "AWS::Lex::BotVersion")
    assert (version["DeletionPolicy"], version["UpdateReplacePolicy"]) == ("Retain", "Retain")


def test_lex_may_speak_for_the_bot_and_nothing_else() -> None:
    template = built()
    role = the(template, "AWS::IAM::Role")["Properties"]
    [policy] = resources(template, "AWS::IAM::ManagedPolicy")
    assert role["ManagedPolicyArns"] == [{"Ref": policy}]
    [statement] = template["Resources"][policy]["Properties"]["PolicyDocument"]["Statement"]
    assert statement == {"Action": "polly:SynthesizeSpeech", "Effect": "Allow", "Resource": "*"}
    [trust] = role["AssumeRolePolicyDocument"]["Statement"]
    assert trust["Principal"] == {"Service": "lexv2.amazonaws.com"}
    assert trust["Condition"]["StringEqualsIfExists"] == {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}


def test_conversations_are_not_logged_unless_a_deployment_says_for_how_long() -> None:
    template = built(conversation_log_days=0)
    assert "ConversationLogSettings" not in the(template, "AWS::Lex::BotAlias")["Properties"]
    assert not resources(template, "AWS::Logs::LogGroup")


def test_conversation_logs_are_text_encrypted_short_lived_and_all_that_lex_may_write() -> None:
    template = built(conversation_log_days=7)
    [(group, log)] = resources(template, "AWS::Logs::LogGroup").items()
    [key] = resources(template, "AWS::KMS::Key")
    arn = {"Fn::GetAtt": [group, "Arn"]}
    assert log["Properties"] == {"RetentionInDays": 7, "KmsKeyId": {"Fn::GetAtt": [key, "Arn"]}}
    settings = the(template, "AWS::Lex::BotAlias")["Properties"]["ConversationLogSettings"]
    assert settings.keys() == {"TextLogSettings"}
    [text] = settings["TextLogSettings"]
    assert (text["Enabled"], text["Destination"]["CloudWatch"]["CloudWatchLogGroupArn"]) == (True, arn)
    written = {
        json.dumps(statement["Resource"]): statement["Action"]
        for policy in resources(template, "AWS::IAM::ManagedPolicy").values()
        for statement in policy["Properties"]["PolicyDocument"]["Statement"]
    }
    assert written == {
        '"*"': "polly:SynthesizeSpeech",
        json.dumps(arn): ["logs:CreateLogStream", "logs:PutLogEvents"],
    }


# Quotas of a bot's locale, for Spanish the lower ones: https://docs.aws.amazon.com/lexv2/latest/dg/quotas.html.
INTENTS, SLOTS, SLOT_TYPES, UTTERANCE_CHARS = 250, 2_000, 100, 200_000
VALUES_AND_SYNONYMS, SLOTS_OF_AN_INTENT, UTTERANCES_OF_AN_INTENT, UTTERANCES_OF_A_SLOT = 50_000, 100, 1_500, 10
SHARE_OF_A_TEMPLATE = 500_000
"""Bytes: half of what a template may have, with two locales."""


@pytest.mark.parametrize("locale", LOCALES)
def test_a_locale_stays_within_the_quotas_of_lex(locale: str) -> None:
    said = list(found(rendered(locale), "Utterance"))
    assert len(intents(locale)) <= INTENTS
    assert len(slots(locale)) <= SLOTS
    assert len(rendered(locale)["SlotTypes"]) <= SLOT_TYPES
    assert 0 < sum(map(len, said)) <= UTTERANCE_CHARS
    assert len(list(found(rendered(locale)["SlotTypes"], "Value"))) <= VALUES_AND_SYNONYMS
    for intent in intents(locale).values():
        assert len(intent.get("Slots", [])) <= SLOTS_OF_AN_INTENT
        assert len(intent.get("SampleUtterances", [])) <= UTTERANCES_OF_AN_INTENT
    for slot in slots(locale):
        assert len(slot["ValueElicitationSetting"].get("SampleUtterances", [])) <= UTTERANCES_OF_A_SLOT


def test_two_locales_leave_room_in_the_template() -> None:
    template = built(definitions(), conversation_log_days=7)
    assert len(json.dumps(template, indent=1)) < SHARE_OF_A_TEMPLATE
    assert len(template["Resources"]) < 12
