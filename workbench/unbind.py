"""What `ivr flows unbind` does: a flow as Connect has it becomes the repository's file again, printed or written.

Knows which file a flow belongs to, what may be overwritten and what is told; refuses to know how a flow is brought into
form, and how an account is asked.
"""

import json
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol, TextIO

import clinic as tenant
from contact_flows import FlowError, bind, check, tenant_bindings
from contact_flows.comparison import differences
from contact_flows.flow import Flow, parse
from contact_flows.meaning import scalar
from contact_flows.unbind import Unbound, unbind
from declared import Refused, read_text
from declared.ending import Unusable
from declared.results import refuse_unwritable, write
from declared.wording import printable
from workbench import flow_files
from workbench.resources import Resources, read_maps

__all__ = ["Asked", "Deployed", "Unusable", "in_git", "run", "write_map"]

DONE, NOT_ALL_KNOWN = 0, 1
_UNDEPLOYED = (
    "the file was changed since the last deployment, and the flow in Connect is without that: {}; so that it is not "
    "taken back, write this edit on a branch from the commit that was deployed, and let git merge the two"
)
Kept = Callable[[Path], bool]
"""Whether git has the file as it stands."""


@dataclass(frozen=True, slots=True)
class Deployed:
    """What an account says of a deployment."""

    bindings: Mapping[str, str]
    """Placeholder -> value."""
    content: str = ""
    """Of the flow that was asked for, as DescribeContactFlow has it."""
    undeployed: str = ""
    """What the flow's file has and the last deployment did not, in words."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The command line of `ivr flows unbind`."""

    flow: str
    """A file; with an environment also a flow of ours by its name."""
    resources: Sequence[Path] = ()
    environment: str | None = None
    saved: bool = False
    """Whether it is the version that is saved and not yet published; of an environment."""
    output: Path | None = None
    """None: standard output."""


class Ask(Protocol):
    """Asks a deployment for its resources and, if one is named, a flow."""

    def __call__(self, environment: str | None, flow: str | None, *, saved: bool) -> Deployed:
        """What it says. Raises: Unusable: it says nothing."""


@dataclass(frozen=True, slots=True)
class _Given:
    """A flow as Connect has it."""

    flow: Flow
    called: tuple[str, ...]
    """What it may be called, the surest name first."""
    undeployed: str = ""
    """As of `Deployed`."""


def run(asked: Asked, *, out: TextIO, aside: TextIO, ask: Ask, kept: Kept, folder: Path = bind.FOLDER) -> int:
    """Bring a flow into the repository's form; the exit code, 1 where it names something that the map does not have.

    Args:
        asked: What the command line says.
        out: The flow's text, or what differs where a file is written.
        aside: What else somebody should know.
        ask: Asks a deployment.
        kept: Whether git has a file as it stands.
        folder: Where our flows are.

    Raises:
        Unusable: something given cannot be used, or the file may not be written.
    """
    try:
        given, resources = _read(asked, ask, folder)
        name = _file_of(given, asked, folder)
        base = _base(name, folder)
        result = unbind(given.flow, _words(folder) | resources.bindings, base=base)
    except (FlowError, Refused, tenant.ClinicError) as error:
        raise Unusable(str(error)) from error
    if result.unknown:
        for sentence in _unknown(result, resources):
            print(printable(f"{asked.flow}: {sentence}"), file=aside)
        return NOT_ALL_KNOWN
    for note in result.notes:
        print(printable(f"{asked.flow}: {note}"), file=aside)
    if name is None:
        print(printable(f"{asked.flow}: {_is_new(given)}"), file=aside)
    if given.undeployed:
        print(f"{asked.flow}: {_UNDEPLOYED.format(given.undeployed)}", file=aside)
    if asked.output is None:
        out.write(result.text)
    else:
        _write(result, asked.output, kept, folder)
        for sentence in _told(base, result, asked.output):
            print(printable(sentence), file=out)
    return DONE


def _read(asked: Asked, ask: Ask, folder: Path) -> tuple[_Given, Resources]:
    resources = read_maps(asked.resources)
    path = Path(asked.flow)
    by_name = asked.flow if asked.environment is not None and not path.exists() else None
    if by_name and not (folder / f"{by_name}.json").is_file():
        known = ", ".join(sorted(each.stem for each in folder.glob("*.json")))
        raise Unusable(f"{by_name}: there is no such file, and no such flow of ours; our flows are {known}")
    if asked.environment is None and not asked.resources:
        raise Unusable("say what the flow's ARNs stand for: --resources MAP, or --environment NAME to ask the account")
    if asked.saved and by_name is None:
        raise Unusable("--saved: belongs to --environment and the name of a flow, which is then asked for")
    if asked.environment is not None:
        deployed = ask(asked.environment, by_name, saved=asked.saved)
        resources.bindings = {**deployed.bindings, **resources.bindings}
        if by_name:
            return _Given(parse(deployed.content, name=by_name), (by_name,), deployed.undeployed), resources
    return _export(path), resources


def _export(path: Path) -> _Given:
    """A flow from a file: an export of the designer, or what DescribeContactFlow prints."""
    flow, name = flow_files.exported(path)
    called = (name, str(flow.metadata.get("name", "")), path.stem)
    return _Given(flow, tuple(each for each in called if each))


def _file_of(given: _Given, asked: Asked, folder: Path) -> str | None:
    """Which of our flows it is; None: a new one."""
    ours = sorted((each.stem for each in folder.glob("*.json")), key=len, reverse=True)
    found = next(
        (name for called in given.called for name in ours if called == name or called.endswith(f"-{name}")), None
    )
    if asked.output is not None and asked.output.resolve().parent == folder.resolve():
        wanted = asked.output.stem
        if found not in (None, wanted):
            raise Unusable(f"{asked.flow}: is the flow {found}, and {asked.output} is another; write {found}.json")
        if given.flow.settings is not None:
            raise Unusable(
                f"{asked.flow}: is a module, and {folder.name} has flows alone; write it to another folder, "
                "and take what it does into the flow that invokes it"
            )
        return wanted if wanted in ours else found
    return found


def _base(name: str | None, folder: Path) -> Mapping[str, Any] | None:
    if name is None:
        return None
    file = folder / f"{name}.json"
    text = read_text(file, name=file.name, advice="restore it from git")
    parse(text, name=file.name)
    base: Mapping[str, Any] = json.loads(text)
    return base


def _words(folder: Path) -> dict[str, str]:
    """What the repository itself knows of the tenant."""
    beside = folder.parent / "clinic.toml"
    return tenant_bindings(tenant.load(beside) if beside.is_file() else tenant.load())


def _unknown(result: Unbound, resources: Resources) -> Iterator[str]:
    for each in result.unknown:
        yield str(replace(each, name=each.name or resources.names.get(scalar(each.value), "")))
    if elsewhere := [each for each in result.unknown if each.is_elsewhere(resources.bindings)]:
        yield (
            f"{len(elsewhere)} of these are of another instance than the map; if all are, "
            "the export or the map is the wrong one"
        )


def _is_new(given: _Given) -> str:
    return f"none of our flows is called {given.called[0]!r}, so this is a new one" if given.called else "is a new flow"


def _write(result: Unbound, path: Path, kept: Kept, folder: Path) -> None:
    """Raises: Unusable: the file may not be written, or would hold a flow that Connect refuses."""
    told = f"--output {path}: "
    if path.suffix != ".json" and not path.is_dir():
        raise Unusable(f"{told}a flow's file ends in .json; name it {path.with_suffix('.json').name}")
    refuse_unwritable(path, "--output", such="flow.json")
    if path.exists() and path.resolve().parent != folder.resolve():
        raise Unusable(f"{told}it is there already, and is none of our flows; name another file")
    if path.exists() and path.read_text(encoding="utf-8", errors="replace") != result.text and not kept(path):
        raise Unusable(
            f"{told}it has changes that git does not have (or git is not there), and they would be lost; "
            "commit them first, or name a file that is not there yet"
        )
    try:
        check.accept(parse(result.text, name=path.name))
    except FlowError as error:
        raise Unusable(f"{told}not written: {error}") from error
    write(result.text, path, "--output")


def _told(base: Mapping[str, Any] | None, result: Unbound, path: Path) -> Iterator[str]:
    """What differs, in words."""
    if base is None:
        yield f"{path}: a new flow with {len(result.flow['Actions'])} actions"
        return
    if base == result.flow:
        yield f"{path}: nothing differs from the file"
        return
    found = differences(base, result.flow)
    number = {0: "only places or remarks differ", 1: "one thing differs"}.get(len(found), f"{len(found)} things differ")
    yield f"{path}: {number}"
    for each in found:
        yield f"  {each.block}: {each.what}" if each.block else f"  the flow {each.what}"


def write_map(deployed: Deployed, *, out: TextIO) -> int:
    """Print what a deployment's placeholders stand for, as `--resources` takes it; the exit code."""
    for name in sorted(deployed.bindings):
        print(f"{name} = {json.dumps(deployed.bindings[name])}", file=out)
    return DONE


def in_git(path: Path) -> bool:
    """Whether git has the file as it stands."""
    for arguments in (["ls-files", "--error-unmatch"], ["diff", "--quiet", "HEAD"]):
        command = ["git", "-C", str(path.resolve().parent), *arguments, "--", path.name]
        try:
            if subprocess.run(command, capture_output=True, timeout=30, check=False).returncode:
                return False
        except (OSError, subprocess.TimeoutExpired):
            return False
    return True
