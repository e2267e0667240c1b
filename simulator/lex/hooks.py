"""Calling the function: its time limit, the progress messages meanwhile, and what its failures become.

Knows one invocation from event to accepted answer; refuses to know the conversation around it.
Sources: Lex V2 guide, `streaming-progress.html` and `quotas.html`.
"""

import contextvars
import copy
import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import timedelta
from itertools import count, islice
from typing import Any

from lex_bot.definition import BotDefinition, Progress
from simulator.line import CallerHungUp, Clock, Line, Prompt

from .events import Intent
from .responses import Answer, ResponseRefused, parse

DIALOG_LIMIT_S = 30.0
"""Seconds for a dialog hook, and for a fulfillment hook without progress messages (Lex V2 guide, `quotas.html`)."""
EVENT_BYTES = 12_288
"""Bytes of an event (Lex V2 guide, `quotas.html`)."""

Invoke = Callable[[dict[str, Any], float], dict[str, Any]]
"""Event and time limit in seconds -> response; raises FunctionFailed, FunctionTimedOut or FunctionThrottled."""


class FunctionError(Exception):
    """The function gave no answer.

    FunctionError
     +-- FunctionFailed      it raised, or could not be called
     +-- FunctionTimedOut    it ran out of time; the runtime adds the time that was not really waited
     +-- FunctionThrottled   Lambda refused the call
    """


class FunctionFailed(FunctionError):
    """The function raised, or answered what Lex does not accept."""


class FunctionTimedOut(FunctionError):
    """The function ran out of time."""


class FunctionThrottled(FunctionError):
    """Lambda refused the call."""


@dataclass(frozen=True, slots=True)
class HookCall:
    """One invocation as it happened."""

    event: dict[str, Any]
    response: object
    """As returned, also when refused; None: nothing came back."""
    error: str | None
    """Why there is no accepted answer."""
    ms: float
    """Real milliseconds in the function."""
    progress: tuple[Prompt, ...] = ()
    """What the caller heard meanwhile."""


@dataclass(frozen=True, slots=True)
class Outcome:
    call: HookCall
    answer: Answer | None
    timed_out: bool = False


class Hooks:
    """The function behind the bot, for one conversation."""

    def __init__(self, bot: BotDefinition, invoke: Invoke, line: Line) -> None:
        self._bot = bot
        self._invoke = invoke
        self._line = line
        self._said = count()

    def call(self, event: dict[str, Any], *, current: Intent, limit_s: float, progress: Progress | None) -> Outcome:
        """Invoke with a copy of the event; speak progress messages when their time comes.

        Raises:
            CallerHungUp: during a progress message, once the function is done.
        """
        if (size := len(json.dumps(event).encode())) > EVENT_BYTES:
            return Outcome(HookCall(event, None, f"the event takes {size} bytes; {EVENT_BYTES} are allowed", 0.0), None)
        began = _Moment(self._line.clock)
        meanwhile: list[Prompt] = []
        response: object = None
        error: str | None = None
        try:
            response = self._run(copy.deepcopy(event), limit_s, progress, meanwhile)
        except CallerHungUp:
            raise
        except FunctionTimedOut:
            error = "timed out"
        except Exception as raised:
            error = f"{type(raised).__name__}: {raised}"
        took_s = began.seconds_ago()
        timed_out = error == "timed out" or took_s > limit_s
        if timed_out:
            response, error = None, f"no answer within {limit_s:g} s"
            self._let_pass(began, limit_s, progress, meanwhile)
        else:
            began.catch_up(took_s)
        answer: Answer | None = None
        if error is None:
            try:
                answer = parse(response, bot=self._bot, current=current)
            except ResponseRefused as refused:
                error = f"response refused: {refused}"
        done = HookCall(event, copy.deepcopy(response), error, round(took_s * 1000, 3), tuple(meanwhile))
        return Outcome(done, answer, timed_out)

    def _run(
        self, event: dict[str, Any], limit_s: float, progress: Progress | None, meanwhile: list[Prompt]
    ) -> dict[str, Any]:
        if progress is None:
            return self._invoke(event, limit_s)
        began = time.perf_counter()
        with ThreadPoolExecutor(max_workers=1) as pool:
            running = pool.submit(contextvars.copy_context().run, self._invoke, event, limit_s)
            for due_s in _due(progress):
                finished, _ = wait((running,), timeout=max(0.0, began + due_s - time.perf_counter()))
                if finished:
                    break
                self._say(progress, meanwhile)
            return running.result()

    def _let_pass(self, began: "_Moment", limit_s: float, progress: Progress | None, meanwhile: list[Prompt]) -> None:
        """The rest of a time limit that nobody really waited for; its progress messages still come."""
        if progress is not None:
            for due_s in islice(_due(progress), len(meanwhile), None):
                if due_s >= limit_s:
                    break
                self._line.wait(began.until(due_s))
                self._say(progress, meanwhile)
        self._line.wait(began.until(limit_s))

    def _say(self, progress: Progress, meanwhile: list[Prompt]) -> None:
        texts = progress.update.texts if meanwhile else progress.start.texts
        prompt = Prompt(texts[next(self._said) % len(texts)], None, "lex", progress.allow_interrupt)
        meanwhile.append(prompt)
        self._line.say(prompt)


class _Moment:
    """When an invocation began, really and on the call's clock."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._real = time.perf_counter()
        self._on_clock = clock.monotonic()

    def seconds_ago(self) -> float:
        """Real time since."""
        return time.perf_counter() - self._real

    def until(self, seconds: float) -> float:
        """What is left on the call's clock until so much has passed on it; never negative."""
        return max(0.0, self._on_clock + seconds - self._clock.monotonic())

    def catch_up(self, seconds: float) -> None:
        """Add real time to a clock that did not run meanwhile."""
        self._clock.advance(timedelta(seconds=self.until(seconds)))


def _due(progress: Progress) -> Iterator[float]:
    """Seconds after the start of the function at which a message is due: the first one, then the updates."""
    return (float(progress.start_after_s + number * progress.update_every_s) for number in count())
