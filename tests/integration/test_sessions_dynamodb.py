"""Sessions, claims and packets over real HTTP."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest

from fulfillment.aws.sessions import MAX_DOCUMENT_BYTES
from fulfillment.callers import CallerDay, CallerUsage
from fulfillment.ports import CallEnd, OpenCall, SessionsError, VersionConflict
from simulator.local_aws.faults import Fault
from tests.integration.local_services import Local

LATER = datetime(2026, 12, 2, tzinfo=UTC)


def test_what_nobody_saved_is_not_there(local: Local) -> None:
    assert local.sessions.load("s1") is None
    assert local.sessions.load_packet("s1") is None


def test_a_document_is_loaded_as_it_was_saved(local: Local) -> None:
    document = {"history": [["user", "¿qué tal?"]], "verified": True, "misses": 0, "pending": None, "score": 0.25}
    local.sessions.save("s1", document, version=0, expires_at=LATER)
    stored = local.sessions.load("s1")
    assert stored is not None
    assert (stored.version, stored.document) == (1, document)


def test_each_save_counts_the_version_up(local: Local) -> None:
    for version in range(3):
        local.sessions.save("s1", {"n": version}, version=version, expires_at=LATER)
    stored = local.sessions.load("s1")
    assert stored is not None
    assert (stored.version, stored.document) == (3, {"n": 2})


@pytest.mark.parametrize("version", [0, 2, 7])
def test_a_save_on_another_version_than_the_stored_one_is_a_conflict(local: Local, version: int) -> None:
    local.sessions.save("s1", {"mine": True}, version=0, expires_at=LATER)
    with pytest.raises(VersionConflict):
        local.sessions.save("s1", {"mine": False}, version=version, expires_at=LATER)
    stored = local.sessions.load("s1")
    assert stored is not None
    assert stored.document == {"mine": True}


def test_a_later_version_of_nothing_is_a_conflict(local: Local) -> None:
    with pytest.raises(VersionConflict):
        local.sessions.save("s1", {}, version=1, expires_at=LATER)


def test_of_many_saves_of_one_version_one_is_stored(local: Local) -> None:
    def save(number: int) -> int | None:
        try:
            local.sessions.save("s1", {"by": number}, version=0, expires_at=LATER)
        except VersionConflict:
            return None
        return number

    with ThreadPoolExecutor(10) as pool:
        winners = [each for each in pool.map(save, range(30)) if each is not None]
    stored = local.sessions.load("s1")
    assert stored is not None
    assert [stored.document["by"]] == winners


def test_the_table_expires_items_by_an_epoch_in_seconds(local: Local) -> None:
    local.sessions.save("s1", {}, version=0, expires_at=LATER)
    local.sessions.claim("a1", expires_at=LATER)
    local.sessions.save_packet("s1", {}, expires_at=LATER)
    items = local.clients.dynamodb.scan(TableName=local.settings.session_table)["Items"]
    assert [item["expires_at"] for item in items] == [{"N": str(int(LATER.timestamp()))}] * 3


def test_an_action_is_claimed_once(local: Local) -> None:
    with ThreadPoolExecutor(10) as pool:
        claimed = list(pool.map(lambda _: local.sessions.claim("a1", expires_at=LATER), range(30)))
    assert claimed.count(True) == 1
    assert local.sessions.claim("a2", expires_at=LATER) is True


def test_a_released_claim_can_be_taken_again(local: Local) -> None:
    assert local.sessions.claim("a1", expires_at=LATER)
    local.sessions.release("a1")
    local.sessions.release("a1")
    assert local.sessions.claim("a1", expires_at=LATER)


def test_a_packet_replaces_an_earlier_one(local: Local) -> None:
    local.sessions.save_packet("s1", {"reason": "asked"}, expires_at=LATER)
    local.sessions.save_packet("s1", {"reason": "limit"}, expires_at=LATER)
    assert local.sessions.load_packet("s1") == {"reason": "limit"}


def test_session_packet_and_claim_of_one_id_do_not_touch(local: Local) -> None:
    local.sessions.save("x", {"is": "session"}, version=0, expires_at=LATER)
    local.sessions.save_packet("x", {"is": "packet"}, expires_at=LATER)
    assert local.sessions.claim("x", expires_at=LATER)
    stored = local.sessions.load("x")
    assert stored is not None
    assert stored.document == {"is": "session"}


def test_a_document_as_large_as_an_item_holds_is_stored_and_a_larger_one_refused(local: Local) -> None:
    largest = {"t": "x" * (MAX_DOCUMENT_BYTES - len('{"t":""}'))}
    local.sessions.save("s1", largest, version=0, expires_at=LATER)
    with pytest.raises(SessionsError, match="over the") as raised:
        local.sessions.save("s1", {"t": largest["t"] + "x"}, version=1, expires_at=LATER)
    assert not raised.value.retryable


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"version": {"N": "1"}},
        {"version": {"N": "1"}, "document": {"S": "{"}},
        {"version": {"N": "1"}, "document": {"S": "[]"}},
        {"version": {"N": "1"}, "document": {"N": "1"}},
        {"version": {"S": "one"}, "document": {"S": "{}"}},
        {"version": {"N": "1.5"}, "document": {"S": "{}"}},
    ],
)
def test_an_item_that_is_no_session_is_the_ports_error(local: Local, wrong: dict[str, dict[str, str]]) -> None:
    for kind in ("SESSION", "PACKET"):
        item = {"pk": {"S": f"{kind}#s1"}, **wrong}
        local.clients.dynamodb.put_item(TableName=local.settings.session_table, Item=item)
    with pytest.raises(SessionsError) as raised:
        local.sessions.load("s1")
    assert not raised.value.retryable
    if wrong.get("document") != {"S": "{}"}:
        with pytest.raises(SessionsError):
            local.sessions.load_packet("s1")


def test_a_missing_table_is_the_ports_error(local: Local) -> None:
    sessions = type(local.sessions)(local.clients.dynamodb, "no-such-table")
    with pytest.raises(SessionsError, match="ResourceNotFoundException") as raised:
        sessions.load("s1")
    assert not raised.value.retryable


def test_a_call_is_closed_once_and_keeps_its_first_disposition(local: Local) -> None:
    closed = [local.sessions.close("s1", how, ended_at=LATER, expires_at=LATER) for how in ("contained", "abandoned")]
    assert closed == [True, False]
    key = {"pk": {"S": "END#s1"}}
    item = local.clients.dynamodb.get_item(TableName=local.settings.session_table, Key=key)["Item"]
    assert item["disposition"] == {"S": "contained"}
    assert item["ended_at"] == {"S": LATER.isoformat()}


def test_closing_leaves_the_session_as_it_is(local: Local) -> None:
    local.sessions.save("s1", {"n": 1}, version=0, expires_at=LATER)
    local.sessions.close("s1", "contained", ended_at=LATER, expires_at=LATER)
    stored = local.sessions.load("s1")
    assert stored is not None
    assert (stored.version, stored.document) == (1, {"n": 1})


ANA = CallerDay("0f" * 16, date(2026, 12, 1))


def close(local: Local, session_id: str, used: CallerUsage, caller: CallerDay = ANA) -> bool:
    return local.sessions.close(session_id, "contained", ended_at=LATER, expires_at=LATER, caller=caller, used=used)


def test_what_nobody_has_used_is_nothing(local: Local) -> None:
    assert local.sessions.caller_usage(ANA) == CallerUsage()


def test_calls_of_a_caller_add_up_by_day(local: Local) -> None:
    close(local, "s1", CallerUsage(1, 5, 60, 3))
    close(local, "s2", CallerUsage(1, 2, 30, 0))
    close(local, "s3", CallerUsage(1, 9, 9, 9), CallerDay(ANA.caller, date(2026, 12, 2)))
    assert local.sessions.caller_usage(ANA) == CallerUsage(2, 7, 90, 3)


def test_a_call_that_is_closed_again_is_not_added_again(local: Local) -> None:
    assert [close(local, "s1", CallerUsage(1, 5, 60, 3)) for _ in range(3)] == [True, False, False]
    assert local.sessions.caller_usage(ANA) == CallerUsage(1, 5, 60, 3)


def test_of_many_calls_that_end_at_once_none_is_lost(local: Local) -> None:
    with ThreadPoolExecutor(4) as pool:
        closed = list(pool.map(lambda number: close(local, f"s{number}", CallerUsage(1, 2, 3, 4)), range(30)))
    assert all(closed)
    assert local.sessions.caller_usage(ANA) == CallerUsage(30, 60, 90, 120)


def test_a_callers_day_expires_when_it_is_over(local: Local) -> None:
    close(local, "s1", CallerUsage(1, 5, 60, 3))
    key = {"pk": {"S": f"CALLER#{ANA.caller}#2026-12-01"}}
    item = local.clients.dynamodb.get_item(TableName=local.settings.session_table, Key=key)["Item"]
    assert item["expires_at"] == {"N": str(int(datetime(2026, 12, 3, tzinfo=UTC).timestamp()))}


@pytest.mark.parametrize("kind", ["throttle", "server_error", "access_denied"])
def test_a_call_that_could_not_be_closed_is_not_added_either(local: Local, kind: str) -> None:
    local.begin()
    local.break_down(Fault("dynamodb.TransactWriteItems", kind, times=None))
    with pytest.raises(SessionsError):
        close(local, "s1", CallerUsage(1, 5, 60, 3))
    local.break_down()
    assert local.sessions.caller_usage(ANA) == CallerUsage()
    assert close(local, "s1", CallerUsage(1, 5, 60, 3))


def test_usage_that_is_none_is_the_ports_error(local: Local) -> None:
    item = {"pk": {"S": f"CALLER#{ANA.caller}#2026-12-01"}, "calls": {"S": "many"}}
    local.clients.dynamodb.put_item(TableName=local.settings.session_table, Item=item)
    with pytest.raises(SessionsError):
        local.sessions.caller_usage(ANA)


def test_the_call_to_go_on_with_is_the_one_noted_last(local: Local) -> None:
    assert local.sessions.open_call("a hash") is None
    for session_id in ("s1", "s2"):
        local.sessions.keep_open("a hash", session_id, expires_at=LATER)
    assert local.sessions.open_call("a hash") == OpenCall("s2")
    assert local.sessions.open_call("another") is None


def test_how_it_ended_is_noted_however_often_it_is_told(local: Local) -> None:
    end = CallEnd("handed_off", LATER, connected=False)
    local.sessions.keep_open("a hash", "s1", expires_at=LATER)
    for _ in range(2):
        local.sessions.end_open("a hash", "s1", end, expires_at=LATER)
    assert local.sessions.open_call("a hash") == OpenCall("s1", end)


def test_the_end_of_another_call_changes_nothing(local: Local) -> None:
    end = CallEnd("contained", LATER, connected=True)
    local.sessions.end_open("a hash", "s1", end, expires_at=LATER)
    assert local.sessions.open_call("a hash") is None
    local.sessions.keep_open("a hash", "s2", expires_at=LATER)
    local.sessions.end_open("a hash", "s1", end, expires_at=LATER)
    assert local.sessions.open_call("a hash") == OpenCall("s2")


@pytest.mark.parametrize("kind", ["throttle", "server_error", "access_denied", "malformed"])
def test_an_open_call_that_cannot_be_read_or_kept_is_an_error_of_the_port(local: Local, kind: str) -> None:
    local.break_down(Fault("dynamodb.*", kind, times=None))
    end = CallEnd("contained", LATER, connected=True)
    with pytest.raises(SessionsError):
        local.sessions.open_call("a hash")
    with pytest.raises(SessionsError):
        local.sessions.keep_open("a hash", "s1", expires_at=LATER)
    with pytest.raises(SessionsError):
        local.sessions.end_open("a hash", "s1", end, expires_at=LATER)


def test_the_end_of_a_call_tells_whether_an_agent_was_connected(local: Local) -> None:
    local.sessions.close("s1", "handed_off", ended_at=LATER, expires_at=LATER, connected=True)
    item = local.clients.dynamodb.get_item(TableName=local.settings.session_table, Key={"pk": {"S": "END#s1"}})["Item"]
    assert item["connected"] == {"BOOL": True}
