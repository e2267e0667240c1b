"""What `ivr faults` tells: a table to read, and refusals in one sentence."""

from io import StringIO

import pytest

from measure.fault_runs import Case
from measure.faults import Asked, Row, Unusable, run, show
from simulator.local_aws.faults import Fault

THROTTLED = Fault("bedrock.retrieve", "throttle", turn=1)


def a_row(case: Case, *why: str, heard: str = "Parking costs $3 an hour.", ms: int = 40) -> Row:
    place = f"{case.doing}, turn {case.turn} of {case.call}"
    return Row(case.fault.at, case.fault.kind, place, "always", heard, ms, 1, "handed_off", not why, why)


def table(*whys: tuple[str, ...]) -> str:
    cases = [Case("ask", turn, "looking for passages", THROTTLED) for turn in range(1, len(whys) + 1)]
    out = StringIO()
    show(cases, [a_row(case, *why, ms=40 * case.turn) for case, why in zip(cases, whys, strict=True)], out)
    return out.getvalue()


def test_places_where_the_same_came_of_it_share_a_line_with_the_longest_time() -> None:
    printed = table((), ())
    assert printed.count("throttle always") == 1
    assert "ask 1, ask 2" in printed
    assert "0.1 s" in printed
    assert "Parking costs $3 an hour." in printed
    assert "2 calls with a fault in them, all ok" in printed


def test_what_went_wrong_has_a_line_of_its_own_that_says_why() -> None:
    printed = table((), ("turn 2: the model was asked 3 times; 2 are allowed",))
    assert printed.count("throttle always") == 2
    assert "NOT OK: turn 2: the model was asked 3 times; 2 are allowed" in printed
    assert "1 of them not ok" in printed


def test_silence_is_told_as_such() -> None:
    out = StringIO()
    case = Case("ask", 1, "looking for passages", THROTTLED)
    show([case], [a_row(case, "turn 1: the caller heard nothing", heard="")], out)
    assert "(nothing)" in out.getvalue()


def test_an_unknown_place_is_refused_with_the_one_that_was_meant() -> None:
    with pytest.raises(
        Unusable, match=r"--at bedrock.retreive: there is no such place \(did you mean bedrock.retrieve"
    ):
        run(Asked(at=["bedrock.retreive"]), out=StringIO(), aside=StringIO())


def test_one_unknown_place_among_known_ones_is_refused() -> None:
    with pytest.raises(Unusable, match=r"--at : there is no such place; there are bedrock.converse_stream, "):
        run(Asked(at=["lex", ""]), out=StringIO(), aside=StringIO())


def test_a_dynamodb_that_cannot_be_made_to_fail_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IVR_DYNAMODB_ENDPOINT", "http://127.0.0.1:8000")
    with pytest.raises(Unusable, match="only the built-in DynamoDB has faults; unset IVR_DYNAMODB_ENDPOINT"):
        run(Asked(), out=StringIO(), aside=StringIO())
