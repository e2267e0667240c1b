"""What is asked of the deployed guardrail, by botocore's Stubber."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import botocore.session
from botocore.stub import ANY, Stubber

from infra.guardrail_check import published, stopped
from infra.passages import Passage

PASSAGE = Passage("parking", 1, "## What does parking cost? Is it free?\n\nIt costs $3 an hour.", {"title": "Parking"})
USAGE = dict.fromkeys(
    (
        "topicPolicyUnits",
        "contentPolicyUnits",
        "wordPolicyUnits",
        "sensitiveInformationPolicyUnits",
        "sensitiveInformationPolicyFreeUnits",
        "contextualGroundingPolicyUnits",
    ),
    1,
)


@contextmanager
def service(name: str) -> Iterator[tuple[Any, Stubber]]:
    keys = {"aws_access_key_id": "x", "aws_secret_access_key": "x"}
    client = botocore.session.get_session().create_client(name, region_name="us-east-1", **keys)
    try:
        with Stubber(client) as stubber:
            yield client, stubber
            stubber.assert_no_pending_responses()
    finally:
        client.close()


def says(action: str, **assessment: Any) -> dict[str, Any]:
    return {"usage": USAGE, "action": action, "outputs": [], "assessments": [assessment] if assessment else []}


def asked(source: str, *content: tuple[str, str]) -> dict[str, Any]:
    listed = [{"text": {"text": text, "qualifiers": qualifiers.split()}} for text, qualifiers in content]
    return {"guardrailIdentifier": "gr1", "guardrailVersion": "3", "source": source, "content": listed}


def test_every_question_and_the_answer_in_its_context_are_asked_about() -> None:
    first, second, answer = "What does parking cost?", "Is it free?", "It costs $3 an hour."
    with service("bedrock-runtime") as (client, stubber):
        stubber.add_response("apply_guardrail", says("NONE"), asked("INPUT", (first, "query guard_content")))
        stubber.add_response("apply_guardrail", says("NONE"), asked("INPUT", (second, "query guard_content")))
        context = ((PASSAGE.text, "grounding_source"), (first, "query"), (answer, "guard_content"))
        stubber.add_response("apply_guardrail", says("NONE"), asked("OUTPUT", *context))
        assert list(stopped(client, ("gr1", "3"), [PASSAGE])) == []


def test_what_is_stopped_is_told_with_the_policy_that_stops_it() -> None:
    topics = {"topics": [{"name": "Diagnosis", "type": "DENY", "action": "BLOCKED"}]}
    anything = {"guardrailIdentifier": "gr1", "guardrailVersion": "3", "source": ANY, "content": ANY}
    with service("bedrock-runtime") as (client, stubber):
        stubber.add_response("apply_guardrail", says("GUARDRAIL_INTERVENED", topicPolicy=topics), anything)
        stubber.add_response("apply_guardrail", says("NONE"), anything)
        stubber.add_response("apply_guardrail", says("GUARDRAIL_INTERVENED", topicPolicy=topics), anything)
        question, answer = stopped(client, ("gr1", "3"), [PASSAGE])
    assert question.startswith("parking: the question 'What does parking cost?'")
    assert answer.startswith("parking: the answer 'It costs $3 an hour.'")
    assert "Diagnosis" in question


def test_the_deployed_guardrail_is_found_by_its_parameters() -> None:
    with service("ssm") as (client, stubber):
        for part, value in (("id", "gr1"), ("version", "3")):
            name = f"/frontdesk/dev/guardrail-{part}"
            stubber.add_response("get_parameter", {"Parameter": {"Name": name, "Value": value}}, {"Name": name})
        assert published(client, "dev") == ("gr1", "3")
