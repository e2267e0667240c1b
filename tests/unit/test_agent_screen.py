"""What the agent's screen shows: every field in words, within what a view takes, whatever the call was like."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulfillment.agent import screen
from fulfillment.agent.screen import CAPS, SCREEN_BYTES
from fulfillment.collected import SAME_DAY
from fulfillment.session import HISTORY_EXCHANGES
from tests.unit.agent_packets import FULL, HISTORY, a_packet, packets

PARTS = ["understood", "heard", "retrieval", "grounding", "relevance", "model"]


def said(caller: str, spoken: str = "Sure.") -> dict[str, str]:
    return {"caller": caller, "spoken": spoken, "step": "open"}


def test_the_screen_tells_it_in_words() -> None:
    shown = screen(a_packet(turns=1), [said("I need to move my appointment", "What day would you like?")])
    assert shown["patient"] == "Ana Rivera"
    assert shown["verified"] == "Yes: phone number and date of birth"
    assert shown["reason"] == "Asked for a person"
    assert shown["summary"] == "Wants to move Thursday's physical to Friday"
    assert "Appointment meant: Thursday, December 3, 2:30 PM" in shown["slots"]
    assert "Time wanted: after 2:00 PM" in shown["slots"]
    assert shown["tried"] == "offered times did not suit (Friday, December 4, 9:00 AM, 9:30 AM)"
    assert shown["confidence"] == "Sure, 92%"
    assert shown["call"] == "5:30 PM to 5:33 PM UTC, 1 turn"
    assert shown["conversation"] == "Caller: I need to move my appointment\nPhone line: What day would you like?"


def test_a_call_is_told_on_the_clock_of_the_clinic() -> None:
    at_the_clinic = {"started_at": "2026-12-01T09:30:00-08:00", "ended_at": "2026-12-01T09:33:00-08:00"}
    assert screen(a_packet(turns=1, **at_the_clinic))["call"] == "9:30 AM to 9:33 AM, 1 turn"


def test_who_is_not_verified_is_not_named_and_what_they_gave_is_marked() -> None:
    claimed = {"LastName": "Rivera", "BirthDate": "1984-03-12"}
    shown = screen(a_packet(verified=False, slots=claimed))
    assert (shown["patient"], shown["verified"]) == ("Not verified", "No")
    assert shown["slots"] == "Last name given, not verified: Rivera; Date of birth given, not verified: March 12, 1984"


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("Day", "2026-12-07/2026-12-11", "Monday, December 7 to Friday, December 11"),
        ("Day", SAME_DAY, SAME_DAY),
        ("Time", "02:00 or 14:00", "2:00 AM or 2:00 PM"),
        ("Time", "14:00-16:00", "2:00 PM-4:00 PM"),
        ("BirthDate", "XXXX-03-12", "XXXX-03-12"),
        ("OrderNumber", "004217", "004217"),
        ("CallbackNumber", "+12065550199", "206-555-0199"),
        ("Day", "2026-13-45", "2026-13-45"),
    ],
)
def test_a_slot_is_told_in_words_where_it_has_any(name: str, value: str, words: str) -> None:
    assert screen(a_packet(slots={name: value}))["slots"].endswith(f": {words}")


def test_what_somebody_said_keeps_its_own_words() -> None:
    asked = 'question answered ("are you open on 2026-12-04 at 14:00")'
    assert screen(a_packet(tried=[asked]))["tried"] == asked


def test_what_is_empty_is_said_to_be_nothing() -> None:
    shown = screen(a_packet(slots={}, tried=[], last_words="", documents=[], queue=None))
    assert {shown[name] for name in ("slots", "tried", "last_words", "documents", "conversation")} == {"Nothing"}


def test_what_is_wanted_without_a_task_is_told_as_the_packet_has_it() -> None:
    summary = "Something about bills, insurance or payments; asked for a person."
    assert screen(a_packet(queue="Billing", summary="Had a request dealt with; x."))["summary"].startswith(
        "Something about"
    )
    assert screen(a_packet(intent=None, summary=summary))["summary"] == summary.partition(";")[0]
    assert screen({"turns": 0})["summary"] == "Has not said what it is about"


def test_without_a_packet_there_is_no_screen() -> None:
    assert screen(None) == screen({}) == {}


def test_why_a_person_is_needed_comes_with_what_made_us_unsure() -> None:
    unsure = a_packet(confidence=0.2, weakest="retrieval", reason="low_confidence")
    assert screen(unsure)["reason"] == "We had no sure answer; no document fits the question well"
    assert screen(unsure)["confidence"] == "Unsure, 20%: no document fits the question well"
    assert screen(a_packet(reason="asked", confidence=0.2))["reason"] == "Asked for a person"
    assert screen(a_packet(confidence=None))["confidence"] == "Not measured"


@pytest.mark.parametrize("part", PARTS)
def test_every_part_of_the_confidence_has_its_words(part: str) -> None:
    told = screen(a_packet(confidence=0.1, weakest=part, reason="guardrail"))["reason"]
    assert told.partition("; ")[2]


def test_what_was_tried_is_told_without_codes_and_with_how_often() -> None:
    left = "BookAppointment left for CancelAppointment (Day 2026-12-04)"
    told = screen(a_packet(tried=[left, "identity: no match x2"]))["tried"]
    assert told == (
        "booking an appointment left for canceling an appointment (Day Friday, December 4); identity: no match, 2 times"
    )


def test_the_next_step_is_as_the_packet_has_it() -> None:
    assert screen(a_packet(language="es_US", queue="Spanish", next_step="Salude."))["next_step"] == "Salude."
    assert "safe" in screen({"reason": "emergency"})["next_step"]


def test_silence_and_keys_are_told_apart_from_words() -> None:
    told = screen(a_packet(turns=2), [said(""), said("03121984#")])["conversation"].splitlines()
    assert told[0] == "Caller: (silence)"
    assert told[2] == "Caller: (keyed) 03121984#"


def test_what_the_bots_own_prompt_asked_is_told_too() -> None:
    asked = {"caller": "I need to move my appointment", "spoken": "", "step": "BirthDate"}
    told = screen(a_packet(turns=1), [asked])["conversation"]
    assert told.endswith("\nPhone line: (asked for the date of birth)")


def test_a_conversation_that_could_not_be_loaded_is_told_so() -> None:
    assert "could not be loaded" in screen(a_packet(), None)["conversation"]


def test_what_is_too_long_is_left_out_between_the_first_and_the_last_exchange() -> None:
    long = [
        said(f"{number} " + "\N{GRINNING FACE}" * 80, f"answer {number} " + "ñ" * 300)
        for number in range(HISTORY_EXCHANGES)
    ]
    told = screen(a_packet(turns=99), long)["conversation"]
    assert told.startswith("(what came before is not kept)\nCaller: 0 ")
    assert "exchanges left out" in told
    assert f"answer {HISTORY_EXCHANGES - 1}" in told
    assert "answer 1 " not in told


def test_a_long_utterance_keeps_its_beginning_and_its_end() -> None:
    told = screen(a_packet(turns=1), [said("it begins here " + "and goes on " * 80 + "and ends there")])["conversation"]
    assert "it begins here" in told
    assert "...  " not in told
    assert told.splitlines()[0].endswith("and ends there")


@given(packets(), st.one_of(st.none(), HISTORY))
def test_whatever_the_call_the_screen_is_text_within_its_bytes(
    packet: dict[str, Any], history: list[dict[str, Any]] | None
) -> None:
    shown = screen(packet, history)
    if not packet:
        return
    assert set(shown) == {*CAPS, "known", "conversation"}
    assert all(isinstance(value, str) and value.strip() for value in shown.values())
    assert len(json.dumps(shown)) <= SCREEN_BYTES
    assert "$." not in "".join(shown.values())
    assert "".join(shown.values()).replace("\n", "").isprintable()


def test_the_longest_call_fills_the_screen_and_no_more() -> None:
    longest = dict.fromkeys(FULL, "😀" * 900) | {
        "slots": {f"Slot{number}": "ñ" * 400 for number in range(20)},
        "tried": ["\N{GRINNING FACE}" * 200] * 40,
        "documents": ["ñ" * 200] * 40,
    }
    shown = screen(longest, [said("\N{GRINNING FACE}" * 1024, "ñ" * 1024)] * HISTORY_EXCHANGES)
    assert 8_000 < len(json.dumps(shown)) <= SCREEN_BYTES
    assert shown["conversation"].startswith("Caller: \N{GRINNING FACE}")
