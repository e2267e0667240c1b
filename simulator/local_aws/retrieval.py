"""Lexical retrieval over the knowledge base: what the local knowledge base does in place of embeddings.

Knows words, their meanings in `synonyms.toml` and how much of a question a passage covers; refuses to know HTTP,
the Converse API and what is said to the caller.
"""

import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_LEXICON_FILE = Path(__file__).with_name("synonyms.toml")
_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_HINT = 0.6
"""How much a hinted concept counts against the concept itself."""
_TITLE = 0.75
"""How much a match in the title counts against one in the text."""
_WEAK = 0.25
_UNKNOWN = 1.0
"""A word no passage has weighs as much as the rarest one that some passage has."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    filler: frozenset[str]
    weak: frozenset[str]
    phrase: re.Pattern[str]
    phrases: Mapping[str, str]
    same: Mapping[str, str]
    hints: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Document:
    name: str
    """File name without the suffix."""
    title: str
    metadata: Mapping[str, str]
    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    document: Document
    number: int
    """Which passage of its document, from 0."""
    text: str
    score: float
    """0-1: how much of the question the passage covers."""


def load_documents(folder: Path) -> tuple[Document, ...]:
    """Read every `*.md` in a folder, in order of name.

    Raises:
        ValueError: a file has no front matter with a title, or the folder has no documents.
    """
    documents = tuple(
        parse_document(path.stem, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.md"))
    )
    if not documents:
        raise ValueError(f"{folder}: no documents (*.md) to answer from")
    return documents


def parse_document(name: str, text: str) -> Document:
    """One document: front matter between two `---` lines, then paragraphs, each of which is a passage.

    Raises:
        ValueError: the front matter is missing, is not `key: value`, or has no title.
    """
    opening, _, rest = text.partition("---\n")
    front, fence, body = rest.partition("\n---\n")
    if opening.strip() or not fence:
        raise ValueError(f"{name}.md: must start with front matter between two lines of ---")
    metadata: dict[str, str] = {}
    for line in front.splitlines():
        key, colon, value = line.partition(":")
        if not colon:
            raise ValueError(f"{name}.md: front matter line {line!r} is not `key: value`")
        metadata[key.strip()] = value.strip()
    if not metadata.get("title"):
        raise ValueError(f"{name}.md: front matter names no title")
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n\s*\n", body))
    return Document(name, metadata["title"], metadata, tuple(part for part in paragraphs if part and part[0] != "#"))


@cache
def lexicon() -> Lexicon:
    """The meanings of words, read once."""
    data = tomllib.loads(_LEXICON_FILE.read_text(encoding="utf-8"))
    same = {stem(word): key for key, words in data["same"].items() for word in (key, *words.split())}
    phrases: dict[str, str] = data["phrases"]
    longest_first = sorted(phrases, key=len, reverse=True)
    return Lexicon(
        filler=frozenset(data["filler"].split()),
        weak=frozenset(same.get(stem(word), stem(word)) for word in data["weak"].split()),
        phrase=re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b"),
        phrases=phrases,
        same=same,
        hints={key: tuple(words.split()) for key, words in data["hints"].items()},
    )


def concepts(text: str) -> tuple[str, ...]:
    """The meanings in a text, in order, without filler: `How much is a flu jab?` -> cost, flushot."""
    known = lexicon()
    flat = re.sub(r"['’]", "", text.lower())
    flat = known.phrase.sub(lambda found: known.phrases[found[0]], flat)
    found = []
    for word in _WORD.findall(flat):
        stemmed = stem(word)
        meaning = known.same.get(stemmed)
        if meaning is not None:
            found.append(meaning)
        elif word not in known.filler:
            found.append(stemmed)
    return tuple(found)


def stem(word: str) -> str:
    """An English word without its inflection; crude, and the same on both sides."""
    for suffix, replacement in (
        ("ies", "y"),
        ("sses", "ss"),
        ("ing", ""),
        ("edly", ""),
        ("ed", ""),
        ("es", ""),
        ("s", ""),
    ):
        if word.endswith(suffix) and len(word) - len(suffix) >= 3 and not word.endswith("ss"):
            word = word[: -len(suffix)] + replacement
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sl":
        word = word[:-1]
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


class Index:
    """Passages ready to be asked."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._entries = [
            (document, number, text, Counter(concepts(text)), frozenset(concepts(document.title)))
            for document in documents
            for number, text in enumerate(document.passages)
        ]
        seen = Counter(concept for _, _, _, words, title in self._entries for concept in {*words, *title})
        self._weights = weights(seen, len(self._entries))
        self._rarest = _UNKNOWN * max(self._weights.values(), default=1.0)

    def search(self, question: str, *, limit: int) -> list[Hit]:
        """The `limit` passages that cover most of the question, best first; scores 0-1, also of poor ones."""
        asked = tuple(dict.fromkeys(concepts(question)))
        hits = [
            Hit(document, number, text, self._score(asked, words, title))
            for document, number, text, words, title in self._entries
        ]
        return sorted(hits, key=lambda hit: -hit.score)[:limit]

    def _score(self, asked: Sequence[str], words: Counter[str], title: frozenset[str]) -> float:
        covered = coverage(asked, words, title, self._weights, self._rarest)
        focus = 1 / (1 + len(words) / 40)
        return round(covered * (0.85 + 0.15 * focus), 4)


def weights(seen: Mapping[str, int], total: int) -> dict[str, float]:
    """How telling each concept is: its inverse document frequency, small for what names the clinic itself."""
    weak = lexicon().weak
    return {
        concept: math.log(1 + (total - count + 0.5) / (count + 0.5)) * (_WEAK if concept in weak else 1.0)
        for concept, count in seen.items()
    }


def coverage(
    asked: Sequence[str], words: Mapping[str, int], title: Iterable[str], weight: Mapping[str, float], unknown: float
) -> float:
    """The share of a question's concepts that a passage has, by weight, 0-1; its title counts a little less."""
    known, headline = lexicon(), frozenset(title)
    total = matched = 0.0
    for concept in asked:
        importance = weight.get(concept, unknown * (_WEAK if concept in known.weak else 1.0))
        total += importance
        matched += importance * max(
            _presence(concept, words, headline),
            *(_HINT * _presence(hint, words, headline) for hint in known.hints.get(concept, ())),
            0.0,
        )
    return matched / total if total else 0.0


def _presence(concept: str, words: Mapping[str, int], title: frozenset[str]) -> float:
    if concept in words:
        return 1.0
    return _TITLE if concept in title else 0.0
