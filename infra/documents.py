"""The clinic's documents in their bucket: the repository's, a passage an object, and beside them what admins upload.

Knows the bucket and how it is filled; refuses to know what is in a document, and the index.
"""

import hashlib
import tempfile
from collections.abc import Sequence
from pathlib import Path

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_s3_assets as s3_assets
from aws_cdk import aws_s3_deployment as s3_deployment
from constructs import Construct

from infra.accepted import CALLED_BY_CLOUDFORMATION, accept, wildcard
from infra.config import Deployment
from infra.passages import Passage, passages, stage
from infra.storage import log_group

REPOSITORY = "repository"
"""Prefix of the repository's documents; a deployment makes it equal to them, and touches nothing else."""
UPLOADS = "uploads"
"""Where admins are told to upload. Any place outside `repository/` does as well."""
OLD_VERSION_DAYS = 90
"""How long an overwritten or deleted document can be brought back."""


class Documents(Construct):
    """The clinic's documents in their bucket. An admin's own uploads are never touched.

    A bucket that is kept stays even after a deployment that failed: it is filled then, and CloudFormation deletes no
    bucket with something in it. It has no name that the next attempt would need.
    """

    def __init__(self, scope: Construct, id: str, *, deployment: Deployment, key: kms.IKey) -> None:
        super().__init__(scope, id)
        kept = "documents" in deployment.keep
        removal = cdk.RemovalPolicy.RETAIN if kept else cdk.RemovalPolicy.DESTROY
        self.bucket = s3.Bucket(
            self,
            "Bucket",
            versioned=True,
            encryption=s3.BucketEncryption.KMS,
            encryption_key=key,
            bucket_key_enabled=True,
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            enforce_ssl=True,
            minimum_tls_version=1.2,
            lifecycle_rules=[_old_versions()],
            removal_policy=removal,
            auto_delete_objects=not kept,
        )
        if self.bucket.policy:
            self.bucket.policy.apply_removal_policy(removal)
        accept(self.bucket, NOT_LOGGED)
        _tell_eventbridge(self.bucket)
        content = passages()
        self.fingerprint = hashlib.sha256(repr(content).encode()).hexdigest()[:16]
        """Of all that the repository deploys."""
        cdk.CfnOutput(
            self,
            "Uploads",
            value=f"s3://{self.bucket.bucket_name}/{UPLOADS}/",
            description="Where admins put documents",
        )
        self.upload = Upload(self, "Upload", deployment=deployment, key=key, bucket=self.bucket, content=content)


_TOLD_TO_ANYBODY = (
    "what is in it is told to whoever calls; what was changed, and when, its versions show for "
    f"{OLD_VERSION_DAYS} days, and who changed it a trail of the account's data events, where it has one"
)
NOT_LOGGED = {
    "AwsSolutions-S1": _TOLD_TO_ANYBODY,
    "HIPAA.Security-S3BucketLoggingEnabled": _TOLD_TO_ANYBODY,
    "HIPAA.Security-S3BucketReplicationEnabled": "the repository has its documents; a line elsewhere has others",
}


def _old_versions() -> s3.LifecycleRule:
    return s3.LifecycleRule(
        noncurrent_version_expiration=cdk.Duration.days(OLD_VERSION_DAYS),
        abort_incomplete_multipart_upload_after=cdk.Duration.days(1),
    )


def _tell_eventbridge(bucket: s3.Bucket) -> None:
    """By the bucket's own property: CDK's switch for it adds a function that sets it from outside."""
    resource = bucket.node.default_child
    assert isinstance(resource, s3.CfnBucket)
    resource.notification_configuration = s3.CfnBucket.NotificationConfigurationProperty(
        event_bridge_configuration=s3.CfnBucket.EventBridgeConfigurationProperty(event_bridge_enabled=True)
    )


class Upload(Construct):
    """The repository's documents under their prefix, and gone from there when gone from the repository."""

    def __init__(
        self, scope: Construct, id: str, *, deployment: Deployment, key: kms.IKey, bucket: s3.Bucket,
        content: Sequence[Passage],
    ) -> None:  # fmt: skip
        super().__init__(scope, id)
        logs = log_group(self, "Logs", deployment=deployment, key=key)
        with tempfile.TemporaryDirectory() as folder:
            stage(content, Path(folder))
            asset = s3_assets.Asset(self, "Asset", path=folder)
        may = iam.ManagedPolicy(self, "May", statements=_may_sync(asset, bucket, key, logs.log_group_arn))
        role = iam.Role(self, "Role", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"), managed_policies=[may])
        self.deployment = s3_deployment.BucketDeployment(
            self,
            "Deployment",
            sources=[s3_deployment.Source.bucket(asset.bucket, asset.s3_object_key)],
            destination_bucket=bucket,
            destination_key_prefix=f"{REPOSITORY}/",
            prune=True,
            retain_on_delete=True,
            role=role.without_policy_updates(),
            log_group=logs,
            memory_limit=256,
            output_object_keys=False,
        )
        accept(
            may,
            {
                wildcard(self, asset.bucket.arn_for_objects("*")): "an object's name changes with every document, and a"
                " policy that changed with it might not hold yet when it is needed",
                wildcard(self, bucket.arn_for_objects(f"{REPOSITORY}/*")): "the folder is made equal to the repository",
            },
        )
        _accept_cdks_function(self)


def _may_sync(
    asset: s3_assets.Asset, bucket: s3.Bucket, key: kms.IKey, log_group_arn: str
) -> list[iam.PolicyStatement]:
    """What `aws s3 sync --delete` from the assets to the documents does."""
    folder = bucket.arn_for_objects(f"{REPOSITORY}/*")
    return [
        iam.PolicyStatement(actions=["s3:GetObject"], resources=[asset.bucket.arn_for_objects("*")]),
        iam.PolicyStatement(
            actions=["s3:ListBucket"],
            resources=[bucket.bucket_arn],
            conditions={"StringLike": {"s3:prefix": f"{REPOSITORY}/*"}},
        ),
        iam.PolicyStatement(actions=["s3:PutObject", "s3:DeleteObject"], resources=[folder]),
        iam.PolicyStatement(actions=["kms:GenerateDataKey", "kms:Decrypt"], resources=[key.key_arn]),
        iam.PolicyStatement(actions=["logs:CreateLogStream", "logs:PutLogEvents"], resources=[log_group_arn]),
    ]


def _accept_cdks_function(construct: Construct) -> None:
    """CDK makes one function a stack for its bucket deployments, at the stack's top."""
    for each in cdk.Stack.of(construct).node.children:
        if each.node.id.startswith("Custom::CDKBucketDeployment"):
            accept(each, {**CALLED_BY_CLOUDFORMATION, "AwsSolutions-L1": "its runtime is the one CDK tests it with"})
