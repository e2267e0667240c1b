"""Whether a call with a fault in it went well.

Knows what a caller, an agent and the books may expect whatever fails; refuses to know how the call was held.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC
from functools import cache
from typing import Any

import clinic
import lex_bot
from fulfillment import prompts
from fulfillment.disposition import Disposition
from lex_bot.definition import BotDefinition
from simulator.exchange import Exchange
from simulator.lex.responses import ResponseRefused, parse
from simulator.script import World, load_world, seeded
from simulator.switchboard import DIALOG_SHARE

from .fault_cases import FUNCTION
from .fault_runs import Case, Held, Request

GRACE_MS = 1000
"""Milliseconds beyond its deadline in which a turn must have been answered."""
LATE = "answered only after"
"""What a verdict says of a turn that took too long."""
MISSED = "the fault did not strike"
"""What a verdict says where the call had taken another way before."""
LOST = "a failure that passed at once changed how the call ended"
"""What a verdict says where asking again would have been enough."""
PASSING = ("throttle", "server_error", "refused")
"""Kinds after which whoever asks tables, passages or a model asks again at once."""
MOST_CONVERSES = 2
"""Requests to the model in one turn."""
TOLD: Mapping[str, str] = {
    "book": "appointment.booked",
    "move": "appointment.moved",
    "cancel": "appointment.canceled",
    "reset": "reset.sent",
}
"""Call -> the sentence that tells its change as done."""
RECEIPTED = frozenset({"book", "move", "cancel"})
"""Changes that leave a receipt, so that it can be known whether they were made; of a reset only a person can tell."""
DENIED = ("handoff.system_failure", "appointment.nothing_changed")
"""Sentences after which a caller believes that nothing was done."""
_GAPS = ("appointment", "service", "provider", "date", "time")
"""What is filled in in the sentences of `TOLD`."""
_BUG = re.compile(r"turn \d+: (\w+ at \w+:\d+|PromptError: .*)")
"""What the function's one broad except writes down (fulfillment.handler.where)."""
_KEEPING = {("dynamodb.get_item", "SESSION"), ("dynamodb.put_item", "SESSION"), ("dynamodb.put_item", "PACKET")}
"""Where one of these fails, the store is away, and no packet can be kept."""
_MET_ANOTHER = Request(0, "dynamodb.put_item", "SESSION", "conflict")
"""Somebody else saved the session: the store is there."""

Books = Counter[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one case came to."""

    heard: str
    """In answer to the turn that was struck."""
    ms: int
    """From the end of the caller's input to the answer; where the function is kept from one, to the first word."""
    attempts: int
    """Requests to the model in that turn."""
    why: tuple[str, ...]
    """All that is wrong with it."""


def hurried(why: tuple[str, ...]) -> bool:
    """Whether a machine that is busy with something else may be all that was wrong; once more, alone, tells."""
    return any(sign in each for each in why for sign in (LATE, MISSED, LOST))


def judge(case: Case, held: Held, normal: Held) -> Verdict:
    """`normal` is the same call without the fault."""
    exchange = held.outcome.exchanges[case.turn] if case.turn < len(held.outcome.exchanges) else None
    own = [delivery.ms for delivery in held.deliveries if delivery.turn == case.turn]
    first_word = exchange.first_word_ms if exchange and exchange.first_word_ms else 0.0
    return Verdict(
        heard=exchange.words() if exchange else "",
        ms=round(max(first_word, max(own, default=0.0))),
        attempts=_converses(held)[case.turn],
        why=tuple(dict.fromkeys(_wrong(case, held, normal))),
    )


def _wrong(case: Case, held: Held, normal: Held) -> Iterator[str]:
    if not case.at_once and not any(request.kind == case.fault.kind for request in held.requests):
        yield f"{MISSED}: nothing was asked there"
    yield from _of_the_function(held)
    yield from _of_what_was_heard(case, held)
    yield from _of_the_end(case, held)
    yield from _of_what_passed(case, held, normal)
    yield from _of_the_books(case, held, normal)


def _of_the_function(held: Held) -> Iterator[str]:
    deadline = held.script.world.turn_deadline_s
    bot = _bot(held.script.locale)
    for delivery in held.deliveries:
        turn = f"turn {delivery.turn}"
        if delivery.raised:
            yield f"{turn}: the function raised {delivery.raised}"
            continue
        allowed_ms = GRACE_MS + 1000 * (deadline if delivery.hook.startswith("Fulfil") else deadline * DIALOG_SHARE)
        if delivery.ms > allowed_ms:
            yield f"{turn}: {LATE} {delivery.ms:.0f} ms; {allowed_ms:.0f} are allowed"
        try:
            parse(delivery.response, bot=bot, current=None)
        except ResponseRefused as refused:
            yield f"{turn}: Lex refuses the response: {refused}"
    for turn_number, number in _converses(held).items():
        if number > MOST_CONVERSES:
            yield f"turn {turn_number}: the model was asked {number} times; {MOST_CONVERSES} are allowed"
    yield from (f"turn {turn}: two deliveries at once got different replies" for turn in held.differing)
    yield from (f"turn {broken.turn}: {broken.message}" for broken in held.outcome.broken)
    for problem in held.outcome.problems:
        if found := _BUG.search(problem):
            yield f"the function was surprised: {found[1]}"


def _of_what_was_heard(case: Case, held: Held) -> Iterator[str]:
    if case.turn >= len(held.outcome.exchanges):
        yield "the call ended before the turn was reached"
    meanwhile = _progress(held)
    for exchange in held.outcome.exchanges[1:]:
        left = exchange.action is None or exchange.action.what is None
        if not left and not exchange.lost and not _answered(exchange, meanwhile):
            yield f"turn {exchange.number}: the caller heard nothing"


def _of_the_end(case: Case, held: Held) -> Iterator[str]:
    outcome = held.outcome
    if outcome.disposition is Disposition.FAILED:
        yield "the call was dropped"
    if outcome.disposition is Disposition.ABANDONED:
        yield "the call neither went on as it should nor came to a person"
    reached = outcome.disposition in (Disposition.HANDED_OFF, Disposition.CALLBACK)
    spoke = case.fault.kind == "duplicate" or not case.fault.at.startswith((FUNCTION, "lex"))
    away = any(_keeps_no_packet(request) for request in held.requests)
    if reached and spoke and not away:
        if outcome.handoff is None:
            yield "the person gets no packet"
        elif outcome.reason != outcome.handoff.get("reason"):
            yield f"the packet's reason is {outcome.handoff.get('reason')}, the contact's {outcome.reason}"


def _of_what_passed(case: Case, held: Held, normal: Held) -> Iterator[str]:
    asked_again = case.fault.at.startswith(("bedrock.", "dynamodb.")) and case.fault.kind in PASSING
    if asked_again and case.fault.times == 1 and not case.beside:
        ended, wanted = held.outcome.disposition, normal.outcome.disposition
        if ended is not wanted:
            yield f"{LOST}: {ended}, not {wanted}"


def _keeps_no_packet(request: Request) -> bool:
    conflict = replace(request, turn=0) == _MET_ANOTHER
    return request.kind is not None and (request.at, request.about) in _KEEPING and not conflict


def _of_the_books(case: Case, held: Held, normal: Held) -> Iterator[str]:
    before, done, now = _before(held), _books(normal), _books(held)
    text = " ".join(exchange.words() for exchange in held.outcome.exchanges)
    told = case.call in TOLD and _literal(TOLD[case.call]) in text
    if now not in (before, done):
        yield f"the books are neither as before nor as wanted: {_difference(now, done)}"
    elif now == done != before and not told:
        if case.call in RECEIPTED and any(_literal(key) in text for key in DENIED):
            yield "it was done, and the caller was told that it could not be"
        elif held.outcome.disposition not in (Disposition.HANDED_OFF, Disposition.CALLBACK):
            yield "it was done, and nobody told the caller"
    elif now == before != done and told and not _another_has_claimed(held):
        yield "it was told as done, and is not in the books"


def _another_has_claimed(held: Held) -> bool:
    """Whether another delivery of the same yes, of which this call knows nothing, is the one that acts."""
    return any(request.kind == "conflict" and request.about == "CLAIM" for request in held.requests)


def _converses(held: Held) -> Counter[int]:
    return Counter(request.turn for request in held.requests if request.at == "bedrock.converse_stream")


@cache
def _bot(locale: str) -> BotDefinition:
    return lex_bot.load(locale, clinic.load())


def _progress(held: Held) -> frozenset[str]:
    """What the bot says while the function is at work."""
    bot = _bot(held.script.locale)
    found = [intent.fulfillment.progress for intent in bot.intents if intent.fulfillment]
    return frozenset(text for one in found if one for prompt in (one.start, one.update) for text in prompt.texts)


def _answered(exchange: Exchange, meanwhile: frozenset[str]) -> bool:
    return any(one.text.strip() and one.text not in meanwhile for one in exchange.heard if one.heard_by == "caller")


def _books(held: Held) -> Books:
    """Everything booked and every reset sent, counted."""
    outcome = held.outcome
    booked = [
        (patient, "" if one.at is None else one.at.astimezone(UTC).isoformat(), str(one.service), str(one.provider))
        for patient, entries in outcome.appointments.items()
        for one in entries
    ]
    return Counter([*booked, *((patient, "reset") for patient in outcome.password_resets)])


def _before(held: Held) -> Books:
    world: World = seeded(held.script, load_world())
    return Counter(
        (one.patient, one.at.astimezone(UTC).isoformat(), one.service, one.provider) for one in world.appointments
    )


def _difference(now: Books, done: Books) -> str:
    more, less = now - done, done - now
    told = [f"{' '.join(entry)} is there" for entry in more] + [f"{' '.join(entry)} is missing" for entry in less]
    return ", ".join(told)


def _literal(key: str) -> str:
    """The longest part of a sentence in which nothing is filled in."""
    gaps: dict[str, Any] = dict.fromkeys(_GAPS, "\n")
    said = prompts.say(key, "en_US", **gaps)
    return max(said.split("\n"), key=len).strip()
