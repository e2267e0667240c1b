"""Call scripts and the sample world: TOML files as checked values.

Knows every key a script may have, its default and what excludes what; refuses to know how a call is held or judged.
"""

import tomllib
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from simulator.toml_lines import line_of

WORLD_FILE = Path(__file__).with_name("world.toml")
DEFAULT_CALLER = "+12065550101"
DEFAULT_AT = "2026-12-01T09:30:00-08:00"
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
    name: Annotated[str, StringConstraints(pattern=r"^\S+( \S+)+$")]
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
                raise PydanticCustomError(
                    "unknown_patient", "{name} is not among the patients: {known}", _named(name, known)
                )
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
            raise PydanticCustomError("fault", "{why}", {"why": str(error)}) from error
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
            raise PydanticCustomError(
                "one_action",
                "a turn has exactly one of says, keys, silent = true, hangs_up = true; this one has {found}",
                {"found": found},
            )
        if self.interrupts and self.silent:
            raise PydanticCustomError("silent_interrupts", "silence cannot interrupt; drop interrupts or silent")
        if self.transcription_confidence is not None and self.says is None:
            raise PydanticCustomError("no_words", "transcription_confidence belongs to a turn with says")
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
            raise PydanticCustomError(
                "handoff", "the packet has no {unknown}; its keys are {known}", _named(unknown[0], sorted(PACKET_KEYS))
            )
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
        text = path.read_text(encoding="utf-8")
    except IsADirectoryError as error:
        raise ScriptError(f"{path}: a directory; name the call scripts in it, such as {path}/*.toml") from error
    except UnicodeDecodeError as error:
        raise ScriptError(f"{path}: not UTF-8 text (byte {error.start}); a call script is a TOML file") from error
    except OSError as error:
        raise ScriptError(f"{path}: cannot be read: {error.strerror or error}") from error
    try:
        return model.model_validate(tomllib.loads(text)), text
    except tomllib.TOMLDecodeError as error:
        raise ScriptError(f"{path}: not valid TOML: {error}") from error
    except ValidationError as error:
        raise ScriptError(_explain(error, path, text, model)) from error


def _explain(error: ValidationError, path: Path, text: str, model: type[BaseModel]) -> str:
    """One sentence for the first problem: file, line, key, what was wrong and what is allowed."""
    first = next((one for one in error.errors() if one["type"] == "extra_forbidden"), error.errors()[0])
    where = _without_union_tags(first["loc"])
    if first["type"] == "handoff" and (unknown := first.get("ctx", {}).get("unknown")):
        where = (*where, "handoff", unknown)
    place = f"{path}:{line_of(text, where)}: {_dotted(where)}"
    if first["type"] == "extra_forbidden":
        allowed = ", ".join(_fields(model, where[:-1]))
        return f"{place}: unknown key{_meant(str(where[-1]), allowed.split(', '))}; allowed here: {allowed}"
    if first["type"] in ("timezone_aware", "datetime_type"):
        return f"{place}: must be a date and time with an offset, such as {DEFAULT_AT}; got {_shown(first['input'])}"
    if first["type"] in _OWN_WORDS:
        return f"{place}: {first['msg']}"
    return f"{place}: {first['msg']}; got {_shown(first['input'])}"


_OWN_WORDS = frozenset({"one_action", "silent_interrupts", "no_words", "fault", "handoff", "unknown_patient"})


def _without_union_tags(loc: Sequence[str | int]) -> tuple[str | int, ...]:
    """Pydantic puts the branch of a union that failed into the place of the error; no key is called so."""
    return tuple(part for part in loc if isinstance(part, int) or part.replace("_", "").isalnum())


def _fields(model: type[BaseModel], where: Sequence[str | int]) -> list[str]:
    """The keys that may stand in the table at `where`."""
    table: type[BaseModel] = model
    for part in where:
        if isinstance(part, str) and part in table.model_fields:
            table = _table_type(table.model_fields[part].annotation) or table
    return list(table.model_fields)


def _table_type(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        if found := _table_type(argument):
            return found
    return None


def _meant(key: str, allowed: Sequence[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key, allowed, n=1)
    return f" (did you mean {near[0]}?)" if near else ""


def _dotted(where: Sequence[str | int]) -> str:
    text = ""
    for part in where:
        text += f"[{part}]" if isinstance(part, int) else f".{part}"
    return text.lstrip(".") or "the file"


def _shown(value: object) -> str:
    shown = str(value) if isinstance(value, date) else repr(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."


def _named(unknown: str, known: Sequence[str]) -> dict[str, Any]:
    listed = ", ".join(known) or "there are none"
    return {"name": repr(unknown), "unknown": unknown, "known": listed}


def _refuse_unknown(name: str, known: list[str], *, path: Path, text: str, where: tuple[str | int, ...]) -> None:
    if name not in known:
        line = line_of(text, where)
        listed = ", ".join(known)
        raise ScriptError(f"{path}:{line}: {_dotted(where)}: {name!r} is not among the patients: {listed}")
