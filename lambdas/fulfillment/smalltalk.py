"""What callers say of the line itself, at any step: who is this, Spanish please, what time is it, I have a question.

Knows what is said in answer, after which what is pending waits as it was; refuses to know documents and tasks.
"""

from . import hearing
from .hearing import Closing
from .ports import BackOfficeError
from .prompts import say
from .speech import say_time
from .talk import Talk
from .tried import Code
from .turn import SPANISH, End, Outcome, Queue, Reason, Reply, Step


def small_talk(talk: Talk) -> Reply | None:
    """The answer to what is said of the line itself; None: it is the matter, or a wish for a person."""
    words, locale = talk.words, talk.session.locale
    if words is None or hearing.wants_person(words, locale=locale) or hearing.is_off_limits(words, locale=locale):
        return None
    if hearing.hear_no_english(words, locale=locale):
        return _to_spanish(talk)
    if hearing.hear_persona(words, locale=locale):
        clinic = talk.ports.settings.clinic_name
        return talk.again(talk.say("talk.assistant", clinic=clinic, question=talk.question()))
    if hearing.asks_the_time(words, locale=locale) and not _speaks_of_a_time(talk):
        return _tell_the_time(talk)
    if _refuses_a_person(talk):
        return talk.again(talk.say("talk.no_person", question=talk.question()))
    return talk.again(talk.say("talk.go_ahead")) if _announces(talk) else None


def _announces(talk: Talk) -> bool:
    """Whether a question is announced and nothing else said; in a task, "my name is Ana" may answer what was asked."""
    kinds = hearing.hear_closing(talk.words or "", locale=talk.session.locale)
    return Closing.ANNOUNCES in kinds and (talk.session.task is None or talk.is_question())


def _refuses_a_person(talk: Talk) -> bool:
    """Whether nothing else is said in the middle of a task."""
    words, locale = talk.words or "", talk.session.locale
    refuses = talk.session.task is not None and hearing.hear_no_person(words, locale=locale)
    return refuses and hearing.hear_matter(words, locale=locale) is None


def _to_spanish(talk: Talk) -> Reply:
    """To somebody who speaks it, told in both languages."""
    talk.session.topic_queue = Queue.SPANISH
    talk.session.tried.append(Code.WANTS_SPANISH)
    text = f"{say('handoff.spanish', SPANISH)} {talk.say('handoff.spanish')}"
    return End(text, Outcome.AGENT, Reason.ASKED, Queue.SPANISH)


def _speaks_of_a_time(talk: Talk) -> bool:
    """Whether "what time is it?" may mean one that was just told."""
    session = talk.session
    return session.task is not None or (session.step is Step.ANYTHING_ELSE and session.asked is None)


def _tell_the_time(talk: Talk) -> Reply:
    """The clinic's time; without it the pending question alone."""
    try:
        zone = talk.ports.office.practice().zone
    except BackOfficeError:
        return talk.again(talk.question())
    time = say_time(talk.ports.clock.now().astimezone(zone).time(), locale=talk.session.locale)
    return talk.again(talk.say("talk.time", time=time, question=talk.question()))
