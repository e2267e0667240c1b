"""Ingestion jobs as the service's model has them, by botocore's Stubber."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import botocore.session
import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber

from knowledge_sync import BedrockJobs, Job

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
IDS = {"knowledgeBaseId": "KB12345678", "dataSourceId": "DS12345678"}


@contextmanager
def bedrock() -> Iterator[tuple[BedrockJobs, Stubber]]:
    keys = {"aws_access_key_id": "x", "aws_secret_access_key": "x"}
    client = botocore.session.get_session().create_client("bedrock-agent", region_name="us-east-1", **keys)
    try:
        with Stubber(client) as stubber:
            yield BedrockJobs(client, IDS["knowledgeBaseId"], IDS["dataSourceId"]), stubber
            stubber.assert_no_pending_responses()
    finally:
        client.close()


def as_told(status: str, **more: Any) -> dict[str, Any]:
    return {**IDS, "ingestionJobId": "JOB0000001", "status": status, "startedAt": NOON, "updatedAt": NOON, **more}


def test_the_job_that_began_last_is_looked_at() -> None:
    with bedrock() as (jobs, stubber):
        order = {"attribute": "STARTED_AT", "order": "DESCENDING"}
        found = {"ingestionJobSummaries": [as_told("COMPLETE")]}
        stubber.add_response("list_ingestion_jobs", found, {**IDS, "sortBy": order, "maxResults": 1})
        details = as_told("COMPLETE", statistics={"numberOfDocumentsFailed": 3}, failureReasons=["too long"])
        stubber.add_response("get_ingestion_job", {"ingestionJob": details}, {**IDS, "ingestionJobId": "JOB0000001"})
        assert jobs.latest() == Job("JOB0000001", "COMPLETE", NOON, 3, ("too long",))


def test_there_may_be_no_job_yet() -> None:
    with bedrock() as (jobs, stubber):
        stubber.add_response("list_ingestion_jobs", {"ingestionJobSummaries": []})
        assert jobs.latest() is None


@pytest.mark.parametrize("code", ["ConflictException", "ThrottlingException", "ServiceQuotaExceededException"])
def test_a_job_that_cannot_begin_now_is_not_an_error(code: str) -> None:
    with bedrock() as (jobs, stubber):
        stubber.add_client_error("start_ingestion_job", code)
        assert jobs.start() is None


@pytest.mark.parametrize("code", ["AccessDeniedException", "ValidationException", "ResourceNotFoundException"])
def test_a_job_that_can_never_begin_is_an_error(code: str) -> None:
    with bedrock() as (jobs, stubber):
        stubber.add_client_error("start_ingestion_job", code)
        with pytest.raises(ClientError):
            jobs.start()


def test_a_job_is_begun_and_ended_on_the_wire() -> None:
    with bedrock() as (jobs, stubber):
        stubber.add_response("start_ingestion_job", {"ingestionJob": as_told("STARTING")})
        stubber.add_response("stop_ingestion_job", {"ingestionJob": as_told("STOPPING")})
        assert jobs.start() == "JOB0000001"
        jobs.stop("JOB0000001")


def test_a_job_that_ended_meanwhile_needs_no_stopping() -> None:
    with bedrock() as (jobs, stubber):
        stubber.add_client_error("stop_ingestion_job", "ConflictException")
        jobs.stop("JOB0000001")
