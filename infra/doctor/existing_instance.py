"""What an existing instance does with calls by its own settings, which no deployment of ours changes.

Knows where Connect logs, stores and analyses, and when that should worry somebody; refuses to know what of it we would
set in an instance of our own.
"""

from collections.abc import Iterator
from typing import Any

from infra.config import Deployment
from infra.doctor.asking import Clients, ask, ask_all
from infra.doctor.findings import Finding, ok, problem, skipped, warning
from infra.doctor.line import instance_id

WRITTEN = ("CALL_RECORDINGS", "CHAT_TRANSCRIPTS", "SCHEDULED_REPORTS")
"""Types of storage that this line's calls come into."""


def check_flow_logs(clients: Clients, deployment: Deployment, arn: str) -> Iterator[Finding]:
    """Whether the log group that Connect makes for the instance ends some day."""
    alias = ask(clients.connect, "describe_instance", InstanceId=instance_id(arn))["Instance"].get("InstanceAlias")
    if not alias:
        yield skipped("flow logs", "the instance has no alias, so the name of its log group is not known")
        return
    name = f"/aws/connect/{alias}"
    groups = ask_all(clients.logs, "describe_log_groups", "logGroups", logGroupNamePrefix=name)
    group = next((each for each in groups if each["logGroupName"] == name), None)
    if group is None:
        fix = f"{_setting('CONTACTFLOW_LOGS', deployment, arn)}, if they are off"
        yield warning("flow logs", f"there is no {name}: flow logs are off, or no call has come yet", fix)
    elif "retentionInDays" not in group:
        fix = f"aws logs put-retention-policy --log-group-name {name} --retention-in-days {deployment.log_days}"
        yield warning(
            "flow logs",
            f"{name} is kept for ever, callers' numbers with it: log_days does not reach an existing instance",
            f"{fix} --region {deployment.region}",
        )
    else:
        yield ok("flow logs", f"{name} is kept for {group['retentionInDays']} days")


def check_storage(connect: Any, arn: str) -> Iterator[Finding]:
    """Whether what Connect keeps of calls has a place, and is encrypted with a key of the account."""
    worries = 0
    for kind in WRITTEN:
        found = ask_all(
            connect,
            "list_instance_storage_configs",
            "StorageConfigs",
            InstanceId=instance_id(arn),
            ResourceType=kind,
        )
        for message in _worries(kind, found):
            worries += 1
            yield warning("storage", message, "Connect console, the instance, Data storage")
    if not worries:
        yield ok("storage", "what is kept of calls is encrypted; for how long, its bucket's lifecycle rules say")


def _worries(kind: str, found: list[Any]) -> Iterator[str]:
    if kind == "CALL_RECORDINGS" and not found:
        yield f"{kind} have no storage: no call is recorded, and Contact Lens has nothing to analyse"
    for config in found:
        place = config.get("S3Config", {})
        if place and place.get("EncryptionConfig", {}).get("EncryptionType") != "KMS":
            yield f"{kind} are stored without a KMS key, in the bucket {place['BucketName']}"


def check_contact_lens(connect: Any, deployment: Deployment, arn: str) -> Iterator[Finding]:
    """Whether the instance analyses what the flows have analysed."""
    wanted = {"InstanceId": instance_id(arn), "AttributeType": "CONTACT_LENS"}
    if ask(connect, "describe_instance_attribute", **wanted)["Attribute"]["Value"] == "true":
        yield ok("contact lens", "is on in the instance")
    else:
        fix = f"{_setting('CONTACT_LENS', deployment, arn)}; or write contact_lens: false"
        yield warning("contact lens", "contact_lens is true, and Contact Lens is off in the instance", fix)


def check_assistant(connect: Any, arn: str, ours: str | None) -> Iterator[Finding]:
    """Whether the instance has no other assistant of Amazon Q in Connect than the deployment's.

    Args:
        connect: Its client.
        arn: Of the instance.
        ours: Id of the assistant that is deployed; None: none is.
    """
    found = ask_all(
        connect,
        "list_integration_associations",
        "IntegrationAssociationSummaryList",
        InstanceId=instance_id(arn),
        IntegrationType="WISDOM_ASSISTANT",
    )
    others = [each["IntegrationArn"] for each in found if each["IntegrationArn"].rpartition("/")[2] != ours]
    if others:
        said = f"agent_assist is true, and the instance has an assistant already: {others[0]}"
        yield problem("agent assist", said, "write agent_assist: false; agents keep the assistant they have")
    else:
        yield ok("agent assist", "the instance has no other assistant")


def _setting(attribute: str, deployment: Deployment, arn: str) -> str:
    return (
        f"aws connect update-instance-attribute --instance-id {instance_id(arn)} --attribute-type {attribute} "
        f"--value true --region {deployment.region}"
    )
