"""The contact centre's stack in a deployment whose other stacks are stand-ins with what it takes from them."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

import aws_cdk as cdk
from aws_cdk import aws_kms as kms

from clinic import Clinic
from infra import stacks
from infra.config import Deployment
from infra.doctor.intrinsics import references
from infra.published import Published
from tests.infra.synthesis import Template, a_clinic, a_deployment, an_app, with_spanish

INSTANCE = "arn:aws:connect:{region}:111122223333:instance/12345678-1234-1234-1234-123456789012"
NUMBER = "arn:aws:connect:{region}:111122223333:phone-number/abcdef01-1234-1234-1234-123456789012"
KEY = "arn:aws:kms:{region}:111122223333:key/12345678-abcd-1234-1234-123456789012"
BOT_ALIAS = "arn:aws:lex:{region}:111122223333:bot-alias/ABCDEFGHIJ/KLMNOPQRST"
FLOW_FUNCTION = "arn:aws:lambda:{region}:111122223333:function:flow:live"
FLOW_ROLE = "flow-role"
ENDED_FUNCTION = "arn:aws:lambda:{region}:111122223333:function:ended"
EXISTING: dict[str, Any] = {
    "instance_alias": None,
    "instance_arn": INSTANCE.format(region="eu-west-2"),
    "region": "eu-west-2",
    "number_country": "GB",
}
AGENT = {"username": "front.desk", "first_name": "Fran", "last_name": "Desk"}


KNOWLEDGE_BASE = "KNOWLEDGE0"


def published(region: str) -> dict[str, str]:
    """What the other stacks publish."""
    return {
        "key-arn": KEY.format(region=region),
        "instance-arn": INSTANCE.format(region=region),
        "instance-id": INSTANCE.rpartition("/")[2],
        "number-arn": NUMBER.format(region=region),
        "bot-alias-arn": BOT_ALIAS.format(region=region),
        "flow-alias-arn": FLOW_FUNCTION.format(region=region),
        "ended-arn": ENDED_FUNCTION.format(region=region),
        "knowledge-base-id": KNOWLEDGE_BASE,
        "flow-role": FLOW_ROLE,
    }


class Elsewhere(cdk.Stack):
    """Stands for Telephony, Knowledge and Assistant in one."""

    key_in = stacks.Telephony.key_in

    def __init__(self, app: cdk.App, *, deployment: Deployment) -> None:
        super().__init__(app, "Frontdesk-dev-Elsewhere", env=cdk.Environment(region=deployment.region))
        self.key = kms.Key(self, "Key", enable_key_rotation=True)
        self.published = Published(self, "Published", deployment=deployment, values=published(deployment.region))


@cache
def _contact_center(changes: str, tenant: str) -> Template:
    deployment = a_deployment(**json.loads(changes))
    clinic = Clinic.model_validate_json(tenant, strict=False)
    app = an_app()
    other: Any = Elsewhere(app, deployment=deployment)
    stack = stacks.ContactCenter(
        app,
        "Frontdesk-dev-ContactCenter",
        deployment=deployment,
        clinic=clinic,
        telephony=other,
        knowledge=other,
        assistant=other,
        env=cdk.Environment(region=deployment.region),
    )
    template: Template = app.synth().get_stack_by_name(stack.stack_name).template
    values = {f"/frontdesk/dev/{name}": value for name, value in published(deployment.region).items()}
    given = {
        name: values[each["Default"]] for name, each in template["Parameters"].items() if each["Default"] in values
    }
    return _filled(template, given)


def _filled(value: Any, parameters: Mapping[str, str]) -> Any:
    match value:
        case {"Ref": str(name)} if name in parameters:
            return parameters[name]
        case dict():
            return {key: _filled(each, parameters) for key, each in value.items()}
        case list():
            return [_filled(each, parameters) for each in value]
    return value


def contact_center(*, clinic: Clinic | None = None, **changes: Any) -> Template:
    """The stack's template with what the others publish in it, as CloudFormation deploys it."""
    return _contact_center(json.dumps(changes, sort_keys=True), (clinic or a_clinic()).model_dump_json())


VARIANTS: dict[str, tuple[dict[str, Any], Clinic]] = {
    "a new instance": ({}, a_clinic()),
    "everything on, two locales, Oregon": (
        {"region": "us-west-2", "first_agent": AGENT, "agent_assist": True},
        with_spanish(a_clinic()),
    ),
    "an existing instance, London": ({**EXISTING, "first_agent": AGENT, "agent_assist": True}, a_clinic()),
}


def created_before(template: Template, name: str) -> set[str]:
    """Logical ids of all that CloudFormation creates before this resource."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        resource = template["Resources"][waiting.pop()]
        depends = resource.get("DependsOn", [])
        first = {*references(resource.get("Properties", {})), *([depends] if isinstance(depends, str) else depends)}
        waiting += (first & set(template["Resources"])) - found
        found |= first & set(template["Resources"])
    return found


def as_text(value: Any) -> str:
    """A joined text with `<logical id.attribute>` for what CloudFormation puts in."""
    match value:
        case {"Fn::Join": [str(between), [*parts]]}:
            return between.join(as_text(part) for part in parts)
        case {"Fn::GetAtt": [name, attribute]}:
            return f"<{name}.{attribute}>"
        case {"Ref": name}:
            return f"<{name}>"
        case dict():
            return f"<{next(iter(value))}>"
    return str(value)
