"""What is said beside the matter in a conversation: endings that are none, who is this, Spanish, a question to come."""

import pytest

from fulfillment.ports import ModelError, ModelEvent, Passage, Stopped, StopReason, TextDelta, ToolUse, Usage
from tests.doubles import FixedClock, Pause, ScriptedModel, ShelfKnowledge, some_ports, the_settings
from tests.speaking import Call

Script = list[ModelEvent | Pause | ModelError]
ANSWER: Script = [TextDelta("Parking costs $3 an hour."), Stopped(StopReason.END_TURN), Usage(9, 9)]
MORE: Script = [TextDelta("Parking costs $3 an hour."), TextDelta(" The garage is"), Pause(30)]
NO_ANSWER: Script = [ToolUse("hand_off", {"reason": "low_confidence"}), Stopped(StopReason.TOOL_USE)]
DOWN: Script = [ModelError("down")]
QUESTION = "what does parking cost"


def a_call(*scripts: Script, knowledge: ShelfKnowledge | None = None) -> tuple[Call, ScriptedModel]:
    clock = FixedClock()
    model = ScriptedModel(clock, scripts or (ANSWER,))
    settings = the_settings(small_model="small", large_model="large")
    return Call(some_ports(model=model, clock=clock, settings=settings, knowledge=knowledge or ShelfKnowledge())), model


def answered(*scripts: Script) -> tuple[Call, ScriptedModel]:
    """A call in which a question has been answered, and more is asked for."""
    call, model = a_call(*scripts)
    call.says(QUESTION)
    return call, model


GOES_ON = {
    "don't hang up": "go ahead",
    "I'm not done": "go ahead",
    "not yet": "go ahead",
    "no wait": "go ahead",
    "no, one more thing": "go ahead",
    "I do have something else": "go ahead",
    "I have another question": "go ahead",
    "yes there is": "What can I do",
    "sure tell me": "What can I do",
    "no more questions but what about parking": "$3 an hour",
    "bye, oh and is parking free": "$3 an hour",
    "no thank you, goodbye, oh wait what about parking": "$3 an hour",
    "that wasn't helpful": "connect you with someone",
    "I can't hear you": "$3 an hour",
    "I didn't get it": "$3 an hour",
    "no I don't understand": "$3 an hour",
    "what time is it?": "9:30 AM",
    "okay great": "just say no",
    "got it": "just say no",
    "no problem": "just say no",
}


@pytest.mark.parametrize(("words", "heard"), GOES_ON.items())
@pytest.mark.parametrize("intent", [None, "Goodbye"])
def test_the_call_goes_on_while_something_is_left(words: str, heard: str, intent: str | None) -> None:
    call, _ = answered(ANSWER)
    assert heard in call.says(words, intent)
    assert call.ended == {}


@pytest.mark.parametrize(
    "words", ["no I said parking", "no, the parking fees", "stop parking fees", "nothing on parking"]
)
def test_a_no_with_more_to_it_is_a_question(words: str) -> None:
    call, _ = answered(ANSWER)
    assert "$3 an hour" in call.says(words)
    assert call.ended == {}


OVER = (
    "no",
    "no thank you you've been great",
    "not that I can think of",
    "I can't think of anything",
    "I'm hanging up now",
    "later",
    "adios",
    "I don't want to hear more",
    "no more about that",
    "perfect thanks",
    "no thanks I have to go pick up my kids",
)


@pytest.mark.parametrize("words", OVER)
def test_an_ending_ends_the_call(words: str) -> None:
    call, model = answered(ANSWER)
    call.says(words)
    assert call.ended == {"outcome": "done"}
    assert len(model.requests) == 1


def test_what_only_shows_that_one_listens_is_asked_back_once() -> None:
    call, _ = answered(ANSWER)
    call.says("okay")
    call.says("okay")
    assert call.ended == {"outcome": "done"}


def test_an_okay_takes_up_the_more_that_was_offered() -> None:
    call, _ = answered(MORE, ANSWER)
    assert "$3 an hour" in call.says("okay")


def test_more_is_told_though_thanks_come_with_it() -> None:
    call, model = answered(ANSWER)
    call.says("tell me more thanks", "Goodbye")
    assert len(model.requests) == 2


@pytest.mark.parametrize("words", ["I'm fine thanks", "thank you", "never mind"])
def test_nothing_ends_before_anything_was_asked(words: str) -> None:
    call, _ = a_call()
    call.says("hi how are you")
    assert "How can I help" in call.says(words, "Goodbye")
    assert call.ended == {}


def test_never_mind_cancels_no_appointment() -> None:
    call, _ = a_call(NO_ANSWER)
    call.says(QUESTION)
    assert "anything else" in call.says("never mind", "CancelAppointment")
    assert call.slot is None


# who is this


@pytest.mark.parametrize("words", ["am I talking to a real person?", "you're a stupid machine", "who is this"])
def test_who_asks_what_speaks_is_told_and_stays(words: str) -> None:
    call, model = a_call()
    heard = call.says(words, "SpeakToAgent")
    assert "automated assistant" in heard
    assert "press 0" in heard
    assert "How can I help" in heard
    assert call.ended == {}
    assert model.requests == []


def test_who_asks_what_speaks_in_a_task_misses_nothing() -> None:
    call, _ = a_call()
    call.says("cancel my appointment", "CancelAppointment")
    for _ in range(4):
        assert "date of birth" in call.says("are you a robot?", "SpeakToAgent")
    assert call.slot == "BirthDate"


@pytest.mark.parametrize("task", [False, True])
def test_who_wants_no_person_is_offered_none(task: bool) -> None:
    call, _ = a_call()
    if task:
        call.says("cancel my appointment", "CancelAppointment")
    heard = call.says("I don't want to talk to a person", "SpeakToAgent")
    assert "connect you" not in heard
    assert call.ended == {}


def test_who_wants_no_person_but_something_else_gets_that() -> None:
    call, _ = a_call()
    assert "$3 an hour" in call.says("no person please, just tell me what parking costs")


def test_who_refuses_a_person_is_not_brought_to_one() -> None:
    call, _ = a_call(NO_ANSWER, NO_ANSWER, NO_ANSWER, NO_ANSWER)
    call.says(QUESTION)
    call.says(QUESTION)
    call.says("no just tell me about parking")
    call.says(QUESTION)
    assert call.ended == {}


# Spanish


@pytest.mark.parametrize("words", ["hablas español?", "Spanish please", "no hablo inglés"])
@pytest.mark.parametrize("task", [False, True])
def test_who_speaks_spanish_is_brought_to_who_does(words: str, task: bool) -> None:
    call, _ = a_call()
    if task:
        call.says("cancel my appointment", "CancelAppointment")
    heard = call.says(words)
    assert "español" in heard
    assert "Spanish" in heard
    assert call.ended == {"outcome": "agent", "handoff_reason": "asked", "handoff_queue": "Spanish"}
    assert call.packet["queue"] == "Spanish"


# a question about a task, and a question to come


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("what would it cost me to cancel my appointment", "CancelAppointment"),
        ("if I move my appointment do I lose my spot", "RescheduleAppointment"),
        ("what do I need to reset my password", "ResetPassword"),
        ("is it possible to book online", "BookAppointment"),
    ],
)
def test_a_question_about_a_task_starts_none(words: str, intent: str) -> None:
    knowledge = ShelfKnowledge()
    call, _ = a_call(knowledge=knowledge)
    call.says(words, intent)
    assert call.slot is None
    assert knowledge.asked == [words]


def test_a_task_that_the_model_takes_from_a_question_about_it_is_not_begun() -> None:
    wish: Script = [ToolUse("start_task", {"intent": "CancelAppointment"}), Stopped(StopReason.TOOL_USE)]
    call, _ = a_call(wish)
    assert "in other words" in call.says("what would it cost me to cancel my appointment", "CancelAppointment")


@pytest.mark.parametrize("intent", ["CancelAppointment", "RescheduleAppointment"])
def test_what_became_of_an_appointment_is_looked_up(intent: str) -> None:
    call, _ = a_call()
    call.says("did someone cancel my appointment?", intent)
    assert call.intent == "CheckAppointment"


def test_a_task_asked_for_beside_a_no_is_begun() -> None:
    call, _ = answered(ANSWER)
    call.says("no more questions but I want to book", "Goodbye")
    assert call.intent == "BookAppointment"


@pytest.mark.parametrize("words", ["I have a question", "can I ask you something", "quick question"])
@pytest.mark.parametrize("task", [False, True])
def test_a_question_to_come_is_waited_for(words: str, task: bool) -> None:
    call, model = a_call()
    if task:
        call.says("cancel my appointment", "CancelAppointment")
    assert call.says(words) == "Of course, go ahead."
    assert model.requests == []
    assert call.slot == ("BirthDate" if task else None)


# more, and the question alone after a silence


def test_what_was_told_in_a_task_is_told_to_the_model_when_more_is_asked() -> None:
    call, model = a_call(ANSWER, ANSWER)
    call.says("cancel my appointment", "CancelAppointment")
    call.says(QUESTION + "?")
    call.says("tell me more")
    assert any("$3 an hour" in text for _, text in model.requests[1].history)


def test_without_a_model_more_is_what_was_not_read_yet_and_then_no_more() -> None:
    shelf = (
        Passage("parking", "Parking", "Parking costs $3 an hour.", 0.9),
        Passage("parking", "Parking", "The garage has two entrances.", 0.8),
    )
    call, _ = a_call(*([DOWN] * 8), knowledge=ShelfKnowledge(passages=shelf))
    call.says("cancel my appointment", "CancelAppointment")
    assert "$3 an hour" in call.says(QUESTION + "?")
    assert "two entrances" in call.says("tell me more")
    assert "all I know" in call.says("tell me more")
    assert call.slot == "BirthDate"


@pytest.mark.parametrize(("words", "question"), [("yes", "What can I do"), ("wrong answer", "Would you like me")])
def test_after_a_silence_the_question_comes_without_its_lead(words: str, question: str) -> None:
    call, _ = answered(ANSWER)
    call.says(words)
    assert call.says("").removeprefix("I didn't hear anything. ").startswith(question)
