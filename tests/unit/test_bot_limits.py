"""The definition's limits against those of the service model it is rendered for."""

from typing import Any

import botocore.session
import pytest
from pydantic import BaseModel

from fulfillment.turn import Outcome, Reason
from lex_bot.definition import (
    HANDOFF_REASONS,
    MESSAGE_CHARS,
    OUTCOMES,
    BotDefinition,
    Fulfillment,
    Listening,
    Message,
    NextStep,
    Progress,
    Prompt,
    SlotValue,
)

MODEL = botocore.session.get_session().get_service_model("lexv2-models")


def schema(model: type[BaseModel], field: str) -> dict[str, Any]:
    properties: dict[str, dict[str, Any]] = model.model_json_schema()["properties"]
    return properties[field]


@pytest.mark.parametrize(
    ("model", "field", "shape"),
    [
        (BotDefinition, "idle_session_ttl_s", "SessionTTL"),
        (BotDefinition, "nlu_confidence_threshold", "ConfidenceThreshold"),
        (Prompt, "max_retries", "PromptMaxRetries"),
        (Listening, "dtmf_max_length", "MaxUtteranceDigits"),
        (Progress, "start_after_s", "FulfillmentStartResponseDelay"),
        (Progress, "update_every_s", "FulfillmentUpdateResponseFrequency"),
        (Fulfillment, "timeout_s", "FulfillmentTimeout"),
    ],
)
def test_a_number_has_the_range_of_the_service(model: type[BaseModel], field: str, shape: str) -> None:
    limits = MODEL.shape_for(shape).metadata
    assert (schema(model, field)["minimum"], schema(model, field)["maximum"]) == (limits["min"], limits["max"])


def test_texts_have_the_lengths_of_the_service() -> None:
    assert MODEL.shape_for("PlainTextMessageValue").metadata["max"] == MESSAGE_CHARS
    assert schema(Message, "text")["maxLength"] == MESSAGE_CHARS
    assert schema(Message, "variations")["maxItems"] == MODEL.shape_for("MessageVariationsList").metadata["max"]
    assert schema(SlotValue, "value")["maxLength"] == MODEL.shape_for("Value").metadata["max"]
    assert schema(BotDefinition, "name")["pattern"] == MODEL.shape_for("Name").metadata["pattern"]


def test_every_next_step_is_one_lex_knows() -> None:
    assert {step.value for step in NextStep} <= set(MODEL.shape_for("DialogActionType").enum)


def test_an_ending_leaves_behind_what_the_function_would() -> None:
    assert set(OUTCOMES) == set(Outcome)
    assert set(HANDOFF_REASONS) == set(Reason)
