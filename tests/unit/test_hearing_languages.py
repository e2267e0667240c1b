"""Danger in another language than the line's, and how Spanish is told from English."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fulfillment.hearing import hear_emergency, hear_language_of_danger, sounds_spanish
from fulfillment.hearing.english import ENGLISH
from fulfillment.hearing.languages import marks_of_danger
from fulfillment.hearing.spanish_dangers import ALARMS, SELF_HARM
from tests.unit.test_hearing_alarms import DANGER, NO_DANGER, sentences

CALLS = Path(__file__).resolve().parents[1] / "e2e" / "calls"

IN_SPANISH = (
    *DANGER["es_US"],
    "no puedo respirar",
    "ayuda, mi esposo se muere, es una emergencia",
    "me duele el pecho",
    "me quiero matar",
    "¡socorro!",
    "socorro, ayúdenme",
    "mi mamá se cayó y no responde",
    "no puedo respirar, please help",
    "ayuda por favor, está sangrando mucho",
)

ONLY_NAMES = (
    "my name is Socorro Ruiz",
    "this is Maria del Socorro Lopez",
    "I live in Socorro County",
    "this is Dolores Vega",
    "my doctor is Dr. Guerra",
    "I live on Via Fuego",
    "De la Cruz",
    "I'm calling from El Paso about my son",
    "no mi amor, I'm on the phone",
    "I took my papa to the hospital",
)


def said_in_calls() -> Iterator[str]:
    """All that callers say in the call scripts."""
    for path in sorted(CALLS.glob("*.toml")):
        script: dict[str, Any] = tomllib.loads(path.read_text())
        turns = [*script.get("turns", ()), *script.get("earlier", {}).get("turns", ())]
        yield from (turn["says"] for turn in turns if "says" in turn)


@pytest.mark.parametrize("said", IN_SPANISH)
def test_danger_in_spanish_is_heard_on_the_english_line(said: str) -> None:
    assert hear_language_of_danger(said, locale="en_US") in ("es_US", "en_US")


def test_its_language_is_told() -> None:
    assert hear_language_of_danger("no puedo respirar", locale="en_US") == "es_US"
    assert hear_language_of_danger("I can't breathe", locale="es_US") == "en_US"
    assert hear_language_of_danger("911", locale="es_US") == "es_US"
    assert hear_language_of_danger("I'd like an appointment", locale="en_US") is None


@pytest.mark.parametrize("said", [*NO_DANGER["es_US"], *ONLY_NAMES])
def test_what_is_no_danger_in_spanish_is_none_on_the_english_line(said: str) -> None:
    assert hear_language_of_danger(said, locale="en_US") is None


def test_no_english_sentence_is_danger_in_spanish_alone() -> None:
    english = [*(said for said, _ in sentences()), *said_in_calls(), *NO_DANGER["en_US"]]
    wrong = [said for said in english if hear_emergency(said, locale="es_US") and not _danger(said)]
    assert len(english) > 1000
    assert [said for said in wrong if not sounds_spanish(said)] == []


def _danger(said: str) -> bool:
    return hear_emergency(said, locale="en_US")


def test_no_rule_of_danger_holds_without_a_word_that_has_it_listened_for() -> None:
    marks = marks_of_danger()
    unheard = [rule for rule in (*ALARMS, *SELF_HARM) if not any(_all_marks(part, marks) for part in rule.split())]
    assert unheard == ["^ {filler}? 911 $"]
    assert hear_emergency("911", locale="en_US")


def _all_marks(part: str, marks: frozenset[str]) -> bool:
    """Whether a rule's part must be there, in whatever words of its own, and each of them is a mark."""
    return part[0] not in "!~^$.{" and not part.endswith("?") and marks.issuperset(part.split("|"))


def test_no_english_contraction_hides_a_mark() -> None:
    assert marks_of_danger().isdisjoint(ENGLISH.contractions)


@pytest.mark.parametrize(
    "said",
    ["sí", "si por favor", "no entiendo nada", "llámeme al dos cero seis cinco cinco cinco", "está bien", "claro"],
)
def test_spanish_sounds_spanish(said: str) -> None:
    assert sounds_spanish(said)


@pytest.mark.parametrize(
    "said",
    ["yes", "no", "no problem", "no thanks", "okay", "call me at my office on El Camino Real", "206 555 0188", ""],
)
def test_english_and_what_both_languages_have_does_not(said: str) -> None:
    assert not sounds_spanish(said)


def test_no_sentence_of_the_evaluation_sounds_spanish() -> None:
    assert [said for said, _ in sentences() if sounds_spanish(said)] == []
