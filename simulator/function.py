"""Lambda's double: the fulfillment function, called as Lambda calls it, with Lambda's faults around it.

Knows JSON in, JSON out, and what a failed invocation looks like from outside; refuses to know what an event says.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from simulator.clock import CallClock
from simulator.lex.runtime import FunctionFailed, FunctionThrottled, FunctionTimedOut
from simulator.local_aws.faults import FaultBoard

PLACE = "lambda.fulfillment"
MEMORY_MB = 1769
"""One full vCPU: https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html"""

Handler = Callable[[Mapping[str, Any], Any], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Context:
    """What Lambda passes beside the event."""

    aws_request_id: str
    function_name: str = "frontdesk-fulfillment"
    function_version: str = "1"
    invoked_function_arn: str = "arn:aws:lambda:us-west-2:000000000000:function:frontdesk-fulfillment:live"
    memory_limit_in_mb: str = str(MEMORY_MB)


class LocalFunction:
    """Implements `simulator.lex.runtime.Invoke`. `differs` is told when a second delivery gets another reply."""

    def __init__(
        self, handler: Handler, *, clock: CallClock, faults: FaultBoard, differs: Callable[[str], None]
    ) -> None:
        self._handler = handler
        self._clock = clock
        self._faults = faults
        self._differs = differs
        self.invocations = 0
        self.busy_s = 0.0
        """Real seconds spent in the function."""

    def __call__(self, event: dict[str, Any], limit_s: float) -> dict[str, Any]:  # noqa: ARG002 - Lex keeps the time
        """One delivery; two, when it is delivered twice.

        Raises:
            FunctionFailed: it crashed, or returned what is not JSON.
            FunctionTimedOut: it is made to take too long; nothing is waited for.
            FunctionThrottled: Lambda is made to refuse.
        """
        match self._faults.strike(PLACE):
            case "crash":
                raise FunctionFailed("the function was made to crash")
            case "timeout":
                raise FunctionTimedOut("the function was made to take too long")
            case "throttle":
                raise FunctionThrottled("Lambda was made to refuse the call")
            case "malformed":
                return {"sessionState": {"dialogAction": {"type": "Malformed"}}}
            case "duplicate":
                first, second = self._invoke(event), self._invoke(event)
                if first != second:
                    self._differs(f"delivered twice, answered {_shown(first)} and then {_shown(second)}")
                return first
        return self._invoke(event)

    def _invoke(self, event: dict[str, Any]) -> dict[str, Any]:
        self.invocations += 1
        began = self._clock.monotonic()
        try:
            with self._clock.invocation():
                response = self._handler(json.loads(json.dumps(event)), Context(f"local-{self.invocations}"))
        finally:
            self.busy_s += self._clock.monotonic() - began
        try:
            decoded: dict[str, Any] = json.loads(json.dumps(response))
        except (TypeError, ValueError) as error:
            raise FunctionFailed(f"the function returned what is not JSON: {error}") from error
        return decoded


def _shown(response: Mapping[str, Any]) -> str:
    """The words of a reply, else its action."""
    messages = response.get("messages") or ()
    said = " ".join(str(message.get("content", "")) for message in messages)
    return repr(said or response.get("sessionState", {}).get("dialogAction"))
