"""What `ivr flows draw` does: flow files become a picture or a page, with a call's way over it where one is asked for.

Knows what may be asked for, where pictures go and what may be overwritten; refuses to know how a flow is drawn.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from contact_flows.bind import FOLDER
from contact_flows.coverage import Passed
from contact_flows.draw import MADE_BY, draw, page
from contact_flows.flow import Flow
from declared.ending import Unusable
from declared.results import refuse_unwritable, write
from workbench import flow_files

__all__ = ["Asked", "Unusable", "hold", "run"]

Held = Callable[[Path], list[Passed]]
DRAWN = 0
_STANDARD_OUTPUT = Path("-")
_LOOKED_AT = 20_000
"""Characters of a file in which a picture says by whom it was made."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The command line of `ivr flows draw`; None: not given."""

    files: Sequence[Path] = ()
    output: Path | None = None
    """A file ending in .svg or .html, or `-` for standard output."""
    call: Path | None = None
    """A call script or a test case whose way is drawn."""


def run(asked: Asked, *, out: TextIO, held: Held) -> int:
    """Draw the flows asked for; the exit code.

    Args:
        asked: What the command line says.
        out: Where the picture goes when it goes nowhere else; a sentence about where it went.
        held: The branches that the call of a script took, in order.

    Raises:
        Unusable: something given cannot be used; nothing has been written then.
    """
    where = _destination(asked, out)
    flows = [flow_files.flow(path, name=name) for path, name in _named(asked.files or sorted(FOLDER.glob("*.json")))]
    path = _way(asked.call, held, flows) if asked.call is not None else None
    alone = len(flows) == 1 and (where is None or where.suffix == ".svg")
    picture = draw(flows[0], path=path) if alone else page(flows, path=path)
    if where is None:
        out.write(picture)
        return DRAWN
    write(picture, where, "-o")
    print(f"Drawn: {where}", file=out)
    return DRAWN


def _destination(asked: Asked, out: TextIO) -> Path | None:
    """The file to write; None: standard output.

    Raises:
        Unusable: the file would be no picture, or is there and was not made here.
    """
    output = asked.output
    if output == _STANDARD_OUTPUT or (output is None and not out.isatty() and asked.files):
        return None
    if output is None:
        return _own_file(asked.files)
    refuse_unwritable(output, "-o", such=f"flows{output.suffix or '.html'}")
    if output.suffix not in (".svg", ".html"):
        raise Unusable(f"-o {output}: a picture ends in .svg, a page in .html; give it one of these endings")
    if output.suffix == ".svg" and len(asked.files) != 1:
        told = f"has one flow, and {len(asked.files)} are given" if asked.files else "has one flow; name its file"
        raise Unusable(f"-o {output}: a picture {told}; for a page of several write {output.with_suffix('.html')}")
    if any(file.exists() and output.exists() and output.samefile(file) for file in asked.files):
        raise Unusable(f"-o {output}: is the flow itself, which would be lost; name another file")
    return output


def _own_file(files: Sequence[Path]) -> Path:
    if not files:
        raise Unusable("no flow is named; name flow files, or -o flows.html for a page of all of ours")
    where = Path(f"{files[0].stem}.svg") if len(files) == 1 else Path("flows.html")
    if where.exists() and not _is_ours(where):
        raise Unusable(f"{where}: is there already, and is no picture made here; say where with -o FILE")
    return where


def _is_ours(where: Path) -> bool:
    try:
        return MADE_BY in where.read_text(encoding="utf-8")[:_LOOKED_AT]
    except (OSError, UnicodeDecodeError):
        return False


def _named(files: Sequence[Path]) -> list[tuple[Path, str]]:
    """Each file once, with its flow's name: the file's, and with its folders where two are called alike."""
    once = list(dict.fromkeys(files))
    alike = Counter(path.stem for path in once)
    return [(path, path.stem if alike[path.stem] == 1 else str(path.with_suffix(""))) for path in once]


def _way(script: Path, held: Held, flows: Sequence[Flow]) -> list[Passed]:
    """Raises: Unusable: the call cannot be held, or passes none of the flows."""
    passed = held(script)
    met = list(dict.fromkeys(each.flow for each in passed))
    if not {flow.name for flow in flows} & set(met):
        raise Unusable(f"--call {script}: the call passes none of these flows; it passes {', '.join(met)}")
    return passed


def hold(script: Path) -> list[Passed]:
    """The branches that the call took, in order; then those of the agent's guide and of callbacks.

    Raises:
        Unusable: the call cannot be held.
    """
    import clinic as tenant
    from contact_flows.test_cases import CaseError
    from simulator.planned import plan, play
    from simulator.script import ScriptError, load_world
    from simulator.switchboard import SetupError, Switchboard

    try:
        clinic = tenant.load()
        planned = plan(script, world=load_world(clinic=clinic), clinic=clinic)
        with Switchboard(clinic) as switchboard:
            switchboard.expect([planned.script])
            outcome, _ = play(switchboard, planned, clinic)
    except (tenant.ClinicError, ScriptError, CaseError, SetupError) as error:
        raise Unusable(str(error)) from error
    return [Passed(**block) for block in (*outcome.blocks, *outcome.aside)]
