"""docs/configuration.md against the code: the function's variables and the tenant's limits, with defaults."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from pydantic_core import PydanticUndefined

import clinic
from fulfillment.settings import Settings, SettingsError, StoreSettings

PAGE = (Path(__file__).parents[2] / "docs" / "configuration.md").read_text(encoding="utf-8")


class Recording(dict[str, str]):
    """An environment that remembers what was asked of it."""

    def __init__(self, values: dict[str, str]) -> None:
        super().__init__(values)
        self.asked: set[str] = set()

    def get(self, name: str, default: Any = None) -> Any:
        self.asked.add(name)
        return super().get(name, default)


def rows(section: str) -> Iterator[list[str]]:
    """The cells of a section's table."""
    text = PAGE.partition(f"## {section}\n")[2].partition("\n## ")[0]
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| `"):
            yield cells


def told_defaults() -> dict[str, str]:
    """Variable -> its default as the page tells it."""
    found: dict[str, str] = {}
    for names, _, default in rows("The function's environment"):
        several = re.findall(r"`([A-Z_]+)`", names)
        defaults = default.split(", ") if ", " in default else [default] * len(several)
        found |= dict(zip(several, defaults, strict=True))
    return found


REQUIRED = {name for name, default in told_defaults().items() if default == "required"}


def test_every_variable_that_the_function_reads_is_told() -> None:
    env = Recording(dict.fromkeys(REQUIRED, "x"))
    Settings.from_env(env)
    assert env.asked == set(told_defaults())


@pytest.mark.parametrize("name", sorted(REQUIRED))
def test_what_is_required_is_missed_by_name(name: str) -> None:
    with pytest.raises(SettingsError, match=name):
        Settings.from_env(dict.fromkeys(REQUIRED - {name}, "x"))


def test_a_default_is_what_is_told() -> None:
    plain = Settings.from_env(dict.fromkeys(REQUIRED, "x"))
    for name, default in told_defaults().items():
        if default not in ("required", "none"):
            assert Settings.from_env({**dict.fromkeys(REQUIRED, "x"), name: default}) == plain, name


def test_what_the_other_functions_read_is_told() -> None:
    env = Recording(dict.fromkeys(REQUIRED, "x"))
    StoreSettings.from_env(env)
    assert [name for name in env.asked if f"`{name}`" not in PAGE] == []


TENANT: dict[str, type[BaseModel]] = {
    "thresholds": clinic.Thresholds,
    "limits": clinic.Limits,
    "limits.caller": clinic.CallerLimits,
}


def test_every_threshold_and_limit_of_the_tenant_is_told_with_its_default() -> None:
    told = {cells[0].strip("`"): cells[3] for cells in rows("Thresholds and limits of the tenant")}
    for table, model in TENANT.items():
        for name, each in model.model_fields.items():
            if f"{table}.{name}" not in TENANT:
                default = "required" if each.default is PydanticUndefined else str(each.default)
                assert told.pop(f"{table}.{name}") == default
    assert set(told) == {"emergency_number", "crisis_number"}
