"""What callers say beside the matter, at any step: that they want a person, hear it again, or need a moment.

Knows how each is told and that none of them is an answer; refuses to know what is pending.
"""

from . import hearing
from .talk import Talk
from .turn import Intent, Reply

WAITS = 5
"""A call's requests for a moment that are granted; later ones are heard as what answers nothing."""


def wants_person(talk: Talk) -> bool:
    """Whether a person is asked for, by words, key or intent."""
    if talk.words is None:
        return talk.turn.keys == "0"
    locale = talk.locale
    if hearing.wants_person(talk.words, locale=locale):
        return True
    return talk.turn.intent == Intent.AGENT and not hearing.hear_no_person(talk.words, locale=locale)


def wants_it_again(talk: Talk) -> bool:
    """Lex takes no utterances for its own RepeatIntent, so the words count as well; an "uh-huh" is an answer."""
    yes = talk.yes_no()
    if talk.words is None or yes is True:
        return False
    locale = talk.locale
    if hearing.is_off_limits(talk.words, locale=locale):
        return False
    if hearing.hear_slower(talk.words, locale=locale):
        talk.session.slow = True
        return True
    if hearing.hear_repeat(talk.words, locale=locale):
        return True
    return talk.turn.intent == Intent.REPEAT and yes is None and not hearing.hear_closing(talk.words, locale=locale)


def needs_a_moment(talk: Talk) -> bool:
    """Whether nothing is said but that one should wait: "hold on", "still looking for it"."""
    if talk.words is None or talk.session.waits >= WAITS:
        return False
    return hearing.hear_wait(talk.words, locale=talk.locale)


def take_your_time(talk: Talk) -> Reply:
    """What is pending stays so."""
    talk.session.waits += 1
    return talk.in_passing(talk.say("talk.take_your_time"))
