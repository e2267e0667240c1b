"""Which model takes a question, by a table of cases."""

from dataclasses import replace

import pytest

from fulfillment.answers.choice import Difficulty, difficulty, order
from fulfillment.answers.request import Question
from fulfillment.ports import Passage
from tests.doubles import the_settings

SETTINGS = the_settings(small_model="small", large_model="large", sure_retrieval=0.4, passage_gap=0.03)
QUESTION = Question("what does it cost?", (), "en_US", 10)


def passage(document: str, text: str, score: float) -> Passage:
    return Passage(document, document.capitalize(), text, score)


PARKING = passage("parking", "Parking costs $3 an hour and $12 a day.", 0.80)
CASES = [
    ("one good passage", QUESTION, [PARKING], Difficulty.EASY),
    ("asked before in vain", replace(QUESTION, failed_before=True), [PARKING], Difficulty.FAILED_BEFORE),
    ("two questions at once", replace(QUESTION, count=2), [PARKING], Difficulty.SEVERAL),
    ("a passage that hardly fits", QUESTION, [replace(PARKING, score=0.39)], Difficulty.WEAK),
    ("just sure enough", QUESTION, [replace(PARKING, score=0.40)], Difficulty.EASY),
    (
        "another document as near, another fee",
        QUESTION,
        [PARKING, passage("fees", "A late visit costs $40.", 0.79)],
        Difficulty.CONFLICT,
    ),
    (
        "another document as near, the same fee",
        QUESTION,
        [PARKING, passage("fees", "Parking is $3 as well.", 0.79)],
        Difficulty.EASY,
    ),
    (
        "another document as near, figures of other kinds",
        QUESTION,
        [PARKING, passage("hours", "We open at 8:00 AM and it takes 20 minutes.", 0.79)],
        Difficulty.EASY,
    ),
    (
        "another document, far behind",
        QUESTION,
        [PARKING, passage("fees", "A late visit costs $40.", 0.70)],
        Difficulty.EASY,
    ),
    (
        "another passage of the same document",
        QUESTION,
        [PARKING, passage("parking", "A lost ticket costs $40.", 0.80)],
        Difficulty.EASY,
    ),
    (
        "hours that differ",
        QUESTION,
        [passage("hours", "We close at 6 PM.", 0.8), passage("lab-work", "The lab closes at 4 PM.", 0.8)],
        Difficulty.CONFLICT,
    ),
    (
        "notice that differs",
        QUESTION,
        [passage("a", "Call 24 hours before.", 0.8), passage("b", "Call 48 hours before.", 0.8)],
        Difficulty.CONFLICT,
    ),
]


@pytest.mark.parametrize(("what", "question", "passages", "expected"), CASES, ids=[case[0] for case in CASES])
def test_a_question_is_as_hard_as_what_is_known_of_it(
    what: str, question: Question, passages: list[Passage], expected: Difficulty
) -> None:
    assert difficulty(question, passages, SETTINGS) is expected, what


def test_the_thresholds_are_settings() -> None:
    rival = passage("fees", "A late visit costs $40.", 0.70)
    assert difficulty(QUESTION, [PARKING], replace(SETTINGS, sure_retrieval=0.9)) is Difficulty.WEAK
    assert difficulty(QUESTION, [PARKING, rival], replace(SETTINGS, passage_gap=0.2)) is Difficulty.CONFLICT


@pytest.mark.parametrize("hard", Difficulty)
def test_easy_ones_go_to_the_small_model_first_all_others_to_the_large_one(hard: Difficulty) -> None:
    expected = ("small", "large") if hard is Difficulty.EASY else ("large", "small")
    assert order(hard, SETTINGS) == expected
