"""What a new Connect instance writes about calls: where it is kept, for how long, and encrypted.

Knows buckets, the stream of contact records and Connect's log group; refuses to know what a call is.
"""

from collections.abc import Mapping
from typing import Any

import aws_cdk as cdk
from aws_cdk import aws_connect as connect
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kinesisfirehose as firehose
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from aws_cdk import aws_s3 as s3
from aws_cdk import custom_resources as cr
from constructs import Construct

from infra.accepted import CALLED_BY_CLOUDFORMATION, accept, wildcard
from infra.config import Deployment
from infra.telephony import Instance, outlives

FOLDERS: Mapping[str, str] = {
    "CALL_RECORDINGS": "recordings",
    "CHAT_TRANSCRIPTS": "transcripts",
    "SCHEDULED_REPORTS": "reports",
}
"""Resource type of a storage association -> folder. Contact Lens puts its results into the bucket of the recordings, in
folders of its own; the agent's guide is a chat contact, so transcripts are kept where recordings are."""
CONTACT_RECORDS = "contact-records"
RECOVERABLE_DAYS = 7
"""How long what was deleted or overwritten can be brought back."""


class Storage(Construct):
    """Where Connect puts recordings, transcripts, reports and contact records of a new instance.

    One bucket, one lifetime. An instance that outlives the stack keeps its storage, if recordings are kept.
    """

    def __init__(self, scope: Construct, id: str, *, deployment: Deployment, instance_arn: str, key: kms.IKey) -> None:
        super().__init__(scope, id)
        self.bucket = Bucket(self, "Calls", deployment=deployment, key=key).bucket
        records = ContactRecords(self, "ContactRecords", deployment=deployment, bucket=self.bucket, key=key)
        for resource_type, folder in FOLDERS.items():
            connect.CfnInstanceStorageConfig(
                self,
                resource_type,
                instance_arn=instance_arn,
                resource_type=resource_type,
                storage_type="S3",
                s3_config=connect.CfnInstanceStorageConfig.S3ConfigProperty(
                    bucket_name=self.bucket.bucket_name,
                    bucket_prefix=folder,
                    encryption_config=connect.CfnInstanceStorageConfig.EncryptionConfigProperty(
                        encryption_type="KMS", key_id=key.key_arn
                    ),
                ),
            )
        connect.CfnInstanceStorageConfig(
            self,
            "CONTACT_TRACE_RECORDS",
            instance_arn=instance_arn,
            resource_type="CONTACT_TRACE_RECORDS",
            storage_type="KINESIS_FIREHOSE",
            kinesis_firehose_config=connect.CfnInstanceStorageConfig.KinesisFirehoseConfigProperty(
                firehose_arn=records.stream_arn
            ),
        )
        if {"instance", "recordings"} <= set(deployment.keep):
            _outlives(self)


class Bucket(Construct):
    """The bucket of everything about calls; and who looked at it, told for as long as it is there."""

    def __init__(self, scope: Construct, id: str, *, deployment: Deployment, key: kms.IKey) -> None:
        super().__init__(scope, id)
        kept = "recordings" in deployment.keep
        access_logs = s3.Bucket(
            self,
            "AccessLogs",
            **_private(kept),
            encryption=s3.BucketEncryption.S3_MANAGED,
            lifecycle_rules=[_lifecycle(max(deployment.log_days, deployment.recording_days))],
        )
        self.bucket = s3.Bucket(
            self,
            "Bucket",
            **_private(kept),
            encryption=s3.BucketEncryption.KMS,
            encryption_key=key,
            bucket_key_enabled=True,
            lifecycle_rules=[_lifecycle(deployment.recording_days)],
            server_access_logs_bucket=access_logs,
            server_access_logs_prefix="calls/",
        )
        in_one_region = (
            "calls are kept in the Region of the instance that took them, for the days configured and "
            f"{RECOVERABLE_DAYS} more in which they can be brought back; a replica would outlive both"
        )
        accept(self, {"HIPAA.Security-S3BucketReplicationEnabled": in_one_region})
        end_of_the_chain = "holds access logs; logging who reads them would have no end"
        accept(
            access_logs,
            {
                "AwsSolutions-S1": end_of_the_chain,
                "HIPAA.Security-S3BucketLoggingEnabled": end_of_the_chain,
                "HIPAA.Security-S3DefaultEncryptionKMS": "S3 delivers access logs only to a bucket under its own key:"
                " https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html",
            },
        )
        if kept:
            _outlives(self)


def _private(kept: bool) -> dict[str, Any]:
    """What is the same for every bucket: closed, TLS only, versioned, and emptied when it is not to be kept."""
    return {
        "block_public_access": s3.BlockPublicAccess.BLOCK_ALL,
        "enforce_ssl": True,
        "minimum_tls_version": 1.2,
        "versioned": True,
        "removal_policy": outlives(kept),
        "auto_delete_objects": not kept,
    }


def _lifecycle(days: int) -> s3.LifecycleRule:
    return s3.LifecycleRule(
        expiration=cdk.Duration.days(days),
        noncurrent_version_expiration=cdk.Duration.days(RECOVERABLE_DAYS),
        abort_incomplete_multipart_upload_after=cdk.Duration.days(RECOVERABLE_DAYS),
    )


class ContactRecords(Construct):
    """The stream by which contact records leave Connect: it has no other way out for them.

    Firehose names the account as external id when it takes its role:
    https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#firehose-assume-role.
    """

    def __init__(
        self, scope: Construct, id: str, *, deployment: Deployment, bucket: s3.IBucket, key: kms.IKey
    ) -> None:  # fmt: skip
        super().__init__(scope, id)
        delivery_logs = log_group(self, "DeliveryLogs", deployment=deployment, key=key)
        objects = [f"{bucket.bucket_arn}/{folder}/*" for folder in (CONTACT_RECORDS, f"{CONTACT_RECORDS}-failed")]
        policy = iam.ManagedPolicy(self, "Delivery", statements=_delivery(bucket, objects, key, delivery_logs))
        accept(policy, {wildcard(self, each): "Firehose names the objects of its folders" for each in objects})
        role = iam.Role(
            self,
            "Role",
            assumed_by=iam.ServicePrincipal(
                "firehose.amazonaws.com", conditions={"StringEquals": {"sts:ExternalId": cdk.Aws.ACCOUNT_ID}}
            ),
            managed_policies=[policy],
        )
        stream = firehose.DeliveryStream(
            self,
            "Stream",
            encryption=firehose.StreamEncryption.customer_managed_key(key),
            role=role.without_policy_updates(),
            destination=firehose.S3Bucket(
                bucket,
                role=role.without_policy_updates(),
                encryption_key=key,
                compression=firehose.Compression.GZIP,
                data_output_prefix=f"{CONTACT_RECORDS}/!{{timestamp:yyyy/MM/dd}}/",
                error_output_prefix=f"{CONTACT_RECORDS}-failed/!{{firehose:error-output-type}}/!{{timestamp:yyyy/MM/dd}}/",
                file_extension=".jsonl.gz",
                processors=[firehose.AppendDelimiterToRecordProcessor()],
                logging_config=firehose.EnableLogging(delivery_logs),
            ),
        )
        self.stream_arn = stream.delivery_stream_arn


def _delivery(
    bucket: s3.IBucket, objects: list[str], key: kms.IKey, delivery_logs: logs.ILogGroup
) -> list[iam.PolicyStatement]:  # fmt: skip
    """What Firehose needs to deliver; https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-s3."""
    listing = ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"]
    return [
        iam.PolicyStatement(actions=listing, resources=[bucket.bucket_arn]),
        iam.PolicyStatement(actions=["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"], resources=objects),
        iam.PolicyStatement(
            actions=["kms:Decrypt", "kms:GenerateDataKey"],
            resources=[key.key_arn],
            conditions={"StringEquals": {"kms:ViaService": f"s3.{cdk.Stack.of(bucket).region}.amazonaws.com"}},
        ),
        iam.PolicyStatement(actions=["logs:PutLogEvents"], resources=[delivery_logs.log_group_arn]),
    ]


class FlowLogs(Construct):
    """How long Connect's own log group of a new instance keeps what flows did, and that it is encrypted.

    Connect makes the group when it makes the instance, so it cannot be declared. Flow logs hold what is sent to and
    received from Lex and the functions, the caller's number among it.
    """

    def __init__(
        self, scope: Construct, id: str, *, deployment: Deployment, instance: Instance, key: kms.IKey
    ) -> None:  # fmt: skip
        super().__init__(scope, id)
        name = f"/aws/connect/{instance.alias}"
        own_logs = log_group(self, "Logs", deployment=deployment, key=key)
        role = self._role(name, own_logs)
        settings: Mapping[str, Mapping[str, Any]] = {
            "createLogGroup": {},
            "putRetentionPolicy": {"retentionInDays": deployment.log_days},
            "associateKmsKey": {"kmsKeyId": key.key_arn},
        }
        before: Construct = instance
        for action, parameters in settings.items():
            call = cr.AwsSdkCall(
                service="CloudWatchLogs",
                action=action,
                parameters={"logGroupName": name, **parameters},
                physical_resource_id=cr.PhysicalResourceId.of(f"{name} {action}"),
                ignore_error_codes_matching="ResourceAlreadyExistsException",
            )
            step = cr.AwsCustomResource(
                self,
                action,
                on_create=call,
                on_update=call,
                role=role,
                log_group=own_logs,
                install_latest_aws_sdk=False,
            )
            step.node.add_dependency(before)
            before = step
        provider = f"AWS{cr.AwsCustomResource.PROVIDER_FUNCTION_UUID.replace('-', '')}"
        accept(cdk.Stack.of(self).node.find_child(provider), CALLED_BY_CLOUDFORMATION)

    def _role(self, name: str, own_logs: logs.ILogGroup) -> iam.Role:
        stack = cdk.Stack.of(self)
        group = f"arn:{stack.partition}:logs:{stack.region}:{stack.account}:log-group:{name}"
        setting = ["logs:CreateLogGroup", "logs:PutRetentionPolicy", "logs:AssociateKmsKey"]
        writing = ["logs:CreateLogStream", "logs:PutLogEvents"]
        policy = iam.ManagedPolicy(
            self,
            "Policy",
            statements=[
                iam.PolicyStatement(actions=setting, resources=[group, f"{group}:*"]),
                iam.PolicyStatement(actions=writing, resources=[own_logs.log_group_arn]),
            ],
        )
        accept(policy, {wildcard(self, f"{group}:*"): "how a log group's ARN ends; it is this one group"})
        return iam.Role(
            self, "Role", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"), managed_policies=[policy]
        )


def log_group(scope: Construct, id: str, *, deployment: Deployment, key: kms.IKey) -> logs.LogGroup:
    """A log group of this deployment: encrypted, and ended by `log_days`."""
    group = logs.LogGroup(scope, id, encryption_key=key, removal_policy=cdk.RemovalPolicy.DESTROY)
    resource = group.node.default_child
    assert isinstance(resource, logs.CfnLogGroup)
    resource.retention_in_days = deployment.log_days
    return group


def _outlives(construct: Construct) -> None:
    for each in construct.node.find_all():
        if isinstance(each, cdk.CfnResource):
            each.apply_removal_policy(outlives(True))
