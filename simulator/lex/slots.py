"""What Lex fills a slot with: the built-in slot types and a bot's own.

Knows the vendor's types and how far they reach; refuses to know the conversation and what the function hears in the
same words. Sources: Lex V2 guide, `howitworks-builtins-slots.html` and the page of each type.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rapidfuzz import fuzz

from .calendar_slots import Resolved, Token, find_date, find_time, tokens_of
from .spoken_numbers import cardinal, digits

_CARRIERS = re.compile(
    r"^(?:(?:um+|uh+|well|yes|yeah|sure|okay|ok|so)[\s,]+)*"
    r"(?:(?:it is|it's|its|that's|that is|this is|i am|i'm|the number is|number|"
    r"(?:my |the )?(?:(?:last |family |order |phone |telephone )?(?:name|number))(?: is|'s)?)\s+)*",
    re.IGNORECASE,
)
_NEVER_A_NAME = """
a an the i my me you your he she it we they this that these those is are was were do does did have has had can could
will would should what when where who why how which not no yes yeah nope sure okay ok please thanks hello hi help
want need like cancel book move change check stop wait repeat sorry agent person operator representative human
appointment order number date birth name one two three four five six seven eight nine ten zero first second third
last later earlier something anything nothing else today tomorrow next week monday tuesday wednesday thursday friday
saturday sunday morning afternoon evening know don't dunno bye goodbye actually
"""
_NO_NAME = frozenset(_NEVER_A_NAME.split())
_CONFIRMATIONS = (
    ("Don't know", r"(?:i )?(?:don't|do not) know|not sure|no idea|i'm not sure"),
    ("Maybe", r"maybe|perhaps|possibly|i guess|i think so"),
    (
        "No",
        r"no|nope|nah|no thanks|no thank you|no(?:,)? (?:that's|that is) (?:wrong|not right)|not really|that's wrong"
        r"|incorrect|negative|never mind|don't|do not|please don't",
    ),
    (
        "Yes",
        r"yes|yeah|yep|yup|sure|okay|ok|correct|right|please do|go ahead|do it|of course|absolutely|definitely"
        r"|that's right|that is right|that's correct|that is correct|sounds good|affirmative|uh-huh|uh huh|mm-hmm",
    ),
)
_POLITE = r"(?:[\s,]+(?:please|thanks|thank you|ma'am|sir))*"
_CONFIRMATION = tuple(
    (name, re.compile(rf"(?:{words})(?:[\s,]+(?:{words}))*{_POLITE}", re.IGNORECASE)) for name, words in _CONFIRMATIONS
)
_SIMILARITY = 86.0
"""Percent, of one run of words to a value or synonym: a transcription slip is forgiven, another word is not."""


@dataclass(frozen=True, slots=True)
class SlotValue:
    """`interpreted` is None where Lex leaves the choice open, as for an ambiguous time."""

    original: str
    interpreted: str | None
    resolved: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        value: dict[str, Any] = {"originalValue": self.original, "resolvedValues": list(self.resolved)}
        if self.interpreted is not None:
            value["interpretedValue"] = self.interpreted
        return {"shape": "Scalar", "value": value}


@dataclass(frozen=True, slots=True)
class CustomType:
    """A bot's own slot type: each value with its synonyms."""

    values: tuple[tuple[str, tuple[str, ...]], ...]
    top_resolution: bool
    """True: the value itself; False: the caller's own words (OriginalValue)."""


SlotType = str | CustomType


@dataclass(frozen=True, slots=True)
class _Found:
    value: SlotValue
    start: int
    end: int


def elicited(slot_type: SlotType, text: str, *, keyed: bool, today: date) -> SlotValue | None:
    """What Lex makes of an utterance, or of keys, while it elicits a slot of this type; None: nothing.

    `today` is the date in the zone Lex keeps.

    Raises:
        ValueError: the built-in type is not one this double imitates; the message lists those it does.
    """
    if isinstance(slot_type, CustomType):
        found = None if keyed else _find_custom(slot_type, text)
        return found.value if found else None
    if slot_type not in IMITATED:
        raise ValueError(f"{slot_type} is not imitated; known are {sorted(IMITATED)} and the bot's own types")
    text = text.strip()
    if not text:
        return None
    if keyed:
        return _keyed(slot_type, text)
    return _BUILT_IN[slot_type](text, today)


def in_passing(wanted: Mapping[str, SlotType], text: str, *, today: date) -> dict[str, SlotValue]:
    """The slots, in order of preference, which Lex fills from an utterance that started the intent.

    Only what stands out by itself is taken: dates, times with a marker, long numbers, the values of custom types. No
    words are used twice.
    """
    taken: list[tuple[int, int]] = []
    filled: dict[str, SlotValue] = {}
    for name, slot_type in wanted.items():
        found = _find(slot_type, _blank(text, taken), today)
        if found is not None:
            filled[name] = found.value
            taken.append((found.start, found.end))
    return filled


def _blank(text: str, taken: list[tuple[int, int]]) -> str:
    for start, end in taken:
        text = text[:start] + "_" * (end - start) + text[end:]
    return text


def _find(slot_type: SlotType, text: str, today: date) -> _Found | None:
    if isinstance(slot_type, CustomType):
        return _find_custom(slot_type, text)
    tokens = tokens_of(text)
    match slot_type:
        case "AMAZON.Date":
            return _span(text, tokens, find_date(tokens, today=today))
        case "AMAZON.Time":
            return _span(text, tokens, find_time(tokens, alone=False))
        case "AMAZON.AlphaNumeric":
            return _span(text, tokens, _long_number(tokens))
    return None


def _span(text: str, tokens: list[Token], resolved: Resolved | None) -> _Found | None:
    if resolved is None:
        return None
    start, end = tokens[resolved.first].start, tokens[resolved.last - 1].end
    interpreted = resolved.values[0] if len(resolved.values) == 1 else None
    return _Found(SlotValue(text[start:end], interpreted, resolved.values), start, end)


def _long_number(tokens: list[Token]) -> Resolved | None:
    for first in range(len(tokens)):
        for last in range(len(tokens), first, -1):
            number = digits([token.text for token in tokens[first:last]])
            if number is not None and len(number) >= 4:
                return Resolved((number,), first, last)
    return None


def _find_custom(slot_type: CustomType, text: str) -> _Found | None:
    tokens = tokens_of(text)
    best: tuple[float, int, str, int, int] | None = None
    for value, synonyms in slot_type.values:
        for phrase in (value, *synonyms):
            wanted = [token.text for token in tokens_of(phrase)]
            for first in range(len(tokens) - len(wanted) + 1):
                said = [token.text for token in tokens[first : first + len(wanted)]]
                score = _similar(said, wanted)
                last = first + len(wanted)
                if wanted and score and (best is None or (score, len(wanted)) > best[:2]):
                    best = (score, len(wanted), value, first, last)
    if best is None:
        return None
    _, _, value, first, last = best
    start, end = tokens[first].start, tokens[last - 1].end
    original = text[start:end]
    return _Found(SlotValue(original, value if slot_type.top_resolution else original, (value,)), start, end)


def _similar(said: list[str], wanted: list[str]) -> float:
    if said == wanted:
        return 100.0
    joined_said, joined_wanted = " ".join(said), " ".join(wanted)
    if len(joined_wanted) < 5 or any(word.isdecimal() for word in said):
        return 0.0
    score = fuzz.ratio(joined_said, joined_wanted)
    return score if score >= _SIMILARITY else 0.0


def _keyed(slot_type: str, keys: str) -> SlotValue | None:
    if slot_type in ("AMAZON.AlphaNumeric", "AMAZON.Number", "AMAZON.PhoneNumber", "AMAZON.FreeFormInput"):
        value = str(int(keys)) if slot_type == "AMAZON.Number" and keys.isdecimal() else keys
        if slot_type == "AMAZON.PhoneNumber" and not 7 <= len(keys) <= 15:
            return None
        return SlotValue(keys, value, (value,))
    return None


def _only(value: _Found | None) -> SlotValue | None:
    return value.value if value else None


def _date(text: str, today: date) -> SlotValue | None:
    tokens = tokens_of(text)
    return _only(_span(text, tokens, find_date(tokens, today=today)))


def _time(text: str, _today: date) -> SlotValue | None:
    tokens = tokens_of(text)
    return _only(_span(text, tokens, find_time(tokens, alone=True)))


def _last_name(text: str, _today: date) -> SlotValue | None:
    said = _CARRIERS.sub("", text).strip(" .,!")
    words = said.split()
    if not 1 <= len(words) <= 3 or "?" in text:
        return None
    if not all(re.fullmatch(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\.?", word) for word in words):
        return None
    if any(word.lower() in _NO_NAME for word in words) or all(len(word) == 1 for word in words):
        return None
    name = " ".join(words)
    return SlotValue(name, name, (name,))


def _alphanumeric(text: str, _today: date) -> SlotValue | None:
    said = _CARRIERS.sub("", text).strip(" .,!")
    words = re.findall(r"[a-z]+|\d+", said.lower())
    joined = digits(words)
    if joined is None and words and re.fullmatch(r"[\w\s.,-]+", said):
        parts = [word if len(word) == 1 and word.isalpha() else digits([word]) for word in words]
        joined = "".join(part for part in parts if part) if all(parts) else None
    return SlotValue(text, joined, (joined,)) if joined else None


def _number(text: str, _today: date) -> SlotValue | None:
    words = [token.text for token in tokens_of(_CARRIERS.sub("", text))]
    value = cardinal(words)
    return SlotValue(text, str(value), (str(value),)) if value is not None else None


def _phone_number(text: str, _today: date) -> SlotValue | None:
    number = digits(re.findall(r"[a-z]+|\d+", _CARRIERS.sub("", text).lower()))
    if number is None or not 7 <= len(number) <= 15:
        return None
    return SlotValue(text, number, (number,))


def _confirmation(text: str, _today: date) -> SlotValue | None:
    said = text.strip(" .,!")
    for name, pattern in _CONFIRMATION:
        if pattern.fullmatch(said):
            return SlotValue(text, name, (name,))
    return None


def _free_form(text: str, _today: date) -> SlotValue | None:
    return SlotValue(text, text, (text,))


_BUILT_IN: dict[str, Callable[[str, date], SlotValue | None]] = {
    "AMAZON.Date": _date,
    "AMAZON.Time": _time,
    "AMAZON.LastName": _last_name,
    "AMAZON.FirstName": _last_name,
    "AMAZON.AlphaNumeric": _alphanumeric,
    "AMAZON.Number": _number,
    "AMAZON.PhoneNumber": _phone_number,
    "AMAZON.Confirmation": _confirmation,
    "AMAZON.FreeFormInput": _free_form,
}
IMITATED = frozenset(_BUILT_IN)
"""The built-in slot types this double knows."""
