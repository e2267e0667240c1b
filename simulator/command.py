"""What `ivr call` does: options become calls, calls become lines or JSON.

Knows what may be asked for and where results go; refuses to know how a call is held.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from pydantic import ValidationError

import clinic as tenant
from clinic import Clinic
from contact_flows.test_cases import CaseError
from declared.ending import Unusable
from declared.results import STANDARD_OUTPUT, refuse_unwritable, write
from simulator.planned import Planned, plan, play
from simulator.script import ANONYMOUS, DEFAULT_AT, Script, ScriptError, World, load_world
from simulator.world import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from simulator.expectations import Failure
    from simulator.outcome import Outcome
    from simulator.telephone import Telephone

__all__ = ["Asked", "Unusable", "given", "require_credentials", "run"]

AS_EXPECTED, UNEXPECTED = 0, 1
INTERACTIVE = "interactive"
"""What stands for the script's file in the JSON of a call somebody held."""


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
        _refuse_what_cannot_be_written(asked)
        clinic = tenant.load()
        changes = _changes(asked, clinic)
        world = load_world(clinic=clinic)
        planned = [_load(path, changes, clinic, world) for path in asked.scripts]
        if not planned:
            planned = [Planned(INTERACTIVE, Script(name=INTERACTIVE).model_copy(update=changes))]
        if asked.live_bedrock:
            require_credentials()
        return _hold(asked, clinic, planned, source=source, out=out, aside=aside)
    except (tenant.ClinicError, ScriptError, CaseError) as error:
        raise Unusable(str(error)) from error


def _refuse_what_cannot_be_written(asked: Asked) -> None:
    if asked.json not in (None, STANDARD_OUTPUT):
        refuse_unwritable(asked.json or "", "--json", such="calls.json")
    if asked.screen is not None:
        refuse_unwritable(asked.screen, "--screen", such="screen.svg")
        if len(asked.scripts) > 1:
            raise Unusable("--screen: shows one call; name one script")


def _hold(
    asked: Asked, clinic: Clinic, planned: Sequence[Planned], *, source: TextIO, out: TextIO, aside: TextIO
) -> int:
    shown = aside if asked.json == STANDARD_OUTPUT else out
    telephone = None if asked.scripts else _dial(clinic, planned[0].script, source, shown)
    held = _held(asked, clinic, planned, telephone, shown)
    if asked.json is not None:
        from simulator.report import as_json

        results = [as_json(each.file, outcome, failures) for each, outcome, failures in held]
        write(json.dumps(results, indent=2, ensure_ascii=False, default=str) + "\n", asked.json, "--json", out=out)
    if asked.screen is not None:
        _draw(held[-1][1], asked.screen)
    return UNEXPECTED if any(failures for _, _, failures in held) else AS_EXPECTED


def _held(
    asked: Asked, clinic: Clinic, planned: Sequence[Planned], telephone: "Telephone | None", shown: TextIO
) -> "list[tuple[Planned, Outcome, list[Failure]]]":
    """Hold every call. Raises: Unusable: one cannot be held with what it was given."""
    from simulator.call import Options
    from simulator.switchboard import SetupError, Switchboard

    held: list[tuple[Planned, Outcome, list[Failure]]] = []
    try:
        with Switchboard(clinic, Options(live_bedrock=asked.live_bedrock)) as switchboard:
            switchboard.expect(each.script for each in planned)
            for each in planned:
                if telephone is None:
                    outcome, failures = play(switchboard, each, clinic)
                    _tell(each, outcome, failures, shown, alone=len(planned) == 1)
                else:
                    outcome, failures = switchboard.hold(each.script, caller=telephone, witnesses=(telephone,)), []
                    telephone.ends(outcome)
                held.append((each, outcome, failures))
    except SetupError as error:
        raise Unusable(str(error)) from error
    return held


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


def _tell(planned: Planned, outcome: "Outcome", failures: "Sequence[Failure]", shown: TextIO, *, alone: bool) -> None:
    """The verdict; a call that is played alone, or fails, shows its whole conversation."""
    from simulator.report import conversation

    print(f"{'FAILED' if failures else 'ok':6} {planned.file}: {planned.script.name}", file=shown, flush=True)
    if failures or alone:
        print(conversation(outcome, failures), file=shown, flush=True)


def _load(path: Path, changes: Mapping[str, Any], clinic: Clinic, world: World) -> Planned:
    planned = plan(path, world=world, clinic=clinic, changes=changes)
    if planned.script.locale not in _locales(clinic):
        raise Unusable(f"{path}: locale {planned.script.locale}: {_nobody_speaks_it(clinic)}")
    return planned


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


def _draw(outcome: "Outcome", where: str) -> None:
    """Raises: Unusable: nobody saw a screen in this call, or the file cannot be written."""
    from contact_flows.view import load_views
    from simulator.view_drawing import as_svg

    view = load_views().get(outcome.agent.view) if outcome.agent else None
    if view is None or outcome.agent is None:
        raise Unusable(f"--screen {where}: nobody saw a screen in this call; let a person take it")
    write(as_svg(view, outcome.agent.data), where, "--screen")
