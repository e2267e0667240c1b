"""The `ivr` command.

Knows verbs and options; every verb's work lives in its package. Those of `ivr flows` stand in `workbench/commands.py`.
"""

import os
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer

from declared.ending import finish
from workbench.commands import flows

app = typer.Typer(
    name="ivr",
    help="Frontdesk on this machine.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(flows, name="flows", help="Check, draw, try and test contact flows.")


@app.callback()
def _ivr() -> None:
    """Frontdesk on this machine: no AWS account is needed, unless an option says so."""


@app.command()
def call(
    scripts: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[SCRIPT]...", help="Call scripts, or test cases of Connect (.json); none: hold the call yourself."
        ),
    ] = None,
    json: Annotated[
        str | None, typer.Option("--json", metavar="FILE|-", help="Write the calls as JSON; - is standard output.")
    ] = None,
    screen: Annotated[
        str | None, typer.Option(metavar="FILE.svg", help="Draw the screen of whoever takes the call.")
    ] = None,
    live_bedrock: Annotated[
        bool, typer.Option("--live-bedrock", help="Models at the real Bedrock, with your own credentials.")
    ] = False,
    locale: Annotated[
        str | None, typer.Option(help="What the caller speaks, such as en_US; instead of the scripts' own.")
    ] = None,
    number: Annotated[
        str | None, typer.Option("--from", metavar="NUMBER", help="Who calls, such as +12065550101, or anonymous.")
    ] = None,
    at: Annotated[
        str | None,
        typer.Option(metavar="TIME", help="When, such as 2026-12-01T09:30; without an offset in the clinic's zone."),
    ] = None,
    from_contact: Annotated[
        str | None,
        typer.Option(metavar="CONTACT_ID", help="Hold none: write a call of a deployment as a call script to correct."),
    ] = None,
    environment: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Whose call: a deployment of cdk.json, by default the one it names."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Where that script goes; none: standard output."),
    ] = None,
) -> None:
    """Hold a call: play scripts and judge them, or talk to Frontdesk yourself."""
    from simulator import command

    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")

    def work() -> int:
        asked = command.Asked(
            scripts=scripts or [],
            json=json,
            screen=screen,
            live_bedrock=live_bedrock,
            locale=locale,
            number=number,
            at=at,
        )
        if from_contact is not None or environment is not None or output is not None:
            from skeleton import command as skeletons

            exported = skeletons.Asked(from_contact, environment, output, beside=command.given(asked))
            return skeletons.run(exported, out=sys.stdout, env=os.environ, read=skeletons.deployed)
        return command.run(asked, source=sys.stdin, out=sys.stdout, aside=sys.stderr)

    finish(work, name="ivr", interrupted="hung up")


@app.command()
def cost(
    scripts: Annotated[
        list[Path] | None, typer.Argument(metavar="[SCRIPT]...", help="Call scripts; none: a few typical calls.")
    ] = None,
    calls_per_month: Annotated[
        int | None, typer.Option(metavar="N", help="Add a month of so many calls, with the line itself.")
    ] = None,
) -> None:
    """Say what calls would cost on AWS, part by part, by public prices."""
    from measure import call_costs

    def work() -> int:
        return call_costs.run(call_costs.Asked(scripts=scripts or [], calls_per_month=calls_per_month), out=sys.stdout)

    finish(work, name="ivr cost")


@app.command()
def doctor(
    environment: Annotated[
        str | None, typer.Option(metavar="NAME", help="A deployment of cdk.json; by default the one it names.")
    ] = None,
    context: Annotated[
        list[str] | None,
        typer.Option("--context", "-c", metavar="KEY=VALUE", help="As of cdk deploy; may be repeated."),
    ] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Ask nothing of AWS.")] = False,
    overwrite_flow: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Lose what was edited of this flow in Connect; may be repeated."),
    ] = None,
    accept: Annotated[
        list[str] | None,
        typer.Option(metavar="CHECK", help="Take the problems of this check as warnings; may be repeated."),
    ] = None,
    before_deploy: Annotated[
        bool, typer.Option("--before-deploy", help="Fail, too, when the account cannot be asked.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Write the findings as JSON.")] = False,
) -> None:
    """Say what would make the deployment fail, before it does, and how to mend it."""
    from infra.doctor import command

    def work() -> int:
        asked = command.Asked(
            environment=environment,
            context=context or [],
            offline=offline,
            json=json,
            overwrite=overwrite_flow or [],
            accepted=accept or [],
            before_deploy=before_deploy,
        )
        return command.run(asked, out=sys.stdout)

    finish(work, name="ivr doctor")


@app.command()
def faults(
    json: Annotated[bool, typer.Option("--json", help="Write what was heard as JSON.")] = False,
    at: Annotated[
        list[str] | None, typer.Option(metavar="PLACE", help="Only here, such as bedrock.retrieve; may be repeated.")
    ] = None,
) -> None:
    """Let every fault strike at every place of a call, and tell what the caller heard and after how long."""
    from measure import faults

    def work() -> int:
        return faults.run(faults.Asked(json=json, at=at or []), out=sys.stdout, aside=sys.stderr)

    finish(work, name="ivr faults")


@app.command(name="eval")
def evaluate(
    questions: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="Questions; none: tests/evaluation/questions.toml.")
    ] = None,
    live_bedrock: Annotated[
        bool, typer.Option("--live-bedrock", help="Models at the real Bedrock, with your own credentials.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Write the figures and every answer as JSON.")] = False,
) -> None:
    """Ask every question of the evaluation and judge the answers; exit 1 below the floors."""
    from measure import evaluation

    def work() -> int:
        asked = evaluation.Asked(json=json, live_bedrock=live_bedrock, questions=questions or evaluation.QUESTIONS)
        return evaluation.run(asked, out=sys.stdout, aside=sys.stderr)

    finish(work, name="ivr eval")


@app.command()
def bench(
    turns: Annotated[
        int, typer.Option(metavar="N", help="Of each kind, with simulated services; of own time twenty times as many.")
    ] = 5,
    repetitions: Annotated[int, typer.Option(metavar="N", help="Of each start, and of each flow.")] = 10,
    only: Annotated[
        list[str] | None, typer.Option(metavar="PART", help="reply, own, start or flows; may be repeated.")
    ] = None,
    python: Annotated[
        list[str] | None, typer.Option(metavar="FILE", help="An interpreter whose start is measured; may be repeated.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Write the figures as JSON.")] = False,
) -> None:
    """Measure how long a caller waits, what a turn takes of ours, and how long the function takes to start."""
    from measure import bench

    given = {"parts": only} if only else {}

    def work() -> int:
        asked = bench.Asked(turns=turns, repetitions=repetitions, pythons=python or (), json=json, **given)
        return bench.run(asked, out=sys.stdout, aside=sys.stderr)

    finish(work, name="ivr bench")


def main() -> None:
    """Run the command."""
    app()


if __name__ == "__main__":
    main()
