"""Whether a call went as its script expects.

Knows what each expectation compares with what; refuses to know how the call was held or how it is shown.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from simulator.ends import AgentEnds, Booked, CallbackEnds, Ends, FeedbackEnds
from simulator.exchange import Exchange
from simulator.outcome import AgentView, Outcome
from simulator.script import Earlier, Script, TurnEntry

if TYPE_CHECKING:
    from simulator.connect.flow import CalledBack

_SEPARATOR = re.compile(r"[^\w$%]+|_+")


@dataclass(frozen=True, slots=True)
class Failure:
    """One expectation that did not hold. `turn`: the exchange it belongs to; None: the end of the call."""

    turn: int | None
    message: str

    def __str__(self) -> str:
        return self.message if self.turn is None else f"turn {self.turn}: {self.message}"


def words(text: str) -> list[str]:
    """Lower-cased words: letters, digits, `$` and `%` make words, all else separates."""
    return [word for word in _SEPARATOR.split(text.lower()) if word]


def heard(wanted: str, text: str) -> bool:
    """Whether the words of `wanted` stand in `text`, whole and in order, one right after the other."""
    needle, hay = words(wanted), words(text)
    return any(hay[at : at + len(needle)] == needle for at in range(len(hay) - len(needle) + 1))


def judge(script: Script, outcome: Outcome) -> list[Failure]:
    """Every expectation of the script that did not hold, in the order of the call."""
    failures = _judge_earlier(script.earlier, outcome.earlier) if script.earlier and outcome.earlier else []
    failures += _judge_greeting(script, outcome)
    failures += [failure for pair in _pairs(script.turns, outcome.exchanges) for failure in _judge_turn(*pair)]
    failures += [Failure(fault.turn, fault.message) for fault in outcome.broken]
    return failures + [Failure(None, message) for message in _judge_end(script.ends, outcome)]


def _judge_earlier(earlier: Earlier, outcome: Outcome) -> list[Failure]:
    found = [failure for pair in _pairs(earlier.turns, outcome.exchanges) for failure in _judge_turn(*pair)]
    found += [Failure(fault.turn, fault.message) for fault in outcome.broken]
    return [Failure(None, f"earlier call, {failure}") for failure in found]


Pair = tuple[int, TurnEntry, Exchange | None]


def _pairs(turns: Sequence[TurnEntry], exchanges: Sequence[Exchange]) -> list[Pair]:
    return [(n, turn, exchanges[n] if n < len(exchanges) else None) for n, turn in enumerate(turns, start=1)]


def _judge_greeting(script: Script, outcome: Outcome) -> list[Failure]:
    text = outcome.exchanges[0].words() if outcome.exchanges else ""
    return [Failure(0, message) for message in _judge_words(script, text)]


def _judge_words(expected: Script | TurnEntry, text: str) -> list[str]:
    messages = [f"hears: {wanted!r} was not heard" for wanted in expected.hears if not heard(wanted, text)]
    return messages + [f"hears_not: {banned!r} was heard" for banned in expected.hears_not if heard(banned, text)]


def _judge_turn(number: int, turn: TurnEntry, exchange: Exchange | None) -> list[Failure]:
    if exchange is None:
        if not turn.hears and turn.intent is None:
            return []
        return [Failure(number, "was not played: the call had ended, or was with a person")]
    messages = _judge_words(turn, exchange.words())
    if turn.intent is not None and turn.intent != exchange.intent:
        messages.append(f"intent: expected {turn.intent}, was {exchange.intent or 'none'}")
    if turn.within_ms is not None and (exchange.first_word_ms is None or exchange.first_word_ms > turn.within_ms):
        took = "nothing was heard" if exchange.first_word_ms is None else f"took {exchange.first_word_ms:.0f} ms"
        messages.append(f"within_ms: expected the first word within {turn.within_ms} ms, {took}")
    return [Failure(number, message) for message in messages]


def _judge_end(ends: Ends, outcome: Outcome) -> list[str]:
    messages = []
    for key in ("disposition", "queue", "reason"):
        expected, was = getattr(ends, key), outcome.desk if key == "queue" else getattr(outcome, key)
        if expected is not None and expected != was:
            messages.append(f"{key}: expected {expected}, was {was or 'none'}")
    if ends.handoff is not None:
        messages += _judge_packet(ends.handoff, outcome.handoff)
    messages += _judge_appointments(ends.appointments, outcome.appointments)
    if ends.password_resets is not None and sorted(ends.password_resets) != sorted(outcome.password_resets):
        messages.append(
            f"password_resets: expected {_listed(ends.password_resets)}, was {_listed(outcome.password_resets)}"
        )
    if ends.wait_s is not None and (outcome.wait_s is None or outcome.wait_s > ends.wait_s):
        waited = "nobody took the call" if outcome.wait_s is None else f"was {outcome.wait_s:.0f} s"
        messages.append(f"wait_s: expected at most {ends.wait_s:.0f} s, {waited}")
    messages += _judge_agent(ends.agent, outcome.agent) if ends.agent else []
    messages += _judge_callback(ends.callback, outcome.callbacks) if ends.callback else []
    messages += _judge_feedback(ends.feedback, outcome.feedback) if ends.feedback else []
    told = " ".join(outcome.assist.values())
    return messages + [f"assist: {wanted!r} was not told" for wanted in ends.assist if not heard(wanted, told)]


def _judge_agent(expected: AgentEnds, view: AgentView | None) -> list[str]:
    if view is None:
        return ["agent: nobody took the call, or called back"]
    messages = [
        f"agent.whisper: {wanted!r} was not heard" for wanted in expected.whisper if not heard(wanted, view.whisper)
    ]
    messages += [
        f"agent.whisper_not: {banned!r} was heard" for banned in expected.whisper_not if heard(banned, view.whisper)
    ]
    for key, was in (("name", view.agent), ("view", view.view)):
        wanted = getattr(expected, key)
        if wanted not in (None, was):
            messages.append(f"agent.{key}: expected {wanted}, was {was or 'none'}")
    for name, text in expected.screen.items():
        if name not in view.data:
            messages.append(f"agent.screen.{name}: is not there; there are {', '.join(view.data) or 'none'}")
        elif not heard(text, view.data[name]):
            messages.append(f"agent.screen.{name}: expected {text!r}, was {view.data[name]!r}")
    shown = [(name, text) for name, text in expected.screen_not.items() if heard(text, view.data.get(name, ""))]
    return messages + [f"agent.screen_not.{name}: {text!r} is shown" for name, text in shown]


def _judge_callback(expected: CallbackEnds, callbacks: "Sequence[CalledBack]") -> list[str]:
    if not callbacks:
        return ["callback: none was placed"]
    called, messages = callbacks[-1], []
    for key in ("number", "queue"):
        wanted, was = getattr(expected, key), getattr(called.callback, key)
        if wanted not in (None, was):
            messages.append(f"callback.{key}: expected {wanted}, was {was}")
    if called.at is None:
        return [*messages, "callback: was lost on its way to the queue"]
    if expected.not_before and called.at < expected.not_before:
        messages.append(f"callback.not_before: expected {_time(expected.not_before)}, was {_time(called.at)}")
    if expected.not_after and called.at > expected.not_after:
        messages.append(f"callback.not_after: expected {_time(expected.not_after)}, was {_time(called.at)}")
    text = " ".join(called.heard)
    messages += [f"callback.hears: {wanted!r} was not heard" for wanted in expected.hears if not heard(wanted, text)]
    return messages + [f"callback.hears_not: {no!r} was heard" for no in expected.hears_not if heard(no, text)]


def _judge_feedback(expected: FeedbackEnds, reports: Sequence[Mapping[str, str]]) -> list[str]:
    fitting = [
        each
        for each in reports
        if expected.wrong in (None, each.get("wrong")) and heard(expected.because or "", each.get("because", ""))
    ]
    return (
        []
        if fitting
        else [f"feedback: expected {expected.model_dump(exclude_none=True)}, was {list(reports) or 'none'}"]
    )


def _judge_packet(expected: Mapping[str, Any], packet: Mapping[str, Any] | None) -> list[str]:
    if packet is None:
        return ["handoff: there is no packet; the call was not handed over by the function"]
    return [f"handoff{difference}" for difference in _differences(expected, packet)]


def _differences(expected: Mapping[str, Any], found: Mapping[str, Any]) -> list[str]:
    """What a subset names and the packet has otherwise; tables in it are subsets too."""
    differences = []
    for key, value in expected.items():
        if key not in found:
            differences.append(f".{key}: expected {value!r}, is not there")
        elif isinstance(value, Mapping) and isinstance(found[key], Mapping):
            differences += [f".{key}{inner}" for inner in _differences(value, found[key])]
        elif not _same(value, found[key]):
            differences.append(f".{key}: expected {value!r}, was {found[key]!r}")
    return differences


def _same(expected: Any, found: Any) -> bool:
    if isinstance(expected, (list, tuple)) and isinstance(found, (list, tuple)):
        return list(expected) == list(found)
    if isinstance(expected, bool) or isinstance(found, bool):
        return expected is found
    return bool(expected == found)


def _judge_appointments(expected: Sequence[Booked], booked: Mapping[str, Sequence[Booked]]) -> list[str]:
    messages = []
    for patient in dict.fromkeys(entry.patient for entry in expected):
        wanted = [entry for entry in expected if entry.patient == patient and not entry.none]
        found = list(booked.get(patient, ()))
        if not _exactly(wanted, found):
            messages.append(f"appointments of {patient}: expected {_times(wanted)}, was {_times(found)}")
    return messages


def _exactly(wanted: Sequence[Booked], found: Sequence[Booked]) -> bool:
    """Whether each entry has an appointment of its own that fits it, and none is left over."""
    if len(wanted) != len(found):
        return False
    if not wanted:
        return True
    entry, *others = wanted
    return any(_fits(entry, one) and _exactly(others, [*found[:n], *found[n + 1 :]]) for n, one in enumerate(found))


def _fits(entry: Booked, one: Booked) -> bool:
    return all(getattr(entry, key) in (None, getattr(one, key)) for key in ("at", "service", "provider"))


def _times(entries: Sequence[Booked]) -> str:
    shown = [" ".join(filter(None, (_time(entry.at), entry.service, entry.provider))) for entry in entries]
    return ", ".join(shown) or "none"


def _time(at: datetime | None) -> str:
    return "any time" if at is None else at.strftime("%Y-%m-%d %H:%M%z")


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) or "none"
