"""What ops are woken by: alarms, each with what callers experience and where it is written what to do.

Knows thresholds and the topic alarms go to; refuses to know how a metric comes about and what the runbook says.

There is no alarm on the absence of calls: at night it is normal, and CloudWatch knows no opening hours.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cw
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sns_subscriptions as subscriptions
from constructs import Construct

from infra.config import Deployment
from infra.metrics import SHIFT, Watched, flow, function, math, ours, table, total, voice, waiting

RUNBOOK = "docs/operations.md"

NOTHING_IS_FINE = cw.TreatMissingData.NOT_BREACHING
"""No data: nobody called, nothing went wrong."""
AS_BEFORE = cw.TreatMissingData.IGNORE
"""No data: it is as it was last seen. A queue that nobody touches for six hours sends none; nor do documents that
nobody changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """When somebody is woken; `name` is also the runbook's heading."""

    name: str
    callers: str
    """What callers experience, in one sentence."""
    metric: cw.IMetric
    at_least: float
    periods: int = 1
    missing: cw.TreatMissingData = NOTHING_IS_FINE


class Alarms(Construct):
    """What somebody must look at, each with what to do."""

    def __init__(
        self, scope: Construct, id: str, *, deployment: Deployment, key: kms.IKey, watched: Watched
    ) -> None:  # fmt: skip
        super().__init__(scope, id)
        self.topic = _topic(self, deployment, key)
        self.alarms = [self._alarm(rule, deployment) for rule in rules(watched)]
        cdk.CfnOutput(self, "TopicArn", value=self.topic.topic_arn, description="Where alarms are told")

    def _alarm(self, rule: Rule, deployment: Deployment) -> cw.Alarm:
        alarm = cw.Alarm(
            self,
            "".join(word.capitalize() for word in rule.name.split("-")),
            alarm_name=f"{deployment.prefix}-{rule.name}",
            alarm_description=f"{rule.callers} What to do: {RUNBOOK}#{rule.name}",
            metric=rule.metric,
            comparison_operator=cw.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            threshold=rule.at_least,
            evaluation_periods=rule.periods,
            treat_missing_data=rule.missing,
        )
        alarm.add_alarm_action(actions.SnsAction(self.topic))
        return alarm


def _topic(scope: Construct, deployment: Deployment, key: kms.IKey) -> sns.Topic:
    """Encrypted; only this deployment's alarms publish. The key's own policy lets CloudWatch use it."""
    stack = cdk.Stack.of(scope)
    topic = sns.Topic(scope, "Topic", display_name=f"Alarms of {deployment.prefix}", master_key=key, enforce_ssl=True)
    alarms = f"arn:{stack.partition}:cloudwatch:{stack.region}:{stack.account}:alarm:{deployment.prefix}-*"
    topic.add_to_resource_policy(
        iam.PolicyStatement(
            sid="AlarmsOfThisDeployment",
            principals=[iam.ServicePrincipal("cloudwatch.amazonaws.com")],
            actions=["sns:Publish"],
            resources=[topic.topic_arn],
            conditions={"StringEquals": {"aws:SourceAccount": stack.account}, "ArnLike": {"aws:SourceArn": alarms}},
        )
    )
    if deployment.alarm_email:
        topic.add_subscription(subscriptions.EmailSubscription(deployment.alarm_email))
    return topic


def rules(watched: Watched) -> list[Rule]:
    """Every alarm of a deployment."""
    return [*_of_the_line(watched), *_of_the_flows(watched), *_of_the_function(watched), *_of_answers(watched),
            *_of_what_is_behind(watched)]  # fmt: skip


def _of_the_line(watched: Watched) -> Iterator[Rule]:
    yield Rule(
        name="number-misconfigured",
        callers="Callers cannot get through: the number leads to no flow.",
        metric=voice(watched, "MisconfiguredPhoneNumbers"),
        at_least=1,
    )
    refused = {name: voice(watched, name) for name in ("CallsBreachingConcurrencyQuota", "ThrottledCalls")}
    yield Rule(
        name="calls-refused",
        callers="Callers hear a busy tone: more call at once than the instance may take.",
        metric=total({name.lower(): metric for name, metric in refused.items()}, label="refused"),
        at_least=1,
    )
    share = voice(watched, "ConcurrentCallsPercentage", stat="Maximum")
    yield Rule(
        name="concurrency-high",
        callers="Callers will soon hear a busy tone: four fifths of the calls allowed at once are on.",
        # Documented as a percentage that is shown as a decimal: a share below 1 is read as a fraction.
        metric=math("IF(share < 1, 100 * share, share)", {"share": share}, label="percent of the quota"),
        at_least=80,
    )


def _of_the_flows(watched: Watched) -> Iterator[Rule]:
    broken_off = {name: flow(watched, "ContactFlowFatalErrors", of=name) for name in ("inbound", "handoff")}
    yield Rule(
        name="flow-fatal-errors",
        callers="Callers are cut off: a flow broke off in the middle of a call.",
        metric=total(broken_off, label="broken off"),
        at_least=1,
    )
    yield Rule(
        name="flow-errors",
        callers="Callers are told of a problem and go to a person: Lex or a function could not be reached.",
        metric=flow(watched, "ContactFlowErrors", of="inbound"),
        at_least=3,
    )
    yield Rule(
        name="calls-dropped",
        callers="Callers were dropped after an error, without a person or a callback.",
        metric=ours(watched, "Failed"),
        at_least=1,
    )
    yield Rule(
        name="callbacks-lost",
        callers="Callers wait for a callback that nobody will make: no queue took it.",
        metric=ours(watched, "CallbacksLost"),
        at_least=1,
    )


def _of_the_function(watched: Watched) -> Iterator[Rule]:
    yield Rule(
        name="function-errors",
        callers="Callers are sent to a person, or agents lack the details: a function crashed or timed out.",
        metric=total({name: function(watched, "Errors", of=name) for name in ("hook", "flow")}, label="errors"),
        at_least=1,
    )
    yield Rule(
        name="function-throttles",
        callers="Callers are sent to a person: the account runs as many functions at once as it may.",
        metric=function(watched, "Throttles", of="hook"),
        at_least=1,
    )
    turns = {"errors": ours(watched, "TurnsWithErrors", period=SHIFT), "turns": ours(watched, "Turns", period=SHIFT)}
    yield Rule(
        name="turns-with-errors",
        callers="Callers get poorer answers or are sent to a person: a tenth of the turns had an error.",
        metric=math("IF(errors >= 3, 100 * errors / turns, 0)", turns, label="percent", period=SHIFT),
        at_least=10,
    )
    yield Rule(
        name="slow-turns",
        callers="Callers wait too long: one turn in twenty takes five seconds or more.",
        metric=ours(watched, "TurnMs", stat="p95", period=SHIFT),
        at_least=5000,
        periods=2,
    )
    yield Rule(
        name="handoffs-after-failure",
        callers="Callers are sent to a person because of us, not because they need one.",
        metric=ours(watched, "Handoffs", period=SHIFT, reason="system_failure"),
        at_least=3,
    )


def _of_answers(watched: Watched) -> Iterator[Rule]:
    yield Rule(
        name="wrong-actions-reported",
        callers="Callers find something done that they did not want, such as a wrong appointment moved, say agents.",
        metric=ours(watched, "ReportedWrongAction"),
        at_least=1,
    )
    yield Rule(
        name="model-failures",
        callers="Callers hear passages of documents read out: the models cannot be reached.",
        metric=ours(watched, "ModelFailures", period=SHIFT),
        at_least=5,
    )
    yield Rule(
        name="guardrail-surge",
        callers="Callers are refused answers unusually often: ten interventions of the guardrail in 15 minutes.",
        metric=ours(watched, "GuardrailInterventions", period=SHIFT),
        at_least=10,
    )
    yield Rule(
        name="ingestion-failures",
        callers="Callers hear outdated answers: changed documents did not reach the index.",
        metric=ours(watched, "IngestionFailures"),
        at_least=1,
        missing=AS_BEFORE,
    )


def _of_what_is_behind(watched: Watched) -> Iterator[Rule]:
    yield Rule(
        name="knowledge-sync-dead-letters",
        callers="Callers hear outdated answers: changes of documents were given up on.",
        metric=_dead_letters(watched, "knowledge-sync"),
        at_least=1,
        missing=AS_BEFORE,
    )
    yield Rule(
        name="contact-events-dead-letters",
        callers="Callers notice nothing; calls are missing from the dashboard: their ends were given up on.",
        metric=_dead_letters(watched, "contact-events"),
        at_least=1,
        missing=AS_BEFORE,
    )
    throttles = {
        f"{way.lower()}{number}": table(f"{way}ThrottleEvents", of=name)
        for number, name in enumerate(watched.tables)
        for way in ("Read", "Write")
    }
    yield Rule(
        name="table-throttles",
        callers="Callers are sent to a person: a table takes no more requests.",
        metric=total(throttles, label="throttles"),
        at_least=1,
    )


def _dead_letters(watched: Watched, what: str) -> cw.IMetric:
    """In the fullest of its queues; nothing where none of them tells."""
    queues = {f"queue{number}": waiting(name) for number, name in enumerate(watched.dead_letters[what])}
    return math(f"MAX([{', '.join(queues)}])", queues, label=what)
