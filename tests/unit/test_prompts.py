"""The function's sentences: each can be filled by the code that says it, and a broken file is told in one sentence."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import clinic
from fulfillment import prompts

FUNCTION = Path(__file__).parents[2] / "lambdas" / "fulfillment"


def spoken() -> Iterator[tuple[str, set[str], bool]]:
    """Every sentence said in the code by its literal key: the gaps that are filled there, and whether others may be."""
    for path in sorted(FUNCTION.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            key = node.args[0]
            if name == "say" and isinstance(key, ast.Constant):
                names = {word.arg for word in node.keywords if word.arg}
                yield str(key.value), names - {"wording"}, any(word.arg is None for word in node.keywords)


def gaps(key: str) -> set[str]:
    return {
        name
        for wording in prompts._wordings("en_US", key)
        for _, name, _, _ in Formatter().parse(wording)
        if name is not None
    }


@pytest.mark.parametrize(("key", "filled", "open_ended"), sorted(spoken(), key=str))
def test_each_gap_of_a_sentence_is_filled_where_it_is_said(key: str, filled: set[str], open_ended: bool) -> None:
    assert open_ended or gaps(key) <= filled


def test_sentences_are_said_by_literal_keys() -> None:
    assert len(list(spoken())) > 40


def test_a_thing_of_the_practice_has_the_locales_name_or_else_its_own() -> None:
    assert prompts.called("service", "flu shot", "es_US") == "vacuna contra la gripe"
    assert prompts.called("provider", "Dr. Chen", "es_US") == "la doctora Chen"
    assert (
        prompts.called("service", "flu shot", "en_US") == prompts.called("service", "flu shot", "fr_FR") == "flu shot"
    )
    assert prompts.called("service", "massage", "es_US") == "massage"


def test_every_name_of_a_thing_is_understood() -> None:
    known = prompts.other_names("service", {"flu shot": ("flu jab",), "massage": ()}, "es_US")
    assert {"flu jab", "vacuna contra la gripe"} <= set(known["flu shot"])
    assert known["massage"] == ()


def test_every_service_provider_and_status_that_callers_hear_has_a_spanish_name() -> None:
    tenant = clinic.load()
    statuses = tomllib.loads((prompts.FOLDER / "en_US.toml").read_text())["order"]["words"].keys() - {"other"}
    for kind, names in (
        ("service", [service.name for service in tenant.services]),
        ("provider", [provider.name for provider in tenant.providers]),
        ("status", sorted(statuses)),
    ):
        for name in names:
            assert prompts.called(kind, name, "es_US") != name


def test_every_locale_can_be_read() -> None:
    for path in prompts.FOLDER.glob("*.toml"):
        prompts.check(path.stem)


def test_a_missing_sentence_and_an_unfilled_gap_are_named() -> None:
    with pytest.raises(prompts.PromptError, match=re.escape("prompts/en_US.toml: there is no sentence ask.Shoe")):
        prompts.say("ask.Shoe", "en_US")
    with pytest.raises(prompts.PromptError, match=re.escape("times.offer cannot be filled; it may have {date}")):
        prompts.say("times.offer", "en_US", date="Friday")


@pytest.mark.parametrize(
    ("sentences", "said"),
    [
        ({"ask": {"Day": 7}}, "ask.Day must be a sentence"),
        ({"ask": {"Day": ""}}, "ask.Day must be a sentence"),
        ({"ask": {"Day": []}}, "ask.Day must be a sentence"),
        ({"ask": {"Day": ["Which day?", "Which {day?"]}}, "ask.Day: expected '}' before end of string"),
        ({"ask": {"Day": "Which day}?"}}, "ask.Day: Single '}' encountered"),
        ({"ask": {"Day": "Which {}?"}}, "ask.Day: {} is no gap; a gap is a name in braces"),
        ({"ask": {"Day": "Which {0}?"}}, "ask.Day: {0} is no gap"),
        ({"ask": {"Day": ["Which day, {name}?"]}}, ""),
    ],
)
def test_what_cannot_be_spoken_is_found_before_it_is_needed(sentences: dict[str, object], said: str) -> None:
    assert (prompts.problem(sentences) or "").startswith(said)
