"""What a caller's words ask beside an answer, as far as `scope.toml` tells: orders, what must not be answered, tasks.

Knows words spelled out, spaces and patterns; refuses to know passages and requests. A real model needs none of this: it
is here so that refusals and tasks can be played without one, and claims nothing about how a real one refuses.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_SCOPE_FILE = Path(__file__).with_name("scope.toml")
_NAME = re.compile(r"(?<!\?P)<([a-z]+)>")
_SPELLED_OUT = re.compile(r"(?<![a-z0-9'])(?:[a-z][ .\-_*]+){3,}[a-z](?![a-z0-9'])", re.IGNORECASE)
"""`i g n o r e`, `i-g-n-o-r-e`: at least four letters that stand alone."""


@dataclass(frozen=True, slots=True)
class _Scope:
    orders: re.Pattern[str]
    refused: re.Pattern[str]
    """Orders too."""
    tasks: Mapping[str, re.Pattern[str]]
    """By intent: a wish to begin it, and what follows as `rest`."""
    about: re.Pattern[str]
    """What makes of a wish a question about the task."""


@cache
def _scope() -> _Scope:
    """The patterns, read once."""
    data = tomllib.loads(_SCOPE_FILE.read_text(encoding="utf-8"))
    named: dict[str, str] = {}

    def made(pattern: str) -> str:
        return _NAME.sub(lambda found: named[found[1]], pattern.replace("\\\n", ""))

    def one_of(*patterns: str) -> re.Pattern[str]:
        return re.compile("|".join(map(made, patterns)), re.IGNORECASE)

    for name, pattern in data["words"].items():
        named[name] = made(pattern)
    kinds, wished = data["refused"], data["wished"]
    return _Scope(
        orders=one_of(*kinds["orders"]),
        refused=one_of(*(pattern for patterns in kinds.values() for pattern in patterns)),
        tasks={
            intent: one_of(rf"<lead>(<us>|<self>)({task})\b(?P<rest>.*)") for intent, task in wished["tasks"].items()
        },
        about=one_of(wished["about"]),
    )


def orders(text: str) -> bool:
    """Whether it orders the one who reads it about, in a question as in a passage."""
    return bool(_scope().orders.search(_plain(text)))


def refused(question: str) -> bool:
    """Whether it must not be answered, whatever the passages say: orders, other people's data, medical advice."""
    return bool(_scope().refused.search(_plain(question)))


def wished_task(text: str) -> str | None:
    """The task that a caller orders or wishes to begin, by its intent; None for all else, and questions about it."""
    plain, scope = _plain(text).strip(" .!?"), _scope()
    for intent, pattern in scope.tasks.items():
        wish = pattern.fullmatch(plain)
        if wish and not scope.about.search(wish["rest"]):
            return intent
    return None


def _plain(text: str) -> str:
    """One space between words, and letters that were spelled out as the word they make."""
    joined = _SPELLED_OUT.sub(lambda found: re.sub(r"[^A-Za-z]", "", found[0]), text.replace("’", "'"))
    return " ".join(joined.split())
