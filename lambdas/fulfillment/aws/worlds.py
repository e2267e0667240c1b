"""A world, as people write it in `world.toml`, as items of the clinic table.

Knows how names become patients, and which entries want one place; refuses to know when items are written. A simulator
and a deployment seed with the same functions.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from fulfillment.aws.clinic_items import (
    Item,
    fold_name,
    items_for_appointment,
    items_for_order,
    items_for_patient,
    items_for_practice,
)
from fulfillment.records import Appointment, Order, Patient

_PARTICLES = re.compile(r" (?=(?:[a-z'’]+ )*\S+$)")


class PatientEntry(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def born(self) -> date: ...
    @property
    def phone(self) -> str: ...


class AppointmentEntry(Protocol):
    @property
    def patient(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def service(self) -> str: ...
    @property
    def provider(self) -> str: ...


class OrderEntry(Protocol):
    @property
    def patient(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def due(self) -> date | None: ...


class World(Protocol):
    """As `simulator.script.World` has it."""

    @property
    def patients(self) -> Sequence[PatientEntry]: ...
    @property
    def appointments(self) -> Sequence[AppointmentEntry]: ...
    @property
    def orders(self) -> Sequence[OrderEntry]: ...


class WorldError(ValueError):
    """The world contradicts itself; the message names the entry."""


def patients_of(world: World) -> dict[str, Patient]:
    """Name -> patient. Raises: WorldError when a name is there twice."""
    patients: dict[str, Patient] = {}
    for number, entry in enumerate(world.patients, start=1):
        if entry.name in patients:
            raise WorldError(f"patient {entry.name!r} is there twice; entries refer to patients by name")
        first, last = _split(entry.name)
        patients[entry.name] = Patient(
            patient_id=f"P{number:04d}",
            first_name=first,
            last_name=last,
            born=entry.born,
            phone=entry.phone,
            username=f"{fold_name(first)}.{fold_name(last)}.{number}",
        )
    return patients


def items_of(world: World, clinic: Mapping[str, Any]) -> list[Item]:
    """Every item of the clinic table. Raises: WorldError when two entries want one place, or a patient is unknown."""
    people = items_by_patient(world, ZoneInfo(clinic["time_zone"]))
    return items_for_practice(clinic) + [item for groups in people for group in groups for item in group]


def items_by_patient(world: World, zone: ZoneInfo) -> list[list[list[Item]]]:
    """For each patient, groups of items that stand or fall together: first the patient, then orders and appointments.

    `zone` is the practice's.

    Raises:
        WorldError: two entries want one place, or a patient is unknown.
    """
    patients = patients_of(world)
    groups = {name: [items_for_patient(patient)] for name, patient in patients.items()}
    taken: set[str] = set()
    for entry in world.appointments:
        patient = _patient(patients, entry.patient)
        local = entry.at.astimezone(zone)
        record = Appointment(patient.patient_id, local, entry.service, entry.provider)
        when = f"{local:%A, %Y-%m-%d %H:%M}"
        _take(taken, f"{entry.provider} at {when}", f"{entry.patient} at {when}")
        groups[entry.patient].append(items_for_appointment(record, zone))
    for order in world.orders:
        patient = _patient(patients, order.patient)
        _take(taken, f"order {order.number} of {order.patient}")
        groups[order.patient].append(items_for_order(patient.patient_id, Order(order.number, order.status, order.due)))
    return list(groups.values())


def _take(taken: set[str], *places: str) -> None:
    for place in places:
        if place in taken:
            raise WorldError(f"two entries of the world want the same place: {place}")
        taken.add(place)


def _split(name: str) -> tuple[str, str]:
    """First and last name; particles belong to the last: Anna van der Berg, but Mary Ann Smith is a Smith."""
    match = _PARTICLES.search(name)
    return (name[: match.start()], name[match.end() :]) if match else (name, name)


def _patient(patients: Mapping[str, Patient], name: str) -> Patient:
    if name not in patients:
        raise WorldError(f"{name!r} is not among the patients: {', '.join(patients) or 'there are none'}")
    return patients[name]
