"""What is told after a deploy, and before a destroy."""

import io
import json
from pathlib import Path
from typing import Any, get_args

import pytest

from infra import lifecycle
from infra.config import Deployment, Kept
from infra.lifecycle import KEPT_BECAUSE, line_text, stacks_of, teardown_text
from tests.infra.synthesis import deployed

INSTANCE = "arn:aws:connect:us-east-1:111122223333:instance/aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"


def assembly(folder: Path) -> Path:
    stacks = {
        "Frontdesk-dev-Telephony": (True, {"Key": {"Type": "AWS::KMS::Key", "DeletionPolicy": "Retain"}}),
        "Frontdesk-dev-Knowledge": (
            False,
            {
                "Bucket": {"Type": "AWS::S3::Bucket", "DeletionPolicy": "RetainExceptOnCreate"},
                "Index": {"Type": "AWS::S3Vectors::Index", "DeletionPolicy": "Delete"},
                "Job": {"Type": "AWS::Lambda::Function"},
            },
        ),
    }
    artifacts: dict[str, Any] = {"Tree": {"type": "cdk:tree", "properties": {"file": "tree.json"}}}
    for name, (protected, resources) in stacks.items():
        properties = {"templateFile": f"{name}.template.json", "terminationProtection": protected}
        artifacts[name] = {"type": "aws:cloudformation:stack", "properties": properties}
        (folder / f"{name}.template.json").write_text(json.dumps({"Resources": resources}))
    (folder / "manifest.json").write_text(json.dumps({"artifacts": artifacts}))
    return folder


def deployment(**changes: Any) -> Deployment:
    return Deployment.model_validate({"environment": "dev", "instance_alias": "clinic"} | changes)


def told(folder: Path, **changes: Any) -> str:
    return teardown_text(stacks_of(assembly(folder)), deployment(**changes))


def test_there_is_a_reason_for_everything_that_can_be_kept() -> None:
    assert set(KEPT_BECAUSE) == set(get_args(Kept))


def test_a_stack_is_told_with_what_outlives_it_and_a_protected_one_as_staying(tmp_path: Path) -> None:
    text = told(tmp_path)
    assert "takes away:\n  Frontdesk-dev-Knowledge, except 1 AWS::S3::Bucket\n" in text
    assert "Frontdesk-dev-Telephony is protected against deletion and stays." in text
    assert "--no-enable-termination-protection --region us-east-1 --stack-name Frontdesk-dev-Telephony" in text
    assert "which takes all of it, except 1 AWS::KMS::Key." in text


def test_outputs_for_other_stacks_are_told_to_nobody() -> None:
    outputs = {stack: {name: name for name in template.get("Outputs", ())} for stack, template in deployed().items()}
    told = {line.split(":")[0].strip() for line in line_text(outputs).splitlines()[1:]}
    described = {
        name
        for template in deployed().values()
        for name, output in template.get("Outputs", {}).items()
        if "Description" in output
    }
    assert told | {name for name in described if "Called" in name} == described


def test_what_is_kept_and_what_is_not_follows_the_configuration(tmp_path: Path) -> None:
    text = told(tmp_path, keep=["instance", "number", "key"])
    for name in ("instance", "number", "key"):
        assert f"  {name:<12}{KEPT_BECAUSE[name]}" in text
    assert "Not kept, and gone for good once their stack is: recordings, tables, documents." in text
    assert KEPT_BECAUSE["tables"] not in text
    assert "Not kept" not in told(tmp_path)


def test_what_was_there_before_is_neither_kept_nor_taken(tmp_path: Path) -> None:
    text = told(tmp_path, instance_alias=None, instance_arn=INSTANCE)
    assert KEPT_BECAUSE["instance"] not in text
    assert KEPT_BECAUSE["number"] in text
    assert "It does not touch the instance or number that was there before" in text


@pytest.mark.parametrize(
    ("answer", "code", "printed"), [("dev\n", 0, "Frontdesk-dev-Knowledge\n"), ("yes\n", 1, ""), ("", 1, "")]
)
def test_stacks_go_only_when_the_environments_name_is_typed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], answer: str, code: int, printed: str
) -> None:
    say = io.StringIO()
    arguments = ["teardown", str(assembly(tmp_path)), "-c", "keep=number"]
    assert lifecycle.main(arguments, {}, answers=io.StringIO(answer), say=say) == code
    assert capsys.readouterr().out == printed
    assert "Not kept, and gone for good once their stack is: instance, recordings," in say.getvalue()
    assert say.getvalue().endswith("Type dev to go on: " if code == 0 else "Nothing was changed.\n")


def test_a_refused_configuration_takes_nothing(tmp_path: Path) -> None:
    say = io.StringIO()
    arguments = ["teardown", str(assembly(tmp_path)), "-c", "log_days=31"]
    assert lifecycle.main(arguments, {}, answers=io.StringIO("dev\n"), say=say) == 2
    assert say.getvalue().startswith("infra.lifecycle: -c log_days=31: must be a number of days")


def test_the_number_is_told_first(tmp_path: Path) -> None:
    outputs = {
        "Frontdesk-dev-Telephony": {
            "ExportsOutputRefKey": "k",
            "PublishOutputRefKey": "k",
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
    assert lifecycle.main(["line", str(tmp_path / "outputs.json")], {}, answers=io.StringIO(), say=say) == 0
    assert say.getvalue().splitlines() == lines
