"""A task from the call before, once its caller is verified again: whether it is theirs, and what its question was.

Knows that until then, and for anybody else, nothing of the task is told; refuses to know how it came over (`carried`).
"""

from .policy import Desk


def take_up(desk: Desk) -> bool:
    """Let it go on where it was; False: another patient was verified then, and the task is not this one's."""
    task, resumed = desk.task, desk.task.resumed
    if resumed is None:
        return True
    if resumed.patient_id not in (None, desk.patient.patient_id):
        return False
    task.resumed = None
    desk.session.identity.for_another |= resumed.for_another
    same = task.wanted == resumed.wanted
    if same and resumed.to is not None:
        task.wanted.take(resumed.to.at.astimezone(desk.practice.zone))
    task.put_again = same and resumed.to is None and bool(task.offers)
    return True
