"""Which policy answers this turn: one turn and what is remembered, to one reply.

Knows the order in which a turn is judged (danger, limits, silence, bad hearing, a wish for a person, then what was
asked) and what is said while no task is on; refuses to know Lex, storage and tasks. No I/O but through ports.
"""

from datetime import timedelta

from . import callbacks, errands, hearing, resume
from .asides import needs_a_moment, take_your_time, wants_it_again, wants_person
from .checks import check_heard, heard_badly, settle_check
from .handoff import says_beside
from .hearing import Closing
from .inquiries import Overtaken, wants_more
from .ports import PortError, SessionsError
from .questions import open_question, tell_more
from .smalltalk import small_talk
from .talk import Ports, Talk
from .tasks import TASKS
from .topic import note_topic
from .tried import Code, entry
from .turn import Intent, Reason, Reply, Step

__all__ = ["Overtaken", "Ports", "Talk", "in_danger", "respond"]


def respond(talk: Talk) -> Reply:
    """Answer one turn and bring the session up to date. Never raises for what a port may do.

    Raises:
        Overtaken: another delivery of this very turn is already being answered.
    """
    try:
        return resume.bring_along(talk, _respond(talk))
    except PortError as error:
        talk.record.errors.append(type(error).__name__)
        talk.session.tried.append(entry(Code.BROKEN, type(error).__name__.removesuffix("Error")))
        return talk.hand_over(Reason.SYSTEM_FAILURE)


def _respond(talk: Talk) -> Reply:
    session = talk.session
    if in_danger(talk):
        return talk.hand_over(Reason.EMERGENCY)
    resume.begin(talk)
    if callbacks.is_pending(talk):
        return _at_the_offer(talk)
    if (endangered := resume.still_in_danger(talk)) is not None:
        return endangered
    if _over_the_limit(talk):
        return talk.hand_over(Reason.LIMIT)
    if talk.turn.silent and session.step is not Step.CHECK_HEARD:
        return talk.missed()
    if not talk.turn.silent and heard_badly(talk):
        return check_heard(talk)
    left = settle_check(talk) if session.step is Step.CHECK_HEARD else None
    return left or _as_heard(talk)


def _at_the_offer(talk: Talk) -> Reply:
    """An answer to the offer of a callback may be the first to say what it is about."""
    session, words = talk.session, talk.words or ""
    new = session.topic_queue is None and session.task is None and says_beside(words, locale=session.locale)
    reply = callbacks.answer_offer(talk, limited=_over_the_limit(talk))
    if new and session.topic_queue is None and session.task is None:
        note_topic(talk)
    return reply


def _as_heard(talk: Talk) -> Reply:
    """Answer what was said, once it is sure what that was."""
    session = talk.session
    beside = small_talk(talk)
    if beside is not None:
        return beside
    if wants_person(talk):
        if session.callback_offered:
            return callbacks.offer_again(talk)
        note_topic(talk)
        return talk.hand_over(Reason.ASKED)
    if session.step is Step.RESUME and (settled := resume.answer(talk)) is not None:
        return settled
    if wants_it_again(talk):
        return talk.again(session.last_spoken)
    if needs_a_moment(talk):
        return take_your_time(talk)
    return errands.go_on(talk) if session.task is not None else _in_the_open(talk)


def in_danger(talk: Talk) -> bool:
    """Whether the words are those of an emergency, in whatever language, or the keys its number."""
    if talk.words is None:
        return talk.turn.keys == talk.ports.settings.emergency_number
    return talk.language_of_danger() is not None


def _over_the_limit(talk: Talk) -> bool:
    settings = talk.ports.settings
    if talk.session.version == 0:
        _look_up_caller(talk)
    if len(talk.turn.transcript) > settings.max_input_chars:
        return True
    minutes = (talk.ports.clock.now() - talk.session.started_at) / timedelta(minutes=1)
    return talk.session.turns >= settings.max_turns or minutes >= settings.max_minutes or talk.over_the_day()


def _look_up_caller(talk: Talk) -> None:
    """At a call's first turn, how much its caller has used today; a store that fails costs nobody the call."""
    caller = talk.session.day(key=talk.ports.settings.caller_key)
    if caller is None:
        return
    try:
        talk.session.before = talk.ports.sessions.caller_usage(caller)
    except SessionsError as error:
        talk.record.errors.append(type(error).__name__)


# no task is on


def _in_the_open(talk: Talk) -> Reply:
    session, intent, words = talk.session, talk.turn.intent, talk.words
    if words is None:
        return _answered(talk, talk.yes_no())
    locale = session.locale
    closing, matter = hearing.hear_closing(words, locale=locale), hearing.hear_matter(words, locale=locale)
    if intent in TASKS and not closing:
        return _task_or_question(talk, Intent(intent))
    if session.step is Step.ANYTHING_ELSE and hearing.hear_wrong(words, locale=locale):
        session.offer_reason = Reason.LOW_CONFIDENCE
        session.tried.append(Code.SAID_WRONG)
        return talk.ask(Step.OFFER_PERSON, talk.say("ask.offer_person"), before=talk.say("answer.wrong"))
    if hearing.hear_no_person(words, locale=locale):
        return _go_on_without(talk, matter)
    yes = talk.yes_no()
    if yes is not False or matter is not None:
        resumed = errands.resume(talk)
        if resumed is not None:
            return resumed
    if closing:
        return _closed(talk, closing, yes)
    if wants_more(talk):
        return tell_more(talk)
    over = intent == Intent.GOODBYE or hearing.hear_yes_no(words, locale=locale) is False
    if over and matter is not None and _still_asks(talk, matter):
        return _go_on_without(talk, matter)
    if yes is not None or intent == Intent.GOODBYE:
        return _answered(talk, yes)
    if hearing.hear_give_up(words, locale=locale):
        return talk.settle()
    if talk.wants_help():
        return _back_to_start(talk, "talk.help", "ask.open")
    if hearing.hear_greeting(words, locale=locale):
        return _back_to_start(talk, "talk.greeting", "ask.open")
    return open_question(talk, words)


def _task_or_question(talk: Talk, intent: Intent) -> Reply:
    """What Lex took for a task may only ask about one."""
    words, locale = talk.words or "", talk.session.locale
    if hearing.asks_what_became(words, locale=locale):
        return errands.start(talk, Intent.CHECK)
    return open_question(talk, words) if hearing.asks_about_task(words, locale=locale) else errands.start(talk, intent)


def _still_asks(talk: Talk, matter: str) -> bool:
    """Whether more than the reason for a no or a goodbye is said with it."""
    locale = talk.session.locale
    leaves = talk.turn.intent == Intent.GOODBYE or hearing.hear_farewell(talk.words or "", locale=locale)
    if not leaves or hearing.is_question(matter, locale=locale):
        return True
    return hearing.hear_reopening(talk.words or "", locale=locale)


def _go_on_without(talk: Talk, matter: str | None) -> Reply:
    """Take up what was said beside a no, or ask for it; whoever refuses a person is not brought to one for it."""
    session = talk.session
    if session.step in (Step.OFFER_PERSON, Step.CLARIFY):
        session.misses = 0
    if session.step is Step.OFFER_PERSON:
        session.step = Step.OPEN
    if matter is None:
        return _back_to_start(talk, "talk.no_person", "ask.open")
    wanted = hearing.hear_action(matter, locale=session.locale)
    if wanted is not None:
        return errands.start(talk, errands.ACTIONS[wanted])
    words = talk.words or ""
    return open_question(talk, words if words.startswith(matter) else matter)


def _closed(talk: Talk, said: frozenset[Closing], yes: bool | None) -> Reply:
    """Nothing is asked or told: the call is over, or goes on, or the caller has yet to say what with."""
    session = talk.session
    if Closing.WAITS in said:
        return talk.again(talk.say("talk.go_ahead"))
    if said & {Closing.DECLINES, Closing.BIDS}:
        return _declined(talk, bids=Closing.BIDS in said)
    if said & {Closing.AGREES, Closing.CONTINUES} or (yes and Closing.THANKS not in said and _has_more_to_do(talk)):
        return _answered(talk, True)
    if session.step in (Step.OFFER_PERSON, Step.CLARIFY):
        return talk.goodbye() if talk.turn.intent == Intent.GOODBYE else talk.missed()
    if Closing.THANKS in said:
        return _declined(talk, bids=session.step is Step.ANYTHING_ELSE)
    asked = talk.say("ask.or_no")
    if session.question == asked:
        return talk.goodbye()
    return talk.ask(Step.ANYTHING_ELSE, asked, before=talk.say("talk.acknowledged"))


def _has_more_to_do(talk: Talk) -> bool:
    """Whether an "okay" takes up what was offered."""
    return talk.session.step is not Step.ANYTHING_ELSE or talk.session.more


def _declined(talk: Talk, *, bids: bool) -> Reply:
    """A no, thanks or a goodbye and nothing more; before anything was asked, only a goodbye ends the call."""
    session = talk.session
    if session.step is Step.ANYTHING_ELSE or bids:
        return talk.goodbye()
    if not session.tried and not session.finished and session.step is Step.OPEN:
        return _back_to_start(talk, None, "ask.open")
    return talk.goodbye() if talk.turn.intent == Intent.GOODBYE else talk.settle()


def _answered(talk: Talk, yes: bool | None) -> Reply:
    """A yes or no and nothing more; None: a goodbye, or keys that answer nothing."""
    session = talk.session
    if talk.words is None and (yes is None or session.step is Step.OPEN):
        return talk.missed()
    if yes and session.step in (Step.OFFER_PERSON, Step.CLARIFY):
        return talk.hand_over(session.offer_reason or Reason.LOW_CONFIDENCE)
    if yes and session.step is Step.ANYTHING_ELSE and session.more:
        return tell_more(talk)
    if yes:
        return _back_to_start(talk, "talk.go_on", "ask.what")
    over = session.step is Step.ANYTHING_ELSE or talk.turn.intent == Intent.GOODBYE
    return talk.goodbye() if over else talk.settle()


def _back_to_start(talk: Talk, lead: str | None, question: str) -> Reply:
    """Ask what it is about; `lead` and `question` are keys of sentences."""
    talk.session.misses = 0
    before = talk.say(lead, question="").strip() if lead else ""
    return talk.ask(Step.OPEN, talk.say(question), before=before)
