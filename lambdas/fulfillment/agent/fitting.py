"""How much of a text a screen takes.

Knows how Connect counts text at worst, and how to leave something out so that it shows; refuses to know what is told.
"""

import json

ELLIPSIS = "..."


def size(value: object) -> int:
    """Bytes of a value as JSON in ASCII, where a letter outside ASCII counts six and an emoji twelve."""
    return len(json.dumps(value))


def _bytes(text: str) -> int:
    return size(text) - 2


def harmless(text: str) -> str:
    """The text without what a view or a flow would take for a reference to its data."""
    return text.replace("$.", "$ .")


def shortened(text: str, most: int) -> str:
    """The beginning of a text, with an ellipsis for the rest, in so many bytes."""
    return text if _bytes(text) <= most else _head(text, most - len(ELLIPSIS)).rstrip() + ELLIPSIS


def shortened_inside(text: str, most: int) -> str:
    """Beginning and end of a text, with an ellipsis for what lies between, in so many bytes."""
    if _bytes(text) <= most:
        return text
    half = (most - len(ELLIPSIS)) // 2
    end = _head(text[::-1], half)[::-1]
    return f"{_head(text, half).rstrip()}{ELLIPSIS}{end.lstrip()}"


def _head(text: str, most: int) -> str:
    used = 0
    for index, letter in enumerate(text):
        used += _bytes(letter)
        if used > most:
            return text[:index]
    return text
