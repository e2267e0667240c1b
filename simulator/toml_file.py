"""A TOML file that people write, read into a checked value; what is wrong with it told by line and key.

Knows how a problem is put into one sentence; refuses to know what any key means.
"""

import tomllib
from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticCustomError

from simulator.toml_lines import line_of

Model = TypeVar("Model", bound=BaseModel)

A_TIME = "2026-12-01T09:30:00-08:00"
"""How a date and time with an offset is written."""
_TOLD = "told"


class Refused(ValueError):
    """The file says something it may not; the message names file, line, key and what is allowed."""


def problem(message: str, *at: str | int) -> PydanticCustomError:
    """What a validator raises when its own sentence says all; `at`: the key inside the table, where it is one."""
    return PydanticCustomError(_TOLD, "{message}", {"message": message, "at": list(at)})


def read(path: Path, model: type[Model]) -> tuple[Model, str]:
    """The file as a value, and its text.

    Raises:
        Refused: it cannot be read, is not TOML, or says something the model does not take.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except IsADirectoryError as error:
        raise Refused(f"{path}: a directory; name the call scripts in it, such as {path}/*.toml") from error
    except UnicodeDecodeError as error:
        raise Refused(f"{path}: not UTF-8 text (byte {error.start}); a call script is a TOML file") from error
    except OSError as error:
        raise Refused(f"{path}: cannot be read: {error.strerror or error}") from error
    try:
        return model.model_validate(tomllib.loads(text)), text
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"{path}: not valid TOML: {error}") from error
    except ValidationError as error:
        raise Refused(_explain(error, path, text, model)) from error


def _explain(error: ValidationError, path: Path, text: str, model: type[BaseModel]) -> str:
    """One sentence for the first problem: file, line, key, what was wrong and what is allowed."""
    first = next((one for one in error.errors() if one["type"] == "extra_forbidden"), error.errors()[0])
    where = (*_without_union_tags(first["loc"]), *first.get("ctx", {}).get("at", ()))
    place = f"{path}:{line_of(text, where)}: {dotted(where)}"
    if first["type"] == "extra_forbidden":
        allowed = ", ".join(_fields(model, where[:-1]))
        return f"{place}: unknown key{_meant(str(where[-1]), allowed.split(', '))}; allowed here: {allowed}"
    if first["type"] in ("timezone_aware", "datetime_type"):
        return f"{place}: must be a date and time with an offset, such as {A_TIME}; got {_shown(first['input'])}"
    if first["type"] == _TOLD:
        return f"{place}: {first['msg']}"
    return f"{place}: {first['msg']}; got {_shown(first['input'])}"


def _without_union_tags(loc: Sequence[str | int]) -> tuple[str | int, ...]:
    """Pydantic puts the branch of a union that failed into the place of the error; no key is called so."""
    return tuple(part for part in loc if isinstance(part, int) or part.replace("_", "").isalnum())


def _fields(model: type[BaseModel], where: Sequence[str | int]) -> list[str]:
    """The keys that may stand in the table at `where`."""
    table: type[BaseModel] = model
    for part in where:
        if isinstance(part, str) and part in table.model_fields:
            table = _table_type(table.model_fields[part].annotation) or table
    return list(table.model_fields)


def _table_type(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        if found := _table_type(argument):
            return found
    return None


def _meant(key: str, allowed: Sequence[str]) -> str:
    near = get_close_matches(key, allowed, n=1)
    return f" (did you mean {near[0]}?)" if near else ""


def dotted(where: Sequence[str | int]) -> str:
    """The place of a key: `turns[0].says`."""
    text = ""
    for part in where:
        text += f"[{part}]" if isinstance(part, int) else f".{part}"
    return text.lstrip(".") or "the file"


def _shown(value: object) -> str:
    shown = str(value) if isinstance(value, date) else repr(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."
