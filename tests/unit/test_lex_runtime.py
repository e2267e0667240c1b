"""The states of the Lex double: what reaches the function, and what its answers lead to."""

import pytest

from simulator.lex.responses import Action
from simulator.lex.runtime import LexUnavailable
from simulator.line import CallerHungUp, Prompt, Speech
from tests.unit.lex_stage import Stage, a_bot, answer, closing

FRIDAY = {"shape": "Scalar", "value": {"originalValue": "friday", "interpretedValue": "2026-12-04"}}


def hooks(stage):
    return [(event["invocationSource"], event["sessionState"]["intent"]["name"]) for event in stage.events]


def test_an_intent_without_dialog_hook_goes_straight_to_fulfillment():
    stage = Stage(["operator"], [closing("Agent", "I connect you.", attributes={"outcome": "agent"})])
    result = stage.converse(greeting=Prompt("Hello.", None, "inbound/Ask", True), locale="en_US")
    assert hooks(stage) == [("FulfillmentCodeHook", "Agent")]
    assert stage.events[0]["sessionState"]["intent"]["state"] == "ReadyForFulfillment"
    assert stage.texts == ["Hello.", "I connect you."]
    assert (result.intent, result.dialog_state, result.attributes) == ("Agent", "Fulfilled", {"outcome": "agent"})
    assert result.confidence == 1.0


def test_what_no_intent_matches_reaches_fallback_fulfillment():
    stage = Stage(["what does parking cost?"], [closing("FallbackIntent", "Five dollars.")])
    result = stage.converse()
    assert hooks(stage) == [("FulfillmentCodeHook", "FallbackIntent")]
    assert stage.events[0]["inputTranscript"] == "what does parking cost?"
    assert result.confidence is None


def test_silence_reaches_fallback_with_an_empty_transcript():
    stage = Stage(["", "operator"], [answer("ElicitIntent", "FallbackIntent", "Are you there?"), closing()])
    stage.converse()
    assert stage.events[0]["inputTranscript"] == ""
    assert hooks(stage) == [("FulfillmentCodeHook", "FallbackIntent"), ("FulfillmentCodeHook", "Agent")]


def test_an_intent_with_dialog_hook_starts_there_with_what_was_said_in_passing():
    stage = Stage(["move it to friday"], [closing("Move")])
    stage.converse()
    event = stage.events[0]
    assert event["invocationSource"] == "DialogCodeHook"
    assert event["sessionState"]["intent"]["slots"]["Day"]["value"]["interpretedValue"] == "2026-12-04"
    assert event["transcriptions"][0]["resolvedSlots"].keys() == {"Day"}
    assert event["proposedNextState"]["dialogAction"] == {"type": "ConfirmIntent"}


def test_a_required_slot_is_proposed_first():
    stage = Stage(["move my visit"], [closing("Move")], bot=a_bot(required=True))
    stage.converse()
    proposed = stage.events[0]["proposedNextState"]
    assert proposed["dialogAction"] == {"type": "ElicitSlot", "slotToElicit": "Day"}
    assert proposed["prompt"] == {"attempt": "Initial"}


def test_a_value_for_the_elicited_slot_reaches_the_dialog_hook():
    stage = Stage(["move my visit", "on friday"], [answer("ElicitSlot", "Move", slot="Day"), closing("Move")])
    stage.converse()
    assert stage.texts == ["Day?"]
    assert stage.events[1]["invocationSource"] == "DialogCodeHook"
    assert stage.events[1]["sessionState"]["intent"]["slots"]["Day"]["value"]["interpretedValue"] == "2026-12-04"


def test_a_message_of_the_function_takes_the_place_of_the_slots_prompt():
    asked = answer("ElicitSlot", "Move", "Hi Ana. Which day?", slot="Day")
    stage = Stage(["move my visit", "on friday"], [asked, closing("Move", "Done.")])
    stage.converse()
    assert stage.texts == ["Hi Ana. Which day?", "Done."]


@pytest.mark.parametrize("missed", ["the second one", "", "#03121984#", "#1"])
def test_a_miss_reaches_the_elicitation_hook_with_the_slot_null(missed):
    stage = Stage(["move my visit", missed], [answer("ElicitSlot", "Move", slot="Day"), closing("Move")])
    stage.converse()
    event = stage.events[1]
    assert event["invocationSource"] == "DialogCodeHook"
    assert event["sessionState"]["intent"]["slots"]["Day"] is None
    assert event["proposedNextState"]["dialogAction"] == {"type": "ElicitSlot", "slotToElicit": "Day"}
    assert event["proposedNextState"]["prompt"] == {"attempt": "Retry1"}


def test_the_function_asking_again_starts_lexs_count_anew():
    asked = answer("ElicitSlot", "Move", slot="Day")
    stage = Stage(["move my visit", "what", "what", "what", "what"], [asked] * 4 + [closing("Move")])
    stage.converse()
    assert {event["proposedNextState"]["prompt"]["attempt"] for event in stage.events[1:]} == {"Retry1"}


def test_delegating_misses_uses_up_the_bots_retries_and_ends_in_fallback():
    delegate = answer("Delegate", "Move")
    answers = [answer("ElicitSlot", "Move", slot="Day"), delegate, delegate, closing("FallbackIntent")]
    stage = Stage(["move my visit", "what", "what", "what"], answers)
    stage.converse()
    attempts = [event.get("proposedNextState", {}).get("prompt", {}).get("attempt") for event in stage.events[1:]]
    assert attempts == ["Retry1", "Retry2", None]
    assert hooks(stage)[-1] == ("FulfillmentCodeHook", "FallbackIntent")


def test_without_elicitation_hooks_lex_reprompts_by_itself_and_then_falls_back():
    stage = Stage(
        ["move my visit", "what", "", "what"],
        [answer("ElicitSlot", "Move", slot="Day"), closing("FallbackIntent")],
        bot=a_bot(elicitation_hooks=False),
    )
    stage.converse()
    assert stage.texts == ["Day?", "Day?", "Day?"]
    assert hooks(stage) == [("DialogCodeHook", "Move"), ("FulfillmentCodeHook", "FallbackIntent")]


def test_an_utterance_that_clearly_is_another_intent_leaves_the_slot():
    asked = answer("ElicitSlot", "Move", slot="Day")
    stage = Stage(["move my visit", "operator", "friday"], [asked, asked, closing("Move")])
    stage.converse()
    assert hooks(stage)[1] == ("FulfillmentCodeHook", "Agent")
    assert hooks(stage)[2] == ("DialogCodeHook", "Move")


def test_an_answer_may_lead_from_fallback_into_a_task():
    asked = answer("ElicitSlot", "Move", "Which day?", slot="Day", slots={"Kind": None})
    stage = Stage(["well you see", "friday"], [asked, closing("Move")])
    stage.converse()
    assert [turn.intent for turn in stage.turns] == ["Move", "Move"]
    assert stage.events[1]["sessionState"]["intent"]["slots"]["Day"] is not None


def test_yes_confirms_and_fulfils():
    stage = Stage(["move my visit", "yes please"], [answer("ConfirmIntent", "Move", "Friday?"), closing("Move")])
    stage.converse()
    event = stage.events[1]
    assert event["invocationSource"] == "FulfillmentCodeHook"
    assert event["sessionState"]["intent"]["confirmationState"] == "Confirmed"
    assert event["sessionState"]["intent"]["state"] == "ReadyForFulfillment"


def test_no_is_denied_and_reaches_the_dialog_hook():
    stage = Stage(["move my visit", "no"], [answer("ConfirmIntent", "Move", "Friday?"), closing("Move")])
    stage.converse()
    event = stage.events[1]
    assert event["invocationSource"] == "DialogCodeHook"
    assert event["sessionState"]["intent"]["confirmationState"] == "Denied"
    assert "proposedNextState" not in event


@pytest.mark.parametrize("heard", ["#1", "yes but later", "", "what does it cost"])
def test_neither_yes_nor_no_reaches_the_elicitation_hook_unconfirmed(heard):
    stage = Stage(["move my visit", heard], [answer("ConfirmIntent", "Move", "Friday?"), closing("Move")])
    stage.converse()
    event = stage.events[1]
    assert event["invocationSource"] == "DialogCodeHook"
    assert event["sessionState"]["intent"]["confirmationState"] == "None"
    assert event["proposedNextState"]["dialogAction"] == {"type": "ConfirmIntent"}
    assert event["proposedNextState"]["prompt"] == {"attempt": "Retry1"}


def test_delegate_makes_lex_do_its_own_next_steps():
    delegate = answer("Delegate", "Move")
    answers = iter([delegate, answer("Delegate", "Move", slots={"Day": FRIDAY, "Kind": FRIDAY}), delegate])
    stage = Stage(["move my visit", "friday", "yes"], answers, bot=a_bot(required=True))
    result = stage.converse()
    assert stage.texts == ["Day?", "Move it?"]
    assert [event["invocationSource"] for event in stage.events] == ["DialogCodeHook"] * 2 + ["FulfillmentCodeHook"]
    assert result.dialog_state == "Fulfilled"


def test_delegating_a_declined_confirmation_ends_the_conversation():
    answers = [answer("ConfirmIntent", "Move", "Friday?"), answer("Delegate", "Move", confirmation="Denied")]
    result = Stage(["move my visit", "no"], answers).converse()
    assert result.dialog_state == "Failed"


def test_delegating_for_ever_is_stopped():
    answers = [answer("Delegate", name) for name in ("FallbackIntent", "Agent") * 9]
    with pytest.raises(LexUnavailable, match="only delegated"):
        Stage(["operator"], answers).converse()


def test_session_attributes_are_those_of_the_last_answer():
    answers = [answer("ElicitIntent", None, "Yes?", attributes={"turn": "1", "locale": "en_US"}), closing()]
    stage = Stage(["hm", "operator"], answers)
    result = stage.converse(locale="en_US", session_id="contact-1")
    assert stage.events[0]["sessionState"]["sessionAttributes"] == {"locale": "en_US", "session_id": "contact-1"}
    assert stage.events[1]["sessionState"]["sessionAttributes"] == {"turn": "1", "locale": "en_US"}
    assert result.attributes == {}


@pytest.mark.parametrize(("survive", "seen"), [(True, {"a": "1", "asked": "callback"}), (False, {"asked": "callback"})])
def test_a_second_block_starts_with_or_without_what_the_first_one_left(survive, seen):
    stage = Stage(["operator"] * 2, [closing(attributes={"a": "1"}), closing()], attributes_survive=survive)
    stage.converse(locale="en_US")
    stage.converse(asked="callback")
    assert stage.events[1]["sessionState"]["sessionAttributes"] == seen


def test_relative_dates_are_resolved_where_lex_lives():
    asked = answer("ElicitSlot", "Move", slot="Day")
    late = Stage(["move my visit", "tomorrow"], [asked, closing("Move")], zone_of_lex="Pacific/Auckland")
    late.converse()
    assert late.events[1]["sessionState"]["intent"]["slots"]["Day"]["value"]["interpretedValue"] == "2026-12-03"


def test_a_conversation_of_fifteen_minutes_breaks_off():
    stage = Stage([""] * 500, lambda *_: answer("ElicitIntent", None, "Are you there?"))
    with pytest.raises(LexUnavailable, match="15 minutes"):
        stage.converse()
    assert 900 <= stage.clock.monotonic() < 910


def test_a_caller_who_hangs_up_ends_it_where_it_is():
    stage = Stage(["move my visit"], [answer("ElicitSlot", "Move", slot="Day")])
    with pytest.raises(CallerHungUp):
        stage.converse()


def test_an_observer_sees_every_turn_with_its_calls():
    asked = answer("ElicitSlot", "Move", slot="Day")
    stage = Stage(["move my visit", Speech("friday", 0.42)], [asked, closing("Move")])
    stage.converse()
    first, second = stage.turns
    assert (first.number, first.intent, first.confidence, first.awaits) == (1, "Move", 1.0, Action.ELICIT_SLOT)
    assert first.calls[0].response == asked
    assert (second.heard.confidence, second.awaits) == (0.42, None)
    assert second.function_ms >= 0


def test_a_bot_with_a_slot_type_that_is_not_imitated_is_refused_at_once():
    bot = a_bot()
    slot = bot.intents[0].slots[0].model_copy(update={"type": "AMAZON.Duration"})
    intents = (bot.intents[0].model_copy(update={"slots": (slot,)}), *bot.intents[1:])
    with pytest.raises(ValueError, match=r"AMAZON\.Duration"):
        Stage([], [], bot=bot.model_copy(update={"intents": intents}))
