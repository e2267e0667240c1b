"""What answers a caller: the functions, their tables, the portal.

Knows Lambda, DynamoDB and Cognito resources; refuses to know the bot, flows and documents, and who may do what.
"""

from collections.abc import Mapping
from typing import Any

import aws_cdk as cdk
from aws_cdk import aws_cognito as cognito
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from clinic import Clinic, environment
from infra import bundle
from infra.accepted import accept
from infra.config import Deployment
from infra.function import Function

ENTRIES = ("fulfillment.ended_handler", "fulfillment.flow_handler", "fulfillment.handler")
"""The modules that Lambda imports from the one asset of the functions."""

FULFILLMENT_DEADLINE_S = 6.0
"""Seconds in which an open question is answered: Lex speaks progress messages meanwhile."""
DIALOG_DEADLINE_S = 4.0
"""Seconds in which a slot's turn is answered: nothing is heard meanwhile."""
READ_ON_S = 0.15
"""Seconds for which the model's stream is read on after the answer is complete."""
HISTORY_TOKENS = 400
"""Of earlier turns, what the model is told at most."""
SESSION_HOURS = 24
"""After which a session has expired; DynamoDB deletes it then, typically within two days:
https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTimeToLive.html"""
SESSION_RECOVERY_DAYS = 1
"""How long what callers said can be brought back after it is deleted: as short as DynamoDB lets it be. Its longest is
35: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PointInTimeRecoverySpecification.html"""
CLINIC_RECOVERY_DAYS = 35

HOOK_MB = 768
"""Megabytes, with 0.43 of a CPU. On a whole one a turn takes 10 ms, the first one 85 with its three TLS contexts: here
25 and 200. A snapshot costs by this number, $0.0000015046 a GB-second: $2.92 a month, where a whole CPU costs $6.74.
https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html, https://aws.amazon.com/lambda/pricing/"""
HOOK_S = 12
"""Seconds. After the longer deadline a session may still have to be saved, in two attempts of 2.5 s. Lex waits 30:
https://docs.aws.amazon.com/lexv2/latest/dg/lambda.html"""
FLOW_MB = 1769
"""Megabytes, with a whole CPU: nothing is paid while it rests, and its cold start is silence for somebody who has just
heard the notice of recording, or has taken a call (docs/decisions/0019)."""
FLOW_S = 8
"""Seconds that a flow waits at most:
https://docs.aws.amazon.com/connect/latest/adminguide/invoke-lambda-function-block.html"""
ENDED_MB = 512
ENDED_S = 30

KEEP_WARM = {"keep_warm": True}
"""What the schedules send to the code hook and to the flows' function."""
KEEP_READY_EVERY = cdk.Duration.minutes(5)
"""In which Lambda keeps what it has started, as far as anybody has seen; nothing is documented."""
KEEP_WARM_EVERY = cdk.Duration.days(1)
"""A snapshot that is not used for 14 days is deleted, and the next call fails:
https://docs.aws.amazon.com/lambda/latest/dg/snapstart-security.html"""

SNAPSHOTS_NEED_VERSIONS = "Annotation::@aws-cdk/aws-lambda:snapStartRequirePublish"
"""CDK's own reminder, on every function with snapshots."""

SYNCHRONOUS = "Lex and the flows wait for its answer and go on without it: an event that failed is of no use later"
PLAIN_POOL = (
    "threat protection needs Cognito's Plus plan, paid for every patient who signs in; the line signs nobody in, and "
    "the portal in front of the pool decides"
)


class Tables(Construct):
    """Sessions, and the clinic's back office.

    A table that is kept stays even after a deployment that failed: it is protected against deletion.
    """

    def __init__(self, scope: Construct, id: str, *, deployment: Deployment, key: kms.IKey) -> None:
        super().__init__(scope, id)
        kept = "tables" in deployment.keep
        self._key = key
        self._protected = kept
        self._removal = cdk.RemovalPolicy.RETAIN if kept else cdk.RemovalPolicy.DESTROY
        self.sessions = self._table("Sessions", "pk", lives_until="expires_at", recovery_days=SESSION_RECOVERY_DAYS)
        self.clinic = self._table("Clinic", "pk", "sk", recovery_days=CLINIC_RECOVERY_DAYS)
        soon_of_no_use = "a session is of use while its call lasts; a backup would keep what callers said"
        every_second = f"point-in-time recovery keeps every second of {CLINIC_RECOVERY_DAYS} days"
        accept(self.sessions, {"HIPAA.Security-DynamoDBInBackupPlan": soon_of_no_use})
        accept(self.clinic, {"HIPAA.Security-DynamoDBInBackupPlan": every_second})
        self.session_table_name = self.sessions.table_name
        self.clinic_table_name = self.clinic.table_name

    def _table(
        self, id: str, partition: str, sort: str | None = None, *, recovery_days: int, lives_until: str | None = None
    ) -> dynamodb.Table:
        text = dynamodb.AttributeType.STRING
        return dynamodb.Table(
            self,
            id,
            partition_key=dynamodb.Attribute(name=partition, type=text),
            sort_key=dynamodb.Attribute(name=sort, type=text) if sort else None,
            time_to_live_attribute=lives_until,
            billing_mode=dynamodb.BillingMode.PAY_PER_REQUEST,
            encryption=dynamodb.TableEncryption.CUSTOMER_MANAGED,
            encryption_key=self._key,
            point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(
                point_in_time_recovery_enabled=True, recovery_period_in_days=recovery_days
            ),
            deletion_protection=self._protected,
            removal_policy=self._removal,
        )


class Portal(Construct):
    """The Cognito pool of the patient portal: a new one, or the existing one of the deployment."""

    def __init__(self, scope: Construct, id: str, *, deployment: Deployment) -> None:
        super().__init__(scope, id)
        if deployment.user_pool_id:
            self.user_pool_id = deployment.user_pool_id
        else:
            self.user_pool_id = self._pool("tables" in deployment.keep).user_pool_id
        self.user_pool_arn = cdk.Stack.of(self).format_arn(
            service="cognito-idp", resource="userpool", resource_name=self.user_pool_id
        )

    def _pool(self, kept: bool) -> cognito.UserPool:
        """Patients are entered by the clinic, and get their codes by e-mail."""
        pool = cognito.UserPool(
            self,
            "Pool",
            self_sign_up_enabled=False,
            sign_in_aliases=cognito.SignInAliases(username=True, email=True),
            auto_verify=cognito.AutoVerifiedAttrs(email=True),
            standard_attributes=cognito.StandardAttributes(
                email=cognito.StandardAttribute(required=True, mutable=True)
            ),
            account_recovery=cognito.AccountRecovery.EMAIL_ONLY,
            password_policy=cognito.PasswordPolicy(
                min_length=12, require_digits=True, require_lowercase=True, require_symbols=True,
                require_uppercase=True, temp_password_validity=cdk.Duration.days(3),
            ),
            mfa=cognito.Mfa.OPTIONAL,
            mfa_second_factor=cognito.MfaSecondFactor(otp=True, sms=False),
            deletion_protection=kept,
            removal_policy=cdk.RemovalPolicy.RETAIN if kept else cdk.RemovalPolicy.DESTROY,
        )  # fmt: skip
        accept(
            pool,
            {
                "AwsSolutions-COG2": "each patient chooses a second factor",
                "AwsSolutions-COG3": PLAIN_POOL,
                "AwsSolutions-COG8": PLAIN_POOL,
            },
        )
        return pool


class Functions(Construct):
    """The code hook of Lex, the function of the flows, the function of ended contacts."""

    def __init__(
        self, scope: Construct, id: str, *, deployment: Deployment, clinic: Clinic, key: kms.IKey,
        environment: Mapping[str, str], made_for: str, line_number: str = "",
    ) -> None:  # fmt: skip
        """Make the functions.

        Args:
            environment: What the code hook reads besides the tenant's values.
            made_for: What in the environment comes by parameters that are read at deployment, as of `Function`.
            line_number: E.164, by which our calls are told from others of the instance; empty: not known.
        """
        super().__init__(scope, id)
        self._deployment, self._key = deployment, key
        self._asset = bundle.build("functions", entries=ENTRIES)
        tools = {
            "POWERTOOLS_SERVICE_NAME": deployment.prefix,
            "POWERTOOLS_METRICS_NAMESPACE": "Frontdesk",
            "POWERTOOLS_LOG_LEVEL": "INFO",
        }
        store = {**tools, "SESSION_TABLE": environment["SESSION_TABLE"]}
        callers = {"CALLER_KEY": cdk.Fn.select(2, cdk.Fn.split("/", cdk.Stack.of(self).stack_id))}
        self.code_hook = self._code_hook({**tools, **told(clinic), **callers, **environment}, made_for)
        self.flow = self._flow({**store, **callers})
        self.ended_failures = self._dead_letters()
        ours = {"LINE_NUMBER": line_number} if line_number else {}
        self.ended = self._ended({**store, **ours, **callers, "SESSION_HOURS": str(SESSION_HOURS)})
        code_hook_alias, flow_alias = self.code_hook.alias(), self.flow.alias()
        self._keep_warm(
            "KeepWarm", code_hook_alias, KEEP_WARM_EVERY, "Keeps the code hook's snapshot from being deleted unused"
        )
        self._keep_warm(
            "KeepReady",
            flow_alias,
            KEEP_READY_EVERY,
            "Keeps one of the flows' function started, so that it answers at once",
        )
        self.code_hook_alias_arn = code_hook_alias.function_arn
        self.flow_alias_arn = flow_alias.function_arn
        self.ended_arn = self.ended.function.function_arn

    def _function(self, id: str, **settings: Any) -> Function:
        return Function(self, id, deployment=self._deployment, key=self._key, asset=self._asset, **settings)

    def _code_hook(self, environment: Mapping[str, str], made_for: str) -> Function:
        reserved = self._deployment.reserved_concurrency
        hook = self._function(
            "CodeHook",
            description="Answers a caller's turn; Lex calls it",
            handler="fulfillment.handler.lambda_handler",
            memory_mb=HOOK_MB,
            timeout_s=HOOK_S,
            environment=environment,
            made_for=made_for,
            snap_start=lambda_.SnapStartConf.ON_PUBLISHED_VERSIONS,
            **({} if reserved is None else {"reserved_concurrent_executions": reserved}),
        )
        accept(hook.function, {"HIPAA.Security-LambdaDLQ": SYNCHRONOUS})
        published = cdk.Acknowledgment(id=SNAPSHOTS_NEED_VERSIONS, reason="Lex calls the alias of a published version")
        cdk.Validations.of(hook.function).acknowledge(published)
        return hook

    def _flow(self, environment: Mapping[str, str]) -> Function:
        flow = self._function(
            "Flow",
            description="Tells flows what the agent hears and sees, whom to call back and whether a call may go on",
            handler="fulfillment.flow_handler.lambda_handler",
            memory_mb=FLOW_MB,
            timeout_s=FLOW_S,
            environment=environment,
        )
        accept(flow.function, {"HIPAA.Security-LambdaDLQ": SYNCHRONOUS})
        return flow

    def _ended(self, environment: Mapping[str, str]) -> Function:
        """EventBridge does not wait for it: what fails three times goes to the queue of failures."""
        ended = self._function(
            "Ended",
            description="Closes the session of a call that has ended, and counts how",
            handler="fulfillment.ended_handler.lambda_handler",
            memory_mb=ENDED_MB,
            timeout_s=ENDED_S,
            environment=environment,
            dead_letter_queue=self.ended_failures,
        )
        ended.may("sqs:SendMessage", on=self.ended_failures.queue_arn)
        ended.may_use_key(self._key, "sqs", writes=True)
        return ended

    def _dead_letters(self) -> sqs.Queue:
        queue = sqs.Queue(
            self,
            "EndedFailures",
            encryption=sqs.QueueEncryption.KMS,
            encryption_master_key=self._key,
            enforce_ssl=True,
            retention_period=cdk.Duration.days(14),
        )
        accept(queue, {"AwsSolutions-SQS3": "it is the queue of what failed"})
        return queue

    def _keep_warm(self, id: str, alias: lambda_.Alias, every: cdk.Duration, why: str) -> None:
        events.Rule(
            self,
            id,
            description=why,
            schedule=events.Schedule.rate(every),
            targets=[targets.LambdaFunction(alias, event=events.RuleTargetInput.from_object(KEEP_WARM))],
        )


def told(clinic: Clinic) -> dict[str, str]:
    """What the code hook reads of the tenant and of our own limits."""
    return {
        **environment(clinic),
        "FULFILLMENT_DEADLINE_S": str(FULFILLMENT_DEADLINE_S),
        "DIALOG_DEADLINE_S": str(DIALOG_DEADLINE_S),
        "READ_ON_S": str(READ_ON_S),
        "HISTORY_TOKENS": str(HISTORY_TOKENS),
        "SESSION_HOURS": str(SESSION_HOURS),
    }
