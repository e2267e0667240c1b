"""The agent's guide and a callback: contacts of their own, and what is shown, heard and told in them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from contact_flows import Flow
from contact_flows.flow import read
from contact_flows.view import View
from fulfillment.ended_handler import parse
from simulator.agent import Agent
from simulator.connect.contact import Callback, Contact, Endpoint
from simulator.connect.events import Reason, disconnected
from simulator.connect.flow import FlowEngine
from simulator.connect.guide import MAX_BYTES, output_of
from simulator.connect.instance import Instance, arns
from simulator.connect.queues import Queues
from simulator.people import AgentActs
from tests.unit.flow_stage import ANA, CLINIC, TUESDAY, StageBot, StageClock, StageFunction, action, flow_data, say

VIEW_ARN = "arn:aws:connect:us-west-2:000000000000:instance/i/view/report:1"
VIEW = View.model_validate(
    {
        "Description": "a report",
        "Actions": ["Close", "Report"],
        "Template": {
            "Head": {"Title": "Report", "Configuration": {"Layout": {"Columns": ["12"]}}},
            "Body": [
                {
                    "_id": "box",
                    "Type": "Container",
                    "Props": {},
                    "Content": [
                        {"_id": "wrong", "Type": "Dropdown", "Props": {"Name": "wrong"}},
                        {"_id": "because", "Type": "TextArea", "Props": {"Name": "because"}},
                        {"_id": "send", "Type": "SubmitButton", "Props": {"Action": "Report"}},
                        {"_id": "close", "Type": "Button", "Props": {"Action": "Close"}, "Content": ["Close"]},
                    ],
                }
            ],
        },
    }
)


def shows(identifier: str, *, view: str = VIEW_ARN, then: str = "End", **data: str) -> dict[str, Any]:
    errors = dict.fromkeys(("NoMatchingError", "NoMatchingCondition", "TimeLimitExceeded"), "Failed")
    return action(
        identifier,
        "ShowView",
        {"ViewResource": {"Id": view}, "InvocationTimeLimitSeconds": "60", "ViewData": data},
        then=then,
        errors=errors,
        when={"Close": "End", "Report": "Ask"},
    )


FAILED = say("Failed", "failed")
ASK = action(
    "Ask",
    "InvokeLambdaFunction",
    {
        "LambdaFunctionARN": arns()["FlowFunction"],
        "InvocationTimeLimitSeconds": "4",
        "LambdaInvocationAttributes": {
            "wrong": "$.Views.ViewResultData.wrong[0]",
            "because": "$.Views.ViewResultData.because",
            "action": "$.Views.Action",
        },
    },
    errors={"NoMatchingError": "Failed"},
)


class Stage:
    """A contact that an agent has accepted, and the engine."""

    def __init__(self, *actions: dict[str, Any], acts: AgentActs | None = None, **flows: Flow) -> None:
        self.function = StageFunction({})
        self.clock = StageClock(TUESDAY)
        self.agent = Agent(acts or AgentActs())
        self.contact = Contact("voice-1", Endpoint(ANA), Endpoint(CLINIC.phone), attributes={"session_id": "voice-1"})
        self.contact.hooks["DefaultAgentUI"] = "guide"
        self.contact.queue = ("arn:queue/General", "General")
        guide = read(flow_data(*(actions or (shows("Show", Who="$.Attributes.session_id"), FAILED, ASK))), name="guide")
        instance = replace(Instance.local(CLINIC), views={"report": VIEW})
        instance = replace(instance, flows={**instance.flows, "guide": guide, **flows})
        self.engine = FlowEngine(
            instance, queues=Queues(CLINIC), converse=StageBot(), invoke_flow_function=self.function
        )

    def guided(self) -> list[str]:
        """What failed in the guide."""
        guided = self.engine.guide(self.contact, "chat-1", clock=self.clock, screen=self.agent)
        return [failure.detail for failure in guided.failures]

    def called_back(self, **callback: Any) -> Any:
        placed = {"queue": "General", "number": ANA, "delay_s": 60, "retry_delay_s": 600, "attempts": 3}
        given = {**placed, "attributes": {}, "placed_by": self.contact, **callback}
        return self.engine.call_back(Callback(**given), "callback-1", clock=self.clock)


def test_a_view_is_given_what_the_flow_resolves_from_the_calls_attributes() -> None:
    stage = Stage()
    assert stage.guided() == []
    assert (stage.agent.view, stage.agent.data, stage.agent.pressed) == ("report", {"Who": "voice-1"}, ["Close"])


def test_what_the_agent_fills_in_comes_back_to_the_flow_and_a_choice_as_a_list() -> None:
    stage = Stage(acts=AgentActs(presses="Report", wrong="misheard", because="it took Friday"))
    assert stage.guided() == []
    (event,) = stage.function.events
    asked = event["Details"]["Parameters"]
    assert asked == {"wrong": "misheard", "because": "it took Friday", "action": "Report"}


def test_the_guide_is_a_chat_contact_of_its_own_with_the_attributes_of_the_call() -> None:
    stage = Stage(acts=AgentActs(presses="Report"))
    stage.guided()
    contact = stage.function.events[0]["Details"]["ContactData"]
    assert (contact["Channel"], contact["ContactId"], contact["InitialContactId"]) == ("CHAT", "chat-1", "chat-1")
    assert (contact["RelatedContactId"], contact["Attributes"]) == ("voice-1", {"session_id": "voice-1"})


def test_an_action_the_view_has_not_is_not_taken() -> None:
    stage = Stage(acts=AgentActs(presses="Dance"))
    stage.guided()
    assert stage.agent.pressed == ["Close"]


def test_a_button_submits_no_form() -> None:
    assert output_of(VIEW, "Close", {"wrong": "misheard"}) == {"action": "Button"}
    assert output_of(VIEW, "Report", {"other": "x"}) == {}


def test_a_view_that_does_not_exist_is_not_shown() -> None:
    stage = Stage(shows("Show", view=VIEW_ARN.replace("report", "other"), Who="x"), FAILED, ASK)
    assert stage.guided() == ["there is no such view"]


@pytest.mark.parametrize(("size", "shown"), [(MAX_BYTES - 100, True), (MAX_BYTES + 1, False)])
def test_a_view_takes_16_kb_with_the_contacts_attributes(size: int, shown: bool) -> None:
    stage = Stage()
    stage.contact.attributes["session_id"] = "x" * (size // 2)
    failures = stage.engine.guide(stage.contact, "chat-1", clock=stage.clock, screen=stage.agent).failures
    assert (stage.agent.view == "report") is shown
    assert [failure.broken for failure in failures] == ([] if shown else [True])


def test_a_view_is_not_shown_on_the_telephone() -> None:
    stage = Stage()
    stage.contact.attributes["outcome"] = "x"
    result = stage.engine.run("guide", contact=stage.contact, line=_Line(stage.clock))
    assert [failure.detail for failure in result.failures] == [
        "a view is shown in the agent's guide, not on the telephone"
    ]


class _Line:
    def __init__(self, clock: StageClock) -> None:
        self.clock = clock

    def say(self, prompt: Any) -> None:
        """Said to nobody."""

    def listen(self, *, silence_after_s: float) -> Any:
        raise AssertionError(silence_after_s)

    def wait(self, seconds: float) -> None:
        self.clock.advance(timedelta(seconds=seconds))


def test_a_callback_is_a_contact_of_its_own_with_the_attributes_and_hooks_of_the_call() -> None:
    stage = Stage()
    called = stage.called_back()
    assert (called.contact.contact_id, called.contact.initial_contact_id) == ("callback-1", "voice-1")
    assert (called.contact.attributes, called.contact.agent) == ({"session_id": "voice-1"}, "Agent")
    assert "DefaultAgentUI" in called.contact.hooks
    assert timedelta(seconds=60) <= called.at - TUESDAY < timedelta(seconds=90)
    assert "Cedar Clinic" in " ".join(called.heard)


def test_a_flow_that_creates_the_callback_sets_its_hooks_and_its_delay_does_not_count() -> None:
    creation = read(
        flow_data(
            action(
                "Hook",
                "UpdateContactEventHooks",
                {"EventHooks": {"AgentWhisper": "agent_whisper"}},
                then="Queue",
                errors={"NoMatchingError": "Queue"},
            ),
            action(
                "Queue",
                "TransferContactToQueue",
                then="End",
                errors={"QueueAtCapacity": "End", "NoMatchingError": "End"},
            ),
        ),
        name="creation",
    )
    stage = Stage(creation=creation)
    called = stage.called_back(flow="creation", delay_s=600)
    assert set(called.contact.hooks) == {"AgentWhisper"}
    assert called.at - TUESDAY < timedelta(seconds=60)


def test_a_callback_that_its_flow_puts_into_no_queue_is_lost() -> None:
    stage = Stage(creation=read(flow_data(say("Say", "hello")), name="creation"))
    assert stage.called_back(flow="creation").at is None


def told(contact: Contact, reason: Reason | None = Reason.CALLER) -> Mapping[str, Any]:
    return disconnected(contact, began=TUESDAY, at=TUESDAY + timedelta(minutes=2), reason=reason)


def test_the_event_of_a_calls_end_is_one_that_the_function_reads() -> None:
    contact = Stage().contact
    contact.enqueued_at = TUESDAY
    ending = parse(told(contact))
    assert ending is not None
    assert (ending.session_id, ending.at - TUESDAY) == ("voice-1", timedelta(minutes=2))
    assert (ending.queued, bool(ending.callback), ending.hung_up) == (True, False, True)
    untold = parse(told(contact, None))
    assert untold is not None
    assert untold.hung_up is None


def test_the_ends_of_callbacks_and_guides_are_no_calls_ends() -> None:
    contact = Stage().contact
    assert parse(told(contact.next("callback-1", "CALLBACK"))) is None
    assert parse(told(replace(contact, contact_id="chat-1", initial_contact_id="chat-1", channel="CHAT"))) is None
