"""What a test case puts in place of a resource: another one, an answer, or an error.

Knows in which order overrides serve and what each makes of a block; refuses to know observations and judgements.
"""

import json
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from contact_flows import Action
from contact_flows.test_cases import CaseError
from contact_flows.testing_language import MAX_SECONDS
from simulator.connect.actions import Handler
from simulator.connect.functions import refused
from simulator.connect.run import Continue, Failed, Outcome, Result, Run
from simulator.test_runner.resources import ALWAYS_OPEN, DEQUEUE, NEVER_OPEN, Resources, reference_in

_ERRORS: Mapping[tuple[str, str], str] = {
    ("ConnectParticipantWithLexBot", "TimeLimitExceeded"): "InputTimeLimitExceeded",
    ("InvokeLambdaFunction", "TimeLimitExceeded"): "NoMatchingError",
}
"""(action, error of the testing language) -> the block's error branch, where it is called otherwise."""


@dataclass(frozen=True, slots=True)
class Override:
    """One override, used once."""

    action: str
    """In the testing language."""
    arn: str
    """What it stands in place of."""
    strategy: Mapping[str, Any]
    substitute: str = ""

    def run(self, run: Run, action: Action, handler: Handler) -> Outcome:
        """What the block comes to."""
        if self.substitute:
            return self._with_substitute(run, action, handler)
        response = self.strategy["Response"]
        told = response[response["Type"]]
        run.line.clock.advance(timedelta(seconds=_delay_s(told, "")))
        if response["Type"] == "Error":
            _forget(run, self.action)
            error = str(told["Value"])
            return Failed(_ERRORS.get((self.action, error), error), "the test case overrides it")
        return _mocked(run, action, self.action, told)

    def _with_substitute(self, run: Run, action: Action, handler: Handler) -> Outcome:
        if self.substitute in (ALWAYS_OPEN, NEVER_OPEN):
            return Result("True" if self.substitute == ALWAYS_OPEN else "False")
        if self.action == "TransferContactToQueue":
            run.contact.queue = run.instance.queue(self.substitute)
        if action.type == DEQUEUE:
            action = action.model_copy(update={"parameters": {**action.parameters, "QueueId": self.substitute}})
        return handler(run, action)


class Overrides:
    """Those that have not been used yet: of each resource the first given comes first."""

    def __init__(self) -> None:
        self._waiting: deque[Override] = deque()

    def add(self, override: Override) -> None:
        self._waiting.append(override)

    def take(self, action: str, arn: str) -> Override | None:
        """The next one of this resource; None: it works as always."""
        found = next((each for each in self._waiting if (each.action, each.arn) == (action, arn)), None)
        if found is not None:
            self._waiting.remove(found)
        return found


def parse(parameters: Mapping[str, Any], resources: Resources, where: str) -> Override:
    """The override of an action's Parameters, which the language takes.

    Raises:
        CaseError: it names what this machine does not have, or its answer is no JSON object.
    """
    told = parameters["Behavior"]["Properties"]
    action, strategy = str(told["ActionType"]), told["Strategy"]
    arn = resources.resource(action, reference_in(told["ActionParameters"]), where)
    if strategy["Type"] == "SubstituteResource":
        substitute = resources.substitute(action, str(strategy["SubstituteArn"]), where)
        return Override(action, arn, strategy, substitute)
    response = strategy["Response"]
    _answer(response, where)
    _delay_s(response[response["Type"]], where)
    return Override(action, arn, strategy)


def _delay_s(told: Mapping[str, Any], where: str) -> float:
    """Raises: CaseError: it is no number of seconds that a test has."""
    try:
        seconds = float(told.get("DelaySeconds") or 0)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= MAX_SECONDS:
        raise CaseError(f"{where}: DelaySeconds must be a number of seconds up to {MAX_SECONDS}")
    return seconds


def _answer(response: Mapping[str, Any], where: str) -> dict[str, Any]:
    told = response.get("ExecutionResult", {})
    text = told.get("LoadedData", told.get("Value"))
    if text is None or text in ("InHours", "OutOfHours"):
        return {}
    try:
        data = json.loads(text) if isinstance(text, str) else text
    except (ValueError, RecursionError) as error:
        raise CaseError(f"{where}: its answer is not JSON: {error}; write an object as JSON text") from error
    if not isinstance(data, dict):
        raise CaseError(f"{where}: its answer must be a JSON object, as text")
    return data


def _mocked(run: Run, action: Action, name: str, told: Mapping[str, Any]) -> Outcome:
    if name == "CheckHoursOfOperation":
        return Result("True" if told["Value"] == "InHours" else "False")
    data = _answer({"ExecutionResult": told}, "")
    if name == "InvokeLambdaFunction":
        kind = run.parameters(action).get("ResponseValidation", {}).get("ResponseType", "STRING_MAP")
        if refusal := refused(data, kind):
            _forget(run, name)
            return Failed("NoMatchingError", refusal)
        run.contact.external = data
        return Continue()
    run.contact.lex = data
    return Result(str(data.get("IntentName", "")))


def _forget(run: Run, name: str) -> None:
    """What a failed block leaves behind: nothing of the one before."""
    if name == "InvokeLambdaFunction":
        run.contact.external = {}
    if name == "ConnectParticipantWithLexBot":
        run.contact.lex = {}
