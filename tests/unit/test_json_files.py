"""JSON that people write is opened, or refused in one sentence."""

from pathlib import Path

import pytest

from declared import Refused
from declared.json_files import DEEPEST, is_deeper, open_json


@pytest.mark.parametrize("levels", [DEEPEST + 1, 900, 100_000])
def test_a_file_that_is_nested_too_deep_is_one_sentence(tmp_path: Path, levels: int) -> None:
    path = tmp_path / "map.json"
    path.write_text('{"a": ' * levels + "1" + "}" * levels)
    with pytest.raises(Refused, match=r"map\.json: not valid JSON: lists or objects are nested too deeply"):
        open_json(path, name="map.json")


def test_levels_are_counted_by_lists_and_objects() -> None:
    assert not is_deeper([{"a": 1}], 3)
    assert is_deeper([{"a": [1]}], 3)
