"""The clinic's flows as files: private, readable in the designer, and of one mind with bot and function."""

import json
import re
from collections.abc import Iterator

import pytest

import clinic
import contact_flows
from contact_flows import Action, Flow
from contact_flows.bind import content
from contact_flows.check import spoken_texts
from contact_flows.tenant import LOCALE
from fulfillment.turn import Outcome, Queue, Reason
from simulator.connect.instance import QUEUES, Instance, arns

CLINIC = clinic.load()
FLOWS = Instance.local(CLINIC).flows


def actions(action_type: str = "") -> Iterator[tuple[Flow, Action]]:
    for flow in FLOWS.values():
        for action in flow.actions:
            if action_type in ("", action.type):
                yield flow, action


def texts() -> Iterator[tuple[str, str]]:
    for flow, action in actions():
        for _, text in spoken_texts(action):
            yield f"{flow.name}/{action.identifier}", text


def test_the_flows_of_a_call_are_all_there() -> None:
    assert set(FLOWS) == {
        "inbound",
        "handoff",
        "customer_queue",
        "agent_screen",
        "agent_whisper",
        "customer_whisper",
        "outbound_whisper",
    }


@pytest.mark.parametrize("name", FLOWS)
def test_content_is_the_flow_again(name: str) -> None:
    assert json.loads(content(FLOWS[name]))["Actions"][0]["Identifier"] == FLOWS[name].start_action
    assert contact_flows.accept(contact_flows.flow.parse(content(FLOWS[name]), name=name)) == FLOWS[name]


@pytest.mark.parametrize("name", FLOWS)
def test_every_action_has_a_place_of_its_own_in_the_designer(name: str) -> None:
    metadata = FLOWS[name].metadata
    places = {
        identifier: (entry["position"]["x"], entry["position"]["y"])
        for identifier, entry in metadata["ActionMetadata"].items()
    }
    assert set(places) == {action.identifier for action in FLOWS[name].actions}
    assert len(set(places.values())) == len(places)
    assert metadata["entryPointPosition"]["x"] < min(x for x, _ in places.values())


@pytest.mark.parametrize("name", FLOWS)
def test_a_flow_reads_from_left_to_right(name: str) -> None:
    flow = FLOWS[name]
    x = {key: entry["position"]["x"] for key, entry in flow.metadata["ActionMetadata"].items()}
    backwards = [
        (action.identifier, target)
        for action in flow.actions
        for _, target in action.transitions.targets()
        if x[target] < x[action.identifier] and not target.startswith("Wait")
    ]
    assert backwards == []


@pytest.mark.parametrize("name", FLOWS)
def test_every_action_is_reached(name: str) -> None:
    assert contact_flows.unreachable(FLOWS[name]) == []


def test_the_flows_speak_the_language_of_their_voice() -> None:
    assert FLOWS["inbound"].action("SetLanguage").parameters["LanguageCode"] == LOCALE.replace("_", "-")
    for flow, action in actions():
        given = action.parameters.get("Attributes", {}) | action.parameters.get("LexSessionAttributes", {})
        assert given.get("locale", LOCALE) in (LOCALE, "$.Attributes.locale"), flow.name


def test_a_caller_is_told_the_key_for_a_person() -> None:
    assert "press 0" in FLOWS["inbound"].action("Greeting").parameters["Text"]


def test_every_queue_of_the_clinic_can_be_reached() -> None:
    handoff = FLOWS["handoff"]
    compared = {branch.condition.operands[0] for branch in handoff.action("WhichQueue").transitions.conditions}
    assert compared == set(CLINIC.queues) == set(QUEUES) == set(Queue)
    for name in QUEUES:
        assert handoff.action(f"Queue{name}").parameters["QueueId"] == arns()[f"Queue{name}"]


def test_the_reasons_a_flow_asks_about_are_reasons_the_function_gives() -> None:
    asked = {
        branch.condition.operands[0]
        for _, action in actions("Compare")
        if action.parameters["ComparisonValue"] == "$.Attributes.handoff_reason"
        for branch in action.transitions.conditions
    }
    assert asked == {"emergency", "system_failure"}
    assert asked <= set(Reason)


def test_the_outcomes_a_flow_asks_about_are_those_the_function_gives() -> None:
    asked = {
        (flow.name, branch.condition.operands[0])
        for flow, action in actions("Compare")
        if action.parameters["ComparisonValue"] == "$.Lex.SessionAttributes.outcome"
        for branch in action.transitions.conditions
    }
    assert asked == {
        ("inbound", "done"),
        ("inbound", "agent"),
        ("handoff", "callback"),
        ("handoff", "done"),
        ("handoff", "agent"),
    }
    assert {outcome for _, outcome in asked} == set(Outcome)


def test_the_bot_leads_on_all_branches_to_one_question() -> None:
    for flow, action in actions("ConnectParticipantWithLexBot"):
        targets = {target for _, target in action.transitions.targets()}
        assert len(targets) == 1, action.identifier
        assert {branch.error_type for branch in action.transitions.errors} == {
            "NoMatchingCondition",
            "NoMatchingError",
            "InputTimeLimitExceeded",
        }
        assert flow.action(targets.pop()).parameters == {"ComparisonValue": "$.Lex.SessionAttributes.outcome"}


def test_only_the_callers_number_is_personal_in_what_flows_set() -> None:
    personal = {"$.CustomerEndpoint.Address"}
    for _, action in actions():
        given = action.parameters.get("Attributes", {}) | action.parameters.get("LexSessionAttributes", {})
        assert {key for key, value in given.items() if value in personal} <= {"caller_number"}
        assert "caller_number" not in action.parameters.get("Attributes", {})


@pytest.mark.parametrize("name", FLOWS)
def test_flow_logs_are_off_while_the_function_is_called_and_on_afterwards(name: str) -> None:
    flow = FLOWS[name]
    logging: dict[str, set[bool]] = {flow.start_action: {True}}
    waiting = [(flow.start_action, True)]
    while waiting:
        identifier, on = waiting.pop()
        action = flow.action(identifier)
        assert not (action.type == "InvokeLambdaFunction" and on), identifier
        assert on or "Disconnect" not in action.type, identifier
        assert on or action.type != "EndFlowExecution", identifier
        if action.type == "UpdateFlowLoggingBehavior":
            on = action.parameters["FlowLoggingBehavior"] == "Enabled"
        for _, target in action.transitions.targets():
            if on not in logging.setdefault(target, set()):
                logging[target].add(on)
                waiting.append((target, on))


def test_only_the_conversation_with_a_person_is_recorded() -> None:
    for _, action in actions("UpdateContactRecordingBehavior"):
        assert action.parameters["RecordingBehavior"] == {
            "RecordedParticipants": ["Agent", "Customer"],
            "IVRRecordingBehavior": "Disabled",
        }


def test_nobody_with_an_emergency_is_offered_a_callback() -> None:
    handoff = FLOWS["handoff"]
    seen, waiting = set[str](), ["PutFirst"]
    while waiting:
        identifier = waiting.pop()
        seen.add(identifier)
        waiting += [target for _, target in handoff.action(identifier).transitions.targets() if target not in seen]
    assert {handoff.action(identifier).type for identifier in seen} == {
        "UpdateContactRoutingBehavior",
        "CheckHoursOfOperation",
        "CheckMetricData",
        "MessageParticipant",
        "TransferContactToQueue",
        "DisconnectParticipant",
    }


@pytest.mark.parametrize(("where", "text"), list(texts()))
def test_every_sentence_is_plain_spoken_english(where: str, text: str) -> None:
    spoken = re.sub(r"\$\.[\w.]+", "it", re.sub(r"<[^>]*>", "", text))
    assert len(spoken) < 300, where
    assert not re.search(r"[*#_{}@/]|\bIVR\b|\bqueue\b|\bagent\b|[Ee]rror|invalid", spoken), where
    assert spoken in ("", "it") or spoken[-1] in ".?", where


def test_what_the_function_is_asked_for_is_what_it_answers() -> None:
    asked = [action.parameters["LambdaInvocationAttributes"] for _, action in actions("InvokeLambdaFunction")]
    assert sorted(entry["purpose"] for entry in asked) == ["callback", "screen", "whisper"]
