"""From the configuration to a cloud assembly.

Knows the order: context, tenant, deployment, stacks, checks; refuses to know what is in a stack.
"""

import json
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import aws_cdk as cdk
from cdk_nag import AwsSolutionsChecks, HIPAASecurityChecks

import clinic
from contact_flows import FlowError
from declared import Refused as FileRefused
from declared import open_toml
from infra import config, models, stacks
from infra.agent_assist import TAGGED_FOR_GOOD
from infra.bundle import BundleError
from lex_bot import BotError


class OutputError(Exception):
    """The templates cannot be written where they should be."""


Refused = (config.DeploymentError, clinic.ClinicError, FlowError, BotError, FileRefused, BundleError, OutputError)
"""What is wrong with what people wrote, or with what is installed, in one sentence."""

_REPORT = "validation-report.json"
"""Where CDK writes what its checks found, good or bad, in the cloud assembly."""


class FindingsError(Exception):
    """The templates were made, and a check does not accept them. CDK has told each finding on standard error."""


Compose = Callable[[cdk.App, config.Deployment, clinic.Clinic], None]


def synthesise(root: Path, env: Mapping[str, str], *, compose: Compose = stacks.compose) -> Path:
    """Write the cloud assembly to CDK_OUTDIR, or cdk.out beside cdk.json, and say where it is.

    Raises:
        FindingsError: cdk-nag or CloudFormation's own rules found what nobody has accepted.
        One of `Refused`.
    """
    out = Path(env.get("CDK_OUTDIR") or root / "cdk.out")
    _refuse_unwritable(out)
    app = cdk.App(context=config.read_context(root), outdir=str(out))
    deployment = config.load(app.node.get_all_context(), env, root=root)
    compose(app, deployment, _tenant(root / "clinic.toml", deployment.region))
    tag(app, deployment)
    cdk.Validations.of(app).add_plugins(AwsSolutionsChecks(app), HIPAASecurityChecks(app))
    (out / _REPORT).unlink(missing_ok=True)
    try:
        app.synth()
    except RuntimeError as error:
        count = _findings(out / _REPORT)
        if not count:
            raise
        raise FindingsError(
            f"{count} finding{'s' if count > 1 else ''} in the templates; mend each, or accept it with its reason by "
            f"infra.accepted; all are in {out / _REPORT}"
        ) from error
    return out


def tag(app: cdk.App, deployment: config.Deployment) -> None:
    """Put the deployment's tags on every resource that would not be replaced when they change."""
    for name, value in deployment.tags.items():
        cdk.Tags.of(app).add(name, value, exclude_resource_types=list(TAGGED_FOR_GOOD))


def run(root: Path, env: Mapping[str, str], *, compose: Compose = stacks.compose) -> int:
    """Synthesise, and tell on standard error why not: 2 when the configuration is refused, 1 when a check refuses."""
    try:
        synthesise(root, env, compose=compose)
    except (*Refused, FindingsError) as error:
        print(f"app.py: {error}", file=sys.stderr)
        return 1 if isinstance(error, FindingsError) else 2
    return 0


def _refuse_unwritable(out: Path) -> None:
    """Raises: OutputError: no file can be made in this folder."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out):
            pass
    except OSError as error:
        raise OutputError(
            f"{out}: the templates cannot be written there: {error.strerror}; name a folder that you may write to by "
            "CDK_OUTDIR"
        ) from error


def _tenant(path: Path, region: str) -> clinic.Clinic:
    """The clinic, with models that serve in this Region."""
    tenant = clinic.load(path)
    for role in models.ROLES:
        try:
            models.called(role, getattr(tenant.models, role), region)
        except models.ModelError as error:
            refused = open_toml(path, name=path.name).refused(str(error), "models", role)
            raise clinic.ClinicError(str(refused)) from error
    return tenant


def _findings(report: Path) -> int:
    """How many findings failed the synthesis; none: it failed otherwise."""
    if not report.is_file():
        return 0
    plugins = json.loads(report.read_text(encoding="utf-8"))["pluginReports"]
    return sum(len(plugin["violations"]) for plugin in plugins if plugin["conclusion"] == "failure")
