"""The Connect instance with its storage, logs and number: what outlives every other stack.

Knows what Connect keeps and where; refuses to know flows, queues and the bot.
"""

import aws_cdk as cdk
from aws_cdk import aws_connect as connect
from aws_cdk import aws_kms as kms
from constructs import Construct

from infra.config import Deployment


class DataKey(Construct):
    """The one key that encrypts what callers say, in every stack of the deployment."""

    def __init__(self, scope: Construct, id: str, *, deployment: Deployment) -> None:
        super().__init__(scope, id)
        self.key = kms.Key(self, "Key", enable_key_rotation=True, alias=f"alias/{deployment.prefix}")


class Instance(Construct):
    """A new Connect instance, or the existing one of the deployment."""

    def __init__(self, scope: Construct, id: str, *, deployment: Deployment) -> None:
        super().__init__(scope, id)
        if deployment.instance_arn:
            self.arn = deployment.instance_arn
            return
        instance = connect.CfnInstance(
            self,
            "Instance",
            identity_management_type="CONNECT_MANAGED",
            instance_alias=deployment.instance_alias,
            attributes=connect.CfnInstance.AttributesProperty(inbound_calls=True, outbound_calls=True),
        )
        instance.apply_removal_policy(cdk.RemovalPolicy.RETAIN)
        self.arn = instance.attr_arn


class Storage(Construct):
    """Where Connect puts recordings, contact records and reports of a new instance."""

    def __init__(self, scope: Construct, id: str, *, deployment: Deployment, instance_arn: str, key: kms.IKey) -> None:
        super().__init__(scope, id)


class FlowLogs(Construct):
    """How long Connect's own log group of a new instance keeps what flows did."""

    def __init__(self, scope: Construct, id: str, *, deployment: Deployment) -> None:
        super().__init__(scope, id)


class Number(Construct):
    """The number callers dial: claimed here, or the existing one of the deployment."""

    def __init__(self, scope: Construct, id: str, *, deployment: Deployment, instance_arn: str) -> None:
        super().__init__(scope, id)
        if deployment.number_arn:
            self.arn = deployment.number_arn
            return
        number = connect.CfnPhoneNumber(
            self, "Number", target_arn=instance_arn, type=deployment.number_type, country_code=deployment.number_country
        )
        number.apply_removal_policy(cdk.RemovalPolicy.RETAIN)
        self.arn = number.attr_phone_number_arn
