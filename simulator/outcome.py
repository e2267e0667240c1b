"""How a call went: all that can be asked of it once it is over.

Knows what the simulator saw of a call; refuses to know what was expected.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from contact_flows.coverage import Passed
from fulfillment.disposition import Disposition
from measure.cost import Cost
from simulator.exchange import Exchange
from simulator.script import Booked

if TYPE_CHECKING:
    from simulator.connect.flow import CalledBack


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule of the simulator that the call broke, such as two replies to one delivery that differ."""

    turn: int
    message: str


@dataclass(frozen=True, slots=True)
class AgentView:
    """What the agent gets with the call: the whisper in the ear and the screen."""

    agent: str
    """Who takes the call."""
    whisper: str
    view: str
    """The view's name; empty: no view was shown."""
    data: Mapping[str, str]
    """What the view was given, by the names in `ViewData`."""
    pressed: Sequence[str] = ()
    """The actions taken on the screen, in order."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything about a finished call."""

    exchanges: Sequence[Exchange]
    disposition: Disposition
    """As the function says that is told of a contact's end."""
    queue: str | None = None
    reason: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)
    """Of the caller's contact, as they were at its end."""
    handoff: Mapping[str, Any] | None = None
    agent: AgentView | None = None
    blocks: Sequence[Mapping[str, str]] = ()
    """Visited in order: flow, action, branch."""
    aside: Sequence[Mapping[str, str]] = ()
    """As `blocks`: those of the agent's guide and of callbacks, which are contacts of their own."""
    appointments: Mapping[str, Sequence[Booked]] = field(default_factory=dict)
    password_resets: Sequence[str] = ()
    broken: Sequence[Broken] = ()
    wait_s: float | None = None
    """In the queue, until an agent took the call; None: nobody did."""
    callbacks: "Sequence[CalledBack]" = ()
    feedback: Sequence[Mapping[str, str]] = ()
    """What agents reported, as stored: `wrong` and `because`."""
    assist: Mapping[str, str] = field(default_factory=dict)
    """What agent assist was told."""
    earlier: "Outcome | None" = None
    """The call before this one."""
    ended_at: datetime | None = None
    """When the caller was gone, or with a person."""
    problems: Sequence[str] = ()
    """What went wrong behind the line, for whoever runs the call; the caller heard something kinder."""
    cost: Cost | None = None
    """What the call would have cost on AWS."""

    @property
    def cost_usd(self) -> float | None:
        return None if self.cost is None else round(self.cost.total_usd, 6)

    def passed(self) -> Counter[Passed]:
        """How often each branch was taken: in the call before, in this one, in the agent's guide and in callbacks."""
        before = self.earlier.passed() if self.earlier else Counter[Passed]()
        return before + Counter(Passed(**block) for block in (*self.blocks, *self.aside))

    @property
    def desk(self) -> str | None:
        """The queue the call went to; None: it went to nobody, whatever queue had been set."""
        return self.queue if self.disposition in (Disposition.HANDED_OFF, Disposition.CALLBACK) else None
