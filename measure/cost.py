"""What a call costs, from what it used and a table of public prices.

Knows the arithmetic; refuses to know how usage was counted. Prices live in `prices.toml`, with their date.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

PRICES_FILE = Path(__file__).with_name("prices.toml")

GEOGRAPHIES = ("us", "ca", "eu", "apac", "jp", "au", "us-gov")
"""Those whose inference profiles keep to them; some models cost more there than by `global`."""
GLOBAL = "global"
GUARDRAIL_POLICIES = ("content", "topics", "pii", "grounding")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Of one model, over a call."""

    input: int = 0
    output: int = 0
    cache_read: int = 0
    cache_write: int = 0


@dataclass(frozen=True, slots=True)
class Price:
    """Of one model, in dollars per million tokens."""

    input: float
    output: float
    cache_read: float
    cache_write: float


@dataclass(frozen=True, slots=True)
class CallUsage:
    """What one call used."""

    minutes: float = 0.0
    lex_requests: int = 0
    spoken_characters: int = 0
    voice_engine: str = "neural"
    tokens: Mapping[str, Tokens] = field(default_factory=dict)
    """By model id."""
    tokens_estimated: bool = False
    """Some of them were not told by the model."""
    guardrail_units: int = 0
    """Text units of 1,000 characters, each assessed under every policy."""
    lambda_requests: int = 0
    lambda_gb_seconds: float = 0.0
    dynamodb_reads: int = 0
    dynamodb_writes: int = 0


@dataclass(frozen=True, slots=True)
class Cost:
    """Dollars by part. `note` says what could not be priced; such a part counts as zero."""

    parts: Mapping[str, float]
    as_of: date
    note: str = ""
    estimated: bool = False
    """Some tokens were not told by the model: an answer was given before its last event came."""

    @property
    def total_usd(self) -> float:
        return sum(self.parts.values())


def of(usage: CallUsage) -> Cost:
    """The cost of one call. Raises: OSError or tomllib.TOMLDecodeError, when the price table is broken."""
    prices = _prices()
    unknown = [model for model in usage.tokens if price(model) is None]
    parts = {
        "telephony": usage.minutes * (prices["connect"]["voice_minute"] + prices["connect"]["inbound_did_minute"]),
        "lex": usage.lex_requests * prices["lex"]["speech_request"],
        "speech": usage.spoken_characters / 1e6 * prices["polly"][usage.voice_engine],
        "models": sum(_tokens_usd(model, tokens) for model, tokens in usage.tokens.items()),
        "guardrail": usage.guardrail_units / 1000 * sum(prices["guardrails"][name] for name in GUARDRAIL_POLICIES),
        "lambda": usage.lambda_requests * prices["lambda"]["request"]
        + usage.lambda_gb_seconds * prices["lambda"]["gb_second"],
        "dynamodb": usage.dynamodb_reads * prices["dynamodb"]["read"]
        + usage.dynamodb_writes * prices["dynamodb"]["write"],
    }
    note = f"no price for {', '.join(unknown)}: its tokens count as zero" if unknown else ""
    return Cost(parts=parts, as_of=prices["as_of"], note=note, estimated=usage.tokens_estimated)


@cache
def _prices() -> dict[str, Any]:
    return tomllib.loads(PRICES_FILE.read_text(encoding="utf-8"))


def price(model_id: str) -> Price | None:
    """Of a model as it is called, whatever its profile and version; None: the table does not name it.

    Raises: OSError or tomllib.TOMLDecodeError, when the price table is broken.
    """
    called = model_id.rsplit("/", 1)[-1]
    geography = next((one for one in (*GEOGRAPHIES, GLOBAL) if called.startswith(f"{one}.")), None)
    bare = called.removeprefix(f"{geography}.")
    entry = next((one for one in _prices()["models"] if _is(bare, one["id"])), None)
    if entry is None:
        return None
    factor = 1 + (entry.get("geography_surcharge", 0.0) if geography in GEOGRAPHIES else 0.0)
    kinds = (each.name for each in fields(Price))
    return Price(**{kind: round(entry.get(kind, entry["input"]) * factor, 6) for kind in kinds})


def as_of() -> date:
    """The day of the prices. Raises: as `price`."""
    day: date = _prices()["as_of"]
    return day


def _is(bare: str, entry: str) -> bool:
    """The same model, whatever its version: `sonnet-5-5` is not `sonnet-5`."""
    return bare == entry or bare.startswith((f"{entry}-v", f"{entry}:"))


def _tokens_usd(model_id: str, tokens: Tokens) -> float:
    found = price(model_id)
    if found is None:
        return 0.0
    dollars = [float(getattr(tokens, each.name) * getattr(found, each.name)) for each in fields(Price)]
    return sum(dollars) / 1e6
