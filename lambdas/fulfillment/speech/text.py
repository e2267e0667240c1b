"""Written text to text that can be read out.

Knows markup, symbols, abbreviations and the ways times and dates are written; refuses to know voices and limits.
"""

import html
import re
import unicodedata
from datetime import time

from .values import ENGLISH_MONTHS, SPANISH_MONTHS, is_spanish, spanish_part_of_day

PASSES = 8
"""Unwrapping one layer may uncover another (`&lt;b&gt;`); what still changes after so many is stripped of all signs."""

_TIME = r"\d{1,2}(?::\d{2})?(?:\s?(?:AM|PM))?"
_DASH = "[-‐‑‒–—−]"

_ENGLISH_WORDS = (
    (r"\be\.\s?g\.,?", "for example"),
    (r"\bi\.\s?e\.,?", "that is"),
    (r"\betc\.(?=\s+[a-z]|[,;:)])", "and so on"),
    (r"\betc\b\.?", "and so on."),
    (r"\bapprox\.", "about"),
    (r"\bappts?\b\.?(?!\w)", "appointment"),
    (r"\bvs\.", "versus"),
    (r"\bw/(?=\s|\w)", "with "),
    (r"\bhrs\b\.?", "hours"),
    (r"\bmins\b\.?", "minutes"),
    (r"\bNo\.(?=\s?\d)", "number"),
    (r"\bMon\b\.?(?=\s|,|$|-|–)", "Monday"),
    (r"\bTues?\b\.?(?=\s|,|$|-|–)", "Tuesday"),
    (r"\bWed\b\.?(?=\s|,|$|-|–)", "Wednesday"),
    (r"\bThu(?:rs?)?\b\.?(?=\s|,|$|-|–)", "Thursday"),
    (r"\bFri\b\.?(?=\s|,|$|-|–)", "Friday"),
    (r"\b24/7\b", "24 hours a day, 7 days a week"),
)
_SPANISH_WORDS = (
    (r"\bp\.\s?ej\.,?", "por ejemplo"),
    (r"\betc\b\.?", "etcétera."),
    (r"\baprox\.", "aproximadamente"),
    (r"\bhrs\b\.?", "horas"),
    (r"\bN[ºo°]\.?(?=\s?\d)", "número"),
)


def speakable(text: str, *, locale: str) -> str:
    """The text as sentences a voice can read: no markup, links, lists, tags or symbols, times and ranges in words.

    What a model thinks aloud (`<thinking>...</thinking>`) is left out. Speaking what is speakable changes nothing.

    Args:
        text: what a model or a document wrote.
        locale: `en_US` or `es_US`.
    """
    for _ in range(PASSES):
        once = _once(text, locale)
        if once == text:
            return text
        text = once
    return _tidy(re.sub(r"[^\w\s.,;:?!$%'\"()/@+-]", "", text))


def _once(text: str, locale: str) -> str:
    text = _without_tags(_unescaped(text))
    text = _without_markdown(text)
    text = _lines(text)
    text = _times(text, locale)
    text = _symbols(text, locale)
    for pattern, said in _SPANISH_WORDS if is_spanish(locale) else _ENGLISH_WORDS:
        text = re.sub(pattern, said, text)
    return _tidy(text)


def _unescaped(text: str) -> str:
    """Entities resolved, also those that were escaped more than once."""
    for _ in range(PASSES):
        once = html.unescape(text)
        if once == text:
            break
        text = once
    return text


def _without_tags(text: str) -> str:
    text = re.sub(r"(?is)<(thinking|reasoning|scratchpad)\b[^<>]*>.*?</\1\s*>", " ", text)
    text = re.sub(r"(?is)<(?:thinking|reasoning|scratchpad)\b[^<>]*>.*", " ", text)
    text = re.sub(r"(?i)<(?:br|/p|/li|/div|/h[1-6]|/tr)\b[^<>]{0,200}>", "\n", text)
    return re.sub(r"<[!/]?[A-Za-z][^<>]{0,500}>", " ", text)


def _without_markdown(text: str) -> str:
    text = re.sub(r"(?m)^[ \t]*(?:```|~~~)[^\n]*$", "", text).replace("```", " ")
    text = re.sub(r"!?\[([^\[\]]{0,500})\]\(([^()\s]{0,1000})(?:\s[^()]{0,200})?\)", r"\1", text)
    text = re.sub(r"\[\^?\d{1,3}\]", "", text)
    text = re.sub(r"\[([^\[\]]{0,500})\](?:\[[^\[\]]{0,100}\])?", r"\1", text)
    text = re.sub(r"(?m)^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?)+", "", text)
    text = re.sub(r"(?m)^[ \t]*(?:[-*_][ \t]*){3,}$", "", text)
    text = re.sub(r"(?m)^[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|?)+[ \t]*$", "", text)
    text = re.sub(r"(?m)^[ \t]*(?:[-*+•◦▪‣·][ \t]+|\(?\d{1,2}[.)][ \t]+)", "", text)
    text = re.sub(r"(?m)^[ \t]*\|[ \t]*|[ \t]*\|[ \t]*$", "", text)
    text = re.sub(r"[ \t]*\|[ \t]*", ", ", text)
    text = re.sub(r"[*`~]{2,}|`", "", text)
    text = re.sub(r"\*(?=\S)|(?<=\S)\*", "", text)
    return re.sub(r"(?<!\w)_+(?=\w)|(?<=\w)_+(?!\w)", "", text)


def _lines(text: str) -> str:
    """Every line a sentence of its own, unless it runs on."""
    lines = [re.sub(r"\s+", " ", line).strip() for line in re.split(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+", text)]
    said = ""
    for line in filter(None, lines):
        if said and said[-1] not in ".!?:;,…" and not line[0].islower():
            said += "."
        said = f"{said} {line}" if said else line
    return said


def _symbols(text: str, locale: str) -> str:
    spanish = is_spanish(locale)
    to = "a" if spanish else "to"
    text = re.sub(r"\bhttps?://(?:www\.)?([^\s/?#]+)[^\s]*?(?=[.,;:!?)]*(?:\s|$))", r"\1", text)
    text = text.translate(_TYPEWRITTEN)
    text = re.sub(r"\s*(?:->|=>|→|⇒)\s*", f" {to} ", text)
    text = re.sub(r"\s*&\s*", " y " if spanish else " and ", text)
    text = re.sub(r"#\s?(?=\d)", "número " if spanish else "number ", text)
    text = re.sub(r"\(\s?(\d{3})\s?\)\s?(\d{3})[-.\s](\d{4})\b", r"\1-\2-\3", text)
    text = re.sub(r"(?<!\S)\+1[-.\s]?(\d{3})[-.\s](\d{3})[-.\s](\d{4})\b", r"\1-\2-\3", text)
    text = re.sub(rf"(?<=\s){_DASH}{{1,3}}(?=\s)", ",", text)
    text = re.sub(r"(?<=\w)\s?—\s?(?=[^\W\d])", ", ", text)
    kept = (letter for letter in text if letter == " " or unicodedata.category(letter) not in _UNSPOKEN)
    return re.sub(r"[<>{}\[\]^\\~=*]", " ", "".join(kept))


_TYPEWRITTEN = {ord(sign): plain for sign, plain in zip("“”‘’…\u00a0", ('"', '"', "'", "'", "...", " "), strict=True)}
_UNSPOKEN = frozenset(("So", "Sk", "Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))


def _times(text: str, locale: str) -> str:
    to = "a" if is_spanish(locale) else "to"
    text = re.sub(r"(?i)(?<=\d)\s?([ap])\.?\s?m\b\.?(?=(\s*$|\s+[A-Z¿¡]|\S|\s|$))", _meridiem, text)
    text = re.sub(
        r"\b(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?(?![\w-])",
        lambda found: _iso(found, locale),
        text,
    )
    text = re.sub(r"(?<![\d:.])([01]\d|2[0-4]|\d):([0-5]\d)(?::[0-5]\d)?(?!\d|:\d|\s?[AP]M)", _clock, text)
    text = re.sub(rf"\b({_TIME})\s?{_DASH}\s?({_TIME})(?=\W|$)(?!-)", lambda found: _time_range(found, to), text)
    text = re.sub(rf"(\$\d[\d,.]*)\s?{_DASH}\s?(?=\$\d)", rf"\1 {to} ", text)
    text = re.sub(
        rf"(?<![\d$.,:/-])(\$?\d{{1,3}})\s?{_DASH}\s?(\d{{1,3}}%?)(?![\d:/]|-\d|[.,]\d)", rf"\1 {to} \2", text
    )
    days = "(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)s?"
    if is_spanish(locale):
        days = "(?:lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo)"
    text = re.sub(rf"(?i)\b({days})\.?\s?{_DASH}\s?(?={days}\b)", rf"\1 {to} ", text)
    return re.sub(r"\b(1[0-2]|[1-9])(:[0-5]\d)? ([AP])M\b", _spanish_hour, text) if is_spanish(locale) else text


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


_GO_ON = frozenset(
    (
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
        "april", "may", "june", "july", "august", "september", "october", "november", "december", "mon", "tue", "wed",
        "thu", "fri", "sat", "sun", "pacific", "pst", "pdt",
    )
)  # fmt: skip


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


def _time_range(found: re.Match[str], to: str) -> str:
    first, second = found.group(1), found.group(2)
    if not re.search(r"[:M]", first + second):
        return found.group()
    return f"{first} {to} {second}"


def _iso(found: re.Match[str], locale: str) -> str:
    year, month, day = (int(part) for part in found.group(1, 2, 3))
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return found.group()
    if is_spanish(locale):
        said = f"{day} de {SPANISH_MONTHS[month - 1]} de {year}"
        joined = " a las "
    else:
        said = f"{ENGLISH_MONTHS[month - 1]} {day}, {year}"
        joined = " at "
    return f"{said}{joined}{found.group(4)}:{found.group(5)}" if found.group(4) else said


def _tidy(text: str) -> str:
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"\s+(?=[.,;:!?](?:\s|$))", "", text)
    text = re.sub(r"\(\s*\)", "", text)
    text = re.sub(r"([,;:])(?:\s*[,;:])+", r"\1", text)
    text = re.sub(r"[,;:]+(?=[.!?])", "", text)
    text = re.sub(r"(?<!\.)\.(?:\s*\.)(?!\.)", ".", text)
    return re.sub(r"\s+", " ", text).strip(" ,;")
