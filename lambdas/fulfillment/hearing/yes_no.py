"""Yes, no, or neither.

Knows how people agree, decline, hesitate and correct themselves; refuses to know what they were asked.
What is unclear is None, so that nothing is changed on a guess.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .days import day_spans
from .grammar import mark
from .times import time_spans
from .tokens import Token
from .vocabulary import Vocabulary, vocabulary


@dataclass(frozen=True, slots=True)
class _Said:
    yes: bool
    word: str
    """Of an answer of one word; else empty."""
    phrase: str
    turn: int
    """How many corrections came before."""
    start: int
    end: int


def hear_yes_no(text: str, *, locale: str) -> bool | None:
    """True for yes, False for no, None for neither, both, or a yes that asks for something else.

    "no, wait, yes" is yes; "yes, but make it Friday" and "no problem" are None; "nothing else" is no. A yes counts only
    with politeness or with what was asked said again: "yes, Friday at ten is perfect", not "yes, for Marcus"; whether
    the values said again are the right ones is not known here.

    Args:
        text: what was said.
        locale: `en_US` or `es_US`.
    """
    words = vocabulary(locale)
    tokens = words.tokenize(text)
    said, rest = _said(tokens, words)
    if not said:
        return None
    answer = _agree(said, words)
    if answer and (_changes(tokens, max(rest, said[-1].end), words) or _adds(tokens, said, words)):
        return None
    return answer


def _said(tokens: Sequence[Token], words: Vocabulary) -> tuple[list[_Said], int]:
    """The answers at the beginning, after a correction, after a pause in writing and at the end; where they end."""
    grammar = words.grammar("answers")
    said: list[_Said] = []
    opening, turn, index, rest = True, 0, 0, 0
    while index < len(tokens):
        opening = opening or (bool(said or index == 0) and tokens[index].gap[-1:] in (".", ";", "!", "?"))
        found = grammar.at(tokens, index)
        if found is None:
            opening = opening and tokens[index].word in words.lists["answer_fillers"]
            index += 1
            continue
        if found.kind == "correction":
            opening, turn = True, turn + 1
        elif found.kind == "unclear":
            if opening:
                said.clear()
                turn += 1
        elif found.kind in ("yes", "no") and (opening or found.end == len(tokens)):
            if opening or found.end - found.start > 1 or not said:
                word = tokens[index].word if found.end == index + 1 else ""
                phrase = " ".join(token.word for token in tokens[index : found.end])
                said.append(_Said(found.kind == "yes", word, phrase, turn, found.start, found.end))
                rest = found.end
        elif opening:
            opening = tokens[index].word in words.lists["answer_fillers"]
        index = found.end
    return said, rest


def _agree(said: Sequence[_Said], words: Vocabulary) -> bool | None:
    """The one answer in all of them, the last after a correction."""
    if len({answer.yes for answer in said}) == 1:
        return said[0].yes
    last = [answer for answer in said if answer.turn == said[-1].turn]
    firm = [answer for answer in last if not (answer.yes and answer.word in words.lists["soft_yes"])]
    for rows in (last, firm):
        if len({answer.yes for answer in rows}) == 1:
            return rows[0].yes
    turning = words.lists["turning"]
    if any(
        before.end == after.start and before.yes != after.yes and {before.word, after.word} & turning
        for before, after in pairwise(firm)
    ):
        return firm[-1].yes
    return None


def _changes(tokens: Sequence[Token], start: int, words: Vocabulary) -> bool:
    """Whether something else is asked for after a yes."""
    return any(match.kind == "change" and match.start >= start for match in words.grammar("answers").everywhere(tokens))


def _adds(tokens: Sequence[Token], said: Sequence[_Said], words: Vocabulary) -> bool:
    """Whether more is said with a yes than manners and the question again."""
    last = max(answer.end for answer in said)
    first = said[0]
    follower = tokens[first.end].word if first.end < len(tokens) else ""
    if first.phrase in words.lists["faint_yes"] and follower in words.lists["thinking"]:
        return True
    before = {
        index
        for match in words.grammar("answers").scan(tokens)
        if match.kind != "change" and match.end <= last
        for index in range(match.start, match.end)
    }
    faint = all(answer.phrase in words.lists["faint_yes"] for answer in said if answer.yes)
    noise = words.lists["faint_noise" if faint else "yes_noise"]
    days = day_spans(tokens, words)
    row = mark(tokens, days, "<day>")
    row = mark(row, time_spans(row, words), "<time>")
    covered: set[int] = set()
    for grammar in (words.grammar("answers"), words.grammar("echoes")):
        for match in grammar.everywhere(row):
            if match.kind == "yes" or (match.kind == "repeats" and not faint):
                covered.update(range(match.start, match.end))
    places = {tokens[index].start for index in before}
    return any(
        index not in covered and token.start not in places and (token.kind == "mark" or token.word not in noise)
        for index, token in enumerate(row)
    )
