"""The functions of a template, as the tests of the assistant look at them: by their handler.

Knows how a function, its role and the role's policies refer to each other; refuses to know what is right.
"""

from typing import Any

from tests.infra.synthesis import Template, resources


def function(template: Template, handler_name: str) -> tuple[str, Template]:
    """Logical id and properties of the function with this handler."""
    found = resources(template, "AWS::Lambda::Function")
    return next(
        (name, each["Properties"])
        for name, each in found.items()
        if each["Properties"]["Handler"] == f"{handler_name}.lambda_handler"
    )


def statements(template: Template, handler_name: str) -> list[dict[str, Any]]:
    """Of the whole policy of a function's role."""
    role = function(template, handler_name)[1]["Role"]["Fn::GetAtt"][0]
    arns = resources(template, "AWS::IAM::Role")[role]["Properties"]["ManagedPolicyArns"]
    policies = resources(template, "AWS::IAM::ManagedPolicy")
    found: list[dict[str, Any]] = [
        statement for arn in arns for statement in policies[arn["Ref"]]["Properties"]["PolicyDocument"]["Statement"]
    ]
    return found
