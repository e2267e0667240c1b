"""Call scripts: TOML files as checked values.

Knows every key a script may have, its default and what excludes what; refuses to know how a call is held or judged.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import Field, StringConstraints, ValidationError, model_validator

from clinic import E164, Clinic, Text
from declared import A_TIME, Refused, Source, Table, meant, one_of, open_toml, pattern, problem
from simulator.ends import Booked, Ends, IntentName, Words
from simulator.people import AgentActs, AgentEntry, QueueEntry
from simulator.world import (
    AppointmentEntry,
    Moment,
    OrderEntry,
    PatientEntry,
    ScriptError,
    World,
    contradictions,
    load_world,
    refuse_contradictions,
    unknown_patient,
)

__all__ = [
    "ANONYMOUS",
    "DEFAULT_AT",
    "Booked",
    "Earlier",
    "Ends",
    "FaultEntry",
    "Script",
    "ScriptError",
    "TurnEntry",
    "World",
    "load",
    "load_world",
    "seeded",
]

DEFAULT_CALLER = "+12065550101"
DEFAULT_AT = A_TIME
"""A Tuesday in the clinic's hours."""
ANONYMOUS = "anonymous"
"""What Connect shows of a caller who withholds the number."""

Keys = Annotated[str, StringConstraints(pattern=pattern(r"^[0-9*#]+$", "keys of a telephone: digits, * and #"))]
LocaleId = Literal["en_US", "es_US"]


class FaultEntry(Table):
    """Something that goes wrong. `times`: the first N calls there, or always; `after`: spares the first N; `turn`: only
    while it is answered."""

    at: str
    kind: str
    times: Annotated[int, Field(ge=1)] | Literal["always"] = "always"
    after: Annotated[int, Field(ge=0)] = 0
    turn: Annotated[int, Field(ge=1)] | None = None

    @model_validator(mode="after")
    def _legal(self) -> Self:
        from simulator.connect.block_faults import NoSuchBlock
        from simulator.local_aws.faults import KINDS, OPERATIONS, Fault, place_of

        try:
            Fault(self.at, self.kind, times=None if self.times == "always" else self.times, turn=self.turn)
        except NoSuchBlock as error:
            raise problem(f"{error}{meant(getattr(self, error.wrong), error.names)}", error.wrong) from error
        except ValueError as error:
            places = {*KINDS, *(each for operations in OPERATIONS.values() for each in operations)}
            wrong, names = (
                ("kind", {kind for kinds in KINDS.values() for kind in kinds})
                if place_of(self.at) in places
                else ("at", places)
            )
            raise problem(f"{error}{meant(getattr(self, wrong), names)}", wrong) from error
        return self


class WorldChanges(Table):
    """What differs in a script from `world.toml` and `clinic.toml`; None: as there."""

    agents_available: Annotated[int, Field(ge=0)] = 2
    queue_full: bool = False
    agents: list[AgentEntry] | None = None
    """None: as many as `agents_available`, all of them free."""
    queues: list[QueueEntry] = Field(default_factory=list)
    line: E164 | None = None
    """The number that was called; None: the clinic's."""
    callbacks_inherit: bool = False
    """Whether a callback has the event hooks of its call; Connect does not say."""
    turn_deadline_s: Annotated[float, Field(gt=0, le=30)] = 6.0
    faults: list[FaultEntry] = Field(default_factory=list)
    patients: list[PatientEntry] | None = None
    appointments: list[AppointmentEntry] | None = None
    orders: list[OrderEntry] | None = None

    @model_validator(mode="after")
    def _everybody_once(self) -> Self:
        if self.agents is not None and "agents_available" in self.model_fields_set:
            raise problem("says the same as [[world.agents]]; drop one", "agents_available")
        listed: dict[str, Sequence[AgentEntry | QueueEntry]] = {"agents": self.agents or (), "queues": self.queues}
        for key, entries in listed.items():
            seen: set[str] = set()
            for position, entry in enumerate(entries):
                if entry.name in seen:
                    raise problem(f"{entry.name} is there twice; drop one", key, position, "name")
                seen.add(entry.name)
        return self


class TurnEntry(Table):
    """One thing the caller does, and what is expected in answer to it."""

    says: Text | None = None
    keys: Keys | None = None
    silent: bool = False
    hangs_up: bool = False
    interrupts: bool = False
    transcription_confidence: Annotated[float, Field(ge=0, le=1)] | None = None
    hears: list[Words] = Field(default_factory=list)
    hears_not: list[Words] = Field(default_factory=list)
    intent: IntentName | None = None
    within_ms: Annotated[int, Field(ge=1)] | None = None

    @model_validator(mode="after")
    def _one_action(self) -> Self:
        given = [name for name in ("says", "keys", "silent", "hangs_up") if getattr(self, name) not in (None, False)]
        if len(given) != 1:
            found = " and ".join(given) or "none of them"
            raise problem(f"a turn has exactly one of says, keys, silent = true, hangs_up = true; this one has {found}")
        if self.interrupts and self.silent:
            raise problem("silence cannot interrupt; drop interrupts or silent", "interrupts")
        if self.transcription_confidence is not None and self.says is None:
            raise problem("belongs to a turn with says", "transcription_confidence")
        return self


class Earlier(Table):
    """A call before this one by the same caller, which broke off when its turns ran out."""

    minutes_ago: Annotated[float, Field(ge=0, le=7 * 24 * 60)] = 5
    """From its end to the answer of this call."""
    patience_s: Annotated[float, Field(ge=0)] | None = None
    turns: list[TurnEntry] = Field(min_length=1)


class Script(Table):
    """One call: who calls when, what the caller does, and what is expected."""

    name: str = ""
    caller: E164 | Literal["anonymous"] = DEFAULT_CALLER
    at: Moment = Field(default_factory=lambda: datetime.fromisoformat(DEFAULT_AT))
    locale: LocaleId = "en_US"
    world: WorldChanges = WorldChanges()
    patience_s: Annotated[float, Field(ge=0)] | None = None
    """How long after their last word the caller stays, also when the turns have run out; None: until they have."""
    hears: list[Words] = Field(default_factory=list)
    """Before the caller says or presses anything."""
    hears_not: list[Words] = Field(default_factory=list)
    turns: list[TurnEntry] = Field(default_factory=list)
    agent: AgentActs = AgentActs()
    earlier: Earlier | None = None
    ends: Ends = Ends()


def load(
    path: Path, *, world: World | None = None, clinic: Clinic | None = None, changes: Mapping[str, Any] | None = None
) -> Script:
    """Read and check a call script.

    Args:
        path: The file.
        world: What the script's own lists replace; default: `world.toml`.
        clinic: Where the call is held: its world and what is expected must be possible there. Default: no clinic in
            particular.
        changes: Checked values that stand in place of the file's own, such as `at`.

    Raises:
        ScriptError: it cannot be read, is not TOML, says something it may not, or its world contradicts itself.
    """
    try:
        source = open_toml(path, advice=f"name the call scripts in it, such as {path}/*.toml")
        if not source.data:
            raise Refused(f"{path}: no turns; write [[turns]] with what the caller does")
        script = source.check(Script).model_copy(update=dict(changes or {}))
        merged = seeded(script, world or load_world(clinic=clinic), source=str(path))
        today = None if script.world.patients is None else script.at.date()
        refuse_contradictions(source, contradictions(merged, clinic, today=today), "world")
        _refuse_impossible_ends(source, script.ends, [patient.name for patient in merged.patients], clinic)
    except Refused as refused:
        raise ScriptError(str(refused)) from refused
    return script if script.name else script.model_copy(update={"name": path.stem.replace("_", " ")})


def seeded(script: Script, world: World, *, source: str = "the script") -> World:
    """The world as this script has it: each list it gives replaces the one of `world`.

    Where only the patients are replaced, what belonged to patients who are gone goes with them.

    Raises:
        ScriptError: a list of the script is not one of entries.
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


def _of(names: set[str], entries: Sequence[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.patient in names]


def _refuse_impossible_ends(source: Source, ends: Ends, patients: Sequence[str], clinic: Clinic | None) -> None:
    """Raises: Refused: somebody or something is expected that there is not."""
    for position, name in enumerate(ends.password_resets or ()):
        if name not in patients:
            raise source.refused(unknown_patient(name, patients), "ends", "password_resets", position)
    services = [service.name for service in clinic.services] if clinic else []
    providers = [provider.name for provider in clinic.providers] if clinic else []
    for position, booked in enumerate(ends.appointments):
        at = ("ends", "appointments", position)
        if booked.patient not in patients:
            raise source.refused(unknown_patient(booked.patient, patients), *at, "patient")
        if clinic and booked.service is not None and booked.service not in services:
            raise source.refused(one_of(booked.service, services), *at, "service")
        if clinic and booked.provider is not None and booked.provider not in providers:
            raise source.refused(one_of(booked.provider, providers), *at, "provider")
