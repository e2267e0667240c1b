"""The guardrail: what it stops, and that nothing of ours is near what it stops.

Only a deployed guardrail can judge (`infra/guardrail_check.py`). What rules can tell is told: the shapes of what must
never be spoken, and how far our questions and answers are from the examples of denied topics.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache

import aws_cdk as cdk
import botocore.session
import pytest

from clinic import Clinic
from fulfillment.speech import first_sentence
from infra import guardrail
from infra.config import DeploymentError
from infra.guardrail import Guardrail, definition
from simulator.local_aws.converse_stream import BLOCKED_TEXT
from simulator.local_aws.retrieval import load_documents
from tests.infra.synthesis import ROOT, Template, a_clinic, a_deployment, resources, template_of

ASKED_FOR = {"NAME", "PHONE", "ADDRESS", "EMAIL", "URL", "AGE", "USERNAME", "CREDIT_DEBIT_CARD_EXPIRY"}
"""What an answer may well have: the clinic's own, a child's age, a date."""
SHAPES: Mapping[str, str] = {
    "US_SOCIAL_SECURITY_NUMBER": r"(?<!\d)\d{3}[- ]?\d{2}[- ]?\d{4}(?!\d)",
    "DRIVER_ID": r"\b(?=\w*\d)[A-Z][A-Z0-9*]{6,}\b",
    "CREDIT_DEBIT_CARD_NUMBER": r"(?<!\d)(?:\d[ -]?){12,18}\d(?!\d)",
    "US_BANK_ACCOUNT_NUMBER": r"(?<![\d-])\d{8,17}(?![\d-])",
    "PASSWORD": r"(?i)\b(?:password|passcode)\b(?: is|:)? *[\"'*]?(?=\S*[\d*#])\S{5,}",
    "PIN": r"(?i)\bpin\b.{0,20}\b\d{4,6}\b",
}
CANARIES: Mapping[str, str] = {
    "US_SOCIAL_SECURITY_NUMBER": "The number is 123-45-6789.",
    "DRIVER_ID": "The licence is WDLABCD456DG.",
    "CREDIT_DEBIT_CARD_NUMBER": "Card 4111 1111 1111 1111 was charged.",
    "US_BANK_ACCOUNT_NUMBER": "The account is 000123456789.",
    "PASSWORD": "Your password is cedar#2026.",
    "PIN": "The PIN is 4921.",
}
DOCUMENTS = load_documents(ROOT / "knowledge_base")


@cache
def built(region: str = "us-east-1", **thresholds: float) -> Template:
    def build(stack: cdk.Stack) -> None:
        Guardrail(stack, "Guardrail", deployment=a_deployment(region=region), clinic=with_thresholds(**thresholds))

    return template_of(build, region=region)


def with_thresholds(**changes: float) -> Clinic:
    return a_clinic(thresholds=a_clinic().thresholds.model_copy(update=changes))


def properties(template: Template | None = None) -> Template:
    (found,) = resources(template or built(), "AWS::Bedrock::Guardrail").values()
    properties: Template = found["Properties"]
    return properties


def filters() -> dict[str, tuple[str, str]]:
    found = properties()["ContentPolicyConfig"]["FiltersConfig"]
    return {each["Type"]: (each["InputStrength"], each["OutputStrength"]) for each in found}


def test_every_content_filter_is_on() -> None:
    assert set(filters()) == {"SEXUAL", "VIOLENCE", "HATE", "INSULTS", "MISCONDUCT", "PROMPT_ATTACK"}
    assert all(asked != "NONE" for asked, _ in filters().values())


def test_a_prompt_attack_is_looked_for_in_questions_alone() -> None:
    assert filters()["PROMPT_ATTACK"][1] == "NONE"


@pytest.mark.parametrize("kind", ["SEXUAL", "VIOLENCE", "MISCONDUCT", "INSULTS"])
def test_bodies_injuries_medicines_and_anger_can_be_spoken_of(kind: str) -> None:
    assert filters()[kind][0] == "LOW"


def test_advice_other_peoples_data_and_our_own_instructions_are_denied() -> None:
    topics = properties()["TopicPolicyConfig"]["TopicsConfig"]
    assert {topic["Name"] for topic in topics} == {
        "Diagnosis",
        "Treatment advice",
        "Legal advice",
        "Instructions of the assistant",
        "Data of other people",
    }
    assert {topic["Type"] for topic in topics} == {"DENY"}


def test_topics_are_within_the_limits_of_the_api() -> None:
    model = botocore.session.get_session().get_service_model("bedrock").shape_for("GuardrailTopicConfig")
    examples = model.members["examples"]  # type: ignore[attr-defined]
    for name, (text, given) in guardrail.TOPICS.items():
        assert len(text) <= model.members["definition"].metadata["max"]  # type: ignore[attr-defined]
        assert re.fullmatch(r"[0-9a-zA-Z-_ !?.]{1,100}", name)
        assert len(given) <= examples.metadata["max"]
        assert max(map(len, given)) <= examples.member.metadata["max"]


@pytest.mark.parametrize("region", ["us-east-1", "eu-west-2", "ap-southeast-2"])
def test_nothing_is_sent_to_another_region(region: str) -> None:
    assert "CrossRegionConfig" not in properties(built(region))
    assert "STANDARD" not in str(properties(built(region)))


def test_grounding_and_relevance_are_the_clinics_thresholds() -> None:
    found = properties(built(grounding=0.6, relevance=0.4))["ContextualGroundingPolicyConfig"]["FiltersConfig"]
    assert {each["Type"]: each["Threshold"] for each in found} == {"GROUNDING": 0.6, "RELEVANCE": 0.4}
    assert {each["Action"] for each in found} == {"BLOCK"}


@pytest.mark.parametrize("threshold", ["grounding", "relevance"])
def test_a_threshold_that_would_block_every_answer_is_refused(threshold: str) -> None:
    with pytest.raises(DeploymentError, match=rf"thresholds\.{threshold}: must be at most 0\.99"):
        definition(with_thresholds(**{threshold: 1.0}))


def test_personal_data_is_held_back_in_answers_and_never_masked() -> None:
    kinds = properties()["SensitiveInformationPolicyConfig"]["PiiEntitiesConfig"]
    assert {(each["OutputAction"], each["OutputEnabled"], each["InputEnabled"]) for each in kinds} == {
        ("BLOCK", True, False)
    }
    assert not {each["Type"] for each in kinds} & ASKED_FOR


def test_only_what_must_never_be_spoken_is_held_back() -> None:
    kinds = properties()["SensitiveInformationPolicyConfig"]["PiiEntitiesConfig"]
    assert {each["Type"] for each in kinds} == {
        "US_SOCIAL_SECURITY_NUMBER",
        "CREDIT_DEBIT_CARD_NUMBER",
        "US_BANK_ACCOUNT_NUMBER",
        "DRIVER_ID",
        "PASSWORD",
        "PIN",
    }


def test_whoever_applies_the_guardrail_needs_no_key() -> None:
    """Under a key of ours every role that applies it would have to be allowed to decrypt with that key."""
    assert "KmsKeyArn" not in properties()


def versions(template: Template) -> dict[str, Template]:
    return resources(template, "AWS::Bedrock::GuardrailVersion")


def test_another_definition_makes_another_version_of_the_same_guardrail() -> None:
    other = built(grounding=0.6)
    assert not versions(built()).keys() & versions(other).keys()
    assert resources(built(), "AWS::Bedrock::Guardrail").keys() == resources(other, "AWS::Bedrock::Guardrail").keys()


def test_the_same_definition_keeps_its_version_elsewhere_too() -> None:
    assert versions(built()).keys() == versions(built("eu-west-2")).keys()


def test_a_version_that_may_still_be_named_by_a_function_stays() -> None:
    (version,) = versions(built()).values()
    assert version["DeletionPolicy"].startswith("Retain")
    assert version["UpdateReplacePolicy"] == "Retain"


def answers() -> Iterator[str]:
    """All that we would say: what the documents hold, and the function's own sentences."""
    for document in DOCUMENTS:
        yield document.title
        for section in document.sections:
            yield section.text
    for path in sorted((ROOT / "lambdas" / "fulfillment" / "prompts").glob("*.toml")):
        yield from _texts(tomllib.loads(path.read_text(encoding="utf-8")))


def _texts(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for each in value:
                yield from _texts(each)
        case dict():
            for each in value.values():
                yield from _texts(each)


def test_every_kind_that_is_held_back_has_a_shape_here() -> None:
    assert SHAPES.keys() == CANARIES.keys() == set(guardrail.NEVER_SPOKEN)


@pytest.mark.parametrize("kind", guardrail.NEVER_SPOKEN)
def test_the_shape_finds_what_it_is_for(kind: str) -> None:
    assert re.search(SHAPES[kind], CANARIES[kind])


@pytest.mark.parametrize("kind", guardrail.NEVER_SPOKEN)
def test_no_answer_looks_like_what_is_held_back(kind: str) -> None:
    assert [text for text in answers() if re.search(SHAPES[kind], text)] == []


def words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]+", text.lower()))


def alike(one: str, other: str) -> float:
    return len(words(one) & words(other)) / len(words(one) | words(other))


QUESTIONS = [
    question
    for document in DOCUMENTS
    for section in document.sections
    for question in re.split(r"(?<=[.?!])\s+", section.heading)
]


@pytest.mark.parametrize("example", [each for _, examples in guardrail.TOPICS.values() for each in examples])
def test_no_example_of_a_denied_topic_is_a_question_that_the_documents_answer(example: str) -> None:
    nearest = max(QUESTIONS, key=lambda question: alike(example, question))
    assert alike(example, nearest) <= 0.5, nearest


@pytest.mark.parametrize("example", [each for _, examples in guardrail.TOPICS.values() for each in examples])
def test_no_answer_is_like_an_example_of_a_denied_topic(example: str) -> None:
    assert max(alike(example, text) for text in answers()) < 0.4


def test_what_stands_for_a_blocked_answer_is_never_taken_for_one() -> None:
    """A function that answers at the first sentence must wait for the stop after it; the double says the same."""
    assert first_sentence(guardrail.BLOCKED) is None
    assert guardrail.BLOCKED == BLOCKED_TEXT
