"""What the functions' roles allow: what their adapters do, on what they do it, and no more."""

import json
import os
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import clinic
from fulfillment import ended_handler, flow_handler
from fulfillment.aws.back_office import DynamoBackOffice
from fulfillment.aws.clients import make_clients
from fulfillment.aws.sessions import DynamoSessions
from fulfillment.callers import CallerDay
from fulfillment.records import Appointment
from fulfillment.session import Session
from simulator.local_aws import CLINIC_TABLE, SESSION_TABLE, LocalAws
from simulator.local_aws.faults import FaultBoard
from simulator.world import load_world
from tests.infra.contact_center_stage import as_text
from tests.infra.functions_stage import function, statements
from tests.infra.synthesis import EVERYTHING, NEW, Template, deployed, resources
from tests.unit.test_ended_handler import an_event

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def local() -> Iterator[LocalAws]:
    with LocalAws(clinic.load(), documents=ROOT / "knowledge_base") as aws:
        aws.reset(load_world(), FaultBoard())
        yield aws


def granted(template: Template, handler_name: str, service: str) -> dict[str, set[str]]:
    """Resource, as JSON -> the actions of a service allowed on it."""
    found: dict[str, set[str]] = {}
    for statement in statements(template, handler_name):
        actions = statement["Action"] if isinstance(statement["Action"], list) else [statement["Action"]]
        resource = statement["Resource"]
        for each in resource if isinstance(resource, list) else [resource]:
            wanted = {action for action in actions if action.startswith(f"{service}:")}
            if wanted:
                found.setdefault(json.dumps(each), set()).update(wanted)
    return found


VERBS = {"Put": "PutItem", "Delete": "DeleteItem", "Update": "UpdateItem", "ConditionCheck": "ConditionCheckItem"}


class Calls:
    """The DynamoDB actions that clients ask for, by table: a transaction asks for those of its members."""

    def __init__(self) -> None:
        self.seen: dict[str, set[str]] = {}

    def watch(self, client: Any) -> Any:
        client.meta.events.register("provide-client-params.dynamodb", self._note)
        return client

    def _note(self, params: Mapping[str, Any], model: Any, **_: Any) -> None:
        if model.name != "TransactWriteItems":
            self.seen.setdefault(params["TableName"], set()).add(f"dynamodb:{model.name}")
            return
        for member in params["TransactItems"]:
            for verb, write in member.items():
                self.seen.setdefault(write["TableName"], set()).add(f"dynamodb:{VERBS[verb]}")


def a_client() -> Any:
    return make_clients(os.environ["AWS_REGION"]).dynamodb


@pytest.fixture
def calls() -> Calls:
    return Calls()


def answers_turns(calls: Calls) -> None:
    """All that the code hook's adapters can do."""
    client = calls.watch(a_client())
    sessions, later = DynamoSessions(client, SESSION_TABLE), datetime(2026, 12, 2, tzinfo=UTC)
    sessions.load("s")
    sessions.caller_usage(CallerDay("c", later.date()))
    sessions.save("s", {}, version=0, expires_at=later)
    sessions.claim("a", expires_at=later)
    sessions.release("a")
    sessions.save_packet("s", {}, expires_at=later)
    sessions.keep_open("c", "s", expires_at=later)
    sessions.open_call("c")
    office = DynamoBackOffice(client, CLINIC_TABLE)
    ana = office.patients_by_phone("+12065550101")[0]
    office.patients_by_last_name("Rivera")
    office.orders(ana.patient_id)
    old = office.appointments(ana.patient_id, after=datetime(2026, 1, 1, tzinfo=UTC))[0]
    office.taken(old.provider, old.at.date())
    new = Appointment(ana.patient_id, old.at + timedelta(days=7), old.service, old.provider)
    office.book("b", new)
    office.cancel("c", new)
    office.move("m", old, new)


def tells_flows(calls: Calls) -> None:
    """Every purpose, of a call that is stored."""
    later = datetime(2026, 12, 2, tzinfo=UTC)
    stored = DynamoSessions(a_client(), SESSION_TABLE)
    stored.save("s", Session("s", "en_US", later).to_document(), version=0, expires_at=later)
    handle = flow_handler.answering(
        DynamoSessions(calls.watch(a_client()), SESSION_TABLE), count=lambda _: None, caller_key="k"
    )
    given = {"session_id": "s", "wrong": "misheard", "because": "it was noisy"}
    caller = {"CustomerEndpoint": {"Address": "+12065550101"}}
    for purpose in flow_handler.PURPOSES:
        handle({"Details": {"ContactData": caller, "Parameters": {"purpose": purpose, **given}}}, None)


def closes_sessions(calls: Calls) -> None:
    """With and without a session whose caller is known, and of a callback that is lost."""
    sessions = DynamoSessions(calls.watch(a_client()), SESSION_TABLE)
    handle = ended_handler.answering(sessions, keep=timedelta(hours=1), count=lambda _: None, caller_key="k")
    handle(an_event(), None)
    session = Session("known", "en_US", datetime(2026, 12, 1, tzinfo=UTC), caller_number="+12065550101")
    at = datetime(2026, 12, 2, tzinfo=UTC)
    DynamoSessions(a_client(), SESSION_TABLE).save("known", session.to_document(), version=0, expires_at=at)
    handle(an_event(contactId="known"), None)
    handle(an_event(initiationMethod="CALLBACK", tags={"callback": "lost"}), None)


@pytest.mark.parametrize(
    ("handler_name", "work"),
    [
        ("fulfillment.handler", answers_turns),
        ("fulfillment.flow_handler", tells_flows),
        ("fulfillment.ended_handler", closes_sessions),
    ],
)
def test_each_role_may_do_what_its_adapters_do_and_no_more(
    local: LocalAws, calls: Calls, handler_name: str, work: Any
) -> None:
    local.reset(load_world(), FaultBoard())
    work(calls)
    template = deployed()["Assistant"]
    tables = {
        len(each["Properties"]["KeySchema"]): json.dumps({"Fn::GetAtt": [name, "Arn"]})
        for name, each in resources(template, "AWS::DynamoDB::Table").items()
    }
    names = {SESSION_TABLE: tables[1], CLINIC_TABLE: tables[2]}
    assert granted(template, handler_name, "dynamodb") == {names[name]: seen for name, seen in calls.seen.items()}


def test_the_flows_function_may_tell_sessions_of_this_assistant_alone_and_only_where_there_is_one() -> None:
    for configuration in (NEW, EVERYTHING):
        told = granted(deployed(configuration)["Assistant"], "fulfillment.flow_handler", "wisdom")
        assert told == {}, "the assistant is made after the function"
    template = deployed(EVERYTHING)["ContactCenter"]
    (assistant,) = resources(template, "AWS::Wisdom::Assistant")
    policies = [each["Properties"] for each in resources(template, "AWS::IAM::ManagedPolicy").values()]
    (policy,) = (each for each in policies if "UpdateSessionData" in json.dumps(each))
    telling, key = policy["PolicyDocument"]["Statement"]
    role = template["Parameters"][policy["Roles"][0]["Ref"]]["Default"]
    assert role == deployed(EVERYTHING)["Assistant"]["Resources"][published(EVERYTHING, role)]["Properties"]["Name"]
    assert telling["Action"] == "wisdom:UpdateSessionData"
    assert as_text(telling["Resource"]).endswith(f":session/<{assistant}.AssistantId>/*")
    assert key["Condition"] == {"StringEquals": {"kms:ViaService": "wisdom.us-west-2.amazonaws.com"}}
    assert "UpdateSessionData" not in json.dumps(deployed(NEW)["ContactCenter"])


def published(configuration: str, name: str) -> str:
    """The logical id of the parameter by which the assistant's stack publishes the role of the flows' function."""
    template = deployed(configuration)["Assistant"]
    logical, _ = function(template, "fulfillment.flow_handler")
    role = template["Resources"][logical]["Properties"]["Role"]["Fn::GetAtt"][0]
    (found,) = (
        parameter
        for parameter, each in resources(template, "AWS::SSM::Parameter").items()
        if each["Properties"]["Name"] == name and each["Properties"]["Value"] == {"Ref": role}
    )
    return found


def test_the_seed_may_only_put_into_the_back_office() -> None:
    (actions,) = granted(deployed()["Assistant"], "clinic_seed", "dynamodb").values()
    assert actions == {"dynamodb:PutItem"}


def test_the_code_hook_may_stream_retrieve_and_use_its_guardrail() -> None:
    actions = granted(deployed()["Assistant"], "fulfillment.handler", "bedrock")
    streamed = {resource for resource, allowed in actions.items() if "bedrock:InvokeModelWithResponseStream" in allowed}
    assert set().union(*actions.values()) == {
        "bedrock:InvokeModelWithResponseStream", "bedrock:ApplyGuardrail", "bedrock:Retrieve",
    }  # fmt: skip
    for part in ("inference-profile/us.", "foundation-model/"):
        for model in (clinic.load().models.small, clinic.load().models.large):
            assert any(part in resource and model in resource for resource in streamed)


def test_the_models_in_the_environment_are_those_the_role_may_call() -> None:
    template = deployed()["Assistant"]
    env = function(template, "fulfillment.handler")[1]["Environment"]["Variables"]
    policy = json.dumps(statements(template, "fulfillment.handler"))
    for name in ("SMALL_MODEL_ID", "LARGE_MODEL_ID"):
        assert f"inference-profile/{env[name]}" in policy


def test_no_role_names_everything_but_for_traces() -> None:
    for tracing, configuration in ((False, NEW), (True, EVERYTHING)):
        template = deployed(configuration)["Assistant"]
        for name in ("fulfillment.handler", "fulfillment.flow_handler", "fulfillment.ended_handler", "clinic_seed"):
            wide = [each["Action"] for each in statements(template, name) if each["Resource"] == "*"]
            assert wide == ([["xray:PutTelemetryRecords", "xray:PutTraceSegments"]] if tracing else [])


def test_what_the_knowledge_stack_publishes_is_read_at_each_deployment() -> None:
    template = deployed()["Assistant"]
    env = function(template, "fulfillment.handler")[1]["Environment"]["Variables"]
    for name in ("KNOWLEDGE_BASE_ID", "GUARDRAIL_ID", "GUARDRAIL_VERSION"):
        parameter = template["Parameters"][env[name]["Ref"]]
        assert parameter["Type"] == "AWS::SSM::Parameter::Value<String>"
        assert parameter["Default"].startswith("/frontdesk/dev/")
