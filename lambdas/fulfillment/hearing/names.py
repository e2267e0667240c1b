"""Names: of callers, services and providers.

Knows how people introduce and spell themselves; refuses to know who is a patient.
"""

from collections.abc import Mapping, Sequence

from .tokens import Token, fold
from .vocabulary import Vocabulary, vocabulary

MOST_NAMES = 4
"""Words of one person's whole name."""

LONGEST_NAME = 40
"""Letters of one word of it."""


def hear_last_name(text: str, *, locale: str) -> str | None:
    """The last name given, as it is written: "Rivera", "O'Brien", "van der Berg"; None when no name was given.

    Args:
        text: "it's Rivera", "my last name is O'Brien", "R I V E R A", "Rivera, R-I-V-E-R-A", "Ana Rivera".
        locale: `en_US` or `es_US`; after "mis apellidos son" both count.
    """
    words = vocabulary(locale)
    tokens = _written(words.tokenize(text))
    spelled = _spelled(tokens, words)
    if spelled is not None:
        return next((_cased(token, words) for token in tokens if _letters(token) == fold(spelled)), spelled)
    start, explicit = _lead(tokens, words)
    row: list[Token] = []
    for place, token in enumerate(tokens[start:], start):
        following = tokens[place + 1 : place + 3]
        dated = row and token.word in words.months and any(_is_number(after, words) for after in following)
        if dated or not _may_be_name(token, row, words):
            break
        row.append(token)
    while row and row[-1].word in words.lists["particles"]:
        row.pop()
    if not row or len(row) > MOST_NAMES or not _free_to_stop(tokens, start + len(row), row, words):
        return None
    row = row if explicit else row[_surname(row, words) :]
    return _joined(row, words)


def _letters(token: Token) -> str:
    return "".join(letter for letter in token.word if letter.isalpha())


def _written(tokens: Sequence[Token]) -> list[Token]:
    """One token a word as written: contractions put together again."""
    row: list[Token] = []
    for token in tokens:
        if row and (row[-1].start, row[-1].end) == (token.start, token.end):
            if fold(token.said).startswith(("o'", "d'", "l'")) or not _splits(token):
                row.pop()
                row.append(Token(fold(token.said), token.start, token.end, "word", "", None, token.said))
                continue
            row.append(token)
        else:
            row.append(token)
    return row


def _splits(token: Token) -> bool:
    return token.word in ("is", "am", "not", "are", "have", "will", "would", "us", "'s", "let", "i")


def _spelled(tokens: Sequence[Token], words: Vocabulary) -> str | None:
    """The longest row of letters: `r i v e r a`, `r as in robert`, `double r`."""
    best, current = "", ""
    index = 0
    while index < len(tokens):
        word = tokens[index].word
        letter, index = _letter(tokens, index, words)
        if letter:
            current += letter
        elif word not in words.lists["pauses"]:
            best, current = max(best, current, key=len), ""
    best = max(best, current, key=len)
    return best.capitalize() if len(best) >= 3 else None


def _letter(tokens: Sequence[Token], index: int, words: Vocabulary) -> tuple[str, int]:
    """The letter or letters at a token and the next index."""
    word = tokens[index].word
    times = words.repeats.get(word)
    if times and index + 1 < len(tokens) and len(tokens[index + 1].word) == 1:
        return tokens[index + 1].word * times, index + 2
    if len(word) != 1 or not word.isalpha():
        return words.letters.get(word, ""), index + 1
    after = index + 1
    for phrase in words.spelling:
        row = [token.word for token in tokens[after : after + len(phrase)]]
        if row == list(phrase) and after + len(phrase) < len(tokens):
            return word, after + len(phrase) + 1
    return word, after


def _lead(tokens: Sequence[Token], words: Vocabulary) -> tuple[int, bool]:
    """Where the name begins, and whether what leads to it says that it is the last name."""
    start, explicit = 0, False
    for match in words.grammar("leads").everywhere(tokens):
        last = match.kind == "last"
        if (last and not explicit) or (last == explicit and match.end > start):
            start, explicit = match.end, explicit or last
    while start < len(tokens) and tokens[start].word in words.lists["name_fillers"]:
        start += 1
    return start, explicit


def _may_be_name(token: Token, row: Sequence[Token], words: Vocabulary) -> bool:
    if token.kind != "word" or token.word in words.lists["not_names"] or len(token.word) > LONGEST_NAME:
        return False
    if _is_number(token, words):
        return False
    initial = bool(row) and (len(row[-1].word) < 3 or row[-1].word in words.lists["particles"])
    return not (row and token.gap[:1] in (",", ".", ";", "?", "!")) or (initial and token.gap == ".")


def _is_number(token: Token, words: Vocabulary) -> bool:
    numbers = words.numbers
    known = (numbers.small, numbers.tens, numbers.ordinals, numbers.ordinal_tens)
    return token.kind != "word" or any(token.word in table for table in known)


def _free_to_stop(tokens: Sequence[Token], end: int, row: Sequence[Token], words: Vocabulary) -> bool:
    """Whether a name may end here: not before a number that makes it a month."""
    if end < len(tokens) and _is_number(tokens[end], words) and row[-1].word in words.months:
        return len(row) > 1
    if len(row) == 1 and row[0].word in words.weekdays:
        return False
    return len(row) > 1 or end == len(tokens) or row[0].word not in words.lists["doubtful_names"]


def _surname(row: Sequence[Token], words: Vocabulary) -> int:
    """Where the last name begins in a whole name: the last word, particles and the first half of a double name."""
    start = len(row) - 1
    while start > 0 and (row[start - 1].word in words.lists["particles"] or _hyphen(row, start, words)):
        start -= 1
    doubled = start > 0 and row[start - 1].word in words.lists["surnames"]
    return start - 1 if doubled else start


def _hyphen(row: Sequence[Token], place: int, words: Vocabulary) -> bool:
    """Whether the name goes on over a hyphen, written or said, between this word and the one before."""
    said = words.lists["separators"]
    return row[place].gap == "-" or row[place].word in said or row[place - 1].word in said


def _joined(row: Sequence[Token], words: Vocabulary) -> str:
    """The name as it is written: `smith hyphen jones` as Smith-Jones, `o brien` as O'Brien."""
    name = ""
    for place, token in enumerate(row):
        if token.word in words.lists["separators"]:
            continue
        if not name:
            name = _cased(token, words)
        elif row[place - 1].word == "o":
            name += f"'{_cased(token, words)}"
        else:
            name += ("-" if _hyphen(row, place, words) else " ") + _cased(token, words)
    return name


def _cased(token: Token, words: Vocabulary) -> str:
    said = token.said.replace("’", "'")
    if any(letter.isupper() for letter in said) and not (said.isupper() and len(said) > 2):
        return said
    if token.word in words.lists["particles"]:
        return said.lower()
    return "'".join("-".join(part.capitalize() for part in piece.split("-")) for piece in said.lower().split("'"))


def hear_service(text: str, *, names: Mapping[str, Sequence[str]], locale: str) -> str | None:
    """The service named: the longest name or synonym said; of equals the first, after a correction the last.

    Args:
        text: what was said.
        names: name -> synonyms.
        locale: `en_US` or `es_US`.
    """
    words = vocabulary(locale)
    tokens = words.tokenize(text)
    said = [words.stem(token.word) for token in tokens]
    best: tuple[int, int, str] | None = None
    for name, synonyms in names.items():
        for phrase in (name, *synonyms):
            row = [words.stem(token.word) for token in words.tokenize(phrase)]
            for place in _places(said, row):
                if _refused(tokens, place, words):
                    continue
                if (
                    best is None
                    or len(row) > best[0]
                    or (len(row) == best[0] and _better(place, best[1], tokens, words))
                ):
                    best = (len(row), place, name)
    return best[2] if best else None


def _places(said: Sequence[str], row: Sequence[str]) -> list[int]:
    size = len(row)
    return [place for place in range(len(said) - size + 1) if row and list(said[place : place + size]) == list(row)]


def _better(place: int, before: int, tokens: Sequence[Token], words: Vocabulary) -> bool:
    low, high = sorted((place, before))
    corrected = any(token.word in words.lists["corrections"] for token in tokens[low:high])
    return place > before if corrected else place < before


def _refused(tokens: Sequence[Token], place: int, words: Vocabulary) -> bool:
    """`not a physical`."""
    return any(token.word in words.lists["refusals"] for token in tokens[max(0, place - 2) : place])


def hear_provider(text: str, *, providers: Sequence[str], locale: str) -> str | None:
    """The provider named, by title and name or by name; None when none is, or several are.

    Args:
        text: what was said.
        providers: "Dr. Chen", "Nurse Lee".
        locale: `en_US` or `es_US`.
    """
    words = vocabulary(locale)
    tokens = words.tokenize(text)
    titles = words.lists["titles"]
    introduced = {
        index for match in words.grammar("leads").everywhere(tokens) for index in range(match.end, match.end + 3)
    }
    found: list[tuple[int, str]] = []
    for provider in providers:
        row = [token.word for token in words.tokenize(provider) if token.word not in titles]
        for place in _places([token.word for token in tokens], row[-1:]):
            titled = any(token.word in titles for token in tokens[max(0, place - 2) : place])
            if (titled or place not in introduced) and not _refused(tokens, place - titled, words):
                found.append((place, provider))
    names = {provider for _, provider in found}
    if len(names) > 1 and any(token.word in words.lists["corrections"] for token in tokens):
        return max(found)[1]
    return names.pop() if len(names) == 1 else None
