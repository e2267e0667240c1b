"""What rules about days come to on the calendar.

Knows the calendar: weeks from Monday to Sunday, months, holidays; refuses to know words, roles and opening days.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .grammar import Match
from .tokens import Token
from .vocabulary import Vocabulary

OPEN_DAYS = 30
"""How many days `after Friday` or `as soon as possible` reaches."""

PAST_DAYS = 60
"""How many days ago `last November 5` may be."""

NEAR_MONTHS = 12
"""Months of the days under discussion that a day of the month is looked for in."""

Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Mention:
    span: Span
    first: int
    last: int
    """Tokens, end excluded."""
    kind: str


@dataclass(frozen=True, slots=True)
class Context:
    today: date
    tokens: Sequence[Token]
    words: Vocabulary
    previous: Mention | None
    start: int
    end: int
    near: Span | None = None
    """The days under discussion."""


def resolve(found: Match, context: Context) -> Span | None:
    """The days a rule means, or None when it makes no sense."""
    kind, *fixed = found.kind.split()
    return _KINDS[kind](found.values, fixed, context)


def _one(day: date | None) -> Span | None:
    return None if day is None else (day, day)


def make_date(year: int, month: int, day: int) -> date | None:
    """The date, or None when there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _next_date(month: int, day: int, today: date) -> date | None:
    for year in range(today.year, today.year + 9):
        found = make_date(year, month, day)
        if found is not None and found >= today:
            return found
    return None


def _next_day_of_month(day: int, today: date) -> date | None:
    year, month = today.year, today.month
    for _ in range(13):
        found = make_date(year, month, day)
        if found is not None and found >= today:
            return found
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return None


def _month(offset: int, today: date) -> Span:
    """First and last day of the month so many ahead."""
    months = today.year * 12 + today.month - 1 + offset
    following = months + 1
    first = date(months // 12, months % 12 + 1, 1)
    return first, date(following // 12, following % 12 + 1, 1) - timedelta(days=1)


def _portion(span: Span, which: str, today: date) -> Span | None:
    """A part of a week or month."""
    first, last = span
    week = (last - first).days < 7
    early = 2 if week else 9
    match which:
        case "start":
            return first, first + timedelta(days=early)
        case "middle":
            return first + timedelta(days=1 if week else 10), first + timedelta(days=3 if week else 19)
        case "end":
            return (first + timedelta(days=3) if week else last - timedelta(days=6)), last
        case "rest":
            return max(first, min(today + timedelta(days=1), last)), last
    return span


def monday(today: date, weeks: int) -> date:
    """The Monday of the week so many ahead of a day's own."""
    return today + timedelta(days=7 * weeks - today.weekday())


def _coming(weekday: int, after: date) -> date:
    """The first such weekday later than a day."""
    return after + timedelta(days=(weekday - after.weekday() - 1) % 7 + 1)


def _date(values: Mapping[str, int], _: Sequence[str], context: Context) -> Span | None:
    day = values.get("dom", values.get("ordinal", 0))
    year = values.get("full_year")
    if year is not None:
        return _one(make_date(year, values["month"], day))
    return _one(_next_date(values["month"], day, context.today))


def _dom(values: Mapping[str, int], _: Sequence[str], context: Context) -> Span | None:
    day = values.get("ordinal", values.get("suffixed", values.get("dom", 0)))
    if context.near is None:
        return _one(_next_day_of_month(day, context.today))
    first, last = (edge.year * 12 + edge.month - 1 for edge in context.near)
    months = range(first - 2, min(last, first + NEAR_MONTHS) + 3)
    days = (make_date(month // 12, month % 12 + 1, day) for month in months)
    return _one(_nearest([found for found in days if found is not None], context))


def _nearest(days: Sequence[date], context: Context) -> date | None:
    """The first of the days within those under discussion, else the one nearest to them, the later of two as near."""
    first, last = context.near or (context.today, context.today)
    return min(
        (day for day in days if day >= context.today),
        key=lambda day: (max(first - day, day - last, timedelta()), day < first, day),
        default=None,
    )


def _dom_next_month(values: Mapping[str, int], _: Sequence[str], context: Context) -> Span | None:
    first = _month(1, context.today)[0]
    return _one(make_date(first.year, first.month, values.get("ordinal", values.get("dom", 0))))


def _again(values: Mapping[str, int], _: Sequence[str], context: Context) -> Span | None:
    """`the tenth or eleventh`, `next Tuesday or Wednesday`: in the month or week of the day just named."""
    before = context.previous
    if before is None or before.last != context.start or before.span[0] != before.span[1]:
        return None
    if "weekday" in values:
        if before.kind != "weekday_next":
            return None
        return _one(monday(before.span[0], 0) + timedelta(days=values["weekday"]))
    day = values.get("ordinal", values.get("dom", 0))
    return _one(_next_day_of_month(day, before.span[0].replace(day=1)))


def _nth_weekday(values: Mapping[str, int], _: Sequence[str], context: Context) -> Span | None:
    first = _month(1, context.today)[0]
    if "month" in values:
        start = context.today.replace(day=1)
        first = _next_date(values["month"], 1, start) or first
    day = _coming(values["weekday"], first - timedelta(days=1)) + timedelta(days=7 * (values["ordinal"] - 1))
    return _one(day) if day.month == first.month else None


def _slash(values: Mapping[str, int], _: Sequence[str], context: Context) -> Span | None:
    token = context.tokens[values["slash"]]
    parts = read_numeric(token, day_first=context.words.day_first)
    if parts is None:
        return None
    year, month, day = parts
    if year is None:
        return _one(_next_date(month, day, context.today))
    return _one(make_date(year + 2000 if year < 100 else year, month, day))


def read_numeric(token: Token, *, day_first: bool) -> tuple[int | None, int, int] | None:
    """(year, month, day) of `12/3/2026` or ISO; the order that is possible when only one is."""
    parts = [int(part) for part in token.word.replace("-", "/").replace(".", "/").split("/")]
    if token.kind == "iso":
        return parts[0], parts[1], parts[2]
    year = parts[2] if len(parts) == 3 else None
    orders = [(parts[0], parts[1]), (parts[1], parts[0])]
    if day_first:
        orders.reverse()
    for month, day in orders:
        if make_date(2000, month, day) is not None:
            return year, month, day
    return None


def _weekday(values: Mapping[str, int], _: Sequence[str], context: Context) -> Span | None:
    coming = _coming(values["weekday"], context.today)
    if context.near is None:
        return _one(coming)
    first, last = context.near
    begin = _coming(values["weekday"], first - timedelta(days=8))
    days = [begin + timedelta(days=7 * week) for week in range(4)]
    meant = [day for day in days if day != context.today or first <= day <= last]
    return _one(_nearest(meant, context) or coming)


def _weekday_coming(values: Mapping[str, int], _: Sequence[str], context: Context) -> Span | None:
    return _one(_coming(values["weekday"], context.today))


def _weekday_this(values: Mapping[str, int], _: Sequence[str], context: Context) -> Span | None:
    return _one(_coming(values["weekday"], context.today - timedelta(days=1)))


def _weekday_next(values: Mapping[str, int], _: Sequence[str], context: Context) -> Span | None:
    return _one(monday(context.today, 1) + timedelta(days=values["weekday"]))


def _weekday_after(values: Mapping[str, int], _: Sequence[str], context: Context) -> Span | None:
    return _one(monday(context.today, 2) + timedelta(days=values["weekday"]))


def _weekday_in_weeks(values: Mapping[str, int], _: Sequence[str], context: Context) -> Span | None:
    first = context.tokens[context.start].word
    in_weeks = first in context.words.weekdays or first in context.words.lists["within"]
    if in_weeks:
        return _one(monday(context.today, values["n"]) + timedelta(days=values["weekday"]))
    return _one(_coming(values["weekday"], context.today) + timedelta(days=7 * values["n"]))


def _weekday_following(values: Mapping[str, int], _: Sequence[str], context: Context) -> Span | None:
    under_discussion = context.near[1] if context.near else context.today
    after = context.previous.span[1] if context.previous else max(under_discussion, context.today)
    return _one(_coming(values["weekday"], after))


def _in_days(values: Mapping[str, int], fixed: Sequence[str], context: Context) -> Span | None:
    return _one(context.today + timedelta(days=int(fixed[0]) if fixed else values["n"]))


def _in_weeks(values: Mapping[str, int], fixed: Sequence[str], context: Context) -> Span | None:
    return _one(context.today + timedelta(days=7 * (int(fixed[0]) if fixed else values["n"])))


def _in_weeks_and_a_day(values: Mapping[str, int], _: Sequence[str], context: Context) -> Span | None:
    return _one(context.today + timedelta(days=7 * values["n"] + 1))


def _in_few_days(_: Mapping[str, int], __: Sequence[str], context: Context) -> Span | None:
    return context.today + timedelta(days=2), context.today + timedelta(days=5)


def _in_few_weeks(_: Mapping[str, int], __: Sequence[str], context: Context) -> Span | None:
    return context.today + timedelta(days=14), context.today + timedelta(days=28)


def _in_months(values: Mapping[str, int], _: Sequence[str], context: Context) -> Span | None:
    first, last = _month(values["n"], context.today)
    return _one(first.replace(day=min(context.today.day, last.day)))


def _in_few_months(_: Mapping[str, int], __: Sequence[str], context: Context) -> Span | None:
    return _month(2, context.today)[0], _month(3, context.today)[1]


def _week(_: Mapping[str, int], fixed: Sequence[str], context: Context) -> Span | None:
    first = monday(context.today, int(fixed[0]))
    return _portion((first, first + timedelta(days=6)), fixed[1], context.today)


def _weekend(_: Mapping[str, int], fixed: Sequence[str], context: Context) -> Span | None:
    saturday = monday(context.today, int(fixed[0])) + timedelta(days=5)
    return saturday, saturday + timedelta(days=1)


def _month_ahead(_: Mapping[str, int], fixed: Sequence[str], context: Context) -> Span | None:
    return _portion(_month(int(fixed[0]), context.today), fixed[1], context.today)


def _month_named(values: Mapping[str, int], fixed: Sequence[str], context: Context) -> Span | None:
    numbers = context.words.numbers
    if context.end < len(context.tokens):
        follower = context.tokens[context.end]
        if follower.kind in ("number", "ordinal") or follower.word in {
            *numbers.tens,
            *numbers.ordinals,
            *numbers.small,
        }:
            return None
    month = values.get("month", values.get("plain_month", 0))
    year = values.get("full_year", context.today.year + (month < context.today.month))
    if year < context.today.year:
        return None
    ahead = (year - context.today.year) * 12 + month - context.today.month
    return _portion(_month(ahead, context.today), fixed[0], context.today)


def _year_next(_: Mapping[str, int], __: Sequence[str], context: Context) -> Span | None:
    return date(context.today.year + 1, 1, 1), date(context.today.year + 1, 12, 31)


def _past_days(_: Mapping[str, int], fixed: Sequence[str], context: Context) -> Span | None:
    return _one(context.today - timedelta(days=int(fixed[0])))


def _past_weekday(values: Mapping[str, int], _: Sequence[str], context: Context) -> Span | None:
    return _one(_coming(values["weekday"], context.today - timedelta(days=8)))


def _past_date(values: Mapping[str, int], _: Sequence[str], context: Context) -> Span | None:
    for year in (context.today.year, context.today.year - 1):
        found = make_date(year, values["month"], values["dom"])
        if found is not None and found < context.today:
            return _one(found) if context.today - found <= timedelta(days=PAST_DAYS) else None
    return None


def _holiday(_: Mapping[str, int], fixed: Sequence[str], context: Context) -> Span | None:
    return _one(_next_date(int(fixed[0][:2]), int(fixed[0][2:]), context.today))


def _thanksgiving(_: Mapping[str, int], __: Sequence[str], context: Context) -> Span | None:
    for year in (context.today.year, context.today.year + 1):
        day = _coming(3, date(year, 10, 31)) + timedelta(days=21)
        if day >= context.today:
            return day, day
    return None


def _soon(_: Mapping[str, int], __: Sequence[str], context: Context) -> Span | None:
    return context.today, context.today + timedelta(days=OPEN_DAYS)


_KINDS: dict[str, Callable[[Mapping[str, int], Sequence[str], Context], Span | None]] = {
    "date": _date,
    "dom": _dom,
    "suffixed": _dom,
    "dom_next_month": _dom_next_month,
    "again": _again,
    "nth_weekday": _nth_weekday,
    "slash": _slash,
    "weekday": _weekday,
    "weekday_coming": _weekday_coming,
    "weekday_this": _weekday_this,
    "weekday_next": _weekday_next,
    "weekday_after": _weekday_after,
    "weekday_in_weeks": _weekday_in_weeks,
    "weekday_following": _weekday_following,
    "in_days": _in_days,
    "in_few_days": _in_few_days,
    "in_weeks": _in_weeks,
    "in_weeks_and_a_day": _in_weeks_and_a_day,
    "in_few_weeks": _in_few_weeks,
    "in_months": _in_months,
    "in_few_months": _in_few_months,
    "week": _week,
    "weekend": _weekend,
    "month": _month_ahead,
    "month_named": _month_named,
    "year_next": _year_next,
    "past_days": _past_days,
    "past_weekday": _past_weekday,
    "past_date": _past_date,
    "holiday": _holiday,
    "thanksgiving": _thanksgiving,
    "soon": _soon,
}
