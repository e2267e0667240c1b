"""What can be measured of a deployment: CloudWatch metrics by namespace and name, with the dimensions they really have.

Knows who emits what under which dimensions; refuses to know what is drawn and what wakes anybody.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cw

NAMESPACE = "Frontdesk"
"""Of what our functions count: `lambdas/fulfillment/telemetry.py`, `lambdas/knowledge_sync.py`."""
TURN = cdk.Duration.minutes(5)
SHIFT = cdk.Duration.minutes(15)
DAY = cdk.Duration.days(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What a deployment consists of, by the names under which CloudWatch knows it."""

    service: str
    """POWERTOOLS_SERVICE_NAME of every function: `frontdesk-dev`."""
    models: Sequence[str]
    """Ids as the functions call them, with their geography."""
    functions: Mapping[str, str]
    """Role, of `hook`, `flow`, `ended`, `sync` -> the function's name."""
    tables: Sequence[str]
    dead_letters: Mapping[str, Sequence[str]]
    """What was not delivered, of `contact-events`, `knowledge-sync` -> names of the queues that keep it."""
    bot_alias_id: str
    instance_id: str
    flows: Mapping[str, str]
    """Our name of a flow that callers pass through, `inbound` and `handoff` -> its name in Connect."""
    queues: Sequence[str]
    """Names in Connect."""


def ours(
    watched: Watched, name: str, *, stat: str = "Sum", period: cdk.Duration = TURN, **dimensions: str
) -> cw.Metric:
    """What our functions count, with the service and these dimensions."""
    return cw.Metric(
        namespace=NAMESPACE,
        metric_name=name,
        dimensions_map={"service": watched.service, **dimensions},
        statistic=stat,
        period=period,
        label=_words(name),
    )


def handoffs_by_reason(watched: Watched, *, period: cdk.Duration = TURN) -> cw.SearchExpression:
    """A line for each reason that occurred."""
    of_all = f'{{{NAMESPACE},service,reason}} MetricName="Handoffs" service="{watched.service}"'
    return cw.SearchExpression(
        expression=f"SEARCH('{of_all}', 'Sum', {_seconds(period)})", label="${PROP('Dim.reason')}", period=period
    )


REPORTED = ("Misheard", "Misunderstood", "WrongAnswer", "WrongAction", "TooLate", "Other")
"""What agents say was wrong, as the flows' function counts it: `ReportedMisheard`."""


def reports(watched: Watched, *, period: cdk.Duration = TURN) -> cw.SearchExpression:
    """A line for all reports, and one for each kind that came."""
    names = " OR ".join(['"Reports"', *(f'"Reported{name}"' for name in REPORTED)])
    of_all = f'{{{NAMESPACE},service}} MetricName=({names}) service="{watched.service}"'
    search = f"SEARCH('{of_all}', 'Sum', {_seconds(period)})"
    return cw.SearchExpression(expression=search, label="${PROP('MetricName')}", period=period)


def voice(watched: Watched, name: str, *, stat: str = "Sum", period: cdk.Duration = TURN) -> cw.Metric:
    """The instance's calls; https://docs.aws.amazon.com/connect/latest/adminguide/monitoring-cloudwatch.html."""
    return _connect(watched, name, stat=stat, period=period, group="VoiceCalls")


def flow(watched: Watched, name: str, *, of: str, period: cdk.Duration = TURN) -> cw.Metric:
    """`ContactFlowErrors`, error branches taken; `ContactFlowFatalErrors`, flows broken off. The same page."""
    flows = {"ContactFlowName": watched.flows[of]}
    return _connect(
        watched, name, stat="Sum", period=period, group="ContactFlow", label=f"{of}: {_words(name)}", **flows
    )


def queue(watched: Watched, name: str, *, of: str, period: cdk.Duration = TURN) -> cw.Metric:
    """`QueueSize` and `LongestQueueWaitTime`, in seconds. The same page."""
    return _connect(watched, name, stat="Maximum", period=period, group="Queue", label=of, QueueName=of)


def _connect(
    watched: Watched, name: str, *, stat: str, period: cdk.Duration, group: str, label: str = "", **more: str
) -> cw.Metric:
    return cw.Metric(
        namespace="AWS/Connect",
        metric_name=name,
        dimensions_map={"InstanceId": watched.instance_id, "MetricGroup": group, **more},
        statistic=stat,
        period=period,
        label=label or _words(name),
    )


def lex(watched: Watched, name: str, *, period: cdk.Duration = TURN) -> cw.SearchExpression:
    """Of the bot's alias, summed over locales and input modes.

    A search, because which dimensions go together differs by operation:
    https://docs.aws.amazon.com/lexv2/latest/dg/monitoring-cloudwatch.html. Alarms take no search, and on Connect's
    voice path a failing code hook was not seen in these: alarms are on `ContactFlowErrors` and Lambda's `Errors`.
    """
    of_alias = f'Namespace="AWS/Lex" MetricName="{name}" BotAliasId="{watched.bot_alias_id}"'
    search = f"SEARCH('{of_alias}', 'Sum', {_seconds(period)})"
    return cw.SearchExpression(expression=f"SUM({search})", label=_words(name), period=period)


def function(watched: Watched, name: str, *, of: str, stat: str = "Sum", period: cdk.Duration = TURN) -> cw.Metric:
    """Over every version and alias; https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html."""
    return cw.Metric(
        namespace="AWS/Lambda",
        metric_name=name,
        dimensions_map={"FunctionName": watched.functions[of]},
        statistic=stat,
        period=period,
        label=f"{of} {stat}" if stat.startswith("p") else of,
    )


def table(name: str, *, of: str, period: cdk.Duration = TURN) -> cw.Metric:
    """`ReadThrottleEvents`, `WriteThrottleEvents`: those that need no operation beside the table;
    https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html.
    """
    return cw.Metric(
        namespace="AWS/DynamoDB",
        metric_name=name,
        dimensions_map={"TableName": of},
        statistic="Sum",
        period=period,
        label=_words(name),
    )


def throttles(watched: Watched, *, period: cdk.Duration = TURN) -> cw.SearchExpression:
    """Reads and writes that any of the tables refused."""
    tables = " OR ".join(f'"{name}"' for name in watched.tables)
    of_all = "{AWS/DynamoDB,TableName} " + f"(ReadThrottleEvents OR WriteThrottleEvents) TableName=({tables})"
    search = f"SEARCH('{of_all}', 'Sum', {_seconds(period)})"
    return cw.SearchExpression(expression=search, label="${PROP('Dim.TableName')}", period=period)


def waiting(name: str, *, period: cdk.Duration = TURN) -> cw.Metric:
    """Messages in a queue, by its name."""
    return cw.Metric(
        namespace="AWS/SQS",
        metric_name="ApproximateNumberOfMessagesVisible",
        dimensions_map={"QueueName": name},
        statistic="Maximum",
        period=period,
        label="waiting",
    )


def math(
    expression: str, metrics: Mapping[str, cw.IMetric], *, label: str, period: cdk.Duration = TURN
) -> cw.MathExpression:
    """Arithmetic over metrics, each under its name in the expression."""
    return cw.MathExpression(expression=expression, label=label, period=period, using_metrics=metrics)


def total(metrics: Mapping[str, cw.IMetric], *, label: str, period: cdk.Duration = TURN) -> cw.MathExpression:
    """All together; one that sends nothing counts as none, where `+` would give nothing."""
    filled = ", ".join(f"FILL({name}, 0)" for name in metrics)
    return math(f"SUM([{filled}])", metrics, label=label, period=period)


def _words(name: str) -> str:
    """`guardrail interventions` for GuardrailInterventions."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def _seconds(period: cdk.Duration) -> int:
    return int(period.to_seconds())
