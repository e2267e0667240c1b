"""The stacks of a deployment: which constructs each is made of, what passes between them, and who may do what.

Defines no resource of its own. No stack refers to another's resources: what passes between them passes as SSM
parameters (`Published`), which every deployment reads anew (docs/decisions/0010).
"""

from collections.abc import Mapping
from datetime import datetime

import aws_cdk as cdk
from aws_cdk import aws_kms as kms

import lex_bot
from clinic import Clinic
from contact_flows.hold_music import hold_music
from infra import models
from infra.accepted import accept, wildcard
from infra.agent_assist import NO_ASSISTANT, AgentAssist
from infra.assist_key import use_by_connect
from infra.assistant import Functions, Portal, Tables
from infra.bot import Bot
from infra.config import Deployment
from infra.connect_tests import ConnectTests
from infra.contact_center import Associations, ContactEvents
from infra.dashboard import Dashboard
from infra.documents import Documents
from infra.flows import Flows, Line, Views
from infra.guardrail import Guardrail
from infra.hold_music import HoldMusic
from infra.ingestion import Ingestion
from infra.knowledge import KnowledgeBase
from infra.metrics import Watched
from infra.observability import Alarms
from infra.published import Published
from infra.sdk_calls import SdkCalls
from infra.seed import Seed
from infra.staffing import Staffing, queue_name
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
        address = {"number": self.number.address} if self.number.address else {}
        self.published = Published(
            self,
            "Published",
            deployment=deployment,
            values={
                "key-arn": self.key.key_arn,
                "instance-arn": self.instance.arn,
                "instance-id": self.instance.instance_id,
                "number-arn": self.number.arn,
                **address,
            },
        )

    def key_in(self, stack: cdk.Stack) -> kms.IKey:
        """The deployment's key, for a stack that is deployed after this one."""
        return kms.Key.from_key_arn(stack, "DataKey", self.published.read_inline(stack, "key-arn"))


class Knowledge(cdk.Stack):
    """What questions are answered from, and what answers are held against."""

    def __init__(
        self, app: cdk.App, id: str, *, deployment: Deployment, clinic: Clinic,
        telephony: Telephony, env: cdk.Environment,
    ) -> None:  # fmt: skip
        super().__init__(app, id, env=env)
        key = telephony.key_in(self)
        self.documents = Documents(self, "Documents", deployment=deployment, key=key)
        self.base = KnowledgeBase(
            self, "KnowledgeBase", deployment=deployment, clinic=clinic, key=key, documents=self.documents
        )
        self.ingestion = Ingestion(
            self, "Ingestion", deployment=deployment, key=key, documents=self.documents, base=self.base
        )
        self.guardrail = Guardrail(self, "Guardrail", deployment=deployment, clinic=clinic)
        self.published = Published(
            self,
            "Published",
            deployment=deployment,
            values={
                "knowledge-base-id": self.base.knowledge_base_id,
                "guardrail-id": self.guardrail.guardrail_id,
                "guardrail-version": self.guardrail.guardrail_version,
                "sync-function": self.ingestion.function.function_name,
                "sync-dead-letters": self.ingestion.dead_letters.queue_name,
            },
        )


class Assistant(cdk.Stack):
    """What hears and answers a caller."""

    def __init__(
        self, app: cdk.App, id: str, *, deployment: Deployment, clinic: Clinic,
        telephony: Telephony, knowledge: Knowledge, env: cdk.Environment,
    ) -> None:  # fmt: skip
        super().__init__(app, id, env=env)
        key = telephony.key_in(self)
        self.tables = Tables(self, "Tables", deployment=deployment, key=key)
        self.portal = Portal(self, "Portal", deployment=deployment)
        published = {
            name: knowledge.published.read(self, name)
            for name in ("knowledge-base-id", "guardrail-id", "guardrail-version")
        }
        self.functions = Functions(
            self,
            "Functions",
            deployment=deployment,
            clinic=clinic,
            key=key,
            environment={
                "SESSION_TABLE": self.tables.session_table_name,
                "CLINIC_TABLE": self.tables.clinic_table_name,
                "USER_POOL_ID": self.portal.user_pool_id,
                "KNOWLEDGE_BASE_ID": published["knowledge-base-id"],
                "GUARDRAIL_ID": published["guardrail-id"],
                "GUARDRAIL_VERSION": published["guardrail-version"],
                "SMALL_MODEL_ID": models.resolve(clinic.models.small, deployment.region),
                "LARGE_MODEL_ID": models.resolve(clinic.models.large, deployment.region),
            },
            made_for=" ".join(published.values()),
            line_number=telephony.published.read(self, "number") if telephony.number.address else "",
        )
        self.seed = Seed(self, "Seed", deployment=deployment, key=key, clinic_table=self.tables.clinic_table_name)
        self._grant_answering(clinic, published)
        self._grant_storing(key)
        self.bot = Bot(
            self,
            "Bot",
            deployment=deployment,
            definitions={locale.id: lex_bot.load(locale.id, clinic) for locale in clinic.locales},
            code_hook_alias_arn=self.functions.code_hook_alias_arn,
            key=key,
        )
        self.published = self._publish(deployment)

    def _publish(self, deployment: Deployment) -> Published:
        functions = self.functions
        return Published(
            self,
            "Published",
            deployment=deployment,
            values={
                "bot-alias-arn": self.bot.alias_arn,
                "bot-alias-id": self.bot.bot_alias_id,
                "flow-alias-arn": functions.flow_alias_arn,
                "ended-arn": functions.ended_arn,
                "ended-failures": functions.ended_failures.queue_name,
                "hook-function": functions.code_hook.function.function_name,
                "flow-function": functions.flow.function.function_name,
                "ended-function": functions.ended.function.function_name,
                "flow-role": functions.flow.role.role_name,
                "session-table": self.tables.session_table_name,
                "clinic-table": self.tables.clinic_table_name,
            },
        )

    def _grant_answering(self, clinic: Clinic, published: Mapping[str, str]) -> None:
        """The code hook: the models through the guardrail, the documents, and a reset of a patient's password."""
        hook = self.functions.code_hook
        for model in dict.fromkeys((clinic.models.small, clinic.models.large)):
            granted = models.invoke_access(model, self.region, account=self.account, partition=self.partition)
            for access in granted:
                for resource in access.resources:
                    hook.may("bedrock:InvokeModelWithResponseStream", on=resource, when=access.conditions)
                    if "*" in resource:
                        accept(hook, {wildcard(hook, resource): models.BEHIND_A_PROFILE})
        guardrail = self.format_arn(service="bedrock", resource="guardrail", resource_name=published["guardrail-id"])
        hook.may("bedrock:ApplyGuardrail", on=guardrail)
        base = self.format_arn(
            service="bedrock", resource="knowledge-base", resource_name=published["knowledge-base-id"]
        )
        hook.may("bedrock:Retrieve", on=base)
        hook.may("cognito-idp:AdminResetUserPassword", on=self.portal.user_pool_arn)

    def _grant_storing(self, key: kms.IKey) -> None:
        """Who reads and writes which table: exactly what the adapters call."""
        sessions, clinic = self.tables.sessions.table_arn, self.tables.clinic.table_arn
        hook, flow, ended = self.functions.code_hook, self.functions.flow, self.functions.ended
        hook.may("dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:DeleteItem", on=sessions)
        hook.may("dynamodb:GetItem", "dynamodb:Query", "dynamodb:PutItem", "dynamodb:DeleteItem", on=clinic)
        flow.may("dynamodb:GetItem", "dynamodb:PutItem", on=sessions)
        ended.may("dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", on=sessions)
        self.seed.function.may("dynamodb:PutItem", on=clinic)
        for function in (hook, flow, ended, self.seed.function):
            function.may_use_key(key, "dynamodb", writes=True)


class ContactCenter(cdk.Stack):
    """Who answers when, and what a call does."""

    def __init__(
        self, app: cdk.App, id: str, *, deployment: Deployment, clinic: Clinic,
        telephony: Telephony, knowledge: Knowledge, assistant: Assistant, env: cdk.Environment,
    ) -> None:  # fmt: skip
        super().__init__(app, id, env=env)
        key = telephony.key_in(self)
        instance_arn = telephony.published.read(self, "instance-arn")
        number_arn = telephony.published.read(self, "number-arn")
        bot_alias_arn = assistant.published.read(self, "bot-alias-arn")
        flow_function_arn = assistant.published.read(self, "flow-alias-arn")
        self.associations = Associations(
            self,
            "Associations",
            instance_arn=instance_arn,
            bot_alias_arn=bot_alias_arn,
            function_arns=[flow_function_arn],
        )
        self.views = Views(self, "Views", deployment=deployment, instance_arn=instance_arn)
        music = HoldMusic(self, "HoldMusic", deployment=deployment, instance_arn=instance_arn, sound=hold_music())
        self.calls = SdkCalls(self, "Calls", deployment=deployment, key=key)
        assist = self._assist(deployment, telephony, knowledge, assistant, key) if deployment.agent_assist else None
        self.flows = Flows(self, "Flows", deployment=deployment, instance_arn=instance_arn)
        self.staffing = Staffing(
            self,
            "Staffing",
            deployment=deployment,
            clinic=clinic,
            instance_arn=instance_arn,
            number_arn=number_arn,
            outbound_whisper_arn=self.flows.arns["outbound_whisper"],
            key=key,
            today=datetime.now(clinic.zone).date(),
        )
        bindings = {
            "BotAlias": bot_alias_arn,
            "FlowFunction": flow_function_arn,
            "Hours": self.staffing.hours_arn,
            "HoldMusic": music.arn,
            "Assistant": assist.arn if assist else NO_ASSISTANT,
            **{f"Queue{name}": arn for name, arn in self.staffing.queue_arns.items()},
            **{f"View{name.title()}": arn for name, arn in self.views.arns.items()},
        }
        said = self.flows.bind(
            clinic=clinic, bindings=bindings, after=[self.associations, *([assist] if assist else [])]
        )
        if deployment.connect_tests:
            tests = ConnectTests(
                self,
                "ConnectTests",
                deployment=deployment,
                instance_arn=instance_arn,
                time_zone=clinic.time_zone,
                flow_arn=self.flows.arns["inbound"],
                bindings={**bindings, **said},
            )
            tests.node.add_dependency(self.flows)
        self._open(deployment, telephony, assistant, number_arn)

    def _open(self, deployment: Deployment, telephony: Telephony, assistant: Assistant, number_arn: str) -> None:
        """The number's way into the flows, and what is told when a contact has left them."""
        Line(
            self,
            "Line",
            instance_id=telephony.published.read(self, "instance-id"),
            number_arn=number_arn,
            flow_arn=self.flows.arns["inbound"],
            calls=self.calls,
        )
        contact_events = ContactEvents(
            self,
            "ContactEvents",
            deployment=deployment,
            instance_arn=telephony.published.read(self, "instance-arn"),
            function_arn=assistant.published.read(self, "ended-arn"),
        )
        self.published = Published(
            self,
            "Published",
            deployment=deployment,
            values={"undelivered-events": contact_events.undelivered.queue_name},
        )

    def _assist(
        self, deployment: Deployment, telephony: Telephony, knowledge: Knowledge, assistant: Assistant, key: kms.IKey
    ) -> AgentAssist:
        telephony.key.add_to_resource_policy(use_by_connect())
        assist = AgentAssist(
            self,
            "AgentAssist",
            deployment=deployment,
            instance_arn=telephony.published.read(self, "instance-arn"),
            knowledge_base_id=knowledge.published.read(self, "knowledge-base-id"),
            key=key,
            calls=self.calls,
        )
        assist.told_by(assistant.published.read(self, "flow-role"))
        return assist


class Observability(cdk.Stack):
    """What ops see and are woken by."""

    def __init__(
        self, app: cdk.App, id: str, *, deployment: Deployment, clinic: Clinic, telephony: Telephony,
        knowledge: Knowledge, assistant: Assistant, contact_center: ContactCenter, env: cdk.Environment,
    ) -> None:  # fmt: skip
        super().__init__(app, id, env=env)
        made = assistant.published
        watched = Watched(
            service=deployment.prefix,
            models=tuple(
                dict.fromkeys(
                    models.resolve(model, deployment.region) for model in (clinic.models.small, clinic.models.large)
                )
            ),
            functions={
                **{name: made.read(self, f"{name}-function") for name in ("hook", "flow", "ended")},
                "sync": knowledge.published.read(self, "sync-function"),
            },
            tables=(made.read(self, "session-table"), made.read(self, "clinic-table")),
            dead_letters={
                "contact-events": (
                    contact_center.published.read(self, "undelivered-events"),
                    made.read(self, "ended-failures"),
                ),
                "knowledge-sync": (knowledge.published.read(self, "sync-dead-letters"),),
            },
            bot_alias_id=made.read(self, "bot-alias-id"),
            instance_id=telephony.published.read(self, "instance-id"),
            flows={name: contact_center.flows.names[name] for name in ("inbound", "handoff")},
            queues=tuple(queue_name(name, deployment) for name in clinic.queues),
        )
        alarms = Alarms(self, "Alarms", deployment=deployment, key=telephony.key_in(self), watched=watched)
        Dashboard(self, "Dashboard", deployment=deployment, watched=watched, alarms=alarms.alarms)


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
    contact_center = ContactCenter(
        app,
        f"{name}-ContactCenter",
        deployment=deployment,
        clinic=clinic,
        telephony=telephony,
        knowledge=knowledge,
        assistant=assistant,
        env=env,
    )
    Observability(
        app,
        f"{name}-Observability",
        deployment=deployment,
        clinic=clinic,
        telephony=telephony,
        knowledge=knowledge,
        assistant=assistant,
        contact_center=contact_center,
        env=env,
    )
