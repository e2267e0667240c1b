"""Where in a TOML file each key, list entry and table stands.

Knows the grammar of TOML as far as it says where a value begins and ends; refuses to know what any key means.
The values themselves come from `tomllib`, which keeps no positions: the text must be one that it takes.
"""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Mapping, Sequence

Place = tuple[str | int, ...]
"""The way to a value: keys, and positions in lists from 0."""

_SPACE = re.compile(r"[ \t]*")
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}\n#]*")
_STRING = re.compile(
    r'"""(?:[^"\\]|\\[\s\S]|"(?!""))*"{3,5}'
    r"|'''(?:[^']|'(?!''))*'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
)


def line_of(text: str, place: Sequence[str | int]) -> int:
    """The line, from 1, of the value at `place`, or of the nearest table or list around it."""
    return nearest(places(text), place)


def nearest(lines: Mapping[Place, int], place: Sequence[str | int]) -> int:
    """The line of `place` among those known, or of what holds it; 1 when nothing does."""
    wanted = tuple(place)
    return next((lines[wanted[:end]] for end in range(len(wanted), 0, -1) if wanted[:end] in lines), 1)


def places(text: str) -> dict[Place, int]:
    """Every key, list entry and table of a valid TOML text, with the line, from 1, where it begins."""
    return _Scan(text).all()


class _Scan:
    """One pass over a text. Lists of tables are counted as they are opened."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._ends = [match.start() for match in re.finditer("\n", text)]
        self._lines: dict[Place, int] = {}
        self._opened: dict[Place, int] = {}

    def all(self) -> dict[Place, int]:
        table: Place = ()
        while self._skip(_BLANK) < len(self._text):
            if self._text[self._at] == "[":
                table = self._header()
            else:
                self._pair(table)
        return self._lines

    def _header(self) -> Place:
        start = self._at
        repeated = self._text.startswith("[[", start)
        self._at += 2 if repeated else 1
        names = self._key()
        self._at += 2 if repeated else 1
        table: Place = ()
        for position, name in enumerate(names):
            table = (*table, name)
            self._mark(table, start)
            if repeated and position == len(names) - 1:
                self._opened[table] = self._opened.get(table, -1) + 1
            if table in self._opened:
                table = (*table, self._opened[table])
        self._mark(table, start)
        return table

    def _pair(self, table: Place) -> None:
        start = self._at
        for name in self._key():
            table = (*table, name)
            self._mark(table, start)
        self._at += 1
        self._skip(_SPACE)
        self._value(table)

    def _key(self) -> list[str]:
        names = []
        while True:
            self._skip(_SPACE)
            raw = self._take(_STRING if self._text[self._at] in "\"'" else _BARE)
            names.append(str(tomllib.loads(f"key = {raw}")["key"]) if raw[0] in "\"'" else raw)
            self._skip(_SPACE)
            if self._text[self._at] != ".":
                return names
            self._at += 1

    def _value(self, place: Place) -> None:
        opening = self._text[self._at]
        if opening == "[":
            self._entries(place)
        elif opening == "{":
            self._inline(place)
        else:
            self._take(_STRING if opening in "\"'" else _SCALAR)

    def _entries(self, place: Place) -> None:
        self._at += 1
        position = 0
        while self._text[self._skip(_BLANK)] != "]":
            self._mark((*place, position), self._at)
            self._value((*place, position))
            self._comma()
            position += 1
        self._at += 1

    def _inline(self, place: Place) -> None:
        self._at += 1
        while self._text[self._skip(_BLANK)] != "}":
            self._pair(place)
            self._comma()
        self._at += 1

    def _comma(self) -> None:
        if self._text[self._skip(_BLANK)] == ",":
            self._at += 1

    def _mark(self, place: Place, at: int) -> None:
        self._lines.setdefault(place, bisect_right(self._ends, at - 1) + 1)

    def _skip(self, pattern: re.Pattern[str]) -> int:
        self._take(pattern)
        return self._at

    def _take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self._text, self._at)
        if match is None:
            raise ValueError(f"not valid TOML at character {self._at}")
        self._at = match.end()
        return match[0]
