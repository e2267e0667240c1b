"""What a caller meets on the way to a person: hours, staffing, queues, callbacks, failures."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

import clinic
import contact_flows
from fulfillment.flow_handler import answering
from simulator.connect.queues import Queues, QueuesError, Staffing
from simulator.connect.walk import End
from simulator.lex.runtime import LexNoInput, LexUnavailable
from simulator.line import Keys, Silence, Speech
from tests.doubles import PRACTICE, MemorySessions
from tests.unit.flow_stage import (
    AGENT,
    ANA,
    ARNS,
    LOCAL,
    OTHER,
    TUESDAY,
    Stage,
    StageBot,
    StageFunction,
    StageLine,
    Talked,
)

CLINIC = clinic.load()
NOT_CALLED = ("+19005550123", "+18765550123", "+442079460000", "+12069765555")
TAKES_IT = Talked(attributes={"outcome": "callback", "callback_to": "own"})
TAKES_IT_ELSEWHERE = Talked(attributes={"outcome": "callback", "callback_to": "other"})
DECLINES = Talked(attributes={"outcome": "done"})
EVENING = TUESDAY.replace(hour=20)
EMERGENCY = Talked(attributes={"outcome": "agent", "handoff_reason": "emergency", "handoff_queue": "General"})
IN_DANGER = "please hang up and call 911 now. If you are thinking of harming yourself"


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
    details = stage.function.events[-1]["Details"]
    assert details["ContactData"]["Attributes"]["session_id"] == "contact-1"
    assert details["Parameters"] == {"purpose": "whisper"}


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
    assert stage.line.heard("agent")[0].startswith("A caller from the phone line.")


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


def test_who_withholds_the_number_is_asked_for_one() -> None:
    stage = Stage(bot=StageBot(AGENT, TAKES_IT_ELSEWHERE), queues=nobody(), caller="anonymous")
    stage.function = StageFunction({"callback_number": "", "other_numbers": "yes", "number": OTHER})
    result = stage.call()
    assert [callback.number for callback in result.callbacks] == [OTHER]
    assert any("withheld" in text and "key it in" in text for text in stage.line.heard())
    asked = stage.bot.attributes[1]
    assert (asked["asked"], asked["caller_number"]) == ("callback_number", "anonymous")
    assert int(asked["x-amz-lex:dtmf:end-timeout-ms:*:*"]) >= 2_500


def test_another_number_that_was_agreed_on_is_called_back() -> None:
    stage = Stage(bot=StageBot(AGENT, TAKES_IT_ELSEWHERE), queues=nobody())
    assert [callback.number for callback in stage.call().callbacks] == [OTHER]
    assert stage.function.purposes[-1] == "callback_number"


@pytest.mark.parametrize(
    "function",
    [
        StageFunction({"number": ""}),
        StageFunction({}),
        StageFunction(["odd"]),
        StageFunction(RuntimeError("down")),
        StageFunction({"number": OTHER}, takes_s=9.0),
        StageFunction({"number": "555"}),
    ],
    ids=["empty", "nothing", "nonsense", "crash", "slow", "no number"],
)
def test_without_the_number_agreed_on_no_other_is_called(function: StageFunction) -> None:
    stage = Stage(bot=StageBot(AGENT, TAKES_IT_ELSEWHERE), queues=nobody(), function=function)
    result = stage.call()
    assert result.callbacks == ()
    assert "I could not arrange the callback" in stage.line.heard()[-1]


def test_a_yes_without_saying_to_which_number_calls_none() -> None:
    stage = Stage(bot=StageBot(AGENT, Talked(attributes={"outcome": "callback"})), queues=nobody())
    assert stage.call().callbacks == ()
    assert "I could not arrange the callback" in stage.line.heard()[-1]


@pytest.mark.parametrize(
    ("keys", "number"),
    [
        ("3 2065550177# 1", "+12065550177"),
        ("3 555# 2065550177# 1", "+12065550177"),
        ("3 2065550100# 2 2065550177# 1", "+12065550177"),
        ("3 2065550177# 7", None),
        ("3 555# 555#", None),
        ("3 2065550100# 2 2065550177# 2", None),
    ],
)
def test_without_the_bot_another_number_can_be_keyed_in(keys: str, number: str | None) -> None:
    line = StageLine([Keys(pressed) for pressed in keys.split()])
    stage = Stage(bot=StageBot(AGENT, LexUnavailable("down")), queues=nobody(), line=line)
    assert [callback.number for callback in stage.call().callbacks] == ([number] if number else [])
    assert number is None or any(f"We will call {number}" in text for text in stage.line.heard())
    assert number is not None or "Monday to Friday, 8:00 AM to 6:00 PM" in stage.line.heard()[-1]


def by_key(*keys: str, caller: str = ANA, line: str = PRACTICE.phone, function: StageFunction | None = None) -> Stage:
    """Nobody is there, and Lex is away at the offer; the function judges numbers."""
    return Stage(
        bot=StageBot(AGENT, LexUnavailable("down")),
        queues=nobody(),
        line=StageLine([Keys(pressed) for pressed in keys]),
        caller=caller,
        dialed=line,
        function=function or StageFunction(answering(MemorySessions())),
    )


@pytest.mark.parametrize("caller", ["anonymous", *NOT_CALLED])
def test_without_the_bot_who_cannot_be_called_where_they_are_can_key_a_number_in(caller: str) -> None:
    stage = by_key("1", "2065550177#", "1", caller=caller)
    assert [callback.number for callback in stage.call().callbacks] == ["+12065550177"]
    assert not any("number you are calling from, press 1" in text for text in stage.line.heard())


@pytest.mark.parametrize("keyed", ["9005550123#", "18765550123#", "2069765555#", PRACTICE.phone.removeprefix("+1")])
def test_a_number_keyed_that_is_not_called_is_refused_and_may_be_keyed_once_more(keyed: str) -> None:
    stage = by_key("3", keyed, "2065550177#", "1")
    assert [callback.number for callback in stage.call().callbacks] == ["+12065550177"]
    assert "I'm sorry, we can't call that number." in stage.line.heard()


def test_a_second_number_keyed_that_is_not_called_ends_with_the_truth() -> None:
    stage = by_key("3", "9005550123#", "8765550123#")
    result = stage.call()
    assert (result.callbacks, result.contact.flow_logging) == ((), True)
    assert "we can't call that number back" in stage.line.heard()[-1]


@pytest.mark.parametrize("function", [StageFunction(RuntimeError("down")), StageFunction(["odd"])])
def test_a_number_that_nobody_has_judged_is_not_called(function: StageFunction) -> None:
    stage = by_key("1", function=function)
    assert stage.call().callbacks == ()
    assert "I could not arrange the callback" in stage.line.heard()[-1]


def test_outside_north_america_only_the_own_number_is_offered() -> None:
    stage = by_key("3", caller="+447700900123", line="+442079460000")
    assert stage.call().callbacks == ()
    offers = [text for text in stage.line.heard() if "call you back at" in text or "called back at" in text]
    assert ["44-770-090-0123" in offers[0], any("another number" in text for text in offers)] == [True, False]


def test_outside_north_america_who_withholds_the_number_is_told_that_there_is_no_callback() -> None:
    stage = by_key("1", caller="anonymous", line="+442079460000")
    assert stage.call().callbacks == ()
    assert "I can't arrange a callback. Please call us again" in stage.line.heard()[-1]
    assert len(stage.bot.attributes) == 1


@pytest.mark.parametrize("caller", NOT_CALLED)
def test_a_number_that_is_not_called_is_not_offered_either(caller: str) -> None:
    stage = Stage(bot=StageBot(AGENT, DECLINES), queues=nobody(), caller=caller)
    stage.function = StageFunction(answering(MemorySessions()))
    stage.call()
    assert stage.bot.attributes[1]["asked"] == "callback_number"
    assert any("or one that we can't call" in text for text in stage.line.heard())


def test_who_keys_nothing_in_is_not_called_back() -> None:
    stage = Stage(
        bot=StageBot(AGENT, LexUnavailable()), queues=nobody(), line=StageLine([Keys("3"), Silence(), Silence()])
    )
    assert stage.call().callbacks == ()
    assert "I won't arrange a callback" in stage.line.heard()[-1]


def test_danger_at_the_offer_is_kept_as_the_reason_and_told_the_numbers() -> None:
    stage = Stage(bot=StageBot(AGENT, EMERGENCY), queues=nobody())
    result = stage.call()
    assert result.attributes["handoff_reason"] == "emergency"
    assert (result.callbacks, IN_DANGER in stage.line.heard()[-1]) == ((), True)


@pytest.mark.parametrize("function", [StageFunction(RuntimeError("down")), StageFunction(["odd"])])
def test_without_the_function_the_offer_names_the_line_instead_of_the_number(function: StageFunction) -> None:
    stage = Stage(bot=StageBot(AGENT, TAKES_IT), queues=nobody(), function=function)
    assert len(stage.call().callbacks) == 1
    assert any("at the number you are calling from" in text for text in stage.line.heard())


def test_without_the_function_who_withholds_the_number_is_asked_for_one() -> None:
    stage = Stage(bot=StageBot(AGENT, DECLINES), queues=nobody(), caller="anonymous")
    stage.function = StageFunction(RuntimeError("down"))
    stage.call()
    assert stage.bot.attributes[1]["asked"] == "callback_number"


def test_a_number_that_cannot_be_dialled_is_told_the_truth() -> None:
    stage = Stage(bot=StageBot(AGENT, TAKES_IT), queues=nobody(), caller="+8613912345678")
    result = stage.call()
    assert "we can't call that number back" in stage.line.heard()[-1]
    assert result.contact.tags == {"callback": "failed"}
    assert result.dropped


def test_a_callback_that_cannot_be_arranged_is_not_promised() -> None:
    stage = Stage(bot=StageBot(AGENT, TAKES_IT), queues=nobody())
    stage.instance = replace(stage.instance, queues={})
    result = stage.call()
    assert result.callbacks == ()
    assert "I could not arrange the callback" in stage.line.heard()[-1]
    assert result.contact.tags == {"callback": "failed"}
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
    assert IN_DANGER in stage.line.heard()[-1]


@pytest.mark.parametrize(
    ("attributes", "priority"),
    [({}, 5), ({"cut_off": "true"}, 2), ({"handoff_reason": "emergency", "cut_off": "true"}, 1)],
)
def test_who_is_in_danger_goes_first_and_who_was_cut_off_second(attributes: dict[str, str], priority: int) -> None:
    assert Stage(attributes=attributes).call("handoff").contact.queue_priority == priority


def test_agent_assist_begins_with_what_is_known() -> None:
    stage = Stage()
    contact = stage.call().contact
    assert contact.wisdom_session.startswith("arn:aws:wisdom:")
    assert contact.data["WisdomSessionArn"] == contact.wisdom_session
    told = next(event["Details"]["Parameters"] for event in stage.function.events if "assist" in str(event))
    assert told == {"purpose": "assist", "assist_session": contact.wisdom_session}


def test_without_an_assistant_nothing_is_asked_of_it() -> None:
    bindings = ARNS | {"Assistant": "none"} | contact_flows.tenant_bindings(CLINIC)
    recorded = contact_flows.recording_bindings(ivr=False, contact_lens=True)
    stage = Stage(instance=replace(LOCAL, flows=contact_flows.load(bindings | recorded)))
    result = stage.call()
    assert (result.transferred, result.contact.wisdom_session) == (True, "")
    assert "assist" not in stage.function.purposes


@pytest.mark.parametrize("reason", ["emergency", "asked"])
def test_nobody_in_danger_waits_for_agent_assist(reason: str) -> None:
    stage = Stage(attributes={"handoff_reason": reason})
    stage.call("handoff")
    assert ("assist" in stage.function.purposes) is (reason == "asked")


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


def test_every_setting_of_a_call_is_made() -> None:
    contact = Stage().call().contact
    assert contact.recording["IVRRecordingBehavior"] == "Disabled"
    assert (contact.voice["TextToSpeechVoice"], contact.language_code, contact.flow_logging) == (
        "Joanna",
        "en-US",
        True,
    )
