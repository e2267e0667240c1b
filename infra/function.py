"""One Lambda function with all that belongs to it: log group, role, and what the role may do.

Knows how this deployment runs a function; refuses to know what any function is for.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.accepted import accept
from infra.config import Deployment
from infra.storage import log_group

NO_VPC = "it calls AWS's public endpoints alone, and there is nothing in a VPC to reach"
CONCURRENCY = "reserved only where the deployment says so: an account with a small quota refuses any reservation"
RUNTIME = "3.13 is the newest version that the project, its packages and its tests run on"
TRACES = "X-Ray takes segments for no narrower resource"


class Function(Construct):
    """A function that may write its own log, and what `may` adds.

    The role's whole policy is stated: what CDK would grant by itself is left out.
    """

    def __init__(
        self, scope: Construct, id: str, *, deployment: Deployment, key: kms.IKey, asset: Path, handler: str,
        memory_mb: int, timeout_s: int, environment: Mapping[str, str], description: str, made_for: str | None = None,
        **more: Any,
    ) -> None:  # fmt: skip
        """Make the function.

        Args:
            made_for: Values that a version must not be used without, though they may change where its code does not:
                those of SSM parameters in the environment. They become the version's description, at most 256
                characters, and another description is another version (AWS::Lambda::Version, createOnlyProperties).
            more: As of CDK's own Function.
        """
        super().__init__(scope, id)
        self.log_group = log_group(self, "Log", deployment=deployment, key=key)
        self._policy = iam.ManagedPolicy(self, "Policy")
        self.role = role = iam.Role(
            self, "Role", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"), managed_policies=[self._policy]
        )
        self.function = lambda_.Function(
            self,
            "Function",
            description=description,
            code=lambda_.Code.from_asset(str(asset), exclude=["**/__pycache__"]),
            handler=handler,
            runtime=lambda_.Runtime.PYTHON_3_13,
            architecture=lambda_.Architecture.ARM_64,
            memory_size=memory_mb,
            timeout=cdk.Duration.seconds(timeout_s),
            environment=dict(environment),
            log_group=self.log_group,
            role=role.without_policy_updates(),
            tracing=lambda_.Tracing.ACTIVE if deployment.tracing else lambda_.Tracing.DISABLED,
            current_version_options=lambda_.VersionOptions(
                removal_policy=cdk.RemovalPolicy.DESTROY, description=made_for
            ),
            **more,
        )
        self.may("logs:CreateLogStream", "logs:PutLogEvents", on=self.log_group.log_group_arn)
        if deployment.tracing:
            self.may("xray:PutTraceSegments", "xray:PutTelemetryRecords", on="*")
            accept(self._policy, {"AwsSolutions-IAM5[Resource::*]": TRACES})
        reasons = {"HIPAA.Security-LambdaInsideVPC": NO_VPC, "AwsSolutions-L1": RUNTIME}
        if "reserved_concurrent_executions" not in more:
            reasons["HIPAA.Security-LambdaConcurrency"] = CONCURRENCY
        accept(self.function, reasons)

    def may(self, *actions: str, on: str, when: Mapping[str, Mapping[str, str]] | None = None) -> None:
        """Allow actions on one resource, under conditions: operator -> key -> value, as IAM writes them."""
        self._policy.add_statements(
            iam.PolicyStatement(actions=list(actions), resources=[on], conditions=dict(when or {}))
        )

    def may_use_key(self, key: kms.IKey, service: str, *, writes: bool) -> None:
        """Allow the use of the deployment's key through a service that encrypts with it, such as `dynamodb`."""
        reading = ("kms:Decrypt", "kms:DescribeKey")
        writing = (
            "kms:Encrypt",
            "kms:GenerateDataKey",
            "kms:GenerateDataKeyWithoutPlaintext",
            "kms:ReEncryptFrom",
            "kms:ReEncryptTo",
        )
        through = f"{service}.{cdk.Stack.of(self).region}.amazonaws.com"
        when = {"StringEquals": {"kms:ViaService": through}}
        self.may(*reading, *(writing if writes else ()), on=key.key_arn, when=when)

    def alias(self) -> lambda_.Alias:
        """`live`, the alias that is called. CloudFormation moves it to the new version before it removes the old."""
        return lambda_.Alias(self, "Live", alias_name="live", version=self.function.current_version)
