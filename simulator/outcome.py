"""How a call went: all that can be asked of it once it is over, and what its disposition is.

Knows what the simulator saw of a call; refuses to know what was expected.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fulfillment.disposition import Disposition
from measure.cost import Cost
from simulator.exchange import Exchange
from simulator.script import Booked


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule of the simulator that the call broke, such as two replies to one delivery that differ."""

    turn: int
    message: str


@dataclass(frozen=True, slots=True)
class AgentView:
    """What the agent gets with the call: the whisper in the ear and the screen."""

    whisper: str
    screen: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything about a finished call."""

    exchanges: Sequence[Exchange]
    disposition: Disposition
    queue: str | None = None
    reason: str | None = None
    handoff: Mapping[str, Any] | None = None
    agent: AgentView | None = None
    blocks: Sequence[Mapping[str, str]] = ()
    """Visited in order: flow, action, branch."""
    appointments: Mapping[str, Sequence[Booked]] = field(default_factory=dict)
    password_resets: Sequence[str] = ()
    broken: Sequence[Broken] = ()
    problems: Sequence[str] = ()
    """What went wrong behind the line, for whoever runs the call; the caller heard something kinder."""
    cost: Cost | None = None
    """What the call would have cost on AWS."""

    @property
    def cost_usd(self) -> float | None:
        return None if self.cost is None else round(self.cost.total_usd, 6)

    @property
    def desk(self) -> str | None:
        """The queue the call went to; None: it went to nobody, whatever queue had been set."""
        return self.queue if self.disposition in (Disposition.HANDED_OFF, Disposition.CALLBACK) else None


def disposition(
    exchanges: Sequence[Exchange],
    *,
    queued: bool,
    callback: bool,
    after_error: bool,
    hung_up: bool,
    anything_done: bool,
    in_danger: bool = False,
) -> Disposition:
    """How the contact ended.

    Args:
        exchanges: The whole conversation.
        queued: It was transferred to a queue.
        callback: One was placed.
        after_error: It was disconnected by an error branch.
        hung_up: The caller ended it.
        anything_done: A task was finished or a question answered.
        in_danger: It ended with words of danger.
    """
    if queued:
        return Disposition.HANDED_OFF
    if callback:
        return Disposition.CALLBACK
    if after_error:
        return Disposition.FAILED
    if in_danger or (hung_up and (not anything_done or unfinished(exchanges))):
        return Disposition.ABANDONED
    return Disposition.CONTAINED


def unfinished(exchanges: Sequence[Exchange]) -> bool:
    """A task is under way, or a question of ours is open other than whether there is anything else."""
    answered = [exchange for exchange in exchanges if exchange.words()]
    if not answered:
        return False
    last = answered[-1]
    asked = last.words().rstrip(" \"'”’)").rsplit(".", 1)[-1].rsplit("!", 1)[-1]
    return last.open_question or (asked.endswith("?") and "anything else" not in asked.lower())
