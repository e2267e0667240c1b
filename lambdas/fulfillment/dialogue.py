"""Which policy answers this turn: one turn and what is remembered, to one reply.

Knows the order in which a turn is judged (danger, limits, silence, bad hearing, a wish for a person, then what was
asked) and what is said while no task is on; refuses to know Lex, storage and tasks. No I/O but through ports.
"""

from dataclasses import replace
from datetime import timedelta

from . import errands, hearing
from .answers import queue_of
from .consent import begins_with_yes
from .inquiries import Overtaken, wants_more
from .ports import KnowledgeError, PortError, SessionsError
from .questions import open_question, tell_more
from .talk import Ports, Talk
from .tasks import TASKS
from .turn import Confirmation, End, Intent, Mode, Outcome, Queue, Reason, Reply, Step

__all__ = ["Overtaken", "Ports", "Talk", "in_danger", "respond"]

BARE_NO_WORDS = 6
"""A no that takes more words says what was meant."""
TOPIC_WORDS = 5
"""A wish for a person this long may say what about."""
NUMBER_DIGITS = 7
"""That many are another telephone number."""
TOPIC_S = 1.0
"""Seconds for finding out."""


def respond(talk: Talk) -> Reply:
    """Answer one turn and bring the session up to date. Never raises for what a port may do.

    Raises:
        Overtaken: another delivery of this very turn is already being answered.
    """
    try:
        return _respond(talk)
    except PortError as error:
        talk.record.errors.append(type(error).__name__)
        return talk.hand_over(Reason.SYSTEM_FAILURE)


def _respond(talk: Talk) -> Reply:
    session = talk.session
    if in_danger(talk):
        return talk.hand_over(Reason.EMERGENCY)
    if talk.turn.asked == Step.CALLBACK or session.step is Step.CALLBACK:
        return _callback(talk)
    if _over_the_limit(talk):
        return talk.hand_over(Reason.LIMIT)
    if talk.turn.silent:
        return talk.missed()
    if _heard_badly(talk):
        return _check_heard(talk)
    if session.step is Step.CHECK_HEARD and not _settled_by_check(talk):
        return talk.again(talk.say("talk.say_again", question=talk.question()))
    if _wants_person(talk):
        _note_topic(talk)
        return talk.hand_over(Reason.ASKED)
    if _wants_it_again(talk) and not hearing.is_off_limits(talk.words or "", locale=session.locale):
        return talk.again(session.last_spoken)
    return errands.go_on(talk) if session.task is not None else _in_the_open(talk)


def in_danger(talk: Talk) -> bool:
    """Whether the words are those of an emergency."""
    return talk.words is not None and hearing.hear_emergency(talk.words, locale=talk.session.locale)


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


def _wants_person(talk: Talk) -> bool:
    if talk.words is None:
        return talk.turn.keys == "0"
    locale = talk.session.locale
    if hearing.wants_person(talk.words, locale=locale):
        return True
    return talk.turn.intent == Intent.AGENT and not hearing.hear_no_person(talk.words, locale=locale)


def _note_topic(talk: Talk) -> None:
    """ "Someone about my bill" goes to the desk that the documents name for it."""
    if talk.session.task is not None or talk.words is None:
        return
    named = next((queue for queue in Queue if queue.lower() in talk.words.lower()), None)
    talk.session.topic_queue = named or talk.session.topic_queue
    if named is not None or len(talk.words.split()) < TOPIC_WORDS:
        return
    try:
        found = talk.ahead[1] if talk.ahead else talk.ports.knowledge.retrieve(talk.words, limit=1, timeout_s=TOPIC_S)
        passages = found()
    except KnowledgeError:
        talk.record.errors.append("bedrock.retrieve")
        return
    if passages and passages[0].score >= talk.ports.settings.retrieval_threshold:
        talk.session.topic_queue = queue_of(passages)


def _wants_it_again(talk: Talk) -> bool:
    """Lex takes no utterances for its own RepeatIntent, so the words count as well; an "uh-huh" is an answer."""
    if talk.words is None or talk.yes_no() is not None:
        return False
    if hearing.hear_slower(talk.words, locale=talk.session.locale):
        talk.session.slow = True
        return True
    return talk.turn.intent == Intent.REPEAT or hearing.hear_repeat(talk.words, locale=talk.session.locale)


# speech that was heard badly


def _heard_badly(talk: Talk) -> bool:
    confidence = talk.turn.transcription_confidence
    if confidence is None or talk.words is None:
        return False
    talk.record.parts["heard"] = confidence
    return confidence < talk.ports.settings.transcription_threshold


def _check_heard(talk: Talk) -> Reply:
    """Only ask whether that was it; the pending step and its question wait."""
    session, turn = talk.session, talk.turn
    again = session.step is Step.CHECK_HEARD
    if talk.out_of_patience():
        return talk.hand_over(Reason.REPEATED_FAILURE)
    session.checked_step = session.checked_step if again else session.step
    session.step, session.checked, session.checked_intent = Step.CHECK_HEARD, turn.transcript, turn.intent
    return talk.reply(talk.say("again.check_heard" if again else "ask.check_heard", heard=talk.heard()))


def _settled_by_check(talk: Talk) -> bool:
    """Take up what was heard badly, after a yes, or what is said instead of it; False after a no and nothing more."""
    session, yes = talk.session, talk.yes_no()
    checked, intent = session.checked, session.checked_intent or Intent.FALLBACK
    session.step = session.checked_step or Step.OPEN
    session.checked = session.checked_intent = session.checked_step = None
    if yes and checked:
        heard = replace(talk.turn, transcript=checked, mode=Mode.SPEECH, intent=intent, intent_confidence=None)
        talk.turn = replace(heard, confirmation=Confirmation.NONE, slots={})
    return yes is not False or _says_more(talk)


def _says_more(talk: Talk) -> bool:
    """Whether a no brings what was meant along: "no, Friday"."""
    if talk.words is None:
        return False
    today, locale = talk.ports.clock.now().date(), talk.session.locale
    named = hearing.hear_days(talk.words, today=today, locale=locale) or hearing.hear_time(talk.words, locale=locale)
    task = talk.session.task
    other_task = talk.turn.intent in TASKS and (task is None or talk.turn.intent != task.intent)
    return bool(named) or other_task or len(talk.words.split()) > BARE_NO_WORDS


# no task is on


def _in_the_open(talk: Talk) -> Reply:
    session, intent = talk.session, talk.turn.intent
    if talk.words is not None and intent in TASKS:
        return errands.start(talk, Intent(intent))
    told = session.step is Step.ANYTHING_ELSE and talk.words is not None
    if told and hearing.hear_wrong(talk.words or "", locale=session.locale):
        session.offer_reason = Reason.LOW_CONFIDENCE
        return talk.ask(Step.OFFER_PERSON, talk.say("answer.wrong"))
    yes = talk.yes_no()
    if yes is False and talk.words is not None and hearing.hear_matter(talk.words, locale=session.locale):
        yes = None
    if yes is not None and (talk.words is not None or session.step is not Step.OPEN):
        return _yes_or_no(talk, yes)
    if talk.words is None:
        return talk.missed()
    resumed = errands.resume(talk)
    if resumed is not None:
        return resumed
    if intent == Intent.GOODBYE:
        return talk.goodbye()
    if wants_more(talk):
        return tell_more(talk)
    if hearing.hear_give_up(talk.words, locale=session.locale):
        return talk.settle()
    if talk.wants_help():
        return _back_to_start(talk, talk.say("talk.help", question=talk.say("ask.open")))
    if hearing.hear_greeting(talk.words, locale=session.locale):
        return _back_to_start(talk, talk.say("talk.greeting"))
    return open_question(talk, talk.words)


def _yes_or_no(talk: Talk, yes: bool) -> Reply:
    if talk.session.step in (Step.OFFER_PERSON, Step.CLARIFY) and yes:
        return talk.hand_over(talk.session.offer_reason or Reason.LOW_CONFIDENCE)
    if yes and talk.session.step is Step.ANYTHING_ELSE and talk.session.more:
        return tell_more(talk)
    if yes:
        return _back_to_start(talk, talk.say("talk.go_on"))
    over = talk.session.step is Step.ANYTHING_ELSE or talk.turn.intent == Intent.GOODBYE
    return talk.goodbye() if over else talk.settle()


def _back_to_start(talk: Talk, text: str) -> Reply:
    talk.session.misses = 0
    return talk.ask(Step.OPEN, text)


# the callback that the flow has offered


def _callback(talk: Talk) -> Reply:
    session = talk.session
    if session.step is not Step.CALLBACK:
        session.step, session.misses = Step.CALLBACK, 0
    session.question = talk.say("ask.callback", number=talk.number())
    if talk.words and len(hearing.hear_digits(talk.words, locale=session.locale)) >= NUMBER_DIGITS:
        return talk.again(talk.say("callback.this_number", question=session.question))
    yes = talk.yes_no()
    if yes is None and talk.turn.intent == Intent.GOODBYE and begins_with_yes(talk):
        yes = True
    if yes is not None:
        return End(None, Outcome.CALLBACK if yes else Outcome.DONE)
    if talk.turn.intent == Intent.GOODBYE or talk.out_of_patience():
        return End(None, Outcome.DONE)
    if not talk.turn.silent and _wants_person(talk):
        return talk.again(talk.say("callback.nobody", question=session.question))
    return talk.again(talk.say("again.callback", wording=session.misses - 1, number=talk.number()))
