"""What comes after a caller's talk with the bot: the agent who takes it, the end that Connect tells, the callback.

Knows in which order these come, and what holds for each of them; refuses to know how a contact walks through flows, and
what the caller said.
"""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from fulfillment import speech
from fulfillment.disposition import Disposition
from simulator.agent import Agent
from simulator.clock import CallClock
from simulator.connect.contact import Contact
from simulator.connect.events import Reason, disconnected
from simulator.connect.flow import CalledBack, FlowEngine, FlowResult
from simulator.connect.walk import Block, End, Failure
from simulator.line import Prompt
from simulator.outcome import AgentView
from simulator.people import AgentActs

MAX_WHISPER_S = 8.0
"""Of speech: the caller waits meanwhile, and hears nothing."""
Ended = Callable[[Mapping[str, Any], Any], Mapping[str, str]]
_REASONS = {End.HUNG_UP: Reason.CALLER, End.DISCONNECTED: Reason.FLOW, End.CONNECTED: Reason.AGENT}


class Aftermath:
    """Follows one call. What is `broken` fails its script; `problems` are told to whoever runs the call."""

    def __init__(
        self, engine: FlowEngine, clock: CallClock, acts: AgentActs, *, ended: Ended, tells_reason: bool
    ) -> None:
        self._engine = engine
        self._clock = clock
        self._acts = acts
        self._ended = ended
        self._tells_reason = tells_reason
        self.agent: AgentView | None = None
        self.assist_session = ""
        """Of agent assist, at whoever has the call; empty: none was begun."""
        self.broken: list[str] = []
        self.problems: list[str] = []
        self.blocks: list[Block] = []
        """Passed in the agent's guide, and of callbacks."""

    def taken(self, contact: Contact, said: Iterable[Prompt]) -> None:
        """An agent takes a contact: what they hear, and the guide on their screen."""
        whisper = " ".join(prompt.text for prompt in said if prompt.heard_by == "agent")
        if (lasts_s := speech.seconds(whisper)) > MAX_WHISPER_S:
            self.broken.append(f"the whisper takes {lasts_s:.1f} s; {MAX_WHISPER_S:.0f} s at most")
        agent, guide_id = Agent(self._acts), str(uuid.uuid4())
        if self._acts.workspace:
            guided = self._engine.guide(contact, guide_id, clock=self._clock, screen=agent)
            self.note(guided.failures)
            self.blocks += guided.blocks
        self.assist_session = contact.wisdom_session or self.assist_session
        self.agent = AgentView(contact.agent, whisper, agent.view, agent.data, tuple(agent.pressed))

    def ends(self, result: FlowResult, *, began: datetime, at: datetime) -> Disposition:
        """Tell of the end of the caller's own contact; how it ended, as the function says that is told.

        Raises:
            SessionsError: the store is not there.
        """
        told = self._tell(result.contact, began=began, at=at, reason=_REASONS[result.end])
        return Disposition(told["disposition"])

    def call_back(self, result: FlowResult) -> Sequence[CalledBack]:
        """Hold the callbacks that the call has placed, after its end.

        Raises:
            FlowError: a flow is not usable.
        """
        held = []
        for callback in result.callbacks:
            placed = self._clock.now()
            called = self._engine.call_back(callback, str(uuid.uuid4()), clock=self._clock)
            self.note(called.failures)
            self.blocks += called.blocks
            held.append(called)
            if called.at is not None:
                self.taken(called.contact, called.said)
            else:
                self.problems.append("the callback is lost: the flow that creates it put it into no queue")
            if "disposition" in self._tell(called.contact, began=placed, at=self._clock.now(), reason=Reason.AGENT):
                self.broken.append("the end of the callback was counted as a call of its own")
        return held

    def note(self, failures: Iterable[Failure]) -> None:
        """Keep what failed in flows."""
        for failure in failures:
            told = f"{failure.flow}/{failure.action}: {failure.error_type} {failure.detail}".rstrip()
            (self.broken if failure.broken else self.problems).append(told)

    def _tell(self, contact: Contact, *, began: datetime, at: datetime, reason: Reason) -> Mapping[str, str]:
        event = disconnected(contact, began=began, at=at, reason=reason if self._tells_reason else None)
        return self._ended(event, None)
