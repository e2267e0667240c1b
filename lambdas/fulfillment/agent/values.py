"""The packet's values as words: days, times, slots.

Knows the packet's notation; refuses to know which words are heard and which are seen, and how many fit. Whatever stands
in a packet is taken as it is, missing keys and strange values included: an agent gets what can be told.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from fulfillment.prompts import FALLBACK
from fulfillment.speech import say_date, say_phone, say_time
from fulfillment.speech.values import ENGLISH_MONTHS, ENGLISH_WEEKDAYS, SPANISH_MONTHS, SPANISH_WEEKDAYS, is_spanish
from fulfillment.turn import Intent, Queue

Packet = Mapping[str, Any]

NEAR_DAYS = 6
"""A day so near is told from others by its weekday alone."""
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
_ISO = r"\d{4}-\d{2}-\d{2}"
_DAY = re.compile(
    rf"(?:\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) )?\b(?P<first>{_ISO})(?:/(?P<last>{_ISO}))?"
    r"(?:[T ](?P<at>\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?"
)
_TIME = re.compile(r"(?<![\d:])([01]\d|2[0-3]):([0-5]\d)(?!:?\d)")


@dataclass(frozen=True, slots=True)
class Days:
    """A day, or a range of them."""

    first: date
    last: date


def text(value: Any) -> str:
    """A packet's value as one line of text, without what cannot be seen; "" for what is no text."""
    if not isinstance(value, str):
        return ""
    shown = "".join(" " if letter.isspace() else letter for letter in value)
    kept = "".join(letter for letter in shown if unicodedata.category(letter) not in _UNSEEN)
    return " ".join(kept.split())


def texts(value: Any) -> list[str]:
    """A packet's list as lines of text; what is no text is left out."""
    items = value if isinstance(value, Sequence) and not isinstance(value, str) else ()
    return [line for line in map(text, items) if line]


def slots(packet: Packet) -> dict[str, str]:
    """What the caller gave, by the bot's slot names."""
    given = packet.get("slots")
    if not isinstance(given, Mapping):
        return {}
    return {text(name): line for name, value in given.items() if (line := text(value)) and text(name)}


def staff_locale(packet: Packet) -> str:
    """The language of whoever picks up: the caller's at the desk for it, else English, whatever the caller speaks."""
    language = text(packet.get("language"))
    at_its_desk = packet.get("queue") == Queue.SPANISH and is_spanish(language)
    return language if at_its_desk else FALLBACK


def intent(packet: Packet) -> Intent | None:
    """The task that was on; None: none, or one that is not known here."""
    return next((each for each in Intent if each == packet.get("intent")), None)


def is_for_billing(packet: Packet) -> bool:
    """No task of ours is for that desk: whoever is sent there calls about something else than a task that was on."""
    return packet.get("queue") == Queue.BILLING


def today(packet: Packet) -> date | None:
    """The day of the call; None: not told."""
    at = moment(packet.get("ended_at")) or moment(packet.get("started_at"))
    return at.date() if at else None


def moment(value: Any) -> datetime | None:
    """A packet's moment; None: it has none."""
    try:
        return datetime.fromisoformat(text(value))
    except ValueError:
        return None


def days(value: str) -> Days | None:
    """A slot's day, moment or range of days; None: it has none."""
    first, _, last = value.partition("/")
    try:
        one = datetime.fromisoformat(first).date()
        return Days(one, datetime.fromisoformat(last).date() if last else one)
    except ValueError:
        return None


def is_near(day: date, packet: Packet) -> bool:
    now = today(packet)
    return now is not None and 0 <= (day - now).days <= NEAR_DAYS


def weekday(day: date, locale: str) -> str:
    return (SPANISH_WEEKDAYS if is_spanish(locale) else ENGLISH_WEEKDAYS)[day.weekday()]


def month_day(day: date, locale: str) -> str:
    """ "December 10", "10 de diciembre"."""
    if is_spanish(locale):
        return f"{day.day} de {SPANISH_MONTHS[day.month - 1]}"
    return f"{ENGLISH_MONTHS[day.month - 1]} {day.day}"


def slot(name: str, value: str, packet: Packet) -> str:
    """A slot's value in words."""
    if name == "CallbackNumber":
        return say_phone(value)
    said = dated(value, packet)
    return said.partition(", ")[2] or said if name == "BirthDate" else said


def dated(entry: str, packet: Packet) -> str:
    """The text with its days and times in words; what stands in quotation marks is somebody's own words."""
    parts = entry.split('"')
    return '"'.join(part if index % 2 else _dated(part, packet) for index, part in enumerate(parts))


def _dated(part: str, packet: Packet) -> str:
    return _TIME.sub(_time_words, _DAY.sub(lambda found: _day_words(found, packet), part))


def _day_words(found: re.Match[str], packet: Packet) -> str:
    try:
        first, last = (date.fromisoformat(found[group] or found["first"]) for group in ("first", "last"))
    except ValueError:
        return found[0]
    now = today(packet) or first
    said = say_date(first, today=now, locale=FALLBACK)
    told = f"{said} to {say_date(last, today=now, locale=FALLBACK)}" if found["last"] else said
    return f"{told}, {found['at']}" if found["at"] else told


def _time_words(found: re.Match[str]) -> str:
    return say_time(time(int(found[1]), int(found[2])), locale=FALLBACK)
