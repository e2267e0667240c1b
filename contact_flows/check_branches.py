"""An action's branches held against what its type takes.

Knows how transitions are compared with a type; refuses to know any action type.
"""

from collections.abc import Iterator

from contact_flows import language
from contact_flows.check_parameters import Finding, has_placeholder, nearest, shown
from contact_flows.flow import Action, Condition
from contact_flows.language import ActionType, Conditions


def branches(action: Action, spec: ActionType) -> Iterator[Finding]:
    """What is wrong with the branches of an action of this type; not where they lead."""
    if spec.ends:
        if any(True for _ in action.transitions.targets()):
            yield "ends", f"{action.type} ends the flow and takes no transitions", "write an empty Transitions"
        return
    if not action.transitions.next_action and spec.next_required:
        yield "next-action", "NextAction is missing", f"Connect refuses {action.type} without it, so name an action"
    conditions, _ = spec.branches(action.parameters)
    yield from _conditions(action, spec, conditions)
    yield from _errors(action, spec)


def _errors(action: Action, spec: ActionType) -> Iterator[Finding]:
    _, errors = spec.branches(action.parameters)
    present = [branch.error_type for branch in action.transitions.errors]
    for error_type in present:
        if error_type not in errors and not spec.open:
            allowed = f"it can fail with {', '.join(errors)}" if errors else f"{action.type} has no error branch"
            near = nearest(error_type, errors)
            fix = f"did you mean {near!r}?" if near and near not in present else f"{allowed}; remove the branch"
            yield "forbidden-error", f"{action.type} has no error {shown(error_type)}", fix
    for error_type, required in errors.items():
        if required and error_type not in present:
            yield "missing-error", f"the branch for {error_type} is missing", "add it and lead it to a spoken sentence"


def _conditions(action: Action, spec: ActionType, allowed: Conditions | None) -> Iterator[Finding]:
    given = [branch.condition for branch in action.transitions.conditions]
    if spec.open and set(action.parameters) - set(spec.expected(action.parameters)):
        return
    if allowed is None:
        if given:
            yield "condition", f"{action.type} has no result to compare here", "remove its conditions"
        return
    for condition in given:
        yield from _condition(action.type, condition, allowed)
    if len(given) < allowed.at_least:
        yield "condition", f"{action.type} compares with nothing", "add a condition"
    operands = {condition.operand for condition in given}
    for operand in allowed.required if not any(map(has_placeholder, operands)) else ():
        if operand not in operands:
            yield "condition", f"the condition for {operand!r} is missing", "Connect wants every result to have one"


def _condition(type_name: str, condition: Condition, allowed: Conditions) -> Iterator[Finding]:
    operator, operand = condition.operator, condition.operand
    if operator not in language.OPERATORS:
        near = nearest(operator, language.OPERATORS, cutoff=0.5)
        fix = f"did you mean {near!r}?" if near else f"use one of {', '.join(sorted(language.OPERATORS))}"
        yield "condition", f"there is no operator {shown(operator)}", fix
    elif operator not in allowed.operators:
        fix = f"use {', '.join(sorted(allowed.operators))}"
        yield "condition", f"{type_name} cannot be compared with {operator}", fix
    if not operand and operator != "Exists":
        yield "condition", f"{operator} compares with nothing", "write an operand: Connect takes no empty one"
    elif allowed.operands and operand not in allowed.operands and not has_placeholder(operand):
        near = _meant(operand, allowed.operands)
        if near or not allowed.open:
            fix = f"did you mean {near!r}?" if near else f"compare with {', '.join(allowed.operands)}"
            yield "condition", f"{shown(operand)} is no result of {type_name}", fix


def _meant(operand: str, operands: tuple[str, ...]) -> str | None:
    same = (each for each in operands if each.lower() == operand.strip().lower())
    return next(same, None) or nearest(operand, operands, cutoff=0.7)
