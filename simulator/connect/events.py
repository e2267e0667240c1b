"""Contact events: what Connect tells EventBridge when a contact ends.

Knows the event's shape; refuses to know who is told, and what they make of it. Source:
https://docs.aws.amazon.com/connect/latest/adminguide/contact-events.html
"""

import uuid
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from simulator.connect.contact import Contact
from simulator.connect.instance import ACCOUNT, INSTANCE_ARN, REGION


class Reason(StrEnum):
    """Who ended a contact: https://docs.aws.amazon.com/connect/latest/adminguide/ctr-data-model.html"""

    CALLER = "CUSTOMER_DISCONNECT"
    AGENT = "AGENT_DISCONNECT"
    FLOW = "CONTACT_FLOW_DISCONNECT"


def disconnected(contact: Contact, *, began: datetime, at: datetime, reason: Reason | None) -> dict[str, Any]:
    """The event of a contact's end.

    Args:
        contact: As it is at its end.
        began: When it was answered (aware).
        at: When it ended (aware).
        reason: None: the event does not tell.
    """
    detail: dict[str, Any] = {
        "eventType": "DISCONNECTED",
        "contactId": contact.contact_id,
        "initialContactId": contact.initial_contact_id,
        "channel": contact.channel,
        "instanceArn": INSTANCE_ARN,
        "initiationMethod": contact.initiation_method,
        "initiationTimestamp": _moment(began),
        "disconnectTimestamp": _moment(at),
        "systemEndpoint": {"address": contact.system.address, "type": "TELEPHONE_NUMBER"},
        "tags": {"aws:connect:instanceId": INSTANCE_ARN.rpartition("/")[2], **_line(contact), **contact.tags},
    }
    if contact.previous_contact_id:
        detail["previousContactId"] = contact.previous_contact_id
    if contact.related_contact_id:
        detail["relatedContactId"] = contact.related_contact_id
    if reason is not None:
        detail["disconnectReason"] = reason
    if contact.enqueued_at is not None and contact.queue is not None:
        queue = {"queueArn": contact.queue[0], "queueType": "STANDARD"}
        detail["queueInfo"] = queue | {"enqueueTimestamp": _moment(contact.enqueued_at)}
    if contact.connected_at is not None:
        agent = f"{INSTANCE_ARN}/agent/{contact.agent}"
        detail["agentInfo"] = {"agentArn": agent, "connectedToAgentTimestamp": _moment(contact.connected_at)}
    return {
        "version": "0",
        "id": str(uuid.uuid4()),
        "detail-type": "Amazon Connect Contact Event",
        "source": "aws.connect",
        "account": ACCOUNT,
        "time": _moment(at),
        "region": REGION,
        "resources": [INSTANCE_ARN],
        "detail": detail,
    }


def _line(contact: Contact) -> dict[str, str]:
    return {"aws:connect:systemEndpoint": contact.system.address} if contact.channel == "VOICE" else {}


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
