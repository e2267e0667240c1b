"""The conversation, as the agent's screen shows it.

Knows which exchanges matter when not all fit; refuses to know where they are kept. The first says what the caller came
for, the last ones where things stand, so what is left out lies between them.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from fulfillment.prompts import FALLBACK, has, say

from . import values
from .fitting import harmless, shortened_inside, size

UTTERANCE_BYTES = 420
"""Of what one side says at once; more is cut in its middle."""
_KEYS = frozenset("0123456789*#")


def conversation(history: Sequence[Mapping[str, Any]] | None, *, turns: object, most: int) -> str:
    """One line for each time somebody spoke, oldest first.

    Args:
        history: The stored exchanges; None: they could not be loaded.
        turns: How many there were in all, as the packet has it.
        most: Bytes as JSON in ASCII; at least two exchanges of `UTTERANCE_BYTES` must fit.
    """
    if history is None:
        return say("agent.not_loaded", FALLBACK)
    told = [_exchange(each) for each in history]
    if not told:
        return say("agent.none", FALLBACK)
    earlier = isinstance(turns, int) and turns > len(told)
    begin = [say("agent.not_kept", FALLBACK)] if earlier else []
    for left_out in range(len(told)):
        kept = "\n".join([*begin, *_without(told, left_out)])
        if size(kept) - 2 <= most:
            return kept
    return "\n".join([*begin, told[-1]])


def _without(told: list[str], left_out: int) -> list[str]:
    """The exchanges without so many of those after the first."""
    if not left_out:
        return told
    gap = say("agent.left_out", FALLBACK, count=left_out)
    return [*told[:1], gap, *told[1 + left_out :]]


def _exchange(exchange: Mapping[str, Any]) -> str:
    said, answered = (_line(exchange.get(side)) for side in ("caller", "spoken"))
    caller, spoken = say("agent.caller", FALLBACK, words=_caller(said)), answered or _asked(exchange.get("step"))
    return f"{caller}\n" + say("agent.line", FALLBACK, words=spoken) if spoken else caller


def _asked(step: object) -> str:
    """What the bot's own prompt asked for, which is not among our words."""
    key = f"agent.asked.{values.text(step)}"
    return say(key, FALLBACK) if has(key, FALLBACK) else ""


def _line(words: object) -> str:
    return shortened_inside(harmless(values.text(words)), UTTERANCE_BYTES)


def _caller(words: str) -> str:
    if not words:
        return say("agent.silence", FALLBACK)
    return say("agent.keyed", FALLBACK, digits=words) if set(words) <= _KEYS else words
