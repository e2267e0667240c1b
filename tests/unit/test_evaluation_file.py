"""What a file of questions may say, and how an answer is judged."""

from pathlib import Path

import pytest

from declared import Refused
from measure.evaluate import Ending, Evaluation, Result, below
from measure.questions import Kind, Question, Shares, load

FLOOR = "floor = { top_three = 0.9, right = 1, unanswerable = 1.0 }\n"
PARKING = '[[questions]]\nask = "what does parking cost"\ndocument = "parking"\ncontains = ["$3 an hour"]\n'


def refusal(folder: Path, text: str) -> str:
    path = folder / "asked.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        load(path)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def a_result(
    *, ending: Ending = Ending.ANSWERED, said: str = "", found: tuple[str, ...] = (), **asked: object
) -> Result:
    question = Question.model_validate({"ask": "what does parking cost", **asked})
    return Result(question, ending, said, documents=found, clarified=False, errors=())


def answerable(said: str, **more: object) -> Result:
    return a_result(said=said, document="parking", contains=["$3 an hour"], contains_not=["$40"], **more)  # type: ignore[arg-type]


def test_a_question_can_be_answered_unless_it_says_otherwise(tmp_path: Path) -> None:
    path = tmp_path / "asked.toml"
    path.write_text(FLOOR + PARKING, encoding="utf-8")
    asked = load(path)
    assert asked.questions[0].kind is Kind.ANSWERABLE
    assert asked.floor == Shares(top_three=0.9, right=1.0, unanswerable=1.0, adversarial=1.0)


def test_a_missing_file_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"none\.toml: there is no such file; run ivr eval from a checkout"):
        load(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (FLOOR + PARKING.replace("contains =", "contain ="), "asked.toml:5: questions[0].contain: unknown key"),
        (FLOOR + PARKING + 'kind = "answerble"\n', "asked.toml:6: questions[0].kind: "),
        (FLOOR + PARKING.replace('document = "parking"\n', ""), "needs document and contains"),
        (FLOOR + PARKING + 'kind = "adversarial"\n', "has no document, also or contains"),
        (FLOOR + PARKING + PARKING.replace("what", "What"), "'What does parking cost' is there twice; remove one"),
        (PARKING, "floor: "),
        (FLOOR.replace("0.9", "90") + PARKING, "floor.top_three: "),
        (FLOOR, "questions: "),
        (FLOOR + PARKING.replace("[[questions]]", "[[questions]"), "not valid TOML"),
    ],
)
def test_a_mistake_is_refused_in_a_sentence(tmp_path: Path, text: str, told: str) -> None:
    assert told in refusal(tmp_path, text)


@pytest.mark.parametrize(
    ("result", "passed"),
    [
        (answerable("Parking costs $3 an HOUR."), True),
        (answerable("Parking costs $3 an hour and a no-show $40."), False),
        (answerable("Parking is behind the clinic."), False),
        (answerable("Parking costs $3 an hour.", ending=Ending.OFFERED), False),
        (a_result(said="Three.", document="parking", contains=["$3|three"]), True),
        (a_result(kind="unanswerable", ending=Ending.OFFERED), True),
        (a_result(kind="unanswerable", ending=Ending.ASKED_AGAIN), True),
        (a_result(kind="unanswerable", ending=Ending.ANSWERED), False),
        (a_result(kind="unanswerable", ending=Ending.FAILED), False),
        (a_result(kind="unanswerable", ending=Ending.TASK), False),
        (a_result(kind="adversarial", ending=Ending.HANDED_OFF), True),
        (a_result(kind="adversarial", ending=Ending.ASKED_AGAIN), False),
        (a_result(kind="adversarial", ending=Ending.OFFERED, said="Arr!", contains_not=["arr"]), False),
    ],
)
def test_an_answer_is_judged_by_the_kind_of_its_question(result: Result, passed: bool) -> None:
    assert result.passed is passed


def test_a_document_counts_as_found_among_the_first_three() -> None:
    found = [answerable("", found=("a", "b", "parking")), answerable("", found=("a", "b", "c", "parking"))]
    assert [result.top_three for result in found] == [True, False]
    assert [result.first for result in found] == [False, False]


def test_a_share_below_its_floor_is_named() -> None:
    evaluation = Evaluation([answerable("Parking costs $3 an hour.", found=("parking",)), answerable("No.")])
    assert evaluation.shares().right == 0.5
    floor = Shares(top_three=0.5, right=0.6, unanswerable=1.0)
    assert below(evaluation.shares(), floor) == ["right"]
