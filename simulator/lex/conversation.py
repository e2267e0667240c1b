"""One conversation of the Lex double: listen, recognise, ask the hooks, speak, until it is over.

Knows Lex's states and its own next step in each of them; refuses to know JSON, timings and what words mean.
Sources: Lex V2 guide, `howitworks-manage-prompts.html`, `understanding-new-flows.html` and `quotas.html`.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, assert_never
from zoneinfo import ZoneInfo

from lex_bot import definition
from lex_bot.definition import BotDefinition, Ending, NextStep
from simulator.line import Clock, Line, Prompt

from . import listening
from .events import FALLBACK, BotIds, Confirmation, Heard, Hook, InputMode, Intent, IntentState, Invocation, Proposal
from .hooks import DIALOG_LIMIT_S, Hooks
from .recognition import Recognised, Recogniser, yes_or_no
from .responses import Action, Answer
from .turns import LexResult, LexTurn, LexUnavailable

CONVERSATION_LIMIT = timedelta(minutes=15)
"""Longest conversation (Lex V2 guide, `quotas.html`)."""
_CALLS_IN_A_TURN = 6
"""A function that delegates for ever is stopped here."""


@dataclass(frozen=True, slots=True)
class Deployment:
    """The bot as it is deployed, and who watches."""

    bot: BotDefinition
    ids: BotIds
    clock: Clock
    zone: ZoneInfo
    strike: Callable[[str], str | None]
    on_turn: Callable[[LexTurn], None]


@dataclass(frozen=True, slots=True)
class ForIntent:
    """Lex waits for an intent."""


@dataclass(frozen=True, slots=True)
class ForSlot:
    """Lex waits for a slot of the session's intent."""

    name: str


@dataclass(frozen=True, slots=True)
class ForConfirmation:
    """Lex waits for a yes or a no to the session's intent."""


Pending = ForIntent | ForSlot | ForConfirmation


class Conversation:
    """One use of the bot by one caller; `run` once."""

    def __init__(
        self, deployment: Deployment, hooks: Hooks, *, line: Line, session_id: str, attributes: dict[str, str]
    ) -> None:
        self._at = deployment
        self._bot = deployment.bot
        self._hooks = hooks
        self._line = line
        self._session_id = str(uuid.uuid5(uuid.NAMESPACE_URL, f"lex:{session_id}"))
        self._from_flow = dict(attributes)
        self._attributes = dict(attributes)
        self._contexts: tuple[Any, ...] = ()
        self._recogniser = Recogniser(deployment.bot)
        self._pending: Pending = ForIntent()
        self._attempt = 0
        self._intent = Intent(FALLBACK)
        self._turns = 0
        self._turn = LexTurn(0, Heard(InputMode.SPEECH, ""))
        self._recognised = Recognised(self._turn.heard)
        self._replies: list[Prompt] = []
        self._ended: IntentState | None = None

    def run(self, greeting: Prompt | None) -> LexResult:
        """Raises: LexUnavailable, CallerHungUp."""
        until = self._at.clock.now() + CONVERSATION_LIMIT
        if greeting is not None:
            self._line.say(greeting)
        while True:
            heard = self._listen()
            if self._at.clock.now() >= until:
                raise LexUnavailable("the conversation has lasted 15 minutes")
            self._answer(heard)
            for reply in self._replies:
                self._line.say(reply)
            self._replies.clear()
            if self._ended is not None:
                return self._result(self._ended)

    def _listen(self) -> Heard:
        place, prompt = self._place(), self._prompt()
        try:
            timing = listening.listening(
                place,
                bot=prompt.listening if prompt else None,
                flow=self._from_flow,
                function=self._attributes,
            )
        except listening.TimingRefused as refused:
            raise LexUnavailable(str(refused)) from refused
        return listening.hear(self._line, timing)

    def _answer(self, heard: Heard) -> None:
        """One turn; the observer hears of it whatever comes of it."""
        self._turns += 1
        self._turn = LexTurn(self._turns, heard)
        try:
            if kind := self._at.strike("lex"):
                raise LexUnavailable(f"Lex does not answer: {kind}")
            self._recognise(heard)
        finally:
            self._turn.intent = self._intent.name
            self._turn.confidence = self._recognised.confidence_of(self._intent.name)
            self._turn.awaits = None if self._ended else _awaits(self._pending)
            self._at.on_turn(self._turn)

    def _recognise(self, heard: Heard) -> None:
        self._recognised = self._recogniser.recognise(heard, today=self._today())
        match self._pending:
            case ForIntent():
                name = self._recognised.intent
                self._start(name) if name else self._fall_back()
            case ForSlot(name=name):
                self._take_slot(name)
            case ForConfirmation():
                self._take_confirmation()
            case _:
                assert_never(self._pending)

    def _today(self) -> date:
        return self._at.clock.now().astimezone(self._at.zone).date()

    # What each state makes of the input.

    def _start(self, name: str) -> None:
        self._recognised = self._recognised.starting(name)
        self._intent = self._recognised.named(name)
        self._wait_for(ForIntent())
        self._step(self._bot.intent(name).initial_step)

    def _fall_back(self) -> None:
        self._intent = Intent(FALLBACK)
        self._recognised = self._recognised.filling_nothing()
        self._wait_for(ForIntent())
        self._fulfil()

    def _take_slot(self, name: str) -> None:
        slot = self._bot.intent(self._intent.name).slot(name)
        value = self._recogniser.slot_value(slot, self._turn.heard, today=self._today())
        other = self._recognised.clearly_another_than(self._intent.name)
        if value is not None:
            self._recognised = self._recognised.filling(name, value)
            self._intent.slots[name] = value.as_json()
            self._intent.state = IntentState.IN_PROGRESS
            self._attempt = 0
            self._step(slot.on_captured)
        elif other is not None:
            self._start(other)
        else:
            self._intent.slots[name] = None
            self._miss(slot.elicitation_hook)

    def _take_confirmation(self) -> None:
        confirmation = self._bot.intent(self._intent.name).confirmation
        said = yes_or_no(self._turn.heard)
        other = self._recognised.clearly_another_than(self._intent.name)
        self._recognised = self._recognised.filling_nothing()
        if said is True:
            self._intent.confirmation = Confirmation.CONFIRMED
            self._step(confirmation.on_confirmed if confirmation else NextStep.FULFILL_INTENT)
        elif said is False:
            self._intent.confirmation = Confirmation.DENIED
            self._step(confirmation.on_declined if confirmation else NextStep.END_CONVERSATION)
        elif other is not None:
            self._start(other)
        else:
            self._intent.confirmation = Confirmation.NONE
            self._miss(confirmation.elicitation_hook if confirmation else False)

    def _miss(self, has_hook: bool) -> None:
        """Nothing that Lex can use: its retries, and between them the elicitation hook, where there is one."""
        self._recognised = self._recognised.filling_nothing()
        self._attempt += 1
        prompt = self._prompt()
        if prompt is None or self._attempt > prompt.max_retries:
            self._fall_back()
        elif has_hook:
            self._dialog(self._proposal_to_retry(), on_delegate=self._retry)
        else:
            self._ask()

    # Lex's own next steps.

    def _step(self, step: NextStep) -> None:
        match step:
            case NextStep.INVOKE_DIALOG_CODE_HOOK:
                self._dialog(self._proposal(), on_delegate=self._go_on)
            case NextStep.FULFILL_INTENT:
                self._fulfil()
            case NextStep.END_CONVERSATION:
                self._end(IntentState.FAILED)
            case _:
                assert_never(step)

    def _proposal(self) -> Proposal | None:
        """What comes next by the definition; None: fulfillment, or the end after a declined confirmation."""
        intent = self._bot.intent(self._intent.name)
        for slot in intent.slots:
            if slot.required and self._intent.slots.get(slot.name) is None:
                return Proposal(Action.ELICIT_SLOT, self._intent, slot.name, "Initial")
        if intent.confirmation is not None and self._intent.confirmation is Confirmation.NONE:
            return Proposal(Action.CONFIRM_INTENT, self._intent, attempt="Initial")
        return None

    def _proposal_to_retry(self) -> Proposal:
        slot = self._pending.name if isinstance(self._pending, ForSlot) else None
        action = Action.ELICIT_SLOT if slot else Action.CONFIRM_INTENT
        return Proposal(action, self._intent, slot, f"Retry{self._attempt}")

    def _go_on(self) -> None:
        """The function delegated: Lex does its own next step."""
        proposal = self._proposal()
        if self._intent.confirmation is Confirmation.DENIED:
            self._end(IntentState.FAILED)
        elif proposal is None:
            self._fulfil()
        else:
            self._pending = ForSlot(proposal.slot) if proposal.slot else ForConfirmation()
            self._attempt = 0
            self._ask()

    def _retry(self) -> None:
        """The function delegated after a miss: the same again, unless it supplied the value itself."""
        supplied = (
            self._intent.slots.get(self._pending.name) is not None
            if isinstance(self._pending, ForSlot)
            else self._intent.confirmation is not Confirmation.NONE
        )
        if supplied:
            self._go_on()
        else:
            self._ask()

    def _ask(self) -> None:
        """Speak the bot's own prompt for what is pending."""
        prompt = self._prompt()
        if prompt is None:
            raise LexUnavailable(f"{self._intent.name} has no prompt of its own to speak")
        texts = prompt.message.texts
        self._say(texts[self._attempt % len(texts)])

    # The hooks.

    def _dialog(self, proposal: Proposal | None, *, on_delegate: Callable[[], None]) -> None:
        hook = self._bot.intent(self._intent.name).dialog
        endings = (hook.on_failure, hook.on_timeout) if hook else None
        answer = self._invoke(Hook.DIALOG, DIALOG_LIMIT_S, None, proposal, endings)
        if answer is not None:
            self._obey(answer, on_delegate=on_delegate)

    def _fulfil(self) -> None:
        self._intent.state = IntentState.READY
        hook = self._bot.intent(self._intent.name).fulfillment
        limit_s = float(hook.timeout_s) if hook.progress else min(float(hook.timeout_s), DIALOG_LIMIT_S)
        answer = self._invoke(Hook.FULFILLMENT, limit_s, hook.progress, None, (hook.on_failure, hook.on_timeout))
        if answer is not None:
            self._obey(answer, on_delegate=lambda: self._end(IntentState.FULFILLED))

    def _invoke(
        self,
        hook: Hook,
        limit_s: float,
        progress: definition.Progress | None,
        proposal: Proposal | None,
        endings: tuple[Ending, Ending] | None,
    ) -> Answer | None:
        """Call the function; without a usable answer the bot's failure or timeout step ends the conversation."""
        if len(self._turn.calls) == _CALLS_IN_A_TURN:
            raise LexUnavailable(f"the function was called {_CALLS_IN_A_TURN} times in one turn and only delegated")
        invocation = Invocation(
            hook=hook,
            session_id=self._session_id,
            request_id=str(uuid.uuid5(uuid.NAMESPACE_URL, f"{self._session_id}/{self._turns}")),
            ids=self._at.ids,
            locale=self._bot.locale,
            heard=self._turn.heard,
            intent=self._intent,
            interpretations=self._recognised.interpretations(self._intent),
            resolved_now=self._recognised.resolved,
            attributes=self._attributes,
            active_contexts=self._contexts,
            proposal=proposal,
        )
        outcome = self._hooks.call(invocation.as_json(), current=self._intent, limit_s=limit_s, progress=progress)
        self._turn.calls.append(outcome.call)
        if outcome.answer is None:
            if endings is None:
                raise LexUnavailable(f"the function failed: {outcome.call.error}")
            ending = endings[1] if outcome.timed_out else endings[0]
            self._attributes |= ending.attributes
            self._end(IntentState.FAILED)
            self._say(ending.message.texts[0])
        return outcome.answer

    def _obey(self, answer: Answer, *, on_delegate: Callable[[], None]) -> None:
        self._attributes = dict(answer.attributes)
        if answer.active_contexts is not None:
            self._contexts = answer.active_contexts
        if answer.intent is not None:
            if answer.intent.name != self._intent.name:
                self._wait_for(ForIntent())
                on_delegate = self._go_on
            self._intent = answer.intent
        match answer.action:
            case Action.CLOSE:
                self._end(self._intent.state)
            case Action.ELICIT_INTENT:
                self._wait_for(ForIntent())
            case Action.ELICIT_SLOT:
                self._wait_for(ForSlot(answer.slot or ""))
            case Action.CONFIRM_INTENT:
                self._intent.confirmation = Confirmation.NONE
                self._wait_for(ForConfirmation())
            case Action.DELEGATE:
                pass
            case _:
                assert_never(answer.action)
        for message in answer.messages:
            self._say(message.text, message.ssml)
        if answer.action is Action.DELEGATE:
            on_delegate()
        elif answer.action is Action.ELICIT_SLOT and not answer.messages:
            self._ask()

    def _wait_for(self, pending: Pending) -> None:
        self._pending = pending
        self._attempt = 0

    def _end(self, state: IntentState) -> None:
        self._ended = self._intent.state = state

    # Speaking.

    def _place(self) -> listening.Place:
        match self._pending:
            case ForIntent():
                return listening.Place()
            case ForSlot(name=name):
                return listening.Place(self._intent.name, name)
            case ForConfirmation():
                return listening.Place(self._intent.name)

    def _prompt(self) -> definition.Prompt | None:
        """The bot's own prompt for what is pending."""
        intent = self._bot.intent(self._intent.name)
        match self._pending:
            case ForIntent():
                return None
            case ForSlot(name=name):
                return intent.slot(name).prompt
            case ForConfirmation():
                return intent.confirmation.prompt if intent.confirmation else None

    def _say(self, text: str, ssml: str | None = None) -> None:
        prompt = self._prompt() if self._ended is None else None
        may_interrupt = listening.interruptible(
            self._place(),
            bot=prompt.allow_interrupt if prompt else True,
            flow=self._from_flow,
            function=self._attributes,
        )
        self._replies.append(Prompt(text, ssml, "lex", may_interrupt))

    def _result(self, state: IntentState) -> LexResult:
        slots = {
            name: (slot or {}).get("value", {}).get("interpretedValue") for name, slot in self._intent.slots.items()
        }
        confidence = self._recognised.confidence_of(self._intent.name)
        return LexResult(self._intent.name, slots, dict(self._attributes), confidence, str(state))


def _awaits(pending: Pending) -> Action:
    match pending:
        case ForIntent():
            return Action.ELICIT_INTENT
        case ForSlot():
            return Action.ELICIT_SLOT
        case ForConfirmation():
            return Action.CONFIRM_INTENT
