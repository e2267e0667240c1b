"""Which meaning a sentence leans to, learnt from examples: an averaged perceptron over words and patterns.

Knows features and the examples it was given; refuses to know what the features or the meanings are.
"""

import math
import random
from collections.abc import Iterable, Iterator, Sequence

_EPOCHS = 5
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
        step = 0
        for step, lesson in enumerate(_shuffled(lessons), start=1):
            _learn(lesson, step)
        self._averaged = {
            feature: [weight - late / max(step, 1) for weight, late in zip(row, drift[feature], strict=True)]
            for feature, row in weights.items()
        }

    def of(self, features: frozenset[str]) -> dict[str, float]:
        """Each meaning's share of the evidence (they add up to 1); nothing without a known feature."""
        sums = _total([self._averaged[feature] for feature in sorted(features) if feature in self._averaged])
        if not any(sums):
            return {}
        powers = [math.exp((value - max(sums)) / _TEMPERATURE) for value in sums]
        return {meaning: power / sum(powers) for meaning, power in zip(self._meanings, powers, strict=True)}


def _learn(lesson: _Lesson, step: int) -> None:
    right, rows, drifts = lesson
    sums = _total(rows)
    sums[right] -= 1
    guess = sums.index(max(sums))
    if guess == right:
        return
    for row, late in zip(rows, drifts, strict=True):
        row[right] += 1
        row[guess] -= 1
        late[right] += step
        late[guess] -= step


def _total(rows: Iterable[list[float]]) -> list[float]:
    return [sum(column) for column in zip(*rows, strict=True)]


def _shuffled(lessons: Sequence[_Lesson]) -> Iterator[_Lesson]:
    order = random.Random(_SEED)
    for _ in range(_EPOCHS):
        yield from order.sample(lessons, len(lessons))
