"""What runs the deployment: Python, Node, the CDK CLI, the packages, and the state of the working tree.

Knows versions and where they are written; refuses to know what is deployed.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from infra import node
from infra.doctor.findings import Finding, ok, problem, warning

PYTHONS = ((3, 11), (3, 14))
"""From the first version to below the second; pyproject.toml's `requires-python`."""
PACKAGES = ("aws_cdk", "cdk_nag", "cfnlint")
"""What checks import besides the packages of a call."""
_INSTALL = "run: .venv/bin/python -m infra.node npm ci"
_CLI = Path("node_modules/aws-cdk/package.json")


def missing_packages(names: Sequence[str] = PACKAGES) -> list[str]:
    """Those that are not installed."""
    return [name for name in names if find_spec(name) is None]


def check_python(version: tuple[int, int] = sys.version_info[:2]) -> Finding:
    low, high = PYTHONS
    said = ".".join(map(str, version))
    if low <= version < high:
        return ok("python", said)
    return problem("python", f"Python {said} is not supported", "run: rm -rf .venv && make PYTHON=python3.13 setup")


def check_node() -> Finding:
    try:
        return ok("node", f"{node.supported_node()}")
    except FileNotFoundError as error:
        return problem("node", str(error), "run: rm -f .venv/.dev && make setup")


def check_cli(root: Path, needed: str) -> Iterator[Finding]:
    """Whether the CDK CLI is installed, is the one of package-lock.json, and reads what the library writes.

    Args:
        root: The repository's folder.
        needed: The oldest CLI that reads the cloud assembly, as its manifest says; empty: not known.
    """
    wanted = _version(root / "package-lock.json", locked=True)
    installed = _version(root / _CLI)
    if installed is None:
        yield problem("cdk cli", f"the CDK CLI {wanted or ''} is not installed in node_modules", _INSTALL)
        return
    if wanted and installed != wanted:
        yield warning("cdk cli", f"the CDK CLI is {installed}, package-lock.json says {wanted}", _INSTALL)
    if needed and as_numbers(installed) < as_numbers(needed):
        yield problem(
            "cdk cli",
            f"the CDK CLI is {installed}; what aws-cdk-lib writes needs {needed} or later",
            "set aws-cdk in package.json to that version, then run: .venv/bin/python -m infra.node npm install",
        )
    else:
        yield ok("cdk cli", f"{installed}; {f'{needed} or later' if needed else 'any version'} is needed")


def _version(path: Path, *, locked: bool = False) -> str | None:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return str(data["packages"]["node_modules/aws-cdk"]["version"] if locked else data["version"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def as_numbers(version: str) -> tuple[int, ...]:
    """(2, 1148, 1) for `2.1148.1`, to be compared."""
    return tuple(int(number) for number in re.findall(r"\d+", version)[:3])


def check_tree(root: Path) -> Finding:
    """Whether what would be deployed is what is committed."""
    try:
        done = subprocess.run(
            ["git", "status", "--porcelain"], cwd=root, capture_output=True, text=True, timeout=20, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return warning("git", "this is no git working tree: what is deployed cannot be told later")
    changed = done.stdout.splitlines()
    if not changed:
        return ok("git", "everything is committed")
    count = f"{len(changed)} file{'s' if len(changed) > 1 else ''}"
    return warning("git", f"{count} not committed: what is deployed cannot be told later", "commit them first")
