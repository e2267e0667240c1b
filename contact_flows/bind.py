"""The clinic's contact flows: read from their files, their placeholders replaced, held against the language.

Knows where the flows are and which placeholders they carry; refuses to know what an ARN looks like and who runs a flow.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from contact_flows.check import accept
from contact_flows.flow import Flow, FlowError, parse, read

FOLDER = Path(__file__).parent
PLACEHOLDER = re.compile(r"\$\{([^}]*)\}")

PLACEHOLDERS: Mapping[str, str] = MappingProxyType(
    {
        "BotAlias": "ARN of the Lex bot's alias",
        "FlowFunction": "ARN of the alias of the Lambda function that flows call",
        "Hours": "ARN of the hours in which people answer",
        "QueueGeneral": "ARN of the queue General",
        "QueueScheduling": "ARN of the queue Scheduling",
        "QueueBilling": "ARN of the queue Billing",
        "QueueSpanish": "ARN of the queue Spanish",
        "FlowHandoff": "ARN of the flow handoff",
        "FlowCustomerQueue": "ARN of the flow customer_queue",
        "FlowAgentWhisper": "ARN of the flow agent_whisper",
        "FlowCustomerWhisper": "ARN of the flow customer_whisper",
    }
)
"""Every placeholder a flow may carry, and what stands for it."""


def load(bindings: Mapping[str, str], *, folder: Path = FOLDER) -> dict[str, Flow]:
    """Every flow of the folder by its name (the file's, without the suffix), ready to be created in Connect.

    Args:
        bindings: Placeholder name -> ARN. It may hold more than the flows use, and nothing that is no placeholder.
        folder: Where the flows' JSON files are.

    Raises:
        FlowError: a placeholder is unknown or has no value, or Connect would refuse a flow; names file and action.
    """
    if strange := sorted(set(bindings) - set(PLACEHOLDERS)):
        raise FlowError(f"bindings: {strange[0]!r} is no placeholder; the flows know {', '.join(PLACEHOLDERS)}")
    return {path.stem: _load(path, bindings) for path in _files(folder)}


def placeholders(*, folder: Path = FOLDER) -> dict[str, frozenset[str]]:
    """Which placeholders each flow carries, by the flow's name.

    Raises:
        FlowError: the folder holds no flow, or a file cannot be read.
    """
    return {path.stem: frozenset(PLACEHOLDER.findall(_text(path))) for path in _files(folder)}


def content(flow: Flow) -> str:
    """The flow as JSON text in the Flow language, as CreateContactFlow takes it."""
    data = flow.model_dump(by_alias=True, exclude={"name"}, exclude_none=True, mode="json")
    for action in data["Actions"]:
        action["Transitions"] = {key: value for key, value in action["Transitions"].items() if value}
    return json.dumps(data, ensure_ascii=False, indent=2)


def _files(folder: Path) -> list[Path]:
    files = sorted(folder.glob("*.json"))
    if not files:
        raise FlowError(f"{folder.name}: holds no flow; restore the JSON files from the repository")
    return files


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise FlowError(f"{path.name}: cannot be read ({error.strerror}); restore it from the repository") from error


def _load(path: Path, bindings: Mapping[str, str]) -> Flow:
    flow = parse(_text(path), name=path.name)
    bound = _replace(flow.model_dump(by_alias=True, exclude={"name"}, exclude_none=True), bindings, path.name)
    return accept(read(bound, name=path.name)).model_copy(update={"name": path.stem})


def _replace(value: Any, bindings: Mapping[str, str], file: str) -> Any:
    if isinstance(value, Mapping):
        return {key: _replace(item, bindings, file) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_replace(item, bindings, file) for item in value]
    if isinstance(value, str):
        return PLACEHOLDER.sub(lambda match: _binding(match[1], bindings, file), value)
    return value


def _binding(name: str, bindings: Mapping[str, str], file: str) -> str:
    if name not in PLACEHOLDERS:
        raise FlowError(f"{file}: ${{{name}}} is no placeholder; it must be one of {', '.join(PLACEHOLDERS)}")
    if not bindings.get(name):
        raise FlowError(f"{file}: the placeholder ${{{name}}} has no value; bind it to the {PLACEHOLDERS[name]}")
    return bindings[name]
