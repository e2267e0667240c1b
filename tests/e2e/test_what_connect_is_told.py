"""Whole calls of a patient with canary values through the flows: no attribute of Connect or Lex has any of them."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import clinic
from simulator.expectations import judge
from simulator.function import Handler
from simulator.report import conversation
from simulator.script import load
from simulator.switchboard import Switchboard

PATIENT = """
[[world.patients]]
name = "Zebulon Quagmire"
born = 1977-07-04
phone = "+13035550199"
[[world.appointments]]
patient = "Zebulon Quagmire"
at = 2026-12-03T14:30:00-08:00
service = "physical"
provider = "Dr. Chen"
"""
REPORT = """
[agent]
presses = "Report"
wrong = "misheard"
because = "Zebulon Quagmire, July 4, said narwhal; his number is 303-555-0199"
"""
MOVES = """
[[{turns}]]
says = "Zebulon here, move my Thursday appointment to Friday"
[[{turns}]]
says = "July fourth 1977"
"""
CALLS = {
    "a callback to another number, and a report": f"""
caller = "+13035550199"
[world]
agents_available = 0
{PATIENT}{REPORT}{MOVES.format(turns="turns")}
[[turns]]
says = "let me talk to a person about the narwhal"
[[turns]]
says = "no, call me at 303 555 0188"
[[turns]]
says = "yes"
[ends]
disposition = "callback"
""",
    "a call gone on with, handed over and reported": f"""
caller = "+13035550199"
{PATIENT}{REPORT}
[earlier]
{MOVES.format(turns="earlier.turns")}
[[turns]]
says = "yes"
[[turns]]
keys = "07041977#"
[[turns]]
says = "let me talk to a person about the narwhal"
[ends]
disposition = "handed_off"
feedback = {{ wrong = "misheard", because = "narwhal" }}
handoff = {{ intent = "RescheduleAppointment", verified = true }}
""",
}
CANARIES = re.compile("zebulon|quagmire|narwhal|july|1977|07-04|0704|5550199|555-0199|5550188|555-0188", re.IGNORECASE)


@pytest.fixture(scope="module")
def switchboard() -> Iterator[Switchboard]:
    with Switchboard(clinic.load()) as board:
        yield board


@pytest.mark.parametrize("name", CALLS)
def test_no_attribute_has_a_name_a_number_a_date_or_a_word(switchboard: Switchboard, tmp_path: Path, name: str) -> None:
    told: list[str] = []

    def watch(function: Handler) -> Handler:
        def handle(event: Mapping[str, Any], context: Any) -> dict[str, Any]:
            reply = function(event, context)
            told.append(_but(reply["sessionState"]["sessionAttributes"], "caller_number"))
            return reply

        return handle

    path = tmp_path / "call.toml"
    path.write_text(CALLS[name], encoding="utf-8")
    script = load(path, clinic=clinic.load())
    outcome = switchboard.hold(script, around=watch)
    failures = judge(script, outcome)
    assert failures == [], conversation(outcome, failures)
    assert {"session_id", "locale", "handoff_reason", "handoff_queue"} <= set(outcome.attributes)
    assert told
    assert CANARIES.findall("\n".join([*told, _but(outcome.attributes)])) == []


def _but(attributes: Mapping[str, str], *names: str) -> str:
    """Without those names, and without the session's id, whose digits are anything."""
    return json.dumps({name: value for name, value in attributes.items() if name not in ("session_id", *names)})


def test_the_canaries_are_of_the_patient() -> None:
    assert CANARIES.findall(f"{date(1977, 7, 4)} {PATIENT} {REPORT}")
