"""What Lex makes of dates and times: AMAZON.Date and AMAZON.Time.

Knows the vendor's resolutions, its oddities included; refuses to know what the caller meant.
Sources: Lex V2 guide, `built-in-slot-date.html` and `built-in-slot-time.html`.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from .spoken_numbers import cardinal, ordinal, two_digits

_MONTHS = "january february march april may june july august september october november december"
_MONTH = {name: number for number, name in enumerate(_MONTHS.split(), start=1)}
_MONTH |= {name[:3]: number for name, number in _MONTH.items()} | {"sept": 9}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMERIC = re.compile(r"(?P<month>\d{1,2})[/-](?P<day>\d{1,2})(?:[/-](?P<year>\d{4}|\d{2}))?")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})")
_CLOCK = re.compile(r"(?P<hour>\d{1,2}):(?P<minute>\d{2})")
_TOKEN = re.compile(
    r"\d+(?:[/.:-]\d+)+|\d+(?:st|nd|rd|th)\b|\d+|(?P<half>[ap]\.\s?m\b\.?)|[^\W\d_]+(?:['’][^\W\d_]+)*", re.IGNORECASE
)
_CONTRACTIONS = ("let's", "it's", "that's", "what's")
_PARTS = {
    "morning": "MO",
    "afternoon": "AF",
    "evening": "EV",
    "tonight": "EV",
    "night": "NI",
    "am": "AM",
    "pm": "PM",
}
_LONGEST_PHRASE = 8


@dataclass(frozen=True, slots=True)
class Token:
    """One word, lower-cased, and where it stands in the transcript."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Resolved:
    """The values a phrase resolves to, and the tokens it takes, end exclusive."""

    values: tuple[str, ...]
    first: int
    last: int


def tokens_of(text: str) -> list[Token]:
    """Words, numbers, dates and clock times of a transcript. `10 a.m.` is `10`, `am`; possessives lose their `'s`."""
    found = []
    for match in _TOKEN.finditer(text):
        word = match[0].lower()
        if match.lastgroup == "half":
            word = f"{word[0]}m"
        elif word not in _CONTRACTIONS:
            word = re.sub(r"['’]s$", "", word)
        found.append(Token(word, match.start(), match.end()))
    return found


def find_date(tokens: list[Token], *, today: date) -> Resolved | None:
    """The first phrase AMAZON.Date takes, as one full ISO date; `today` is in whatever zone Lex keeps."""
    for first in range(len(tokens)):
        for last in range(min(len(tokens), first + _LONGEST_PHRASE), first, -1):
            words = [token.text for token in tokens[first:last]]
            day = _named_day(words, today=today) or _calendar_day(words, today=today)
            if day is not None:
                return Resolved((day.isoformat(),), first, last)
    return None


def _named_day(words: list[str], *, today: date) -> date | None:
    monday = today - timedelta(days=today.weekday())
    match words:
        case ["today"] | ["now"] | ["tonight"]:
            return today
        case ["tomorrow"]:
            return today + timedelta(days=1)
        case ["yesterday"]:
            return today - timedelta(days=1)
        case ["day", "after", "tomorrow"]:
            return today + timedelta(days=2)
        case ["this", "week"]:
            return monday
        case ["last", "week"]:
            return monday - timedelta(days=7)
        case ["next", "week"]:
            return monday + timedelta(days=6)
        case ["this", "month"]:
            return today.replace(day=1)
        case ["next", "month"]:
            following = today.replace(day=28) + timedelta(days=4)
            return following.replace(day=monthrange(following.year, following.month)[1])
        case ["this", "year"]:
            return date(today.year, 1, 1)
        case ["next", "year"]:
            return date(today.year + 1, 12, 31)
        case ["last", "year"]:
            return date(today.year - 1, 1, 1)
        case [weekday] | ["this", weekday] | ["on", weekday] | ["next", weekday] if weekday in _WEEKDAYS:
            ahead = (_WEEKDAYS.index(weekday) - today.weekday()) % 7
            return today + timedelta(days=ahead or 7)
        case ["in", *count, unit] if unit.rstrip("s") in ("day", "week"):
            number = 1 if count in (["a"], ["one"]) else cardinal(count)
            if number is None or number > 1000:
                return None
            return today + timedelta(days=number * (7 if unit.startswith("week") else 1))
    return None


def _calendar_day(words: list[str], *, today: date) -> date | None:
    if len(words) == 1:
        if match := _ISO.fullmatch(words[0]):
            return _day(int(match["year"]), int(match["month"]), int(match["day"]))
        if match := _NUMERIC.fullmatch(words[0]):
            month, day = int(match["month"]), int(match["day"])
            return _day(_full_year(match["year"]), month, day) if match["year"] else _coming(month, day, today=today)
        return None
    match words:
        case [name, "the", *rest] if name in _MONTH:
            return _with_year(_MONTH[name], rest, today=today)
        case [name, *rest] if name in _MONTH:
            return _with_year(_MONTH[name], rest, today=today)
    for at, word in enumerate(words):
        if word in _MONTH and at:
            day_words = [each for each in words[:at] if each not in ("the", "of")]
            number = _day_number(day_words)
            year_words = words[at + 1 :]
            said_year = _year(year_words)
            if number is None or (year_words and said_year is None):
                return None
            return _day(said_year, _MONTH[word], number) if said_year else _coming(_MONTH[word], number, today=today)
    return None


def _with_year(month: int, words: list[str], *, today: date) -> date | None:
    """`twelfth nineteen eighty four`: a day, then perhaps a year."""
    if (day := _day_number(words)) is not None:
        return _coming(month, day, today=today)
    for split in range(1, min(3, len(words))):
        day = _day_number(words[:split])
        year = _year([word for word in words[split:] if word not in ("of", "in")])
        if day is not None and year is not None:
            return _day(year, month, day)
    return None


def _day_number(words: list[str]) -> int | None:
    number = ordinal(words) or two_digits(words)
    return number if number is not None and 1 <= number <= 31 else None


def _year(words: list[str]) -> int | None:
    if len(words) == 1 and re.fullmatch(r"\d{4}|\d{2}", words[0]):
        return _full_year(words[0])
    if words[:1] == ["two"] and "thousand" in words:
        return cardinal(words)
    for split in (1, 2):
        century, rest = two_digits(words[:split]), two_digits(words[split:])
        if century in (19, 20) and rest is not None and (rest > 9 or len(words[split:]) == 2):
            return century * 100 + rest
    return None


def _full_year(text: str) -> int:
    year = int(text)
    if len(text) == 4:
        return year
    return year + (1900 if year > 68 else 2000)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _coming(month: int, day: int, *, today: date) -> date | None:
    """Without a year: on or after today."""
    this_year = _day(today.year, month, day)
    if this_year is not None and this_year >= today:
        return this_year
    return _day(today.year + 1, month, day)


def find_time(tokens: list[Token], *, alone: bool) -> Resolved | None:
    """The first phrase AMAZON.Time takes: `HH:MM`, both of them when the half of the day is open, or a part of the day.

    `alone`: the slot is being elicited, so that a bare number as the whole utterance counts.
    """
    for first in range(len(tokens)):
        for last in range(min(len(tokens), first + _LONGEST_PHRASE), first, -1):
            words = [token.text for token in tokens[first:last]]
            if (values := _time(words)) is not None:
                return Resolved(values, first, last)
    if not alone:
        return None
    words = [token.text for token in tokens if token.text not in ("at", "around", "about", "maybe", "please")]
    hour_minute = _hour_minute(words)
    return Resolved(_open_halves(*hour_minute), 0, len(tokens)) if hour_minute else None


def _time(words: list[str]) -> tuple[str, ...] | None:
    match words:
        case ["noon"] | ["midday"]:
            return ("12:00",)
        case ["midnight"]:
            return ("00:00",)
        case ["in", "the", part] | ["the", part] | [part] if part in _PARTS and part not in ("am", "pm"):
            return (_PARTS[part],)
        case ["at", *rest] if rest and (hour_minute := _hour_minute(rest)):
            return _open_halves(*hour_minute)
        case [*rest, "am" | "pm" as half] if rest:
            return _halved(rest, half)
        case [*rest, "in", "the", "morning" | "afternoon" | "evening" as part] if rest:
            return _halved(rest, "am" if part == "morning" else "pm")
        case [*rest, "at", "night"] if rest:
            return _halved(rest, "pm")
        case [*rest, "o'clock" | "o’clock" | "oclock"] if rest and (hour_minute := _hour_minute(rest)):
            return _open_halves(*hour_minute)
        case ["half", "past", *rest] if (hour := cardinal(rest)) is not None and 1 <= hour <= 12:
            return _open_halves(hour, 30)
        case ["quarter", "past" | "after", *rest] if (hour := cardinal(rest)) is not None and 1 <= hour <= 12:
            return _open_halves(hour, 15)
        case ["quarter", "to", *rest] if (hour := cardinal(rest)) is not None and 1 <= hour <= 12:
            return _open_halves((hour - 2) % 12 + 1, 45)
        case [clock] if match := _CLOCK.fullmatch(clock):
            hour, minute = int(match["hour"]), int(match["minute"])
            return _open_halves(hour, minute) if hour < 24 and minute < 60 else None
    return None


def _hour_minute(words: list[str]) -> tuple[int, int] | None:
    words = [word for word in words if word not in ("o'clock", "o’clock", "oclock")]
    if len(words) == 1 and (match := _CLOCK.fullmatch(words[0])):
        hour, minute = int(match["hour"]), int(match["minute"])
        return (hour, minute) if hour < 24 and minute < 60 else None
    if (hour_alone := cardinal(words)) is not None and 1 <= hour_alone <= 12 and "and" not in words:
        return hour_alone, 0
    if len(words) >= 2:
        hour_word, minute_words = cardinal(words[:1]), two_digits(words[1:])
        if hour_word is not None and minute_words is not None and 1 <= hour_word <= 12 and 1 <= minute_words < 60:
            return (hour_word, minute_words) if minute_words > 9 or len(words) == 3 else None
    return None


def _halved(words: list[str], half: str) -> tuple[str, ...] | None:
    words = words[1:] if words[0] == "at" else words
    match words:
        case ["half", "past", *_] | ["quarter", *_]:
            opened = _time(words)
            if opened is None:
                return None
            hour, minute = (int(part) for part in opened[0].split(":"))
            hour_minute: tuple[int, int] | None = (hour or 12, minute)
        case _:
            hour_minute = _hour_minute(words)
    if hour_minute is None:
        return None
    hour, minute = hour_minute
    if hour > 12:
        return (f"{hour:02}:{minute:02}",)
    return (f"{hour % 12 + (12 if half == 'pm' else 0):02}:{minute:02}",)


def _open_halves(hour: int, minute: int) -> tuple[str, ...]:
    if hour == 0 or hour > 12:
        return (f"{hour:02}:{minute:02}",)
    return (f"{hour % 12:02}:{minute:02}", f"{hour % 12 + 12:02}:{minute:02}")
