"""`ivr cost`: what calls cost, a month of them, and what the figures leave out."""

import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from measure.call_costs import CENT_PARTS, MOST_CALLS, TYPICAL, Asked, Priced, Report, idle_month, run, sentences, show
from measure.cost import CallUsage, Cost, Tokens, of
from simulator.command import Unusable

DAY = date(2026, 11, 1)


def a_call(name: str = "asks", dollars: float = 0.05, **members: Any) -> Priced:
    cost = Cost(dict.fromkeys(CENT_PARTS, 0.0) | {"telephony": dollars}, DAY, **members)
    return Priced(name, cost)


def a_report(*calls: Priced, **members: Any) -> Report:
    return Report(calls or (a_call(),), "us.small", DAY, **members)


def said(report: Report) -> str:
    return " ".join(sentences(report))


def test_a_month_is_its_calls_and_the_line() -> None:
    report = a_report(a_call(dollars=0.04), a_call(dollars=0.06), calls_per_month=1_000, idle_usd=8.38)
    assert report.mean_usd == pytest.approx(0.05)
    assert report.month_usd == pytest.approx(58.38)
    assert "1,000 calls a month: $50.00, and $8.38 for the line itself" in said(report)
    assert "$58.38" in said(report)


def test_a_month_without_calls_costs_the_line_alone() -> None:
    assert a_report(calls_per_month=0, idle_usd=8.38).month_usd == 8.38


def test_without_templates_the_line_is_said_to_be_missing(tmp_path: Path) -> None:
    usd, note = idle_month(tmp_path)
    assert usd is None
    assert "make synth" in note
    assert "without the line itself" in said(a_report(calls_per_month=10, idle_note=note))


def test_the_line_is_that_of_the_templates(tmp_path: Path) -> None:
    secret = {"Resources": {"Password": {"Type": "AWS::SecretsManager::Secret"}}}
    (tmp_path / "A.template.json").write_text(json.dumps(secret))
    assert idle_month(tmp_path)[0] == pytest.approx(0.4)


@pytest.mark.parametrize("text", ["{", "[]", '{"Resources": {"Vpn": {"Type": "AWS::EC2::NatGateway"}}}'])
def test_templates_that_cannot_be_priced_are_told_and_no_crash(tmp_path: Path, text: str) -> None:
    (tmp_path / "A.template.json").write_text(text)
    usd, note = idle_month(tmp_path)
    assert usd is None
    assert note.startswith("what the idle line costs is not known: ")


def test_what_is_estimated_has_no_price_or_is_left_out_is_said() -> None:
    unpriced = of(CallUsage(tokens={"meta.llama9": Tokens(input=700)}))
    report = a_report(Priced("asks", unpriced), a_call(estimated=True))
    assert "no price for meta.llama9" in said(report)
    assert "tokens, which are estimated: 1 call." in said(report)
    assert "Not counted: retrieval" in said(report)
    assert "priced as us.small" in said(report)


def test_a_call_that_went_otherwise_is_named() -> None:
    cost = a_call().cost
    assert "Not as expected" in said(a_report(Priced("books", cost, failures=2)))
    assert "Not as expected" not in said(a_report())


def test_the_table_shows_every_part_of_every_call_and_the_mean() -> None:
    out = StringIO()
    show(a_report(a_call("asks_about_parking", 0.04), a_call("books", 0.06, estimated=True)), out)
    rows = [line for line in out.getvalue().splitlines() if "│" in line]
    assert [row.split("│")[1].strip() for row in rows] == ["asks about parking", "books *", "mean"]
    assert [row.split("│")[-2].strip() for row in rows] == ["4.000", "6.000", "5.000"]
    header = out.getvalue().splitlines()[2]
    assert all(part in header for part in CENT_PARTS)


def test_the_parts_shown_are_those_that_are_priced() -> None:
    assert set(of(CallUsage()).parts) == set(CENT_PARTS)


def test_the_typical_calls_are_there() -> None:
    assert [path for path in TYPICAL if not path.is_file()] == []


@pytest.mark.parametrize("number", [-1, MOST_CALLS + 1])
def test_a_number_of_calls_that_makes_no_sense_is_refused(number: int) -> None:
    with pytest.raises(Unusable, match=rf"--calls-per-month {number}: must be from 0 to"):
        run(Asked(calls_per_month=number), out=StringIO())


def test_a_script_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="nowhere"):
        run(Asked(scripts=[tmp_path / "nowhere.toml"]), out=StringIO())
