"""CDK entry: `clinic.toml` and `cdk.json` become stacks. No AWS call, no account.

`python app.py` does what the CDK CLI does: it reads cdk.json itself and writes to CDK_OUTDIR, or cdk.out.
"""

import os
import sys
from pathlib import Path

from infra.node import point_jsii_at_it

ROOT = Path(__file__).parent


def main() -> int:
    """Synthesise. Returns the exit code: 2 when the configuration is refused, 1 when a check refuses the templates."""
    try:
        point_jsii_at_it()
    except FileNotFoundError as error:
        return _told(error, 2)
    from infra.app import FindingsError, Refused, synthesise

    try:
        synthesise(ROOT, os.environ)
    except Refused as refused:
        return _told(refused, 2)
    except FindingsError as findings:
        return _told(findings, 1)
    return 0


def _told(error: Exception, code: int) -> int:
    print(f"app.py: {error}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
