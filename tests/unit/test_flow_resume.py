"""The greeting of a caller whose last call broke off: asked once, and nothing told of that call."""

import pytest

from simulator.lex.runtime import LexUnavailable
from tests.unit.flow_stage import AGENT, ANA, LOCAL, Stage, StageBot, StageFunction, StageLine, Talked

DONE = Talked(attributes={"outcome": "done"})
ORDINARY = "How can I help you today?"


def greeted(answer: object, *, takes_s: float = 0.0) -> Stage:
    return Stage(bot=StageBot(DONE), function=StageFunction(answer, takes_s=takes_s))


@pytest.mark.parametrize("what", ["task", "person"])
def test_who_was_cut_off_is_asked_whether_to_go_on(what: str) -> None:
    stage = greeted({"resume": what})
    result = stage.call()
    assert result.attributes["cut_off"] == "true"
    assert "Shall we go on where we left off?" in stage.line.heard()[-1]
    assert "press 0" in stage.line.heard()[-1]
    given = stage.bot.attributes[0]
    assert (given["asked"], given["turn"], given["caller_number"]) == ("resume", "0", ANA)


@pytest.mark.parametrize(
    ("answer", "takes_s"),
    [
        ({"resume": ""}, 0.0),
        ({"resume": "anything"}, 0.0),
        ({}, 0.0),
        (["odd"], 0.0),
        (RuntimeError("down"), 0.0),
        ({"resume": "task"}, 4.0),
    ],
    ids=["nothing", "unknown", "empty", "nonsense", "crash", "slow"],
)
def test_everybody_else_is_greeted_as_always(answer: object, takes_s: float) -> None:
    stage = greeted(answer, takes_s=takes_s)
    result = stage.call()
    assert stage.line.heard()[-1].endswith(ORDINARY)
    assert "cut_off" not in result.attributes
    assert "asked" not in stage.bot.attributes[0]


def test_the_function_is_asked_after_the_notice_and_not_for_long() -> None:
    stage = greeted({"resume": ""})
    order = [block.action for block in stage.call().blocks]
    assert order.index("RecordingNotice") < order.index("AskResume") < order.index("Greeting")
    assert int(LOCAL.flows["inbound"].action("AskResume").parameters["InvocationTimeLimitSeconds"]) <= 3
    assert stage.function.events[0]["Details"]["Parameters"]["session_id"] == "contact-1"


def test_the_question_names_nothing_of_the_earlier_call() -> None:
    text = LOCAL.flows["inbound"].action("GreetingAgain").parameters["Text"]
    assert "$." not in text
    assert not any(word in text.lower() for word in ("appointment", "order", "bill", "password", "birth"))


def test_who_was_cut_off_goes_before_others_to_a_person() -> None:
    stage = Stage(bot=StageBot(AGENT), function=StageFunction({"resume": "person", "whisper": "Ana."}))
    assert stage.call().contact.queue_priority == 2


def test_danger_that_reaches_nobody_is_told_the_numbers_also_without_the_handoff() -> None:
    in_danger = Talked(attributes={"outcome": "agent", "handoff_reason": "emergency", "handoff_queue": "General"})
    stage = Stage(bot=StageBot(in_danger), line=StageLine())
    inbound = {"inbound": LOCAL.flows["inbound"]}
    stage.instance = type(LOCAL)(
        flows=inbound, queues={}, hours=LOCAL.hours, bots=LOCAL.bots, functions=LOCAL.functions
    )
    stage.call()
    assert "hang up and call 911" in stage.line.heard()[-1]


def test_a_bot_that_fails_at_the_question_ends_with_a_person() -> None:
    stage = Stage(bot=StageBot(LexUnavailable("down")), function=StageFunction({"resume": "task", "whisper": "Ana."}))
    result = stage.call()
    assert (result.transferred, result.attributes["handoff_reason"]) == (True, "system_failure")
