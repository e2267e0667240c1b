"""Where sentences end, also while a text is still growing, and how to say less.

Knows punctuation and abbreviations; refuses to know meaning.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .reasoning import without_reasoning
from .rewriting import compiled

ABBREVIATIONS = frozenset(
    (
        "dr", "dra", "mr", "mrs", "ms", "mx", "prof", "sta", "sto", "ste", "apt", "no", "núm", "nro", "vs", "e.g",
        "i.e", "approx", "aprox", "mt", "ft", "dept", "ext", "tel", "sr", "sra", "srta", "ud", "uds", "p.ej", "fig",
        "min", "max", "n.e", "n.w", "s.e", "s.w", "p.o", "fl", "bldg", "rm", "rev", "gen", "sgt", "capt", "gov",
        "univ", "lic", "ing", "pág", "ee", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct",
        "nov", "dec",
    )
)  # fmt: skip
"""A period after one of these ends no sentence."""

NAMING_ABBREVIATIONS = frozenset(
    (
        "st", "ave", "av", "avda", "blvd", "rd", "ln", "hwy", "pkwy", "ct", "pl", "sq", "cir",
        "inc", "corp", "jr", "co", "u.s", "u.s.a", "uu", "d.c", "m.d", "d.o", "r.n", "ph.d", "wash",
    )
)  # fmt: skip
"""Parts of names and addresses, like a single letter: a period ends a sentence only before one of `STARTERS`."""

ENDING_ABBREVIATIONS = frozenset(
    ("a.m", "p.m", "etc", "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "appt", "hrs", "mins")
)
"""A period after one of these ends a sentence only before a capital that does not continue it."""

CONTINUING = frozenset(
    (
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
        "april", "may", "june", "july", "august", "september", "october", "november", "december", "pacific",
        "pst", "pdt", "eastern", "et", "pt", "central", "mountain", "est", "edt", "cst", "cdt", "mst", "mdt",
        "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun", "jan", "feb", "mar", "apr", "jun",
        "jul", "aug", "sep", "sept", "oct", "nov", "dec",
    )
)  # fmt: skip
"""Capitalised words that go on after "10:30 a.m."."""

STARTERS = frozenset(
    (
        "the", "we", "you", "it", "it's", "our", "your", "please", "there", "if", "they", "this", "that", "these",
        "for", "to", "and", "but", "or", "he", "she", "his", "her", "i", "yes", "no", "when", "after", "before",
        "just", "also", "call", "ask", "bring", "come", "parking", "would", "do", "is", "are", "what", "all", "then",
        "el", "los", "las", "si", "está", "usted", "nuestro", "nuestra", "por", "para", "puede", "hay", "también",
        "se", "es", "su", "cuando", "llame", "traiga", "tenemos", "abrimos", "atendemos",
    )
)  # fmt: skip
"""Words that begin a sentence, capitalised, and no name or address."""

SHORT_OPENING_WORDS = 4
"""With fewer words than these ("Yes.", "No, sorry.") nothing has been answered yet."""

_CLAUSE_ENDS = (";", ",", ":", " –", " —", " -")
_CLOSERS = r"(?:[\"'”’»)\]*_]|\[\d{1,3}\]|【[^】]{0,40}】)*+"
_MARK = r"[.!?…](?<![.!?…].)[.!?…]*+"
_BOUNDARY = rf"{_MARK}{_CLOSERS}(?=\s)|\n++"
_SPACE = r"\s*"
_FIRST_WORD = r"[^\W\d_]*(?:'[^\W\d_]+)?"
_LIST_ITEM = r"(?:[-*+•◦▪‣·]|\(?\d{1,2}[.)])\s"
_LEAD_IN = r":[ \t]*\n"
_BEFORE_WORD = " \t\n(\"'“‘¿¡*_[«"

_WEB = (
    r"(?i)https?:|www|@|\b(?:web|website|site|online|portal|visit|e-?mail|url|link|address|log|sign|sitio|página|"
    r"correo|línea|visite|ingrese)\b|\b(?:at|via|see|to|from|en)\s+\S+\Z"
)
"""Where a word and a period may be the beginning of "cedarclinic.com"."""


@dataclass(frozen=True, slots=True)
class Begun:
    """The first sentence of a text that may not be finished."""

    sentence: str
    """From the beginning of the text, as written."""
    certain: bool
    """Whether nothing that follows can change it; else it probably ends here, and the next character would tell."""


def _ends(text: str) -> Iterator[tuple[int, int, bool]]:
    """(end of a sentence, beginning of the next one, whether its first word was needed to tell), but for the last."""
    start = 0
    lists = "\n" in text and ":" in text
    for found in compiled(_BOUNDARY).finditer(text):
        if found.end() <= start:
            continue
        space = compiled(_SPACE).match(text, found.start() if found[0][0] == "\n" else found.end())
        beginning = space.end() if space else found.end()
        if beginning >= len(text):
            return
        listing = lists and compiled(_LEAD_IN).search(text, start, beginning) is not None
        if listing and compiled(_LIST_ITEM).match(text, beginning):
            continue
        if found[0][0] == "\n":
            if _line_ends(text, start, found, beginning):
                yield found.start(), beginning, listing
                start = beginning
            continue
        word = _word_before(text, start, found.start())
        if _is_end(text, start, found, beginning, word):
            yield found.end(), beginning, listing or _needs_a_word(found[0], word)
            start = beginning


def _line_ends(text: str, start: int, found: re.Match[str], beginning: int) -> bool:
    line = text[start : found.start()].rstrip()
    runs_on = line.endswith((":", ",", ";")) or (
        text[beginning].islower() and text.count("\n", found.start(), beginning) < 2
    )
    return bool(line) and not runs_on


def _word_before(text: str, start: int, end: int) -> str:
    """The word that a mark stands behind, in lower case."""
    head = text[max(start, end - 24) : end]
    return head.rsplit(maxsplit=1)[-1].lstrip(_BEFORE_WORD).lower() if head and not head[-1].isspace() else ""


def _needs_a_word(mark: str, word: str) -> bool:
    return mark[0] == "." and (word in ENDING_ABBREVIATIONS or _in_a_name(word))


def _in_a_name(word: str) -> bool:
    return word in NAMING_ABBREVIATIONS or (len(word) == 1 and word.isalpha() and word != "i")


def _is_end(text: str, start: int, found: re.Match[str], beginning: int, word: str) -> bool:
    mark = found[0]
    if text[beginning].islower():
        return False
    if mark[0] != "." or mark.startswith("..") or text[beginning] in "¿¡":
        return True
    head = text[start : found.start()].strip()
    if word in ABBREVIATIONS:
        return word == "no" and head.lower() == "no" and not text[beginning].isdigit()
    if not _needs_a_word(mark, word):
        return not (word.isdigit() and len(word) <= 2 and head == word)
    follower = compiled(_FIRST_WORD).match(text, beginning)
    first = follower[0].lower() if follower else ""
    if _in_a_name(word):
        return first in STARTERS
    return bool(first) and first.removesuffix("s") not in CONTINUING and first not in CONTINUING


def sentences(text: str) -> list[str]:
    """The sentences of a text, trimmed; "$5.99", "Dr. Chen", "10:30 a.m.", "St. Mary" or a URL are never cut."""
    cut: list[str] = []
    start = 0
    for end, beginning, _ in _ends(text):
        cut.append(text[start:end])
        start = beginning
    cut.append(text[start:])
    return [sentence.strip() for sentence in cut if sentence.strip()]


def first_sentence(partial: str, *, least_words: int = SHORT_OPENING_WORDS) -> Begun | None:
    """The first sentence of a text that grows token by token, as soon as it has ended; None before.

    What a model thinks aloud (`<thinking>`) is no part of the text. Where a next token may well continue ("$5.", "Dr.",
    "10:30 a.m.", "418 Alder St.") the answer is None, until what follows tells.

    Args:
        partial: all that has come so far.
        least_words: a sentence of fewer words ("Yes.", "Of course.") is taken together with those that follow it,
            until there are so many.
    """
    text = without_reasoning(partial).lstrip()
    if not compiled(_ENDS_SOMEWHERE).search(text):
        return None
    for end, beginning, by_word in _ends(text):
        if len(text[:end].split()) < least_words:
            continue
        if by_word and not compiled(_WHOLE_WORD).match(text, beginning):
            return None
        return Begun(text[:end].rstrip(), certain=True)
    if _probably_ended(text) and len(text.split()) >= least_words:
        return Begun(text.rstrip(), certain=False)
    return None


_ENDS_SOMEWHERE = r"[.!?…\n]"
_WHOLE_WORD = r"\S+\s"
_VOWEL = r"(?i)[aeiouyáéíóúü]"
_LONG_WORD = 9
_SUFFIX = r"(?:ions?|ments?|ings?|ly|able|ness|ed|ity|ies|ers?|ances?|ences?|days?|ings?|ours?|dad|mente|ción)$"
"""What long words end with, and names of hosts ("cedarclinic" of "cedarclinic.com") rarely do."""


def _probably_ended(text: str) -> bool:
    """Whether a text without a further sentence in it ends behind a sentence rather than in the middle of a word."""
    tail = text.rstrip().rstrip("\"'”’»)]*_")
    mark = tail[-1:]
    if not mark or mark not in ".!?" or tail[-2:-1] in "!?.…" or not _closed(text):
        return False
    head = tail[:-1]
    if any(sign in head.rsplit(maxsplit=1)[-1] for sign in "./@:"):
        return False
    if mark != ".":
        return True
    word = _word_before(head, 0, len(head))
    if not word.replace("'", "").isalpha() or len(word) < 2 or not compiled(_VOWEL).search(word):
        return False
    short = head[-len(word) :].isupper() and len(word) <= 3
    if short or word in ABBREVIATIONS or _needs_a_word(".", word) or compiled(_LEAD_IN).search(text):
        return False
    return not (compiled(_WEB).search(head) or (len(word) >= _LONG_WORD and not compiled(_SUFFIX).search(word)))


def _closed(text: str) -> bool:
    """Whether no quotation, parenthesis or bold print is left open."""
    return text.count('"') % 2 == 0 and text.count("**") % 2 == 0 and text.count("(") <= text.count(")")


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
