"""What strangers write into files reaches a terminal as text, never as what a terminal obeys."""

import io
import json
from pathlib import Path

import pytest

from declared.ending import UNUSABLE, Unusable, finish
from declared.wording import printable
from tests.unit.flow_stage import flow_data, say
from workbench.lint import Asked, run

OBEYED = "\x1b]0;owned\x07\x1b[31mred\x9b2J\u202e"


ODD = json.dumps(
    flow_data(say("Greet", "Hi", then="Nowhere"))
    | {"Metadata": {"ActionMetadata": {"Greet": {"friendlyName": OBEYED}}}}
)


def test_what_is_no_letter_becomes_a_space_and_lines_stay() -> None:
    assert printable("Grüße,\n日本 🙂") == "Grüße,\n日本 🙂"
    assert printable(OBEYED) == " ]0;owned  [31mred 2J "


def test_a_sentence_about_what_cannot_be_used_holds_nothing_that_a_terminal_obeys(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def work() -> int:
        raise Unusable(OBEYED)

    with pytest.raises(SystemExit) as ended:
        finish(work, name="ivr")
    assert (ended.value.code, capsys.readouterr().err) == (UNUSABLE, f"ivr: {printable(OBEYED)}\n")


def test_a_finding_holds_nothing_that_a_terminal_obeys(tmp_path: Path) -> None:
    path, out = tmp_path / "odd.json", io.StringIO()
    path.write_text(ODD)
    run(Asked((path,)), out=out, aside=out)
    assert "red" in out.getvalue()
    assert printable(out.getvalue()) == out.getvalue()
