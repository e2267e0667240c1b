"""What an agent reports of a call: stored once, with what an export needs, and nothing of it told elsewhere."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from fulfillment import feedback, flow_handler
from fulfillment.aws.sessions import MAX_DOCUMENT_BYTES
from fulfillment.feedback import BECAUSE_CHARS, KEPT, REPORTS, reports_of
from fulfillment.ports import SessionsError, StoredSession, VersionConflict
from fulfillment.session import HISTORY_CHARS, HISTORY_EXCHANGES, Exchange, Session
from fulfillment.turn import Step, Wrong
from tests.doubles import FixedClock, MemorySessions, some_ports
from tests.speaking import Call

CLOCK = FixedClock()


@dataclass
class Agent:
    """Presses Report in a guide of their own."""

    sessions: MemorySessions
    guide: str = "guide-1"
    counted: list[Mapping[str, int]] = field(default_factory=list)

    def reports(self, wrong: str = "misheard", because: str = "she said Thursday", session_id: str = "call-1") -> str:
        handle = flow_handler.answering(self.sessions, now=CLOCK.now, count=self.counted.append)
        contact = {"ContactId": self.guide, "Attributes": {"session_id": session_id}}
        parameters = {"purpose": "feedback", "wrong": wrong, "because": because}
        answer = handle({"Details": {"ContactData": contact, "Parameters": parameters}}, None)
        assert set(answer) == {"stored"}
        return answer["stored"]

    def stored(self, session_id: str = "call-1") -> dict[str, Any]:
        return dict(self.sessions.feedback[session_id].document)


@pytest.fixture
def sessions() -> MemorySessions:
    """Of a call that was handed over."""
    held = MemorySessions()
    call = Call(some_ports(sessions=held))
    call.says("move my appointment", "RescheduleAppointment")
    call.keys("03121984")
    call.says("I want a person", "SpeakToAgent", confidence=0.7)
    return held


@pytest.fixture
def agent(sessions: MemorySessions) -> Agent:
    return Agent(sessions)


@pytest.mark.parametrize("wrong", list(Wrong))
def test_a_report_is_kept_with_guide_and_time_and_counted_by_its_code(agent: Agent, wrong: Wrong) -> None:
    assert agent.reports(wrong) == "yes"
    (kept,) = reports_of(agent.stored())
    assert (kept.wrong, kept.because, kept.contact_id, kept.at) == (wrong, "she said Thursday", "guide-1", CLOCK.now())
    assert agent.counted == [{"Reports": 1, flow_handler.REPORTED[wrong]: 1}]


def test_each_code_has_a_metric_of_its_own() -> None:
    assert len(set(flow_handler.REPORTED.values())) == len(Wrong)


def test_a_report_outlives_its_session_by_weeks(agent: Agent) -> None:
    agent.reports()
    assert agent.sessions.feedback["call-1"].expires_at == CLOCK.now() + KEPT
    assert timedelta(days=7) < KEPT <= timedelta(days=30)


def test_what_a_call_script_needs_is_kept_with_it(agent: Agent) -> None:
    agent.reports()
    call = agent.stored()["call"]
    session = Session.from_document(call["session"], version=0)
    assert [(each.caller, each.keys, each.heard, each.intent) for each in session.history] == [
        ("move my appointment", False, None, "RescheduleAppointment"),
        ("03121984", True, None, "RescheduleAppointment"),
        ("I want a person", False, 0.7, "SpeakToAgent"),
    ]
    assert session.history[0].step is Step.BIRTH_DATE
    assert [each.at.date().isoformat() for each in session.appointments or ()] == ["2026-12-03"]
    assert (session.locale, session.started_at) == ("en_US", CLOCK.now())
    assert call["packet"]["reason"] == "asked"
    assert call["packet"]["queue"] == "Scheduling"


def test_the_copy_has_no_replies_of_deliveries(agent: Agent) -> None:
    agent.reports()
    assert set(agent.stored()["call"]["session"]) <= set(feedback.COPIED)
    assert "deliveries" not in agent.stored()["call"]["session"]


def test_the_copy_has_nothing_that_no_call_script_is_made_of(agent: Agent) -> None:
    packet = {**(agent.sessions.load_packet("call-1") or {}), "slots": {"BirthDate": "1984-03-12", "Day": "2026-12-03"}}
    agent.sessions.save_packet("call-1", {**packet, "last_words": "ring my mother"}, expires_at=CLOCK.now())
    agent.reports()
    call = agent.stored()["call"]
    assert call["packet"] == {
        **{name: packet[name] for name in ("reason", "queue", "verified", "intent")}, "slots": {"Day": "2026-12-03"},
    }  # fmt: skip
    assert not {"reason", "callback_offered", "tried", "documents", "last_spoken"} & set(call["session"])


def test_the_same_report_delivered_twice_is_one_and_counted_once(agent: Agent) -> None:
    assert [agent.reports(), agent.reports()] == ["yes", "yes"]
    assert len(agent.stored()["reports"]) == 1
    assert len(agent.counted) == 1


def test_an_agent_who_reports_again_corrects_themselves(agent: Agent) -> None:
    agent.reports("misheard")
    agent.reports("wrong_answer", "the fee is $40")
    assert [each.wrong for each in reports_of(agent.stored())] == [Wrong.WRONG_ANSWER]


def test_two_agents_reports_are_both_kept(agent: Agent) -> None:
    agent.reports("misheard")
    Agent(agent.sessions, guide="guide-2").reports("too_late")
    assert [each.wrong for each in reports_of(agent.stored())] == [Wrong.MISHEARD, Wrong.TOO_LATE]


def test_of_many_agents_the_latest_reports_are_kept(agent: Agent) -> None:
    for number in range(REPORTS + 2):
        Agent(agent.sessions, guide=f"guide-{number}").reports()
    assert reports_of(agent.stored())[0].contact_id == "guide-2"


@pytest.mark.parametrize("code", ["", "MISHEARD", "drop table", "reason"])
def test_a_code_that_is_none_is_other_and_the_agents_words_stay(agent: Agent, code: str) -> None:
    assert agent.reports(code, "it hung up") == "yes"
    (kept,) = reports_of(agent.stored())
    assert (kept.wrong, kept.because) == (Wrong.OTHER, "it hung up")


def test_an_agents_words_are_one_line_of_bounded_length(agent: Agent) -> None:
    agent.reports(because="said\x1b[31m\nThursday\x00\u202e\u2028 " + "x" * 2000)
    (kept,) = reports_of(agent.stored())
    assert kept.because.startswith("said [31m Thursday xxx")
    assert len(kept.because) == BECAUSE_CHARS


@pytest.mark.parametrize("operation", ["load", "load_packet", "load_feedback", "save_feedback"])
def test_a_store_that_is_away_is_a_no_and_nothing_is_counted(agent: Agent, operation: str) -> None:
    agent.sessions.fails_on[operation] = SessionsError("away")
    assert agent.reports() == "no"
    assert agent.counted == []
    agent.sessions.fails_on.clear()
    assert agent.reports() == "yes"
    assert len(agent.counted) == 1


class Racing(MemorySessions):
    """Another agent's report is stored between load and save, so many times."""

    left = 1

    def save_feedback(self, session_id: str, document: Mapping[str, Any], **more: Any) -> None:
        if self.left:
            self.left -= 1
            raise VersionConflict("saved by another")
        super().save_feedback(session_id, document, **more)


def test_a_report_that_meets_another_is_stored_after_it() -> None:
    assert Agent(Racing()).reports() == "yes"


def test_one_that_always_meets_another_is_a_no() -> None:
    racing = Racing()
    racing.left = 99
    assert Agent(racing).reports() == "no"


def test_a_report_of_a_call_that_is_not_remembered_is_stored_without_it() -> None:
    agent = Agent(MemorySessions())
    assert agent.reports() == "yes"
    assert agent.stored()["call"] is None


def test_a_later_report_keeps_the_copy_of_a_call_that_is_gone_by_then(agent: Agent) -> None:
    agent.reports()
    agent.sessions.stored.clear()
    Agent(agent.sessions, guide="guide-2").reports()
    assert agent.stored()["call"]["session"]["history"]


def test_a_stored_session_that_is_none_keeps_no_report_away(agent: Agent) -> None:
    agent.sessions.stored["call-1"] = StoredSession(1, {"session_id": "call-1", "started_at": "wombat"})
    assert agent.reports() == "yes"
    assert agent.stored()["call"] is None


def test_stored_reports_that_are_none_are_left_out() -> None:
    good = {"wrong": "misheard", "because": "", "contact_id": "g", "at": "2026-12-01T09:30:00+00:00"}
    wrong: list[Any] = [{}, None, {**good, "at": "yesterday"}, {**good, "wrong": ["x"]}, good]
    assert [each.wrong for each in reports_of({"reports": wrong})] == [Wrong.MISHEARD]


# what the session remembers of a turn


def a_session() -> Session:
    return Session("call-1", "en_US", CLOCK.now())


def test_a_session_stored_before_turns_were_told_apart_is_read() -> None:
    document = a_session().to_document() | {"history": [{"caller": "hi", "spoken": "Hello.", "step": "open"}]}
    (exchange,) = Session.from_document(document, version=1).history
    assert exchange == Exchange("hi", "Hello.", Step.OPEN)


def test_the_history_of_a_call_is_whole_and_its_document_stays_small() -> None:
    session = a_session()
    for number in range(HISTORY_EXCHANGES):
        session.remember_exchange(f"turn {number}", "An answer of usual length. " * 6, intent="FallbackIntent")
    assert session.history[0].caller == "turn 0"
    assert len(json.dumps(session.to_document())) < 25_000


def test_the_longest_history_stays_within_an_item() -> None:
    session = a_session()
    for _ in range(200):
        session.remember_exchange("\U0001f600" * 1024, "\U0001f600" * 3000)
    size = len(json.dumps(session.to_document(), ensure_ascii=False).encode())
    assert size < MAX_DOCUMENT_BYTES / 2
    assert sum(len(each.caller) + len(each.spoken) for each in session.history) <= HISTORY_CHARS


@pytest.mark.parametrize(("confidence", "kept"), [(None, None), (0.95, None), (0.8, None), (0.4249, 0.42)])
def test_how_well_a_turn_was_heard_is_kept_where_that_was_badly(confidence: float | None, kept: float | None) -> None:
    session = a_session()
    session.remember_exchange("hi", "Hello.", heard=confidence)
    assert session.history[0].heard == kept
