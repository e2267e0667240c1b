"""What `ivr flows export-tests` does: call scripts become test cases for Connect's own test runner.

Knows which scripts are exported, that each test case holds before it is written, where it goes and what is told of it;
refuses to know how a call becomes a test case (`translation`) and what no test case says (`inexpressible`).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import clinic as tenant
from clinic import Clinic
from contact_flows.bind import FOLDER as FLOWS
from contact_flows.test_case_check import problems
from contact_flows.test_cases import OURS, Case, CaseError, content, parse, render
from declared.ending import Unusable
from declared.results import write
from simulator.script import ANONYMOUS, Script, ScriptError, WorldChanges, load, load_world
from simulator.test_runner.playing import play, script_of
from simulator.test_runner.resources import local_bindings
from workbench.coverage import scripts as call_scripts
from workbench.inexpressible import Left, left_out
from workbench.translation import Translator, Untranslatable
from workbench.witnessed import witness

if TYPE_CHECKING:
    from simulator.switchboard import Switchboard

__all__ = ["Asked", "Exported", "Unusable", "export", "needs", "run", "translate"]

WRITTEN, NONE = 0, 1
FOLDER = Path("build") / "test-cases"
"""Where test cases go unless a folder is named; git does not see it."""
STRANGER = "+12065550199"
ANOTHER_TIME = datetime.fromisoformat("2027-02-14T03:20:00-08:00")
"""A Sunday night: nobody answers, and no date is that of a script."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The command line of `ivr flows export-tests`."""

    scripts: Sequence[Path] = ()
    output: Path | None = None
    json: bool = False


@dataclass(frozen=True, slots=True)
class Exported:
    """What became of one script."""

    script: str
    case: Case | None
    """None: there is no test case of it."""
    reason: str = ""
    """Why there is none."""
    needs: str = ""
    """What fails where patients, date and staff are others; empty: nothing, so that any deployment passes it."""
    left: Sequence[Left] = field(default_factory=tuple)

    def as_json(self, file: Path | None) -> dict[str, Any]:
        return {
            "script": self.script,
            "file": None if file is None else str(file),
            "reason": self.reason or None,
            "fits_any_deployment": self.case is not None and not self.needs,
            "needs": self.needs or None,
            "not_expressed": [{"key": left.key, "why": left.why} for left in self.left],
        }


def run(asked: Asked, *, out: TextIO, aside: TextIO) -> int:
    """Export the scripts and tell what of them is in no test case; the exit code, 1 when none became one.

    Args:
        asked: What the command line says.
        out: What became of each script, in lines or as JSON.
        aside: How far it is, where `out` has JSON.

    Raises:
        Unusable: something given cannot be used; nothing has been written then.
    """
    folder = asked.output or FOLDER
    try:
        clinic = tenant.load()
        world = load_world(clinic=clinic)
        paths = call_scripts(asked.scripts)
        _refuse_the_same_name(paths)
        scripts = [(path, load(path, world=world, clinic=clinic)) for path in paths]
        made = _make(folder, scripts, clinic, out=aside if asked.json else out)
    except (tenant.ClinicError, ScriptError) as error:
        raise Unusable(str(error)) from error
    if asked.json:
        out.write(json.dumps(made, indent=2, ensure_ascii=False) + "\n")
    written = [each for each in made if each["file"] is not None]
    fitting = [each for each in written if each["fits_any_deployment"]]
    told = f"{len(written)} of {len(made)} scripts are test cases in {folder}; any deployment passes {len(fitting)}"
    print(told, file=aside if asked.json else out)
    return WRITTEN if written else NONE


def _make(folder: Path, scripts: Sequence[tuple[Path, Script]], clinic: Clinic, *, out: TextIO) -> list[dict[str, Any]]:
    from simulator.switchboard import SetupError, Switchboard

    _make_folder(folder)
    _refuse_to_overwrite([folder / f"{path.stem}.json" for path, _ in scripts])
    made: list[dict[str, Any]] = []
    before: dict[str, str] = {}
    try:
        with Switchboard(clinic) as switchboard:
            switchboard.expect(script for _, script in scripts)
            for path, script in scripts:
                exported = _new(export(switchboard, script, clinic, name=path.stem), before)
                file = None if exported.case is None else folder / f"{path.stem}.json"
                if exported.case is not None and file is not None:
                    write(render(exported.case), file, "--output")
                _tell(exported, file, out)
                made.append(exported.as_json(file))
    except SetupError as error:
        raise Unusable(str(error)) from error
    return made


def _new(exported: Exported, before: dict[str, str]) -> Exported:
    """As it is, unless what is left of the script is what another has left, too. `before`: what the others have."""
    if exported.case is None:
        return exported
    text = json.dumps(content(exported.case)["Observations"])
    if text in before:
        return replace(exported, case=None, needs="", reason=f"what remains of it is what {before[text]} tests")
    before[text] = exported.script
    return exported


def export(switchboard: "Switchboard", script: Script, clinic: Clinic, *, name: str) -> Exported:
    """The test case of one script, which holds on this machine; or why there is none.

    Args:
        switchboard: Where calls are held.
        script: What becomes a test case.
        clinic: Whose line it is.
        name: The script's, without its suffix.

    Raises:
        SetupError: as of `Switchboard.hold`.
    """
    try:
        case, left = translate(switchboard, script, clinic)
    except Untranslatable as reason:
        return Exported(name, None, str(reason), left=left_out(script))
    if refused := problems(case):
        return Exported(name, None, refused[0], left=left)
    try:
        _, failures = play(switchboard, script_of(case, name=name), case, clinic)
    except CaseError as error:
        return Exported(name, None, str(error).removeprefix(": "), left=left)
    if failures:
        told = f"without what no test case says it goes otherwise: {failures[0].message}"
        return Exported(name, None, told, left=left)
    return _kept(Exported(name, case, needs=needs(switchboard, case, clinic), left=left))


def translate(switchboard: "Switchboard", script: Script, clinic: Clinic) -> tuple[Case, list[Left]]:
    """The call of a script as a test case that nobody has played yet, and what of the script is not in it.

    Raises:
        Untranslatable: nothing of it can be one.
        SetupError: as of `Switchboard.hold`.
    """
    if script.earlier is not None:
        raise Untranslatable("it rests on a call before, and one test is one call")
    if script.caller == ANONYMOUS:
        raise Untranslatable("its caller withholds the number, and a test calls from one")
    outcome, seen = witness(switchboard, script)
    translator = Translator(script, outcome, local_bindings(clinic))
    case = translator.case(seen, _noted(script))
    return case, [*left_out(script), *translator.left]


def needs(switchboard: "Switchboard", case: Case, clinic: Clinic) -> str:
    """What fails where nobody knows the caller, on another day, with nobody there; whoever calls."""
    bare = WorldChanges(agents_available=0, patients=[], appointments=[], orders=[])
    for caller in (STRANGER, ANONYMOUS):
        changes = {"caller": caller, "at": ANOTHER_TIME, "world": bare}
        _, failures = play(switchboard, script_of(case, name="bare").model_copy(update=changes), case, clinic)
        if failures:
            return failures[0].message
    return ""


def _noted(script: Script) -> dict[str, Any]:
    """What `ivr call` must know to hold the same call."""
    return {
        "name": script.name,
        "caller": script.caller,
        "at": script.at.isoformat(),
        "locale": script.locale,
    }


def _kept(exported: Exported) -> Exported:
    """With what is told of it in its metadata, too."""
    if exported.case is None:
        return exported
    ours = {
        **exported.case.ours,
        "needs": exported.needs or None,
        "notExpressed": [str(left) for left in exported.left],
    }
    return replace(exported, case=exported.case.model_copy(update={"metadata": {OURS: ours}}))


def _tell(exported: Exported, file: Path | None, out: TextIO) -> None:
    verdict = "no test case" if file is None else "test case"
    print(f"{verdict:12} {exported.script}{': ' + exported.reason if exported.reason else ''}", file=out, flush=True)
    if exported.needs:
        print(f"             only with the sample patients, on its day: {exported.needs}", file=out)
    for key, why in _grouped(exported.left).items():
        print(f"             not in it: {key}: {why}", file=out)


def _grouped(left: Sequence[Left]) -> Mapping[str, str]:
    """The same reason once, with all its keys."""
    by_reason: dict[str, list[str]] = {}
    for each in left:
        by_reason.setdefault(each.why, []).append(each.key)
    return {", ".join(dict.fromkeys(keys)): why for why, keys in by_reason.items()}


def _refuse_the_same_name(paths: Sequence[Path]) -> None:
    for n, path in enumerate(paths):
        if path.suffix == ".json":
            raise Unusable(f"{path}: is a test case already, or no call script; name TOML files")
        if any(path.stem == other.stem for other in paths[:n]):
            raise Unusable(f"{path}: another script is called {path.stem}, too; export them one after the other")


def _make_folder(folder: Path) -> None:
    if folder.resolve() == FLOWS.resolve():
        raise Unusable(f"--output {folder}: holds the flows, and each file there counts as one; name another folder")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unusable(f"--output {folder}: cannot be made: {error.strerror or error}") from error


def _refuse_to_overwrite(files: Sequence[Path]) -> None:
    """Raises: Unusable: there is a file of this name that was not exported."""
    for file in files:
        try:
            ours = not file.exists() or bool(parse(file.read_text(encoding="utf-8"), name=str(file)).ours)
        except (CaseError, OSError, ValueError):
            ours = False
        if not ours:
            raise Unusable(f"{file}: is not one that was exported; move it, or name another folder")
