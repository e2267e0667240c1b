"""The callback that the flow offers when nobody can take the call: the flow places it on a yes, and on nothing less.

Knows what is a yes to it, how another number is taken, and that a task or a question may come first, after which the
offer is put again; refuses to know how a callback is placed, and which numbers are called (`dialing`). The outcome
`callback` or `done` ends the flow's offer; a person (`agent`) has the flow offer it once more, by key. Who waits in a
queue is not held up by the offer.
"""

from types import MappingProxyType

from . import dialing, errands, hearing
from .answers import Answered, TaskWanted
from .asides import needs_a_moment, take_your_time, wants_it_again, wants_person
from .checks import check_heard, heard_badly, settle_check
from .consent import begins_with_no, begins_with_yes
from .hearing import Fault, Phone
from .inquiries import inquire, wants_more
from .smalltalk import small_talk
from .talk import Talk
from .tasks import TASKS
from .turn import CALLBACK_STEPS, CallbackOffer, CallbackTo, End, Intent, Outcome, Queue, Reply, Step

WAITING = "callback_waiting"
ASKED = MappingProxyType({"callback": Step.CALLBACK, WAITING: Step.CALLBACK, "callback_number": Step.CALLBACK_NUMBER})
"""What the flow's own prompt has asked -> the step that it is for us."""
LOCAL_DIGITS = 7
"""That many are a telephone number, whatever else is said."""
AREA_DIGITS = 3
BARE_NO_WORDS = 3
"""A no that takes more words may ask for something else: "no, I'd rather book an appointment"."""


def is_pending(talk: Talk) -> bool:
    """Whether this turn answers the offer; the flow says so when it makes it."""
    session = talk.session
    step = ASKED.get(talk.turn.asked or "")
    if step is not None:
        session.callback_offered, session.callback_waiting = True, talk.turn.asked == WAITING
        session.callback_heard, session.callback_number, session.misses = "", None, 0
        session.checked = session.checked_step = session.checked_intent = None
        session.step, session.question = step, talk.callback_question(step)
    return talk.pending() in CALLBACK_STEPS


def answer_offer(talk: Talk, *, limited: bool) -> Reply:
    """What is said to the offer; `limited`: the call has used up what it may: only a yes, a no or a number counts."""
    session = talk.session
    if session.step is Step.CALLBACK_NUMBER and not dialing.takes_other_numbers(talk.line):
        return _only_own(talk)
    if session.callback_waiting:
        return _while_waiting(talk)
    if session.step is Step.CHECK_HEARD or not talk.turn.silent:
        if not talk.turn.silent and heard_badly(talk):
            return _check(talk)
        left = settle_check(talk) if session.step is Step.CHECK_HEARD else None
        if left is not None:
            return left
    session.question = talk.callback_question(session.step)
    return _about_the_number(talk) or (None if limited else _served_first(talk)) or _yes_or_no(talk)


def offer_again(talk: Talk) -> Reply:
    """A person is asked for, and there is none."""
    return talk.offer_callback(talk.in_both("callback.nobody", question="").strip())


# waiting in a queue


def _while_waiting(talk: Talk) -> Reply:
    """Only who takes the offer, by a yes or another number, is kept; all else leads straight back to the queue."""
    session = talk.session
    if talk.turn.silent:
        return _back_to_waiting(talk)
    if heard_badly(talk):
        answers = talk.yes_no() is True or _number_heard(talk) is not None or _wants_other_number(talk)
        return _check(talk) if answers else _back_to_waiting(talk)
    if session.step is Step.CHECK_HEARD and settle_check(talk) is not None:
        return _back_to_waiting(talk)
    session.question = talk.callback_question(session.step)
    reply = _about_the_number(talk)
    if reply is not None:
        return reply
    yes = _agreed(talk)
    if yes and session.step is not Step.CALLBACK_NUMBER:
        return _placed(talk)
    declined = yes is not False or session.step is not Step.CALLBACK_CHECK or _gives_up(talk)
    return _back_to_waiting(talk) if declined else _not_that_number(talk)


def _back_to_waiting(talk: Talk) -> Reply:
    """Who has said no is offered a callback once more, later, and then no more."""
    session = talk.session
    offer = CallbackOffer.NEVER if session.callback_declined else CallbackOffer.LATER if _declines(talk) else None
    session.callback_declined = offer is not None
    session.step, session.callback_heard = Step.CALLBACK, ""
    return End(None, Outcome.DONE, callback_offer=offer)


def _declines(talk: Talk) -> bool:
    return not talk.turn.silent and (talk.yes_no() is False or begins_with_no(talk) or _gives_up(talk))


# another number


def _check(talk: Talk) -> Reply:
    """What was heard badly is only checked; a whole number by the read-back that follows anyway."""
    phone = _number_heard(talk)
    taken = phone is not None and dialing.takes_other_numbers(talk.line)
    if phone is None or not taken or phone.number in (None, talk.line):
        return check_heard(talk)
    return talk.give_up() if talk.out_of_patience() else _read_back(talk, phone)


def _number_heard(talk: Talk) -> Phone | None:
    """Another number, whole, in part, or one that is not called; "one" is a yes, "at 3:30" an hour."""
    session, said = talk.session, talk.turn.transcript
    if talk.turn.silent:
        return None
    step, begun = talk.pending(), session.callback_heard
    in_parts = step is Step.CALLBACK_NUMBER and bool(begun)
    if not in_parts and len(hearing.hear_digits(said, locale=talk.locale)) < 2:
        return None
    phone = hearing.hear_phone(said, locale=talk.locale, begun=begun)
    if phone is None or step is not Step.CALLBACK or phone.fault is None:
        return phone
    digits = len(phone.digits)
    meant = digits == 0 or digits >= LOCAL_DIGITS or (phone.alone and digits >= AREA_DIGITS)
    return phone if meant or _wants_other_number(talk) else None


def _wants_other_number(talk: Talk) -> bool:
    return talk.words is not None and hearing.hear_other_number(talk.words, locale=talk.locale)


def _about_the_number(talk: Talk) -> Reply | None:
    """What is said of a number; None: nothing is."""
    phone = _number_heard(talk)
    reads_back = talk.session.step is Step.CALLBACK_CHECK
    other = _wants_other_number(talk) and not (reads_back and begins_with_yes(talk))
    if (phone is not None or other) and not dialing.takes_other_numbers(talk.line):
        return _only_own(talk)
    if phone is not None:
        return _number_said(talk, phone)
    if other:
        talk.session.callback_heard = ""
        return talk.ask(Step.CALLBACK_NUMBER, talk.in_both("ask.callback_number"))
    return _own_number(talk, read_back=reads_back)


def _own_number(talk: Talk, *, read_back: bool) -> Reply | None:
    """ "This number is fine", also after another one; "this number" alone may be the one just read back."""
    session = talk.session
    if talk.words is None or talk.is_question():
        return None
    named = read_back and not begins_with_no(talk) and talk.yes_no() is not False
    if not hearing.hear_own_number(talk.words, locale=talk.locale, named=named):
        return None
    session.callback_heard = ""
    return _placed(talk) if talk.own_number else _without_own(talk)


def _without_own(talk: Talk) -> Reply:
    """The number that calls is wanted, and it is withheld or none that is called."""
    if not dialing.takes_other_numbers(talk.line):
        return _only_own(talk)
    return _refused(
        talk, talk.in_both("callback.own_not_called" if talk.session.caller_number else "callback.withheld")
    )


def _only_own(talk: Talk) -> Reply:
    """Another number is given, or needed, and only the one that calls can be called from this line."""
    if talk.own_number is None:
        return End(talk.in_both("callback.impossible"), Outcome.DONE)
    if talk.out_of_patience():
        return talk.give_up()
    return talk.ask(Step.CALLBACK, talk.callback_question(Step.CALLBACK), before=talk.in_both("callback.only_own"))


def _number_said(talk: Talk, phone: Phone) -> Reply:
    session = talk.session
    if phone.fault is Fault.INCOMPLETE:
        return _go_on(talk, phone)
    if phone.number in (None, talk.line):
        return _refused(talk, talk.in_both(f"callback.{_WHY_NOT[phone.fault or Fault.NOT_CALLED]}"))
    again = session.step is Step.CALLBACK_CHECK and phone.digits == session.callback_heard
    named = session.step is Step.CALLBACK and phone.number == session.caller_number
    if not again and not named:
        return _read_back(talk, phone)
    if begins_with_no(talk):
        return _not_that_number(talk)
    session.callback_heard = phone.digits if again else ""
    return _placed(talk)


_WHY_NOT = {Fault.TOO_LONG: "ten_digits", Fault.FOREIGN: "foreign", Fault.NOT_CALLED: "not_called"}


def _go_on(talk: Talk, phone: Phone) -> Reply:
    """Ask for the rest; what adds nothing is a miss."""
    session = talk.session
    if len(phone.digits) <= len(session.callback_heard) and talk.out_of_patience():
        return talk.give_up()
    session.callback_heard = phone.digits
    local = len(phone.digits) == LOCAL_DIGITS
    text = talk.in_both("callback.area_code") if local else talk.callback_question(Step.CALLBACK_NUMBER)
    return talk.ask(Step.CALLBACK_NUMBER, text)


def _refused(talk: Talk, why: str) -> Reply:
    session = talk.session
    session.callback_heard = ""
    if talk.out_of_patience():
        return talk.give_up()
    return talk.ask(Step.CALLBACK_NUMBER, talk.in_both("ask.callback_number"), before=why)


def _read_back(talk: Talk, phone: Phone) -> Reply:
    talk.session.callback_heard = phone.digits
    return talk.ask(Step.CALLBACK_CHECK, talk.callback_question(Step.CALLBACK_CHECK))


def _not_that_number(talk: Talk) -> Reply:
    """A no to the number that was read back, or to the one that the flow named."""
    return _refused(talk, talk.in_both("talk.say_again", question="").strip())


def _placed(talk: Talk) -> Reply:
    """A yes: to the number that was read back, else to the one that calls; without either, which one is asked."""
    session = talk.session
    number = f"{dialing.NORTH_AMERICA}{session.callback_heard}" if session.callback_heard else talk.own_number
    if number is None and (session.caller_number or not dialing.takes_other_numbers(talk.line)):
        return _without_own(talk)
    if number is None:
        return talk.ask(Step.CALLBACK_NUMBER, talk.in_both("ask.callback_number"))
    if number == session.caller_number:
        return End(None, Outcome.CALLBACK, callback_to=CallbackTo.OWN)
    session.callback_number = number
    return End(None, Outcome.CALLBACK, callback_to=CallbackTo.OTHER)


# what comes before the offer


def _served_first(talk: Talk) -> Reply | None:
    """What can be done or answered before the offer is; None: it is the offer that is answered, or nothing is."""
    if talk.words is None or talk.turn.silent:
        return None
    beside = _small_talk(talk)
    if beside is not None:
        return beside
    if wants_it_again(talk) or talk.wants_help():
        return talk.again(talk.session.question)
    if needs_a_moment(talk):
        return take_your_time(talk)
    task = _task_wanted(talk)
    if task is not None:
        return errands.start(talk, task)
    asks = talk.yes_no() is None and (talk.is_question() or wants_more(talk)) and not wants_person(talk)
    return _answer(talk) if asks else None


def _small_talk(talk: Talk) -> Reply | None:
    """What is said of the line; who wants Spanish hears the offer in it as well, for nobody is there who speaks it."""
    session = talk.session
    if hearing.hear_no_english(talk.words or "", locale=session.locale):
        session.topic_queue = Queue.SPANISH
        session.question = talk.callback_question(session.step)
        return talk.again(session.question)
    if talk.yes_no() is not None:
        return None
    if hearing.hear_persona(talk.words or "", locale=session.locale) and not wants_person(talk):
        clinic = talk.ports.settings.clinic_name
        return talk.again(talk.say("callback.assistant", clinic=clinic, question=session.question))
    return small_talk(talk)


def _task_wanted(talk: Talk) -> Intent | None:
    """The task that is asked for instead; none of them for a caller who could not be verified."""
    words, identity, yes = talk.words or "", talk.session.identity, _agreed(talk)
    if yes is True or (yes is False and len(words.split()) <= BARE_NO_WORDS):
        return None
    if not identity.verified and identity.attempts >= talk.ports.settings.identity_attempts:
        return None
    said = hearing.hear_action(words, locale=talk.session.locale)
    if said is not None:
        return errands.ACTIONS[said]
    if _gives_up(talk):
        return None
    return Intent(talk.turn.intent) if talk.turn.intent in TASKS else None


def _answer(talk: Talk) -> Reply:
    session = talk.session
    match inquire(talk, more=wants_more(talk)):
        case Answered(text, _, _):
            session.misses = 0
            return talk.again(talk.say("answer.then", answer=text, question=session.question))
        case TaskWanted(intent):
            return errands.start(talk, intent)
        case _:
            return talk.again(talk.say("answer.unsure_in_task", question=session.question))


# a yes, a no, or neither


def _agreed(talk: Talk) -> bool | None:
    yes = talk.yes_no()
    if yes is None and begins_with_yes(talk) and (talk.turn.intent == Intent.GOODBYE or _only_adds(talk)):
        return True
    return yes


def _only_adds(talk: Talk) -> bool:
    """Whether what follows a yes takes nothing back: "yes, it's about my bill", "yes, but not before five"."""
    words, locale = talk.words or "", talk.locale
    if talk.is_question() or wants_person(talk) or _gives_up(talk):
        return False
    return hearing.hear_particulars(words, locale=locale)


def _gives_up(talk: Talk) -> bool:
    return talk.words is not None and hearing.hear_give_up(talk.words, locale=talk.locale)


def _yes_or_no(talk: Talk) -> Reply:
    yes, step = _agreed(talk), talk.session.step
    if yes and step is not Step.CALLBACK_NUMBER:
        return _placed(talk)
    gives_up = _gives_up(talk)
    if yes is False and step is Step.CALLBACK_CHECK and not gives_up:
        return _not_that_number(talk)
    if yes is False or talk.turn.intent == Intent.GOODBYE or gives_up:
        return End(None, Outcome.DONE)
    if talk.out_of_patience():
        return talk.give_up()
    if not talk.turn.silent and wants_person(talk):
        return offer_again(talk)
    if yes and talk.session.callback_heard:
        return talk.again(talk.callback_question(step))
    number = talk.number(step)
    asked = Step.CALLBACK_NUMBER if step is Step.CALLBACK and not number else step
    return talk.again(talk.in_both(f"again.{asked}", wording=talk.session.misses - 1, number=number))
