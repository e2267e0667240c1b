"""Contact events: which of them end a call, how often a call is counted, and what is told of it."""

import json
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from fulfillment.disposition import Disposition
from fulfillment.ended_handler import METRICS, answering, parse
from fulfillment.ports import SessionsError, StoredSession
from fulfillment.session import Session
from fulfillment.turn import Outcome
from tests.doubles import MemorySessions

CONTACT = "11111111-1111-1111-1111-111111111111"


def an_event(**changes: Any) -> dict[str, Any]:
    """The documented event of a voice call that is disconnected, for a caller's own contact."""
    detail = {
        "eventType": "DISCONNECTED",
        "contactId": CONTACT,
        "channel": "VOICE",
        "instanceArn": "arn:aws:connect:us-west-2:123456789012:instance/12345678-1234-1234-1234-123456789012",
        "initiationMethod": "INBOUND",
        "initiationTimestamp": "2026-12-01T17:17:53.000Z",
        "disconnectTimestamp": "2026-12-01T17:18:37.000Z",
        "tags": {"aws:connect:systemEndpoint": "+12065550100"},
        **changes,
    }
    return {
        "version": "0",
        "id": "abcabcab-abca-abca-abca-abcabcabcabc",
        "detail-type": "Amazon Connect Contact Event",
        "source": "aws.connect",
        "account": "111122223333",
        "time": "2026-12-01T17:18:40Z",
        "region": "us-west-2",
        "detail": detail,
    }


QUEUED = {"queueInfo": {"queueArn": "arn", "queueType": "STANDARD", "enqueueTimestamp": "2026-12-01T17:18:00.000Z"}}


class Office:
    """The handler over a store in memory, and all that it counted."""

    def __init__(self, *sessions: Session) -> None:
        stored = {each.session_id: StoredSession(1, each.to_document()) for each in sessions}
        self.sessions = MemorySessions(stored=stored)
        self.counted: list[Mapping[str, int]] = []
        self.handle = answering(self.sessions, keep=timedelta(hours=24), count=self.counted.append)

    def send(self, **changes: Any) -> dict[str, str]:
        return self.handle(an_event(**changes), None)


def test_a_call_without_a_session_was_abandoned() -> None:
    office = Office()
    assert office.send() == {"disposition": "abandoned"}
    assert office.sessions.closed == {CONTACT: "abandoned"}
    assert office.counted == [{"Contacts": 1, "Abandoned": 1}]


def test_the_session_decides_where_the_event_does_not() -> None:
    done = Session(CONTACT, "en_US", datetime(2026, 12, 1, 17, tzinfo=UTC), outcome=Outcome.DONE)
    assert Office(done).send() == {"disposition": "contained"}


def test_the_same_end_told_twice_is_counted_once_and_keeps_its_disposition() -> None:
    office = Office()
    office.send(**QUEUED)
    office.send()
    assert office.counted == [{"Contacts": 1, "HandedOff": 1}]
    assert office.sessions.closed == {CONTACT: "handed_off"}


@pytest.mark.parametrize(
    "other",
    [
        {"eventType": "QUEUED"},
        {"eventType": "COMPLETED"},
        {"channel": "CHAT", "initiationMethod": "API", "relatedContactId": CONTACT},
        {"channel": "TASK"},
        {"initiationMethod": "OUTBOUND"},
        {"initiationMethod": "CALLBACK", "initialContactId": "22222222-1111-1111-1111-111111111111"},
        {"initiationMethod": "TRANSFER", "initialContactId": "22222222-1111-1111-1111-111111111111"},
        {"initialContactId": "22222222-1111-1111-1111-111111111111"},
        {"contactId": None},
    ],
    ids=lambda other: "-".join(map(str, other.values())),
)
def test_only_the_end_of_a_callers_own_contact_counts(other: dict[str, Any]) -> None:
    office = Office()
    assert office.send(**other) == {}
    assert not office.counted
    assert not office.sessions.closed


def test_calls_to_another_number_of_the_instance_are_none_of_ours() -> None:
    office = Office()
    count = office.counted.append
    handle = answering(office.sessions, keep=timedelta(hours=24), count=count, line="+12065550100")
    other = {"systemEndpoint": {"address": "+12065550999", "type": "TELEPHONE_NUMBER"}}
    assert handle(an_event(tags={"aws:connect:systemEndpoint": "+12065550999"}), None) == {}
    assert handle(an_event(tags={}, **other), None) == {}
    assert handle(an_event(tags={}), None) == {"disposition": "abandoned"}
    assert handle(an_event(contactId="22222222"), None) == {"disposition": "abandoned"}


def test_a_contact_that_is_its_own_first_counts() -> None:
    assert parse(an_event(initialContactId=CONTACT)) is not None


def test_names_with_a_capital_and_either_spelling_of_the_channel_are_read() -> None:
    detail = an_event(channel="Voice", **QUEUED)["detail"]
    spelled = {name[0].upper() + name[1:]: value for name, value in detail.items() if name != "tags"}
    spelled["QueueInfo"] = {"EnqueueTimestamp": "2026-12-01T17:18:00.000Z"}
    ending = parse({"detail": spelled})
    assert ending is not None
    assert ending.queued


def test_a_queue_without_a_moment_is_not_one_the_caller_was_in() -> None:
    for moment in ("1970-01-01T00:00:00.001Z", None, ""):
        ending = parse(an_event(queueInfo={"queueArn": "arn", "enqueueTimestamp": moment}))
        assert ending is not None
        assert not ending.queued


@pytest.mark.parametrize(
    ("told", "hung_up"),
    [({}, None), ({"disconnectReason": "CUSTOMER_DISCONNECT"}, True), ({"disconnectReason": "API"}, False)],
)
def test_who_ended_the_call_is_known_only_when_it_is_told(told: dict[str, str], hung_up: bool | None) -> None:
    ending = parse(an_event(**told))
    assert ending is not None
    assert ending.hung_up is hung_up


def test_a_flow_says_by_a_tag_that_a_callback_was_placed() -> None:
    assert Office().send(tags={"callback": "placed"}) == {"disposition": "callback"}


def test_a_flow_says_by_the_same_tag_that_none_could_be_placed() -> None:
    agreed = Session(CONTACT, "en_US", datetime(2026, 12, 1, 17, tzinfo=UTC), outcome=Outcome.CALLBACK)
    assert Office(agreed).send(tags={"callback": "failed"}) == {"disposition": "failed"}


def test_a_callback_placed_from_inside_the_queue_is_a_callback_once() -> None:
    office = Office()
    assert office.send(**QUEUED, tags={"callback": "placed"}) == {"disposition": "callback"}
    placed = {"contactId": "22222222", "initialContactId": CONTACT, "initiationMethod": "CALLBACK"}
    assert office.send(**placed, **QUEUED) == {}
    assert office.counted == [{"Contacts": 1, "Callbacks": 1}]


CALLBACK = {
    "contactId": "22222222", "initialContactId": CONTACT, "initiationMethod": "CALLBACK", "tags": {"callback": "lost"},
}  # fmt: skip


@pytest.mark.parametrize("method", ["CALLBACK", "CALLBACK_CUSTOMER_FIRST_QUEUED"])
def test_a_callback_that_no_queue_took_is_counted_once_however_often_its_end_is_told(method: str) -> None:
    office = Office()
    told = [office.send(**{**CALLBACK, "initiationMethod": method}) for _ in range(2)]
    assert told == [{"callback": "lost", "contact_id": "22222222"}] * 2
    assert office.counted == [{"CallbacksLost": 1}]
    assert not office.sessions.closed


def test_each_lost_callback_of_a_caller_counts_beside_the_call() -> None:
    office = Office()
    office.send(tags={"callback": "placed"})
    for callback in ("22222222", "33333333"):
        office.send(**{**CALLBACK, "contactId": callback})
    assert office.counted == [{"Contacts": 1, "Callbacks": 1}, {"CallbacksLost": 1}, {"CallbacksLost": 1}]


@pytest.mark.parametrize(
    "other",
    [
        {"tags": {}},
        {"tags": {"callback": "placed"}},
        {"eventType": "INITIATED"},
        {"contactId": None},
        {"systemEndpoint": {"address": "+12065550999"}},
    ],
    ids=str,
)
def test_no_other_end_of_a_callback_is_a_loss(other: dict[str, Any]) -> None:
    office = Office()
    handle = answering(office.sessions, keep=timedelta(hours=24), count=office.counted.append, line="+12065550100")
    assert handle(an_event(**{**CALLBACK, **other}), None) == {}
    assert not office.counted


def test_a_lost_callback_is_counted_when_the_store_is_back() -> None:
    office = Office()
    office.sessions.fails_on["claim"] = SessionsError("away", retryable=True)
    with pytest.raises(SessionsError):
        office.send(**CALLBACK)
    del office.sessions.fails_on["claim"]
    office.send(**CALLBACK)
    assert office.counted == [{"CallbacksLost": 1}]


def test_the_end_tells_whether_an_agent_spoke_with_the_caller() -> None:
    spoken = {"agentInfo": {"agentArn": "arn", "connectedToAgentTimestamp": "2026-12-01T17:18:20.000Z"}}
    with_one, without = Office(), Office()
    with_one.send(**QUEUED, **spoken)
    without.send(**QUEUED)
    assert with_one.sessions.connected == {CONTACT}
    assert without.sessions.connected == set()


def test_how_a_call_ended_is_noted_for_the_next_one_however_often_it_is_told() -> None:
    call = Session(CONTACT, "en_US", datetime(2026, 12, 1, 17, tzinfo=UTC), "+12065550101", kept_open=True)
    office = Office(call)
    caller = call.caller(key="k") or ""
    handle = answering(office.sessions, keep=timedelta(hours=24), count=office.counted.append, caller_key="k")
    office.sessions.keep_open(caller, CONTACT, expires_at=datetime(2026, 12, 2, tzinfo=UTC))
    for _ in range(2):
        handle(an_event(**QUEUED), None)
    end = office.sessions.open[caller].end
    assert end is not None
    assert (end.disposition, end.connected) == ("handed_off", False)
    office.sessions.keep_open(caller, "the next", expires_at=datetime(2026, 12, 2, tzinfo=UTC))
    handle(an_event(**QUEUED), None)
    assert office.sessions.open[caller].end is None


def test_the_end_is_when_the_event_says_or_when_it_was_sent() -> None:
    told, sent = parse(an_event()), parse(an_event(disconnectTimestamp=None))
    assert told is not None
    assert sent is not None
    assert told.at == datetime(2026, 12, 1, 17, 18, 37, tzinfo=UTC)
    assert sent.at == datetime(2026, 12, 1, 17, 18, 40, tzinfo=UTC)


def test_while_the_store_is_away_the_event_fails_and_nothing_is_counted() -> None:
    for operation in ("load", "close"):
        office = Office()
        office.sessions.fails_on[operation] = SessionsError("away", retryable=True)
        with pytest.raises(SessionsError):
            office.send()
        assert not office.counted


def test_each_disposition_has_a_metric_of_its_own() -> None:
    assert set(METRICS) == set(Disposition)
    assert len(set(METRICS.values())) == len(METRICS)


def test_a_stored_session_that_is_none_fails_without_a_word_of_it() -> None:
    office = Office()
    document = {"identity": {"birth_date": "1984-13-12"}}
    office.sessions = MemorySessions(stored={CONTACT: StoredSession(1, document)})
    office.handle = answering(office.sessions, keep=timedelta(hours=24), count=office.counted.append)
    with pytest.raises(ValueError, match="not a session document") as raised:
        office.send()
    assert "1984" not in "".join(traceback.format_exception(raised.value))


def test_nothing_of_an_event_is_told_but_the_disposition() -> None:
    canary = "+12065550199"
    office = Office()
    told = office.send(tags={"note": canary}, customerEndpoint={"address": canary}, customerId=canary)
    assert canary not in json.dumps([told, office.counted, office.sessions.closed])
