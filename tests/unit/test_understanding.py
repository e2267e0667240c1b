"""The double's understanding: order, threshold, confidence, and where its knowledge comes from."""

import pytest

import clinic
import lex_bot
from lex_bot.definition import FALLBACK, BotDefinition
from simulator.lex import understanding
from simulator.lex.understanding import Lexicon, Sign, Understanding
from simulator.lex.wording import LexiconError

BOT = lex_bot.load("en_US", clinic.load())


def interpret(text: str, bot: BotDefinition = BOT) -> list[tuple[str, float]]:
    return understanding.interpret(text, bot)


def lexicon(**changes: object) -> Lexicon:
    return Lexicon.load().model_copy(update=changes)


def bot_with(intent: str, *utterances: str) -> BotDefinition:
    intents = tuple(
        each.model_copy(update={"utterances": each.utterances + utterances}) if each.name == intent else each
        for each in BOT.intents
    )
    return BOT.model_copy(update={"intents": intents})


@pytest.mark.parametrize(
    ("intent", "utterance"),
    [(intent.name, text) for intent in BOT.intents for text in intent.utterances if "{" not in text],
)
def test_every_utterance_of_the_bot_is_certain(intent: str, utterance: str) -> None:
    assert interpret(utterance.upper() + "?")[0] == (intent, 1.0)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("move my flu shot appointment to Friday", "RescheduleAppointment"),
        ("I need a physical on Monday", "BookAppointment"),
        ("I want to make an appointment for December third", "BookAppointment"),
        ("what's the status of order 004217", "OrderStatus"),
    ],
)
def test_an_utterance_with_its_slots_filled_is_nearly_certain(text: str, intent: str) -> None:
    name, confidence = interpret(text)[0]
    assert name == intent
    assert confidence >= 0.75


def test_an_utterance_the_admin_adds_is_understood_at_once() -> None:
    text = "the frobnicator needs a whack"
    assert interpret(text)[0][0] == FALLBACK
    assert interpret(text, bot_with("OrderStatus", text))[0] == ("OrderStatus", 1.0)


def test_a_text_of_nearly_the_same_words_as_an_utterance_is_understood_less_surely() -> None:
    bot = bot_with("OrderStatus", "the frobnicator needs a whack today")
    name, confidence = interpret("my frobnicator needs a whack today", bot)[0]
    assert name == "OrderStatus"
    assert 0.4 <= confidence < 0.9


def test_fallback_stands_between_what_reaches_the_threshold_and_what_does_not() -> None:
    found = interpret("I need to move my Thursday appointment")
    position = [name for name, _ in found].index(FALLBACK)
    assert position > 0
    assert all(score >= BOT.nlu_confidence_threshold for _, score in found[:position])
    assert all(score < BOT.nlu_confidence_threshold for _, score in found[position + 1 :])


def test_there_are_at_most_five_interpretations_best_first() -> None:
    found = interpret("cancel my appointment or move it, check my order, reset my password and get me an agent")
    scores = [score for name, score in found if name != FALLBACK]
    assert len(found) <= 5
    assert scores == sorted(scores, reverse=True)


def test_a_stricter_threshold_sends_the_same_sentence_to_fallback() -> None:
    strict = BOT.model_copy(update={"nlu_confidence_threshold": 0.99})
    assert interpret("I need to move my Thursday appointment", strict)[0][0] == FALLBACK


def test_a_sentence_between_two_intents_is_less_sure_than_one_that_is_not() -> None:
    clear = interpret("cancel my visit with Dr. Chen")[0][1]
    torn = interpret("cancel my visit with Dr. Chen or move it to another day")[0][1]
    assert torn < clear


@pytest.mark.parametrize(
    ("question", "task", "intent"),
    [
        ("what happens if I cancel late", "can I cancel my appointment", "CancelAppointment"),
        ("do you give flu shots", "do you have anything Tuesday for a flu shot", "BookAppointment"),
        ("how much notice do you need to reschedule", "can I reschedule for Monday", "RescheduleAppointment"),
        ("when is my bill due", "when is my appointment", "CheckAppointment"),
        ("how long does delivery take", "how long until my order gets here", "OrderStatus"),
        ("what is the patient portal", "how do I reset my password", "ResetPassword"),
    ],
)
def test_a_question_about_something_is_not_the_task_about_it(question: str, task: str, intent: str) -> None:
    assert interpret(question)[0][0] == FALLBACK
    assert interpret(task)[0][0] == intent


def test_the_lexicon_counts_only_in_its_own_language() -> None:
    spanish = BOT.model_copy(update={"locale": "es_US"})
    assert interpret("I would like to see the physician about my shoulder on Tuesday", spanish)[0][0] == FALLBACK
    assert interpret("cancel my flu shot appointment", spanish)[0][0] == "CancelAppointment"


def test_an_intent_the_bot_does_not_have_is_never_meant() -> None:
    smaller = BOT.model_copy(update={"intents": tuple(i for i in BOT.intents if i.name != "CancelAppointment")})
    assert all(name != "CancelAppointment" for name, _ in interpret("please cancel my visit on Thursday", smaller))


def test_the_same_text_always_gets_the_same_interpretation() -> None:
    text = "could you maybe shift my thing on Thursday"
    assert Understanding(BOT).interpret(text) == Understanding(BOT).interpret(text)


def test_a_sign_with_an_unknown_pattern_is_refused_by_name() -> None:
    sign = Sign(means="Goodbye", all=("so_long",), confidence=0.9)
    with pytest.raises(LexiconError, match="so_long"):
        Understanding(BOT, lexicon(signs=(sign,)))


@pytest.mark.parametrize(
    ("patterns", "problem"),
    [
        ({"a": ("<b>",)}, "refers to <b>"),
        ({"a": ("x <b>",), "b": ("<a> y",)}, "refers to itself"),
        ({"a": ("perhaps?",)}, "matches nothing"),
    ],
)
def test_patterns_that_cannot_work_are_refused(patterns: dict[str, tuple[str, ...]], problem: str) -> None:
    with pytest.raises(LexiconError, match=problem):
        Understanding(BOT, lexicon(patterns=patterns, signs=()))


@pytest.mark.parametrize(
    "answer",
    [
        "the flu shot",
        "my flu shot on Wednesday",
        "no wait make it Friday",
        "actually Friday instead",
        "can I do Friday",
        "a different day",
        "I'd prefer the afternoon",
        "no thank you",
        "yes move it",
    ],
)
def test_what_may_answer_an_earlier_question_is_never_clear(answer: str) -> None:
    assert interpret(answer)[0][1] < 0.7


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("actually cancel my appointment instead", "CancelAppointment"),
        ("I'd rather talk to a person", "SpeakToAgent"),
        ("no I want to move my appointment instead", "RescheduleAppointment"),
        ("actually I need a flu shot", "BookAppointment"),
    ],
)
def test_a_change_of_mind_in_plain_terms_is_clear(text: str, intent: str) -> None:
    name, confidence = interpret(text)[0]
    assert name == intent
    assert confidence >= 0.7


def test_a_pattern_that_rules_out_must_exist() -> None:
    with pytest.raises(LexiconError, match="so_long"):
        Understanding(BOT, lexicon(rules_out={"so_long": ("Goodbye",)}))


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("I can't make it Thursday and I don't want a different day", "CancelAppointment"),
        ("I can't make it Thursday, could we do Friday", "RescheduleAppointment"),
        ("my babysitter cancelled on me so I need another day", "RescheduleAppointment"),
        ("how long do orders for glasses usually take", FALLBACK),
        ("how much longer on the glasses you ordered for me", "OrderStatus"),
        ("did my appointment go through", "CheckAppointment"),
        ("how will I know whether an appointment went through", FALLBACK),
        ("I have a rash I'd like looked at", "BookAppointment"),
        ("I have a rash, what cream should I use", FALLBACK),
        ("thanks, talk to you later", "Goodbye"),
    ],
)
def test_of_two_actions_the_more_specific_is_meant_and_a_general_question_stays_open(text: str, intent: str) -> None:
    assert interpret(text)[0][0] == intent
