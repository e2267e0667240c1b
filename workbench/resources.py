"""The map of an instance's resources: which ARN is which placeholder.

Knows the shapes that are easy to get (a table of placeholders, what `aws connect list-...` and `aws ssm
get-parameters-by-path` print, and how this project's deployments name things); refuses to know any flow.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from contact_flows.bind import PLACEHOLDERS
from contact_flows.kinds import NAMED_FLOWS
from contact_flows.meaning import scalar
from contact_flows.references import is_reference
from declared import Refused, Source, meant, open_toml
from declared.json_files import open_json

PUBLISHED: Mapping[str, str] = {"bot-alias-arn": "BotAlias", "flow-alias-arn": "FlowFunction"}
"""End of a parameter's name, as stacks publish it -> the placeholder for its value."""
_LISTS: Mapping[str, str] = {
    "QueueSummaryList": "queue",
    "ContactFlowSummaryList": "contact-flow",
    "HoursOfOperationSummaryList": "operating-hours",
    "PromptSummaryList": "prompt",
    "ViewsSummaryList": "view",
}
"""What `aws connect list-...` prints -> kind. Source: the responses in botocore's service model of connect."""
_OTHER_LISTS = ("LambdaFunctions", "LexBots", "assistantSummaries")


@dataclass(slots=True)
class Resources:
    """What is known of an instance."""

    bindings: dict[str, str] = field(default_factory=dict)
    """Placeholder -> value."""
    names: dict[str, str] = field(default_factory=dict)
    """Id -> name, of everything that was listed."""
    source: dict[str, str] = field(default_factory=dict, repr=False)
    """Placeholder -> where its value was read."""


def read_maps(paths: Iterable[Path]) -> Resources:
    """The map that these files are together.

    Raises:
        Refused: a file cannot be read or is no map, a name is unknown, or it is not clear what a name or an ARN means.
    """
    found = Resources()
    for path in paths:
        source = open_toml(path) if path.suffix.lower() == ".toml" else _json(path)
        for name, value, where in _entries(source, found):
            _add(found, name, value, f"{source.name}: {where}")
    _refuse_one_thing_under_two_names(found)
    return found


def _json(path: Path) -> Source:
    source = open_json(path, name=str(path))
    if not isinstance(source.data, Mapping):
        raise Refused(f'{source.name}: is no JSON object; write one such as {{"QueueGeneral": "arn:aws:connect:..."}}')
    return source


def _entries(source: Source, found: Resources) -> Iterator[tuple[str, str, str]]:
    """Placeholder, value and where it stands."""
    data = source.data
    if data.get("NextToken"):
        raise Refused(f"{source.name}: is only a part of the list (NextToken); list again without --max-items")
    lists = [key for key in (*_LISTS, *_OTHER_LISTS) if isinstance(data.get(key), list)]
    if lists:
        for key in lists:
            yield from _of_list(key, data[key], found)
    elif isinstance(data.get("Parameters"), list):
        yield from _of_parameters(data["Parameters"])
    elif "Actions" in data or "ContactFlow" in data:
        raise Refused(f"{source.name}: is a flow; --resources takes the map of the instance that the flow is from")
    else:
        yield from _of_table(source)


def _of_table(source: Source) -> Iterator[tuple[str, str, str]]:
    for name, value in source.data.items():
        if name not in PLACEHOLDERS:
            raise source.refused(f"no flow has this placeholder{meant(name, PLACEHOLDERS)}; {_known()}", name)
        if not isinstance(value, str):
            raise source.refused("must be a text, such as an ARN", name)
        yield name, value, name


def _of_parameters(parameters: Iterable[Any]) -> Iterator[tuple[str, str, str]]:
    for each in parameters:
        whole = str(each.get("Name", "")) if isinstance(each, Mapping) else ""
        name = PUBLISHED.get(whole.rpartition("/")[2])
        if name:
            yield name, str(each.get("Value", "")), whole


def _of_list(key: str, items: Iterable[Any], found: Resources) -> Iterator[tuple[str, str, str]]:
    if key in _LISTS:
        for each in items:
            arn, called = (
                (str(each.get(part, "")) for part in ("Arn", "Name")) if isinstance(each, Mapping) else ("", "")
            )
            found.names[scalar(arn)] = called
            if arn and (name := placeholder(_LISTS[key], called)):
                yield name, arn, f"{called!r}"
        return
    arns = [arn for each in items if (arn := _arn(key, each))]
    name = {"LambdaFunctions": "FlowFunction", "LexBots": "BotAlias", "assistantSummaries": "Assistant"}[key]
    if len(arns) == 1:
        yield name, arns[0], key


def _arn(key: str, item: Any) -> str:
    if isinstance(item, str):
        return item if key == "LambdaFunctions" else ""
    if not isinstance(item, Mapping):
        return ""
    bot = item.get("LexV2Bot")
    return str(bot.get("AliasArn", "")) if isinstance(bot, Mapping) else str(item.get("assistantArn", ""))


def placeholder(kind: str, called: str) -> str | None:
    """The placeholder for something of an instance, by how deployments name it; None: it is nothing of ours.

    Args:
        kind: As in its ARN.
        called: Its name in Connect.
    """
    if kind == "queue":
        name = f"Queue{called.partition(' - ')[0]}"
        return name if name in PLACEHOLDERS else None
    if not re.match(r"frontdesk-", called):
        return None
    if kind == "contact-flow":
        return next((name for name, file in NAMED_FLOWS.items() if called.endswith(f"-{file}")), None)
    if kind == "view":
        return next((name for name in PLACEHOLDERS if called.endswith(f"-{name.removeprefix('View').lower()}")), None)
    ends = {"operating-hours": (" hours", "Hours"), "prompt": ("-hold-music", "HoldMusic")}.get(kind, (None, None))
    return ends[1] if ends[0] and called.endswith(ends[0]) else None


def _add(found: Resources, name: str, value: str, where: str) -> None:
    if name in found.bindings and found.bindings[name] != value:
        raise Refused(
            f"{where}: {name} is {value!r}, and {found.bindings[name]!r} by {found.source[name]}; keep the one of "
            "the deployment that the flow is from"
        )
    found.bindings[name], found.source[name] = value, where


def _refuse_one_thing_under_two_names(found: Resources) -> None:
    names: dict[str, str] = {}
    for name, value in found.bindings.items():
        if is_reference(value) and (other := names.setdefault(value, name)) != name:
            raise Refused(
                f"{found.source[name]}: {value} is {other} already ({found.source[other]}), and nobody could "
                "tell which of the two a flow means; remove one"
            )


def _known() -> str:
    return f"there are {', '.join(PLACEHOLDERS)}"
