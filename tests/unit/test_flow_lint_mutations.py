"""The linter over our own flows, each with one thing broken: at least 95% of what would hurt a caller is found.

What hurts is judged by the simulator alone (`flow_mutations`). One in seven of the changes is tried here, in the
order of the files; with FRONTDESK_EVERY_MUTATION set all of them are, which takes a minute.
"""

import json
import os

from contact_flows.bind import FOLDER, drafts
from contact_flows.flow import read
from contact_flows.lint import lint
from tests.unit.flow_mutations import Mutation, is_harmful, mutations
from workbench.known import known
from workbench.lint import BAD

LEAST = 0.95
DRAFTS = drafts()
KNOWN = known(set(DRAFTS))
TEXTS = {name: json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")) for name in DRAFTS}
EVERY = [each for name, data in TEXTS.items() for each in mutations(name, data)]
TRIED = EVERY if os.environ.get("FRONTDESK_EVERY_MUTATION") else EVERY[::7]


def is_found(mutation: Mutation) -> bool:
    """Whether the linter, as a person runs it, ends with an error or a warning."""
    changed = read(mutation.of(TEXTS[mutation.flow]), name=f"{mutation.flow}.json")
    beside = [flow for name, flow in DRAFTS.items() if name != mutation.flow]
    return any(problem.severity in BAD for problem in lint([changed], known=KNOWN, beside=beside))


def test_harmful_mutations_are_found() -> None:
    harmful = [each for each in TRIED if is_harmful(each)]
    missed = [str(each) for each in harmful if not is_found(each)]
    assert len(harmful) > len(TRIED) / 2
    assert len(missed) <= (1 - LEAST) * len(harmful), missed


def test_a_mutation_is_harmful_by_what_a_caller_notices() -> None:
    named = {str(each): each for each in EVERY}
    assert is_harmful(named["inbound/Outcome: Conditions[1] dropped"])
    assert is_harmful(named["inbound/ToGeneralQueue: Errors[1] renamed"])
    assert not is_harmful(named["handoff/WhichQueue: Conditions[3] dropped"])
