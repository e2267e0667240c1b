"""Patterns of words: what an entry matches, and that expressions and positions agree."""

import re

import pytest

from simulator.lex.wording import Wording


def occurs(entry: str, sentence: str, **patterns: str) -> bool:
    wording = Wording({"tried": (entry,), **{name: (text,) for name, text in patterns.items()}})
    words = sentence.split()
    found = "tried" in wording.occurring(words)
    line = f" {sentence} " if sentence else " "
    assert found == bool(re.search(rf"(?<= )(?:{wording.regex('tried')})", line))
    return found


@pytest.mark.parametrize(
    ("entry", "sentence", "expected"),
    [
        ("a/b c", "x b c", True),
        ("a/b c", "x c b", False),
        ("ship* it", "when shipping it", True),
        ("ship*", "a ship", True),
        ("ship*", "a shi", False),
        ("a b? c", "a c", True),
        ("a b? c", "a b c", True),
        ("a b? c", "a x c", False),
        ("a ... c", "a 1 2 3 4 c", True),
        ("a ... c", "a 1 2 3 4 5 c", False),
        ("^ a", "a b", True),
        ("^ b", "a b", False),
        ("b $", "a b", True),
        ("a $", "a b", False),
        ("^ a ... $", "a b c", True),
        ("a", "", False),
    ],
)
def test_an_entry_matches_whole_words_in_order(entry: str, sentence: str, expected: bool) -> None:
    assert occurs(entry, sentence) is expected


@pytest.mark.parametrize(("sentence", "expected"), [("move next week", True), ("move it", True), ("move week", False)])
def test_a_pattern_stands_for_all_its_words_inside_another(sentence: str, expected: bool) -> None:
    assert occurs("move <day>/it", sentence, day="this/next week") is expected


def test_a_word_alone_is_what_a_pattern_of_one_word_says() -> None:
    wording = Wording({"kin": ("mother/son*",), "pair": ("mother dear",)})
    assert wording.alone("sons") == {"kin"}
    assert wording.alone("mother") == {"kin"}
    assert wording.alone("dear") == frozenset()
