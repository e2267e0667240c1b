"""What of a flow calls have reached: every way out of an action, which of them nobody can take, and what is missing."""

import io
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from contact_flows import drafts, out_of_reach
from contact_flows.coverage import FlowCoverage, OutOfReach, Passed, WayKind, cover, ways
from contact_flows.flow import read
from declared import Refused
from tests.unit.flow_stage import action, flow, flow_data, say
from workbench.coverage import exit_code
from workbench.coverage_report import as_json, show

ASKS = action("Ask", "Compare", then="Other", errors={"NoMatchingCondition": "Other"}, when={"yes": "Say"})
GOES = action(
    "Go", "TransferContactToQueue", then="Sorry", errors={"QueueAtCapacity": "Sorry", "NoMatchingError": "Sorry"}
)
TALK = (ASKS, say("Say", "Yes.", then="Go"), say("Other", "No."), GOES, say("Sorry", "Nobody is there."))


def named(data: dict[str, Any]) -> list[tuple[str, str | None, str, bool]]:
    found = ways(flow(data).action(data["Identifier"]))
    return [(way.branch, way.target, str(way.kind), way.possible) for way in found]


def reached(*passed: tuple[str, str], **excused: str) -> FlowCoverage:
    given = Counter(Passed("test", *each) for each in passed)
    return cover(flow(*TALK), given, excused={Passed("test", name, "next"): why for name, why in excused.items()})


def missing(covered: FlowCoverage) -> list[str]:
    return [f"{branch.action} {branch.way.branch}" for branch in covered.missing]


def test_ways_are_conditions_next_the_end_and_errors_by_the_names_of_a_calls_blocks() -> None:
    assert named(ASKS) == [
        ("Equals yes", "Say", "condition", True),
        ("next", "Other", "next", False),
        ("NoMatchingCondition", "Other", "error", True),
    ]
    assert named(say("Say", "Hello.")) == [("next", "End", "next", True)]
    assert named(GOES)[:2] == [("next", "Sorry", "next", False), ("queued", None, "end", True)]
    assert [way.kind for way in ways(flow(*TALK).action("End"))] == [WayKind.END]


def test_next_of_the_bots_block_can_be_taken_where_no_intent_has_a_branch() -> None:
    errors = {"NoMatchingCondition": "End", "NoMatchingError": "End"}
    bare = action("Bot", "ConnectParticipantWithLexBot", errors=errors)
    assert ("next", "End", "next", True) in named(bare)
    assert ("next", "End", "next", False) in named(
        {**bare, **action("Bot", bare["Type"], errors=errors, when={"A": "End"})}
    )


def test_a_condition_that_stands_twice_is_met_once() -> None:
    twice = {**ASKS, "Transitions": {**ASKS["Transitions"], "Conditions": ASKS["Transitions"]["Conditions"] * 2}}
    found = ways(flow(twice, *TALK[1:]).action("Ask"))
    assert [way.out_of_reach for way in found if way.kind is WayKind.CONDITION] == [None, OutOfReach.SHADOWED]


def test_what_was_not_taken_is_missing() -> None:
    assert missing(reached()) == [
        "Ask Equals yes",
        "Ask NoMatchingCondition",
        "Say next",
        "Other next",
        "Go queued",
        "Go QueueAtCapacity",
        "Go NoMatchingError",
        "Sorry next",
        "End end",
    ]
    covered = reached(("Ask", "Equals yes"), ("Say", "next"), ("Go", "queued"))
    assert "Ask Equals yes" not in missing(covered)
    assert not covered.complete
    assert covered.reached == {"Ask", "Say", "Go"}


def test_a_flow_is_complete_when_all_that_can_be_taken_was() -> None:
    all_of_it = [(branch.action, branch.way.branch) for branch in reached().missing]
    covered = reached(*all_of_it)
    assert covered.complete
    assert covered.reached == covered.reachable
    assert {branch.out_of_reach for branch in covered.out_of_reach} == {OutOfReach.REPEATS}
    assert not reached(*all_of_it[1:]).complete


def test_an_action_counts_as_reached_that_a_caller_never_left() -> None:
    assert "Other" in reached(("Ask", "NoMatchingCondition")).reached


def test_what_lies_behind_a_branch_that_nobody_can_take_is_out_of_reach_too() -> None:
    covered = reached(Other="nobody says no")
    reasons = {branch.action: branch.out_of_reach for branch in covered.out_of_reach}
    assert reasons["Other"] == "nobody says no"
    behind = cover(flow(*TALK), {}, excused={Passed("test", "Ask", "Equals yes"): "nobody says yes"})
    unvisited = {branch.action for branch in behind.out_of_reach if branch.out_of_reach == OutOfReach.UNVISITED}
    assert unvisited == {"Say", "Go", "Sorry"}


def test_a_branch_taken_in_spite_of_its_reason_disproves_it() -> None:
    covered = reached(("Other", "next"), Other="nobody says no")
    assert [branch.action for branch in covered.disproved] == ["Other"]


def test_a_disproved_reason_is_reported_and_is_no_success() -> None:
    taken = [
        ("Ask", "Equals yes"),
        ("Ask", "NoMatchingCondition"),
        ("Say", "next"),
        ("Other", "next"),
        ("Go", "queued"),
    ]
    taken += [("Go", "QueueAtCapacity"), ("Go", "NoMatchingError"), ("Sorry", "next"), ("End", "end")]
    assert [exit_code([reached(*taken)]), exit_code([reached(*taken, Other="nobody says no")])] == [0, 1]
    shown = io.StringIO()
    show([reached(*taken, Other="nobody says no")], [], shown)
    assert "DISPROVED test, Other, next: a call took it" in shown.getvalue()
    assert "nobody says no" in str(as_json([reached(*taken, Other="nobody says no")], [])["flows"][0]["disproved"])


def test_a_branch_is_named_as_an_admin_sees_it() -> None:
    data = flow_data(say("3f2a", "Hello."))
    data["Metadata"] = {"ActionMetadata": {"3f2a": {"friendlyName": "Say hello"}, "End": {"friendlyName": "Hang up"}}}
    first = cover(read(data, name="test"), {}).missing[0]
    assert (first.label, first.way.branch, first.leads_to) == ("Say hello", "next", "Hang up")


def test_a_flow_with_a_branch_into_nothing_is_covered_all_the_same() -> None:
    broken = read({**flow_data(say("Say", "Hello.", then="Nowhere"))}, name="test")
    assert cover(broken, {}).reachable == {"Say"}


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ('flow = "inbund"\naction = "A"\nbranch = "next"', "there is no flow 'inbund'"),
        ('flow = "inbound"\naction = "Greting"\nbranch = "next"', "inbound has no action 'Greting'"),
        ('flow = "inbound"\naction = "HangUp"\nbranch = "next"', "HangUp has no branch 'next'; it has end"),
    ],
)
def test_a_reason_for_a_branch_that_there_is_not_is_refused(tmp_path: Path, entry: str, told: str) -> None:
    path = tmp_path / "out_of_reach.toml"
    path.write_text(f'[[branches]]\n{entry}\nreason = "none"\n')
    flows = {name.removesuffix(".json"): each for name, each in drafts().items()}
    with pytest.raises(Refused, match=told):
        out_of_reach.load(flows, path=path)
