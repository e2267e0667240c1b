"""A call held and drawn over the flows that it passed, by the command as it is typed."""

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).parents[2]
CALL = "tests/e2e/calls/closed_at_night.toml"


def test_a_held_call_is_drawn_from_the_entry_on_in_its_order(tmp_path: Path) -> None:
    picture = tmp_path / "inbound.svg"
    command = [sys.executable, "-m", "cli", "flows", "draw", "contact_flows/inbound.json", "--call", CALL]
    done = subprocess.run(
        [*command, "-o", str(picture)], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    drawn = ElementTree.fromstring(picture.read_bytes())
    order = {}
    for block in (each for each in drawn.iter() if "data-action" in each.attrib):
        for title in block.findall("{*}g/{*}title"):
            if told := re.fullmatch(r"Passed as number (\d+)", title.text or ""):
                order[int(told[1])] = block.attrib["data-action"]
    assert [order[number] for number in sorted(order)][:3] == ["LogFlow", "RecordWithStaff", "SetVoice"]
    assert sorted(order) == list(range(1, len(order) + 1))
