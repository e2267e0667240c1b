"""How the Lex double listens: timeouts, keys, and barge-in."""

import pytest

from simulator.lex.runtime import LexUnavailable
from tests.unit.lex_stage import Stage, a_bot, answer, closing

ASKED = answer("ElicitSlot", "Move", slot="Day")
START = "x-amz-lex:audio:start-timeout-ms"


def waited(*, function=None, flow=None):
    """Seconds until silence, while an intent and then a slot is elicited."""
    asked = answer("ElicitSlot", "Move", slot="Day", attributes=function or {})
    stage = Stage(["move my visit", "friday"], [asked, closing("Move")])
    stage.converse(**(flow or {}))
    return stage.waited_for


def test_the_bots_start_timeout_holds_without_attributes():
    assert waited() == [4, 4]


def test_the_flows_attribute_comes_before_the_bot_and_the_functions_before_the_flows():
    assert waited(flow={f"{START}:*:*": "7000"}) == [7, 7]
    assert waited(flow={f"{START}:*:*": "7000"}, function={f"{START}:*:*": "9000"}) == [7, 9]


def test_the_closest_name_wins():
    flow = {f"{START}:*:*": "7000", f"{START}:Move:*": "8000", f"{START}:Move:Day": "9000", f"{START}:Agent:*": "1000"}
    assert waited(flow=flow) == [7, 9]


@pytest.mark.parametrize("name", [f"{START}:*", START, f"{START}:*.*", "x-amz-lex:audio:start-timeout:*:*"])
def test_a_malformed_name_is_ignored_as_lex_ignores_it(name):
    assert waited(flow={name: "7000"}) == [4, 4]


@pytest.mark.parametrize(
    ("name", "value"),
    [(f"{START}:*:*", "long"), (f"{START}:*:*", "0"), ("x-amz-lex:audio:max-length-ms:*:*", "15001")],
)
def test_a_malformed_value_makes_lex_unavailable(name, value):
    with pytest.raises(LexUnavailable):
        waited(flow={name: value})


def keyed(pressed, **attributes):
    """Transcript and virtual seconds of one keyed input."""
    stage = Stage([f"#{pressed}"], [closing("FallbackIntent")])
    stage.converse(**attributes)
    assert stage.events[0]["inputMode"] == "DTMF"
    return stage.events[0]["inputTranscript"], round(stage.clock.monotonic(), 1)


def test_keys_end_with_the_hash_which_is_not_part_of_them():
    assert keyed("03121984#") == ("03121984", 0)


def test_keys_without_a_hash_end_after_the_pause():
    assert keyed("0312") == ("0312", 5)
    assert keyed("0312", **{"x-amz-lex:dtmf:end-timeout-ms:*:*": "1500"}) == ("0312", 1.5)


def test_keys_end_at_their_full_length_and_what_follows_is_cleared():
    assert keyed("12345#", **{"x-amz-lex:dtmf:max-length:*:*": "3"}) == ("123", 0)


def test_the_deletion_key_clears_and_ends():
    assert keyed("123*45#") == ("", 0)
    assert keyed("1*2A", **{"x-amz-lex:dtmf:end-character:*:*": "A", "x-amz-lex:dtmf:deletion-character:*:*": "#"}) == (
        "1*2",
        0,
    )


def test_keys_that_are_a_sample_utterance_reach_their_intent():
    stage = Stage(["#0#"], [closing("Agent")])
    assert stage.converse().intent == "Agent"
    assert stage.events[0]["requestAttributes"]["x-amz-lex:dtmf-transcript"] == "0"


def barge_in(*, bot=None, function=None, flow=None):
    """Whether the slot's prompt and the closing message may be interrupted."""
    asked = answer("ElicitSlot", "Move", slot="Day", attributes=function or {})
    stage = Stage(["move my visit", "friday"], [asked, closing("Move", "Done.")], bot=bot)
    stage.converse(**(flow or {}))
    return [prompt.interruptible for prompt in stage.heard]


def test_barge_in_is_on_unless_the_bot_says_otherwise():
    assert barge_in() == [True, True]
    assert barge_in(bot=a_bot(allow_interrupt=False)) == [False, True]


def test_barge_in_attributes_come_before_the_bot():
    allow = "x-amz-lex:allow-interrupt"
    assert barge_in(flow={f"{allow}:Move:Day": "false"}) == [False, True]
    assert barge_in(flow={f"{allow}:*:*": "false"}, function={f"{allow}:*:*": "true"})[0] is True
    assert barge_in(flow={"x-amz-lex:barge-in-enabled": "false"}) == [True, True]


def test_a_value_said_on_an_interrupting_turn_is_a_value_like_any_other():
    stage = Stage(["move my visit", "friday"], [ASKED, closing("Move")])
    assert stage.converse().slots["Day"] == "2026-12-04"
