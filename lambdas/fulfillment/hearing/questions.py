"""How many questions are asked in one breath, and whether they are about a task.

Knows where clauses begin and which beginnings ask; refuses to know what is asked and what comes of it.
"""

import re
from functools import cache

from .tokens import Token
from .vocabulary import Vocabulary, vocabulary

CLAUSE_SIGNS = frozenset(",;:.?!¿¡")


def count_questions(text: str, *, locale: str) -> int:
    """How many separate questions an utterance asks, 0 or more.

    "What are your hours and do you take Aetna" asks two; "are you open Saturday or Sunday", "is it free or do I pay"
    and "I have a question, do you take walk-ins" ask one. What is said without a verb counts only before a question
    mark.
    """
    words = vocabulary(locale)
    return sum(_count(sentence, words) for sentence in _sentences().split(text) if sentence) or int(
        _only_announced(text, words)
    )


@cache
def _sentences() -> re.Pattern[str]:
    return re.compile(r"(?<=[?.!])\s+|(?=¿)")


def asks_about_task(text: str, *, locale: str) -> bool:
    """Whether it is a question about a task and no request for it: "what does it cost me to cancel?"."""
    return "asks" in _about(text, locale)


def asks_what_became(text: str, *, locale: str) -> bool:
    """Whether it is asked what became of an appointment: "has it been moved?"; looking it up is the answer."""
    return "checks" in _about(text, locale)


def _about(text: str, locale: str) -> set[str]:
    words = vocabulary(locale)
    return {match.kind for match in words.grammar("about_task").everywhere(words.tokenize(text))}


def _count(sentence: str, words: Vocabulary) -> int:
    """Questions in one sentence: its clauses that begin like one, or all of it before a question mark."""
    tokens = words.tokenize(sentence)
    grammar, joins = words.grammar("counted"), words.lists["question_joins"]
    skipped = words.lists["question_fillers"] | joins
    count, index = 0, 0
    begins, wondered = True, False
    loose: list[str] = []
    while index < len(tokens):
        token = tokens[index]
        begins = begins or _opens(token) or token.word in joins
        found = grammar.at(tokens, index) if begins else None
        if found is None or (found.kind == "if" and not wondered):
            if token.word not in skipped:
                loose.append(token.word)
                begins = False
            index += 1
            continue
        index = found.end
        ended = index == len(tokens) or _opens(tokens[index])
        begins = not (found.kind in ("asks", "if") or (found.kind == "wonders" and not ended))
        count += not begins
        wondered = wondered or found.kind == "wonders"
    asked = sentence.rstrip().endswith("?") and loose and loose[0] not in words.lists["alternatives"]
    return count or int(bool(asked))


def _opens(token: Token) -> bool:
    """Whether a clause may begin here, by what is written before the word."""
    return not CLAUSE_SIGNS.isdisjoint(token.gap)


def _only_announced(text: str, words: Vocabulary) -> bool:
    """ "I have a question" and nothing more."""
    kinds = {found.kind for found in words.grammar("counted").scan(words.tokenize(text))}
    return not kinds.isdisjoint(("announces", "wonders"))
