"""What the words of a question and of a sentence mean, as far as `synonyms.toml` tells.

Knows words, phrases, inflections and kinds of question; refuses to know documents, passages and scores.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_LEXICON_FILE = Path(__file__).with_name("synonyms.toml")
_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_WEAK, LIGHT, _CIRCUMSTANCE = 0.15, 0.3, 0.7
"""How much of its weight a concept keeps that is true of every question, only shades one, or says who or when."""
_SUFFIXES = (("ies", "y"), ("sses", "ss"), ("ing", ""), ("edly", ""), ("ed", ""), ("es", ""), ("s", ""))


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of question: how it is asked, and what a sentence that answers it looks like."""

    asks: re.Pattern[str]
    tells: re.Pattern[str]
    must: bool
    """A sentence that does not look so does not answer it."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    filler: frozenset[str]
    """Words that tell nothing about a question's topic."""
    weak: frozenset[str]
    """Concepts that are true of nearly every question."""
    manner: frozenset[str]
    """Concepts that tell the kind of thing asked for, not what it is about."""
    circumstances: frozenset[str]
    """Concepts that say who or when."""
    light: frozenset[str]
    """Concepts that shade a question but rarely are its topic."""
    known: frozenset[str]
    """Every concept that the lexicon names."""
    phrase: re.Pattern[str]
    phrases: Mapping[str, str]
    exact: Mapping[str, str]
    stems: Mapping[str, str]
    hints: Mapping[str, tuple[str, ...]]
    """Concept of a question -> concepts that also answer it."""
    forms: tuple[Form, ...]

    def foreign(self, concept: str) -> bool:
        """Whether it is a word as it was said, and none that any question may have."""
        return not (concept in self.known or concept in self.light or concept.isdigit())

    def share(self, concept: str) -> float:
        """How much of its weight a concept keeps: little when it is true of every question, or only shades one."""
        if concept in self.weak:
            return _WEAK
        if concept in self.circumstances:
            return _CIRCUMSTANCE
        return LIGHT if concept in self.light or concept.isdigit() else 1.0


@cache
def lexicon() -> Lexicon:
    """The meanings of words, read once."""
    data = tomllib.loads(_LEXICON_FILE.read_text(encoding="utf-8"))
    exact = {word: key for key, listed in data["same"].items() for word in (key, *listed.split())}
    stems: dict[str, str] = {}
    for word, key in exact.items():
        stems.setdefault(stem(word), key)

    def meant(word: str) -> str:
        return exact.get(word) or stems.get(stem(word)) or stem(word)

    weak = frozenset(map(meant, data["weak"].split()))
    phrases: dict[str, str] = {phrase: f" {meaning} " for phrase, meaning in data["phrases"].items()}
    return Lexicon(
        filler=frozenset(data["filler"].split()),
        weak=weak,
        manner=frozenset(map(meant, data["manner"].split())),
        circumstances=frozenset(map(meant, data["circumstance"].split())),
        light=frozenset(stem(word) for word in data["light"].split()) - set(data["same"]),
        known=frozenset([*exact.values(), *map(meant, data["hints"]), *weak]),
        phrase=_any_of(phrases),
        phrases=phrases,
        exact=exact,
        stems=stems,
        hints={meant(key): tuple(map(meant, words.split())) for key, words in data["hints"].items()},
        forms=tuple(map(_form, data["forms"])),
    )


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """The longest first: a phrase may begin with another."""
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")


def _form(entry: Mapping[str, Any]) -> Form:
    return Form(re.compile(entry["asks"]), re.compile(entry["tells"]), entry.get("must", False))


def concepts(text: str) -> tuple[str, ...]:
    """The meanings in a text, in order, without filler: `How much is a flu jab?` -> cost, flushot."""
    known = lexicon()
    return tuple(meaning for word in _words(text, known) if (meaning := _meaning(word, known)))


def _words(text: str, known: Lexicon) -> list[str]:
    """The words, with one for each phrase that means one thing."""
    flat = re.sub(r"['’]", "", text.lower())
    return _WORD.findall(known.phrase.sub(lambda found: known.phrases[found[0]], flat))


def _meaning(word: str, known: Lexicon) -> str | None:
    if word in known.filler:
        return None
    stemmed = stem(word)
    return known.exact.get(word) or known.stems.get(stemmed) or stemmed


def literal(text: str) -> frozenset[str]:
    """The words themselves, without inflection and filler: what tells two sentences of the same meaning apart."""
    filler = lexicon().filler
    return frozenset(stem(word) for word in _WORD.findall(text.lower()) if word not in filler)


def wording(text: str) -> frozenset[str]:
    """Every word of a question by its meaning, filler too: how it is asked."""
    known = lexicon()
    return frozenset(_meaning(word, known) or stem(word) for word in _words(text, known))


def stem(word: str) -> str:
    """An English word without its inflection; crude, and the same on both sides."""
    for suffix, replacement in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3 and not word.endswith("ss"):
            word = word[: -len(suffix)] + replacement
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sl":
        word = word[:-1]
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


def kinds(question: str) -> tuple[Form, ...]:
    """The kinds of question that it is; none when no kind is recognised."""
    asked = question.lower()
    return tuple(form for form in lexicon().forms if form.asks.search(asked))
