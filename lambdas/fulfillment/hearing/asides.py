"""What is said beside the matter: a greeting alone, a wish to leave off.

Knows phrases; refuses to know what is under way.
"""

from .vocabulary import vocabulary


def hear_greeting(text: str, *, locale: str) -> bool:
    """Whether it is a greeting and nothing else."""
    return _all_of("greeting", text, locale)


def hear_give_up(text: str, *, locale: str) -> bool:
    """Whether what is under way should be dropped: "never mind"; not "cancel my appointment"."""
    words = vocabulary(locale)
    return any(match.kind == "drops" for match in words.grammar("give_up").scan(words.tokenize(text)))


def _all_of(table: str, text: str, locale: str) -> bool:
    words = vocabulary(locale)
    tokens = words.tokenize(text)
    covered = sum(match.end - match.start for match in words.grammar(table).scan(tokens))
    return bool(tokens) and covered == len(tokens)
