"""The functions' asset: our code and the installed, locked distributions it imports, without Docker and offline.

Knows import statements and package data; refuses to know Lambda and CloudFormation. What no import statement reaches is
left out, so that the asset is the same wherever it is built: no bytecode, no caches, no metadata of an installation.
Of botocore's data it has what our code calls (`service_data`).
What our own code imports must be there; what a distribution tries to import may be missing.
"""

import ast
import hashlib
import importlib.metadata
import importlib.util
import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from infra import service_data

ROOT = Path(__file__).parents[1]
OURS = ROOT / "lambdas"
LOCK = ROOT / "requirements" / "call.txt"
BUILDS = ROOT / "build"
BUILDS_KEPT = 5
"""The newest of each name: others may be synthesising at the same time, each with what it changed."""
INSTALL = "run: rm -f .venv/.dev && make setup"
"""The stamp says that everything is installed, and make believes it."""

DISTRIBUTIONS = {
    "aws_lambda_powertools": "aws-lambda-powertools",
    "botocore": "botocore",
    "dateutil": "python-dateutil",
    "jmespath": "jmespath",
    "six": "six",
    "typing_extensions": "typing-extensions",
    "tzdata": "tzdata",
    "urllib3": "urllib3",
}
"""Import name -> distribution of all that may be in the asset besides our own code."""

SERVICES = (
    "bedrock-agent-runtime/2023-07-26",
    "bedrock-runtime/2023-09-30",
    "cognito-idp/2016-04-18",
    "dynamodb/2012-08-10",
    "qconnect/2020-10-19",
)
"""The service models the functions' clients are made of; without paginators and waiters, which nobody asks for."""

DATA: Mapping[str, tuple[str, ...]] = {
    "fulfillment": ("prompts/*.toml", "aws/*.toml"),
    "botocore": (
        "cacert.pem",
        "data/*.json",
        *(f"data/{service}/endpoint-rule-set-1.*" for service in SERVICES),
    ),
    "tzdata": ("zones", "zoneinfo/**/*"),
}
"""Import name -> patterns of files that are read, not imported. The zones' folders are packages, imported by name."""

Source = Path | bytes
"""A file to copy, or what to write."""

LEFT_OUT = ("aws_lambda_powertools.event_handler", "urllib3.contrib.emscripten")
"""Packages imported only in branches that the functions never take: a pydantic value in a log line, a browser."""


class BundleError(ValueError):
    """What is installed is not what is locked, or our code imports what is not there; says what to do."""


def build(name: str, *, entries: Sequence[str], files: Mapping[str, Path] | None = None) -> Path:
    """Make an asset and return its folder, `build/<name>-<digest of its content>`; one that is there is used again.

    Args:
        name: What the folder is called.
        entries: The modules that Lambda imports, such as `fulfillment.handler`.
        files: Further files of the asset's own, by their path in it.

    Raises:
        BundleError: a distribution is missing or not of the locked version, our code imports what is not there, or a
            file cannot be read or written.
    """
    content: dict[str, Source] = {**_reached(tuple(entries)), **(files or {})}
    digest = hashlib.sha256()
    try:
        for path, source in sorted(content.items()):
            content_of = source if isinstance(source, bytes) else source.read_bytes()
            digest.update(f"{path}\0{hashlib.sha256(content_of).hexdigest()}\n".encode())
        target = BUILDS / f"{name}-{digest.hexdigest()[:16]}"
        if target.is_dir():
            with suppress(OSError):
                os.utime(target)
        else:
            _copy(content, target)
            _prune(name)
    except OSError as error:
        raise BundleError(
            f"{error.filename}: {error.strerror}; the functions' code is gathered in {BUILDS}, which must be a folder "
            "that you may write to"
        ) from error
    return target


def _prune(name: str) -> None:
    """Remove all but the newest builds of this name; each is away at once, not file by file."""
    builds = {path: path.stat().st_mtime for path in BUILDS.glob(f"{name}-*") if path.is_dir()}
    for path in sorted(builds, key=builds.__getitem__, reverse=True)[BUILDS_KEPT:]:
        with suppress(OSError):
            going = Path(tempfile.mkdtemp(dir=BUILDS, prefix=".going-"))
            path.rename(going / path.name)
            shutil.rmtree(going)


def _copy(content: Mapping[str, Source], target: Path) -> None:
    """Write beside the target and rename: who builds at the same time finds all of it, or nothing."""
    target.parent.mkdir(exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(dir=target.parent, prefix=".unfinished-"))
    for path, source in content.items():
        (unfinished / path).parent.mkdir(parents=True, exist_ok=True)
        if isinstance(source, bytes):
            (unfinished / path).write_bytes(source)
        else:
            shutil.copyfile(source, unfinished / path)
    try:
        unfinished.chmod(0o755)
        unfinished.rename(target)
    except OSError:
        shutil.rmtree(unfinished)
        if not target.is_dir():
            raise


@cache
def _reached(entries: Sequence[str]) -> dict[str, Source]:
    """Path in the asset -> source: every module that import statements lead to, and the data of their packages."""
    modules: dict[str, Path] = {}
    left = list(entries)
    while left:
        name = left.pop()
        if name in modules or name.startswith(LEFT_OUT) or (source := _source(name)) is None:
            continue
        modules[name] = source
        imports = list(_imports(source, name))
        if source.is_relative_to(OURS):
            _hold(imports, source)
        left += [*_parents(name), *(each.name for each in imports)]
    if missing := [name for name in entries if name not in modules]:
        raise BundleError(f"{missing[0]} is no module of {OURS}; name one that is there")
    content: dict[str, Source] = {_place(name, source): source for name, source in modules.items()}
    roots = {name.partition(".")[0] for name in modules} | {"tzdata"}
    for root in sorted(roots & DATA.keys()):
        content |= _data(root)
    if "botocore" in roots:
        content |= _service_data([source for source in modules.values() if source.is_relative_to(OURS)])
    return content


def _data(root: str) -> dict[str, Path]:
    folder = _root(root).parent
    files = [path for pattern in DATA[root] for path in folder.glob(pattern) if path.is_file()]
    if root == "tzdata":
        files.append(folder / "__init__.py")
    return {f"{root}/{path.relative_to(folder).as_posix()}": path for path in files if "__pycache__" not in path.parts}


def _service_data(ours: Sequence[Path]) -> dict[str, Source]:
    """The services' models with the operations that our modules call, and their endpoints."""
    called = {node.attr for source in ours for node in ast.walk(_parsed(source)) if isinstance(node, ast.Attribute)}
    folder = _root("botocore").parent / "data"
    models: dict[str, Any] = {}
    for service in SERVICES:
        file = next((folder / service).glob("service-2.*"))
        models[service] = service_data.service_model(service_data.read(file), called)
    prefixes = {model["metadata"]["endpointPrefix"] for model in models.values()}
    endpoints = service_data.endpoints(service_data.read(folder / "endpoints.json"), prefixes)
    written = {"endpoints.json": endpoints, **{f"{name}/service-2.json": model for name, model in models.items()}}
    return {f"botocore/data/{path}": json.dumps(each, separators=(",", ":")).encode() for path, each in written.items()}


@cache
def _root(name: str) -> Path:
    """The file of a top-level module. Raises: BundleError."""
    for path in _files_of(OURS / name):
        if path.is_file():
            return path
    distribution = DISTRIBUTIONS[name]
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise BundleError(f"{distribution} is not installed; {INSTALL}")
    installed, locked = importlib.metadata.version(distribution), _locked()[distribution]
    if installed != locked:
        raise BundleError(f"{distribution} {installed} is installed, {LOCK.name} has {locked}; {INSTALL}")
    return Path(spec.origin)


@cache
def _locked() -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)==([^\s;\\]+)", LOCK.read_text(encoding="utf-8"), re.MULTILINE))


def _source(name: str) -> Path | None:
    """The file of a module that belongs into the asset; None for the standard library, and for what is no module."""
    first, *rest = name.split(".")
    if first not in DISTRIBUTIONS and not any(path.is_file() for path in _files_of(OURS / first)):
        return None
    root = _root(first)
    if not rest:
        return root
    return next((path for path in _files_of(root.parent.joinpath(*rest)) if path.is_file()), None)


def _files_of(module: Path) -> tuple[Path, Path]:
    """Where a module of this path, without a suffix, may be."""
    return module / "__init__.py", module.with_name(f"{module.name}.py")


def _place(name: str, source: Path) -> str:
    path = name.replace(".", "/")
    return f"{path}/__init__.py" if source.name == "__init__.py" else f"{path}.py"


def _parents(name: str) -> Iterator[str]:
    parts = name.split(".")
    return (".".join(parts[:length]) for length in range(1, len(parts)))


@dataclass(frozen=True, slots=True)
class _Import:
    name: str
    """Of a module, or of something in `base`."""
    line: int
    base: str | None = None
    """The module that `name` is imported from; None: it must be a module itself."""


def _imports(source: Path, name: str) -> Iterator[_Import]:
    """Every name that a module's import statements may mean, those for the type checker excepted."""
    package = name if source.name == "__init__.py" else name.rpartition(".")[0]
    for node in _statements(_parsed(source)):
        if isinstance(node, ast.Import):
            yield from (_Import(alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield _Import(base, node.lineno)
            yield from (_Import(f"{base}.{alias.name}", node.lineno, base) for alias in node.names)


def _hold(imports: Sequence[_Import], source: Path) -> None:
    """Raises: BundleError: a module of ours imports what is nowhere to be found."""
    for each in imports:
        first = each.name.partition(".")[0]
        if first in sys.stdlib_module_names or each.name.startswith(LEFT_OUT) or _source(each.name):
            continue
        if each.base and (base := _source(each.base)) and each.name.rpartition(".")[2] in _bound(base):
            continue
        if first in DISTRIBUTIONS and each.base:
            continue
        where = f"{source.relative_to(ROOT)}:{each.line}: imports {each.name}, which"
        if first in DISTRIBUTIONS or _source(first):
            raise BundleError(f"{where} is not there; put it back, or do not import it")
        raise BundleError(
            f"{where} the functions would not have: it is not of Python, of {OURS.name}/ or of infra.bundle's "
            "DISTRIBUTIONS; add it there and to pyproject.toml, or do not import it"
        )


@cache
def _bound(source: Path) -> frozenset[str]:
    """The names that a module binds anywhere."""
    names = set()
    for node in ast.walk(_parsed(source)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            names |= {alias.asname or alias.name.partition(".")[0] for alias in node.names}
    return frozenset(names)


def _parsed(source: Path) -> ast.Module:
    """Raises: BundleError: it is no Python."""
    try:
        return ast.parse(source.read_bytes(), filename=str(source))
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        raise BundleError(f"{source}:{line}: not valid Python: {getattr(error, 'msg', error)}") from error


def _statements(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING"):
            continue
        yield node
        yield from _statements(node)
