"""Digits read out one by one, in pairs or as numbers.

Knows how people read numbers to each other; refuses to know what the number is for.
"""

from collections.abc import Sequence

from . import numbers
from .grammar import Reading
from .tokens import Token
from .vocabulary import Vocabulary, vocabulary


def hear_digits(text: str, *, locale: str) -> str:
    """The digits said or keyed, in order, leading zeros kept; empty when there are none.

    Of several numbers the longest counts, of equally long ones the last.

    Args:
        text: "zero zero four two one seven", "oh oh four, two seventeen", "double oh four", "number 004217".
        locale: `en_US` or `es_US`.
    """
    words = vocabulary(locale)
    best = ""
    current = ""
    tokens = words.tokenize(text)
    index = 0
    while index < len(tokens):
        heard, after = _next(tokens, index, words, bool(current))
        if heard:
            current += heard
            index = after
            continue
        if tokens[index].word not in words.lists["pauses"] or not current:
            best, current = _longer(best, current), ""
        index += 1
    return _longer(best, current)


def _longer(best: str, current: str) -> str:
    return current if current and len(current) >= len(best) else best


def _next(tokens: Sequence[Token], index: int, words: Vocabulary, inside: bool) -> tuple[str, int]:
    """The digits that start at a token and the index after them; empty when none do."""
    token = tokens[index]
    language = words.numbers
    if token.kind in ("number", "clock", "slash", "iso"):
        return "".join(letter for letter in token.word if letter in "0123456789"), index + 1
    times = words.repeats.get(token.word)
    if times and index + 1 < len(tokens):
        digit, after = _single(tokens, index + 1, words)
        return (digit * times, after) if digit else ("", index)
    if token.word in language.zeros:
        near = inside or _is_number(tokens, index + 1, words)
        return ("0", index + 1) if near or token.word in language.small else ("", index)
    whole = _thousands(tokens, index, words)
    if whole is not None:
        return str(whole[0]), whole[1]
    for value, after in numbers.cardinals(tokens, index, language):
        return str(value), after
    return "", index


def _is_number(tokens: Sequence[Token], index: int, words: Vocabulary) -> bool:
    if index >= len(tokens):
        return False
    word = tokens[index].word
    language = words.numbers
    return tokens[index].kind == "number" or word in language.small or word in language.tens or word in language.zeros


def _single(tokens: Sequence[Token], index: int, words: Vocabulary) -> tuple[str, int]:
    word = tokens[index].word
    if word in words.numbers.zeros:
        return "0", index + 1
    value = words.numbers.small.get(word, 10)
    if tokens[index].kind == "number" and len(word) == 1:
        return word, index + 1
    return (str(value), index + 1) if value < 10 else ("", index)


def _thousands(tokens: Sequence[Token], index: int, words: Vocabulary) -> Reading | None:
    """`four thousand two hundred and seventeen`; None when no hundred or thousand is said."""
    language = words.numbers
    total, after, said = 0, index, False
    head = _below_thousand(tokens, after, words)
    if head is not None and head[1] < len(tokens) and tokens[head[1]].word == language.thousand:
        total, after, said = head[0] * 1000, head[1] + 1, True
    elif tokens[after].word == language.thousand and language.joiner:
        total, after, said = 1000, after + 1, True
    rest = _below_thousand(tokens, after, words)
    if rest is not None and (said or rest[2]):
        total, after, said = total + rest[0], rest[1], True
    elif said:
        for value, end in numbers.two_digits_or_units(tokens, after, language):
            return total + value, end
    return (total, after) if said else None


def _below_thousand(tokens: Sequence[Token], index: int, words: Vocabulary) -> tuple[int, int, bool] | None:
    """(value, after, whether a hundred was said)."""
    if index >= len(tokens):
        return None
    language = words.numbers
    value = language.hundreds.get(tokens[index].word)
    after = index + 1
    if value is None or (value == 100 and not language.joiner):
        value = None
        for count, end in numbers.cardinals(tokens, index, language):
            if end < len(tokens) and language.hundreds.get(tokens[end].word) == 100 and not language.joiner:
                value, after = count * 100, end + 1
                break
    if value is None:
        for count, end in numbers.cardinals(tokens, index, language):
            return count, end, False
        return None
    for rest, end in numbers.two_digits_or_units(tokens, after, language):
        return value + rest, end, True
    return value, after, True
