"""Some walks through each task on the real path, handed over by a key at every step: the packet has what was given.

The full product of walks and ways to stop is played over doubles, in tests/integration/test_handoff_walks.py.
"""

from collections.abc import Iterator
from datetime import date

import pytest

import clinic
from simulator.outcome import Outcome
from simulator.script import ANONYMOUS, Script, TurnEntry
from simulator.switchboard import Switchboard
from simulator.world import OrderEntry, load_world
from tests.walks import Said, Walk, walks

ZERO = TurnEntry(keys="0")
PLAYED = [walk for walk in walks() if walk.locale == "en_US" and walk.name.endswith(("by keys", "withheld"))][::7]


@pytest.fixture(scope="module")
def switchboard() -> Iterator[Switchboard]:
    with Switchboard(clinic.load()) as board:
        yield board


def turn(said: Said) -> TurnEntry:
    return TurnEntry(keys=f"{said.words}#") if said.keys else TurnEntry(says=said.words)


def stopped(walk: Walk, turns: int) -> Script:
    """The walk up to there, then 0."""
    spoken = [turn(said) for said in walk.turns[:turns]]
    script = Script(name=walk.name, caller=ANONYMOUS if walk.withheld else walk.patient.phone, turns=[*spoken, ZERO])
    orders = [*load_world().orders]
    if walk.orders:
        more = OrderEntry(patient=walk.patient.name, number="000982", status="shipped", due=date(2026, 12, 3))
        orders.append(more)
    return script.model_copy(update={"world": script.world.model_copy(update={"orders": orders})})


def missing(walk: Walk, turns: int, outcome: Outcome) -> Iterator[str]:
    packet = outcome.handoff or {}
    slots, tried = packet.get("slots", {}), " ".join(packet.get("tried", ()))
    for name, value in walk.given(turns).items():
        has = str(slots.get(name, ""))
        in_slots = has.startswith(value) if name == "Appointment" else has == value
        if not in_slots and value.replace("T", " ") not in tried:
            yield f"{turns}: {name} {value} is neither in {slots} nor in {tried!r}"
    yield from (f"{turns}: refused {time} is not told" for time in walk.refused(turns) if time not in tried)
    if (outcome.desk, packet.get("verified")) != (walk.queue, walk.verified(turns)):
        yield f"{turns}: {outcome.desk}, verified {packet.get('verified')}"


@pytest.mark.parametrize("walk", PLAYED, ids=lambda walk: walk.name)
def test_what_was_given_is_in_the_packet(switchboard: Switchboard, walk: Walk) -> None:
    found = []
    for turns in range(1, len(walk.turns) + 1):
        outcome = switchboard.hold(stopped(walk, turns))
        found += list(missing(walk, turns, outcome))
    assert found == []
