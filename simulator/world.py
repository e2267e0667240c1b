"""What is in the back office when a call is answered: `world.toml`, and what contradicts itself in a world.

Knows patients, appointments and orders as people write them, and which of them cannot be together in this clinic;
refuses to know how they are stored.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints

from clinic import E164, Clinic, Provider, Text, Weekday
from declared import Refused, Source, Table, meant, one_of, open_toml, pattern, problem
from declared.places import Place

WORLD_FILE = Path(__file__).with_name("world.toml")
FIRST_YEAR, LAST_YEAR = 2000, 2100
"""Between these a call is held and an appointment is made."""


def _in_our_time(at: datetime) -> datetime:
    if not FIRST_YEAR <= at.year <= LAST_YEAR:
        raise problem(f"must be in the years {FIRST_YEAR} to {LAST_YEAR}; got {at.isoformat()}")
    return at


def _first_and_last(name: str) -> str:
    if len(name.split()) < 2:
        raise problem(f"must be a first and a last name, such as Ana Rivera; got {name!r}")
    return name


Moment = Annotated[AwareDatetime, AfterValidator(_in_our_time)]


class ScriptError(ValueError):
    """A script or the world says something it may not; the message names file, line, key and what is allowed."""


class PatientEntry(Table):
    name: Annotated[Text, AfterValidator(_first_and_last)]
    """First name, then last name."""
    born: date
    phone: E164


class AppointmentEntry(Table):
    patient: str
    at: Moment
    service: str
    provider: str


class OrderEntry(Table):
    patient: str
    number: Annotated[str, StringConstraints(pattern=pattern(r"^\d+$", "digits, in quotes, such as '004217'"))]
    status: Text
    due: date | None = None


class World(Table):
    """What is in the back office when the call is answered."""

    patients: list[PatientEntry] = Field(default_factory=list)
    appointments: list[AppointmentEntry] = Field(default_factory=list)
    orders: list[OrderEntry] = Field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Something in a world that cannot be, and where in the world it is."""

    place: Place
    message: str


def load_world(path: Path = WORLD_FILE, *, clinic: Clinic | None = None) -> World:
    """The sample world. With `clinic`, it must be one that this clinic can be in.

    Raises:
        ScriptError: it cannot be read, says something it may not, or contradicts itself.
    """
    try:
        source = open_toml(path, name=path.name)
        world = source.check(World)
        refuse_contradictions(source, contradictions(world, clinic))
    except Refused as refused:
        raise ScriptError(str(refused)) from refused
    return world


def refuse_contradictions(source: Source, found: Iterator[Contradiction], *at: str) -> None:
    """Raises: Refused: for the first; `at` is where the world stands in the source."""
    for first in found:
        raise source.refused(first.message, *at, *first.place)


def contradictions(world: World, clinic: Clinic | None, *, today: date | None = None) -> Iterator[Contradiction]:
    """All that cannot be in this world; without a clinic, what no clinic could have. `today`: nobody is born later."""
    yield from _of_patients(world.patients, today)
    known = [patient.name for patient in world.patients]
    yield from _of_appointments(world.appointments, known, clinic)
    numbers: set[tuple[str, str]] = set()
    for position, order in enumerate(world.orders):
        if order.patient not in known:
            yield Contradiction(("orders", position, "patient"), unknown_patient(order.patient, known))
        elif (order.patient, order.number) in numbers:
            place = ("orders", position, "number")
            yield Contradiction(place, f"{order.patient} has an order {order.number} already; give it another number")
        numbers.add((order.patient, order.number))


def unknown_patient(name: str, known: Sequence[str]) -> str:
    """What is said of somebody who is no patient."""
    return f"{name!r} is not among the patients{meant(name, known)}: {', '.join(known) or 'there are none'}"


def out_of_hours(at: datetime, provider: Provider, clinic: Clinic) -> str | None:
    """Why a provider cannot have an appointment at an aware moment; None: it can be."""
    local = at.astimezone(clinic.zone)
    minutes = timedelta(minutes=clinic.appointments.slot_minutes)
    starts, ends = (
        datetime.combine(local.date(), hour, tzinfo=clinic.zone) for hour in (provider.starts, provider.ends)
    )
    day = list(Weekday)[local.weekday()]
    if day not in provider.days:
        return f"{provider.name} does not work on a {day.capitalize()}; there are {', '.join(provider.days)}"
    if local < starts or local + minutes > ends:
        return (
            f"{local:%H:%M} at the clinic is outside {provider.name}'s hours, {provider.starts:%H:%M} to "
            f"{provider.ends:%H:%M}"
        )
    if (local - starts) % minutes:
        return (
            f"{local:%H:%M} at the clinic is between slots; they begin every {clinic.appointments.slot_minutes} "
            f"minutes from {provider.starts:%H:%M}"
        )
    return None


def _of_patients(patients: Sequence[PatientEntry], today: date | None) -> Iterator[Contradiction]:
    known: set[str] = set()
    for position, patient in enumerate(patients):
        if patient.name in known:
            message = f"{patient.name} is there twice; entries refer to patients by name"
            yield Contradiction(("patients", position, "name"), message)
        if today is not None and patient.born > today:
            message = f"{patient.name} is not born yet when the call is held, on {today}; got {patient.born}"
            yield Contradiction(("patients", position, "born"), message)
        known.add(patient.name)


def _of_appointments(
    entries: Sequence[AppointmentEntry], patients: Sequence[str], clinic: Clinic | None
) -> Iterator[Contradiction]:
    taken: dict[tuple[str, datetime], str] = {}
    for position, entry in enumerate(entries):
        here: Place = ("appointments", position)
        if entry.patient not in patients:
            yield Contradiction((*here, "patient"), unknown_patient(entry.patient, patients))
        if clinic is not None:
            yield from _not_in_clinic(entry, here, clinic)
        for who, other in ((entry.provider, entry.patient), (entry.patient, entry.provider)):
            if (who, entry.at) in taken:
                when = _local(entry.at, clinic)
                message = f"{who} has an appointment with {taken[who, entry.at]} at {when} already; move one"
                yield Contradiction((*here, "at"), message)
            taken[who, entry.at] = other


def _not_in_clinic(entry: AppointmentEntry, here: Place, clinic: Clinic) -> Iterator[Contradiction]:
    services = [service.name for service in clinic.services]
    providers = {provider.name: provider for provider in clinic.providers}
    if entry.service not in services:
        yield Contradiction((*here, "service"), one_of(entry.service, services))
    if entry.provider not in providers:
        yield Contradiction((*here, "provider"), one_of(entry.provider, providers))
    elif reason := out_of_hours(entry.at, providers[entry.provider], clinic):
        yield Contradiction((*here, "at"), reason)


def _local(at: datetime, clinic: Clinic | None) -> str:
    local = at if clinic is None else at.astimezone(clinic.zone)
    return f"{local:%A, %Y-%m-%d %H:%M}"
