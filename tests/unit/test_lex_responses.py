"""Which answers of a code hook the Lex double takes."""

import copy

import pytest

from simulator.lex.events import Intent
from simulator.lex.responses import ATTRIBUTES_BYTES, MESSAGE_CHARS, Action, ResponseRefused, parse
from tests.unit.lex_stage import a_bot, answer, closing

BOT = a_bot()
A_SLOT = {"shape": "Scalar", "value": {"originalValue": "friday", "interpretedValue": "2026-12-04"}}


def taken(response, current=None):
    return parse(response, bot=BOT, current=current)


def refused(response) -> str:
    with pytest.raises(ResponseRefused) as caught:
        taken(response)
    return str(caught.value)


def changed(path, value, response=None):
    """A valid response with one member replaced."""
    result = copy.deepcopy(response or answer("ElicitSlot", "Move", "Which day?", slot="Day", slots={"Day": A_SLOT}))
    *parents, last = path
    place = result
    for part in parents:
        place = place[part]
    place[last] = value
    return result


def test_an_answer_is_taken_apart():
    got = taken(answer("ElicitSlot", "Move", "Which day?", slot="Day", slots={"Kind": None}, attributes={"turn": "3"}))
    assert (got.action, got.slot, got.attributes) == (Action.ELICIT_SLOT, "Day", {"turn": "3"})
    assert got.intent.slots == {"Day": None, "Kind": None}
    assert [message.text for message in got.messages] == ["Which day?"]


def test_slots_left_out_keep_their_values_only_in_the_same_intent():
    current = Intent("Move", {"Day": A_SLOT, "Kind": None})
    assert taken(answer("Delegate", "Move"), current).intent.slots["Day"] == A_SLOT
    assert taken(answer("Delegate", "Move"), Intent("Agent")).intent.slots["Day"] is None


def test_ssml_is_heard_without_its_tags():
    message = {
        "contentType": "SSML",
        "content": '<speak>Call <say-as interpret-as="digits">911</say-as>&amp; wait</speak>',
    }
    got = taken(changed(["messages"], [message]))
    assert got.messages[0].text == "Call 911& wait"
    assert got.messages[0].ssml == message["content"]


@pytest.mark.parametrize(
    "ssml",
    [
        "<speak>Fish & chips</speak>",
        "<speak>open",
        "plain",
        "<p>not wrapped</p>",
        "<speak><blink>no</blink></speak>",
        "<speak> </speak>",
    ],
)
def test_broken_ssml_is_refused(ssml):
    assert "messages[0].content" in refused(changed(["messages"], [{"contentType": "SSML", "content": ssml}]))


@pytest.mark.parametrize(
    ("path", "value", "names"),
    [
        (["extra"], 1, "extra"),
        (["messages"], "hello", "messages"),
        (["messages"], [{"contentType": "PlainText", "content": "x"}] * 6, "messages"),
        (["messages", 0, "content"], "", "1 to 1024"),
        (["messages", 0, "content"], "x" * (MESSAGE_CHARS + 1), "1025"),
        (["messages", 0, "content"], None, "content"),
        (["messages", 0, "contentType"], "CustomPayload", "PlainText or SSML"),
        (["messages", 0, "title"], "x", "title"),
        (["requestAttributes"], {"a": 1}, "requestAttributes.a"),
        (["sessionState", "sessionAttributes"], None, "sessionAttributes"),
        (["sessionState", "sessionAttributes"], {"turn": 3}, "sessionAttributes.turn"),
        (["sessionState", "sessionAttributes"], {"a": "x" * ATTRIBUTES_BYTES}, "after base64"),
        (["sessionState", "dialogAction"], None, "dialogAction"),
        (["sessionState", "dialogAction", "type"], "None", "Delegate"),
        (["sessionState", "dialogAction", "slotToElicit"], "Time", "no slot of the intent"),
        (["sessionState", "dialogAction", "slotToElicit"], None, "slotToElicit is needed"),
        (["sessionState", "intent", "name"], "Nonsense", "the bot has"),
        (["sessionState", "intent", "state"], "Done", "ReadyForFulfillment"),
        (["sessionState", "intent", "confirmationState"], "Yes", "Confirmed"),
        (["sessionState", "intent", "slots"], {"Time": None}, "unknown slots"),
        (["sessionState", "intent", "slots"], [], "slots must be an object"),
        (["sessionState", "intent", "slots", "Day"], "friday", "slots.Day"),
        (["sessionState", "intent", "slots", "Day", "shape"], "Round", "Round"),
        (["sessionState", "intent", "slots", "Day", "value", "resolvedValues"], [1], "resolvedValues"),
        (["sessionState", "intent", "slots", "Day", "value", "interpretedValue"], 4, "interpretedValue"),
        (["sessionState", "intent"], None, "sessionState.intent"),
        (["sessionState", "activeContexts"], [{"name": "x", "timeToLive": {"turnsToLive": 1}}], "timeToLive"),
    ],
)
def test_one_wrong_member_is_refused_by_name(path, value, names):
    assert names in refused(changed(path, value))


@pytest.mark.parametrize("response", [None, "ok", [], {}, {"statusCode": 200, "body": "{}"}])
def test_what_is_no_response_is_refused(response):
    refused(response)


def test_a_response_over_its_size_is_refused():
    many = {f"k{number}": None for number in range(3000)}
    assert "bytes" in refused({"sessionState": {}, "requestAttributes": many})


def test_what_is_not_json_is_refused():
    assert "not JSON" in refused(changed(["requestAttributes"], {"when": object()}))


@pytest.mark.parametrize("action", ["ElicitIntent", "ConfirmIntent"])
def test_questions_without_a_slot_need_a_message(action):
    assert "messages" in refused(answer(action, "Move"))


def test_a_slot_goes_with_elicit_slot_only():
    assert "ElicitSlot only" in refused(answer("Delegate", "Move", slot="Day"))


def test_elicit_intent_needs_no_intent_and_close_needs_a_final_state():
    assert taken(answer("ElicitIntent", None, "What else?")).intent is None
    assert taken(closing()).action is Action.CLOSE
    assert "Fulfilled or Failed" in refused(answer("Close", "Agent", "Bye"))
