"""What was tried in a call and what came of it: one short entry each, for the handoff packet.

Knows how an entry is written and which matter when there are too many; refuses to know when one is made and how it is
shown. An entry is a code, in the agents' English whatever the caller speaks, and in parentheses its values: ISO dates,
HH:MM, names of the practice, what the caller said in quotation marks. "x2" at its end: so many times.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from .records import Appointment
from .turn import Intent, Miss, Reason

QUOTED_CHARS = 120
"""How much of what was said is quoted."""
ENTRIES = 16
"""Kept of a call, after equal ones have become one."""


class Code(StrEnum):
    ANSWERED = "question answered"
    NOT_SURE = "question not answered, no sure answer"
    HELD_BACK = "question not answered, held back"
    REFUSED = "question not answered, not for the phone line"
    USED_UP = "question not answered, no answers left"
    UNREACHABLE = "question not answered, technical problem"
    SAID_WRONG = "the caller said it was wrong"
    MISFIT = "offered times did not suit"
    NOT_FREE = "the time asked for was not free"
    NONE_FREE = "nothing was free then"
    PAST = "the day asked for is past"
    TOO_FAR = "the day asked for is too far ahead"
    TAKEN = "taken by somebody else meanwhile"
    NOT_THAT_PROVIDER = "that provider does not do it"
    OTHER_CHOICE = "read back, something else wanted"
    BOOKED = "appointment booked"
    MOVED = "appointment moved"
    CANCELED = "appointment canceled"
    GONE = "the appointment was gone"
    TOLD = "appointments told"
    NO_APPOINTMENTS = "appointments: none"
    ORDER_TOLD = "order status told"
    ORDER_UNKNOWN = "order number unknown"
    NO_ORDERS = "orders: none"
    RESET_SENT = "password reset sent"
    NO_MATCH = "identity: no match"
    MANY_MATCHES = "identity: more than one match"
    SOMEBODY_ELSE = "calls for somebody else"
    WANTS_SPANISH = "asked for Spanish"
    SPEAKS_SPANISH = "spoke Spanish"
    SILENCE = "asked again, nothing heard"
    MISUNDERSTOOD = "asked again, not understood"
    HEARD_BADLY = "heard badly, not confirmed"
    TOO_LONG = "limit: said too much at once"
    TOO_MANY_TURNS = "limit: turns or minutes of a call"
    DAY_USED_UP = "limit: the number's calls of the day"
    BROKEN = "technical problem"
    OFFERED = "times offered, none chosen yet"
    WHICH_APPOINTMENT = "asked which appointment"
    WHICH_ORDER = "asked which order"
    READ_BACK = "read back, no answer yet"
    UNKNOWN_OUTCOME = "read back, not known whether it was done"
    RESUMED = "went on from a call that broke off"


NOT_ANSWERED: Mapping[Reason, Code] = {
    Reason.LOW_CONFIDENCE: Code.NOT_SURE,
    Reason.GUARDRAIL: Code.HELD_BACK,
    Reason.OUT_OF_SCOPE: Code.REFUSED,
    Reason.LIMIT: Code.USED_UP,
    Reason.SYSTEM_FAILURE: Code.UNREACHABLE,
}
MISSED: Mapping[Miss, Code] = {Miss.NO_INPUT: Code.SILENCE, Miss.NO_MATCH: Code.MISUNDERSTOOD}
PENDING = frozenset(
    {
        Code.HEARD_BADLY, Code.OFFERED, Code.WHICH_APPOINTMENT, Code.WHICH_ORDER, Code.READ_BACK, Code.UNKNOWN_OUTCOME,
    }
)  # fmt: skip
"""What a call stopped at; of a call that was gone on with only until something else is."""
LEAST = (Code.ANSWERED, Code.TOLD, Code.NOT_FREE, Code.NONE_FREE, Code.MISFIT, Code.NO_MATCH)
"""What goes first when there is too much, in this order."""
_ENTRY = re.compile(r"(?P<code>.*?)(?: \((?P<values>.*)\))?(?: x(?P<times>\d+))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Entry:
    code: str
    """One of `Code`, or what `left`, `stopped` and `declined` write."""
    values: str = ""
    times: int = 1

    def __str__(self) -> str:
        return self.code + (f" ({self.values})" if self.values else "") + (f" x{self.times}" if self.times > 1 else "")


def read(written: str) -> Entry:
    """An entry as it was written."""
    found = _ENTRY.fullmatch(written)
    if found is None:
        return Entry(written)
    return Entry(found["code"], found["values"] or "", int(found["times"] or 1))


def entry(code: Code, values: str = "") -> str:
    return str(Entry(code, values))


def left(intent: Intent, other: Intent, given: Mapping[str, str]) -> str:
    """A task was left for another, with what had been collected for it."""
    return str(Entry(f"{intent} left for {other}", _given(given)))


def stopped(intent: Intent, given: Mapping[str, str]) -> str:
    return str(Entry(f"{intent}: the caller stopped it", _given(given)))


def declined(intent: Intent, given: Mapping[str, str]) -> str:
    """What was read back got a no."""
    return str(Entry(f"{intent}: read back, declined", _given(given)))


def _given(given: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {value}" for name, value in given.items())


def visit(appointment: Appointment) -> str:
    return f"{appointment.service}, {appointment.provider}, {moment(appointment.at)}"


def visits(appointments: Sequence[Appointment]) -> str:
    return "; ".join(map(visit, appointments))


def proposal(existing: Appointment | None, to: Appointment | None) -> str:
    """What a yes would do: the appointment it is about, and what it becomes."""
    return " to ".join(visit(one) for one in (existing, to) if one)


def moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"


def days(first: date, last: date) -> str:
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


def times(offers: Sequence[Appointment]) -> str:
    """Free times: "2026-12-04 09:00, 09:30"."""
    told: list[str] = []
    for before, offer in zip((None, *offers), offers, strict=False):
        same_day = before is not None and before.at.date() == offer.at.date()
        told.append(f"{offer.at:%H:%M}" if same_day else moment(offer.at))
    return ", ".join(told)


def quoted(words: str) -> str:
    words = " ".join(words.split())
    return f'"{words if len(words) <= QUOTED_CHARS else words[:QUOTED_CHARS].rstrip() + "..."}"'


def condensed(entries: Sequence[str], limit: int = ENTRIES) -> list[str]:
    """The entries in their order: equal ones as one, with how often, where the last of them was; at most `limit`."""
    counts: dict[str, int] = {}
    for each in entries:
        counts[each] = counts.pop(each, 0) + 1
    kept = list(counts)
    for beginning in (*LEAST, ""):
        for each in [one for one in kept if one.startswith(beginning)][: max(len(kept) - limit, 0)]:
            kept.remove(each)
    return [str(Entry(each, times=counts[each])) for each in kept]
