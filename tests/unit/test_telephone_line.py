"""The line: what time passes on it, who may interrupt what, and which prompt answers which turn."""

from datetime import datetime, timedelta

import pytest

from fulfillment.speech import seconds
from simulator.caller import ScriptedCaller
from simulator.clock import CallClock
from simulator.conversation import SECONDS_PER_KEY, Conversation
from simulator.line import CallerHungUp, Keys, Prompt, Silence, Speech
from simulator.script import TurnEntry

ANSWERED = datetime.fromisoformat("2026-12-01T09:30:00-08:00")
GREETING = "Thank you for calling Cedar Clinic. How can I help you today?"
NOTICE = "This call may be recorded."


def a_line(*turns: TurnEntry) -> Conversation:
    return Conversation(ScriptedCaller(turns), CallClock(ANSWERED))


def a_prompt(text: str, *, interruptible: bool = True, heard_by: str = "caller") -> Prompt:
    return Prompt(text=text, ssml=None, block="lex", interruptible=interruptible, heard_by=heard_by)


def test_time_passes_for_what_is_said_on_both_ends():
    line = a_line(TurnEntry(says="what does parking cost"))
    line.say(a_prompt(GREETING))
    assert line.listen(silence_after_s=5) == Speech("what does parking cost")
    assert line.clock.monotonic() == pytest.approx(seconds(GREETING) + seconds("what does parking cost"))


def test_keys_take_their_time_and_silence_takes_the_listeners():
    line = a_line(TurnEntry(keys="12#"), TurnEntry(silent=True))
    assert line.listen(silence_after_s=5) == Keys("12#")
    assert line.clock.monotonic() == pytest.approx(3 * SECONDS_PER_KEY)
    assert line.listen(silence_after_s=5) == Silence()
    assert line.clock.monotonic() == pytest.approx(3 * SECONDS_PER_KEY + 5)


def test_an_interruption_cuts_the_last_prompt_in_the_middle():
    line = a_line(TurnEntry(says="wait", interrupts=True))
    line.say(a_prompt(NOTICE, interruptible=False))
    line.say(a_prompt(GREETING))
    assert line.listen(silence_after_s=5) == Speech("wait")
    assert line.clock.monotonic() == pytest.approx(seconds(NOTICE) + seconds(GREETING) / 2 + seconds("wait"))
    assert line.exchanges[0].cut


def test_speech_over_a_prompt_that_may_not_be_interrupted_is_lost():
    line = a_line(TurnEntry(says="wait", interrupts=True), TurnEntry(says="hello"))
    line.say(a_prompt(NOTICE, interruptible=False))
    assert line.listen(silence_after_s=5) == Speech("hello")
    assert [(exchange.caller, exchange.lost) for exchange in line.exchanges[1:]] == [("!wait", True), ("hello", False)]


def test_an_interruption_with_nothing_playing_is_just_speech():
    line = a_line(TurnEntry(says="hello", interrupts=True))
    assert line.listen(silence_after_s=5) == Speech("hello")


def test_when_the_turns_run_out_the_caller_hangs_up_and_is_gone_for_good():
    line = a_line()
    line.say(a_prompt(GREETING))
    with pytest.raises(CallerHungUp):
        line.listen(silence_after_s=5)
    with pytest.raises(CallerHungUp):
        line.say(a_prompt("Hello?"))
    with pytest.raises(CallerHungUp):
        line.wait(1)
    assert len(line.exchanges) == 1


def test_hanging_up_is_a_turn_of_its_own():
    line = a_line(TurnEntry(hangs_up=True))
    with pytest.raises(CallerHungUp):
        line.listen(silence_after_s=5)
    assert [exchange.caller for exchange in line.exchanges] == [None, "(hangs up)"]


def test_all_that_is_heard_until_the_next_input_answers_the_turn():
    line = a_line(TurnEntry(says="a"), TurnEntry(says="b"))
    line.say(a_prompt(GREETING))
    line.listen(silence_after_s=5)
    line.say(a_prompt("One moment."))
    line.say(a_prompt("Parking costs $3 an hour."))
    line.say(a_prompt("For the agent only.", heard_by="agent"))
    line.listen(silence_after_s=5)
    assert [exchange.words() for exchange in line.exchanges] == [
        GREETING,
        "One moment. Parking costs $3 an hour.",
        "",
    ]


def test_the_first_word_is_measured_from_the_end_of_speech():
    line = a_line(TurnEntry(says="hello"))
    line.listen(silence_after_s=5)
    line.clock.advance(timedelta(seconds=0.8))
    line.say(a_prompt("Yes?"))
    line.say(a_prompt("And more."))
    assert line.current.first_word_ms == pytest.approx(800)


def test_a_function_that_runs_while_a_prompt_plays_is_not_waited_for_twice():
    line = a_line(TurnEntry(silent=True))
    line.say(a_prompt(GREETING))
    line.clock.advance(timedelta(seconds=seconds(GREETING) - 1))
    line.finish()
    assert line.clock.monotonic() == pytest.approx(seconds(GREETING))


def test_inside_an_invocation_the_clock_runs_and_outside_it_stands():
    clock = CallClock(ANSWERED)
    before = clock.monotonic()
    assert clock.monotonic() == before
    with clock.invocation():
        inside = clock.monotonic()
        while clock.monotonic() <= inside:
            pass
    assert clock.monotonic() > before
    after = clock.monotonic()
    assert clock.monotonic() == after
    assert clock.now() == ANSWERED + timedelta(seconds=after)


def test_the_clock_does_not_go_back_and_needs_an_offset():
    with pytest.raises(ValueError, match="does not go back"):
        CallClock(ANSWERED).advance(timedelta(seconds=-1))
    with pytest.raises(ValueError, match="offset"):
        CallClock(ANSWERED.replace(tzinfo=None))


def a_patient_line(*turns: TurnEntry, patience_s: float) -> Conversation:
    return Conversation(ScriptedCaller(turns), CallClock(ANSWERED), patience_s=patience_s)


def test_a_patient_caller_stays_silently_when_the_turns_have_run_out_and_hangs_up_when_patience_has():
    line = a_patient_line(TurnEntry(keys="0"), patience_s=20)
    line.listen(silence_after_s=5)
    assert line.listen(silence_after_s=5) == Silence()
    with pytest.raises(CallerHungUp):
        line.wait(60)
    assert line.hung_up
    assert line.clock.monotonic() == pytest.approx(SECONDS_PER_KEY + 20)


def test_patience_begins_anew_with_a_word_and_not_with_silence():
    line = a_patient_line(TurnEntry(silent=True), TurnEntry(keys="0"), patience_s=20)
    line.listen(silence_after_s=15)
    line.listen(silence_after_s=5)
    line.wait(19)
    with pytest.raises(CallerHungUp):
        line.wait(2)
    silent = a_patient_line(TurnEntry(silent=True), patience_s=20)
    silent.listen(silence_after_s=15)
    with pytest.raises(CallerHungUp):
        silent.wait(10)
