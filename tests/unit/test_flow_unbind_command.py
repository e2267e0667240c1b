"""`ivr flows unbind`: maps of every shape, the file a flow belongs to, and what is refused in one sentence."""

import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from contact_flows.bind import FOLDER
from contact_flows.kinds import NAMED_FLOWS
from declared import Refused
from tests.unit.test_flow_unbind import BINDINGS, INSTANCE, Json, action, live
from workbench import unbind
from workbench.resources import placeholder, read_maps
from workbench.unbind import Asked, Deployed, Unusable

ARNS = {name: value for name, value in BINDINGS.items() if value.startswith("arn:")}


def written(path: Path, data: Any) -> Path:
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return path


def refused_map(path: Path, *data: Any) -> str:
    files = [written(path / f"map{place}.json", each) for place, each in enumerate(data)]
    with pytest.raises(Refused) as refused:
        read_maps(files)
    return str(refused.value)


def listed(kind: str, name: str, **more: str) -> Json:
    return {"Arn": f"{INSTANCE}/{kind}/{name}", "Name": name, **more}


# Maps


def test_a_map_is_toml_or_json_or_several_files(tmp_path: Path) -> None:
    toml = written(tmp_path / "map.toml", f'QueueGeneral = "{ARNS["QueueGeneral"]}"\n')
    both = read_maps([toml, written(tmp_path / "map.json", {"BotAlias": ARNS["BotAlias"]})])
    assert both.bindings == {name: ARNS[name] for name in ("QueueGeneral", "BotAlias")}


def test_what_aws_lists_is_a_map(tmp_path: Path) -> None:
    lists: tuple[Json, ...] = (
        {"QueueSummaryList": [listed("queue", "General"), listed("queue", "Billing - frontdesk-dev")]},
        {"ContactFlowSummaryList": [listed("contact-flow", f"frontdesk-dev-{name}") for name in NAMED_FLOWS.values()]},
        {"HoursOfOperationSummaryList": [listed("operating-hours", each) for each in ("Basic", "frontdesk-dev hours")]},
        {"PromptSummaryList": [listed("prompt", "Beep.wav"), listed("prompt", "frontdesk-dev-hold-music")]},
        {"ViewsSummaryList": [listed("view", "frontdesk-dev-handoff"), listed("view", "Form")]},
        {"LexBots": [{"LexV2Bot": {"AliasArn": ARNS["BotAlias"]}}]},
        {"LambdaFunctions": [ARNS["FlowFunction"]]},
        {"assistantSummaries": [{"assistantArn": ARNS["Assistant"], "name": "x"}]},
    )  # fmt: skip
    found = read_maps([written(tmp_path / f"{place}.json", each) for place, each in enumerate(lists)])
    assert set(found.bindings) == set(ARNS) - {"QueueScheduling", "QueueSpanish"}
    assert found.names["Beep.wav"] == "Beep.wav"


def test_what_the_stacks_publish_is_a_map(tmp_path: Path) -> None:
    published = [
        {"Name": "/frontdesk/dev/bot-alias-arn", "Value": ARNS["BotAlias"]},
        {"Name": "/frontdesk/dev/flow-alias-arn", "Value": ARNS["FlowFunction"]},
        {"Name": "/frontdesk/dev/session-table", "Value": "t"},
    ]
    found = read_maps([written(tmp_path / "ssm.json", {"Parameters": published})])
    assert found.bindings == {name: ARNS[name] for name in ("BotAlias", "FlowFunction")}


@pytest.mark.parametrize(
    ("kind", "called"),
    [("queue", "BasicQueue"), ("contact-flow", "Default agent hold"), ("prompt", "Music.wav"), ("view", "handoff")],
)
def test_what_is_not_of_a_deployment_is_no_placeholder(kind: str, called: str) -> None:
    assert placeholder(kind, called) is None


def test_a_name_that_no_flow_has_is_refused_with_the_nearest(tmp_path: Path) -> None:
    told = refused_map(tmp_path, {"QueueGenral": "arn:x"})
    assert "map0.json:1: QueueGenral: no flow has this placeholder" in told
    assert "did you mean QueueGeneral?" in told


def test_two_names_for_one_arn_are_refused(tmp_path: Path) -> None:
    told = refused_map(tmp_path, {"QueueGeneral": ARNS["QueueGeneral"], "QueueBilling": ARNS["QueueGeneral"]})
    assert "is QueueGeneral already" in told


def test_one_name_twice_is_refused(tmp_path: Path) -> None:
    twice = {
        "ContactFlowSummaryList": [listed("contact-flow", f"frontdesk-{each}-handoff") for each in ("dev", "prod")]
    }
    assert "FlowHandoff is" in refused_map(tmp_path, twice)
    assert "is there twice" in refused_map(tmp_path, '{"Hours": "arn:a", "Hours": "arn:b"}')


def test_a_part_of_a_list_a_flow_and_what_is_no_object_are_no_maps(tmp_path: Path) -> None:
    assert "only a part of the list" in refused_map(tmp_path, {"QueueSummaryList": [], "NextToken": "x"})
    assert "is a flow" in refused_map(tmp_path, live())
    assert "no JSON object" in refused_map(tmp_path, "[]")
    assert "must be a text" in refused_map(tmp_path, {"Hours": 3})


# The command


class Desk:
    """A folder with an export, a map and a copy of our flows."""

    def __init__(self, path: Path) -> None:
        self.out, self.aside = io.StringIO(), io.StringIO()
        self.path, self.folder = path, path / "contact_flows"
        self.folder.mkdir()
        for file in FOLDER.glob("*.json"):
            (self.folder / file.name).write_bytes(file.read_bytes())
        self.map = written(path / "map.json", ARNS)

    def run(self, flow: Any, *, ask: Callable[..., Deployed] | None = None, kept: bool = True, **asked: Any) -> int:
        """Unbind an export, or a flow by its name. `kept`: what git says of every file."""
        if not isinstance(flow, str):
            flow = str(written(self.path / "export.json", flow))
        given = Asked(flow, **({"resources": (self.map,)} | asked))
        return unbind.run(
            given, out=self.out, aside=self.aside, ask=ask or _nobody, kept=lambda _: kept, folder=self.folder
        )

    def refusal(self, flow: Any, **given: Any) -> str:
        with pytest.raises(Unusable) as refused:
            self.run(flow, **given)
        return str(refused.value)


def _nobody(*_: Any, **__: Any) -> Deployed:
    raise AssertionError("asked")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def an_edit() -> Json:
    edited = live()
    edited["Metadata"]["name"] = "frontdesk-dev-inbound"
    parameters = action(edited, "Greeting")["Parameters"]
    parameters["Text"] = parameters["Text"].replace("Thank you for calling", "Welcome to")
    return edited


def test_an_edit_is_written_into_the_flows_own_file_and_told_in_words(desk: Desk) -> None:
    assert desk.run(an_edit(), output=desk.folder / "inbound.json") == 0
    assert '"Welcome to ${ClinicName}.' in (desk.folder / "inbound.json").read_text(encoding="utf-8")
    assert "one thing differs\n  Greeting: Text is 'Welcome to ${ClinicName}." in desk.out.getvalue()


def test_what_the_api_describes_is_an_export(desk: Desk) -> None:
    described = {"ContactFlow": {"Name": "frontdesk-dev-inbound", "Content": json.dumps(live())}}
    assert desk.run(described) == 0
    assert desk.out.getvalue() == (FOLDER / "inbound.json").read_text(encoding="utf-8")


def test_a_live_flow_is_asked_for_by_its_name(desk: Desk) -> None:
    def ask(environment: str | None, flow: str | None, *, saved: bool) -> Deployed:
        assert (environment, flow, saved) == ("dev", "inbound", True)
        return Deployed(ARNS, json.dumps(an_edit()), "block Greeting differs")

    assert desk.run("inbound", ask=ask, environment="dev", saved=True, resources=()) == 0
    assert "Welcome to" in desk.out.getvalue()
    assert "block Greeting differs" in desk.aside.getvalue()


def test_what_the_map_does_not_have_is_told_and_nothing_is_written(desk: Desk) -> None:
    written(desk.map, {name: value for name, value in ARNS.items() if name != "QueueGeneral"})
    before = (desk.folder / "inbound.json").read_bytes()
    assert desk.run(an_edit(), output=desk.folder / "inbound.json") == 1
    assert f'QueueGeneral = "{ARNS["QueueGeneral"]}"' in desk.aside.getvalue()
    assert (desk.folder / "inbound.json").read_bytes() == before


def test_a_flow_of_another_clinic_is_said_to_be_of_another_instance(desk: Desk) -> None:
    text = json.dumps(an_edit()).replace("aaaaaaaa-0000-4000-8000-000000000000", "dddddddd-0000-4000-8000-000000000000")
    assert desk.run(json.loads(text.replace("bbbbbbbb-", "eeeeeeee-"))) == 1
    assert "of another instance than the map" in desk.aside.getvalue()


def test_a_flow_that_is_new_here_is_given_in_a_clean_form_and_said_to_be_new(desk: Desk) -> None:
    new = an_edit()
    new["Metadata"]["name"] = "Holiday line"
    assert desk.run(new, output=desk.folder / "holiday.json") == 0
    assert "none of our flows is called 'Holiday line'" in desk.aside.getvalue()
    assert "a new flow with" in desk.out.getvalue()


def test_changes_that_git_does_not_have_are_not_lost(desk: Desk) -> None:
    file = desk.folder / "inbound.json"
    assert "has changes that git does not have" in desk.refusal(an_edit(), output=file, kept=False)
    assert file.read_bytes() == (FOLDER / "inbound.json").read_bytes()
    assert desk.run(live(), output=file, kept=False) == 0
    assert "nothing differs" in desk.out.getvalue()


def test_only_the_flows_own_file_is_overwritten(desk: Desk) -> None:
    other = written(desk.path / "mine.json", "{}")
    assert "is none of our flows" in desk.refusal(an_edit(), output=other)
    assert "is the flow inbound, and" in desk.refusal(an_edit(), output=desk.folder / "handoff.json")
    assert "is the flow inbound, and" in desk.refusal(an_edit(), output=desk.folder / "survey.json")


def test_no_file_of_another_kind_is_written(desk: Desk) -> None:
    code = written(desk.folder / "inbound.py", "CODE = 1\n")
    assert "ends in .json" in desk.refusal(an_edit(), output=desk.folder / "inbound.py")
    assert code.read_text() == "CODE = 1\n"
    assert "there is no folder" in desk.refusal(an_edit(), output=desk.path / "no" / "inbound.json")
    assert "a directory" in desk.refusal(an_edit(), output=desk.folder)


def test_what_connect_would_refuse_is_not_written(desk: Desk) -> None:
    edited = an_edit()
    action(edited, "Greeting")["Transitions"]["NextAction"] = "Nowhere"
    assert "not written" in desk.refusal(edited, output=desk.folder / "inbound.json")
    assert (desk.folder / "inbound.json").read_bytes() == (FOLDER / "inbound.json").read_bytes()


def test_a_module_is_not_put_among_the_flows(desk: Desk) -> None:
    module = an_edit() | {"Settings": {"InputParameters": [], "OutputParameters": [], "Transitions": []}}
    module["Metadata"]["name"] = "Survey"
    assert "is a module" in desk.refusal(module, output=desk.folder / "survey.json")
    assert desk.run(module) == 0


@pytest.mark.parametrize(
    ("export", "told"),
    [
        ("not JSON", "is not valid JSON"),
        ("[]", "is no JSON object"),
        ('{"a": 1}', "Version is missing"),
        ('{"modules": [], "start": "x"}', "it is in the designer's old form"),
        ("[" * 100_000, "is nested too deep"),
    ],
)
def test_a_file_that_is_no_flow_is_one_sentence(desk: Desk, export: str, told: str) -> None:
    path = written(desk.path / "odd.json", export)
    assert told in desk.refusal(str(path))


def test_what_is_missing_on_the_command_line_is_said(desk: Desk) -> None:
    assert "--resources MAP, or --environment NAME" in desk.refusal(an_edit(), resources=())
    assert "cannot be read" in desk.refusal(str(desk.path / "nothing.json"))
    assert "no such flow of ours" in desk.refusal("inbuond", environment="dev")
    assert "--saved: belongs to --environment" in desk.refusal(an_edit(), saved=True)


def test_the_map_of_a_deployment_is_a_map(tmp_path: Path) -> None:
    out = io.StringIO()
    assert unbind.write_map(Deployed(ARNS | {"ContactLens": "True"}), out=out) == 0
    assert read_maps([written(tmp_path / "map.toml", out.getvalue())]).bindings == ARNS | {"ContactLens": "True"}


def test_git_has_a_file_only_as_it_was_committed(tmp_path: Path) -> None:
    file = written(tmp_path / "a.json", "{}")
    assert not unbind.in_git(file)
    author = ("-c", "user.name=a", "-c", "user.email=a@example.com")
    for words in (("init", "-q"), ("add", "."), (*author, "commit", "-qm", "one")):
        subprocess.run(["git", "-C", str(tmp_path), *words], check=True)
    assert unbind.in_git(file)
    written(file, '{"a": 1}')
    assert not unbind.in_git(file)
