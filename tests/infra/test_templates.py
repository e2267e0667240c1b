"""Every configuration's templates as a whole: cfn-lint, cdk-nag, CloudFormation's limits, what they have in common."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import aws_cdk as cdk
import pytest
from cdk_nag import AwsSolutionsChecks, HIPAASecurityChecks

from clinic import Clinic
from infra import stacks
from tests.infra.synthesis import ROOT, a_clinic, a_deployment, an_app, with_spanish

EVERYTHING = {
    "first_agent": {"username": "front.desk", "first_name": "Fran", "last_name": "Desk"},
    "alarm_email": "ops@example.com",
    "agent_assist": True,
    "conversation_log_days": 7,
    "ivr_recording": True,
    "tracing": True,
    "reserved_concurrency": 20,
    "sample_patients": True,
}
EXISTING = {
    "instance_alias": None,
    "instance_arn": "arn:aws:connect:eu-west-2:111122223333:instance/12345678-1234-1234-1234-123456789012",
    "account": "111122223333",
    "region": "eu-west-2",
    "number_country": "GB",
    "user_pool_id": "eu-west-2_AbCdEfGhI",
}
CONFIGURATIONS: Mapping[str, tuple[dict[str, Any], Clinic]] = {
    "new instance, one locale": ({}, a_clinic()),
    "existing instance, London": (EXISTING, a_clinic()),
    "two locales, Sydney": ({"region": "ap-southeast-2", "number_country": "AU"}, with_spanish(a_clinic())),
    "everything on, Oregon": ({**EVERYTHING, "region": "us-west-2"}, with_spanish(a_clinic())),
}
RESOURCES = 500
"""Resources of a template; https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html."""
TEMPLATE_BYTES = 1_000_000
"""Template in an S3 object; the same page."""


@pytest.fixture(scope="module", params=CONFIGURATIONS, ids=lambda name: name.replace(", ", "-").replace(" ", "_"))
def assembly(request: pytest.FixtureRequest) -> Path:
    """A folder with the configuration's templates. Synthesis fails on a finding of cdk-nag that is not accepted."""
    changes, tenant = CONFIGURATIONS[request.param]
    app = an_app()
    stacks.compose(app, a_deployment(**changes), tenant)
    cdk.Validations.of(app).add_plugins(AwsSolutionsChecks(app), HIPAASecurityChecks(app))
    return Path(app.synth().directory)


def templates(assembly: Path) -> dict[str, dict[str, Any]]:
    return {path.name: json.loads(path.read_text()) for path in sorted(assembly.glob("*.template.json"))}


def test_cfn_lint_has_nothing_to_say(assembly: Path) -> None:
    cfn_lint = Path(sys.executable).with_name("cfn-lint")
    command = [str(cfn_lint), "--format", "parseable", "--", *map(str, assembly.glob("*.template.json"))]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr


def test_a_stack_for_each_part(assembly: Path) -> None:
    names = {name.split(".")[0].removeprefix("Frontdesk-dev-") for name in templates(assembly)}
    assert names == {"Telephony", "Knowledge", "Assistant", "ContactCenter", "Observability"}


def test_templates_stay_within_the_limits_of_cloudformation(assembly: Path) -> None:
    for path in assembly.glob("*.template.json"):
        assert path.stat().st_size < TEMPLATE_BYTES
        assert len(json.loads(path.read_text())["Resources"]) < RESOURCES


def test_no_placeholder_of_a_flow_is_left(assembly: Path) -> None:
    for template in templates(assembly).values():
        for resource in template["Resources"].values():
            if resource["Type"].startswith("AWS::Connect::ContactFlow"):
                assert "${" not in json.dumps(resource["Properties"])


def test_no_policy_allows_everything(assembly: Path) -> None:
    for name, statement in statements(assembly):
        actions = statement["Action"] if isinstance(statement["Action"], list) else [statement["Action"]]
        assert "*" not in actions, name
        assert not any(action.endswith(":*") for action in actions), f"{name}: {actions}"


def statements(assembly: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every statement of an identity policy that allows something."""
    for template in templates(assembly).values():
        for name, resource in template["Resources"].items():
            if resource["Type"] in ("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy"):
                documents = [resource["Properties"]["PolicyDocument"]]
            elif resource["Type"] == "AWS::IAM::Role":
                documents = [each["PolicyDocument"] for each in resource["Properties"].get("Policies", ())]
            else:
                continue
            for document in documents:
                yield from ((name, each) for each in document["Statement"] if each["Effect"] == "Allow")


def test_every_log_group_ends_and_is_encrypted(assembly: Path) -> None:
    for template in templates(assembly).values():
        for name, resource in template["Resources"].items():
            if resource["Type"] == "AWS::Logs::LogGroup":
                assert "RetentionInDays" in resource["Properties"], name
                assert "KmsKeyId" in resource["Properties"], name


def test_every_function_runs_the_supported_runtime(assembly: Path) -> None:
    """Those of CDK itself aside, which it keeps current."""
    ours = [
        resource["Properties"]
        for template in templates(assembly).values()
        for name, resource in template["Resources"].items()
        if resource["Type"] == "AWS::Lambda::Function" and not name.startswith(("Custom", "AWS", "LogRetention"))
    ]
    assert ours
    for properties in ours:
        assert (properties["Runtime"], properties["Architectures"]) == ("python3.13", ["arm64"])
