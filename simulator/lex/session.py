"""Lex's session in one conversation: the intent in hand, what is waited for, and the attributes.

Knows what the bot's definition says about this moment; refuses to know what was heard and who is called.
"""

from dataclasses import dataclass, field
from typing import Any

from lex_bot.definition import BotDefinition, Listening
from lex_bot.definition import Intent as DefinedIntent
from lex_bot.definition import Prompt as DefinedPrompt

from . import listening
from .events import FALLBACK, Confirmation, Intent, IntentState, Proposal
from .responses import Action, Answer


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


@dataclass(slots=True)
class Session:
    bot: BotDefinition
    from_flow: dict[str, str]
    """The block's session attributes; their timings hold unless the function overrides them."""
    attributes: dict[str, str]
    intent: Intent = field(default_factory=lambda: Intent(FALLBACK))
    pending: Pending = field(default_factory=ForIntent)
    attempt: int = 0
    """Lex's own retries so far of what is pending; it does not count those of the function."""
    contexts: tuple[Any, ...] = ()
    ended: IntentState | None = None

    @property
    def definition(self) -> DefinedIntent:
        return self.bot.intent(self.intent.name)

    def begin(self, intent: Intent) -> None:
        """Another intent, with nothing asked yet."""
        self.intent = intent
        self.wait_for(ForIntent())

    def wait_for(self, pending: Pending) -> None:
        self.pending = pending
        self.attempt = 0

    def end(self, state: IntentState) -> None:
        self.ended = self.intent.state = state

    def take_over(self, answer: Answer) -> bool:
        """Make the answer's state the session's. True: it is about another intent now."""
        self.attributes = dict(answer.attributes)
        if answer.active_contexts is not None:
            self.contexts = answer.active_contexts
        if answer.intent is None:
            return False
        if answer.intent.name != self.intent.name:
            self.begin(answer.intent)
            return True
        self.intent = answer.intent
        return False

    @property
    def supplied(self) -> bool:
        """Whether what is pending has been given meanwhile."""
        match self.pending:
            case ForIntent():
                return False
            case ForSlot(name=name):
                return self.intent.slots.get(name) is not None
            case ForConfirmation():
                return self.intent.confirmation is not Confirmation.NONE

    @property
    def awaits(self) -> Action | None:
        """The dialog action the caller is to answer; None: the conversation has ended."""
        if self.ended is not None:
            return None
        match self.pending:
            case ForIntent():
                return Action.ELICIT_INTENT
            case ForSlot():
                return Action.ELICIT_SLOT
            case ForConfirmation():
                return Action.CONFIRM_INTENT

    def proposal(self) -> Proposal | None:
        """What comes next by the definition; None: fulfillment, or the end after a declined confirmation."""
        for slot in self.definition.slots:
            if slot.required and self.intent.slots.get(slot.name) is None:
                return Proposal(Action.ELICIT_SLOT, self.intent, slot.name, "Initial")
        if self.definition.confirmation is not None and self.intent.confirmation is Confirmation.NONE:
            return Proposal(Action.CONFIRM_INTENT, self.intent, attempt="Initial")
        return None

    def proposal_to_retry(self) -> Proposal:
        """What comes next after a miss."""
        slot = self.pending.name if isinstance(self.pending, ForSlot) else None
        action = Action.ELICIT_SLOT if slot else Action.CONFIRM_INTENT
        return Proposal(action, self.intent, slot, f"Retry{self.attempt}")

    def prompt(self) -> DefinedPrompt | None:
        """The bot's own prompt for what is pending."""
        if self.ended is not None:
            return None
        match self.pending:
            case ForIntent():
                return None
            case ForSlot(name=name):
                return self.definition.slot(name).prompt
            case ForConfirmation():
                return self.definition.confirmation.prompt if self.definition.confirmation else None

    def own_words(self) -> str | None:
        """The text of that prompt, another variation at each retry."""
        prompt = self.prompt()
        return prompt.message.texts[self.attempt % len(prompt.message.texts)] if prompt else None

    def interruptible(self) -> bool:
        """Whether barge-in stops what is said now."""
        prompt = self.prompt()
        allowed = prompt.allow_interrupt if prompt else True
        return listening.interruptible(self._place(), bot=allowed, flow=self.from_flow, function=self.attributes)

    def timing(self) -> Listening:
        """How to listen now. Raises: TimingRefused."""
        prompt = self.prompt()
        own = prompt.listening if prompt else None
        return listening.listening(self._place(), bot=own, flow=self.from_flow, function=self.attributes)

    def _place(self) -> listening.Place:
        if self.ended is not None:
            return listening.Place(self.intent.name)
        match self.pending:
            case ForIntent():
                return listening.Place()
            case ForSlot(name=name):
                return listening.Place(self.intent.name, name)
            case ForConfirmation():
                return listening.Place(self.intent.name)
