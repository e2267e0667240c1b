"""A deployment calls this when the tenant's file has changed: the practice, and on request the sample patients.

Knows which files lie beside it and what may be written over; refuses to know what an item looks like
(`fulfillment.aws.clinic_items`). The practice is replaced. A sample patient is put in once, with everything of theirs:
what callers have changed since stays changed.
"""

import os
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

from botocore.exceptions import ClientError

from cloudformation import answer, put
from fulfillment.aws.clients import error_code, make_clients
from fulfillment.aws.clinic_items import Item, items_for_practice
from fulfillment.aws.worlds import World, items_by_patient

if TYPE_CHECKING:
    from types_boto3_dynamodb.client import DynamoDBClient

FOLDER = Path(__file__).parent
"""Where the deployment puts clinic.toml, and world.toml when the sample patients are wanted."""


def seed(client: "DynamoDBClient", table: str, folder: Path) -> dict[str, int]:
    """Write what `folder` holds into the clinic table; a second time changes nothing.

    Returns: how many patients were put in.

    Raises:
        OSError, ValueError, KeyError: a file is missing or not what it should be.
        ClientError: DynamoDB refused.
    """
    clinic = _read(folder / "clinic.toml")
    for item in items_for_practice(clinic):
        client.put_item(TableName=table, Item=cast("Any", item))
    sample = folder / "world.toml"
    people = items_by_patient(_world(_read(sample)), ZoneInfo(clinic["time_zone"])) if sample.exists() else []
    return {"patients": sum(_put_in(client, table, groups) for groups in people)}


def _put_in(client: "DynamoDBClient", table: str, groups: Sequence[Sequence[Item]]) -> bool:
    """One patient, all at once. False: they are there. An appointment whose time somebody has taken is left out."""
    while True:
        writes = [_put(table, item) for group in groups for item in group]
        try:
            client.transact_write_items(TransactItems=cast("Any", writes))
        except ClientError as error:
            failed = _failed(error, groups)
            if 0 in failed:
                return False
            if not failed:
                raise
            groups = [group for number, group in enumerate(groups) if number not in failed]
        else:
            return True


def _put(table: str, item: Item) -> dict[str, Any]:
    return {"Put": {"TableName": table, "Item": item, "ConditionExpression": "attribute_not_exists(pk)"}}


def _failed(error: ClientError, groups: Sequence[Sequence[Item]]) -> set[int]:
    """The groups that hold an item which is there already. Empty when the transaction failed for something else."""
    if error_code(error) != "TransactionCanceledException":
        return set()
    reasons = cast("Mapping[str, Any]", error.response).get("CancellationReasons", ())
    owners = [number for number, group in enumerate(groups) for _ in group]
    codes = zip(owners, reasons, strict=True)
    return {number for number, reason in codes if reason.get("Code") == "ConditionalCheckFailed"}


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _world(data: Mapping[str, Any]) -> World:
    def entries(name: str) -> list[SimpleNamespace]:
        return [SimpleNamespace(**{"due": None, **entry}) for entry in data.get(name, ())]

    names = ("patients", "appointments", "orders")
    return cast("World", SimpleNamespace(**{name: entries(name) for name in names}))


def respond(
    event: Mapping[str, Any], fill: Callable[[], object], send: Callable[[str, Mapping[str, str]], object]
) -> None:
    """Fill the back office for CloudFormation, which is answered whatever happens; what is there stays on deletion.

    Args:
        event: The request.
        fill: Fills the back office.
        send: Puts an answer to CloudFormation's URL.
    """
    failure: str | None = None
    try:
        if event["RequestType"] != "Delete":
            fill()
    except Exception as error:
        failure = f"the back office cannot be filled: {type(error).__name__}: {error}"
    send(event["ResponseURL"], answer(event, failure, resource="seed"))


def lambda_handler(event: Mapping[str, Any], context: Any) -> None:  # noqa: ARG001
    """The deployed function; a failure of it fails the deployment."""

    def fill() -> object:
        client = make_clients(os.environ["AWS_REGION"]).dynamodb
        return seed(client, os.environ["CLINIC_TABLE"], FOLDER)

    respond(event, fill, put)
