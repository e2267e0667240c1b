"""From the configuration to a cloud assembly.

Knows the order: context, tenant, deployment, stacks, checks; refuses to know what is in a stack.
"""

from collections.abc import Mapping
from pathlib import Path

import aws_cdk as cdk
from cdk_nag import AwsSolutionsChecks, HIPAASecurityChecks

import clinic
from contact_flows import FlowError
from infra import config, stacks

Refused = (config.DeploymentError, clinic.ClinicError, FlowError)
"""What is wrong with what people wrote, in one sentence."""


def synthesise(root: Path, env: Mapping[str, str]) -> None:
    """Write the cloud assembly to CDK_OUTDIR, or cdk.out beside cdk.json.

    Raises: one of `Refused`.
    """
    app = cdk.App(context=config.read_context(root), outdir=env.get("CDK_OUTDIR") or str(root / "cdk.out"))
    keys = ("environment", "deployments", *config.Deployment.model_fields)
    context = {key: value for key in keys if (value := app.node.try_get_context(key)) is not None}
    stacks.compose(app, config.load(context, env), clinic.load(root / "clinic.toml"))
    cdk.Validations.of(app).add_plugins(AwsSolutionsChecks(app), HIPAASecurityChecks(app))
    app.synth()
