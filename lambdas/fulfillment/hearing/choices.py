"""One of several things offered, or none of them.

Knows positions, and words that tell options apart; refuses to know what is offered.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from .days import day_spans
from .grammar import Match
from .times import clock_minutes, part_of_day
from .tokens import Token
from .vocabulary import Vocabulary, vocabulary

NOON = 12 * 60


class Shift(StrEnum):
    """Not what was offered."""

    LATER = "later"
    EARLIER = "earlier"
    LATEST = "latest"
    """The last there is."""
    EARLIEST = "earliest"
    """The first there is."""
    OTHER_DAY = "other_day"
    OTHER = "other"


def hear_shift(text: str, *, locale: str) -> Shift | None:
    """What else is wanted than what was offered: "something later", "another day", "none of those"; else None.

    Asked only while times are on offer, so a plain "no" is OTHER. "As soon as possible" is EARLIEST only where no day
    is said; a day that cannot be ("Friday doesn't work") is OTHER_DAY only where no other day is said.
    """
    words = vocabulary(locale)
    tokens = words.tokenize(text)
    heard = {match.kind for match in words.grammar("shifts").scan(tokens)} - {"none"}
    if heard & {"soonest", "not_that_day"}:
        days = len(day_spans(tokens, words, soon=False))
        heard |= {"earliest"} if "soonest" in heard and not days else set()
        heard |= {"other_day"} if "not_that_day" in heard and days < 2 else set()
    if "other_day" in heard and heard & {"latest", "earliest"}:
        return Shift.OTHER_DAY
    order: list[Shift] = [Shift.LATEST, Shift.EARLIEST, *Shift]
    return next((shift for shift in order if shift.value in heard), None)


def hear_choice(text: str, *, options: Sequence[str], locale: str) -> int | None:
    """Which of the options is chosen, from 0; None when none is, or several could be.

    By position ("the second one", "number two", "2", "the last one", "the later one": options are in order of time) or
    by what tells one from the others ("the flu shot", "Thursday's", "ten o'clock"). A bare number that is an option's
    hour means that hour.

    Args:
        text: what was said or keyed.
        options: what was offered, as it was spoken.
        locale: `en_US` or `es_US`.
    """
    words = vocabulary(locale)
    tokens = words.tokenize(text)
    if not tokens or not options:
        return None
    found = _positions(tokens, len(options), words)
    strong = [place for kind, place in found if kind != "weak" and kind != "bare"]
    if strong:
        return strong[-1] if len(set(strong)) == 1 or _corrected(tokens, words) else None
    described = _described(tokens, options, words)
    weak = [place for kind, place in found if kind == "weak"]
    if weak:
        agreed = len(set(weak)) == 1 and described in (None, weak[0])
        return weak[-1] if agreed or _corrected(tokens, words) else None
    bare = [place for kind, place in found if kind == "bare"]
    return described if described is not None else bare[0] if bare else None


def hear_position(text: str, *, count: int, locale: str) -> int | None:
    """Which of `count` things is named by an ordinal, from 0: "the second", "2nd"; not "on the second", "May second",
    "the second at nine", which are dates, and not "two".
    """
    words = vocabulary(locale)
    tokens = words.tokenize(text)
    dated = words.lists["date_leads"].union(words.months, words.weekdays)
    if any(token.word in dated for token in tokens) or clock_minutes(tokens, words):
        return None
    places = {
        _place(match, count)
        for match in words.grammar("choice").scan(tokens)
        if match.kind not in ("none", "not") and {"ordinal", "suffixed"} & match.values.keys()
    }
    return places.pop() if len(places) == 1 else None


def _corrected(tokens: Sequence[Token], words: Vocabulary) -> bool:
    return any(token.word in words.lists["corrections"] for token in tokens)


def _positions(tokens: Sequence[Token], count: int, words: Vocabulary) -> list[tuple[str, int]]:
    """(strong, weak or bare; position), those refused left out."""
    found: list[tuple[str, int]] = []
    refused = -1
    spans = day_spans(tokens, words)
    for match in words.grammar("choice").scan(tokens):
        if match.kind == "not":
            refused = match.end
        elif match.kind != "none" and match.start != refused:
            place = _place(match, count)
            dated = any(start <= match.start and match.end < end for start, end in spans)
            if place is not None and not dated:
                found.append((match.kind if match.kind in ("weak", "bare") else "strong", place))
    return found


def _place(match: Match, count: int) -> int | None:
    match match.kind:
        case "last" | "later":
            return count - 1
        case "earlier":
            return 0
        case "middle":
            return count // 2 if count % 2 else None
    place = match.values.get("ordinal", match.values.get("n", 0))
    return place - 1 if 1 <= place <= count else None


@dataclass(frozen=True, slots=True)
class _Marks:
    """What an option, or what is said of one, can be told by."""

    words: frozenset[str]
    times: frozenset[int]
    """Minutes since midnight."""
    days: frozenset[int]
    """Of a month."""


def _described(tokens: Sequence[Token], options: Sequence[str], words: Vocabulary) -> int | None:
    """The only option that has everything said that any option has."""
    wanted = _without_refused(tokens, words)
    said = _marks(wanted, words)
    offered = [_marks(words.tokenize(option), words) for option in options]
    left = set(range(len(options)))
    told = False
    for has in _tests(said, wanted, offered, words):
        having = {place for place in left if has[place]}
        if any(has) and not all(has):
            told = True
            left = having
    return left.pop() if told and len(left) == 1 else None


def _tests(said: _Marks, tokens: Sequence[Token], offered: Sequence[_Marks], words: Vocabulary) -> list[list[bool]]:
    """For each thing said, which options have it."""
    tests = [[word in option.words for option in offered] for word in sorted(said.words)]
    tests += [[day in option.days for option in offered] for day in sorted(said.days)]
    if said.times:
        exact = [bool(said.times & option.times) for option in offered]
        hours = {minutes // 60 for minutes in said.times if minutes % 60 == 0}
        near = [any(minutes // 60 in hours for minutes in option.times) for option in offered]
        tests.append(exact if any(exact) else near)
    part = part_of_day(tokens, words)
    if part is not None and not said.times:
        morning = part.value == "morning"
        tests.append([any((minutes < NOON) == morning for minutes in option.times) for option in offered])
    return tests


def _without_refused(tokens: Sequence[Token], words: Vocabulary) -> list[Token]:
    """Without `not the flu shot`: from the refusal to the next comma or conjunction."""
    kept: list[Token] = []
    refusing = False
    refusals = words.lists["refusals"]
    for token in tokens:
        if refusing and (token.gap or token.word in words.lists["turns"]):
            refusing = False
        if token.word in refusals:
            refusing = True
        if not refusing:
            kept.append(token)
    return kept


def _marks(tokens: Sequence[Token], words: Vocabulary) -> _Marks:
    noise = words.lists["choice_noise"]
    numbers = words.numbers
    known = {*numbers.small, *numbers.tens, *numbers.ordinals, *numbers.ordinal_tens, *numbers.zeros}
    plain = set()
    for token in tokens:
        if token.kind == "word" and token.word not in noise and token.word not in known:
            weekday = words.weekdays.get(token.word)
            plain.add(f"weekday {weekday}" if weekday is not None else words.stem(token.word))
    days = set()
    for start, end in day_spans(tokens, words):
        for match in words.grammar("days").everywhere(tokens[start:end]):
            day = match.values.get("dom", match.values.get("ordinal", match.values.get("suffixed")))
            if match.end == end - start and day is not None:
                days.add(day)
    return _Marks(frozenset(plain), frozenset(clock_minutes(tokens, words)), frozenset(days))
