"""What the functions tell operations: one wide log line a turn, and one blob of metrics in CloudWatch's own format.

Knows the metrics' names, units and dimensions; refuses to know what a turn means and what is done with the figures.
Every combination of name and dimensions is a metric of its own and paid for, so a dimension takes few values: the
service, a model of the settings, a reason.
https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
"""

import json
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger

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
_TOLD = tuple(each.name for each in fields(TurnRecord) if each.name != "began")


def service() -> str:
    """Which deployment speaks: `frontdesk-dev`; the stack sets it."""
    return os.environ.get("POWERTOOLS_SERVICE_NAME") or "frontdesk"


def publish(entry: TurnRecord) -> None:
    """One wide log line, of what there is to tell and is true, and the metrics."""
    told = {name: getattr(entry, name) for name in _TOLD}
    told = {name: value for name, value in told.items() if value is not False and value not in (None, "", [], {})}
    _logger().info("turn answered", extra=told)
    emit(entry)


def emit(entry: TurnRecord) -> None:
    """The metrics of a turn; a delivery that was answered before is not counted again."""
    if not entry.delivered_before:
        first, *others = [_of_model(model, used) for model, used in entry.billed.items()] or [_Group()]
        _print(_of_the_turn(entry), _of_its_handoff(entry), first)
        for other in others:  # a blob holds each metric once
            _print(other)


def count(counts: Mapping[str, int]) -> None:
    """Add to metrics that have no dimension but the service."""
    _print(_Group(counts=dict(counts)))


@dataclass(slots=True)
class _Group:
    """Metrics that share their dimensions."""

    dimensions: Mapping[str, str] = field(default_factory=dict)
    """Besides the service."""
    alone: bool = False
    """Told of the service alone, too."""
    counts: dict[str, int] = field(default_factory=dict)
    times: dict[str, float] = field(default_factory=dict)
    """In milliseconds."""


def _of_the_turn(entry: TurnRecord) -> _Group:
    """Turns with errors are told as zero too: a rate is taken of them. What is rare is left out while there is none."""
    seldom = {
        "ModelFailures": entry.errors.count("bedrock.converse_stream"),
        "PassagesReadOut": int(entry.read_out),
        "UsageEstimated": int(entry.usage_estimated),
        "GuardrailInterventions": int(entry.held_back),
        "NoInput": int(entry.missed == Miss.NO_INPUT),
        "NoMatch": int(entry.missed == Miss.NO_MATCH),
    }
    counts = {"Turns": 1, "TurnsWithErrors": int(bool(entry.errors))}
    counts |= {name: number for name, number in seldom.items() if number}
    times = {name: entry.timeline[moment] for name, moment in TIMES.items() if moment in entry.timeline}
    return _Group(counts=counts, times=times)


def _of_its_handoff(entry: TurnRecord) -> _Group:
    """Counted twice: in all, and by reason."""
    if entry.outcome == Outcome.AGENT and entry.reason:
        return _Group({"reason": entry.reason}, alone=True, counts={"Handoffs": 1})
    return _Group()


def _of_model(model: str, used: Mapping[str, int]) -> _Group:
    """All four together, so that what they cost can be summed."""
    return _Group({"model": model}, counts={name: used.get(tokens, 0) for name, tokens in TOKENS.items()})


def _print(*groups: _Group) -> None:
    """Groups that hold anything, as one blob with a set of dimensions for each."""
    held = [group for group in groups if group.counts or group.times]
    if not held:
        return
    about = {"Timestamp": int(time.time() * 1000), "CloudWatchMetrics": [_directive(group) for group in held]}
    blob: dict[str, Any] = {"_aws": about, "service": service()}
    for group in held:
        blob |= group.dimensions
        blob |= {name: [float(value)] for name, value in (*group.counts.items(), *group.times.items())}
    print(json.dumps(blob, separators=(",", ":")))


def _directive(group: _Group) -> dict[str, Any]:
    """What CloudWatch is to make of the blob's members."""
    units = {**dict.fromkeys(group.counts, "Count"), **dict.fromkeys(group.times, "Milliseconds")}
    dimensions = [["service", *group.dimensions]]
    return {
        "Namespace": NAMESPACE,
        "Dimensions": [["service"], *dimensions] if group.alone else dimensions,
        "Metrics": [{"Name": name, "Unit": unit} for name, unit in units.items()],
    }


@cache
def _logger() -> Logger:
    return Logger(service=service())
