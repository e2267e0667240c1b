"""Bedrock on loopback: ConverseStream and Retrieve as the services speak them on the wire.

Knows HTTP, errors, event order, simulated latencies and faults; refuses to know what a good answer is (`extractive`),
how passages are found (`retrieval`) and how messages are framed (`eventstream`).
"""

import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import unquote
from uuid import uuid4

from .converse_request import Refused, check_converse, check_retrieve
from .converse_stream import Event, Writer, events
from .eventstream import CONTENT_TYPE, corrupted, event, exception
from .extractive import answer
from .faults import FaultBoard
from .latencies import Latencies
from .loopback import Dropped, LoopbackHandler, LoopbackServer
from .retrieval import Hit, Index, load_documents

_BODY_BYTES = 20 * 1024 * 1024
_BUCKET = "local-knowledge-base"

_ERRORS = {
    "throttle": (429, "ThrottlingException", "Too many requests, please wait before trying again."),
    "server_error": (500, "InternalServerException", "The system encountered an unexpected error during processing."),
    "access_denied": (403, "AccessDeniedException", "You don't have access to the resource requested."),
}
"""Fault -> status, type and message of the service's own error."""


class _Failed(Exception):
    """The service answers with an error of its own: status, type, message."""


class BedrockServer(LoopbackServer):
    """Both services at one endpoint.

    `documents`: the folder of the knowledge base. `faults`, `latencies` and `write`, the model, may be replaced at any
    time.
    """

    def __init__(self, latencies: Latencies, documents: Path) -> None:
        super().__init__(partial(_Handler, self))
        self.latencies = latencies
        self.faults = FaultBoard()
        self.write: Writer = answer
        self.index = Index(load_documents(documents))


class _Handler(LoopbackHandler):
    _routes: ClassVar[tuple[tuple[re.Pattern[str], str], ...]] = (
        (re.compile(r"/model/([^/]+)/converse-stream"), "_converse"),
        (re.compile(r"/knowledgebases/([^/]+)/retrieve/?"), "_retrieve"),
    )

    def __init__(self, bedrock: BedrockServer, *connection: Any) -> None:
        self._bedrock = bedrock
        super().__init__(bedrock.stopping, *connection)

    def respond(self) -> None:
        try:
            body = self._body()
            for pattern, name in self._routes:
                if found := pattern.fullmatch(self.path.partition("?")[0]):
                    handle: Callable[[str, Mapping[str, Any]], None] = getattr(self, name)
                    handle(unquote(found[1]), body)
                    return
            self._error(404, "UnknownOperationException", "There is no such operation here.")
        except Refused as refusal:
            self._error(400, "ValidationException", str(refusal))
        except _Failed as failure:
            self._error(*failure.args)

    def _body(self) -> dict[str, Any]:
        length = int(self.headers.get("Content-Length", 0))
        if length > _BODY_BYTES:
            self.close_connection = True
            raise Refused("The request is larger than 20 MB.")
        try:
            body = json.loads(self.rfile.read(length) or b"{}")
        except ValueError as error:
            raise Refused("The request body is not valid JSON.") from error
        if not isinstance(body, dict):
            raise Refused("The request body must be an object.")
        return body

    def _retrieve(self, knowledge_base_id: str, body: Mapping[str, Any]) -> None:
        until = time.monotonic() + self._bedrock.latencies.retrieve_ms / 1000
        fault = self._strike("bedrock.retrieve")
        check_retrieve(knowledge_base_id, body)
        configuration = body.get("retrievalConfiguration", {}).get("vectorSearchConfiguration", {})
        hits = self._bedrock.index.search(body["retrievalQuery"]["text"], limit=configuration.get("numberOfResults", 5))
        results = [] if fault == "empty" else [render_hit(hit) for hit in hits]
        payload = json.dumps({"retrievalResults": results}, ensure_ascii=False).encode()
        self.wait(until - time.monotonic())
        if fault == "malformed":
            payload = b"<html>" + payload[: len(payload) // 2]
        if fault == "cut":
            self.head(200, [*_headers("application/json"), ("Content-Length", str(len(payload)))])
            self.wfile.write(payload[: len(payload) // 2])
            raise Dropped
        self.reply(200, _headers("application/json"), payload)

    def _converse(self, model_id: str, body: Mapping[str, Any]) -> None:
        started = time.monotonic()
        fault = self._strike("bedrock.converse_stream")
        check_converse(model_id, body)
        guarded = bool(body.get("guardrailConfig"))
        guardrail = self._bedrock.faults.strike("bedrock.guardrail") if guarded else None
        latencies = self._bedrock.latencies
        if fault == "trickle":
            latencies = replace(latencies, tokens_per_s=1.0)
        due = started + latencies.first_token_ms / 1000
        self.wait(due - time.monotonic())
        self.head(200, [*_headers(CONTENT_TYPE), ("Transfer-Encoding", "chunked")])
        chunk_chars = latencies.guardrail_chunk_chars
        for each in events(body, fault=fault, guardrail=guardrail, chunk_chars=chunk_chars, write=self._bedrock.write):
            if each.tokens and latencies.tokens_per_s:
                due += each.tokens / latencies.tokens_per_s
                self.wait(due - time.monotonic())
            if each.kind == "metadata":
                each.body["metrics"]["latencyMs"] = round((time.monotonic() - started) * 1000)
            self._send(each)
        self._chunk(b"")

    def _send(self, each: Event) -> None:
        match each.kind:
            case "stall":
                self.stall()
            case "cut":
                raise Dropped
            case "modelStreamErrorException":
                self._chunk(exception(each.kind, "The model stream ended with an error. Retry your request."))
            case "malformed":
                self._chunk(corrupted(event("contentBlockDelta", {"delta": {"text": ""}, "contentBlockIndex": 0})))
            case _:
                self._chunk(event(each.kind, each.body))

    def _strike(self, at: str) -> str | None:
        """The fault in force here; those that end the request without an answer happen now."""
        fault = self._bedrock.faults.strike(at)
        if fault in _ERRORS:
            raise _Failed(*_ERRORS[fault])
        if fault == "refused":
            raise Dropped
        if fault == "stall" and at == "bedrock.retrieve":
            self.stall()
        return fault

    def _chunk(self, data: bytes) -> None:
        """One chunk of a chunked body; an empty one ends it."""
        self.wfile.write(b"%x\r\n%b\r\n" % (len(data), data))

    def _error(self, status: int, kind: str, message: str) -> None:
        payload = json.dumps({"message": message}).encode()
        self.reply(status, [*_headers("application/json"), ("x-amzn-ErrorType", kind)], payload)


def _headers(content_type: str) -> list[tuple[str, str]]:
    return [("Content-Type", content_type), ("x-amzn-RequestId", str(uuid4()))]


def render_hit(hit: Hit) -> dict[str, Any]:
    """A passage as Retrieve returns it: text, place, the document's metadata, score."""
    uri = f"s3://{_BUCKET}/{hit.document.name}.md"
    return {
        "content": {"text": hit.section.chunk, "type": "TEXT"},
        "location": {"type": "S3", "s3Location": {"uri": uri}},
        "metadata": {
            **hit.document.metadata,
            "x-amz-bedrock-kb-source-uri": uri,
            "x-amz-bedrock-kb-chunk-id": f"{hit.document.name}-{hit.number}",
            "x-amz-bedrock-kb-data-source-id": "LOCALFILES",
        },
        "score": hit.score,
    }
