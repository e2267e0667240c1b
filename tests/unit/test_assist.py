"""What agent assist starts from, and what of a call never reaches it."""

import pytest

from fulfillment import flow_handler
from fulfillment.assist import KEYS, VALUE_CHARS, known
from fulfillment.handoff import packet
from fulfillment.ports import AssistError, SessionsError
from fulfillment.session import Exchange, Identity, Session, Task, Wanted
from fulfillment.turn import Intent, Reason, Step
from tests.doubles import ANA, FixedClock, MemoryAssist, MemorySessions

ARN = "arn:aws:wisdom:us-west-2:111122223333:session/" + "/".join(["11111111-1111-1111-1111-111111111111"] * 2)
PARKING = "what does parking cost"


def a_session(**parts: object) -> Session:
    clock = FixedClock()
    return Session("s", "en_US", clock.now(), caller_number=ANA.phone, **parts)  # type: ignore[arg-type]


def told(session: Session, reason: Reason = Reason.LOW_CONFIDENCE) -> dict[str, str]:
    return known(packet(session, reason=reason, now=FixedClock().now()), session.to_document())


def test_it_starts_from_the_question_that_was_not_answered() -> None:
    session = a_session(asked=PARKING, unanswered="do you take my insurance", documents=["parking"])
    assert told(session)["question"] == "do you take my insurance"
    assert told(session)["documents"] == "parking"


def test_it_starts_from_the_question_that_was_answered_where_no_other_is_open() -> None:
    assert told(a_session(asked=PARKING))["question"] == PARKING


def test_it_starts_from_what_the_call_is_about_where_nothing_was_asked() -> None:
    session = a_session(task=Task(Intent.RESCHEDULE))
    assert told(session)["question"] == told(session)["summary"]
    assert told(session)["intent"] == "RescheduleAppointment"


def test_whoever_called_stays_out_of_it() -> None:
    identity = Identity(patient=ANA, how="date of birth", last_name="Rivera", birth_date=ANA.born)
    session = a_session(
        identity=identity,
        task=Task(Intent.ORDER, wanted=Wanted(order_number="004217")),
        unanswered="I'm Ana Rivera, born 03/12/1984, call 206-555-0101: where is order 004217?",
        history=[Exchange("march twelfth nineteen eighty four", "Thank you.", Step.OPEN)],
    )
    everything = " ".join(told(session).values())
    for personal in ("Ana", "Rivera", "1984", "0101", "555", "004217", "march twelfth"):
        assert personal not in everything
    assert "where is order" in told(session)["question"]


def test_a_name_in_another_word_and_a_price_are_left_alone() -> None:
    identity = Identity(patient=ANA)
    question = told(a_session(identity=identity, unanswered="is a banana for $40 analgesic"))["question"]
    assert question == "is a banana for $40 analgesic"


def test_every_value_has_a_name_of_the_list_and_a_length_that_the_service_takes() -> None:
    values = told(a_session(unanswered="why " * 2000))
    assert set(values) <= set(KEYS)
    assert all(0 < len(value) <= VALUE_CHARS for value in values.values())


def test_what_was_tried_comes_without_what_was_said_and_given_in_it() -> None:
    session = a_session(
        tried=['heard badly, not confirmed ("this is jane doe")', "appointment moved (2026-12-04 10:00)"]
    )
    assert told(session)["tried"] == "heard badly, not confirmed; appointment moved"


def test_nothing_is_known_without_a_packet() -> None:
    assert known(None, a_session().to_document()) == {}


def ask(sessions: MemorySessions, assist: MemoryAssist | None, session: str = ARN) -> str:
    handle = flow_handler.answering(sessions, assist=assist)
    parameters = {"purpose": "assist", "session_id": "s", "assist_session": session}
    return handle({"Details": {"Parameters": parameters}}, None)["assisted"]


@pytest.fixture
def handed_over() -> MemorySessions:
    sessions, session = MemorySessions(), a_session(unanswered=PARKING)
    at = FixedClock().now()
    sessions.save("s", session.to_document(), version=0, expires_at=at)
    sessions.save_packet("s", packet(session, reason=Reason.LOW_CONFIDENCE, now=at), expires_at=at)
    return sessions


def test_the_session_that_the_flow_names_is_told(handed_over: MemorySessions) -> None:
    assist = MemoryAssist()
    assert ask(handed_over, assist) == "yes"
    assert assist.told[ARN]["question"] == PARKING


def test_without_agent_assist_nothing_is_tried(handed_over: MemorySessions) -> None:
    assist = MemoryAssist()
    assert ask(handed_over, None) == "no"
    assert ask(handed_over, assist, session="") == "no"
    assert not assist.told


def test_an_assist_that_fails_is_a_no(handed_over: MemorySessions) -> None:
    assert ask(handed_over, MemoryAssist(fails=AssistError("away"))) == "no"


def test_a_store_that_is_away_is_a_no(handed_over: MemorySessions) -> None:
    handed_over.fails_on["load_packet"] = SessionsError("away")
    assert ask(handed_over, MemoryAssist()) == "no"


def test_without_the_session_the_packet_alone_is_told(handed_over: MemorySessions) -> None:
    handed_over.fails_on["load"] = SessionsError("away")
    assist = MemoryAssist()
    assert ask(handed_over, assist) == "yes"
    assert assist.told[ARN]["question"] == assist.told[ARN]["summary"]


def test_a_contact_without_a_session_is_a_no() -> None:
    handle = flow_handler.answering(MemorySessions(), assist=MemoryAssist())
    assert handle({"Details": {"Parameters": {"purpose": "assist", "assist_session": ARN}}}, None) == {"assisted": "no"}
