"""What the person on the telephone does next, from a script.

Knows actions and the order in which they are taken; refuses to know what is heard on the line.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from simulator.line import CallerInput, Keys, Silence, Speech
from simulator.script import TurnEntry


@dataclass(frozen=True, slots=True)
class Action:
    """One thing the caller does; `what` None: hangs up."""

    what: CallerInput | None
    interrupts: bool = False
    """Begins while the last prompt still plays."""

    def notation(self) -> str:
        """As typed at the telephone: words, `#` and keys, nothing for silence, `!` first when it interrupts."""
        match self.what:
            case Speech(text=text):
                shown = text
            case Keys(digits=digits):
                shown = f"#{digits}"
            case Silence():
                shown = ""
            case None:
                shown = HANGS_UP
        return f"!{shown}" if self.interrupts else shown


HANGS_UP = "(hangs up)"


class Caller(Protocol):
    def next_action(self) -> Action | None:
        """What the caller does now that it is his turn; None: he hangs up, his turns having run out."""


class ScriptedCaller:
    """Takes the turns of a script one by one."""

    def __init__(self, turns: Iterable[TurnEntry]) -> None:
        self._turns = iter(turns)

    def next_action(self) -> Action | None:
        turn = next(self._turns, None)
        return None if turn is None else action_of(turn)


def action_of(turn: TurnEntry) -> Action:
    """The action of one turn of a script."""
    what: CallerInput | None = None
    if turn.says is not None:
        confidence = turn.transcription_confidence
        what = Speech(turn.says) if confidence is None else Speech(turn.says, confidence)
    elif turn.keys is not None:
        what = Keys(turn.keys)
    elif turn.silent:
        what = Silence()
    return Action(what, turn.interrupts)


def typed(line: str) -> Action:
    """What a typed line means: `#` presses all that follows, `!` interrupts, an empty line is silence.

    Keys that a telephone does not have are said, not pressed.
    """
    text = line.strip()
    interrupts = text.startswith("!")
    text = text.removeprefix("!").strip()
    if not text:
        return Action(Silence())
    pressed = "".join(text[1:].split())
    if text.startswith("#") and (not pressed or set(pressed) <= set("0123456789*#")):
        return Action(Keys(pressed or "#"), interrupts)
    return Action(Speech(text), interrupts)
