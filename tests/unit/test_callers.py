"""What one caller uses in a day: kept without the number, added up once a call, and over it a person takes over."""

import json
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from fulfillment.callers import CallerDay, CallerUsage, caller_day, used_up
from fulfillment.ended_handler import answering
from fulfillment.ports import SessionsError
from fulfillment.session import Session
from tests.doubles import EchoModel, FixedClock, MemorySessions, ShelfKnowledge, some_ports, the_settings
from tests.speaking import Call
from tests.unit.test_ended_handler import an_event

NUMBER = "+12065550101"
KEY = "a key of the deployment"
BEGAN = datetime(2026, 12, 1, 17, 30, tzinfo=UTC)
SETTINGS = the_settings(
    caller_key=KEY, max_caller_calls=3, max_caller_turns=10, max_caller_minutes=5, max_caller_model_calls=4
)


def today(number: str = NUMBER) -> CallerDay:
    day = caller_day(number, BEGAN, key=KEY)
    assert day is not None
    return day


# whose usage it is


def test_a_number_has_the_same_name_all_day_and_another_one_without_the_key() -> None:
    assert caller_day(NUMBER, BEGAN, key=KEY) == caller_day(NUMBER, BEGAN + timedelta(hours=6), key=KEY)
    names = {caller_day(number, BEGAN, key=key) for number in (NUMBER, "+12065550102") for key in (KEY, "another")}
    assert len(names) == 4


def test_the_name_holds_nothing_of_the_number() -> None:
    assert not [part for part in (NUMBER, NUMBER[1:], NUMBER[-7:], NUMBER[-4:]) if part in today().caller]


@pytest.mark.parametrize(("number", "key"), [(None, KEY), ("", KEY), (NUMBER, "")])
def test_a_withheld_number_is_nobodys_and_without_a_key_nobody_has_a_name(number: str | None, key: str) -> None:
    assert caller_day(number, BEGAN, key=key) is None


def test_days_are_those_of_utc() -> None:
    late = datetime.fromisoformat("2026-12-01T23:30:00-08:00")
    found = caller_day(NUMBER, late, key=KEY)
    assert found is not None
    assert found.day == date(2026, 12, 2)


# when it is used up

LEFT = CallerUsage(calls=2, turns=9, seconds=299, model_calls=3)


@pytest.mark.parametrize(
    ("earlier", "this_call", "over"),
    [
        ({}, {}, False),
        ({"calls": 1}, {}, True),
        ({"turns": 1}, {}, True),
        ({"seconds": 1}, {}, True),
        ({"model_calls": 1}, {}, True),
        ({}, {"turns": 1}, True),
        ({}, {"seconds": 1}, True),
        ({}, {"model_calls": 1}, True),
        ({}, {"calls": 1}, False),
    ],
    ids=str,
)
def test_a_day_is_used_up_by_earlier_calls_and_this_one(
    earlier: dict[str, int], this_call: dict[str, int], over: bool
) -> None:
    before = replace(LEFT, **{name: getattr(LEFT, name) + more for name, more in earlier.items()})
    assert used_up(before, CallerUsage(**this_call), SETTINGS) is over


# in a call


def a_line(before: CallerUsage = CallerUsage(), **changes: Any) -> MemorySessions:  # noqa: B008
    return MemorySessions(usage={today(): before}, **changes)


def a_call(sessions: MemorySessions, session_id: str = "call-1", number: str = NUMBER, **changes: Any) -> Call:
    return Call(
        some_ports(sessions=sessions, settings=SETTINGS, **changes),
        caller=number,
        session_id=session_id,
    )


@pytest.mark.parametrize("spent", [{"calls": 3}, {"turns": 10}, {"seconds": 300}, {"model_calls": 4}], ids=str)
def test_a_caller_over_the_day_reaches_a_person_at_once_and_is_told_why(spent: dict[str, int]) -> None:
    knowledge, model = ShelfKnowledge(), EchoModel()
    call = a_call(a_line(CallerUsage(**spent)), knowledge=knowledge, model=model)
    assert "used our assistant a great deal today" in call.says("what does parking cost")
    assert call.ended["handoff_reason"] == "limit"
    assert not model.requests


def test_a_caller_within_the_day_is_answered() -> None:
    assert "$3 an hour" in a_call(a_line(CallerUsage(1, 2, 60, 1))).says("what does parking cost")


def test_danger_comes_before_the_day() -> None:
    call = a_call(a_line(CallerUsage(calls=99)))
    assert "911" in call.says("I have chest pain")
    assert call.ended["handoff_reason"] == "emergency"


def test_a_day_is_used_up_in_the_middle_of_a_call_too() -> None:
    call = a_call(a_line(CallerUsage(turns=8)))
    call.says("what does parking cost")
    call.says("what does parking cost on Sundays")
    assert "a great deal today" in call.says("and what does parking cost in the evening")


def test_the_calls_own_limit_has_its_own_sentence() -> None:
    ports = some_ports(sessions=MemorySessions(), settings=the_settings(caller_key=KEY, max_turns=1))
    call = Call(ports)
    call.says("what does parking cost")
    assert "talking for a while" in call.says("what does parking cost in the evening")


def test_a_caller_who_says_too_much_at_once_is_told_so() -> None:
    call = Call(some_ports(settings=the_settings(max_input_chars=100)))
    assert "more than I can take in at once" in call.says("and what does parking cost " * 10)
    assert call.ended["handoff_reason"] == "limit"


def test_a_withheld_number_is_never_over_the_day() -> None:
    sessions = MemorySessions(fails_on={"caller_usage": SessionsError("asked for nobody")})
    assert "$3 an hour" in a_call(sessions, number="anonymous").says("what does parking cost")


def test_a_store_that_cannot_tell_the_day_costs_nobody_the_call() -> None:
    call = a_call(a_line(CallerUsage(calls=99), fails_on={"caller_usage": SessionsError("away")}))
    assert "$3 an hour" in call.says("what does parking cost")
    assert call.records[0].errors == ["SessionsError"]


def test_the_day_is_looked_up_once_a_call() -> None:
    sessions = a_line(CallerUsage(1, 2, 60, 1))
    call = a_call(sessions)
    call.says("what does parking cost")
    sessions.fails_on["caller_usage"] = SessionsError("asked again")
    assert "$3 an hour" in call.says("what does parking cost in the evening")
    assert call.records[1].errors == []


# when a call has ended


def ended(sessions: MemorySessions, session_id: str, *, key: str = KEY) -> None:
    handle = answering(sessions, keep=timedelta(hours=24), count=lambda _: None, caller_key=key)
    handle(an_event(contactId=session_id), None)


def test_an_ended_call_is_added_to_its_callers_day_once() -> None:
    sessions, clock = MemorySessions(), FixedClock()
    call = a_call(sessions, clock=clock)
    call.says("what does parking cost")
    clock.seconds += 90
    call.says("what does parking cost in the evening")
    clock.seconds += 600
    for _ in range(2):
        ended(sessions, "call-1")
    assert sessions.usage == {today(): CallerUsage(calls=1, turns=2, seconds=90, model_calls=2)}


def test_the_calls_of_a_day_add_up_until_a_person_takes_over() -> None:
    sessions = MemorySessions()
    heard = []
    for number in range(5):
        heard.append(a_call(sessions, f"call-{number}").says("what does parking cost"))
        ended(sessions, f"call-{number}")
    assert ["a great deal today" in words for words in heard] == [False, False, False, True, True]
    assert sessions.usage[today()].calls == 5


def test_another_caller_is_not_charged() -> None:
    sessions = a_line(CallerUsage(calls=99))
    assert "$3 an hour" in a_call(sessions, number="+12065550102").says("what does parking cost")


@pytest.mark.parametrize(("number", "key"), [("anonymous", KEY), (NUMBER, "")])
def test_nothing_is_added_for_a_withheld_number_or_without_a_key(number: str, key: str) -> None:
    sessions = MemorySessions()
    a_call(sessions, number=number).says("what does parking cost")
    ended(sessions, "call-1", key=key)
    assert sessions.usage == {}
    assert sessions.closed


def test_what_was_used_before_survives_the_document() -> None:
    session = Session("s", "en_US", BEGAN, before=LEFT, last_turn_at=BEGAN)
    document = json.loads(json.dumps(session.to_document()))
    assert Session.from_document(document, version=1).before == LEFT


def test_a_session_stored_before_there_were_callers_is_still_read() -> None:
    document = Session("s", "en_US", BEGAN).to_document()
    del document["before"], document["last_turn_at"]
    session = Session.from_document(document, version=1)
    assert asdict(session.before) == asdict(CallerUsage())
    assert session.used() == CallerUsage(calls=1)
