"""The local Bedrock speaks as the service models of botocore say."""

import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import botocore.session
import pytest
from botocore.eventstream import EventStreamBuffer
from botocore.exceptions import ClientError
from botocore.model import ListShape, MapShape, Shape, StringShape, StructureShape

from simulator.local_aws.bedrock import BedrockServer
from simulator.local_aws.latencies import Latencies
from tests.integration.bedrock_double import (
    HANDOFF,
    KNOWLEDGE_BASE,
    MODEL,
    Wire,
    a_client,
    a_converse,
    a_guarded_converse,
    a_server,
    break_down,
)

_SESSION = botocore.session.get_session()
CONVERSE: Any = _SESSION.get_service_model("bedrock-runtime").operation_model("ConverseStream")
RETRIEVE: Any = _SESSION.get_service_model("bedrock-agent-runtime").operation_model("Retrieve")
ASK = {"retrievalQuery": {"text": "what does parking cost"}}
_NUMBERS: dict[str, Any] = {"integer": int, "long": int, "double": (int, float), "float": (int, float)}


@pytest.fixture
def wire(server: BedrockServer) -> Iterator[Wire]:
    with closing(Wire(server.url)) as connection:
        yield connection


def problems(shape: Shape, value: Any, where: str = "") -> list[str]:
    """What a JSON value has that its shape doesn't allow, or lacks that it requires."""
    if getattr(shape, "is_document_type", False):
        return []
    if isinstance(shape, StructureShape):
        if not isinstance(value, dict):
            return [f"{where} is no object"]
        found = [f"{where}.{name} is missing" for name in shape.required_members if name not in value]
        found += [f"{where}.{name} is unknown" for name in value if name not in shape.members]
        if shape.is_tagged_union and len(value) != 1:
            found.append(f"{where} is a union with {len(value)} members")
        known = {name: member for name, member in value.items() if name in shape.members}
        return found + [
            line for name, each in known.items() for line in problems(shape.members[name], each, f"{where}.{name}")
        ]
    if isinstance(shape, ListShape):
        return [line for number, each in enumerate(value) for line in problems(shape.member, each, f"{where}.{number}")]
    if isinstance(shape, MapShape):
        return [line for key, each in value.items() for line in problems(shape.value, each, f"{where}.{key}")]
    return _scalar(shape, value, where)


def _scalar(shape: Shape, value: Any, where: str) -> list[str]:
    found = []
    if isinstance(shape, StringShape):
        limits = shape.metadata
        if not isinstance(value, str):
            return [f"{where} is no string"]
        if shape.enum and value not in shape.enum:
            found.append(f"{where} is {value!r}, not one of {shape.enum}")
        if not limits.get("min", 0) <= len(value) <= limits.get("max", len(value)):
            found.append(f"{where} has {len(value)} characters")
        if "pattern" in limits and not re.fullmatch(limits["pattern"], value):
            found.append(f"{where} is {value!r}, against its pattern")
    elif shape.type_name in _NUMBERS:
        low, high = shape.metadata.get("min", value), shape.metadata.get("max", value)
        if isinstance(value, bool) or not isinstance(value, _NUMBERS[shape.type_name]) or not low <= value <= high:
            found.append(f"{where} is {value!r}")
    elif shape.type_name == "boolean" and not isinstance(value, bool):
        found.append(f"{where} is no boolean")
    return found


def messages(body: bytes) -> list[tuple[dict[str, str], dict[str, Any]]]:
    """The event stream's messages, checksums verified, as headers and payload."""
    buffer: Any = EventStreamBuffer()
    buffer.add_data(body)
    return [(dict(message.headers), json.loads(message.payload)) for message in buffer]


def kinds(body: bytes) -> list[str]:
    return [headers.get(":event-type") or headers[":exception-type"] for headers, _ in messages(body)]


def text_of(body: bytes) -> str:
    return "".join(
        payload["delta"].get("text", "") for headers, payload in messages(body) if "delta" in payload and headers
    )


def refusal(answer: tuple[int, Any, bytes]) -> str:
    status, headers, body = answer
    assert (status, headers["x-amzn-ErrorType"]) == (400, "ValidationException")
    return str(json.loads(body)["message"])


@pytest.mark.parametrize(
    "body",
    [a_converse(), a_converse("do you sell pizza"), a_guarded_converse(), a_guarded_converse("do you sell pizza")],
    ids=["answer", "handoff", "guarded answer", "guarded handoff"],
)
def test_every_event_has_the_members_of_its_shape(wire: Wire, body: dict[str, Any]) -> None:
    status, headers, stream = wire.converse(body)
    assert (status, headers["Content-Type"]) == (200, "application/vnd.amazon.eventstream")
    shape = CONVERSE.output_shape.members["stream"]
    for found, payload in messages(stream):
        assert (found[":message-type"], found[":content-type"]) == ("event", "application/json")
        assert problems(shape.members[found[":event-type"]], payload) == []


@pytest.mark.parametrize("kind", ["blocked", "ungrounded"])
def test_a_guardrail_intervention_has_the_members_of_its_shape(server: BedrockServer, wire: Wire, kind: str) -> None:
    break_down(server, "bedrock.guardrail", kind)
    _, _, stream = wire.converse(a_guarded_converse())
    for found, payload in messages(stream):
        assert problems(CONVERSE.output_shape.members["stream"].members[found[":event-type"]], payload) == []
    assert messages(stream)[-2][1] == {"stopReason": "guardrail_intervened"}


def test_an_answer_comes_in_the_order_of_the_service(wire: Wire) -> None:
    found = kinds(wire.converse(a_converse())[2])
    assert found[0] == "messageStart"
    assert found[-3:] == ["contentBlockStop", "messageStop", "metadata"]
    assert set(found[1:-3]) == {"contentBlockDelta"}


def test_a_tool_call_starts_its_block(wire: Wire) -> None:
    stream = wire.converse(a_converse("do you sell pizza"))[2]
    assert kinds(stream)[:2] == ["messageStart", "contentBlockStart"]
    parts = [payload["delta"]["toolUse"]["input"] for _, payload in messages(stream) if "delta" in payload]
    assert json.loads("".join(parts)) == {"reason": "low_confidence"}


def test_retrieval_has_the_members_of_its_shape(wire: Wire) -> None:
    status, headers, body = wire.retrieve(ASK)
    assert (status, headers["Content-Type"]) == (200, "application/json")
    assert problems(RETRIEVE.output_shape, json.loads(body)) == []
    assert len(json.loads(body)["retrievalResults"]) == 5


def test_real_clients_parse_both(server: BedrockServer) -> None:
    with a_client("bedrock-agent-runtime", server.url) as agent, a_client("bedrock-runtime", server.url) as runtime:
        results = agent.retrieve(
            knowledgeBaseId=KNOWLEDGE_BASE,
            retrievalQuery=ASK["retrievalQuery"],
            retrievalConfiguration={"vectorSearchConfiguration": {"numberOfResults": 2}},
        )["retrievalResults"]
        events = list(runtime.converse_stream(modelId=MODEL, **a_converse())["stream"])
    assert results[0]["location"]["s3Location"]["uri"] == "s3://local-knowledge-base/parking.md"
    assert results[0]["metadata"]["title"] == "Parking"
    assert len(results) == 2
    assert events[-1]["metadata"]["usage"]["totalTokens"] > 0


def test_the_connection_is_kept(wire: Wire) -> None:
    ports = set()
    for answer in (
        wire.retrieve(ASK),
        wire.converse(a_converse()),
        wire.converse({"messages": []}),
        wire.retrieve(ASK),
    ):
        ports.add(wire.local_port)
        assert answer[0] in (200, 400)
    assert len(ports) == 1


def test_many_callers_are_served_at_once(server: BedrockServer) -> None:
    said: list[str] = []

    def call() -> None:
        with closing(Wire(server.url)) as wire:
            said.append(text_of(wire.converse(a_converse())[2]))

    threads = [threading.Thread(target=call) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said == ["Parking in the clinic garage costs $3 an hour."] * 12


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"messages": []}, "messages"),
        ({"messages": [{"role": "assistant", "content": [{"text": "hi"}]}]}, "start with a user"),
        ({"messages": [{"role": "user", "content": [{"text": "a"}]}] * 2}, "alternate"),
        ({"messages": [{"role": "user", "content": []}]}, "content field"),
        ({"messages": [{"role": "user", "content": [{"text": " "}]}]}, "blank"),
        ({"messages": [{"role": "user", "content": [{"text": "a", "image": {}}]}]}, "exactly one"),
        ({"messages": [{"role": "user", "content": "a"}]}, "must be a list"),
        ({"messages": [{"role": "robot", "content": [{"text": "a"}]}]}, "role"),
        (
            {"messages": [{"role": role, "content": [{"text": "a"}]} for role in ("user", "assistant")]},
            "end with a user",
        ),
        ({"system": [{"text": ""}]}, "blank"),
        ({"inferenceConfig": {"maxTokens": 0}}, "maxTokens"),
        ({"inferenceConfig": {"temperature": 1.5}}, "temperature"),
        ({"toolConfig": {"tools": []}}, "at least 1"),
        ({"toolConfig": {"tools": [HANDOFF, HANDOFF]}}, "unique"),
        ({"toolConfig": {"tools": [{"toolSpec": {"name": "a b", "inputSchema": {"json": {}}}}]}}, "name"),
        ({"toolConfig": {"tools": [{"toolSpec": {"name": "a", "inputSchema": {"json": {}}}}]}}, "object"),
        ({"guardrailConfig": {"guardrailIdentifier": "gr0"}}, "version"),
        ({"guardrailConfig": {"guardrailIdentifier": "GR 0", "guardrailVersion": "1"}}, "identifier"),
        ({"system": [{"cachePoint": {"type": "default"}}] * 5}, "cache points"),
    ],
)
def test_what_the_service_refuses_is_refused(wire: Wire, change: dict[str, Any], why: str) -> None:
    assert why in refusal(wire.converse(a_converse() | change))


def test_a_query_longer_than_the_guardrails_limit_is_refused(wire: Wire) -> None:
    assert "1000 characters" in refusal(wire.converse(a_guarded_converse("parking " * 126)))


@pytest.mark.parametrize("model", ["pizza", "anthropic", "Anthropic.Claude", "us.", "a b"])
def test_what_is_no_model_id_is_refused(wire: Wire, model: str) -> None:
    assert "model identifier" in refusal(wire.converse(a_converse(), model))


@pytest.mark.parametrize(
    "model",
    [
        "anthropic.claude-haiku-5-5",
        "us.anthropic.claude-haiku-5-5",
        "global.amazon.nova-2-lite-v1:0",
        "amazon.nova-micro-v1:0",
        "anthropic.claude-3-haiku-20240307-v1:0",
        "arn:aws:bedrock:us-west-2:123456789012:inference-profile/us.anthropic.claude-haiku-5-5",
    ],
)
def test_every_shape_of_model_id_is_taken(wire: Wire, model: str) -> None:
    assert wire.converse(a_converse(), model)[0] == 200


def test_a_model_that_takes_no_temperature_refuses_one(wire: Wire) -> None:
    body = a_converse(inferenceConfig={"maxTokens": 10, "temperature": 0.0})
    assert "temperature" in refusal(wire.converse(body, "us.anthropic.claude-haiku-5-5"))


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ({}, "retrievalQuery"),
        ({"retrievalQuery": {"text": " "}}, "blank"),
        ({"retrievalQuery": {"text": "a" * 20_001}}, "20000"),
        (ASK | {"retrievalConfiguration": {"vectorSearchConfiguration": {"numberOfResults": 101}}}, "numberOfResults"),
        (b"{", "JSON"),
        ([], "object"),
    ],
)
def test_what_retrieval_refuses_is_refused(wire: Wire, body: Any, why: str) -> None:
    assert why in refusal(wire.retrieve(body))


def test_a_knowledge_base_id_of_another_shape_is_refused(wire: Wire) -> None:
    assert "knowledgeBaseId" in refusal(wire.retrieve(ASK, "short"))


def test_an_unknown_operation_is_named(wire: Wire) -> None:
    assert wire.post("/model/x/invoke", {})[0] == 404


def test_botocore_sees_the_refusal_as_it_sees_the_services(server: BedrockServer) -> None:
    with (
        a_client("bedrock-runtime", server.url) as runtime,
        pytest.raises(runtime.exceptions.ValidationException, match="model identifier"),
    ):
        runtime.converse_stream(modelId="pizza", **a_converse())


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [
        ("throttle", 429, "ThrottlingException"),
        ("server_error", 500, "InternalServerException"),
        ("access_denied", 403, "AccessDeniedException"),
    ],
)
def test_errors_are_those_of_the_services(server: BedrockServer, wire: Wire, kind: str, status: int, code: str) -> None:
    for operation, at in ((CONVERSE, "bedrock.converse_stream"), (RETRIEVE, "bedrock.retrieve")):
        shapes = {shape.name: shape.metadata["error"]["httpStatusCode"] for shape in operation.error_shapes}
        assert shapes[code] == status
        break_down(server, at, kind, times=1)
        found = wire.converse(a_converse()) if operation is CONVERSE else wire.retrieve(ASK)
        assert (found[0], found[1]["x-amzn-ErrorType"]) == (status, code)


def test_the_longest_answer_is_obeyed(wire: Wire) -> None:
    stream = wire.converse(a_converse(inferenceConfig={"maxTokens": 3}))[2]
    assert text_of(stream) == "Parking in the"
    assert messages(stream)[-2][1] == {"stopReason": "max_tokens"}


def test_simulated_latencies_are_taken() -> None:
    latencies = Latencies(retrieve_ms=60, first_token_ms=80, tokens_per_s=200)
    with a_server(latencies) as server, closing(Wire(server.url)) as wire:
        started = time.perf_counter()
        wire.retrieve(ASK)
        retrieved = time.perf_counter()
        stream = wire.converse(a_converse())[2]
        answered = time.perf_counter()
    tokens = kinds(stream).count("contentBlockDelta")
    assert 0.06 <= retrieved - started < 1
    assert 0.08 + tokens / 200 * 0.9 <= answered - retrieved < 2
    assert messages(stream)[-1][1]["metrics"]["latencyMs"] >= 80


def test_a_guardrail_in_sync_mode_holds_text_back() -> None:
    with a_server(Latencies(guardrail_chunk_chars=20)) as server, closing(Wire(server.url)) as wire:
        lumps = [
            payload["delta"]["text"]
            for _, payload in messages(wire.converse(a_guarded_converse())[2])
            if "delta" in payload
        ]
        plain = kinds(wire.converse(a_converse())[2]).count("contentBlockDelta")
    assert all(len(lump) >= 20 for lump in lumps[:-1])
    assert len(lumps) < plain


def test_grounding_scores_come_with_the_last_event(wire: Wire) -> None:
    trace = messages(wire.converse(a_guarded_converse())[2])[-1][1]["trace"]["guardrail"]
    found = trace["outputAssessments"]["gr0"][0]["contextualGroundingPolicy"]["filters"]
    assert {each["type"] for each in found} == {"GROUNDING", "RELEVANCE"}
    assert all(0.7 <= each["score"] <= 1 for each in found)


def test_a_stopped_server_lets_go_of_a_stalled_call() -> None:
    server = a_server()
    server.start()
    break_down(server, "bedrock.converse_stream", "stall")
    ended = threading.Event()

    def call() -> None:
        with a_client("bedrock-runtime", server.url, read_s=30) as runtime:
            try:
                list(runtime.converse_stream(modelId=MODEL, **a_converse())["stream"])
            except Exception:
                ended.set()

    caller = threading.Thread(target=call)
    caller.start()
    time.sleep(0.3)
    server.stop()
    caller.join(timeout=10)
    assert ended.is_set()


def test_a_server_can_be_started_again() -> None:
    server = a_server()
    for _ in range(2):
        with server, closing(Wire(server.url)) as wire:
            assert wire.retrieve(ASK)[0] == 200
    with pytest.raises(RuntimeError, match="not started"):
        _ = server.url


def test_a_botocore_client_error_names_the_operation(server: BedrockServer) -> None:
    break_down(server, "bedrock.retrieve", "access_denied")
    with a_client("bedrock-agent-runtime", server.url) as agent, pytest.raises(ClientError) as raised:
        agent.retrieve(knowledgeBaseId=KNOWLEDGE_BASE, retrievalQuery=ASK["retrievalQuery"])
    assert raised.value.operation_name == "Retrieve"
