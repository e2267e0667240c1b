"""What the tests of the adapters share: local AWS, the production clients, and a small world.

Knows how to start them; refuses to know what is tested.
"""

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import clinic
from fulfillment.aws.back_office import DynamoBackOffice
from fulfillment.aws.clients import Clients, make_clients
from fulfillment.aws.portal import CognitoPortal
from fulfillment.aws.sessions import DynamoSessions
from fulfillment.records import Appointment
from fulfillment.settings import Settings
from simulator.local_aws import LocalAws
from simulator.local_aws.faults import Fault, FaultBoard

ROOT = Path(__file__).resolve().parents[2]
ZONE = ZoneInfo("America/Los_Angeles")
THURSDAY = datetime(2026, 12, 3, 14, 30, tzinfo=ZONE)


@dataclass(frozen=True)
class APatient:
    name: str
    born: date = date(1984, 3, 12)
    phone: str = "+12065550101"


@dataclass(frozen=True)
class AnAppointment:
    patient: str
    at: datetime
    service: str = "physical"
    provider: str = "Dr. Chen"


@dataclass(frozen=True)
class AnOrder:
    patient: str
    number: str
    status: str = "shipped"
    due: date | None = None


@dataclass(frozen=True)
class AWorld:
    patients: Sequence[APatient] = (APatient("Ana Rivera"), APatient("Tom Baker", phone="+12065550104"))
    appointments: Sequence[AnAppointment] = (AnAppointment("Ana Rivera", THURSDAY),)
    orders: Sequence[AnOrder] = field(default_factory=tuple)


class ClinicMorning:
    """Tuesday morning at the clinic, with real durations."""

    def now(self) -> datetime:
        return datetime(2026, 12, 1, 17, 30, tzinfo=UTC)

    def monotonic(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


@dataclass(frozen=True)
class Local:
    """Local AWS, and the production adapters on it."""

    aws: LocalAws
    clients: Clients
    settings: Settings
    sessions: DynamoSessions
    office: DynamoBackOffice
    portal: CognitoPortal

    def begin(self, world: AWorld | None = None, *faults: Fault) -> None:
        self.aws.reset(world or AWorld(), FaultBoard(faults))

    def break_down(self, *faults: Fault) -> None:
        """From now on these faults strike, and the world stays."""
        self.aws.strike_with(FaultBoard(faults))

    def an_appointment(self, patient: str = "Ana Rivera") -> Appointment:
        return self.aws.appointments_with_details(patient)[0]


@contextmanager
def local_services() -> Iterator[Local]:
    with LocalAws(clinic.load(), documents=ROOT / "knowledge_base") as aws:
        settings = Settings.from_env(os.environ)
        clients = make_clients(settings.region)
        try:
            yield Local(
                aws,
                clients,
                settings,
                DynamoSessions(clients.dynamodb, settings.session_table),
                DynamoBackOffice(clients.dynamodb, settings.clinic_table),
                CognitoPortal(clients.cognito_idp, settings.user_pool_id),
            )
        finally:
            for client in (clients.dynamodb, clients.bedrock_runtime, clients.bedrock_agent_runtime):
                client.close()
            clients.cognito_idp().close()
