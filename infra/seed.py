"""The back office, filled from the tenant's file at every deployment that changes it.

Knows which files the seeding function gets, and that CloudFormation calls it when code, file or table is new; refuses
to know what it writes.
"""

from pathlib import Path

import aws_cdk as cdk
from aws_cdk import aws_kms as kms
from constructs import Construct

from infra import bundle
from infra.accepted import CALLED_BY_CLOUDFORMATION, accept
from infra.config import Deployment
from infra.function import Function

CLINIC = bundle.ROOT / "clinic.toml"
SAMPLE = bundle.ROOT / "simulator" / "world.toml"
SEED_S = 60
ANSWERED_WITHIN = cdk.Duration.minutes(5)
"""Time for a second try: Lambda calls again a minute after a call that ended without an answer;
https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html."""


class Seed(Construct):
    """A function with the tenant's file in its asset, which answers CloudFormation itself.

    A failure of it fails the deployment: a line without a practice answers nobody.
    """

    def __init__(self, scope: Construct, id: str, *, deployment: Deployment, key: kms.IKey, clinic_table: str) -> None:
        super().__init__(scope, id)
        asset = bundle.build("seed", entries=("clinic_seed",), files=_files(deployment))
        self.function = Function(
            self,
            "Function",
            deployment=deployment,
            key=key,
            asset=asset,
            description="Writes the tenant into the back office",
            handler="clinic_seed.lambda_handler",
            memory_mb=512,
            timeout_s=SEED_S,
            environment={"CLINIC_TABLE": clinic_table},
        )
        accept(self.function.function, CALLED_BY_CLOUDFORMATION)
        cdk.CustomResource(
            self,
            "AtDeployment",
            resource_type="Custom::Seed",
            service_token=self.function.function.function_arn,
            service_timeout=ANSWERED_WITHIN,
            properties={"Content": asset.name, "Table": clinic_table},
        )


def _files(deployment: Deployment) -> dict[str, Path]:
    """The sample patients go along only where they are wanted."""
    return {"clinic.toml": CLINIC} | ({"world.toml": SAMPLE} if deployment.sample_patients else {})
