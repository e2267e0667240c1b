"""`ivr flows export-tests` and `ivr call CASE.json`: what they print, write and refuse, and with which exit code."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from simulator import command
from workbench import export_tests

SCRIPTS = {
    "asks": '[[turns]]\nsays = "what does parking cost?"\nhears = ["$3"]\nwithin_ms = 60000\n',
    "again": '[[turns]]\nsays = "what does parking cost?"\nhears = ["$3"]\n',
    "cut": '[earlier]\n[[earlier.turns]]\nsays = "hello"\n[[turns]]\nsays = "hello"\n',
}


@pytest.fixture
def scripts(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / f"{name}.toml" for name in SCRIPTS]
    for path in paths:
        path.write_text(SCRIPTS[path.stem])
    return paths


def export(*paths: Path, to: Path, as_json: bool = False) -> tuple[int, str, str]:
    out, aside = io.StringIO(), io.StringIO()
    code = export_tests.run(export_tests.Asked(scripts=paths, output=to, json=as_json), out=out, aside=aside)
    return code, out.getvalue(), aside.getvalue()


def call(path: Path, **asked: Any) -> tuple[int, str]:
    out = io.StringIO()
    given = command.Asked(scripts=[path], **asked)
    code = command.run(given, source=io.StringIO(), out=out, aside=io.StringIO())
    return code, out.getvalue()


def test_scripts_become_files_and_what_is_in_none_is_told(scripts: list[Path], tmp_path: Path) -> None:
    folder = tmp_path / "new" / "cases"
    code, told, _ = export(*scripts, to=folder)
    assert code == 0
    assert [path.name for path in folder.iterdir()] == ["asks.json"]
    assert "not in it: turns[1].within_ms: no time can be asserted" in told
    assert "no test case again: what remains of it is what asks tests" in told
    assert "no test case cut: it rests on a call before, and one test is one call" in told
    assert f"1 of 3 scripts are test cases in {folder}; any deployment passes 1" in told
    code, told, aside = export(*scripts, to=folder, as_json=True)
    first, second, third = json.loads(told)
    assert first["file"] == str(folder / "asks.json")
    assert first["not_expressed"] == [{"key": "turns[1].within_ms", "why": "no time can be asserted"}]
    assert second["file"] is None
    assert third["reason"].startswith("it rests on a call before")
    assert "asks" in aside


def test_a_test_case_is_a_call_with_the_verdict_and_the_json_of_a_script(scripts: list[Path], tmp_path: Path) -> None:
    export(scripts[0], to=tmp_path)
    case = tmp_path / "asks.json"
    code, told = call(case)
    assert (code, told.splitlines()[0]) == (0, f"ok     {case}: asks")
    assert call(scripts[0], json="-")[1].count('"passed": true') == 1
    script, tested = (json.loads(call(path, json="-")[1])[0] for path in (scripts[0], case))
    assert tested.keys() == script.keys()
    assert tested["passed"] is True
    case.write_text(case.read_text().replace('"$3"', '"a fortune"'))
    code, told = call(case)
    assert code == 1
    assert "-> Caller:    what does parking cost?" in told
    assert "expected otherwise: observation 'Answer to turn 1': message with 'a fortune' did not happen" in told


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "case.json: is not valid JSON at line 1"),
        ('{"Version": "2019-10-30", "Actions": []}', "is no test case; it needs Version and Observations"),
        (
            '{"Observations": [{"Identifier": "a", "Event": {"Type": "TestStarted"}}]}',
            "observation 'a': Event.Type: there is no 'TestStarted'",
        ),
        (
            '{"Metadata": {"frontdesk": {"at": "soon"}}, '
            '"Observations": [{"Identifier": "a", "Event": {"Type": "TestInitiated"}}]}',
            "at is ",
        ),
    ],
)
def test_a_file_that_is_no_usable_test_case_gets_one_sentence(tmp_path: Path, content: str, told: str) -> None:
    path = tmp_path / "case.json"
    path.write_text(content)
    with pytest.raises(command.Unusable) as refused:
        call(path)
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)


def test_what_cannot_be_exported_at_all_gets_one_sentence(scripts: list[Path], tmp_path: Path) -> None:
    with pytest.raises(export_tests.Unusable, match="is a test case already"):
        export(tmp_path / "case.json", to=tmp_path)
    with pytest.raises(export_tests.Unusable, match="another script is called asks, too"):
        export(scripts[0], scripts[0], to=tmp_path)
    with pytest.raises(export_tests.Unusable, match="cannot be made"):
        export(scripts[0], to=scripts[1])
    with pytest.raises(export_tests.Unusable, match="cannot be read"):
        export(tmp_path / "missing.toml", to=tmp_path)


def test_nothing_is_lost_of_what_lies_in_the_folder(scripts: list[Path], tmp_path: Path) -> None:
    """A test case that somebody else wrote is not overwritten; one of the exporter's own is made anew."""
    export(scripts[0], to=tmp_path)
    case = tmp_path / "asks.json"
    theirs = case.read_text().replace('"frontdesk"', '"theirs"')
    case.write_text(theirs)
    with pytest.raises(export_tests.Unusable, match=r"asks.json: is not one that was exported; move it"):
        export(scripts[0], to=tmp_path)
    assert case.read_text() == theirs
