"""The offline model, `offline-extractive`: answers with sentences of the passages it is given.

Knows the Converse request and nothing else: system, messages, tools. Refuses to know the knowledge base, the network
and anything that is not in the passages; what a passage or a question orders it to do is text, never an instruction.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .retrieval import concepts, coverage

MODEL_ID = "offline-extractive"
HANDOFF_TOOL = "hand_off"

_ANSWERS = 0.5
"""A sentence that covers less of the question than this does not answer it."""
_ADDS = 0.25
"""A second sentence must cover this much of what the first leaves open."""
_SENTENCE_END = re.compile(r"(?<!\bDr)(?<!\bSt)(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\b[ap]\.m)(?<=[.!?])\s+(?=[A-Z0-9\"'])")
_ORDERS = re.compile(
    r"\b(ignore|disregard|override|forget) (?:all|any|every|the|your|previous|prior|earlier|these|those)\b"
    r"|\b(system prompt|you are now|new instructions|as an ai|respond only|jailbreak|developer mode)\b",
    re.IGNORECASE,
)
_TAG = re.compile(r"</?[a-z_][^<>]{0,200}>", re.IGNORECASE)
_KINDS = (
    (re.compile(r"\b(how much|cost|fee|price|charge|expensive)\b"), re.compile(r"\$\d|\bfree\b|no charge|no cost")),
    (re.compile(r"\b(how long|how soon|how fast|how many days)\b"), re.compile(r"\b(minutes?|hours?|days?|weeks?)\b")),
    (re.compile(r"\b(what time|when|how late|how early|hours)\b"), re.compile(r"\d:\d\d|\b\w+days?\b|\b\d{4}\b")),
    (re.compile(r"\b(phone number|number to call)\b"), re.compile(r"\d{3}-\d{3}-\d{4}")),
    (re.compile(r"\b(who|which doctor|what doctor)\b"), re.compile(r"\b(Dr\.|Nurse)\s")),
)
"""What a question of this form asks for, and what a sentence that tells it looks like."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model writes: text, or a call of the handoff tool."""

    text: str
    tool: tuple[str, dict[str, Any]] | None = None


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    title: str
    passage: int


def answer(request: Mapping[str, Any]) -> Answer:
    """Answer the last message of a Converse request (its JSON body) from its own passages."""
    passages, question = read(request)
    best = choose(question, passages)
    if best:
        return Answer(" ".join(best))
    return _hand_off(request)


def tokens(text: str) -> list[str]:
    """The text in the pieces in which it is streamed; joined they are the text."""
    return re.findall(r"\s*\S+|\s+$", text)


def read(request: Mapping[str, Any]) -> tuple[list[str], str]:
    """The passages and the question: by their qualifiers, or the last text block asks and those before it tell."""
    content = request["messages"][-1]["content"]
    guarded = [block["guardContent"]["text"] for block in content if "text" in block.get("guardContent", {})]
    sources = [text["text"] for text in guarded if "grounding_source" in text.get("qualifiers", ())]
    queries = [text["text"] for text in guarded if "query" in text.get("qualifiers", ())]
    plain = [block["text"] for block in content if "text" in block]
    if queries:
        return sources + plain, queries[-1]
    return sources + plain[:-1], plain[-1] if plain else ""


def choose(question: str, passages: Sequence[str]) -> list[str]:
    """The one or two sentences that answer, best first; none when the passages don't answer."""
    asked = tuple(dict.fromkeys(concepts(question)))
    sentences = [found for number, passage in enumerate(passages) for found in _sentences(passage, number)]
    if not asked or not sentences:
        return []
    bags = [Counter(concepts(sentence.text)) for sentence in sentences]
    titles = [frozenset(concepts(sentence.title)) for sentence in sentences]
    seen = Counter(concept for bag, title in zip(bags, titles, strict=True) for concept in {*bag, *title})
    scores = [_score(question, asked, *each) for each in zip(sentences, bags, titles, strict=True)]
    best = max(range(len(scores)), key=scores.__getitem__)
    if scores[best] < _ANSWERS:
        return []
    rest = tuple(concept for concept in asked if concept not in bags[best] and concept not in titles[best])
    chosen = [sentences[best].text]
    if rest and seen:
        adds = [
            (_score(question, rest, *each), each[0].text)
            for each in zip(sentences, bags, titles, strict=True)
            if each[0].text not in chosen
        ]
        gain, text = max(adds, default=(0.0, ""))
        if gain > 1 - _ADDS:
            chosen.append(text)
    return chosen


def _score(question: str, asked: Sequence[str], sentence: _Sentence, bag: Counter[str], title: frozenset[str]) -> float:
    covered = coverage(asked, bag, title, {}, 1.0)
    fits = [bool(shape.search(sentence.text)) for form, shape in _KINDS if form.search(question.lower())]
    form = (sum(fits) / len(fits) - 0.5) * 0.2 if fits else 0.0
    return covered + form - 0.01 * sentence.passage - 0.002 * len(bag)


def _sentences(passage: str, number: int) -> list[_Sentence]:
    head, newline, body = _TAG.sub(" ", passage).strip().partition("\n")
    title, text = (head.strip(), body) if newline and head.strip()[-1:] not in ".!?" else ("", f"{head} {body}")
    found = (part.strip() for part in _SENTENCE_END.split(" ".join(text.split())))
    return [_Sentence(part, title, number) for part in found if part and not _ORDERS.search(part)]


def _hand_off(request: Mapping[str, Any]) -> Answer:
    for tool in request.get("toolConfig", {}).get("tools", ()):
        spec = tool.get("toolSpec", {})
        if spec.get("name") == HANDOFF_TOOL:
            return Answer("", (HANDOFF_TOOL, {"reason": _reason(spec)}))
    return Answer("The passages do not answer that.")


def _reason(spec: Mapping[str, Any]) -> str:
    allowed = spec["inputSchema"]["json"].get("properties", {}).get("reason", {}).get("enum", ())
    for wanted in ("out_of_scope", "low_confidence"):
        if not allowed or wanted in allowed:
            return wanted
    return str(allowed[0])
