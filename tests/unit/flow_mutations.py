"""Our own flows with one thing broken, and whether a caller would notice, by the simulator alone.

A change is harmful where one of the calls that come to the changed action goes another way than before: a caller hears
something else, the bot or the function is told something else, or the call ends elsewhere. The linter has no say in it.
The calls are those of `test_flow_branches`: every branch of every flow, forced once.
"""

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from contact_flows import Flow
from contact_flows.flow import read
from simulator.connect.contact import Contact, Endpoint
from simulator.connect.flow import FlowEngine
from simulator.connect.instance import Instance
from simulator.connect.queues import Queues
from tests.unit.flow_stage import AGENT, ANA, CLINIC, LOCAL, StageBot, StageFunction, Talked
from tests.unit.test_flow_branches import Forced, Step, ways

Data = dict[str, Any]
Change = Callable[[Data], None]
NEEDED = ("session_id", "caller_number", "locale", "asked")
"""What the bot's function must be told by a flow."""


@dataclass(frozen=True)
class Mutation:
    flow: str
    action: str
    what: str
    change: Change

    def __str__(self) -> str:
        return f"{self.flow}/{self.action}: {self.what}"

    def of(self, data: Data) -> Data:
        """The flow's data, as JSON has it, with the change."""
        changed = copy.deepcopy(data)
        self.change(next(action for action in changed["Actions"] if action["Identifier"] == self.action))
        return changed


def mutations(name: str, data: Data) -> Iterator[Mutation]:
    """Every branch dropped, every target renamed, every operand swapped, every parameter deleted, one at a time."""
    for action in data["Actions"]:
        for what, change in (*_branches(action), *_operands(action), *_parameters(action)):
            yield Mutation(name, action["Identifier"], what, change)


def _branches(action: Data) -> Iterator[tuple[str, Change]]:
    transitions = action["Transitions"]
    if "NextAction" in transitions:
        yield "NextAction dropped", _pop("Transitions", key="NextAction")
        yield "NextAction renamed", _rename("Transitions")
    for part in ("Conditions", "Errors"):
        for place in range(len(transitions.get(part, ()))):
            yield f"{part}[{place}] dropped", _pop("Transitions", part, key=place)
            yield f"{part}[{place}] renamed", _rename("Transitions", part, place)


def _pop(*path: str, key: str | int) -> Change:
    def change(action: Data) -> None:
        _at(action, *path).pop(key)

    return change


def _rename(*path: str | int) -> Change:
    def change(action: Data) -> None:
        _at(action, *path)["NextAction"] += "s"

    return change


def _at(action: Data, *path: str | int) -> Any:
    found: Any = action
    for step in path:
        found = found[step]
    return found


def _operands(action: Data) -> Iterator[tuple[str, Change]]:
    """A slip of the keyboard, and the operand of the condition after it."""
    conditions = action["Transitions"].get("Conditions", ())
    operands = [condition["Condition"]["Operands"][0] for condition in conditions]
    for place, operand in enumerate(operands):
        following = operands[(place + 1) % len(operands)]
        if not operand.startswith("${"):
            yield f"operand {operand!r} slipped", _operand(place, _slip_of(place))
        if following != operand:
            yield f"operand {operand!r} as the next", _operand(place, _next_of(place))


def _next_of(place: int) -> Callable[[list[str]], str]:
    """Read where it is put, since a bound flow has ARNs for placeholders."""
    return lambda operands: operands[(place + 1) % len(operands)]


def _operand(place: int, choose: Callable[[list[str]], str]) -> Change:
    def change(action: Data) -> None:
        conditions = action["Transitions"]["Conditions"]
        operands = [condition["Condition"]["Operands"][0] for condition in conditions]
        conditions[place]["Condition"]["Operands"] = [choose(operands)]

    return change


def _slip_of(place: int) -> Callable[[list[str]], str]:
    return lambda operands: _slip(operands[place])


def _slip(operand: str) -> str:
    if len(operand) > 1:
        return operand[:-1]
    return str((int(operand) + 5) % 10) if operand.isdigit() else operand + operand


def _parameters(action: Data) -> Iterator[tuple[str, Change]]:
    for name, value in action["Parameters"].items():
        yield f"{name} deleted", _pop("Parameters", key=name)
        for key in value if isinstance(value, dict) else ():
            yield f"{name}.{key} deleted", _pop("Parameters", name, key=key)


def as_data(flow: Flow) -> Data:
    return flow.model_dump(by_alias=True, exclude={"name"}, exclude_none=True, mode="json")


BOUND = {name: as_data(flow) for name, flow in LOCAL.flows.items()}
WAYS = {name: list(ways(flow)) for name, flow in LOCAL.flows.items()}


def is_harmful(mutation: Mutation) -> bool:
    changed = read(mutation.of(BOUND[mutation.flow]), name=mutation.flow)
    instance = replace(LOCAL, flows={**LOCAL.flows, mutation.flow: changed})
    return any(_held(instance, mutation.flow, way) != _as_it_was(mutation.flow, way) for way in _calls(mutation))


def _calls(mutation: Mutation) -> list[tuple[Step, ...]]:
    """The ways through each branch of the changed action; and up to it, to see what it does by itself."""
    through = [tuple(way) for way in WAYS[mutation.flow] if way[-1].action == mutation.action]
    up_to = list(dict.fromkeys(way[:-1] for way in through))
    return up_to + (through if "deleted" not in mutation.what else [])


_BEFORE: dict[tuple[str, tuple[Step, ...]], Any] = {}


def _as_it_was(name: str, way: tuple[Step, ...]) -> Any:
    if (name, way) not in _BEFORE:
        _BEFORE[name, way] = _held(LOCAL, name, way)
    return _BEFORE[name, way]


def _held(instance: Instance, name: str, way: tuple[Step, ...]) -> Any:
    """What a caller and those behind the flow notice of a call; where the simulator cannot go on, why."""
    forced = Forced(name, list(way))
    declined = Talked(attributes={"outcome": "done"})
    bot = StageBot(AGENT, declined, declined) if name == "inbound" else StageBot(declined, declined)
    function = StageFunction()
    waits = name == "customer_queue"
    queues = Queues(CLINIC, agents_available=0, agents_busy=1) if waits else Queues(CLINIC)
    engine = FlowEngine(
        instance,
        queues=queues,
        converse=bot,
        invoke_flow_function=function,
        handlers=forced.handlers(),
        accepted=True,
    )
    contact = Contact("contact-1", Endpoint(ANA), Endpoint("+12065550100"))
    contact.attributes["session_id"] = "contact-1"
    try:
        result = engine.run("handoff" if waits else name, contact=contact, line=forced.line)
    except Exception as error:
        return type(error).__name__
    told = [[given.get(key) for key in NEEDED] for given in bot.attributes]
    asked = [event["Details"]["Parameters"] for event in function.events]
    prompts = [(prompt.text, prompt.heard_by) for prompt in forced.line.said]
    callbacks = [(each.queue, each.number) for each in result.callbacks]
    return prompts, told, asked, callbacks, result.end, result.queue, contact.queue_priority, dict(contact.tags)
