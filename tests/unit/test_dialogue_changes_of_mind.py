"""Corrections, hesitations and refusals: nothing is done against the caller's words."""

import pytest

from fulfillment.records import Patient
from tests.doubles import ANA, PRIYA, TOM, MemoryOffice, RecordingPortal, some_ports
from tests.speaking import Call

ANAS = ["2026-12-03 14:30 physical Dr. Chen"]
PRIYAS = ["2026-12-02 09:00 flu shot Nurse Lee", "2026-12-10 11:00 follow-up Dr. Okafor"]


def cancelling() -> Call:
    call = Call()
    assert "Shall I do that" in call.says("cancel my appointment, born March 12 1984", "CancelAppointment")
    return call


def booking(words: str = "book a physical on Friday at 10 am, born January 5 1950") -> Call:
    call = Call(caller=TOM.phone)
    call.says(words, "BookAppointment")
    return call


@pytest.mark.parametrize(
    "words",
    ["keep it", "I'll keep it", "okay I'll keep it", "let's keep it", "please keep that", "yes I want to keep it"],
)
def test_keeping_an_appointment_is_not_cancelling_it(words: str) -> None:
    call = cancelling()
    call.says(words)
    assert call.booked("ana") == ANAS


@pytest.mark.parametrize(
    "words",
    [
        "ok wait",
        "fine, whatever, hold on",
        "right, hmm, let me ask my wife",
        "good question",
        "ok I understand",
        "okay, I see",
        "yeah I heard you",
        "yes, if there's no fee",
    ],
)
def test_hesitating_is_no_yes(words: str) -> None:
    call = cancelling()
    call.says(words)
    assert call.booked("ana") == ANAS


def test_keeping_the_old_password_sends_nothing() -> None:
    call = Call()
    call.says("reset my password, born March 12 1984", "ResetPassword")
    call.says("no, keep it")
    assert isinstance(call.ports.portal, RecordingPortal)
    assert call.ports.portal.sent == []


def test_a_yes_with_another_time_is_read_back_anew() -> None:
    call = booking()
    assert "at 9:00 AM" in call.says("yes at 9")
    assert call.booked("tom") == []
    call.says("yes")
    assert call.booked("tom") == ["2026-12-04 09:00 physical Dr. Chen"]


def test_a_yes_that_repeats_the_read_back_is_a_yes() -> None:
    call = booking()
    call.says("yes Friday at ten is perfect")
    assert call.booked("tom") == ["2026-12-04 10:00 physical Dr. Chen"]


def test_another_appointment_named_at_the_read_back_is_the_one_meant() -> None:
    call = Call(caller=PRIYA.phone)
    call.says("cancel my appointment, born July 8 1992", "CancelAppointment")
    call.says("the second one")
    assert "cancel your flu shot" in call.says("wait, no, I meant the flu shot")
    call.says("yes")
    assert call.booked("priya") == PRIYAS[1:]


@pytest.mark.parametrize("words", ["I'd rather move it to Monday at 10", "actually move it to Monday at 10 instead"])
def test_moving_instead_of_cancelling_is_taken_up_with_its_details(words: str) -> None:
    call = cancelling()
    assert "Monday, December 7 at 10:00 AM" in call.says(words)
    call.says("yes")
    assert call.booked("ana") == ["2026-12-07 10:00 physical Dr. Chen"]


def test_for_somebody_else_the_patient_is_asked_for_and_named() -> None:
    call = Call()
    asked = call.says("I need to cancel my husband's appointment", "CancelAppointment")
    assert "date of birth of the patient" in asked
    assert "Ana Rivera" in call.says("March 12 1984")


def test_two_patients_alike_are_not_told_they_are_unknown() -> None:
    twin = Patient("luis", "Luis", "Rivera", ANA.born, ANA.phone, "luis")
    call = Call(some_ports(office=MemoryOffice(people=(ANA, twin))))
    call.says("when is my appointment", "CheckAppointment")
    text = call.says("March 12 1984")
    assert "match" not in text
    assert call.ended["handoff_reason"] == "unverified"


def test_the_halves_of_a_date_of_birth_are_joined() -> None:
    call = Call()
    call.says("when is my appointment", "CheckAppointment")
    assert "year" in call.says("March twelfth")
    assert "Your next appointment" in call.says("nineteen eighty four")


@pytest.mark.parametrize("day", ["1207", "12072026"])
def test_a_day_can_be_keyed(day: str) -> None:
    call = booking("book a physical, born January 5 1950")
    assert "Monday, December 7" in call.keys(day)


def test_a_weekday_in_a_week_already_chosen_is_that_weeks() -> None:
    call = booking("book a physical next week, born January 5 1950")
    assert "Thursday, December 10" in call.says("Thursday")


def test_a_single_offer_is_taken_with_a_yes() -> None:
    call = booking("book a physical on Friday before 9:30 am, born January 5 1950")
    assert "I have 9:00 AM. Would you like that?" in call.says("what was that")
    assert "Shall I book it" in call.says("yes")


def test_a_refusal_of_all_offers_brings_others() -> None:
    call = booking("book a physical on Friday, born January 5 1950")
    assert "10:30 AM" in call.says("no")


@pytest.mark.parametrize(("words", "time"), [("as late as possible", "4:30 PM"), ("the earliest", "9:00 AM")])
def test_the_latest_and_the_earliest_are_read_back(words: str, time: str) -> None:
    call = booking("book a physical on Friday, born January 5 1950")
    assert f"Friday, December 4 at {time}" in call.says(words)


def test_what_cannot_be_had_is_said_and_the_day_still_offered() -> None:
    call = booking("book a physical, born January 5 1950")
    text = call.says("Friday in the evening")
    assert "nothing free on Friday, December 4 in the evening" in text
    assert "On Friday, December 4, I have 9:00 AM" in text


def test_a_day_nobody_works_is_not_called_full() -> None:
    call = booking("book a physical, born January 5 1950")
    assert "no appointments on Saturday, December 5" in call.says("on Saturday")


def test_a_day_that_has_passed_is_said_so() -> None:
    call = booking("book a physical, born January 5 1950")
    assert "already passed" in call.says("yesterday")
    assert call.slot == "Day"


def test_a_reprompt_does_not_repeat_what_led_to_the_question() -> None:
    call = booking("book a physical on Saturday, born January 5 1950")
    again = call.says("")
    assert "Saturday" not in again
    assert "Which would you like" in again


def test_a_refused_booking_can_be_taken_up_again() -> None:
    call = booking()
    assert "anything else" in call.says("no")
    assert "Friday, December 4 at 11:00 AM" in call.says("what about 11 instead")


def test_after_a_refused_booking_a_question_is_a_question() -> None:
    call = booking()
    call.says("no")
    assert "$3 an hour" in call.says("what does parking cost?")


def test_another_service_while_a_time_is_sought_stays_in_the_task() -> None:
    call = booking("book a checkup on Friday, born January 5 1950")
    call.says("make it a physical instead", "RescheduleAppointment")
    assert call.intent == "BookAppointment"
    call.says("the first one")
    call.says("yes")
    assert call.booked("tom") == ["2026-12-04 09:00 physical Dr. Chen"]


def test_another_provider_at_the_read_back_is_taken_up() -> None:
    call = booking("book a checkup on Friday at 10 am, born January 5 1950")
    assert "Dr. Okafor" in call.says("with Dr. Okafor please")


def test_goodbye_at_a_read_back_changes_nothing_and_ends() -> None:
    call = cancelling()
    assert "nothing has been changed" in call.says("goodbye", "Goodbye")
    assert call.ended == {"outcome": "done"}
    assert call.booked("ana") == ANAS


def test_the_spoken_key_is_the_key() -> None:
    call = cancelling()
    call.says("one")
    assert call.booked("ana") == []


def test_silence_after_being_misheard_asks_again() -> None:
    call = Call()
    call.says("cancel my appointment", confidence=0.4)
    assert call.says("")
    assert not call.ended


def test_what_follows_a_no_to_what_was_heard_is_taken_up() -> None:
    call = booking("book a physical, born January 5 1950")
    call.says("tomorrow", confidence=0.3)
    assert "Friday, December 4" in call.says("no, Friday")


def test_key_one_confirms_what_was_heard() -> None:
    call = cancelling()
    call.says("yes", confidence=0.3)
    call.keys("1")
    assert call.booked("ana") == []


def test_the_third_mumble_in_a_row_reaches_a_person() -> None:
    call = Call()
    first, second = call.says("mumble", confidence=0.2), call.says("mumble", confidence=0.2)
    assert first != second
    call.says("mumble", confidence=0.2)
    assert call.ended["handoff_reason"] == "repeated_failure"


@pytest.mark.parametrize(
    ("words", "queue"), [("billing department please", "Billing"), ("connect me to scheduling", "Scheduling")]
)
def test_a_desk_that_is_named_is_the_desk(words: str, queue: str) -> None:
    call = Call()
    call.says(words, "SpeakToAgent")
    assert call.ended["handoff_queue"] == queue


def test_another_number_for_the_callback_is_not_taken_silently() -> None:
    call = Call()
    call.says("agent", "SpeakToAgent")
    call.attributes["asked"] = "callback"
    read_back = call.says("yes at 206 555 0199")
    assert "206-555-0199" in read_back
    assert read_back.endswith("?")
    assert not call.ended


def test_the_other_of_two_is_taken_up() -> None:
    call = Call(caller=PRIYA.phone)
    call.says("cancel my appointment, born July 8 1992", "CancelAppointment")
    call.says("the follow-up")
    assert "cancel your flu shot" in call.says("no the other one")


def test_an_earlier_offer_outside_the_wanted_part_of_the_day_can_be_taken() -> None:
    call = booking("book a physical on Friday afternoon, born January 5 1950")
    assert "11:00 AM" in call.says("something earlier")
    assert "Friday, December 4 at 11:00 AM" in call.says("the second one")


def test_what_day_was_that_is_answered_with_the_read_back() -> None:
    call = booking()
    assert "Friday, December 4 at 10:00 AM" in call.says("what day was that again?")


@pytest.mark.parametrize("words", ["cancel it", "please cancel it", "yes cancel it"])
def test_asked_whether_to_cancel_cancel_it_is_a_yes(words: str) -> None:
    call = cancelling()
    call.says(words)
    assert call.booked("ana") == []


@pytest.mark.parametrize(
    "words", ["cancel that", "don't cancel it", "no don't cancel it", "never mind", "can you cancel it?"]
)
def test_asked_whether_to_cancel_anything_less_cancels_nothing(words: str) -> None:
    call = cancelling()
    call.says(words)
    assert call.booked("ana") == ANAS


def test_a_person_who_is_not_wanted_is_not_called() -> None:
    call = Call()
    call.says("I do not want to speak to an agent, just tell me about parking", "SpeakToAgent")
    assert not call.ended


@pytest.mark.parametrize("words", ["yes, Tuesday at ten", "no, Tuesday at ten", "that's right, Tuesday at ten"])
def test_a_day_named_with_an_offered_time_is_not_lost(words: str) -> None:
    call = booking("book a checkup on Monday, born January 5 1950")
    call.says("ten")
    assert "Tuesday, December 8 at 10:00 AM" in call.says(words)
    assert call.booked("tom") == []


@pytest.mark.parametrize("words", ["Tuesday at nine", "no, Tuesday at nine", "can we do Tuesday at nine instead"])
def test_another_day_at_an_offered_time_is_that_day(words: str) -> None:
    call = booking("book a checkup on Monday, born January 5 1950")
    assert "Tuesday, December 8 at 9:00 AM" in call.says(words)


@pytest.mark.parametrize("words", ["yes, Friday", "yes at ten", "yes with Dr. Okafor", "yes, the one with Nurse Lee"])
def test_a_yes_that_names_another_appointment_cancels_nothing(words: str) -> None:
    call = cancelling()
    call.says(words)
    assert call.booked("ana") == ANAS


def test_the_appointment_to_keep_is_not_the_one_to_cancel() -> None:
    call = Call(caller=PRIYA.phone)
    call.says("cancel my appointment, born July 8 1992", "CancelAppointment")
    assert "cancel your follow-up" in call.says("I want to keep the flu shot")
    kept = Call()
    assert "nothing has been changed" in kept.says("don't cancel my appointment", "CancelAppointment")


@pytest.mark.parametrize(
    "words",
    [
        "none of those work for me",
        "not the first one",
        "anything but nine",
        "nine doesn't work",
        "any of those is too early",
    ],
)
def test_a_refused_offer_is_not_taken(words: str) -> None:
    call = booking("book a checkup on Monday, born January 5 1950")
    assert "Shall I book it" not in call.says(words)


def test_the_same_day_is_the_appointments_day() -> None:
    call = Call()
    text = call.says("change my appointment to 4 pm, same day, born March 12 1984", "RescheduleAppointment")
    assert "to Thursday, December 3 at 4:00 PM" in text


def test_another_appointment_named_while_times_are_offered_is_taken_up() -> None:
    call = Call(caller=PRIYA.phone)
    call.says("move my flu shot to Friday, born July 8 1992", "RescheduleAppointment")
    call.says("no I meant the follow up")
    assert "follow-up" in call.says("ten")


def test_a_second_wish_with_the_yes_waits_until_the_first_is_done() -> None:
    call = cancelling()
    assert "One thing at a time" in call.says("yes and reset my password too", "ResetPassword")
    call.says("yes")
    assert call.booked("ana") == []


@pytest.mark.parametrize("words", ["yes bye", "yes thank you bye", "okay thank you goodbye"])
def test_a_yes_with_a_farewell_is_a_yes(words: str) -> None:
    call = cancelling()
    call.says(words, "Goodbye")
    assert call.booked("ana") == []


@pytest.mark.parametrize("words", ["Friday doesn't work", "yes but later", "a bit later please"])
def test_at_a_read_back_without_offers_other_times_can_be_asked_for(words: str) -> None:
    call = booking()
    text = call.says(words)
    assert "Shall I book it" not in text
    assert "yes or a no" not in text


def test_any_day_of_a_week_stays_in_that_week() -> None:
    call = booking("book a checkup next week, born January 5 1950")
    assert "December 7" in call.says("any day is fine")


def test_pieces_of_a_date_of_birth_that_never_meet_are_misses() -> None:
    call = Call()
    call.says("when is my appointment", "CheckAppointment")
    for words in ("twelve", "twelve", "twelve", "twelve"):
        call.says(words)
    assert call.ended["handoff_reason"] == "repeated_failure"


@pytest.mark.parametrize("words", ["yes the physical", "yes, Thursday", "yes the one with Dr. Chen"])
def test_a_yes_that_says_again_what_was_read_back_is_a_yes(words: str) -> None:
    call = cancelling()
    call.says(words)
    assert call.booked("ana") == []


@pytest.mark.parametrize(
    ("words", "sent"), [("send it", ["ana.rivera"]), ("don't send it", []), ("please don't send it", [])]
)
def test_send_it_sends_it_and_do_not_does_not(words: str, sent: list[str]) -> None:
    call = Call()
    call.says("reset my password, born March 12 1984", "ResetPassword")
    call.says(words)
    assert isinstance(call.ports.portal, RecordingPortal)
    assert call.ports.portal.sent == sent


@pytest.mark.parametrize("words", ["no, that's not right", "oh no I didn't mean that", "that's wrong"])
def test_what_is_called_wrong_is_not_taken_for_a_farewell(words: str) -> None:
    call = cancelling()
    call.says("yes")
    assert "connect you with someone" in call.says(words, "FallbackIntent")
    assert not call.ended
