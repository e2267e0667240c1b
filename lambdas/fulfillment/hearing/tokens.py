"""An utterance as a row of words that can be compared.

Knows spelling: case, accents, contractions, numerals and where each word stood; refuses to know what words mean.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

LONGEST_HEARD = 2000
"""Characters listened to; nobody says more in one breath, and Lex passes on less."""


@dataclass(frozen=True, slots=True)
class Token:
    word: str
    """Lower case, without accents; numerals as written."""
    start: int
    end: int
    """Where it stands in the text, in characters. Parts of one contraction share their place."""
    kind: str
    """`word`, `number`, `ordinal`, `clock`, `slash`, `iso`, or `mark` for a placeholder."""
    gap: str
    """What stood before it that is no space: `,`, `'`, `$` or nothing."""
    value: int | None = None
    """Of a number or ordinal of at most eight digits."""
    said: str = ""
    """As it was spelled."""


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        r"(?P<iso>(?<!\d)[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?!\d))"
        r"|(?P<slash>(?<![\d/])[0-9]{1,2}(?:/[0-9]{1,2}/(?:[0-9]{4}|[0-9]{2})|/[0-9]{1,2}"
        r"|-[0-9]{1,2}-(?:[0-9]{4}|[0-9]{2})|\.[0-9]{1,2}\.(?:[0-9]{4}|[0-9]{2}))(?![\d/]))"
        r"|(?P<clock>(?<!\d)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?!\d))"
        r"|(?P<ordinal>[0-9]+(?:st|nd|rd|th|º|ª|°)(?![^\W\d_]))"
        r"|(?P<number>[0-9]+)"
        r"|(?P<word>[^\W\d_][^\W\d_\u0300]*(?:[\u0300-\u036f][^\W\d_]*)*(?:['’‘`´][^\W\d_]+)*)",
        re.IGNORECASE,
    )


def fold(word: str) -> str:
    """Lower case, accents gone, one kind of apostrophe."""
    if word.isascii():
        return word.lower().replace("`", "'")
    decomposed = unicodedata.normalize("NFKD", re.sub("[’‘`´]", "'", word).casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def tokenize(text: str, contractions: Mapping[str, str]) -> list[Token]:
    """The words of a text, contractions written out: `I can't` is `i`, `can`, `not`.

    Args:
        text: anything; beyond `LONGEST_HEARD` characters it is not listened to.
        contractions: folded word -> its words, separated by spaces. An entry `'s` says which words' `'s` means `is`.
    """
    tokens: list[Token] = []
    last = 0
    text = text[:LONGEST_HEARD]
    for found in _pattern().finditer(text):
        kind = found.lastgroup or "word"
        raw = found.group()
        gap = text[last : found.start()].strip()
        last = found.end()
        if kind == "word":
            parts = _expand(fold(raw), contractions)
            for place, part in enumerate(parts):
                tokens.append(Token(part, found.start(), last, kind, "" if place else gap, None, raw))
        else:
            digits = re.sub(r"\D.*", "", raw) if kind == "ordinal" else raw
            value = int(digits) if kind in ("number", "ordinal") and len(digits) <= 8 else None
            tokens.append(Token(digits if kind == "ordinal" else raw, found.start(), last, kind, gap, value, raw))
    return tokens


def _expand(word: str, contractions: Mapping[str, str]) -> list[str]:
    whole = contractions.get(word)
    if whole is not None:
        return whole.split()
    stem, mark, tail = word.rpartition("'")
    if not mark:
        return [word]
    if tail == "s":
        return [stem, "is"] if stem in contractions.get("'s", "").split() else [stem, "'s"]
    ending = contractions.get(mark + tail)
    return [stem, *ending.split()] if ending else [word]


def words(tokens: list[Token]) -> list[str]:
    return [token.word for token in tokens]
