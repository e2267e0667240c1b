"""Whatever is edited in the designer, and whatever the designer rewrites beside it, only the edited actions differ."""

import copy
import json
import random
from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contact_flows.bind import filled
from contact_flows.comparison import differences
from tests.unit.test_flow_unbind import BINDINGS, FILES, Json, back, file, live

NAMES = [path.stem for path in FILES]
UUID = "0b1f1d5e-1c1e-4a1c-9f1c-{:012}"
Edit = Callable[[Json, random.Random], set[str]]
"""Changes a live flow; the identifiers of the actions that may differ for it."""


def _branches(action: Json) -> list[Json]:
    transitions = action["Transitions"]
    own = [transitions] if "NextAction" in transitions else []
    return [*own, *transitions.get("Errors", []), *transitions.get("Conditions", [])]


def _leading_to(flow: Json, name: str) -> list[Json]:
    return [action for action in flow["Actions"] if any(each["NextAction"] == name for each in _branches(action))]


def change_a_text(flow: Json, chance: random.Random) -> set[str]:
    spoken = [each for each in flow["Actions"] if {"Text", "SSML"} & set(each["Parameters"])]
    if not spoken:
        return set()
    action = chance.choice(spoken)
    key = "Text" if "Text" in action["Parameters"] else "SSML"
    if action["Parameters"][key].startswith("$."):
        return set()
    words = action["Parameters"][key].split(" ")
    words.insert(chance.randrange(1, len(words) + 1) if key == "Text" else 1, "really")
    action["Parameters"][key] = " ".join(words)
    return {action["Identifier"]}


def change_a_queue(flow: Json, chance: random.Random) -> set[str]:
    queued = [each for each in flow["Actions"] if str(each["Parameters"].get("QueueId", "")).startswith("arn:")]
    if not queued:
        return set()
    action = chance.choice(queued)
    action["Parameters"]["QueueId"] = BINDINGS["QueueBilling"]
    return {action["Identifier"]}


def lead_a_branch_elsewhere(flow: Json, chance: random.Random) -> set[str]:
    leading = [each for each in flow["Actions"] if _branches(each)]
    if not leading:
        return set()
    action = chance.choice(leading)
    chance.choice(_branches(action))["NextAction"] = chance.choice(flow["Actions"])["Identifier"]
    return {action["Identifier"]}


def add_a_block(flow: Json, chance: random.Random) -> set[str]:
    before = chance.choice([each for each in flow["Actions"] if "NextAction" in each["Transitions"]])
    names = {each["Identifier"] for each in flow["Actions"]}
    number = next(place for place in range(len(names) + 1) if UUID.format(place) not in names)
    added = {
        "Identifier": UUID.format(number),
        "Type": "MessageParticipant",
        "Parameters": {"Text": f"One more thing, number {number}."},
        "Transitions": {"NextAction": before["Transitions"]["NextAction"]},
    }
    before["Transitions"]["NextAction"] = added["Identifier"]
    flow["Actions"].insert(chance.randrange(len(names)), added)
    flow["Metadata"]["ActionMetadata"][added["Identifier"]] = {"position": {"x": 1.5, "y": 2}}
    return {before["Identifier"], added["Identifier"]}


def remove_a_block(flow: Json, chance: random.Random) -> set[str]:
    """As the designer leaves it, once what led there leads on."""
    removable = [each for each in flow["Actions"] if "NextAction" in each["Transitions"]]
    if len(removable) < 2:
        return set()
    gone = chance.choice(removable)
    name, following = gone["Identifier"], gone["Transitions"]["NextAction"]
    if following == name:
        return set()
    touched = {each["Identifier"] for each in _leading_to(flow, name)} | {name}
    flow["Actions"].remove(gone)
    flow["Metadata"]["ActionMetadata"].pop(name, None)
    for action in flow["Actions"]:
        for branch in _branches(action):
            if branch["NextAction"] == name:
                branch["NextAction"] = following
    if flow["StartAction"] == name:
        flow["StartAction"] = following
    return touched


def rewrite(flow: Json, chance: random.Random, *, rename: bool) -> dict[str, str]:
    """What the designer does beside: other names, another order, notes. Gives the new names."""
    names = {}
    if rename:
        for place, action in enumerate(chance.sample(flow["Actions"], k=chance.randint(0, len(flow["Actions"])))):
            names[action["Identifier"]] = UUID.format(900_000 + place)
    notes = flow["Metadata"]["ActionMetadata"]
    flow["Metadata"]["ActionMetadata"] = {names.get(name, name): note for name, note in notes.items()}
    flow["StartAction"] = names.get(flow["StartAction"], flow["StartAction"])
    for action in flow["Actions"]:
        action["Identifier"] = names.get(action["Identifier"], action["Identifier"])
        for branch in _branches(action):
            branch["NextAction"] = names.get(branch["NextAction"], branch["NextAction"])
        chance.shuffle(action["Transitions"].get("Errors", []))
    chance.shuffle(flow["Actions"])
    for note in flow["Metadata"]["ActionMetadata"].values():
        note |= {"isFriendlyName": True, "dynamicParams": []}
    flow["Metadata"] |= {"status": "published", "hash": {}}
    return names


@cache
def as_text(name: str) -> str:
    return json.dumps(live(name))


def actions(flow: Json) -> dict[str, Json]:
    return {action["Identifier"]: action for action in flow["Actions"]}


EDITS: tuple[Edit, ...] = (change_a_text, change_a_queue, lead_a_branch_elsewhere, add_a_block, remove_a_block)


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(NAMES), st.lists(st.sampled_from(EDITS), max_size=3), st.randoms(use_true_random=False))
def test_only_edited_actions_differ_and_the_rest_is_byte_for_byte(
    name: str, edits: list[Edit], chance: random.Random
) -> None:
    edited = json.loads(as_text(name))
    touched = set[str]()
    for edit in edits:
        touched |= edit(edited, chance)
    wanted = copy.deepcopy(edited)
    rewrite(edited, chance, rename=False)
    result = back(edited, name)
    assert differences(wanted, filled(result.flow, BINDINGS)) == []
    before, after = actions(file(name)), actions(dict(result.flow))
    assert {each for each in before if after.get(each) != before[each]} <= touched
    assert len(set(after) - set(before)) <= len(touched)
    kept = [each for each in after if each in before]
    assert kept == [each for each in before if each in after]


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(NAMES), st.sampled_from(EDITS), st.randoms(use_true_random=False))
def test_names_that_the_designer_gave_are_those_of_the_file_again(name: str, edit: Edit, chance: random.Random) -> None:
    edited = json.loads(as_text(name))
    touched = edit(edited, chance)
    wanted = copy.deepcopy(edited)
    rewrite(edited, chance, rename=True)
    result = back(edited, name)
    assert differences(wanted, filled(result.flow, BINDINGS)) == []
    before, after = actions(file(name)), actions(dict(result.flow))
    lost = [each for each in before if each in actions(wanted) and each not in after]
    assert set(lost) <= touched


@pytest.mark.parametrize("name", NAMES)
def test_a_flow_in_which_everything_was_renamed_is_the_file_again(name: str) -> None:
    edited = json.loads(as_text(name))
    names = {action["Identifier"]: UUID.format(place) for place, action in enumerate(edited["Actions"])}
    text = json.dumps(edited)
    for was, now in sorted(names.items(), key=lambda pair: -len(pair[0])):
        text = text.replace(f'"Identifier": "{was}"', f'"Identifier": "{now}"')
        text = text.replace(f'"NextAction": "{was}"', f'"NextAction": "{now}"')
        text = text.replace(f'"StartAction": "{was}"', f'"StartAction": "{now}"')
    renamed = json.loads(text)
    notes = renamed["Metadata"]["ActionMetadata"]
    renamed["Metadata"]["ActionMetadata"] = {names[each]: note for each, note in notes.items()}
    assert back(renamed, name).text == next(path for path in FILES if path.stem == name).read_text(encoding="utf-8")
