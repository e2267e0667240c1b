"""The dialogue while a task is on: details are gathered, the task goes on, questions in between are answered.

Knows how a caller's words move a task along, aside or away; refuses to know any task's own steps.
"""

from . import hearing
from .answers import Answered, Unanswered, Unreachable
from .session import Task, Wanted
from .talk import Talk
from .tasks import TASKS
from .tasks.gathering import adjusts, gather
from .tasks.identity import verify
from .tasks.policy import Ask, Desk, Finished, GiveUp, Move, ReadBack
from .turn import Confirmation, Intent, Reason, Reply, Step

SWITCH_CONFIDENCE = 0.6
"""From here on another task's intent is taken for a change of mind, while a task is on."""
STATEMENT_WORDS = 4
"""A miss this long may be a question without its form: "I got billed twice"."""
SEEKS_A_TIME = frozenset({Intent.BOOK, Intent.RESCHEDULE})


def start(talk: Talk, intent: Intent) -> Reply:
    """Begin a task, with all that was said in this turn."""
    session = talk.session
    if session.task is not None:
        session.tried.append(f"{session.task.intent} left for {intent}")
    if talk.turn.intent_confidence is not None:
        talk.record.parts["understood"] = talk.turn.intent_confidence
    mentioned = session.mentioned if intent is Intent.BOOK else Wanted()
    session.task, session.mentioned, session.misses = Task(intent, wanted=mentioned), Wanted(), 0
    session.topic_queue = TASKS[intent].queue
    session.step = Step.OPEN
    desk = desk_for(talk)
    gather(talk.turn, session, desk.practice, today=desk.today)
    return advance(talk)


def desk_for(talk: Talk, shift: hearing.Shift | None = None) -> Desk:
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


def advance(talk: Talk, shift: hearing.Shift | None = None) -> Reply:
    """Let the task go on: the caller verified first, then whatever it needs next."""
    desk = desk_for(talk, shift)
    move: Move | None = verify(talk.session, desk.office, attempts=desk.settings.identity_attempts)
    return _make(talk, move or TASKS[desk.task.intent].advance(desk))


def _make(talk: Talk, move: Move) -> Reply:
    session = talk.session
    match move:
        case Ask(step, text):
            return talk.ask(step, text)
        case ReadBack(text):
            return talk.ask(Step.CONFIRM, text)
        case Finished(text, tried, acted):
            if session.task is not None:
                session.finished.append(str(session.task.intent))
            session.tried.append(tried)
            session.task = None
            talk.acted = text if acted else talk.acted
            return talk.settle(text)
        case GiveUp(reason, tried):
            session.tried.append(tried)
            return talk.hand_over(reason)


def go_on(talk: Talk) -> Reply:
    """Answer a turn while a task is on."""
    session, words = talk.session, talk.words
    stops = words is not None and hearing.hear_give_up(words, locale=session.locale)
    booking = session.task is not None and session.task.intent is Intent.BOOK
    if words is not None and _other_task(talk) and not (stops and booking):
        return start(talk, Intent(talk.turn.intent))
    if stops:
        return _drop(talk)
    if talk.wants_help():
        return talk.again(talk.say("talk.help_in_task", question=talk.question()))
    desk = desk_for(talk)
    found = gather(talk.turn, session, desk.practice, today=desk.today)
    if session.step is Step.CONFIRM:
        return _confirm(talk, found)
    if session.step in found:
        session.misses = 0
        return advance(talk)
    if words is None:
        return talk.missed()
    if session.step is Step.TIME and (shift := hearing.hear_shift(words, locale=session.locale)):
        session.misses = 0
        session.tried.append("offered times did not suit")
        return advance(talk, shift)
    return _beside_the_step(talk, found, words)


def _beside_the_step(talk: Talk, found: frozenset[Step], words: str) -> Reply:
    """What was said does not answer what was asked."""
    if talk.is_question():
        return _question_between(talk)
    if talk.turn.intent == Intent.GOODBYE:
        return talk.goodbye()
    if found:
        return talk.hand_over(Reason.REPEATED_FAILURE) if talk.out_of_patience() else advance(talk)
    return _question_between(talk) if len(words.split()) >= STATEMENT_WORDS else talk.missed()


def _other_task(talk: Talk) -> bool:
    """Whether the caller has turned to another task; "make it Monday" while a time is sought is no such thing."""
    turn, task = talk.turn, talk.session.task
    if turn.intent not in TASKS or task is None or turn.intent == task.intent:
        return False
    if (turn.intent_confidence or 0) < SWITCH_CONFIDENCE:
        return False
    same_kind = {turn.intent, task.intent} <= SEEKS_A_TIME
    return not same_kind or not adjusts(turn, talk.session, today=desk_for(talk).today)


def _drop(talk: Talk) -> Reply:
    session = talk.session
    if session.task is not None:
        session.tried.append(f"{session.task.intent}: the caller stopped it")
    session.task = None
    return talk.settle(talk.say("appointment.nothing_changed"))


def _confirm(talk: Talk, found: frozenset[Step]) -> Reply:
    session, question = talk.session, talk.is_question()
    yes = talk.yes_no()
    if yes is None and not found and not question and talk.words is not None:
        yes = {Confirmation.CONFIRMED: True, Confirmation.DENIED: False}.get(talk.turn.confirmation)
    if yes is True:
        return _act(talk)
    if found - {Step.BIRTH_DATE}:
        session.misses = 0
        if session.task is not None:
            session.task.pending = None
        return advance(talk)
    if yes is False:
        return _drop(talk)
    return _question_between(talk) if question else talk.missed()


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
    match talk.answer():
        case Answered(text, _, _):
            talk.session.misses = 0
            return talk.again(talk.say("answer.then", answer=text, question=talk.question()))
        case Unanswered():
            if not talk.is_question():
                return talk.missed()
            talk.session.misses = 0
            return talk.again(talk.say("answer.unsure_in_task", question=talk.question()))
        case Unreachable():
            return talk.hand_over(Reason.SYSTEM_FAILURE)
