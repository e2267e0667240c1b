"""What a stack tells the stacks after it, where a later deployment may change it.

Knows SSM parameters and the order of stacks; refuses to know the values.
"""

from collections.abc import Mapping

import aws_cdk as cdk
from aws_cdk import aws_ssm as ssm
from constructs import Construct

from infra.config import Deployment


class Published(Construct):
    """Values that other stacks read at each deployment, as SSM parameters `/frontdesk/<environment>/<name>`.

    A reference instead is either an export, which CloudFormation refuses to change or drop while it is imported, or
    `Fn::GetStackOutput`, which is resolved when a stack is updated
    (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getstackoutput.html):
    and the CDK CLI updates a stack whose template has not changed only if it has SSM parameters.
    """

    def __init__(self, scope: Construct, id: str, *, deployment: Deployment, values: Mapping[str, str]) -> None:
        """`values`: by names that no other stack of the deployment publishes under."""
        super().__init__(scope, id)
        self.names = {name: deployment.parameter(name) for name in values}
        for name, value in values.items():
            ssm.StringParameter(self, name, parameter_name=self.names[name], string_value=value)

    def read(self, stack: cdk.Stack, name: str) -> str:
        """The value, for a stack that is deployed after this one."""
        stack.add_stack_dependency(cdk.Stack.of(self))
        return ssm.StringParameter.value_for_string_parameter(stack, self.names[name])

    def read_inline(self, stack: cdk.Stack, name: str) -> str:
        """A value that never changes, read where it stands: `cdk import` takes resources alone, without parameters."""
        stack.add_stack_dependency(cdk.Stack.of(self))
        return ssm.StringParameter.from_string_parameter_attributes(
            stack, name, parameter_name=self.names[name], force_dynamic_reference=True
        ).string_value
