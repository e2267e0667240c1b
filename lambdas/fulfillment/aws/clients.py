"""The function's AWS clients: how long they wait, how often they try, and which of their failures may pass.

Knows botocore: sessions, timeouts, retries and exceptions; refuses to know what is asked of a service and what its
failure means.
"""

import json
import threading
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, cast

import botocore.session
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError
from botocore.loaders import Loader, create_loader
from botocore.parsers import ResponseParserError
from urllib3.exceptions import HTTPError

if TYPE_CHECKING:
    from types_boto3_bedrock_agent_runtime.client import AgentsforBedrockRuntimeClient
    from types_boto3_bedrock_runtime.client import BedrockRuntimeClient
    from types_boto3_cognito_idp.client import CognitoIdentityProviderClient
    from types_boto3_dynamodb.client import DynamoDBClient

CONNECT_S = 1.0
"""Seconds to connect: inside one Region a connection that takes longer will not come."""

DYNAMODB_READ_S = 1.5
"""Seconds of silence before an answer is given up. Two attempts fit into a turn's shorter deadline, 4 s."""

COGNITO_READ_S = 2.5
"""Seconds. Cognito sends the message before it answers, and is asked once only: see `Clients`."""

RETRIEVE_READ_S = 2.0
"""Seconds. Retrieval takes about a quarter of a second; the adapter keeps the turn's own deadline."""

CONVERSE_READ_S = 3.0
"""Seconds between two pieces of a stream; the adapter keeps the turn's own deadline."""

_PASSING = frozenset(
    {
        "LimitExceededException",
        "ModelNotReadyException",
        "ModelTimeoutException",
        "ProvisionedThroughputExceededException",
        "ReplicatedWriteConflictException",
        "RequestLimitExceeded",
        "RequestTimeout",
        "RequestTimeoutException",
        "ThrottledException",
        "Throttling",
        "ThrottlingException",
        "TooManyRequestsException",
        "TransactionConflictException",
        "TransactionInProgressException",
    }
)

WIRE_ERRORS: tuple[type[Exception], ...] = (ClientError, BotoCoreError, ResponseParserError, HTTPError)
"""What a call of a client may raise. A cut stream raises urllib3's errors unwrapped."""


class MalformedResponse(BotoCoreError):
    """A service answered, but not with what its model says: no JSON object, or a required member missing."""

    fmt = "{service} gave a malformed answer to {operation}"


class Clients:
    """The function's clients on one session, each made when it is first asked for, then the same one.

    At most two attempts, and one where a second would be noticed: a reset asked for again sends the patient a second
    message. Retries are botocore's legacy mode, whose first pause is 50 ms at DynamoDB; the standard mode's is up to a
    second, which a caller hears. Threads may share it.
    """

    def __init__(self, session: botocore.session.Session, region: str) -> None:
        self._session = session
        self._region = region
        self._made: dict[str, Any] = {}
        self._lock = threading.Lock()

    @property
    def dynamodb(self) -> "DynamoDBClient":
        return cast("DynamoDBClient", self._client("dynamodb", DYNAMODB_READ_S, attempts=2, strict=True))

    @property
    def bedrock_runtime(self) -> "BedrockRuntimeClient":
        return cast("BedrockRuntimeClient", self._client("bedrock-runtime", CONVERSE_READ_S, attempts=2))

    @property
    def bedrock_agent_runtime(self) -> "AgentsforBedrockRuntimeClient":
        return cast("AgentsforBedrockRuntimeClient", self._client("bedrock-agent-runtime", RETRIEVE_READ_S, attempts=2))

    def cognito_idp(self) -> "CognitoIdentityProviderClient":
        """To be called when it is needed: few calls reset a password."""
        return cast(
            "CognitoIdentityProviderClient", self._client("cognito-idp", COGNITO_READ_S, attempts=1, strict=True)
        )

    def _client(self, service: str, read_s: float, *, attempts: int, strict: bool = False) -> Any:
        """`strict`: a malformed answer is refused before botocore reads it."""
        with self._lock:  # a session must not make two clients at once
            if service not in self._made:
                retries: Any = {"total_max_attempts": attempts, "mode": "legacy"}
                made: Any = self._session.create_client(
                    cast("Any", service),
                    region_name=self._region,
                    config=Config(connect_timeout=CONNECT_S, read_timeout=read_s, retries=retries),
                )
                if strict:
                    event = f"before-parse.{made.meta.service_model.service_id.hyphenize()}"
                    made.meta.events.register(event, refuse_malformed)
                self._made[service] = made
            return self._made[service]


def make_clients(region: str) -> Clients:
    """The function's clients. Asking for one raises botocore's BotoCoreError when the configuration is unusable."""
    session = botocore.session.get_session()
    session.register_component("data_loader", _loader(session.get_config_variable("data_path")))
    return Clients(session, region)


@cache
def _loader(data_path: str | None) -> Loader:
    """What botocore knows of the services, read once in a process, however many functions are built in it."""
    return create_loader(data_path)


def may_pass(error: Exception) -> bool:
    """Whether the same call may succeed if it is made again: throttled, unreachable, or broken at the service."""
    if isinstance(error, ClientError):
        if error_code(error) in _PASSING:
            return True
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        return status >= 500 or status == 429
    return isinstance(error, HTTPClientError | HTTPError | ResponseParserError | MalformedResponse)


def error_code(error: Exception) -> str:
    """The service's name of its error, such as `ThrottlingException`; empty when the service did not answer."""
    return str(error.response.get("Error", {}).get("Code", "")) if isinstance(error, ClientError) else ""


def refuse_malformed(response_dict: Mapping[str, Any], operation_model: Any, **_: Any) -> None:
    """Check a body before botocore parses it, for botocore reads broken JSON as an answer without members.

    Raises: MalformedResponse.
    """
    if response_dict["status_code"] >= 300:
        return
    body = response_dict["body"]
    try:
        well_formed = not body or isinstance(json.loads(body), dict)
    except ValueError:
        well_formed = False
    if not well_formed:
        raise MalformedResponse(service=operation_model.service_model.service_name, operation=operation_model.name)
