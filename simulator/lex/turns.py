"""What a conversation with the bot reports: its turns, its end, and why it broke off.

Knows results as values; refuses to know how they came about.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .events import Heard
from .hooks import HookCall
from .responses import Action


class LexUnavailable(Exception):
    """The bot cannot go on: the flow takes the block's NoMatchingError branch."""


class LexNoInput(Exception):
    """The flow takes the block's InputTimeLimitExceeded branch.

    In a voice call silence reaches FallbackIntent, so a bot that has one never raises it.
    """


@dataclass(slots=True)
class LexTurn:
    """One thing the caller did and what came of it; complete before the reply is spoken."""

    number: int
    """From 1 in each conversation."""
    heard: Heard
    calls: list[HookCall] = field(default_factory=list)
    intent: str | None = None
    """In the session after the turn: while a task is on, the task's."""
    confidence: float | None = None
    """nluConfidence of what was recognised; None for FallbackIntent, keys and slot values."""
    awaits: Action | None = None
    """ElicitIntent, ElicitSlot or ConfirmIntent; None: the conversation has ended."""

    @property
    def function_ms(self) -> float:
        """Real milliseconds spent in the function."""
        return sum(call.ms for call in self.calls)


@dataclass(frozen=True, slots=True)
class LexResult:
    """What the flow reads as `$.Lex.*` once the block is done."""

    intent: str
    slots: Mapping[str, str | None]
    attributes: Mapping[str, str]
    confidence: float | None
    dialog_state: str
    """`Fulfilled` or `Failed`."""
