"""Speech that was heard badly: it is only checked, and nothing else happens until the check is settled.

Knows what settles a check and what leaves it pending; refuses to know what is done with what was meant. A yes that
comes while a check is pending means what is checked, never what was asked before it.
"""

from dataclasses import replace

from . import hearing
from .asides import needs_a_moment, take_your_time, wants_it_again, wants_person
from .consent import begins_with_no
from .talk import Talk
from .tasks import TASKS
from .tried import Code, entry, quoted
from .turn import CALLBACK_STEPS, SLOT_STEPS, Confirmation, Intent, Mode, Reply, Step

BARE_NO_WORDS = 6
"""A no that takes more words says what was meant."""
ANSWERED_YES_OR_NO = frozenset({Step.CONFIRM, Step.CALLBACK, Step.CALLBACK_CHECK, Step.RESUME})
"""At these a no to the check, in whatever many words, would be taken for the answer."""


def heard_badly(talk: Talk) -> bool:
    """Whether this turn's speech is too unsure to act upon."""
    confidence = talk.turn.transcription_confidence
    if confidence is None or talk.words is None:
        return False
    talk.record.parts["heard"] = confidence
    return confidence < talk.ports.settings.transcription_threshold


def check_heard(talk: Talk) -> Reply:
    """Only ask whether that was it; the pending step and its question wait."""
    session, turn = talk.session, talk.turn
    again = session.step is Step.CHECK_HEARD
    if talk.out_of_patience():
        return talk.give_up()
    answers_the_check = again and (talk.yes_no() is not None or wants_it_again(talk))
    if not answers_the_check:
        session.checked_step = session.checked_step if again else session.step
        session.step, session.checked, session.checked_intent = Step.CHECK_HEARD, turn.transcript, turn.intent
    return talk.in_passing(talk.in_both("again.check_heard" if again else "ask.check_heard", heard=talk.heard()))


def settle_check(talk: Talk) -> Reply | None:
    """What is said to a check; None: it is settled, and the turn is now what was meant."""
    left = _left_pending(talk)
    if left is not None:
        return left
    session, yes = talk.session, talk.yes_no()
    if wants_person(talk):
        session.tried.append(entry(Code.HEARD_BADLY, quoted(session.checked or "")))
    contrary = yes is True and begins_with_no(talk)
    checked, intent = session.checked, session.checked_intent or Intent.FALLBACK
    session.step = session.checked_step or Step.OPEN
    session.checked = session.checked_intent = session.checked_step = None
    if yes and checked and not contrary:
        talk.confirmed = talk.turn.transcript
        heard = replace(talk.turn, transcript=checked, mode=Mode.SPEECH, intent=intent, intent_confidence=None)
        talk.turn = replace(heard, confirmation=Confirmation.NONE, slots={})
    if contrary or (yes is False and not _says_more(talk)):
        return talk.again(talk.say("talk.say_again", question=talk.question()))
    return None


def _left_pending(talk: Talk) -> Reply | None:
    """The check once more, where what came neither confirms nor replaces what was heard."""
    if talk.turn.silent:
        return _missed(talk, "silence.heard_nothing")
    if wants_person(talk) or (talk.yes_no() is not True and _gives_up(talk)):
        return None
    if talk.words is None and talk.yes_no() is None and talk.pending() not in SLOT_STEPS | CALLBACK_STEPS:
        return _missed(talk, "again.check_heard")
    if wants_it_again(talk):
        return talk.in_passing(_question(talk))
    if needs_a_moment(talk):
        return take_your_time(talk)
    if talk.wants_help():
        return talk.in_passing(talk.say("talk.help_in_task", question=_question(talk)))
    return None


def _question(talk: Talk) -> str:
    return talk.in_both("ask.check_heard", heard=talk.heard())


def _missed(talk: Talk, key: str) -> Reply:
    if talk.out_of_patience():
        return talk.give_up()
    wording = talk.session.misses - 1 if talk.turn.silent else 0
    return talk.in_passing(talk.say(key, wording=wording, heard=talk.heard(), question=_question(talk)))


def _gives_up(talk: Talk) -> bool:
    return talk.words is not None and hearing.hear_give_up(talk.words, locale=talk.locale)


def _says_more(talk: Talk) -> bool:
    """Whether a no brings what was meant along: "no, Friday"."""
    words, locale = talk.words, talk.session.locale
    if words is None:
        return False
    if _gives_up(talk):
        return True
    today = talk.ports.clock.now().date()
    named = hearing.hear_days(words, today=today, locale=locale) or hearing.hear_time(words, locale=locale)
    task = talk.session.task
    other_task = talk.turn.intent in TASKS and (task is None or talk.turn.intent != task.intent)
    if named or other_task or (talk.session.step in CALLBACK_STEPS and _names_a_number(talk)):
        return True
    denies = talk.session.step in ANSWERED_YES_OR_NO or hearing.hear_wrong(words, locale=locale)
    return not denies and len(words.split()) > BARE_NO_WORDS


def _names_a_number(talk: Talk) -> bool:
    return talk.words is not None and hearing.hear_phone(talk.words, locale=talk.locale) is not None
