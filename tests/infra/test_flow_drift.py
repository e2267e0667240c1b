"""An admin's edit of a live flow is found and named before a deployment would lose it."""

import copy
import json
import random
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

import botocore.session
import pytest
from botocore.stub import Stubber
from hypothesis import given, settings
from hypothesis import strategies as st

import contact_flows
from contact_flows.action_types import ACTION_TYPES
from contact_flows.comparison import differences
from contact_flows.meaning import UNKNOWN
from infra.doctor import live_flows
from infra.doctor.declared_files import sample_bindings
from infra.doctor.findings import Finding, State
from infra.doctor.intrinsics import Scope, references, resolved
from tests.infra.synthesis import a_clinic, deployed

Json = dict[str, Any]
SSM = "AWS::SSM::Parameter::Value"
"""The type of parameters whose value DescribeStacks tells as ResolvedValue."""
INSTANCE = "arn:aws:connect:us-east-1:111122223333:instance/aaaaaaaa-0000-4000-8000-000000000000"
QUEUE = f"{INSTANCE}/queue/{{}}"
QUEUES = {
    name: QUEUE.format(f"aaaaaaaa-0000-4000-8000-00000000000{place}")
    for place, name in enumerate(("QueueGeneral", "QueueScheduling", "QueueBilling", "QueueSpanish"))
}


@cache
def _bound() -> dict[str, str]:
    flows = contact_flows.load({**sample_bindings(a_clinic()), **QUEUES})
    return {name: contact_flows.content(flow) for name, flow in flows.items()}


def our_flow(name: str = "handoff") -> Json:
    flow: Json = json.loads(_bound()[name])
    return flow


NAMES = sorted(_bound())
WRITTEN_BY_DEFAULT = {
    "InvokeLambdaFunction": {"InvocationType": "SYNCHRONOUS", "ResponseValidation": {"ResponseType": "STRING_MAP"}},
    "UpdateContactAttributes": {"TargetContact": "Current"},
    "UpdateContactTextToSpeechVoice": {"TextToSpeechStyle": "None"},
}


def block(flow: Json, identifier: str) -> Json:
    return next(action for action in flow["Actions"] if action["Identifier"] == identifier)


# What changes nothing


def _shuffle(flow: Json, chance: random.Random) -> None:
    chance.shuffle(flow["Actions"])
    for action in flow["Actions"]:
        transitions = action["Transitions"]
        chance.shuffle(transitions.get("Errors", []))
        if all(branch["Condition"]["Operator"] == "Equals" for branch in transitions.get("Conditions", ())):
            chance.shuffle(transitions.get("Conditions", []))


def _rename(flow: Json, chance: random.Random) -> None:
    named = chance.sample(flow["Actions"], k=chance.randint(1, len(flow["Actions"])))
    names = {action["Identifier"]: f"block-{place}" for place, action in enumerate(named)}
    flow["StartAction"] = names.get(flow["StartAction"], flow["StartAction"])
    for action in flow["Actions"]:
        action["Identifier"] = names.get(action["Identifier"], action["Identifier"])
        for branch in _leading_on(action):
            branch["NextAction"] = names.get(branch["NextAction"], branch["NextAction"])


def _retype(flow: Json, chance: random.Random) -> None:
    def rewritten(value: Any) -> Any:
        match value:
            case dict():
                return {key: rewritten(each) for key, each in value.items()}
            case list():
                return [rewritten(each) for each in value]
            case str() if value.isdecimal() and not value.startswith("0"):
                return int(value) if chance.random() < 0.5 else value
            case "True" | "False":
                return chance.choice([value, value.lower(), value == "True"])
            case str() if value.startswith(INSTANCE):
                return chance.choice([value, value.rsplit("/", 1)[1]])
        return value

    for action in flow["Actions"]:
        action["Parameters"] = rewritten(action["Parameters"])


def _write_out(flow: Json, chance: random.Random) -> None:
    del chance
    for action in flow["Actions"]:
        action["Parameters"] = {**WRITTEN_BY_DEFAULT.get(action["Type"], {}), **action["Parameters"]}
        transitions = action["Transitions"]
        transitions.setdefault("Errors", [])
        transitions.setdefault("Conditions", [])
        present = [branch["ErrorType"] for branch in transitions["Errors"]]
        for error, required in ACTION_TYPES[action["Type"]].errors.items():
            if not required and error not in present and "NextAction" in transitions:
                transitions["Errors"].append({"NextAction": transitions["NextAction"], "ErrorType": error})


def _arrange(flow: Json, chance: random.Random) -> None:
    flow["Metadata"] = {
        "entryPointPosition": {"x": chance.random(), "y": 40},
        "ActionMetadata": {
            action["Identifier"]: {"position": {"x": chance.random(), "y": 0}, "isFriendlyName": True}
            for action in flow["Actions"]
        },
        "status": "published",
        "hash": {},
    }


REWRITES: tuple[Callable[[Json, random.Random], None], ...] = (_shuffle, _rename, _retype, _write_out, _arrange)


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from(NAMES),
    st.lists(st.sampled_from(REWRITES), max_size=5, unique=True),
    st.randoms(use_true_random=False),
)
def test_what_the_designer_rewrites_is_no_edit(
    name: str, rewrites: list[Callable[[Json, random.Random], None]], chance: random.Random
) -> None:
    rewritten = our_flow(name)
    for rewrite in rewrites:
        rewrite(rewritten, chance)
    assert differences(our_flow(name), rewritten) == []
    assert differences(rewritten, our_flow(name)) == []


def test_a_hook_that_is_not_switched_off_is_as_one_that_says_nothing_of_it() -> None:
    ours = {"Identifier": "a", "Type": "UpdateContactEventHooks", "Parameters": {"EventHooks": {"CustomerQueue": "f"}}}
    theirs = copy.deepcopy(ours)
    theirs["Parameters"]["EventHooksConfiguration"] = {"CustomerQueue": {"DisableExecution": "false"}}
    assert differences(_of(ours), _of(theirs)) == []
    theirs["Parameters"]["EventHooksConfiguration"]["CustomerQueue"]["DisableExecution"] = "true"
    assert differences(_of(ours), _of(theirs)) != []


def _of(*actions: Json) -> Json:
    return {"StartAction": actions[0]["Identifier"], "Actions": [{"Transitions": {}, **action} for action in actions]}


# What changes something: every single change of every block of our flows


def _leading_on(action: Json) -> list[Json]:
    transitions = action["Transitions"]
    return [
        *([transitions] if "NextAction" in transitions else []),
        *transitions.get("Errors", []),
        *transitions.get("Conditions", []),
    ]


def _leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict | list):
        for key, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _leaves(each, (*path, key))
    else:
        yield path


def _inside(value: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        value = value[key]
    return value


def mutations(flow: Json) -> Iterator[tuple[str, str, Json]]:
    """What was done, the block it was done to, and the flow it gives."""
    for place, action in enumerate(flow["Actions"]):
        name = action["Identifier"]

        def changed(place: int = place) -> tuple[Json, Json]:
            mutant = copy.deepcopy(flow)
            return mutant, mutant["Actions"][place]

        for path in _leaves(action["Parameters"]):
            mutant, there = changed()
            owner = _inside(there["Parameters"], path[:-1])
            owner[path[-1]] = QUEUE.format("elsewhere") if "queue" in str(owner[path[-1]]) else f"{owner[path[-1]]} x"
            yield f"changed {path}", name, mutant
        for parameter in action["Parameters"]:
            mutant, there = changed()
            value = there["Parameters"].pop(parameter)
            if WRITTEN_BY_DEFAULT.get(action["Type"], {}).get(parameter) != value:
                yield f"removed {parameter}", name, mutant
        for number in range(len(_leading_on(action))):
            mutant, there = changed()
            branch = _leading_on(there)[number]
            branch["NextAction"] = next(
                each["Identifier"] for each in flow["Actions"] if each["Identifier"] != branch["NextAction"]
            )
            yield f"led branch {number} elsewhere", name, mutant
        for kind in ("Errors", "Conditions"):
            for number, branch in enumerate(action["Transitions"].get(kind, [])):
                mutant, there = changed()
                del there["Transitions"][kind][number]
                if not _goes_on_anyway(action, branch):
                    yield f"removed {kind} {number}", name, mutant
        mutant, there = changed()
        there["Type"] = "Wait" if action["Type"] != "Wait" else "Loop"
        yield "changed its type", name, mutant
        mutant, _ = changed()
        del mutant["Actions"][place]
        yield "removed it", name, mutant
        mutant, _ = changed()
        mutant["Actions"].append({**action, "Identifier": "Added"})
        yield "added one", "Added", mutant


def _goes_on_anyway(action: Json, branch: Json) -> bool:
    optional = ACTION_TYPES[action["Type"]].errors.get(branch.get("ErrorType", ""), True) is False
    return optional and branch["NextAction"] == action["Transitions"].get("NextAction")


@pytest.mark.parametrize("name", NAMES)
def test_any_single_change_is_found_and_its_block_named(name: str) -> None:
    flow = our_flow(name)
    unnoticed = [
        (what, where)
        for what, where, mutant in all_mutations(name)
        if where not in {difference.block for difference in differences(flow, mutant)}
    ]
    assert unnoticed == []


def test_another_start_is_found() -> None:
    flow = our_flow("inbound")
    moved = {**flow, "StartAction": "Greeting"}
    assert [difference.part for difference in differences(flow, moved)][:1] == ["start"]


@cache
def all_mutations(name: str) -> list[tuple[str, str, Json]]:
    return list(mutations(our_flow(name)))


@settings(max_examples=50, deadline=None)
@given(st.data(), st.randoms(use_true_random=False))
def test_a_change_is_found_under_whatever_the_designer_rewrote(data: st.DataObject, chance: random.Random) -> None:
    name = data.draw(st.sampled_from(NAMES))
    _, where, mutated = data.draw(st.sampled_from(all_mutations(name)))
    mutant = copy.deepcopy(mutated)
    for rewrite in (_shuffle, _retype, _write_out, _arrange):
        rewrite(mutant, chance)
    assert where in {difference.block for difference in differences(our_flow(name), mutant)}


def test_conditions_that_overlap_are_compared_in_their_order() -> None:
    def branch(than: str) -> Json:
        return {"NextAction": "b", "Condition": {"Operator": "NumberLessThan", "Operands": [than]}}

    ours = {"Identifier": "a", "Type": "Compare", "Transitions": {"Conditions": [branch("5"), branch("9")]}}
    theirs = {"Identifier": "a", "Type": "Compare", "Transitions": {"Conditions": [branch("9"), branch("5")]}}
    assert [difference.part for difference in differences(_of(ours), _of(theirs))] == ["order"]


def test_what_is_not_known_equals_anything_around_what_is() -> None:
    def says(text: str) -> Json:
        return _of({"Identifier": "a", "Type": "MessageParticipant", "Parameters": {"Text": text}})

    assert differences(says(f"Call {UNKNOWN} now"), says("Call 911 now")) == []
    assert differences(says(f"Call {UNKNOWN} now"), says("Call 911 later")) != []


# CloudFormation's functions

SCOPE = Scope(
    pseudo={"AWS::Region": "us-east-1"},
    parameters={"Wanted": "p"},
    physical_ids={"Queue": QUEUES["QueueGeneral"], "Table": "frontdesk"},
)


@pytest.mark.parametrize(
    ("value", "is_"),
    [
        ({"Ref": "AWS::Region"}, "us-east-1"),
        ({"Ref": "Wanted"}, "p"),
        ({"Fn::GetAtt": ["Queue", "QueueArn"]}, QUEUES["QueueGeneral"]),
        ({"Fn::GetAtt": ["Table", "StreamArn"]}, UNKNOWN),
        ({"Fn::Join": ["-", ["a", {"Ref": "Wanted"}, {"Ref": "Unheard"}]]}, f"a-p-{UNKNOWN}"),
        ({"Fn::Sub": "${!Literal} in ${AWS::Region} at ${Queue.QueueArn}"},
         f"${{Literal}} in us-east-1 at {QUEUES['QueueGeneral']}"),
        ({"Fn::Sub": ["${Here}", {"Here": {"Ref": "Wanted"}}]}, "p"),
        ({"Fn::Select": [1, {"Fn::Split": ["/", {"Fn::GetAtt": ["Queue", "QueueArn"]}]}]}, INSTANCE.split("/")[1]),
        ("{{resolve:ssm:/frontdesk/dev/guardrail-id}}!", f"{UNKNOWN}!"),
        ({"Fn::If": ["Never", 1, 2]}, UNKNOWN),
        ({"a": [{"Ref": "Wanted"}, 3]}, {"a": ["p", 3]}),
    ],
)  # fmt: skip
def test_a_function_becomes_what_the_stack_has(value: Any, is_: Any) -> None:
    assert resolved(value, SCOPE) == is_


def test_every_way_to_refer_is_seen() -> None:
    value = [{"Ref": "A"}, {"Fn::GetAtt": ["B", "Arn"]}, {"Fn::Sub": "${C.Arn} ${!D}"}, {"Fn::GetAtt": "E.Arn"}]
    assert references(value) == {"A", "B", "C", "E"}


def test_everything_that_our_own_template_refers_to_in_a_flow_can_be_known() -> None:
    template_ = deployed()["ContactCenter"]
    arns = {name: f"{INSTANCE}/{name}/{name}" for name in template_["Resources"]}
    read = {name: f"arn:{name}" for name, each in template_["Parameters"].items() if each["Type"].startswith(SSM)}
    scope = Scope(physical_ids=arns, parameters=read)
    flows = live_flows.read_versions(template_, template_, scope, prefix="frontdesk-dev")
    assert {versions.name for versions in flows.values()} == set(NAMES)
    for versions in flows.values():
        assert versions.deployed["Actions"]
        assert UNKNOWN not in json.dumps(versions.deployed, ensure_ascii=False)
    assert any("arn:SsmParameterValue" in json.dumps(versions.deployed) for versions in flows.values())


# Live flows

FLOWS = {"HandoffFlow": "handoff", "InboundFlow": "inbound"}
ARNS = {logical: f"{INSTANCE}/contact-flow/{name}" for logical, name in FLOWS.items()}
DEPLOYED = Scope(physical_ids={**ARNS, **QUEUES})


def template(**contents: Json) -> Json:
    """The stack with both flows; `contents`: those that are otherwise than our files."""
    return {
        "Resources": {
            logical: {
                "Type": "AWS::Connect::ContactFlow",
                "Properties": {
                    "Name": f"frontdesk-dev-{name}",
                    "Content": _in_cloudformation(contents.get(name, our_flow(name))),
                },
            }
            for logical, name in FLOWS.items()
        }
    }


def _in_cloudformation(flow: Json) -> Json:
    text = json.dumps(flow)
    before, arn, after = text.partition(QUEUES["QueueGeneral"])
    return {"Fn::Join": ["", [before, *([{"Ref": "QueueGeneral"}] if arn else []), after]]}


def findings(
    live: Mapping[str, Json | str], *, old: Json | None = None, new: Json | None = None,
    saved: Mapping[str, Json] | None = None, overwrite: tuple[str, ...] = (),
) -> list[Finding]:  # fmt: skip
    """What is found when Connect has these flows; a text in place of one is the error it answers with."""
    client = botocore.session.get_session().create_client(
        "connect", region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="s"
    )
    with Stubber(client) as stub:
        for logical, name in FLOWS.items():
            flow = live.get(name, our_flow(name))
            asked = {"InstanceId": INSTANCE.rsplit("/", 1)[1], "ContactFlowId": ARNS[logical]}
            if isinstance(flow, str):
                stub.add_client_error("describe_contact_flow", flow, expected_params=asked)
                continue
            stub.add_response("describe_contact_flow", _described(flow), asked)
            draft = (saved or {}).get(name, flow)
            asked = {**asked, "ContactFlowId": f"{ARNS[logical]}:$SAVED"}
            stub.add_response("describe_contact_flow", _described(draft), asked)
        where = live_flows.Where(
            connect=client, instance=INSTANCE, stack="Frontdesk-dev-ContactCenter", prefix="frontdesk-dev",
            overwrite=overwrite, names={QUEUES["QueueGeneral"].rsplit("/", 1)[1]: "General"},
        )  # fmt: skip
        return list(live_flows.check_flows(old or template(), new or template(), DEPLOYED, where))


def _described(flow: Json) -> Json:
    return {"ContactFlow": {"Content": json.dumps(flow), "Status": "PUBLISHED"}}


def edited(name: str = "inbound", *, block_: str = "TakeGeneralQueue", **parameters: Any) -> Json:
    flow = our_flow(name)
    block(flow, block_)["Parameters"] |= parameters or {"QueueId": QUEUES["QueueBilling"]}
    return flow


def ours_changed() -> Json:
    """As somebody changed the file meanwhile, elsewhere in the flow."""
    return template(inbound=edited(block_="SystemFailure", Text="Something went wrong here."))


def test_flows_as_last_deployed_are_said_in_one_line() -> None:
    assert [(found.state, found.message[:7]) for found in findings({})] == [(State.OK, "2 flows")]


def test_an_edit_that_would_be_lost_is_a_problem_that_names_flow_block_and_queue() -> None:
    found = findings({"inbound": edited()}, new=ours_changed())
    (lost,) = [each for each in found if each.state is State.PROBLEM]
    for said in ("inbound", "TakeGeneralQueue", "Set working queue", "not 'General'", "would be lost"):
        assert said in lost.message
    for said in (
        "ivr flows unbind inbound --environment dev -o contact_flows/inbound.json",
        "--overwrite-flow inbound",
    ):
        assert said in lost.fix


def test_an_edit_of_a_flow_that_stays_is_a_warning() -> None:
    states = {found.state for found in findings({"inbound": edited()})}
    assert states == {State.WARNING, State.OK}


def test_an_edit_that_may_be_lost_is_a_warning() -> None:
    found = findings({"inbound": edited()}, new=ours_changed(), overwrite=("inbound",))
    assert State.PROBLEM not in {each.state for each in found}


def test_an_edit_that_was_taken_into_the_file_is_not_lost() -> None:
    found = findings({"inbound": edited()}, new=template(inbound=edited()))
    assert [each.state for each in found] == [State.OK]


def test_an_edit_taken_over_beside_a_change_of_ours_is_not_lost() -> None:
    both = edited(block_="SystemFailure", Text="Something went wrong here.")
    block(both, "TakeGeneralQueue")["Parameters"]["QueueId"] = QUEUES["QueueBilling"]
    assert State.PROBLEM not in {each.state for each in findings({"inbound": edited()}, new=template(inbound=both))}


def test_a_draft_that_is_not_published_would_be_lost_too() -> None:
    found = findings({}, saved={"inbound": edited()}, new=ours_changed())
    assert [each.state for each in found if "not yet published" in each.message] == [State.PROBLEM]


def test_an_edit_of_a_flow_that_the_deployment_removes_would_be_lost() -> None:
    without = template()
    del without["Resources"]["InboundFlow"]
    found = findings({"inbound": edited()}, new=without)
    assert [each.state for each in found if "inbound" in each.message] == [State.PROBLEM]


@pytest.mark.parametrize(("changed", "state"), [(True, State.PROBLEM), (False, State.WARNING)])
def test_a_flow_removed_by_hand_fails_a_deployment_that_writes_it(changed: bool, state: State) -> None:
    found = findings({"inbound": "ResourceNotFoundException"}, new=ours_changed() if changed else None)
    (gone,) = [each for each in found if "removed" in each.message]
    assert (gone.state, "--revert-drift" in gone.fix) == (state, True)


def test_a_flow_is_written_when_what_it_shows_is_replaced() -> None:
    def shows(content: str) -> Json:
        flow = {"Type": "AWS::Connect::ContactFlow", "Properties": {"Content": {"Fn::GetAtt": ["Version", "Arn"]}}}
        version = {"Type": "AWS::Connect::ViewVersion", "Properties": {"Sha": {"Fn::GetAtt": ["View", "Sha"]}}}
        view = {"Type": "AWS::Connect::View", "Properties": {"Template": content}}
        return {"Resources": {"Flow": flow, "Version": version, "View": view}}

    assert live_flows.is_touched("Flow", shows("old"), shows("new"))
    assert not live_flows.is_touched("Flow", shows("old"), shows("old"))
