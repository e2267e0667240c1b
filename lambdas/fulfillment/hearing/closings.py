"""What ends a matter or opens the next: a no, thanks, a goodbye, "wait", "I have a question"; and what is said besides.

Knows which phrases say no more than that; refuses to know what was asked and what comes of it.
"""

from collections.abc import Sequence
from enum import StrEnum

from .grammar import Match
from .tokens import Token
from .vocabulary import Vocabulary, vocabulary


class Closing(StrEnum):
    """What is said where nothing is asked or told."""

    DECLINES = "declines"
    THANKS = "thanks"
    BIDS = "bids"
    """Farewell."""
    ACKNOWLEDGES = "acknowledges"
    AGREES = "agrees"
    WAITS = "waits"
    """There is something to come, or the caller is not done."""
    ANNOUNCES = "announces"
    """A question, still unasked."""
    CONTINUES = "continues"
    """What was offered is to be told."""


LEADS = "leads"
"""Kind of what only leads to what is said: "no I said ..."."""


def hear_closing(text: str, *, locale: str) -> frozenset[Closing]:
    """All that is said, where it is nothing but such phrases and fillers; empty where anything else is."""
    words = vocabulary(locale)
    tokens = words.tokenize(text)
    kinds, covered = _phrases(tokens, words)
    return kinds if _first(tokens, covered, words) is None else frozenset()


def hear_matter(text: str, *, locale: str) -> str | None:
    """What is told, asked or wanted besides: "the hours" of "no, the hours please"; None: nothing is."""
    words = vocabulary(locale)
    tokens = words.tokenize(text)
    _, covered = _phrases(tokens, words)
    first = _first(tokens, covered, words)
    if first is None:
        return None
    noise = words.lists["closing_noise"]
    last = max(index for index, token in enumerate(tokens) if index not in covered and token.word not in noise)
    return text[tokens[first].start : tokens[last].end]


def hear_farewell(text: str, *, locale: str) -> bool:
    """Whether a goodbye is among what is said."""
    words = vocabulary(locale)
    return Closing.BIDS in _phrases(words.tokenize(text), words)[0]


def hear_reopening(text: str, *, locale: str) -> bool:
    """Whether a goodbye is taken back or added to: "bye, but I also need my order"."""
    words = vocabulary(locale)
    kinds = {match.kind for match in words.grammar("closing").everywhere(words.tokenize(text))}
    return not kinds.isdisjoint(("reopens", Closing.WAITS))


def _phrases(tokens: Sequence[Token], words: Vocabulary) -> tuple[frozenset[Closing], set[int]]:
    """Which kinds of phrases occur, and the tokens they cover."""
    known = {*Closing, LEADS}
    tables = (words.grammar("closing"), words.grammar("counted"))
    found = [match for table in tables for match in table.everywhere(tokens) if match.kind in known]
    kinds = {match.kind for match in found if not any(_is_part(match, other) for other in found)} - {LEADS}
    covered = {index for match in found for index in range(match.start, match.end)}
    places = {tokens[index].start for index in covered}
    return frozenset(map(Closing, kinds)), {index for index, token in enumerate(tokens) if token.start in places}


def _is_part(one: Match, other: Match) -> bool:
    """Whether another phrase takes this one in: the "more questions" of "no more questions"."""
    return other.start <= one.start and one.end <= other.end and one.end - one.start < other.end - other.start


def _first(tokens: Sequence[Token], covered: set[int], words: Vocabulary) -> int | None:
    """The first token that says something of its own."""
    noise = words.lists["closing_noise"]
    own = (index for index, token in enumerate(tokens) if index not in covered and token.word not in noise)
    return next(own, None)
