"""What the agent hears before the caller.

Knows what matters most in a few seconds and what is left out first; refuses to know the screen. Who it is comes first,
then what they want, then why they are here; an emergency comes before all of it. A name given by somebody who is not
verified is not said, nor is what the caller said word for word, nor any number.
"""

import re
from collections.abc import Iterator
from itertools import product

from fulfillment import tried
from fulfillment.hearing import tells_matter
from fulfillment.prompts import FALLBACK, called, has, say
from fulfillment.speech import say_one, seconds
from fulfillment.turn import Intent, Queue, Reason

from . import values
from .values import Packet

SECONDS = 8.0
"""Of speech, at most, as `speech.seconds` measures it."""
CHARS = 130
"""At most: a voice takes about eight seconds for them, however few words they are."""
NAME_WORDS = 4
NAME_CHARS = 36
THING_CHARS = 28
_ABOUT_AN_APPOINTMENT = frozenset({Intent.BOOK, Intent.RESCHEDULE, Intent.CANCEL, Intent.CHECK})
_SEEKS_A_TIME = frozenset({Intent.BOOK, Intent.RESCHEDULE})
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?")
_COUNTED = 6
"""So many refused times are counted; more are several."""
_OFFERED = re.compile(r"\b\d{2}:\d{2}\b")


def whisper(packet: Packet | None, locale: str) -> str:
    """At most `SECONDS` of speech: who, verified or not, what they want, what was tried or why the bot stopped.

    At the Spanish-speaking desk it is in Spanish, the language in which agent and caller will speak next; anywhere else
    it is in English, whatever the caller speaks.

    Args:
        packet: As stored; None: there is none, or it could not be loaded.
        locale: The caller's, for a call without a packet.
    """
    if not packet:
        return say("whisper.nothing", locale)
    spoken = values.staff_locale(packet)
    lead = say("whisper.emergency", spoken) if packet.get("reason") == Reason.EMERGENCY else ""
    for who, wish, why in _candidates(packet, spoken):
        said = f"{who}, {wish}; {why}." if why else f"{who}, {wish}."
        whole = f"{lead} {said[:1].upper()}{said[1:]}".strip()
        if _fits(whole):
            return whole
    return f"{lead} {say('whisper.nothing', spoken)}".strip()


def wish(packet: Packet, locale: str) -> str:
    """What the caller wants, with all its details."""
    return next(_wishes(packet, locale))


def _fits(spoken: str) -> bool:
    return len(spoken) <= CHARS and seconds(spoken) <= SECONDS


def _candidates(packet: Packet, locale: str) -> list[tuple[str, str, str]]:
    """Who, wish and why, the most telling first: a detail of the wish goes first, then the why, the name last."""
    whys = dict.fromkeys((_why(packet, locale), ""))
    parts = product(enumerate(_who(packet, locale)), enumerate(_wishes(packet, locale)), enumerate(whys))
    costs = {(who, wish, why): 20 * a + 2 * b + 3 * c for (a, who), (b, wish), (c, why) in parts}
    return sorted(costs, key=lambda candidate: costs[candidate])


def _who(packet: Packet, locale: str) -> list[str]:
    if packet.get("verified") is not True:
        return [say("whisper.unverified", locale)]
    words = _WORD.findall(values.text(packet.get("patient")))
    whole, short = (
        _short(words, NAME_CHARS),
        _short([*words[:1], *words[-1:]] if len(words) > 1 else words, THING_CHARS),
    )
    told = [say("whisper.verified", locale, name=name) for name in dict.fromkeys((whole, short)) if name]
    return [*told, say("whisper.verified_nameless", locale)]


def _short(words: list[str], chars: int) -> str:
    """As many of the words as fit; of a first word too long, its beginning."""
    name = ""
    for word in words[:NAME_WORDS]:
        longer = f"{name} {word}".strip()
        if len(longer) > chars:
            break
        name = longer
    return name or (words[0][:chars] if words else "")


def _wishes(packet: Packet, locale: str) -> Iterator[str]:
    """What the caller wants, with fewer and fewer details."""
    intent = values.intent(packet)
    if intent in _ABOUT_AN_APPOINTMENT and not values.is_for_billing(packet):
        details = [_new(packet, locale), ""] if intent is Intent.RESCHEDULE else [""]
        for what, detail in product(_appointments(packet, intent, locale), details):
            yield say(f"whisper.wants.{intent}", locale, what=what) + detail
    elif intent in (Intent.ORDER, Intent.RESET) and not values.is_for_billing(packet):
        yield say(f"whisper.wants.{intent}", locale)
    else:
        yield from _without_a_task(packet, locale)


def _without_a_task(packet: Packet, locale: str) -> Iterator[str]:
    entries = [tried.read(each) for each in values.texts(packet.get("tried"))]
    done = [each.code for each in entries if has(f"whisper.done.{each.code}", locale)]
    asked = [each.code for each in entries if each.code.startswith("question")]
    if values.is_for_billing(packet):
        yield say("whisper.billing", locale)
    elif done and not (asked and entries[-1].code == asked[-1]):
        yield from (say(f"whisper.done.{done[-1]}", locale), say("whisper.finished", locale))
    elif asked or values.texts(packet.get("documents")):
        yield say("whisper.question", locale)
    elif packet.get("queue") == Queue.SCHEDULING:
        yield say("whisper.scheduling", locale)
    else:
        last, spoken = values.text(packet.get("last_words")), values.text(packet.get("language"))
        yield say("whisper.told" if tells_matter(last, locale=spoken) else "whisper.unsaid", locale)


def _appointments(packet: Packet, intent: Intent, locale: str) -> Iterator[str]:
    """The appointment meant: service, day and time; without the time; without the day; any."""
    given = values.slots(packet)
    service = _service(given.get("Service", ""), locale)
    told = given.get("Day" if intent is Intent.BOOK else "Appointment", "")
    found = values.days(told)
    things = [*filter(None, (service,)), say("whisper.appointment", locale)]
    if found is not None and found.first == found.last:
        near = values.is_near(found.first, packet)
        day = values.weekday(found.first, locale) if near else values.month_day(found.first, locale)
        key = "on" if intent is Intent.BOOK else "near" if near else "far"
        for thing in things:
            yield say(f"whisper.when.{key}", locale, thing=thing, one=_one(thing, locale), day=day)
    yield from (_one(thing, locale) for thing in things)


def _one(thing: str, locale: str) -> str:
    return say_one(thing, locale=locale) if locale == FALLBACK else say("whisper.one", locale, thing=thing)


def _service(name: str, locale: str) -> str:
    service = _short(_WORD.findall(called("service", name, locale)), THING_CHARS)
    return say("whisper.appointment_for", locale, service=service) if service else ""


def _new(packet: Packet, locale: str) -> str:
    """To when it shall be moved."""
    given = values.slots(packet)
    found = values.days(given.get("Day", ""))
    if found is None or found.first != found.last:
        return ""
    near = values.is_near(found.first, packet)
    day = values.weekday(found.first, locale) if near else values.month_day(found.first, locale)
    return " " + say("whisper.to_day" if near else "whisper.to_date", locale, day=day)


def _why(packet: Packet, locale: str) -> str:
    """What was tried, where that says more than the reason; else the reason."""
    reason = next((each for each in Reason if each == packet.get("reason")), Reason.ASKED)
    entries = [tried.read(each) for each in values.texts(packet.get("tried"))]
    if reason is Reason.EMERGENCY:
        return ""
    refused = _refused(entries) if reason is Reason.ASKED and values.intent(packet) in _SEEKS_A_TIME else 0
    if refused:
        count = say(f"whisper.count.{min(refused, _COUNTED + 1)}", locale)
        return say("whisper.misfits" if refused > 1 else "whisper.misfit", locale, count=count)
    silent = reason is Reason.REPEATED_FAILURE and tried.Code.SILENCE in [each.code for each in entries[-1:]]
    return say("whisper.why.silence" if silent else f"whisper.why.{reason}", locale)


def _refused(entries: list[tried.Entry]) -> int:
    """How many of the times that were offered did not suit."""
    misfits = [entry for entry in entries if entry.code == tried.Code.MISFIT]
    return sum((len(_OFFERED.findall(entry.values)) or 1) * min(entry.times, _COUNTED) for entry in misfits)
