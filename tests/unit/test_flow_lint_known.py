"""What the linter takes for certain of bot and function, held against them."""

import pytest

from contact_flows.bind import PLACEHOLDERS, drafts
from fulfillment import flow_handler
from fulfillment.agent.screen import screen
from fulfillment.flow_handler import PURPOSES
from tests.doubles import MemorySessions
from workbench.known import ANSWERS, OURS, known

SENT = {
    "keyed": "2065550177",
    "assist_session": "arn:aws:wisdom:eu-west-1:1:session/a/b",
    "wrong": "other",
    "because": "",
}


def test_every_purpose_of_the_function_has_its_answer_and_no_other() -> None:
    assert set(ANSWERS) == set(PURPOSES)


@pytest.mark.parametrize("purpose", PURPOSES)
def test_the_function_gives_what_it_is_said_to_give(purpose: str) -> None:
    contact = {
        "Attributes": {"session_id": "call-1"},
        "ContactId": "call-1",
        "CustomerEndpoint": {"Address": "+12065550101"},
        "SystemEndpoint": {"Address": "+12065550100"},
    }
    ask = flow_handler.answering(MemorySessions(), count=lambda _: None)
    given = ask({"Details": {"ContactData": contact, "Parameters": {**SENT, "purpose": purpose}}}, None)
    assert set(given) <= set(ANSWERS[purpose].gives)
    for name, values in ANSWERS[purpose].gives.items():
        assert values is None or given.get(name, next(iter(values))) in values


def test_the_screen_has_the_fields_that_it_is_said_to_have() -> None:
    assert set(screen({"queue": "General"})) == set(ANSWERS["screen"].gives)


def test_our_flows_are_all_that_there_are() -> None:
    assert set(drafts()) == OURS
    assert known(OURS).whole
    assert not known(OURS - {"inbound"}).whole
    assert known(OURS).placeholders == set(PLACEHOLDERS)
