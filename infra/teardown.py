"""What a destroy takes and keeps: what CloudFormation will really do, by the templates that are deployed.

Knows which resources outlive their stack, why, and how a later deployment takes them over; refuses to know what any of
them is for, and to delete anything.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from infra.config import KEPT, Deployment, Kept
from infra.doctor.deployed import last_deployed, read_stack
from infra.doctor.findings import CDK

KEPT_BECAUSE: Mapping[Kept, str] = {
    "instance": "the Connect instance, with its users and what they made in it: an account that creates and deletes "
    "instances about 100 times in 30 days is locked out of both",
    "number": "the phone number: one that is released may be gone for ever, and cools down for up to 180 days",
    "recordings": "recordings, call records and reports: each goes by itself when its days are over",
    "tables": "appointments, orders and sessions, and who may log in to the portal: nobody else has them",
    "documents": "the documents and their versions: what an admin changed is nowhere else",
    "key": "the key: without it none of this can be read; it costs $1 a month until you delete it",
}
"""Limits: https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html, and there
release-phone-number.html."""
GOES_WITH_ITS_OWNER = ("AWS::Lex::BotVersion", "AWS::Bedrock::GuardrailVersion")
"""Types that no stack deletes, and that do not outlive what they are a version of: bot and guardrail go."""
IDENTIFIED_BY: Mapping[str, str] = {
    "AWS::Cognito::UserPool": "UserPoolId",
    "AWS::DynamoDB::Table": "TableName",
    "AWS::KMS::Key": "KeyId",
    "AWS::S3::Bucket": "BucketName",
    "AWS::S3::BucketPolicy": "Bucket",
}
"""Type -> the property by which CloudFormation imports a resource. Source: primaryIdentifier of its schema."""
_NAMED_IN_CDK_JSON = {"AWS::Connect::Instance": "instance_arn", "AWS::Connect::PhoneNumber": "number_arn"}
_OF_CONNECT = """
Our flows, views, hours, queues and profiles go with ContactCenter, and what was edited of them in Connect is lost (of
flows .venv/bin/ivr doctor shows it); what people made beside them stays with the instance. Connect deletes no routing
or security profile that a user has, and no queue that a routing profile of yours has: move users to others and take our
queues out of yours first, or the stack ends in DELETE_FAILED; then do it and run this again."""


@dataclass(frozen=True, slots=True)
class StackPlan:
    """One stack, and what of it outlives it."""

    name: str
    protected: bool
    """CloudFormation refuses to delete it."""
    stays: Mapping[str, Mapping[str, Any]]
    """Logical id -> the resource in the template."""
    physical_ids: Mapping[str, str] = field(default_factory=dict)
    """By logical id, of what is deployed; what an earlier destroy left has none any more."""

    @property
    def kinds(self) -> Counter[str]:
        """Type of a resource -> how many of it outlive the stack."""
        return Counter(each["Type"] for each in self.stays.values())


def configured(assembly: Path) -> list[StackPlan]:
    """The stacks in a cloud assembly, as the manifest names them."""
    artifacts = json.loads((assembly / "manifest.json").read_text(encoding="utf-8"))["artifacts"]
    plans = []
    for name, artifact in artifacts.items():
        if artifact["type"] == "aws:cloudformation:stack":
            properties = artifact["properties"]
            template = json.loads((assembly / properties["templateFile"]).read_text(encoding="utf-8"))
            protected = bool(properties.get("terminationProtection"))
            plans.append(StackPlan(properties.get("stackName", name), protected, _stays(template)))
    return plans


def deployed(cloudformation: Any, names: Sequence[str]) -> list[StackPlan]:
    """Those of the stacks that are deployed.

    Raises:
        Unanswered: CloudFormation does not say.
    """
    plans = []
    for name in names:
        if stack := read_stack(cloudformation, name):
            there = {logical: physical for logical, (_, physical) in stack.resources.items()}
            plans.append(StackPlan(name, stack.protected, _stays(last_deployed(cloudformation, name)), there))
    return plans


def _stays(template: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {
        logical: resource
        for logical, resource in template.get("Resources", {}).items()
        if resource.get("DeletionPolicy", "Delete") != "Delete" and resource["Type"] not in GOES_WITH_ITS_OWNER
    }


def differences(there: Sequence[StackPlan], coming: Sequence[StackPlan]) -> list[str]:
    """Where CloudFormation would keep other things than the configuration says, a sentence each."""
    said = {plan.name: plan.kinds for plan in coming}
    return [
        f"{plan.name} as it is deployed keeps {_counted(plan.kinds)}, and as configured it would keep "
        f"{_counted(said[plan.name])}"
        for plan in there
        if plan.kinds != said[plan.name]
    ]


def teardown_text(stacks: Sequence[StackPlan], deployment: Deployment) -> str:
    """What a destroy takes, what it keeps and why, what it cannot do, and how what is kept is used again.

    Args:
        stacks: As they are deployed.
        deployment: That they are deployed by.
    """
    going = [stack for stack in stacks if not stack.protected]
    lines = [f"Destroying {deployment.environment} in {deployment.region} takes away:"]
    lines += [f"  {stack.name}{_except(stack)}" for stack in going]
    if any(stack.name.endswith("-ContactCenter") for stack in going):
        lines += _OF_CONNECT.split("\n")
    lines += ["", "It keeps, because `keep` in cdk.json names them:"]
    lines += [
        f"  {name:<12}{KEPT_BECAUSE[name]}" for name in KEPT if name in deployment.keep and _ours(name, deployment)
    ]
    if deployment.instance_arn or deployment.number_arn:
        lines += ["", "It does not touch the instance or number that was there before, but detaches the number."]
    if gone := [name for name in KEPT if name not in deployment.keep and _ours(name, deployment)]:
        lines += ["", f"Not kept, and gone for good once their stack is: {', '.join(gone)}."]
    lines += _taken_over(going, deployment)
    for stack in stacks:
        if stack.protected:
            lines += _of_protected(stack, deployment)
    return "\n".join(lines)


def take_over(stacks: Sequence[StackPlan], deployment: Deployment) -> list[str]:
    """The commands by which a later deployment takes over what is kept, in the order in which they are run.

    Args:
        stacks: As they are deployed.
        deployment: That they are deployed by.
    """
    plans = [_key_of(stack) if stack.protected else stack for stack in stacks]
    return [command for plan in plans if (command := _import(plan, deployment))]


def _taken_over(stacks: Sequence[StackPlan], deployment: Deployment) -> Iterator[str]:
    if commands := take_over(stacks, deployment):
        yield ""
        yield "A later deployment makes empty ones beside those that are kept. To have it take them over, note this and"
        yield "run it before that deployment's make deploy:"
        yield from (f"  {command}" for command in commands)


def _of_protected(stack: StackPlan, deployment: Deployment) -> Iterator[str]:
    yield ""
    yield f"{stack.name} is protected against deletion and stays. To take it too, run"
    of_stack = f"--region {deployment.region} --stack-name {stack.name}"
    yield f"  aws cloudformation update-termination-protection --no-enable-termination-protection {of_stack}"
    yield f"  aws cloudformation delete-stack {of_stack}"
    yield f"which takes all of it{_except(stack)}."
    named = [
        f'"{_NAMED_IN_CDK_JSON[each["Type"]]}": "{stack.physical_ids[logical]}"'
        for logical, each in stack.stays.items()
        if each["Type"] in _NAMED_IN_CDK_JSON and logical in stack.physical_ids
    ]
    if named:
        yield f"A later deployment uses them again by {', '.join(named)} in cdk.json in place of instance_alias."
    if command := _import(_key_of(stack), deployment):
        yield "It reads what this key encrypted only with the key, which it takes over, first of all, by"
        yield f"  {command}"


def _key_of(stack: StackPlan) -> StackPlan:
    """The stack with nothing but its key."""
    key = {logical: each for logical, each in stack.stays.items() if each["Type"] == "AWS::KMS::Key"}
    return StackPlan(stack.name, stack.protected, key, stack.physical_ids)


def _import(stack: StackPlan, deployment: Deployment) -> str:
    """The command that takes over what the stack left; empty: nothing. For a stack that is not there it makes it."""
    mapping = {
        logical: {IDENTIFIED_BY[each["Type"]]: stack.physical_ids[_identified(logical, each)]}
        for logical, each in stack.stays.items()
        if each["Type"] in IDENTIFIED_BY and _identified(logical, each) in stack.physical_ids
    }
    given = f"-c environment={deployment.environment}"
    return f"{CDK} import {stack.name} {given} --resource-mapping-inline '{json.dumps(mapping)}'" if mapping else ""


def _identified(logical: str, resource: Mapping[str, Any]) -> str:
    """Whose physical id names it: a bucket's policy has the bucket's name."""
    return str(resource["Properties"]["Bucket"]["Ref"]) if resource["Type"] == "AWS::S3::BucketPolicy" else logical


def _ours(name: Kept, deployment: Deployment) -> bool:
    """Whether this deployment made it."""
    if name == "number":
        return deployment.number_arn is None
    return name not in ("instance", "recordings") or deployment.instance_arn is None


def _except(stack: StackPlan) -> str:
    return f", except {_counted(stack.kinds)}" if stack.stays else ""


def _counted(kinds: Counter[str]) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items())) or "nothing"
