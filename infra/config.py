"""What differs between deployments: cdk.json's context and the environment, as a checked value.

Knows a deployment's keys, what each may be and where each comes from; refuses to know what is made of them, and CDK.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from declared import Refused, Source, Table, dotted, located, one_of, problem, shown
from declared.json_files import open_json
from infra import identifiers as aws

ROOT = Path(__file__).parents[1]

Kept = Literal["instance", "number", "recordings", "tables", "documents", "key"]
KEPT: tuple[Kept, ...] = get_args(Kept)
ENCRYPTED: tuple[Kept, ...] = ("recordings", "tables", "documents")
"""What nobody can read once the key is gone."""


class DeploymentError(ValueError):
    """The configuration says something it may not; the message names the key, what is allowed, and an example."""


class FirstAgent(Table):
    """The first person who can log in and answer."""

    username: aws.Username
    first_name: Annotated[str, StringConstraints(min_length=1, max_length=255)]
    """Source of both lengths: AWS::Connect::User, UserIdentityInfo."""
    last_name: Annotated[str, StringConstraints(min_length=1, max_length=300)]


def _person(value: object) -> object:
    if value is None or isinstance(value, (dict, FirstAgent)):
        return value
    raise problem(
        'must be an object, such as {"username": "ana.agent", "first_name": "Ana", "last_name": "Agent"}; '
        f"got {shown(value)}"
    )


class Deployment(Table):
    environment: aws.Environment
    """Part of every stack's name, so that two environments may share an account."""
    region: aws.Region = "us-east-1"
    account: aws.Account | None = None
    instance_arn: aws.InstanceArn | None = None
    """An existing Connect instance; None: a new one under `instance_alias`."""
    instance_alias: aws.Alias | None = None
    """Globally unique; changing it replaces the instance."""
    number_arn: aws.NumberArn | None = None
    """A number claimed already; None: claim a new one of this country and type."""
    number_country: aws.Country = "US"
    number_type: Literal["DID", "TOLL_FREE", "UIFN", "SHARED", "THIRD_PARTY_DID", "THIRD_PARTY_TF"] = "DID"
    number_prefix: aws.Prefix | None = None
    first_agent: Annotated[FirstAgent | None, BeforeValidator(_person)] = None
    alarm_email: aws.Email | None = None
    user_pool_id: aws.PoolId | None = None
    """An existing Cognito pool of the patient portal; None: a new one."""
    log_days: aws.LogDays = 30
    recording_days: int = Field(default=90, ge=1, le=36500)
    conversation_log_days: aws.LogDaysOrNone = 0
    """0: Lex keeps no conversation logs."""
    ivr_recording: bool = False
    """Whether the bot's part of a call is recorded, with every date of birth said in it."""
    contact_lens: bool = True
    agent_assist: bool = False
    """Amazon Q in Connect, over the same documents."""
    connect_tests: Literal["saved", "published"] | None = None
    """Test cases for Connect's own test runner: only kept, or checked by Connect and ready to start; None: none."""
    sample_patients: bool = False
    """Whether the invented patients of the simulator are put into a new back office, to try the line."""
    tracing: bool = False
    reserved_concurrency: int | None = Field(default=None, ge=1)
    keep: tuple[Kept, ...] = Field(default=KEPT, strict=False)
    """What outlives the stacks."""
    tags: aws.Tags = Field(default_factory=dict)
    """On every resource that takes tags, such as a cost centre."""

    @model_validator(mode="after")
    def _one_instance(self) -> Self:
        if (self.instance_arn is None) == (self.instance_alias is None):
            raise problem(
                "exactly one of instance_alias (a new instance, such as cedar-clinic-dev) and instance_arn (an "
                "existing one) is needed; for one run, -c instance_alias= takes away what is there",
                *(["instance_alias"] if self.instance_alias else []),
            )
        return self

    @model_validator(mode="after")
    def _all_in_one_place(self) -> Self:
        for key, arn in (("instance_arn", self.instance_arn), ("number_arn", self.number_arn)):
            there, account = (arn.split(":")[3:5]) if arn else (self.region, self.account)
            if there != self.region:
                raise problem(f"is in {there}, and region is {self.region}; both must be the same", key)
            if self.account and account != self.account:
                raise problem(f"is in the account {account}, and account is {self.account}; both must be the same", key)
        pool_region = self.user_pool_id.rsplit("_", 1)[0] if self.user_pool_id else self.region
        if pool_region != self.region:
            raise problem(f"is in {pool_region}, and region is {self.region}; both must be the same", "user_pool_id")
        return self

    @model_validator(mode="after")
    def _kept_readable(self) -> Self:
        for place, name in enumerate(self.keep):
            if name in self.keep[:place]:
                raise problem(f"{name} is there twice; remove one", "keep", place)
            if name in ENCRYPTED and "key" not in self.keep:
                raise problem(
                    f"{name} would be kept without the key that they are encrypted with, and nobody could read them; "
                    f'add "key", such as ["instance", "number", "{name}", "key"]',
                    "keep",
                    place,
                )
        return self

    @model_validator(mode="after")
    def _kept_number_has_its_instance(self) -> Self:
        if (
            self.instance_arn is None
            and self.number_arn is None
            and {"number", "instance"} & set(self.keep) == {"number"}
        ):
            raise problem(
                'number would be kept, and go with the new instance that it is claimed for; add "instance", such as '
                '["instance", "number"], or take number away',
                "keep",
                self.keep.index("number"),
            )
        return self

    @property
    def prefix(self) -> str:
        """What names of this deployment start with: `frontdesk-dev`."""
        return f"frontdesk-{self.environment}"

    def parameter(self, name: str) -> str:
        """The SSM parameter under which a value of this deployment is published: `/frontdesk/dev/session-table`."""
        return f"/frontdesk/{self.environment}/{name}"


_KEYS = tuple(key for key in Deployment.model_fields if key != "environment")
_DEPLOYMENTS = ("context", "deployments")


@dataclass(frozen=True)
class _Context(Source):
    """cdk.json, with what stands over its deployments."""

    given: Mapping[str, str] = field(default_factory=dict)
    """A key -> how it was given, where that was not in a deployment: `-c log_days=7`."""

    def refused(self, message: str, *at: str | int) -> Refused:
        in_deployment = at[1:2] == ("deployments",) and len(at) > 3
        key, *inside = at[3:] if in_deployment else at[1:]
        if key not in self.given or (in_deployment and key == "environment"):
            return super().refused(message, *at)
        return Refused(": ".join([self.given[str(key)], *([dotted(inside)] if inside else []), message]))


def read_context(root: Path) -> dict[str, Any]:
    """The context of cdk.json.

    Raises:
        DeploymentError: the file cannot be read, is not JSON, or has no context.
    """
    try:
        return dict(_context(_open(root)))
    except Refused as refused:
        raise DeploymentError(str(refused)) from refused


def load(context: Mapping[str, Any], env: Mapping[str, str], *, root: Path = ROOT) -> Deployment:
    """The deployment that the context names by `environment`, any key of it overridden by one of the same name.

    Args:
        context: Of cdk.json, over it what `-c key=value` gives: as text, which becomes what the key takes; an empty one
            is as if the key were not there.
        env: AWS_REGION is the Region where neither names one.
        root: Where cdk.json is.

    Raises:
        DeploymentError: a key is missing, unknown or has a value it may not have; one sentence: where, what is allowed.
    """
    try:
        return _load(context, env, _open(root))
    except Refused as refused:
        raise DeploymentError(str(refused)) from refused


def _open(root: Path) -> Source:
    return open_json(root / "cdk.json", name="cdk.json")


def _context(source: Source) -> dict[str, Any]:
    written = source.data.get("context") if isinstance(source.data, dict) else None
    if not isinstance(written, dict):
        example = '"context": {"environment": "dev", "deployments": {"dev": {"instance_alias": "cedar-clinic-dev"}}}'
        raise source.refused(f"must be an object that names a deployment, such as {example}", "context")
    return written


def _load(context: Mapping[str, Any], env: Mapping[str, str], file: Source) -> Deployment:
    written, context = _without_nulls(_context(file)), _without_nulls(context)
    given = {
        key: _where(file, key) if written.get(key) == value else f"-c {key}={value}"
        for key, value in context.items()
        if key in _KEYS or key not in written or written[key] != value
    }
    source = _Context(file.name, file.data, file.text, file.find, given=given)
    ours = {key: value for key, value in context.items() if not _is_cdks(key)}
    source.only(["environment", "deployments", *_KEYS], ours, "context")
    name, data = _chosen(source, context)
    place = ("context", "deployments", name)
    source.only(_KEYS, data, *place)
    over = {key: context[key] for key in _KEYS if key in context}
    data |= {key: _typed(key, value) if written.get(key) != value else value for key, value in over.items()}
    data = {key: value for key, value in data.items() if not (key in over and value == "")}
    if "region" not in data and env.get("AWS_REGION"):
        data["region"] = env["AWS_REGION"]
        given["region"] = f"AWS_REGION={env['AWS_REGION']}"
    data["environment"] = name
    return source.check(Deployment, located(data, place), at=place)


def _without_nulls(data: Mapping[str, Any]) -> dict[str, Any]:
    """Without keys that have no value, at any depth: the CDK CLI hands them on nowhere."""
    return {
        key: _without_nulls(value) if isinstance(value, Mapping) else value
        for key, value in data.items()
        if value is not None
    }


def _chosen(source: Source, context: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The name of the deployment and what stands under it."""
    deployments = context.get("deployments")
    if not isinstance(deployments, dict) or not deployments:
        example = '{"dev": {"instance_alias": "cedar-clinic-dev"}}'
        raise source.refused(f"must be an object of deployments by environment, such as {example}", *_DEPLOYMENTS)
    name = context.get("environment")
    if name is None:
        names = ", ".join(deployments)
        raise source.refused(f"is missing; name one of deployments ({names}), such as dev", "context", "environment")
    if not isinstance(name, str) or name not in deployments:
        raise source.refused(f"{one_of(name, deployments)}, in deployments", "context", "environment")
    if not isinstance(deployments[name], dict):
        raise source.refused('must be an object, such as {"instance_alias": "cedar-clinic-dev"}', *_DEPLOYMENTS, name)
    return name, dict(deployments[name])


def _where(file: Source, key: str) -> str:
    """How a key beside the deployments is called."""
    return str(file.refused("", "context", key)).removesuffix(": ")


def _is_cdks(key: str) -> bool:
    """A feature flag, or what the CDK CLI puts into the context and what it remembers there of an account."""
    return key.startswith("@") or ":" in key or key in ("acknowledged-issue-numbers", "cli-telemetry")


def _typed(key: str, value: Any) -> Any:
    """What a text of the command line means where the key takes no text."""
    schema = Deployment.model_json_schema()["properties"][key]
    takes_text = any(kind.get("type") == "string" for kind in schema.get("anyOf", [schema]))
    if not isinstance(value, str) or not value or takes_text:
        return value
    if schema.get("type") == "array" and not value.startswith("["):
        return [each.strip() for each in value.split(",")]
    try:
        return json.loads(value)
    except ValueError:
        return value
