"""Telephone numbers of the North American plan, said in words or numerals, or keyed.

Knows how people say them, in pieces or put right, and which of them are not called; refuses to know what for and whom
they reach. What can be read in several ways is read as a number that exists.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice, product

from fulfillment.dialing import DIGITS, NORTH_AMERICA, exists, is_called

from .stretches import READINGS, Stretch, find_stretches, read_stretch
from .vocabulary import vocabulary

SAID = 3
"""So many digits among other words may be of a number; fewer are an hour, or how many."""
LOCAL = 7
LINE = 4
AREA = 3
STRETCHES = 8
"""Of one utterance, the last ones."""

_NO_AREA = re.compile(r"[01]|[2-9]11")
_ABROAD = re.compile(r"011\d{3}|00[1-9]\d")
"""What is dialed before another country's code, here (011) and in most others (00)."""


class Fault(StrEnum):
    """Why what was said is no number to call."""

    INCOMPLETE = "incomplete"
    """The rest may follow."""
    TOO_LONG = "too_long"
    FOREIGN = "foreign"
    NOT_CALLED = "not_called"
    """There is no such number, or it costs extra, or is abroad (`fulfillment.dialing`)."""


@dataclass(frozen=True, slots=True)
class Phone:
    digits: str
    """Without the country's 1; ten of them, fewer of an incomplete number, none with another fault."""
    fault: Fault | None
    alone: bool
    """Nothing else is said."""

    @property
    def number(self) -> str | None:
        """In E.164; None with a fault."""
        return f"{NORTH_AMERICA}{self.digits}" if self.fault is None else None


def hear_phone(text: str, *, locale: str, begun: str = "") -> Phone | None:
    """The telephone number that is said or keyed; None: none is.

    Of several whole ones the last counts. "555-0188" is incomplete without its area code; "no, 0189" or "eight nine at
    the end" puts right what was said before.

    Args:
        text: "two oh six, five five five, oh one eight eight", "it's 206-555-0188", "12065550188#".
        locale: `en_US` or `es_US`.
        begun: the digits of an earlier `Phone`, incomplete or to be put right.
    """
    words = vocabulary(locale)
    tokens = words.tokenize(text.rpartition("*")[2])
    marks = list(words.grammar("phones").everywhere(tokens))
    places = list(find_stretches(tokens, words))
    read = [read_stretch(tokens, start, end, words, marks) for start, end in places]
    said = [stretch for stretch in read if not stretch.denied][-STRETCHES:]
    inside = {index for start, end in places for index in range(start, end)}
    noise = words.lists["phone_noise"]
    alone = all(index in inside or token.word in noise for index, token in enumerate(tokens))
    count = sum(len(stretch.readings[0]) for stretch in said)
    tail = any(mark.kind == "tail" for mark in marks)
    if not said or (count < SAID and not alone and not (tail and len(begun) == DIGITS)):
        return None
    begins = len(begun) in (0, DIGITS) and bool(_ABROAD.match(said[0].readings[0]))
    if begins or any(_has_other_country(stretch) for stretch in said):
        return Phone("", Fault.FOREIGN, alone)
    return _judged(_assembled(said, begun, tail=tail), alone=alone)


def hear_other_number(text: str, *, locale: str) -> bool:
    """Whether another number than the one named is wanted: "call my cell", "not this one"."""
    return _first_mark(text, locale) == "other"


def hear_own_number(text: str, *, locale: str, named: bool = False) -> bool:
    """Whether the number that is called from is wanted: "this number is fine"; `named`: by "I'm calling from" alone."""
    return _first_mark(text, locale) in (("called_from",) if named else ("called_from", "own"))


def _first_mark(text: str, locale: str) -> str | None:
    words = vocabulary(locale)
    kinds = [match.kind for match in words.grammar("phones").scan(words.tokenize(text))]
    return next((kind for kind in ("other", "called_from", "own") if kind in kinds), None)


# which digits


def _judged(digits: str, *, alone: bool) -> Phone:
    national = digits.removeprefix("1")
    fault: Fault | None = None
    if len(national) > DIGITS:
        fault = Fault.TOO_LONG
    elif len(national) == DIGITS:
        fault = None if is_called(f"{NORTH_AMERICA}{national}", line=None) else Fault.NOT_CALLED
    else:
        fault = Fault.NOT_CALLED if len(national) >= AREA and _NO_AREA.match(national) else Fault.INCOMPLETE
    return Phone(national if fault in (None, Fault.INCOMPLETE) else "", fault, alone)


def _has_other_country(stretch: Stretch) -> bool:
    digits = stretch.readings[0]
    return stretch.plus and len(digits) > SAID and not digits.startswith("1")


def _assembled(said: Sequence[Stretch], begun: str, *, tail: bool) -> str:
    """The digits meant, with what was said before them."""
    heard, part, corrects = begun, list[Stretch](), len(begun) == DIGITS
    for stretch in said:
        if stretch.corrects and part:
            heard, part, corrects = _with(heard, part, corrects, tail=False), [], True
        corrects = corrects or stretch.corrects
        part.append(stretch)
    return _with(heard, part, corrects, tail=tail)


def _with(heard: str, part: Sequence[Stretch], corrects: bool, *, tail: bool) -> str:
    """What was heard so far, with one part more, which goes on with it or puts it right."""
    whole = next((text for text in _spellings(part) if _is_whole(text)), None)
    if whole is not None or not heard:
        return whole or _likeliest(part)
    ways = _put_right if corrects else _gone_on
    candidates = [joined for text in _spellings(part) for joined in ways(heard, text, part[-1], tail)]
    return next((text for text in candidates if _is_whole(text)), None) or (
        candidates[0] if candidates else _likeliest(part) if corrects else heard + _likeliest(part)
    )


def _put_right(heard: str, text: str, last: Stretch, tail: bool) -> Iterator[str]:
    if last.area and len(text) == AREA and len(heard) >= LOCAL:
        yield text + heard[-LOCAL:]
    elif tail and len(text) < len(heard):
        yield heard[: -len(text)] + text
    elif len(text) == LOCAL and len(heard) >= AREA:
        yield heard[:AREA] + text
    elif len(heard) == DIGITS and (len(text) in (LINE, LINE - 2) or (len(text) == AREA and _NO_AREA.match(text))):
        yield heard[: -len(text)] + text


def _gone_on(heard: str, text: str, last: Stretch, tail: bool) -> Iterator[str]:
    if len(heard) == LOCAL and len(text) == AREA:
        yield text + heard
    yield heard + text
    if not tail and not last.area and len(text) > AREA and text.startswith(heard[-AREA:]):
        yield heard[:-AREA] + text


def _spellings(part: Sequence[Stretch]) -> Iterator[str]:
    """The digits of neighboring stretches, each way to read them; the latest and fewest stretches first."""
    area = [stretch for stretch in part if stretch.area]
    ordered = [*area[-1:], *(stretch for stretch in part if not stretch.area)] if area else list(part)
    for end in range(len(ordered), 0, -1):
        for start in range(end - 1, -1, -1):
            rows = product(*(stretch.readings for stretch in ordered[start:end]))
            yield from ("".join(row) for row in islice(rows, READINGS))


def _likeliest(part: Sequence[Stretch]) -> str:
    return "".join(stretch.readings[0] for stretch in part)


def _is_whole(digits: str) -> bool:
    return exists(digits.removeprefix("1"))
