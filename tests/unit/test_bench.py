"""The arithmetic of `ivr bench`: what must be serial, what waits for the whole, and which figure misses its mark."""

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from contact_flows.flow import parse
from contact_flows.language import MAX_ACTIONS
from contact_flows.lint import lint
from fulfillment.ports import Caching, ModelEvent, ModelRequest, Stopped, StopReason, TextDelta
from fulfillment.speech import sentences
from measure import bench, flow_times, processor, start
from measure.bench import Asked, Figure, Part, Unusable
from measure.replies import SERVICES, TEXT, Place, Replies, WholeAnswers, percentile_95, serial, tokens_until_spoken
from simulator.local_aws.extractive import tokens
from simulator.local_aws.latencies import Latencies


def the_request() -> ModelRequest:
    return ModelRequest("m", "", (), (), "parking?", (), 10)


@dataclass
class Trickle:
    """A stream that counts what was read of it."""

    texts: tuple[str, ...] = ("One. ", "Two. ", "Three.")
    read: int = 0
    closed: bool = False

    def converse(self, request: ModelRequest, *, timeout_s: float) -> "Trickle":  # noqa: ARG002 - the port's
        return self

    @property
    def cache(self) -> Caching:
        return Caching.UNSUPPORTED

    def __iter__(self) -> "Trickle":
        return self

    def __next__(self) -> ModelEvent:
        if self.read > len(self.texts):
            raise StopIteration
        self.read += 1
        return Stopped(StopReason.END_TURN) if self.read > len(self.texts) else TextDelta(self.texts[self.read - 1])

    def soon(self, seconds: float) -> ModelEvent | None:  # noqa: ARG002 - all of it is there
        return next(self, None)

    def close(self) -> None:
        self.closed = True


def test_the_text_has_a_first_sentence_of_twenty_tokens_and_forty_more() -> None:
    assert len(tokens(sentences(TEXT)[0])) == 20
    assert len(tokens(TEXT)) == 60


def test_what_is_side_by_side_counts_once_and_the_slower_of_the_two() -> None:
    assert sum(step.ms for step in serial(SERVICES, TEXT)) == 250 + 500 + 250 + 8
    assert serial(replace(SERVICES, retrieve_ms=3), TEXT)[0].ms == 8


def test_the_guardrail_adds_the_tokens_it_waits_for() -> None:
    steps = serial(replace(SERVICES, guardrail_chunk_chars=50), TEXT)
    assert sum(step.ms for step in steps) == 250 + 500 + 21 * 12.5 + 8


@pytest.mark.parametrize(("chars", "count"), [(0, 2), (5, 2), (10, 2), (11, 3), (100, 4)])
def test_a_sentence_can_be_spoken_when_its_end_has_passed_the_guardrail(chars: int, count: int) -> None:
    assert tokens_until_spoken("It's open. Until five.", chars) == count


def test_services_that_take_no_time_leave_nothing_serial() -> None:
    assert sum(step.ms for step in serial(Latencies(), TEXT)) == 0


def test_a_handler_that_waits_has_read_all_before_it_gives_anything() -> None:
    model = Trickle()
    stream = WholeAnswers(model).converse(the_request(), timeout_s=1)
    assert model.read == 0
    assert next(stream) == TextDelta("One. ")
    assert model.read == 4


def test_a_handler_that_waits_gives_the_same_events() -> None:
    def given(stream: Iterator[ModelEvent]) -> list[ModelEvent]:
        return list(stream)

    waiting = WholeAnswers(Trickle()).converse(the_request(), timeout_s=1)
    assert given(waiting) == given(Trickle())
    assert waiting.soon(1) is None


def test_a_stream_that_is_closed_is_closed_below() -> None:
    model = Trickle()
    WholeAnswers(model).converse(the_request(), timeout_s=1).close()
    assert model.closed


def test_a_reply_is_held_against_its_sum_and_against_the_whole_answer() -> None:
    found = Replies(Place.FIRST, SERVICES, serial(SERVICES, TEXT), [1018.0, 1028.0, 1100.0], [2056.0])
    assert found.over_ms == 20
    assert found.below == 0.5
    figures = {figure.what: figure for figure in bench.of_replies(found)}
    assert figures["over what must be"].holds
    assert figures["sooner than whole"].holds


def test_the_ninety_fifth_of_a_hundred_lies_between_two_values() -> None:
    assert percentile_95(range(1, 101)) == pytest.approx(95.05)
    assert percentile_95([3.0]) == 3.0


@pytest.mark.parametrize(
    ("value", "least", "holds"), [(5, False, True), (6, False, False), (5, True, True), (4, True, False)]
)
def test_a_mark_is_the_most_or_the_least(value: float, least: bool, holds: bool) -> None:
    assert Figure(Part.OWN, "a turn", "time", value, "ms", 5, least=least).holds is holds


def test_own_time_is_held_against_its_mark_and_against_plain_calls_of_the_same_run() -> None:
    own = processor.OwnTime("a turn", every_ms=[9.0, 12.0, 90.0], answering_ms=[8.0], call_ms=[2.0, 1.5, 1.0])
    in_time, in_calls = bench.of_own_time(own)
    assert (in_time.value, in_time.mark, in_time.holds) == (12, 5, False)
    assert (in_calls.value, in_calls.mark, in_calls.holds) == (8, 8.3, True)


def test_the_start_may_take_more_times_boto3_on_an_older_python() -> None:
    assert (start.limit_of("3.13"), start.limit_of("3.11")) == (1.6, 1.8)


def test_the_ratio_of_a_start_is_that_of_the_medians() -> None:
    found = start.Starts("3.13", 1.0)
    found.boto3 = [start.Took(elapsed, 0.1) for elapsed in (0.1, 0.2, 0.9)]
    found.function = [start.Took(0.3, 0.2)] * 3
    assert found.processor_ratio == pytest.approx(2)
    assert found.ratio == pytest.approx(1.5)


@pytest.mark.parametrize("placed", [True, False])
def test_the_flow_that_is_timed_is_as_large_as_connect_takes_and_nothing_is_wrong_with_it(placed: bool) -> None:
    flow = parse(flow_times.large(placed=placed), name=flow_times.NAME)
    assert len(flow.actions) == MAX_ACTIONS
    assert lint([flow]) == []


def test_what_is_done_with_a_flow_is_held_against_a_second() -> None:
    figure = bench.of_a_flow(flow_times.Times("lint", (900.0, 1000.0, 5000.0)))
    assert (figure.value, figure.holds) == (1000, True)


def test_a_figure_without_a_mark_is_not_missed() -> None:
    figures = [Figure(Part.REPLY, "a turn", "time", 9999, "ms"), Figure(Part.OWN, "a turn", "own", 6, "ms", 5)]
    assert bench.as_json(figures)["missed"] == ["own: a turn"]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (Asked(turns=0), "--turns 0: must be from 1"),
        (Asked(repetitions=501), "--repetitions 501: must be from 1"),
        (Asked(parts=("rest",)), "--only rest: there is reply, own, start, flows"),
    ],
)
def test_what_cannot_be_measured_is_refused_in_a_sentence(asked: Asked, told: str) -> None:
    with pytest.raises(Unusable, match=told):
        bench.run(asked, out=io.StringIO(), aside=io.StringIO())


def test_an_interpreter_that_is_none_is_refused_in_a_sentence() -> None:
    with pytest.raises(Unusable, match=r"/no/python: no Python that runs; name one with --python"):
        bench.run(Asked(parts=("start",), pythons=("/no/python",)), out=io.StringIO(), aside=io.StringIO())


def test_the_report_names_what_missed() -> None:
    out = io.StringIO()
    bench.report([Figure(Part.OWN, "a turn", "own", 6, "ms", 5)], out)
    assert "MISSED" in out.getvalue()
    assert "own: a turn" in out.getvalue()
    assert json.loads(json.dumps(bench.as_json([])))["missed"] == []
