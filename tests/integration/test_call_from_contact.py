"""`ivr call --from-contact`: a call of a deployment, read with somebody's own credentials, becomes a call script."""

import io
import json
import os
import socket
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import botocore.session
import pytest
from moto.server import ThreadedMotoServer

import clinic
from fulfillment import flow_handler
from fulfillment.aws.sessions import DynamoSessions
from infra import config
from infra.config import Deployment
from simulator.command import Unusable
from simulator.local_aws.seeding import make_table
from simulator.script import load
from skeleton import command, deployed
from skeleton.recorded import NotThere
from tests.doubles import some_ports
from tests.integration.test_cli_call import ivr, refused
from tests.speaking import Call

REGION = "us-east-1"
TABLE = "frontdesk-dev-sessions"
NOW = datetime(2026, 12, 1, 18, tzinfo=UTC)
DEPLOYMENT = Deployment(environment="dev", region=REGION, instance_alias="cedar-clinic-dev")


@pytest.fixture(scope="module")
def account() -> Iterator[str]:
    """An account with the parameter and the table of a deployment; its endpoint."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


class Account:
    def __init__(self, url: str) -> None:
        keys = {"aws_access_key_id": "x", "aws_secret_access_key": "x", "region_name": REGION, "endpoint_url": url}
        self.dynamodb, self.ssm = (
            botocore.session.get_session().create_client(name, **keys) for name in ("dynamodb", "ssm")
        )
        self.sessions = DynamoSessions(self.dynamodb, TABLE)

    def deploys(self) -> None:
        name = DEPLOYMENT.parameter(deployed.SESSION_TABLE)
        self.ssm.put_parameter(Name=name, Value=TABLE, Type="String", Overwrite=True)
        make_table(self.dynamodb, TABLE, "pk")

    def takes_a_call(self, session_id: str) -> None:
        """Of Ana Rivera, who wants to move an appointment and asks for a person."""
        call = Call(some_ports(sessions=self.sessions), session_id=session_id)
        call.says("I need to move my Thursday appointment", "RescheduleAppointment")
        call.keys("03121984")
        call.says("a person please", "SpeakToAgent")

    def is_reported(self, session_id: str, because: str = "she said Friday", *, at: datetime = NOW) -> None:
        handle = flow_handler.answering(self.sessions, now=lambda: at, count=lambda _: None)
        contact = {"ContactId": "guide", "Attributes": {"session_id": session_id}}
        parameters = {"purpose": "feedback", "wrong": "misheard", "because": because}
        stored = handle({"Details": {"ContactData": contact, "Parameters": parameters}}, None)
        assert stored == {"stored": "yes"}

    def forgets_the_session(self, session_id: str) -> None:
        self.dynamodb.delete_item(TableName=TABLE, Key={"pk": {"S": f"SESSION#{session_id}"}})


@pytest.fixture(scope="module")
def owner(account: str) -> Account:
    owner = Account(account)
    owner.deploys()
    return owner


@pytest.fixture
def read(account: str, owner: Account, lead: Callable[[str, str], None]) -> Callable[..., str]:  # noqa: ARG001
    """The skeleton of a contact, read with a person's own credentials."""
    for service in ("SSM", "DYNAMODB"):
        lead(service, account)

    def written(contact_id: str, *, deployment: Deployment = DEPLOYMENT, now: datetime = NOW) -> str:
        found = deployed.read(contact_id, deployment, session=botocore.session.get_session(), now=now)
        return command.skeleton(found, clinic.load())

    return written


def test_a_reported_call_is_read_long_after_its_session_is_gone(read: Callable[..., str], owner: Account) -> None:
    owner.takes_a_call("reported")
    owner.is_reported("reported", "she said \x1b[31mFriday\nsays = 1")
    owner.forgets_the_session("reported")
    written = read("reported", now=NOW + timedelta(days=29))
    assert 'name = "reported: misheard"' in written
    assert "# Reported 2026-12-01, misheard: she said [31mFriday says = 1" in written
    assert 'says = "I need to move my Thursday appointment"' in written
    assert 'keys = "03121984#"' in written


def test_a_call_that_nobody_reported_is_read_from_its_session(read: Callable[..., str], owner: Account) -> None:
    owner.takes_a_call("unreported")
    written = read("unreported")
    assert 'name = "a call nobody has reported"' in written
    assert 'reason = "asked"' in written


def test_a_report_that_came_without_its_call_still_names_the_call_while_it_is_there(
    read: Callable[..., str], owner: Account
) -> None:
    owner.is_reported("late")
    with pytest.raises(NotThere, match="an agent's report of it is kept"):
        read("late")
    owner.takes_a_call("late")
    assert "misheard: she said Friday" in read("late")


@pytest.mark.parametrize(("reported", "days"), [(False, 2), (True, 31)])
def test_what_expired_is_gone_though_the_table_still_has_it(
    read: Callable[..., str], owner: Account, reported: bool, days: int
) -> None:
    owner.takes_a_call(f"expired-{reported}")
    if reported:
        owner.is_reported(f"expired-{reported}")
    with pytest.raises(NotThere, match="no such call is kept"):
        read(f"expired-{reported}", now=NOW + timedelta(days=days))


def test_a_contact_that_is_none_says_which_id_is_wanted(read: Callable[..., str]) -> None:
    with pytest.raises(NotThere, match=r"^wombat: no such call is kept; write the id of the caller's own contact"):
        read("wombat")


def test_a_deployment_that_is_none_says_where_it_was_looked_for(read: Callable[..., str]) -> None:
    other = DEPLOYMENT.model_copy(update={"environment": "prod"})
    with pytest.raises(NotThere, match="there is no deployment prod in us-east-1 in this account"):
        read("wombat", deployment=other)


def test_a_table_that_is_gone_is_no_deployment(read: Callable[..., str], owner: Account) -> None:
    other = DEPLOYMENT.model_copy(update={"environment": "half"})
    owner.ssm.put_parameter(Name=other.parameter(deployed.SESSION_TABLE), Value="gone", Type="String")
    with pytest.raises(NotThere, match="there is no deployment half"):
        read("wombat", deployment=other)


def test_an_item_that_is_no_call_is_said_without_a_word_of_it(read: Callable[..., str], owner: Account) -> None:
    document = {"session_id": "odd", "locale": "en_US", "started_at": "wombat"}
    owner.sessions.save("odd", document, version=0, expires_at=NOW + timedelta(days=1))
    with pytest.raises(NotThere, match="not a call of this version") as raised:
        read("odd")
    assert "wombat" not in str(raised.value)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("AccessDeniedException", "these credentials may not call ssm:GetParameter"),
        ("ExpiredTokenException", "have ended or are not taken"),
        ("ThrottlingException", "ssm:GetParameter said"),
    ],
)
def test_what_aws_refuses_is_one_sentence(code: str, told: str) -> None:
    from botocore.stub import Stubber

    session = botocore.session.get_session()
    session.set_credentials("x", "x")
    made: list[Any] = []

    def create(name: str, **more: Any) -> Any:
        client = type(session).create_client(session, name, **more)
        stub = Stubber(client)
        if name == "ssm":
            stub.add_client_error("get_parameter", code, "so it is")
        stub.activate()
        made.append(stub)
        return client

    class Stubbed:
        get_credentials = session.get_credentials
        create_client = staticmethod(create)

    with pytest.raises(NotThere, match=told) as raised:
        deployed.read("c", DEPLOYMENT, session=Stubbed(), now=NOW)  # type: ignore[arg-type]
    assert "\n" not in str(raised.value)
    assert str(raised.value).startswith("c: ")


# the command


def as_a_person(account: str, **env: str) -> Mapping[str, str]:
    return {
        "AWS_ENDPOINT_URL": account,
        "AWS_ACCESS_KEY_ID": "x",
        "AWS_SECRET_ACCESS_KEY": "x",
        "AWS_CONFIG_FILE": os.devnull,
        "NO_PROXY": "127.0.0.1",
        **env,
    }


NOBODY = {
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "AWS_EC2_METADATA_DISABLED": "true",
}


def now_reported(owner: Account, session_id: str) -> None:
    """By the machine's own clock, which the command has."""
    owner.takes_a_call(session_id)
    owner.is_reported(session_id, at=datetime.now(UTC))


def test_the_command_prints_a_script_that_plays(account: str, owner: Account, tmp_path: Path) -> None:
    now_reported(owner, "printed")
    done = ivr("call", "--from-contact", "printed", **as_a_person(account))
    assert (done.returncode, done.stderr) == (0, "")
    path = tmp_path / "skeleton.toml"
    path.write_text(done.stdout, encoding="utf-8")
    assert len(load(path, clinic=clinic.load()).turns) == 3
    assert ivr("call", str(path)).returncode == 0


def test_the_command_writes_a_file_and_none_over_another(account: str, owner: Account, tmp_path: Path) -> None:
    now_reported(owner, "written")
    path = tmp_path / "skeleton.toml"
    arguments = ("call", "--from-contact", "written", "--environment", "dev", "-o", str(path))
    done = ivr(*arguments, **as_a_person(account))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert path.read_text(encoding="utf-8").startswith("# The names")
    assert not path.stat().st_mode & stat.S_IXUSR
    assert "is there already" in refused(ivr(*arguments, **as_a_person(account)))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--from-contact", "c"], "no AWS credentials were found; sign in"),
        (["--from-contact", "c", "--environment", "nowhere"], "--environment nowhere: cdk.json has dev"),
        (["--from-contact", "c d"], "must be a contact's id"),
        (["--from-contact", "c", "a.toml", "--at", "2026-12-01T09:30"], "goes without scripts and --at"),
        (["--from-contact", "c", "--json", "-"], "goes without --json"),
        (["--environment", "dev"], "belong to --from-contact"),
        (["--from-contact", "c", "-o", "/nowhere/a.toml"], "there is no folder /nowhere"),
        (["--from-contact", "c", "-o", "."], "a directory"),
    ],
)
def test_what_cannot_be_used_is_one_sentence(arguments: list[str], told: str) -> None:
    assert told in refused(ivr("call", *arguments, **NOBODY))


def test_a_profile_that_is_none_is_named() -> None:
    told = refused(ivr("call", "--from-contact", "c", **NOBODY, AWS_PROFILE="wombat"))
    assert "there is no AWS profile 'wombat'" in told


def test_an_aws_that_cannot_be_reached_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    told = refused(ivr("call", "--from-contact", "c", **as_a_person(f"http://127.0.0.1:{port}")))
    assert "AWS cannot be reached from here" in told


def test_no_cdk_is_needed_for_it() -> None:
    seen = "import sys, skeleton.command, skeleton.deployed; print('aws_cdk' in sys.modules, 'jsii' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_the_stack_publishes_the_table_under_the_name_that_is_read() -> None:
    context = config.read_context(config.ROOT)
    deployment = config.load(context, {})
    assert deployment.parameter(deployed.SESSION_TABLE) == f"/frontdesk/{deployment.environment}/session-table"
    stacks = (config.ROOT / "infra" / "stacks.py").read_text(encoding="utf-8")
    assert f'"{deployed.SESSION_TABLE}": self.tables.session_table_name' in stacks


def test_a_patients_appointment_that_cannot_be_here_is_left_out_and_said(owner: Account) -> None:
    owner.takes_a_call("elsewhere")
    stored = owner.sessions.load("elsewhere")
    assert stored is not None
    text = json.dumps(stored.document).replace("Dr. Chen", "Dr. Nobody")
    written = command.skeleton(deployed.from_session(json.loads(text), None), clinic.load())
    assert written.startswith("# What the patient had is left out, because it cannot be here:")
    assert "Dr. Nobody" not in written.partition("\n")[2].partition("[[turns]]")[0]


def test_another_failure_of_reading_is_no_traceback_either() -> None:
    def away(contact_id: str, deployment: Deployment) -> Any:
        raise NotThere(f"{contact_id}: gone from {deployment.environment}")

    with pytest.raises(Unusable, match="--from-contact: c: gone from dev"):
        command.run(command.Asked("c"), out=io.StringIO(), env={}, read=away)
