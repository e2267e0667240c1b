"""The question sets of tests/evaluation, read once for all tests."""

from pathlib import Path

from measure.questions import Kind, Question, QuestionFile, load

FOLDER = Path(__file__).parent / "evaluation"
SEEN: QuestionFile = load(FOLDER / "questions.toml")
UNSEEN: QuestionFile = load(FOLDER / "questions_unseen.toml")
EVERY: tuple[Question, ...] = SEEN.questions + UNSEEN.questions


def of_kind(questions: QuestionFile, *kinds: Kind) -> list[Question]:
    return [question for question in questions.questions if question.kind in kinds]
