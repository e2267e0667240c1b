"""DynamoDB and Cognito on loopback: moto behind one lock, and the faults in front of it.

Knows the services' error bodies and how a connection fails; refuses to know what is stored and what a fault is for.

moto's transactions are not thread-safe, so one request is served at a time. A fault strikes before moto sees the
request: what fails has not happened.
"""

import json
import select
import socket
import sys
import threading
from collections.abc import Callable, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast
from uuid import uuid4

from .faults import FaultBoard, place_of
from .latencies import Latencies

OPERATOR = "frontdesk-simulator"
"""In the user agent of the simulator's own requests: no fault strikes them, and they take no simulated time."""

Response = tuple[int, list[tuple[str, str]], bytes]

_SERVICES = {"DynamoDB_20120810": "dynamodb", "AWSCognitoIdentityProviderService": "cognito"}
"""Target prefix -> service, as faults name it."""

_TYPES = {"dynamodb": "com.amazonaws.dynamodb.v20120810#", "cognito": ""}
_MODULES = {"dynamodb": "dynamodb", "cognito": "cognitoidp"}
_CONTENT = {"dynamodb": "application/x-amz-json-1.0", "cognito": "application/x-amz-json-1.1"}

_ERRORS: Mapping[tuple[str, str], tuple[int, str, str]] = {
    ("dynamodb", "throttle"): (
        400,
        "ProvisionedThroughputExceededException",
        "The level of configured provisioned throughput for the table was exceeded.",
    ),
    ("dynamodb", "server_error"): (500, "InternalServerError", "Internal server error"),
    ("dynamodb", "access_denied"): (400, "AccessDeniedException", "User is not authorized to perform this action"),
    ("cognito", "throttle"): (400, "TooManyRequestsException", "Rate exceeded"),
    ("cognito", "server_error"): (500, "InternalErrorException", "Something went wrong"),
    ("cognito", "access_denied"): (400, "AccessDeniedException", "User is not authorized to perform this action"),
    ("cognito", "conflict"): (
        400,
        "NotAuthorizedException",
        "User password cannot be reset in the current state.",
    ),
}
"""Service and fault -> status, type and message of the service's own error."""


class Dropped(Exception):
    """The connection is to be closed without another byte."""


class MotoServer:
    """A server on 127.0.0.1 with a port of its own; start it, use `url`, stop it. One at a time in a process.

    `faults` may be replaced at any time.
    """

    def __init__(self, latencies: Latencies | None = None) -> None:
        self.latencies = latencies or Latencies()
        self.faults = FaultBoard()
        self.resets: list[str] = []
        """Usernames to whom a reset was sent, in order."""
        self.before_cognito: Callable[[bytes], bytes] = bytes
        """Called with each request of the function to Cognito, before moto sees what it returns."""
        self.stopping = threading.Event()
        self._moto = threading.Lock()
        self._apps: dict[str, Any] = {}
        self._http: _Http | None = None
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """The endpoint of both services. Raises: RuntimeError when the server is not started."""
        if self._http is None:
            raise RuntimeError("the server is not started")
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def start(self) -> None:
        """Load moto, empty, and listen; returns when ready."""
        from moto.core.base_backend import BackendDict

        with self._moto:
            BackendDict.reset()  # moto keeps its state in the process, whoever served it
            self._load("dynamodb")
        self.stopping.clear()
        self._http = _Http(self)
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), name="moto", daemon=True)
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
        self._apps.clear()

    def __enter__(self) -> "MotoServer":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def answer(self, target: str, headers: Mapping[str, str], body: bytes, gone: Callable[[], bool]) -> Response:
        """Answer one request; `gone` tells whether the client still waits. Raises: Dropped."""
        prefix, _, operation = target.partition(".")
        service = _SERVICES.get(prefix, "")
        if not service:
            return _error("dynamodb", 400, "UnknownOperationException", "")
        if OPERATOR in headers.get("User-Agent", ""):
            return self._ask_moto(service, headers, body)
        kind = self.faults.strike(place_of(f"{service}.{operation}"))
        if service == "dynamodb" and self.latencies.dynamodb_ms:
            self.stopping.wait(self.latencies.dynamodb_ms / 1000)
        if kind is not None:
            return self._fail(kind, service, operation, body, gone)
        if service == "cognito":
            body = self.before_cognito(body)
        response = self._ask_moto(service, headers, body)
        if operation == "AdminResetUserPassword" and response[0] == 200:
            self.resets.append(json.loads(body)["Username"])
        return response

    def _fail(self, kind: str, service: str, operation: str, body: bytes, gone: Callable[[], bool]) -> Response:
        match kind:
            case "refused":
                raise Dropped
            case "stall":
                while not self.stopping.wait(0.02) and not gone():
                    pass
                raise Dropped
            case "malformed":  # a query's answer lacks its members, any other breaks off
                return 200, _headers(service), b"{}" if operation == "Query" else b'{"Item": {"pk": {"S": "SESS'
            case "conflict" if service == "dynamodb":
                return _conflict(operation, json.loads(body))
        return _error(service, *_ERRORS[service, kind])

    def _ask_moto(self, service: str, headers: Mapping[str, str], body: bytes) -> Response:
        from werkzeug.test import create_environ, run_wsgi_app

        passed = {name: value for name, value in headers.items() if name.lower() not in ("connection", "host")}
        environ = create_environ("/", "http://localhost/", method="POST", headers=passed, data=body)
        with self._moto:
            self._load(service)
            chunks, status, answered = run_wsgi_app(self._apps[service], environ, buffered=True)
            content = b"".join(chunks)
        return int(status.split()[0]), list(answered.items()), content

    def _load(self, service: str) -> None:
        """Import moto's side of a service when it is first needed: it takes most of a second."""
        if service not in self._apps:
            from moto.moto_server.werkzeug_app import create_backend_app

            self._apps[service] = create_backend_app(cast("Any", _MODULES[service]))


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, moto: MotoServer) -> None:
        self.moto = moto
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        super().__init__(("127.0.0.1", 0), _Handler)

    def opened(self, connection: socket.socket) -> None:
        with self._lock:
            self._open.add(connection)

    def closed(self, connection: socket.socket) -> None:
        with self._lock:
            self._open.discard(connection)

    def hang_up(self) -> None:
        """Wake every thread that waits for its client's next request."""
        with self._lock:
            for connection in self._open:
                _shut(connection)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a client that is gone."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # headers and body in one segment: two would wait for each other's acknowledgement
    disable_nagle_algorithm = True
    server: _Http

    def setup(self) -> None:
        super().setup()
        self.server.opened(self.connection)

    def finish(self) -> None:
        self.server.closed(self.connection)
        super().finish()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        try:
            status, headers, content = self.server.moto.answer(
                self.headers.get("X-Amz-Target", ""), dict(self.headers.items()), body, self._client_gone
            )
        except Dropped:
            self.close_connection = True
            _shut(self.connection)
            return
        self.send_response_only(status, HTTPStatus(status).phrase)
        for name, value in headers:
            if name.lower() not in ("content-length", "connection", "date", "server"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _client_gone(self) -> bool:
        readable, _, _ = select.select([self.connection], [], [], 0)
        return bool(readable) and self.connection.recv(1, socket.MSG_PEEK) == b""

    def log_message(self, *_: Any) -> None:
        """Say nothing: bodies and paths are the caller's."""


def _shut(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:  # closed already
        return


def _headers(service: str) -> list[tuple[str, str]]:
    return [("Content-Type", _CONTENT[service]), ("x-amzn-RequestId", str(uuid4()))]


def _error(service: str, status: int, name: str, message: str, **members: Any) -> Response:
    body = {"__type": f"{_TYPES[service]}{name}", "message": message, **members}
    return status, _headers(service), json.dumps(body).encode()


def _conflict(operation: str, request: Mapping[str, Any]) -> Response:
    """A write that meets another on the same item."""
    if operation == "TransactWriteItems":
        reasons = [{"Code": "TransactionConflict", "Message": "Transaction is ongoing for the item"}]
        return _error(
            "dynamodb",
            400,
            "TransactionCanceledException",
            "Transaction cancelled, please refer cancellation reasons for specific reasons",
            CancellationReasons=reasons * len(request["TransactItems"]),
        )
    if "ConditionExpression" in request:
        return _error("dynamodb", 400, "ConditionalCheckFailedException", "The conditional request failed")
    return _error("dynamodb", 400, "TransactionConflictException", "Transaction is ongoing for the item")
