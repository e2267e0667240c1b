"""CDK entry: `clinic.toml` and `cdk.json` become stacks. No AWS call, no account.

`python app.py` does what the CDK CLI does: it reads cdk.json itself and writes to CDK_OUTDIR, or cdk.out.
"""

import importlib.util
import os
import sys
from pathlib import Path

from infra.node import point_jsii_at_it


def main() -> int:
    """Synthesise. Returns the exit code: 2 when the configuration is refused, 1 when a check refuses the templates."""
    if importlib.util.find_spec("aws_cdk") is None:
        told = f"{sys.executable} has no aws_cdk; run: .venv/bin/python app.py, or make synth, which installs it"
        print(f"app.py: {told}", file=sys.stderr)
        return 2
    try:
        point_jsii_at_it()
    except FileNotFoundError as error:
        print(f"app.py: {error}", file=sys.stderr)
        return 2
    from infra.app import run

    return run(Path(__file__).parent, os.environ)


if __name__ == "__main__":
    sys.exit(main())
