"""Which meaning a sentence leans to, learnt from examples: an averaged perceptron over words and patterns.

Knows features and the examples it was given; refuses to know what the features or the meanings are.
"""

import math
import random
from collections import Counter
from collections.abc import Iterator, Sequence

_EPOCHS = 5
_TEMPERATURE = 6.0
_SEED = 1


class Leaning:
    """Trained in the constructor; the same examples always give the same result."""

    def __init__(self, examples: Sequence[tuple[str, frozenset[str]]]) -> None:
        """`examples` are meanings with the features of one sentence."""
        self._meanings = sorted({meaning for meaning, _ in examples})
        self._weights = {meaning: Counter[str]() for meaning in self._meanings}
        drift = {meaning: Counter[str]() for meaning in self._meanings}
        step = 0
        for step, (meaning, features) in enumerate(_shuffled(examples), start=1):
            guess = max(self._meanings, key=lambda each: self._sum(each, features) + (each != meaning))
            if guess != meaning:
                for feature in sorted(features):
                    for name, change in ((meaning, 1), (guess, -1)):
                        self._weights[name][feature] += change
                        drift[name][feature] += change * step
        self._averaged = {
            meaning: {feature: weight - drift[meaning][feature] / max(step, 1) for feature, weight in weights.items()}
            for meaning, weights in self._weights.items()
        }

    def _sum(self, meaning: str, features: frozenset[str]) -> float:
        weights = self._weights[meaning]
        return sum(weights[feature] for feature in features if feature in weights)

    def of(self, features: frozenset[str]) -> dict[str, float]:
        """Each meaning's share of the evidence (they add up to 1); nothing without a known feature."""
        sums = {
            meaning: sum(weights.get(feature, 0.0) for feature in features)
            for meaning, weights in self._averaged.items()
        }
        if not any(sums.values()):
            return {}
        highest = max(sums.values())
        powers = {meaning: math.exp((value - highest) / _TEMPERATURE) for meaning, value in sums.items()}
        total = sum(powers.values())
        return {meaning: power / total for meaning, power in powers.items()}


def _shuffled(examples: Sequence[tuple[str, frozenset[str]]]) -> Iterator[tuple[str, frozenset[str]]]:
    order = random.Random(_SEED)
    for _ in range(_EPOCHS):
        yield from order.sample(examples, len(examples))
