"""How long it takes to load, lint and draw a flow as large as Connect takes one.

Knows what such a flow is like and what is timed; refuses to know marks and how a figure is shown.
"""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from contact_flows.draw import draw
from contact_flows.flow import Flow, parse
from contact_flows.language import MAX_ACTIONS
from contact_flows.lint import lint

NAME = "large.json"
_STEP = 260


@dataclass(frozen=True, slots=True)
class Times:
    """One thing done with the flow, several times."""

    what: str
    every_ms: tuple[float, ...]
    """Elapsed, of each time."""
    processor_ms: tuple[float, ...] = (0.0,)
    """Of this process, of each time: what others do on the machine is no part of it."""
    actions: int = MAX_ACTIONS
    """Of the flow."""


def measure(*, repetitions: int) -> Iterator[Times]:
    """Time each thing `repetitions` times, after one that counts for nothing."""
    text, placed = large(placed=False), large(placed=True)
    flow, laid_out = parse(text, name=NAME), parse(placed, name=NAME)
    things: tuple[tuple[str, Callable[[], object]], ...] = (
        ("load", lambda: parse(text, name=NAME)),
        ("lint", lambda: lint([_anew(flow)])),
        ("draw, laid out by us", lambda: draw(_anew(flow))),
        ("draw, as the designer has it", lambda: draw(_anew(laid_out))),
    )
    for what, thing in things:
        thing()
        took = [_took_ms(thing) for _ in range(repetitions)]
        yield Times(what, tuple(elapsed for elapsed, _ in took), tuple(own for _, own in took))


def _anew(flow: Flow) -> Flow:
    """The same flow as another object, so that nothing kept of it before is used."""
    return flow.model_copy()


def _took_ms(thing: Callable[[], object]) -> tuple[float, float]:
    """Elapsed, and of the processor."""
    began, own = time.perf_counter(), time.process_time()
    thing()
    return (time.perf_counter() - began) * 1000, (time.process_time() - own) * 1000


def large(*, placed: bool) -> str:
    """A flow of as many actions as Connect takes, as JSON: rounds of a menu, a function, a check of its answer.

    Args:
        placed: Whether it has positions, as the designer writes them.
    """
    sorry = _say("Sorry", "I'm sorry, something went wrong. Goodbye.", then="End")
    actions = [sorry, _action("End", "DisconnectParticipant")]
    rounds = (MAX_ACTIONS - len(actions)) // 4
    for number in range(rounds):
        actions += _round(number, following=f"Menu{number + 1}" if number + 1 < rounds else "End")
    metadata: dict[str, Any] = {"type": "contactFlow"}
    if placed:
        metadata["ActionMetadata"] = {
            action["Identifier"]: {"position": {"x": place % 10 * _STEP, "y": place // 10 * _STEP}}
            for place, action in enumerate(actions)
        }
    return json.dumps({"Version": "2019-10-30", "StartAction": "Menu0", "Metadata": metadata, "Actions": actions})


def _round(number: int, *, following: str) -> list[dict[str, Any]]:
    menu, call, check, tell = (f"{kind}{number}" for kind in ("Menu", "Call", "Check", "Tell"))
    asks = {"Text": "To hear it, press 1. To go on, press 2.", "StoreInput": "False", "InputTimeLimitSeconds": "5"}
    calls = {"LambdaFunctionARN": "lookup", "InvocationTimeLimitSeconds": "3"}
    known = {"ComparisonValue": "$.External.known"}
    missed = {"NoMatchingError": "Sorry", "NoMatchingCondition": following, "InputTimeLimitExceeded": following}
    return [
        _action(menu, "GetParticipantInput", asks, then=following, errors=missed, when={"1": call, "2": following}),
        _action(call, "InvokeLambdaFunction", calls, then=check, errors={"NoMatchingError": "Sorry"}),
        _action(check, "Compare", known, then=following, errors={"NoMatchingCondition": following}, when={"yes": tell}),
        _say(tell, f"Your answer number {number} is $.External.answer.", then=following),
    ]


def _say(identifier: str, text: str, *, then: str) -> dict[str, Any]:
    return _action(identifier, "MessageParticipant", {"Text": text}, then=then, errors={"NoMatchingError": then})


def _action(
    identifier: str,
    kind: str,
    parameters: dict[str, Any] | None = None,
    *,
    then: str = "",
    errors: dict[str, str] | None = None,
    when: dict[str, str] | None = None,
) -> dict[str, Any]:
    transitions: dict[str, Any] = {"NextAction": then} if then else {}
    transitions["Errors"] = [{"ErrorType": error, "NextAction": target} for error, target in (errors or {}).items()]
    transitions["Conditions"] = [
        {"NextAction": target, "Condition": {"Operator": "Equals", "Operands": [operand]}}
        for operand, target in (when or {}).items()
    ]
    return {"Identifier": identifier, "Type": kind, "Parameters": parameters or {}, "Transitions": transitions}
