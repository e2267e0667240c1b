"""Views: what Connect would refuse in one, or show otherwise than meant, is told in one sentence."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from contact_flows import FlowError
from contact_flows.view import VIEWS, load_views
from contact_flows.view_components import COMPONENTS

HANDOFF = json.loads((VIEWS / "handoff.json").read_text())
HEAD = {"Title": "t", "Configuration": {"Layout": {"Columns": ["12"]}}}
CLOSE = {"_id": "close", "Type": "Button", "Props": {"Action": "Close"}, "Content": ["Close"]}


def part(kind: str, props: dict[str, Any], *content: Any, name: str = "p") -> dict[str, Any]:
    return {"_id": name, "Type": kind, "Props": props, "Content": list(content)}


def holding(*parts: dict[str, Any]) -> dict[str, Any]:
    """A view of these in one container, with a button."""
    body = [part("Container", {}, *parts, CLOSE, name="c")]
    return {"Actions": ["Close"], "Template": {"Head": HEAD, "Body": body}}


def field(**props: Any) -> dict[str, Any]:
    return part("Form", {}, part("TextArea", {"Name": "n"} | props, name="f"), name="form")


def wide(*columns: str) -> dict[str, Any]:
    """A view of one container, laid out in these columns."""
    head = HEAD | {"Configuration": {"Layout": {"Columns": columns}}}
    return {"Template": {"Head": head, "Body": [part("Container", {})]}}


OPTIONS = [{"Label": "a", "Value": "b"}]
REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"Actions": ["Other"]}, "a button's action is 'Close', and Actions does not list it"),
    ({"Actions": ["Close", "Report", "a;b"]}, "the action 'a;b' has a character that Connect refuses"),
    ({"Actions": ["Close", "Report", "More"]}, "Actions lists 'More', and no button has it"),
    ({"Description": "what? when"}, "Description has a character that Connect refuses"),
    ({"Template": {"Head": HEAD}}, "Template.Body: Field required"),
    ({"Template": {"Head": {}, "Body": []}}, "Template.Head.Title: Field required"),
    ({"Title": "x"}, "Title: Extra inputs are not permitted"),
    ({"Template": {"Head": HEAD, "Body": [CLOSE]}}, "'close' is a Button, and Connect takes only a Container there"),
    (holding(part("TextBox", {}, name="c")), "two components are called 'c'"),
    (holding(part("Carousel", {})), "'p' is a Carousel, which is no component we know"),
    (holding(part("TextBox", {"Text": "x"})), "'p', a TextBox, has no property 'Text'"),
    (holding(part("Button", {"Label": "x"})), "'p', a Button, has no property 'Label'"),
    (holding(part("AttributeBar", {})), "'p', a AttributeBar, needs the property 'Attributes'"),
    (holding(part("AttributeBar", {"Attributes": [{"Label": "x"}]})), "Attributes, item 1: needs the property 'Value'"),
    (holding(part("AttributeBar", {"Attributes": ["x"]})), "Attributes, item 1: is no object"),
    (holding(part("TextBox", {"Variant": "h9"})), "has 'h9' as 'Variant', which takes p, h1"),
    (holding(field(Required="maybe")), "has 'maybe' as 'Required', which takes true or false"),
    (holding(part("TextBox", {}, "Hello $.Name")), "has 'Hello $.Name', which is shown as it stands"),
    (holding(part("AttributeSection", {"Items": []}, "x")), "holds text, and Connect does not show it there"),
    (holding(part("TextBox", {}, part("TextBox", {}, name="q"))), "holds components, and Connect takes none in it"),
    (holding(part("TextArea", {"Name": "n"})), "'p' is a TextArea outside any Form"),
    (holding(part("Dropdown", {"Name": "n", "Options": OPTIONS})), "'p' is a Dropdown outside any Form"),
    (holding(field(), part("Form", {}, part("TextArea", {"Name": "n"}, name="g"))), "two components are called 'n'"),
    (
        wide("6", "6"),
        "Head lays out 2 columns, and Body has 1 containers",
    ),
    (
        wide("13"),
        "a column is '13' wide, and a view has 12 columns",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "sentence"), REFUSED, ids=[sentence for _, sentence in REFUSED])
def test_what_connect_would_refuse_in_a_view_is_one_sentence(
    tmp_path: Path, changes: dict[str, Any], sentence: str
) -> None:
    (tmp_path / "odd.json").write_text(json.dumps(HANDOFF | changes))
    with pytest.raises(FlowError, match=re.escape(sentence)) as refused:
        load_views(folder=tmp_path)
    assert "odd.json: " in str(refused.value)


def test_a_view_tells_what_it_shows_and_what_comes_back_of_it(tmp_path: Path) -> None:
    dropdown = part("Dropdown", {"Name": "which", "Options": OPTIONS, "Label": "$.Label"}, name="d")
    view = holding(part("Form", {}, dropdown, part("TextBox", {}, "Dear ", "$.Name", name="t"), name="form"))
    (tmp_path / "fine.json").write_text(json.dumps(HANDOFF | view))
    fine = load_views(folder=tmp_path)["fine"]
    assert fine.inputs == {"Label", "Name"}
    assert fine.results == {"which": "$.Views.ViewResultData.which.0"}


def test_every_component_is_written_out_with_its_content() -> None:
    template = load_views()["handoff"].as_template()

    def walk(node: dict[str, Any]) -> None:
        assert {"_id", "Type", "Props", "Content"} <= set(node) <= {"_id", "Type", "Props", "Content", "Configuration"}
        assert node["Type"] in COMPONENTS
        for inner in node["Content"]:
            if isinstance(inner, dict):
                walk(inner)

    for top in template["Body"]:
        walk(top)
    assert template == HANDOFF["Template"] | {"Body": template["Body"]}
