"""What differs between families of models: what their requests must or must not say, and from where they cache.

Knows `models.toml` beside it; refuses to know requests and answers.
"""

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from fulfillment.ports import Caching, Tool

TABLE = Path(__file__).with_name("models.toml")


@dataclass(frozen=True, slots=True)
class Quirks:
    """What a family of models takes, besides what all take."""

    temperature: float | None = None
    """Sent when not None."""
    fields: Mapping[str, Any] = field(default_factory=dict)
    """`additionalModelRequestFields`."""
    caches_from: int | None = None
    """The fewest tokens before a cache point that are cached; None: a cache point is not taken."""
    caches_tools: bool = False
    """Tools stand before the system text in what is cached; otherwise they are no part of it."""


@dataclass(frozen=True, slots=True)
class _Table:
    families: Mapping[str, Quirks]
    """By a part of the model id, whatever geography or ARN surrounds it; the longest first."""
    fewest_characters: float
    """Of a token."""


PLAIN = Quirks()


def quirks_of(model_id: str) -> Quirks:
    """Those of the longest entry that the id contains; `PLAIN` when there is none."""
    return next((quirks for part, quirks in table().families.items() if part in model_id), PLAIN)


def caching(quirks: Quirks, system: str, tools: Sequence[Tool]) -> Caching:
    """Whether a cache point after this system text is worth sending, by the highest estimate of its tokens.

    Where the estimate may be too high the point is sent nevertheless: below the minimum it does nothing and costs
    nothing, and the counts of what was cached, which come with the answer, say so.
    """
    if quirks.caches_from is None or not system:
        return Caching.UNSUPPORTED
    prefix = [system, *(_written(tool) for tool in tools if quirks.caches_tools)]
    most_tokens = sum(map(len, prefix)) / table().fewest_characters
    return Caching.SENT if most_tokens >= quirks.caches_from else Caching.BELOW_MINIMUM


def _written(tool: Tool) -> str:
    return f"{tool.name}{tool.description}{json.dumps(dict(tool.schema))}"


@cache
def table() -> _Table:
    """The file, read once in a process."""
    read = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    families = {
        entry["id"]: Quirks(
            temperature=entry.get("temperature"),
            fields=entry.get("fields", {}),
            caches_from=entry.get("caches_from"),
            caches_tools=entry.get("caches_tools", False),
        )
        for entry in sorted(read["families"], key=lambda entry: -len(entry["id"]))
    }
    return _Table(families, read["tokens"]["fewest_characters"])
