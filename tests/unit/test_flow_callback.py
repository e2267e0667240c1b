"""A callback: prepared when it is created, and what is heard when it is answered."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from contact_flows import Action
from contact_flows.check import spoken_texts
from simulator.connect.actions import HANDLERS
from simulator.connect.contact import Contact, Endpoint
from simulator.connect.flow import FlowEngine, FlowResult
from simulator.connect.queues import Queues
from simulator.connect.run import Failed, Outcome, Run
from tests.unit.flow_stage import ANA, ARNS, CLINIC, LOCAL, Stage, StageBot, StageFunction, StageLine, Talked

ATTRIBUTES = {"session_id": "contact-1", "locale": "en_US", "handoff_reason": "asked"}


def created(
    attributes: Mapping[str, str] | None = None,
    *,
    queues: Queues | None = None,
    function: StageFunction | None = None,
    hooks: Mapping[str, str] | None = None,
    transfers: Sequence[Outcome] = (),
) -> FlowResult:
    """The callback's creation flow. `transfers`: how its first attempts to be put into a queue come out."""
    left = list(transfers)

    def transfer(run: Run, action: Action) -> Outcome:
        return left.pop(0) if left else HANDLERS["TransferContactToQueue"](run, action)

    engine = FlowEngine(
        LOCAL,
        queues=queues or Queues(CLINIC),
        converse=StageBot(),
        invoke_flow_function=function or StageFunction(),
        handlers={**HANDLERS, "TransferContactToQueue": transfer},
    )
    contact = Contact("contact-2", Endpoint(ANA), Endpoint("+12065550100"), initiation_method="CALLBACK")
    contact.attributes.update(ATTRIBUTES | dict(attributes or {}))
    contact.hooks.update(hooks or {})
    return engine.run("callback", contact=contact, line=StageLine())


@pytest.mark.parametrize("queue", ["Scheduling", "Billing", "Spanish", "General", ""])
def test_a_callback_waits_in_the_queue_of_its_call_with_whisper_and_screen(queue: str) -> None:
    result = created({"handoff_queue": queue})
    assert result.queue == (queue or "General")
    assert result.queued
    hooks = result.contact.hooks
    assert hooks["AgentWhisper"] == ARNS["FlowAgentWhisper"]
    assert hooks["DefaultAgentUI"] == ARNS["FlowAgentScreen"]
    assert result.attributes["session_id"] == "contact-1"


def test_agent_assist_begins_anew_for_the_callback() -> None:
    function = StageFunction()
    contact = created(function=function).contact
    assert contact.data["WisdomSessionArn"] == contact.wisdom_session != ""
    assert "assist" in function.purposes


@pytest.mark.parametrize(("attributes", "priority"), [({}, 5), ({"cut_off": "true"}, 2)])
def test_who_was_cut_off_is_called_back_before_others(attributes: dict[str, str], priority: int) -> None:
    assert created(attributes).contact.queue_priority == priority


REFUSALS = [Failed("QueueAtCapacity"), Failed("NoMatchingError")]


@pytest.mark.parametrize("refused", REFUSALS, ids=str)
def test_a_callback_that_its_queue_refuses_waits_in_the_general_one(refused: Failed) -> None:
    result = created({"handoff_queue": "Billing"}, transfers=[refused])
    assert (result.queue, result.queued) == ("General", True)


@pytest.mark.parametrize("refused", REFUSALS, ids=str)
def test_a_callback_that_no_queue_takes_is_marked_as_lost(refused: Failed) -> None:
    result = created({"handoff_queue": "Billing"}, transfers=[refused, refused])
    assert result.contact.tags == {"callback": "lost"}
    assert not result.queued


def test_a_callback_in_line_is_neither_ended_nor_doubled_by_the_queue_flow_of_its_call() -> None:
    """Connect does not say whether a callback has the event hooks of the call that it comes from."""
    busy = Queues(CLINIC, agents_available=0, agents_busy=1, busy_s=4_000)
    result = created(queues=busy, hooks={"CustomerQueue": ARNS["FlowCustomerQueue"]})
    assert (result.transferred, result.callbacks) == (True, ())
    assert [block.action for block in result.blocks if block.flow == "customer_queue"] == ["IsCallback", "StayInLine"]


def test_nobody_is_spoken_to_before_the_telephone_is_answered() -> None:
    assert not [text for action in LOCAL.flows["callback"].actions for text in spoken_texts(action)]


@pytest.mark.parametrize(
    ("queue", "about"),
    [
        ("Scheduling", "about appointments"),
        ("Billing", "about a bill"),
        ("General", "returning your call"),
        ("Spanish", "returning your call"),
        ("", "returning your call"),
    ],
)
def test_the_callback_says_whom_it_is_from_and_no_more_than_the_desk(queue: str, about: str) -> None:
    stage = Stage(attributes=ATTRIBUTES | {"handoff_queue": queue})
    stage.call("outbound_whisper")
    (said,) = stage.line.heard()
    assert "Cedar Clinic" in said
    assert about in said
    assert "as you asked" in said
    assert stage.function.events == []


def test_what_a_stranger_hears_names_no_caller() -> None:
    for action in LOCAL.flows["outbound_whisper"].actions:
        assert not any("$." in text for _, text in spoken_texts(action))


def test_without_the_creation_flow_the_caller_is_told_that_no_callback_was_arranged() -> None:
    kept = {name: flow for name, flow in LOCAL.flows.items() if name != "callback"}
    stage = Stage(
        bot=StageBot(Talked(attributes={"outcome": "callback", "callback_to": "own"})),
        queues=Queues(CLINIC, agents_available=0),
        instance=replace(LOCAL, flows=kept),
    )
    result = stage.call("handoff")
    assert result.callbacks == ()
    assert "I could not arrange the callback" in stage.line.heard()[-1]
