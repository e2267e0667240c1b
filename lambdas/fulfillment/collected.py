"""What the caller has given so far, by the bot's slot names.

Knows how each value is written, so that whoever reads it need not ask for it again: days as ISO dates, times as HH:MM.
Refuses to know what is still missing.

    LastName, BirthDate   until the caller is verified; of a date of birth in halves what was said: 1984, XXXX-03-12
    Service, Provider     by the practice's names
    Day                   2026-12-04, a range as 2026-12-07/2026-12-11, or "same day" as the existing appointment
    Time                  10:00, "02:00 or 14:00", "after 14:00", "before 12:00", 14:00-16:00, a part of the day,
                          or both: "afternoon, after 14:00"
    Appointment           the existing one: its moment, or the day or days it was said to be on
    OrderNumber           digits
    CallbackNumber        E.164: where the caller wants to be called back, if not at the number they call from
"""

from collections.abc import Iterator
from datetime import date, time

from .hearing.times import Relation
from .records import Appointment
from .session import Identity, Session, Task, Wanted
from .tried import days
from .turn import Intent, Step

SAME_DAY = "same day"


def matter(session: Session) -> Task | None:
    """What the caller wants done: the task that is on, or the one whose read-back they have just refused."""
    return session.task or session.declined


def slots(session: Session) -> dict[str, str]:
    """Everything the caller gave that still counts."""
    task = matter(session)
    given = _of_task(task, settled(session)) if task else _of_visit(session.mentioned, None, None)
    told = (*_who(session.identity), *given, ("CallbackNumber", session.callback_number))
    return {name: value for name, value in told if value}


def task_slots(task: Task, to: Appointment | None = None) -> dict[str, str]:
    """What the caller gave for a task; `to`: the new appointment that was read back."""
    return {name: value for name, value in _of_task(task, to) if value}


def settled(session: Session) -> Appointment | None:
    """The new appointment that was read back and waits for a yes; None also once something else was said of it."""
    waits = session.checked_step if session.step is Step.CHECK_HEARD else session.step
    task = session.task
    to = task.pending.to if task and task.pending and waits is Step.CONFIRM else None
    return to if task and to and _is_wanted(task.wanted, to) else None


def _is_wanted(wanted: Wanted, to: Appointment) -> bool:
    on_day = wanted.day_from is None or wanted.day_to is None or wanted.day_from <= to.at.date() <= wanted.day_to
    return on_day and (not wanted.times or wanted.relation != Relation.AT or to.at.time() in wanted.times)


Given = Iterator[tuple[str, str | None]]


def _who(identity: Identity) -> Given:
    if identity.verified:
        return
    yield "LastName", identity.last_name or identity.claimed_last_name
    yield "BirthDate", _born(identity)


def _born(identity: Identity) -> str | None:
    if identity.birth_date:
        return identity.birth_date.isoformat()
    if identity.birth_month and identity.birth_day:
        return f"XXXX-{identity.birth_month:02}-{identity.birth_day:02}"
    if identity.birth_year:
        return str(identity.birth_year)
    return identity.claimed_birth_date.isoformat() if identity.claimed_birth_date else None


def _of_task(task: Task, to: Appointment | None) -> Given:
    wanted = task.wanted
    yield from _of_visit(wanted, None if task.intent is Intent.BOOK else task.appointment, to)
    yield "Day", to.at.date().isoformat() if to else _day(wanted)
    yield "Time", f"{to.at:%H:%M}" if to else _time(wanted)
    existing = _range(wanted.existing_from, wanted.existing_to)
    yield "Appointment", task.appointment.at.isoformat() if task.appointment else existing
    yield "OrderNumber", wanted.order_number


def _of_visit(wanted: Wanted, existing: Appointment | None, to: Appointment | None) -> Given:
    """What for and with whom: as the caller said it, else as it is with the appointment meant."""
    known = to or existing
    yield "Service", wanted.service or wanted.existing_service or (known.service if known else None)
    yield "Provider", wanted.provider or (known.provider if known else None)


def _day(wanted: Wanted) -> str | None:
    first, last = wanted.asked_from or wanted.day_from, wanted.asked_to or wanted.day_to
    return _range(first, last) or (SAME_DAY if wanted.same_day else None)


def _range(first: date | None, last: date | None) -> str | None:
    return None if first is None else days(first, last or first)


def _time(wanted: Wanted) -> str | None:
    if not wanted.times:
        return wanted.part
    if wanted.until and len(wanted.until) == len(wanted.times):
        pairs = zip(wanted.times, wanted.until, strict=True)
        told = " or ".join(f"{_hour(first)}-{_hour(last)}" for first, last in pairs)
    elif wanted.until:
        told = f"after {_hours(wanted.times)}, until {_hours(wanted.until)}"
    else:
        told = f"{wanted.relation or 'at'} {_hours(wanted.times)}".removeprefix("at ")
    return f"{wanted.part}, {told}" if wanted.part and not told[0].isdigit() else told


def _hours(hours: list[time]) -> str:
    return " or ".join(map(_hour, hours))


def _hour(at: time) -> str:
    return f"{at:%H:%M}"
