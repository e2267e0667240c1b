"""Every branch of every contact flow, taken once: nobody is left in silence or dropped without a word."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from contact_flows import Action, Flow
from contact_flows.coverage import NEXT_REPEATS
from simulator.connect.actions import HANDLERS
from simulator.connect.queues import Queues
from simulator.connect.run import Continue, Failed, Outcome, Result, Run
from simulator.line import Keys
from tests.unit.flow_stage import AGENT, CLINIC, LOCAL, Stage, StageBot, StageLine, Talked

FLOWS = LOCAL.flows
PRIVATE = {"agent_screen", "agent_whisper", "customer_whisper", "outbound_whisper", "callback"}
"""Flows beside or after which the contact is with a person, whatever they said, and one that nobody listens to."""
NOTHING = ""
"""Meets no condition, except that there are none of something."""


@dataclass(frozen=True)
class Step:
    action: str
    outcome: Outcome
    target: str


@dataclass
class Forced:
    """Makes blocks come out as a list of steps wants, and leaves the rest of the flow alone."""

    flow: str
    steps: list[Step]
    said_before: int = 0
    line: StageLine = field(default_factory=StageLine)

    def handlers(self) -> dict[str, Any]:
        return {name: self._handler(name) for name in HANDLERS}

    def _handler(self, name: str) -> Any:
        def handle(run: Run, action: Action) -> Outcome:
            if self.steps and run.flow.name == self.flow and action.identifier == self.steps[0].action:
                self.said_before = len(self.line.said)
                return self.steps.pop(0).outcome
            return HANDLERS[name](run, action)

        return handle


def meeting(operator: str, operand: str) -> str:
    """A value that meets a condition, and none that stands before it."""
    match operator:
        case "NumberGreaterThan":
            return str(int(operand) + 1)
        case "NumberLessThan":
            return str(int(operand) - 1)
        case "TextContains" | "TextStartsWith":
            return f"{operand}1"
        case _:
            return operand


def branches(action: Action) -> Iterator[Step]:
    """Every way out of an action, with the outcome that takes it."""
    for branch in action.transitions.conditions:
        operand = branch.condition.operands[0]
        yield Step(action.identifier, Result(meeting(branch.condition.operator, operand)), branch.next_action)
    for error in action.transitions.errors:
        missed = error.error_type == "NoMatchingCondition"
        outcome: Outcome = Result(NOTHING) if missed and action.transitions.conditions else Failed(error.error_type)
        yield Step(action.identifier, outcome, error.next_action)
    if action.transitions.next_action and action.type not in NEXT_REPEATS:
        yield Step(action.identifier, Continue(), action.transitions.next_action)


def ways(flow: Flow) -> Iterator[list[Step]]:
    """For every branch of a flow, the steps from its start through that branch."""
    reached: dict[str, list[Step]] = {flow.start_action: []}
    waiting = deque([flow.start_action])
    while waiting:
        identifier = waiting.popleft()
        for step in branches(flow.action(identifier)):
            way = [*reached[identifier], step]
            yield way
            if step.target not in reached:
                reached[step.target] = way
                waiting.append(step.target)


ALL_WAYS = [
    pytest.param(name, way, id=f"{name}-{way[-1].action}-{way[-1].outcome}")
    for name in FLOWS
    for way in ways(FLOWS[name])
]


@pytest.mark.parametrize("name", FLOWS)
def test_every_action_can_be_reached(name: str) -> None:
    reached = {step.target for way in ways(FLOWS[name]) for step in way} | {FLOWS[name].start_action}
    assert reached == {action.identifier for action in FLOWS[name].actions}


@pytest.mark.parametrize(("name", "way"), ALL_WAYS)
def test_every_branch_ends_with_a_person_a_callback_or_a_sentence(name: str, way: list[Step]) -> None:
    forced = Forced(name, list(way))
    declined = Talked(attributes={"outcome": "done"})
    stage = Stage(
        bot=StageBot(AGENT, declined, declined) if name == "inbound" else StageBot(declined, declined),
        line=forced.line,
        handlers=forced.handlers(),
    )
    if name == "customer_queue":
        stage.queues = Queues(CLINIC, agents_available=0, agents_busy=1)
    result = stage.call("handoff" if name == "customer_queue" else name)
    assert not forced.steps, "the branch was never taken"
    said_after = forced.line.said[forced.said_before :]
    spoken_last = way[-1].target == "HangUp" and FLOWS[name].action(way[-1].action).type == "MessageParticipant"
    done = name == "inbound" and way[-1].outcome == Result("done")
    assert result.transferred or result.callbacks or said_after or spoken_last or done or name in PRIVATE


@pytest.mark.parametrize("name", sorted(set(FLOWS) - PRIVATE))
def test_nothing_hangs_up_without_having_spoken(name: str) -> None:
    flow = FLOWS[name]
    into_the_end = [
        (action.identifier, how)
        for action in flow.actions
        for how, target in action.transitions.targets()
        if flow.action(target).type == "DisconnectParticipant" and action.type != "MessageParticipant"
    ]
    allowed = [("Outcome", "condition Equals 'done'")] if name == "inbound" else []
    assert into_the_end == allowed


def test_a_press_of_one_in_the_queue_arranges_a_callback() -> None:
    busy = Stage(line=StageLine([Keys("1")]), queues=Queues(CLINIC, agents_available=0, agents_busy=1))
    result = busy.call()
    assert [callback.queue for callback in result.callbacks] == ["Scheduling"]
    assert "We will call you back" in busy.line.heard()[-1]
