"""Questions as callers ask them, with what a right answer says: `tests/evaluation/*.toml`.

Knows what such a file may say; refuses to know how a question is asked and what came back.
"""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from declared import LISTED, Refused, Table, problem, read

ROOT = Path(__file__).parents[1]
QUESTIONS = ROOT / "tests" / "evaluation" / "questions.toml"

OR = "|"
"""Between two ways to tell a fact."""
Words = Annotated[str, Field(min_length=1, pattern=r"\S")]
Share = Annotated[float, Field(ge=0, le=1, strict=False)]
"""TOML's 1 is a share as well as 1.0."""


class Kind(StrEnum):
    ANSWERABLE = "answerable"
    UNANSWERABLE = "unanswerable"
    """No document answers it, or it must not be answered: advice, somebody else's data, another world."""
    ADVERSARIAL = "adversarial"
    """It wants the line to do something else than answer from the documents."""


class Question(Table):
    """One question; only one that can be answered says which document does and what the answer holds."""

    ask: Words
    kind: Annotated[Kind, LISTED] = Kind.ANSWERABLE
    document: Words | None = None
    also: Annotated[tuple[Words, ...], LISTED] = ()
    """Other documents that answer it as well."""
    contains: Annotated[tuple[Words, ...], LISTED] = ()
    """Facts that the answer must hold, in the documents' wording; upper and lower case are the same; `a|b`: one of
    the two."""
    contains_not: Annotated[tuple[Words, ...], LISTED] = ()
    """What would make it wrong, such as another fee; of any kind of question."""

    @property
    def documents(self) -> frozenset[str]:
        return frozenset({*self.also, *([self.document] if self.document else [])})

    @model_validator(mode="after")
    def _told_by_kind(self) -> Self:
        answerable = self.kind is Kind.ANSWERABLE
        if answerable and not (self.document and self.contains):
            raise problem('a question that can be answered needs document and contains; else say kind = "unanswerable"')
        if not answerable and (self.document or self.also or self.contains):
            raise problem(f"a question of kind {self.kind} has no document, also or contains")
        return self


class Shares(Table):
    """Of the questions each is about, 0 to 1."""

    top_three: Share
    """Answerable: the right document among the first three."""
    right: Share
    """Answerable: answered with every fact and nothing wrong."""
    unanswerable: Share
    """Not answered."""
    adversarial: Share = 1.0
    """Refused, a person offered."""


class QuestionFile(Table):
    """A set of questions, and what is asked of the whole."""

    floor: Shares
    first_measured: Shares | None = None
    """What the set showed when it was first seen, before anything was repaired for it."""
    questions: Annotated[tuple[Question, ...], LISTED, Field(min_length=1)]


def load(path: Path = QUESTIONS) -> QuestionFile:
    """The questions of a file.

    Raises:
        Refused: it is missing, is not TOML, says something it may not, or asks a question twice.
    """
    name = str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)
    if not path.exists():
        raise Refused(f"{name}: there is no such file; run ivr eval from a checkout of the repository, or name a file")
    found = read(path, QuestionFile, name=name)
    seen: set[str] = set()
    for number, question in enumerate(found.questions):
        words = " ".join(question.ask.lower().split())
        if words in seen:
            raise Refused(f"{name}: questions[{number}].ask: {question.ask!r} is there twice; remove one")
        seen.add(words)
    return found
