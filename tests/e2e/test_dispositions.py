"""A disposition is the same whether or not the event of a contact's end tells who ended it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import clinic
from simulator.call import Options
from simulator.script import load
from simulator.switchboard import Switchboard

CALLS = Path(__file__).parent / "calls"
KINDS = ("nobody_available*", "closed*", "the_queue_is_full*", "lex_is_down*", "*hangs_up*", "*nobody_is_there*")
SCRIPTS = sorted({path for kind in KINDS for path in CALLS.glob(f"{kind}.toml")})


@pytest.fixture(scope="module")
def untold() -> Iterator[Switchboard]:
    with Switchboard(clinic.load(), Options(events_tell_reason=False)) as board:
        yield board


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_who_ended_the_contact_need_not_be_told(untold: Switchboard, path: Path) -> None:
    script = load(path)
    assert script.ends.disposition is not None
    assert untold.hold(script).disposition == script.ends.disposition
