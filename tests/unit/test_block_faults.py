"""Faults at blocks of the flows: where they can be, what they are refused for, and what a block struck by one does."""

from dataclasses import replace
from pathlib import Path

import pytest

from simulator.connect.block_faults import kinds, place, require
from simulator.connect.contact import Contact, Endpoint
from simulator.connect.flow import FlowEngine, FlowResult
from simulator.connect.queues import Queues
from simulator.local_aws.faults import Fault, FaultBoard
from simulator.script import ScriptError, load
from tests.unit.flow_stage import AGENT, ANA, CLINIC, LOCAL, StageBot, StageFunction, StageLine, action, flow, say

ASK = action("Ask", "InvokeLambdaFunction", {"LambdaFunctionARN": "arn", "InvocationTimeLimitSeconds": "4"},
    then="Say", errors={"NoMatchingError": "Say"})  # fmt: skip


def called(*faults: Fault, start: str = "inbound") -> tuple[FlowResult, StageLine]:
    line, board = StageLine(), FaultBoard(faults)
    engine = FlowEngine(
        LOCAL,
        queues=Queues(CLINIC),
        converse=StageBot(AGENT),
        invoke_flow_function=StageFunction(),
        strike=board.strike,
    )
    contact = Contact("contact-1", Endpoint(ANA), Endpoint("+12065550100"))
    return engine.run(start, contact=contact, line=line), line


def branch(result: FlowResult, name: str) -> list[str]:
    return [block.branch for block in result.blocks if block.action == name]


def test_a_block_struck_takes_its_error_branch_and_does_nothing_else() -> None:
    result, line = called(Fault("flow.inbound.RecordingNotice", "NoMatchingError"))
    assert branch(result, "RecordingNotice") == ["NoMatchingError"]
    assert not any("recorded" in text for text in line.heard())
    assert result.transferred


def test_a_fault_strikes_only_as_often_as_it_says_and_after_those_it_spares() -> None:
    board = FaultBoard([Fault("flow.customer_queue.OfferByKey", "NoMatchingError", times=1, after=2)])
    at = place("customer_queue", "OfferByKey")
    assert [board.strike(at) for _ in range(4)] == [None, None, "NoMatchingError", None]


def test_faults_at_one_block_follow_each_other() -> None:
    first = Fault("flow.handoff.SetNumber", "InvalidCallbackNumber", times=1)
    board = FaultBoard([first, Fault("flow.handoff.SetNumber", "CallbackNumberNotDialable", times=1)])
    assert [board.strike(place("handoff", "SetNumber")) for _ in range(3)] == [
        "InvalidCallbackNumber",
        "CallbackNumberNotDialable",
        None,
    ]


def test_of_a_function_struck_the_answer_before_does_not_stay() -> None:
    test = flow(
        action("First", "InvokeLambdaFunction", ASK["Parameters"], then="Ask", errors={"NoMatchingError": "Ask"}),
        ASK,
        say("Say", "It is $.External.resume."),
    )
    instance = replace(LOCAL, flows={"test": test}, functions=frozenset({"arn"}))
    strike = FaultBoard([Fault("flow.inbound.AskResume", "NoMatchingError")]).strike
    line = StageLine()
    engine = FlowEngine(
        instance,
        queues=Queues(CLINIC),
        converse=StageBot(),
        invoke_flow_function=StageFunction({"resume": "task"}),
        strike=lambda at: strike("flow.inbound.AskResume") if at == place("test", "Ask") else None,
        accepted=True,
    )
    engine.run("test", contact=Contact("contact-1", Endpoint(ANA), Endpoint("+12065550100")), line=line)
    assert line.heard() == ["It is ."]


@pytest.mark.parametrize(
    ("at", "kind", "told"),
    [
        ("flow.inbund.Greeting", "NoMatchingError", "there is no flow 'inbund'; the flows are agent_screen, "),
        ("flow.inbound", "NoMatchingError", "the flow inbound has no action ''"),
        ("flow.inbound.Greting", "NoMatchingError", "has no action 'Greting'; those that can fail are SetVoice"),
        ("flow.inbound.Greeting", "QueueAtCapacity", "there is no 'QueueAtCapacity'; there can be NoMatching"),
        ("flow.inbound.LogOff", "NoMatchingError", "UpdateFlowLoggingBehavior has no error branch"),
        ("flow.inbound.Outcome", "NoMatchingCondition", "Compare does not fail: let the call"),
        ("flow.handoff.StaffedNow", "NoMatchingCondition", "no 'NoMatchingCondition'; there can be NoMatchingError"),
    ],
)  # fmt: skip
def test_what_cannot_fail_is_refused_with_what_can(at: str, kind: str, told: str) -> None:
    with pytest.raises(ValueError, match=told.replace(".", r"\.")):
        require(at, kind)


def test_every_error_branch_that_is_a_failure_can_be_struck() -> None:
    for name, each in LOCAL.flows.items():
        for one in each.actions:
            for kind in kinds(one):
                require(place(name, one.identifier), kind)


def fault(folder: Path, at: str, kind: str) -> Path:
    path = folder / "call.toml"
    path.write_text(f'[[world.faults]]\nat = "{at}"\nkind = "{kind}"\n[[turns]]\nsays = "hello"\n')
    return path


@pytest.mark.parametrize(
    ("at", "kind", "meant"),
    [
        ("flow.inbound.Greting", "NoMatchingError", "did you mean flow.inbound.Greeting?"),
        ("flow.inbund.Greeting", "NoMatchingError", "did you mean flow.inbound.Greeting?"),
        ("flow.inbound.Greeting", "NoMatchError", "did you mean NoMatchingError?"),
        ("flows.inbound.Greeting", "NoMatchingError", "faults can be at bedrock.converse_stream"),
    ],
)
def test_a_script_says_which_block_may_be_meant(tmp_path: Path, at: str, kind: str, meant: str) -> None:
    with pytest.raises(ScriptError, match=f"call.toml:[23]: world.faults.*{meant.replace('?', '[?]')}"):
        load(fault(tmp_path, at, kind))
