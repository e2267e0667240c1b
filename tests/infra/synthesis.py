"""How tests synthesise: one construct in a stack of its own, or a whole deployment.

A whole deployment takes seconds. `CONFIGURATIONS` are those that every test looks at, each synthesised once: a test
that needs an option looks for a configuration that has it, before it makes another.
"""

import json
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import aws_cdk as cdk
from cdk_nag import AwsSolutionsChecks, HIPAASecurityChecks

import clinic
from infra import config, stacks
from infra.app import tag
from infra.config import Deployment

ROOT = Path(__file__).parents[2]
Template = dict[str, Any]


def a_deployment(**changes: Any) -> Deployment:
    """The deployment of cdk.json's `dev`, with changes."""
    context = config.read_context(ROOT)
    return Deployment.model_validate({"environment": "dev", **context["deployments"]["dev"], **changes})


def a_clinic(**changes: Any) -> clinic.Clinic:
    """The sample tenant, with changes to its top-level values."""
    return clinic.load().model_copy(update=changes)


def an_app() -> cdk.App:
    """With the context and feature flags of cdk.json, writing to a folder of its own."""
    return cdk.App(context=config.read_context(ROOT), outdir=tempfile.mkdtemp(prefix="frontdesk-synth-"))


def template_of(build: Callable[[cdk.Stack], Any], *, region: str = "us-east-1") -> Template:
    """The template of a stack that holds what `build` puts into it."""
    app = an_app()
    stack = cdk.Stack(app, "Tested", env=cdk.Environment(region=region))
    build(stack)
    template: Template = app.synth().get_stack_by_name(stack.stack_name).template
    return template


def resources(template: Template, kind: str) -> dict[str, Template]:
    """Logical id -> resource, of one CloudFormation type."""
    return {name: each for name, each in template.get("Resources", {}).items() if each["Type"] == kind}


def with_spanish(tenant: clinic.Clinic) -> clinic.Clinic:
    """The tenant with a second language."""
    spanish = clinic.Locale(id="es_US", voice="Lupe", engine="neural")
    return tenant.model_copy(update={"locales": (*tenant.locales, spanish)})


NEW, EXISTING, NOTHING_KEPT, EVERYTHING = (
    "a new instance", "an existing instance, London", "nothing kept, Sydney", "everything on, Oregon",
)  # fmt: skip
_ASSISTED = {
    "first_agent": {"username": "front.desk", "first_name": "Fran", "last_name": "Desk"},
    "agent_assist": True,
}
_LONDON = "arn:aws:connect:eu-west-2:111122223333"
CONFIGURATIONS: Mapping[str, tuple[dict[str, Any], clinic.Clinic]] = {
    NEW: ({}, a_clinic()),
    EXISTING: (
        {
            **_ASSISTED,
            "instance_alias": None,
            "instance_arn": f"{_LONDON}:instance/12345678-1234-1234-1234-123456789012",
            "number_arn": f"{_LONDON}:phone-number/12345678-1234-1234-1234-123456789012",
            "account": "111122223333",
            "region": "eu-west-2",
            "number_country": "GB",
            "user_pool_id": "eu-west-2_AbCdEfGhI",
        },
        a_clinic(),
    ),
    NOTHING_KEPT: ({"region": "ap-southeast-2", "number_country": "AU", "keep": []}, with_spanish(a_clinic())),
    EVERYTHING: (
        {
            **_ASSISTED,
            "region": "us-west-2",
            "number_type": "TOLL_FREE",
            "alarm_email": "ops@example.com",
            "conversation_log_days": 7,
            "ivr_recording": True,
            "tracing": True,
            "reserved_concurrency": 20,
            "sample_patients": True,
            "connect_tests": "published",
            "tags": {"cost-center": "4711"},
        },
        with_spanish(a_clinic()),
    ),
}
"""Name -> what is changed of `dev`, and the tenant."""


@cache
def assembly(configuration: str) -> Path:
    """A folder with the configuration's templates; a finding of cdk-nag that is not accepted fails."""
    changes, tenant = CONFIGURATIONS[configuration]
    app = an_app()
    deployment = a_deployment(**changes)
    stacks.compose(app, deployment, tenant)
    tag(app, deployment)
    cdk.Validations.of(app).add_plugins(AwsSolutionsChecks(app), HIPAASecurityChecks(app))
    return Path(app.synth().directory)


@cache
def deployed(configuration: str = NEW) -> dict[str, Template]:
    """Role of the stack (`Telephony`) -> its template."""
    return {
        path.name.split(".")[0].rsplit("-", 1)[1]: json.loads(path.read_text())
        for path in sorted(assembly(configuration).glob("*.template.json"))
    }
