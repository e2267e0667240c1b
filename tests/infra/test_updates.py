"""The second deploy: what an edit changes, and that nothing which must survive is replaced.

Each edit is made in a copy of the project, which is synthesised as `python app.py` does.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.infra.replacement import Changes, changes, create_only
from tests.infra.synthesis import ROOT

Templates = dict[str, dict[str, Any]]
SYNTHESISED = (
    "app.py", "cdk.json", "clinic.py", "clinic.toml", "contact_flows", "declared", "infra", "knowledge_base", "lambdas",
    "lex_bot", "measure", "pyproject.toml", "requirements", "simulator", "voices.toml", "voices.toml",
)  # fmt: skip
SURVIVES = {
    "AWS::Cognito::UserPool",
    "AWS::Connect::ContactFlow",
    "AWS::Connect::HoursOfOperation",
    "AWS::Connect::Instance",
    "AWS::Connect::PhoneNumber",
    "AWS::Connect::Queue",
    "AWS::Connect::RoutingProfile",
    "AWS::DynamoDB::Table",
    "AWS::KMS::Key",
    "AWS::Lex::Bot",
    "AWS::Lex::BotAlias",
    "AWS::S3::Bucket",
}
"""What must stay the same resource in every ordinary update: its ARN is known elsewhere, or work of people is in it."""


def synthesised(folder: Path) -> Templates:
    """Role of the stack -> its template."""
    out = folder / "cdk.out"
    env = {"PATH": os.environ["PATH"], "HOME": str(folder), "CDK_OUTDIR": str(out)}
    done = subprocess.run([sys.executable, "app.py"], cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return {
        path.name.split(".")[0].rsplit("-", 1)[1]: json.loads(path.read_text())
        for path in out.glob("Frontdesk-*.template.json")
    }


def project(folder: Path) -> Path:
    for name in SYNTHESISED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    return folder


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Templates:
    return synthesised(project(tmp_path_factory.mktemp("before")))


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory, before: Templates) -> Callable[..., Mapping[str, Changes]]:
    """Role of the stack -> what an edit of one file would do to it."""

    def update(file: str, old: str, new: str) -> Mapping[str, Changes]:
        folder = project(tmp_path_factory.mktemp("after"))
        text = (folder / file).read_text()
        assert len(re.findall(re.escape(old), text)) >= 1, f"{file} no longer says {old!r}"
        (folder / file).write_text(text.replace(old, new, 1))
        after = synthesised(folder)
        assert after.keys() == before.keys()
        return {role: changes(before[role], after[role]) for role in before}

    return update


def kinds(templates: Templates, role: str, ids: Any) -> set[str]:
    return {templates[role]["Resources"][name]["Type"] for name in ids}


def assert_survives(before: Templates, update: Mapping[str, Changes]) -> None:
    for role, change in update.items():
        gone = kinds(before, role, change.replaced) | kinds(before, role, change.removed)
        assert not gone & SURVIVES, f"{role}: {change.replaced} {sorted(change.removed)}"


def touched(update: Mapping[str, Changes]) -> set[str]:
    return {role for role, change in update.items() if change != Changes(frozenset(), {}, frozenset(), frozenset())}


def test_synthesising_the_same_project_twice_changes_nothing(before: Templates, tmp_path: Path) -> None:
    assert synthesised(project(tmp_path)) == before


def test_an_edited_flow_updates_that_flow_alone(before: Templates, edited: Callable[..., Any]) -> None:
    update = edited("contact_flows/handoff.json", "I'm connecting you", "I am now connecting you")
    assert touched(update) == {"ContactCenter"}
    change = update["ContactCenter"]
    assert (change.replaced, change.added, change.removed) == ({}, frozenset(), frozenset())
    assert kinds(before, "ContactCenter", change.updated) == {"AWS::Connect::ContactFlow"}
    assert len(change.updated) == 1


def test_an_edited_prompt_of_the_bot_makes_a_new_bot_version_and_nothing_else(
    before: Templates, edited: Callable[..., Any]
) -> None:
    update = edited("lex_bot/en_US.toml", "What is your date of birth?", "And your date of birth?")
    assert_survives(before, update)
    change = update["Assistant"]
    assert kinds(before, "Assistant", change.removed) == {"AWS::Lex::BotVersion"}
    assert "AWS::Lex::Bot" in kinds(before, "Assistant", change.updated)
    assert not change.replaced


def test_an_edited_sentence_of_the_function_makes_a_new_function_version_and_keeps_every_table(
    before: Templates, edited: Callable[..., Any]
) -> None:
    update = edited("lambdas/fulfillment/prompts/en_US.toml", "Is there anything else", "Now, is there anything else")
    assert_survives(before, update)
    change = update["Assistant"]
    assert "AWS::Lambda::Version" in kinds(before, "Assistant", change.removed)
    assert "AWS::Lex::BotVersion" not in kinds(before, "Assistant", change.removed)


def test_an_edited_document_changes_the_knowledge_stack_alone(before: Templates, edited: Callable[..., Any]) -> None:
    update = edited("knowledge_base/parking.md", "no more than $12 a day", "never more than $12 a day")
    assert_survives(before, update)
    assert touched(update) == {"Knowledge"}
    assert not update["Knowledge"].replaced


def test_edited_opening_hours_replace_nothing(before: Templates, edited: Callable[..., Any]) -> None:
    update = edited("clinic.toml", "closes = 18:00:00", "closes = 19:00:00")
    assert_survives(before, update)
    assert "ContactCenter" in touched(update)


def test_a_changed_alias_would_be_seen_to_replace_the_instance(before: Templates) -> None:
    after = json.loads(json.dumps(before["Telephony"]))
    name = next(name for name, each in after["Resources"].items() if each["Type"] == "AWS::Connect::Instance")
    after["Resources"][name]["Properties"]["InstanceAlias"] = "another-clinic"
    assert changes(before["Telephony"], after).replaced[name] == "InstanceAlias"
    assert after["Resources"][name]["UpdateReplacePolicy"] == "Retain"


def test_every_resource_type_of_the_templates_has_a_schema(before: Templates) -> None:
    for template in before.values():
        for resource in template["Resources"].values():
            assert isinstance(create_only(resource["Type"], "us-east-1"), tuple)
