"""Which model takes a question: the small one, or the large one where it is hard.

Knows what can be seen before a model is asked; refuses to know any model.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from fulfillment.ports import Passage
from fulfillment.settings import Settings

from .request import Question


class Difficulty(StrEnum):
    """Why a question is hard, the first reason that holds."""

    EASY = "easy"
    FAILED_BEFORE = "failed_before"
    SEVERAL = "several_questions"
    WEAK = "weak_passages"
    CONFLICT = "conflicting_passages"


_FIGURES = re.compile(
    r"\$(?P<dollars>\d[\d,.]*\d|\d)"
    r"|(?P<percent>\d+(?:\.\d+)?)\s?%"
    r"|(?P<clock>\d{1,2}(?::\d\d)?)\s?(?:a\.?m\.?|p\.?m\.?)\b"
    r"|(?P<span>\d+)[\s-](?P<unit>minute|hour|day|week|month|year|business day)s?\b",
    re.IGNORECASE,
)


def difficulty(question: Question, passages: Sequence[Passage], settings: Settings) -> Difficulty:
    """How hard a question is, by what is known before the call; `passages` best first, at least one."""
    if question.failed_before:
        return Difficulty.FAILED_BEFORE
    if question.count > 1:
        return Difficulty.SEVERAL
    if passages[0].score < settings.sure_retrieval:
        return Difficulty.WEAK
    if _conflict(passages, settings.passage_gap):
        return Difficulty.CONFLICT
    return Difficulty.EASY


def order(hard: Difficulty, settings: Settings) -> tuple[str, str]:
    """The models in the order in which they are asked."""
    small_first = settings.small_model, settings.large_model
    return small_first if hard is Difficulty.EASY else (settings.large_model, settings.small_model)


def _conflict(passages: Sequence[Passage], gap: float) -> bool:
    """Another document competes with the best, and gives other figures of a kind that both give."""
    best = passages[0]
    figures = _figures(best.text)
    return any(
        any(not figures[kind] & theirs for kind, theirs in _figures(rival.text).items() if kind in figures)
        for rival in passages[1:]
        if rival.document != best.document and best.score - rival.score < gap
    )


def _figures(text: str) -> Mapping[str, frozenset[str]]:
    """Kind of figure -> those given."""
    found = list(_given(text))
    return {kind: frozenset(figure for of, figure in found if of == kind) for kind, _ in found}


def _given(text: str) -> Iterator[tuple[str, str]]:
    for match in _FIGURES.finditer(text):
        if match["unit"]:
            yield match["unit"].lower(), match["span"]
        else:
            yield str(match.lastgroup), str(match[str(match.lastgroup)])
