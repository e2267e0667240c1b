"""One ingestion job after every change, watched to its end, and nothing lost."""

import copy
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from knowledge_sync import METRIC, Clock, Job, Step, Sync, changed_at, decide, ingest, stop

SOURCE = "SOURCE0001"
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def at(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def a_job(status: str = "COMPLETE", *, began: float = 60, name: str = "JOB0000001", failed: int = 0) -> Job:
    return Job(name, status, at(began), failed)


@dataclass
class Bedrock:
    """Jobs that take `polls` looks each and end as told, one after the other."""

    endings: list[str] = field(default_factory=lambda: ["COMPLETE"])
    polls: int = 1
    job: Job | None = None
    busy: int = 0
    error: Exception | None = None
    now: float = 120
    begun: int = 0
    stopped: list[str] = field(default_factory=list)
    _looks: int = 0

    def latest(self) -> Job | None:
        if self.job and not self.job.ended:
            self._looks += 1
            if self._looks > self.polls:
                status = "STOPPED" if self.stopped else self.endings.pop(0)
                self.job = replace(self.job, status=status)
        return self.job

    def start(self) -> str | None:
        if self.error:
            raise self.error
        if self.busy:
            self.busy -= 1
            return None
        self.begun += 1
        self._looks = 0
        self.job = Job(f"NEW{self.begun}", "STARTING", at(self.now))
        return self.job.id

    def stop(self, job_id: str) -> None:
        self.stopped.append(job_id)


@dataclass
class World:
    """Lambda, its queue and CloudFormation."""

    jobs: Bedrock
    left: float = 900.0
    told: list[Any] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    answers: list[Mapping[str, str]] = field(default_factory=list)

    def clock(self) -> Clock:
        return Clock(lambda: self.left, self._pass)

    def _pass(self, seconds: float) -> None:
        self.left -= seconds

    def sync(self) -> Sync:
        return Sync(
            source=SOURCE,
            jobs=self.jobs,
            clock=self.clock(),
            service="frontdesk-dev",
            now=lambda: at(100),
            tell=lambda line: self.told.append(json.loads(line)),
            send=self.sent.append,
            respond=lambda _, body: self.answers.append(body),
        )

    def failures(self) -> list[int]:
        return [line[METRIC] for line in self.told]


def a_change(second: int, message: str = "m1") -> dict[str, Any]:
    body = json.dumps({"time": f"{at(second):%Y-%m-%dT%H:%M:%SZ}", "detail-type": "Object Created"})
    return {
        "messageId": message,
        "body": body,
        "attributes": {"SentTimestamp": str(int(at(second + 5).timestamp() * 1000))},
    }


def a_request(kind: str, *, source: str = SOURCE, filled: str | None = None) -> dict[str, Any]:
    """`filled`: the source that the resource is called by."""
    return {
        "RequestType": kind,
        "ResponseURL": "https://answer.example",
        "StackId": "arn:stack",
        "RequestId": "r1",
        "LogicalResourceId": "Deployed",
        "ResourceProperties": {"Documents": "d1", "DataSource": source},
        **({"PhysicalResourceId": filled} if filled else {}),
    }


@pytest.mark.parametrize(
    ("latest", "step"),
    [
        (None, Step.START),
        (a_job("IN_PROGRESS"), Step.WAIT),
        (a_job("STARTING"), Step.WAIT),
        (a_job("STOPPING"), Step.WAIT),
        (a_job("COMPLETE", began=60), Step.ENDED),
        (a_job("COMPLETE", began=-1), Step.START),
        (a_job("FAILED", began=60), Step.START),
        (a_job("STOPPED", began=60), Step.START),
        (a_job("FAILED", name="MINE"), Step.ENDED),
    ],
)
def test_what_a_change_needs(latest: Job | None, step: Step) -> None:
    assert decide(NOON, latest, "MINE") is step


def test_a_job_that_began_in_the_same_second_may_have_missed_the_change() -> None:
    assert decide(NOON, a_job(began=0.9), None) is Step.START
    assert decide(NOON, a_job(began=1), None) is Step.ENDED


def test_many_changes_make_one_job() -> None:
    world = World(Bedrock())
    batch = {"Records": [a_change(second, f"m{second}") for second in range(50)]}
    assert world.sync().changed(batch) == {"batchItemFailures": []}
    assert world.jobs.begun == 1
    assert world.failures() == [0]


def test_a_change_told_twice_is_ingested_once() -> None:
    world = World(Bedrock())
    for _ in range(2):
        world.sync().changed({"Records": [a_change(0)]})
    assert world.jobs.begun == 1


def test_a_change_during_a_job_waits_for_it_and_then_has_its_own() -> None:
    world = World(Bedrock(endings=["COMPLETE", "COMPLETE"], polls=3, job=a_job("IN_PROGRESS", began=-30)))
    assert world.sync().changed({"Records": [a_change(0)]}) == {"batchItemFailures": []}
    assert world.jobs.begun == 1
    assert world.jobs.job
    assert world.jobs.job.started_at > NOON


def test_a_job_elsewhere_in_the_account_is_waited_for() -> None:
    world = World(Bedrock(busy=3))
    assert world.sync().changed({"Records": [a_change(0)]}) == {"batchItemFailures": []}
    assert world.jobs.begun == 1
    assert world.left == 900 - 10 * (3 + 1 + 1)


def test_a_failed_job_is_counted_and_every_message_comes_back_for_another() -> None:
    world = World(Bedrock(endings=["FAILED", "COMPLETE"]))
    back = world.sync().changed({"Records": [a_change(0, "m1"), a_change(1, "m2")]})
    assert back == {"batchItemFailures": [{"itemIdentifier": "m1"}, {"itemIdentifier": "m2"}]}
    assert world.sync().changed({"Records": [a_change(0)]}) == {"batchItemFailures": []}
    assert world.failures() == [1, 0]


def test_documents_that_failed_are_counted_and_not_tried_again() -> None:
    world = World(Bedrock(job=a_job(failed=2)))
    assert world.sync().changed({"Records": [a_change(0)]}) == {"batchItemFailures": []}
    assert world.failures() == [2]


def test_a_job_longer_than_the_function_is_watched_by_the_next_delivery() -> None:
    world = World(Bedrock(polls=1000, job=a_job("IN_PROGRESS", began=30)))
    back = world.sync().changed({"Records": [a_change(0)]})
    assert back == {"batchItemFailures": [{"itemIdentifier": "m1"}]}
    assert world.left >= 20
    assert world.told == []


def test_what_cannot_start_is_counted_and_raised() -> None:
    denied = ClientError({"Error": {"Code": "AccessDeniedException", "Message": "no"}}, "StartIngestionJob")
    world = World(Bedrock(error=denied))
    with pytest.raises(ClientError):
        world.sync().changed({"Records": [a_change(0)]})
    assert world.failures() == [1]


def test_the_latest_change_counts() -> None:
    assert changed_at([a_change(3), a_change(9), a_change(1)]) == at(9)


@pytest.mark.parametrize("body", ["not json", "[]", "{}", '{"time": 5}', '{"time": "soon"}'])
def test_a_message_that_does_not_say_when_counts_from_when_it_was_sent(body: str) -> None:
    assert changed_at([{**a_change(0), "body": body}]) == at(5)


# deployments

DENIED = ClientError({"Error": {"Code": "AccessDeniedException", "Message": "no model access"}}, "StartIngestionJob")
CANNOT = {"a job that fails": Bedrock(endings=["FAILED"]), "no job that can be started": Bedrock(error=DENIED)}


def deployed(world: World, request: dict[str, Any]) -> Mapping[str, str]:
    """The answer that CloudFormation gets."""
    world.sync().deployed(request)
    (answer,) = world.answers
    return answer


@pytest.mark.parametrize("request_", [a_request("Create"), a_request("Update", filled=SOURCE)])
def test_a_deployment_ends_when_its_documents_are_ingested(request_: dict[str, Any]) -> None:
    world = World(Bedrock(polls=4))
    assert deployed(world, request_)["Status"] == "SUCCESS"
    assert world.jobs.job
    assert world.jobs.job.status == "COMPLETE"


@pytest.mark.parametrize("request_", [a_request("Create"), a_request("Update", filled="OLDSOURCE0")])
@pytest.mark.parametrize("jobs", CANNOT.values(), ids=CANNOT)
def test_a_source_that_was_never_filled_fails_the_deployment(jobs: Bedrock, request_: dict[str, Any]) -> None:
    """So the stack goes back to the index that answered before, or to none."""
    world = World(copy.deepcopy(jobs))
    told = deployed(world, request_)
    assert told["Status"] == "FAILED"
    assert "no model access" in told["Reason"] or "NEW1 FAILED" in told["Reason"]
    assert told["PhysicalResourceId"] == request_.get("PhysicalResourceId", SOURCE)
    assert (world.failures(), world.sent) == ([1], [])


@pytest.mark.parametrize("jobs", CANNOT.values(), ids=CANNOT)
def test_a_source_that_was_filled_fails_no_deployment_and_the_change_waits_in_the_queue(jobs: Bedrock) -> None:
    """Neither the update nor its rollback, which would leave the stack where it takes no update."""
    world = World(copy.deepcopy(jobs))
    assert deployed(world, a_request("Update", filled=SOURCE))["Status"] == "SUCCESS"
    assert world.failures() == [1]
    assert [json.loads(body)["time"] for body in world.sent] == [at(100).isoformat()]


def test_why_no_job_could_be_started_is_told() -> None:
    world = World(Bedrock(error=DENIED))
    deployed(world, a_request("Update", filled=SOURCE))
    assert "no model access" in world.told[0]["reasons"][0]


def test_a_deployment_does_not_fail_for_a_document_that_cannot_be_read() -> None:
    world = World(Bedrock(job=a_job(failed=1, began=100)))
    assert deployed(world, a_request("Create"))["Status"] == "SUCCESS"
    assert world.failures() == [1]


def test_a_deployment_leaves_a_long_job_to_the_queue() -> None:
    world = World(Bedrock(polls=1000))
    assert deployed(world, a_request("Create"))["Status"] == "SUCCESS"
    assert [json.loads(body)["time"] for body in world.sent] == [at(100).isoformat()]


def test_the_resource_is_called_by_the_source_that_it_has_filled() -> None:
    """So CloudFormation deletes the old one after a change of the index, and a rollback is known by the name."""
    assert deployed(World(Bedrock()), a_request("Update", filled="OLDSOURCE0"))["PhysicalResourceId"] == SOURCE


def test_deletion_ends_a_running_job_first() -> None:
    world = World(Bedrock(polls=2, job=a_job("IN_PROGRESS")))
    assert deployed(world, a_request("Delete", filled=SOURCE))["Status"] == "SUCCESS"
    assert world.jobs.job
    assert world.jobs.job.status == "STOPPED"


def test_an_index_that_another_took_the_place_of_stops_nothing_of_the_other() -> None:
    world = World(Bedrock(job=a_job("IN_PROGRESS")))
    assert deployed(world, a_request("Delete", source="OLDSOURCE0", filled="OLDSOURCE0"))["Status"] == "SUCCESS"
    assert world.jobs.stopped == []


def test_deletion_is_never_held_up() -> None:
    class Gone(Bedrock):
        def latest(self) -> Job | None:
            raise ClientError({"Error": {"Code": "ResourceNotFoundException", "Message": "gone"}}, "ListIngestionJobs")

    assert deployed(World(Gone()), a_request("Delete", filled=SOURCE))["Status"] == "SUCCESS"


def test_the_metric_is_one_of_the_service() -> None:
    world = World(Bedrock())
    world.sync().changed({"Records": [a_change(0)]})
    (line,) = world.told
    assert line["service"] == "frontdesk-dev"
    assert line["_aws"]["CloudWatchMetrics"] == [
        {"Namespace": "Frontdesk", "Dimensions": [["service"]], "Metrics": [{"Name": METRIC, "Unit": "Count"}]}
    ]


def test_time_alone_ends_the_waiting() -> None:
    world = World(Bedrock(polls=10**6, job=a_job("IN_PROGRESS")))
    assert ingest(NOON, world.jobs, world.clock()) is None
    stop(world.jobs, world.clock())
    assert world.left >= 20
