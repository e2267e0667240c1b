"""Which meaning a sentence leans to, learnt from examples: an averaged perceptron over words and patterns.

Knows features and the examples it was given; refuses to know what the features or the meanings are.
"""

import math
import random
from collections.abc import Iterable, Sequence

_EPOCHS = 3
_TEMPERATURE = 6.0
_SEED = 1

_Lesson = tuple[int, list[list[float]], list[list[float]]]
"""Place of the right meaning; the features' weights and what of them came late, both shared by all lessons."""


class Leaning:
    """Trained in the constructor; the same examples always give the same result."""

    def __init__(self, examples: Sequence[tuple[str, frozenset[str]]]) -> None:
        """`examples` are meanings with the features of one sentence."""
        self._meanings = sorted({meaning for meaning, _ in examples})
        place = {meaning: index for index, meaning in enumerate(self._meanings)}
        weights = {feature: [0.0] * len(place) for _, features in examples for feature in sorted(features)}
        drift = {feature: [0.0] * len(place) for feature in weights}
        lessons = [
            (place[meaning], [weights[each] for each in features], [drift[each] for each in features])
            for meaning, features in examples
        ]
        step, order = 0, random.Random(_SEED)
        for _ in range(_EPOCHS):
            doubtful = []
            for lesson in order.sample(lessons, len(lessons)):
                step += 1
                if _learn(lesson, step):
                    doubtful.append(lesson)
            for lesson in doubtful:
                step += 1
                _learn(lesson, step)
        self._averaged = {
            feature: [weight - late / step for weight, late in zip(row, drift[feature], strict=True)]
            for feature, row in weights.items()
            if any(row) or any(drift[feature])
        }

    def of(self, features: frozenset[str]) -> dict[str, float]:
        """Each meaning's share of the evidence (they add up to 1); nothing without a known feature."""
        sums = _total([self._averaged[feature] for feature in sorted(features) if feature in self._averaged])
        if not any(sums):
            return {}
        powers = [math.exp((value - max(sums)) / _TEMPERATURE) for value in sums]
        return {meaning: power / sum(powers) for meaning, power in zip(self._meanings, powers, strict=True)}


def _learn(lesson: _Lesson, step: int) -> bool:
    """Whether the lesson was needed."""
    right, rows, drifts = lesson
    sums = _total(rows)
    sums[right] -= 1
    guess = sums.index(max(sums))
    if guess == right:
        return False
    for row, late in zip(rows, drifts, strict=True):
        row[right] += 1
        row[guess] -= 1
        late[right] += step
        late[guess] -= step
    return True


def _total(rows: Iterable[list[float]]) -> list[float]:
    return [sum(column) for column in zip(*rows, strict=True)]
