"""Rules that rewrite a text one after the other, cheap where there is nothing to rewrite.

Knows how a rule is written and when it need not be tried; refuses to know any notation or language.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

Said = str | Callable[[re.Match[str]], str]


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern, compiled when it is first used: a start of the function compiles none."""
    return re.compile(pattern)


@dataclass(frozen=True, slots=True)
class Rule:
    """Tried only on a text that has what it needs; its pattern is compiled then."""

    needs: str | frozenset[str]
    """Letters in this order, or any of these characters."""
    pattern: str
    said: Said


def rules(*rows: tuple[str, str, Said]) -> tuple[Rule, ...]:
    """Rules from rows of (what it needs, pattern, what is said instead).

    What it needs is written as the letters themselves, or in brackets when any of the characters will do.
    """
    return tuple(
        Rule(frozenset(needs[1:-1]) if needs[0] + needs[-1] == "[]" else needs, pattern, said)
        for needs, pattern, said in rows
    )


def rewrite(text: str, table: Iterable[Sequence[Rule]]) -> str:
    """The text after every rule of every group, in order."""
    signs = set(text)
    for group in table:
        for rule in group:
            needs = rule.needs
            if needs not in text if isinstance(needs, str) else signs.isdisjoint(needs):
                continue
            once = compiled(rule.pattern).sub(rule.said, text)
            if once != text:
                text = once
                signs = set(text)
    return text
