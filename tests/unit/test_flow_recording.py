"""What is recorded and analysed is what the deployment says, and what callers are told of it is true."""

from collections.abc import Mapping
from typing import Any

import pytest

import clinic
import contact_flows
from contact_flows import Flow
from simulator.connect.instance import Instance, arns

CLINIC = clinic.load()
WAYS = [(ivr, lens) for ivr in (False, True) for lens in (False, True)]


def flows(*, ivr: bool = False, contact_lens: bool = True) -> dict[str, Flow]:
    recorded = contact_flows.recording_bindings(ivr=ivr, contact_lens=contact_lens)
    return contact_flows.load(arns() | recorded | contact_flows.tenant_bindings(CLINIC))


def settings(found: dict[str, Flow]) -> dict[str, Mapping[str, Any]]:
    """Flow -> the parameters of its block that sets recording."""
    return {
        name: action.parameters
        for name, flow in found.items()
        for action in flow.actions
        if action.type == "UpdateContactRecordingBehavior"
    }


@pytest.mark.parametrize(("ivr", "contact_lens"), WAYS)
def test_the_talk_with_staff_is_recorded_on_both_sides_in_every_call(ivr: bool, contact_lens: bool) -> None:
    """Without both, Connect takes no AnalyticsBehavior."""
    found = settings(flows(ivr=ivr, contact_lens=contact_lens))
    assert set(found) == {"inbound", "outbound_whisper"}
    for parameters in found.values():
        assert parameters["RecordingBehavior"]["RecordedParticipants"] == ["Agent", "Customer"]


@pytest.mark.parametrize(("contact_lens", "enabled"), [(True, "True"), (False, "False")])
def test_contact_lens_analyses_what_it_is_told_to(contact_lens: bool, enabled: str) -> None:
    for parameters in settings(flows(contact_lens=contact_lens)).values():
        analysed = parameters["AnalyticsBehavior"]
        assert analysed["Enabled"] == enabled
        assert analysed["ChannelConfiguration"]["Voice"] == {"AnalyticsModes": ["PostContact"]}


def test_contact_lens_analyses_while_they_talk_where_agent_assist_needs_it() -> None:
    recorded = contact_flows.recording_bindings(ivr=False, contact_lens=True, real_time=True)
    for parameters in settings(contact_flows.load(arns() | recorded | contact_flows.tenant_bindings(CLINIC))).values():
        assert parameters["AnalyticsBehavior"]["ChannelConfiguration"]["Voice"] == {"AnalyticsModes": ["RealTime"]}


def test_contact_lens_keeps_nothing_that_is_not_redacted() -> None:
    for parameters in settings(flows()).values():
        analysed = parameters["AnalyticsBehavior"]
        assert (analysed["AnalyticsRedactionBehavior"], analysed["AnalyticsRedactionResults"]) == (
            "Enabled",
            "RedactedOnly",
        )


def test_contact_lens_listens_in_the_language_of_the_flows() -> None:
    inbound = flows()["inbound"]
    language = inbound.action("SetLanguage").parameters["LanguageCode"]
    assert all(each["AnalyticsBehavior"]["AnalyticsLanguage"] == language for each in settings(flows()).values())


@pytest.mark.parametrize(("ivr", "word"), [(True, "Enabled"), (False, "Disabled")])
def test_the_talk_with_the_bot_is_recorded_only_where_the_deployment_says_so(ivr: bool, word: str) -> None:
    assert settings(flows(ivr=ivr))["inbound"]["RecordingBehavior"]["IVRRecordingBehavior"] == word


def test_a_callback_has_no_talk_with_the_bot_to_record() -> None:
    assert settings(flows(ivr=True))["outbound_whisper"]["RecordingBehavior"]["IVRRecordingBehavior"] == "Disabled"


@pytest.mark.parametrize("ivr", [True, False])
def test_the_notice_limits_itself_to_staff_only_while_that_is_true(ivr: bool) -> None:
    said = flows(ivr=ivr)["inbound"].action("RecordingNotice").parameters["Text"]
    assert "recorded" in said
    assert ("staff" in said) is not ivr


def test_the_local_line_records_what_a_deployment_does_by_default() -> None:
    assert settings(dict(Instance.local(CLINIC).flows)) == settings(flows(ivr=False, contact_lens=True))
