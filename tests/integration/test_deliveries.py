"""One turn delivered again, or several times at once, and turns that get in each other's way, over real HTTP."""

import json
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from fulfillment.handler import build
from fulfillment.turn import TurnRecord
from simulator.ledger import CountingFaults
from simulator.local_aws.faults import Fault
from tests.integration.local_services import AWorld, ClinicMorning, Local
from tests.speaking import Call, Handler

QUESTION = "what does parking cost?"
AT_ONCE = 8


def a_function(local: Local, *faults: Fault) -> tuple[Handler, CountingFaults, list[TurnRecord]]:
    """The whole function, what it asks of the services, and what it tells of its turns."""
    requests, records = CountingFaults(faults), list[TurnRecord]()
    local.aws.reset(AWorld(), requests)
    return build(local.settings, clock=ClinicMorning(), record=records.append), requests, records


def delivered(handler: Handler, events: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each event in a thread of its own, all at once."""
    with ThreadPoolExecutor(len(events)) as pool:
        return list(pool.map(lambda event: handler(event, None), events))


def text_of(reply: dict[str, Any]) -> str:
    return " ".join(message["content"] for message in reply["messages"])


def test_a_question_delivered_again_costs_nothing_and_gives_the_same_answer(local: Local) -> None:
    handler, requests, records = a_function(local)
    event = Call(session_id="again").event(QUESTION, None)
    first, second = handler(event, None), handler(event, None)
    assert first == second
    assert requests.requests["bedrock.converse_stream"] == 1
    assert [record.delivered_before for record in records] == [False, True]


@pytest.mark.parametrize("session_id", ["first-turn", "later-turn"])
def test_a_question_delivered_several_times_at_once_costs_one_model_call(local: Local, session_id: str) -> None:
    handler, requests, records = a_function(local)
    call = Call(session_id=session_id, handler=handler)
    before = 0
    if session_id == "later-turn":
        call.says("when do you open?")
        before = requests.requests["bedrock.converse_stream"]
    replies = delivered(handler, [call.event(QUESTION, None)] * AT_ONCE)
    assert len({json.dumps(reply, sort_keys=True) for reply in replies}) == 1
    assert "$3 an hour" in text_of(replies[0])
    assert requests.requests["bedrock.converse_stream"] - before == 1
    assert sum(not record.delivered_before for record in records[-AT_ONCE:]) == 1


def test_a_model_that_fails_is_asked_twice_however_often_the_turn_is_delivered(local: Local) -> None:
    handler, requests, _ = a_function(local, Fault("bedrock.converse_stream", "throttle"))
    replies = delivered(handler, [Call(session_id="failing").event(QUESTION, None)] * AT_ONCE)
    assert len({json.dumps(reply, sort_keys=True) for reply in replies}) == 1
    assert requests.requests["bedrock.converse_stream"] == 2


def test_of_two_turns_at_once_one_is_saved_and_the_other_ends_with_a_person(local: Local) -> None:
    """Lex sends one turn after the other; should two come, none may undo what the other has done."""
    handler, _, _ = a_function(local)
    call = Call(session_id="conflict")
    events = [call.event(words, None) for words in (QUESTION, "when do you open?")]
    outcomes = Counter(
        reply["sessionState"]["sessionAttributes"].get("handoff_reason", "answered")
        for reply in delivered(handler, events)
    )
    assert outcomes["answered"] >= 1
    assert set(outcomes) <= {"answered", "system_failure"}
    stored = local.sessions.load("conflict")
    assert stored is not None
    assert stored.version == outcomes["answered"]


def test_what_was_done_before_a_save_met_another_is_told_and_a_person_takes_over(local: Local) -> None:
    handler, _, records = a_function(local)
    call = Call(session_id="met", handler=handler)
    call.says("cancel my appointment, born March 12 1984", "CancelAppointment")
    local.aws.strike_with(CountingFaults([Fault("dynamodb.put_item", "conflict")]))
    text = call.says("yes")
    assert call.ended["outcome"] == "agent"
    assert "VersionConflict" in records[-1].errors
    assert ("is canceled" in text) == (local.aws.appointments("Ana Rivera") == [])
