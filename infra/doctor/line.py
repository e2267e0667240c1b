"""What Amazon Connect has room for: the instance, its number, its flows and queues.

Knows Connect's quotas and states; refuses to know the account's other services. Whether an alias is taken by another
account, no API says: only the deployment tells.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from infra.config import Deployment
from infra.doctor.asking import Clients, Unanswered, Why, ask, ask_all
from infra.doctor.deployed import DeployedStack
from infra.doctor.findings import Finding, ok, problem, skipped, warning
from infra.doctor.templates import Stack

INSTANCES = "L-AA17A6B9"
"""Quota code of instances in an account and Region; codes: Service Quotas, service `connect`. Defaults:
https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html"""
NUMBERS = "L-8F812903"
FLOWS = "L-22922690"
QUEUES = "L-19A87C94"
HOURS = "L-20CD02F7"
ROUTING_PROFILES = "L-D3E7BE26"
SECURITY_PROFILES = "L-F325A715"
CALLS = "L-12AB7C57"


@dataclass(frozen=True, slots=True)
class Quota:
    """A limit that can be raised."""

    value: float
    code: str
    service: str

    @property
    def request(self) -> str:
        """How it is raised."""
        return f"ask for more in Service Quotas: {self.service}, {self.code}"


def quota(quotas: Any, service: str, code: str, *, of: str | None = None) -> Quota:
    """What is allowed: the value of this account, else AWS's default.

    Args:
        quotas: The client of Service Quotas.
        service: Its code there, such as `connect`.
        code: Of the quota.
        of: ARN of the resource, for a quota that each has for itself.

    Raises:
        Unanswered: Service Quotas does not say.
    """
    wanted = {"ServiceCode": service, "QuotaCode": code}
    try:
        found = ask(quotas, "get_service_quota", **wanted, **({"ContextId": of} if of else {}))
    except Unanswered as unanswered:
        if unanswered.why is not Why.MISSING:
            raise
        found = ask(quotas, "get_aws_default_service_quota", **wanted)
    return Quota(float(found["Quota"]["Value"]), code, service)


def instance_of(deployment: Deployment, telephony: DeployedStack | None) -> str | None:
    """The ARN of the instance, existing or deployed; None: it is still to be made."""
    if deployment.instance_arn:
        return deployment.instance_arn
    made = telephony.physical_ids("AWS::Connect::Instance") if telephony else []
    return next((each for each in made if each.startswith("arn:")), None)


def check_new_instance(clients: Clients, alias: str) -> Iterator[Finding]:
    """Whether one more instance may be made, under this alias."""
    instances = ask_all(clients.connect, "list_instances", "InstanceSummaryList")
    ours = next((each for each in instances if each.get("InstanceAlias") == alias), None)
    if ours:
        yield problem(
            "instance",
            f"the alias {alias} is taken by {ours['Arn']} of this account",
            "to use it, write its ARN as instance_arn in place of instance_alias; else choose another alias",
        )
    else:
        said = "whether another account has it, only the deployment tells"
        yield ok("instance", f"the alias {alias} is free in this account; {said}")
    allowed = quota(clients.quotas, "connect", INSTANCES)
    if len(instances) >= allowed.value:
        yield problem(
            "instances",
            f"{len(instances)} of {allowed.value:.0f} instances are there",
            f"{allowed.request}; or use an existing one by instance_arn",
        )
    else:
        yield ok("instances", f"{len(instances)} of {allowed.value:.0f} are there")


def check_instance(connect: Any, deployment: Deployment, arn: str) -> Iterator[Finding]:
    """Whether the instance is there, takes and makes calls, and would take the first agent."""
    try:
        instance = ask(connect, "describe_instance", InstanceId=instance_id(arn))["Instance"]
    except Unanswered as unanswered:
        if unanswered.why is not Why.MISSING:
            raise
        yield problem("instance", f"{arn} does not exist in this account and Region", "correct instance_arn")
        return
    name = instance.get("InstanceAlias") or arn
    if instance["InstanceStatus"] != "ACTIVE":
        reason = instance.get("StatusReason", {}).get("Message", "")
        yield problem("instance", f"{name} is {instance['InstanceStatus']} {reason}".strip(), "wait until it is ACTIVE")
        return
    for way, on in (("inbound", "InboundCallsEnabled"), ("outbound", "OutboundCallsEnabled")):
        if not instance.get(on):
            effect = "nobody can call" if way == "inbound" else "nobody can be called back"
            say = problem if way == "inbound" else warning
            fix = f"switch {way} calls on: Connect console, the instance, Telephony"
            yield say("instance", f"{name}: {way} calls are off: {effect}", fix)
    identities = instance.get("IdentityManagementType", "CONNECT_MANAGED")
    if deployment.first_agent and identities != "CONNECT_MANAGED":
        said = f"{name} has its users from elsewhere ({identities}), and takes none with a password of its own"
        yield problem("instance", said, "take first_agent out of cdk.json, and make the agent where the others are")
    yield ok("instance", f"{name} is active")


def check_room(clients: Clients, arn: str, stack: Stack, deployed: DeployedStack | None) -> Iterator[Finding]:
    """Whether the instance has room for what the stack would make in it, and the names are free.

    Args:
        clients: Of the account.
        arn: The instance.
        stack: As it would be deployed.
        deployed: What is deployed of it.
    """
    for part in PARTS:
        new = _names(stack, part, deployed)
        if not new:
            continue
        there = ask_all(clients.connect, part.operation, part.key, InstanceId=instance_id(arn), **part.only)
        for name in sorted(new & {str(each.get("Name")) for each in there}):
            said = f"the instance has {part.what} named {name} already, made by hand or by another deployment"
            yield problem("room", said, "rename or remove it in Connect")
        if not part.quota:
            continue
        allowed = quota(clients.quotas, "connect", part.quota, of=arn)
        said = f"{len(there)} of {allowed.value:.0f} {part.what} are there, {len(new)} more would be"
        full = len(there) + len(new) > allowed.value
        yield problem("room", said, allowed.request) if full else ok("room", said)
    calls = quota(clients.quotas, "connect", CALLS, of=arn)
    yield ok("calls", f"{calls.value:.0f} at once; for more, {calls.request}")


@dataclass(frozen=True, slots=True)
class Part:
    """Something that an instance has several of, each under a name."""

    what: str
    kind: str
    operation: str
    key: str
    quota: str = ""
    name: str = "Name"
    only: Mapping[str, Any] = field(default_factory=dict)
    """What is asked for."""


PARTS = (
    Part("flows", "AWS::Connect::ContactFlow", "list_contact_flows", "ContactFlowSummaryList", FLOWS),
    Part(
        "queues",
        "AWS::Connect::Queue",
        "list_queues",
        "QueueSummaryList",
        QUEUES,
        only={"QueueTypes": ["STANDARD"]},
    ),
    Part("hours", "AWS::Connect::HoursOfOperation", "list_hours_of_operations", "HoursOfOperationSummaryList", HOURS),
    Part(
        "routing profiles",
        "AWS::Connect::RoutingProfile",
        "list_routing_profiles",
        "RoutingProfileSummaryList",
        ROUTING_PROFILES,
    ),
    Part(
        "security profiles",
        "AWS::Connect::SecurityProfile",
        "list_security_profiles",
        "SecurityProfileSummaryList",
        SECURITY_PROFILES,
        name="SecurityProfileName",
    ),
    Part("views", "AWS::Connect::View", "list_views", "ViewsSummaryList", only={"Type": "CUSTOMER_MANAGED"}),
)


def _names(stack: Stack, part: Part, deployed: DeployedStack | None) -> set[str]:
    """Of what no stack has yet."""
    there = deployed.resources if deployed else {}
    return {
        str(resource["Properties"].get(part.name))
        for logical, resource in stack.template.get("Resources", {}).items()
        if resource["Type"] == part.kind and logical not in there
    }


def check_number(
    clients: Clients, deployment: Deployment, telephony: DeployedStack | None, instance: str | None
) -> Iterator[Finding]:
    """Whether the number is there, or one can be claimed."""
    claimed = telephony.physical_ids("AWS::Connect::PhoneNumber") if telephony else []
    arn = deployment.number_arn or next(iter(claimed), None)
    if arn:
        yield from _claimed(clients.connect, arn, instance)
        return
    wanted = {"PhoneNumberCountryCode": deployment.number_country, "PhoneNumberType": deployment.number_type}
    if deployment.number_prefix:
        wanted["PhoneNumberPrefix"] = deployment.number_prefix
    said = " ".join(wanted.values())
    if instance is None:
        yield skipped("number", f"which numbers are free ({said}) can be asked once the instance is there")
        return
    free = ask(clients.connect, "search_available_phone_numbers", TargetArn=instance, MaxResults=1, **wanted)
    if not free.get("AvailableNumbersList"):
        fix = "choose another type, prefix or country; some countries want documents first"
        yield problem("number", f"no number can be claimed: {said}", fix)
    else:
        yield ok("number", f"{said}: there are numbers to claim")
    yield from _room_for_number(clients, instance)


def _claimed(connect: Any, arn: str, instance: str | None) -> Iterator[Finding]:
    try:
        answer = ask(connect, "describe_phone_number", PhoneNumberId=arn.rsplit("/", 1)[-1])
    except Unanswered as unanswered:
        if unanswered.why is not Why.MISSING:
            raise
        yield problem("number", f"{arn} is not claimed by this account", "correct number_arn, or claim a new one")
        return
    number = answer["ClaimedPhoneNumberSummary"]
    status: Mapping[str, str] = number.get("PhoneNumberStatus", {})
    if status.get("Status") == "FAILED":
        yield problem("number", f"{number['PhoneNumber']}: {status.get('Message', 'claiming failed')}", "claim another")
    elif instance and number.get("TargetArn") not in (None, instance):
        fix = "move it in Connect, or write the instance it belongs to as instance_arn"
        yield problem("number", f"{number['PhoneNumber']} belongs to {number['TargetArn']}", fix)
    else:
        yield ok("number", f"{number['PhoneNumber']} is claimed")


def _room_for_number(clients: Clients, instance: str) -> Iterator[Finding]:
    there = len(
        ask_all(clients.connect, "list_phone_numbers_v2", "ListPhoneNumbersSummaryList", TargetArn=instance)
    )  # fmt: skip
    allowed = quota(clients.quotas, "connect", NUMBERS, of=instance)
    said = f"{there} of {allowed.value:.0f} numbers are claimed; released ones count for up to 180 days"
    if there >= allowed.value:
        yield problem("numbers", said, f"{allowed.request}; or use a claimed one by number_arn")
    else:
        yield ok("numbers", said)


def instance_id(arn: str) -> str:
    """The id in an instance's ARN."""
    return arn.rsplit("/", 1)[-1]
