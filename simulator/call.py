"""One call from the first ring to its end: every part of Frontdesk put together on this machine.

Knows which parts a call needs, what they are told and what is written down meanwhile; refuses to know what any of them
does, and what stays when the call is over. Function, bot and flow engine are made anew for every call.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from clinic import Clinic
from fulfillment.dialing import NORTH_AMERICA, country
from fulfillment.disposition import Disposition
from simulator.aftermath import Aftermath
from simulator.caller import Caller
from simulator.clock import CallClock
from simulator.connect.actions import HANDLERS
from simulator.connect.actions import Handler as BlockHandler
from simulator.connect.contact import Contact, Endpoint
from simulator.connect.floor import Floor, counted
from simulator.connect.flow import FlowEngine, FlowResult
from simulator.connect.instance import Instance
from simulator.conversation import Conversation, Witness
from simulator.exchange import Exchange
from simulator.function import Handler, LocalFunction
from simulator.ledger import CountingFaults, Ledger
from simulator.lex.events import InputMode
from simulator.lex.runtime import BotIds, LexRuntime, LexTurn
from simulator.line import Prompt
from simulator.local_aws.faults import FaultBoard
from simulator.local_aws.latencies import Latencies
from simulator.outcome import Broken
from simulator.script import Script

if TYPE_CHECKING:
    from fulfillment.settings import Settings
    from fulfillment.turn import TurnRecord
    from lex_bot.definition import BotDefinition
    from measure.cost import Cost

START = "inbound"


@dataclass(frozen=True, slots=True)
class Options:
    """How calls are held, where it is not the script's business."""

    live_bedrock: bool = False
    """Models at the real Bedrock, with the user's own credentials."""
    attributes_survive: bool = False
    """Whether a second Lex block begins with the attributes the first one ended with; AWS does not say."""
    zone_of_lex: str = "UTC"
    """Where Lex resolves relative dates; a Connect block cannot say."""
    events_tell_reason: bool = True
    """Whether the event of a contact's end tells who ended it; AWS's samples differ."""
    latencies: Latencies = field(default_factory=Latencies)


@dataclass(frozen=True, slots=True)
class Functions:
    """The deployed functions of a call."""

    fulfillment: Handler
    flow: Callable[[Mapping[str, Any], Any], dict[str, str]]
    ended: Callable[[Mapping[str, Any], Any], dict[str, str]]
    """Told of every contact's end."""


class Call:
    """One call being held: its clock, its line, and what is written down about it."""

    def __init__(
        self,
        clinic: Clinic,
        options: Options,
        script: Script,
        faults: CountingFaults,
        around: Callable[[Handler], Handler],
        *,
        block_faults: FaultBoard | None = None,
        handlers: Mapping[str, BlockHandler] = HANDLERS,
    ) -> None:
        """Prepare a call.

        Args:
            clinic: Who is called.
            options: How calls are held.
            script: Who calls when, and what is in the world.
            faults: What goes wrong behind the line.
            around: Puts something between Lambda and the function.
            block_faults: Those at blocks of the flows, which strike after the call's end, too.
            handlers: What runs each block of the flows.
        """
        self._clinic = clinic
        self._options = options
        self._script = script
        self._number = script.world.line or clinic.phone
        self.faults = faults
        self._block_faults = block_faults or FaultBoard()
        self._handlers = handlers
        self._around = around
        self._clock = CallClock(script.at)
        self._ledger = Ledger(clinic.models.small)
        self._over_s = 0.0
        self._broken: list[Broken] = []
        self._problems: list[str] = []

    @property
    def exchanges(self) -> list[Exchange]:
        return self._line.exchanges

    @property
    def broken(self) -> list[Broken]:
        """Every rule that was broken, in the call and after it."""
        return [*self._broken, *(Broken(self._line.current.number, told) for told in self.after.broken)]

    @property
    def problems(self) -> list[str]:
        return [*self._problems, *self.after.problems]

    @property
    def over_at(self) -> datetime:
        """When the caller was gone, or with a person."""
        return self._script.at + timedelta(seconds=self._over_s)

    def build(self, settings: "Settings") -> Functions:
        """The functions that Lex, flows and EventBridge call, over the production adapters."""
        from fulfillment import ended_handler, flow_handler, handler

        return Functions(
            fulfillment=self._around(handler.build(settings, clock=self._clock, record=self._record)),
            flow=flow_handler.build(settings, now=self._clock.now, count=_uncounted),
            ended=ended_handler.build(settings, line=self._number, count=_uncounted),
        )

    def hold(
        self,
        bot: "BotDefinition",
        instance: Instance,
        *,
        caller: Caller,
        witnesses: Sequence[Witness],
        functions: Future[Functions],
    ) -> FlowResult:
        """Let the contact walk through the flows. The greeting needs no function; the first turn waits for them.

        Raises:
            FlowError: a flow is not usable.
            Exception: whatever kept the functions from being built.
        """
        self._functions = functions
        patience_s = self._script.patience_s
        self._line = Conversation(caller, self._clock, witnesses=(self, *witnesses), patience_s=patience_s)
        self._function = LocalFunction(
            lambda event, context: functions.result().fulfillment(event, context),
            clock=self._clock,
            faults=self.faults,
            differs=self._differs,
        )
        contact = Contact(str(uuid.uuid4()), Endpoint(self._script.caller), Endpoint(self._number))
        engine = self._engine(bot, instance)
        self.after = Aftermath(
            engine,
            self._clock,
            self._script.agent,
            ended=lambda event, context: functions.result().ended(event, context),
            tells_reason=self._options.events_tell_reason,
        )
        result = engine.run(START, contact=contact, line=self._line)
        self._finish(result, contact, functions)
        return result

    def _finish(self, result: FlowResult, contact: Contact, functions: Future[Functions]) -> None:
        """The line is down: when that was, what failed, and the person who took the call.

        Raises:
            Exception: whatever kept the functions from being built.
        """
        self._line.finish()
        functions.result()
        self._over_s = self._clock.monotonic()
        self.after.note(result.failures)
        if result.transferred:
            self.after.taken(contact, [prompt for exchange in self.exchanges for prompt in exchange.heard])

    def ends(self, result: FlowResult) -> Disposition:
        """Tell of the call's end, as Connect does. Raises: SessionsError: the store is not there."""
        return self.after.ends(result, began=self._script.at, at=self.over_at)

    def _engine(self, bot: "BotDefinition", instance: Instance) -> FlowEngine:
        """The flows, with the bot and the queues they lead to."""
        lex = LexRuntime(
            bot,
            self._function,
            self._clock,
            ids=BotIds(),
            faults=self.faults,
            zone_of_lex=self._options.zone_of_lex,
            attributes_survive=self._options.attributes_survive,
            on_turn=self._answered,
        )
        world = self._script.world
        agents = counted(world.agents_available) if world.agents is None else world.agents
        queues = Floor(self._clinic, self._clock, agents=agents, queues=world.queues, queue_full=world.queue_full)
        return FlowEngine(
            replace(instance, dialable=(country(self._number) or NORTH_AMERICA,)),
            queues=queues,
            converse=lex.converse,
            invoke_flow_function=self._invoke_flow_function,
            handlers=self._handlers,
            strike=self._block_faults.strike,
            hooks_inherited=world.callbacks_inherit,
            accepted=True,
        )

    def cost(self) -> "Cost":
        """What the call would have cost on AWS."""
        engine = next((one.engine for one in self._clinic.locales if one.id == self._script.locale), "neural")
        return self._ledger.cost(
            minutes=self._over_s / 60,
            engine=engine,
            exchanges=self.exchanges,
            requests=self.faults.requests,
            invocations=self._function.invocations,
            busy_s=self._function.busy_s,
        )

    def turn_begins(self, exchange: Exchange) -> None:
        """From here on this turn is answered; what it needs must be there."""
        self._functions.result()
        self.faults.turn = self._block_faults.turn = exchange.number

    def heard(self, prompt: Prompt) -> None:
        """Nothing depends on what is heard."""

    def _answered(self, turn: LexTurn) -> None:
        """What Lex made of the turn, before the reply is spoken."""
        exchange = self._line.current
        exchange.intent = turn.intent
        if exchange.confidence is None and turn.heard.mode is not InputMode.DTMF:
            exchange.confidence = turn.confidence
        exchange.timeline["function"] = round(turn.function_ms, 1)
        self._problems += [f"turn {exchange.number}: {call.error}" for call in turn.calls if call.error]

    def _record(self, entry: "TurnRecord") -> None:
        """What the function says about the turn, when it is delivered for the first time."""
        exchange = self._line.current
        if entry.delivered_before:
            return
        exchange.model = entry.model or exchange.model
        exchange.confidence = entry.confidence if entry.confidence is not None else exchange.confidence
        self._line.note(timeline=entry.timeline, usage=entry.usage)
        for model, used in entry.billed.items():
            self._ledger.add(model, used)
        if entry.usage_estimated:
            exchange.usage_estimated = self._ledger.estimated = True
        self._problems += [f"turn {exchange.number}: {error}" for error in entry.errors]

    def _differs(self, message: str) -> None:
        self._broken.append(Broken(self._line.current.number, message))

    def _invoke_flow_function(self, arn: str, event: dict[str, Any]) -> Mapping[str, Any]:  # noqa: ARG002 - one function
        function = self._functions.result().flow
        with self._clock.invocation():
            return function(event, None)


def _uncounted(counts: Mapping[str, int]) -> None:
    """Nobody reads metrics of a call on this machine, and standard output is the call's."""
