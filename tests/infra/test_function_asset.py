"""The functions' asset: run as Lambda runs it, it answers; and it holds nothing that no import leads to."""

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from infra import bundle
from infra.assistant import ENTRIES, KEEP_WARM
from simulator.local_aws import CLINIC_TABLE, SESSION_TABLE
from simulator.local_aws.seeding import empty_table
from tests.infra.runtime_api import lambda_running, modules_of
from tests.integration.local_services import Local, local_services
from tests.integration.test_lex_events import EVENTS, assert_lex_accepts
from tests.unit.test_ended_handler import CONTACT, an_event

NOT_IMPORTED = ("tzdata/",)
"""Folders that are packages only so that their files are found by name."""


@pytest.fixture(scope="module")
def asset() -> Path:
    return bundle.build("functions", entries=ENTRIES)


@pytest.fixture(scope="module")
def seed_asset() -> Path:
    files = {"clinic.toml": bundle.ROOT / "clinic.toml", "world.toml": bundle.ROOT / "simulator" / "world.toml"}
    return bundle.build("seed", entries=("clinic_seed",), files=files)


@pytest.fixture(scope="module")
def running() -> Iterator[Local]:
    with local_services() as local:
        yield local


@pytest.fixture
def env(running: Local) -> dict[str, str]:
    """The function's settings, and where the services' doubles are."""
    running.begin()
    wires = {name: value for name, value in os.environ.items() if name.startswith("AWS_") or name.upper() == "NO_PROXY"}
    return wires | running.aws.settings_env()


def a_question(text: str = "what does parking cost", session: str = "asset") -> dict[str, Any]:
    return {
        "messageVersion": "1.0",
        "invocationSource": "FulfillmentCodeHook",
        "inputMode": "Speech",
        "sessionId": session,
        "inputTranscript": text,
        "bot": {
            "name": "frontdesk",
            "version": "1",
            "localeId": "en_US",
            "id": "B",
            "aliasId": "A",
            "aliasName": "live",
        },
        "interpretations": [{"intent": {"name": "FallbackIntent", "state": "ReadyForFulfillment", "slots": {}}}],
        "requestAttributes": {"x-amz-lex:channels:platform": "Connect"},
        "sessionState": {
            "intent": {"name": "FallbackIntent", "state": "ReadyForFulfillment", "slots": {}},
            "sessionAttributes": {"session_id": session, "turn": "0", "locale": "en_US"},
        },
        "transcriptions": [{"transcription": text, "transcriptionConfidence": 0.95}],
    }


# it runs


def test_what_the_function_reads_at_start_is_in_it(asset: Path) -> None:
    read = ("prompts/en_US.toml", "prompts/es_US.toml", "aws/models.toml")
    assert [name for name in read if not (asset / "fulfillment" / name).is_file()] == []


def test_the_code_hook_answers_a_question_from_the_documents(asset: Path, env: dict[str, str], tmp_path: Path) -> None:
    with lambda_running(asset, "fulfillment.handler.lambda_handler", env, runtime=tmp_path) as hook:
        response = hook.send(a_question())
    assert_lex_accepts(response)
    assert "$3 an hour" in json.dumps(response)


def test_the_code_hook_has_what_few_turns_need(
    asset: Path, env: dict[str, str], tmp_path: Path, running: Local
) -> None:
    """Spanish, and Cognito's client, which is made for the first reset."""
    with lambda_running(asset, "fulfillment.handler.lambda_handler", env, runtime=tmp_path) as hook:
        spanish = a_question("quiero hablar con una persona", "es")
        spanish["bot"]["localeId"] = spanish["sessionState"]["sessionAttributes"]["locale"] = "es_US"
        assert "handoff_queue" in hook.send(spanish)["sessionState"]["sessionAttributes"]
        for turn, (text, mode) in enumerate([("reset my password", "Speech"), ("03121984", "DTMF"), ("1", "DTMF")]):
            hook.send(a_turn_of_a_reset(turn, text, mode))
    assert running.aws.password_resets() == ["Ana Rivera"]


def a_turn_of_a_reset(turn: int, text: str, mode: str) -> dict[str, Any]:
    event = a_question(text, "reset") | {"inputMode": mode, "invocationSource": "DialogCodeHook"}
    event["sessionState"]["intent"] = {"name": "ResetPassword", "state": "InProgress", "slots": {}}
    event["sessionState"]["sessionAttributes"] |= {"turn": str(turn), "caller_number": "+12065550101"}
    return event


@pytest.mark.parametrize("path", EVENTS, ids=lambda path: path.stem)
def test_a_public_lex_event_gets_a_reply(asset: Path, env: dict[str, str], path: Path, tmp_path: Path) -> None:
    with lambda_running(asset, "fulfillment.handler.lambda_handler", env, runtime=tmp_path) as hook:
        assert_lex_accepts(hook.send(json.loads(path.read_text())))


def test_what_keeps_the_snapshot_leaves_no_session(
    asset: Path, env: dict[str, str], tmp_path: Path, running: Local
) -> None:
    with lambda_running(asset, "fulfillment.handler.lambda_handler", env, runtime=tmp_path) as hook:
        assert hook.send(KEEP_WARM) == {}
    assert running.clients.dynamodb.scan(TableName=SESSION_TABLE)["Count"] == 0


def test_the_flows_function_answers_with_its_own_environment(asset: Path, env: dict[str, str], tmp_path: Path) -> None:
    own = {name: env[name] for name in env if name.startswith("AWS_")} | {"SESSION_TABLE": SESSION_TABLE}
    event = {
        "Details": {
            "ContactData": {"Attributes": {"session_id": "nobody"}},
            "Parameters": {"purpose": "whisper"},
        }
    }
    with lambda_running(asset, "fulfillment.flow_handler.lambda_handler", own, runtime=tmp_path) as flow:
        assert flow.send(event)["whisper"]


def test_the_function_of_ended_contacts_answers(
    asset: Path, env: dict[str, str], tmp_path: Path, running: Local
) -> None:
    own = {name: env[name] for name in env if name.startswith("AWS_")} | {"SESSION_TABLE": SESSION_TABLE}
    with lambda_running(asset, "fulfillment.ended_handler.lambda_handler", own, runtime=tmp_path) as ended:
        assert ended.send(an_event()) == {"disposition": "abandoned"}
    key = {"pk": {"S": f"END#{CONTACT}"}}
    assert "Item" in running.clients.dynamodb.get_item(TableName=SESSION_TABLE, Key=key)


def test_the_seed_fills_the_back_office_and_tells_cloudformation(
    seed_asset: Path, env: dict[str, str], tmp_path: Path, running: Local
) -> None:
    empty_table(running.clients.dynamodb, CLINIC_TABLE, "pk", "sk")
    asked = {"StackId": "arn:stack", "RequestId": "r1", "LogicalResourceId": "Seed"}
    with (
        answers_at_a_url() as (url, answers),
        lambda_running(seed_asset, "clinic_seed.lambda_handler", env, runtime=tmp_path) as seed,
    ):
        assert seed.send({"RequestType": "Create", "ResponseURL": url, **asked}) is None
    (told,) = answers
    assert told["Status"] == "SUCCESS", told["Reason"]
    assert running.clients.dynamodb.scan(TableName=CLINIC_TABLE)["Count"] > 0


@contextmanager
def answers_at_a_url() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A URL such as CloudFormation gives, and what was put there."""
    answers: list[dict[str, Any]] = []

    class Taking(BaseHTTPRequestHandler):
        def do_PUT(self) -> None:
            answers.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Nothing."""

    with HTTPServer(("127.0.0.1", 0), Taking) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/answer", answers
        server.shutdown()
        thread.join(timeout=10)


# it holds what is needed


def files_of(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", ["functions", "seed"])
def test_every_module_is_led_to_by_an_import(name: str, asset: Path, seed_asset: Path) -> None:
    folder, entries = (asset, ENTRIES) if name == "functions" else (seed_asset, ("clinic_seed",))
    modules = {path for path in files_of(folder) if path.endswith(".py") and not path.startswith(NOT_IMPORTED)}
    assert modules <= modules_of(folder, entries)


def test_every_other_file_is_data_of_a_package_that_reads_it(asset: Path) -> None:
    data = {path for path in files_of(asset) if not path.endswith(".py")}
    folders = {path.split("/")[0] for path in data}
    assert folders == {"fulfillment", "botocore", "tzdata"}
    models = {"/".join(path.split("/")[:3]) for path in data if path.count("/") > 2 and path.startswith("botocore/")}
    services = {"dynamodb", "bedrock-runtime", "bedrock-agent-runtime", "cognito-idp", "qconnect"}
    assert models == {f"botocore/data/{service}" for service in services}


def test_nothing_of_development_is_in_it(asset: Path, seed_asset: Path) -> None:
    for folder in (asset, seed_asset):
        top = {path.split("/")[0].removesuffix(".py") for path in files_of(folder)}
        assert not top & {"boto3", "moto", "pydantic", "pytest", "tests", "simulator", "infra", "s3transfer"}
        assert not [path for path in files_of(folder) if "__pycache__" in path or path.endswith((".pyc", ".so"))]


def test_it_stays_small_and_within_lambdas_limit(asset: Path) -> None:
    """250 MB unzipped: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html"""
    assert sum((asset / path).stat().st_size for path in files_of(asset)) < 8_000_000


def test_the_service_models_are_the_newest_that_botocore_has() -> None:
    import botocore.loaders

    loader = botocore.loaders.create_loader()
    for service in bundle.SERVICES:
        name, version = service.split("/")
        assert loader.determine_latest_version(name, "service-2") == version


def test_it_is_the_same_wherever_it_is_built(asset: Path) -> None:
    code = f"from infra import bundle; print(bundle.build('functions', entries={ENTRIES!r}))"
    env = {**os.environ, "PYTHONHASHSEED": "7"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=bundle.ROOT, env=env, capture_output=True, text=True, check=True
    )
    assert Path(done.stdout.strip()) == asset


def test_its_name_changes_with_its_content(tmp_path: Path) -> None:
    file = tmp_path / "clinic.toml"
    names = []
    for text in ("one", "two", "one"):
        file.write_text(text)
        names.append(bundle.build("seed", entries=("clinic_seed",), files={"clinic.toml": file}))
    assert names[0] == names[2] != names[1]
    assert (names[1] / "clinic.toml").read_text() == "two"


def test_an_entry_that_is_not_there_is_refused() -> None:
    with pytest.raises(bundle.BundleError, match="clinic_sed"):
        bundle.build("functions", entries=("clinic_sed",))


# what is not there


def built_in_a_copy(folder: Path, entry: str = "fulfillment.handler") -> subprocess.CompletedProcess[str]:
    """Build the asset of the copy in this folder."""
    code = f"from infra import bundle; print(bundle.build('functions', entries=({entry!r},)))"
    return subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in ("infra/__init__.py", "infra/bundle.py", "infra/service_data.py", "requirements/call.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(bundle.ROOT / name, tmp_path / name)
    shutil.copytree(bundle.OURS, tmp_path / "lambdas", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_a_module_that_is_gone_is_refused_with_who_imports_it(copy: Path) -> None:
    (copy / "lambdas" / "fulfillment" / "talk.py").unlink()
    told = built_in_a_copy(copy).stderr
    assert re.search(r"BundleError: lambdas/fulfillment/\S+:\d+: imports fulfillment\.talk, which is not there", told)


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("import requests", "imports requests, which the functions would not have"),
        ("from requests.auth import AuthBase", "imports requests.auth, which the functions would not have"),
        ("from . import gone", "imports fulfillment.gone, which is not there"),
        ("from .lex import no_such_name", "imports fulfillment.lex.no_such_name, which is not there"),
        ("import botocore.gone", "imports botocore.gone, which is not there"),
        ("def broken(:", "handler.py:1: not valid Python: "),
    ],
)
def test_an_import_that_would_fail_in_lambda_is_refused_with_its_line(copy: Path, statement: str, told: str) -> None:
    handler = copy / "lambdas" / "fulfillment" / "handler.py"
    handler.write_text(f"{statement}\n{handler.read_text()}")
    assert f"lambdas/fulfillment/handler.py:1: {told.removeprefix('handler.py:1: ')}" in built_in_a_copy(copy).stderr


def test_a_file_where_the_builds_should_be_is_told_in_a_sentence(copy: Path) -> None:
    (copy / "build").write_text("")
    last = built_in_a_copy(copy).stderr.splitlines()[-1]
    assert f"BundleError: {copy / 'build'}: " in last
    assert "must be a folder that you may write to" in last


def test_old_builds_go_and_the_newest_few_stay(copy: Path) -> None:
    for number in range(9):
        (copy / "build" / f"functions-{number}").mkdir(parents=True)
        os.utime(copy / "build" / f"functions-{number}", (number, number))
    (copy / "build" / "seed-0").mkdir()
    made = Path(built_in_a_copy(copy).stdout.strip())
    kept = {path.name for path in (copy / "build").iterdir()}
    assert kept == {made.name, "seed-0", *(f"functions-{number}" for number in (5, 6, 7, 8))}
