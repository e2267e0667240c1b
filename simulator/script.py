"""Call scripts and the sample world: TOML files as checked values.

Knows every key a script may have, its default and what excludes what; refuses to know how a call is held or judged.
"""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from simulator import toml_file
from simulator.toml_lines import line_of

WORLD_FILE = Path(__file__).with_name("world.toml")
DEFAULT_CALLER = "+12065550101"
DEFAULT_AT = toml_file.A_TIME
"""A Tuesday in the clinic's hours."""
ANONYMOUS = "anonymous"
"""What Connect shows of a caller who withholds the number."""

Phone = Annotated[str, StringConstraints(pattern=r"^\+[1-9]\d{6,14}$")]
Text = Annotated[str, StringConstraints(pattern=r"\S")]
Words = Annotated[str, StringConstraints(pattern=r"[^\W_]|[$%]")]
"""At least one word as `hears` understands it."""
PACKET_KEYS = frozenset(
    [
        "reason",
        "summary",
        "queue",
        "verified",
        "verified_how",
        "patient",
        "intent",
        "slots",
        "tried",
        "last_words",
        "confidence",
        "weakest",
        "documents",
        "language",
        "next_step",
        "turns",
        "started_at",
        "ended_at",
    ]
)
Disposition = Literal["contained", "handed_off", "callback", "abandoned", "failed"]
LocaleId = Literal["en_US", "es_US"]


class ScriptError(ValueError):
    """A script or the world says something it may not; the message names file, line, key and what is allowed."""


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class PatientEntry(_Table):
    name: Text
    """First name, then last name."""
    born: date
    phone: Phone


class AppointmentEntry(_Table):
    patient: str
    at: AwareDatetime
    service: str
    provider: str


class OrderEntry(_Table):
    patient: str
    number: Annotated[str, StringConstraints(pattern=r"^\d+$")]
    status: Text
    due: date | None = None


class World(_Table):
    """What is in the back office when the call is answered."""

    patients: list[PatientEntry] = []
    appointments: list[AppointmentEntry] = []
    orders: list[OrderEntry] = []

    @model_validator(mode="after")
    def _patients_exist(self) -> "World":
        known = [patient.name for patient in self.patients]
        for name in [entry.patient for entry in self.appointments] + [entry.patient for entry in self.orders]:
            if name not in known:
                raise toml_file.problem(_unknown(name, known))
        return self


class FaultEntry(_Table):
    """Something that goes wrong. `times`: the first N calls there, or always; `turn`: only while it is answered."""

    at: str
    kind: str
    times: Annotated[int, Field(ge=1)] | Literal["always"] = "always"
    turn: Annotated[int, Field(ge=1)] | None = None

    @model_validator(mode="after")
    def _legal(self) -> "FaultEntry":
        from simulator.local_aws.faults import Fault

        try:
            Fault(self.at, self.kind, times=None if self.times == "always" else self.times, turn=self.turn)
        except ValueError as error:
            raise toml_file.problem(str(error)) from error
        return self


class WorldChanges(_Table):
    """What differs in a script from `world.toml` and `clinic.toml`; None: as there."""

    agents_available: Annotated[int, Field(ge=0)] = 2
    queue_full: bool = False
    turn_deadline_s: Annotated[float, Field(gt=0, le=30)] = 6.0
    faults: list[FaultEntry] = []
    patients: list[PatientEntry] | None = None
    appointments: list[AppointmentEntry] | None = None
    orders: list[OrderEntry] | None = None


class TurnEntry(_Table):
    """One thing the caller does, and what is expected in answer to it."""

    says: Text | None = None
    keys: Annotated[str, StringConstraints(pattern=r"^[0-9*#]+$")] | None = None
    silent: bool = False
    hangs_up: bool = False
    interrupts: bool = False
    transcription_confidence: Annotated[float, Field(ge=0, le=1)] | None = None
    hears: list[Words] = []
    hears_not: list[Words] = []
    intent: str | None = None
    within_ms: Annotated[int, Field(ge=1)] | None = None

    @model_validator(mode="after")
    def _one_action(self) -> "TurnEntry":
        given = [name for name in ("says", "keys", "silent", "hangs_up") if getattr(self, name) not in (None, False)]
        if len(given) != 1:
            found = " and ".join(given) or "none of them"
            raise toml_file.problem(
                f"a turn has exactly one of says, keys, silent = true, hangs_up = true; this one has {found}"
            )
        if self.interrupts and self.silent:
            raise toml_file.problem("silence cannot interrupt; drop interrupts or silent")
        if self.transcription_confidence is not None and self.says is None:
            raise toml_file.problem("transcription_confidence belongs to a turn with says")
        return self


class Booked(_Table):
    """An appointment expected at the end; without `at` the patient is expected to have none."""

    patient: str
    at: AwareDatetime | None = None
    service: str | None = None
    provider: str | None = None


class Ends(_Table):
    """What is expected once the call is over; None: unchecked."""

    disposition: Disposition | None = None
    queue: Literal["General", "Scheduling", "Billing", "Spanish"] | None = None
    reason: str | None = None
    handoff: dict[str, Any] | None = None
    appointments: list[Booked] = []
    password_resets: list[str] | None = None

    @model_validator(mode="after")
    def _packet_keys(self) -> "Ends":
        if unknown := sorted(set(self.handoff or {}) - PACKET_KEYS):
            known = ", ".join(sorted(PACKET_KEYS))
            raise toml_file.problem(f"the packet has no {unknown[0]}; its keys are {known}", "handoff", unknown[0])
        return self


class Script(_Table):
    """One call: who calls when, what the caller does, and what is expected."""

    name: str = ""
    caller: Phone | Literal["anonymous"] = DEFAULT_CALLER
    at: AwareDatetime = Field(default_factory=lambda: datetime.fromisoformat(DEFAULT_AT))
    locale: LocaleId = "en_US"
    world: WorldChanges = WorldChanges()
    turns: list[TurnEntry] = []
    ends: Ends = Ends()


def load(path: Path, *, world: World | None = None) -> Script:
    """Read and check a call script; `world` (default: `world.toml`) is what the script's own lists replace.

    Raises:
        ScriptError: it cannot be read, is not TOML, or says something it may not.
    """
    script, text = _read(path, Script)
    merged = seeded(script, world or load_world(), source=str(path))
    known = [patient.name for patient in merged.patients]
    for position, name in enumerate(script.ends.password_resets or ()):
        _refuse_unknown(name, known, path=path, text=text, where=("ends", "password_resets", position))
    for position, booked in enumerate(script.ends.appointments):
        _refuse_unknown(booked.patient, known, path=path, text=text, where=("ends", "appointments", position))
    return script if script.name else script.model_copy(update={"name": path.stem.replace("_", " ")})


def load_world(path: Path = WORLD_FILE) -> World:
    """The sample world. Raises: ScriptError."""
    return _read(path, World)[0]


def seeded(script: Script, world: World, *, source: str = "the script") -> World:
    """The world as this script has it: each list it gives replaces the one of `world`.

    Where only the patients are replaced, what belonged to patients who are gone goes with them.

    Raises:
        ScriptError: an appointment or order of the script names no patient.
    """
    changes = script.world
    patients = world.patients if changes.patients is None else changes.patients
    names = {patient.name for patient in patients}
    try:
        return World(
            patients=patients,
            appointments=_of(names, world.appointments) if changes.appointments is None else changes.appointments,
            orders=_of(names, world.orders) if changes.orders is None else changes.orders,
        )
    except ValidationError as error:
        raise ScriptError(f"{source}: world: {error.errors()[0]['msg']}") from error


Entry = TypeVar("Entry", AppointmentEntry, OrderEntry)
Model = TypeVar("Model", bound=BaseModel)


def _of(names: set[str], entries: Sequence[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.patient in names]


def _read(path: Path, model: type[Model]) -> tuple[Model, str]:
    try:
        return toml_file.read(path, model)
    except toml_file.Refused as refused:
        raise ScriptError(str(refused)) from refused


def _unknown(name: str, known: Sequence[str]) -> str:
    return f"{name!r} is not among the patients: {', '.join(known) or 'there are none'}"


def _refuse_unknown(name: str, known: list[str], *, path: Path, text: str, where: tuple[str | int, ...]) -> None:
    if name not in known:
        raise ScriptError(f"{path}:{line_of(text, where)}: {toml_file.dotted(where)}: {_unknown(name, known)}")
