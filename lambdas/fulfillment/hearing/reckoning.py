"""What rules about days come to on the calendar.

Knows what relative days and holidays mean; refuses to know words, roles and opening days.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .almanac import Span, coming, make_date, monday, month_ahead, next_date, next_day_of_month, portion, read_numeric
from .grammar import Match
from .tokens import Token
from .vocabulary import Vocabulary

OPEN_DAYS = 30
"""How many days `after Friday` or `as soon as possible` reaches."""

PAST_DAYS = 60
"""How many days ago `last November 5` may be."""

NEAR_MONTHS = 12
"""Months of the days under discussion that a day of the month is looked for in."""


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


def _date(values: Mapping[str, int], _: Sequence[str], context: Context) -> Span | None:
    day = values.get("dom", values.get("ordinal", 0))
    year = values.get("full_year")
    if year is not None:
        return _one(make_date(year, values["month"], day))
    return _one(next_date(values["month"], day, context.today))


def _dom(values: Mapping[str, int], _: Sequence[str], context: Context) -> Span | None:
    day = values.get("ordinal", values.get("suffixed", values.get("dom", 0)))
    if context.near is None:
        return _one(next_day_of_month(day, context.today))
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
    first = month_ahead(1, context.today)[0]
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
    return _one(next_day_of_month(day, before.span[0].replace(day=1)))


def _nth_weekday(values: Mapping[str, int], _: Sequence[str], context: Context) -> Span | None:
    first = month_ahead(1, context.today)[0]
    if "month" in values:
        start = context.today.replace(day=1)
        first = next_date(values["month"], 1, start) or first
    day = coming(values["weekday"], first - timedelta(days=1)) + timedelta(days=7 * (values["ordinal"] - 1))
    return _one(day) if day.month == first.month else None


def _slash(values: Mapping[str, int], _: Sequence[str], context: Context) -> Span | None:
    token = context.tokens[values["slash"]]
    parts = read_numeric(token, day_first=context.words.day_first)
    if parts is None:
        return None
    year, month, day = parts
    if year is None:
        return _one(next_date(month, day, context.today))
    return _one(make_date(year + 2000 if year < 100 else year, month, day))


def _weekday(values: Mapping[str, int], _: Sequence[str], context: Context) -> Span | None:
    ahead = coming(values["weekday"], context.today)
    if context.near is None:
        return _one(ahead)
    first, last = context.near
    begin = coming(values["weekday"], first - timedelta(days=8))
    days = [begin + timedelta(days=7 * week) for week in range(4)]
    meant = [day for day in days if day != context.today or first <= day <= last]
    return _one(_nearest(meant, context) or ahead)


def _weekday_coming(values: Mapping[str, int], _: Sequence[str], context: Context) -> Span | None:
    return _one(coming(values["weekday"], context.today))


def _weekday_this(values: Mapping[str, int], _: Sequence[str], context: Context) -> Span | None:
    return _one(coming(values["weekday"], context.today - timedelta(days=1)))


def _weekday_next(values: Mapping[str, int], _: Sequence[str], context: Context) -> Span | None:
    return _one(monday(context.today, 1) + timedelta(days=values["weekday"]))


def _weekday_after(values: Mapping[str, int], _: Sequence[str], context: Context) -> Span | None:
    return _one(monday(context.today, 2) + timedelta(days=values["weekday"]))


def _weekday_in_weeks(values: Mapping[str, int], _: Sequence[str], context: Context) -> Span | None:
    first = context.tokens[context.start].word
    in_weeks = first in context.words.weekdays or first in context.words.lists["within"]
    if in_weeks:
        return _one(monday(context.today, values["n"]) + timedelta(days=values["weekday"]))
    return _one(coming(values["weekday"], context.today) + timedelta(days=7 * values["n"]))


def _weekday_following(values: Mapping[str, int], _: Sequence[str], context: Context) -> Span | None:
    under_discussion = context.near[1] if context.near else context.today
    after = context.previous.span[1] if context.previous else max(under_discussion, context.today)
    return _one(coming(values["weekday"], after))


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
    first, last = month_ahead(values["n"], context.today)
    return _one(first.replace(day=min(context.today.day, last.day)))


def _in_few_months(_: Mapping[str, int], __: Sequence[str], context: Context) -> Span | None:
    return month_ahead(2, context.today)[0], month_ahead(3, context.today)[1]


def _week(_: Mapping[str, int], fixed: Sequence[str], context: Context) -> Span | None:
    first = monday(context.today, int(fixed[0]))
    return portion((first, first + timedelta(days=6)), fixed[1], context.today)


def _weekend(_: Mapping[str, int], fixed: Sequence[str], context: Context) -> Span | None:
    saturday = monday(context.today, int(fixed[0])) + timedelta(days=5)
    return saturday, saturday + timedelta(days=1)


def _month_ahead(_: Mapping[str, int], fixed: Sequence[str], context: Context) -> Span | None:
    return portion(month_ahead(int(fixed[0]), context.today), fixed[1], context.today)


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
    return portion(month_ahead(ahead, context.today), fixed[0], context.today)


def _year_next(_: Mapping[str, int], __: Sequence[str], context: Context) -> Span | None:
    return date(context.today.year + 1, 1, 1), date(context.today.year + 1, 12, 31)


def _past_days(_: Mapping[str, int], fixed: Sequence[str], context: Context) -> Span | None:
    return _one(context.today - timedelta(days=int(fixed[0])))


def _past_weekday(values: Mapping[str, int], _: Sequence[str], context: Context) -> Span | None:
    return _one(coming(values["weekday"], context.today - timedelta(days=8)))


def _past_date(values: Mapping[str, int], _: Sequence[str], context: Context) -> Span | None:
    for year in (context.today.year, context.today.year - 1):
        found = make_date(year, values["month"], values["dom"])
        if found is not None and found < context.today:
            return _one(found) if context.today - found <= timedelta(days=PAST_DAYS) else None
    return None


def _holiday(_: Mapping[str, int], fixed: Sequence[str], context: Context) -> Span | None:
    return _one(next_date(int(fixed[0][:2]), int(fixed[0][2:]), context.today))


def _thanksgiving(_: Mapping[str, int], __: Sequence[str], context: Context) -> Span | None:
    for year in (context.today.year, context.today.year + 1):
        day = coming(3, date(year, 10, 31)) + timedelta(days=21)
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
