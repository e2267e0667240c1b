"""What Connect would refuse of a test case, and the files of test cases that it would take.

Knows what must agree inside a test case: identifiers, transitions, and every event and action with its shape in the
language; refuses to know how a test case is written down (`test_cases`) and how one is run.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from contact_flows import testing_language as language
from contact_flows.test_cases import Action, Case, CaseError, Event, Observation, parse
from declared import Refused, one_of, read_text

FOLDER = Path(__file__).parent / "connect_tests"
"""Exported test cases that every deployment passes, whatever its patients, its date and its staff."""
_KEYS = re.compile(r"[0-9*#]+")


def read(path: Path, *, name: str | None = None) -> Case:
    """The test case of a file; one that Connect would refuse is refused.

    Raises:
        CaseError: it cannot be read, or Connect would not take it; one sentence.
    """
    shown = name or str(path)
    try:
        case = parse(read_text(path, name=shown, advice="name a test case in it"), name=shown)
    except Refused as refused:
        raise CaseError(str(refused)) from refused
    for problem in problems(case):
        raise CaseError(f"{shown}: {problem}")
    return case


def load(folder: Path = FOLDER) -> dict[str, Case]:
    """The test cases of a folder by their files' names without the suffix; none where there is no folder.

    Raises:
        CaseError: one cannot be read, or Connect would refuse it.
    """
    return {path.stem: read(path, name=path.name) for path in sorted(folder.glob("*.json"))}


def problems(case: Case) -> list[str]:
    """What Connect would refuse: a sentence each, observation and key first."""
    found = [*_twice([one.identifier for one in case.observations], "observation")]
    names = {one.identifier for one in case.observations}
    for one in case.observations:
        where = f"observation {one.identifier!r}"
        found += [f"{where}: {told}" for told in _of_event(one.event)]
        found += [f"{where}: {told}" for told in _of_usage(one)]
        for following in one.transitions.next_observations:
            if following not in names:
                found.append(f"{where}: NextObservations: {one_of(following, sorted(names))}")
        found += [f"{where}: {told}" for told in _of_actions(one)]
    return found + _never_waited_for(case)


def _twice(names: Sequence[str], what: str) -> Iterator[str]:
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            yield f"{what} {name!r}: is there {names.count(name)} times; give each an Identifier of its own"


def _of_event(event: Event) -> Iterator[str]:
    form = language.EVENTS.get(event.type)
    if form is None:
        yield f"Event.Type: {one_of(event.type, language.EVENTS)}"
        return
    if event.actor != language.SYSTEM:
        yield f"Event.Actor: {one_of(event.actor, [language.SYSTEM])}"
    properties = dict(event.properties)
    if isinstance(properties.get("MatchingCriteria"), str):
        properties["MatchingCriteria"] = {"Type": properties["MatchingCriteria"]}
    yield from language.faults(properties, form, "Event.Properties")
    if event.type == "MessageReceived" and event.criteria not in language.CRITERIA:
        yield f"Event.MatchingCriteria: {one_of(event.criteria, language.CRITERIA)}"


def _of_usage(one: Observation) -> Iterator[str]:
    if one.usage is not None and one.usage.type not in language.USAGES:
        yield f"Usage.Type: {one_of(one.usage.type, dict.fromkeys(language.USAGES.values()))}"


def _of_actions(one: Observation) -> Iterator[str]:
    names = [action.identifier for action in one.actions]
    yield from _twice(names, "action")
    for action in one.actions:
        where = f"action {action.identifier!r}"
        following = action.transitions.next_action
        if following is not None and following not in names:
            yield f"{where}: NextAction: {one_of(following, names)}"
        shape = language.ACTIONS.get(action.type)
        if shape is None:
            yield f"{where}: Type: {one_of(action.type, language.ACTIONS)}"
            continue
        yield from (f"{where}: {told}" for told in language.faults(action.parameters, shape, "Parameters"))
        yield from (f"{where}: {told}" for told in _of_values(action))
    if one.actions and len(list(one.in_order())) < len(one.actions):
        yield "Actions: their NextActions go round in a circle; let one of them be the first"


def _of_values(action: Action) -> Iterator[str]:
    given = action.parameters
    if action.type == "Assert":
        if not str(given.get("Namespace", "$.")).startswith("$."):
            yield "Parameters.Namespace: must be a JSONPath such as $.Queue.Name"
        if given.get("Operator") != "Exists" and "Operand" not in given:
            yield "Parameters: Operand is missing; add it"
    keys = _inside(given, "Instruction", "Properties", "Value")
    if _inside(given, "Instruction", "Type") == "DtmfInput" and keys and not _KEYS.fullmatch(str(keys)):
        yield f"Parameters.Instruction.Properties.Value: {keys!r} is not on a telephone; it has 0-9, * and #"


def _inside(value: Any, *path: str) -> Any:
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _never_waited_for(case: Case) -> list[str]:
    by_name = {one.identifier: one for one in case.observations}
    reached: dict[str, None] = {}
    left = [one.identifier for one in case.starts()]
    while left:
        name = left.pop()
        if name in by_name and name not in reached:
            reached[name] = None
            left += by_name[name].transitions.next_observations
    told = "never waited for: the observations that lead to it lead round in a circle; let one of them be the first"
    return [f"observation {name!r}: {told}" for name in by_name if name not in reached]
