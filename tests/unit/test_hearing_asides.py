"""Greetings, wishes to leave off, to hear it again, to know what can be asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulfillment.hearing import hear_give_up, hear_greeting, hear_help, hear_matter, hear_repeat

HEARD = {
    "greeting": hear_greeting,
    "give_up": hear_give_up,
    "repeat": hear_repeat,
    "help": hear_help,
}

MATTERS = {
    "en_US": (
        "I can't log in",
        "I got a bill that looks wrong",
        "I'm not happy with how I was treated",
        "um, I don't have insurance",
        "I didn't get my results",
        "it's not working for me",
        "the nurse never called me back",
    ),
    "es_US": (
        "no puedo entrar al portal",
        "no me llegó la factura",
        "no tengo seguro médico",
        "mi cuenta no funciona bien",
    ),
}
REFUSALS = {
    "en_US": (
        "no",
        "no thanks that's all",
        "no that's all I needed thank you",
        "nope I'm good",
        "I'm all set thank you",
        "no I'm fine bye",
        "I don't think so",
        "I don't need anything else",
        "no you've been great",
        "no it's okay thank you",
        "that was everything I wanted",
    ),
    "es_US": ("no", "no gracias es todo", "no necesito nada más gracias", "no creo que no", "no por ahora no gracias"),
}

ENGLISH = {
    "greeting": (
        "hi",
        "Hello there.",
        "hey",
        "good morning",
        "um, hi",
        "hello, can you hear me?",
        "good afternoon, how are you",
    ),
    "give_up": (
        "never mind",
        "oh nevermind",
        "forget it",
        "forget about it",
        "cancel that",
        "stop",
        "I changed my mind",
        "leave it as it is",
        "no, drop it",
    ),
    "repeat": (
        "say that again",
        "can you repeat that please",
        "repeat",
        "pardon?",
        "what?",
        "sorry?",
        "excuse me",
        "what did you say",
        "I didn't catch that",
        "I couldn't hear you",
        "one more time",
        "what was the second one",
        "come again?",
        "sorry, what day is that",
    ),
    "help": ("help", "help me please", "what can you do", "what are my options", "how does this work", "menu"),
}
NOTHING = (
    "hello, what does parking cost",
    "hi I need an appointment",
    "cancel my appointment",
    "cancel that one",
    "never mind that, what about Friday",
    "I want to stop by tomorrow",
    "a repeat prescription",
    "I need to repeat my blood test",
    "what day are you open",
    "what time do you open",
    "help me book an appointment",
    "can you help me find a doctor",
    "what is this fee for",
    "Friday at ten",
    "yes",
    "my name is Stop",
)
SPANISH = {
    "greeting": ("hola", "buenos días", "Hola, buenas tardes"),
    "give_up": ("no importa", "olvídelo", "mejor no", "ya no quiero", "cambié de opinión"),
    "repeat": ("repita por favor", "¿me lo puede repetir?", "¿mande?", "¿qué dijo?", "no le entendí", "otra vez"),
    "help": ("ayuda", "¿qué puede hacer?", "¿cuáles son mis opciones?"),
}
SPANISH_NOTHING = ("hola, quiero una cita", "cancele mi cita", "¿a qué hora abren?", "el viernes a las diez", "sí")

CASES = [
    (locale, kind, text)
    for locale, table in (("en_US", ENGLISH), ("es_US", SPANISH))
    for kind, texts in table.items()
    for text in texts
]


@pytest.mark.parametrize(("locale", "kind", "text"), CASES)
def test_an_aside_is_heard_as_what_it_is_and_nothing_else(locale: str, kind: str, text: str) -> None:
    assert [name for name, hear in HEARD.items() if hear(text, locale=locale)] == [kind]


@pytest.mark.parametrize(
    ("locale", "text"), [*(("en_US", text) for text in NOTHING), *(("es_US", text) for text in SPANISH_NOTHING)]
)
def test_what_belongs_to_the_matter_is_no_aside(locale: str, text: str) -> None:
    assert [name for name, hear in HEARD.items() if hear(text, locale=locale)] == []


@given(text=st.text(max_size=200), locale=st.sampled_from(("en_US", "es_US")))
def test_any_text_can_be_listened_to(text: str, locale: str) -> None:
    for hear in HEARD.values():
        assert hear(text, locale=locale) in (True, False)


@pytest.mark.parametrize(("locale", "text"), [(locale, text) for locale in MATTERS for text in MATTERS[locale]])
def test_what_is_amiss_is_no_refusal(locale: str, text: str) -> None:
    assert hear_matter(text, locale=locale)


@pytest.mark.parametrize(("locale", "text"), [(locale, text) for locale in REFUSALS for text in REFUSALS[locale]])
def test_a_refusal_tells_of_nothing(locale: str, text: str) -> None:
    assert not hear_matter(text, locale=locale)
