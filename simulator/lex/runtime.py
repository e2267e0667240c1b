"""Lex V2's double in a Connect voice call: a bot definition, talked to over a line.

Knows what is deployed (bot, ids, function, zone) and what outlives a conversation; refuses to know its turns.
"""

from collections.abc import Callable, Mapping
from typing import Protocol
from zoneinfo import ZoneInfo

from lex_bot.definition import BotDefinition
from simulator.line import Clock, Line, Prompt

from .conversation import Conversation, Deployment
from .events import BotIds
from .hooks import FunctionError, FunctionFailed, FunctionThrottled, FunctionTimedOut, HookCall, Hooks, Invoke
from .responses import ResponseRefused, check_attributes
from .slots import IMITATED
from .turns import LexNoInput, LexResult, LexTurn, LexUnavailable

__all__ = [
    "BotIds",
    "FunctionError",
    "FunctionFailed",
    "FunctionThrottled",
    "FunctionTimedOut",
    "HookCall",
    "Invoke",
    "LexNoInput",
    "LexResult",
    "LexRuntime",
    "LexTurn",
    "LexUnavailable",
]


class Faults(Protocol):
    """`simulator.local_aws.faults.FaultBoard`, as far as Lex is concerned."""

    def strike(self, at: str) -> str | None: ...


class LexRuntime:
    """One deployed bot. A Lex block of a flow is one `converse`.

    `zone_of_lex` is where Lex resolves relative dates, which a Connect block cannot change. `attributes_survive`:
    whether a second block of the same contact starts with the session attributes the first one ended with; AWS does
    not say, so both must work.

    Raises:
        ValueError: the bot uses a built-in slot type that is not imitated.
    """

    def __init__(
        self,
        bot: BotDefinition,
        invoke: Invoke,
        clock: Clock,
        *,
        ids: BotIds,
        faults: Faults,
        zone_of_lex: str = "UTC",
        attributes_survive: bool = False,
        on_turn: Callable[[LexTurn], None] | None = None,
    ) -> None:
        if missing := sorted({slot.type for intent in bot.intents for slot in intent.slots if _unknown(slot.type)}):
            raise ValueError(f"the Lex double does not imitate {missing}; it knows {sorted(IMITATED)}")
        self._bot = bot
        self._invoke = invoke
        self._deployment = Deployment(bot, ids, clock, ZoneInfo(zone_of_lex), faults.strike, on_turn or _ignore)
        self._survivors: dict[str, dict[str, str]] | None = {} if attributes_survive else None

    def converse(
        self, session_id: str, *, line: Line, attributes: Mapping[str, str], greeting: Prompt | None
    ) -> LexResult:
        """Play the block's prompt, then listen and answer until the conversation is over.

        `attributes` are the block's LexSessionAttributes.

        Raises:
            LexUnavailable: Lex failed, the attributes or a timing are refused, or 15 minutes are over.
            CallerHungUp: the caller is gone.
        """
        try:
            given = check_attributes(dict(attributes))
        except ResponseRefused as refused:
            raise LexUnavailable(str(refused)) from refused
        left_over = self._survivors.get(session_id, {}) if self._survivors is not None else {}
        conversation = Conversation(
            self._deployment,
            Hooks(self._bot, self._invoke, line),
            line=line,
            session_id=session_id,
            attributes=left_over | given,
        )
        result = conversation.run(greeting)
        if self._survivors is not None:
            self._survivors[session_id] = dict(result.attributes)
        return result


def _unknown(slot_type: str) -> bool:
    return slot_type.startswith("AMAZON.") and slot_type not in IMITATED


def _ignore(_turn: LexTurn) -> None:
    """Nobody watches."""
