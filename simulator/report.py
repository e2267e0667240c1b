"""A finished call as JSON and as a printed conversation.

Knows the shape that `ivr call --json` promises and how a conversation reads on paper; refuses to judge.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from simulator.exchange import Exchange
from simulator.expectations import Failure
from simulator.line import Prompt, Speech
from simulator.outcome import Outcome

MISHEARD = 0.5
"""Below this transcription confidence it is worth a remark."""


def as_json(script: str, outcome: Outcome, failures: Sequence[Failure]) -> dict[str, Any]:
    """One element of the list that `ivr call --json` writes."""
    return {
        "script": script,
        "passed": not failures,
        "failures": [str(failure) for failure in failures],
        "disposition": str(outcome.disposition),
        "queue": outcome.desk,
        "reason": outcome.reason,
        "turns": [_turn(exchange) for exchange in outcome.exchanges],
        "handoff": None if outcome.handoff is None else dict(outcome.handoff),
        "blocks": [dict(block) for block in outcome.blocks],
        "cost_usd": outcome.cost_usd,
    }


def _turn(exchange: Exchange) -> dict[str, Any]:
    return {
        "caller": exchange.caller,
        "spoken": [_spoken(prompt) for prompt in exchange.heard if prompt.heard_by == "caller"],
        "intent": exchange.intent,
        "confidence": exchange.confidence,
        "model": exchange.model,
        "first_word_ms": exchange.first_word_ms,
        "timeline": dict(exchange.timeline),
        "usage": {**exchange.usage, **({"estimated": True} if exchange.usage_estimated else {})},
    }


def _spoken(prompt: Prompt) -> dict[str, Any]:
    return {
        "text": prompt.text,
        "ssml": prompt.ssml,
        "block": prompt.block,
        "interruptible": prompt.interruptible,
    }


def conversation(outcome: Outcome, failures: Sequence[Failure] = ()) -> str:
    """The whole call as lines of text, with an arrow at each turn that failed and what was expected of it."""
    lines: list[str] = []
    for exchange in outcome.exchanges:
        mine = [failure for failure in failures if failure.turn == exchange.number]
        shown = list(_lines(exchange))
        lines += [f"{'-> ' if mine and not at else '   '}{line}" for at, line in enumerate(shown)]
        lines += [f"      expected otherwise: {failure.message}" for failure in mine]
    played = len(outcome.exchanges)
    lines += [f"-> {failure}" for failure in failures if failure.turn is not None and failure.turn >= played]
    lines.append(f"   [{ending(outcome)}]")
    lines += [f"-> {failure}" for failure in failures if failure.turn is None]
    lines += [f"   behind the line: {problem}" for problem in outcome.problems]
    return "\n".join(lines)


def _lines(exchange: Exchange) -> Iterator[str]:
    if exchange.action is not None:
        lost = " (not heard: over a prompt that may not be interrupted)" if exchange.lost else ""
        yield f"Caller:    {did(exchange)}{lost}"
    for position, prompt in enumerate(exchange.heard):
        speaker = "Frontdesk:" if prompt.heard_by == "caller" else "To agent: "
        cut = " --" if exchange.cut and position == len(exchange.heard) - 1 else ""
        yield f"{speaker} {prompt.text}{cut}"
    if exchange.action is not None and (note := side_note(exchange)):
        yield f"           {note}"


def did(exchange: Exchange) -> str:
    """What the caller did, in words."""
    action = exchange.action
    if action is None:
        return ""
    shown = action.notation() or "(silence)"
    if isinstance(action.what, Speech) and action.what.transcription_confidence < MISHEARD:
        shown += f" (transcribed with confidence {action.what.transcription_confidence:.2f})"
    return shown


def side_note(exchange: Exchange) -> str:
    """Intent, confidence, model and time of one turn, in a line; empty when nothing is known of it."""
    parts = [exchange.intent or ""]
    if exchange.confidence is not None:
        parts.append(f"confidence {exchange.confidence:.2f}")
    parts.append(exchange.model or "")
    if exchange.first_word_ms is not None and (exchange.intent or exchange.model):
        parts.append(f"{exchange.first_word_ms:.0f} ms")
    return " | ".join(part for part in parts if part)


def ending(outcome: Outcome) -> str:
    """How the call ended, in a line."""
    parts = [str(outcome.disposition).replace("_", " ")]
    if outcome.desk:
        parts.append(f"queue {outcome.desk}")
    if outcome.reason:
        parts.append(f"reason {outcome.reason}")
    return ", ".join(parts)
