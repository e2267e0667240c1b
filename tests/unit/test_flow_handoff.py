"""What a caller meets on the way to a person: hours, staffing, queues, callbacks, failures."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

import clinic
from simulator.connect.queues import Queues, QueuesError, Staffing
from simulator.connect.walk import End
from simulator.lex.runtime import LexNoInput, LexUnavailable
from simulator.line import Keys, Silence, Speech
from tests.unit.flow_stage import AGENT, ANA, TUESDAY, Stage, StageBot, StageFunction, StageLine, Talked

CLINIC = clinic.load()
TAKES_IT = Talked(attributes={"outcome": "callback"})
DECLINES = Talked(attributes={"outcome": "done"})
EVENING = TUESDAY.replace(hour=20)
EMERGENCY = Talked(attributes={"outcome": "agent", "handoff_reason": "emergency", "handoff_queue": "General"})


class Broken(Queues):
    """Connect cannot tell anything about people."""

    def is_open(self, at: datetime) -> bool:  # noqa: ARG002
        raise QueuesError("hours")

    def staffing(self, queue: str) -> Staffing:  # noqa: ARG002
        raise QueuesError("staffing")


class Refusing(Queues):
    """Connect fails at the transfer itself."""

    def is_full(self, queue: str) -> bool:  # noqa: ARG002
        raise QueuesError("transfer")


def nobody() -> Queues:
    return Queues(CLINIC, agents_available=0)


def test_a_call_that_is_done_ends_without_another_word() -> None:
    stage = Stage(bot=StageBot(Talked(attributes={"outcome": "done"})))
    result = stage.call()
    assert (result.end, result.queue, result.dropped) == (End.DISCONNECTED, None, False)
    assert stage.line.heard()[-1].startswith("Thank you for calling Cedar Clinic.")


def test_the_bot_gets_the_session_the_number_and_the_locale() -> None:
    stage = Stage()
    stage.call()
    given = stage.bot.attributes[0]
    assert (given["session_id"], given["caller_number"], given["locale"]) == ("contact-1", ANA, "en_US")
    assert given["x-amz-lex:audio:start-timeout-ms:*:*"] == "6000"


def test_the_greeting_can_be_interrupted_and_the_notice_cannot() -> None:
    stage = Stage()
    stage.call()
    interruptible = {prompt.block: prompt.interruptible for prompt in stage.line.said}
    assert interruptible["inbound/Greeting"]
    assert not interruptible["inbound/RecordingNotice"]


@pytest.mark.parametrize(
    ("queue", "reached", "sentence"),
    [
        ("Scheduling", "Scheduling", "our scheduling team"),
        ("Billing", "Billing", "our billing team"),
        ("Spanish", "Spanish", "who speaks Spanish"),
        ("General", "General", "a member of our staff"),
        ("Dental", "General", "a member of our staff"),
        ("", "General", "a member of our staff"),
    ],
)
def test_a_caller_reaches_the_queue_the_function_chose(queue: str, reached: str, sentence: str) -> None:
    handed = Talked(attributes={"outcome": "agent", "handoff_reason": "asked", "handoff_queue": queue})
    stage = Stage(bot=StageBot(handed))
    result = stage.call()
    assert (result.end, result.queue) == (End.CONNECTED, reached)
    assert any(sentence in text and "everything you told me" in text for text in stage.line.heard())
    assert result.attributes["handoff_reason"] == "asked"


def test_the_agent_hears_the_whisper_and_the_caller_does_not() -> None:
    stage = Stage()
    stage.call()
    assert stage.line.heard("agent") == ["Ana Rivera, about an appointment."]
    assert "Ana Rivera, about an appointment." not in stage.line.heard()
    assert stage.line.heard()[-1] == "You are through to our staff now."
    data = stage.function.events[0]["Details"]["ContactData"]
    assert data["Attributes"]["session_id"] == "contact-1"
    assert stage.function.events[0]["Details"]["Parameters"] == {"purpose": "whisper"}


@pytest.mark.parametrize(
    "function",
    [
        StageFunction(RuntimeError("down")),
        StageFunction({"whisper": ""}),
        StageFunction({}),
        StageFunction(takes_s=9.0),
    ],
    ids=["crash", "empty", "nothing", "slow"],
)
def test_without_a_whisper_the_agent_hears_that_nothing_is_known(function: StageFunction) -> None:
    stage = Stage(function=function)
    assert stage.call().transferred
    assert stage.line.heard("agent")[0].startswith("A caller from the clinic's phone line.")


@pytest.mark.parametrize(
    "failure",
    [LexUnavailable("throttled"), LexNoInput(), Talked(attributes={})],
    ids=["lex down", "no input", "no outcome"],
)
def test_a_bot_that_fails_ends_with_a_person(failure: Talked | Exception) -> None:
    stage = Stage(bot=StageBot(failure))
    result = stage.call()
    assert (result.end, result.queue) == (End.CONNECTED, "General")
    assert result.attributes["handoff_reason"] == "system_failure"
    assert any("something went wrong on our side" in text for text in stage.line.heard())
    assert not any("everything you told me" in text for text in stage.line.heard())


@pytest.mark.parametrize(
    ("queues", "at", "sentence"),
    [
        (
            Queues(CLINIC),
            EVENING,
            "They answer Monday to Friday, 8:00 AM to 6:00 PM, except on holidays.",
        ),
        (Queues(CLINIC), TUESDAY.replace(month=11, day=26), "our staff are not here right now"),
        (Queues(CLINIC), TUESDAY.replace(day=5), "our staff are not here right now"),
        (nobody(), TUESDAY, "nobody is free"),
        (Queues(CLINIC, queue_full=True), TUESDAY, "all our lines are busy"),
        (Refusing(CLINIC), TUESDAY, "could not put you through"),
    ],
    ids=["evening", "holiday", "weekend", "nobody", "full", "failed"],
)
def test_who_cannot_be_put_through_hears_the_truth_and_gets_a_callback(
    queues: Queues, at: datetime, sentence: str
) -> None:
    stage = Stage(bot=StageBot(AGENT, TAKES_IT), queues=queues, line=StageLine(at=at))
    result = stage.call()
    heard = stage.line.heard()
    assert any(sentence in text for text in heard)
    assert any("call you back at 206-555-0101" in text and "press 1" in text for text in heard)
    assert "We will call you back" in heard[-1]
    assert [(callback.queue, callback.number) for callback in result.callbacks] == [("Scheduling", ANA)]
    assert not result.dropped


def test_when_connect_cannot_tell_who_is_there_the_caller_is_put_through_anyway() -> None:
    class Unsure(Broken):
        def accepted_after(self, queue: str) -> timedelta | None:  # noqa: ARG002
            return timedelta(seconds=1)

    assert Stage(queues=Unsure(CLINIC)).call().transferred


def test_the_second_block_asks_about_the_callback_and_says_so() -> None:
    stage = Stage(bot=StageBot(AGENT, TAKES_IT), queues=nobody())
    stage.call()
    asked = stage.bot.attributes[1]
    assert (asked["asked"], asked["outcome"], asked["session_id"]) == ("callback", "", "contact-1")


def test_a_declined_callback_ends_kindly_with_the_hours() -> None:
    stage = Stage(bot=StageBot(AGENT, DECLINES), queues=nobody())
    result = stage.call()
    assert (result.end, result.callbacks, result.dropped) == (End.DISCONNECTED, (), False)
    assert "You can reach our staff Monday to Friday, 8:00 AM to 6:00 PM" in stage.line.heard()[-1]


@pytest.mark.parametrize("failure", [LexUnavailable("down"), LexNoInput(), AGENT], ids=["down", "no input", "agent"])
def test_without_the_bot_the_callback_can_be_had_by_key(failure: Talked | Exception) -> None:
    stage = Stage(bot=StageBot(AGENT, failure), queues=nobody(), line=StageLine([Keys("1")]))
    assert len(stage.call().callbacks) == 1


@pytest.mark.parametrize("answer", [Keys("2"), Keys("7"), Silence(), Speech("what?")])
def test_without_a_one_nobody_is_called_back(answer: Keys | Silence | Speech) -> None:
    stage = Stage(bot=StageBot(AGENT, LexUnavailable()), queues=nobody(), line=StageLine([answer]))
    assert stage.call().callbacks == ()
    assert "Monday to Friday, 8:00 AM to 6:00 PM" in stage.line.heard()[-1]


def test_a_withheld_number_is_told_the_truth() -> None:
    stage = Stage(queues=nobody(), caller="anonymous")
    result = stage.call()
    assert result.callbacks == ()
    assert stage.line.heard()[-1].startswith("Your number is withheld, so I can't arrange a callback.")
    assert len(stage.bot.attributes) == 1


@pytest.mark.parametrize(
    "function", [StageFunction(RuntimeError("down")), StageFunction({"callback_number": ""}), StageFunction(["odd"])]
)
def test_without_the_function_the_offer_names_the_line_instead_of_the_number(function: StageFunction) -> None:
    stage = Stage(bot=StageBot(AGENT, TAKES_IT), queues=nobody(), function=function)
    assert len(stage.call().callbacks) == 1
    assert any("at the number you are calling from" in text for text in stage.line.heard())


def test_a_number_that_cannot_be_dialled_is_told_the_truth() -> None:
    stage = Stage(bot=StageBot(AGENT, TAKES_IT), queues=nobody(), caller="+8613912345678")
    result = stage.call()
    assert "we can't call that number back" in stage.line.heard()[-1]
    assert result.dropped


def test_a_callback_that_cannot_be_arranged_is_not_promised() -> None:
    stage = Stage(bot=StageBot(AGENT, TAKES_IT), queues=nobody())
    stage.instance = replace(stage.instance, queues={})
    result = stage.call()
    assert result.callbacks == ()
    assert "I could not arrange the callback" in stage.line.heard()[-1]
    assert result.dropped


def test_an_emergency_goes_first_and_hears_no_offer() -> None:
    stage = Stage(bot=StageBot(EMERGENCY))
    result = stage.call()
    assert result.transferred
    assert result.contact.queue_priority == 1
    assert not any("call you back" in text for text in stage.line.heard())


@pytest.mark.parametrize(
    ("queues", "at"),
    [(Queues(CLINIC), EVENING), (nobody(), TUESDAY), (Queues(CLINIC, queue_full=True), TUESDAY)],
    ids=["closed", "nobody", "full"],
)
def test_an_emergency_nobody_can_take_hears_911_and_no_offer(queues: Queues, at: datetime) -> None:
    stage = Stage(bot=StageBot(EMERGENCY), queues=queues, line=StageLine(at=at))
    result = stage.call()
    assert result.callbacks == ()
    assert "please hang up and call 911 now" in stage.line.heard()[-1]


def test_who_waits_long_is_offered_a_callback_and_may_go_on_waiting() -> None:
    busy = Queues(CLINIC, agents_available=0, agents_busy=1, busy_s=200)
    stage = Stage(queues=busy, line=StageLine([Silence(), Silence()]))
    assert stage.call().transferred
    heard = stage.line.heard()
    assert sum("To be called back" in text for text in heard) == 2
    assert sum("stay on the line" in text for text in heard) > 2


def test_who_waits_when_everybody_leaves_hears_it() -> None:
    class Leaving(Queues):
        def staffing(self, queue: str) -> Staffing:  # noqa: ARG002
            gone = stage.line.clock.monotonic() > 60
            return Staffing(*(0, 0, 0) if gone else (1, 1, 0))

        def accepted_after(self, queue: str) -> timedelta | None:  # noqa: ARG002
            return None

    stage = Stage(line=StageLine([Keys("1")]))
    stage.queues = Leaving(CLINIC)
    result = stage.call()
    assert any("nobody is here to take your call any more" in text for text in stage.line.heard())
    assert len(result.callbacks) == 1


def test_a_caller_who_hangs_up_in_the_queue_is_gone() -> None:
    busy = Queues(CLINIC, agents_available=0, agents_busy=1, busy_s=900)
    assert Stage(queues=busy).call().end is End.HUNG_UP


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        ("2026-12-01T08:00:00", True),
        ("2026-12-01T07:59:59", False),
        ("2026-12-01T17:59:59", True),
        ("2026-12-01T18:00:00", False),
        ("2026-12-05T10:00:00", False),
        ("2026-12-25T10:00:00", False),
        ("2026-07-01T08:00:00", True),
    ],
)
def test_people_answer_in_the_clinics_hours_and_zone(at: str, is_open: bool) -> None:
    local = datetime.fromisoformat(at).replace(tzinfo=ZoneInfo("America/Los_Angeles"))
    assert Queues(CLINIC).is_open(local.astimezone(ZoneInfo("UTC"))) is is_open


@pytest.mark.parametrize("start", ["agent_whisper", "customer_whisper", "outbound_whisper"])
def test_a_whisper_says_something_and_ends(start: str) -> None:
    stage = Stage()
    stage.call(start)
    assert len(stage.line.said) == 1


def test_the_callback_says_whom_it_is_from() -> None:
    stage = Stage()
    stage.call("outbound_whisper")
    assert "this is Cedar Clinic returning your call" in stage.line.heard()[0]


def test_every_setting_of_a_call_is_made() -> None:
    contact = Stage().call().contact
    assert contact.recording["IVRRecordingBehavior"] == "Disabled"
    assert (contact.voice["TextToSpeechVoice"], contact.language_code, contact.flow_logging) == (
        "Joanna",
        "en-US",
        True,
    )
