"""Spanish on the English line: danger is heard at any time, and a yes, a no or a number wherever one is asked for."""

import pytest

from fulfillment.agent import screen
from fulfillment.ports import SessionsError
from tests.doubles import MemorySessions, some_ports, the_settings
from tests.speaking import Call
from tests.unit.callback_offers import OTHER, OWN, asked_anew, offered, placed_to
from tests.unit.test_dialogue_resume import a_line, ring_again

NUMBER = "llámeme al dos cero seis cinco cinco cinco cero uno ocho ocho"


def wants_spanish(*, asked: str = "callback", caller: str = OWN) -> Call:
    """Who speaks Spanish meets the flow's offer, in English."""
    call = Call(caller=caller)
    call.says("no hablo inglés")
    return asked_anew(call, asked)


# danger


def in_a_task() -> Call:
    call = Call()
    call.says("cancel my appointment", "CancelAppointment")
    return call


@pytest.mark.parametrize(
    "call", [Call(), in_a_task(), wants_spanish(), wants_spanish(asked="callback_waiting"), offered()]
)
@pytest.mark.parametrize("words", ["no puedo respirar", "me duele el pecho", "¡auxilio, mi esposo se muere!"])
def test_danger_in_spanish_is_answered_in_both_languages(call: Call, words: str) -> None:
    call.session_id = f"call of {words}"
    heard = call.says(words)
    assert "marque el 911" in heard
    assert "dial 911" in heard
    assert heard.index("marque") < heard.index("dial")
    assert call.ended == {"outcome": "agent", "handoff_reason": "emergency", "handoff_queue": "General"}


def test_who_may_harm_themselves_is_told_of_the_crisis_line_in_their_language() -> None:
    heard = Call(some_ports(settings=the_settings(crisis_number="988"))).says("me quiero matar")
    assert "mandar un mensaje al 988" in heard
    assert "text 988" in heard


def test_whoever_picks_up_reads_that_spanish_is_spoken() -> None:
    call = Call()
    call.says("no puedo respirar")
    assert call.packet["language"] == "en_US"
    shown = screen(call.packet)
    assert shown["language"] == "Spanish"
    assert "speaks Spanish" in shown["next_step"]
    assert "spoke Spanish" in shown["tried"]


def test_danger_in_english_stays_in_english() -> None:
    call = Call()
    assert "marque" not in call.says("I can't breathe")
    assert screen(call.packet)["language"] == "English"


def test_danger_in_english_is_heard_on_the_spanish_line() -> None:
    call = Call(locale="es_US")
    heard = call.says("I can't breathe")
    assert "marque el 911" in heard
    assert "dial 911" in heard


def test_danger_in_spanish_is_heard_while_the_store_is_away() -> None:
    call = Call(some_ports(sessions=MemorySessions(fails_on={"load": SessionsError("away")})))
    assert "marque el 911" in call.says("no puedo respirar")
    assert call.ended["handoff_reason"] == "emergency"


# a yes, a no, a number


@pytest.mark.parametrize(
    "words", ["sí", "si", "sí, por favor", "claro que sí", "está bien", "sí, llámeme", "sí, a este número", "yes"]
)
@pytest.mark.parametrize("asked", ["callback", "callback_waiting"])
def test_a_yes_in_spanish_takes_the_callback(words: str, asked: str) -> None:
    call = wants_spanish(asked=asked)
    call.says(words)
    assert placed_to(call) == OWN


def test_a_yes_in_spanish_is_one_from_whoever_says_it() -> None:
    call = offered()
    call.says("sí")
    assert placed_to(call) == OWN


@pytest.mark.parametrize("words", ["no", "no gracias", "no, mejor espero", "olvídelo", "no thanks"])
def test_a_no_in_spanish_is_one(words: str) -> None:
    call = wants_spanish()
    call.says(words)
    assert call.ended == {"outcome": "done"}


@pytest.mark.parametrize("words", ["no entiendo", "no le entiendo nada", "el perro", "¿qué dice?"])
def test_what_is_neither_has_the_offer_put_again_in_both_languages(words: str) -> None:
    call = wants_spanish()
    heard = call.says(words)
    assert not call.ended
    assert "llamada al 206" in heard
    assert "call you back at" in heard


def test_silence_has_it_put_in_both_languages_too() -> None:
    call = wants_spanish()
    heard = call.says("")
    assert "llamada al 206" in heard
    assert "call you back at" in heard


def test_the_offer_to_who_speaks_english_is_in_english() -> None:
    assert "llamada" not in offered().says("hmm")


@pytest.mark.parametrize("asked", ["callback", "callback_waiting", "callback_number"])
def test_a_number_in_spanish_is_read_back_and_taken(asked: str) -> None:
    call = wants_spanish(asked=asked)
    heard = call.says(NUMBER)
    assert "Tengo el 206-555-0188" in heard
    assert "I have 206-555-0188" in heard
    call.says("sí")
    assert placed_to(call) == OTHER


def test_a_number_is_given_in_pieces_in_spanish() -> None:
    call = wants_spanish()
    assert "¿A qué número" in call.says("a otro número")
    assert "2 0 6 hasta ahora" in call.says("dos cero seis")
    call.says("cinco cinco cinco cero uno ocho ocho")
    assert "¿A qué número" in call.says("no, ese no es")
    call.says("dos cero seis cinco cinco cinco cero uno ocho ocho")
    call.says("eso es")
    assert placed_to(call) == OTHER


def test_a_withheld_number_is_asked_for_in_both_languages() -> None:
    call = wants_spanish(asked="callback_number", caller="anonymous")
    heard = call.says("sí")
    assert "dígito por dígito" in heard
    assert "digit by digit" in heard


def test_what_was_hardly_heard_is_checked_in_both_languages() -> None:
    call = wants_spanish()
    heard = call.says("sí", confidence=0.1)
    assert heard.endswith("Did you say: sí?")
    assert len(heard) > 2 * len("Did you say: sí?")
    call.says("sí")
    assert placed_to(call) == OWN


@pytest.mark.parametrize("words", ["sí", "si, por favor", "claro", "yes"])
def test_the_wait_for_who_speaks_spanish_is_gone_on_with(words: str) -> None:
    before = a_line()
    before.says("no hablo inglés")
    call = ring_again(before)
    assert "Por supuesto" in call.says(words) or words == "yes"
    assert call.ended["handoff_queue"] == "Spanish"
    assert screen(call.packet)["language"] == "Spanish"


def test_an_offer_of_a_person_is_taken_in_spanish() -> None:
    call = Call()
    assert "connect you with someone" in call.says("necesito una cita con alguien")
    call.says("sí, por favor")
    assert call.ended["outcome"] == "agent"


def test_the_spanish_desk_sees_that_spanish_is_spoken() -> None:
    call = wants_spanish()
    assert screen(call.packet)["language"] == "Spanish"
    assert call.packet["language"] == "en_US"
