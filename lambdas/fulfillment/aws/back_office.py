"""The back office in a DynamoDB table: the practice, its patients, appointments and orders.

Knows how they are read, and that a change is one transaction with a receipt; refuses to know what the items look like
(`clinic_items`), which times are offered and who may change what.
"""

import random
import time as clock
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, cast

from botocore.exceptions import ClientError

from fulfillment.aws.clients import WIRE_ERRORS, MalformedResponse, error_code, may_pass
from fulfillment.aws.clinic_items import (
    Item,
    appointment_item,
    appointment_sk,
    fold_name,
    items_for_appointment,
    items_for_order,
    items_for_patient,
    items_for_practice,
    key_of,
    parse_appointment,
    parse_order,
    parse_patient,
    parse_practice,
    receipt_item,
    slot_item,
)
from fulfillment.ports import BackOfficeError, RecordGone, SlotTaken
from fulfillment.records import Appointment, Order, Patient, Practice

if TYPE_CHECKING:
    from types_boto3_dynamodb.client import DynamoDBClient
    from types_boto3_dynamodb.type_defs import QueryInputTypeDef, TransactWriteItemTypeDef

__all__ = [
    "DynamoBackOffice",
    "items_for_appointment",
    "items_for_order",
    "items_for_patient",
    "items_for_practice",
]

PRACTICE_SECONDS = 60.0
"""How long the practice is kept before it is read again."""

ATTEMPTS = 5
"""How often a transaction is tried that others get in the way of."""

PAUSE_S = 0.02
"""The longest pause before the second attempt; it doubles with each."""

_THROTTLED = frozenset({"ThrottlingError", "ProvisionedThroughputExceeded"})
"""Cancellation reasons of a transaction that may pass:
https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html"""


@dataclass(frozen=True, slots=True)
class _Step:
    """One write of a transaction, the condition it stands under, and the exception when that does not hold.

    The condition is stated twice: `condition` for DynamoDB, `alternatives` for an item read afterwards: it holds when
    the item is absent and None is among them, or when one of them is a part of the item.
    """

    verb: str
    item: Item
    alternatives: tuple[Item | None, ...]
    error: BackOfficeError

    def render(self, table: str) -> "TransactWriteItemTypeDef":
        """As a member of TransactWriteItems."""
        values: dict[str, dict[str, str]] = {}
        terms = []
        for part in self.alternatives:
            if part is None:
                terms.append("attribute_not_exists(pk)")
            else:
                terms.extend(f"{name} = :{name}" for name in part)
                values.update({f":{name}": value for name, value in part.items()})
        write: dict[str, Any] = {"TableName": table, "ConditionExpression": " OR ".join(terms)}
        write |= {"ExpressionAttributeValues": values} if values else {}
        write |= {"Item": self.item} if self.verb == "Put" else {"Key": key_of(self.item)}
        return cast("TransactWriteItemTypeDef", {self.verb: write})

    def holds(self, stored: Mapping[str, Any] | None) -> bool:
        return any(
            stored is None if part is None else stored is not None and all(stored.get(k) == v for k, v in part.items())
            for part in self.alternatives
        )


class DynamoBackOffice:
    """The BackOffice port on DynamoDB. Threads may share one."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table
        self._kept: tuple[float, Practice] | None = None

    def practice(self) -> Practice:
        """The tenant, at most PRACTICE_SECONDS old. Raises: BackOfficeError."""
        kept = self._kept
        if kept is not None and clock.monotonic() - kept[0] < PRACTICE_SECONDS:
            return kept[1]
        with _speaking_of("read the practice"):
            item = self._get({"pk": {"S": "CLINIC"}, "sk": {"S": "CLINIC"}})
            if item is None:
                raise BackOfficeError("the clinic table holds no practice; seed it from clinic.toml")
            practice = parse_practice(item)
        self._kept = (clock.monotonic(), practice)
        return practice

    def patients_by_phone(self, phone: str) -> Sequence[Patient]:
        """Who has this number (E.164). Raises: BackOfficeError."""
        with _speaking_of("find patients by telephone number"):
            return [parse_patient(item) for item in self._query(f"PHONE#{phone}", "PATIENT#")]

    def patients_by_last_name(self, last_name: str) -> Sequence[Patient]:
        """Who has this last name; case, accents, punctuation and spaces do not count. Raises: BackOfficeError."""
        folded = fold_name(last_name)
        if not folded:
            return []
        with _speaking_of("find patients by last name"):
            return [parse_patient(item) for item in self._query(f"NAME#{folded}", "PATIENT#")]

    def appointments(self, patient_id: str, *, after: datetime) -> Sequence[Appointment]:
        """Those starting after, earliest first. Raises: BackOfficeError."""
        zone = self.practice().zone
        with _speaking_of("read appointments"):
            items = self._query(f"PATIENT#{patient_id}", "APPT#", first=appointment_sk(after))
            return [each for item in items if (each := parse_appointment(item, zone)).at > after]

    def taken(self, provider: str, day: date) -> frozenset[time]:
        """Local start times already booked. Raises: BackOfficeError."""
        with _speaking_of("read a provider's day"):
            items = self._query(f"DAY#{provider}#{day.isoformat()}", "")
            return frozenset(time.fromisoformat(item["sk"]["S"]) for item in items)

    def orders(self, patient_id: str) -> Sequence[Order]:
        """By number. Raises: BackOfficeError."""
        with _speaking_of("read orders"):
            return [parse_order(item) for item in self._query(f"PATIENT#{patient_id}", "ORDER#")]

    def book(self, action_id: str, appointment: Appointment) -> None:
        """Take the slot. A time at which the patient has another appointment is taken too.

        Raises:
            SlotTaken: somebody has it, or the patient is elsewhere then.
            BackOfficeError: it is not known to have happened.
        """
        self._do(action_id, "book", [_enter(appointment), self._occupy(appointment)])

    def move(self, action_id: str, appointment: Appointment, to: Appointment) -> None:
        """Give up one slot and take another, both or neither. To the same slot, only the service changes.

        Raises:
            RecordGone: the appointment is not there any more.
            SlotTaken: somebody has the new slot, or the patient is elsewhere then.
            BackOfficeError: it is not known to have happened.
        """
        steps = [_replace(appointment, to)] if appointment.at == to.at else [_strike(appointment), _enter(to)]
        if (appointment.at, appointment.provider) != (to.at, to.provider):
            steps += [self._vacate(appointment), self._occupy(to)]
        self._do(action_id, "move", steps)

    def cancel(self, action_id: str, appointment: Appointment) -> None:
        """Give the slot up.

        Raises:
            RecordGone: the appointment is not there any more.
            BackOfficeError: it is not known to have happened.
        """
        self._do(action_id, "cancel", [_strike(appointment), self._vacate(appointment)])

    def _occupy(self, appointment: Appointment) -> _Step:
        item = slot_item(appointment, self.practice().zone)
        return _Step("Put", item, (None,), SlotTaken("the slot is taken"))

    def _vacate(self, appointment: Appointment) -> _Step:
        """Free the slot unless somebody else has it: then the records disagree, and a person must look."""
        item = slot_item(appointment, self.practice().zone)
        owner = {"patient_id": item["patient_id"]}
        return _Step("Delete", item, (None, owner), BackOfficeError("the appointment's slot is somebody else's"))

    def _do(self, action_id: str, done: str, steps: Sequence[_Step]) -> None:
        """Write all or nothing, once per action id: with the receipt there, it was done before, which is success."""
        receipt = _Step("Put", receipt_item(action_id, done), (None,), BackOfficeError("done before"))
        with _speaking_of(f"{done} an appointment"):
            for attempt in range(ATTEMPTS):
                if attempt:
                    clock.sleep(pause_s(attempt))
                reasons = self._transact([receipt, *steps])
                if reasons is None or reasons[0] == "ConditionalCheckFailed":
                    return
                failed = [each for each, reason in zip(steps, reasons[1:], strict=True) if self._broken(each, reason)]
                # Read after the others: the same action in another thread writes them and its receipt at once.
                if self._get(key_of(receipt.item)) is not None:
                    return
                if failed:
                    raise failed[0].error
            raise BackOfficeError(f"could not {done} an appointment: others got in the way", retryable=True)

    def _transact(self, steps: Sequence[_Step]) -> list[str] | None:
        """None when done, else for each step why not; the first step is the receipt.

        Raises:
            ClientError: unless for a condition or a conflict.
            MalformedResponse: the answer is none, and there is no receipt either.
        """
        try:
            self._client.transact_write_items(TransactItems=[step.render(self._table) for step in steps])
        except ClientError as error:
            if error_code(error) != "TransactionCanceledException":
                raise
            found = cast("Mapping[str, Any]", error.response).get("CancellationReasons", ())
            reasons = [str(each.get("Code", "None")) for each in found]
            if len(reasons) != len(steps):
                raise MalformedResponse(service="dynamodb", operation="TransactWriteItems") from error
            unknown = set(reasons) - {"None", "ConditionalCheckFailed", "TransactionConflict"}
            if unknown:
                passing = bool(unknown & _THROTTLED)
                raise BackOfficeError(f"transaction cancelled: {sorted(unknown)}", retryable=passing) from error
            return reasons
        except MalformedResponse:  # what answers may have done it: the receipt tells
            if self._get(key_of(steps[0].item)) is None:
                raise
        return None

    def _broken(self, step: _Step, reason: str) -> bool:
        """Whether a step's condition does not hold; after a conflict only another look can tell."""
        if reason == "TransactionConflict":
            return not step.holds(self._get(key_of(step.item)))
        return reason == "ConditionalCheckFailed"

    def _get(self, key: Item) -> Mapping[str, Any] | None:
        return self._client.get_item(TableName=self._table, Key=key, ConsistentRead=True).get("Item")

    def _query(self, pk: str, prefix: str, *, first: str = "") -> list[Mapping[str, Any]]:
        """Every item under `pk` whose sort key starts with `prefix`, from `first` on, in order of the sort key."""
        values = {":pk": {"S": pk}}
        condition = "pk = :pk"
        if prefix:
            condition += " AND sk BETWEEN :first AND :last"
            values |= {":first": {"S": first or prefix}, ":last": {"S": f"{prefix}\U0010ffff"}}
        request: QueryInputTypeDef = {
            "TableName": self._table,
            "KeyConditionExpression": condition,
            "ExpressionAttributeValues": values,
            "ConsistentRead": True,
        }
        found: list[Mapping[str, Any]] = []
        while True:
            page = self._client.query(**request)
            if "Items" not in page:
                raise MalformedResponse(service="dynamodb", operation="Query")
            found.extend(page["Items"])
            if not (last := page.get("LastEvaluatedKey")):
                return found
            request["ExclusiveStartKey"] = last


def pause_s(attempt: int) -> float:
    """Seconds before an attempt, 1 being the second. Whoever got in each other's way must not wait alike.

    Every copy of a snapshot has the same state of `random`, so the system is asked:
    https://docs.aws.amazon.com/lambda/latest/dg/snapstart-uniqueness.html
    """
    return random.SystemRandom().uniform(0.5, 1.0) * PAUSE_S * 2.0 ** (attempt - 1)


def _enter(appointment: Appointment) -> _Step:
    return _Step("Put", appointment_item(appointment), (None,), SlotTaken("the patient has an appointment then"))


def _replace(appointment: Appointment, to: Appointment) -> _Step:
    """At the same moment both are one item, and DynamoDB takes one write an item in a transaction."""
    return _Step("Put", appointment_item(to), (_as_booked(appointment),), RecordGone("the appointment is gone"))


def _strike(appointment: Appointment) -> _Step:
    item = appointment_item(appointment)
    return _Step("Delete", item, (_as_booked(appointment),), RecordGone("the appointment is gone"))


def _as_booked(appointment: Appointment) -> Item:
    return {"provider": {"S": appointment.provider}}


@contextmanager
def _speaking_of(action: str) -> Iterator[None]:
    """The one place where what DynamoDB, its client or a stored item does wrong becomes the port's error."""
    try:
        yield
    except BackOfficeError:
        raise
    except WIRE_ERRORS as error:
        name = error_code(error) or type(error).__name__
        raise BackOfficeError(f"could not {action}: {name}", retryable=may_pass(error)) from error
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise BackOfficeError(f"could not {action}: what was read is not one ({type(error).__name__})") from error
