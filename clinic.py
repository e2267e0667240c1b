"""The tenant: `clinic.toml` as a checked value.

Knows what a clinic is, what its file may say and by which names the function is told of it; refuses to know where any
of it is used.
"""

from collections.abc import Iterable, Mapping
from datetime import date, time
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, Self, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from pydantic import AfterValidator, Field, StringConstraints, field_validator, model_validator

from declared import LISTED, Refused, Table, meant, one_of, open_toml, pattern, problem, read

CLINIC_FILE = Path(__file__).with_name("clinic.toml")
VOICES_FILE = Path(__file__).with_name("voices.toml")

QueueName = Literal["General", "Scheduling", "Billing", "Spanish"]
QUEUES: tuple[str, ...] = get_args(QueueName)
"""The names of queues that the function may choose; a clinic has them all."""


def _local(value: time) -> time:
    if value.tzinfo is not None:
        raise problem("must be a local time without an offset, such as 08:00:00; time_zone says where")
    return value


E164 = Annotated[
    str, StringConstraints(pattern=pattern(r"^\+[1-9]\d{6,14}$", "an international number such as +12065550101"))
]
Text = Annotated[
    str,
    StringConstraints(
        pattern=pattern(
            r"^[^\x00-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f][^\x00-\x1f\x7f-\x9f]*$",
            "text that is not blank, on one line and without control characters",
        )
    ),
]
ClinicName = Annotated[Text, StringConstraints(max_length=218)]
"""With `When people answer the phone of ` before it a description of hours: 250 characters, and none that controls."""
HolidayName = Annotated[Text, StringConstraints(max_length=116)]
"""With its date after it the name of an override of hours: 127 characters."""
QueueText = Annotated[Text, StringConstraints(max_length=250)]
"""A queue's description. Source of the three: the schemas of AWS::Connect::HoursOfOperation and AWS::Connect::Queue."""
Digits = Annotated[str, StringConstraints(pattern=pattern(r"^\+?\d{2,15}$", "the digits to dial, such as 911"))]
Clock = Annotated[time, AfterValidator(_local)]
Money = Annotated[float, Field(ge=0)]
Share = Annotated[float, Field(ge=0, le=1)]


class ClinicError(ValueError):
    """`clinic.toml` says something it may not; the message names line, key and what is allowed."""


class Weekday(StrEnum):
    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


Days = Annotated[tuple[Annotated[Weekday, LISTED], ...], LISTED, Field(min_length=1)]
Names = Annotated[tuple[Text, ...], LISTED]


class Hours(Table):
    days: Days
    opens: Clock
    closes: Clock

    @model_validator(mode="after")
    def _open_for_a_while(self) -> Self:
        _refuse_repeated(self.days, "days")
        if self.closes <= self.opens:
            raise problem(f"must be after opens, {self.opens:%H:%M}; got {self.closes:%H:%M}", "closes")
        return self


class Holiday(Table):
    date: date
    name: HolidayName


class Fees(Table):
    """Dollars."""

    no_show: Money
    late_cancellation: Money
    telehealth_visit: Money
    records_copy: Money
    form_completion: Money
    returned_payment: Money
    parking_hour: Money
    parking_day: Money


class Appointments(Table):
    slot_minutes: int = Field(ge=5, le=240)
    morning_ends: Clock
    book_ahead_days: int = Field(ge=1, le=730)
    offers: int = Field(ge=1, le=3)


class Service(Table):
    name: Text
    synonyms: Names = ()
    providers: Annotated[Names, Field(min_length=1)]


class Provider(Table):
    name: Text
    days: Days
    starts: Clock
    ends: Clock

    @model_validator(mode="after")
    def _works_for_a_while(self) -> Self:
        _refuse_repeated(self.days, "days")
        if self.ends <= self.starts:
            raise problem(f"must be after starts, {self.starts:%H:%M}; got {self.ends:%H:%M}", "ends")
        return self


class Voice(Table):
    """A voice of Amazon Polly."""

    language: Text
    engines: Annotated[tuple[Literal["standard", "neural", "long-form", "generative"], ...], LISTED]


@cache
def voices() -> Mapping[str, Voice]:
    """By name, those of `voices.toml`. Raises: Refused: it cannot be read, or says something it may not."""
    table = open_toml(VOICES_FILE, name=VOICES_FILE.name)
    return {name: table.check(Voice, voice, at=(name,)) for name, voice in table.data.items()}


Engine = Literal["neural", "generative", "standard"]
DEFAULT_VOICES = {"en_US": "Joanna", "es_US": "Lupe"}
"""Who speaks in a locale that names no voice."""


def _usual_engine(data: dict[str, Any]) -> Engine:
    """Neural, or what the voice has instead."""
    voice = voices().get(data.get("voice", ""))
    return next((engine for engine in get_args(Engine) if voice and engine in voice.engines), "neural")


class Locale(Table):
    """The bot and the flows speak with one voice: the engines are those that Lex and Connect share."""

    id: Literal["en_US", "es_US"]
    voice: Text = Field(default_factory=lambda data: DEFAULT_VOICES.get(data.get("id", ""), "Joanna"))
    engine: Engine = Field(default_factory=_usual_engine)

    @model_validator(mode="after")
    def _voice_speaks_it(self) -> Self:
        language = self.id.replace("_", "-")
        theirs = {name: voice for name, voice in voices().items() if voice.language == language}
        if self.voice not in theirs:
            near = meant(self.voice, theirs)
            other = voices().get(self.voice)
            why = f"speaks {other.language}" if other else "is no voice of Amazon Polly that is known here"
            raise problem(f"{self.voice!r} {why}{near}; {language} is spoken by {', '.join(theirs)}", "voice")
        if self.engine not in theirs[self.voice].engines:
            has = [engine for engine in get_args(Engine) if engine in theirs[self.voice].engines]
            able = [name for name, voice in theirs.items() if self.engine in voice.engines]
            raise problem(
                f"{self.voice} has no {self.engine} engine, but {' and '.join(has)}; "
                f"{self.engine} in {language} are {', '.join(able)}",
                "engine",
            )
        return self


MODEL = r"^([a-z0-9-]+(\.[a-z0-9-]+)+(:[a-z0-9-]+)*|arn:aws[a-z-]*:(bedrock|sagemaker):[a-z0-9-]*:\d*:[a-z-]+/\S+)$"
ModelId = Annotated[
    str,
    StringConstraints(
        pattern=pattern(MODEL, "a model's id, such as anthropic.claude-haiku-5-5, or an ARN of Amazon Bedrock"),
        max_length=2048,
    ),
]
"""What Converse takes; botocore's bedrock-runtime model allows 2,048 characters."""


class Models(Table):
    """The geography prefix may be left out: it follows the Region."""

    small: ModelId
    large: ModelId
    embedding: ModelId


class Thresholds(Table):
    transcription: Share
    understanding: Share
    retrieval: Share
    sure_retrieval: Share = 0.4
    passage_gap: Share = 0.03
    grounding: Share
    relevance: Share = 0.5


class CallerLimits(Table):
    """Of one telephone number, in one day by UTC."""

    calls: int = Field(default=20, ge=1, le=1000)
    turns: int = Field(default=300, ge=1, le=10_000)
    minutes: int = Field(default=60, ge=1, le=1440)
    model_calls: int = Field(default=100, ge=1, le=10_000)


class Limits(Table):
    """The ranges are those of the function's settings."""

    turns: int = Field(ge=1, le=1000)
    minutes: int = Field(ge=1, le=14, description="Lex ends a conversation at 15 minutes")
    model_calls: int = Field(ge=1, le=1000)
    input_chars: int = Field(default=1000, ge=100, le=1023, description="Lex carries 1,024 characters")
    misses_in_a_row: int = Field(ge=1, le=10)
    identity_attempts: int = Field(ge=1, le=10)
    caller: CallerLimits = CallerLimits()


class Clinic(Table):
    name: ClinicName
    time_zone: str
    phone: E164
    address: Text
    emergency_number: Digits
    crisis_number: Digits | None = None
    """Where somebody who may harm themselves is listened to: 988 in the United States."""
    hours: Hours
    holidays: Annotated[tuple[Holiday, ...], LISTED] = ()
    fees: Fees
    appointments: Appointments
    services: Annotated[tuple[Service, ...], LISTED, Field(min_length=1)]
    providers: Annotated[tuple[Provider, ...], LISTED, Field(min_length=1)]
    queues: dict[QueueName, QueueText]
    locales: Annotated[tuple[Locale, ...], LISTED, Field(min_length=1)]
    models: Models
    thresholds: Thresholds
    limits: Limits

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            near = meant(value, available_timezones())
            raise problem(f"{value!r} is no IANA time zone, such as America/Los_Angeles{near}") from error
        return value

    @model_validator(mode="after")
    def _nothing_twice(self) -> Self:
        _refuse_repeated((each.date.isoformat() for each in self.holidays), "holidays", key="date")
        _refuse_repeated((each.name for each in self.providers), "providers", key="name")
        _refuse_repeated((each.name for each in self.services), "services", key="name")
        _refuse_repeated((each.id for each in self.locales), "locales", key="id")
        return self

    @model_validator(mode="after")
    def _every_queue(self) -> Self:
        for name in QUEUES:
            if name not in self.queues:
                raise problem(f"{name} is missing; all of {', '.join(QUEUES)} are needed", "queues")
        return self

    @model_validator(mode="after")
    def _words_of_one_service(self) -> Self:
        """What a caller says names one service."""
        names = {service.name.casefold(): service.name for service in self.services}
        owners: dict[str, str] = {}
        for place, service in enumerate(self.services):
            for position, synonym in enumerate(service.synonyms):
                folded, at = synonym.casefold(), ("services", place, "synonyms", position)
                if names.get(folded, service.name) != service.name:
                    raise problem(f"{synonym!r} is the name of another service; remove it here", *at)
                if folded in owners:
                    raise problem(f"{synonym!r} is a synonym of {owners[folded]} already; remove one", *at)
                owners[folded] = service.name
        return self

    @model_validator(mode="after")
    def _providers_and_services_match(self) -> Self:
        known = [provider.name for provider in self.providers]
        for place, service in enumerate(self.services):
            for position, name in enumerate(service.providers):
                if name not in known:
                    raise problem(f"[[providers]]: {one_of(name, known)}", "services", place, "providers", position)
            _refuse_repeated(service.providers, "services", place, "providers")
        needed = {name for service in self.services for name in service.providers}
        for place, name in enumerate(known):
            if name not in needed:
                raise problem(f"no service names {name!r}; add it to one, or remove it", "providers", place, "name")
        return self

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


def load(path: Path = CLINIC_FILE) -> Clinic:
    """Read and check the tenant's file.

    Raises:
        ClinicError: the file, or `voices.toml`, is missing, is not TOML, or a value is refused; one sentence: file,
            line, key, what to do.
    """
    try:
        voices()
        return read(path, Clinic, name=path.name)
    except Refused as refused:
        raise ClinicError(str(refused)) from refused


def environment(clinic: Clinic) -> dict[str, str]:
    """The tenant's part of the function's environment, by the names that `fulfillment.settings` reads."""
    thresholds, limits, caller = clinic.thresholds, clinic.limits, clinic.limits.caller
    values: dict[str, str | float] = {
        "CLINIC_NAME": clinic.name,
        "TIME_ZONE": clinic.time_zone,
        "EMERGENCY_NUMBER": clinic.emergency_number,
        "CRISIS_NUMBER": clinic.crisis_number or "",
        "TRANSCRIPTION_THRESHOLD": thresholds.transcription,
        "UNDERSTANDING_THRESHOLD": thresholds.understanding,
        "RETRIEVAL_THRESHOLD": thresholds.retrieval,
        "SURE_RETRIEVAL": thresholds.sure_retrieval,
        "PASSAGE_GAP": thresholds.passage_gap,
        "GROUNDING_THRESHOLD": thresholds.grounding,
        "RELEVANCE_THRESHOLD": thresholds.relevance,
        "MAX_TURNS": limits.turns,
        "MAX_MINUTES": limits.minutes,
        "MAX_MODEL_CALLS": limits.model_calls,
        "MAX_INPUT_CHARS": limits.input_chars,
        "MAX_CALLER_CALLS": caller.calls,
        "MAX_CALLER_TURNS": caller.turns,
        "MAX_CALLER_MINUTES": caller.minutes,
        "MAX_CALLER_MODEL_CALLS": caller.model_calls,
        "MISSES_IN_A_ROW": limits.misses_in_a_row,
        "IDENTITY_ATTEMPTS": limits.identity_attempts,
    }
    return {name: str(value) for name, value in values.items()}


def _refuse_repeated(values: Iterable[str], *at: str | int, key: str | None = None) -> None:
    """`at`: where the list of them stands; `key`: what they are called in its tables."""
    seen: set[str] = set()
    for position, value in enumerate(values):
        if value.casefold() in seen:
            raise problem(f"{value} is there twice; remove one", *at, position, *([key] if key else []))
        seen.add(value.casefold())
