"""Test cases that Connect's own test runner holds against the deployed flows, and the hours that they put in place.

Knows test cases as CloudFormation's resources and what binds them; refuses to know how one is made of a call script.
"""

import json
from collections.abc import Mapping

import aws_cdk as cdk
from aws_cdk import aws_connect as connect
from constructs import Construct

from clinic import Weekday
from contact_flows import test_case_check
from contact_flows.test_cases import CLOSED, OPEN, OURS, Case, CaseError, bind, content
from infra.config import Deployment, DeploymentError

MAX_NAME, MAX_DESCRIPTION, MAX_CONTENT = 127, 500, 256_000
"""Characters. Source: AWS::Connect::TestCase, Name, Description and Content."""


class ConnectTests(Construct):
    """Every test case of the repository that any deployment passes, and hours that are always and never open.

    A test calls nobody: it ends before a transfer and before a callback. It starts at the flow that answers the number.
    CloudFormation's schema takes no number to call from (the expression for one wants a backslash in it), so that what
    the caller's number decides is in no test case here.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        deployment: Deployment,
        instance_arn: str,
        time_zone: str,
        flow_arn: str,
        bindings: Mapping[str, str],
    ) -> None:
        """Raises: DeploymentError: a test case cannot be deployed; one sentence."""
        super().__init__(scope, id)
        made = {
            placeholder: self._hours(name, instance_arn=instance_arn, time_zone=time_zone, deployment=deployment)
            for placeholder, name in ((OPEN, "always open"), (CLOSED, "never open"))
        }
        for name, case in _bound({**bindings, **made}).items():
            self._test_case(name, case, instance_arn=instance_arn, flow_arn=flow_arn, deployment=deployment)

    def _test_case(self, name: str, case: Case, *, instance_arn: str, flow_arn: str, deployment: Deployment) -> None:
        connect.CfnTestCase(
            self,
            name,
            instance_arn=instance_arn,
            name=f"{deployment.prefix} {name.replace('_', ' ')}"[:MAX_NAME],
            description=described(case),
            content=_content(name, case),
            entry_point=connect.CfnTestCase.EntryPointProperty(
                type="VOICE_CALL",
                voice_call_entry_point_parameters=connect.CfnTestCase.VoiceCallEntryPointParametersProperty(
                    flow_id=flow_arn
                ),
            ),
            status=deployment.connect_tests.upper() if deployment.connect_tests else None,
        )

    def _hours(self, name: str, *, instance_arn: str, time_zone: str, deployment: Deployment) -> str:
        """Midnight is 12:00AM, also where a day ends. Source: adminguide/set-hours-operation.html."""
        midnight = connect.CfnHoursOfOperation.HoursOfOperationTimeSliceProperty(hours=0, minutes=0)
        days = tuple(Weekday) if name == "always open" else ()
        hours = connect.CfnHoursOfOperation(
            self,
            name.title().replace(" ", ""),
            instance_arn=instance_arn,
            name=f"{deployment.prefix} {name}",
            description="Stands in place of the clinic's hours in test cases alone",
            time_zone=time_zone,
            config=[
                connect.CfnHoursOfOperation.HoursOfOperationConfigProperty(
                    day=day.upper(), start_time=midnight, end_time=midnight
                )
                for day in days
            ],
        )
        return hours.attr_hours_of_operation_arn


def _bound(bindings: Mapping[str, str]) -> dict[str, Case]:
    try:
        return {name: bind(case, bindings) for name, case in test_case_check.load().items() if fits(case)}
    except CaseError as error:
        raise DeploymentError(str(error)) from error


def fits(case: Case) -> bool:
    """Whether any deployment passes it, as the exporter found."""
    return bool(case.ours) and not case.ours.get("needs")


def described(case: Case) -> str:
    """What it tests and what of its script it does not, as far as there is room."""
    left = case.ours.get("notExpressed") or []
    told = f"{case.ours.get('name', case.name)}." + (f" Not tested: {'; '.join(left)}." if left else "")
    return told if len(told) <= MAX_DESCRIPTION else f"{told[: MAX_DESCRIPTION - 3]}..."


def _content(name: str, case: Case) -> str:
    """Without the exporter's notes, which are nothing to Connect."""
    kept = {key: value for key, value in case.metadata.items() if key != OURS}
    text = json.dumps(content(case.model_copy(update={"metadata": kept})), ensure_ascii=False)
    if not cdk.Token.is_unresolved(text) and len(text) > MAX_CONTENT:
        raise DeploymentError(f"{name}.json: has {len(text):,} characters; Connect takes {MAX_CONTENT:,}")
    return text
