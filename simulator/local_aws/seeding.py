"""What is in the clinic's table and user pool when a call begins.

Knows how tables and users are made, emptied and filled; refuses to know what is put in (`fulfillment.aws.worlds`,
`fulfillment.aws.clinic_items`) and where the services are.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

from fulfillment.aws.clinic_items import Item
from fulfillment.aws.worlds import World, WorldError, items_of, patients_of
from fulfillment.records import Patient

if TYPE_CHECKING:
    from types_boto3_cognito_idp.client import CognitoIdentityProviderClient
    from types_boto3_dynamodb.client import DynamoDBClient

__all__ = ["World", "WorldError", "empty_table", "fill_table", "items_of", "make_table", "patients_of", "sync_users"]

BATCH = 25
"""Writes in one BatchWriteItem:
https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html"""

_PASSWORD = "Local-only-1"


def make_table(client: "DynamoDBClient", name: str, *keys: str) -> None:
    """Create a table with text keys, if it is not there, and wait for it."""
    with suppress(client.exceptions.ResourceInUseException):
        client.create_table(
            TableName=name,
            KeySchema=[
                {"AttributeName": key, "KeyType": cast("Any", kind)}
                for key, kind in zip(keys, ("HASH", "RANGE"), strict=False)
            ],
            AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key in keys],
            BillingMode="PAY_PER_REQUEST",
        )
    client.get_waiter("table_exists").wait(TableName=name, WaiterConfig={"Delay": 1})


def empty_table(client: "DynamoDBClient", name: str, *keys: str) -> None:
    """Delete every item."""
    pages = client.get_paginator("scan").paginate(
        TableName=name, ConsistentRead=True, ProjectionExpression=",".join(keys)
    )
    found = [{"DeleteRequest": {"Key": item}} for page in pages for item in page["Items"]]
    _write(client, name, found)


def fill_table(client: "DynamoDBClient", name: str, items: Iterable[Item]) -> None:
    """Put every item."""
    _write(client, name, [{"PutRequest": {"Item": item}} for item in items])


def sync_users(client: "CognitoIdentityProviderClient", pool: str, patients: Iterable[Patient]) -> None:
    """Make the pool hold exactly these patients' users, none of them in the middle of a reset."""
    wanted = {patient.username for patient in patients}
    pages = client.get_paginator("list_users").paginate(UserPoolId=pool)
    states = {user["Username"]: user["UserStatus"] for page in pages for user in page["Users"]}
    for username in states.keys() - wanted:
        client.admin_delete_user(UserPoolId=pool, Username=username)
    for username in sorted(wanted):
        if username not in states:
            client.admin_create_user(
                UserPoolId=pool,
                Username=username,
                MessageAction="SUPPRESS",
                UserAttributes=[
                    {"Name": "email", "Value": f"{username}@example.com"},
                    {"Name": "email_verified", "Value": "true"},
                ],
            )
        if states.get(username) != "CONFIRMED":
            client.admin_set_user_password(UserPoolId=pool, Username=username, Password=_PASSWORD, Permanent=True)


def _write(client: "DynamoDBClient", name: str, writes: Sequence[Any]) -> None:
    for start in range(0, len(writes), BATCH):
        left: Any = {name: writes[start : start + BATCH]}
        while left:
            left = client.batch_write_item(RequestItems=left).get("UnprocessedItems")
