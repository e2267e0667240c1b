"""Findings of cdk-nag that we accept, each with a reason a reviewer can weigh.

Knows how a finding is acknowledged, and the reasons that hold for every resource of a kind; a reason that holds for one
resource stands beside it.
"""

from collections.abc import Mapping

import aws_cdk as cdk
from constructs import IConstruct


def accept(construct: IConstruct, reasons: Mapping[str, str]) -> None:
    """Acknowledge findings on this construct and what is below it.

    Args:
        construct: As near to the finding as can be.
        reasons: Rule, such as `AwsSolutions-S1` or `AwsSolutions-IAM5[Resource::*]` -> why it is acceptable here.
    """
    for rule, reason in reasons.items():
        cdk.Validations.of(construct).acknowledge(cdk.Acknowledgment(id=f"{_pack(rule)}::{rule}", reason=reason))


def _pack(rule: str) -> str:
    return rule.split("-")[0]
