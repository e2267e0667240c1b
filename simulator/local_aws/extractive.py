"""The offline model, `offline-extractive`: answers with sentences of the passages it is given.

Knows the Converse request and nothing else: system, messages, tools. Refuses to know the knowledge base, the network
and anything that is not in the passages; what a passage or a question orders it to do is text, never an instruction.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .retrieval import Question, Text, coverage, score, telling

MODEL_ID = "offline-extractive"
HANDOFF_TOOL = "hand_off"

_ANSWERS = 0.5
"""A sentence that covers less of the question than this does not answer it."""
_LATER = 0.03
"""Passages come best first: what a sentence of a later one must make up for, a passage."""
_TOGETHER = 0.4
"""Enough for the first of two sentences of one document that cover the question together."""
_ADDS = 0.25
"""A second sentence must cover this much of what the first leaves open."""
_SENTENCE_END = re.compile(
    r"(?<!\bDr\.)(?<!\bSt\.)(?<!\bMr\.)(?<!\bMrs\.)(?<!\bMs\.)(?<![ap]\.m\.)(?<=[.!?])\s+(?=[A-Z0-9\"'])"
)
_ORDERS = re.compile(
    r"\b(ignore|disregard|override|forget) (?:all|any|every|the|your|previous|prior|earlier|these|those)\b"
    r"|\b(system prompt|you are now|new instructions|as an ai|respond only|jailbreak|developer mode)\b",
    re.IGNORECASE,
)
_TAG = re.compile(r"</?[a-z_][^<>]{0,200}>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model writes: text, or a call of the handoff tool."""

    text: str
    tool: tuple[str, dict[str, Any]] | None = None


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
    asking = Question.of(question)
    asked = asking.concepts
    given = [sentence for number, passage in enumerate(passages) for sentence in _sentences(passage, number)]
    if not asked or not given:
        return []
    weight = dict.fromkeys(telling(given), 1.0)
    best = max(given, key=lambda sentence: score(asking, sentence, weight) - _LATER * sentence.position)
    covered = coverage(asked, best, weight)
    left = tuple(concept for concept in asked if coverage((concept,), best, weight) < _ADDS)
    more = [sentence for sentence in given if left and coverage(left, sentence, weight) > 1 - _ADDS]
    if covered < _ANSWERS:
        more = [sentence for sentence in more if _topic(passages[sentence.position]) == _topic(passages[best.position])]
        if not more or covered < _TOGETHER:
            return []
    return [best.text, *(sentence.text for sentence in more[:1])]


def _topic(passage: str) -> str:
    """A passage's title without the questions that head it: its document."""
    return passage.partition("\n")[0].partition(". ")[0]


def _sentences(passage: str, number: int) -> list[Text]:
    title, newline, body = _TAG.sub(" ", passage).strip().partition("\n")
    text = body if newline else title
    found = (part.strip() for part in _SENTENCE_END.split(" ".join(text.split())))
    return [
        Text.of(part, title=title if newline else "", position=number)
        for part in found
        if part and not _ORDERS.search(part)
    ]


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
