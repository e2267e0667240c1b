"""The events of one ConverseStream answer, in the order the service sends them.

Knows event bodies, token counts, the guardrail's trace and what each fault does to a stream; refuses to know HTTP,
framing and time.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from .extractive import Answer, answer, read, relevance, tokens
from .words import concepts

BLOCKED_TEXT = "held back by the guardrail"
"""What the deployed guardrail says instead of a blocked answer."""

Writer = Callable[[Mapping[str, Any]], Answer]
"""A model: the body of a checked request -> what it writes."""

_GUARDRAIL_THRESHOLD = 0.7
_UNGROUNDED = 0.12
_CHARS_PER_TOKEN = 4


@dataclass(slots=True)
class Event:
    """One event, or, with a fault's name as kind, what goes wrong in its place."""

    kind: str
    body: dict[str, Any] = field(default_factory=dict)
    tokens: int = 0
    """How many tokens the model wrote for it."""


def events(
    request: Mapping[str, Any], *, fault: str | None, guardrail: str | None, chunk_chars: int, write: Writer = answer
) -> Iterator[Event]:
    """Answer a request.

    Args:
        request: the request's JSON body, already checked.
        fault: of `bedrock.converse_stream`, those that act inside a stream; others change nothing here.
        guardrail: of `bedrock.guardrail`.
        chunk_chars: the text a guardrail in sync mode holds back until it is checked; 0: none.
        write: the model.
    """
    written = Answer("") if fault == "empty" else _limited(write(request), request)
    if guardrail:
        written = Answer(BLOCKED_TEXT)
    held = chunk_chars if request.get("guardrailConfig", {}).get("streamProcessingMode", "sync") == "sync" else 0
    pieces = list(_pieces(written, held if request.get("guardrailConfig") else 0))
    yield Event("messageStart", {"role": "assistant"})
    yield from _spoilt(pieces, fault)
    if fault == "no_message_stop":
        return
    yield Event("messageStop", {"stopReason": _stop_reason(written, request, guardrail)})
    yield Event("metadata", _metadata(request, written, guardrail))


def _spoilt(pieces: list[Event], fault: str | None) -> Iterator[Event]:
    ends = {"stall": "stall", "cut": "cut", "error_mid_stream": "modelStreamErrorException", "malformed": "malformed"}
    if fault not in ends:
        yield from pieces
        return
    yield from pieces[: min(2, len(pieces) // 2)]
    yield Event(ends[fault])


def _pieces(written: Answer, chunk_chars: int) -> Iterator[Event]:
    if written.tool:
        name, arguments = written.tool
        start = {"toolUse": {"toolUseId": f"tooluse_{uuid4().hex[:22]}", "name": name}}
        yield Event("contentBlockStart", {"start": start, "contentBlockIndex": 0})
        for part in tokens(json.dumps(arguments)):
            yield Event("contentBlockDelta", {"delta": {"toolUse": {"input": part}}, "contentBlockIndex": 0}, 1)
        yield Event("contentBlockStop", {"contentBlockIndex": 0})
    elif written.text:
        for text, count in _lumps(tokens(written.text), chunk_chars):
            yield Event("contentBlockDelta", {"delta": {"text": text}, "contentBlockIndex": 0}, count)
        yield Event("contentBlockStop", {"contentBlockIndex": 0})


def _lumps(words: Iterable[str], chars: int) -> Iterator[tuple[str, int]]:
    """Text with its count of tokens, held back until at least `chars` are there."""
    held, count = "", 0
    for word in words:
        held, count = held + word, count + 1
        if len(held) >= chars:
            yield held, count
            held, count = "", 0
    if held:
        yield held, count


def _limited(written: Answer, request: Mapping[str, Any]) -> Answer:
    most = request.get("inferenceConfig", {}).get("maxTokens")
    return Answer("".join(tokens(written.text)[:most]), written.tool)


def _stop_reason(written: Answer, request: Mapping[str, Any], guardrail: str | None) -> str:
    if guardrail:
        return "guardrail_intervened"
    if written.tool:
        return "tool_use"
    most = request.get("inferenceConfig", {}).get("maxTokens")
    return "max_tokens" if most and len(tokens(written.text)) >= most else "end_turn"


def _metadata(request: Mapping[str, Any], written: Answer, guardrail: str | None) -> dict[str, Any]:
    asked = len(json.dumps([request.get(part) for part in ("system", "messages", "toolConfig")])) // _CHARS_PER_TOKEN
    said = written.text or (json.dumps(written.tool) if written.tool else "")
    wrote = -(-len(said) // _CHARS_PER_TOKEN)
    body: dict[str, Any] = {
        "usage": {"inputTokens": asked, "outputTokens": wrote, "totalTokens": asked + wrote},
        "metrics": {"latencyMs": 0},
    }
    configuration = request.get("guardrailConfig", {})
    if configuration.get("trace", "disabled") != "disabled":
        assessments = _assessments(request, written, guardrail)
        if assessments:
            identifier = configuration["guardrailIdentifier"]
            body["trace"] = {"guardrail": {"outputAssessments": {identifier: [assessments]}}}
    return body


def _assessments(request: Mapping[str, Any], written: Answer, guardrail: str | None) -> dict[str, Any]:
    """What the guardrail found in the answer; tool calls are not assessed."""
    if guardrail == "blocked":
        topic = {"name": "medical-advice", "type": "DENY", "action": "BLOCKED", "detected": True}
        return {"topicPolicy": {"topics": [topic]}}
    sources, question = read(request)
    if not written.text or not sources:
        return {}
    grounding = _UNGROUNDED if guardrail == "ungrounded" else _share(written.text, " ".join(sources))
    scores = {"GROUNDING": grounding, "RELEVANCE": relevance(question, f"{written.text} {' '.join(sources)}")}
    filters = [
        {
            "type": kind,
            "threshold": _GUARDRAIL_THRESHOLD if kind == "GROUNDING" else 0.0,
            "score": round(score, 2),
            "action": "BLOCKED" if kind == "GROUNDING" and guardrail else "NONE",
            "detected": kind == "GROUNDING" and bool(guardrail),
        }
        for kind, score in scores.items()
    ]
    return {"contextualGroundingPolicy": {"filters": filters}}


def _share(text: str, source: str) -> float:
    """How much of what a text says is also in the source, 0-1."""
    said, known = set(concepts(text)), set(concepts(source))
    return len(said & known) / len(said) if said else 1.0
