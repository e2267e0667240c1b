"""Rules about callers: for each a flow that breaks it alone, and one that nearly does."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contact_flows import Flow
from contact_flows.bind import FOLDER
from contact_flows.check import Severity
from contact_flows.coverage import Way
from contact_flows.flow import Action, Condition, parse, read
from contact_flows.language import MAX_ACTIONS
from contact_flows.lint import RULES, Known, Purpose, lint
from contact_flows.lint.conditions import covers
from contact_flows.lint.graph import Graph
from contact_flows.lint.rules import CALLERS
from contact_flows.lint.speech import lasts_s
from tests.unit.flow_stage import action, flow_data

BOT, FUNCTION = "${BotAlias}", "${FlowFunction}"
KNOWN = Known(
    first=frozenset({"inbound"}),
    bots={BOT: frozenset({"BookAppointment", "FallbackIntent"})},
    session_attributes={"outcome": frozenset({"done", "agent"}), "topic": None},
    session_needs=frozenset({"session_id"}),
    functions={
        FUNCTION: {
            "greet": Purpose({"name": None}),
            "judge": Purpose({"verdict": frozenset({"yes", "no"})}, needs=frozenset({"number"})),
        }
    },
    attributes={"desk": frozenset({"General", "Billing"}), "session_id": None},
    views={"${View}": frozenset({"Close", "Report"})},
    placeholders=frozenset({"BotAlias", "ClinicName", "FlowFunction", "QueueGeneral", "View"}),
    later_needs=frozenset({"asked"}),
    session_values={"asked": frozenset({"callback"})},
)
"""A set of flows that is whole, with a small bot and function."""
FAILED = {"NoMatchingError": "End"}


def say(identifier: str, text: str, *, then: str = "End") -> dict[str, Any]:
    return action(identifier, "MessageParticipant", {"Text": text}, then=then, errors={"NoMatchingError": then})


SORRY = say("Sorry", "I'm sorry, something went wrong. Goodbye.")


def built(*actions: dict[str, Any], kind: str = "contactFlow", name: str = "inbound", **metadata: Any) -> Flow:
    """A flow of these actions, and of an End where one of them leads there."""
    data = flow_data(*actions)
    if '"End"' not in json.dumps(actions):
        data["Actions"] = list(actions)
    return read(data | {"Metadata": {"type": kind, **metadata}}, name=f"{name}.json")


def talk(identifier: str = "Bot", **changes: Any) -> dict[str, Any]:
    parameters = {"Text": "How can I help?", "LexV2Bot": {"AliasArn": BOT}, "LexSessionAttributes": {"session_id": "1"}}
    errors = {"NoMatchingCondition": "Sorry", "NoMatchingError": "Sorry"}
    given: dict[str, Any] = {"parameters": parameters, "errors": errors, "then": "Sorry", **changes}
    return action(identifier, "ConnectParticipantWithLexBot", **given)


def lex(**attributes: str) -> dict[str, Any]:
    parameters = {"LexV2Bot": {"AliasArn": BOT}, "LexSessionAttributes": {"session_id": "1", **attributes}}
    return talk(parameters=parameters)


def call(identifier: str, arn: str = "arn:a", *, then: str = "Sorry", failed: str = "Sorry", **sent: str) -> Any:
    parameters = {"LambdaFunctionARN": arn, "InvocationTimeLimitSeconds": "3"}
    more = {"LambdaInvocationAttributes": sent} if sent else {}
    return action(identifier, "InvokeLambdaFunction", parameters | more, then=then, errors={"NoMatchingError": failed})


def keys(text: str, *, then: str = "Sorry", missed: str = "Sorry", failed: str = "Sorry", **when: str) -> Any:
    errors = {"NoMatchingError": failed, "NoMatchingCondition": missed, "InputTimeLimitExceeded": failed}
    parameters = {"Text": text, "StoreInput": "False", "InputTimeLimitSeconds": "5"}
    answered = {key.removeprefix("k"): target for key, target in when.items()}
    return action("Menu", "GetParticipantInput", parameters, then=then, errors=errors, when=answered)


def queue(identifier: str = "Queue", *, then: str = "Transfer", to: str = "${QueueGeneral}") -> dict[str, Any]:
    errors = {"NoMatchingError": "Sorry"}
    return action(identifier, "UpdateContactTargetQueue", {"QueueId": to}, then=then, errors=errors)


def transfer(*, failed: str = "Sorry") -> dict[str, Any]:
    errors = {"QueueAtCapacity": failed, "NoMatchingError": failed}
    return action("Transfer", "TransferContactToQueue", then=failed, errors=errors)


def keep(*, then: str = "Sorry", failed: str = "", identifier: str = "Keep", **attributes: str) -> dict[str, Any]:
    parameters = {"Attributes": attributes, "TargetContact": "Current"}
    errors = {"NoMatchingError": failed or then}
    return action(identifier, "UpdateContactAttributes", parameters, then=then, errors=errors)


def flow_keep(*, then: str = "Sorry", identifier: str = "Keep", **attributes: str) -> dict[str, Any]:
    parameters = {"FlowAttributes": {name: {"Value": value} for name, value in attributes.items()}}
    return action(identifier, "UpdateFlowAttributes", parameters, then=then, errors={"NoMatchingError": then})


def compare(value: str, *, missed: str = "Sorry", identifier: str = "Is", **when: str) -> dict[str, Any]:
    errors = {"NoMatchingCondition": missed}
    return action(identifier, "Compare", {"ComparisonValue": value}, then=missed, errors=errors, when=when)


def twice(checked: dict[str, Any], *, then: str) -> dict[str, Any]:
    """The same with its condition a second time, which leads elsewhere."""
    transitions = checked["Transitions"]
    again = transitions["Conditions"] + [transitions["Conditions"][0] | {"NextAction": then}]
    return checked | {"Transitions": transitions | {"Conditions": again}}


def hours(*, closed: str) -> dict[str, Any]:
    when = {"True": "Sorry", "False": closed}
    parameters = {"HoursOfOperationId": "arn:hours"}
    return action(
        "Open", "CheckHoursOfOperation", parameters, then=closed, errors={"NoMatchingError": "Sorry"}, when=when
    )


def view(*answered: str) -> dict[str, Any]:
    errors = {"NoMatchingError": "End", "NoMatchingCondition": "End", "TimeLimitExceeded": "End"}
    parameters = {"ViewResource": {"Id": "${View}"}, "InvocationTimeLimitSeconds": "60"}
    return action("Show", "ShowView", parameters, errors=errors, when=dict.fromkeys(answered, "End"))


def phone(**errors: str) -> dict[str, Any]:
    validation = {"PhoneNumberValidation": {"NumberFormat": "Local", "CountryCode": "US"}}
    parameters = {
        "StoreInput": "True",
        "InputTimeLimitSeconds": "5",
        "InputValidation": validation,
        "Text": "Your number?",
    }
    return action(
        "Phone", "GetParticipantInput", parameters, then="Sorry", errors={"NoMatchingError": "Sorry", **errors}
    )


def asking(what: str) -> dict[str, Any]:
    given = {"session_id": "1", "asked": what}
    return {"Text": "Shall we call you?", "LexV2Bot": {"AliasArn": BOT}, "LexSessionAttributes": given}


def keyed(operand: str) -> dict[str, Any]:
    return compare("$.StoredCustomerInput", **{operand: "Sorry"}, missed="End")


def wait_of(*seconds: str) -> dict[str, Any]:
    """Goes by the estimated wait, in so many steps."""
    targets = dict(zip(seconds, ("Sorry", "End"), strict=True))
    errors = {"NoMatchingCondition": "Sorry"}
    parameters = {"ComparisonValue": "$.Metrics.Contact.EstimatedWaitTime"}
    return action("Is", "Compare", parameters, then="Sorry", errors=errors, when=targets, operator="NumberLessThan")


DONE = action("Done", "EndFlowExecution", then=None)


def music_for(text: str) -> dict[str, Any]:
    return music(InterruptFrequencySeconds="30") | {
        "Parameters": {"Messages": [{"Text": text}], "InterruptFrequencySeconds": "30"}
    }


def music(**more: str) -> dict[str, Any]:
    parameters = {"Messages": [{"Text": "Please wait."}], **more}
    return action(
        "Wait", "MessageParticipantIteratively", parameters, errors=FAILED, when={"MessagesInterrupted": "End"}
    )


def note(*lines: str, on: str = "") -> dict[str, Any]:
    return {"Annotations": [{"type": "default", "id": "n", "content": "\n".join(lines), "actionId": on}]}


def placed(*names: str) -> dict[str, Any]:
    return {"ActionMetadata": {name: {"position": {"x": 1, "y": 1}} for name in names}}


LOOKUP = call("Lookup", "arn:a", then="Hello")
HELLO = say("Hello", "Hello $.External.name, number $.External.customer.", then="Balance")
BALANCE = call("Balance", "arn:b", then="Tell")
SILENCED = "lint: silent-error: the task queue has nobody on the line"
CUT_OFF = (queue(), transfer(failed="End"), SORRY)


@dataclass(frozen=True)
class Pair:
    """A flow that breaks a rule alone, and one that nearly does. A rule that is broken in several ways has several."""

    rule: str
    breaks: Flow
    nearly: Flow
    known: Known | None = None
    note: bool = False


PAIRS = [
    Pair(
        "unreachable",
        built(SORRY, say("Lost", "Nobody hears this.")),
        built(keys("Press 1.", k1="Found"), say("Found", "Somebody hears this."), SORRY),
    ),
    Pair(
        "unreachable",
        built(SORRY, action("Spare", "DisconnectParticipant", then=None)),
        built(say("Hi", "Hi.", then="Spare"), action("Spare", "DisconnectParticipant", then=None)),
        note=True,
    ),
    Pair("silent-error", built(*CUT_OFF), built(queue(), transfer(), SORRY)),
    Pair(
        "silent-error",
        built(call("Ask", then="Sorry", failed="Log"), keep(then="End", identifier="Log", a="1"), SORRY),
        built(say("Bye", "Goodbye.", then="Ask"), call("Ask", then="End", failed="End")),
    ),
    Pair(
        "silent-error",
        built(keys("Press 1, or hang up.", k1="Ask", missed="End", failed="End"), call("Ask", failed="End"), SORRY),
        built(keys("Press 1, or hang up.", k1="Ask", missed="End", failed="End"), call("Ask"), SORRY),
    ),
    Pair(
        "silent-end", built(hours(closed="End"), SORRY), built(hours(closed="Closed"), say("Closed", "Closed."), SORRY)
    ),
    Pair(
        "silent-end",
        built(compare("$.Channel", VOICE="Sorry", missed="End"), SORRY),
        built(say("Hi", "Hi.", then="Is"), compare("$.Channel", VOICE="Sorry", missed="End"), SORRY),
        known=KNOWN,
    ),
    Pair(
        "endless-loop",
        built(say("A", "Hold the line.", then="B"), call("B", then="A"), SORRY),
        built(
            say("A", "Hold the line.", then="B"),
            call("B", then="C"),
            compare("$.External.a", identifier="C", missed="A", yes="Sorry"),
            SORRY,
        ),
    ),
    Pair(
        "endless-loop",
        built(say("A", "Round.", then="B"), say("B", "And round.", then="A")),
        built(say("A", "Round.", then="Menu"), keys("Stay.", then="A", missed="A", failed="A")),
    ),
    Pair(
        "error-loop",
        built(call("Ask", failed="Ask"), SORRY),
        built(
            call("Ask", failed="Tell"),
            say("Tell", "One moment.", then="Menu"),
            keys("Press 1.", then="Ask", k1="Ask"),
            SORRY,
        ),
    ),
    Pair(
        "no-queue",
        built(say("Hi", "Hi.", then="Transfer"), transfer(), SORRY),
        built(say("Hi", "Hi.", then="Queue"), queue(), transfer(), SORRY),
        known=KNOWN,
    ),
    Pair(
        "no-queue",
        built(say("Hi", "Welcome to our billing office.", then="Transfer"), transfer(), SORRY),
        built(queue(), transfer(), SORRY),
        note=True,
    ),
    Pair(
        "no-queue",
        built(say("Hi", "Please hold.", then="Transfer"), transfer(), SORRY),
        built(say("Hi", "Please hold for $.Queue.Name.", then="Transfer"), transfer(), SORRY),
        note=True,
    ),
    Pair(
        "flow-attribute",
        built(say("Hi", "Hi $.FlowAttributes.name.", then="Keep"), flow_keep(name="you"), SORRY),
        built(flow_keep(then="Hi", name="you"), say("Hi", "Hi $.FlowAttributes.name.")),
    ),
    Pair(
        "contact-attribute",
        built(say("Hi", "Hi $.Attributes.name.")),
        built(keep(then="Hi", name="you"), say("Hi", "Hi $.Attributes.name.")),
        known=KNOWN,
    ),
    Pair(
        "too-early",
        built(say("Hi", "Hi $.External.name.")),
        built(call("Ask", FUNCTION, then="Hi", purpose="greet"), say("Hi", "Hi $.External.name."), SORRY),
        known=KNOWN,
    ),
    Pair(
        "replaced-external",
        built(
            call("Ask", FUNCTION, then="Judge", purpose="greet"),
            call("Judge", FUNCTION, then="Hi", purpose="judge", number="1"),
            say("Hi", "Hi $.External.name."),
            SORRY,
        ),
        built(
            call("Judge", FUNCTION, then="Ask", purpose="judge", number="1"),
            call("Ask", FUNCTION, then="Hi", purpose="greet"),
            say("Hi", "Hi $.External.name."),
            SORRY,
        ),
        known=KNOWN,
    ),
    Pair(
        "replaced-external",
        built(LOOKUP, HELLO, BALANCE, say("Tell", "$.External.name, you owe $.External.amount."), SORRY),
        built(LOOKUP, HELLO, BALANCE, say("Tell", "You owe $.External.amount."), SORRY),
        note=True,
    ),
    Pair(
        "lex-attribute",
        built(talk(then="Hi"), say("Hi", "You said $.Lex.InputTranscript."), SORRY),
        built(talk(then="Hi"), say("Hi", "You mean $.Lex.IntentName."), SORRY),
    ),
    Pair(
        "lex-attribute",
        built(talk(then="Hi"), say("Hi", "It is $.Lex.SessionAttributes.mood."), SORRY),
        built(talk(then="Hi"), say("Hi", "It is $.Lex.SessionAttributes.topic."), SORRY),
        known=KNOWN,
    ),
    Pair(
        "agent-attribute",
        built(music_for("I am $.Agent.FirstName."), kind="customerQueue"),
        built(music_for("You are in $.Queue.Name."), kind="customerQueue"),
    ),
    Pair("agent-attribute", built(say("Hi", "I am $.Agent.FirstName.")), built(say("Hi", "Hi.")), known=KNOWN),
    Pair(
        "agent-attribute",
        built(say("Hi", "I was $.Agent.FirstName.")),
        built(say("Hi", "I am $.Agent.FirstName.", then="Done"), DONE, kind="customerWhisper"),
        note=True,
    ),
    Pair(
        "silent-error",
        built(compare("$.Channel", TASK="Sorry", missed="Queue"), *CUT_OFF),
        built(compare("$.Channel", TASK="Queue", missed="Sorry"), *CUT_OFF),
    ),
    Pair(
        "silent-error",
        built(compare("$.Channel", VOICE="Queue", missed="Sorry"), *CUT_OFF),
        built(compare("$.Channel", VOICE="Sorry", missed="Queue"), *CUT_OFF),
    ),
    Pair(
        "lex-key",
        built(lex(**{"x-amz-lex:audio:start-timeout-ms:*": "3000"}), SORRY),
        built(lex(**{"x-amz-lex:audio:start-timeout-ms:*:*": "3000"}), SORRY),
    ),
    Pair(
        "lex-key",
        built(lex(**{"x-amz-lex:audio:end-timeout-ms:*.*": "800"}), SORRY),
        built(lex(**{"x-amz-lex:allow-interrupt:*:Address.*": "false"}), SORRY),
    ),
    Pair(
        "lex-key",
        built(lex(**{"x-amz-lex:barge-in-enabled:*:*": "true"}), SORRY),
        built(lex(**{"x-amz-lex:something-new:*:*": "true"}), SORRY),
    ),
    Pair(
        "lex-key",
        built(lex(**{"x-amz-lex:barge-in-enabled:*:*": "true", "x-amz-lex:allow-interupt:*:*": "true"}), SORRY),
        built(lex(**{"x-amz-lex:barge-in-enabled:*:*": "true", "x-amz-lex:allow-interrupt:*:*": "true"}), SORRY),
    ),
    Pair(
        "lex-key",
        built(lex(**{"x-amz-lex:audio:start-timeout:*:*": "3000"}), SORRY),
        built(lex(**{"x-amz-lex:audio:max-length-ms:*:*": "$.Attributes.most"}), SORRY),
    ),
    Pair(
        "lex-key",
        built(lex(**{"x-amz-lex:dtmf:max-length:*:*": "2000"}), SORRY),
        built(lex(**{"x-amz-lex:dtmf:max-length:*:*": "1024"}), SORRY),
    ),
    Pair(
        "unknown-intent",
        built(talk(when={"BookApointment": "Hi"}), say("Hi", "Hi."), SORRY),
        built(talk(when={"BookAppointment": "Hi"}), say("Hi", "Hi."), SORRY),
        known=KNOWN,
    ),
    Pair(
        "session-attribute",
        built(talk(parameters={"Text": "Yes?", "LexV2Bot": {"AliasArn": BOT}}), SORRY),
        built(talk(), SORRY),
        known=KNOWN,
    ),
    Pair(
        "function-call",
        built(call("Ask", FUNCTION, purpose="great"), SORRY),
        built(call("Ask", FUNCTION, purpose="greet"), SORRY),
        known=KNOWN,
    ),
    Pair(
        "function-call",
        built(call("Ask", FUNCTION, purpose="judge"), SORRY),
        built(call("Ask", FUNCTION, purpose="judge", number="1"), SORRY),
        known=KNOWN,
    ),
    Pair("long-prompt", built(say("Hi", "word " * 70)), built(keys("word " * 70, k1="Sorry"), SORRY)),
    Pair(
        "long-prompt",
        built(action("Hi", "MessageParticipant", {"SSML": "<speak>Hi" + "<break time='8s'/>" * 3 + "</speak>"})),
        built(action("Hi", "MessageParticipant", {"SSML": "<speak>Hi<break time='25s'/></speak>"})),
    ),
    Pair(
        "unanswered-key",
        built(keys("Press 1, or press 2.", k1="Sorry"), SORRY),
        built(keys("Press 1, or press 2.", k1="Sorry", k2="Sorry"), SORRY),
    ),
    Pair(
        "unanswered-key",
        built(keys("For help press 9.", k1="Sorry"), SORRY),
        built(keys("In danger press 911. To hear this again, press 2.", k1="Sorry", missed="Menu"), SORRY),
    ),
    Pair(
        "unanswered-key",
        built(keys("Press the 4, or press 1.", k1="Sorry"), SORRY),
        built(keys("Press the 4 digit code later, or press 1 now.", k1="Sorry"), SORRY),
    ),
    Pair(
        "never-met",
        built(talk(then="Is"), twice(compare("$.Lex.IntentName", Book="Sorry"), then="End"), SORRY),
        built(talk(then="Is"), twice(compare("$.Lex.IntentName", Book="Sorry"), then="Sorry"), SORRY),
    ),
    Pair(
        "never-met",
        built(talk(then="Is"), compare("$.Lex.SessionAttributes.outcome", agnt="Sorry"), SORRY),
        built(talk(then="Is"), compare("$.Lex.SessionAttributes.outcome", agent="Sorry"), SORRY),
        known=KNOWN,
    ),
    Pair(
        "never-interrupted",
        built(music(), kind="customerQueue"),
        built(music(InterruptFrequencySeconds="30"), kind="customerQueue"),
    ),
    Pair("unknown-value", built(keep(desk="Bililng"), SORRY), built(keep(desk="Billing"), SORRY), known=KNOWN),
    Pair("unread-value", built(keep(mood="good"), SORRY), built(keep(session_id="$.ContactId"), SORRY), known=KNOWN),
    Pair(
        "session-attribute",
        built(talk(), SORRY, name="callback"),
        built(talk(parameters=asking("callback")), SORRY, name="callback"),
        known=KNOWN,
    ),
    Pair(
        "unknown-value",
        built(talk(parameters=asking("calback")), SORRY),
        built(talk(parameters=asking("callback")), SORRY),
        known=KNOWN,
    ),
    Pair(
        "not-stored",
        built(keys("Your choice, please.", then="Is", missed="Is"), keyed("1"), SORRY),
        built(
            phone(InvalidPhoneNumber="Sorry") | {"Transitions": phone()["Transitions"] | {"NextAction": "Is"}},
            keyed("1"),
            SORRY,
        ),
    ),
    Pair(
        "not-stored",
        built(say("Hi", "Hi.", then="Menu"), keys("Your choice, please.", then="Is", missed="Is"), keyed("1"), SORRY),
        built(
            phone(InvalidPhoneNumber="Sorry") | {"Transitions": phone()["Transitions"] | {"NextAction": "Menu"}},
            keys("Is that right? Press 1.", k1="Is"),
            keyed("1"),
            SORRY,
        ),
    ),
    Pair("wordless", built(lex(), SORRY), built(talk(), SORRY), known=KNOWN),
    Pair(
        "unguarded",
        built(action("Hi", "MessageParticipant", {"Text": "Hi"})),
        built(say("Hi", "Hi.")),
        known=KNOWN,
    ),
    Pair("unguarded", built(phone(), SORRY), built(phone(InvalidPhoneNumber="Sorry"), SORRY), known=KNOWN),
    Pair("unanswered-key", built(view("Close")), built(view("Close", "Report")), known=KNOWN),
    Pair("never-met", built(view("Close", "Report", "Open")), built(view("Close", "Report")), known=KNOWN),
    Pair(
        "never-met",
        built(keyed("Timeuot"), SORRY),
        built(keyed("Timeout"), SORRY),
    ),
    Pair(
        "never-met",
        built(wait_of("90", "60"), SORRY),
        built(wait_of("60", "90"), SORRY),
    ),
    Pair("placeholder", built(say("Hi", "Hi ${QueueGenral}.")), built(say("Hi", "Hi ${ClinicName}.")), known=KNOWN),
    Pair(
        "placeholder", built(say("Hi", "Hi ${ClinicName.")), built(say("Hi", "That is 5 ${ClinicName}.")), known=KNOWN
    ),
    Pair(
        "error-loop",
        built(talk(errors={"NoMatchingCondition": "Bot", "NoMatchingError": "Bot"}), SORRY),
        built(talk(errors={"NoMatchingCondition": "Bot", "NoMatchingError": "Sorry"}), SORRY),
    ),
    Pair(
        "error-loop",
        built(keys("Press 1.", failed="Again", k1="Sorry"), say("Again", "Once more.", then="Menu"), SORRY),
        built(
            keys("Press 1.", failed="Again", k1="Sorry"),
            action(
                "Again",
                "Loop",
                {"LoopCount": "2"},
                then="Sorry",
                when={"ContinueLooping": "Menu", "DoneLooping": "Sorry"},
            ),
            SORRY,
        ),
        known=KNOWN,
    ),
    Pair(
        "unknown-attribute",
        built(say("Hi", "Hi from $.Queue.Nam.")),
        built(say("Hi", "Hi $.Queue.Name, $.Queue.Newly.")),
    ),
    Pair(
        "unknown-attribute",
        built(say("Hi", "You call from $.CustomerEndpoint.Addres.")),
        built(say("Hi", "You call from $.CustomerEndpoint.Address, $.SystemEndpoint.address, $.Lex.Slots.Nam.")),
    ),
    Pair(
        "unknown-attribute",
        built(say("Hi", "Hi $Attributes.name.")),
        built(say("Hi", "Pay $5. Attributes.name.")),
    ),
    Pair(
        "unknown-attribute",
        built(say("Hi", "Hi from $.ClinicName.")),
        built(say("Hi", "Hi from ${ClinicName}.")),
        known=KNOWN,
    ),
    Pair("wrong-kind", built(say("Hi", "Hi ${QueueGeneral}.")), built(say("Hi", "Hi ${ClinicName}.")), known=KNOWN),
    Pair(
        "wrong-kind", built(queue(to="${BotAlias}"), transfer(), SORRY), built(queue(), transfer(), SORRY), known=KNOWN
    ),
    Pair("own-type", built(SORRY, kind="contactflow"), built(SORRY), known=KNOWN),
    Pair(
        "own-type",
        built(SORRY, kind="customerQueue"),
        built(SORRY, kind="customerQueue", name="customer_queue"),
        known=KNOWN,
    ),
    Pair(
        "account-arn",
        built(
            say("Hi", "Hi ${Name}.", then="Ask"), call("Ask", "arn:aws:lambda:us-east-1:123456789012:function:a"), SORRY
        ),
        built(
            say("Hi", "Hi ${Name}.", then="Ask"), call("Ask", "arn:aws:lambda:${Region}:${Account}:function:a"), SORRY
        ),
    ),
    Pair(
        "account-arn",
        built(call("Ask", "arn:aws:lambda:us-east-1:123456789012:function:a"), SORRY),
        built(call("Ask", "a-function"), SORRY),
        note=True,
    ),
    Pair("no-position", built(SORRY, **placed("Sorry")), built(SORRY, **placed("Sorry", "End")), note=True),
    Pair("silence", built(SORRY, **note(SILENCED)), built(*CUT_OFF, **note(SILENCED))),
    Pair(
        "silence", built(SORRY, **note("lint: silnt-error: because")), built(SORRY, **note("The linter: silent-error"))
    ),
    Pair("silence", built(SORRY, **note(SILENCED, on="Nowhere")), built(*CUT_OFF, **note(SILENCED, on="Transfer"))),
]


def found(flows: Sequence[Flow] | Flow, known: Known | None = None) -> list[tuple[str, Severity]]:
    every = [flows] if isinstance(flows, Flow) else flows
    return [(problem.rule, problem.severity) for problem in lint(every, known=known)]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.rule)
def test_a_flow_that_breaks_a_rule_breaks_it_alone(pair: Pair) -> None:
    severity = Severity.NOTE if pair.note else RULES[pair.rule].severity
    assert set(found(pair.breaks, pair.known)) == {(pair.rule, severity)}


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.rule)
def test_a_flow_that_nearly_breaks_a_rule_breaks_none(pair: Pair) -> None:
    assert found(pair.nearly, pair.known) == []


def test_every_rule_about_callers_has_a_pair() -> None:
    assert {pair.rule for pair in PAIRS} == set(CALLERS)


@pytest.mark.parametrize(
    ("name", "text", "seconds"),
    [
        ("Text", "x" * 150, 10.0),
        ("Text", "$.External.words ${ClinicName}", 0.0),
        ("SSML", "<speak><break time='500ms'/><break time=\"2s\"/><break strength='x-strong'/></speak>", 3.7),
        ("SSML", f"<speak><prosody rate='slow'>{'x' * 30}</prosody></speak>", 2.0),
        ("Text", f"<speak><prosody rate='slow'>{'x' * 30}</prosody></speak>", 2.0),
    ],
)
def test_a_prompt_lasts_as_long_as_its_words_and_pauses(name: str, text: str, seconds: float) -> None:
    assert lasts_s(name, text) == pytest.approx(seconds, abs=0.1)


def test_a_flow_that_is_too_large_for_connect_is_held_against_no_rule_about_callers() -> None:
    lost = [say(f"Say {number}", "Hello") for number in range(MAX_ACTIONS)]
    assert {each.rule for each in lint([built(say("Greet", "Hello"), *lost)])} == {"too-many-actions"}
    assert "unreachable" in {each.rule for each in lint([built(say("Greet", "Hello"), *lost[2:])])}


def test_facts_settle_in_a_few_rounds_however_many_ways_lead_back() -> None:
    """Ways that lead back to the start of a long row of actions bring it one fact each, and the row all of them."""
    count = MAX_ACTIONS
    row = [
        action(f"a{at}", "TagContact", {}, then=f"a{(at + 1) % count}", errors={"NoMatchingError": "a0"})
        for at in range(count)
    ]
    graph, steps = Graph(built(*row)), Counter[str]()

    def over(left: Action, way: Way, before: frozenset[str]) -> frozenset[str]:  # noqa: ARG001
        steps[left.identifier] += 1
        return before | {left.identifier}

    assert len(graph.carry(frozenset[str](), over=over, join=frozenset[str].union)["a0"]) == count
    assert steps.total() <= 4 * count


@pytest.mark.parametrize("opening", ["<", "<break "])
def test_a_long_row_of_tags_that_never_close_is_read_at_once(opening: str) -> None:
    """Minutes, were every opening held against the rest of the text."""
    assert lasts_s("SSML", opening * (256_000 // len(opening))) > 0


def test_nothing_is_said_of_paths_while_branches_lead_nowhere() -> None:
    broken = built(say("Hi", "Hi.", then="Nowhere"), say("Lost", "Lost."))
    assert set(found(broken)) == {("dangling", Severity.ERROR)}


def test_an_attribute_may_be_set_by_another_flow_of_the_set() -> None:
    reads = built(say("Hi", "Hi $.Attributes.name."), name="handoff")
    sets = built(keep(then="End", name="you"), name="callback")
    assert found([reads, sets], KNOWN) == []


def test_flows_of_a_set_that_is_not_whole_are_not_said_to_lack_anything() -> None:
    parts = Known(whole=False, bots=KNOWN.bots, functions=KNOWN.functions)
    assert found(built(say("Hi", "$.Attributes.name, $.External.balance.")), parts) == []


def test_a_finding_names_the_action_as_an_admin_sees_it() -> None:
    named = built(queue(), transfer(failed="End"), SORRY, ActionMetadata={"Transfer": {"friendlyName": "To staff"}})
    assert {problem.action for problem in lint([named])} == {"To staff"}


def test_a_note_can_silence_one_word_of_what_a_rule_finds() -> None:
    lines = note("lint: contact-attribute nickname: only some deployments set it")
    reads = built(say("Hi", "Hi $.Attributes.nickname, or $.Attributes.name."), **lines)
    assert [problem.message for problem in lint([reads], known=KNOWN)] == [
        "$.Attributes.name is read, and no flow sets it"
    ]


def test_a_pause_is_no_prompt() -> None:
    waits = action("Hi", "MessageParticipant", {"SSML": "<speak><break time='10s'/><break time='60s'/></speak>"})
    assert found(built(waits)) == []


def test_a_flow_that_waits_may_be_that_of_a_task_which_nobody_hears() -> None:
    done = {"WaitCompleted": "Queue"}
    waits = action(
        "Wait", "Wait", {"TimeLimitSeconds": "30"}, then="Queue", errors={"NoMatchingError": "Sorry"}, when=done
    )
    assert found(built(waits, *CUT_OFF)) == []


def test_a_note_may_silence_what_only_all_flows_together_show() -> None:
    alone = built(SORRY, **note("lint: contact-attribute topic: another flow sets it"))
    assert found(alone) == []
    assert found(alone, KNOWN) == [("silence", Severity.WARNING)]


def test_a_key_that_leads_into_the_waiting_is_no_answer() -> None:
    text = (FOLDER / "customer_queue.json").read_text(encoding="utf-8")
    offer = text.replace("press 1. To keep waiting", "press 2. To keep waiting")
    assert offer != text
    assert found(parse(text, name="customer_queue.json")) == []
    assert "unanswered-key" in {rule for rule, _ in found(parse(offer, name="customer_queue.json"))}


def test_a_note_can_silence_several_rules_at_once() -> None:
    lost = say("Lost", "Nobody hears this.")
    assert found(built(*CUT_OFF, lost, **note("lint: silent-error, unreachable: both on purpose"))) == []
    assert found(built(*CUT_OFF, lost, **note("lint :silent-error: on purpose"))) == [("unreachable", Severity.WARNING)]
    assert found(built(*CUT_OFF, **note("lint: silent-error, unreachable: both"))) == [("silence", Severity.WARNING)]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("lint: *: leave me alone", "every rule at once"),
        ("lint:: why", "names none"),
        ("lint: silent-error nobody is there", "gives no reason"),
        ("lint: nonsense: why", "is no rule"),
    ],
)
def test_a_note_that_silences_nothing_is_told_what_is_wrong_with_it(line: str, said: str) -> None:
    (wrong,) = lint([built(SORRY, **note(line))])
    assert said in wrong.message


def test_a_note_without_a_reason_silences_nothing() -> None:
    assert {rule for rule, _ in found(built(*CUT_OFF, **note("lint: silent-error:")))} == {"silence", "silent-error"}


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from(
    ["Text", "SSML", "Messages", "Attributes", "FlowAttributes", "LexSessionAttributes", "LexV2Bot"]
)
TYPES = st.sampled_from(["MessageParticipant", "UpdateFlowAttributes", "ConnectParticipantWithLexBot", "Nonsense"])


@given(kind=TYPES, parameters=st.dictionaries(NAMES, ANY_JSON, max_size=4), metadata=ANY_JSON)
@settings(max_examples=60, deadline=None)
def test_no_parameter_or_metadata_of_a_stranger_crashes_a_rule(kind: str, parameters: Any, metadata: Any) -> None:
    odd = {"ActionMetadata": metadata, "Annotations": metadata, "type": metadata}
    data = flow_data(action("Odd", kind, parameters)) | {"Metadata": odd}
    assert isinstance(lint([read(data, name="odd.json")], known=KNOWN), list)


@pytest.mark.parametrize(
    ("earlier", "later", "covered"),
    [
        ("NumberLessThan 10", "NumberLessThan 9", True),
        ("NumberLessThan 9", "NumberLessThan 10", False),
        ("NumberLessThan 10", "NumberLessOrEqualTo 10", False),
        ("NumberLessOrEqualTo 10", "Equals 10", True),
        ("NumberGreaterThan 1", "NumberGreaterOrEqualTo 1", False),
        ("NumberGreaterOrEqualTo 1", "NumberGreaterThan 1", True),
        ("NumberLessThan 10", "NumberGreaterThan 1", False),
        ("TextStartsWith CALL", "Equals CALLBACK", True),
        ("TextStartsWith CALLBACK", "TextStartsWith CALL", False),
        ("TextContains -", "TextEndsWith -", True),
        ("TextEndsWith -", "TextContains -", False),
        ("Equals a", "TextStartsWith a", False),
        ("Equals 1", "Equals 1.0", False),
    ],
)
def test_a_condition_covers_those_that_can_only_be_met_with_it(earlier: str, later: str, covered: bool) -> None:
    one, other = (Condition(Operator=each.split()[0], Operands=(each.split()[1],)) for each in (earlier, later))
    assert covers(one, other) is covered


@pytest.mark.parametrize(
    ("name", "meant", "slip"),
    [
        ("customername", "customerName", True),
        ("custmerName", "customerName", True),
        ("csutomerName", "customerName", True),
        ("customerNames", "customerName", True),
        ("customerName1", "customerName2", False),
        ("preferred_agent_id", "preferred_agent", False),
        ("name", "nama", False),
    ],
)
def test_a_slip_is_a_letter_or_the_case(name: str, meant: str, slip: bool) -> None:
    flow = built(keep(then="Hi", **{meant: "you"}), say("Hi", f"Hi $.Attributes.{name}."))
    assert bool(found(flow)) is slip
