"""Flows held against the Flow language: what Connect would refuse is one sentence that says what to do."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from contact_flows import FlowError, accept, action_types, language, problems
from contact_flows.action_types import ACTION_TYPES
from contact_flows.flow import parse, read
from contact_flows.language import FlowType
from simulator.connect.actions import HANDLERS
from simulator.connect.contact import Contact, Endpoint
from tests.unit.flow_stage import ANA, END, Stage, action, flow, flow_data, instance_of, say

SAMPLES = Path(__file__).parents[3] / "shared" / "corpus" / "flows"
LONG = "a" * 51
FAILS = {"NoMatchingError": "End"}
MISSES = {"NoMatchingCondition": "End"}


def hours(**changes: Any) -> dict[str, Any]:
    return action("Open", "CheckHoursOfOperation", **({"when": {"True": "End", "False": "End"}} | changes))


def lambda_block(**parameters: Any) -> dict[str, Any]:
    given = {"LambdaFunctionARN": "arn:x", "InvocationTimeLimitSeconds": "8"} | parameters
    return action("Ask", "InvokeLambdaFunction", given, errors={"NoMatchingError": "End"})


REFUSED = [
    (
        say("Greet", "Hi", then="Endd"),
        "NextAction leads to 'Endd', which is no action of this flow; did you mean",
    ),
    (action("Play", "PlayPrompt"), "no action type 'PlayPrompt'; did you mean 'MessageParticipant'?"),
    (action("Play", "MessageParticipants"), "did you mean 'MessageParticipant'?"),
    (action("Say", "MessageParticipant", {"Text": "Hi", "SSML": "<speak/>"}), "Text and SSML exclude each other"),
    (action("Say", "MessageParticipant"), "needs one of Text, SSML, PromptId, Media"),
    (action("Say", "MessageParticipant", {"Text": "x" * 3001}), "Text has 3,001 characters"),
    (action("Say", "MessageParticipant", {"Text": " "}), "Text is empty but for spaces"),
    (action("Say", "MessageParticipant", {"SSML": "<speak>A & B</speak>"}), "SSML cannot be read: not well-formed"),
    (action("Say", "MessageParticipant", {"SSML": "<speak><break></speak>"}), "SSML cannot be read: mismatched tag"),
    (action("Say", "MessageParticipant", {"Text": "Hi"}, then=None), "NextAction is missing"),
    (action("Say", "MessageParticipant", {"Text": "Hi"}, errors={"NoMatch": "End"}), "has no error 'NoMatch'"),
    (action("Say", "MessageParticipant", {"Text": "Hi"}, when={"1": "End"}), "has no result to compare"),
    (action("Say", "MessageParticipant", {"Texte": "Hi"}), "no parameter 'Texte'; did you mean 'Text'?"),
    (action("Go", "TransferContactToQueue", {"QueueId": "q"}), "no parameter 'QueueId'; it takes none at all"),
    (action("Go", "TransferContactToQueue"), "the branch for QueueAtCapacity is missing"),
    (
        action("Is", "Compare", {"ComparisonValue": "agent"}, errors={"NoMatchingCondition": "End"}),
        "one attribute",
    ),
    (action("Is", "Compare", {"ComparisonValue": "$.Attributes.a"}), "the branch for NoMatchingCondition is missing"),
    (
        action(
            "Is",
            "Compare",
            {"ComparisonValue": "$.Attributes.a"},
            errors={"NoMatchingCondition": "End"},
            when={"1": "End"},
            operator="NumericEquals",
        ),
        "there is no operator 'NumericEquals'",
    ),
    (hours(errors={"NoMatchingError": "End"}, when={"True": "End"}), "the condition for 'False' is missing"),
    (
        hours(errors={"NoMatchingError": "End"}, when={"True": "End", "False": "End", "true": "End"}),
        "did you mean 'True'?",
    ),
    (hours(), "the branch for NoMatchingError is missing"),
    (lambda_block(InvocationTimeLimitSeconds="9"), "is '9'; write a whole number from 1 to 8"),
    (lambda_block(InvocationTimeLimitSeconds=8), "is 8; write it as a string, as Connect exports it"),
    (lambda_block(InvocationType="SYNC"), "write one of SYNCHRONOUS, ASYNCHRONOUS"),
    (lambda_block(LambdaFunctionARN=""), "LambdaFunctionARN is empty"),
    (action("Log", "UpdateFlowLoggingBehavior", errors={"NoMatchingError": "End"}), "needs the parameter"),
    (
        action(
            "Log", "UpdateFlowLoggingBehavior", {"FlowLoggingBehavior": "Enabled"}, errors={"NoMatchingError": "End"}
        ),
        "has no error branch; remove the branch",
    ),
    (
        action(
            "Number",
            "UpdateContactCallbackNumber",
            {"CallbackNumber": "+12065550101"},
            errors={"InvalidCallbackNumber": "End", "CallbackNumberNotDialable": "End"},
        ),
        "write one attribute reference",
    ),
    (
        action("Staffed", "CheckMetricData", {"MetricType": "NumberOfAgentsStaffed"}, when={"1": "End"}),
        "cannot be compared with Equals; use NumberGreaterThan",
    ),
    (
        action("Hook", "UpdateContactEventHooks", {"EventHooks": {"Whisper": "f"}}, errors={"NoMatchingError": "End"}),
        "EventHooks has no 'Whisper'",
    ),
    (
        action(
            "Hook",
            "UpdateContactEventHooks",
            {"EventHooks": {"AgentWhisper": "f", "CustomerQueue": "f"}},
            errors={"NoMatchingError": "End"},
        ),
        "Connect takes 1 in one action",
    ),
    (action("Bye", "DisconnectParticipant"), "ends the flow and takes no transitions"),
    (say("Say (hi)", "Hi"), "its identifier contains ( )"),
    (say(LONG, "Hi"), "its identifier has 51 characters; Connect takes 1 to 50"),
    (say("toString", "Hi"), "a word that Connect keeps for itself"),
    (
        action("Loop", "Loop", {"LoopCount": "101"}, when={"ContinueLooping": "End", "DoneLooping": "End"}),
        "write a whole number from 0 to 100",
    ),
    (
        action("Keys", "GetParticipantInput", {"InputTimeLimitSeconds": "5", "StoreInput": "True"}, when={"1": "End"}),
        "has no result to compare here",
    ),
]

REFERENCES = [
    ("$.Lexx.IntentName", "no attribute '$.Lexx'; did you mean '$.Lex'?"),
    ("Hello $.attributes.name.", "no attribute '$.attributes'; did you mean '$.Attributes'?"),
    ("$.Attribute.name", "did you mean '$.Attributes'?"),
    ("$.CustomerEndPoint.Address", "did you mean '$.CustomerEndpoint'?"),
    ("$.ContactID", "did you mean '$.ContactId'?"),
]


@pytest.mark.parametrize(("reference", "sentence"), REFERENCES, ids=[reference for reference, _ in REFERENCES])
def test_an_attribute_that_is_misspelt_is_named_wherever_it_stands(reference: str, sentence: str) -> None:
    for parameters in ({"Text": reference}, {"LexSessionAttributes": {"a": reference}}, {"Messages": [reference]}):
        found = [str(each) for each in problems(flow(action("Say", "MessageParticipant", parameters)))]
        assert any(sentence in problem for problem in found), found


@pytest.mark.parametrize("root", [*sorted(language.ATTRIBUTE_ROOTS), "Brandnew", "UnheardOf"])
def test_an_attribute_that_may_exist_is_accepted(root: str) -> None:
    assert list(problems(flow(say("Say", f"It costs $5, $.{root}.Name, $.50, and $. 3.")))) == []


def test_whatever_a_contact_has_here_exists_in_connect() -> None:
    assert set(Contact("contact-1", Endpoint(ANA), Endpoint(ANA)).document()) <= language.ATTRIBUTE_ROOTS


@pytest.mark.parametrize(("broken", "sentence"), REFUSED, ids=[sentence for _, sentence in REFUSED])
def test_what_connect_would_refuse_is_named(broken: dict[str, Any], sentence: str) -> None:
    found = list(problems(read(flow_data(broken), name="test.json")))
    assert any(sentence in str(problem) for problem in found), [str(problem) for problem in found]
    assert all(problem.action == broken["Identifier"] for problem in found)
    assert str(found[0]).startswith(f"test.json: action {broken['Identifier']!r}: ")


def test_a_flow_that_is_right_has_no_problems() -> None:
    assert list(problems(flow(say("Greet", "Hello $.Attributes.name"), hours(errors={"NoMatchingError": "End"})))) == []


def test_a_branch_for_an_override_of_the_hours_is_one_that_connect_has_and_that_is_not_played() -> None:
    holiday = hours(errors={"NoMatchingError": "End"}, when={"True": "End", "False": "End", "Christmas": "End"})
    assert list(problems(flow(holiday))) == []
    with pytest.raises(
        FlowError, match="CheckHoursOfOperation with a branch for 'Christmas' exists in Connect and cannot"
    ):
        accept(flow(holiday))


UNPLAYED = [
    (action("Keys", "GetParticipantInput", {"EnableDTMFBuffer": "True"}, errors=FAILS), "'EnableDTMFBuffer' of"),
    (action("Voice", "UpdateContactTextToSpeechVoice", {"TextToSpeechVoice": "a", "Tone": "x"}), "'Tone' of Update"),
    (
        action(
            "Is", "Compare", {"ComparisonValue": "$.Channel"}, errors=MISSES, when={"x": "End"}, operator="KeyExists"
        ),
        "the operator 'KeyExists'",
    ),
    (action("Go", "InvokeFlowModule", {"FlowModuleId": "m"}, errors=FAILS, when={"paid": "End"}), "branch for 'paid'"),
]


@pytest.mark.parametrize(("block", "what"), UNPLAYED, ids=[what for _, what in UNPLAYED])
def test_what_connect_has_and_is_not_played_is_refused_by_name(block: dict[str, Any], what: str) -> None:
    assert list(problems(flow(block))) == []
    with pytest.raises(FlowError, match=f"{what}.* exists in Connect and cannot be played here"):
        accept(flow(block))


def test_parameters_that_are_not_played_are_parameters_of_types_that_are() -> None:
    assert set(action_types.UNPLAYED) <= action_types.PLAYED
    for name, unplayed in action_types.UNPLAYED.items():
        spec = ACTION_TYPES[name]
        assert unplayed <= set(spec.parameters) | {key for variant in spec.variants for key in variant.parameters}


def test_the_first_problem_is_the_error() -> None:
    with pytest.raises(FlowError, match=r"^test: action 'Play': there is no action type 'PlayPrompt'; did you mean"):
        accept(flow(action("Play", "PlayPrompt")))


def test_a_start_that_does_not_exist_is_named() -> None:
    with pytest.raises(FlowError, match="StartAction 'Greeet' is no action of this flow; did you mean 'Greet'"):
        accept(flow(say("Greet", "Hi"), start="Greeet"))


def test_two_actions_of_one_name_are_named() -> None:
    with pytest.raises(FlowError, match="2 actions are called 'Greet'"):
        accept(flow(say("Greet", "Hi"), say("Greet", "Hello")))


def test_more_than_250_actions_are_too_many() -> None:
    many = [say(f"Say{number}", "Hi") for number in range(language.MAX_ACTIONS)]
    with pytest.raises(FlowError, match="has 251 actions, and Connect takes 250"):
        accept(flow(*many))


def test_an_action_is_refused_in_a_flow_type_without_it() -> None:
    with pytest.raises(FlowError, match="DisconnectParticipant cannot run in a flow of type AGENT_WHISPER"):
        accept(flow(say("Greet", "Hi")), flow_type=FlowType.AGENT_WHISPER)


def without(data: dict[str, Any], key: str) -> dict[str, Any]:
    changed = copy.deepcopy(data)
    del changed["Actions"][0][key]
    return changed


ENVELOPES: list[tuple[Callable[[dict[str, Any]], Any], str]] = [
    (lambda _: ["a", "list"], "test: is no JSON object"),
    (lambda data: data | {"Version": "2020-01-01"}, "test: Version: Connect knows one version"),
    (lambda data: {key: value for key, value in data.items() if key != "StartAction"}, "test: StartAction is missing"),
    (lambda data: data | {"Actions": []}, "test: Actions"),
    (lambda data: without(data, "Type"), "test: action 'Greet': Type is missing; add it"),
    (lambda data: without(data, "Identifier"), "test: action number 1: Identifier is missing"),
    (
        lambda data: data | {"Actions": [END | {"Color": "red"}]},
        "test: action 'End': Color is not part of the Flow language; remove it",
    ),
]


@pytest.mark.parametrize(("change", "sentence"), ENVELOPES, ids=[sentence for _, sentence in ENVELOPES])
def test_an_envelope_that_is_none_is_one_sentence(change: Callable[[dict[str, Any]], Any], sentence: str) -> None:
    with pytest.raises(FlowError) as refusal:
        read(change(flow_data(say("Greet", "Hi"))), name="test")
    assert str(refusal.value).startswith(sentence)


def test_more_text_than_connect_takes_is_refused_before_it_is_read() -> None:
    with pytest.raises(FlowError, match="has 1,000,001 characters, and Connect takes 1,000,000; split it"):
        parse(" " * 1_000_001, name="test")


def test_white_space_does_not_count_as_a_flow_s_length() -> None:
    data = flow_data(say("Greet", "Hi"))
    assert parse(json.dumps(data, indent=2) + " " * 300_000, name="test").has("Greet")
    data["Metadata"] = {"note": "x" * 256_000}
    with pytest.raises(FlowError, match=r"has 256,\d+ characters, and Connect takes 256,000"):
        parse(json.dumps(data), name="test")


def test_whatever_is_said_to_be_played_runs_and_exists() -> None:
    assert set(HANDLERS) == action_types.PLAYED <= set(ACTION_TYPES)


def test_a_type_that_cannot_be_played_is_refused_by_name_before_a_call() -> None:
    case = action(
        "Case", "CreateCase", {"LinkContactToCase": "false", "CaseTemplateId": "t"}, errors={"NoMatchingError": "End"}
    )
    assert list(problems(flow(case))) == []
    with pytest.raises(
        FlowError, match=r"^test: action 'Case': the action type 'CreateCase' exists in Connect and cannot be"
    ):
        accept(flow(case))
    with pytest.raises(FlowError, match="'CreateCase' exists in Connect and cannot be played here"):
        Stage(instance=instance_of(flow(case))).call("test")


def test_no_invented_name_is_a_type_and_every_correction_is() -> None:
    assert not set(action_types.CONSOLE_NAMES) & set(ACTION_TYPES)
    assert set(action_types.CONSOLE_NAMES.values()) <= set(ACTION_TYPES)
    assert set(action_types.DOCUMENTED_NAMES) | set(action_types.DOCUMENTED_NAMES.values()) <= set(ACTION_TYPES)
    assert {known for marks in action_types.BY_PARAMETER.values() for _, known in marks} <= set(ACTION_TYPES)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the public samples are not beside this repository")
def test_flows_that_run_in_connect_have_no_problem() -> None:
    files = {path.name: path for path in sorted(SAMPLES.glob("*.json"))}
    wrong = {name: [str(found) for found in problems(path.read_bytes(), name=name)] for name, path in files.items()}
    invented = {name for name in wrong if name.startswith("BTheodor__")}
    assert len(invented) == 1 < len(files)
    assert {name: found for name, found in wrong.items() if found and name not in invented} == {}


INVENTED = [
    ("GetCustomerInput", {"Text": "Hi", "LexBot": "x"}, "ConnectParticipantWithLexBot"),
    ("GetCustomerInput", {"Text": "Hi", "LexV2Bot": {"AliasArn": "x"}}, "ConnectParticipantWithLexBot"),
    ("GetCustomerInput", {"Text": "Press 1"}, "GetParticipantInput"),
    ("TransferToQueue", {"Queue": "$.Attributes.QueueName"}, "TransferContactToQueue"),
    ("PlayPrompt", {"Text": "Hi"}, "MessageParticipant"),
    ("CheckStaffing", {}, "CheckMetricData"),
    ("SetCallbackNumber", {}, "UpdateContactCallbackNumber"),
    ("TransferContactToQeue", {}, "TransferContactToQueue"),
]


@pytest.mark.parametrize(
    ("invented", "given", "meant"), INVENTED, ids=[f"{name}-{meant}" for name, _, meant in INVENTED]
)
def test_an_invented_type_is_refused_with_the_name_that_is_meant(
    invented: str, given: dict[str, Any], meant: str
) -> None:
    found = list(problems(flow(action("Block", invented, given))))
    assert [(problem.rule, problem.fix) for problem in found] == [("unknown-type", f"did you mean {meant!r}?")]
