"""A flow as it is drawn: each block and branch, nothing over another, and no letter of a stranger taken for markup."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from contact_flows.bind import FOLDER
from contact_flows.coverage import Passed, ways
from contact_flows.draw import draw, page
from contact_flows.draw.blocks import blocks
from contact_flows.draw.markup import anchor
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


def test_what_is_spoken_is_read_without_tags_and_in_full_by_pointing_at_it() -> None:
    long = "And so on. " * 60
    flow = read(flow_data(say("Greet", f"Welcome to ${{ClinicName}}.  {long}")), name="inbound")
    block = by_action(drawn(flow))["Greet"]
    seen = " ".join(line.text or "" for line in block.iter() if "spoken" in classes(line))
    assert seen.startswith("“Welcome to ‹ClinicName›. And so on.")
    assert seen.endswith("…")
    assert (block.findtext("{*}title") or "").count("And so on.") == 60
    marked = action(
        "Greet", "MessageParticipant", {"SSML": "<speak>Tom &amp; Ann<break time='1s'/>wait</speak>"}, then="End"
    )
    assert "“Tom & Ann wait”" in "".join(by_action(drawn(read(flow_data(marked), name="x")))["Greet"].itertext())


def test_a_branch_into_nothing_leads_to_a_block_that_is_told_to_be_missing() -> None:
    picture = drawn(read(flow_data(say("Greet", "Hello", then="Nowhere")), name="x"))
    assert "missing" in classes(by_action(picture)["Nowhere"])
    assert [line.get("data-to") for line in each(picture, "data-from")] == ["Nowhere"]


@pytest.mark.parametrize("laid_out", [True, False])
def test_blocks_that_no_contact_comes_to_stand_apart(*, laid_out: bool) -> None:
    data = flow_data(say("Greet", "Hello"), say("Lost", "Nobody hears this"))
    places = {name: {"position": {"x": 300 * at, "y": 0}} for at, name in enumerate(["Greet", "End", "Lost"])}
    picture = drawn(read(data | {"Metadata": {"ActionMetadata": places if laid_out else {}}}, name="x"))
    assert [name for name, block in by_action(picture).items() if "apart" in classes(block)] == ["Lost"]
    headings = [element.text for element in picture.iter() if "group" in classes(element)]
    assert headings == ([] if laid_out else ["No contact comes here"])


def boxes_of(flow: Flow) -> dict[str, tuple[float, float]]:
    every = blocks(flow, {})
    found = arrange(flow, every).boxes
    return {block.identifier: (found[block.key].x, found[block.key].y) for block in every}


def three(places: dict[str, tuple[float, float]]) -> Flow:
    known = {name: {"position": {"x": x, "y": y}} for name, (x, y) in places.items()}
    data = flow_data(say("Greet", "Hello", then="More"), say("More", "More"))
    return read(data | {"Metadata": {"ActionMetadata": known}}, name="x")


def test_blocks_stand_where_the_designer_has_them() -> None:
    found = boxes_of(three({"Greet": (900, 300), "More": (100, 0), "End": (500, 600)}))
    assert found["More"][0] < found["End"][0] < found["Greet"][0]
    assert found["More"][1] < found["Greet"][1] < found["End"][1]


def test_a_heap_is_no_layout() -> None:
    heap = boxes_of(three(dict.fromkeys(["Greet", "More", "End"], (40, 40))))
    assert heap == boxes_of(three({"Greet": (40, 40), "More": (41, 40), "End": (42, 41)})) == boxes_of(three({}))
    assert heap["Greet"][0] < heap["More"][0] < heap["End"][0]


def test_a_block_without_a_place_is_put_under_those_with_one() -> None:
    found = boxes_of(three({"Greet": (100, 0), "End": (500, 0)}))
    assert found["More"][1] > max(found["Greet"][1], found["End"][1])


@pytest.mark.parametrize("place", [{"x": "40", "y": 1}, {"x": float("nan"), "y": 1}, [], "here", {"x": 1e300, "y": 1}])
def test_a_place_that_is_none_is_as_good_as_absent(place: object) -> None:
    data = flow_data(say("Greet", "Hello"))
    for metadata in ({"ActionMetadata": {"Greet": {"position": place}}}, {"ActionMetadata": place}):
        assert boxes_of(read(data | {"Metadata": metadata}, name="x")) == boxes_of(read(data, name="x"))


def menu() -> Flow:
    asks = action(
        "Menu",
        "GetParticipantInput",
        {"Text": "Press one", "StoreInput": "False", "InputTimeLimitSeconds": "5"},
        then="Menu",
        when={"1": "Greet"},
        errors={"InputTimeLimitExceeded": "Menu", "NoMatchingError": "End"},
    )
    return read(flow_data(asks, say("Greet", "Hello")), name="x")


def test_the_way_of_a_call_is_drawn_in_its_order() -> None:
    steps = [("Menu", "InputTimeLimitExceeded"), ("Menu", "Equals 1"), ("Greet", "next"), ("End", "end")]
    path = [Passed("before", "Menu", "next"), *(Passed("x", *step) for step in steps)]
    picture = drawn(menu(), path=path)
    numbers = {
        name: [line.text for badge in block.iter() if "badge" in classes(badge) for line in badge.findall("{*}text")]
        for name, block in by_action(picture).items()
    }
    assert numbers == {"Menu": ["2, 3"], "Greet": ["4"], "End": ["5"]}
    taken = {
        (line.get("data-from"), line.get("data-branch"))
        for line in each(picture, "data-from")
        if "passed" in classes(line)
    }
    assert taken == set(steps[:3])


def test_a_branch_that_no_call_took_is_told_apart_from_one_taken() -> None:
    picture = drawn(menu(), passed=Counter({Passed("x", "Menu", "Equals 1"): 7, Passed("other", "Greet", "next"): 1}))
    marks = {(row.get("data-of"), row.get("data-branch")): classes(row)[-1] for row in each(picture, "data-of")}
    assert marks["Menu", "Equals 1"] == "passed"
    assert marks["Menu", "NoMatchingError"] == marks["Greet", "next"] == "unreached"
    assert "unreached" in classes(by_action(picture)["Greet"])
    assert "7×" in "".join(by_action(picture)["Menu"].itertext())


def test_error_branches_are_told_apart() -> None:
    for line in each(drawn(menu()), "data-from"):
        is_error = line.get("data-branch") in ("InputTimeLimitExceeded", "NoMatchingError")
        assert ("error" in classes(line)) is is_error


def test_flows_with_names_that_are_nearly_the_same_have_places_of_their_own() -> None:
    names = ["a_b", "a-b", "a b", "a.b", "a/b", "a2fb", "a-2fb", "é", "\ud800", "A-B"]
    assert len({anchor(name) for name in names}) == len(names)


def test_a_page_has_every_flow_and_leads_from_one_to_another() -> None:
    flows = [load(path) for path in sorted(FOLDER.glob("*.json"))]
    whole = page(flows)
    targets, anchors = set(re.findall(r'href="#([^"]+)"', whole)), re.findall(r'\bid="([^"]+)"', whole)
    assert len(anchors) == len(set(anchors))
    assert targets <= set(anchors)
    assert {"flow-handoff", "flow-customer_queue", "flow-agent_screen"} <= targets
    assert page({flow.name: flow for flow in flows}) == whole
    assert not re.findall(r'(?:src|href)="(?!#)|url\(|@import', whole)


def test_a_line_too_long_to_follow_is_a_sign_that_leads_to_its_block() -> None:
    picture = drawn(three({"Greet": (0, 0), "End": (4000, 0), "More": (9000, 0)}))
    sign = next(row for row in each(picture, "data-of") if row.get("data-of") == "Greet")
    link = sign.find("{*}a")
    assert link is not None
    assert "".join(link.itertext()) == "Next → More (Play prompt)"
    assert link.get("href") == "#" + by_action(picture)["More"].attrib["id"]


def test_that_a_comparison_meets_no_condition_is_no_error() -> None:
    asks = action(
        "Is", "Compare", {"ComparisonValue": "$.Attributes.a"}, when={"1": "End"}, errors={"NoMatchingCondition": "End"}
    )
    assert all("error" not in classes(line) for line in each(drawn(read(flow_data(asks), name="x")), "data-from"))
