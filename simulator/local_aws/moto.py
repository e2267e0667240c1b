"""DynamoDB and Cognito on loopback: moto behind one lock, and the faults in front of it.

Knows the services' error bodies and how a connection fails; refuses to know what is stored and what a fault is for.

moto's transactions are not thread-safe, so one request is served at a time. A fault strikes before moto sees the
request: what fails has not happened. Only a malformed answer is one to a request that was carried out.
"""

import json
import threading
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NoReturn, cast
from uuid import uuid4

from .faults import FaultBoard, place_of
from .latencies import Latencies
from .loopback import Dropped, LoopbackHandler, LoopbackServer

OPERATOR = "frontdesk-simulator"
"""In the user agent of the simulator's own requests: no fault strikes them, and they take no simulated time."""

Response = tuple[int, list[tuple[str, str]], bytes]

_SERVICES = {"DynamoDB_20120810": "dynamodb", "AWSCognitoIdentityProviderService": "cognito"}
"""Target prefix -> service, as faults name it."""

_OWN_HEADERS = ("content-length", "connection", "date", "server")
"""What HTTP says of the answer on this connection, whatever moto says."""

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


class MotoServer(LoopbackServer):
    """Both services at one endpoint. One at a time in a process.

    `faults` may be replaced at any time.
    """

    def __init__(self, latencies: Latencies | None = None) -> None:
        super().__init__(partial(_Handler, self))
        self.latencies = latencies or Latencies()
        self.faults = FaultBoard()
        self.resets: list[str] = []
        """Usernames to whom a reset was sent, in order."""
        self.before_cognito: Callable[[bytes], bytes] = bytes
        """Called with each request of the function to Cognito, before moto sees what it returns."""
        self._moto = threading.Lock()
        self._under_way = 0
        self._settled = threading.Condition()
        self._apps: dict[str, Any] = {}

    def start(self) -> None:
        """Load moto, empty, and listen; returns when ready."""
        from moto.core.base_backend import BackendDict

        with self._moto:
            BackendDict.reset()  # moto keeps its state in the process, whoever served it
            self._load("dynamodb")
        super().start()

    def stop(self) -> None:
        """Close every connection, the stalled ones too, and stop listening."""
        super().stop()
        self._apps.clear()

    def answer(self, target: str, headers: Mapping[str, str], body: bytes, stall: Callable[[], NoReturn]) -> Response:
        """Answer one request; `stall` keeps the client waiting until it leaves. Raises: Dropped."""
        prefix, _, operation = target.partition(".")
        service = _SERVICES.get(prefix, "")
        if not service:
            return _error("dynamodb", 400, "UnknownOperationException", "")
        if OPERATOR in headers.get("User-Agent", ""):
            return self._ask_moto(service, headers, body)
        due = time.monotonic() + (self.latencies.dynamodb_ms / 1000 if service == "dynamodb" else 0.0)
        kind = self.faults.strike(place_of(f"{service}.{operation}"), about(body) if service == "dynamodb" else "")
        if kind is not None and kind != "malformed":
            self._wait_until(due)
            return self._fail(kind, service, operation, body, stall)
        response = self._carry_out(service, operation, headers, body)
        self._wait_until(due)
        return _garbled(service, operation) if kind and response[0] == 200 else response

    def _wait_until(self, due: float) -> None:
        """Let simulated time pass, until `due` on the monotonic clock."""
        if (left := due - time.monotonic()) > 0:
            self.stopping.wait(left)

    def settle(self, *, at_most_s: float) -> bool:
        """Wait until nothing that the function asked for is under way, though it may have left; whether that came."""
        with self._settled:
            return self._settled.wait_for(lambda: not self._under_way, timeout=at_most_s)

    def _carry_out(self, service: str, operation: str, headers: Mapping[str, str], body: bytes) -> Response:
        with self._settled:
            self._under_way += 1
        try:
            return self._perform(service, operation, headers, body)
        finally:
            with self._settled:
                self._under_way -= 1
                self._settled.notify_all()

    def _perform(self, service: str, operation: str, headers: Mapping[str, str], body: bytes) -> Response:
        if service == "cognito":
            body = self.before_cognito(body)
        response = self._ask_moto(service, headers, body)
        if operation == "AdminResetUserPassword" and response[0] == 200:
            self.resets.append(json.loads(body)["Username"])
        return response

    def _fail(self, kind: str, service: str, operation: str, body: bytes, stall: Callable[[], NoReturn]) -> Response:
        match kind:
            case "refused":
                raise Dropped
            case "stall":
                stall()
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


def about(body: bytes) -> str:
    """What a request to DynamoDB is about, as a fault may name it: `SESSION` of a session's key, SESSION#..."""
    request = json.loads(body or b"{}")
    first = (request.get("TransactItems") or [{}])[0]
    write = first.get("Put") or first.get("Update") or first.get("Delete") or request
    values = write.get("ExpressionAttributeValues", {})
    key = (write.get("Key") or write.get("Item") or {}).get("pk") or values.get(":pk") or {}
    return str(key.get("S", "")).partition("#")[0]


class _Handler(LoopbackHandler):
    def __init__(self, moto: MotoServer, *connection: Any) -> None:
        self._moto = moto
        super().__init__(moto.stopping, *connection)

    def respond(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        target = self.headers.get("X-Amz-Target", "")
        status, headers, content = self._moto.answer(target, dict(self.headers.items()), body, self.stall)
        self.reply(status, [each for each in headers if each[0].lower() not in _OWN_HEADERS], content)


def _headers(service: str) -> list[tuple[str, str]]:
    return [("Content-Type", _CONTENT[service]), ("x-amzn-RequestId", str(uuid4()))]


def _error(service: str, status: int, name: str, message: str, **members: Any) -> Response:
    body = {"__type": f"{_TYPES[service]}{name}", "message": message, **members}
    return status, _headers(service), json.dumps(body).encode()


def _garbled(service: str, operation: str) -> Response:
    """An answer that is none: a query's lacks its members, any other breaks off."""
    return 200, _headers(service), b"{}" if operation == "Query" else b'{"Item": {"pk": {"S": "SESS'


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
