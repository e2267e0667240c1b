"""`ivr flows lint`: which files are flows, how findings are told, and what comes of bad input."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from contact_flows.bind import FOLDER
from contact_flows.language import PLACEHOLDER
from tests.unit.flow_stage import action, flow_data, say
from workbench.lint import Asked, Unusable, run

GOOD = flow_data(say("Hi", "Hello."))
LOST = flow_data(say("Hi", "Hello."), action("Lost", "MessageParticipant", {"Text": "[red]Lost[/red]"}))
ARN = "arn:aws:lex:eu-west-1:123456789012:bot"
SETTINGS = {
    "Voice": "Joanna",
    "VoiceEngine": "Neural",
    "IvrRecording": "Enabled",
    "ContactLens": "True",
    "AnalyticsMode": "RealTime",
}
NOTED = flow_data(
    action("Hi", "UpdateContactAttributes", {"Attributes": {"bot": ARN}}, errors={"NoMatchingError": "End"})
)


def written(folder: Path, **files: Any) -> list[Path]:
    paths = []
    for name, data in files.items():
        path = folder / f"{name}.json"
        path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
        paths.append(path)
    return paths


def linted(*paths: Path, as_json: bool = False) -> tuple[int, str, str]:
    out, aside = io.StringIO(), io.StringIO()
    code = run(Asked(paths, json=as_json), out=out, aside=aside)
    return code, out.getvalue(), aside.getvalue()


def test_nothing_is_found_in_our_own_flows() -> None:
    code, told, _ = linted(as_json=True)
    assert (code, json.loads(told)) == (0, [])


def test_one_of_our_flows_is_linted_beside_those_that_lie_there(tmp_path: Path) -> None:
    (tmp_path / "whole").mkdir()
    for path in FOLDER.glob("*.json"):
        (tmp_path / "whole" / path.name).write_text(path.read_text().replace('"cut_off": "true"', '"cutoff": "true"'))
    code, told, _ = linted(tmp_path / "whole" / "handoff.json", as_json=True)
    assert code == 1
    assert [found["message"] for found in json.loads(told)] == ["$.Attributes.cut_off is read, and no flow sets it"]


def test_one_of_our_flows_far_from_the_others_is_nothing_to_find(tmp_path: Path) -> None:
    for path in FOLDER.glob("*.json"):
        (alone,) = written(tmp_path, **{path.stem: path.read_text()})
        assert linted(alone, as_json=True)[:2] == (0, "[]\n"), path.name
        alone.unlink()


def test_our_flows_as_a_deployment_has_them_are_an_export(tmp_path: Path) -> None:
    for path in FOLDER.glob("*.json"):
        bound = PLACEHOLDER.sub(lambda named: SETTINGS.get(named[1], f"{ARN}/{named[1]}"), path.read_text())
        (tmp_path / path.name).write_text(bound)
    code, told, _ = linted(tmp_path, as_json=True)
    assert (code, {found["rule"] for found in json.loads(told)}) == (0, {"account-arn"})


def test_json_is_a_list_of_findings_alone(tmp_path: Path) -> None:
    view = {"Actions": ["Close"], "InputSchema": {}, "Template": {}}
    code, told, aside = linted(written(tmp_path, lost=LOST, view=view)[0].parent, as_json=True)
    assert code == 1
    assert [list(found) for found in json.loads(told)] == [["file", "action", "rule", "severity", "message", "fix"]]
    assert [(found["action"], found["rule"], found["severity"]) for found in json.loads(told)] == [
        ("Lost", "unreachable", "warning")
    ]
    assert "view.json" in aside


def test_notes_alone_are_no_failure(tmp_path: Path) -> None:
    code, told, _ = linted(*written(tmp_path, noted=NOTED))
    assert code == 0
    assert "1 note" in told


def test_the_report_names_file_action_rule_and_fix_within_eighty_columns(tmp_path: Path) -> None:
    code, told, _ = linted(*written(tmp_path, lost=LOST, good=GOOD))
    assert code == 1
    for part in ("lost.json", "warning", "Lost", "unreachable", "lead a branch to it", "2 flows: 1 warning"):
        assert part in told
    assert str(tmp_path / "lost.json") in told.splitlines(), "a path can be copied whole, however long it is"
    assert all(len(line) <= 80 for line in told.splitlines() if str(tmp_path) not in line)
    assert "\x1b" not in told


def test_text_from_a_file_is_shown_as_it_is(tmp_path: Path) -> None:
    odd = flow_data(action("[bold]X[/nope]", "MessageParticipant", {"Text": "Hi"}, then="[red]"))
    _, told, _ = linted(*written(tmp_path, odd=odd))
    assert "[bold]X[/nope]" in told


def test_a_broken_flow_in_a_folder_is_a_finding_and_hides_no_other(tmp_path: Path) -> None:
    written(tmp_path, broken={"StartAction": "a", "Actions": []}, torn="{", lost=LOST)
    code, told, _ = linted(tmp_path, as_json=True)
    assert code == 1
    assert {Path(found["file"]).stem: found["rule"] for found in json.loads(told)} == {
        "broken": "envelope",
        "torn": "json",
        "lost": "unreachable",
    }


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[1]", "is no JSON object"),
        ('{"Template": {}}', "Version is missing"),
        ("{", "is not valid JSON"),
        ('{"modules": [], "start": "x"}', "it is in the designer's old form"),
        ('{"ContactFlow": {"Content": "{}"}}', "take the text of ContactFlow.Content out of it"),
        ("[" * 100_000, "nested too deep"),
    ],
)
def test_a_file_that_is_no_flow_is_one_sentence(tmp_path: Path, content: str, said: str) -> None:
    with pytest.raises(Unusable, match=said) as raised:
        linted(*written(tmp_path, it=content))
    assert "\n" not in str(raised.value)


def test_a_path_that_is_not_there_and_a_folder_without_flows_are_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="there is no such file"):
        linted(tmp_path / "nothing.json")
    with pytest.raises(Unusable, match="holds no flow"):
        linted(tmp_path)


def test_a_file_that_is_not_text_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "it.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Unusable, match="is not UTF-8"):
        linted(tmp_path / "it.json")


def test_a_file_of_a_folder_that_is_not_text_is_a_finding_and_hides_no_other(tmp_path: Path) -> None:
    written(tmp_path, lost=LOST)
    (tmp_path / "bytes.json").write_bytes(b"\xff\xfe\x00")
    code, told, _ = linted(tmp_path, as_json=True)
    assert code == 1
    assert {Path(found["file"]).stem: found["message"] for found in json.loads(told)}[
        "bytes"
    ] == "is not UTF-8 (byte 1)"
    assert "unreachable" in told
