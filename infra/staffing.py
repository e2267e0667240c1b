"""Who answers when: hours and holidays, queues, and the people who serve them.

Knows when and where people answer; refuses to know what they may do, and what a call does before it reaches them.
"""

from collections.abc import Mapping
from datetime import date, time

from aws_cdk import aws_connect as connect
from aws_cdk import aws_kms as kms
from constructs import Construct

from clinic import Clinic, ClinicError, Holiday
from infra.config import Deployment
from infra.people import FirstAgent, Profiles

MAX_HOLIDAYS = 50
"""Overrides of one hours of operation, not adjustable. Source: adminguide/hours-of-operation-overrides.html."""


class Staffing(Construct):
    """Hours, queues, the agents' and admins' profiles, and the first agent.

    An update changes them in place. With their stack they go, once nobody in the instance is assigned to them: Connect
    deletes no routing profile or security profile that a user has, and no queue that a routing profile has.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        deployment: Deployment,
        clinic: Clinic,
        instance_arn: str,
        number_arn: str,
        outbound_whisper_arn: str,
        key: kms.IKey,
        today: date,
    ) -> None:
        """`today`: where the clinic is; Connect takes no holiday that has passed."""
        super().__init__(scope, id)
        hours = opening_hours(self, deployment=deployment, clinic=clinic, instance_arn=instance_arn, today=today)
        self.hours_arn = hours.attr_hours_of_operation_arn
        caller = connect.CfnQueue.OutboundCallerConfigProperty(
            outbound_caller_id_name=clinic.name,
            outbound_caller_id_number_arn=number_arn,
            outbound_flow_arn=outbound_whisper_arn,
        )
        queues = {
            name: connect.CfnQueue(
                self,
                f"Queue{name}",
                instance_arn=instance_arn,
                name=queue_name(name, deployment),
                description=what,
                hours_of_operation_arn=self.hours_arn,
                outbound_caller_config=caller,
            )
            for name, what in clinic.queues.items()
        }
        self.queue_arns: Mapping[str, str] = {name: queue.attr_queue_arn for name, queue in queues.items()}
        """By the names that the function says."""
        self.profiles = Profiles(
            self, "Profiles", deployment=deployment, instance_arn=instance_arn, queue_arns=self.queue_arns
        )
        if deployment.first_agent:
            FirstAgent(
                self, "FirstAgent", deployment=deployment, instance_arn=instance_arn, profiles=self.profiles, key=key
            )


def queue_name(name: str, deployment: Deployment) -> str:
    """What agents and reports call a queue: as the function does, in an existing instance marked as this deployment's.

    Names are unique in an instance; one that exists may have a queue called General already.
    """
    return f"{name} - {deployment.prefix}" if deployment.instance_arn else name


def opening_hours(
    scope: Construct, *, deployment: Deployment, clinic: Clinic, instance_arn: str, today: date
) -> connect.CfnHoursOfOperation:
    """When people answer, closed all day on every holiday from `today` on.

    Raises:
        ClinicError: there are more holidays than Connect takes.
    """
    holidays = [holiday for holiday in clinic.holidays if holiday.date >= today]
    if len(holidays) > MAX_HOLIDAYS:
        raise ClinicError(
            f"clinic.toml: holidays: {len(holidays)} are still to come, and Connect takes {MAX_HOLIDAYS}; "
            f"remove those after {holidays[MAX_HOLIDAYS - 1].date}"
        )
    return connect.CfnHoursOfOperation(
        scope,
        "Hours",
        instance_arn=instance_arn,
        name=f"{deployment.prefix} hours",
        description=f"When people answer the phone of {clinic.name}",
        time_zone=clinic.time_zone,
        config=[
            connect.CfnHoursOfOperation.HoursOfOperationConfigProperty(
                day=day.upper(), start_time=_slice(clinic.hours.opens), end_time=_slice(clinic.hours.closes)
            )
            for day in clinic.hours.days
        ],
        hours_of_operation_overrides=[_closed(holiday) for holiday in holidays],
    )


def _slice(at: time) -> connect.CfnHoursOfOperation.HoursOfOperationTimeSliceProperty:
    return connect.CfnHoursOfOperation.HoursOfOperationTimeSliceProperty(hours=at.hour, minutes=at.minute)


def _closed(holiday: Holiday) -> connect.CfnHoursOfOperation.HoursOfOperationOverrideProperty:
    """A standard override's hours stand in place of the day's own, so one without hours closes it."""
    day = holiday.date.isoformat()
    return connect.CfnHoursOfOperation.HoursOfOperationOverrideProperty(
        override_name=f"{holiday.name} {day}",
        override_type="STANDARD",
        effective_from=day,
        effective_till=day,
        override_config=[],
    )
