"""A call as Connect's test runner would have seen it: messages, blocks with their resources, what the caller did.

Knows what of a held call can be observed, and what the contact was like at that moment; refuses to know what a test
case makes of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

import contact_flows
from contact_flows import Action as Block
from contact_flows import Flow
from contact_flows.language import PLACEHOLDER
from simulator.caller import Action
from simulator.connect.actions import HANDLERS, Handler
from simulator.connect.contact import Contact
from simulator.connect.instance import QUEUES, arns
from simulator.connect.run import Outcome as BlockOutcome
from simulator.connect.run import Run
from simulator.exchange import Exchange
from simulator.line import Prompt
from simulator.script import Script
from simulator.test_runner.resources import reference_in, resource_of

if TYPE_CHECKING:
    from simulator.outcome import Outcome
    from simulator.switchboard import Switchboard

SEEN = frozenset({"InvokeLambdaFunction", "CheckHoursOfOperation", "ConnectParticipantWithLexBot"})
"""Action types whose parameters name the resource that a test sees."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing in a call, in its order. Exactly one of `prompt`, `did` and `block` is there."""

    turn: int
    prompt: Prompt | None = None
    did: Action | None = None
    block: str = ""
    """The action type."""
    where: tuple[str, str] = ("", "")
    """Flow and action of the block."""
    resource: tuple[str, str] | None = None
    """What the block works on, where a test can see it: the flow action in the testing language, and the ARN."""
    branch: str = ""
    """The block's."""
    attributes: Mapping[str, str] = field(default_factory=dict)
    queue: str = ""


@dataclass(slots=True)
class Recorder:
    """Stands around the blocks of a call and hears its line."""

    seen: list[Seen] = field(default_factory=list)
    _turn: int = 0
    _contact: Contact | None = None

    def turn_begins(self, exchange: Exchange) -> None:
        self._turn = exchange.number
        self._note(Seen(exchange.number, did=exchange.action))

    def heard(self, prompt: Prompt) -> None:
        self._note(Seen(self._turn, prompt=prompt))

    def around(self, handlers: Mapping[str, Handler]) -> dict[str, Handler]:
        return {kind: self._recorded(handler) for kind, handler in handlers.items()}

    def _recorded(self, handler: Handler) -> Handler:
        def block(run: Run, action: Block) -> BlockOutcome:
            self._contact = self._contact or run.contact
            if run.contact is self._contact:
                where = (run.flow.name, action.identifier)
                self._note(Seen(self._turn, block=action.type, where=where, resource=resource_of(run, action)))
            return handler(run, action)

        return block

    def _note(self, seen: Seen) -> None:
        contact = self._contact
        if contact is not None:
            queue = contact.queue[1] if contact.queue else ""
            seen = replace(seen, attributes=dict(contact.attributes), queue=queue)
        self.seen.append(seen)


def witness(switchboard: "Switchboard", script: Script) -> "tuple[Outcome, list[Seen]]":
    """Hold the call of a script and write down what a test could have seen.

    Raises:
        SetupError: as of `Switchboard.hold`.
    """
    recorder = Recorder()
    outcome = switchboard.hold(script, witnesses=(recorder,), handlers=recorder.around(HANDLERS))
    return outcome, _with_branches(recorder.seen, outcome.blocks)


def _with_branches(seen: Sequence[Seen], passed: Sequence[Mapping[str, str]]) -> list[Seen]:
    """Each block with the branch it took; those that a fault struck before they ran are put where they were."""
    found: list[Seen] = []
    left = list(passed)
    for one in seen:
        at = next((n for n, each in enumerate(left) if (each["flow"], each["action"]) == one.where), None)
        if one.block and at is not None:
            found += [_struck(each, one) for each in left[:at]]
            one = replace(one, branch=left[at]["branch"])
            del left[: at + 1]
        found.append(one)
    return found + [_struck(each, found[-1]) for each in left]


def _struck(passed: Mapping[str, str], beside: Seen) -> Seen:
    """A block that did not run, as what was seen next shows the contact."""
    where = (passed["flow"], passed["action"])
    action = _drafts()[where[0]].action(where[1])
    bound = {name: PLACEHOLDER.sub(lambda match: arns()[match[1]], value) for name, value in _reference(action).items()}
    queue = next((arn for arn, name in _queues().items() if name == beside.queue), "")
    arn = bound.get("reference", queue if action.type == "TransferContactToQueue" else "")
    resource = (action.type, arn) if arn else None
    return replace(
        beside, prompt=None, did=None, block=action.type, where=where, resource=resource, branch=passed["branch"]
    )


def _reference(action: Block) -> dict[str, str]:
    found = reference_in(action.parameters)
    return {"reference": found} if PLACEHOLDER.fullmatch(found) and action.type in SEEN else {}


@cache
def _drafts() -> Mapping[str, Flow]:
    return contact_flows.drafts()


def _queues() -> dict[str, str]:
    return {arns()[f"Queue{name}"]: name for name in QUEUES}
