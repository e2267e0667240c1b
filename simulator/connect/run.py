"""What a block works with while a contact is in a flow, and how it can come out of a block.

Knows the outcome of a block as values; refuses to know any action type and how flows are walked.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from contact_flows import Action, Flow, FlowError
from contact_flows.view import View
from simulator.connect.contact import Callback, Contact
from simulator.connect.instance import Instance
from simulator.connect.prompts import make_prompt, pauses_s
from simulator.connect.queues import Queues, QueuesError
from simulator.line import Line, Prompt


class LexResult(Protocol):
    """What a finished conversation leaves for the flow (simulator.lex.runtime)."""

    @property
    def intent(self) -> str: ...

    @property
    def slots(self) -> Mapping[str, Any]: ...

    @property
    def attributes(self) -> Mapping[str, str]: ...

    @property
    def confidence(self) -> float | None: ...

    @property
    def dialog_state(self) -> str: ...


class Screen(Protocol):
    """An agent's screen, and the agent in front of it."""

    def show(self, view: View, name: str, data: Mapping[str, Any]) -> tuple[str, dict[str, Any]] | None:
        """The action the agent takes, and what the view returns with it; None: none in time."""


class Converse(Protocol):
    """The bot. Raises: LexUnavailable, LexNoInput, CallerHungUp."""

    def __call__(
        self, session_id: str, *, line: Line, attributes: dict[str, str], greeting: Prompt | None
    ) -> LexResult: ...


InvokeFlowFunction = Callable[[str, dict[str, Any]], Mapping[str, Any]]
"""(ARN, event) -> response; whatever it raises is a failed function to Connect."""


@dataclass(frozen=True, slots=True)
class Continue:
    """The block worked and has no result: NextAction."""


@dataclass(frozen=True, slots=True)
class Result:
    """The block worked with this result: the first condition it meets, else NoMatchingCondition, else NextAction."""

    value: str


@dataclass(frozen=True, slots=True)
class Failed:
    """The block's error branch of this type."""

    error_type: str
    detail: str = ""
    broken: bool = False
    """A limit was passed that holds for every call, whatever the flow makes of it."""


@dataclass(frozen=True, slots=True)
class Jump:
    """Another flow takes over, from its start."""

    flow: Flow


@dataclass(frozen=True, slots=True)
class Call:
    """A module runs, then NextAction."""

    module: Flow


@dataclass(frozen=True, slots=True)
class Returned:
    """This flow or module is over; the contact goes on."""


@dataclass(frozen=True, slots=True)
class Disconnected:
    """The flow hangs up."""


@dataclass(frozen=True, slots=True)
class Queued:
    """The contact is in its target queue."""


@dataclass(frozen=True, slots=True)
class Connected:
    """An agent has the contact without a queue."""


Outcome = Continue | Result | Failed | Jump | Call | Returned | Disconnected | Queued | Connected


class FlowStuck(FlowError):
    """A contact goes round in circles, or waits for what will never come."""


class AgentAccepted(Exception):
    """An agent takes the contact out of the queue, whatever the queue flow is doing."""


@dataclass(slots=True)
class Stay:
    """The contact's time in a queue."""

    accepted_at: datetime | None
    """None: nobody will."""
    agent: str = ""
    """Who accepts."""


@dataclass(slots=True)
class Run:
    """One contact's run through the flows: what every block may use."""

    contact: Contact
    line: Line
    instance: Instance
    queues: Queues
    converse: Converse
    invoke: InvokeFlowFunction
    chance: random.Random
    flow: Flow
    heard_by: str = "caller"
    stay: Stay | None = None
    screen: "Screen | None" = None
    """Where views are shown; None: this contact has no screen."""
    loops: dict[tuple[str, str], int] = field(default_factory=dict)
    callbacks: list[Callback] = field(default_factory=list)

    def block(self, action: Action) -> str:
        return f"{self.flow.name}/{action.identifier}"

    def parameters(self, action: Action) -> dict[str, Any]:
        """The action's parameters with every attribute reference resolved."""
        return {name: self.contact.resolve(value) for name, value in action.parameters.items()}

    def prompt(self, action: Action, source: Mapping[str, Any], *, interruptible: bool) -> Prompt | None:
        """The prompt a block's resolved parameters ask for. Raises: PromptError."""
        return make_prompt(
            source, self.instance, block=self.block(action), interruptible=interruptible, heard_by=self.heard_by
        )

    def place(self) -> Stay:
        """The contact's place in its target queue, by its priority: who will take it, and when."""
        queue = self.contact.queue[1] if self.contact.queue else ""
        try:
            accepted = self.queues.enter(queue, priority=self.contact.queue_priority)
        except QueuesError:
            accepted = None
        return Stay(None) if accepted is None else Stay(self.line.clock.now() + accepted.after, accepted.agent)

    def say(self, prompt: Prompt) -> None:
        """Play a prompt; silence in it passes as time. Raises: CallerHungUp, AgentAccepted."""
        self.check_accepted()
        if prompt.text:
            self.line.say(prompt)
        self.wait(pauses_s(prompt.ssml))

    def wait(self, seconds: float) -> None:
        """Let time pass, until an agent accepts at the latest. Raises: CallerHungUp, AgentAccepted."""
        left = self.seconds_to_agent()
        if seconds > 0:
            self.line.wait(seconds if left is None else max(0.0, min(seconds, left)))
        self.check_accepted()

    def check_accepted(self) -> None:
        left = self.seconds_to_agent()
        if left is not None and left < 0.001:
            raise AgentAccepted

    def seconds_to_agent(self) -> float | None:
        """Seconds until an agent accepts; None while not in a queue, or if nobody will."""
        if self.stay is None or self.stay.accepted_at is None:
            return None
        return (self.stay.accepted_at - self.line.clock.now()).total_seconds()
