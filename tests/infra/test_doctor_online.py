"""What `ivr doctor` says of an account: every check against answers of the service's real shape."""

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import botocore.session
import pytest
from botocore.config import Config
from botocore.credentials import CredentialResolver
from botocore.stub import Stubber
from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER

from infra import models
from infra.doctor import deployed, line, online, services
from infra.doctor.asking import SERVICES, Clients, Unanswered, Why, ask
from infra.doctor.deployed import DeployedStack
from infra.doctor.findings import Finding, State, accept, would_fail
from infra.doctor.intrinsics import Scope
from infra.doctor.templates import Assembly, Stack
from tests.infra.synthesis import CONFIGURATIONS, a_clinic, a_deployment
from tests.infra.synthesis import deployed as synthesised

Json = dict[str, Any]
ACCOUNT = "111122223333"
INSTANCE = f"arn:aws:connect:us-east-1:{ACCOUNT}:instance/aaaaaaaa-0000-4000-8000-000000000000"
ID = INSTANCE.rsplit("/", 1)[1]
NUMBER = f"arn:aws:connect:us-east-1:{ACCOUNT}:phone-number/bbbbbbbb-0000-4000-8000-000000000000"
AGENT = {"username": "front.desk", "first_name": "Fran", "last_name": "Desk"}
NOW = datetime(2026, 12, 1, tzinfo=UTC)
SESSION = botocore.session.get_session()


@dataclass(frozen=True)
class Account:
    """Clients that answer what a test has said they do, in that order, and nothing else."""

    clients: Clients
    stubs: Mapping[str, Stubber]

    def answers(self, service: str, operation: str, answer: Json, **expected: Any) -> None:
        self.stubs[service].add_response(operation, answer, expected or None)

    def refuses(self, service: str, operation: str, code: str, message: str = "no") -> None:
        self.stubs[service].add_client_error(operation, code, message)


@contextmanager
def account() -> Iterator[Account]:
    """Every answer must have been asked for at the end."""
    made = {name: _client(service) for name, service in SERVICES.items()}
    stubs = {name: Stubber(client) for name, client in made.items()}
    with ExitStack() as stack:
        for stub in stubs.values():
            stack.enter_context(stub)
        yield Account(Clients(**made), stubs)
        for stub in stubs.values():
            stub.assert_no_pending_responses()


def _client(service: str, **options: Any) -> Any:
    return SESSION.create_client(
        service, region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="s", **options
    )


def an_assembly(**templates: Json) -> Assembly:
    """Stacks by their roles; `Topic={...}`: resources of the stack."""
    return Assembly(
        Path(),
        tuple(
            Stack(f"Frontdesk-dev-{role}", {"Resources": resources}, 1, 6, "/cdk-bootstrap/hnb659fds/version")
            for role, resources in templates.items()
        ),
        "",
    )


def a_stack(role: str = "Telephony", status: str = "UPDATE_COMPLETE", **changes: Any) -> DeployedStack:
    return DeployedStack(f"Frontdesk-dev-{role}", status, **changes)


def only(findings: Any, state: State = State.PROBLEM) -> str:
    """The one finding of this state."""
    (found,) = [finding for finding in findings if finding.state is state]
    return f"{found.message} -> {found.fix}"


def states(findings: Any) -> list[State]:
    return [finding.state for finding in findings]


def a_quota(value: float) -> Json:
    return {"Quota": {"Value": value}}


# Stacks


def test_a_stack_is_read_with_its_parameters_and_resources() -> None:
    described = {
        "StackName": "Frontdesk-dev-Telephony",
        "CreationTime": NOW,
        "StackStatus": "UPDATE_COMPLETE",
        "EnableTerminationProtection": True,
        "Parameters": [{"ParameterKey": "P", "ParameterValue": "/name", "ResolvedValue": "v"}],
    }
    summary = {"ResourceType": "T", "LastUpdatedTimestamp": NOW, "LogicalResourceId": "A", "PhysicalResourceId": "a"}
    with account() as of:
        of.answers("cloudformation", "describe_stacks", {"Stacks": [described]}, StackName="Frontdesk-dev-Telephony")
        pages = [
            {"StackResourceSummaries": [{**summary, "ResourceStatus": "CREATE_COMPLETE"}], "NextToken": "more"},
            {"StackResourceSummaries": [{**summary, "LogicalResourceId": "B", "ResourceStatus": "DELETE_COMPLETE"}]},
        ]
        for page in pages:
            of.answers("cloudformation", "list_stack_resources", page)
        read = deployed.read_stack(of.clients.cloudformation, "Frontdesk-dev-Telephony")
    assert read == a_stack(protected=True, parameters={"P": "v"}, resources={"A": ("T", "a")})


def test_a_stack_that_is_not_there_is_none() -> None:
    with account() as of:
        of.refuses("cloudformation", "describe_stacks", "ValidationError", "Stack with id X does not exist")
        assert deployed.read_stack(of.clients.cloudformation, "X") is None


@pytest.mark.parametrize(
    ("status", "state", "says"),
    [
        ("UPDATE_COMPLETE", State.OK, ""),
        ("UPDATE_ROLLBACK_COMPLETE", State.OK, ""),
        ("REVIEW_IN_PROGRESS", State.OK, ""),
        ("ROLLBACK_COMPLETE", State.WARNING, "begins anew"),
        ("UPDATE_IN_PROGRESS", State.PROBLEM, "wait"),
        ("UPDATE_ROLLBACK_FAILED", State.PROBLEM, "continue-update-rollback --stack-name Frontdesk-dev-Telephony"),
        ("DELETE_FAILED", State.PROBLEM, "run: aws cloudformation delete-stack --stack-name Frontdesk-dev-Telephony"),
        ("DELETE_FAILED", State.PROBLEM, "users moved, a bucket emptied"),
    ],
)
def test_a_state_in_which_no_update_is_taken_is_said_with_the_way_out(status: str, state: State, says: str) -> None:
    (found,) = deployed.check_states([a_stack(status=status)])
    assert (found.state, says in found.fix) == (state, True)


@pytest.mark.parametrize("status", ["ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED", "DELETE_FAILED"])
def test_a_protected_stack_that_must_be_deleted_is_unprotected_first(status: str) -> None:
    """The CDK CLI sets the protection before it executes the change set, so a stack that failed has it."""
    text = only(deployed.check_states([a_stack(status=status, protected=True, reason="alias is taken")]))
    assert "alias is taken" in text
    unprotect = "run: aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name "
    assert 0 < text.index(unprotect) < text.index(" && aws cloudformation delete-stack --stack-name ")


def test_a_protected_stack_that_need_not_be_deleted_stays_protected() -> None:
    assert "termination" not in only(deployed.check_states([a_stack(status="UPDATE_ROLLBACK_FAILED", protected=True)]))


@pytest.mark.parametrize(("version", "state"), [("5", State.PROBLEM), ("6", State.OK), (None, State.PROBLEM)])
def test_the_bootstrap_stack_must_be_there_and_new_enough(version: str | None, state: State) -> None:
    with account() as of:
        if version:
            of.answers(
                "ssm", "get_parameter", {"Parameter": {"Value": version}}, Name="/cdk-bootstrap/hnb659fds/version"
            )
        else:
            of.refuses("ssm", "get_parameter", "ParameterNotFound")
        where = f"aws://{ACCOUNT}/us-east-1"
        (found,) = deployed.check_bootstrap(of.clients.ssm, an_assembly(A={}, B={}), where=where)
    assert found.state is state
    assert state is State.OK or f"cdk bootstrap {where}" in found.fix


def test_a_type_that_the_region_lacks_is_a_problem() -> None:
    wanted = {"Index": {"Type": "AWS::S3Vectors::Index"}, "Bucket": {"Type": "AWS::S3Vectors::VectorBucket"}}
    with account() as of:
        types = {"TypeSummaries": [{"TypeName": "AWS::S3Vectors::VectorBucket"}]}
        of.answers("cloudformation", "list_types", types)
        found = deployed.check_types(of.clients.cloudformation, an_assembly(Knowledge=wanted), region="af-south-1")
        assert "af-south-1 has no AWS::S3Vectors::Index" in only(found)


def test_no_type_that_every_region_has_is_asked_for() -> None:
    with account() as of:
        topic = an_assembly(A={"T": {"Type": "AWS::SNS::Topic"}})
        assert states(deployed.check_types(of.clients.cloudformation, topic, region="us-east-1")) == [State.OK]


def named(kind: str, name: Any) -> Json:
    return {"Type": kind, "Properties": {deployed.NAME_OF[kind]: name}}


def test_a_name_that_is_taken_is_a_problem() -> None:
    """Nothing that is kept has a name, so there is nothing to take over by it."""
    alias = {"Alias": named("AWS::KMS::Alias", "alias/frontdesk-dev")}
    with account() as of:
        taken = {"ResourceDescription": {"Identifier": "alias/frontdesk-dev"}}
        asked = {"TypeName": "AWS::KMS::Alias", "Identifier": "alias/frontdesk-dev"}
        of.answers("cloudcontrol", "get_resource", taken, **asked)
        found = deployed.check_names(of.clients.cloudcontrol, an_assembly(Telephony=alias), {}, Scope())
        assert "alias/frontdesk-dev exists already" in (text := only(found))
    assert "import" not in text


@pytest.mark.parametrize("configuration", CONFIGURATIONS)
def test_nothing_that_is_kept_has_a_name_that_the_next_deployment_needs(configuration: str) -> None:
    for template in synthesised(configuration).values():
        for each in template["Resources"].values():
            if each.get("DeletionPolicy", "Delete") != "Delete":
                assert deployed.NAME_OF.get(each["Type"], "") not in each.get("Properties", {}), each["Type"]


def test_free_names_and_those_of_the_stack_itself_are_fine() -> None:
    two = {
        "Mine": named("AWS::Logs::LogGroup", "/frontdesk/mine"),
        "New": named("AWS::S3::Bucket", {"Fn::Join": ["-", ["frontdesk", {"Ref": "AWS::AccountId"}]]}),
        "Unknown": named("AWS::S3::Bucket", {"Ref": "Parameter"}),
    }
    there = {"Frontdesk-dev-A": a_stack("A", resources={"Mine": ("AWS::Logs::LogGroup", "/frontdesk/mine")})}
    with account() as of:
        of.refuses("cloudcontrol", "get_resource", "ResourceNotFoundException")
        scope = Scope(pseudo={"AWS::AccountId": ACCOUNT})
        found = deployed.check_names(of.clients.cloudcontrol, an_assembly(A=two), there, scope)
        assert states(found) == [State.OK]


@pytest.mark.parametrize("kind", sorted(deployed.NAME_OF))
def test_a_name_is_what_cloud_control_knows_a_resource_by(kind: str) -> None:
    schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", kind).schema
    assert schema["primaryIdentifier"] == [f"/properties/{deployed.NAME_OF[kind]}"]


# The line


def an_instance(**changes: Any) -> Json:
    given = {
        "Id": ID, "Arn": INSTANCE, "InstanceAlias": "cedar-clinic-dev", "InstanceStatus": "ACTIVE",
        "InboundCallsEnabled": True, "OutboundCallsEnabled": True,
    }  # fmt: skip
    return {**given, **changes}


@pytest.mark.parametrize(
    ("changes", "wanted", "says"),
    [
        ({}, [State.OK], ""),
        ({"InstanceStatus": "CREATION_FAILED", "StatusReason": {"Message": "quota"}}, [State.PROBLEM], "quota"),
        ({"InboundCallsEnabled": False}, [State.PROBLEM, State.OK], "nobody can call"),
        ({"OutboundCallsEnabled": False}, [State.WARNING, State.OK], "nobody can be called back"),
    ],
)
def test_an_instance_must_be_active_and_take_calls(changes: Json, wanted: list[State], says: str) -> None:
    with account() as of:
        of.answers("connect", "describe_instance", {"Instance": an_instance(**changes)}, InstanceId=ID)
        found = list(line.check_instance(of.clients.connect, a_deployment(), INSTANCE))
    assert states(found) == wanted
    assert says in found[0].message


@pytest.mark.parametrize(
    ("identities", "agent", "wanted"),
    [
        ("SAML", AGENT, [State.PROBLEM, State.OK]),
        ("EXISTING_DIRECTORY", AGENT, [State.PROBLEM, State.OK]),
        ("SAML", None, [State.OK]),
        ("CONNECT_MANAGED", AGENT, [State.OK]),
    ],
)
def test_a_first_agent_needs_an_instance_that_has_passwords(
    identities: str, agent: Json | None, wanted: list[State]
) -> None:
    """Source: AWS::Connect::User, Password: only where Connect manages users."""
    with account() as of:
        instance = an_instance(IdentityManagementType=identities)
        of.answers("connect", "describe_instance", {"Instance": instance}, InstanceId=ID)
        existing = a_deployment(instance_alias=None, instance_arn=INSTANCE, first_agent=agent)
        assert states(line.check_instance(of.clients.connect, existing, INSTANCE)) == wanted


def test_an_instance_that_is_not_there_is_a_problem() -> None:
    with account() as of:
        of.refuses("connect", "describe_instance", "ResourceNotFoundException")
        assert "correct instance_arn" in only(line.check_instance(of.clients.connect, a_deployment(), INSTANCE))


def test_an_alias_of_this_account_is_taken_and_a_full_account_makes_no_instance() -> None:
    with account() as of:
        of.answers(
            "connect", "list_instances", {"InstanceSummaryList": [an_instance(), an_instance(InstanceAlias="b")]}
        )
        of.answers("quotas", "get_service_quota", a_quota(2), ServiceCode="connect", QuotaCode="L-AA17A6B9")
        found = list(line.check_new_instance(of.clients, "cedar-clinic-dev"))
    assert "instance_arn" in found[0].fix
    assert "2 of 2 instances" in found[1].message
    assert states(found) == [State.PROBLEM, State.PROBLEM]


def test_a_free_alias_is_said_to_be_free_in_this_account_only() -> None:
    with account() as of:
        of.answers("connect", "list_instances", {"InstanceSummaryList": []})
        of.refuses("quotas", "get_service_quota", "NoSuchResourceException")
        of.answers("quotas", "get_aws_default_service_quota", a_quota(2))
        found = list(line.check_new_instance(of.clients, "cedar-clinic-dev"))
    assert states(found) == [State.OK, State.OK]
    assert "only the deployment tells" in found[0].message


@pytest.mark.parametrize(("free", "state"), [([], State.PROBLEM), ([{"PhoneNumber": "+12065550100"}], State.OK)])
def test_a_number_must_be_there_to_claim(free: list[Json], state: State) -> None:
    with account() as of:
        wanted = {"TargetArn": INSTANCE, "MaxResults": 1, "PhoneNumberCountryCode": "US", "PhoneNumberType": "DID"}
        answer = {"AvailableNumbersList": free}
        of.answers("connect", "search_available_phone_numbers", answer, PhoneNumberPrefix="+1206", **wanted)
        of.answers("connect", "list_phone_numbers_v2", {"ListPhoneNumbersSummaryList": []}, TargetArn=INSTANCE)
        of.answers("quotas", "get_service_quota", a_quota(5))
        asked = a_deployment(number_prefix="+1206")
        found = list(line.check_number(of.clients, asked, None, INSTANCE))
    assert states(found) == [state, State.OK]


def test_an_instance_without_room_for_a_number_is_a_problem() -> None:
    with account() as of:
        of.answers("connect", "search_available_phone_numbers", {"AvailableNumbersList": [{"PhoneNumber": "+1"}]})
        of.answers("connect", "list_phone_numbers_v2", {"ListPhoneNumbersSummaryList": [{"PhoneNumber": "+1"}]})
        of.answers("quotas", "get_service_quota", a_quota(1))
        assert "180 days" in only(line.check_number(of.clients, a_deployment(), None, INSTANCE))


def test_numbers_cannot_be_asked_for_before_there_is_an_instance() -> None:
    with account() as of:
        (found,) = line.check_number(of.clients, a_deployment(), None, None)
    assert (found.state, "once the instance is there" in found.message) == (State.SKIPPED, True)


@pytest.mark.parametrize(
    ("changes", "state", "says"),
    [
        ({}, State.OK, "is claimed"),
        ({"TargetArn": INSTANCE.replace("aaaa", "cccc")}, State.PROBLEM, "belongs to"),
        ({"PhoneNumberStatus": {"Status": "FAILED", "Message": "out of numbers"}}, State.PROBLEM, "out of numbers"),
    ],
)
def test_a_claimed_number_must_be_of_this_instance(changes: Json, state: State, says: str) -> None:
    summary = {"PhoneNumber": "+12065550100", "TargetArn": INSTANCE, "PhoneNumberStatus": {"Status": "CLAIMED"}}
    telephony = a_stack(resources={"Number": ("AWS::Connect::PhoneNumber", NUMBER)})
    with account() as of:
        answer = {"ClaimedPhoneNumberSummary": {**summary, **changes}}
        of.answers("connect", "describe_phone_number", answer, PhoneNumberId=NUMBER.rsplit("/", 1)[1])
        (found,) = line.check_number(of.clients, a_deployment(), telephony, INSTANCE)
    assert (found.state, says in found.message) == (state, True)


def test_a_number_that_is_not_ours_is_a_problem() -> None:
    with account() as of:
        of.refuses("connect", "describe_phone_number", "ResourceNotFoundException")
        found = line.check_number(of.clients, a_deployment(number_arn=NUMBER), None, INSTANCE)
        assert "correct number_arn" in only(found)


def a_center(*flows: str) -> Stack:
    made = {f"F{name}": {"Type": "AWS::Connect::ContactFlow", "Properties": {"Name": name}} for name in flows}
    return an_assembly(ContactCenter=made).stacks[0]


@pytest.mark.parametrize(("allowed", "state"), [(3, State.OK), (2, State.PROBLEM)])
def test_an_instance_needs_room_for_new_flows(allowed: int, state: State) -> None:
    there = {"ContactFlowSummaryList": [{"Name": "Sample"}, {"Name": "a"}]}
    center = a_stack("ContactCenter", resources={"Fa": ("AWS::Connect::ContactFlow", "arn")})
    with account() as of:
        of.answers("connect", "list_contact_flows", there, InstanceId=ID)
        of.answers("quotas", "get_service_quota", a_quota(allowed), ServiceCode="connect", QuotaCode="L-22922690",
                   ContextId=INSTANCE)  # fmt: skip
        of.answers("quotas", "get_service_quota", a_quota(10))
        found = list(line.check_room(of.clients, INSTANCE, a_center("a", "b"), center))
    assert found[0].state is state


def test_a_flow_that_an_earlier_deployment_left_in_the_instance_is_a_problem() -> None:
    with account() as of:
        of.answers("connect", "list_contact_flows", {"ContactFlowSummaryList": [{"Name": "frontdesk-dev-inbound"}]})
        for _ in range(2):
            of.answers("quotas", "get_service_quota", a_quota(100))
        found = list(line.check_room(of.clients, INSTANCE, a_center("frontdesk-dev-inbound"), None))
    assert "frontdesk-dev-inbound" in only(found)


@pytest.mark.parametrize("part", line.PARTS, ids=lambda part: part.what)
def test_what_an_instance_has_is_asked_as_connect_and_cloudformation_name_it(part: line.Part) -> None:
    there = {part.key: [{"Name": "mine"}]}
    resource = {"Type": part.kind, "Properties": {part.name: "mine"}}
    with account() as of:
        of.answers("connect", part.operation, there, InstanceId=ID, **part.only)
        for _ in range(2 if part.quota else 1):
            of.answers("quotas", "get_service_quota", a_quota(10))
        stack = an_assembly(ContactCenter={"Mine": resource}).stacks[0]
        assert f"{part.what} named mine" in only(line.check_room(of.clients, INSTANCE, stack, None))
    assert part.name in PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", part.kind).schema["required"]


# Services


@pytest.mark.parametrize(
    ("more", "limit", "free", "state"),
    [
        (0, 1000, 1000, State.OK),
        (0, 10, 10, State.WARNING),
        (20, 1000, 1000, State.OK),
        (20, 1000, 119, State.PROBLEM),
        (20, 10, 10, State.PROBLEM),
    ],
)
def test_lambda_keeps_a_hundred_executions_unreserved(more: int, limit: int, free: int, state: State) -> None:
    with account() as of:
        settings = {"AccountLimit": {"ConcurrentExecutions": limit, "UnreservedConcurrentExecutions": free}}
        of.answers("functions", "get_account_settings", settings)
        assert states(services.check_executions(of.clients.functions, more=more)) == [state]


def test_reservations_are_summed_over_a_templates_functions() -> None:
    function = {"Type": "AWS::Lambda::Function", "Properties": {"ReservedConcurrentExecutions": 20}}
    assert (
        services.reserved({"Resources": {"A": function, "B": function, "C": {"Type": "AWS::Lambda::Function"}}}) == 40
    )


def a_bot(name: str = "frontdesk-dev") -> Assembly:
    return an_assembly(Assistant={"Bot": {"Type": "AWS::Lex::Bot", "Properties": {"Name": name}}})


def test_a_bot_needs_a_free_name_and_room() -> None:
    with account() as of:
        of.answers("lex", "list_bots", {"botSummaries": [{"botName": "frontdesk-dev"}]})
        of.answers("quotas", "get_service_quota", a_quota(1), ServiceCode="lex", QuotaCode="L-36FA8BD2")
        found = list(services.check_bots(of.clients, a_bot(), {}))
    assert states(found) == [State.PROBLEM, State.PROBLEM]


def test_bots_are_counted_over_every_page() -> None:
    with account() as of:
        of.answers("lex", "list_bots", {"botSummaries": [{"botName": "a"}], "nextToken": "more"})
        of.answers("lex", "list_bots", {"botSummaries": [{"botName": "b"}]}, nextToken="more")
        of.answers("quotas", "get_service_quota", a_quota(2))
        assert "2 of 2 bots" in only(services.check_bots(of.clients, a_bot(), {}))


def test_a_deployed_bot_needs_neither() -> None:
    there = {"Frontdesk-dev-Assistant": a_stack("Assistant", resources={"Bot": ("AWS::Lex::Bot", "ABCDEFGHIJ")})}
    with account() as of:
        of.answers("lex", "list_bots", {"botSummaries": [{"botName": "frontdesk-dev"}]})
        of.answers("quotas", "get_service_quota", a_quota(1))
        assert states(services.check_bots(of.clients, a_bot(), there)) == [State.OK]


def test_a_guardrail_of_the_same_name_is_a_problem() -> None:
    wanted = an_assembly(Knowledge={"G": {"Type": "AWS::Bedrock::Guardrail", "Properties": {"Name": "frontdesk-dev"}}})
    there = {
        "id": "g", "arn": f"arn:aws:bedrock:us-east-1:{ACCOUNT}:guardrail/abcdefghijkl", "status": "READY",
        "name": "frontdesk-dev", "version": "DRAFT", "createdAt": NOW, "updatedAt": NOW,
    }  # fmt: skip
    with account() as of:
        of.answers("bedrock", "list_guardrails", {"guardrails": [there]})
        assert "frontdesk-dev exists already" in only(services.check_guardrails(of.clients.bedrock, wanted, {}))


def availability(model: str, **changes: Any) -> Json:
    given = {
        "modelId": model, "agreementAvailability": {"status": "AVAILABLE"}, "authorizationStatus": "AUTHORIZED",
        "entitlementAvailability": "AVAILABLE", "regionAvailability": "AVAILABLE",
    }  # fmt: skip
    return {**given, **changes}


def profile(model: str, *regions: str) -> Json:
    return {
        "inferenceProfileName": model, "inferenceProfileId": f"us.{model}",
        "status": "ACTIVE", "type": "SYSTEM_DEFINED",
        "inferenceProfileArn": f"arn:aws:bedrock:us-east-1:{ACCOUNT}:inference-profile/us.{model}",
        "models": [{"modelArn": f"arn:aws:bedrock:{region}::foundation-model/{model}"} for region in regions],
    }  # fmt: skip


SMALL, LARGE = a_clinic().models.small, a_clinic().models.large
EMBEDDING = a_clinic().models.embedding
GEOGRAPHY = ("us-east-1", "us-east-2", "us-west-2")


def access(of: Account, *, regions: tuple[str, ...] = GEOGRAPHY, **changes: Any) -> list[Finding]:
    """What is said of the sample clinic's models, the small one changed so."""
    for model, said in ((SMALL, changes), (LARGE, {})):
        of.answers(
            "bedrock", "get_inference_profile", profile(model, *regions), inferenceProfileIdentifier=f"us.{model}"
        )
        of.answers("bedrock", "get_foundation_model_availability", availability(model, **said), modelId=model)
    of.answers("bedrock", "get_foundation_model_availability", availability(EMBEDDING), modelId=EMBEDDING)
    return list(services.check_access(of.clients.bedrock, a_clinic(), a_deployment()))


def test_models_that_may_be_used_are_fine() -> None:
    with account() as of:
        assert set(states(access(of))) == {State.OK}


@pytest.mark.parametrize(
    "changes",
    [
        {"authorizationStatus": "NOT_AUTHORIZED"},
        {"agreementAvailability": {"status": "NOT_AVAILABLE"}},
        {"entitlementAvailability": "NOT_AVAILABLE"},
    ],
)
def test_a_model_that_may_not_be_used_yet_is_a_problem(changes: Json) -> None:
    with account() as of:
        assert "playground" in (said := only(access(of, **changes)))
        assert SMALL in said


def test_a_profile_that_goes_where_the_role_may_not_is_a_problem() -> None:
    with account() as of:
        found = access(of, regions=(*GEOGRAPHY, "mx-central-1"))
    assert [finding.message for finding in found if finding.state is State.PROBLEM] == [
        f"us.{model} goes to mx-central-1 too, where the function's role may not call it" for model in (SMALL, LARGE)
    ]


def test_a_profile_that_is_not_there_is_a_problem() -> None:
    with account() as of:
        of.refuses("bedrock", "get_inference_profile", "ResourceNotFoundException")
        of.answers("bedrock", "get_foundation_model_availability", availability(SMALL))
        of.answers("bedrock", "get_inference_profile", profile(LARGE, *GEOGRAPHY))
        of.refuses("bedrock", "get_foundation_model_availability", "ResourceNotFoundException")
        of.answers("bedrock", "get_foundation_model_availability", availability(EMBEDDING))
        found = list(services.check_access(of.clients.bedrock, a_clinic(), a_deployment()))
    assert [finding.check for finding in found if finding.state is State.PROBLEM] == ["models", "model access"]


def test_a_global_profile_is_granted_where_it_has_no_region() -> None:
    granted = models.invoke_resources(f"global.{SMALL}", "us-east-1")
    reached = [f"arn:aws:bedrock:::foundation-model/{SMALL}", f"arn:aws:bedrock:us-east-1::foundation-model/{SMALL}"]
    assert services.check_profile(f"global.{SMALL}", reached, granted).state is State.OK


# Questions without an answer


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("AccessDeniedException", Why.DENIED),
        ("ThrottlingException", Why.THROTTLED),
        ("ExpiredTokenException", Why.EXPIRED),
        ("ResourceNotFoundException", Why.MISSING),
        ("InternalServiceException", Why.FAILED),
    ],
)
def test_a_refusal_is_told_by_its_code(code: str, why: Why) -> None:
    with account() as of:
        of.refuses("connect", "list_instances", code)
        with pytest.raises(Unanswered) as raised:
            ask(of.clients.connect, "list_instances")
    assert (raised.value.why, raised.value.permission) == (why, "connect:ListInstances")


@pytest.mark.parametrize(
    ("service", "operation", "permission"),
    [
        ("lex", "list_bots", "lex:ListBots"),
        ("functions", "get_account_settings", "lambda:GetAccountSettings"),
        ("cloudcontrol", "list_resources", "cloudformation:ListResources"),
        ("quotas", "list_services", "servicequotas:ListServices"),
    ],
)
def test_the_permission_is_named_as_iam_does(service: str, operation: str, permission: str) -> None:
    needed = {"list_resources": {"TypeName": "AWS::S3::Bucket"}}
    with account() as of:
        of.refuses(service, operation, "AccessDeniedException")
        with pytest.raises(Unanswered) as raised:
            ask(getattr(of.clients, service), operation, **needed.get(operation, {}))
    assert raised.value.permission == permission


def test_every_client_is_of_a_service_that_botocore_has() -> None:
    assert set(SERVICES) == {each.name for each in fields(Clients)}
    assert set(SERVICES.values()) <= set(SESSION.get_available_services())


def test_without_credentials_one_sentence_says_what_is_not_checked() -> None:
    nobody = botocore.session.Session()
    nobody.register_component("credential_provider", CredentialResolver(providers=[]))
    found = online.connect_to_aws(nobody, "us-east-1")
    assert isinstance(found, Finding)
    assert (found.state, "no AWS credentials" in found.message) == (State.SKIPPED, True)


def test_with_credentials_there_is_a_client_of_every_service() -> None:
    somebody = botocore.session.Session()
    somebody.set_credentials("a", "s")
    clients = online.connect_to_aws(somebody, "us-west-2")
    assert isinstance(clients, Clients)
    assert {getattr(clients, name).meta.region_name for name in SERVICES} == {"us-west-2"}


def asked(**changes: Any) -> online.Asked:
    return online.Asked(a_deployment(account=ACCOUNT), a_clinic(), changes.pop("assembly", an_assembly()), **changes)


def test_credentials_that_have_ended_are_one_problem_and_nothing_else_is_asked() -> None:
    with account() as of:
        of.refuses("sts", "get_caller_identity", "ExpiredToken", "The security token is expired")
        (found,) = online.check(of.clients, asked())
    assert (found.state, "sign in again" in found.fix) == (State.PROBLEM, True)


def test_without_a_network_nothing_is_a_problem() -> None:
    """A port of this machine that nobody listens at."""
    settings = Config(retries={"total_max_attempts": 1}, connect_timeout=1)
    nowhere = Clients(
        **{
            name: _client(service, endpoint_url="http://127.0.0.1:1", config=settings)
            for name, service in SERVICES.items()
        }
    )
    (found,) = online.check(nowhere, asked())
    assert (found.state, "cannot be reached" in found.message) == (State.SKIPPED, True)


def test_credentials_of_another_account_are_a_problem() -> None:
    with account() as of:
        identity = {"Account": "999999999999", "Arn": "arn:aws:sts::999999999999:assumed-role/a/b", "UserId": "u"}
        of.answers("sts", "get_caller_identity", identity)
        of.refuses("ssm", "get_parameter", "AccessDeniedException")
        _nothing_else(of, without=("ssm",))
        found = online.check(of.clients, asked(assembly=an_assembly(A={})))
    assert "credentials are of 999999999999" in only(found)


def _nothing_else(of: Account, *, without: tuple[str, ...] = ()) -> None:
    """Every other check of a deployment that is still to be made is denied."""
    of.refuses("cloudformation", "describe_stacks", "ValidationError", "Stack with id A does not exist")
    for service, operation in (
        ("lex", "list_bots"),
        ("bedrock", "list_guardrails"),
        ("connect", "list_instances"),
        ("functions", "get_account_settings"),
        ("bedrock", "get_inference_profile"),
        *(() if "ssm" in without else (("ssm", "get_parameter"),)),
    ):
        of.refuses(service, operation, "AccessDeniedException")


def test_a_check_that_is_denied_names_the_permission_and_the_others_go_on() -> None:
    with account() as of:
        of.answers("sts", "get_caller_identity", {"Account": ACCOUNT, "Arn": "arn:aws:iam::1:user/a", "UserId": "u"})
        _nothing_else(of)
        found = online.check(of.clients, asked(assembly=an_assembly(A={})))
    denied = {finding.fix.split(",")[0] for finding in found if finding.state is State.WARNING}
    assert denied == {
        "allow ssm:GetParameter",
        "allow lex:ListBots",
        "allow bedrock:ListGuardrails",
        "allow connect:ListInstances",
        "allow lambda:GetAccountSettings",
        "allow bedrock:GetInferenceProfile",
    }
    assert State.PROBLEM not in states(found)


def test_what_is_deployed_is_not_guessed_at_when_cloudformation_does_not_say() -> None:
    with account() as of:
        of.answers("sts", "get_caller_identity", {"Account": ACCOUNT, "Arn": "arn:aws:iam::1:user/a", "UserId": "u"})
        of.refuses("cloudformation", "describe_stacks", "AccessDeniedException")
        of.refuses("ssm", "get_parameter", "ThrottlingException")
        of.refuses("functions", "get_account_settings", "AccessDeniedException")
        of.refuses("bedrock", "get_inference_profile", "AccessDeniedException")
        found = online.check(of.clients, asked(assembly=an_assembly(A={})))
    assert {finding.check for finding in found if finding.state is State.SKIPPED} == {"names"}


def of_a_deployed_line(*, refused: tuple[str, str] | None = None) -> list[Finding]:
    """Everything found of a line with one flow, which somebody edited.

    Args:
        refused: An operation that answers with this error code instead.
    """

    def flow(queue: str) -> Json:
        action = {"Identifier": "ToQueue", "Type": "UpdateContactTargetQueue", "Parameters": {"QueueId": queue}}
        return {"Version": "2019-10-30", "StartAction": "ToQueue", "Metadata": {}, "Actions": [action]}

    def center(description: str) -> Json:
        content = {"Fn::Sub": json.dumps(flow("${Queue.QueueArn}"))}
        properties = {"Name": "frontdesk-dev-inbound", "Content": content, "Description": description}
        queue = {"Type": "AWS::Connect::Queue", "Properties": {"Name": "General"}}
        return {"Flow": {"Type": "AWS::Connect::ContactFlow", "Properties": properties}, "Queue": queue}

    made = {
        "Telephony": {
            "Instance": ("AWS::Connect::Instance", INSTANCE), "Number": ("AWS::Connect::PhoneNumber", NUMBER)
        },
        "ContactCenter": {
            "Flow": ("AWS::Connect::ContactFlow", f"{INSTANCE}/contact-flow/f"),
            "Queue": ("AWS::Connect::Queue", f"{INSTANCE}/queue/q"),
        },
    }  # fmt: skip
    with account() as of:
        of.answers("sts", "get_caller_identity", {"Account": ACCOUNT, "Arn": "arn:aws:iam::1:user/a", "UserId": "u"})
        for role, resources in made.items():
            described = {"StackName": f"Frontdesk-dev-{role}", "CreationTime": NOW, "StackStatus": "CREATE_COMPLETE"}
            of.answers("cloudformation", "describe_stacks", {"Stacks": [described]})
            summaries = [
                {"LogicalResourceId": logical, "ResourceType": kind, "PhysicalResourceId": physical,
                 "LastUpdatedTimestamp": NOW, "ResourceStatus": "CREATE_COMPLETE"}
                for logical, (kind, physical) in resources.items()
            ]  # fmt: skip
            of.answers("cloudformation", "list_stack_resources", {"StackResourceSummaries": summaries})
        of.answers("ssm", "get_parameter", {"Parameter": {"Value": "30"}})
        types = {"TypeSummaries": [{"TypeName": f"AWS::Connect::{kind}"} for kind in ("ContactFlow", "Queue")]}
        of.answers("cloudformation", "list_types", types)
        of.refuses("lex", "list_bots", "AccessDeniedException")
        of.refuses("bedrock", "list_guardrails", "AccessDeniedException")
        if refused and refused[0] == "get_template":
            of.refuses("cloudformation", *refused)
        else:
            of.answers("cloudformation", "get_template", {"TemplateBody": json.dumps({"Resources": {}})})
        of.answers("connect", "describe_instance", {"Instance": an_instance()})
        of.refuses("connect", "describe_phone_number", "AccessDeniedException")
        of.answers("quotas", "get_service_quota", a_quota(10))
        template = json.dumps({"Resources": center("as it was")})
        last = {"StackName": "Frontdesk-dev-ContactCenter", "TemplateStage": "Original"}
        of.answers("cloudformation", "get_template", {"TemplateBody": template}, **last)
        live = {"ContactFlow": {"Content": json.dumps(flow(f"{INSTANCE}/queue/another"))}}
        if refused and refused[0] == "describe_contact_flow":
            of.refuses("connect", *refused)
        else:
            for _ in range(2):
                of.answers("connect", "describe_contact_flow", live)
        of.refuses("functions", "get_account_settings", "AccessDeniedException")
        of.refuses("bedrock", "get_inference_profile", "AccessDeniedException")
        coming = an_assembly(Telephony={}, ContactCenter=center("as it will be"))
        return online.check(of.clients, asked(assembly=coming))


def test_an_edited_flow_of_a_deployed_line_is_found_through_every_call() -> None:
    said = only(of_a_deployed_line())
    assert "inbound: edited in Connect: block ToQueue (Set working queue) QueueId is 'another', not 'General'" in said


@pytest.mark.parametrize("code", ["AccessDeniedException", "ThrottlingException", "InternalServiceException"])
def test_edits_that_cannot_be_looked_for_stop_a_deployment_until_somebody_accepts_that(code: str) -> None:
    found = of_a_deployed_line(refused=("describe_contact_flow", code))
    assert "connect:DescribeContactFlow" in only(found)
    assert "make deploy DOCTOR='--accept \"flow edits\"'" in only(found)
    assert not would_fail(accept(found, ["flow edits"]))


def test_an_instance_that_cannot_be_compared_with_the_deployed_one_stops_a_deployment() -> None:
    found = of_a_deployed_line(refused=("get_template", "AccessDeniedException"))
    unknown = next(each for each in found if each.check == "same instance")
    assert (unknown.state, "--accept" in unknown.fix) == (State.PROBLEM, False)


@pytest.mark.parametrize(("role", "check"), [("Telephony", "same number"), ("ContactCenter", "flow edits")])
def test_a_line_of_which_cloudformation_says_nothing_may_be_there(role: str, check: str) -> None:
    with account() as of:
        of.answers("sts", "get_caller_identity", {"Account": ACCOUNT, "Arn": "arn:aws:iam::1:user/a", "UserId": "u"})
        of.refuses("cloudformation", "describe_stacks", "AccessDeniedException")
        of.refuses("ssm", "get_parameter", "ThrottlingException")
        of.refuses("functions", "get_account_settings", "AccessDeniedException")
        of.refuses("bedrock", "get_inference_profile", "AccessDeniedException")
        found = online.check(of.clients, asked(assembly=an_assembly(**{role: {}})))
    assert f'--accept "{check}"' in only(found)


def test_a_profile_that_does_not_exist_is_said_so() -> None:
    found = online.connect_to_aws(botocore.session.Session(profile="nobodys"), "us-east-1")
    assert isinstance(found, Finding)
    assert (found.state, "there is no AWS profile 'nobodys'" in found.message) == (State.PROBLEM, True)
