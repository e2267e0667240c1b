"""ResetPassword: have the patient portal send a reset.

Knows that it is sent once for one yes; refuses to know how the portal reaches the patient.
"""

from fulfillment.ports import PortalError
from fulfillment.session import PendingAction
from fulfillment.tried import Code
from fulfillment.turn import Queue, Step

from .policy import Desk, Finished, Move, ReadBack


class ResetPassword:
    queue = Queue.GENERAL
    steps: tuple[Step, ...] = ()

    def advance(self, desk: Desk) -> Move:
        desk.propose()
        return ReadBack(desk.say("reset.read_back"))

    def act(self, desk: Desk, pending: PendingAction) -> Move:
        if desk.sessions.claim(pending.action_id, expires_at=pending.expires_at):
            try:
                desk.portal.reset_password(desk.patient.username)
            except PortalError:
                desk.sessions.release(pending.action_id)
                raise
        return Finished(desk.say("reset.sent"), Code.RESET_SENT, acted=True)
