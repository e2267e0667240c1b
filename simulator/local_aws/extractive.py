"""The offline model, `offline-extractive`: answers with sentences of the passages it is given, or calls a tool.

Knows the Converse request and nothing else: messages, tools. Refuses to know the knowledge base, the network
and anything that is not in the passages; what a passage or a question orders it to do is text, never an instruction.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .retrieval import Question, Text, asks_the_same, coverage, score, telling
from .scope import orders, refused, wished_task
from .words import wording

MODEL_ID = "offline-extractive"
HANDOFF_TOOL = "hand_off"
TASK_TOOL = "start_task"
OUT_OF_SCOPE, LOW_CONFIDENCE = "out_of_scope", "low_confidence"
"""Why it hands off: it must not be answered; the passages do not answer it."""

_ANSWERS = 0.55
"""A sentence that covers less of the question than this does not answer it."""
_ABOUT = 0.5
"""The same for what the question is about, whatever kind of thing it asks of it."""
_LATER = 0.03
"""Passages come best first: what a sentence of a later one must make up for, a passage."""
_TOGETHER = 0.4
"""Enough for the first of two sentences of one document that cover the question together."""
_ADDS = 0.25
"""A second sentence must cover this much of what the first leaves open."""
_SEVERAL = re.compile(r",|\b(?:and|also|or|plus)\b", re.IGNORECASE)
"""Only a question that has one of these may ask several things."""
_SENTENCE_END = re.compile(
    r"(?<!\bDr\.)(?<!\bSt\.)(?<!\bMr\.)(?<!\bMrs\.)(?<!\bMs\.)(?<![ap]\.m\.)(?<=[.!?])\s+(?=[A-Z0-9\"'])"
)
_MORE = re.compile(r"\A[^?]*\b(?:more|más)\b[^?]*\b(?:on|about|sobre):\s*", re.IGNORECASE)
"""What stands before a question whose answer the caller has heard."""
_SAID = 0.8
"""A sentence of whose words this share was said has been said."""
_TAG = re.compile(r"</?[a-z_][^<>]{0,200}>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model writes: text, or a call of a tool with its arguments."""

    text: str
    tool: tuple[str, dict[str, Any]] | None = None


def answer(request: Mapping[str, Any]) -> Answer:
    """Answer the last message of a Converse request (its JSON body) from its own passages."""
    passages, asked = read(request)
    tools = {spec["name"]: spec for spec in _tools(request)}
    question = _MORE.sub("", asked)
    if refused(question):
        return _hand_off(tools, OUT_OF_SCOPE)
    task = wished_task(question)
    if task is not None and TASK_TOOL in tools and task in _allowed(tools[TASK_TOOL], "intent", task):
        return Answer("", (TASK_TOOL, {"intent": task}))
    best = more(question, passages, _heard(request)) if question != asked else choose(question, passages)
    return Answer(" ".join(best)) if best else _hand_off(tools, LOW_CONFIDENCE)


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
    """The sentence that answers, or one for each of several things asked; none when the passages don't answer."""
    whole = _choose(question, passages)
    parts = _SEVERAL.split(question)
    if whole or len(parts) == 1:
        return whole
    found = [part for part in (_choose(part, passages) for part in parts) if part]
    return found[0] if found else []


def _choose(question: str, passages: Sequence[str]) -> list[str]:
    asking = Question.of(question)
    asked = asking.concepts
    given = [sentence for number, passage in enumerate(passages) for sentence in _sentences(passage, number)]
    weight = dict.fromkeys(telling(given), 1.0)
    subject, several = asking.subject, bool(_SEVERAL.search(question))
    fit = [
        sentence
        for sentence in given
        if (several or asking.told_by(sentence.text)) and (not subject or coverage(subject, sentence, weight) >= _ABOUT)
    ]
    if not fit:
        return []
    best = max(fit, key=lambda sentence: score(asking, sentence, weight) - _LATER * sentence.position)
    if asks_the_same(asking, best):
        return [best.text]
    covered = coverage(asked, best, weight)
    left = tuple(concept for concept in asked if coverage((concept,), best, weight) < _ADDS)
    more = [sentence for sentence in given if left and several and coverage(left, sentence, weight) > 1 - _ADDS]
    if covered < _ANSWERS:
        more = [sentence for sentence in more if _topic(passages[sentence.position]) == _topic(passages[best.position])]
        if not more or covered < _TOGETHER:
            return []
    return [best.text, *(sentence.text for sentence in more[:1])]


def more(question: str, passages: Sequence[str], heard: str) -> list[str]:
    """The next best sentence of the document that answers, of those not in what was heard; none when all are."""
    given = [sentence for number, passage in enumerate(passages) for sentence in _sentences(passage, number)]
    first = choose(question, passages)
    topics = {_topic(passages[sentence.position]) for sentence in given if sentence.text in first}
    said = wording(heard)
    left = [
        sentence
        for sentence in given
        if _topic(passages[sentence.position]) in topics and _share(wording(sentence.text), said) < _SAID
    ]
    asking, weight = Question.of(question), dict.fromkeys(telling(given), 1.0)
    best = max(left, key=lambda sentence: score(asking, sentence, weight) - _LATER * sentence.position, default=None)
    return [best.text] if best else []


def relevance(asked: str, text: str) -> float:
    """How much of what was asked a text is about, 0-1."""
    question = Question.of(_MORE.sub("", asked))
    told = Text.of(text, title="", position=0)
    return coverage(question.concepts, told, dict.fromkeys(told.words, 1.0)) if question.concepts else 1.0


def _share(words: frozenset[str], of: frozenset[str]) -> float:
    return len(words & of) / max(1, len(words))


def _topic(passage: str) -> str:
    """A passage's title without the questions that head it: its document."""
    return passage.partition("\n")[0].partition(". ")[0]


def _sentences(passage: str, number: int) -> list[Text]:
    title, newline, body = _TAG.sub(" ", passage).strip().partition("\n")
    text = body if newline else title
    found = (part.strip() for part in _SENTENCE_END.split(" ".join(text.split())))
    return [
        Text.of(part, title=title if newline else "", position=number) for part in found if part and not orders(part)
    ]


def _heard(request: Mapping[str, Any]) -> str:
    """What it has said before, as the request tells it."""
    spoken = (message["content"] for message in request["messages"] if message["role"] == "assistant")
    return " ".join(block["text"] for content in spoken for block in content if "text" in block)


def _tools(request: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [tool["toolSpec"] for tool in request.get("toolConfig", {}).get("tools", ()) if "toolSpec" in tool]


def _hand_off(tools: Mapping[str, Mapping[str, Any]], reason: str) -> Answer:
    if HANDOFF_TOOL not in tools:
        return Answer("The passages do not answer that.")
    allowed = _allowed(tools[HANDOFF_TOOL], "reason", reason)
    reason = next((wanted for wanted in (reason, LOW_CONFIDENCE, OUT_OF_SCOPE) if wanted in allowed), allowed[0])
    return Answer("", (HANDOFF_TOOL, {"reason": reason}))


def _allowed(spec: Mapping[str, Any], argument: str, default: str) -> Sequence[str]:
    """The values that a tool takes; where it takes any, the default."""
    properties = spec["inputSchema"]["json"].get("properties", {})
    return properties.get(argument, {}).get("enum") or (default,)
