"""Whole calls in Spanish through the function: understood, answered in Spanish alone, and handed to who speaks it."""

from typing import Any

import pytest

from fulfillment.handler import answering
from fulfillment.ports import BackOfficeError, KnowledgeError, ModelError, Stopped, StopReason, TextDelta
from fulfillment.records import Order
from fulfillment.turn import TurnRecord
from tests.doubles import (
    MARCUS,
    PRIYA,
    EchoModel,
    MemoryOffice,
    RecordingPortal,
    ShelfKnowledge,
    sample_orders,
    some_ports,
)
from tests.speaking import Call
from tests.unit.languages import ENGLISH_ONLY, words


class SpanishCall(Call):
    """Fails on the first English word."""

    def deliver(self, event: dict[str, Any]) -> str:
        said = super().deliver(event)
        assert not words(said) & ENGLISH_ONLY, said
        return said


def a_call(caller: str = "+12065550101", **ports: Any) -> SpanishCall:
    doubles = some_ports(**ports)
    records: list[TurnRecord] = []
    handler = answering(doubles, records.append)
    return SpanishCall(ports=doubles, caller=caller, handler=handler, locale="es_US", records=records)


def test_a_visit_is_booked_with_its_service_day_and_time_in_spanish() -> None:
    call = a_call()
    call.says("quiero una vacuna contra la gripe el viernes", "BookAppointment")
    assert call.slot == "BirthDate"
    offered = call.says("doce de marzo de 1984")
    assert "viernes 4 de diciembre hay citas a las 9:00 de la mañana" in offered
    read_back = call.says("la segunda")
    assert "vacuna contra la gripe con la enfermera Lee el viernes 4 de diciembre a las 9:30 de la mañana" in read_back
    assert "¿Hay algo más" in call.says("sí, por favor")
    assert call.booked("ana")[-1] == "2026-12-04 09:30 flu shot Nurse Lee"
    assert "Gracias por llamar" in call.says("no, gracias, eso es todo", "Goodbye")
    assert call.ended == {"outcome": "done"}


def test_the_service_is_asked_for_with_the_clinics_services_and_understood() -> None:
    call = a_call()
    call.says("quiero hacer una cita, nací el 12 de marzo de 1984", "BookAppointment")
    assert call.slot == "Service"
    again = call.says("mmm pues este")
    assert "examen físico, chequeo, consulta de seguimiento, vacuna contra la gripe o vacunación" in again
    call.says("un chequeo anual")
    assert call.slot == "Day"
    assert "la 1:00 de la tarde" in call.says("el viernes a la una de la tarde")
    call.keys("1")
    assert call.booked("ana")[-1] == "2026-12-04 13:00 physical Dr. Chen"


def test_an_appointment_is_moved() -> None:
    call = a_call()
    call.says("necesito cambiar mi cita del jueves", "RescheduleAppointment")
    assert "¿Qué día" in call.keys("03121984")
    call.says("el viernes")
    read_back = call.says("a las diez de la mañana")
    assert "con la doctora Chen del jueves 3 de diciembre a las 2:30 de la tarde" in read_back
    assert "al viernes 4 de diciembre a las 10:00 de la mañana" in read_back
    call.says("sí")
    assert call.booked("ana") == ["2026-12-04 10:00 physical Dr. Chen"]


def test_of_several_appointments_one_is_cancelled_by_its_spanish_name() -> None:
    call = a_call(PRIYA.phone)
    call.says("quiero cancelar mi cita", "CancelAppointment")
    listed = call.says("ocho de julio de 1992")
    assert "vacuna contra la gripe con la enfermera Lee" in listed
    assert "consulta de seguimiento con el doctor Okafor" in listed
    assert "vacuna contra la gripe" in call.says("la de la gripe")
    call.says("sí")
    assert call.booked("priya") == ["2026-12-10 11:00 follow-up Dr. Okafor"]


def test_when_an_appointment_is_is_told() -> None:
    call = a_call()
    told = call.says("cuándo es mi cita, nací el 12 de marzo de 1984", "CheckAppointment")
    assert "examen físico con la doctora Chen el jueves 3 de diciembre a las 2:30 de la tarde" in told


def test_an_order_is_reported_with_its_status_in_spanish() -> None:
    call = a_call(MARCUS.phone)
    told = call.says("dónde está mi pedido, nací el 30 de noviembre de 1971", "OrderStatus")
    assert "El pedido 004217 ya fue enviado, y debe llegar el miércoles 2 de diciembre." in told


def test_of_several_orders_the_caller_is_asked_which() -> None:
    more = {**sample_orders(), "marcus": [*sample_orders()["marcus"], Order("004218", "ready for pickup", None)]}
    call = a_call(MARCUS.phone, office=MemoryOffice(all_orders=more))
    listed = call.says("cómo va mi pedido, nací el 30 de noviembre de 1971", "OrderStatus")
    assert "pedido 004217, enviado y pedido 004218, listo para recoger" in listed
    assert "está listo para recoger" in call.keys("004218")


def test_a_password_is_reset() -> None:
    portal = RecordingPortal()
    call = a_call(portal=portal)
    call.says("olvidé mi contraseña", "ResetPassword")
    assert "contraseña" in call.says("doce de marzo del 84")
    call.says("sí")
    assert portal.sent == ["ana.rivera"]


def test_a_withheld_number_is_asked_for_the_last_name_and_a_mismatch_says_nothing_of_why() -> None:
    call = a_call("anonymous")
    call.says("quiero cancelar mi cita", "CancelAppointment")
    assert call.slot == "LastName"
    call.says("mi apellido es Rivera")
    assert "no encontré" in call.says("primero de enero de 1990")
    call.says("Rivera")
    call.says("dos de enero de 1990")
    call.says("Rivera")
    call.says("tres de enero de 1990")
    assert call.ended == {"outcome": "agent", "handoff_reason": "unverified", "handoff_queue": "Spanish"}


def test_three_misses_end_with_a_person_who_speaks_spanish() -> None:
    call = a_call()
    call.says("quiero cancelar mi cita", "CancelAppointment")
    for _ in range(3):
        call.says("la verdad es que depende")
    assert call.ended == {"outcome": "agent", "handoff_reason": "repeated_failure", "handoff_queue": "Spanish"}


def test_silence_is_said_so() -> None:
    call = a_call()
    assert "No escuché nada" in call.says("")
    assert "¿Sigue en la línea?" in call.says("")


def test_a_person_is_had_for_the_asking() -> None:
    call = a_call()
    assert call.says("quiero hablar con una persona", "SpeakToAgent") == "Por supuesto."
    assert call.ended["handoff_queue"] == "Spanish"
    assert call.packet["summary"] == "Todavía no ha dicho de qué se trata; pidió hablar con una persona."


def test_danger_is_answered_first() -> None:
    assert "marque el 911" in a_call().says("me duele mucho el pecho y no puedo respirar")


def test_what_was_heard_badly_is_checked() -> None:
    call = a_call()
    assert call.says("cuánto cuesta el parking", confidence=0.3).startswith("¿Usted dijo: cuánto cuesta el parking?")


def test_help_and_repeating() -> None:
    call = a_call()
    told = call.says("ayuda", "HelpIntent")
    assert "cancelar una cita" in told
    assert call.says("repita por favor", "RepeatIntent") == told


def test_an_answer_of_the_model_is_spoken_with_times_as_spanish_has_them() -> None:
    events = (TextDelta("Atendemos de lunes a viernes, de 8:00 AM a 6:00 PM."), Stopped(StopReason.END_TURN))
    model = EchoModel(events=events)
    call = a_call(model=model)
    told = call.says("a qué hora abren, y el parking?")
    assert told.startswith("Atendemos de lunes a viernes, de 8:00 de la mañana a 6:00 de la tarde.")
    assert "español" in model.requests[0].system


@pytest.mark.parametrize(
    "broken",
    [
        {"model": EchoModel(fails=ModelError("down"))},
        {"model": EchoModel(events=())},
        {"knowledge": ShelfKnowledge(fails=KnowledgeError("down"))},
        {"knowledge": ShelfKnowledge(passages=())},
    ],
    ids=["no model", "an empty answer", "no passages to be had", "nothing found"],
)
def test_where_there_is_no_answer_a_person_is_had_and_no_english_document_is_read_out(broken: dict[str, Any]) -> None:
    call = a_call(**broken)
    said = call.says("cuánto cuesta el parking?")
    if not call.ended:
        assert "le comunico con una persona?" in said
        call.says("sí")
    assert call.ended["handoff_queue"] == "Spanish"


def test_an_office_that_cannot_be_reached_is_a_technical_problem() -> None:
    call = a_call(office=MemoryOffice(fails_on={"patients": BackOfficeError("down")}))
    assert "problema técnico" in call.says("cancele mi cita, nací el 12 de marzo de 1984", "CancelAppointment")
    assert call.ended == {"outcome": "agent", "handoff_reason": "system_failure", "handoff_queue": "Spanish"}


def test_a_function_that_breaks_says_so_in_spanish() -> None:
    call = a_call(office=None)
    assert "problema técnico" in call.says("quiero cancelar mi cita", "CancelAppointment")
    assert call.ended["handoff_reason"] == "system_failure"


def test_a_callback_is_offered_in_spanish() -> None:
    call = a_call()
    call.attributes["asked"] = "callback"
    assert "al 206-555-0101" in call.says("no entendí")
