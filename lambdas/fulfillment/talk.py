"""What every policy of a turn has at hand: the turn, what is remembered, and the ways to ask, to ask again and to end.

Knows how a question is put and put again, and when patience ends; refuses to know which question comes next.
"""

from dataclasses import dataclass
from typing import Any

from . import hearing
from .answers import Answered, Library, Question, Unanswered, Unreachable, answer
from .handoff import queue_for
from .ports import BackOffice, Clock, Knowledge, Model, Portal, Sessions
from .prompts import called, say
from .session import Session
from .settings import Settings
from .speech import say_list, say_one, say_phone
from .turn import (
    SLOT_STEPS,
    AskConfirmation,
    AskIntent,
    AskSlot,
    End,
    Intent,
    Miss,
    Outcome,
    Reason,
    Reply,
    Step,
    Turn,
    TurnRecord,
)

ANSWER_WORDS = 12
"""A yes or no that takes more words says something else besides."""
ANSWER_KEYS = {"1": True, "2": False}
SPOKEN_KEY_WORDS = 2
"""Callers who are told to press 1 say "one", or "press one"."""
HEARD_CHARS = 120
"""How much of what was heard is read back when it was heard badly."""
MODEL_HISTORY = 3
"""Earlier questions that the model is told."""


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything outside, for one function instance."""

    sessions: Sessions
    office: BackOffice
    portal: Portal
    knowledge: Knowledge
    model: Model
    clock: Clock
    settings: Settings


@dataclass(slots=True)
class Talk:
    """One turn being answered."""

    turn: Turn
    session: Session
    ports: Ports
    record: TurnRecord
    deadline: float
    """On the clock's monotonic scale, in seconds."""
    acted: str | None = None
    """What was changed in this turn, as told to the caller."""

    # what the caller said

    @property
    def words(self) -> str | None:
        """What was said; None for keys."""
        return None if self.turn.keys is not None else self.turn.transcript

    def yes_no(self) -> bool | None:
        """The answer, if it is one: "okay, so how much is it?" agrees to nothing."""
        if self.words is None:
            return ANSWER_KEYS.get(self.turn.keys or "")
        if self.is_question() or len(self.words.split()) > ANSWER_WORDS:
            return None
        spoken_key = hearing.hear_digits(self.words, locale=self.session.locale)
        if spoken_key in ANSWER_KEYS and len(self.words.split()) <= SPOKEN_KEY_WORDS:
            return ANSWER_KEYS[spoken_key]
        return hearing.hear_yes_no(self.words, locale=self.session.locale)

    def is_question(self) -> bool:
        return self.words is not None and hearing.is_question(self.words, locale=self.session.locale)

    def wants_help(self) -> bool:
        """Lex takes no utterances for its own HelpIntent, so the words count as well."""
        if self.words is None:
            return False
        return self.turn.intent == Intent.HELP or hearing.hear_help(self.words, locale=self.session.locale)

    # asking

    def say(self, key: str, *, wording: int = 0, **data: object) -> str:
        return say(key, self.session.locale, wording=wording, **data)

    def ask(self, step: Step, text: str | None, *, before: str = "") -> Reply:
        """Ask for a step; `text` None: in the bot's own words, unless something is said before it."""
        self.session.step, self.session.question = step, text
        if before:
            text = f"{before} {text or self._own_words(step)}"
        return self.reply(text)

    def again(self, text: str | None) -> Reply:
        """Say something and stay at the step that is pending; None: its question as it was."""
        if self.session.step not in SLOT_STEPS and text is None:
            text = self.question()
        return self.reply(text)

    def reply(self, text: str | None) -> Reply:
        """Say something while the pending step stays what it is."""
        session = self.session
        session.last_spoken = text
        step = self.pending()
        if session.task is not None and step in SLOT_STEPS:
            return AskSlot(session.task.intent, step, text)
        if session.task is not None and step is Step.CONFIRM:
            return AskConfirmation(session.task.intent, text or self.question())
        return AskIntent(text or self.question())

    def question(self) -> str:
        """The pending step's question, in our words."""
        return self.session.question or self._own_words(self.pending())

    def pending(self) -> Step:
        """The step that waits, also while the caller is asked whether they were heard right."""
        session = self.session
        return (session.checked_step or Step.OPEN) if session.step is Step.CHECK_HEARD else session.step

    def _own_words(self, step: Step) -> str:
        return self.say(f"ask.{step}", services=self._services(step))

    def _services(self, step: Step) -> str:
        if step is not Step.SERVICE:
            return ""
        locale = self.session.locale
        services = self.ports.office.practice().services
        names = [say_one(called("service", service.name, locale), locale=locale) for service in services]
        return say_list(names, conjunction="or", locale=locale)

    def heard(self) -> str:
        """What was heard badly, as it is read back."""
        return (self.session.checked or "").strip(" ?!.")[:HEARD_CHARS]

    def number(self) -> str:
        return say_phone(self.session.caller_number) if self.session.caller_number else ""

    # misses

    def missed(self) -> Reply:
        """Nothing usable came: ask again in other words; the third in a row goes to a person."""
        session = self.session
        if self.out_of_patience():
            return self.hand_over(Reason.REPEATED_FAILURE)
        wording, question = session.misses - 1, self.question()
        if self.turn.silent:
            return self.again(self.say("silence.heard_nothing", wording=wording, question=question))
        return self.again(self.say(f"again.{session.step}", wording=wording, **self.fillings()))

    def fillings(self) -> dict[str, Any]:
        """What a repeated question may hold."""
        services = self._services(self.session.step)
        return {"question": self.question(), "services": services, "heard": self.heard(), "number": self.number()}

    def out_of_patience(self) -> bool:
        """Count one more miss; True when that was the last one that is borne."""
        self.record.missed = Miss.NO_INPUT if self.turn.silent else Miss.NO_MATCH
        self.session.misses += 1
        return self.session.misses >= self.ports.settings.misses_in_a_row

    # open questions

    def answer(self) -> Answered | Unanswered | Unreachable:
        """Answer what the caller asked from the documents, and keep what came of it."""
        session, settings = self.session, self.ports.settings
        library = Library(self.ports.knowledge, self.ports.model, self.ports.clock, settings)
        earlier = [exchange for exchange in session.history if exchange.step is Step.ANYTHING_ELSE][-MODEL_HISTORY:]
        history = [item for e in earlier for item in (("user", e.caller), ("assistant", e.spoken))]
        left = settings.max_model_calls - session.model_calls
        question = Question(self.turn.transcript, history, session.locale, left)
        result = answer(question, library, deadline=self.deadline, record=self.record)
        session.model_calls += self.record.usage.get("model_calls", 0)
        match result:
            case Answered(_, documents, _):
                session.documents.extend(name for name in documents if name not in session.documents)
                session.tried.append("question answered")
            case Unanswered(reason, _):
                session.tried.append(f"question not answered: {reason}")
        return result

    # endings

    def settle(self, text: str = "") -> Reply:
        """What was on is over; anything else?"""
        self.session.misses = 0
        return self.ask(Step.ANYTHING_ELSE, self.say("ask.anything_else"), before=text)

    def goodbye(self) -> Reply:
        return End(self.say("talk.goodbye"), Outcome.DONE)

    def hand_over(self, reason: Reason) -> Reply:
        """To a person, with a sentence that is true."""
        words: dict[str, Any] = {"emergency_number": self.ports.settings.emergency_number}
        text = self.say(f"handoff.{reason}", **words)
        if self.acted:
            text = self.say("handoff.system_failure_after", done=self.acted)
        return End(text, Outcome.AGENT, reason, queue_for(self.session, reason))
