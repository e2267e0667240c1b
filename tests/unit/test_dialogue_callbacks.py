"""The callback that the flow offers: placed on a yes that was heard, declined by a no, offered again after all else."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from fulfillment.disposition import Disposition, Ending, disposition
from fulfillment.interrupted import left_in
from fulfillment.ports import CallEnd
from fulfillment.session import Left, Session
from tests.doubles import some_ports, the_settings
from tests.speaking import Call
from tests.unit.callback_offers import asked_anew, offered, stored

NOON = datetime(2026, 12, 1, 20, 0, tzinfo=UTC)
OFFER = "Shall we call you back at"


def test_a_yes_that_was_hardly_heard_places_nothing() -> None:
    call = offered()
    assert call.says("yes", confidence=0.1) == "Did you say: yes?"
    assert not call.ended
    call.says("yes")
    assert call.ended["outcome"] == "callback"


def test_a_no_that_was_hardly_heard_ends_nothing() -> None:
    call = offered()
    assert call.says("no", confidence=0.1) == "Did you say: no?"
    assert not call.ended
    call.says("yes")
    assert call.ended["outcome"] == "done"


@pytest.mark.parametrize("heard", ["yes", "no"])
def test_a_no_to_the_check_puts_the_offer_again(heard: str) -> None:
    call = offered()
    call.says(heard, confidence=0.1)
    assert OFFER in call.says("no")
    assert not call.ended


@pytest.mark.parametrize("asked", ["callback", "callback_number"])
def test_a_third_reply_that_was_hardly_heard_ends_the_offer(asked: str) -> None:
    call = offered(asked=asked)
    for _ in range(3):
        call.says("mumble", confidence=0.1)
    assert call.ended == {"outcome": "agent"}


@pytest.mark.parametrize("words", ["what was that", "slower please", "can you repeat that", "hold on", "help"])
def test_hearing_it_again_is_no_miss(words: str) -> None:
    call = offered()
    for _ in range(4):
        text = call.says(words)
        assert OFFER in text or text == "Take your time."
    assert not call.ended
    call.says("yes")
    assert call.ended["outcome"] == "callback"


@pytest.mark.parametrize("words", ["no I'd rather book an appointment", "I'd rather book an appointment"])
def test_an_appointment_is_booked_before_the_offer_is_put_again(words: str) -> None:
    call = offered()
    call.says(words, "BookAppointment")
    assert call.slot == "BirthDate"
    call.says("March 12 1984")
    call.says("a flu shot")
    call.says("Friday at 10 am")
    text = call.says("yes")
    assert "I have booked" in text
    assert OFFER in text
    call.says("no thanks")
    assert call.ended["outcome"] == "done"


def test_an_appointment_is_cancelled_before_the_offer_is_put_again() -> None:
    call = offered()
    call.says("can you just cancel my appointment then", "CancelAppointment")
    call.says("March 12 1984")
    assert OFFER in call.says("yes")
    assert call.booked("ana") == []
    call.says("yes")
    assert call.ended["outcome"] == "callback"


def test_a_task_that_is_dropped_leads_back_to_the_offer() -> None:
    call = offered()
    call.says("cancel my appointment", "CancelAppointment")
    assert OFFER in call.says("never mind")


def test_a_person_asked_for_during_the_task_leads_back_to_the_offer() -> None:
    call = offered()
    call.says("cancel my appointment", "CancelAppointment")
    assert "nobody can take your call" in call.says("agent", "SpeakToAgent")
    assert not call.ended


@pytest.mark.parametrize(
    ("words", "said"), [("what does parking cost?", "$3 an hour"), ("how long until you call?", "don't have an answer")]
)
def test_a_question_is_answered_before_the_offer_is_put_again(words: str, said: str) -> None:
    text = offered().says(words, "FallbackIntent")
    assert said in text
    assert OFFER in text


@pytest.mark.parametrize("words", ["no", "no thanks", "never mind"])
def test_what_declines_the_offer_ends_the_call(words: str) -> None:
    call = offered()
    call.says(words)
    assert call.ended["outcome"] == "done"


@pytest.mark.parametrize("misses", [("bananas", "", "bananas"), ("", "", "")])
def test_three_misses_are_no_no_and_lead_to_the_offer_by_key(misses: tuple[str, ...]) -> None:
    call = offered()
    for words in misses:
        said = call.says(words)
    assert "didn't get that" in said
    assert call.ended == {"outcome": "agent"}
    assert call.packet["reason"] == "asked"


def test_who_was_not_understood_at_the_offer_has_not_been_helped_and_may_go_on_in_the_next_call() -> None:
    call = offered()
    for _ in range(3):
        call.says("bananas")
    session = Session.from_document(stored(call), version=1)
    ending = Ending(call.session_id, NOON, queued=False, callback=None, hung_up=False)
    assert disposition(ending, session) is Disposition.ABANDONED
    assert left_in(session, CallEnd(Disposition.ABANDONED, NOON, connected=False)) is Left.PERSON
    assert disposition(replace(ending, callback=True), session) is Disposition.CALLBACK


@pytest.mark.parametrize(
    "words",
    [
        "yes, it's about my bill",
        "yes but not before 5",
        "yes please don't forget",
        "yeah, but after work",
        "yes, tomorrow",
    ],
)
@pytest.mark.parametrize("asked", ["callback", "callback_waiting"])
def test_a_yes_that_only_adds_something_is_a_yes(words: str, asked: str) -> None:
    call = offered(asked=asked)
    call.says(words)
    assert call.ended["outcome"] == "callback"


@pytest.mark.parametrize("words", ["yes, I'd rather wait", "yes I'm still here", "yes but I don't want a callback"])
@pytest.mark.parametrize("asked", ["callback", "callback_waiting"])
def test_a_yes_that_takes_something_back_places_nothing(words: str, asked: str) -> None:
    call = offered(asked=asked)
    call.says(words)
    assert call.ended.get("outcome") != "callback"


@pytest.mark.parametrize("asked", ["callback", "callback_waiting"])
def test_what_is_said_beside_the_yes_reaches_whoever_calls_back(asked: str) -> None:
    call = offered(asked=asked)
    call.says("yes, it's about my bill")
    assert call.packet["last_words"] == "yes, it's about my bill"
    assert "bills" in call.packet["summary"]


@pytest.mark.parametrize(
    "matter",
    ["it's about my appointment on Thursday, I'll be late", "I just want to cancel my appointment for tomorrow"],
)
def test_what_is_told_while_waiting_reaches_whoever_takes_the_call(matter: str) -> None:
    call = offered(asked="callback_waiting")
    call.says(matter)
    assert call.ended == {"outcome": "done"}
    assert call.packet["last_words"] == matter
    assert call.packet["reason"] == "asked"


@pytest.mark.parametrize("words", ["yes", "no thanks, I'll wait", "call my cell", "206 555 0188", "is anybody there?"])
def test_what_only_answers_the_offer_is_not_the_matter(words: str) -> None:
    call = offered(Call(), asked="callback_waiting")
    call.says(words)
    asked_anew(call, "callback_waiting").says("yes")
    assert call.packet["last_words"] == "agent"


@pytest.mark.parametrize(
    "words", ["no", "no, stop asking me", "never mind", "no thanks, I'll wait", "please don't call me"]
)
def test_who_declines_while_waiting_is_asked_once_more_and_then_no_more(words: str) -> None:
    call = offered(asked="callback_waiting")
    call.says(words)
    assert call.attributes["callback_offer"] == "later"
    asked_anew(call, "callback_waiting").says("")
    assert call.attributes["callback_offer"] == "never"


@pytest.mark.parametrize("words", ["", "hello?", "how long will it take?"])
def test_who_does_not_decline_while_waiting_is_asked_again(words: str) -> None:
    call = offered(asked="callback_waiting")
    call.says(words)
    assert call.ended == {"outcome": "done"}
    assert "callback_offer" not in call.attributes


def test_over_the_limit_only_a_yes_or_no_counts() -> None:
    call = offered(Call(some_ports(settings=the_settings(max_turns=1))))
    assert "$3" not in call.says("what does parking cost?", "FallbackIntent")
    call.says("yes")
    assert call.ended["outcome"] == "callback"


def test_who_could_not_be_verified_is_not_let_in_by_the_offer() -> None:
    call = Call()
    call.says("cancel my appointment", "CancelAppointment")
    for year in ("1990", "1991", "1992"):
        call.says(f"January first {year}")
    call.attributes["asked"] = "callback"
    call.says("cancel my appointment", "CancelAppointment")
    assert call.slot is None
