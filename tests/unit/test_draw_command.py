"""`ivr flows draw`: where a picture goes, what it never overwrites, and what it says of what it cannot draw."""

import contextlib
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from contact_flows.bind import FOLDER
from contact_flows.coverage import Passed
from contact_flows.draw import MADE_BY
from tests.unit.flow_stage import flow_data, say
from workbench.draw import Asked, Unusable, run

ROOT, CALL = FOLDER.parent, Path("call.toml")
WHISPER = FOLDER / "agent_whisper.json"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Path]:
    with contextlib.chdir(tmp_path):
        yield tmp_path


def hold(script: Path) -> list[Passed]:
    if script != CALL:
        raise Unusable(f"{script}: cannot be read")
    return [Passed("inbound", "LogFlow", "next"), Passed("handoff", "WaitWithComfort", "next")]


def drawn(out: io.StringIO, *files: Path, output: str | None = None, call: Path | None = None) -> str:
    assert run(Asked(files=files, output=Path(output) if output else None, call=call), out=out, held=hold) == 0
    return out.getvalue()


def refused(*files: Path, output: str | None = None, call: Path | None = None) -> str:
    with pytest.raises(Unusable) as error:
        run(Asked(files=files, output=Path(output) if output else None, call=call), out=Terminal(), held=hold)
    return str(error.value)


def test_one_flow_is_a_picture_and_several_are_a_page_on_standard_output() -> None:
    assert drawn(io.StringIO(), WHISPER).startswith("<svg ")
    assert drawn(io.StringIO(), WHISPER, FOLDER / "callback.json").startswith("<!doctype html>")
    assert drawn(Terminal(), WHISPER, output="-").startswith("<svg ")


def test_at_a_terminal_the_picture_is_a_file_named_for_the_flow(here: Path) -> None:
    assert drawn(Terminal(), WHISPER) == "Drawn: agent_whisper.svg\n"
    assert MADE_BY in (here / "agent_whisper.svg").read_text()
    drawn(Terminal(), WHISPER)


def test_a_file_that_is_no_picture_of_ours_is_overwritten_only_by_name(here: Path) -> None:
    kept = here / "agent_whisper.svg"
    kept.write_text("<svg>mine</svg>")
    assert "is there already" in refused(WHISPER)
    assert kept.read_text() == "<svg>mine</svg>"
    drawn(Terminal(), WHISPER, output="agent_whisper.svg")
    assert MADE_BY in kept.read_text()


@pytest.mark.usefixtures("here")
def test_what_cannot_be_drawn_is_said_in_a_sentence() -> None:
    Path("broken.json").write_text("{")
    Path("list.json").write_text("[]")
    Path("bytes.json").write_bytes(b"\xff\xfe{")
    assert "cannot be read" in refused(Path("absent.json"))
    assert "cannot be read" in refused(Path())
    assert "not valid JSON" in refused(Path("broken.json"))
    assert "no JSON object" in refused(Path("list.json"))
    assert "is not UTF-8 (byte 1); save it as UTF-8" in refused(Path("bytes.json"))
    assert "no flow is named" in refused()
    assert "one of these endings" in refused(WHISPER, output="flow.png")
    assert "for a page of several write flows.html" in refused(WHISPER, WHISPER, output="flows.svg")
    assert "name its file" in refused(output="flows.svg")
    assert "no folder nowhere" in refused(WHISPER, output="nowhere/flow.svg")
    assert "a directory" in refused(WHISPER, output=".")
    assert "absent.toml" in refused(WHISPER, call=Path("absent.toml"))


def test_a_flow_that_the_line_would_refuse_is_drawn_all_the_same(here: Path) -> None:
    export = here / "export.json"
    data = flow_data(say("Greet", "Hello", then="Nowhere"))
    export.write_text("\ufeff" + json.dumps(data), encoding="utf-8")
    assert 'data-action="Nowhere"' in drawn(io.StringIO(), export)


def test_flows_of_two_folders_that_are_called_alike_are_told_apart(here: Path) -> None:
    text = json.dumps(flow_data(say("Greet", "Hello")))
    for folder in ("old", "new"):
        (here / folder).mkdir()
        (here / folder / "main.json").write_text(text)
    whole = drawn(io.StringIO(), Path("old/main.json"), Path("new/main.json"), Path("new/main.json"))
    assert [whole.count(f'id="flow-{folder}.2f.main"') for folder in ("old", "new")] == [1, 1]


def test_the_way_of_a_call_is_drawn_over_the_flows_it_passes() -> None:
    picture = drawn(io.StringIO(), FOLDER / "inbound.json", call=CALL)
    assert 'class="flow path"' in picture
    assert "Passed as number 1<" in picture
    assert "Passed as number 2<" not in picture
    assert "it passes inbound, handoff" in refused(FOLDER / "customer_whisper.json", call=CALL)


def test_the_picture_of_the_guide_is_that_of_the_flow() -> None:
    picture = drawn(io.StringIO(), FOLDER / "inbound.json")
    again = "draw it again: ivr flows draw contact_flows/inbound.json -o docs/flow-inbound.svg"
    assert picture == (ROOT / "docs" / "flow-inbound.svg").read_text(encoding="utf-8"), again


def test_a_flow_is_not_lost_to_its_picture(here: Path) -> None:
    mine = here / "mine.html"
    mine.write_text(WHISPER.read_text())
    with pytest.raises(Unusable, match="the flow itself"):
        run(Asked(files=[mine], output=mine), out=io.StringIO(), held=hold)
