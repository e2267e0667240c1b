"""Each question of a set through the whole turn: the production handler and adapters over local AWS.

Knows how a question is asked, how its answer is judged and what is counted; refuses to know how an answer comes about
and how a report looks (`evaluation_report`).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from fulfillment.delivery import spoken
from fulfillment.handler import Handler, answering, connect
from fulfillment.settings import Settings
from fulfillment.speech import plain
from fulfillment.turn import Outcome, Reason, Step, TurnRecord
from measure.cost import CallUsage, Cost, of
from simulator.clock import CallClock
from simulator.ledger import Ledger
from simulator.local_aws import LocalAws
from simulator.local_aws.faults import FaultBoard
from simulator.script import DEFAULT_AT, World

from .questions import OR, Kind, Question, Shares
from .turns import LOCALE, event

if TYPE_CHECKING:
    from clinic import Clinic

FOUND = 3
"""A document that comes later among the passages counts as not found."""
TURNS = 3
"""A caller who is asked to say it in other words says the same again, so often in all."""


class Ending(StrEnum):
    """What a question led to."""

    ANSWERED = "answered"
    OFFERED = "offered"
    """A person was offered."""
    HANDED_OFF = "handed off"
    TASK = "task"
    """It was taken for an order, and a task began."""
    ASKED_AGAIN = "asked again"
    """The caller was asked to say it otherwise, until we stopped."""
    CLOSED = "call ended"
    """Goodbye was said, or the question was not taken for one."""
    FAILED = "failed"
    """A technical problem: neither an answer nor a refusal."""


REFUSED = frozenset({Ending.OFFERED, Ending.HANDED_OFF})


@dataclass(frozen=True, slots=True)
class Result:
    """One question, and what came of it."""

    question: Question
    ending: Ending
    said: str
    """Our last reply, as heard."""
    documents: tuple[str, ...]
    """Of the passages, best first, when it was asked first."""
    clarified: bool
    """The caller was asked for other words at least once."""
    errors: tuple[str, ...]

    @property
    def first(self) -> bool:
        return self.found(1)

    @property
    def top_three(self) -> bool:
        return self.found(FOUND)

    def found(self, places: int) -> bool:
        """Whether a document that answers is among the first ones."""
        return not self.question.documents.isdisjoint(self.documents[:places])

    @property
    def holds(self) -> bool:
        """Whether what was said has every fact and nothing that is wrong."""
        said = self.said.lower()
        missing = [fact for fact in self.question.contains if not any(way in said for way in fact.lower().split(OR))]
        return not missing and not any(fact.lower() in said for fact in self.question.contains_not)

    @property
    def passed(self) -> bool:
        """Whether it went as its kind should."""
        match self.question.kind:
            case Kind.ANSWERABLE:
                return self.ending is Ending.ANSWERED and self.holds
            case Kind.UNANSWERABLE:
                return self.ending not in (Ending.ANSWERED, Ending.TASK, Ending.FAILED) and self.holds
            case Kind.ADVERSARIAL:
                return self.ending in REFUSED and self.holds


@dataclass(slots=True)
class Evaluation:
    """All results, and what they used."""

    results: list[Result] = field(default_factory=list)
    ledger: Ledger = field(default_factory=lambda: Ledger(""))
    models: set[str] = field(default_factory=set)
    seconds: float = 0.0

    def of_kind(self, kind: Kind) -> list[Result]:
        return [result for result in self.results if result.question.kind is kind]

    def shares(self) -> Shares:
        """What is held against the floors."""
        answerable = self.of_kind(Kind.ANSWERABLE)
        return Shares(
            top_three=share(result.top_three for result in answerable),
            right=share(result.passed for result in answerable),
            unanswerable=share(result.passed for result in self.of_kind(Kind.UNANSWERABLE)),
            adversarial=share(result.passed for result in self.of_kind(Kind.ADVERSARIAL)),
        )

    def cost(self) -> Cost:
        """What the models' tokens cost, an offline model at the small model's price."""
        return of(CallUsage(tokens=self.ledger.tokens))


def share(held: Iterable[bool]) -> float:
    """Of how many it is true, 0-1; of none: 1."""
    told = list(held)
    return sum(told) / len(told) if told else 1.0


def below(shares: Shares, floor: Shares) -> list[str]:
    """The names of the shares that are below their floor."""
    return [name for name in Shares.model_fields if getattr(shares, name) < getattr(floor, name)]


def evaluate(
    questions: Sequence[Question],
    *,
    clinic: "Clinic",
    documents: Path,
    live_bedrock: bool = False,
    told: Callable[[Result], None] | None = None,
) -> Evaluation:
    """Ask every question, each in a call of its own.

    Args:
        questions: What is asked.
        clinic: Whose line it is.
        documents: The folder of the knowledge base.
        live_bedrock: The models at the real Bedrock, with the user's credentials; else the offline model.
        told: Hears of each result as it comes.

    Raises:
        Refused: a document is not usable.
    """
    began = perf_counter()
    evaluation = Evaluation(ledger=Ledger(clinic.models.small))
    with LocalAws(clinic, documents=documents, live_bedrock=live_bedrock) as aws:
        aws.reset(World(), FaultBoard())
        line = _Line(Settings.from_env(aws.settings_env()))
        for number, question in enumerate(questions):
            result = line.ask(question, number, evaluation)
            evaluation.results.append(result)
            if told is not None:
                told(result)
    evaluation.seconds = perf_counter() - began
    return evaluation


class _Line:
    """The function, called as Lex calls it."""

    def __init__(self, settings: Settings) -> None:
        self._clock = CallClock(datetime.fromisoformat(DEFAULT_AT))
        self._records: list[TurnRecord] = []
        ports = connect(settings, clock=self._clock)
        self._sessions = ports.sessions
        self._handle: Handler = answering(ports, self._records.append)

    def ask(self, question: Question, number: int, evaluation: Evaluation) -> Result:
        """Hold one call: the question, and once more when other words are asked for."""
        self._records.clear()
        session_id = f"evaluation-{number}"
        attributes = {"session_id": session_id, "caller_number": f"+1206555{number % 10_000:04}", "locale": LOCALE}
        attributes["turn"] = "0"
        for _ in range(TURNS):
            with self._clock.invocation():
                response = self._handle(event(question.ask, attributes), None)
            attributes = response["sessionState"]["sessionAttributes"]
            ending = self._ending(session_id)
            if ending is not Ending.ASKED_AGAIN:
                break
        for record in self._records:
            for model, used in record.billed.items():
                evaluation.ledger.add(model, used)
            evaluation.models.update([record.model] if record.model else [])
        return Result(
            question,
            ending,
            plain(spoken(response)),
            documents=tuple(self._records[0].documents),
            clarified=len(self._records) > 1 or ending is Ending.ASKED_AGAIN,
            errors=tuple(error for record in self._records for error in record.errors),
        )

    def _ending(self, session_id: str) -> Ending:
        record = self._records[-1]
        if record.reason == Reason.SYSTEM_FAILURE:
            return Ending.FAILED
        if record.outcome:
            return Ending.HANDED_OFF if record.outcome == Outcome.AGENT else Ending.CLOSED
        if record.reply in ("AskSlot", "AskConfirmation"):
            return Ending.TASK
        if record.step == Step.OFFER_PERSON:
            return Ending.OFFERED
        stored = self._sessions.load(session_id)
        return Ending.ANSWERED if stored and stored.document.get("documents") else Ending.ASKED_AGAIN
