"""The Connect instance with its number, and the key of the deployment: what outlives every other stack.

Knows what of a phone line is kept, and which services use the key; refuses to know what is stored where and what a
call does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import aws_cdk as cdk
from aws_cdk import aws_connect as connect
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from constructs import Construct

from infra.config import Deployment


def outlives(kept: bool) -> cdk.RemovalPolicy:
    """What becomes of a resource that is deleted or replaced: it stays if it is kept.

    One made by a deployment that fails goes with it, whatever is kept: it holds nothing yet, and an instance left
    behind would hold the alias that the next attempt needs.
    """
    return cdk.RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE if kept else cdk.RemovalPolicy.DESTROY


class DataKey(Construct):
    """The one key that encrypts what callers say, in every stack of the deployment.

    Roles get their use of it where they are defined; here are the services that use it in their own name. Connect
    writes recordings by a grant that it takes when storage is associated, and needs no statement for it:
    https://docs.aws.amazon.com/connect/latest/adminguide/key-management.html.
    """

    def __init__(self, scope: Construct, id: str, *, deployment: Deployment) -> None:
        super().__init__(scope, id)
        self.key = kms.Key(
            self,
            "Key",
            alias=f"alias/{deployment.prefix}",
            description=f"What callers of {deployment.prefix} say, wherever it is kept",
            enable_key_rotation=True,
            removal_policy=outlives("key" in deployment.keep),
        )
        for statement in _services(cdk.Stack.of(self)):
            self.key.add_to_resource_policy(statement)


@dataclass(frozen=True, slots=True)
class _Use:
    """What a service does with the key in its own name, and for which resources of this account."""

    principal: str
    actions: Sequence[str]
    service: str
    resource: str
    """As in an ARN after the account."""
    context: str | None = None
    """The key of the encryption context that names the resource; None: the request names it (`aws:SourceArn`)."""


DATA_KEYS = ("kms:Decrypt", "kms:GenerateDataKey*")


def _uses(region: str) -> Mapping[str, _Use]:
    """Sid -> use, each as its service's guide asks for it. All under https://docs.aws.amazon.com:

    AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html, sns/latest/dg/sns-key-management.html,
    AmazonS3/latest/userguide/s3-vectors-data-encryption.html.
    """
    writing_logs = ("kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*")
    return {
        "LogGroups": _Use(
            f"logs.{region}.amazonaws.com",
            writing_logs,
            "logs",
            "log-group:*",
            context="kms:EncryptionContext:aws:logs:arn",
        ),
        "AlarmsToEncryptedTopics": _Use("cloudwatch.amazonaws.com", DATA_KEYS, "cloudwatch", "alarm:*"),
        "VectorIndexes": _Use("indexing.s3vectors.amazonaws.com", ("kms:Decrypt",), "s3vectors", "bucket/*"),
    }


def _services(stack: cdk.Stack) -> list[iam.PolicyStatement]:
    return [
        iam.PolicyStatement(
            sid=sid,
            principals=[iam.ServicePrincipal(use.principal)],
            actions=list(use.actions),
            resources=["*"],
            conditions=_only_ours(
                use, f"arn:{stack.partition}:{use.service}:{stack.region}:{stack.account}:{use.resource}"
            ),
        )
        for sid, use in _uses(stack.region).items()
    ]


def _only_ours(use: _Use, arns: str) -> dict[str, dict[str, str]]:
    if use.context:
        return {"ArnLike": {use.context: arns}}
    return {"StringEquals": {"aws:SourceAccount": cdk.Aws.ACCOUNT_ID}, "ArnLike": {"aws:SourceArn": arns}}


class Instance(Construct):
    """A new Connect instance, or the existing one of the deployment.

    A new one stays when a change of its alias makes CloudFormation replace it: its contacts, people and settings are
    in it.
    """

    def __init__(self, scope: Construct, id: str, *, deployment: Deployment) -> None:
        super().__init__(scope, id)
        self.alias = deployment.instance_alias
        """None where the instance exists already: its ARN does not tell."""
        if deployment.instance_arn:
            self.arn = deployment.instance_arn
            self.instance_id = deployment.instance_arn.rsplit("/", 1)[-1]
            return
        instance = connect.CfnInstance(
            self,
            "Instance",
            identity_management_type="CONNECT_MANAGED",
            instance_alias=deployment.instance_alias,
            attributes=connect.CfnInstance.AttributesProperty(
                inbound_calls=True,
                outbound_calls=True,  # callbacks
                contactflow_logs=True,
                contact_lens=deployment.contact_lens,
                auto_resolve_best_voices=True,
                early_media=True,
            ),
            tags=_tags(deployment),
        )
        _keep(instance, "instance" in deployment.keep)
        self.arn = instance.attr_arn
        self.instance_id = instance.attr_id
        cdk.CfnOutput(self, "Arn", value=self.arn, description="The Connect instance")
        cdk.CfnOutput(
            self,
            "Workspace",
            value=f"https://{deployment.instance_alias}.my.connect.aws/agent-app-v2/",
            description="Where agents log in and answer",
        )


class Number(Construct):
    """The number callers dial: claimed here, or the existing one of the deployment.

    Another country, type or prefix is another number; the one people know stays claimed until somebody releases it.
    """

    def __init__(self, scope: Construct, id: str, *, deployment: Deployment, instance_arn: str) -> None:
        super().__init__(scope, id)
        if deployment.number_arn:
            self.arn = deployment.number_arn
            self.address = ""
            """E.164; empty: the ARN of an existing number does not tell."""
            cdk.CfnOutput(self, "Called", value=self.arn, description="The existing number that callers dial")
            return
        number = connect.CfnPhoneNumber(
            self,
            "Number",
            target_arn=instance_arn,
            country_code=deployment.number_country,
            type=deployment.number_type,
            prefix=deployment.number_prefix,
            description=f"Answered by {deployment.prefix}",
            tags=_tags(deployment),
        )
        _keep(number, "number" in deployment.keep)
        self.arn = number.attr_phone_number_arn
        self.address = number.attr_address
        cdk.CfnOutput(self, "Called", value=number.attr_address, description="The number that callers dial")


def _keep(resource: cdk.CfnResource, kept: bool) -> None:
    """As `outlives` says when it is deleted; on replacement the old one stays in any case."""
    resource.apply_removal_policy(outlives(kept))
    resource.cfn_options.update_replace_policy = cdk.CfnDeletionPolicy.RETAIN


def _tags(deployment: Deployment) -> list[cdk.CfnTag]:
    return [
        cdk.CfnTag(key="application", value="frontdesk"),
        cdk.CfnTag(key="environment", value=deployment.environment),
    ]
