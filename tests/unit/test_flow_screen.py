"""The agent's screen: the flow that shows it, what the function gives it, and what becomes of the agent's report."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from contact_flows.view import load_views
from fulfillment.agent import screen
from fulfillment.agent.screen import SCREEN_BYTES
from fulfillment.session import HISTORY_EXCHANGES
from fulfillment.turn import Queue, Reason, Wrong
from simulator.connect.actions import HANDLERS
from simulator.connect.instance import Instance, arns
from simulator.connect.run import Failed, Outcome, Result, Run
from simulator.connect.walk import End
from tests.unit.agent_packets import FULL, a_packet
from tests.unit.flow_stage import Stage, StageFunction

FLOW = Instance.local().flows["agent_screen"]
VIEW = load_views()["handoff"]
SHOWN = [action for action in FLOW.actions if action.type == "ShowView"]
TELLING = [action for action in FLOW.actions if action.type == "UpdateFlowAttributes"]
VIEW_BYTES = 16_000
"""Of a view's inputs and the contact's attributes, for reliable rendering ("16KB"):
https://docs.aws.amazon.com/connect/latest/devguide/participant-actions-showview.html"""
FORM = {"wrong": ["misheard"], "because": "it took Friday for Thursday"}


class Screen:
    """Stands for the agent's workspace: remembers what was shown, and answers from a list, closing at its end."""

    def __init__(self, *answers: Outcome) -> None:
        self._answers = list(answers)
        self.shown: list[dict[str, str]] = []
        self.logged: list[bool] = []

    def __call__(self, run: Run, action: Any) -> Outcome:
        self.shown.append(run.parameters(action)["ViewData"])
        self.logged.append(run.contact.flow_logging)
        answer = self._answers.pop(0) if self._answers else Result("Close")
        run.contact.views = {"Action": "Report", "ViewResultData": FORM} if answer == Result("Report") else {}
        return answer


class Function(StageFunction):
    """Answers by what it is asked; an exception in an answer is raised."""

    def __init__(self, screen: Any = None, feedback: Any = None) -> None:
        super().__init__()
        self._answers = {"screen": screen, "feedback": {"stored": "yes"} if feedback is None else feedback}

    def __call__(self, arn: str, event: dict[str, Any]) -> Any:
        self._answer = self._answers[event["Details"]["Parameters"]["purpose"]]
        return super().__call__(arn, event)

    @property
    def reports(self) -> list[dict[str, str]]:
        asked = [event["Details"]["Parameters"] for event in self.events]
        return [parameters for parameters in asked if parameters["purpose"] == "feedback"]


def guided(on_screen: Screen, function: Function | None = None) -> Any:
    function = function or Function(screen(a_packet()))
    return Stage(function=function, handlers={**HANDLERS, "ShowView": on_screen}).call("agent_screen")


@pytest.mark.parametrize("action", SHOWN, ids=lambda action: action.identifier)
def test_a_view_gets_exactly_what_it_shows(action: Any) -> None:
    assert set(action.parameters["ViewData"]) == VIEW.inputs
    assert action.parameters["ViewResource"] == {"Id": arns()["ViewHandoff"]}


@pytest.mark.parametrize("action", SHOWN, ids=lambda action: action.identifier)
def test_every_button_of_a_view_leads_somewhere(action: Any) -> None:
    assert {branch.condition.operands[0] for branch in action.transitions.conditions} == set(VIEW.actions)


@pytest.mark.parametrize("action", SHOWN, ids=lambda action: action.identifier)
def test_what_the_agent_writes_is_kept_out_of_transcripts(action: Any) -> None:
    assert action.parameters["SensitiveDataConfiguration"] == {"HideResponseOn": ["TRANSCRIPT"]}


def references(pattern: str) -> set[str]:
    return set(re.findall(pattern, json.dumps([dict(action.parameters) for action in FLOW.actions])))


def test_the_screen_shows_all_that_the_function_gives_and_nothing_else() -> None:
    assert references(r"\$\.External\.(\w+)") == {*screen(a_packet()), "stored"}


def test_the_flow_reads_exactly_the_fields_of_the_form() -> None:
    assert references(r"\$\.Views\.[\w.]+") == set(VIEW.results.values())


def test_the_form_offers_every_way_to_be_wrong() -> None:
    dropdown = next(each for each in VIEW.components() if each.props.get("Name") == "wrong")
    assert [option["Value"] for option in dropdown.props["Options"]] == [str(each) for each in Wrong]


def test_an_agent_sees_the_handoff_and_closes_it() -> None:
    on_screen = Screen(Result("Close"))
    result = guided(on_screen)
    assert on_screen.shown[0]["Summary"] == "Wants to move Thursday's physical to Friday"
    assert "say so here" in on_screen.shown[0]["Told"]
    assert (result.end, len(on_screen.shown)) == (End.DISCONNECTED, 1)


def test_a_report_is_stored_and_the_screen_says_so() -> None:
    on_screen, function = Screen(Result("Report")), Function(screen(a_packet()))
    guided(on_screen, function)
    assert function.reports == [{"purpose": "feedback", "wrong": "misheard", "because": "it took Friday for Thursday"}]
    assert on_screen.shown[1]["Summary"] == on_screen.shown[0]["Summary"]
    assert "is stored" in on_screen.shown[1]["Told"]


@pytest.mark.parametrize("answer", [RuntimeError("down"), {"stored": "no"}, {}], ids=["fails", "not stored", "odd"])
def test_a_report_that_was_not_stored_is_told_to_be_lost(answer: Any) -> None:
    on_screen = Screen(Result("Report"), Result("Report"))
    guided(on_screen, Function(screen(a_packet()), answer))
    assert all("could not be stored" in shown["Told"] for shown in on_screen.shown[1:])
    assert len(on_screen.shown) == 3


@pytest.mark.parametrize("answer", [RuntimeError("down"), {}, ["odd"]], ids=["fails", "nothing known", "malformed"])
def test_an_agent_is_told_when_nothing_is_known_and_can_report_it(answer: Any) -> None:
    on_screen, function = Screen(Result("Report")), Function(answer)
    guided(on_screen, function)
    assert on_screen.shown[0]["Summary"] == "What the caller said could not be loaded."
    assert len(function.reports) == 1


def test_a_guide_ends_however_often_an_agent_reports() -> None:
    on_screen = Screen(*[Result("Report")] * 99)
    result = guided(on_screen)
    assert result.end is End.DISCONNECTED
    assert len(on_screen.shown) <= 10


def test_nothing_shown_or_written_reaches_the_flow_logs() -> None:
    on_screen = Screen(Result("Report"), Failed("NoMatchingError"), Failed("TimeLimitExceeded"))
    result = guided(on_screen)
    assert on_screen.logged == [False, False, False]
    assert result.contact.flow_logging


def longest_attributes() -> dict[str, str]:
    longest: Callable[[Any], str] = lambda names: max(map(str, names), key=len)  # noqa: E731
    return {
        "session_id": "01234567-89ab-cdef-0123-456789abcdef",
        "locale": "es_US",
        "handoff_reason": longest(Reason),
        "handoff_queue": longest(Queue),
        "cut_off": "true",
        "callback_to": "other",
    }


@pytest.mark.parametrize("letter", ["x", "ñ", "\N{GRINNING FACE}", '"'])
def test_the_longest_call_stays_within_the_views_bytes(letter: str) -> None:
    longest = dict.fromkeys(FULL, letter * 900) | {
        "slots": {f"{letter}{number}": letter * 400 for number in range(20)},
        "tried": [letter * 200] * 40,
        "documents": [letter * 200] * 40,
    }
    shown = screen(longest, [{"caller": letter * 1024, "spoken": letter * 1024}] * HISTORY_EXCHANGES)
    told = max((str(each.parameters["FlowAttributes"]["told"]["Value"]) for each in TELLING), key=len)
    names = {value: key for key, value in next(iter(SHOWN)).parameters["ViewData"].items()}
    data = {names[f"$.External.{name}"]: text for name, text in shown.items() if name != "known"} | {"Told": told}
    assert len(json.dumps([data, longest_attributes()])) <= VIEW_BYTES
    assert len(json.dumps(shown)) <= SCREEN_BYTES < 32 * 1024
