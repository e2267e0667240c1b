"""What is said when it is asked whether to go on where a call broke off."""

import pytest

from fulfillment.hearing import asks_what_broke_off, hear_restart, hear_resuming


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
