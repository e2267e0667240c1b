"""Synthesis by the CDK CLI and by plain Python, on a Node that is supported; what is told when it fails."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_kms as kms

from declared import Refused
from infra import node
from infra.app import run
from infra.bundle import BundleError

ROOT = Path(__file__).parents[2]
CLI = ROOT / "node_modules" / ".bin" / "cdk"
HOME = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}
NO_NETWORK = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"), "http://127.0.0.1:1")
"""Whoever calls AWS, or a registry, meets a closed door."""


def command(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env={**HOME, **NO_NETWORK, **env},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def templates(folder: Path) -> dict[str, Any]:
    return {path.name: json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.template.json")}


@pytest.mark.skipif(not CLI.exists(), reason="the CDK CLI could not be installed; make synth says why")
def test_the_cdk_cli_and_plain_python_write_the_same_templates_and_call_nobody(tmp_path: Path) -> None:
    over = {"region": "eu-west-2", "log_days": "90"}
    context = [word for key, value in over.items() for word in ("-c", f"{key}={value}")]
    by_cli = command("-m", "infra.node", str(CLI), "synth", "--quiet", "--output", str(tmp_path / "cli"), *context)
    plain = command("app.py", CDK_OUTDIR=str(tmp_path / "plain"), CDK_CONTEXT_JSON=json.dumps(over))
    assert by_cli.returncode == 0, by_cli.stderr
    assert plain.returncode == 0, plain.stderr
    assert plain.stdout == ""
    assert "end of life" not in (by_cli.stderr + plain.stderr).lower()
    assert len(templates(tmp_path / "plain")) == 5
    assert templates(tmp_path / "plain") == templates(tmp_path / "cli")


@pytest.mark.parametrize(
    ("over", "told"),
    [
        (
            {"log_days": "31"},
            "app.py: -c log_days=31: must be a number of days that CloudWatch Logs can keep, such as 30",
        ),
        ({"environment": "prod"}, "app.py: -c environment=prod: there is no 'prod'; there are dev"),
    ],
)
def test_a_refused_configuration_is_one_sentence_and_exit_code_2(
    tmp_path: Path, over: dict[str, str], told: str
) -> None:
    done = command("app.py", CDK_OUTDIR=str(tmp_path), CDK_CONTEXT_JSON=json.dumps(over))
    assert done.returncode == 2
    assert done.stderr.startswith(told)
    assert done.stderr.count("\n") == 1


def test_a_node_that_is_not_there_is_told_in_a_sentence() -> None:
    done = command("app.py", JSII_NODE="/no/node")
    assert (done.returncode, done.stderr) == (
        2,
        "app.py: JSII_NODE=/no/node: there is no such program; name a Node, or unset it\n",
    )


def test_a_python_without_the_packages_is_told_which_has_them() -> None:
    """-S: without site-packages."""
    done = command("-S", "app.py")
    assert done.returncode == 2
    assert done.stderr.endswith("has no aws_cdk; run: .venv/bin/python app.py, or make synth, which installs it\n")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("inside", ["", "/cdk.out"], ids=["a file", "below a file"])
def test_a_file_where_the_templates_should_go_is_told_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], inside: str
) -> None:
    (tmp_path / "taken").write_text("")
    assert run(project(tmp_path), {"CDK_OUTDIR": f"{tmp_path}/taken{inside}"}, compose=a_key) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"app.py: {tmp_path}/taken{inside}: the templates cannot be written there: ")
    assert told.count("\n") == 1


@pytest.mark.parametrize("error", [BundleError("no"), Refused("no")], ids=lambda error: type(error).__name__)
def test_what_is_refused_below_the_stacks_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], error: Exception
) -> None:
    def refusing(*_: object) -> None:
        raise error

    assert run(project(tmp_path), {}, compose=refusing) == 2
    assert capsys.readouterr().err == "app.py: no\n"


def project(folder: Path, *, small: str = "anthropic.claude-haiku-5-5") -> Path:
    for name in ("cdk.json", "clinic.toml"):
        text = (ROOT / name).read_text(encoding="utf-8").replace("anthropic.claude-haiku-5-5", small)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


A_BUCKET = """
import sys
from pathlib import Path
from infra.node import point_jsii_at_it
point_jsii_at_it()
import aws_cdk as cdk
from aws_cdk import aws_s3 as s3
from infra.app import run
def compose(app, *_):
    s3.Bucket(cdk.Stack(app, "Naked"), "Bucket")
sys.exit(run(Path(sys.argv[1]), {}, compose=compose))
"""


def a_key(app: cdk.App, *_: object) -> None:
    kms.Key(cdk.Stack(app, "Sound"), "Key", enable_key_rotation=True)


def test_findings_of_the_checks_are_told_without_a_traceback(tmp_path: Path) -> None:
    done = command("-c", A_BUCKET, str(project(tmp_path)))
    assert done.returncode == 1
    assert "Naked/Bucket/Resource" in done.stderr
    assert "AwsSolutions-S1" in done.stderr
    assert "findings in the templates; mend each, or accept it with its reason by infra.accepted" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_sound_stack_is_written_beside_cdk_json_or_to_cdk_outdir(tmp_path: Path) -> None:
    assert run(project(tmp_path), {}, compose=a_key) == 0
    assert run(project(tmp_path), {"CDK_OUTDIR": str(tmp_path / "elsewhere")}, compose=a_key) == 0
    assert templates(tmp_path / "cdk.out") == templates(tmp_path / "elsewhere") != {}


def test_what_is_no_finding_is_not_called_one(tmp_path: Path) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a bug")

    with pytest.raises(RuntimeError, match="a bug"):
        run(project(tmp_path), {}, compose=broken)


def test_tags_of_the_deployment_reach_the_resources(tmp_path: Path) -> None:
    folder = project(tmp_path)
    data = json.loads((folder / "cdk.json").read_text())
    data["context"]["deployments"]["dev"]["tags"] = {"cost-center": "4711"}
    (folder / "cdk.json").write_text(json.dumps(data))
    assert run(folder, {}, compose=a_key) == 0
    (key,) = (each for each in templates(folder / "cdk.out")["Sound.template.json"]["Resources"].values())
    assert {"Key": "cost-center", "Value": "4711"} in key["Properties"]["Tags"]


def test_a_model_that_cannot_serve_in_the_region_is_refused_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = project(tmp_path, small="amazon.nova-premier-v1:0")
    data = json.loads((folder / "cdk.json").read_text())
    data["context"]["deployments"]["dev"]["region"] = "eu-west-2"
    (folder / "cdk.json").write_text(json.dumps(data))
    assert run(folder, {}, compose=a_key) == 2
    line = (folder / "clinic.toml").read_text().splitlines().index('small = "amazon.nova-premier-v1:0"') + 1
    told = f"app.py: clinic.toml:{line}: models.small: amazon.nova-premier-v1:0 has inference profiles for us, and none"
    assert capsys.readouterr().err.startswith(told)


def test_an_application_inference_profile_can_be_deployed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arn = "arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123def456"
    assert run(project(tmp_path, small=arn), {}) == 0, capsys.readouterr().err


def fake_node(folder: Path, version: str) -> str:
    folder.mkdir(exist_ok=True)
    script = folder / "node"
    script.write_text(f"#!/bin/sh\necho {version}\n")
    script.chmod(0o755)
    return str(folder)


@pytest.mark.parametrize(
    ("version", "machines"),
    [("v22.21.0", True), ("v24.19.0", True), ("v20.20.2", False), ("v18.0.0", False), ("?", False)],
)
def test_the_machines_node_is_taken_while_it_is_supported(tmp_path: Path, version: str, machines: bool) -> None:
    found = node.supported_node(fake_node(tmp_path, version))
    assert (found == tmp_path / "node") is machines
    assert machines or node.major_version(found) in node.SUPPORTED


def test_a_machine_without_node_has_that_of_the_virtual_environment(tmp_path: Path) -> None:
    assert node.major_version(node.supported_node(str(tmp_path))) in node.SUPPORTED


def test_npm_is_the_machines_where_its_node_is_and_the_wheels_else(tmp_path: Path) -> None:
    wheels = node.supported_node(str(tmp_path))
    program, script, *rest = node.on_it(["npm", "ci"], wheels)
    assert (program, rest) == (str(wheels), ["ci"])
    assert Path(script).is_file()
    (tmp_path / "npm").symlink_to("/bin/true")
    assert node.on_it(["npm", "ci"], tmp_path / "node") == ["npm", "ci"]
    assert node.on_it(["node_modules/.bin/cdk", "synth"], wheels) == ["node_modules/.bin/cdk", "synth"]


def test_scripts_and_jsii_find_that_node_first() -> None:
    env = node.environment(Path("/opt/node/bin/node"), {"PATH": "/usr/bin"})
    assert env == {"PATH": f"/opt/node/bin{os.pathsep}/usr/bin", "JSII_NODE": "/opt/node/bin/node"}
    assert node.environment(Path("/opt/node/bin/node"), {"JSII_NODE": "/my/node"})["JSII_NODE"] == "/my/node"


def test_a_command_that_is_not_there_is_told_in_a_sentence() -> None:
    done = command("-m", "infra.node", "no-such-command")
    assert (done.returncode, done.stderr) == (
        127,
        "infra.node: there is no command 'no-such-command'; run: rm -f .venv/.dev .venv/.cdk && make synth\n",
    )


def test_the_clis_lock_names_its_version_and_no_registry() -> None:
    wanted = json.loads((ROOT / "package.json").read_text())["devDependencies"]["aws-cdk"]
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert packages["node_modules/aws-cdk"]["version"] == wanted
    assert not any("resolved" in package for package in packages.values())
    assert all("integrity" in package for name, package in packages.items() if name)


def test_make_help_tells_how_to_deploy() -> None:
    done = subprocess.run(
        ["make", "--no-print-directory", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for target in ("synth", "deploy", "destroy"):
        assert f"make {target}" in done.stdout


def recipe(target: str, *variables: str) -> str:
    """What make would run, without running it."""
    done = subprocess.run(
        ["make", "--no-print-directory", "--dry-run", "--assume-old=.venv/.cdk", target, *variables],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout


def test_a_deploy_asks_the_doctor_first_and_every_step_is_told_which_environment() -> None:
    given = "-c environment=staging -c log_days=7"
    doctor, deploy, line = recipe("deploy", "ENVIRONMENT=staging", "CONTEXT=-c log_days=7").strip().splitlines()
    assert doctor.split() == f".venv/bin/ivr doctor --before-deploy {given}".split()
    assert "cdk deploy --all --require-approval broadening --outputs-file cdk.out/outputs.json" in deploy
    assert deploy.endswith(given)
    assert line == ".venv/bin/python -m infra.lifecycle line cdk.out/outputs.json"
    destroy = recipe("destroy", "ENVIRONMENT=staging", "CONTEXT=-c log_days=7")
    assert destroy.count(given) == 2
    assert destroy.index("cdk synth") < destroy.index("infra.lifecycle teardown") < destroy.index("cdk destroy")


@pytest.mark.parametrize("name", ["ENV", "env", "environment"])
def test_an_environment_given_by_a_wrong_name_deploys_nothing(name: str) -> None:
    done = subprocess.run(
        ["make", "--no-print-directory", "--dry-run", "deploy", f"{name}=prod"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert f"{name}= is no variable of this Makefile; write ENVIRONMENT=prod" in done.stderr
    assert done.stdout == ""
