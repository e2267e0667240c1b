"""What the caller wants of the matter in hand: anything, nothing changed, another task, or all for somebody else.

Knows phrases; refuses to know what is under way and what comes of the wish.
"""

from collections.abc import Sequence
from enum import StrEnum

from .grammar import Match
from .tokens import Token
from .vocabulary import Vocabulary, vocabulary


class Action(StrEnum):
    """Something that can be done for a caller."""

    BOOK = "book"
    MOVE = "move"
    CANCEL = "cancel"
    SEND = "send"
    """A password reset."""


def hear_any(text: str, *, locale: str) -> bool:
    """Whether whatever is offered will do: "anything's fine", "you choose", "that works"; not "any other day"."""
    return "any" in _kinds("any", text, locale)


def hear_keep(text: str, *, locale: str) -> bool:
    """Whether things are to be left as they are: "keep it", "don't cancel it"; not "don't cancel it, move it"."""
    return "keep" in _kinds("keep", text, locale) and hear_action(text, locale=locale) is None


def hear_action(text: str, *, locale: str) -> Action | None:
    """Another task on an appointment asked for by its verb, while one is under way: "can I reschedule instead".

    None for what adjusts the task under way ("make it Monday", "change the time"), gives it up ("cancel that"), denies
    ("don't cancel it") or asks about rules ("can I cancel later?"). Of several the last counts.
    """
    words = vocabulary(locale)
    tokens = words.tokenize(text)
    grammar = words.grammar("action")
    if any(match.kind == "policy" for match in grammar.everywhere(tokens)):
        return None
    heard = [match.kind for match in grammar.scan(tokens) if match.kind != "none"]
    return Action(heard[-1]) if heard else None


def hear_bidding(text: str, *, locale: str) -> Action | None:
    """What is bidden in so many words, with manners and nothing besides: "yes, cancel it please".

    Not what only mentions it: "I refuse to cancel it", "cancel it after lunch", "cancel the other one".
    """
    kind = _bidding(text, locale)
    return Action(kind) if kind in set(Action) else None


def hear_bidding_first(text: str, *, locale: str) -> Action | None:
    """What is bidden before something else is: "cancel it and book a new one"."""
    kind = _bidding(text, locale)
    return Action(kind.removesuffix("_first")) if kind.endswith("_first") else None


def _bidding(text: str, locale: str) -> str:
    words = vocabulary(locale)
    found = (match.kind for match in words.grammar("bidding").everywhere(words.tokenize(text)))
    return next((kind for kind in found if kind not in ("own", "wanted")), "")


def hear_own(text: str, *, locale: str) -> bool:
    """Whether what is to be cancelled or moved is named as what was just spoken of: "cancel my appointment"; not
    "cancel my daughter's appointment", "cancel the other one".
    """
    return _in_bidding("own", text, locale)


def hear_wanted(text: str, *, locale: str) -> bool:
    """Whether it is said that one wants or needs it: "I need it"; not "I want it cancelled"."""
    return _in_bidding("wanted", text, locale)


def _in_bidding(kind: str, text: str, locale: str) -> bool:
    words = vocabulary(locale)
    return any(match.kind == kind for match in words.grammar("bidding").everywhere(words.tokenize(text)))


def hear_somebody_else(text: str, *, locale: str) -> bool:
    """Whether the request is for another person: "my husband's appointment", "for my daughter", "Priya's appointment".

    Not what only mentions people: "my son drives me", "Dr. Chen's", "Thursday's appointment". Whether a name is the
    caller's own is not known here.
    """
    words = vocabulary(locale)
    tokens = words.tokenize(text)
    return any(
        match.kind == "other" or (match.kind != "none" and _is_named(tokens, match, words))
        for match in words.grammar("somebody").scan(tokens)
    )


def _is_named(tokens: Sequence[Token], match: Match, words: Vocabulary) -> bool:
    """Whether the word before (`named_before`) or after (`named_after`, capitalised) is a person's name."""
    place = match.start - 1 if match.kind == "named_before" else match.end
    if not 0 <= place < len(tokens):
        return False
    name, titles = tokens[place], words.lists["titles"]
    if match.kind == "named_after" and not (name.said[:1].isupper() and not name.said.isupper()):
        return False
    days = {*words.months, *words.weekdays}
    known = name.word in words.lists["not_names"] or name.word in words.lists["not_owners"] or name.word in days
    titled = any(token.word in titles for token in tokens[max(0, place - 2) : place + 1])
    return name.kind == "word" and len(name.word) > 1 and not known and not titled


def _kinds(table: str, text: str, locale: str) -> set[str]:
    words = vocabulary(locale)
    return {match.kind for match in words.grammar(table).scan(words.tokenize(text))}
