"""Open questions while no task is on: answered, told more of, asked again in other words, and given to a person.

Knows what is said of an answer or for want of one; refuses to know where it comes from.
"""

from . import errands, hearing
from .answers import Answered, TaskWanted, Unanswered, Unreachable
from .inquiries import inquire
from .talk import Talk
from .topic import keep_what_is_mentioned
from .turn import Reason, Reply, Step

TOPIC_NAME_WORDS = 3
"""What is said in answer to "what is it about?" and is no longer names a topic; what is longer asks anew."""


def open_question(talk: Talk, words: str) -> Reply:
    """Answer what was asked while no task is on."""
    session = talk.session
    keep_what_is_mentioned(talk, words)
    topic_named = session.step is Step.CLARIFY and len(words.split()) <= TOPIC_NAME_WORDS
    match inquire(talk, f"{session.unanswered} {words}" if topic_named and session.unanswered else words):
        case Answered(text, _, queue):
            session.topic_queue = queue
            return _settle(talk, text)
        case TaskWanted(intent) if not hearing.asks_about_task(words, locale=session.locale):
            return errands.start(talk, intent)
        case TaskWanted():
            return _unanswered(talk, Unanswered(Reason.LOW_CONFIDENCE))
        case Unanswered(Reason.LIMIT):
            return talk.hand_over(Reason.LIMIT)
        case Unanswered() as unanswered:
            session.topic_queue = unanswered.queue or session.topic_queue
            return _unanswered(talk, unanswered)
        case Unreachable():
            return talk.hand_over(Reason.SYSTEM_FAILURE)


def _settle(talk: Talk, text: str) -> Reply:
    """The question is answered; more on it, where there is more, or anything else?"""
    if not talk.session.more:
        return talk.settle(text)
    talk.session.misses = 0
    return talk.ask(Step.ANYTHING_ELSE, talk.say("ask.more_or_else"), before=text)


def _unanswered(talk: Talk, unanswered: Unanswered) -> Reply:
    """No sure answer: ask once in other words, then offer a person, then hand over."""
    session, reason = talk.session, unanswered.reason
    session.offer_reason = reason
    if talk.out_of_patience():
        return talk.hand_over(Reason.REPEATED_FAILURE)
    if reason is not Reason.LOW_CONFIDENCE or session.step in (Step.CLARIFY, Step.OFFER_PERSON):
        return _offer_person(talk, reason)
    if unanswered.topics:
        first, second = unanswered.topics
        question = talk.say("ask.clarify_topics", first=first, second=second)
    else:
        question = talk.say("ask.clarify")
    return talk.ask(Step.CLARIFY, question, before=talk.say("answer.unclear"))


def _offer_person(talk: Talk, reason: Reason) -> Reply:
    talk.session.offer_reason = reason
    asked = talk.is_question() or talk.session.unanswered is not None
    why = talk.say("answer.unsure") if asked else talk.say("answer.not_understood")
    if reason is not Reason.LOW_CONFIDENCE:
        why = talk.say("answer.refused")
    return talk.ask(Step.OFFER_PERSON, talk.say("ask.offer_person"), before=why)


def tell_more(talk: Talk) -> Reply:
    """What else the documents say on the question that was answered last."""
    match inquire(talk, more=True):
        case Answered(text, _, _):
            return _settle(talk, text)
        case Unanswered(Reason.LIMIT):
            return talk.hand_over(Reason.LIMIT)
        case Unreachable():
            return talk.hand_over(Reason.SYSTEM_FAILURE)
        case _:
            talk.session.offer_reason = Reason.LOW_CONFIDENCE
            return talk.ask(Step.OFFER_PERSON, talk.say("ask.offer_person"), before=talk.say("answer.no_more"))
