"""What the placeholders of our flows stand for is read off a deployment, and a live flow comes back by it."""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import contact_flows
from contact_flows.bind import FOLDER
from contact_flows.flow import parse
from contact_flows.unbind import unbind
from infra.doctor import bindings
from infra.doctor.asking import Unanswered
from infra.doctor.bindings import NotThere
from infra.doctor.templates import Assembly, Stack
from tests.infra.synthesis import a_clinic, a_deployment, deployed, resources
from tests.infra.test_doctor_online import INSTANCE, NOW, Account, account

Json = dict[str, Any]
NAMES = {role: f"Frontdesk-dev-{role}" for role in ("Telephony", "ContactCenter")}
WORDS = {"IvrRecording": "Disabled", "ContactLens": "True", "AnalyticsMode": "PostContact", "Voice": "Joanna"}


def assembly() -> Assembly:
    stacks = (Stack(name, deployed()[role], 1, 6, "") for role, name in NAMES.items())
    return Assembly(Path(), tuple(stacks), "")


@cache
def physical() -> dict[str, tuple[str, str]]:
    """Logical id -> type and physical id, of the stack with the flows."""
    found = {}
    for place, (logical, each) in enumerate(deployed()["ContactCenter"]["Resources"].items()):
        kind = each["Type"].rpartition("::")[2].lower()
        arn = f"{INSTANCE}/{kind}/bbbbbbbb-0000-4000-8000-{place:012}"
        found[logical] = (each["Type"], arn if each["Type"].startswith("AWS::Connect::") else logical)
    return found


def stack(of: Account, role: str, has: dict[str, tuple[str, str]]) -> None:
    parameters = [
        {"ParameterKey": name, "ParameterValue": "/n", "ResolvedValue": f"arn:aws:lambda:us-east-1:111122223333:{name}"}
        for name in deployed()[role].get("Parameters", {})
    ]
    described = {"StackName": NAMES[role], "CreationTime": NOW, "StackStatus": "UPDATE_COMPLETE"}
    of.answers("cloudformation", "describe_stacks", {"Stacks": [{**described, "Parameters": parameters}]})
    summaries = [
        {
            "ResourceType": kind,
            "LastUpdatedTimestamp": NOW,
            "LogicalResourceId": logical,
            "PhysicalResourceId": id_,
            "ResourceStatus": "CREATE_COMPLETE",
        }
        for logical, (kind, id_) in has.items()
    ]
    of.answers("cloudformation", "list_stack_resources", {"StackResourceSummaries": summaries})


def last_deployed(of: Account, change: Callable[[str], str] = str) -> None:
    body = change(json.dumps(deployed()["ContactCenter"]))
    of.answers("cloudformation", "get_template", {"TemplateBody": body}, TemplateStage="Original",
               StackName=NAMES["ContactCenter"])  # fmt: skip


def read(of: Account, flow: str | None = None, *, saved: bool = False) -> bindings.Live:
    return bindings.live(of.clients, a_deployment(), assembly(), flow, saved=saved)


def test_every_placeholder_that_is_no_word_is_an_arn_of_the_deployment() -> None:
    with account() as of:
        stack(of, "ContactCenter", physical())
        last_deployed(of)
        found = dict(read(of).bindings)
    assert {name: found[name] for name in WORDS} == WORDS
    arns = set(contact_flows.PLACEHOLDERS) - contact_flows.bind.WORDS - {"Assistant"}
    assert {name for name, value in found.items() if value.startswith("arn:")} == arns
    assert len({found[name] for name in arns}) == len(arns)
    assert found["FlowHandoff"] == physical()[logical_id("handoff")][1]


def logical_id(flow: str) -> str:
    """Of a flow's resource."""
    flows = resources(deployed()["ContactCenter"], "AWS::Connect::ContactFlow")
    return next(id_ for id_, each in flows.items() if each["Properties"]["Name"] == f"frontdesk-dev-{flow}")


def ask_for(of: Account, name: str, change: Callable[[str], str] = str, *, version: str = "") -> bindings.Live:
    """The live flow of this name, when it is as our file says."""
    stack(of, "ContactCenter", physical())
    last_deployed(of, change)
    stack(of, "Telephony", {"Instance": ("AWS::Connect::Instance", INSTANCE)})
    asked = {"InstanceId": INSTANCE.rpartition("/")[2], "ContactFlowId": physical()[logical_id(name)][1] + version}
    content = {"Name": f"frontdesk-dev-{name}", "Content": "{}"}
    of.answers("connect", "describe_contact_flow", {"ContactFlow": content}, **asked)
    return read(of, name, saved=bool(version))


@pytest.mark.parametrize("version", ["", ":$SAVED"])
def test_a_flow_is_asked_for_as_it_is_published_or_saved(version: str) -> None:
    with account() as of:
        found = ask_for(of, "inbound", version=version)
    assert (found.flow["Name"], found.undeployed) == ("frontdesk-dev-inbound", "")


def test_what_the_file_has_and_the_last_deployment_had_not_is_told() -> None:
    with account() as of:
        found = ask_for(of, "inbound", lambda text: text.replace("press 0", "press 1"))
    assert "Greeting" in found.undeployed


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.json")), ids=lambda path: path.stem)
def test_a_flow_as_deployed_comes_back_as_its_file(path: Path) -> None:
    with account() as of:
        stack(of, "ContactCenter", physical())
        last_deployed(of)
        known = {**contact_flows.tenant_bindings(a_clinic()), **read(of).bindings}
    draft = parse(path.read_text(encoding="utf-8"), name=path.name)
    live = contact_flows.bind.bind(draft, known)
    assert unbind(live, known, base=json.loads(path.read_text(encoding="utf-8"))).text == path.read_text(
        encoding="utf-8"
    )


def test_what_is_not_deployed_is_said() -> None:
    with account() as of:
        of.refuses("cloudformation", "describe_stacks", "ValidationError", "Stack with id X does not exist")
        with pytest.raises(NotThere, match="dev is not deployed"):
            read(of)


def test_a_flow_that_is_still_to_be_made_is_said() -> None:
    with account() as of:
        stack(of, "ContactCenter", {})
        last_deployed(of)
        stack(of, "Telephony", {})
        with pytest.raises(NotThere, match="inbound is not deployed in dev yet"):
            read(of, "inbound")


def test_what_the_account_does_not_tell_is_unanswered() -> None:
    with account() as of:
        of.refuses("cloudformation", "describe_stacks", "AccessDeniedException")
        with pytest.raises(Unanswered):
            read(of)
