"""What answers a caller: the functions, their tables, the portal.

Knows Lambda, DynamoDB and Cognito resources; refuses to know the bot, flows and documents.
"""

from collections.abc import Mapping

from aws_cdk import aws_kms as kms
from constructs import Construct

from clinic import Clinic
from infra.config import Deployment


class Tables(Construct):
    """Sessions, and the clinic's back office."""

    def __init__(self, scope: Construct, id: str, *, deployment: Deployment, key: kms.IKey) -> None:
        super().__init__(scope, id)
        self.session_table_name = "sessions"
        self.clinic_table_name = "clinic"


class Portal(Construct):
    """The Cognito pool of the patient portal."""

    def __init__(self, scope: Construct, id: str, *, deployment: Deployment) -> None:
        super().__init__(scope, id)
        self.user_pool_id = "us-east-1_placehold"


class Functions(Construct):
    """The code hook of Lex, the function of the flows, the function of ended contacts."""

    def __init__(
        self, scope: Construct, id: str, *, deployment: Deployment, clinic: Clinic, key: kms.IKey,
        environment: Mapping[str, str], fingerprint: str,
    ) -> None:  # fmt: skip
        super().__init__(scope, id)
        self.code_hook_alias_arn = "arn:aws:lambda:us-east-1:111122223333:function:hook:live"
        self.flow_alias_arn = "arn:aws:lambda:us-east-1:111122223333:function:flow:live"
        self.ended_arn = "arn:aws:lambda:us-east-1:111122223333:function:ended"
