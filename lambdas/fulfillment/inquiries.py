"""What a turn asks of the documents, within what is remembered of the call.

Knows which question is meant, who of several deliveries may ask it, and what is kept of the answer; refuses to know
how it is answered (`answers`) and what is said of it.
"""

from datetime import date, timedelta

from . import hearing
from .answers import Answer, Answered, Library, Question, Unanswered, Unreachable, answer, retrieve
from .ports import Retrieval, SessionsError
from .settings import Settings
from .talk import Ports, Talk
from .tried import NOT_ANSWERED, Code, entry, quoted
from .turn import Intent, Reason, Step, Turn

SAME_QUESTION = 0.5
"""Share of its longer words that a question must have in common with another to be taken for the same."""
LONGER_WORD = 4
"""Letters."""
QUESTION_WORDS = 3
"""What matches no intent and is shorter seldom asks anything."""


class Overtaken(Exception):
    """Another delivery of this very turn is already being answered."""


def look_ahead(turn: Turn, ports: Ports, *, deadline: float) -> tuple[str, Retrieval] | None:
    """Ask for the passages of what looks like a question, while nothing is known of the call yet."""
    if not _expects_question(turn, ports.settings, ports.clock.now().date()):
        return None
    return turn.transcript, retrieve(turn.transcript, _library(ports), deadline=deadline)


def _expects_question(turn: Turn, settings: Settings, today: date) -> bool:
    if turn.keys is not None or turn.silent or turn.asked is not None:
        return False
    heard = turn.transcription_confidence
    if heard is not None and heard < settings.transcription_threshold:
        return False
    if (turn.intent != Intent.FALLBACK and turn.slot_asked is None) or _is_not_for_documents(turn, today):
        return False
    asks = hearing.is_question(turn.transcript, locale=turn.locale)
    return asks or (turn.intent == Intent.FALLBACK and len(turn.transcript.split()) >= QUESTION_WORDS)


def _is_not_for_documents(turn: Turn, today: date) -> bool:
    """Danger, what is refused, and who somebody is: none of it leaves the function."""
    words, locale = turn.transcript, turn.locale
    if hearing.hear_emergency(words, locale=locale) or hearing.is_off_limits(words, locale=locale):
        return True
    return _says_who(words, today, locale)


def _says_who(words: str, today: date, locale: str) -> bool:
    """Whether somebody's date of birth is told, and nothing asked."""
    born = hearing.hear_birth_date(words, today=today, locale=locale)
    return born is not None and not hearing.is_question(words, locale=locale)


def wants_more(talk: Talk) -> bool:
    """Whether the caller asks for more on what was answered last."""
    if talk.session.asked is None or talk.words is None:
        return False
    return hearing.hear_more(talk.words, locale=talk.session.locale)


def inquire(talk: Talk, text: str | None = None, *, more: bool = False) -> Answer:
    """Answer from the documents what the caller asked, and keep what came of it.

    Args:
        talk: The turn.
        text: The question; by default what was said in this turn.
        more: Tell more on the question that was answered last, instead.

    Raises:
        Overtaken: another delivery of this turn is at it.
    """
    session, library = talk.session, _library(talk.ports)
    text = (session.asked if more else text) or talk.turn.transcript
    if hearing.is_off_limits(text, locale=session.locale):
        return _keep(talk, text, Unanswered(Reason.OUT_OF_SCOPE), more=more)
    if _says_who(text, talk.ports.clock.now().date(), session.locale):
        return _keep(talk, text, Unanswered(Reason.LOW_CONFIDENCE), more=more)
    known = talk.ahead[1] if talk.ahead and talk.ahead[0] == text else None
    passages = known or retrieve(text, library, deadline=talk.deadline)
    _claim(talk)
    result = answer(_question(talk, text, more=more), passages, library, deadline=talk.deadline, record=talk.record)
    session.model_calls += talk.record.usage.get("model_calls", 0)
    return _keep(talk, text, result, more=more)


def _library(ports: Ports) -> Library:
    return Library(ports.knowledge, ports.model, ports.clock, ports.settings)


def _keep(talk: Talk, text: str, result: Answer, *, more: bool) -> Answer:
    session = talk.session
    match result:
        case Answered(answered, documents, _, goes_on):
            session.documents.extend(name for name in documents if name not in session.documents)
            session.tried.append(entry(Code.ANSWERED, quoted(text)))
            session.told = [*(session.told if more else ()), answered]
            session.asked, session.more, session.unanswered = text, goes_on, None
        case Unanswered(reason):
            session.tried.append(entry(NOT_ANSWERED[reason], quoted(text)))
            session.asked, session.more, session.unanswered = None, False, None if more else text
        case Unreachable():
            session.tried.append(entry(Code.UNREACHABLE, quoted(text)))
    return result


def _question(talk: Talk, text: str, *, more: bool) -> Question:
    session = talk.session
    here = [each for each in session.history if not each.earlier]  # who spoke before may be somebody else
    told = [(each.caller, each.spoken) for each in here if each.step in (Step.ANYTHING_ELSE, Step.CLARIFY)]
    between = [one for one in session.told if more and not any(one in spoken for _, spoken in told)]
    if between:
        told.append((text, " ".join(between)))
    return Question(
        text=text,
        history=[item for said, answered in told for item in (("user", said), ("assistant", answered))],
        locale=session.locale,
        model_calls_left=talk.ports.settings.max_model_calls - session.model_calls,
        more=more,
        failed_before=_same(text, session.unanswered),
        count=hearing.count_questions(text, locale=session.locale),
    )


def _same(text: str, other: str | None) -> bool:
    one, two = ({word for word in each.lower().split() if len(word) >= LONGER_WORD} for each in (text, other or ""))
    return bool(one and two) and len(one & two) >= SAME_QUESTION * min(len(one), len(two))


def _claim(talk: Talk) -> None:
    """Of several deliveries of one turn, one asks the model."""
    if talk.key is None:
        return
    expires_at = talk.ports.clock.now() + timedelta(hours=talk.ports.settings.session_hours)
    try:
        alone = talk.ports.sessions.claim(f"answer-{talk.key}", expires_at=expires_at)
    except SessionsError as error:
        talk.record.errors.append(type(error).__name__)
        return
    if not alone:
        raise Overtaken
