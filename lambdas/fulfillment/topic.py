"""What a caller says beside what is pending: kept as the task, its details and the desk, so that nobody asks again.

Knows what of it is told by words alone and when the documents are asked; refuses to know what is said to the caller,
who is handed over whatever comes of it.
"""

from dataclasses import replace

from . import errands, hearing
from .answers import queue_of
from .collected import matter
from .hearing import Action, Subject
from .ports import BackOfficeError, KnowledgeError
from .prompts import other_names
from .talk import Talk
from .tasks import TASKS
from .tasks.gathering import APPOINTMENT_INTENTS, gather
from .tried import Code, entry, times
from .turn import Intent, Queue, Step

TOPIC_S = 1.0
"""Seconds for finding out from the documents."""
DESKS = (Queue.BILLING, Queue.SCHEDULING, Queue.SPANISH)
"""Those that callers name."""
TASK_OF = {
    Subject.RESET: Intent.RESET,
    Subject.ORDER: Intent.ORDER,
    Subject.NEW_VISIT: Intent.BOOK,
    Subject.VISIT: Intent.CHECK,
}
DESK_OF = {Subject.MONEY: Queue.BILLING, Subject.VISITS: Queue.SCHEDULING}


def note_topic(talk: Talk) -> None:
    """Keep all that is said beside the wish for a person, in the middle of a task too."""
    if talk.words is None:
        return
    locale = talk.session.locale
    said = hearing.hear_beside(talk.words, locale=locale)
    named = next((desk for desk in DESKS if desk.lower() in talk.words.lower()), None)
    if said is None:
        _wanted_at(talk, named)
        return
    wrong = hearing.hear_wrong(said, locale=locale)
    subject = hearing.hear_subject(said, locale=locale)
    intent = _task(talk, said, subject)
    kept = _keep(talk, said, intent)
    if wrong:
        talk.session.tried.append(Code.SAID_WRONG)
    known = named or (DESK_OF.get(subject) if subject and intent is None else None)
    if known is None and intent is None and subject is None and not (wrong or kept):
        known = _documents_desk(talk, said)
    _wanted_at(talk, known)


def keep_what_is_mentioned(talk: Talk, words: str) -> None:
    """A date of birth, a service or a provider named in passing need not be asked for later."""
    session, today = talk.session, talk.ports.clock.now().date()
    if not session.identity.verified:
        born = hearing.hear_birth_date(words, today=today, locale=session.locale)
        session.identity.birth_date = born or session.identity.birth_date
    try:
        practice = talk.ports.office.practice()
    except BackOfficeError:
        return
    services = other_names("service", practice.service_words, session.locale)
    service = hearing.hear_service(words, names=services, locale=session.locale)
    provider = hearing.hear_provider(words, providers=practice.provider_names, locale=session.locale)
    session.mentioned.service = service or session.mentioned.service
    session.mentioned.provider = provider or session.mentioned.provider


def _task(talk: Talk, said: str, subject: Subject | None) -> Intent | None:
    """The task that is asked for; what only speaks of appointments is about the one that is on."""
    locale, current = talk.session.locale, matter(talk.session)
    if hearing.asks_about_task(said, locale=locale):
        return None
    action = hearing.hear_action(said, locale=locale)
    if action in errands.ACTIONS and not (action is Action.BOOK and subject is Subject.VISIT):
        adjusts = current is not None and current.intent is Intent.BOOK and action is Action.MOVE
        return current.intent if current and adjusts else errands.ACTIONS[action]
    if subject is Subject.MONEY:
        return None
    intent = TASK_OF.get(subject) if subject else None
    if intent in APPOINTMENT_INTENTS and current is not None and current.intent in APPOINTMENT_INTENTS:
        return current.intent
    if intent is None and current is None and talk.turn.intent in TASKS:
        return Intent(talk.turn.intent)
    return intent


def _keep(talk: Talk, said: str, intent: Intent | None) -> bool:
    """The task and every detail, and whether it got one. What cannot be looked up is left to the last words."""
    session = talk.session
    current = matter(session)
    if hearing.hear_somebody_else(said, locale=session.locale):
        session.identity.for_another, session.identity.named = True, False
    if intent is not None and (current is None or intent is not current.intent):
        errands.take_on(talk, intent)
    if matter(session) is None:
        keep_what_is_mentioned(talk, said)
        return False
    on, session.task = session.task, matter(session)
    step, found = session.step, frozenset[Step]()
    offers = list(session.task.offers) if session.task and step is Step.TIME else []
    session.step = Step.OPEN if step is Step.LAST_NAME else step  # a wish without its words would pass for a name
    try:
        desk = errands.desk_for(talk)
        found = gather(replace(talk.turn, transcript=said), session, desk.practice, today=desk.today)
    except BackOfficeError as error:
        talk.record.errors.append(type(error).__name__)
    if offers and session.task and session.task.offers != offers:
        session.tried.append(entry(Code.MISFIT, times(offers)))
    session.task, session.step = on, step
    return bool(found)


def _documents_desk(talk: Talk, said: str) -> Queue | None:
    """The desk that the documents name for it, where they are sure."""
    try:
        found = talk.ahead[1] if talk.ahead else talk.ports.knowledge.retrieve(said, limit=1, timeout_s=TOPIC_S)
        passages = found()
    except KnowledgeError:
        talk.record.errors.append("bedrock.retrieve")
        return None
    sure = passages and passages[0].score >= talk.ports.settings.retrieval_threshold
    return queue_of(passages) if sure else None


def _wanted_at(talk: Talk, desk: Queue | None) -> None:
    """A desk that is named goes before the one of the task that is on, or was."""
    session = talk.session
    if desk is None:
        return
    own = TASKS[session.task.intent].queue if session.task else session.topic_queue if session.finished else desk
    session.topic_queue, session.asked_desk = desk, desk if desk is not own else None
