"""A disposition is the same whoever tells it: the simulator, which sees the whole call, or the deployed function, which
is told of its end by Connect and reads the session."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

import clinic
from fulfillment.aws.clients import make_clients
from fulfillment.aws.sessions import DynamoSessions
from fulfillment.ended_handler import answering
from simulator.local_aws import SESSION_TABLE
from simulator.outcome import Outcome
from simulator.script import load
from simulator.switchboard import Switchboard
from tests.unit.test_ended_handler import QUEUED, an_event

CALLS = Path(__file__).parent / "calls"
KINDS = ("nobody_available*", "closed*", "the_queue_is_full*", "lex_is_down*", "*hangs_up*", "*nobody_is_there*")
SCRIPTS = sorted({path for kind in KINDS for path in CALLS.glob(f"{kind}.toml")})
ABANDONED_WITHOUT_THE_REASON = {"nobody_available_and_the_number_withheld"}
"""Where nothing else tells a flow that ends a call from a caller who gives up."""


@pytest.fixture(scope="module")
def switchboard() -> Iterator[Switchboard]:
    with Switchboard(clinic.load()) as board:
        yield board


def told_by_the_function(outcome: Outcome, *, reason: bool) -> str:
    """What the deployed function makes of the end of a call that was just held."""
    dynamodb = make_clients(os.environ["AWS_REGION"]).dynamodb
    rows = [str(row["pk"]["S"]) for row in dynamodb.scan(TableName=SESSION_TABLE)["Items"]]
    contact = next((key.removeprefix("SESSION#") for key in rows if key.startswith("SESSION#")), "unknown")
    actions = [block["action"] for block in outcome.blocks]
    event = an_event(
        contactId=contact,
        tags={"callback": "placed"} if "TagCallback" in actions else {},
        **(QUEUED if any(block["branch"] == "queued" for block in outcome.blocks) else {}),
        **({"disconnectReason": _reason(actions)} if reason else {}),
    )
    handle = answering(DynamoSessions(dynamodb, SESSION_TABLE), keep=timedelta(hours=1), count=lambda _: None)
    return handle(event, None)["disposition"]


def _reason(actions: list[str]) -> str:
    return "CONTACT_FLOW_DISCONNECT" if actions and actions[-1].startswith("HangUp") else "CUSTOMER_DISCONNECT"


@pytest.mark.parametrize("reason", [True, False], ids=["with the reason", "without"])
@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_the_function_tells_the_same_disposition(switchboard: Switchboard, path: Path, reason: bool) -> None:
    outcome = switchboard.hold(load(path))
    known = reason or path.stem not in ABANDONED_WITHOUT_THE_REASON
    assert told_by_the_function(outcome, reason=reason) == (outcome.disposition if known else "abandoned")
