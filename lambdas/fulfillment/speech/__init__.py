"""Values and text to what can be spoken.

Knows how days, times, money and numbers sound, what a written text must lose before it is read out, and what Lex can
carry; refuses to know why something is said.
"""

from .markup import MESSAGE_CHARS, fit, plain, seconds, ssml
from .sentences import SHORT_OPENING_WORDS, Begun, first_sentence, sentences, shorten
from .text import speakable
from .values import say_date, say_digits, say_list, say_money, say_one, say_phone, say_time

__all__ = [
    "MESSAGE_CHARS",
    "SHORT_OPENING_WORDS",
    "Begun",
    "first_sentence",
    "fit",
    "plain",
    "say_date",
    "say_digits",
    "say_list",
    "say_money",
    "say_one",
    "say_phone",
    "say_time",
    "seconds",
    "sentences",
    "shorten",
    "speakable",
    "ssml",
]
