"""The line as the caller has it, and the record of what was heard on it turn by turn.

Knows how long speech takes, who may interrupt what, and which prompt answered which turn; refuses to know who speaks.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import NoReturn, Protocol

from fulfillment import speech
from simulator.caller import Action, Caller
from simulator.clock import CallClock
from simulator.exchange import Exchange
from simulator.line import CallerHungUp, CallerInput, Keys, Prompt, Silence, Speech

SECONDS_PER_KEY = 0.3


class Witness(Protocol):
    """Is told of the call as it goes on."""

    def turn_begins(self, exchange: Exchange) -> None: ...

    def heard(self, prompt: Prompt) -> None: ...


class Conversation:
    """Implements `simulator.line.Line` for one caller and writes down the exchanges.

    A prompt's time passes when the next one begins or the caller is listened to, so that the last one before
    the caller's turn can be interrupted: half of it has then been heard. What has passed on the clock since it
    began (a function that ran meanwhile) counts.
    """

    def __init__(
        self,
        caller: Caller,
        clock: CallClock,
        *,
        witnesses: Sequence[Witness] = (),
        patience_s: float | None = None,
    ) -> None:
        self._caller = caller
        self._clock = clock
        self._witnesses = witnesses
        self._patience_s = patience_s
        self._playing: Prompt | None = None
        self._began_s = 0.0
        self._input_ended_s = self._acted_s = clock.monotonic()
        self.exchanges: list[Exchange] = [Exchange(0, None)]
        self.hung_up = False

    @property
    def clock(self) -> CallClock:
        return self._clock

    @property
    def current(self) -> Exchange:
        """The turn being answered."""
        return self.exchanges[-1]

    def say(self, prompt: Prompt) -> None:
        """Play a prompt after those before it. Raises: CallerHungUp."""
        self._stay_on_the_line()
        self.finish()
        if prompt.heard_by == "caller" and self.current.first_word_ms is None:
            self.current.first_word_ms = round((self._clock.monotonic() - self._input_ended_s) * 1000, 1)
        self.current.heard.append(prompt)
        self._playing, self._began_s = prompt, self._clock.monotonic()
        for witness in self._witnesses:
            witness.heard(prompt)

    def listen(self, *, silence_after_s: float) -> CallerInput:
        """The caller's next action after all that was said. Raises: CallerHungUp."""
        self._stay_on_the_line()
        while True:
            action = self._caller.next_action()
            if action is None:
                self.finish()
                return self._stay_silent(silence_after_s)
            if not action.interrupts:
                self.finish()
            elif self._playing is not None and action.what is not None and not self._playing.interruptible:
                self._begin(action, lost=True)
                self.finish()
                continue
            else:
                self._cut()
            return self._take(action, silence_after_s)

    def wait(self, seconds: float) -> None:
        """Let time pass: music, hold, ringing. Raises: CallerHungUp."""
        self._stay_on_the_line()
        self.finish()
        self._bear(seconds)

    def _bear(self, seconds: float) -> None:
        """Let time pass as far as the caller's patience goes. Raises: CallerHungUp: it is at its end."""
        gone_s = self._clock.monotonic() - self._acted_s
        left = seconds if self._patience_s is None else self._patience_s - gone_s
        self._clock.advance(timedelta(seconds=max(0.0, min(seconds, left))))
        if left < seconds:
            self._hang_up()

    def _stay_silent(self, silence_after_s: float) -> Silence:
        """The caller has nothing more to say, and stays while there is patience. Raises: CallerHungUp."""
        if self._patience_s is None:
            self._hang_up()
        self._bear(silence_after_s)
        self._begin(Action(Silence()))
        self._input_ended_s = self._clock.monotonic()
        return Silence()

    def finish(self) -> None:
        """Hear what is still playing to its end."""
        self._play(1.0)

    def note(self, *, timeline: Mapping[str, float] | None = None, usage: Mapping[str, float] | None = None) -> None:
        """Add the figures of one invocation to the turn: times replace, usage adds up."""
        self.current.timeline.update(timeline or {})
        for name, amount in (usage or {}).items():
            self.current.usage[name] = self.current.usage.get(name, 0) + amount

    def _cut(self) -> None:
        if self._playing is not None:
            self.current.cut = True
            self._play(0.5)

    def _play(self, share: float) -> None:
        """Let the prompt play until so much of it has been heard, and no more."""
        if self._playing is not None:
            ends_s = self._began_s + speech.seconds(self._playing.text) * share
            self._clock.advance(timedelta(seconds=max(0.0, ends_s - self._clock.monotonic())))
            self._playing = None

    def _begin(self, action: Action, *, lost: bool = False) -> None:
        self.exchanges.append(Exchange(len(self.exchanges), action, lost=lost))
        for witness in self._witnesses:
            witness.turn_begins(self.current)

    def _take(self, action: Action, silence_after_s: float) -> CallerInput:
        self._begin(action)
        if action.what is None:
            self._hang_up()
        match action.what:
            case Speech(text=text):
                self._clock.advance(timedelta(seconds=speech.seconds(text)))
            case Keys(digits=digits):
                self._clock.advance(timedelta(seconds=SECONDS_PER_KEY * len(digits)))
            case _:
                self._clock.advance(timedelta(seconds=silence_after_s))
        self._input_ended_s = self._clock.monotonic()
        if not isinstance(action.what, Silence):
            self._acted_s = self._input_ended_s
        return action.what

    def _hang_up(self) -> NoReturn:
        self.hung_up = True
        raise CallerHungUp

    def _stay_on_the_line(self) -> None:
        if self.hung_up:
            raise CallerHungUp
