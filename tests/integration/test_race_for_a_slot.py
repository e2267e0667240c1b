"""Many callers want one slot at once, over real HTTP: one gets it, the others are told, and nothing is lost."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import botocore.session
import pytest
from botocore.config import Config

from fulfillment.aws.back_office import DynamoBackOffice, items_for_appointment, pause_s
from fulfillment.ports import BackOfficeError, RecordGone, SlotTaken
from fulfillment.records import Appointment
from simulator.local_aws.faults import Fault
from simulator.local_aws.seeding import fill_table
from tests.integration.local_services import THURSDAY, ZONE, AWorld, Local

CALLERS = 50
FRIDAY = THURSDAY + timedelta(days=1)
EVER = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def office(running: Local) -> Iterator[DynamoBackOffice]:
    """With a client that waits as long as a slow machine needs for fifty transactions in a row."""
    config = Config(read_timeout=60, retries={"total_max_attempts": 1, "mode": "legacy"})
    session = botocore.session.get_session()
    client = session.create_client("dynamodb", region_name=running.settings.region, config=config)
    yield DynamoBackOffice(client, running.settings.clinic_table)
    client.close()


def all_at_once(act: Callable[[int], None]) -> Counter[str]:
    def outcome(number: int) -> str:
        try:
            act(number)
        except BackOfficeError as error:
            return type(error).__name__
        return "done"

    with ThreadPoolExecutor(CALLERS) as pool:
        return Counter(pool.map(outcome, range(CALLERS)))


def slot_for(number: int) -> Appointment:
    return Appointment(f"P{number + 1:04d}", FRIDAY, "physical", "Dr. Chen")


def holders(office: DynamoBackOffice) -> list[int]:
    """Who has an appointment, as the patients' own records say."""
    return [each for each in range(CALLERS) if office.appointments(slot_for(each).patient_id, after=EVER)]


def test_fifty_callers_race_for_one_slot_and_one_gets_it(local: Local, office: DynamoBackOffice) -> None:
    local.begin(AWorld(appointments=()))
    outcomes = all_at_once(lambda number: office.book(f"a{number}", slot_for(number)))
    assert outcomes == {"done": 1, "SlotTaken": CALLERS - 1}
    assert len(holders(office)) == 1
    assert office.taken("Dr. Chen", FRIDAY.date()) == {FRIDAY.time()}


def test_fifty_callers_move_to_one_slot_and_the_others_keep_what_they_had(
    local: Local, office: DynamoBackOffice
) -> None:
    local.begin(AWorld(appointments=()))
    had = [replace(slot_for(each), at=THURSDAY - timedelta(days=each + 1)) for each in range(CALLERS)]
    items = [item for each in had for item in items_for_appointment(each, ZONE)]
    fill_table(local.clients.dynamodb, local.settings.clinic_table, items)
    outcomes = all_at_once(lambda number: office.move(f"a{number}", had[number], slot_for(number)))
    assert outcomes == {"done": 1, "SlotTaken": CALLERS - 1}
    assert len(holders(office)) == CALLERS
    days = [office.taken("Dr. Chen", each.at.date()) for each in had]
    assert days.count(frozenset()) == 1


def test_one_booking_delivered_fifty_times_at_once_is_done_once_and_reported_so_each_time(
    local: Local, office: DynamoBackOffice
) -> None:
    local.begin(AWorld(appointments=()))
    assert all_at_once(lambda _: office.book("a1", slot_for(0))) == {"done": CALLERS}
    assert local.aws.appointments("Ana Rivera") == [FRIDAY]


def test_one_cancellation_by_fifty_at_once_happens_once(local: Local, office: DynamoBackOffice) -> None:
    local.begin()
    old = local.an_appointment()
    outcomes = all_at_once(lambda number: office.cancel(f"a{number}", old))
    assert outcomes == {"done": 1, "RecordGone": CALLERS - 1}


def test_slots_next_to_each_other_are_all_booked_at_once(local: Local, office: DynamoBackOffice) -> None:
    local.begin(AWorld(appointments=()))

    def book(number: int) -> None:
        office.book(f"a{number}", replace(slot_for(number), at=FRIDAY + timedelta(minutes=30 * number)))

    assert all_at_once(book) == {"done": CALLERS}
    assert len(holders(office)) == CALLERS


def conflicts(times: int | None) -> Fault:
    return Fault("dynamodb.transact_write_items", "conflict", times=times)


def test_a_conflict_that_passes_goes_unnoticed(local: Local) -> None:
    local.begin(AWorld(), conflicts(2))
    local.office.book("a1", slot_for(1))
    assert local.aws.appointments("Tom Baker") == [FRIDAY]


def test_a_conflict_that_lasts_may_be_tried_again_and_has_changed_nothing(local: Local) -> None:
    local.begin(AWorld(), conflicts(None))
    with pytest.raises(BackOfficeError) as raised:
        local.office.book("a1", slot_for(1))
    assert type(raised.value) is BackOfficeError
    assert raised.value.retryable
    assert local.aws.appointments("Tom Baker") == []


def test_behind_a_conflict_the_slot_is_seen_to_be_taken(local: Local) -> None:
    local.begin(AWorld(), conflicts(None))
    with pytest.raises(SlotTaken):
        local.office.book("a1", replace(local.an_appointment(), patient_id="P0002"))


def test_behind_a_conflict_the_appointment_is_seen_to_be_gone(local: Local) -> None:
    local.begin(AWorld(appointments=()), conflicts(None))
    with pytest.raises(RecordGone):
        local.office.cancel("a1", slot_for(0))


def test_behind_a_conflict_the_same_action_is_seen_to_be_done(local: Local) -> None:
    local.begin()
    booking = replace(local.an_appointment(), at=FRIDAY)
    local.office.book("a1", booking)
    local.break_down(conflicts(None))
    local.office.book("a1", booking)


def test_copies_of_one_snapshot_do_not_wait_alike() -> None:
    """A snapshot restores the state of `random` too, in every copy of it."""
    pauses = set()
    for _ in range(2):
        random.seed(7)
        pauses.add(pause_s(1))
    assert len(pauses) == 2
