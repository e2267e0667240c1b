"""Every task in several ways, handed to a person at every step: nothing given is missing or would be asked again."""

import copy
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pytest

from fulfillment.handoff import find_packet
from fulfillment.ports import BackOfficeError, KnowledgeError, SessionsError
from fulfillment.records import Order
from fulfillment.session import Session
from fulfillment.turn import IDENTITY_STEPS, Queue, Reason
from tests.doubles import PATIENTS, MemoryOffice, MemorySessions, ShelfKnowledge, some_ports
from tests.packet_reading import asked_again, begun_anew, betrays, same_question
from tests.speaking import Call
from tests.walks import Walk, walks

WALKS = walks()
NAMES = [name for patient in PATIENTS for name in (patient.first_name, patient.last_name, "Miller", "Chen", "Okafor")]
HOW = {False: "phone and date of birth", True: "last name and date of birth"}


@dataclass
class Stopped:
    """A walk that stopped after so many turns, and what the agent gets."""

    walk: Walk
    turns: int
    reason: Reason
    before: Session
    """As it was when the stop came."""
    call: Call
    packet: dict[str, Any]
    halfway: bool = False
    """One turn more was heard, and broke off before it was answered."""


def walking(walk: Walk) -> Iterator[tuple[int, Call]]:
    """The call after each turn."""
    call = Call(ports=some_ports(), caller="" if walk.withheld else walk.patient.phone, locale=walk.locale)
    office = call.ports.office
    assert isinstance(office, MemoryOffice)
    if walk.orders:
        office.all_orders[walk.patient.patient_id].append(Order("000982", "shipped", None))
    for number, said in enumerate(walk.turns, start=1):
        call.says(said.words, said.intent, keys=said.keys)
        assert not call.ended, f"{walk.name}: ended at {said.words!r} with {call.ended}"
        yield number, call


def branch(call: Call) -> Call:
    """The same call, to go on with in another way."""
    sessions, office = call.ports.sessions, call.ports.office
    assert isinstance(sessions, MemorySessions)
    assert isinstance(office, MemoryOffice)
    kept = MemorySessions(stored=dict(sessions.stored), claims=set(sessions.claims))
    own = MemoryOffice(booked=list(office.booked), all_orders=office.all_orders, done=set(office.done))
    return replace(
        call, ports=replace(call.ports, sessions=kept, office=own), attributes=dict(call.attributes), replies=[]
    )


def loaded(call: Call) -> Session:
    stored = call.ports.sessions.load(call.session_id)
    assert stored is not None
    return Session.from_document(copy.deepcopy(dict(stored.document)), version=stored.version)


# the ways to stop


def presses_zero(call: Call) -> None:
    call.keys("0")


def asks_for_a_person(call: Call) -> None:
    call.says("un agente, por favor" if call.locale == "es_US" else "agent, please", "SpeakToAgent")


def says_nothing(call: Call) -> None:
    for _ in range(3):
        call.says("")


def presses_what_is_no_answer(call: Call) -> None:
    for _ in range(3):
        call.keys("77")


def is_in_danger(call: Call) -> None:
    call.says("no puedo respirar" if call.locale == "es_US" else "I can't breathe")


def says_too_much(call: Call) -> None:
    call.says("so " * 500)


def asks_while_the_documents_are_away(call: Call) -> None:
    knowledge = ShelfKnowledge(fails=KnowledgeError("away"))
    call.ports = replace(call.ports, knowledge=knowledge)
    call.says("¿cuánto cuesta el estacionamiento?" if call.locale == "es_US" else "what does parking cost?")


STOPS: Mapping[Callable[[Call], None], Reason] = {
    presses_zero: Reason.ASKED,
    asks_for_a_person: Reason.ASKED,
    says_nothing: Reason.REPEATED_FAILURE,
    presses_what_is_no_answer: Reason.REPEATED_FAILURE,
    is_in_danger: Reason.EMERGENCY,
    says_too_much: Reason.LIMIT,
    asks_while_the_documents_are_away: Reason.SYSTEM_FAILURE,
}


def stops(walk: Walk) -> Iterator[Stopped]:
    """The walk handed over after each turn, in each way."""
    for number, call in walking(walk):
        before = loaded(call)
        for stop, reason in STOPS.items():
            other = branch(call)
            stop(other)
            assert other.ended.get("outcome") == "agent", (
                f"{walk.name}, {number}: {stop.__name__} ended as {other.ended}"
            )
            yield Stopped(walk, number, reason, before, other, other.packet)
        yield from failures(walk, number, before, call)


def failures(walk: Walk, number: int, before: Session, call: Call) -> Iterator[Stopped]:
    """What technical failures leave: of the function itself, of its store, and of the book in the turn that follows."""
    crashed, unsaved = branch(call), branch(call)
    crashed.attributes["handoff_queue"] = walk.queue
    yield Stopped(walk, number, Reason.SYSTEM_FAILURE, before, crashed, found(crashed))
    assert isinstance(unsaved.ports.sessions, MemorySessions)
    unsaved.ports.sessions.fails_on = {"save": SessionsError("away"), "save_packet": SessionsError("away")}
    unsaved.says("hello?")
    assert unsaved.ended.get("handoff_reason") == "system_failure"
    yield Stopped(walk, number, Reason.SYSTEM_FAILURE, before, unsaved, found(unsaved))
    if number == len(walk.turns):
        return
    failing, said = branch(call), walk.turns[number]
    assert isinstance(failing.ports.office, MemoryOffice)
    failing.ports.office.fails_on = {each: BackOfficeError("away") for each in ("patients", "appointments", "change")}
    failing.says(said.words, said.intent, keys=said.keys)
    if failing.ended:
        failing.ports.office.fails_on = {}
        yield Stopped(walk, number, Reason.SYSTEM_FAILURE, before, failing, failing.packet, halfway=True)


def found(call: Call) -> dict[str, Any]:
    """The packet that the flows find."""
    desk = call.attributes["handoff_queue"]
    packet = find_packet(call.ports.sessions, call.session_id, reason=None, queue=desk)
    assert packet is not None
    return dict(packet)


# what must hold


def complaints(stopped: Stopped) -> list[str]:
    """What the packet does not tell, or tells wrongly."""
    task = [*_missing(stopped), *_asks_again(stopped)] if stopped.before.task else _missing_of_done(stopped)
    return [*_who_and_why(stopped), *task]


def _missing(stopped: Stopped) -> Iterator[str]:
    walk, packet = stopped.walk, stopped.packet
    if packet["intent"] != walk.task:
        yield f"intent is {packet['intent']}"
    for name, value in expected(stopped).items():
        has = str(packet["slots"].get(name, ""))
        if not told(name, value, has, halfway=stopped.halfway):
            yield f"{name} was given as {value}, the packet has {has or 'nothing'}"
    tried = " ".join(packet["tried"])
    yield from (
        f"{time} was refused, which is not among what was tried"
        for time in walk.refused(stopped.turns)
        if time not in tried
    )


def expected(stopped: Stopped) -> dict[str, str]:
    """What was given until then, by slot."""
    walk = stopped.walk
    known = walk.given(stopped.turns)
    if not stopped.halfway:
        return known
    said = walk.turns[stopped.turns]
    if said.verifies and not stopped.packet["verified"]:
        return {**known, "BirthDate": walk.patient.born.isoformat()}
    return walk.given(stopped.turns + 1)


def told(name: str, value: str, has: str, *, halfway: bool) -> bool:
    """Whether a slot has a value; `halfway`: as it was said, before it was compared with the book."""
    if name == "Appointment":
        return has.startswith(value)
    return has == value or (halfway and (value in has.split(" or ") or (name == "Day" and has == "same day")))


def _missing_of_done(stopped: Stopped) -> Iterator[str]:
    tried = " ".join(stopped.packet["tried"])
    for name, value in stopped.walk.given(stopped.turns).items():
        if value.replace("T", " ") not in tried and name not in ("LastName", "BirthDate"):
            yield f"{name} {value} is not told of the task that was done"


def _asks_again(stopped: Stopped) -> Iterator[str]:
    walk, packet, pending = stopped.walk, stopped.packet, stopped.before.step
    if packet["intent"] is None:
        return
    anew = begun_anew(packet, walk.patient, branch(stopped.call).ports)
    if asked_again(anew.step, packet):
        yield f"{anew.step} would be asked, and is in the packet"
    known = pending not in IDENTITY_STEPS and not stopped.halfway
    refused = walk.refused(stopped.turns)
    if known and (anew.step is not pending if refused else not same_question(anew, stopped.before)):
        yield f"{pending} was pending, {anew.step} would be asked, or something else offered there"


def _who_and_why(stopped: Stopped) -> Iterator[str]:
    walk, packet = stopped.walk, stopped.packet
    known = packet["verified"] if stopped.halfway else walk.verified(stopped.turns)
    right = {
        "reason": stopped.reason,
        "queue": Queue.GENERAL if stopped.reason is Reason.EMERGENCY else walk.queue,
        "verified": known,
        "verified_how": HOW[walk.withheld] if known else None,
        "patient": walk.patient.name if known else None,
        "language": walk.locale,
    }
    yield from (f"{key} is {packet[key]}, not {value}" for key, value in right.items() if packet[key] != value)
    yield from (f"the summary has {each}" for each in betrays(packet["summary"], NAMES))
    if not packet["next_step"] or not packet["last_words"]:
        yield "no next step, or no last words"


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.name)
def test_the_packet_tells_all_that_was_given_and_nothing_would_be_asked_again(walk: Walk) -> None:
    found = [f"turn {s.turns}, {s.reason}: {each}" for s in stops(walk) for each in complaints(s)]
    assert found == []


# the proof can fail


@pytest.mark.parametrize(
    "walk", [w for w in WALKS if w.name.endswith("identity in words")][:12], ids=lambda walk: walk.name
)
def test_a_packet_without_one_of_its_slots_is_noticed(walk: Walk) -> None:
    for stopped in stops(walk):
        for name in expected(stopped) if stopped.before.task else ():
            slots = {key: value for key, value in stopped.packet["slots"].items() if key != name}
            assert complaints(replace(stopped, packet={**stopped.packet, "slots": slots})), f"{name} at {stopped.turns}"
