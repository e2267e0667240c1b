"""What the placeholders of our flows stand for in a deployment, and one of its flows as it is.

Knows how the files, the templates made of them and the deployed stack lead from a placeholder to an ARN; refuses to
know what becomes of them.
"""

import json
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import contact_flows
from contact_flows.comparison import differences
from contact_flows.meaning import UNKNOWN
from infra import config
from infra.config import Deployment, DeploymentError
from infra.doctor import deployed, live_flows, templates
from infra.doctor.asking import Clients, Unanswered
from infra.doctor.findings import Finding
from infra.doctor.line import instance_of
from infra.doctor.live_flows import Versions
from infra.doctor.online import connect_to_aws, scope_of
from infra.doctor.templates import Assembly
from infra.regions import RegionError

ROOT = Path(__file__).parents[2]


class NotThere(Exception):
    """The deployment does not say what was asked; one sentence: what, what to do."""


@dataclass(frozen=True, slots=True)
class Live:
    """What a deployment has."""

    bindings: Mapping[str, str]
    """Placeholder -> value, of everything that is deployed."""
    flow: Mapping[str, Any] = field(default_factory=dict)
    """The flow that was asked for, as DescribeContactFlow has it."""
    undeployed: str = ""
    """What its file has and the last deployment did not; empty: nothing."""


def read(environment: str | None, flow: str | None, *, saved: bool, env: Mapping[str, str], root: Path = ROOT) -> Live:
    """The bindings of a deployment, and a flow of it if one is named.

    Args:
        environment: A deployment of cdk.json; None: the one it names.
        flow: Name of the flow's file.
        saved: Whether the flow's version is the one that is saved and perhaps not yet published.
        env: The environment.
        root: The repository's folder.

    Raises:
        NotThere: the configuration or the files are refused, nothing is deployed, or the account does not say.
    """
    from botocore.session import Session

    given = {"environment": environment} if environment else {}
    try:
        deployment = config.load({**config.read_context(root), **given}, env, root=root)
    except (DeploymentError, RegionError) as error:
        raise NotThere(f"cdk.json: {error}") from error
    with tempfile.TemporaryDirectory(prefix="ivr-flows-") as folder:
        assembly, found = templates.synthesise(root, Path(folder), given, env)
    if assembly is None:
        raise NotThere(f"the templates cannot be made, which say what is what: {found[0].message}; {found[0].fix}")
    clients = connect_to_aws(Session(), deployment.region)
    if isinstance(clients, Finding):
        raise NotThere(f"{clients.message}; {clients.fix}" if clients.fix else clients.message)
    try:
        return live(clients, deployment, assembly, flow, saved=saved)
    except Unanswered as unanswered:
        raise NotThere(f"the account does not say ({unanswered})") from unanswered


def live(
    clients: Clients, deployment: Deployment, assembly: Assembly, flow: str | None, *, saved: bool = False
) -> Live:
    """As `read`, of an account that is asked through these clients.

    Raises:
        NotThere: nothing is deployed, or not this flow.
        Unanswered: the account does not say.
    """
    center = assembly.stack("ContactCenter")
    stack = deployed.read_stack(clients.cloudformation, center.name) if center else None
    if center is None or stack is None:
        raise NotThere(f"{deployment.environment} is not deployed: it has no stack with flows; run: make deploy")
    scope = scope_of(stack, region=deployment.region, account=deployment.account or "")
    old = deployed.last_deployed(clients.cloudformation, center.name)
    flows = live_flows.read_versions(old, center.template, scope, prefix=deployment.prefix)
    bindings = bindings_of(flows.values())
    if flow is None:
        return Live(bindings)
    arn, versions = next(
        ((scope.physical_ids.get(logical, ""), each) for logical, each in flows.items() if each.name == flow),
        ("", None),
    )
    telephony = next((each.name for each in assembly.stacks if each.name.endswith("-Telephony")), "")
    instance = instance_of(deployment, deployed.read_stack(clients.cloudformation, telephony) if telephony else None)
    if not arn or not instance or versions is None:
        raise NotThere(f"{flow} is not deployed in {deployment.environment} yet; run: make deploy")
    undeployed = live_flows.described(differences(versions.deployed, versions.coming or {}), {})
    return Live(bindings, live_flows.describe(clients.connect, instance, arn, saved=saved), undeployed)


def bindings_of(flows: Iterable[Versions]) -> dict[str, str]:
    """Placeholder -> value, of everything that is known of these flows as they would be deployed."""
    drafts = {name: json.loads(contact_flows.content(draft)) for name, draft in contact_flows.drafts().items()}
    found: dict[str, str] = {}
    for versions in flows:
        if versions.name in drafts:
            found |= contact_flows.bind.bound_values(drafts[versions.name], versions.coming)
    return {name: value for name, value in found.items() if UNKNOWN not in value}
