"""The policy of a call, turn by turn, over doubles: no Lex, no AWS."""

from dataclasses import replace
from datetime import time

import pytest

from fulfillment.ports import BackOfficeError, KnowledgeError, ModelError, SessionsError
from fulfillment.speech import plain
from tests.doubles import (
    ANA,
    PRACTICE,
    PRIYA,
    EchoModel,
    MemoryOffice,
    MemorySessions,
    RecordingPortal,
    ShelfKnowledge,
    at,
    some_ports,
)
from tests.speaking import Call


def test_a_task_asks_for_the_date_of_birth_first_in_the_bots_own_words() -> None:
    call = Call()
    assert call.says("I need to move my Thursday appointment", "RescheduleAppointment") == ""
    assert call.slot == "BirthDate"


def test_an_unknown_number_is_asked_for_the_last_name_first() -> None:
    call = Call(caller="anonymous")
    call.says("book an appointment", "BookAppointment")
    assert call.slot == "LastName"
    call.says("Rivera")
    assert call.slot == "BirthDate"
    call.says("March twelfth nineteen eighty four")
    assert call.slot == "Service"


def test_a_date_of_birth_said_with_the_request_is_not_asked_for_again() -> None:
    call = Call()
    call.says("this is Ana, born March 12 1984, I want to book an appointment", "BookAppointment")
    assert call.slot == "Service"


def test_a_third_mismatch_hands_over_unverified() -> None:
    call = Call()
    call.says("cancel my appointment", "CancelAppointment")
    assert "match" in call.says("January first 1990")
    assert "date of birth" in call.replies[-1]["messages"][0]["content"]
    call.says("January second 1990")
    call.says("January third 1990")
    assert call.ended == {"outcome": "agent", "handoff_reason": "unverified", "handoff_queue": "Scheduling"}
    assert call.packet["verified"] is False


def moved_to_friday(call: Call) -> None:
    call.says("I need to move my Thursday appointment", "RescheduleAppointment")
    assert "What day would you like instead?" in call.keys("03121984")
    offers = call.says("how about Friday")
    assert "9:00 AM, 9:30 AM, or 10:00 AM" in offers
    read_back = call.says("the third one")
    assert "from" not in call.ended
    assert "Friday, December 4 at 10:00 AM" in read_back


def test_an_appointment_is_moved_after_a_yes() -> None:
    call = Call()
    moved_to_friday(call)
    done = call.says("yes please")
    assert "anything else" in done
    assert call.booked("ana") == ["2026-12-04 10:00 physical Dr. Chen"]
    assert call.says("no that's all")
    assert call.ended == {"outcome": "done"}


def test_nothing_moves_after_a_no() -> None:
    call = Call()
    moved_to_friday(call)
    assert "nothing has been changed" in call.says("no")
    assert call.booked("ana") == ["2026-12-03 14:30 physical Dr. Chen"]


def test_a_change_of_mind_at_the_read_back_is_taken_up() -> None:
    call = Call()
    moved_to_friday(call)
    assert "Friday, December 4 at 11:00 AM" in call.says("no, make it eleven")
    call.keys("1")
    assert call.booked("ana") == ["2026-12-04 11:00 physical Dr. Chen"]


def test_everything_said_at_once_goes_straight_to_the_read_back() -> None:
    call = Call()
    call.says("book me a flu shot tomorrow at 2:30 pm", "BookAppointment")
    assert call.slot == "BirthDate"
    assert "flu shot with Nurse Lee on Wednesday, December 2 at 2:30 PM" in call.says("3/12/1984")


def test_a_time_already_taken_is_said_so_and_others_are_offered() -> None:
    call = Call(caller=PRIYA.phone)
    call.says("book a physical on Thursday at 2:30 pm, I was born July 8 1992", "BookAppointment")
    text = plain(call.replies[-1]["messages"][0]["content"])
    assert "2:30 PM is not free" in text
    assert "2:00 PM" in text
    assert "3:00 PM" in text


def test_something_later_offers_later_times() -> None:
    call = Call()
    call.says("book a physical on Friday, born 3/12/1984", "BookAppointment")
    assert "10:30 AM, 11:00 AM, or 11:30 AM" in call.says("something later")


def test_a_day_without_a_free_time_offers_the_next() -> None:
    call = Call()
    call.says("book a physical, born 3/12/1984", "BookAppointment")
    text = call.says("on Saturday")
    assert "no appointments on Saturday, December 5" in text
    assert "Monday, December 7" in text


def test_of_several_appointments_the_caller_is_asked_which() -> None:
    call = Call(caller=PRIYA.phone)
    call.says("cancel my appointment", "CancelAppointment")
    listed = call.says("July eighth 1992")
    assert call.slot == "Appointment"
    assert "flu shot" in listed
    assert "follow-up" in listed
    assert "cancel your follow-up" in call.says("the second one")
    call.says("yes")
    assert call.booked("priya") == ["2026-12-02 09:00 flu shot Nurse Lee"]


def test_a_question_in_the_middle_is_answered_and_the_task_goes_on() -> None:
    call = Call()
    call.says("cancel my appointment", "CancelAppointment")
    text = call.says("actually, what does parking cost?")
    assert "$3 an hour" in text
    assert "date of birth" in text
    assert call.slot == "BirthDate"
    assert "Shall I do that" in call.says("March 12 1984")


def test_a_password_reset_is_sent_once_though_delivered_twice() -> None:
    call = Call()
    call.says("reset my password", "ResetPassword")
    call.says("March 12 1984")
    event = call.event("yes", None)
    first = call.deliver(event)
    assert call.deliver(event) == first
    assert isinstance(call.ports.portal, RecordingPortal)
    assert call.ports.portal.sent == [ANA.username]


def test_an_order_is_reported_with_its_due_date() -> None:
    call = Call(caller="+12065550102")
    call.says("where is my order", "OrderStatus")
    text = call.says("November 30 1971")
    assert "004217 has shipped" in text
    assert "Wednesday, December 2" in text
    assert "anything else" in text


def test_an_open_question_is_answered_from_the_documents() -> None:
    call = Call()
    assert "$3 an hour" in call.says("what does parking cost")
    assert call.records[-1].documents[0] == "parking"


def test_what_no_document_answers_is_asked_again_and_then_a_person_is_offered() -> None:
    call = Call()
    assert "in other words" in call.says("do you sell submarines?")
    assert "connect you with someone" in call.says("submarines, are they for sale?")
    call.says("yes please")
    assert call.ended["handoff_reason"] == "low_confidence"


def test_three_misses_in_a_row_reach_a_person_and_the_reprompts_differ() -> None:
    call = Call()
    first, second = call.says("blue monkeys seven"), call.says("green monkeys eight")
    assert first != second
    call.says("monkeys")
    assert call.ended["handoff_reason"] == "repeated_failure"


def test_three_silences_reach_a_person() -> None:
    call = Call()
    assert call.says("") != call.says("")
    call.says("")
    assert call.ended["handoff_reason"] == "repeated_failure"


@pytest.mark.parametrize("words", ["I want to talk to a real person", "operator please"])
def test_a_person_is_reached_in_the_same_turn(words: str) -> None:
    call = Call()
    call.says(words)
    assert call.ended == {"outcome": "agent", "handoff_reason": "asked", "handoff_queue": "General"}


def test_key_zero_reaches_a_person_with_everything_known() -> None:
    call = Call()
    call.says("book a physical on Friday, born 3/12/1984", "BookAppointment")
    call.keys("0")
    packet = call.packet
    assert call.ended["handoff_queue"] == "Scheduling"
    assert packet["verified"]
    assert packet["patient"] == "Ana Rivera"
    assert packet["slots"]["Service"] == "physical"
    assert packet["slots"]["Day"] == "2026-12-04"


def test_an_emergency_gets_the_number_at_once_and_no_model() -> None:
    call = Call()
    assert "911" in call.says("I have chest pain and can't breathe")
    assert call.ended["handoff_reason"] == "emergency"
    assert isinstance(call.ports.model, EchoModel)
    assert not call.ports.model.requests


def test_speech_heard_badly_is_only_checked_then_acted_on() -> None:
    call = Call()
    assert "parking" in call.says("what does parking cost", confidence=0.42)
    assert isinstance(call.ports.knowledge, ShelfKnowledge)
    assert not call.ports.knowledge.asked
    assert "$3 an hour" in call.says("yes")


def test_a_badly_heard_yes_changes_nothing() -> None:
    call = Call()
    moved_to_friday(call)
    call.says("yes", confidence=0.3)
    assert call.booked("ana") == ["2026-12-03 14:30 physical Dr. Chen"]
    call.says("yes")
    assert call.booked("ana") == ["2026-12-04 10:00 physical Dr. Chen"]


def test_without_a_model_the_best_passage_is_read() -> None:
    call = Call(some_ports(model=EchoModel(fails=ModelError("down"))))
    assert "$3 an hour" in call.says("what does parking cost")
    assert not call.ended


def test_without_passages_a_person_takes_over_in_the_same_turn() -> None:
    call = Call(some_ports(knowledge=ShelfKnowledge(fails=KnowledgeError("down"))))
    assert call.says("what does parking cost")
    assert call.ended["handoff_reason"] == "system_failure"


def test_a_billing_question_goes_to_the_billing_desk() -> None:
    call = Call()
    call.says("can I pay my billing online?")
    call.says("agent", "SpeakToAgent")
    assert call.ended["handoff_queue"] == "Billing"


@pytest.mark.parametrize("operation", ["load", "save"])
def test_a_store_that_is_away_ends_in_a_spoken_handoff(operation: str) -> None:
    call = Call(some_ports(sessions=MemorySessions(fails_on={operation: SessionsError("down")})))
    assert call.says("what does parking cost")
    assert call.ended["handoff_reason"] == "system_failure"


def test_a_back_office_that_is_away_ends_in_a_spoken_handoff() -> None:
    call = Call(some_ports(office=MemoryOffice(fails_on={"change": BackOfficeError("down")})))
    call.says("cancel my appointment, born 3/12/1984", "CancelAppointment")
    assert call.says("yes")
    assert call.ended["handoff_reason"] == "system_failure"
    assert call.booked("ana")


def test_a_callback_offered_by_the_flow_is_taken_with_a_yes_or_a_key() -> None:
    call = Call()
    call.says("agent", "SpeakToAgent")
    call.attributes["asked"] = "callback"
    assert "206-555-0101" in call.says("what?")
    call.attributes["asked"] = "callback"
    call.keys("1")
    assert call.ended["outcome"] == "callback"


def test_never_mind_stops_a_task_without_changing_anything() -> None:
    call = Call()
    call.says("cancel my appointment, born 3/12/1984", "CancelAppointment")
    assert "anything else" in call.says("never mind")
    assert call.booked("ana") == [f"{at('2026-12-03', '14:30'):%Y-%m-%d %H:%M} physical Dr. Chen"]


def test_a_service_asked_about_is_not_asked_for_again() -> None:
    call = Call()
    call.says("do you give flu shots?")
    call.says("ok, book me an appointment", "BookAppointment")
    call.says("March 12 1984")
    assert call.slot == "Day"


def test_a_question_dressed_as_a_yes_agrees_to_nothing() -> None:
    call = Call()
    moved_to_friday(call)
    assert "$3 an hour" in call.says("okay so how much is parking?")
    assert call.booked("ana") == ["2026-12-03 14:30 physical Dr. Chen"]
    call.says("uh huh", "RepeatIntent")
    assert call.booked("ana") == ["2026-12-04 10:00 physical Dr. Chen"]


def test_after_a_bad_transcription_the_read_back_is_still_there() -> None:
    call = Call()
    moved_to_friday(call)
    call.says("mumble", confidence=0.2)
    call.says("no")
    assert "Friday, December 4 at 10:00 AM" in call.says("")


def test_cancelling_instead_of_moving_is_taken_up() -> None:
    call = Call()
    call.says("move my appointment, born 3/12/1984", "RescheduleAppointment")
    assert "I will cancel your physical" in call.says("actually just cancel it", "CancelAppointment")
    call.says("yes")
    assert call.booked("ana") == []


def test_a_new_day_while_a_time_is_sought_stays_in_the_task() -> None:
    call = Call()
    call.says("book a physical on Friday, born 3/12/1984", "BookAppointment")
    assert "Monday, December 7" in call.says("actually make it Monday", "RescheduleAppointment")
    assert call.intent == "BookAppointment"


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("Friday between two and four", "2:00 PM, 2:30 PM, or 3:00 PM"),
        ("Friday after lunch", "12:00 PM, 12:30 PM, or 1:00 PM"),
        ("Friday before ten", "9:00 AM or 9:30 AM"),
        ("any time after three on Friday", "3:00 PM, 3:30 PM, or 4:00 PM"),
    ],
)
def test_only_times_that_fit_are_offered(words: str, first: str) -> None:
    call = Call()
    call.says("book a physical, born 3/12/1984", "BookAppointment")
    assert first in call.says(words)


def test_at_the_read_back_key_two_is_a_no_and_a_position_another_time() -> None:
    call = Call()
    moved_to_friday(call)
    assert "Friday, December 4 at 9:30 AM" in call.says("no, the second one")
    assert "nothing has been changed" in call.keys("2")
    assert call.booked("ana") == ["2026-12-03 14:30 physical Dr. Chen"]


def test_a_time_that_could_be_morning_or_evening_is_asked_about() -> None:
    long_day = replace(PRACTICE.providers[0], starts=time(7), ends=time(21))
    office = MemoryOffice(tenant=replace(PRACTICE, providers=(long_day, *PRACTICE.providers[1:])))
    call = Call(some_ports(office=office))
    text = call.says("book a physical on Friday at eight, born 3/12/1984", "BookAppointment")
    assert "8:00 AM or 8:00 PM" in text
    assert "at 8:00 PM" in call.says("in the evening")


def test_two_tasks_in_one_call_need_one_identity() -> None:
    call = Call(caller="+12065550102")
    call.says("where is my order, born 11/30/1971", "OrderStatus")
    call.says("and reset my password", "ResetPassword")
    call.says("yes")
    assert isinstance(call.ports.portal, RecordingPortal)
    assert call.ports.portal.sent == ["marcus.webb"]
