"""Lexical retrieval over the knowledge base: what the local knowledge base does in place of embeddings.

Knows documents, passages and how much of a question a passage covers; refuses to know what words mean (`words`), HTTP,
the Converse API and what is said to the caller.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .words import concepts, lexicon, literal, shapes, wording

_HINT = 0.5
"""How much a hinted concept counts against the concept itself."""
_IN_TEXT, _IN_TITLE = 0.9, 0.75
"""How much a concept counts that only the text, or only the title, has."""
_FOREIGN = 1.4
"""What a word weighs that neither the documents nor the lexicon have, against the rarest that they have; two weigh
half as much again, and more no more."""
_COVERS, _FORM, _SUBJECT, _FIRST, _LITERAL, _ASKED, _EXTRA = 0.66, 0.1, 0.05, 0.06, 0.08, 0.15, 0.006
"""What makes a score: covers the question; tells the kind of thing asked for; begins with it; stands early in its
document; says it in the same words; is headed by a question asked like it; taken off: each concept not asked for."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, empty when there is none, and what stands under it: one passage."""

    heading: str
    text: str

    @property
    def chunk(self) -> str:
        """As a knowledge base that splits at headings stores it."""
        return f"## {self.heading}\n\n{self.text}" if self.heading else self.text


@dataclass(frozen=True, slots=True)
class Document:
    name: str
    """File name without the suffix."""
    title: str
    metadata: Mapping[str, str]
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    document: Document
    number: int
    """Which section of its document, from 0."""
    score: float
    """0-1: how much of the question the passage covers."""

    @property
    def section(self) -> Section:
        return self.document.sections[self.number]


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
    """One document: front matter between two `---` lines, then `##` headings with a paragraph or more each.

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
    return Document(name, metadata["title"], metadata, tuple(_sections(body)))


def _sections(body: str) -> Iterator[Section]:
    heading = ""
    for part in re.split(r"\n\s*\n", body):
        paragraph = " ".join(part.split())
        if paragraph.startswith("#"):
            heading = paragraph.lstrip("# ")
        elif paragraph:
            yield Section(heading, paragraph)


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence or passage, ready to be held against questions."""

    text: str
    words: tuple[str, ...]
    literal: frozenset[str]
    title: frozenset[str]
    questions: tuple[frozenset[str], ...]
    """The wording of each question in its title."""
    position: int
    """From 0, in its document or among what is given."""

    @classmethod
    def of(cls, text: str, *, title: str, position: int) -> "Text":
        questions = tuple(wording(part) for part in re.split(r"(?<=[.?!])\s+", title) if part.endswith("?"))
        return cls(text, concepts(text), literal(text), frozenset(concepts(title)), questions, position)


@dataclass(frozen=True, slots=True)
class Question:
    """A question, ready to be held against texts."""

    concepts: tuple[str, ...]
    literal: frozenset[str]
    wording: frozenset[str]
    shapes: tuple[re.Pattern[str], ...]

    @classmethod
    def of(cls, text: str) -> "Question":
        return cls(tuple(dict.fromkeys(concepts(text))), literal(text), wording(text), shapes(text))


class Index:
    """Passages ready to be asked."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._entries = [
            (document, Text.of(section.text, title=f"{document.title}. {section.heading}", position=number))
            for document in documents
            for number, section in enumerate(document.sections)
        ]
        self._weights = telling(text for _, text in self._entries)

    def search(self, question: str, *, limit: int) -> list[Hit]:
        """The `limit` passages that answer best, best first; scores 0-1, also of poor ones."""
        asked = Question.of(question)
        hits = [
            Hit(document, text.position, round(score(asked, text, self._weights), 4))
            for document, text in self._entries
        ]
        return sorted(hits, key=lambda hit: -hit.score)[:limit]


def telling(texts: Iterable[Text]) -> dict[str, float]:
    """How telling each concept is among these texts: its inverse frequency."""
    bags = [{*text.words, *text.title} for text in texts]
    seen = Counter(concept for bag in bags for concept in bag)
    return {concept: math.log(1 + (len(bags) - count + 0.5) / (count + 0.5)) for concept, count in seen.items()}


def score(question: Question, text: Text, weight: Mapping[str, float]) -> float:
    """How well a text answers a question, 0-1: the share of the question it covers, then how it tells it."""
    covered = coverage(question.concepts, text, weight)
    if covered == 0:
        return 0.0
    first = next((word for word in text.words if word not in lexicon().weak), "")
    told = sum(bool(shape.search(text.text)) for shape in question.shapes)
    manner = (
        _FORM * (2 * told / len(question.shapes) - 1 if question.shapes else 0)
        + _SUBJECT * (first in question.concepts)
        + _FIRST / (1 + text.position)
        + _LITERAL * len(question.literal & text.literal) / max(1, len(question.literal))
        + _ASKED * max((_alike(question.wording, heading) for heading in text.questions), default=0.0)
        - _EXTRA * len(set(text.words) - set(question.concepts) - text.title)
    )
    return min(1.0, max(0.0, covered * (_COVERS + manner)))


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)


def coverage(asked: Iterable[str], text: Text, weight: Mapping[str, float]) -> float:
    """The share of a question's concepts that a text and its title have, by weight, 0-1."""
    known, words = lexicon(), frozenset(text.words)
    rarest = max(weight.values(), default=1.0)
    total = matched = 0.0
    strange = 0
    for concept in asked:
        importance = weight.get(concept, rarest) * known.share(concept)
        if concept not in weight and known.foreign(concept):
            strange += 1
            continue
        hinted = (_presence(hint, words, text.title) for hint in known.hints.get(concept, ()))
        total += importance
        matched += importance * max(_presence(concept, words, text.title), _HINT * max(hinted, default=0.0))
    foreign = rarest * _FOREIGN * min(strange, 2) ** 0.5
    return matched / (total + foreign) if matched else 0.0


def _presence(concept: str, words: frozenset[str], title: frozenset[str]) -> float:
    if concept in words:
        return 1.0 if concept in title else _IN_TEXT
    return _IN_TITLE if concept in title else 0.0
