"""What `ivr flows lint` does: flow files become findings, and findings become a report.

Knows which files are flows, which belong together, and how findings are told; refuses to know any rule.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any, TextIO

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding

from clinic import ClinicError
from contact_flows.bind import FOLDER, PLACEHOLDERS
from contact_flows.check import Problem, Severity, opened
from contact_flows.flow import Flow
from contact_flows.language import PLACEHOLDER
from contact_flows.lint import lint
from declared.ending import Unusable
from declared.wording import printable
from lex_bot import BotError
from workbench import flow_files
from workbench.known import OURS, known

__all__ = ["Asked", "Unusable", "findings", "run"]

BAD = frozenset({Severity.ERROR, Severity.WARNING})
"""What makes the exit code 1."""
TOLD = ("file", "action", "rule", "severity", "message", "fix")
"""What JSON says of a finding."""
COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


@dataclass(frozen=True, slots=True)
class Asked:
    """The command line of `ivr flows lint`."""

    paths: Sequence[Path] = ()
    """Files and folders; none: our own flows."""
    json: bool = False


@dataclass(slots=True)
class Read:
    """What the files given came to."""

    flows: list[Flow] = field(default_factory=list)
    broken: list[Problem] = field(default_factory=list)
    """Flows whose envelope cannot be read."""
    skipped: list[str] = field(default_factory=list)
    """Files of a folder that are no flows."""


def run(asked: Asked, *, out: TextIO, aside: TextIO) -> int:
    """Lint and report; 1 with an error or a warning, 0 with notes alone.

    Args:
        asked: What the command line says.
        out: The report, or JSON alone.
        aside: What was skipped, with JSON.

    Raises:
        Unusable: a path is not there, cannot be read, or holds no flow.
    """
    read = _read(asked.paths or [FOLDER])
    found = findings(read)
    if asked.json:
        if read.skipped:
            print(printable(_skipped(read.skipped)), file=aside)
        told = [{name: getattr(problem, name) for name in TOLD} for problem in found]
        print(json.dumps(told, indent=2, ensure_ascii=False), file=out)
    else:
        report(found, read, out)
    return 1 if any(problem.severity in BAD for problem in found) else 0


def findings(read: Read) -> list[Problem]:
    """Everything found, file by file in the order they were given.

    Raises:
        Unusable: `clinic.toml` or the bot, against which our own flows are held, cannot be used.
    """
    found = list(read.broken)
    ours = [flow for flow in read.flows if _is_ours(flow)]
    others = [flow for flow in read.flows if not _is_ours(flow)]
    found += lint(others)
    for folder, flows in groupby(ours, key=lambda flow: Path(flow.name).parent):
        found += _lint_ours(list(flows), folder)
    order = {flow.name: place for place, flow in enumerate(read.flows)}
    return sorted(found, key=lambda problem: order.get(problem.file, -1))


def _lint_ours(flows: Sequence[Flow], folder: Path) -> list[Problem]:
    """Those of one folder, beside all that lie there, since they know each other's attributes."""
    names = {flow.name for flow in flows}
    beside = [flow for path in _beside(folder) if path not in names and (flow := _flow_or_none(path)) is not None]
    stems = {Path(flow.name).stem for flow in (*flows, *beside)}
    try:
        return lint(flows, known=known(stems), beside=beside)
    except (ClinicError, BotError) as error:
        raise Unusable(str(error)) from error


def _beside(folder: Path) -> list[str]:
    return sorted(str(path) for path in folder.glob("*.json") if path.stem in OURS)


def _flow_or_none(path: str) -> Flow | None:
    try:
        return flow_files.flow(Path(path))
    except Unusable:
        return None


def _is_ours(flow: Flow) -> bool:
    """Whether its placeholders are those that our stacks bind, or it carries none and lies among such."""
    named = set(PLACEHOLDER.findall(flow.model_dump_json()))
    if named:
        return not named.isdisjoint(PLACEHOLDERS)
    path = Path(flow.name)
    return path.stem in OURS and {found.stem for found in path.parent.glob("*.json")} >= OURS and _binds(path.parent)


def _binds(folder: Path) -> bool:
    """Whether flows that lie here carry our placeholders: exports of a deployment have none."""
    flows = (_flow_or_none(path) for path in _beside(folder))
    named = {name for flow in flows if flow is not None for name in PLACEHOLDER.findall(flow.model_dump_json())}
    return not named.isdisjoint(PLACEHOLDERS)


def _read(paths: Iterable[Path]) -> Read:
    read = Read()
    for path in dict.fromkeys(paths):
        if path.is_dir():
            _read_folder(path, read)
        elif not path.exists():
            raise Unusable(f"{path}: there is no such file or folder; name a flow's JSON file or a folder of them")
        else:
            _read_file(path, read)
    return read


def _read_folder(folder: Path, read: Read) -> None:
    files = sorted(path for path in folder.rglob("*.json") if path.is_file() and not _hidden(path, folder))
    before = len(read.flows) + len(read.broken)
    for path in files:
        text = flow_files.content(path)
        data = flow_files.decoded(text)
        if data is not None and not _is_flow(data):
            read.skipped.append(str(path))
        else:
            _take(path, text, read)
    if len(read.flows) + len(read.broken) == before:
        raise Unusable(f"{folder}: holds no flow; name a folder with flows' JSON files, or a file")


def _hidden(path: Path, folder: Path) -> bool:
    parts = path.relative_to(folder).parts
    return any(part.startswith(".") or part in ("node_modules", "cdk.out", "__pycache__") for part in parts)


def _read_file(path: Path, read: Read) -> None:
    text = flow_files.content(path)
    if _is_flow(flow_files.decoded(text)):
        _take(path, text, read)
    else:
        read.flows.append(flow_files.flow(path, text=text))


def _take(path: Path, text: bytes, read: Read) -> None:
    found = opened(text, name=flow_files.shown(path))
    if isinstance(found, Flow):
        read.flows.append(found)
    else:
        read.broken.append(found)


def _is_flow(data: Any) -> bool:
    """Whether a JSON value is a flow, be it a broken one; a view has Actions, too, but they are words."""
    if not isinstance(data, Mapping):
        return False
    actions = data.get("Actions")
    some = isinstance(actions, list) and any(isinstance(each, Mapping) and "Type" in each for each in actions)
    return "StartAction" in data or some


def _skipped(skipped: Sequence[str]) -> str:
    told = []
    for folder, files in groupby(skipped, key=lambda file: str(Path(file).parent)):
        names = list(files)
        told.append(names[0] if len(names) == 1 else f"{len(names)} files in {folder}")
    return f"skipped, as no flows: {', '.join(told)}"


def report(found: Sequence[Problem], read: Read, out: TextIO) -> None:
    """Findings for people, grouped by file."""
    console = Console(file=out, highlight=False, soft_wrap=False)
    for file, problems in groupby(found, key=lambda problem: problem.file):
        console.print(f"[bold]{_escaped(file)}[/bold]", soft_wrap=True)
        for problem in problems:
            _tell(problem, console)
        console.print()
    if read.skipped:
        console.print(_escaped(_skipped(read.skipped)), style="dim")
    console.print(_summary(found, read))


def _tell(problem: Problem, console: Console) -> None:
    where = f"[bold]{_escaped(problem.action)}[/bold]  " if problem.action else ""
    head = f"[{COLOURS[problem.severity]}]{problem.severity}[/]  {where}[dim]{_escaped(problem.rule)}[/dim]"
    console.print(Padding(head, (0, 0, 0, 2), expand=False))
    console.print(Padding(_escaped(problem.message), (0, 0, 0, 6), expand=False))
    console.print(Padding(f"[green]->[/green] {_escaped(problem.fix)}", (0, 0, 0, 6), expand=False))


def _summary(found: Sequence[Problem], read: Read) -> str:
    files = len(read.flows) + len(read.broken)
    linted = f"{files} flow{'s' if files != 1 else ''}"
    counts = Counter(problem.severity for problem in found)
    told = [f"{counts[each]} {each}{'s' if counts[each] != 1 else ''}" for each in Severity if counts[each]]
    return f"{linted}: {', '.join(told) if told else 'nothing found'}"


def _escaped(text: str) -> str:
    """A stranger's text: neither markup nor anything that a terminal obeys."""
    return escape(printable(text))
