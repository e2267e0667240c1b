"""Digits in a row, as they are said: one by one, doubled, in pairs, as hundreds or thousands.

Knows each way to read them and what stands before them; refuses to know what makes a telephone number.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from . import numbers
from .grammar import Match
from .grammar import Reading as NumberReading
from .tokens import Token
from .vocabulary import Vocabulary

READINGS = 64
"""Of one stretch, looked at in order of likelihood."""
LONG_WORDS = 30
"""A longer stretch is read in one way only."""
REPEATED_DIGITS = 7
"""So many, said twice in a row, are said once and then again."""
_NUMERALS = ("number", "clock", "slash", "iso")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Digits in a row."""

    readings: tuple[str, ...]
    """The likeliest first; at least one."""
    corrects: bool
    """A word before it takes back what came before."""
    denied: bool
    """It is said that these are not the ones: "not 0188"."""
    area: bool
    plus: bool


def find_stretches(tokens: Sequence[Token], words: Vocabulary) -> Iterator[tuple[int, int]]:
    """Start and end of each stretch of digits, pauses within."""
    pauses = words.lists["pauses"] | words.lists["separators"]
    start, end, index = 0, 0, 0
    while index < len(tokens):
        after = next((found for _, found in _readings(tokens, index, words, inside=end > start)), None)
        if after is not None:
            start = start if end > start else index
            index = end = after
            continue
        if tokens[index].word not in pauses and end > start:
            yield start, end
            start = end = 0
        index += 1
    if end > start:
        yield start, end


def read_stretch(tokens: Sequence[Token], start: int, end: int, words: Vocabulary, marks: Sequence[Match]) -> Stretch:
    """Each way to read the digits between two tokens, and what the words that lead up to them say of them."""
    before = tokens[_lead_start(tokens, start, words) : start]
    kinds = {mark.kind for mark in marks if mark.end == start}
    plus = "plus" in kinds or tokens[start].gap.endswith("+") or tokens[start].gap.endswith("+(")
    corrects = any(token.word in words.lists["corrections"] for token in before)
    readings = list(islice(_read(tokens, start, end, words), READINGS if end - start <= LONG_WORDS else 1))
    once = [text[: len(text) // 2] if _said_twice(text) else text for text in readings]
    return Stretch(tuple(once), corrects, "denied" in kinds, "area" in kinds, plus)


def _lead_start(tokens: Sequence[Token], start: int, words: Vocabulary) -> int:
    """The first of the words that lead up to a stretch of digits."""
    index = start
    while index > 0 and not any(True for _ in _readings(tokens, index - 1, words, inside=True)):
        index -= 1
    return index


def _said_twice(text: str) -> bool:
    half = len(text) // 2
    return len(text) >= 2 * REPEATED_DIGITS and text[:half] == text[half:]


def _read(tokens: Sequence[Token], start: int, end: int, words: Vocabulary) -> Iterator[str]:
    """Each way to read a stretch; in a long one the first at every word."""
    if end - start > LONG_WORDS:
        yield _read_first(tokens, start, end, words)
        return
    if start >= end:
        yield ""
        return
    found = False
    for digits, after in _readings(tokens, start, words, inside=True):
        found = True
        if after <= end:
            yield from (digits + rest for rest in _read(tokens, after, end, words))
    if not found and tokens[start].word in words.lists["pauses"] | words.lists["separators"]:
        yield from _read(tokens, start + 1, end, words)


def _read_first(tokens: Sequence[Token], start: int, end: int, words: Vocabulary) -> str:
    said = ""
    while start < end:
        digits, start = next(iter(_readings(tokens, start, words, inside=True)), ("", start + 1))
        said += digits
    return said


def _readings(tokens: Sequence[Token], index: int, words: Vocabulary, *, inside: bool) -> Iterator[tuple[str, int]]:
    """The digits that may start at a token and the index after them."""
    token, language = tokens[index], words.numbers
    yield from _large(tokens, index, words)
    if token.kind in _NUMERALS:
        yield "".join(letter for letter in token.word if letter in "0123456789"), index + 1
        return
    times = words.repeats.get(token.word)
    if times and index + 1 < len(tokens):
        yield from ((digit * times, after) for digit, after in _single(tokens, index + 1, words))
    if token.word in language.zeros:
        if inside or token.word in language.small or (index + 1 < len(tokens) and _is_digit(tokens[index + 1], words)):
            yield "0", index + 1
        return
    yield from ((str(value), after) for value, after in numbers.cardinals(tokens, index, language))


def _single(tokens: Sequence[Token], index: int, words: Vocabulary) -> Iterator[tuple[str, int]]:
    word = tokens[index].word
    if word in words.numbers.zeros:
        yield "0", index + 1
    elif len(word) == 1 and word in "0123456789":
        yield word, index + 1
    elif words.numbers.small.get(word, 10) < 10:
        yield str(words.numbers.small[word]), index + 1


def _is_digit(token: Token, words: Vocabulary) -> bool:
    language = words.numbers
    return token.kind == "number" or token.word in language.small or token.word in language.tens


def _large(tokens: Sequence[Token], index: int, words: Vocabulary) -> Iterator[tuple[str, int]]:
    """Hundreds and thousands, with and without what follows them: "eight hundred five" is 800 and 5, or 805."""
    for value, after in _hundreds_or_thousands(tokens, index, words.numbers):
        rests = [(str(value + rest), end) for rest, end in _rests(tokens, after, words.numbers, value)]
        plain = (str(value), after)
        yield from ([*rests, plain] if words.numbers.joiner else [plain, *rests])


def _hundreds_or_thousands(
    tokens: Sequence[Token], index: int, language: numbers.NumberWords
) -> Iterator[NumberReading]:
    own = language.hundreds.get(tokens[index].word) if language.joiner else None
    counts = [*numbers.cardinals(tokens, index, language), *([(own, index + 1)] if own else [])]
    for count, after in counts:
        unit = tokens[after].word if after < len(tokens) else ""
        if not language.joiner and language.hundreds.get(unit) and count < 100:
            yield count * 100, after + 1
        if unit == language.thousand and count < 1000:
            yield count * 1000, after + 1
    if own:
        yield own, index + 1
    if language.joiner and tokens[index].word == language.thousand:
        yield 1000, index + 1


def _rests(tokens: Sequence[Token], index: int, language: numbers.NumberWords, value: int) -> Iterator[NumberReading]:
    if index >= len(tokens):
        return
    if value % 1000 == 0:
        for hundreds, after in _hundreds_or_thousands(tokens, index, language):
            if hundreds < 1000:
                yield from ((hundreds + rest, end) for rest, end in _rests(tokens, after, language, hundreds))
                yield hundreds, after
    yield from numbers.two_digits_or_units(tokens, index, language)
