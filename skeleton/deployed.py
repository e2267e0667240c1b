"""A call of a deployment, read with the user's own credentials.

Knows where a deployment tells its session table's name, which items a call is in, and what can be wrong on the way;
refuses to know what is in a call. Reads at most three items, and changes nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, ProfileNotFound

from fulfillment.aws.sessions import DynamoSessions
from fulfillment.feedback import KEPT, reports_of
from fulfillment.ports import SessionsError, StoredSession
from infra.config import Deployment
from infra.doctor.asking import Unanswered, Why, answered, ask, first_sentence
from skeleton.recorded import NotThere, Recorded, from_feedback, from_session

if TYPE_CHECKING:
    from botocore.session import Session

SESSION_TABLE = "session-table"
"""As the Assistant stack publishes it."""
_SETTINGS = Config(
    retries={"mode": "standard", "total_max_attempts": 4},
    connect_timeout=5,
    read_timeout=20,
    user_agent_extra="ivr-call",
)


def read(contact_id: str, deployment: Deployment, *, session: "Session", now: datetime) -> Recorded:
    """A call by its contact's id: from an agent's report of it, else from its session.

    Args:
        contact_id: Of the caller's first contact: what the flows call `session_id`.
        deployment: Whose call it was.
        session: Botocore's, with the user's credentials.
        now: What expired before is gone, though DynamoDB may keep it for days.

    Raises:
        NotThere: no credentials, no such deployment, no such call, or it is not kept any more.
    """
    with _said(contact_id, deployment):
        ssm, dynamodb = _clients(session, deployment.region)
        name = ask(ssm, "get_parameter", Name=deployment.parameter(SESSION_TABLE))["Parameter"]["Value"]
        with answered(dynamodb, "get_item"), _unwrapped():
            return _call(contact_id, DynamoSessions(dynamodb, name), now)


def _call(contact_id: str, sessions: DynamoSessions, now: datetime) -> Recorded:
    feedback = _unexpired(sessions.load_feedback(contact_id), now)
    reported = from_feedback(feedback.document) if feedback else None
    if reported:
        return reported
    stored = _unexpired(sessions.load(contact_id), now)
    if stored:
        reports = reports_of(feedback.document) if feedback else ()
        return from_session(stored.document, sessions.load_packet(contact_id), reports)
    if feedback:
        raise NotThere("an agent's report of it is kept, and of the call itself nothing was left when the report came")
    raise NotThere(
        "no such call is kept; write the id of the caller's own contact, the first of the call, within a day of it, or "
        f"within {KEPT.days} days where an agent reported it"
    )


def _unexpired(stored: StoredSession | None, now: datetime) -> StoredSession | None:
    return stored if stored and (stored.expires_at is None or stored.expires_at > now) else None


def _clients(session: "Session", region: str) -> tuple[Any, Any]:
    """Of SSM and DynamoDB. Raises: NotThere, BotoCoreError."""
    try:
        found = session.get_credentials()
    except ProfileNotFound as error:
        raise NotThere(
            f"there is no AWS profile {session.profile!r}; correct AWS_PROFILE, or make the profile: aws configure sso"
        ) from error
    if found is None:
        raise NotThere(
            "no AWS credentials were found; sign in (aws sso login), or set AWS_PROFILE, or AWS_ACCESS_KEY_ID and "
            "AWS_SECRET_ACCESS_KEY"
        )
    ssm, dynamodb = (session.create_client(name, region_name=region, config=_SETTINGS) for name in ("ssm", "dynamodb"))
    return ssm, dynamodb


@contextmanager
def _unwrapped() -> Iterator[None]:
    """What the session store's own error stands for. Raises: NotThere, and what the store's client raised."""
    try:
        yield
    except SessionsError as error:
        if isinstance(error.__cause__, ClientError | BotoCoreError):
            raise error.__cause__ from None
        raise NotThere(f"what is stored of it is not a call of this version of Frontdesk ({error})") from error
    except ValueError as error:
        raise NotThere(f"what is stored of it is not a call of this version of Frontdesk ({error})") from error


@contextmanager
def _said(contact_id: str, deployment: Deployment) -> Iterator[None]:
    """Whatever goes wrong as one sentence that names the call or the deployment. Raises: NotThere."""
    where = f"{deployment.environment} in {deployment.region}"
    try:
        yield
    except NotThere as error:
        raise NotThere(f"{contact_id}: {error}") from error
    except Unanswered as error:
        raise NotThere(f"{contact_id}: {_why(error, where)}") from error
    except BotoCoreError as error:
        raise NotThere(f"{contact_id}: the AWS configuration cannot be used: {first_sentence(str(error))}") from error


def _why(error: Unanswered, where: str) -> str:
    said = first_sentence(error.said)
    match error.why:
        case Why.DENIED:
            return f"these credentials may not call {error.permission} ({said}); docs/operations.md says what is needed"
        case Why.MISSING:
            return f"there is no deployment {where} in this account; write --environment, or credentials of its account"
        case Why.EXPIRED:
            return f"the AWS credentials have ended or are not taken ({said}); sign in again, such as aws sso login"
        case Why.UNREACHABLE:
            return f"AWS cannot be reached from here ({said}); check the network and the proxy"
        case Why.THROTTLED | Why.FAILED:
            return f"{error.permission} said: {said}; try again in a minute"
