"""A flow that was edited in the designer comes back as the repository writes it, and only the edit differs."""

import copy
import difflib
import json
import re
from pathlib import Path
from typing import Any

import pytest

import clinic
import contact_flows
from contact_flows import FlowError
from contact_flows.bind import FOLDER, bind, content
from contact_flows.comparison import differences
from contact_flows.flow import Flow, parse, read
from contact_flows.language import PLACEHOLDER
from contact_flows.references import unknown
from contact_flows.unbind import Unbound, unbind
from simulator.connect.instance import arns

Json = dict[str, Any]
FILES = sorted(FOLDER.glob("*.json"))
SAMPLES = sorted((Path(__file__).parents[3] / "shared" / "corpus" / "flows").glob("*.json"))
RECORDED = contact_flows.recording_bindings(ivr=False, contact_lens=True)
INSTANCE = "arn:aws:connect:us-east-1:111122223333:instance/aaaaaaaa-0000-4000-8000-000000000000"


def as_deployed() -> dict[str, str]:
    """An instance's resources, with ids as Connect makes them."""
    kinds = {name: arn.rpartition("/")[0].rpartition("/")[2] for name, arn in arns().items() if ":connect:" in arn}
    made = {
        name: f"{INSTANCE}/{kind}/bbbbbbbb-0000-4000-8000-{place:012}" + (":1" if kind == "view" else "")
        for place, (name, kind) in enumerate(kinds.items())
    }
    return arns() | made | RECORDED | contact_flows.tenant_bindings(clinic.load())


BINDINGS = as_deployed()


def file(name: str) -> Json:
    data: Json = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return data


def live(name: str = "inbound") -> Json:
    """The flow as Connect has it."""
    data: Json = json.loads(content(bind(read(file(name), name=name), BINDINGS)))
    return data


def action(flow: Json, identifier: str) -> Json:
    return next(each for each in flow["Actions"] if each["Identifier"] == identifier)


def back(edited: Json, name: str | None = "inbound", bindings: dict[str, str] = BINDINGS) -> Unbound:
    return unbind(read(edited, name="export.json"), bindings, base=file(name) if name else None)


def changed(result: Unbound, name: str = "inbound") -> list[str]:
    """The lines that are not as the file has them, with their sign."""
    before = (FOLDER / f"{name}.json").read_text(encoding="utf-8").splitlines()
    lines = difflib.unified_diff(before, result.text.splitlines(), n=0, lineterm="")
    return [f"{line[0]} {line[1:].strip()}" for line in lines if not line.startswith(("---", "+++", "@@"))]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_our_flows_come_back_byte_for_byte(path: Path) -> None:
    assert back(live(path.stem), path.stem).text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_flow_without_a_file_comes_back_in_a_clean_form(path: Path) -> None:
    result = back(live(path.stem), None)
    assert differences(live(path.stem), contact_flows.bind.filled(result.flow, BINDINGS)) == []
    assert "arn:aws" not in result.text


@pytest.mark.skipif(not SAMPLES, reason="the samples are not beside the repository")
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name[:60])
def test_a_strangers_flow_comes_back_and_means_the_same(path: Path) -> None:
    flow = parse(path.read_text(encoding="utf-8"), name=path.name)
    bindings = bindings_of(flow)
    result = unbind(flow, bindings)
    assert not result.unknown
    assert not any(value in result.text for name, value in bindings.items() if name.startswith("thing-"))
    again = bind(parse(result.text, name=path.name), bindings)
    assert differences(json.loads(content(flow)), json.loads(content(again))) == []
    assert unbind(flow, bindings, base=result.flow).text == result.text


def bindings_of(flow: Flow) -> dict[str, str]:
    """A map of everything of an instance that the flow names; a template's own placeholders stand for themselves."""
    named = {value: None for each in flow.actions for _, value in unknown(each.type, each.parameters)}
    own = {name: f"${{{name}}}" for name in re.findall(PLACEHOLDER, content(flow))}
    return {f"thing-{place}": value for place, value in enumerate(named)} | own


def test_an_edited_sentence_is_one_line_and_keeps_the_clinics_name_as_a_placeholder() -> None:
    edited = live()
    parameters = action(edited, "Greeting")["Parameters"]
    parameters["Text"] = parameters["Text"].replace("Thank you for calling", "Welcome to")
    before, after = changed(back(edited))
    assert before.startswith('- "Text": "Thank you for calling ${ClinicName}.')
    assert after.startswith('+ "Text": "Welcome to ${ClinicName}.')


def test_another_queue_is_its_name() -> None:
    edited = live()
    action(edited, "TakeGeneralQueue")["Parameters"]["QueueId"] = BINDINGS["QueueBilling"]
    assert changed(back(edited)) == ['- "QueueId": "${QueueGeneral}"', '+ "QueueId": "${QueueBilling}"']


def test_an_id_without_the_rest_of_the_arn_is_its_name() -> None:
    edited = live()
    parameters = action(edited, "TakeGeneralQueue")["Parameters"]
    parameters["QueueId"] = BINDINGS["QueueBilling"].rpartition("/")[2]
    assert changed(back(edited)) == ['- "QueueId": "${QueueGeneral}"', '+ "QueueId": "${QueueBilling}"']


def test_a_map_of_ids_does_as_well() -> None:
    ids = {name: value.rpartition("/")[2] if ":connect:" in value else value for name, value in BINDINGS.items()}
    assert changed(back(live(), bindings=ids)) == []


def test_what_the_map_does_not_have_is_told_with_what_to_add() -> None:
    without = {name: value for name, value in BINDINGS.items() if name != "QueueGeneral"}
    (found,) = back(live(), bindings=without).unknown
    said = str(found)
    assert said.startswith("action 'TakeGeneralQueue': QueueId names arn:aws:connect:")
    assert f'QueueGeneral = "{BINDINGS["QueueGeneral"]}"' in said


def test_the_name_that_the_designer_notes_is_told() -> None:
    edited = live()
    arn = f"{INSTANCE}/queue/cccccccc-0000-4000-8000-000000000000"
    action(edited, "TakeGeneralQueue")["Parameters"]["QueueId"] = arn
    noted = {"parameters": {"QueueId": {"displayName": "BasicQueue"}}}
    edited["Metadata"]["ActionMetadata"]["TakeGeneralQueue"] |= noted
    (found,) = back(edited).unknown
    assert f"{arn} (BasicQueue)" in str(found)


def test_words_that_the_file_does_not_take_from_the_tenant_stay_words_and_are_pointed_at() -> None:
    edited = live()
    action(edited, "NobodyReached")["Parameters"] = {"Text": f"{clinic.load().name} is closed."}
    result = back(edited)
    assert action(dict(result.flow), "NobodyReached")["Parameters"]["Text"] == f"{clinic.load().name} is closed."
    assert any("write ${ClinicName}" in note for note in result.notes)


def test_a_placeholder_without_words_keeps_its_place_in_an_edited_sentence() -> None:
    bindings = BINDINGS | {"CrisisLine": ""}
    edited = json.loads(content(bind(read(file("handoff"), name="handoff"), bindings)))
    parameters = action(edited, "SayDanger")["Parameters"]
    parameters["SSML"] = parameters["SSML"].replace("please", "at once")
    before, after = changed(back(edited, "handoff", bindings), "handoff")
    assert "please" in before
    assert after == before.replace("- ", "+ ", 1).replace("please", "at once")


def test_a_new_block_stands_after_the_one_that_leads_to_it_under_a_name_one_can_read() -> None:
    edited = live()
    added = copy.deepcopy(action(edited, "RecordingNotice")) | {"Identifier": "0b1f1d5e-1c1e-4a1c-9f1c-3c1c1c1c1c1c"}
    added["Parameters"]["Text"] = "One moment."
    action(edited, "SetLanguage")["Transitions"]["NextAction"] = added["Identifier"]
    edited["Actions"].insert(0, added)
    edited["Metadata"]["ActionMetadata"][added["Identifier"]] = {"position": {"x": 12.4, "y": 7}, "dynamicParams": []}
    result = back(edited)
    order = [each["Identifier"] for each in result.flow["Actions"]]
    assert order[order.index("SetLanguage") + 1] == "MessageParticipant"
    assert [line for line in changed(result) if line.startswith("-")] == ['- "NextAction": "RememberCall",']
    assert '+ "MessageParticipant": { "position": { "x": 12, "y": 7 } },' in changed(result)


def test_what_the_designer_notes_and_repeats_is_dropped_and_a_moved_block_is_one_line() -> None:
    edited = live()
    edited["Metadata"] |= {"status": "published", "hash": {"a": 1}, "name": "frontdesk-dev-inbound"}
    for note in edited["Metadata"]["ActionMetadata"].values():
        note |= {"isFriendlyName": True, "dynamicParams": [], "parameters": {"Text": {"useDynamic": False}}}
        note["position"]["x"] += 0.2
    edited["Metadata"]["ActionMetadata"]["Greeting"]["position"] = {"x": 100.6, "y": 40}
    assert changed(back(edited)) == [
        '- "Greeting": { "position": { "x": 2840, "y": 260 } },',
        '+ "Greeting": { "position": { "x": 101, "y": 40 } },',
    ]


def test_an_export_without_places_keeps_the_files() -> None:
    edited = live()
    del edited["Metadata"]["ActionMetadata"]["Greeting"]
    assert changed(back(edited)) == []
    edited["Metadata"] = {}
    assert changed(back(edited)) == []


@pytest.mark.parametrize("odd", [None, [], "x", 3, {"position": None}, {"parameters": []}, {"position": {"x": None}}])
def test_a_note_that_is_none_is_passed_over(odd: Any) -> None:
    edited = live()
    edited["Metadata"]["ActionMetadata"]["Greeting"] = odd
    assert changed(back(edited)) == []
    edited["Metadata"]["ActionMetadata"] = odd
    assert changed(back(edited)) == []


def test_a_start_that_is_nowhere_is_left_to_the_linter() -> None:
    assert back(live() | {"StartAction": "Nowhere"}).flow["StartAction"] == "Nowhere"


def test_a_parameter_that_is_null_is_none() -> None:
    edited = live()
    action(edited, "Greeting")["Parameters"] |= {"Text": "Hello.", "SSML": None}
    assert len(changed(back(edited))) == 2


def test_a_character_that_stands_for_anything_is_refused() -> None:
    edited = live()
    action(edited, "Greeting")["Parameters"]["Text"] = "\ue000"
    with pytest.raises(FlowError, match=r"U\+E000"):
        back(edited)


def test_remarks_stay_beside_the_blocks_they_are_made_of() -> None:
    edited = json.loads(json.dumps(live()).replace('"RememberCall"', '"0b1f1d5e-1c1e-4a1c-9f1c-3c1c1c1c1c1c"'))
    remark = {"content": "lint: x", "actionId": "0b1f1d5e-1c1e-4a1c-9f1c-3c1c1c1c1c1c", "position": {"x": 1.2, "y": 3}}
    edited["Metadata"]["Annotations"] = [remark]
    (kept,) = back(edited).flow["Metadata"]["Annotations"]
    assert (kept["actionId"], kept["position"]["x"]) == ("RememberCall", 1)


def test_numbers_and_truths_are_texts() -> None:
    edited = live("callback")
    action(edited, "PutSecond")["Parameters"]["QueuePriority"] = 3
    assert changed(back(edited, "callback"), "callback") == ['- "QueuePriority": "2"', '+ "QueuePriority": "3"']


def test_another_version_of_a_view_is_the_view_and_is_told() -> None:
    edited = live("agent_screen")
    action(edited, "ShowHandoff")["Parameters"]["ViewResource"]["Id"] = BINDINGS["ViewHandoff"].replace(":1", ":2")
    result = back(edited, "agent_screen")
    assert changed(result, "agent_screen") == []
    assert any("${ViewHandoff}" in note for note in result.notes)


def test_a_flow_of_another_type_is_another_flow() -> None:
    with pytest.raises(FlowError, match="is a flow of the type 'customerQueue', and the file's is 'contactFlow'"):
        back(live("customer_queue"), "inbound")


def test_a_word_without_a_value_takes_what_is_there_and_is_asked_for_where_the_text_was_edited() -> None:
    without = {name: value for name, value in BINDINGS.items() if name != "ClinicName"}
    edited = live()
    assert changed(back(edited, bindings=without)) == []
    parameters = action(edited, "Greeting")["Parameters"]
    parameters["Text"] = parameters["Text"].replace("Thank you", "Thanks")
    (found,) = back(edited, bindings=without).unknown
    assert "ClinicName" in str(found)


def test_bind_replaces_what_it_is_given_and_refuses_the_rest() -> None:
    flow = read(file("inbound"), name="inbound.json")
    without = {name: value for name, value in BINDINGS.items() if name != "FlowHandoff"}
    with pytest.raises(FlowError, match=r"action 'ToHandoff': the placeholder \$\{FlowHandoff\} has no value"):
        bind(flow, without)
