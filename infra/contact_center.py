"""Who answers when, and what a call does: hours, queues, people, flows, and the number's way into them.

Knows `AWS::Connect::*` beside the instance; refuses to know what flows say.
"""

from collections.abc import Mapping, Sequence

from aws_cdk import aws_kms as kms
from constructs import Construct, IConstruct

from clinic import Clinic
from infra.config import Deployment


class Staffing(Construct):
    """Hours, queues, the agents' and admins' profiles, and the first agent."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        deployment: Deployment,
        clinic: Clinic,
        instance_arn: str,
        number_arn: str,
        outbound_whisper_arn: str,
    ) -> None:
        super().__init__(scope, id)
        self.hours_arn = ""
        self.queue_arns: Mapping[str, str] = {}


class Associations(Construct):
    """What the instance may call: the bot's alias and the functions."""

    def __init__(
        self, scope: Construct, id: str, *, instance_arn: str, bot_alias_arn: str, function_arns: Sequence[str]
    ) -> None:
        super().__init__(scope, id)


class Flows(Construct):
    """Every contact flow, bound to what this deployment has."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        clinic: Clinic,
        instance_arn: str,
        bindings: Mapping[str, str],
        after: Sequence[IConstruct],
    ) -> None:
        super().__init__(scope, id)
        self.arns: Mapping[str, str] = {}


class Line(Construct):
    """The number, attached to the flow that answers it."""

    def __init__(self, scope: Construct, id: str, *, instance_arn: str, number_arn: str, flow_arn: str) -> None:
        super().__init__(scope, id)


class ContactEvents(Construct):
    """The end of every contact, told to the function that closes sessions."""

    def __init__(
        self, scope: Construct, id: str, *, deployment: Deployment, instance_arn: str, function_arn: str
    ) -> None:
        super().__init__(scope, id)


class AgentAssist(Construct):
    """Amazon Q in Connect over the clinic's documents."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        deployment: Deployment,
        instance_arn: str,
        documents_bucket: str,
        key: kms.IKey,
    ) -> None:
        super().__init__(scope, id)
