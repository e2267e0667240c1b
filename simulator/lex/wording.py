"""Patterns of words, and which of them occur in a sentence.

Knows entries of words (`a/b`, `word*`, `word?`, `...`, `<name>`, `^`, `$`; the lexicon explains them); refuses to know
what a pattern is for. Patterns are matched at all positions at once, by sets of positions: nothing is compiled, and no
sentence makes the work explode.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from declared import meant

_GAP_WORDS = 4
_GAP, _BEGINNING, _END = -1, -2, -3


class LexiconError(ValueError):
    """The lexicon says something it may not; the message names the entry, and `place` where it stands."""

    def __init__(self, message: str, *place: str | int) -> None:
        super().__init__(message)
        self.place = place


class _Step(NamedTuple):
    piece: int
    """Number of a set of words, or one of the marks above."""
    names: tuple[str, ...] = ()
    """Patterns that will do as well."""
    optional: bool = False


class _Entry(NamedTuple):
    name: str
    steps: tuple[_Step, ...]
    anchor: int | None
    """The rarest set of words without which the entry cannot match; None when it is all other patterns."""
    needed: frozenset[int]
    """All the sets of words without which it cannot match."""


class Wording:
    """Raises: LexiconError: a pattern refers to one that does not exist or to itself, or matches nothing at all."""

    def __init__(self, patterns: Mapping[str, Sequence[str]]) -> None:
        self._sources = patterns
        self._pieces: dict[tuple[str, ...], int] = {}
        self._sizes: list[int] = []
        self._exact: dict[str, list[int]] = defaultdict(list)
        self._beginnings: dict[str, list[int]] = defaultdict(list)
        self._known: dict[str, tuple[int, ...]] = {}
        self._alone: dict[str, frozenset[str]] = {}
        self._entries = {name: [self._entry(name, text) for text in texts] for name, texts in patterns.items()}
        self._anchored: dict[int | None, list[_Entry]] = defaultdict(list)
        self._single: dict[int, list[str]] = defaultdict(list)
        for name in patterns:
            self._check(name, ())
            for entry in self._entries[name]:
                if entry.needed and len(entry.steps) == 1:
                    self._single[entry.steps[0].piece].append(name)
                else:
                    self._anchored[entry.anchor].append(entry)

    def occurring(self, words: Sequence[str]) -> frozenset[str]:
        """Names of the patterns that occur somewhere in the sentence."""
        sentence = _Sentence(self._entries, self._places(words), len(words))
        present = sentence.places.keys()
        found = set[str]().union(*map(self.alone, words))
        for anchor in self._anchored.keys() & {*present, None}:
            for entry in self._anchored[anchor]:
                if entry.name not in found and entry.needed <= present and sentence.after(entry, sentence.anywhere):
                    found.add(entry.name)
        return frozenset(found)

    def alone(self, word: str) -> frozenset[str]:
        """Names of the patterns which this word is by itself."""
        if word not in self._alone:
            pieces = self._pieces_of(word)
            self._alone[word] = frozenset(name for piece in pieces for name in self._single.get(piece, ()))
        return self._alone[word]

    def regex(self, name: str) -> str:
        """The pattern as a regular expression over words that are each followed by a space."""
        return "|".join("".join(self._regex_of(word) for word in text.split()) for text in self._sources[name])

    def _places(self, words: Sequence[str]) -> dict[int, int]:
        """Set of words -> bits of the positions where one of them stands."""
        places: dict[int, int] = defaultdict(int)
        for position, word in enumerate(words):
            bit = 1 << position
            for piece in self._pieces_of(word):
                places[piece] |= bit
        return places

    def _pieces_of(self, word: str) -> tuple[int, ...]:
        if word not in self._known:
            pieces = list(self._exact.get(word, ()))
            for end in range(1, len(word) + 1):
                pieces += self._beginnings.get(word[:end], ())
            self._known[word] = tuple(dict.fromkeys(pieces))
        return self._known[word]

    def _entry(self, name: str, text: str) -> _Entry:
        steps = tuple(self._step(word) for word in text.split())
        needed = [step.piece for step in steps if step.piece >= 0 and not step.optional and not step.names]
        return _Entry(name, steps, min(needed, key=self._sizes.__getitem__, default=None), frozenset(needed))

    def _step(self, word: str) -> _Step:
        if mark := {"...": _GAP, "^": _BEGINNING, "$": _END}.get(word):
            return _Step(mark)
        choices = tuple(word.removesuffix("?").split("/"))
        literals = tuple(choice for choice in choices if not choice.startswith("<"))
        names = tuple(choice.strip("<>") for choice in choices if choice.startswith("<"))
        if literals not in self._pieces:
            self._pieces[literals] = len(self._pieces)
            self._sizes.append(len(literals))
            for literal in literals:
                index = self._beginnings if literal.endswith("*") else self._exact
                index[literal.removesuffix("*")].append(self._pieces[literals])
        return _Step(self._pieces[literals], names, word.endswith("?"))

    def _check(self, name: str, inside: tuple[str, ...]) -> None:
        if name not in self._entries:
            near = meant(name, self._entries)
            raise LexiconError(f"refers to <{name}>, which does not exist{near}", "patterns", inside[-1])
        if name in inside:
            raise LexiconError(f"the pattern {name} refers to itself", "patterns", inside[-1])
        for entry in self._entries[name]:
            if all(step.optional or step.piece < 0 for step in entry.steps):
                message = f"the pattern {name} matches nothing at all; not every word of an entry may be optional"
                raise LexiconError(message, "patterns", name)
            for step in entry.steps:
                for reference in step.names:
                    self._check(reference, (*inside, name))

    def _regex_of(self, word: str) -> str:
        if word == "...":
            return rf"(?:\S+ ){{0,{_GAP_WORDS}}}"
        if word in "^$":
            return r"(?<=^ )" if word == "^" else "$"
        choices = (
            self.regex(choice.strip("<>")) if choice.startswith("<") else re.escape(choice).replace(r"\*", r"\S*") + " "
            for choice in word.removesuffix("?").split("/")
        )
        return f"(?:{'|'.join(choices)})" + ("?" if word.endswith("?") else "")


class _Sentence:
    """Where the sets of words stand in a sentence; positions are the bits of a number, up to one past the last word."""

    def __init__(self, entries: Mapping[str, Iterable[_Entry]], places: dict[int, int], length: int) -> None:
        self._entries = entries
        self._length = length
        self._after: dict[tuple[str, int], int] = {}
        self.places = places
        self.anywhere = (1 << length + 1) - 1

    def after(self, entry: _Entry, starts: int) -> int:
        """The positions right after the entry, where it may begin at `starts`; 0 when it does not occur."""
        here = starts
        for piece, names, optional in entry.steps:
            if piece >= 0:
                there = (here & self.places.get(piece, 0)) << 1
                for name in names:
                    there |= self._after_pattern(name, here)
                here = there | here if optional else there
            elif piece == _GAP:
                here = (here | here << 1 | here << 2 | here << 3 | here << _GAP_WORDS) & self.anywhere
            else:
                here &= 1 if piece == _BEGINNING else 1 << self._length
            if not here:
                return 0
        return here

    def _after_pattern(self, name: str, starts: int) -> int:
        if (name, starts) not in self._after:
            ends = 0
            for entry in self._possible(name):
                ends |= self.after(entry, starts)
            self._after[name, starts] = ends
        return self._after[name, starts]

    def _possible(self, name: str) -> Iterator[_Entry]:
        present = self.places.keys()
        return (entry for entry in self._entries[name] if entry.needed <= present)
