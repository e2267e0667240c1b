"""Where results go: nothing of anybody's is overwritten."""

from pathlib import Path

import pytest

from declared.ending import Unusable
from declared.results import refuse_unwritable


def test_a_file_of_another_kind_stays(tmp_path: Path) -> None:
    script = tmp_path / "call.toml"
    script.write_text("")
    with pytest.raises(Unusable, match="is there already, and no"):
        refuse_unwritable(script, "--json", such="calls.json")


def test_a_result_is_written_anew_and_to_what_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "calls.json").write_text("[]")
    for where in (tmp_path / "calls.json", tmp_path / "calls.txt", Path("/dev/null")):
        refuse_unwritable(where, "--json", such="calls.json")
