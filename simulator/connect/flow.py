"""The engine of the contact flows: it takes a contact through them and says what became of it.

Knows which flows are fit to be walked and how a finished walk is judged; refuses to know how a flow is walked (`walk`)
and what a single block does.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field

from contact_flows import FlowError, problems
from simulator.connect.actions import HANDLERS, Handler
from simulator.connect.contact import Callback, Contact
from simulator.connect.instance import Instance
from simulator.connect.queues import Queues
from simulator.connect.run import Converse, InvokeFlowFunction, Run
from simulator.connect.walk import Block, End, Failure, Walk
from simulator.line import Line

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
    ) -> None:
        """Check the instance's flows and keep what they need.

        Args:
            instance: What exists.
            queues: Who is there to answer.
            converse: The bot.
            invoke_flow_function: The Lambda functions that flows call.
            chance: Decides DistributeByPercentage; by default the same way every time.
            handlers: What runs each action type; a test makes single blocks fail with its own.

        Raises:
            FlowError: a flow is not one Connect would take; one clear sentence.
        """
        self._instance = instance
        self._queues = queues
        self._converse = converse
        self._invoke = invoke_flow_function
        self._chance = chance or random.Random(0)
        self._handlers = handlers
        for flow in (*instance.flows.values(), *instance.modules.values()):
            for problem in problems(flow):
                raise FlowError(str(problem))

    def run(self, start: str, *, contact: Contact, line: Line) -> FlowResult:
        """Take a contact through the flows, beginning with the flow named `start`.

        Raises:
            FlowError: there is no such flow.
            FlowStuck: the contact goes round in circles, or waits in a queue for nobody.
        """
        flow = self._instance.flows.get(start)
        if flow is None:
            raise FlowError(f"there is no flow {start!r}; there are {', '.join(sorted(self._instance.flows))}")
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
        walk = Walk(run, self._handlers)
        end = walk.to_the_end()
        return FlowResult(
            end=end,
            blocks=tuple(walk.blocks),
            failures=tuple(walk.failures),
            attributes=dict(contact.attributes),
            queue=contact.queue[1] if contact.queue else None,
            callbacks=tuple(run.callbacks),
            contact=contact,
        )
