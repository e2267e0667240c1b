"""The function's AWS clients: how long they wait, how often they try, and which of their failures may pass.

Knows botocore: sessions, timeouts, retries and exceptions; refuses to know what is asked of a service and what its
failure means.
"""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, cast

import botocore
import botocore.session
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError
from botocore.exceptions import ConnectionError as UnreachedError
from botocore.loaders import Loader, create_loader
from botocore.parsers import ResponseParserError
from urllib3.exceptions import HTTPError

from fulfillment.ports import PortError

if TYPE_CHECKING:
    from types_boto3_bedrock_agent_runtime.client import AgentsforBedrockRuntimeClient
    from types_boto3_bedrock_runtime.client import BedrockRuntimeClient
    from types_boto3_cognito_idp.client import CognitoIdentityProviderClient
    from types_boto3_dynamodb.client import DynamoDBClient

DIALOG_S, FULFILLMENT_S = 4.0, 6.0
"""A turn's deadlines, where nobody says others: the defaults of `Settings`."""
ASSIST_CONNECT_S, ASSIST_READ_S = 0.5, 1.0
"""Of agent assist: a caller waits for their transfer meanwhile."""
LEAST_READ_S = 0.5
"""However short a deadline is: a first request opens a connection, and may wait for the service to wake."""


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds after which a client gives up. They count silence: what trickles is for a clock of our own."""

    connect_s: float
    dynamodb_s: float
    cognito_s: float
    retrieve_s: float
    converse_s: float

    @classmethod
    def within(cls, *, dialog_s: float = DIALOG_S, fulfillment_s: float = FULFILLMENT_S) -> "Timeouts":
        """The longest that fit the deadlines of a dialog turn, and of one that answers a question.

        DynamoDB: a turn loads its session and saves it, each in at most two attempts; if all four are met with
        silence, the shorter deadline has passed. Cognito is asked once, and sends its message before it answers. For
        passages and models the adapters keep the time that the core gives them; here it is only how long a thread may
        outlive that: a third of the longer deadline for passages, half of it between two pieces of a stream.
        """
        longest = {
            "connect_s": min(1.0, dialog_s / 4),  # inside one Region a connection that takes longer will not come
            "dynamodb_s": dialog_s / 4,
            "cognito_s": dialog_s * 0.6,
            "retrieve_s": fulfillment_s / 3,
            "converse_s": fulfillment_s / 2,
        }
        return cls(**{name: max(seconds, LEAST_READ_S) for name, seconds in longest.items()})


USER_AGENT = f"Frontdesk Botocore/{botocore.__version__}"
"""A text of our own: botocore builds its own anew, twice for each request, in about a sixth of a request's time."""

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

    Two attempts at DynamoDB, by botocore's legacy mode, whose first pause is 50 ms there. One anywhere else, where that
    mode pauses for up to a second, which a caller hears, and the standard mode always does: passages are asked for
    again by their adapter, models by the core, and a reset asked for again would send the patient a second message.

    Connections are kept from turn to turn, up to botocore's ten for each client; one that the service has closed
    meanwhile is noticed when it is taken from the pool, or else used in vain once. TCP's keep-alive is left off: no
    probe is sent while the function is frozen, and botocore leaves the first one to the kernel, after two hours.
    Threads may share all of it.
    """

    def __init__(self, session: botocore.session.Session, region: str, timeouts: Timeouts) -> None:
        self._session = session
        self._region = region
        self._timeouts = timeouts
        self._made: dict[str, Any] = {}
        self._lock = threading.Lock()

    @property
    def dynamodb(self) -> "DynamoDBClient":
        return cast("DynamoDBClient", self._client("dynamodb", self._timeouts.dynamodb_s, attempts=2, strict=True))

    @property
    def bedrock_runtime(self) -> "BedrockRuntimeClient":
        return cast("BedrockRuntimeClient", self._client("bedrock-runtime", self._timeouts.converse_s))

    @property
    def bedrock_agent_runtime(self) -> "AgentsforBedrockRuntimeClient":
        return cast("AgentsforBedrockRuntimeClient", self._client("bedrock-agent-runtime", self._timeouts.retrieve_s))

    def cognito_idp(self) -> "CognitoIdentityProviderClient":
        """To be called when it is needed: few calls reset a password."""
        return cast("CognitoIdentityProviderClient", self._client("cognito-idp", self._timeouts.cognito_s, strict=True))

    def qconnect(self) -> Any:
        """To be called when it is needed: only where a deployment has agent assist, and for calls handed over."""
        return self._client("qconnect", ASSIST_READ_S, connect_s=ASSIST_CONNECT_S, strict=True)

    def _client(
        self, service: str, read_s: float, *, connect_s: float | None = None, attempts: int = 1, strict: bool = False
    ) -> Any:
        """`strict`: a malformed answer is refused before botocore reads it."""
        with self._lock:  # a session must not make two clients at once
            if service not in self._made:
                retries: Any = {"total_max_attempts": attempts, "mode": "legacy"}
                made: Any = self._session.create_client(
                    cast("Any", service),
                    region_name=self._region,
                    config=Config(
                        connect_timeout=connect_s or self._timeouts.connect_s,
                        read_timeout=read_s,
                        retries=retries,
                        user_agent=USER_AGENT,
                    ),
                )
                if strict:
                    event = f"before-parse.{made.meta.service_model.service_id.hyphenize()}"
                    made.meta.events.register(event, refuse_malformed)
                self._made[service] = made
            return self._made[service]


def make_clients(region: str, timeouts: Timeouts | None = None) -> Clients:
    """The function's clients. Asking for one raises botocore's BotoCoreError when the configuration is unusable.

    Args:
        region: of all services.
        timeouts: by default those within a turn's usual deadlines.
    """
    session = botocore.session.get_session()
    session.register_component("data_loader", _loader(session.get_config_variable("data_path")))
    return Clients(session, region, timeouts or Timeouts.within())


@cache
def _loader(data_path: str | None) -> Loader:
    """What botocore knows of the services, read once in a process, however many functions are built in it."""
    return create_loader(data_path)


@contextmanager
def speaking_of(action: str, *, raises: type[PortError]) -> Iterator[None]:
    """Where a service has no failure of its own kind: what it or its client does wrong becomes the port's error."""
    try:
        yield
    except WIRE_ERRORS as error:
        name = error_code(error) or type(error).__name__
        raise raises(f"could not {action}: {name}", retryable=may_pass(error)) from error


def may_pass(error: Exception) -> bool:
    """Whether the same call may succeed if it is made again: throttled, unreachable, or broken at the service."""
    if isinstance(error, ClientError):
        if error_code(error) in _PASSING:
            return True
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        return status >= 500 or status == 429
    return isinstance(error, HTTPClientError | HTTPError | ResponseParserError | MalformedResponse)


def retryable(error: Exception) -> bool:
    """Whether it may pass, or the service was not reached at all."""
    return isinstance(error, UnreachedError) or may_pass(error)


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
