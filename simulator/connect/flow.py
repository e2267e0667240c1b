"""The engine of the contact flows: it takes a contact through them and says what became of it.

Knows which flows are fit to be walked and how a finished walk is judged; refuses to know how a flow is walked (`walk`)
and what a single block does.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from contact_flows import Flow, FlowError, accept
from simulator.connect.actions import HANDLERS, Handler
from simulator.connect.block_faults import Strike
from simulator.connect.contact import Callback, Contact, Endpoint
from simulator.connect.guide import HOOK, guide_of
from simulator.connect.instance import Instance
from simulator.connect.queues import NORMAL_PRIORITY, Queues
from simulator.connect.run import Converse, InvokeFlowFunction, Run, Screen
from simulator.connect.walk import Block, End, Failure, Walk
from simulator.line import Clock, Line, Prompt, Recording

LOST_CALLER = frozenset(
    {
        "ConnectParticipantWithLexBot",
        "TransferToFlow",
        "UpdateContactTargetQueue",
        "TransferContactToQueue",
        "UpdateContactCallbackNumber",
        "CreateCallbackContact",
    }
)
"""Action types whose failure keeps a caller from the bot, a person or a callback."""


@dataclass(frozen=True, slots=True)
class FlowResult:
    """What became of a contact."""

    end: End
    blocks: tuple[Block, ...]
    failures: tuple[Failure, ...]
    attributes: Mapping[str, str]
    queue: str | None
    """The target queue's name."""
    callbacks: tuple[Callback, ...]
    contact: Contact = field(repr=False)

    @property
    def waited(self) -> timedelta | None:
        """In the queue, until an agent accepted; None: nobody did."""
        contact = self.contact
        if contact.enqueued_at is None or contact.connected_at is None:
            return None
        return contact.connected_at - contact.enqueued_at

    @property
    def transferred(self) -> bool:
        """An agent has the contact."""
        return self.end is End.CONNECTED

    @property
    def queued(self) -> bool:
        """The contact entered a queue, and did not leave it for a callback."""
        return any(block.branch == "queued" for block in self.blocks) and not self.callbacks

    @property
    def dropped(self) -> bool:
        """A flow hung up after an error, with neither an agent nor a callback."""
        failed = self.attributes.get("handoff_reason") == "system_failure" or any(
            failure.type in LOST_CALLER for failure in self.failures
        )
        return self.end is End.DISCONNECTED and failed and not self.callbacks


@dataclass(frozen=True, slots=True)
class CalledBack:
    """A callback that was placed, and what became of it."""

    callback: Callback
    contact: Contact = field(repr=False)
    at: datetime | None
    """When the caller's telephone rings; None: never, the flow that creates the callback ended it."""
    said: tuple[Prompt, ...] = ()
    """The whisper to the agent, then what the caller hears."""
    failures: tuple[Failure, ...] = ()
    blocks: tuple[Block, ...] = ()

    @property
    def heard(self) -> tuple[str, ...]:
        """What the caller hears before the agent speaks."""
        return tuple(prompt.text for prompt in self.said if prompt.heard_by == "caller")


@dataclass(frozen=True, slots=True)
class Guided:
    """What became of an agent's guide."""

    failures: tuple[Failure, ...] = ()
    blocks: tuple[Block, ...] = ()


class FlowEngine:
    """Connect, as far as flows go. One engine serves any number of contacts, one at a time."""

    def __init__(
        self,
        instance: Instance,
        *,
        queues: Queues,
        converse: Converse,
        invoke_flow_function: InvokeFlowFunction,
        chance: random.Random | None = None,
        handlers: Mapping[str, Handler] = HANDLERS,
        strike: Strike = lambda _place: None,
        hooks_inherited: bool = False,
        accepted: bool = False,
    ) -> None:
        """Check the instance's flows and keep what they need.

        Args:
            instance: What exists.
            queues: Who is there to answer.
            converse: The bot.
            invoke_flow_function: The Lambda functions that flows call.
            chance: Decides DistributeByPercentage; by default the same way every time.
            handlers: What runs each action type; a test makes single blocks fail with its own.
            strike: Which blocks fail before they run.
            hooks_inherited: Whether a callback that a flow creates has the event hooks of the call it comes from:
                Connect does not say.
            accepted: The flows were checked when the instance was made.

        Raises:
            FlowError: a flow is not one Connect would take; one clear sentence.
        """
        self._instance = instance
        self._queues = queues
        self._converse = converse
        self._invoke = invoke_flow_function
        self._chance = chance or random.Random(0)
        self._handlers = handlers
        self._strike = strike
        self._hooks_inherited = hooks_inherited
        for flow in () if accepted else (*instance.flows.values(), *instance.modules.values()):
            accept(flow)

    def run(self, start: str, *, contact: Contact, line: Line) -> FlowResult:
        """Take a contact through the flows, beginning with the flow named `start`.

        Raises:
            FlowError: there is no such flow.
            FlowStuck: the contact goes round in circles, or waits in a queue for nobody.
        """
        flow = self._instance.flows.get(start)
        if flow is None:
            raise FlowError(f"there is no flow {start!r}; there are {', '.join(sorted(self._instance.flows))}")
        walk = self._walk(contact, line, flow)
        run, end = walk.run, walk.to_the_end()
        return FlowResult(
            end=end,
            blocks=tuple(walk.blocks),
            failures=tuple(walk.failures),
            attributes=dict(contact.attributes),
            queue=contact.queue[1] if contact.queue else None,
            callbacks=tuple(run.callbacks),
            contact=contact,
        )

    def guide(self, contact: Contact, contact_id: str, *, clock: Clock, screen: Screen) -> Guided:
        """Run the agent's guide of a contact as a chat contact with this id.

        Nothing happens where the contact has no such flow.

        Raises:
            FlowStuck: it goes round in circles.
        """
        flow = self._instance.flow(contact.hooks.get(HOOK, ""))
        if flow is None:
            return Guided()
        walk = self._walk(guide_of(contact, contact_id), Recording(clock), flow)
        walk.run.screen = screen
        walk.to_the_end()
        return Guided(tuple(walk.failures), tuple(walk.blocks))

    def call_back(self, callback: Callback, contact_id: str, *, clock: Clock) -> CalledBack:
        """Let a callback be created, wait for an agent, and be answered by the caller.

        The agent is called first: https://docs.aws.amazon.com/connect/latest/adminguide/transfer-to-queue.html

        Raises:
            FlowStuck: the flow that creates it goes round in circles.
            QueuesError: the hours never open.
        """
        contact, now = self._create(callback, contact_id), clock.now()
        line = Recording(clock)
        creation = self._instance.flow(callback.flow)
        walk = self._walk(contact, line, creation or self._instance.flows[self._instance.outbound_whisper])
        if creation is not None and not walk.to_the_queue():
            return CalledBack(callback, contact, None, tuple(line.said), tuple(walk.failures), tuple(walk.blocks))
        walk.wait_unheard()
        ready = now if creation else now + timedelta(seconds=callback.delay_s)
        queue = contact.queue[1] if contact.queue else callback.queue
        taken, contact.agent = self._queues.calls_back(queue, priority=contact.queue_priority, now=now, ready=ready)
        line.wait(max(0.0, (taken - clock.now()).total_seconds()))
        contact.enqueued_at, contact.connected_at = now, clock.now()
        walk.whisper(contact.hooks.get("AgentWhisper", ""), heard_by="agent")
        rings = clock.now().astimezone(self._queues.clinic.zone)
        walk.whisper(self._instance.outbound_whisper, heard_by="caller")
        return CalledBack(callback, contact, rings, tuple(line.said), tuple(walk.failures), tuple(walk.blocks))

    def _create(self, callback: Callback, contact_id: str) -> Contact:
        """The callback's own contact. One that a flow creates has the priority that it is given there, and as a rule
        the event hooks.
        """
        if callback.placed_by is None:
            raise ValueError("the callback was placed by no contact")
        contact = callback.placed_by.next(contact_id, "CALLBACK")
        contact.queue = self._instance.queue(callback.queue)
        contact.customer = Endpoint(callback.number)
        if callback.flow:
            contact.hooks = contact.hooks if self._hooks_inherited else {}
            contact.queue_priority = NORMAL_PRIORITY
        return contact

    def _walk(self, contact: Contact, line: Line, flow: Flow) -> Walk:
        run = Run(
            contact=contact,
            line=line,
            instance=self._instance,
            queues=self._queues,
            converse=self._converse,
            invoke=self._invoke,
            chance=self._chance,
            flow=flow,
        )
        return Walk(run, self._handlers, self._strike)
