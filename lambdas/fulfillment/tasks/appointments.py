"""The four appointment tasks: book, move, cancel, and when is it.

Knows which appointment is meant and what is read back before anything changes; refuses to know how free times are
found and how the book is kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from fulfillment.hearing import Shift
from fulfillment.ports import RecordGone, SlotTaken
from fulfillment.records import Appointment
from fulfillment.session import PendingAction
from fulfillment.speech import say_list, say_one
from fulfillment.tried import Code, entry, moment, visit, visits
from fulfillment.turn import Intent, Queue, Step

from .policy import Ask, Desk, Finished, Move, ReadBack, no_action
from .times import Visit, choose


def upcoming(desk: Desk) -> Sequence[Appointment]:
    found = desk.office.appointments(desk.patient.patient_id, after=desk.now)
    if desk.session.appointments is None:
        desk.session.appointments = list(found)
    return found


def busy(appointments: Sequence[Appointment]) -> frozenset[datetime]:
    return frozenset(appointment.at for appointment in appointments)


def _day(desk: Desk, appointment: Appointment) -> date:
    return appointment.at.astimezone(desk.practice.zone).date()


def which(desk: Desk, appointments: Sequence[Appointment]) -> Appointment | Ask | Finished:
    """The existing appointment the caller means, if what they said fits one only; else the question."""
    if not appointments:
        return Finished(desk.say("appointment.none"), Code.NO_APPOINTMENTS)
    if desk.task.appointment and desk.task.appointment in appointments:
        return desk.task.appointment
    fitting = _narrowed(desk, list(appointments))
    if len(fitting) == 1:
        desk.task.appointment = fitting[0]
        return fitting[0]
    desk.task.choices = fitting
    return Ask(Step.APPOINTMENT, desk.say("ask.Appointment", appointments=_listed(desk, fitting)))


def _listed(desk: Desk, appointments: Sequence[Appointment]) -> str:
    words = [say_one(desk.appointment_words(appointment), locale=desk.locale) for appointment in appointments]
    return say_list(words, conjunction="and", locale=desk.locale)


def _narrowed(desk: Desk, appointments: list[Appointment]) -> list[Appointment]:
    """Those that fit all that was said of the existing one; a detail that fits none is not held against the rest."""
    wanted = desk.task.wanted
    if wanted.day_plain and wanted.day_from and wanted.day_to and wanted.existing_from is None:
        old = [a for a in appointments if wanted.day_from <= _day(desk, a) <= wanted.day_to]
        if old and wanted.day_from == wanted.day_to:
            wanted.existing_from, wanted.existing_to = wanted.day_from, wanted.day_to
            wanted.day_from = wanted.day_to = None
        wanted.day_plain = False
    if wanted.existing_from and wanted.existing_to:
        by_day = [a for a in appointments if wanted.existing_from <= _day(desk, a) <= wanted.existing_to]
        if not by_day and wanted.existing_from == wanted.existing_to:  # "my Thursday appointment" may be next week's
            by_day = [a for a in appointments if _day(desk, a).weekday() == wanted.existing_from.weekday()]
        if not by_day and desk.task.intent is Intent.RESCHEDULE and wanted.day_from is None:
            wanted.day_from, wanted.day_to = wanted.existing_from, wanted.existing_to
        appointments = by_day or appointments
    if wanted.existing_service:
        appointments = [a for a in appointments if a.service == wanted.existing_service] or appointments
    if wanted.provider:
        appointments = [a for a in appointments if a.provider == wanted.provider] or appointments
    return appointments


@dataclass(frozen=True, slots=True)
class BookAppointment:
    queue = Queue.SCHEDULING
    steps = (Step.SERVICE, Step.DAY, Step.TIME)

    def advance(self, desk: Desk, *, lead: str = "") -> Move:
        wanted = desk.task.wanted
        service = next((s for s in desk.practice.services if s.name == wanted.service), None)
        if service is None:
            return Ask(Step.SERVICE)
        providers = service.providers
        if wanted.provider in providers:
            providers = (wanted.provider,)
        elif wanted.provider:
            said = desk.say("times.not_that_service", provider=desk.provider_words(wanted.provider))
            lead = f"{lead} {said}".strip()
            desk.session.tried.append(entry(Code.NOT_THAT_PROVIDER, f"{wanted.provider}, {service.name}"))
            wanted.provider = None
        chosen = choose(desk, Visit(service.name, providers, busy(upcoming(desk))), lead=lead)
        if isinstance(chosen, Ask):
            return chosen
        desk.propose(to=chosen)
        words = say_one(desk.appointment_words(chosen), locale=desk.locale)
        return ReadBack(desk.say("appointment.read_back_book", appointment=words), lead=lead)

    def act(self, desk: Desk, pending: PendingAction) -> Move:
        if pending.to is None:
            raise no_action(desk.task.intent)
        try:
            desk.office.book(pending.action_id, pending.to)
        except SlotTaken:
            return self.advance(desk, lead=taken(desk, pending.to))
        words = desk.appointment_words(pending.to)
        return Finished(
            desk.say("appointment.booked", appointment=words), entry(Code.BOOKED, visit(pending.to)), acted=True
        )


def taken(desk: Desk, slot: Appointment) -> str:
    """Says that somebody else has the time now, and forgets it."""
    desk.task.pending = None
    desk.session.tried.append(entry(Code.TAKEN, visit(slot)))
    wanted = desk.task.wanted
    wanted.forget_time()
    wanted.day_from = wanted.day_to = _day(desk, slot)
    time_words, date_words = desk.time_words(slot.at), desk.date_words(_day(desk, slot))
    return desk.say("appointment.taken", time=time_words, date=date_words)


@dataclass(frozen=True, slots=True)
class RescheduleAppointment:
    queue = Queue.SCHEDULING
    steps = (Step.APPOINTMENT, Step.DAY, Step.TIME)

    def advance(self, desk: Desk, *, lead: str = "") -> Move:
        appointments = upcoming(desk)
        old = which(desk, appointments)
        if not isinstance(old, Appointment):
            return old
        wanted = desk.task.wanted
        if desk.shift is Shift.OTHER_DAY:
            wanted.forget_day()
        if wanted.same_day:
            wanted.day_from = wanted.day_to = _day(desk, old)
        if wanted.day_from is None and wanted.times and not desk.task.offers:
            self._drop_old_time(desk, old)
        if wanted.day_from is None:
            return Ask(Step.DAY, desk.say("ask.move_to"), lead=f"{lead} {self._is_on(desk, old)}".strip())
        chosen = choose(desk, Visit(old.service, (old.provider,), busy(appointments), moving=old), lead=lead)
        if isinstance(chosen, Ask):
            return chosen
        new = replace(chosen, service=old.service)
        desk.propose(appointment=old, to=new)
        text = desk.say(
            "appointment.read_back_move",
            service=desk.service_words(new),
            provider=desk.provider_words(new.provider),
            old_date=desk.date_words(_day(desk, old)),
            old_time=desk.time_words(old.at),
            date=desk.date_words(_day(desk, new)),
            time=desk.time_words(new.at),
        )
        return ReadBack(text, lead=lead)

    def _drop_old_time(self, desk: Desk, old: Appointment) -> None:
        """ "My 2:30" names the appointment that is, not the time that is wanted."""
        if old.at.astimezone(desk.practice.zone).time() in desk.task.wanted.times:
            desk.task.wanted.forget_time()

    def _is_on(self, desk: Desk, old: Appointment) -> str:
        local = old.at.astimezone(desk.practice.zone)
        words: dict[str, Any] = {"date": desk.date_words(local.date()), "time": desk.time_words(local)}
        words |= {"service": desk.service_words(old), "provider": desk.provider_words(old.provider)}
        return desk.say("appointment.is_on", **words)

    def act(self, desk: Desk, pending: PendingAction) -> Move:
        if pending.to is None or pending.appointment is None:
            raise no_action(desk.task.intent)
        try:
            desk.office.move(pending.action_id, pending.appointment, pending.to)
        except SlotTaken:
            return self.advance(desk, lead=taken(desk, pending.to))
        except RecordGone:
            return Finished(desk.say("appointment.gone"), entry(Code.GONE, visit(pending.appointment)))
        local = pending.to.at.astimezone(desk.practice.zone)
        text = desk.say(
            "appointment.moved",
            service=desk.service_words(pending.to),
            provider=desk.provider_words(pending.to.provider),
            date=desk.date_words(local.date()),
            time=desk.time_words(local),
        )
        came_of_it = entry(Code.MOVED, f"{visit(pending.appointment)} to {moment(pending.to.at)}")
        return Finished(text, came_of_it, acted=True)


@dataclass(frozen=True, slots=True)
class CancelAppointment:
    queue = Queue.SCHEDULING
    steps = (Step.APPOINTMENT,)

    def advance(self, desk: Desk) -> Move:
        old = which(desk, upcoming(desk))
        if not isinstance(old, Appointment):
            return old
        desk.propose(appointment=old)
        return ReadBack(desk.say("appointment.read_back_cancel", appointment=desk.appointment_words(old)))

    def act(self, desk: Desk, pending: PendingAction) -> Move:
        if pending.appointment is None:
            raise no_action(desk.task.intent)
        try:
            desk.office.cancel(pending.action_id, pending.appointment)
        except RecordGone:
            return Finished(desk.say("appointment.gone"), entry(Code.GONE, visit(pending.appointment)))
        words = desk.appointment_words(pending.appointment)
        text = desk.say("appointment.canceled", appointment=words)
        return Finished(text, entry(Code.CANCELED, visit(pending.appointment)), acted=True)


@dataclass(frozen=True, slots=True)
class CheckAppointment:
    queue = Queue.SCHEDULING
    steps: tuple[Step, ...] = ()

    def advance(self, desk: Desk) -> Move:
        appointments = upcoming(desk)
        if not appointments:
            return Finished(desk.say("appointment.none"), Code.NO_APPOINTMENTS)
        wanted, lead = desk.task.wanted, ""
        if wanted.existing_from and wanted.existing_from == wanted.existing_to:
            on_day = [a for a in appointments if _day(desk, a) == wanted.existing_from]
            lead = "" if on_day else desk.say("appointment.none_that_day", date=desk.date_words(wanted.existing_from))
            appointments = on_day or appointments
        key = "appointment.next_one" if len(appointments) == 1 else "appointment.several"
        text = desk.say(key, appointments=_listed(desk, appointments))
        return Finished(f"{lead} {text}".strip(), entry(Code.TOLD, visits(appointments)))

    def act(self, desk: Desk, pending: PendingAction) -> Move:  # noqa: ARG002
        raise no_action(desk.task.intent)
