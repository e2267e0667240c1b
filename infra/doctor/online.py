"""Every check that asks AWS, in their order.

Knows which check needs which client and which stack; refuses to know how a check is made. One check without an answer
does not keep the others from theirs; without credentials or network none is made.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from functools import partial

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ProfileNotFound
from botocore.session import Session

from clinic import Clinic
from infra.config import Deployment
from infra.doctor import another_line, deployed, existing_instance, line, live_flows, services
from infra.doctor.asking import SERVICES, Clients, Unanswered, Why, ask, attempt, unasked, unknown
from infra.doctor.deployed import DeployedStack
from infra.doctor.findings import Finding, ok, problem, skipped, warning
from infra.doctor.intrinsics import Scope
from infra.doctor.templates import Assembly, Template

ATTEMPTS = 6
"""Of one call: Connect answers two a second,
https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html"""
_SETTINGS = Config(
    retries={"mode": "standard", "total_max_attempts": ATTEMPTS},
    connect_timeout=5,
    read_timeout=20,
    user_agent_extra="ivr-doctor",
)
_NO_CREDENTIALS = "no AWS credentials: what the account has and allows is not checked"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the checks are about."""

    deployment: Deployment
    clinic: Clinic
    assembly: Assembly | None
    """None: synthesis failed; what needs templates is not checked."""
    overwrite: Collection[str] = ()


def connect_to_aws(session: Session, region: str) -> Clients | Finding:
    """A client of every service by the session's credentials; a finding when there are none."""
    try:
        if session.get_credentials() is None:
            return skipped("account", _NO_CREDENTIALS, "aws configure, aws sso login, or AWS_PROFILE")
        made = {
            name: session.create_client(service, region_name=region, config=_SETTINGS)
            for name, service in SERVICES.items()
        }
    except ProfileNotFound:
        said = f"there is no AWS profile {session.profile!r} in ~/.aws/config or ~/.aws/credentials"
        return problem("account", said, "correct AWS_PROFILE, or make the profile: aws configure sso --profile NAME")
    except BotoCoreError as error:
        return unasked("account", Unanswered(Why.EXPIRED, "sts:GetCallerIdentity", str(error)))
    return Clients(**made)


def check(clients: Clients, asked: Asked) -> list[Finding]:
    """Everything the account says about this deployment."""
    checks = _Online(clients, asked)
    try:
        return checks.run()
    except Unanswered as unanswered:
        return [*checks.found, unasked("account", unanswered)]


@dataclass(slots=True)
class _Online:
    clients: Clients
    asked: Asked
    found: list[Finding] = field(default_factory=list)
    account: str = ""
    stacks: dict[str, DeployedStack] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    """Names of stacks of which CloudFormation did not say whether they are there."""

    def run(self) -> list[Finding]:
        deployment, clients = self.asked.deployment, self.clients
        self.found += attempt("account", self._identity)
        if self.asked.assembly:
            self._of_templates(self.asked.assembly)
        else:
            self.found.append(skipped("stacks", "there are no templates to compare with the account"))
        self._of_the_line()
        self._try("lambda", self._executions)
        self._try("models", partial(services.check_access, clients.bedrock, self.asked.clinic, deployment))
        return self.found

    def _try(self, check: str, asking: Callable[[], Iterable[Finding]]) -> None:
        self.found += attempt(check, asking)

    def _identity(self) -> Iterable[Finding]:
        identity = ask(self.clients.sts, "get_caller_identity")
        self.account = str(identity["Account"])
        expected = self.asked.deployment.account
        if expected and expected != self.account:
            fix = "use credentials of that account, or correct account in cdk.json"
            yield problem("account", f"these credentials are of {self.account}, the deployment is for {expected}", fix)
        else:
            yield ok("account", f"{self.account}, as {identity['Arn'].rsplit(':', 1)[-1]}")

    def _of_templates(self, assembly: Assembly) -> None:
        clients, deployment = self.clients, self.asked.deployment
        for stack in assembly.stacks:
            self.found += attempt("stacks", partial(self._read, stack.name))
        self.found += deployed.check_states(self.stacks.values())
        where = f"aws://{self.account or deployment.account or 'ACCOUNT'}/{deployment.region}"
        self._try("bootstrap", partial(deployed.check_bootstrap, clients.ssm, assembly, where=where))
        self._try("region", partial(deployed.check_types, clients.cloudformation, assembly, region=deployment.region))
        if self.unread:
            self.found.append(skipped("names", "what is deployed already is not known"))
            return
        self._try("names", partial(deployed.check_names, clients.cloudcontrol, assembly, self.stacks, self._scope()))
        self._try("lex", partial(services.check_bots, clients, assembly, self.stacks))
        self._try("guardrail", partial(services.check_guardrails, clients.bedrock, assembly, self.stacks))

    def _read(self, name: str) -> Iterable[Finding]:
        self.unread.add(name)
        stack = deployed.read_stack(self.clients.cloudformation, name)
        self.unread.discard(name)
        if stack:
            self.stacks[name] = stack
        else:
            yield ok("stacks", f"{name} is still to be made")

    def _of_the_line(self) -> None:
        clients, deployment, assembly = self.clients, self.asked.deployment, self.asked.assembly
        telephony = self._deployed("Telephony")
        instance = line.instance_of(deployment, telephony)
        if telephony:
            self.found += attempt(another_line.INSTANCE, partial(self._same, telephony), needed=True)
        if instance:
            self._try("instance", partial(line.check_instance, clients.connect, deployment, instance))
        elif deployment.instance_alias and not self.unread:
            self._try("instance", partial(line.check_new_instance, clients, deployment.instance_alias))
        if deployment.instance_arn:
            self._of_existing_instance(deployment.instance_arn)
        if not self.unread:
            self._try("number", partial(line.check_number, clients, deployment, telephony, instance))
        self.found += map(unknown, self._untold())
        center = assembly.stack("ContactCenter") if assembly else None
        if not center or not instance or self.unread:
            return
        there = self._deployed("ContactCenter")
        self._try("room", partial(line.check_room, clients, instance, center, there))
        if there:
            edits = partial(self._edits, there, center.template, instance)
            self.found += attempt(live_flows.CHECK, edits, needed=True)

    def _untold(self) -> Iterable[Finding]:
        """What a deployment may undo unseen when CloudFormation does not say what is deployed."""
        for role, check in (("Telephony", another_line.NUMBER), ("ContactCenter", live_flows.CHECK)):
            if any(name.endswith(f"-{role}") for name in self.unread):
                said = f"not checked: CloudFormation does not say whether the stack {role} is deployed"
                yield warning(check, said, "allow cloudformation:DescribeStacks and cloudformation:ListStackResources")

    def _of_existing_instance(self, arn: str) -> None:
        clients, deployment = self.clients, self.asked.deployment
        self._try("flow logs", partial(existing_instance.check_flow_logs, clients, deployment, arn))
        self._try("storage", partial(existing_instance.check_storage, clients.connect, arn))
        if deployment.contact_lens:
            self._try("contact lens", partial(existing_instance.check_contact_lens, clients.connect, deployment, arn))
        if deployment.agent_assist and not self.unread:
            ours = self._deployed("ContactCenter")
            kinds = dict(ours.resources.values()) if ours else {}
            assistant = kinds.get("AWS::Wisdom::Assistant", "").rpartition("/")[2] or None
            self._try("agent assist", partial(existing_instance.check_assistant, clients.connect, arn, assistant))

    def _deployed(self, role: str) -> DeployedStack | None:
        return next((stack for name, stack in self.stacks.items() if name.endswith(f"-{role}")), None)

    def _same(self, telephony: DeployedStack) -> Iterable[Finding]:
        return another_line.check_line(self.asked.deployment, telephony, self._last_deployed(telephony.name))

    def _edits(self, stack: DeployedStack, coming: Template, instance: str) -> Iterable[Finding]:
        old = self._last_deployed(stack.name)
        names = {
            physical.rsplit("/", 1)[-1]: str(old["Resources"].get(logical, {}).get("Properties", {}).get("Name"))
            for logical, (kind, physical) in stack.resources.items()
            if kind.startswith("AWS::Connect::")
        }
        where = live_flows.Where(
            connect=self.clients.connect,
            instance=instance,
            stack=stack.name,
            prefix=self.asked.deployment.prefix,
            overwrite=self.asked.overwrite,
            names={id_: name for id_, name in names.items() if name != "None"},
        )
        return live_flows.check_flows(old, coming, self._scope(stack), where)

    def _last_deployed(self, stack: str) -> Template:
        return deployed.last_deployed(self.clients.cloudformation, stack)

    def _executions(self) -> Iterable[Finding]:
        more = 0
        for stack in self.asked.assembly.stacks if self.asked.assembly else ():
            if coming := services.reserved(stack.template):
                now = services.reserved(self._last_deployed(stack.name)) if stack.name in self.stacks else 0
                more += coming - now
        return services.check_executions(self.clients.functions, more=more)

    def _scope(self, stack: DeployedStack | None = None) -> Scope:
        return scope_of(stack, region=self.asked.deployment.region, account=self.account)


def scope_of(stack: DeployedStack | None, *, region: str, account: str) -> Scope:
    """What names stand for: in any stack, or in this one. `account`: empty: not known."""
    pseudo = {"AWS::Region": region, "AWS::Partition": "aws", "AWS::URLSuffix": "amazonaws.com"}
    if account:
        pseudo["AWS::AccountId"] = account
    if stack is None:
        return Scope(pseudo=pseudo)
    return Scope(
        pseudo={**pseudo, "AWS::StackName": stack.name},
        parameters=stack.parameters,
        physical_ids={logical: physical for logical, (_, physical) in stack.resources.items()},
    )
