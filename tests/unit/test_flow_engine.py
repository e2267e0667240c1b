"""Every action type as it runs: what it does, what it reads, which branch it takes."""

import json
from datetime import timedelta
from typing import Any

import pytest

import clinic
from contact_flows import Flow, FlowError
from contact_flows.action_types import ACTION_TYPES
from contact_flows.language import MAX_ATTRIBUTE_BYTES
from simulator.connect.contact import Contact, Endpoint
from simulator.connect.flow import FlowResult
from simulator.connect.prompts import PromptError, plain
from simulator.connect.queues import Queues, QueuesError
from simulator.connect.run import FlowStuck
from simulator.connect.walk import Block, End
from simulator.lex.runtime import LexNoInput, LexUnavailable
from simulator.line import Keys, Silence, Speech
from tests.unit.flow_stage import (
    ANA,
    ARNS,
    Stage,
    StageBot,
    StageFunction,
    StageLine,
    Talked,
    action,
    flow,
    instance_of,
    say,
)

CLINIC = clinic.load()
FAILS = {"NoMatchingError": "Failed"}
CALLBACK = {"InitialCallDelaySeconds": "5", "RetryDelaySeconds": "60", "MaximumConnectionAttempts": "1"}
OK, FAILED = say("Ok", "ok"), say("Failed", "failed")


def run(*actions: dict[str, Any], more: tuple[Flow, ...] = (), **stage: Any) -> tuple[FlowResult, list[str]]:
    """What became of a contact on a flow of these actions (and Ok, Failed), and what the caller heard."""
    modules = stage.pop("modules", ())
    prompts = stage.pop("prompts", None)
    on = Stage(instance=instance_of(flow(*actions, OK, FAILED), *more, modules=modules, prompts=prompts), **stage)
    return on.call("test"), on.line.heard()


def heard(*actions: dict[str, Any], **stage: Any) -> list[str]:
    return run(*actions, **stage)[1]


def check(action_type: str, parameters: dict[str, Any] | None = None, **branches: Any) -> dict[str, Any]:
    """An action that leads to Ok, and to Failed on NoMatchingError."""
    return action("Try", action_type, parameters, then="Ok", errors=FAILS, **branches)


def compare(path: str, when: dict[str, str], operator: str = "Equals") -> dict[str, Any]:
    errors = {"NoMatchingCondition": "Failed"}
    return action(
        "Is", "Compare", {"ComparisonValue": path}, then="Failed", errors=errors, when=when, operator=operator
    )


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("$.Attributes.name", "Ana"),
        ("Hello $.Attributes.name, welcome.", "Hello Ana, welcome."),
        ("Hello $.Attributes.name.", "Hello Ana."),
        ("$.Attributes['name']", "Ana"),
        ("You are $.CustomerEndpoint.Address", f"You are {ANA}"),
        ("$.SystemEndpoint.Address", "+12065550100"),
        ("$.ContactId $.InitialContactId", "contact-1 contact-1"),
        ("$.Channel $.LanguageCode $.InitiationMethod", "VOICE en-US INBOUND"),
        ("$.SegmentAttributes['connect:Subtype']", "connect:Telephony"),
        ("It costs $5.99 or $40.", "It costs $5.99 or $40."),
        ("[$.Lex.InputTranscript]", "[]"),
        ("[$.Attributes.nothing]", "[]"),
        ("[$.Attributes]", "[]"),
        ("[$.External.a.b]", "[]"),
    ],
)
def test_a_text_is_spoken_with_its_attributes(text: str, spoken: str) -> None:
    assert heard(say("Say", text), attributes={"name": "Ana"}) == [spoken]


def test_lex_leaves_intent_slots_and_attributes() -> None:
    bot = StageBot(Talked("OrderStatus", slots={"OrderNumber": "004217"}, attributes={"outcome": "done"}))
    block = action(
        "Ask",
        "ConnectParticipantWithLexBot",
        {"Text": "How can I help?", "LexV2Bot": {"AliasArn": ARNS["BotAlias"]}},
        then="Tell",
        errors=FAILS | {"NoMatchingCondition": "Failed"},
    )
    tell = say(
        "Tell",
        "$.Lex.IntentName $.Lex.IntentConfidence.Score $.Lex.Slots.OrderNumber $.Lex.SessionAttributes.outcome "
        "$.Lex.DialogState",
    )
    assert heard(block, tell, bot=bot)[-1] == "OrderStatus 0.9 004217 done Fulfilled"


@pytest.mark.parametrize(
    ("result", "branch"),
    [
        (Talked("OrderStatus"), "Equals OrderStatus"),
        (Talked("orderstatus"), "NoMatchingCondition"),
        (LexUnavailable("down"), "NoMatchingError"),
        (LexNoInput(), "InputTimeLimitExceeded"),
    ],
)
def test_the_lex_block_branches_on_the_intent_and_on_failure(result: Talked | Exception, branch: str) -> None:
    block = action(
        "Ask",
        "ConnectParticipantWithLexBot",
        {"LexV2Bot": {"AliasArn": ARNS["BotAlias"]}},
        errors={"NoMatchingError": "End", "NoMatchingCondition": "End", "InputTimeLimitExceeded": "End"},
        when={"OrderStatus": "End"},
    )
    assert run(block, bot=StageBot(result))[0].blocks[0] == Block("test", "Ask", branch)


def test_a_bot_that_is_not_in_the_instance_fails() -> None:
    block = action(
        "Ask",
        "ConnectParticipantWithLexBot",
        {"LexV2Bot": {"AliasArn": "arn:other"}},
        errors=FAILS | {"NoMatchingCondition": "Ok"},
    )
    assert heard(block) == ["failed"]


@pytest.mark.parametrize(
    ("operator", "operand", "meets"),
    [
        ("Equals", "12", True),
        ("Equals", "12.0", False),
        ("TextStartsWith", "1", True),
        ("TextEndsWith", "2", True),
        ("TextContains", "3", False),
        ("NumberGreaterThan", "9", True),
        ("NumberGreaterOrEqualTo", "12", True),
        ("NumberLessThan", "12", False),
        ("NumberLessOrEqualTo", "12", True),
        ("NumberLessThan", "many", False),
    ],
)
def test_compare_knows_every_operator(operator: str, operand: str, meets: bool) -> None:
    block = compare("$.Attributes.n", {operand: "Ok"}, operator)
    assert heard(block, attributes={"n": "12"}) == ["ok" if meets else "failed"]


def test_the_first_condition_that_is_met_wins() -> None:
    block = compare("$.Attributes.n", {"1": "Ok", "12": "Failed"}, "TextStartsWith")
    assert heard(block, attributes={"n": "12"}) == ["ok"]


def test_distribution_takes_the_same_way_every_time() -> None:
    split = action(
        "Split",
        "DistributeByPercentage",
        then="Failed",
        errors={"NoMatchingCondition": "Failed"},
        when={"51": "Ok"},
        operator="NumberLessThan",
    )
    assert heard(split) == heard(split)


def test_a_loop_goes_round_so_often_and_then_starts_anew() -> None:
    again = action(
        "Again", "Loop", {"LoopCount": "$.Attributes.n"}, when={"ContinueLooping": "Say", "DoneLooping": "Ok"}
    )
    assert heard(again, say("Say", "again", then="Again"), attributes={"n": "3"}) == ["again"] * 3 + ["ok"]
    assert heard(again, say("Say", "again", then="Again"), attributes={"n": "0"}) == ["ok"]


def test_a_flow_that_goes_round_in_circles_is_stopped_by_name() -> None:
    with pytest.raises(FlowStuck, match=r"^test: action 'Say': the contact has passed 1000 blocks and goes round"):
        run(say("Say", "again", then="Say"))


def test_wait_lets_time_pass() -> None:
    line = StageLine()
    wait = check("Wait", {"TimeLimitSeconds": "30"}, when={"WaitCompleted": "Ok"})
    assert heard(wait, line=line) == ["ok"]
    assert line.clock.monotonic() == 33


MENU = {"InputTimeLimitSeconds": "5", "StoreInput": "False", "Text": "Press 1."}
MENU_ERRORS = {"NoMatchingError": "Failed", "NoMatchingCondition": "Odd", "InputTimeLimitExceeded": "Late"}


@pytest.mark.parametrize(
    ("pressed", "answer"),
    [(Keys("1"), "ok"), (Keys("12#"), "ok"), (Keys("9"), "odd"), (Silence(), "late"), (Speech("one"), "late")],
)
def test_a_menu_branches_on_the_first_key(pressed: Keys | Silence | Speech, answer: str) -> None:
    menu = action("Menu", "GetParticipantInput", MENU, then="Failed", errors=MENU_ERRORS, when={"1": "Ok"})
    assert heard(menu, say("Odd", "odd"), say("Late", "late"), line=StageLine([pressed])) == ["Press 1.", answer]


DIGITS: dict[str, Any] = {"InputValidation": {"CustomValidation": {"MaximumLength": "20"}}}


@pytest.mark.parametrize(
    ("extra", "pressed", "stored"),
    [
        ({"InputValidation": {"CustomValidation": {"MaximumLength": "4"}}}, Keys("004217#"), "0042"),
        ({"InputValidation": {"CustomValidation": {"MaximumLength": "9"}}}, Keys("12*0042#"), "0042"),
        (DIGITS | {"DTMFConfiguration": {"InputTerminationSequence": "99"}}, Keys("004299"), "0042"),
        (DIGITS | {"DTMFConfiguration": {"DisableCancelKey": "True"}}, Keys("1*2#"), "1*2"),
        ({"InputValidation": {"PhoneNumberValidation": {"NumberFormat": "E164"}}}, Keys("12065550101#"), ANA),
        ({"InputValidation": {"PhoneNumberValidation": {"NumberFormat": "Local"}}}, Keys("2065550101#"), ANA),
        (DIGITS, Silence(), "Timeout"),
    ],
)
def test_what_is_keyed_is_stored(extra: dict[str, Any], pressed: Keys | Silence, stored: str) -> None:
    block = check("GetParticipantInput", {"InputTimeLimitSeconds": "5", "StoreInput": "True"} | extra)
    tell = say("Ok", "$.StoredCustomerInput")
    on = Stage(instance=instance_of(flow(block, tell, FAILED)), line=StageLine([pressed]))
    on.call("test")
    assert on.line.heard() == [stored]


def test_what_is_no_telephone_number_takes_its_own_branch() -> None:
    block = action(
        "Number",
        "GetParticipantInput",
        {
            "InputTimeLimitSeconds": "5",
            "StoreInput": "True",
            "InputValidation": {"PhoneNumberValidation": {"NumberFormat": "E164"}},
        },
        then="Failed",
        errors=FAILS | {"InvalidPhoneNumber": "Ok"},
    )
    assert heard(block, line=StageLine([Keys("12#")])) == ["ok"]


def invoke(**parameters: Any) -> dict[str, Any]:
    given = {"LambdaFunctionARN": ARNS["FlowFunction"], "InvocationTimeLimitSeconds": "3"} | parameters
    return check("InvokeLambdaFunction", given)


def test_the_function_gets_connects_event() -> None:
    function = StageFunction({})
    block = invoke(LambdaInvocationAttributes={"who": "$.Attributes.name", "purpose": "screen"})
    run(block, function=function, attributes={"name": "Ana"})
    event = function.events[0]
    assert event["Name"] == "ContactFlowEvent"
    assert event["Details"]["Parameters"] == {"who": "Ana", "purpose": "screen"}
    data = event["Details"]["ContactData"]
    assert data["CustomerEndpoint"] == {"Address": ANA, "Type": "TELEPHONE_NUMBER"}
    assert (data["Attributes"], data["Queue"], data["Channel"]) == ({"name": "Ana"}, None, "VOICE")
    json.dumps(event)


@pytest.mark.parametrize(
    "answer",
    [RuntimeError("bug"), None, ["a"], "text", {"n": 1}, {"deep": {"a": "b"}}, {"big": "x" * 32_768}, {"odd": {1}}],
    ids=["crash", "nothing", "list", "text", "number", "nested", "32 KB", "no JSON"],
)
def test_an_answer_connect_does_not_take_is_the_error_branch(answer: Any) -> None:
    class Function(StageFunction):
        def __call__(self, arn: str, event: dict[str, Any]) -> Any:
            return answer if answer is None else super().__call__(arn, event)

    assert heard(invoke(), function=Function(answer)) == ["failed"]


def test_json_answers_may_be_nested() -> None:
    block = invoke(ResponseValidation={"ResponseType": "JSON"})
    on = Stage(
        instance=instance_of(flow(block, say("Ok", "$.External.order.items[1] $.External.n"), FAILED)),
        function=StageFunction({"order": {"items": ["a", "b"]}, "n": 2}),
    )
    on.call("test")
    assert on.line.heard() == ["b 2"]


def test_each_call_of_a_function_replaces_what_the_last_one_said() -> None:
    class Forgetful(StageFunction):
        def __call__(self, arn: str, event: dict[str, Any]) -> Any:
            super().__call__(arn, event)
            return {"a": "1"} if len(self.events) == 1 else {"b": "2"}

    second = dict(invoke(), Identifier="Again", Transitions={**invoke()["Transitions"], "NextAction": "Tell"})
    first = dict(invoke(), Transitions={**invoke()["Transitions"], "NextAction": "Again"})
    assert heard(first, second, say("Tell", "[$.External.a$.External.b]"), function=Forgetful()) == ["[2]"]


def test_a_function_that_takes_longer_than_the_block_waits_is_an_error() -> None:
    assert heard(invoke(), function=StageFunction({}, takes_s=3.5)) == ["failed"]
    assert heard(invoke(InvocationType="ASYNCHRONOUS"), function=StageFunction({}, takes_s=3.5)) == ["ok"]


def test_a_function_the_instance_does_not_know_is_an_error() -> None:
    assert heard(invoke(LambdaFunctionARN="arn:other")) == ["failed"]


def test_contact_attributes_are_set_all_or_none() -> None:
    big = {"a": "x" * (MAX_ATTRIBUTE_BYTES - 1), "b": "y"}
    result, spoken = run(check("UpdateContactAttributes", {"Attributes": big}))
    assert (spoken, dict(result.attributes)) == (["failed"], {})
    result, spoken = run(check("UpdateContactAttributes", {"Attributes": {"a": "é", "b": "$.ContactId"}}))
    assert (spoken, dict(result.attributes)) == (["ok"], {"a": "é", "b": "contact-1"})


def test_an_attribute_key_with_a_space_is_refused() -> None:
    assert heard(check("UpdateContactAttributes", {"Attributes": {"a b": "c"}})) == ["failed"]


def test_flow_attributes_stay_in_their_flow() -> None:
    other = flow(say("Say", "[$.FlowAttributes.a]"), name="other")
    arn = "arn:aws:connect:x:y:instance/i/contact-flow/other"
    keep = action("Keep", "UpdateFlowAttributes", {"FlowAttributes": {"a": {"Value": "1"}}}, then="Tell", errors=FAILS)
    go = check("TransferToFlow", {"ContactFlowId": arn})
    assert heard(keep, say("Tell", "$.FlowAttributes.a", then="Try"), go, more=(other,)) == ["1", "[]"]
    assert heard(check("TransferToFlow", {"ContactFlowId": "nowhere"})) == ["failed"]


def test_a_module_runs_and_comes_back() -> None:
    module = Flow.model_validate(
        flow(say("Say", "in the module", then="Back"), action("Back", "EndFlowModuleExecution", then=None)).model_dump()
        | {"name": "notice", "settings": {}}
    )
    assert heard(check("InvokeFlowModule", {"FlowModuleId": "notice:1"}), modules=[module]) == ["in the module", "ok"]
    assert heard(check("InvokeFlowModule", {"FlowModuleId": "other"})) == ["failed"]


def test_a_module_that_calls_itself_ends_five_deep() -> None:
    again = action(
        "Again", "InvokeFlowModule", {"FlowModuleId": "deep"}, then="Back", errors={"NoMatchingError": "Back"}
    )
    module = flow(again, action("Back", "EndFlowModuleExecution", then=None), name="deep")
    module = module.model_copy(update={"settings": {}})
    result, spoken = run(check("InvokeFlowModule", {"FlowModuleId": "deep"}), modules=[module])
    assert spoken == ["ok"]
    assert result.failures[0].detail == "modules go 5 deep at most"


@pytest.mark.parametrize(
    ("voice", "answer"),
    [
        ({"TextToSpeechVoice": "Joanna", "TextToSpeechEngine": "Neural"}, "ok"),
        ({"TextToSpeechVoice": "Joanna"}, "ok"),
        ({"TextToSpeechVoice": "Mizuki", "TextToSpeechEngine": "neural"}, "failed"),
        ({"TextToSpeechVoice": "Joana"}, "failed"),
    ],
)
def test_a_voice_must_exist_and_have_the_engine(voice: dict[str, str], answer: str) -> None:
    assert heard(check("UpdateContactTextToSpeechVoice", voice)) == [answer]


SETTINGS: list[tuple[str, dict[str, Any], str, Any]] = [
    ("UpdateContactData", {"LanguageCode": "es-US", "Name": "Ana"}, "language_code", "es-US"),
    ("UpdateFlowLoggingBehavior", {"FlowLoggingBehavior": "Enabled"}, "flow_logging", True),
    ("UpdateContactRoutingBehavior", {"QueuePriority": "1"}, "queue_priority", 1),
    ("UpdateContactRoutingBehavior", {"QueueTimeAdjustmentSeconds": "60"}, "queue_priority", 5),
    (
        "UpdateContactRecordingBehavior",
        {"RecordingBehavior": {"RecordedParticipants": ["Agent"]}},
        "recording",
        {"RecordedParticipants": ["Agent"]},
    ),
    ("TagContact", {"Tags": {"kind": "clinic"}}, "tags", {"kind": "clinic"}),
    ("UpdateContactTargetQueue", {"QueueId": ARNS["QueueBilling"]}, "queue", (ARNS["QueueBilling"], "Billing")),
    ("UpdateContactTargetQueue", {"QueueId": "Billing"}, "queue", (ARNS["QueueBilling"], "Billing")),
    ("UpdateContactEventHooks", {"EventHooks": {"CustomerQueue": "test"}}, "hooks", {"CustomerQueue": "test"}),
]


@pytest.mark.parametrize(("action_type", "parameters", "name", "value"), SETTINGS)
def test_a_setting_is_remembered(action_type: str, parameters: dict[str, Any], name: str, value: Any) -> None:
    errors = FAILS if "NoMatchingError" in ACTION_TYPES[action_type].errors else {}
    result, spoken = run(action("Try", action_type, parameters, then="Ok", errors=errors))
    assert spoken == ["ok"]
    assert getattr(result.contact, name) == value


@pytest.mark.parametrize(
    ("action_type", "parameters"),
    [
        ("TagContact", {"Tags": {"aws:kind": "clinic"}}),
        ("UpdateContactTargetQueue", {"QueueId": "Dental"}),
        ("UpdateContactTargetQueue", {"AgentId": "agent-1"}),
        ("UpdateContactEventHooks", {"EventHooks": {"CustomerQueue": "nowhere"}}),
        ("GetMetricData", {"QueueId": "Dental"}),
        ("GetMetricData", {}),
        ("CreateCallbackContact", CALLBACK),
    ],
)
def test_what_does_not_exist_takes_the_error_branch(action_type: str, parameters: dict[str, Any]) -> None:
    assert heard(check(action_type, parameters)) == ["failed"]


def test_a_tag_can_be_taken_away() -> None:
    tag = action("Tag", "TagContact", {"Tags": {"a": "1", "b": "2"}}, then="Try", errors=FAILS)
    result, _ = run(tag, check("UntagContact", {"TagKeys": ["a"]}))
    assert result.contact.tags == {"b": "2"}


def test_an_assistant_session_can_be_read_afterwards() -> None:
    block = check("CreateWisdomSession", {"WisdomAssistantArn": "arn:assistant"})
    on = Stage(instance=instance_of(flow(block, say("Ok", "$.Wisdom.SessionArn"), FAILED)))
    on.call("test")
    assert on.line.heard()[0].startswith("arn:aws:wisdom:")


def test_a_view_is_not_shown_on_the_telephone() -> None:
    errors = {"NoMatchingError": "Failed", "NoMatchingCondition": "Ok", "TimeLimitExceeded": "Ok"}
    view = {"ViewResource": {"Id": "arn:view"}, "InvocationTimeLimitSeconds": "60"}
    assert heard(action("Show", "ShowView", view, then="Ok", errors=errors)) == ["failed"]


TARGET = action(
    "Target",
    "UpdateContactTargetQueue",
    {"QueueId": ARNS["QueueGeneral"]},
    then="Try",
    errors={"NoMatchingError": "Try"},
)
HOURS_BRANCHES = {"True": "Ok", "False": "Closed"}


@pytest.mark.parametrize(
    ("parameters", "target", "answer"),
    [
        ({"HoursOfOperationId": ARNS["Hours"]}, False, "ok"),
        ({}, True, "ok"),
        ({}, False, "failed"),
        ({"HoursOfOperationId": "other"}, True, "failed"),
    ],
)
def test_hours_are_those_named_or_those_of_the_queue(parameters: dict[str, Any], target: bool, answer: str) -> None:
    hours = check("CheckHoursOfOperation", parameters, when=HOURS_BRANCHES)
    blocks = [TARGET, hours] if target else [hours]
    assert heard(*blocks, say("Closed", "closed")) == [answer]


def staffed(metric: str, operator: str = "NumberGreaterThan", operand: str = "0") -> dict[str, Any]:
    errors = {"NoMatchingError": "Failed", "NoMatchingCondition": "None"}
    given = {"MetricType": metric}
    return action("Try", "CheckMetricData", given, then="None", errors=errors, when={operand: "Ok"}, operator=operator)


@pytest.mark.parametrize(
    ("metric", "free", "busy", "answer"),
    [
        ("NumberOfAgentsAvailable", 1, 0, "ok"),
        ("NumberOfAgentsAvailable", 0, 1, "none"),
        ("NumberOfAgentsStaffed", 0, 1, "ok"),
        ("NumberOfAgentsOnline", 0, 1, "ok"),
        ("NumberOfAgentsStaffed", 0, 0, "none"),
    ],
)
def test_staffing_is_what_the_world_says(metric: str, free: int, busy: int, answer: str) -> None:
    queues = Queues(CLINIC, agents_available=free, agents_busy=busy)
    assert heard(TARGET, staffed(metric), say("None", "none"), queues=queues) == [answer]


class Crowded(Queues):
    def contacts_waiting(self, queue: str) -> int:  # noqa: ARG002
        return 7

    def oldest_wait(self, queue: str) -> timedelta:  # noqa: ARG002
        return timedelta(seconds=90)


@pytest.mark.parametrize(
    ("metric", "operator", "operand"),
    [
        ("NumberOfContactsInQueue", "Equals", "7"),
        ("NumberOfContactsInQueue", "NumberGreaterOrEqualTo", "5"),
        ("OldestContactInQueueAgeSeconds", "NumberGreaterThan", "60000"),
    ],
)
def test_a_queue_can_be_asked_how_full_it_is(metric: str, operator: str, operand: str) -> None:
    block = staffed(metric, operator, operand)
    assert heard(TARGET, block, say("None", "none"), queues=Crowded(CLINIC)) == ["ok"]


def test_metrics_can_be_read_afterwards() -> None:
    on = Stage(
        instance=instance_of(
            flow(
                TARGET,
                check("GetMetricData"),
                say("Ok", "$.Metrics.Queue.Size $.Metrics.Queue.OldestContactAge"),
                FAILED,
            )
        ),
        queues=Crowded(CLINIC),
    )
    on.call("test")
    assert on.line.heard() == ["7 90"]


def test_metrics_that_cannot_be_had_take_the_error_branch() -> None:
    class Broken(Queues):
        def contacts_waiting(self, queue: str) -> int:
            raise QueuesError(queue)

    assert heard(TARGET, check("GetMetricData"), queues=Broken(CLINIC)) == ["failed"]


TO_QUEUE = action(
    "Try", "TransferContactToQueue", then="Failed", errors={"QueueAtCapacity": "Full", "NoMatchingError": "Failed"}
)
FULL = say("Full", "full")


def test_without_a_target_queue_nobody_is_transferred() -> None:
    assert heard(TO_QUEUE, FULL) == ["failed"]


def test_a_full_queue_takes_its_own_branch() -> None:
    assert heard(TARGET, TO_QUEUE, FULL, queues=Queues(CLINIC, queue_full=True)) == ["full"]


def test_a_queue_with_an_agent_ends_with_the_agent() -> None:
    result, _ = run(TARGET, TO_QUEUE, FULL)
    assert (result.end, result.queue, result.queued) == (End.CONNECTED, "General", True)
    assert Block("test", "Try", "queued") in result.blocks


def test_a_queue_nobody_answers_and_nothing_plays_in_is_stuck() -> None:
    with pytest.raises(FlowStuck, match="a queue that nobody answers, and hears nothing"):
        run(TARGET, TO_QUEUE, FULL, queues=Queues(CLINIC, agents_available=0))


def in_queue(*actions: dict[str, Any], **stage: Any) -> tuple[FlowResult, list[str]]:
    """A contact that waits in a queue with this queue flow."""
    waiting = flow(*actions, action("Rest", "EndFlowExecution", then=None), FULL, name="waiting")
    hook = action(
        "Hook",
        "UpdateContactEventHooks",
        {"EventHooks": {"CustomerQueue": "waiting"}},
        then="Target",
        errors={"NoMatchingError": "Target"},
    )
    return run(hook, TARGET, TO_QUEUE, FULL, more=(waiting,), **stage)


MUSIC = {"Messages": [{"Text": "Please wait."}, {"PromptId": "music"}]}


def test_an_agent_who_is_free_ends_the_music() -> None:
    result, spoken = in_queue(
        action("Play", "MessageParticipantIteratively", MUSIC, then=None),
        prompts={"arn:prompt/music": "music.wav"},
        queues=Queues(CLINIC, agents_available=0, agents_busy=1, busy_s=50),
    )
    assert result.end is End.CONNECTED
    assert spoken == ["Please wait.", "[music.wav]", "Please wait.", "[music.wav]", "Please wait."]


def test_messages_are_interrupted_after_their_time() -> None:
    play = action(
        "Play",
        "MessageParticipantIteratively",
        MUSIC | {"InterruptFrequencySeconds": "30"},
        then="Rest",
        when={"MessagesInterrupted": "Late"},
    )
    result, spoken = in_queue(
        play,
        say("Late", "still here", then="Rest"),
        prompts={"arn:prompt/music": "music.wav"},
        queues=Queues(CLINIC, agents_available=0, agents_busy=1),
    )
    assert result.end is End.CONNECTED
    assert spoken[-1] == "still here"


def test_messages_that_play_for_ever_to_nobody_are_stuck() -> None:
    with pytest.raises(FlowStuck, match=r"^waiting/Play: its messages play for ever, and nobody comes"):
        in_queue(
            action("Play", "MessageParticipantIteratively", {"Messages": [{"Text": "Wait."}]}, then=None),
            queues=Queues(CLINIC, agents_available=0),
        )


def test_a_contact_can_change_queues_while_it_waits() -> None:
    move = action(
        "Move",
        "DequeueContactAndTransferToQueue",
        {"QueueId": ARNS["QueueBilling"]},
        then="Rest",
        errors={"QueueAtCapacity": "Full", "NoMatchingError": "Full"},
    )
    once = action(
        "Is",
        "Compare",
        {"ComparisonValue": "$.Queue.Name"},
        then="Rest",
        errors={"NoMatchingCondition": "Rest"},
        when={"General": "Move"},
    )
    result, _ = in_queue(once, move)
    assert (result.end, result.queue) == (End.CONNECTED, "Billing")
    assert [block.action for block in result.blocks].count("Is") == 2


def test_a_transfer_to_an_agent_ends_with_the_agent() -> None:
    result, _ = run(action("Go", "TransferContactToAgent", then=None))
    assert result.end is End.CONNECTED


@pytest.mark.parametrize(
    ("number", "branch"),
    [
        (ANA, "next"),
        ("2065550101", "InvalidCallbackNumber"),
        ("", "InvalidCallbackNumber"),
        ("+442079460000", "CallbackNumberNotDialable"),
    ],
)
def test_a_callback_number_must_be_one_and_dialable(number: str, branch: str) -> None:
    block = action(
        "Number",
        "UpdateContactCallbackNumber",
        {"CallbackNumber": "$.Attributes.number"},
        errors={"InvalidCallbackNumber": "End", "CallbackNumberNotDialable": "End"},
    )
    assert run(block, attributes={"number": number})[0].blocks[0].branch == branch


def test_a_callback_carries_queue_number_and_attributes() -> None:
    result, _ = run(TARGET, check("CreateCallbackContact", CALLBACK), attributes={"session_id": "s-1"})
    (callback,) = result.callbacks
    assert (callback.queue, callback.number, callback.attributes) == ("General", ANA, {"session_id": "s-1"})
    assert (callback.delay_s, callback.retry_delay_s, callback.attempts) == (5, 60, 1)


@pytest.mark.parametrize(
    ("ssml", "text"),
    [
        ("<speak>Call <say-as interpret-as='digits'>911</say-as> now.</speak>", "Call 911 now."),
        ("<speak>Salt &amp; pepper<break time='1s'/></speak>", "Salt & pepper"),
        ('<speak><amazon:effect name="whispered">Hush</amazon:effect></speak>', "Hush"),
    ],
)
def test_ssml_is_shown_as_it_is_heard(ssml: str, text: str) -> None:
    assert plain(ssml) == text


@pytest.mark.parametrize("ssml", ["<speak>Salt & pepper</speak>", "<speak>open", "<speak><b>bold</b></speak>"])
def test_ssml_connect_does_not_speak_takes_the_error_branch(ssml: str) -> None:
    with pytest.raises(PromptError):
        plain(ssml)
    assert heard(check("MessageParticipant", {"SSML": "$.Attributes.ssml"}), attributes={"ssml": ssml}) == ["failed"]


@pytest.mark.parametrize("text", ["", " ", "x" * 3001])
def test_text_connect_does_not_speak_takes_the_error_branch(text: str) -> None:
    assert heard(check("MessageParticipant", {"Text": "$.Attributes.text"}), attributes={"text": text}) == ["failed"]


def test_a_recorded_prompt_is_shown_by_its_name() -> None:
    block = check("MessageParticipant", {"PromptId": "arn:prompt/bell"})
    assert heard(block, prompts={"arn:prompt/bell": "bell.wav"}) == ["[bell.wav]", "ok"]
    assert heard(block) == ["failed"]


def test_an_error_without_a_branch_ends_the_contact() -> None:
    result, spoken = run(action("Try", "MessageParticipant", {"Text": "$.Attributes.nothing"}, then="Ok"))
    assert (result.end, spoken) == (End.DISCONNECTED, [])
    assert result.failures[0].detail == "there is nothing to say"


def test_the_blocks_passed_are_reported_in_order() -> None:
    result, _ = run(compare("$.Attributes.n", {"1": "Ok"}), attributes={"n": "1"})
    assert result.blocks == (Block("test", "Is", "Equals 1"), Block("test", "Ok", "next"), Block("test", "End", "end"))


def test_an_action_type_nobody_knows_is_refused_by_name() -> None:
    with pytest.raises(FlowError, match="there is no action type 'SetQueue'; did you mean 'UpdateContactTargetQueue'"):
        run(action("Go", "SetQueue"))


def test_a_flow_that_is_not_there_is_refused_by_name() -> None:
    with pytest.raises(FlowError, match="there is no flow 'inbond'; there are agent_screen"):
        Stage().call("inbond")


def test_a_contact_is_the_first_of_its_chain_unless_said_otherwise() -> None:
    ends = Endpoint(ANA), Endpoint("+12065550100")
    assert Contact("c-2", *ends, initial_contact_id="c-1").document()["InitialContactId"] == "c-1"
