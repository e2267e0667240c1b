"""What the instance and the functions know of each other: what it may call, and what it tells when a contact ends.

Knows associations, permissions and contact events; refuses to know what flows and functions do.
"""

from collections.abc import Sequence

import aws_cdk as cdk
from aws_cdk import aws_connect as connect
from aws_cdk import aws_events as events
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.accepted import accept
from infra.config import Deployment

RETRY_HOURS = 2
RETRIES = 20
"""How long, and how often, EventBridge tries the function. Sessions expire by themselves, so later is of no use."""
UNDELIVERED_DAYS = 14
"""How long events that no try delivered are kept: SQS's longest. Source: SQS, SetQueueAttributes."""


class Associations(Construct):
    """What the instance may call: the bot's alias and the functions' aliases.

    Connect writes the bot's policy when it associates it. For a function's alias it writes none, so that is here.
    """

    def __init__(
        self, scope: Construct, id: str, *, instance_arn: str, bot_alias_arn: str, function_arns: Sequence[str]
    ) -> None:
        super().__init__(scope, id)
        associate(self, "Bot", instance_arn=instance_arn, kind="LEX_BOT", arn=bot_alias_arn)
        for place, arn in enumerate(function_arns):
            permission = lambda_.CfnPermission(
                self,
                f"Permission{place}",
                action="lambda:InvokeFunction",
                function_name=arn,
                principal="connect.amazonaws.com",
                source_account=cdk.Stack.of(self).account,
                source_arn=instance_arn,
            )
            association = associate(
                self, f"Function{place}", instance_arn=instance_arn, kind="LAMBDA_FUNCTION", arn=arn
            )
            association.add_resource_dependency(permission)


def associate(
    scope: Construct, id: str, *, instance_arn: str, kind: str, arn: str
) -> connect.CfnIntegrationAssociation:
    """Let the instance use what the ARN names. The property called InstanceId takes the instance's ARN."""
    return connect.CfnIntegrationAssociation(
        scope, id, instance_id=instance_arn, integration_type=kind, integration_arn=arn
    )


class ContactEvents(Construct):
    """The end of every contact, told to the function that closes sessions.

    An event that EventBridge may not encrypt is lost without a word, so its queue has SQS's own encryption. A contact's
    ids, times, queue, agent, tags and our own number are in it, and nothing of the caller:
    https://docs.aws.amazon.com/connect/latest/adminguide/contact-events.html.
    """

    def __init__(
        self, scope: Construct, id: str, *, deployment: Deployment, instance_arn: str, function_arn: str
    ) -> None:
        super().__init__(scope, id)
        self.undelivered = self._queue()
        """Events that no try delivered."""
        rule = events.CfnRule(
            self,
            "Ended",
            name=f"{deployment.prefix}-contact-ended",
            description=f"The end of every contact of {deployment.prefix}",
            event_pattern={
                "source": ["aws.connect"],
                "detail-type": ["Amazon Connect Contact Event"],
                "detail": {"instanceArn": [instance_arn], "eventType": ["DISCONNECTED"]},
            },
            targets=[
                events.CfnRule.TargetProperty(
                    id="ended",
                    arn=function_arn,
                    dead_letter_config=events.CfnRule.DeadLetterConfigProperty(arn=self.undelivered.queue_arn),
                    retry_policy=events.CfnRule.RetryPolicyProperty(
                        maximum_event_age_in_seconds=RETRY_HOURS * 3600, maximum_retry_attempts=RETRIES
                    ),
                )
            ],
        )
        self.undelivered.add_to_resource_policy(_only_from(rule, self.undelivered))
        lambda_.CfnPermission(
            self,
            "Permission",
            action="lambda:InvokeFunction",
            function_name=function_arn,
            principal="events.amazonaws.com",
            source_account=cdk.Stack.of(self).account,
            source_arn=rule.attr_arn,
        )

    def _queue(self) -> sqs.Queue:
        queue = sqs.Queue(
            self,
            "Undelivered",
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=True,
            retention_period=cdk.Duration.days(UNDELIVERED_DAYS),
        )
        accept(queue, {"AwsSolutions-SQS3": "it is a dead-letter queue itself"})
        return queue


def _only_from(rule: events.CfnRule, queue: sqs.Queue) -> iam.PolicyStatement:
    return iam.PolicyStatement(
        principals=[iam.ServicePrincipal("events.amazonaws.com")],
        actions=["sqs:SendMessage"],
        resources=[queue.queue_arn],
        conditions={
            "StringEquals": {"aws:SourceAccount": cdk.Stack.of(queue).account},
            "ArnEquals": {"aws:SourceArn": rule.attr_arn},
        },
    )
