"""What ops see and are woken by: every alarm says what to do, and what is shown is what the functions tell."""

import io
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout
from dataclasses import fields, replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_kms as kms

import knowledge_sync
from fulfillment import ended_handler, flow_handler, telemetry
from fulfillment.turn import Miss, Reason, TurnRecord
from infra import dashboard, metrics
from infra.metrics import NAMESPACE, Watched
from infra.observability import RUNBOOK, Alarms
from infra.telephony import DataKey
from measure.cost import price
from tests.doubles import the_settings
from tests.infra.synthesis import ROOT, Template, a_deployment, deployed, resources, template_of

SMALL, LARGE = "us.anthropic.claude-haiku-5-5", "us.anthropic.claude-sonnet-5"
WATCHED = Watched(
    service="frontdesk-dev",
    models=(SMALL, LARGE),
    functions={"hook": "the-hook", "flow": "the-flow", "ended": "the-ended", "sync": "the-sync"},
    tables=("the-sessions", "the-clinic"),
    dead_letters={"contact-events": ("undelivered", "failed"), "knowledge-sync": ("left",)},
    bot_alias_id="ALIAS",
    instance_id="the-instance",
    flows={"inbound": "frontdesk-dev-inbound", "handoff": "frontdesk-dev-handoff"},
    queues=("General", "Scheduling", "Billing", "Spanish"),
)
Metric = tuple[str, str, frozenset[tuple[str, str]]]
"""Namespace, name, dimensions."""


@cache
def alarms_alone(email: str | None = None) -> Template:
    def build(stack: cdk.Stack) -> None:
        key = kms.Key(stack, "Key")
        Alarms(stack, "Alarms", deployment=a_deployment(alarm_email=email), key=key, watched=WATCHED)

    return template_of(build)


@cache
def widgets(models: tuple[str, ...] = (SMALL, LARGE)) -> list[dict[str, Any]]:
    def build(stack: cdk.Stack) -> None:
        watched = replace(WATCHED, models=models)
        dashboard.Dashboard(stack, "Dashboard", deployment=a_deployment(), watched=watched, alarms=[])

    (board,) = resources(template_of(build), "AWS::CloudWatch::Dashboard").values()
    body = board["Properties"]["DashboardBody"]
    found: list[dict[str, Any]] = json.loads(body if isinstance(body, str) else flat(body))["widgets"]
    return found


def flat(joined: Mapping[str, Any]) -> str:
    return "".join(part if isinstance(part, str) else "token" for part in joined["Fn::Join"][1])


def alarms(template: Template) -> dict[str, dict[str, Any]]:
    """Name without the deployment -> properties."""
    found = [resource["Properties"] for resource in resources(template, "AWS::CloudWatch::Alarm").values()]
    return {each["AlarmName"].removeprefix("frontdesk-dev-"): each for each in found}


def alarming() -> Iterator[Metric]:
    for alarm in alarms(alarms_alone()).values():
        for query in alarm["Metrics"]:
            if "MetricStat" in query:
                metric = query["MetricStat"]["Metric"]
                dimensions = frozenset((each["Name"], each["Value"]) for each in metric["Dimensions"])
                yield metric["Namespace"], metric["MetricName"], dimensions


def shown() -> Iterator[Metric]:
    """Metrics that the dashboard names one by one."""
    for widget in widgets():
        for row in widget["properties"].get("metrics", ()):
            namespace, *rest = row
            if isinstance(namespace, str):
                name, *dimensions = [each for each in rest if isinstance(each, str)]
                yield namespace, name, frozenset(zip(dimensions[::2], dimensions[1::2], strict=True))


def searched() -> list[str]:
    """Expressions that the dashboard searches by."""
    rows = [row for widget in widgets() for row in widget["properties"].get("metrics", ())]
    return [row[0]["expression"] for row in rows if isinstance(row[0], dict) and "SEARCH" in row[0]["expression"]]


RECORD = TurnRecord(
    "s", 1, "FulfillmentCodeHook", "FallbackIntent",
    outcome="agent", billed={SMALL: {"input_tokens": 700}}, read_out=True, held_back=True, usage_estimated=True,
    errors=["bedrock.converse_stream"],
    timeline={"answered": 900.0, "first_sentence": 600.0},
)  # fmt: skip


@pytest.fixture(scope="module")
def told() -> dict[str, set[frozenset[str]]]:
    """Every metric that the functions tell -> the sets of dimensions they tell it with."""
    found: dict[str, set[frozenset[str]]] = {}
    for blob in blobs():
        for directive in blob["_aws"]["CloudWatchMetrics"]:
            assert directive["Namespace"] == NAMESPACE
            for metric in directive["Metrics"]:
                found.setdefault(metric["Name"], set()).update(frozenset(each) for each in directive["Dimensions"])
    return found


def blobs() -> list[dict[str, Any]]:
    printed = io.StringIO()
    with redirect_stdout(printed):
        for missed in Miss:
            telemetry.emit(replace(RECORD, reason=Reason.SYSTEM_FAILURE, missed=missed))
        telemetry.count({"Contacts": 1, **dict.fromkeys(ended_handler.METRICS.values(), 1)})
        telemetry.count({ended_handler.LOST_METRIC: 1})
        telemetry.count({"Reports": 1, **dict.fromkeys(flow_handler.REPORTED.values(), 1)})
    ingestion = knowledge_sync.metric(1, service="frontdesk-dev", at=datetime.now(UTC), job=None)
    return [json.loads(line) for line in (*printed.getvalue().splitlines(), ingestion)]


# the runbook


def runbook() -> dict[str, str]:
    """Entries of the section Alarms, by heading."""
    section = (ROOT / RUNBOOK).read_text().split("\n## Alarms\n")[1].split("\n## ")[0]
    parts = re.split(r"^### (.+)$", section, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def test_every_alarm_has_an_entry_in_the_runbook_and_every_entry_an_alarm() -> None:
    assert list(runbook()) == list(alarms(alarms_alone()))


def test_an_alarm_says_what_callers_notice_and_where_it_is_written_what_to_do() -> None:
    for name, alarm in alarms(alarms_alone()).items():
        assert alarm["AlarmDescription"].startswith("Callers ")
        assert alarm["AlarmDescription"].endswith(f"What to do: {RUNBOOK}#{name}")


@pytest.mark.parametrize("part", ["**First look:**", "**Do:**", "**Escalate**"])
def test_an_entry_says_where_to_look_what_to_do_and_when_to_ask_for_help(part: str) -> None:
    assert [name for name, entry in runbook().items() if part not in entry] == []


def test_entries_name_entries_that_there_are() -> None:
    named = {name for entry in runbook().values() for name in re.findall(r"\]\(#([\w-]+)\)", entry)}
    assert named
    assert named <= set(runbook())


def test_queries_on_turns_read_what_the_log_line_has() -> None:
    queries = [query for entry in runbook().values() for query in re.findall(r"```\n(.*?)```", entry, flags=re.DOTALL)]
    on_turns = [query for query in queries if "turn answered" in query]
    assert len(on_turns) > 5
    known = {each.name for each in fields(TurnRecord)} | {"message", "timestamp"}
    language = {"fields", "filter", "stats", "sort", "limit", "desc", "by", "as", "and", "or"}
    for query in on_turns:
        aliases = set(re.findall(r"\bas (\w+)", query))
        words = re.findall(r"(?<![\w@.])[a-z_]+(?![\w(])", re.sub(r'"[^"]*"', "", query))
        assert set(words) <= known | language | aliases, query


# the metrics


def test_alarms_wait_for_metrics_that_the_functions_tell(told: Mapping[str, set[frozenset[str]]]) -> None:
    for namespace, name, dimensions in alarming():
        if namespace == NAMESPACE:
            assert frozenset(key for key, _ in dimensions) in told.get(name, set()), name


def test_the_dashboard_shows_metrics_that_the_functions_tell(told: Mapping[str, set[frozenset[str]]]) -> None:
    for namespace, name, dimensions in shown():
        if namespace == NAMESPACE:
            assert frozenset(key for key, _ in dimensions) in told.get(name, set()), name


def test_what_is_told_is_shown(told: Mapping[str, set[frozenset[str]]]) -> None:
    drawn = {name for namespace, name, _ in shown() if namespace == NAMESPACE}
    drawn |= {name for expression in searched() for name in re.findall(r'MetricName="(\w+)"', expression)}
    drawn |= {name for expression in searched() for name in re.findall(r'"(Report\w+)"', expression)}
    assert set(told) <= drawn


@pytest.mark.parametrize("name", ["Handoffs", "ReportedMisheard"])
def test_a_search_names_the_dimensions_that_its_metrics_have(
    told: Mapping[str, set[frozenset[str]]], name: str
) -> None:
    (schema,) = {
        found for each in searched() if f'"{name}"' in each for found in re.findall(r"\{Frontdesk,([\w,]+)\}", each)
    }
    assert frozenset(schema.split(",")) in told[name]


def test_the_dashboard_knows_every_kind_of_report() -> None:
    assert {f"Reported{name}" for name in metrics.REPORTED} == set(flow_handler.REPORTED.values())


def test_our_metrics_are_those_of_this_deployment() -> None:
    services = {dict(dimensions)["service"] for space, _, dimensions in [*alarming(), *shown()] if space == NAMESPACE}
    assert services == {"frontdesk-dev"}


def test_an_alarm_waits_for_a_reason_that_there_is() -> None:
    reasons = {value for *_, dimensions in alarming() for key, value in dimensions if key == "reason"}
    assert reasons == {Reason.SYSTEM_FAILURE}


CONNECT = {
    "VoiceCalls": {"InstanceId", "MetricGroup"},
    "ContactFlow": {"InstanceId", "MetricGroup", "ContactFlowName"},
    "Queue": {"InstanceId", "MetricGroup", "QueueName"},
}
"""https://docs.aws.amazon.com/connect/latest/adminguide/monitoring-cloudwatch.html"""


def test_connects_metrics_have_the_dimensions_of_their_group() -> None:
    of_connect = [dict(dimensions) for space, _, dimensions in [*alarming(), *shown()] if space == "AWS/Connect"]
    assert {each["MetricGroup"] for each in of_connect} == set(CONNECT)
    assert all(set(each) == CONNECT[each["MetricGroup"]] for each in of_connect)


# alarms


def test_an_alarm_goes_to_the_topic_and_says_what_silence_means() -> None:
    template = alarms_alone()
    (topic,) = resources(template, "AWS::SNS::Topic")
    for alarm in alarms(template).values():
        assert alarm["AlarmActions"] == [{"Ref": topic}]
        assert alarm["TreatMissingData"] in ("notBreaching", "ignore")


@pytest.mark.parametrize("name", ["knowledge-sync-dead-letters", "contact-events-dead-letters", "ingestion-failures"])
def test_what_is_still_wrong_stays_an_alarm_while_nothing_is_told(name: str) -> None:
    alarm = alarms(alarms_alone())[name]
    assert alarm["TreatMissingData"] == "ignore"
    assert "FILL" not in json.dumps(alarm)


def test_a_turn_is_called_slow_before_the_function_gives_up() -> None:
    threshold = alarms(alarms_alone())["slow-turns"]["Threshold"]
    assert threshold < the_settings().fulfillment_deadline_s * 1000


def test_a_queue_of_what_was_not_delivered_is_watched_whoever_put_it_there() -> None:
    watched = {value for *_, dimensions in alarming() for key, value in dimensions if key == "QueueName"}
    assert watched == {"undelivered", "failed", "left"}


def test_only_this_deployments_alarms_may_publish_and_only_encrypted() -> None:
    template = alarms_alone()
    (topic,) = resources(template, "AWS::SNS::Topic").values()
    (policy,) = resources(template, "AWS::SNS::TopicPolicy").values()
    refused, allowed = policy["Properties"]["PolicyDocument"]["Statement"]
    assert "KmsMasterKeyId" in topic["Properties"]
    assert (refused["Effect"], refused["Condition"]) == ("Deny", {"Bool": {"aws:SecureTransport": "false"}})
    assert allowed["Principal"] == {"Service": "cloudwatch.amazonaws.com"}
    assert allowed["Condition"]["StringEquals"] == {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}
    assert flat(allowed["Condition"]["ArnLike"]["aws:SourceArn"]).endswith(":alarm:frontdesk-dev-*")


def test_cloudwatch_may_use_the_key_of_the_topic() -> None:
    template = template_of(lambda stack: DataKey(stack, "DataKey", deployment=a_deployment()))
    (key,) = resources(template, "AWS::KMS::Key").values()
    statements = key["Properties"]["KeyPolicy"]["Statement"]
    (use,) = [each for each in statements if each["Principal"] == {"Service": "cloudwatch.amazonaws.com"}]
    assert set(use["Action"]) == {"kms:Decrypt", "kms:GenerateDataKey*"}


def test_the_address_of_the_deployment_is_subscribed() -> None:
    (subscription,) = resources(alarms_alone("ops@example.com"), "AWS::SNS::Subscription").values()
    assert (subscription["Properties"]["Protocol"], subscription["Properties"]["Endpoint"]) == (
        "email",
        "ops@example.com",
    )
    assert resources(alarms_alone(), "AWS::SNS::Subscription") == {}


# the dashboard

FREE_METRICS = 50
"""Of a dashboard; https://aws.amazon.com/cloudwatch/pricing/"""
DASHBOARD_WIDGETS = 500
"""https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html"""


def test_the_dashboard_keeps_within_what_cloudwatch_takes_and_gives_for_nothing() -> None:
    assert len(widgets()) < DASHBOARD_WIDGETS
    assert len(set(shown())) <= FREE_METRICS


def test_every_row_begins_with_what_it_means_and_fills_the_page() -> None:
    rows: dict[int, list[dict[str, Any]]] = {}
    for widget in widgets():
        rows.setdefault(widget["y"], []).append(widget)
    texts = [row for row in rows.values() if row[0]["type"] == "text"]
    assert len(texts) * 2 == len(rows)
    assert all(sum(widget["width"] for widget in row) == 24 for row in rows.values())


def test_tokens_are_told_and_priced_by_the_same_names() -> None:
    assert set(dashboard.TOKENS) == set(telemetry.TOKENS)


def test_a_model_without_a_price_is_shown_with_its_tokens_alone() -> None:
    assert price("us.anthropic.claude-sonnet-5-5") is None
    shown = json.dumps(widgets(("us.anthropic.claude-sonnet-5-5",)))
    assert "us.anthropic.claude-sonnet-5-5 InputTokens" in shown
    assert "dollars" not in shown


# in the deployment


def environments(template: Template) -> list[dict[str, Any]]:
    functions = resources(template, "AWS::Lambda::Function").values()
    return [each["Properties"].get("Environment", {}).get("Variables", {}) for each in functions]


def test_functions_tell_under_the_name_that_is_watched() -> None:
    stacks = deployed()
    found = [env for stack in ("Assistant", "Knowledge") for env in environments(stacks[stack])]
    services = [env["POWERTOOLS_SERVICE_NAME"] for env in found if "POWERTOOLS_SERVICE_NAME" in env]
    assert len(services) >= 4
    assert set(services) == {"frontdesk-dev"}


def test_models_are_watched_by_the_ids_that_the_function_calls() -> None:
    stacks = deployed()
    (hook,) = [env for env in environments(stacks["Assistant"]) if "SMALL_MODEL_ID" in env]
    (board,) = resources(stacks["Observability"], "AWS::CloudWatch::Dashboard").values()
    body = flat(board["Properties"]["DashboardBody"])
    assert f'"model","{hook["SMALL_MODEL_ID"]}"' in body
    assert f'"model","{hook["LARGE_MODEL_ID"]}"' in body


def test_flows_and_queues_are_watched_by_their_names_in_connect() -> None:
    stacks = deployed()
    named = {
        each["Properties"]["Name"]
        for kind in ("AWS::Connect::ContactFlow", "AWS::Connect::Queue")
        for each in resources(stacks["ContactCenter"], kind).values()
    }
    watched = set(re.findall(r'"Name": "(?:ContactFlowName)", "Value": "([^"]+)"', json.dumps(stacks["Observability"])))
    (board,) = resources(stacks["Observability"], "AWS::CloudWatch::Dashboard").values()
    watched |= set(re.findall(r'"(?:QueueName|ContactFlowName)","([^"]+)"', flat(board["Properties"]["DashboardBody"])))
    assert len(watched) == 6
    assert watched <= named
