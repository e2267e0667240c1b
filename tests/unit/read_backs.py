"""Calls at a read-back, one a task, waiting for their yes or no."""

from tests.doubles import TOM
from tests.speaking import Call


def booking() -> Call:
    call = Call(caller=TOM.phone)
    call.says("book a physical on Friday at 10 am, born January 5 1950", "BookAppointment")
    return call


def moving() -> Call:
    call = Call()
    call.says("move my appointment to Friday at 10 am, born March 12 1984", "RescheduleAppointment")
    return call


def resetting() -> Call:
    call = Call()
    call.says("reset my password, born March 12 1984", "ResetPassword")
    return call
