"""What a deployment asks AWS for because CloudFormation has no resource for it, each call with the rights it takes.

Knows the one function behind all such calls of a stack, its role and its logs; refuses to know what is asked for.

CDK makes that function once a stack, with the role and the log group of whoever comes first, so they belong to none of
the calls. A call's rights are a policy of its own, which is there before the call is made and as long as it may be
taken back: a call comes and goes without touching the others.
"""

from collections.abc import Sequence

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import custom_resources as cr
from constructs import Construct

from infra.accepted import CALLED_BY_CLOUDFORMATION, accept
from infra.config import Deployment
from infra.storage import log_group


class SdkCalls(Construct):
    """All calls of one stack, which has one of these."""

    def __init__(self, scope: Construct, id: str, *, deployment: Deployment, key: kms.IKey) -> None:
        super().__init__(scope, id)
        self._logs = log_group(self, "Logs", deployment=deployment, key=key)
        writing = iam.PolicyStatement(
            actions=["logs:CreateLogStream", "logs:PutLogEvents"], resources=[self._logs.log_group_arn]
        )
        self._role = iam.Role(
            self,
            "Role",
            assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"),
            managed_policies=[iam.ManagedPolicy(self, "Writing", statements=[writing])],
        )

    def make(
        self,
        scope: Construct,
        id: str,
        *,
        kind: str,
        on_update: cr.AwsSdkCall,
        on_delete: cr.AwsSdkCall,
        rights: Sequence[iam.PolicyStatement],
    ) -> iam.ManagedPolicy:
        """Make a call whenever it is deployed, and another when it is taken back.

        Args:
            scope: To which the call belongs.
            id: Of the call.
            kind: Its resource type: `Custom::...`.
            on_update: The call, also for the first time.
            on_delete: The one that takes it back.
            rights: What the two need.

        Returns:
            The policy with the rights.
        """
        policy = iam.ManagedPolicy(scope, f"{id}Rights", roles=[self._role], statements=list(rights))
        call = cr.AwsCustomResource(
            scope,
            id,
            resource_type=kind,
            on_update=on_update,
            on_delete=on_delete,
            role=self._role,
            log_group=self._logs,
            timeout=cdk.Duration.minutes(1),
            install_latest_aws_sdk=False,
        )
        call.node.add_dependency(policy)
        provider = f"AWS{cr.AwsCustomResource.PROVIDER_FUNCTION_UUID.replace('-', '')}"
        accept(cdk.Stack.of(self).node.find_child(provider), CALLED_BY_CLOUDFORMATION)
        return policy
