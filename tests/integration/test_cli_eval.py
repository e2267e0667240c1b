"""`ivr eval` as it is typed: what it prints, what it refuses and with which exit code."""

import json
from pathlib import Path

import pytest

from tests.integration.test_cli_call import UNUSABLE, ivr

FLOOR = "floor = { top_three = 1, right = 1, unanswerable = 1 }\n"
PARKING = '[[questions]]\nask = "what does parking cost"\ndocument = "parking"\ncontains = ["$3 an hour"]\n'
PIZZA = '[[questions]]\nask = "do you sell pizza"\nkind = "unanswerable"\n'
WRONG = '[[questions]]\nask = "how much is parking a day"\ndocument = "parking"\ncontains = ["$99"]\n'


@pytest.fixture
def asked(tmp_path):
    def write(*parts: str) -> str:
        path: Path = tmp_path / "asked.toml"
        path.write_text("".join(parts), encoding="utf-8")
        return str(path)

    return write


def test_json_is_alone_on_standard_output_and_within_the_floors_is_0(asked) -> None:
    done = ivr("eval", "--json", asked(FLOOR, PARKING, PIZZA))
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["within_floors"]
    assert told["shares"] == told["floor"] == dict.fromkeys(("top_three", "right", "unanswerable", "adversarial"), 1.0)
    assert [(one["kind"], one["passed"], one["ending"]) for one in told["results"]] == [
        ("answerable", True, "answered"),
        ("unanswerable", True, "offered"),
    ]
    assert told["models"] == ["offline-extractive"]
    assert told["cost_usd"] > 0


def test_below_a_floor_is_1_and_shows_the_question_and_what_was_said(asked) -> None:
    done = ivr("eval", asked(FLOOR, PARKING, WRONG))
    assert done.returncode == 1, done.stderr
    assert "answerable: how much is parking a day\n  answered: Parking in the clinic garage costs $3" in done.stdout
    assert "expected of parking: $99" in done.stdout
    assert "answerable: what does parking cost" not in done.stdout
    assert "below" in done.stdout
    assert "Right document first 100.0%, among the first three 100.0%." in done.stdout


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (FLOOR + PARKING.replace("contains", "contain"), "asked.toml:5: questions[0].contain: unknown key"),
        (PARKING.replace('"', "", 1), "not valid TOML"),
    ],
)
def test_questions_that_cannot_be_read_are_refused_in_one_sentence(asked, text: str, told: str) -> None:
    done = ivr("eval", asked(text))
    assert done.returncode == UNUSABLE
    assert done.stdout == ""
    assert done.stderr.startswith("ivr eval: ")
    assert told in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_file_that_is_not_there_is_refused_in_one_sentence(tmp_path: Path) -> None:
    done = ivr("eval", str(tmp_path / "none.toml"))
    assert done.returncode == UNUSABLE
    assert "there is no such file" in done.stderr


def test_live_models_without_credentials_are_refused_before_anything_is_asked(asked, tmp_path: Path) -> None:
    nothing = str(tmp_path / "none")
    done = ivr(
        "eval",
        "--live-bedrock",
        asked(FLOOR, PARKING),
        AWS_CONFIG_FILE=nothing,
        AWS_SHARED_CREDENTIALS_FILE=nothing,
        AWS_EC2_METADATA_DISABLED="true",
    )
    assert done.returncode == UNUSABLE
    assert "ivr eval: --live-bedrock: no AWS credentials were found" in done.stderr
