"""What a call script says that no test case of Connect's can: key by key, with the reason.

Knows the keys of scripts and what Connect's test runner cannot set or see; refuses to know how the rest is translated.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.script import ANONYMOUS, DEFAULT_AT, Script, TurnEntry

INSIDE = "strikes behind the flows, which a test case does not reach"
UNSEEN = "is nothing that Connect's test runner sees"
NOT_SET = "cannot be set in a test case"


@dataclass(frozen=True, slots=True)
class Left:
    """One thing that is not in the test case."""

    key: str
    """Of the script, such as `turns[2].hears_not`."""
    why: str

    def __str__(self) -> str:
        return f"{self.key}: {self.why}"


def left_out(script: Script) -> list[Left]:
    """What of a script no test case says, whatever the call was like."""
    return [*_of_caller(script), *_of_world(script), *_of_turns(script), *_of_ends(script)]


def _of_caller(script: Script) -> Iterator[Left]:
    given = script.model_fields_set
    if script.caller == ANONYMOUS:
        yield Left("caller", "a test calls from a number; none can be withheld")
    if "at" in given and script.at.isoformat() != DEFAULT_AT:
        yield Left("at", "a test runs when it is started; opening hours are substituted, the date is not")
    if script.locale != "en_US":
        yield Left("locale", "the flows begin in their own language; what is said is sent as text of this one")
    if script.hears_not:
        yield Left("hears_not", UNSEEN)
    for key in ("patience_s", "agent", "earlier"):
        if key in given:
            why = "one test is one call" if key == "earlier" else NOT_SET
            yield Left(key, why)


def _of_world(script: Script) -> Iterator[Left]:
    for n, fault in enumerate(script.world.faults):
        if not fault.at.startswith("flow."):
            yield Left(f"world.faults[{n}]", f"{fault.at} {fault.kind} {INSIDE}")
    for key in sorted(script.world.model_fields_set - {"faults"}):
        why = "a deployment has its own" if key in ("patients", "appointments", "orders", "line") else NOT_SET
        yield Left(f"world.{key}", why)


def _of_turns(script: Script) -> Iterator[Left]:
    for n, turn in enumerate(script.turns, start=1):
        for key, why in _of_turn(turn):
            yield Left(f"turns[{n}].{key}", why)


def _of_turn(turn: TurnEntry) -> Iterator[tuple[str, str]]:
    if turn.interrupts:
        yield "interrupts", "the test sends what is said once the message is over"
    if turn.transcription_confidence is not None:
        yield "transcription_confidence", "what a test sends is text, and heard as it is"
    if turn.hears_not:
        yield "hears_not", "a test waits for messages; it cannot say that one must not come"
    if turn.intent is not None:
        yield "intent", "Lex's results are there once the bot has ended, not turn by turn"
    if turn.within_ms is not None:
        yield "within_ms", "no time can be asserted"


def _of_ends(script: Script) -> Iterator[Left]:
    for key in sorted(script.ends.model_fields_set - {"queue", "reason"}):
        yield Left(f"ends.{key}", UNSEEN)
