"""What is said beside the wish for a person, and what it is about.

Knows the words of such a wish and the subjects a practice has; refuses to know which desk and which task they belong
to. What is cut out is the wish alone, so that the rest can be listened to like anything else that is said.
"""

from collections.abc import Sequence
from enum import StrEnum

from .asides import hear_greeting
from .closings import hear_closing
from .grammar import Match
from .questions import CLAUSE_SIGNS
from .tokens import Token
from .vocabulary import Vocabulary, vocabulary


class Subject(StrEnum):
    """What somebody is wanted for; of several the first here counts."""

    RESET = "reset"
    ORDER = "order"
    MONEY = "money"
    """Bills, payments, insurance."""
    NEW_VISIT = "new_visit"
    VISIT = "visit"
    """An appointment there is."""
    VISITS = "visits"
    """Appointments, no certain one."""


def hear_beside(text: str, *, locale: str) -> str | None:
    """What is said besides: "my bill is wrong" of "my bill is wrong, get me a person"; None: nothing is."""
    words = vocabulary(locale)
    tokens = words.tokenize(text)
    noise = words.lists["person_noise"] | words.lists["closing_noise"] | words.lists["question_fillers"]
    pieces = [piece for piece in _pieces(tokens, words) if any(token.word not in noise for token in piece)]
    return ", ".join(text[piece[0].start : piece[-1].end] for piece in pieces) or None


def tells_matter(text: str, *, locale: str) -> bool:
    """Whether anything is told: more than a wish for a person, a greeting, thanks, a yes or no, or a farewell."""
    said = hear_beside(text, locale=locale)
    if said is None or not any(map(str.isalpha, said)):
        return False
    return not hear_closing(said, locale=locale) and not hear_greeting(said, locale=locale)


def hear_subject(text: str, *, locale: str) -> Subject | None:
    """What it is about, where one of the things a practice has is named."""
    words = vocabulary(locale)
    matches = list(words.grammar("subjects").everywhere(words.tokenize(text)))
    others = [match for match in matches if match.kind == "none"]
    heard = {match.kind for match in matches if not any(_meet(match, other) for other in others)}
    return next((subject for subject in Subject if subject in heard), None)


def person_wishes(tokens: Sequence[Token], words: Vocabulary) -> list[tuple[int, int]]:
    """Where a person is asked for, as spans of tokens: by a phrase, or by a word set apart from all else."""
    matches = list(words.grammar("person").scan(tokens))
    spans = [(match.start, match.end) for match in matches if match.kind == "wants"]
    kept = {index for match in matches for index in range(match.start, match.end)}
    said = [index for index, token in enumerate(tokens) if token.word not in words.lists["question_fillers"]]
    for index in {*said[:1], *said[-1:]} - kept:
        last = index + 1 == len(tokens) or _opens(tokens[index + 1])
        if tokens[index].word in words.lists["person_calls"] and (
            (index == said[0] and last) or (index == said[-1] and _opens(tokens[index]))
        ):
            spans.append((index, index + 1))
    return spans


def _meet(one: Match, other: Match) -> bool:
    return one.start < other.end and other.start < one.end and one is not other


def _pieces(tokens: Sequence[Token], words: Vocabulary) -> list[list[Token]]:
    """The row without its wishes, in as many pieces as they leave."""
    wish = _wish(tokens, words)
    pieces: list[list[Token]] = [[]]
    for token in tokens:
        if token.start not in wish:
            pieces[-1].append(token)
        elif pieces[-1]:
            pieces.append([])
    return [piece for piece in pieces if piece]


def _wish(tokens: Sequence[Token], words: Vocabulary) -> set[int]:
    """Where in the text the words stand that only ask for a person, with those that lead to them."""
    leads, tails = words.lists["person_leads"], words.lists["person_tails"]
    places: set[int] = set()
    for start, end in person_wishes(tokens, words):
        while start and tokens[start - 1].word in leads and not _opens(tokens[start]):
            start -= 1
        while end < len(tokens) and tokens[end].word in tails and not _opens(tokens[end]):
            end += 1
        places.update(token.start for token in tokens[start:end])
    return places


def _opens(token: Token) -> bool:
    """Whether a clause begins here, by what is written before the word."""
    return not CLAUSE_SIGNS.isdisjoint(token.gap)
