"""CloudFormation's functions in a template, replaced by what a deployed stack has.

Knows Ref, Fn::GetAtt, Fn::Join, Fn::Sub, Fn::Select and Fn::Split; refuses to know templates as a whole. What cannot
be known becomes `UNKNOWN`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from contact_flows.meaning import UNKNOWN

_VARIABLE = re.compile(r"\$\{(!?)([^${}]+)\}")
_DYNAMIC = re.compile(r"\{\{resolve:[^{}]+\}\}")


@dataclass(frozen=True, slots=True)
class Scope:
    """What the names of a deployed stack stand for."""

    pseudo: Mapping[str, str] = field(default_factory=dict)
    """`AWS::Region` and its like."""
    parameters: Mapping[str, str] = field(default_factory=dict)
    physical_ids: Mapping[str, str] = field(default_factory=dict)
    """By logical id."""


def resolved(value: Any, scope: Scope) -> Any:
    """The value with every function replaced; a part that cannot be known is `UNKNOWN`."""
    if isinstance(value, list):
        return [resolved(each, scope) for each in value]
    if isinstance(value, str):
        return _DYNAMIC.sub(UNKNOWN, value)
    if not isinstance(value, Mapping):
        return value
    if len(value) == 1:
        (name, argument), *_ = value.items()
        if name == "Ref" or name.startswith("Fn::"):
            return _function(name, argument, scope)
    return {name: resolved(each, scope) for name, each in value.items()}


def references(value: Any) -> set[str]:
    """Names that the value refers to: logical ids, parameters and pseudo parameters."""
    if isinstance(value, list):
        return {name for each in value for name in references(each)}
    if not isinstance(value, Mapping):
        return set()
    found = {name for each in value.values() for name in references(each)}
    match value:
        case {"Ref": str() as name}:
            found.add(name)
        case {"Fn::GetAtt": [str() as name, *_]}:
            found.add(name)
        case {"Fn::GetAtt": str() as path}:
            found.add(path.split(".", 1)[0])
        case {"Fn::Sub": (str() as text) | [str() as text, *_]}:
            found |= {variable[2].split(".", 1)[0] for variable in _VARIABLE.finditer(text) if not variable[1]}
    return found


def _function(name: str, argument: Any, scope: Scope) -> Any:
    match name, argument:
        case "Ref", str():
            return _ref(argument, scope)
        case "Fn::GetAtt", [str() as resource, str() as attribute]:
            return _attribute(resource, attribute, scope=scope)
        case "Fn::GetAtt", str():
            return _attribute(*argument.split(".", 1), scope=scope)
        case "Fn::Join", [str() as separator, list() as parts]:
            return separator.join(str(resolved(part, scope)) for part in parts)
        case "Fn::Sub", str():
            return _substituted(argument, {}, scope)
        case "Fn::Sub", [str() as text, dict() as variables]:
            return _substituted(text, variables, scope)
        case "Fn::Split", [str() as separator, text]:
            return str(resolved(text, scope)).split(separator)
        case "Fn::Select", [index, items]:
            return _selected(index, resolved(items, scope))
    return UNKNOWN


def _ref(name: str, scope: Scope) -> str:
    known = (scope.parameters, scope.physical_ids, scope.pseudo)
    return next((names[name] for names in known if name in names), UNKNOWN)


def _attribute(resource: str, attribute: str = "", *, scope: Scope) -> str:
    """An ARN, where the physical id is one: so it is with Connect's resources. No other attribute is known."""
    physical = scope.physical_ids.get(resource, "")
    return physical if attribute.endswith("Arn") and physical.startswith("arn:") else UNKNOWN


def _substituted(text: str, variables: Mapping[str, Any], scope: Scope) -> str:
    def value(found: re.Match[str]) -> str:
        if found[1]:
            return f"${{{found[2]}}}"
        if found[2] in variables:
            return str(resolved(variables[found[2]], scope))
        resource, dot, attribute = found[2].partition(".")
        return _attribute(resource, attribute, scope=scope) if dot else _ref(resource, scope)

    return _VARIABLE.sub(value, text)


def _selected(index: Any, items: Any) -> Any:
    try:
        return items[int(index)]
    except (IndexError, KeyError, TypeError, ValueError):
        return UNKNOWN
