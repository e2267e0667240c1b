"""Where in a TOML file a key stands.

Knows table headers, keys and strings well enough to count lines; refuses to know what any key means.
The values themselves come from `tomllib`, which keeps no positions.
"""

import re
from collections.abc import Sequence

Path = tuple[str | int, ...]

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"""^\s*((?:"[^"]*"|'[^']*'|[A-Za-z0-9_-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[A-Za-z0-9_-]+))*)\s*=""")
_PART = re.compile(r""""([^"]*)"|'([^']*)'|([A-Za-z0-9_-]+)""")


def line_of(text: str, path: Sequence[str | int]) -> int:
    """The line, from 1, of the key at `path` (list positions from 0), or of the nearest table around it.

    Keys inside an inline table or a list stand on the line on which they are written, where that can be told,
    else on the line of the key that holds them.
    """
    places = _places(text)
    wanted = tuple(path)
    for length in range(len(wanted), 0, -1):
        line = places.get(wanted[:length])
        if line is not None:
            return _inner_line(text, line, wanted[length:])
    return 1


def _places(text: str) -> dict[Path, int]:
    places: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    inside = _Value()
    for number, line in enumerate(text.splitlines(), start=1):
        if inside.open:
            inside.read(line)
            continue
        if header := _HEADER.match(line):
            table = _table(_parts(header[2]), repeated=header[1] == "[[", counts=counts)
            places.setdefault(table, number)
        elif key := _KEY.match(line):
            places.setdefault((*table, *_parts(key[1])), number)
            inside.read(line[key.end() :])
    return places


def _table(names: Sequence[str], *, repeated: bool, counts: dict[Path, int]) -> Path:
    """The table's path, with the position of every repeated table on the way to it."""
    path: Path = ()
    for name in names[:-1]:
        path = (*path, name)
        if path in counts:
            path = (*path, counts[path])
    path = (*path, names[-1])
    if repeated:
        counts[path] = counts.get(path, -1) + 1
        path = (*path, counts[path])
    return path


def _parts(dotted: str) -> list[str]:
    return [first or second or third for first, second, third in _PART.findall(dotted)]


def _inner_line(text: str, line: int, rest: Path) -> int:
    names = [part for part in rest if isinstance(part, str)]
    if not names:
        return line
    pattern = re.compile(rf"""(?<![A-Za-z0-9_-])["']?{re.escape(names[-1])}["']?\s*=""")
    for number, content in enumerate(text.splitlines()[line - 1 :], start=line):
        if number > line and (_HEADER.match(content) or _KEY.match(content)):
            break
        if pattern.search(content.partition("=")[2] if number == line else content):
            return number
    return line


class _Value:
    """Whether a value that has begun goes on in the next line."""

    def __init__(self) -> None:
        self._quote: str | None = None
        self._depth = 0

    @property
    def open(self) -> bool:
        return self._quote is not None or self._depth > 0

    def read(self, line: str) -> None:
        at = 0
        while at < len(line):
            if self._quote is not None:
                at = self._skip_string(line, at)
            elif line[at] == "#":
                return
            elif line[at] in "\"'":
                self._quote = line[at : at + 3] if line[at : at + 3] == line[at] * 3 else line[at]
                at += len(self._quote)
            else:
                self._depth += (line[at] in "[{") - (line[at] in "]}")
                at += 1
        if self._quote is not None and len(self._quote) == 1:
            self._quote = None

    def _skip_string(self, line: str, at: int) -> int:
        quote = self._quote or ""
        if line[at] == "\\" and quote[0] == '"':
            return at + 2
        if line.startswith(quote, at):
            self._quote = None
            return at + len(quote)
        return at + 1
