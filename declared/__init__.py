"""The files that people write, read into checked values: what is wrong with one is a sentence that names file, line,
key, what is allowed and the nearest name.

Knows how a file is opened, taken for TOML, held against a model and refused; refuses to know what any file is for.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from .places import Place, nearest, places
from .wording import A_TIME, meant, one_of, pattern, problem, sentence, shown

__all__ = [
    "A_TIME",
    "LISTED",
    "Refused",
    "Source",
    "Table",
    "Written",
    "dotted",
    "located",
    "meant",
    "one_of",
    "open_toml",
    "pattern",
    "problem",
    "read",
    "read_text",
    "shown",
]

Model = TypeVar("Model", bound=BaseModel)
LISTED: Final = Field(strict=False)
"""For a tuple, a set or an enumeration in a strict table: TOML has lists and text for them. What is in them stays
strict."""


class Refused(ValueError):
    """The file says something it may not; the message is one sentence: file, line, key, what is allowed."""


class Table(BaseModel):
    """A table that people write: no other keys, and no value bent into another type."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


class Written(dict[str, Any]):
    """A table that knows where in its file it stands, wherever it is moved or copied to."""

    def __init__(self, items: Mapping[str, Any], place: Place) -> None:
        super().__init__(items)
        self.place = place

    def __deepcopy__(self, memo: dict[int, Any]) -> "Written":
        return Written({key: deepcopy(value, memo) for key, value in self.items()}, self.place)


def located(value: Any, place: Place = ()) -> Any:
    """A copy in which every table is a `Written`; one that already is keeps its place."""
    if isinstance(value, dict):
        here = value.place if isinstance(value, Written) else place
        return Written({key: located(inner, (*here, key)) for key, inner in value.items()}, here)
    if isinstance(value, list):
        return [located(inner, (*place, position)) for position, inner in enumerate(value)]
    return value


@dataclass(frozen=True)
class Source:
    """What a file says, and where. `name` is what sentences call it."""

    name: str
    data: Mapping[str, Any]
    text: str = field(repr=False)
    find: Callable[[str], Mapping[Place, int]] = field(default=places, repr=False)
    """The text's keys with their lines, from 1; made when something is refused."""

    @cached_property
    def _lines(self) -> Mapping[Place, int]:
        return self.find(self.text)

    def refused(self, message: str, *at: str | int) -> Refused:
        """The refusal of what stands at this place."""
        return Refused(f"{self.name}:{nearest(self._lines, at)}: {dotted(at)}: {message}")

    def only(self, allowed: Sequence[str], table: Mapping[str, Any], *at: str | int) -> None:
        """Raises: Refused: the table, which stands at this place, has a key that is not allowed in it."""
        for key in table:
            if key not in allowed:
                raise self.refused(_unknown_key(key, allowed), *at, key)

    def check(
        self,
        model: type[Model],
        data: Any = None,
        *,
        at: Place = (),
        keys: Mapping[type[BaseModel], Sequence[str]] | None = None,
    ) -> Model:
        """The value that the file declares.

        Args:
            model: What it must be.
            data: A part of the file, or something made of its `Written` tables; default: all of it.
            at: Where that part stands.
            keys: What may be written in tables of these models, where it differs from their fields.

        Raises:
            Refused: the model does not take it.
        """
        value = self.data if data is None else data
        try:
            return model.model_validate(value)
        except ValidationError as error:
            raise self._refusal(error, model, value, at, keys or {}) from error

    def _refusal(
        self,
        error: ValidationError,
        model: type[BaseModel],
        data: Any,
        at: Place,
        keys: Mapping[type[BaseModel], Sequence[str]],
    ) -> Refused:
        """An unknown key comes first: where it is a misspelling, the missing key it causes says less."""
        errors = error.errors()
        first = next((each for each in errors if each["type"] == "extra_forbidden" or _is_key(each)), errors[0])
        where = _place(data, first, at)
        if first["type"] == "extra_forbidden":
            allowed = [*_allowed(model, first["loc"], keys)]
            return self.refused(_unknown_key(str(first["loc"][-1]), allowed), *where)
        if _is_key(first):
            allowed = re.findall(r"'([^']*)'", str(first.get("ctx", {}).get("expected", "")))
            return self.refused(_unknown_key(str(first["loc"][-2]), allowed), *where)
        same = [each for each in errors if _place(data, each, at) == where]
        return self.refused(sentence(same), *where)


def read(path: Path, model: type[Model], *, name: str | None = None) -> Model:
    """The TOML file as a value. `name`: what sentences call it; default: its path.

    Raises:
        Refused: it cannot be read, is not TOML, or says something the model does not take.
    """
    return open_toml(path, name=name).check(model)


def open_toml(path: Path, *, name: str | None = None, advice: str = "name a TOML file in it") -> Source:
    """The TOML file, not yet held against a model. `advice`: what to do when it is a directory.

    Raises:
        Refused: it cannot be read or is not TOML.
    """
    shown_as = name or str(path)
    text = read_text(path, name=shown_as, advice=advice)
    try:
        return Source(shown_as, tomllib.loads(text), text)
    except RecursionError as error:
        raise Refused(f"{shown_as}: not valid TOML: lists or tables are nested too deeply") from error
    except ValueError as error:
        raise Refused(_broken(shown_as, text, str(error))) from error


def read_text(path: Path, *, name: str, advice: str) -> str:
    """The file's text, without the mark that some editors put before it.

    Raises:
        Refused: it cannot be read, or is not UTF-8.
    """
    try:
        return path.read_bytes().decode("utf-8-sig")
    except IsADirectoryError as error:
        raise Refused(f"{name}: a directory; {advice}") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise Refused(f"{name}:{line}: not UTF-8 text (byte {error.start}); save it as UTF-8") from error
    except (OSError, ValueError) as error:
        raise Refused(f"{name}: cannot be read: {getattr(error, 'strerror', None) or error}") from error


def dotted(where: Iterable[str | int]) -> str:
    """The place of a key: `turns[0].says`."""
    text = ""
    for part in where:
        text += f"[{part}]" if isinstance(part, int) else f".{part}"
    return text.lstrip(".") or "the file"


def _broken(name: str, text: str, message: str) -> str:
    """TOML's own complaint, with the line in front."""
    found = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", message)
    line = (found[1] if found else None) or len(text.rstrip("\n").splitlines()) or 1
    what = message[: found.start()] if found else message
    if what == "Cannot overwrite a value":
        what = "a key is there twice"
    return f"{name}:{line}: not valid TOML: {what}"


def _is_key(error: ErrorDetails) -> bool:
    """Whether it is the name of a key that is refused, not its value."""
    return len(error["loc"]) > 1 and error["loc"][-1] == "[key]"


def _unknown_key(key: str, allowed: Sequence[str]) -> str:
    return f"unknown key{meant(key, allowed)}; allowed here: {', '.join(allowed)}"


def _place(data: Any, error: ErrorDetails, at: Place) -> Place:
    """Where in the file the error is: a moved table leads back to where it was written.

    Pydantic puts the branch of a union that failed into the location; no key is called so.
    """
    here, place = data, data.place if isinstance(data, Written) else at
    for part in (*error["loc"], *error.get("ctx", {}).get("at", ())):
        if _holds(here, part):
            here = here[part]
            place = here.place if isinstance(here, Written) else (*place, part)
        elif error["type"] == "missing" and part == error["loc"][-1]:
            return (*place, part)
    return place


def _holds(value: Any, part: str | int) -> bool:
    if isinstance(value, dict):
        return part in value
    return isinstance(value, (list, tuple)) and isinstance(part, int) and part < len(value)


def _allowed(
    model: type[BaseModel], where: Sequence[str | int], keys: Mapping[type[BaseModel], Sequence[str]]
) -> Iterable[str]:
    """The keys that may stand in the table that has the one at `where`."""
    table: type[BaseModel] = model
    for part in where[:-1]:
        if isinstance(part, str) and part in table.model_fields:
            table = _table_type(table.model_fields[part].annotation) or table
    return keys.get(table, table.model_fields)


def _table_type(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        if found := _table_type(argument):
            return found
    return None
