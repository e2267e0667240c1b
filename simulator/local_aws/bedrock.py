"""Bedrock on loopback: ConverseStream and Retrieve as the services speak them on the wire.

Knows HTTP, errors, event order, simulated latencies and faults; refuses to know what a good answer is (`extractive`),
how passages are found (`retrieval`) and how messages are framed (`eventstream`).
"""

import contextlib
import json
import re
import select
import socket
import struct
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar, Protocol
from urllib.parse import unquote
from uuid import uuid4

from .converse_request import Refused, check_converse, check_retrieve
from .converse_stream import Event, events
from .eventstream import CONTENT_TYPE, corrupted, event, exception
from .latencies import Latencies
from .retrieval import Hit, Index, load_documents

_BODY_BYTES = 20 * 1024 * 1024
_BUCKET = "local-knowledge-base"

_ERRORS = {
    "throttle": (429, "ThrottlingException", "Too many requests, please wait before trying again."),
    "server_error": (500, "InternalServerException", "The system encountered an unexpected error during processing."),
    "access_denied": (403, "AccessDeniedException", "You don't have access to the resource requested."),
}
"""Fault -> status, type and message of the service's own error."""


class Strikes(Protocol):
    """The faults in force, as `faults.FaultBoard` keeps them."""

    def strike(self, at: str) -> str | None: ...


class NoFaults:
    """Everything works."""

    def strike(self, at: str) -> str | None:  # noqa: ARG002 - the signature of Strikes
        return None


class _Dropped(Exception):
    """The connection is to be closed without another byte."""


class _Failed(Exception):
    """The service answers with an error of its own: status, type, message."""


class BedrockServer:
    """A server on 127.0.0.1 with a port of its own; start it, use `url`, stop it.

    `documents`: the folder of the knowledge base. `faults` may be replaced at any time.
    """

    def __init__(self, latencies: Latencies, documents: Path) -> None:
        self.latencies = latencies
        self.faults: Strikes = NoFaults()
        self.index = Index(load_documents(documents))
        self.stopping = threading.Event()
        self._http: _Http | None = None
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """The endpoint of both services.

        Raises:
            RuntimeError: the server is not started.
        """
        if self._http is None:
            raise RuntimeError("the server is not started")
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def start(self) -> None:
        """Listen; returns at once, ready."""
        self.stopping.clear()
        self._http = _Http(self)
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), name="bedrock", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Close every connection, the stalled ones too, and stop listening."""
        if self._http is None or self._thread is None:
            return
        self.stopping.set()
        self._http.shutdown()
        self._http.hang_up()
        self._http.server_close()
        self._thread.join()
        self._http = self._thread = None

    def __enter__(self) -> "BedrockServer":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


class _Http(ThreadingHTTPServer):
    daemon_threads = False
    block_on_close = True

    def __init__(self, bedrock: BedrockServer) -> None:
        self.bedrock = bedrock
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        super().__init__(("127.0.0.1", 0), _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        with self._lock:
            connections = tuple(self._open)
        for connection in connections:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients leave when they have heard enough; that is no error of ours."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Http

    _routes: ClassVar[tuple[tuple[re.Pattern[str], str], ...]] = (
        (re.compile(r"/model/([^/]+)/converse-stream"), "_converse"),
        (re.compile(r"/knowledgebases/([^/]+)/retrieve/?"), "_retrieve"),
    )

    def do_POST(self) -> None:
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
        except (_Dropped, ConnectionError):
            self._drop()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name in the base class
        """Requests carry what callers said: nothing is logged."""

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
        fault = self._strike("bedrock.retrieve")
        check_retrieve(knowledge_base_id, body)
        configuration = body.get("retrievalConfiguration", {}).get("vectorSearchConfiguration", {})
        self._wait(self.server.bedrock.latencies.retrieve_ms / 1000)
        hits = self.server.bedrock.index.search(
            body["retrievalQuery"]["text"], limit=configuration.get("numberOfResults", 5)
        )
        results = [] if fault == "empty" else [render_hit(hit) for hit in hits]
        payload = json.dumps({"retrievalResults": results}, ensure_ascii=False).encode()
        if fault == "malformed":
            payload = b"<html>" + payload[: len(payload) // 2]
        self._head(200, {"Content-Type": "application/json", "Content-Length": str(len(payload))})
        if fault == "cut":
            self.wfile.write(payload[: len(payload) // 2])
            raise _Dropped
        self.wfile.write(payload)

    def _converse(self, model_id: str, body: Mapping[str, Any]) -> None:
        fault = self._strike("bedrock.converse_stream")
        check_converse(model_id, body)
        guarded = bool(body.get("guardrailConfig"))
        guardrail = self.server.bedrock.faults.strike("bedrock.guardrail") if guarded else None
        started = time.monotonic()
        latencies = self.server.bedrock.latencies
        if fault == "trickle":
            latencies = replace(latencies, tokens_per_s=1.0)
        self._wait(latencies.first_token_ms / 1000)
        self._head(200, {"Content-Type": CONTENT_TYPE, "Transfer-Encoding": "chunked"})
        stream = events(body, fault=fault, guardrail=guardrail, chunk_chars=latencies.guardrail_chunk_chars)
        for each in stream:
            if each.tokens and latencies.tokens_per_s:
                self._wait(each.tokens / latencies.tokens_per_s)
            if each.kind == "metadata":
                each.body["metrics"]["latencyMs"] = round((time.monotonic() - started) * 1000)
            self._send(each)
        self._chunk(b"")

    def _send(self, each: Event) -> None:
        match each.kind:
            case "stall":
                self._stall()
            case "cut":
                raise _Dropped
            case "modelStreamErrorException":
                self._chunk(exception(each.kind, "The model stream ended with an error. Retry your request."))
            case "malformed":
                self._chunk(corrupted(event("contentBlockDelta", {"delta": {"text": ""}, "contentBlockIndex": 0})))
            case _:
                self._chunk(event(each.kind, each.body))

    def _strike(self, at: str) -> str | None:
        """The fault in force here; those that end the request without an answer happen now."""
        fault = self.server.bedrock.faults.strike(at)
        if fault in _ERRORS:
            raise _Failed(*_ERRORS[fault])
        if fault == "refused":
            raise _Dropped
        if fault == "stall" and at == "bedrock.retrieve":
            self._stall()
        return fault

    def _wait(self, seconds: float) -> None:
        """Let simulated time pass, unless the server stops or the client leaves."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            if self._gone(min(left, 0.1)):
                raise _Dropped

    def _stall(self) -> None:
        while not self._gone(0.1):
            pass
        raise _Dropped

    def _gone(self, patience_s: float) -> bool:
        """Whether the client has left or the server is stopping, within this time."""
        if self.server.bedrock.stopping.is_set():
            return True
        if patience_s < 0.002:
            time.sleep(patience_s)
            return False
        readable, _, _ = select.select([self.connection], [], [], patience_s)
        if readable and not self.connection.recv(1, socket.MSG_PEEK):
            return True
        if readable:  # the client is early with its next request
            time.sleep(patience_s)
        return self.server.bedrock.stopping.is_set()

    def _head(self, status: int, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        self.send_header("x-amzn-RequestId", str(uuid4()))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def _chunk(self, data: bytes) -> None:
        """One chunk of a chunked body; an empty one ends it."""
        self.wfile.write(b"%x\r\n%b\r\n" % (len(data), data))

    def _error(self, status: int, kind: str, message: str) -> None:
        payload = json.dumps({"message": message}).encode()
        self._head(
            status,
            {"Content-Type": "application/json", "x-amzn-ErrorType": kind, "Content-Length": str(len(payload))},
        )
        self.wfile.write(payload)

    def _drop(self) -> None:
        """Reset the connection: the client sees it break."""
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


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
