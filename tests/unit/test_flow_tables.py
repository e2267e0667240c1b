"""Tables by action type: complete where they must be, and without a name that is no action type."""

from collections.abc import Collection

import pytest

from contact_flows import meaning
from contact_flows.action_types import ACTION_TYPES, CONSOLE_NAMES, DOCUMENTED_NAMES, PLAYED, UNPLAYED
from contact_flows.block_names import BLOCK_NAMES, block_name
from contact_flows.coverage import LEAVING, NEXT_REPEATS
from contact_flows.draw.designer import KINDS
from contact_flows.lint import graph, sources, speech

TABLES: dict[str, Collection[str]] = {
    "SPEAKING": graph.SPEAKING,
    "SILENT": graph.SILENT,
    "ENDING": graph.ENDING,
    "BRINGS": sources.BRINGS,
    "_MAY_LACK_ERROR": speech._MAY_LACK_ERROR,
    "NEXT_REPEATS": NEXT_REPEATS,
    "LEAVING": LEAVING,
    "PLAYED": PLAYED,
    "UNPLAYED": UNPLAYED,
    "DOCUMENTED_NAMES": {*DOCUMENTED_NAMES, *DOCUMENTED_NAMES.values()},
    "CONSOLE_NAMES": CONSOLE_NAMES.values(),
    "_DEFAULTS": meaning._DEFAULTS,
}


@pytest.mark.parametrize("table", TABLES)
def test_a_table_names_action_types_alone(table: str) -> None:
    assert TABLES[table]
    assert not set(TABLES[table]) - set(ACTION_TYPES)


def test_every_action_type_has_a_block_name_and_a_kind() -> None:
    assert set(BLOCK_NAMES) == set(KINDS) == set(ACTION_TYPES)


def test_every_action_type_that_ends_a_flow_is_ending() -> None:
    ends = {name for name, spec in ACTION_TYPES.items() if spec.ends}
    assert ends | {"TransferToFlow"} == graph.ENDING


def test_a_block_that_has_several_names_is_called_by_what_it_is_set_to() -> None:
    assert block_name("CheckMetricData", {"MetricType": "NumberOfAgentsStaffed"}) == "Check staffing"
    assert block_name("CheckMetricData", {"MetricType": "NumberOfContactsInQueue"}) == "Check queue status"
    assert block_name("GetParticipantInput", {"StoreInput": "True"}) == "Store customer input"
    assert block_name("UpdateContactEventHooks", {"EventHooks": {"CustomerQueue": "f"}}) == "Set customer queue flow"
    assert block_name("PlayPrompt", {}) == "PlayPrompt"
