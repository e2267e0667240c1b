"""Sessions in a DynamoDB table: what is remembered of a call, its claims and its handoff packet.

Knows the session table's items and conditions; refuses to know what a document or a packet says.

    pk SESSION#<session id>   version, document (JSON), saved_by, expires_at
    pk PACKET#<session id>    document (JSON), expires_at
    pk CLAIM#<action id>      saved_by, expires_at
    pk END#<session id>       disposition, ended_at, connected, saved_by, expires_at
    pk CALLER#<hash>#OPEN     session_id, saved_by, expires_at; of one that has ended: disposition, ended_at, connected
    pk CALLER#<hash>#<day>    calls, turns, seconds, model_calls, expires_at
    pk FEEDBACK#<session id>  version, document (JSON), saved_by, expires_at

`expires_at` is the table's time-to-live attribute, in epoch seconds.
"""

import json
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, cast

from botocore.exceptions import ClientError

from fulfillment.aws.clients import WIRE_ERRORS, error_code, may_pass
from fulfillment.callers import CallerDay, CallerUsage
from fulfillment.ports import CallEnd, OpenCall, SessionsError, StoredSession, VersionConflict

if TYPE_CHECKING:
    from types_boto3_dynamodb.client import DynamoDBClient
    from types_boto3_dynamodb.type_defs import UniversalAttributeValueTypeDef

    Item = dict[str, UniversalAttributeValueTypeDef]

MAX_DOCUMENT_BYTES = 390_000
"""UTF-8 bytes. An item holds 400 KB with its names and keys:
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html"""


USAGE = tuple(field.name for field in fields(CallerUsage))
CALLER_LIVES = timedelta(days=2)
"""From the beginning of the day that it counts: past its end, whatever was still under way then."""
_NONE: Mapping[str, str] = {"N": "0"}


class DynamoSessions:
    """The Sessions port on DynamoDB."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table

    def load(self, session_id: str) -> StoredSession | None:
        """What is remembered of a call. Raises: SessionsError."""
        with _speaking_of("load a session"):
            return self._load(f"SESSION#{session_id}")

    def save(self, session_id: str, document: Mapping[str, Any], *, version: int, expires_at: datetime) -> None:
        """Store as version + 1, if `version` is still the stored one (0: nothing stored).

        Raises:
            VersionConflict: somebody else saved it since.
            SessionsError: it could not be stored, or is too large for an item.
        """
        self._save(f"SESSION#{session_id}", document, version, expires_at)

    def claim(self, action_id: str, *, expires_at: datetime) -> bool:
        """True for the first caller with this id, False ever after. Raises: SessionsError."""
        return self._put_once(_item(f"CLAIM#{action_id}", expires_at), ConditionExpression="attribute_not_exists(pk)")

    def release(self, action_id: str) -> None:
        """Take a claim back: what it stood for did not happen. Raises: SessionsError."""
        with _speaking_of("release a claim"):
            self._client.delete_item(TableName=self._table, Key={"pk": {"S": f"CLAIM#{action_id}"}})

    def save_packet(self, session_id: str, packet: Mapping[str, Any], *, expires_at: datetime) -> None:
        """Store the handoff packet, in place of an earlier one. Raises: SessionsError."""
        item = _item(f"PACKET#{session_id}", expires_at, packet)
        with _speaking_of("save a packet"):
            self._client.put_item(TableName=self._table, Item=item)

    def load_packet(self, session_id: str) -> Mapping[str, Any] | None:
        """The handoff packet of a call. Raises: SessionsError."""
        with _speaking_of("load a packet"):
            item = self._get(f"PACKET#{session_id}")
            return None if item is None else _document(item)

    def load_feedback(self, session_id: str) -> StoredSession | None:
        """What agents have reported of a call. Raises: SessionsError."""
        with _speaking_of("load feedback"):
            return self._load(f"FEEDBACK#{session_id}")

    def save_feedback(
        self, session_id: str, document: Mapping[str, Any], *, version: int, expires_at: datetime
    ) -> None:  # fmt: skip
        """Store as version + 1, if `version` is still the stored one (0: nothing stored).

        Raises:
            VersionConflict: somebody else saved it since.
            SessionsError: it could not be stored, or is too large for an item.
        """
        self._save(f"FEEDBACK#{session_id}", document, version, expires_at)

    def caller_usage(self, caller: CallerDay) -> CallerUsage:
        """What a caller's ended calls have used of the day. Raises: SessionsError."""
        with _speaking_of("load a caller's usage"):
            item = self._get(_caller_key(caller)) or {}
            return CallerUsage(**{name: int(item.get(name, _NONE)["N"]) for name in USAGE})

    def open_call(self, caller: str) -> OpenCall | None:
        """The call that this caller may go on with. Raises: SessionsError."""
        with _speaking_of("load an open call"):
            item = self._get(_open_key(caller))
            return None if item is None else OpenCall(item["session_id"]["S"], _end(item))

    def keep_open(self, caller: str, session_id: str, *, expires_at: datetime) -> None:
        """Note that it is this one, whichever it was. Raises: SessionsError."""
        item = _item(_open_key(caller), expires_at) | {"session_id": {"S": session_id}}
        with _speaking_of("keep a call open"):
            self._client.put_item(TableName=self._table, Item=item)

    def end_open(self, caller: str, session_id: str, end: CallEnd, *, expires_at: datetime) -> None:
        """Note how it ended, if it is still this one. Raises: SessionsError."""
        item = _item(_open_key(caller), expires_at) | {"session_id": {"S": session_id}} | _end_members(end)
        this = {":this": {"S": session_id}}
        self._put_once(item, ConditionExpression="session_id = :this", ExpressionAttributeValues=this)

    def close(
        self, session_id: str, disposition: str, *, ended_at: datetime, expires_at: datetime, connected: bool = False,
        caller: CallerDay | None = None, used: CallerUsage | None = None,
    ) -> bool:  # fmt: skip
        """Note how a call ended, and whether with an agent: True the first time, False ever after.

        The first time, and only then, what the call `used` is added to the day of its `caller`, if there is one.

        Raises:
            SessionsError: neither happened.
        """
        item = _item(f"END#{session_id}", expires_at) | _end_members(CallEnd(disposition, ended_at, connected))
        if caller is None or used is None:
            return self._put_once(item, ConditionExpression="attribute_not_exists(pk)")
        return self._put_once_and_add(item, caller, used)

    def _put_once_and_add(self, item: "Item", caller: CallerDay, used: CallerUsage) -> bool:
        """Both or neither. The token of the transaction makes a repeated request the same one."""
        once = {"TableName": self._table, "Item": item, "ConditionExpression": "attribute_not_exists(pk)"}
        values = {f":{name}": {"N": str(getattr(used, name))} for name in USAGE}
        expires_at = datetime.combine(caller.day, time(), UTC) + CALLER_LIVES
        add = {
            "TableName": self._table,
            "Key": {"pk": {"S": _caller_key(caller)}},
            "UpdateExpression": f"ADD {', '.join(f'#{name} :{name}' for name in USAGE)} SET expires_at = :expires_at",
            "ExpressionAttributeNames": {f"#{name}": name for name in USAGE},
            "ExpressionAttributeValues": {**values, ":expires_at": {"N": str(int(expires_at.timestamp()))}},
        }
        writes = cast("Any", [{"Put": once}, {"Update": add}])
        with _speaking_of("close a session"):
            try:
                self._client.transact_write_items(TransactItems=writes, ClientRequestToken=str(uuid.uuid4()))
            except ClientError as error:
                if not _was_there(error):
                    raise
                return False
        return True

    def _load(self, key: str) -> StoredSession | None:
        item = self._get(key)
        if item is None:
            return None
        expires_at = datetime.fromtimestamp(int(item["expires_at"]["N"]), UTC) if "expires_at" in item else None
        return StoredSession(version=int(item["version"]["N"]), document=_document(item), expires_at=expires_at)

    def _save(self, key: str, document: Mapping[str, Any], version: int, expires_at: datetime) -> None:
        item = _item(key, expires_at, document)
        item["version"] = {"N": str(version + 1)}
        if version == 0:
            saved = self._put_once(item, ConditionExpression="attribute_not_exists(pk)")
        else:
            loaded = {":loaded": {"N": str(version)}}
            saved = self._put_once(item, ConditionExpression="version = :loaded", ExpressionAttributeValues=loaded)
        if not saved:
            raise VersionConflict(f"version {version} of it is not the stored one")

    def _get(self, key: str) -> Mapping[str, Any] | None:
        answer = self._client.get_item(TableName=self._table, Key={"pk": {"S": key}}, ConsistentRead=True)
        return answer.get("Item")

    def _put_once(self, item: "Item", **condition: Any) -> bool:
        """Put if the condition holds. The client repeats a put whose answer was lost, and its second attempt then
        meets its own first: the token in `saved_by` tells it from somebody else's.
        """
        token = uuid.uuid4().hex
        item["saved_by"] = {"S": token}
        with _speaking_of("save a session or claim"):
            try:
                self._client.put_item(
                    TableName=self._table,
                    Item=item,
                    ReturnValuesOnConditionCheckFailure="ALL_OLD",
                    **condition,
                )
            except ClientError as error:
                if error_code(error) != "ConditionalCheckFailedException":
                    raise
                stored = cast("Mapping[str, Any]", error.response).get("Item", {})
                return bool(stored.get("saved_by", {}).get("S") == token)
        return True


def _caller_key(caller: CallerDay) -> str:
    return f"CALLER#{caller.caller}#{caller.day.isoformat()}"


def _open_key(caller: str) -> str:
    return f"CALLER#{caller}#OPEN"


def _end_members(end: CallEnd) -> "Item":
    connected = {"BOOL": end.connected}
    return {"disposition": {"S": end.disposition}, "ended_at": {"S": end.at.isoformat()}, "connected": connected}


def _end(item: Mapping[str, Any]) -> CallEnd | None:
    if "disposition" not in item:
        return None
    at = datetime.fromisoformat(item["ended_at"]["S"])
    return CallEnd(item["disposition"]["S"], at, item["connected"]["BOOL"])


def _was_there(error: ClientError) -> bool:
    """Whether the first of a transaction's writes failed by its condition."""
    reasons = cast("Mapping[str, Any]", error.response).get("CancellationReasons") or [{}]
    return error_code(error) == "TransactionCanceledException" and reasons[0].get("Code") == "ConditionalCheckFailed"


def _item(key: str, expires_at: datetime, document: Mapping[str, Any] | None = None) -> "Item":
    item: Item = {"pk": {"S": key}, "expires_at": {"N": str(int(expires_at.timestamp()))}}
    if document is not None:
        text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
        if (size := len(text.encode())) > MAX_DOCUMENT_BYTES:
            raise SessionsError(f"a document of {size} bytes is over the {MAX_DOCUMENT_BYTES} that an item holds")
        item["document"] = {"S": text}
    return item


def _document(item: Mapping[str, Any]) -> Mapping[str, Any]:
    document = json.loads(item["document"]["S"])
    if not isinstance(document, dict):
        raise ValueError("not a JSON object")
    return document


@contextmanager
def _speaking_of(action: str) -> Iterator[None]:
    """The one place where what DynamoDB, its client or a stored item does wrong becomes the port's error."""
    try:
        yield
    except SessionsError:
        raise
    except WIRE_ERRORS as error:
        name = error_code(error) or type(error).__name__
        raise SessionsError(f"could not {action}: {name}", retryable=may_pass(error)) from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise SessionsError(f"could not {action}: the stored item is not one") from error
