"""The agent's screen: its view, the flow that shows it, and what the function gives it."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from contact_flows import FlowError
from contact_flows.view import VIEWS, load_views
from fulfillment import handoff
from fulfillment.session import Session
from fulfillment.turn import Reason
from simulator.connect.actions import HANDLERS
from simulator.connect.instance import Instance, arns
from simulator.connect.run import Failed, Outcome, Result, Run
from simulator.connect.walk import End
from tests.unit.flow_stage import Stage, StageFunction

FLOW = Instance.local().flows["agent_screen"]
VIEW = load_views()["handoff"]
SHOWN = [action for action in FLOW.actions if action.type == "ShowView"]
PACKET = {"turns": "3", "reason": "asked", "summary": "Wants to move an appointment.", "next_step": "Go on."}


class Screen:
    """Stands for the agent's workspace: remembers what was shown, and answers from a list."""

    def __init__(self, *answers: Outcome) -> None:
        self._answers = list(answers)
        self.shown: list[dict[str, str]] = []
        self.logged: list[bool] = []

    def __call__(self, run: Run, action: Any) -> Outcome:
        self.shown.append(run.parameters(action)["ViewData"])
        self.logged.append(run.contact.flow_logging)
        return self._answers.pop(0)


def guided(screen: Screen, answer: Any = PACKET) -> Any:
    return Stage(function=StageFunction(answer), handlers={**HANDLERS, "ShowView": screen}).call("agent_screen")


@pytest.mark.parametrize("action", SHOWN, ids=lambda action: action.identifier)
def test_a_view_gets_exactly_what_it_shows(action: Any) -> None:
    assert set(action.parameters["ViewData"]) == VIEW.inputs
    assert action.parameters["ViewResource"] == {"Id": arns()["ViewHandoff"]}


@pytest.mark.parametrize("action", SHOWN, ids=lambda action: action.identifier)
def test_every_button_of_a_view_leads_somewhere(action: Any) -> None:
    assert {branch.condition.operands[0] for branch in action.transitions.conditions} == set(VIEW.actions)


def test_the_screen_shows_only_what_the_function_gives() -> None:
    session = Session(session_id="c-1", locale="en_US", started_at=datetime(2026, 12, 1, tzinfo=UTC))
    packet = handoff.packet(session, reason=Reason.ASKED, now=datetime(2026, 12, 1, tzinfo=UTC))
    read = set(re.findall(r"\$\.External\.(\w+)", json.dumps([dict(action.parameters) for action in FLOW.actions])))
    assert read
    assert read <= set(packet)
    assert "turns" in handoff.screen(packet)


def test_an_agent_sees_the_handoff_and_closes_it() -> None:
    screen = Screen(Result("Close"))
    result = guided(screen)
    assert screen.shown[0]["Summary"] == "Wants to move an appointment."
    assert (result.end, len(screen.shown)) == (End.DISCONNECTED, 1)


@pytest.mark.parametrize("answer", [RuntimeError("down"), {}, ["odd"]], ids=["fails", "nothing known", "malformed"])
def test_an_agent_is_told_when_nothing_is_known(answer: Any) -> None:
    screen = Screen(Result("Close"))
    guided(screen, answer)
    assert screen.shown[0]["Summary"] == "What the caller said could not be loaded."


def test_nothing_shown_reaches_the_flow_logs() -> None:
    screen = Screen(Failed("NoMatchingError"), Failed("TimeLimitExceeded"))
    result = guided(screen)
    assert screen.logged == [False, False]
    assert result.contact.flow_logging


def view_with(path: Path, **changes: Any) -> Path:
    (path / "odd.json").write_text(json.dumps(json.loads((VIEWS / "handoff.json").read_text()) | changes))
    return path


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"Actions": ["Other"]}, "a button's action is 'Close', and Actions does not list it"),
    ({"Actions": ["Close", "a;b"]}, "the action 'a;b' has a character that Connect refuses"),
    ({"Description": "what? when"}, "Description has a character that Connect refuses"),
    ({"Template": {"Head": {}}}, "Template.Body: Field required"),
    ({"Title": "x"}, "Title: Extra inputs are not permitted"),
    (
        {"Template": {"Head": {}, "Body": [{"_id": "b", "Type": "Button", "Props": {}}]}},
        "'b' is a Button, and Connect takes only a Container there",
    ),
    (
        {"Template": {"Head": {}, "Body": [{"_id": "b", "Type": "Container", "Props": {}}] * 2}},
        "two components are called 'b'",
    ),
]


@pytest.mark.parametrize(("changes", "sentence"), REFUSED, ids=[sentence for _, sentence in REFUSED])
def test_what_connect_would_refuse_in_a_view_is_one_sentence(
    tmp_path: Path, changes: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(FlowError, match=re.escape(sentence)) as refused:
        load_views(folder=view_with(tmp_path, **changes))
    assert "odd.json: " in str(refused.value)
