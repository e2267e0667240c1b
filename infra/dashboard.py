"""What ops see: one page, in the language of the business, that says of each row what it means.

Knows what is shown beside what; refuses to know what is alarming. Limits: 500 widgets a dashboard, 500 metrics a graph,
2,500 a dashboard (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html). With up to 50
metrics a dashboard is one of the three that an account has for nothing; above, it costs $3 a month
(https://aws.amazon.com/cloudwatch/pricing/).
"""

from collections.abc import Mapping, Sequence
from itertools import chain

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cw
from constructs import Construct

from infra.config import Deployment
from infra.metrics import (
    DAY,
    Watched,
    flow,
    function,
    handoffs_by_reason,
    lex,
    math,
    ours,
    queue,
    reports,
    throttles,
    total,
    voice,
)
from infra.observability import RUNBOOK
from measure.cost import Price, as_of, price

TOKENS = {
    "InputTokens": "input",
    "OutputTokens": "output",
    "CacheReadTokens": "cache_read",
    "CacheWriteTokens": "cache_write",
}
"""Metric -> its price."""
ENDINGS = {
    "Contained": "contained",
    "HandedOff": "handed to a person",
    "Callbacks": "callback placed",
    "Abandoned": "abandoned",
    "Failed": "dropped after an error",
}
"""How a call ended: metric -> in words."""
LEX = ("RuntimeRequestCount", "MissedUtteranceCount", "RuntimeSystemErrors", "RuntimeThrottledEvents")
MEANING = {
    "Calls": "Each call once, when it has ended. Contained: done without a person."
    " Abandoned: hung up with something open. Callbacks lost: promised, and taken by no queue.",
    "People": "Why calls went to a person, and how long callers waited. `low_confidence` and `out_of_scope` ask for"
    f" documents; `system_failure` is ours to mend: `{RUNBOOK}#handoffs-after-failure`."
    " What an agent reports is a call to look at: `ivr call --from-contact`. How long until a call is answered, Connect"
    " tells its own reports alone.",
    "Conversation": "How long the function took to answer, how soon the first sentence of an answer was complete, how"
    " often a caller was not understood. After two seconds callers are told that we are looking.",
    "Answers": "The guardrail held back an answer; a model failed, and the best passage was read out instead; a turn"
    " had any error; a change of documents did not reach the index.",
    "Cost": f"Tokens, and what they cost by list prices of {as_of():%B %Y} (`measure/prices.toml`). Telephony,"
    " Lex, speech and the guardrail come on top: `ivr cost` adds them up. An answer given before the model had told its"
    " tokens is counted with an estimate.",
    "Line": "What Connect says of every number of the instance: calls, the share of the quota they take, refused and"
    " missed ones; and of our flows: error branches taken, and flows broken off.",
    "Machinery": f"Functions and tables. Crashes and timeouts: `{RUNBOOK}#function-errors`.",
    "Alarms": f"Each has an entry of its name in `{RUNBOOK}`, section Alarms.",
}
"""Row -> what it says above it."""


class Dashboard(Construct):
    """The line in the language of the business."""

    def __init__(
        self, scope: Construct, id: str, *, deployment: Deployment, watched: Watched, alarms: Sequence[cw.IAlarm]
    ) -> None:
        super().__init__(scope, id)
        region = cdk.Stack.of(self).region
        name = (
            f"{deployment.prefix}-{region}"  # an account's dashboards share one space of names, whatever their Region
        )
        rows = [row(watched) for row in (_calls, _people, _conversation, _answers, _cost, _line, _machinery)]
        cw.Dashboard(
            self,
            "Dashboard",
            dashboard_name=name,
            default_interval=DAY,
            period_override=cw.PeriodOverride.INHERIT,
            widgets=[*chain.from_iterable(rows), *_states(alarms)],
        )
        console = f"https://{region}.console.aws.amazon.com/cloudwatch/home?region={region}"
        cdk.CfnOutput(self, "Url", value=f"{console}#dashboards/dashboard/{name}", description="The dashboard")


Row = list[list[cw.IWidget]]


def _row(heading: str, *widgets: cw.IWidget) -> Row:
    """What the row means, above it."""
    return [[cw.TextWidget(markdown=f"## {heading}\n{MEANING[heading]}", width=24, height=2)], list(widgets)]


def _graph(title: str, *left: cw.IMetric, width: int = 8, stacked: bool = False) -> cw.GraphWidget:
    axis = cw.YAxisProps(min=0, show_units=False)
    return cw.GraphWidget(title=title, left=list(left), width=width, height=6, stacked=stacked, left_y_axis=axis)


def _number(title: str, *metrics: cw.IMetric, width: int = 8) -> cw.SingleValueWidget:
    """Over the time that the page shows."""
    return cw.SingleValueWidget(
        title=title, metrics=list(metrics), width=width, height=6, set_period_to_time_range=True
    )


def _calls(watched: Watched) -> Row:
    hourly = cdk.Duration.hours(1)
    ended = {name: ours(watched, name, period=hourly).with_(label=label) for name, label in ENDINGS.items()}
    contacts = ours(watched, "Contacts", period=hourly).with_(label="calls")
    lost = ours(watched, "CallbacksLost", period=hourly).with_(label="callbacks lost")
    rate = math(
        "100 * contained / contacts",
        {"contained": ended["Contained"], "contacts": contacts},
        label="contained %",
        period=hourly,
    )
    return _row(
        "Calls",
        _number("Calls", contacts, rate, *list(ended.values())[1:], lost, width=12),
        _graph("How calls ended, by the hour", *ended.values(), width=12, stacked=True),
    )


def _people(watched: Watched) -> Row:
    sizes, waits = (
        [queue(watched, name, of=of) for of in watched.queues] for name in ("QueueSize", "LongestQueueWaitTime")
    )
    return _row(
        "People",
        _graph(
            "Handed over, by reason", handoffs_by_reason(watched, period=cdk.Duration.hours(1)), width=6, stacked=True
        ),
        _graph("Callers in a queue", *sizes, width=6),
        _graph("Longest wait, seconds", *waits, width=6),
        _graph("Agents say the bot was wrong", reports(watched, period=DAY), width=6),
    )


def _conversation(watched: Watched) -> Row:
    turn, first = (
        [ours(watched, name, stat=stat).with_(label=f"{what} {stat}") for stat in ("p50", "p95")]
        for name, what in (("TurnMs", "turn"), ("FirstSentenceMs", "first sentence"))
    )
    return _row(
        "Conversation",
        _graph("Answered within, milliseconds", *turn, *first),
        _graph("Nothing heard, nothing understood", ours(watched, "NoInput"), ours(watched, "NoMatch")),
        _graph("Lex", *(lex(watched, name) for name in LEX)),
    )


def _answers(watched: Watched) -> Row:
    turns, errors = ours(watched, "Turns"), ours(watched, "TurnsWithErrors")
    return _row(
        "Answers",
        _graph("Guardrail interventions", ours(watched, "GuardrailInterventions")),
        _graph(
            "Errors",
            ours(watched, "ModelFailures"),
            ours(watched, "PassagesReadOut"),
            math("100 * errors / turns", {"errors": errors, "turns": turns}, label="turns with errors %"),
        ),
        _graph("Ingestion failures", ours(watched, "IngestionFailures")),
    )


def _cost(watched: Watched) -> Row:
    tokens, dollars = [], {}
    for number, model in enumerate(watched.models):
        used = {name: ours(watched, name, period=DAY, model=model) for name in TOKENS}
        tokens += [metric.with_(label=f"{model} {name}") for name, metric in used.items()]
        if cost := price(model):
            dollars[f"model{number}"] = _dollars(model, used, cost, number=number)
    return _row(
        "Cost",
        _graph("Tokens a day", *tokens, ours(watched, "UsageEstimated", period=DAY).with_(label="turns estimated")),
        *_spent(dollars, contacts=ours(watched, "Contacts", period=DAY)),
    )


def _dollars(model: str, used: Mapping[str, cw.Metric], cost: Price, *, number: int) -> cw.MathExpression:
    """What a model's tokens cost; `number` keeps names in one graph apart."""
    rates = {name: getattr(cost, kind) for name, kind in TOKENS.items()}
    names = {name: f"{kind}{number}" for name, kind in TOKENS.items()}
    terms = " + ".join(f"{names[name]} * {rates[name]:g}" for name in TOKENS)
    metrics = {names[name]: metric for name, metric in used.items()}
    return math(f"({terms}) / 1000000", metrics, label=model, period=DAY)


def _spent(dollars: Mapping[str, cw.IMetric], *, contacts: cw.Metric) -> list[cw.IWidget]:
    """By model and by call; nothing where no model has a price."""
    if not dollars:
        return []
    all_models = total(dollars, label="dollars", period=DAY)
    per_call = math("dollars / contacts", {"dollars": all_models, "contacts": contacts}, label="dollars a call")
    return [
        _graph("Models, dollars a day", *dollars.values(), stacked=True),
        _number("Models, dollars a call", per_call.with_(period=DAY)),
    ]


def _line(watched: Watched) -> Row:
    flow_errors = ("ContactFlowErrors", "ContactFlowFatalErrors")
    refused = ("CallsBreachingConcurrencyQuota", "ThrottledCalls", "MisconfiguredPhoneNumbers")
    return _row(
        "Line",
        _graph("Calls", *(voice(watched, name) for name in ("CallsPerInterval", "MissedCalls"))),
        _graph(
            "Quota",
            voice(watched, "ConcurrentCallsPercentage", stat="Maximum"),
            *(voice(watched, name) for name in refused),
        ),
        _graph("Flows", *(flow(watched, name, of=of) for of in watched.flows for name in flow_errors)),
    )


def _machinery(watched: Watched) -> Row:
    return _row(
        "Machinery",
        _graph("Function errors", *(function(watched, "Errors", of=name) for name in watched.functions)),
        _graph(
            "Time of the code hook, milliseconds",
            *(function(watched, "Duration", of="hook", stat=stat) for stat in ("p50", "p95")),
        ),
        _graph("Throttled", function(watched, "Throttles", of="hook"), throttles(watched)),
    )


def _states(alarms: Sequence[cw.IAlarm]) -> Row:
    return _row("Alarms", cw.AlarmStatusWidget(alarms=list(alarms), width=24, height=4, title="Alarms"))
