"""What a deployed line costs in a month in which nobody calls, from its CloudFormation templates and the price table.

Knows which resources cost money merely by being there; refuses to know how templates come about. A type that is neither
priced nor known to cost nothing is refused, so that a new resource cannot be overlooked.

    python -m measure.idle cdk.out
"""

import json
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from measure.cost import PRICES_FILE

Properties = Mapping[str, Any]
Template = Mapping[str, Any]
Prices = Mapping[str, Any]

DAYS = 365 / 12
SECONDS = DAYS * 24 * 3600
"""Of a month."""
POLLERS = 5
POLL_S = 20
"""How many requests Lambda keeps open at a queue (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html),
and how long each waits: the longest that SQS allows."""
STANDARD_PERIOD_S = 60
"""An alarm that looks more often is a high-resolution one; https://aws.amazon.com/cloudwatch/pricing/."""
ALARM_METRIC = "metric that an alarm looks at"
DASHBOARD = "dashboard"
EMPTY_QUEUE = "Lambda asking an empty queue"


class NotPriced(ValueError):
    """A template has what may cost money while nobody calls, and no price is here for it."""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the bill of an idle month."""

    what: str
    quantity: float
    unit: str
    """What is counted, and what `price` is the price of."""
    price: float

    @property
    def usd(self) -> float:
        return self.quantity * self.price


def idle(templates: Mapping[str, Template], prices: Prices) -> list[Item]:
    """What the resources of all templates cost in a month without a call, most expensive first.

    Args:
        templates: Any name -> CloudFormation template.
        prices: As in `prices.toml`.

    Raises:
        NotPriced: a resource may cost money, and it is not known how much.
    """
    found = [item for template in templates.values() for item in _of_template(template, prices)]
    total: dict[tuple[str, str, float], float] = {}
    for item in found:
        kind = (item.what, item.unit, item.price)
        total[kind] = total.get(kind, 0) + item.quantity
    items = [Item(what, quantity, unit, price) for (what, unit, price), quantity in total.items()]
    items += [free for item in items for free in _allowance(item, prices)]
    return sorted(items, key=lambda item: (-item.usd, item.what))


def total_usd(items: Iterable[Item]) -> float:
    """Of a month."""
    return sum(item.usd for item in items)


def without_allowances(items: Iterable[Item]) -> list[Item]:
    """The same in an account whose free allowances are used up by something else."""
    return [item for item in items if item.quantity > 0]


def table(items: Sequence[Item]) -> str:
    """The items as a table in Markdown, with their sum."""
    rows = [f"| {i.what} | {i.quantity:,.4g} | {i.unit} | ${i.price:.2f} | {_dollars(i.usd)} |" for i in items]
    used_up = total_usd(without_allowances(items))
    lines = [
        "| what | how many | of | each | a month |",
        "|---|---|---|---|---|",
        *rows,
        f"| **together** | | | | **{_dollars(total_usd(items))}** |",
        f"| where the account's free allowances are used up elsewhere | | | | {_dollars(used_up)} |",
    ]
    return "\n".join(lines) + "\n"


def _dollars(usd: float) -> str:
    return f"{'-' if usd < 0 else ''}${abs(usd):.2f}"


def _of_template(template: Template, prices: Prices) -> Iterator[Item]:
    for name, resource in template.get("Resources", {}).items():
        kind, properties = resource["Type"], resource.get("Properties", {})
        if kind.startswith("Custom::") or kind == "AWS::CloudFormation::CustomResource":
            continue
        if setting := next((each for each in COSTLY.get(kind, ()) if each in properties), None):
            raise NotPriced(f"{name} ({kind}) has {setting}, which costs money while nobody calls: price it here first")
        if kind in PRICED:
            yield from PRICED[kind](properties, template, prices)
        elif kind not in FREE:
            raise NotPriced(
                f"{name} is of type {kind}: say in measure/idle.py what one costs in a month without a call (PRICED),"
                " or why it costs nothing (FREE)"
            )


def _key(properties: Properties, _: Template, prices: Prices) -> Iterator[Item]:
    kms = prices["kms"]
    yield Item("KMS key", 1, "key", kms["key"])
    if properties.get("EnableKeyRotation"):
        rotated = kms["rotated_versions_charged"]
        yield Item("KMS key's yearly rotations, from the third year on", rotated, "version", kms["rotated_version"])


def _phone_number(properties: Properties, _: Template, prices: Prices) -> Iterator[Item]:
    country, kind = properties["CountryCode"], properties["Type"]
    price = prices["connect"]["number_day"].get(country, {}).get(kind)
    if price is None:
        raise NotPriced(
            f"measure/prices.toml: connect.number_day.{country} has no {kind}: add what such a number costs a day,"
            f" such as {kind} = 0.03"
        )
    yield Item(f"phone number, {country} {kind}", DAYS, "day", price)


def _published_version(properties: Properties, template: Template, prices: Prices) -> Iterator[Item]:
    function = template["Resources"][_referred(properties["FunctionName"])]["Properties"]
    if function.get("SnapStart", {}).get("ApplyOn") == "PublishedVersions":
        gigabytes = function.get("MemorySize", 128) / 1024
        price = prices["lambda"]["snapstart_cache_gb_second"] * SECONDS
        yield Item("SnapStart's copy of the function's current version", gigabytes, "GB", round(price, 4))


def _event_source(properties: Properties, template: Template, prices: Prices) -> Iterator[Item]:
    source = template["Resources"].get(_referred(properties["EventSourceArn"]), {})
    if source.get("Type") == "AWS::SQS::Queue":
        polls = POLLERS * SECONDS / POLL_S
        yield Item(EMPTY_QUEUE, polls / 1e6, "million requests", prices["sqs"]["request"] * 1e6)


def _alarm(properties: Properties, _: Template, prices: Prices) -> Iterator[Item]:
    metrics = properties.get("Metrics", ())
    if any(each.get("Expression", "").startswith("SELECT") for each in metrics):
        raise NotPriced(
            f"alarm {properties.get('AlarmName', '')}: a query is paid by the metrics it finds, unknown here"
        )
    for period in [each["MetricStat"]["Period"] for each in metrics if "MetricStat" in each] or [properties["Period"]]:
        often = period < STANDARD_PERIOD_S
        name = "high_resolution_alarm_metric" if often else "alarm_metric"
        yield Item(f"{ALARM_METRIC} often" if often else ALARM_METRIC, 1, "metric", prices["cloudwatch"][name])


def _composite_alarm(_: Properties, __: Template, prices: Prices) -> Iterator[Item]:
    yield Item("composite alarm", 1, "alarm", prices["cloudwatch"]["composite_alarm"])


def _secret(_: Properties, __: Template, prices: Prices) -> Iterator[Item]:
    yield Item("secret", 1, "secret", prices["secrets_manager"]["secret_month"])


def _dashboard(_: Properties, __: Template, prices: Prices) -> Iterator[Item]:
    yield Item(DASHBOARD, 1, "dashboard", prices["cloudwatch"]["dashboard"])


def _allowance(item: Item, prices: Prices) -> Iterator[Item]:
    """What of an item is free in every account and in every month."""
    free = {
        ALARM_METRIC: prices["cloudwatch"]["free_alarm_metrics"],
        DASHBOARD: prices["cloudwatch"]["free_dashboards"],
        EMPTY_QUEUE: prices["sqs"]["free_requests"] / 1e6,
    }
    if quantity := min(item.quantity, free.get(item.what, 0)):
        yield Item(f"free in an account: {item.what}", -quantity, item.unit, item.price)


def _referred(value: Any) -> str:
    """The logical id that a Ref or a GetAtt names; empty when it is neither."""
    match value:
        case {"Ref": str(name)} | {"Fn::GetAtt": [str(name), *_]}:
            return name
    return ""


PRICED: Mapping[str, Callable[[Properties, Template, Prices], Iterator[Item]]] = {
    "AWS::KMS::Key": _key,
    "AWS::Connect::PhoneNumber": _phone_number,
    "AWS::Lambda::Version": _published_version,
    "AWS::Lambda::EventSourceMapping": _event_source,
    "AWS::CloudWatch::Alarm": _alarm,
    "AWS::CloudWatch::CompositeAlarm": _composite_alarm,
    "AWS::CloudWatch::Dashboard": _dashboard,
    "AWS::SecretsManager::Secret": _secret,
}
"""Type -> what one of it adds to an idle month."""

COSTLY: Mapping[str, tuple[str, ...]] = {
    "AWS::Lambda::Alias": ("ProvisionedConcurrencyConfig",),
    "AWS::Lambda::Function": ("VpcConfig", "CapacityProviderConfig"),
    "AWS::Lambda::EventSourceMapping": ("ProvisionedPollerConfig",),
    "AWS::DynamoDB::Table": ("ProvisionedThroughput",),
    "AWS::DynamoDB::GlobalTable": ("WriteProvisionedThroughputSettings",),
    "AWS::S3::Bucket": ("ReplicationConfiguration", "InventoryConfigurations", "AnalyticsConfigurations"),
}
"""Type -> properties that turn a resource that costs nothing by itself into one that does."""

_WHY: Mapping[str, tuple[str, ...]] = {
    "a definition or a permission; AWS charges nothing for it": (
        "AWS::CDK::Metadata",
        "AWS::Connect::ContactFlow",
        "AWS::Connect::ContactFlowModule",
        "AWS::Connect::HoursOfOperation",
        "AWS::Connect::HoursOfOperationOverride",
        "AWS::Connect::InstanceStorageConfig",
        "AWS::Connect::IntegrationAssociation",
        "AWS::Connect::Prompt",
        "AWS::Connect::Queue",
        "AWS::Connect::RoutingProfile",
        "AWS::Connect::SecurityProfile",
        "AWS::Connect::TestCase",
        "AWS::Connect::View",
        "AWS::Connect::ViewVersion",
        "AWS::IAM::ManagedPolicy",
        "AWS::IAM::Policy",
        "AWS::IAM::Role",
        "AWS::KMS::Alias",
        "AWS::Lambda::Alias",
        "AWS::Lambda::EventInvokeConfig",
        "AWS::Lambda::Permission",
        "AWS::Logs::LogStream",
        "AWS::Logs::QueryDefinition",
        "AWS::S3::BucketPolicy",
        "AWS::SNS::Subscription",
        "AWS::SNS::TopicPolicy",
        "AWS::SQS::QueuePolicy",
    ),
    "paid by the call, its minutes and its requests": (
        "AWS::Connect::Instance",
        "AWS::Connect::User",
        "AWS::Lex::Bot",
        "AWS::Lex::BotAlias",
        "AWS::Lex::BotVersion",
        "AWS::Lex::ResourcePolicy",
    ),
    "paid by the question answered and the document ingested": (
        "AWS::Bedrock::DataSource",
        "AWS::Bedrock::Guardrail",
        "AWS::Bedrock::GuardrailVersion",
        "AWS::Bedrock::KnowledgeBase",
        "AWS::Wisdom::AIAgent",
        "AWS::Wisdom::AIAgentVersion",
        "AWS::Wisdom::AIPrompt",
        "AWS::Wisdom::AIPromptVersion",
        "AWS::Wisdom::Assistant",
        "AWS::Wisdom::AssistantAssociation",
        "AWS::Wisdom::KnowledgeBase",
    ),
    "paid by the message, record or request; there is none": (
        "AWS::KinesisFirehose::DeliveryStream",
        "AWS::SNS::Topic",
        "AWS::SQS::Queue",
    ),
    "paid by what is stored: under a megabyte here, which is under a cent": (
        "AWS::Lambda::LayerVersion",
        "AWS::Logs::LogGroup",
        "AWS::S3::Bucket",
        "AWS::S3Vectors::Index",
        "AWS::S3Vectors::VectorBucket",
    ),
    "on demand: paid by the request, and by what is stored beyond 25 GB": ("AWS::DynamoDB::Table",),
    "paid by the patient who logs in to the portal": ("AWS::Cognito::UserPool", "AWS::Cognito::UserPoolClient"),
    "paid by the run: an idle line's schedules make about nine thousand a month, about a cent": (
        "AWS::Events::Rule",
        "AWS::Lambda::Function",
        "AWS::Scheduler::Schedule",
    ),
    "standard parameters cost nothing": ("AWS::SSM::Parameter",),
    "a metric is paid in the hours in which it gets a value": ("AWS::Logs::MetricFilter",),
}
FREE: Mapping[str, str] = {kind: why for why, kinds in _WHY.items() for kind in kinds}
"""Type -> why one costs nothing while nobody calls."""


def main(folder: Path) -> str:
    """The table for a folder of templates, such as cdk.out.

    Raises:
        NotPriced: see `idle`.
    """
    templates = {path.name: json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.template.json"))}
    return table(idle(templates, tomllib.loads(PRICES_FILE.read_text(encoding="utf-8"))))


if __name__ == "__main__":
    sys.stdout.write(main(Path(sys.argv[1])))
