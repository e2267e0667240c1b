"""Dates of birth in numbers: `three twelve eighty four`, `03121984`.

Knows how numbers are put together to a date; refuses to know what is said around them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from . import numbers
from .almanac import make_date
from .tokens import Token
from .vocabulary import Vocabulary

OLDEST = 120
"""Years."""

Candidate = tuple[int, int, int]
"""Year (below 100: its last two digits), month, day."""


@dataclass(frozen=True, slots=True)
class Heard:
    day: date
    at: int
    """The token it starts at."""


def in_numbers(tokens: Sequence[Token], today: date, words: Vocabulary) -> Iterator[Heard]:
    """`three twelve eighty four`, `0 3 1 2 1 9 8 4`, `03121984`."""
    for start, end in runs(tokens, words):
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
            yield Heard(days.pop(), start)


def runs(tokens: Sequence[Token], words: Vocabulary) -> Iterator[tuple[int, int]]:
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
        for born in (settle(order, today) for order in orders):
            if born is not None:
                found.setdefault(cost, set()).add(born)
                break
    return found[min(found)] if found else set()


def _three_parts(run: Sequence[Token], words: Vocabulary) -> Iterator[tuple[int, Candidate]]:
    for first, after_first, cost_first in short(run, 0, words):
        for second, after_second, cost_second in short(run, after_first, words):
            for year, end, cost_year in _year(run, after_second, words):
                if end == len(run):
                    yield cost_first + cost_second + cost_year, (first, second, year)
    for year, after_year, cost_year in _year(run, 0, words):
        if year < 100:
            continue
        for month, after_month, cost_month in short(run, after_year, words):
            for day, end, cost_day in short(run, after_month, words):
                if end == len(run):
                    first, second = (day, month) if words.day_first else (month, day)
                    yield cost_year + cost_month + cost_day, (first, second, year)


def short(run: Sequence[Token], index: int, words: Vocabulary) -> Iterator[tuple[int, int, int]]:
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
    found = {settle(_cut(digits, month, day), today) for month, day, _ in shapes} - {None}
    if not found and len(digits) == 8:
        found = {settle((int(digits[:4]), int(digits[4:6]), int(digits[6:])), today)} - {None}
    return {born for born in found if born is not None}


def _cut(digits: str, month: int, day: int) -> Candidate:
    return int(digits[month + day :]), int(digits[:month]), int(digits[month : month + day])


def settle(candidate: Candidate, today: date) -> date | None:
    """The date, if somebody alive can be born on it."""
    year, month, day = candidate
    for full in (2000 + year, 1900 + year) if year < 100 else (year,):
        born = make_date(full, month, day)
        if born is not None and born <= today and today.year - full <= OLDEST:
            return born
    return None
