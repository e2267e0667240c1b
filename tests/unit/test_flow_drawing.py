"""A flow as it is drawn: each block and branch, nothing over another, and no letter of a stranger taken for markup."""

import json
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from contact_flows.bind import FOLDER
from contact_flows.coverage import ways
from contact_flows.draw import draw, page
from contact_flows.draw.blocks import blocks
from contact_flows.draw.places import arrange
from contact_flows.flow import Flow, read
from tests.unit.flow_stage import action, flow_data, say

SAMPLES = Path(__file__).parents[3] / "shared" / "corpus" / "flows"
FILES = [*sorted(FOLDER.glob("*.json")), *(sorted(SAMPLES.glob("*.json")) if SAMPLES.is_dir() else ())]
NASTY = "<script>alert('1')</script> & \"quoted\" ]]> \x00\x1b\ud800 --> </style>"


def load(path: Path, *, bare: bool = False) -> Flow:
    data = json.loads(path.read_text())
    return read(data | {"Metadata": {}} if bare else data, name=path.stem)


def drawn(flow: Flow, **given: Any) -> ElementTree.Element:
    return ElementTree.fromstring(draw(flow, **given).encode("utf-8"))


def each(picture: ElementTree.Element, attribute: str) -> Iterator[ElementTree.Element]:
    return (element for element in picture.iter() if attribute in element.attrib)


def classes(element: ElementTree.Element) -> list[str]:
    return element.get("class", "").split()


def by_action(picture: ElementTree.Element) -> dict[str, ElementTree.Element]:
    return {element.attrib["data-action"]: element for element in each(picture, "data-action")}


@pytest.mark.parametrize("bare", [False, True], ids=["as laid out", "without places"])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem[-40:])
def test_every_flow_is_drawn_with_every_block_and_branch_and_none_over_another(path: Path, *, bare: bool) -> None:
    flow = load(path, bare=bare)
    picture = drawn(flow)
    assert set(by_action(picture)) >= {one.identifier for one in flow.actions}
    lines = {(line.get("data-from"), line.get("data-to")) for line in each(picture, "data-from")}
    rows = {(row.get("data-of"), row.get("data-branch")) for row in each(picture, "data-of")}
    for one in flow.actions:
        for way in ways(one):
            if way.target is not None:
                assert (one.identifier, way.target) in lines
            if way.possible and way.branch != "end":
                assert (one.identifier, way.branch) in rows
    boxes = list(arrange(flow, blocks(flow, {})).boxes.values())
    for first, second in combinations(boxes, 2):
        apart = abs(first.x - second.x) >= first.width + 10
        assert apart or first.y + first.height + 10 <= second.y or second.y + second.height + 10 <= first.y


def test_text_of_strangers_is_text_wherever_it_stands() -> None:
    data = flow_data(
        say(NASTY, NASTY, then="Gone" + NASTY),
        action("Go", "Invented" + NASTY, {NASTY: {NASTY: [NASTY]}}, when={NASTY: "Go"}, errors={NASTY: NASTY}),
    )
    flow = read(data, name=NASTY)
    picture = draw(flow, links={NASTY: f"#{NASTY}"})
    ElementTree.fromstring(picture.encode("utf-8"))
    whole = page([flow])
    for written in (picture, whole):
        assert "<script" not in written
        assert "\x00" not in written
        assert written.count("</style>") == 1
