"""Which policy answers this turn: one turn and what is remembered, to one reply.

Knows the order in which a turn is judged (limits, danger, a wish for a person, silence, bad hearing, then what was
asked) and every step that is not a task's own; refuses to know Lex, storage and how tasks do their work. No I/O but
through ports.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, assert_never

from . import hearing
from .answers import Answered, Library, Question, Unanswered, Unreachable, answer, queue_of
from .handoff import queue_for
from .ports import BackOffice, Knowledge, KnowledgeError, Model, Portal, PortError, Sessions
from .ports import Clock as ClockPort
from .prompts import say
from .records import Practice
from .session import Session, Task
from .settings import Settings
from .speech import say_list, say_phone
from .tasks import TASKS
from .tasks.gathering import adjusts, gather
from .tasks.identity import verify
from .tasks.policy import Ask, Desk, Finished, GiveUp, Move, ReadBack
from .turn import (
    SLOT_STEPS,
    AskConfirmation,
    AskIntent,
    AskSlot,
    Confirmation,
    End,
    Hook,
    Intent,
    Outcome,
    Reason,
    Reply,
    Step,
    Turn,
    TurnRecord,
)

SWITCH_CONFIDENCE = 0.6
"""From here on another task's intent is taken for a change of mind, while a task is on."""
SEEKS_A_TIME = frozenset({Intent.BOOK, Intent.RESCHEDULE})
ANSWER_WORDS = 12
"""A yes or no that takes more words says something else besides."""
TOPIC_WORDS = 5
"""A wish for a person this long may say what about."""
TOPIC_S = 1.0
HEARD_CHARS = 120
"""How much of what was heard is read back when it was heard badly."""
MODEL_HISTORY = 3


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything outside, for one function instance."""

    sessions: Sessions
    office: BackOffice
    portal: Portal
    knowledge: Knowledge
    model: Model
    clock: ClockPort
    settings: Settings


def respond(turn: Turn, session: Session, ports: Ports, record: TurnRecord, *, deadline: float) -> Reply:
    """Answer one turn and bring the session up to date. Never raises for what a port may do.

    Args:
        deadline: on the clock's monotonic scale, in seconds.
    """
    return Dialogue(turn, session, ports, record, deadline).respond()


@dataclass(slots=True)
class Dialogue:
    """One turn being answered."""

    turn: Turn
    session: Session
    ports: Ports
    record: TurnRecord
    deadline: float
    acted: str | None = None
    """What was changed in this turn, as told to the caller."""

    def respond(self) -> Reply:
        try:
            return self._respond()
        except PortError as error:
            self.record.errors.append(type(error).__name__)
            return self.hand_over(Reason.SYSTEM_FAILURE)

    # -- the order in which a turn is judged

    def _respond(self) -> Reply:
        turn, session, settings = self.turn, self.session, self.ports.settings
        if turn.keys is None and hearing.hear_emergency(turn.transcript, locale=session.locale):
            return self.hand_over(Reason.EMERGENCY)
        if turn.asked == Step.CALLBACK or session.step is Step.CALLBACK:
            return self._callback()
        if session.turns >= settings.max_turns or self._minutes() >= settings.max_minutes:
            return self.hand_over(Reason.LIMIT)
        if turn.silent:
            return self._missed(silent=True)
        if self._heard_badly():
            return self._check_heard()
        if session.step is Step.CHECK_HEARD:
            checked = self._after_check()
            if checked is not None:
                return checked
        if self._wants_person():
            self._note_topic()
            return self.hand_over(Reason.ASKED)
        if self._asks(Intent.REPEAT):
            return self._again(session.last_spoken)
        if session.task is not None:
            return self._in_task()
        return self._in_the_open()

    def _minutes(self) -> float:
        return (self.ports.clock.now() - self.session.started_at) / timedelta(minutes=1)

    def _heard_badly(self) -> bool:
        confidence = self.turn.transcription_confidence
        self.record.parts.update({} if confidence is None or self.turn.keys is not None else {"heard": confidence})
        low = confidence is not None and confidence < self.ports.settings.transcription_threshold
        return low and self.turn.keys is None

    def _wants_person(self) -> bool:
        if self.turn.keys is not None:
            return self.turn.keys == "0"
        if self.turn.intent == Intent.AGENT:
            return True
        return hearing.wants_person(self.turn.transcript, locale=self.session.locale)

    def _note_topic(self) -> None:
        """ "Someone about my bill" goes to the desk that the documents name for it."""
        turn, session = self.turn, self.session
        if session.task is not None or turn.keys is not None or len(turn.transcript.split()) < TOPIC_WORDS:
            return
        try:
            passages = self.ports.knowledge.retrieve(turn.transcript, limit=1, timeout_s=TOPIC_S)
        except KnowledgeError:
            self.record.errors.append("bedrock.retrieve")
            return
        if passages and passages[0].score >= self.ports.settings.retrieval_threshold:
            session.topic_queue = queue_of(passages)

    def _asks(self, aside: Intent) -> bool:
        """Whether Lex heard this intent, or the words say so: Lex takes no utterances for its own Help and Repeat."""
        if self.turn.keys is not None:
            return False
        hear = hearing.hear_repeat if aside is Intent.REPEAT else hearing.hear_help
        return self.turn.intent == aside or hear(self.turn.transcript, locale=self.session.locale)

    def _yes_no(self) -> bool | None:
        """The answer, if it is one: "okay, so how much is it?" agrees to nothing."""
        if self.turn.keys is not None:
            return {"1": True, "2": False}.get(self.turn.keys)
        text, locale = self.turn.transcript, self.session.locale
        if hearing.is_question(text, locale=locale) or len(text.split()) > ANSWER_WORDS:
            return None
        return hearing.hear_yes_no(text, locale=locale)

    # -- speech that was heard badly

    def _check_heard(self) -> Reply:
        session = self.session
        if session.step is not Step.CHECK_HEARD:
            session.checked_step, session.misses = session.step, 0
        elif self._one_more_miss():
            return self.hand_over(Reason.REPEATED_FAILURE)
        session.checked, session.checked_intent = self.turn.transcript, self.turn.intent
        heard = self.turn.transcript.strip()[:HEARD_CHARS]
        return self.ask(Step.CHECK_HEARD, self.say("ask.check_heard", heard=heard))

    def _after_check(self) -> Reply | None:
        """The caller's word on what was heard badly. None: go on with `self.turn`, as it was or as said anew."""
        session = self.session
        yes = self._yes_no()
        session.step, session.checked_step = session.checked_step or Step.OPEN, None
        if yes is False:
            text = self.say("talk.say_again")
            session.checked = None
            return self.ask(session.step, text) if session.step not in SLOT_STEPS else self._again(text)
        if yes is True and session.checked:
            checked = replace(self.turn, transcript=session.checked, intent=session.checked_intent or Intent.FALLBACK)
            self.turn = replace(checked, confirmation=Confirmation.NONE, slots={}, intent_confidence=None)
        session.checked = None
        return None

    # -- no task is on

    def _in_the_open(self) -> Reply:
        session, intent = self.session, self.turn.intent
        if self.turn.keys is None and intent in TASKS:
            return self._start(Intent(intent))
        yes = self._yes_no()
        if yes is not None and session.step is Step.OFFER_PERSON:
            return self.hand_over(session.offer_reason or Reason.LOW_CONFIDENCE) if yes else self._settle()
        if yes is not None and session.step is Step.ANYTHING_ELSE:
            return self.ask(Step.OPEN, self.say("talk.go_on")) if yes else self._goodbye()
        if self.turn.keys is not None:
            return self._missed()
        if intent == Intent.GOODBYE:
            return self._goodbye()
        if self._asks(Intent.HELP):
            session.misses = 0
            return self.ask(Step.OPEN, self.say("talk.help", question=self.say("ask.open")))
        if hearing.hear_greeting(self.turn.transcript, locale=session.locale):
            session.misses = 0
            return self.ask(Step.OPEN, self.say("talk.greeting"))
        return self._open_question()

    def _settle(self, text: str = "") -> Reply:
        """What was on is over; anything else?"""
        self.session.misses = 0
        return self.ask(Step.ANYTHING_ELSE, f"{text} {self.say('ask.anything_else')}".strip())

    def _goodbye(self) -> Reply:
        return End(self.say("talk.goodbye"), Outcome.DONE)

    def _open_question(self) -> Reply:
        session = self.session
        match self._answer():
            case Answered(text, documents, queue):
                session.documents.extend(d for d in documents if d not in session.documents)
                session.topic_queue = queue
                session.tried.append("question answered")
                return self._settle(text)
            case Unanswered(reason, queue):
                session.topic_queue = queue or session.topic_queue
                session.offer_reason = reason
                session.tried.append(f"question not answered: {reason}")
                if self._one_more_miss():
                    return self.hand_over(Reason.REPEATED_FAILURE)
                return self.ask(Step.OFFER_PERSON, self._unsure(reason))
            case Unreachable():
                return self.hand_over(Reason.SYSTEM_FAILURE)

    def _unsure(self, reason: Reason) -> str:
        if reason is not Reason.LOW_CONFIDENCE:
            return self.say("answer.refused")
        asked = hearing.is_question(self.turn.transcript, locale=self.session.locale)
        return self.say("answer.unsure" if asked else "answer.not_understood", wording=self.session.misses - 1)

    def _answer(self) -> Answered | Unanswered | Unreachable:
        session, settings = self.session, self.ports.settings
        library = Library(self.ports.knowledge, self.ports.model, self.ports.clock, settings)
        earlier = [exchange for exchange in session.history if exchange.step is Step.ANYTHING_ELSE][-MODEL_HISTORY:]
        history = [item for e in earlier for item in (("user", e.caller), ("assistant", e.spoken))]
        left = settings.max_model_calls - session.model_calls
        question = Question(self.turn.transcript, history, session.locale, left)
        result = answer(question, library, deadline=self.deadline, record=self.record)
        session.model_calls += self.record.usage.get("model_calls", 0)
        return result

    # -- a task is on

    def _start(self, intent: Intent) -> Reply:
        session = self.session
        if session.task is not None:
            session.tried.append(f"{session.task.intent} left for {intent}")
        if self.turn.intent_confidence is not None:
            self.record.parts["understood"] = self.turn.intent_confidence
        session.task, session.misses = Task(intent), 0
        session.topic_queue = TASKS[intent].queue
        session.step = Step.OPEN
        gather(self.turn, session, self.desk().practice, today=self.desk().today)
        return self._advance()

    def desk(self, shift: hearing.Shift | None = None) -> Desk:
        practice: Practice = self.ports.office.practice()
        return Desk(
            session=self.session,
            practice=practice,
            office=self.ports.office,
            portal=self.ports.portal,
            sessions=self.ports.sessions,
            settings=self.ports.settings,
            now=self.ports.clock.now().astimezone(practice.zone),
            shift=shift,
        )

    def _advance(self, shift: hearing.Shift | None = None, *, before: str = "") -> Reply:
        """Let the task go on: the caller verified first, then whatever it needs next."""
        session, desk = self.session, self.desk(shift)
        attempts = self.ports.settings.identity_attempts
        move: Move | None = verify(session, self.ports.office, attempts=attempts)
        if move is None:
            move = TASKS[desk.task.intent].advance(desk)
        return self._make(move, before=before)

    def _make(self, move: Move, *, before: str = "") -> Reply:
        session = self.session
        match move:
            case Ask(step, text):
                return self.ask(step, text, before=before)
            case ReadBack(text):
                return self.ask(Step.CONFIRM, text, before=before)
            case Finished(text, tried, acted):
                if session.task is not None:
                    session.finished.append(str(session.task.intent))
                session.tried.append(tried)
                session.task = None
                self.acted = text if acted else self.acted
                return self._settle(f"{before} {text}".strip())
            case GiveUp(reason, tried):
                session.tried.append(tried)
                return self.hand_over(reason)
            case _:
                assert_never(move)

    def _in_task(self) -> Reply:
        session, turn, locale = self.session, self.turn, self.session.locale
        words = turn.keys is None
        if words and hearing.hear_give_up(turn.transcript, locale=locale):
            return self._drop()
        if words and self._other_task():
            return self._start(Intent(turn.intent))
        if self._asks(Intent.HELP):
            return self._again(self.say("talk.help_in_task", question=self._question()))
        question = words and hearing.is_question(turn.transcript, locale=locale)
        desk = self.desk()
        found = gather(turn, session, desk.practice, today=desk.today)
        if session.step is Step.CONFIRM:
            return self._confirm(found, question=question)
        if session.step in found:
            session.misses = 0
            return self._advance()
        shift = hearing.hear_shift(turn.transcript, locale=locale) if words and session.step is Step.TIME else None
        if shift is not None:
            session.misses = 0
            session.tried.append("offered times did not suit")
            return self._advance(shift)
        if question or (words and not found and turn.hook is Hook.FULFILLMENT and turn.intent == Intent.FALLBACK):
            return self._question_in_task()
        if words and turn.intent == Intent.GOODBYE:
            return self._goodbye()
        if found:
            return self.hand_over(Reason.REPEATED_FAILURE) if self._one_more_miss() else self._advance()
        return self._missed()

    def _other_task(self) -> bool:
        """Whether the caller has turned to another task; "make it Monday" while a time is sought is no such thing."""
        intent, task = self.turn.intent, self.session.task
        if intent not in TASKS or task is None or intent == task.intent:
            return False
        if (self.turn.intent_confidence or 0) < SWITCH_CONFIDENCE:
            return False
        return not {intent, task.intent} <= SEEKS_A_TIME or not adjusts(
            self.turn, self.session, today=self.desk().today
        )

    def _drop(self) -> Reply:
        self.session.tried.append(f"{self.session.task.intent if self.session.task else 'task'}: the caller stopped it")
        self.session.task = None
        return self._settle(self.say("appointment.nothing_changed"))

    def _confirm(self, found: frozenset[Step], *, question: bool) -> Reply:
        yes = self._yes_no()
        if yes is None and not found and not question and self.turn.keys is None:
            yes = {Confirmation.CONFIRMED: True, Confirmation.DENIED: False}.get(self.turn.confirmation)
        if yes is True:
            return self._act()
        if found - {Step.BIRTH_DATE}:
            self.session.misses = 0
            if self.session.task:
                self.session.task.pending = None
            return self._advance()
        if yes is False:
            return self._drop()
        return self._question_in_task() if question else self._missed()

    def _act(self) -> Reply:
        """A yes: do what was read back, once, while it is good; else read it back again."""
        desk = self.desk()
        pending = desk.task.pending
        if pending is None or pending.expires_at <= desk.now:
            return self._advance()
        self.session.misses = 0
        return self._make(TASKS[desk.task.intent].act(desk, pending))

    def _question_in_task(self) -> Reply:
        """A question in the middle: its answer, then the task where it was."""
        session = self.session
        match self._answer():
            case Answered(text, documents, _):
                session.documents.extend(d for d in documents if d not in session.documents)
                session.tried.append("question answered")
                session.misses = 0
                return self._again(self.say("answer.then", answer=text, question=self._question()))
            case Unanswered(reason, _):
                session.tried.append(f"question not answered: {reason}")
                if not hearing.is_question(self.turn.transcript, locale=session.locale):
                    return self._missed()
                session.misses = 0
                return self._again(self.say("answer.unsure_in_task", question=self._question()))
            case Unreachable():
                return self.hand_over(Reason.SYSTEM_FAILURE)

    # -- the callback that the flow has offered

    def _callback(self) -> Reply:
        session = self.session
        if session.step is not Step.CALLBACK:
            session.step, session.misses = Step.CALLBACK, 0
        yes = self._yes_no()
        if yes is not None:
            text = self.say("callback.accepted" if yes else "callback.declined")
            return End(text, Outcome.CALLBACK if yes else Outcome.DONE)
        if self.turn.intent == Intent.GOODBYE or self._one_more_miss():
            return End(self.say("callback.declined"), Outcome.DONE)
        question = self.say("ask.callback", number=self._number())
        if not self.turn.silent and self._wants_person():
            return self.ask(Step.CALLBACK, self.say("callback.nobody", question=question))
        return self.ask(Step.CALLBACK, self.say("again.callback", wording=session.misses - 1, number=self._number()))

    def _number(self) -> str:
        return say_phone(self.session.caller_number) if self.session.caller_number else ""

    # -- asking, asking again, ending

    def say(self, key: str, *, wording: int = 0, **data: object) -> str:
        return say(key, self.session.locale, wording=wording, **data)

    def ask(self, step: Step, text: str | None, *, before: str = "") -> Reply:
        """Ask for a step; `text` None: in the bot's own words, unless something is said before it."""
        session = self.session
        session.step, session.question = step, text
        if before:
            text = f"{before} {text or self._own_words(step)}"
        return self._reply(step, text)

    def _again(self, text: str | None) -> Reply:
        """Say something and stay at the step that is pending."""
        step = self.session.step
        if step not in SLOT_STEPS and text is None:
            text = self.say("talk.nothing_said", question=self._question())
        return self._reply(step, text)

    def _reply(self, step: Step, text: str | None) -> Reply:
        session = self.session
        session.last_spoken = text
        pending = (session.checked_step or Step.OPEN) if step is Step.CHECK_HEARD else step
        if session.task is not None and pending in SLOT_STEPS:
            return AskSlot(session.task.intent, pending, text)
        if session.task is not None and pending is Step.CONFIRM:
            return AskConfirmation(session.task.intent, text or self._question())
        return AskIntent(text or self._question())

    def _question(self) -> str:
        """The pending step's question, in our words."""
        return self.session.question or self._own_words(self.session.step)

    def _own_words(self, step: Step) -> str:
        practice = self.ports.office.practice() if step is Step.SERVICE else None
        names = [service.name for service in practice.services] if practice else []
        services = say_list(names, conjunction="or", locale=self.session.locale)
        return self.say(f"ask.{step}", services=services)

    def _missed(self, *, silent: bool = False) -> Reply:
        """Nothing usable came: ask again in other words; the third in a row goes to a person."""
        session = self.session
        if self._one_more_miss():
            return self.hand_over(Reason.REPEATED_FAILURE)
        wording, question = session.misses - 1, self._question()
        if silent:
            return self._again(self.say("silence.heard_nothing", wording=wording, question=question))
        practice = self.ports.office.practice() if session.step is Step.SERVICE else None
        names = [service.name for service in practice.services] if practice else []
        services = say_list(names, conjunction="or", locale=session.locale)
        heard = (session.checked or "")[:HEARD_CHARS]
        data = {"question": question, "services": services, "heard": heard, "number": self._number()}
        return self._again(self.say(f"again.{session.step}", wording=wording, **data))

    def _one_more_miss(self) -> bool:
        """Count it; True when that was the last one that is borne."""
        self.session.misses += 1
        return self.session.misses >= self.ports.settings.misses_in_a_row

    def hand_over(self, reason: Reason) -> Reply:
        """To a person, with a sentence that is true."""
        session = self.session
        session.handed_over = reason
        words: dict[str, Any] = {"emergency_number": self.ports.settings.emergency_number}
        text = self.say(f"handoff.{reason}", **words)
        if self.acted:
            text = self.say("handoff.system_failure_after", done=self.acted)
        return End(text, Outcome.AGENT, reason, queue_for(session, reason))
