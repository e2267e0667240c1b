"""What a value is refused for, in words.

Knows the kinds of refusals there are and how each is put; refuses to know files, lines and what any key means.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from difflib import get_close_matches
from typing import Any

from pydantic_core import ErrorDetails, PydanticCustomError

A_TIME = "2026-12-01T09:30:00-08:00"
"""How a date and time with an offset is written."""
TOLD = "told"
"""The kind of a refusal that says all by itself."""
_NEAR = 0.6
_SHOWN_CHARS = 60

_PATTERNS: dict[str, str] = {}
_MOMENT = f"be a date and time with an offset, without quotes, such as {A_TIME}"
_DEMANDS: Mapping[str, str] = {
    "missing": "be given",
    "string_type": "be text, in quotes",
    "int_type": "be a whole number, without quotes",
    "int_from_float": "be a whole number",
    "float_type": "be a number, without quotes",
    "finite_number": "be an ordinary number, not inf or nan",
    "bool_type": "be true or false, without quotes",
    "date_type": "be a date without quotes, such as 2026-12-01",
    "time_type": "be a time of day without quotes and offset, such as 08:00:00",
    "datetime_type": _MOMENT,
    "timezone_aware": _MOMENT,
    "list_type": "be a list, in [ ]",
    "tuple_type": "be a list, in [ ]",
    "frozen_set_type": "be a list, in [ ]",
    "greater_than_equal": "be at least {ge}",
    "greater_than": "be more than {gt}",
    "less_than_equal": "be at most {le}",
    "less_than": "be less than {lt}",
}


def problem(message: str, *at: str | int) -> PydanticCustomError:
    """What a validator raises when its own sentence says all; `at`: the way to the value inside the table."""
    return PydanticCustomError(TOLD, "{message}", {"message": message, "at": list(at)})


def pattern(regex: str, words: str) -> str:
    """The expression itself; from now on a text that does not match is told that it must be `words`."""
    _PATTERNS[regex] = words
    return regex


def meant(wrong: str, names: Iterable[str]) -> str:
    """` (did you mean ...?)` for the name nearest to the wrong one, else nothing."""
    folded = {name.casefold(): name for name in names}
    key = wrong.casefold()
    longer = [name for name in folded if name.startswith(key) or key.startswith(name)] if len(key) > 2 else []
    near = sorted(longer, key=len) or get_close_matches(key, folded, n=1, cutoff=_NEAR)
    return f" (did you mean {folded[near[0]]}?)" if near else ""


def one_of(wrong: object, names: Iterable[str]) -> str:
    """What is said of a name that is none of these: the nearest, and all there are."""
    known = list(names)
    return f"there is no {wrong!r}{meant(str(wrong), known)}; there are {', '.join(known) or 'none'}"


def sentence(errors: Sequence[ErrorDetails]) -> str:
    """What is wrong with one value: `errors` are those of its place, one for each thing it might have been."""
    first = errors[0]
    if first["type"] in (TOLD, "value_error", "assertion_error"):
        return first["msg"].removeprefix("Value error, ").removeprefix("Assertion failed, ")
    if first["type"] == "missing":
        return "is missing; add it"
    demands = dict.fromkeys(_demand(error) for error in errors)
    value = first["input"]
    names = [name for error in errors for name in _names(error)]
    near = meant(value, names) if isinstance(value, str) else ""
    got = "" if isinstance(value, (dict, list)) or first["type"] == "string_too_long" else f"; got {shown(value)}"
    return f"must {', or '.join(demands)}{got}{near}"


def printable(text: str) -> str:
    """A text from a stranger as a terminal may have it: what is no letter, sign or line break becomes a space."""
    return "".join(each if each.isprintable() or each == "\n" else " " for each in text)


def shown(value: object) -> str:
    """A value as it is written in TOML, cut when long."""
    if isinstance(value, (date, datetime, time)):
        text = value.isoformat()
    elif isinstance(value, bool):
        text = str(value).lower()
    else:
        text = repr(value)
    return text if len(text) <= _SHOWN_CHARS else f"{text[: _SHOWN_CHARS - 3]}..."


def _demand(error: ErrorDetails) -> str:
    """What follows `must`."""
    kind, context = error["type"], error.get("ctx", {})
    value = error["input"]
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        key = _header(error)
        inside = isinstance(error["loc"][-1] if error["loc"] else "", int)
        return f"be a table, [[{key}]]" if inside else f"be a table, [{key}], written once"
    if kind in ("list_type", "tuple_type") and isinstance(value, dict):
        return f"be a list of tables, [[{_header(error)}]]"
    if kind == "string_pattern_mismatch":
        return f"be {_PATTERNS.get(str(context['pattern']), 'text of another form')}"
    if kind in ("literal_error", "enum"):
        names = _names(error)
        return f"be {names[0]}" if len(names) == 1 else f"be one of {', '.join(names)}"
    if kind in ("too_long", "string_too_long"):
        return f"have at most {context['max_length']} {'characters' if kind.startswith('string') else 'entries'}"
    if kind in ("too_short", "string_too_short"):
        least = context["min_length"]
        what = "character" if kind.startswith("string") else "entry"
        return "not be empty" if least == 1 else f"have at least {least} {what}s".replace("entrys", "entries")
    if kind in _DEMANDS:
        return _DEMANDS[kind].format(**{name: _number(limit) for name, limit in context.items()})
    return error["msg"][:1].lower() + error["msg"][1:].replace("Input should ", "")


def _header(error: ErrorDetails) -> str:
    """What stands between the brackets over the table at this place."""
    return ".".join(part for part in error["loc"] if isinstance(part, str))


def _number(limit: object) -> object:
    return int(limit) if isinstance(limit, float) and limit.is_integer() else limit


def _names(error: ErrorDetails) -> list[str]:
    """The names among which a value must be, where there are such."""
    expected: Any = error.get("ctx", {}).get("expected", "")
    return re.findall(r"'([^']*)'", str(expected)) if error["type"] in ("literal_error", "enum") else []
