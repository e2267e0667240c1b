"""Who uses the deployment's key for Q in Connect, and how far.

Source of the actions: the API's CreateAssistant, `serverSideEncryptionConfiguration`; a key is checked as used by the
identity that calls Q in Connect, and by Connect:
https://docs.aws.amazon.com/connect/latest/APIReference/API_amazon-q-connect_CreateAssistant.html
"""

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from constructs import IConstruct

from infra.accepted import accept

_DATA_KEYS = "kms:GenerateDataKey*"


def use_by_caller(key: kms.IKey, region: str) -> iam.PolicyStatement:
    """For a role that calls Q in Connect; through the service alone, whose name for KMS is its old one."""
    return iam.PolicyStatement(
        actions=["kms:CreateGrant", "kms:DescribeKey", "kms:Decrypt", _DATA_KEYS],
        resources=[key.key_arn],
        conditions={"StringEquals": {"kms:ViaService": f"wisdom.{region}.amazonaws.com"}},
    )


def accept_use(policy: IConstruct) -> None:
    """Acknowledge what cdk-nag finds in a policy with `use_by_caller`."""
    accept(policy, {f"AwsSolutions-IAM5[Action::{_DATA_KEYS}]": "as Q in Connect asks for it, on one key, through it"})


def use_by_connect() -> iam.PolicyStatement:
    """For the policy of the key."""
    return iam.PolicyStatement(
        sid="AgentAssist",
        principals=[iam.ServicePrincipal("connect.amazonaws.com")],
        actions=["kms:Decrypt", _DATA_KEYS, "kms:DescribeKey"],
        resources=["*"],
        conditions={"StringEquals": {"aws:SourceAccount": cdk.Aws.ACCOUNT_ID}},
    )
