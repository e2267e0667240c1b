"""Times of day, as callers name them.

Knows clock faces and parts of the day; refuses to know opening hours: "ten" stays open between morning and evening.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from .days import day_spans
from .grammar import Match, mark
from .tokens import Token
from .vocabulary import Vocabulary, vocabulary

DAY = 24 * 60
NOON = 12 * 60


class PartOfDay(StrEnum):
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


class Relation(StrEnum):
    AT = "at"
    AFTER = "after"
    """From then on."""
    BEFORE = "before"
    """Until then."""


@dataclass(frozen=True, slots=True)
class Hour:
    """A time of day as far as it was said."""

    times: tuple[time, ...]
    """One when exact, two (earlier first) when it may be before or after noon, none when only a part was said."""
    part: PartOfDay | None
    relation: Relation
    until: tuple[time, ...] = ()
    """With AFTER, "between two and four": the end, like `times`."""


@dataclass(frozen=True, slots=True)
class _Clock:
    minutes: tuple[int, ...]
    """Since midnight; ascending."""
    first: int
    last: int
    """Tokens, end excluded."""


def hear_time(text: str, *, locale: str, expected: bool = False) -> Hour | None:
    """The time of day asked for, or None.

    A time of what exists ("my 2:30 appointment") or refused ("not at ten") is not one asked for, nor is the number of a
    date.

    Args:
        text: what was said.
        locale: `en_US` or `es_US`.
        expected: a time was asked for, so a bare "ten" or "two thirty" is one.
    """
    words = vocabulary(locale)
    tokens = words.tokenize(text)
    spans = day_spans(tokens, words)
    row = mark(tokens, spans, "<day>")
    clocks = list(_clocks(row, words, expected))
    part = part_of_day(tokens, words)
    marked = mark(row, [(clock.first, clock.last) for clock in clocks], "<time>")
    relations = _relations(marked, words)
    chosen = _choose(clocks, relations, row, words)
    if chosen is None:
        return _part_alone(tokens, words)
    relation = relations.get(chosen, "at")
    minutes = _narrow(clocks[chosen].minutes, part)
    if relation == "between" and chosen > 0:
        start = _narrow(clocks[chosen - 1].minutes, part)
        return Hour(_times(_fit(start, minutes)), part, Relation.AFTER, _times(minutes))
    heard = Relation(relation) if relation in ("after", "before") else Relation.AT
    return Hour(_times(minutes), part, heard)


def clock_minutes(tokens: Sequence[Token], words: Vocabulary) -> set[int]:
    """Every time in the words, bare numbers too, in minutes since midnight; both readings of an open one."""
    row = mark(tokens, day_spans(tokens, words), "<day>")
    return {minutes for clock in _clocks(row, words, expected=True) for minutes in clock.minutes}


def time_spans(row: Sequence[Token], words: Vocabulary) -> list[tuple[int, int]]:
    """Where times stand in a row whose days are marked, as (start, end) in tokens."""
    return [(clock.first, clock.last) for clock in _clocks(row, words, expected=False)]


def _clocks(row: Sequence[Token], words: Vocabulary, expected: bool) -> Iterator[_Clock]:
    index = 0
    previous = -1
    while index < len(row):
        found = None if row[index].kind == "mark" else _longest(row, index, words)
        minutes = _read(found, row) if found else ()
        if found and minutes and _believed(found, row, words, expected, previous=previous):
            yield _Clock(minutes, found.start, found.end)
            index = previous = found.end
        else:
            index = found.end if found else index + 1


def _longest(row: Sequence[Token], index: int, words: Vocabulary) -> Match | None:
    """The longest rule at a token; after "from", "ten to eleven" is not ten minutes to eleven."""
    matches = words.grammar("times").all_at(row, index)
    if index and row[index - 1].word in words.lists["range_starts"]:
        matches = (match for match in matches if not _is_range(match, row, words))
    return max(matches, key=lambda match: match.end, default=None)


def _is_range(match: Match, row: Sequence[Token], words: Vocabulary) -> bool:
    """Whether what joins the ends of a range stands inside this time, and nowhere after it."""
    joins = words.lists["range_joins"]
    inside = any(token.word in joins for token in row[match.start : match.end])
    return inside and not any(token.word in joins for token in row[match.end : match.end + 1])


def _believed(found: Match, row: Sequence[Token], words: Vocabulary, expected: bool, *, previous: int) -> bool:
    """Whether a bare number is a time. `previous`: where the time before it ended, or -1."""
    if found.kind != "weak":
        return True
    before = row[found.start - 1] if found.start else None
    after = row[found.end] if found.end < len(row) else None
    if _is_number(before, words) or _is_number(after, words):
        return False
    gaps = ("$", "#", "+", "£", "€")
    if row[found.start].gap in gaps or (before and before.word in words.lists["numbered"]):
        return False
    bare = "minute" not in found.values and "hhmm" not in found.values
    ambiguous = bare and row[found.start].word in words.lists["number_nouns"]
    marked = before is not None and (
        before.word in words.lists["time_markers"]
        or previous == found.start - 1
        or (previous > 0 and before.word in words.lists["time_goals"])
    )
    if marked or (before is not None and before.kind == "mark" and not ambiguous):
        if not bare or after is None or after.kind == "mark" or any(sign in after.gap for sign in ",.;"):
            return True
        return after.word in words.lists["time_followers"]
    if _part_follows(row, found.end, words):
        return True
    if ambiguous:
        others = {token.word for token in row} - words.lists["fillers"] - {row[found.start].word}
        return expected and not others
    return expected


def _is_number(token: Token | None, words: Vocabulary) -> bool:
    if token is None:
        return False
    language = words.numbers
    return token.kind in ("number", "slash", "iso") or token.word in language.tens or token.word in language.small


def _part_follows(row: Sequence[Token], index: int, words: Vocabulary) -> bool:
    """`ten in the morning`."""
    return any(
        match.kind != "none"
        for place in range(index, min(index + 3, len(row)))
        if (match := words.grammar("parts").at(row, place)) is not None
    )


def _read(found: Match, row: Sequence[Token]) -> tuple[int, ...]:
    """Minutes since midnight, both when morning or evening is open; empty when it is no time."""
    values = found.values
    kind, *fixed = found.kind.split()
    if kind == "fixed":
        return (int(fixed[0][:2]) * 60 + int(fixed[0][2:]),)
    hour, minute = values.get("hour", values.get("ish", -1)), values.get("minute", 0)
    leading = False
    if "hhmm" in values:
        hour, minute = divmod(values["hhmm"], 100)
    elif "clock" in values:
        word = row[values["clock"]].word
        hour, minute = (int(part) for part in word.split(":")[:2])
        leading = word.startswith("0")
    match kind:
        case "half":
            minute = 30
        case "quarter":
            minute = 15
        case "past":
            minute = int(fixed[0]) if fixed else values.get("minute", values.get("n", 0))
        case "quarter_to":
            minute = -15
        case "to":
            minute = -int(fixed[0]) if fixed else -values.get("minute", values.get("n", 0))
    if not 0 <= hour <= 24 or minute >= 60:
        return ()
    if "meridiem" in values:
        if hour > 12:
            return ((hour * 60 + minute) % DAY,) if values["meridiem"] else ()
        hour = hour % 12 + values["meridiem"]
        return ((hour * 60 + minute) % DAY,)
    if hour > 12 or hour == 0 or leading:
        return ((hour * 60 + minute) % DAY,)
    return tuple(sorted({(hour * 60 + minute) % NOON, (hour * 60 + minute) % NOON + NOON}))


def part_of_day(tokens: Sequence[Token], words: Vocabulary) -> PartOfDay | None:
    """The first part of the day named; a greeting names none."""
    for match in words.grammar("parts").scan(tokens):
        if match.kind != "none":
            return PartOfDay(match.kind.split()[0])
    return None


def _part_alone(tokens: Sequence[Token], words: Vocabulary) -> Hour | None:
    """A part of the day where no time is said; some begin or end within one: "late afternoon"."""
    for match in words.grammar("parts").scan(tokens):
        kind, *edges = match.kind.split()
        if kind != "none":
            times = [time(int(edge[:2]), int(edge[2:])) for edge in edges]
            relation = Relation.AFTER if edges else Relation.AT
            return Hour(tuple(times[:1]), PartOfDay(kind), relation, tuple(times[1:]))
    return None


def _relations(marked: Sequence[Token], words: Vocabulary) -> dict[int, str]:
    """By the longest rule about each time; the rule speaks of its last `<time>`."""
    best: dict[int, tuple[int, str]] = {}
    for match in words.grammar("relations").everywhere(marked):
        for token in reversed(marked[match.start : match.end]):
            if token.word == "<time>" and token.value is not None:
                if match.end - match.start > best.get(token.value, (0, ""))[0]:
                    best[token.value] = (match.end - match.start, match.kind)
                break
    return {number: kind for number, (_, kind) in best.items()}


def _choose(clocks: Sequence[_Clock], relations: dict[int, str], row: Sequence[Token], words: Vocabulary) -> int | None:
    wanted = [number for number in range(len(clocks)) if relations.get(number) != "from"]
    for kind in ("between", "to"):
        for number in wanted:
            if relations.get(number) == kind:
                return number
    if not wanted:
        return None
    chosen = wanted[0]
    for number in wanted[1:]:
        between = row[clocks[chosen].last : clocks[number].first]
        if any(token.word in words.lists["corrections"] for token in between):
            chosen = number
    return chosen


def _narrow(minutes: tuple[int, ...], part: PartOfDay | None) -> tuple[int, ...]:
    """Those within the part of the day, if any are."""
    if len(minutes) < 2 or part is None:
        return minutes
    morning = part is PartOfDay.MORNING
    return tuple(value for value in minutes if (value < NOON) == morning) or minutes


def _fit(start: tuple[int, ...], end: tuple[int, ...]) -> tuple[int, ...]:
    """Starts before an exact end: `between two and four pm`."""
    if len(end) == 1 and len(start) > 1:
        return tuple(value for value in start if value < end[0])[-1:] or start
    return start


def _times(minutes: tuple[int, ...]) -> tuple[time, ...]:
    return tuple(time(value // 60, value % 60) for value in minutes)
