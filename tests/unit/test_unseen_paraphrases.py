"""Sets of phrasings written without knowledge of the lexicon: how many of each are understood.

A set's `first_measured` says what it showed when nobody had repaired anything for it; `floor` is asserted.
"""

import tomllib
from pathlib import Path
from typing import Any

import pytest

import clinic
import lex_bot
from lex_bot.definition import FALLBACK
from simulator.lex.understanding import Understanding

SETS = sorted(Path(__file__).parents[1].joinpath("evaluation").glob("paraphrases_*.toml"))
BOT = lex_bot.load("en_US", clinic.load())
UNDERSTANDING = Understanding(BOT)


def read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def misses(entries: list[dict[str, str]]) -> list[str]:
    heard = [(entry, UNDERSTANDING.interpret(entry["says"])[0][0]) for entry in entries]
    return [f"{entry['intent']}, not {name}: {entry['says']}" for entry, name in heard if name != entry["intent"]]


@pytest.mark.parametrize("kind", ["tasks", "questions"])
@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_a_set_of_phrasings_is_understood_at_least_as_often_as_its_floor(path: Path, kind: str) -> None:
    content = read(path)
    entries = [each for each in content["paraphrases"] if (each["intent"] == FALLBACK) == (kind == "questions")]
    missed = misses(entries)
    assert 1 - len(missed) / len(entries) >= content["floor"][kind], "\n".join(missed)


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_a_set_of_phrasings_says_what_it_showed_at_first_sight(path: Path) -> None:
    content = read(path)
    assert content["first_measured"].keys() == content["floor"].keys() == {"tasks", "questions"}
    assert all(0 < share <= 1 for key in ("first_measured", "floor") for share in content[key].values())


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_every_phrasing_of_a_set_is_of_an_intent_the_bot_has(path: Path) -> None:
    assert {each["intent"] for each in read(path)["paraphrases"]} <= {intent.name for intent in BOT.intents}


def test_there_is_a_set_of_phrasings() -> None:
    assert SETS
