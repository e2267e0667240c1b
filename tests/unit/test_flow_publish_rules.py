"""Each rule of what Connect refuses: a flow that breaks it alone, and one that nearly does."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contact_flows import Flow, problems
from contact_flows.action_types import ACTION_TYPES
from contact_flows.check import Problem, opened
from contact_flows.flow import read
from contact_flows.language import MAX_ACTIONS, FlowType
from contact_flows.rules import PUBLISH
from tests.unit.flow_stage import END, action, flow_data, say

FAILS = {"NoMatchingError": "End"}
MISSES = {"NoMatchingCondition": "End"}
MENU = FAILS | MISSES | {"InputTimeLimitExceeded": "End"}
BOT = {"LexV2Bot": {"AliasArn": "arn:bot"}, "Text": "Hi"}
LAMBDA = {"LambdaFunctionARN": "arn:f", "InvocationTimeLimitSeconds": "8"}
KEYS = {"InputTimeLimitSeconds": "5", "StoreInput": "True", "Text": "Number?"}
DIGITS = {"InputValidation": {"CustomValidation": {"MaximumLength": "9"}}}
RECORDED = {"RecordedParticipants": ["Agent", "Customer"]}
VOICE = {"VoiceBehavior": {"VoiceRecordingBehavior": RECORDED}}
CHANNEL = FAILS | {"ChannelMismatch": "End"}
CASE = {"LinkContactToCase": "true", "CaseTemplateId": "t"}
CALLBACK = {"InitialCallDelaySeconds": "5", "RetryDelaySeconds": "600", "MaximumConnectionAttempts": "1"}


def block(
    kind: str,
    parameters: Mapping[str, Any] | None = None,
    *,
    errors: Mapping[str, str] = FAILS,
    when: Mapping[str, str] | None = None,
    operator: str = "Equals",
    then: str | None = "End",
) -> dict[str, Any]:
    """One action as JSON, which can fail as most can."""
    return action("Block", kind, parameters, errors=errors, when=when, operator=operator, then=then)


def compare(value: str = "$.Attributes.a", *, when: Mapping[str, str] | None = None, **more: Any) -> dict[str, Any]:
    return block(
        "Compare", {"ComparisonValue": value}, errors=MISSES, when={"x": "End"} if when is None else when, **more
    )


def hours(when: Mapping[str, str]) -> dict[str, Any]:
    return block("CheckHoursOfOperation", when=when)


def staffed(when: Mapping[str, str], **more: Any) -> dict[str, Any]:
    return block("CheckMetricData", {"MetricType": "NumberOfAgentsStaffed"}, errors=FAILS | MISSES, when=when, **more)


def menu(when: Mapping[str, str], errors: Mapping[str, str] = MENU) -> dict[str, Any]:
    return block("GetParticipantInput", {"InputTimeLimitSeconds": "5", "StoreInput": "False"}, errors=errors, when=when)


class Pair(NamedTuple):
    rule: str
    breaks: dict[str, Any]
    nearly: dict[str, Any]


def mute(parameters: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    return block("MessageParticipant", parameters, **({"errors": {}} | more))


PAIRS = [
    Pair("identifier", say("a(b", "Hi"), say("a-b", "Hi")),
    Pair("identifier", say("a" * 51, "Hi"), say("a" * 50, "Hi")),
    Pair("identifier", say("constructor", "Hi"), say("Constructor", "Hi")),
    Pair("unknown-type", block("PlayPrompt"), mute({"Text": "Hi"})),
    Pair("unknown-type", block("CheckStaffing"), staffed({"0": "End"}, operator="NumberGreaterThan")),
    Pair("documented-name", block("UnTagContact", {"TagKeys": ["a"]}), block("UntagContact", {"TagKeys": ["a"]})),
    Pair(
        "documented-name",
        block("UpdateRoutingCriteria", {"RoutingCriteria": {"Steps": []}}),
        block("UpdateContactRoutingCriteria", {"RoutingCriteria": {"Steps": []}}),
    ),
    Pair("unknown-parameter", mute({"Text": "Hi", "Voice": "Amy"}), mute({"Text": "Hi"})),
    Pair("unknown-parameter", mute({"Media": {"Uri": "s3", "Kind": "wav"}}), mute({"Media": {"Uri": "s3"}})),
    Pair(
        "unknown-parameter",
        block("TransferContactToQueue", {"QueueId": "q"}, errors=FAILS | {"QueueAtCapacity": "End"}),
        block("TransferContactToQueue", errors=FAILS | {"QueueAtCapacity": "End"}),
    ),
    Pair(
        "unknown-parameter",
        block("Wait", {"TimeoutSeconds": "5"}, when={"WaitCompleted": "End"}),
        block("Wait", {"TimeLimitSeconds": "5"}, when={"WaitCompleted": "End"}),
    ),
    Pair(
        "unknown-parameter",
        block("UpdateContactEventHooks", {"EventHooks": {"Whisper": "f"}}),
        block("UpdateContactEventHooks", {"EventHooks": {"AgentWhisper": "f"}}),
    ),
    Pair(
        "unfamiliar-parameter",
        block("CreateCase", CASE | {"CaseRequestField": {}}, errors=FAILS | {"ContactNotLinked": "End"}),
        block("CreateCase", CASE | {"Sentiment": "x"}, errors=FAILS | {"ContactNotLinked": "End"}),
    ),
    Pair("missing-parameter", mute({}), mute({"PromptId": "p"})),
    Pair("missing-parameter", block("GetParticipantInput", KEYS), block("GetParticipantInput", KEYS | DIGITS)),
    Pair(
        "missing-parameter",
        block("GetParticipantInput", {"StoreInput": "False"}, errors=MENU, when={"1": "End"}),
        block("GetParticipantInput", {"EnableDTMFBuffer": "true"}),
    ),
    Pair(
        "missing-parameter",
        block("InvokeLambdaFunction", {"LambdaFunctionARN": "arn:f"}),
        block("InvokeLambdaFunction", LAMBDA),
    ),
    Pair(
        "missing-parameter",
        block("ConnectParticipantWithLexBot", {"LexV2Bot": {}, "Text": "Hi"}, errors=FAILS | MISSES),
        block("ConnectParticipantWithLexBot", BOT, errors=FAILS | MISSES),
    ),
    Pair(
        "missing-parameter",
        block("UpdateFlowAttributes", {"FlowAttributes": {"a": {"Text": "1"}}}),
        block("UpdateFlowAttributes", {"FlowAttributes": {"a": {"Value": "1"}}}),
    ),
    Pair(
        "parameter",
        block("InvokeLambdaFunction", LAMBDA | {"InvocationTimeLimitSeconds": "9"}),
        block("InvokeLambdaFunction", LAMBDA | {"InvocationTimeLimitSeconds": "60", "InvocationType": "ASYNCHRONOUS"}),
    ),
    Pair(
        "parameter",
        block("InvokeLambdaFunction", LAMBDA | {"InvocationTimeLimitSeconds": "$.Attributes.a"}),
        block(
            "Loop", {"LoopCount": "$.Attributes.a"}, errors={}, when={"ContinueLooping": "End", "DoneLooping": "End"}
        ),
    ),
    Pair(
        "parameter",
        block("TagContact", {"Tags": {str(n): "x" for n in range(7)}}),
        block("TagContact", {"Tags": {"a": "x"}}),
    ),
    Pair("parameter", block("UntagContact", {"TagKeys": []}), block("UntagContact", {"TagKeys": ["a"]})),
    Pair(
        "parameter",
        block("UpdateFlowAttributes", {"FlowAttributes": {"a": "1"}}),
        block("UpdateFlowAttributes", {"FlowAttributes": {"a": {"Value": "$.Attributes.b"}}}),
    ),
    Pair(
        "parameter",
        block("GetParticipantInput", KEYS | DIGITS | {"DTMFConfiguration": {"DisableCancelKey": True}}),
        block("GetParticipantInput", KEYS | DIGITS | {"DTMFConfiguration": {"DisableCancelKey": "True"}}),
    ),
    Pair("parameter", compare("gold"), compare("$.External.customer.tier")),
    Pair("parameter", compare("$.External"), compare("$.Channel")),
    Pair("parameter", compare("$.Attributes.a or b"), compare("$.SegmentAttributes['connect:Subtype']")),
    Pair("parameter", compare("$['Attributes'] "), compare("$['Attributes']['a b']")),
    Pair(
        "parameter",
        block("UpdateContactEventHooks", {"EventHooks": {"AgentWhisper": "f", "CustomerQueue": "f"}}),
        block("UpdateContactEventHooks", {"EventHooks": {"CustomerQueue": "$.Attributes.flow"}}),
    ),
    Pair(
        "parameter",
        block("UpdateContactRecordingBehavior", {"RecordingBehavior": {"RecordedParticipants": ["Caller"]}}, errors={}),
        block("UpdateContactRecordingBehavior", {"RecordingBehavior": {"RecordedParticipants": []}}, errors={}),
    ),
    Pair(
        "parameter",
        block("CreateCallbackContact", CALLBACK | {"RetryDelaySeconds": "259201"}),
        block("CreateCallbackContact", CALLBACK | {"RetryDelaySeconds": "259200"}),
    ),
    Pair(
        "parameter",
        block("GetParticipantInput", KEYS | DIGITS | {"InputTimeLimitSeconds": "301"}),
        block("GetParticipantInput", KEYS | DIGITS | {"InputTimeLimitSeconds": "180"}),
    ),
    Pair(
        "documented-range",
        block("GetParticipantInput", KEYS | DIGITS | {"InputTimeLimitSeconds": "300"}),
        block("GetParticipantInput", KEYS | DIGITS | {"InputTimeLimitSeconds": "180"}),
    ),
    Pair(
        "json-type",
        block("InvokeLambdaFunction", LAMBDA | {"InvocationTimeLimitSeconds": 8}),
        block("InvokeLambdaFunction", LAMBDA | {"InvocationTimeLimitSeconds": "8"}),
    ),
    Pair(
        "empty-value",
        block("UpdateContactAttributes", {"Attributes": {"a": ""}}),
        block("UpdateContactAttributes", {"Attributes": {"a": " "}}),
    ),
    Pair(
        "empty-value",
        block("ConnectParticipantWithLexBot", BOT | {"LexSessionAttributes": {"a": ""}}, errors=FAILS | MISSES),
        block("ConnectParticipantWithLexBot", BOT | {"LexSessionAttributes": {}}, errors=FAILS | MISSES),
    ),
    Pair("blank-text", mute({"Text": " "}), mute({"Text": " ."})),
    Pair("exclusive", mute({"Text": "Hi", "SSML": "<speak>Hi</speak>"}), mute({"SSML": "<speak>Hi</speak>"})),
    Pair(
        "exclusive",
        block("UpdateContactTargetQueue", {"QueueId": "q", "AgentId": "a"}),
        block("UpdateContactTargetQueue", {"AgentId": "a"}),
    ),
    Pair(
        "exclusive",
        block("UpdateContactRoutingBehavior", {"QueuePriority": "1", "QueueTimeAdjustmentSeconds": "5"}, errors={}),
        block("UpdateContactRoutingBehavior", {"QueueTimeAdjustmentSeconds": "-5"}, errors={}),
    ),
    Pair("ssml", mute({"SSML": "<speak>A & B</speak>"}), mute({"SSML": "<speak>A &amp; B</speak>"})),
    Pair("ssml", mute({"SSML": "<break>"}), mute({"SSML": "Wait <break/>"})),
    Pair("too-long", mute({"Text": "x" * 3_001}), mute({"Text": "x" * 3_000})),
    Pair("too-long", mute({"SSML": "x" * 6_001}), mute({"SSML": "x" * 6_000})),
    Pair("attribute-root", mute({"Text": "Hi $.Atributes.name"}), mute({"Text": "Hi $.Brandnew.name, it is $.50"})),
    Pair("attribute-root", compare("$.Attributes.$.Attributes.a"), compare("$.Attributes.Attributes")),
    Pair("ends", block("DisconnectParticipant", errors={}), block("DisconnectParticipant", errors={}, then=None)),
    Pair("next-action", mute({"Text": "Hi"}, then=None), mute({"Text": "Hi"})),
    Pair("next-action", mute({"Text": "Hi"}, then=""), mute({"Text": "Hi"}, then="Block")),
    Pair("dangling", mute({"Text": "Hi"}, then="Ende"), mute({"Text": "Hi"}, then="End")),
    Pair("dangling", mute({"Text": "Hi"}, errors={"NoMatchingError": ""}), mute({"Text": "Hi"}, errors=FAILS)),
    Pair("condition", compare(when={}), compare(when={"x": "End"})),
    Pair("condition", compare(when={"": "End"}), compare(when={" ": "End"})),
    Pair("condition", compare(operator="NumericEquals"), compare(operator="Equals")),
    Pair("condition", compare(operator="Contains"), compare(operator="TextContains")),
    Pair("condition", hours({"True": "End"}), hours({"True": "End", "False": "End"})),
    Pair(
        "condition",
        hours({"True": "End", "False": "End", "true": "End"}),
        hours({"False": "End", "True": "End", "Christmas": "End"}),
    ),
    Pair("condition", staffed({"0": "End"}), staffed({"0": "End"}, operator="NumberGreaterThan")),
    Pair("condition", menu({"10": "End"}), menu({"1": "End", "#": "End"})),
    Pair(
        "condition",
        block("GetParticipantInput", KEYS | DIGITS, when={"1": "End"}),
        block("GetParticipantInput", KEYS | DIGITS),
    ),
    Pair("condition", mute({"Text": "Hi"}, when={"1": "End"}), menu({"1": "End"})),
    Pair("missing-error", menu({"1": "End"}, errors=FAILS | MISSES), menu({"1": "End"})),
    Pair(
        "missing-error", block("TagContact", {"Tags": {"a": "b"}}, errors={}), block("TagContact", {"Tags": {"a": "b"}})
    ),
    Pair(
        "missing-error",
        block("TransferContactToQueue"),
        block("TransferContactToQueue", errors=FAILS | {"QueueAtCapacity": "End"}),
    ),
    Pair(
        "missing-error",
        block("UpdateContactRecordingAndAnalyticsBehavior", VOICE),
        block("UpdateContactRecordingAndAnalyticsBehavior", VOICE, errors=CHANNEL),
    ),
    Pair(
        "missing-error",
        block("CreateCase", CASE),
        block("CreateCase", CASE | {"LinkContactToCase": "false"}),
    ),
    Pair(
        "forbidden-error",
        block("CheckHoursOfOperation", errors=FAILS | MISSES, when={"True": "End", "False": "End"}),
        hours({"True": "End", "False": "End"}),
    ),
    Pair(
        "forbidden-error",
        block("UpdateContactRecordingBehavior", {"RecordingBehavior": RECORDED}),
        block("UpdateContactRecordingBehavior", {"RecordingBehavior": RECORDED}, errors={}),
    ),
    Pair(
        "forbidden-error",
        block("GetParticipantInput", KEYS | DIGITS, errors=FAILS | {"InputTimeLimitExceeded": "End"}),
        block("GetParticipantInput", KEYS | DIGITS, errors=FAILS | {"InvalidPhoneNumber": "End"}),
    ),
]


def found(flow: Flow, **more: Any) -> set[str]:
    return {problem.rule for problem in problems(flow, **more)}


def of(*actions: dict[str, Any], **parts: Any) -> Flow:
    return read(flow_data(*actions) | parts, name="test")


def ids(pair: Pair) -> str:
    return f"{pair.rule}-{pair.breaks['Type']}"


@pytest.mark.parametrize("pair", PAIRS, ids=ids)
def test_a_flow_that_breaks_a_rule_breaks_it_alone(pair: Pair) -> None:
    told = list(problems(of(pair.breaks)))
    assert {(problem.rule, problem.severity) for problem in told} == {(pair.rule, PUBLISH[pair.rule].severity)}
    assert {problem.action for problem in told} == {pair.breaks["Identifier"]}


@pytest.mark.parametrize("pair", PAIRS, ids=ids)
def test_a_flow_that_nearly_breaks_a_rule_breaks_none(pair: Pair) -> None:
    assert list(problems(of(pair.nearly))) == []


GREET = say("Greet", "Hi")
LOOP = action("Loop", "MessageParticipantIteratively", {"Messages": [{"Text": "Hi"}]}, then=None)
RETURN = action("Back", "EndFlowModuleExecution", then=None)
CAPACITY = FAILS | {"QueueAtCapacity": "End"}
WHOLE: list[tuple[str, Flow, Flow]] = [
    ("start-action", of(GREET, StartAction="Gret"), of(GREET, StartAction="End")),
    ("identifier", of(GREET, GREET), of(GREET, say("greet", "Hi"))),
    (
        "too-many-actions",
        of(*(say(f"Say {number}", "Hi") for number in range(MAX_ACTIONS))),
        of(*(say(f"Say {number}", "Hi") for number in range(MAX_ACTIONS - 1))),
    ),
    (
        "settings",
        of(GREET, RETURN),
        of(GREET, RETURN, Settings={}),
    ),
    (
        "flow-type",
        of(LOOP, block("TransferContactToAgent", errors={}, then=None)),
        of(LOOP, block("DequeueContactAndTransferToQueue", errors=CAPACITY)),
    ),
]


@pytest.mark.parametrize(("rule", "breaks", "nearly"), WHOLE, ids=[rule for rule, _, _ in WHOLE])
def test_a_whole_flow_breaks_a_rule_alone_or_nearly(rule: str, breaks: Flow, nearly: Flow) -> None:
    told = list(problems(breaks))
    assert [(problem.rule, problem.action, problem.severity) for problem in told] == [
        (rule, "", PUBLISH[rule].severity)
    ]
    assert list(problems(nearly)) == []


USED = [
    block("UpdateContactTextToSpeechVoice", {"TextToSpeechVoice": "Seoyeon", "TextToSpeechStyle": "Standard"}),
    block("CreateCallbackContact", CALLBACK | {"CallbackMode": "AgentFirst"}),
]


@pytest.mark.parametrize("one", USED, ids=[one["Type"] for one in USED])
def test_what_published_flows_were_seen_to_hold_is_nothing_to_find(one: dict[str, Any]) -> None:
    assert list(problems(of(one))) == []


TYPED = [
    (FlowType.AGENT_WHISPER, END | {"Identifier": "Block"}, block("EndFlowExecution", errors={}, then=None)),
    (FlowType.CONTACT_FLOW, block("CompleteOutboundCall"), block("ResumeContact")),
    (
        FlowType.CONTACT_FLOW,
        block("EndFlowModuleExecution", errors={}, then=None),
        block("EndFlowExecution", errors={}, then=None),
    ),
    (FlowType.CUSTOMER_HOLD, mute({"Text": "Hi"}), block("UpdateContactAttributes", {"Attributes": {"a": "b"}})),
    (FlowType.AGENT_TRANSFER, block("SendSMS"), block("TransferContactToAgent", errors={}, then=None)),
]


@pytest.mark.parametrize(("flow_type", "breaks", "nearly"), TYPED, ids=[str(kind) for kind, _, _ in TYPED])
def test_an_action_is_refused_where_it_cannot_run(
    flow_type: FlowType, breaks: dict[str, Any], nearly: dict[str, Any]
) -> None:
    def told(one: dict[str, Any]) -> set[tuple[str, str]]:
        every = problems(of(one), flow_type=flow_type)
        return {(problem.action, problem.rule) for problem in every if problem.action == "Block"}

    assert told(breaks) == {("Block", "flow-type")}
    assert told(nearly) == set()


TEXT = json.dumps(flow_data(GREET))
FILES: list[tuple[str, str | bytes, str]] = [
    ("json", TEXT[:-1], "is not valid JSON at line 1"),
    ("json", "", "is not valid JSON at line 1"),
    ("json", TEXT.encode("utf-16"), "is not UTF-8 (byte 1)"),
    ("json", TEXT.replace('"Metadata": {}', '"Metadata": {}, "Metadata": 1'), "the key 'Metadata' stands twice"),
    ("json", TEXT.replace('"Metadata": {}', '"Metadata": NaN'), "says NaN, which is no JSON"),
    ("json", TEXT.replace('"Metadata": {}', f'"Metadata": {"1" * 5_000}'), "has a number too long"),
    ("json", TEXT.replace('"Metadata": {}', f'"Metadata": {"[" * 200 + "]" * 200}'), "is nested too deep"),
    ("json", "[" * 100_000, "is nested too deep"),
    ("json", TEXT.replace('"Metadata": {}', '"Metadata": {"a": "\\ud800"}'), "has half a character"),
    ("envelope", "[]", "is no JSON object"),
    ("envelope", "null", "is no JSON object"),
    ("envelope", "{}", "is missing"),
    ("envelope", TEXT.replace("2019-10-30", "2020-01-01"), "Connect knows one version"),
    ("envelope", TEXT.replace('"Actions"', '"actions"'), "Actions is missing"),
    ("envelope", TEXT.replace('"Identifier"', '"identifier"'), "Identifier is missing"),
    ("envelope", '{"modules": [], "start": "x"}', "is no flow in the Flow language: it has 'modules'"),
    ("envelope", '{"ContactFlow": {"Content": "{}"}}', "it has 'ContactFlow'"),
    ("envelope", '{"Name": "hold", "Type": "AGENT_HOLD", "Content": "{}", "Tags": {}}', "it has 'Content'"),
    ("envelope", '{"Version": "2019-10-30", "StartAction": "a", "Actions": {"a": {}}}', "Actions is not a list"),
    ("envelope", '{"Version": "2019-10-30", "StartAction": "a", "Actions": []}', "Actions is empty"),
    ("envelope", '{"Version": "2019-10-30", "StartAction": "a", "Actions": ["a"]}', "the flow is not an object"),
    ("envelope", TEXT.replace('"Metadata": {}', '"Metadata": "x"'), "Metadata is not an object"),
    ("envelope", TEXT.replace('"Transitions"', '"Transition"', 1), "is not part of the Flow language"),
    ("envelope", TEXT.replace('"Hi"', '"Hi"').replace('"Type": "MessageParticipant"', '"Type": 7'), "Type"),
    ("too-long", " " * 1_000_001, "has 1,000,001 characters"),
    ("too-long", TEXT.replace('"Hi"', json.dumps("x" * 256_000)), "characters, and Connect takes 256,000"),
]


@pytest.mark.parametrize(("rule", "text", "message"), FILES, ids=[f"{rule}-{message}" for rule, _, message in FILES])
def test_a_file_that_is_no_flow_is_one_problem(rule: str, text: str | bytes, message: str) -> None:
    (problem,) = problems(text, name="file.json")
    assert (problem.file, problem.rule, problem.severity) == ("file.json", rule, PUBLISH[rule].severity)
    assert message in problem.message
    assert problem.fix


@pytest.mark.parametrize(
    "text",
    [TEXT, "\ufeff" + TEXT, TEXT.encode(), b"\xef\xbb\xbf" + TEXT.encode(), json.dumps(json.loads(TEXT), indent=8)],
    ids=["plain", "mark", "bytes", "bytes with a mark", "indented"],
)
def test_a_file_that_nearly_is_no_flow_is_one(text: str | bytes) -> None:
    assert isinstance(opened(text, name="x"), Flow)
    assert list(problems(text, name="x")) == []


def test_what_a_file_says_as_null_or_number_where_others_say_nothing_or_text_is_read() -> None:
    data = flow_data(compare())
    data["Actions"][0]["Transitions"]["Conditions"][0]["Condition"]["Operands"] = [5]
    data["Actions"][1] |= {"Parameters": None, "Transitions": {"Errors": None, "Conditions": None}}
    assert list(problems(json.dumps(data), name="x")) == []


def test_an_operator_without_an_operand_is_one_that_asks_whether_a_value_is_there() -> None:
    data = flow_data(compare(operator="Exists"))
    condition = data["Actions"][0]["Transitions"]["Conditions"][0]["Condition"]
    condition["Operands"] = []
    assert found(read(data, name="x")) == set()
    condition["Operator"] = "Equals"
    assert found(read(data, name="x")) == {"condition"}


def test_every_rule_has_a_flow_that_breaks_it() -> None:
    broken = {pair.rule for pair in PAIRS} | {rule for rule, _, _ in WHOLE} | {rule for rule, _, _ in FILES}
    assert broken == set(PUBLISH)


@pytest.mark.parametrize("rule", PUBLISH)
def test_every_rule_says_what_it_finds_and_what_comes_of_it(rule: str) -> None:
    assert PUBLISH[rule].what
    assert PUBLISH[rule].why


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["$.Attributes.a", "${X}", "$."]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(kind=st.sampled_from(sorted(ACTION_TYPES)), value=JSON, name=st.text(max_size=5), data=st.data())
def test_no_json_in_a_flow_breaks_the_check(kind: str, value: Any, name: str, data: st.DataObject) -> None:
    known = sorted(ACTION_TYPES[kind].parameters) or ["Text"]
    given_parameters = {data.draw(st.sampled_from(known)): value, name: value}
    text = json.dumps(flow_data(block(kind, given_parameters)) | {"Metadata": {"ActionMetadata": value}})
    assert all(isinstance(problem, Problem) for problem in problems(text, name="x"))


@given(value=JSON)
def test_no_json_breaks_the_check(value: Any) -> None:
    for data in (value, {"Actions": value}, flow_data(GREET) | {"Actions": [value]}):
        assert all(isinstance(problem, Problem) for problem in problems(json.dumps(data), name="x"))


DOCUMENTED = [
    block(
        "TransferParticipantToThirdParty", {"ThirdPartyPhoneNumber": "+1", "ThirdPartyConnectionTimeoutSeconds": "9"}
    ),
    block("TransferParticipantToThirdParty", {"ThirdPartyPhoneNumber": "+1", "CallerId": {"Number": "+1"}}),
    block("UntagContact", {"TagKeys": ["a"]}, errors=FAILS | {"Success": "End"}),
    block("CreateCallbackContact", CALLBACK | {"MaximumConnectionAttempts": "1000001"}),
]
"""What pages of AWS document beside what exports write."""


@pytest.mark.parametrize("documented", DOCUMENTED, ids=lambda each: f"{each['Type']}-{len(each['Parameters'])}")
def test_what_a_page_of_an_action_documents_is_accepted(documented: dict[str, Any]) -> None:
    assert list(problems(of(documented))) == []
