"""The stacks as they are deployed now, and whether they can be deployed again.

Knows CloudFormation's states, what it keeps of a stack, and how a name is found taken; refuses to know what a resource
is for.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from contact_flows.meaning import UNKNOWN
from infra.doctor.asking import Unanswered, Why, ask, ask_all
from infra.doctor.findings import CDK, Finding, ok, problem, warning
from infra.doctor.intrinsics import Scope, resolved
from infra.doctor.templates import Assembly, Stack, Template

NAME_OF: Mapping[str, str] = {
    "AWS::CloudWatch::Alarm": "AlarmName",
    "AWS::CloudWatch::Dashboard": "DashboardName",
    "AWS::DynamoDB::GlobalTable": "TableName",
    "AWS::DynamoDB::Table": "TableName",
    "AWS::IAM::Role": "RoleName",
    "AWS::KMS::Alias": "AliasName",
    "AWS::Lambda::Function": "FunctionName",
    "AWS::Logs::LogGroup": "LogGroupName",
    "AWS::S3::Bucket": "BucketName",
    "AWS::SSM::Parameter": "Name",
}
"""Type -> the property that names a resource and is its identifier in Cloud Control."""
REGIONAL = ("AWS::Bedrock::", "AWS::Connect::", "AWS::Lex::", "AWS::S3Vectors::", "AWS::Wisdom::")
"""Beginnings of types that not every Region has."""

_DELETE = "aws cloudformation delete-stack --stack-name {name}"
_FAILED: Mapping[str, str] = {
    "UPDATE_ROLLBACK_FAILED": "aws cloudformation continue-update-rollback --stack-name {name}",
    "UPDATE_FAILED": "aws cloudformation rollback-stack --stack-name {name}",
    "CREATE_FAILED": _DELETE,
    "ROLLBACK_COMPLETE": _DELETE,
    "ROLLBACK_FAILED": _DELETE,
    "DELETE_FAILED": _DELETE,
    "IMPORT_ROLLBACK_FAILED": "aws cloudformation continue-update-rollback --stack-name {name}",
}
"""State in which CloudFormation takes no update -> the command that ends it."""
_UNPROTECT = "aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name {name}"


@dataclass(frozen=True, slots=True)
class DeployedStack:
    """A stack as CloudFormation describes it."""

    name: str
    status: str
    protected: bool = False
    reason: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    resources: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Logical id -> type and physical id."""

    def physical_ids(self, kind: str) -> list[str]:
        """The physical ids of every resource of this type."""
        return [physical for type_, physical in self.resources.values() if type_ == kind]


def read_stack(cloudformation: Any, name: str) -> DeployedStack | None:
    """The stack; None: there is none.

    Raises:
        Unanswered: CloudFormation does not say.
    """
    try:
        (stack,) = ask(cloudformation, "describe_stacks", StackName=name)["Stacks"]
    except Unanswered as unanswered:
        if unanswered.why is Why.MISSING:
            return None
        raise
    summaries = ask_all(cloudformation, "list_stack_resources", "StackResourceSummaries", StackName=name)
    return DeployedStack(
        name=name,
        status=stack["StackStatus"],
        protected=stack.get("EnableTerminationProtection", False),
        reason=stack.get("StackStatusReason", ""),
        parameters={
            each["ParameterKey"]: each.get("ResolvedValue", each.get("ParameterValue", ""))
            for each in stack.get("Parameters", ())
        },
        resources={
            each["LogicalResourceId"]: (each["ResourceType"], each["PhysicalResourceId"])
            for each in summaries
            if each.get("PhysicalResourceId") and not each["ResourceStatus"].startswith("DELETE_")
        },
    )


def last_deployed(cloudformation: Any, name: str) -> Template:
    """The stack's template, as it was given to CloudFormation.

    Raises:
        Unanswered: CloudFormation does not say.
    """
    body = ask(cloudformation, "get_template", StackName=name, TemplateStage="Original")
    template: Template = body["TemplateBody"]
    return json.loads(template) if isinstance(template, str) else template


def check_states(stacks: Iterable[DeployedStack]) -> Iterator[Finding]:
    """Whether CloudFormation would take an update of each."""
    fine = []
    for stack in stacks:
        if found := _state(stack):
            yield found
        else:
            fine.append(f"{stack.name} {stack.status}")
    if fine:
        yield ok("stacks", ", ".join(fine))


def _state(stack: DeployedStack) -> Finding | None:
    name, status = stack.name, stack.status
    why = f" ({stack.reason})" if stack.reason else ""
    if status == "ROLLBACK_COMPLETE" and not stack.protected:
        said = f"{name}: its creation failed{why}"
        return warning("stacks", said, "the next deployment deletes it and begins anew")
    if status in _FAILED:
        return problem("stacks", f"{name}: {status}{why}", _way_out(stack))
    if status.endswith("_IN_PROGRESS") and status != "REVIEW_IN_PROGRESS":
        return problem("stacks", f"{name}: {status}: somebody else is changing it", "wait until that is done")
    return None


def _way_out(stack: DeployedStack) -> str:
    """The commands that end a state in which no update is taken. The CLI protects a stack before it makes it."""
    command = _FAILED[stack.status]
    commands = [_UNPROTECT, command] if stack.protected and command == _DELETE else [command]
    run = f"run: {' && '.join(commands).format(name=stack.name)}"
    if stack.status == "DELETE_FAILED":
        return f"{run}, once what it could not delete can be: users moved, a bucket emptied"
    return f"{run}; what it kept stays" if command == _DELETE else run


def check_bootstrap(ssm: Any, assembly: Assembly, *, where: str) -> Iterator[Finding]:
    """Whether the account's bootstrap stack is there and new enough.

    Args:
        ssm: The client.
        assembly: What it is needed for.
        where: Account and Region, as `cdk bootstrap` takes them.
    """
    needed: dict[str, int] = {}
    for stack in assembly.stacks:
        if stack.bootstrap_parameter:
            least = max(needed.get(stack.bootstrap_parameter, 0), stack.bootstrap_version)
            needed[stack.bootstrap_parameter] = least
    for parameter, version in needed.items():
        fix = f"run: {CDK} bootstrap {where}"
        try:
            said = ask(ssm, "get_parameter", Name=parameter)["Parameter"]["Value"]
        except Unanswered as unanswered:
            if unanswered.why is not Why.MISSING:
                raise
            yield problem("bootstrap", f"the Region is not prepared for CDK: no {parameter}", fix)
            continue
        if int(said) < version:
            yield problem("bootstrap", f"CDK's bootstrap stack is version {said}, and {version} is needed", fix)
        else:
            yield ok("bootstrap", f"version {said}; {version} is needed")


def check_types(cloudformation: Any, assembly: Assembly, *, region: str) -> Iterator[Finding]:
    """Whether the Region has every type of resource that not all Regions have."""
    needed = {resource["Type"] for stack in assembly.stacks for resource in _resources(stack).values()}
    regional = sorted(kind for kind in needed if kind.startswith(REGIONAL))
    have: set[str] = set()
    for prefix in sorted({kind.rsplit("::", 1)[0] + "::" for kind in regional}):
        filters = {"Category": "AWS_TYPES", "TypeNamePrefix": prefix}
        types = ask_all(
            cloudformation, "list_types", "TypeSummaries", Visibility="PUBLIC", Type="RESOURCE", Filters=filters
        )
        have |= {each["TypeName"] for each in types}
    for kind in regional:
        if kind not in have:
            yield problem("region", f"{region} has no {kind}", "choose another Region in cdk.json")
    if set(regional) <= have:
        yield ok("region", f"{region} has all {len(regional)} types of Connect, Lex, Bedrock and S3 Vectors")


def check_names(
    cloudcontrol: Any, assembly: Assembly, deployed: Mapping[str, DeployedStack], scope: Scope
) -> Iterator[Finding]:
    """Whether a name that the deployment would give is taken by something that no stack of it has.

    Args:
        cloudcontrol: The client.
        assembly: What would be deployed.
        deployed: Stack's name -> what is deployed of it.
        scope: The account and Region, for names that have them.
    """
    asked = 0
    for stack in assembly.stacks:
        there = deployed[stack.name].resources if stack.name in deployed else {}
        for kind, name in names(stack, scope, without=tuple(there)):
            asked += 1
            if _exists(cloudcontrol, kind, name):
                said = f"{stack.name}: {kind} {name} exists already, made by an earlier deployment or somebody else"
                yield problem("names", said, "remove it, once nothing of it is needed")
    yield ok("names", f"looked for {asked} names that the deployment would give")


def names(stack: Stack, scope: Scope, *, without: Sequence[str] = ()) -> Iterator[tuple[str, str]]:
    """Type and name of every resource with a name of its own.

    Args:
        stack: As it would be deployed.
        scope: The account and Region.
        without: Logical ids that are left out.
    """
    for logical, resource in _resources(stack).items():
        key = NAME_OF.get(resource["Type"], "")
        name = resolved(resource.get("Properties", {}).get(key), scope)
        if isinstance(name, str) and UNKNOWN not in name and logical not in without:
            yield resource["Type"], name


def _exists(cloudcontrol: Any, kind: str, name: str) -> bool:
    try:
        ask(cloudcontrol, "get_resource", TypeName=kind, Identifier=name)
    except Unanswered as unanswered:
        if unanswered.why is Why.MISSING:
            return False
        raise
    return True


def _resources(stack: Stack) -> Mapping[str, Any]:
    resources: Mapping[str, Any] = stack.template.get("Resources", {})
    return resources
