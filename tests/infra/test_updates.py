"""The second deploy: what an edit changes, and that nothing which must survive is replaced.

Edits are made in a copy of the project, which is synthesised as `python app.py` does; those that touch different
stacks, or different parts of one, are made together.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from infra.doctor.intrinsics import references
from tests.infra.replacement import Changes, changes, create_only
from tests.infra.synthesis import CONFIGURATIONS, ROOT, Template, deployed, resources

Templates = dict[str, Template]
SYNTHESISED = (
    "app.py", "cdk.json", "clinic.py", "clinic.toml", "contact_flows", "declared", "infra", "knowledge_base", "lambdas",
    "lex_bot", "measure", "pyproject.toml", "requirements", "simulator", "voices.toml",
)  # fmt: skip
SURVIVES = {
    "AWS::Cognito::UserPool",
    "AWS::Connect::ContactFlow",
    "AWS::Connect::HoursOfOperation",
    "AWS::Connect::Instance",
    "AWS::Connect::PhoneNumber",
    "AWS::Connect::Prompt",
    "AWS::Connect::Queue",
    "AWS::Connect::RoutingProfile",
    "AWS::Connect::SecurityProfile",
    "AWS::Connect::View",
    "AWS::DynamoDB::Table",
    "AWS::KMS::Key",
    "AWS::Lex::Bot",
    "AWS::Lex::BotAlias",
    "AWS::S3::Bucket",
}
"""What must stay the same resource in every ordinary update: its ARN is known elsewhere, or work of people is in it."""
UNTOUCHED = Changes(frozenset(), {}, frozenset(), frozenset())
OF_A_TEXT = (
    ("contact_flows/handoff.json", "I'm connecting you", "I am now connecting you"),
    ("knowledge_base/parking.md", "no more than $12 a day", "never more than $12 a day"),
    ("lex_bot/en_US.toml", "What is your date of birth?", "And your date of birth?"),
)
OF_THE_CLINIC = (
    ("clinic.toml", "closes = 18:00:00", "closes = 19:00:00"),
    ("lambdas/fulfillment/prompts/en_US.toml", "Is there anything else", "Now, is there anything else"),
    ("cdk.json", '"number_type": "DID"', '"number_type": "TOLL_FREE"'),
)
SSM = "AWS::SSM::Parameter::Value<String>"
"""The CDK CLI never skips a stack with a parameter of this type; one without it is skipped while its template is the
same. Source: toolkit-lib, api/deployments/deploy-stack.ts and cfn-api.ts."""


def synthesised(folder: Path, edits: Iterable[tuple[str, str, str]]) -> Templates:
    """Role of the stack -> its template, of a copy of the project with edits: file, text, what stands in its place."""
    for name in SYNTHESISED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    for file, old, new in edits:
        text = (folder / file).read_text()
        assert old in text, f"{file} no longer says {old!r}"
        (folder / file).write_text(text.replace(old, new, 1))
    out = folder / "cdk.out"
    env = {"PATH": os.environ["PATH"], "HOME": str(folder), "CDK_OUTDIR": str(out)}
    done = subprocess.run([sys.executable, "app.py"], cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return {
        path.name.split(".")[0].rsplit("-", 1)[1]: json.loads(path.read_text())
        for path in out.glob("Frontdesk-*.template.json")
    }


def update(after: Templates) -> Mapping[str, Changes]:
    """Role of the stack -> what its deployment would do."""
    assert after.keys() == deployed().keys()
    return {role: changes(deployed()[role], after[role]) for role in after}


@pytest.fixture(scope="module")
def of_a_text(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Changes]:
    return update(synthesised(tmp_path_factory.mktemp("text"), OF_A_TEXT))


@pytest.fixture(scope="module")
def of_the_clinic(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Changes]:
    return update(synthesised(tmp_path_factory.mktemp("clinic"), OF_THE_CLINIC))


def kinds(role: str, ids: Iterable[str]) -> set[str]:
    return {deployed()[role]["Resources"][name]["Type"] for name in ids}


def gone(role: str, change: Changes) -> set[str]:
    return kinds(role, change.replaced) | kinds(role, change.removed)


def test_what_no_edit_touches_is_the_same_in_every_synthesis(of_a_text: Mapping[str, Changes]) -> None:
    """The copy is synthesised in another folder and process, so assets and names depend on neither."""
    assert {role for role, change in of_a_text.items() if change == UNTOUCHED} == {"Telephony", "Observability"}


def test_an_edited_flow_updates_that_flow_alone(of_a_text: Mapping[str, Changes]) -> None:
    change = of_a_text["ContactCenter"]
    assert (change.replaced, change.added, change.removed) == ({}, frozenset(), frozenset())
    (flow,) = change.updated
    assert kinds("ContactCenter", [flow]) == {"AWS::Connect::ContactFlow"}
    assert "handoff" in flow


def test_an_edited_prompt_of_the_bot_makes_a_new_bot_version_and_nothing_else(of_a_text: Mapping[str, Changes]) -> None:
    change = of_a_text["Assistant"]
    assert gone("Assistant", change) == {"AWS::Lex::BotVersion"}
    assert kinds("Assistant", change.updated) == {"AWS::Lex::Bot", "AWS::Lex::BotAlias"}


def test_an_edited_document_changes_the_knowledge_stack_alone(of_a_text: Mapping[str, Changes]) -> None:
    change = of_a_text["Knowledge"]
    assert not gone("Knowledge", change)
    assert "Custom::Ingestion" in kinds("Knowledge", change.updated)


def test_edited_opening_hours_replace_nothing(of_the_clinic: Mapping[str, Changes]) -> None:
    change = of_the_clinic["ContactCenter"]
    assert not gone("ContactCenter", change)
    assert "AWS::Connect::HoursOfOperation" in kinds("ContactCenter", change.updated)


def test_an_edited_sentence_of_the_function_makes_a_new_function_version_and_keeps_every_table(
    of_the_clinic: Mapping[str, Changes],
) -> None:
    left = gone("Assistant", of_the_clinic["Assistant"])
    assert "AWS::Lambda::Version" in left
    assert not left & (SURVIVES | {"AWS::Lex::BotVersion"})


def test_another_kind_of_number_replaces_the_number_alone_and_keeps_the_old_one(
    of_the_clinic: Mapping[str, Changes],
) -> None:
    (number,) = of_the_clinic["Telephony"].replaced
    old = deployed()["Telephony"]["Resources"][number]
    assert (old["Type"], old["UpdateReplacePolicy"]) == ("AWS::Connect::PhoneNumber", "Retain")


# What one stack has of another


def read_by(template: Template) -> dict[str, str]:
    """Parameter of the stack -> the name under which SSM has its value; CDK's own, which skips a stack, left out."""
    return {
        name: each["Default"]
        for name, each in template["Parameters"].items()
        if each["Type"] == SSM and "[cdk:skip]" not in each.get("Description", "")
    }


@pytest.mark.parametrize("configuration", CONFIGURATIONS)
def test_all_that_may_change_under_another_stack_is_read_anew_at_every_deployment(configuration: str) -> None:
    """A reference is not: an export may not change, and the CLI skips a stack whose template stays the same."""
    for role, template in deployed(configuration).items():
        written = json.dumps(template)
        assert "Fn::ImportValue" not in written, role
        assert "Fn::GetStackOutput" not in written, role


def test_a_new_number_is_attached_and_called_back_from_by_the_next_deployment(
    of_the_clinic: Mapping[str, Changes],
) -> None:
    (number,) = of_the_clinic["Telephony"].replaced
    published = {
        each["Properties"]["Name"]
        for each in resources(deployed()["Telephony"], "AWS::SSM::Parameter").values()
        if number in references(each["Properties"]["Value"])
    }
    center = deployed()["ContactCenter"]
    reads = {parameter for parameter, name in read_by(center).items() if name in published}
    for kind in ("Custom::PhoneNumberContactFlow", "AWS::Connect::Queue"):
        for each in resources(center, kind).values():
            assert reads & set(references(each["Properties"])), kind
    ended = read_by(deployed()["Assistant"]).values()
    assert "/frontdesk/dev/number" in published & set(ended)


def test_every_value_is_published_by_a_stack_that_is_deployed_before() -> None:
    before: set[str] = set()
    for role in ("Telephony", "Knowledge", "Assistant", "ContactCenter", "Observability"):
        template = deployed()[role]
        assert set(read_by(template).values()) <= before, role
        before |= {each["Properties"]["Name"] for each in resources(template, "AWS::SSM::Parameter").values()}


def test_a_changed_alias_would_be_seen_to_replace_the_instance() -> None:
    before = deployed()["Telephony"]
    after = json.loads(json.dumps(before))
    name = next(name for name, each in after["Resources"].items() if each["Type"] == "AWS::Connect::Instance")
    after["Resources"][name]["Properties"]["InstanceAlias"] = "another-clinic"
    assert changes(before, after).replaced[name] == "InstanceAlias"
    assert after["Resources"][name]["UpdateReplacePolicy"] == "Retain"


def test_every_resource_type_of_the_templates_has_a_schema() -> None:
    for template in deployed().values():
        for resource in template["Resources"].values():
            assert isinstance(create_only(resource["Type"], "us-east-1"), tuple)
