"""What is wanted of the matter in hand: anything, nothing changed, another task, all of it for somebody else."""

import pytest

from fulfillment.hearing import Action, hear_action, hear_any, hear_keep, hear_somebody_else

ANYTHING: dict[str, tuple[str, ...]] = {
    "en_US": (
        "anything's fine",
        "anything is fine",
        "you choose",
        "either is fine",
        "whenever",
        "doesn't matter",
        "it doesn't matter",
        "that works",
        "sure, that one",
        "any of them",
        "the first available",
        "I don't care",
        "any time works",
        "whatever you have",
        "whichever",
        "I don't mind",
        "up to you",
        "either one",
        "that one's fine",
        "any day",
        "you pick",
        "no preference",
        "I'm flexible",
        "that'll work",
        "whatever works for you",
    ),
    "es_US": (
        "cualquiera",
        "cualquiera está bien",
        "usted elija",
        "me da igual",
        "cuando sea",
        "no importa",
        "esa está bien",
        "la primera disponible",
        "la que sea",
        "cuando quiera",
    ),
}

NOT_ANYTHING: dict[str, tuple[str, ...]] = {
    "en_US": (
        "any other day",
        "anything later",
        "not any of those",
        "that doesn't work",
        "is any of those with dr chen",
        "whenever I call I wait",
        "do you have anything",
        "Thursday",
        "yes",
        "no",
        "do you have one that works for kids",
        "whatever is latest",
        "that one doesn't work",
        "can I choose the doctor",
        "not that one",
        "the second one",
    ),
    "es_US": (
        "cualquier otro día",
        "no me sirve",
        "la segunda",
        "sí",
        "el viernes",
    ),
}

KEPT: dict[str, tuple[str, ...]] = {
    "en_US": (
        "keep it",
        "I'll keep it",
        "let's keep it",
        "yes keep the old one",
        "keep it as it was",
        "leave it as it is",
        "don't cancel it",
        "no don't cancel it",
        "keep my appointment",
        "I want to keep Thursday",
        "just leave it",
        "leave it alone",
        "leave it the way it is",
        "let's just keep the appointment",
        "can't we just keep it",
        "I'd rather keep it",
        "please don't move it",
        "don't change it",
        "no leave it",
        "I don't want to cancel it after all",
        "keep what I have",
        "I'll stick with that",
    ),
    "es_US": (
        "déjela así",
        "déjela como está",
        "no la cancele",
        "mejor la dejo",
        "quiero mantener mi cita",
        "no, déjela",
        "me quedo con la del jueves",
        "no la cambie",
    ),
}

NOT_KEPT: dict[str, tuple[str, ...]] = {
    "en_US": (
        "I can't keep it",
        "I can't keep my appointment",
        "don't cancel it, move it to Monday",
        "keep it short",
        "can I keep my shirt on",
        "what happens if I don't keep my appointment",
        "I keep getting cut off",
        "yes",
        "leave a message",
        "I have to leave early",
        "cancel it",
        "you keep asking me",
    ),
    "es_US": (
        "cancélela",
        "no puedo mantener la cita",
        "si la dejo así me cobran",
        "sí",
        "no la cancele, muévala al lunes",
    ),
}

FOR_SOMEBODY_ELSE: dict[str, tuple[str, ...]] = {
    "en_US": (
        "my husband's appointment",
        "for my daughter",
        "my mom needs",
        "Priya's appointment",
        "I'm calling on behalf of my mother",
        "I'm calling on behalf of Priya Shah",
        "it's for my wife",
        "book a flu shot for my son",
        "priya's appointment",
        "I'm calling for my mother",
        "it's not for me",
        "cancel my wife's appointment",
        "my daughter needs a physical",
        "can I book an appointment for my three year old son",
        "my 5 year old needs a checkup",
        "it's for someone else",
        "for a friend",
        "appointment for Priya",
        "my little girl's checkup",
        "I want to move my husband's physical",
    ),
    "es_US": (
        "la cita de mi esposo",
        "es para mi hija",
        "mi mamá necesita una cita",
        "la cita de Priya",
        "llamo de parte de mi madre",
        "no es para mí",
        "quiero una cita para mi hijo",
    ),
}

NOT_FOR_SOMEBODY_ELSE: dict[str, tuple[str, ...]] = {
    "en_US": (
        "my doctor's",
        "Dr. Chen's",
        "dr chen's appointment",
        "today's",
        "Thursday's appointment",
        "my son drives me",
        "tomorrow's appointment",
        "my appointment",
        "I'm coming with my husband",
        "my husband told me to call",
        "can I bring my son",
        "doctor chen's appointment",
        "next week's appointment",
        "it's my appointment not my husband's",
        "Christmas",
        "my daughter is getting married that day",
        "I need to pick up my kids",
        "Rivera",
        "for Thursday",
        "I need an appointment for Thursday",
        "appointment for tomorrow",
        "the clinic's appointment policy",
        "it's my flu shot appointment",
        "is someone else available",
        "that's my appointment",
        "my wife's driving me",
    ),
    "es_US": (
        "la cita del jueves",
        "la cita con el doctor Chen",
        "mi cita",
        "mi hijo me lleva",
        "la cita de mañana",
        "mi esposo me dijo",
        "la cita de control",
        "para el jueves",
    ),
}

ACTIONS: dict[str, dict[Action | None, tuple[str, ...]]] = {
    "en_US": {
        Action.MOVE: (
            "I'd rather move it to Monday",
            "can I reschedule instead",
            "move it to Friday instead",
            "swap",
            "push it back",
            "actually can we move it",
            "I want to reschedule my appointment",
            "reschedule",
            "don't cancel it, move it",
            "no wait, move my appointment to Monday instead",
            "I need to change my appointment",
            "can you just postpone it",
            "instead of cancelling can I move it",
        ),
        Action.CANCEL: (
            "actually just cancel it",
            "cancel it",
            "I want to cancel my appointment",
            "no just cancel the whole thing",
            "cancel the appointment",
            "can you cancel it instead",
            "I'd rather cancel",
            "just cancel my Thursday appointment",
            "let's cancel",
        ),
        Action.BOOK: (
            "I want to book another one",
            "book another appointment",
            "I need a new appointment",
            "make a new appointment",
            "I'd like to schedule an appointment",
            "can I get another appointment",
            "book a new one",
        ),
        None: (
            "don't cancel it",
            "cancel that",
            "make it Monday",
            "change the time",
            "what happens if I cancel",
            "is there a fee to cancel",
            "can I cancel later",
            "what's your cancellation policy",
            "how do I reschedule",
            "yes book it",
            "Friday at ten",
            "move on",
            "I never cancelled",
            "if I cancel do you charge me",
            "I have to move my car",
            "change the day",
            "do you charge for cancelling",
        ),
    },
    "es_US": {
        Action.MOVE: (
            "mejor quiero reprogramar",
            "muévala al lunes",
            "¿puedo cambiar mi cita?",
            "prefiero moverla para el viernes",
        ),
        Action.CANCEL: (
            "mejor cancélela",
            "quiero cancelar mi cita",
            "cancele todo",
        ),
        Action.BOOK: (
            "quiero otra cita",
            "quiero reservar otra cita",
            "necesito una cita nueva",
        ),
        None: (
            "no la cancele",
            "cancele eso",
            "cambie la hora",
            "¿qué pasa si cancelo?",
            "¿cobran por cancelar?",
            "el lunes",
            "sí",
        ),
    },
}


def each(table: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(locale, said) for locale, texts in table.items() for said in texts]


@pytest.mark.parametrize(("locale", "said"), each(ANYTHING))
def test_a_caller_takes_whatever_there_is(locale: str, said: str) -> None:
    assert hear_any(said, locale=locale)


@pytest.mark.parametrize(("locale", "said"), each(NOT_ANYTHING))
def test_a_caller_with_a_wish_does_not_take_just_anything(locale: str, said: str) -> None:
    assert not hear_any(said, locale=locale)


@pytest.mark.parametrize(("locale", "said"), each(KEPT))
def test_a_caller_wants_things_left_as_they_are(locale: str, said: str) -> None:
    assert hear_keep(said, locale=locale)


@pytest.mark.parametrize(("locale", "said"), each(NOT_KEPT))
def test_keeping_something_else_leaves_nothing_as_it_is(locale: str, said: str) -> None:
    assert not hear_keep(said, locale=locale)


@pytest.mark.parametrize(("locale", "said"), each(FOR_SOMEBODY_ELSE))
def test_a_request_is_for_somebody_else(locale: str, said: str) -> None:
    assert hear_somebody_else(said, locale=locale)


@pytest.mark.parametrize(("locale", "said"), each(NOT_FOR_SOMEBODY_ELSE))
def test_people_who_are_only_mentioned_ask_for_nothing(locale: str, said: str) -> None:
    assert not hear_somebody_else(said, locale=locale)


@pytest.mark.parametrize(
    ("locale", "said", "action"),
    [(locale, said, action) for locale, table in ACTIONS.items() for action, texts in table.items() for said in texts],
)
def test_another_task_is_asked_for_by_its_verb(locale: str, said: str, action: Action | None) -> None:
    assert hear_action(said, locale=locale) == action
