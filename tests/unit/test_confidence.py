"""One number a turn, from its parts."""

import pytest

from fulfillment.confidence import UNDECIDED, confidence
from tests.doubles import the_settings

SETTINGS = the_settings(
    transcription_threshold=0.5, retrieval_threshold=0.3, grounding_threshold=0.7, relevance_threshold=0.5
)


@pytest.mark.parametrize("part", ["understood", "heard", "retrieval", "grounding", "relevance", "model"])
def test_every_part_can_lower_it_to_nothing(part: str) -> None:
    names = ("understood", "heard", "retrieval", "grounding", "relevance", "model")
    parts = dict.fromkeys(names, 1.0) | {part: 0.0}
    assert confidence(parts, (), SETTINGS) == (0.0, part)


def test_a_part_at_its_threshold_is_undecided_whatever_the_threshold() -> None:
    for part, threshold in {"heard": 0.5, "retrieval": 0.3, "grounding": 0.7, "relevance": 0.5}.items():
        assert confidence({part: threshold}, (), SETTINGS) == (UNDECIDED, part)
        under, over = (
            confidence({part: threshold - 0.1}, (), SETTINGS),
            confidence({part: threshold + 0.1}, (), SETTINGS),
        )
        assert under is not None
        assert over is not None
        assert under[0] < UNDECIDED < over[0]


def test_parts_are_compared_by_what_they_mean() -> None:
    """A retrieval score of 0.6 is a good one, a grounding of 0.65 is not."""
    assert confidence({"retrieval": 0.6, "grounding": 0.65}, (), SETTINGS) == (0.464, "grounding")


def test_what_was_not_told_is_never_taken_for_good() -> None:
    assert confidence({"retrieval": 1.0}, ("grounding",), SETTINGS) == (UNDECIDED, "grounding")
    assert confidence({"retrieval": 0.1}, ("grounding",), SETTINGS) == (0.167, "retrieval")


def test_nothing_known_is_no_number() -> None:
    assert confidence({}, (), SETTINGS) is None
