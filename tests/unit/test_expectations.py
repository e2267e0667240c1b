"""Which expectations hold of a call, and how a failing one is told."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from fulfillment.disposition import Disposition
from simulator.caller import Action
from simulator.connect.contact import Callback, Contact, Endpoint
from simulator.connect.flow import CalledBack
from simulator.ends import AgentEnds, CallbackEnds, FeedbackEnds
from simulator.exchange import Exchange
from simulator.expectations import heard, judge, words
from simulator.line import Prompt, Speech
from simulator.outcome import AgentView, Broken, Outcome
from simulator.script import Booked, Earlier, Ends, Script, TurnEntry


def spoken(text: str, *, heard_by: str = "caller") -> Prompt:
    return Prompt(text=text, ssml=None, block="lex", interruptible=True, heard_by=heard_by)


def an_exchange(number: int = 1, *texts: str, **known: Any) -> Exchange:
    return Exchange(number, Action(Speech("hello")), heard=[spoken(text) for text in texts], **known)


def an_outcome(*exchanges: Exchange, **known: Any) -> Outcome:
    return Outcome(
        exchanges=[Exchange(0, None, heard=[spoken("Welcome.")]), *exchanges],
        **{"disposition": Disposition.CONTAINED, **known},
    )


def a_script(*turns: TurnEntry, **ends: Any) -> Script:
    return Script(turns=list(turns), ends=Ends(**ends))


def failures(script: Script, outcome: Outcome) -> list[str]:
    return [str(failure) for failure in judge(script, outcome)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It costs $5.99.", ["it", "costs", "$5", "99"]),
        ("Thursday, December 3 at 2:30 PM", ["thursday", "december", "3", "at", "2", "30", "pm"]),
        ("50% off_peak", ["50%", "off", "peak"]),
        ("Dr. O'Brien", ["dr", "o", "brien"]),
    ],
)
def test_letters_digits_dollar_and_percent_make_words(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(
    ("wanted", "text", "holds"),
    [
        ("date of birth", "What is your Date of Birth?", True),
        ("day", "Today is Thursday.", False),
        ("10:30 AM", "At 10:30 AM or 11:00 AM.", True),
        ("0:30 AM", "At 10:30 AM.", False),
        ("$4", "It is $40.", False),
        ("December 4 at", "on Friday, December 4, at 9:00 AM", True),
    ],
)
def test_whole_words_are_compared_in_order(wanted, text, holds):
    assert heard(wanted, text) is holds


def test_what_is_heard_counts_until_the_next_input():
    outcome = an_outcome(an_exchange(1, "One moment.", "Parking costs $3 an hour."), an_exchange(2, "Goodbye."))
    assert failures(a_script(TurnEntry(says="a", hears=["one moment", "$3"]), TurnEntry(says="b")), outcome) == []
    assert failures(a_script(TurnEntry(says="a"), TurnEntry(says="b", hears=["$3"])), outcome) == [
        "turn 2: hears: '$3' was not heard"
    ]


def test_a_whisper_is_not_heard_by_the_caller():
    exchange = an_exchange(1, "I'll transfer you.")
    exchange.heard.append(spoken("Caller wants to move an appointment", heard_by="agent"))
    assert failures(a_script(TurnEntry(says="a", hears_not=["move"])), an_outcome(exchange)) == []


def test_the_banned_word_and_the_wrong_intent_are_both_told():
    script = a_script(TurnEntry(says="a", hears_not=["sorry"], intent="BookAppointment"))
    outcome = an_outcome(an_exchange(1, "Sorry?", intent="FallbackIntent"))
    assert failures(script, outcome) == [
        "turn 1: hears_not: 'sorry' was heard",
        "turn 1: intent: expected BookAppointment, was FallbackIntent",
    ]


@pytest.mark.parametrize(
    ("first_word_ms", "told"), [(900.0, []), (1600.0, ["took 1600 ms"]), (None, ["nothing was heard"])]
)
def test_the_first_word_must_come_in_time(first_word_ms, told):
    outcome = an_outcome(an_exchange(1, "Yes.", first_word_ms=first_word_ms))
    found = failures(a_script(TurnEntry(says="a", within_ms=1500)), outcome)
    assert [text.split(", ")[-1] for text in found] == told


def test_a_turn_left_when_the_call_is_over_fails_only_if_it_expects_something():
    outcome = an_outcome(an_exchange(1, "Goodbye."))
    script = a_script(TurnEntry(says="a"), TurnEntry(says="hello?"), TurnEntry(says="b", hears=["yes"]))
    assert failures(script, outcome) == ["turn 3: was not played: the call had ended, or was with a person"]


def test_how_it_ended_is_compared_key_by_key_and_what_is_omitted_is_not():
    outcome = an_outcome(disposition=Disposition.HANDED_OFF, queue="General", reason="asked")
    assert failures(a_script(), outcome) == []
    assert failures(a_script(disposition="contained", queue="Billing", reason="asked"), outcome) == [
        "disposition: expected contained, was handed_off",
        "queue: expected Billing, was General",
    ]


def test_a_handoff_is_a_subset_in_depth():
    packet = {"verified": True, "slots": {"Day": "2026-12-04", "Time": None}, "turns": 3, "documents": ["parking"]}
    outcome = an_outcome(handoff=packet)
    assert failures(a_script(handoff={"verified": True, "slots": {"Day": "2026-12-04"}}), outcome) == []
    assert failures(a_script(handoff={"documents": ["parking"], "turns": 3}), outcome) == []
    assert failures(a_script(handoff={"verified": False, "slots": {"Day": "x"}, "patient": "y"}), outcome) == [
        "handoff.verified: expected False, was True",
        "handoff.slots.Day: expected 'x', was '2026-12-04'",
        "handoff.patient: expected 'y', is not there",
    ]


def test_true_is_not_one():
    assert failures(a_script(handoff={"verified": True}), an_outcome(handoff={"verified": 1})) != []


def test_an_expected_packet_that_is_not_there_is_told():
    assert failures(a_script(handoff={"verified": True}), an_outcome()) == [
        "handoff: there is no packet; the call was not handed over by the function"
    ]


FRIDAY = datetime.fromisoformat("2026-12-04T10:00:00-08:00")
THURSDAY = datetime.fromisoformat("2026-12-03T14:30:00-08:00")


def ana(at: datetime | None, **known: str) -> Booked:
    return Booked(patient="Ana Rivera", at=at, **known)


def test_exactly_the_appointments_of_a_named_patient_are_booked():
    booked = {"Ana Rivera": [ana(FRIDAY, service="physical", provider="Dr. Chen")], "Tom Baker": []}
    outcome = an_outcome(appointments=booked)
    assert failures(a_script(appointments=[ana(FRIDAY)]), outcome) == []
    assert failures(a_script(appointments=[ana(FRIDAY, service="checkup")]), outcome) != []
    assert failures(a_script(appointments=[ana(FRIDAY), ana(THURSDAY)]), outcome) != []
    assert failures(a_script(appointments=[ana(THURSDAY)]), outcome) != []
    assert failures(a_script(appointments=[ana(None)]), outcome) != []
    assert failures(a_script(appointments=[Booked(patient="Tom Baker")]), outcome) == []


def test_without_a_time_an_appointment_is_expected_at_any_time():
    chen, okafor = ana(FRIDAY, service="physical", provider="Dr. Chen"), ana(THURSDAY, provider="Dr. Okafor")
    outcome = an_outcome(appointments={"Ana Rivera": [chen, okafor]})
    assert failures(a_script(appointments=[ana(None, provider="Dr. Okafor"), ana(FRIDAY)]), outcome) == []
    assert failures(a_script(appointments=[ana(None, provider="Dr. Chen"), ana(FRIDAY)]), outcome) != []
    assert failures(a_script(appointments=[ana(None, service="checkup")]), outcome) == [
        "appointments of Ana Rivera: expected any time checkup, "
        "was 2026-12-04 10:00-0800 physical Dr. Chen, 2026-12-03 14:30-0800 Dr. Okafor"
    ]


def test_an_entry_that_fits_two_appointments_leaves_the_right_one_to_the_other():
    booked = [ana(FRIDAY, provider="Dr. Chen"), ana(THURSDAY, provider="Dr. Chen")]
    outcome = an_outcome(appointments={"Ana Rivera": booked})
    assert failures(a_script(appointments=[ana(None, provider="Dr. Chen"), ana(FRIDAY)]), outcome) == []


@pytest.mark.parametrize("how", ["contained", "abandoned", "failed"])
def test_a_queue_counts_only_when_a_person_gets_the_call(how):
    outcome = an_outcome(disposition=Disposition(how), queue="General")
    assert failures(a_script(queue="General"), outcome) == ["queue: expected General, was none"]


def test_the_same_moment_in_another_zone_is_the_same_appointment():
    outcome = an_outcome(appointments={"Ana Rivera": [ana(datetime.fromisoformat("2026-12-04T18:00:00+00:00"))]})
    assert failures(a_script(appointments=[ana(FRIDAY)]), outcome) == []


def test_password_resets_are_compared_as_they_were_sent():
    outcome = an_outcome(password_resets=["Tom Baker", "Tom Baker"])
    assert failures(a_script(), outcome) == []
    assert failures(a_script(password_resets=["Tom Baker"]), outcome) == [
        "password_resets: expected Tom Baker, was Tom Baker, Tom Baker"
    ]
    assert failures(a_script(password_resets=[]), outcome) != []


def test_two_replies_to_one_delivery_fail_a_script_that_expects_nothing():
    outcome = an_outcome(an_exchange(1, "Yes."), broken=[Broken(1, "the two replies differ")])
    assert failures(a_script(TurnEntry(says="a")), outcome) == ["turn 1: the two replies differ"]


VIEW = AgentView("Dana", "Ana Rivera, verified.", "handoff", {"NextStep": "Offer another time.", "Patient": "Ana"})


def judged(outcome, **ends):
    return failures(a_script(**ends), outcome)


def test_what_the_agent_hears_and_sees_is_compared_by_words():
    outcome = an_outcome(agent=VIEW)
    fits = AgentEnds(name="Dana", whisper=["verified"], view="handoff", screen={"NextStep": "another time"})
    assert judged(outcome, agent=fits) == []
    assert judged(outcome, agent=AgentEnds(whisper=["unverified"], whisper_not=["Ana"])) == [
        "agent.whisper: 'unverified' was not heard",
        "agent.whisper_not: 'Ana' was heard",
    ]
    assert judged(outcome, agent=AgentEnds(name="Kim", screen={"Patient": "Tom"}, screen_not={"Patient": "ana"})) == [
        "agent.name: expected Kim, was Dana",
        "agent.screen.Patient: expected 'Tom', was 'Ana'",
        "agent.screen_not.Patient: 'ana' is shown",
    ]
    assert judged(outcome, agent=AgentEnds(screen={"Slots": "x"})) == [
        "agent.screen.Slots: is not there; there are NextStep, Patient"
    ]


def test_an_agent_is_expected_where_nobody_took_the_call():
    assert judged(an_outcome(), agent=AgentEnds(), wait_s=60) == [
        "wait_s: expected at most 60 s, nobody took the call",
        "agent: nobody took the call, or called back",
    ]
    assert judged(an_outcome(wait_s=61.0), wait_s=60) == ["wait_s: expected at most 60 s, was 61 s"]
    assert judged(an_outcome(wait_s=60.0), wait_s=60) == []


def a_callback(at=FRIDAY):
    heard = Prompt(text="Hello, Cedar Clinic.", ssml=None, block="outbound/Say", interruptible=False)
    placed = Callback("Scheduling", "+12065550101", 5, 600, 3, {})
    contact = Contact("c", Endpoint("+12065550101"), Endpoint("+12065550100"), agent="Dana")
    return CalledBack(placed, contact, at, (heard,))


def test_a_callback_is_compared_by_number_queue_time_and_words():
    outcome = an_outcome(callbacks=[a_callback()])
    minute = timedelta(minutes=1)
    fits = CallbackEnds(number="+12065550101", queue="Scheduling", not_before=FRIDAY, not_after=FRIDAY, hears=["Cedar"])
    assert judged(outcome, callback=fits) == []
    late = CallbackEnds(number="+12065550102", not_before=FRIDAY + minute, hears_not=["hello"])
    assert [told.partition(":")[0] for told in judged(outcome, callback=late)] == [
        "callback.number",
        "callback.not_before",
        "callback.hears_not",
    ]
    early = judged(outcome, callback=CallbackEnds(not_after=FRIDAY - minute, queue="Billing", hears=["nobody"]))
    assert [told.partition(":")[0] for told in early] == ["callback.queue", "callback.not_after", "callback.hears"]


def test_a_callback_that_was_never_placed_or_lost_is_told():
    assert judged(an_outcome(), callback=CallbackEnds()) == ["callback: none was placed"]
    lost = an_outcome(callbacks=[a_callback(at=None)])
    assert judged(lost, callback=CallbackEnds()) == ["callback: was lost on its way to the queue"]


def test_one_report_with_the_code_and_the_words_is_enough():
    outcome = an_outcome(feedback=[{"wrong": "other", "because": "x"}, {"wrong": "misheard", "because": "Friday."}])
    assert judged(outcome, feedback=FeedbackEnds(wrong="misheard", because="friday")) == []
    assert judged(outcome, feedback=FeedbackEnds(because="x")) == []
    assert judged(outcome, feedback=FeedbackEnds(wrong="other", because="friday")) != []
    assert judged(an_outcome(), feedback=FeedbackEnds()) != []


def test_what_agent_assist_was_told_is_compared_by_words():
    outcome = an_outcome(assist={"summary": "Wants to move an appointment"})
    assert judged(outcome, assist=["move"]) == []
    assert judged(outcome, assist=["cancel"]) == ["assist: 'cancel' was not told"]


def test_the_turns_of_the_earlier_call_are_expected_too():
    script = a_script(TurnEntry(says="yes")).model_copy(
        update={"earlier": Earlier(turns=[TurnEntry(says="a", hears=["friday"])])}
    )
    outcome = an_outcome(an_exchange(1, "Good."), earlier=an_outcome(an_exchange(1, "What day?")))
    assert failures(script, outcome) == ["earlier call, turn 1: hears: 'friday' was not heard"]
