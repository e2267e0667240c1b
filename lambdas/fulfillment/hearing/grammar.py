"""Phrases as data: rows of words with gaps for what can be read, looked up in an utterance.

Knows the notation of the tables; refuses to know any language and any meaning.

A rule is words separated by spaces: `word`, `one|other`, `word?` may be missing, `{reader}` something a reader reads,
`{reader}?`, `...` up to three words of any kind, `!a|b` not followed by one of these, `~a|b` preceded by one of these,
`^` the beginning, `$` the end (also one of several: `one|$`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from .tokens import Token

Reading = tuple[int, int]
"""A value and the index of the first token after it."""

Table = Mapping[str, Sequence[str]]
"""Kind -> rules."""

WILD = 3
NUMERAL = "#"
"""Stands for every numeral where the first words of rules are looked up."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads one kind of value at a token, longest reading first."""

    read: Callable[[Sequence[Token], int], Iterable[Reading]]
    starts: frozenset[str]
    """Words it may start with; `#` for numerals."""


@dataclass(frozen=True, slots=True)
class Match:
    start: int
    end: int
    """Indexes of tokens, end excluded."""
    kind: str
    values: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Element:
    words: frozenset[str]
    reader: str = ""
    optional: bool = False
    role: str = "words"
    """words, reader, wild, unless, behind, begin, end."""


@dataclass(frozen=True, slots=True)
class _Rule:
    kind: str
    elements: tuple[_Element, ...]


class Grammar:
    """A table of rules, by what they mean."""

    def __init__(self, table: Table, readers: Mapping[str, Reader], *, barriers: frozenset[str] = frozenset()) -> None:
        """`barriers`: words that `...` does not pass over."""
        self._readers = readers
        self._barriers = barriers
        self._first: dict[str, list[_Rule]] = {}
        self._anywhere: list[_Rule] = []
        for kind, patterns in table.items():
            for pattern in patterns:
                self._index(_Rule(kind, tuple(_element(part) for part in pattern.split())))

    def _index(self, rule: _Rule) -> None:
        for element in rule.elements:
            if element.role in ("words", "reader"):
                starts = element.words if element.role == "words" else self._readers[element.reader].starts
                for start in starts:
                    self._first.setdefault(start, []).append(rule)
                if not element.optional:
                    return
            elif element.role not in ("begin", "behind"):
                break
        self._anywhere.append(rule)

    def at(self, tokens: Sequence[Token], index: int) -> Match | None:
        """The longest rule that starts at this token; of equals, the first in the table."""
        best: Match | None = None
        for found in self.all_at(tokens, index):
            if best is None or found.end > best.end:
                best = found
        return best

    def all_at(self, tokens: Sequence[Token], index: int) -> Iterator[Match]:
        """Every rule that starts at this token."""
        token = tokens[index]
        numeral = NUMERAL if token.kind not in ("word", "mark") else ""
        for rules in (self._first.get(token.word, ()), self._first.get(numeral, ()), self._anywhere):
            for rule in rules:
                values: dict[str, int] = {}
                end = self._follow(rule.elements, 0, tokens, index, values)
                if end is not None and end > index:
                    yield Match(index, end, rule.kind, values)

    def everywhere(self, tokens: Sequence[Token]) -> Iterator[Match]:
        """Every match of every rule, by where it starts."""
        for index in range(len(tokens)):
            yield from self.all_at(tokens, index)

    def scan(self, tokens: Sequence[Token]) -> Iterator[Match]:
        """The longest matches from left to right, none overlapping."""
        index = 0
        while index < len(tokens):
            found = self.at(tokens, index)
            if found is None:
                index += 1
            else:
                yield found
                index = found.end

    def first(self, tokens: Sequence[Token]) -> Match | None:
        return next(self.scan(tokens), None)

    def _follow(
        self, elements: Sequence[_Element], place: int, tokens: Sequence[Token], index: int, values: dict[str, int]
    ) -> int | None:
        """The end of the match, or None; `values` holds what was read."""
        if place == len(elements):
            return index
        element = elements[place]
        for value, after in self._steps(element, tokens, index):
            end = self._follow(elements, place + 1, tokens, after, values)
            if end is not None:
                if value is not None:
                    values[element.reader] = value
                return end
        if element.optional:
            return self._follow(elements, place + 1, tokens, index, values)
        return None

    def _steps(self, element: _Element, tokens: Sequence[Token], index: int) -> Iterator[tuple[int | None, int]]:
        inside = index < len(tokens)
        match element.role:
            case "words":
                if inside and tokens[index].word in element.words:
                    yield None, index + 1
                elif not inside and "$" in element.words:
                    yield None, index
            case "reader":
                if inside:
                    yield from self._readers[element.reader].read(tokens, index)
            case "wild":
                for after in range(index, min(index + WILD, len(tokens)) + 1):
                    passed = tokens[after - 1]
                    if after > index and (passed.kind == "mark" or passed.word in self._barriers):
                        return
                    yield None, after
            case "unless":
                if (tokens[index].word if inside else "$") not in element.words:
                    yield None, index
            case "behind":
                if index and tokens[index - 1].word in element.words:
                    yield None, index
            case "begin":
                if index == 0:
                    yield None, index
            case _:
                if not inside:
                    yield None, index


@cache
def _element(part: str) -> _Element:
    if part == "...":
        return _Element(frozenset(), role="wild")
    if part in ("^", "$"):
        return _Element(frozenset(), role="begin" if part == "^" else "end")
    if part.startswith("!"):
        return _Element(frozenset(part[1:].split("|")), role="unless")
    if part.startswith("~"):
        return _Element(frozenset(part[1:].split("|")), role="behind")
    optional = part.endswith("?")
    part = part.removesuffix("?")
    if part.startswith("{"):
        return _Element(frozenset(), reader=part[1:-1], optional=optional, role="reader")
    return _Element(frozenset(part.split("|")), optional=optional)


def word_set(text: str) -> frozenset[str]:
    """The words of a list written as text."""
    return frozenset(text.split())


def mark(tokens: Sequence[Token], spans: Sequence[tuple[int, int]], name: str) -> list[Token]:
    """The row with each span of tokens replaced by one placeholder, `name` and its number: all are called `name`.

    Args:
        tokens: the row.
        spans: (start, end) in tokens, in order, not overlapping.
        name: what tables call the placeholder, such as `<day>`; its `value` is the number of the span.
    """
    row: list[Token] = []
    last = 0
    for number, (start, end) in enumerate(spans):
        row.extend(tokens[last:start])
        inner = tokens[start:end]
        row.append(Token(name, inner[0].start, inner[-1].end, "mark", inner[0].gap, number))
        last = end
    row.extend(tokens[last:])
    return row
