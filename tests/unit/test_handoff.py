"""The packet: everything known so far, and nothing where it does not belong."""

import traceback
from datetime import date, time

import pytest

from fulfillment import tried
from fulfillment.handoff import find_packet, packet, queue_for
from fulfillment.ports import StoredSession
from fulfillment.records import Appointment
from fulfillment.session import Identity, PendingAction, Session, Task, Wanted
from fulfillment.turn import Intent, Queue, Reason, Step
from tests.doubles import ANA, FixedClock, MemorySessions, at
from tests.speaking import Call

KEYS = {
    "reason", "summary", "queue", "verified", "verified_how", "patient", "intent", "slots", "tried", "last_words",
    "confidence", "weakest", "documents", "language", "next_step", "turns", "started_at", "ended_at",
}  # fmt: skip


def a_session(**parts: object) -> Session:
    clock = FixedClock()
    return Session("s", "en_US", clock.now(), caller_number=ANA.phone, **parts)  # type: ignore[arg-type]


def packed(session: Session, reason: Reason = Reason.ASKED) -> dict[str, object]:
    return packet(session, reason=reason, now=FixedClock().now())


def test_the_packet_has_the_keys_of_the_contract() -> None:
    assert set(packed(a_session())) == KEYS


def test_everything_the_caller_gave_is_in_the_slots() -> None:
    wanted = Wanted(
        service="physical",
        provider="Dr. Chen",
        day_from=date(2026, 12, 4),
        day_to=date(2026, 12, 4),
        times=[time(10)],
        order_number="004217",
    )
    old = Appointment("ana", at("2026-12-03", "14:30"), "physical", "Dr. Chen")
    session = a_session(
        task=Task(Intent.RESCHEDULE, wanted=wanted, appointment=old),
        identity=Identity(last_name="Rivera", birth_date=date(1984, 3, 12)),
    )
    assert packed(session)["slots"] == {
        "LastName": "Rivera",
        "BirthDate": "1984-03-12",
        "Service": "physical",
        "Provider": "Dr. Chen",
        "Day": "2026-12-04",
        "Time": "10:00",
        "Appointment": "2026-12-03T14:30:00-08:00",
        "OrderNumber": "004217",
    }


@pytest.mark.parametrize("reason", list(Reason))
@pytest.mark.parametrize("intent", [None, *[i for i in Intent if i.endswith(("Appointment", "Status", "Password"))]])
def test_the_summary_carries_no_name_number_or_date(reason: Reason, intent: Intent | None) -> None:
    session = a_session(
        identity=Identity(patient=ANA, how="phone and date of birth"), task=Task(intent) if intent else None
    )
    summary = str(packed(session, reason)["summary"])
    assert summary.endswith(".")
    for secret in ("Ana", "Rivera", "1984", "206", "0101"):
        assert secret not in summary


def test_the_queue_follows_danger_language_task_and_topic_in_this_order() -> None:
    booking = Task(Intent.BOOK)
    assert queue_for(a_session(task=booking, topic_queue=Queue.BILLING), Reason.ASKED) is Queue.SCHEDULING
    assert queue_for(a_session(topic_queue=Queue.BILLING), Reason.ASKED) is Queue.BILLING
    assert queue_for(a_session(task=Task(Intent.RESET)), Reason.ASKED) is Queue.GENERAL
    spanish = a_session(task=booking)
    spanish.locale = "es_US"
    assert queue_for(spanish, Reason.ASKED) is Queue.SPANISH
    assert queue_for(spanish, Reason.EMERGENCY) is Queue.GENERAL


def test_a_session_survives_being_stored() -> None:
    wanted = Wanted(day_from=date(2026, 12, 4), times=[time(10)], until=[time(12)])
    old = Appointment("ana", at("2026-12-03", "14:30"), "physical", "Dr. Chen")
    task = Task(Intent.RESCHEDULE, wanted=wanted, appointment=old, offers=[old])
    session = a_session(task=task, identity=Identity(patient=ANA), offer_reason=Reason.GUARDRAIL)
    session.remember_exchange("hi", "Hello.")
    session.remember_delivery("key", {"messages": []})
    assert Session.from_document(session.to_document(), version=0) == session


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"session_id": "s"},
        {"session_id": "s", "locale": "x", "started_at": 7},
        {"identity": {"birth_date": "canary"}},
        {"step": "canary"},
        {"identity": "canary"},
    ],
)
def test_a_document_that_is_no_session_is_refused_without_a_word_of_it(document: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="not a session document") as raised:
        Session.from_document(document, version=1)
    assert "canary" not in "".join(traceback.format_exception(raised.value))


def test_the_last_words_are_words_and_no_keys() -> None:
    session = a_session()
    for said in ("I need a person about my bill", "03121984", "", "0"):
        session.remember_exchange(said, "Yes.")
    assert packed(session)["last_words"] == "I need a person about my bill"
    assert packed(a_session())["last_words"] == ""


def test_the_next_step_fits_what_is_known() -> None:
    assert "Ask how you can help" in str(packed(a_session())["next_step"])
    assert "Verify" in str(packed(a_session(task=Task(Intent.BOOK)))["next_step"])
    known = a_session(task=Task(Intent.BOOK), identity=Identity(patient=ANA))
    assert "nothing needs to be asked again" in str(packed(known)["next_step"])


def test_halves_of_a_birth_date_and_what_matched_nobody_are_told() -> None:
    assert packed(a_session(identity=Identity(birth_month=3, birth_day=12)))["slots"] == {"BirthDate": "XXXX-03-12"}
    assert packed(a_session(identity=Identity(birth_year=1984)))["slots"] == {"BirthDate": "1984"}
    claimed = Identity(claimed_last_name="Rivera", claimed_birth_date=date(1980, 1, 1), attempts=1)
    assert packed(a_session(identity=claimed))["slots"] == {"LastName": "Rivera", "BirthDate": "1980-01-01"}
    assert packed(a_session(identity=Identity(patient=ANA, claimed_last_name="Rivera")))["slots"] == {}


@pytest.mark.parametrize(
    ("wanted", "written"),
    [
        (Wanted(times=[time(14)], relation="after"), "after 14:00"),
        (Wanted(times=[time(12)], relation="before"), "before 12:00"),
        (Wanted(times=[time(2), time(14)], relation="at"), "02:00 or 14:00"),
        (Wanted(times=[time(14)], until=[time(16)], relation="after"), "14:00-16:00"),
        (Wanted(times=[time(14)], part="afternoon", relation="after"), "afternoon, after 14:00"),
        (Wanted(part="morning"), "morning"),
    ],
)
def test_a_time_of_day_is_told_as_it_was_meant(wanted: Wanted, written: str) -> None:
    assert packed(a_session(task=Task(Intent.BOOK, wanted=wanted)))["slots"] == {"Time": written}


def test_what_was_named_before_any_task_and_what_was_refused_are_told() -> None:
    mentioned = packed(a_session(mentioned=Wanted(service="flu shot")))
    assert (mentioned["intent"], mentioned["slots"]) == (None, {"Service": "flu shot"})
    refused = packed(a_session(declined=Task(Intent.BOOK, wanted=Wanted(service="checkup"))))
    assert (refused["intent"], refused["slots"]) == ("BookAppointment", {"Service": "checkup"})


def test_the_desk_that_is_asked_for_goes_before_the_task() -> None:
    session = a_session(task=Task(Intent.BOOK), asked_desk=Queue.BILLING)
    found = packed(session)
    assert (found["queue"], found["intent"]) == ("Billing", "BookAppointment")
    assert str(found["summary"]).startswith("Something about bills")


def test_danger_in_spanish_goes_to_the_desk_most_people_answer_and_is_told_in_its_language() -> None:
    session = a_session()
    session.locale = "es_US"
    found = packed(session, Reason.EMERGENCY)
    assert (found["queue"], found["language"]) == ("General", "es_US")
    assert "said words of an emergency" in str(found["summary"])
    assert "speaks Spanish" in str(found["next_step"])


def test_what_was_tried_is_told_once_each_and_the_least_goes_first() -> None:
    questions = [tried.entry(tried.Code.ANSWERED, tried.quoted(f"question {n}?")) for n in range(30)]
    session = a_session(tried=[tried.Code.NO_MATCH, tried.Code.NO_MATCH, *questions, tried.Code.BOOKED])
    told = packed(session)["tried"]
    assert isinstance(told, list)
    assert len(told) == tried.ENTRIES
    assert told[0] == "identity: no match x2"
    assert told[-1] == "appointment booked"


def test_an_entry_is_read_as_it_was_written() -> None:
    for entry in (tried.Entry("identity: no match", times=3), tried.Entry("times offered", '2026-12-04 09:00 (x) "y"')):
        assert tried.read(str(entry)) == entry


def test_whoever_speaks_of_somebody_else_is_told_first() -> None:
    session = a_session(identity=Identity(patient=ANA, for_another=True), tried=["appointment booked"])
    assert packed(session)["tried"] == ["calls for somebody else", "appointment booked"]


def test_what_was_heard_badly_is_told_with_what_waits() -> None:
    offer = Appointment("ana", at("2026-12-04", "09:00"), "physical", "Dr. Chen")
    task = Task(Intent.BOOK, offers=[offer])
    session = a_session(task=task, step=Step.CHECK_HEARD, checked_step=Step.TIME, checked="the turd one")
    assert packed(session)["tried"] == [
        'heard badly, not confirmed ("the turd one")',
        "times offered, none chosen yet (2026-12-04 09:00)",
    ]


def test_what_was_confirmed_when_it_broke_is_not_called_unanswered() -> None:
    new = Appointment("ana", at("2026-12-04", "09:00"), "physical", "Dr. Chen")
    pending = PendingAction("id", FixedClock().now(), to=new)
    session = a_session(task=Task(Intent.BOOK, pending=pending), step=Step.CONFIRM)
    read_back = "(physical, Dr. Chen, 2026-12-04 09:00)"
    assert packed(session)["tried"] == [f"read back, no answer yet {read_back}"]
    assert packed(session, Reason.SYSTEM_FAILURE)["tried"] == [f"read back, not known whether it was done {read_back}"]


def test_where_no_packet_was_stored_the_session_tells_it() -> None:
    session = a_session(task=Task(Intent.CANCEL), identity=Identity(patient=ANA))
    sessions = MemorySessions(stored={"s": StoredSession(1, session.to_document())})
    found = find_packet(sessions, "s", reason="system_failure", queue=None)
    assert found is not None
    assert (found["reason"], found["queue"], found["patient"]) == ("system_failure", "General", "Ana Rivera")
    assert find_packet(sessions, "another", reason=None, queue=None) is None
    broken = MemorySessions(stored={"s": StoredSession(1, {"step": "nonsense"})})
    assert find_packet(broken, "s", reason=None, queue=None) is None


def test_the_confidence_is_that_of_the_turn_that_led_here() -> None:
    call = Call()
    call.says("can I bring my parrot to you?")
    call.says("I mean my parrot and my cat", confidence=0.9)
    doubted = call.ports.sessions.load("call-1")
    assert doubted is not None
    call.says("yes")
    assert call.packet["reason"] == "low_confidence"
    assert (call.packet["confidence"], call.packet["weakest"]) == (doubted.document["confidence"], "retrieval")


def test_an_earlier_doubt_is_not_told_of_a_later_turn() -> None:
    call = Call()
    call.says("can I bring my parrot to you?")
    call.says("book a flu shot", "BookAppointment")
    call.keys("0")
    assert (call.packet["confidence"], call.packet["weakest"]) == (None, None)


def test_a_callback_is_about_what_it_was_offered_for_and_what_came_up_since() -> None:
    call = Call()
    call.says("agent")
    assert call.packet["summary"] == "Has not said yet what it is about; asked for a person."
    call.attributes = {"turn": call.attributes["turn"], "asked": "callback"}
    call.says("first book a flu shot on Friday at 9 AM", "BookAppointment")
    call.says("march twelfth 1984")
    call.says("yes")
    assert call.says("yes") == ""
    assert call.ended == {"outcome": "callback"}
    assert call.packet["reason"] == "asked"
    assert "appointment booked (flu shot, Nurse Lee, 2026-12-04 09:00)" in call.packet["tried"]
    assert call.packet["last_words"] != "yes"


def test_a_yes_to_a_person_is_not_the_callers_last_word() -> None:
    call = Call()
    call.says("can I bring my parrot to you?")
    call.says("I mean my parrot")
    call.says("yes please")
    assert call.packet["last_words"] == "I mean my parrot"


def test_danger_told_while_a_callback_is_offered_is_among_the_last_words() -> None:
    call = Call()
    call.says("agent")
    call.attributes = {"turn": call.attributes["turn"], "asked": "callback"}
    call.says("I can't breathe")
    assert (call.packet["reason"], call.packet["last_words"]) == ("emergency", "I can't breathe")


def test_whoever_says_that_it_was_wrong_is_not_taken_for_one_with_a_question() -> None:
    call = Call()
    call.says("book a flu shot on Friday at 9 AM", "BookAppointment")
    call.says("march twelfth 1984")
    call.says("yes")
    call.says("that's wrong, I said Thursday")
    call.says("yes")
    assert call.packet["summary"].startswith("Says that something was done or answered wrongly")
    assert call.packet["last_words"] == "that's wrong, I said Thursday"
    assert "what was wrong" in call.packet["next_step"]


def test_a_date_of_birth_given_as_somebody_elses_tells_that_they_call_for_another() -> None:
    call = Call()
    call.says("I want to cancel my appointment", "CancelAppointment")
    call.says("it's for my daughter, july fourth 2015")
    call.says("agent")
    assert call.packet["tried"] == ["calls for somebody else", "identity: no match"]


def test_what_an_earlier_call_stopped_at_is_told_until_something_else_is_pending() -> None:
    before = tried.entry(tried.Code.WHICH_ORDER, "000981, 000982")
    assert packed(a_session(tried=[before]))["tried"] == [before]
    now = a_session(tried=[before], task=Task(Intent.ORDER, orders=["000982", "000983"]), step=Step.ORDER_NUMBER)
    assert packed(now)["tried"] == ["asked which order (000982, 000983)"]


def test_the_day_that_was_asked_for_is_told_while_another_is_offered() -> None:
    call = Call()
    call.says("book a flu shot on Saturday, I was born march twelfth 1984", "BookAppointment")
    call.keys("0")
    assert call.packet["slots"]["Day"] == "2026-12-05"
    assert call.packet["tried"][0] == "nothing was free then (2026-12-05)"
    assert "2026-12-07 09:00" in call.packet["tried"][1]


def test_the_day_that_was_agreed_to_is_told_once_it_is() -> None:
    call = Call()
    call.says("book a flu shot on Saturday, I was born march twelfth 1984", "BookAppointment")
    call.says("the second one")
    call.keys("0")
    assert (call.packet["slots"]["Day"], call.packet["slots"]["Time"]) == ("2026-12-07", "09:30")


def test_who_said_nothing_was_not_misunderstood() -> None:
    call = Call()
    for _ in range(3):
        call.says("")
    assert call.packet["summary"] == "Has not said yet what it is about; nothing was heard."
    assert "hear you" in call.packet["next_step"]


def test_what_was_heard_badly_is_told_to_the_person_who_is_asked_for_instead() -> None:
    call = Call()
    call.says("book a flew shirt", "BookAppointment", confidence=0.2)
    call.keys("0")
    assert call.packet["tried"] == ['heard badly, not confirmed ("book a flew shirt")']
