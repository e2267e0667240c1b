"""A finished call as JSON and on paper."""

import json
from dataclasses import replace
from datetime import date

from fulfillment.disposition import Disposition
from measure.cost import Cost
from simulator.caller import Action
from simulator.exchange import Exchange
from simulator.expectations import Failure
from simulator.line import Keys, Prompt, Silence, Speech
from simulator.outcome import Outcome
from simulator.report import as_json, conversation

CONTRACT = ["script", "passed", "failures", "disposition", "queue", "reason", "turns", "handoff", "blocks", "cost_usd"]
AFTERWARDS = ["agent", "wait_s", "callbacks", "feedback", "assist", "earlier", "aside"]
TURN = ["caller", "spoken", "intent", "confidence", "model", "first_word_ms", "timeline", "usage"]


def a_prompt(text: str, heard_by: str = "caller") -> Prompt:
    return Prompt(text=text, ssml=f"<speak>{text}</speak>", block="lex", interruptible=False, heard_by=heard_by)


def an_outcome() -> Outcome:
    return Outcome(
        exchanges=[
            Exchange(0, None, heard=[a_prompt("Welcome.")]),
            Exchange(
                1,
                Action(Speech("what does parking cost", 0.42), interrupts=True),
                heard=[a_prompt("Three dollars."), a_prompt("for the agent", heard_by="agent")],
                intent="FallbackIntent",
                confidence=0.81,
                model="offline-extractive",
                first_word_ms=12.4,
                timeline={"loaded": 3.0},
                usage={"input_tokens": 10},
            ),
            Exchange(2, Action(Silence()), heard=[a_prompt("Are you there?")]),
            Exchange(3, Action(Keys("0"), interrupts=True), lost=True),
            Exchange(4, Action(None)),
        ],
        disposition=Disposition.HANDED_OFF,
        queue="General",
        reason="asked",
        handoff={"verified": False},
        blocks=[{"flow": "inbound", "action": "Greeting", "branch": "next"}],
        problems=["turn 2: SessionsError"],
        cost=Cost(parts={"telephony": 0.04, "models": 0.01}, as_of=date(2026, 11, 1)),
    )


def test_the_json_has_the_contracts_keys_in_their_order():
    document = as_json("a.toml", an_outcome(), [Failure(1, "hears: 'x' was not heard"), Failure(None, "queue: ...")])
    assert list(document) == [*CONTRACT, *AFTERWARDS]
    assert list(document["turns"][0]) == TURN
    assert document["passed"] is False
    assert document["failures"] == ["turn 1: hears: 'x' was not heard", "queue: ..."]
    assert document["disposition"] == "handed_off"
    assert json.loads(json.dumps(document)) == document


def test_the_json_has_what_the_call_cost_and_whether_a_turns_tokens_are_estimated():
    outcome = an_outcome()
    outcome.exchanges[1].usage_estimated = True
    document = as_json("a.toml", outcome, [])
    assert document["cost_usd"] == 0.05
    assert [turn["usage"].get("estimated") for turn in document["turns"][:3]] == [None, True, None]
    assert as_json("a.toml", replace(outcome, cost=None), [])["cost_usd"] is None


def test_the_greeting_is_the_first_turn_and_the_whisper_is_in_none():
    turns = as_json("a.toml", an_outcome(), [])["turns"]
    assert turns[0]["caller"] is None
    assert [turn["caller"] for turn in turns[1:]] == ["!what does parking cost", "", "!#0", "(hangs up)"]
    assert turns[1]["spoken"] == [
        {"text": "Three dollars.", "ssml": "<speak>Three dollars.</speak>", "block": "lex", "interruptible": False}
    ]


def test_a_failing_turn_has_an_arrow_and_what_was_expected():
    failures = [Failure(2, "hears: 'x' was not heard"), Failure(9, "was not played"), Failure(None, "queue: wrong")]
    assert conversation(an_outcome(), failures).splitlines() == [
        "   Frontdesk: Welcome.",
        "   Caller:    !what does parking cost (transcribed with confidence 0.42)",
        "   Frontdesk: Three dollars.",
        "   To agent:  for the agent",
        "              FallbackIntent | confidence 0.81 | offline-extractive | 12 ms",
        "-> Caller:    (silence)",
        "   Frontdesk: Are you there?",
        "      expected otherwise: hears: 'x' was not heard",
        "   Caller:    !#0 (not heard: over a prompt that may not be interrupted)",
        "   Caller:    (hangs up)",
        "-> turn 9: was not played",
        "   [handed off, queue General, reason asked]",
        "-> queue: wrong",
        "   behind the line: turn 2: SessionsError",
    ]
