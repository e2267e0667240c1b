"""The people of a call script as somebody writes them: agents, what waits in their queues, and what the one who takes
the call does.

Knows the keys, their defaults and what excludes what; refuses to know how a queue moves and what a guide shows.
"""

from enum import StrEnum
from functools import partial
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from clinic import Text
from declared import Table, one_of, problem
from fulfillment.turn import Wrong


def among(names: type[StrEnum], value: str) -> str:
    """The value, if it is one of the names."""
    if value not in list(names):
        raise problem(one_of(value, names))
    return value


QueueName = Literal["General", "Scheduling", "Billing", "Spanish"]
AgentState = Literal["available", "busy", "after_call_work", "break", "offline"]
FeedbackCode = Annotated[str, AfterValidator(partial(among, Wrong))]
"""What an agent can say was wrong about the bot."""
Seconds = Annotated[float, Field(ge=0)]
"""Counted from the moment the call first needs a person."""
CLOSE = "Close"
"""The action that ends the guide."""
HANDLE_S = 120.0


class AgentEntry(Table):
    """Somebody who works here, and where they are."""

    name: Text
    state: AgentState = "available"
    queues: list[QueueName] | None = None
    """None: all."""
    free_after_s: Seconds | None = None
    """Available from then on; None: stays as it is."""
    leaves_after_s: Seconds | None = None
    """Offline from then on; None: stays."""
    misses: bool = False
    """Is called and does not answer."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.state == "available" and self.free_after_s is not None:
            raise problem("belongs to somebody who is not available yet; say in which state they are", "free_after_s")
        return self


class QueueEntry(Table):
    """What waits in a queue when the call first needs it."""

    name: QueueName
    ahead: Annotated[int, Field(ge=0, le=200)] = 0
    handle_s: Annotated[float, Field(gt=0)] = HANDLE_S
    estimated_wait_s: Annotated[int, Field(ge=0)] | None = None
    """None: Connect does not know."""
    place: Annotated[int, Field(ge=0)] | Literal["unknown"] | None = None
    """What Connect tells of the caller's place in line; None: the true one."""
    full: bool = False


class AgentActs(Table):
    """What the agent who takes the call does on the screen."""

    presses: Text = CLOSE
    times: Annotated[int, Field(ge=1)] = 1
    """How often; then the agent closes."""
    wrong: FeedbackCode | None = None
    because: str | None = None
    workspace: bool = True
    """False: only a bare softphone, which shows no guide."""

    @property
    def form(self) -> dict[str, str]:
        """What the form's fields are filled in with, by name."""
        given = {"wrong": self.wrong, "because": self.because}
        return {name: value for name, value in given.items() if value is not None}
