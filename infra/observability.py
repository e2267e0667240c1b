"""What ops see and are woken by.

Knows CloudWatch; refuses to know how a metric comes about.
"""

from constructs import Construct

from infra.config import Deployment


class Dashboard(Construct):
    """The line in the language of the business."""

    def __init__(self, scope: Construct, id: str, *, deployment: Deployment) -> None:
        super().__init__(scope, id)


class Alarms(Construct):
    """What somebody must look at, each with what to do."""

    def __init__(self, scope: Construct, id: str, *, deployment: Deployment) -> None:
        super().__init__(scope, id)
