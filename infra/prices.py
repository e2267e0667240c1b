"""What a model's tokens cost, from the table that `ivr cost` uses.

Knows `measure/prices.toml`, by path, and which of its entries is a model's; refuses to know what was used.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from infra.models import geography_of

TABLE = Path(__file__).parents[1] / "measure" / "prices.toml"


@dataclass(frozen=True, slots=True)
class Price:
    """Dollars per million tokens."""

    input: float
    output: float
    cache_read: float
    cache_write: float


def price(model_id: str) -> Price | None:
    """Of a model as it is called, with its geography; None: the table does not name it."""
    geography = geography_of(model_id)
    bare = model_id.rsplit("/", 1)[-1].removeprefix(f"{geography}.")
    entry = next((one for one in _table()["models"] if _is(bare, one["id"])), None)
    if entry is None:
        return None
    stays = geography not in (None, "global")
    factor = 1 + (entry.get("geography_surcharge", 0.0) if stays else 0.0)
    kinds = ("input", "output", "cache_read", "cache_write")
    return Price(**{kind: round(entry.get(kind, entry["input"]) * factor, 6) for kind in kinds})


def as_of() -> date:
    """The day of the prices."""
    day: date = _table()["as_of"]
    return day


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


def _is(bare: str, id: str) -> bool:
    """The same model, whatever its version: `sonnet-5-5` is not `sonnet-5`."""
    return bare == id or bare.startswith((f"{id}-v", f"{id}:"))
