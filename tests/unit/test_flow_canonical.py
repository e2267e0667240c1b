"""The one form of a flow file: the same for the same values, and such that an edit is a small difference."""

import difflib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contact_flows import canonical
from contact_flows.bind import FOLDER

FILES = sorted(FOLDER.glob("*.json"))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.sampled_from(["Actions", "Errors"]), inner),
    max_leaves=20,
)


def changed(before: Any, after: Any) -> list[str]:
    lines = difflib.ndiff(canonical.text(before).splitlines(), canonical.text(after).splitlines())
    return [line for line in lines if line[:2] in ("+ ", "- ")]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_flow_file_is_in_the_canonical_form(file: Path) -> None:
    written = file.read_text(encoding="utf-8")
    assert canonical.text(json.loads(written)) == written


@given(st.dictionaries(st.text(), JSON))
def test_the_form_loses_nothing_and_fits_a_file(value: dict[str, Any]) -> None:
    written = canonical.text(value)
    assert json.loads(written) == value
    assert canonical.text(json.loads(written)) == written
    assert written.encode()


def test_what_belongs_together_stands_on_one_line() -> None:
    flow = json.loads((FOLDER / "inbound.json").read_text(encoding="utf-8"))
    lines = canonical.text(flow).splitlines()
    assert '    "entryPointPosition": { "x": 40, "y": 40 },' in lines
    assert '          { "NextAction": "SetLanguage", "ErrorType": "NoMatchingError" }' in lines
    assert all(len(line) <= canonical.WIDTH or line.count('": ') == 1 for line in lines)


def test_another_text_is_another_line_and_a_new_entry_is_a_new_line() -> None:
    flow = json.loads((FOLDER / "inbound.json").read_text(encoding="utf-8"))
    edited = json.loads(json.dumps(flow))
    edited["Actions"][4]["Parameters"]["Attributes"]["locale"] = "es_US"
    assert len(changed(flow, edited)) == 2
    edited = json.loads(json.dumps(flow))
    edited["Metadata"]["ActionMetadata"]["LogFlow"]["position"]["x"] = 280
    assert len(changed(flow, edited)) == 2
