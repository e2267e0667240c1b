"""What of a call script no test case of Connect's can say: each key alone, and with a reason."""

from datetime import datetime
from typing import Any

import pytest

from simulator.script import Script
from workbench.inexpressible import left_out

PERSON = {"says": "I want to talk to a person", "hears": ["of course"]}

LEFT_OUT: list[tuple[dict[str, Any], str]] = [
    ({"at": datetime.fromisoformat("2026-12-02T11:00:00-08:00")}, "at"),
    ({"hears_not": ["moon"]}, "hears_not"),
    ({"patience_s": 60}, "patience_s"),
    ({"agent": {"presses": "Close"}}, "agent"),
    ({"world": {"agents_available": 1}}, "world.agents_available"),
    ({"world": {"turn_deadline_s": 5.0}}, "world.turn_deadline_s"),
    ({"world": {"orders": []}}, "world.orders"),
    ({"world": {"faults": [{"at": "cognito.*", "kind": "throttle"}]}}, "world.faults[0]"),
    ({"turns": [{**PERSON, "hears_not": ["moon"]}]}, "turns[1].hears_not"),
    ({"turns": [{**PERSON, "interrupts": True}]}, "turns[1].interrupts"),
    ({"turns": [{**PERSON, "intent": "SpeakToAgent"}]}, "turns[1].intent"),
    ({"turns": [{**PERSON, "within_ms": 60_000}]}, "turns[1].within_ms"),
    ({"turns": [{**PERSON, "transcription_confidence": 0.9}]}, "turns[1].transcription_confidence"),
    ({"ends": {"disposition": "handed_off"}}, "ends.disposition"),
    ({"ends": {"handoff": {"verified": False}}}, "ends.handoff"),
    ({"ends": {"wait_s": 100}}, "ends.wait_s"),
    ({"ends": {"appointments": []}}, "ends.appointments"),
    ({"caller": "anonymous"}, "caller"),
    ({"locale": "es_US"}, "locale"),
    ({"earlier": {"turns": [PERSON]}}, "earlier"),
]


@pytest.mark.parametrize(("given", "key"), LEFT_OUT, ids=[key for _, key in LEFT_OUT])
def test_what_no_test_case_can_say_is_told_by_its_key(given: dict[str, Any], key: str) -> None:
    script = Script.model_validate({"turns": [PERSON], **given}, strict=False)
    found = left_out(script)
    assert [each.key for each in found] == [key]
    assert len(found[0].why.split()) > 2


def test_of_a_script_that_says_nothing_special_nothing_is_left_out() -> None:
    given = {
        "name": "plain",
        "caller": "+12065550102",
        "turns": [PERSON],
        "ends": {"queue": "General", "reason": "asked"},
    }
    assert left_out(Script.model_validate(given, strict=False)) == []
