"""What an update from one template to another would replace, by CloudFormation's own schemas.

A resource is replaced when a create-only property of it changes, also when that property refers to a resource that is
itself replaced. A new logical id is a new resource.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER

from infra.doctor.intrinsics import references

Template = Mapping[str, Any]
_ABSENT = object()


@dataclass(frozen=True)
class Changes:
    """Logical ids of each kind of change; `replaced` says by which property."""

    updated: frozenset[str]
    replaced: Mapping[str, str]
    added: frozenset[str]
    removed: frozenset[str]

    def of(self, template: Template, ids: frozenset[str]) -> set[str]:
        """The resource types of these logical ids."""
        return {template["Resources"][name]["Type"] for name in ids}


def changes(before: Template, after: Template, *, region: str = "us-east-1") -> Changes:
    """What an update would do."""
    old, new = before.get("Resources", {}), after.get("Resources", {})
    common = old.keys() & new.keys()
    replaced: dict[str, str] = {}
    while True:
        found = {
            name: why
            for name in common - replaced.keys()
            if (why := _replaced_by(old[name], new[name], replaced, region))
        }
        if not found:
            break
        replaced |= found
    updated = frozenset(name for name in common - replaced.keys() if old[name] != new[name])
    return Changes(updated, replaced, frozenset(new.keys() - old.keys()), frozenset(old.keys() - new.keys()))


def _replaced_by(old: Template, new: Template, replaced: Mapping[str, str], region: str) -> str:
    if old["Type"] != new["Type"]:
        return "Type"
    for path in create_only(new["Type"], region):
        was, becomes = _at(old.get("Properties", {}), path), _at(new.get("Properties", {}), path)
        if was != becomes or (becomes is not _ABSENT and any(name in replaced for name in references(becomes))):
            return path
    return ""


@cache
def create_only(kind: str, region: str) -> tuple[str, ...]:
    """`InstanceAlias`, `Settings/Name`: the properties whose change replaces a resource of this type."""
    if kind.startswith(("Custom::", "AWS::CloudFormation::CustomResource")):
        return ("ServiceToken",)
    schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema(region, kind).schema
    paths = [*schema.get("createOnlyProperties", ()), *(schema.get("conditionalCreateOnlyProperties") or ())]
    return tuple(path.removeprefix("/properties/") for path in paths)


def _at(properties: Any, path: str) -> Any:
    for part in path.split("/"):
        if not isinstance(properties, Mapping) or part not in properties:
            return _ABSENT
        properties = properties[part]
    return properties
