"""Dates of birth, spoken or keyed.

Knows in how many ways people give one; refuses to know whose it is. Never in the future, never more than 120 years ago.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from . import numbers
from .grammar import Match
from .reckoning import make_date, read_numeric
from .tokens import Token
from .vocabulary import Vocabulary, vocabulary

OLDEST = 120
"""Years."""

LEAP_YEAR = 2000
"""A year in which every day of the calendar exists."""

MOST_BETWEEN = 2
"""Words between the pieces of one date."""

Candidate = tuple[int, int, int]
"""Year (below 100: its last two digits), month, day."""


@dataclass(frozen=True, slots=True)
class _Heard:
    day: date
    at: int
    """The token it starts at."""


def hear_birth_date(text: str, *, today: date, locale: str) -> date | None:
    """The date of birth in what was said or keyed; None without a year, or when it could be several dates.

    Keyed digits are month, day, year (MMDDYYYY; also MMDDYY, MDDYYYY, MMDYYYY, MDYYYY where only one date fits).
    Of two dates the one after a word like "born" counts, or the later one after "no, ...".

    Args:
        text: a sentence, a date, or keys.
        today: in the clinic's time zone.
        locale: `en_US` or `es_US`; in Spanish 3/12 is the third of December.
    """
    words = vocabulary(locale)
    tokens = _fluent(words.tokenize(text), words)
    corrected = any(token.word in words.lists["corrections"] for token in tokens)
    if corrected and (put_together := _put_together(tokens, today, words)) is not None:
        return put_together
    heard = sorted([*_in_words(tokens, today, words), *_in_numbers(tokens, today, words)], key=lambda found: found.at)
    if not heard:
        return _put_together(tokens, today, words)
    announced = [index for index, token in enumerate(tokens) if token.word in words.lists["birth"]]
    chosen = heard[0]
    if announced:
        chosen = next((found for found in heard if found.at > announced[0]), chosen)
    for found in heard:
        between = tokens[chosen.at : found.at]
        if found.at > chosen.at and any(token.word in words.lists["corrections"] for token in between):
            chosen = found
    return chosen.day


def _fluent(tokens: Sequence[Token], words: Vocabulary) -> list[Token]:
    """Without the sounds of somebody who thinks."""
    return [token for token in tokens if token.word not in words.lists["hesitations"]]


def _put_together(tokens: Sequence[Token], today: date, words: Vocabulary) -> date | None:
    """`born in 84 on march 12`, `March 13th, I mean 12th, 1984`: from its pieces, those after a correction instead.

    Pieces belong together where few words stand between them, or where it is said that somebody was born.
    """
    announced = any(token.word in words.lists["birth"] for token in tokens)
    parts: dict[str, int] = {}
    last = 0
    for match in words.grammar("birth_pieces").scan(tokens):
        between = tokens[last : match.start] if parts else ()
        corrected = any(token.word in words.lists["corrections"] for token in between)
        piece = _piece(match, tokens, words)
        if parts and not (announced or corrected) and len(between) > MOST_BETWEEN:
            return None
        if match.kind in ("again", "month") and not (corrected and piece.keys() <= parts.keys()):
            continue
        if corrected or not piece.keys() & parts.keys():
            parts |= piece
            last = match.end
    if parts.keys() < {"year", "month", "dom"}:
        return None
    return _settle((parts["year"], parts["month"], parts["dom"]), today)


def _piece(match: Match, tokens: Sequence[Token], words: Vocabulary) -> dict[str, int]:
    """What a rule about a part of a date says, under `year`, `month` and `dom`."""
    values = match.values
    if "slash" in values:
        read = read_numeric(tokens[values["slash"]], day_first=words.day_first)
        named = dict(zip(("year", "month", "dom"), read or (), strict=False))
        return {name: value for name, value in named.items() if value is not None}
    piece = {name: values[name] for name in ("year", "month", "dom") if name in values}
    if "full_year" in values:
        piece["year"] = values["full_year"]
    if "ordinal" in values:
        piece["dom" if "month" in values else "month"] = values["ordinal"]
    return piece


def hear_birth_day_without_year(text: str, *, today: date, locale: str) -> tuple[int, int] | None:
    """(month, day) where a date of birth was begun without its year: "March 12", "three twelve"; else None.

    Args:
        text: what was said.
        today: in the clinic's time zone.
        locale: `en_US` or `es_US`; in Spanish 3/12 is the third of December.
    """
    words = vocabulary(locale)
    if hear_birth_date(text, today=today, locale=locale) is not None:
        return None
    tokens = _fluent(words.tokenize(text), words)
    for match in words.grammar("birth_days").scan(tokens):
        if match.kind == "slash":
            parts = read_numeric(tokens[match.values["slash"]], day_first=words.day_first)
            if parts is None or parts[0] is not None:
                continue
            month, day = parts[1], parts[2]
        else:
            month, day = match.values.get("month", match.values.get("ordinal", 0)), match.values["dom"]
        if make_date(LEAP_YEAR, month, day) is not None:
            return month, day
    return _two_numbers(tokens, words)


def _two_numbers(tokens: Sequence[Token], words: Vocabulary) -> tuple[int, int] | None:
    """`three twelve`, where nothing else is said but fillers."""
    runs = list(_runs(tokens, words))
    others = [token for index, token in enumerate(tokens) if not any(start <= index < end for start, end in runs)]
    if len(runs) != 1 or any(token.word not in words.lists["birth_noise"] for token in others):
        return None
    run = [token for token in tokens[runs[0][0] : runs[0][1]] if token.word not in words.lists["date_joins"]]
    pairs = {
        (first, second)
        for first, after, _ in _short(run, 0, words)
        for second, end, _ in _short(run, after, words)
        if end == len(run)
    }
    orders = {(second, first) if words.day_first else (first, second) for first, second in pairs}
    days = {(month, day) for month, day in orders if make_date(LEAP_YEAR, month, day) is not None}
    return days.pop() if len(days) == 1 else None


def hear_birth_year(text: str, *, today: date, locale: str) -> int | None:
    """The year alone: "1984", "nineteen eighty four"; "84" only where nothing else is said; else None.

    Args:
        text: what was said or keyed.
        today: in the clinic's time zone; the year is not later, nor more than 120 years ago.
        locale: `en_US` or `es_US`.
    """
    words = vocabulary(locale)
    tokens = _fluent(words.tokenize(text), words)
    heard: int | None = None
    for match in words.grammar("birth_years").scan(tokens):
        year = match.values.get("full_year", match.values.get("year", 0))
        for full in (2000 + year, 1900 + year) if year < 100 else (year,):
            if today.year - OLDEST <= full <= today.year:
                heard = full
                break
    return heard


def _in_words(tokens: Sequence[Token], today: date, words: Vocabulary) -> Iterator[_Heard]:
    for match in words.grammar("births").scan(tokens):
        if match.kind == "slash":
            parts = read_numeric(tokens[match.values["slash"]], day_first=words.day_first)
            if parts is None or parts[0] is None:
                continue
            candidate = (parts[0], parts[1], parts[2])
        else:
            year = match.values.get("full_year", match.values.get("year", 0))
            candidate = (year, match.values.get("month", match.values.get("ordinal", 0)), match.values["dom"])
        born = _settle(candidate, today)
        if born is not None:
            yield _Heard(born, match.start)


def _in_numbers(tokens: Sequence[Token], today: date, words: Vocabulary) -> Iterator[_Heard]:
    """`three twelve eighty four`, `0 3 1 2 1 9 8 4`, `03121984`."""
    for start, end in _runs(tokens, words):
        before = [token.word for token in tokens[max(0, start - 3) : start]]
        if (
            words.lists["orders"].intersection(before)
            or (before[-1:] and before[-1] in words.months)
            or any(token.gap == "$" for token in tokens[start:end])
        ):
            continue
        run = [token for token in tokens[start:end] if token.word not in words.lists["date_joins"]]
        days = _by_parts(run, today, words) or _by_digits(run, today)
        if len(days) == 1:
            yield _Heard(days.pop(), start)


def _runs(tokens: Sequence[Token], words: Vocabulary) -> Iterator[tuple[int, int]]:
    """Longest rows of number words."""
    language = words.numbers
    known = {*language.small, *language.tens, *language.zeros, *language.hundreds, language.thousand}
    known |= {language.conjunction, *language.centuries, *words.lists["date_joins"]} - {""}
    start: int | None = None
    for index, token in enumerate(tokens):
        inside = token.kind == "number" or token.word in known
        if inside and start is None:
            start = index
        elif not inside and start is not None:
            yield start, index
            start = None
    if start is not None:
        yield start, len(tokens)


def _by_parts(run: Sequence[Token], today: date, words: Vocabulary) -> set[date]:
    """Dates the row can be read as, of those with the fewest numbers put together from digits."""
    if len(run) > 8:
        return set()
    found: dict[int, set[date]] = {}
    for cost, (first, second, year) in _three_parts(run, words):
        orders = [(year, second, first), (year, first, second)] if words.day_first else [(year, first, second)]
        if not words.day_first and first > 12:
            orders = [(year, second, first)]
        for born in (_settle(order, today) for order in orders):
            if born is not None:
                found.setdefault(cost, set()).add(born)
                break
    return found[min(found)] if found else set()


def _three_parts(run: Sequence[Token], words: Vocabulary) -> Iterator[tuple[int, Candidate]]:
    for first, after_first, cost_first in _short(run, 0, words):
        for second, after_second, cost_second in _short(run, after_first, words):
            for year, end, cost_year in _year(run, after_second, words):
                if end == len(run):
                    yield cost_first + cost_second + cost_year, (first, second, year)
    for year, after_year, cost_year in _year(run, 0, words):
        if year < 100:
            continue
        for month, after_month, cost_month in _short(run, after_year, words):
            for day, end, cost_day in _short(run, after_month, words):
                if end == len(run):
                    first, second = (day, month) if words.day_first else (month, day)
                    yield cost_year + cost_month + cost_day, (first, second, year)


def _short(run: Sequence[Token], index: int, words: Vocabulary) -> Iterator[tuple[int, int, int]]:
    """A month or a day: (value, after, cost)."""
    for value, after in numbers.cardinals(run, index, words.numbers):
        if (1 <= value <= 31 and len(run[index].word) <= 2) or (
            value <= 31 and run[index].kind == "word" and value > 0
        ):
            yield value, after, 0
    digits, after = _digits(run, index, 2, words)
    if digits is not None and 1 <= digits <= 31:
        yield digits, after, 0 if run[index].word in words.numbers.zeros or run[index].word == "0" else 1


def _year(run: Sequence[Token], index: int, words: Vocabulary) -> Iterator[tuple[int, int, int]]:
    if index >= len(run):
        return
    for value, after in numbers.years(run, index, words.numbers):
        yield value, after, 0
    for length in (4, 2):
        digits, after = _digits(run, index, length, words)
        if digits is not None and (length == 2 or 1800 <= digits < 2200):
            yield digits, after, 1


def _digits(run: Sequence[Token], index: int, length: int, words: Vocabulary) -> tuple[int | None, int]:
    """So many single digits in a row as one number."""
    value = 0
    if index + length > len(run):
        return None, index
    for token in run[index : index + length]:
        digit = 0 if token.word in words.numbers.zeros else words.numbers.small.get(token.word, 10)
        if token.kind == "number" and len(token.word) == 1:
            digit = int(token.word)
        if digit > 9:
            return None, index
        value = value * 10 + digit
    return value, index + length


def _by_digits(run: Sequence[Token], today: date) -> set[date]:
    """Keyed: the digits in a row, in every order that gives a date."""
    if not all(token.kind == "number" for token in run):
        return set()
    digits = "".join(token.word for token in run)
    if len(digits) not in (6, 7, 8):
        return set()
    shapes = {8: ((2, 2, 4),), 7: ((1, 2, 4), (2, 1, 4)), 6: ((2, 2, 2), (1, 1, 4))}[len(digits)]
    found = {_settle(_cut(digits, month, day), today) for month, day, _ in shapes} - {None}
    if not found and len(digits) == 8:
        found = {_settle((int(digits[:4]), int(digits[4:6]), int(digits[6:])), today)} - {None}
    return {born for born in found if born is not None}


def _cut(digits: str, month: int, day: int) -> Candidate:
    return int(digits[month + day :]), int(digits[:month]), int(digits[month : month + day])


def _settle(candidate: Candidate, today: date) -> date | None:
    """The date, if somebody alive can be born on it."""
    year, month, day = candidate
    for full in (2000 + year, 1900 + year) if year < 100 else (year,):
        born = make_date(full, month, day)
        if born is not None and born <= today and today.year - full <= OLDEST:
            return born
    return None
