"""Records as items of the clinic table, both ways.

Knows every key and attribute of the table; refuses to know when items are read and written. A simulator and a
deployment seed with the same functions. Parsing raises KeyError, TypeError or ValueError for an item that is not one.

    pk CLINIC            sk CLINIC             practice (JSON)
    pk PATIENT#<id>      sk PATIENT            the patient, repeated under both indexes:
    pk PHONE#<e164>      sk PATIENT#<id>
    pk NAME#<folded>     sk PATIENT#<id>
    pk PATIENT#<id>      sk APPT#<start, UTC>  service, provider: a patient is in one place at a time
    pk DAY#<provider>#<local date>  sk <HH:MM> patient_id: who has the slot
    pk PATIENT#<id>      sk ORDER#<number>     status, due
    pk ACTION#<id>       sk RECEIPT            done: what was done under this action id
"""

import json
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from fulfillment.records import Appointment, Order, Patient, Practice, Provider, Service

Item = dict[str, dict[str, str]]
"""Attribute -> {"S": text}: every value of this table is text."""

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def items_for_practice(clinic: Mapping[str, Any]) -> list[Item]:
    """The tenant's item, from `clinic.toml` as TOML or JSON gives it. Raises: KeyError for a missing key."""
    practice = {
        "name": clinic["name"],
        "time_zone": clinic["time_zone"],
        "phone": clinic["phone"],
        "emergency_number": clinic["emergency_number"],
        "open_days": [str(day) for day in clinic["hours"]["days"]],
        "opens": str(clinic["hours"]["opens"]),
        "closes": str(clinic["hours"]["closes"]),
        "holidays": {str(holiday["date"]): holiday["name"] for holiday in clinic.get("holidays", ())},
        "slot_minutes": clinic["appointments"]["slot_minutes"],
        "morning_ends": str(clinic["appointments"]["morning_ends"]),
        "book_ahead_days": clinic["appointments"]["book_ahead_days"],
        "offers": clinic["appointments"]["offers"],
        "services": [
            {"name": each["name"], "synonyms": list(each.get("synonyms", ())), "providers": list(each["providers"])}
            for each in clinic["services"]
        ],
        "providers": [
            {
                "name": each["name"],
                "days": [str(day) for day in each["days"]],
                "starts": str(each["starts"]),
                "ends": str(each["ends"]),
            }
            for each in clinic["providers"]
        ],
    }
    return [_item("CLINIC", "CLINIC", practice=json.dumps(practice, ensure_ascii=False))]


def items_for_patient(patient: Patient) -> list[Item]:
    """The patient, and the same under telephone number and last name, so that each search is one read."""
    fields = {
        "patient_id": patient.patient_id,
        "first_name": patient.first_name,
        "last_name": patient.last_name,
        "born": patient.born.isoformat(),
        "phone": patient.phone,
        "username": patient.username,
    }
    own = f"PATIENT#{patient.patient_id}"
    return [
        _item(own, "PATIENT", **fields),
        _item(f"PHONE#{patient.phone}", own, **fields),
        _item(f"NAME#{fold_name(patient.last_name)}", own, **fields),
    ]


def items_for_appointment(appointment: Appointment, zone: ZoneInfo) -> list[Item]:
    """The appointment and the slot it takes; `zone` is the practice's."""
    return [appointment_item(appointment), slot_item(appointment, zone)]


def items_for_order(patient_id: str, order: Order) -> list[Item]:
    """The order. `due` is left out when there is none."""
    due = {"due": order.due.isoformat()} if order.due else {}
    return [_item(f"PATIENT#{patient_id}", f"ORDER#{order.number}", status=order.status, **due)]


def fold_name(name: str) -> str:
    """A last name as it is searched: case, accents, punctuation and spaces do not count."""
    return "".join(each for each in unicodedata.normalize("NFKD", name.casefold()) if each.isalnum())


def receipt_item(action_id: str, done: str) -> Item:
    """Proof that an action was done."""
    return _item(f"ACTION#{action_id}", "RECEIPT", done=done)


def key_of(item: Item) -> Item:
    """An item's primary key."""
    return {"pk": item["pk"], "sk": item["sk"]}


def _item(pk: str, sk: str, **fields: str) -> Item:
    return {name: {"S": value} for name, value in {"pk": pk, "sk": sk, **fields}.items()}


def appointment_item(appointment: Appointment) -> Item:
    """The appointment under its patient."""
    return _item(
        f"PATIENT#{appointment.patient_id}",
        appointment_sk(appointment.at),
        service=appointment.service,
        provider=appointment.provider,
    )


def appointment_sk(at: datetime) -> str:
    """Sort key of an appointment at an aware moment; in order of time."""
    return f"APPT#{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def slot_item(appointment: Appointment, zone: ZoneInfo) -> Item:
    """The slot under its provider's local day."""
    local = appointment.at.astimezone(zone)
    return _item(f"DAY#{appointment.provider}#{local:%Y-%m-%d}", f"{local:%H:%M}", patient_id=appointment.patient_id)


def parse_practice(item: Mapping[str, Any]) -> Practice:
    """The tenant."""
    data = json.loads(item["practice"]["S"])
    return Practice(
        name=data["name"],
        zone=ZoneInfo(data["time_zone"]),
        phone=data["phone"],
        emergency_number=data["emergency_number"],
        open_days=_days(data["open_days"]),
        opens=time.fromisoformat(data["opens"]),
        closes=time.fromisoformat(data["closes"]),
        holidays={date.fromisoformat(day): name for day, name in data["holidays"].items()},
        slot_minutes=int(data["slot_minutes"]),
        morning_ends=time.fromisoformat(data["morning_ends"]),
        book_ahead_days=int(data["book_ahead_days"]),
        offers=int(data["offers"]),
        services=tuple(
            Service(name=each["name"], synonyms=tuple(each["synonyms"]), providers=tuple(each["providers"]))
            for each in data["services"]
        ),
        providers=tuple(
            Provider(
                name=each["name"],
                days=_days(each["days"]),
                starts=time.fromisoformat(each["starts"]),
                ends=time.fromisoformat(each["ends"]),
            )
            for each in data["providers"]
        ),
    )


def _days(names: Sequence[str]) -> tuple[int, ...]:
    return tuple(_WEEKDAYS.index(name) for name in names)


def parse_patient(item: Mapping[str, Any]) -> Patient:
    """A patient, from any of its three items."""
    return Patient(
        patient_id=item["patient_id"]["S"],
        first_name=item["first_name"]["S"],
        last_name=item["last_name"]["S"],
        born=date.fromisoformat(item["born"]["S"]),
        phone=item["phone"]["S"],
        username=item["username"]["S"],
    )


def parse_appointment(item: Mapping[str, Any], zone: ZoneInfo) -> Appointment:
    """An appointment, in the practice's zone."""
    return Appointment(
        patient_id=item["pk"]["S"].removeprefix("PATIENT#"),
        at=datetime.fromisoformat(item["sk"]["S"].removeprefix("APPT#")).astimezone(zone),
        service=item["service"]["S"],
        provider=item["provider"]["S"],
    )


def parse_order(item: Mapping[str, Any]) -> Order:
    """An order."""
    due = item.get("due")
    return Order(
        number=item["sk"]["S"].removeprefix("ORDER#"),
        status=item["status"]["S"],
        due=date.fromisoformat(due["S"]) if due else None,
    )
