"""Every sentence with data in it that the function speaks, by key and locale.

Knows where the sentences are and how to fill them; refuses to know when they are said. The sentences are data: one TOML
file a locale, the same keys in each. Beside them a locale may say what things of the practice are called in it.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

FOLDER = Path(__file__).parent
FALLBACK = "en_US"


class PromptError(KeyError):
    """A sentence is missing or cannot be filled; the message names file, key and gap, and nothing a caller said."""

    def __str__(self) -> str:
        return str(self.args[0])


@cache
def _sentences(locale: str) -> dict[str, Any]:
    return tomllib.loads(_file(locale).read_text(encoding="utf-8"))


def _file(locale: str) -> Path:
    path = FOLDER / f"{locale}.toml"
    return path if path.is_file() else FOLDER / f"{FALLBACK}.toml"


@cache
def _wordings(locale: str, key: str) -> tuple[str, ...]:
    node: Any = _sentences(locale)
    for part in key.split("."):
        if not isinstance(node, dict) or part not in node:
            raise PromptError(f"prompts/{_file(locale).name}: there is no sentence {key}")
        node = node[part]
    return (node,) if isinstance(node, str) else tuple(node)


def say(key: str, locale: str, /, *, wording: int = 0, **data: object) -> str:
    """The sentence `key`, filled with `data`; `wording` picks other words for it, the last once they run out.

    Raises:
        PromptError: no such sentence, or it has a gap that nothing fills.
    """
    wordings = _wordings(locale, key)
    sentence = wordings[min(wording, len(wordings) - 1)]
    try:
        return sentence.format_map(data)
    except (KeyError, ValueError, IndexError) as error:
        gaps = ", ".join(f"{{{name}}}" for name in data) or "no gap"
        raise PromptError(f"prompts/{_file(locale).name}: {key} cannot be filled; it may have {gaps}") from error


def has(key: str, locale: str) -> bool:
    """Whether there is a sentence `key`."""
    try:
        _wordings(locale, key)
    except PromptError:
        return False
    return True


def called(kind: str, name: str, locale: str) -> str:
    """What the practice's `service`, `provider` or order `status` is called in the locale; its own name by default."""
    return (_names(locale, kind).get(name) or (name,))[0]


def other_names(kind: str, known: Mapping[str, Sequence[str]], locale: str) -> dict[str, tuple[str, ...]]:
    """Each name -> its synonyms, and what the locale calls it besides."""
    return {name: (*synonyms, *_names(locale, kind).get(name, ())) for name, synonyms in known.items()}


@cache
def _names(locale: str, kind: str) -> dict[str, tuple[str, ...]]:
    table = _sentences(locale).get("called", {}).get(kind, {})
    return {name: (said,) if isinstance(said, str) else tuple(said) for name, said in table.items()}


def check(locale: str) -> None:
    """Read a locale's sentences once, before any is needed.

    Raises:
        PromptError: the file cannot be read, is no TOML, or holds what is no sentence; one clear sentence.
    """
    name = f"prompts/{_file(locale).name}"
    try:
        sentences = _sentences(locale)
    except OSError as error:
        raise PromptError(f"{name}: cannot be read ({error.strerror}); restore it") from error
    except ValueError as error:
        raise PromptError(f"{name}: {error}") from error
    fault = problem(sentences)
    if fault is not None:
        raise PromptError(f"{name}: {fault}")


def problem(sentences: Mapping[str, Any]) -> str | None:
    """What keeps these sentences from being spoken, if anything."""
    for key, wording in _all(sentences, ""):
        if not isinstance(wording, str) or not wording.strip():
            return f"{key} must be a sentence, or a list of sentences"
        try:
            gaps = [name for _, name, _, _ in Formatter().parse(wording) if name is not None]
        except ValueError as error:
            return f"{key}: {error}; a gap is a name in braces, such as {{date}}"
        for name in gaps:
            if not name.isidentifier():
                return f"{key}: {{{name}}} is no gap; a gap is a name in braces, such as {{date}}"
    return None


def _all(node: Any, key: str) -> Iterator[tuple[str, Any]]:
    """Every wording with its key."""
    if isinstance(node, Mapping):
        for name, value in node.items():
            yield from _all(value, f"{key}.{name}" if key else name)
    elif isinstance(node, list) and node:
        for value in node:
            yield key, value
    else:
        yield key, node
