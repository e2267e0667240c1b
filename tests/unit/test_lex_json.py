"""Lex's JSON: read tolerantly, written strictly."""

from typing import Any

import pytest

import clinic
import lex_bot
from fulfillment.lex import ATTRIBUTE_CHARS, KEYPAD_PAUSE_MS, SLOT_PAUSE_MS, TRANSCRIPT_CHARS, parse, render
from fulfillment.turn import (
    AskConfirmation,
    AskIntent,
    AskSlot,
    Confirmation,
    End,
    Hook,
    Intent,
    Mode,
    Outcome,
    Queue,
    Reason,
    Reply,
    SlotValue,
    Step,
)


def an_event(**parts: Any) -> dict[str, Any]:
    base: dict[str, Any] = {
        "invocationSource": "FulfillmentCodeHook",
        "inputMode": "Speech",
        "inputTranscript": "book a physical",
        "sessionId": "lex",
        "bot": {"localeId": "en_US"},
        "sessionState": {
            "intent": {"name": "BookAppointment", "slots": {}},
            "sessionAttributes": {"session_id": "contact", "turn": "4", "caller_number": "+12065550101"},
        },
    }
    return {**base, **parts}


@pytest.mark.parametrize("encoded", [0.8, "0.8", {"score": 0.8}])
def test_confidence_is_read_in_all_three_encodings(encoded: Any) -> None:
    event = an_event(interpretations=[{"intent": {"name": "BookAppointment"}, "nluConfidence": encoded}])
    assert parse(event).intent_confidence == 0.8


@pytest.mark.parametrize("encoded", [None, "high", {"score": "?"}, [], True, 7, -1, "nan"])
def test_a_confidence_that_is_none_is_unknown(encoded: Any) -> None:
    event = an_event(interpretations=[{"intent": {"name": "BookAppointment"}, "nluConfidence": encoded}])
    assert parse(event).intent_confidence is None


def test_slots_are_read_filled_ambiguous_and_empty() -> None:
    slots = {
        "Time": {"shape": "Scalar", "value": {"originalValue": "ten", "resolvedValues": ["10:00", "22:00"]}},
        "Day": {"value": {"originalValue": "friday", "interpretedValue": "2026-12-04", "resolvedValues": None}},
        "Service": None,
        "Odd": "None",
    }
    turn = parse(an_event(sessionState={"intent": {"name": "BookAppointment", "slots": slots}}))
    assert turn.slots == {
        "Time": SlotValue("ten", None, ("10:00", "22:00")),
        "Day": SlotValue("friday", "2026-12-04", ()),
    }


def test_what_identifies_the_call_comes_from_the_attributes() -> None:
    turn = parse(an_event())
    assert (turn.session_id, turn.received, turn.caller_number) == ("contact", 4, "+12065550101")
    assert (turn.hook, turn.mode, turn.confirmation) == (Hook.FULFILLMENT, Mode.SPEECH, Confirmation.NONE)


@pytest.mark.parametrize("number", ["anonymous", "", "sip:x@y", "+", "+1206555010x", "+" + "1" * 40, "12065550101"])
def test_what_is_no_number_is_a_withheld_number(number: str) -> None:
    assert parse(an_event(sessionState={"sessionAttributes": {"caller_number": number}})).caller_number is None


@pytest.mark.parametrize("turn", ["", "-1", "x", "1.5", "9" * 30, "\u0663"])
def test_a_turn_that_is_no_count_is_never_a_repetition(turn: str) -> None:
    parsed = parse(an_event(sessionState={"sessionAttributes": {"turn": turn}}))
    assert parsed.received is None
    assert parsed.delivery_key() is None


def test_keys_are_the_digits_without_the_end_key() -> None:
    turn = parse(an_event(inputMode="DTMF", inputTranscript="03121984#"))
    assert turn.keys == "03121984"
    assert parse(an_event()).keys is None


def test_a_transcript_is_cut_where_lex_would_refuse_it() -> None:
    assert len(parse(an_event(inputTranscript="x" * 5000)).transcript) == TRANSCRIPT_CHARS


def test_the_slot_lex_is_about_to_ask_for_tells_deliveries_apart() -> None:
    def proposing(slot: str) -> dict[str, Any]:
        return an_event(proposedNextState={"dialogAction": {"type": "ElicitSlot", "slotToElicit": slot}})

    assert parse(proposing("Day")).delivery_key() != parse(proposing("Time")).delivery_key()
    assert parse(proposing("Day")).delivery_key() == parse(proposing("Day")).delivery_key()


REPLIES: list[tuple[Reply, str]] = [
    (AskIntent("How can I help?"), "ElicitIntent"),
    (AskSlot(Intent.BOOK, Step.DAY, None), "ElicitSlot"),
    (AskConfirmation(Intent.BOOK, "Shall I?"), "ConfirmIntent"),
    (End("Goodbye.", Outcome.DONE), "Close"),
]


@pytest.mark.parametrize(("reply", "action"), REPLIES)
def test_each_reply_becomes_its_dialog_action(reply: Reply, action: str) -> None:
    state = render(reply, parse(an_event()), number=5)["sessionState"]
    assert state["dialogAction"]["type"] == action
    assert ("slotToElicit" in state["dialogAction"]) == (action == "ElicitSlot")
    assert state["sessionAttributes"]["turn"] == "5"


def test_a_slot_asked_for_is_emptied_and_spoken_by_the_bot() -> None:
    response = render(AskSlot(Intent.BOOK, Step.DAY, None), parse(an_event()), number=1)
    assert response["sessionState"]["intent"]["slots"] == {"Day": None}
    assert "messages" not in response


def test_an_end_writes_the_outcome_and_any_other_reply_takes_it_away() -> None:
    ended = render(End("Bye.", Outcome.AGENT, Reason.ASKED, Queue.BILLING), parse(an_event()), number=1)
    attributes = ended["sessionState"]["sessionAttributes"]
    assert ended["sessionState"]["intent"]["state"] == "Fulfilled"
    assert attributes["outcome"] == "agent"
    again = render(AskIntent("Yes?"), parse(an_event(sessionState={"sessionAttributes": attributes})), number=2)
    assert not {"outcome", "handoff_reason", "handoff_queue"} & set(again["sessionState"]["sessionAttributes"])


def test_strangers_attributes_are_passed_on_while_they_are_small_and_dropped_when_not() -> None:
    small = parse(an_event(sessionState={"sessionAttributes": {"session_id": "c", "theirs": "1"}}))
    assert render(AskIntent("Yes?"), small, number=1)["sessionState"]["sessionAttributes"]["theirs"] == "1"
    huge = {"session_id": "c", "theirs": "x" * ATTRIBUTE_CHARS, "x-amz-lex:audio:start-timeout-ms:*:*": "6000"}
    kept = render(AskIntent("Yes?"), parse(an_event(sessionState={"sessionAttributes": huge})), number=1)
    names = set(kept["sessionState"]["sessionAttributes"])
    assert "theirs" not in names
    assert {"session_id", "x-amz-lex:audio:start-timeout-ms:*:*"} <= names


def test_long_messages_are_fitted_and_numbers_marked_up() -> None:
    long = render(AskIntent("Yes, it is so. " * 200), parse(an_event()), number=1)["messages"][0]
    assert 1 <= len(long["content"]) <= 1024
    marked = render(AskIntent("Order 004217 & more."), parse(an_event()), number=1)["messages"][0]
    assert marked["contentType"] == "SSML"
    assert "&amp;" in marked["content"]


def test_the_bot_and_the_function_wait_for_a_key_equally_long() -> None:
    bot = lex_bot.load("en_US", clinic.load())
    for intent in bot.intents:
        for slot in intent.slots:
            expected = KEYPAD_PAUSE_MS.get(Step(slot.name), SLOT_PAUSE_MS)
            assert slot.prompt.listening.dtmf_end_timeout_ms == expected, f"{intent.name}.{slot.name}"
