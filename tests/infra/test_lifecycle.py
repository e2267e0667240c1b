"""What is told after a deploy, and before a destroy."""

import io
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

import pytest
from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER

from infra import lifecycle
from infra.config import Kept
from infra.doctor.findings import skipped
from infra.doctor.intrinsics import references
from infra.lifecycle import line_text
from infra.teardown import IDENTIFIED_BY, KEPT_BECAUSE, StackPlan, configured, differences, teardown_text
from tests.infra.synthesis import CONFIGURATIONS, NEW, NOTHING_KEPT, ROOT, Template, a_deployment, assembly, deployed
from tests.infra.test_doctor_online import Account, account

INSTANCE = "arn:aws:connect:us-east-1:111122223333:instance/aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"
ROLES = ("Telephony", "Knowledge", "Assistant", "ContactCenter", "Observability")


def physical_ids(template: Template) -> dict[str, str]:
    return {name: f"physical-{name}" for name in template["Resources"]}


def plans(configuration: str = NEW) -> list[StackPlan]:
    """The stacks of the configuration as they would be deployed."""
    return [
        StackPlan(plan.name, plan.protected, plan.stays, physical_ids(deployed(configuration)[role]))
        for plan in configured(assembly(configuration))
        for role in [plan.name.rsplit("-", 1)[1]]
    ]


def told(configuration: str = NEW, **changes: Any) -> str:
    return teardown_text(plans(configuration), a_deployment(**{**CONFIGURATIONS[configuration][0], **changes}))


def test_there_is_a_reason_for_everything_that_can_be_kept() -> None:
    assert set(KEPT_BECAUSE) == set(get_args(Kept))


def test_a_stack_is_told_with_what_outlives_it() -> None:
    text = told()
    assert "  Frontdesk-dev-Knowledge, except 1 AWS::S3::Bucket, 1 AWS::S3::BucketPolicy\n" in text
    assert "  Frontdesk-dev-Assistant, except 1 AWS::Cognito::UserPool, 2 AWS::DynamoDB::Table\n" in text
    assert "  Frontdesk-dev-ContactCenter\n" in text


def test_a_protected_stack_is_told_as_staying_with_what_takes_it_too() -> None:
    text = told()
    assert "Frontdesk-dev-Telephony is protected against deletion and stays." in text
    assert "--no-enable-termination-protection --region us-east-1 --stack-name Frontdesk-dev-Telephony" in text
    assert "which takes all of it, except " in text
    assert '"instance_arn": "physical-Instance' in text
    assert '"number_arn": "physical-Number' in text


def test_what_goes_of_the_instance_and_what_holds_it_up_is_told() -> None:
    text = told()
    for said in (
        "what was edited of them in Connect is lost",
        "ivr doctor",
        "move users to others",
        "run this again",
    ):
        assert said in " ".join(text.split())
    assert "move users" not in teardown_text([], a_deployment())


def taken_over(text: str) -> Iterator[tuple[str, dict[str, dict[str, str]]]]:
    """Stack -> the resources that `cdk import` is told to take over."""
    for line in text.splitlines():
        if " import Frontdesk" in line:
            stack = line.split(" import ")[1].split(" ")[0]
            yield stack, json.loads(line.split("--resource-mapping-inline '")[1].rstrip("'"))


def test_what_is_kept_is_named_with_the_command_that_takes_it_over() -> None:
    imports = dict(taken_over(told()))
    assert set(imports) == {"Frontdesk-dev-Telephony", "Frontdesk-dev-Knowledge", "Frontdesk-dev-Assistant"}
    for stack, mapping in imports.items():
        resources = deployed()[stack.rsplit("-", 1)[1]]["Resources"]
        for logical, identifier in mapping.items():
            ((key, value),) = identifier.items()
            schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", resources[logical]["Type"]).schema
            assert schema["primaryIdentifier"] == [f"/properties/{key}"]
            assert value == f"physical-{resources[logical].get('Properties', {}).get('Bucket', {}).get('Ref', logical)}"


def test_the_documentation_takes_over_what_there_is() -> None:
    shown = (ROOT / "docs" / "operations.md").read_text()
    for stack, mapping in taken_over(shown):
        assert mapping.keys() == dict(taken_over(told()))[stack].keys()
    assert "cdk import Frontdesk-dev-Knowledge" in shown


def test_all_that_holds_data_can_be_taken_over() -> None:
    """The rest of what is kept is of Telephony, and is used by the kept instance without being ours."""
    for stack, mapping in taken_over(told()):
        if not stack.endswith("-Telephony"):
            (plan,) = (plan for plan in plans() if plan.name == stack)
            assert set(mapping) == set(plan.stays)
    assert "AWS::KMS::Key" in IDENTIFIED_BY


def test_what_is_imported_into_a_new_stack_refers_to_nothing_but_what_is_imported_with_it() -> None:
    """CloudFormation refuses a template with references to what it has not; the key is read inline."""
    for stack, mapping in taken_over(told()):
        resources = deployed()[stack.rsplit("-", 1)[1]]["Resources"]
        for logical in mapping:
            assert resources[logical]["DeletionPolicy"]
            assert {each for each in references(resources[logical]) if not each.startswith("AWS::")} <= set(mapping), (
                logical
            )


def test_what_is_kept_and_what_is_not_follows_the_configuration() -> None:
    text = told(keep=["instance", "number", "key"])
    for name in ("instance", "number", "key"):
        assert f"  {name:<12}{KEPT_BECAUSE[name]}" in text
    assert "Not kept, and gone for good once their stack is: recordings, tables, documents." in text
    assert KEPT_BECAUSE["tables"] not in text
    assert "Not kept" not in told()


def test_nothing_that_goes_is_taken_over() -> None:
    assert " import " not in told(NOTHING_KEPT)


def test_what_was_there_before_is_neither_kept_nor_taken() -> None:
    text = told(instance_alias=None, instance_arn=INSTANCE)
    assert KEPT_BECAUSE["instance"] not in text
    assert KEPT_BECAUSE["number"] in text
    assert "It does not touch the instance or number that was there before" in text


def test_another_keep_than_the_deployed_one_is_told_by_stack() -> None:
    said = differences(plans(), plans(NOTHING_KEPT))
    assert said[0].startswith("Frontdesk-dev-Telephony as it is deployed keeps 1 AWS::Connect::Instance, ")
    assert "as configured it would keep nothing" in said[1]
    assert differences(plans(), plans()) == []
    assert differences([], plans()) == []


# The command


def deploy(
    of: Account, templates: Mapping[str, Template], *, protected: tuple[str, ...] = ("Telephony",),
    status: str = "CREATE_COMPLETE",
) -> None:  # fmt: skip
    """Have the account answer with these stacks, whose resources are in this state."""
    now = datetime(2026, 12, 1, tzinfo=UTC)
    of.answers("sts", "get_caller_identity", {"Account": "111122223333"})
    for role in ROLES:
        name = f"Frontdesk-dev-{role}"
        if role not in templates:
            of.refuses("cloudformation", "describe_stacks", "ValidationError", f"Stack with id {name} does not exist")
            continue
        stack = {"StackName": name, "CreationTime": now, "StackStatus": "UPDATE_COMPLETE",
                 "EnableTerminationProtection": role in protected}  # fmt: skip
        of.answers("cloudformation", "describe_stacks", {"Stacks": [stack]}, StackName=name)
        there = [
            {"LogicalResourceId": logical, "PhysicalResourceId": physical, "ResourceStatus": status,
             "ResourceType": templates[role]["Resources"][logical]["Type"], "LastUpdatedTimestamp": now}
            for logical, physical in physical_ids(templates[role]).items()
        ]  # fmt: skip
        of.answers("cloudformation", "list_stack_resources", {"StackResourceSummaries": there})
        body = {"TemplateBody": json.dumps(templates[role])}
        of.answers("cloudformation", "get_template", body, StackName=name, TemplateStage="Original")


def destroy(of: Account, answer: str = "dev\n", configuration: str = NEW, *given: str) -> tuple[int, str]:
    """The exit code and what is said."""
    say = io.StringIO()
    arguments = ["teardown", str(assembly(configuration)), *given]
    code = lifecycle.main(arguments, {}, answers=io.StringIO(answer), say=say, connect=lambda _: of.clients)
    return code, say.getvalue()


GOING = " ".join(f"Frontdesk-dev-{role}" for role in ROLES[1:])


@pytest.mark.parametrize(("answer", "code", "printed"), [("dev\n", 0, GOING + "\n"), ("yes\n", 1, ""), ("", 1, "")])
def test_stacks_go_only_when_the_environments_name_is_typed(
    capsys: pytest.CaptureFixture[str], answer: str, code: int, printed: str
) -> None:
    with account() as of:
        deploy(of, deployed())
        left, said = destroy(of, answer)
    assert (left, set(capsys.readouterr().out.split())) == (code, set(printed.split()))
    assert "Type dev to go on: " in said
    assert said.endswith("Nothing was changed.\n") is (code != 0)


def test_what_is_deployed_counts_and_not_what_is_configured(capsys: pytest.CaptureFixture[str]) -> None:
    with account() as of:
        deploy(of, deployed())
        code, said = destroy(of, "dev\n", NOTHING_KEPT, "-c", "keep=")
    assert (code, capsys.readouterr().out) == (1, "")
    assert "Frontdesk-dev-Assistant as it is deployed keeps 1 AWS::Cognito::UserPool, 2 AWS::DynamoDB::Table" in said
    assert "Run make deploy first" in said


def test_a_stack_that_is_not_there_is_not_told(capsys: pytest.CaptureFixture[str]) -> None:
    with account() as of:
        deploy(of, {role: deployed()[role] for role in ("Telephony", "Knowledge")})
        code, said = destroy(of)
    assert (code, capsys.readouterr().out) == (0, "Frontdesk-dev-Knowledge\n")
    assert "Frontdesk-dev-Assistant" not in said


def test_a_destroy_that_failed_can_be_run_again(capsys: pytest.CaptureFixture[str]) -> None:
    """What it kept by then is no longer the stack's."""
    with account() as of:
        deploy(of, {"Assistant": deployed()["Assistant"]}, status="DELETE_SKIPPED")
        code, said = destroy(of)
    assert (code, capsys.readouterr().out) == (0, "Frontdesk-dev-Assistant\n")
    assert " import " not in said


def test_a_stack_without_protection_goes_whatever_is_configured(capsys: pytest.CaptureFixture[str]) -> None:
    with account() as of:
        deploy(of, {"Telephony": deployed()["Telephony"]}, protected=())
        code, _ = destroy(of)
    assert (code, capsys.readouterr().out) == (0, "Frontdesk-dev-Telephony\n")


def test_where_nothing_may_go_nothing_is_asked() -> None:
    with account() as of:
        deploy(of, {"Telephony": deployed()["Telephony"]})
        code, said = destroy(of)
    assert (code, said.splitlines()[-1]) == (1, "Nothing is deployed that may go.")


def test_where_nothing_is_deployed_that_is_said() -> None:
    with account() as of:
        deploy(of, {})
        code, said = destroy(of)
    assert (code, said) == (1, "Nothing is deployed of dev in us-east-1 of the account 111122223333.\n")


def test_the_question_names_the_account_and_the_commands_are_kept_in_a_file() -> None:
    with account() as of:
        deploy(of, deployed())
        _, said = destroy(of)
    assert "This is dev in us-east-1 of the account 111122223333.\nType dev to go on: " in said
    kept = Path(said.splitlines()[-1].rpartition(" are in ")[2]).read_text(encoding="utf-8")
    in_text = [line.strip() for line in said.splitlines() if " import Frontdesk" in line]
    assert sorted(kept.splitlines()[1:]) == sorted(in_text) != []


def test_without_credentials_one_sentence_says_so() -> None:
    say = io.StringIO()
    nobody = skipped("account", "no AWS credentials: what the account has is not checked", "aws sso login")
    arguments = ["teardown", str(assembly(NEW))]
    code = lifecycle.main(arguments, {}, answers=io.StringIO(), say=say, connect=lambda _: nobody)
    assert code == 1
    assert say.getvalue() == "make destroy first reads what is deployed: no AWS credentials; aws sso login\n"


def test_an_account_that_does_not_answer_stops_it_in_one_sentence() -> None:
    with account() as of:
        of.answers("sts", "get_caller_identity", {"Account": "111122223333"})
        of.refuses("cloudformation", "describe_stacks", "AccessDenied", "not authorized")
        code, said = destroy(of)
    assert (code, said) == (
        1,
        "make destroy first reads what is deployed: cloudformation:DescribeStacks said: not authorized\n",
    )


def test_a_refused_configuration_takes_nothing() -> None:
    with account() as of:
        code, said = destroy(of, "dev\n", NEW, "-c", "log_days=31")
    assert code == 2
    assert said.startswith("infra.lifecycle: -c log_days=31: must be a number of days")


# After a deploy


def test_every_output_is_described_and_told() -> None:
    outputs = {stack: {name: name for name in template.get("Outputs", ())} for stack, template in deployed().items()}
    told = {line.split(":")[0].strip() for line in line_text(outputs).splitlines()[1:]}
    described = {
        name
        for template in deployed().values()
        for name, output in template.get("Outputs", {}).items()
        if "Description" in output
    }
    assert told | {name for name in described if "Called" in name} == described


def test_the_number_is_told_first(tmp_path: Path) -> None:
    outputs = {
        "Frontdesk-dev-Telephony": {
            "InstanceArn1": INSTANCE,
            "NumberCalled2": "+12065550100",
        },
        "Frontdesk-dev-Observability": {"DashboardUrl3": "https://example.com/d"},
    }
    lines = line_text(outputs).splitlines()
    assert lines[0] == "The line answers at +12065550100"
    assert lines[1:] == [f"  InstanceArn1: {INSTANCE}", "  DashboardUrl3: https://example.com/d"]
    assert line_text({}) == "Nothing was deployed that has a number"
    (tmp_path / "outputs.json").write_text(json.dumps(outputs))
    say = io.StringIO()
    with account() as of:
        arguments = ["line", str(tmp_path / "outputs.json")]
        assert lifecycle.main(arguments, {}, answers=io.StringIO(), say=say, connect=lambda _: of.clients) == 0
    assert say.getvalue().splitlines() == lines
