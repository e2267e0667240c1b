"""Which branch of a block its outcome takes.

Knows conditions, operators and the order in which branches are tried; refuses to know what any block does.
"""

from typing import assert_never

from contact_flows import Action
from contact_flows.flow import ConditionBranch
from simulator.connect.run import Continue, Failed, Result


def branch_of(action: Action, outcome: Continue | Result | Failed) -> tuple[str, str | None]:
    """The branch a block takes, and the block it leads to; None where Connect would end the contact."""
    transitions = action.transitions
    match outcome:
        case Continue():
            return "next", transitions.next_action
        case Failed(error_type=error_type):
            taken = error_type if transitions.error(error_type) else "NoMatchingError"
            target = transitions.error(taken)
            return (taken, target) if target else (error_type, None)
        case Result(value=value):
            for branch in transitions.conditions:
                if _meets(value, branch):
                    return f"{branch.condition.operator} {branch.condition.operand}", branch.next_action
            missed = transitions.error("NoMatchingCondition") if transitions.conditions else None
            return ("NoMatchingCondition", missed) if missed else ("next", transitions.next_action)
        case _:
            assert_never(outcome)


def _meets(value: str, branch: ConditionBranch) -> bool:
    operand = branch.condition.operand
    match branch.condition.operator:
        case "Equals":
            return value == operand
        case "TextStartsWith":
            return value.startswith(operand)
        case "TextEndsWith":
            return value.endswith(operand)
        case "TextContains":
            return operand in value
        case operator:
            return _compares(value, operator, operand)


def _compares(value: str, operator: str, operand: str) -> bool:
    try:
        left, right = float(value), float(operand)
    except ValueError:
        return False
    match operator:
        case "NumberGreaterThan":
            return left > right
        case "NumberGreaterOrEqualTo":
            return left >= right
        case "NumberLessThan":
            return left < right
        case _:
            return left <= right
