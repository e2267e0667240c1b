"""Free times: which there are, which to offer, and which one the caller means.

Knows the practice's day and how offers are worded; refuses to know whether a time is for a new appointment or a moved
one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from fulfillment.collected import task_slots
from fulfillment.hearing import Relation, Shift
from fulfillment.records import Appointment, Provider
from fulfillment.speech import say_list
from fulfillment.tried import Code, days, entry
from fulfillment.turn import Step

from .policy import Ask, Desk

SEARCH_DAYS = 30
"""How far ahead the next free day is looked for: one query a provider and day."""
PARTS = frozenset({"morning", "afternoon", "evening"})
EVENING = time(17)


@dataclass(frozen=True, slots=True)
class Visit:
    """What a time is wanted for."""

    service: str
    providers: tuple[str, ...]
    busy: frozenset[datetime]
    """When the patient is somewhere else already."""
    moving: Appointment | None = None


def choose(desk: Desk, visit: Visit, *, lead: str = "") -> Appointment | Ask:
    """The free time the caller means, or the question that comes nearest to it; `lead` is spoken before the question.

    Raises:
        BackOfficeError: the booked times could not be read.
    """
    wanted = desk.task.wanted
    if desk.shift is Shift.OTHER_DAY:
        wanted.forget_day()
    if wanted.day_from is None or wanted.day_to is None:
        return Ask(Step.DAY, lead=lead)
    if wanted.day_to < desk.today:
        desk.session.tried.append(entry(Code.PAST, days(wanted.day_from, wanted.day_to)))
        wanted.forget_day()
        return Ask(Step.DAY, lead=_join(lead, desk.say("times.passed")))
    if wanted.day_from > desk.today + timedelta(days=desk.practice.book_ahead_days):
        desk.session.tried.append(entry(Code.TOO_FAR, days(wanted.day_from, wanted.day_to)))
        wanted.forget_day()
        return Ask(Step.DAY, lead=_join(lead, desk.say("times.too_far", days=desk.practice.book_ahead_days)))
    if desk.shift and desk.task.offers:
        return _shifted(desk, visit, desk.shift)
    if desk.task.put_again and (again := _again(desk, visit)):
        return _offer(desk, again, lead=lead)
    free = _on_days(desk, visit, wanted.day_from, wanted.day_to)
    if wanted.times and wanted.relation == Relation.AT:
        return _named_time(desk, visit, free, lead)
    fitting = [slot for slot in free if _fits(desk, slot)]
    if fitting:
        return _offer(desk, fitting, lead=lead)
    return _elsewhere(desk, visit, lead)


def _again(desk: Desk, visit: Visit) -> list[Appointment]:
    """Of the times offered in the call before, those still free."""
    desk.task.put_again = False
    offered = {slot.at for slot in desk.task.offers}
    day = _local(desk, desk.task.offers[0]).date() if offered else None
    return [slot for slot in free_times(desk, visit, day) if slot.at in offered] if day else []


def _on_days(desk: Desk, visit: Visit, first: date, last: date) -> list[Appointment]:
    """The free times of the first day in the range that has any that fit; all of that day's if none fits anywhere."""
    fallback: list[Appointment] = []
    for day in _days(max(first, desk.today), last):
        free = free_times(desk, visit, day)
        if any(_fits(desk, slot) for slot in free):
            return free
        fallback = fallback or free
    return fallback


def _days(first: date, last: date) -> Iterator[date]:
    for offset in range(min((last - first).days, SEARCH_DAYS) + 1):
        yield first + timedelta(days=offset)


def free_times(desk: Desk, visit: Visit, day: date) -> list[Appointment]:
    """Every free start of the day, earliest first; where two providers are free, the one the practice lists first."""
    if day in desk.practice.holidays:
        return []
    found: dict[datetime, Appointment] = {}
    by_name = {provider.name: provider for provider in desk.practice.providers}
    for name in visit.providers:
        provider = by_name.get(name)
        if provider is None or day.weekday() not in provider.days:
            continue
        taken = desk.office.taken(name, day)
        for at in _starts(desk, provider, day):
            if at.time() not in taken and at not in visit.busy and at > desk.now and at not in found:
                found[at] = Appointment(desk.patient.patient_id, at, visit.service, name)
    return [found[at] for at in sorted(found)]


def _starts(desk: Desk, provider: Provider, day: date) -> Iterator[datetime]:
    step = timedelta(minutes=desk.practice.slot_minutes)
    at = datetime.combine(day, provider.starts, desk.practice.zone)
    end = datetime.combine(day, provider.ends, desk.practice.zone)
    while at + step <= end:
        yield at
        at += step


def _local(desk: Desk, slot: Appointment) -> datetime:
    return slot.at.astimezone(desk.practice.zone)


def _fits(desk: Desk, slot: Appointment) -> bool:
    wanted, at = desk.task.wanted, _local(desk, slot).time()
    noon = desk.practice.morning_ends
    if wanted.part == "morning" and at >= noon:
        return False
    if wanted.part == "afternoon" and at < noon:
        return False
    if wanted.part in ("evening", "night") and at < EVENING:
        return False
    if wanted.until and at > _daytime(desk, wanted.until):
        return False
    if wanted.times and wanted.relation == Relation.AFTER:
        return at >= _daytime(desk, wanted.times)
    if wanted.times and wanted.relation == Relation.BEFORE:
        return at < _daytime(desk, wanted.times)
    return not wanted.times or at in wanted.times


def _daytime(desk: Desk, times: Sequence[time]) -> time:
    """Of an open "two", the one in the working day."""
    opens = min(provider.starts for provider in desk.practice.providers)
    return next((at for at in times if at >= opens), times[0])


def _named_time(desk: Desk, visit: Visit, free: Sequence[Appointment], lead: str) -> Appointment | Ask:
    wanted = desk.task.wanted
    meant = [slot for slot in free if _fits(desk, slot)]
    if len(meant) == 1:
        return meant[0]
    if len(meant) > 1:
        desk.task.offers = meant
        times = say_list([desk.time_words(slot.at) for slot in meant], conjunction="or", locale=desk.locale)
        return Ask(Step.TIME, desk.say("times.which_half", times=times), lead=lead)
    asked = _daytime(desk, wanted.times)
    wanted.forget_time()
    day = _local(desk, free[0]).date() if free else wanted.day_from or desk.today
    moment = datetime.combine(day, asked, desk.practice.zone)
    if visit.moving and _local(desk, visit.moving) == moment:
        return choose(desk, visit, lead=desk.say("appointment.same"))
    desk.session.tried.append(entry(Code.NOT_FREE, f"{day.isoformat()} {asked:%H:%M}"))
    fitting = [slot for slot in free if _fits(desk, slot)]
    if not fitting:
        return _elsewhere(desk, visit, lead)
    said = desk.say("times.time_not_free", time=desk.time_words(moment), date=desk.date_words(day))
    return _offer(desk, _nearest(desk, fitting, asked), lead=_join(lead, said))


def _nearest(desk: Desk, free: Sequence[Appointment], asked: time) -> list[Appointment]:
    def distance(slot: Appointment) -> int:
        at = _local(desk, slot)
        return abs((at.hour - asked.hour) * 60 + at.minute - asked.minute)

    return sorted(sorted(free, key=distance)[: desk.practice.offers], key=lambda slot: slot.at)


def _offer(desk: Desk, slots: Sequence[Appointment], *, lead: str = "") -> Ask:
    desk.task.offers = list(slots[: desk.practice.offers])
    times = [desk.time_words(slot.at) for slot in desk.task.offers]
    text = desk.say(
        "times.offer" if len(times) > 1 else "times.offer_one",
        date=desk.date_words(_local(desk, slots[0]).date()),
        times=say_list(times, conjunction="or", locale=desk.locale),
    )
    return Ask(Step.TIME, text, lead=lead)


def _join(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _elsewhere(desk: Desk, visit: Visit, lead: str = "", *, said: str = "") -> Ask:
    """Nothing fits where the caller asked: says so, and offers the next day that has something."""
    wanted = desk.task.wanted
    if not said:
        desk.session.tried.append(entry(Code.NONE_FREE, _asked_for(desk)))
    said = said or _nothing_there(desk, visit)
    last = max(wanted.day_to or desk.today, desk.today)
    for day in _days(last + timedelta(days=1), last + timedelta(days=SEARCH_DAYS)):
        fitting = [slot for slot in free_times(desk, visit, day) if _fits(desk, slot)]
        if fitting:
            if wanted.asked_from is None:
                wanted.asked_from, wanted.asked_to = wanted.day_from, wanted.day_to
            wanted.day_from = wanted.day_to = day
            return _offer(desk, fitting, lead=_join(lead, said))
    if wanted.part or wanted.times or wanted.until:
        wanted.part = None
        wanted.forget_time()
        return _on_other_terms(desk, visit, _join(lead, said))
    wanted.forget_day()
    return Ask(Step.DAY, lead=_join(lead, desk.say("times.none_at_all")))


def _on_other_terms(desk: Desk, visit: Visit, lead: str) -> Ask:
    """What is free when the time of day no longer matters, on the days that were asked for if possible."""
    wanted = desk.task.wanted
    free = _on_days(desk, visit, wanted.day_from or desk.today, wanted.day_to or desk.today)
    return _offer(desk, free, lead=lead) if free else _elsewhere(desk, visit, lead, said=" ")


def _nothing_there(desk: Desk, visit: Visit) -> str:
    """Why there is no time on the days asked for: nobody works then, or all is taken."""
    wanted = desk.task.wanted
    first, last = wanted.day_from or desk.today, wanted.day_to or desk.today
    if first != last:
        words: dict[str, Any] = {"first": desk.date_words(first), "last": desk.date_words(last)}
        return desk.say("times.none_those_days", part=_part_words(desk), **words)
    if not _anybody_works(desk, visit, first):
        return desk.say("times.closed_that_day", date=desk.date_words(first))
    return desk.say("times.none_that_day", date=desk.date_words(first), part=_part_words(desk))


def _asked_for(desk: Desk) -> str:
    """The days, and what time of them."""
    given = task_slots(desk.task)
    return ", ".join(given[name] for name in ("Day", "Time") if name in given)


def _part_words(desk: Desk) -> str:
    wanted = desk.task.wanted
    if wanted.part in PARTS:
        return desk.say(f"part.{wanted.part}")
    return desk.say("part.then") if wanted.times else ""


def _anybody_works(desk: Desk, visit: Visit, day: date) -> bool:
    working = [p for p in desk.practice.providers if p.name in visit.providers and day.weekday() in p.days]
    return bool(working) and day not in desk.practice.holidays


def _shifted(desk: Desk, visit: Visit, shift: Shift) -> Appointment | Ask:
    """Other times than those just offered: on the same day if it has any, else on the next."""
    wanted, offers = desk.task.wanted, desk.task.offers
    wanted.forget_time()
    wanted.forget_day()
    day = _local(desk, offers[0]).date()
    wanted.day_from = wanted.day_to = day
    free = free_times(desk, visit, day)
    date_words = desk.date_words(day)
    if shift in (Shift.LATEST, Shift.EARLIEST) and free:
        return free[-1] if shift is Shift.LATEST else free[0]
    if shift is Shift.EARLIER:
        earlier = [slot for slot in free if slot.at < offers[0].at]
        if earlier:
            return _offer(desk, earlier[-desk.practice.offers :])
        return _offer(desk, offers, lead=desk.say("times.none_earlier", date=date_words))
    later = [slot for slot in free if slot.at > offers[-1].at and (shift is Shift.LATER or _fits(desk, slot))]
    if later:
        return _offer(desk, later)
    return _elsewhere(desk, visit, said=desk.say("times.none_later", date=date_words))
