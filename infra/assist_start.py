"""Where agent assist starts: with what the call was about, before the agent has said a word.

Knows the AI prompt and AI agent of Q in Connect that read what the function told the session; refuses to know the
assistant they belong to and its documents.
"""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_wisdom as wisdom
from aws_cdk import custom_resources as cr
from constructs import Construct

from infra.assist_key import accept_use, use_by_caller
from infra.config import Deployment
from infra.sdk_calls import SdkCalls

PROMPT = Path(__file__).with_name("agent_assist.yaml")
KIND = "ANSWER_RECOMMENDATION"
"""The AI agent whose answers come without being asked for."""
MODELS: Mapping[str, str] = {
    "us-east-1": "us.amazon.nova-lite-v1:0",
    "us-west-2": "us.amazon.nova-lite-v1:0",
    "eu-central-1": "eu.amazon.nova-lite-v1:0",
    "eu-west-2": "eu.amazon.nova-lite-v1:0",
    "ap-northeast-1": "apac.amazon.nova-lite-v1:0",
    "ap-northeast-2": "apac.amazon.nova-lite-v1:0",
    "ap-southeast-1": "apac.amazon.nova-lite-v1:0",
    "ap-southeast-2": "apac.amazon.nova-lite-v1:0",
}
"""Region -> a model that Q in Connect takes there for a query. Elsewhere its own prompts stay, which read nothing of
the call. Source: https://docs.aws.amazon.com/connect/latest/adminguide/create-ai-prompts.html#cli-create-aiprompt."""


class StartsFromTheCall(Construct):
    """An AI agent whose queries know of the call, made the one that the assistant uses.

    Its other prompts stay Q in Connect's own: what an AI agent does not name is filled from them
    (https://docs.aws.amazon.com/connect/latest/adminguide/upgrade-models-ai-prompts-agents.html).
    """

    def __init__(
        self, scope: Construct, id: str, *, deployment: Deployment, assistant: wisdom.CfnAssistant, key: kms.IKey,
        calls: SdkCalls,
    ) -> None:  # fmt: skip
        super().__init__(scope, id)
        text = re.sub(r"(?m)^#.*\n", "", PROMPT.read_text(encoding="utf-8"))
        model = MODELS[deployment.region]
        written = hashlib.sha256(f"{model}\n{text}".encode()).hexdigest()[:12]
        prompt = wisdom.CfnAIPrompt(
            self,
            "Query",
            assistant_id=assistant.attr_assistant_id,
            name=f"{deployment.prefix}-query",
            description="Searches for what the call was about",
            type="QUERY_REFORMULATION",
            api_format="MESSAGES",
            model_id=model,
            template_type="TEXT",
            template_configuration=wisdom.CfnAIPrompt.AIPromptTemplateConfigurationProperty(
                text_full_ai_prompt_edit_template_configuration=(
                    wisdom.CfnAIPrompt.TextFullAIPromptEditTemplateConfigurationProperty(text=text)
                )
            ),
        )
        version = wisdom.CfnAIPromptVersion(
            self,
            f"Query{written}",
            assistant_id=assistant.attr_assistant_id,
            ai_prompt_id=prompt.attr_ai_prompt_id,
        )
        self._use(self._agent(deployment, assistant, version, written), assistant, calls, key)

    def _agent(
        self, deployment: Deployment, assistant: wisdom.CfnAssistant, query: wisdom.CfnAIPromptVersion, written: str
    ) -> str:
        """The id of a version of exactly this AI agent."""
        recommending = wisdom.CfnAIAgent.AnswerRecommendationAIAgentConfigurationProperty(
            query_reformulation_ai_prompt_id=query.attr_ai_prompt_version_id
        )
        agent = wisdom.CfnAIAgent(
            self,
            "Agent",
            assistant_id=assistant.attr_assistant_id,
            name=f"{deployment.prefix}-assist",
            description="Recommends answers, beginning with what the caller asked",
            type=KIND,
            configuration=wisdom.CfnAIAgent.AIAgentConfigurationProperty(
                answer_recommendation_ai_agent_configuration=recommending
            ),
        )
        version = wisdom.CfnAIAgentVersion(
            self, f"Agent{written}", assistant_id=assistant.attr_assistant_id, ai_agent_id=agent.attr_ai_agent_id
        )
        return version.attr_ai_agent_version_id

    def _use(self, agent: str, assistant: wisdom.CfnAssistant, calls: SdkCalls, key: kms.IKey) -> None:
        """Make it the assistant's own: CloudFormation has no property for that.

        Source of the rights: service-authorization/latest/reference/list_amazonqinconnect.html.
        """
        used = {"assistantId": assistant.attr_assistant_id, "aiAgentType": KIND}
        change = ["wisdom:UpdateAssistantAIAgent", "wisdom:RemoveAssistantAIAgent"]
        rights = calls.make(
            self,
            "Used",
            kind="Custom::AssistantAIAgent",
            on_update=cr.AwsSdkCall(
                service="qconnect",
                action="UpdateAssistantAIAgent",
                parameters={**used, "configuration": {"aiAgentId": agent}},
                physical_resource_id=cr.PhysicalResourceId.of("agent-assist"),
            ),
            on_delete=cr.AwsSdkCall(
                service="qconnect",
                action="RemoveAssistantAIAgent",
                parameters=used,
                ignore_error_codes_matching="ResourceNotFoundException",
            ),
            rights=[
                iam.PolicyStatement(actions=change, resources=[assistant.attr_assistant_arn]),
                use_by_caller(key, cdk.Stack.of(self).region),
            ],
        )
        accept_use(rights)
