"""Lambda's double: faults around the function, and what is counted of it."""

from datetime import datetime
from itertools import count
from typing import Any

import pytest

from simulator.clock import CallClock
from simulator.exchange import Exchange
from simulator.function import LocalFunction
from simulator.ledger import CountingFaults, Ledger
from simulator.lex.runtime import FunctionFailed, FunctionThrottled, FunctionTimedOut
from simulator.local_aws.faults import Fault

EVENT = {"sessionState": {"sessionAttributes": {"turn": "1"}}}


def a_function(handler: Any, *faults: Fault) -> tuple[LocalFunction, list[str]]:
    differences: list[str] = []
    clock = CallClock(datetime.fromisoformat("2026-12-01T09:30:00-08:00"))
    return LocalFunction(handler, clock=clock, faults=CountingFaults(faults), differs=differences.append), differences


def a_fault(kind: str, **known: Any) -> Fault:
    return Fault("lambda.fulfillment", kind, **known)


def test_the_event_arrives_as_json_and_the_answer_leaves_as_json():
    def handler(event: Any, context: Any) -> dict[str, Any]:
        event["sessionState"]["changed"] = True
        return {"messages": ({"content": context.aws_request_id},)}

    function, _ = a_function(handler)
    assert function(EVENT, 30.0) == {"messages": [{"content": "local-1"}]}
    assert "changed" not in EVENT["sessionState"]


def test_what_is_not_json_is_a_failed_invocation():
    function, _ = a_function(lambda event, context: {"when": object()})  # noqa: ARG005
    with pytest.raises(FunctionFailed, match="not JSON"):
        function(EVENT, 30.0)


@pytest.mark.parametrize(
    ("kind", "raised"), [("crash", FunctionFailed), ("timeout", FunctionTimedOut), ("throttle", FunctionThrottled)]
)
def test_a_fault_takes_the_place_of_the_function(kind, raised):
    called = count()
    function, _ = a_function(lambda event, context: {"n": next(called)}, a_fault(kind, times=1))  # noqa: ARG005
    with pytest.raises(raised):
        function(EVENT, 30.0)
    assert function(EVENT, 30.0) == {"n": 0}


def test_a_malformed_reply_is_none_that_lex_takes():
    function, _ = a_function(lambda event, context: {}, a_fault("malformed"))  # noqa: ARG005
    assert function(EVENT, 30.0)["sessionState"]["dialogAction"]["type"] not in ("Close", "ElicitIntent", "Delegate")


def test_two_equal_replies_to_one_delivery_are_no_difference():
    function, differences = a_function(lambda event, context: {"messages": []}, a_fault("duplicate"))  # noqa: ARG005
    assert function(EVENT, 30.0) == {"messages": []}
    assert function.invocations == 2
    assert differences == []


def test_two_different_replies_to_one_delivery_are_told():
    said = count(1)
    function, differences = a_function(
        lambda event, context: {"messages": [{"content": f"booked {next(said)}"}]},  # noqa: ARG005
        a_fault("duplicate"),
    )
    assert function(EVENT, 30.0) == {"messages": [{"content": "booked 1"}]}
    assert differences == ["delivered twice, answered 'booked 1' and then 'booked 2'"]


def test_requests_are_counted_until_the_call_is_over():
    faults = CountingFaults([Fault("dynamodb.get_item", "throttle")])
    assert faults.strike("dynamodb.GetItem") == "throttle"
    assert faults.strike("dynamodb.put_item") is None
    faults.lift()
    assert faults.strike("dynamodb.GetItem") is None
    assert faults.requests == {"dynamodb.get_item": 1, "dynamodb.put_item": 1}


def test_an_offline_model_is_priced_as_the_one_it_stands_for():
    ledger = Ledger("anthropic.claude-haiku-5-5")
    ledger.add("offline-extractive", {"input_tokens": 900, "output_tokens": 40, "model_calls": 1})
    ledger.add("offline-extractive", {"input_tokens": 100})
    assert ledger.tokens["anthropic.claude-haiku-5-5"].input == 1000
    cost = ledger.cost(minutes=1, engine="neural", exchanges=[Exchange(0, None)], requests={}, invocations=1, busy_s=0)
    assert cost.parts["models"] > 0
    assert (cost.note, cost.estimated) == ("", False)
