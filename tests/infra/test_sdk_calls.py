"""What is asked of AWS at a deployment: whoever asks may, before it is asked and as long as it may be taken back."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from tests.infra.contact_center_stage import as_text, contact_center, created_before
from tests.infra.synthesis import CONFIGURATIONS, EVERYTHING, Template, deployed, resources

PREFIXES = {"connect": "connect", "qconnect": "wisdom", "CloudWatchLogs": "logs"}
"""Service of the SDK -> its prefix in policies."""
ON: Mapping[str, tuple[str, ...]] = {
    "connect:AssociatePhoneNumberContactFlow": ("number", "inbound"),
    "connect:DisassociatePhoneNumberContactFlow": ("number",),
    "wisdom:UpdateAssistantAIAgent": ("assistant",),
    "wisdom:RemoveAssistantAIAgent": ("assistant",),
    "logs:CreateLogGroup": ("connect's logs",),
    "logs:PutRetentionPolicy": ("connect's logs",),
    "logs:AssociateKmsKey": ("connect's logs",),
}
"""Action -> the resources it takes. Source: service-authorization/latest/reference, list_connect.html,
list_amazonqinconnect.html, list_amazoncloudwatchlogs.html."""
THROUGH_ITS_KEY = {"kms:CreateGrant", "kms:DescribeKey", "kms:Decrypt", "kms:GenerateDataKey*"}
"""For whoever calls Q in Connect. Source: API CreateAssistant, `serverSideEncryptionConfiguration`."""


def calls(template: Template) -> Iterator[tuple[str, str]]:
    """Each custom resource that makes calls, with each action it asks for when it comes, changes and goes."""
    for name, resource in template["Resources"].items():
        if resource["Type"].startswith("Custom::"):
            for event in ("Create", "Update", "Delete"):
                if event in resource["Properties"]:
                    call = json.loads(as_text(resource["Properties"][event]))
                    yield name, f"{PREFIXES[call['service']]}:{call['action'][0].upper()}{call['action'][1:]}"


def rights(template: Template, name: str) -> list[dict[str, Any]]:
    """Statements that the role behind a custom resource has by the time the resource is made."""
    function = template["Resources"][name]["Properties"]["ServiceToken"]["Fn::GetAtt"][0]
    role = template["Resources"][function]["Properties"]["Role"]["Fn::GetAtt"][0]
    named = {each["Ref"] for each in template["Resources"][role]["Properties"].get("ManagedPolicyArns", ())}
    policies = {
        policy: each
        for policy, each in resources(template, "AWS::IAM::ManagedPolicy").items()
        if policy in named or {"Ref": role} in each["Properties"].get("Roles", ())
    }
    before = created_before(template, name)
    return [each for policy in policies if policy in before for each in contents(policies[policy])]


def resource(template: Template, what: str) -> str:
    """How the ARN ends, as text."""
    match what:
        case "inbound":
            flows = resources(template, "AWS::Connect::ContactFlow").items()
            (name,) = (name for name, each in flows if each["Properties"]["Name"].endswith("-inbound"))
            return f"<{name}.ContactFlowArn>"
        case "assistant":
            (name,) = resources(template, "AWS::Wisdom::Assistant")
            return f"<{name}.AssistantArn>"
        case "number":
            (name,) = (each for each, of in template["Parameters"].items() if of["Default"].endswith("/number-arn"))
            return f"<{name}>"
    made = [json.loads(as_text(each["Properties"]["Create"])) for each in resources(template, "Custom::AWS").values()]
    (group,) = {call["parameters"]["logGroupName"] for call in made}
    return f":log-group:{group}"


@pytest.mark.parametrize("configuration", CONFIGURATIONS)
def test_whoever_makes_a_call_may_make_it_when_it_comes_changes_and_goes(configuration: str) -> None:
    asked = set()
    for template in deployed(configuration).values():
        for name, action in calls(template):
            allowed = [
                as_text(each)
                for statement in rights(template, name)
                if action in listed(statement["Action"])
                for each in listed(statement["Resource"])
            ]
            for what in ON[action]:
                assert any(each.endswith(resource(template, what)) for each in allowed), f"{name}: {action} on {what}"
            asked.add(action)
    assert "connect:DisassociatePhoneNumberContactFlow" in asked
    assert ("wisdom:RemoveAssistantAIAgent" in asked) is CONFIGURATIONS[configuration][0].get("agent_assist", False)


def test_switching_agent_assist_either_way_leaves_the_number_and_its_rights_as_they_are() -> None:
    off, on = (contact_center(agent_assist=switched)["Resources"] for switched in (False, True))
    (number,) = (name for name, each in off.items() if each["Type"] == "Custom::PhoneNumberContactFlow")
    kept = {number, *(name for name in off if name.startswith(("AWS679", "Line", "Calls")))}
    assert {off[name]["Type"] for name in kept} >= {
        "AWS::Lambda::Function",
        "AWS::IAM::Role",
        "AWS::IAM::ManagedPolicy",
    }
    assert {name: on.get(name) for name in kept} == {name: off[name] for name in kept}


def test_whoever_calls_q_in_connect_may_use_the_key_through_it() -> None:
    template = deployed(EVERYTHING)["ContactCenter"]
    (used,) = resources(template, "Custom::AssistantAIAgent")
    telling = [
        statement
        for each in resources(template, "AWS::IAM::ManagedPolicy").values()
        if "wisdom:UpdateSessionData" in json.dumps(each)
        for statement in contents(each)
    ]
    for statements in (rights(template, used), telling):
        (key,) = (each for each in statements if any(action.startswith("kms:") for action in listed(each["Action"])))
        assert set(key["Action"]) == THROUGH_ITS_KEY
        assert key["Condition"] == {"StringEquals": {"kms:ViaService": "wisdom.us-west-2.amazonaws.com"}}


def contents(policy: Template) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = policy["Properties"]["PolicyDocument"]["Statement"]
    return found


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
