"""The templates that would be deployed: whether they can be made, and what cfn-lint and CloudFormation's limits say.

Knows how the app is run and its cloud assembly read; refuses to know any resource. Synthesis and cfn-lint run in
processes of their own.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.doctor.asking import first_sentence
from infra.doctor.declared_files import within_limits
from infra.doctor.findings import Finding, ok, problem, warning

Template = Mapping[str, Any]

TEMPLATE_BYTES = 1_000_000
"""Template in S3, where CDK puts it (51,200 when it is sent directly);
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html, as the limits below."""
RESOURCES = 500
OUTPUTS = 200
PARAMETERS = 200
MAPPINGS = 200
_SYNTH_S, _LINT_S = 300, 300
"""Longest time of synthesis and of cfn-lint, in seconds."""


@dataclass(frozen=True, slots=True)
class Stack:
    """A stack as it would be deployed."""

    name: str
    template: Template
    size: int
    """Bytes."""
    bootstrap_version: int
    """The least version of the bootstrap stack that its deployment needs; 0: none."""
    bootstrap_parameter: str
    """The SSM parameter that says which version is there."""


@dataclass(frozen=True, slots=True)
class Assembly:
    """What synthesis wrote."""

    folder: Path
    stacks: tuple[Stack, ...]
    cli_version: str
    """The oldest CDK CLI that reads it; empty: not said."""

    def stack(self, role: str) -> Stack | None:
        """The stack of this role, such as `ContactCenter`."""
        return next((stack for stack in self.stacks if stack.name.endswith(f"-{role}")), None)


def synthesise(
    root: Path, folder: Path, context: Mapping[str, Any], env: Mapping[str, str]
) -> tuple[Assembly | None, list[Finding]]:
    """Run the app as a deployment does, into a folder of its own.

    Args:
        root: The repository's folder, with app.py.
        folder: Where the cloud assembly goes.
        context: What the command line gives over cdk.json.
        env: The environment.
    """
    given = {**env, "CDK_OUTDIR": str(folder), **({"CDK_CONTEXT_JSON": json.dumps(context)} if context else {})}
    command = [sys.executable, "app.py"]
    try:
        done = subprocess.run(
            command, cwd=root, env=given, capture_output=True, text=True, timeout=_SYNTH_S, check=False
        )
    except subprocess.TimeoutExpired:
        return None, [problem("synthesis", f"app.py was not done in {_SYNTH_S} s", "run: .venv/bin/python app.py")]
    if done.returncode:
        return None, violations(folder) or [
            problem("synthesis", _why(done.stderr), "correct it; .venv/bin/python app.py shows everything it says")
        ]
    assembly = read(folder)
    return assembly, [ok("synthesis", f"{len(assembly.stacks)} stacks, cdk-nag and CDK's own checks agree")]


def violations(folder: Path) -> list[Finding]:
    """What cdk-nag and CDK's own checks refused, as their report says; nothing when there is no report."""
    try:
        report = json.loads((folder / "validation-report.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return [
        problem(
            "synthesis",
            f"{construct['constructPath']}: {violation['ruleName']}: {first_sentence(violation['description'])}",
            "correct the construct, or accept the rule there with its reason (infra/accepted.py)",
        )
        for plugin in report["pluginReports"]
        for violation in plugin["violations"]
        if violation.get("severity") in ("error", "fatal")
        for construct in violation["violatingConstructs"]
    ]


def _why(said: str) -> str:
    """The sentence in what a failed synthesis said: the app's own, or the last line."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    own = [line.removeprefix("app.py: ") for line in lines if line.startswith("app.py: ")]
    return first_sentence((own or lines or ["app.py said nothing"])[-1], most=400)


def read(folder: Path) -> Assembly:
    """The cloud assembly in a folder."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    stacks = tuple(
        _stack(folder, name, artifact["properties"])
        for name, artifact in manifest["artifacts"].items()
        if artifact["type"] == "aws:cloudformation:stack"
    )
    return Assembly(folder, stacks, str(manifest.get("minimumCliVersion") or ""))


def _stack(folder: Path, name: str, properties: Mapping[str, Any]) -> Stack:
    text = (folder / properties["templateFile"]).read_text(encoding="utf-8")
    return Stack(
        name=str(properties.get("stackName", name)),
        template=json.loads(text),
        size=len(text.encode()),
        bootstrap_version=int(properties.get("requiresBootstrapStackVersion") or 0),
        bootstrap_parameter=str(properties.get("bootstrapStackVersionSsmParameter") or ""),
    )


def check_limits(assembly: Assembly) -> Iterator[Finding]:
    """Whether every template is within CloudFormation's limits."""
    counted = {"Resources": RESOURCES, "Outputs": OUTPUTS, "Parameters": PARAMETERS, "Mappings": MAPPINGS}
    sizes = {
        stack.name: {
            **{part.lower(): (len(stack.template.get(part, ())), limit) for part, limit in counted.items()},
            "bytes": (stack.size, TEMPLATE_BYTES),
        }
        for stack in assembly.stacks
    }
    yield from within_limits("limits", sizes)


def check_lint(root: Path, assembly: Assembly) -> Iterator[Finding]:
    """What cfn-lint says, with the repository's own settings of it."""
    files = [str(path) for path in sorted(assembly.folder.glob("*.template.json"))]
    command = [str(Path(sys.executable).with_name("cfn-lint")), "--format", "json", "--", *files]
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=_LINT_S, check=False)
        matches = json.loads(done.stdout)
    except (OSError, subprocess.TimeoutExpired, ValueError):
        yield warning(
            "cfn-lint", "cfn-lint gave no answer", "run: make synth && .venv/bin/cfn-lint cdk.out/*.template.json"
        )
        return
    for match in matches:
        where = f"{Path(match['Filename']).name}: {'.'.join(map(str, match['Location'].get('Path') or ()))}"
        said = f"{where}: {match['Rule']['Id']}: {first_sentence(match['Message'])}"
        if match["Level"] == "Error":
            yield problem("cfn-lint", said, "correct the construct that makes this resource")
        else:
            yield warning("cfn-lint", said)
    if not matches:
        yield ok("cfn-lint", f"nothing to say on {len(files)} templates")
