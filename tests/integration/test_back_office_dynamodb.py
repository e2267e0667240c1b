"""The back office over real HTTP: reading, changing, and what is wrong in its table."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

import clinic
from fulfillment.aws.back_office import DynamoBackOffice
from fulfillment.aws.clinic_items import fold_name
from fulfillment.ports import BackOfficeError, RecordGone, SlotTaken
from fulfillment.records import Appointment, Order
from simulator.local_aws.faults import Fault
from tests.integration.local_services import (
    THURSDAY,
    ZONE,
    AnAppointment,
    AnOrder,
    APatient,
    AWorld,
    Local,
)

FRIDAY = THURSDAY + timedelta(days=1)


def put(local: Local, pk: str, sk: str, **fields: Any) -> None:
    item = {"pk": {"S": pk}, "sk": {"S": sk}, **{name: {"S": value} for name, value in fields.items()}}
    local.clients.dynamodb.put_item(TableName=local.settings.clinic_table, Item=item)


# Reading


def test_the_practice_is_read_as_the_tenants_file_has_it(local: Local) -> None:
    tenant, practice = clinic.load(), local.office.practice()
    assert practice.zone == tenant.zone
    assert (practice.name, practice.phone, practice.emergency_number) == ("Cedar Clinic", "+12065550100", "911")
    assert practice.open_days == (0, 1, 2, 3, 4)
    assert (practice.opens, practice.closes) == (time(8), time(18))
    assert practice.holidays[date(2026, 12, 25)] == "Christmas Day"
    assert (practice.slot_minutes, practice.morning_ends, practice.book_ahead_days, practice.offers) == (
        30,
        time(12),
        90,
        3,
    )
    assert [(each.name, each.synonyms, each.providers) for each in practice.services] == [
        (each.name, each.synonyms, each.providers) for each in tenant.services
    ]
    assert [(each.name, each.starts, each.ends) for each in practice.providers] == [
        (each.name, each.starts, each.ends) for each in tenant.providers
    ]


def test_patients_are_found_by_telephone_number(local: Local) -> None:
    family = AWorld(patients=[APatient("Ana Rivera"), APatient("Leo Rivera", date(2015, 5, 5))], appointments=())
    local.begin(family)
    assert [each.name for each in local.office.patients_by_phone("+12065550101")] == ["Ana Rivera", "Leo Rivera"]
    assert local.office.patients_by_phone("+12065550999") == []
    assert local.office.patients_by_phone("") == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Pat O'Brien", "O’BRIEN"),
        ("Pat O'Brien", "obrien"),
        ("Anna van der Berg", "Van der Berg"),
        ("Anna van der Berg", "vanderberg"),
        ("Luz Núñez", "nunez"),
        ("Uwe Groß", "GROSS"),
        ("Kim Smith-Jones", "Smith Jones"),
    ],
)
def test_a_last_name_is_found_however_it_is_written(local: Local, name: str, said: str) -> None:
    local.begin(AWorld(patients=[APatient(name)], appointments=()))
    assert [each.name for each in local.office.patients_by_last_name(said)] == [name]


@pytest.mark.parametrize("said", ["Baker", "Rive", "", "'", "#"])
def test_another_last_name_is_not_found(local: Local, said: str) -> None:
    local.begin(AWorld(patients=[APatient("Ana Rivera")], appointments=()))
    assert local.office.patients_by_last_name(said) == []


def test_a_patient_is_read_back_as_seeded(local: Local) -> None:
    ana = local.office.patients_by_last_name("Rivera")[0]
    assert (ana.first_name, ana.last_name, ana.born, ana.phone) == (
        "Ana",
        "Rivera",
        date(1984, 3, 12),
        "+12065550101",
    )
    assert local.office.patients_by_phone(ana.phone) == [ana]


def test_appointments_come_earliest_first_in_the_practices_zone_and_only_later_ones(local: Local) -> None:
    starts = [FRIDAY, THURSDAY - timedelta(days=2), THURSDAY]
    local.begin(AWorld(appointments=[AnAppointment("Ana Rivera", at.astimezone(UTC)) for at in starts]))
    ana = local.office.patients_by_last_name("Rivera")[0].patient_id
    later = local.office.appointments(ana, after=THURSDAY - timedelta(seconds=1))
    assert [each.at for each in later] == [THURSDAY, FRIDAY]
    assert {each.at.tzinfo for each in later} == {ZONE}
    assert [each.at for each in local.office.appointments(ana, after=THURSDAY)] == [FRIDAY]


def test_a_providers_day_is_one_query_of_local_times(local: Local) -> None:
    evening = datetime(2026, 12, 3, 16, 30, tzinfo=ZONE)  # the next day in UTC
    local.begin(AWorld(appointments=[AnAppointment("Ana Rivera", THURSDAY), AnAppointment("Tom Baker", evening)]))
    assert local.office.taken("Dr. Chen", date(2026, 12, 3)) == {time(14, 30), time(16, 30)}
    assert local.office.taken("Dr. Chen", date(2026, 12, 4)) == frozenset()
    assert local.office.taken("Dr. Okafor", date(2026, 12, 3)) == frozenset()


def test_orders_keep_their_leading_zeros_and_may_have_no_date(local: Local) -> None:
    orders = [AnOrder("Ana Rivera", "004217", "shipped", date(2026, 12, 2)), AnOrder("Ana Rivera", "000981", "ready")]
    local.begin(AWorld(orders=orders))
    ana = local.office.patients_by_last_name("Rivera")[0].patient_id
    assert local.office.orders(ana) == [
        Order("000981", "ready", None),
        Order("004217", "shipped", date(2026, 12, 2)),
    ]


def test_more_records_than_one_answer_holds_are_all_read(local: Local) -> None:
    for number in range(30):
        put(local, "PATIENT#P1", f"ORDER#{number:06d}", status="x" * 40_000)  # an answer ends at 1 MB
    assert len(local.office.orders("P1")) == 30


# Changing


def test_a_booking_takes_the_slot_and_is_the_patients(local: Local) -> None:
    ana = local.an_appointment().patient_id
    booked = Appointment(ana, FRIDAY, "checkup", "Dr. Okafor")
    local.office.book("a1", booked)
    assert local.office.appointments(ana, after=THURSDAY) == [booked]
    assert local.office.taken("Dr. Okafor", FRIDAY.date()) == {FRIDAY.time()}


def test_a_taken_slot_is_not_booked_again(local: Local) -> None:
    tom = local.office.patients_by_last_name("Baker")[0].patient_id
    with pytest.raises(SlotTaken):
        local.office.book("a1", Appointment(tom, THURSDAY, "physical", "Dr. Chen"))
    assert local.aws.appointments("Tom Baker") == []
    assert local.aws.appointments("Ana Rivera") == [THURSDAY]


def test_nobody_is_booked_at_two_places_at_once(local: Local) -> None:
    with pytest.raises(SlotTaken):
        local.office.book("a1", replace(local.an_appointment(), provider="Dr. Okafor", service="checkup"))
    assert local.office.taken("Dr. Okafor", THURSDAY.date()) == frozenset()


def test_a_booking_delivered_twice_is_one_booking(local: Local) -> None:
    booked = replace(local.an_appointment(), at=FRIDAY)
    local.office.book("a1", booked)
    local.office.book("a1", booked)
    assert local.aws.appointments("Ana Rivera") == [THURSDAY, FRIDAY]


def test_a_booking_whose_answer_is_garbled_is_known_by_its_receipt(local: Local) -> None:
    local.begin()
    local.break_down(Fault("dynamodb.transact_write_items", "malformed"))
    on_friday = replace(local.an_appointment(), at=FRIDAY)
    local.office.book("a1", on_friday)
    assert local.aws.appointments("Ana Rivera") == [THURSDAY, FRIDAY]


def test_a_booking_delivered_again_after_it_was_cancelled_stays_cancelled(local: Local) -> None:
    booked = replace(local.an_appointment(), at=FRIDAY)
    local.office.book("a1", booked)
    local.office.cancel("a2", booked)
    local.office.book("a1", booked)
    assert local.aws.appointments("Ana Rivera") == [THURSDAY]


def test_a_move_frees_the_old_slot_and_takes_the_new(local: Local) -> None:
    old = local.an_appointment()
    local.office.move("a1", old, replace(old, at=FRIDAY))
    assert local.aws.appointments("Ana Rivera") == [FRIDAY]
    assert local.office.taken("Dr. Chen", THURSDAY.date()) == frozenset()
    assert local.office.taken("Dr. Chen", FRIDAY.date()) == {FRIDAY.time()}


def test_a_move_delivered_twice_is_one_move(local: Local) -> None:
    old = local.an_appointment()
    for _ in range(2):
        local.office.move("a1", old, replace(old, at=FRIDAY))
    assert local.aws.appointments("Ana Rivera") == [FRIDAY]


def test_a_move_to_a_taken_slot_leaves_the_old_appointment(local: Local) -> None:
    local.begin(AWorld(appointments=[AnAppointment("Ana Rivera", THURSDAY), AnAppointment("Tom Baker", FRIDAY)]))
    old = local.an_appointment()
    with pytest.raises(SlotTaken):
        local.office.move("a1", old, replace(old, at=FRIDAY))
    assert local.aws.appointments("Ana Rivera") == [THURSDAY]
    assert local.office.taken("Dr. Chen", THURSDAY.date()) == {THURSDAY.time()}


def test_a_move_of_what_is_gone_takes_nothing(local: Local) -> None:
    old = local.an_appointment()
    local.office.cancel("a1", old)
    with pytest.raises(RecordGone):
        local.office.move("a2", old, replace(old, at=FRIDAY))
    assert local.office.taken("Dr. Chen", FRIDAY.date()) == frozenset()


def test_a_move_to_another_provider_at_the_same_time_is_possible(local: Local) -> None:
    old = local.an_appointment()
    new = replace(old, provider="Dr. Okafor", service="checkup")
    local.office.move("a1", old, new)
    assert local.aws.appointments_with_details("Ana Rivera") == [new]
    assert local.office.taken("Dr. Chen", THURSDAY.date()) == frozenset()
    assert local.office.taken("Dr. Okafor", THURSDAY.date()) == {THURSDAY.time()}


def test_a_move_to_the_very_same_slot_keeps_it_and_may_change_the_service(local: Local) -> None:
    old = local.an_appointment()
    local.office.move("a1", old, old)
    local.office.move("a2", old, replace(old, service="checkup"))
    assert local.aws.appointments_with_details("Ana Rivera") == [replace(old, service="checkup")]
    assert local.office.taken("Dr. Chen", THURSDAY.date()) == {THURSDAY.time()}


def test_a_move_of_what_is_gone_to_the_very_same_slot_is_refused(local: Local) -> None:
    old = local.an_appointment()
    local.office.cancel("a1", old)
    with pytest.raises(RecordGone):
        local.office.move("a2", old, old)
    assert local.aws.appointments("Ana Rivera") == []


def test_a_patient_is_not_moved_onto_their_own_other_appointment(local: Local) -> None:
    local.begin(
        AWorld(
            appointments=[
                AnAppointment("Ana Rivera", THURSDAY),
                AnAppointment("Ana Rivera", FRIDAY, "checkup", "Dr. Okafor"),
            ]
        )
    )
    old = local.an_appointment()
    with pytest.raises(SlotTaken):
        local.office.move("a1", old, replace(old, at=FRIDAY))
    assert local.aws.appointments("Ana Rivera") == [THURSDAY, FRIDAY]
    assert local.office.taken("Dr. Chen", FRIDAY.date()) == frozenset()


def test_a_cancelled_slot_is_free_again(local: Local) -> None:
    old = local.an_appointment()
    local.office.cancel("a1", old)
    assert local.aws.appointments("Ana Rivera") == []
    tom = local.office.patients_by_last_name("Baker")[0].patient_id
    local.office.book("a2", replace(old, patient_id=tom))
    assert local.aws.appointments("Tom Baker") == [THURSDAY]


def test_a_cancellation_delivered_twice_is_one_and_another_finds_nothing(local: Local) -> None:
    old = local.an_appointment()
    local.office.cancel("a1", old)
    local.office.cancel("a1", old)
    with pytest.raises(RecordGone):
        local.office.cancel("a2", old)


def test_nobody_cancels_with_the_wrong_provider(local: Local) -> None:
    with pytest.raises(RecordGone):
        local.office.cancel("a1", replace(local.an_appointment(), provider="Dr. Okafor"))
    assert local.aws.appointments("Ana Rivera") == [THURSDAY]


def test_an_appointment_whose_slot_claim_is_missing_can_be_cancelled(local: Local) -> None:
    key = {"pk": {"S": "DAY#Dr. Chen#2026-12-03"}, "sk": {"S": "14:30"}}
    local.clients.dynamodb.delete_item(TableName=local.settings.clinic_table, Key=key)
    local.office.cancel("a1", local.an_appointment())
    assert local.aws.appointments("Ana Rivera") == []


def test_a_slot_that_the_table_gives_to_another_is_left_to_them(local: Local) -> None:
    put(local, "DAY#Dr. Chen#2026-12-03", "14:30", patient_id="P9999")
    with pytest.raises(BackOfficeError) as raised:
        local.office.cancel("a1", local.an_appointment())
    assert type(raised.value) is BackOfficeError
    assert not raised.value.retryable
    assert local.aws.appointments("Ana Rivera") == [THURSDAY]


# Wrong data


def test_a_table_without_a_practice_says_so(local: Local) -> None:
    office = DynamoBackOffice(local.clients.dynamodb, local.settings.clinic_table)
    key = {"pk": {"S": "CLINIC"}, "sk": {"S": "CLINIC"}}
    local.clients.dynamodb.delete_item(TableName=local.settings.clinic_table, Key=key)
    with pytest.raises(BackOfficeError, match="no practice") as raised:
        office.practice()
    assert not raised.value.retryable


@pytest.mark.parametrize(
    "wrong",
    [
        "{",
        "[]",
        "{}",
        "null",
        json.dumps({"time_zone": "Mars/Olympus"}),
    ],
)
def test_a_practice_that_is_not_one_is_the_ports_error(local: Local, wrong: str) -> None:
    put(local, "CLINIC", "CLINIC", practice=wrong)
    with pytest.raises(BackOfficeError):
        DynamoBackOffice(local.clients.dynamodb, local.settings.clinic_table).practice()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("time_zone", "Mars/Olympus"),
        ("opens", "noon"),
        ("open_days", ["mon"]),
        ("holidays", {"x": "y"}),
        ("offers", None),
    ],
)
def test_a_practice_with_one_wrong_value_is_the_ports_error(local: Local, key: str, value: Any) -> None:
    table = local.settings.clinic_table
    item = local.clients.dynamodb.get_item(TableName=table, Key={"pk": {"S": "CLINIC"}, "sk": {"S": "CLINIC"}})["Item"]
    practice = json.loads(str(item["practice"]["S"])) | {key: value}
    put(local, "CLINIC", "CLINIC", practice=json.dumps(practice))
    with pytest.raises(BackOfficeError):
        DynamoBackOffice(local.clients.dynamodb, table).practice()


def test_records_that_are_not_ones_are_the_ports_error(local: Local) -> None:
    office = local.office
    put(local, "PHONE#+12065550199", "PATIENT#P9", first_name="X")
    put(local, "NAME#xavier", "PATIENT#P9", born="yesterday")
    put(local, "PATIENT#P9", "APPT#soon", service="x", provider="y")
    put(local, "PATIENT#P9", "ORDER#1", due="soon", status="x")
    put(local, "DAY#Dr. X#2026-12-03", "half past two")
    asked = [
        lambda: office.patients_by_phone("+12065550199"),
        lambda: office.patients_by_last_name("Xavier"),
        lambda: office.appointments("P9", after=datetime(2020, 1, 1, tzinfo=UTC)),
        lambda: office.orders("P9"),
        lambda: office.taken("Dr. X", date(2026, 12, 3)),
    ]
    for ask in asked:
        with pytest.raises(BackOfficeError) as raised:
            ask()
        assert not raised.value.retryable


def test_a_folded_name_has_neither_case_nor_accents_nor_punctuation() -> None:
    assert fold_name("  D'Ángelo-Ōe, Jr. ") == "dangelooejr"


@pytest.mark.parametrize("name", ["Smith-Young", "smith young", "smithyoung", "SMITH  YOUNG", "Smith \u2013 Young"])
def test_hyphens_and_spaces_in_a_name_do_not_matter(name: str) -> None:
    assert fold_name(name) == "smithyoung"
