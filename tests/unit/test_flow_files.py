"""The clinic's flows as files: private, readable in the designer, and of one mind with bot and function."""

import graphlib
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
from fulfillment.flow_handler import PURPOSES
from fulfillment.turn import Outcome, Queue, Reason
from simulator.connect.instance import QUEUES, Instance, arns

CLINIC = clinic.load()
FLOWS = Instance.local(CLINIC).flows
PRIVATE = {"InvokeLambdaFunction", "UpdateContactCallbackNumber"}
"""What flow logs must not tell, as nothing of what a caller keys in."""


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
        "callback",
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
        if x[target] < x[action.identifier] and not target.startswith("Wait") and flow.action(target).type != "Loop"
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
        ("customer_queue", "callback"),
        ("customer_queue", "done"),
        ("customer_queue", "agent"),
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
def test_flow_logs_are_off_while_something_private_passes_and_on_afterwards(name: str) -> None:
    flow = FLOWS[name]
    logging: dict[str, set[bool]] = {flow.start_action: {True}}
    waiting = [(flow.start_action, True)]
    while waiting:
        identifier, on = waiting.pop()
        action = flow.action(identifier)
        assert not (on and (action.type in PRIVATE or action.parameters.get("StoreInput") == "True")), identifier
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
    spoken = re.sub(r"\$\.[\w.]+", "it", re.sub(r"<[^>]*>", "", text)).strip()
    assert len(spoken) < 300, where
    assert not re.search(r"[*#_{}@/]|\bIVR\b|\bqueue\b|\bagent\b|[Ee]rror|invalid", spoken), where
    assert spoken in ("", "it") or spoken[-1] in ".?", where


def test_what_the_function_is_asked_for_is_what_it_answers() -> None:
    asked = {
        action.parameters["LambdaInvocationAttributes"]["purpose"] for _, action in actions("InvokeLambdaFunction")
    }
    assert asked == set(PURPOSES)


def sources(flow: Flow, identifier: str) -> Iterator[tuple[Action, str]]:
    """The calls of a function that come last before an action, each with the branch that leads on from it."""
    seen, waiting = set[str](), [identifier]
    while waiting:
        target = waiting.pop()
        for action in flow.actions:
            for how, to in action.transitions.targets():
                if to != target:
                    continue
                if action.type == "InvokeLambdaFunction":
                    yield action, how
                elif action.identifier not in seen:
                    seen.add(action.identifier)
                    waiting.append(action.identifier)


def test_an_answer_of_the_function_is_read_only_after_the_call_that_gave_it() -> None:
    """Connect keeps the last answer: after another call, or one that failed, it would be taken for this one's."""
    read = set[tuple[str, str]]()
    for flow, action in actions():
        for key in re.findall(r"\$\.External\.(\w+)", json.dumps(action.parameters)):
            came = list(sources(flow, action.identifier))
            assert came, (flow.name, action.identifier)
            assert {how for _, how in came} == {"NextAction"}, (flow.name, action.identifier)
            read |= {(call.parameters["LambdaInvocationAttributes"]["purpose"], key) for call, _ in came}
    assert {(purpose, key) for purpose, key in read if purpose != "screen"} == {
        ("whisper", "whisper"),
        ("resume", "resume"),
        ("callback", "callback_number"),
        ("callback", "other_numbers"),
        ("keyed_number", "number"),
        ("callback_number", "number"),
        ("feedback", "stored"),
    }


def test_whoever_is_told_the_emergency_number_is_told_the_crisis_number_too() -> None:
    drafts = contact_flows.drafts()
    told = [text for flow in drafts.values() for action in flow.actions for _, text in spoken_texts(action)]
    dangers = [text for text in told if "${EmergencyNumber}" in text]
    assert len(dangers) == 5
    assert all("${CrisisLine}" in text for text in dangers)
    assert not [text for text in told if "${CrisisLine}" in text and text not in dangers]


def test_nothing_that_can_be_cut_short_is_said_right_before_a_transfer() -> None:
    """A prompt plays to its end; what asks for an answer, or repeats, does not."""
    cut_short = {"GetParticipantInput", "ConnectParticipantWithLexBot", "MessageParticipantIteratively"}
    leaves = {"TransferContactToQueue", "DisconnectParticipant", "TransferContactToAgent"}
    for flow, action in actions():
        ends = [target for _, target in action.transitions.targets() if flow.action(target).type in leaves]
        assert not ends or action.type not in cut_short, (flow.name, action.identifier)


def test_the_queue_begins_with_music_so_that_a_quick_answer_cuts_no_sentence() -> None:
    queue = FLOWS["customer_queue"]
    first = queue.action("MusicAtFirst").parameters
    assert first["Messages"] == [{"PromptId": arns()["HoldMusic"]}]
    assert not [text for identifier in ("IsCallback", "IsEmergency") for text in spoken_texts(queue.action(identifier))]


def reachable(flow: Flow, start: str) -> set[str]:
    seen, waiting = set[str](), [start]
    while waiting:
        identifier = waiting.pop()
        if identifier not in seen:
            seen.add(identifier)
            waiting += [target for _, target in flow.action(identifier).transitions.targets()]
    return seen


@pytest.mark.parametrize("name", FLOWS)
def test_no_flow_goes_round_without_end(name: str) -> None:
    """Every circle leads through a block that counts, and whoever has come to the end of its count does not return.

    A block that counts within such a circle may count anew: its own count ends nothing.
    """
    flow = FLOWS[name]
    order: dict[str, set[str]] = {}
    for action in flow.actions:
        targets = {target for _, target in action.transitions.targets()}
        if action.type == "Loop":
            done = {b.next_action for b in action.transitions.conditions if b.condition.operands[0] == "DoneLooping"}
            assert targets - done, action.identifier
            if not any(action.identifier in reachable(flow, target) for target in done):
                targets = done
        order[action.identifier] = targets
    graphlib.TopologicalSorter(order).prepare()


def test_one_call_leads_to_one_callback_at_most() -> None:
    for flow, action in actions("CreateCallbackContact"):
        assert action.transitions.next_action is not None
        after = reachable(flow, action.transitions.next_action)
        assert "CreateCallbackContact" not in {flow.action(identifier).type for identifier in after}
        assert int(action.parameters["MaximumConnectionAttempts"]) <= 3
    assert {flow.name for flow, _ in actions("CreateCallbackContact")} == {"handoff", "customer_queue"}


def test_a_callback_is_called_only_at_a_number_that_was_agreed_on() -> None:
    """Its own only after a yes to it; another only from the session, or as judged by the function and confirmed."""
    for flow, action in actions("UpdateContactCallbackNumber"):
        path = action.parameters["CallbackNumber"]
        came = {
            (before.type, how)
            for before in flow.actions
            for how, target in before.transitions.targets()
            if target == action.identifier
        }
        if path == "$.CustomerEndpoint.Address":
            assert came == {("Compare", "condition Equals 'own'"), ("UpdateFlowLoggingBehavior", "NextAction")}
        else:
            keyed = {
                call.parameters["LambdaInvocationAttributes"].get("keyed")
                for call, _ in sources(flow, action.identifier)
            }
            assert path == "$.External.number"
            assert (keyed, came) in (
                ({None}, {("Compare", "condition TextStartsWith '+'")}),
                ({"$.StoredCustomerInput"}, {("GetParticipantInput", "condition Equals '1'")}),
            )


def test_no_priority_is_changed_in_line() -> None:
    """Connect's API reference has the action in inbound flows alone, and a flow refused is a stack that is not made."""
    assert {flow.name for flow, _ in actions("UpdateContactRoutingBehavior")} == {"handoff", "callback"}
