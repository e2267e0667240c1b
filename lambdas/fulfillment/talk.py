"""What every policy of a turn has at hand: the turn, what is remembered, and the ways to ask, to ask again and to end.

Knows how a question is put and put again, and when patience ends; refuses to know which question comes next.
"""

from dataclasses import dataclass
from typing import Any

from . import dialing, hearing
from .callers import used_up
from .handoff import queue_for
from .interrupted import Interrupted
from .ports import BackOffice, BackOfficeError, Clock, Knowledge, Model, Portal, Retrieval, Sessions
from .prompts import called, say
from .session import Session
from .settings import Settings
from .speech import say_digits, say_list, say_one, say_phone
from .tried import MISSED, Code, Entry
from .turn import (
    CALLBACK_STEPS,
    SLOT_STEPS,
    SPANISH,
    AskConfirmation,
    AskIntent,
    AskSlot,
    End,
    Intent,
    Miss,
    Outcome,
    Queue,
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
HEARD_IN_SPANISH_TOO = CALLBACK_STEPS | {Step.RESUME, Step.OFFER_PERSON, Step.CLARIFY}
"""Steps that ask for a yes or a number, and whose answers are listened to in Spanish on an English line, too."""
LIMITS = {"handoff.limit_of_a_turn": Code.TOO_LONG, "handoff.limit_of_the_day": Code.DAY_USED_UP}
HEARD_CHARS = 120
"""How much of what was heard is read back when it was heard badly."""


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
    key: str | None = None
    """What tells this delivery from others; None: nothing does."""
    ahead: tuple[str, Retrieval] | None = None
    """A question whose passages have been asked for, before anything was known of the call."""
    interrupted: Interrupted | None = None
    """The call before this one, once it was looked up in this turn."""
    acted: str | None = None
    """What was changed in this turn, as told to the caller."""
    confirmed: str | None = None
    """What was said, where it confirmed what had been heard badly: then `turn` is that."""
    line_known: tuple[str | None] | None = None
    """The practice's own number, once it was looked up."""

    # what the caller said

    @property
    def words(self) -> str | None:
        """What was said; None for keys."""
        return None if self.turn.keys is not None else self.turn.transcript

    @property
    def locale(self) -> str:
        """The language that this turn's words are listened to in: the line's, but for a Spanish answer to an offer."""
        spanish = self.pending() in HEARD_IN_SPANISH_TOO and hearing.sounds_spanish(self.words or "")
        return SPANISH if spanish else self.session.locale

    def language_of_danger(self) -> str | None:
        """The locale of words of danger, whatever was asked; None: they are none."""
        return hearing.hear_language_of_danger(self.words or "", locale=self.session.locale)

    def yes_no(self) -> bool | None:
        """The answer, if it is one: "okay, so how much is it?" and "one sec" agree to nothing."""
        if self.words is None:
            return ANSWER_KEYS.get(self.turn.keys or "")
        if self.is_question() or len(self.words.split()) > ANSWER_WORDS:
            return None
        if hearing.hear_wait(self.words, locale=self.locale):
            return None
        spoken_key = hearing.hear_digits(self.words, locale=self.locale)
        if spoken_key in ANSWER_KEYS and len(self.words.split()) <= SPOKEN_KEY_WORDS:
            return ANSWER_KEYS[spoken_key]
        return hearing.hear_yes_no(self.words, locale=self.locale)

    def is_question(self) -> bool:
        return self.words is not None and hearing.is_question(self.words, locale=self.locale)

    def wants_help(self) -> bool:
        """Lex takes no utterances for its own HelpIntent, so the words count as well."""
        if self.words is None:
            return False
        return self.turn.intent == Intent.HELP or hearing.hear_help(self.words, locale=self.session.locale)

    # asking

    def say(self, key: str, *, wording: int = 0, **data: object) -> str:
        return say(key, self.session.locale, wording=wording, **data)

    def in_both(self, key: str, *, wording: int = 0, **data: object) -> str:
        """The sentence in the line's language, and before it in that of a caller who speaks another."""
        line = self.session.locale
        heard = self.language_of_danger() or self.locale
        spoken = dict.fromkeys((self.session.speaks if heard == line else heard, line))
        return " ".join(say(key, locale, wording=wording, **data) for locale in spoken)

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
        return AskIntent(text or self.question(), step if step in CALLBACK_STEPS else None)

    def in_passing(self, text: str) -> Reply:
        """Say something that is not what is said again when the caller wants to hear it again."""
        said = self.session.last_spoken
        reply = self.reply(text)
        self.session.last_spoken = said
        return reply

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

    def number(self, step: Step = Step.CALLBACK) -> str:
        """The number that is offered for a callback, or at its own step the other one, as it is spoken."""
        heard = self.session.callback_heard if step is Step.CALLBACK_CHECK else self.own_number
        return say_phone(heard) if heard else ""

    @property
    def own_number(self) -> str | None:
        """The number that calls, in E.164; None: withheld, or none that a callback is placed to."""
        number = self.session.caller_number
        return number if number and dialing.is_called(number, line=self.line) else None

    @property
    def line(self) -> str | None:
        """The practice's own number, in E.164; None while the back office is away."""
        if self.line_known is None:
            try:
                self.line_known = (self.ports.office.practice().phone,)
            except BackOfficeError:
                self.line_known = (None,)
        return self.line_known[0]

    # misses

    def missed(self) -> Reply:
        """Nothing usable came: ask again in other words; the third in a row goes to a person."""
        session = self.session
        if self.out_of_patience():
            return self.give_up()
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

    # limits

    def over_the_day(self) -> bool:
        """Whether the caller has used up what one number may use of the line in a day."""
        return used_up(self.session.before, self.session.used(), self.ports.settings)

    # endings

    def settle(self, text: str = "") -> Reply:
        """What was on is over; anything else? Where a callback is offered, that."""
        self.session.misses = 0
        if self.session.callback_offered:
            return self.offer_callback(text)
        return self.ask(Step.ANYTHING_ELSE, self.say("ask.anything_else"), before=text)

    def offer_callback(self, before: str = "") -> Reply:
        """Put the flow's offer again, as far as it had come: a number that was begun or read back is not lost."""
        if self.session.callback_heard:
            whole = len(self.session.callback_heard) == dialing.DIGITS
            step = Step.CALLBACK_CHECK if whole else Step.CALLBACK_NUMBER
        else:
            step = Step.CALLBACK if self.own_number else Step.CALLBACK_NUMBER
        return self.ask(step, self.callback_question(step), before=before)

    def callback_question(self, step: Step) -> str:
        """What is asked at one of `CALLBACK_STEPS`."""
        heard = self.session.callback_heard
        if step is Step.CALLBACK_NUMBER and heard:
            return self.in_both("callback.go_on", digits=say_digits(heard))
        if step is Step.CALLBACK and self.own_number is None:
            return self.in_both("ask.callback_number")
        return self.in_both(f"ask.{step}", number=self.number(step))

    def give_up(self) -> Reply:
        """No more misses are borne: to a person, or, where nobody is there, to the flow's offer by key.

        Nobody has declined anything: who waits in a queue goes on waiting.
        """
        if self.pending() in CALLBACK_STEPS:
            waits = self.session.callback_waiting
            return End(self.in_both("callback.given_up"), Outcome.DONE if waits else Outcome.AGENT)
        return self.hand_over(Reason.REPEATED_FAILURE)

    def goodbye(self) -> Reply:
        if self.session.callback_offered:  # the flow says goodbye to who declines
            return End(None, Outcome.DONE)
        return End(self.say("talk.goodbye"), Outcome.DONE)

    def hand_over(self, reason: Reason) -> Reply:
        """To a person, with a sentence that is true."""
        settings, danger = self.ports.settings, reason is Reason.EMERGENCY
        if danger and self.language_of_danger() == SPANISH != self.session.speaks:
            self.session.topic_queue = Queue.SPANISH
            self.session.tried.append(Code.SPEAKS_SPANISH)
        self.session.tried.extend(self._came_to(reason))
        words: dict[str, Any] = {"emergency_number": settings.emergency_number, "crisis_number": settings.crisis_number}
        text = self.in_both(self._why(reason), **words) if danger else self.say(self._why(reason), **words)
        if self.acted:
            text = self.say("handoff.system_failure_after", done=self.acted)
        return End(text, Outcome.AGENT, reason, queue_for(self.session, reason))

    def _came_to(self, reason: Reason) -> list[str]:
        """What the agent reads of the way here, where the reason alone would not say it."""
        if reason is Reason.REPEATED_FAILURE:
            missed = MISSED[Miss.NO_INPUT if self.turn.silent else Miss.NO_MATCH]
            return [str(Entry(missed, self.session.step, self.session.misses))]
        if reason is Reason.LIMIT and self.session.unanswered is None:
            return [LIMITS.get(self._why(reason), Code.TOO_MANY_TURNS)]
        return []

    def _why(self, reason: Reason) -> str:
        """The key of the sentence that tells why a person takes over."""
        if reason is Reason.EMERGENCY and self.ports.settings.crisis_number and self._speaks_of_self_harm():
            return "handoff.self_harm"
        if reason is Reason.LIMIT and len(self.turn.transcript) > self.ports.settings.max_input_chars:
            return "handoff.limit_of_a_turn"
        if reason is Reason.LIMIT and self.over_the_day():
            return "handoff.limit_of_the_day"
        return f"handoff.{reason}"

    def _speaks_of_self_harm(self) -> bool:
        locale = self.language_of_danger()
        return locale is not None and hearing.hear_self_harm(self.words or "", locale=locale)
