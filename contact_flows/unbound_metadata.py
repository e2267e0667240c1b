"""What the designer notes beside a flow, as far as the repository keeps it: places, names and remarks.

Knows which notes say something that the actions do not; refuses to know the actions. Dropped are notes that change with
every save (status, hash) or repeat a parameter: the designer writes them anew.
"""

from collections.abc import Mapping, Sequence
from typing import Any

_KEPT = ("entryPointPosition", "ActionMetadata", "Annotations", "name", "description", "type")
_OF_ACTION = ("position", "isFriendlyName", "friendlyName", "children", "fragments")
Json = Mapping[str, Any]


def metadata(live: Any, base: Any, names: Mapping[str, str], actions: Sequence[Json]) -> dict[str, Any]:
    """The notes of a flow.

    Args:
        live: As the designer has them.
        base: As the file has them; None: there is no file.
        names: Identifier in the live flow -> in the file.
        actions: Of the flow in the repository's form, in its order.
    """
    live, file = _object(live), _object(base)
    kept = {key: _renamed(_rounded(value), names) for key, value in live.items() if key in (*_KEPT, *file)}
    for key, value in file.items():
        if key in ("name", "type") or kept.get(key) in (None, "", value):
            kept[key] = value
    if "ActionMetadata" in live or "ActionMetadata" in file:
        kept["ActionMetadata"] = _of_actions(
            _object(live.get("ActionMetadata")), _object(file.get("ActionMetadata")), names, actions
        )
    return {key: kept[key] for key in dict.fromkeys((*file, *_KEPT, *kept)) if key in kept}


def _of_actions(live: Json, file: Json, names: Mapping[str, str], actions: Sequence[Json]) -> dict[str, Any]:
    older = {name: identifier for identifier, name in names.items()}
    order = [name for name in file if name in older]
    before = ""
    for action in actions:
        name = str(action["Identifier"])
        if name not in file:
            order.insert(order.index(before) + 1 if before in order else 0, name)
        before = name
    noted = {name: _note(live.get(older[name]), file.get(name), names) for name in order}
    return {name: note for name, note in noted.items() if note}


def _note(live: Any, file: Any, names: Mapping[str, str]) -> dict[str, Any]:
    """Of one action: what the file notes of actions, with the live place."""
    if isinstance(file, Mapping):
        return {**file, **{key: _placed(live, file) for key in ("position",) if _placed(live, file) is not None}}
    found = {key: _renamed(_rounded(value), names) for key, value in _object(live).items() if key in _OF_ACTION}
    return {key: found[key] for key in _OF_ACTION if key in found}


def _placed(live: Any, file: Json) -> Any:
    place = _rounded(_object(live).get("position"))
    there = isinstance(place, Mapping) and all(isinstance(place.get(axis), int) for axis in ("x", "y"))
    return place if there and place != file.get("position") else file.get("position")


def _object(value: Any) -> Json:
    return value if isinstance(value, Mapping) else {}


def _rounded(value: Any) -> Any:
    """With whole pixels: the designer's fractions change with its zoom."""
    if isinstance(value, Mapping):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(item) for item in value]
    return round(value) if isinstance(value, float) and abs(value) < 1e9 else value


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, Mapping):
        return {names.get(key, key): _renamed(item, names) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_renamed(item, names) for item in value]
    return names.get(value, value) if isinstance(value, str) else value
