"""What the functions tell operations: one wide log line a turn, and one blob of metrics in CloudWatch's own format.

Knows the metrics' names, units and dimensions; refuses to know what a turn means and what is done with the figures.
Every combination of name and dimensions is a metric of its own and paid for, so a dimension takes few values: the
service, a model of the settings, a reason.
https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
"""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.metrics import EphemeralMetrics, MetricUnit

from .turn import Miss, Outcome, TurnRecord

NAMESPACE = "Frontdesk"
TOKENS = {
    "InputTokens": "input_tokens",
    "OutputTokens": "output_tokens",
    "CacheReadTokens": "cache_read_tokens",
    "CacheWriteTokens": "cache_write_tokens",
}
"""Metric, by service and model -> what `TurnRecord.usage` calls it."""
TIMES = {"TurnMs": "answered", "FirstSentenceMs": "first_sentence"}
"""Metric, in milliseconds -> the moment in `TurnRecord.timeline`."""


def service() -> str:
    """Which deployment speaks: `frontdesk-dev`; the stack sets it."""
    return os.environ.get("POWERTOOLS_SERVICE_NAME") or "frontdesk"


def publish(entry: TurnRecord) -> None:
    """One wide log line, of what there is to tell and is true, and the metrics."""
    fields = {name: value for name, value in asdict(entry).items() if value not in (None, "", [], {})}
    fields = {name: value for name, value in fields.items() if value is not False and name != "began"}
    _logger().info("turn answered", extra=fields)
    emit(entry)


def emit(entry: TurnRecord) -> None:
    """The metrics of a turn; a delivery that was answered before is not counted again."""
    if not entry.delivered_before:
        first, *others = [_of_model(model, used) for model, used in entry.billed.items()] or [_group()]
        _print(_of_the_turn(entry), _of_its_handoff(entry), first)
        for other in others:  # a blob holds each metric once
            _print(other)


def count(counts: Mapping[str, int]) -> None:
    """Add to metrics that have no dimension but the service."""
    group = _group()
    _add(group, counts)
    _print(group)


def _of_the_turn(entry: TurnRecord) -> EphemeralMetrics:
    """Turns with errors are told as zero too: a rate is taken of them. What is rare is left out while there is none."""
    group = _group()
    _add(group, {"Turns": 1, "TurnsWithErrors": int(bool(entry.errors))})
    seldom = {
        "ModelFailures": entry.errors.count("bedrock.converse_stream"),
        "PassagesReadOut": int(entry.read_out),
        "UsageEstimated": int(entry.usage_estimated),
        "GuardrailInterventions": int(entry.held_back),
        "NoInput": int(entry.missed == Miss.NO_INPUT),
        "NoMatch": int(entry.missed == Miss.NO_MATCH),
    }
    _add(group, {name: number for name, number in seldom.items() if number})
    for name, moment in TIMES.items():
        if moment in entry.timeline:
            group.add_metric(name, MetricUnit.Milliseconds, entry.timeline[moment])
    return group


def _of_its_handoff(entry: TurnRecord) -> EphemeralMetrics:
    """Counted twice: in all, and by reason."""
    group = _group()
    if entry.outcome == Outcome.AGENT and entry.reason:
        group.add_dimensions(service=service(), reason=entry.reason)
        _add(group, {"Handoffs": 1})
    return group


def _of_model(model: str, used: Mapping[str, int]) -> EphemeralMetrics:
    """All four together, so that what they cost can be summed."""
    group = _group()
    group.add_dimension("model", model)
    _add(group, {name: used.get(tokens, 0) for name, tokens in TOKENS.items()})
    return group


def _add(group: EphemeralMetrics, counts: Mapping[str, int]) -> None:
    for name, number in counts.items():
        group.add_metric(name, MetricUnit.Count, number)


def _group() -> EphemeralMetrics:
    """Metrics that share their dimensions; the service is one of them."""
    group = EphemeralMetrics(namespace=NAMESPACE, service=service())
    group.add_dimension("service", service())
    return group


def _print(*groups: EphemeralMetrics) -> None:
    """Groups that hold anything, as one blob: Powertools writes one set of dimensions for all metrics of a blob."""
    blob: dict[str, Any] = {}
    directives: list[Any] = []
    for group in groups:
        if group.metric_set:
            told: dict[str, Any] = {**group.serialize_metric_set()}
            directives += told["_aws"]["CloudWatchMetrics"]
            blob |= told
    if blob:
        blob["_aws"] = {**blob["_aws"], "CloudWatchMetrics": directives}
        print(json.dumps(blob, separators=(",", ":")))


@cache
def _logger() -> Logger:
    return Logger(service=service())
