"""What placeholders stand for, and what parameters take."""

import json
from pathlib import Path
from typing import Any

import pytest

from contact_flows.bind import FOLDER, PLACEHOLDERS, WORDS, drafts, load
from contact_flows.flow import FlowError
from contact_flows.kinds import FLOW_TYPES, PARAMETERS, THINGS, Thing, misplaced
from contact_flows.language import EVENT_HOOKS
from tests.unit.flow_stage import action, flow, say
from tests.unit.test_flow_bindings import BINDINGS


def hook(name: str, value: str) -> dict[str, Any]:
    return action("Set", "UpdateContactEventHooks", {"EventHooks": {name: value}})


def test_every_placeholder_has_its_kind_and_words_are_words() -> None:
    assert set(THINGS) == set(PLACEHOLDERS)
    assert {name for name, thing in THINGS.items() if thing is Thing.WORDS} == WORDS - {"Assistant"}


def test_every_hook_takes_flows_of_one_type() -> None:
    assert all(PARAMETERS[f"EventHooks.{name}"].flow_type for name in EVENT_HOOKS)


def test_our_own_flows_have_every_placeholder_where_it_belongs() -> None:
    assert [wrong for draft in drafts().values() for wrong in misplaced(draft)] == []
    assert {name: draft.type for name, draft in drafts().items()} == FLOW_TYPES


@pytest.mark.parametrize(
    ("wrong", "nearly"),
    [
        (action("Set", "UpdateContactTargetQueue", {"QueueId": "${Hours}"}), "${QueueBilling}"),
        (action("Set", "UpdateContactTargetQueue", {"QueueId": "${ClinicName}"}), "${QueueSpanish}"),
        (action("Set", "CheckHoursOfOperation", {"HoursOfOperationId": "${QueueBilling}"}), "${Hours}"),
        (action("Set", "ConnectParticipantWithLexBot", {"LexV2Bot": {"AliasArn": "${FlowFunction}"}}), "${BotAlias}"),
        (action("Set", "InvokeLambdaFunction", {"LambdaFunctionARN": "${BotAlias}"}), "${FlowFunction}"),
        (action("Set", "MessageParticipant", {"PromptId": "${QueueBilling}"}), "${HoldMusic}"),
        (action("Set", "MessageParticipantIteratively", {"Messages": [{"PromptId": "${Hours}"}]}), "${HoldMusic}"),
        (action("Set", "ShowView", {"ViewResource": {"Id": "${HoldMusic}"}}), "${ViewHandoff}"),
        (action("Set", "TransferToFlow", {"ContactFlowId": "${QueueBilling}"}), "${FlowHandoff}"),
        (action("Set", "TransferToFlow", {"ContactFlowId": "${FlowCustomerQueue}"}), "${FlowHandoff}"),
        (action("Set", "CreateCallbackContact", {"ContactFlowId": "${FlowAgentWhisper}"}), "${FlowCallback}"),
        (hook("AgentWhisper", "${FlowCustomerWhisper}"), "${FlowAgentWhisper}"),
        (hook("CustomerQueue", "${QueueBilling}"), "${FlowCustomerQueue}"),
        (say("Set", "This is ${QueueBilling}."), "${ClinicName}"),
    ],
)
def test_a_placeholder_of_another_kind_is_found_and_the_fitting_one_is_named(
    wrong: dict[str, Any], nearly: str
) -> None:
    (found,) = misplaced(flow(wrong))
    assert found.action == "Set"
    assert nearly in found.fix
    mended = json.loads(json.dumps(wrong).replace(f"${{{found.placeholder}}}", nearly))
    assert list(misplaced(flow(mended))) == []


def test_a_function_may_be_given_any_arn_and_an_unknown_placeholder_is_no_matter_of_kinds() -> None:
    sent = {"LambdaFunctionARN": "${FlowFunction}", "LambdaInvocationAttributes": {"queue": "${QueueBilling}"}}
    assert list(misplaced(flow(action("Ask", "InvokeLambdaFunction", sent), say("Hi", "${Nobody}")))) == []


def test_loading_refuses_a_placeholder_of_another_kind(tmp_path: Path) -> None:
    for file in FOLDER.glob("*.json"):
        text = file.read_text(encoding="utf-8").replace("${QueueGeneral}", "${Hours}")
        (tmp_path / file.name).write_text(text, encoding="utf-8")
    with pytest.raises(FlowError, match=r"QueueId takes a queue, and \$\{Hours\} stands for hours"):
        load(BINDINGS, folder=tmp_path)
