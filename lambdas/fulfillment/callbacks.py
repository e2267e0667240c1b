"""The callback that the flow offers when nobody can take the call: the flow places it on a yes, and on nothing less.

Knows what is a yes to it, and that a task or a question may come first, after which the offer is put again; refuses to
know how a callback is placed. The outcome `callback` or `done` ends the flow's offer; a person (`agent`) has the flow
offer it once more, by key.
"""

from . import errands, hearing
from .answers import Answered, TaskWanted
from .asides import needs_a_moment, take_your_time, wants_it_again, wants_person
from .checks import check_heard, heard_badly, settle_check
from .consent import begins_with_yes
from .inquiries import inquire, wants_more
from .talk import Talk
from .tasks import TASKS
from .turn import End, Intent, Outcome, Reply, Step

NUMBER_DIGITS = 7
"""That many are another telephone number."""
BARE_NO_WORDS = 3
"""A no that takes more words may ask for something else: "no, I'd rather book an appointment"."""


def is_pending(talk: Talk) -> bool:
    """Whether this turn answers the offer; the flow says so when it makes it."""
    session = talk.session
    if talk.turn.asked == Step.CALLBACK and not session.callback_offered:
        session.callback_offered, session.misses = True, 0
        session.step, session.question = Step.CALLBACK, _offer(talk)
    return talk.pending() is Step.CALLBACK


def answer_offer(talk: Talk, *, limited: bool) -> Reply:
    """What is said to the offer; `limited`: the call has used up what it may, and only a yes or no counts."""
    session = talk.session
    if session.step is Step.CHECK_HEARD or not talk.turn.silent:
        if not talk.turn.silent and heard_badly(talk):
            return check_heard(talk)
        left = settle_check(talk) if session.step is Step.CHECK_HEARD else None
        if left is not None:
            return left
    session.question = _offer(talk)
    if talk.words and len(hearing.hear_digits(talk.words, locale=session.locale)) >= NUMBER_DIGITS:
        return talk.again(talk.say("callback.this_number", question=session.question))
    return (None if limited else _served_first(talk)) or _yes_or_no(talk)


def offer_again(talk: Talk) -> Reply:
    """A person is asked for, and there is none."""
    return talk.ask(Step.CALLBACK, talk.say("callback.nobody", question=_offer(talk)))


def _offer(talk: Talk) -> str:
    return talk.say("ask.callback", number=talk.number())


def _served_first(talk: Talk) -> Reply | None:
    """What can be done or answered before the offer is; None: it is the offer that is answered, or nothing is."""
    if talk.words is None or talk.turn.silent:
        return None
    if wants_it_again(talk) or talk.wants_help():
        return talk.again(talk.session.question)
    if needs_a_moment(talk):
        return take_your_time(talk)
    task = _task_wanted(talk)
    if task is not None:
        return errands.start(talk, task)
    asks = talk.yes_no() is None and (talk.is_question() or wants_more(talk)) and not wants_person(talk)
    return _answer(talk) if asks else None


def _task_wanted(talk: Talk) -> Intent | None:
    """The task that is asked for instead; none of them for a caller who could not be verified."""
    words, identity, yes = talk.words or "", talk.session.identity, talk.yes_no()
    if yes is True or (yes is False and len(words.split()) <= BARE_NO_WORDS):
        return None
    if not identity.verified and identity.attempts >= talk.ports.settings.identity_attempts:
        return None
    said = hearing.hear_action(words, locale=talk.session.locale)
    if said is not None:
        return errands.ACTIONS[said]
    return Intent(talk.turn.intent) if talk.turn.intent in TASKS else None


def _answer(talk: Talk) -> Reply:
    session = talk.session
    match inquire(talk, more=wants_more(talk)):
        case Answered(text, _, _):
            session.misses = 0
            return talk.again(talk.say("answer.then", answer=text, question=_offer(talk)))
        case TaskWanted(intent):
            return errands.start(talk, intent)
        case _:
            return talk.again(talk.say("answer.unsure_in_task", question=_offer(talk)))


def _yes_or_no(talk: Talk) -> Reply:
    yes, over = talk.yes_no(), talk.turn.intent == Intent.GOODBYE
    if yes is None and over and begins_with_yes(talk):
        yes = True
    if yes is not None:
        return End(None, Outcome.CALLBACK if yes else Outcome.DONE)
    gives_up = talk.words is not None and hearing.hear_give_up(talk.words, locale=talk.session.locale)
    if over or gives_up or talk.out_of_patience():
        return End(None, Outcome.DONE)
    if not talk.turn.silent and wants_person(talk):
        return talk.again(talk.say("callback.nobody", question=_offer(talk)))
    return talk.again(talk.say("again.callback", wording=talk.session.misses - 1, number=talk.number()))
