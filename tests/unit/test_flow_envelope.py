"""A flow as it stands in a file: what is kept, what an action is called, and what is no flow at all."""

import json
from typing import Any

import pytest

from contact_flows import Action, content, problems
from contact_flows.bind import bind
from contact_flows.check import Severity
from contact_flows.flow import parse, read
from tests.unit.flow_stage import action, flow, flow_data, say

SETTINGS = {"InputParameters": [], "OutputParameters": [], "Transitions": [{"DisplayName": "Success"}]}


def named(names: Any) -> Any:
    return {"ActionMetadata": names}


def test_what_a_file_has_beside_the_flow_survives_reading_and_writing() -> None:
    data = flow_data(say("Greet", "Hi")) | {"Settings": SETTINGS, "Later": {"a": [1, None]}}
    written = json.loads(content(read(data, name="module")))
    assert {part: written[part] for part in ("Settings", "Later")} == {"Settings": SETTINGS, "Later": data["Later"]}


def test_a_name_that_stands_in_the_file_is_kept_beside_the_files_own() -> None:
    found = read(flow_data(say("Greet", "Hi")) | {"name": "Main line"}, name="main.json")
    assert (found.name, json.loads(content(bind(found, {})))["name"]) == ("main.json", "Main line")


def test_a_flow_without_settings_is_written_without_them() -> None:
    assert "Settings" not in json.loads(content(flow(say("Greet", "Hi"))))


def test_an_action_is_called_what_the_designer_calls_it() -> None:
    data = flow_data(say("a-1", "Hi")) | {"Metadata": named({"a-1": {"friendlyName": "Welcome"}})}
    assert read(data, name="x").label("a-1") == "Welcome"


@pytest.mark.parametrize("names", [None, [], "a-1", {"a-1": 5}, {"a-1": {"friendlyName": 7}}, {"a-1": {}}, {}])
def test_an_action_without_a_name_is_called_by_its_identifier(names: Any) -> None:
    assert read(flow_data(say("a-1", "Hi")) | {"Metadata": named(names)}, name="x").label("a-1") == "a-1"


def test_a_problem_names_the_action_as_the_designer_does_and_is_an_error() -> None:
    data = flow_data(action("a-1", "PlayPrompt")) | {"Metadata": named({"a-1": {"friendlyName": "Welcome"}})}
    found = next(iter(problems(read(data, name="x"))))
    assert (found.action, found.severity) == ("Welcome", Severity.ERROR)


@pytest.mark.parametrize(
    "block",
    [
        action("Say", "MessageParticipant", {"SSML": "<speak>${CrisisLine}</speak>"}),
        action("Log", "UpdateFlowLoggingBehavior", {"FlowLoggingBehavior": "${Logging}"}),
        action(
            "Is", "Compare", {"ComparisonValue": "${What}"}, errors={"NoMatchingCondition": "End"}, when={"${A}": "End"}
        ),
        action("Tag", "TagContact", {"Tags": "${Tags}"}, errors={"NoMatchingError": "End"}),
        action(
            "Wait", "Wait", {"TimeLimitSeconds": "${Seconds}"}, errors={"NoMatchingError": "End"}, when={"${B}": "End"}
        ),
    ],
    ids=lambda block: str(block["Type"]),
)
def test_a_placeholder_stands_for_whatever_is_right_there(block: dict[str, Any]) -> None:
    assert list(problems(flow(block))) == []


def test_a_placeholder_beside_what_is_wrong_excuses_nothing_else() -> None:
    block = action("Log", "UpdateFlowLoggingBehavior", {"FlowLoggingBehavior": "${Logging}", "Mode": "x"})
    assert [problem.rule for problem in problems(flow(block))] == ["unknown-parameter"]


def test_an_action_is_what_was_written() -> None:
    text = json.dumps(flow_data(say("Greet", "Hi")))
    assert parse(text, name="x").action("Greet") == Action.model_validate(say("Greet", "Hi"))
