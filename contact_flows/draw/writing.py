"""Text as it stands in a picture: how wide it is, where its lines break, what of SSML and placeholders is shown.

Knows letters; refuses to know blocks. Widths are estimated for the widest sans-serif letters in common use, so that a
line fits whichever the reader's machine has.
"""

import html
import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from contact_flows.language import PLACEHOLDER

_TAG = re.compile(r"<[^<>]*>")
_ARN = re.compile(r"^arn:[^:]*:[^:]*:[^:]*:[^:]*:(.*[^/])$")
_NARROW, _WIDE = frozenset("iljtfrI.,:;'|!()[]{} ·‹›"), frozenset("mwMWQO@%—…≥≤")


def shown(text: str) -> str:
    """A text without what no picture can hold, its placeholders as ‹names›."""
    printable = "".join(each if each.isprintable() else " " for each in text)
    return PLACEHOLDER.sub(r"‹\1›", printable).strip()


def spoken(ssml: str) -> str:
    """SSML as it is heard: tags dropped, entities as their letters."""
    return re.sub(r"\s+", " ", html.unescape(_TAG.sub(" ", ssml))).strip()


def value(given: Any) -> str:
    """A parameter's value on one line; of an ARN what stands last."""
    if isinstance(given, str):
        found = _ARN.match(given)
        return shown(found[1].rpartition("/")[2] if found else given)
    if isinstance(given, Mapping) and set(given) == {"Value"}:
        return value(given["Value"])
    if isinstance(given, list) and all(isinstance(each, str) for each in given):
        return ", ".join(map(value, given)) or "none"
    return shown(json.dumps(given, ensure_ascii=False, default=str))


def width(text: str, size: float) -> float:
    """How wide a text stands at a size, at most; both in the picture's units."""
    return size * sum(_letter(each) for each in text)


def _letter(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.05
    if letter in _NARROW:
        return 0.39
    if letter in _WIDE:
        return 1.0
    return 0.74 if letter.isupper() else 0.63


def wrap(text: str, size: float, *, across: float, lines: int) -> list[str]:
    """A text in lines no wider than `across`, at most so many; the last ends in … where there was more."""
    found, line = list[str](), ""
    for word in text.split():
        for piece in _pieces(word, size, across):
            if line and width(f"{line} {piece}", size) > across:
                found.append(line)
                line = piece
            else:
                line = f"{line} {piece}" if line else piece
    found += [line] if line else []
    if len(found) <= lines:
        return found
    last = found[lines - 1]
    while last and width(f"{last} …", size) > across:
        last = last[:-1]
    return [*found[: lines - 1], f"{last.rstrip()} …"]


def _pieces(word: str, size: float, across: float) -> list[str]:
    """A word, cut where it is wider than a line."""
    pieces, piece, taken = list[str](), "", 0.0
    for letter in word:
        wide = _letter(letter) * size
        if piece and taken + wide > across:
            pieces.append(piece)
            piece, taken = "", 0.0
        piece, taken = piece + letter, taken + wide
    return [*pieces, piece]
