"""How many questions an utterance asks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulfillment.hearing import count_questions

NONE = (
    "I want to book an appointment",
    "yes",
    "no thank you",
    "Friday at ten",
    "my name is Ana Rivera",
    "I know you're closed and I want to leave a message",
    "book me in and send me a text",
    "don't cancel it and leave it as it is",
    "how are you doing",
    "when I called you said it was fine and I came",
    "",
)
ONE = (
    "what are your hours",
    "are you open Saturday or Sunday",
    "hi, I was wondering if you take walk-ins",
    "do you take Aetna or Premera",
    "do you take Aetna and Premera",
    "what time do you open and close",
    "can I eat and drink before the test",
    "is it free or do I have to pay",
    "I have a question, do you take walk-ins",
    "I've got a quick question what does parking cost",
    "can I ask you something, where do I park",
    "can you tell me what your hours are",
    "could you please tell me how much it costs",
    "do you know if parking is free",
    "I'd like to know when you open",
    "I need to know whether you take Medicare",
    "what happens if I come late",
    "if I come late, what happens",
    "um, so, what do I need to bring",
    "hello, how are you, do you have parking",
    "you're open Saturday, right?",
    "are you open on Saturday? Or Sunday?",
    "do you validate parking for me and my wife",
    "is there a pharmacy and a lab in the building",
    "what insurance do you take",
    "where is the clinic and the garage",
    "I have a question",
    "I have a question about parking",
    "Parking?",
    "tell me about parking",
    "why do I need a referral",
    "for how long can I park",
    "what time do you open on Monday, please",
    "I called yesterday and was told you can help, what are your hours",
    "what if I need to cancel",
    "how do I get there from the airport",
    "does it hurt",
    "what about parking",
    "I was wondering, do you take walk-ins",
    "is that covered, yes or no",
    "my daughter is sick and I want to know if you see children",
)
TWO = (
    "what are your hours and do you take Aetna",
    "what does it cost to park and for how long",
    "when do you open and when do you close",
    "how much is parking and where is it",
    "what should I bring and do I need to fast",
    "do you take Aetna? And what are your hours?",
    "do you take Aetna, and are you open on Saturday",
    "what are your hours? and parking?",
    "I was wondering if you take walk-ins and if you're open on Sunday",
    "can you tell me what your hours are and whether you take Aetna",
    "where are you located and how do I get there",
    "I have two questions, what are your hours and do you take Aetna",
    "hi, what's the copay and also can I pay online",
    "is parking free and is it close by",
    "do you do flu shots, how much are they",
    "do you take Medicare but is it in network for Dr. Chen",
    "who is the doctor and what languages do they speak",
    "what happens if I cancel and can I reschedule online",
    "what about parking and how much is it",
    "do I need a referral, also how long does it take",
    "are you open tomorrow plus do you do x-rays",
    "could you tell me your hours and do you take walk-ins",
    "do you have a pharmacy, what time does it close",
    "is there a fee and why is it so high",
    "What time do you open? Can I walk in?",
    "hey can you tell me where you are and when you close",
    "do you accept walk ins or do I need an appointment and how much is it",
)
THREE = (
    "what are your hours and do you take Aetna and where do I park",
    "where are you, when do you open, and do you take walk-ins",
    "Do you take Aetna? What are your hours? Where do I park?",
)
SPANISH = {
    0: ("quiero una cita", "sí", "mi nombre es Ana", "¿cómo está?", "cancele mi cita y mándeme un mensaje"),
    1: (
        "¿a qué hora abren?",
        "¿abren el sábado o el domingo?",
        "hola, quisiera saber si atienden sin cita",
        "¿aceptan Aetna y Premera?",
        "¿me puede decir cuánto cuesta el estacionamiento?",
        "tengo una pregunta, ¿hay estacionamiento?",
        "¿es gratis o tengo que pagar?",
        "abren el sábado, ¿verdad?",
        "¿qué pasa si llego tarde?",
        "cuánto cuesta la vacuna",
    ),
    2: (
        "¿a qué hora abren y aceptan Aetna?",
        "¿a qué hora abren? ¿Aceptan Aetna?",
        "cuánto cuesta y por cuánto tiempo",
        "dónde están y cómo llego",
        "quisiera saber si atienden sin cita y si abren el sábado",
        "¿qué tengo que llevar y puedo comer antes?",
        "hay estacionamiento y es gratis",
        "¿cuándo abren y cuándo cierran?",
    ),
}
CASES = [
    *(("en_US", text, count) for count, texts in enumerate((NONE, ONE, TWO, THREE)) for text in texts),
    *(("es_US", text, count) for count, texts in SPANISH.items() for text in texts),
]


@pytest.mark.parametrize(("locale", "text", "count"), CASES)
def test_questions_are_counted(locale: str, text: str, count: int) -> None:
    assert count_questions(text, locale=locale) == count


@given(text=st.text(max_size=200), locale=st.sampled_from(("en_US", "es_US")))
def test_any_text_has_a_number_of_questions(text: str, locale: str) -> None:
    assert count_questions(text, locale=locale) >= 0
