"""The bot as Lex's resources: the bot, a version of exactly its definition, the alias that flows call, what Lex may do.

Knows `AWS::Lex::*`; refuses to know how a definition is spelled in them, what the bot says and what answers it.
"""

from collections.abc import Mapping

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lex as lex
from aws_cdk import aws_logs as logs
from constructs import Construct

from infra import bot_template
from infra.accepted import accept
from infra.config import Deployment
from lex_bot import BotDefinition

LEX = "lexv2.amazonaws.com"
ALIAS_NAME = "live"
CODE_HOOK_VERSION = "1.0"
"""The one version of the events between Lex and its function."""


class Bot(Construct):
    """The bot with every locale, a version of exactly this definition, and the alias that flows call.

    The logical id of the version holds the definition's fingerprint: a changed definition is a new version, the alias
    moves to it, and the former version stays for a rollback. A bot has at most 100 versions
    (https://docs.aws.amazon.com/lexv2/latest/dg/quotas.html).
    """

    def __init__(
        self, scope: Construct, id: str, *, deployment: Deployment, definitions: Mapping[str, BotDefinition],
        code_hook_alias_arn: str, key: kms.IKey,
    ) -> None:  # fmt: skip
        super().__init__(scope, id)
        properties = bot_template.bot(definitions)
        role = BotRole(self, "Role").role
        bot = self._bot(f"{next(iter(definitions.values())).name}-{deployment.environment}", properties, role)
        version = self._version(bot, tuple(definitions), bot_template.fingerprint(properties))
        alias = lex.CfnBotAlias(
            self,
            "Alias",
            bot_id=bot.attr_id,
            bot_alias_name=ALIAS_NAME,
            bot_version=version.attr_bot_version,
            bot_alias_locale_settings=[_code_hook(locale, code_hook_alias_arn) for locale in definitions],
            sentiment_analysis_settings={"DetectSentiment": False},
        )
        if deployment.conversation_log_days:
            kept = ConversationLogs(self, "Conversations", days=deployment.conversation_log_days, key=key)
            kept.write_from(alias, role)
        self._permit(alias, code_hook_alias_arn)
        self.bot_id = bot.attr_id
        self.bot_alias_id = alias.attr_bot_alias_id
        self.alias_arn = alias.attr_arn
        self.version = version.attr_bot_version

    def _bot(self, name: str, properties: bot_template.Properties, role: iam.IRole) -> lex.CfnBot:
        bot = lex.CfnBot(
            self,
            "Bot",
            name=name,
            role_arn=role.role_arn,
            data_privacy=properties["DataPrivacy"],
            idle_session_ttl_in_seconds=properties["IdleSessionTTLInSeconds"],
            bot_tags=[cdk.CfnTag(key="AmazonConnectEnabled", value="True")],
        )
        for key, value in properties.items():
            bot.add_property_override(key, value)
        return bot

    def _version(self, bot: lex.CfnBot, locales: tuple[str, ...], fingerprint: str) -> lex.CfnBotVersion:
        version = lex.CfnBotVersion(
            self,
            f"Version{fingerprint}",
            bot_id=bot.attr_id,
            bot_version_locale_specification=[
                lex.CfnBotVersion.BotVersionLocaleSpecificationProperty(
                    locale_id=locale,
                    bot_version_locale_details=lex.CfnBotVersion.BotVersionLocaleDetailsProperty(
                        source_bot_version="DRAFT"
                    ),
                )
                for locale in locales
            ],
        )
        version.apply_removal_policy(cdk.RemovalPolicy.RETAIN)
        return version

    def _permit(self, alias: lex.CfnBotAlias, code_hook_alias_arn: str) -> None:
        lambda_.CfnPermission(
            self,
            "MayCallTheFunction",
            action="lambda:InvokeFunction",
            function_name=code_hook_alias_arn,
            principal=LEX,
            source_account=cdk.Stack.of(self).account,
            source_arn=alias.attr_arn,
        )


class BotRole(Construct):
    """What Lex may do for the bot: speak. Conversation logs add to it."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        # Whether Lex names the account when it assumes the role is not documented: refused when it is another one.
        ours = {"StringEqualsIfExists": {"aws:SourceAccount": cdk.Stack.of(self).account}}
        speak = iam.PolicyStatement(actions=["polly:SynthesizeSpeech"], resources=["*"])
        speech = iam.ManagedPolicy(self, "Speech", statements=[speak])
        accept(speech, {"AwsSolutions-IAM5[Resource::*]": "polly:SynthesizeSpeech names no resource but a lexicon"})
        self.role = iam.Role(
            self, "Role", assumed_by=iam.ServicePrincipal(LEX, conditions=ours), managed_policies=[speech]
        )


class ConversationLogs(Construct):
    """What Lex heard and answered, as text: encrypted, for a few days, gone with the stack."""

    def __init__(self, scope: Construct, id: str, *, days: int, key: kms.IKey) -> None:
        super().__init__(scope, id)
        self.group = logs.LogGroup(self, "Text", encryption_key=key, removal_policy=cdk.RemovalPolicy.DESTROY)
        resource = self.group.node.default_child
        assert isinstance(resource, logs.CfnLogGroup)
        resource.retention_in_days = days

    def write_from(self, alias: lex.CfnBotAlias, role: iam.Role) -> None:
        """Let the alias write here as this role."""
        write = iam.PolicyStatement(
            actions=["logs:CreateLogStream", "logs:PutLogEvents"], resources=[self.group.log_group_arn]
        )
        alias.node.add_dependency(iam.ManagedPolicy(self, "Write", statements=[write], roles=[role]))
        alias.conversation_log_settings = lex.CfnBotAlias.ConversationLogSettingsProperty(
            text_log_settings=[
                lex.CfnBotAlias.TextLogSettingProperty(
                    enabled=True,
                    destination=lex.CfnBotAlias.TextLogDestinationProperty(
                        cloud_watch=lex.CfnBotAlias.CloudWatchLogGroupLogDestinationProperty(
                            cloud_watch_log_group_arn=self.group.log_group_arn, log_prefix="calls"
                        )
                    ),
                )
            ]
        )


def _code_hook(locale: str, function_arn: str) -> lex.CfnBotAlias.BotAliasLocaleSettingsItemProperty:
    return lex.CfnBotAlias.BotAliasLocaleSettingsItemProperty(
        locale_id=locale,
        bot_alias_locale_setting=lex.CfnBotAlias.BotAliasLocaleSettingsProperty(
            enabled=True,
            code_hook_specification=lex.CfnBotAlias.CodeHookSpecificationProperty(
                lambda_code_hook=lex.CfnBotAlias.LambdaCodeHookProperty(
                    lambda_arn=function_arn, code_hook_interface_version=CODE_HOOK_VERSION
                )
            ),
        ),
    )
