"""Real and invented Lex events: each gets a response that Lex accepts, never an exception."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema.protocols import Validator
from jsonschema.validators import validator_for

from fulfillment.handler import answering
from fulfillment.speech import plain
from tests.doubles import some_ports

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
EVENTS = sorted((CORPUS / "lex_events").glob("*.json"))
SCHEMA = CORPUS / "lex_response.schema.json"

MESSAGE_CHARS = 1024
INTENTS = ("BookAppointment", "CancelAppointment", "OrderStatus", "FallbackIntent", "SpeakToAgent", "Strange", "")


@cache
def public_schema() -> Validator | None:
    """What a response must look like, where the public samples are at hand."""
    if not SCHEMA.exists():
        return None
    schema = json.loads(SCHEMA.read_text())
    kind = validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)


def assert_lex_accepts(response: Mapping[str, Any]) -> None:
    if validator := public_schema():
        validator.validate(response)
    state = response["sessionState"]
    action = state["dialogAction"]
    assert ("slotToElicit" in action) == (action["type"] == "ElicitSlot")
    if action["type"] in ("ElicitIntent", "ConfirmIntent"):
        assert response.get("messages")
    for message in response.get("messages", ()):
        assert 1 <= len(message["content"]) <= MESSAGE_CHARS
    if action["type"] == "Close":
        assert state["intent"]["state"] == "Fulfilled"
        assert state["sessionAttributes"]["outcome"] in ("done", "agent", "callback")
    assert len(json.dumps(response)) < 25_000


@pytest.mark.parametrize("path", EVENTS, ids=lambda path: path.stem)
def test_a_public_event_gets_a_reply(path: Path) -> None:
    response = answering(some_ports(), lambda _: None)(json.loads(path.read_text()), None)
    assert_lex_accepts(response)


def test_the_public_events_are_read_where_they_are_at_hand() -> None:
    if not CORPUS.exists():
        pytest.skip("the public samples are not on this machine")
    assert EVENTS


WORDS = st.one_of(st.text(max_size=60), st.sampled_from(["yes", "", "book a physical on Friday at ten", "agent", "0"]))
CONFIDENCE = st.one_of(st.none(), st.floats(), st.text(max_size=5), st.fixed_dictionaries({"score": st.floats(0, 1)}))
SLOT = st.one_of(
    st.none(),
    st.just("None"),
    st.fixed_dictionaries(
        {"shape": st.just("Scalar")},
        optional={
            "value": st.one_of(
                st.none(),
                st.fixed_dictionaries(
                    {"originalValue": WORDS},
                    optional={"interpretedValue": st.one_of(st.none(), WORDS), "resolvedValues": st.lists(WORDS)},
                ),
            )
        },
    ),
)
SLOTS = st.dictionaries(st.sampled_from(["BirthDate", "Day", "Time", "Service", "X"]), SLOT, max_size=4)
INTENT = st.fixed_dictionaries(
    {"name": st.sampled_from(INTENTS)},
    optional={
        "slots": st.one_of(st.none(), SLOTS),
        "state": WORDS,
        "confirmationState": st.sampled_from(["None", "Confirmed", "?"]),
    },
)
ATTRIBUTES = st.dictionaries(
    st.sampled_from(["session_id", "caller_number", "locale", "turn", "outcome", "asked", "x-amz-lex:a:*:*"]), WORDS
)
EVENT = st.fixed_dictionaries(
    {},
    optional={
        "sessionId": WORDS,
        "invocationSource": st.sampled_from(["DialogCodeHook", "FulfillmentCodeHook", "Other"]),
        "inputMode": st.sampled_from(["DTMF", "Speech", "Text", "Smoke"]),
        "inputTranscript": st.one_of(st.none(), WORDS),
        "bot": st.one_of(st.none(), st.dictionaries(WORDS, WORDS, max_size=2)),
        "interpretations": st.one_of(
            st.none(),
            st.lists(st.fixed_dictionaries({}, optional={"intent": INTENT, "nluConfidence": CONFIDENCE}), max_size=5),
        ),
        "transcriptions": st.one_of(
            st.none(), st.lists(st.fixed_dictionaries({}, optional={"transcriptionConfidence": CONFIDENCE}), max_size=2)
        ),
        "sessionState": st.one_of(
            st.none(),
            st.fixed_dictionaries(
                {}, optional={"intent": INTENT, "sessionAttributes": st.one_of(st.none(), ATTRIBUTES)}
            ),
        ),
        "anythingNew": st.dictionaries(WORDS, WORDS, max_size=2),
    },
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(events=st.lists(EVENT, min_size=1, max_size=4))
def test_any_event_gets_a_reply_and_no_bug_shows(events: list[dict[str, Any]]) -> None:
    ports, records = some_ports(), []
    handle = answering(ports, records.append)
    for event in events:
        assert_lex_accepts(handle(event, None))
    assert not [error for record in records for error in record.errors]


def test_an_event_that_is_no_object_gets_a_spoken_handoff() -> None:
    for event in ({}, {"sessionState": []}, {"inputTranscript": 7, "interpretations": {}}):
        response = answering(some_ports(), lambda _: None)(event, None)
        assert_lex_accepts(response)
        assert plain(response["messages"][0]["content"])
