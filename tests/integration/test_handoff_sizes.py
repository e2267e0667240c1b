"""The longest call that the caps allow fits everywhere: attributes, the stored items, the screen and the whisper."""

import base64
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from fulfillment.agent import screen, whisper
from fulfillment.aws.sessions import MAX_DOCUMENT_BYTES
from fulfillment.ports import Passage
from fulfillment.speech import seconds
from tests.doubles import ANA, PRIYA, MemoryOffice, MemorySessions, ShelfKnowledge, some_ports, the_settings
from tests.speaking import Call

TURNS, CHARS = 60, 1000
ATTRIBUTE_BYTES = 8_000
"""After base64; Lex takes 12 KB: https://docs.aws.amazon.com/lexv2/latest/dg/quotas.html"""
CONTACT_BYTES = 1_000
"""Of 32,768: https://docs.aws.amazon.com/connect/latest/adminguide/connect-attrib-list.html"""
VIEW_BYTES = 16_000
WHISPER_S = 8.0
CODES = ("session_id", "locale", "handoff_reason", "handoff_queue")
PEOPLE = {
    "ASCII": replace(ANA, first_name="Maximiliana Wilhelmina", last_name="Featherstonehaugh-Cholmondeley"),
    "Spanish": replace(
        ANA, first_name="María de los Ángeles Guadalupe", last_name="Núñez Ibáñez de Echeñique y Peñalver"
    ),
}
FILLERS = {"ASCII": "and then there is one thing more ", "Spanish": "ñandú pingüino José Ángel Íñigo "}


def utterances(filler: str) -> list[tuple[str, str | None]]:
    """As many as a call may have, of full length where anything may be said at length."""
    long = (f"what does parking cost? {filler * CHARS}"[: CHARS - 1], None)
    start = [
        (f"I need to move my appointment {filler}", "RescheduleAppointment"),
        ("march twelfth 1984", None),
        ("Friday", None),
    ]
    round_ = [long, ("something later", None), long, ("another day", None), ("next week", None), long]
    return [*start, *(round_ * TURNS)][:TURNS]


@pytest.fixture(params=list(PEOPLE))
def longest(request: pytest.FixtureRequest) -> Call:
    """The call as it ends, at the cap of its turns."""
    person, filler = PEOPLE[request.param], FILLERS[request.param]
    passage = Passage("parking", "Parking", f"Parking costs $3 an hour. {filler * 60}", 0.9)
    ports = some_ports(
        office=MemoryOffice(people=(person, PRIYA)),
        knowledge=ShelfKnowledge(passages=[passage]),
        settings=the_settings(max_turns=TURNS, max_model_calls=TURNS),
    )
    call = Call(ports=ports, caller=person.phone)
    for words, intent in utterances(filler):
        call.says(words, intent)
        assert not call.ended
        assert attribute_bytes(call) <= ATTRIBUTE_BYTES
    call.says(f"what does parking cost? {filler * CHARS}"[: CHARS - 1])
    return call


def attribute_bytes(call: Call) -> int:
    return len(base64.b64encode(json.dumps(call.replies[-1]["sessionState"]["sessionAttributes"]).encode()))


def stored(call: Call) -> Mapping[str, Any]:
    assert isinstance(call.ports.sessions, MemorySessions)
    return call.ports.sessions.stored[call.session_id].document


def as_item(document: Mapping[str, Any]) -> int:
    return len(json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode())


def test_the_longest_call_ends_at_its_cap_with_everything_in_the_packet(longest: Call) -> None:
    assert longest.ended == {"outcome": "agent", "handoff_reason": "limit", "handoff_queue": "Scheduling"}
    assert longest.packet["turns"] == TURNS + 1
    assert longest.packet["slots"]["Appointment"].startswith("2026-12-03")
    assert longest.packet["tried"][-1].startswith("times offered")
    assert any("did not suit" in each for each in longest.packet["tried"])


def test_attributes_are_codes_and_stay_small(longest: Call) -> None:
    attributes = longest.replies[-1]["sessionState"]["sessionAttributes"]
    assert attribute_bytes(longest) <= ATTRIBUTE_BYTES
    contact = {name: attributes[name] for name in CODES if name in attributes}
    assert len(json.dumps(contact).encode()) <= CONTACT_BYTES


def test_session_and_packet_fit_an_item_with_room_to_spare(longest: Call) -> None:
    assert as_item(stored(longest)) <= MAX_DOCUMENT_BYTES / 2
    assert as_item(longest.packet) <= MAX_DOCUMENT_BYTES / 10


def test_screen_and_whisper_stay_within_their_bytes_and_seconds(longest: Call) -> None:
    shown = screen(longest.packet, stored(longest)["history"])
    contact = longest.replies[-1]["sessionState"]["sessionAttributes"]
    assert len(json.dumps([shown, contact]).encode()) <= VIEW_BYTES
    assert seconds(whisper(longest.packet, "en_US")) <= WHISPER_S
    assert "verified" in whisper(longest.packet, "en_US")


def test_a_callers_own_attributes_do_not_grow(longest: Call) -> None:
    assert set(longest.replies[-1]["sessionState"]["sessionAttributes"]) <= {
        "session_id", "caller_number", "locale", "turn", "outcome", "handoff_reason", "handoff_queue",
    } | {name for name in longest.attributes if name.startswith("x-amz-lex:")}  # fmt: skip
