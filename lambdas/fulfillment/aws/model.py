"""The language model: Amazon Bedrock's ConverseStream.

Knows the request, the events, what differs between models, and the failures; refuses to know what to ask and whether
an answer is good.
"""

import json
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, Self

from botocore.eventstream import ParserError
from botocore.exceptions import EventStreamError

from fulfillment.aws.clients import WIRE_ERRORS, error_code, retryable
from fulfillment.aws.deadline import Expired, Reading, within
from fulfillment.aws.quirks import caching, quirks_of, table
from fulfillment.ports import (
    Caching,
    ModelError,
    ModelEvent,
    ModelRequest,
    ModelStream,
    Passage,
    Stopped,
    StopReason,
    TextDelta,
    Tool,
    ToolBegun,
    ToolUse,
    Usage,
)

if TYPE_CHECKING:
    from types_boto3_bedrock_runtime.client import BedrockRuntimeClient

QUERY_CHARS = 1_000
"""Longest query of the contextual grounding check:
https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-contextual-grounding-check.html"""
GROUNDING_CHARS = 100_000
"""Longest grounding source in all, same page."""


_STOPS = {
    "end_turn": StopReason.END_TURN,
    "stop_sequence": StopReason.END_TURN,
    "tool_use": StopReason.TOOL_USE,
    "max_tokens": StopReason.MAX_TOKENS,
    "guardrail_intervened": StopReason.GUARDRAIL,
    "content_filtered": StopReason.GUARDRAIL,
}


class BedrockModel:
    """The Model port on ConverseStream. An empty `guardrail_id` means no guardrail."""

    def __init__(self, client: "BedrockRuntimeClient", guardrail_id: str, guardrail_version: str) -> None:
        self._client = client
        self._guardrail = (guardrail_id, guardrail_version) if guardrail_id else None
        table()  # read at start, not in the first turn

    def converse(self, request: ModelRequest, *, timeout_s: float) -> ModelStream:
        """Stream the answer; the request is sent at once. Ends after `Usage`, or when the caller closes it.

        An empty answer is `Stopped` without text or tool before it. What fails after `Stopped` costs only `Usage`.

        Args:
            request: what to ask.
            timeout_s: seconds from this call in which the whole answer must have come.

        Raises:
            ModelError: while iterating: the service refused or failed, the stream stalled past `timeout_s`, was cut,
                or ended without a stop.
        """
        body = render_request(request, self._guardrail)
        return _Stream(within(timeout_s, lambda: self._read(body)), caching_of(request))

    def _read(self, body: Mapping[str, Any]) -> Generator[Mapping[str, Any], None, None]:
        with closing(self._client.converse_stream(**body)["stream"]) as stream:
            events = iter(stream)
            for event in events:
                yield event
                if "metadata" in event:
                    next(events, None)  # the end of the body: only a connection that was read to it is kept
                    return


def caching_of(request: ModelRequest) -> Caching:
    """Whether the request has a cache point, or why not."""
    return caching(quirks_of(request.model_id), request.system, request.tools)


def render_request(request: ModelRequest, guardrail: tuple[str, str] | None) -> dict[str, Any]:
    """The parameters of ConverseStream. `guardrail`: its id and version.

    What stays the same from call to call comes first in what a model reads: tools, then the system text. So one cache
    point, after the system text, covers both; earlier turns, passages and the question follow it. Source:
    https://docs.aws.amazon.com/bedrock/latest/userguide/prompt-caching.html
    """
    quirks = quirks_of(request.model_id)
    last = _guarded(request) if guardrail else _plain(request)
    inference: dict[str, Any] = {"maxTokens": request.max_tokens}
    if quirks.temperature is not None:
        inference["temperature"] = quirks.temperature
    body: dict[str, Any] = {
        "modelId": request.model_id,
        "messages": _messages(request.history, last),
        "inferenceConfig": inference,
    }
    if request.system:
        body["system"] = [{"text": request.system}]
        if caching_of(request) is Caching.SENT:
            body["system"].append({"cachePoint": {"type": "default"}})
    if request.tools:
        body["toolConfig"] = {"tools": [_tool(tool) for tool in request.tools]}
    if quirks.fields:
        body["additionalModelRequestFields"] = dict(quirks.fields)
    if guardrail:
        body["guardrailConfig"] = {
            "guardrailIdentifier": guardrail[0],
            "guardrailVersion": guardrail[1],
            "trace": "enabled",
            "streamProcessingMode": "sync",
        }
    return body


def _messages(history: Sequence[tuple[str, str]], last: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Earlier turns and the last message; blank turns are left out, and what then follows itself is joined."""
    messages: list[dict[str, Any]] = []
    said = [(role, [{"text": text}]) for role, text in history if text.strip()]
    for role, content in [*said, ("user", last)]:
        if messages and messages[-1]["role"] == role:
            messages[-1]["content"] += content
        elif messages or role == "user":
            messages.append({"role": role, "content": list(content)})
    return messages


def _plain(request: ModelRequest) -> list[dict[str, Any]]:
    texts = [*(_passage(passage) for passage in request.passages), request.question]
    return [{"text": text} for text in texts]


def _guarded(request: ModelRequest) -> list[dict[str, Any]]:
    """Passages ground the answer; the question is what it is held against, and is itself looked at by the policies."""
    blocks, room = [], GROUNDING_CHARS
    for passage in request.passages:
        text = _passage(passage)[:room]
        room -= len(text)
        if text:
            blocks.append({"guardContent": {"text": {"text": text, "qualifiers": ["grounding_source"]}}})
    query = {"text": request.question[:QUERY_CHARS], "qualifiers": ["query", "guard_content"]}
    return [*blocks, {"guardContent": {"text": query}}]


def _passage(passage: Passage) -> str:
    return f"{passage.title}\n{passage.text}"


def _tool(tool: Tool) -> dict[str, Any]:
    schema = {"json": dict(tool.schema)}
    return {"toolSpec": {"name": tool.name, "description": tool.description, "inputSchema": schema}}


class _Stream:
    """The port's events. Once stopped, the answer is complete, whatever happens to the rest of the stream."""

    def __init__(self, events: Reading[Mapping[str, Any]], cache: Caching) -> None:
        self._events = events
        self.cache = cache
        self._stopped = self._ended = False
        self._pending: dict[int, tuple[str, list[str]]] = {}

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> ModelEvent:
        while not self._ended:
            event = self._read(lambda: next(self._events, None))
            if event is None:
                self._ended = True
            elif (parsed := self._parsed(event)) is not None:
                return parsed
        self._refuse_unstopped()
        raise StopIteration

    def soon(self, seconds: float) -> ModelEvent | None:
        until = time.monotonic() + seconds
        while not self._ended:
            event = self._read(lambda: self._events.soon(max(0.0, until - time.monotonic())))
            if event is None and not self._events.over:
                return None
            if event is None:
                self._ended = True
            elif (parsed := self._parsed(event)) is not None:
                return parsed
        self._refuse_unstopped()
        return None

    def _refuse_unstopped(self) -> None:
        if not self._stopped:
            raise ModelError("could not converse: the stream ended without a stop", retryable=True)

    def close(self) -> None:
        """Read no further. After the last event there is only the end of the body left: the thread reads it, and the
        connection is kept for the next turn; before it, the connection is closed with the stream."""
        if not self._ended:
            self._events.close()
        self._ended = self._stopped = True

    def _read(self, take: Callable[[], Mapping[str, Any] | None]) -> Mapping[str, Any] | None:
        try:
            with _speaking_of("converse"):
                return take()
        except ModelError:
            self._ended = True
            if self._stopped:
                return None
            raise

    def _parsed(self, event: Mapping[str, Any]) -> ModelEvent | None:
        try:
            parsed = _parse(event, self._pending)
        except (KeyError, TypeError, AttributeError) as error:  # an event of another shape than the service's model has
            self._ended = True
            if self._stopped:
                return None
            raise ModelError("could not converse: an event is not one", retryable=True) from error
        self._stopped = self._stopped or isinstance(parsed, Stopped)
        self._ended = self._ended or isinstance(parsed, Usage)
        return parsed


def _parse(event: Mapping[str, Any], pending: dict[int, tuple[str, list[str]]]) -> ModelEvent | None:
    """One event of the stream; `pending` holds tool calls whose arguments are still coming, by block."""
    if start := event.get("contentBlockStart"):
        if tool := start["start"].get("toolUse"):
            pending[start["contentBlockIndex"]] = (tool["name"], [])
            return ToolBegun()
    elif delta := event.get("contentBlockDelta"):
        if text := delta["delta"].get("text"):
            return TextDelta(text)
        if "toolUse" in delta["delta"] and delta["contentBlockIndex"] in pending:
            pending[delta["contentBlockIndex"]][1].append(delta["delta"]["toolUse"].get("input", ""))
    elif end := event.get("contentBlockStop"):
        if call := pending.pop(end["contentBlockIndex"], None):
            return ToolUse(call[0], _arguments("".join(call[1])))
    elif stop := event.get("messageStop"):
        return Stopped(_STOPS.get(stop["stopReason"], StopReason.OTHER))
    elif metadata := event.get("metadata"):
        return _usage(metadata)
    return None


def _arguments(text: str) -> dict[str, Any]:
    try:
        arguments = json.loads(text or "{}")
    except (ValueError, RecursionError) as error:
        raise ModelError("could not converse: a tool call is not JSON", retryable=True) from error
    if not isinstance(arguments, dict):
        raise ModelError("could not converse: a tool call is not an object", retryable=True)
    return arguments


def _usage(metadata: Mapping[str, Any]) -> Usage:
    usage = metadata.get("usage", {})
    scores = _scores(metadata.get("trace", {}).get("guardrail", {}))
    return Usage(
        input_tokens=usage.get("inputTokens", 0),
        output_tokens=usage.get("outputTokens", 0),
        cache_read_tokens=usage.get("cacheReadInputTokens", 0),
        cache_write_tokens=usage.get("cacheWriteInputTokens", 0),
        grounding=scores.get("GROUNDING"),
        relevance=scores.get("RELEVANCE"),
    )


def _scores(trace: Mapping[str, Any]) -> dict[str, float]:
    """The lowest score of each kind: in sync mode each chunk of the answer is assessed."""
    scores: dict[str, float] = {}
    for assessments in trace.get("outputAssessments", {}).values():
        for assessment in assessments:
            for found in assessment.get("contextualGroundingPolicy", {}).get("filters", ()):
                scores[found["type"]] = min(found["score"], scores.get(found["type"], 1.0))
    return scores


@contextmanager
def _speaking_of(action: str) -> Iterator[None]:
    """The one place where what the service or its client does wrong becomes the port's error."""
    try:
        yield
    except Expired as error:
        raise ModelError(f"could not {action}: out of time", retryable=True) from error
    except ParserError as error:
        raise ModelError(f"could not {action}: {type(error).__name__}", retryable=True) from error
    except EventStreamError as error:
        code = error_code(error)
        raise ModelError(f"could not {action}: {code}", retryable=code != "validationException") from error
    except WIRE_ERRORS as error:
        name = error_code(error) or type(error).__name__
        raise ModelError(f"could not {action}: {name}", retryable=retryable(error)) from error
