"""What a deploy leaves to be told, and what a destroy takes and keeps: read from the cloud assembly, no call to AWS.

Knows stacks, their protection and which of their resources outlive them; refuses to know what any resource is for.
`python -m infra.lifecycle line FILE` tells the outputs of a deploy; `python -m infra.lifecycle teardown FOLDER` asks,
and then prints the stacks that may go.
"""

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from infra import config
from infra.config import KEPT, Deployment, Kept

FOR_STACKS = ("Export", "PublishOutput")
"""How the names of outputs begin that CDK makes for other stacks."""
KEPT_BECAUSE: Mapping[Kept, str] = {
    "instance": "the Connect instance, with its users and whatever was made in it: an account that creates and deletes "
    "instances about 100 times in 30 days is locked out of both",
    "number": "the phone number: one that is released may be gone for ever, and cools down for up to 180 days",
    "recordings": "recordings, call records and reports: each goes by itself when its days are over",
    "tables": "appointments, orders and sessions, and who may log in to the portal: nobody else has them",
    "documents": "the documents and their versions: what an admin changed is nowhere else",
    "key": "the key: without it none of this can be read; it costs $1 a month until you delete it",
}
"""Limits: https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html, and there
release-phone-number.html."""


@dataclass(frozen=True, slots=True)
class StackPlan:
    """One stack of the assembly."""

    name: str
    protected: bool
    """CloudFormation refuses to delete it."""
    stays: Mapping[str, int]
    """Type of a resource -> how many of it outlive the stack."""


def stacks_of(assembly: Path) -> list[StackPlan]:
    """The stacks in a cloud assembly, as the manifest names them."""
    artifacts = json.loads((assembly / "manifest.json").read_text(encoding="utf-8"))["artifacts"]
    plans = []
    for name, artifact in artifacts.items():
        if artifact["type"] != "aws:cloudformation:stack":
            continue
        properties = artifact["properties"]
        template = json.loads((assembly / properties["templateFile"]).read_text(encoding="utf-8"))
        stays = Counter(
            resource["Type"]
            for resource in template.get("Resources", {}).values()
            if resource.get("DeletionPolicy", "Delete") != "Delete"
        )
        plans.append(StackPlan(properties.get("stackName", name), bool(properties.get("terminationProtection")), stays))
    return plans


def teardown_text(stacks: Sequence[StackPlan], deployment: Deployment) -> str:
    """What a destroy takes, what it keeps and why, and what it cannot do."""
    lines = [f"Destroying {deployment.environment} in {deployment.region} takes away:"]
    lines += [f"  {stack.name}{_stays(stack)}" for stack in stacks if not stack.protected]
    lines += ["", "It keeps, because `keep` in cdk.json names them:"]
    lines += [
        f"  {name:<12}{KEPT_BECAUSE[name]}" for name in KEPT if name in deployment.keep and _ours(name, deployment)
    ]
    if deployment.instance_arn or deployment.number_arn:
        lines += [
            "",
            "It does not touch the instance or number that was there before; detach the number from its flow.",
        ]
    if gone := [name for name in KEPT if name not in deployment.keep and _ours(name, deployment)]:
        lines += ["", f"Not kept, and gone for good once their stack is: {', '.join(gone)}."]
    for stack in stacks:
        if stack.protected:
            lines += ["", f"{stack.name} is protected against deletion and stays. To take it too, run"]
            lines += [
                f"  aws cloudformation update-termination-protection --no-enable-termination-protection "
                f"--region {deployment.region} --stack-name {stack.name}",
                f"  aws cloudformation delete-stack --region {deployment.region} --stack-name {stack.name}",
                f"which takes all of it{_stays(stack)}.",
            ]
    return "\n".join(lines)


def line_text(outputs: Mapping[str, Mapping[str, str]]) -> str:
    """The outputs of a deploy, the number first. `outputs`: stack -> name -> value, as `cdk deploy` writes them."""
    told = {
        name: value for values in outputs.values() for name, value in values.items() if not name.startswith(FOR_STACKS)
    }
    number = next((value for name, value in told.items() if "Called" in name), None)
    first = f"The line answers at {number}" if number else "Nothing was deployed that has a number"
    return "\n".join([first, *(f"  {name}: {value}" for name, value in told.items() if value != number)])


def main(arguments: Sequence[str], env: Mapping[str, str], *, answers: TextIO, say: TextIO) -> int:
    """Returns 0, 1 when the answer was not the environment's name, 2 when the configuration is refused.

    Args:
        arguments: Of the command line.
        env: Where AWS_REGION is.
        answers: What is answered to the question.
        say: Where people read; the names of stacks go to standard output.
    """
    parser = argparse.ArgumentParser(prog="infra.lifecycle")
    parser.add_argument("what", choices=("line", "teardown"))
    parser.add_argument("path", type=Path)
    parser.add_argument("-c", "--context", action="append", default=[])
    given = parser.parse_args(arguments)
    if given.what == "line":
        print(line_text(json.loads(given.path.read_text(encoding="utf-8"))), file=say)
        return 0
    over: dict[str, Any] = dict(each.split("=", 1) for each in given.context if "=" in each)
    try:
        deployment = config.load({**config.read_context(config.ROOT), **over}, env)
    except config.DeploymentError as error:
        print(f"infra.lifecycle: {error}", file=say)
        return 2
    stacks = stacks_of(given.path)
    print(teardown_text(stacks, deployment), file=say)
    print(f"\nType {deployment.environment} to go on: ", end="", file=say, flush=True)
    if answers.readline().strip() != deployment.environment:
        print("Nothing was changed.", file=say)
        return 1
    print(" ".join(stack.name for stack in stacks if not stack.protected))
    return 0


def _ours(name: Kept, deployment: Deployment) -> bool:
    """Whether this deployment made it."""
    if name == "number":
        return deployment.number_arn is None
    return name not in ("instance", "recordings") or deployment.instance_arn is None


def _stays(stack: StackPlan) -> str:
    if not stack.stays:
        return ""
    return f", except {', '.join(f'{count} {kind}' for kind, count in sorted(stack.stays.items()))}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ, answers=sys.stdin, say=sys.stderr))
