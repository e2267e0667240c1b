"""The dialogue while a task is on: details are gathered, the task goes on, questions in between are answered.

Knows how a caller's words move a task along, aside or away; refuses to know any task's own steps.
"""

from dataclasses import replace

from . import carried, hearing, tried
from .answers import Answered, TaskWanted, Unanswered, Unreachable
from .collected import settled, task_slots
from .consent import begins_with_yes, consent, contradicts, keeps, says_own_action, says_own_action_first
from .hearing import Action, Shift
from .inquiries import inquire, wants_more
from .records import Appointment
from .session import Task, Wanted
from .talk import Talk
from .tasks import TASKS
from .tasks.gathering import adjusts, gather
from .tasks.identity import verify
from .tasks.policy import Ask, Desk, Finished, GiveUp, Move, ReadBack
from .tasks.resumed import take_up
from .turn import End, Intent, Outcome, Reason, Reply, Step

SWITCH_CONFIDENCE = 0.6
"""From here on another task's intent is taken for a change of mind, while a task is on."""
STATEMENT_WORDS = 4
"""A miss this long may be a question without its form: "I got billed twice"."""
ACTIONS = {Action.BOOK: Intent.BOOK, Action.MOVE: Intent.RESCHEDULE, Action.CANCEL: Intent.CANCEL}
OTHER_TIMES = frozenset({Shift.LATER, Shift.EARLIER, Shift.OTHER_DAY, Shift.LATEST, Shift.EARLIEST})
LISTS_CHOICES = frozenset({Step.SERVICE, Step.APPOINTMENT, Step.ORDER_NUMBER})
"""Steps whose question names the choices: it answers "which ones are there?"."""
SEEKS_A_TIME = frozenset({Intent.BOOK, Intent.RESCHEDULE})


def start(talk: Talk, intent: Intent) -> Reply:
    """Begin a task, with all that was said in this turn."""
    session = talk.session
    if talk.turn.intent_confidence is not None:
        talk.record.parts["understood"] = talk.turn.intent_confidence
    take_on(talk, intent)
    if intent is Intent.CANCEL and talk.words is not None and hearing.hear_keep(talk.words, locale=session.locale):
        return _drop(talk)
    desk = desk_for(talk)
    gather(talk.turn, session, desk.practice, today=desk.today)
    return advance(talk)


def take_on(talk: Talk, intent: Intent) -> None:
    """Have a task on, and nothing else; details are still to be gathered."""
    session = talk.session
    if session.task is not None:
        session.tried.append(tried.left(session.task.intent, intent, task_slots(session.task)))
    if talk.words is not None and hearing.hear_somebody_else(talk.words, locale=session.locale):
        session.identity.for_another, session.identity.named = True, False
    mentioned = session.mentioned if intent is Intent.BOOK else Wanted()
    about = session.task.appointment if session.task and intent in (Intent.RESCHEDULE, Intent.CANCEL) else None
    session.task = Task(intent, wanted=mentioned, appointment=about)
    session.mentioned, session.declined, session.misses = Wanted(), None, 0
    session.topic_queue, session.asked_desk = TASKS[intent].queue, None
    session.offer_reason = session.unanswered = None
    session.step = Step.OPEN


def resume(talk: Talk) -> Reply | None:
    """Take up what was just refused, if another day or time is named; None: the caller speaks of other things."""
    session, words = talk.session, talk.words
    declined, session.declined = session.declined, None
    if declined is None or words is None:
        return None
    session.task, step, session.step = declined, session.step, Step.TIME
    desk = desk_for(talk)
    found = gather(talk.turn, session, desk.practice, today=desk.today)
    shift = None if found else hearing.hear_shift(words, locale=session.locale)
    if found & {Step.DAY, Step.TIME, Step.SERVICE} or shift in OTHER_TIMES:
        session.misses = 0
        return advance(talk, shift)
    session.task, session.step = None, step
    return None


def desk_for(talk: Talk, shift: Shift | None = None) -> Desk:
    """What a task works with in this turn. Raises: BackOfficeError."""
    practice = talk.ports.office.practice()
    return Desk(
        session=talk.session,
        practice=practice,
        office=talk.ports.office,
        portal=talk.ports.portal,
        sessions=talk.ports.sessions,
        settings=talk.ports.settings,
        now=talk.ports.clock.now().astimezone(practice.zone),
        shift=shift,
    )


def advance(talk: Talk, shift: Shift | None = None) -> Reply:
    """Let the task go on: the caller verified first, then whatever it needs next."""
    desk = desk_for(talk, shift)
    identity = talk.session.identity
    move: Move | None = verify(talk.session, desk.office, attempts=desk.settings.identity_attempts)
    if move is None and not take_up(desk):
        carried.forget(talk.session)
        return talk.ask(Step.OPEN, talk.say("ask.what"), before=talk.say("talk.acknowledged"))
    move = move or TASKS[desk.task.intent].advance(desk)
    if identity.patient and identity.for_another and not identity.named:
        identity.named = True
        return _make(talk, move, before=talk.say("identity.whose", name=identity.patient.name))
    return _make(talk, move)


def _make(talk: Talk, move: Move, *, before: str = "") -> Reply:
    session = talk.session
    match move:
        case Ask(step, text, lead):
            return talk.ask(step, text, before=f"{before} {lead}".strip())
        case ReadBack(text, lead):
            return talk.ask(Step.CONFIRM, text, before=f"{before} {lead}".strip())
        case Finished(text, came_of_it, acted):
            if session.task is not None:
                session.finished.append(str(session.task.intent))
            session.tried.append(came_of_it)
            session.task = None
            talk.acted = text if acted else talk.acted
            return talk.settle(f"{before} {text}".strip())
        case GiveUp(reason, came_of_it):
            session.tried.append(came_of_it)
            return talk.hand_over(reason)


def go_on(talk: Talk) -> Reply:
    """Answer a turn while a task is on; times that were on offer and are passed over did not suit."""
    session = talk.session
    task = session.task
    offers = list(task.offers) if task and session.step is Step.TIME else []
    reply = _answer(talk)
    if offers and task and task is session.task and _passed_over(session.step, task, offers):
        session.tried.append(_misfit(offers))
    return reply


def _passed_over(step: Step, task: Task, offers: list[Appointment]) -> bool:
    if step is Step.CONFIRM and task.pending and task.pending.to:
        return task.pending.to.at not in [offer.at for offer in offers]
    return step is not Step.TIME or task.offers != offers


def _answer(talk: Talk) -> Reply:
    session, words = talk.session, talk.words
    stops = words is not None and hearing.hear_give_up(words, locale=session.locale)
    booking = session.task is not None and session.task.intent is Intent.BOOK
    other = _other_task(talk)
    agrees = session.step is Step.CONFIRM and (begins_with_yes(talk) or says_own_action_first(talk))
    if agrees and other is not None:
        return talk.again(talk.say("talk.one_at_a_time", question=talk.question()))
    if other is not None and not (stops and booking):
        return start(talk, other)
    if stops and not agrees and not says_own_action(talk):
        return _drop(talk)
    if talk.wants_help():
        return talk.again(talk.say("talk.help_in_task", question=talk.question()))
    if session.step is Step.APPOINTMENT and _asks_about_a_choice(talk):
        return _question_between(talk)
    desk, before = desk_for(talk), _wishes(session.task)
    found = gather(talk.turn, session, desk.practice, today=desk.today)
    if session.step is Step.CONFIRM and session.task is not None:
        return _confirm(talk, found, session.task)
    if session.step in found:
        session.misses = 0
        return advance(talk)
    if words is None:
        return talk.missed()
    if session.step is Step.TIME and (reply := _about_offers(talk, words)):
        return reply
    return _beside_the_step(talk, words, found=bool(found), news=before != _wishes(session.task))


def _wishes(task: Task | None) -> tuple[Wanted, Appointment | None] | None:
    """What a turn may add to, as it is now."""
    return (replace(task.wanted), task.appointment) if task is not None else None


def _asks_about_a_choice(talk: Talk) -> bool:
    """Whether what is named is only asked about: "what happens if I cancel the flu shot", not "can you cancel it"."""
    if talk.words is None or not talk.is_question():
        return False
    return hearing.hear_action(talk.words, locale=talk.session.locale) is None


def _about_offers(talk: Talk, words: str) -> Reply | None:
    """One of the offered times taken without naming it, or all of them refused."""
    session = talk.session
    task = session.task
    if task is None or not task.offers:
        return None
    shift = hearing.hear_shift(words, locale=session.locale)
    if shift is not None:
        session.misses = 0
        return advance(talk, shift)
    only = len(task.offers) == 1 and talk.yes_no()
    refuses = hearing.hear_exception(words, locale=session.locale)
    if only or (hearing.hear_any(words, locale=session.locale) and not refuses):
        task.wanted.take(task.offers[0].at.astimezone(desk_for(talk).practice.zone))
        session.misses = 0
        return advance(talk)
    return None


def _misfit(offers: list[Appointment]) -> str:
    return tried.entry(tried.Code.MISFIT, tried.times(offers))


def _beside_the_step(talk: Talk, words: str, *, found: bool, news: bool) -> Reply:
    """What was said does not answer what was asked; `found`: it gave some detail, `news`: one that was not known."""
    if talk.is_question() or wants_more(talk) or _is_off_limits(talk):
        return _question_between(talk)
    if talk.turn.intent == Intent.GOODBYE:
        return talk.goodbye()
    if news:
        talk.session.misses = 0
        return advance(talk)
    if found:
        return talk.hand_over(Reason.REPEATED_FAILURE) if talk.out_of_patience() else advance(talk)
    return _question_between(talk) if len(words.split()) >= STATEMENT_WORDS else talk.missed()


def _other_task(talk: Talk) -> Intent | None:
    """The task the caller has turned to; "make it Monday" while a time is sought is no such thing."""
    turn, session = talk.turn, talk.session
    if talk.words is None or session.task is None:
        return None
    own = session.task.intent
    said = hearing.hear_action(talk.words, locale=session.locale) if own in ACTIONS.values() else None
    if said is not None and ACTIONS[said] is not own and not (said is Action.MOVE and own is Intent.BOOK):
        return ACTIONS[said]
    if turn.intent not in TASKS or turn.intent == own or (turn.intent_confidence or 0) < SWITCH_CONFIDENCE:
        return None
    if {turn.intent, own} <= SEEKS_A_TIME:
        desk = desk_for(talk)
        if adjusts(turn, session, desk.practice, today=desk.today):
            return None
    return Intent(turn.intent)


def _drop(talk: Talk) -> Reply:
    session = talk.session
    if session.task is not None:
        wrote = tried.declined if session.step is Step.CONFIRM else tried.stopped
        session.tried.append(wrote(session.task.intent, task_slots(session.task, settled(session))))
        refused = session.step is Step.CONFIRM and session.task.intent in SEEKS_A_TIME
        session.declined = session.task if refused else None
    session.task = None
    text = talk.say("appointment.nothing_changed")
    if talk.turn.intent == Intent.GOODBYE:
        return End(f"{text} {talk.say('talk.goodbye')}", Outcome.DONE)
    return talk.settle(text)


def _confirm(talk: Talk, found: frozenset[Step], task: Task) -> Reply:
    """What was said to a read-back; values that differ from it are read back in their turn, a yes or not."""
    session = talk.session
    if keeps(talk, task):
        return _drop(talk)
    yes, otherwise = consent(talk, task, found), contradicts(talk, task)
    shift = None if yes or otherwise else _other_time_wanted(talk, task)
    if shift is not None:
        return advance(talk, shift)
    if found - {Step.BIRTH_DATE}:
        before, session.misses = task.pending, 0
        reply = advance(talk)
        unchanged = session.task is task and session.step is Step.CONFIRM and task.pending is before
        if before and not unchanged:
            session.tried.append(tried.entry(tried.Code.OTHER_CHOICE, tried.proposal(before.appointment, before.to)))
        return _act(talk) if unchanged and yes else reply
    if yes is not None:
        return _act(talk) if yes else _drop(talk)
    if talk.turn.intent == Intent.GOODBYE:
        return _drop(talk)
    return _question_between(talk) if talk.is_question() or wants_more(talk) or _is_off_limits(talk) else talk.missed()


def _other_time_wanted(talk: Talk, task: Task) -> Shift | None:
    """ "Friday doesn't work", said to a read-back; a plain no is none."""
    if task.intent not in SEEKS_A_TIME or talk.words is None or task.pending is None:
        return None
    shift = hearing.hear_shift(talk.words, locale=talk.session.locale)
    if shift not in OTHER_TIMES:
        return None
    if not task.offers and task.pending.to is not None:
        task.offers = [task.pending.to]
    talk.session.tried.append(_misfit(task.offers))
    return shift


def _act(talk: Talk) -> Reply:
    """A yes: do what was read back, once, while it is good; else read it back again."""
    desk = desk_for(talk)
    pending = desk.task.pending
    if pending is None or pending.expires_at <= desk.now:
        return advance(talk)
    talk.session.misses = 0
    return _make(talk, TASKS[desk.task.intent].act(desk, pending))


def _question_between(talk: Talk) -> Reply:
    """A question in the middle: its answer, then the task where it was."""
    session, more = talk.session, wants_more(talk)
    match inquire(talk, more=more):
        case Answered(text, _, _):
            session.misses = 0
            return talk.again(talk.say("answer.then", answer=text, question=talk.question()))
        case TaskWanted(intent) if session.task is not None and intent is not session.task.intent:
            return start(talk, intent)
        case Unanswered(Reason.LIMIT):
            return talk.hand_over(Reason.LIMIT)
        case Unanswered(Reason.LOW_CONFIDENCE) if more:
            session.misses = 0
            return talk.again(talk.say("answer.no_more_in_task", question=talk.question()))
        case Unanswered(Reason.OUT_OF_SCOPE | Reason.GUARDRAIL) if _is_refused(talk):
            session.misses = 0
            return talk.again(talk.say("answer.then", answer=talk.say("answer.refused"), question=talk.question()))
        case Unanswered() | TaskWanted():
            if not talk.is_question():
                return talk.missed()
            if session.step in LISTS_CHOICES and not hearing.hear_own(talk.words or "", locale=session.locale):
                return talk.again(talk.say(f"again.{session.step}", **talk.fillings()))
            session.misses = 0
            return talk.again(talk.say("answer.unsure_in_task", question=talk.question()))
        case Unreachable():
            return talk.hand_over(Reason.SYSTEM_FAILURE)


def _is_off_limits(talk: Talk) -> bool:
    return talk.words is not None and hearing.is_off_limits(talk.words, locale=talk.session.locale)


def _is_refused(talk: Talk) -> bool:
    """Whether a refusal is told: what was off limits, or a question other than for the choices there are."""
    return _is_off_limits(talk) or (talk.is_question() and talk.session.step not in LISTS_CHOICES)
