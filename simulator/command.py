"""What `ivr call` does: options become calls, calls become lines or JSON.

Knows what may be asked for and where results go; refuses to know how a call is held.
"""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from pydantic import ValidationError

import clinic as tenant
from clinic import Clinic
from contact_flows.test_cases import Case, CaseError
from simulator.script import ANONYMOUS, DEFAULT_AT, Script, ScriptError, World, load, load_world
from simulator.world import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from simulator.expectations import Failure
    from simulator.outcome import Outcome
    from simulator.switchboard import Switchboard
    from simulator.telephone import Telephone

AS_EXPECTED, UNEXPECTED = 0, 1
INTERACTIVE = "interactive"
"""What stands for the script's file in the JSON of a call somebody held."""


class Unusable(Exception):
    """What was given cannot be used; the message is one sentence: what, where, what to do."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The command line of `ivr call`; None: not given."""

    scripts: Sequence[Path] = ()
    json: str | None = None
    """A file, or `-` for standard output."""
    screen: str | None = None
    """A file for a picture of the agent's screen."""
    live_bedrock: bool = False
    locale: str | None = None
    number: str | None = None
    at: str | None = None


def given(asked: Asked) -> tuple[str, ...]:
    """What of the command line was given, by its names there."""
    names = {"scripts": "scripts", "number": "--from"}
    found = (field.name for field in fields(asked) if getattr(asked, field.name) not in ([], (), None, False))
    return tuple(names.get(name, f"--{name.replace('_', '-')}") for name in found)


def run(asked: Asked, *, source: TextIO, out: TextIO, aside: TextIO) -> int:
    """Hold the calls asked for and report them; the exit code.

    Args:
        asked: What the command line says.
        source: Where an interactive caller types.
        out: Conversations and verdicts; with JSON on it, JSON alone.
        aside: Conversations and verdicts, when `out` has the JSON.

    Raises:
        Unusable: something given cannot be used; nothing has been held then, unless what was given broke meanwhile.
    """
    try:
        if asked.json is not None:
            _refuse_unwritable(asked.json, "--json", such="calls.json")
        if asked.screen is not None:
            _refuse_unwritable(asked.screen, "--screen", such="screen.svg")
            if len(asked.scripts) > 1:
                raise Unusable("--screen: shows one call; name one script")
        clinic = tenant.load()
        changes = _changes(asked, clinic)
        world = load_world(clinic=clinic)
        cases: dict[str, Case] = {}
        scripts = [(str(path), _load(path, changes, clinic, world, cases)) for path in asked.scripts]
        if not scripts:
            scripts = [(INTERACTIVE, Script(name=INTERACTIVE).model_copy(update=changes))]
        if asked.live_bedrock:
            require_credentials()
        return _hold(asked, clinic, scripts, cases, source=source, out=out, aside=aside)
    except (tenant.ClinicError, ScriptError, CaseError) as error:
        raise Unusable(str(error)) from error


def _hold(
    asked: Asked,
    clinic: Clinic,
    scripts: Sequence[tuple[str, Script]],
    cases: Mapping[str, Case],
    *,
    source: TextIO,
    out: TextIO,
    aside: TextIO,
) -> int:
    shown = aside if asked.json == "-" else out
    telephone = None if asked.scripts else _dial(clinic, scripts[0][1], source, shown)
    from simulator.call import Options
    from simulator.report import as_json
    from simulator.switchboard import SetupError, Switchboard

    results: list[dict[str, Any]] = []
    try:
        with Switchboard(clinic, Options(live_bedrock=asked.live_bedrock)) as switchboard:
            switchboard.expect(script for _, script in scripts)
            for name, script in scripts:
                if telephone is None:
                    case = (cases[name], clinic) if name in cases else None
                    outcome, failures = _play(switchboard, name, script, shown, alone=len(scripts) == 1, case=case)
                else:
                    outcome, failures = switchboard.hold(script, caller=telephone, witnesses=(telephone,)), []
                    telephone.ends(outcome)
                results.append(as_json(name, outcome, failures))
    except SetupError as error:
        raise Unusable(str(error)) from error
    if asked.json is not None:
        _write(results, asked.json, out)
    if asked.screen is not None:
        _draw(outcome, asked.screen)
    return AS_EXPECTED if all(result["passed"] for result in results) else UNEXPECTED


def _dial(clinic: Clinic, script: Script, source: TextIO, shown: TextIO) -> "Telephone":
    """Say at once who is being called, before anything slow is loaded."""
    from fulfillment.speech import say_date, say_phone, say_time
    from simulator.displays import for_stream
    from simulator.telephone import Telephone

    telephone = Telephone(source, for_stream(shown))
    when = script.at.astimezone(clinic.zone)
    caller = "a withheld number" if script.caller == ANONYMOUS else say_phone(script.caller)
    day = say_date(when.date(), today=when.date(), locale=script.locale)
    telephone.opens(f"Calling {clinic.name} from {caller}, {day}, {say_time(when.time(), locale=script.locale)}.")
    return telephone


def _play(
    switchboard: "Switchboard",
    name: str,
    script: Script,
    shown: TextIO,
    *,
    alone: bool,
    case: tuple[Case, Clinic] | None,
) -> "tuple[Outcome, list[Failure]]":
    """Play a script or a test case; one that is played alone, or fails, shows its whole conversation."""
    from simulator.expectations import judge
    from simulator.report import conversation
    from simulator.test_runner.playing import play

    if case is not None:
        outcome, failures = play(switchboard, script, *case)
    else:
        outcome = switchboard.hold(script)
        failures = judge(script, outcome)
    print(f"{'FAILED' if failures else 'ok':6} {name}: {script.name}", file=shown, flush=True)
    if failures or alone:
        print(conversation(outcome, failures), file=shown, flush=True)
    return outcome, failures


def _load(path: Path, changes: Mapping[str, Any], clinic: Clinic, world: World, cases: dict[str, Case]) -> Script:
    """The call that a file describes; a test case of Connect's is put to the others."""
    if path.suffix == ".json":
        from simulator.test_runner import playing

        script, cases[str(path)] = playing.load(path, changes=changes, clinic=clinic)
    else:
        script = load(path, world=world, clinic=clinic, changes=changes)
    if script.locale not in _locales(clinic):
        raise Unusable(f"{path}: locale {script.locale}: {_nobody_speaks_it(clinic)}")
    return script


def _changes(asked: Asked, clinic: Clinic) -> dict[str, Any]:
    """What the options change in every script."""
    given: dict[str, Any] = {"caller": asked.number, "at": _time(asked.at, clinic), "locale": asked.locale}
    changes = {key: value for key, value in given.items() if value is not None}
    try:
        checked = Script.model_validate(changes)
    except ValidationError as error:
        raise Unusable(_refusal(str(error.errors()[0]["loc"][0]), asked, clinic)) from error
    if asked.locale is not None and asked.locale not in _locales(clinic):
        raise Unusable(_refusal("locale", asked, clinic))
    return {key: getattr(checked, key) for key in changes}


def _refusal(key: str, asked: Asked, clinic: Clinic) -> str:
    if key == "locale":
        return f"--locale {asked.locale}: {_nobody_speaks_it(clinic)}"
    if key == "at":
        return f"--at {asked.at}: must be in the years {FIRST_YEAR} to {LAST_YEAR}, such as {DEFAULT_AT}"
    return f"--from {asked.number}: must be an international number such as +12065550101, or {ANONYMOUS}"


def _locales(clinic: Clinic) -> list[str]:
    return [each.id for each in clinic.locales]


def _nobody_speaks_it(clinic: Clinic) -> str:
    return f"nobody here speaks it; there is {', '.join(_locales(clinic))}"


def _time(text: str | None, clinic: Clinic) -> datetime | None:
    if text is None:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise Unusable(f"--at {text}: must be a date and time such as {DEFAULT_AT}") from error
    return at if at.tzinfo is not None else at.replace(tzinfo=clinic.zone)


def require_credentials() -> None:
    """Raises: Unusable: `--live-bedrock` has no AWS credentials to call with."""
    import botocore.session
    from botocore.exceptions import BotoCoreError

    try:
        found = botocore.session.get_session().get_credentials()
    except BotoCoreError as error:
        raise Unusable(f"--live-bedrock: the AWS configuration cannot be used: {error}") from error
    if found is None:
        raise Unusable(
            "--live-bedrock: no AWS credentials were found; set AWS_PROFILE or AWS_ACCESS_KEY_ID and "
            "AWS_SECRET_ACCESS_KEY, or leave the option away"
        )


def _refuse_unwritable(where: str, option: str, *, such: str) -> None:
    """Before a call is held, whose result would be lost."""
    if where == "-" and option == "--json":
        return
    told = f"{option} {where or repr(where)}: cannot be written: "
    path = Path(where)
    if not where.strip():
        raise Unusable(f"{told}name a file, or - for standard output")
    if path.is_dir():
        raise Unusable(f"{told}a directory; name a file in it, such as {path / such}")
    if not path.parent.is_dir():
        raise Unusable(f"{told}there is no folder {path.parent}; make it first")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise Unusable(f"{told}permission denied")


def _draw(outcome: "Outcome", where: str) -> None:
    """Raises: Unusable: nobody saw a screen in this call, or the file cannot be written."""
    from contact_flows.view import load_views
    from simulator.view_drawing import as_svg

    view = load_views().get(outcome.agent.view) if outcome.agent else None
    if view is None or outcome.agent is None:
        raise Unusable(f"--screen {where}: nobody saw a screen in this call; let a person take it")
    try:
        Path(where).write_text(as_svg(view, outcome.agent.data), encoding="utf-8")
    except OSError as error:
        raise Unusable(f"--screen {where}: cannot be written: {error.strerror or error}") from error


def _write(results: Sequence[Mapping[str, Any]], where: str, out: TextIO) -> None:
    text = json.dumps(results, indent=2, ensure_ascii=False, default=str) + "\n"
    if where == "-":
        out.write(text)
        out.flush()
        return
    try:
        Path(where).write_text(text, encoding="utf-8")
    except OSError as error:
        raise Unusable(f"--json {where}: cannot be written: {error.strerror or error}") from error
