"""What a test case asserts of a contact.

Knows paths into a contact's attributes and how a value is compared; refuses to know when it is asserted.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

_STEP = re.compile(r"\.([A-Za-z_][\w-]*)|\['([^'\]]+)'\]")
_RESULT = "$.LambdaInvocation.ResultData"


def value_at(document: Mapping[str, Any], path: str) -> str:
    """The value at a path such as `$.Queue.Name`; empty where there is none, or no single one."""
    found: Any = document
    steps = path.replace(_RESULT, "$.External").removeprefix("$")
    for match in _STEP.finditer(steps):
        found = found.get(match[1] or match[2]) if isinstance(found, Mapping) else None
    return "" if found is None or isinstance(found, Mapping | list) else str(found)


def failed(parameters: Mapping[str, Any], document: Mapping[str, Any], text: Callable[[str], str]) -> str:
    """Why an assertion does not hold; empty: it does. `text`: replaces placeholders."""
    path, operator = str(parameters["Namespace"]), str(parameters["Operator"])
    operand, was = text(str(parameters.get("Operand", ""))), value_at(document, path)
    if _HOLDS[operator](was, operand):
        return ""
    expected = "is there" if operator == "Exists" else f"{operator} {operand!r}"
    return f"expected that {path} {expected}, was {was!r}"


def _number(compare: Callable[[float, float], bool]) -> Callable[[str, str], bool]:
    def holds(was: str, operand: str) -> bool:
        try:
            return compare(float(was), float(operand))
        except ValueError:
            return False

    return holds


_HOLDS: Mapping[str, Callable[[str, str], bool]] = {
    "Equals": lambda was, operand: was == operand,
    "TextStartsWith": str.startswith,
    "TextEndsWith": str.endswith,
    "TextContains": lambda was, operand: operand in was,
    "NumberGreaterThan": _number(lambda was, operand: was > operand),
    "NumberGreaterOrEqualTo": _number(lambda was, operand: was >= operand),
    "NumberLessThan": _number(lambda was, operand: was < operand),
    "NumberLessOrEqualTo": _number(lambda was, operand: was <= operand),
    "Exists": lambda was, _operand: bool(was),
}
