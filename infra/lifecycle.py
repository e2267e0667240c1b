"""What a deploy leaves to be told, and what is asked before a destroy.

Knows the order of what is told and asked; refuses to know what a stack keeps (`infra.teardown`).
`python -m infra.lifecycle line FILE` tells the outputs of a deploy; `python -m infra.lifecycle teardown FOLDER` asks,
and then prints the stacks that may go.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

from botocore.session import Session

from infra import config, teardown
from infra.config import Deployment
from infra.doctor.asking import Clients, Unanswered, ask, first_sentence
from infra.doctor.findings import Finding
from infra.doctor.online import connect_to_aws

STOPPED, REFUSED = 1, 2

Connect = Callable[[str], Clients | Finding]
"""Clients of a Region, or why there are none."""


def line_text(outputs: Mapping[str, Mapping[str, str]]) -> str:
    """The outputs of a deploy, the number first. `outputs`: stack -> name -> value, as `cdk deploy` writes them."""
    told = {name: value for values in outputs.values() for name, value in values.items()}
    number = next((value for name, value in told.items() if "Called" in name), None)
    first = f"The line answers at {number}" if number else "Nothing was deployed that has a number"
    return "\n".join([first, *(f"  {name}: {value}" for name, value in told.items() if value != number)])


def main(
    arguments: Sequence[str], env: Mapping[str, str], *, answers: TextIO, say: TextIO, connect: Connect
) -> int:  # fmt: skip
    """Returns 0, 1 when nothing may go, 2 when the configuration is refused.

    Args:
        arguments: Of the command line.
        env: Where AWS_REGION is.
        answers: What is answered to the question.
        say: Where people read; the names of stacks go to standard output.
        connect: To AWS.
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
        return REFUSED
    return _teardown(given.path, deployment, answers=answers, say=say, connect=connect)


def _teardown(assembly: Path, deployment: Deployment, *, answers: TextIO, say: TextIO, connect: Connect) -> int:
    coming = teardown.configured(assembly)
    read = _deployed([plan.name for plan in coming], connect(deployment.region))
    if isinstance(read, str):
        print(f"make destroy first reads what is deployed: {read}", file=say)
        return STOPPED
    account, there = read
    where = f"{deployment.environment} in {deployment.region} of the account {account}"
    if not there:
        print(f"Nothing is deployed of {where}.", file=say)
        return STOPPED
    going = [plan.name for plan in there if not plan.protected]
    if differences := teardown.differences(there, coming):
        print("\n".join(differences), file=say)
        print("Run make deploy first, or give the `keep` that is deployed. Nothing was changed.", file=say)
        return STOPPED
    print(teardown.teardown_text(there, deployment), file=say)
    if not going:
        print("\nNothing is deployed that may go.", file=say)
        return STOPPED
    print(f"\nThis is {where}.\nType {deployment.environment} to go on: ", end="", file=say, flush=True)
    if answers.readline().strip() != deployment.environment:
        print("Nothing was changed.", file=say)
        return STOPPED
    if commands := teardown.take_over(there, deployment):
        try:
            note = _noted(commands, assembly.parent / f"{assembly.name}.kept", where)
        except OSError as error:
            print(f"{error.filename}: {error.strerror}; note the commands above. Nothing was changed.", file=say)
            return STOPPED
        print(f"The commands that take over what is kept are in {note}", file=say)
    print(" ".join(going))
    return 0


def _noted(commands: Sequence[str], folder: Path, where: str) -> Path:
    """A new file with these commands: those of an earlier destroy that failed stay."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}.txt"
    path.write_text(
        "\n".join(
            [f"What a destroy of {where} kept is taken over by (leave out a stack that is still there)", *commands, ""]
        ),
        encoding="utf-8",
    )
    return path


def _deployed(names: Sequence[str], aws: Clients | Finding) -> tuple[str, list[teardown.StackPlan]] | str:
    """The account and its stacks as they are deployed, or why that is not known."""
    if isinstance(aws, Finding):
        return f"{aws.message.partition(':')[0]}; {aws.fix}"
    try:
        account = str(ask(aws.sts, "get_caller_identity")["Account"])
        return account, teardown.deployed(aws.cloudformation, names)
    except Unanswered as unanswered:
        return f"{unanswered.permission} said: {first_sentence(unanswered.said)}"


if __name__ == "__main__":
    sys.exit(
        main(
            sys.argv[1:],
            os.environ,
            answers=sys.stdin,
            say=sys.stderr,
            connect=lambda region: connect_to_aws(Session(), region),
        )
    )
