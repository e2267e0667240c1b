"""English number words as a transcript has them.

Knows words and digits; refuses to know what a number stands for.
"""

import re

_UNITS = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen
"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = """
first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
sixteenth seventeenth eighteenth nineteenth twentieth
"""
UNITS = {word: value for value, word in enumerate(_UNITS.split())}
TENS = {word: 10 * value for value, word in enumerate(_TENS.split(), start=2)}
ORDINALS = {word: value for value, word in enumerate(_ORDINALS.split(), start=1)} | {"thirtieth": 30}
_SPOKEN_ZERO = {"oh", "o"}
_WRITTEN_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")


def cardinal(words: list[str]) -> int | None:
    """The number from 0 to 9,999,999 which exactly these words name, or None."""
    if len(words) == 1 and words[0].isdecimal():
        return int(words[0])
    total = current = 0
    heard = False
    previous = 1_000_000_000
    for word in words:
        if word == "and" and heard:
            continue
        if word in UNITS and previous > 19:
            current, previous = current + UNITS[word], 1
        elif word in TENS and previous > 90:
            current, previous = current + TENS[word], 20
        elif word == "hundred" and 0 < current < 100 and heard:
            current, previous = current * 100, 100
        elif word in ("thousand", "million") and current and heard:
            total += current * (1_000 if word == "thousand" else 1_000_000)
            current, previous = 0, 1000
        else:
            return None
        heard = True
    return total + current if heard else None


def ordinal(words: list[str]) -> int | None:
    """The ordinal from 1 to 31 which exactly these words name: `third`, `twenty first`, `3rd`."""
    match words:
        case [word] if found := _WRITTEN_ORDINAL.fullmatch(word):
            return int(found[1])
        case [word] if word in ORDINALS:
            return ORDINALS[word]
        case [tens, unit] if tens in ("twenty", "thirty") and ORDINALS.get(unit, 10) < 10:
            return TENS[tens] + ORDINALS[unit]
    return None


def two_digits(words: list[str]) -> int | None:
    """A pair of digits as they are said in times and years: `oh five`, `thirty`, `eighty four`, `12`."""
    if len(words) == 2 and words[0] in _SPOKEN_ZERO | {"zero"}:
        unit = UNITS.get(words[1], int(words[1]) if words[1].isdecimal() else 10)
        return unit if unit < 10 else None
    value = cardinal(words)
    return value if value is not None and value < 100 and "and" not in words else None


def digits(words: list[str]) -> str | None:
    """The digits, joined in order, when every word is a number said digit by digit or in groups; else None.

    Leading zeros are kept. `double` and `triple` are not understood.
    """
    joined = ""
    at = 0
    while at < len(words):
        word = words[at]
        if word.isdecimal():
            joined += word
        elif word in _SPOKEN_ZERO:
            joined += "0"
        elif word in TENS and at + 1 < len(words) and 0 < UNITS.get(words[at + 1], 0) < 10:
            joined += str(TENS[word] + UNITS[words[at + 1]])
            at += 1
        elif word in UNITS or word in TENS:
            joined += str(UNITS.get(word, TENS.get(word)))
        else:
            return None
        at += 1
    return joined or None
