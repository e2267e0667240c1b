"""What is said beside the matter: a greeting, a wish to leave off, to hear it again, to know what can be asked.

Knows phrases; refuses to know what is under way.
"""

from .vocabulary import vocabulary


def hear_greeting(text: str, *, locale: str) -> bool:
    """Whether it is a greeting and nothing else but fillers."""
    return _all_of("greeting", text, locale)


def hear_give_up(text: str, *, locale: str) -> bool:
    """Whether what is under way should be dropped: "never mind"; not "cancel my appointment"."""
    return _says("give_up", "drops", text, locale)


def hear_repeat(text: str, *, locale: str) -> bool:
    """Whether the last sentence is to be said again."""
    return _says("repeat", "again", text, locale)


def hear_help(text: str, *, locale: str) -> bool:
    """Whether the caller wants to know what can be said here."""
    return _says("help", "wants", text, locale)


def hear_other_one(text: str, *, locale: str) -> bool:
    """Whether the other of two is meant."""
    return _says("other_one", "other", text, locale)


def hear_no_person(text: str, *, locale: str) -> bool:
    """Whether a person is expressly not wanted."""
    return _says("no_person", "refuses", text, locale)


def _says(table: str, kind: str, text: str, locale: str) -> bool:
    words = vocabulary(locale)
    return any(match.kind == kind for match in words.grammar(table).scan(words.tokenize(text)))


def _all_of(table: str, text: str, locale: str) -> bool:
    words = vocabulary(locale)
    tokens = words.tokenize(text)
    matches = list(words.grammar(table).scan(tokens))
    covered = sum(match.end - match.start for match in matches)
    return covered == len(tokens) and any(match.kind != "filler" for match in matches)
