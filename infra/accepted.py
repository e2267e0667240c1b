"""Findings of cdk-nag that we accept, each with a reason a reviewer can weigh.

Knows how a finding is acknowledged, and the reasons that hold for every resource of a kind; a reason that holds for one
resource stands beside it.
"""

import re
from collections.abc import Mapping
from typing import Any

import aws_cdk as cdk
from constructs import IConstruct

CALLED_BY_CLOUDFORMATION: Mapping[str, str] = {
    "HIPAA.Security-LambdaConcurrency": "CloudFormation alone calls it, a few times in a deployment",
    "HIPAA.Security-LambdaDLQ": "CloudFormation waits for its answer, and fails the deployment without one",
    "HIPAA.Security-LambdaInsideVPC": "it calls AWS's public endpoints alone, and there is nothing in a VPC to reach",
}
"""For the function behind custom resources."""


def accept(construct: IConstruct, reasons: Mapping[str, str]) -> None:
    """Acknowledge findings on this construct and what is below it.

    Args:
        construct: As near to the finding as can be.
        reasons: Rule, such as `AwsSolutions-S1` or `AwsSolutions-IAM5[Resource::*]` -> why it is acceptable here.
    """
    for rule, reason in reasons.items():
        cdk.Validations.of(construct).acknowledge(cdk.Acknowledgment(id=f"{_pack(rule)}::{rule}", reason=reason))


def wildcard(construct: IConstruct, resource: str) -> str:
    """The rule by which cdk-nag finds this resource of a policy, such as `<bucket's ARN>/reports/*`."""
    return f"AwsSolutions-IAM5[Resource::{_as_found(cdk.Stack.of(construct).resolve(resource))}]"


def _as_found(value: Any) -> str:
    match value:
        case {"Fn::Join": [str(between), [*parts]]}:
            return between.join(_as_found(part) for part in parts)
        case {"Fn::GetAtt": [name, attribute]}:
            return f"<{name}.{attribute}>"
        case {"Ref": name}:
            return f"<{name}>"
        case {"Fn::Sub": str(text)}:
            return re.sub(r"\$\{(.+?)\}", r"<\1>", text)
    return str(value)


def _pack(rule: str) -> str:
    return rule.split("-")[0]
