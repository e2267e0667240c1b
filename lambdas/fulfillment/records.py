"""What the back office keeps: patients, appointments, orders, and the practice they belong to.

Knows the clinic's day as values; refuses to know where records are stored and what is said about them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Patient:
    patient_id: str
    first_name: str
    last_name: str
    born: date
    phone: str
    """E.164."""
    username: str
    """In the patient portal's user pool."""

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


@dataclass(frozen=True, slots=True)
class Appointment:
    patient_id: str
    at: datetime
    """Aware, in the practice's time zone."""
    service: str
    provider: str


@dataclass(frozen=True, slots=True)
class Order:
    number: str
    """Digits, leading zeros kept."""
    status: str
    due: date | None


@dataclass(frozen=True, slots=True)
class Service:
    name: str
    synonyms: tuple[str, ...]
    providers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Provider:
    name: str
    days: tuple[int, ...]
    """Weekdays worked, Monday 0."""
    starts: time
    ends: time


@dataclass(frozen=True, slots=True)
class Practice:
    """The tenant, as far as a turn needs it: `clinic.toml` as it is seeded into the back office."""

    name: str
    zone: ZoneInfo
    phone: str
    emergency_number: str
    open_days: tuple[int, ...]
    opens: time
    closes: time
    holidays: Mapping[date, str]
    slot_minutes: int
    morning_ends: time
    book_ahead_days: int
    offers: int
    services: tuple[Service, ...]
    providers: tuple[Provider, ...]

    @property
    def service_words(self) -> dict[str, tuple[str, ...]]:
        """Each service's name -> its other names."""
        return {service.name: service.synonyms for service in self.services}

    @property
    def provider_names(self) -> list[str]:
        return [provider.name for provider in self.providers]
