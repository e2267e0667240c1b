"""A call somebody holds at this terminal, or types line by line into a pipe.

Knows when the caller may speak and what is shown beside the call; refuses to know colours and widths (`displays`) and
how the call works.
"""

from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, TextIO

from simulator.caller import HANGS_UP, Action, typed
from simulator.displays import Display
from simulator.exchange import Exchange
from simulator.line import Prompt
from simulator.outcome import Outcome
from simulator.report import ending, rings, side_note

if TYPE_CHECKING:
    from simulator.connect.flow import CalledBack

HOW_TO_SPEAK = (
    "Type what you say. # presses keys (#0, #03121984#), ! before what you say interrupts, an empty line is silence, "
    "Ctrl-D hangs up."
)


class Telephone:
    """The caller is whoever types, with line editing where the platform has it; what is heard is shown as spoken."""

    def __init__(self, source: TextIO, display: Display) -> None:
        self._source = source
        self._display = display
        self._keyboard = source.isatty()
        self._answered: Exchange | None = None
        if self._keyboard:
            with suppress(ImportError):
                import_module("readline")

    def opens(self, line: str) -> None:
        """Say who is called, from where and when, and how to speak."""
        self._display.opening(f"{line}\n{HOW_TO_SPEAK}" if self._keyboard else line)

    def next_action(self) -> Action | None:
        """What is typed next; None at the end of input, or at Ctrl-C."""
        self._remark()
        try:
            line = input(self._display.prompt) if self._keyboard else self._read()
        except (EOFError, KeyboardInterrupt):
            line = None
        if line is None:
            (self._display.completes if self._keyboard else self._display.caller)(HANGS_UP)
            return None
        action = typed(line)
        if not self._keyboard:
            self._display.caller(action.notation() or "(silence)")
        return action

    def turn_begins(self, exchange: Exchange) -> None:
        """The action has been taken; its answer follows."""
        self._answered = exchange
        if exchange.lost:
            self._display.note("not heard: that prompt may not be interrupted")

    def heard(self, prompt: Prompt) -> None:
        """Show what the caller hears; a whisper is shown with the agent's screen."""
        if prompt.heard_by == "caller":
            self._display.frontdesk(prompt.text)

    def ends(self, outcome: Outcome) -> None:
        """Show the last remark, what the agent gets, and how the call ended."""
        self._remark()
        called = outcome.callbacks[-1] if outcome.callbacks else None
        if called is None:
            self._agent(outcome, "takes the call")
        self._display.note(ending(outcome))
        if called is not None:
            self._called_back(outcome, called)
        for problem in outcome.problems:
            self._display.note(f"behind the line: {problem}")

    def _called_back(self, outcome: Outcome, called: "CalledBack") -> None:
        if called.at is not None:
            self._agent(outcome, "calls back")
        self._display.note(rings(called))
        for text in called.heard:
            self._display.frontdesk(text)

    def _agent(self, outcome: Outcome, does: str) -> None:
        if outcome.agent is not None:
            who = outcome.agent.agent or "Agent"
            self._display.agent(outcome.agent, f"{who} {does} (queue {outcome.queue}), hears and sees")

    def _read(self) -> str | None:
        line = self._source.readline()
        return line.rstrip("\r\n") if line else None

    def _remark(self) -> None:
        if self._answered is not None and not self._answered.lost and (note := side_note(self._answered)):
            self._display.note(note)
        self._answered = None
