"""Commands and code that the documentation shows, and whether AWS's own models know the commands."""

import json
import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import botocore.session
from botocore import xform_name
from botocore.model import OperationModel, Shape, StringShape, StructureShape
from botocore.validate import ParamValidator

from tests.infra.synthesis import ROOT

PAGES = (*sorted((ROOT / "docs").rglob("*.md")), ROOT / "README.md")
OF_THE_CLI = {"--query", "--output", "--region", "--profile"}
"""Options that every command of the AWS CLI takes."""
NOT_OF_AN_API = {
    "configure sso": {"--profile"},
    "sso login": {"--profile"},
    "logs tail": {"--since", "--follow", "--region"},
    "s3 ls": {"--recursive", "--region"},
    "s3 rb": {"--region"},
}
"""Commands that the AWS CLI has besides those of the services' APIs, with the options used of them."""


def fenced(page: Path, *languages: str) -> list[str]:
    """The code blocks of these languages; an empty one is a block without a language."""
    found = re.findall(r"^( *)```(\w*)\n(.*?)^\1```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    return [re.sub(rf"^{indent}", "", body, flags=re.MULTILINE) for indent, name, body in found if name in languages]


def commands(page: Path, program: str) -> Iterator[str]:
    """Every command line of a page, in blocks and inside sentences, that calls this program."""
    text = page.read_text(encoding="utf-8")
    lines = [line.strip().removeprefix("$ ") for block in fenced(page, "", "console") for line in block.splitlines()]
    prose = re.sub(r"^( *)```.*?^\1```", "", text, flags=re.DOTALL | re.MULTILINE)
    for line in [*lines, *(" ".join(each.split()) for each in re.findall(r"`([^`]+)`", prose))]:
        if re.match(rf"{re.escape(program)}(\s|$)", line):
            yield line


@cache
def _operations(service: str) -> dict[str, OperationModel]:
    model = botocore.session.get_session().get_service_model(service)
    return {xform_name(name, "-"): model.operation_model(name) for name in model.operation_names}


def wrong_with(command: str) -> list[str]:
    """What the AWS CLI would refuse of the command; nothing when it would take it."""
    _, service, operation, *words = shlex.split(command)
    if known := NOT_OF_AN_API.get(f"{service} {operation}"):
        return [f"unknown option {word}" for word in words if word.startswith("--") and word not in known]
    if service not in botocore.session.get_session().get_available_services():
        return [f"unknown service {service}"]
    found = _operations(service).get(operation)
    if found is None:
        return [f"{service} has no operation {operation}"]
    return list(_wrong_options(found, _options(words)))


def _options(words: list[str]) -> dict[str, list[str]]:
    options: dict[str, list[str]] = {}
    for word in words:
        if word.startswith("--"):
            options[word] = []
        else:
            options[list(options)[-1]].append(word)
    return options


def _wrong_options(operation: OperationModel, options: dict[str, list[str]]) -> Iterator[str]:
    members = operation.input_shape.members if operation.input_shape else {}
    named = {f"--{xform_name(name, '-')}": name for name in members}
    named |= {f"--no-{xform_name(name, '-')}": name for name, shape in members.items() if shape.type_name == "boolean"}
    given = set()
    for option, values in options.items():
        if option in OF_THE_CLI:
            continue
        if option not in named:
            yield f"unknown option {option}"
            continue
        given.add(named[option])
        shape = members[named[option]]
        if shape.type_name != "boolean":
            yield from (f"{option}: {each}" for each in _wrong_value(shape, values))
    required = set(operation.input_shape.required_members) if operation.input_shape else set()
    yield from (f"lacks {name}" for name in sorted(required - given))


def _wrong_value(shape: Shape, values: list[str]) -> Iterator[str]:
    if not values:
        yield "lacks a value"
    for value in values:
        if value.startswith(("[", "{")):
            report = ParamValidator().validate(json.loads(value), shape)
            if report.has_errors():
                yield report.generate_report()
        elif isinstance(shape, StructureShape):
            keys = [part.partition("=")[0] for part in value.split(",")]
            yield from (f"unknown part {key}" for key in keys if key not in shape.members)
        elif isinstance(shape, StringShape) and shape.enum and value not in shape.enum:
            yield f"{value} is none of {', '.join(shape.enum)}"
