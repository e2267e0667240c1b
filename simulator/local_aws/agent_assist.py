"""Amazon Q in Connect on loopback: UpdateSessionData as the service speaks it on the wire.

Knows the operation's address, limits and errors, and what each session was told; refuses to know what agent assist
makes of it. Which session belongs to a contact is Connect's to say: any session of the local assistant is open.
"""

import json
import re
from collections.abc import Mapping
from functools import cache, partial
from typing import Any
from urllib.parse import unquote
from uuid import uuid4

from . import ASSISTANT_ID
from .loopback import Dropped, LoopbackHandler, LoopbackServer

ACCOUNT = "000000000000"
_BODY_BYTES = 1024 * 1024
_PATH = re.compile(r"/assistants/([^/]+)/sessions/([^/]+)/data")
_ERRORS = {
    "throttle": (429, "ThrottlingException", "Rate exceeded"),
    "server_error": (500, "InternalServerException", "Internal server error"),
    "access_denied": (403, "AccessDeniedException", "User is not authorized to perform: wisdom:UpdateSessionData"),
}
"""Way to fail -> status, type and message of the service's own error."""

_Reply = tuple[int, dict[str, Any], str]


def session_arn(session_id: str, region: str) -> str:
    """The ARN of a session of the local assistant; `session_id` is a UUID, as the service gives it."""
    return f"arn:aws:wisdom:{region}:{ACCOUNT}:session/{ASSISTANT_ID}/{session_id}"


class AssistServer(LoopbackServer):
    """The service at one endpoint."""

    def __init__(self, region: str) -> None:
        super().__init__(partial(_Handler, self))
        self.region = region
        self.fails: str | None = None
        """How requests end: a key of the service's errors, `refused`, `stall` or `malformed`; None: as they should."""
        self.told: dict[str, dict[str, str]] = {}
        """Session's id -> what its prompts may read, by name."""

    def answer(self, method: str, path: str, body: bytes) -> _Reply:
        """Status, body and type of error of an answer."""
        found = _PATH.fullmatch(path.partition("?")[0])
        if method != "PATCH" or not found:
            return _refused(404, "UnknownOperationException", "There is no such operation here.")
        assistant, session = (unquote(each) for each in found.groups())
        try:
            request = json.loads(body)
        except ValueError:
            return _refused(400, "ValidationException", "The request body is not valid JSON.")
        given = {**(request if isinstance(request, dict) else {}), "assistantId": assistant, "sessionId": session}
        if problem := _problem(given):
            return _refused(400, "ValidationException", problem)
        if assistant != ASSISTANT_ID:
            return _refused(404, "ResourceNotFoundException", "The assistant does not exist.")
        arn = session_arn(session, self.region)
        data = self.told.setdefault(session, {})
        data.update({each["key"]: each["value"]["stringValue"] for each in given["data"]})
        stored = [{"key": name, "value": {"stringValue": value}} for name, value in data.items()]
        return 200, {"sessionArn": arn, "sessionId": session, "namespace": "Custom", "data": stored}, ""


class _Handler(LoopbackHandler):
    def __init__(self, server: AssistServer, *connection: Any) -> None:
        self._server = server
        super().__init__(server.stopping, *connection)

    def do_PATCH(self) -> None:  # noqa: N802 - the name http.server looks for
        self.do_POST()

    def respond(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        if length > _BODY_BYTES:
            raise Dropped
        body = self.rfile.read(length)
        match self._server.fails:
            case "refused":
                raise Dropped
            case "stall":
                self.stall()
            case "malformed":
                self.reply(200, _headers(), b"<html>")
                return
            case None:
                status, content, kind = self._server.answer(self.command, self.path, body)
            case failing:
                status, content, kind = _refused(*_ERRORS[failing])
        headers = [*_headers(), ("x-amzn-ErrorType", kind)] if kind else _headers()
        self.reply(status, headers, json.dumps(content).encode())


def _headers() -> list[tuple[str, str]]:
    return [("Content-Type", "application/json"), ("x-amzn-RequestId", str(uuid4()))]


def _refused(status: int, kind: str, message: str) -> _Reply:
    return status, {"message": message}, kind


@cache
def _shape() -> Any:
    import botocore.session

    model = botocore.session.get_session().get_service_model("qconnect")
    return model.operation_model("UpdateSessionData").input_shape


def _problem(request: Mapping[str, Any]) -> str:
    """What the operation does not allow in a request, by botocore's model of it; empty: nothing."""
    from botocore.validate import ParamValidator

    report = ParamValidator().validate(request, _shape())
    if report.has_errors():
        return str(report.generate_report())
    return next(_beyond(_shape(), request, "request"), "")


def _beyond(shape: Any, value: Any, where: str) -> Any:
    """Lengths, patterns and lists of values, which botocore leaves to the service."""
    limits = shape.metadata
    if shape.type_name == "structure":
        for name, each in value.items():
            yield from _beyond(shape.members[name], each, f"{where}.{name}")
    elif shape.type_name == "list":
        for number, each in enumerate(value):
            yield from _beyond(shape.member, each, f"{where}.{number}")
        if len(value) > limits.get("max", len(value)):
            yield f"{where} has {len(value)} members; at most {limits['max']} are allowed"
    elif shape.type_name == "string":
        if len(value) > limits.get("max", len(value)):
            yield f"{where} has {len(value)} characters; at most {limits['max']} are allowed"
        if "pattern" in limits and not re.search(limits["pattern"], value):
            yield f"{where} does not match {limits['pattern']}"
        if "enum" in limits and value not in limits["enum"]:
            yield f"{where} must be one of {', '.join(limits['enum'])}"
