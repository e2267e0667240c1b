"""Amazon Q in Connect: what an agent is told and can ask, answered from the clinic's documents.

Knows the assistant, what it may read and who may tell its sessions of a call; refuses to know the documents, how they
are indexed, and what is told.
"""

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_wisdom as wisdom
from constructs import Construct

from infra.accepted import accept, wildcard
from infra.assist_key import accept_use, use_by_caller
from infra.assist_start import MODELS, StartsFromTheCall
from infra.config import Deployment
from infra.contact_center import associate
from infra.sdk_calls import SdkCalls

ASSUMED_BY = ("wisdom.amazonaws.com", "connect.amazonaws.com")
"""Q in Connect's own service principal, and the one it has beside it in an instance."""
NO_ASSISTANT = "no assistant"
"""What flows name where agents have none: no ARN, so that they find out at once."""
TAGGED_FOR_GOOD = (
    "AWS::Wisdom::AIAgent",
    "AWS::Wisdom::AIPrompt",
    "AWS::Wisdom::Assistant",
    "AWS::Wisdom::AssistantAssociation",
)
"""Types that another tag replaces, the old one deleted first. Source: their schemas, createOnlyProperties."""


class AgentAssist(Construct):
    """An assistant over the knowledge base that callers are answered from: one index, read by both.

    Q in Connect's own kinds of knowledge base take plain text, HTML, CSV, PDF and Word, and no Markdown (API
    StartContentUpload, `contentType`), and would index every document a second time.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        deployment: Deployment,
        instance_arn: str,
        knowledge_base_id: str,
        key: kms.IKey,
        calls: SdkCalls,
    ) -> None:
        super().__init__(scope, id)
        stack = cdk.Stack.of(self)
        base_arn = stack.format_arn(service="bedrock", resource="knowledge-base", resource_name=knowledge_base_id)
        assistant = wisdom.CfnAssistant(
            self,
            "Assistant",
            name=f"{deployment.prefix}-assistant",
            description="Answers agents from the documents of the clinic",
            type="AGENT",
            server_side_encryption_configuration=wisdom.CfnAssistant.ServerSideEncryptionConfigurationProperty(
                kms_key_id=key.key_arn
            ),
        )
        wisdom.CfnAssistantAssociation(
            self,
            "Documents",
            assistant_id=assistant.attr_assistant_id,
            association_type="EXTERNAL_BEDROCK_KNOWLEDGE_BASE",
            association=wisdom.CfnAssistantAssociation.AssociationDataProperty(
                external_bedrock_knowledge_base_config=(
                    wisdom.CfnAssistantAssociation.ExternalBedrockKnowledgeBaseConfigProperty(
                        bedrock_knowledge_base_arn=base_arn, access_role_arn=self._reader(base_arn).role_arn
                    )
                )
            ),
        )
        association = associate(
            self,
            "Association",
            instance_arn=instance_arn,
            kind="WISDOM_ASSISTANT",
            arn=assistant.attr_assistant_arn,
        )
        if deployment.region in MODELS:
            start = StartsFromTheCall(self, "Start", deployment=deployment, assistant=assistant, key=key, calls=calls)
            start.node.add_dependency(association)  # an AI agent's creation asks Connect for it: its schema, handlers
        self.arn = assistant.attr_assistant_arn
        self._assistant_id, self._key = assistant.attr_assistant_id, key

    def told_by(self, role_name: str) -> None:
        """Let a role tell the sessions of this assistant what a call is about.

        Source: service-authorization/latest/reference/list_amazonqinconnect.html, where the prefix is the service's old
        name.
        """
        stack = cdk.Stack.of(self)
        sessions = stack.format_arn(service="wisdom", resource="session", resource_name=f"{self._assistant_id}/*")
        policy = iam.ManagedPolicy(
            self,
            "Telling",
            roles=[iam.Role.from_role_name(self, "Teller", role_name)],
            statements=[
                iam.PolicyStatement(actions=["wisdom:UpdateSessionData"], resources=[sessions]),
                use_by_caller(self._key, stack.region),
            ],
        )
        accept_use(policy)
        accept(
            policy, {wildcard(policy, sessions): "a session is there from one call to the next: its id is not known"}
        )

    def _reader(self, base_arn: str) -> iam.Role:
        account = {"StringEquals": {"aws:SourceAccount": cdk.Stack.of(self).account}}
        policy = iam.ManagedPolicy(
            self, "Reading", statements=[iam.PolicyStatement(actions=["bedrock:Retrieve"], resources=[base_arn])]
        )
        return iam.Role(
            self,
            "Reader",
            assumed_by=iam.CompositePrincipal(*(iam.ServicePrincipal(name, conditions=account) for name in ASSUMED_BY)),
            managed_policies=[policy],
        )
