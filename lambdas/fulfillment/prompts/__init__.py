"""Every sentence with data in it that the function speaks, by key and locale.

Knows where the sentences are and how to fill them; refuses to know when they are said. The sentences are data: one TOML
file a locale, the same keys in each.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
FALLBACK = "en_US"


@cache
def _sentences(locale: str) -> dict[str, Any]:
    path = FOLDER / f"{locale}.toml"
    if not path.is_file():
        path = FOLDER / f"{FALLBACK}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _wordings(locale: str, key: str) -> tuple[str, ...]:
    node: Any = _sentences(locale)
    for part in key.split("."):
        node = node[part]
    return (node,) if isinstance(node, str) else tuple(node)


def say(key: str, locale: str, /, *, wording: int = 0, **data: object) -> str:
    """The sentence `key`, filled with `data`; `wording` picks other words for it, the last once they run out.

    Raises:
        KeyError: no such sentence, or data missing for it.
    """
    wordings = _wordings(locale, key)
    return wordings[min(wording, len(wordings) - 1)].format_map(data)


def has(key: str, locale: str) -> bool:
    """Whether there is a sentence `key`."""
    try:
        _wordings(locale, key)
    except KeyError:
        return False
    return True
