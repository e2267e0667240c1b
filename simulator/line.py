"""The line between the caller and Connect: what can be heard on it and done on it.

Knows prompts, the caller's actions and virtual time; refuses to know flows, bots and scripts.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from fulfillment import speech


@dataclass(frozen=True, slots=True)
class Speech:
    text: str
    transcription_confidence: float = 0.95


@dataclass(frozen=True, slots=True)
class Keys:
    digits: str
    """As pressed, `0-9*#`, the `#` included when pressed."""


@dataclass(frozen=True, slots=True)
class Silence:
    """The caller said and pressed nothing for as long as the listener waited."""


CallerInput = Speech | Keys | Silence


class CallerHungUp(Exception):
    """The caller is gone; whoever is playing or listening stops."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """One thing the caller hears."""

    text: str
    """As shown: SSML without its tags."""
    ssml: str | None
    block: str
    """`flow name/action identifier`, or `lex` for what the bot speaks."""
    interruptible: bool
    """Whether the caller's speech or keys stop it (barge-in)."""
    heard_by: str = "caller"
    """`caller`, or `agent` for a whisper."""


class Clock(Protocol):
    """Virtual between invocations; inside one, real time is added (fulfillment's Clock port is satisfied by it)."""

    def now(self) -> datetime: ...

    def monotonic(self) -> float: ...

    def advance(self, by: timedelta) -> None: ...


class Line(Protocol):
    @property
    def clock(self) -> Clock: ...

    def say(self, prompt: Prompt) -> None:
        """Play a prompt and let its time pass. Raises: CallerHungUp."""

    def listen(self, *, silence_after_s: float) -> CallerInput:
        """The caller's next action after all that was said, or Silence. Raises: CallerHungUp."""

    def wait(self, seconds: float) -> None:
        """Let time pass: music, hold, ringing. Raises: CallerHungUp."""


class Recording:
    """A line on which nobody acts: what is said on it takes its time and is kept."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.said: list[Prompt] = []

    def say(self, prompt: Prompt) -> None:
        """Let it be heard to its end."""
        self.said.append(prompt)
        self.clock.advance(timedelta(seconds=speech.seconds(prompt.text)))

    def listen(self, *, silence_after_s: float) -> CallerInput:  # noqa: ARG002
        """Raises: CallerHungUp: there is nobody to listen to."""
        raise CallerHungUp

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self.clock.advance(timedelta(seconds=seconds))
