"""What is in the clinic's table and user pool when a call begins.

Knows how a world's entries become records, and how tables and users are made, emptied and filled; refuses to know what
an item looks like (`fulfillment.aws.clinic_items`) and where the services are.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol, cast
from zoneinfo import ZoneInfo

from fulfillment.aws.back_office import (
    items_for_appointment,
    items_for_order,
    items_for_patient,
    items_for_practice,
)
from fulfillment.aws.clinic_items import Item, fold_name
from fulfillment.records import Appointment, Order, Patient

if TYPE_CHECKING:
    from types_boto3_cognito_idp.client import CognitoIdentityProviderClient
    from types_boto3_dynamodb.client import DynamoDBClient

BATCH = 25
"""Writes in one BatchWriteItem:
https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html"""

_PASSWORD = "Local-only-1"
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
    zone = ZoneInfo(clinic["time_zone"])
    patients = patients_of(world)
    items = items_for_practice(clinic)
    taken: set[str] = set()
    for patient in patients.values():
        items += items_for_patient(patient)
    for entry in world.appointments:
        patient = _patient(patients, entry.patient)
        local = entry.at.astimezone(zone)
        record = Appointment(patient.patient_id, local, entry.service, entry.provider)
        when = f"{local:%A, %Y-%m-%d %H:%M}"
        _take(taken, f"{entry.provider} at {when}", f"{entry.patient} at {when}")
        items += items_for_appointment(record, zone)
    for order in world.orders:
        patient = _patient(patients, order.patient)
        _take(taken, f"order {order.number} of {order.patient}")
        items += items_for_order(patient.patient_id, Order(order.number, order.status, order.due))
    return items


def _take(taken: set[str], *places: str) -> None:
    for place in places:
        if place in taken:
            raise WorldError(f"two entries of the world want the same place: {place}")
        taken.add(place)


def make_table(client: "DynamoDBClient", name: str, *keys: str) -> None:
    """Create a table with text keys, if it is not there, and wait for it."""
    with suppress(client.exceptions.ResourceInUseException):
        client.create_table(
            TableName=name,
            KeySchema=[
                {"AttributeName": key, "KeyType": cast("Any", kind)}
                for key, kind in zip(keys, ("HASH", "RANGE"), strict=False)
            ],
            AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key in keys],
            BillingMode="PAY_PER_REQUEST",
        )
    client.get_waiter("table_exists").wait(TableName=name, WaiterConfig={"Delay": 1})


def empty_table(client: "DynamoDBClient", name: str, *keys: str) -> None:
    """Delete every item."""
    pages = client.get_paginator("scan").paginate(
        TableName=name, ConsistentRead=True, ProjectionExpression=",".join(keys)
    )
    found = [{"DeleteRequest": {"Key": item}} for page in pages for item in page["Items"]]
    _write(client, name, found)


def fill_table(client: "DynamoDBClient", name: str, items: Iterable[Item]) -> None:
    """Put every item."""
    _write(client, name, [{"PutRequest": {"Item": item}} for item in items])


def sync_users(client: "CognitoIdentityProviderClient", pool: str, patients: Iterable[Patient]) -> None:
    """Make the pool hold exactly these patients' users, none of them in the middle of a reset."""
    wanted = {patient.username for patient in patients}
    pages = client.get_paginator("list_users").paginate(UserPoolId=pool)
    states = {user["Username"]: user["UserStatus"] for page in pages for user in page["Users"]}
    for username in states.keys() - wanted:
        client.admin_delete_user(UserPoolId=pool, Username=username)
    for username in sorted(wanted):
        if username not in states:
            client.admin_create_user(
                UserPoolId=pool,
                Username=username,
                MessageAction="SUPPRESS",
                UserAttributes=[
                    {"Name": "email", "Value": f"{username}@example.com"},
                    {"Name": "email_verified", "Value": "true"},
                ],
            )
        if states.get(username) != "CONFIRMED":
            client.admin_set_user_password(UserPoolId=pool, Username=username, Password=_PASSWORD, Permanent=True)


def _write(client: "DynamoDBClient", name: str, writes: Sequence[Any]) -> None:
    for start in range(0, len(writes), BATCH):
        left: Any = {name: writes[start : start + BATCH]}
        while left:
            left = client.batch_write_item(RequestItems=left).get("UnprocessedItems")


def _split(name: str) -> tuple[str, str]:
    """First and last name; particles belong to the last: Anna van der Berg, but Mary Ann Smith is a Smith."""
    match = _PARTICLES.search(name)
    return (name[: match.start()], name[match.end() :]) if match else (name, name)


def _patient(patients: Mapping[str, Patient], name: str) -> Patient:
    if name not in patients:
        raise WorldError(f"{name!r} is not among the patients: {', '.join(patients) or 'there are none'}")
    return patients[name]
