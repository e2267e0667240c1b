"""What the model's adapter makes of a stream's events, of every shape that may come."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

import pytest

from fulfillment.aws.model import BedrockModel
from fulfillment.ports import (
    ModelError,
    ModelEvent,
    ModelRequest,
    Stopped,
    StopReason,
    TextDelta,
    ToolBegun,
    ToolUse,
    Usage,
)

REQUEST = ModelRequest("a-model", "Be brief.", (), (), "what does parking cost?", (), 100)
TEXT = {"contentBlockDelta": {"contentBlockIndex": 0, "delta": {"text": "Parking costs $3."}}}
STOP = {"messageStop": {"stopReason": "end_turn"}}
BEGUN = {"contentBlockStart": {"contentBlockIndex": 0, "start": {"toolUse": {"toolUseId": "t", "name": "hand_off"}}}}
ENDED = {"contentBlockStop": {"contentBlockIndex": 0}}


class Events:
    def __init__(self, events: Sequence[Mapping[str, Any]]) -> None:
        self._events = events

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        return iter(self._events)

    def close(self) -> None:
        """Nothing is open."""


class Client:
    """Answers every request with these events."""

    def __init__(self, events: Sequence[Mapping[str, Any]]) -> None:
        self._events = events

    def converse_stream(self, **_: Any) -> Mapping[str, Any]:
        return {"stream": Events(self._events)}


def heard(*events: Mapping[str, Any]) -> list[ModelEvent]:
    return list(BedrockModel(cast("Any", Client(events)), "", "").converse(REQUEST, timeout_s=2))


def written(arguments: str) -> Mapping[str, Any]:
    return {"contentBlockDelta": {"contentBlockIndex": 0, "delta": {"toolUse": {"input": arguments}}}}


def told(*assessments: Mapping[str, Any]) -> Mapping[str, Any]:
    usage = {"inputTokens": 9, "outputTokens": 5, "totalTokens": 14}
    trace = {"guardrail": {"outputAssessments": {"g": [{"contextualGroundingPolicy": each} for each in assessments]}}}
    return {"metadata": {"usage": usage, "metrics": {"latencyMs": 1}, "trace": trace}}


def scored(kind: str, score: object) -> Mapping[str, Any]:
    return {"filters": [{"type": kind, "threshold": 0.7, "score": score, "action": "NONE"}]}


def test_a_tool_is_told_when_it_begins_and_when_it_is_whole() -> None:
    events = heard(BEGUN, written('{"reason": '), written('"out_of_scope"}'), ENDED, STOP)
    assert events[:2] == [ToolBegun(), ToolUse("hand_off", {"reason": "out_of_scope"})]


@pytest.mark.parametrize("arguments", ["{", "[]", '"text"', "[" * 100_000, "{" * 5_000, "null"])
def test_arguments_that_are_no_object_fail_the_attempt(arguments: str) -> None:
    with pytest.raises(ModelError, match="tool call is not"):
        heard(BEGUN, written(arguments), ENDED, STOP)


@pytest.mark.parametrize(
    "event",
    [
        {"contentBlockStart": {"contentBlockIndex": 0}},
        {"contentBlockDelta": {"contentBlockIndex": 0}},
        {"contentBlockDelta": {"delta": None}},
        {"messageStop": {"reason": "end_turn"}},
    ],
)
def test_an_event_of_another_shape_fails_the_attempt(event: Mapping[str, Any]) -> None:
    with pytest.raises(ModelError, match="an event is not one"):
        heard(event, TEXT, STOP)


@pytest.mark.parametrize("score", ["high", None, {}])
def test_what_is_told_in_another_shape_after_the_stop_costs_only_itself(score: object) -> None:
    assert heard(TEXT, STOP, told(scored("GROUNDING", score)))[-1] == Stopped(StopReason.END_TURN)


def test_of_several_assessments_the_lowest_score_counts() -> None:
    pieces = (scored("GROUNDING", 0.9), scored("GROUNDING", 0.2), scored("GROUNDING", 0.8), scored("RELEVANCE", 0.7))
    usage = heard(TEXT, STOP, told(*pieces))[-1]
    assert isinstance(usage, Usage)
    assert (usage.grounding, usage.relevance) == (0.2, 0.7)


def test_events_that_are_not_known_and_reasoning_are_passed_over() -> None:
    reasoning = {"contentBlockDelta": {"contentBlockIndex": 0, "delta": {"reasoningContent": {"text": "Hm."}}}}
    assert heard({"somethingNew": {}}, reasoning, TEXT, STOP)[0] == TextDelta("Parking costs $3.")


@pytest.mark.parametrize(
    ("reason", "stop"),
    [
        ("end_turn", StopReason.END_TURN),
        ("stop_sequence", StopReason.END_TURN),
        ("tool_use", StopReason.TOOL_USE),
        ("max_tokens", StopReason.MAX_TOKENS),
        ("guardrail_intervened", StopReason.GUARDRAIL),
        ("content_filtered", StopReason.GUARDRAIL),
        ("malformed_model_output", StopReason.OTHER),
        ("malformed_tool_use", StopReason.OTHER),
        ("model_context_window_exceeded", StopReason.OTHER),
        ("something_new", StopReason.OTHER),
    ],
)
def test_every_stop_has_a_meaning(reason: str, stop: StopReason) -> None:
    assert heard(TEXT, {"messageStop": {"stopReason": reason}})[-1] == Stopped(stop)
