"""Rules about conditions: those that another before them covers, and those for what a value can never be.

Knows which values meet a condition; refuses to know where a branch leads and who writes a value.
"""

import math
from collections.abc import Iterator

from contact_flows.flow import Action, Condition
from contact_flows.lint.brought import answers
from contact_flows.lint.finding import Case, Found, Values
from contact_flows.lint.graph import Graph
from contact_flows.lint.texts import is_fixed, references, table
from contact_flows.lint.values import attribute_values

_FIX = "correct the operand, or remove the condition"
_NO_INPUT = "Timeout"
_Range = tuple[float, bool, float, bool]
"""From where, whether from there itself, to where, whether to there itself."""


def rules(case: Case) -> Iterator[Found]:
    yield from _covered(case.graph)
    yield from _keyed(case.graph)
    if case.known is not None:
        yield from _never(case)
        yield from _view_actions(case)


def _covered(graph: Graph) -> Iterator[Found]:
    """Conditions are tried in their order. Source: adminguide/check-contact-attributes.html."""
    for action in graph.actions:
        before: list[tuple[Condition, str]] = []
        for branch in action.transitions.conditions:
            one = branch.condition
            for earlier, target in before:
                if target != branch.next_action and covers(earlier, one):
                    told = f"{one.operator} {one.operand}"
                    message = f"{told} is never met: {earlier.operator} {earlier.operand} stands before it"
                    yield Found(action.identifier, "never-met", message, _FIX)
                    break
            before.append((one, branch.next_action))


def _keyed(graph: Graph) -> Iterator[Found]:
    """What a caller has keyed in has no letters, but for the word that stands for nothing at all.

    Source: adminguide/store-customer-input.html.
    """
    for action in graph.typed("Compare"):
        if action.parameters.get("ComparisonValue") != "$.StoredCustomerInput":
            continue
        for branch in action.transitions.conditions:
            operand = branch.condition.operand
            if is_fixed(operand) and operand != _NO_INPUT and sum(map(str.isalpha, operand)) > 1:
                message = f"$.StoredCustomerInput is never {operand!r}: it is what was keyed, or {_NO_INPUT}"
                yield Found(action.identifier, "never-met", message, _FIX)


def covers(earlier: Condition, later: Condition) -> bool:
    """Whether every value that meets the later condition meets the earlier one, too."""
    a, b = earlier.operand, later.operand
    if earlier.operator == later.operator and a == b:
        return True
    if not (is_fixed(a) and is_fixed(b) and a):
        return False
    match earlier.operator, later.operator:
        case "TextContains", "TextContains" | "TextStartsWith" | "TextEndsWith" | "Equals":
            return a in b
        case "TextStartsWith", "TextStartsWith" | "Equals":
            return b.startswith(a)
        case "TextEndsWith", "TextEndsWith" | "Equals":
            return b.endswith(a)
    wide, narrow = _range(earlier), _range(later)
    return wide is not None and narrow is not None and earlier.operator != "Equals" and _within(narrow, wide)


def _range(condition: Condition) -> _Range | None:
    """The numbers that meet a condition; None: it is not one about numbers."""
    try:
        number = float(condition.operand)
    except ValueError:
        return None
    match condition.operator:
        case "NumberLessThan":
            return -math.inf, False, number, False
        case "NumberLessOrEqualTo":
            return -math.inf, False, number, True
        case "NumberGreaterThan":
            return number, False, math.inf, False
        case "NumberGreaterOrEqualTo":
            return number, True, math.inf, False
        case "Equals":
            return number, True, number, True
        case _:
            return None


def _within(narrow: _Range, wide: _Range) -> bool:
    low = narrow[0] > wide[0] or (narrow[0] == wide[0] and (wide[1] or not narrow[1]))
    high = narrow[2] < wide[2] or (narrow[2] == wide[2] and (wide[3] or not narrow[3]))
    return low and high


def _never(case: Case) -> Iterator[Found]:
    for action in case.graph.typed("Compare"):
        found = list(references(action.parameters.get("ComparisonValue")))
        can = _values(case, found[0], at=action) if len(found) == 1 else None
        for branch in action.transitions.conditions:
            operand = branch.condition.operand
            if can is not None and branch.condition.operator == "Equals" and operand not in can:
                said = ", ".join(sorted(can - {""})) or "nothing"
                message = f"{action.parameters.get('ComparisonValue')} is never {operand!r}: it can be {said}"
                yield Found(action.identifier, "never-met", message, _FIX)


def _values(case: Case, steps: tuple[str, ...], *, at: Action) -> Values:
    """What a value that is compared can be."""
    assert case.known is not None
    match steps:
        case ("Lex", "SessionAttributes", name):
            return case.known.session_attributes.get(name)
        case ("Attributes", name):
            return attribute_values(case, name)
        case ("External", name):
            found: set[str] = set()
            for given in answers(case, at.identifier):
                can = None if given is None else given.get(name, frozenset())
                if can is None:
                    return None
                found |= can
            return frozenset(found)
        case _:
            return None


def _view_actions(case: Case) -> Iterator[Found]:
    assert case.known is not None
    for action in case.graph.typed("ShowView"):
        actions = case.known.views.get(str(table(action.parameters.get("ViewResource")).get("Id")))
        if actions is None:
            continue
        answered = {branch.condition.operand for branch in action.transitions.conditions}
        for operand in sorted(answered - actions):
            message = f"the view has no action {operand!r}: it has {', '.join(sorted(actions))}"
            yield Found(action.identifier, "never-met", message, _FIX)
        for name in sorted(actions - answered):
            message = f"the view has an action {name!r}, and no branch is there for it"
            yield Found(action.identifier, "unanswered-key", message, f"add a condition for {name}")
