"""Dates of birth, spoken or keyed.

Knows in how many ways people give one; refuses to know whose it is. Never in the future, never more than 120 years ago.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from .almanac import make_date, read_numeric
from .birth_numbers import OLDEST, Heard, in_numbers, runs, settle, short
from .grammar import Match
from .tokens import Token
from .vocabulary import Vocabulary, vocabulary

LEAP_YEAR = 2000
"""A year in which every day of the calendar exists."""

MOST_BETWEEN = 2
"""Words between the pieces of one date."""


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
    heard = sorted([*_in_words(tokens, today, words), *in_numbers(tokens, today, words)], key=lambda found: found.at)
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
    return settle((parts["year"], parts["month"], parts["dom"]), today)


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
    found = list(runs(tokens, words))
    others = [token for index, token in enumerate(tokens) if not any(start <= index < end for start, end in found)]
    if len(found) != 1 or any(token.word not in words.lists["birth_noise"] for token in others):
        return None
    run = [token for token in tokens[found[0][0] : found[0][1]] if token.word not in words.lists["date_joins"]]
    pairs = {
        (first, second)
        for first, after, _ in short(run, 0, words)
        for second, end, _ in short(run, after, words)
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


def _in_words(tokens: Sequence[Token], today: date, words: Vocabulary) -> Iterator[Heard]:
    for match in words.grammar("births").scan(tokens):
        if match.kind == "slash":
            parts = read_numeric(tokens[match.values["slash"]], day_first=words.day_first)
            if parts is None or parts[0] is None:
                continue
            candidate = (parts[0], parts[1], parts[2])
        else:
            year = match.values.get("full_year", match.values.get("year", 0))
            candidate = (year, match.values.get("month", match.values.get("ordinal", 0)), match.values["dom"])
        born = settle(candidate, today)
        if born is not None:
            yield Heard(born, match.start)
