"""Rules about values that an action brings for those after it: read too early, or after another has replaced them.

Knows what each call that may have been the last gives; refuses to know what else an attribute can be.
"""

from collections.abc import Iterator, Mapping

from contact_flows.coverage import Way
from contact_flows.flow import Action
from contact_flows.lint.finding import Case, Found, Values
from contact_flows.lint.graph import Graph
from contact_flows.lint.sources import BRINGS, FAILED, LAMBDA
from contact_flows.lint.texts import shown, table

_COMMON = frozenset(
    {"body", "code", "data", "error", "errormessage", "found", "message", "outcome", "output", "response"}
)
_COMMON |= {"result", "status", "statuscode", "success", "valid"}
"""Fields that one function gives as well as another."""


def rules(case: Case) -> Iterator[Found]:
    """Nothing in a flow whose branches lead nowhere, for which Connect refuses it."""
    if not case.graph.whole:
        return
    yield from _not_stored(case.graph)
    if case.begins:
        yield from _too_early(case)
    yield from _replaced(case) if case.known is None else _not_given(case)


def answers(case: Case, identifier: str) -> Iterator[Mapping[str, Values] | None]:
    """What each call that may have been the last before an action gives; None: of something that is not known."""
    functions = case.known.functions if case.known else {}
    for name, how in case.brought.last(identifier, LAMBDA):
        parameters = case.graph.by_name[name].parameters
        purposes = functions.get(str(parameters.get("LambdaFunctionARN"))) or {}
        purpose = purposes.get(str(table(parameters.get("LambdaInvocationAttributes")).get("purpose")))
        if how == FAILED:
            yield {}
        else:
            yield purpose.gives if purpose and not how else None


def _too_early(case: Case) -> Iterator[Found]:
    """A value of an action that no way here has passed; only where nothing before the flow can have brought it."""
    for kind, root in BRINGS.items():
        for action, steps in case.graph.reads(root):
            if not case.brought.last(action.identifier, kind):
                message = f"{shown(steps)} is read, and no {kind} comes before it on any way here"
                yield Found(action.identifier, "too-early", message, f"put {kind} before it")


def _not_stored(graph: Graph) -> Iterator[Found]:
    """What was keyed is compared as stored, straight after a menu that stores nothing, and nothing has stored before.

    Source: adminguide/get-customer-input.html branches on one key; store-customer-input.html stores, and what it has
    stored stays until it stores again.
    """
    stored = graph.carry(False, over=_stored, join=lambda one, other: one or other)
    before: dict[str, list[Action]] = {}
    for action in graph.actions:
        for target in graph.onward(action.identifier):
            before.setdefault(target, []).append(action)
    for action in graph.typed("Compare"):
        came = before.get(action.identifier, [])
        if action.parameters.get("ComparisonValue") != "$.StoredCustomerInput" or stored.get(action.identifier, True):
            continue
        if came and all(map(_forgets, came)):
            message = "$.StoredCustomerInput is compared, and the menu before it does not store what is keyed"
            yield Found(
                action.identifier, "not-stored", message, "give the menu its keys as conditions, or let it store"
            )


def _stored(action: Action, way: Way, before: bool) -> bool:  # noqa: ARG001
    return (
        before or action.type == "InvokeFlowModule" or (action.type == "GetParticipantInput" and not _forgets(action))
    )


def _forgets(action: Action) -> bool:
    asks = action.type == "GetParticipantInput" and "EnableDTMFBuffer" not in action.parameters
    return asks and str(action.parameters.get("StoreInput", "False")).lower() == "false"


def _not_given(case: Case) -> Iterator[Found]:
    for action, steps in case.graph.reads("External"):
        given = list(answers(case, action.identifier))
        lacking = [each for each in given if each is not None and steps[1:] and steps[1] not in each]
        if lacking and None not in given:
            message = f"the function that was called last does not give {steps[1]}"
            if len(lacking) < len(given):
                message += " on one of the ways here"
            fix = "read it before the next call, or keep it in an attribute"
            yield Found(action.identifier, "replaced-external", message, fix)


def _replaced(case: Case) -> Iterator[Found]:
    """A field that is read of one function's answer, and again when only another's can be there.

    Two functions may well give a field of the same name, so that this is for a person to judge; what both mostly give
    (`status`), and what is checked right after the second call, is taken for the second's.
    """
    asked = [
        (action, steps[1], case.brought.functions(action.identifier))
        for action, steps in case.graph.reads("External")
        if len(steps) > 1
    ]
    only = [(action, field, next(iter(found))) for action, field, found in asked if len(found) == 1 and "" not in found]
    for action, field, last in only:
        calls = [name for name, _ in case.brought.last(action.identifier, LAMBDA)]
        before = {earlier for name in calls for earlier in case.brought.functions(name)} - {last, ""}
        read = any(other == field and function in before for _, other, function in only)
        if read and not _is_the_seconds(action, field, [case.graph.by_name[name] for name in calls]):
            message = f"$.External.{field} was read of an earlier function's answer, which another has replaced"
            fix = "keep the value in an attribute before the second call, unless both functions give it"
            yield Found(action.identifier, "replaced-external", message, fix, note=True)


def _is_the_seconds(action: Action, field: str, calls: list[Action]) -> bool:
    checked = action.type == "Compare" and any(call.transitions.next_action == action.identifier for call in calls)
    return checked or field.lower() in _COMMON
