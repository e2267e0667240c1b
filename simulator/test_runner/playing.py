"""A test case held as a call: read from its file, its caller and clock made out, played and judged.

Knows what of a call a test case says itself, and what it leaves to the exporter's notes or the defaults; refuses to
know how observations are judged (`player`) and how a call is held.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from clinic import Clinic
from contact_flows.test_case_check import read
from contact_flows.test_cases import Case, CaseError, content
from simulator.expectations import Failure
from simulator.script import Script
from simulator.test_runner.player import Player
from simulator.test_runner.resources import Resources, local_bindings, shown_names

if TYPE_CHECKING:
    from simulator.outcome import Outcome
    from simulator.switchboard import Switchboard

VOICE_CALL = "VOICE_CALL"
"""What begins a test that is a call. Source: API CreateTestCase, `TestCaseEntryPoint`."""
_OURS = ("name", "caller", "at", "locale")
_SUCH = {
    "caller": "a number such as +12065550101, or anonymous",
    "at": "a moment such as 2026-12-01T09:30:00-08:00",
    "locale": "en_US or es_US",
}


def load(path: Path, *, changes: Mapping[str, Any], clinic: Clinic) -> tuple[Script, Case]:
    """The call that a test case describes, and the test case.

    Args:
        path: Its file.
        changes: Checked values that stand in place of its own, such as `at`.
        clinic: Where the call is held.

    Raises:
        CaseError: it cannot be read, Connect would refuse it, or it names what this machine does not have.
    """
    case = read(path)
    script = script_of(case, name=path.stem.replace("_", " ")).model_copy(update=dict(changes))
    make_player(case, clinic)
    return script, case


def script_of(case: Case, *, name: str) -> Script:
    """Who calls when: the entry point's number, else what the exporter noted, else the defaults.

    Raises:
        CaseError: that is no number, or no moment; or no call is what begins there.
    """
    kind = case.entry_point.get("Type", VOICE_CALL)
    if kind != VOICE_CALL:
        raise CaseError(f"{case.name}: EntryPoint.Type is {kind!r}, and this machine holds calls alone: {VOICE_CALL}")
    noted = {key: case.ours[key] for key in _OURS if key in case.ours}
    voice = case.entry_point.get("VoiceCallEntryPointParameters")
    if isinstance(voice, Mapping) and voice.get("SourcePhoneNumber"):
        noted["caller"] = voice["SourcePhoneNumber"]
    try:
        return Script.model_validate({"name": name, **noted}, strict=False)
    except ValidationError as error:
        key = str(error.errors()[0]["loc"][0])
        raise CaseError(f"{case.name}: {key} is {noted.get(key)!r}; write {_SUCH.get(key, 'another')}") from error


def make_player(case: Case, clinic: Clinic) -> Player:
    """The caller of a test case, before its call.

    Raises:
        CaseError: it names what this machine does not have.
    """
    names = shown_names(case.metadata, content(case))
    try:
        return Player(case, Resources(local_bindings(clinic), names))
    except CaseError as error:
        raise CaseError(f"{case.name}: {error}") from error


def play(switchboard: "Switchboard", script: Script, case: Case, clinic: Clinic) -> "tuple[Outcome, list[Failure]]":
    """Hold the call of a test case, and what did not go as it has it.

    Raises:
        SetupError: as of `Switchboard.hold`.
    """
    from simulator.connect.actions import HANDLERS

    player = make_player(case, clinic)
    outcome = switchboard.hold(script, caller=player, witnesses=(player,), handlers=player.around(HANDLERS))
    return outcome, player.verdict()
