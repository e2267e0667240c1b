"""The verbs of `ivr flows`: their arguments and options.

Knows what may be asked for; refuses to know how it is done: each verb's work is in a module of its own.
"""

import os
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from declared.ending import finish

if TYPE_CHECKING:
    from workbench.unbind import Deployed

flows = typer.Typer(no_args_is_help=True)


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

    finish(work, name="ivr flows lint")


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

    finish(work, name="ivr flows coverage")


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

    finish(work, name="ivr flows export-tests")


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

    finish(work, name="ivr flows unbind")


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

    finish(work, name="ivr flows resources")


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

    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="xmlcharrefreplace")

    def work() -> int:
        return draw.run(draw.Asked(files=files or [], output=output, call=call), out=sys.stdout, held=draw.hold)

    finish(work, name="ivr flows draw")
