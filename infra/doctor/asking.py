"""Questions to AWS, and what becomes of those that get no answer.

Knows how a call fails (no permission, no network, credentials that ended, throttling) and the permission each call
needs; refuses to know what is asked.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from botocore import exceptions

from infra.doctor.findings import NEVER_ACCEPTED, Finding, State, problem, skipped, warning


class Why(StrEnum):
    """What stands between a question and its answer."""

    DENIED = "denied"
    MISSING = "missing"
    """What was asked about does not exist."""
    THROTTLED = "throttled"
    EXPIRED = "expired"
    """The credentials have ended, or are not taken."""
    UNREACHABLE = "unreachable"
    FAILED = "failed"


class Unanswered(Exception):
    """A question without an answer. `permission`: the IAM action it needs; `said`: the service's own words."""

    def __init__(self, why: Why, permission: str, said: str) -> None:
        super().__init__(f"{permission}: {said}")
        self.why, self.permission, self.said = why, permission, said


@dataclass(frozen=True, slots=True)
class Clients:
    """One client a service, all in the deployment's Region."""

    sts: Any
    ssm: Any
    cloudformation: Any
    cloudcontrol: Any
    quotas: Any
    connect: Any
    lex: Any
    functions: Any
    bedrock: Any
    logs: Any


SERVICES = {
    "sts": "sts",
    "ssm": "ssm",
    "cloudformation": "cloudformation",
    "cloudcontrol": "cloudcontrol",
    "quotas": "service-quotas",
    "connect": "connect",
    "lex": "lexv2-models",
    "functions": "lambda",
    "bedrock": "bedrock",
    "logs": "logs",
}
"""Field of `Clients` -> the service's name in botocore."""

_DENIED = frozenset({"AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "NotAuthorized"})
_MISSING = frozenset({"ResourceNotFoundException", "ParameterNotFound", "NoSuchResourceException", "NotFoundException"})
_THROTTLED = frozenset({"Throttling", "ThrottlingException", "TooManyRequestsException", "RequestLimitExceeded"})
_EXPIRED = frozenset(
    {"ExpiredToken", "ExpiredTokenException", "RequestExpired", "InvalidClientTokenId", "UnrecognizedClientException"}
    | {"InvalidSignatureException", "SignatureDoesNotMatch", "AuthFailure"}
)
_ENDED = (
    exceptions.NoCredentialsError,
    exceptions.PartialCredentialsError,
    exceptions.CredentialRetrievalError,
    exceptions.TokenRetrievalError,
    exceptions.UnauthorizedSSOTokenError,
    exceptions.SSOTokenLoadError,
    exceptions.LoginError,
)
_UNREACHABLE = (exceptions.ConnectionError, exceptions.HTTPClientError, exceptions.ConnectionClosedError)
_IAM_PREFIX = {"cloudcontrolapi": "cloudformation"}
"""Of the services whose permissions are named otherwise than their signature."""


def ask(client: Any, operation: str, **parameters: Any) -> dict[str, Any]:
    """The service's answer.

    Args:
        client: Of the service.
        operation: As botocore's method: `describe_instance`.
        parameters: Of the operation.

    Raises:
        Unanswered: there is none.
    """
    with answered(client, operation):
        answer: dict[str, Any] = getattr(client, operation)(**parameters)
        return answer


def ask_all(client: Any, operation: str, key: str, **parameters: Any) -> list[Any]:
    """Everything under `key`, from every page of the answer.

    Raises:
        Unanswered: a page did not come.
    """
    with answered(client, operation):
        return [each for page in _pages(client, operation, parameters) for each in page.get(key) or ()]


def _pages(client: Any, operation: str, parameters: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Every page; botocore has no paginator for some operations that give `nextToken`."""
    if client.can_paginate(operation):
        yield from client.get_paginator(operation).paginate(**parameters)
        return
    following: dict[str, str] = {}
    while True:
        page = getattr(client, operation)(**parameters, **following)
        yield page
        if not page.get("nextToken"):
            return
        following = {"nextToken": page["nextToken"]}


@contextmanager
def answered(client: Any, operation: str) -> Iterator[None]:
    """A call of a client's operation, or another that makes it. Raises: Unanswered."""
    permission = _permission(client, operation)
    try:
        yield
    except exceptions.ClientError as error:
        code = str(error.response.get("Error", {}).get("Code", ""))
        said = str(error.response.get("Error", {}).get("Message", "")) or code
        raise Unanswered(_why(code, said), permission, said) from error
    except _ENDED as error:
        raise Unanswered(Why.EXPIRED, permission, str(error)) from error
    except _UNREACHABLE as error:
        raise Unanswered(Why.UNREACHABLE, permission, str(error)) from error
    except exceptions.BotoCoreError as error:
        raise Unanswered(Why.FAILED, permission, str(error)) from error


def _permission(client: Any, operation: str) -> str:
    signed = str(client.meta.service_model.signing_name)
    return f"{_IAM_PREFIX.get(signed, signed)}:{client.meta.method_to_api_mapping[operation]}"


def _why(code: str, said: str) -> Why:
    for codes, why in (
        (_DENIED, Why.DENIED),
        (_MISSING, Why.MISSING),
        (_THROTTLED, Why.THROTTLED),
        (_EXPIRED, Why.EXPIRED),
    ):
        if code in codes:
            return why
    return Why.MISSING if code == "ValidationError" and "does not exist" in said else Why.FAILED


def attempt(check: str, asking: Callable[[], Iterable[Finding]], *, needed: bool = False) -> list[Finding]:
    """What the check finds; when AWS does not answer it, the sentence that says so.

    Args:
        check: Its name.
        asking: Asks, and judges the answers.
        needed: Whether to deploy without the answer may lose what nobody can bring back: then it is a problem.

    Raises:
        Unanswered: credentials have ended or nothing can be reached; then no other check can ask either.
    """
    try:
        return list(asking())
    except Unanswered as unanswered:
        if unanswered.why in (Why.EXPIRED, Why.UNREACHABLE):
            raise
        finding = unasked(check, unanswered)
        return [unknown(finding) if needed else finding]


def unknown(finding: Finding) -> Finding:
    """The finding of a check that the deployment must not go on without, unless somebody accepts that."""
    past = f"to deploy without knowing: make deploy DOCTOR='--accept \"{finding.check}\"'"
    ways = [finding.fix or "try again", *([] if finding.check in NEVER_ACCEPTED else [past])]
    return replace(finding, state=State.PROBLEM, fix="; ".join(ways))


def unasked(check: str, unanswered: Unanswered) -> Finding:
    """The sentence for a check that could not be made."""
    match unanswered.why:
        case Why.DENIED:
            return warning(
                check,
                f"not checked: these credentials may not call {unanswered.permission}",
                f"allow {unanswered.permission}, or check it yourself",
            )
        case Why.THROTTLED:
            return warning(check, f"not checked: {unanswered.permission} is throttled", "wait a minute and try again")
        case Why.EXPIRED:
            return problem(
                check,
                f"the AWS credentials have ended or are not taken ({first_sentence(unanswered.said)})",
                "sign in again (aws sso login, or new keys) and run .venv/bin/ivr doctor again",
            )
        case Why.UNREACHABLE:
            return skipped(
                check,
                f"AWS cannot be reached from here ({first_sentence(unanswered.said)})",
                "check the network and the proxy, or use --offline",
            )
        case Why.MISSING | Why.FAILED:
            return warning(check, f"not checked: {unanswered.permission} said: {first_sentence(unanswered.said)}")


def first_sentence(text: str, *, most: int = 160) -> str:
    """One line of what a service said."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most]}..."
