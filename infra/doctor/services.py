"""What Lambda, Lex and Bedrock let this account do.

Knows their quotas and how access to a model is told; refuses to know Connect and CloudFormation.
"""

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any

from clinic import Clinic
from infra import models
from infra.config import Deployment
from infra.doctor.asking import Clients, Unanswered, Why, ask, ask_all
from infra.doctor.deployed import DeployedStack
from infra.doctor.findings import Finding, listed, ok, problem, warning
from infra.doctor.line import Quota, quota
from infra.doctor.templates import Assembly

UNRESERVED = 100
"""Concurrent executions that no reservation may take;
https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html."""
EXECUTIONS = Quota(1_000, "L-B99A9384", "lambda")
"""The default of new accounts can be 10."""
FEW_EXECUTIONS = 50
"""Under this a few calls at once can hold each other up."""
BOTS = "L-36FA8BD2"
"""https://docs.aws.amazon.com/general/latest/gr/lex.html"""
GUARDRAILS = 100
"""Of an account and Region, not to be raised; https://docs.aws.amazon.com/general/latest/gr/bedrock.html"""


def check_executions(functions: Any, *, more: int) -> Iterator[Finding]:
    """Whether Lambda would take the reservations.

    Args:
        functions: Lambda's client.
        more: Executions that the deployment would reserve beyond those reserved now.
    """
    limit = ask(functions, "get_account_settings")["AccountLimit"]
    allowed, free = limit["ConcurrentExecutions"], limit["UnreservedConcurrentExecutions"]
    if more > 0 and free - more < UNRESERVED:
        yield problem(
            "lambda",
            f"{more} more reserved executions leave {free - more} of {allowed}, and Lambda keeps {UNRESERVED}",
            f"take reserved_concurrency out of cdk.json, or {EXECUTIONS.request}",
        )
    elif allowed < FEW_EXECUTIONS:
        yield warning("lambda", f"{allowed} executions at once in the whole account", EXECUTIONS.request)
    else:
        yield ok("lambda", f"{allowed} executions at once, {free} of them unreserved")


def reserved(template: Mapping[str, Any]) -> int:
    """Executions that the template's functions reserve."""
    return sum(
        int(resource.get("Properties", {}).get("ReservedConcurrentExecutions") or 0)
        for resource in template.get("Resources", {}).values()
        if resource["Type"] == "AWS::Lambda::Function"
    )


def check_bots(clients: Clients, assembly: Assembly, deployed: Mapping[str, DeployedStack]) -> Iterator[Finding]:
    """Whether Lex has room for the bot, and its name is free."""
    wanted = _new(assembly, deployed, "AWS::Lex::Bot")
    bots = ask_all(clients.lex, "list_bots", "botSummaries")
    yield from _names_taken("lex", wanted, [str(each.get("botName")) for each in bots])
    allowed = quota(clients.quotas, "lex", BOTS)
    said = f"{len(bots)} of {allowed.value:.0f} bots are there, {len(wanted)} more would be"
    full = wanted and len(bots) + len(wanted) > allowed.value
    yield problem("lex", said, allowed.request) if full else ok("lex", said)


def check_guardrails(bedrock: Any, assembly: Assembly, deployed: Mapping[str, DeployedStack]) -> Iterator[Finding]:
    """Whether Bedrock has room for the guardrail, and its name is free."""
    wanted = _new(assembly, deployed, "AWS::Bedrock::Guardrail")
    guardrails = ask_all(bedrock, "list_guardrails", "guardrails")
    yield from _names_taken("guardrail", wanted, [each["name"] for each in guardrails])
    said = f"{len(guardrails)} of {GUARDRAILS} guardrails are there, {len(wanted)} more would be"
    full = wanted and len(guardrails) + len(wanted) > GUARDRAILS
    yield problem("guardrail", said, "remove some that nothing uses") if full else ok("guardrail", said)


def _new(assembly: Assembly, deployed: Mapping[str, DeployedStack], kind: str) -> list[str]:
    """Names of resources of this type that no stack has yet; empty where a name is made up by CloudFormation."""
    return [
        str(resource.get("Properties", {}).get("Name", ""))
        for stack in assembly.stacks
        for logical, resource in stack.template.get("Resources", {}).items()
        if resource["Type"] == kind and not (stack.name in deployed and logical in deployed[stack.name].resources)
    ]


def _names_taken(check: str, wanted: list[str], there: list[str]) -> Iterator[Finding]:
    for name in wanted:
        if name in there:
            said = f"{name} exists already, kept by an earlier deployment or made by somebody else"
            yield problem(check, said, "remove it, once nothing of it is needed")


def check_access(bedrock: Any, clinic: Clinic, deployment: Deployment) -> Iterator[Finding]:
    """Whether each model may be called, and the function's role may call it wherever its profile goes."""
    for model_id in (clinic.models.small, clinic.models.large):
        try:
            called = models.resolve(model_id, deployment.region)
            granted = models.invoke_resources(model_id, deployment.region)
        except ValueError:
            continue
        plain = model_id
        if called != model_id or models.geography_of(called):
            reached = _reached(bedrock, called)
            yield check_profile(called, reached, granted)
            plain = next((arn.rsplit("/", 1)[1] for arn in reached), model_id)
        yield _access(bedrock, plain.rsplit("/", 1)[-1], here=plain == model_id)
    yield _access(bedrock, clinic.models.embedding.rsplit("/", 1)[-1], here=True)


def _reached(bedrock: Any, profile: str) -> list[str]:
    try:
        return [
            each["modelArn"]
            for each in ask(bedrock, "get_inference_profile", inferenceProfileIdentifier=profile)["models"]
        ]
    except Unanswered as unanswered:
        if unanswered.why is Why.MISSING:
            return []
        raise


def check_profile(called: str, reached: list[str], granted: list[str]) -> Finding:
    if not reached:
        fix = "name another model in clinic.toml, or an id that says where it goes"
        return problem("models", f"there is no inference profile {called} in this Region", fix)
    refused = [arn for arn in reached if not any(fnmatchcase(arn, each) for each in granted)]
    if refused:
        places = listed(sorted({arn.split(":")[3] or "anywhere" for arn in refused}))
        return problem(
            "models",
            f"{called} goes to {places} too, where the function's role may not call it",
            "add these Regions to its geography in infra/regions.py",
        )
    return ok("models", f"{called} goes to {listed([arn.split(':')[3] or 'anywhere' for arn in reached])}")


def _access(bedrock: Any, model: str, *, here: bool) -> Finding:
    try:
        said = ask(bedrock, "get_foundation_model_availability", modelId=model)
    except Unanswered as unanswered:
        if unanswered.why is Why.MISSING:
            return problem("model access", f"Bedrock knows no model {model} here", "name another model in clinic.toml")
        raise
    if here and said["regionAvailability"] != "AVAILABLE":
        return problem("model access", f"{model} is not offered in this Region", "name another model in clinic.toml")
    missing = [
        name
        for name, given in (
            ("authorization", said["authorizationStatus"] == "AUTHORIZED"),
            ("entitlement", said["entitlementAvailability"] == "AVAILABLE"),
            ("agreement", said["agreementAvailability"]["status"] == "AVAILABLE"),
        )
        if not given
    ]
    if missing:
        return problem(
            "model access",
            f"this account may not use {model} yet: no {listed(missing)}",
            "open it once in the Bedrock console's playground, as somebody who may subscribe in AWS Marketplace",
        )
    return ok("model access", f"{model} may be used")
