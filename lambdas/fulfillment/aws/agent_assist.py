"""Agent assist: a session of Amazon Q in Connect.

Knows how a session is told data for its prompts; refuses to know what it is told and who may see it.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from fulfillment.aws.clients import speaking_of
from fulfillment.ports import AssistError

_ID = r"[a-f0-9]{8}(?:-[a-f0-9]{4}){3}-[a-f0-9]{12}"
SESSION_ARN = re.compile(rf"arn:[a-z-]+:wisdom:[a-z0-9-]+:[0-9]{{12}}:session/({_ID})/({_ID})")
"""Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonqinconnect.html."""


class QConnectClient(Protocol):
    """What is used of botocore's client of `qconnect`."""

    def update_session_data(self, **request: Any) -> Mapping[str, Any]: ...


class QConnectAssist:
    """The Assist port on Amazon Q in Connect."""

    def __init__(self, client_factory: Callable[[], QConnectClient]) -> None:
        self._client = client_factory

    def tell(self, session: str, known: Mapping[str, str]) -> None:
        """Give the session what its prompts may read; a value of the same name takes the earlier one's place.

        Args:
            session: Its ARN, as a flow reads it after CreateWisdomSession. The API's address takes ids alone.
            known: Name -> value, neither empty.

        Raises:
            AssistError: this is no session's ARN, or the service refused or did not answer in time.
        """
        found = SESSION_ARN.fullmatch(session)
        if found is None:
            raise AssistError("what the flow gave is not the ARN of a session")
        data = [{"key": name, "value": {"stringValue": value}} for name, value in known.items()]
        with speaking_of("tell a session", raises=AssistError):
            self._client().update_session_data(assistantId=found[1], sessionId=found[2], namespace="Custom", data=data)
