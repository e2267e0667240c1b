"""Every environment variable of the function, once.

Knows names, defaults and ranges; refuses to know what is done with them.
A missing or wrong one fails at start, by name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo


class SettingsError(ValueError):
    """An environment variable is missing or out of range; the message names it."""


@dataclass(frozen=True, slots=True)
class Settings:
    region: str
    clinic_name: str
    zone: ZoneInfo
    """Of the times that agents are told."""
    emergency_number: str
    crisis_number: str
    """Told to whoever speaks of suicide; empty: none."""
    session_table: str
    clinic_table: str
    user_pool_id: str
    knowledge_base_id: str
    small_model: str
    large_model: str
    guardrail_id: str
    guardrail_version: str
    """Both empty: no guardrail."""
    transcription_threshold: float
    understanding_threshold: float
    """Under it the bot takes an utterance for none of its intents."""
    retrieval_threshold: float
    """A best passage under this answers nothing."""
    sure_retrieval: float
    """A best passage under this is weak: the large model reads it."""
    passage_gap: float
    """Two documents whose scores are nearer than this compete."""
    grounding_threshold: float
    relevance_threshold: float
    """An answer whose score is under these is not given."""
    max_turns: int
    max_minutes: int
    max_model_calls: int
    max_input_chars: int
    """Of one turn."""
    max_caller_calls: int
    """Of one telephone number in one day, as the three that follow."""
    max_caller_turns: int
    max_caller_minutes: int
    max_caller_model_calls: int
    caller_key: str
    """What telephone numbers are hashed with; empty: what a caller uses is not added up."""
    misses_in_a_row: int
    identity_attempts: int
    fulfillment_deadline_s: float
    dialog_deadline_s: float
    read_on_s: float
    """How long usage and scores are waited for once the model has stopped."""
    history_tokens: int
    """Of earlier turns, what the model is told at most."""
    session_hours: int
    """How long a session is kept after its last turn."""

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Settings":
        """Read the function's environment.

        Raises:
            SettingsError: a variable is missing, or its value is out of range.
        """
        return cls(
            region=_text(env, "AWS_REGION"),
            clinic_name=env.get("CLINIC_NAME", "the clinic"),
            zone=_zone(env),
            emergency_number=env.get("EMERGENCY_NUMBER", "911"),
            crisis_number=env.get("CRISIS_NUMBER", "").strip(),
            session_table=_text(env, "SESSION_TABLE"),
            clinic_table=_text(env, "CLINIC_TABLE"),
            user_pool_id=_text(env, "USER_POOL_ID"),
            knowledge_base_id=_text(env, "KNOWLEDGE_BASE_ID"),
            small_model=_text(env, "SMALL_MODEL_ID"),
            large_model=_text(env, "LARGE_MODEL_ID"),
            guardrail_id=env.get("GUARDRAIL_ID", ""),
            guardrail_version=env.get("GUARDRAIL_VERSION", ""),
            transcription_threshold=_number(env, "TRANSCRIPTION_THRESHOLD", 0.5, low=0, high=1),
            understanding_threshold=_number(env, "UNDERSTANDING_THRESHOLD", 0.4, low=0, high=1),
            retrieval_threshold=_number(env, "RETRIEVAL_THRESHOLD", 0.3, low=0, high=1),
            sure_retrieval=_number(env, "SURE_RETRIEVAL", 0.4, low=0, high=1),
            passage_gap=_number(env, "PASSAGE_GAP", 0.03, low=0, high=1),
            grounding_threshold=_number(env, "GROUNDING_THRESHOLD", 0.7, low=0, high=1),
            relevance_threshold=_number(env, "RELEVANCE_THRESHOLD", 0.5, low=0, high=1),
            max_turns=int(_number(env, "MAX_TURNS", 60, low=1, high=1000)),
            max_minutes=int(_number(env, "MAX_MINUTES", 12, low=1, high=14)),
            max_model_calls=int(_number(env, "MAX_MODEL_CALLS", 30, low=1, high=1000)),
            max_input_chars=int(_number(env, "MAX_INPUT_CHARS", 1000, low=100, high=1023)),
            max_caller_calls=int(_number(env, "MAX_CALLER_CALLS", 20, low=1, high=1000)),
            max_caller_turns=int(_number(env, "MAX_CALLER_TURNS", 300, low=1, high=10_000)),
            max_caller_minutes=int(_number(env, "MAX_CALLER_MINUTES", 60, low=1, high=1440)),
            max_caller_model_calls=int(_number(env, "MAX_CALLER_MODEL_CALLS", 100, low=1, high=10_000)),
            caller_key=env.get("CALLER_KEY", "").strip(),
            misses_in_a_row=int(_number(env, "MISSES_IN_A_ROW", 3, low=1, high=10)),
            identity_attempts=int(_number(env, "IDENTITY_ATTEMPTS", 3, low=1, high=10)),
            fulfillment_deadline_s=_number(env, "FULFILLMENT_DEADLINE_S", 6.0, low=0.5, high=25),
            dialog_deadline_s=_number(env, "DIALOG_DEADLINE_S", 4.0, low=0.5, high=25),
            read_on_s=_number(env, "READ_ON_S", 0.15, low=0, high=2),
            history_tokens=int(_number(env, "HISTORY_TOKENS", 400, low=0, high=10_000)),
            session_hours=_session_hours(env),
        )


@dataclass(frozen=True, slots=True)
class StoreSettings:
    """Of the functions that only look at sessions: the flows' and the one told of a contact's end."""

    region: str
    session_table: str
    session_hours: int
    """How long is kept how a call ended."""
    line: str
    """The number that callers dial, E.164; empty: not known."""
    caller_key: str
    """As in `Settings`."""

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "StoreSettings":
        """Read the function's environment.

        Raises:
            SettingsError: a variable is missing, or its value is out of range.
        """
        return cls(
            region=_text(env, "AWS_REGION"),
            session_table=_text(env, "SESSION_TABLE"),
            session_hours=_session_hours(env),
            line=env.get("LINE_NUMBER", "").strip(),
            caller_key=env.get("CALLER_KEY", "").strip(),
        )


def _session_hours(env: Mapping[str, str]) -> int:
    return int(_number(env, "SESSION_HOURS", 24, low=1, high=24 * 30))


def _zone(env: Mapping[str, str]) -> ZoneInfo:
    name = env.get("TIME_ZONE", "UTC")
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError) as error:
        raise SettingsError(f"TIME_ZONE is {name!r}; it must be a time zone such as America/Los_Angeles") from error


def _text(env: Mapping[str, str], name: str) -> str:
    value = env.get(name, "").strip()
    if not value:
        raise SettingsError(f"{name} is not set; the stack sets it on the function")
    return value


def _number(env: Mapping[str, str], name: str, default: float, *, low: float, high: float) -> float:
    raw = env.get(name, "")
    try:
        value = float(raw) if raw else default
    except ValueError as error:
        raise SettingsError(f"{name} is {raw!r}; it must be a number from {low} to {high}") from error
    if not low <= value <= high:
        raise SettingsError(f"{name} is {value}; it must be from {low} to {high}")
    return value
