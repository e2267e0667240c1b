"""What the dashboard is told of a turn: which metrics, with which dimensions, and what is left out."""

import json
from collections.abc import Iterable
from typing import Any

import pytest

from fulfillment.handler import answering
from fulfillment.ports import ModelError, ModelEvent, Stopped, StopReason, TextDelta, Usage
from fulfillment.telemetry import count, emit
from fulfillment.turn import Miss, TurnRecord
from tests.doubles import EchoModel, some_ports, the_settings
from tests.speaking import Call


def a_record(**changes: Any) -> TurnRecord:
    record = TurnRecord("s", 1, "FulfillmentCodeHook", "FallbackIntent", timeline={"answered": 412.0})
    for name, value in changes.items():
        setattr(record, name, value)
    return record


Told = dict[tuple[str, tuple[str, ...]], Any]


def told(printed: str) -> Told:
    """(Metric, its dimensions' values) -> its values, of the only blob."""
    blob = json.loads(printed)
    return {
        (metric["Name"], tuple(blob[name] for name in dimensions)): blob[metric["Name"]]
        for directive in blob["_aws"]["CloudWatchMetrics"]
        for dimensions in directive["Dimensions"]
        for metric in directive["Metrics"]
    }


@pytest.fixture
def metrics_of(capsys: pytest.CaptureFixture[str]) -> Any:
    def tell(record: TurnRecord) -> Told:
        emit(record)
        return told(capsys.readouterr().out)

    return tell


def test_a_plain_turn_is_counted_and_timed_and_nothing_else(metrics_of: Any) -> None:
    metrics = {name: values for (name, _), values in metrics_of(a_record()).items()}
    assert metrics == {"Turns": [1.0], "TurnsWithErrors": [0.0], "TurnMs": [412.0]}


def test_a_handoff_is_counted_in_all_and_by_reason(metrics_of: Any) -> None:
    metrics = metrics_of(a_record(outcome="agent", reason="unverified"))
    assert metrics["Handoffs", ("frontdesk",)] == [1.0]
    assert metrics["Handoffs", ("frontdesk", "unverified")] == [1.0]


def test_a_call_that_ends_well_is_no_handoff(metrics_of: Any) -> None:
    assert not [name for name, _ in metrics_of(a_record(outcome="done")) if name == "Handoffs"]


def test_tokens_are_counted_by_model_alone(metrics_of: Any) -> None:
    usage = {"input_tokens": 700, "output_tokens": 30, "cache_read_tokens": 512, "cache_write_tokens": 0}
    metrics = metrics_of(a_record(billed={"us.small": usage}))
    tokens = {key: values for key, values in metrics.items() if "Tokens" in key[0]}
    assert tokens == {
        ("InputTokens", ("frontdesk", "us.small")): [700.0],
        ("OutputTokens", ("frontdesk", "us.small")): [30.0],
        ("CacheReadTokens", ("frontdesk", "us.small")): [512.0],
        ("CacheWriteTokens", ("frontdesk", "us.small")): [0.0],
    }


@pytest.mark.parametrize(
    ("metric", "changes", "value"),
    [
        ("TurnsWithErrors", {"errors": ["PortalError"]}, 1),
        ("ModelFailures", {"errors": ["bedrock.converse_stream"] * 2}, 2),
        ("PassagesReadOut", {"read_out": True}, 1),
        ("UsageEstimated", {"usage_estimated": True}, 1),
        ("GuardrailInterventions", {"held_back": True}, 1),
        ("NoInput", {"missed": Miss.NO_INPUT}, 1),
        ("NoMatch", {"missed": Miss.NO_MATCH}, 1),
        ("FirstSentenceMs", {"timeline": {"first_sentence": 640.5}}, 640.5),
    ],
)
def test_what_a_turn_went_through_is_counted(
    metrics_of: Any, metric: str, changes: dict[str, Any], value: float
) -> None:
    assert metrics_of(a_record(**changes))[metric, ("frontdesk",)] == [value]


def test_a_delivery_answered_before_is_not_counted_again(capsys: pytest.CaptureFixture[str]) -> None:
    emit(a_record(delivered_before=True))
    assert capsys.readouterr().out == ""


def test_counts_of_other_functions_carry_the_service_alone(capsys: pytest.CaptureFixture[str]) -> None:
    count({"Contacts": 1, "Contained": 1})
    metrics = told(capsys.readouterr().out)
    assert set(metrics) == {("Contacts", ("frontdesk",)), ("Contained", ("frontdesk",))}


def test_nothing_to_count_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    count({})
    assert capsys.readouterr().out == ""


def answered(*events: ModelEvent, fails: ModelError | None = None, says: str = "what does parking cost") -> TurnRecord:
    records: list[TurnRecord] = []
    model = EchoModel(fails=fails, events=events or None)
    settings = the_settings(small_model="small", large_model="large")
    Call(handler=answering(some_ports(model=model, settings=settings), records.append)).says(says)
    return records[0]


def stop(reason: StopReason = StopReason.END_TURN) -> Iterable[ModelEvent]:
    return (Stopped(reason), Usage(100, 20, cache_read_tokens=7, cache_write_tokens=5))


def test_an_answer_is_timed_and_its_tokens_counted() -> None:
    record = answered(TextDelta("It is $3 an hour. "), *stop())
    assert {"first_sentence", "answered"} <= set(record.timeline)
    assert record.billed["small"]["cache_write_tokens"] == 5


def test_a_model_that_says_nothing_is_paid_for_and_the_passage_read_out() -> None:
    record = answered(*stop())
    assert (record.model, set(record.billed), record.read_out) == (None, {"small", "large"}, True)
    assert "first_sentence" in record.timeline


def test_models_that_fail_are_counted_one_by_one() -> None:
    record = answered(fails=ModelError("down", retryable=True))
    assert (record.errors.count("bedrock.converse_stream"), record.read_out, record.billed) == (2, True, {})


def test_an_intervention_is_no_answer() -> None:
    record = answered(TextDelta("Take two of these. "), *stop(StopReason.GUARDRAIL))
    assert record.held_back
    assert "first_sentence" not in record.timeline


def test_silence_and_words_without_a_meaning_are_told_apart() -> None:
    assert answered(says="").missed == Miss.NO_INPUT
    assert answered(says="the weather in Paris").missed == Miss.NO_MATCH
