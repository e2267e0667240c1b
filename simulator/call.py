"""One call from the first ring to its end: every part of Frontdesk put together on this machine.

Knows which parts a call needs and what they are told; refuses to know what any of them does. The servers behind the
call are started once and emptied for each; the function and the flow engine are made anew for every call.
"""

import uuid
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from fulfillment.ports import SessionsError

import contact_flows
import lex_bot
from clinic import Clinic
from simulator.caller import Caller, ScriptedCaller
from simulator.clock import CallClock
from simulator.connect.contact import Contact, Endpoint
from simulator.connect.flow import End, FlowEngine, FlowResult
from simulator.connect.instance import Instance
from simulator.connect.queues import Queues
from simulator.conversation import Conversation, Witness
from simulator.exchange import Exchange
from simulator.function import LocalFunction
from simulator.ledger import CountingFaults, Ledger
from simulator.lex.events import InputMode
from simulator.lex.runtime import BotIds, LexRuntime, LexTurn
from simulator.line import Prompt
from simulator.local_aws import LocalAws
from simulator.local_aws.faults import Fault
from simulator.local_aws.latencies import Latencies
from simulator.local_aws.seeding import WorldError
from simulator.outcome import AgentView, Broken, Outcome, disposition
from simulator.script import Booked, FaultEntry, Script, load_world, seeded

if TYPE_CHECKING:
    from fulfillment.aws.sessions import DynamoSessions
    from fulfillment.settings import Settings
    from fulfillment.turn import TurnRecord

    from lex_bot.definition import BotDefinition
    from measure.cost import Cost

DOCUMENTS = Path(__file__).parent.parent / "knowledge_base"
START = "inbound"
DIALOG_SHARE = 4.0 / 6.0
"""Of a turn's deadline, what a dialog hook has: no progress message covers it."""
_WAITS_FOR_CALLER = ("ElicitSlot", "ConfirmIntent")


class SetupError(ValueError):
    """A call cannot be held with what it was given; one sentence: what, where, what to do."""


@dataclass(frozen=True, slots=True)
class Options:
    """How calls are held, where it is not the script's business."""

    live_bedrock: bool = False
    """Models at the real Bedrock, with the user's own credentials."""
    attributes_survive: bool = False
    """Whether a second Lex block begins with the attributes the first one ended with; AWS does not say."""
    zone_of_lex: str = "UTC"
    """Where Lex resolves relative dates; a Connect block cannot say."""
    latencies: Latencies = field(default_factory=Latencies)


class Switchboard:
    """A context manager in which calls are held, one at a time in a process.

    Raises:
        SetupError: on entering: a flow is not usable.
    """

    def __init__(self, clinic: Clinic, options: Options | None = None, *, documents: Path = DOCUMENTS) -> None:
        self._clinic = clinic
        self._options = options or Options()
        self._aws = LocalAws(
            clinic, latencies=self._options.latencies, documents=documents, live_bedrock=self._options.live_bedrock
        )
        self._bots: dict[str, BotDefinition] = {}
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        try:
            self._instance = Instance.local()
        except contact_flows.FlowError as error:
            raise SetupError(f"contact flows: {error}") from error
        self._world = load_world()
        self._stack.enter_context(self._aws)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def hold(self, script: Script, *, caller: Caller | None = None, witnesses: Sequence[Witness] = ()) -> Outcome:
        """Hold one call. `caller` instead of the script's turns; `witnesses` are told of it as it goes on.

        Raises:
            SetupError: no bot speaks the script's locale, its world contradicts itself, or a flow is not usable.
        """
        world = seeded(script, self._world)
        faults = CountingFaults([_fault(entry) for entry in script.world.faults])
        try:
            if script.locale not in self._bots:
                self._bots[script.locale] = lex_bot.load(script.locale, self._clinic)
            self._aws.reset(world, faults)
            settings = _settings(self._aws.settings_env(), script)
            call = _Call(self._clinic, self._options, script, settings, faults)
            result = call.hold(
                self._bots[script.locale], self._instance, caller or ScriptedCaller(script.turns), witnesses
            )
        except (lex_bot.BotError, contact_flows.FlowError) as error:
            raise SetupError(str(error)) from error
        except WorldError as error:
            raise SetupError(f"{script.name}: {error}") from error
        faults.lift()
        return self._outcome(call, result, [patient.name for patient in world.patients])

    @cached_property
    def _sessions(self) -> "DynamoSessions":
        """The function's own store, read when a call is over."""
        from fulfillment.aws.clients import make_clients
        from fulfillment.aws.sessions import DynamoSessions

        env = self._aws.settings_env()
        return DynamoSessions(make_clients(env["AWS_REGION"]).dynamodb, env["SESSION_TABLE"])

    def _outcome(self, call: "_Call", result: FlowResult, patients: Sequence[str]) -> Outcome:
        session_id = result.attributes.get("session_id", result.contact.contact_id)
        packet = self._sessions.load_packet(session_id)
        stored = self._sessions.load(session_id)
        cost = call.cost()
        return Outcome(
            exchanges=call.exchanges,
            disposition=disposition(
                call.exchanges,
                queued=result.transferred or _queued(result),
                callback=bool(result.callbacks),
                after_error=result.dropped,
                hung_up=result.end is End.HUNG_UP,
                anything_done=_anything_done(stored.document if stored else {}),
            ),
            queue=result.queue,
            reason=result.attributes.get("handoff_reason") or None,
            handoff=packet,
            agent=call.agent,
            blocks=[{"flow": one.flow, "action": one.action, "branch": one.branch} for one in result.blocks],
            appointments={name: self._booked(name) for name in patients},
            password_resets=self._aws.password_resets(),
            broken=call.broken,
            problems=[*call.problems, *(_told(failure) for failure in result.failures), *filter(None, [cost.note])],
            cost_usd=round(cost.total_usd, 6),
        )

    def _booked(self, patient: str) -> list[Booked]:
        return [
            Booked(patient=patient, at=one.at, service=one.service, provider=one.provider)
            for one in self._aws.appointments_with_details(patient)
        ]


class _Call:
    """One call being held: its clock, its line, and what is written down about it."""

    def __init__(
        self, clinic: Clinic, options: Options, script: Script, settings: "Settings", faults: CountingFaults
    ) -> None:
        self._clinic = clinic
        self._options = options
        self._script = script
        self._settings = settings
        self._faults = faults
        self._clock = CallClock(script.at)
        self._ledger = Ledger(clinic.models.small)
        self.agent: AgentView | None = None
        self.broken: list[Broken] = []
        self.problems: list[str] = []

    @property
    def exchanges(self) -> list[Exchange]:
        return self._line.exchanges

    def hold(
        self, bot: "BotDefinition", instance: Instance, caller: Caller, witnesses: Sequence[Witness]
    ) -> FlowResult:
        """Let the contact walk through the flows. Raises: FlowError."""
        from fulfillment import flow_handler, handler

        self._line = Conversation(caller, self._clock, witnesses=(self, *witnesses))
        function = handler.build(self._settings, clock=self._clock, record=self._record)
        self._function = LocalFunction(function, clock=self._clock, faults=self._faults, differs=self._differs)
        self._flow_function = flow_handler.build(self._settings, clock=self._clock)
        lex = LexRuntime(
            bot,
            self._function,
            self._clock,
            ids=BotIds(),
            faults=self._faults,
            zone_of_lex=self._options.zone_of_lex,
            attributes_survive=self._options.attributes_survive,
            on_turn=self._answered,
        )
        world = self._script.world
        queues = Queues(self._clinic, agents_available=world.agents_available, queue_full=world.queue_full)
        engine = FlowEngine(
            instance, queues=queues, converse=lex.converse, invoke_flow_function=self._invoke_flow_function
        )
        contact = Contact(str(uuid.uuid4()), Endpoint(self._script.caller), Endpoint(self._clinic.phone))
        result = engine.run(START, contact=contact, line=self._line)
        self._line.finish()
        if result.transferred or result.callbacks:
            self.agent = self._agent_view(contact)
        return result

    def _agent_view(self, contact: Contact) -> AgentView:
        """What comes with the contact; who calls back hears the whisper then, so it is asked for now."""
        heard = [prompt for exchange in self.exchanges for prompt in exchange.heard if prompt.heard_by == "agent"]
        whisper = " ".join(prompt.text for prompt in heard) or self._purpose(contact, "whisper").get("whisper", "")
        return AgentView(whisper=whisper, screen=self._purpose(contact, "screen"))

    def cost(self) -> "Cost":
        """What the call would have cost on AWS."""
        engine = next((one.engine for one in self._clinic.locales if one.id == self._script.locale), "neural")
        return self._ledger.cost(
            minutes=self._clock.monotonic() / 60,
            engine=engine,
            exchanges=self.exchanges,
            requests=self._faults.requests,
            invocations=self._function.invocations,
            busy_s=self._function.busy_s,
        )

    def turn_begins(self, exchange: Exchange) -> None:
        """From here on this turn is answered."""
        self._faults.turn = exchange.number

    def heard(self, prompt: Prompt) -> None:
        """Nothing depends on what is heard."""

    def _answered(self, turn: LexTurn) -> None:
        """What Lex made of the turn, before the reply is spoken."""
        exchange = self._line.current
        exchange.intent = turn.intent
        if exchange.confidence is None and turn.heard.mode is not InputMode.DTMF:
            exchange.confidence = turn.confidence
        exchange.open_question = turn.awaits in _WAITS_FOR_CALLER
        exchange.timeline["function"] = round(turn.function_ms, 1)
        self.problems += [f"turn {exchange.number}: {call.error}" for call in turn.calls if call.error]

    def _record(self, entry: "TurnRecord") -> None:
        """What the function says about the turn, when it is delivered for the first time."""
        exchange = self._line.current
        if entry.delivered_before:
            return
        exchange.model = entry.model or exchange.model
        exchange.confidence = entry.confidence if entry.confidence is not None else exchange.confidence
        self._line.note(timeline=entry.timeline, usage=entry.usage)
        self._ledger.add(entry.model, entry.usage)
        self.problems += [f"turn {exchange.number}: {error}" for error in entry.errors]

    def _differs(self, message: str) -> None:
        self.broken.append(Broken(self._line.current.number, message))

    def _invoke_flow_function(self, arn: str, event: dict[str, Any]) -> Mapping[str, Any]:  # noqa: ARG002 - one function
        with self._clock.invocation():
            return self._flow_function(event, None)

    def _purpose(self, contact: Contact, purpose: str) -> Mapping[str, str]:
        try:
            return dict(self._invoke_flow_function("", contact.event({"purpose": purpose})))
        except (ValueError, SessionsError) as error:
            self.problems.append(f"the agent's {purpose}: {type(error).__name__}")
            return {}


def _settings(env: Mapping[str, str], script: Script) -> "Settings":
    from fulfillment.settings import Settings

    deadline = script.world.turn_deadline_s
    return replace(
        Settings.from_env(env), fulfillment_deadline_s=deadline, dialog_deadline_s=min(4.0, deadline * DIALOG_SHARE)
    )


def _fault(entry: FaultEntry) -> Fault:
    return Fault(entry.at, entry.kind, times=None if entry.times == "always" else entry.times, turn=entry.turn)


def _queued(result: FlowResult) -> bool:
    return any(block.branch == "queued" for block in result.blocks)


def _anything_done(document: Mapping[str, Any]) -> bool:
    """A task was finished or a question answered, as the session remembers it."""
    return bool(document.get("finished") or document.get("documents"))


def _told(failure: Any) -> str:
    return f"{failure.flow}/{failure.action}: {failure.error_type} {failure.detail}".rstrip()
