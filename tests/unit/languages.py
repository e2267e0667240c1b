"""What tells English from Spanish in the words that the line speaks."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import clinic
from fulfillment import prompts

TENANT = clinic.load()


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", text.casefold()))


def texts(node: Any) -> Iterator[str]:
    """Every sentence in a locale's file."""
    if isinstance(node, str):
        yield node
    else:
        for each in node.values() if isinstance(node, dict) else node:
            yield from texts(each)


def sentences(locale: str) -> dict[str, Any]:
    loaded = tomllib.loads((prompts.FOLDER / f"{locale}.toml").read_text(encoding="utf-8"))
    return {key: value for key, value in loaded.items() if key != "model"}


def said_in(locale: str) -> set[str]:
    return {word for text in texts(sentences(locale)) for word in words(re.sub(r"\{\w+\}", "", text))}


_SERVICES = {word for service in TENANT.services for name in (service.name, *service.synonyms) for word in words(name)}
_SHARED = {"a", "me", "no", "has", "once", "son", "he", "portal", "sin", "come", "general", "ten", "personal", "plan"}
ENGLISH_ONLY = (
    said_in("en_US") | _SERVICES | words("the and or with at on am pm shipped ready for pickup nurse monday december")
) - _SHARED
"""Words that an English caller hears, less those that Spanish has as well."""
