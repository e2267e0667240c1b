"""`ivr faults` as it is typed: what it prints, what it refuses and with which exit code."""

import json

from tests.integration.test_cli_call import UNUSABLE, ivr


def test_json_is_alone_on_standard_output_and_all_well_is_0() -> None:
    done = ivr("faults", "--json", "--at", "bedrock.guardrail")
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)
    assert {"at", "kind", "heard", "ms", "disposition", "ok"} <= rows[0].keys()
    assert {(row["at"], row["kind"], row["times"]) for row in rows} == {
        ("bedrock.guardrail", kind, times) for kind in ("blocked", "ungrounded") for times in ("once", "always")
    }
    assert all(row["ok"] and row["heard"] for row in rows)


def test_an_unknown_place_is_refused_in_one_sentence() -> None:
    done = ivr("faults", "--at", "dynamodb.scan")
    assert done.returncode == UNUSABLE
    assert done.stdout == ""
    assert done.stderr.startswith("ivr faults: --at dynamodb.scan: there is no such place")
    assert len(done.stderr.strip().splitlines()) == 1
