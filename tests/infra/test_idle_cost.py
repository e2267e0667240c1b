"""A month without a call: what it costs, that nothing is overlooked, and that the documentation says the same."""

import tomllib
from collections.abc import Mapping
from typing import Any

import pytest

from measure.cost import PRICES_FILE
from measure.idle import COSTLY, FREE, PRICED, Item, NotPriced, idle, table, total_usd, without_allowances
from tests.infra.synthesis import EVERYTHING, NEW, ROOT, deployed, resources

PRICES = tomllib.loads(PRICES_FILE.read_text())
DOLLARS = 10
"""What the project promises an idle line to cost at most in a month."""


def bill(**resources: Mapping[str, Any]) -> list[Item]:
    """Of one template with these resources."""
    return idle({"Tested": {"Resources": resources}}, PRICES)


def only(items: list[Item]) -> Item:
    (item,) = items
    return item


@pytest.mark.parametrize("configuration", [NEW, EVERYTHING])
def test_an_idle_line_costs_less_than_ten_dollars_a_month(configuration: str) -> None:
    assert 1 < total_usd(idle(deployed(configuration), PRICES)) < DOLLARS


def test_the_documentation_shows_this_bill() -> None:
    shown = (ROOT / "docs" / "idle-cost.md").read_text()
    assert table(idle(deployed(), PRICES)) in shown, "make synth, then: .venv/bin/python -m measure.idle cdk.out"
    assert f"{PRICES['as_of']:%Y-%m-%d}" in shown


def test_the_documentation_gives_every_reason_for_costing_nothing() -> None:
    shown = " ".join((ROOT / "docs" / "idle-cost.md").read_text().split())
    present = {each["Type"] for template in deployed().values() for each in template["Resources"].values()}
    assert {reason for kind, reason in FREE.items() if kind in present and reason not in shown} == set()


def test_the_documentation_says_what_an_option_adds() -> None:
    shown = (ROOT / "docs" / "idle-cost.md").read_text()
    did, toll_free = (
        total_usd(bill(**resources(deployed(each)["Telephony"], "AWS::Connect::PhoneNumber")))
        for each in (NEW, EVERYTHING)
    )
    password = resources(deployed(EVERYTHING)["ContactCenter"], "AWS::SecretsManager::Secret")
    assert f"A toll-free number instead of a DID adds ${toll_free - did:.2f}" in shown
    assert f"the first agent's password, which is a secret, ${total_usd(bill(**password)):.2f}" in shown


def test_a_resource_that_nobody_has_priced_is_refused() -> None:
    with pytest.raises(NotPriced, match="Vpn is of type AWS::EC2::NatGateway"):
        bill(Vpn={"Type": "AWS::EC2::NatGateway"})


@pytest.mark.parametrize(("kind", "setting"), [(kind, one) for kind, several in COSTLY.items() for one in several])
def test_a_setting_that_costs_money_is_refused(kind: str, setting: str) -> None:
    with pytest.raises(NotPriced, match=setting):
        bill(Costly={"Type": kind, "Properties": {setting: {}}})


def test_a_type_has_a_price_or_a_reason_to_have_none_but_not_both() -> None:
    assert not PRICED.keys() & FREE.keys()
    assert all(len(reason.split()) > 3 for reason in FREE.values())


def test_a_number_is_paid_by_the_day_and_by_its_type() -> None:
    number = only(
        bill(Number={"Type": "AWS::Connect::PhoneNumber", "Properties": {"CountryCode": "US", "Type": "TOLL_FREE"}})
    )
    assert number.usd == pytest.approx(365 / 12 * PRICES["connect"]["number_day"]["US"]["TOLL_FREE"])


@pytest.mark.parametrize(("country", "kind"), [("US", "UIFN"), ("GB", "DID")])
def test_a_number_without_a_price_says_where_to_write_it(country: str, kind: str) -> None:
    number = {"Type": "AWS::Connect::PhoneNumber", "Properties": {"CountryCode": country, "Type": kind}}
    with pytest.raises(NotPriced, match=rf"prices\.toml: connect\.number_day\.{country} has no {kind}"):
        bill(Number=number)


def test_a_key_that_turns_is_counted_as_it_will_cost_in_its_third_year() -> None:
    plain = bill(Key={"Type": "AWS::KMS::Key", "Properties": {}})
    turning = bill(Key={"Type": "AWS::KMS::Key", "Properties": {"EnableKeyRotation": True}})
    assert (total_usd(plain), total_usd(turning)) == (1, 3)


@pytest.mark.parametrize(("snap_start", "dollars"), [({"ApplyOn": "PublishedVersions"}, 3.95), ({}, 0)])
def test_a_published_version_is_paid_by_its_memory_if_it_has_a_snapshot(
    snap_start: dict[str, str], dollars: float
) -> None:
    function = {"Type": "AWS::Lambda::Function", "Properties": {"MemorySize": 1024, "SnapStart": snap_start}}
    version = {"Type": "AWS::Lambda::Version", "Properties": {"FunctionName": {"Ref": "Hook"}}}
    assert total_usd(bill(Hook=function, Live=version)) == pytest.approx(dollars, abs=0.01)


def test_an_alarm_is_paid_by_the_metrics_it_looks_at() -> None:
    stat = {"MetricStat": {"Metric": {}, "Period": 300, "Stat": "Sum"}}
    rate = {"Metrics": [stat, stat, {"Expression": "a/b"}]}
    alarm = "AWS::CloudWatch::Alarm"
    items = bill(Rate={"Type": alarm, "Properties": rate}, Errors={"Type": alarm, "Properties": {"Period": 60}})
    assert only(without_allowances(items)).quantity == 3
    often = only(bill(Often={"Type": alarm, "Properties": {"Period": 10}}))
    assert often.price == PRICES["cloudwatch"]["high_resolution_alarm_metric"]


def test_an_alarm_on_a_query_is_refused() -> None:
    query = {"Metrics": [{"Expression": "SELECT MAX(x) FROM y"}]}
    with pytest.raises(NotPriced, match="query"):
        bill(Query={"Type": "AWS::CloudWatch::Alarm", "Properties": query})


@pytest.mark.parametrize(("count", "dollars"), [(1, 0), (3, 0), (5, 6)])
def test_the_first_dashboards_of_an_account_are_free(count: int, dollars: float) -> None:
    boards = {f"Board{number}": {"Type": "AWS::CloudWatch::Dashboard"} for number in range(count)}
    assert total_usd(bill(**boards)) == pytest.approx(dollars)


@pytest.mark.parametrize(("count", "dollars"), [(10, 0), (12, 0.2)])
def test_the_first_alarm_metrics_of_an_account_are_free(count: int, dollars: float) -> None:
    alarms = {f"Alarm{n}": {"Type": "AWS::CloudWatch::Alarm", "Properties": {"Period": 60}} for n in range(count)}
    assert total_usd(bill(**alarms)) == pytest.approx(dollars)


def test_a_function_that_reads_a_queue_asks_it_all_month() -> None:
    source = {"Type": "AWS::Lambda::EventSourceMapping", "Properties": {"EventSourceArn": {"Fn::GetAtt": ["Q", "Arn"]}}}
    reading = bill(Q={"Type": "AWS::SQS::Queue"}, Source=source)
    assert 0.2 < total_usd(without_allowances(reading)) < 0.3
    assert total_usd(reading) == 0
    assert bill(Q={"Type": "AWS::DynamoDB::Table"}, Source=source) == []


def test_equal_items_of_several_templates_are_one_line() -> None:
    secret = {"Resources": {"Secret": {"Type": "AWS::SecretsManager::Secret"}}}
    item = only(idle({"One": secret, "Other": secret}, PRICES))
    assert (item.quantity, item.usd) == (2, 0.8)


def test_the_table_adds_up() -> None:
    shown = table([Item("key", 1, "key", 1.0), Item("number", 30, "day", 0.03), Item("free: key", -1, "key", 1.0)])
    assert shown.splitlines()[2:] == [
        "| key | 1 | key | $1.00 | $1.00 |",
        "| number | 30 | day | $0.03 | $0.90 |",
        "| free: key | -1 | key | $1.00 | -$1.00 |",
        "| **together** | | | | **$0.90** |",
        "| where the account's free allowances are used up elsewhere | | | | $1.90 |",
    ]
