"""Written notation to words: times, dates, money, telephone numbers, ranges, signs and abbreviations.

Knows how English and Spanish write them, and how a voice says them; refuses to know markup and sentences.
"""

import re
from collections.abc import Callable, Mapping
from datetime import time

from .rewriting import Rule, rewrite, rules
from .sentences import CONTINUING
from .values import ENGLISH_MONTHS, SPANISH_MONTHS, is_spanish, spanish_part_of_day

_DIGITS = "[0123456789]"
_DASH = "[-‐‑‒–—−]"
_TIME = r"\d{1,2}(?::\d{2})?(?:\s?(?:AM|PM))?"
_ENGLISH_DAYS = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)s?"
_SPANISH_DAYS = r"(?:lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo)"
_DAY_ENDS = r"(?=\s*(?:\d|to\b|and\b|through\b|from\b|closed\b|open\b|only\b|&|[.,:;)/–—-]|$))"
_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_DOT = rf"(?:\.(?!\s*$|\s+(?!{_MONTHS})[A-Z¿¡]))?"
"""The period of an abbreviation, unless it ends the sentence too."""
_DOMAINS = r"(?:com|org|net|gov|edu|info|health|clinic|care|example|io|us|mx)"
_GO_ON = CONTINUING | {"mon", "tue", "wed", "thu", "fri", "sat", "sun"}


def spell_out(text: str, *, locale: str) -> str:
    """The text with what is written for the eye put into words; what is in words already stays."""
    return rewrite(text, _SPANISH if is_spanish(locale) else _ENGLISH)


def _meridiem(found: re.Match[str]) -> str:
    """ " PM", with a period where the abbreviation ended the sentence."""
    said = f" {found.group(1).upper()}M"
    following = found.group(2)
    ended = found.group().endswith(".") and (not following.strip() or following.strip()[0].isupper())
    if not ended:
        return said
    word = re.compile(r"\s*([^\W\d_]*)").match(found.string, found.end())
    starts = word.group(1).lower() if word else ""
    return said if starts.rstrip("s") in _GO_ON else f"{said}."


def _clock(found: re.Match[str]) -> str:
    """`14:30` and `08:00` on a face of twelve hours; `8:30` is left, it may be either."""
    hour, minute = int(found.group(1)), found.group(2)
    if (len(found.group(1)) == 1 and hour > 0) or 10 <= hour <= 12:
        return found.group()
    return f"{hour % 12 or 12}:{minute} {'PM' if 12 <= hour < 24 else 'AM'}"


def _spanish_hour(found: re.Match[str]) -> str:
    """`6:00 PM` as Spanish says it."""
    hour = int(found.group(1)) % 12 + (12 if found.group(3) == "P" else 0)
    at = time(hour, int((found.group(2) or ":00")[1:]))
    return f"{found.group(1)}{found.group(2) or ''} {spanish_part_of_day(at)}"


def _time_range(to: str) -> Callable[[re.Match[str]], str]:
    def said(found: re.Match[str]) -> str:
        first, second = found.group(1), found.group(2)
        return f"{first} {to} {second}" if re.search(r"[:M]", first + second) else found.group()

    return said


def _day(written: str, year: int | None, month: int, day: int, *, spanish: bool) -> str:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return written
    if spanish:
        return f"{day} de {SPANISH_MONTHS[month - 1]}" + (f" de {year}" if year else "")
    return f"{ENGLISH_MONTHS[month - 1]} {day}" + (f", {year}" if year else "")


def _iso(*, spanish: bool) -> Callable[[re.Match[str]], str]:
    def said(found: re.Match[str]) -> str:
        year, month, day = (int(part) for part in found.group(1, 2, 3))
        date = _day(found.group(), year, month, day, spanish=spanish)
        at = f" {'a las' if spanish else 'at'} {found.group(4)}:{found.group(5)}" if found.group(4) else ""
        return date if date == found.group() else f"{date}{at}"

    return said


def _slashes(*, spanish: bool) -> Callable[[re.Match[str]], str]:
    """`12/3/2026`: the month first in English, the day first in Spanish, unless that cannot be."""

    def said(found: re.Match[str]) -> str:
        first, second = int(found["first"]), int(found["second"])
        year = found.groupdict().get("year")
        full = int(year) + (2000 if len(year) == 2 else 0) if year else None
        day_first = (spanish or first > 12) and second <= 12
        month, day = (second, first) if day_first else (first, second)
        return _day(found.group(), full, month, day, spanish=spanish)

    return said


def _dollars(found: re.Match[str]) -> str:
    """`$40` for `USD 40`, `40 dollars` and `$40.00`."""
    amount = found["amount"].removesuffix(".00")
    cents = found.groupdict().get("cents")
    return f"${amount}.{int(cents):02d}" if cents else f"${amount}"


def _telephone(found: re.Match[str]) -> str:
    one = "" if not found["one"] or found["one"].startswith("+") else "1-"
    return f"{one}{found['area']}-{found['exchange']}-{found['line']}"


def _month(found: re.Match[str]) -> str:
    return next(name for name in ENGLISH_MONTHS if name.startswith(found.group(1)[:3]))


_ADDRESSES = rules(
    (":", r"\b(?:mailto|tel):", ""),
    ("://", r"\b(?:https?|ftp)://(?:www\.)?([^\s/?#]+)[^\s]*?(?=[.,;:!?)]*(?:\s|$))", r"\1"),
    (
        "ww.",
        r"(?i)(?<![\w@.-])www\.(?=[\w-]+\.)([\w.-]{1,200}?)(?:/[^\s]*?)?(?=[.,;:!?)]*(?:\s|$))",
        r"\1",
    ),
    ("/", rf"(?i)(?<![\w@.-])((?:[\w-]{{1,63}}\.){{1,5}}{_DOMAINS})/[^\s]*?(?=[.,;:!?)]*(?:\s|$))", r"\1"),
)
_NUMBER_BEFORE = r"(?<![\w$.,:/+-])(?P<one>\+?1[-. ]?)?"
_TELEPHONES = rules(
    (
        "(",
        _NUMBER_BEFORE + r"\(\s?(?P<area>[2-9]\d{2})\s?\)[-. ]?(?P<exchange>\d{3})[-. ]?(?P<line>\d{4})(?![\d-])",
        _telephone,
    ),
    (
        _DIGITS,
        _NUMBER_BEFORE
        + r"(?P<area>[2-9]\d{2})(?P<sign>[-. ]?)(?P<exchange>[2-9]\d{2})(?P=sign)(?P<line>\d{4})(?![\d-])",
        _telephone,
    ),
    ("9-1-1", r"(?<![\d-])9-1-1(?![\d-])", "911"),
)
_AMOUNT = r"(?P<amount>\d[\d,]*(?:\.\d{2})?)"
_CURRENCY = r"(?:USD|US dollars|dollars|d[oó]lares)\b"
_MONEY = rules(
    ("US", rf"(?<![\w$.,])(?:US\$|USD\s?\$?)\s?{_AMOUNT}(?![\d.,]*\d)", _dollars),
    ("$", rf"(?<![\w.,])\$\s?{_AMOUNT}\s{_CURRENCY}", _dollars),
    (
        "s ",
        r"(?<![\w$.,/-])(?P<amount>\d[\d,]*)\s(?:dollars\s(?:and\s)?|d[oó]lares\s(?:con\s|y\s)?)"
        r"(?P<cents>\d{1,2})\s(?:cents|centavos)\b",
        _dollars,
    ),
    ("US", rf"(?<![\w$.,/:-]){_AMOUNT}\s?{_CURRENCY}", _dollars),
    ("dollars", rf"(?<![\w$.,/:-]){_AMOUNT}\s{_CURRENCY}", _dollars),
    ("lares", rf"(?<![\w$.,/:-]){_AMOUNT}\s{_CURRENCY}", _dollars),
    (".00", r"\$\s?(?P<amount>\d[\d,]*\.00)(?![\d.,]*\d)", _dollars),
)
_CLOCK = r"(?<![\d:.])([01]\d|2[0-4]|\d):([0-5]\d)(?::[0-5]\d)?(?!\d|:\d|\s?[AP]M)"
_MORNING = rf"(?<![\d:.])((?:[6-9]|1[01]):[0-5]\d)(?=\s?(?:{_DASH}|to|a)\s?(?:1[3-9]|2[0-3]):[0-5]\d)"
"""What opens in the morning when it closes by a clock of 24 hours."""
_ISO = r"\b(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?(?![\w-])"
_FULL_DATE = r"(?<![\w/.-])(?P<first>\d{1,2})([/-])(?P<second>\d{1,2})\2(?P<year>(?:19|20)\d{2}|\d{2})(?![\w/-])"
_SMALL = r"(\$?(?!0\d)\d{1,3}%?)"


def _times(to: str, days: str, *, spanish: bool) -> tuple[Rule, ...]:
    return rules(
        ("[mM]", r"(?i)(?<=\d)\s?([ap])\.?\s?m\b\.?(?=(\s*$|\s+[A-Z¿¡]|\S|\s|$))", _meridiem),
        ("-", _ISO, _iso(spanish=spanish)),
        ("[/-]", _FULL_DATE, _slashes(spanish=spanish)),
        (":", _MORNING, r"\1 AM"),
        (":", _CLOCK, _clock),
        (_DASH, rf"\b({_TIME})\s?{_DASH}{{1,2}}\s?({_TIME})(?=\W|$)(?!-)", _time_range(to)),
        ("$", rf"(\$\d[\d,.]*)\s?{_DASH}\s?(?=\$\d)", rf"\1 {to} "),
        (_DASH, rf"(?<![\d$.,:/-])((?:19|20)\d\d)\s?{_DASH}\s?(?=(?:19|20)\d\d(?![\d/-]))", rf"\1 {to} "),
        (_DASH, rf"(?<![\d$.,:/-]){_SMALL}\s?{_DASH}\s?(\d{{1,3}}%?)(?![\d:/]|-\d|[.,]\d)", rf"\1 {to} \2"),
        (_DASH, rf"(?i)\b({days})\.?\s?{_DASH}\s?(?={days}\b)", rf"\1 {to} "),
    )


def _signs(words: Mapping[str, str]) -> tuple[Rule, ...]:
    """The same signs in either language; `words`: sign -> how it is said."""
    return rules(
        ("@", r"(?<![\w.])([\w.+-]{1,64})@((?:[\w-]{1,63}\.){1,5}[A-Za-z]{2,24})\b", rf"\1 {words['@']} \2"),
        ("°", r"(?<=\d)\s?°\s?F\b", f" {words['°']} Fahrenheit"),
        ("°", r"(?<=\d)\s?°\s?C\b", f" {words['°']} Celsius"),
        ("°", r"(?<=\d)\s?°(?=[\s.,;:!?)]|$)", f" {words['°']}"),
        ("¢", r"(?<=\d)\s?¢", f" {words['¢']}"),
        ("[>≥]", r"(?:>=|≥)\s?(?=\$?\d)", f"{words['≥']} "),
        ("[<≤]", r"(?:<=|≤)\s?(?=\$?\d)", f"{words['≤']} "),
        ("<", r"<\s?(?=\$?\d)", f"{words['<']} "),
        (">", r"(?<![=-])>\s?(?=\$?\d)", f"{words['>']} "),
        ("[>→⇒]", r"\s*(?:-+>|=>|→|⇒)\s*", f" {words['→']} "),
        ("&", r"\s*&\s*", f" {words['&']} "),
        ("#", r"#\s?(?=\d)", f"{words['#']} "),
    )


_ENGLISH_SIGNS = _signs(
    {
        "@": "at", "°": "degrees", "¢": "cents", "≥": "at least", "≤": "at most", "<": "less than", ">": "more than",
        "→": "to", "&": "and", "#": "number",
    }
)  # fmt: skip
_SPANISH_SIGNS = _signs(
    {
        "@": "arroba", "°": "grados", "¢": "centavos", "≥": "al menos", "≤": "como máximo", "<": "menos de",
        ">": "más de", "→": "a", "&": "y", "#": "número",
    }
)  # fmt: skip
_ENGLISH_WORDS = rules(
    (".", r"\be\.\s?g\.,?", "for example"),
    (".", r"\bi\.\s?e\.,?", "that is"),
    ("etc", r"\betc\.(?=\s+[a-z]|[,;:)])", "and so on"),
    ("etc", r"\betc\b\.?", "and so on."),
    ("approx.", r"\bapprox\.", "about"),
    ("Approx.", r"\bApprox\.", "About"),
    ("ncl.", r"(?i)\bincl\.", "including"),
    ("appt", r"\bappts?\b\.?(?!\w)", "appointment"),
    ("ept", rf"\b([dD])ept\b{_DOT}", r"\1epartment"),
    ("vs.", r"\bvs\.", "versus"),
    ("/o", r"\b[wW]/o\b", "without"),
    ("[wW]", r"\b[wW]/(?=\s|\w)", "with "),
    ("/c", r"\b[bB]/c\b", "because"),
    ("/", r"\b[nN]/[aA]\b", "not available"),
    ("and/or", r"\band/or\b", "or"),
    ("/", rf"(?<=\d)\s?/\s?(?:hours?|hr|h)\b{_DOT}", " an hour"),
    ("/", r"(?<=\d)\s?/\s?(day|week|month|year|visit|person|night|item|minute)\b", r" a \1"),
    ("/mo", rf"(?<=\d)\s?/\s?mo\b{_DOT}", " a month"),
    ("/yr", rf"(?<=\d)\s?/\s?yr\b{_DOT}", " a year"),
    ("hrs", rf"\bhrs\b{_DOT}", "hours"),
    ("hr", rf"(?<=\b1)\s?hr\b{_DOT}", " hour"),
    ("hr", rf"(?<=\d)\s?hr\b{_DOT}", " hours"),
    ("min", rf"(?<=\b1)\s?min\b{_DOT}", " minute"),
    ("min", rf"(?<=\d)\s?min\b{_DOT}", " minutes"),
    ("mins", rf"\bmins\b{_DOT}", "minutes"),
    ("yrs", rf"(?<=\d)\s?yrs\b{_DOT}", " years"),
    ("lbs", rf"(?<=\d)\s?lbs\b{_DOT}", " pounds"),
    ("o.", r"\b[Nn]o\.(?=\s?\d)", "number"),
    ("xt", r"\b[Ee]xt\.?\s(?=\d)", "extension "),
    ("x", r"(?<=\d{4})\s?x\s?(?=\d{1,5}\b)", " extension "),
    ("Ste.", r"\bSte\.\s(?=\d)", "Suite "),
    ("Apt.", r"\bApt\.\s(?=\d)", "Apartment "),
    ("F", r"\bM\s?[-–—]\s?F\b", "Monday to Friday"),
    ("thru", r"\bthru\b", "through"),
    ("Mon", rf"\bMon\b{_DOT}(?:{_DAY_ENDS}|(?=\s))", "Monday"),
    ("Tue", rf"\bTues?\b{_DOT}(?:{_DAY_ENDS}|(?=\s))", "Tuesday"),
    ("Wed", rf"\bWed\b{_DOT}(?:{_DAY_ENDS}|(?=\s))", "Wednesday"),
    ("Thu", rf"\bThu(?:rs?)?\b{_DOT}(?:{_DAY_ENDS}|(?=\s))", "Thursday"),
    ("Fri", rf"\bFri\b{_DOT}(?:{_DAY_ENDS}|(?=\s))", "Friday"),
    ("Sat", rf"\bSat\b{_DOT}{_DAY_ENDS}", "Saturday"),
    ("Sun", rf"\bSun\b{_DOT}{_DAY_ENDS}", "Sunday"),
    (_DIGITS, r"\b(Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?(?=\s\d{1,4}(?:st|nd|rd|th)?\b)", _month),
    (
        "/",
        r"(?<=(?:on|by) )(?P<first>1[0-2]|[1-9])/(?P<second>3[01]|[12]\d|[1-9])(?![\w/])",
        _slashes(spanish=False),
    ),
    ("24/7", r"\b24/7\b", "24 hours a day, 7 days a week"),
    ("/", r"(?<=[a-z]{2})/(?=[a-z]{2})", " or "),
)
_SPANISH_SHORT_DAYS = {
    "lun": "lunes", "mar": "martes", "mié": "miércoles", "mie": "miércoles", "jue": "jueves", "vie": "viernes",
    "sáb": "sábado", "sab": "sábado", "dom": "domingo",
}  # fmt: skip
_SPANISH_SHORT = "|".join(_SPANISH_SHORT_DAYS)
_SPANISH_WORDS = rules(
    (".", r"\bp\.\s?ej\.,?", "por ejemplo"),
    ("etc", r"\betc\b\.?", "etcétera."),
    ("prox.", r"(?i)\baprox\.", "aproximadamente"),
    ("el.", r"\b([tT])el\.(?=:?\s)", r"\1eléfono"),
    ("y/o", r"\by/o\b", "o"),
    ("c/u", r"\bc/u\b", "cada uno"),
    ("/", rf"(?<=\d)\s?/\s?(?:horas?|hr?)\b{_DOT}", " la hora"),
    ("/", r"(?<=\d)\s?/\s?(d[ií]a|mes|semana|año|visita|persona)\b", r" por \1"),
    ("hrs", rf"\bhrs\b{_DOT}", "horas"),
    ("min", rf"(?<=\b1)\s?min\b{_DOT}", " minuto"),
    ("min", rf"(?<=\d)\s?mins?\b{_DOT}", " minutos"),
    ("[ºo°]", r"\bN[ºo°]\.?(?=\s?\d)", "número"),
    (".", r"(?i)\bn(?:[uú]m|ro)\.(?=\s?\d)", "número"),
    ("xt", r"(?i)\bext\.?\s(?=\d)", "extensión "),
    (
        _DASH,
        rf"(?i)\b({_SPANISH_SHORT})\.?\s?{_DASH}\s?({_SPANISH_SHORT})\b\.?",
        lambda found: " a ".join(_SPANISH_SHORT_DAYS[found.group(part).lower()] for part in (1, 2)),
    ),
    (
        "/",
        r"(?<=\bel )(?P<first>3[01]|[12]\d|[1-9])/(?P<second>1[0-2]|[1-9])(?![\w/])",
        _slashes(spanish=True),
    ),
    ("24/7", r"\b24/7\b", "las 24 horas, los 7 días de la semana"),
    ("/", r"(?<=[a-záéíóúñ]{2})/(?=[a-záéíóúñ]{2})", " o "),
)
_ENGLISH = (
    _ADDRESSES, _TELEPHONES, _MONEY, _times("to", _ENGLISH_DAYS, spanish=False), _ENGLISH_SIGNS, _ENGLISH_WORDS,
)  # fmt: skip
_SPANISH = (
    _ADDRESSES,
    _TELEPHONES,
    _MONEY,
    _times("a", _SPANISH_DAYS, spanish=True),
    rules(("M", r"\b(1[0-2]|[1-9])(:[0-5]\d)? ([AP])M\b", _spanish_hour)),
    _SPANISH_SIGNS,
    _SPANISH_WORDS,
)
