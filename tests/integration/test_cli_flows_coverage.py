"""`ivr flows coverage` as it is typed: what it prints and writes, what it refuses and with which exit code."""

import json
from pathlib import Path

from tests.integration.test_cli_call import UNUSABLE, ivr

SCRIPT = "tests/e2e/calls/hangs_up_during_the_greeting.toml"
FAILING = 'name = "expects too much"\nhears = ["good riddance"]\n[[turns]]\nhangs_up = true\n'


def test_json_is_alone_on_standard_output_and_what_is_missing_is_1() -> None:
    done = ivr("flows", "coverage", SCRIPT, "--json", "-")
    assert done.returncode == 1
    found = json.loads(done.stdout)
    assert found["complete"] is False
    assert found["scripts"] == [{"script": SCRIPT, "passed": True}]
    inbound = next(each for each in found["flows"] if each["flow"] == "inbound")
    branches = inbound["branches"]
    assert 0 < branches["reached"] < branches["reachable"]
    assert len(inbound["missing"]) == branches["reachable"] - branches["reached"]
    assert {"action": "Outcome", "label": "Outcome", "branch": "Equals done", "leads_to": "HangUp"} in inbound[
        "missing"
    ]
    assert {each["action"] for each in inbound["passed"]} >= {"SetVoice", "AskResume"}
    handoff = next(each for each in found["flows"] if each["flow"] == "handoff")
    reasons = {each["reason"] for each in handoff["out_of_reach"] if each["action"] == "AgreedOn"}
    assert any("Connect wants" in reason for reason in reasons)


def test_a_call_that_goes_otherwise_is_told_and_counts_and_the_page_is_written(tmp_path: Path) -> None:
    (tmp_path / "call.toml").write_text(FAILING)
    page = tmp_path / "flows.html"
    done = ivr("flows", "coverage", str(tmp_path), "-o", str(page))
    assert done.returncode == 1
    assert f"FAILED {tmp_path / 'call.toml'}" in done.stdout.replace("\n", "")
    assert "Missing of inbound" in done.stdout
    assert "1 call: branches are missing" in done.stdout
    assert "customer_queue" in page.read_text(encoding="utf-8")


def test_what_cannot_be_used_is_refused_before_anything_is_played(tmp_path: Path) -> None:
    for arguments, told in (
        ([str(tmp_path)], "no call script is there"),
        ([SCRIPT, "-o", str(tmp_path)], "a directory; name a file in it"),
        ([SCRIPT, "--json", str(tmp_path / "no" / "x.json")], "there is no folder"),
        (["no.toml"], "cannot be read"),
    ):
        done = ivr("flows", "coverage", *arguments)
        assert (done.returncode, done.stdout) == (UNUSABLE, "")
        assert done.stderr.startswith("ivr flows coverage: ")
        assert told in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1
