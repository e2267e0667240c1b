"""A stage for contact flows: a line, a bot and a function whose answers are fixed beforehand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import clinic
from contact_flows import Flow
from contact_flows.flow import read
from simulator.connect.contact import Contact, Endpoint
from simulator.connect.flow import FlowEngine, FlowResult
from simulator.connect.instance import Instance, arns
from simulator.connect.queues import Queues
from simulator.line import CallerHungUp, CallerInput, Line, Prompt

ARNS = arns()
CLINIC = clinic.load()
LOCAL = Instance.local(CLINIC)
"""The clinic's own flows."""
TUESDAY = datetime(2026, 12, 1, 9, 30, tzinfo=ZoneInfo("America/Los_Angeles"))
ANA = "+12065550101"
OTHER = "+12065550177"
"""The number that a caller asks to be called back at instead."""
STAYS_SILENT_S = 3.0


class StageClock:
    """Virtual time alone."""

    def __init__(self, at: datetime) -> None:
        self._began = self._now = at

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return (self._now - self._began).total_seconds()

    def advance(self, by: timedelta) -> None:
        self._now += by


class StageLine:
    """Records what is said; every prompt takes three seconds. Hangs up when the caller's actions run out."""

    def __init__(self, actions: Sequence[CallerInput] = (), *, at: datetime = TUESDAY) -> None:
        self.clock = StageClock(at)
        self.said: list[Prompt] = []
        self._actions = list(actions)

    def say(self, prompt: Prompt) -> None:
        self.said.append(prompt)
        self.clock.advance(timedelta(seconds=3))

    def listen(self, *, silence_after_s: float) -> CallerInput:  # noqa: ARG002
        if not self._actions:
            raise CallerHungUp
        return self._actions.pop(0)

    def wait(self, seconds: float) -> None:
        self.clock.advance(timedelta(seconds=seconds))

    def heard(self, by: str = "caller") -> list[str]:
        return [prompt.text for prompt in self.said if prompt.heard_by == by]


@dataclass(frozen=True, slots=True)
class Talked:
    """What the bot leaves for the flow."""

    intent: str = "SpeakToAgent"
    slots: Mapping[str, str | None] = field(default_factory=dict)
    attributes: Mapping[str, str] = field(default_factory=dict)
    confidence: float | None = 0.9
    dialog_state: str = "Fulfilled"


AGENT = Talked(attributes={"outcome": "agent", "handoff_reason": "asked", "handoff_queue": "Scheduling"})


class StageBot:
    """Says its greeting and answers conversation after conversation from a list; an exception in it is raised."""

    def __init__(self, *results: Talked | Exception) -> None:
        self._results = list(results)
        self.attributes: list[dict[str, str]] = []

    def __call__(
        self,
        session_id: str,  # noqa: ARG002
        *,
        line: Line,
        attributes: dict[str, str],
        greeting: Prompt | None,
    ) -> Talked:
        self.attributes.append(attributes)
        if greeting is not None:
            line.say(greeting)
        result = self._results.pop(0) if self._results else Talked()
        if isinstance(result, Exception):
            raise result
        return result


class StageFunction:
    """Gives one answer, or that of a function, after so many seconds; an exception is raised."""

    def __init__(self, answer: Any = None, *, takes_s: float = 0.0) -> None:
        default = {
            "whisper": "Ana Rivera, about an appointment.",
            "callback_number": "206-555-0101",
            "other_numbers": "yes",
            "number": OTHER,
            "resume": "",
            "assisted": "yes",
        }
        self._answer = default if answer is None else answer
        self._takes_s = takes_s
        self.events: list[dict[str, Any]] = []
        self.clock: StageClock | None = None

    @property
    def purposes(self) -> list[str]:
        """What it was asked for, in order."""
        return [event["Details"]["Parameters"]["purpose"] for event in self.events]

    def __call__(self, arn: str, event: dict[str, Any]) -> Any:  # noqa: ARG002
        self.events.append(event)
        if self.clock is not None:
            self.clock.advance(timedelta(seconds=self._takes_s))
        if isinstance(self._answer, Exception):
            raise self._answer
        return self._answer(event, None) if callable(self._answer) else self._answer


@dataclass
class Stage:
    """One contact on one set of flows."""

    bot: StageBot = field(default_factory=lambda: StageBot(AGENT))
    function: StageFunction = field(default_factory=StageFunction)
    queues: Queues = field(default_factory=lambda: Queues(CLINIC))
    line: StageLine = field(default_factory=StageLine)
    instance: Instance = LOCAL
    caller: str = ANA
    dialed: str = "+12065550100"
    attributes: dict[str, str] = field(default_factory=dict)
    handlers: Mapping[str, Any] | None = None

    def call(self, start: str = "inbound") -> FlowResult:
        self.function.clock = self.line.clock
        more: dict[str, Any] = {} if self.handlers is None else {"handlers": self.handlers}
        engine = FlowEngine(
            self.instance, queues=self.queues, converse=self.bot, invoke_flow_function=self.function, **more
        )
        contact = Contact("contact-1", Endpoint(self.caller), Endpoint(self.dialed))
        contact.attributes.update(self.attributes)
        return engine.run(start, contact=contact, line=self.line)


def action(
    identifier: str,
    action_type: str,
    parameters: Mapping[str, Any] | None = None,
    *,
    then: str | None = "End",
    errors: Mapping[str, str] | None = None,
    when: Mapping[str, str] | None = None,
    operator: str = "Equals",
) -> dict[str, Any]:
    """An action as a flow's JSON has it. `errors`: type -> target; `when`: operand -> target."""
    transitions: dict[str, Any] = {"NextAction": then} if then else {}
    transitions["Errors"] = [{"ErrorType": kind, "NextAction": target} for kind, target in (errors or {}).items()]
    transitions["Conditions"] = [
        {"NextAction": target, "Condition": {"Operator": operator, "Operands": [operand]}}
        for operand, target in (when or {}).items()
    ]
    return {
        "Identifier": identifier,
        "Type": action_type,
        "Parameters": dict(parameters or {}),
        "Transitions": transitions,
    }


def say(identifier: str, text: str, *, then: str = "End") -> dict[str, Any]:
    return action(identifier, "MessageParticipant", {"Text": text}, then=then)


END = action("End", "DisconnectParticipant", then=None)


def flow(*actions: dict[str, Any], name: str = "test", start: str = "") -> Flow:
    """A flow of these actions and an End; it starts with the first."""
    return read(flow_data(*actions, start=start), name=name)


def flow_data(*actions: dict[str, Any], start: str = "") -> dict[str, Any]:
    return {
        "Version": "2019-10-30",
        "StartAction": start or actions[0]["Identifier"],
        "Metadata": {},
        "Actions": [*actions, END],
    }


def instance_of(*flows: Flow, modules: Sequence[Flow] = (), prompts: Mapping[str, str] | None = None) -> Instance:
    """An instance with these flows in place of the clinic's."""
    return replace(
        LOCAL,
        flows={found.name: found for found in flows},
        modules={found.name: found for found in modules},
        prompts=prompts or {},
    )
