"""The calendar: weeks from Monday to Sunday, months, dates in numerals.

Knows how days are counted; refuses to know how they are named.
"""

from datetime import date, timedelta

from .tokens import Token

Span = tuple[date, date]


def make_date(year: int, month: int, day: int) -> date | None:
    """The date, or None when there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def next_date(month: int, day: int, today: date) -> date | None:
    """The next such day, today included; None when there is none."""
    for year in range(today.year, today.year + 9):
        found = make_date(year, month, day)
        if found is not None and found >= today:
            return found
    return None


def next_day_of_month(day: int, today: date) -> date | None:
    """The next day with this number, today included."""
    year, month = today.year, today.month
    for _ in range(13):
        found = make_date(year, month, day)
        if found is not None and found >= today:
            return found
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return None


def month_ahead(offset: int, today: date) -> Span:
    """First and last day of the month so many ahead."""
    months = today.year * 12 + today.month - 1 + offset
    following = months + 1
    first = date(months // 12, months % 12 + 1, 1)
    return first, date(following // 12, following % 12 + 1, 1) - timedelta(days=1)


def portion(span: Span, which: str, today: date) -> Span | None:
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


def coming(weekday: int, after: date) -> date:
    """The first such weekday later than a day."""
    return after + timedelta(days=(weekday - after.weekday() - 1) % 7 + 1)


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
