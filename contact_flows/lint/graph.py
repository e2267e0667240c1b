"""A flow as a graph: where a contact can go on, what it can come from, what holds on its way.

Knows ways, reachability, circles and facts carried along ways; refuses to know what a rule makes of them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

from contact_flows.action_types import ACTION_TYPES
from contact_flows.coverage import Way, WayKind, ways
from contact_flows.flow import Action, Flow, reachable
from contact_flows.language import FlowType
from contact_flows.lint.texts import references

Fact = TypeVar("Fact")

SPEAKING = frozenset(
    {
        "MessageParticipant",
        "MessageParticipantIteratively",
        "GetParticipantInput",
        "ConnectParticipantWithLexBot",
    }
)
"""Action types at which somebody hears something."""
SILENT = frozenset(
    {
        "CheckHoursOfOperation",
        "CheckMetricData",
        "Compare",
        "CreateCallbackContact",
        "CreateWisdomSession",
        "DistributeByPercentage",
        "GetMetricData",
        "InvokeLambdaFunction",
        "Loop",
        "TagContact",
        "UnTagContact",
        "UntagContact",
        "UpdateContactAttributes",
        "UpdateContactCallbackNumber",
        "UpdateContactData",
        "UpdateContactEventHooks",
        "UpdateContactRecordingBehavior",
        "UpdateContactRoutingBehavior",
        "UpdateContactTargetQueue",
        "UpdateContactTextToSpeechVoice",
        "UpdateFlowAttributes",
        "UpdateFlowLoggingBehavior",
    }
)
"""Action types at which nobody hears anything and the contact stays. Of any other type that is not certain."""
ENDING = frozenset(name for name, spec in ACTION_TYPES.items() if spec.ends) | {"TransferToFlow"}
"""Action types after which a contact is no longer in the flow."""


class Graph:
    """One flow's actions and the ways between them that a contact can take."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.by_name: Mapping[str, Action] = {action.identifier: action for action in flow.actions}
        self.ways: Mapping[str, tuple[Way, ...]] = {
            action.identifier: tuple(way for way in ways(action) if way.possible) for action in flow.actions
        }

    @cached_property
    def whole(self) -> bool:
        """Whether every way leads somewhere and every name is one action's: otherwise nothing of paths is certain."""
        names = {action.identifier for action in self.flow.actions}
        targets = (way.target for action in self.flow.actions for way in ways(action) if way.target is not None)
        return (
            len(names) == len(self.flow.actions) and self.flow.has(self.flow.start_action) and names.issuperset(targets)
        )

    @cached_property
    def reachable(self) -> frozenset[str]:
        """What a contact can come to; a NextAction that only repeats another branch counts as a way, too."""
        return reachable(self.flow)

    @property
    def actions(self) -> Iterator[Action]:
        """The actions a contact can come to, in the order of the file."""
        return (action for action in self.flow.actions if action.identifier in self.reachable)

    def typed(self, *types: str) -> list[Action]:
        return [action for action in self.actions if action.type in types]

    def reads(self, root: str) -> Sequence[tuple[Action, tuple[str, ...]]]:
        """Each reference below a root, such as `Attributes`, once an action, as its steps."""
        return self._reads.get(root, ())

    @cached_property
    def _reads(self) -> Mapping[str, Sequence[tuple[Action, tuple[str, ...]]]]:
        found: dict[str, list[tuple[Action, tuple[str, ...]]]] = {}
        for action in self.actions:
            for steps in dict.fromkeys(references(action.parameters)):
                found.setdefault(steps[0], []).append((action, steps))
        return found

    def onward(self, identifier: str) -> list[str]:
        """Where a contact can go on within the flow."""
        return [way.target for way in self.ways[identifier] if way.target is not None]

    def carry(
        self, start: Fact, *, over: Callable[[Action, Way, Fact], Fact], join: Callable[[Fact, Fact], Fact]
    ) -> Mapping[str, Fact]:
        """What holds on arrival at each action that a contact can come to.

        Args:
            start: What holds where the flow begins.
            over: What holds after an action was left by a way, from what held before it.
            join: What holds where two ways meet; it must only ever lose, or only ever gain.
        """
        held: dict[str, Fact] = {self.flow.start_action: start}
        changed = {self.flow.start_action} & self.by_name.keys()
        while changed:
            for name in (each for each in self._forward if each in changed):
                changed.discard(name)
                for way in self.ways[name]:
                    if way.target is None or way.target not in self.by_name:
                        continue
                    after = over(self.by_name[name], way, held[name])
                    known = held.get(way.target)
                    joined = after if known is None else join(known, after)
                    if known is None or joined != known:
                        held[way.target] = joined
                        changed.add(way.target)
        return held

    @cached_property
    def _forward(self) -> Sequence[str]:
        """Each action behind those that lead to it, as far as circles let it: facts then settle in a few rounds."""
        names = [name for name in dict.fromkeys([self.flow.start_action, *self.by_name]) if name in self.by_name]
        return _finished({name: [to for to in self.onward(name) if to in self.by_name] for name in names})[::-1]

    def circles(self, onward: Callable[[str], Iterable[str]]) -> list[list[str]]:
        """The sets of actions from each of which every other of the set can be come to, and itself again."""
        return [
            sorted(part, key=self._order.__getitem__)
            for part in _components(list(self.reachable), onward)
            if len(part) > 1 or part[0] in onward(part[0])
        ]

    @cached_property
    def _order(self) -> Mapping[str, int]:
        return {action.identifier: place for place, action in enumerate(self.flow.actions)}

    @cached_property
    def hangs_up_silently(self) -> frozenset[str]:
        """Actions from which, failures aside, every way ends in the line going dead without another word."""
        found = {action.identifier for action in self.flow.actions if action.type == "DisconnectParticipant"}
        grown = True
        while grown:
            more = {action.identifier for action in self.flow.actions if self._leads_into(action, found)} - found
            found |= more
            grown = bool(more)
        return frozenset(found)

    def _leads_into(self, action: Action, silent: set[str]) -> bool:
        well = [way.target for way in self.ways[action.identifier] if way.kind is not WayKind.ERROR or not _fails(way)]
        return action.type in SILENT and bool(well) and all(target in silent for target in well)

    @cached_property
    def on_a_line(self) -> frozenset[str]:
        """What a telephone contact can come to: not behind a check for another channel, nor behind a Wait.

        Source: adminguide/wait.html, which lists chats and tasks.
        """
        found: set[str] = set()
        waiting = [self.flow.start_action]
        while waiting:
            name = waiting.pop()
            if name not in found and name in self.by_name:
                found.add(name)
                waiting += [
                    way.target for way in self.ways[name] if way.target is not None and self._keeps_line(name, way)
                ]
        return frozenset(found)

    def _keeps_line(self, name: str, way: Way) -> bool:
        action = self.by_name[name]
        if action.type == "Wait":
            return False
        if action.type != "Compare" or action.parameters.get("ComparisonValue") != "$.Channel":
            return True
        named = {branch.condition.operand.upper() for branch in action.transitions.conditions}
        if way.kind is WayKind.CONDITION:
            return way.branch.upper() == "EQUALS VOICE" or not way.branch.startswith("Equals ")
        return "VOICE" not in named

    @cached_property
    def speaks(self) -> bool:
        """Whether it is certain that a caller alone on a line hears this flow.

        A flow with UpdatePreviousContactParticipantState has the agent on the line. Source:
        adminguide/hold-customer-agent.html.
        """
        spoken = any(self.by_name[name].type in SPEAKING for name in self.on_a_line)
        sure = spoken or bool(self.typed("UpdateContactTextToSpeechVoice"))
        return sure and not self.typed("UpdatePreviousContactParticipantState")

    @cached_property
    def waits_in_queue(self) -> bool:
        """Whether contacts may be waiting or on hold in this flow: an agent, then, ends what never ends by itself."""
        kinds = {FlowType.CUSTOMER_QUEUE, FlowType.CUSTOMER_HOLD, FlowType.AGENT_HOLD}
        return self.flow.type in kinds or bool(self.typed("MessageParticipantIteratively", "EndFlowExecution"))


def failed(way: Way) -> bool:
    """Whether something went wrong: a caller who is silent, or an answer that meets no condition, is no failure."""
    return way.kind is WayKind.ERROR and _fails(way)


def _fails(way: Way) -> bool:
    return way.branch not in ("NoMatchingCondition", "InputTimeLimitExceeded", "TimeLimitExceeded")


def _components(names: list[str], onward: Callable[[str], Iterable[str]]) -> Iterator[list[str]]:
    """Strongly connected components by Kosaraju's algorithm, without recursion: 250 actions may follow each other."""
    inside = set(names)
    after = {name: [target for target in onward(name) if target in inside] for name in sorted(names)}
    before: dict[str, list[str]] = {name: [] for name in after}
    for name, targets in after.items():
        for target in targets:
            before[target].append(name)
    seen: set[str] = set()
    for root in reversed(_finished(after)):
        part, waiting = [], [root]
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                part.append(name)
                waiting += before[name]
        if part:
            yield part


def _finished(after: Mapping[str, Sequence[str]]) -> list[str]:
    """The names in the order in which a search in depth has done with them."""
    begun: set[str] = set()
    done: list[str] = []
    for root in after:
        waiting = [(root, False)]
        while waiting:
            name, left = waiting.pop()
            if left:
                done.append(name)
            elif name not in begun:
                begun.add(name)
                waiting += [(name, True), *((target, False) for target in after[name])]
    return done
