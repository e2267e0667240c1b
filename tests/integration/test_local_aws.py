"""Local AWS itself: what it exports and takes back, how it begins anew, what it refuses, how it stops."""

import logging
import os
import threading
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from time import monotonic

import pytest

import clinic
from fulfillment.aws.clients import make_clients
from fulfillment.aws.sessions import DynamoSessions
from fulfillment.ports import SessionsError
from fulfillment.records import Order
from fulfillment.settings import Settings
from simulator.local_aws import LocalAws
from simulator.local_aws.faults import Fault, FaultBoard
from simulator.local_aws.latencies import Latencies
from simulator.local_aws.moto import MotoServer
from simulator.local_aws.seeding import WorldError, make_table
from simulator.script import load_world
from tests.integration.local_services import (
    ROOT,
    THURSDAY,
    AnAppointment,
    AnOrder,
    APatient,
    AWorld,
    Local,
    local_services,
)

DOCUMENTS = ROOT / "knowledge_base"


@pytest.fixture
def local() -> Iterator[Local]:
    with local_services() as local:
        yield local


def test_the_sample_world_is_read_back_as_it_was_seeded(local: Local) -> None:
    world = load_world()
    local.aws.reset(world, FaultBoard())
    for entry in world.patients:
        (patient,) = local.office.patients_by_phone(entry.phone)
        assert (patient.name, patient.born, patient.phone) == (entry.name, entry.born, entry.phone)
        assert local.office.patients_by_last_name(patient.last_name) == [patient]
        booked = [(each.at, each.service, each.provider) for each in local.aws.appointments_with_details(entry.name)]
        assert booked == [(e.at, e.service, e.provider) for e in world.appointments if e.patient == entry.name]
        expected = [Order(e.number, e.status, e.due) for e in world.orders if e.patient == entry.name]
        assert local.office.orders(patient.patient_id) == expected


def test_a_new_call_finds_nothing_of_the_last_one(local: Local) -> None:
    local.begin(AWorld(orders=[AnOrder("Tom Baker", "000001")]))
    local.sessions.save("s1", {}, version=0, expires_at=THURSDAY)
    local.portal.reset_password(local.office.patients_by_last_name("Baker")[0].username)
    local.begin(AWorld(patients=[APatient("Leo Chen", date(2000, 1, 1))], appointments=()))
    assert local.sessions.load("s1") is None
    assert local.office.patients_by_last_name("Baker") == []
    assert local.office.orders("P0002") == []
    assert local.aws.password_resets() == []
    local.portal.reset_password(local.office.patients_by_last_name("Chen")[0].username)
    assert local.aws.password_resets() == ["Leo Chen"]


def test_a_large_world_is_put_in_whole(local: Local) -> None:
    starts = [THURSDAY + timedelta(minutes=30 * each) for each in range(60)]
    local.begin(AWorld(appointments=[AnAppointment("Ana Rivera", at) for at in starts]))
    assert local.aws.appointments("Ana Rivera") == starts


@pytest.mark.parametrize(
    ("world", "why"),
    [
        (AWorld(patients=[APatient("Ana Rivera"), APatient("Ana Rivera")]), "'Ana Rivera' is there twice"),
        (AWorld(appointments=[AnAppointment("Nobody Known", THURSDAY)]), "'Nobody Known' is not among the patients"),
        (AWorld(orders=[AnOrder("Nobody Known", "1")]), "'Nobody Known' is not among the patients"),
        (AWorld(patients=(), appointments=[AnAppointment("A B", THURSDAY)]), "there are none"),
        (
            AWorld(appointments=[AnAppointment("Ana Rivera", THURSDAY), AnAppointment("Tom Baker", THURSDAY)]),
            "want the same place: Dr. Chen at Thursday, 2026-12-03 14:30",
        ),
        (
            AWorld(
                appointments=[
                    AnAppointment("Ana Rivera", THURSDAY),
                    AnAppointment("Ana Rivera", THURSDAY, provider="Dr. Okafor"),
                ]
            ),
            "want the same place: Ana Rivera at Thursday, 2026-12-03 14:30",
        ),
    ],
)
def test_a_world_that_contradicts_itself_is_refused(local: Local, world: AWorld, why: str) -> None:
    with pytest.raises(WorldError, match=why):
        local.begin(world)


def test_asking_after_an_unknown_patient_names_the_known(local: Local) -> None:
    local.begin()
    with pytest.raises(WorldError, match=r"'Ann Rivera' is not among the patients: Ana Rivera, Tom Baker"):
        local.aws.appointments("Ann Rivera")


def test_the_simulators_own_requests_meet_no_fault(local: Local) -> None:
    local.begin(AWorld(), Fault("dynamodb.*", "server_error"))
    assert local.aws.appointments("Ana Rivera") == [THURSDAY]
    local.begin()


def test_nothing_is_logged_of_requests(local: Local, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="werkzeug"):
        local.begin()
        local.office.patients_by_phone("+12065550101")
    assert [record for record in caplog.records if record.name == "werkzeug"] == []


def test_the_environment_leads_here_and_is_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    before = {
        "AWS_PROFILE": "production",
        "AWS_ACCESS_KEY_ID": "the-users-own",
        "AWS_SESSION_TOKEN": "the-users-own",
        "AWS_ENDPOINT_URL": "http://192.0.2.1",
        "AWS_USE_FIPS_ENDPOINT": "true",
        "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true",
        "HTTP_PROXY": "http://192.0.2.1:3128",
        "NO_PROXY": "example.org",
    }
    for name, value in before.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("SESSION_TABLE", raising=False)
    with local_services() as local:
        local.begin()
        assert local.office.practice().name == "Cedar Clinic"
        assert local.sessions.load("s1") is None
        assert "AWS_PROFILE" not in os.environ
        assert os.environ["NO_PROXY"].split(",") == ["example.org", "127.0.0.1", "localhost", "::1"]
        assert Settings.from_env(local.aws.settings_env()) == Settings.from_env(os.environ)
    assert {name: os.environ.get(name) for name in before} == before
    assert "SESSION_TABLE" not in os.environ
    assert "AWS_ENDPOINT_URL_DYNAMODB" not in os.environ


def test_live_bedrock_keeps_the_users_account_and_takes_the_clinics_models(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    config = tmp_path / "config"
    config.write_text(
        "[profile production]\nrole_arn = arn:aws:iam::123456789012:role/x\nsource_profile = production\n"
    )
    monkeypatch.setenv("AWS_CONFIG_FILE", str(config))
    monkeypatch.setenv("AWS_PROFILE", "production")
    monkeypatch.setenv("AWS_REGION", "eu-central-1")
    with LocalAws(clinic.load(), documents=DOCUMENTS, live_bedrock=True) as aws:
        settings = Settings.from_env(aws.settings_env())
        assert os.environ["AWS_PROFILE"] == "production"
        assert "AWS_ENDPOINT_URL_BEDROCK_RUNTIME" not in os.environ
        assert os.environ["AWS_ENDPOINT_URL_BEDROCK_AGENT_RUNTIME"].startswith("http://127.0.0.1:")
    assert settings.small_model == "eu.anthropic.claude-haiku-5-5"
    assert (settings.region, settings.guardrail_id) == ("eu-central-1", "")


def test_another_dynamodb_is_used_where_one_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with MotoServer() as other:
        monkeypatch.setenv("IVR_DYNAMODB_ENDPOINT", other.url)
        seen: list[str] = []

        class Watching:
            """Notes what reaches the other server."""

            def strike(self, at: str, _about: str) -> None:
                seen.append(at)

        other.faults = Watching()  # type: ignore[assignment]
        with local_services() as local:
            local.begin()
            assert local.office.patients_by_last_name("Rivera")[0].name == "Ana Rivera"
            with pytest.raises(WorldError, match="unset IVR_DYNAMODB_ENDPOINT"):
                local.begin(AWorld(), Fault("dynamodb.*", "throttle"))
    assert "dynamodb.query" in seen


def test_simulated_time_passes_at_dynamodb() -> None:
    aws = LocalAws(clinic.load(), latencies=Latencies(dynamodb_ms=120), documents=DOCUMENTS)
    with aws:
        aws.reset(AWorld(), FaultBoard())
        client = make_clients("us-west-2").dynamodb
        sessions = DynamoSessions(client, aws.settings_env()["SESSION_TABLE"])
        started = monotonic()
        sessions.load("s1")
        assert monotonic() - started >= 0.12
        client.close()


def stalled(act: Callable[[], object]) -> list[object]:
    heard: list[object] = []

    def run() -> None:
        try:
            heard.append(act())
        except SessionsError as error:
            heard.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(0.3)
    assert heard == []
    heard.append(thread)
    return heard


def test_a_stalled_request_is_let_go_when_the_server_stops(lead: Callable[[str, str], None]) -> None:
    with MotoServer() as server:
        lead("DYNAMODB", server.url)
        client = make_clients("us-west-2").dynamodb
        make_table(client, "sessions", "pk")
        server.faults = FaultBoard([Fault("dynamodb.*", "stall")])
        thread, *_ = stalled(lambda: DynamoSessions(client, "sessions").load("s1"))
        stopping = monotonic()
    assert monotonic() - stopping < 1
    assert isinstance(thread, threading.Thread)
    thread.join(5)
    assert not thread.is_alive()
    client.close()


def test_a_stalled_request_is_let_go_when_its_client_goes(local: Local) -> None:
    local.begin(AWorld(), Fault("dynamodb.*", "stall"))
    before = threading.active_count()
    with pytest.raises(SessionsError):
        local.sessions.load("s1")
    for _ in range(50):
        if threading.active_count() <= before:
            break
        threading.Event().wait(0.02)
    assert threading.active_count() <= before
    local.begin()


def test_what_a_call_has_left_under_way_is_waited_for() -> None:
    begun, go_on = threading.Event(), threading.Event()

    def held_up(body: bytes) -> bytes:
        begun.set()
        go_on.wait(10)
        return body

    with MotoServer() as moto:
        moto.before_cognito = held_up
        target = "AWSCognitoIdentityProviderService.AdminResetUserPassword"
        asking = threading.Thread(target=moto.answer, args=(target, {}, b"{}", pytest.fail))
        asking.start()
        assert begun.wait(10)
        assert not moto.settle(at_most_s=0)
        go_on.set()
        assert moto.settle(at_most_s=10)
        asking.join()
