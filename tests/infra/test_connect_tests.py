"""Test cases for Connect's own runner in a deployment: off unless asked for, bound, after the flows, and harmless."""

import json
from typing import Any

import pytest

from contact_flows import test_case_check
from contact_flows.test_cases import Case
from infra.connect_tests import MAX_DESCRIPTION, MAX_NAME, described, fits
from infra.doctor.intrinsics import references
from tests.infra.contact_center_stage import EXISTING, contact_center
from tests.infra.synthesis import a_deployment, resources

CASES = test_case_check.load()
KIND, HOURS = "AWS::Connect::TestCase", "AWS::Connect::HoursOfOperation"


def made(**changes: Any) -> dict[str, dict[str, Any]]:
    return resources(contact_center(**changes), KIND)


def flat(value: Any) -> str:
    """The text of a property, each reference in it as its logical id."""
    if isinstance(value, dict) and "Fn::Join" in value:
        return "".join(flat(part) for part in value["Fn::Join"][1])
    return value if isinstance(value, str) else "|".join(references(value))


def test_without_the_switch_nothing_of_it_is_deployed() -> None:
    assert made() == {}
    assert len(resources(contact_center(), HOURS)) == 1


def test_every_test_case_that_any_deployment_passes_is_deployed() -> None:
    names = {each["Properties"]["Name"] for each in made(connect_tests="published").values()}
    assert names == {f"frontdesk-dev {name.replace('_', ' ')}" for name, case in CASES.items() if fits(case)}
    assert names


@pytest.mark.parametrize("status", ["saved", "published"])
def test_connect_checks_them_only_if_asked_to(status: str) -> None:
    assert {each["Properties"]["Status"] for each in made(connect_tests=status).values()} == {status.upper()}


@pytest.mark.parametrize("changes", [{}, EXISTING], ids=["new instance", "existing instance"])
def test_contents_are_bound_and_hold_nothing_of_ours(changes: dict[str, Any]) -> None:
    every = made(connect_tests="saved", **changes)
    assert every
    for each in every.values():
        content = flat(each["Properties"]["Content"])
        assert "${" not in content
        data = json.loads(content)
        assert data["Metadata"] == {}
        assert data["Version"] == "2019-10-30"


def test_a_test_starts_at_the_flow_that_answers_and_calls_from_no_number() -> None:
    """CloudFormation's schema takes no number: its expression wants a backslash in it."""
    every = made(connect_tests="saved")
    assert every
    for each in every.values():
        entry = each["Properties"]["EntryPoint"]
        assert entry["Type"] == "VOICE_CALL"
        voice = entry["VoiceCallEntryPointParameters"]
        assert set(voice) == {"FlowId"}
        assert "inbound" in flat(voice["FlowId"])


def test_test_cases_come_after_the_flows() -> None:
    template = contact_center(connect_tests="saved")
    flows = set(resources(template, "AWS::Connect::ContactFlow"))
    every = resources(template, KIND)
    assert every
    for each in every.values():
        assert flows <= set(each["DependsOn"])


def test_hours_that_are_always_and_never_open_stand_in_place_of_the_clinics() -> None:
    template = contact_center(connect_tests="saved")
    hours = {each["Properties"]["Name"]: each["Properties"]["Config"] for each in resources(template, HOURS).values()}
    assert len(hours["frontdesk-dev always open"]) == 7
    midnight = {"Hours": 0, "Minutes": 0}
    for day in hours["frontdesk-dev always open"]:
        assert day["StartTime"] == day["EndTime"] == midnight, "closed for a minute"
    assert hours["frontdesk-dev never open"] == []
    contents = " ".join(flat(each["Properties"]["Content"]) for each in resources(template, KIND).values())
    assert "AlwaysOpen" in contents


def test_a_test_ends_before_it_reaches_a_person_or_places_a_callback() -> None:
    """Connect would connect the simulated caller with an agent who is there."""
    assert CASES
    for name, case in CASES.items():
        last = [action for one in case.observations for action in one.actions if action.type == "TestControl"]
        assert len(last) == 1, name
        started = {one.event.properties.get("ActionType") for one in case.observations}
        assert "TransferContactToQueue" not in started, name


def test_names_and_descriptions_fit() -> None:
    every = made(connect_tests="saved")
    assert every
    for each in every.values():
        assert len(each["Properties"]["Name"]) <= MAX_NAME
        assert 0 < len(each["Properties"]["Description"]) <= MAX_DESCRIPTION


def test_a_description_tells_what_is_not_tested() -> None:
    case = next(case for case in CASES.values() if case.ours["notExpressed"])
    assert case.ours["notExpressed"][0] in described(case)


def test_a_test_case_that_needs_something_or_was_not_exported_is_not_deployed() -> None:
    case = next(iter(CASES.values()))
    needing = {"frontdesk": {**case.ours, "needs": "the sample patients"}}
    assert not fits(case.model_copy(update={"metadata": needing}))
    assert not fits(
        Case.model_validate({"name": "x", "Observations": [*case.model_dump(by_alias=True)["Observations"]]})
    )


def test_another_word_is_refused() -> None:
    with pytest.raises(ValueError, match="published"):
        a_deployment(connect_tests="yes")
