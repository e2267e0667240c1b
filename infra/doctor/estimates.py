"""What can only be estimated before a call is held: the size of session attributes, and whether the prompt is cached.

Knows how long each attribute can get and from how many tokens each model caches; refuses to know the function. Its
sentences are read by path.
"""

import json
from collections.abc import Iterator, Mapping
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

CACHED_FROM: Mapping[str, int] = {
    "anthropic.claude-haiku-5-5": 512,
    "anthropic.claude-sonnet-5-5": 512,
    "anthropic.claude-sonnet-5": 1_024,
    "anthropic.claude-sonnet-4-6": 1_024,
    "anthropic.claude-haiku-4-5": 4_096,
    "amazon.nova-": 1_024,
}
"""Part of a model's id, the longest that fits counts -> the fewest tokens before a cache point that it caches. Source:
https://docs.aws.amazon.com/bedrock/latest/userguide/prompt-caching.html"""
MOST_CHARS_A_TOKEN = 6.0
"""Of English text; https://docs.aws.amazon.com/bedrock/latest/userguide/model-customization-prepare.html reckons so."""
FEWEST_CHARS_A_TOKEN = 3.0
"""Under the 3.5 of https://docs.claude.com/en/docs/about-claude/glossary, for text with figures and JSON."""
_TOOL_SCHEMA_CHARS = 160
"""The hand-off tool's name and schema, which stand before the system text."""


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


def check_cache(clinic: Clinic, prompts: Path) -> Iterator[Finding]:
    """Whether the part of the prompt that stays the same is long enough for the models to cache it."""
    for locale in clinic.locales:
        path = prompts / f"{locale.id}.toml"
        try:
            told = open_toml(path, name=f"prompts/{path.name}").data.get("model", {}) if path.is_file() else {}
        except Refused:
            continue
        if told:
            prefix = len(str(told.get("system", ""))) + len(str(told.get("hand_off", ""))) + _TOOL_SCHEMA_CHARS
            for model in dict.fromkeys((clinic.models.small, clinic.models.large)):
                yield cached(model, prefix, where=f"prompts/{path.name}")


def cached(model: str, chars: int, *, where: str) -> Finding:
    """Whether a prefix of so many characters is cached by the model."""
    fewest = minimum_tokens(model)
    if fewest is None:
        return skipped("prompt cache", f"{model}: from how many tokens it caches is not known")
    low, high = round(chars / MOST_CHARS_A_TOKEN), round(chars / FEWEST_CHARS_A_TOKEN)
    what = f"{model}: {where} has {low:,} to {high:,} tokens that stay the same, and {fewest:,} are the least it caches"
    if low >= fewest:
        return ok("prompt cache", what)
    if high >= fewest:
        return warning("prompt cache", f"{what}: it may cache nothing", "see cacheReadInputTokens after a call")
    return ok("prompt cache", f"{what}: the cache does nothing, and costs nothing")


def minimum_tokens(model: str) -> int | None:
    """The fewest tokens that the model caches; None: not known."""
    parts = [part for part in CACHED_FROM if part in model]
    return CACHED_FROM[max(parts, key=len)] if parts else None
