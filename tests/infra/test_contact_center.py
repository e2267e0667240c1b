"""Who answers when, who may do what, and what instance and functions know of each other."""

import json
import re
from datetime import date
from typing import Any

import aws_cdk as cdk
import pytest
import yaml
from aws_cdk import aws_kms as kms

from clinic import QUEUES, Clinic, ClinicError, Holiday, Hours, Weekday
from fulfillment import assist
from fulfillment.turn import Queue
from infra.assist_start import MODELS
from infra.hold_music import HoldMusic
from infra.people import ADMIN_PERMISSIONS
from infra.regions import REGIONS
from infra.staffing import MAX_HOLIDAYS, Staffing
from tests.infra.contact_center_stage import (
    AGENT,
    BOT_ALIAS,
    ENDED_FUNCTION,
    EXISTING,
    FLOW_FUNCTION,
    INSTANCE,
    KNOWLEDGE_BASE,
    NUMBER,
    as_text,
    contact_center,
    created_before,
)
from tests.infra.synthesis import Template, a_clinic, a_deployment, resources, template_of

WHISPER = "arn:aws:connect:us-east-1:111122223333:instance/12345678/contact-flow/whisper"
MONDAY = date(2026, 11, 23)


def one(template: Template, kind: str) -> Template:
    """The properties of the only resource of its kind."""
    (found,) = resources(template, kind).values()
    properties: Template = found["Properties"]
    return properties


def staffed(clinic: Clinic, *, today: date = MONDAY) -> Template:
    """The template of staffing alone."""

    def build(stack: cdk.Stack) -> None:
        Staffing(
            stack,
            "Staffing",
            deployment=a_deployment(),
            clinic=clinic,
            instance_arn=INSTANCE.format(region="us-east-1"),
            number_arn=NUMBER.format(region="us-east-1"),
            outbound_whisper_arn=WHISPER,
            key=kms.Key(stack, "Key"),
            today=today,
        )

    return template_of(build)


def test_people_answer_at_the_clinics_hours_in_its_time_zone() -> None:
    hours = Hours(
        days=(Weekday.TUESDAY, Weekday.SATURDAY), opens=a_clinic().hours.opens, closes=a_clinic().hours.closes
    )
    made = one(staffed(a_clinic(hours=hours, time_zone="Europe/London")), "AWS::Connect::HoursOfOperation")
    assert made["TimeZone"] == "Europe/London"
    slices = {"StartTime": {"Hours": 8, "Minutes": 0}, "EndTime": {"Hours": 18, "Minutes": 0}}
    assert made["Config"] == [{"Day": "TUESDAY", **slices}, {"Day": "SATURDAY", **slices}]


def test_the_clinic_is_closed_all_day_on_every_holiday_to_come() -> None:
    overrides = one(staffed(a_clinic()), "AWS::Connect::HoursOfOperation")["HoursOfOperationOverrides"]
    assert [(each["EffectiveFrom"], each["EffectiveTill"]) for each in overrides] == [
        (day, day) for day in ("2026-11-26", "2026-12-25", "2027-01-01")
    ]
    assert {(each["OverrideType"], tuple(each["OverrideConfig"])) for each in overrides} == {("STANDARD", ())}


def test_a_holiday_that_has_passed_is_left_out_and_todays_is_not() -> None:
    made = one(staffed(a_clinic(), today=date(2026, 12, 25)), "AWS::Connect::HoursOfOperation")
    assert [each["EffectiveFrom"] for each in made["HoursOfOperationOverrides"]] == ["2026-12-25", "2027-01-01"]


def test_more_holidays_than_connect_takes_are_refused_in_one_sentence() -> None:
    many = tuple(
        Holiday(date=date.fromordinal(MONDAY.toordinal() + day), name="Day") for day in range(MAX_HOLIDAYS + 1)
    )
    with pytest.raises(ClinicError, match=r"clinic\.toml: holidays: 51 are still to come, and Connect takes 50"):
        staffed(a_clinic(holidays=many))


def test_queues_are_called_what_the_function_calls_them() -> None:
    queues = resources(contact_center(), "AWS::Connect::Queue").values()
    assert {each["Properties"]["Name"] for each in queues} == set(QUEUES) == set(Queue)


def test_queues_in_an_existing_instance_bear_the_deployments_name_too() -> None:
    queues = resources(contact_center(**EXISTING), "AWS::Connect::Queue").values()
    assert {each["Properties"]["Name"] for each in queues} == {f"{name} - frontdesk-dev" for name in QUEUES}


def test_a_queue_can_call_back() -> None:
    template = contact_center()
    for queue in resources(template, "AWS::Connect::Queue").values():
        caller = queue["Properties"]["OutboundCallerConfig"]
        whisper = template["Resources"][caller["OutboundFlowArn"]["Fn::GetAtt"][0]]["Properties"]
        assert caller["OutboundCallerIdNumberArn"] == NUMBER.format(region="us-east-1")
        assert whisper["Type"] == "OUTBOUND_WHISPER"
        assert "MaxContacts" not in queue["Properties"]


def test_agents_serve_every_queue_and_may_have_their_screens_beside_a_call() -> None:
    template = contact_center()
    routing = one(template, "AWS::Connect::RoutingProfile")
    served = {each["QueueReference"]["QueueArn"]["Fn::GetAtt"][0] for each in routing["QueueConfigs"]}
    assert served == set(resources(template, "AWS::Connect::Queue"))
    assert {each["QueueReference"]["Channel"] for each in routing["QueueConfigs"]} == {"VOICE"}
    assert {each["Priority"] for each in routing["QueueConfigs"]} == {1}
    channels = {each["Channel"]: each for each in routing["MediaConcurrencies"]}
    assert channels["VOICE"]["Concurrency"] == 1
    assert channels["CHAT"]["Concurrency"] > 1
    assert channels["CHAT"]["CrossChannelBehavior"] == {"BehaviorType": "ROUTE_ANY_CHANNEL"}


def permissions(**changes: Any) -> dict[str, set[str]]:
    profiles = resources(contact_center(**changes), "AWS::Connect::SecurityProfile").values()
    return {each["Properties"]["SecurityProfileName"]: set(each["Properties"]["Permissions"]) for each in profiles}


def test_an_agent_may_answer_call_back_and_see_the_handoff_and_no_more() -> None:
    agent = permissions()["frontdesk-dev-agent"]
    assert {"BasicAgentAccess", "OutboundCallAccess", "CustomViews.Access"} <= agent
    assert not [each for each in agent if re.search(r"Edit|Create|Delete|Recording|Transcript|Users|Flows", each)]
    assert "Wisdom.View" not in agent
    assert "Wisdom.View" in permissions(agent_assist=True)["frontdesk-dev-agent"]


@pytest.mark.parametrize("what", ["ContactFlows", "Prompts", "HoursOfOperation", "Queues", "Views"])
def test_an_admin_may_edit_what_admins_edit(what: str) -> None:
    assert {f"{what}.Edit", f"{what}.View"} <= permissions()["frontdesk-dev-admin"]


def test_an_admin_may_not_take_the_line_down_or_make_themselves_more() -> None:
    refused = r"SecurityProfiles\.(Create|Edit)|ContactFlows\.Delete|DeleteCallRecordings|PhoneNumbers\.(Release|Claim)"
    assert not [each for each in ADMIN_PERMISSIONS if re.match(refused, each)]
    assert {each for each in ADMIN_PERMISSIONS if each.startswith("Users.")} == {"Users.View"}
    assert len(set(ADMIN_PERMISSIONS)) == len(ADMIN_PERMISSIONS)


def test_a_new_line_has_nobody_unless_asked_for() -> None:
    assert not resources(contact_center(), "AWS::Connect::User")
    assert not resources(contact_center(), "AWS::SecretsManager::Secret")


@pytest.mark.parametrize(("changes", "where"), [({}, "cedar-clinic-dev.my.connect.aws"), (EXISTING, "your instance")])
def test_the_first_agent_can_log_in_and_answer(changes: dict[str, Any], where: str) -> None:
    template = contact_center(**changes, first_agent=AGENT)
    user = one(template, "AWS::Connect::User")
    assert user["Username"] == "front.desk"
    assert user["PhoneConfig"]["PhoneType"] == "SOFT_PHONE"
    assert as_text(user["Password"]).endswith(":SecretString:password::}}")
    (login,) = (each for name, each in template["Outputs"].items() if "Login" in name)
    assert where in login["Description"]
    assert "get-secret-value" in as_text(login["Value"])


def test_whoever_deploys_into_an_existing_instance_is_told_that_nobody_answers_yet() -> None:
    (told,) = (each for name, each in contact_center(**EXISTING)["Outputs"].items() if "Agents" in name)
    assert told["Value"] == one(contact_center(**EXISTING), "AWS::Connect::RoutingProfile")["Name"]
    assert "nobody in this instance has our queues yet" in told["Description"]
    assert "frontdesk-dev-agent" in told["Description"]
    assert not [name for name in contact_center(first_agent=AGENT)["Outputs"] if "ProfilesAgents" in name]


def test_the_first_password_is_one_that_connect_takes() -> None:
    """Source: AWS::Connect::User, Password."""
    made = one(contact_center(first_agent=AGENT), "AWS::SecretsManager::Secret")
    rule = made["GenerateSecretString"]
    assert 8 <= rule["PasswordLength"] <= 64
    assert rule["RequireEachIncludedType"]
    assert not {"ExcludeNumbers", "ExcludeUppercase", "ExcludeLowercase"} & set(rule)
    assert "KmsKeyId" in made


def test_all_that_the_repository_makes_in_the_instance_goes_with_its_stack() -> None:
    """What stayed would be in the way of the next deployment, which gives the same names."""
    for changes in ({}, {"keep": []}, EXISTING):
        for each in contact_center(**changes)["Resources"].values():
            assert each.get("DeletionPolicy", "Delete") == "Delete", each["Type"]


@pytest.mark.parametrize(
    ("kind", "used_by"),
    [
        ("Queue", "RoutingProfile"),
        ("RoutingProfile", "User"),
        ("SecurityProfile", "User"),
        ("HoursOfOperation", "Queue"),
        ("View", "ViewVersion"),
    ],
)
def test_what_connect_keeps_while_it_is_used_goes_after_what_uses_it(kind: str, used_by: str) -> None:
    """CloudFormation deletes in the reverse order of creation."""
    template = contact_center(first_agent=AGENT)
    used = {name for name in resources(template, f"AWS::Connect::{kind}") if "Admin" not in name}
    first = [created_before(template, name) for name in resources(template, f"AWS::Connect::{used_by}")]
    assert used
    assert used <= set().union(*first)


@pytest.mark.parametrize(
    ("changes", "region"), [({}, "us-east-1"), ({"region": "us-west-2"}, "us-west-2"), (EXISTING, "eu-west-2")]
)
def test_the_instance_may_call_the_bot_and_the_function_by_their_aliases(changes: dict[str, Any], region: str) -> None:
    template = contact_center(**changes)
    associated = [each["Properties"] for each in resources(template, "AWS::Connect::IntegrationAssociation").values()]
    assert {(each["IntegrationType"], each["IntegrationArn"]) for each in associated} == {
        ("LEX_BOT", BOT_ALIAS.format(region=region)),
        ("LAMBDA_FUNCTION", FLOW_FUNCTION.format(region=region)),
    }
    assert {each["InstanceId"] for each in associated} == {INSTANCE.format(region=region)}


def permission(template: Template, principal: str) -> tuple[str, Template]:
    (found,) = (
        (name, each["Properties"])
        for name, each in resources(template, "AWS::Lambda::Permission").items()
        if each["Properties"]["Principal"] == principal
    )
    return found


def test_only_this_instance_may_call_the_function_and_it_may_before_it_is_associated() -> None:
    template = contact_center()
    name, allowed = permission(template, "connect.amazonaws.com")
    assert allowed["FunctionName"] == FLOW_FUNCTION.format(region="us-east-1")
    assert allowed["SourceArn"] == INSTANCE.format(region="us-east-1")
    assert allowed["SourceAccount"] == {"Ref": "AWS::AccountId"}
    (association,) = (
        each
        for each, resource in resources(template, "AWS::Connect::IntegrationAssociation").items()
        if resource["Properties"]["IntegrationType"] == "LAMBDA_FUNCTION"
    )
    assert name in created_before(template, association)


def test_the_end_of_every_contact_of_this_instance_reaches_the_function() -> None:
    rule = one(contact_center(), "AWS::Events::Rule")
    assert rule["EventPattern"] == {
        "source": ["aws.connect"],
        "detail-type": ["Amazon Connect Contact Event"],
        "detail": {"instanceArn": [INSTANCE.format(region="us-east-1")], "eventType": ["DISCONNECTED"]},
    }
    (target,) = rule["Targets"]
    assert target["Arn"] == ENDED_FUNCTION.format(region="us-east-1")
    assert target["RetryPolicy"]["MaximumEventAgeInSeconds"] >= 3600


def test_an_event_that_cannot_be_delivered_is_kept_and_eventbridge_needs_no_key_for_it() -> None:
    template = contact_center()
    (name,) = resources(template, "AWS::SQS::Queue")
    queue = template["Resources"][name]["Properties"]
    (target,) = one(template, "AWS::Events::Rule")["Targets"]
    assert target["DeadLetterConfig"]["Arn"] == {"Fn::GetAtt": [name, "Arn"]}
    assert queue["SqsManagedSseEnabled"] is True
    assert "KmsMasterKeyId" not in queue
    assert queue["MessageRetentionPeriod"] == 14 * 24 * 3600
    statements = one(template, "AWS::SQS::QueuePolicy")["PolicyDocument"]["Statement"]
    (sending,) = (each for each in statements if each["Effect"] == "Allow")
    (rule,) = resources(template, "AWS::Events::Rule")
    assert sending["Condition"] == {
        "StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}},
        "ArnEquals": {"aws:SourceArn": {"Fn::GetAtt": [rule, "Arn"]}},
    }


def test_only_the_rule_may_call_the_function_of_ended_contacts() -> None:
    template = contact_center()
    _, allowed = permission(template, "events.amazonaws.com")
    (rule,) = resources(template, "AWS::Events::Rule")
    assert allowed["FunctionName"] == ENDED_FUNCTION.format(region="us-east-1")
    assert allowed["SourceArn"] == {"Fn::GetAtt": [rule, "Arn"]}


def test_agent_assist_costs_nothing_when_it_is_off() -> None:
    assert not [each for each in contact_center()["Resources"].values() if "Wisdom" in each["Type"]]


def test_agent_assist_answers_from_the_knowledge_base_of_the_line() -> None:
    template = contact_center(agent_assist=True)
    documents = one(template, "AWS::Wisdom::AssistantAssociation")
    config = documents["Association"]["ExternalBedrockKnowledgeBaseConfig"]
    assert documents["AssociationType"] == "EXTERNAL_BEDROCK_KNOWLEDGE_BASE"
    base = as_text(config["BedrockKnowledgeBaseArn"])
    assert base.endswith(f":knowledge-base/{KNOWLEDGE_BASE}")
    role = template["Resources"][config["AccessRoleArn"]["Fn::GetAtt"][0]]["Properties"]
    (policy,) = (template["Resources"][each["Ref"]] for each in role["ManagedPolicyArns"])
    (statement,) = policy["Properties"]["PolicyDocument"]["Statement"]
    assert (statement["Action"], as_text(statement["Resource"])) == ("bedrock:Retrieve", base)
    for trusted in role["AssumeRolePolicyDocument"]["Statement"]:
        assert trusted["Condition"] == {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}}
    kinds = [
        each["Properties"]["IntegrationType"]
        for each in resources(template, "AWS::Connect::IntegrationAssociation").values()
    ]
    assert "WISDOM_ASSISTANT" in kinds
    assert "KmsKeyId" in one(template, "AWS::Wisdom::Assistant")["ServerSideEncryptionConfiguration"]


def flow_content(template: Template, name: str) -> str:
    (found,) = (
        as_text(each["Properties"]["Content"])
        for each in resources(template, "AWS::Connect::ContactFlow").values()
        if each["Properties"]["Name"].endswith(f"-{name}")
    )
    return found


@pytest.mark.parametrize(
    ("changes", "assistant", "mode"),
    [
        ({}, '"no assistant"', '"PostContact"'),
        ({"agent_assist": True}, '"<AgentAssistAssistant', '"RealTime"'),
        ({"agent_assist": True, "contact_lens": False}, '"<AgentAssistAssistant', '"PostContact"'),
    ],
)
def test_flows_name_the_assistant_and_analyse_calls_as_agent_assist_needs_it(
    changes: dict[str, Any], assistant: str, mode: str
) -> None:
    template = contact_center(**changes)
    assert f'"Value": {assistant}' in flow_content(template, "handoff")
    assert mode in flow_content(template, "inbound")


def test_flows_are_created_when_the_assistant_is_there_and_associated_and_starts_from_the_call() -> None:
    template = contact_center(agent_assist=True)
    for name in resources(template, "AWS::Connect::ContactFlow"):
        before = created_before(template, name)
        for kind in ("AWS::Wisdom::Assistant", "AWS::Connect::IntegrationAssociation", "Custom::AssistantAIAgent"):
            assert set(resources(template, kind)) <= before


def test_agent_assist_searches_for_what_the_function_tells_it() -> None:
    prompt = one(contact_center(agent_assist=True), "AWS::Wisdom::AIPrompt")
    text = prompt["TemplateConfiguration"]["TextFullAIPromptEditTemplateConfiguration"]["Text"]
    told = re.findall(r"\{\{\$\.Custom\.(\w+)\}\}", text)
    assert "question" in told
    assert len(told) == len(set(told))
    assert set(told) <= set(assist.KEYS)
    assert text.count("{{$.transcript}}") == 1
    assert "<query>" in text
    assert (prompt["Type"], prompt["ApiFormat"], prompt["TemplateType"]) == ("QUERY_REFORMULATION", "MESSAGES", "TEXT")


def test_the_prompt_is_yaml_as_q_in_connect_reads_it() -> None:
    template = contact_center(agent_assist=True)
    text = one(template, "AWS::Wisdom::AIPrompt")["TemplateConfiguration"]["TextFullAIPromptEditTemplateConfiguration"]
    written = yaml.safe_load(text["Text"])
    assert set(written) == {"system", "messages"}
    assert [set(message) for message in written["messages"]] == [{"role", "content"}]


def test_the_assistant_uses_a_version_of_exactly_this_prompt() -> None:
    template = contact_center(agent_assist=True)
    (version,) = resources(template, "AWS::Wisdom::AIPromptVersion")
    (agent_version,) = resources(template, "AWS::Wisdom::AIAgentVersion")
    agent = one(template, "AWS::Wisdom::AIAgent")
    assert agent["Configuration"]["AnswerRecommendationAIAgentConfiguration"] == {
        "QueryReformulationAIPromptId": {"Fn::GetAtt": [version, "AIPromptVersionId"]}
    }
    (used,) = resources(template, "Custom::AssistantAIAgent").values()
    made = json.loads(as_text(used["Properties"]["Create"]))
    assert made["parameters"]["configuration"] == {"aiAgentId": f"<{agent_version}.AIAgentVersionId>"}
    assert made["parameters"]["aiAgentType"] == agent["Type"] == "ANSWER_RECOMMENDATION"
    assert json.loads(as_text(used["Properties"]["Delete"]))["action"] == "RemoveAssistantAIAgent"


def test_every_region_has_a_model_for_the_query_or_q_in_connects_own_prompt() -> None:
    assert set(MODELS) <= set(REGIONS)
    template = contact_center(agent_assist=True, region="ca-central-1")
    assert resources(template, "AWS::Wisdom::Assistant")
    assert not resources(template, "AWS::Wisdom::AIPrompt")
    assert '"Value": "<AgentAssistAssistant' in flow_content(template, "handoff")


def test_the_hold_music_is_a_prompt_that_is_there_before_the_flows_that_play_it() -> None:
    template = contact_center()
    (name,) = resources(template, "AWS::Connect::Prompt")
    prompt = template["Resources"][name]["Properties"]
    assert re.fullmatch(r"s3://\S+/[0-9a-f]{64}\.wav", prompt["S3Uri"]["Fn::Sub"])
    assert f"<{name}.PromptArn>" in flow_content(template, "customer_queue")
    (queue_flow,) = (
        logical
        for logical, each in resources(template, "AWS::Connect::ContactFlow").items()
        if each["Properties"]["Name"].endswith("-customer_queue")
    )
    assert name in created_before(template, queue_flow)


def test_another_sound_is_the_same_prompt_at_another_address() -> None:
    def made(sound: bytes) -> tuple[str, str]:
        def build(stack: cdk.Stack) -> None:
            HoldMusic(
                stack,
                "HoldMusic",
                deployment=a_deployment(),
                instance_arn=INSTANCE.format(region="us-east-1"),
                sound=sound,
            )

        ((name, prompt),) = resources(template_of(build), "AWS::Connect::Prompt").items()
        return name, str(prompt["Properties"]["S3Uri"])

    (name, address), (same, another) = made(b"RIFF one"), made(b"RIFF two")
    assert name == same
    assert address != another
