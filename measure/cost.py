"""What a call costs, from what it used and a table of public prices.

Knows the arithmetic; refuses to know how usage was counted. Prices live in `prices.toml`, with their date.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

PRICES_FILE = Path(__file__).with_name("prices.toml")

GEOGRAPHIES = ("us.", "eu.", "apac.", "jp.", "au.")
"""Prefixes of inference profiles that keep to one geography; some models cost more there than by `global.`."""
GUARDRAIL_POLICIES = ("content", "topics", "pii", "grounding")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Of one model, over a call."""

    input: int = 0
    output: int = 0
    cache_read: int = 0
    cache_write: int = 0


@dataclass(frozen=True, slots=True)
class CallUsage:
    """What one call used."""

    minutes: float = 0.0
    lex_requests: int = 0
    spoken_characters: int = 0
    voice_engine: str = "neural"
    tokens: Mapping[str, Tokens] = field(default_factory=dict)
    """By model id."""
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

    @property
    def total_usd(self) -> float:
        return sum(self.parts.values())


def of(usage: CallUsage) -> Cost:
    """The cost of one call. Raises: OSError or tomllib.TOMLDecodeError, when the price table is broken."""
    prices = _prices()
    unknown = [model for model in usage.tokens if _model(prices["models"], model) is None]
    parts = {
        "telephony": usage.minutes * (prices["connect"]["voice_minute"] + prices["connect"]["inbound_did_minute"]),
        "lex": usage.lex_requests * prices["lex"]["speech_request"],
        "speech": usage.spoken_characters / 1e6 * prices["polly"][usage.voice_engine],
        "models": sum(_tokens_usd(prices["models"], model, tokens) for model, tokens in usage.tokens.items()),
        "guardrail": usage.guardrail_units / 1000 * sum(prices["guardrails"][name] for name in GUARDRAIL_POLICIES),
        "lambda": usage.lambda_requests * prices["lambda"]["request"]
        + usage.lambda_gb_seconds * prices["lambda"]["gb_second"],
        "dynamodb": usage.dynamodb_reads * prices["dynamodb"]["read"]
        + usage.dynamodb_writes * prices["dynamodb"]["write"],
    }
    note = f"no price for {', '.join(unknown)}: its tokens count as zero" if unknown else ""
    return Cost(parts=parts, as_of=prices["as_of"], note=note)


@cache
def _prices() -> dict[str, Any]:
    return tomllib.loads(PRICES_FILE.read_text(encoding="utf-8"))


def _model(models: Sequence[Mapping[str, Any]], model_id: str) -> Mapping[str, Any] | None:
    """The entry of a model, whatever its profile, geography and version; `sonnet-5-5` is not `sonnet-5`."""
    bare = model_id.rsplit("/", 1)[-1]
    for prefix in (*GEOGRAPHIES, "global."):
        bare = bare.removeprefix(prefix)
    versions = {entry["id"]: (f"{entry['id']}-v", f"{entry['id']}:") for entry in models}
    return next((one for one in models if bare == one["id"] or bare.startswith(versions[one["id"]])), None)


def _tokens_usd(models: Sequence[Mapping[str, Any]], model_id: str, tokens: Tokens) -> float:
    price = _model(models, model_id)
    if price is None:
        return 0.0
    dollars = (
        tokens.input * price["input"]
        + tokens.output * price["output"]
        + tokens.cache_read * price.get("cache_read", price["input"])
        + tokens.cache_write * price.get("cache_write", price["input"])
    )
    in_geography = model_id.rsplit("/", 1)[-1].startswith(GEOGRAPHIES)
    surcharge = price.get("geography_surcharge", 0.0) if in_geography else 0.0
    return float(dollars / 1e6 * (1 + surcharge))
