"""Whoever asks for a person gets one in the same turn, and what they said with it reaches that person."""

import pytest

from fulfillment.agent import whisper
from fulfillment.ports import BackOfficeError, KnowledgeError
from fulfillment.records import Practice
from tests.doubles import MemoryOffice, ShelfKnowledge, some_ports
from tests.speaking import Call

EN, ES = "en_US", "es_US"
TASKS = [
    (EN, "get me a human, I want to book an appointment", "BookAppointment", "Scheduling", {}),
    (EN, "I want to move my appointment but I'd rather talk to a person", "RescheduleAppointment", "Scheduling", {}),
    (EN, "let me talk to a person about cancelling my Thursday appointment", "CancelAppointment", "Scheduling",
     {"Appointment": "2026-12-03"}),
    (EN, "I need a human to help me with my appointment on Thursday", "CheckAppointment", "Scheduling",
     {"Appointment": "2026-12-03"}),
    (EN, "agent, I want to book a flu shot on Friday with Dr. Chen", "BookAppointment", "Scheduling",
     {"Service": "flu shot", "Day": "2026-12-04", "Provider": "Dr. Chen"}),
    (EN, "operator, I have a question about an order", "OrderStatus", "General", {}),
    (EN, "I forgot my password, agent please", "ResetPassword", "General", {}),
    (ES, "deme una persona, quiero hacer una cita", "BookAppointment", "Spanish", {}),
    (ES, "quiero cambiar mi cita pero prefiero hablar con una persona", "RescheduleAppointment", "Spanish", {}),
    (ES, "quiero hablar con una persona sobre mi cita del jueves", "CheckAppointment", "Spanish",
     {"Appointment": "2026-12-03"}),
]  # fmt: skip
MONEY = [
    "I have a question about my bill, agent please",
    "agent, I have a question about my bill",
    "my insurance denied a claim. let me speak to somebody",
    "a person please, about a bill",
]
UNKNOWN = [(EN, "I want to talk to a nurse about my test results"), (ES, "agente, es sobre los resultados de mi hijo")]


class Closed(MemoryOffice):
    """An office that cannot be reached."""

    def practice(self) -> Practice:
        raise BackOfficeError("down")


def asking(*turns: str, locale: str = EN) -> Call:
    call = Call(ports=some_ports(knowledge=ShelfKnowledge([])), locale=locale)
    for said in turns:
        call.says(said, "BookAppointment" if said.startswith("I want to book") else None)
    assert call.ended["handoff_reason"] == "asked"
    assert "has not said" not in whisper(call.packet, locale).lower()
    assert "no ha dicho" not in whisper(call.packet, locale).lower()
    return call


@pytest.mark.parametrize(("locale", "said", "intent", "queue", "slots"), TASKS)
def test_the_task_and_its_details_come_over(
    locale: str, said: str, intent: str, queue: str, slots: dict[str, str]
) -> None:
    packet = asking(said, locale=locale).packet
    assert (packet["intent"], packet["queue"]) == (intent, queue)
    assert slots.items() <= packet["slots"].items()
    assert packet["last_words"] == said


@pytest.mark.parametrize("said", MONEY)
def test_what_is_said_of_money_goes_to_billing_without_the_documents(said: str) -> None:
    packet = asking(said).packet
    assert packet["queue"] == "Billing"
    assert "bills" in packet["summary"]


@pytest.mark.parametrize(("locale", "said"), UNKNOWN)
def test_what_has_no_desk_is_left_to_the_last_words(locale: str, said: str) -> None:
    packet = asking(said, locale=locale).packet
    assert packet["last_words"] == said
    assert "last words" in packet["next_step"] or "últimas palabras" in packet["next_step"]


def test_documents_that_fail_or_name_the_general_desk_hide_nothing() -> None:
    call = Call(ports=some_ports(knowledge=ShelfKnowledge([], fails=KnowledgeError("down"))))
    call.says("I want to talk to a nurse about my test results")
    assert "told more" in call.packet["summary"]


def test_a_back_office_that_is_down_keeps_nobody_from_a_person() -> None:
    call = Call(ports=some_ports(office=Closed()))
    call.says("get me a human, I want to book an appointment")
    assert call.ended["handoff_reason"] == "asked"
    assert call.packet["intent"] == "BookAppointment"


def test_a_detail_said_with_the_wish_belongs_to_the_task_that_is_on() -> None:
    call = asking("I want to book a physical", "on Monday please, but let me talk to a person")
    assert call.packet["slots"]["Day"] == "2026-12-07"
    assert call.packet["intent"] == "BookAppointment"


def test_another_task_named_with_the_wish_leaves_the_one_that_was_on() -> None:
    call = asking("I want to book a physical", "no, let me talk to a person about cancelling my appointment")
    assert call.packet["intent"] == "CancelAppointment"
    assert any("BookAppointment left for CancelAppointment" in each for each in call.packet["tried"])


def test_an_appointment_for_somebody_else_is_told_to_be_so() -> None:
    assert "calls for somebody else" in asking("my daughter needs a checkup, can I talk to someone").packet["tried"]


@pytest.mark.parametrize("said", ["that was wrong, give me a person", "no wait, that was wrong, I want a person"])
def test_what_was_wrong_keeps_the_desk_of_the_task_just_done(said: str) -> None:
    call = Call(ports=some_ports())
    for turn in ("I need to cancel my Thursday appointment", "March 12 1984", "yes", said):
        call.says(turn, "CancelAppointment" if turn.startswith("I need") else None)
    assert call.packet["queue"] == "Scheduling"
    assert "the caller said it was wrong" in call.packet["tried"]
    assert "wrong" in call.packet["summary"]
    assert "wrong" in whisper(call.packet, EN)
    assert "wrong" in call.packet["next_step"]


def test_a_desk_named_after_a_task_is_done_goes_before_that_task() -> None:
    call = Call(ports=some_ports())
    for turn in ("I need to cancel my Thursday appointment", "March 12 1984", "yes", "an agent please, about my bill"):
        call.says(turn, "CancelAppointment" if turn.startswith("I need") else None)
    assert call.packet["queue"] == "Billing"
    assert "bills" in call.packet["summary"]


def test_times_that_were_passed_over_with_the_wish_did_not_suit() -> None:
    call = Call(ports=some_ports())
    for turn in ("I want to book a physical on Friday", "March 12 1984", "Monday, but let me speak to a person first"):
        call.says(turn, "BookAppointment" if turn.startswith("I want") else None)
    assert call.packet["slots"]["Day"] == "2026-12-07"
    assert any(each.startswith("offered times did not suit") for each in call.packet["tried"])
