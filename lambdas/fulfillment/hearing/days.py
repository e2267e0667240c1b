"""Days of the calendar, as callers name them.

Knows the calendar and what relative days come to; refuses to know which days the clinic works.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from .almanac import Span, monday
from .grammar import Match, mark
from .reckoning import OPEN_DAYS, Context, Mention, resolve
from .tokens import Token
from .vocabulary import Vocabulary, vocabulary

FRIDAY = timedelta(days=4)
"""From Monday."""


class Role(StrEnum):
    """What a day is in what the caller says."""

    PLAIN = "plain"
    FROM = "from"
    """What exists, or what cannot be: "my Thursday appointment"."""
    TO = "to"
    """What is wanted: "to Friday"."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day, or the days, a caller mentioned. Exact when `earliest == latest`."""

    earliest: date
    latest: date
    role: Role
    start: int
    end: int
    """Where it stands in the text, in characters."""

    @property
    def exact(self) -> bool:
        return self.earliest == self.latest


def hear_days(text: str, *, today: date, locale: str, near: Span | None = None) -> tuple[Day, ...]:
    """Every day mentioned, in order; none before today but those said to be past: "yesterday", "last Friday".

    A day without a year is the next such day, today included; a bare weekday is the next one, today excluded;
    "next Friday" is the one of the next calendar week (Monday to Sunday). What happened on a past day is no day asked
    for: "I called yesterday". "Any day but Wednesday next week" is two ranges.

    Args:
        text: what was said.
        today: in the clinic's time zone.
        locale: `en_US` or `es_US`.
        near: first and last of the days under discussion. A bare weekday or day of the month ("Thursday", "the 7th")
            is then the one among them, else the one nearest to them, the later of two as near; "the following Monday"
            is the first one after them.
    """
    words = vocabulary(locale)
    tokens = words.tokenize(text)
    mentions, _ = _mentions(tokens, today, words, near)
    mentions = [mention for mention in mentions if mention.kind != "soon"] or mentions
    row = mark(tokens, [(mention.first, mention.last) for mention in mentions], "<day>")
    roles = _roles(row, len(mentions), words)
    narrowed = _narrowed(row, mentions, today, words)
    excepted = _excepted(row, mentions, today, words)
    narrowed |= excepted
    days: list[Day] = []
    for number, mention in enumerate(mentions):
        start, end = tokens[mention.first].start, tokens[mention.last - 1].end
        role = Role.PLAIN if number in excepted else roles.get(number, Role.PLAIN)
        days += [Day(first, last, role, start, end) for first, last in narrowed.get(number, [mention.span])]
    return tuple(days)


def day_spans(
    tokens: Sequence[Token], words: Vocabulary, *, today: date = date(2000, 1, 1), soon: bool = True
) -> list[tuple[int, int]]:
    """Where days are named, past ones too, as (start, end) in tokens: for those who must not take them for times.

    Args:
        tokens: the utterance.
        words: its language.
        today: decides which days are past.
        soon: "as soon as possible" counts as a day.
    """
    mentions, past = _mentions(tokens, today, words)
    named = [(mention.first, mention.last) for mention in mentions if soon or mention.kind != "soon"]
    return sorted(named + past)


def _mentions(
    tokens: Sequence[Token], today: date, words: Vocabulary, near: Span | None = None
) -> tuple[list[Mention], list[tuple[int, int]]]:
    mentions: list[Mention] = []
    past: list[tuple[int, int]] = []
    grammar = words.grammar("days")
    told = any(token.word in words.lists["narrative"] for token in tokens)
    index = 0
    while index < len(tokens):
        span, found = None, None
        readings = sorted(grammar.all_at(tokens, index), key=lambda match: -match.end)
        for found in readings:
            if found.kind in ("past", "none"):
                break
            context = Context(today, tokens, words, mentions[-1] if mentions else None, index, found.end, near)
            span = resolve(found, context)
            if span is not None:
                break
        if found is None:
            index += 1
            continue
        if span is not None:
            over = found.kind.startswith("past_")
            clipped = span if over else (max(span[0], today), span[1])
            if clipped[0] <= clipped[1] and not (over and told):
                skip = 1 if found.kind == "again" else 0
                mentions.append(Mention(clipped, found.start + skip, found.end, found.kind))
            else:
                past.append((found.start, found.end))
            index = found.end
        elif found.kind == "past":
            past.append((found.start, found.end))
            index = found.end
        else:
            index = found.end if found.kind == "none" else index + 1
    return mentions, past


def _roles(row: Sequence[Token], count: int, words: Vocabulary) -> dict[int, Role]:
    """By the longest rule about each day."""
    best: dict[int, tuple[int, Role]] = {}
    for match in words.grammar("roles").everywhere(row):
        number = _last_day(row, match)
        if number is not None and match.end - match.start > best.get(number, (0, Role.PLAIN))[0]:
            best[number] = (match.end - match.start, Role(match.kind))
    return {number: role for number, (_, role) in best.items() if number < count}


def _last_day(row: Sequence[Token], match: Match) -> int | None:
    for token in reversed(row[match.start : match.end]):
        if token.kind == "mark":
            return token.value
    return None


def _narrowed(
    row: Sequence[Token], mentions: Sequence[Mention], today: date, words: Vocabulary
) -> dict[int, list[Span]]:
    """What `after`, `by`, `between` make of days; nothing of one that is part of another."""
    spans: dict[int, list[Span]] = {}
    length: dict[int, int] = {}
    for match in words.grammar("narrowed").everywhere(row):
        number = _last_day(row, match)
        if number is None or match.end - match.start <= length.get(number, 0):
            continue
        length[number] = match.end - match.start
        if match.kind == "between":
            begins, last = mentions[number - 1].span[0], mentions[number].span[1]
            ends = last + timedelta(days=7) if last < begins <= last + timedelta(days=7) else last
            if begins <= ends:
                spans[number], spans[number - 1] = [(begins, ends)], []
        elif not match.kind.startswith("except"):
            first, last = _around(match.kind, mentions[number].span, today)
            spans[number] = [(max(first, today), last)] if last >= max(first, today) else []
    return spans


def _around(kind: str, span: Span, today: date) -> Span:
    """The days after, before, by ... a day."""
    first, last = span
    one_day, horizon = timedelta(days=1), timedelta(days=OPEN_DAYS)
    match kind:
        case "after":
            return last + one_day, last + horizon
        case "from":
            return first, last + horizon
        case "before":
            return today, first - one_day
        case "by":
            return today, last
        case "next":
            return last + one_day, last + one_day
        case "previous":
            return first - one_day, first - one_day
    return monday(first, 0), monday(first, 0) + timedelta(days=6)


def _excepted(
    row: Sequence[Token], mentions: Sequence[Mention], today: date, words: Vocabulary
) -> dict[int, list[Span]]:
    """`any day but Monday next week`: the other days from Monday to Friday; `next week except Monday`: those of it."""
    spans: dict[int, list[Span]] = {}
    for match in words.grammar("narrowed").everywhere(row):
        number = _last_day(row, match)
        if number is None or not match.kind.startswith("except"):
            continue
        refused = mentions[number].span[0]
        within = monday(refused, 0), monday(refused, 0) + FRIDAY
        if match.kind == "except_within":
            first, last = mentions[number - 1].span
            if first == last:
                continue
            if not first <= refused <= last:
                refused = monday(first, 0) + timedelta(days=refused.weekday())
            week = (last - first).days < 7
            within, spans[number - 1] = (first, min(last, monday(first, 0) + FRIDAY) if week else last), []
        if not within[0] <= refused <= within[1]:
            spans[number] = [within]
            continue
        before = max(within[0], today), refused - timedelta(days=1)
        after = max(refused + timedelta(days=1), today), within[1]
        spans[number] = [span for span in (before, after) if span[0] <= span[1]]
    return spans
