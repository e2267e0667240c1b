"""The production adapters on real HTTP with real botocore clients: what they send, what they read, how they fail."""

import threading
import time
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import count
from typing import Any, get_args

import pytest
from urllib3.exceptions import ProtocolError

from fulfillment.aws.clients import LEAST_READ_S, Timeouts, make_clients
from fulfillment.aws.deadline import Expired, within
from fulfillment.aws.knowledge import RETRY_AFTER_S, BedrockKnowledge, parse_result
from fulfillment.aws.model import BedrockModel, caching_of, render_request
from fulfillment.aws.quirks import TABLE, table
from fulfillment.ports import (
    Caching,
    KnowledgeError,
    ModelError,
    ModelEvent,
    ModelRequest,
    Passage,
    Stopped,
    StopReason,
    TextDelta,
    Tool,
    ToolBegun,
    ToolUse,
    Usage,
)
from simulator.local_aws.bedrock import BedrockServer
from simulator.local_aws.converse_request import check_converse
from simulator.local_aws.faults import KINDS
from simulator.local_aws.latencies import Latencies
from tests.integration.bedrock_double import KNOWLEDGE_BASE, MODEL, a_client, a_server, break_down, repair

PARKING = Passage("parking", "Parking", "Parking in the clinic garage costs $3 an hour.", 0.9)
HAND_OFF = Tool("hand_off", "Hand over.", {"type": "object", "properties": {"reason": {"type": "string"}}})
ANSWER = "Parking in the clinic garage costs $3 an hour."
TIMEOUT_S = 0.6
LATE_S = 1.2
"""What a busy machine may add; the client's own timeout, 2 s, is beyond."""
PASSES = {
    "throttle",
    "server_error",
    "refused",
    "stall",
    "trickle",
    "cut",
    "error_mid_stream",
    "no_message_stop",
    "malformed",
}
"""Faults after which the same call may succeed."""


def a_request(question: str = "what does parking cost?", **members: Any) -> ModelRequest:
    made = ModelRequest(
        model_id=MODEL,
        system="Answer from the passages.",
        history=(),
        passages=(PARKING,),
        question=question,
        tools=(HAND_OFF,),
        max_tokens=100,
    )
    return replace(made, **members)


def text_of(events: Sequence[ModelEvent]) -> str:
    return "".join(event.text for event in events if isinstance(event, TextDelta))


@pytest.fixture
def model(server: BedrockServer) -> Iterator[BedrockModel]:
    with a_client("bedrock-runtime", server.url) as client:
        yield BedrockModel(client, "", "")


@pytest.fixture
def guarded(server: BedrockServer) -> Iterator[BedrockModel]:
    with a_client("bedrock-runtime", server.url) as client:
        yield BedrockModel(client, "gr0", "1")


@pytest.fixture
def knowledge(server: BedrockServer) -> Iterator[BedrockKnowledge]:
    with a_client("bedrock-agent-runtime", server.url) as client:
        yield BedrockKnowledge(client, KNOWLEDGE_BASE)


def test_an_answer_streams_as_text_then_stops_then_tells_its_usage(model: BedrockModel) -> None:
    events = list(model.converse(a_request(), timeout_s=2))
    assert text_of(events) == ANSWER
    assert events[-2] == Stopped(StopReason.END_TURN)
    assert isinstance(events[-1], Usage)
    assert events[-1].input_tokens > events[-1].output_tokens > 0


def test_a_tool_call_comes_whole(model: BedrockModel) -> None:
    events = list(model.converse(a_request("do you sell pizza"), timeout_s=2))
    assert [type(event) for event in events[:3]] == [ToolBegun, ToolUse, Stopped]
    assert isinstance(events[1], ToolUse)
    assert (events[1].name, set(events[1].arguments)) == ("hand_off", {"reason"})
    assert events[2] == Stopped(StopReason.TOOL_USE)


def test_with_a_guardrail_the_scores_come_with_the_usage(guarded: BedrockModel) -> None:
    usage = list(guarded.converse(a_request(), timeout_s=2))[-1]
    assert isinstance(usage, Usage)
    assert usage.grounding == 1.0
    assert usage.relevance is not None


@pytest.mark.parametrize("kind", ["blocked", "ungrounded"])
def test_a_guardrail_intervention_is_a_stop(server: BedrockServer, guarded: BedrockModel, kind: str) -> None:
    break_down(server, "bedrock.guardrail", kind)
    events = list(guarded.converse(a_request(), timeout_s=2))
    usage = events[-1]
    assert events[-2] == Stopped(StopReason.GUARDRAIL)
    assert isinstance(usage, Usage)
    assert kind == "blocked" or (usage.grounding is not None and usage.grounding < 0.7)


def test_an_empty_answer_is_a_stop_without_text(server: BedrockServer, model: BedrockModel) -> None:
    break_down(server, "bedrock.converse_stream", "empty")
    events = list(model.converse(a_request(), timeout_s=2))
    assert [type(event) for event in events] == [Stopped, Usage]


def test_a_long_question_is_cut_to_what_the_guardrail_takes(guarded: BedrockModel) -> None:
    assert list(guarded.converse(a_request("what does parking cost? " * 100), timeout_s=2))


@pytest.mark.parametrize("kind", [kind for kind in KINDS["bedrock.converse_stream"] if kind != "empty"])
def test_every_fault_of_the_model_is_a_model_error(server: BedrockServer, model: BedrockModel, kind: str) -> None:
    break_down(server, "bedrock.converse_stream", kind)
    started = time.perf_counter()
    with pytest.raises(ModelError) as raised:
        list(model.converse(a_request(), timeout_s=TIMEOUT_S))
    assert raised.value.retryable is (kind in PASSES)
    assert time.perf_counter() - started < TIMEOUT_S + LATE_S
    repair(server)
    assert text_of(list(model.converse(a_request(), timeout_s=2))) == ANSWER


@pytest.mark.parametrize("kind", [kind for kind in KINDS["bedrock.retrieve"] if kind != "empty"])
def test_every_fault_of_retrieval_is_a_knowledge_error(
    server: BedrockServer, knowledge: BedrockKnowledge, kind: str
) -> None:
    break_down(server, "bedrock.retrieve", kind)
    started = time.perf_counter()
    with pytest.raises(KnowledgeError) as raised:
        knowledge.retrieve("what does parking cost", limit=3, timeout_s=TIMEOUT_S)()
    assert raised.value.retryable is (kind in PASSES)
    assert time.perf_counter() - started < TIMEOUT_S + LATE_S
    repair(server)
    assert knowledge.retrieve("what does parking cost", limit=3, timeout_s=2)()


@pytest.mark.parametrize("kind", ["stall", "cut", "error_mid_stream", "malformed"])
def test_what_came_before_a_break_is_delivered(server: BedrockServer, model: BedrockModel, kind: str) -> None:
    break_down(server, "bedrock.converse_stream", kind)
    heard = ""
    with pytest.raises(ModelError):  # noqa: PT012 - what came before the error is the point
        for event in model.converse(a_request(), timeout_s=TIMEOUT_S):
            assert isinstance(event, TextDelta)
            heard += event.text
    assert heard
    assert ANSWER.startswith(heard)


def test_a_throttled_model_is_for_the_core_to_ask_again(
    server: BedrockServer, lead: Callable[[str, str], None]
) -> None:
    lead("BEDROCK_RUNTIME", server.url)
    with closing(make_clients("us-west-2").bedrock_runtime) as client:
        break_down(server, "bedrock.converse_stream", "throttle", times=1)
        with pytest.raises(ModelError, match="ThrottlingException"):
            list(BedrockModel(client, "", "").converse(a_request(), timeout_s=4))
        assert text_of(list(BedrockModel(client, "", "").converse(a_request(), timeout_s=4))) == ANSWER


@pytest.mark.parametrize("kind", ["throttle", "server_error", "refused"])
def test_passages_are_asked_for_again_after_a_failure_that_came_at_once(
    server: BedrockServer, knowledge: BedrockKnowledge, kind: str
) -> None:
    break_down(server, "bedrock.retrieve", kind, times=1)
    assert knowledge.retrieve("what does parking cost", limit=3, timeout_s=2)()


def test_passages_are_not_asked_for_again_when_there_is_no_time(
    server: BedrockServer, knowledge: BedrockKnowledge
) -> None:
    break_down(server, "bedrock.retrieve", "throttle", times=1)
    with pytest.raises(KnowledgeError):
        knowledge.retrieve("what does parking cost", limit=3, timeout_s=RETRY_AFTER_S)()


def test_a_stalled_retrieval_is_not_asked_for_again(server: BedrockServer) -> None:
    break_down(server, "bedrock.retrieve", "stall", times=1)
    with a_client("bedrock-agent-runtime", server.url, read_s=0.3) as client, pytest.raises(KnowledgeError) as raised:
        BedrockKnowledge(client, KNOWLEDGE_BASE).retrieve("parking", limit=3, timeout_s=2)()
    assert raised.value.retryable


@pytest.mark.parametrize(("dialog_s", "fulfillment_s"), [(4.0, 6.0), (2.5, 5.0), (8.0, 12.0)])
def test_a_session_is_loaded_and_saved_within_the_deadline_whatever_stalls(
    dialog_s: float, fulfillment_s: float
) -> None:
    timeouts = Timeouts.within(dialog_s=dialog_s, fulfillment_s=fulfillment_s)
    assert 2 * 2 * timeouts.dynamodb_s <= dialog_s
    assert timeouts.connect_s + timeouts.cognito_s <= dialog_s
    assert max(timeouts.retrieve_s, timeouts.converse_s) <= fulfillment_s / 2


def test_a_short_deadline_leaves_time_for_a_first_connection() -> None:
    timeouts = Timeouts.within(dialog_s=0.5, fulfillment_s=0.5)
    assert min(timeouts.connect_s, timeouts.dynamodb_s, timeouts.converse_s) == LEAST_READ_S


def test_the_clients_wait_as_long_as_the_deadlines_allow(lead: Callable[[str, str], None]) -> None:
    lead("BEDROCK_RUNTIME", "http://127.0.0.1:9")
    timeouts = Timeouts.within(dialog_s=2.0, fulfillment_s=3.0)
    with closing(make_clients("us-west-2", timeouts).bedrock_runtime) as client:
        config: Any = client.meta.config
    assert (config.connect_timeout, config.read_timeout) == (timeouts.connect_s, timeouts.converse_s)
    assert config.retries["total_max_attempts"] == 1


def test_what_is_there_comes_soon_and_what_is_not_is_not_waited_for(model: BedrockModel, server: BedrockServer) -> None:
    break_down(server, "bedrock.converse_stream", "stall")
    with closing(model.converse(a_request(), timeout_s=20)) as events:
        heard: list[Any] = [next(events), *iter(lambda: events.soon(0.2), None)]
    assert ANSWER.startswith(text_of(heard))


def test_soon_tells_the_usage_after_the_stop_and_then_nothing(model: BedrockModel) -> None:
    with closing(model.converse(a_request(), timeout_s=2)) as events:
        while not isinstance(next(events), Stopped):
            pass
        assert isinstance(events.soon(2), Usage)
        assert events.soon(2) is None
        with pytest.raises(StopIteration):
            next(events)


@pytest.mark.parametrize("kind", ["cut", "malformed", "error_mid_stream", "no_message_stop"])
def test_soon_fails_as_the_stream_does(server: BedrockServer, model: BedrockModel, kind: str) -> None:
    break_down(server, "bedrock.converse_stream", kind)
    with closing(model.converse(a_request(), timeout_s=4)) as events, pytest.raises(ModelError):
        list(iter(lambda: events.soon(4), None))


def test_a_failure_after_the_stop_costs_only_the_usage() -> None:
    def stopped_and_broken() -> Iterator[Any]:
        yield {"contentBlockDelta": {"contentBlockIndex": 0, "delta": {"text": "Three dollars."}}}
        yield {"messageStop": {"stopReason": "end_turn"}}
        raise ProtocolError("cut")

    class Client:
        def converse_stream(self, **_: Any) -> Any:
            return {"stream": stopped_and_broken()}

    client: Any = Client()
    heard = [TextDelta("Three dollars."), Stopped(StopReason.END_TURN)]
    assert list(BedrockModel(client, "", "").converse(a_request(), timeout_s=2)) == heard


def test_a_closed_stream_says_no_more(model: BedrockModel) -> None:
    events = model.converse(a_request(), timeout_s=2)
    next(events)
    events.close()
    assert events.soon(2) is None
    until_no_reader()


def test_who_has_heard_enough_hangs_up(server: BedrockServer) -> None:
    slow = a_server(Latencies(tokens_per_s=20))
    with slow, a_client("bedrock-runtime", slow.url) as client:
        events = BedrockModel(client, "", "").converse(a_request(), timeout_s=3)
        assert isinstance(next(events), TextDelta)
        events.close()
        until_no_reader()
    assert server.url


def test_an_abandoned_stream_leaves_no_thread_behind(server: BedrockServer) -> None:
    break_down(server, "bedrock.converse_stream", "stall")
    with a_client("bedrock-runtime", server.url, read_s=0.5) as client:
        with pytest.raises(ModelError, match="out of time"):
            list(BedrockModel(client, "", "").converse(a_request(), timeout_s=0.2))
        until_no_reader()


def until_no_reader(patience_s: float = 2.0) -> None:
    deadline = time.monotonic() + patience_s
    while any(thread.name == "within" for thread in threading.enumerate()):
        assert time.monotonic() < deadline, "the reading thread is still there"
        time.sleep(0.01)


def test_nothing_listening_is_an_error_that_may_pass() -> None:
    with a_server() as gone:
        url = gone.url
    with (
        a_client("bedrock-runtime", url) as runtime,
        a_client("bedrock-agent-runtime", url) as agent,
    ):
        with pytest.raises(ModelError) as unreachable:
            list(BedrockModel(runtime, "", "").converse(a_request(), timeout_s=2))
        with pytest.raises(KnowledgeError) as unknown:
            BedrockKnowledge(agent, KNOWLEDGE_BASE).retrieve("parking", limit=3, timeout_s=2)()
    assert unreachable.value.retryable
    assert unknown.value.retryable


def test_a_refused_request_will_not_pass(model: BedrockModel) -> None:
    with pytest.raises(ModelError, match="ValidationException") as raised:
        list(model.converse(a_request(model_id="pizza"), timeout_s=2))
    assert not raised.value.retryable


def test_a_request_that_botocore_refuses_will_not_pass(model: BedrockModel) -> None:
    with pytest.raises(ModelError, match="ParamValidationError") as raised:
        list(model.converse(a_request(tools=(replace(HAND_OFF, name=""),)), timeout_s=2))
    assert not raised.value.retryable


def test_errors_do_not_repeat_what_the_caller_said(server: BedrockServer, model: BedrockModel) -> None:
    break_down(server, "bedrock.converse_stream", "server_error")
    with pytest.raises(ModelError) as raised:
        list(model.converse(a_request("canary four one seven"), timeout_s=2))
    assert "canary" not in str(raised.value)


@pytest.mark.parametrize("guardrail", [None, ("gr0", "1")], ids=["plain", "guarded"])
@pytest.mark.parametrize(
    "model_id", [MODEL, *(f"us.{part}x" if part.endswith("-") else f"us.{part}" for part in table().families)]
)
def test_every_request_is_one_the_service_takes(model_id: str, guardrail: tuple[str, str] | None) -> None:
    history = (("user", "hello"), ("assistant", "Hello."))
    body = render_request(a_request(model_id=model_id, history=history), guardrail)
    check_converse(body.pop("modelId"), body)


def test_the_question_comes_last_in_a_block_of_its_own() -> None:
    content = render_request(a_request(), None)["messages"][-1]["content"]
    assert content == [{"text": f"Parking\n{PARKING.text}"}, {"text": "what does parking cost?"}]


def test_with_a_guardrail_passages_ground_and_the_question_is_guarded() -> None:
    body = render_request(a_request(), ("gr0", "1"))
    qualifiers = [block["guardContent"]["text"]["qualifiers"] for block in body["messages"][-1]["content"]]
    assert qualifiers == [["grounding_source"], ["query", "guard_content"]]
    assert body["guardrailConfig"] == {
        "guardrailIdentifier": "gr0",
        "guardrailVersion": "1",
        "trace": "enabled",
        "streamProcessingMode": "sync",
    }


def test_without_a_guardrail_none_is_named() -> None:
    assert "guardrailConfig" not in render_request(a_request(), None)


@pytest.mark.parametrize(
    ("history", "roles"),
    [
        ((), "u"),
        ((("user", "a"), ("assistant", "b")), "uau"),
        ((("user", "a"), ("assistant", "b"), ("user", "c")), "uau"),
        ((("assistant", "greeting"), ("user", "a"), ("assistant", "b")), "uau"),
        ((("user", "a"), ("assistant", " "), ("user", "b"), ("assistant", "c")), "uau"),
    ],
)
def test_roles_alternate_whatever_is_remembered(history: Sequence[tuple[str, str]], roles: str) -> None:
    messages = render_request(a_request(history=history), None)["messages"]
    assert "".join(message["role"][0] for message in messages) == roles


@pytest.mark.parametrize(
    ("model_id", "thinking"),
    [
        ("us.anthropic.claude-haiku-5-5", "disabled"),
        ("global.anthropic.claude-sonnet-5", "disabled"),
        ("anthropic.claude-sonnet-5-5", "between_tools"),
    ],
)
def test_models_that_think_by_default_are_told_not_to_and_given_no_temperature(model_id: str, thinking: str) -> None:
    body = render_request(a_request(model_id=model_id), None)
    assert body["additionalModelRequestFields"] == {"thinking": {"type": thinking}}
    assert "temperature" not in body["inferenceConfig"]


@pytest.mark.parametrize("model_id", ["us.anthropic.claude-sonnet-4-6", "amazon.nova-micro-v1:0"])
def test_models_that_take_a_temperature_are_given_the_lowest(model_id: str) -> None:
    assert render_request(a_request(model_id=model_id), None)["inferenceConfig"]["temperature"] == 0


@pytest.mark.parametrize(
    ("model_id", "chars", "cache"),
    [
        ("us.anthropic.claude-haiku-5-5", 100, Caching.BELOW_MINIMUM),
        ("us.anthropic.claude-haiku-5-5", 512 * 3, Caching.SENT),
        ("anthropic.claude-sonnet-5", 512 * 3, Caching.BELOW_MINIMUM),
        ("anthropic.claude-sonnet-5", 1024 * 3, Caching.SENT),
        ("eu.anthropic.claude-haiku-4-5-20251001-v1:0", 4096 * 3, Caching.SENT),
        ("meta.llama9-1b-v1:0", 9999, Caching.UNSUPPORTED),
    ],
)
def test_a_cache_point_is_sent_only_where_the_prefix_may_be_cached(model_id: str, chars: int, cache: Caching) -> None:
    request = a_request(model_id=model_id, system="x" * chars)
    assert caching_of(request) is cache
    points = [block for block in render_request(request, None)["system"] if "cachePoint" in block]
    assert len(points) == (cache is Caching.SENT)


def test_tools_count_towards_the_prefix_only_where_they_are_cached_with_it() -> None:
    long_tools = (replace(HAND_OFF, description="x" * 5_000),)
    claude, nova = (
        a_request(model_id=model_id, tools=long_tools)
        for model_id in ("anthropic.claude-sonnet-5", "amazon.nova-micro-v1:0")
    )
    assert (caching_of(claude), caching_of(nova)) == (Caching.SENT, Caching.BELOW_MINIMUM)


def test_nothing_of_the_call_comes_before_the_cache_point() -> None:
    requests = (
        a_request(
            question, model_id="anthropic.claude-sonnet-5", system="x" * 4_000, history=history, passages=passages
        )
        for question, history, passages in (
            ("what does parking cost?", (), (PARKING,)),
            ("and on Sundays?", (("user", "a"), ("assistant", "b")), ()),
        )
    )
    first, second = (render_request(request, ("gr0", "1")) for request in requests)
    assert first["system"][-1] == {"cachePoint": {"type": "default"}}
    assert (first["system"], first["toolConfig"]) == (second["system"], second["toolConfig"])


def test_the_stream_says_whether_there_is_a_cache_point(model: BedrockModel) -> None:
    with closing(model.converse(a_request(), timeout_s=2)) as events:
        assert events.cache is Caching.UNSUPPORTED


def test_every_entry_of_the_table_of_models_says_where_it_is_written() -> None:
    entries = tomllib.loads(TABLE.read_text())["families"]
    assert all(each["source"] and all(url.startswith("https://") for url in each["source"]) for each in entries)
    known = {"id", "temperature", "fields", "caches_from", "caches_tools", "source"}
    assert all(set(each) <= known for each in entries)


def test_an_unknown_model_gets_the_plain_request() -> None:
    body = render_request(a_request(model_id="meta.llama9-1b-v1:0"), None)
    assert set(body) == {"modelId", "messages", "inferenceConfig", "system", "toolConfig"}
    assert body["inferenceConfig"] == {"maxTokens": 100}
    assert body["system"] == [{"text": "Answer from the passages."}]


def test_grounding_sources_stay_within_the_guardrails_limit() -> None:
    long = replace(PARKING, text="word " * 15_000)
    content = render_request(a_request(passages=(long, long)), ("gr0", "1"))["messages"][-1]["content"]
    assert sum(len(block["guardContent"]["text"]["text"]) for block in content[:-1]) == 100_000


def test_passages_come_best_first_with_document_title_and_queue(knowledge: BedrockKnowledge) -> None:
    passages = knowledge.retrieve("what does a bounced check cost", limit=3, timeout_s=2)()
    assert passages[0].document == "billing"
    assert passages[0].queue == "Billing"
    assert passages[0].title.startswith("Billing and payment. What happens if my check bounces")
    assert passages[0].text == "A returned check costs $30."
    assert [passage.score for passage in passages] == sorted((each.score for each in passages), reverse=True)
    assert len(passages) == 3


def test_no_results_are_no_passages(server: BedrockServer, knowledge: BedrockKnowledge) -> None:
    break_down(server, "bedrock.retrieve", "empty")
    assert knowledge.retrieve("what does parking cost", limit=3, timeout_s=2)() == ()


def test_a_blank_question_asks_nothing(server: BedrockServer, knowledge: BedrockKnowledge) -> None:
    break_down(server, "bedrock.retrieve", "server_error")
    assert knowledge.retrieve("  ", limit=3, timeout_s=2)() == ()


def test_a_question_of_any_length_is_asked(knowledge: BedrockKnowledge) -> None:
    assert knowledge.retrieve("parking " * 5_000, limit=1, timeout_s=2)()


@pytest.mark.parametrize(
    ("result", "document", "title", "queue"),
    [
        ({"content": {"text": "T."}}, "unknown", "Unknown", None),
        ({"content": {"text": "T."}, "location": None, "metadata": None, "score": None}, "unknown", "Unknown", None),
        (
            {
                "content": {"text": "T."},
                "location": {"type": "S3", "s3Location": {"uri": "s3://b/a/test%20results.md"}},
            },
            "test results",
            "Test results",
            None,
        ),
        (
            {"content": {"text": "T."}, "metadata": {"x-amz-bedrock-kb-source-uri": "s3://b/after-hours.md"}},
            "after-hours",
            "After hours",
            None,
        ),
        ({"content": {"text": "---\ntitle: Fees\nqueue: Billing\n---\n\nT."}}, "unknown", "Fees", "Billing"),
        (
            {"content": {"text": "## How much?\n\nT."}, "metadata": {"title": "Fees"}},
            "unknown",
            "Fees. How much?",
            None,
        ),
    ],
)
def test_missing_members_are_tolerated(result: Mapping[str, Any], document: str, title: str, queue: str | None) -> None:
    passage = parse_result(result)
    assert passage is not None
    assert (passage.document, passage.title, passage.text, passage.queue) == (document, title, "T.", queue)
    assert passage.score == 0.0


@pytest.mark.parametrize("content", [None, {}, {"type": "IMAGE"}, {"text": "  "}, {"text": "---\ntitle: a\n---\n"}])
def test_a_result_without_text_is_no_passage(content: Any) -> None:
    assert parse_result({"content": content}) is None


def test_the_clock_ends_what_never_ends() -> None:
    ended = threading.Event()

    def forever() -> Iterator[int]:
        try:
            for number in count():
                time.sleep(0.01)
                yield number
        finally:
            ended.set()

    with pytest.raises(Expired):
        list(within(0.1, forever))  # type: ignore[arg-type]
    assert ended.wait(1)


def test_a_bug_while_reading_is_not_dressed_up() -> None:
    with pytest.raises(AttributeError):
        list(BedrockModel(object(), "", "").converse(a_request(), timeout_s=1))  # type: ignore[arg-type]


def test_every_event_of_the_port_is_told_apart() -> None:
    assert set(get_args(ModelEvent)) == {TextDelta, ToolBegun, ToolUse, Stopped, Usage}
