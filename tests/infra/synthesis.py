"""How tests synthesise: one construct in a stack of its own, or a whole deployment."""

import json
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import aws_cdk as cdk

import clinic
from infra import config, stacks
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


@cache
def _deployed(changes: str) -> dict[str, Template]:
    app = an_app()
    stacks.compose(app, a_deployment(**json.loads(changes)), clinic.load())
    return {stack.stack_name.rsplit("-", 1)[1]: stack.template for stack in app.synth().stacks}


def deployed(**changes: Any) -> dict[str, Template]:
    """Role of the stack (`Telephony`) -> its template, for the whole deployment with changes."""
    return _deployed(json.dumps(changes, sort_keys=True))


def resources(template: Template, kind: str) -> dict[str, Template]:
    """Logical id -> resource, of one CloudFormation type."""
    return {name: each for name, each in template.get("Resources", {}).items() if each["Type"] == kind}


def with_spanish(tenant: clinic.Clinic) -> clinic.Clinic:
    """The tenant with a second language."""
    spanish = clinic.Locale(id="es_US", voice="Lupe", engine="neural")
    return tenant.model_copy(update={"locales": (*tenant.locales, spanish)})
