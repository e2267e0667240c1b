"""What the agent hears before the caller: at most eight seconds, whatever the packet."""

import itertools
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulfillment import prompts
from fulfillment.agent import whisper
from fulfillment.agent.whisper import CHARS, SECONDS
from fulfillment.speech import seconds, ssml
from fulfillment.turn import Reason
from tests.unit.agent_packets import FULL, REFUSED, TASKS, TEXTS, a_packet, packets

DESKS = {"en_US": "Scheduling", "es_US": "Spanish"}


def told(locale: str = "en_US", **changes: Any) -> str:
    return whisper(a_packet(language=locale, queue=DESKS[locale], **changes), locale)


def test_the_whisper_says_who_verified_what_and_what_was_tried() -> None:
    slots = {"Service": "physical", "Appointment": "2026-12-03T14:30:00-08:00"}
    assert (
        told(slots=slots) == "Ana Rivera, verified, wants to move Thursday's physical; two times offered didn't suit."
    )


def test_the_wish_is_told_with_what_is_known_of_it() -> None:
    assert "a physical on Friday" in told(intent="BookAppointment")
    assert "an appointment on December 21" in told(intent="BookAppointment", slots={"Day": "2026-12-21"})
    assert "Thursday's physical to Friday" in told()
    assert "the physical on December 21" in told(slots={"Service": "physical", "Appointment": "2026-12-21"})
    assert "an appointment" in told(slots={})
    assert "Thursday's appointment" in told(slots={"Appointment": "2026-12-03"})
    assert "la cita de examen físico del jueves" in told("es_US", intent="CancelAppointment")


def test_a_call_without_a_task_is_told_by_what_came_of_it() -> None:
    assert "asked a question" in told(intent=None, tried=['question answered ("is there parking")'])
    assert "an appointment was moved" in told(intent=None, tried=["appointment moved (physical)"])
    assert "calls about appointments" in told(intent=None, tried=[])
    general: dict[str, Any] = {"intent": None, "tried": [], "queue": "General"}
    assert "has not said" in whisper(a_packet(**general, last_words="can I talk to somebody"), "en_US")
    assert "last words" in whisper(a_packet(**general, last_words="my results are late, agent"), "en_US")
    assert "últimas palabras" in whisper(
        a_packet(intent=None, tried=[], queue="Spanish", language="es_US", last_words="agente, son mis resultados"),
        "es_US",
    )


def test_who_is_sent_to_billing_calls_about_that_whatever_task_was_on() -> None:
    assert "calls about bills" in whisper(a_packet(queue="Billing"), "en_US")


@pytest.mark.parametrize("intent", [*TASKS, None])
@pytest.mark.parametrize("verified", [True, False])
@pytest.mark.parametrize("locale", DESKS)
def test_every_task_and_reason_fits_into_eight_seconds_and_says_all_of_it(
    intent: str | None, verified: bool, locale: str
) -> None:
    for reason, tried in itertools.product(Reason, ([], [REFUSED], ["question answered"])):
        spoken = told(locale, intent=intent, verified=verified, reason=str(reason), tried=tried)
        assert 1 < seconds(spoken) <= SECONDS
        assert ("Ana Rivera" in spoken) is verified
        if reason is Reason.EMERGENCY:
            assert spoken.startswith("Emerg")
        else:
            assert ";" in spoken, "why is left out, though nothing of it is long"


@given(packets(), st.sampled_from(["en_US", "es_US"]))
def test_whatever_the_packet_it_takes_at_most_eight_seconds(packet: dict[str, Any], locale: str) -> None:
    spoken = whisper(packet, locale)
    assert 0 < seconds(spoken) <= SECONDS
    assert len(spoken) <= CHARS
    assert spoken.isprintable()
    assert not re.search(r"[<>&{}$]|\d{3}", spoken)
    assert ssml(spoken) is None


@given(packets(), TEXTS)
def test_a_name_that_was_only_claimed_is_not_said(packet: dict[str, Any], name: str) -> None:
    unnamed = packet | {"verified": False}
    claimed = unnamed | {"patient": name, "last_words": name, "slots": {"LastName": name, "BirthDate": "1984-03-12"}}
    nameless = unnamed | {"patient": None, "last_words": "my results", "slots": {}}
    assert whisper(claimed, "en_US") in (whisper(nameless, "en_US"), whisper(nameless | {"last_words": ""}, "en_US"))


@given(TEXTS)
def test_who_it_is_and_what_they_want_is_never_lost_for_a_long_name(name: str) -> None:
    spoken = told(patient=name)
    assert "verified" in spoken
    assert "wants to move" in spoken


def test_a_long_name_is_shortened_and_said() -> None:
    spoken = told(patient="María de los Ángeles Fernández-Núñez y Gutiérrez de la Concepción")
    assert spoken.startswith("María de los Ángeles, verified")


def test_few_words_that_are_long_are_bounded_by_their_letters() -> None:
    slots = {"Service": "c" * 60, "Appointment": "2027-09-21", "Day": "2027-09-22"}
    spoken = told(patient="B" * 60, slots=slots)
    assert len(spoken) <= CHARS
    assert spoken.startswith("B" * 20)


def test_an_emergency_of_a_spanish_caller_is_told_in_the_language_of_the_general_desk() -> None:
    spoken = whisper(a_packet(language="es_US", queue="General", reason="emergency"), "es_US")
    assert spoken.startswith("Emergency. Ana Rivera, verified")


def test_without_a_packet_the_agent_is_told_so() -> None:
    assert "No details" in whisper(None, "en_US")
    assert "No llegaron" in whisper(None, "es_US")
    assert "verified" in whisper({"verified": True, **dict.fromkeys(set(FULL) - {"verified"})}, "en_US")


@pytest.mark.parametrize("locale", DESKS)
def test_every_reason_and_task_has_its_words(locale: str) -> None:
    for reason in set(Reason) - {Reason.EMERGENCY}:
        assert prompts.has(f"whisper.why.{reason}", locale)
    for intent in TASKS:
        assert prompts.has(f"whisper.wants.{intent}", locale)
