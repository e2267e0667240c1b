"""Numbers in words and numerals: cardinals, ordinals, years, single digits.

Knows how numbers are put together; refuses to know what they count. The words themselves are the vocabulary's.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .grammar import NUMERAL, Reader, Reading
from .tokens import Token


@dataclass(frozen=True, slots=True)
class NumberWords:
    """How one language says numbers."""

    small: Mapping[str, int]
    """0-19, and whatever else is one word below 100 and takes no unit."""
    tens: Mapping[str, int]
    joiner: str
    """Between tens and units: `y`; empty when nothing is said."""
    ordinals: Mapping[str, int]
    ordinal_tens: Mapping[str, int]
    """Tens that an ordinal unit may follow: `twenty third`."""
    zeros: frozenset[str]
    """Words for 0 that count only next to other numbers: `oh`."""
    hundreds: Mapping[str, int]
    """Multipliers and whole hundreds."""
    thousand: str
    centuries: Mapping[str, int]
    """First halves of years: `nineteen`."""
    conjunction: str
    """`two thousand and one`."""
    ones: frozenset[str]
    """Words for 1 that count only before a noun: `a`."""


def cardinals(tokens: Sequence[Token], index: int, language: NumberWords) -> Iterator[Reading]:
    """Readings below 100 in words, any in numerals; longest first."""
    if index >= len(tokens):
        return
    token = tokens[index]
    if token.kind == "number":
        if token.value is not None:
            yield token.value, index + 1
        return
    tens = language.tens.get(token.word)
    if tens is not None:
        after = index + 1
        if language.joiner and after < len(tokens) and tokens[after].word == language.joiner:
            after += 1
        if after < len(tokens) and (not language.joiner or after == index + 2):
            unit = language.small.get(tokens[after].word, 0)
            if 0 < unit < 10:
                yield tens + unit, after + 1
        yield tens, index + 1
    elif token.word in language.small:
        yield language.small[token.word], index + 1


def ordinals(tokens: Sequence[Token], index: int, language: NumberWords) -> Iterator[Reading]:
    """Readings of `third`, `3rd`, `twenty third`; longest first."""
    if index >= len(tokens):
        return
    token = tokens[index]
    if token.kind == "ordinal":
        if token.value is not None:
            yield token.value, index + 1
        return
    tens = language.ordinal_tens.get(token.word)
    if tens is not None and index + 1 < len(tokens):
        unit = language.ordinals.get(tokens[index + 1].word, 0)
        if 0 < unit < 10:
            yield tens + unit, index + 2
    if token.word in language.ordinals:
        yield language.ordinals[token.word], index + 1


def days_of_month(tokens: Sequence[Token], index: int, language: NumberWords) -> Iterator[Reading]:
    """1-31, ordinal or cardinal."""
    for value, after in (*ordinals(tokens, index, language), *cardinals(tokens, index, language)):
        cut = after < len(tokens) and value in (20, 30) and 0 < language.ordinals.get(tokens[after].word, 0) < 10
        if 1 <= value <= 31 and not cut:
            yield value, after


def full_years(tokens: Sequence[Token], index: int, language: NumberWords) -> Iterator[Reading]:
    """Years with their century, 1800-2199; longest first."""
    readings = [*_year_by_halves(tokens, index, language), *_year_by_thousands(tokens, index, language)]
    token = tokens[index]
    if token.kind == "number" and len(token.word) == 4 and token.value is not None:
        readings.append((token.value, index + 1))
    for value, after in sorted(readings, key=lambda reading: -reading[1]):
        if 1800 <= value < 2200:
            yield value, after


def years(tokens: Sequence[Token], index: int, language: NumberWords) -> Iterator[Reading]:
    """Full years, and the two last digits alone (below 100)."""
    yield from full_years(tokens, index, language)
    yield from two_digits(tokens, index, language)


def two_digits(tokens: Sequence[Token], index: int, language: NumberWords) -> Iterator[Reading]:
    """`eighty four`, `84`, `oh four`."""
    token = tokens[index]
    if token.word in language.zeros or language.small.get(token.word) == 0 or token.word == "0":
        for value, after in cardinals(tokens, index + 1, language):
            if 0 <= value < 10 and (tokens[index + 1].kind == "word" or len(tokens[index + 1].word) == 1):
                yield value, after
        return
    for value, after in cardinals(tokens, index, language):
        if token.kind == "number":
            if len(token.word) == 2:
                yield value, after
        elif 10 <= value < 100:
            yield value, after


def _year_by_halves(tokens: Sequence[Token], index: int, language: NumberWords) -> Iterator[Reading]:
    token = tokens[index]
    century = language.centuries.get(token.word)
    if token.word in ("18", "19", "20"):
        century = token.value
    if century is None or index + 1 >= len(tokens):
        return
    following = tokens[index + 1].word
    if language.hundreds.get(following) == 100:
        for value, after in (*two_digits_or_units(tokens, index + 2, language), (0, index + 2)):
            yield century * 100 + value, after
    for value, after in two_digits(tokens, index + 1, language):
        yield century * 100 + value, after


def two_digits_or_units(tokens: Sequence[Token], index: int, language: NumberWords) -> Iterator[Reading]:
    """1-99 after a hundred or a thousand, the conjunction allowed."""
    if index < len(tokens) and language.conjunction and tokens[index].word == language.conjunction:
        index += 1
    if index < len(tokens) and tokens[index].word in language.zeros:
        index += 1
    for value, after in cardinals(tokens, index, language):
        if 1 <= value <= 99 and (tokens[index].kind == "word" or len(tokens[index].word) <= 2):
            yield value, after


def _year_by_thousands(tokens: Sequence[Token], index: int, language: NumberWords) -> Iterator[Reading]:
    """`two thousand and one`, `mil novecientos ochenta y cuatro`."""
    value = 1
    after = index
    if tokens[index].word != language.thousand:
        value = language.small.get(tokens[index].word, tokens[index].value or 0)
        after = index + 1
    if value not in (1, 2) or after >= len(tokens) or tokens[after].word != language.thousand:
        return
    value, after = value * 1000, after + 1
    if after < len(tokens) and language.hundreds.get(tokens[after].word, 0) > 100:
        value, after = value + language.hundreds[tokens[after].word], after + 1
    for rest, end in two_digits_or_units(tokens, after, language):
        yield value + rest, end
    yield value, after


def counts(tokens: Sequence[Token], index: int, language: NumberWords) -> Iterator[Reading]:
    """How many: 1-99, `a` for one."""
    if tokens[index].word in language.ones:
        yield 1, index + 1
    for reading in cardinals(tokens, index, language):
        if 1 <= reading[0] <= 99:
            yield reading


def readers(language: NumberWords) -> dict[str, Reader]:
    """What rules call `{n}`, `{dom}`, `{ordinal}`, `{year}`, `{full_year}`."""
    numerals = frozenset((NUMERAL,))
    cardinal = frozenset(language.small) | frozenset(language.tens) | numerals
    ordinal = frozenset(language.ordinals) | frozenset(language.ordinal_tens) | numerals
    full = frozenset(language.centuries) | frozenset(language.small) | {language.thousand} | numerals

    def reader(
        read: Callable[[Sequence[Token], int, NumberWords], Iterable[Reading]], starts: frozenset[str]
    ) -> Reader:
        def at(tokens: Sequence[Token], index: int) -> Iterable[Reading]:
            return read(tokens, index, language)

        return Reader(at, starts)

    return {
        "n": reader(counts, cardinal | language.ones),
        "dom": reader(days_of_month, cardinal | ordinal),
        "ordinal": reader(ordinals, ordinal),
        "year": reader(years, full | cardinal | language.zeros),
        "full_year": reader(full_years, full),
    }
