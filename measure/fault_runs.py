"""One call with faults in it: held, and watched where the function meets what surrounds it.

Knows what is asked of each service in each turn, what is delivered to the function and what comes back; refuses to know
which faults are worth a call (`fault_cases`) and whether the call went well (`fault_verdicts`).
"""

import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import clinic
from simulator.call import Options
from simulator.function import Handler
from simulator.ledger import CountingFaults
from simulator.local_aws.faults import Fault, place_of
from simulator.outcome import Outcome
from simulator.script import Script, load
from simulator.switchboard import Switchboard

CALLS = Path(__file__).with_name("fault_calls")
READERS = "within"
"""The threads in which the function reads what may stall (fulfillment.aws.deadline)."""
LONGEST_READ_S = 10.0
"""Seconds: by then a client has given up whatever it was reading."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request to a service, or one delivery to the function."""

    turn: int
    at: str
    about: str
    kind: str | None
    """What struck it."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One event delivered to the function, and what came of it."""

    turn: int
    hook: str
    ms: float
    """Real milliseconds."""
    response: object
    raised: str | None


class Board(CountingFaults):
    """Faults, and every request with what struck it."""

    def __init__(self, faults: Sequence[Fault] = ()) -> None:
        super().__init__(faults)
        self.seen: list[Request] = []

    def strike(self, at: str, about: str = "") -> str | None:
        """As the board's own."""
        kind = super().strike(at, about)
        if not self._lifted:
            self.seen.append(Request(self.turn, place_of(at), about, kind))
        return kind


@dataclass(frozen=True, slots=True)
class Case:
    """One thing that goes wrong at one place of a call."""

    call: str
    """The name of a call of `fault_calls`."""
    turn: int
    doing: str
    """What the function is at, or is asked for, when it strikes."""
    fault: Fault
    beside: tuple[Fault, ...] = ()
    """What must go wrong for the place to be reached."""
    at_once: bool = False
    """Each event of the turn is delivered twice at the same moment."""

    @property
    def where(self) -> str:
        """In which call and turn."""
        return f"{self.call} {self.turn}"


@dataclass(slots=True)
class Held:
    """A call that was held."""

    script: Script
    outcome: Outcome
    requests: Sequence[Request]
    deliveries: Sequence[Delivery]
    differing: Sequence[int]
    """Turns in which deliveries at the same moment got different replies."""


@dataclass(slots=True)
class _Watch:
    """Stands between Lambda and the function."""

    board: Board
    at_once: int | None
    wrong: Callable[[Handler], Handler]
    deliveries: list[Delivery] = field(default_factory=list)
    differing: list[int] = field(default_factory=list)

    def around(self, function: Handler) -> Handler:
        """The function, watched."""
        watched = self._watched(self.wrong(function))

        def twice(event: Mapping[str, Any], context: Any) -> dict[str, Any]:
            with ThreadPoolExecutor(2) as pool:
                first, second = pool.map(lambda _: watched(event, context), range(2))
            if first != second:
                self.differing.append(self.board.turn)
            return first

        def handle(event: Mapping[str, Any], context: Any) -> dict[str, Any]:
            return (twice if self.board.turn == self.at_once else watched)(event, context)

        return handle

    def _watched(self, function: Handler) -> Handler:
        def handle(event: Mapping[str, Any], context: Any) -> dict[str, Any]:
            turn, hook, began = self.board.turn, str(event.get("invocationSource")), time.perf_counter()
            response: dict[str, Any] | None = None
            raised: str | None = None
            try:
                response = function(event, context)
            except Exception as error:
                raised = type(error).__name__
                raise
            finally:
                ms = (time.perf_counter() - began) * 1000
                self.deliveries.append(Delivery(turn, hook, ms, response, raised))
            return response

        return handle


class Line:
    """A context manager in which calls with faults are held, one at a time in a process.

    `turn_deadline_s`: of a turn, instead of the calls' own. `wrong` may be set to what makes the function do something
    wrong, so that the verdicts can be put to the test.
    """

    def __init__(self, *, turn_deadline_s: float | None = None) -> None:
        self._within = {} if turn_deadline_s is None else {"turn_deadline_s": turn_deadline_s}
        self.wrong: Callable[[Handler], Handler] = lambda function: function
        self._switchboard = Switchboard(clinic.load(), Options())

    def __enter__(self) -> "Line":
        """Start the servers; every call is held once, so that no case pays for what is loaded at first use."""
        self._switchboard.__enter__()
        for name in calls():
            self.hold(name)
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop the servers."""
        self._switchboard.__exit__(None, None, None)

    def hold(self, call: str, faults: Sequence[Fault] = (), *, at_once: int | None = None) -> Held:
        """Hold a call; returns when no read of the function is left over. `at_once`: the turn that comes twice."""
        script, board = self._script(call), Board(faults)
        watch = _Watch(board, at_once, self.wrong)
        outcome = self._switchboard.hold(script, faults=board, around=watch.around)
        _let_readers_end()
        return Held(script, outcome, board.seen, watch.deliveries, watch.differing)

    def _script(self, call: str) -> Script:
        script = calls()[call]
        return script.model_copy(update={"world": script.world.model_copy(update=self._within)})

    def run(self, case: Case) -> Held:
        """Hold the case's call."""
        faults = () if case.at_once else (case.fault, *case.beside)
        return self.hold(case.call, faults, at_once=case.turn if case.at_once else None)


@cache
def calls() -> Mapping[str, Script]:
    """The calls in which faults strike, by name."""
    return {path.stem: load(path) for path in sorted(CALLS.glob("*.toml"))}


def asked(held: Held) -> Counter[tuple[int, str, str]]:
    """How often each place was asked about what, by turn."""
    return Counter((request.turn, request.at, request.about) for request in held.requests if request.turn)


def _let_readers_end() -> None:
    """What a call left unread must not reach a service in the next one."""
    until = time.monotonic() + LONGEST_READ_S
    for thread in threading.enumerate():
        if thread.name.startswith(READERS):
            thread.join(max(0.0, until - time.monotonic()))
