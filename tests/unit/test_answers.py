"""Open questions: what may be said, and what stands in for what is missing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pytest

from fulfillment.answers import Answered, Library, Question, Unanswered, Unreachable, answer
from fulfillment.ports import (
    KnowledgeError,
    Model,
    ModelError,
    ModelEvent,
    ModelRequest,
    Passage,
    Stopped,
    StopReason,
    TextDelta,
    ToolUse,
    Usage,
)
from fulfillment.turn import Queue, Reason, TurnRecord
from tests.doubles import PARKING, EchoModel, FixedClock, ShelfKnowledge, the_settings

QUESTION = Question("what does parking cost?", (), "en_US", 10)


@dataclass
class SlowModel:
    """Fails after a while, by the clock it is given."""

    clock: FixedClock
    seconds: float
    asked: list[str] = field(default_factory=list)

    def converse(self, request: ModelRequest, *, timeout_s: float) -> Iterator[ModelEvent]:
        self.asked.append(request.model_id)
        self.clock.seconds += min(self.seconds, timeout_s)
        raise ModelError("too slow", retryable=True)


def asked(
    model: Model, *, knowledge: ShelfKnowledge | None = None, clock: FixedClock | None = None, deadline: float = 5.0
) -> tuple[Answered | Unanswered | Unreachable, TurnRecord]:
    settings = the_settings(small_model="small", large_model="large")
    library = Library(knowledge or ShelfKnowledge(), model, clock or FixedClock(), settings)
    record = TurnRecord("", 0, "", "")
    return answer(QUESTION, library, deadline=deadline, record=record), record


def events(*parts: ModelEvent) -> EchoModel:
    return EchoModel(events=(*parts, Usage(100, 20)))


def test_the_models_words_are_the_answer() -> None:
    result, record = asked(events(TextDelta("Parking is "), TextDelta("$3 an hour."), Stopped(StopReason.END_TURN)))
    assert result == Answered("Parking is $3 an hour.", ("parking",), None)
    assert (record.model, record.usage["input_tokens"]) == ("small", 100)


def test_what_a_model_thinks_and_how_it_writes_is_not_spoken() -> None:
    text = "<thinking>hm</thinking>**Parking** is [$3](https://x.example/y) an hour."
    result, _ = asked(events(TextDelta(text), Stopped(StopReason.END_TURN)))
    assert isinstance(result, Answered)
    assert result.text == "Parking is $3 an hour."


@pytest.mark.parametrize("told", ["low_confidence", "", "made up"])
def test_a_model_that_hands_off_answers_nothing(told: str) -> None:
    result, _ = asked(events(ToolUse("hand_off", {"reason": told}), Stopped(StopReason.TOOL_USE)))
    assert result == Unanswered(Reason.LOW_CONFIDENCE)


def test_out_of_scope_and_held_back_are_told_apart() -> None:
    scope, _ = asked(events(ToolUse("hand_off", {"reason": "out_of_scope"}), Stopped(StopReason.TOOL_USE)))
    held, _ = asked(events(TextDelta("I'd rather"), Stopped(StopReason.GUARDRAIL)))
    assert scope == Unanswered(Reason.OUT_OF_SCOPE)
    assert held == Unanswered(Reason.GUARDRAIL)


def test_an_empty_answer_is_replaced_by_the_best_passage() -> None:
    result, record = asked(events(Stopped(StopReason.END_TURN)))
    assert result == Answered(PARKING.text, ("parking",), None)
    assert record.model is None


def test_both_models_are_tried_and_then_the_passage_is_read() -> None:
    clock = FixedClock()
    model = SlowModel(clock, 0.5)
    result, record = asked(model, clock=clock)
    assert model.asked == ["small", "large"]
    assert isinstance(result, Answered)
    assert record.errors == ["bedrock.converse_stream"] * 2


def test_the_deadline_is_kept_whatever_the_models_do() -> None:
    clock = FixedClock()
    asked(SlowModel(clock, 60.0), clock=clock, deadline=3.0)
    assert clock.seconds < 3.0


def test_no_time_left_means_no_attempt() -> None:
    model = EchoModel()
    result, _ = asked(model, deadline=0.5)
    assert model.requests == []
    assert isinstance(result, Answered)


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


def test_the_question_and_the_passages_are_data_and_the_rules_are_not_among_them() -> None:
    model = EchoModel()
    asked(model)
    request = model.requests[0]
    assert request.question == QUESTION.text
    assert QUESTION.text not in request.system
    assert PARKING.text not in request.system
    assert "Cedar Clinic" in request.system
