"""Another number for the callback: said or keyed, read back once, taken on a yes; and kept out of every attribute."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulfillment import hearing
from fulfillment.flow_handler import answering
from fulfillment.ports import SessionsError
from tests.doubles import PRACTICE, MemoryOffice, MemorySessions, some_ports, the_settings
from tests.speaking import Call
from tests.unit.callback_offers import OTHER, OWN, asked_anew, heard_in, offered, placed_to, stored, withheld

ENGLISH = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
READ_BACK = "I have 206-555-0188. Shall we call you there?"
WHICH = "Which number should we call?"


@pytest.mark.parametrize("words", ["yes", "yes please", "yes, 206 555 0101", "206-555-0101", "this number is fine"])
def test_one_yes_to_the_number_that_is_named_is_enough(words: str) -> None:
    call = offered()
    call.says(words)
    assert placed_to(call) == OWN


@pytest.mark.parametrize(
    "words",
    [
        "206 555 0188",
        "no, call my cell, 206 555 0188",
        "no, two oh six five five five oh one eight eight",
        "yes, but at two oh six, five five five, oh one eight eight",
        "call me at 206-555-0188 instead",
        "can you call 206-555-0188?",
    ],
)
def test_another_number_said_with_or_without_a_no_is_read_back_once(words: str) -> None:
    call = offered()
    assert call.says(words) == READ_BACK
    assert not call.ended
    call.says("yes")
    assert placed_to(call) == OTHER


@pytest.mark.parametrize("keys", ["2065550188", "2065550188#", "12065550188", "425*2065550188"])
def test_another_number_may_be_keyed(keys: str) -> None:
    call = offered()
    assert call.keys(keys) == READ_BACK
    call.keys("1")
    assert placed_to(call) == OTHER


@pytest.mark.parametrize(
    "words", ["call me at another number", "no, on my cell", "not that number", "no, not this one"]
)
def test_a_number_that_is_only_spoken_of_is_asked_for(words: str) -> None:
    call = offered()
    assert WHICH in call.says(words)
    assert call.says("206 555 0188") == READ_BACK
    call.says("yes")
    assert placed_to(call) == OTHER


@pytest.mark.parametrize(
    "words", ["never mind, use this number", "no, this number is fine", "the one I'm calling from"]
)
def test_who_spoke_of_another_number_may_keep_the_own_one(words: str) -> None:
    call = offered()
    call.says("another number")
    call.says(words)
    assert placed_to(call) == OWN


@pytest.mark.parametrize("words", ["that number is wrong", "is this number fine?", "this number doesn't work any more"])
def test_fault_found_with_the_number_that_is_named_places_nothing(words: str) -> None:
    call = offered()
    call.says(words)
    assert not call.ended


def test_yet_another_number_may_be_wanted_at_the_read_back() -> None:
    call = offered()
    call.says("206 555 0199")
    assert WHICH in call.says("actually, a different number")
    assert call.says("206 555 0188") == READ_BACK


@given(st.integers(0, 9999999).map(lambda line: f"206{line:07d}"))
def test_digits_of_a_number_are_no_danger(digits: str) -> None:
    words = " ".join(ENGLISH[int(digit)] for digit in digits)
    assert not hearing.hear_emergency(f"call me at {words}", locale="en_US")
    assert not hearing.hear_emergency(words, locale="en_US")


def test_a_number_comes_in_pieces() -> None:
    call = offered()
    call.says("another number")
    assert call.says("two oh six") == "I have 2 0 6 so far. What comes next?"
    assert call.says("five five five") == "I have 2 0 6, 5 5 5 so far. What comes next?"
    assert call.says("oh one eight eight") == READ_BACK


def test_a_number_is_keyed_in_pieces_zeros_and_ones_too() -> None:
    call = withheld()
    for keys in ("206555", "0", "1"):
        call.keys(keys)
    assert call.keys("88") == READ_BACK


def test_a_number_begun_over_and_over_ends_kindly() -> None:
    call = withheld()
    for words in ("206", "no, 207", "no, 206", "no, 207"):
        assert not call.ended
        call.says(words)
    assert call.ended == {"outcome": "agent"}


@pytest.mark.parametrize("before", [(), ("206 555 0101 is old, 206 555 0188",)])
def test_a_no_with_the_very_number_that_was_named_is_no_yes(before: tuple[str, ...]) -> None:
    call = offered()
    for words in before:
        assert call.says(words) == READ_BACK
    assert WHICH in call.says("no, 206 555 0188" if before else "no, 206 555 0101")
    assert not call.ended


def test_the_area_code_is_asked_for() -> None:
    call = offered()
    assert "area code" in call.says("no, 555 0188")
    assert call.says("206") == READ_BACK


@pytest.mark.parametrize(
    ("words", "read_back"),
    [
        ("no, eight nine at the end", "206-555-0189"),
        ("no, eight nine", "206-555-0189"),
        ("no, one eight nine", "206-555-0189"),
        ("no, 0189", "206-555-0189"),
        ("no, 425 555 0188", "425-555-0188"),
        ("area code 425", "425-555-0188"),
    ],
)
def test_a_number_read_back_is_put_right_and_read_back_again(words: str, read_back: str) -> None:
    call = offered()
    call.says("206 555 0188")
    assert read_back in call.says(words)
    assert not call.ended
    call.says("yes")
    assert placed_to(call) == f"+1{read_back.replace('-', '')}"


def test_a_number_said_again_at_its_read_back_is_agreed_to() -> None:
    call = offered()
    call.says("206 555 0188")
    call.says("206 555 0188, yes")
    assert placed_to(call) == OTHER


def test_a_no_to_the_read_back_asks_again() -> None:
    call = offered()
    call.says("206 555 0199")
    assert WHICH in call.says("no")
    assert call.says("206 555 0188") == READ_BACK
    call.says("yes")
    assert placed_to(call) == OTHER


@pytest.mark.parametrize("asked", ["callback", "callback_waiting"])
@pytest.mark.parametrize(
    "words",
    [
        "forget it, I don't want a callback",
        "never mind, no callback",
        "never mind",
        "actually forget it",
        "changed my mind",
    ],
)
def test_the_callback_is_dropped_at_the_read_back(words: str, asked: str) -> None:
    call = offered(asked=asked)
    call.says("206 555 0188")
    call.says(words, "CancelAppointment")
    assert call.ended == {"outcome": "done"}


@pytest.mark.parametrize("asked", ["callback", "callback_waiting"])
@pytest.mark.parametrize(
    "words",
    [
        "actually no just call me on this one",
        "no, use the number I'm calling from",
        "actually use the number I'm calling from",
        "no, the one I'm on",
    ],
)
def test_the_number_that_calls_is_taken_instead_at_the_read_back(words: str, asked: str) -> None:
    call = offered(asked=asked)
    call.says("206 555 0188")
    call.says(words)
    assert placed_to(call) == OWN


def test_this_number_is_the_one_just_read_back_where_there_is_no_no() -> None:
    call = offered()
    call.says("206 555 0188")
    call.says("yes, this number")
    assert placed_to(call) == OTHER


def test_a_yes_to_the_digits_so_far_asks_for_the_rest() -> None:
    call = offered()
    call.says("another number")
    call.says("206 555")
    assert "so far" in call.says("yep")
    call.says("0188")
    call.says("yes")
    assert placed_to(call) == OTHER


def test_a_third_no_to_a_read_back_ends_kindly() -> None:
    call = offered()
    for _ in range(3):
        assert not call.ended
        call.says("206 555 0199")
        call.says("no")
    assert call.ended == {"outcome": "agent"}


@pytest.mark.parametrize(
    "misses", [("", "", ""), ("bananas", "", "bananas"), ("900 555 0188", "411", "one one one one")]
)
def test_a_third_miss_for_a_number_ends_kindly(misses: tuple[str, ...]) -> None:
    call = withheld()
    for words in misses:
        assert not call.ended
        call.says(words)
    assert call.ended == {"outcome": "agent"}


def test_who_withholds_the_number_gives_one() -> None:
    call = withheld()
    assert call.says("two oh six, five five five, oh one eight eight") == READ_BACK
    call.says("yes")
    assert placed_to(call) == OTHER


def test_who_withholds_the_number_cannot_be_called_at_it() -> None:
    call = withheld()
    text = call.says("just use this number")
    assert "can't see the number" in text
    assert WHICH in text


@pytest.mark.parametrize("words", ["no", "no thanks", "never mind"])
def test_who_withholds_the_number_may_decline(words: str) -> None:
    call = withheld()
    call.says(words)
    assert call.ended == {"outcome": "done"}


def test_who_withholds_the_number_has_other_things_done_first() -> None:
    call = withheld()
    assert WHICH in call.says("what does parking cost?", "FallbackIntent")
    assert "(" not in call.says("what was that")
    call.keys("2065550188")
    call.says("yes")
    assert placed_to(call) == OTHER


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("plus four four two oh seven nine four six", "North America"),
        ("011 52 55 1234 5678", "North America"),
        ("900 555 0188", "can't call that number"),
        ("206 911 0188", "can't call that number"),
        ("nine one one five five five oh one eight eight", "can't call that number"),
        (PRACTICE.phone, "can't call that number"),
        ("1" * 30, "ten digits"),
        ("206 555 0188 4321 77", "ten digits"),
    ],
)
def test_numbers_that_are_not_called_are_refused(words: str, said: str) -> None:
    call = offered()
    text = call.says(words)
    assert said in text
    assert WHICH in text
    assert not call.ended


@pytest.mark.parametrize("words", ["call me at five", "after three thirty works better for me than now", "bananas"])
def test_hours_and_other_words_are_no_number(words: str) -> None:
    call = offered()
    assert "206-555-0101" in call.says(words)
    call.says("yes")
    assert placed_to(call) == OWN


def test_a_number_hardly_heard_is_read_back_and_not_taken() -> None:
    call = offered()
    assert call.says("206 555 0188", confidence=0.1) == READ_BACK
    assert call.says("yes", confidence=0.1) == "Did you say: yes?"
    assert not call.ended
    call.says("yes")
    assert placed_to(call) == OTHER


def test_half_a_number_hardly_heard_is_checked() -> None:
    call = withheld()
    assert call.says("206 555", confidence=0.1) == "Did you say: 206 555?"
    assert call.says("no, 206 555 0188") == READ_BACK


def test_a_number_keyed_to_a_check_settles_it() -> None:
    call = withheld()
    call.says("mumble", confidence=0.1)
    assert call.keys("2065550188") == READ_BACK


@pytest.mark.parametrize("words", ["what was that", "can you repeat that", "hold on", "help"])
def test_hearing_the_read_back_again_is_no_miss(words: str) -> None:
    call = offered()
    call.says("206 555 0188")
    for _ in range(4):
        text = call.says(words)
        assert READ_BACK in text or text == "Take your time."
    call.says("yes")
    assert placed_to(call) == OTHER


def test_a_number_read_back_outlasts_a_question_and_a_task() -> None:
    call = offered()
    call.says("206 555 0188")
    assert READ_BACK in call.says("what does parking cost?", "FallbackIntent")
    call.says("cancel my appointment", "CancelAppointment")
    assert READ_BACK in call.says("never mind")
    call.says("yes")
    assert placed_to(call) == OTHER


@pytest.mark.parametrize("before", [(), ("another number",), ("206 555 0188",)])
def test_danger_goes_before_the_offer(before: tuple[str, ...]) -> None:
    call = offered()
    for words in before:
        call.says(words)
    assert "911" in call.says("my husband has chest pain")
    assert call.ended["handoff_reason"] == "emergency"
    assert placed_to(call) is None


def test_the_emergency_number_keyed_for_a_number_is_danger() -> None:
    call = withheld()
    call.keys("911")
    assert call.ended["handoff_reason"] == "emergency"


def test_a_person_asked_for_is_told_the_truth_and_the_question_again() -> None:
    call = withheld()
    text = call.says("agent", "SpeakToAgent")
    assert "nobody can take your call" in text
    assert WHICH in text
    assert "nobody can take your call" in call.keys("0")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("is this a robot", "automated assistant"),
        ("what time is it", "It is 9:30 AM"),
        ("no hablo inglés", "¿Quiere que"),
    ],
)
def test_small_talk_at_the_offer_is_answered_before_it_is_put_again(words: str, said: str) -> None:
    call = offered()
    text = call.says(words)
    assert said in text
    assert "Shall we call you back at 206-555-0101?" in text
    call.says("yes")
    assert placed_to(call) == OWN


def test_over_the_limit_a_number_still_counts() -> None:
    call = offered(Call(some_ports(settings=the_settings(max_turns=1))))
    assert call.says("206 555 0188") == READ_BACK
    call.says("yes")
    assert placed_to(call) == OTHER


def test_a_number_of_an_earlier_offer_is_not_called() -> None:
    call = offered()
    call.says("206 555 0188")
    call.says("yes")
    asked_anew(call, "callback")
    call.says("yes")
    assert placed_to(call) == OWN
    assert stored(call)["callback_number"] is None


def test_a_number_is_in_no_attribute_and_no_record() -> None:
    call = offered()
    for words in ("no, 206 555 0188", "no, 0189", "yes"):
        call.says(words)
    assert placed_to(call) == "+12065550189"
    told = [reply["sessionState"]["sessionAttributes"] for reply in call.replies]
    for attributes in told:
        attributes.pop("caller_number")
    assert "0188" not in json.dumps(told)
    assert "0189" not in json.dumps(told) + str(call.records)


@pytest.mark.parametrize("forged", ["other", "own", "+19005550188"])
def test_a_forged_callback_to_is_not_passed_on(forged: str) -> None:
    call = offered()
    call.attributes["callback_to"] = forged
    call.says("bananas")
    assert "callback_to" not in call.attributes
    call.attributes["callback_to"] = forged
    call.says("yes")
    assert placed_to(call) == OWN


@pytest.mark.parametrize("forged", ["callback_check", "confirm", "callback_number; yes", ""])
def test_a_forged_question_of_the_flow_is_none(forged: str) -> None:
    call = Call()
    call.attributes["asked"] = forged
    call.says("yes")
    assert "outcome" not in call.attributes


def test_a_yes_delivered_twice_gets_the_same_reply() -> None:
    call = offered()
    call.says("206 555 0188")
    event = call.event("yes", None)
    call.deliver(event)
    call.deliver(event)
    assert call.replies[-1] == call.replies[-2]
    assert placed_to(call) == OTHER


def test_the_flow_gets_the_number_as_often_as_it_asks() -> None:
    call = offered()
    call.says("206 555 0188")
    call.says("yes")
    assert [flow_number(call), flow_number(call)] == [OTHER, OTHER]


def test_the_flow_gets_no_number_where_none_is_agreed_on() -> None:
    call = offered()
    assert flow_number(call) == ""
    call.says("206 555 0188")
    assert flow_number(call) == ""


def test_the_flow_gets_no_number_while_the_store_is_away() -> None:
    call = offered()
    call.says("206 555 0188")
    call.says("yes")
    assert isinstance(call.ports.sessions, MemorySessions)
    call.ports.sessions.fails_on["load"] = SessionsError("away")
    assert flow_number(call) == ""


def flow_number(call: Call) -> str:
    event = {
        "Details": {
            "ContactData": {"Attributes": {"session_id": call.session_id}},
            "Parameters": {"purpose": "callback_number"},
        }
    }
    return answering(call.ports.sessions)(event, None)["number"]


def test_keys_of_a_number_are_waited_for() -> None:
    call = offered()
    call.says("another number")
    assert call.attributes["x-amz-lex:dtmf:end-timeout-ms:*:*"] == "3000"


def test_another_number_is_taken_in_spanish() -> None:
    call = offered(Call(locale="es_US"))
    text = call.says("no, a mi celular, dos cero seis, cinco cinco cinco, cero uno ocho ocho")
    assert "206-555-0188" in text
    assert "¿Le llamamos" in text
    call.says("sí")
    assert placed_to(call) == OTHER


# waiting in a queue


def waiting() -> Call:
    return offered(asked="callback_waiting")


@pytest.mark.parametrize("words", ["yes", "yes please", "sure"])
def test_who_waits_takes_the_callback_by_a_yes(words: str) -> None:
    call = waiting()
    call.says(words)
    assert placed_to(call) == OWN


def test_who_waits_takes_it_by_key() -> None:
    call = waiting()
    call.keys("1")
    assert placed_to(call) == OWN


@pytest.mark.parametrize("words", ["206 555 0188", "call my cell, 206 555 0188"])
def test_who_waits_gives_another_number(words: str) -> None:
    call = waiting()
    assert call.says(words) == READ_BACK
    call.says("yes")
    assert placed_to(call) == OTHER


def test_who_waits_is_asked_for_the_other_number_and_puts_it_right() -> None:
    call = waiting()
    assert WHICH in call.says("at another number")
    call.says("206 555 0199")
    assert WHICH in call.says("no")
    assert call.says("206 555 0188") == READ_BACK
    call.says("yes")
    assert placed_to(call) == OTHER


@pytest.mark.parametrize(
    "words",
    [
        "",
        "no",
        "no thanks",
        "bananas",
        "what does parking cost?",
        "agent",
        "book an appointment",
        "hold on",
        "is this a robot",
    ],
)
def test_all_else_leads_who_waits_straight_back(words: str) -> None:
    call = waiting()
    assert call.says(words) == ""
    assert call.ended == {"outcome": "done"}


@pytest.mark.parametrize("keys", ["2", "0", "9", "*"])
def test_other_keys_lead_who_waits_straight_back(keys: str) -> None:
    call = waiting()
    assert call.keys(keys) == ""
    assert call.ended == {"outcome": "done"}


def test_who_waits_and_withholds_the_number_is_asked_for_one() -> None:
    call = offered(Call(caller="anonymous"), asked="callback_waiting")
    assert WHICH in call.says("yes")
    assert call.says("206 555 0188") == READ_BACK
    call.says("yes")
    assert placed_to(call) == OTHER


def test_silence_at_a_read_back_leads_who_waits_straight_back() -> None:
    call = waiting()
    call.says("206 555 0188")
    assert call.says("") == ""
    assert call.ended == {"outcome": "done"}
    assert flow_number(call) == ""


def test_who_waits_and_is_hardly_heard_is_checked_only_for_what_would_count() -> None:
    call = waiting()
    assert call.says("yes", confidence=0.1) == "Did you say: yes?"
    call.says("yes")
    assert placed_to(call) == OWN
    call = waiting()
    call.says("bananas", confidence=0.1)
    assert call.ended == {"outcome": "done"}


def test_danger_is_answered_while_waiting() -> None:
    call = waiting()
    assert "911" in call.says("I can't breathe")
    assert call.ended["handoff_reason"] == "emergency"


def test_the_offer_may_be_put_to_who_waits_time_and_again() -> None:
    call = waiting()
    for _ in range(4):
        call.says("no")
        assert call.ended == {"outcome": "done"}
        asked_anew(call, "callback_waiting")
    call.says("yes")
    assert placed_to(call) == OWN


def test_the_message_of_a_placed_callback_is_the_flows() -> None:
    call = offered()
    call.says("yes")
    assert heard_in(call.replies[-1]) == ""


# numbers that are not called, and lines elsewhere

LONDON = replace(PRACTICE, phone="+442079460000")


@pytest.mark.parametrize("caller", ["+19005550123", "+18765550123", "+12069765555", "+442079460000"])
@pytest.mark.parametrize("asked", ["callback", "callback_waiting"])
def test_an_own_number_that_is_not_called_is_not_called_by_a_yes(caller: str, asked: str) -> None:
    call = offered(Call(caller=caller), asked=asked)
    text = call.says("yes")
    assert "can't call the number you are calling from" in text
    assert WHICH in text
    assert call.says("206 555 0188") == READ_BACK
    call.says("yes")
    assert placed_to(call) == OTHER


@pytest.mark.parametrize(
    "words", ["876 555 0123", "one eight seven six five five five oh one two three", "500 555 0123"]
)
def test_islands_and_personal_numbers_are_refused(words: str) -> None:
    call = offered()
    text = call.says(words)
    assert "can't call that number" in text
    assert not call.ended


def test_an_own_number_that_is_not_called_is_never_put_as_a_question() -> None:
    call = offered(Call(caller="+19005550123"))
    for words in ("bananas", "what does parking cost?", "what was that"):
        text = call.says(words)
        assert "call you back at" not in text
        assert "number" in text


def in_london(caller: str, asked: str = "callback") -> Call:
    ports = some_ports()
    assert isinstance(ports.office, MemoryOffice)
    ports.office.tenant = LONDON
    return offered(Call(ports, caller=caller), asked=asked)


def test_elsewhere_the_own_number_is_called() -> None:
    call = in_london("+447700900123")
    assert "44-770-090-0123" in call.says("what was that")
    call.says("yes")
    assert placed_to(call) == "+447700900123"


@pytest.mark.parametrize("words", ["2079460018", "call my cell", "no, 207 946 0018"])
@pytest.mark.parametrize("asked", ["callback", "callback_waiting"])
def test_elsewhere_no_other_number_is_taken(words: str, asked: str) -> None:
    call = in_london("+447700900123", asked)
    text = call.says(words)
    assert "can only call the number you are calling from" in text
    assert stored(call)["callback_heard"] == ""
    call.says("yes")
    assert placed_to(call) == "+447700900123"


@pytest.mark.parametrize("caller", ["anonymous", "+12065550101"])
@pytest.mark.parametrize(
    ("asked", "words"), [("callback_number", "2079460018"), ("callback_waiting", "yes"), ("callback", "yes")]
)
def test_elsewhere_who_cannot_be_called_is_told_so(caller: str, asked: str, words: str) -> None:
    call = in_london(caller, asked)
    assert "can't call you back" in call.says(words)
    assert call.ended == {"outcome": "done"}


def test_the_flow_gets_no_number_that_is_not_called() -> None:
    call = offered()
    call.says("206 555 0188")
    call.says("yes")
    event = {
        "Details": {
            "ContactData": {"Attributes": {"session_id": call.session_id}, "SystemEndpoint": {"Address": LONDON.phone}},
            "Parameters": {"purpose": "callback_number"},
        }
    }
    assert answering(call.ports.sessions)(event, None) == {"number": ""}
