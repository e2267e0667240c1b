"""A call that broke off, gone on with in the next: what a yes takes over, what not, and who hears nothing of it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from fulfillment.callers import CallerUsage, caller_day, caller_name
from fulfillment.flow_handler import answering
from fulfillment.ports import CallEnd, SessionsError
from fulfillment.records import Appointment
from tests.doubles import (
    ANA,
    EchoModel,
    FixedClock,
    MemoryOffice,
    MemorySessions,
    RecordingPortal,
    at,
    some_ports,
    the_settings,
)
from tests.speaking import Call

KEY = "a key"
QUESTION = "go on where we left off"
NAME = caller_name(ANA.phone, key=KEY) or ""


def a_line(**changes: object) -> Call:
    """The first call of Ana's, on a line that knows its callers again."""
    return Call(some_ports(**{"settings": the_settings(caller_key=KEY), **changes}))


def ring_again(before: Call, *, minutes: float = 5, caller: str | None = None, asked: bool = True) -> Call:
    """The next call from the same number; the flow asks whether to go on, where it finds a call."""
    clock = before.ports.clock
    assert isinstance(clock, FixedClock)
    clock.seconds += minutes * 60
    number = int(before.session_id.removeprefix("call-")) + 1
    call = Call(before.ports, caller=caller or before.caller, session_id=f"call-{number}")
    if asked:
        call.attributes["asked"] = "resume"
    return call


def found(call: Call) -> str:
    """What the flow is told when it asks for the call before."""
    handle = answering(call.ports.sessions, now=call.ports.clock.now, caller_key=KEY)
    contact = {"ContactId": call.session_id, "CustomerEndpoint": {"Address": call.caller}, "Attributes": {}}
    return handle({"Details": {"ContactData": contact, "Parameters": {"purpose": "resume"}}}, None)["resume"]


def booking(step: str) -> Call:
    """A booking of a flu shot that breaks off when this was asked for."""
    call = a_line()
    for awaited, words, intent in (
        ("BirthDate", "I need to book an appointment", "BookAppointment"),
        ("Service", "March 12 1984", None),
        ("Day", "a flu shot", None),
        ("Time", "Friday", None),
        ("confirm", "the second one", None),
    ):
        call.says(words, intent)
        if awaited == step:
            break
    return call


def document(call: Call) -> Mapping[str, Any]:
    stored = call.ports.sessions.load(call.session_id)
    assert stored is not None
    return stored.document


def ended(call: Call, disposition: str, *, connected: bool = False) -> None:
    now = call.ports.clock.now()
    end = CallEnd(disposition, now, connected)
    call.ports.sessions.end_open(NAME, call.session_id, end, expires_at=now + timedelta(hours=1))


# which call


@pytest.mark.parametrize("step", ["BirthDate", "Service", "Day", "Time", "confirm"])
def test_a_task_that_broke_off_is_found_at_every_step(step: str) -> None:
    assert found(ring_again(booking(step))) == "task"


def test_who_waits_for_a_person_is_found_as_waiting_for_one() -> None:
    call = booking("Time")
    call.says("agent", "SpeakToAgent")
    assert found(ring_again(call)) == "person"


def test_after_sixteen_minutes_nothing_is_found() -> None:
    assert found(ring_again(booking("Time"), minutes=15)) == "task"
    assert found(ring_again(booking("Time"), minutes=16)) == ""


def test_who_waited_long_in_the_queue_has_fifteen_minutes_from_there() -> None:
    call = booking("Time")
    call.says("agent", "SpeakToAgent")
    assert isinstance(call.ports.clock, FixedClock)
    call.ports.clock.seconds += 20 * 60
    ended(call, "handed_off")
    assert found(ring_again(call, minutes=10)) == "person"


@pytest.mark.parametrize("caller", ["+12065550102", "anonymous"])
def test_another_number_finds_nothing(caller: str) -> None:
    assert found(ring_again(booking("Time"), caller=caller)) == ""


def test_a_call_does_not_find_itself() -> None:
    assert found(booking("Time")) == ""


def test_who_is_cut_off_at_the_offer_of_a_callback_waits_for_a_person() -> None:
    call = booking("Time")
    call.says("agent", "SpeakToAgent")
    call.attributes["asked"] = "callback"
    call.says("what was that")
    assert not call.ended
    assert found(ring_again(call)) == "person"


def test_who_would_rather_wait_than_be_called_back_still_waits_for_a_person() -> None:
    call = booking("Time")
    call.says("agent", "SpeakToAgent")
    call.attributes["asked"] = "callback_waiting"
    call.says("no")
    assert call.ended["outcome"] == "done"
    again = ring_again(call)
    assert found(again) == "person"
    again.says("yes")
    assert again.ended["handoff_reason"] == "asked"


@pytest.mark.parametrize(
    ("disposition", "left"), [(None, "person"), ("failed", "person"), ("callback", ""), ("contained", "")]
)
def test_a_callback_that_was_agreed_on_settles_a_call_once_it_is_placed(disposition: str | None, left: str) -> None:
    call = a_line()
    call.says("agent", "SpeakToAgent")
    call.attributes = {"turn": call.attributes["turn"], "asked": "callback"}
    call.says("yes")
    assert call.ended == {"outcome": "callback"}
    if disposition:
        ended(call, disposition)
    assert found(ring_again(call)) == left


def test_whose_callback_could_not_be_placed_gets_a_person_by_a_yes() -> None:
    before = a_line()
    before.says("agent", "SpeakToAgent")
    before.attributes = {"turn": before.attributes["turn"], "asked": "callback"}
    before.says("yes")
    ended(before, "failed")
    call = ring_again(before)
    call.says("yes")
    assert call.ended["handoff_reason"] == "asked"


def test_without_a_key_nobody_is_known_again() -> None:
    call = Call()
    call.says("I need to book an appointment", "BookAppointment")
    assert isinstance(call.ports.sessions, MemorySessions)
    assert call.ports.sessions.open == {}


@pytest.mark.parametrize(
    ("disposition", "connected", "left"),
    [
        ("handed_off", False, "person"),
        ("handed_off", True, ""),
        ("abandoned", False, "person"),
        ("failed", False, "person"),
        ("callback", False, ""),
        ("contained", False, ""),
    ],
)
def test_how_a_wait_for_a_person_ended_decides(disposition: str, connected: bool, left: str) -> None:
    call = booking("Time")
    call.says("agent", "SpeakToAgent")
    ended(call, disposition, connected=connected)
    assert found(ring_again(call)) == left


def test_a_task_in_which_the_flow_brought_a_person_is_found_as_waiting_for_one() -> None:
    call = booking("Time")
    ended(call, "handed_off")
    assert found(ring_again(call)) == "person"


def test_a_finished_task_and_an_answer_leave_nothing_to_go_on_with() -> None:
    call = booking("confirm")
    call.says("yes")
    assert found(ring_again(call)) == ""
    other = a_line()
    other.says("what does parking cost")
    assert found(ring_again(other)) == ""


def test_the_flow_is_told_nothing_while_the_store_is_away() -> None:
    for operation in ("open_call", "load"):
        again = ring_again(booking("Time"))
        assert isinstance(again.ports.sessions, MemorySessions)
        again.ports.sessions.fails_on[operation] = SessionsError("away")
        assert found(again) == ""


def test_a_call_is_noted_once_by_a_hash_and_costs_nothing_when_that_fails() -> None:
    call = booking("Day")
    sessions = call.ports.sessions
    assert isinstance(sessions, MemorySessions)
    assert list(sessions.open) == [NAME]
    assert ANA.phone not in NAME
    sessions.fails_on["keep_open"] = SessionsError("away")
    call.says("Friday")
    assert call.records[-1].errors == []
    other = a_line(sessions=MemorySessions(fails_on={"keep_open": SessionsError("away")}))
    other.says("I need to book an appointment", "BookAppointment")
    assert other.slot == "BirthDate"
    assert other.records[-1].errors == ["SessionsError"]


# yes, to a task


@pytest.mark.parametrize(
    ("step", "hears", "slot"),
    [
        ("BirthDate", (), "Service"),
        ("Service", (), "Service"),
        ("Day", (), "Day"),
        ("Time", ("9:00 AM", "9:30 AM", "10:00 AM"), "Time"),
        ("confirm", ("flu shot", "9:30 AM", "Shall I book it"), None),
    ],
)
@pytest.mark.parametrize("yes", ["yes", "1", "let's continue", "I got cut off"])
def test_a_yes_verifies_and_then_asks_what_was_pending(step: str, hears: tuple[str, ...], slot: str, yes: str) -> None:
    call = ring_again(booking(step))
    said = call.keys(yes) if yes.isdigit() else call.says(yes)
    assert call.slot == "BirthDate"
    assert not {"flu", "Friday", "AM", "book", "appointment"} & set(said.replace(".", "").split())
    text = call.says("March 12 1984")
    for words in hears:
        assert words in text
    assert call.slot == slot


def test_a_booking_that_broke_off_at_its_read_back_is_booked_once() -> None:
    call = ring_again(booking("confirm"))
    call.says("yes")
    call.says("March 12 1984")
    assert call.booked("ana") == ["2026-12-03 14:30 physical Dr. Chen"]
    call.says("yes")
    assert "2026-12-04 09:30 flu shot Nurse Lee" in call.booked("ana")
    assert found(ring_again(call)) == ""


def test_later_times_are_offered_again_and_not_the_earliest() -> None:
    before = booking("Time")
    before.says("something later")
    call = ring_again(before)
    call.says("yes")
    text = call.says("March 12 1984")
    assert "10:30 AM" in text
    assert "9:00 AM" not in text


def test_of_the_times_offered_only_those_still_free_are_offered_again() -> None:
    call = ring_again(booking("Time"))
    assert isinstance(call.ports.office, MemoryOffice)
    call.ports.office.booked.append(Appointment("tom", at("2026-12-04", "09:00"), "flu shot", "Nurse Lee"))
    call.says("yes")
    text = call.says("March 12 1984")
    assert "9:00 AM" not in text
    assert "9:30 AM" in text


def test_a_time_read_back_that_is_taken_by_now_is_told_and_others_are_offered() -> None:
    call = ring_again(booking("confirm"))
    assert isinstance(call.ports.office, MemoryOffice)
    call.ports.office.booked.append(Appointment("tom", at("2026-12-04", "09:30"), "flu shot", "Nurse Lee"))
    call.says("yes")
    assert "9:30 AM is not free" in call.says("March 12 1984")
    assert call.slot == "Time"


def test_a_time_that_was_only_pointed_at_is_read_back_again() -> None:
    before = booking("Time")
    assert "4:30 PM" in before.says("the latest you have")
    call = ring_again(before)
    call.says("yes")
    assert "4:30 PM" in call.says("March 12 1984")


def test_a_yes_of_the_call_before_has_nothing_left_to_agree_to() -> None:
    call = ring_again(booking("confirm"))
    call.says("yes")
    assert document(call)["task"]["pending"] is None


def test_a_move_goes_on_with_the_appointment_that_was_meant() -> None:
    before = a_line()
    before.says("I need to move my Thursday appointment", "RescheduleAppointment")
    before.says("March 12 1984")
    before.says("Friday")
    call = ring_again(before)
    call.says("yes please")
    assert "9:00 AM" in call.says("March 12 1984")
    call.says("the first one")
    call.says("yes")
    assert call.booked("ana") == ["2026-12-04 09:00 physical Dr. Chen"]


def test_a_password_reset_is_confirmed_again_before_it_is_sent() -> None:
    before = a_line()
    before.says("I forgot my password", "ResetPassword")
    before.says("March 12 1984")
    call = ring_again(before)
    portal = call.ports.portal
    assert isinstance(portal, RecordingPortal)
    call.says("yes")
    assert "Shall I send it" in call.says("March 12 1984")
    assert portal.sent == []
    call.says("yes")
    assert portal.sent == ["ana.rivera"]


@pytest.mark.parametrize("step", ["Time", "confirm"])
def test_more_than_a_yes_counts_too(step: str) -> None:
    call = ring_again(booking(step))
    call.says("yes but Monday instead")
    assert "Monday" in call.says("March 12 1984")


def test_a_yes_to_something_else_begins_that() -> None:
    call = ring_again(booking("Time"))
    call.says("yes I want to cancel my appointment", "CancelAppointment")
    assert "cancel" in call.says("March 12 1984")


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("I was booking an appointment", "BookAppointment"),
        ("I was booking an appointment and you hung up on me", "BookAppointment"),
        ("I was trying to book a flu shot", None),
        ("I guess", None),
        ("if you want", None),
        ("you hung up on me", None),
    ],
)
def test_the_same_task_named_again_goes_on_with_it(words: str, intent: str | None) -> None:
    call = ring_again(booking("Time"))
    call.says(words, intent)
    assert call.slot == "BirthDate"
    assert "9:00 AM" in call.says("March 12 1984")


@pytest.mark.parametrize("words", ["I want to book another appointment", "I'd like an appointment for my daughter"])
def test_one_more_of_the_same_task_starts_afresh(words: str) -> None:
    call = ring_again(booking("Time"))
    call.says(words, "BookAppointment")
    call.says("March 12 1984")
    assert call.slot == "Service"


@pytest.mark.parametrize("said", ["March 12 1984", "my birthday is March 12 1984", "yes, March 12 1984", "03121984"])
def test_a_date_of_birth_at_once_is_a_yes_and_is_not_asked_for_again(said: str) -> None:
    call = ring_again(booking("Time"))
    assert "9:00 AM" in (call.keys(said) if said.isdigit() else call.says(said))


def test_who_goes_on_for_somebody_else_is_asked_for_theirs() -> None:
    call = ring_again(booking("BirthDate"))
    assert "patient" in call.says("yes but this is for my mother")
    assert document(call)["identity"]["for_another"]


def test_a_call_gone_on_with_that_breaks_off_too_is_gone_on_with_in_the_third() -> None:
    call = ring_again(booking("Time"))
    call.says("yes")
    third = ring_again(call)
    assert found(third) == "task"
    third.says("yes")
    assert "9:00 AM" in third.says("March 12 1984")


def test_the_agent_sees_both_calls() -> None:
    call = ring_again(booking("Time"))
    call.says("yes")
    call.says("March 12 1984")
    call.says("agent", "SpeakToAgent")
    said = [(each["caller"], each["earlier"]) for each in document(call)["history"]]
    assert said[0] == ("I need to book an appointment", True)
    assert said[-1] == ("agent", False)
    assert call.packet["verified"]
    assert call.packet["slots"]["Service"] == "flu shot"
    assert any("broke off" in line and "Ana Rivera" in line for line in call.packet["tried"])


def test_limits_and_counters_start_anew() -> None:
    before = booking("Time")
    before.ports = replace(before.ports, settings=the_settings(caller_key=KEY, max_turns=6))
    for _ in range(2):
        before.says("bananas")
    call = ring_again(before)
    call.says("yes")
    call.says("March 12 1984")
    assert not call.ended


def test_the_day_of_the_caller_still_counts() -> None:
    call = ring_again(booking("Time"))
    day = caller_day(ANA.phone, datetime(2026, 12, 1, tzinfo=UTC), key=KEY)
    assert day is not None
    assert isinstance(call.ports.sessions, MemorySessions)
    call.ports.sessions.usage[day] = CallerUsage(calls=100)
    call.says("yes")
    assert call.ended["handoff_reason"] == "limit"
    assert call.ended["handoff_queue"] == "Scheduling"


def test_the_same_delivery_twice_takes_over_once() -> None:
    call = ring_again(booking("Time"))
    event = call.event("yes", None)
    call.deliver(event)
    call.deliver(event)
    assert call.replies[0] == call.replies[1]
    assert call.says("March 12 1984").count("9:00 AM") == 1


# yes, to a person


def waiting(step: str = "Time") -> Call:
    call = booking(step)
    call.says("agent", "SpeakToAgent")
    return call


def test_a_yes_brings_a_person_at_once_with_all_that_was_known() -> None:
    call = ring_again(waiting("confirm"))
    call.says("yes")
    assert call.ended == {"outcome": "agent", "handoff_reason": "asked", "handoff_queue": "Scheduling"}
    packet = call.packet
    assert packet["intent"] == "BookAppointment"
    assert (packet["slots"]["Day"], packet["slots"]["Time"]) == ("2026-12-04", "09:30")
    assert packet["slots"]["LastName"] == "Rivera"
    assert "BirthDate" not in packet["slots"]
    assert not packet["verified"]
    assert packet["patient"] is None
    assert "not in this call" in packet["verified_how"]
    assert packet["last_words"] == "agent"


@pytest.mark.parametrize(
    "words", ["I'm still waiting", "I was waiting for a person", "I was on hold for someone", "nobody ever answered"]
)
def test_who_still_waits_gets_a_person(words: str) -> None:
    call = ring_again(waiting())
    call.says(words)
    assert call.ended["handoff_reason"] == "asked"
    assert call.packet["intent"] == "BookAppointment"


@pytest.mark.parametrize("words", ["I don't want to wait on hold", "no thanks"])
def test_who_waits_no_more_starts_afresh(words: str) -> None:
    call = ring_again(waiting())
    call.says(words)
    assert not call.ended
    assert document(call)["task"] is None


def test_how_sure_the_call_before_was_is_kept() -> None:
    before = booking("Time")
    before.says("agent", "SpeakToAgent", confidence=0.7)
    call = ring_again(before)
    call.keys("1")
    assert call.packet["confidence"] == before.packet["confidence"] == 0.7


def test_the_reason_there_was_is_kept() -> None:
    before = a_line()
    before.says("I need to book an appointment", "BookAppointment")
    for _ in range(3):
        before.says("")
    call = ring_again(before)
    call.says("yes")
    assert call.ended["handoff_reason"] == "repeated_failure"


def test_what_was_given_to_the_agent_verifies_nobody() -> None:
    call = ring_again(waiting())
    call.says("yes")
    call.attributes["asked"] = "callback"
    call.says("I'd rather book an appointment", "BookAppointment")
    assert call.slot == "BirthDate"


# in danger when the call before broke off


def in_danger() -> Call:
    call = a_line()
    call.says("I took too many pills")
    assert call.ended["handoff_reason"] == "emergency"
    return call


@pytest.mark.parametrize(
    "words",
    [
        "yes", "", "agent", "hello?", "are you still there?", "what?", "no I'm scared", "no, please hurry",
        "no, don't hang up", "no wait", "what does parking cost?", "x" * 3000,
    ],
)  # fmt: skip
def test_who_was_in_danger_still_is_whatever_is_said_but_a_clear_no(words: str) -> None:
    call = ring_again(in_danger())
    call.says(words)
    assert call.ended == {"outcome": "agent", "handoff_reason": "emergency", "handoff_queue": "General"}
    assert call.packet["last_words"] == "I took too many pills"


def test_who_was_in_danger_still_is_by_keys_and_by_what_was_hardly_heard() -> None:
    keyed, unsure = ring_again(in_danger()), ring_again(in_danger())
    keyed.keys("0")
    unsure.says("no", confidence=0.1)
    assert keyed.ended["handoff_reason"] == unsure.ended["handoff_reason"] == "emergency"
    assert keyed.packet["reason"] == "emergency"


@pytest.mark.parametrize("no", ["no", "2", "no thanks", "no, he's fine now", "that wasn't me", "no, false alarm"])
def test_a_clear_no_of_who_was_in_danger_starts_afresh(no: str) -> None:
    call = ring_again(in_danger())
    assert "How can I help" in (call.keys(no) if no.isdigit() else call.says(no))


def test_who_is_out_of_danger_may_want_something_else() -> None:
    call = ring_again(in_danger())
    call.says("no, I want to book an appointment", "BookAppointment")
    assert call.slot == "BirthDate"


def test_words_of_danger_at_the_question_are_the_last_words() -> None:
    call = ring_again(in_danger())
    call.says("yes, I can't breathe now")
    assert call.packet["last_words"] == "yes, I can't breathe now"


# no, and anything else


@pytest.mark.parametrize("no", ["no", "2", "no thanks", "start over", "no, something else"])
def test_a_no_starts_afresh_and_is_asked_once(no: str) -> None:
    call = ring_again(booking("Time"))
    text = call.keys(no) if no.isdigit() else call.says(no)
    assert "How can I help" in text
    assert found(ring_again(call)) == ""
    call.says("I need to book an appointment", "BookAppointment")
    call.says("March 12 1984")
    assert call.slot == "Service"


def test_a_question_instead_is_answered_in_the_same_turn() -> None:
    call = ring_again(booking("Time"))
    assert "$3" in call.says("what does parking cost?")
    assert found(ring_again(call)) == ""


def test_another_task_instead_begins_in_the_same_turn() -> None:
    call = ring_again(booking("Time"))
    call.says("I want to cancel my appointment", "CancelAppointment")
    call.says("March 12 1984")
    assert "physical" in call.says("yes")


def test_a_no_with_what_is_wanted_is_answered_at_once() -> None:
    call = ring_again(booking("Time"))
    call.says("no, cancel my appointment", "CancelAppointment")
    assert call.slot == "BirthDate"


@pytest.mark.parametrize("words", ["", "what was that", "hello", "what were we doing", "help"])
def test_what_leaves_the_question_open_has_it_asked_again(words: str) -> None:
    call = ring_again(booking("Time"))
    assert QUESTION in call.says(words)
    call.says("yes")
    assert call.slot == "BirthDate"


def test_three_silences_bring_a_person_who_is_told_of_the_call_before() -> None:
    call = ring_again(booking("Time"))
    for _ in range(3):
        call.says("")
    assert call.ended["handoff_reason"] == "repeated_failure"
    assert call.packet["slots"]["Service"] == "flu shot"
    assert not call.packet["verified"]


@pytest.mark.parametrize("words", ["that wasn't me", "I never called you", "somebody else called"])
def test_who_never_called_starts_afresh(words: str) -> None:
    call = ring_again(booking("Time"))
    assert "How can I help" in call.says(words)
    assert found(ring_again(call)) == ""


@pytest.mark.parametrize("words", ["hello", "", "what were we doing"])
def test_who_is_cut_off_at_the_question_is_asked_again(words: str) -> None:
    second = ring_again(booking("Time"))
    second.says(words)
    third = ring_again(second)
    assert found(third) == "task"
    third.says("yes")
    assert "9:00 AM" in third.says("March 12 1984")


def test_who_is_cut_off_while_asked_whether_they_were_heard_right_is_asked_again() -> None:
    second = ring_again(booking("Time"))
    second.says("yes", confidence=0.1)
    assert found(ring_again(second)) == "task"


def test_a_yes_that_was_hardly_heard_takes_nothing_over() -> None:
    call = ring_again(booking("Time"))
    assert call.says("yes", confidence=0.1) == "Did you say: yes?"
    call.says("yes")
    assert call.slot == "BirthDate"


@pytest.mark.parametrize("ask", [lambda call: call.says("agent", "SpeakToAgent"), lambda call: call.keys("0")])
def test_a_person_asked_for_comes_and_is_told_of_the_call_before(ask: Callable[[Call], str]) -> None:
    call = ring_again(booking("Time"))
    ask(call)
    assert call.ended == {"outcome": "agent", "handoff_reason": "asked", "handoff_queue": "Scheduling"}
    assert call.packet["intent"] == "BookAppointment"


def test_danger_comes_first_and_takes_nothing_over() -> None:
    call = ring_again(booking("Time"))
    assert "911" in call.says("I have chest pain")
    assert call.ended["handoff_reason"] == "emergency"
    assert call.packet["intent"] is None


def test_danger_that_comes_later_brings_nothing_of_the_call_before_either() -> None:
    call = ring_again(booking("Time"))
    call.says("")
    call.says("I have chest pain")
    assert call.ended["handoff_queue"] == "General"
    assert call.packet["intent"] is None


def test_a_no_to_what_was_heard_is_no_answer_to_the_question() -> None:
    call = ring_again(booking("Time"))
    call.says("no", confidence=0.1)
    assert QUESTION in call.says("no that is really not what I was saying")
    call.says("yes")
    assert call.slot == "BirthDate"


def test_a_yes_to_a_call_that_cannot_be_found_any_more_is_told_so() -> None:
    call = ring_again(booking("Time"))
    assert isinstance(call.ports.sessions, MemorySessions)
    call.ports.sessions.fails_on["open_call"] = SessionsError("away")
    text = call.says("yes")
    assert "can't find" in text
    assert "What can I do" in text


def test_an_attribute_alone_takes_nothing_over() -> None:
    call = ring_again(booking("Time"), caller="+12065550102")
    call.says("yes")
    assert document(call)["task"] is None


def test_the_attribute_in_the_middle_of_a_call_asks_nothing() -> None:
    call = ring_again(booking("Time"), asked=False)
    call.says("what does parking cost")
    call.attributes["asked"] = "resume"
    call.says("yes")
    assert document(call)["task"] is None


# a stranger at the same telephone


def test_who_fails_verification_hears_nothing_of_the_call_before() -> None:
    call = ring_again(booking("confirm"))
    heard = [call.says("yes")] + [call.says(f"May {day} 1990") for day in (1, 2, 3)]
    assert call.ended["handoff_reason"] == "unverified"
    assert call.ended["handoff_queue"] == "General"
    for word in ("flu", "Friday", "9:30", "Rivera", "appointment", "book"):
        assert word.lower() not in " ".join(heard).lower()


def test_another_patient_of_the_same_telephone_hears_nothing_of_it_either() -> None:
    bob = replace(ANA, patient_id="bob", first_name="Bob", born=date(1990, 5, 1))
    before = booking("confirm")
    assert isinstance(before.ports.office, MemoryOffice)
    before.ports.office.people = (ANA, bob)
    call = ring_again(before)
    call.says("yes")
    text = call.says("May 1 1990")
    assert "flu" not in text
    assert "What can I do" in text
    call.says("agent", "SpeakToAgent")
    assert "flu" not in str(call.packet)
    assert "Ana" not in str(call.packet)
    assert "flu" not in str(document(call)["history"])


def test_no_model_is_told_what_was_said_before() -> None:
    before = a_line()
    before.says("what does parking cost?")
    before.says("what about billing, how can a bill be paid?")
    model = before.ports.model
    assert isinstance(model, EchoModel)
    assert model.requests[-1].history != ()
    before.says("book an appointment", "BookAppointment")
    call = ring_again(before)
    call.says("yes")
    call.says("what about billing, how can a bill be paid?")
    assert model.requests[-1].history == ()
