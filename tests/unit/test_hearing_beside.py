"""What is said beside the wish for a person: told from the wish itself, and by its subject."""

import pytest

from fulfillment.hearing import Subject, hear_beside, hear_subject, tells_matter, wants_person

EN, ES = "en_US", "es_US"
MORE = [
    (EN, "get me a human, I want to book an appointment", Subject.NEW_VISIT),
    (EN, "agent I need to see a doctor", Subject.NEW_VISIT),
    (EN, "my daughter needs a checkup, can I talk to someone", Subject.NEW_VISIT),
    (EN, "I want to move my appointment but I'd rather talk to a person", Subject.VISIT),
    (EN, "I need a human to help me with my appointment on Thursday", Subject.VISIT),
    (EN, "I have an appointment tomorrow and want to talk to a person", Subject.VISIT),
    (EN, "I'm running late, can I talk to somebody", Subject.VISIT),
    (EN, "I have a question about my bill, agent please", Subject.MONEY),
    (EN, "I have a question about my bill, agent", Subject.MONEY),
    (EN, "my insurance denied a claim. let me speak to somebody", Subject.MONEY),
    (EN, "my insurance denied a claim let me speak to somebody", Subject.MONEY),
    (EN, "agent, I have a question about my bill", Subject.MONEY),
    (EN, "agent i have a question about my bill", Subject.MONEY),
    (EN, "agent I was charged twice", Subject.MONEY),
    (EN, "a person please, about a bill", Subject.MONEY),
    (EN, "I've been charged twice! Representative!", Subject.MONEY),
    (EN, "operator, I have a question about an order", Subject.ORDER),
    (EN, "could I talk to somebody about resetting my password", Subject.RESET),
    (EN, "I want to talk to a nurse about my test results", None),
    (EN, "human, medical records", None),
    (EN, "that was wrong, give me a person", None),
    (ES, "deme una persona, quiero hacer una cita", Subject.NEW_VISIT),
    (ES, "quiero cambiar mi cita pero prefiero hablar con una persona", Subject.VISIT),
    (ES, "quiero hablar con una persona sobre mi cita del jueves", Subject.VISIT),
    (ES, "agente, tengo una pregunta sobre mi factura", Subject.MONEY),
    (ES, "agente tengo una pregunta sobre mi factura", Subject.MONEY),
    (ES, "una persona por favor, es sobre una factura", Subject.MONEY),
    (ES, "mi seguro rechazó un reclamo, quiero hablar con alguien", Subject.MONEY),
    (ES, "operadora, es sobre un pedido", Subject.ORDER),
    (ES, "olvidé mi contraseña, páseme con alguien", Subject.RESET),
    (ES, "eso está mal, quiero hablar con alguien", None),
]
NO_MORE = [
    (EN, "agent"),
    (EN, "sorry, agent"),
    (EN, "agent agent agent"),
    (EN, "yes please an agent"),
    (EN, "can somebody call me back"),
    (EN, "can I please just speak to a real person first"),
    (EN, "I need to talk to someone today"),
    (EN, "this is useless, let me talk to a human being"),
    (EN, "is there a person I can talk to"),
    (EN, "put me through to reception"),
    (EN, "hello can you hear me I want to speak to someone"),
    (ES, "agente"),
    (ES, "quiero hablar con una persona real por favor"),
    (ES, "me pueden pasar con alguien"),
]
NO_WISH = [
    (EN, "agent I spoke to said Friday"),
    (EN, "the agent I spoke to said Friday"),
    (EN, "an agent told me to call"),
    (EN, "operator told me to call"),
    (EN, "my bill came from an insurance agent"),
    (EN, "what's an agent"),
    (EN, "does an agent read my messages?"),
    (EN, "I have a question about my bill"),
    (ES, "el agente me dijo que llamara"),
    (ES, "agente de seguros"),
    (ES, "una agente me llamó ayer"),
    (ES, "¿lee un agente mis mensajes?"),
]
NOTHING_TOLD = ["", "hello", "thank you", "no thanks", "yes", "agent please", "bye"]


@pytest.mark.parametrize(("locale", "said", "subject"), MORE)
def test_what_is_said_beside_the_wish_is_told_from_it(locale: str, said: str, subject: Subject | None) -> None:
    beside = hear_beside(said, locale=locale)
    assert wants_person(said, locale=locale)
    assert beside is not None
    assert not wants_person(beside, locale=locale)
    assert hear_subject(beside, locale=locale) is subject


@pytest.mark.parametrize(("locale", "said"), NO_MORE)
def test_whoever_only_asks_for_a_person_says_nothing_beside(locale: str, said: str) -> None:
    assert wants_person(said, locale=locale)
    assert hear_beside(said, locale=locale) is None


@pytest.mark.parametrize(("locale", "said"), NO_WISH)
def test_an_agent_who_is_only_mentioned_is_not_asked_for(locale: str, said: str) -> None:
    assert not wants_person(said, locale=locale)


@pytest.mark.parametrize("said", NOTHING_TOLD)
def test_greetings_thanks_and_wishes_tell_nothing(said: str) -> None:
    assert not tells_matter(said, locale=EN)
