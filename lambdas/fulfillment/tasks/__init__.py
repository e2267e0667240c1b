"""The routine tasks, by intent."""

from collections.abc import Mapping

from fulfillment.turn import Intent

from .appointments import BookAppointment, CancelAppointment, CheckAppointment, RescheduleAppointment
from .orders import OrderStatus
from .password import ResetPassword
from .policy import TaskPolicy

TASKS: Mapping[str, TaskPolicy] = {
    Intent.BOOK: BookAppointment(),
    Intent.RESCHEDULE: RescheduleAppointment(),
    Intent.CANCEL: CancelAppointment(),
    Intent.CHECK: CheckAppointment(),
    Intent.ORDER: OrderStatus(),
    Intent.RESET: ResetPassword(),
}
