"""Calls of other people than the sample's, exported as skeletons: each loads, plays here at once, and names nobody."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import clinic
from fulfillment.aws.clients import make_clients
from fulfillment.aws.sessions import DynamoSessions
from fulfillment.feedback import add as add_report
from fulfillment.feedback import copy_of, report
from fulfillment.session import Session
from fulfillment.turn import Wrong
from simulator.function import Handler
from simulator.local_aws import SESSION_TABLE
from simulator.outcome import Outcome
from simulator.report import conversation
from simulator.script import Script, load, load_world, seeded
from simulator.switchboard import Switchboard
from simulator.world import PatientEntry, World
from skeleton.command import skeleton
from skeleton.recorded import Recorded, from_feedback

CLINIC = clinic.load()
CALLS = Path(__file__).parent / "calls"
UNTOLD = re.compile(r"^\[(?:agent|\[world\.(?:faults|patients))|^patience_s", re.MULTILINE)
"""What a stored call does not tell: faults, other patients, what agents pressed, how long a caller would wait."""


def tells_itself(path: Path) -> bool:
    return not UNTOLD.search(path.read_text(encoding="utf-8"))


SCRIPTS = [path for path in sorted(CALLS.glob("*.toml")) if tells_itself(path)][::3]
"""A third of them, of every kind: each call is held twice here."""

OTHERS = {
    "Ana Rivera": PatientEntry(name="Zebulon Quagmire", born=date(1977, 7, 4), phone="+13035550151"),
    "Marcus Webb": PatientEntry(name="Ottilie Fennimore", born=date(1963, 2, 19), phone="+13035550152"),
    "Priya Nair": PatientEntry(name="Xiomara Villanueva", born=date(1958, 10, 27), phone="+13035550153"),
    "Tom Baker": PatientEntry(name="Bartholomew Penhaligon", born=date(1949, 5, 16), phone="+13035550154"),
}
ORDERS = {"004217": "771305", "000981": "660842", "four two one seven": "seven seven one three oh five"}
SAID = {
    "03121984": "07041977",
    "01051950": "05161949",
    "07081992": "10271958",
    "11301971": "02191963",
    "03121985": "07041978",
    "03121983": "07041976",
    "01011980": "08091961",
    "november thirtieth nineteen seventy one": "february nineteenth nineteen sixty three",
    "november 30 1971": "february 19 1963",
    "january fifth nineteen fifty": "may sixteenth nineteen forty nine",
    "three twelve nineteen eighty four": "seven four nineteen seventy seven",
    "march twelfth nineteen eighty four": "july fourth nineteen seventy seven",
    "march 12th 1984": "july 4th 1977",
    "March 12 1984": "July 4 1977",
    "july eighth nineteen ninety two": "october twenty seventh nineteen fifty eight",
    "april twelfth nineteen eighty four": "august fourth nineteen seventy seven",
    "W E B B": "F E N N I M O R E",
}
PHONES = {entry.phone: OTHERS[entry.name].phone for entry in load_world().patients}
ORIGINALS = re.compile(
    "|".join(
        [
            "Zebulon|Quagmire|Ottilie|Fennimore|Xiomara|Villanueva|Bartholomew|Penhaligon|F E N N",
            "30355501|303.?555|555.?01(?:5[1-4]|77)|771305|660842|seven seven one three",
            "1977|1963|1958|1949|1961|1976|1978|seventy seven|seventy six|sixty three|forty nine|fifty eight",
            "july (?:4|fourth)|february (?:19|nineteen)|may sixteenth|october twenty",
        ]
    ),
    re.IGNORECASE,
)


def of_others(text: str) -> str:
    """A script of the sample's people, of others."""
    replaced = {**SAID, **ORDERS}
    for name, other in OTHERS.items():
        first, last = other.name.split()
        replaced |= {name: other.name, name.split()[0]: first, name.split()[1]: last}
    for old, new in replaced.items():
        text = re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", new, text)
    return text


def their_world() -> World:
    sample = load_world()
    return World(
        patients=[OTHERS[each.name] for each in sample.patients],
        appointments=[each.model_copy(update={"patient": OTHERS[each.patient].name}) for each in sample.appointments],
        orders=[
            each.model_copy(update={"patient": OTHERS[each.patient].name, "number": ORDERS[each.number]})
            for each in sample.orders
        ],
    )


@dataclass
class Line:
    """Holds calls and keeps what is stored of each."""

    switchboard: Switchboard
    session_id: str = ""

    def hold(self, script: Script) -> Outcome:
        self.session_id = ""
        return self.switchboard.hold(script, around=self._watch)

    def _watch(self, function: Handler) -> Handler:
        def handle(event: Mapping[str, Any], context: Any) -> dict[str, Any]:
            self.session_id = event["sessionState"]["sessionAttributes"]["session_id"]
            return function(event, context)

        return handle

    def stored(self) -> Recorded | None:
        """What is left of the last call, after an agent's report of it."""
        sessions = DynamoSessions(make_clients("us-west-2").dynamodb, SESSION_TABLE)
        stored = sessions.load(self.session_id) if self.session_id else None
        if stored is None:
            return None
        session = Session.from_document(stored.document, version=stored.version)
        wrong = report(Wrong.MISHEARD, "", contact_id="guide", at=datetime(2026, 12, 1, tzinfo=UTC))
        call = copy_of(session, sessions.load_packet(self.session_id))
        return from_feedback(add_report(None, wrong, call=call))


@pytest.fixture(scope="module")
def line() -> Iterator[Line]:
    with Switchboard(CLINIC) as board:
        yield Line(board)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_a_skeleton_of_it_plays_here_at_once_with_the_same_intents_and_nobodys_name(
    line: Line, path: Path, tmp_path: Path
) -> None:
    (tmp_path / "theirs.toml").write_text(of_others(path.read_text(encoding="utf-8")), encoding="utf-8")
    world = their_world()
    script = load(tmp_path / "theirs.toml", world=world)
    merged = seeded(script, world)
    lists = {"patients": merged.patients, "appointments": merged.appointments, "orders": merged.orders}
    caller = PHONES.get(script.caller, script.caller.replace("+1206", "+1303"))
    theirs = line.hold(script.model_copy(update={"world": script.world.model_copy(update=lists), "caller": caller}))
    recorded = line.stored()
    if recorded is None:
        pytest.skip("the function was not asked: nothing is stored")
    written = skeleton(recorded, CLINIC)
    assert ORIGINALS.findall(written) == [], written
    (tmp_path / "skeleton.toml").write_text(written, encoding="utf-8")
    ours = line.hold(load(tmp_path / "skeleton.toml", clinic=CLINIC))
    was, came = ([each.intent for each in outcome.exchanges if each.intent] for outcome in (theirs, ours))
    assert came == was, f"{written}\n{conversation(theirs, ())}\n\n{conversation(ours, ())}"
    assert ours.reason == theirs.reason, written
    assert theirs.desk in (ours.desk, None), "where nobody can be called back, nothing tells that nobody was there"
