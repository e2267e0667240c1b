"""The event the function receives, held against the shape of real ones."""

import json
from pathlib import Path

import pytest

from simulator.lex.events import MAX_INTERPRETATIONS, BotIds, Intent, ranked
from tests.unit.lex_stage import Stage, answer, closing

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus" / "lex_events"

INTENT = {"name": str, "slots": dict, "state": str, "confirmationState": str}
VOICE_EVENT = {
    "messageVersion": str,
    "invocationSource": str,
    "inputMode": str,
    "responseContentType": str,
    "sessionId": str,
    "inputTranscript": str,
    "bot": {"id": str, "name": str, "aliasId": str, "aliasName": str, "localeId": str, "version": str},
    "interpretations": list,
    "requestAttributes": {"x-amz-lex:accept-content-types": str, "x-amz-lex:channels:platform": str},
    "sessionState": {"activeContexts": list, "sessionAttributes": dict, "intent": INTENT, "originatingRequestId": str},
    "transcriptions": list,
}
"""Members of a Connect voice turn; a dialog hook that proposes something has `proposedNextState` besides."""


def shape_of(expected, found, where="event"):
    assert found.keys() == expected.keys(), where
    for key, kind in expected.items():
        if isinstance(kind, dict):
            shape_of(kind, found[key], f"{where}.{key}")
        else:
            assert isinstance(found[key], kind), f"{where}.{key}"


def spoken(text="operator", response=None):
    stage = Stage([text], [response or closing()])
    stage.converse(locale="en_US")
    return stage.events[0]


def test_a_fulfillment_event_has_every_member_of_a_connect_voice_turn_and_no_other():
    event = spoken()
    shape_of(VOICE_EVENT, event)
    assert event["messageVersion"] == "1.0"
    assert event["inputMode"] == "Speech"
    assert event["responseContentType"] == "text/plain; charset=utf-8"
    assert event["requestAttributes"] == {
        "x-amz-lex:accept-content-types": "PlainText,SSML",
        "x-amz-lex:channels:platform": "Connect",
    }
    assert event["bot"]["localeId"] == "en_US"
    json.dumps(event)


def test_a_dialog_event_adds_the_proposed_next_state():
    event = spoken("move my visit", closing("Move"))
    shape_of({**VOICE_EVENT, "proposedNextState": dict}, event)
    shape_of({"intent": INTENT, "dialogAction": {"type": str}, "prompt": {"attempt": str}}, event["proposedNextState"])


def test_interpretations_score_every_intent_but_fallback():
    event = spoken("move it to friday", closing("Move"))
    first, fallback = event["interpretations"]
    assert first.keys() == {"intent", "interpretationSource", "nluConfidence"}
    assert isinstance(first["nluConfidence"], float)
    assert fallback.keys() == {"intent", "interpretationSource"}
    assert fallback["intent"]["name"] == "FallbackIntent"


def test_a_miss_puts_fallback_first():
    event = spoken("tell me a story about parking", closing("FallbackIntent"))
    assert event["interpretations"][0]["intent"]["name"] == "FallbackIntent"
    assert event["interpretations"][0]["intent"]["state"] == "ReadyForFulfillment"


def test_a_transcription_names_what_this_very_input_filled():
    stage = Stage(["move it to friday", "a flu jab"], [answer("ElicitSlot", "Move", slot="Kind"), closing("Move")])
    stage.converse()
    entry = stage.events[1]["transcriptions"][0]
    assert entry["transcription"] == "a flu jab"
    assert entry["resolvedContext"] == {"intent": "Move"}
    assert entry["resolvedSlots"].keys() == {"Kind"}
    assert stage.events[1]["sessionState"]["intent"]["slots"]["Kind"] == {
        "shape": "Scalar",
        "value": {"originalValue": "flu jab", "interpretedValue": "flu shot", "resolvedValues": ["flu shot"]},
    }


def test_keys_carry_their_transcript_as_a_request_attribute():
    stage = Stage(["#12#"], [closing("FallbackIntent")])
    stage.converse()
    assert stage.events[0]["inputMode"] == "DTMF"
    assert stage.events[0]["requestAttributes"]["x-amz-lex:dtmf-transcript"] == "12"
    assert stage.events[0]["transcriptions"][0]["transcription"] == "12"


def test_silence_has_no_transcription():
    assert spoken("", closing("FallbackIntent"))["transcriptions"] == []


def test_both_hooks_of_one_turn_share_a_request_and_turns_do_not():
    answers = [answer("ConfirmIntent", "Move", "Sure?"), answer("ElicitIntent", None, "Done. And?"), closing()]
    stage = Stage(["move my visit", "yes", "operator"], answers)
    stage.converse()
    requests = [event["sessionState"]["originatingRequestId"] for event in stage.events]
    assert len(set(requests)) == 3
    assert len({event["sessionId"] for event in stage.events}) == 1
    assert stage.events[0]["sessionId"] != "contact-1"


def test_fallback_stands_where_the_threshold_puts_it():
    understood = [(Intent(name), score) for name, score in [("A", 0.9), ("B", 0.5), ("C", 0.3), ("D", 0.2), ("E", 0.1)]]
    ranking = ranked(understood, fallback=Intent("FallbackIntent"), threshold=0.4)
    assert [each.intent.name for each in ranking] == ["A", "B", "FallbackIntent", "C", "D"]
    assert len(ranking) == MAX_INTERPRETATIONS
    assert BotIds().alias_id != "TSTALIASID"


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the public samples are not on this machine")
@pytest.mark.parametrize("sample", sorted(CORPUS.glob("*.json")), ids=lambda path: path.stem)
def test_no_member_is_named_differently_in_a_real_event(sample):
    real = json.loads(sample.read_text(encoding="utf-8"))
    ours = spoken("move my visit", closing("Move"))
    assert real.keys() <= ours.keys() | {"invocationLabel"}
    assert real["bot"].keys() <= ours["bot"].keys()
    assert real["sessionState"].keys() <= ours["sessionState"].keys() | {"dialogAction", "runtimeHints"}
    for interpretation in real["interpretations"]:
        assert interpretation.keys() <= ours["interpretations"][0].keys() | {"sentimentResponse"}
    for transcription in real["transcriptions"]:
        assert transcription.keys() == ours["transcriptions"][0].keys()
    if "proposedNextState" in real:
        assert real["proposedNextState"].keys() <= ours["proposedNextState"].keys()
