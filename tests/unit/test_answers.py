"""Open questions: what may be said, when, and what stands in for what is missing."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from fulfillment.answers import (
    Answer,
    Answered,
    Library,
    Question,
    TaskWanted,
    Unanswered,
    Unreachable,
    answer,
    retrieve,
)
from fulfillment.ports import (
    Caching,
    KnowledgeError,
    Model,
    ModelError,
    ModelEvent,
    Passage,
    Stopped,
    StopReason,
    TextDelta,
    ToolBegun,
    ToolUse,
    Usage,
)
from fulfillment.turn import Intent, Queue, Reason, TurnRecord
from tests.doubles import PARKING, EchoModel, FixedClock, Pause, ScriptedModel, ShelfKnowledge, the_settings

QUESTION = Question("what does parking cost?", (), "en_US", 10)
END = Stopped(StopReason.END_TURN)
USED = Usage(100, 20, grounding=0.9, relevance=0.8)
BROKEN = ModelError("cut", retryable=True)


def asked(
    model: Model,
    *,
    knowledge: ShelfKnowledge | None = None,
    clock: FixedClock | None = None,
    deadline: float = 5.0,
    question: Question = QUESTION,
    **settings: Any,
) -> tuple[Answer, TurnRecord]:
    set_ = the_settings(**{"small_model": "small", "large_model": "large", "guardrail_id": "g"} | settings)
    library = Library(knowledge or ShelfKnowledge(), model, clock or FixedClock(), set_)
    record = TurnRecord("", 0, "", "")
    passages = retrieve(question.text, library, deadline=deadline)
    return answer(question, passages, library, deadline=deadline, record=record), record


def heard(*events: ModelEvent | Pause | ModelError, **changes: Any) -> tuple[Answer, TurnRecord, FixedClock]:
    """What comes of one stream, from the first model asked and the second alike."""
    clock = FixedClock()
    result, record = asked(ScriptedModel(clock, [events]), clock=clock, **changes)
    return result, record, clock


def text_of(result: Answer) -> str:
    assert isinstance(result, Answered), result
    return result.text


def test_the_models_words_are_the_answer() -> None:
    result, record, _ = heard(TextDelta("Parking is "), TextDelta("$3 an hour."), END, USED)
    assert result == Answered("Parking is $3 an hour.", ("parking",), None)
    assert (record.model, record.usage["input_tokens"], record.difficulty) == ("small", 100, "easy")
    assert record.parts == {"retrieval": 0.9, "grounding": 0.9, "relevance": 0.8}
    assert (record.unknown, record.usage_estimated) == ([], False)


def test_what_a_model_thinks_and_how_it_writes_is_not_spoken() -> None:
    text = "<thinking>hm</thinking>**Parking** is [$3](https://x.example/y) an hour."
    assert text_of(heard(TextDelta(text), END, USED)[0]) == "Parking is $3 an hour."


# the first sentence


def test_the_answer_goes_back_while_the_model_writes_on() -> None:
    slow = Pause(0.0125)
    result, record, clock = heard(
        slow, TextDelta("Parking costs $3 an hour."), slow, TextDelta(" The garage "), Pause(30), END, USED
    )
    assert result == Answered("Parking costs $3 an hour.", ("parking",), None, more=True)
    assert clock.seconds < 1
    assert (record.usage_estimated, record.unknown) == (True, ["grounding", "relevance"])
    assert record.usage["input_tokens"] > record.usage["output_tokens"] > 0


def test_a_pause_after_the_sentence_is_its_end() -> None:
    result, record, clock = heard(TextDelta("Parking costs $3 an hour."), Pause(2), TextDelta(" Or"), END, USED)
    assert result == Answered("Parking costs $3 an hour.", ("parking",), None)
    assert clock.seconds < 0.2
    assert record.usage_estimated


@pytest.mark.parametrize(
    "parts",
    [
        ("A copy costs $5", ".", "99 for each record."),
        ("Ask for Dr.", " Chen at the front desk."),
        ("We are at 418 Alder St.", " in Seattle."),
    ],
)
def test_no_sentence_is_cut_where_it_may_go_on(parts: tuple[str, ...]) -> None:
    slowly = [each for part in parts for each in (TextDelta(part), Pause(0.3))]
    assert text_of(heard(*slowly, END, USED)[0]) == "".join(parts)


def test_usage_is_waited_for_once_the_model_has_stopped_and_not_for_long() -> None:
    _, soon, _ = heard(TextDelta("Parking costs $3."), END, Pause(0.1), USED)
    _, late, clock = heard(TextDelta("Parking costs $3."), END, Pause(5), USED)
    assert (soon.usage_estimated, late.usage_estimated) == (False, True)
    assert clock.seconds == pytest.approx(0.15)


def test_it_is_told_whether_the_prompt_has_a_cache_point() -> None:
    _, asked_for, _ = heard(TextDelta("Parking costs $3."), END, USED)
    _, record = asked(EchoModel(), knowledge=ShelfKnowledge(passages=()))
    assert (asked_for.cache, record.cache) == (Caching.UNSUPPORTED, "")


def test_without_a_guardrail_no_score_is_missing() -> None:
    _, record, _ = heard(TextDelta("Parking costs $3."), END, Usage(1, 1), guardrail_id="")
    assert record.unknown == []


def test_the_stream_is_closed_however_it_goes() -> None:
    scripts: list[list[ModelEvent | Pause | ModelError]] = [
        [TextDelta("Parking costs $3. It"), Pause(9)],
        [BROKEN],
        [END],
    ]
    for script in scripts:
        model = ScriptedModel(FixedClock(), [script])
        asked(model)
        assert all(stream.closed for stream in model.streams)


# tools


@pytest.mark.parametrize("told", ["low_confidence", "", "made up"])
def test_a_model_that_hands_off_answers_nothing(told: str) -> None:
    result, record, _ = heard(ToolUse("hand_off", {"reason": told}), Stopped(StopReason.TOOL_USE))
    assert result == Unanswered(Reason.LOW_CONFIDENCE)
    assert record.parts["model"] == 0.0


def test_out_of_scope_and_held_back_are_told_apart() -> None:
    scope, _, _ = heard(ToolUse("hand_off", {"reason": "out_of_scope"}), Stopped(StopReason.TOOL_USE))
    held, record, _ = heard(TextDelta("I'd rather not"), Stopped(StopReason.GUARDRAIL))
    assert scope == Unanswered(Reason.OUT_OF_SCOPE)
    assert held == Unanswered(Reason.GUARDRAIL)
    assert record.held_back


def test_a_wish_becomes_a_task() -> None:
    result, _, _ = heard(ToolUse("start_task", {"intent": "CancelAppointment"}), Stopped(StopReason.TOOL_USE))
    assert result == TaskWanted(Intent.CANCEL)


@pytest.mark.parametrize("told", ["SpeakToAgent", "made up", "", None, [], {}, ["CancelAppointment"], 7])
def test_a_model_starts_no_task_that_is_none(told: object) -> None:
    result, _, _ = heard(ToolUse("start_task", {"intent": told}), Stopped(StopReason.TOOL_USE))
    assert result == Unanswered(Reason.LOW_CONFIDENCE)


def test_what_is_written_before_a_tool_is_not_the_answer() -> None:
    result, _, _ = heard(
        TextDelta("Let me see about that for you."),
        ToolBegun(),
        Pause(0.4),
        ToolUse("hand_off", {"reason": "out_of_scope"}),
        Stopped(StopReason.TOOL_USE),
    )
    assert result == Unanswered(Reason.OUT_OF_SCOPE)


def test_what_is_written_after_a_tool_is_not_the_answer() -> None:
    result, _, _ = heard(
        ToolBegun(),
        ToolUse("hand_off", {"reason": "out_of_scope"}),
        TextDelta("Parking costs $3 an hour. It is"),
        Stopped(StopReason.TOOL_USE),
    )
    assert result == Unanswered(Reason.OUT_OF_SCOPE)


# broken off

CUT_SHORT = (StopReason.MAX_TOKENS, StopReason.OTHER, StopReason.TOOL_USE)


@pytest.mark.parametrize("stop", CUT_SHORT)
def test_half_a_sentence_is_no_answer(stop: StopReason) -> None:
    result, record, _ = heard(TextDelta("Parking costs between three and"), Stopped(stop), USED)
    assert text_of(result) == PARKING.text
    assert record.read_out


@pytest.mark.parametrize("stop", CUT_SHORT)
def test_of_what_was_broken_off_whole_sentences_are_said(stop: StopReason) -> None:
    result, _, _ = heard(TextDelta("Sure. Parking costs $3 an hour."), Pause(0.01), Stopped(stop), USED)
    assert text_of(result) == "Sure. Parking costs $3 an hour."


def test_a_model_that_ends_without_a_period_has_ended_all_the_same() -> None:
    assert text_of(heard(TextDelta("$3 an hour"), END, USED)[0]) == "$3 an hour"


def test_a_broken_attempt_is_paid_for_as_far_as_it_may_have_come() -> None:
    clock = FixedClock()
    script: list[list[ModelEvent | Pause | ModelError]] = [
        [TextDelta("Parking costs a good deal of money"), BROKEN],
        [TextDelta("Parking costs $3."), END, USED],
    ]
    _, record = asked(ScriptedModel(clock, script), clock=clock)
    assert set(record.billed) == {"small", "large"}
    assert record.billed["small"]["input_tokens"] > record.billed["small"]["output_tokens"] > 0
    assert record.usage["input_tokens"] == 100 + record.billed["small"]["input_tokens"]
    assert record.usage_estimated


def test_a_refused_request_costs_nothing() -> None:
    _, record, _ = heard(BROKEN)
    assert (record.billed, record.usage_estimated) == ({}, False)


def test_an_estimate_counts_all_that_was_sent() -> None:
    model = EchoModel(events=(TextDelta("Parking costs $3. It"), Pause(9)))
    _, record = asked(model)
    sent = model.requests[0]
    tools = sum(len(f"{tool.name}{tool.description}{tool.schema}") for tool in sent.tools)
    told = sum(map(len, (sent.system, sent.question, *(passage.text for passage in sent.passages))))
    assert record.usage["input_tokens"] >= (tools + told) // 4


# judged


@pytest.mark.parametrize(("grounding", "relevance"), [(0.69, 0.9), (0.9, 0.49), (0.0, 0.9), (0.9, 0.0)])
def test_an_answer_that_the_documents_do_not_bear_out_is_not_given(grounding: float, relevance: float) -> None:
    used = Usage(1, 1, grounding=grounding, relevance=relevance)
    result, _, _ = heard(TextDelta("Parking is free."), END, used)
    assert result == Unanswered(Reason.LOW_CONFIDENCE)


def test_scores_are_those_of_the_answer_that_is_given() -> None:
    for told in (0.95, 0.1):
        clock = FixedClock()
        script: list[list[ModelEvent | Pause | ModelError]] = [
            [END, Usage(1, 1, grounding=told, relevance=told)],
            [TextDelta("Parking costs $3 an hour. The"), Pause(9)],
        ]
        result, record = asked(ScriptedModel(clock, script), clock=clock)
        assert text_of(result) == "Parking costs $3 an hour."
        assert record.unknown == ["grounding", "relevance"]


def test_passages_have_a_share_of_the_time() -> None:
    knowledge = ShelfKnowledge()
    asked(EchoModel(), knowledge=knowledge, deadline=5.0)
    assert knowledge.timeouts == [pytest.approx(1.5)]


def test_without_any_passage_that_fits_no_model_is_asked() -> None:
    model = EchoModel()
    far = ShelfKnowledge(passages=(Passage("parking", "Parking", "Parking costs.", 0.1),))
    result, record = asked(model, knowledge=far)
    assert result == Unanswered(Reason.LOW_CONFIDENCE)
    assert model.requests == []
    assert record.parts == {"retrieval": 0.1}


def test_without_passages_nothing_can_be_said() -> None:
    result, record = asked(EchoModel(), knowledge=ShelfKnowledge(fails=KnowledgeError("down")))
    assert result == Unreachable()
    assert record.errors == ["bedrock.retrieve"]


def test_the_desk_is_the_one_the_best_document_names() -> None:
    def desk(passages: Sequence[Passage]) -> Queue | None:
        result, _ = asked(EchoModel(), knowledge=ShelfKnowledge(passages=passages))
        assert isinstance(result, Answered)
        return result.queue

    assert desk((Passage("parking", "P", "It costs.", 0.9, queue="Billing"),)) is Queue.BILLING
    assert desk((Passage("parking", "P", "It costs.", 0.9, queue="Nowhere"),)) is None


def test_a_caller_who_has_had_all_model_calls_gets_no_more() -> None:
    model = EchoModel()
    result, _ = asked(model, question=replace(QUESTION, model_calls_left=0))
    assert result == Unanswered(Reason.LIMIT)
    assert model.requests == []


# models that fail

FAILURES: dict[str, list[ModelEvent | Pause | ModelError]] = {
    "refused": [BROKEN],
    "cut": [TextDelta("Parking costs"), BROKEN],
    "stalled": [TextDelta("Parking costs"), Pause(1000)],
    "trickling": [each for word in ("It costs a lot of money " * 20).split() for each in (Pause(1), TextDelta(word))],
    "endless": [each for _ in range(10_000) for each in (TextDelta("and so "), Pause(0.01))],
    "empty": [END, Usage(5, 0)],
    "over before it began": [],
    "over without a stop": [TextDelta("Parking costs"), Usage(5, 0)],
    "malformed": [Stopped(StopReason.OTHER)],
}


@pytest.mark.parametrize("failure", FAILURES)
def test_both_models_are_tried_and_then_the_passage_is_read(failure: str) -> None:
    clock = FixedClock()
    model = ScriptedModel(clock, [FAILURES[failure]])
    result, record = asked(model, clock=clock)
    assert model.asked == ["small", "large"]
    assert text_of(result) == PARKING.text
    assert record.errors == ["bedrock.converse_stream"] * 2
    assert (record.model, record.read_out, record.usage["model_calls"]) == (None, True, 2)


@pytest.mark.parametrize("failure", FAILURES)
def test_the_other_model_answers_when_the_first_fails(failure: str) -> None:
    clock = FixedClock()
    model = ScriptedModel(clock, [FAILURES[failure], [TextDelta("Parking costs $3."), END, USED]])
    result, record = asked(model, clock=clock)
    assert text_of(result) == "Parking costs $3."
    assert record.model == "large"


@pytest.mark.parametrize("failure", FAILURES)
def test_the_deadline_is_kept_whatever_the_models_do(failure: str) -> None:
    clock = FixedClock()
    asked(ScriptedModel(clock, [FAILURES[failure]]), clock=clock, deadline=3.0)
    assert clock.seconds <= 3.0


def test_no_time_left_means_no_attempt() -> None:
    model = EchoModel()
    result, _ = asked(model, deadline=0.3)
    assert model.requests == []
    assert text_of(result) == PARKING.text


def test_the_last_model_call_is_the_only_one() -> None:
    clock = FixedClock()
    model = ScriptedModel(clock, [[BROKEN]])
    asked(model, clock=clock, question=replace(QUESTION, model_calls_left=1))
    assert len(model.asked) == 1


def test_tokens_of_both_attempts_are_counted() -> None:
    clock = FixedClock()
    model = ScriptedModel(clock, [[END, Usage(50, 1)], [TextDelta("Parking costs $3."), END, USED]])
    _, record = asked(model, clock=clock)
    assert (record.usage["input_tokens"], record.usage["output_tokens"]) == (150, 21)


def test_an_english_passage_is_not_read_to_a_spanish_caller() -> None:
    result, _, _ = heard(BROKEN, question=replace(QUESTION, locale="es_US"))
    assert result == Unanswered(Reason.LOW_CONFIDENCE)


# what is asked


def test_the_question_and_the_passages_are_data_and_the_rules_are_not_among_them() -> None:
    model = EchoModel()
    asked(model)
    request = model.requests[0]
    assert request.question == QUESTION.text
    assert QUESTION.text not in request.system
    assert PARKING.text not in request.system
    assert "Cedar Clinic" in request.system


def test_what_stays_the_same_for_every_question_comes_first_and_is_the_same() -> None:
    model = EchoModel()
    asked(model)
    asked(model, question=replace(QUESTION, text="where is parking?", history=(("user", "a"), ("assistant", "b"))))
    first, second = model.requests
    assert (first.system, first.tools) == (second.system, second.tools)


def test_as_much_of_the_conversation_is_told_as_there_is_room_for_the_latest_first() -> None:
    said = [("user", "one " * 30), ("assistant", "two " * 30), ("user", "three"), ("assistant", "four")]
    model = EchoModel()
    for tokens in (0, 2, 3, 20, 400):
        asked(model, question=replace(QUESTION, history=said), history_tokens=tokens)
    assert [len(request.history) for request in model.requests] == [0, 0, 2, 2, 4]
    assert model.requests[2].history == tuple(said[2:])


def test_an_exchange_before_one_that_does_not_fit_is_not_told_either() -> None:
    said = [
        ("user", "a"),
        ("assistant", "b"),
        ("user", "long " * 60),
        ("assistant", "c"),
        ("user", "d"),
        ("assistant", "e"),
    ]
    model = EchoModel()
    asked(model, question=replace(QUESTION, history=said), history_tokens=10)
    assert model.requests[0].history == (("user", "d"), ("assistant", "e"))


def test_more_is_asked_for_on_the_same_question() -> None:
    model = EchoModel()
    asked(model, question=replace(QUESTION, more=True))
    assert model.requests[0].question.endswith(QUESTION.text)
    assert model.requests[0].question != QUESTION.text
