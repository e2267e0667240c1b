"""Going on with the call before, when the flow has asked whether to: what a yes is, and what of that call comes over.

Knows what is said to the question, and when a person comes instead; refuses to know which call it is (`interrupted`)
and what comes over (`carried`). Until its caller is verified again nothing of it is told, not even what it was about.
"""

from dataclasses import replace
from datetime import timedelta

from . import errands, hearing
from .asides import needs_a_moment, take_your_time, wants_it_again
from .carried import carry, carry_to_person
from .consent import begins_with_yes
from .handoff import queue_for
from .interrupted import WINDOW, Interrupted, find, load
from .ports import SessionsError
from .session import Left, Session
from .talk import Talk
from .tasks import TASKS
from .tasks.gathering import gather
from .turn import End, Intent, Outcome, Reason, Reply, Step

ANSWERED_WITHIN = timedelta(minutes=1)
"""Past the window: the flow asked within it, and its question and the answer take their time."""
GOING_ON_WORDS = 8
"""A wish to go on that takes more words says something else besides."""


def begin(talk: Talk) -> None:
    """At a call's first turn: keep that the flow has asked, and which call it meant."""
    session = talk.session
    if talk.turn.asked != Step.RESUME or session.turns:
        return
    session.step, session.question = Step.RESUME, talk.say("ask.resume")
    caller, now = session.caller(key=talk.ports.settings.caller_key), talk.ports.clock.now()
    try:
        found = find(talk.ports.sessions, caller, now=now, this=session.session_id, window=WINDOW + ANSWERED_WITHIN)
    except SessionsError as error:
        talk.record.errors.append(type(error).__name__)
        return
    if found is not None:
        session.earlier, talk.interrupted = found.call, found


def answer(talk: Talk) -> Reply | None:
    """What is said to the question; None: the call starts afresh, and this turn is its first."""
    goes_on = _goes_on(talk)
    if goes_on:
        return _go_on(talk)
    if goes_on is None and (asked_again := _asked_again(talk)) is not None:
        return asked_again
    session = talk.session
    session.step, session.question, session.earlier, session.misses = Step.OPEN, None, None, 0
    if goes_on is False and _says_no_more(talk):
        return talk.ask(Step.OPEN, talk.say("ask.open"), before=talk.say("resume.afresh"))
    return None


def bring_along(talk: Talk, reply: Reply) -> Reply:
    """Who gets a person while the question is open: the person is told of the call before, too. Danger is by itself."""
    if not isinstance(reply, End) or reply.outcome is not Outcome.AGENT or reply.reason in (None, Reason.EMERGENCY):
        return reply
    session = talk.session
    if talk.pending() is not Step.RESUME or session.earlier is None or session.topic_queue is not None:
        return reply
    found = _earlier(talk)
    if found is None or reply.reason is None:
        return reply
    carry(session, found.session)
    carry_to_person(session, found.session)
    return replace(reply, queue=queue_for(session, reply.reason))


# what is said to it


def _goes_on(talk: Talk) -> bool | None:
    """A yes, a no, or neither."""
    words = talk.words
    if words is None:
        return talk.yes_no()
    locale = talk.session.locale
    if hearing.hear_restart(words, locale=locale):
        return False
    if hearing.asks_what_broke_off(words, locale=locale):
        return None
    yes = talk.yes_no()
    if yes is not None:
        return yes
    if hearing.hear_resuming(words, locale=locale) and len(words.split()) <= GOING_ON_WORDS:
        return True
    return True if begins_with_yes(talk) and not talk.is_question() else None


def _says_no_more(talk: Talk) -> bool:
    """Whether a no is all there is to answer."""
    words, locale = talk.words, talk.session.locale
    if words is None or hearing.hear_restart(words, locale=locale):
        return True
    if talk.turn.intent in TASKS or hearing.hear_farewell(words, locale=locale):
        return False
    return hearing.hear_matter(words, locale=locale) is None


def _asked_again(talk: Talk) -> Reply | None:
    """What leaves the question open; None: the caller speaks of something else."""
    words, locale, question = talk.words, talk.session.locale, talk.session.question
    if words is None:
        return talk.missed()
    if hearing.asks_what_broke_off(words, locale=locale):
        return talk.again(talk.say("resume.not_told", question=question))
    if talk.wants_help():
        return talk.again(talk.say("talk.help_in_task", question=question))
    if needs_a_moment(talk):
        return take_your_time(talk)
    return talk.again(question) if wants_it_again(talk) or hearing.hear_greeting(words, locale=locale) else None


# what comes over


def _go_on(talk: Talk) -> Reply | None:
    session, found = talk.session, _earlier(talk)
    session.misses = 0
    if found is None:
        session.earlier = None
        return talk.ask(Step.OPEN, talk.say("ask.what"), before=talk.say("resume.lost"))
    if _names_another_task(talk, found.session):
        session.step, session.question, session.earlier = Step.OPEN, None, None
        return None
    session.earlier = None
    carry(session, found.session)
    return _to_the_task(talk) if found.left is Left.TASK else _to_a_person(talk, found.session)


def _names_another_task(talk: Talk, earlier: Session) -> bool:
    """ "Yes, I want to cancel it" is no yes to a booking."""
    other = Intent(talk.turn.intent) if talk.turn.intent in TASKS else None
    return other is not None and earlier.task is not None and other is not earlier.task.intent


def _to_the_task(talk: Talk) -> Reply:
    """Its caller verified first, then the question that was pending."""
    session = talk.session
    session.step, session.question = Step.OPEN, None
    if session.task is not None:
        session.topic_queue = TASKS[session.task.intent].queue
    if talk.words is not None and talk.yes_no() is None:
        desk = errands.desk_for(talk)
        gather(talk.turn, session, desk.practice, today=desk.today)
    return errands.advance(talk)


def _to_a_person(talk: Talk, earlier: Session) -> Reply:
    """At once, for the reason there was; only danger has a sentence of its own."""
    reason = earlier.reason or earlier.escalated or Reason.SYSTEM_FAILURE
    carry_to_person(talk.session, earlier)
    if reason is Reason.EMERGENCY:
        return talk.hand_over(reason)
    return End(talk.say("resume.person"), Outcome.AGENT, reason, queue_for(talk.session, reason))


def _earlier(talk: Talk) -> Interrupted | None:
    """The earlier call, as it was found in this turn or an earlier one; None: there is none, or the store is away."""
    call = talk.session.earlier
    if talk.interrupted is not None or call is None:
        return talk.interrupted
    try:
        found = load(talk.ports.sessions, call.session_id)
    except SessionsError as error:
        talk.record.errors.append(type(error).__name__)
        return None
    return Interrupted(found, call.left) if found is not None else None
