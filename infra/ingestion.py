"""Every change of the documents reaches the index.

Knows the events of the bucket, the queue that gathers them, and where `lambdas/knowledge_sync.py` runs; refuses to know
what ingestion does.
"""

from pathlib import Path
from typing import Any

import aws_cdk as cdk
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.accepted import accept
from infra.bundle import BundleError
from infra.config import Deployment
from infra.documents import Documents
from infra.knowledge import KnowledgeBase
from infra.storage import log_group

LAMBDAS = Path(__file__).parents[1] / "lambdas"
ASSET = ("knowledge_sync.py", "cloudformation.py")
NOTHING_BUT = ("*", *(f"!{name}" for name in ASSET))
"""What of that folder is left out of the function's asset: all but its own files."""
METRIC_NAMESPACE = "Frontdesk"
METRIC = "IngestionFailures"
"""Documents that could not be ingested, and jobs that failed or could not start; 0 after a success. Its dimension is
`service`, the deployment's prefix."""
GATHERED = cdk.Duration.minutes(1)
"""How long changes are gathered into one job."""
WATCHED = cdk.Duration.minutes(15)
"""How long one invocation watches a job: the longest that Lambda has;
https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html."""
TRIES = 8
"""How often a change is delivered, every sixteen minutes, before it is given up."""
LEFTOVERS_KEPT = cdk.Duration.days(14)


class Ingestion(Construct):
    """One job after changes have settled, and one in every deployment that changes documents or index."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        deployment: Deployment,
        key: kms.IKey,
        documents: Documents,
        base: KnowledgeBase,
    ) -> None:
        super().__init__(scope, id)
        changes = Changes(self, "Changes", documents=documents)
        self.dead_letters = changes.dead_letters
        """Changes that never came into the index: anything in here is to be looked at."""
        self.function = _function(self, deployment, key, base, changes.queue)
        lambda_.EventSourceMapping(
            self,
            "Deliveries",
            target=self.function,
            event_source_arn=changes.queue.queue_arn,
            batch_size=1000,
            max_batching_window=GATHERED,
            max_concurrency=2,
            report_batch_item_failures=True,
        )
        deployed = cdk.CustomResource(
            self,
            "Deployed",
            resource_type="Custom::Ingestion",
            service_token=self.function.function_arn,
            service_timeout=WATCHED,
            properties={"Documents": documents.fingerprint, "DataSource": base.data_source_id},
        )
        deployed.node.add_dependency(documents.upload.deployment)


class Changes(Construct):
    """What changed in the bucket, told by EventBridge, in a queue.

    Names of documents are all there is in it, so the queue's own encryption does.
    """

    def __init__(self, scope: Construct, id: str, *, documents: Documents) -> None:
        super().__init__(scope, id)
        closed: dict[str, Any] = {"encryption": sqs.QueueEncryption.SQS_MANAGED, "enforce_ssl": True}
        self.dead_letters = sqs.Queue(self, "DeadLetters", **closed, retention_period=LEFTOVERS_KEPT)
        self.queue = sqs.Queue(
            self,
            "Queue",
            **closed,
            visibility_timeout=cdk.Duration.minutes(WATCHED.to_minutes() + 1),
            retention_period=cdk.Duration.days(4),
            dead_letter_queue=sqs.DeadLetterQueue(queue=self.dead_letters, max_receive_count=TRIES),
        )
        rule = events.Rule(
            self,
            "Rule",
            description="A document was put, overwritten or deleted; versions that expire are no change",
            event_pattern=events.EventPattern(
                source=["aws.s3"],
                detail_type=["Object Created", "Object Deleted"],
                detail={
                    "bucket": {"name": [documents.bucket.bucket_name]},
                    "reason": [{"anything-but": ["Lifecycle Expiration"]}],
                },
            ),
        )
        rule.add_target(targets.SqsQueue(self.queue, dead_letter_queue=self.dead_letters))


def _function(
    scope: Construct, deployment: Deployment, key: kms.IKey, base: KnowledgeBase, queue: sqs.Queue
) -> lambda_.Function:
    refuse_missing(LAMBDAS)
    logs = log_group(scope, "Logs", deployment=deployment, key=key)
    may = iam.ManagedPolicy(scope, "May", statements=_may_ingest(base, queue, logs.log_group_arn))
    role = iam.Role(scope, "Role", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"), managed_policies=[may])
    function = lambda_.Function(
        scope,
        "Function",
        description="Ingests the documents into the knowledge base after every change",
        runtime=lambda_.Runtime.PYTHON_3_13,
        architecture=lambda_.Architecture.ARM_64,
        code=lambda_.Code.from_asset(str(LAMBDAS), exclude=list(NOTHING_BUT)),
        handler="knowledge_sync.lambda_handler",
        memory_size=256,
        timeout=WATCHED,
        role=role.without_policy_updates(),
        log_group=logs,
        environment={
            "KNOWLEDGE_BASE_ID": base.knowledge_base_id,
            "DATA_SOURCE_ID": base.data_source_id,
            "QUEUE_URL": queue.queue_url,
            "POWERTOOLS_SERVICE_NAME": deployment.prefix,
        },
    )
    accept(
        function,
        {
            "AwsSolutions-L1": "the line's functions run on one Python, and 3.13 is what they are tested on",
            "HIPAA.Security-LambdaConcurrency": "its queue invokes it twice at a time at most, CloudFormation once",
            "HIPAA.Security-LambdaDLQ": "its queue has one, and CloudFormation waits for its answer",
            "HIPAA.Security-LambdaInsideVPC": "it calls AWS's public endpoints alone; nothing is in a VPC to reach",
        },
    )
    return function


def refuse_missing(folder: Path) -> None:
    """Raises: BundleError: the function would lack a file: what is excluded from an asset need not be there."""
    for name in ASSET:
        if not (folder / name).is_file():
            raise BundleError(f"{folder / name} is missing, and ingestion cannot run without it; restore it")


def _may_ingest(base: KnowledgeBase, queue: sqs.Queue, log_group_arn: str) -> list[iam.PolicyStatement]:
    jobs = ["StartIngestionJob", "GetIngestionJob", "ListIngestionJobs", "StopIngestionJob"]
    taking = ["ReceiveMessage", "DeleteMessage", "GetQueueAttributes", "SendMessage"]
    return [
        iam.PolicyStatement(actions=[f"bedrock:{job}" for job in jobs], resources=[base.knowledge_base_arn]),
        iam.PolicyStatement(actions=[f"sqs:{action}" for action in taking], resources=[queue.queue_arn]),
        iam.PolicyStatement(actions=["logs:CreateLogStream", "logs:PutLogEvents"], resources=[log_group_arn]),
    ]
