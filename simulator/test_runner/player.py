"""Plays a test case: waits for what it observes, does what it says then, and judges at the end.

Knows which observations are waited for when, and which actions follow; refuses to know what fulfils one (`waiting`),
flows, the bot and how a conversation is printed.
"""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from contact_flows import Action as Block
from contact_flows import testing_language as language
from contact_flows.test_cases import Action as Step
from contact_flows.test_cases import Case, Observation
from simulator.caller import Action
from simulator.connect.actions import Handler
from simulator.connect.contact import Contact
from simulator.connect.run import Failed, Outcome, Run
from simulator.exchange import Exchange
from simulator.expectations import Failure
from simulator.line import CallerHungUp, CallerInput, Clock, Keys, Prompt, Silence, Speech
from simulator.test_runner import overrides
from simulator.test_runner.assertions import failed
from simulator.test_runner.resources import Resources, resource_of
from simulator.test_runner.waiting import Happened, Waiting, spoken, waiting_for


@dataclass(slots=True)
class Player:
    """The caller of one test case. It is told of prompts and turns, and stands around the blocks of the flows.

    Raises:
        CaseError: on making: the test case names what this machine does not have.
    """

    case: Case
    resources: Resources
    _waiting: list[Waiting] = field(default_factory=list)
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
            self._waiting.append(waiting_for(one, self.resources))
            for step in one.actions:
                self._prepare(one, step)
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
        found = [*self._failures, *(Failure(one.since, f"{one.missed()} before {self._over}") for one in missed)]
        if not found:
            found += [
                Failure(None, f"{one.in_words()}: was never waited for: {self._over}")
                for one in self._waiting
                if one.since is None
            ]
        return found

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
            if any(one.waits and one.fits(happened) for one in self._waiting):
                self._seen |= results[found[0]]()
            self._happens(happened)

    def _happens(self, happened: Happened, *, stops: bool = True) -> None:
        """Raises: CallerHungUp: the test is over, or the caller has gone."""
        self._watch_the_clock()
        if not self._over or happened.type == "TestCompleted":
            fitting = next((one for one in self._waiting if one.waits and one.fits(happened)), None)
            if fitting is not None:
                self._observed(fitting)
        if self._over and stops:
            raise CallerHungUp

    def _observed(self, one: Waiting) -> None:
        one.count += 1
        if one.too_often:
            self._fails(f"{one.in_words()} happened more than {one.times} times")
            return
        for step in one.observation.in_order():
            if not self._do(one, step):
                break
        if one.just_fulfilled:
            for name in one.observation.transitions.next_observations:
                following = self._of(name)
                following.since = self._turn + len(self._todo) if following.since is None else following.since

    def _do(self, one: Waiting, step: Step) -> bool:
        """Whether the actions after it are done, too."""
        given = step.parameters
        match step.type:
            case "SendInstruction":
                self._send(self._instructed(one.observation, step))
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

    def _send(self, what: CallerInput | None) -> None:
        """Let the caller do this next; None: hang up now."""
        if what is None:
            self._todo.clear()
            self._over = self._over or "the caller had hung up"
        else:
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

    def _prepare(self, one: Observation, step: Step) -> None:
        """Raises: CaseError: an action cannot be done on this machine."""
        match step.type:
            case "OverrideSystemBehavior":
                self._override(one, step)
            case "SendInstruction":
                self._instructed(one, step)
            case "Assert":
                self.resources.text(str(step.parameters.get("Operand", "")))

    def _instructed(self, one: Observation, step: Step) -> CallerInput | None:
        """What the caller does; None: hangs up."""
        instruction = step.parameters["Instruction"]
        given = instruction.get("Properties", {})
        if instruction["Type"] == "Disconnect":
            return None
        if instruction["Type"] not in language.UTTERANCES:
            return Keys(str(given["Value"]))
        text = self.resources.text(next(str(given[key]) for key in ("Value", "Text", "SSML") if key in given))
        return Speech(spoken(text, self._where(one, step)) if "SSML" in given else text)

    def _override(self, one: Observation, step: Step) -> overrides.Override:
        return overrides.parse(step.parameters, self.resources, self._where(one, step))

    def _where(self, one: Observation, step: Step) -> str:
        return f"observation {one.identifier!r}: action {step.identifier!r}"

    def _of(self, identifier: str) -> Waiting:
        return next(one for one in self._waiting if one.observation.identifier == identifier)
