"""The clinic's flows as files: bound, truthful about the clinic, private, and readable in the designer."""

import json
import re
from collections.abc import Iterator
from datetime import time
from pathlib import Path

import pytest
from fulfillment.turn import Outcome, Queue, Reason

import clinic
import contact_flows
from contact_flows import Action, Flow, FlowError
from contact_flows.bind import FOLDER, content
from contact_flows.check import spoken_texts
from simulator.connect.instance import QUEUES, Instance, bindings

FLOWS = Instance.local().flows
CLINIC = clinic.load()


def actions(action_type: str = "") -> Iterator[tuple[Flow, Action]]:
    for flow in FLOWS.values():
        for action in flow.actions:
            if action_type in ("", action.type):
                yield flow, action


def texts() -> Iterator[tuple[str, str]]:
    for flow, action in actions():
        for _, text in spoken_texts(action):
            yield f"{flow.name}/{action.identifier}", text


def spoken_time(at: time) -> str:
    return f"{at.hour % 12 or 12}:{at.minute:02} {'AM' if at.hour < 12 else 'PM'}"


def test_the_flows_of_a_call_are_all_there() -> None:
    assert set(FLOWS) == {
        "inbound",
        "handoff",
        "customer_queue",
        "agent_whisper",
        "customer_whisper",
        "outbound_whisper",
    }


def test_every_placeholder_is_used_and_bound() -> None:
    used = frozenset[str]().union(*contact_flows.placeholders().values())
    assert used == set(contact_flows.PLACEHOLDERS) == set(bindings())


def test_a_missing_binding_is_one_clear_sentence() -> None:
    with pytest.raises(FlowError, match=r"^agent_whisper\.json: the placeholder \$\{FlowFunction\} has no value; bind"):
        contact_flows.load(bindings() | {"FlowFunction": ""})


def test_a_binding_nobody_knows_is_refused() -> None:
    with pytest.raises(FlowError, match="'FlowFunktion' is no placeholder"):
        contact_flows.load(bindings() | {"FlowFunktion": "arn:x"})


def test_an_unknown_placeholder_names_the_file(tmp_path: Path) -> None:
    text = (FOLDER / "customer_whisper.json").read_text(encoding="utf-8").replace("our staff", "${QueueDental}")
    (tmp_path / "odd.json").write_text(text, encoding="utf-8")
    with pytest.raises(FlowError, match=r"^odd\.json: \$\{QueueDental\} is no placeholder"):
        contact_flows.load(bindings(), folder=tmp_path)


def test_a_broken_file_names_the_line(tmp_path: Path) -> None:
    (tmp_path / "broken.json").write_text('{\n "Version": \n}', encoding="utf-8")
    with pytest.raises(FlowError, match=r"^broken\.json: is not valid JSON at line 3"):
        contact_flows.load(bindings(), folder=tmp_path)


def test_an_empty_folder_is_said_to_be_empty(tmp_path: Path) -> None:
    with pytest.raises(FlowError, match="holds no flow"):
        contact_flows.load(bindings(), folder=tmp_path)


def test_bindings_may_be_tokens_with_dollar_braces() -> None:
    tokens = {name: f"${{Token[TOKEN.{number}]}}" for number, name in enumerate(bindings())}
    flows = contact_flows.load(tokens)
    assert flows["inbound"].action("Greeting").parameters["LexV2Bot"]["AliasArn"] == tokens["BotAlias"]


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


def test_opening_hours_are_spoken_as_the_clinic_has_them() -> None:
    days = CLINIC.hours.days
    hours = f"{days[0].title()} to {days[-1].title()}, {spoken_time(CLINIC.hours.opens)} to "
    hours += spoken_time(CLINIC.hours.closes)
    telling = [(where, text) for where, text in texts() if re.search(r"\b[AP]M\b|[a-z]day\b", text)]
    about_hours = [(where, text) for where, text in telling if "today" not in text]
    assert len(about_hours) > 5
    assert [where for where, text in about_hours if hours not in text] == []


def test_the_emergency_number_is_the_clinics() -> None:
    numbers = {number for _, text in texts() for number in re.findall(r">(\d+)<|\b(\d{3})\b", text)}
    assert {first or second for first, second in numbers} == {CLINIC.emergency_number}


def test_the_clinic_is_called_by_its_name() -> None:
    greeting = FLOWS["inbound"].action("Greeting").parameters["Text"]
    assert greeting.startswith(f"Thank you for calling {CLINIC.name}. ")
    assert (
        f"This is {CLINIC.name}".lower() in FLOWS["outbound_whisper"].action("SayWhoCalls").parameters["Text"].lower()
    )
    assert "press 0" in greeting


def test_the_voice_is_that_of_the_locale() -> None:
    locale = CLINIC.locales[0]
    for flow, action in actions("UpdateContactTextToSpeechVoice"):
        assert action.parameters["TextToSpeechVoice"] == locale.voice, flow.name
        assert action.parameters["TextToSpeechEngine"].lower() == locale.engine, flow.name
    assert FLOWS["inbound"].action("SetLanguage").parameters["LanguageCode"] == locale.id.replace("_", "-")


def test_every_queue_of_the_clinic_can_be_reached() -> None:
    handoff = FLOWS["handoff"]
    compared = {branch.condition.operands[0] for branch in handoff.action("WhichQueue").transitions.conditions}
    assert compared == set(CLINIC.queues) == set(QUEUES) == set(Queue)
    for name in QUEUES:
        assert handoff.action(f"Queue{name}").parameters["QueueId"] == bindings()[f"Queue{name}"]


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
    assert sorted(entry["purpose"] for entry in asked) == ["callback", "whisper"]
