"""The flows as CloudFormation gets them: in an order Connect accepts, bound, of the right type, under stable names."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import contact_flows
from clinic import Clinic
from contact_flows import FlowError
from contact_flows.bind import PLACEHOLDER
from contact_flows.flow import parse
from contact_flows.kinds import NAMED_FLOWS
from contact_flows.language import MAX_ACTIONS, MAX_CONTENT
from contact_flows.view import load_views
from infra.flows import flow_type
from tests.infra.contact_center_stage import (
    EXISTING,
    NUMBER,
    VARIANTS,
    as_text,
    contact_center,
    created_before,
)
from tests.infra.synthesis import Template, a_clinic, resources

LONGEST_ARN = "x" * 500
"""Characters of the longest ARN of a flow. Source: AWS::Connect::ContactFlow, ContactFlowArn."""


def flows(template: Template) -> dict[str, tuple[str, Template]]:
    """Name of the file -> (logical id, properties)."""
    return {
        each["Properties"]["Name"].removeprefix("frontdesk-dev-"): (name, each["Properties"])
        for name, each in resources(template, "AWS::Connect::ContactFlow").items()
    }


def logical_ids(template: Template, kind: str) -> set[str]:
    return set(resources(template, kind))


@pytest.mark.parametrize(("changes", "clinic"), VARIANTS.values(), ids=VARIANTS)
def test_every_flow_is_there_with_its_type_and_active(changes: dict[str, Any], clinic: Clinic) -> None:
    made = {name: properties for name, (_, properties) in flows(contact_center(clinic=clinic, **changes)).items()}
    assert {name: each["Type"] for name, each in made.items()} == {
        name: flow.type for name, flow in contact_flows.drafts().items()
    }
    assert {each["State"] for each in made.values()} == {"ACTIVE"}
    assert all(each["Description"] for each in made.values())


@pytest.mark.parametrize(("changes", "clinic"), VARIANTS.values(), ids=VARIANTS)
def test_every_placeholder_is_bound(changes: dict[str, Any], clinic: Clinic) -> None:
    for name, (_, properties) in flows(contact_center(clinic=clinic, **changes)).items():
        assert not PLACEHOLDER.search(as_text(properties["Content"])), name


def test_a_flow_is_created_after_all_that_it_names_and_after_the_associations() -> None:
    template = contact_center()
    made = flows(template)
    associations = logical_ids(template, "AWS::Connect::IntegrationAssociation")
    for name, (logical_id, _) in made.items():
        before = created_before(template, logical_id)
        named = {made[NAMED_FLOWS[each]][0] for each in contact_flows.placeholders()[name] if each in NAMED_FLOWS}
        assert named | associations <= before, name
        assert logical_id not in before, name


def test_calls_reach_a_queue_only_when_it_can_call_back_and_an_agent_sees_the_handoff() -> None:
    template = contact_center()
    made = flows(template)
    before_handoff = created_before(template, made["handoff"][0])
    assert logical_ids(template, "AWS::Connect::Queue") <= before_handoff
    assert logical_ids(template, "AWS::Connect::HoursOfOperation") <= before_handoff
    assert {made["outbound_whisper"][0], made["agent_screen"][0]} <= before_handoff
    assert logical_ids(template, "AWS::Connect::ViewVersion") <= created_before(template, made["agent_screen"][0])


def test_content_is_what_connect_takes() -> None:
    for name, (_, properties) in flows(contact_center()).items():
        text = as_text(properties["Content"])
        flow = contact_flows.accept(parse(text, name=name))
        assert len(flow.actions) <= MAX_ACTIONS
        assert len(text) + len(LONGEST_ARN) * text.count("<") <= MAX_CONTENT


def test_a_flow_names_what_this_deployment_has() -> None:
    template = contact_center()
    made = flows(template)
    bound = json.loads(as_text(made["inbound"][1]["Content"]))
    actions: Mapping[str, Any] = {action["Identifier"]: action["Parameters"] for action in bound["Actions"]}
    assert actions["Greeting"]["LexV2Bot"]["AliasArn"].endswith(":bot-alias/ABCDEFGHIJ/KLMNOPQRST")
    assert actions["ToHandoff"]["ContactFlowId"] == f"<{made['handoff'][0]}.ContactFlowArn>"
    assert actions["Greeting"]["Text"].startswith("Thank you for calling Cedar Clinic.")


def test_a_screen_shows_the_version_of_exactly_this_view() -> None:
    template = contact_center()
    (version,) = resources(template, "AWS::Connect::ViewVersion").values()
    (view,) = resources(template, "AWS::Connect::View")
    assert version["Properties"] == {
        "ViewArn": {"Fn::GetAtt": [view, "ViewArn"]},
        "ViewContentSha256": {"Fn::GetAtt": [view, "ViewContentSha256"]},
    }
    made = template["Resources"][view]["Properties"]
    assert made["Template"] == load_views()["handoff"].as_template()
    assert made["Actions"] == ["Close", "Report"]
    screen = as_text(flows(template)["agent_screen"][1]["Content"])
    (name,) = resources(template, "AWS::Connect::ViewVersion")
    assert f'"Id": "<{name}.ViewVersionArn>"' in screen


def test_another_sentence_changes_content_and_replaces_nothing() -> None:
    before, after = contact_center(), contact_center(clinic=a_clinic(name="Maple Eye"))
    changed = [
        {key for key in one if one[key] != other[key]}
        for (_, one), (_, other) in zip(flows(before).values(), flows(after).values(), strict=True)
    ]
    assert set().union(*changed) == {"Content"}
    assert [name for name, _ in flows(before).values()] == [name for name, _ in flows(after).values()]


def test_a_flow_of_no_known_type_is_refused_by_name() -> None:
    flow = contact_flows.drafts()["inbound"].model_copy(update={"metadata": {"type": "contactFlo"}})
    with pytest.raises(FlowError, match=r"inbound\.json: Metadata\.type is 'contactFlo'; write one of contactFlow, "):
        flow_type("inbound", flow)


def test_a_flow_that_is_gone_is_refused_before_anything_is_made_of_the_others(tmp_path: Path) -> None:
    folder = tmp_path / "contact_flows"
    shutil.copytree(contact_flows.bind.FOLDER, folder, ignore=shutil.ignore_patterns("agent_whisper.json"))
    with pytest.raises(FlowError, match=r"contact_flows: agent_whisper\.json, .*, is missing; restore it"):
        contact_flows.drafts(folder=folder)


def calls(template: Template) -> dict[str, dict[str, Any]]:
    """Event of CloudFormation -> the call that is made then."""
    (line,) = resources(template, "Custom::PhoneNumberContactFlow").values()
    return {event: json.loads(as_text(line["Properties"][event])) for event in ("Create", "Update", "Delete")}


@pytest.mark.parametrize("changes", [{}, EXISTING], ids=["a new instance", "an existing instance"])
def test_the_number_leads_to_the_inbound_flow_however_often_it_is_deployed(changes: dict[str, Any]) -> None:
    made = calls(contact_center(**changes))
    assert made["Create"] == made["Update"]
    assert made["Create"]["action"] == "AssociatePhoneNumberContactFlow"
    assert made["Create"]["parameters"] == {
        "PhoneNumberId": NUMBER.format(region=changes.get("region", "us-east-1")),
        "InstanceId": "12345678-1234-1234-1234-123456789012",
        "ContactFlowId": "<Fn::Select>",
    }


def test_a_number_that_takes_anothers_place_leaves_the_other_attached() -> None:
    """Another physical id would make CloudFormation detach the old number, which people still call."""
    assert calls(contact_center())["Update"]["physicalResourceId"] == {"id": "line"}


def test_the_number_is_detached_before_any_flow_goes() -> None:
    template = contact_center()
    (line,) = resources(template, "Custom::PhoneNumberContactFlow")
    assert flows(template)["inbound"][0] in created_before(template, line)


def test_detaching_a_number_that_is_gone_is_no_failure() -> None:
    made = calls(contact_center())["Delete"]
    assert made["action"] == "DisassociatePhoneNumberContactFlow"
    assert "ResourceNotFoundException" in made["ignoreErrorCodesMatching"]
    assert "ContactFlowId" not in made["parameters"]


def test_the_number_is_attached_after_its_flow_with_no_more_rights_than_that_takes() -> None:
    template = contact_center()
    (name,) = resources(template, "Custom::PhoneNumberContactFlow")
    inbound, _ = flows(template)["inbound"]
    assert inbound in created_before(template, name)
    allowed = {
        action: sorted(map(str, statement["Resource"]))
        for policy in resources(template, "AWS::IAM::ManagedPolicy").values()
        for statement in policy["Properties"]["PolicyDocument"]["Statement"]
        for action in ([statement["Action"]] if isinstance(statement["Action"], str) else statement["Action"])
        if action.startswith("connect:")
    }
    exactly = sorted([NUMBER.format(region="us-east-1"), str({"Fn::GetAtt": [inbound, "ContactFlowArn"]})])
    assert allowed == {
        "connect:AssociatePhoneNumberContactFlow": exactly,
        "connect:DisassociatePhoneNumberContactFlow": exactly,
    }
