"""Where sentences end, and how to say less.

Knows punctuation and abbreviations; refuses to know meaning.
"""

import re
from collections.abc import Iterator

ABBREVIATIONS = frozenset(
    (
        "dr", "dra",
        "mr", "mrs", "ms", "mx", "prof", "st", "sta", "sto", "ste", "apt", "ave", "av", "avda", "blvd", "rd",
        "ln", "hwy", "fl", "bldg", "no", "núm", "nro", "vs", "e.g", "i.e", "approx", "mt", "ft", "dept", "ext", "tel",
        "sr", "sra", "srta", "ud", "uds", "p.ej", "fig", "min", "max", "n.e", "n.w", "s.e", "s.w", "p.o",
        "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
    )
)  # fmt: skip
"""A period after one of these ends no sentence."""

ENDING_ABBREVIATIONS = frozenset(("a.m", "p.m", "etc", "inc", "u.s", "jr", "co", "d.c", "m.d", "ph.d", "wash"))
"""A period after one of these ends a sentence only before a word that starts one."""

CONTINUING = frozenset(
    (
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
        "april", "may", "june", "july", "august", "september", "october", "november", "december", "pacific",
        "pst", "pdt", "eastern", "et", "pt",
    )
)  # fmt: skip
"""Capitalised words that go on after "10:30 a.m."."""

_CLAUSE_ENDS = (";", ",", ":", " –", " —", " -")


def _ends(text: str) -> Iterator[tuple[int, int]]:
    """(end of a sentence, beginning of the next one), the last one without its end."""
    start = 0
    for found in re.finditer(r"(?<![.!?…])[.!?…]++[\"'”’)\]]*+(?=\s)|\n++", text):
        if found.end() <= start:
            continue
        if found.group().startswith("\n"):
            if text[start : found.start()].strip():
                yield found.start(), found.end()
                start = found.end()
            continue
        after = re.compile(r"\s+").match(text, found.end())
        beginning = after.end() if after else found.end()
        if beginning < len(text) and _is_end(text, start, found, beginning):
            yield found.end(), beginning
            start = beginning


def _is_end(text: str, start: int, found: re.Match[str], beginning: int) -> bool:
    following = text[beginning]
    if following.islower():
        return False
    mark = found.group()
    if not mark.startswith(".") or mark.startswith(".."):
        return True
    head = text[max(start, found.start() - 24) : found.start()]
    word = head.split()[-1].lstrip("(\"'“¿¡").lower() if head.split() else ""
    if word in ABBREVIATIONS or (len(word) == 1 and word.isalpha() and word != "i"):
        return word == "no" and head.strip().lower() == "no"
    if word in ENDING_ABBREVIATIONS:
        follower = re.compile(r"[^\W\d_]*").match(text, beginning)
        return bool(follower and follower.group() and follower.group().lower() not in CONTINUING)
    return not (word.isdigit() and len(word) <= 2 and text[start : found.start()].strip() == word)


def sentences(text: str) -> list[str]:
    """The sentences of a text, trimmed; "$5.99", "Dr. Chen", "10:30 a.m.", "St. Mary" or a URL are never cut."""
    cut: list[str] = []
    start = 0
    for end, beginning in _ends(text):
        cut.append(text[start:end])
        start = beginning
    cut.append(text[start:])
    return [sentence.strip() for sentence in cut if sentence.strip()]


def complete_sentence(partial: str) -> str | None:
    """The first sentence of a text that is still growing, if nothing that follows can lengthen it."""
    text = partial.lstrip()
    for end, beginning in _ends(text):
        follower = text[beginning:]
        if len(follower.split()) > 1 or (follower and follower[-1].isspace()):
            return text[:end].strip()
        return None
    return None


def shorten(text: str, *, words: int, chars: int) -> str:
    """As much of a text as fits, up to the end of a sentence; of a first sentence too long, up to a clause's end.

    Args:
        text: what would be said.
        words: at most so many.
        chars: at most so many characters.
    """
    kept = ""
    for sentence in sentences(text):
        longer = f"{kept} {sentence}".strip()
        if len(longer) > chars or len(longer.split()) > words:
            break
        kept = longer
    return kept or _clause(text.strip(), words, chars)


def _clause(text: str, words: int, chars: int) -> str:
    """The beginning of one sentence, ended with a period."""
    if words < 1 or chars < 1:
        return ""
    rows = [found.end() for found in re.finditer(r"\S+", text)]
    limit = min(chars, rows[words - 1] if len(rows) >= words else len(text))
    if limit >= len(text):
        return text
    fitting = [end for end in rows if end <= limit - 1]
    head = text[: fitting[-1]] if fitting else text[: max(limit - 1, 0)]
    places = [head.rfind(mark) for mark in _CLAUSE_ENDS]
    clause = head[: max(places)] if max(places) >= len(head) // 3 else head
    clause = clause.rstrip(" ,;:–—-.…!?¿¡(")
    return f"{clause}." if clause else text[:limit].strip()
