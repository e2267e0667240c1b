"""What is put into the flows when they are loaded, and what loading refuses."""

import json
from collections.abc import Iterator
from datetime import time
from pathlib import Path
from typing import Any

import pytest

import clinic
import contact_flows
from contact_flows import FlowError
from contact_flows.bind import FIRST_FLOWS, FOLDER
from contact_flows.kinds import NAMED_FLOWS
from simulator.connect.instance import Instance, arns
from simulator.connect.prompts import plain
from tests.unit.flow_stage import flow_data, say

CLINIC = clinic.load()
RECORDED = contact_flows.recording_bindings(ivr=False, contact_lens=True)
BINDINGS = arns() | RECORDED | contact_flows.tenant_bindings(CLINIC)


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)
    elif isinstance(value, str):
        yield value


def folder_with(path: Path, name: str, *, text: str = "", actions: tuple[dict[str, Any], ...] = ()) -> Path:
    """A folder with this repository's flows and one more, or one replaced."""
    for file in FOLDER.glob("*.json"):
        (path / file.name).write_bytes(file.read_bytes())
    (path / name).write_text(text or json.dumps(flow_data(*actions)), encoding="utf-8")
    return path


def refusal(folder: Path, **bindings: str) -> str:
    with pytest.raises(FlowError) as refused:
        contact_flows.load(BINDINGS | bindings, folder=folder)
    return str(refused.value)


def test_every_placeholder_is_used_and_bound() -> None:
    used = frozenset[str]().union(*contact_flows.placeholders().values())
    assert used == set(contact_flows.PLACEHOLDERS) == set(BINDINGS)


def test_a_placeholder_is_an_arn_or_of_the_tenant_or_of_what_is_recorded() -> None:
    assert len(BINDINGS) == len(arns()) + len(RECORDED) + len(contact_flows.tenant_bindings(CLINIC))


def test_nothing_of_the_tenant_or_an_account_stands_in_the_files() -> None:
    voices = [word for locale in CLINIC.locales for word in (locale.voice, locale.engine)]
    said = [CLINIC.name, CLINIC.address, CLINIC.phone, CLINIC.emergency_number, "8:00", "6:00", "holiday", *voices]
    said += [*clinic.Weekday, *(provider.name for provider in CLINIC.providers), "arn:aws"]
    for file in FOLDER.glob("*.json"):
        words = " | ".join(strings(json.loads(file.read_text(encoding="utf-8")))).lower()
        assert [word for word in said if word.lower() in words] == [], file.name


def test_another_clinics_flows_speak_of_it_alone() -> None:
    other = CLINIC.model_copy(
        update={
            "name": "Maple Eye & Family",
            "emergency_number": "112",
            "crisis_number": None,
            "hours": clinic.Hours(days=(clinic.Weekday.SATURDAY,), opens=time(7, 30), closes=time(19)),
            "holidays": (),
            "locales": (clinic.Locale(id="en_US", voice="Ruth", engine="generative"),),
        }
    )
    flows = Instance.local(other).flows
    words = [text for flow in flows.values() for text in strings(json.loads(contact_flows.bind.content(flow)))]
    for ours in (CLINIC.name, "Monday", "holidays", "8:00", ">911<", "988", "harming", "Joanna", "Neural"):
        assert not [text for text in words if ours in text]
    voice = {"TextToSpeechVoice": "Ruth", "TextToSpeechEngine": "Generative"}
    assert flows["inbound"].action("SetVoice").parameters == voice
    assert flows["outbound_whisper"].action("SetVoice").parameters == voice
    assert (
        flows["inbound"]
        .action("Greeting")
        .parameters["Text"]
        .startswith("Thank you for calling Maple Eye & Family. I can")
    )
    assert flows["handoff"].action("SayDeclined").parameters["Text"] == (
        "All right. You can reach our staff Saturday, 7:30 AM to 7:00 PM. Thank you for calling, and goodbye."
    )
    assert plain(flows["handoff"].action("SayDanger").parameters["SSML"]).endswith("please hang up and call 112 now.")
    assert plain(Instance.local(CLINIC).flows["handoff"].action("SayDanger").parameters["SSML"]).endswith(
        "and call 911 now. If you are thinking of harming yourself, you can call or text 988 at any hour."
    )


def test_a_value_is_escaped_where_it_stands_in_ssml_and_nowhere_else(tmp_path: Path) -> None:
    greeting = "<speak>This is <sub alias='${ClinicName}'>${ClinicName}</sub>.</speak>"
    spoken = say("Ssml", "") | {"Parameters": {"SSML": greeting}}
    written = say("Text", "This is ${ClinicName}.", then="Ssml")
    name = 'Maple "Eye" & <Family>\'s'
    folder = folder_with(tmp_path, "greeting.json", actions=(written, spoken))
    flow = contact_flows.load(BINDINGS | {"ClinicName": name}, folder=folder)["greeting"]
    assert flow.action("Text").parameters["Text"] == f"This is {name}."
    assert plain(flow.action("Ssml").parameters["SSML"]) == f"This is {name}."


def test_a_value_is_escaped_in_every_one_of_several_messages(tmp_path: Path) -> None:
    queue = json.loads((FOLDER / "customer_queue.json").read_text(encoding="utf-8"))
    waits = next(action for action in queue["Actions"] if action["Identifier"] == "WaitInWords")
    waits["Parameters"]["Messages"] = [{"Text": "${ClinicName}"}, {"SSML": "<speak>${ClinicName}</speak>"}]
    folder = folder_with(tmp_path, "customer_queue.json", text=json.dumps(queue))
    flows = contact_flows.load(BINDINGS | {"ClinicName": "Eye & Ear"}, folder=folder)
    messages = flows["customer_queue"].action("WaitInWords").parameters["Messages"]
    assert (messages[0]["Text"], plain(messages[1]["SSML"])) == ("Eye & Ear", "Eye & Ear")


def test_bindings_may_be_tokens_with_dollar_braces() -> None:
    tokens = {name: f"${{Token[TOKEN.{number}]}}" for number, name in enumerate(BINDINGS)}
    flows = contact_flows.load(tokens)
    assert flows["inbound"].action("Greeting").parameters["LexV2Bot"]["AliasArn"] == tokens["BotAlias"]


@pytest.mark.parametrize("empty", ["", " "])
def test_a_missing_binding_is_one_clear_sentence(empty: str) -> None:
    told = refusal(FOLDER, FlowFunction=empty)
    assert told.startswith("agent_screen.json: action 'AskScreen': the placeholder ${FlowFunction} has no value; bind")


def test_the_crisis_line_may_be_empty_and_no_other_value(tmp_path: Path) -> None:
    assert contact_flows.load(BINDINGS | {"CrisisLine": ""})
    without = {name: value for name, value in BINDINGS.items() if name != "CrisisLine"}
    with pytest.raises(FlowError, match=r"the placeholder \$\{CrisisLine\} has no value"):
        contact_flows.load(without)
    folder = folder_with(tmp_path, "odd.json", actions=(say("Greet", "Call us. ${CrisisLine}"),))
    assert "${CrisisLine} is SSML; write the sentence as SSML" in refusal(folder)


def test_a_value_that_connect_would_take_for_an_attribute_is_refused() -> None:
    assert "the value of ${ClinicName} holds '$.'" in refusal(FOLDER, ClinicName="Cut$.Price Clinic")


def test_a_binding_nobody_knows_is_refused() -> None:
    assert "'FlowFunktion' is no placeholder" in refusal(FOLDER, FlowFunktion="arn:x")


REFUSED_TEXTS = [
    ("Hello from ${QueueDental}", "${QueueDental} is no placeholder; it must be one of"),
    ("Hello from ${Clinic Name}", "${Clinic Name} is no placeholder"),
    ("Hello from ${}", "${} is no placeholder"),
    ("Hello from ${ClinicName", "'${ClinicName' is not closed; write ${ClinicName}"),
    ("Hello from ${ClinicName and ${Voice}", "'${ClinicName' is not closed"),
    (
        "arn:aws:lex:eu-west-1:123456789012:bot-alias/ABC/DEF",
        "exists in one AWS account alone; write ${BotAlias}",
    ),
    (
        "arn:aws-us-gov:s3:us-gov-west-1:123456789012:bucket",
        "declare a placeholder for it in contact_flows/bind.py",
    ),
]


@pytest.mark.parametrize(("text", "sentence"), REFUSED_TEXTS, ids=[text for text, _ in REFUSED_TEXTS])
def test_what_cannot_be_bound_names_file_and_action(tmp_path: Path, text: str, sentence: str) -> None:
    told = refusal(folder_with(tmp_path, "odd.json", actions=(say("Greet", text),)))
    assert told.startswith("odd.json: action 'Greet': ")
    assert sentence in told


@pytest.mark.parametrize("placeholder", arns())
def test_an_accounts_arn_is_refused_with_the_placeholder_to_use(tmp_path: Path, placeholder: str) -> None:
    arn = arns()[placeholder].replace("000000000000", "123456789012")
    told = refusal(folder_with(tmp_path, "odd.json", actions=(say("Greet", arn),)))
    assert f"{arn!r} exists in one AWS account alone; write" in told
    assert f"${{{placeholder}}}" in told.partition("write")[2]


def test_an_accounts_arn_in_the_metadata_is_refused(tmp_path: Path) -> None:
    metadata = {"ActionMetadata": {"Greet": {"queue": {"id": arns()["QueueBilling"]}}}}
    text = json.dumps(flow_data(say("Greet", "Hi")) | {"Metadata": metadata})
    assert refusal(folder_with(tmp_path, "odd.json", text=text)).startswith("odd.json: 'arn:aws:connect:")


@pytest.mark.parametrize("name", [*FIRST_FLOWS, *NAMED_FLOWS.values()])
def test_a_flow_that_is_missing_is_named(tmp_path: Path, name: str) -> None:
    (folder_with(tmp_path, f"{name}.json", text="{}") / f"{name}.json").unlink()
    told = refusal(tmp_path)
    assert f": {name}.json, " in told
    assert told.endswith(" is missing; restore it from the repository")


def test_what_flow_placeholders_say_is_what_they_mean() -> None:
    assert set(NAMED_FLOWS) | set(FIRST_FLOWS) <= set(contact_flows.PLACEHOLDERS) | set(FIRST_FLOWS)
    assert {*FIRST_FLOWS, *NAMED_FLOWS.values()} == set(contact_flows.placeholders())
    for placeholder, name in NAMED_FLOWS.items():
        assert BINDINGS[placeholder].endswith(f"/contact-flow/{name}")


def test_an_empty_folder_is_said_to_be_empty(tmp_path: Path) -> None:
    assert "holds no flow" in refusal(tmp_path)


def test_a_broken_file_names_the_line(tmp_path: Path) -> None:
    told = refusal(folder_with(tmp_path, "broken.json", text='{\n "Version": \n}'))
    assert told.startswith("broken.json: is not valid JSON at line 3")


def test_a_file_in_another_encoding_is_one_sentence(tmp_path: Path) -> None:
    (folder_with(tmp_path, "odd.json", text="{}") / "odd.json").write_bytes('{"Version": "é"}'.encode("latin-1"))
    assert refusal(tmp_path) == "odd.json: is not UTF-8 (byte 14); save it as UTF-8"


def test_a_key_said_twice_is_refused_with_both_values(tmp_path: Path) -> None:
    text = json.dumps(flow_data(say("Greet", "Hi"))).replace('"Text": "Hi"', '"Text": "Hi", "Text": "Hello"')
    told = refusal(folder_with(tmp_path, "odd.json", text=text))
    assert told == """odd.json: the key 'Text' stands twice in one object, as "Hi" and "Hello"; keep one"""


def test_a_flow_is_created_after_all_it_names() -> None:
    order = contact_flows.creation_order()
    place = {name: position for position, name in enumerate(order)}
    assert set(order) == set(contact_flows.placeholders())
    for name, carried in contact_flows.placeholders().items():
        assert all(place[NAMED_FLOWS[each]] < place[name] for each in carried if each in NAMED_FLOWS), name
        if any(each.startswith("Queue") for each in carried):
            assert place["outbound_whisper"] < place[name]


def test_flows_that_name_each_other_in_a_circle_are_refused_by_name(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, "agent_screen.json", actions=(say("Greet", "${FlowHandoff}"),))
    with pytest.raises(FlowError, match=r"agent_screen -> .*handoff -> |handoff -> .*agent_screen -> "):
        contact_flows.creation_order(folder=folder)


def test_a_flow_that_queues_name_may_not_name_a_queue(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, "outbound_whisper.json", actions=(say("Greet", "${QueueBilling}"),))
    with pytest.raises(FlowError, match=r"outbound_whisper -> the queues|the queues -> outbound_whisper"):
        contact_flows.creation_order(folder=folder)


def test_a_draft_knows_its_type_and_keeps_its_placeholders() -> None:
    drafts = contact_flows.drafts()
    assert {name: flow.type for name, flow in drafts.items()} == {
        "inbound": "CONTACT_FLOW",
        "handoff": "CONTACT_FLOW",
        "agent_screen": "CONTACT_FLOW",
        "callback": "CONTACT_FLOW",
        "customer_queue": "CUSTOMER_QUEUE",
        "agent_whisper": "AGENT_WHISPER",
        "customer_whisper": "CUSTOMER_WHISPER",
        "outbound_whisper": "OUTBOUND_WHISPER",
    }
    assert "${FlowHandoff}" in contact_flows.content(drafts["inbound"])
