"""What can only be estimated before a call is held: the size of session attributes, and whether the prompt is cached.

Knows how long each attribute can get; refuses to know the function. Its sentences, and what it knows of models, are
read by path.
"""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clinic import Clinic
from contact_flows.flow import Flow
from declared import Refused, open_toml
from infra.doctor.declared_files import within_limits
from infra.doctor.findings import Finding, ok, skipped, warning

ATTRIBUTE_BYTES = 8 * 1024
"""Session attributes as JSON. Lex takes 12 KB after base64, that is 9 KB before it;
https://docs.aws.amazon.com/lexv2/latest/dg/quotas.html."""
WRITTEN_BY_THE_FUNCTION: Mapping[str, int] = {
    "turn": 4,
    "asked": 32,
    "outcome": 8,
    "handoff_reason": 32,
    "handoff_queue": 16,
    "x-amz-lex:dtmf:end-timeout-ms:*:*": 5,
}
"""Session attribute that the function adds to the flow's -> the most bytes of its value."""
_REFERENCES: Mapping[str, int] = {"$.ContactId": 36, "$.CustomerEndpoint.Address": 128}
"""What a flow's attribute reference can become, in bytes: a UUID; a number, or a SIP address."""
_ANY_REFERENCE = 512
_LEX_BLOCK = "ConnectParticipantWithLexBot"

MODELS = Path("lambdas") / "fulfillment" / "aws" / "models.toml"
"""What the function knows of models, too: from how many tokens each caches, and how long a token is."""
_TOOLS: Mapping[str, int] = {"hand_off": 160, "start_task": 260}
"""Tool whose description is a sentence of the prompts -> the characters of its name and schema."""


def check_attributes(flows: Mapping[str, Flow]) -> Iterator[Finding]:
    """Whether session attributes stay under what Lex takes, at their longest."""
    sizes = {
        f"contact_flows/{name}.json: block {action.identifier}": {
            "bytes of session attributes": (attribute_bytes(attributes), ATTRIBUTE_BYTES)
        }
        for name, flow in flows.items()
        for action in flow.actions
        if action.type == _LEX_BLOCK
        for attributes in (action.parameters.get("LexSessionAttributes") or {},)
    }
    yield from within_limits("attributes", sizes)


def attribute_bytes(of_the_flow: Mapping[str, Any]) -> int:
    """Bytes of all session attributes as JSON, each at its longest.

    Args:
        of_the_flow: What the flow gives the Lex block.
    """
    longest = {name: "x" * size for name, size in WRITTEN_BY_THE_FUNCTION.items()}
    for name, value in of_the_flow.items():
        text = str(value)
        reference = text.startswith("$.")
        longest[name] = "x" * _REFERENCES.get(text, _ANY_REFERENCE) if reference else text
    return len(json.dumps(longest, ensure_ascii=False).encode())


@dataclass(frozen=True, slots=True)
class Caches:
    """What `MODELS` says of one model, and of tokens."""

    fewest_tokens: int | None
    """Before a cache point, so that it does anything; None: not known to cache."""
    tools: bool
    """Tools count."""
    most_chars: float
    """Of a token."""
    fewest_chars: float


def check_cache(clinic: Clinic, prompts: Path, models: Path) -> Iterator[Finding]:
    """Whether the part of the prompt that stays the same is long enough for the models to cache it."""
    for locale in clinic.locales:
        path = prompts / f"{locale.id}.toml"
        try:
            told = open_toml(path, name=f"prompts/{path.name}").data.get("model", {}) if path.is_file() else {}
        except Refused:
            continue
        if told:
            for model in dict.fromkeys((clinic.models.small, clinic.models.large)):
                known = caches(model, models)
                yield cached(model, prefix(told, tools=known.tools), known, where=f"prompts/{path.name}")


def prefix(told: Mapping[str, Any], *, tools: bool) -> int:
    """Characters of what every request of a locale begins with."""
    schemas = sum(len(str(told.get(name, ""))) + size for name, size in _TOOLS.items() if name in told)
    return len(str(told.get("system", ""))) + (schemas if tools else 0)


def cached(model: str, chars: int, known: Caches, *, where: str) -> Finding:
    """Whether a prefix of so many characters is cached by the model."""
    fewest = known.fewest_tokens
    if fewest is None:
        return skipped("prompt cache", f"{model}: from how many tokens it caches is not known")
    low, high = round(chars / known.most_chars), round(chars / known.fewest_chars)
    what = f"{model}: {where} has {low:,} to {high:,} tokens that stay the same, and {fewest:,} are the least it caches"
    if low >= fewest:
        return ok("prompt cache", what)
    if high >= fewest:
        return warning("prompt cache", f"{what}: it may cache nothing", "see cacheReadInputTokens after a call")
    return ok("prompt cache", f"{what}: no cache point is sent")


def caches(model: str, models: Path) -> Caches:
    """What the longest entry that the id contains says. Raises: OSError, tomllib.TOMLDecodeError, KeyError."""
    read = tomllib.loads(models.read_text(encoding="utf-8"))
    fitting: list[dict[str, Any]] = [one for one in read["families"] if one["id"] in model]
    family = max(fitting, key=lambda one: len(one["id"]), default={})
    tokens = read["tokens"]
    return Caches(
        fewest_tokens=family.get("caches_from"),
        tools=family.get("caches_tools", False),
        most_chars=tokens["most_characters"],
        fewest_chars=tokens["fewest_characters"],
    )
