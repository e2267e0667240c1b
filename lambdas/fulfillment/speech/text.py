"""Written text to text that can be read out.

Knows markup: entities, tags, markdown, links, citations, lines and signs; refuses to know how times, dates and numbers
are said (notation), and voices and limits (markup).
"""

import html
import re
import unicodedata

from .notation import spell_out
from .reasoning import without_reasoning
from .rewriting import rewrite, rules

PASSES = 8
"""Unwrapping one layer may uncover another (`&lt;b&gt;`); what still changes after so many is stripped of all signs."""

LONGEST = 6000
"""Characters; Lex carries 1,024, so what comes later is never heard."""

_TYPEWRITTEN = {
    ord(sign): plain
    for sign, plain in zip(
        "“”„«»‘’…\u00a0\u202f\u2009", ('"', '"', '"', '"', '"', "'", "'", "...", " ", " ", " "), strict=True
    )
}
_UNSPOKEN = frozenset(("So", "Sk", "Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Me"))
_VARIANTS = frozenset(chr(number) for number in range(0xFE00, 0xFE10))
_SIGNS = re.compile(r"[<>{}\[\]【】^\\~=*_#|`]")


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
    return _tidy(re.sub(r"[^\w\s.,;:?!$%'\"()@+-]", "", text).replace("_", " "))


def _once(text: str, locale: str) -> str:
    text = without_reasoning(_unescaped(text))[:LONGEST]
    text = _lines(rewrite(text, (_TAGS, _MARKDOWN)))
    text = spell_out(text.translate(_TYPEWRITTEN), locale=locale)
    return _tidy(_without_signs(text))


def _unescaped(text: str) -> str:
    """Entities resolved, also those that were escaped more than once."""
    for _ in range(PASSES):
        once = html.unescape(text)
        if once == text:
            break
        text = once
    return text


_TAGS = rules(
    ("<!--", r"(?s)<!--.{0,2000}?(?:-->|$)", " "),
    ("</", r"(?is)<(script|style|sources?|citations?)\b[^<>]{0,200}>.{0,2000}?</\1\s*>", " "),
    ("[:@]", r"<((?:https?://|mailto:|tel:)[^<>\s]{1,500}|[^<>\s@]{1,64}@[^<>\s@]{1,200})>", r"\1"),
    ("<", r"(?i)<(?:br|p|/p|/li|/div|/h[1-6]|/tr)\b[^<>]{0,200}>", "\n"),
    ("<", r"</?[?!]?[A-Za-z][^<>]{0,500}>", " "),
    ("<", r"<[/?!]?(?=[A-Za-z/?!])", " "),
)
_SOURCE_IN_BRACKETS = (
    r"(?i)[ \t]?\[(?:sources?|passages?|documents?|docs?|ref|fuentes?|documentos?|pasajes?)\b[^\[\]]{0,60}\](?!\()"
)
_MARKDOWN = rules(
    ("[`~]", r"(?m)^[ \t]*(?:```|~~~)[^\n]*$", ""),
    ("```", r"```", " "),
    ("【", r"【[^】\n]{0,100}】", ""),
    ("]:", r"(?m)^[ \t]*\[[^\[\]\n]{1,80}\]:[ \t]*\S+[^\n]*$", ""),
    ("](", r"\[\^?\d{1,3}\]\([^()\s]{0,1000}\)", ""),
    ("](", r"!?\[([^\[\]]{0,500})\]\(([^()\s]{0,1000})(?:\s[^()]{0,200})?\)", r"\1"),
    ("[", r"\[\^?\d{1,3}(?:[ \t]?[,;–-][ \t]?\d{1,3}){0,10}\]", ""),
    ("[", _SOURCE_IN_BRACKETS, ""),
    ("(", r"(?i)[ \t]?\((?:sources?|fuentes?):[^()]{0,200}\)", ""),
    ("[", r"(?m)^([ \t]*[-*+•][ \t]+)\[[ xX]\][ \t]+", r"\1"),
    ("[", r"\[([^\[\]]{0,500})\](?:\[[^\[\]]{0,100}\])?", r"\1"),
    ("[#>]", r"(?m)^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?)+", ""),
    ("#", r"(?m)[ \t]+#{1,6}[ \t]*$", ""),
    ("[-*_]", r"(?m)^[ \t]*(?:[-*_][ \t]*){3,}$", ""),
    ("=", r"(?m)^[ \t]*={2,}[ \t]*$", ""),
    ("--", r"(?m)^[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|?)+[ \t]*$", ""),
    ("[-*+•◦▪‣·–—]", r"(?m)^[ \t]*[-*+•◦▪‣·–—][ \t]+(\S?)", lambda found: found[1].upper()),
    ("[.)]", r"(?m)^[ \t]*(?:\(?(?:\d{1,2}|[ivx]{1,5}|[IVX]{1,5})[.)][ \t]+|\(?[a-h]\)[ \t]+)", ""),
    ("|", r"(?m)^[ \t]*\|[ \t]*|[ \t]*\|[ \t]*$", ""),
    ("|", r"[ \t]*\|[ \t]*", ", "),
    ("[*`~]", r"[*`~]{2,}|`", ""),
    ("*", r"\*(?=\S)|(?<=\S)\*", ""),
    ("_", r"(?<!\w)_+(?=\w)|(?<=\w)_+(?!\w)", ""),
)


def _lines(text: str) -> str:
    """Every line a sentence of its own, unless it runs on."""
    lines = [re.sub(r"\s+", " ", line).strip() for line in re.split(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+", text)]
    said = ""
    for line in filter(None, lines):
        if said and said[-1] not in ".!?:;,…" and not line[0].islower():
            said += "."
        said = f"{said} {line}" if said else line
    return said


def _without_signs(text: str) -> str:
    """No sign that has no sound: emoji, controls, what is left of markup; a dash between words is a pause."""
    text = re.sub(r"(?<=\s)[-‐‑‒–—−]{1,3}(?=\s)", ",", text)
    text = re.sub(r"(?<=\w)\s?—\s?(?=[^\W\d])", ", ", text)
    if not text.isascii() or not text.isprintable():
        kept = (sign for sign in text if unicodedata.category(sign) not in _UNSPOKEN and sign not in _VARIANTS)
        text = "".join(kept)
    return _SIGNS.sub(" ", text)


def _tidy(text: str) -> str:
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"\s+(?=[.,;:!?](?:\s|$))", "", text)
    text = re.sub(r"\(\s*\)", "", text)
    text = re.sub(r"([,;:])(?:\s*[,;:])+", r"\1", text)
    text = re.sub(r"[,;:]+(?=[.!?])", "", text)
    text = re.sub(r"(?<!\.)\.(?:\s*\.)(?!\.)", ".", text)
    return re.sub(r"\s+", " ", text).strip(" ,;")
