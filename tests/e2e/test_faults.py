"""Faults in real calls: every pair of the contract, and every place of every call, at least once.

`ivr faults` lets each fault strike at each place in each turn; here each pair has one case, and each place of a call.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

import pytest

from measure.fault_cases import cases
from measure.fault_runs import Case, Held, Line, asked, calls
from measure.fault_verdicts import hurried, judge
from simulator.expectations import judge as expected
from simulator.local_aws.faults import KINDS, OPERATIONS, PAIRS
from simulator.report import conversation

SLOW = ("stall", "trickle")
DEADLINE_S = 3.0
"""Of a turn: half of the real one, since stalls and trickles really take it."""


@pytest.fixture(scope="module")
def line() -> Iterator[Line]:
    with Line(turn_deadline_s=DEADLINE_S) as line:
        yield line


@pytest.fixture(scope="module")
def normal(line: Line) -> dict[str, Held]:
    return {name: line.hold(name) for name in calls()}


def pattern_of(case: Case) -> tuple[str, str]:
    at = case.fault.at
    return next((each for each, operations in OPERATIONS.items() if at in operations), at), case.fault.kind


def covering(planned: Iterable[Case]) -> list[Case]:
    """For each place of each call a case that is not slow, of the pair that had fewest so far; then the pairs left."""
    chosen: list[Case] = []
    had: Counter[tuple[str, str]] = Counter()
    places: dict[tuple[str, str, str], list[Case]] = {}
    for case in planned:
        places.setdefault((case.call, case.fault.at, case.doing), []).append(case)
    for there in places.values():
        quick = [case for case in there if case.fault.kind not in SLOW]
        chosen.append(min(quick, key=lambda case: had[pattern_of(case)]))
        had[pattern_of(chosen[-1])] += 1
    for there in places.values():
        for case in there:
            if not had[pattern_of(case)]:
                chosen.append(case)
                had[pattern_of(case)] += 1
    return chosen


def test_the_calls_go_as_they_should_when_nothing_fails(normal: dict[str, Held]) -> None:
    for held in normal.values():
        failures = expected(held.script, held.outcome)
        assert failures == [], conversation(held.outcome, failures)


def test_every_pair_of_the_contract_has_a_case(normal: dict[str, Held]) -> None:
    assert {pattern_of(case) for case in cases(normal)} == set(PAIRS)
    assert {pattern_of(case) for case in covering(cases(normal))} == set(PAIRS)


def test_every_operation_of_a_call_has_a_case(normal: dict[str, Held]) -> None:
    met = {(at, about) for held in normal.values() for _, at, about in asked(held)}
    struck = {(case.fault.at, case.fault.about or "") for case in cases(normal)}
    assert met <= struck
    assert {at for at, _ in struck} == {
        *KINDS,
        *(each for each in OPERATIONS["dynamodb.*"]),
        *OPERATIONS["cognito.*"],
    } - {"cognito.*"}


def test_whatever_fails_the_caller_is_answered_in_time_and_nothing_is_done_twice_or_lost(
    line: Line, normal: dict[str, Held]
) -> None:
    told = []
    for case in covering(cases(normal)):
        held = line.run(case)
        why = judge(case, held, normal[case.call]).why
        if hurried(why):
            held = line.run(case)
            why = judge(case, held, normal[case.call]).why
        if why:
            place = f"{case.fault.at} {case.fault.kind} {case.doing}, {case.where}"
            told.append("\n".join([place, *(f"-> {each}" for each in why), conversation(held.outcome)]))
    if told:
        pytest.fail("\n\n".join(told), pytrace=False)
