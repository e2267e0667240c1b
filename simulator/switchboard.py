"""Where calls are held: the servers behind them, started once, and what can be asked once a call is over.

Knows what outlives a call (tables, users, sessions, flows) and how it is emptied for the next; refuses to know how a
call goes.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import cached_property, partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from botocore.exceptions import BotoCoreError, ClientError

import contact_flows
import lex_bot
from clinic import Clinic
from declared import Refused
from fulfillment import prompts
from fulfillment.disposition import Disposition
from fulfillment.ports import SessionsError
from simulator.call import Call, Functions, Options
from simulator.caller import Caller, ScriptedCaller
from simulator.connect.actions import HANDLERS
from simulator.connect.actions import Handler as BlockHandler
from simulator.connect.flow import FlowResult
from simulator.connect.instance import Instance
from simulator.connect.walk import Block
from simulator.conversation import Witness
from simulator.function import Handler
from simulator.ledger import CountingFaults
from simulator.lex.understanding import sample_lexicon
from simulator.lex.wording import LexiconError
from simulator.local_aws import DYNAMODB_ENDPOINT, LocalAws
from simulator.local_aws.faults import Fault, FaultBoard
from simulator.local_aws.retrieval import load_documents
from simulator.local_aws.seeding import WorldError
from simulator.outcome import Outcome
from simulator.script import Booked, Earlier, Ends, FaultEntry, Script, ScriptError, World, load_world, seeded

if TYPE_CHECKING:
    from fulfillment.aws.sessions import DynamoSessions
    from fulfillment.settings import Settings
    from lex_bot.definition import BotDefinition

DOCUMENTS = Path(__file__).parent.parent / "knowledge_base"
DIALOG_SHARE = 4.0 / 6.0
"""Of a turn's deadline, what a dialog hook has: no progress message covers it."""


class SetupError(ValueError):
    """A call cannot be held with what it was given; one sentence: what, where, what to do."""


class Switchboard:
    """A context manager in which calls are held, one at a time in a process.

    The servers start beside the first greeting, which needs none of them.

    Raises:
        SetupError: on entering: a flow, a document, the lexicon or the sample world is not usable.
    """

    def __init__(self, clinic: Clinic, options: Options | None = None, *, documents: Path = DOCUMENTS) -> None:
        self._clinic = clinic
        self._options = options or Options()
        self._aws = LocalAws(
            clinic, latencies=self._options.latencies, documents=documents, live_bedrock=self._options.live_bedrock
        )
        self._documents = documents
        self._bots: dict[str, BotDefinition] = {}
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        try:
            self._instance = Instance.local(self._clinic)
        except contact_flows.FlowError as error:
            raise SetupError(f"contact flows: {error}") from error
        try:
            for locale in self._clinic.locales:
                prompts.check(locale.id)
            load_documents(self._documents)
            sample_lexicon()
            self._world = load_world(clinic=self._clinic)
        except (prompts.PromptError, Refused, LexiconError, ScriptError) as error:
            raise SetupError(str(error)) from error
        self._pool = self._stack.enter_context(ThreadPoolExecutor(1))
        self._started = self._pool.submit(self._stack.enter_context, self._aws)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        wait([self._started])
        self._stack.close()

    def expect(self, scripts: Iterable[Script]) -> None:
        """Make sure that each of these calls can be held, before the first is.

        Raises:
            SetupError: no bot speaks a script's locale, or a fault is at a DynamoDB that is not the built-in one.
        """
        for script in scripts:
            self._bot(script.locale)
            if os.environ.get(DYNAMODB_ENDPOINT) and any(f.at.startswith("dynamodb.") for f in script.world.faults):
                raise SetupError(f"{script.name}: only the built-in DynamoDB has faults; unset {DYNAMODB_ENDPOINT}")

    def _bot(self, locale: str) -> "BotDefinition":
        try:
            if locale not in self._bots:
                self._bots[locale] = lex_bot.load(locale, self._clinic)
        except lex_bot.BotError as error:
            raise SetupError(str(error)) from error
        return self._bots[locale]

    def hold(
        self,
        script: Script,
        *,
        caller: Caller | None = None,
        witnesses: Sequence[Witness] = (),
        faults: CountingFaults | None = None,
        around: Callable[[Handler], Handler] = lambda function: function,
        handlers: Mapping[str, BlockHandler] = HANDLERS,
    ) -> Outcome:
        """Hold one call.

        Args:
            script: who calls when, and what is in the world.
            caller: instead of the script's turns.
            witnesses: are told of the call as it goes on.
            faults: instead of the script's own, those at blocks of the flows excepted.
            around: puts something between Lambda and the function, such as a witness of events and replies.
            handlers: runs each block of the flows, by action type; a test runner stands around them.

        Raises:
            SetupError: no bot speaks the script's locale, its world contradicts itself, a flow is not usable, or the
                DynamoDB that the environment names is not there.
        """
        world = seeded(script, self._world)
        planned = [_fault(entry) for entry in script.world.faults]
        faults = faults or CountingFaults([fault for fault in planned if not fault.at_block])
        block_faults = FaultBoard([fault for fault in planned if fault.at_block])
        begin: Callable[[FaultBoard], None] = partial(self._aws.reset, world, line=script.world.line)
        earlier = None
        if script.earlier is not None:
            first = _earlier(script, script.earlier)
            call = Call(self._clinic, self._options, first, CountingFaults(), lambda function: function)
            earlier = self._held(call, first, begin, caller=ScriptedCaller(first.turns), world=world)
            script, begin = _afterwards(script, earlier), self._aws.strike_with
        call = Call(self._clinic, self._options, script, faults, around, block_faults=block_faults, handlers=handlers)
        caller = caller or ScriptedCaller(script.turns)
        outcome = self._held(call, script, begin, caller=caller, witnesses=witnesses, world=world)
        return replace(outcome, earlier=earlier)

    def _held(
        self,
        call: Call,
        script: Script,
        begin: Callable[[FaultBoard], None],
        *,
        caller: Caller,
        witnesses: Sequence[Witness] = (),
        world: World,
    ) -> Outcome:
        """Hold a call to its end and past it. `begin`: makes the services ready for it, and its faults strike.

        Raises:
            SetupError: as for `hold`.
        """

        def prepare() -> Functions:
            self._started.result()
            begin(call.faults)
            return call.build(_settings(self._aws.settings_env(), script))

        bot = self._bot(script.locale)
        with _setup_errors(script):
            functions = self._pool.submit(prepare)
            result = call.hold(bot, self._instance, caller=caller, witnesses=witnesses, functions=functions)
            call.faults.lift()
            ended = call.ends(result)
            callbacks = call.after.call_back(result)
        outcome = self._outcome(call, result, ended, [patient.name for patient in world.patients])
        return replace(outcome, callbacks=callbacks)

    @cached_property
    def _sessions(self) -> "DynamoSessions":
        """The function's own store, read when a call is over."""
        from fulfillment.aws.clients import make_clients
        from fulfillment.aws.sessions import DynamoSessions

        env = self._aws.settings_env()
        return DynamoSessions(make_clients(env["AWS_REGION"]).dynamodb, env["SESSION_TABLE"])

    def _outcome(self, call: Call, result: FlowResult, ended: Disposition, patients: Sequence[str]) -> Outcome:
        session_id = result.attributes.get("session_id", result.contact.contact_id)
        packet = self._packet(session_id, result.attributes)
        feedback = self._sessions.load_feedback(session_id)
        cost = call.cost()
        return Outcome(
            exchanges=call.exchanges,
            disposition=ended,
            queue=result.queue,
            reason=result.attributes.get("handoff_reason") or None,
            attributes=result.attributes,
            handoff=packet,
            agent=call.after.agent,
            wait_s=None if result.waited is None else result.waited.total_seconds(),
            feedback=[] if feedback is None else _reports(feedback.document),
            assist=self._aws.assist_told(call.after.assist_session) if call.after.assist_session else {},
            ended_at=call.over_at,
            blocks=_blocks(result.blocks),
            aside=_blocks(call.after.blocks),
            appointments={name: self._booked(name) for name in patients},
            password_resets=self._aws.password_resets(),
            broken=call.broken,
            problems=[*call.problems, *filter(None, [cost.note])],
            cost=cost,
        )

    def _packet(self, session_id: str, attributes: Mapping[str, str]) -> Mapping[str, Any] | None:
        """What whoever takes over finds; None where nobody does, or nothing is known."""
        from fulfillment.handoff import find_packet

        reason, queue = attributes.get("handoff_reason"), attributes.get("handoff_queue")
        return find_packet(self._sessions, session_id, reason=reason, queue=queue) if reason else None

    def _booked(self, patient: str) -> list[Booked]:
        return [
            Booked(patient=patient, at=one.at, service=one.service, provider=one.provider)
            for one in self._aws.appointments_with_details(patient)
        ]


@contextmanager
def _setup_errors(script: Script) -> Iterator[None]:
    """Raises: SetupError: in place of whatever keeps a call from being held."""
    try:
        yield
    except contact_flows.FlowError as error:
        raise SetupError(str(error)) from error
    except WorldError as error:
        raise SetupError(f"{script.name}: {error}") from error
    except (BotoCoreError, ClientError, SessionsError) as error:
        raise SetupError(f"local AWS does not start: {error}") from error


def _blocks(passed: Iterable[Block]) -> list[dict[str, str]]:
    return [{"flow": one.flow, "action": one.action, "branch": one.branch} for one in passed]


def _settings(env: Mapping[str, str], script: Script) -> "Settings":
    from fulfillment.settings import Settings

    deadline = script.world.turn_deadline_s
    return replace(
        Settings.from_env(env), fulfillment_deadline_s=deadline, dialog_deadline_s=min(4.0, deadline * DIALOG_SHARE)
    )


def _fault(entry: FaultEntry) -> Fault:
    return Fault(
        entry.at, entry.kind, times=None if entry.times == "always" else entry.times, turn=entry.turn, after=entry.after
    )


def _earlier(script: Script, earlier: Earlier) -> Script:
    """The call before a script's own: the same caller and world, without faults."""
    changes = {"turns": earlier.turns, "patience_s": earlier.patience_s, "earlier": None, "ends": Ends()}
    return script.model_copy(update=changes)


def _afterwards(script: Script, earlier: Outcome) -> Script:
    """The script's own call, so long after the end of the one before."""
    if script.earlier is None or earlier.ended_at is None:
        return script
    return script.model_copy(update={"at": earlier.ended_at + timedelta(minutes=script.earlier.minutes_ago)})


def _reports(document: Mapping[str, Any]) -> list[dict[str, str]]:
    from fulfillment.feedback import reports_of

    return [{"wrong": str(each.wrong), "because": each.because} for each in reports_of(document)]
