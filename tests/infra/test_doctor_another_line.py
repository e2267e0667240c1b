"""What `ivr doctor` says when the configuration means another instance or number than those that callers reach."""

from io import StringIO
from typing import Any

import pytest

from infra.doctor import command
from infra.doctor.another_line import INSTANCE, NUMBER, check_line
from infra.doctor.deployed import DeployedStack
from infra.doctor.findings import Finding, State
from tests.infra.synthesis import CONFIGURATIONS, EXISTING, NEW, a_deployment, deployed

CONNECT = "arn:aws:connect:us-east-1:111122223333"
ARNS = {
    "AWS::Connect::Instance": f"{CONNECT}:instance/aaaaaaaa-0000-4000-8000-000000000000",
    "AWS::Connect::PhoneNumber": f"{CONNECT}:phone-number/bbbbbbbb-0000-4000-8000-000000000000",
}
OTHER_NUMBER = f"{CONNECT}:phone-number/cccccccc-0000-4000-8000-000000000000"
OTHER_INSTANCE = {
    "instance_alias": None,
    "instance_arn": f"{CONNECT}:instance/dddddddd-0000-4000-8000-000000000000",
}


def checked(*, was: dict[str, Any] | None = None, deployment: dict[str, Any] | None = None) -> dict[str, Finding]:
    """Check -> what is said of a configuration with these changes, where our template is deployed."""
    template = was or deployed()["Telephony"]
    resources = {name: (each["Type"], ARNS.get(each["Type"], name)) for name, each in template["Resources"].items()}
    stack = DeployedStack("Frontdesk-dev-Telephony", "UPDATE_COMPLETE", resources=resources)
    return {found.check: found for found in check_line(a_deployment(**(deployment or {})), stack, template)}


def test_what_is_configured_as_it_is_deployed_is_fine() -> None:
    assert {check: found.state for check, found in checked().items()} == {INSTANCE: State.OK, NUMBER: State.OK}
    existing = checked(was=deployed(EXISTING)["Telephony"], deployment=CONFIGURATIONS[EXISTING][0])
    assert {check: found.state for check, found in existing.items()} == {INSTANCE: State.OK, NUMBER: State.OK}


@pytest.mark.parametrize("becomes", [{"instance_alias": "other-clinic"}, OTHER_INSTANCE], ids=["alias", "arn"])
def test_another_instance_would_leave_all_that_people_made_behind(becomes: dict[str, Any]) -> None:
    found = checked(deployment=becomes)[INSTANCE]
    assert found.state is State.PROBLEM
    assert "the line is in the instance cedar-clinic-dev" in found.message
    assert "set it back in cdk.json: cedar-clinic-dev" in found.fix
    assert "second environment" in found.fix


def test_a_new_instance_for_a_line_in_an_existing_one_is_another_too() -> None:
    found = checked(was=deployed(EXISTING)["Telephony"], deployment={})[INSTANCE]
    assert (found.state, "cdk.json has cedar-clinic-dev" in found.message) == (State.PROBLEM, True)


def test_the_deployments_own_instance_named_by_its_arn_would_leave_it() -> None:
    own = {"instance_alias": None, "instance_arn": ARNS["AWS::Connect::Instance"]}
    found = checked(deployment=own)[INSTANCE]
    assert (found.state, found.fix) == (State.PROBLEM, "set it back in cdk.json: instance_alias cedar-clinic-dev")


@pytest.mark.parametrize(
    "becomes",
    [{"number_type": "TOLL_FREE"}, {"number_country": "CA"}, {"number_prefix": "+1206"}, {"number_arn": OTHER_NUMBER}],
    ids=lambda each: next(iter(each)),
)
def test_another_number_is_a_problem_that_can_be_accepted(becomes: dict[str, Any]) -> None:
    found = checked(deployment=becomes)[NUMBER]
    assert found.state is State.PROBLEM
    assert "deployed is US DID, and cdk.json has " in found.message
    assert "the former stays yours" in found.message
    assert f'--accept "{NUMBER}"' in found.fix


def test_a_number_that_is_not_kept_is_released_when_another_is_named() -> None:
    template = {**deployed()["Telephony"]}
    template["Resources"] = {name: {**each, "DeletionPolicy": "Delete"} for name, each in template["Resources"].items()}
    assert "is released, for good" in checked(was=template, deployment={"number_arn": OTHER_NUMBER})[NUMBER].message
    assert "stays yours" in checked(was=template, deployment={"number_type": "TOLL_FREE"})[NUMBER].message


def test_what_a_failed_first_deployment_never_made_is_no_other() -> None:
    stack = DeployedStack("Frontdesk-dev-Telephony", "ROLLBACK_COMPLETE")
    other = a_deployment(instance_alias="other-clinic", number_type="TOLL_FREE")
    for configuration in (NEW, EXISTING):
        assert list(check_line(other, stack, deployed(configuration)["Telephony"])) == []


def test_another_instance_cannot_be_accepted() -> None:
    with pytest.raises(command.Unusable, match="--accept same instance: what it finds cannot be taken back"):
        command.run(command.Asked(accepted=[INSTANCE]), out=StringIO())
