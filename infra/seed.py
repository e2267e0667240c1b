"""The back office, filled from the tenant's file at every deployment that changes it.

Knows which files the seeding function gets and when it runs; refuses to know what it writes.
"""

from pathlib import Path

import aws_cdk as cdk
from aws_cdk import aws_kms as kms
from aws_cdk import triggers
from constructs import Construct

from infra import bundle
from infra.accepted import CALLED_BY_CLOUDFORMATION, accept
from infra.config import Deployment
from infra.function import Function

CLINIC = bundle.ROOT / "clinic.toml"
SAMPLE = bundle.ROOT / "simulator" / "world.toml"


class Seed(Construct):
    """A function with the tenant's file in its asset, run whenever code, file or table is new.

    A failure of it fails the deployment: a line without a practice answers nobody.
    """

    def __init__(self, scope: Construct, id: str, *, deployment: Deployment, key: kms.IKey, clinic_table: str) -> None:
        super().__init__(scope, id)
        self.function = Function(
            self,
            "Function",
            deployment=deployment,
            key=key,
            asset=bundle.build("seed", entries=("clinic_seed",), files=_files(deployment)),
            description="Writes the tenant into the back office",
            handler="clinic_seed.lambda_handler",
            memory_mb=512,
            timeout_s=60,
            environment={"CLINIC_TABLE": clinic_table},
        )
        accept(self.function.function, CALLED_BY_CLOUDFORMATION)
        triggers.Trigger(self, "AtDeployment", handler=self.function.function, timeout=cdk.Duration.minutes(2))


def _files(deployment: Deployment) -> dict[str, Path]:
    """The sample patients go along only where they are wanted."""
    return {"clinic.toml": CLINIC} | ({"world.toml": SAMPLE} if deployment.sample_patients else {})
