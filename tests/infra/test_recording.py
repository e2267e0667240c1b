"""What a deployment records and has analysed: what its configuration says, in the flows as Connect gets them."""

import json
from typing import Any

import pytest

from tests.infra.contact_center_stage import contact_center
from tests.infra.synthesis import resources


def blocks(**changes: Any) -> dict[str, Any]:
    """Identifier -> parameters, of the inbound flow's blocks."""
    (flow,) = (
        each["Properties"]
        for each in resources(contact_center(**changes), "AWS::Connect::ContactFlow").values()
        if each["Properties"]["Name"].endswith("-inbound")
    )
    content = flow["Content"]
    text = content if isinstance(content, str) else "".join(map(_part, content["Fn::Join"][1]))
    return {each["Identifier"]: each["Parameters"] for each in json.loads(text)["Actions"]}


def _part(part: Any) -> str:
    return part if isinstance(part, str) else "token"


@pytest.mark.parametrize(("on", "word"), [(True, "Enabled"), (False, "Disabled")])
def test_the_bots_part_is_recorded_as_configured_and_the_caller_is_told(on: bool, word: str) -> None:
    inbound = blocks(ivr_recording=on)
    assert inbound["RecordWithStaff"]["RecordingBehavior"]["IVRRecordingBehavior"] == word
    assert ("staff" in inbound["RecordingNotice"]["Text"]) is not on


@pytest.mark.parametrize(("on", "word"), [(True, "True"), (False, "False")])
def test_contact_lens_is_on_in_the_flows_as_it_is_in_the_instance(on: bool, word: str) -> None:
    assert blocks(contact_lens=on)["RecordWithStaff"]["AnalyticsBehavior"]["Enabled"] == word


def test_by_default_the_agents_part_alone_is_recorded_and_it_is_analysed() -> None:
    recorded = blocks()["RecordWithStaff"]
    assert recorded["RecordingBehavior"]["IVRRecordingBehavior"] == "Disabled"
    assert recorded["AnalyticsBehavior"]["Enabled"] == "True"
