"""What the functions need of botocore's data: the operations they call, and the endpoints of their services.

Knows how botocore writes its service models and its endpoints; refuses to know where they are kept. A function reads
them at its start, and most of that time would go into what it never asks for.
"""

import gzip
import json
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from botocore import xform_name

Model = Mapping[str, Any]

DISCOVERY = "endpointoperation"
"""An operation with it is asked by the client itself, where discovery of endpoints is switched on."""
_UNREAD = frozenset({"documentation", "documentationUrl"})


def read(path: Path) -> Any:
    """A JSON file of botocore, compressed or not."""
    content = path.read_bytes()
    return json.loads(gzip.decompress(content) if path.suffix == ".gz" else content)


def service_model(model: Model, called: Collection[str]) -> dict[str, Any]:
    """The model with the operations that are called, and the shapes they lead to, without documentation.

    Args:
        model: As in `service-2.json`.
        called: Names of methods, `get_item`; those that are no operation of the service change nothing.
    """
    operations = {
        name: operation
        for name, operation in model["operations"].items()
        if xform_name(name) in called or operation.get(DISCOVERY)
    }
    shapes = _reached(model["shapes"], operations)
    kept = {"operations": operations, "shapes": {name: model["shapes"][name] for name in sorted(shapes)}}
    told: dict[str, Any] = _without_documentation({**model, **kept})
    return told


def endpoints(data: Model, prefixes: Collection[str]) -> dict[str, Any]:
    """Every partition and Region, with the services of these endpoint prefixes alone.

    Args:
        data: As in `endpoints.json`.
        prefixes: As a service model's metadata has it.
    """
    partitions = [
        {**partition, "services": {name: each for name, each in partition["services"].items() if name in prefixes}}
        for partition in data["partitions"]
    ]
    return {**data, "partitions": partitions}


def _reached(shapes: Model, operations: Model) -> set[str]:
    """Names of all shapes that operations refer to, at whatever depth."""
    found: set[str] = set()
    left = [name for operation in operations.values() for name in _named(operation)]
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left += _named(shapes[name])
    return found


def _named(node: Any) -> Iterator[str]:
    """Every shape that a part of a model refers to."""
    if isinstance(node, Mapping):
        for key, value in node.items():
            if key == "shape" and isinstance(value, str):
                yield value
            else:
                yield from _named(value)
    elif isinstance(node, list):
        for each in node:
            yield from _named(each)


def _without_documentation(node: Any) -> Any:
    """The model without the texts; a member may be called as they are, and is a mapping then."""
    if isinstance(node, Mapping):
        return {
            key: _without_documentation(value)
            for key, value in node.items()
            if not (key in _UNREAD and isinstance(value, str))
        }
    return [_without_documentation(each) for each in node] if isinstance(node, list) else node
