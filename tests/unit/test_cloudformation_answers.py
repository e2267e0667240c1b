"""What the functions behind custom resources answer: whatever happens, that it is done, or why not."""

from collections.abc import Mapping
from typing import Any

import pytest

import clinic_seed
from cloudformation import REASON_CHARS, answer

ASKED = {"StackId": "arn:stack", "RequestId": "r1", "LogicalResourceId": "Seed"}


def a_request(kind: str, **more: str) -> dict[str, Any]:
    return {"RequestType": kind, "ResponseURL": "https://answer.example", **ASKED, **more}


def seeded(kind: str, error: Exception | None = None) -> tuple[Mapping[str, str], int]:
    """What the seed answers, and how often it filled the back office."""
    answers: list[Mapping[str, str]] = []
    filled: list[str] = []

    def fill() -> None:
        filled.append(kind)
        if error:
            raise error

    clinic_seed.respond(a_request(kind), fill, lambda _, body: answers.append(body))
    (only,) = answers
    return only, len(filled)


def test_an_answer_says_what_was_asked_by_and_what_the_resource_is_called() -> None:
    assert answer(a_request("Create"), None, resource="seed") == {
        **ASKED,
        "Status": "SUCCESS",
        "Reason": "",
        "PhysicalResourceId": "seed",
    }


def test_a_resource_keeps_its_name() -> None:
    request = a_request("Update", PhysicalResourceId="as before")
    assert answer(request, None, resource="seed")["PhysicalResourceId"] == "as before"


def test_a_long_reason_is_cut_so_that_cloudformation_takes_it() -> None:
    told = answer(a_request("Create"), "x" * 5000, resource="seed")
    assert (told["Status"], len(told["Reason"])) == ("FAILED", REASON_CHARS)


@pytest.mark.parametrize("kind", ["Create", "Update"])
def test_a_deployment_fills_the_back_office(kind: str) -> None:
    told, filled = seeded(kind)
    assert (told["Status"], filled) == ("SUCCESS", 1)


def test_a_deployment_fails_with_the_reason_when_the_back_office_cannot_be_filled() -> None:
    told, _ = seeded("Update", KeyError("time_zone"))
    assert told["Status"] == "FAILED"
    assert "the back office cannot be filled: KeyError: 'time_zone'" in told["Reason"]


def test_deletion_leaves_what_is_there() -> None:
    told, filled = seeded("Delete", KeyError("never"))
    assert (told["Status"], filled) == ("SUCCESS", 0)
