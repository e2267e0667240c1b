"""The verdicts on calls with faults: what goes well passes, and each thing that may not happen is noticed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from fulfillment.disposition import Disposition
from measure.fault_runs import Case, Delivery, Held, Line, Request
from measure.fault_verdicts import Verdict, judge
from measure.faults import Unusable, undisturbed
from simulator.function import Handler
from simulator.local_aws.faults import Fault

THROTTLED = Case("ask", 1, "asking the model", Fault("bedrock.converse_stream", "throttle", turn=1))
BOOKED = Case("book", 5, "saving the session", Fault("dynamodb.put_item", "throttle", times=1, turn=5, about="SESSION"))


@pytest.fixture(scope="module")
def line() -> Iterator[Line]:
    with Line() as line:
        yield line


@pytest.fixture(scope="module")
def normal(line: Line) -> dict[str, Held]:
    return {name: line.hold(name) for name in ("ask", "book", "reset")}


@pytest.fixture(scope="module")
def throttled(line: Line, normal: Mapping[str, Held]) -> Held:
    assert normal["ask"].outcome.disposition is Disposition.CONTAINED
    return line.run(THROTTLED)


@pytest.fixture(scope="module")
def booked(line: Line) -> Held:
    return line.run(BOOKED)


Judge = Callable[..., Verdict]


@pytest.fixture
def verdict(normal: Mapping[str, Held], throttled: Held) -> Judge:
    """The verdict on the throttled call with something changed about it."""
    return lambda **changes: judge(THROTTLED, replace(throttled, **changes), normal["ask"])


def says_nothing(function: Handler) -> Handler:
    def handle(event: Mapping[str, Any], context: Any) -> dict[str, Any]:
        return {**function(event, context), "messages": [{"contentType": "PlainText", "content": " "}]}

    return handle


def raises(function: Handler) -> Handler:
    def handle(event: Mapping[str, Any], context: Any) -> dict[str, Any]:
        return {"said": function(event, context)["not foreseen"]}

    return handle


def answers_what_lex_refuses(function: Handler) -> Handler:
    def handle(event: Mapping[str, Any], context: Any) -> dict[str, Any]:
        return {**function(event, context), "spoken": "hello"}

    return handle


WRONG: list[tuple[Callable[[Handler], Handler], str]] = [
    (says_nothing, "the caller heard nothing"),
    (raises, "the function raised KeyError"),
    (answers_what_lex_refuses, "Lex refuses the response"),
]


@pytest.mark.parametrize(("wrong", "why"), WRONG, ids=[wrong.__name__ for wrong, _ in WRONG])
def test_a_function_that_does_wrong_is_noticed(
    line: Line, normal: Mapping[str, Held], wrong: Callable[[Handler], Handler], why: str
) -> None:
    as_it_was = line.wrong
    line.wrong = wrong
    try:
        found = judge(THROTTLED, line.run(THROTTLED), normal["ask"])
    finally:
        line.wrong = as_it_was
    assert any(why in each for each in found.why), found.why


def test_calls_that_do_not_go_as_written_are_refused_before_anything_fails(line: Line) -> None:
    as_it_was = line.wrong
    line.wrong = says_nothing
    try:
        with pytest.raises(
            Unusable, match=r"ask.toml does not go as it is written .* ivr call measure/fault_calls/ask"
        ):
            undisturbed(line)
    finally:
        line.wrong = as_it_was


def test_what_went_well_passes(verdict: Judge) -> None:
    found = verdict()
    assert found.why == ()
    assert "$3" in found.heard


def test_an_answer_after_the_deadline_and_a_second_is_noticed(verdict: Judge, throttled: Held) -> None:
    first, *others = throttled.deliveries
    late: list[Delivery] = [replace(first, ms=7001.0), *others]
    assert any("answered only after 7001 ms" in why for why in verdict(deliveries=late).why)
    assert verdict(deliveries=[replace(first, ms=6999.0), *others]).why == ()


def test_a_dialog_hook_has_less_time(verdict: Judge, throttled: Held) -> None:
    first, *others = throttled.deliveries
    assert verdict(deliveries=[replace(first, hook="DialogCodeHook", ms=5001.0), *others]).why != ()


def test_a_third_request_to_the_model_in_one_turn_is_noticed(verdict: Judge, throttled: Held) -> None:
    others = [request for request in throttled.requests if request.at != "bedrock.converse_stream"]
    asked = Request(1, "bedrock.converse_stream", "", "throttle")
    assert verdict(requests=[*others, asked, asked]).why == ()
    thrice = verdict(requests=[*others, asked, asked, asked])
    assert thrice.attempts == 3
    assert thrice.why == ("turn 1: the model was asked 3 times; 2 are allowed",)


def test_a_fault_that_struck_nothing_is_noticed(verdict: Judge, throttled: Held) -> None:
    spared = [replace(request, kind=None) for request in throttled.requests]
    assert any("did not strike" in why for why in verdict(requests=spared).why)


@pytest.mark.parametrize(
    ("disposition", "why"), [(Disposition.FAILED, "was dropped"), (Disposition.ABANDONED, "neither went on")]
)
def test_a_call_that_is_left_alone_is_noticed(
    verdict: Judge, throttled: Held, disposition: Disposition, why: str
) -> None:
    found = verdict(outcome=replace(throttled.outcome, disposition=disposition))
    assert any(why in each for each in found.why)


def test_a_person_who_gets_no_packet_is_noticed(verdict: Judge, throttled: Held) -> None:
    handed_off = replace(throttled.outcome, disposition=Disposition.HANDED_OFF, handoff=None)
    assert any("no packet" in why for why in verdict(outcome=handed_off).why)


def test_a_call_lost_to_a_failure_that_passed_is_noticed(normal: Mapping[str, Held], throttled: Held) -> None:
    once = replace(THROTTLED, fault=replace(THROTTLED.fault, times=1))
    assert judge(once, throttled, normal["ask"]).why == ()
    handed_off = replace(
        throttled.outcome, disposition=Disposition.HANDED_OFF, reason="asked", handoff={"reason": "asked"}
    )
    lost = judge(once, replace(throttled, outcome=handed_off), normal["ask"]).why
    assert lost == ("a failure that passed at once changed how the call ended: handed_off, not contained",)
    assert judge(THROTTLED, replace(throttled, outcome=handed_off), normal["ask"]).why == ()


def test_replies_that_differ_are_noticed(verdict: Judge) -> None:
    assert any("different replies" in why for why in verdict(differing=[1]).why)


def test_a_failure_that_nobody_foresaw_is_noticed(verdict: Judge, throttled: Held) -> None:
    surprised = replace(throttled.outcome, problems=["turn 1: KeyError at respond:31"])
    assert any("surprised: KeyError at respond:31" in why for why in verdict(outcome=surprised).why)


def test_what_is_booked_twice_is_noticed(normal: Mapping[str, Held], booked: Held) -> None:
    assert judge(BOOKED, booked, normal["book"]).why == ()
    (one,) = booked.outcome.appointments["Tom Baker"]
    assert one.at is not None
    twice = {**booked.outcome.appointments, "Tom Baker": [one, replace_at(one, timedelta(minutes=30))]}
    found = judge(BOOKED, replace(booked, outcome=replace(booked.outcome, appointments=twice)), normal["book"])
    assert any("neither as before nor as wanted" in why for why in found.why)


def replace_at(booked: Any, later: timedelta) -> Any:
    return booked.model_copy(update={"at": booked.at + later})


def test_a_reset_sent_twice_is_noticed(normal: Mapping[str, Held]) -> None:
    held, case = normal["reset"], replace(BOOKED, call="reset", turn=3)
    twice = replace(held, outcome=replace(held.outcome, password_resets=["Tom Baker", "Tom Baker"]))
    assert any("neither as before nor as wanted" in why for why in judge(case, twice, held).why)


def test_what_is_told_as_done_and_is_not_is_noticed(normal: Mapping[str, Held], booked: Held) -> None:
    appointments = {**booked.outcome.appointments, "Tom Baker": []}
    nothing = replace(booked, outcome=replace(booked.outcome, appointments=appointments))
    assert any("told as done" in why for why in judge(BOOKED, nothing, normal["book"]).why)


def test_what_is_done_and_denied_is_noticed(line: Line, normal: Mapping[str, Held]) -> None:
    case = replace(BOOKED, fault=Fault("dynamodb.*", "stall", times=1))
    denied = line.hold("book", [Fault("dynamodb.transact_write_items", "access_denied")])
    done = replace(denied, outcome=replace(denied.outcome, appointments=normal["book"].outcome.appointments))
    assert "it was done, and the caller was told that it could not be" in judge(case, done, normal["book"]).why
