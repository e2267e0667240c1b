"""Test cases of Connect's, played on small flows: what fulfils an observation, what follows, how a call is judged."""

import json
from collections.abc import Sequence
from typing import Any

import pytest

from contact_flows.language import PLACEHOLDER
from contact_flows.test_cases import Case, CaseError, parse
from simulator.clock import CallClock
from simulator.connect.actions import HANDLERS
from simulator.connect.contact import Contact, Endpoint
from simulator.connect.flow import FlowEngine, FlowResult
from simulator.connect.queues import Queues
from simulator.conversation import Conversation
from simulator.expectations import Failure
from simulator.line import Recording
from simulator.test_runner.player import Player
from simulator.test_runner.playing import script_of
from simulator.test_runner.resources import NEVER_OPEN, Resources, local_bindings, shown_names
from simulator.test_runner.waiting import alike
from tests.unit.flow_stage import (
    ANA,
    ARNS,
    CLINIC,
    TUESDAY,
    StageBot,
    StageFunction,
    Talked,
    action,
    flow,
    instance_of,
    say,
)

Data = dict[str, Any]
BINDINGS = local_bindings(CLINIC)


def bound(value: Any) -> Any:
    """With the ARNs of this machine, as the flows have them."""
    if isinstance(value, dict):
        return {key: bound(item) for key, item in value.items()}
    return PLACEHOLDER.sub(lambda match: ARNS[match[1]], value) if isinstance(value, str) else value


FUNCTION = {"LambdaFunctionARN": "${FlowFunction}"}
HOURS_ID = {"HoursOfOperationId": "${Hours}"}
NEVER = {"Type": "SubstituteResource", "SubstituteArn": "${HoursNeverOpen}"}
THEIRS = "arn:aws:lambda:eu-west-2:111122223333:function:their-flow:live"
AT_MOST_ONCE = {"Type": "AtMost", "Times": 1}
LATE = {"Value": "NoMatchingError", "DelaySeconds": "soon"}
HOURS = action(
    "Open",
    "CheckHoursOfOperation",
    bound({"HoursOfOperationId": "${Hours}"}),
    then="Closed",
    errors={"NoMatchingError": "Broken"},
    when={"True": "Welcome", "False": "Closed"},
)
LAMBDA = action(
    "Ask",
    "InvokeLambdaFunction",
    bound({"LambdaFunctionARN": "${FlowFunction}", "InvocationTimeLimitSeconds": "3"}),
    then="Told",
    errors={"NoMatchingError": "Broken"},
)
MENU = action(
    "Menu",
    "GetParticipantInput",
    {"Text": "Press 1 for billing.", "InputTimeLimitSeconds": "5", "StoreInput": "False"},
    then="Sorry",
    errors={"NoMatchingError": "Sorry", "NoMatchingCondition": "Sorry", "InputTimeLimitExceeded": "Sorry"},
    when={"1": "Take"},
)
TAKE = action("Take", "UpdateContactTargetQueue", bound({"QueueId": "${QueueBilling}"}), then="Keep")
KEEP = action("Keep", "UpdateContactAttributes", {"Attributes": {"why": "bill"}, "TargetContact": "Current"}, then="Go")
GO = action(
    "Go", "TransferContactToQueue", then="Sorry", errors={"QueueAtCapacity": "Full", "NoMatchingError": "Sorry"}
)
FLOW = flow(
    HOURS,
    say("Welcome", "Welcome to Cedar Clinic.", then="Ask"),
    LAMBDA,
    say("Told", "Your order is $.External.order.", then="Menu"),
    MENU,
    TAKE,
    KEEP,
    GO,
    say("Closed", "We are closed."),
    say("Broken", "Something is broken."),
    say("Sorry", "Sorry, goodbye."),
    say("Full", "Everybody is busy."),
    name="inbound",
)


def wait_for(name: str, event: Data, *actions: Data, then: Sequence[str] = (), **more: Any) -> Data:
    return {
        "Identifier": name,
        "Event": {"Type": event["Type"], "Properties": {key: event[key] for key in event if key != "Type"}},
        "Actions": list(actions),
        "Transitions": {"NextObservations": list(then)},
        **more,
    }


def start() -> Data:
    return {"Type": "TestInitiated"}


def message(text: str, criteria: str = "Inclusion") -> Data:
    return {"Type": "MessageReceived", "Text": text, "MatchingCriteria": {"Type": criteria}}


def starts(kind: str, **resource: Any) -> Data:
    return {"Type": "FlowActionStarted", "ActionType": kind, "ActionParameters": resource}


def completes(kind: str, **resource: Any) -> Data:
    return {**starts(kind, **resource), "Type": "FlowActionCompleted"}


def do(name: str, kind: str, **parameters: Any) -> Data:
    return {"Identifier": name, "Type": kind, "Parameters": parameters}


def press(keys: str) -> Data:
    return do(f"press {keys}", "SendInstruction", Instruction={"Type": "DtmfInput", "Properties": {"Value": keys}})


def said(**properties: str) -> Data:
    return do("say", "SendInstruction", Instruction={"Type": "Utterance", "Properties": properties})


def expect(path: str, operator: str, operand: str) -> Data:
    return do(f"{path} {operator}", "Assert", Namespace=path, Operator=operator, Operand=operand)


END = do("end", "TestControl", Command={"Type": "EndTest"})
HANG_UP = do("gone", "SendInstruction", Instruction={"Type": "Disconnect"})


def override(kind: str, strategy: Data, **resource: Any) -> Data:
    properties = {"ActionType": kind, "ActionParameters": resource, "Strategy": strategy}
    return do(f"override {kind}", "OverrideSystemBehavior", Behavior={"Type": "FlowAction", "Properties": properties})


def mocked(kind: str, **answer: Any) -> Data:
    return {"Type": "MockResponse", "Response": {"Type": kind, kind: answer}}


def a_case(*observations: Data, metadata: Data | None = None) -> Case:
    data = {"name": "case.json", "Metadata": metadata or {}, "Observations": list(observations)}
    return Case.model_validate(data)


def a_player(case: Case) -> Player:
    names = shown_names(case.metadata, case.model_dump(by_alias=True))
    return Player(case, Resources(BINDINGS, names))


class Played:
    """A test case played on the flow of this file, or another."""

    def __init__(self, *observations: Data, on: Any = FLOW, bot: StageBot | None = None, full: bool = False) -> None:
        player = a_player(a_case(*observations))
        clock = CallClock(TUESDAY)
        self.line = Conversation(player, clock, witnesses=(player,))
        engine = FlowEngine(
            instance_of(on),
            queues=Queues(CLINIC, queue_full=full),
            converse=bot or StageBot(Talked()),
            invoke_flow_function=StageFunction({"order": "shipped"}),
            handlers=player.around(HANDLERS),
            accepted=True,
        )
        contact = Contact("contact-1", Endpoint(ANA), Endpoint("+12065550100"))
        self.result: FlowResult = engine.run("inbound", contact=contact, line=self.line)
        self.failures: list[Failure] = player.verdict()
        self.seconds = clock.monotonic()

    @property
    def told(self) -> str:
        return "; ".join(str(failure) for failure in self.failures)

    @property
    def heard(self) -> str:
        return " ".join(exchange.words() for exchange in self.line.exchanges)


def test_messages_in_their_order_keys_and_the_queue_hold() -> None:
    played = Played(
        wait_for("welcome", message("welcome to cedar clinic"), then=["menu"]),
        wait_for("menu", message("press 1"), press("1"), then=["transfer"]),
        wait_for(
            "transfer",
            starts("TransferContactToQueue", QueueId="${QueueBilling}"),
            expect("$.Queue.Name", "Equals", "Billing"),
            expect("$.Attributes.why", "TextContains", "il"),
            END,
        ),
    )
    assert played.failures == []
    assert not played.result.queued, "the test ended before the transfer"


def test_an_observation_that_does_not_come_fails_at_the_turn_it_was_waited_for() -> None:
    played = Played(
        wait_for("menu", message("press 1"), press("1"), then=["bill"]),
        wait_for("bill", message("a bill of gold"), END),
    )
    (failure,) = played.failures
    assert failure.turn == 1
    assert "observation 'bill': message with 'a bill of gold' did not happen before" in failure.message


def test_an_observation_comes_only_after_those_that_lead_to_it() -> None:
    played = Played(
        wait_for("menu", message("press 1"), then=["welcome"]),
        wait_for("welcome", message("welcome")),
    )
    assert "observation 'welcome'" in played.told


def test_observations_that_nothing_leads_to_come_in_any_order() -> None:
    played = Played(
        wait_for("menu", message("press 1"), END),
        wait_for("asks", starts("InvokeLambdaFunction", **FUNCTION)),
        wait_for("hours", starts("CheckHoursOfOperation", HoursOfOperationId="${Hours}")),
    )
    assert played.failures == []


def test_without_an_instruction_the_caller_stays_silent() -> None:
    played = Played(wait_for("sorry", message("sorry, goodbye")))
    assert played.failures == []
    assert [exchange.caller for exchange in played.line.exchanges] == [None, ""]


def test_a_caller_who_disconnects_hears_no_more() -> None:
    played = Played(wait_for("welcome", message("welcome"), HANG_UP))
    assert played.failures == []
    assert "order" not in played.heard


@pytest.mark.parametrize(
    ("path", "operator", "operand", "holds"),
    [
        ("$.CustomerEndpoint.Address", "Equals", ANA, True),
        ("$.CustomerEndpoint.Address", "TextStartsWith", "+1206", True),
        ("$.CustomerEndpoint.Address", "TextEndsWith", "0101", True),
        ("$.CustomerEndpoint.Address", "TextEndsWith", "0102", False),
        ("$.CustomerEndpoint.Address", "NumberGreaterThan", "1", True),
        ("$.CustomerEndpoint.Address", "NumberLessOrEqualTo", "1", False),
        ("$.Channel", "NumberGreaterThan", "1", False),
        ("$.Channel", "Exists", "", True),
        ("$.Attributes.never", "Exists", "", False),
        ("$.SegmentAttributes['connect:Subtype']", "Equals", "connect:Telephony", True),
    ],
)
def test_what_is_asserted_holds_or_says_what_was_there(path: str, operator: str, operand: str, holds: bool) -> None:
    played = Played(wait_for("welcome", message("welcome"), expect(path, operator, operand), END))
    assert (played.failures == []) is holds
    if not holds:
        assert f"expected that {path}" in played.told
        assert "'welcome'" in played.told


def test_a_failed_assertion_stops_the_test() -> None:
    played = Played(wait_for("welcome", message("welcome"), expect("$.Channel", "Equals", "CHAT")))
    assert "order" not in played.heard


def test_results_are_there_once_their_action_was_observed_to_complete() -> None:
    asserted = [expect("$.External.order", "Equals", "shipped"), END]
    unseen = Played(wait_for("menu", message("press 1"), *asserted))
    assert "was ''" in unseen.told
    done = completes("InvokeLambdaFunction", **FUNCTION)
    assert (
        Played(wait_for("asked", done, then=["menu"]), wait_for("menu", message("press 1"), *asserted)).failures == []
    )


OVERRIDES: list[tuple[Data, str]] = [
    (override("CheckHoursOfOperation", mocked("ExecutionResult", Value="OutOfHours"), **HOURS_ID), "we are closed"),
    (
        override(
            "CheckHoursOfOperation", {"Type": "SubstituteResource", "SubstituteArn": "${HoursNeverOpen}"}, **HOURS_ID
        ),
        "we are closed",
    ),
    (override("CheckHoursOfOperation", mocked("Error", Value="NoMatchingError"), **HOURS_ID), "something is broken"),
    (
        override(
            "InvokeLambdaFunction",
            mocked("ExecutionResult", LoadedData='{"order": "lost"}', DelaySeconds=2),
            **FUNCTION,
        ),
        "your order is lost",
    ),
    (
        override("InvokeLambdaFunction", mocked("Error", Value="TimeLimitExceeded"), **FUNCTION),
        "something is broken",
    ),
    (
        override("InvokeLambdaFunction", mocked("ExecutionResult", Value='{"order": 1}'), **FUNCTION),
        "something is broken",
    ),
]


@pytest.mark.parametrize(("given", "heard"), OVERRIDES)
def test_an_override_stands_in_the_place_of_a_resource(given: Data, heard: str) -> None:
    played = Played(wait_for("start", start(), given, then=["heard"]), wait_for("heard", message(heard), END))
    assert played.failures == []


@pytest.mark.parametrize(("error", "heard"), [("QueueAtCapacity", "everybody is busy"), ("NoMatchingError", "sorry")])
def test_a_transfer_can_be_overridden_to_fail(error: str, heard: str) -> None:
    given = override("TransferContactToQueue", mocked("Error", Value=error), QueueId="${QueueBilling}")
    played = Played(
        wait_for("start", start(), given, then=["menu"]),
        wait_for("menu", message("press 1"), press("1"), then=["heard"]),
        wait_for("heard", message(heard), END),
    )
    assert played.failures == []


def test_a_queue_is_substituted_by_one_of_ours() -> None:
    substitute = {"Type": "SubstituteResource", "SubstituteArn": "${QueueSpanish}"}
    given = override("TransferContactToQueue", substitute, QueueId="${QueueBilling}")
    played = Played(
        wait_for("start", start(), given, then=["menu"]),
        wait_for("menu", message("press 1"), press("1")),
    )
    assert played.result.queue == "Spanish"


TWICE = flow(
    action("First", "CheckHoursOfOperation", bound(HOURS_ID), then="A", when={"True": "A", "False": "B"}),
    say("A", "It was open.", then="Second"),
    say("B", "It was closed.", then="Second"),
    action("Second", "CheckHoursOfOperation", bound(HOURS_ID), then="C", when={"True": "C", "False": "D"}),
    say("C", "It is open."),
    say("D", "It is closed."),
    name="inbound",
)


def test_each_override_serves_once_first_in_first_out() -> None:
    closed = override("CheckHoursOfOperation", mocked("ExecutionResult", Value="OutOfHours"), **HOURS_ID)
    once = Played(wait_for("start", start(), closed), on=TWICE)
    assert once.heard == "It was closed. It is open."
    opened = {
        **override("CheckHoursOfOperation", mocked("ExecutionResult", Value="InHours"), **HOURS_ID),
        "Identifier": "o",
    }
    both = Played(wait_for("start", start(), opened, closed), on=TWICE)
    assert both.heard == "It was open. It is closed."


@pytest.mark.parametrize(
    ("usage", "holds"),
    [
        ({"Type": "Exactly", "Times": 2}, True),
        ({"Type": "Exactly", "Times": 3}, False),
        ({"Type": "AtLeast", "Times": 1}, True),
        ({"Type": "AtLeast", "Times": 3}, False),
        ({"Type": "AtMost", "Times": 2}, True),
        ({"Type": "AtMost", "Times": 1}, False),
        ({"Type": "Always"}, True),
        ({"Type": "EXACTLY"}, True),
        ({"Type": "ANY"}, True),
    ],
)
def test_an_observation_comes_as_often_as_its_usage_says(usage: Data, holds: bool) -> None:
    counted = wait_for("hours", starts("CheckHoursOfOperation", **HOURS_ID), Usage=usage)
    assert (Played(counted, on=TWICE).failures == []) is holds


def test_another_contact_such_as_a_callback_is_not_the_tests() -> None:
    player = a_player(a_case(wait_for("hours", starts("CheckHoursOfOperation", **HOURS_ID), Usage=AT_MOST_ONCE)))
    clock = CallClock(TUESDAY)
    engine = FlowEngine(
        instance_of(FLOW),
        queues=Queues(CLINIC),
        converse=StageBot(Talked()),
        invoke_flow_function=StageFunction({"order": "shipped"}),
        handlers=player.around(HANDLERS),
        accepted=True,
    )
    for name in ("the caller's", "the callback's"):
        engine.run("inbound", contact=Contact(name, Endpoint(ANA), Endpoint(ANA)), line=Recording(clock))
    assert player.verdict() == []


def test_the_bot_can_be_mocked_with_an_intent() -> None:
    bot = action(
        "Bot", "ConnectParticipantWithLexBot", bound({"Text": "Hi.", "LexV2Bot": {"AliasArn": "${BotAlias}"}}),
        then="No", errors={"InputTimeLimitExceeded": "Silent", "NoMatchingError": "Down"}, when={"Book": "Yes"},
    )  # fmt: skip
    on = flow(
        bot, say("Yes", "You book."), say("No", "No."), say("Silent", "Silent."), say("Down", "Down."), name="inbound"
    )
    alias = {"LexV2Bot": {"AliasArn": "${BotAlias}"}}
    answers = {
        "You book.": mocked("ExecutionResult", LoadedData='{"IntentName": "Book"}'),
        "Silent.": mocked("Error", Value="TimeLimitExceeded"),
        "Down.": mocked("Error", Value="NoMatchingError"),
    }
    for heard, strategy in answers.items():
        given = override("ConnectParticipantWithLexBot", strategy, **alias)
        assert Played(wait_for("start", start(), given), on=on).heard == heard


def test_a_test_that_goes_on_for_five_minutes_has_failed() -> None:
    again = action(
        "Again", "GetParticipantInput", {"Text": "Still there?", "InputTimeLimitSeconds": "60", "StoreInput": "True"},
        then="Again", errors={"NoMatchingError": "End"},
    )  # fmt: skip
    played = Played(wait_for("never", message("goodbye")), on=flow(again, name="inbound"))
    assert "did not happen before 5 minutes had passed" in played.told
    assert 300 <= played.seconds < 400


def test_what_is_done_when_a_test_is_over_is_asserted_too() -> None:
    done = wait_for("done", {"Type": "TestCompleted"}, expect("$.Attributes.why", "Equals", "bill"))
    pressed = wait_for("menu", message("press 1"), press("1"))
    assert Played(pressed, done).failures == []
    assert "was ''" in Played(done).told


@pytest.mark.parametrize(
    ("text", "like"),
    [
        ("Welcome to Cedar Clinic.", True),
        ("welcome to the cedar clinic", True),
        ("We are closed today.", False),
        ("Welcome to Oak Hospital and thank you for holding.", False),
    ],
)
def test_a_similar_message_has_most_words_in_common(text: str, like: bool) -> None:
    assert alike("Welcome to Cedar Clinic.", text) is like


FOREIGN = "arn:aws:connect:eu-west-2:111122223333:instance/11111111-2222-3333-4444-555555555555"


@pytest.mark.parametrize(
    ("kind", "reference"),
    [
        ("TransferContactToQueue", {"QueueId": f"{FOREIGN}/queue/billing"}),
        ("TransferContactToQueue", {"QueueId": "Billing"}),
        ("CheckHoursOfOperation", {"HoursOfOperationId": f"{FOREIGN}/operating-hours/0000"}),
        (
            "InvokeLambdaFunction",
            {"LambdaFunctionARN": "arn:aws:lambda:eu-west-2:111122223333:function:their-flow:live"},
        ),
        (
            "ConnectParticipantWithLexBot",
            {"LexV2Bot": {"AliasArn": "arn:aws:lex:eu-west-2:1:bot-alias/A/B"}},
        ),
    ],
)
def test_resources_of_another_account_are_ours_where_they_can_be_told(kind: str, reference: Data) -> None:
    assert a_player(a_case(wait_for("it", starts(kind, **reference))))


def test_a_queue_of_another_account_is_told_by_the_name_the_designer_shows() -> None:
    arn = f"{FOREIGN}/queue/0b1c"
    one = wait_for("it", starts("TransferContactToQueue", QueueId=arn))
    one["Event"]["Identifier"] = "e1"
    shown = {"Event": {"Properties": {"ActionParameters": {"QueueId": {"displayName": "frontdesk-dev-Billing"}}}}}
    assert a_player(a_case(one, metadata={"ActionMetadata": {"e1": {"parameters": shown}}}))


def substituting(arn: str) -> Data:
    return wait_for(
        "it",
        start(),
        override("CheckHoursOfOperation", {"Type": "SubstituteResource", "SubstituteArn": arn}, **HOURS_ID),
    )


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (wait_for("it", starts("TransferContactToQueue", QueueId=f"{FOREIGN}/queue/0b1c")), "there is no such queue"),
        (wait_for("it", starts("TransferContactToQueue", QueueId="Biling")), "(did you mean Billing?)"),
        (
            wait_for("it", starts("InvokeLambdaFunction", LambdaFunctionARN="get-orders")),
            "our flows call no such function",
        ),
        (wait_for("it", starts("CheckHoursOfOperation", HoursOfOperationId="${Houres}")), "did you mean Hours?"),
        (substituting(f"{FOREIGN}/operating-hours/0000"), "write ${HoursAlwaysOpen} or ${HoursNeverOpen}"),
        (wait_for("it", {"Type": "MessageReceived", "PromptId": "theirs"}), "expect its Text"),
        (
            wait_for(
                "it",
                start(),
                override("InvokeLambdaFunction", mocked("ExecutionResult", Value="{"), **FUNCTION),
            ),
            "its answer is not JSON",
        ),
        (
            wait_for("it", start(), override("InvokeLambdaFunction", mocked("Error", **LATE), **FUNCTION)),
            "DelaySeconds must be a number of seconds up to 300",
        ),
        (wait_for("it", start(), said(SSML="<speak>a & b")), "SSML is not well-formed"),
        (wait_for("it", start(), said(Value="${Clinic}")), "${Clinic} is no placeholder (did you mean ClinicName?)"),
        (wait_for("it", start(), expect("$.X", "Equals", "${X}")), "${X} is no placeholder"),
        (wait_for("it", {"Type": "MessageReceived", "SSML": "<say"}), "SSML is not well-formed"),
    ],
)
def test_what_this_machine_does_not_have_is_refused_in_one_sentence(one: Data, told: str) -> None:
    with pytest.raises(CaseError) as refused:
        a_player(a_case(one))
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("arn", [f"{FOREIGN}/operating-hours/AfterHoursClosed", "${HoursNeverOpen}", NEVER_OPEN])
def test_hours_whose_name_says_that_they_are_closed_are(arn: str) -> None:
    assert Played(substituting(arn)).heard == "We are closed."


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ({"Type": "CHAT"}, "this machine holds calls alone"),
        ({"VoiceCallEntryPointParameters": {"SourcePhoneNumber": "5"}}, "caller is '5'; write a number such as"),
    ],
)
def test_what_cannot_be_a_call_is_refused(entry: dict[str, object], told: str) -> None:
    observed = {"Identifier": "start", "Event": {"Identifier": "e", "Type": "TestInitiated", "Actor": "System"}}
    content = {"Version": "2019-10-30", "Metadata": {}, "Observations": [observed]}
    case = parse(json.dumps({"Content": content, "EntryPoint": entry}), name="case.json")
    with pytest.raises(CaseError, match=told):
        script_of(case, name="case")
