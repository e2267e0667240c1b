"""The whole function with its production adapters over real HTTP: races, repeated deliveries, and what never leaks."""

import json
import logging
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import botocore.session
import pytest
from botocore.config import Config

from fulfillment.aws.back_office import DynamoBackOffice
from fulfillment.aws.sessions import DynamoSessions
from fulfillment.handler import answering, build, connect
from fulfillment.telemetry import publish
from fulfillment.turn import Reason, TurnRecord
from tests.doubles import MemorySessions, some_ports
from tests.integration.local_services import APatient, AWorld, ClinicMorning, Local
from tests.speaking import Call, Handler

CALLERS = 50


def function(local: Local) -> Handler:
    """The whole function, with a client that waits as long as a busy machine needs for fifty callers at once."""
    config = Config(read_timeout=60, retries={"total_max_attempts": 1, "mode": "legacy"}, max_pool_connections=CALLERS)
    dynamodb = botocore.session.get_session().create_client(
        "dynamodb", region_name=local.settings.region, config=config
    )
    patient = replace(
        connect(local.settings, clock=ClinicMorning()),
        sessions=DynamoSessions(dynamodb, local.settings.session_table),
        office=DynamoBackOffice(dynamodb, local.settings.clinic_table),
    )
    return answering(patient, lambda _: None)


def a_caller(number: int) -> APatient:
    return APatient(f"Caller Number{number}", phone=f"+1206555{number:04d}")


def test_of_fifty_callers_who_want_one_time_one_gets_it_and_the_others_are_offered_another(local: Local) -> None:
    callers = [a_caller(number) for number in range(CALLERS)]
    local.begin(AWorld(callers, ()))
    handler = function(local)
    calls = [Call(caller=c.phone, session_id=f"race-{c.phone}", handler=handler) for c in callers]
    for call in calls:
        read_back = call.says("book a physical on Friday at 10 am, born March 12 1984", "BookAppointment")
        assert "Friday, December 4 at 10:00 AM" in read_back
    with ThreadPoolExecutor(CALLERS) as pool:
        heard = list(pool.map(lambda call: call.says("yes"), calls))
    kinds = Counter(
        "booked" if "I have booked" in text else "taken" if "just been taken" in text else text for text in heard
    )
    assert kinds == {"booked": 1, "taken": CALLERS - 1}
    assert all("I have" in text for text in heard)
    booked = [at for c in callers for at in local.aws.appointments(c.name)]
    assert len(booked) == 1


def test_callers_who_were_too_late_each_told_another_time_all_end_with_one_of_their_own(local: Local) -> None:
    callers = [a_caller(number) for number in range(12)]
    local.begin(AWorld(callers, ()))
    handler = function(local)
    calls = [Call(caller=c.phone, session_id=f"all-{c.phone}", handler=handler) for c in callers]
    for call in calls:
        call.says("book a physical on Friday at 10 am, born March 12 1984", "BookAppointment")
        for answer in ("yes", "the first one", "yes", "the first one", "yes"):
            if "booked" not in call.says(answer):
                continue
            break
    booked = [at for c in callers for at in local.aws.appointments(c.name)]
    assert len(booked) == len(set(booked)) == len(callers)


def test_one_yes_delivered_fifty_times_at_once_books_once_and_says_the_same(local: Local) -> None:
    local.begin()
    call = Call(handler=function(local), session_id="twice")
    call.says("cancel my appointment, born March 12 1984", "CancelAppointment")
    event = call.event("yes", None)
    handler = function(local)
    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(lambda _: handler(event, None), range(16)))
    assert local.aws.appointments("Ana Rivera") == []
    assert len({json.dumps(reply, sort_keys=True) for reply in replies}) == 1


CANARIES = ("Zebulon", "Quagmire", "1977", "July", "06550199", "0655-0199", "555-0199", "wombat", "07041977", "070477")


def test_nothing_a_caller_says_reaches_a_log_a_metric_or_an_attribute(
    local: Local, printed: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    patient = APatient("Zebulon Quagmire", date(1977, 7, 4), "+12065550199")
    local.begin(AWorld((patient,), ()))
    records: list[TurnRecord] = []

    def record(entry: TurnRecord) -> None:
        records.append(entry)
        publish(entry)

    handler = build(local.settings, clock=ClinicMorning(), record=record)
    attributes: list[str] = []
    for number, start in (("+12065550199", ()), ("anonymous", ("Quagmire",))):
        call = Call(caller=number, session_id=f"canary-{number}", handler=handler)
        call.says("hi it's Zebulon, where do I park my wombat")
        call.says("what does parking cost for a Quagmire")
        call.says("move my appointment please", "RescheduleAppointment")
        for words in start:
            call.says(words)
        call.keys("07041977")
        call.says("book a flu shot", "BookAppointment")
        call.says("July fourth 1977")
        call.says("wombat wombat", confidence=0.3)
        call.says("Zebulon Quagmire wants a person", "SpeakToAgent")
        for reply in call.replies:
            kept = {k: v for k, v in reply["sessionState"]["sessionAttributes"].items() if k != "caller_number"}
            attributes.append(json.dumps(kept))
        assert call.ended["outcome"] == "agent"
    out, err = printed.readouterr()
    told = "\n".join([out, err, caplog.text, *attributes, *map(repr, records)])
    assert "turn answered" in out
    blobs = [json.loads(line) for line in out.splitlines() if line.startswith('{"_aws"')]
    assert any("Handoffs" in blob for blob in blobs)
    assert any("InputTokens" in blob for blob in blobs)
    assert {value for blob in blobs for value in blob.values() if isinstance(value, str)} <= {
        "frontdesk",
        *Reason,
        local.settings.small_model,
        local.settings.large_model,
    }
    for canary in CANARIES:
        assert canary.lower() not in told.lower(), canary


class Broken(MemorySessions):
    def load(self, session_id: str) -> None:
        raise RuntimeError(f"wombat {session_id}")


def test_a_bug_is_told_by_type_and_place_without_its_message() -> None:
    records: list[TurnRecord] = []
    call = Call(handler=answering(some_ports(sessions=Broken()), records.append))
    assert call.says("where is my wombat")
    assert call.ended["handoff_reason"] == "system_failure"
    assert records[0].errors[0].startswith("RuntimeError at load:")
    assert "wombat" not in repr(records)
