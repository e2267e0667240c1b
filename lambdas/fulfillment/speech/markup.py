"""What Lex carries: plain text, SSML and their limit.

Knows markup, escaping and length; refuses to know what is said.
"""

import html
import re

from .sentences import shorten

MESSAGE_CHARS = 1024
"""Characters of one message, tags counted: https://docs.aws.amazon.com/lexv2/latest/APIReference/API_runtime_Message.html"""

SLOW = '<prosody rate="slow">'
"""Neural, long-form and generative voices take a rate, generative ones around whole sentences only:
https://docs.aws.amazon.com/polly/latest/dg/prosody-tag.html; `digits` and `telephone` of `say-as` are taken by all:
https://docs.aws.amazon.com/polly/latest/dg/say-as-tag.html"""

WORDS_A_MINUTE = 165.0
SLOW_SHARE = 0.8
"""Of the usual speed, assumed: how slow "slow" is depends on the voice."""
SENTENCE_PAUSE_S = 0.35
CLAUSE_PAUSE_S = 0.15

_ILLEGAL = r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]"
_SPOKEN = (
    r"(?P<telephone>(?<![\d-])(?:1-)?\d{3}-\d{3}-\d{4}(?![\d-]))"
    r"|(?P<digits>(?<![\d$.,:/-])(?:\d{6}|911|988)(?!\d|[.,:/-]\d|-\d))"
)


def ssml(text: str, *, slow: bool = False) -> str | None:
    """The text as SSML that reads order numbers, telephone numbers, 911 and 988 digit by digit; None for none.

    Args:
        text: whole sentences, not longer than `fit` makes them.
        slow: read slowly; then it is always SSML.
    """
    if not slow and not re.search(_SPOKEN, text, re.ASCII):
        return None
    clean = html.escape(re.sub(_ILLEGAL, "", text), quote=False)
    marked = re.sub(
        _SPOKEN,
        lambda found: f'<say-as interpret-as="{found.lastgroup}">{found.group()}</say-as>',
        clean,
        flags=re.ASCII,
    )
    return f"<speak>{SLOW}{marked}</prosody></speak>" if slow else f"<speak>{marked}</speak>"


def plain(marked: str) -> str:
    """What SSML says, as text: without its tags, entities resolved."""
    if "<" not in marked and "&" not in marked:
        return marked
    spaced = re.sub(r"\s*<(?:break|/p|/s)\b[^<>]*>\s*", " ", marked)
    return html.unescape(re.sub(r"</?[A-Za-z][^<>]*>", "", spaced)).strip()


def fit(text: str, *, slow: bool = False) -> str:
    """The text, shortened where it or its SSML would be more than Lex carries; `slow` as for `ssml`."""
    chars = MESSAGE_CHARS
    text = re.sub(_ILLEGAL, "", text).strip()
    while chars > 0 and max(len(text), len(ssml(text, slow=slow) or "")) > MESSAGE_CHARS:
        text = shorten(text, words=MESSAGE_CHARS, chars=chars)
        chars -= 24
    return text


def seconds(text: str) -> float:
    """How long it takes to say a text (SSML allowed), in seconds, at about 165 words a minute."""
    said = plain(text)
    words = 0.0
    for word in said.split():
        digits = sum(letter.isdigit() for letter in word)
        letters = any(letter.isalpha() for letter in word)
        words += digits + sum(word.count(sign) for sign in "$%") if digits else float(letters)
        words += 0.5 if digits and letters else 0.0
    ends = len(re.findall(r"[.!?…](?=\s|$)", said))
    clauses = len(re.findall(r"[,;:](?=\s)", said))
    speed = WORDS_A_MINUTE * (SLOW_SHARE if SLOW in text else 1.0)
    return words * 60 / speed + ends * SENTENCE_PAUSE_S + clauses * CLAUSE_PAUSE_S
