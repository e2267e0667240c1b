"""The functions, tables and portal: what they are, what they may do, and what they cost while nobody calls."""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_kms as kms

import clinic
from fulfillment import flow_handler, handler, telemetry
from fulfillment.aws.clients import make_clients
from fulfillment.settings import Settings, StoreSettings
from infra import assistant
from infra.assistant import Functions, Portal, Tables
from infra.seed import Seed
from simulator.local_aws import CLINIC_TABLE, SESSION_TABLE, LocalAws
from simulator.local_aws.faults import FaultBoard
from simulator.world import load_world
from tests.infra.functions_stage import function, statements
from tests.infra.replacement import create_only
from tests.infra.synthesis import (
    CONFIGURATIONS,
    EXISTING,
    Template,
    a_clinic,
    a_deployment,
    an_app,
    deployed,
    resources,
    template_of,
)

ROOT = Path(__file__).parents[2]
TOOLS = {"POWERTOOLS_SERVICE_NAME", "POWERTOOLS_METRICS_NAMESPACE", "POWERTOOLS_LOG_LEVEL"}
FROM_OTHERS = {
    name: f"value-of-{name.lower()}"
    for name in (
        "SESSION_TABLE", "CLINIC_TABLE", "USER_POOL_ID", "KNOWLEDGE_BASE_ID", "GUARDRAIL_ID", "GUARDRAIL_VERSION",
        "SMALL_MODEL_ID", "LARGE_MODEL_ID",
    )
}  # fmt: skip


def put_together(
    stack: cdk.Stack, *, made_for: str = "KNOWLEDGE0 GUARDRAIL0 1", tenant: clinic.Clinic | None = None, **changes: Any
) -> None:
    """Everything of this module's subject in one stack."""
    deployment = a_deployment(**changes)
    key = kms.Key(stack, "Key", enable_key_rotation=True)
    tables = Tables(stack, "Tables", deployment=deployment, key=key)
    Portal(stack, "Portal", deployment=deployment)
    Functions(
        stack,
        "Functions",
        deployment=deployment,
        clinic=tenant or a_clinic(),
        key=key,
        environment=FROM_OTHERS,
        made_for=made_for,
        line_number="+12065550100",
    )
    Seed(stack, "Seed", deployment=deployment, key=key, clinic_table=tables.clinic_table_name)


def a_template(**changes: Any) -> Template:
    return template_of(lambda stack: put_together(stack, **changes))


@pytest.fixture(scope="module")
def template() -> Template:
    return a_template()


# tables and portal


def keys_of(table: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    types = {each["AttributeName"]: each["AttributeType"] for each in table["AttributeDefinitions"]}
    return [(each["AttributeName"], each["KeyType"], types[each["AttributeName"]]) for each in table["KeySchema"]]


@pytest.fixture(scope="module")
def local() -> Iterator[LocalAws]:
    with LocalAws(clinic.load(), documents=ROOT / "knowledge_base") as aws:
        aws.reset(load_world(), FaultBoard())
        yield aws


@pytest.mark.usefixtures("local")
def test_the_tables_have_the_keys_that_the_simulators_have(template: Template) -> None:
    client = make_clients(os.environ["AWS_REGION"]).dynamodb
    simulated = [client.describe_table(TableName=name)["Table"] for name in (SESSION_TABLE, CLINIC_TABLE)]
    tables = [each["Properties"] for each in resources(template, "AWS::DynamoDB::Table").values()]
    assert sorted(map(keys_of, tables)) == sorted(map(keys_of, simulated))


def test_every_table_is_recoverable_encrypted_with_our_key_and_paid_by_use(template: Template) -> None:
    tables = resources(template, "AWS::DynamoDB::Table")
    assert len(tables) == 2
    for table in tables.values():
        properties = table["Properties"]
        assert properties["BillingMode"] == "PAY_PER_REQUEST"
        assert properties["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"] is True
        assert properties["SSESpecification"]["KMSMasterKeyId"]["Fn::GetAtt"][0] in resources(template, "AWS::KMS::Key")
        assert "TableName" not in properties


def test_sessions_leave_by_themselves_and_the_back_office_stays(template: Template) -> None:
    lives = {
        len(each["Properties"]["KeySchema"]): each["Properties"].get("TimeToLiveSpecification")
        for each in resources(template, "AWS::DynamoDB::Table").values()
    }
    assert lives == {1: {"AttributeName": "expires_at", "Enabled": True}, 2: None}


def test_what_callers_said_is_recoverable_for_a_day_and_the_back_office_for_35(template: Template) -> None:
    days = {
        "TimeToLiveSpecification" in each["Properties"]: each["Properties"]["PointInTimeRecoverySpecification"].get(
            "RecoveryPeriodInDays"
        )
        for each in resources(template, "AWS::DynamoDB::Table").values()
    }
    assert days == {True: 1, False: 35}


@pytest.mark.parametrize(("keep", "policy", "protected"), [(["tables", "key"], "Retain", True), ([], "Delete", False)])
def test_what_patients_and_callers_said_outlives_the_stack_where_it_is_kept(
    keep: list[str], policy: str, protected: bool
) -> None:
    template = a_template(keep=keep)
    for table in resources(template, "AWS::DynamoDB::Table").values():
        assert (table["DeletionPolicy"], table["UpdateReplacePolicy"]) == (policy, policy)
        assert table["Properties"].get("DeletionProtectionEnabled", False) is protected
    (pool,) = resources(template, "AWS::Cognito::UserPool").values()
    assert pool["DeletionPolicy"] == policy
    assert (pool["Properties"].get("DeletionProtection") == "ACTIVE") is protected


def test_patients_do_not_sign_themselves_up_and_reset_by_email(template: Template) -> None:
    (pool,) = resources(template, "AWS::Cognito::UserPool").values()
    properties = pool["Properties"]
    assert properties["AdminCreateUserConfig"]["AllowAdminCreateUserOnly"] is True
    assert properties["AccountRecoverySetting"]["RecoveryMechanisms"] == [{"Name": "verified_email", "Priority": 1}]
    assert properties["Policies"]["PasswordPolicy"]["MinimumLength"] >= 12
    assert properties["MfaConfiguration"] == "OPTIONAL"


def test_an_existing_pool_is_used_and_none_made() -> None:
    pool = CONFIGURATIONS[EXISTING][0]["user_pool_id"]
    template = deployed(EXISTING)["Assistant"]
    assert not resources(template, "AWS::Cognito::UserPool")
    _, hook = function(template, "fulfillment.handler")
    assert hook["Environment"]["Variables"]["USER_POOL_ID"] == pool
    (reset,) = [each for each in statements(template, "fulfillment.handler") if "cognito" in json.dumps(each["Action"])]
    assert f':userpool/{pool}"' in json.dumps(reset["Resource"])


# functions


class Recording(dict[str, str]):
    """An environment that remembers what was asked of it."""

    def __init__(self, values: Mapping[str, str]) -> None:
        super().__init__(values)
        self.asked: set[str] = set()

    def get(self, name: str, default: Any = None) -> Any:
        self.asked.add(name)
        return super().get(name, default)


def variables(template: Template, handler_name: str) -> dict[str, Any]:
    found: dict[str, Any] = function(template, handler_name)[1]["Environment"]["Variables"]
    return found


@pytest.mark.parametrize(
    ("handler_name", "settings"),
    [("fulfillment.handler", Settings), ("fulfillment.ended_handler", StoreSettings)],
)
def test_the_environment_is_exactly_what_the_settings_read(
    template: Template, handler_name: str, settings: type[Settings] | type[StoreSettings]
) -> None:
    given = variables(template, handler_name)
    env = Recording({**{name: str(value) for name, value in given.items()}, "AWS_REGION": "us-east-1"})
    settings.from_env(env)
    assert env.asked == (set(given) - TOOLS) | {"AWS_REGION"}


def test_the_flows_function_gets_the_sessions_and_what_a_caller_is_found_by(template: Template) -> None:
    assert set(variables(template, "fulfillment.flow_handler")) == TOOLS | {"SESSION_TABLE", "CALLER_KEY"}
    keys = {
        str(variables(template, f"fulfillment.{name}")["CALLER_KEY"])
        for name in ("handler", "flow_handler", "ended_handler")
    }
    assert len(keys) == 1


def test_calls_are_told_apart_by_the_number_where_it_is_known() -> None:
    claimed, given = deployed()["Assistant"], deployed(EXISTING)["Assistant"]
    assert "LINE_NUMBER" in variables(claimed, "fulfillment.ended_handler")
    assert "LINE_NUMBER" not in variables(given, "fulfillment.ended_handler")


def test_the_tenants_values_reach_the_code_hook(template: Template) -> None:
    env = {name: str(value) for name, value in variables(template, "fulfillment.handler").items()}
    settings = Settings.from_env({**env, "AWS_REGION": "us-east-1"})
    tenant = clinic.load()
    assert clinic.environment(tenant).items() <= env.items()
    assert settings.clinic_name == tenant.name
    assert settings.retrieval_threshold == tenant.thresholds.retrieval
    assert settings.transcription_threshold == tenant.thresholds.transcription
    assert (settings.max_turns, settings.max_minutes) == (tenant.limits.turns, tenant.limits.minutes)
    assert settings.misses_in_a_row == tenant.limits.misses_in_a_row
    assert settings.emergency_number == tenant.emergency_number


def test_our_own_limits_are_the_defaults_of_the_settings(template: Template) -> None:
    """So that a call on a laptop, whose function gets none of them, is held to the same."""
    required = {name: "x" for name in variables(template, "fulfillment.handler") if name.endswith(("_ID", "_TABLE"))}
    plain = Settings.from_env({**required, "AWS_REGION": "us-east-1"})
    own = ("fulfillment_deadline_s", "dialog_deadline_s", "read_on_s", "history_tokens", "session_hours")
    given = Settings.from_env({**required, **assistant.told(clinic.load()), "AWS_REGION": "us-east-1"})
    assert [getattr(given, name) for name in own] == [getattr(plain, name) for name in own]


def test_telephone_numbers_are_hashed_with_the_same_unguessable_key_by_those_who_read_and_add(
    template: Template,
) -> None:
    keys = [variables(template, name)["CALLER_KEY"] for name in ("fulfillment.handler", "fulfillment.ended_handler")]
    assert keys[0] == keys[1] == {"Fn::Select": [2, {"Fn::Split": ["/", {"Ref": "AWS::StackId"}]}]}


def test_metrics_carry_the_deployments_name(template: Template) -> None:
    for name in ("fulfillment.handler", "fulfillment.flow_handler", "fulfillment.ended_handler"):
        env = variables(template, name)
        assert env["POWERTOOLS_SERVICE_NAME"] == a_deployment().prefix
        assert env["POWERTOOLS_METRICS_NAMESPACE"] == telemetry.NAMESPACE


def test_every_function_runs_on_arm_with_a_log_of_its_own_that_ends(template: Template) -> None:
    groups = resources(template, "AWS::Logs::LogGroup")
    named = [
        each["Properties"]
        for each in resources(template, "AWS::Lambda::Function").values()
        if each["Properties"]["Runtime"].startswith("python")
    ]
    assert len({each["LoggingConfig"]["LogGroup"]["Ref"] for each in named}) == len(named) == 4
    for properties in named:
        assert properties["Architectures"] == ["arm64"]
        assert properties["Runtime"] == "python3.13"
        group = groups[properties["LoggingConfig"]["LogGroup"]["Ref"]]["Properties"]
        assert group["RetentionInDays"] == a_deployment().log_days
        assert "KmsKeyId" in group


def test_the_times_fit_those_who_wait(template: Template) -> None:
    from fulfillment.aws.clients import Timeouts

    timeouts = Timeouts.within()
    saving = 2 * (timeouts.connect_s + timeouts.dynamodb_s)
    hook = function(template, "fulfillment.handler")[1]["Timeout"]
    assert assistant.FULFILLMENT_DEADLINE_S + saving < hook < 30
    assert function(template, "fulfillment.flow_handler")[1]["Timeout"] <= 8


def test_the_code_hook_starts_from_a_snapshot_of_its_published_version(template: Template) -> None:
    name, properties = function(template, "fulfillment.handler")
    assert properties["SnapStart"] == {"ApplyOn": "PublishedVersions"}
    (alias,) = [
        each["Properties"]
        for each in resources(template, "AWS::Lambda::Alias").values()
        if each["Properties"]["FunctionName"] == {"Ref": name}
    ]
    version = alias["FunctionVersion"]["Fn::GetAtt"][0]
    assert alias["Name"] == "live"
    assert resources(template, "AWS::Lambda::Version")[version]["Properties"]["FunctionName"] == {"Ref": name}


def test_only_one_function_has_a_snapshot_and_no_old_one_is_kept(template: Template) -> None:
    """A snapshot is paid by the hour and the gigabyte, whether anybody calls or not."""
    with_snapshot = [
        each["Properties"]["MemorySize"]
        for each in resources(template, "AWS::Lambda::Function").values()
        if "SnapStart" in each["Properties"]
    ]
    price_gb_s, month_s = 0.0000015046, 30 * 24 * 3600
    assert sum(with_snapshot) / 1024 * price_gb_s * month_s < 3
    assert {each["DeletionPolicy"] for each in resources(template, "AWS::Lambda::Version").values()} == {"Delete"}


def test_the_code_hook_alone_gets_another_version_when_what_it_was_made_for_changes() -> None:
    """Lambda serves the environment that a version was published with, and no hash in a template sees what SSM says."""
    before, after = (resources(a_template(made_for=each), "AWS::Lambda::Version") for each in ("K G 1", "K G 2"))
    assert before.keys() == after.keys()
    (changed,) = (name for name in before if before[name] != after[name])
    assert changed.startswith("FunctionsCodeHook")
    assert after[changed]["Properties"]["Description"] == "K G 2"
    assert "Description" in create_only("AWS::Lambda::Version", "us-east-1")


def test_the_version_of_a_deployment_is_made_for_every_id_that_it_reads() -> None:
    template = deployed()["Assistant"]
    name, hook = function(template, "fulfillment.handler")
    read = {str(value["Ref"]) for value in hook["Environment"]["Variables"].values() if "SsmParameter" in str(value)}
    (version,) = (
        each["Properties"]
        for each in resources(template, "AWS::Lambda::Version").values()
        if each["Properties"]["FunctionName"] == {"Ref": name}
    )
    assert read == {part["Ref"] for part in version["Description"]["Fn::Join"][1] if isinstance(part, dict)}
    assert len(read) == 3


def pinged(template: Template, handler_name: str) -> tuple[str, dict[str, Any]]:
    """When a schedule calls a function's alias, and what with."""
    name, _ = function(template, handler_name)
    versions = {
        version
        for version, each in resources(template, "AWS::Lambda::Version").items()
        if each["Properties"]["FunctionName"] == {"Ref": name}
    }
    aliases = {
        alias
        for alias, each in resources(template, "AWS::Lambda::Alias").items()
        if each["Properties"]["FunctionVersion"]["Fn::GetAtt"][0] in versions
    }
    (found,) = (
        (rule["Properties"]["ScheduleExpression"], json.loads(target["Input"]))
        for rule in resources(template, "AWS::Events::Rule").values()
        for target in rule["Properties"]["Targets"]
        if target["Arn"]["Ref"] in aliases
    )
    return found


def test_a_schedule_uses_the_snapshot_well_within_the_14_days_and_counts_no_turn(template: Template) -> None:
    every, event = pinged(template, "fulfillment.handler")
    assert every == "rate(1 day)"
    assert handler.lambda_handler(event, None) == {}


def test_a_schedule_keeps_the_flows_function_started_and_is_no_question_of_a_flow(template: Template) -> None:
    every, event = pinged(template, "fulfillment.flow_handler")
    assert every == "rate(5 minutes)"
    assert flow_handler.lambda_handler(event, None) == {}


def test_concurrency_and_tracing_only_where_the_deployment_says_so(template: Template) -> None:
    for each in resources(template, "AWS::Lambda::Function").values():
        assert "ReservedConcurrentExecutions" not in each["Properties"]
        assert "TracingConfig" not in each["Properties"]
    other = a_template(reserved_concurrency=5, tracing=True)
    assert function(other, "fulfillment.handler")[1]["ReservedConcurrentExecutions"] == 5
    assert function(other, "fulfillment.handler")[1]["TracingConfig"] == {"Mode": "Active"}
    assert "ReservedConcurrentExecutions" not in function(other, "fulfillment.flow_handler")[1]


def test_an_end_that_could_not_be_told_waits_in_an_encrypted_queue(template: Template) -> None:
    target = function(template, "fulfillment.ended_handler")[1]["DeadLetterConfig"]["TargetArn"]["Fn::GetAtt"][0]
    queue = resources(template, "AWS::SQS::Queue")[target]["Properties"]
    assert "KmsMasterKeyId" in queue


# the seed


def seeding(template: Template) -> dict[str, Any]:
    (found,) = resources(template, "Custom::Seed").values()
    properties: dict[str, Any] = found["Properties"]
    return properties


def test_cloudformation_calls_the_seed_itself_and_does_not_wait_for_ever(template: Template) -> None:
    name, seed = function(template, "clinic_seed")
    assert seeding(template)["ServiceToken"] == {"Fn::GetAtt": [name, "Arn"]}
    assert seed["Timeout"] < int(seeding(template)["ServiceTimeout"]) <= 600


def test_the_seed_runs_again_when_its_code_a_file_or_the_table_is_new(template: Template) -> None:
    (clinic_table,) = (
        name
        for name, each in resources(template, "AWS::DynamoDB::Table").items()
        if len(each["Properties"]["KeySchema"]) == 2
    )
    assert seeding(template)["Table"] == {"Ref": clinic_table}
    assert seeding(template)["Content"] == seeding(a_template())["Content"]
    assert seeding(template)["Content"] != seeding(a_template(sample_patients=True))["Content"]


def test_sample_patients_come_only_where_they_are_wanted() -> None:
    without, wanted = (
        Path(cdk_asset(template_of_seed(sample))) for sample in (False, True)
    )  # fmt: skip
    assert not (without / "world.toml").exists()
    assert (wanted / "world.toml").read_text() == (ROOT / "simulator" / "world.toml").read_text()
    assert (wanted / "clinic.toml").read_text() == (ROOT / "clinic.toml").read_text()


def template_of_seed(sample: bool) -> cdk.cx_api.CloudAssembly:
    app = an_app()
    stack = cdk.Stack(app, "Tested")
    deployment = a_deployment(sample_patients=sample)
    Seed(stack, "Seed", deployment=deployment, key=kms.Key(stack, "Key"), clinic_table="clinic")
    return app.synth()


def cdk_asset(assembly: cdk.cx_api.CloudAssembly) -> str:
    """The folder of the asset with the tenant's file."""
    folders = Path(assembly.directory).glob("asset.*")
    return str(next(folder for folder in folders if (folder / "clinic.toml").exists()))
