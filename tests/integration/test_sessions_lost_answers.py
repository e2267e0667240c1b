"""A write whose answer is lost is repeated by the client: its second attempt must not take its first for another's."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import NoReturn

import pytest

import clinic
from fulfillment.aws.back_office import DynamoBackOffice, items_for_practice
from fulfillment.aws.clients import make_clients
from fulfillment.aws.sessions import DynamoSessions
from fulfillment.records import Appointment
from simulator.local_aws.loopback import Dropped
from simulator.local_aws.moto import MotoServer, Response
from simulator.local_aws.seeding import fill_table, make_table
from tests.integration.local_services import THURSDAY

LATER = datetime(2026, 12, 2, tzinfo=UTC)


class ForgetfulServer(MotoServer):
    """Does what it is asked, and hangs up without a word at the first request of an operation that it is to forget."""

    def __init__(self) -> None:
        super().__init__()
        self.forgets: list[str] = []

    def answer(self, target: str, headers: Mapping[str, str], body: bytes, stall: Callable[[], NoReturn]) -> Response:
        response = super().answer(target, headers, body, stall)
        operation = target.partition(".")[2]
        if operation in self.forgets:
            self.forgets.remove(operation)
            raise Dropped
        return response


@pytest.fixture
def server(lead: Callable[[str, str], None]) -> Iterator[ForgetfulServer]:
    with ForgetfulServer() as server:
        lead("DYNAMODB", server.url)
        yield server


@pytest.fixture
def sessions(server: ForgetfulServer) -> Iterator[DynamoSessions]:
    client = make_clients("us-west-2").dynamodb
    make_table(client, "sessions", "pk")
    server.forgets = ["PutItem"]
    yield DynamoSessions(client, "sessions")
    client.close()


def test_a_save_whose_answer_was_lost_is_a_save(sessions: DynamoSessions, server: ForgetfulServer) -> None:
    sessions.save("s1", {"n": 1}, version=0, expires_at=LATER)
    assert server.forgets == []
    stored = sessions.load("s1")
    assert stored is not None
    assert stored.version == 1


def test_a_claim_whose_answer_was_lost_is_the_claimants(sessions: DynamoSessions, server: ForgetfulServer) -> None:
    assert sessions.claim("a1", expires_at=LATER) is True
    assert server.forgets == []
    assert sessions.claim("a1", expires_at=LATER) is False


def test_a_booking_whose_answer_was_lost_is_a_booking(server: ForgetfulServer) -> None:
    client = make_clients("us-west-2").dynamodb
    make_table(client, "clinic", "pk", "sk")
    fill_table(client, "clinic", items_for_practice(clinic.load().model_dump(mode="json")))
    office = DynamoBackOffice(client, "clinic")
    server.forgets = ["TransactWriteItems"]
    office.book("a1", Appointment("P1", THURSDAY, "physical", "Dr. Chen"))
    assert server.forgets == []
    assert office.taken("Dr. Chen", THURSDAY.date()) == {THURSDAY.time()}
    client.close()
