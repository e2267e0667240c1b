"""Call scripts as test cases of Connect's runner: there and back, what is left out, and those that are deployed."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import clinic
from contact_flows import test_case_check
from contact_flows.test_cases import Case, content, parse
from simulator.script import Script, load
from simulator.switchboard import Switchboard
from simulator.test_runner.playing import play, script_of
from workbench.export_tests import Exported, export, needs, translate

CALLS = Path(__file__).parent / "calls"
CLINIC = clinic.load()
DEPLOYED = test_case_check.load()


@pytest.fixture(scope="module")
def switchboard() -> Iterator[Switchboard]:
    with Switchboard(CLINIC) as board:
        yield board


def exported(switchboard: Switchboard, name: str, **changes: Any) -> Exported:
    return export(switchboard, load(CALLS / f"{name}.toml").model_copy(update=changes), CLINIC, name=name)


def case_of(found: Exported) -> Case:
    assert found.case is not None, found.reason
    return found.case


def keys(found: Exported) -> set[str]:
    return {left.key for left in found.left}


def failures(switchboard: Switchboard, case: Case) -> list[str]:
    script = script_of(case, name="case")
    return [str(failure) for failure in play(switchboard, script, case, CLINIC)[1]]


@pytest.mark.parametrize("name", DEPLOYED)
def test_what_is_deployed_is_what_its_script_gives_today(switchboard: Switchboard, name: str) -> None:
    """Refresh: .venv/bin/ivr flows export-tests tests/e2e/calls/NAME.toml -o contact_flows/connect_tests"""
    case, left = translate(switchboard, load(CALLS / f"{name}.toml"), CLINIC)
    assert content(case)["Observations"] == content(DEPLOYED[name])["Observations"]
    assert [str(each) for each in left] == list(DEPLOYED[name].ours["notExpressed"])


@pytest.mark.parametrize("name", DEPLOYED)
def test_what_is_deployed_is_passed_whatever_the_patients_the_day_and_the_staff(
    switchboard: Switchboard, name: str
) -> None:
    assert needs(switchboard, DEPLOYED[name], CLINIC) == ""


def test_an_exported_booking_passes_and_with_another_prompt_fails_at_its_turn(switchboard: Switchboard) -> None:
    found = exported(switchboard, "books_a_flu_shot_for_friday")
    text = json.dumps(content(case_of(found)))
    assert failures(switchboard, parse(text, name="same")) == []
    assert "date of birth" in text
    (failure,) = failures(switchboard, parse(text.replace("date of birth", "favourite colour"), name="other"))
    assert failure.startswith("turn 1: observation 'Answer to turn 1': message with 'favourite colour' did not happen")


def test_what_needs_the_sample_patients_is_told_and_fits_no_deployment(switchboard: Switchboard) -> None:
    found = exported(switchboard, "books_a_flu_shot_for_friday")
    assert "date of birth" in found.needs
    assert case_of(found).ours["needs"] == found.needs


def test_closed_hours_are_substituted_and_the_test_ends_before_the_callback(switchboard: Switchboard) -> None:
    found = exported(switchboard, "closed_at_night")
    text = json.dumps(content(case_of(found)))
    assert "${HoursNeverOpen}" in text
    assert {"at", "callback", "turns[3]"} <= keys(found)
    assert "yes please" not in text


def test_a_handoff_ends_at_the_check_of_hours_with_reason_and_queue_asserted(switchboard: Switchboard) -> None:
    last = case_of(exported(switchboard, "asks_for_a_person_about_a_bill")).observations
    ending = next(one for one in last if any(action.type == "TestControl" for action in one.actions))
    assert ending.event.properties["ActionType"] == "CheckHoursOfOperation"
    asserted = {action.parameters["Namespace"] for action in ending.actions if action.type == "Assert"}
    assert asserted == {"$.Attributes.handoff_reason", "$.Queue.Name"}


def scripted(**given: Any) -> Script:
    return Script.model_validate({"name": "scripted", **given}, strict=False)


PERSON = {"says": "I want to talk to a person", "hears": ["of course"]}


def fault(at: str, kind: str = "NoMatchingError") -> dict[str, Any]:
    return {"faults": [{"at": at, "kind": kind}]}


@pytest.mark.parametrize(
    ("world", "heard", "in_it"),
    [
        (fault("flow.inbound.AskResume"), "thank you for calling", "InvokeLambdaFunction"),
        (fault("lex", "server_error"), "something went wrong", "ConnectParticipantWithLexBot"),
    ],
)
def test_what_fails_at_a_block_is_overridden_to_fail(
    switchboard: Switchboard, world: dict[str, Any], heard: str, in_it: str
) -> None:
    turns = [{"says": "hello", "hears": [heard]}] if "lex" in str(world) else [PERSON]
    found = export(switchboard, scripted(world=world, turns=turns), CLINIC, name="fails")
    mocked = [
        action.parameters["Behavior"]["Properties"]
        for action in case_of(found).observations[0].actions
        if action.type == "OverrideSystemBehavior"
    ]
    assert mocked[0]["ActionType"] == in_it
    assert mocked[0]["Strategy"]["Response"] == {"Type": "Error", "Error": {"Value": "NoMatchingError"}}


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"caller": "anonymous"}, "its caller withholds the number"),
        ({"earlier": {"turns": [{"says": "hello"}]}}, "it rests on a call before"),
        ({"turns": [{"hangs_up": True}]}, "nothing that it expects is left"),
        ({"turns": [PERSON], "world": {"faults": [{"at": "lambda.fulfillment", "kind": "crash"}]}}, ""),
    ],
)
def test_a_script_of_which_nothing_useful_remains_is_no_test_case(
    switchboard: Switchboard, given: dict[str, Any], why: str
) -> None:
    found = export(switchboard, scripted(**given), CLINIC, name="nothing")
    assert found.case is None
    assert why in found.reason
