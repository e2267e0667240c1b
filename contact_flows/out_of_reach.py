"""Branches of our flows that no call can take, and why: `out_of_reach.toml`.

Knows the file, and that every entry is a branch there is; refuses to know which branches calls take.
"""

from collections.abc import Mapping
from pathlib import Path

from pydantic import Field

from clinic import Text
from contact_flows.coverage import Passed, ways
from contact_flows.flow import Flow
from declared import Table, open_toml

FILE = Path(__file__).parent / "out_of_reach.toml"


class _Entry(Table):
    flow: Text
    action: Text
    branch: Text
    reason: Text


class _File(Table):
    branches: list[_Entry] = Field(default_factory=list)


def load(flows: Mapping[str, Flow], *, path: Path = FILE) -> dict[Passed, str]:
    """Each of these branches with its reason.

    Args:
        flows: Our flows, by name.
        path: The file.

    Raises:
        Refused: the file cannot be read, or names a branch that there is not.
    """
    source = open_toml(path, advice=f"restore {path.name} from the repository")
    found = {}
    for position, entry in enumerate(source.check(_File).branches):
        at = ("branches", position)
        flow = flows.get(entry.flow)
        if flow is None:
            raise source.refused(f"there is no flow {entry.flow!r}; remove the entry", *at, "flow")
        if not flow.has(entry.action):
            raise source.refused(f"{entry.flow} has no action {entry.action!r}; remove the entry", *at, "action")
        named = [way.branch for way in ways(flow.action(entry.action))]
        if entry.branch not in named:
            message = f"{entry.action} has no branch {entry.branch!r}; it has {', '.join(named)}"
            raise source.refused(message, *at, "branch")
        found[Passed(entry.flow, entry.action, entry.branch)] = entry.reason
    return found
