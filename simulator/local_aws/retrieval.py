"""Lexical retrieval over the knowledge base: what the local knowledge base does in place of embeddings.

Knows documents, passages and how much of a question a passage covers; refuses to know what words mean (`words`), HTTP,
the Converse API and what is said to the caller.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator

from clinic import QueueName
from clinic import Text as Title
from declared import Refused, Source, Table, problem, read_text
from declared.places import Place

from .words import LIGHT, Form, concepts, kinds, lexicon, literal, wording

_HINT = 0.5
"""How much a hinted concept counts against the concept itself."""
_IN_TEXT, _IN_TITLE = 0.9, 0.75
"""How much a concept counts that only the text, or only the title, has."""
_FOREIGN = 1.4
"""What a word weighs that neither the documents nor the lexicon have, against the rarest that they have; two weigh
half as much again, and more no more."""
_SHADES = 0.45
"""Words that only shade a question weigh together at most this much of those that are its topic: callers ramble."""
_COVERS, _FORM, _SUBJECT, _FIRST, _LITERAL, _ASKED, _EXTRA = 0.66, 0.1, 0.05, 0.06, 0.08, 0.15, 0.006
"""What makes a score: covers the question; tells the kind of thing asked for; begins with it; stands early in its
document; says it in the same words; is headed by a question asked like it; taken off: each concept not asked for."""


_SAME, _HEADED = 0.65, 0.95
"""A text that is headed by the question in nearly the same words answers it, even one without a telling word. It scores
at least the second, and any other text at most."""
_FENCE = "---"


def _day(written: object) -> object:
    try:
        return date.fromisoformat(str(written))
    except ValueError as error:
        raise problem(f"must be a day such as 2026-11-02; got {written!r}") from error


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


class FrontMatter(Table):
    """What may stand between the two lines of `---`; `queue` is the desk for questions about this topic."""

    title: Title
    queue: QueueName | None = None
    updated: Annotated[date | None, BeforeValidator(_day)] = None


def load_documents(folder: Path) -> tuple[Document, ...]:
    """Read every `*.md` in a folder, in order of name.

    Raises:
        Refused: a file cannot be read or its front matter says something it may not, or the folder has no documents.
    """
    documents = []
    for path in sorted(folder.glob("*.md")):
        name = f"{folder.name}/{path.name}"
        text = read_text(path, name=name, advice="a document is a file")
        documents.append(parse_document(path.stem, text, called=name))
    if not documents:
        raise Refused(f"{folder}: no documents (*.md) to answer from")
    return tuple(documents)


def parse_document(name: str, text: str, *, called: str = "") -> Document:
    """One document: front matter between two `---` lines, then `##` headings with a paragraph or more each.

    `called`: how sentences name its file; default: `<name>.md`.

    Raises:
        Refused: the front matter is missing, not closed, is not `key: value`, or says something it may not.
    """
    source, body = _front_matter(called or f"{name}.md", text)
    front = source.check(FrontMatter)
    sections = tuple(_sections(body))
    if not sections:
        raise source.refused("there is nothing to answer from; write ## and a question, then a paragraph")
    metadata = {key: str(value) for key, value in source.data.items()}
    return Document(name, front.title, metadata, sections)


def _front_matter(called: str, text: str) -> tuple[Source, str]:
    """What stands before the body, each key with its line; and the body."""
    lines = text.splitlines()
    if not lines or lines[0].rstrip() != _FENCE:
        raise Refused(f"{called}:1: must start with front matter between two lines of {_FENCE}, such as title: Parking")
    end = next((number for number, line in enumerate(lines[1:], start=1) if line.rstrip() == _FENCE), None)
    if end is None:
        raise Refused(f"{called}:1: the front matter is not closed; write a second line of {_FENCE} under it")
    data: dict[str, str] = {}
    places: dict[Place, int] = {}
    for number, line in enumerate(lines[1:end], start=2):
        key, colon, value = (part.strip() for part in line.partition(":"))
        if not line.strip():
            continue
        if not (colon and key):
            raise Refused(f"{called}:{number}: {line.strip()!r} is not key: value, such as title: Parking")
        if key in data:
            raise Refused(f"{called}:{number}: {key}: is there twice; remove one")
        data[key], places[key,] = value, number
    return Source(called, data, text, lambda _: places), "\n".join(lines[end + 1 :])


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
    kinds: tuple[Form, ...]

    @classmethod
    def of(cls, text: str) -> "Question":
        return cls(tuple(dict.fromkeys(concepts(text))), literal(text), wording(text), kinds(text))

    @property
    def subject(self) -> tuple[str, ...]:
        """What it is about, without what only tells the kind of thing asked for."""
        known = lexicon()
        return tuple(each for each in self.concepts if each not in known.manner and known.share(each) == 1)

    def told_by(self, sentence: str) -> bool:
        """Whether the sentence holds what an answer to this kind of question must."""
        return all(kind.tells.search(sentence) for kind in self.kinds if kind.must)


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
    alike = max((_alike(question.wording, heading) for heading in text.questions), default=0.0)
    told = min(1.0, max(0.0, covered * (_COVERS + _manner(question, text) + _ASKED * alike))) if covered else 0.0
    if not asks_the_same(question, text):
        return min(_HEADED, told)
    return _HEADED + (1 - _HEADED) * (alike + told) / 2


def _manner(question: Question, text: Text) -> float:
    """What it adds to a text that covers the question, or takes off, how it tells it."""
    first = next((word for word in text.words if word not in lexicon().weak), "")
    told = sum(bool(kind.tells.search(text.text)) for kind in question.kinds)
    return (
        _FORM * (2 * told / len(question.kinds) - 1 if question.kinds else 0)
        + _SUBJECT * (first in question.concepts)
        + _FIRST / (1 + text.position)
        + _LITERAL * len(question.literal & text.literal) / max(1, len(question.literal))
        - _EXTRA * len(set(text.words) - set(question.concepts) - text.title)
    )


def asks_the_same(question: Question, text: Text) -> bool:
    """Whether the text is headed by the same question, with nothing in it that the text does not have."""
    words = frozenset(text.words)
    if any(not _presence(concept, words, text.title) for concept in question.concepts):
        return False
    return any(_alike(question.wording, heading) >= _SAME for heading in text.questions)


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, len(one | other))


def coverage(asked: Iterable[str], text: Text, weight: Mapping[str, float]) -> float:
    """The share of a question's concepts that a text and its title have, by weight, 0-1."""
    known, words = lexicon(), frozenset(text.words)
    rarest = max(weight.values(), default=1.0)
    topic, shades = _Matched(), _Matched()
    strange = 0
    for concept in asked:
        if concept not in weight and known.foreign(concept):
            strange += 1
            continue
        share = known.share(concept)
        hinted = (_presence(hint, words, text.title) for hint in known.hints.get(concept, ()))
        presence = max(_presence(concept, words, text.title), _HINT * max(hinted, default=0.0))
        (topic if share > LIGHT else shades).add(weight.get(concept, rarest) * share, presence)
    shading = min(1.0, _SHADES * topic.total / shades.total) if topic.total and shades.total else 1.0
    matched = topic.matched + shading * shades.matched
    foreign = rarest * _FOREIGN * min(strange, 2) ** 0.5
    return matched / (topic.total + shading * shades.total + foreign) if matched else 0.0


@dataclass(slots=True)
class _Matched:
    total: float = 0.0
    matched: float = 0.0

    def add(self, importance: float, presence: float) -> None:
        self.total += importance
        self.matched += importance * presence


def _presence(concept: str, words: frozenset[str], title: frozenset[str]) -> float:
    if concept in words:
        return 1.0 if concept in title else _IN_TEXT
    return _IN_TITLE if concept in title else 0.0
