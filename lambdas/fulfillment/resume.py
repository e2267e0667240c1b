"""Going on with the call before, when the flow has asked whether to: what a yes is, and what of that call comes over.

Knows what is said to the question, and when a person comes instead; refuses to know which call it is (`interrupted`)
and what comes over (`carried`). Until its caller is verified again nothing of it is told, not even what it was about.
"""

from dataclasses import replace
from datetime import timedelta

from . import errands, hearing
from .asides import needs_a_moment, take_your_time, wants_it_again
from .carried import carry, carry_to_person
from .checks import heard_badly
from .consent import begins_with_yes
from .handoff import queue_for
from .interrupted import WINDOW, Interrupted, find
from .ports import SessionsError
from .session import Left, Session
from .talk import ANSWER_WORDS, Talk
from .tasks import TASKS
from .tasks.gathering import gather
from .turn import End, Intent, Outcome, Reason, Reply, Step

ANSWERED_WITHIN = timedelta(minutes=1)
"""Past the window: the flow asked within it, and its question and the answer take their time."""
GOING_ON_WORDS = 8
"""A wish to go on that takes more words says something else besides."""
BIRTH_DATE_KEYS = 8


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


def still_in_danger(talk: Talk) -> Reply | None:
    """To a person at once, who was in danger when the call before broke off and does not clearly say no; else None."""
    found = _earlier(talk) if talk.pending() is Step.RESUME else None
    if found is None or not _in_danger(found.session) or _is_clear_no(talk):
        return None
    talk.session.earlier = None
    carry(talk.session, found.session)
    return _to_a_person(talk, found.session)


# what is said to it


def _goes_on(talk: Talk) -> bool | None:
    """A yes, a no, or neither."""
    words, given = talk.words, _gives_birth_date(talk)
    if words is None:
        return given or talk.yes_no()
    locale = talk.locale
    if hearing.hear_restart(words, locale=locale) or hearing.hear_denial(words, locale=locale):
        return False
    if hearing.asks_what_broke_off(words, locale=locale):
        return None
    if _still_waits(talk):
        return True
    yes = talk.yes_no()
    if yes is not None:
        return yes
    if hearing.hear_resuming(words, locale=locale) and len(words.split()) <= GOING_ON_WORDS:
        return True
    if given or _names_its_task(talk):
        return True
    return True if begins_with_yes(talk) and not talk.is_question() else None


def _still_waits(talk: Talk) -> bool:
    """ "I was on hold for someone", from one who was."""
    call, words = talk.session.earlier, talk.words
    if call is None or call.left is not Left.PERSON or words is None or len(words.split()) > ANSWER_WORDS:
        return False
    return hearing.hear_still_waiting(words, locale=talk.locale)


def _gives_birth_date(talk: Talk) -> bool:
    """Before it is asked for: nobody says theirs who would rather begin anew."""
    if talk.turn.keys is not None and len(talk.turn.keys) != BIRTH_DATE_KEYS:
        return False
    today = talk.ports.clock.now().astimezone(talk.ports.settings.zone).date()
    return hearing.hear_birth_date(talk.turn.transcript, today=today, locale=talk.session.locale) is not None


def _names_its_task(talk: Talk) -> bool:
    """The task that broke off named, and not one more like it: "I was moving my appointment"."""
    words, found, locale = talk.words, _earlier(talk), talk.session.locale
    if words is None or found is None or found.session.task is None:
        return False
    for_another = hearing.hear_somebody_else(words, locale=locale) and not found.session.identity.for_another
    if for_another or hearing.hear_one_more(words, locale=locale) or hearing.asks_about_task(words, locale=locale):
        return False
    said = hearing.hear_action(words, locale=locale)
    named = talk.turn.intent if talk.turn.intent in TASKS else said and errands.ACTIONS[said]
    return named == found.session.task.intent


def _is_clear_no(talk: Talk) -> bool:
    """A no and no more, or with another wish, heard well: "no, I'm scared" and "no, hurry" are none."""
    if talk.turn.silent or heard_badly(talk) or _goes_on(talk) is not False:
        return False
    words, locale = talk.words, talk.session.locale
    if words is None or hearing.hear_denial(words, locale=locale) or hearing.hear_all_well(words, locale=locale):
        return True
    wishes = talk.turn.intent in TASKS or hearing.hear_action(words, locale=locale) is not None
    return wishes or hearing.hear_restart(words, locale=locale) or hearing.hear_matter(words, locale=locale) is None


def _says_no_more(talk: Talk) -> bool:
    """Whether a no is all there is to answer."""
    words, locale = talk.words, talk.session.locale
    if words is None or hearing.hear_restart(words, locale=locale):
        return True
    elsewhere = hearing.hear_denial(words, locale=locale) or hearing.hear_all_well(words, locale=locale)
    if elsewhere and not talk.is_question() and talk.turn.intent not in TASKS:
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
    if talk.words is not None and hearing.hear_somebody_else(talk.words, locale=session.locale):
        session.identity.for_another, session.identity.named = True, False
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
    if talk.yes_no() is None or _gives_birth_date(talk):
        desk = errands.desk_for(talk)
        gather(talk.turn, session, desk.practice, today=desk.today)
    return errands.advance(talk)


def _to_a_person(talk: Talk, earlier: Session) -> Reply:
    """At once, for the reason there was; only danger has a sentence of its own."""
    wanted = earlier.reason or earlier.escalated or Reason.SYSTEM_FAILURE
    reason = Reason.EMERGENCY if _in_danger(earlier) else wanted
    carry_to_person(talk.session, earlier)
    if reason is Reason.EMERGENCY:
        return talk.hand_over(reason)
    return End(talk.in_both("resume.person"), Outcome.AGENT, reason, queue_for(talk.session, reason))


def _in_danger(earlier: Session) -> bool:
    return Reason.EMERGENCY in (earlier.reason, earlier.escalated)


def _earlier(talk: Talk) -> Interrupted | None:
    """The earlier call, as it was found in this turn or an earlier one; None: there is none, or the store is away."""
    call = talk.session.earlier
    if talk.interrupted is not None or call is None:
        return talk.interrupted
    try:
        found = Session.recall(talk.ports.sessions.load(call.session_id))
    except SessionsError as error:
        talk.record.errors.append(type(error).__name__)
        return None
    talk.interrupted = Interrupted(found, call.left) if found is not None else None
    return talk.interrupted
