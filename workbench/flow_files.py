"""A flow's file that somebody names, read: as the designer exports it, or as `aws connect` prints it.

Knows how a file comes to be a flow, and what is said where it does not; refuses to know what is wrong with a flow.
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from contact_flows.check import opened
from contact_flows.flow import Flow
from declared.ending import Unusable


def content(path: Path) -> bytes:
    """Raises: Unusable: the file cannot be read."""
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise Unusable(f"{path}: cannot be read: {why}; name a flow's JSON file") from error


def shown(path: Path) -> str:
    """The path as text that can be written anywhere, also where the file's name is no UTF-8."""
    return os.fsencode(path).decode("utf-8", errors="replace")


def flow(path: Path, *, name: str = "", text: str | bytes | None = None) -> Flow:
    """The flow of a file.

    Args:
        path: The file.
        name: What the flow is called; by default as the file.
        text: What to read instead of all of the file.

    Raises:
        Unusable: the file cannot be read, or is no flow.
    """
    found = opened(content(path) if text is None else text, name=name or shown(path))
    if not isinstance(found, Flow):
        raise Unusable(str(found))
    return found


def exported(path: Path) -> tuple[Flow, str]:
    """The flow of an export, or of what DescribeContactFlow prints, and its name in Connect where that says it.

    Raises:
        Unusable: as for `flow`.
    """
    whole = content(path)
    data = decoded(whole)
    parts = [data.get(key) for key in ("ContactFlow", "ContactFlowModule")] if isinstance(data, Mapping) else []
    described = next((each for each in parts if isinstance(each, Mapping)), None)
    if described is None or not isinstance(described.get("Content"), str):
        return flow(path, text=whole), ""
    return flow(path, text=described["Content"]), str(described.get("Name", ""))


def decoded(text: bytes) -> Any:
    """The JSON value; None where it is none."""
    try:
        return json.loads(text.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
