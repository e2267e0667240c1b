"""How long a caller waits for an answer, against what must happen one after the other, and against the whole answer.

Knows the simulated services' times, what of them cannot be side by side, and how a handler that waits is made of the
production one; refuses to know what a report looks like.
"""

import statistics
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from fulfillment.handler import Handler, SystemClock, answering, build, connect
from fulfillment.ports import Caching, Model, ModelEvent, ModelRequest, ModelStream
from fulfillment.settings import Settings
from fulfillment.speech import sentences
from fulfillment.turn import TurnRecord
from simulator.local_aws.extractive import tokens
from simulator.local_aws.latencies import Latencies

from .turns import Call, ask, greeted, settle
from .upstreams import Upstreams

TEXT = (
    "Parking in the clinic garage costs $3 for each hour, and it never costs more than $12 for one day. "
    "The garage is behind Cedar Clinic, with its entrance on the side street off Alder Street. "
    "You can pay there by card or by phone, but not in cash, and street parking on Alder Street is limited to "
    "two hours."
)
"""A first sentence of 20 tokens and 40 more, of what the documents say."""
GUARDRAIL_CHARS = (0, 50)
"""Text that the guardrail holds back until it is checked: none, and what the service's own default is:
https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-streaming.html."""
OPENING = 5
"""Words of the model's text by which a reply is known for its own; further on, figures are spoken otherwise."""
SERVICES = Latencies(retrieve_ms=250, first_token_ms=500, tokens_per_s=80, dynamodb_ms=8)


class Place(StrEnum):
    """Where in a call the question is asked."""

    FIRST = "first turn"
    SECOND = "second turn"


@dataclass(frozen=True, slots=True)
class Step:
    """What cannot begin before the one before it is done."""

    what: str
    ms: float


@dataclass(slots=True)
class Replies:
    """The times of one kind of turn, in milliseconds."""

    place: Place
    latencies: Latencies
    steps: Sequence[Step]
    """What must happen one after the other until the first sentence can be spoken."""
    reply_ms: list[float] = field(default_factory=list)
    whole_ms: list[float] = field(default_factory=list)
    """To the reply of a function that reads the answer to its end."""

    @property
    def serial_ms(self) -> float:
        return sum(step.ms for step in self.steps)

    @property
    def over_ms(self) -> float:
        """How much longer than must be, in the median."""
        return statistics.median(self.reply_ms) - self.serial_ms

    @property
    def below(self) -> float:
        """How much sooner than the whole answer, as a share of it, in the median."""
        return 1 - statistics.median(self.reply_ms) / statistics.median(self.whole_ms)


def percentile_95(values: Sequence[float]) -> float:
    """Between the two values nearest to it; of one value, that one."""
    return statistics.quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]


def serial(latencies: Latencies, text: str) -> tuple[Step, ...]:
    """What must happen one after the other, with these services, until the first sentence of `text` can be spoken."""
    count = tokens_until_spoken(text, latencies.guardrail_chunk_chars)
    held = f", which the guardrail lets pass at {latencies.guardrail_chunk_chars} characters" if (
        latencies.guardrail_chunk_chars
    ) else ""  # fmt: skip
    writing = count / latencies.tokens_per_s * 1000 if latencies.tokens_per_s else 0.0
    return (
        Step("passages retrieved, the session loaded beside them", max(latencies.retrieve_ms, latencies.dynamodb_ms)),
        Step("first token", latencies.first_token_ms),
        Step(f"{count} tokens, to the end of the first sentence{held}", writing),
        Step("session saved", latencies.dynamodb_ms),
    )


def tokens_until_spoken(text: str, chunk_chars: int) -> int:
    """How many tokens the model has written when the end of the first sentence has passed the guardrail.

    Args:
        text: What the model writes.
        chunk_chars: The guardrail lets text pass as soon as it holds so many characters; 0: each token.
    """
    end = len(sentences(text)[0])
    written = passed = count = 0
    for token in tokens(text):
        written, count = written + len(token), count + 1
        if written - passed >= chunk_chars:
            passed = written
        if passed >= end:
            break
    return count


def measure(services: Upstreams, *, turns: int, latencies: Latencies = SERVICES, text: str = TEXT) -> Iterator[Replies]:
    """Each kind of turn `turns` times, every third beside a function that waits for the whole answer.

    Raises:
        NotAnswered: a turn was not answered with the model's words.
        UpstreamsError: the services have ended.
    """
    sooner, later = build(services.settings, clock=SystemClock(), record=_unheard), waiting(services.settings)
    for chars in GUARDRAIL_CHARS:
        times = replace(latencies, guardrail_chunk_chars=chars)
        services.pretend(times, text)
        for place in Place:
            found = Replies(place, times, serial(times, text))
            for number in range(turns):
                found.reply_ms.append(_timed(sooner, place, text))
                if number % 3 == 0:
                    found.whole_ms.append(_timed(later, place, text))
            yield found


def _unheard(_: TurnRecord) -> None:
    """What is told of the turns."""


def _timed(handler: Handler, place: Place, text: str) -> float:
    threads = threading.active_count()
    call = Call(handler) if place is Place.FIRST else greeted(handler)
    took_ms = ask(call, words="".join(tokens(text)[:OPENING]))
    settle(threads, at_most_s=1.0)
    return took_ms


def waiting(settings: Settings) -> Handler:
    """The production function over a model whose answer is held back until all of it is there."""
    ports = connect(settings, clock=SystemClock())
    return answering(replace(ports, model=WholeAnswers(ports.model)), _unheard)


class WholeAnswers:
    """The Model port on another: what it streams comes at once, when it has ended."""

    def __init__(self, model: Model) -> None:
        self._model = model

    def converse(self, request: ModelRequest, *, timeout_s: float) -> ModelStream:
        return _Whole(self._model.converse(request, timeout_s=timeout_s))


class _Whole:
    def __init__(self, stream: ModelStream) -> None:
        self._stream = stream
        self._events: Iterator[ModelEvent] | None = None

    @property
    def cache(self) -> Caching:
        return self._stream.cache

    def __iter__(self) -> "_Whole":
        return self

    def __next__(self) -> ModelEvent:
        if self._events is None:
            self._events = iter(list(self._stream))
        return next(self._events)

    def soon(self, seconds: float) -> ModelEvent | None:  # noqa: ARG002 - all of it is there
        return next(self, None)

    def close(self) -> None:
        self._stream.close()
