"""Plays a test case: waits for what it observes, does what it says then, and judges at the end.

Knows which observations are waited for, what fulfils them and which actions follow; refuses to know flows, the bot and
how a conversation is printed.
"""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from contact_flows import Action as Block
from contact_flows import testing_language as language
from contact_flows.test_cases import Action as Step
from contact_flows.test_cases import Case, CaseError, Event, Observation
from simulator.caller import Action
from simulator.connect.actions import Handler
from simulator.connect.contact import Contact
from simulator.connect.prompts import PromptError, plain
from simulator.connect.run import Failed, Outcome, Run
from simulator.exchange import Exchange
from simulator.expectations import Failure, heard, words
from simulator.line import CallerHungUp, CallerInput, Clock, Keys, Prompt, Silence, Speech
from simulator.test_runner import overrides
from simulator.test_runner.assertions import failed
from simulator.test_runner.resources import Resources, reference_in, resource_of

ALIKE = 0.75
"""Share of words that a message has in common, in order, with one that it is like; Connect compares the meaning."""
_FLOW_EVENTS = ("FlowActionStarted", "FlowActionCompleted")


@dataclass(frozen=True, slots=True)
class Happened:
    """Something a test can observe."""

    type: str
    action: str = ""
    """Of a flow, in the testing language."""
    arn: str = ""
    text: str = ""


@dataclass(slots=True)
class _Waiting:
    """An observation, and what has come of it."""

    observation: Observation
    kind: str
    """Exactly, AtLeast, AtMost or Always."""
    times: int
    wanted: Happened
    since: int | None = None
    """The turn in whose answer it is waited for; None: it is not yet."""
    count: int = 0

    @property
    def fulfilled(self) -> bool:
        return self.kind in ("AtMost", "Always") or self.count >= self.times

    @property
    def waits(self) -> bool:
        return self.since is not None and not (self.kind == "Exactly" and self.count >= self.times)

    def in_words(self) -> str:
        return f"observation {self.observation.identifier!r}: {self.observation.event.in_words()}"


@dataclass(slots=True)
class Player:
    """The caller of one test case. It is told of prompts and turns, and stands around the blocks of the flows.

    Raises:
        CaseError: on making: the test case names what this machine does not have.
    """

    case: Case
    resources: Resources
    _waiting: list[_Waiting] = field(default_factory=list)
    _overrides: overrides.Overrides = field(default_factory=overrides.Overrides)
    _todo: deque[Action] = field(default_factory=deque)
    _failures: list[Failure] = field(default_factory=list)
    _turn: int = 0
    _contact: Contact | None = None
    """The caller's; callbacks and agents' guides are others, which the test does not see."""
    _clock: Clock | None = None
    _over: str = ""
    """Why the test is over; empty: it is not."""
    _seen: dict[str, Any] = field(default_factory=dict)
    """What completed actions gave, by namespace: only what was observed can be asserted."""

    def __post_init__(self) -> None:
        for one in self.case.observations:
            usage = one.usage
            kind = language.USAGES[usage.type] if usage else "Exactly"
            times = (usage.times if usage else None) or 1
            self._waiting.append(_Waiting(one, kind, times, self._wanted(one)))
            for step in one.actions:
                if step.type == "OverrideSystemBehavior":
                    self._override(one, step)
        for first in self.case.starts():
            self._of(first.identifier).since = 0
        self._happens(Happened("TestInitiated"), stops=False)

    def next_action(self) -> Action | None:
        """What the caller does now: what the test has sent, else nothing."""
        self._watch_the_clock()
        if self._over:
            return None
        return self._todo.popleft() if self._todo else Action(Silence())

    def turn_begins(self, exchange: Exchange) -> None:
        self._turn = exchange.number

    def heard(self, prompt: Prompt) -> None:
        """Raises: CallerHungUp: the test is over."""
        if prompt.heard_by == "caller":
            self._happens(Happened("MessageReceived", text=prompt.text))

    def around(self, handlers: Mapping[str, Handler]) -> dict[str, Handler]:
        """The flows' blocks, as the test sees and overrides them."""
        return {kind: self._watched(handler) for kind, handler in handlers.items()}

    def verdict(self) -> list[Failure]:
        """What did not go as the test case has it, once the call is over."""
        if not self._over:
            self._over = "the call was over"
        self._happens(Happened("TestCompleted"), stops=False)
        missed = [one for one in self._waiting if one.since is not None and not one.fulfilled]
        found = [*self._failures, *(Failure(one.since, self._missed(one)) for one in missed)]
        if not found:
            found += [
                Failure(None, f"{one.in_words()}: was never waited for: {self._over}")
                for one in self._waiting
                if one.since is None
            ]
        return found

    def _missed(self, one: _Waiting) -> str:
        often = f"happened {one.count} of {one.times} times" if one.times > 1 else "did not happen"
        return f"{one.in_words()} {often} before {self._over}"

    def _watched(self, handler: Handler) -> Handler:
        def block(run: Run, action: Block) -> Outcome:
            self._contact, self._clock = self._contact or run.contact, run.line.clock
            found = resource_of(run, action)
            if found is None or run.contact is not self._contact:
                return handler(run, action)
            override = self._overrides.take(*found)
            self._happens(Happened("FlowActionStarted", *found))
            outcome = handler(run, action) if override is None else override.run(run, action, handler)
            if not isinstance(outcome, Failed):
                self._completes(run, found)
            return outcome

        return block

    def _completes(self, run: Run, found: tuple[str, str]) -> None:
        results: dict[str, Callable[[], Any]] = {
            "InvokeLambdaFunction": lambda: {"External": dict(run.contact.external)},
            "ConnectParticipantWithLexBot": lambda: {"Lex": dict(run.contact.lex)},
        }
        if found[0] in results:
            happened = Happened("FlowActionCompleted", *found)
            if any(one.waits and self._fits(one, happened) for one in self._waiting):
                self._seen |= results[found[0]]()
            self._happens(happened)

    def _happens(self, happened: Happened, *, stops: bool = True) -> None:
        """Raises: CallerHungUp: the test is over, or the caller has gone."""
        self._watch_the_clock()
        if not self._over or happened.type == "TestCompleted":
            fitting = next((one for one in self._waiting if one.waits and self._fits(one, happened)), None)
            if fitting is not None:
                self._observed(fitting)
        if self._over and stops:
            raise CallerHungUp

    def _observed(self, one: _Waiting) -> None:
        one.count += 1
        if one.kind == "AtMost" and one.count > one.times:
            self._fails(f"{one.in_words()} happened more than {one.times} times")
            return
        for step in one.observation.in_order():
            if not self._do(one, step):
                break
        if one.count == (one.times if one.kind in ("Exactly", "AtLeast") else 1):
            for name in one.observation.transitions.next_observations:
                following = self._of(name)
                following.since = self._turn + len(self._todo) if following.since is None else following.since

    def _do(self, one: _Waiting, step: Step) -> bool:
        """Whether the actions after it are done, too."""
        given = step.parameters
        match step.type:
            case "SendInstruction":
                self._send(given["Instruction"])
            case "OverrideSystemBehavior":
                self._overrides.add(self._override(one.observation, step))
            case "Assert":
                told = failed(given, self._document(), self.resources.text)
                if told:
                    self._fails(f"observation {one.observation.identifier!r}: action {step.identifier!r}: {told}")
                    return False
            case "TestControl" if given["Command"]["Type"] == "EndTest":
                self._over = self._over or "the test was ended"
        return True

    def _send(self, instruction: Mapping[str, Any]) -> None:
        given = instruction.get("Properties", {})
        if instruction["Type"] == "Disconnect":
            self._todo.clear()
            self._over = self._over or "the caller had hung up"
            return
        what: CallerInput = Keys(str(given.get("Value", "")))
        if instruction["Type"] in language.UTTERANCES:
            said = next(str(given[key]) for key in ("Value", "Text", "SSML") if key in given)
            what = Speech(plain(said) if "SSML" in given else self.resources.text(said))
        self._todo.append(Action(what))

    def _fails(self, message: str) -> None:
        """A failed assertion stops the test."""
        self._failures.append(Failure(self._turn, message))
        self._over = self._over or "an assertion had failed"

    def _watch_the_clock(self) -> None:
        if self._clock is not None and self._clock.monotonic() > language.MAX_SECONDS and not self._over:
            self._over = f"{language.MAX_SECONDS // 60} minutes had passed"

    def _document(self) -> dict[str, Any]:
        document = {} if self._contact is None else self._contact.document()
        return {**document, "External": {}, "Lex": {}, **self._seen}

    def _override(self, one: Observation, step: Step) -> overrides.Override:
        where = f"observation {one.identifier!r}: action {step.identifier!r}"
        return overrides.parse(step.parameters, self.resources, where)

    def _wanted(self, one: Observation) -> Happened:
        event, where = one.event, f"observation {one.identifier!r}"
        if event.type == "MessageReceived":
            return Happened(event.type, text=self._expected(event, where))
        if event.type in _FLOW_EVENTS:
            action = str(event.properties["ActionType"])
            reference = reference_in(event.properties["ActionParameters"])
            return Happened(event.type, action, self.resources.resource(action, reference, where))
        return Happened(event.type)

    def _expected(self, event: Event, where: str) -> str:
        given = event.properties
        if "Text" in given:
            return self.resources.text(str(given["Text"]))
        if "SSML" in given:
            ssml = self.resources.text(str(given["SSML"]))
            try:
                return plain(ssml if ssml.startswith("<speak") else f"<speak>{ssml}</speak>")
            except PromptError as error:
                raise CaseError(f"{self.case.name}: {where}: {error}; correct it") from error
        if str(given.get("PromptId", "")) in ("${HoldMusic}", self.resources.text("${HoldMusic}")):
            return "[music]"
        raise CaseError(f"{self.case.name}: {where}: this machine plays no such recording; expect its Text")

    def _fits(self, one: _Waiting, happened: Happened) -> bool:
        wanted = one.wanted
        if wanted.type != happened.type:
            return False
        if happened.type != "MessageReceived":
            return (wanted.action, wanted.arn) == (happened.action, happened.arn)
        if one.observation.event.criteria == language.INCLUSION or wanted.text.startswith("["):
            return heard(wanted.text, happened.text)
        return alike(wanted.text, happened.text)

    def _of(self, identifier: str) -> _Waiting:
        return next(one for one in self._waiting if one.observation.identifier == identifier)


def alike(wanted: str, text: str) -> bool:
    """Whether two texts have most words in common, in order."""
    expected: Sequence[str] = words(wanted)
    found: Sequence[str] = words(text)
    return SequenceMatcher(None, expected, found, autojunk=False).ratio() >= ALIKE
