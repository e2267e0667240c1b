"""The AWS services a call needs, on this machine.

Knows which servers there are, what the environment must say so that the production adapters reach them and nothing
else, and what is in them when a call begins; refuses to know how a service answers (`moto`, `bedrock`).
"""

import os
import threading
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from .faults import FaultBoard
from .latencies import Latencies

if TYPE_CHECKING:
    from types_boto3_cognito_idp.client import CognitoIdentityProviderClient
    from types_boto3_dynamodb.client import DynamoDBClient

    from clinic import Clinic
    from fulfillment.records import Appointment, Patient

    from .converse_stream import Writer
    from .seeding import World

REGION = "us-west-2"
"""Where the user's own environment names none."""

SESSION_TABLE = "frontdesk-local-sessions"
CLINIC_TABLE = "frontdesk-local-clinic"
KNOWLEDGE_BASE = "LOCALDOCS1"
GUARDRAIL = ("local0guardrail", "1")
CALLER_KEY = "local"
SETTLE_S = 10.0
"""Seconds: what a call left under way is over by then, whoever gave up waiting for it."""
ASSISTANT_ID = "0a551572-0000-4000-8000-000000000000"
"""Of agent assist."""
_POOL = "FrontdeskLocal"
DYNAMODB_ENDPOINT = "IVR_DYNAMODB_ENDPOINT"
"""Environment variable: another DynamoDB than the built-in one, such as DynamoDB Local. Its two tables are emptied."""

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_ISOLATED = {
    "AWS_ACCESS_KEY_ID": "local",  # nobody checks them
    "AWS_SECRET_ACCESS_KEY": "local",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "AWS_EC2_METADATA_DISABLED": "true",
}


class LocalAws:
    """A context manager; inside it the environment leads the production adapters here. One at a time in a process.

    `documents`: the folder of the knowledge base. `live_bedrock`: the caller's own credentials and the clinic's models
    at the real Bedrock; passages still come from `documents`.
    """

    def __init__(
        self, clinic: "Clinic", *, latencies: Latencies | None = None, documents: Path, live_bedrock: bool = False
    ) -> None:
        self._clinic = clinic
        self._data: Mapping[str, Any] = clinic.model_dump(mode="json")
        self._latencies = latencies or Latencies()
        self._documents = documents
        self._live_bedrock = live_bedrock
        self._patients: dict[str, Patient] = {}
        self._pool = ""
        self._users_ready = False
        self._users_lock = threading.Lock()

    def __enter__(self) -> "LocalAws":
        from .agent_assist import AssistServer
        from .bedrock import BedrockServer
        from .moto import MotoServer

        with ExitStack() as stack:
            self._external = os.environ.get(DYNAMODB_ENDPOINT, "").strip()
            self._region = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION") or REGION
            self._moto = stack.enter_context(MotoServer(self._latencies))
            self._moto.before_cognito = self._prepare_cognito
            self._bedrock = stack.enter_context(BedrockServer(self._latencies, self._documents))
            self._assist = stack.enter_context(AssistServer(self._region))
            stack.callback(_restore, dict(os.environ))
            self._isolate()
            self._connect(stack)
            os.environ.update(self.settings_env())
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()
        self._pool = ""

    def settings_env(self) -> dict[str, str]:
        """The function's own environment, as `fulfillment.settings` reads it."""
        from clinic import environment

        small, large = self._models()
        guardrail = ("", "") if self._live_bedrock else GUARDRAIL
        return {
            **environment(self._clinic),
            "AWS_REGION": self._region,
            "SESSION_TABLE": SESSION_TABLE,
            "CLINIC_TABLE": CLINIC_TABLE,
            "USER_POOL_ID": f"{self._region}_{_POOL}",
            "KNOWLEDGE_BASE_ID": KNOWLEDGE_BASE,
            "SMALL_MODEL_ID": small,
            "LARGE_MODEL_ID": large,
            "GUARDRAIL_ID": guardrail[0],
            "GUARDRAIL_VERSION": guardrail[1],
            "CALLER_KEY": CALLER_KEY,
        }

    def reset(self, world: "World", faults: FaultBoard, *, line: str | None = None) -> None:
        """Put the world in, with nothing left of the last call, then let the faults strike.

        Args:
            world: Patients, and what they have.
            faults: What strikes from now on.
            line: The practice's number, E.164; None: the clinic's.

        Raises:
            WorldError: the world contradicts itself, or a fault is at a DynamoDB that is not the built-in one.
        """
        from . import seeding

        items = seeding.items_of(world, self._data if line is None else {**self._data, "phone": line})
        if self._external and any(fault.at.startswith("dynamodb.") for fault in faults.faults):
            raise seeding.WorldError(f"only the built-in DynamoDB has faults; unset {DYNAMODB_ENDPOINT}")
        self._patients = seeding.patients_of(world)
        self._moto.settle(at_most_s=SETTLE_S)
        seeding.empty_table(self._dynamodb, SESSION_TABLE, "pk")
        seeding.empty_table(self._dynamodb, CLINIC_TABLE, "pk", "sk")
        seeding.fill_table(self._dynamodb, CLINIC_TABLE, items)
        self._users_ready = False
        self._moto.resets.clear()
        self._assist.told.clear()
        self.strike_with(faults)

    def strike_with(self, faults: FaultBoard) -> None:
        """From now on these faults strike, and no others; the world stays as it is."""
        self._moto.faults = faults
        self._bedrock.faults = faults

    def pretend(self, latencies: Latencies, *, write: "Writer | None" = None) -> None:
        """From now on the services take these times, and `write` is the model; by default the extractive one."""
        from .extractive import answer

        self._moto.latencies = self._bedrock.latencies = latencies
        self._bedrock.write = write or answer

    def appointments(self, patient_name: str) -> list[datetime]:
        """When this patient is booked, in the clinic's zone, earliest first. Raises: WorldError for an unknown name."""
        return [each.at for each in self.appointments_with_details(patient_name)]

    def appointments_with_details(self, patient_name: str) -> "Sequence[Appointment]":
        """What this patient has booked, earliest first. Raises: WorldError for an unknown name."""
        from fulfillment.aws.back_office import DynamoBackOffice

        from .seeding import WorldError

        if patient_name not in self._patients:
            raise WorldError(f"{patient_name!r} is not among the patients: {', '.join(self._patients)}")
        office = DynamoBackOffice(self._dynamodb, CLINIC_TABLE)
        return office.appointments(self._patients[patient_name].patient_id, after=datetime(1970, 1, 1, tzinfo=UTC))

    def password_resets(self) -> list[str]:
        """Names of the patients to whom a reset was sent, in order, once for each time."""
        names = {patient.username: name for name, patient in self._patients.items()}
        return [names.get(username, username) for username in self._moto.resets]

    def assist_session(self, session_id: str) -> str:
        """The ARN of a session of agent assist, which is there once it is told something; its id is a UUID."""
        from .agent_assist import session_arn

        return session_arn(session_id, self._region)

    def assist_told(self, session: str) -> dict[str, str]:
        """What the function told the session of this ARN, by name; empty: nothing."""
        return dict(self._assist.told.get(session.rpartition("/")[2], {}))

    def assist_fails(self, how: str | None) -> None:
        """From now on agent assist fails like this, as `AssistServer.fails`; None: no more."""
        self._assist.fails = how

    def _models(self) -> tuple[str, str]:
        if not self._live_bedrock:
            from .extractive import MODEL_ID

            return MODEL_ID, MODEL_ID
        area = self._region.partition("-")[0]
        prefix = {"us": "us", "ca": "us", "eu": "eu", "ap": "apac"}.get(area, "global")
        return f"{prefix}.{self._clinic.models.small}", f"{prefix}.{self._clinic.models.large}"

    def _isolate(self) -> None:
        """Make the environment lead here, whatever the user's own AWS configuration says."""
        own_account = self._live_bedrock or (self._external and not _is_loopback(self._external))
        for name in [name for name in os.environ if name.startswith("AWS_")]:
            if not own_account or name.startswith(("AWS_ENDPOINT_URL", "AWS_USE_")):
                del os.environ[name]
        if not own_account:
            os.environ.update(_ISOLATED)
        os.environ["AWS_DEFAULT_REGION"] = self._region
        os.environ["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = "false"
        os.environ["AWS_ENDPOINT_URL_DYNAMODB"] = self._external or self._moto.url
        os.environ["AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER"] = self._moto.url
        os.environ["AWS_ENDPOINT_URL_BEDROCK_AGENT_RUNTIME"] = self._bedrock.url
        os.environ["AWS_ENDPOINT_URL_QCONNECT"] = self._assist.url
        if not self._live_bedrock:
            os.environ["AWS_ENDPOINT_URL_BEDROCK_RUNTIME"] = self._bedrock.url
        for name in ("NO_PROXY", "no_proxy"):
            os.environ[name] = ",".join(filter(None, [os.environ.get(name, ""), *_LOOPBACK]))

    def _connect(self, stack: ExitStack) -> None:
        """Make the simulator's own client of DynamoDB, whose requests no fault strikes, and the tables."""
        from . import seeding

        self._dynamodb: DynamoDBClient = self._client("dynamodb", stack)
        seeding.make_table(self._dynamodb, SESSION_TABLE, "pk")
        seeding.make_table(self._dynamodb, CLINIC_TABLE, "pk", "sk")

    def _client(self, service: str, stack: ExitStack) -> Any:
        import botocore.session
        from botocore.config import Config

        from .moto import OPERATOR

        config = Config(user_agent_extra=OPERATOR, retries={"total_max_attempts": 3, "mode": "legacy"})
        session = botocore.session.get_session()
        own = service == "dynamodb" and self._external and not _is_loopback(self._external)
        keys: dict[str, Any] = {} if own else {"aws_access_key_id": "local", "aws_secret_access_key": "local"}
        client = session.create_client(cast("Any", service), region_name=self._region, config=config, **keys)
        stack.callback(client.close)
        return client

    def _prepare_cognito(self, body: bytes) -> bytes:
        """Have the pool and its users ready before the function's request, which names the pool as its settings do.

        Made at the first request, not at the start: moto needs a third of a second to make a pool, and few calls
        reset a password.
        """
        from . import seeding

        with self._users_lock:
            if not self._pool:
                self._cognito: CognitoIdentityProviderClient = self._client("cognito-idp", self._stack)
                self._pool = self._cognito.create_user_pool(PoolName=_POOL)["UserPool"]["Id"]
            if not self._users_ready:
                seeding.sync_users(self._cognito, self._pool, self._patients.values())
                self._users_ready = True
        return body.replace(f"{self._region}_{_POOL}".encode(), self._pool.encode())


def _is_loopback(endpoint: str) -> bool:
    return urlsplit(endpoint).hostname in _LOOPBACK


def _restore(environment: Mapping[str, str]) -> None:
    for name in os.environ.keys() - environment.keys():
        del os.environ[name]
    os.environ.update(environment)
