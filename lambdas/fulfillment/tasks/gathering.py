"""What a caller's words and keys add to what is known: details are taken whenever they come, and never asked for again.

Knows which step listens for what; refuses to know what follows from it.
"""

from dataclasses import dataclass
from datetime import date, datetime

from fulfillment import hearing
from fulfillment.hearing import Day, Role
from fulfillment.prompts import called, other_names
from fulfillment.records import Practice
from fulfillment.session import Session, Task, Wanted
from fulfillment.speech import say_date, say_time
from fulfillment.turn import Intent, Step, Turn

ORDER_DIGITS = 6
BIRTH_DATE_DIGITS = 8
SHORT_BIRTH_DATE_DIGITS = 6
DAY_DIGITS = (4, 8)
PAIR = 2
SEEKING = frozenset({Step.DAY, Step.TIME, Step.CONFIRM})
"""Steps at which a new day or time is looked for."""
APPOINTMENT_INTENTS = frozenset({Intent.BOOK, Intent.RESCHEDULE, Intent.CANCEL, Intent.CHECK})


@dataclass(frozen=True, slots=True)
class Listener:
    """One turn's words, and whose they are."""

    turn: Turn
    session: Session
    practice: Practice
    today: date

    @property
    def text(self) -> str:
        return self.turn.transcript

    @property
    def locale(self) -> str:
        return self.session.locale


def gather(turn: Turn, session: Session, practice: Practice, *, today: date) -> frozenset[Step]:
    """Keep every detail in this turn; the steps that got one."""
    listener = Listener(turn, session, practice, today)
    task = session.task
    found: set[Step] = set()
    if turn.keys is not None:
        return frozenset(_keyed(listener, turn.keys))
    birth_date = _birth_date(listener)
    if birth_date:
        found.add(Step.BIRTH_DATE)
    if session.step is Step.LAST_NAME and not session.identity.verified and _last_name(listener):
        found.add(Step.LAST_NAME)
    if session.step is Step.BIRTH_DATE and birth_date is None and _half_a_birth_date(listener):
        return frozenset({Step.BIRTH_DATE})
    if task is None or session.step is Step.LAST_NAME:
        return frozenset(found)
    if task.intent is Intent.ORDER:
        found |= set() if birth_date else _order_number(listener, task)
    elif task.intent in APPOINTMENT_INTENTS:
        found |= _appointment_details(listener, task, birth_date)
    return frozenset(found)


def adjusts(turn: Turn, session: Session, practice: Practice, *, today: date) -> bool:
    """Whether this turn gives another day, time or service for what is being arranged: "make it Monday"."""
    if session.step not in SEEKING:
        return False
    services = other_names("service", practice.service_words, session.locale)
    if (
        session.task
        and session.task.intent is Intent.BOOK
        and hearing.hear_service(turn.transcript, names=services, locale=session.locale)
    ):
        return True
    days = hearing.hear_days(turn.transcript, today=today, locale=session.locale)
    if any(day.role is Role.FROM for day in days):
        return False
    return bool(days) or hearing.hear_time(turn.transcript, locale=session.locale) is not None


def _keyed(listener: Listener, keys: str) -> set[Step]:
    session, task = listener.session, listener.session.task
    if session.step is Step.DAY and len(keys) in DAY_DIGITS:
        return _keyed_day(listener, keys)
    short = session.step is Step.BIRTH_DATE and len(keys) == SHORT_BIRTH_DATE_DIGITS
    if not session.identity.verified and (len(keys) == BIRTH_DATE_DIGITS or short):
        born = hearing.hear_birth_date(keys, today=listener.today, locale=listener.locale)
        session.identity.birth_date = born or session.identity.birth_date
        return {Step.BIRTH_DATE} if born else set()
    if task is None:
        return set()
    if session.step is Step.ORDER_NUMBER and len(keys) == ORDER_DIGITS:
        task.wanted.order_number = keys
        return {Step.ORDER_NUMBER}
    choosing = session.step in (Step.TIME, Step.APPOINTMENT, Step.ORDER_NUMBER)
    if not choosing or not (keys.isascii() and keys.isdigit() and len(keys) <= 2):
        return set()
    return _picked(listener, task, int(keys) - 1)


def _keyed_day(listener: Listener, keys: str) -> set[Step]:
    """MMDD, or MMDDYYYY: the next such day."""
    text = f"{keys[:2]}/{keys[2:4]}" + (f"/{keys[4:]}" if len(keys) == BIRTH_DATE_DIGITS else "")
    days = hearing.hear_days(text, today=listener.today, locale="en_US")
    if not days or listener.session.task is None:
        return set()
    wanted = listener.session.task.wanted
    wanted.day_from, wanted.day_to = days[0].earliest, days[0].latest
    return {Step.DAY}


def _picked(listener: Listener, task: Task, position: int) -> set[Step]:
    """The caller chose the nth of what was offered."""
    if listener.session.step in (Step.TIME, Step.CONFIRM) and 0 <= position < len(task.offers):
        task.wanted.take(task.offers[position].at.astimezone(listener.practice.zone))
        return {Step.TIME}
    if listener.session.step is Step.APPOINTMENT and 0 <= position < len(task.choices):
        task.appointment = task.choices[position]
        return {Step.APPOINTMENT}
    if listener.session.step is Step.ORDER_NUMBER and 0 <= position < len(task.orders):
        task.wanted.order_number = task.orders[position]
        return {Step.ORDER_NUMBER}
    return set()


def _birth_date(listener: Listener) -> date | None:
    identity = listener.session.identity
    if identity.verified:
        return None
    born = hearing.hear_birth_date(listener.text, today=listener.today, locale=listener.locale)
    if born is None and listener.session.step is Step.BIRTH_DATE:
        by_lex = _absolute(listener.turn, Step.BIRTH_DATE)
        born = by_lex if by_lex and by_lex < listener.today and _tells_a_date(listener) else None
    if born:
        identity.birth_date = born
    return born


def _tells_a_date(listener: Listener) -> bool:
    """Whether a day or a year is said at all; to Lex "I told you yesterday" is a date too."""
    text, today, locale = listener.text, listener.today, listener.locale
    if hearing.hear_birth_day_without_year(text, today=today, locale=locale) is not None:
        return True
    return hearing.hear_birth_year(text, today=today, locale=locale) is not None or any(map(str.isdigit, text))


def _half_a_birth_date(listener: Listener) -> bool:
    """A day without its year, or the year alone: kept until the other half is said."""
    identity = listener.session.identity
    before = (identity.birth_month, identity.birth_day, identity.birth_year)
    day = hearing.hear_birth_day_without_year(listener.text, today=listener.today, locale=listener.locale)
    year = hearing.hear_birth_year(listener.text, today=listener.today, locale=listener.locale)
    if day is not None:
        identity.birth_month, identity.birth_day = day
    identity.birth_year = year or identity.birth_year
    if identity.birth_month and identity.birth_day and identity.birth_year:
        try:
            identity.birth_date = date(identity.birth_year, identity.birth_month, identity.birth_day)
        except ValueError:
            identity.birth_month = identity.birth_day = identity.birth_year = None
    return before != (identity.birth_month, identity.birth_day, identity.birth_year)


def _absolute(turn: Turn, step: Step) -> date | None:
    """The date Lex resolved, where it is one."""
    value = turn.slots.get(step)
    try:
        return date.fromisoformat(value.interpreted) if value and value.interpreted else None
    except ValueError:
        return None


def _last_name(listener: Listener) -> bool:
    if hearing.is_question(listener.text, locale=listener.locale):
        return False
    name = hearing.hear_last_name(listener.text, locale=listener.locale)
    if name is None:
        by_lex = listener.turn.slots.get(Step.LAST_NAME)
        name = by_lex.interpreted if by_lex else None
    if name:
        listener.session.identity.last_name = name
    return name is not None


def _order_number(listener: Listener, task: Task) -> set[Step]:
    digits = hearing.hear_digits(listener.text, locale=listener.locale)
    if len(digits) != ORDER_DIGITS:
        by_lex = listener.turn.slots.get(Step.ORDER_NUMBER)
        digits = by_lex.interpreted or "" if by_lex else ""
    if len(digits) == ORDER_DIGITS and digits.isascii() and digits.isdigit():
        task.wanted.order_number = digits
        return {Step.ORDER_NUMBER}
    if listener.session.step is not Step.ORDER_NUMBER:
        return set()
    position = hearing.hear_choice(listener.text, options=task.order_words, locale=listener.locale)
    return set() if position is None else _picked(listener, task, position)


def _appointment_details(listener: Listener, task: Task, born: date | None) -> set[Step]:
    days = _days_heard(listener, task, born)
    if not _beyond_the_offers(listener, task, days):
        found = _chosen(listener, task)
        if found:
            return found
    found = _service(listener, task) | _days(listener, task, days)
    if not (born and listener.session.step is Step.BIRTH_DATE):
        found |= _time(listener, task, days)
    return found


def _days_heard(listener: Listener, task: Task, born: date | None) -> list[Day]:
    """The days in this turn, less a date of birth; Lex's own value where nothing was heard."""
    near = (task.wanted.day_from, task.wanted.day_to) if listener.session.step in SEEKING else (None, None)
    heard = hearing.hear_days(listener.text, today=listener.today, locale=listener.locale, near=_both(*near))
    days = [
        day
        for day in heard
        if not (
            born and day.earliest == day.latest and (day.earliest.month, day.earliest.day) == (born.month, born.day)
        )
    ]
    if task.intent is Intent.RESCHEDULE and hearing.hear_same_day(listener.text, locale=listener.locale):
        task.wanted.same_day = True
        days = [day for day in days if day.earliest != listener.today]
    pending = _pending(listener.session, task)
    if pending and hearing.hear_position(listener.text, count=pending, locale=listener.locale) is not None:
        days = [day for day in days if _is_dated(listener.text[day.start : day.end], pending, listener.locale)]
    if not days and listener.session.step is Step.DAY:
        by_lex = _absolute(listener.turn, Step.DAY)
        days = [Day(by_lex, by_lex, Role.PLAIN, 0, 0)] if by_lex and by_lex >= listener.today else []
    return days


def _pending(session: Session, task: Task) -> int:
    """How many things the caller was asked to choose from."""
    if session.step is Step.APPOINTMENT:
        return len(task.choices)
    return len(task.offers) if session.step in (Step.TIME, Step.CONFIRM) else 0


def _is_dated(said: str, pending: int, locale: str) -> bool:
    """Whether a day is told by more than the position of one of those pending: not "the second"."""
    return hearing.hear_position(said, count=pending, locale=locale) is None


def _beyond_the_offers(listener: Listener, task: Task, days: list[Day]) -> bool:
    """Whether a day or provider is named that no offered time has: "Tuesday at ten", with Monday's on offer."""
    if not task.offers:
        return False
    offered = {offer.at.astimezone(listener.practice.zone).date() for offer in task.offers}
    provider = hearing.hear_provider(listener.text, providers=listener.practice.provider_names, locale=listener.locale)
    other_day = any(not any(day.earliest <= one <= day.latest for one in offered) for day in days)
    return other_day or (provider is not None and provider not in {offer.provider for offer in task.offers})


def _both(first: date | None, last: date | None) -> tuple[date, date] | None:
    return (first, last) if first and last else None


def _chosen(listener: Listener, task: Task) -> set[Step]:
    """One of what was offered, by its position or by what tells it apart."""
    step, locale = listener.session.step, listener.locale
    excepts = hearing.hear_exception(listener.text, locale=locale)
    if task.appointment in task.choices and len(task.choices) == PAIR and step is Step.CONFIRM:
        if hearing.hear_other_one(listener.text, locale=locale):
            task.appointment = next(choice for choice in task.choices if choice != task.appointment)
            return {Step.APPOINTMENT}
        return set()
    if step in (Step.TIME, Step.CONFIRM) and task.offers:
        local = [offer.at.astimezone(listener.practice.zone) for offer in task.offers]
        options = [say_time(at.time(), locale=locale) for at in local]
    elif step is Step.APPOINTMENT and task.choices:
        options = [_described(listener, choice.service, choice.provider, choice.at) for choice in task.choices]
    else:
        return set()
    position = hearing.hear_position(listener.text, count=len(options), locale=locale)
    if position is None or excepts:
        position = hearing.hear_choice(listener.text, options=options, locale=locale)
    if excepts and position is not None:
        left_out = step is Step.APPOINTMENT and len(task.choices) == PAIR
        position = 1 - position if left_out else None
    return set() if position is None else _picked(listener, task, position)


def _described(listener: Listener, service: str, provider: str, at: datetime) -> str:
    local = at.astimezone(listener.practice.zone)
    service = called("service", service, listener.locale)
    day = say_date(local.date(), today=listener.today, locale=listener.locale)
    return f"{service} {provider} {day} {say_time(local.time(), locale=listener.locale)}"


def _service(listener: Listener, task: Task) -> set[Step]:
    names = other_names("service", listener.practice.service_words, listener.locale)
    service = hearing.hear_service(listener.text, names=names, locale=listener.locale)
    providers = listener.practice.provider_names
    provider = hearing.hear_provider(listener.text, providers=providers, locale=listener.locale)
    changed = provider is not None and provider != task.wanted.provider and listener.session.step is Step.CONFIRM
    task.wanted.provider = provider or task.wanted.provider
    if service is None and listener.session.step is Step.SERVICE:
        by_lex = listener.turn.slots.get(Step.SERVICE)
        service = next((v for v in (by_lex.interpreted, *by_lex.resolved) if v in names), None) if by_lex else None
    if service is None:
        if changed and task.intent is Intent.BOOK:
            return {Step.SERVICE}
        return {Step.APPOINTMENT} if provider and listener.session.step is Step.APPOINTMENT else set()
    if task.intent is Intent.BOOK:
        task.wanted.service = service
        return {Step.SERVICE}
    other = task.appointment is not None and task.appointment.service != service
    if other and listener.session.step in SEEKING:
        task.wanted.existing_from = task.wanted.existing_to = task.appointment = None
    task.wanted.existing_service = service
    return {Step.APPOINTMENT}


def _days(listener: Listener, task: Task, days: list[Day]) -> set[Step]:
    wanted, step = task.wanted, listener.session.step
    found: set[Step] = set()
    for day in days:
        if step in SEEKING and _anything_of(wanted, day):
            found.add(Step.DAY)
            continue
        if _means_existing(task, day, step):
            wanted.existing_from, wanted.existing_to = day.earliest, day.latest
            task.appointment = None
            found.add(Step.APPOINTMENT)
            continue
        if (wanted.day_from, wanted.day_to) != (day.earliest, day.latest):
            task.offers = []
            if step in (Step.TIME, Step.CONFIRM):
                wanted.forget_time()
        wanted.forget_day()
        wanted.day_from, wanted.day_to = day.earliest, day.latest
        settled = step in SEEKING
        wanted.day_plain = day.role is Role.PLAIN and task.intent is Intent.RESCHEDULE and not settled
        found.add(Step.DAY)
    return found


def _anything_of(wanted: Wanted, day: Day) -> bool:
    """Whether a day only widens the one under discussion: "any day is fine", with a week already chosen."""
    if wanted.day_from is None or wanted.day_to is None or day.earliest == day.latest:
        return False
    return day.earliest <= wanted.day_from and wanted.day_to < day.latest


def _means_existing(task: Task, day: Day, step: Step) -> bool:
    """Whether a day names the appointment that is, not the one that is wanted."""
    if task.intent in (Intent.CANCEL, Intent.CHECK):
        return True
    if task.intent is Intent.BOOK or step in SEEKING:
        return False
    return step is Step.APPOINTMENT or day.role is Role.FROM


def _time(listener: Listener, task: Task, days: list[Day]) -> set[Step]:
    """A time of day; in "move my 2:30 to Friday at 4" the one after the last "to"."""
    if task.intent in (Intent.CANCEL, Intent.CHECK):
        return set()
    text = listener.text
    for day in days:
        if day.role is Role.TO:
            text = text[day.start :]
    expected = listener.session.step is Step.TIME or (listener.session.step is Step.CONFIRM and not days)
    hour = hearing.hear_time(text, locale=listener.locale, expected=expected)
    if hour is None and text is not listener.text:
        hour = hearing.hear_time(listener.text, locale=listener.locale)
    if hour is None or (listener.session.step in SEEKING and hearing.hear_all_but(text, locale=listener.locale)):
        return set()
    task.wanted.part = str(hour.part) if hour.part else (None if hour.times else task.wanted.part)
    task.wanted.times, task.wanted.until = list(hour.times), list(hour.until)
    task.wanted.relation = str(hour.relation) if hour.times else None
    return {Step.TIME}
