"""One conversation of the Lex double: listen, recognise, ask the hooks, speak, until it is over.

Knows Lex's states and its own next step in each of them; refuses to know JSON, timings and what words mean.
Sources: Lex V2 guide, `howitworks-manage-prompts.html`, `understanding-new-flows.html` and `quotas.html`.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import assert_never
from zoneinfo import ZoneInfo

from lex_bot.definition import BotDefinition, Ending, NextStep, Progress
from simulator.line import Clock, Line, Prompt

from .events import FALLBACK, BotIds, Confirmation, Heard, Hook, InputMode, Intent, IntentState, Invocation, Proposal
from .hooks import DIALOG_LIMIT_S, Hooks
from .listening import TimingRefused, hear
from .recognition import Recognised, Recogniser, yes_or_no
from .responses import Action, Answer
from .session import ForConfirmation, ForIntent, ForSlot, Session
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


class Conversation:
    """One use of the bot by one caller; `run` once."""

    def __init__(
        self, deployment: Deployment, hooks: Hooks, *, line: Line, session_id: str, attributes: dict[str, str]
    ) -> None:
        self._at = deployment
        self._hooks = hooks
        self._line = line
        self._session_id = str(uuid.uuid5(uuid.NAMESPACE_URL, f"lex:{session_id}"))
        self._session = Session(deployment.bot, dict(attributes), dict(attributes))
        self._recogniser = Recogniser(deployment.bot)
        self._turn = LexTurn(0, Heard(InputMode.SPEECH, ""))
        self._recognised = Recognised(self._turn.heard)
        self._replies: list[Prompt] = []

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
            if self._session.ended is not None:
                return self._result(self._session.ended)

    def _listen(self) -> Heard:
        try:
            timing = self._session.timing()
        except TimingRefused as refused:
            raise LexUnavailable(str(refused)) from refused
        return hear(self._line, timing)

    def _answer(self, heard: Heard) -> None:
        """One turn; the observer hears of it whatever comes of it."""
        self._turn = LexTurn(self._turn.number + 1, heard)
        try:
            if kind := self._at.strike("lex"):
                raise LexUnavailable(f"Lex does not answer: {kind}")
            self._take(heard)
        finally:
            name = self._session.intent.name
            self._turn.intent = name
            self._turn.confidence = self._recognised.confidence_of(name)
            self._turn.awaits = self._session.awaits
            self._at.on_turn(self._turn)

    def _take(self, heard: Heard) -> None:
        self._recognised = self._recogniser.recognise(heard, today=self._today())
        match self._session.pending:
            case ForIntent():
                name = self._recognised.intent
                self._start(name) if name else self._fall_back()
            case ForSlot(name=name):
                self._take_slot(name)
            case ForConfirmation():
                self._take_confirmation()
            case _:
                assert_never(self._session.pending)

    def _today(self) -> date:
        return self._at.clock.now().astimezone(self._at.zone).date()

    def _start(self, name: str) -> None:
        self._recognised = self._recognised.starting(name)
        self._session.begin(self._recognised.named(name))
        self._step(self._session.definition.initial_step)

    def _fall_back(self) -> None:
        self._recognised = self._recognised.filling_nothing()
        self._session.begin(Intent(FALLBACK))
        self._fulfil()

    def _take_slot(self, name: str) -> None:
        session = self._session
        slot = session.definition.slot(name)
        value = self._recogniser.slot_value(slot, self._turn.heard, today=self._today())
        other = self._recognised.clearly_another_than(session.intent.name)
        if value is not None:
            self._recognised = self._recognised.filling(name, value)
            session.intent.slots[name] = value.as_json()
            session.intent.state = IntentState.IN_PROGRESS
            session.attempt = 0
            self._step(slot.on_captured)
        elif other is not None:
            self._start(other)
        else:
            session.intent.slots[name] = None
            self._miss(slot.elicitation_hook)

    def _take_confirmation(self) -> None:
        session = self._session
        confirmation = session.definition.confirmation
        other = self._recognised.clearly_another_than(session.intent.name)
        said = yes_or_no(self._turn.heard)
        if said is None and other is not None:
            self._start(other)
            return
        self._recognised = self._recognised.filling_nothing()
        if said is None:
            session.intent.confirmation = Confirmation.NONE
            self._miss(confirmation.elicitation_hook if confirmation else False)
        elif said:
            session.intent.confirmation = Confirmation.CONFIRMED
            self._step(confirmation.on_confirmed if confirmation else NextStep.FULFILL_INTENT)
        else:
            session.intent.confirmation = Confirmation.DENIED
            self._step(confirmation.on_declined if confirmation else NextStep.END_CONVERSATION)

    def _miss(self, has_hook: bool) -> None:
        """Nothing that Lex can use: its retries, and between them the elicitation hook, where there is one."""
        session = self._session
        self._recognised = self._recognised.filling_nothing()
        session.attempt += 1
        prompt = session.prompt()
        if prompt is None or session.attempt > prompt.max_retries:
            self._fall_back()
        elif has_hook:
            self._dialog(session.proposal_to_retry(), on_delegate=self._retry)
        else:
            self._ask()

    def _step(self, step: NextStep) -> None:
        match step:
            case NextStep.INVOKE_DIALOG_CODE_HOOK:
                self._dialog(self._session.proposal(), on_delegate=self._go_on)
            case NextStep.FULFILL_INTENT:
                self._fulfil()
            case NextStep.END_CONVERSATION:
                self._session.end(IntentState.FAILED)
            case _:
                assert_never(step)

    def _go_on(self) -> None:
        """The function delegated: Lex does its own next step."""
        proposal = self._session.proposal()
        if self._session.intent.confirmation is Confirmation.DENIED:
            self._session.end(IntentState.FAILED)
        elif proposal is None:
            self._fulfil()
        else:
            self._session.wait_for(ForSlot(proposal.slot) if proposal.slot else ForConfirmation())
            self._ask()

    def _retry(self) -> None:
        """The function delegated after a miss: the same again, unless it supplied what was asked for."""
        if self._session.supplied:
            self._go_on()
        else:
            self._ask()

    def _ask(self) -> None:
        """Speak the bot's own prompt for what is pending."""
        words = self._session.own_words()
        if words is None:
            raise LexUnavailable(f"{self._session.intent.name} has no prompt of its own to speak")
        self._say(words)

    def _dialog(self, proposal: Proposal | None, *, on_delegate: Callable[[], None]) -> None:
        hook = self._session.definition.dialog
        endings = (hook.on_failure, hook.on_timeout) if hook else None
        answer = self._invoke(Hook.DIALOG, DIALOG_LIMIT_S, None, proposal, endings)
        if answer is not None:
            self._obey(answer, on_delegate=on_delegate)

    def _fulfil(self) -> None:
        self._session.intent.state = IntentState.READY
        hook = self._session.definition.fulfillment
        limit_s = float(hook.timeout_s) if hook.progress else min(float(hook.timeout_s), DIALOG_LIMIT_S)
        answer = self._invoke(Hook.FULFILLMENT, limit_s, hook.progress, None, (hook.on_failure, hook.on_timeout))
        if answer is not None:
            self._obey(answer, on_delegate=lambda: self._session.end(IntentState.FULFILLED))

    def _invoke(
        self,
        hook: Hook,
        limit_s: float,
        progress: Progress | None,
        proposal: Proposal | None,
        endings: tuple[Ending, Ending] | None,
    ) -> Answer | None:
        """Call the function; without a usable answer the bot's failure or timeout step ends the conversation."""
        if len(self._turn.calls) == _CALLS_IN_A_TURN:
            raise LexUnavailable(f"the function was called {_CALLS_IN_A_TURN} times in one turn and only delegated")
        event = self._invocation(hook, proposal).as_json()
        outcome = self._hooks.call(event, current=self._session.intent, limit_s=limit_s, progress=progress)
        self._turn.calls.append(outcome.call)
        if outcome.answer is None:
            if endings is None:
                raise LexUnavailable(f"the function failed: {outcome.call.error}")
            ending = endings[1] if outcome.timed_out else endings[0]
            self._session.attributes |= ending.attributes
            self._session.end(IntentState.FAILED)
            self._say(ending.message.texts[0])
        return outcome.answer

    def _invocation(self, hook: Hook, proposal: Proposal | None) -> Invocation:
        session = self._session
        return Invocation(
            hook=hook,
            session_id=self._session_id,
            request_id=str(uuid.uuid5(uuid.NAMESPACE_URL, f"{self._session_id}/{self._turn.number}")),
            ids=self._at.ids,
            locale=session.bot.locale,
            heard=self._turn.heard,
            intent=session.intent,
            interpretations=self._recognised.interpretations(session.intent),
            resolved_now=self._recognised.resolved,
            attributes=session.attributes,
            active_contexts=session.contexts,
            proposal=proposal,
        )

    def _obey(self, answer: Answer, *, on_delegate: Callable[[], None]) -> None:
        session = self._session
        if session.take_over(answer):
            on_delegate = self._go_on
        match answer.action:
            case Action.CLOSE:
                session.end(session.intent.state)
            case Action.ELICIT_INTENT:
                session.wait_for(ForIntent())
            case Action.ELICIT_SLOT:
                session.wait_for(ForSlot(answer.slot or ""))
            case Action.CONFIRM_INTENT:
                session.intent.confirmation = Confirmation.NONE
                session.wait_for(ForConfirmation())
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

    def _say(self, text: str, ssml: str | None = None) -> None:
        self._replies.append(Prompt(text, ssml, "lex", self._session.interruptible()))

    def _result(self, state: IntentState) -> LexResult:
        intent = self._session.intent
        slots = {name: (slot or {}).get("value", {}).get("interpretedValue") for name, slot in intent.slots.items()}
        confidence = self._recognised.confidence_of(intent.name)
        return LexResult(intent.name, slots, dict(self._session.attributes), confidence, str(state))
