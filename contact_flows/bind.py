"""The clinic's contact flows: read from their files, their placeholders replaced, held against the language.

Knows where the flows are, which placeholders they carry and that no account's ARN may stand there instead; refuses to
know where the values come from and who runs a flow.
"""

import graphlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any
from xml.sax.saxutils import escape

from contact_flows.check import accept
from contact_flows.flow import Flow, FlowError, parse, read
from contact_flows.kinds import NAMED_FLOWS, THINGS, Thing, misplaced
from contact_flows.language import ACCOUNT_ARN, PLACEHOLDER, UNCLOSED

FOLDER = Path(__file__).parent
NAMED_BY_QUEUES = "outbound_whisper"
"""The flow that every queue names, so that it is created before them."""
FIRST_FLOWS: Mapping[str, str] = MappingProxyType(
    {"inbound": "where a call starts", "outbound_whisper": "what a caller who is called back hears first"}
)
"""Flows that no flow names, and what they are."""
PLACEHOLDERS: Mapping[str, str] = MappingProxyType(
    {
        "BotAlias": "ARN of the Lex bot's alias",
        "FlowFunction": "ARN of the alias of the Lambda function that flows call",
        "Hours": "ARN of the hours in which people answer",
        "QueueGeneral": "ARN of the queue General",
        "QueueScheduling": "ARN of the queue Scheduling",
        "QueueBilling": "ARN of the queue Billing",
        "QueueSpanish": "ARN of the queue Spanish",
        **{placeholder: f"ARN of the flow {name}" for placeholder, name in NAMED_FLOWS.items()},
        "ViewHandoff": "ARN of the version of the view handoff, which the agent's screen shows",
        "HoldMusic": "ARN of the prompt that callers hear while they wait",
        "Assistant": "ARN of the assistant of Amazon Q in Connect, or words that are no ARN where agents have none",
        "ClinicName": "name of the clinic, as callers hear it",
        "OpeningHours": "hours in which people answer, in words that fit into a sentence",
        "EmergencyNumber": "number to call in an emergency",
        "CrisisLine": "SSML of a sentence that says whom to call with thoughts of suicide, or nothing",
        "Voice": "Polly voice of the flows' language",
        "VoiceEngine": "engine of that voice, as Connect writes it",
        "IvrRecording": "word for whether the talk with the bot is recorded: Enabled or Disabled",
        "ContactLens": "word for whether the talk with staff is transcribed and analysed: True or False",
        "AnalyticsMode": "word for when that is done: PostContact or RealTime",
        "RecordingNotice": "sentence that tells callers what is recorded",
    }
)
"""Every placeholder a flow may carry, and what stands for it."""
MARKUP = frozenset({"CrisisLine"})
"""Placeholders whose value is SSML already: it stands only in SSML, as it is."""
WORDS = frozenset(name for name, thing in THINGS.items() if thing is Thing.WORDS)
"""Placeholders that stand for words, not for something of an instance."""
OPTIONAL = frozenset({"CrisisLine"})
"""Placeholders whose value may be empty."""
_INSTEAD_OF: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        ":lex:": ("BotAlias",),
        ":lambda:": ("FlowFunction",),
        "/operating-hours/": ("Hours",),
        "/queue/": tuple(name for name in PLACEHOLDERS if name.startswith("Queue")),
        "/contact-flow/": tuple(NAMED_FLOWS),
        "/view/": ("ViewHandoff",),
        "/prompt/": ("HoldMusic",),
        ":wisdom:": ("Assistant",),
    }
)
"""Part of an ARN -> the placeholders for such things."""


def load(bindings: Mapping[str, str], *, folder: Path = FOLDER) -> dict[str, Flow]:
    """Every flow of the folder by its name (the file's, without the suffix), ready to be created in Connect.

    Args:
        bindings: Placeholder name -> value, as plain text: it is escaped where it stands in SSML. It may hold more
            than the flows use, and nothing that is no placeholder.
        folder: Where the flows' JSON files are.

    Raises:
        FlowError: a flow is missing or not readable, a placeholder is unknown, has no value or stands where something
            else belongs, an account's ARN stands in a flow, or Connect would refuse a flow; names file and action.
    """
    if strange := sorted(set(bindings) - set(PLACEHOLDERS)):
        raise FlowError(f"bindings: {strange[0]!r} is no placeholder; the flows know {', '.join(PLACEHOLDERS)}")
    flows = {path.stem: _load(path, bindings) for path in _files(folder)}
    _refuse_missing(flows, folder)
    return flows


def placeholders(*, folder: Path = FOLDER) -> dict[str, frozenset[str]]:
    """Which placeholders each flow carries, by the flow's name.

    Raises:
        FlowError: the folder holds no flow, or a file cannot be read.
    """
    return {path.stem: frozenset(PLACEHOLDER.findall(_text(path))) for path in _files(folder)}


def drafts(*, folder: Path = FOLDER) -> dict[str, Flow]:
    """Every flow as its file has it, nothing bound: of which type it is, and what it says of itself.

    Raises:
        FlowError: the folder holds no flow, a flow is missing, or a file cannot be read.
    """
    flows = {path.stem: parse(_text(path), name=path.name) for path in _files(folder)}
    _refuse_missing(flows, folder)
    return flows


def creation_order(*, folder: Path = FOLDER) -> tuple[str, ...]:
    """The flows' names, each after all that it names, directly or through a queue: Connect accepts no other order.

    Raises:
        FlowError: flows name each other in a circle, the folder holds no flow, or a file cannot be read.
    """
    queues = "the queues"
    before: dict[str, set[str]] = {queues: {NAMED_BY_QUEUES}}
    for name, carried in placeholders(folder=folder).items():
        before[name] = {NAMED_FLOWS[placeholder] for placeholder in carried if placeholder in NAMED_FLOWS}
        before[name] |= {queues for placeholder in carried if placeholder.startswith("Queue")}
    try:
        ordered = tuple(
            graphlib.TopologicalSorter({name: sorted(first) for name, first in before.items()}).static_order()
        )
    except graphlib.CycleError as error:
        circle = " -> ".join(reversed(error.args[1]))
        raise FlowError(
            f"{folder.name}: {circle} name each other in a circle, and Connect takes a flow only after those it names; "
            "remove one of the references"
        ) from error
    return tuple(name for name in ordered if name in before and name != queues)


def content(flow: Flow) -> str:
    """The flow as JSON text in the Flow language, as CreateContactFlow takes it."""
    data = flow.written()
    for action in data["Actions"]:
        action["Transitions"] = {key: value for key, value in action["Transitions"].items() if value}
    return json.dumps(data, ensure_ascii=False, indent=2)


def _refuse_missing(flows: Mapping[str, Flow], folder: Path) -> None:
    """Raises: FlowError: a flow that others name, or that a contact comes to first, is not there."""
    named = {name: f"the flow that ${{{placeholder}}} stands for" for placeholder, name in NAMED_FLOWS.items()}
    for name, what in {**FIRST_FLOWS, **named}.items():
        if name not in flows:
            raise FlowError(f"{folder.name}: {name}.json, {what}, is missing; restore it from the repository")


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
    except UnicodeDecodeError as error:
        raise FlowError(f"{path.name}: is not UTF-8 (byte {error.start + 1}); save it as UTF-8") from error


def bind(flow: Flow, bindings: Mapping[str, str]) -> Flow:
    """The flow with a value in place of every placeholder; what else is wrong with it is not looked at.

    Args:
        flow: Any flow in the repository's form.
        bindings: Placeholder name -> value, as plain text: it is escaped where it stands in SSML.

    Raises:
        FlowError: a placeholder is unknown or has no value, or an account's ARN stands in the flow; names file and
            action.
    """
    data = flow.written()
    actions = [_bind(action, bindings, f"{flow.name}: action {action['Identifier']!r}") for action in data["Actions"]]
    return read(_bind(data | {"Actions": []}, bindings, flow.name) | {"Actions": actions}, name=flow.name)


def filled(value: Any, bindings: Mapping[str, str], *, ssml: bool = False) -> Any:
    """Decoded JSON with every placeholder replaced that has a binding; the others stay.

    Args:
        value: Any part of a flow.
        bindings: As of `bind`.
        ssml: Whether a text in it is SSML.
    """
    if isinstance(value, Mapping):
        return {key: filled(item, bindings, ssml=key == "SSML") for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [filled(item, bindings) for item in value]
    if not isinstance(value, str):
        return value

    def value_of(match: re.Match[str]) -> str:
        return spelled(match[1], bindings[match[1]], ssml=ssml) if match[1] in bindings else match[0]

    return PLACEHOLDER.sub(value_of, value)


def bound_values(draft: Any, bound: Any) -> dict[str, str]:
    """Placeholder -> value, read off a flow in the repository's form and the same flow bound.

    Args:
        draft: Decoded JSON with placeholders.
        bound: The same with values.
    """
    if isinstance(draft, Mapping) and isinstance(bound, Mapping):
        parts = [(draft[key], bound[key]) for key in draft if key in bound]
    elif isinstance(draft, list) and isinstance(bound, list):
        parts = list(zip(draft, bound, strict=False))
    elif isinstance(draft, str) and isinstance(bound, str):
        match = PLACEHOLDER.fullmatch(draft)
        return {match[1]: bound} if match else {}
    else:
        parts = []
    return {name: value for pair in parts for name, value in bound_values(*pair).items()}


def spelled(name: str, value: str, *, ssml: bool) -> str:
    """How a placeholder's value stands in a text."""
    return escape(value, {'"': "&quot;", "'": "&apos;"}) if ssml and name not in MARKUP else value


def account_arns(text: str) -> list[str]:
    """The ARNs in a text that exist in one AWS account alone."""
    return [arn[0] for arn in ACCOUNT_ARN.finditer(text)]


def placeholders_for(arn: str) -> tuple[str, ...]:
    """The placeholders that may stand for such a thing."""
    return next((names for mark, names in _INSTEAD_OF.items() if mark in arn), ())


def _load(path: Path, bindings: Mapping[str, str]) -> Flow:
    draft = parse(_text(path), name=path.name)
    bound = bind(draft, bindings)
    for wrong in misplaced(draft):
        raise FlowError(f"{draft.name}: action {wrong.action!r}: {wrong.message}; {wrong.fix}")
    return accept(bound).model_copy(update={"name": path.stem})


def _bind(value: Any, bindings: Mapping[str, str], where: str, *, ssml: bool = False) -> Any:
    if isinstance(value, Mapping):
        return {key: _bind(item, bindings, where, ssml=key == "SSML") for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_bind(item, bindings, where) for item in value]
    if not isinstance(value, str):
        return value
    _refuse(value, where)
    return PLACEHOLDER.sub(lambda match: _binding(match[1], bindings, where, ssml=ssml), value)


def _refuse(text: str, where: str) -> None:
    if unclosed := UNCLOSED.search(text):
        raise FlowError(f"{where}: {unclosed[0]!r} is not closed; write {unclosed[0]}}}")
    if arn := ACCOUNT_ARN.search(text):
        names = " or ".join(f"${{{name}}}" for name in placeholders_for(arn[0]))
        fix = f"write {names}" if names else "declare a placeholder for it in contact_flows/bind.py"
        raise FlowError(f"{where}: {arn[0]!r} exists in one AWS account alone; {fix}")


def _binding(name: str, bindings: Mapping[str, str], where: str, *, ssml: bool) -> str:
    value = bindings.get(name)
    if value is None and name not in PLACEHOLDERS:
        raise FlowError(f"{where}: ${{{name}}} is no placeholder; it must be one of {', '.join(PLACEHOLDERS)}")
    if value is None or not (value.strip() or name in OPTIONAL):
        what = PLACEHOLDERS.get(name, "ARN or words that it stands for")
        raise FlowError(f"{where}: the placeholder ${{{name}}} has no value; bind it to the {what}")
    if "$." in value:
        raise FlowError(f"{where}: the value of ${{{name}}} holds '$.', which Connect takes for an attribute")
    if name in MARKUP and not ssml:
        raise FlowError(f"{where}: ${{{name}}} is SSML; write the sentence as SSML instead of Text")
    return spelled(name, value, ssml=ssml)
