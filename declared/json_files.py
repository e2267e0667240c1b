"""JSON that people write: opened like their TOML, and where in it each key and list entry stands.

Knows JSON's grammar as far as it says where a value begins and ends; refuses to know what any key means.
"""

import json
import re
from bisect import bisect_right
from pathlib import Path
from typing import Any

from . import Refused, Source, read_text
from .places import Place

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_SCALAR = re.compile(r"[^\s,\]}]+")
DEEPEST = 100
"""Levels of objects and lists in a file; what nobody writes, and what can still be walked through."""


def open_json(path: Path, *, name: str) -> Source:
    """The JSON file, not yet held against a model. `name`: what sentences call it.

    Raises:
        Refused: it cannot be read, is not JSON, is nested too deeply, or a key is there twice.
    """
    text = read_text(path, name=name, advice="name a JSON file in it")
    nested = f"{name}: not valid JSON: lists or objects are nested too deeply"
    try:
        data = json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        what = error.msg[:1].lower() + error.msg[1:]
        raise Refused(f"{name}:{error.lineno}: not valid JSON: {what}, column {error.colno}") from error
    except RecursionError as error:
        raise Refused(nested) from error
    except ValueError as error:
        raise Refused(f"{name}: not valid JSON: {error}") from error
    if is_deeper(data):
        raise Refused(nested)
    return Source(name, data, text, places)


def is_deeper(data: Any, limit: int = DEEPEST) -> bool:
    """Whether lists and objects lie in each other deeper than so many levels; found without recursion."""
    level = [data]
    for _ in range(limit):
        level = [
            inner
            for each in level
            if isinstance(each, dict | list)
            for inner in (each.values() if isinstance(each, dict) else each)
        ]
        if not level:
            return False
    return True


def places(text: str) -> dict[Place, int]:
    """Every key and list entry of a valid JSON text, with the line, from 1, where it begins."""
    return _Scan(text).all()


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the key {twice!r} is there twice; remove one")
    return table


class _Scan:
    """One pass over a text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._ends = [match.start() for match in re.finditer("\n", text)]
        self._lines: dict[Place, int] = {}

    def all(self) -> dict[Place, int]:
        self._value(())
        return self._lines

    def _value(self, place: Place) -> None:
        opening = self._next()
        if opening in "{[":
            self._at += 1
            position = 0
            while self._next() not in "}]":
                self._entry(place, position if opening == "[" else None)
                position += 1
                self._at += self._next() == ","
            self._at += 1
        else:
            self._take(_STRING if opening == '"' else _SCALAR)

    def _entry(self, place: Place, position: int | None) -> None:
        line = bisect_right(self._ends, self._at - 1) + 1
        name: str | int = position if position is not None else str(json.loads(self._take(_STRING)))
        self._lines.setdefault((*place, name), line)
        self._at += position is None and self._next() == ":"
        self._value((*place, name))

    def _next(self) -> str:
        while self._text[self._at].isspace():
            self._at += 1
        return self._text[self._at]

    def _take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self._text, self._at)
        if match is None:
            raise ValueError(f"not valid JSON at character {self._at}")
        self._at = match.end()
        return match[0]
