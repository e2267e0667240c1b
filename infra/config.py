"""What differs between deployments: cdk.json's context and the environment, as a checked value.

Knows a deployment's keys, what each may be and where each comes from; refuses to know what is made of them, and CDK.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field, ValidationError, model_validator

from declared import Table

Kept = Literal["instance", "number", "recordings", "tables", "documents", "key"]


class DeploymentError(ValueError):
    """The configuration says something it may not; the message names the key, what is allowed, and an example."""


class FirstAgent(Table):
    """The first person who can log in and answer."""

    username: str
    first_name: str
    last_name: str


class Deployment(Table):
    environment: str
    """Part of every stack's name, so that two environments may share an account."""
    region: str = "us-east-1"
    account: str | None = None
    instance_arn: str | None = None
    """An existing Connect instance; None: a new one under `instance_alias`."""
    instance_alias: str | None = None
    """Globally unique; changing it replaces the instance."""
    number_arn: str | None = None
    """A number claimed already; None: claim a new one of this country and type."""
    number_country: str = "US"
    number_type: Literal["DID", "TOLL_FREE", "UIFN", "SHARED", "THIRD_PARTY_DID", "THIRD_PARTY_TF"] = "DID"
    number_prefix: str | None = None
    first_agent: FirstAgent | None = None
    alarm_email: str | None = None
    user_pool_id: str | None = None
    """An existing Cognito pool of the patient portal; None: a new one."""
    log_days: int = Field(default=30, ge=1)
    recording_days: int = Field(default=90, ge=1)
    conversation_log_days: int = Field(default=0, ge=0)
    """0: Lex keeps no conversation logs."""
    ivr_recording: bool = False
    """Whether the bot's part of a call is recorded, with every date of birth said in it."""
    contact_lens: bool = True
    agent_assist: bool = False
    """Amazon Q in Connect, over the same documents."""
    sample_patients: bool = False
    """Whether the invented patients of the simulator are put into a new back office, to try the line."""
    tracing: bool = False
    reserved_concurrency: int | None = Field(default=None, ge=1)
    keep: tuple[Kept, ...] = Field(
        default=("instance", "number", "recordings", "tables", "documents", "key"), strict=False
    )
    """What outlives the stacks."""

    @model_validator(mode="after")
    def _one_instance(self) -> Self:
        if (self.instance_arn is None) == (self.instance_alias is None):
            raise ValueError(
                "exactly one of instance_alias (a new instance) and instance_arn (an existing one) is needed"
            )
        return self

    @property
    def prefix(self) -> str:
        """What names of this deployment start with: `frontdesk-dev`."""
        return f"frontdesk-{self.environment}"


def read_context(root: Path) -> dict[str, Any]:
    """The context of cdk.json."""
    context: dict[str, Any] = json.loads((root / "cdk.json").read_text(encoding="utf-8"))["context"]
    return context


def load(context: Mapping[str, Any], env: Mapping[str, str]) -> Deployment:
    """The deployment that the context names by `environment`, any key of it overridden by one of the same name.

    Raises:
        DeploymentError: a key is missing, unknown or has a value it may not have.
    """
    name = context.get("environment")
    deployments = context.get("deployments") or {}
    if name not in deployments:
        raise DeploymentError(f"cdk.json: environment: {name!r} is not among deployments: {', '.join(deployments)}")
    chosen = {key: context[key] for key in Deployment.model_fields if key in context}
    data = {"region": env.get("AWS_REGION") or "us-east-1", **deployments[name], **chosen, "environment": name}
    try:
        return Deployment.model_validate(data)
    except ValidationError as error:
        raise DeploymentError(f"cdk.json: deployments.{name}: {error}") from error
