"""Connect's testing language: test cases are read as documents of either age write them, and what is wrong is told."""

import copy
import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from contact_flows import testing_language as language
from contact_flows.test_case_check import problems, read
from contact_flows.test_cases import Case, CaseError, bind, content, parse, render

Data = dict[str, Any]


def observation(name: str, event: Data, *actions: Data, then: tuple[str, ...] = ()) -> Data:
    return {
        "Identifier": name,
        "Event": {"Identifier": f"{name} event", "Actor": "System", **event},
        "Actions": list(actions),
        "Transitions": {"NextObservations": list(then)},
    }


def action(name: str, kind: str, parameters: Data, *, then: str | None = None) -> Data:
    given = parameters if kind == "Assert" else {"ActionType": kind, **parameters}
    transitions = {"NextAction": then} if then else {}
    return {"Identifier": name, "Type": kind, "Parameters": given, "Transitions": transitions}


STARTED = {"Type": "TestInitiated", "Properties": {}}
SAID = {"Type": "MessageReceived", "Properties": {"Text": "Hello", "MatchingCriteria": {"Type": "Inclusion"}}}
PRESSED = action(
    "press",
    "SendInstruction",
    {"Actor": "Customer", "Instruction": {"Type": "DtmfInput", "Properties": {"Value": "1"}}},
)
ASSERTED = action(
    "assert", "Assert", {"Namespace": "$.Queue.Name", "Operator": "Equals", "Operand": "General"}, then="end"
)
ENDED = action("end", "TestControl", {"Command": {"Type": "EndTest"}})


def override(strategy: Data, *, kind: str = "CheckHoursOfOperation", resource: Data | None = None) -> Data:
    properties = {
        "ActionType": kind,
        "ActionParameters": resource or {"HoursOfOperationId": "${Hours}"},
        "Strategy": strategy,
    }
    return action("override", "OverrideSystemBehavior", {"Behavior": {"Type": "FlowAction", "Properties": properties}})


CLOSED = {"Type": "MockResponse", "Response": {"Type": "ExecutionResult", "ExecutionResult": {"Value": "OutOfHours"}}}


def a_case() -> Data:
    return {
        "Version": "2019-10-30",
        "Metadata": {},
        "Observations": [
            observation("start", STARTED, override(CLOSED), then=("hello",)),
            observation("hello", SAID, PRESSED, then=("again",)),
            observation("again", SAID, ASSERTED, ENDED),
        ],
    }


def parsed(data: Any) -> Case:
    return parse(json.dumps(data), name="case.json")


def changed(change: Callable[[Data], object]) -> Case:
    data = copy.deepcopy(a_case())
    change(data)
    return parsed(data)


def test_a_test_case_as_the_pages_have_it_is_taken() -> None:
    assert problems(parsed(a_case())) == []


def test_a_test_case_comes_back_as_it_was() -> None:
    assert json.loads(render(parsed(a_case()))) == a_case()


@pytest.mark.parametrize("version", language.VERSIONS)
def test_a_test_case_of_either_version_is_read(version: str) -> None:
    assert changed(lambda data: data.update(Version=version)).version == version


def test_what_older_pages_write_otherwise_is_read() -> None:
    def older(data: Data) -> None:
        data["Observations"][0]["Usage"] = {"Type": "EXACTLY"}
        data["Observations"][2]["Actions"][1]["Transitions"] = {"NextAction": ""}
        event = data["Observations"][1]["Event"]
        del event["Properties"]["MatchingCriteria"]
        event["MatchingCriteria"] = "Similarity"

    case = changed(older)
    assert problems(case) == []
    assert case.observations[1].event.criteria == language.SIMILARITY


@pytest.mark.parametrize("kind", language.UTTERANCES)
@pytest.mark.parametrize("key", ["Text", "Value"])
def test_what_the_customer_says_is_read_in_every_reported_form(kind: str, key: str) -> None:
    said = {"Actor": "Customer", "Instruction": {"Type": kind, "Properties": {key: "hello", "LanguageCode": "en-US"}}}
    case = changed(lambda data: data["Observations"][1].update(Actions=[action("say", "SendInstruction", said)]))
    assert problems(case) == []


def test_a_test_case_is_read_as_the_api_wraps_it() -> None:
    entry = {"Type": "VOICE_CALL", "VoiceCallEntryPointParameters": {"SourcePhoneNumber": "+12065550102"}}
    case = parsed({"TestCase": {"Name": "x", "Content": json.dumps(a_case()), "EntryPoint": entry}})
    assert case.observations == parsed(a_case()).observations
    assert case.entry_point == entry


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "case.json: is not valid JSON at line 1"),
        ("[]", "case.json: is no test case; it needs Version and Observations"),
        ('{"Version": "2019-10-30"}', "is no test case"),
        ("[" * 100_000, "nested too deep"),
        (f'{{"Observations": {"[" * 300}{"]" * 300}}}', "is nested too deep"),
        ('{"Observations": [], "Metadata": ' + '{"a": ' * 300 + "1" + "}" * 301, "is nested too deep"),
        ('{"Version": "2019-10-30", "Version": "2019-10-30"}', "the key 'Version' stands twice"),
        ('{"Observations": NaN}', "says NaN, which is no JSON"),
        ('{"Observations": [], "Metadata": {"a": "\\ud800"}}', "has half a character"),
        (json.dumps({"Observations": [], "Metadata": {"a": "a" * 256_000}}), "and Connect takes 256,000"),
        ('{"Observations": []}', "Observations"),
        ('{"Version": "2020-01-01", "Observations": [1]}', "there is no version '2020-01-01'; write '2019-10-30'"),
        (
            '{"Observations": [{"Identifer": "a"}]}',
            "observation number 1: there is no key Identifer (did you mean Ident",
        ),
        (
            '{"Observations": [{"Identifier": "a", "Event": {"Typ": "TestInitiated"}}]}',
            "observation 'a': there is no key Event.Typ (did you mean Type?)",
        ),
        (
            '{"Observations": [{"Identifier": "a", "Event": {"Type": "TestInitiated"}, "Actions": [{"Type": "X"}]}]}',
            "observation 'a': action number 1: Identifier is missing; add it",
        ),
        ('{"TestCase": {"Content": "{"}}', "case.json: Content: is not valid JSON at line 1"),
    ],
)
def test_what_is_not_written_as_the_language_has_it_is_told_in_one_sentence(text: str, told: str) -> None:
    with pytest.raises(CaseError) as refused:
        parse(text, name="case.json")
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)


def _event(**changes: Any) -> Callable[[Data], object]:
    return lambda data: data["Observations"][1]["Event"].update(changes)


def _said(**changes: Any) -> Callable[[Data], object]:
    return lambda data: data["Observations"][1]["Event"]["Properties"].update(changes)


def _does(*actions: Data) -> Callable[[Data], object]:
    return lambda data: data["Observations"][1].update(Actions=list(actions))


def _instructed(instruction: Data) -> Callable[[Data], object]:
    return _does(action("do", "SendInstruction", {"Actor": "Customer", "Instruction": instruction}))


REFUSED: list[tuple[Callable[[Data], object], str]] = [
    (
        lambda data: data["Observations"][0]["Transitions"].update(NextObservations=["helo"]),
        "no 'helo' (did you mean hello",
    ),
    (lambda data: data["Observations"][1].update(Identifier="start"), "observation 'start': is there 2 times"),
    (
        lambda data: data["Observations"][2]["Transitions"].update(NextObservations=["start"]),
        "'start': never waited for",
    ),
    (_event(Type="MessageRecieved"), "no 'MessageRecieved' (did you mean MessageReceived?)"),
    (_event(Actor="Customer"), "Event.Actor: there is no 'Customer'"),
    (_said(Txt="x"), "there is no key Txt (did you mean Text?)"),
    (_said(SSML="<speak>x</speak>"), "needs exactly one of Text, SSML, PromptId, Media"),
    (_said(MatchingCriteria={"Type": "Contains"}), "there is no 'Contains'"),
    (_said(MatchingCriteria={"Type": "Inclusive"}), "there is no 'Inclusive' (did you mean Inclusion?)"),
    (
        _event(Type="FlowActionStarted", Properties={"ActionType": "CheckHoursOfOperation", "ActionParameters": {}}),
        "HoursOfOperationId is missing",
    ),
    (
        _event(Type="FlowActionStarted", Properties={"ActionType": "CheckStaffing", "ActionParameters": {}}),
        "there is no 'CheckStaffing'",
    ),
    (lambda data: data["Observations"][1].update(Usage={"Type": "Exacty"}), "no 'Exacty' (did you mean Exactly?)"),
    (_does({**PRESSED, "Type": "SendInstructions"}), "no 'SendInstructions' (did you mean SendInstruction?)"),
    (_does({**PRESSED, "Transitions": {"NextAction": "pres"}}), "NextAction: there is no 'pres'"),
    (_does({**PRESSED, "Transitions": {"NextAction": "press"}}), "go round in a circle"),
    (_does(PRESSED, PRESSED), "action 'press': is there 2 times"),
    (_instructed({"Type": "Dtmf", "Properties": {"Value": "1"}}), "no 'Dtmf' (did you mean DtmfInput?)"),
    (_instructed({"Type": "DtmfInput", "Properties": {"Value": "1A"}}), "'1A' is not on a telephone"),
    (_instructed({"Type": "Utterance", "Properties": {}}), "needs exactly one of Text, SSML, Value"),
    (_does({**ASSERTED, "Transitions": {}, "Parameters": {"Namespace": "$.X", "Operator": "Is"}}), "there is no 'Is'"),
    (
        _does({**ASSERTED, "Transitions": {}, "Parameters": {"Namespace": "$.X", "Operator": "Equals"}}),
        "Operand is missing",
    ),
    (
        _does({**ASSERTED, "Transitions": {}, "Parameters": {"Namespace": "X", "Operator": "Equals", "Operand": "y"}}),
        "must be a JSONPath",
    ),
    (_does(action("end", "TestControl", {"Command": {"Type": "StopTest"}})), "there is no 'StopTest'"),
    (_does(override({"Type": "Substitute"})), "no 'Substitute' (did you mean SubstituteResource?)"),
    (_does(override({"Type": "SubstituteResource"})), "SubstituteArn is missing"),
    (
        _does(override({"Type": "MockResponse", "Response": {"Type": "Error", "Error": {"Value": "QueueAtCapacity"}}})),
        "there is no 'QueueAtCapacity'",
    ),
]


@pytest.mark.parametrize(("change", "told"), REFUSED, ids=[told[:30] for _, told in REFUSED])
def test_what_connect_would_refuse_is_found_alone(change: Callable[[Data], object], told: str) -> None:
    found = problems(changed(change))
    assert found
    assert any(told in each for each in found), found


@pytest.mark.parametrize("kind", language.RESOURCES)
def test_every_flow_action_can_be_overridden_to_fail(kind: str) -> None:
    keys = language.RESOURCES[kind].required
    resource = {key: {"AliasArn": "${BotAlias}"} if key == "LexV2Bot" else "${Hours}" for key in keys}
    error = {"Type": "MockResponse", "Response": {"Type": "Error", "Error": {"Value": "NoMatchingError"}}}
    assert problems(changed(_does(override(error, kind=kind, resource=resource)))) == []


@pytest.mark.parametrize("value", [None, 1, [], {}, "x", [{}], {"Type": []}, {"Type": {}}])
@pytest.mark.parametrize("key", ["Properties", "Parameters"])
def test_whatever_stands_in_a_test_case_is_no_crash(key: str, value: Any) -> None:
    data = a_case()
    place = data["Observations"][1]["Event"] if key == "Properties" else data["Observations"][1]["Actions"][0]
    place[key] = value
    with suppress(CaseError):
        assert isinstance(problems(parsed(data)), list)


def test_actions_are_done_as_their_transitions_chain_them() -> None:
    chained = [{**ENDED}, {**ASSERTED}]
    case = changed(lambda data: data["Observations"][2].update(Actions=chained))
    assert [each.identifier for each in case.observations[2].in_order()] == ["assert", "end"]


def test_placeholders_are_bound_and_unknown_ones_refused() -> None:
    bound = bind(parsed(a_case()), {"Hours": "arn:hours"})
    assert "arn:hours" in json.dumps(content(bound))
    with pytest.raises(CaseError, match=r"\$\{Hours\} has no value"):
        bind(parsed(a_case()), {})
    with pytest.raises(CaseError, match=r"\$\{Houres\} is no placeholder \(did you mean Hours\?\)"):
        bind(changed(_said(Text="${Houres}")), {"Hours": "arn:hours"})


def test_a_file_that_connect_would_refuse_is_refused_with_its_name(tmp_path) -> None:
    path = tmp_path / "wrong.json"
    path.write_text(json.dumps(a_case()).replace('"again"]', '"agian"]'))
    with pytest.raises(CaseError, match=r"wrong.json: observation 'hello': NextObservations: there is no 'agian'"):
        read(path)
    with pytest.raises(CaseError, match="cannot be read"):
        read(tmp_path / "missing.json")
