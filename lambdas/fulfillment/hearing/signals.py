"""What must be noticed whatever was asked: an emergency, what is off limits, a wish for a person, a question.

Knows phrases and what takes their meaning back; refuses to know what is done about them.
Of an emergency in doubt it says yes.
"""

from collections.abc import Sequence
from functools import lru_cache

from .beside import person_wishes
from .days import day_spans
from .grammar import Match, mark
from .times import time_spans
from .tokens import Token
from .vocabulary import RECENT, Vocabulary, vocabulary

ALARMS = frozenset({"alarm", "self_harm"})
"""Kinds of the table of emergencies that are dangers; its idioms are none."""


def hear_emergency(text: str, *, locale: str) -> bool:
    """Whether somebody may be in danger now; not what is denied, long ago, or only asked about."""
    return bool(_alarms(text, locale))


def hear_self_harm(text: str, *, locale: str) -> bool:
    """Whether the danger is that somebody may harm or kill themselves."""
    return "self_harm" in _alarms(text, locale)


@lru_cache(maxsize=RECENT)
def _alarms(text: str, locale: str) -> frozenset[str]:
    """The kinds of danger that are heard and not taken back."""
    words = vocabulary(locale)
    tokens = words.tokenize(text)
    alarms = [match for match in words.grammar("emergency").scan(tokens) if match.kind in ALARMS]
    if not alarms:
        return frozenset()
    row = mark(tokens, [(alarm.start, alarm.end) for alarm in alarms], "<alarm>")
    present = any(True for _ in words.grammar("present").everywhere(row))
    excused = {
        number
        for match in words.grammar("excuses").everywhere(row)
        for number in _marks(row, match)
        if match.kind == "denied" or not present
    }
    return frozenset(alarm.kind for number, alarm in enumerate(alarms) if number not in excused)


def _marks(row: Sequence[Token], match: Match) -> list[int]:
    return [token.value for token in row[match.start : match.end] if token.kind == "mark" and token.value is not None]


@lru_cache(maxsize=RECENT)
def is_off_limits(text: str, *, locale: str) -> bool:
    """Whether what is asked is refused whatever the documents say: our instructions told or changed, another role
    played, what belongs to other people, medical advice on somebody's own body or medicine.
    """
    words = vocabulary(locale)
    return any(match.kind == "off_limits" for match in words.grammar("refusals").scan(words.tokenize(text)))


def wants_person(text: str, *, locale: str) -> bool:
    """Whether a person is asked for: "agent", "talk to someone"; not "the person who drew my blood"."""
    words = vocabulary(locale)
    return bool(person_wishes(words.tokenize(text), words))


@lru_cache(maxsize=RECENT)
def is_question(text: str, *, locale: str) -> bool:
    """Whether it has the form of a question; "how about Friday?" proposes and is none."""
    words = vocabulary(locale)
    tokens = _after_fillers(words.tokenize(text), words)
    if not tokens:
        return False
    days = day_spans(tokens, words)
    row = mark(tokens, days, "<day>")
    row = mark(row, time_spans(row, words), "<time>")
    grammar = words.grammar("question")
    first = grammar.at(row, 0)
    proposes = first is not None and first.kind == "not"
    asked = any(match.kind == "asks" for match in grammar.scan(row))
    only_a_day = all(token.kind == "mark" for token in row)
    return asked or (any(sign in text for sign in "?¿") and not proposes and not only_a_day)


def _after_fillers(tokens: list[Token], words: Vocabulary) -> list[Token]:
    for index, token in enumerate(tokens):
        if token.word not in words.lists["question_fillers"]:
            return tokens[index:]
    return []
