"""The stacks of a deployment: which constructs each is made of, what passes between them, and who may do what.

Defines no resource of its own. Values that a later deployment may change (an id that is replaced with its definition)
pass between stacks as SSM parameters: CloudFormation refuses to change an export that another stack imports.
"""

import aws_cdk as cdk

import lex_bot
from clinic import Clinic
from infra.assistant import Functions, Portal, Tables
from infra.bot import Bot
from infra.config import Deployment
from infra.contact_center import Associations, Staffing
from infra.documents import Documents
from infra.guardrail import Guardrail
from infra.ingestion import Ingestion
from infra.knowledge import KnowledgeBase, Published
from infra.observability import Alarms, Dashboard
from infra.storage import FlowLogs, Storage
from infra.telephony import DataKey, Instance, Number


class Telephony(cdk.Stack):
    """What a phone line must never lose."""

    def __init__(self, app: cdk.App, id: str, *, deployment: Deployment, env: cdk.Environment) -> None:
        super().__init__(app, id, env=env, termination_protection=True)
        self.key = DataKey(self, "DataKey", deployment=deployment).key
        self.instance = Instance(self, "Instance", deployment=deployment)
        if deployment.instance_arn is None:
            Storage(self, "Storage", deployment=deployment, instance_arn=self.instance.arn, key=self.key)
            FlowLogs(self, "FlowLogs", deployment=deployment, instance=self.instance, key=self.key)
        self.number = Number(self, "Number", deployment=deployment, instance_arn=self.instance.arn)


class Knowledge(cdk.Stack):
    """What questions are answered from, and what answers are held against."""

    def __init__(
        self, app: cdk.App, id: str, *, deployment: Deployment, clinic: Clinic, telephony: Telephony, env: cdk.Environment
    ) -> None:  # fmt: skip
        super().__init__(app, id, env=env)
        key = telephony.key
        self.documents = Documents(self, "Documents", deployment=deployment, key=key)
        self.base = KnowledgeBase(
            self, "KnowledgeBase", deployment=deployment, clinic=clinic, key=key, documents=self.documents
        )
        self.ingestion = Ingestion(
            self, "Ingestion", deployment=deployment, key=key, documents=self.documents, base=self.base
        )
        self.guardrail = Guardrail(self, "Guardrail", deployment=deployment, clinic=clinic, key=key)
        self.published = Published(
            self,
            "Published",
            deployment=deployment,
            values={
                "knowledge-base-id": self.base.knowledge_base_id,
                "guardrail-id": self.guardrail.guardrail_id,
                "guardrail-version": self.guardrail.guardrail_version,
            },
        )


class Assistant(cdk.Stack):
    """What hears and answers a caller."""

    def __init__(
        self, app: cdk.App, id: str, *, deployment: Deployment, clinic: Clinic,
        telephony: Telephony, knowledge: Knowledge, env: cdk.Environment,
    ) -> None:  # fmt: skip
        super().__init__(app, id, env=env)
        self.add_stack_dependency(knowledge)
        key = telephony.key
        self.tables = Tables(self, "Tables", deployment=deployment, key=key)
        self.portal = Portal(self, "Portal", deployment=deployment)
        self.functions = Functions(
            self,
            "Functions",
            deployment=deployment,
            clinic=clinic,
            key=key,
            environment={},
            fingerprint=knowledge.guardrail.fingerprint + knowledge.base.fingerprint,
        )
        self.bot = Bot(
            self,
            "Bot",
            deployment=deployment,
            definitions={locale.id: lex_bot.load(locale.id, clinic) for locale in clinic.locales},
            code_hook_alias_arn=self.functions.code_hook_alias_arn,
            key=key,
        )


class ContactCenter(cdk.Stack):
    """Who answers when, and what a call does."""

    def __init__(
        self, app: cdk.App, id: str, *, deployment: Deployment, clinic: Clinic,
        telephony: Telephony, knowledge: Knowledge, assistant: Assistant, env: cdk.Environment,
    ) -> None:  # fmt: skip
        super().__init__(app, id, env=env)
        instance_arn = telephony.instance.arn
        self.associations = Associations(
            self,
            "Associations",
            instance_arn=instance_arn,
            bot_alias_arn=assistant.bot.alias_arn,
            function_arns=[assistant.functions.flow_alias_arn],
        )
        self.staffing = Staffing(
            self,
            "Staffing",
            deployment=deployment,
            clinic=clinic,
            instance_arn=instance_arn,
            number_arn=telephony.number.arn,
            outbound_whisper_arn="",
        )


class Observability(cdk.Stack):
    """What ops see and are woken by."""

    def __init__(self, app: cdk.App, id: str, *, deployment: Deployment, env: cdk.Environment) -> None:
        super().__init__(app, id, env=env)
        Dashboard(self, "Dashboard", deployment=deployment)
        Alarms(self, "Alarms", deployment=deployment)


def compose(app: cdk.App, deployment: Deployment, clinic: Clinic) -> None:
    """Every stack of the deployment, each after those it needs."""
    env = cdk.Environment(account=deployment.account, region=deployment.region)
    name = f"Frontdesk-{deployment.environment}"
    telephony = Telephony(app, f"{name}-Telephony", deployment=deployment, env=env)
    knowledge = Knowledge(app, f"{name}-Knowledge", deployment=deployment, clinic=clinic, telephony=telephony, env=env)
    assistant = Assistant(
        app,
        f"{name}-Assistant",
        deployment=deployment,
        clinic=clinic,
        telephony=telephony,
        knowledge=knowledge,
        env=env,
    )
    ContactCenter(
        app,
        f"{name}-ContactCenter",
        deployment=deployment,
        clinic=clinic,
        telephony=telephony,
        knowledge=knowledge,
        assistant=assistant,
        env=env,
    )
    Observability(app, f"{name}-Observability", deployment=deployment, env=env)
