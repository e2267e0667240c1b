"""The block that calls a Lambda function, with Connect's event, limits and checks of the answer.

Knows how Connect calls a function; refuses to know what any function does.
"""

import json
from collections.abc import Mapping
from typing import Any

from contact_flows import Action
from contact_flows.language import MAX_FUNCTION_RESPONSE_BYTES
from simulator.connect.run import Continue, Failed, Outcome, Run
from simulator.line import CallerHungUp


def invoke_lambda_function(run: Run, action: Action) -> Outcome:
    parameters = run.parameters(action)
    run.contact.external = {}
    arn = parameters["LambdaFunctionARN"]
    if arn not in run.instance.functions:
        return Failed("NoMatchingError", "the function is not associated with the instance")
    event = run.contact.event(parameters.get("LambdaInvocationAttributes", {}))
    began = run.line.clock.monotonic()
    try:
        response = run.invoke(arn, event)
    except CallerHungUp:
        raise
    except Exception as error:  # whatever a function raises is, to Connect, a function that failed
        return Failed("NoMatchingError", f"{type(error).__name__}: {error}")
    if parameters.get("InvocationType") == "ASYNCHRONOUS":
        return Continue()
    if run.line.clock.monotonic() - began > float(parameters["InvocationTimeLimitSeconds"]):
        return Failed("NoMatchingError", "the function took longer than the block waits")
    kind = parameters.get("ResponseValidation", {}).get("ResponseType", "STRING_MAP")
    if refusal := refused(response, kind):
        return Failed("NoMatchingError", refusal)
    run.contact.external = dict(response)
    return Continue()


def refused(response: Any, kind: str) -> str:
    """Why Connect takes the error branch on this response; "" when it accepts it.

    Args:
        response: What the function returned.
        kind: STRING_MAP or JSON.
    """
    if not isinstance(response, Mapping):
        return "the function returned no object"
    try:
        size = len(json.dumps(response).encode())
    except (TypeError, ValueError):
        return "the function returned something that is not JSON"
    if size > MAX_FUNCTION_RESPONSE_BYTES:
        return f"the function returned {size:,} bytes"
    if kind == "STRING_MAP" and not all(isinstance(value, str) for value in response.values()):
        return "the function returned a value that is no string, and the block takes a STRING_MAP"
    return ""
