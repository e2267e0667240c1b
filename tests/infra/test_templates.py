"""Every configuration's templates as a whole: cfn-lint, cdk-nag, CloudFormation's limits, what they have in common."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.infra import synthesis
from tests.infra.replacement import create_only
from tests.infra.synthesis import CONFIGURATIONS, EVERYTHING, ROOT, deployed

RESOURCES = 500
"""Resources of a template; https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html."""
TEMPLATE_BYTES = 1_000_000
"""Template in an S3 object; the same page."""


@pytest.fixture(params=CONFIGURATIONS, ids=lambda name: name.replace(", ", "-").replace(" ", "_"))
def assembly(request: pytest.FixtureRequest) -> Path:
    """A folder with the configuration's templates."""
    return synthesis.assembly(request.param)


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


def test_no_resource_that_another_tag_would_replace_has_the_deployments_tags() -> None:
    tagged = {
        resource["Type"]
        for template in deployed(EVERYTHING).values()
        for resource in template["Resources"].values()
        if "cost-center" in json.dumps(resource.get("Properties", {}))
    }
    assert "AWS::Connect::Queue" in tagged
    assert {kind for kind in tagged if any("Tags" in each for each in create_only(kind, "us-west-2"))} == set()
