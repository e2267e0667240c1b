"""How sure a turn is: one number from named parts, each held against its own threshold.

Knows what each part counts for; refuses to know where it comes from and what follows from the number.
"""

from collections.abc import Mapping, Sequence

from .settings import Settings

UNDECIDED = 0.5
"""What a part at its threshold counts for, and one that should have been told and was not: neither good nor bad."""


def confidence(parts: Mapping[str, float], unknown: Sequence[str], settings: Settings) -> tuple[float, str] | None:
    """The number, 0-1, and the part that lowers it most: a turn is as sure as its weakest part. None: nothing is known.

    Args:
        parts: `understood` and `heard` by Lex, `retrieval`, `grounding` and `relevance` by Bedrock, `model`: whether it
            chose to answer. Each 0-1 as it was told.
        unknown: Parts that should have been told.
        settings: Has the thresholds.
    """
    thresholds = _thresholds(settings)
    weighed = {name: _weigh(value, thresholds.get(name, UNDECIDED)) for name, value in parts.items()}
    weighed |= dict.fromkeys(unknown, UNDECIDED)
    if not weighed:
        return None
    weakest = min(weighed, key=lambda name: weighed[name])
    return round(weighed[weakest], 3), weakest


def _thresholds(settings: Settings) -> dict[str, float]:
    return {
        "understood": settings.understanding_threshold,
        "heard": settings.transcription_threshold,
        "retrieval": settings.retrieval_threshold,
        "grounding": settings.grounding_threshold,
        "relevance": settings.relevance_threshold,
    }


def _weigh(value: float, threshold: float) -> float:
    """The value on a scale where the threshold is in the middle."""
    if value < threshold:
        return UNDECIDED * value / threshold
    return 1.0 if threshold >= 1 else UNDECIDED + (1 - UNDECIDED) * (value - threshold) / (1 - threshold)
