"""A finished call as JSON and as a printed conversation.

Knows the shape that `ivr call --json` promises and how a conversation reads on paper; refuses to judge.
"""

from collections.abc import Iterator, Sequence
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from fulfillment.prompts import FALLBACK
from fulfillment.speech import say_time
from simulator.exchange import Exchange
from simulator.expectations import Failure
from simulator.line import Prompt, Speech
from simulator.outcome import AgentView, Outcome

if TYPE_CHECKING:
    from simulator.connect.flow import CalledBack

SHOWN_CHARS = 160
"""Of one field of a screen."""
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
        "agent": None if outcome.agent is None else _agent(outcome.agent),
        "wait_s": outcome.wait_s,
        "callbacks": [_callback(called) for called in outcome.callbacks],
        "feedback": [dict(report) for report in outcome.feedback],
        "assist": dict(outcome.assist),
        "earlier": None if outcome.earlier is None else [_turn(exchange) for exchange in outcome.earlier.exchanges],
        "aside": [dict(block) for block in outcome.aside],
    }


def _agent(view: AgentView) -> dict[str, Any]:
    return {
        "name": view.agent,
        "whisper": view.whisper,
        "view": view.view,
        "data": dict(view.data),
        "pressed": list(view.pressed),
    }


def _callback(called: "CalledBack") -> dict[str, Any]:
    return {
        "queue": called.callback.queue,
        "number": called.callback.number,
        "at": None if called.at is None else called.at.isoformat(),
        "heard": list(called.heard),
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
    lines = [] if outcome.earlier is None else list(_before(outcome.earlier))
    for exchange in outcome.exchanges:
        mine = [failure for failure in failures if failure.turn == exchange.number]
        shown = list(_lines(exchange))
        lines += [f"{'-> ' if mine and not at else '   '}{line}" for at, line in enumerate(shown)]
        lines += [f"      expected otherwise: {failure.message}" for failure in mine]
    played = len(outcome.exchanges)
    lines += [f"-> {failure}" for failure in failures if failure.turn is not None and failure.turn >= played]
    lines.append(f"   [{ending(outcome)}]")
    lines += [f"   {line}" for line in _afterwards(outcome)]
    lines += [f"-> {failure}" for failure in failures if failure.turn is None]
    lines += [f"   behind the line: {problem}" for problem in outcome.problems]
    return "\n".join(lines)


def _before(earlier: Outcome) -> Iterator[str]:
    for exchange in earlier.exchanges:
        yield from (f"   {line}" for line in _lines(exchange))
    yield "   [the line breaks; the caller rings again]"


def _afterwards(outcome: Outcome) -> Iterator[str]:
    """Who takes the call or calls back, with what on the screen, and what is heard then."""
    for called in outcome.callbacks:
        yield f"[{rings(called)}]"
        for prompt in called.said:
            yield f"{_speaker(prompt)} {prompt.text}"
    if outcome.agent is None:
        return
    waited = f" after {outcome.wait_s:.0f} s" if outcome.wait_s is not None else ""
    yield f"[{outcome.agent.agent or 'an agent'} has the call{waited}, and sees {outcome.agent.view or 'no view'}]"
    for name, value in outcome.agent.data.items():
        yield f"Screen:    {name}: {shorten(value, SHOWN_CHARS, placeholder='...') if value else 'none'}"


def rings(called: "CalledBack") -> str:
    """When the caller's telephone rings, in a line, and who calls back; in the clinic's zone."""
    if called.at is None:
        return f"nobody calls {called.callback.number} back"
    at = f"{called.at:%A, %B} {called.at.day} at {say_time(called.at.time(), locale=FALLBACK)}"
    return f"{called.callback.number} rings on {at}: {called.contact.agent} calls back for {called.callback.queue}"


def _speaker(prompt: Prompt) -> str:
    return "Frontdesk:" if prompt.heard_by == "caller" else "To agent: "


def _lines(exchange: Exchange) -> Iterator[str]:
    if exchange.action is not None:
        lost = " (not heard: over a prompt that may not be interrupted)" if exchange.lost else ""
        yield f"Caller:    {did(exchange)}{lost}"
    for position, prompt in enumerate(exchange.heard):
        speaker = _speaker(prompt)
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
