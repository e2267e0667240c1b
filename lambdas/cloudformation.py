"""What the function behind a custom resource answers CloudFormation: that it is done, or why not.

Knows the form of the answer and how it gets there; refuses to know what was asked for. It needs the standard library
alone, so that it can lie beside any function.
"""

import json
import urllib.request
from collections.abc import Mapping
from typing import Any

REASON_CHARS = 1000
"""Of a failure. The whole answer may have 4,096 bytes:
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html"""


def answer(event: Mapping[str, Any], failure: str | None, *, resource: str) -> Mapping[str, str]:
    """The answer to a custom resource's request.

    Args:
        event: The request.
        failure: Why it could not be done; None: it is done.
        resource: What the resource is called from its creation on; another name would replace it.
    """
    return {
        "Status": "FAILED" if failure else "SUCCESS",
        "Reason": (failure or "")[:REASON_CHARS],
        "PhysicalResourceId": event.get("PhysicalResourceId", resource),
        **{name: event[name] for name in ("StackId", "RequestId", "LogicalResourceId")},
    }


def put(url: str, body: Mapping[str, str]) -> None:
    """Answer CloudFormation at the URL it gave.

    Raises:
        OSError: it cannot be reached; Lambda calls the function again.
    """
    request = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": ""}, method="PUT")
    with urllib.request.urlopen(request, timeout=10):
        pass
