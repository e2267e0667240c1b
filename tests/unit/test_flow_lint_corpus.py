"""Public flows that nobody here wrote: each finding on them was read and is a fault; nothing else is found."""

from pathlib import Path

import pytest

from contact_flows.check import Problem, opened
from contact_flows.lint import lint

SAMPLES = Path(__file__).parents[3] / "shared" / "corpus" / "flows"
FILES = sorted(SAMPLES.glob("*.json"))
FAULTS = {
    "intelligent-ivr-flow": {"missing-parameter", "forbidden-error", "missing-error", "dangling", "unknown-type"},
    "2-Simple-Survey-Example": {"silent-error", "account-arn"},
    "contact-surveys-amazon-connect": {"silent-error"},
    "ACME_Main_AUTO__hist": {"flow-attribute"},
    "ACME_queue_transfer_AUTO__hist": {"flow-attribute"},
    "acme_main_AUTO": {"flow-attribute"},
    "inbound-contact-flow": {"silent-error"},
}
"""End of a file's name -> what is wrong with it."""

pytestmark = pytest.mark.skipif(not FILES, reason="the public flows are not beside the repository")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem.rpartition("__")[2])
def test_what_is_found_in_a_public_flow_is_what_is_wrong_with_it(path: Path) -> None:
    flow = opened(path.read_bytes(), name=path.name)
    assert not isinstance(flow, Problem)
    expected = next((rules for end, rules in FAULTS.items() if path.stem.endswith(end)), set())
    assert {problem.rule for problem in lint([flow])} == expected
