"""What is said when it is asked whether to go on where a call broke off."""

import pytest

from fulfillment.hearing import (
    asks_what_broke_off,
    hear_all_well,
    hear_denial,
    hear_one_more,
    hear_restart,
    hear_resuming,
    hear_still_waiting,
)


@pytest.mark.parametrize(
    ("words", "locale"),
    [
        ("let's continue", "en_US"),
        ("please keep going", "en_US"),
        ("where we left off", "en_US"),
        ("I got cut off", "en_US"),
        ("the call dropped", "en_US"),
        ("I'd like to finish my booking", "en_US"),
        ("can we go on", "en_US"),
        ("sigamos", "es_US"),
        ("se me cortó la llamada", "es_US"),
        ("donde nos quedamos, por favor", "es_US"),
    ],
)
def test_a_wish_to_go_on(words: str, locale: str) -> None:
    assert hear_resuming(words, locale=locale)
    assert not hear_restart(words, locale=locale)
    assert not asks_what_broke_off(words, locale=locale)


@pytest.mark.parametrize(
    ("words", "locale"),
    [
        ("start over", "en_US"),
        ("no, let's start over", "en_US"),
        ("from the beginning please", "en_US"),
        ("no, something else", "en_US"),
        ("it's something else", "en_US"),
        ("I don't want to continue", "en_US"),
        ("no, a new question", "en_US"),
        ("empezar de nuevo", "es_US"),
        ("no, otra cosa", "es_US"),
        ("desde el principio", "es_US"),
    ],
)
def test_a_wish_to_begin_anew(words: str, locale: str) -> None:
    assert hear_restart(words, locale=locale)
    assert not hear_resuming(words, locale=locale)


@pytest.mark.parametrize(
    ("words", "locale"),
    [
        ("where did we leave off?", "en_US"),
        ("what were we doing?", "en_US"),
        ("go on with what?", "en_US"),
        ("¿en qué estábamos?", "es_US"),
        ("¿seguir con qué?", "es_US"),
    ],
)
def test_a_question_what_it_was(words: str, locale: str) -> None:
    assert asks_what_broke_off(words, locale=locale)


@pytest.mark.parametrize(
    "words",
    [
        "should I continue taking my medicine",
        "I want to book another appointment",
        "something else came up on Friday, can I move it",
        "I have a new insurance card",
        "I don't need to go on Friday",
        "what does parking cost",
    ],
)
def test_what_is_about_something_else(words: str) -> None:
    assert not hear_resuming(words, locale="en_US")
    assert not hear_restart(words, locale="en_US")
    assert not asks_what_broke_off(words, locale="en_US")


@pytest.mark.parametrize(
    ("words", "locale"),
    [
        ("still waiting", "en_US"),
        ("I've been waiting for twenty minutes", "en_US"),
        ("I was waiting to talk to a nurse", "en_US"),
        ("you put me on hold", "en_US"),
        ("no one answered", "en_US"),
        ("I never got through", "en_US"),
        ("am I still in line", "en_US"),
        ("I lost my place in line", "en_US"),
        ("you were transferring me to someone", "en_US"),
        ("no, don't hang up", "en_US"),
        ("sigo esperando", "es_US"),
        ("estaba esperando a una persona", "es_US"),
        ("nadie me contestó", "es_US"),
    ],
)
def test_who_still_waits_for_a_person(words: str, locale: str) -> None:
    assert hear_still_waiting(words, locale=locale)


@pytest.mark.parametrize(
    ("words", "locale"),
    [
        ("I'm waiting for my test results", "en_US"),
        ("I was waiting for my refill", "en_US"),
        ("I don't want to wait on hold", "en_US"),
        ("I'm not waiting in line again", "en_US"),
        ("how long do you keep me on hold", "en_US"),
        ("estoy esperando mis resultados", "es_US"),
        ("no quiero esperar", "es_US"),
    ],
)
def test_who_waits_for_something_else_or_no_more(words: str, locale: str) -> None:
    assert not hear_still_waiting(words, locale=locale)


@pytest.mark.parametrize(
    ("words", "locale"),
    [
        ("it wasn't me", "en_US"),
        ("I haven't called you before", "en_US"),
        ("this is my first call", "en_US"),
        ("you have the wrong person", "en_US"),
        ("that must have been my wife", "en_US"),
        ("no fui yo", "es_US"),
        ("nunca los llamé", "es_US"),
    ],
)
def test_who_never_called(words: str, locale: str) -> None:
    assert hear_denial(words, locale=locale)


@pytest.mark.parametrize("words", ["it wasn't me who hung up", "you didn't call me back", "that was me", "no"])
def test_who_did_call(words: str) -> None:
    assert not hear_denial(words, locale="en_US")


def test_one_more_is_told_from_the_one_there_is() -> None:
    assert hear_one_more("I need another appointment", locale="en_US")
    assert hear_one_more("quiero otra cita", locale="es_US")
    assert not hear_one_more("move my appointment to another day", locale="en_US")


def test_trouble_that_is_over_is_told_from_trouble_that_is_not() -> None:
    for words in ("he's fine now", "everything is okay", "the ambulance is here", "false alarm"):
        assert hear_all_well(words, locale="en_US")
    assert hear_all_well("ya está bien", locale="es_US")
    for words in ("I'm not okay", "is he okay", "the ambulance isn't here", "she's not doing well"):
        assert not hear_all_well(words, locale="en_US")
