"""The bot as CloudFormation's Lex resources.

Knows `AWS::Lex::*`; refuses to know what the bot says and what answers it.
"""

from collections.abc import Mapping

from aws_cdk import aws_kms as kms
from constructs import Construct

from infra.config import Deployment
from lex_bot import BotDefinition


class Bot(Construct):
    """The bot with every locale, a version of exactly this definition, and the alias that flows call."""

    def __init__(
        self, scope: Construct, id: str, *, deployment: Deployment, definitions: Mapping[str, BotDefinition],
        code_hook_alias_arn: str, key: kms.IKey,
    ) -> None:  # fmt: skip
        super().__init__(scope, id)
        self.alias_arn = "arn:aws:lex:us-east-1:111122223333:bot-alias/BOTPLACEHO/ALIASPLACE"
        self.bot_id = "BOTPLACEHO"
        self.bot_alias_id = "ALIASPLACE"
