"""Deliveries: once, though they come twice; and what is said when the store is away."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest

from fulfillment.ports import SessionsError, VersionConflict
from fulfillment.settings import Settings, SettingsError
from tests.doubles import EchoModel, FixedClock, MemorySessions, some_ports, the_settings
from tests.speaking import Call


def test_the_same_delivery_gets_the_stored_reply_and_costs_no_second_answer() -> None:
    call = Call()
    event = call.event("what does parking cost", None)
    first = call.deliver(event)
    call.deliver(event)
    assert call.replies[0] == call.replies[1]
    assert first
    assert isinstance(call.ports.model, EchoModel)
    assert len(call.ports.model.requests) == 1
    assert call.records[1].delivered_before


def test_a_late_repetition_of_an_earlier_turn_gets_its_own_reply() -> None:
    call = Call()
    event = call.event("what does parking cost", None)
    call.deliver(event)
    call.says("thanks")
    call.deliver(event)
    assert call.replies[0] == call.replies[2]


def test_the_same_words_in_another_turn_are_no_repetition() -> None:
    call = Call()
    call.says("what does parking cost")
    call.says("what does parking cost")
    assert isinstance(call.ports.model, EchoModel)
    assert len(call.ports.model.requests) == 2


def test_without_a_turn_nothing_is_a_repetition() -> None:
    call = Call(attributes={})
    event = call.event("what does parking cost", None)
    call.deliver(event)
    call.deliver(event)
    assert isinstance(call.ports.model, EchoModel)
    assert len(call.ports.model.requests) == 2


def test_of_two_deliveries_at_once_both_get_the_reply_that_was_saved_first() -> None:
    sessions = MemorySessions()
    call, twin = Call(some_ports(sessions=sessions)), Call(some_ports(sessions=sessions))
    event = call.event("what does parking cost", None)

    class Racing(MemorySessions):
        raced = False

        def load(self, session_id: str) -> Any:
            loaded = sessions.load(session_id)
            if not self.raced:
                self.raced = True
                twin.deliver(event)
            return loaded

        def save(self, session_id: str, document: Mapping[str, Any], *, version: int, expires_at: datetime) -> None:
            sessions.save(session_id, document, version=version, expires_at=expires_at)

    call.ports = some_ports(sessions=Racing())
    call.deliver(event)
    assert call.replies == twin.replies
    assert call.records[0].errors == ["VersionConflict"]


def test_what_was_done_is_said_even_if_it_can_no_longer_be_remembered() -> None:
    sessions = MemorySessions()
    call = Call(some_ports(sessions=sessions))
    call.says("cancel my appointment, born 3/12/1984", "CancelAppointment")
    sessions.fails_on["save"] = SessionsError("down")
    text = call.says("yes")
    assert "is canceled" in text
    assert call.ended["handoff_reason"] == "system_failure"
    assert call.booked("ana") == []


def test_an_emergency_is_answered_without_the_store() -> None:
    call = Call(some_ports(sessions=MemorySessions(fails_on={"load": SessionsError("down")})))
    assert "911" in call.says("I think I'm having a heart attack")
    assert call.ended["handoff_reason"] == "emergency"


def test_a_call_over_its_turns_or_minutes_reaches_a_person() -> None:
    short = Call(some_ports(settings=the_settings(max_turns=2)))
    for _ in range(3):
        short.says("what does parking cost")
    assert short.ended["handoff_reason"] == "limit"
    clock = FixedClock()
    long = Call(some_ports(clock=clock))
    long.says("what does parking cost")
    clock.at += timedelta(minutes=13)
    long.says("what does parking cost")
    assert long.ended["handoff_reason"] == "limit"


def test_over_its_model_calls_a_call_reaches_a_person() -> None:
    call = Call(some_ports(settings=the_settings(max_model_calls=1)))
    call.says("what does parking cost")
    call.says("and parking again, what does it cost?")
    assert call.ended["handoff_reason"] == "limit"
    assert isinstance(call.ports.model, EchoModel)
    assert len(call.ports.model.requests) == 1


def test_a_call_that_is_over_stays_over_when_its_last_save_meets_another() -> None:
    """What was said to the caller is what the flow acts on; nothing else is put in its place."""
    sessions = MemorySessions()
    call = Call(some_ports(sessions=sessions))
    call.says("what does parking cost")
    sessions.fails_on["save"] = VersionConflict("met another")
    text = call.says("I want a person", "SpeakToAgent")
    assert call.ended["handoff_reason"] == "asked"
    assert "technical" not in text
    assert call.packet["reason"] == "asked"


@pytest.mark.parametrize(
    ("name", "value"),
    [("SESSION_TABLE", ""), ("MAX_TURNS", "many"), ("TRANSCRIPTION_THRESHOLD", "2"), ("DIALOG_DEADLINE_S", "0")],
)
def test_a_setting_that_is_missing_or_wrong_is_named(name: str, value: str) -> None:
    names = ("AWS_REGION", "SESSION_TABLE", "CLINIC_TABLE", "USER_POOL_ID", "KNOWLEDGE_BASE_ID")
    env = dict.fromkeys((*names, "SMALL_MODEL_ID", "LARGE_MODEL_ID"), "x")
    with pytest.raises(SettingsError, match=name):
        Settings.from_env({**env, name: value})
