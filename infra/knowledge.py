"""What questions are answered from: documents, their index, their ingestion, and the guardrail on answers.

Knows Bedrock's resources; refuses to know who asks.
"""

from collections.abc import Mapping

from aws_cdk import aws_kms as kms
from aws_cdk import aws_ssm as ssm
from constructs import Construct

from clinic import Clinic
from infra.config import Deployment


class Documents(Construct):
    """The clinic's documents in their bucket."""

    def __init__(self, scope: Construct, id: str, *, deployment: Deployment, key: kms.IKey) -> None:
        super().__init__(scope, id)


class KnowledgeBase(Construct):
    """The index over the documents."""

    def __init__(
        self, scope: Construct, id: str, *, deployment: Deployment, clinic: Clinic, key: kms.IKey, documents: Documents
    ) -> None:
        super().__init__(scope, id)
        self.knowledge_base_id = "KBPLACEHOL"
        self.fingerprint = ""


class Ingestion(Construct):
    """Every change of the documents reaches the index."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        deployment: Deployment,
        key: kms.IKey,
        documents: Documents,
        base: KnowledgeBase,
    ) -> None:
        super().__init__(scope, id)


class Guardrail(Construct):
    """What may not be asked, answered or spoken."""

    def __init__(self, scope: Construct, id: str, *, deployment: Deployment, clinic: Clinic, key: kms.IKey) -> None:
        super().__init__(scope, id)
        self.guardrail_id = "guardrailid"
        self.guardrail_version = "1"
        self.fingerprint = ""


class Published(Construct):
    """Values that other stacks read at each deployment, as SSM parameters `/frontdesk/<environment>/<name>`."""

    def __init__(self, scope: Construct, id: str, *, deployment: Deployment, values: Mapping[str, str]) -> None:
        super().__init__(scope, id)
        self.names = {name: f"/frontdesk/{deployment.environment}/{name}" for name in values}
        for name, value in values.items():
            ssm.StringParameter(self, name, parameter_name=self.names[name], string_value=value)
