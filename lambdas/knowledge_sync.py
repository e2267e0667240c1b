"""The knowledge base follows the documents: one ingestion job after every change, watched to its end.

Knows ingestion jobs, the queue of changes and what CloudFormation asks for; refuses to know what is in a document.
Lambda's own runtime has all else it needs: it is deployed as this file and `cloudformation.py`.
"""

import contextlib
import json
import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

import botocore.session
from botocore.exceptions import ClientError

from cloudformation import answer, put

NAMESPACE = "Frontdesk"
METRIC = "IngestionFailures"
POLL_S = 10.0
"""Between two looks at a job."""
RESERVE_S = 20.0
"""Left of the function's time when watching stops: what watches again is told."""
EVENT_GRAIN = timedelta(seconds=1)
"""S3's events tell the second in which an object changed, and a job that began within it may have missed the change."""
BUSY = frozenset({"ConflictException", "ServiceQuotaExceededException", "ThrottlingException"})
"""Why a job cannot start now, and can later; one runs at a time for a knowledge base, five for an account:
https://docs.aws.amazon.com/general/latest/gr/bedrock.html."""

Event = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Job:
    id: str
    status: str
    """As GetIngestionJob says."""
    started_at: datetime
    failed_documents: int = 0
    reasons: Sequence[str] = ()

    @property
    def ended(self) -> bool:
        return self.status in ("COMPLETE", "FAILED", "STOPPED")

    @property
    def failures(self) -> int:
        """Documents that are not in the index though they should be; 1 for a job that did not come through."""
        return self.failed_documents if self.status == "COMPLETE" else max(self.failed_documents, 1)


class Step(StrEnum):
    START = "start"
    WAIT = "wait"
    ENDED = "ended"


class Jobs(Protocol):
    """The ingestion jobs of one data source."""

    def latest(self) -> Job | None: ...

    def start(self) -> str | None:
        """The id of the job begun; None when none can begin now."""

    def stop(self, job_id: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Clock:
    """Time that is left, and how to let some pass; both in seconds."""

    left: Callable[[], float]
    sleep: Callable[[float], None]


def decide(changed_at: datetime, latest: Job | None, started: str | None) -> Step:
    """What brings documents changed at `changed_at` into the index.

    Args:
        changed_at: When the latest of them changed.
        latest: The job that began last.
        started: The id of the job begun for this change, if one was: it is the answer, however it ended.
    """
    if latest is None:
        return Step.START
    if not latest.ended:
        return Step.WAIT
    covers = latest.status == "COMPLETE" and latest.started_at >= changed_at + EVENT_GRAIN
    return Step.ENDED if covers or latest.id == started else Step.START


def ingest(changed_at: datetime, jobs: Jobs, clock: Clock) -> Job | None:
    """Have the change ingested. Returns the job that did it, or tried; None when time ran out first."""
    started: str | None = None
    while True:
        latest = jobs.latest()
        step = decide(changed_at, latest, started)
        if step is Step.ENDED:
            return latest
        if step is Step.START:
            started = jobs.start() or started
        if clock.left() < RESERVE_S + POLL_S:
            return None
        clock.sleep(POLL_S)


def stop(jobs: Jobs, clock: Clock) -> None:
    """End what runs: a data source cannot be deleted under a job."""
    while (latest := jobs.latest()) is not None and not latest.ended and clock.left() >= RESERVE_S + POLL_S:
        if latest.status != "STOPPING":
            jobs.stop(latest.id)
        clock.sleep(POLL_S)


def changed_at(records: Sequence[Event]) -> datetime:
    """When the latest change happened that these messages tell of. One that does not say: when it was sent."""
    return max(_time(record) for record in records)


def _time(record: Event) -> datetime:
    try:
        return datetime.fromisoformat(json.loads(record["body"])["time"])
    except (ValueError, KeyError, TypeError):
        return datetime.fromtimestamp(int(record["attributes"]["SentTimestamp"]) / 1000, UTC)


def metric(failures: int, *, service: str, at: datetime, job: Job | None, reasons: Sequence[str] = ()) -> str:
    """One log line that CloudWatch also reads as the metric (embedded metric format).

    Zero is told too, so that an alarm sees the next success. `reasons`: where there is no job that has its own.
    """
    about = {
        "Timestamp": int(at.timestamp() * 1000),
        "CloudWatchMetrics": [
            {"Namespace": NAMESPACE, "Dimensions": [["service"]], "Metrics": [{"Name": METRIC, "Unit": "Count"}]}
        ],
    }
    told: dict[str, Any] = {"job": job.id, "status": job.status} if job else {}
    told["reasons"] = list(job.reasons if job else reasons)[:5]
    return json.dumps({"_aws": about, "service": service, METRIC: failures, "message": "ingestion", **told})


class BedrockJobs:
    """The Jobs port on Bedrock."""

    def __init__(self, client: Any, knowledge_base_id: str, data_source_id: str) -> None:
        self._client = client
        self._ids = {"knowledgeBaseId": knowledge_base_id, "dataSourceId": data_source_id}

    def latest(self) -> Job | None:
        order = {"attribute": "STARTED_AT", "order": "DESCENDING"}
        found = self._client.list_ingestion_jobs(**self._ids, sortBy=order, maxResults=1)["ingestionJobSummaries"]
        return self._job(found[0]["ingestionJobId"]) if found else None

    def start(self) -> str | None:
        try:
            return str(self._client.start_ingestion_job(**self._ids)["ingestionJob"]["ingestionJobId"])
        except ClientError as error:
            if error.response["Error"]["Code"] in BUSY:
                return None
            raise

    def stop(self, job_id: str) -> None:
        try:
            self._client.stop_ingestion_job(**self._ids, ingestionJobId=job_id)
        except ClientError as error:
            if error.response["Error"]["Code"] not in BUSY:
                raise

    def _job(self, job_id: str) -> Job:
        job = self._client.get_ingestion_job(**self._ids, ingestionJobId=job_id)["ingestionJob"]
        failed = job.get("statistics", {}).get("numberOfDocumentsFailed", 0)
        return Job(job_id, job["status"], job["startedAt"], failed, tuple(job.get("failureReasons", ())))


@dataclass(frozen=True, slots=True)
class Sync:
    """What the function does with an event, and with what."""

    source: str
    """The id of the data source that the jobs are of."""
    jobs: Jobs
    clock: Clock
    service: str
    now: Callable[[], datetime]
    tell: Callable[[str], object]
    """Writes a log line."""
    send: Callable[[str], object]
    """Puts a message into the queue of changes."""
    respond: Callable[[str, Mapping[str, str]], object]
    """Puts an answer to CloudFormation's URL."""

    def changed(self, event: Event) -> Mapping[str, Any]:
        """A batch of the queue: all of it comes back when the job failed or goes on.

        Raises:
            ClientError: no job can be started, now or later; counted, and all messages come back.
        """
        records = event["Records"]
        job = self._ingest(changed_at(records))
        done = job is not None and job.status == "COMPLETE"
        return {"batchItemFailures": [] if done else [{"itemIdentifier": each["messageId"]} for each in records]}

    def deployed(self, event: Event) -> None:
        """CloudFormation deployed documents or an index, or deletes one. It is answered whatever happens.

        The resource is called by the data source that it has filled. A source that never was fails the deployment,
        which goes back to what answered before; in one that was, a failed job leaves what is there, and the change
        waits in the queue. A rollback asks for the source that the resource is called by, so it never fails.
        """
        source, failure = event["ResourceProperties"]["DataSource"], None
        if event["RequestType"] == "Delete":
            self._deleted(source)
        else:
            failure = self._after_deploy(filled=event.get("PhysicalResourceId") == source)
            event = event if failure else {**event, "PhysicalResourceId": source}
        self.respond(event["ResponseURL"], answer(event, failure, resource=source))

    def _deleted(self, source: str) -> None:
        """Deletion is never held up. One source is deleted while the jobs are another's: that took its place."""
        with contextlib.suppress(Exception):
            if source == self.source:
                stop(self.jobs, self.clock)

    def _after_deploy(self, *, filled: bool) -> str | None:
        """Why the deployment fails; None: it does not."""
        now = self.now()
        failure: str | None = None
        try:
            job = self._ingest(now - EVENT_GRAIN)
            if job and job.status == "COMPLETE":
                return None
            if job:
                failure = f"ingestion job {job.id} {job.status}: {'; '.join(job.reasons) or 'no reason given'}"
        except Exception as error:
            failure = f"the documents cannot be ingested: {error}"
        if failure and not filled:
            return failure
        with contextlib.suppress(Exception):  # the second try is lost then; the metric has told of the first
            self.send(json.dumps({"time": now.isoformat()}))
        return None

    def _ingest(self, since: datetime) -> Job | None:
        try:
            job = ingest(since, self.jobs, self.clock)
        except Exception as error:
            self.tell(metric(1, service=self.service, at=self.now(), job=None, reasons=[str(error)]))
            raise
        if job:
            self.tell(metric(job.failures, service=self.service, at=self.now(), job=job))
        return job


def lambda_handler(event: Event, context: Any) -> Mapping[str, Any] | None:
    """Called by the queue with a batch of changes, and by CloudFormation when it has deployed."""
    session = botocore.session.get_session()
    env = os.environ
    sqs: Any = session.create_client("sqs")
    sync = Sync(
        source=env["DATA_SOURCE_ID"],
        jobs=BedrockJobs(session.create_client("bedrock-agent"), env["KNOWLEDGE_BASE_ID"], env["DATA_SOURCE_ID"]),
        clock=Clock(lambda: context.get_remaining_time_in_millis() / 1000, time.sleep),
        service=env["POWERTOOLS_SERVICE_NAME"],
        now=lambda: datetime.now(UTC),
        tell=print,
        send=lambda body: sqs.send_message(QueueUrl=env["QUEUE_URL"], MessageBody=body),
        respond=put,
    )
    if "RequestType" in event:
        sync.deployed(event)
        return None
    return sync.changed(event)
