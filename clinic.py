"""The tenant: `clinic.toml` as a checked value.

Knows what a clinic is and what its file may say; refuses to know where any of it is used.
"""

import tomllib
from datetime import date, time
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator, model_validator

CLINIC_FILE = Path(__file__).with_name("clinic.toml")

E164 = Annotated[str, StringConstraints(pattern=r"^\+[1-9]\d{6,14}$")]
Money = Annotated[float, Field(ge=0)]
Share = Annotated[float, Field(ge=0, le=1)]


class ClinicError(ValueError):
    """`clinic.toml` says something it may not; the message names the key and what is allowed."""


class Weekday(StrEnum):
    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Hours(_Table):
    days: tuple[Weekday, ...]
    opens: time
    closes: time


class Holiday(_Table):
    date: date
    name: str


class Fees(_Table):
    """Dollars."""

    no_show: Money
    late_cancellation: Money
    telehealth_visit: Money
    records_copy: Money
    form_completion: Money
    returned_payment: Money
    parking_hour: Money
    parking_day: Money


class Appointments(_Table):
    slot_minutes: int = Field(ge=5, le=240)
    morning_ends: time
    book_ahead_days: int = Field(ge=1, le=730)
    offers: int = Field(ge=1, le=3)


class Service(_Table):
    name: str = Field(min_length=1)
    synonyms: tuple[str, ...] = ()
    providers: tuple[str, ...] = Field(min_length=1)


class Provider(_Table):
    name: str = Field(min_length=1)
    days: tuple[Weekday, ...]
    starts: time
    ends: time


class Locale(_Table):
    id: Literal["en_US", "es_US"]
    voice: str
    engine: Literal["standard", "neural", "long-form", "generative"]


class Models(_Table):
    small: str
    large: str
    embedding: str


class Thresholds(_Table):
    transcription: Share
    understanding: Share
    retrieval: Share
    grounding: Share


class Limits(_Table):
    turns: int = Field(ge=1)
    minutes: int = Field(ge=1, le=14, description="Lex ends a conversation at 15 minutes")
    model_calls: int = Field(ge=1)
    misses_in_a_row: int = Field(ge=1)
    identity_attempts: int = Field(ge=1)


class Clinic(_Table):
    name: str
    time_zone: str
    phone: E164
    address: str
    emergency_number: str
    hours: Hours
    holidays: tuple[Holiday, ...] = ()
    fees: Fees
    appointments: Appointments
    services: tuple[Service, ...] = Field(min_length=1)
    providers: tuple[Provider, ...] = Field(min_length=1)
    queues: dict[Literal["General", "Scheduling", "Billing", "Spanish"], str]
    locales: tuple[Locale, ...] = Field(min_length=1)
    models: Models
    thresholds: Thresholds
    limits: Limits

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"{value!r} is no IANA time zone, such as America/Los_Angeles") from error
        return value

    @model_validator(mode="after")
    def _providers_exist(self) -> "Clinic":
        known = {provider.name for provider in self.providers}
        for service in self.services:
            if unknown := set(service.providers) - known:
                raise ValueError(
                    f"service {service.name!r} names {sorted(unknown)}, not among [[providers]] {sorted(known)}"
                )
        return self

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


def load(path: Path = CLINIC_FILE) -> Clinic:
    """Read and check the tenant's file.

    Raises:
        ClinicError: the file is missing, is not TOML, or a value is refused; one clear sentence.
    """
    try:
        data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ClinicError(f"{path.name}: cannot be read ({error.strerror}); restore it from the repository") from error
    except tomllib.TOMLDecodeError as error:
        raise ClinicError(f"{path.name}: not valid TOML: {error}") from error
    try:
        return Clinic.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the file"
        raise ClinicError(f"{path.name}: {where}: {first['msg']}") from error
