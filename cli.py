"""The `ivr` command.

Knows verbs, options and exit codes; every verb's work lives in its package. 0: all went as expected; 1: an expectation
did not hold; 2: what was given cannot be used.
"""

import os
import sys
from collections.abc import Callable
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from workbench.unbind import Deployed

UNUSABLE, INTERRUPTED, READER_GONE = 2, 130, 141

app = typer.Typer(
    name="ivr",
    help="Frontdesk on this machine.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _finish(work: Callable[[], int], *, name: str, unusable: type[Exception], interrupted: str = "") -> NoReturn:
    """Do a verb's work and end with its exit code.

    Args:
        work: Gives the code.
        name: What a sentence about what was given begins with.
        unusable: What `work` raises when what was given cannot be used.
        interrupted: What to say of an interruption.
    """
    try:
        code = work()
    except unusable as error:
        print(f"{name}: {error}", file=sys.stderr)
        code = UNUSABLE
    except BrokenPipeError:
        sys.stdout = None  # whoever read it has left; nothing more can be written at exit
        code = READER_GONE
    except KeyboardInterrupt:
        if interrupted:
            print(f"{name}: {interrupted}", file=sys.stderr)
        code = INTERRUPTED
    raise typer.Exit(code)


flows = typer.Typer(no_args_is_help=True)
app.add_typer(flows, name="flows", help="Check, draw, try and test contact flows.")


@flows.command()
def lint(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FILE|DIR]...", help="Flow files, or folders of them; none: our own flows."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Write the findings as JSON.")] = False,
) -> None:
    """Find what Connect would refuse in flows, and what would hurt a caller; exit 1 with an error or a warning."""
    from workbench import lint

    def work() -> int:
        return lint.run(lint.Asked(paths=paths or [], json=json), out=sys.stdout, aside=sys.stderr)

    _finish(work, name="ivr flows lint", unusable=lint.Unusable)


@flows.command()
def coverage(
    scripts: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[SCRIPT]...", help="Call scripts, or folders of them; none: those of the tests."),
    ] = None,
    json: Annotated[
        str | None, typer.Option("--json", metavar="FILE|-", help="Write it as JSON; - is standard output.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE.html", help="Draw every flow with what was reached of it."),
    ] = None,
) -> None:
    """Play call scripts and say which branches of the flows they reach; exit 1 unless all that can be reached are."""
    from workbench import coverage

    def work() -> int:
        asked = coverage.Asked(scripts=scripts or [], json=json, output=output)
        return coverage.run(asked, out=sys.stdout, aside=sys.stderr)

    _finish(work, name="ivr flows coverage", unusable=coverage.Unusable)


@flows.command("export-tests")
def export_tests(
    scripts: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[SCRIPT]...", help="Call scripts, or folders of them; none: those of the tests."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FOLDER", help="Where test cases go; none: build/test-cases."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Write what became of each script as JSON.")] = False,
) -> None:
    """Turn call scripts into test cases of Connect's own test runner; say what of each no test case can express."""
    from workbench import export_tests

    def work() -> int:
        asked = export_tests.Asked(scripts=scripts or [], output=output, json=json)
        return export_tests.run(asked, out=sys.stdout, aside=sys.stderr)

    _finish(work, name="ivr flows export-tests", unusable=export_tests.Unusable)


@flows.command()
def unbind(
    flow: Annotated[
        str,
        typer.Argument(
            metavar="FILE|NAME", help="An export of the designer; with --environment also a flow of ours, by its name."
        ),
    ],
    resources: Annotated[
        list[Path] | None,
        typer.Option("--resources", metavar="MAP", help="What the flow's ARNs stand for; may be repeated."),
    ] = None,
    environment: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Ask a deployment of cdk.json, with your own credentials, for map and flow."),
    ] = None,
    saved: Annotated[
        bool, typer.Option("--saved", help="The version that is saved in the designer and not yet published.")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="The flow's file; none: standard output."),
    ] = None,
) -> None:
    """Bring a flow back from Connect's designer: names for ARNs, and only what was edited differs from the file."""
    from workbench import unbind

    def work() -> int:
        asked = unbind.Asked(flow, tuple(resources or ()), environment, saved=saved, output=output)
        return unbind.run(asked, out=sys.stdout, aside=sys.stderr, ask=_deployed, kept=unbind.in_git)

    _finish(work, name="ivr flows unbind", unusable=unbind.Unusable)


@flows.command("resources")
def list_resources(
    environment: Annotated[
        str | None, typer.Option(metavar="NAME", help="A deployment of cdk.json; by default the one it names.")
    ] = None,
) -> None:
    """Ask a deployment, with your own credentials, what the flows' placeholders stand for: the map for unbind."""
    from workbench import unbind

    def work() -> int:
        return unbind.write_map(_deployed(environment, None, saved=False), out=sys.stdout)

    _finish(work, name="ivr flows resources", unusable=unbind.Unusable)


def _deployed(environment: str | None, flow: str | None, *, saved: bool) -> "Deployed":
    """What a deployment says of itself and, if one is named, of a flow."""
    from infra.doctor import bindings, tools
    from workbench.unbind import Deployed, Unusable

    if missing := tools.missing_packages():
        raise Unusable(f"{' and '.join(missing)}: the deployment's packages are not installed; run: make setup")
    try:
        live = bindings.read(environment, flow, saved=saved, env=os.environ)
    except bindings.NotThere as error:
        raise Unusable(str(error)) from error
    return Deployed(live.bindings, str(live.flow.get("Content", "")), live.undeployed)


@flows.command()
def draw(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE]...", help="Flow files, ours or exports; none: all of ours.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="One flow as .svg, any number as .html; - writes to standard output."
        ),
    ] = None,
    call: Annotated[
        Path | None, typer.Option(metavar="SCRIPT", help="Hold this call and draw its way over the flows.")
    ] = None,
) -> None:
    """Draw flows: a picture of one, or a page of several."""
    from workbench import draw

    def work() -> int:
        return draw.run(draw.Asked(files=files or [], output=output, call=call), out=sys.stdout, held=draw.hold)

    _finish(work, name="ivr flows draw", unusable=draw.Unusable)


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

    _finish(work, name="ivr", unusable=command.Unusable, interrupted="hung up")


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
    from simulator.command import Unusable

    def work() -> int:
        return call_costs.run(call_costs.Asked(scripts=scripts or [], calls_per_month=calls_per_month), out=sys.stdout)

    _finish(work, name="ivr cost", unusable=Unusable)


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

    _finish(work, name="ivr doctor", unusable=command.Unusable)


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

    _finish(work, name="ivr faults", unusable=faults.Unusable)


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

    _finish(work, name="ivr eval", unusable=evaluation.Unusable)


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

    _finish(work, name="ivr bench", unusable=bench.Unusable)


def main() -> None:
    """Run the command."""
    app()


if __name__ == "__main__":
    main()
