"""What the Lex double makes of a function that is slow, broken or not there, and of its own faults."""

import time

import pytest

from lex_bot.definition import BotDefinition
from simulator.lex.runtime import FunctionFailed, FunctionThrottled, FunctionTimedOut, LexUnavailable
from simulator.line import CallerHungUp
from tests.unit.lex_stage import Stage, a_bot, answer, closing


def impatient() -> BotDefinition:
    """A bot whose fulfillment hooks have 0.8 s, against real waiting."""
    bot = a_bot()
    intents = []
    for intent in bot.intents:
        progress = intent.fulfillment.progress.model_copy(update={"start_after_s": 0.2, "update_every_s": 0.2})
        fulfillment = intent.fulfillment.model_copy(update={"timeout_s": 0.8, "progress": progress})
        intents.append(intent.model_copy(update={"fulfillment": fulfillment}))
    return bot.model_copy(update={"intents": tuple(intents)})


@pytest.mark.parametrize("failure", [FunctionFailed("crash"), FunctionThrottled("429"), KeyError("bug"), None, "text"])
def test_a_broken_fulfillment_hook_ends_by_the_bots_failure_step(failure):
    stage = Stage(["operator"], [failure])
    result = stage.converse(session_id="contact-1")
    assert stage.texts == ["Something went wrong."]
    assert result.dialog_state == "Failed"
    assert result.attributes == {"session_id": "contact-1", "outcome": "agent"}
    assert stage.turns[0].calls[0].error is not None


def test_a_broken_dialog_hook_ends_by_its_own_failure_step():
    stage = Stage(["move my visit"], [FunctionFailed("crash")])
    assert stage.converse().attributes == {"outcome": "agent"}
    assert stage.texts == ["Something went wrong."]


def test_an_answer_lex_refuses_ends_by_the_failure_step_and_says_why():
    stage = Stage(["operator"], [answer("ElicitSlot", "Agent", "Which?", slot="Day")])
    assert stage.converse().dialog_state == "Failed"
    assert "no slot of the intent" in stage.turns[0].calls[0].error


def test_a_broken_hook_in_mid_slot_ends_the_same_way():
    stage = Stage(["move my visit", "what"], [answer("ElicitSlot", "Move", slot="Day"), FunctionFailed("crash")])
    assert stage.converse().attributes == {"outcome": "agent"}
    assert stage.texts == ["Day?", "Something went wrong."]


def test_a_timeout_is_decided_without_waiting_but_its_time_passes():
    began = time.perf_counter()
    stage = Stage(["operator"], [FunctionTimedOut()])
    assert stage.converse().attributes == {"outcome": "agent", "late": "yes"}
    assert time.perf_counter() - began < 6
    assert stage.texts == ["One moment.", "Still there.", "That takes too long."]
    assert stage.heard_at == pytest.approx([2, 7, 12], abs=0.2)


def test_a_dialog_hook_that_times_out_takes_thirty_seconds_without_a_word():
    stage = Stage(["move my visit"], [FunctionTimedOut()])
    stage.converse()
    assert stage.limits == [30]
    assert stage.texts == ["That takes too long."]
    assert stage.heard_at == pytest.approx([30], abs=0.2)


def test_a_slow_function_is_covered_by_progress_messages_that_cannot_be_interrupted():
    def slow(_event, _limit):
        time.sleep(0.5)
        return closing("Agent", "Here you are.")

    stage = Stage(["operator"], slow, bot=impatient())
    stage.converse()
    assert stage.texts == ["One moment.", "Still there.", "Here you are."]
    assert [prompt.interruptible for prompt in stage.heard] == [False, False, True]
    assert [prompt.text for prompt in stage.turns[0].calls[0].progress] == ["One moment.", "Still there."]
    assert stage.clock.monotonic() >= 0.5


def test_a_function_that_really_runs_past_its_limit_is_not_listened_to():
    def slow(_event, _limit):
        time.sleep(1.0)
        return closing("Agent", "Too late.")

    stage = Stage(["operator"], slow, bot=impatient())
    assert stage.converse().attributes["late"] == "yes"
    assert "Too late." not in stage.texts


def test_a_quick_function_is_not_announced():
    stage = Stage(["operator"], [closing("Agent", "Here you are.")])
    stage.converse()
    assert stage.texts == ["Here you are."]
    assert stage.limits == [12]


def test_a_caller_who_hangs_up_during_a_progress_message_ends_it():
    def slow(_event, _limit):
        time.sleep(0.4)
        return closing()

    stage = Stage(["operator"], slow, bot=impatient())

    def gone(_prompt):
        raise CallerHungUp

    stage.say = gone
    with pytest.raises(CallerHungUp):
        stage.converse()


@pytest.mark.parametrize("kind", ["throttle", "server_error"])
def test_a_fault_of_lex_makes_it_unavailable(kind):
    stage = Stage(["operator"], [], faults=[kind])
    with pytest.raises(LexUnavailable, match=kind):
        stage.converse()
    assert len(stage.turns) == 1
    assert stage.turns[0].calls == []


def test_a_fault_may_strike_in_a_later_turn():
    stage = Stage(["hm", "operator"], [answer("ElicitIntent", None, "Yes?")], faults=[None, "throttle"])
    with pytest.raises(LexUnavailable):
        stage.converse()
    assert stage.texts == ["Yes?"]


def test_attributes_too_large_for_lex_make_it_unavailable():
    with pytest.raises(LexUnavailable, match="base64"):
        Stage([], []).converse(note="x" * 10_000)


def test_the_function_cannot_change_what_was_sent_to_it():
    def spoils(event, _limit):
        event["sessionState"]["sessionAttributes"]["spoiled"] = "yes"
        event["sessionState"]["intent"]["slots"].clear()
        return answer("ElicitSlot", "Move", slot="Day") if len(stage.events) == 1 else closing("Move")

    stage = Stage(["move my visit", "friday"], spoils)
    stage.converse()
    assert set(stage.turns[0].calls[0].event["sessionState"]["intent"]["slots"]) == {"Day", "Kind"}
    assert "spoiled" not in stage.turns[1].calls[0].event["sessionState"]["sessionAttributes"]
