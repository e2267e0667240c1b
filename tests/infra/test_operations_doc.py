"""The documentation of operations is held true: each command it names exists, each sample is what the project takes."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import botocore.session
import pytest
import typer
from botocore import xform_name

import clinic
import contact_flows
from cli import app
from infra import regions
from infra.config import Deployment
from infra.doctor import asking, line, services
from simulator.local_aws import CLINIC_TABLE, LocalAws
from tests.infra.documented import PAGES, commands, fenced, wrong_with
from tests.infra.synthesis import ROOT, deployed, resources

OPERATIONS = ROOT / "docs" / "operations.md"
NOT_VERIFIED = ROOT / "docs" / "not-yet-verified.md"
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
AWS = sorted({command for page in PAGES for command in commands(page, "aws") if len(command.split()) > 2})
MAKE = sorted({command for page in PAGES for command in commands(page, "make")})
IVR = sorted({command for page in PAGES for program in ("ivr", ".venv/bin/ivr") for command in commands(page, program)})
PYTHON = sorted({command for page in PAGES for command in commands(page, ".venv/bin/python")})


def plain(page: Path) -> str:
    """The text in one line, for sentences that are broken somewhere."""
    return " ".join(page.read_text(encoding="utf-8").split())


@pytest.mark.parametrize("command", AWS)
def test_the_aws_cli_takes_the_command(command: str) -> None:
    assert wrong_with(command) == []


@pytest.mark.parametrize(
    ("command", "wrong"),
    [
        ("aws connect release-number --phone-number-id N", "connect has no operation release-number"),
        ("aws connect release-phone-number --number-id N", "unknown option --number-id"),
        ("aws connect delete-queue --instance-id I", "lacks QueueId"),
        ("aws connect list-flow-associations --instance-id I --resource-type PHONE", "PHONE is none of"),
        ("aws logs tail GROUP --until 5m", "unknown option --until"),
    ],
)
def test_a_command_that_the_aws_cli_refuses_is_found(command: str, wrong: str) -> None:
    assert wrong in "; ".join(wrong_with(command))


@pytest.mark.parametrize("command", MAKE)
def test_make_knows_every_target_and_variable_that_is_named(command: str) -> None:
    targets = set(re.findall(r"^([a-z]+):.*##", MAKEFILE, re.MULTILINE))
    variables = set(re.findall(r"^([A-Z]+) \?=", MAKEFILE, re.MULTILINE))
    command = re.sub(r"\"[^\"]*\"|'[^']*'", "text", command).partition("&&")[0]
    for word in command.split()[1:]:
        name, equals, _ = word.partition("=")
        assert name in (variables if equals else targets), word


@pytest.mark.parametrize("command", IVR)
def test_ivr_knows_every_option_that_is_named(command: str) -> None:
    known = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    _, verb, *words = command.split()
    if verb == "flows" and words:
        known, (verb, *words) = known[verb].commands, words
    assert verb in known
    options = {option for parameter in known[verb].params for option in parameter.opts}
    assert {word.strip("[].") for word in words if word.startswith(("-", "[-"))} <= options


@pytest.mark.parametrize("command", PYTHON)
def test_a_module_that_is_run_exists(command: str) -> None:
    words = command.split()
    if words[1] == "-m":
        assert (ROOT / f"{words[2].replace('.', '/')}.py").is_file()
    else:
        assert words[1] == "patients.py" or (ROOT / words[1]).is_file()


@cache
def cdk_options(verb: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "infra.node", "node_modules/.bin/cdk", verb, "--help"],
        cwd=ROOT, capture_output=True, text=True, timeout=300, check=True,
    )  # fmt: skip
    return done.stdout


@pytest.mark.skipif(not (ROOT / "node_modules/.bin/cdk").exists(), reason="the CDK CLI is installed by `make synth`")
@pytest.mark.parametrize("command", [each for each in PYTHON if "bin/cdk" in each])
def test_the_cdk_cli_takes_the_command(command: str) -> None:
    verb, *words = command.partition("bin/cdk ")[2].split()
    told = cdk_options(verb)
    assert told.startswith(f"cdk {verb}")
    for word in words:
        assert not word.startswith("--") or word == "--help" or re.search(rf"^ +{word}\b", told, re.MULTILINE), word


def deployments() -> Iterator[dict[str, Any]]:
    for page in PAGES:
        for block in fenced(page, "json"):
            if block.startswith('"deployments"'):
                yield from (
                    {"environment": name, **each} for name, each in json.loads(f"{{{block}}}")["deployments"].items()
                )


@pytest.mark.parametrize("written", list(deployments()))
def test_every_deployment_that_is_shown_is_taken(written: dict[str, Any]) -> None:
    assert Deployment.model_validate(written).environment in ("dev", "staging", "prod")


def test_the_permissions_shown_are_those_that_the_doctor_needs() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "infra" / "doctor").glob("*.py"))
    asked = set(re.findall(r"ask(?:_all)?\(\s*(?:\w+\.)*(\w+),\s*\"(\w+)\"", source))
    asked |= {("connect", part.operation) for part in line.PARTS}
    needed = {action(asking.SERVICES[client], operation) for client, operation in asked}
    policy = next(json.loads(block) for block in fenced(OPERATIONS, "json") if '"Statement"' in block)
    assert len(needed) > 20
    assert set(policy["Statement"][1]["Action"]) == needed - {"sts:GetCallerIdentity"}


def action(service: str, operation: str) -> str:
    model = botocore.session.get_session().get_service_model(service)
    name = next(each for each in model.operation_names if xform_name(each) == operation)
    signed = str(model.signing_name)
    return f"{asking._IAM_PREFIX.get(signed, signed)}:{name}"


def test_the_outputs_shown_are_those_of_a_deployment() -> None:
    outputs = [name for template in deployed().values() for name in template.get("Outputs", {})]
    (shown,) = fenced(OPERATIONS, "text")
    told = {each.partition(":")[0].strip() for each in shown.splitlines()[1:]}
    (login,) = {name for name in told if name.startswith("StaffingFirstAgentLogin")}
    assert told - {login} == {name for name in outputs if "Called" not in name}


FIRST_CALL = """
name = "the first call"
caller = "+12065559999"
turns = [
    {says = "what does parking cost?", hears = ["$3"]},
    {says = "I'd like to book a checkup", hears = ["last name"]},
    {says = "Baker", hears = ["date of birth"]},
    {keys = "01051950#", hears = ["day"]},
    {keys = "0"},
]
ends = {disposition = "handed_off"}
"""


def test_the_first_call_goes_as_described(tmp_path: Path) -> None:
    (tmp_path / "first_call.toml").write_text(FIRST_CALL)
    command = [sys.executable, "-m", "cli", "call", str(tmp_path / "first_call.toml"), "--json", "-"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout
    heard = " ".join(spoken["text"] for spoken in json.loads(done.stdout)[0]["turns"][0]["spoken"])
    described = plain(OPERATIONS).split("**Call the number.**")[1].partition("Then try")[0]
    sentences = [part.strip() for text in re.findall(r'"([^"]+)"', described) for part in text.split("[...]")]
    assert len(sentences) == 3
    assert [each for each in sentences if each not in heard] == []


def test_the_sample_of_patients_writes_what_the_line_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    (source,) = fenced(OPERATIONS, "python")
    (tmp_path / "patients.py").write_text(source)
    with LocalAws(clinic.load(), documents=ROOT / "knowledge_base"):
        env = {**os.environ, "CLINIC_TABLE": CLINIC_TABLE, "PYTHONPATH": str(ROOT / "lambdas")}
        subprocess.run([sys.executable, "patients.py"], cwd=tmp_path, env=env, check=True, timeout=300)
        client = botocore.session.get_session().create_client("dynamodb", region_name="us-east-1")
        from fulfillment.aws.back_office import DynamoBackOffice

        office = DynamoBackOffice(client, CLINIC_TABLE)
        (patient,) = office.patients_by_last_name("López")
        assert [order.number for order in office.orders(patient.patient_id)] == ["105532"]


def test_the_quotas_name_the_codes_that_the_doctor_asks_for() -> None:
    quotas = plain(OPERATIONS).split("## Quotas")[1].split("## Alarms")[0]
    codes = {each for each in vars(line).values() if isinstance(each, str) and each.startswith("L-")}
    codes |= {services.BOTS, services.EXECUTIONS.code}
    assert set(re.findall(r"L-[0-9A-F]{8}", quotas)) == codes


def test_the_quotas_say_what_a_line_needs() -> None:
    center = deployed()["ContactCenter"]
    kinds = ("ContactFlow", "Queue", "HoursOfOperation", "RoutingProfile", "SecurityProfile")
    counts = ", ".join(str(len(resources(center, f"AWS::Connect::{kind}"))) for kind in kinds)
    assert f"| {counts} |" in OPERATIONS.read_text(encoding="utf-8")
    assert len(contact_flows.placeholders()) == int(counts[0])


def test_the_number_of_regions_is_told() -> None:
    assert len(regions.REGIONS) == 9
    assert "in nine Regions" in plain(OPERATIONS)


def anchors(page: Path) -> set[str]:
    """As GitHub makes them of headings."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\(([^)]+)\)", page.read_text(encoding="utf-8")):
        if link.startswith("https://"):
            continue
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_every_assumption_has_a_check() -> None:
    rows = [
        [cell.strip() for cell in re.split(r"(?<!\\)\|", each)[1:-1]]
        for each in NOT_VERIFIED.read_text(encoding="utf-8").splitlines()
        if each.startswith("| ") and not each.startswith(("| assumed", "| option |"))
    ]
    assert len(rows) > 60
    assert [row for row in rows if not all(row) or len(row) not in (2, 3)] == []
