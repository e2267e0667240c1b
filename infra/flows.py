"""What a call does: the contact flows, the views they show, and the number's way into them.

Knows flows and views as CloudFormation's resources and what binds them; refuses to know what a flow says, and people.
"""

from collections.abc import Mapping, Sequence

import aws_cdk as cdk
from aws_cdk import aws_connect as connect
from aws_cdk import aws_iam as iam
from aws_cdk import custom_resources as cr
from constructs import Construct, IConstruct

import contact_flows
from clinic import Clinic
from contact_flows import Flow, FlowError
from contact_flows.kinds import NAMED_FLOWS
from contact_flows.language import DESIGNER_TYPES, FlowType
from contact_flows.view import View, load_views
from infra.config import Deployment
from infra.sdk_calls import SdkCalls


class Views(Construct):
    """What agents' screens show: each view with a version of exactly this content, which flows name."""

    def __init__(self, scope: Construct, id: str, *, deployment: Deployment, instance_arn: str) -> None:
        super().__init__(scope, id)
        self.arns: Mapping[str, str] = {
            name: self._version(name, view, deployment, instance_arn) for name, view in load_views().items()
        }
        """Name of the file -> ARN of the version."""

    def _version(self, name: str, view: View, deployment: Deployment, instance_arn: str) -> str:
        resource = connect.CfnView(
            self,
            name,
            instance_arn=instance_arn,
            name=f"{deployment.prefix}-{name}",
            description=view.description,
            actions=list(view.actions),
            template=view.as_template(),
        )
        version = connect.CfnViewVersion(
            self,
            f"{name}-version",
            view_arn=resource.attr_view_arn,
            view_content_sha256=resource.attr_view_content_sha256,
        )
        return version.attr_view_version_arn


class Flows(Construct):
    """Every contact flow, under a name and of a type that never change: its ARN is what the number points at.

    They are there before they are bound, because queues name a flow that flows come to through queues. CloudFormation
    creates each after all that its content refers to; `contact_flows.creation_order` refuses a circle.

    An update changes them in place, and never an admin's own flows. With their stack they go, as all that the
    repository's files make in an instance does: what has a name of its own there would be in the way of the next
    deployment.
    """

    def __init__(self, scope: Construct, id: str, *, deployment: Deployment, instance_arn: str) -> None:
        """Raises: FlowError: a flow cannot be read, is of no type Connect has, or names itself through others."""
        super().__init__(scope, id)
        self._recording = contact_flows.recording_bindings(
            ivr=deployment.ivr_recording,
            contact_lens=deployment.contact_lens,
            real_time=deployment.contact_lens and deployment.agent_assist,
        )
        drafts = contact_flows.drafts()
        self._flows: Mapping[str, connect.CfnContactFlow] = {
            name: connect.CfnContactFlow(
                self,
                name,
                instance_arn=instance_arn,
                name=f"{deployment.prefix}-{name}",
                description=str(drafts[name].metadata.get("description", "")),
                type=flow_type(name, drafts[name]),
                state="ACTIVE",
                content="",
            )
            for name in contact_flows.creation_order()
        }
        self.arns: Mapping[str, str] = {name: flow.attr_contact_flow_arn for name, flow in self._flows.items()}
        """Name of the file -> ARN."""
        self.names: Mapping[str, str] = {name: flow.name for name, flow in self._flows.items()}
        """Name of the file -> name in Connect, and in its metrics."""

    def bind(self, *, clinic: Clinic, bindings: Mapping[str, str], after: Sequence[IConstruct]) -> Mapping[str, str]:
        """Give every flow its content; what the flows say of the tenant and of recording, by placeholder.

        Args:
            clinic: What the flows say of the tenant.
            bindings: Placeholder -> ARN, for all that is neither of the tenant nor a flow.
            after: What must be there before Connect takes a flow, though no flow refers to it.

        Raises:
            FlowError: a placeholder has no value, or Connect would refuse a flow; one sentence.
        """
        named = {placeholder: self.arns[name] for placeholder, name in NAMED_FLOWS.items()}
        said = {**self._recording, **contact_flows.tenant_bindings(clinic)}
        bound = contact_flows.load({**bindings, **named, **said})
        for name, flow in self._flows.items():
            flow.content = contact_flows.content(bound[name])
        self.node.add_dependency(*after)
        return said


def flow_type(name: str, flow: Flow) -> FlowType:
    """What Connect calls the flow's type.

    Raises:
        FlowError: its metadata name none that a contact flow may have.
    """
    if flow.type is None:
        given = flow.metadata.get("type")
        raise FlowError(f"{name}.json: Metadata.type is {given!r}; write one of {', '.join(DESIGNER_TYPES)}")
    return flow.type


class Line(Construct):
    """The number, attached to the flow that answers it: CloudFormation has no resource for that.

    Attaching again changes nothing, so an update may run it as often as it likes. A number that takes another's place
    leaves the other one attached: those who call it are answered until it is released. Detaching comes before the
    flow goes, and is done with when number or instance are gone.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        instance_id: str,
        number_arn: str,
        flow_arn: str,
        calls: SdkCalls,
    ) -> None:
        super().__init__(scope, id)
        number = {"PhoneNumberId": number_arn, "InstanceId": instance_id}
        flow_id = cdk.Fn.select(3, cdk.Fn.split("/", flow_arn))
        calls.make(
            self,
            "Number",
            kind="Custom::PhoneNumberContactFlow",
            on_update=cr.AwsSdkCall(
                service="connect",
                action="AssociatePhoneNumberContactFlow",
                parameters={**number, "ContactFlowId": flow_id},
                physical_resource_id=cr.PhysicalResourceId.of("line"),
            ),
            on_delete=cr.AwsSdkCall(
                service="connect",
                action="DisassociatePhoneNumberContactFlow",
                parameters=number,
                ignore_error_codes_matching="ResourceNotFoundException|InvalidParameterException",
            ),
            rights=[_attaching(number_arn, flow_arn)],
        )


def _attaching(number_arn: str, flow_arn: str) -> iam.PolicyStatement:
    """Source of the resources: service-authorization/latest/reference/list_connect.html."""
    attach = ["connect:AssociatePhoneNumberContactFlow", "connect:DisassociatePhoneNumberContactFlow"]
    return iam.PolicyStatement(actions=attach, resources=[number_arn, flow_arn])
