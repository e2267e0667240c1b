"""A contact's walk through the contact flows, from the first block to an agent, a callback or the end.

Knows the order of blocks, queue flows, whispers and what stops a walk; refuses to know what a single block does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from contact_flows import Action, Flow
from simulator.connect.actions import Handler
from simulator.connect.block_faults import REPLACED, Strike, place
from simulator.connect.branches import branch_of
from simulator.connect.run import (
    AgentAccepted,
    Call,
    Connected,
    Continue,
    Disconnected,
    Failed,
    FlowStuck,
    Jump,
    Outcome,
    Queued,
    Returned,
    Run,
)
from simulator.line import CallerHungUp

MAX_BLOCKS = 1_000
"""Blocks one contact may pass on this machine before its flows count as going in circles."""
MAX_MODULE_DEPTH = 5
"""Modules inside modules. Source: adminguide/contact-flow-modules.html."""


class End(StrEnum):
    """How a contact left the flows."""

    CONNECTED = "connected"
    """With an agent."""
    DISCONNECTED = "disconnected"
    """A flow hung up, or ran out of blocks."""
    HUNG_UP = "hung_up"
    """The caller did."""


@dataclass(frozen=True, slots=True)
class Block:
    """One block passed."""

    flow: str
    action: str
    branch: str
    """As `contact_flows.coverage.Way` names it: `next`, a condition such as `Equals done`, an error type; `queued`,
    `transferred` or `end` out of the flow."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A block that took an error branch because something failed."""

    flow: str
    action: str
    type: str
    """The action's."""
    error_type: str
    detail: str
    broken: bool = False
    """A limit was passed that holds for every call."""


class Walk:
    """One contact's blocks, in the order they are passed."""

    def __init__(self, run: Run, handlers: Mapping[str, Handler], strike: Strike) -> None:
        self.run = run
        self._handlers = handlers
        self._strike = strike
        self.blocks: list[Block] = []
        self.failures: list[Failure] = []

    def to_the_end(self) -> End:
        try:
            outcome = self._flow(self.run.flow)
            while isinstance(outcome, Queued):
                outcome = self._wait_in_queue()
        except CallerHungUp:
            return End.HUNG_UP
        return End.CONNECTED if isinstance(outcome, Connected) else End.DISCONNECTED

    def to_the_queue(self) -> bool:
        """Walk a flow of a contact that is on no line; whether it ends in a queue."""
        try:
            return isinstance(self._flow(self.run.flow), Queued)
        except CallerHungUp:
            return False

    def wait_unheard(self) -> None:
        """Walk the queue's flow of a contact that is on no line, where it has one.

        Raises:
            FlowStuck: the flow waits for somebody who listens.
        """
        flow = self.run.instance.flow(self.run.contact.hooks.get("CustomerQueue", ""))
        if flow is not None:
            self._aside(flow)

    def _flow(self, flow: Flow, *, depth: int = 0) -> Returned | Disconnected | Queued | Connected:
        """Walk a flow until it ends or the contact leaves it; a transfer to another flow is followed."""
        self.run.flow = flow
        identifier = flow.start_action
        while True:
            action = self.run.flow.action(identifier)
            outcome = self._block(action)
            if isinstance(outcome, Jump):
                self._passed(action, "transferred")
                self.run.flow, self.run.contact.flow_attributes = outcome.flow, {}
                identifier = outcome.flow.start_action
                continue
            if isinstance(outcome, Call):
                outcome = self._module(outcome.module, depth=depth + 1)
            if isinstance(outcome, Returned | Disconnected | Queued | Connected):
                self._passed(action, "queued" if isinstance(outcome, Queued) else "end")
                return outcome
            if isinstance(outcome, Failed):
                self._note_failure(action, outcome)
            branch, following = branch_of(action, outcome)
            self._passed(action, branch)
            if following is None:
                return Disconnected()
            identifier = following

    def _block(self, action: Action) -> Outcome:
        if len(self.blocks) >= MAX_BLOCKS:
            raise FlowStuck(
                f"{self.run.flow.name}: action {action.identifier!r}: the contact has passed {MAX_BLOCKS} blocks and "
                "goes round in circles; give the loop a way out"
            )
        return self._struck(action) or self._handlers[action.type](self.run, action)

    def _struck(self, action: Action) -> Failed | None:
        """How a fault makes this block fail before it runs; None: it does not."""
        kind = self._strike(place(self.run.flow.name, action.identifier))
        if kind is None:
            return None
        if action.type in REPLACED:
            setattr(self.run.contact, REPLACED[action.type], {})
        return Failed(kind, "as the call script wants")

    def _note_failure(self, action: Action, failed: Failed) -> None:
        """Keep what failed; a caller who does not answer and a queue that is full are no failures of ours."""
        if failed.error_type not in ("InputTimeLimitExceeded", "QueueAtCapacity"):
            told = (failed.error_type, failed.detail, failed.broken)
            self.failures.append(Failure(self.run.flow.name, action.identifier, action.type, *told))

    def _passed(self, action: Action, branch: str) -> None:
        self.blocks.append(Block(self.run.flow.name, action.identifier, branch))

    def _module(self, module: Flow, *, depth: int) -> Continue | Failed | Disconnected | Queued | Connected:
        if depth > MAX_MODULE_DEPTH:
            return Failed("NoMatchingError", f"modules go {MAX_MODULE_DEPTH} deep at most")
        outcome = self._aside(module, depth=depth)
        return Continue() if isinstance(outcome, Returned) else outcome

    def _aside(self, flow: Flow, *, depth: int = 0) -> Returned | Disconnected | Queued | Connected:
        """Walk a flow that does not take over: the one it is called from goes on afterwards, with its attributes."""
        contact = self.run.contact
        kept_flow, kept_attributes, contact.flow_attributes = self.run.flow, contact.flow_attributes, {}
        try:
            return self._flow(flow, depth=depth)
        finally:
            self.run.flow, contact.flow_attributes = kept_flow, kept_attributes

    def _wait_in_queue(self) -> Returned | Disconnected | Queued | Connected:
        """The contact's time in its target queue: until an agent accepts, or its queue flow decides otherwise."""
        run = self.run
        run.contact.enqueued_at = run.line.clock.now()
        run.stay = run.place()
        try:
            flow = run.instance.flow(run.contact.hooks.get("CustomerQueue", ""))
            outcome = self._aside(flow) if flow else Returned()
            if isinstance(outcome, Returned):
                self._wait_in_silence()
            return outcome
        except AgentAccepted:
            run.contact.agent, run.contact.connected_at = run.stay.agent, run.line.clock.now()
            run.stay = None
            self.whisper(run.contact.hooks.get("AgentWhisper", ""), heard_by="agent")
            self.whisper(run.contact.hooks.get("CustomerWhisper", ""), heard_by="caller")
            return Connected()
        finally:
            run.stay = None

    def _wait_in_silence(self) -> None:
        left = self.run.seconds_to_agent()
        if left is None:
            raise FlowStuck(
                f"{self.run.flow.name}: the contact waits in a queue that nobody answers, and hears nothing; "
                "give it a customer queue flow that does not end"
            )
        self.run.wait(left)

    def whisper(self, reference: str, *, heard_by: str) -> None:
        """Let one side hear a flow while the other waits. Raises: CallerHungUp."""
        flow = self.run.instance.flow(reference)
        if flow is None:
            return
        self.run.heard_by = heard_by
        try:
            self._aside(flow)
        finally:
            self.run.heard_by = "caller"
