"""Whether the configuration means another instance or number than those that are deployed.

Knows what of Telephony makes another one of them; refuses to know Connect. CloudFormation would replace them without a
question: it keeps the former, and callers reach the new one or nobody.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from infra.config import Deployment
from infra.doctor.deployed import DeployedStack
from infra.doctor.findings import Finding, ok, problem
from infra.doctor.templates import Template

INSTANCE, NUMBER = "same instance", "same number"
_BACK = "set it back in cdk.json"


@dataclass(frozen=True, slots=True)
class _Made:
    """A resource that is deployed."""

    arn: str
    properties: Mapping[str, Any]
    kept: bool
    """Whether it stays when it leaves the stack."""


def check_line(deployment: Deployment, telephony: DeployedStack, template: Template) -> Iterator[Finding]:
    """Whether callers would reach what they reach now.

    Args:
        deployment: As it is configured.
        telephony: The stack as it is deployed.
        template: Its own, as last deployed.
    """
    there = {name: each for name, each in template.get("Resources", {}).items() if name in telephony.resources}
    arns = {name: physical for name, (_, physical) in telephony.resources.items()}
    yield from _instance(deployment, _made("AWS::Connect::Instance", there, arns), _told("instance", there))
    yield from _number(deployment, _made("AWS::Connect::PhoneNumber", there, arns), _told("number", there))


def _instance(deployment: Deployment, made: _Made | None, existing: str | None) -> Iterator[Finding]:
    was = str(made.properties["InstanceAlias"]) if made else existing
    becomes = deployment.instance_alias or deployment.instance_arn
    if was is None:
        return
    if was == becomes:
        yield ok(INSTANCE, f"{was}, as deployed")
    elif made and deployment.instance_arn == made.arn:
        said = f"{was} was made by this deployment; named by instance_arn it would leave it, with its storage and logs"
        yield problem(INSTANCE, said, f"{_BACK}: instance_alias {was}")
    else:
        yield problem(
            INSTANCE,
            f"the line is in the instance {was}, and cdk.json has {becomes}: the number would move there, and all that "
            "people made would stay behind",
            f"{_BACK}: {was}; for a line in {becomes} write a second environment into deployments of cdk.json",
        )


def _number(deployment: Deployment, made: _Made | None, existing: str | None) -> Iterator[Finding]:
    was = _kind(*(made.properties.get(each) for each in ("CountryCode", "Type", "Prefix"))) if made else existing
    claimed = _kind(deployment.number_country, deployment.number_type, deployment.number_prefix)
    becomes = deployment.number_arn or claimed
    if was is None:
        return
    if was == becomes or (made and made.kept and made.arn == becomes):
        yield ok(NUMBER, f"{was}, as deployed")
        return
    released = made and deployment.number_arn and not made.kept
    former = "the former is released, for good" if released else "the former stays yours until you release it"
    yield problem(
        NUMBER,
        f"callers' number would be another one: deployed is {was}, and cdk.json has {becomes}; {former}",
        f"{_BACK}; or, to change the number: make deploy DOCTOR='--accept \"{NUMBER}\"'",
    )


def _kind(country: Any, kind: Any, prefix: Any) -> str:
    return " ".join(str(each) for each in (country, kind, prefix) if each)


def _made(kind: str, there: Mapping[str, Any], arns: Mapping[str, str]) -> _Made | None:
    for logical, resource in there.items():
        if resource["Type"] == kind:
            kept = resource.get("DeletionPolicy", "Delete") != "Delete"
            return _Made(arns[logical], resource["Properties"], kept)
    return None


def _told(what: str, there: Mapping[str, Any]) -> str | None:
    """The ARN of what existed before, which the stack tells the others; None: it made its own, or tells nothing."""
    for resource in there.values():
        properties = resource.get("Properties", {})
        if resource["Type"] == "AWS::SSM::Parameter" and str(properties.get("Name")).endswith(f"/{what}-arn"):
            return properties["Value"] if isinstance(properties["Value"], str) else None
    return None
