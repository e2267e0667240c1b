"""What agents and admins may do in Connect, which queues agents serve, and the first agent.

Knows Connect's routing and security profiles and users; refuses to know hours, queues and flows.
"""

import json
from collections.abc import Mapping

import aws_cdk as cdk
from aws_cdk import aws_connect as connect
from aws_cdk import aws_kms as kms
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from infra.accepted import accept
from infra.config import Deployment

GUIDES = 5
"""Chats an agent may have at once: each agent's screen is one, and one stays open after its call until it is closed."""

AGENT_PERMISSIONS = (
    "BasicAgentAccess",  # the contact control panel
    "OutboundCallAccess",  # to call a patient back
    "CustomViews.Access",  # the screen of a handoff
    "TransferDestinations.View",  # to transfer a call
)
ASSISTED_AGENT_PERMISSIONS = ("Wisdom.View",)
"""Amazon Q in Connect."""
ADMIN_PERMISSIONS = (
    "AccessMetrics",
    "AccessMetrics.AgentActivityAudit.Access",
    "AccessMetrics.Dashboards.Access",
    "AccessMetrics.HistoricalMetrics.Access",
    "AccessMetrics.RealTimeMetrics.Access",
    "AgentStates.Create",
    "AgentStates.Edit",
    "AgentStates.EnableAndDisable",
    "AgentStates.View",
    "Audio.View",
    "Bots.View",
    "CallRecordings.Redacted.Access",
    "CallRecordings.Unredacted.Access",
    "ContactAttributes.View",
    "ContactFlowModules.Create",
    "ContactFlowModules.Edit",
    "ContactFlowModules.Publish",
    "ContactFlowModules.View",
    "ContactFlows.Create",
    "ContactFlows.Edit",
    "ContactFlows.Publish",
    "ContactFlows.View",
    "ContactSearch.View",
    "ContactTranscripts.Redacted.Access",
    "ContactTranscripts.Unredacted.Access",
    "GraphTrends.View",
    "HistoricalChanges.View",
    "HoursOfOperation.Create",
    "HoursOfOperation.Edit",
    "HoursOfOperation.View",
    "ListenCallRecordings",
    "MetricsReports.Create",
    "MetricsReports.Edit",
    "MetricsReports.Schedule",
    "MetricsReports.View",
    "PhoneNumbers.View",
    "Prompts.Create",
    "Prompts.Delete",
    "Prompts.Edit",
    "Prompts.View",
    "Queues.Create",
    "Queues.Edit",
    "Queues.EnableAndDisable",
    "Queues.View",
    "RoutingPolicies.Create",
    "RoutingPolicies.Edit",
    "RoutingPolicies.View",
    "SecurityProfiles.View",
    "TransferDestinations.Create",
    "TransferDestinations.Delete",
    "TransferDestinations.Edit",
    "TransferDestinations.View",
    "Users.View",
    "Views.Create",
    "Views.Edit",
    "Views.View",
)
"""Flows, prompts, hours, queues, and what people did and said. Not: deleting flows, numbers or recordings, changing
security profiles, or making and changing users, by which anybody could take the Admin profile:
adminguide/security-profile-best-practices.html. Source of every permission: adminguide/security-profile-list.html."""


class Profiles(Construct):
    """Which queues agents serve, and what agents and admins may do.

    The four queues have one priority, so that a callback keeps its place among them. An open guide is a chat, and must
    not keep a call from the agent it belongs to.
    """

    def __init__(
        self, scope: Construct, id: str, *, deployment: Deployment, instance_arn: str, queue_arns: Mapping[str, str]
    ) -> None:
        super().__init__(scope, id)
        routing = connect.CfnRoutingProfile(
            self,
            "Routing",
            instance_arn=instance_arn,
            name=f"{deployment.prefix} agents",
            description="Calls of every queue of the phone line",
            default_outbound_queue_arn=queue_arns["General"],
            media_concurrencies=[_channel("VOICE", 1, "CURRENT_CHANNEL_ONLY"), _channel("CHAT", GUIDES, "ANY_CHANNEL")],
            queue_configs=[_voice(arn) for arn in queue_arns.values()],
        )
        assisted = ASSISTED_AGENT_PERMISSIONS if deployment.agent_assist else ()
        agent = self._security("agent", "Answers calls", (*AGENT_PERMISSIONS, *assisted), deployment, instance_arn)
        self._security("admin", "Edits flows, prompts, hours and queues", ADMIN_PERMISSIONS, deployment, instance_arn)
        self.routing_arn = routing.attr_routing_profile_arn
        self.agent_arn = agent.attr_security_profile_arn
        if deployment.instance_arn:
            cdk.CfnOutput(
                self,
                "Agents",
                value=routing.name,
                description="Routing profile to give to the agents who answer: nobody in this instance has our queues "
                f"yet; their screens need the security profile {agent.security_profile_name} too",
            )

    def _security(
        self, role: str, what: str, permissions: tuple[str, ...], deployment: Deployment, instance_arn: str
    ) -> connect.CfnSecurityProfile:
        """Its name is fixed for good: another one replaces it, and everybody who has it loses it."""
        return connect.CfnSecurityProfile(
            self,
            role.title(),
            instance_arn=instance_arn,
            security_profile_name=f"{deployment.prefix}-{role}",
            description=what,
            permissions=list(permissions),
        )


def _channel(channel: str, at_once: int, may_be_offered: str) -> connect.CfnRoutingProfile.MediaConcurrencyProperty:
    return connect.CfnRoutingProfile.MediaConcurrencyProperty(
        channel=channel,
        concurrency=at_once,
        cross_channel_behavior=connect.CfnRoutingProfile.CrossChannelBehaviorProperty(
            behavior_type=f"ROUTE_{may_be_offered}"
        ),
    )


def _voice(queue_arn: str) -> connect.CfnRoutingProfile.RoutingProfileQueueConfigProperty:
    return connect.CfnRoutingProfile.RoutingProfileQueueConfigProperty(
        delay=0,
        priority=1,
        queue_reference=connect.CfnRoutingProfile.RoutingProfileQueueReferenceProperty(
            channel="VOICE", queue_arn=queue_arn
        ),
    )


class FirstAgent(Construct):
    """The first person who can log in and answer: a new instance has nobody.

    The password is made once and given to Connect once; whoever changes it in Connect has changed it for good.
    """

    def __init__(
        self, scope: Construct, id: str, *, deployment: Deployment, instance_arn: str, profiles: Profiles, key: kms.IKey
    ) -> None:
        super().__init__(scope, id)
        agent = deployment.first_agent
        assert agent
        secret = self._secret(agent.username, key)
        connect.CfnUser(
            self,
            "User",
            instance_arn=instance_arn,
            username=agent.username,
            password=secret.secret_value_from_json("password").unsafe_unwrap(),
            identity_info=connect.CfnUser.UserIdentityInfoProperty(
                first_name=agent.first_name, last_name=agent.last_name
            ),
            phone_config=connect.CfnUser.UserPhoneConfigProperty(phone_type="SOFT_PHONE", auto_accept=False),
            routing_profile_arn=profiles.routing_arn,
            security_profile_arns=[profiles.agent_arn],
        )
        workspace = f"https://{deployment.instance_alias}.my.connect.aws/agent-app-v2/"
        where = workspace if deployment.instance_alias else "the access URL of your instance, with /agent-app-v2/"
        cdk.CfnOutput(
            self,
            "Login",
            value=f"aws secretsmanager get-secret-value --secret-id {secret.secret_name} --query SecretString "
            f"--output text --region {deployment.region}",
            description=f"Prints user name and password of {agent.username}, who logs in at {where}",
        )

    def _secret(self, username: str, key: kms.IKey) -> secretsmanager.Secret:
        """Connect wants 8 to 64 characters with a small letter, a capital and a digit. Source: AWS::Connect::User."""
        secret = secretsmanager.Secret(
            self,
            "Password",
            description=f"First password of {username} in Amazon Connect",
            encryption_key=key,
            generate_secret_string=secretsmanager.SecretStringGenerator(
                secret_string_template=json.dumps({"username": username}),
                generate_string_key="password",
                password_length=24,
                exclude_punctuation=True,
                require_each_included_type=True,
            ),
            removal_policy=cdk.RemovalPolicy.DESTROY,
        )
        once = "a first password: Connect keeps the person's own afterwards, and no rotation could change that one"
        accept(secret, {"AwsSolutions-SMG4": once, "HIPAA.Security-SecretsManagerRotationEnabled": once})
        return secret
