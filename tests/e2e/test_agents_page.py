"""What agents are told is what they get: the page explains every field, its picture and words are those of a call."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from contact_flows.view import load_views
from fulfillment import prompts
from fulfillment.turn import Reason

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "agents.md").read_text()
VIEW = load_views()["handoff"]
ROWS = dict(re.findall(r"^\| (.+?) \| (.+?) \|", PAGE, re.MULTILINE))


def labels() -> list[str]:
    """Of everything that stands on the screen with a value."""
    attributes = [
        str(item["Label"])
        for each in VIEW.components()
        for item in (*each.props.get("Attributes", ()), *each.props.get("Items", ()))
    ]
    return [*attributes, "Conversation"]


def test_there_is_something_on_the_screen() -> None:
    assert len(labels()) > 10


@pytest.mark.parametrize("label", labels())
def test_every_field_of_the_screen_is_explained(label: str) -> None:
    assert ROWS[f"**{label}**"].strip()


def test_every_field_and_button_of_the_form_is_named() -> None:
    named = [each for each in VIEW.components() if "Name" in each.props]
    assert len(named) == 2
    for each in named:
        assert f"**{each.props['Label']}**" in PAGE
        for option in each.props.get("Options", ()):
            assert ROWS[option["Label"]].strip()
    for action in VIEW.actions:
        assert f"**{action}**" in PAGE


@pytest.mark.parametrize("reason", list(Reason))
def test_every_code_of_a_reason_is_told_in_the_words_of_the_screen(reason: Reason) -> None:
    assert ROWS[f"`{reason}`"] == prompts.say(f"why.{reason}", "en_US")


def test_the_picture_and_the_words_heard_are_those_of_the_call(tmp_path: Path) -> None:
    script = re.search(r"ivr call (\S+\.toml)", PAGE)
    assert script
    picture = tmp_path / "screen.svg"
    command = [sys.executable, "-m", "cli", "call", script[1], "--screen", str(picture)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    quoted = re.search(r"^> (.+)$", PAGE, re.MULTILINE)
    assert quoted
    assert quoted[1] in done.stdout
    again = f"draw it again: ivr call {script[1]} --screen docs/agents-screen.svg"
    assert picture.read_text() == (ROOT / "docs" / "agents-screen.svg").read_text(), again
