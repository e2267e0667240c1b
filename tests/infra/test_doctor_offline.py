"""What `ivr doctor` says without an account."""

import ast
import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

import contact_flows
import lex_bot
from contact_flows import bind
from fulfillment.answers.request import Question
from fulfillment.answers.request import request as asked
from fulfillment.aws.quirks import quirks_of
from fulfillment.lex import parse, render
from fulfillment.turn import AskConfirmation, AskIntent, AskSlot, End, Outcome, Queue, Reason
from infra.doctor import command, declared_files, estimates, report, templates, tools
from infra.doctor.findings import CHECKS, Finding, State, accept, ok, problem, skipped, would_fail
from tests.doubles import the_settings
from tests.infra.synthesis import ROOT, a_clinic, a_deployment


def states(findings: Any) -> list[State]:
    return [finding.state for finding in findings]


def said(findings: Any, state: State = State.PROBLEM) -> str:
    """The one finding of this state."""
    (found,) = [finding for finding in findings if finding.state is state]
    return f"{found.message} -> {found.fix}"


# What people wrote


def configuration(root: Path, **context: Any) -> tuple[declared_files.Given, list[Finding]]:
    return declared_files.read_configuration(root, context, {})


def test_the_repositorys_own_configuration_is_taken() -> None:
    given, found = configuration(ROOT)
    assert states(found) == [State.OK, State.OK]
    assert (given.clinic, given.deployment) == (a_clinic(), a_deployment())


def test_the_command_lines_context_stands_over_cdk_json() -> None:
    given, _ = configuration(ROOT, region="us-west-2")
    assert given.deployment == a_deployment(region="us-west-2")


def test_a_refused_value_is_said_with_its_file_and_what_is_allowed() -> None:
    given, found = configuration(ROOT, log_days="seven")
    assert given.deployment is None
    assert "log_days" in said(found)


def test_what_cannot_be_read_is_a_problem_and_no_crash(tmp_path: Path) -> None:
    (tmp_path / "cdk.json").write_text("{")
    given, found = configuration(tmp_path)
    assert states(found) == [State.PROBLEM, State.PROBLEM]
    assert given == declared_files.Given()


def test_a_model_that_cannot_be_called_from_the_region_is_a_problem() -> None:
    models = a_clinic().models.model_copy(update={"large": "deepseek.r1-v1:0", "embedding": "amazon.nova-micro-v1:0"})
    found = list(declared_files.check_models(a_clinic(models=models), a_deployment(region="eu-west-2")))
    assert states(found) == [State.PROBLEM, State.PROBLEM]
    assert all(finding.fix for finding in found)


def test_the_bot_is_within_lexs_limits_and_says_its_voice() -> None:
    assert states(declared_files.check_bot(a_clinic())) == [State.OK, State.OK]


def test_a_bot_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    text = (lex_bot.FOLDER / "en_US.toml").read_text().replace("[[intents]]", "[[intent]]", 1)
    (tmp_path / "en_US.toml").write_text(text)
    assert "en_US.toml" in said(declared_files.check_bot(a_clinic(), folder=tmp_path))


def test_everything_lex_counts_is_counted() -> None:
    bot = lex_bot.load("en_US", a_clinic())
    sizes = declared_files.bot_sizes(bot)
    assert sizes["slots of one intent"][0] == max(len(intent.slots) for intent in bot.intents)
    assert all(0 < size < limit for size, limit in sizes.values())


@pytest.mark.parametrize(
    ("size", "state"), [(79, State.OK), (81, State.WARNING), (100, State.WARNING), (101, State.PROBLEM)]
)
def test_a_size_is_fine_near_or_over(size: int, state: State) -> None:
    assert states(declared_files.within_limits("flows", {"a.json": {"blocks": (size, 100)}})) == [state]


def test_only_the_nearest_of_fitting_sizes_is_said() -> None:
    sizes = {"a.json": {"blocks": (10, 100)}, "b.json": {"blocks": (50, 100)}, "c.json": {"blocks": (200, 100)}}
    found = list(declared_files.within_limits("flows", sizes))
    assert states(found) == [State.PROBLEM, State.OK]
    assert "b.json with 50 of 100 blocks" in found[1].message


def test_our_flows_fit_once_they_are_bound() -> None:
    assert states(declared_files.check_flows(a_clinic())) == [State.OK]


def test_a_bound_flow_is_measured_with_arns_as_long_as_real_ones() -> None:
    bindings = declared_files.sample_bindings(a_clinic())
    assert set(bindings) == set(bind.PLACEHOLDERS)
    assert all(len(bindings[name]) > 70 for name in bind.PLACEHOLDERS if "ARN" in bind.PLACEHOLDERS[name])


def test_a_flow_that_connect_would_refuse_is_a_problem(tmp_path: Path) -> None:
    for path in bind.FOLDER.glob("*.json"):
        shutil.copy(path, tmp_path)
    inbound = tmp_path / "inbound.json"
    inbound.write_text(inbound.read_text().replace("DisconnectParticipant", "HangUpTheCall"))
    assert "inbound.json" in said(declared_files.check_flows(a_clinic(), folder=tmp_path))


def test_a_flow_that_starts_behind_most_of_its_blocks_is_a_problem(tmp_path: Path) -> None:
    for path in bind.FOLDER.glob("*.json"):
        shutil.copy(path, tmp_path)
    inbound = tmp_path / "inbound.json"
    flow = json.loads(inbound.read_text())
    last = next(each["Identifier"] for each in flow["Actions"] if each["Type"] == "DisconnectParticipant")
    inbound.write_text(json.dumps({**flow, "StartAction": last}))
    told = said(declared_files.check_flows(a_clinic(), folder=tmp_path))
    assert f"contact_flows/inbound.json: no call comes to {flow['StartAction']}" in told


def test_ssml_that_cannot_be_read_is_a_problem_that_names_file_and_action(tmp_path: Path) -> None:
    for path in bind.FOLDER.glob("*.json"):
        shutil.copy(path, tmp_path)
    waiting = tmp_path / "customer_queue.json"
    waiting.write_text(waiting.read_text().replace('\\"10s\\"/>', '\\"10s\\">', 1))
    told = said(declared_files.check_flows(a_clinic(), folder=tmp_path))
    assert told.startswith("customer_queue.json: action 'Wait")
    assert "SSML cannot be read: mismatched tag" in told


# Estimates


def test_session_attributes_at_their_longest_stay_under_what_lex_takes() -> None:
    flows = contact_flows.load(declared_files.sample_bindings(a_clinic()))
    assert states(estimates.check_attributes(flows)) == [State.OK]


def test_attributes_over_the_limit_are_a_problem_that_names_the_block() -> None:
    flows = contact_flows.load(declared_files.sample_bindings(a_clinic()))
    flow = flows["inbound"]
    actions = tuple(
        action.model_copy(update={"parameters": {**action.parameters, "LexSessionAttributes": {"notes": "x" * 9000}}})
        if action.identifier == "Greeting"
        else action
        for action in flow.actions
    )
    found = estimates.check_attributes({"inbound": flow.model_copy(update={"actions": actions})})
    assert "inbound.json: block Greeting" in said(found)


def test_the_size_counts_references_by_what_they_become() -> None:
    assert estimates.attribute_bytes({"a": "$.ContactId"}) - estimates.attribute_bytes({"a": ""}) == 36


@pytest.mark.parametrize(
    "reply",
    [
        AskIntent("Yes?"),
        AskSlot("BookAppointment", "BirthDate", "When?"),  # type: ignore[arg-type]
        AskConfirmation("BookAppointment", "Yes?"),  # type: ignore[arg-type]
        End("Goodbye.", Outcome.AGENT, Reason.REPEATED_FAILURE, Queue.SCHEDULING),
    ],
)
def test_the_estimate_knows_every_attribute_that_the_function_writes(reply: Any) -> None:
    turn = parse({})
    written = render(reply, turn, number=999)["sessionState"]["sessionAttributes"]
    longest = {**estimates.WRITTEN_BY_THE_FUNCTION}
    for name, value in written.items():
        if name not in turn.attributes:
            known = "x-amz-lex:dtmf:end-timeout-ms:*:*" if name.startswith("x-amz-lex:dtmf:end-timeout-ms") else name
            assert len(value) <= longest[known], name


def test_every_reason_and_queue_fits_the_estimate() -> None:
    sizes = estimates.WRITTEN_BY_THE_FUNCTION
    assert max(map(len, Reason)) <= sizes["handoff_reason"]
    assert max(map(len, Queue)) <= sizes["handoff_queue"]


@pytest.mark.parametrize(
    ("model", "least"),
    [
        ("us.anthropic.claude-haiku-5-5", 512),
        ("anthropic.claude-sonnet-5", 1_024),
        ("anthropic.claude-sonnet-5-5", 512),
        ("eu.anthropic.claude-haiku-4-5-20251001-v1:0", 4_096),
        ("amazon.nova-2-lite-v1:0", 1_024),
        ("meta.llama3-8b-instruct-v1:0", None),
    ],
)
def test_the_longest_part_of_a_models_id_says_from_where_it_caches(model: str, least: int | None) -> None:
    assert estimates.caches(model, ROOT / estimates.MODELS).fewest_tokens == least
    assert quirks_of(model).caches_from == least


@pytest.mark.parametrize(("chars", "state"), [(512 * 6, State.OK), (512 * 4, State.WARNING), (600, State.OK)])
def test_a_prefix_is_cached_for_sure_perhaps_or_not(chars: int, state: State) -> None:
    assert said_of_the_cache(chars).state is state


def test_a_prefix_that_is_too_short_has_no_cache_point() -> None:
    assert "no cache point" in said_of_the_cache(600).message
    assert "may cache nothing" in said_of_the_cache(512 * 4).message


@pytest.mark.parametrize("locale", ["en_US", "es_US"])
def test_the_doctor_counts_what_the_function_sends_in_front_of_the_cache_point(locale: str) -> None:
    told = tomllib.loads((ROOT / command.PROMPTS / f"{locale}.toml").read_text())["model"]
    request = asked("m", Question("parking", (), locale, 1), (), the_settings(clinic_name=a_clinic().name))
    sent = [request.system, *(f"{tool.name}{tool.description}{json.dumps(tool.schema)}" for tool in request.tools)]
    assert 0 <= estimates.prefix(told, tools=True) - sum(map(len, sent)) < 100


def said_of_the_cache(chars: int) -> Finding:
    model = "anthropic.claude-haiku-5-5"
    return estimates.cached(model, chars, estimates.caches(model, ROOT / estimates.MODELS), where="a")


# Tools


def test_a_python_that_is_not_supported_is_a_problem() -> None:
    assert [tools.check_python(version).state for version in ((3, 10), (3, 11), (3, 13), (3, 14))] == [
        State.PROBLEM,
        State.OK,
        State.OK,
        State.PROBLEM,
    ]


def test_pyproject_names_the_same_pythons() -> None:
    low, high = (".".join(map(str, version)) for version in tools.PYTHONS)
    assert f'requires-python = ">={low},<{high}"' in (ROOT / "pyproject.toml").read_text()


def with_cli(root: Path, *, installed: str | None, locked: str) -> Path:
    (root / "package-lock.json").write_text(json.dumps({"packages": {"node_modules/aws-cdk": {"version": locked}}}))
    if installed:
        (root / "node_modules/aws-cdk").mkdir(parents=True)
        (root / "node_modules/aws-cdk/package.json").write_text(json.dumps({"version": installed}))
    return root


def test_a_cli_that_is_not_installed_is_a_problem(tmp_path: Path) -> None:
    assert "npm ci" in said(tools.check_cli(with_cli(tmp_path, installed=None, locked="2.1148.1"), ""))


def test_a_cli_older_than_what_the_library_writes_is_a_problem(tmp_path: Path) -> None:
    root = with_cli(tmp_path, installed="2.999.0", locked="2.999.0")
    assert "2.1147.0 or later" in said(tools.check_cli(root, "2.1147.0"))


def test_a_cli_other_than_the_locked_one_is_a_warning(tmp_path: Path) -> None:
    root = with_cli(tmp_path, installed="2.1150.0", locked="2.1148.1")
    found = list(tools.check_cli(root, "2.1147.0"))
    assert states(found) == [State.WARNING, State.OK]
    assert found[1].message == "2.1150.0; 2.1147.0 or later is needed"


def test_a_tree_with_changes_is_a_warning(tmp_path: Path) -> None:
    assert tools.check_tree(tmp_path / "nowhere").state is State.WARNING
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.com"]
    for arguments in (["init", "-q"], ["commit", "-q", "--allow-empty", "-m", "one"]):
        subprocess.run([*git, *arguments], cwd=tmp_path, check=True)
    assert tools.check_tree(tmp_path).state is State.OK
    (tmp_path / "new").touch()
    assert "1 file not committed" in tools.check_tree(tmp_path).message


# Templates


def an_assembly(folder: Path, *made: Mapping[str, Any]) -> templates.Assembly:
    """A cloud assembly with a stack for each of these templates."""
    artifacts = {}
    for number, template in enumerate(made):
        (folder / f"{number}.template.json").write_text(json.dumps(template))
        properties = {
            "templateFile": f"{number}.template.json",
            "requiresBootstrapStackVersion": 6,
            "bootstrapStackVersionSsmParameter": "/cdk-bootstrap/hnb659fds/version",
        }
        artifacts[f"Frontdesk-dev-{number}"] = {"type": "aws:cloudformation:stack", "properties": properties}
    manifest = {"minimumCliVersion": "2.1147.0", "artifacts": artifacts}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return templates.read(folder)


def test_a_template_over_a_limit_is_a_problem(tmp_path: Path) -> None:
    topics = {f"Topic{number}": {"Type": "AWS::SNS::Topic"} for number in range(501)}
    found = list(templates.check_limits(an_assembly(tmp_path, {"Resources": topics})))
    assert "Frontdesk-dev-0: 501 resources, and 500 are allowed" in said(found)


def test_an_error_of_cfn_lint_is_a_problem_that_names_the_resource(tmp_path: Path) -> None:
    wrong = {"Type": "AWS::SNS::Topic", "Properties": {"Nmae": "a"}}
    found = list(templates.check_lint(ROOT, an_assembly(tmp_path, {"Resources": {"Topic": wrong}})))
    assert "Resources.Topic.Properties.Nmae: E3002" in said(found)


def test_what_cdk_nag_refuses_is_a_problem_that_names_the_construct(tmp_path: Path) -> None:
    violation = {
        "ruleName": "AwsSolutions-S1",
        "description": "The bucket has no access logs.",
        "severity": "error",
        "violatingConstructs": [{"constructPath": "Frontdesk-dev-Knowledge/Documents/Bucket"}],
    }
    plugin = {"pluginName": "AwsSolutions", "violations": [violation, {**violation, "severity": "warning"}]}
    (tmp_path / "validation-report.json").write_text(json.dumps({"pluginReports": [plugin]}))
    assert "Frontdesk-dev-Knowledge/Documents/Bucket: AwsSolutions-S1" in said(templates.violations(tmp_path))


def test_a_synthesis_that_fails_is_said_in_the_apps_own_sentence(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("import sys; print('app.py: cdk.json:3: wrong', file=sys.stderr); sys.exit(2)")
    assembly, found = templates.synthesise(tmp_path, tmp_path / "out", {}, os.environ)
    assert assembly is None
    assert said(found).startswith("cdk.json:3: wrong")


def test_the_app_gets_the_command_lines_context(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(
        "import os, sys; print(os.environ['CDK_CONTEXT_JSON'], file=sys.stderr); sys.exit(1)"
    )
    _, found = templates.synthesise(tmp_path, tmp_path / "out", {"region": "us-west-2"}, os.environ)
    assert '{"region": "us-west-2"}' in said(found)


# The command


def test_an_accepted_check_is_a_warning() -> None:
    found = accept([problem("git", "dirty", "commit"), problem("bot", "wrong", "correct")], ["git"])
    assert states(found) == [State.WARNING, State.PROBLEM]
    assert not would_fail(found[:1])


def test_a_problem_is_shown_with_what_to_do_and_the_end_says_so() -> None:
    out = StringIO()
    shown = report.Report(out)
    found = [ok("node", "v24"), problem("bot", "en_US.toml:3: wrong", "correct that line")]
    shown.group("offline", found)
    shown.ending(found)
    lines = out.getvalue().splitlines()
    assert [line.split() for line in lines[:2]] == [["offline"], ["ok", "node", "v24"]]
    assert lines[2].split()[:2] == ["problem", "bot"]
    assert lines[3].strip() == "-> correct that line"
    assert lines[4] == "The deployment would fail: 1 problem."


@pytest.mark.parametrize("reason", ["--offline", "no AWS credentials", "AWS cannot be reached"])
def test_an_end_without_the_account_promises_nothing_of_it(reason: str) -> None:
    out = StringIO()
    report.Report(out).ending([ok("bot", "en_US"), skipped("account", reason)])
    assert out.getvalue() == "Nothing found offline; the account was not asked.\n"


def test_before_a_deployment_the_account_must_be_asked() -> None:
    unasked = [skipped("account", "no AWS credentials", "aws configure")]
    assert said(command.must_be_asked(unasked)) == (
        "the account could not be asked, and a deployment needs it: no AWS credentials -> aws configure"
    )
    assert command.must_be_asked([ok("account", "1, as a")]) == [ok("account", "1, as a")]


def test_the_option_before_a_deployment_makes_it_fail() -> None:
    out = StringIO()
    assert command.run(command.Asked(offline=True, before_deploy=True), out=out) == command.WOULD_FAIL
    assert out.getvalue().splitlines()[-1] == "The deployment would fail: 1 problem."


def test_the_whole_offline_part_finds_nothing_that_would_fail() -> None:
    out = StringIO()
    code = command.run(command.Asked(offline=True, json=True), out=out)
    found = json.loads(out.getvalue())
    assert [each for each in found if each["state"] == "problem"] == []
    assert code == command.NOTHING_FAILS
    assert {"synthesis", "cfn-lint", "limits", "cdk cli"} <= {each["check"] for each in found}
    assert [each["message"] for each in found if each["group"] == "online"] == ["--offline"]


def test_a_refused_configuration_fails_before_anything_is_synthesised() -> None:
    out = StringIO()
    asked = command.Asked(environment="nowhere", offline=True, json=True)
    assert command.run(asked, out=out) == command.WOULD_FAIL
    found = {each["check"]: each["state"] for each in json.loads(out.getvalue())}
    assert (found["cdk.json"], found["synthesis"]) == ("problem", "skipped")


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (command.Asked(context=["region"]), "key=value"),
        (command.Asked(overwrite=["outbound"]), "outbound_whisper"),
        (command.Asked(accepted=["rooms"]), "room"),
    ],
    ids=["context", "flow", "check"],
)
def test_what_cannot_be_used_is_refused_with_what_can(asked: command.Asked, says: str) -> None:
    with pytest.raises(command.Unusable, match=says):
        command.run(asked, out=StringIO())


def test_every_check_can_be_accepted_by_its_name() -> None:
    named = set()
    for path in Path(command.__file__).parent.glob("*.py"):
        for call in (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)):
            function = call.func.id if isinstance(call.func, ast.Name) else ""
            if function in {"ok", "warning", "problem", "skipped", "attempt", "within_limits", "say"}:
                named |= {first.value for first in call.args[:1] if isinstance(first, ast.Constant)}
    assert named - set(CHECKS) == set()


def ivr_doctor(*arguments: str, before: str) -> tuple[int, str, str]:
    """The verb in a process of its own, after this statement."""
    program = f"import sys; {before}; sys.argv = ['ivr', 'doctor', *sys.argv[1:]]; import cli; cli.main()"
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout, done.stderr


def test_without_the_deployments_packages_one_sentence_says_what_to_install() -> None:
    code, out, err = ivr_doctor(before="sys.modules['aws_cdk'] = None")
    assert (code, out) == (2, "")
    assert err.splitlines() == ["ivr doctor: aws_cdk: the deployment's packages are not installed; run: make setup"]
