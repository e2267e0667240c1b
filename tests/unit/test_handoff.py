"""The packet: everything known so far, and nothing where it does not belong."""

import traceback
from datetime import date, time

import pytest

from fulfillment.handoff import packet, queue_for
from fulfillment.records import Appointment
from fulfillment.session import Identity, Session, Task, Wanted
from fulfillment.turn import Intent, Queue, Reason
from tests.doubles import ANA, FixedClock, at

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
