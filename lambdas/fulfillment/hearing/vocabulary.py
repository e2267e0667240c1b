"""The words of each language, gathered for those who listen.

Knows which tables make up a language; refuses to know what is done with them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from . import numbers
from .grammar import NUMERAL, Grammar, Reader, Reading, Table
from .tokens import Token, tokenize

RECENT = 64
"""Texts whose words are at hand: a turn asks many things of one utterance, and of the same few names."""


@dataclass(frozen=True)
class Vocabulary:
    locale: str
    contractions: Mapping[str, str]
    numbers: numbers.NumberWords
    months: Mapping[str, int]
    plain_months: frozenset[str]
    weekdays: Mapping[str, int]
    day_first: bool
    """Whether 3/12 is the third of December."""
    tables: Mapping[str, Table]
    """What is heard (`days`, `roles`, `times` ...) -> rules."""
    lists: Mapping[str, frozenset[str]]
    """Sets of single words."""
    repeats: Mapping[str, int]
    """`double` -> 2."""
    ish: Mapping[str, int]
    """`tenish` -> 10."""
    meridiems: Mapping[str, int]
    """`am` -> 0, `pm` -> 12; with a space for those said as letters."""

    letters: Mapping[str, str]
    """Names of letters that are words: `jay` -> j."""
    spelling: Sequence[Sequence[str]]
    """What stands between a letter and the word that explains it: `as in`."""

    def stem(self, word: str) -> str:
        """The word without the ending of its plural."""
        return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word

    def tokenize(self, text: str) -> list[Token]:
        return list(_tokens(self.locale, text))

    def grammar(self, name: str) -> Grammar:
        """The rules of one table, made ready at first use."""
        return _grammar(self.locale, name)

    def readers(self) -> Mapping[str, Reader]:
        return _readers(self.locale)


@cache
def vocabulary(locale: str) -> Vocabulary:
    """The words of a locale: Spanish for those that start with `es`, else English."""
    if locale[:2].lower() == "es":
        from .spanish import SPANISH

        return SPANISH
    from .english import ENGLISH

    return ENGLISH


def prepare(locale: str) -> None:
    """Make every table of a language ready, so that no caller waits for it."""
    words = vocabulary(locale)
    for name in words.tables:
        words.grammar(name)


@lru_cache(maxsize=RECENT)
def _tokens(locale: str, text: str) -> tuple[Token, ...]:
    return tuple(tokenize(text, vocabulary(locale).contractions))


@cache
def _grammar(locale: str, name: str) -> Grammar:
    words = vocabulary(locale)
    barriers = words.lists["barriers"] if name in ("roles", "relations", "narrowed") else frozenset[str]()
    return Grammar(words.tables[name], words.readers(), barriers=barriers)


@cache
def _readers(locale: str) -> dict[str, Reader]:
    words = vocabulary(locale)
    known = numbers.readers(words.numbers)
    known["month"] = _lookup(words.months)
    known["plain_month"] = _lookup({name: words.months[name] for name in words.plain_months})
    known["weekday"] = _lookup(words.weekdays)
    known["slash"] = _numeral("slash", "iso")
    known["clock"] = _numeral("clock")
    known["ish"] = _lookup(words.ish)
    known["meridiem"] = Reader(_meridiem(words), frozenset(name.split()[0] for name in words.meridiems))
    known["hour"] = Reader(_below(words, 24), known["n"].starts - words.numbers.ones | {NUMERAL})
    known["minute"] = Reader(_minutes(words), known["n"].starts | words.numbers.zeros)
    known["hhmm"] = Reader(_hours_and_minutes, frozenset((NUMERAL,)))
    known["filler"] = Reader(_filler(words), words.lists["question_fillers"])
    known["word"] = Reader(_word, frozenset())
    known["suffixed"] = Reader(_suffixed, frozenset((NUMERAL,)))
    return known


def _filler(words: Vocabulary) -> Callable[[Sequence[Token], int], Sequence[Reading]]:
    fillers = words.lists["question_fillers"]
    return lambda tokens, index: ((0, index + 1),) if tokens[index].word in fillers else ()


def _lookup(names: Mapping[str, int]) -> Reader:
    def read(tokens: Sequence[Token], index: int) -> Sequence[Reading]:
        value = names.get(tokens[index].word)
        return () if value is None or tokens[index].kind != "word" else ((value, index + 1),)

    return Reader(read, frozenset(names))


def _numeral(*kinds: str) -> Reader:
    def read(tokens: Sequence[Token], index: int) -> Sequence[Reading]:
        return ((index, index + 1),) if tokens[index].kind in kinds else ()

    return Reader(read, frozenset((NUMERAL,)))


def _word(tokens: Sequence[Token], index: int) -> Sequence[Reading]:
    """Any word; never the first of a rule."""
    return ((0, index + 1),) if tokens[index].kind == "word" else ()


def _suffixed(tokens: Sequence[Token], index: int) -> Sequence[Reading]:
    token = tokens[index]
    return ((token.value, index + 1),) if token.kind == "ordinal" and token.value is not None else ()


def _below(words: Vocabulary, most: int) -> Callable[[Sequence[Token], int], Sequence[Reading]]:
    def read(tokens: Sequence[Token], index: int) -> Sequence[Reading]:
        if tokens[index].kind == "number" and len(tokens[index].word) > 2:
            return ()
        return [reading for reading in numbers.cardinals(tokens, index, words.numbers) if reading[0] <= most]

    return read


def _minutes(words: Vocabulary) -> Callable[[Sequence[Token], int], Sequence[Reading]]:
    def read(tokens: Sequence[Token], index: int) -> Sequence[Reading]:
        return [reading for reading in numbers.two_digits(tokens, index, words.numbers) if reading[0] < 60]

    return read


def _meridiem(words: Vocabulary) -> Callable[[Sequence[Token], int], Sequence[Reading]]:
    names = {tuple(name.split()): value for name, value in words.meridiems.items()}

    def read(tokens: Sequence[Token], index: int) -> Sequence[Reading]:
        row = tuple(token.word for token in tokens[index : index + 4])
        found = [(value, index + len(name)) for name, value in names.items() if row[: len(name)] == name]
        return sorted(found, key=lambda reading: -reading[1])

    return read


def _hours_and_minutes(tokens: Sequence[Token], index: int) -> Sequence[Reading]:
    """`1030`, `230`; only to five minutes, so that a house number is no time."""
    token = tokens[index]
    if token.kind != "number" or len(token.word) not in (3, 4) or token.value is None:
        return ()
    hour, minute = divmod(token.value, 100)
    return ((token.value, index + 1),) if 1 <= hour <= 23 and minute < 60 and minute % 5 == 0 else ()
